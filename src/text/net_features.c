/* SPDX-License-Identifier: Apache-2.0
 *
 * net_features.c - a word to the bytes that enter the network.
 *
 * "Baghdad's" is many things at once: a word vector if it has one; and rows of small tables at the hashes of the
 * whole word, its first two and three letters, its last two, three and four, and its shape (Xx'x). So a word never
 * seen is known by its ends and its capitals. Letters are lower-cased by a rule (ASCII, Latin-1, Greek, Cyrillic),
 * figures count as 0 except for the vector, typographic quotes and dashes as their ASCII. train/corpus.py does
 * the same: a change here needs new weights.
 *
 * A word over 40 code points counts as its first 20 and last 20. Cost: linear in the bytes.
 */
#include "text/net.h"

#define WORD_CPS 40u
#define SHAPE_MAX 10u

static uint32_t fold(uint32_t c)
{
	switch (c) {
	case 0x2018: case 0x2019: return '\'';
	case 0x201c: case 0x201d: return '"';
	case 0x2013: case 0x2014: return '-';
	case 0x2026: return '.';
	default: return c;
	}
}

static uint32_t lower(uint32_t c)
{
	if (c < 0x80) return c >= 'A' && c <= 'Z' ? c + 0x20 : c;
	if ((c >= 0xc0 && c <= 0xde && c != 0xd7) || (c >= 0x391 && c <= 0x3a9) || (c >= 0x410 && c <= 0x42f))
		return c + 0x20;
	return c >= 0x400 && c <= 0x40f ? c + 0x50 : c;
}

static bool is_small(uint32_t c)
{
	return (c >= 'a' && c <= 'z') || (c >= 0xdf && c <= 0xff && c != 0xf7) || (c >= 0x3b1 && c <= 0x3c9)
	    || (c >= 0x430 && c <= 0x45f);
}

static uint32_t class_of(uint32_t c)
{
	if (lower(c) != c) return 1;
	if (is_small(c)) return 2;
	if (c >= '0' && c <= '9') return 3;
	return c == '-' ? 4 : c == '.' ? 5 : c == '\'' ? 6 : c < 0x80 ? 7 : 8;
}

static uint32_t hash_cps(const uint32_t *cp, uint32_t n, uint32_t seed)
{
	for (uint32_t i = 0; i < n; i++) {
		seed = (seed ^ cp[i]) * 0x9e3779b1u;
		seed ^= seed >> 15;
	}
	return seed;
}

/* The code points of a word; of a long one the first and last 20. */
static uint32_t decode(slice form, uint32_t cp[WORD_CPS])
{
	uint32_t n = 0;
	const char *p = form.p, *end = form.p + form.n;
	while (p < end && n < WORD_CPS) {
		int len = 1;
		uint32_t c = (unsigned char)*p;
		if (c >= 0x80) c = utf8_next(p, end, &len);
		cp[n++] = fold(c), p += len;
	}
	if (p == end) return n;
	while (n > WORD_CPS / 2 && end > form.p) {            /* back from the end, over whole letters */
		const char *q = end;
		int len;
		do q--; while (q > form.p && ((unsigned char)*q & 0xc0) == 0x80);
		cp[--n] = fold(utf8_next(q, end, &len));
		end = q;
	}
	return WORD_CPS;
}

static uint32_t shape_of(const uint32_t *cp, uint32_t n, uint32_t shape[SHAPE_MAX])
{
	uint32_t k = 0, run = 0;
	for (uint32_t i = 0; i < n && k < SHAPE_MAX; i++) {
		uint32_t c = class_of(cp[i]);
		run = k && shape[k - 1] == c ? run + 1 : 1;
		if (run <= 2) shape[k++] = c;
	}
	return k;
}

static uint32_t vector_row(const net *m, uint32_t key1, uint32_t key2)
{
	for (uint32_t at = key1 & (m->slots - 1); m->row[at]; at = (at + 1) & (m->slots - 1))
		if (m->key[at] == key2) return m->row[at];
	return 0;
}

uint32_t net_vector_row(const net *m, slice form)
{
	uint32_t cp[WORD_CPS], n = decode(form, cp);
	for (uint32_t i = 0; i < n; i++) cp[i] = lower(cp[i]);
	return vector_row(m, hash_cps(cp, n, 1), hash_cps(cp, n, 2));
}

/* The widths are written out: a copy of a length known only at run time costs more than all the hashing. */
#define PUT(i, width) (memcpy(to, m->table[i] + (size_t)at[i] * (width), width), to += (width))

void net_word(const net *m, slice form, uint8_t to[NET_IN])
{
	uint32_t cp[WORD_CPS], norm[WORD_CPS], shape[SHAPE_MAX], at[NET_TABLES], n = decode(form, cp);
	for (uint32_t i = 0; i < n; i++) norm[i] = lower(cp[i]);
	uint32_t row = vector_row(m, hash_cps(norm, n, 1), hash_cps(norm, n, 2));
	for (uint32_t i = 0; i < n; i++)
		if (norm[i] >= '0' && norm[i] <= '9') norm[i] = '0';

	uint32_t n2 = min_u32(n, 2), n3 = min_u32(n, 3), n4 = min_u32(n, 4);
	const struct { const uint32_t *from; uint32_t n; } part[NET_TABLES] = {
		{norm, n}, {norm, n2}, {norm, n3}, {norm + n - n2, n2}, {norm + n - n3, n3}, {norm + n - n4, n4},
		{shape, shape_of(cp, n, shape)},
	};
	for (uint32_t i = 0; i < NET_TABLES; i++)
		at[i] = hash_cps(part[i].from, part[i].n, 101 + i) & (m->table_rows[i] - 1);
	memcpy(to, m->vec + (size_t)row * NET_VEC, NET_VEC), to += NET_VEC;
	PUT(0, 48), PUT(1, 16), PUT(2, 24), PUT(3, 16), PUT(4, 32), PUT(5, 24), PUT(6, 32);
}
