/* SPDX-License-Identifier: Apache-2.0
 *
 * sketch.c - what one document brings to assembly beside its reports: shingles and terms.
 *
 * Shingles: hashes of three words in a row of the narrated text, with quotations set aside, because two
 * reporters at one press conference share the words they were told, not their own. Of
 *
 *      Police said the tram "simply flipped over" near the stop.
 *
 * remain "police said the", "said the tram" and "near the stop". Three words, not five: copies that were scanned
 * or restyled break every fourth word, and three still hold (ARI of the dups yardstick .997 against .991).
 * The sketch keeps one shingle in four by its hash; copies.c looks at all of them where the kept ones meet.
 *
 * Terms: the 150 weightiest words, weight (1 + ln n) * rarity, the headline's words counted four times more,
 * divided by the length of the vector, so that a sum of products is a cosine in parts of 10^8.
 *
 * Not attempted: synonyms, and names of two words as one term (that made B3 of the allsides stories worse).
 * Cost: linear in the text.
 */
#include "story/inner.h"

#include <stdlib.h>

#define SHINGLE_WORDS 3
#define QUOTE_MAX     600u     /* bytes; an unclosed mark opens no longer quotation                            */
#define SKETCH_MAX    2048u
#define TERMS_MAX     150u
#define TITLE_TIMES   4u       /* a word of the headline counts this often more                                */
#define TEXT_USED     6000u    /* bytes for terms: what comes later is background and comment                  */
#define COMMON        1204u    /* rarity of a word that three articles in ten use: no term                     */

static int cmp_u64(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
	return x < y ? -1 : x > y;
}

uint32_t sorted_unique(uint64_t *v, uint32_t n)
{
	uint32_t m = 0;
	if (n) qsort(v, n, sizeof *v, cmp_u64);
	for (uint32_t i = 0; i < n; i++)
		if (!m || v[i] != v[m - 1]) v[m++] = v[i];
	return m;
}

uint32_t sorted_common(const uint64_t *a, uint32_t na, const uint64_t *b, uint32_t nb)
{
	uint32_t i = 0, j = 0, both = 0;
	while (i < na && j < nb) {
		uint64_t x = a[i], y = b[j];
		both += x == y, i += x <= y, j += y <= x;
	}
	return both;
}

static bool narrated(unsigned kind)
{
	return kind == DL_BLOCK_PARA || kind == DL_BLOCK_LEDE || kind == DL_BLOCK_LIST || kind == DL_BLOCK_SUBHEAD;
}

/* ---------------------------------------------------------------- shingles */
/* Where a quotation that opens at byte i of s ends (behind its mark), or i + 1 when it never closes. */
static size_t quote_end(slice s, size_t i)
{
	size_t most = i + QUOTE_MAX < s.n ? i + QUOTE_MAX : s.n;
	const char *q = i + 1 < most ? memchr(s.p + i + 1, '"', most - i - 1) : NULL;
	return q ? (size_t)(q - s.p) + 1 : i + 1;
}

typedef struct { uint64_t last[SHINGLE_WORDS]; uint32_t n; uint64_t *to; uint32_t n_to; } shingler;

static void shingle_words(shingler *g, slice plain)
{
	word_scan scan = {plain, 0};
	slice w;
	while (word_next(&scan, &w)) {
		uint64_t h = 0;
		for (size_t i = 0; i < w.n; i++)
			if (w.p[i] != '\'') h = (h ^ (unsigned char)w.p[i]) * 0x100000001b3u + 1;
		if (!h) continue;
		g->last[g->n++ % SHINGLE_WORDS] = h;
		if (g->n < SHINGLE_WORDS) continue;
		uint64_t all = 0;
		for (uint32_t i = 0; i < SHINGLE_WORDS; i++) all = hash_mix(all, g->last[(g->n + i) % SHINGLE_WORDS]);
		g->to[g->n_to++] = all;
	}
}

static void shingle_block(shingler *g, slice plain)
{
	size_t from = 0;
	for (size_t i = 0; i < plain.n; i++) {
		if (plain.p[i] != '"') continue;
		size_t end = quote_end(plain, i);
		if (end == i + 1) continue;
		shingle_words(g, slice_sub(plain, from, i));
		g->n = 0;
		from = end, i = end - 1;
	}
	shingle_words(g, slice_sub(plain, from, plain.n));
	g->n = 0;
}

uint64_t *shingles_of(arena *a, arena *tmp, const dl_doc *doc, uint32_t *n)
{
	shingler g = {.to = ARENA_ARRAY(a, uint64_t, doc->text.n / 2 + 1)};
	arena_mark_t mark = arena_mark(tmp);
	*n = 0;
	if (!g.to) return NULL;
	if (!doc->n_blocks) shingle_block(&g, utf8_plain(tmp, doc->text));
	for (uint32_t b = 0; b < doc->n_blocks; b++)
		if (narrated(doc->blocks[b].kind)) shingle_block(&g, utf8_plain(tmp, span_text(doc->text, doc->blocks[b].at)));
	arena_rewind(tmp, mark);
	*n = sorted_unique(g.to, g.n_to);
	return g.to;
}

static bool sketch_shingles(const dl_doc *doc, workspace *w, dl_facts *facts)
{
	uint32_t n;
	arena_mark_t mark = arena_mark(w->tmp);
	facts->sketch = ARENA_ARRAY(w->out, uint64_t, SKETCH_MAX);
	uint64_t *all = facts->sketch ? shingles_of(w->tmp, w->tmp, doc, &n) : NULL;
	facts->n_sketch = 0;
	if (!all) return false;
	for (uint32_t i = 0; i < n && facts->n_sketch < SKETCH_MAX; i++)
		if (all[i] % SKETCH_ONE_IN == 0) facts->sketch[facts->n_sketch++] = all[i];
	arena_rewind(w->tmp, mark);
	return true;
}

/* ---------------------------------------------------------------- terms */
typedef struct { uint64_t hash; uint32_t times, rarity; uint64_t weight; } term;
typedef struct { arena *a; strmap map; VEC(term) v; } term_bag;

static bool count_words(term_bag *bag, slice plain, uint32_t times)
{
	word_scan scan = {plain, 0};
	slice w;
	while (word_next(&scan, &w)) {
		char held[64];
		slice t = word_term(w, held);
		if (!t.n) continue;
		uint32_t at = strmap_get(&bag->map, t);
		if (!at) {
			slice key = arena_copy(bag->a, t);
			term *new = VEC_PUSH(bag->a, &bag->v);
			uint32_t *slot = strmap_put(&bag->map, key);
			if (!new || !slot) return false;
			new->hash = hash_slice(key);
			new->rarity = term_rarity(key);
			*slot = at = bag->v.n;
		}
		bag->v.v[at - 1].times += times;
	}
	return true;
}

static bool count_blocks(term_bag *bag, const dl_doc *doc, arena *tmp)
{
	size_t used = 0;
	if (doc->title.n && !count_words(bag, utf8_plain(tmp, doc->title), TITLE_TIMES)) return false;
	if (!doc->n_blocks) return count_words(bag, utf8_plain(tmp, slice_sub(doc->text, 0, TEXT_USED)), 1);
	for (uint32_t b = 0; b < doc->n_blocks && used < TEXT_USED; b++) {
		const dl_block *k = &doc->blocks[b];
		bool head = k->kind == DL_BLOCK_TITLE && !doc->title.n;
		if (!head && !narrated(k->kind)) continue;
		used += k->at.end - k->at.start;
		if (!count_words(bag, utf8_plain(tmp, span_text(doc->text, k->at)), head ? TITLE_TIMES : 1)) return false;
	}
	return true;
}

/* Heaviest first; equal ones by hash, so that the choice never depends on the order of words. */
static int cmp_weight(const void *a, const void *b)
{
	const term *x = a, *y = b;
	if (x->weight != y->weight) return x->weight > y->weight ? -1 : 1;
	return x->hash < y->hash ? -1 : x->hash > y->hash;
}

static int cmp_hash(const void *a, const void *b)
{
	const struct dl_term *x = a, *y = b;
	return x->hash < y->hash ? -1 : x->hash > y->hash;
}

static bool sketch_terms(const dl_doc *doc, workspace *w, dl_facts *facts)
{
	arena_mark_t mark = arena_mark(w->tmp);
	term_bag bag = {.a = w->tmp};
	uint64_t squares = 0;
	uint32_t n = 0;
	strmap_init(&bag.map, w->tmp);
	facts->terms = ARENA_ARRAY(w->out, struct dl_term, TERMS_MAX);
	facts->n_terms = 0;
	if (!facts->terms || !count_blocks(&bag, doc, w->tmp)) return false;
	for (uint32_t i = 0; i < bag.v.n; i++) {
		term *t = &bag.v.v[i];
		t->weight = t->rarity < COMMON ? 0 : (uint64_t)(1000 + ln_milli(t->times)) * t->rarity;
	}
	if (bag.v.n) qsort(bag.v.v, bag.v.n, sizeof(term), cmp_weight);
	for (; n < bag.v.n && n < TERMS_MAX && bag.v.v[n].weight; n++)
		squares += bag.v.v[n].weight / 1000 * (bag.v.v[n].weight / 1000);
	uint64_t length = isqrt64(squares);
	for (uint32_t i = 0; i < n; i++) {
		facts->terms[i].hash = bag.v.v[i].hash;
		facts->terms[i].weight = (uint32_t)(bag.v.v[i].weight * 10 / length);    /* parts of 10^4       */
	}
	facts->n_terms = n;
	if (n) qsort(facts->terms, n, sizeof *facts->terms, cmp_hash);
	arena_rewind(w->tmp, mark);
	return true;
}

dl_status story_sketch(const dl_doc *doc, const dl_tokens *tok, workspace *w, dl_facts *facts)
{
	(void)tok;
	if (sketch_shingles(doc, w, facts) && sketch_terms(doc, w, facts)) return DL_OK;
	return error_set(w->err, DL_NOMEM, "sketch", 0, "out of memory");
}
