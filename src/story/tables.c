/* SPDX-License-Identifier: Apache-2.0
 *
 * tables.c - the fixed tables of this room, indexed once and then only read, by all threads.
 *
 *      terms.tsv     "croydon" -> in how many articles of ARTICLES it stands
 *      kinds.tsv     "blast"   -> bits of the lines that hold it
 *      weights.tsv   "story"   -> its weights (weights.c)
 *
 * A part of the store is assembled in a millisecond, and reading these tables anew for each took a sixth of it; a word
 * was searched for among the lines of terms.tsv in 13 steps. Now both are one look at an open hash table of offsets
 * into the file, which lies in the binary. The tables have a fixed size, so that nothing can fail: tests/unit_story.c
 * sees to it that the files fit.
 */
#include "story/inner.h"

#include <pthread.h>

#define TERM_SLOTS 16384u        /* powers of two, twice the lines of terms.tsv and the words of kinds.tsv or more */
#define KIND_SLOTS 16384u
#define KIND_SETS  8192u

typedef struct { uint32_t at; uint16_t bytes, set; } kind_slot;        /* at: in kinds.tsv; bytes 0: free        */

static pthread_once_t once = PTHREAD_ONCE_INIT;
static slice     terms, kinds;                   /* the files                                               */
static uint32_t  term_at[TERM_SLOTS];            /* offset of a line + 1, 0 free                            */
static kind_slot kind_at[KIND_SLOTS];
static kind_set  kind_sets[KIND_SETS];           /* from 1                                                  */
static uint32_t  n_kind_sets;
static pair_weights weights[WEIGHT_SETS];

/* ---------------------------------------------------------------- terms.tsv: word, tab, number, newline */
static slice term_word(uint32_t at)
{
	const char *p = terms.p + at, *tab = memchr(p, '\t', terms.n - at);
	return (slice){p, tab ? (size_t)(tab - p) : 0};
}

static void terms_index(void)
{
	uint32_t n = 0;
	if (!embedded_find("terms.tsv", &terms)) return;
	for (size_t at = 0, end; at < terms.n; at = end + 1) {
		const char *nl = memchr(terms.p + at, '\n', terms.n - at);
		end = nl ? (size_t)(nl - terms.p) : terms.n;
		if (terms.p[at] == '#' || end == at) continue;
		n++;
		assert(n * 4 <= TERM_SLOTS * 3);
		uint32_t i = (uint32_t)hash_slice(term_word((uint32_t)at)) & (TERM_SLOTS - 1);
		while (term_at[i]) i = (i + 1) & (TERM_SLOTS - 1);
		term_at[i] = (uint32_t)at + 1;
	}
}

static void tables_read(void);

uint32_t table_articles(slice term)
{
	pthread_once(&once, tables_read);
	for (uint32_t i = (uint32_t)hash_slice(term) & (TERM_SLOTS - 1); term_at[i]; i = (i + 1) & (TERM_SLOTS - 1)) {
		size_t at = term_at[i] - 1;
		/* The word, and the tab behind it. */
		if (terms.n - at <= term.n || terms.p[at + term.n] != '\t' || memcmp(terms.p + at, term.p, term.n)) continue;
		const char *digit = terms.p + at + term.n + 1, *end = terms.p + terms.n;
		uint32_t v = 0;
		for (; digit < end && *digit >= '0' && *digit <= '9'; digit++) v = v * 10 + (uint32_t)(*digit - '0');
		return v;
	}
	return 0;
}

/* ---------------------------------------------------------------- kinds.tsv */
static kind_slot *kind_slot_of(slice word)
{
	uint32_t i = (uint32_t)hash_slice(word) & (KIND_SLOTS - 1);
	while (kind_at[i].bytes && !slice_eq((slice){kinds.p + kind_at[i].at, kind_at[i].bytes}, word))
		i = (i + 1) & (KIND_SLOTS - 1);
	return &kind_at[i];
}

static void kind_add(slice word, uint32_t line)
{
	kind_slot *k = kind_slot_of(word);
	if (!k->bytes) {
		assert(n_kind_sets + 1 < KIND_SETS);
		*k = (kind_slot){(uint32_t)(word.p - kinds.p), (uint16_t)word.n, (uint16_t)++n_kind_sets};
	}
	kind_sets[k->set].bits[line / 64] |= 1ull << line % 64;
}

static void kinds_index(void)
{
	tsv t = {.name = S("kinds.tsv")};
	slice cols[TSV_COLS], word;
	uint32_t line = 1;       /* bit 0 is for vague words */
	if (!embedded_find("kinds.tsv", &kinds)) return;
	t.rest = kinds;
	while (tsv_next(&t, cols) >= 2) {
		uint32_t bit = slice_starts(cols[0], S("*")) ? 0 : line++;
		if (bit >= KIND_WORDS * 64) return;        /* tests/unit_story.c counts the lines             */
		while (slice_split(&cols[1], ',', &word))
			if (word.n) kind_add(word, bit);
	}
}

const kind_set *kinds_all(void)
{
	pthread_once(&once, tables_read);
	return kind_sets;
}

uint32_t kinds_of(slice word)
{
	pthread_once(&once, tables_read);
	uint32_t set = word.n ? kind_slot_of(word)->set : 0;
	const char *gap = set || !word.n ? NULL : memchr(word.p, ' ', word.n);
	if (gap) set = kind_slot_of((slice){word.p, (size_t)(gap - word.p)})->set;
	else if (!set && word.n > 4 && slice_ends(word, S("s"))) set = kind_slot_of(slice_sub(word, 0, word.n - 1))->set;
	return set;
}

/* ---------------------------------------------------------------- all of them */
const pair_weights *weights_of(weight_set set)
{
	pthread_once(&once, tables_read);
	return &weights[set];
}

static void tables_read(void)
{
	terms_index();
	kinds_index();
	weights_load("story", story_feature_names, SF_N, &weights[WEIGHTS_STORY]);
	weights_load("within", pair_feature_names, PF_N, &weights[WEIGHTS_WITHIN]);
	weights_load("across", pair_feature_names, PF_N, &weights[WEIGHTS_ACROSS]);
}
