/* SPDX-License-Identifier: Apache-2.0
 *
 * load.c - out of the store: documents, parts, and their assembly.
 *
 * "As of 18:00" is the assembly over the documents published by then. A document of which only the day is known
 * counts from the end of that day; one of which nothing is known counts only when no moment is asked for.
 */
#include "store/inner.h"

static bool published_by(const dl_doc *d, int64_t as_of_min)
{
	if (as_of_min == DL_MIN_NONE) return true;
	if (d->published_min != DL_MIN_NONE) return d->published_min <= as_of_min;
	return d->published_day != DL_DAY_NONE && ((int64_t)d->published_day + 1) * 1440 - 1 <= as_of_min;
}

/* A document of a part, as its place says. */
typedef struct { int64_t doc, rides; uint64_t story; uint32_t index; } in_part;    /* index: + 1 in part_docs   */
typedef struct { VEC(in_part) v; idmap at; } part_list;

static dl_status part_ids(dl_store *st, arena *a, int64_t part, part_list *out, dl_error *err)
{
	bool row;
	dl_status rc;
	sqlite3_stmt *s = store_q(st, "SELECT doc, rides, story FROM place WHERE part = ? ORDER BY ord, sign", err);
	if (!s) return err->code;
	sqlite3_bind_int64(s, 1, part);
	while ((rc = store_row(st, s, &row, err)) == DL_OK && row) {
		in_part *p = VEC_PUSH(a, &out->v);
		uint32_t *slot = p ? idmap_put(&out->at, a, sqlite3_column_int64(s, 0)) : NULL;
		if (!slot) return sqlite3_reset(s), store_nomem(err);
		p->doc = sqlite3_column_int64(s, 0), p->rides = sqlite3_column_int64(s, 1);
		p->story = (uint64_t)sqlite3_column_int64(s, 2);
		*slot = out->v.n;
	}
	return rc;
}

/* The lead that one rides on, itself for a lead. NULL: no memory, or it is elsewhere, which cannot be. */
static in_part *lead_of(part_list *l, arena *a, in_part *p)
{
	while (p && p->rides) {
		uint32_t *slot = idmap_put(&l->at, a, p->rides);
		p = slot && *slot ? &l->v.v[*slot - 1] : NULL;
	}
	return p;
}

static dl_status doc_by_row(dl_store *st, arena *a, int64_t id, dl_doc *d, dl_error *err)
{
	bool row;
	sqlite3_stmt *s = store_q(st, "SELECT " DOC_COLUMNS " FROM doc WHERE id = ?", err);
	if (!s) return err->code;
	sqlite3_bind_int64(s, 1, id);
	dl_status rc = store_row(st, s, &row, err);
	if (rc == DL_OK && !row) rc = error_set(err, DL_BAD, st->path, 0, "a document is missing: see dateline check");
	if (rc == DL_OK) rc = doc_load(st, a, s, 0, d, err);
	sqlite3_reset(s);
	return rc;
}

/* Facts that say nothing: each array holds its entry 0 and no other. */
static void facts_none(dl_facts *f)
{
	_Alignas(16) static char zeros[512];
	_Static_assert(sizeof(dl_time) <= 512 && sizeof(dl_place) <= 512 && sizeof(dl_report) <= 512, "zeros is one entry");
	void **const arrays[] = {(void **)&f->times, (void **)&f->places, (void **)&f->counts, (void **)&f->entities,
	                         (void **)&f->mentions, (void **)&f->links, (void **)&f->attributions,
	                         (void **)&f->reports, (void **)&f->claims};
	uint32_t *const counts[] = {&f->n_times, &f->n_places, &f->n_counts, &f->n_entities, &f->n_mentions, &f->n_links,
	                            &f->n_attributions, &f->n_reports, &f->n_claims};
	*f = (dl_facts){0};
	for (size_t i = 0; i < COUNT(arrays); i++) *arrays[i] = zeros, *counts[i] = 1;
}

/* A rider too many is read without its facts, and of very many without the text. */
static dl_status rider_load(dl_store *st, arena *a, int64_t id, bool text, dl_doc *d, dl_facts *f, dl_error *err)
{
	dl_status rc = doc_by_row(st, a, id, d, err);
	if (!text) d->text = S(""), d->n_blocks = 0;
	facts_none(f);
	return rc;
}

dl_status part_load(dl_store *st, arena *a, int64_t part, int64_t as_of_min, part_docs *out, dl_error *err)
{
	part_list l = {0};
	dl_status rc = part_ids(st, a, part, &l, err);
	uint32_t n = l.v.n, telling = 0, silent = 0;
	uint32_t *riders = ARENA_ARRAY(a, uint32_t, n + 1);
	*out = (part_docs){.id = ARENA_ARRAY(a, int64_t, n), .docs = ARENA_ARRAY(a, const dl_doc *, n),
	                   .facts = ARENA_ARRAY(a, const dl_facts *, n), .rides = ARENA_ARRAY(a, uint32_t, n),
	                   .story = ARENA_ARRAY(a, uint64_t, n), .what = ARENA_ARRAY(a, uint64_t, n)};
	if (!riders || !out->id || !out->docs || !out->facts || !out->rides || !out->story || !out->what)
		return store_nomem(err);
	for (uint32_t i = 0; i < n && rc == DL_OK; i++) {
		in_part *p = &l.v.v[i], *lead = lead_of(&l, a, p);
		dl_doc *d = ARENA_ARRAY(a, dl_doc, 1);
		dl_facts *f = ARENA_ARRAY(a, dl_facts, 1);
		if (!d || !f || !lead) return store_nomem(err);
		bool tells = lead == p || (riders[lead - l.v.v]++ < STORY_RIDERS && telling++ < STORE_PART_RIDERS);
		if (tells) rc = doc_by_row(st, a, p->doc, d, err);
		else rc = rider_load(st, a, p->doc, silent++ < STORE_PART_TEXTS, d, f, err);
		if (rc != DL_OK || !published_by(d, as_of_min)) continue;
		uint64_t found = 0;
		if (tells) rc = facts_load(st, a, p->doc, f, &found, err);
		out->id[out->n] = p->doc, out->story[out->n] = p->story, out->rides[out->n] = lead == p ? 0 : lead->index;
		out->what[out->n] = hash_mix(doc_hash(a, d), found);
		out->docs[out->n] = d, out->facts[out->n++] = f;
		p->index = out->n;
	}
	return rc;
}

/* The story of the assembly that is story id, or else holds most of what was in it. 0: none. */
static uint32_t story_match(const dl_assembly *a, const part_docs *p, uint64_t id, uint32_t *in_story)
{
	uint32_t best = 0;
	for (uint32_t i = 1; i < a->n_stories; i++)
		if (a->stories[i].id == id) return i;
	for (uint32_t i = 0; i < a->n_docs; i++)
		for (uint32_t k = 0; k < p->n; k++)
			if (p->docs[k] == a->docs[i] && p->story[k] == id) in_story[a->places[i].story]++;
	for (uint32_t i = 1; i < a->n_stories; i++)
		if (in_story[i] > in_story[best]) best = i;
	return best;
}

/* What was typed later is not known yet. Merges and splits say how to read what was, and hold at any moment. */
static dl_status decided_by(arena *a, const story_decisions *all, int64_t as_of_min, story_decisions *out,
                            dl_error *err)
{
	story_decision *v = as_of_min == DL_MIN_NONE || !all || !all->n ? NULL : ARENA_ARRAY(a, story_decision, all->n);
	*out = all ? *all : (story_decisions){0};
	if (as_of_min == DL_MIN_NONE || !out->n) return DL_OK;
	if (!v) return store_nomem(err);
	*out = (story_decisions){v, 0};
	for (uint32_t i = 0; i < all->n; i++)
		if (all->v[i].kind != DECIDE_TYPED || all->v[i].at_min <= as_of_min) v[out->n++] = all->v[i];
	return DL_OK;
}

dl_status part_assemble(dl_store *st, dl_lane *lane, int64_t part, int64_t as_of_min, const story_decisions *decided,
                        part_docs *p, dl_assembly *out, dl_error *err)
{
	story_decisions then;
	dl_status rc = part_load(st, lane->w.out, part, as_of_min, p, err);
	if (rc == DL_OK) rc = decided_by(lane->w.out, decided, as_of_min, &then, err);
	if (rc != DL_OK) return rc;
	rc = story_assemble(&lane->w, &(story_docs){p->docs, p->facts, p->rides, p->n, NULL}, &then, out);
	if (rc == DL_OK) return rc;
	*err = *dl_lane_error(lane);
	if (!err->text[0]) error_set(err, rc, "assembly", 0, "%s", dl_status_name(rc));
	return rc;
}

dl_status dl_store_part_of(dl_store *st, uint64_t id, int64_t *part, dl_error *err)
{
	dl_status rc = store_int(st, err, part, "SELECT part FROM story WHERE id = ? ORDER BY first, docs DESC, part", 1,
	                         (int64_t)id);
	if (rc == DL_MISSING) error_set(err, rc, st->path, 0, "has no story %016llx", (unsigned long long)id);
	return rc;
}

dl_status dl_store_assemble(dl_store *st, dl_lane *lane, uint64_t id, int64_t as_of_min, dl_assembly *out,
                            uint32_t *story, dl_error *err)
{
	int64_t part;
	part_docs p;
	if (!id) {
		dl_status found = dl_store_find(st, S(""), &id, err);
		if (found != DL_OK) return found;
	}
	story_decisions decided = {0};
	dl_status rc = dl_store_part_of(st, id, &part, err);
	if (rc == DL_OK) rc = decisions_load(st, lane->w.out, &decided, err);
	if (rc == DL_OK) rc = part_assemble(st, lane, part, as_of_min, &decided, &p, out, err);
	if (rc != DL_OK) return rc;
	if (!p.n)
		return error_set(err, DL_MISSING, st->path, 0, "nothing of this story is known to have been "
		                                               "published by then");
	uint32_t *in_story = ARENA_ARRAY(lane->w.tmp, uint32_t, out->n_stories + 1);
	if (!in_story) return store_nomem(err);
	*story = story_match(out, &p, id, in_story);
	return *story ? DL_OK : error_set(err, DL_MISSING, st->path, 0, "nothing of this story was known by then");
}

dl_status dl_store_each_part(dl_store *st, dl_lane *lane, store_part fn, void *ctx, dl_error *err)
{
	bool row;
	ids parts = {0};
	story_decisions decided = {0};
	arena *a = arena_new(0);
	if (!a) return store_nomem(err);
	/* The sum of its documents' signs names a part in every store that holds the same documents. */
	sqlite3_stmt *s = store_q(st, "SELECT id FROM part ORDER BY sign, docs", err);
	dl_status rc = s ? DL_OK : err->code;
	while (s && (rc = store_row(st, s, &row, err)) == DL_OK && row)
		if (!ids_push(a, &parts, sqlite3_column_int64(s, 0))) rc = store_nomem(err);
	if (rc == DL_OK) rc = decisions_load(st, a, &decided, err);
	for (uint32_t i = 0; i < parts.n && rc == DL_OK; i++) {
		part_docs p;
		dl_assembly as;
		dl_lane_reset(lane);
		if ((rc = part_assemble(st, lane, parts.v[i], DL_MIN_NONE, &decided, &p, &as, err)) != DL_OK) break;
		if ((rc = fn(ctx, &as)) != DL_OK) error_set(err, rc, "output", 0, "stopped");
	}
	arena_free(a);
	return rc;
}

bool hex_range(slice text, uint64_t *low, uint64_t *high)
{
	uint64_t v = 0;
	if (!text.n || text.n > 16) return false;
	for (size_t i = 0; i < text.n; i++) {
		char c = text.p[i];
		int d = -1;
		if (c >= '0' && c <= '9') d = c - '0';
		else if (c >= 'a' && c <= 'f') d = c - 'a' + 10;
		else if (c >= 'A' && c <= 'F') d = c - 'A' + 10;
		if (d < 0) return false;
		v = v << 4 | (unsigned)d;
	}
	unsigned left = 64 - 4 * (unsigned)text.n;
	*low = left ? v << left : v;
	*high = left ? *low | (UINT64_MAX >> (64 - left)) : v;
	return true;
}

static dl_status docs_found(dl_store *st, arena *a, sqlite3_stmt *s, ids *found, dl_error *err)
{
	bool row;
	dl_status rc;
	while ((rc = store_row(st, s, &row, err)) == DL_OK && row)
		if (!ids_push(a, found, sqlite3_column_int64(s, 0))) return sqlite3_reset(s), store_nomem(err);
	return rc;
}

dl_status docs_named(dl_store *st, arena *a, slice name, ids *found, dl_error *err)
{
	uint64_t low, high;
	sqlite3_stmt *s = store_q(st, "SELECT id FROM doc WHERE name = ? ORDER BY day, min, hash, outlet", err);
	if (!s) return err->code;
	bind_slice(s, 1, name);
	dl_status rc = docs_found(st, a, s, found, err);
	if (rc != DL_OK || found->n || name.n != 16 || !hex_range(name, &low, &high)) return rc;
	if (!(s = store_q(st, "SELECT id FROM doc WHERE hash = ? ORDER BY day, min, outlet", err))) return err->code;
	sqlite3_bind_int64(s, 1, (int64_t)low);
	return docs_found(st, a, s, found, err);
}

dl_status dl_store_doc(dl_store *st, slice id, arena *a, dl_doc *doc, dl_facts *facts, dl_error *err)
{
	ids found = {0};
	dl_status rc = docs_named(st, a, id, &found, err);
	if (rc == DL_OK && !found.n) return error_set(err, DL_MISSING, st->path, 0, "has no document %.*s", PRS(id));
	if (rc == DL_OK) rc = doc_by_row(st, a, found.v[0], doc, err);
	return rc == DL_OK && facts ? facts_load(st, a, found.v[0], facts, NULL, err) : rc;
}

dl_status dl_store_story_of(dl_store *st, slice doc, uint64_t *id, dl_error *err)
{
	ids found = {0};
	int64_t story;
	arena *a = arena_new(0);
	if (!a) return store_nomem(err);
	dl_status rc = docs_named(st, a, doc, &found, err);
	if (rc == DL_OK && !found.n) rc = error_set(err, DL_MISSING, st->path, 0, "has no document %.*s", PRS(doc));
	if (rc == DL_OK) rc = store_int(st, err, &story, "SELECT story FROM place WHERE doc = ?", 1, found.v[0]);
	if (rc == DL_OK) *id = (uint64_t)story;
	arena_free(a);
	return rc;
}

dl_status dl_store_each(dl_store *st, store_each fn, void *ctx, dl_error *err)
{
	bool row;
	dl_status rc = DL_OK;
	arena *a = arena_new(0);
	if (!a) return store_nomem(err);
	sqlite3_stmt *s = store_q(st, "SELECT id," DOC_COLUMNS " FROM doc ORDER BY day, min, hash, outlet", err);
	if (!s) rc = err->code;
	while (s && (rc = store_row(st, s, &row, err)) == DL_OK && row) {
		dl_doc d;
		dl_facts f;
		arena_reset(a);
		if ((rc = doc_load(st, a, s, 1, &d, err)) != DL_OK) break;
		if ((rc = facts_load(st, a, sqlite3_column_int64(s, 0), &f, NULL, err)) != DL_OK) break;
		if ((rc = fn(ctx, &d, &f)) != DL_OK) {
			error_set(err, rc, "output", 0, "stopped");
			break;
		}
	}
	if (s) sqlite3_reset(s);
	arena_free(a);
	return rc;
}
