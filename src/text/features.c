/* SPDX-License-Identifier: Apache-2.0
 *
 * features.c - what the perceptrons see of a word, and of a parse under way.
 *
 * In: the words of a sentence, with what has been decided so far. Out: feature hashes. In "Police shot two
 * men", at "shot": the word, its endings, its shape, its neighbours, and the tag of "Police". Capitals are
 * left out where a sentence is set in capitals or in title case, since they tell nothing there.
 */
#include "text/perceptron.h"

/* ---------------------------------------------------------------- hashes */
static inline uint64_t mix(uint64_t h, uint64_t x)
{
	h = (h ^ x) * 0x9fb21c651e98df25u;
	return h ^ (h >> 29);
}

static uint32_t hash32(const char *p, size_t n)
{
	uint64_t h = n;
	for (size_t i = 0; i < n; i++) h = (h ^ (unsigned char)p[i]) * 0x100000001b3u;
	return (uint32_t)(h ^ (h >> 32));
}

/* ---------------------------------------------------------------- words */
#define LOW_MAX 64u          /* bytes of a word that are looked at                                              */

/* Lower case of ASCII and of two-byte Latin, Greek and Cyrillic letters is enough for English names. */
static size_t lower_into(char *to, slice s)
{
	size_t n = s.n < LOW_MAX ? s.n : LOW_MAX;
	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		if (c >= 'A' && c <= 'Z') c |= 32;
		else if (c >= '0' && c <= '9') c = '0';        /* one figure is as good as another */
		else if (i && (unsigned char)s.p[i - 1] == 0xC3 && c >= 0x80 && c < 0x9F) c += 0x20;
		to[i] = (char)c;
	}
	return n;
}

/* "Baghdad" Xx, "U.S." X.X., "1970s" dx, "al-Sadr" cut to six signs. */
static uint32_t shape_of(slice s)
{
	char sh[8];
	size_t n = 0;
	for (size_t i = 0; i < s.n && i < LOW_MAX && n < 6; i++) {
		unsigned char c = (unsigned char)s.p[i];
		char k = c >= 'A' && c <= 'Z' ? 'X' : c >= 'a' && c <= 'z' ? 'x' : c >= '0' && c <= '9' ? 'd'
		       : c >= 0x80 ? 'u' : (char)c;
		if (n < 2 || sh[n - 1] != k || sh[n - 2] != k) sh[n++] = k;
	}
	return hash32(sh, n);
}

static int case_of_word(slice s)         /* 'u' all capitals, 't' first a capital, 'l' small, 0 no letters */
{
	uint32_t up = 0, low = 0;
	for (size_t i = 0; i < s.n && i < LOW_MAX; i++) {
		unsigned char c = (unsigned char)s.p[i];
		up += c >= 'A' && c <= 'Z', low += c >= 'a' && c <= 'z';
	}
	if (!up && !low) return 0;
	if (!low) return 'u';
	return s.p[0] >= 'A' && s.p[0] <= 'Z' ? 't' : 'l';
}

/* Thresholds by eye on headlines: short words stay small in title case, so only longer ones count. */
static unsigned case_of_sentence(const slice *form, uint32_t n)
{
	uint32_t up = 0, title = 0, low = 0, longer = 0;
	for (uint32_t i = 0; i < n; i++) {
		int k = case_of_word(form[i]);
		if (!k) continue;
		if (k == 'u') up += form[i].n > 1, title += form[i].n > 3;
		else if (k == 't') title += form[i].n > 3;
		else low++;
		longer += form[i].n > 3;
	}
	if (up >= 2 && up >= 4 * low) return CASE_ALL_CAPS;
	if (longer >= 3 && 5 * title >= 4 * longer) return CASE_TITLE;
	return !up && !title && low >= 4 ? CASE_NONE : CASE_NORMAL;
}

static bool words_room(words *w, uint32_t n, arena *a)
{
	uint32_t k = n + 4;
	w->n = n;
	return (w->low = ARENA_ARRAY(a, uint32_t, k)) && (w->form = ARENA_ARRAY(a, uint32_t, k))
	    && (w->suf2 = ARENA_ARRAY(a, uint32_t, k)) && (w->suf3 = ARENA_ARRAY(a, uint32_t, k))
	    && (w->suf4 = ARENA_ARRAY(a, uint32_t, k)) && (w->pre2 = ARENA_ARRAY(a, uint32_t, k))
	    && (w->pre3 = ARENA_ARRAY(a, uint32_t, k)) && (w->shape = ARENA_ARRAY(a, uint32_t, k))
	    && (w->tag = ARENA_ARRAY(a, uint16_t, k)) && (w->upos = ARENA_ARRAY(a, uint8_t, k))
	    && (w->name = ARENA_ARRAY(a, uint8_t, k)) && (w->head = ARENA_ARRAY(a, uint16_t, k))
	    && (w->rel = ARENA_ARRAY(a, uint8_t, k));
}

bool words_init(words *w, const slice *form, uint32_t n, arena *a)
{
	char low[LOW_MAX];
	if (!words_room(w, n, a)) return false;
	unsigned mood = case_of_sentence(form, n);
	for (uint32_t i = 1; i <= n; i++) {
		slice s = form[i - 1];
		size_t k = lower_into(low, s);
		/* A typographic apostrophe is the plain one: "didn’t" must be what the treebanks call "didn't". */
		if (k >= 3 && k <= 8)
			for (size_t j = 0; j + 2 < k; j++)
				if (!memcmp(low + j, "\xE2\x80\x99", 3)) {
					low[j] = '\'';
					memmove(low + j + 1, low + j + 3, k - j - 3);
					k -= 2;
				}
		w->low[i] = hash32(low, k);
		w->suf2[i] = hash32(low + (k > 2 ? k - 2 : 0), k > 2 ? 2 : k);
		w->suf3[i] = hash32(low + (k > 3 ? k - 3 : 0), k > 3 ? 3 : k);
		w->suf4[i] = hash32(low + (k > 4 ? k - 4 : 0), k > 4 ? 4 : k);
		w->pre2[i] = hash32(low, k > 2 ? 2 : k);
		w->pre3[i] = hash32(low, k > 3 ? 3 : k);
		bool tells = mood == CASE_NORMAL;
		w->form[i] = tells ? hash32(s.p, s.n < LOW_MAX ? s.n : LOW_MAX) : w->low[i];
		w->shape[i] = (tells ? shape_of(s) : mood == CASE_TITLE && case_of_word(s) == 'l' ? 1 : 2) + mood * 4 + (i == 1);
	}
	w->low[0] = 1, w->low[n + 1] = 2, w->low[n + 2] = 3;
	return true;
}

/* ---------------------------------------------------------------- templates */
#define F1(a)       f[k] = mix(mix(0x51ed27, k), (a)), k++
#define F2(a, b)    f[k] = mix(mix(mix(0x51ed27, k), (a)), (b)), k++
#define F3(a, b, c) f[k] = mix(mix(mix(mix(0x51ed27, k), (a)), (b)), (c)), k++

uint32_t tag_feats(const words *w, uint32_t i, uint64_t *f)
{
	uint32_t k = 0, b = i > 1 ? i - 2 : 0;
	unsigned t1 = w->tag[i - 1], t2 = i > 1 ? w->tag[i - 2] : 0;
	F1(0);
	F1(w->low[i]); F1(w->form[i]); F1(w->low[i - 1]); F1(w->low[i + 1]); F1(w->low[b]); F1(w->low[i + 2]);
	F1(w->suf2[i]); F1(w->suf3[i]); F1(w->suf4[i]); F1(w->pre2[i]); F1(w->pre3[i]);
	F1(w->shape[i]); F2(w->shape[i], w->shape[i - 1]); F2(w->shape[i], w->shape[i + 1]);
	F1(t1); F2(t1, t2); F2(t1, w->low[i]); F2(t1, w->suf3[i]); F3(t1, t2, w->low[i]);
	F2(w->low[i - 1], w->low[i]); F2(w->low[i], w->low[i + 1]); F3(w->low[i - 1], w->low[i], w->low[i + 1]);
	F1(w->suf3[i + 1]); F1(w->suf3[i - 1]); F2(w->suf3[i], w->suf3[i + 1]); F2(t1, w->suf3[i + 1]);
	F2(w->suf3[i], w->shape[i]); F2(w->low[i], w->shape[i]); F2(t1, w->low[i + 1]); F3(t1, w->low[i], w->low[i + 1]);
	return k;
}

bool name_allowed(unsigned before, unsigned label)
{
	if (label == DL_N_O || label & 1) return true;      /* begin labels are odd, inside ones even */
	return before == label || before == label - 1;
}

uint32_t name_feats(const words *w, uint32_t i, uint64_t *f)
{
	uint32_t k = 0, b = i > 1 ? i - 2 : 0, h = w->head[i];
	unsigned y1 = w->name[i - 1], y2 = i > 1 ? w->name[i - 2] : 0;
	F1(0);
	F1(w->low[i]); F1(w->form[i]); F1(w->low[i - 1]); F1(w->low[i + 1]); F1(w->low[b]); F1(w->low[i + 2]);
	F1(w->suf2[i]); F1(w->suf3[i]); F1(w->suf4[i]); F1(w->pre3[i]); F1(w->suf3[i + 1]); F1(w->suf3[i - 1]);
	F1(w->shape[i]); F2(w->shape[i], w->shape[i - 1]); F2(w->shape[i], w->shape[i + 1]);
	F3(w->shape[i - 1], w->shape[i], w->shape[i + 1]);
	F1(w->tag[i]); F2(w->tag[i], w->tag[i - 1]); F2(w->tag[i], w->tag[i + 1]);
	F3(w->tag[i - 1], w->tag[i], w->tag[i + 1]);
	F1(y1); F2(y1, y2); F2(y1, w->low[i]); F2(y1, w->tag[i]); F2(y1, w->shape[i]); F3(y1, w->low[i - 1], w->tag[i]);
	F2(w->low[i - 1], w->low[i]); F2(w->low[i], w->low[i + 1]); F2(w->low[i], w->shape[i]);
	F1(w->rel[i]); F2(w->rel[i], w->low[h]); F2(w->low[h], w->tag[i]); F2(y1, w->low[i + 1]);
	F2(w->low[i - 1], w->tag[i]); F2(w->low[i + 1], w->tag[i]);
	return k;
}

static inline unsigned min_u(unsigned a, unsigned b) { return a < b ? a : b; }

uint32_t move_feats(const moves *m, uint64_t *f)
{
	const words *w = m->w;
	uint32_t k = 0, n = w->n;
	uint32_t s0 = m->top ? m->stack[m->top] : 0, s1 = m->top > 1 ? m->stack[m->top - 1] : 0;
	uint32_t s2 = m->top > 2 ? m->stack[m->top - 2] : 0;
	uint32_t b0 = m->next <= n ? m->next : n + 1, b1 = b0 < n ? b0 + 1 : n + 1, b2 = b1 < n ? b1 + 1 : n + 1;
	uint64_t s0w = w->low[s0], s1w = w->low[s1], b0w = w->low[b0], b1w = w->low[b1];
	uint64_t s0t = w->tag[s0], s1t = w->tag[s1], s2t = w->tag[s2], b0t = w->tag[b0], b1t = w->tag[b1], b2t = w->tag[b2];
	uint64_t s0x = mix(s0w, s0t), s1x = mix(s1w, s1t), b0x = mix(b0w, b0t), b1x = mix(b1w, b1t);
	uint32_t s0l = m->l1[s0], s0r = m->r1[s0], s1l = m->l1[s1], s1r = m->r1[s1], b0l = m->l1[b0];
	unsigned d0 = s0 ? min_u(b0 - s0, 7) : 8, d1 = s1 ? min_u(s0 - s1, 7) : 8;
	F1(0);
	F1(s0x); F1(s0w); F1(s0t); F1(s1x); F1(s1w); F1(s1t); F1(mix(w->low[s2], s2t)); F1(s2t);
	F1(b0x); F1(b0w); F1(b0t); F1(b1x); F1(b1w); F1(b1t); F1(w->low[b2]); F1(b2t);
	F2(s0x, b0x); F2(s0x, b0t); F2(s0t, b0x); F2(s0w, b0w); F2(s0t, b0t); F2(s0x, b0w);
	F2(s1x, s0x); F2(s1x, s0t); F2(s1t, s0x); F2(s1w, s0w); F2(s1t, s0t);
	F2(s1t, b0t); F2(s1w, b0w); F2(s1x, b0t); F2(b0t, b1t); F2(b0w, b1t); F2(s0t, b1t); F2(b0x, b1w); F2(s0w, b1w);
	F3(b0t, b1t, b2t); F3(s0t, b0t, b1t); F3(s1t, s0t, b0t); F3(s2t, s1t, s0t); F3(s1t, s0w, b0t); F3(s1w, s0t, b0t);
	F3(s1t, s0t, b0w); F3(s0w, b0t, b1t); F3(s2t, s0t, b0t);
	F3(s0t, w->tag[s0l], b0t); F3(s0t, w->tag[s0r], b0t); F3(s0t, b0t, w->tag[b0l]);
	F3(s1t, w->tag[s1r], s0t); F3(s1t, w->tag[s1l], s0t); F3(s1t, s0t, w->tag[s0l]); F3(s1t, s0t, w->tag[s0r]);
	F2(s0w, d0); F2(s0t, d0); F2(b0t, d0); F3(s0t, b0t, d0); F3(s1t, s0t, d1); F3(s0w, b0w, d0); F2(s1w, d1);
	F2(s0x, m->nl[s0]); F2(s0t, m->nl[s0]); F2(s0x, m->nr[s0]); F2(s0t, m->nr[s0]);
	F2(s1x, m->nr[s1]); F2(s1t, m->nr[s1]); F2(s1t, m->nl[s1]); F2(b0x, m->nl[b0]); F2(b0t, m->nl[b0]);
	F2(s0t, w->low[s0l]); F2(s0t, w->low[s0r]); F2(b0t, w->low[b0l]); F2(s1t, w->low[s1r]); F2(s1t, w->low[s1l]);
	F2(s0w, w->rel[s0l]); F2(s0w, w->rel[s0r]); F2(b0w, w->rel[b0l]); F2(s1w, w->rel[s1r]); F2(s1w, w->rel[s1l]);
	F3(s0t, w->rel[s0l], w->rel[m->l2[s0]]); F3(s0t, w->rel[s0r], w->rel[m->r2[s0]]);
	F3(s1t, w->rel[s1r], w->rel[m->r2[s1]]); F3(s1t, w->rel[s1l], w->rel[m->l2[s1]]);
	F3(b0t, w->rel[b0l], w->rel[m->l2[b0]]); F3(s0w, w->rel[s0l], b0t); F3(s1w, w->rel[s1r], s0t);
	F3(w->suf3[s0], w->suf3[b0], d0); F2(w->suf3[s0], s1t); F2(w->shape[s0], b0t); F2(w->shape[s0], s1t);
	return k;
}
