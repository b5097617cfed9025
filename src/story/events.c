/* SPDX-License-Identifier: Apache-2.0
 *
 * events.c - reports to events: which passages tell one happening.
 *
 * In: the reports of a story's documents. Out: events, each with its tellings in order of publication.
 *
 * Two steps. First the reports of each document by themselves: "an explosion", "the blast" and "when the silo
 * exploded" of one article become one face (faces.c), which knows the day from one sentence, the place from another
 * and the toll from a third. Then the faces of the story's documents. Both times average linkage joins what pairs.c
 * and the weights say is one, as long as the average chance of a cluster's pairs is high enough.
 * A recap ("after initially storming parliament in July") meets the older event of its story, because its time
 * keeps it apart from today's.
 *
 * Compared are only reports that share a word, a kind of happening or a type, each with the WINDOW that follow it
 * under that key in order of publication: a pile-up stays linear, and copies and updates stand close in that order.
 */
#include "story/inner.h"

#include <stdlib.h>

#define WINDOW_TYPE   16u       /* two that share no more than a type are seldom one                            */
#define PAIRS_HELD    4096u     /* pairs before those given twice are first taken out                            */
#define CHANCE_LEAST  20000     /* two in a hundred: as good as none, and half of all pairs                      */
#define KEY_TYPES     1000u     /* keys below are lines of kinds.tsv                                             */
#define WINDOW        64u       /* in a story of 300 articles every main event still meets 64 others             */

/* ---------------------------------------------------------------- which reports */
static bool tells(const dl_report *r) { return !(r->flags & DL_RF_GENERIC); }

static bool list_told(assembler *s)
{
	strmap_init(&s->sense_of, s->w->tmp);
	for (uint32_t st = 1; st < s->stories.n; st++) {
		const dl_story *y = &s->stories.v[st];
		if (s->known && s->known->same[st]) continue;
		for (uint32_t i = 0; i < y->n_docs; i++) {
			uint32_t d = s->out->story_docs[y->first_doc + i];
			for (uint32_t r = 1; r < s->facts[d]->n_reports && !s->silent[d]; r++) {
				if (!tells(&s->facts[d]->reports[r])) continue;
				told *t = VEC_PUSH(s->w->tmp, &s->told);
				if (!t) return false;
				t->doc = d, t->report = r;
				t->story = s->out->places[d].story;
				if (!face_of_report(s, t)) return false;
			}
		}
	}
	return true;
}

/* ---------------------------------------------------------------- which pairs are compared */
typedef struct { uint64_t key; uint32_t at, pad; } keyed;
typedef VEC(keyed) keyed_list;
typedef VEC(tie) tie_list;

static int cmp_keyed(const void *a, const void *b)
{
	const keyed *x = a, *y = b;
	if (x->key != y->key) return x->key < y->key ? -1 : 1;
	return x->at < y->at ? -1 : x->at > y->at;
}

static bool key_add(assembler *s, keyed_list *v, uint64_t key, uint32_t at)
{
	keyed *k = VEC_PUSH(s->w->out, v);
	if (!k) return false;
	k->key = key, k->at = at;
	return true;
}

static bool face_keys(assembler *s, keyed_list *v, const facet *f, uint32_t at)
{
	for (uint32_t i = 0; i < KIND_WORDS * 64; i++)
		if (f->kinds[i / 64] >> i % 64 & 1 && !key_add(s, v, i + 1, at)) return false;
	for (uint32_t i = 0; i < DL_EV_N; i++)
		if (f->types >> i & 1 && !key_add(s, v, KEY_TYPES + i, at)) return false;
	for (uint8_t i = 0; i < f->n_lemmas; i++) {
		if (!key_add(s, v, f->lemma[i], at)) return false;
		if (f->root[i] && !key_add(s, v, hash_mix(f->root[i], 1), at)) return false;
	}
	return true;
}

static uint32_t window_of(uint64_t key)
{
	return key >= KEY_TYPES && key < KEY_TYPES + DL_EV_N ? WINDOW_TYPE : WINDOW;
}

/* Pairs of n faces that share a key, as (a << 32 | b), sorted and unique, in w->out. NULL: out of memory. */
static uint64_t *face_pairs(assembler *s, const facet **of, uint32_t n, uint32_t *n_pairs)
{
	keyed_list keys = {0};
	VEC(uint64_t) pairs = {0};
	uint32_t full = PAIRS_HELD;     /* two faces often share many keys: their pair is kept once              */
	if (!pushed(VEC_PUSH(s->w->out, &pairs))) return NULL;
	pairs.n = 0;
	for (uint32_t i = 0; i < n; i++)
		if (!face_keys(s, &keys, of[i], i)) return NULL;
	if (keys.n) qsort(keys.v, keys.n, sizeof(keyed), cmp_keyed);
	for (uint32_t i = 0; i < keys.n; i++) {
		uint32_t last = min_u32(keys.n - 1, i + window_of(keys.v[i].key));
		for (uint32_t j = i + 1; j <= last && keys.v[j].key == keys.v[i].key; j++) {
			if (pairs.n == full) {
				pairs.n = sorted_unique(pairs.v, pairs.n);
				if (pairs.n > full / 2) full *= 2;
			}
			uint64_t *p = VEC_PUSH(s->w->out, &pairs);
			if (!p) return NULL;
			*p = (uint64_t)keys.v[i].at << 32 | keys.v[j].at;
		}
	}
	*n_pairs = sorted_unique(pairs.v, pairs.n);
	return pairs.v;
}

/* ---------------------------------------------------------------- clusters of faces */
static void show_pair(const assembler *s, const char *set, const facet *a, const facet *b, const pair_features *f,
                      int32_t chance)
{
	s->sink(s->sink_ctx, &(story_pair){
		.set = set, .doc_a = s->docs[a->doc], .doc_b = s->docs[b->doc], .a = &s->facts[a->doc]->reports[a->report],
		.b = &s->facts[b->doc]->reports[b->report], .n = PF_N, .names = pair_feature_names, .values = f->x,
		.chance = chance,
	});
}

/* label[i]: the smallest of of[0..n) that is of one happening with of[i]. Two faces that one document keeps apart
 * are still pairs of one document when its faces meet those of others. */
static bool cluster_faces(assembler *s, const facet **of, uint32_t n, int32_t least, uint32_t *label)
{
	tie_list ties = {0};
	uint32_t n_pairs = 0;
	arena *scratch = s->w->out;         /* given back at the end: a large story has millions of pairs               */
	arena_mark_t mark = arena_mark(scratch);
	uint64_t *pairs = face_pairs(s, of, n, &n_pairs);
	if (!pairs) return false;
	for (uint32_t i = 0; i < n_pairs; i++) {
		uint32_t a = (uint32_t)(pairs[i] >> 32), b = (uint32_t)pairs[i];
		pair_features f;
		bool across = of[a]->doc != of[b]->doc;
		pair_compare(s, of[a], of[b], &f);
		int32_t chance = f.never ? TIE_NEVER : weights_chance(across ? &s->across : &s->within, f.x, PF_N);
		if (s->sink) show_pair(s, across ? "across" : "within", of[a], of[b], &f, chance);
		if (chance >= 0 && chance < CHANCE_LEAST) continue;
		tie *t = VEC_PUSH(scratch, &ties);
		if (!t) return false;
		*t = (tie){a, b, chance, 0};
	}
	bool ok = cluster_average(scratch, ties.v, ties.n, n, least, label);
	arena_rewind(scratch, mark);
	return ok;
}

/* The reports told[first .. first + n) of one document: joined to faces, which are added to *out. */
typedef VEC(facet) face_list;

static int cmp_label(const void *a, const void *b)
{
	const told *x = a, *y = b;
	if (x->event != y->event) return x->event < y->event ? -1 : 1;
	return x->report < y->report ? -1 : x->report > y->report;
}

static bool join_document(assembler *s, uint32_t first, uint32_t n, face_list *out)
{
	uint32_t *label = ARENA_ARRAY(s->w->tmp, uint32_t, n + 1);
	const facet **of = ARENA_ARRAY(s->w->tmp, const facet *, n + 1);
	if (!label || !of) return false;
	for (uint32_t i = 0; i < n; i++) of[i] = &s->told.v[first + i].face;
	if (!cluster_faces(s, of, n, s->within.least, label)) return false;
	for (uint32_t i = 0; i < n; i++) s->told.v[first + i].event = label[i];
	qsort(s->told.v + first, n, sizeof(told), cmp_label);
	for (uint32_t i = 0, m; i < n; i += m) {
		for (m = 0; i + m < n && s->told.v[first + i + m].event == s->told.v[first + i].event; m++)
			of[m] = &s->told.v[first + i + m].face;
		facet *f = VEC_PUSH(s->w->tmp, out);
		if (!f || !face_join(s, f, of, m)) return false;
		f->first = first + i;
	}
	return true;
}

/* The features that say most that two faces are one, the heaviest first. */
static void alike_in(const assembler *s, const facet *a, const facet *b, uint8_t to[WHY_MOST])
{
	pair_features f;
	int32_t weight[WHY_MOST] = {0};
	pair_compare(s, a, b, &f);
	for (uint8_t i = PF_BIAS + 1; i < PF_N; i++) {
		int32_t w = s->across.w[i] * f.x[i];
		uint32_t k = WHY_MOST;
		for (; k && w > weight[k - 1]; k--)
			if (k < WHY_MOST) weight[k] = weight[k - 1], to[k] = to[k - 1];
		if (k < WHY_MOST) weight[k] = w, to[k] = (uint8_t)(i + 1);
	}
}

static bool cluster_story(assembler *s, uint32_t first, uint32_t n)
{
	face_list faces = {0};
	arena_mark_t mark = arena_mark(s->w->tmp);
	for (uint32_t i = first, m; i < first + n; i += m) {
		uint32_t before = faces.n;
		for (m = 1; i + m < first + n && s->told.v[i + m].doc == s->told.v[i].doc;) m++;
		if (!join_document(s, i, m, &faces)) return false;
		if (!faces_alone(s, faces.v + before, faces.n - before)) return false;
	}
	uint32_t *label = ARENA_ARRAY(s->w->tmp, uint32_t, faces.n + 1);
	const facet **of = ARENA_ARRAY(s->w->tmp, const facet *, faces.n + 1);
	if (!label || !of) return false;
	for (uint32_t i = 0; i < faces.n; i++) of[i] = &faces.v[i];
	if (!cluster_faces(s, of, faces.n, s->across.least, label)) return false;
	for (uint32_t i = 0; i < faces.n; i++) {
		told *t = &s->told.v[faces.v[i].first];
		for (uint32_t k = 0; k < faces.v[i].n; k++) t[k].event = first + label[i];
		if (label[i] != i) alike_in(s, of[label[i]], of[i], t->alike);
	}
	arena_rewind(s->w->tmp, mark);
	return true;
}

/* ---------------------------------------------------------------- events laid out */
static int cmp_told(const void *a, const void *b)
{
	const told *x = a, *y = b;
	if (x->story != y->story) return x->story < y->story ? -1 : 1;
	if (x->event != y->event) return x->event < y->event ? -1 : 1;
	if (x->doc != y->doc) return x->doc < y->doc ? -1 : 1;
	return x->report < y->report ? -1 : x->report > y->report;
}

static uint64_t event_id(const assembler *s, const told *t)
{
	return story_report_id(s->docs[t->doc], s->facts[t->doc], t->report);
}

typedef struct { dl_event e; uint32_t first, n; } draft;      /* told[first .. first + n)                     */

static int cmp_draft(const void *a, const void *b)
{
	const dl_event *x = &((const draft *)a)->e, *y = &((const draft *)b)->e;
	if (x->story != y->story) return x->story < y->story ? -1 : 1;
	if (x->importance != y->importance) return x->importance > y->importance ? -1 : 1;
	return x->id < y->id ? -1 : x->id > y->id;
}

#define DAY_MIN    1440
#define DAYS_VOTED 16                      /* different days of one event that are kept apart; the rest are not heard */
#define SAID 2                             /* of a day in words, against 1 of an hour that was given one */

typedef struct { int64_t day; uint32_t votes, doc; uint8_t of_doc; } day_vote;

static bool bounded(const dl_time *t)
{
	return time_bounded(t) && t->to_min > t->from_min;
}

static bool of_a_day(const dl_time *t) { return bounded(t) && t->to_min - t->from_min <= DAY_MIN; }

/* One document speaks once for a day, however often it tells it. */
static uint32_t vote(day_vote *v, uint32_t n, const dl_time *t, uint32_t doc)
{
	uint8_t says = t->undated ? SAID - 1 : SAID;
	uint32_t i = 0;
	while (i < n && v[i].day != t->from_min / DAY_MIN) i++;
	if (i == n && n == DAYS_VOTED) return n;
	if (i == n) v[n++] = (day_vote){t->from_min / DAY_MIN, 0, doc, 0};
	if (v[i].doc != doc) v[i].doc = doc, v[i].of_doc = 0;
	if (says > v[i].of_doc) v[i].votes += says - v[i].of_doc, v[i].of_doc = says;
	return n;
}

/* The day that most documents give, the earliest of equals: what came of a deed is told under its word as well. */
static int64_t day_voted(const assembler *s, const told *v, uint32_t n, bool history)
{
	day_vote days[DAYS_VOTED];
	uint32_t n_days = 0, best = 0;
	for (uint32_t i = 0; i < n; i++) {
		const dl_time *t = &s->facts[v[i].doc]->times[v[i].face.when];
		if (v[i].face.when && t->history == history && of_a_day(t)) n_days = vote(days, n_days, t, v[i].doc);
	}
	for (uint32_t i = 1; i < n_days; i++)
		if (days[i].votes > days[best].votes || (days[i].votes == days[best].votes && days[i].day < days[best].day))
			best = i;
	return n_days ? days[best].day : DL_MIN_NONE;
}

/* The narrowest stretch that anyone gives, of the day that most give; a time of years ago only where nobody gives
 * another. "2:15 a.m." of an article two days later is an hour of that day, not a day of its own. */
static void event_span(const assembler *s, dl_event *e, const told *v, uint32_t n)
{
	bool history = true;
	for (uint32_t i = 0; i < n; i++) {
		const dl_time *t = &s->facts[v[i].doc]->times[v[i].face.when];
		history &= !v[i].face.when || !bounded(t) || t->history;
	}
	int64_t day = day_voted(s, v, n, history);
	e->from_min = DL_MIN_NONE, e->to_min = DL_MIN_MAX;
	for (uint32_t i = 0; i < n; i++) {
		const dl_time *t = &s->facts[v[i].doc]->times[v[i].face.when];
		if (!v[i].face.when || !bounded(t) || t->history != history) continue;
		if (day != DL_MIN_NONE && (!of_a_day(t) || t->from_min / DAY_MIN != day)) continue;
		if (e->from_min == DL_MIN_NONE || t->to_min - t->from_min < e->to_min - e->from_min)
			e->from_min = t->from_min, e->to_min = t->to_min;
	}
}

/* "reports alike in day, place, word": of the first document that was joined to another's. */
static slice rule_of(const assembler *s, const told *v, uint32_t n)
{
	slice words = S("");
	uint32_t i = 0;
	if (n == 1) return S("told once");
	while (i < n && !v[i].alike[0]) i++;
	if (i == n) return S("one article comes back to it");
	for (uint32_t k = 0; k < WHY_MOST && v[i].alike[k]; k++)
		words = arena_printf(s->w->out, "%.*s%s%s", PRS(words), k ? ", " : "reports alike in: ",
		                     pair_feature_names[v[i].alike[k] - 1]);
	return words;
}

/* "when a silo exploded": the words of a clause without what joins it to another. */
static slice without_join(slice s)
{
	bool joined = s.n && s.p[0] >= 'a' && begins_in(W_JOINS_CLAUSE, s);
	return joined ? slice_sub(s, (size_t)((const char *)memchr(s.p, ' ', s.n) - s.p) + 1, s.n) : s;
}

static void draft_event(assembler *s, draft *d, const told *v, uint32_t first, uint32_t n)
{
	dl_event *e = &d->e;
	const told *b = &v[telling_best(s, v, n)];
	const dl_facts *f = s->facts[b->doc];
	const dl_report *r = &f->reports[b->report];
	uint32_t background = 0;
	d->first = first, d->n = n;
	e->story = v->story, e->id = event_id(s, v);
	e->type = r->type, e->modality = r->modality;
	e->mode = dl_str(f, r->mode), e->cameo = dl_str(f, r->cameo), e->acled = dl_str(f, r->acled);
	e->what = without_join(span_text(s->docs[b->doc]->text, r->trigger));
	for (uint32_t i = 0; i < n; i++) {
		background += (s->facts[v[i].doc]->reports[v[i].report].flags & (DL_RF_BACKGROUND | DL_RF_HISTORY)) != 0;
	}
	e->importance = event_weight(s, v, n);
	e->background = background * 2 > n;
	e->rule = rule_of(s, v, n);
	for (uint32_t i = 0; i < n; i++)
		if (v[i].decided.n) e->rule = v[i].decided;
	event_span(s, e, v, n);
}

static bool lay_events(assembler *s)
{
	VEC(draft) drafts = {0};
	told *v = s->told.v;
	if (s->told.n) qsort(v, s->told.n, sizeof *v, cmp_told);
	for (uint32_t i = 0, n; i < s->told.n; i += n) {
		for (n = 1; i + n < s->told.n && v[i + n].event == v[i].event && v[i + n].story == v[i].story;) n++;
		draft *d = VEC_PUSH(s->w->tmp, &drafts);
		if (!d) return false;
		draft_event(s, d, v + i, i, n);
	}
	if (drafts.n) qsort(drafts.v, drafts.n, sizeof(draft), cmp_draft);
	for (uint32_t i = 0; i < drafts.n; i++) {
		dl_event *e = VEC_PUSH(s->w->out, &s->events);
		if (!e) return false;
		*e = drafts.v[i].e;
		e->first_telling = s->tellings.n, e->n_tellings = drafts.v[i].n;
		for (uint32_t k = 0; k < drafts.v[i].n; k++) {
			dl_telling *t = VEC_PUSH(s->w->out, &s->tellings);
			if (!t) return false;
			told *x = &v[drafts.v[i].first + k];
			*t = (dl_telling){x->doc, x->report};
			x->event = s->events.n - 1;
		}
		dl_story *st = &s->stories.v[e->story];
		if (!st->n_events++) st->first_event = s->events.n - 1;
	}
	return true;
}

bool events_find(assembler *s)
{
	s->kind_sets = kinds_all();
	s->within = *weights_of(WEIGHTS_WITHIN), s->across = *weights_of(WEIGHTS_ACROSS);
	if (!titles_load(s) || !list_told(s)) return false;
	for (uint32_t i = 0, n; i < s->told.n; i += n) {
		for (n = 1; i + n < s->told.n && s->told.v[i + n].story == s->told.v[i].story;) n++;
		if (!cluster_story(s, i, n)) return false;
	}
	return decided_events(s) && lay_events(s);
}
