/* SPDX-License-Identifier: Apache-2.0
 *
 * terms.c - the words of a text and how telling each is.
 *
 * In: a text made plain (lower case, no accents, ASCII quotes). Out: its words, their terms, a rarity for each.
 *
 * "Croydon's trams derailed" gives the words croydon's, trams, derailed; the terms croydon, tram, derail; and the
 * rarities 6000 (an absent word), 6000, 6000, where "the" has 0 and "police" 1279.
 *
 * Rarity is ln(articles / articles with the term) over the fixed table data/en/terms.tsv, never over the store:
 * otherwise one more article would change all the others and order would matter. train/terms.py cuts words in the same
 * way. The stemming is crude on purpose: it only has to bring most forms of one word together, and an unknown
 * name must survive it.
 *
 * Cost: a look at a hash table per word (tables.c).
 */
#include "story/inner.h"

#define ARTICLES      3990u     /* articles behind terms.tsv                                                 */
#define RARITY_MAX    6000u     /* ln(3990 / 10): what an absent word has. Higher lets misspellings rule:
                                   B3 of the allsides stories falls from .895 to .889 without the cap       */
#define STEM_LEAST    4u        /* letters that an ending must leave                                         */

static bool word_byte(unsigned char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '\'' || c >= 0x80;
}

bool word_next(word_scan *s, slice *word)
{
	const char *p = s->text.p;
	size_t i = s->at, n = s->text.n;
	while (i < n && !word_byte((unsigned char)p[i])) i++;
	size_t from = i;
	while (i < n && word_byte((unsigned char)p[i])) i++;
	s->at = i;
	*word = (slice){p + from, i - from};
	return i > from;
}

static slice stem(slice w)
{
	static const char *const ends[] = {"ing", "ed", "es", "s"};
	for (size_t i = 0; i < COUNT(ends); i++) {
		slice end = {ends[i], strlen(ends[i])};
		if (w.n >= end.n + STEM_LEAST && slice_ends(w, end)) return (slice){w.p, w.n - end.n};
	}
	return w;
}

slice word_term(slice word, char to[64])
{
	while (word.n && word.p[0] == '\'') word.p++, word.n--;
	while (word.n && word.p[word.n - 1] == '\'') word.n--;
	if (slice_ends(word, S("'s"))) word.n -= 2;
	size_t n = 0;
	for (size_t i = 0; i < word.n && n < 63; i++)
		if (word.p[i] != '\'') to[n++] = word.p[i];
	return n > 1 ? stem((slice){to, n}) : (slice){0};
}

/* Natural logarithm of 1 + i/16 times 1000, for the steps between powers of two. */
static const uint16_t ln_steps[17] = {
	0, 61, 118, 172, 223, 272, 318, 363, 405, 446, 486, 523, 560, 595, 629, 661, 693
};

uint32_t ln_milli(uint32_t x)
{
	uint32_t shift = 0;
	if (x < 2) return 0;
	while (x >> (shift + 1)) shift++;
	uint64_t part = ((uint64_t)x << 8 >> shift) - 256;      /* 0..255 of 256 above the power of two       */
	uint32_t i = (uint32_t)(part >> 4), rest = (uint32_t)(part & 15);
	return shift * 693 + ln_steps[i] + (ln_steps[i + 1] - ln_steps[i]) * rest / 16;
}

uint64_t isqrt64(uint64_t x)
{
	uint64_t r = 0;
	for (uint64_t bit = 1ull << 62; bit; bit >>= 2) {
		if (x >= r + bit) x -= r + bit, r = (r >> 1) + bit;
		else r >>= 1;
	}
	return r;
}

uint32_t term_rarity(slice term)
{
	uint32_t with = table_articles(term);
	if (!with) return RARITY_MAX;
	uint32_t r = ln_milli(ARTICLES + 1) - min_u32(ln_milli(with), ln_milli(ARTICLES + 1));
	return min_u32(r, RARITY_MAX);
}
