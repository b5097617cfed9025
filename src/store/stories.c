/* SPDX-License-Identifier: Apache-2.0
 *
 * stories.c - the rows that people list: stale parts are assembled, and what their stories are is written down.
 *
 * Parts are assembled in parallel, each from its own memory; rows are written in the order of parts. A story that
 * is gone afterwards leaves a line in `moved`, so that its id leads on when its first document is gone. A story
 * that tells what it told before (prints.c of story) keeps its rows.
 */
#include "store/inner.h"

#include <stdlib.h>

#define JOBS_MAX  64u   /* parts in one transaction                                                            */
#define JOBS_PART 8     /* of the memory, for documents and facts; assembly takes three times as much again    */

typedef struct { uint64_t id, story; bool kept; } event_row;     /* kept: its row is there as it is         */
typedef VEC(event_row) event_rows;
typedef struct { uint64_t report, event; } told_row;     /* which event tells a report now                     */

typedef struct {
	int64_t      part;
	arena       *a;
	part_docs    p;
	story_known  known;          /* the stories that the part had, and which of them stay                  */
	store_story *stories;        /* [n_stories]                                                            */
	uint64_t    *prints;         /* [n_stories]                                                            */
	uint64_t    *doc_story;      /* [p.n]                                                                  */
	event_row   *events;         /* [n_events] sorted                                                      */
	told_row    *tellings;       /* [n_tellings] by report                                                */
	uint64_t    *stay;           /* [n_stay] ids of stories whose rows stay as they are                    */
	uint32_t     n_stories, n_events, n_tellings, n_stay;
	dl_status    rc;
	dl_error     err;
} job;

typedef struct { job *v; dl_lane *const *lanes; const story_decisions *decided; } jobs;

/* The best figure of a field in words: "23+", "30", "23-30". */
static void figure_put(arena *a, slice *out, const dl_assembly *as, const dl_field *f)
{
	const dl_account *x = &as->accounts[f->first_account];
	bool more = false;
	if (f->typed) {
		int64_t lo, hi;
		more = typed_count(as->accounts[f->first_account + f->typed - 1].value, &lo, &hi) && hi == DL_COUNT_MAX;
	} else if (f->n_accounts && x->n_vouchers) {
		const dl_voucher *v = &as->vouchers[x->first_voucher];
		const dl_facts *facts = as->facts[v->doc];
		const dl_claim *c = &facts->claims[v->claim];
		more = c->kind == DL_V_COUNT && facts->counts[c->value].hi == DL_COUNT_MAX;
	}
	*out = arena_printf(a, "%.*s%s%s %lld%s", PRS(*out), out->n ? ", " : "", dl_field_name(f->kind), (long long)f->best,
	                    more ? "+" : "");
}

#define FIRST_EVENTS 3       /* what a story is about: one dead there is its figure, elsewhere an aside          */

#define MOVED_LEAST  10      /* fewer who leave their homes are an aside                                        */

/* "No arrests" is no figure of the arrested; one who is hurt in passing, or arrested, is no story's figure, nor are the
 * dead of long before. */
static bool is_figure(const dl_assembly *as, const dl_event *e, const dl_field *f, uint32_t at)
{
	if (f->best == DL_COUNT_NONE || f->best == DL_COUNT_MAX || f->decimals || !f->best || f->past) return false;
	bool one = as->accounts[f->first_account].n_origins < 2;
	if (f->kind == DL_F_DISPLACED && f->best < MOVED_LEAST && one) return false;
	bool harm = f->kind == DL_F_KILLED || f->kind == DL_F_INJURED;
	return f->best > 1 || (harm && (e->n_origins > 1 || at < FIRST_EVENTS));
}

/* Is f the better figure of a story: the desk's, one of everyone and larger, else of more origins, else larger? */
static bool is_better(const dl_assembly *as, const dl_field *f, const dl_field *than)
{
	if (!than) return true;
	if (!f->typed != !than->typed) return f->typed;
	uint32_t mine = as->accounts[f->first_account].n_origins, other = as->accounts[than->first_account].n_origins;
	if (!f->of.n != !than->of.n && (f->best > than->best) == !f->of.n) return !f->of.n;
	return mine != other ? mine > other : f->best > than->best;
}

/* Latest figures of a story: of each kind the best of its first events, else that of the next which has one. */
static slice figures(arena *a, const dl_assembly *as, const dl_story *s)
{
	static const uint8_t kinds[] = {DL_F_KILLED, DL_F_INJURED, DL_F_MISSING, DL_F_ARRESTED, DL_F_DISPLACED};
	slice out = S("");
	for (size_t k = 0; k < COUNT(kinds); k++) {
		const dl_field *best = NULL;
		for (uint32_t e = 0; e < s->n_events && (e < FIRST_EVENTS || !best); e++) {
			const dl_event *ev = &as->events[s->first_event + e];
			for (uint32_t i = 0; i < ev->n_fields && !ev->background; i++) {
				const dl_field *f = &as->fields[ev->first_field + i];
				if (f->kind == kinds[k] && is_figure(as, ev, f, e) && is_better(as, f, best)) best = f;
			}
		}
		if (best) figure_put(a, &out, as, best);
	}
	return out;
}

static int cmp_told_row(const void *x, const void *y)
{
	const told_row *a = x, *b = y;
	return (a->report > b->report) - (a->report < b->report);
}

static int cmp_event_row(const void *x, const void *y)
{
	const event_row *a = x, *b = y;
	if (a->id != b->id) return a->id < b->id ? -1 : 1;
	return (a->story > b->story) - (a->story < b->story);
}

static bool tellings_make(job *j, const dl_assembly *as)
{
	j->tellings = ARENA_ARRAY(j->a, told_row, as->n_tellings + 1);
	if (!j->tellings) return false;
	for (uint32_t e = 1; e < as->n_events; e++)
		for (uint32_t i = 0; i < as->events[e].n_tellings; i++) {
			const dl_telling *t = &as->tellings[as->events[e].first_telling + i];
			uint64_t report = story_report_id(as->docs[t->doc], as->facts[t->doc], t->report);
			j->tellings[j->n_tellings++] = (told_row){report, as->events[e].id};
		}
	if (j->n_tellings) qsort(j->tellings, j->n_tellings, sizeof *j->tellings, cmp_told_row);
	return true;
}

store_story story_row(arena *a, const dl_assembly *as, const dl_story *s)
{
	return (store_story){s->id, arena_copy(a, s->headline), s->n_docs, s->n_outlets, s->n_origins, s->n_disputes,
	                     s->first_min, s->last_min, figures(a, as, s)};
}

static bool rows_make(job *j, const dl_assembly *as)
{
	j->stories = ARENA_ARRAY(j->a, store_story, as->n_stories);
	j->doc_story = ARENA_ARRAY(j->a, uint64_t, j->p.n);
	j->events = ARENA_ARRAY(j->a, event_row, as->n_events);
	j->prints = ARENA_ARRAY(j->a, uint64_t, as->n_stories);
	j->stay = ARENA_ARRAY(j->a, uint64_t, as->n_stories);
	if (!j->stories || !j->doc_story || !j->events || !j->prints || !j->stay || !tellings_make(j, as)) return false;
	for (uint32_t i = 1; i < as->n_stories; i++) {
		if (j->known.same[i]) {
			j->stay[j->n_stay++] = as->stories[i].id;
			continue;
		}
		j->prints[j->n_stories] = j->known.now[i].print;
		j->stories[j->n_stories++] = story_row(j->a, as, &as->stories[i]);
	}
	for (uint32_t i = 1; i < as->n_events; i++)
		if (as->events[i].story)
			j->events[j->n_events++] = (event_row){as->events[i].id, as->stories[as->events[i].story].id, false};
	if (j->n_events) qsort(j->events, j->n_events, sizeof *j->events, cmp_event_row);
	/* Documents come back in order of publication, not in the order given. */
	for (uint32_t i = 0; i < as->n_docs; i++)
		for (uint32_t k = 0; k < j->p.n; k++)
			if (j->p.docs[k] == as->docs[i]) j->doc_story[k] = as->stories[as->places[i].story].id;
	return !arena_ran_out(j->a);
}

static void job_run(void *ctx, uint32_t lane, uint32_t item)
{
	jobs *all = ctx;
	job *j = &all->v[item];
	dl_lane *l = all->lanes[lane];
	dl_assembly as;
	dl_lane_reset(l);
	j->known.what = j->p.what;
	story_docs in = {j->p.docs, j->p.facts, j->p.rides, j->p.n, &j->known};
	j->rc = story_assemble(&l->w, &in, all->decided, &as);
	if (j->rc != DL_OK) j->err = *dl_lane_error(l);
	else if (!rows_make(j, &as)) j->rc = store_nomem(&j->err);
}

static dl_status story_write(dl_store *st, const job *j, uint32_t i, dl_error *err)
{
	const store_story *r = &j->stories[i];
	sqlite3_stmt *s = store_q(st, "INSERT OR IGNORE INTO story(id, part, headline, docs, outlets, origins, "
	                              "disputes, first, last, figures, print) VALUES(?,?,?,?,?,?,?,?,?,?,?)", err);
	if (!s) return err->code;
	sqlite3_bind_int64(s, 1, (int64_t)r->id);
	sqlite3_bind_int64(s, 2, j->part);
	bind_slice(s, 3, r->headline);
	sqlite3_bind_int64(s, 4, r->docs);
	sqlite3_bind_int64(s, 5, r->outlets);
	sqlite3_bind_int64(s, 6, r->origins);
	sqlite3_bind_int64(s, 7, r->disputes);
	bind_min(s, 8, r->first_min), bind_min(s, 9, r->last_min);
	bind_slice(s, 10, r->figures);
	sqlite3_bind_int64(s, 11, (int64_t)j->prints[i]);
	return store_do(st, s, err);
}

static dl_status moved_write(dl_store *st, const job *j, dl_error *err)
{
	dl_status rc = DL_OK;
	for (uint32_t i = 0; i < j->p.n && rc == DL_OK; i++) {
		uint64_t old = j->p.story[i];
		if (!old || old == j->doc_story[i]) continue;
		rc = store_exec(st, err, "INSERT OR IGNORE INTO moved(old, new) SELECT ?1, ?2 WHERE NOT EXISTS"
		                " (SELECT 1 FROM story WHERE id = ?1)", 2, (int64_t)old, (int64_t)j->doc_story[i]);
	}
	for (uint32_t i = 0; i < j->n_stories && rc == DL_OK; i++)
		rc = store_exec(st, err, "DELETE FROM moved WHERE old = ?", 1, (int64_t)j->stories[i].id);
	return rc;
}

/* Events that the part had and has no more lead to where their first report is told now, or to their story. */
static dl_status events_moved(dl_store *st, const job *j, const event_rows *old, dl_error *err)
{
	dl_status rc = DL_OK;
	for (uint32_t i = 0; i < old->n && rc == DL_OK; i++) {
		told_row key = {old->v[i].id, 0};
		const told_row *t = j->n_tellings ? bsearch(&key, j->tellings, j->n_tellings, sizeof key, cmp_told_row) : NULL;
		if (t && t->event == key.report) continue;
		rc = store_exec(st, err, "INSERT OR REPLACE INTO moved(old, new, event) VALUES(?,?,1)", 2, (int64_t)key.report,
		                (int64_t)(t ? t->event : old->v[i].story));
	}
	return rc;
}

static bool stays(const job *j, uint64_t story)
{
	for (uint32_t i = 0; i < j->n_stay; i++)
		if (j->stay[i] == story) return true;
	return false;
}

/* Is this row of an event one that would be written again? */
static bool event_kept(job *j, uint64_t id, uint64_t story)
{
	const event_row key = {id, story, false};
	event_row *e = j->n_events ? bsearch(&key, j->events, j->n_events, sizeof key, cmp_event_row) : NULL;
	if (e) e->kept = true;
	return e != NULL;
}

/* Events of the part that do not stay: *old, and out. */
static dl_status events_drop(dl_store *st, job *j, event_rows *old, dl_error *err)
{
	bool row;
	dl_status rc;
	sqlite3_stmt *s = store_q(st, "SELECT id, story FROM event WHERE part = ?", err);
	if (!s) return err->code;
	sqlite3_bind_int64(s, 1, j->part);
	while ((rc = store_row(st, s, &row, err)) == DL_OK && row) {
		uint64_t id = (uint64_t)sqlite3_column_int64(s, 0), story = (uint64_t)sqlite3_column_int64(s, 1);
		if (event_kept(j, id, story) || stays(j, story)) continue;
		event_row *e = VEC_PUSH(j->a, old);
		if (!e) return sqlite3_reset(s), store_nomem(err);
		*e = (event_row){id, story, false};
	}
	for (uint32_t i = 0; i < old->n && rc == DL_OK; i++)
		rc = store_exec(st, err, "DELETE FROM event WHERE id = ? AND part = ?", 2, (int64_t)old->v[i].id,
		                j->part);
	return rc;
}

static dl_status job_write(dl_store *st, job *j, dl_error *err)
{
	event_rows old = {0};
	dl_status rc = events_drop(st, j, &old, err);
	for (uint32_t i = 0; i < j->known.n_before && rc == DL_OK; i++)
		if (!stays(j, j->known.before[i].id))
			rc = store_exec(st, err, "DELETE FROM story WHERE id = ? AND part = ?", 2,
			                (int64_t)j->known.before[i].id, j->part);
	for (uint32_t i = 0; i < j->n_stories && rc == DL_OK; i++) rc = story_write(st, j, i, err);
	for (uint32_t i = 0; i < j->n_events && rc == DL_OK; i++) {
		if (j->events[i].kept) continue;
		rc = store_exec(st, err, "INSERT OR IGNORE INTO event(id, part, story) VALUES(?,?,?)", 3,
		                (int64_t)j->events[i].id, j->part, (int64_t)j->events[i].story);
	}
	if (rc == DL_OK) rc = moved_write(st, j, err);
	if (rc == DL_OK) rc = events_moved(st, j, &old, err);
	for (uint32_t i = 0; i < j->p.n && rc == DL_OK; i++)
		if (j->p.story[i] != j->doc_story[i])
			rc = store_exec(st, err, "UPDATE place SET story = ? WHERE doc = ?", 2,
			                (int64_t)j->doc_story[i], j->p.id[i]);
	return rc == DL_OK ? store_exec(st, err, "UPDATE part SET fresh = 1 WHERE id = ?", 1, j->part) : rc;
}

/* The stories that the part has, with the prints they were told by. */
static dl_status stories_had(dl_store *st, job *j, dl_error *err)
{
	bool row;
	dl_status rc;
	VEC(story_print) v = {0};
	sqlite3_stmt *s = store_q(st, "SELECT id, print FROM story WHERE part = ?", err);
	if (!s) return err->code;
	sqlite3_bind_int64(s, 1, j->part);
	while ((rc = store_row(st, s, &row, err)) == DL_OK && row) {
		story_print *p = VEC_PUSH(j->a, &v);
		if (!p) return sqlite3_reset(s), store_nomem(err);
		*p = (story_print){(uint64_t)sqlite3_column_int64(s, 0), (uint64_t)sqlite3_column_int64(s, 1)};
	}
	j->known.before = v.v, j->known.n_before = v.n;
	return rc;
}

/* Stale parts into memory, as many as the limits allow, at least one. */
static dl_status jobs_load(dl_store *st, job *v, uint32_t *n, dl_error *err)
{
	int64_t part = INT64_MIN;
	size_t held = 0;
	dl_status rc = DL_OK;
	for (*n = 0; *n < JOBS_MAX && held < st->memory / JOBS_PART;) {
		rc = store_int(st, err, &part, "SELECT id FROM part WHERE fresh = 0 AND id > ? ORDER BY id LIMIT 1",
		               1, part);
		if (rc != DL_OK) break;
		job *j = &v[(*n)++];
		*j = (job){.part = part, .a = arena_new(0)};
		rc = j->a ? part_load(st, j->a, part, DL_MIN_NONE, &j->p, err) : store_nomem(err);
		if (rc == DL_OK) rc = stories_had(st, j, err);
		if (rc != DL_OK) break;
		held += arena_bytes(j->a);
	}
	return rc == DL_MISSING ? DL_OK : rc;
}

static dl_status refresh_some(dl_store *st, dl_lane *const *lanes, uint32_t n_lanes, uint32_t *done, dl_error *err)
{
	job *v = calloc(JOBS_MAX, sizeof *v);
	uint32_t n = 0;
	*done = 0;
	if (!v) return store_nomem(err);
	dl_status rc = store_begin(st, err);
	if (rc == DL_OK) rc = jobs_load(st, v, &n, err);
	story_decisions decided = {0};
	arena *a = arena_new(0);
	if (rc == DL_OK) rc = a ? decisions_load(st, a, &decided, err) : store_nomem(err);
	jobs all = {v, lanes, &decided};
	if (rc == DL_OK && n && threads_map(n_lanes, n, job_run, &all) != DL_OK) rc = store_nomem(err);
	for (uint32_t i = 0; i < n && rc == DL_OK; i++) {
		if ((rc = v[i].rc) != DL_OK) *err = v[i].err;
		else rc = job_write(st, &v[i], err);
	}
	rc = store_end(st, rc, err);
	if (rc == DL_OK) *done = n;
	for (uint32_t i = 0; i < n; i++) arena_free(v[i].a);
	arena_free(a);
	free(v);
	return rc;
}

dl_status dl_store_refresh(dl_store *st, dl_lane *const *lanes, uint32_t n_lanes, store_step step, void *ctx,
                           dl_error *err)
{
	int64_t stale = 0;
	uint32_t done = 0, some = 0;
	dl_status rc = places_mend(st, err);
	if (rc == DL_OK) rc = store_int(st, err, &stale, "SELECT count(*) FROM part WHERE fresh = 0", 0);
	if (rc != DL_OK || !stale) return rc;
	do {
		rc = refresh_some(st, lanes, n_lanes, &some, err);
		done += some;
		if (step && rc == DL_OK) step(ctx, done, max_u32((uint32_t)stale, done));
	} while (rc == DL_OK && some);
	return rc;
}
