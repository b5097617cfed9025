/* SPDX-License-Identifier: Apache-2.0
 *
 * slice.c - borrowed text, errors, and a map from strings to indexes. Nothing here depends on the locale.
 */
#include "base/base.h"

#include <stdio.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

uint64_t hash64(const void *p, size_t n, uint64_t seed) { return XXH3_64bits_withSeed(n ? p : "", n, seed); }

int slice_cmp(slice a, slice b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int c = n ? memcmp(a.p, b.p, n) : 0;
	return c ? c : (a.n > b.n) - (a.n < b.n);
}

static char fold(char c) { return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c; }

bool slice_eq_fold(slice a, slice b)
{
	if (a.n != b.n) return false;
	for (size_t i = 0; i < a.n; i++)
		if (fold(a.p[i]) != fold(b.p[i])) return false;
	return true;
}

bool slice_starts(slice s, slice prefix) { return s.n >= prefix.n && !memcmp(s.p, prefix.p, prefix.n); }

bool slice_ends(slice s, slice suffix)
{
	return s.n >= suffix.n && !memcmp(s.p + s.n - suffix.n, suffix.p, suffix.n);
}

static slice word_at(const char *const *words, size_t i) { return (slice){words[i], strlen(words[i])}; }

bool slice_among(slice s, const char *const *words, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if ((!s.n || words[i][0] == s.p[0]) && slice_eq(s, word_at(words, i))) return true;
	return false;
}

bool slice_among_fold(slice s, const char *const *words, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if ((!s.n || fold(words[i][0]) == fold(s.p[0])) && slice_eq_fold(s, word_at(words, i))) return true;
	return false;
}

bool slice_starts_among(slice s, const char *const *words, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (slice_starts(s, word_at(words, i))) return true;
	return false;
}

bool slice_ends_among(slice s, const char *const *words, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (slice_ends(s, word_at(words, i))) return true;
	return false;
}

static bool is_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

slice slice_trim(slice s)
{
	for (;;) {
		if (s.n && is_blank(s.p[0])) s.p++, s.n--;
		else if (s.n >= 2 && !memcmp(s.p, "\xc2\xa0", 2)) s.p += 2, s.n -= 2;
		else break;
	}
	for (;;) {
		if (s.n && is_blank(s.p[s.n - 1])) s.n--;
		else if (s.n >= 2 && !memcmp(s.p + s.n - 2, "\xc2\xa0", 2)) s.n -= 2;
		else return s;
	}
}

bool slice_find(slice hay, slice needle, size_t *at)
{
	if (!needle.n || needle.n > hay.n) return false;
	const char *p = memmem(hay.p, hay.n, needle.p, needle.n);
	if (p && at) *at = (size_t)(p - hay.p);
	return p != NULL;
}

bool slice_i64(slice s, int64_t *out)
{
	bool neg = s.n && s.p[0] == '-';
	size_t i = neg;
	int64_t v = 0;
	if (s.n == i || s.n - i > 18) return false;
	for (; i < s.n; i++) {
		if (s.p[i] < '0' || s.p[i] > '9') return false;
		v = v * 10 + (s.p[i] - '0');
	}
	*out = neg ? -v : v;
	return true;
}

dl_status error_set(dl_error *err, dl_status code, const char *where, uint64_t byte, const char *fmt, ...)
{
	if (!err) return code;
	err->code = code, err->byte = byte;
	snprintf(err->where, sizeof err->where, "%s", where ? where : "");
	va_list ap;
	va_start(ap, fmt);
	vsnprintf(err->text, sizeof err->text, fmt, ap);
	va_end(ap);
	return code;
}

void strmap_init(strmap *m, arena *a) { *m = (strmap){.a = a}; }

static uint32_t strmap_slot(const strmap *m, slice key, uint64_t h)
{
	uint32_t i = (uint32_t)h & (m->cap - 1);
	while (m->hash[i] && !(m->hash[i] == h && slice_eq(m->key[i], key))) i = (i + 1) & (m->cap - 1);
	return i;
}

static bool strmap_grow(strmap *m)
{
	strmap old = *m;
	m->cap = old.cap ? old.cap * 2 : 64;
	m->hash = ARENA_ARRAY(m->a, uint64_t, m->cap);
	m->key = ARENA_ARRAY(m->a, slice, m->cap);
	m->val = ARENA_ARRAY(m->a, uint32_t, m->cap);
	if (!m->hash || !m->key || !m->val) return *m = old, false;
	for (uint32_t i = 0; i < old.cap; i++) {
		if (!old.hash[i]) continue;
		uint32_t at = strmap_slot(m, old.key[i], old.hash[i]);
		m->hash[at] = old.hash[i], m->key[at] = old.key[i], m->val[at] = old.val[i];
	}
	return true;
}

uint32_t *strmap_put(strmap *m, slice key)
{
	if (m->n * 2 >= m->cap && !strmap_grow(m)) return NULL;
	uint64_t h = hash_slice(key) | 1;       /* 0 marks an empty slot */
	uint32_t i = strmap_slot(m, key, h);
	if (!m->hash[i]) m->hash[i] = h, m->key[i] = key, m->val[i] = 0, m->n++;
	return &m->val[i];
}

uint32_t strmap_get(const strmap *m, slice key)
{
	if (!m->cap) return 0;
	uint32_t i = strmap_slot(m, key, hash_slice(key) | 1);
	return m->hash[i] ? m->val[i] : 0;
}

/* ---------------------------------------------------------------- words in a table of a fixed size */
/* The slot of a word, or the free one where it belongs. */
static word_slot *word_slot_of(const word_set *t, slice word)
{
	uint32_t i = (uint32_t)hash_slice(word) & (t->slots - 1);
	while (t->v[i].word.n && !slice_eq(t->v[i].word, word)) i = (i + 1) & (t->slots - 1);
	return &t->v[i];
}

void word_add(word_set *t, slice word, uint64_t bits)
{
	if (!word.n) return;
	word_slot *w = word_slot_of(t, word);
	t->n += !w->word.n;
	assert(t->n * 4 <= t->slots * 3);
	w->word = word, w->bits |= bits;
}

uint64_t word_bits(const word_set *t, slice word)
{
	return word.n ? word_slot_of(t, word)->bits : 0;
}

bool slice_split(slice *s, char sep, slice *piece)
{
	if (!s->n) return false;
	const char *at = memchr(s->p, sep, s->n);
	size_t n = at ? (size_t)(at - s->p) : s->n;
	*piece = slice_trim((slice){s->p, n});
	*s = slice_sub(*s, at ? n + 1 : n, s->n);
	return true;
}
