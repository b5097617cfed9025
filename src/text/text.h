/* SPDX-License-Identifier: Apache-2.0
 *
 * text.h - the language core: a document's text to tokens, tags, lemmas, tree and names.
 *
 * The interface is the result (dl_tokens), not the method. Sentences never cross a block; blocks of kind
 * FURNITURE, CREDIT, BYLINE, LINK and DOUBLE are tokenised too (their sent_block says so) but nothing is
 * narrated from them.
 */
#ifndef DL_TEXT_H
#define DL_TEXT_H

#include "base/base.h"

typedef struct text_model text_model;

/* Open weights: path NULL means the ones built in. DL_IO, DL_BAD (damaged), DL_NEWER, DL_NOMEM. */
dl_status text_model_open(const char *path, text_model **m, dl_error *err);
void      text_model_close(text_model *m);
slice     text_model_language(const text_model *m);      /* "en"; parse.c reads any, the rules of facts read English */

/* doc->blocks must be set. *out lives in w->out. DL_LIMIT, DL_NOMEM. */
dl_status text_parse(const text_model *m, const dl_doc *doc, workspace *w, dl_tokens *out);

/* The same over tokens that are given (CoNLL-U): form[], start, bytes, sent, n and sentences are set by the
 * caller (text_tokens_new() makes room); tags, tree, lemmas and names are filled. */
dl_status text_tokens_new(arena *a, uint32_t n, uint32_t n_sents, dl_tokens *t);
dl_status text_tag(const text_model *m, workspace *w, dl_tokens *t);

/* CoNLL-U to tokens: form, lemma, tags, tree, and names from MISC (Name=B-PER) as far as the lines give them;
 * forms are borrowed from bytes, start is the byte in them. DL_BAD, DL_LIMIT, DL_NOMEM. */
dl_status conllu_read(slice bytes, workspace *w, dl_tokens *t);
/* Do the bytes begin as CoNLL-U does: comments, then a line numbered 1? */
bool      conllu_is(slice bytes);
/* And back (conllu_write.c). Of tokens of a text: with comments for paragraphs and sentences, SpaceAfter and Start. */
void      conllu_write(buf *b, const dl_tokens *t);
/* Of tokens that conllu_read() made of source: its comments, ranges and MISC are kept, the rest is written anew. */
void      conllu_rewrite(buf *b, const dl_tokens *t, slice source);

/* A word's vector among the weights built in, whatever model is open: TEXT_VECTOR bytes, TEXT_VECTOR_ZERO is
 * zero. Words that stand among the same words lie near each other. NULL: it has none. */
#define TEXT_VECTOR 96u
#define TEXT_VECTOR_ZERO 64
const uint8_t *text_vector(slice word);

/* Invariants of dl_tokens; false and a reason in err when one is broken. */
bool tokens_check(const dl_tokens *t, slice text, dl_error *err);

#endif
