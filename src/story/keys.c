/* SPDX-License-Identifier: Apache-2.0
 *
 * keys.c - blocking: which documents are looked at together at all.
 *
 * In: a document's day, terms and sketch. Out: keys, numbers that mean "a telling word in a week" or "three words
 * in a row". Two documents that share no key are never compared: never of one story, never copies. So the store
 * finds everything that a new document can touch with a few dozen look-ups.
 *
 * A tram that derails in Croydon on 9 November 2016 gives keys for (croydon, week 2445), (croydon, week 2446),
 * (tram, week 2445) ...: each document stands in its own week and the next one, so that two of them a week apart
 * always meet and two that are a fortnight apart never do by them. Pairs of its heaviest terms (croydon and tram) make
 * keys without a week: by these a trial meets the crash of two years ago.
 *
 * The store keeps an index of keys of its own (story_near_keys): none of them knows a week, since it looks at those
 * right before and after a document anyway, so that twelve words make twelve keys and not thirty; pairs of the five
 * heaviest; four shingles. 23 an article where there were 47: each is a page to be read and written in a large store.
 *
 * A key that a whole week's news shares would compare everything with everything. So a document is paired with
 * the PILE documents that follow it in order of publication under a key, no more. In a pile-up (every outlet on
 * earth reports one earthquake) the cost stays linear; chains of neighbours still hold the pile together. Near copies
 * of one text (rides.c) are paired with their lead alone.
 */
#include "story/inner.h"

#include <stdlib.h>

#define KEY_TERMS    12u      /* heaviest terms: 99.6% of the pairs of allsides that score enough share one      */
#define KEY_UNDATED   6u      /* of them, those by which documents without a day are met                       */
#define KEY_SHINGLES  8u
#define KEY_PAIRED    6u      /* each two of these make a key for all times                                     */
#define PILE         48u
#define NEAR_PAIRED   5u      /* of the store's keys, see above                                                */
#define NEAR_SHINGLES 4u
#define SHINGLE_WEIGHT 2915u  /* three words in a row count as a likeness of .085, enough within a fortnight      */
enum { NEAR_TERM = -1, NEAR_SHINGLE = -2, NEAR_PAIR = -3 };
#define WEEK_DAYS     7

static int cmp_heavy(const void *a, const void *b)
{
	const struct dl_term *x = a, *y = b;
	if (x->weight != y->weight) return x->weight > y->weight ? -1 : 1;
	return x->hash < y->hash ? -1 : x->hash > y->hash;
}

static uint64_t key_of(uint64_t what, int64_t week) { return hash_mix(what, (uint64_t)week + 0x5eed); }

/* ---------------------------------------------------------------- of the store */
static int cmp_near(const void *a, const void *b)
{
	const near_key *x = a, *y = b;
	return (x->key > y->key) - (x->key < y->key);
}

uint32_t story_near_keys(const dl_facts *f, near_key keys[STORY_NEAR_KEYS])
{
	struct dl_term heavy[KEY_TERMS];
	uint32_t n = 0, k = 0, m = 0;
	for (uint32_t i = 0; i < f->n_terms; i++) {
		if (n == KEY_TERMS && cmp_heavy(&heavy[n - 1], &f->terms[i]) < 0) continue;
		uint32_t at = n < KEY_TERMS ? n++ : n - 1;
		for (; at && cmp_heavy(&f->terms[i], &heavy[at - 1]) < 0; at--) heavy[at] = heavy[at - 1];
		heavy[at] = f->terms[i];
	}
	for (uint32_t i = 0; i < n; i++) keys[k++] = (near_key){key_of(heavy[i].hash, NEAR_TERM), heavy[i].weight, 0};
	for (uint32_t i = 0; i < n && i < NEAR_PAIRED; i++)
		for (uint32_t j = 0; j < i; j++) {
			uint64_t x = heavy[i].weight, y = heavy[j].weight;
			keys[k++] = (near_key){key_of(heavy[i].hash + heavy[j].hash, NEAR_PAIR), isqrt64(x * x + y * y), 0};
		}
	for (uint32_t i = 0; i < f->n_sketch && i < NEAR_SHINGLES; i++)       /* sorted: the smallest hashes      */
		keys[k++] = (near_key){key_of(f->sketch[i], NEAR_SHINGLE), SHINGLE_WEIGHT, 0};
	qsort(keys, k, sizeof *keys, cmp_near);
	for (uint32_t i = 0; i < k; i++)
		if (!m || keys[i].key != keys[m - 1].key) keys[m++] = keys[i];
	return m;
}

/* ---------------------------------------------------------------- of an assembly */
static dl_status story_keys(const dl_doc *doc, const dl_facts *facts, workspace *w, uint64_t **keys, uint32_t *n)
{
	uint64_t *k = ARENA_ARRAY(w->out, uint64_t, KEY_TERMS * 2 + KEY_UNDATED + KEY_SHINGLES + KEY_PAIRED * KEY_PAIRED);
	struct dl_term *heavy = ARENA_ARRAY(w->tmp, struct dl_term, facts->n_terms + 1);
	*keys = k, *n = 0;
	if (!k || !heavy) return error_set(w->err, DL_NOMEM, "keys", 0, "out of memory");
	if (facts->n_terms) {
		memcpy(heavy, facts->terms, facts->n_terms * sizeof *heavy);
		qsort(heavy, facts->n_terms, sizeof *heavy, cmp_heavy);
	}
	bool dated = doc->published_day != DL_DAY_NONE;
	int64_t week = dated ? (doc->published_day + 70000 * WEEK_DAYS) / WEEK_DAYS : 0;
	for (uint32_t i = 0; i < facts->n_terms && i < KEY_TERMS; i++) {
		if (i < KEY_UNDATED || !dated) k[(*n)++] = key_of(heavy[i].hash, -1);
		if (dated) k[(*n)++] = key_of(heavy[i].hash, week), k[(*n)++] = key_of(heavy[i].hash, week + 1);
	}
	for (uint32_t i = 0; i < facts->n_terms && i < KEY_PAIRED; i++)
		for (uint32_t j = 0; j < i; j++) k[(*n)++] = key_of(heavy[i].hash + heavy[j].hash, -3);
	for (uint32_t i = 0; i < facts->n_sketch && i < KEY_SHINGLES; i++)    /* sorted: the smallest hashes      */
		k[(*n)++] = key_of(facts->sketch[i], -2);
	*n = sorted_unique(k, *n);
	return DL_OK;
}

typedef struct { uint64_t key; uint32_t doc, pad; } keyed;

static int cmp_keyed(const void *a, const void *b)
{
	const keyed *x = a, *y = b;
	if (x->key != y->key) return x->key < y->key ? -1 : 1;
	return x->doc < y->doc ? -1 : x->doc > y->doc;
}

static bool keyed_all(assembler *s, keyed **all, uint32_t *n_all)
{
	VEC(keyed) v = {0};
	for (uint32_t d = 0; d < s->n; d++) {
		if (s->lead[d] != d) continue;
		arena_mark_t mark = arena_mark(s->w->out);
		uint64_t *keys;
		uint32_t n;
		if (story_keys(s->docs[d], s->facts[d], s->w, &keys, &n) != DL_OK) return false;
		for (uint32_t i = 0; i < n; i++) {
			keyed *k = VEC_PUSH(s->w->tmp, &v);
			if (!k) return false;
			k->key = keys[i], k->doc = d;
		}
		arena_rewind(s->w->out, mark);
	}
	if (v.n) qsort(v.v, v.n, sizeof(keyed), cmp_keyed);
	*all = v.v, *n_all = v.n;
	return true;
}

/* The pairs, each once and sorted, as (a << 32 | b). */
static bool pairs_find(assembler *s, uint64_t **out, uint32_t *n_out)
{
	keyed *all;
	uint32_t n;
	VEC(uint64_t) pairs = {0};
	if (!keyed_all(s, &all, &n)) return false;
	for (uint32_t i = 0; i < n; i++)
		for (uint32_t j = i + 1; j < n && j <= i + PILE && all[j].key == all[i].key; j++) {
			uint64_t *p = VEC_PUSH(s->w->tmp, &pairs);
			if (!p) return false;
			*p = (uint64_t)all[i].doc << 32 | all[j].doc;
		}
	for (uint32_t d = 0; d < s->n; d++) {
		uint64_t *p = s->lead[d] == d || s->silent[d] ? NULL : VEC_PUSH(s->w->tmp, &pairs);
		if (p) *p = (uint64_t)s->lead[d] << 32 | d;
	}
	*n_out = sorted_unique(pairs.v, pairs.n);
	*out = pairs.v;
	return true;
}

/* Keys and pairs of a large part take megabytes that later stages want: they are given back, by way of w->out. */
bool near_find(assembler *s)
{
	uint64_t *pairs;
	uint32_t n = 0;
	arena_mark_t out = arena_mark(s->w->out), tmp = arena_mark(s->w->tmp);
	if (!pairs_find(s, &pairs, &n)) return false;
	uint64_t *held = ARENA_ARRAY(s->w->out, uint64_t, n + 1);
	if (!held) return false;
	if (n) memcpy(held, pairs, n * sizeof *held);
	arena_rewind(s->w->tmp, tmp);
	s->near.v = ARENA_ARRAY(s->w->tmp, doc_pair, n + 1);
	if (!s->near.v) return false;
	for (uint32_t i = 0; i < n; i++) s->near.v[i] = (doc_pair){(uint32_t)(held[i] >> 32), (uint32_t)held[i]};
	s->near.n = n, s->near.cap = n + 1;
	arena_rewind(s->w->out, out);
	return true;
}
