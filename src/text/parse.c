/* SPDX-License-Identifier: Apache-2.0
 *
 * parse.c - one document through the language core.
 *
 * In: a document with its blocks. Out: dl_tokens in w->out. The way of "Police shot two men.":
 *
 *      token.c      Police shot two men .
 *      sentence.c   one sentence, tokens 1 to 5
 *      net_tag()    NOUN VERB NUM NOUN PUNCT; shot is the root, Police its nsubj, men its obj
 *      lemma.c      police shoot two man .
 *
 * Entry 0 of every array is "none". Cost: linear in the text.
 */
#include "text/inner.h"

dl_status text_tokens_new(arena *a, uint32_t n, uint32_t n_sents, dl_tokens *t)
{
	*t = (dl_tokens){0};
	if (n == 0) n = 1;
	if (n_sents == 0) n_sents = 1;
	bool ok = (t->start = ARENA_ARRAY(a, uint32_t, n)) && (t->bytes = ARENA_ARRAY(a, uint16_t, n))
	       && (t->upos = ARENA_ARRAY(a, uint8_t, n)) && (t->xpos = ARENA_ARRAY(a, uint8_t, n))
	       && (t->rel = ARENA_ARRAY(a, uint8_t, n)) && (t->name = ARENA_ARRAY(a, uint8_t, n))
	       && (t->head = ARENA_ARRAY(a, uint32_t, n)) && (t->sent = ARENA_ARRAY(a, uint32_t, n))
	       && (t->lemma = ARENA_ARRAY(a, slice, n)) && (t->form = ARENA_ARRAY(a, slice, n))
	       && (t->sent_first = ARENA_ARRAY(a, uint32_t, n_sents + 1))
	       && (t->sent_block = ARENA_ARRAY(a, uint8_t, n_sents))
	       && (t->sent_para = ARENA_ARRAY(a, uint32_t, n_sents));
	if (!ok) {
		*t = (dl_tokens){0};
		return DL_NOMEM;
	}
	t->n = n, t->n_sents = n_sents;
	t->sent_first[n_sents] = n;
	return DL_OK;
}

/* Cut all blocks; block_of[i] is where the pieces of block i begin. */
static dl_status cut_blocks(const dl_doc *doc, pieces *p, uint32_t *first_of, dl_error *err)
{
	for (uint32_t i = 0; i < doc->n_blocks; i++) {
		dl_span at = doc->blocks[i].at;
		first_of[i] = p->p.n;
		if (at.end > doc->text.n || at.start > at.end)
			return error_set(err, DL_USAGE, "text", at.start, "a block lies outside the text");
		token_block(p, at.start, at.end);
		if (p->nomem) return error_set(err, DL_NOMEM, "text", at.start, "out of memory");
		if (p->p.n >= DL_TOKEN_MAX)
			return error_set(err, DL_LIMIT, "text", at.start, "over %u tokens", DL_TOKEN_MAX);
		sentence_block(p, first_of[i]);
	}
	first_of[doc->n_blocks] = p->p.n;
	return DL_OK;
}

static void fill(const dl_doc *doc, const pieces *p, const uint32_t *first_of, dl_tokens *t)
{
	uint32_t s = 0, block = 0;
	for (uint32_t i = 0; i < p->p.n; i++) {
		const piece *q = &p->p.v[i];
		while (block + 1 < doc->n_blocks && i >= first_of[block + 1]) block++;
		if (q->begins) {
			s++;
			t->sent_first[s] = i + 1;
			t->sent_block[s] = doc->blocks[block].kind;
			t->sent_para[s] = block;
		}
		t->start[i + 1] = q->start;
		t->bytes[i + 1] = q->bytes;
		t->sent[i + 1] = s;
		t->form[i + 1] = (slice){doc->text.p + q->start, q->bytes};
	}
}

dl_status text_split(const text_model *m, const dl_doc *doc, workspace *w, dl_tokens *out)
{
	arena_mark_t mark = arena_mark(w->tmp);
	pieces p = {.text = doc->text, .m = m, .a = w->tmp};
	uint32_t *first_of = ARENA_ARRAY(w->tmp, uint32_t, doc->n_blocks + 1);
	dl_status st =
		first_of ? cut_blocks(doc, &p, first_of, w->err) : error_set(w->err, DL_NOMEM, "text", 0, "out of memory");
	uint32_t sents = 1;
	for (uint32_t i = 0; i < p.p.n; i++) sents += p.p.v[i].begins;
	if (st == DL_OK && (st = text_tokens_new(w->out, p.p.n + 1, sents, out)) != DL_OK)
		error_set(w->err, st, "text", 0, "out of memory");
	if (st == DL_OK) fill(doc, &p, first_of, out);
	arena_rewind(w->tmp, mark);
	return st;
}

dl_status text_tag(const text_model *m, workspace *w, dl_tokens *t)
{
	dl_status st = net_tag(&m->net, w, t);
	if (st == DL_OK) st = text_lemmas(m, w, t);
	return st;
}

dl_status text_parse(const text_model *m, const dl_doc *doc, workspace *w, dl_tokens *out)
{
	dl_status st = text_split(m, doc, w, out);
	if (st == DL_OK) st = text_tag(m, w, out);
#ifndef NDEBUG
	assert(st != DL_OK || tokens_check(out, doc->text, w->err));
#endif
	return st;
}

static bool check_token(const dl_tokens *t, slice text, uint32_t i, const char **why)
{
	uint32_t s = t->sent[i], first = t->sent_first[s], end = t->sent_first[s + 1];
	bool order = t->start[i] >= t->start[i - 1] + t->bytes[i - 1] && s >= t->sent[i - 1];
	*why = "start or sentence goes back";
	if (!order) return false;
	*why = "outside the text";
	if (text.p && (t->start[i] + (size_t)t->bytes[i] > text.n || t->form[i].p != text.p + t->start[i])) return false;
	*why = "outside its sentence";
	if (i < first || i >= end || end - first > DL_SENT_MAX) return false;
	*why = "a head outside the sentence";
	if (t->head[i] && (t->head[i] < first || t->head[i] >= end || t->head[i] == i)) return false;
	*why = "an unknown tag, relation or name";
	if (t->upos[i] >= DL_UPOS_N || t->xpos[i] >= DL_XPOS_N || t->rel[i] >= DL_REL_N || t->name[i] >= DL_NAME_N)
		return false;
	*why = "the relation root and head 0 do not agree";
	return (t->head[i] == 0) == (t->rel[i] == DL_R_ROOT);
}

/* Every token reaches the root within the sentence's length; and there is one root. */
static bool check_tree(const dl_tokens *t, uint32_t s)
{
	uint32_t first = t->sent_first[s], end = t->sent_first[s + 1], roots = 0;
	uint8_t ok[DL_SENT_MAX + 1] = {0};             /* 1: reaches the root */
	for (uint32_t i = first; i < end; i++) {
		uint32_t k = i, steps = 0;
		while (t->head[k] && !ok[k - first] && steps <= end - first) k = t->head[k], steps++;
		if (steps > end - first) return false;
		for (k = i; t->head[k] && !ok[k - first]; k = t->head[k]) ok[k - first] = 1;
		roots += t->head[i] == 0;
	}
	return roots == 1;
}

bool tokens_check(const dl_tokens *t, slice text, dl_error *err)
{
	const char *why = "";
	for (uint32_t i = 1; i < t->n; i++) {
		if (t->sent[i] == 0 || t->sent[i] >= t->n_sents || !check_token(t, text, i, &why)) {
			error_set(err, DL_BAD, "tokens", t->start[i], "token %u: %s", i, why);
			return false;
		}
	}
	for (uint32_t s = 1; s < t->n_sents; s++) {
		if (!check_tree(t, s)) {
			error_set(err, DL_BAD, "tokens", t->start[t->sent_first[s]], "sentence %u: not one tree", s);
			return false;
		}
	}
	return true;
}
