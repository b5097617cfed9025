/* SPDX-License-Identifier: Apache-2.0
 *
 * gather.c - what several documents of a story tell beside different events, brought to one event.
 *
 * In: all claims of a story, each at the event of its report. Out: the same, some at another event of the story.
 *
 *      "everyone just went flying"     at the derailment (A), at a man's injury (B), at the driver's arrest (C)
 *      Martin Bamford is 30            at the derailment (A), at his injury (B)
 *      two men jumped into the sea     at the explosion (A), at "were hurt" (B)
 *      more than 20,000 killed         at "the insurgency" (A), at "has been blamed for" (B)
 *            each becomes one field, of the most important of those events, with all who tell it
 *
 * A saying, an age, the place of something beside the event and a large figure hang from whatever clause stood near
 * them, and papers set them beside different ones; who says so is asked of them all the same. When and where of the
 * events themselves, their takers of part and small figures stay: of those two events may well have the same. Who says
 * a thing, and where he speaks, goes where the saying goes.
 *
 * Told by two documents: free words that share three content words in a row and most of the shorter one's words;
 * figures, ages and places that are equal; one doer of one seldom deed, with its when, where and why. A figure leaves
 * its event only where it is that event's only one; nothing leaves or joins an event that people split or merged.
 *
 * Cost: linear; of those that share three words each is compared with the WINDOW that follow.
 */
#include "story/fields.h"

#include <stdlib.h>

#define WINDOW       8u
#define WORDS_LEAST  4u         /* "he is very tired": shorter ones meet by chance                              */
#define SHARED       75u        /* in 100 of the shorter one's words: as in accounts.c                          */
#define FIGURE_LEAST 20         /* small numbers meet by chance                                                 */
#define DEED_RARITY  4300u      /* of term_rarity(): of one article in 74; "tell" and "go" stand below it         */
#define RUN          3u         /* content words in a row                                                       */
#define RUNS_MOST    40u

typedef struct { uint64_t key; uint32_t at; } keyed;
typedef struct { assembler *s; item *items; uint32_t n; VEC(keyed) keys; uint32_t *up; } gathering;

static bool key_add(gathering *g, uint64_t key, uint32_t at)
{
	keyed *k = VEC_PUSH(g->s->w->tmp, &g->keys);
	if (!k) return false;
	*k = (keyed){hash_mix(hash_mix(key, g->items[at].claim->field), g->items[at].claim->modality), at};
	return true;
}

/* ---------------------------------------------------------------- what may be gathered, and its keys */
static bool is_words(const item *x)
{
	return (x->claim->field == DL_F_STATEMENT || x->claim->field == DL_F_OTHER) && !x->claim->value;
}

/* Every three content words in a row. */
static bool words_keys(gathering *g, uint32_t at)
{
	const item *x = &g->items[at];
	if (x->face->n < WORDS_LEAST) return true;
	arena *tmp = g->s->w->tmp;
	arena_mark_t mark = arena_mark(tmp);
	uint64_t run[RUN] = {0}, found[RUNS_MOST];
	uint32_t n = 0, words = 0;
	word_scan scan = {utf8_plain(tmp, span_text(g->s->docs[x->v.doc]->text, x->claim->at)), 0};
	for (slice w; n < RUNS_MOST && word_next(&scan, &w);) {
		char held[64];
		slice t = word_term(w, held);
		if (!t.n) continue;
		run[words++ % RUN] = hash_slice(t);
		if (words >= RUN)
			found[n++] = hash_mix(hash_mix(run[words % RUN], run[(words + 1) % RUN]), run[(words + 2) % RUN]);
	}
	arena_rewind(tmp, mark);
	for (uint32_t i = 0; i < n; i++)
		if (!key_add(g, found[i], at)) return false;
	return true;
}

static bool is_age(const item *x) { return slice_starts(dl_str(x->facts, x->claim->of), S("age of ")); }

static bool figure_key(gathering *g, uint32_t at)
{
	const item *x = &g->items[at];
	const dl_count *c = &x->facts->counts[x->claim->value];
	if (c->lo < FIGURE_LEAST && !is_age(x)) return true;
	return key_add(g, hash_mix(hash_mix((uint64_t)c->lo, (uint64_t)c->hi), hash_mix(x->scope, c->decimals)), at);
}

/* Where somebody lives, where somebody spoke: a town or something inside one. */
static bool place_key(gathering *g, uint32_t at)
{
	const item *x = &g->items[at];
	const dl_place *p = &x->facts->places[x->claim->value];
	if (!x->scope || p->kind < DL_P_CITY || p->kind > DL_P_LANDMARK) return true;
	uint64_t place = p->geoname ? p->geoname : hash_slice(utf8_plain(g->s->w->tmp, dl_str(x->facts, p->name)));
	return key_add(g, hash_mix(x->scope, place), at);
}

/* ---------------------------------------------------------------- deeds beside the events */
static bool is_taker(const item *x)
{
	return (x->claim->field == DL_F_WHO || x->claim->field == DL_F_RECIPIENT) && x->scope && !x->pronoun
	       && x->claim->kind == DL_V_ENTITY && x->claim->value;
}

/* "Jump", of which few articles tell: one who jumps in two papers jumped once. Everybody goes, makes and says. */
static bool is_deed(const gathering *g, const item *x)
{
	char held[64];
	slice word = word_term(utf8_plain(g->s->w->tmp, dl_str(x->facts, x->claim->of)), held);
	return x->scope && word.n && term_rarity(word) >= DEED_RARITY;
}

/* Who did what beside the event, or to whom. */
static bool taker_key(gathering *g, uint32_t at)
{
	const item *x = &g->items[at];
	uint32_t actor = actor_at(g->s, x->v.doc, x->claim->value);
	slice name = dl_str(x->facts, x->facts->entities[x->claim->value].name);
	if (!is_deed(g, x)) return true;
	return key_add(g, hash_mix(x->scope, actor ? actor : hash_slice(utf8_plain(g->s->w->tmp, name))), at);
}

/* When, where and why of a deed go where who did it goes. */
static void companions_follow(const gathering *g, uint32_t at, uint32_t *to)
{
	const item *x = &g->items[at];
	uint32_t first = at;
	while (first && g->items[first - 1].event == x->event) first--;
	for (uint32_t i = first; i < g->n && g->items[i].event == x->event; i++) {
		const item *y = &g->items[i];
		if (y->v.doc == x->v.doc && y->scope == x->scope && !is_count_field(y->claim->field)
		    && forest_top(g->up, i) == i) to[i] = to[at];
	}
}

/* Does x tell who says y, or where and when he spoke: beside the saying, not inside what is said? */
static bool speaks(const item *x, const item *y)
{
	const dl_attribution *t = &y->facts->attributions[y->claim->attribution];
	if (x->claim->field != DL_F_WHO && x->claim->field != DL_F_WHERE && x->claim->field != DL_F_WHEN) return false;
	if (x->v.doc != y->v.doc || !in_list(W_SAYING, dl_str(x->facts, x->claim->of))) return false;
	if (span_overlap(t->content, x->claim->at)) return false;
	for (uint32_t i = 0; i < y->facts->n_sents; i++)
		if (span_overlap(y->facts->sents[i], t->cue)) return span_overlap(y->facts->sents[i], x->claim->at);
	return span_overlap(t->source, x->claim->at);
}

/* A saying that several documents tell: its speaker goes with it. */
static void speakers_follow(const gathering *g, uint32_t at, uint32_t *to)
{
	const item *x = &g->items[at];
	uint32_t first = at;
	if (!x->claim->attribution || to[at] == x->event) return;
	while (first && g->items[first - 1].event == x->event) first--;
	for (uint32_t i = first; i < g->n && g->items[i].event == x->event; i++)
		if (forest_top(g->up, i) == i && !g->items[i].decided && speaks(&g->items[i], x)) to[i] = to[at];
}

static bool item_keys(gathering *g, uint32_t at)
{
	const item *x = &g->items[at];
	if (x->aside || x->old || x->decided) return true;
	if (is_words(x)) return words_keys(g, at);
	if (is_taker(x)) return taker_key(g, at);
	if (!x->claim->value) return true;
	bool counts = is_count_field(x->claim->field) || x->claim->field == DL_F_OTHER;
	if (counts && x->claim->kind == DL_V_COUNT) return figure_key(g, at);
	if (x->claim->field == DL_F_WHERE && x->claim->kind == DL_V_PLACE) return place_key(g, at);
	return true;
}

/* ---------------------------------------------------------------- which are told alike */
static bool alike(const item *a, const item *b)
{
	if (a->v.doc == b->v.doc || a->claim->field != b->claim->field) return false;
	if (a->claim->modality != b->claim->modality || is_words(a) != is_words(b)) return false;
	if (is_taker(a)) return a->scope == b->scope;           /* the actor is in the key                      */
	if (!is_words(a)) return a->scope == b->scope && item_relate(a, b, zone_unknown) == DL_SAME;
	uint32_t both = text_face_common(a->face, b->face);
	return a->face->negated == b->face->negated && both >= WORDS_LEAST
	       && both * 100 >= min_u32(a->face->n, b->face->n) * SHARED;
}

static int cmp_keyed(const void *a, const void *b)
{
	const keyed *x = a, *y = b;
	if (x->key != y->key) return x->key < y->key ? -1 : 1;
	return x->at < y->at ? -1 : x->at > y->at;
}

/* Items to trees, whose root is the item of the most important event: items come in the order of events. */
static void join_alike(gathering *g)
{
	for (uint32_t i = 0; i < g->n; i++) g->up[i] = i;
	if (g->keys.n) qsort(g->keys.v, g->keys.n, sizeof(keyed), cmp_keyed);
	for (uint32_t i = 0; i < g->keys.n; i++) {
		const keyed *k = &g->keys.v[i];
		for (uint32_t j = i + 1; j < g->keys.n && j <= i + WINDOW && g->keys.v[j].key == k->key; j++) {
			uint32_t other = g->keys.v[j].at;
			if (forest_top(g->up, k->at) != forest_top(g->up, other) && alike(&g->items[k->at], &g->items[other]))
				forest_join(g->up, k->at, other);
		}
	}
}

/* Has the event another figure of that kind? Then its figures stay together: they refine or revise each other. */
static bool has_others(const gathering *g, uint32_t at)
{
	const item *x = &g->items[at];
	uint32_t first = at, root = forest_top(g->up, at);
	while (first && g->items[first - 1].event == x->event) first--;
	for (uint32_t i = first; i < g->n && g->items[i].event == x->event; i++)
		if (g->items[i].claim->field == x->claim->field && forest_top(g->up, i) != root) return true;
	return false;
}

bool items_gather(assembler *s, item *items, uint32_t n)
{
	gathering g = {.s = s, .items = items, .n = n, .up = ARENA_ARRAY(s->w->tmp, uint32_t, n + 1)};
	uint32_t *to = ARENA_ARRAY(s->w->tmp, uint32_t, n + 1);
	if (!g.up || !to) return false;
	for (uint32_t i = 0; i < n; i++)
		if (!item_keys(&g, i)) return false;
	join_alike(&g);
	for (uint32_t i = 0; i < n; i++) {
		uint32_t root = forest_top(g.up, i);
		bool stays = root == i || (is_count_field(items[i].claim->field) && has_others(&g, i));
		to[i] = items[stays ? i : root].event;
	}
	for (uint32_t i = 0; i < n; i++)
		if (is_taker(&items[i]) && to[i] != items[i].event) companions_follow(&g, i, to);
	for (uint32_t i = 0; i < n; i++)
		if (is_words(&items[i])) speakers_follow(&g, i, to);
	for (uint32_t i = 0; i < n; i++) items[i].event = to[i];
	return true;
}
