/* SPDX-License-Identifier: Apache-2.0
 *
 * utf8.c - UTF-8: reading, checking, mending, folding. Case and accents come from utf8proc's Unicode tables.
 */
#include "base/base.h"

#include <utf8proc.h>

uint32_t utf8_next_wide(const char *p, const char *end, int *len)
{
	const unsigned char *s = (const unsigned char *)p;
	size_t left = (size_t)(end - p);
	*len = 1;
	int n = s[0] >= 0xc2 && s[0] < 0xe0 ? 2 : (s[0] & 0xf0) == 0xe0 ? 3 : s[0] >= 0xf0 && s[0] < 0xf5 ? 4 : 0;
	if (!n || left < (size_t)n) return 0xfffd;
	uint32_t cp = s[0] & (0xffu >> (n + 1));
	for (int i = 1; i < n; i++) {
		if ((s[i] & 0xc0) != 0x80) return 0xfffd;
		cp = cp << 6 | (s[i] & 0x3f);
	}
	if ((n == 3 && (cp < 0x800 || (cp >= 0xd800 && cp < 0xe000))) || (n == 4 && (cp < 0x10000 || cp > 0x10ffff)))
		return 0xfffd;
	*len = n;
	return cp;
}

int utf8_put(char *to, uint32_t cp)
{
	if (cp < 0x80) return to[0] = (char)cp, 1;
	if (cp < 0x800) return to[0] = (char)(0xc0 | cp >> 6), to[1] = (char)(0x80 | (cp & 63)), 2;
	if (cp < 0x10000) {
		to[0] = (char)(0xe0 | cp >> 12), to[1] = (char)(0x80 | (cp >> 6 & 63)), to[2] = (char)(0x80 | (cp & 63));
		return 3;
	}
	to[0] = (char)(0xf0 | cp >> 18), to[1] = (char)(0x80 | (cp >> 12 & 63));
	to[2] = (char)(0x80 | (cp >> 6 & 63)), to[3] = (char)(0x80 | (cp & 63));
	return 4;
}

/* U+FFFD that stands in the text as such has three bytes, an invalid byte gives it with one. */
static bool is_bad(uint32_t cp, int len) { return (cp == 0xfffd && len == 1) || cp == 0; }

bool utf8_valid(slice s, size_t *bad_at)
{
	for (size_t i = 0; i < s.n;) {
		int len;
		uint32_t cp = utf8_next(s.p + i, s.p + s.n, &len);
		if (is_bad(cp, len)) {
			if (bad_at) *bad_at = i;
			return false;
		}
		i += (size_t)len;
	}
	return true;
}

slice utf8_mend(arena *a, slice s, uint32_t *replaced)
{
	*replaced = 0;
	char *to = arena_alloc(a, s.n * 3 + 1);
	size_t n = 0;
	if (!to) return (slice){0};
	for (size_t i = 0; i < s.n;) {
		int len;
		uint32_t cp = utf8_next(s.p + i, s.p + s.n, &len);
		if (is_bad(cp, len)) {
			++*replaced;
			if (cp) n += (size_t)utf8_put(to + n, 0xfffd);
		} else {
			memcpy(to + n, s.p + i, (size_t)len);
			n += (size_t)len;
		}
		i += (size_t)len;
	}
	return (slice){to, n};
}

slice utf8_lower(arena *a, slice s)
{
	char *to = arena_alloc(a, s.n * 2 + 4);
	size_t n = 0;
	if (!to) return (slice){0};
	for (size_t i = 0; i < s.n;) {
		int len;
		uint32_t cp = utf8_next(s.p + i, s.p + s.n, &len);
		n += (size_t)utf8_put(to + n, cp < 0x80 ? (cp >= 'A' && cp <= 'Z' ? cp + 32 : cp)
		                                        : (uint32_t)utf8proc_tolower((utf8proc_int32_t)cp));
		i += (size_t)len;
	}
	return (slice){to, n};
}

/* Typographic quotes, dashes and spaces as their ASCII kin. */
static uint32_t plain_punct(uint32_t cp)
{
	switch (cp) {
	case 0x2018: case 0x2019: case 0x201b: case 0x02bc: case 0x02bb: case 0x0060: case 0x00b4: return '\'';
	case 0x201c: case 0x201d: case 0x201e: case 0x00ab: case 0x00bb: return '"';
	case 0x2010: case 0x2011: case 0x2012: case 0x2013: case 0x2014: case 0x2212: return '-';
	case 0x00a0: case 0x2009: case 0x202f: case 0x3000: return ' ';
	default: return cp;
	}
}

/* The base letter of a composed one: decomposition's first code point. A few letters have none by Unicode. */
static uint32_t base_letter(uint32_t cp)
{
	switch (cp) {
	case 0xf8: return 'o';
	case 0x111: return 'd';
	case 0x142: return 'l';
	case 0x131: return 'i';
	}
	utf8proc_int32_t out[18];
	utf8proc_ssize_t n = utf8proc_decompose_char((utf8proc_int32_t)cp, out, 18, UTF8PROC_DECOMPOSE, NULL);
	return n > 0 ? (uint32_t)out[0] : cp;
}

size_t utf8_plain_to(char *to, slice s)
{
	size_t n = 0;
	for (size_t i = 0; i < s.n;) {
		int len;
		uint32_t cp = utf8_next(s.p + i, s.p + s.n, &len);
		i += (size_t)len;
		if (cp < 0x80) {
			to[n++] = (char)(cp >= 'A' && cp <= 'Z' ? cp + 32 : cp);
			continue;
		}
		if (len == 1) {        /* no UTF-8: U+FFFD would be three bytes for one, more than callers make room for */
			to[n++] = '?';
			continue;
		}
		utf8proc_category_t cat = utf8proc_category((utf8proc_int32_t)cp);
		if (cat == UTF8PROC_CATEGORY_MN) continue;
		cp = base_letter((uint32_t)utf8proc_tolower((utf8proc_int32_t)plain_punct(cp)));
		if (cp == 0xdf) to[n++] = 's', cp = 's';
		else if (cp == 0xe6) to[n++] = 'a', cp = 'e';
		n += (size_t)utf8_put(to + n, cp);
	}
	return n;
}

slice utf8_plain(arena *a, slice s)
{
	char *to = arena_alloc(a, s.n * 2 + 8);
	return to ? (slice){to, utf8_plain_to(to, s)} : (slice){0};
}

bool utf8_is_alpha(uint32_t cp)
{
	if (cp < 0x80) return (cp | 32) >= 'a' && (cp | 32) <= 'z';
	utf8proc_category_t c = utf8proc_category((utf8proc_int32_t)cp);
	return c >= UTF8PROC_CATEGORY_LU && c <= UTF8PROC_CATEGORY_LO;
}

bool utf8_is_upper(uint32_t cp)
{
	if (cp < 0x80) return cp >= 'A' && cp <= 'Z';
	utf8proc_category_t c = utf8proc_category((utf8proc_int32_t)cp);
	return c == UTF8PROC_CATEGORY_LU || c == UTF8PROC_CATEGORY_LT;
}

bool utf8_is_space(uint32_t cp)
{
	if (cp < 0x80) return cp == ' ' || (cp >= '\t' && cp <= '\r');
	return cp == 0x85 || utf8proc_category((utf8proc_int32_t)cp) == UTF8PROC_CATEGORY_ZS || cp == 0x2028
	       || cp == 0x2029;
}
