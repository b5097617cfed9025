/* SPDX-License-Identifier: Apache-2.0
 *
 * lemma.c - the dictionary form of each word, by its tag.
 *
 * In: form, upos, xpos. Out: lemma: "Protesters/NNS" protester, "shot/VBD" shoot, "Baghdad/NNP" Baghdad.
 * First the table of what the rules get wrong (data/en/lemmas.tsv, made by train/lemmas.c from the treebanks:
 * "shot VERB shoot"), then rules over the ending. Proper nouns keep their capitals. Cost: one look-up a word,
 * and memory only for lemmas that are not a piece of the form.
 */
#include "text/inner.h"

#define LEMMA_MAX 64u        /* longer words are their own lemma                                               */

dl_status lemmas_open(text_model *m, dl_error *err)
{
	tsv t;
	slice cols[TSV_COLS];
	VEC(slice) list = {0};
	strmap_init(&m->lemmas, m->a);
	slice *none = VEC_PUSH(m->a, &list);
	if (!none) return error_set(err, DL_NOMEM, "lemmas.tsv", 0, "out of memory");
	dl_status st = model_table(m, "lemmas.tsv", &t, err);
	if (st != DL_OK) return st;
	while (tsv_next(&t, cols)) {
		if (!cols[0].n || cols[0].n > LEMMA_MAX || !cols[1].n || !cols[2].n)
			return error_set(err, DL_BAD, "lemmas.tsv", t.line, "not a form, a part of speech and a lemma");
		slice key = arena_printf(m->a, "%.*s\t%.*s", PRS(cols[0]), PRS(cols[1]));
		uint32_t *v = key.p ? strmap_put(&m->lemmas, key) : NULL;
		slice *l = v ? VEC_PUSH(m->a, &list) : NULL;
		if (!l) return error_set(err, DL_NOMEM, "lemmas.tsv", 0, "out of memory");
		*l = cols[2];
		*v = list.n - 1;
	}
	m->lemma = list.v;
	return DL_OK;
}

/* ---------------------------------------------------------------- rules over a lower-case ASCII ending */
typedef struct { char p[LEMMA_MAX + 4]; size_t n; } word;

static bool ends(const word *w, const char *with)
{
	size_t n = strlen(with);
	return w->n > n && !memcmp(w->p + w->n - n, with, n);
}

static void swap_end(word *w, size_t cut, const char *add)
{
	w->n -= cut;
	memcpy(w->p + w->n, add, strlen(add));
	w->n += strlen(add);
}

static bool vowel(char c) { return c && strchr("aeiou", c); }

static void drop_s(word *w)
{
	if (w->n > 4 && ends(w, "ies")) swap_end(w, 3, "y");
	else if (ends(w, "sses") || ends(w, "shes") || ends(w, "ches") || ends(w, "xes") || ends(w, "zzes"))
		swap_end(w, 2, "");
	else if (ends(w, "oes") && w->n > 4) swap_end(w, 2, "");
	else if (w->n > 2 && w->p[w->n - 1] == 's' && w->p[w->n - 2] != 's') swap_end(w, 1, "");
}

/* What a stem in front of -ed or -ing needs: "plann" plan, "stor" store, "operat" operate, "attack" attack. */
static void mend_stem(word *w)
{
	static const char *const with_e[] = {
		"at",   "iz", "uc",   "rc", "nc",   "ac",   "ic",   "v",  "dg", "ng e", "rg",   "lg", "ag",   "ut e",
		"ur",   "u",  "bl",   "cl", "dl",   "gl",   "pl",   "tl", "kl", "ns",   "rs",   "ps", "as",   "is",
		"os",   "us", "iv",   "ak", "ok",   "ik",   "id",   "od", "ud", "ad e", "in e", "ir", "or e", "ar",
		"im e", "am", "om e", "um", "op e", "ap e", "ip e", "yp", "ib", "ob e", "it e", "ot", "et e", "il e",
		"ol",   "ul", "al e", "z",  "ee",   "os",   "ys",   "af", "if", "ig",
	};
	size_t n = w->n;
	if (n < 3) {
		if (n == 2 && vowel(w->p[0])) swap_end(w, 0, "e");       /* us|ed */
		return;
	}
	char a = w->p[n - 1], b = w->p[n - 2], c = w->p[n - 3];
	if (a == b && !vowel(a) && a != 's' && a != 'l' && a != 'f' && a != 'z') {
		swap_end(w, 1, "");
		return;
	}
	if (vowel(b) && vowel(c)) {                                    /* "need", "explain"; but "leav", "rais" */
		if (a == 'v' || (a == 's' && !(b == 'u' && c == 'c')) || (a == 'c' && b != 'o') || a == 'z' || a == 'g'
		    || (a == 'r' && b == 'i' && c == 'u') || (a == 't' && b == 'a' && (c == 'i' || c == 'e' || c == 'u')))
			swap_end(w, 0, "e");
		return;
	}
	for (size_t i = 0; i < COUNT(with_e); i++)
		if (!strchr(with_e[i], ' ') && ends(w, with_e[i])) {
			swap_end(w, 0, "e");
			return;
		}
}

static void verb_rule(word *w, unsigned xpos)
{
	if (xpos == DL_T_VBZ) drop_s(w);
	if (xpos == DL_T_VBG && w->n > 4 && (ends(w, "ing") || ends(w, "in'"))) swap_end(w, 3, ""), mend_stem(w);
	if ((xpos == DL_T_VBD || xpos == DL_T_VBN) && w->n > 3 && ends(w, "ed")) {
		if (ends(w, "ied") && w->n > 4) swap_end(w, 3, "y");
		else if (ends(w, "eed")) swap_end(w, 1, "");
		else swap_end(w, 2, ""), mend_stem(w);
	}
}

static void degree_rule(word *w, unsigned xpos)
{
	bool most = xpos == DL_T_JJS || xpos == DL_T_RBS;
	if (!ends(w, most ? "est" : "er") || w->n < 5) return;
	swap_end(w, most ? 3 : 2, "");
	if (ends(w, "i")) swap_end(w, 1, "y");
	else mend_stem(w);
}

static void apply_rules(word *w, unsigned upos, unsigned xpos)
{
	if (!w->n || (w->p[0] >= '0' && w->p[0] <= '9')) return;       /* "1970s" is its own lemma */
	if (upos == DL_VERB || upos == DL_AUX) verb_rule(w, xpos);
	else if (xpos == DL_T_NNS || xpos == DL_T_NNPS) drop_s(w);
	else if (xpos == DL_T_JJR || xpos == DL_T_JJS || xpos == DL_T_RBR || xpos == DL_T_RBS) degree_rule(w, xpos);
}

/* ---------------------------------------------------------------- a token */
static bool plain_lower(slice s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((s.p[i] >= 'A' && s.p[i] <= 'Z') || (unsigned char)s.p[i] >= 0x80) return false;
	return true;
}

static slice lower_of(slice form, arena *a)
{
	slice low = plain_lower(form) ? form : utf8_lower(a, form);
	size_t at;
	if (low.p && low.n <= 8 && slice_find(low, S("\xE2\x80\x99"), &at))       /* n’t is n't */
		low = arena_printf(a, "%.*s'%.*s", (int)at, low.p, (int)(low.n - at - 3), low.p + at + 3);
	return low;
}

slice lemma_of(const text_model *m, slice form, unsigned upos, unsigned xpos, arena *a)
{
	char key[LEMMA_MAX + 12];
	word w;
	if (upos == DL_PUNCT || upos == DL_SYM || upos == DL_NUM || form.n > LEMMA_MAX) return form;
	slice low = lower_of(form, a);
	if (!low.p || low.n > LEMMA_MAX) return low.p ? form : low;
	const char *pos = dl_upos_name(upos);
	size_t n = strlen(pos);
	memcpy(key, low.p, low.n), key[low.n] = '\t', memcpy(key + low.n + 1, pos, n);
	uint32_t row = !m || upos == DL_PROPN ? 0 : strmap_get(&m->lemmas, (slice){key, low.n + 1 + n});
	if (row) return m->lemma[row];
	bool keep_case = upos == DL_PROPN || upos == DL_X;
	slice from = keep_case ? form : low;
	memcpy(w.p, from.p, from.n), w.n = from.n;
	apply_rules(&w, upos, xpos);
	if (w.n <= from.n && !memcmp(w.p, from.p, w.n)) return (slice){from.p, w.n};
	return arena_copy(a, (slice){w.p, w.n});
}

dl_status text_lemmas(const text_model *m, workspace *w, dl_tokens *t)
{
	for (uint32_t i = 1; i < t->n; i++) {
		t->lemma[i] = lemma_of(m, t->form[i], t->upos[i], t->xpos[i], w->out);
		if (!t->lemma[i].p) return error_set(w->err, DL_NOMEM, "text", 0, "out of memory");
	}
	return DL_OK;
}
