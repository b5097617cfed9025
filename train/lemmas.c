/* SPDX-License-Identifier: Apache-2.0
 *
 * lemmas.c - the table of lemmas that the rules get wrong: lemmas TREES.conllu "what they are" > ../data/en/lemmas.tsv
 *
 * In: treebanks. Out: form, part of speech, lemma, sorted, for every word whose commonest lemma there is not what
 * src/text/lemma.c makes of it ("shot VERB shoot"). Words seen once count only when they are inflected and the
 * lemma is not longer, since most of the others are slips of the pen.
 */
#include "text/inner.h"

#include <stdio.h>
#include <stdlib.h>

typedef struct { slice form, lemma; uint8_t upos, xpos; } sample;

static int by_word(const void *x, const void *y)
{
	const sample *a = x, *b = y;
	int c = slice_cmp(a->form, b->form);
	if (!c) c = (a->upos > b->upos) - (a->upos < b->upos);
	if (!c) c = slice_cmp(a->lemma, b->lemma);
	return c ? c : (a->xpos > b->xpos) - (a->xpos < b->xpos);
}

static bool inflected(unsigned x)
{
	return x == DL_T_NNS || x == DL_T_JJR || x == DL_T_JJS || x == DL_T_RBR || x == DL_T_RBS || (x >= DL_T_VBD && x <= DL_T_VBZ);
}

/* One word's samples v[0..n): its commonest lemma, with the tag that it has there. */
static void word_row(const sample *v, uint32_t n, arena *a)
{
	uint32_t best = 0, best_n = 0;
	for (uint32_t i = 0, k; i < n; i = k) {
		for (k = i; k < n && slice_eq(v[k].lemma, v[i].lemma); k++) ;
		if (k - i > best_n) best = i, best_n = k - i;
	}
	const sample *s = &v[best];
	slice rule = lemma_of(NULL, s->form, s->upos, s->xpos, a);
	if (slice_eq(rule, s->lemma) || s->lemma.n == 0 || slice_eq(s->lemma, S("_"))) return;
	if (best_n < 2 && (!inflected(s->xpos) || s->lemma.n > s->form.n)) return;
	if (s->form.p[0] == '#') return;               /* would be a comment */
	printf("%.*s\t%s\t%.*s\n", PRS(s->form), dl_upos_name(s->upos), PRS(s->lemma));
}

int main(int argc, char **argv)
{
	dl_error err = {0};
	workspace w = {arena_new(0), arena_new(0), &err};
	slice bytes;
	dl_tokens t;
	if (argc != 3 || file_slurp(argv[1], (size_t)1 << 31, w.out, &bytes, &err) != DL_OK
	    || conllu_read(bytes, &w, &t) != DL_OK)
		return fprintf(stderr, "lemmas: %s: %s\n", err.where, err.text), 1;
	sample *v = calloc(t.n, sizeof *v);
	uint32_t n = 0;
	for (uint32_t i = 1; i < t.n; i++) {
		unsigned u = t.upos[i];
		if (u == DL_PROPN || u == DL_PUNCT || u == DL_SYM || u == DL_NUM || u == DL_X) continue;
		slice lemma = slice_eq(t.lemma[i], S("I")) ? t.lemma[i] : utf8_lower(w.out, t.lemma[i]);
		v[n++] = (sample){utf8_lower(w.out, t.form[i]), lemma, (uint8_t)u, t.xpos[i]};
	}
	qsort(v, n, sizeof *v, by_word);
	printf("# What the rules of src/text/lemma.c get wrong: form, part of speech, lemma. Made by train/lemmas.c from\n"
	       "# %s.\n", argv[2]);
	for (uint32_t i = 0, k; i < n; i = k) {
		for (k = i; k < n && slice_eq(v[k].form, v[i].form) && v[k].upos == v[i].upos; k++) ;
		word_row(v + i, k - i, w.out);
	}
	return 0;
}
