/* SPDX-License-Identifier: Apache-2.0
 *
 * perceptron.c - the baseline of the language core: greedy tagger, parser and name finder by averaged
 * perceptrons (train/perceptron.c makes the weights).
 *
 * In: tokens and sentences. Out: upos, xpos, head, rel, name. "Police shot two men": the tagger goes left to
 * right and takes NOUN VERB NUM NOUN; the parser makes its moves (moves.c); then the name finder sees both.
 * Integers only: sums of 16-bit weights in 32 bits. Cost: linear, about 40 + 190 + 36 features a word.
 */
#include "text/perceptron.h"

/* A perceptron's section: four counts, then classes, slots and weights, each on 4 bytes. */
static bool linear_open(slice file, const char *name, linear *l)
{
	slice s;
	uint32_t head[4];
	if (!model_section(file, name, &s) || s.n < sizeof head || ((uintptr_t)s.p & 3)) return false;
	memcpy(head, s.p, sizeof head);
	uint64_t classes = (head[0] + 1u) & ~1u, slots = head[1], weights = head[2];
	if (head[0] == 0 || head[0] > CLASSES_MAX || slots == 0 || slots & (slots - 1)
	    || sizeof head + classes * 2 + slots * 8 + weights * 4 != s.n)
		return false;
	l->n_classes = head[0], l->mask = (uint32_t)slots - 1, l->n_weights = head[2];
	l->classes = (const uint16_t *)(const void *)(s.p + sizeof head);
	l->slots = (const uint32_t *)(const void *)(s.p + sizeof head + classes * 2);
	l->weights = l->slots + slots * 2;
	for (uint32_t i = 0; i <= l->mask; i++)
		if (l->slots[2 * i + 1] > l->n_weights) return false;
	for (uint32_t i = 0; i < l->n_weights; i++)
		if ((l->weights[i] & 0x7FFF) >= l->n_classes) return false;
	return l->n_weights == 0 || (l->weights[l->n_weights - 1] & 0x8000);
}

static bool classes_known(const linear *l, unsigned high, unsigned low)
{
	for (uint32_t i = 0; i < l->n_classes; i++)
		if (l->classes[i] >> 8 >= high || (l->classes[i] & 255) >= low) return false;
	return true;
}

dl_status core_open(text_model *m, dl_error *err)
{
	bool ok = linear_open(m->bytes, "tagger", &m->tagger) && linear_open(m->bytes, "parser", &m->parser)
	       && linear_open(m->bytes, "names", &m->names) && classes_known(&m->tagger, DL_UPOS_N, DL_XPOS_N)
	       && classes_known(&m->parser, MOVE_N, DL_REL_N) && classes_known(&m->names, 1, DL_NAME_N);
	return ok ? DL_OK : error_set(err, DL_BAD, "model", 0, "a section for tags, trees or names is missing or damaged");
}

static void score(const linear *l, const uint64_t *f, uint32_t n, int32_t *sum)
{
	memset(sum, 0, l->n_classes * sizeof *sum);
	for (uint32_t i = 0; i < n; i++) {
		uint32_t at = (uint32_t)f[i] & l->mask, check = (uint32_t)(f[i] >> 32) | 1;
		while (l->slots[2 * at] && l->slots[2 * at] != check) at = (at + 1) & l->mask;
		if (!l->slots[2 * at]) continue;
		for (const uint32_t *w = l->weights + l->slots[2 * at + 1]; ; w++) {
			sum[*w & 0x7FFF] += (int16_t)(*w >> 16);
			if (*w & 0x8000) break;
		}
	}
}

static uint32_t best(const int32_t *sum, uint32_t n)
{
	uint32_t b = 0;
	for (uint32_t i = 1; i < n; i++)
		if (sum[i] > sum[b]) b = i;
	return b;
}

static void tag_words(const text_model *m, words *w)
{
	uint64_t f[FEATS_MAX];
	int32_t sum[CLASSES_MAX];
	for (uint32_t i = 1; i <= w->n; i++) {
		score(&m->tagger, f, tag_feats(w, i, f), sum);
		uint32_t c = best(sum, m->tagger.n_classes);
		w->tag[i] = (uint16_t)(c + 1);
		w->upos[i] = (uint8_t)(m->tagger.classes[c] >> 8);
	}
}

static bool parse_words(const text_model *m, words *w, arena *a)
{
	uint64_t f[FEATS_MAX];
	int32_t sum[CLASSES_MAX];
	moves mv;
	if (!moves_init(&mv, w, a)) return false;
	while (!moves_done(&mv)) {
		bool ok[MOVE_N];
		for (unsigned k = 0; k < MOVE_N; k++) ok[k] = move_allowed(&mv, k);
		uint32_t b = UINT32_MAX;
		if (ok[MOVE_LEFT] || ok[MOVE_RIGHT]) {
			score(&m->parser, f, move_feats(&mv, f), sum);
			for (uint32_t i = 0; i < m->parser.n_classes; i++)
				if (ok[class_move(m->parser.classes[i])] && (b == UINT32_MAX || sum[i] > sum[b])) b = i;
		}
		if (b == UINT32_MAX) move_make(&mv, ok[MOVE_SHIFT] ? MOVE_SHIFT : MOVE_RIGHT, DL_R_DEP);
		else move_make(&mv, class_move(m->parser.classes[b]), class_rel(m->parser.classes[b]));
	}
	return true;
}

static void name_words(const text_model *m, words *w)
{
	uint64_t f[FEATS_MAX];
	int32_t sum[CLASSES_MAX];
	for (uint32_t i = 1; i <= w->n; i++) {
		uint32_t b = UINT32_MAX;
		score(&m->names, f, name_feats(w, i, f), sum);
		for (uint32_t c = 0; c < m->names.n_classes; c++)
			if (name_allowed(w->name[i - 1], m->names.classes[c]) && (b == UINT32_MAX || sum[c] > sum[b])) b = c;
		w->name[i] = b == UINT32_MAX ? DL_N_O : (uint8_t)m->names.classes[b];
	}
}

static bool tag_sentence(const text_model *m, arena *a, dl_tokens *t, uint32_t s)
{
	words w;
	uint32_t first = t->sent_first[s], n = t->sent_first[s + 1] - first;
	if (!words_init(&w, t->form + first, n, a)) return false;
	tag_words(m, &w);
	if (!parse_words(m, &w, a)) return false;
	name_words(m, &w);
	for (uint32_t i = 1; i <= n; i++) {
		uint32_t k = first + i - 1;
		t->upos[k] = w.upos[i];
		t->xpos[k] = (uint8_t)(m->tagger.classes[w.tag[i] - 1] & 255);
		t->head[k] = w.head[i] ? first + w.head[i] - 1 : 0;
		t->rel[k] = w.rel[i];
		t->name[k] = w.name[i];
	}
	return true;
}

dl_status core_tag(const text_model *m, workspace *w, dl_tokens *t)
{
	for (uint32_t s = 1; s < t->n_sents; s++) {
		arena_mark_t mark = arena_mark(w->tmp);
		bool ok = tag_sentence(m, w->tmp, t, s);
		arena_rewind(w->tmp, mark);
		if (!ok) return error_set(w->err, DL_NOMEM, "text", 0, "out of memory");
	}
	return DL_OK;
}
