/* SPDX-License-Identifier: Apache-2.0
 *
 * copies.c - who reprints whom: full copies, and copies that were cut, extended, restyled or retitled.
 *
 * In: pairs of documents that share a blocking key. Out: pairs that share text, with the share; for each document
 * the earliest document with its text. Earlier publication is origin.
 *
 * An agency's report of 400 words has about 380 shingles outside quotations. The paper that prints its first half
 * and adds a paragraph of its own shares 190 of its 240 shingles: a copy, by the second rule below. Two reporters
 * who both write "was pronounced dead at the scene" share a handful: none.
 *
 * Two steps: the kept quarter of the shingles says whether the texts meet at all; then all shingles are made
 * again from both texts and counted. "No copy detected" is never called independence: paraphrase is not seen.
 * Cost: a merge of two sorted lists per pair; full shingles once per document that needs them.
 */
#include "story/inner.h"

/* Fixed on the dups yardstick (dev): ARI .997. A copy shares 15% of all shingles of both texts, */
#define UNION_PERCENT 15u
#define SHARED_LEAST  20u
/* or 40% of the shorter one's, which counts as 150 shingles at least: a column made of quotations leaves so few
 * that two articles on one debate would meet. */
#define SHORT_PERCENT 40u
#define SHORT_LEAST   150u
#define MEET_PERCENT  6u      /* of the kept shingles: below it, the full ones are not looked at                */

typedef struct { uint64_t *v; uint32_t n; bool made; } shingle_set;

static const shingle_set *full_set(assembler *s, shingle_set *sets, uint32_t d)
{
	shingle_set *set = &sets[d];
	if (set->made) return set;
	set->v = shingles_of(s->w->tmp, s->w->out, s->docs[d], &set->n);
	set->made = true;
	return set->v ? set : NULL;
}

static bool is_copy(uint32_t shared, uint32_t na, uint32_t nb)
{
	uint64_t both = (uint64_t)na + nb - shared, least = max_u32(min_u32(na, nb), SHORT_LEAST);
	if (shared < SHARED_LEAST) return na == nb && shared == na && na >= 3;       /* two lines, word for word  */
	return shared * 100ull >= both * UNION_PERCENT || shared * 100ull >= least * SHORT_PERCENT;
}

bool sketch_meets(const dl_facts *a, const dl_facts *b)
{
	uint32_t shared = sorted_common(a->sketch, a->n_sketch, b->sketch, b->n_sketch);
	return shared && shared * 100ull >= min_u32(a->n_sketch, b->n_sketch) * (uint64_t)MEET_PERCENT;
}

bool sketch_copies(const dl_facts *a, const dl_facts *b)
{
	uint32_t shared = sorted_common(a->sketch, a->n_sketch, b->sketch, b->n_sketch);
	return shared * SKETCH_ONE_IN >= SHARED_LEAST
		&& is_copy(shared * SKETCH_ONE_IN, a->n_sketch * SKETCH_ONE_IN, b->n_sketch * SKETCH_ONE_IN);
}

static uint32_t head_of(uint32_t *group, uint32_t d)
{
	while (group[d] != d) d = group[d] = group[group[d]];
	return d;
}

/* The earliest document with d's text, and how much of d is found there. */
static void place_copies(assembler *s)
{
	dl_doc_place *at = s->out->places;
	for (uint32_t i = 0; i < s->copies.n; i++) {
		const tie *t = &s->copies.v[i];
		dl_doc_place *p = &at[t->b];            /* a < b: a was published first                         */
		if (p->copy_of && p->copy_of <= t->a + 1) continue;
		p->copy_of = t->a + 1;
		p->shared_ppm = (uint32_t)t->score;
	}
	for (uint32_t d = 0; d < s->n; d++)
		if (s->copy_group[d] != d && !at[d].copy_of) at[d].copy_of = s->copy_group[d] + 1;
	/* A rider whose text is not at hand: at least this share is in its lead. */
	for (uint32_t d = 0; d < s->n; d++)
		if (s->silent[d] && !at[d].shared_ppm) at[d].shared_ppm = RIDE_PERCENT * 10000;
}

bool copies_find(assembler *s)
{
	arena *tmp = s->w->tmp;
	shingle_set *sets = ARENA_ARRAY(tmp, shingle_set, s->n + 1);
	s->copy_group = ARENA_ARRAY(tmp, uint32_t, s->n + 1);
	if (!sets || !s->copy_group) return false;
	for (uint32_t d = 0; d < s->n; d++) s->copy_group[d] = s->silent[d] ? s->lead[d] : d;
	for (uint32_t i = 0; i < s->near.n; i++) {
		uint32_t a = s->near.v[i].a, b = s->near.v[i].b;
		if (!sketch_meets(s->facts[a], s->facts[b])) continue;
		const shingle_set *x = full_set(s, sets, a), *y = full_set(s, sets, b);
		if (!x || !y) return false;
		uint32_t shared = sorted_common(x->v, x->n, y->v, y->n);
		if (!is_copy(shared, x->n, y->n)) continue;
		tie *t = VEC_PUSH(tmp, &s->copies);
		if (!t) return false;
		*t = (tie){a, b, (int32_t)((uint64_t)shared * 1000000 / (y->n ? y->n : 1)), 0};
		uint32_t ga = head_of(s->copy_group, a), gb = head_of(s->copy_group, b);
		s->copy_group[max_u32(ga, gb)] = min_u32(ga, gb);
	}
	for (uint32_t d = 0; d < s->n; d++) s->copy_group[d] = head_of(s->copy_group, d);
	place_copies(s);
	return true;
}
