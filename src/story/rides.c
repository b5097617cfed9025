/* SPDX-License-Identifier: Apache-2.0
 *
 * rides.c - near copies of one text: the first is the lead, the others ride with it.
 *
 * In: documents with their sketches, in order of publication. Out: for each the lead that it rides on, itself when it
 * is one. An agency's report that two thousand papers print as it came is one lead and 1,999 riders: all of them are
 * in the story of the lead, and only the lead is compared with other documents. What riders tell counts as what any
 * copy tells (an account vouched for by many outlets with one origin), for the first STORY_RIDERS of a lead; the rest
 * count as documents and outlets.
 *
 * A rider shares RIDE_PERCENT of the kept shingles with its lead: a text with a new figure in every tenth sentence is
 * one still. It rides on the earliest near copy among the first STORY_COPY_FIRST holders of its copy keys, the
 * hash of its text and the smallest of its sketch; when that one rides itself, on the lead of that one. A copy that
 * was cut to half is no near copy: it is compared like any other document (copies.c).
 *
 * Cost: a sort of five keys per document, then at most 20 sketches for each document to be compared with.
 */
#include "story/inner.h"

#include <stdlib.h>

#define SHORT_SKETCH 8u          /* two lines of an alert must agree in all that is kept                            */

uint32_t story_copy_keys(uint64_t text, const dl_facts *facts, uint64_t keys[STORY_COPY_KEYS])
{
	uint32_t n = min_u32(facts->n_sketch, STORY_COPY_KEYS - 1);
	keys[0] = text;
	for (uint32_t i = 0; i < n; i++) keys[i + 1] = facts->sketch[i];     /* sorted: the smallest hashes      */
	return n + 1;
}

bool story_copy_sizes(uint32_t a, uint32_t b)
{
	return min_u32(a, b) * 100ull >= max_u32(a, b) * (uint64_t)RIDE_PERCENT;
}

bool story_near_copy(uint64_t text_a, const dl_facts *a, uint64_t text_b, const dl_facts *b)
{
	if (text_a == text_b) return true;
	if (!story_copy_sizes(a->n_sketch, b->n_sketch)) return false;
	uint32_t least = min_u32(a->n_sketch, b->n_sketch), most = max_u32(a->n_sketch, b->n_sketch);
	uint32_t shared = sorted_common(a->sketch, a->n_sketch, b->sketch, b->n_sketch);
	return least < SHORT_SKETCH ? least > 1 && shared == most : shared * 100ull >= most * (uint64_t)RIDE_PERCENT;
}

typedef struct { uint64_t key; uint32_t doc, pad; } held;

static int cmp_held(const void *a, const void *b)
{
	const held *x = a, *y = b;
	if (x->key != y->key) return x->key < y->key ? -1 : 1;
	return x->doc < y->doc ? -1 : x->doc > y->doc;
}

static bool near_copies(const assembler *s, uint32_t a, uint32_t b)
{
	return story_near_copy(s->docs[a]->hash, s->facts[a], s->docs[b]->hash, s->facts[b]);
}

static bool leads_find(assembler *s)
{
	arena_mark_t mark = arena_mark(s->w->out);
	held *v = ARENA_ARRAY(s->w->out, held, (size_t)s->n * STORY_COPY_KEYS + 1);
	uint32_t n = 0;
	if (!v) return false;
	for (uint32_t d = 0; d < s->n; d++) {
		uint64_t keys[STORY_COPY_KEYS];
		uint32_t n_keys = story_copy_keys(s->docs[d]->hash, s->facts[d], keys);
		for (uint32_t k = 0; k < n_keys; k++) v[n++] = (held){keys[k], d, 0};
	}
	if (n) qsort(v, n, sizeof *v, cmp_held);
	for (uint32_t i = 0, first = 0; i < n; i++) {
		if (v[i].key != v[first].key) first = i;
		for (uint32_t k = first; k < i && k < first + STORY_COPY_FIRST && v[k].doc < s->lead[v[i].doc]; k++)
			if (near_copies(s, v[k].doc, v[i].doc)) s->lead[v[i].doc] = v[k].doc;
	}
	/* Leads come before their riders, so that one pass finds those of those. */
	for (uint32_t d = 0; d < s->n; d++) s->lead[d] = s->lead[s->lead[d]];
	arena_rewind(s->w->out, mark);
	return true;
}

bool rides_find(assembler *s, bool given)
{
	uint32_t *riders = ARENA_ARRAY(s->w->tmp, uint32_t, s->n + 1);
	s->silent = ARENA_ARRAY(s->w->tmp, bool, s->n + 1);
	if (!riders || !s->silent || (!given && !leads_find(s))) return false;
	for (uint32_t d = 0; d < s->n; d++)
		if (s->lead[d] != d) s->silent[d] = riders[s->lead[d]]++ >= STORY_RIDERS;
	return true;
}
