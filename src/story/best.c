/* SPDX-License-Identifier: Apache-2.0
 *
 * best.c - low, best and high of a figure, after the rules that human coders publish.
 *
 * In: the accounts of a field of counts. Out: the best account with the name of the rule that chose it, and the
 * three numbers. The list is the Global Terrorism Database's: the most recent figure; if several are as recent,
 * the one that most independent origins give; if none leads, the lowest. Before the last two, of figures that agree
 * the one that says more ("7" before "at least 5"). low is the least lower bound, high the greatest upper bound that
 * anyone states; a bound that nobody states stays unknown, never zero: "up to 15" has no lower one.
 *
 * That list is for sources that rival each other. One origin does not rival itself: where it gives "two men were shot"
 * and, as lately, "five wounded", the two are some of the five. Of its own figures the highest is best, and the others
 * bound nothing. (Shootings of the incidents' train part: the higher was right in 5 of 5, the lower of 4 of 9 rivals'.)
 *
 *      29 August: at least 5 (AFP, Reuters)    30 August: at least 23 (AFP), 30 (a party)
 *           the two of 30 August are recent; one origin each -> lowest: 23. low 5, best 23, high 30
 *
 * Of two figures of which one has no day the higher is taken for the later: tolls rise.
 *
 * Set aside: perpetrators' own figures, figures told as earlier ones, parts ("12 others", "two of them", one person
 * named) where someone gives a whole. Aggregates over places or days are never mixed with one event's figures.
 */
#include "story/fields.h"

#include <stdio.h>

static uint32_t scope_flags(const dl_count *c)
{
	return c->flags & (DL_C_PART_OF | DL_C_OTHERS | DL_C_NEW | DL_C_AGGREGATE);
}

/* "58 people", "about three women": the words begin with a number. An age is none. */
static bool leads_with_number(slice words)
{
	slice rest = words, w = {0};
	for (int n = 0; n < 3 && slice_split(&rest, ' ', &w); n++) {
		size_t hyphen;
		bool age = slice_find(w, S("-year"), &hyphen);
		if (w.n && w.p[0] >= '0' && w.p[0] <= '9') return !age;
		if (slice_find(w, S("-"), &hyphen)) w = slice_sub(w, 0, hyphen);
		if (in_list(W_NUMBER_WORD, w)) return !age;
		if (!in_list(W_BEFORE_NUMBER, w)) return false;
	}
	return false;
}

/* "He had been shot", "the killing of the mayor", "a girl, 14, and her brother": people are told of, and no number. */
bool account_of_persons(const field *f, uint32_t a)
{
	const account *x = &f->accounts[a];
	const dl_count *c = account_count(f, a);
	if (c->lo != c->hi || !c->lo) return false;
	for (uint32_t i = 0; i < x->n; i++) {
		const item *m = &f->items[x->first + i];
		if (c->lo == 1 && m->claim->mention) return false;
		slice words = span_text(f->s->docs[m->v.doc]->text, m->facts->counts[m->claim->value].at);
		if (c->lo > 1 && leads_with_number(words)) return false;
	}
	return true;
}

/* Does anybody count more than that? */
static bool counted_more(const field *f, int64_t n)
{
	for (uint32_t a = 0; a < f->n_accounts; a++)
		if (account_count(f, a)->lo > n && !f->accounts[a].aside) return true;
	return false;
}

static bool usable(const field *f, uint32_t a, bool parts)
{
	const account *x = &f->accounts[a];
	if (x->aside || x->old || account_item(f, a)->claim->modality != DL_TOLD) return false;
	if (parts) return true;
	const dl_count *c = account_count(f, a);
	return !scope_flags(c) && !(account_of_persons(f, a) && counted_more(f, c->lo));
}

/* Two figures of one origin, as late as each other: the lower counts some of those that the higher counts. */
static bool one_breath(const field *f, uint32_t a, uint32_t b)
{
	return !counts_rival(f, a, b) && !account_later(f, a, b) && !account_later(f, b, a);
}

/* A figure rather than words, later, narrower, of one origin the higher, told by more origins, lower. */
static bool beats(const field *f, uint32_t a, uint32_t b, const char **rule)
{
	const account *x = &f->accounts[a], *y = &f->accounts[b];
	const dl_count *p = account_count(f, a), *q = account_count(f, b);
	bool vague_p = p->flags & (DL_C_VAGUE | DL_C_NO_FIGURE), vague_q = q->flags & (DL_C_VAGUE | DL_C_NO_FIGURE);
	if (vague_p != vague_q) return *rule = "a figure before words", vague_q;
	/* "At least 20" after "at least 23" takes nothing back; 7 says more than "at least 5" on the same day. */
	dl_relation r = relate_count(p, q);
	bool later = account_later(f, a, b), earlier = account_later(f, b, a);
	if ((later && r != DL_WIDER) || (earlier && r != DL_NARROWER)) return *rule = "recent", later;
	if (r == DL_WIDER || r == DL_NARROWER) return *rule = "narrower", r == DL_NARROWER;
	if (r == DL_APART && account_one_undated(f, a, b)) return *rule = "tolls rise", p->lo > q->lo;
	if (r == DL_APART && one_breath(f, a, b)) return *rule = "highest of one origin", p->lo > q->lo;
	if (x->origins != y->origins) return *rule = "majority", x->origins > y->origins;
	if (p->lo != q->lo) return *rule = "lowest", p->lo < q->lo;
	return *rule = "lowest", p->hi < q->hi;
}

static bool part_of_best(const field *f, uint32_t a)
{
	const dl_count *c = account_count(f, a), *b = account_count(f, f->best);
	return a != f->best && c->lo < b->lo && relate_count(c, b) == DL_APART && one_breath(f, a, f->best);
}

static void widen(field *f, const dl_count *c)
{
	if (c->lo != DL_COUNT_NONE && !(c->flags & DL_C_UP_TO) && (f->low == DL_COUNT_NONE || c->lo < f->low))
		f->low = c->lo;
	if (c->hi != DL_COUNT_MAX && (f->high == DL_COUNT_NONE || c->hi > f->high)) f->high = c->hi;
}

static slice majority(const field *f)
{
	return arena_printf(f->s->w->out, "majority(%u/%u)", f->accounts[f->best].origins,
						f->origins ? f->origins : f->n_accounts);
}

void best_count(field *f)
{
	const char *rule = "single", *why = "single";
	uint32_t best = UINT32_MAX;
	bool parts = true;
	/* "Girls were released" is no whole that "21 of them" would be a part of. */
	for (uint32_t a = 0; a < f->n_accounts; a++)
		parts &= account_count(f, a)->flags & DL_C_NO_FIGURE || !usable(f, a, false);
	for (uint32_t a = 0; a < f->n_accounts; a++) {
		if (!usable(f, a, parts)) continue;
		if (best == UINT32_MAX) best = a;
		else if (beats(f, a, best, &why)) best = a, rule = why;
		else rule = why;
	}
	f->best = best == UINT32_MAX ? 0 : best;
	const dl_count *b = account_count(f, f->best);
	f->decimals = b->decimals;
	for (uint32_t a = 0; a < f->n_accounts; a++)
		if (usable(f, a, parts) && account_count(f, a)->decimals == f->decimals && !part_of_best(f, a))
			widen(f, account_count(f, a));
	if (best != UINT32_MAX && !(b->flags & DL_C_NO_FIGURE))
		f->best_value = b->lo != DL_COUNT_NONE && !(b->flags & DL_C_UP_TO) ? b->lo : b->hi;
	f->best_rule = slice_eq((slice){rule, strlen(rule)}, S("majority")) ? majority(f) : (slice){rule, strlen(rule)};
	if (best == UINT32_MAX) f->best_rule = S("none: every figure is set aside");
}
