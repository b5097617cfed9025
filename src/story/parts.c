/* SPDX-License-Identifier: Apache-2.0
 *
 * parts.c - which claims of one kind are about one thing, so that only those are compared.
 *
 * In: the claims of one kind and one scope, say all statements of an event. Out: for each the number of its part;
 * every part becomes a field of its own.
 *
 *      "the talks will go on" (A)    "the talks will go on, he said" (B)    "the girls were very tired" (A)
 *            two parts: the first is told by two, the second by one; nothing in them disagrees
 *      who: the Red Cross (A, B)   the Swiss government (A, B)     two takers of part, not two versions of one
 *      who: protesters (A)         Sadr's supporters (B)           one: each names only this, of the same event
 *
 *      why they jumped: to escape the flames (A)   to get ashore (B)    one: each gives only this reason of one deed
 *      killed: seven people (A, B)   the driver (A)            the driver is one of the seven
 *
 * Figures of everyone are always one part: they are what is to be compared. A figure of some, and one where the same
 * text gives more, are compared only with their like. Lengths of time are apart from moments. A pronoun that
 * nothing in its text resolves goes with whatever else there is.
 *
 * Cost: each claim is compared with at most NEAREST before it.
 */
#include "story/fields.h"

#define NEAREST 400u
#define PLACE_NEAR 24u           /* bytes: " dead in the city of "                                              */
#define LONE_MOST 120u           /* claims among which it is asked whether one is alone: bounds pile-ups        */

/* ---------------------------------------------------------------- alone in its document? */
/* The only value that its document gives for this kind: then two documents' values are two wordings. */
static bool is_lone(const item *items, uint32_t n, uint32_t i)
{
	for (uint32_t k = 0; k < n; k++) {
		if (k == i || items[k].v.doc != items[i].v.doc || items[k].pronoun) continue;
		dl_relation r = item_relate(&items[k], &items[i], zone_unknown);
		if (r == DL_NOT_COMPARABLE || r == DL_APART) return false;
	}
	return true;
}

/* The place behind a figure, "35 dead in Amatrice"; none: 0. */
static uint32_t place_behind(const assembler *s, const item *x)
{
	const dl_facts *f = x->facts;
	if (x->claim->kind != DL_V_COUNT || !x->claim->value) return 0;
	uint32_t end = f->counts[x->claim->value].at.end;
	for (uint32_t m = 1; m < f->n_mentions; m++) {
		const dl_mention *n = &f->mentions[m];
		size_t in;
		if (n->kind != DL_M_PLACE || !n->value || n->form == 'a' || n->at.start < end
			|| n->at.start > end + PLACE_NEAR)
			continue;
		slice between = slice_sub(s->docs[x->v.doc]->text, end, n->at.start + 3);
		if (slice_find(between, S(" in "), &in) && !memchr(between.p, ',', between.n)
			&& !memchr(between.p, '.', between.n))
			return m;
	}
	return 0;
}

/* The words of the place or of the year that a figure is of, where its document's figure is larger. */
static void find_within(assembler *s, item *x)
{
	const dl_facts *f = x->facts;
	uint32_t place = place_behind(s, x);
	dl_span history = item_history(s, x);
	x->within = (slice){0}, x->history = history.end > history.start;
	x->since = x->history && item_since(s, x, history);
	if (x->history) x->within = span_text(s->docs[x->v.doc]->text, history);
	else if (place) x->within = dl_str(f, f->places[f->mentions[place].value].name);
}

/* The document tells more than x of now, and not from another informant: x counts some of them, "eight with serious
 * injuries" of dozens. */
static bool is_fewer(const item *x, const item *y)
{
	const dl_count *c = &x->facts->counts[x->claim->value], *d = &y->facts->counts[y->claim->value];
	if (x->old || y->old || x->aside || y->aside || (c->flags | d->flags) & (DL_C_OLD | DL_C_HIT)) return false;
	if (x->v.informant && y->v.informant && x->v.informant != y->v.informant) return false;
	return x->claim->modality == y->claim->modality && c->lo == c->hi && c->decimals == d->decimals && d->lo > c->lo;
}

/* "12 others", "four of them"; or one person, or those of one place, where the document's own figure is larger. */
static bool is_some(const item *items, uint32_t n, uint32_t i)
{
	const item *x = &items[i];
	if (x->claim->kind != DL_V_COUNT || !x->claim->value) return false;
	const dl_count *c = &x->facts->counts[x->claim->value];
	if (c->flags & (DL_C_PART_OF | DL_C_OTHERS | DL_C_NEW | DL_C_AGGREGATE)) return true;
	if (x->history) return true;
	while (i && items[i - 1].v.doc == x->v.doc) i--;    /* those of one document and kind stand side by side */
	for (uint32_t k = i; k < n && items[k].v.doc == x->v.doc; k++) {
		const dl_claim *y = items[k].claim;
		if (y->kind != DL_V_COUNT || !y->value || items[k].history) continue;        /* "1,442 since 1976" */
		if (is_fewer(x, &items[k])) return true;
		if (!x->within.n && (c->lo != 1 || c->hi != 1)) continue;
		if (x->within.n && slice_eq(items[k].within, x->within)) continue;
		if (items[k].facts->counts[y->value].lo > c->lo) return true;
	}
	return false;
}

static bool same_figure(const item *a, const item *b)
{
	if (a->within.n || b->within.n) return slice_eq(a->within, b->within);
	if (a->claim->kind != b->claim->kind || !a->claim->value || !b->claim->value) return false;
	const dl_count *x = &a->facts->counts[a->claim->value], *y = &b->facts->counts[b->claim->value];
	if (x->lo != y->lo || x->hi != y->hi || x->decimals != y->decimals) return false;
	/* "21 of the girls" twice is one figure; one person here and one there need not be one. */
	return (x->lo == x->hi && x->lo > 1) || relate_text(a->face, b->face) != DL_NOT_COMPARABLE;
}

/* "21 of the girls" and "21 girls" of two documents: they are the same 21. Small numbers meet by chance. */
static bool same_some(const item *a, const item *b)
{
	if (a->v.doc == b->v.doc || a->within.n || b->within.n) return false;
	if (a->claim->kind != b->claim->kind || !a->claim->value || !b->claim->value) return false;
	if (a->claim->kind != DL_V_COUNT) return false;
	return count_same_some(&a->facts->counts[a->claim->value], &b->facts->counts[b->claim->value]);
}

static bool is_moment(const item *x)
{
	if (x->claim->kind != DL_V_TIME || !x->claim->value) return true;
	return x->facts->times[x->claim->value].type != DL_TIMEX_DURATION;
}

/* ---------------------------------------------------------------- two claims */
static bool is_named(const item *x)
{
	if (x->claim->kind != DL_V_ENTITY || !x->claim->value) return false;
	unsigned k = x->facts->entities[x->claim->value].kind;
	return k == DL_E_PERSON || k == DL_E_ORG || k == DL_E_PLACE;
}

static bool is_crowd(const item *x)
{
	return x->claim->kind == DL_V_ENTITY && x->claim->value && entity_is_crowd(x->facts, x->claim->value);
}

static bool related(const item *a, const item *b)
{
	dl_relation r = item_relate(a, b, zone_unknown);
	if (r == DL_NOT_COMPARABLE || r == DL_APART) return a->face && b->face && relate_text(a->face, b->face) == DL_SAME;
	return true;
}

typedef enum { TOGETHER_ALWAYS, TOGETHER_TIMES, TOGETHER_NAMES, TOGETHER_WORDS, TOGETHER_REASONS,
               TOGETHER_COUNTS } togetherness;

static togetherness togetherness_of(const item *x)
{
	unsigned kind = x->claim->field;
	if (is_count_field(kind)) return TOGETHER_COUNTS;
	if (kind == DL_F_CAUSE && x->scope) return TOGETHER_REASONS;
	switch (kind) {
	case DL_F_WHEN: case DL_F_STARTS: case DL_F_ENDS: return TOGETHER_TIMES;
	case DL_F_WHO: case DL_F_RECIPIENT: case DL_F_WEAPON: case DL_F_CLAIMED_BY: return TOGETHER_NAMES;
	case DL_F_STATEMENT: case DL_F_CAUSE: case DL_F_DAMAGE: case DL_F_OTHER: return TOGETHER_WORDS;
	default: return TOGETHER_ALWAYS;
	}
}

static bool together(togetherness how, const item *a, const item *b)
{
	switch (how) {
	case TOGETHER_TIMES: return is_moment(a) == is_moment(b);
	case TOGETHER_NAMES:
		if (a->pronoun || b->pronoun || related(a, b)) return true;
		if (a->v.doc != b->v.doc && (is_crowd(a) || is_crowd(b)) && !(is_named(a) && is_named(b))) return true;
		/* Two documents' only words for it; two names are two of them all the same. */
		return a->part && b->part && a->v.doc != b->v.doc && !(is_named(a) && is_named(b));
	case TOGETHER_WORDS: return related(a, b);
	case TOGETHER_REASONS: return related(a, b) || (a->part && b->part && a->v.doc != b->v.doc);
	case TOGETHER_COUNTS: return (!a->part && !b->part) || (a->part && b->part && same_figure(a, b)) || same_some(a, b);
	default: return true;
	}
}

bool parts_find(assembler *s, item *items, uint32_t n)
{
	togetherness how = togetherness_of(items);
	uint32_t *up = ARENA_ARRAY(s->w->tmp, uint32_t, n);
	if (!up) return false;
	for (uint32_t i = 0; i < n && how == TOGETHER_COUNTS; i++) find_within(s, &items[i]);
	for (uint32_t i = 0; i < n; i++) {
		up[i] = i;
		/* Until the parts are known: 1 for a lone value of a short list, and for a figure of some. */
		if (how == TOGETHER_NAMES || how == TOGETHER_REASONS) items[i].part = n <= LONE_MOST && is_lone(items, n, i);
		else items[i].part = how == TOGETHER_COUNTS && is_some(items, n, i);
	}
	for (uint32_t i = 0; i < n; i++)
		for (uint32_t k = i > NEAREST ? i - NEAREST : 0; k < i; k++)
			if (forest_top(up, i) != forest_top(up, k) && together(how, &items[k], &items[i])) forest_join(up, i, k);
	for (uint32_t i = 0; i < n; i++) {
		if (!items[i].part) items[i].within = (slice){0};
		items[i].part = forest_top(up, i);
	}
	return true;
}
