/* SPDX-License-Identifier: Apache-2.0
 *
 * text.c - fuzz the language core: any bytes as one paragraph, and any bytes as CoNLL-U.
 *
 * The tokens must pass tokens_check() and cover the text's characters in order; what is written as CoNLL-U must be read
 * as the same words and sentences. Without built-in weights only the tokeniser and the reader are run.
 */
#include "text/inner.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static text_model *model;
static text_model bare;
static workspace w;
static dl_error err;

static void need(bool ok)
{
	if (!ok) abort();
}

static void open_once(void)
{
	if (w.out) return;
	w = (workspace){arena_new(0), arena_new(0), &err};
	if (text_model_open(NULL, &model, &err) == DL_OK) return;
	bare.a = arena_new(0);
	need(token_words_open(&bare, &err) == DL_OK && lemmas_open(&bare, &err) == DL_OK);
}

/* Is what was written of t read as the same words? */
static bool read_back(const buf *b, const dl_tokens *t)
{
	dl_tokens again;
	bool same = conllu_read(buf_slice(b), &w, &again) == DL_OK && again.n == t->n && again.n_sents == t->n_sents;
	for (uint32_t i = 1; same && i < t->n; i++)
		same = slice_eq(t->form[i], again.form[i]) && t->sent[i] == again.sent[i];
	return same;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	buf b = {0};
	dl_tokens t;
	uint32_t mended;
	open_once();
	slice text = utf8_mend(w.out, (slice){(const char *)data, n}, &mended);
	uint32_t half = (uint32_t)text.n / 2;
	while (half < text.n && ((unsigned char)text.p[half] & 0xC0) == 0x80) half++;
	dl_block blocks[2] = {{.at = {0, half}, .kind = DL_BLOCK_TITLE}, {.at = {half, (uint32_t)text.n}}};
	dl_doc doc = {.text = text, .n_blocks = 2, .blocks = blocks};
	dl_status st = model ? text_parse(model, &doc, &w, &t) : text_split(&bare, &doc, &w, &t);
	need(st == DL_OK || st == DL_LIMIT);
	if (st == DL_OK && model) need(tokens_check(&t, text, &err));
	for (uint32_t i = 1; st == DL_OK && i < t.n; i++) need(t.start[i] >= t.start[i - 1] + t.bytes[i - 1] && t.bytes[i]);
	if (st == DL_OK) conllu_write(&b, &t), need(read_back(&b, &t));
	slice source = {(const char *)data, n};
	conllu_is(source);
	st = conllu_read(source, &w, &t);
	if (st == DL_OK && model) need(text_tag(model, &w, &t) == DL_OK && tokens_check(&t, (slice){0}, &err));
	b.n = 0;
	if (st == DL_OK) conllu_rewrite(&b, &t, source), need(read_back(&b, &t));
	buf_free(&b);
	arena_reset(w.out);
	arena_reset(w.tmp);
	return 0;
}
