/* SPDX-License-Identifier: Apache-2.0
 *
 * rules.c - the two tables of this room: lines that are no narration (furniture.tsv) and news agencies
 * (agencies.tsv).
 *
 * In: a line, "Read more on Iraq". Out: the first rule whose pattern it matches ("read more *": FURNITURE).
 * A pattern is compared with the whole folded line: '*' stands for any text, '#' for digits. Rules are kept by
 * their first byte, so a line meets about ten of them. Cost: bytes of the line times those.
 */
#include "read/inner.h"

#include <ctype.h>
#include <stdlib.h>

/* --- folding */
static char plain_punct(uint32_t cp)
{
	switch (cp) {
	case 0x2018: case 0x2019: case 0x2bc: return '\'';
	case 0x201c: case 0x201d: case 0xab: case 0xbb: return '"';
	case 0x2010: case 0x2011: case 0x2012: case 0x2013: case 0x2014: case 0x2015: return '-';
	case 0xa0: case 0x2009: case 0x202f: return ' ';
	default: return 0;
	}
}

size_t line_fold(slice s, char *to, size_t cap)
{
	size_t n = 0;
	for (size_t i = 0; i < s.n && n + 4 < cap;) {
		int len;
		uint32_t cp = utf8_next(s.p + i, s.p + s.n, &len);
		char c = cp >= 'A' && cp <= 'Z' ? (char)(cp + 32) : cp < 0x80 ? (char)cp : plain_punct(cp);
		if (c == ' ' || (c >= '\t' && c <= '\r')) {
			if (n && to[n - 1] != ' ') to[n++] = ' ';
		} else if (c) {
			to[n++] = c;
		} else {
			memcpy(to + n, s.p + i, (size_t)len);
			n += (size_t)len;
		}
		i += (size_t)len;
	}
	while (n && to[n - 1] == ' ') n--;
	return n;
}

/* --- patterns */
/* Where, from j on, what stands behind a star may begin. */
static size_t star_ends(slice g, size_t behind, slice s, size_t j)
{
	if (behind == g.n || g.p[behind] == '*' || g.p[behind] == '#') return j;
	const char *p = memchr(s.p + j, g.p[behind], s.n - j);
	return p ? (size_t)(p - s.p) : s.n;
}

bool glob_match(slice g, slice s)
{
	size_t i = 0, j = 0, star = SIZE_MAX, back = 0;
	char last = g.n ? g.p[g.n - 1] : 0;
	if (last && last != '*' && last != '#' && s.n && s.p[s.n - 1] != last) return false;
	while (j < s.n) {
		if (i < g.n && g.p[i] == '*') {
			star = i++, back = j = star_ends(g, i, s, j);
		} else if (i < g.n && g.p[i] == '#' && isdigit((unsigned char)s.p[j])) {
			while (j < s.n && isdigit((unsigned char)s.p[j])) j++;
			i++;
		} else if (i < g.n && g.p[i] == s.p[j]) {
			i++, j++;
		} else if (star != SIZE_MAX) {
			i = star + 1, back = j = star_ends(g, i, s, back + 1);     /* the last star takes more */
		} else {
			return false;
		}
	}
	while (i < g.n && g.p[i] == '*') i++;
	return i == g.n;
}

static unsigned bucket(slice s) { return s.n ? (unsigned char)(isdigit((unsigned char)s.p[0]) ? '#' : s.p[0]) : 0; }

static const line_rule *find_in(const line_rules *r, unsigned b, slice folded)
{
	size_t n = folded.n;
	while (n > 1 && memchr("\"')", folded.p[n - 1], 3)) n--;
	bool sentence = memchr(".!?", folded.p[n - 1], 3);
	for (uint32_t i = r->first[b]; i; i = r->rules.v[i].next)
		if (!(sentence && r->rules.v[i].weak) && glob_match(r->rules.v[i].glob, folded)) return &r->rules.v[i];
	return NULL;
}

const line_rule *line_rule_find(const line_rules *r, slice folded)
{
	const line_rule *own = folded.n ? find_in(r, bucket(folded), folded) : NULL;
	return own || !folded.n ? own : find_in(r, '*', folded);
}

/* --- agencies */
static bool word_byte(char c) { return isalnum((unsigned char)c) || (c & 0x80); }

static bool alias_at(const agency_alias *g, slice s)
{
	if (s.n < g->alias.n || (s.n > g->alias.n && word_byte(s.p[g->alias.n]))) return false;
	slice head = slice_sub(s, 0, g->alias.n);
	return g->caps_only ? slice_eq(head, g->alias) : slice_eq_fold(head, g->alias);
}

slice agency_named(const line_rules *r, slice words)
{
	words = slice_trim(words);
	if (words.n > 4 && slice_eq_fold(slice_sub(words, 0, 4), S("the "))) words = slice_sub(words, 4, words.n);
	for (uint32_t i = 0; i < r->agencies.n; i++)
		if (words.n == r->agencies.v[i].alias.n && alias_at(&r->agencies.v[i], words)) return r->agencies.v[i].name;
	return S("");
}

/* A family of more than this is no credit line any more. */
#define CREDITED_MAX 8

slice agencies_in(const line_rules *r, arena *a, slice s)
{
	slice seen[CREDITED_MAX], out = S("");
	uint32_t n = 0;
	for (size_t i = 0; i < s.n && n < CREDITED_MAX; i++) {
		if (i && word_byte(s.p[i - 1])) continue;
		for (uint32_t k = 0; k < r->agencies.n; k++) {
			const agency_alias *g = &r->agencies.v[k];
			if (!alias_at(g, slice_sub(s, i, s.n))) continue;
			bool again = false;
			for (uint32_t j = 0; j < n; j++) again |= slice_eq(seen[j], g->name);
			if (!again) {
				seen[n++] = g->name;
				out = out.n ? arena_printf(a, "%.*s; %.*s", PRS(out), PRS(g->name)) : g->name;
			}
			i += g->alias.n - 1;
			break;
		}
	}
	return out;
}

/* --- reading the tables */
static uint8_t kind_named(slice w)
{
	static const struct { const char *name; uint8_t kind; } kinds[] = {
		{"furniture", DL_BLOCK_FURNITURE}, {"credit", DL_BLOCK_CREDIT}, {"byline", DL_BLOCK_BYLINE},
		{"caption", DL_BLOCK_CAPTION}, {"link", DL_BLOCK_LINK}, {"subhead", DL_BLOCK_SUBHEAD},
		{"lede", DL_BLOCK_LEDE}, {"para", DL_BLOCK_PARA},
	};
	for (size_t i = 0; i < COUNT(kinds); i++)
		if (w.n == strlen(kinds[i].name) && !memcmp(w.p, kinds[i].name, w.n)) return kinds[i].kind;
	return UINT8_MAX;
}

static dl_status open_furniture(arena *a, line_rules *r, dl_error *err)
{
	tsv t;
	slice cols[TSV_COLS];
	uint32_t last[256] = {0};
	dl_status st = table_open(NULL, "furniture.tsv", a, &t, err);
	if (st != DL_OK) return st;
	line_rule *none = VEC_PUSH(a, &r->rules);
	if (!none) return DL_NOMEM;
	while (tsv_next(&t, cols)) {
		bool weak = slice_ends(cols[0], S("?"));
		uint8_t kind = kind_named(slice_sub(cols[0], 0, cols[0].n - weak));
		if (kind == UINT8_MAX || !cols[1].n)
			return error_set(err, DL_BAD, "furniture.tsv", t.line, "unknown kind of line or no pattern");
		line_rule *rule = VEC_PUSH(a, &r->rules);
		if (!rule) return DL_NOMEM;
		uint32_t id = r->rules.n - 1;
		unsigned b = cols[1].p[0] == '*' ? '*' : bucket(cols[1]);
		*rule = (line_rule){.glob = cols[1], .line = t.line, .kind = kind, .weak = weak};
		if (last[b]) r->rules.v[last[b]].next = id;
		else r->first[b] = id;
		last[b] = id;
	}
	return DL_OK;
}

static bool is_caps(slice s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] >= 'a' && s.p[i] <= 'z') return false;
	return true;
}

static int longer_first(const void *x, const void *y)
{
	const agency_alias *a = x, *b = y;
	if (a->alias.n != b->alias.n) return a->alias.n < b->alias.n ? 1 : -1;
	return slice_cmp(a->alias, b->alias);
}

static dl_status open_agencies(arena *a, line_rules *r, dl_error *err)
{
	tsv t;
	slice cols[TSV_COLS];
	dl_status st = table_open(NULL, "agencies.tsv", a, &t, err);
	if (st != DL_OK) return st;
	while (tsv_next(&t, cols)) {
		slice rest = cols[1];
		bool own = true;                /* the canonical name is an alias of itself */
		while (own || rest.n) {
			const char *bar = own ? NULL : memchr(rest.p, '|', rest.n);
			slice w = own ? cols[0] : slice_trim(slice_sub(rest, 0, bar ? (size_t)(bar - rest.p) : rest.n));
			if (!own) rest = bar ? slice_sub(rest, (size_t)(bar - rest.p) + 1, rest.n) : S("");
			own = false;
			agency_alias *g = w.n ? VEC_PUSH(a, &r->agencies) : NULL;
			if (w.n && !g) return DL_NOMEM;
			if (g) *g = (agency_alias){.alias = w, .name = cols[0], .caps_only = is_caps(w)};
		}
	}
	if (r->agencies.n) qsort(r->agencies.v, r->agencies.n, sizeof *r->agencies.v, longer_first);
	return DL_OK;
}

dl_status line_rules_open(arena *a, line_rules *r, dl_error *err)
{
	*r = (line_rules){0};
	dl_status st = open_furniture(a, r, err);
	return st == DL_OK ? open_agencies(a, r, err) : st;
}
