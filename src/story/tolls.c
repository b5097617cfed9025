/* SPDX-License-Identifier: Apache-2.0
 *
 * tolls.c - the toll that each document of a story gives, brought to one event, so that they revise each other.
 *
 * In: all claims of a story, each at an event. Out: the same, some figures of killed, injured and missing at another.
 *
 *      A, Wednesday: "Five people were killed in an attack"      at the attack
 *      B, Thursday:  "There were four dead, police said"         at the deaths, which no word ties to the attack
 *            both at the attack: four, known later, revises five
 *
 * With a document's toll goes what it says of whom it counts: "two civilians and a policeman" of the four dead, so that
 * another's three civilians meet them there.
 *
 * An article's toll is its largest figure of everyone, of now. An article that gives unlike ones at several events
 * tells of several affairs, and its figures stay where they are; so do those of another day or another town.
 *
 * Cost: linear in the claims; square in the documents that give a toll, TOLLS_MOST at most.
 */
#include "story/fields.h"

#include <stdlib.h>

#define SLACK_MIN  1440         /* "late Tuesday" and "Wednesday" may be one                                    */
#define TOLLS_MOST 500u         /* documents beyond which nobody asks: bounds pile-ups                          */

typedef struct { uint32_t doc, at; } by_doc;            /* items in the order of their documents                */
typedef struct { uint32_t at, docs; } toll;             /* item, and how many documents have theirs at its event */
typedef VEC(toll) toll_list;

/* "At least 23" is 23, "up to 15" is 15. */
static int64_t figure_of(const item *x)
{
	const dl_count *c = &x->facts->counts[x->claim->value];
	return c->lo != DL_COUNT_NONE && !(c->flags & DL_C_UP_TO) ? c->lo : c->hi;
}

#define OF_SOME (DL_C_PART_OF | DL_C_OTHERS | DL_C_NEW | DL_C_AGGREGATE | DL_C_NO_FIGURE)

/* "No one was hurt": a statement, where others tell of some; never a document's toll. */
static bool is_none(const item *x) { return x->facts->counts[x->claim->value].hi == 0; }

/* A figure of now that may move. */
static bool is_figure(assembler *s, const item *x, unsigned kind)
{
	if (x->claim->field != kind || x->claim->kind != DL_V_COUNT || !x->claim->value) return false;
	if (x->aside || x->decided || x->claim->modality != DL_TOLD) return false;
	const dl_report *r = &x->facts->reports[x->claim->report];
	dl_span history = item_history(s, x);
	return !(r->flags & DL_RF_HISTORY) && history.end <= history.start;
}

/* A figure of everyone, of now, that is not a part of another: what may be a document's toll. */
static bool is_toll(assembler *s, const item *x, unsigned kind)
{
	if (!is_figure(s, x, kind) || x->scope) return false;
	return (figure_of(x) >= 2 || is_none(x)) && !(x->facts->counts[x->claim->value].flags & OF_SOME);
}

/* "Two civilians and a policeman": added up by us, where the text may count more of them elsewhere. */
static bool is_sum(const assembler *s, const item *x)
{
	size_t at;
	return slice_find(span_text(s->docs[x->v.doc]->text, x->facts->counts[x->claim->value].at), S(" and "), &at);
}

/* Are the happenings of two figures of one day and one place, as far as their clauses say? */
static bool may_be_one(const assembler *s, const item *a, const item *b)
{
	const dl_report *p = &a->facts->reports[a->claim->report], *q = &b->facts->reports[b->claim->report];
	const dl_time *x = &a->facts->times[p->when], *y = &b->facts->times[q->when];
	if (s->events.v[a->event].background != s->events.v[b->event].background) return false;
	bool timed = p->when && q->when && x->from_min != DL_MIN_NONE && y->from_min != DL_MIN_NONE
	             && x->to_min != DL_MIN_MAX && y->to_min != DL_MIN_MAX;
	if (timed && (x->from_min > y->to_min + SLACK_MIN || y->from_min > x->to_min + SLACK_MIN)) return false;
	return !p->where || !q->where || relate_place(a->facts, p->where, b->facts, q->where) != DL_APART;
}

/* The largest of each document; none of one that tells unlike ones at several events: it speaks of more than one
 * affair. What is told as an earlier figure takes no part in this, and "the death toll rose to 241" is of the whole. */
static bool list_tolls(assembler *s, const item *items, const by_doc *order, uint32_t n_items, toll_list *tolls)
{
	for (uint32_t i = 0, n; i < n_items; i += n) {
		const item *best = NULL;
		bool several = false;
		for (n = 0; i + n < n_items && order[i + n].doc == order[i].doc; n++) {
			const item *x = &items[order[i + n].at];
			if (x->old || is_none(x)) continue;
			several |= best && x->event != best->event && figure_of(x) != figure_of(best)
			           && !is_sum(s, figure_of(x) < figure_of(best) ? x : best)
			           && !item_speaks_of_toll(s, x) && !item_speaks_of_toll(s, best);
			if (!best || figure_of(x) > figure_of(best)) best = x;
		}
		if (!best || several) continue;
		toll *t = VEC_PUSH(s->w->tmp, tolls);
		if (!t) return false;
		*t = (toll){(uint32_t)(best - items), 0};
	}
	return true;
}

/* The event at which most documents have their toll; the more important of two. NULL: nobody tells one. */
static const item *home_of(const item *items, toll_list *t)
{
	const toll *home = NULL;
	for (uint32_t i = 0; i < t->n && t->n <= TOLLS_MOST; i++) {
		toll *x = &t->v[i];
		for (uint32_t k = 0; k < t->n; k++) x->docs += items[t->v[k].at].event == items[x->at].event;
		if (!home || x->docs > home->docs || (x->docs == home->docs && items[x->at].event < items[home->at].event))
			home = x;
	}
	return home ? &items[home->at] : NULL;
}

static int cmp_by_doc(const void *a, const void *b)
{
	const by_doc *x = a, *y = b;
	if (x->doc != y->doc) return x->doc < y->doc ? -1 : 1;
	return x->at < y->at ? -1 : x->at > y->at;
}

/* A document's toll goes where the others' are, and with it what it tells of the toll before: its lesser figures may
 * be of some of them. */
static bool goes_along(assembler *s, const item *items, const toll_list *t, const item *x)
{
	if (is_none(x)) return true;
	for (uint32_t i = 0; i < t->n; i++) {
		const item *own = &items[t->v[i].at];
		if (own->v.doc != x->v.doc) continue;
		return x->old || figure_of(x) == figure_of(own) || item_speaks_of_toll(s, x);
	}
	return false;
}

/* Who is counted in a document's toll goes where the toll stands, if another document's stands there as well. */
static void parts_follow(assembler *s, item *items, uint32_t n_items, const toll_list *t, const item *home)
{
	uint32_t docs = 0;
	for (uint32_t k = 0; k < t->n && t->n <= TOLLS_MOST; k++) docs += items[t->v[k].at].event == home->event;
	for (uint32_t i = 0; i < n_items && docs > 1; i++) {
		item *x = &items[i];
		if (!x->scope || x->event == home->event || !is_figure(s, x, home->claim->field)) continue;
		/* One boy hurt here and one there are two boys; one officer is seldom killed twice in a story. */
		if (figure_of(x) < (x->claim->field == DL_F_KILLED ? 1 : 2) || !may_be_one(s, x, home)) continue;
		for (uint32_t k = 0; k < t->n; k++) {
			const item *own = &items[t->v[k].at];
			if (own->v.doc != x->v.doc || own->event != home->event) continue;
			if (figure_of(x) < figure_of(own)) x->event = home->event;
		}
	}
}

static bool gather_kind(assembler *s, item *items, uint32_t n_items, unsigned kind)
{
	VEC(by_doc) order = {0};
	toll_list t = {0};
	for (uint32_t i = 0; i < n_items; i++) {
		if (!is_toll(s, &items[i], kind)) continue;
		by_doc *o = VEC_PUSH(s->w->tmp, &order);
		if (!o) return false;
		*o = (by_doc){items[i].v.doc, i};
	}
	if (order.n) qsort(order.v, order.n, sizeof(by_doc), cmp_by_doc);
	if (!list_tolls(s, items, order.v, order.n, &t)) return false;
	const item *home = home_of(items, &t);
	for (uint32_t i = 0; home && i < order.n; i++) {
		item *x = &items[order.v[i].at];
		if (x->event == home->event || !may_be_one(s, x, home)) continue;
		if (goes_along(s, items, &t, x)) x->event = home->event;
	}
	if (home) parts_follow(s, items, n_items, &t, home);
	return true;
}

bool tolls_gather(assembler *s, item *items, uint32_t n)
{
	return gather_kind(s, items, n, DL_F_KILLED) && gather_kind(s, items, n, DL_F_INJURED)
	       && gather_kind(s, items, n, DL_F_MISSING);
}
