/* SPDX-License-Identifier: Apache-2.0
 *
 * shape.c - what a line looks like, apart from its words.
 *
 * "IRAQI PARLIAMENT IN BAGHDAD STORMED BY PROTESTERS" has 6 words, 44 letters, 44 of them capitals, and does
 * not end like a sentence: between paragraphs that do, it is the headline of another article. One pass.
 */
#include "read/shape.h"

#include <ctype.h>
#include <strings.h>

/* Words that stay small in names and headlines. */
static bool link_word(slice w)
{
	static const char *const words[] = {"and", "of", "for", "the", "in", "on", "at", "to", "a", "an", "by", "de",
	                                    "von", "van", "bin", "al", "with", "from", "as", "or", "is", "vs"};
	return slice_among_fold(w, words, COUNT(words));
}

static bool quote_mark(uint32_t cp)
{
	return cp == '"' || cp == '\'' || cp == 0x201c || cp == 0x2018 || cp == 0xab;
}

static void count_word(line_shape *sh, slice w)
{
	int len;
	uint32_t cp = utf8_next(w.p, w.p + w.n, &len);
	while (w.n > (size_t)len && (quote_mark(cp) || cp == '(' || cp == '[')) {
		w = slice_sub(w, (size_t)len, w.n);
		cp = utf8_next(w.p, w.p + w.n, &len);
	}
	if (isdigit((int)(cp & 0x7f)) && cp < 0x80) {
		sh->words++;
		return;
	}
	if (!utf8_is_alpha(cp)) return;
	sh->words++;
	if (link_word(w)) sh->link_words++;
	else if (utf8_is_upper(cp)) sh->caps_words++;
	else if (w.n >= 4) sh->small_words++;
}

static void count_letters(line_shape *sh, slice s)
{
	for (size_t i = 0; i < s.n;) {
		int len;
		uint32_t cp = utf8_next(s.p + i, s.p + s.n, &len);
		i += (size_t)len;
		if (cp >= '0' && cp <= '9') sh->digits++;
		if (!utf8_is_alpha(cp)) continue;
		sh->letters++;
		sh->upper += utf8_is_upper(cp);
	}
}

static char last_byte(slice s)
{
	while (s.n) {
		char c = s.p[s.n - 1];
		if (c == '"' || c == '\'' || c == ')' || c == ']' || c == '*' || c == ' ') s.n--;
		else if (s.n >= 3 && (slice_ends(s, S("\xe2\x80\x9d")) || slice_ends(s, S("\xe2\x80\x99")))) s.n -= 3;
		else if (s.n >= 3 && slice_ends(s, S("\xe2\x80\xa6"))) return '.';
		else return c;
	}
	return 0;
}

line_shape shape_of(slice s)
{
	line_shape sh = {.bytes = (uint32_t)s.n};
	int len = 0;
	if (!s.n) return sh;
	uint32_t cp = utf8_next(s.p, s.p + s.n, &len);
	sh.quoted = quote_mark(cp);
	sh.bullet = (cp == '-' || cp == '*' || cp == 0x2022 || cp == 0x25cf || cp == 0xb7 || cp == 0x2013)
	            && s.n > (size_t)len && (s.p[len] == ' ' || s.p[len] == '\t');
	count_letters(&sh, s);
	for (size_t i = 0; i < s.n;) {
		while (i < s.n && isspace((unsigned char)s.p[i])) i++;
		size_t from = i;
		while (i < s.n && !isspace((unsigned char)s.p[i])) i++;
		if (i > from) count_word(&sh, slice_sub(s, from, i));
	}
	sh.end = last_byte(s);
	return sh;
}

bool shape_sentence(const line_shape *s) { return s->end && memchr(".!?:;,", s->end, 6); }
bool shape_caps(const line_shape *s) { return s->letters >= 4 && s->upper * 10 >= s->letters * 9; }

bool shape_title_case(const line_shape *s)
{
	return s->words >= 4 && s->caps_words * 4 >= (s->caps_words + s->small_words) * 3;
}

bool shape_names(const line_shape *s)
{
	return s->words >= 2 && s->words <= 14 && !s->digits && !s->small_words && s->bytes <= 120
	       && s->caps_words + s->link_words == s->words && s->caps_words >= 2 && s->link_words <= 3
	       && s->end != '?' && s->end != '!' && s->end != ':';
}

/* --- words of a picture */
#define CAPTION_BYTES 600

/* Does the word that ends before byte i begin with a capital? */
static bool capital_before(slice s, size_t i)
{
	size_t from = i;
	while (from && s.p[from - 1] != ' ') from--;
	int len;
	return from < i && utf8_is_upper(utf8_next(s.p + from, s.p + s.n, &len));
}

bool shape_points(slice line)
{
	static const char *const sides[] = {"left", "right", "center", "centre"};
	if (line.n > CAPTION_BYTES || slice_starts(line, S("\"")) || slice_starts(line, S("\xe2\x80\x9c"))) return false;
	for (size_t i = 1; i + 2 < line.n; i++) {
		if (line.p[i] != ',' || line.p[i + 1] != ' ' || !capital_before(line, i)) continue;
		slice rest = slice_sub(line, i + 2, line.n);
		size_t n = 0;
		while (n < rest.n && islower((unsigned char)rest.p[n])) n++;
		slice behind = slice_sub(rest, n, rest.n);
		if (slice_among_fold(slice_sub(rest, 0, n), sides, COUNT(sides))
		    && (slice_starts(behind, S(", ")) || slice_starts(behind, S(" and "))))
			return true;
	}
	return false;
}

/* --- likeness of two lines, by their words */
#define ALIKE_BYTES 320
#define ALIKE_WORDS 64

static uint32_t split_words(slice s, slice w[ALIKE_WORDS])
{
	uint32_t n = 0;
	for (size_t i = 0; i < s.n && n < ALIKE_WORDS;) {
		while (i < s.n && !isalnum((unsigned char)s.p[i]) && !(s.p[i] & 0x80)) i++;
		size_t from = i;
		while (i < s.n && (isalnum((unsigned char)s.p[i]) || (s.p[i] & 0x80))) i++;
		if (i > from) w[n++] = slice_sub(s, from, i);
	}
	return n;
}

bool lines_alike(slice a, slice b)
{
	char x[ALIKE_BYTES], y[ALIKE_BYTES];
	slice u[ALIKE_WORDS], v[ALIKE_WORDS];
	uint32_t n = split_words((slice){x, line_fold(a, x, sizeof x)}, u);
	uint32_t m = split_words((slice){y, line_fold(b, y, sizeof y)}, v), same = 0;
	if (!n || !m) return false;
	for (uint32_t i = 0; i < n; i++) {
		for (uint32_t j = 0; j < m; j++) {
			if (!slice_eq(u[i], v[j])) continue;
			v[j].n = 0, same++;
			break;
		}
	}
	uint32_t longer = n > m ? n : m;
	return n == m && same == n ? true : longer >= 4 && same * 4 >= longer * 3;
}
