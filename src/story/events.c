/* SPDX-License-Identifier: Apache-2.0
 *
 * events.c - reports to events: which passages tell one happening.
 *
 * In: the reports of a story's documents. Out: events, each with its tellings in order of publication.
 *
 * Every two reports of a story that have a type or a word in common are compared (pairs.c); average linkage joins
 * them while the average is 50 points or more. A document's own link "same happening as before" counts 80 points.
 * A recap ("after initially storming parliament in July") meets the older event of its story, because its time
 * keeps it apart from today's.
 *
 * A story of more than WINDOW reports compares each with the WINDOW that follow it in order of publication: a
 * pile-up stays linear, and copies and updates stand close to each other in that order.
 */
#include "story/inner.h"

#include <stdlib.h>

#define POINT        10000      /* of cluster scores, which are parts per million                               */
#define EVENT_LEAST  50
#define SAME_AS      80
#define WINDOW       1200u

/* ---------------------------------------------------------------- which reports */
static bool tells(const dl_report *r) { return !(r->flags & DL_RF_GENERIC); }

static bool list_told(assembler *s)
{
	for (uint32_t st = 1; st < s->stories.n; st++) {
		const dl_story *y = &s->stories.v[st];
		for (uint32_t i = 0; i < y->n_docs; i++) {
			uint32_t d = s->out->story_docs[y->first_doc + i];
			for (uint32_t r = 1; r < s->facts[d]->n_reports; r++) {
				if (!tells(&s->facts[d]->reports[r])) continue;
				told *t = VEC_PUSH(s->w->tmp, &s->told);
				if (!t) return false;
				t->doc = d, t->report = r;
				if (!told_fill(s, t)) return false;
			}
		}
	}
	return true;
}

/* ---------------------------------------------------------------- ties */
typedef VEC(tie) tie_list;

static bool one_document(const assembler *s, const told *a, const told *b)
{
	if (a->doc != b->doc) return false;
	const dl_facts *f = s->facts[a->doc];
	uint32_t x = f->reports[a->report].same_as, y = f->reports[b->report].same_as;
	return x == b->report || y == a->report || (x && x == y);
}

static bool tie_reports(assembler *s, tie_list *ties, uint32_t first, uint32_t n)
{
	const told *v = s->told.v + first;
	for (uint32_t i = 0; i < n; i++)
		for (uint32_t j = i + 1; j < n && j <= i + WINDOW; j++) {
			if (v[i].type != v[j].type && v[i].lemma != v[j].lemma) continue;
			pair_points p = pair_compare(s, &v[i], &v[j]);
			bool same = one_document(s, &v[i], &v[j]);
			int32_t score = same ? SAME_AS * POINT : p.never ? TIE_NEVER : pair_sum(&p) * POINT;
			if (!score) continue;
			tie *t = VEC_PUSH(s->w->tmp, ties);
			if (!t) return false;
			*t = (tie){i, j, score, 0};
		}
	return true;
}

static bool cluster_story(assembler *s, uint32_t first, uint32_t n)
{
	tie_list ties = {0};
	uint32_t *label = ARENA_ARRAY(s->w->tmp, uint32_t, n + 1);
	if (!label || !tie_reports(s, &ties, first, n)) return false;
	if (!cluster_average(s->w->tmp, ties.v, ties.n, n, EVENT_LEAST * POINT, label)) return false;
	for (uint32_t i = 0; i < n; i++) s->told.v[first + i].event = first + label[i];
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
	const dl_report *r = &s->facts[t->doc]->reports[t->report];
	return hash_mix(doc_id(s->docs[t->doc]), ((uint64_t)r->trigger.start << 32 | r->word.start) + r->type);
}

/* Deaths and injuries that a report tells, for order of importance only. */
static uint32_t toll_weight(const dl_facts *f, const dl_report *r)
{
	uint32_t most = 0;
	for (uint32_t c = r->first_claim; c < r->first_claim + r->n_claims; c++) {
		const dl_claim *k = &f->claims[c];
		if (k->kind != DL_V_COUNT || (k->field != DL_F_KILLED && k->field != DL_F_INJURED)) continue;
		int64_t lo = f->counts[k->value].lo;
		uint32_t w = lo <= 0 ? 0 : 1000 + ln_milli((uint32_t)(lo > 1000000 ? 1000000 : lo));
		most = max_u32(most, k->field == DL_F_KILLED ? w * 2 : w);
	}
	return most;
}

/* A telling in a headline or first sentence counts most, in the background least. */
static uint32_t telling_weight(const assembler *s, const told *t)
{
	const dl_facts *f = s->facts[t->doc];
	const dl_report *r = &f->reports[t->report];
	uint32_t place = r->sent <= 1 || (r->flags & DL_RF_HEADLINE) ? 3000 : r->sent <= 3 ? 2000 : r->sent <= 8 ? 1200 : 700;
	if (t->flags & (DL_RF_BACKGROUND | DL_RF_HISTORY)) place /= 4;
	if (t->modality != DL_TOLD) place /= 2;
	if (t->type == DL_EV_OTHER) place = place * 2 / 3;
	if (s->out->places[t->doc].copy_of) place /= 4;
	return place + toll_weight(f, r) / 2;
}

typedef struct { dl_event e; uint32_t first, n; } draft;      /* told[first .. first + n)                     */

static int cmp_draft(const void *a, const void *b)
{
	const dl_event *x = &((const draft *)a)->e, *y = &((const draft *)b)->e;
	if (x->story != y->story) return x->story < y->story ? -1 : 1;
	if (x->importance != y->importance) return x->importance > y->importance ? -1 : 1;
	return x->id < y->id ? -1 : x->id > y->id;
}

/* The telling that stands for the event: told as having happened, typed, early, short. */
static uint32_t best_telling(const assembler *s, const told *v, uint32_t n)
{
	uint32_t best = 0;
	for (uint32_t i = 1; i < n; i++)
		if (telling_weight(s, &v[i]) > telling_weight(s, &v[best])) best = i;
	return best;
}

static void event_span(const assembler *s, dl_event *e, const told *v, uint32_t n)
{
	e->from_min = DL_MIN_NONE, e->to_min = DL_MIN_MAX;
	for (uint32_t i = 0; i < n; i++) {
		if (!v[i].when) continue;
		const dl_time *t = &s->facts[v[i].doc]->times[v[i].when];
		if (t->from_min == DL_MIN_NONE || t->to_min == DL_MIN_MAX || t->to_min <= t->from_min) continue;
		/* The narrowest stretch that anyone gives. */
		if (e->from_min == DL_MIN_NONE || t->to_min - t->from_min < e->to_min - e->from_min) e->from_min = t->from_min, e->to_min = t->to_min;
	}
}

static void draft_event(assembler *s, draft *d, const told *v, uint32_t first, uint32_t n)
{
	dl_event *e = &d->e;
	const told *b = &v[best_telling(s, v, n)];
	const dl_facts *f = s->facts[b->doc];
	const dl_report *r = &f->reports[b->report];
	uint32_t background = 0;
	d->first = first, d->n = n;
	e->story = v->story, e->id = event_id(s, v);
	e->type = r->type, e->modality = r->modality;
	e->mode = dl_str(f, r->mode), e->cameo = dl_str(f, r->cameo), e->acled = dl_str(f, r->acled);
	e->what = span_text(s->docs[b->doc]->text, r->trigger);
	for (uint32_t i = 0; i < n; i++) {
		e->importance += telling_weight(s, &v[i]);
		background += (v[i].flags & (DL_RF_BACKGROUND | DL_RF_HISTORY)) != 0;
	}
	e->background = background * 2 > n;
	e->rule = n == 1 ? S("told once") : S("type, time, place, actors and words agree");
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
	if (!list_told(s)) return false;
	for (uint32_t i = 0, n; i < s->told.n; i += n) {
		for (n = 1; i + n < s->told.n && s->told.v[i + n].story == s->told.v[i].story;) n++;
		if (!cluster_story(s, i, n)) return false;
	}
	return lay_events(s);
}
