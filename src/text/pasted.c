/* SPDX-License-Identifier: Apache-2.0
 *
 * pasted.c - links that a page has pasted into its own sentences.
 *
 * Some pages give the name of a person a box of links. Text that was taken from them runs the box into the sentence:
 *
 *      Rep. Ann Orr Ann Lee OrrMayors meet in Oslo Harbour bill fails MORE (D-Ohio) left on Monday.
 *                   '--------------------------------------------------'
 *
 * The name is told again in full, the first headline is glued to it, MORE ends it. Of every twelve articles of one
 * big collection of political news one has such sentences, of up to 350 words; read without the box they are
 * "Rep. Ann Orr (D-Ohio) left on Monday". In: the words behind and the chunk that is read. Out: what to leave out.
 * Cost: a chunk without a capital behind a small letter, one look at its bytes; no box is longer than BOX_BYTES.
 */
#include "text/inner.h"

#define BOX_BYTES 2000u

static bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }
static bool is_small(char c) { return c >= 'a' && c <= 'z'; }
static bool may_open(char c) { return is_capital(c) || (c >= '0' && c <= '9'); }      /* a headline */

static bool has_seam(slice s)                              /* "OrrMayors": a capital behind no capital */
{
	for (size_t i = 2; i < s.n; i++)
		if (may_open(s.p[i]) && (is_small(s.p[i - 1]) || (unsigned char)s.p[i - 1] >= 0x80)) return true;
	return false;
}

/* May the word stand inside a name: "Robert", "(Bob)", "P.", "de"? */
static bool may_name(slice s)
{
	return s.n && (!is_small(s.p[0]) || s.n <= 3) && !strchr(",;:!?", s.p[s.n - 1]);
}

static bool is_junior(slice s)
{
	return slice_eq(s, S("Jr.")) || slice_eq(s, S("Sr.")) || slice_eq(s, S("II")) || slice_eq(s, S("III"));
}

/* The byte behind the first "MORE" from at on, in the same line; 0: none. */
static uint32_t behind_more(slice text, uint32_t at, uint32_t end)
{
	uint32_t last = min_u32(end, at + BOX_BYTES);
	for (uint32_t i = at; i + 4 <= last && text.p[i] != '\n'; i++) {
		if (memcmp(text.p + i, "MORE", 4) || (i > at && text.p[i - 1] != ' ')) continue;
		if (i + 4 == end || (!is_capital(text.p[i + 4]) && !is_small(text.p[i + 4]))) return i + 4;
	}
	return 0;
}

uint32_t pasted_behind(const chunk_row *r, uint32_t *first)
{
	const chunk_mark *c = r->last;
	uint32_t now = r->n - 1;
	slice s = slice_sub(r->text, c[now].start, c[now].end);
	if (!has_seam(s)) return 0;
	for (uint32_t j = now; j-- > 0;) {
		slice name = slice_sub(r->text, c[j].start, c[j].end);
		if (name.n > 1 && slice_starts(s, name) && s.n > name.n && may_open(s.p[name.n])) {
			*first = j + 1;
			if (j + 2 < now && is_junior(slice_sub(r->text, c[j + 1].start, c[j + 1].end))) *first = j + 2;
			return *first < now ? behind_more(r->text, c[now].start + (uint32_t)name.n, r->block_end) : 0;
		}
		if (!may_name(name)) return 0;
	}
	return 0;
}
