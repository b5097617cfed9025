/* SPDX-License-Identifier: Apache-2.0
 *
 * inner.h - shared inside src/text only: the model, the word list, and the steps from bytes to a tree.
 *
 * Order of the steps (parse.c): text_split() cuts blocks into tokens and sentences (token.c, sentence.c);
 * net_tag() fills upos, xpos, rel, head and name (net.c); text_lemmas() fills lemma (lemma.c).
 */
#ifndef DL_TEXT_INNER_H
#define DL_TEXT_INNER_H

#include "text/net.h"
#include "text/text.h"

/* What a word of data/en/tokens.tsv is to the tokeniser and the sentence splitter. */
enum {
	W_TITLE = 1,     /* abbreviation that stands before a name: "Mr.", "Gen."; never ends a sentence       */
	W_NUMBER = 2,    /* abbreviation only before a figure: "No. 10", "p. 3"                                */
	W_ABBR = 4,      /* abbreviation that may end a sentence: "Inc.", "etc."                               */
	W_PREFIX = 8,    /* keeps its hyphen: "non-profit"                                                     */
	W_SPLIT = 16,    /* written as one, read as two: "cannot"; where it splits is in the bits above        */
	W_DOMAIN = 32,   /* may follow a full stop inside a word: "bbc.com"                                    */
	W_STARTER = 64,  /* begins sentences and hardly ever a name: "The", "In", "He"                         */
	W_SPEECH = 128,  /* follows a quotation that ends in "!" or "?": "said"                                */
	W_MONTH = 256,   /* abbreviation of a day or month: one when a figure or a small letter follows        */
	W_APOS = 512,    /* begins with an apostrophe: "'em"                                                   */
	W_STATE = 1024,  /* "Wash.", "Mass.": with a capital only                                             */
	W_WHOLE = 2048,  /* a word with a hyphen that stays one token: "sit-in", "cease-fire"                    */
	W_CLOSING = 4096, /* closes a letter: "Regards,"                                                         */
	W_PRESS = 8192,  /* signs datelines: "AP", "Reuters", "CNN"                                              */
	W_CLOCK = 16384, /* follows an hour and ends no sentence: "at 3 p.m. Monday", "10 a.m. ET"               */
	W_SPLIT_SHIFT = 16
};

struct text_model {
	arena   *a;              /* everything below but the file                                              */
	file_map map;
	slice    bytes;          /* the weights file                                                           */
	slice    language;       /* "en"                                                                       */
	strmap   words;          /* data/en/tokens.tsv: word -> flags above                                    */
	strmap   lemmas;         /* data/en/lemmas.tsv: "form TAB upos" -> index of lemma                      */
	slice   *lemma;          /* [L]                                                                        */
	net      net;            /* points into bytes                                                          */
};

/* model.c: the weights file is a list of named sections; false when it has none of that name. */
bool model_section(slice file, const char *name, slice *out);
/* A table of words: the one that the file brings, else the one of data/en. */
dl_status model_table(const text_model *m, const char *name, tsv *out, dl_error *err);

/* token.c */
typedef struct { uint32_t start; uint16_t bytes; uint8_t begins; uint8_t flags; } piece;
typedef struct { VEC(piece) p; slice text; const text_model *m; arena *a; bool nomem; } pieces;
uint32_t  word_flags(const text_model *m, const char *p, size_t n);    /* of a word in any case; 0 unknown */
dl_status token_words_open(text_model *m, dl_error *err);
void      token_block(pieces *out, uint32_t from, uint32_t to);        /* appends                          */

/* pasted.c: the chunks of a line between white space, the last ones, and how many pieces there were before each. */
typedef struct { uint32_t start, end, pieces; } chunk_mark;
typedef struct { slice text; uint32_t block_end, n; chunk_mark last[9]; } chunk_row;
/* The byte behind links that are pasted into a sentence where the last chunk stands, and the first chunk of what to
 * leave out; 0: there are none. */
uint32_t  pasted_behind(const chunk_row *r, uint32_t *first);

/* sentence.c: sets begins on the first piece of each sentence among pieces [from, n). */
void      sentence_block(pieces *out, uint32_t from);

/* parse.c: tokens and sentences of a document, without tags. What text_parse() starts with. */
dl_status text_split(const text_model *m, const dl_doc *doc, workspace *w, dl_tokens *out);

/* conllu.c: the lines of a file, without their ends and a mark of byte order. */
typedef struct { slice text; size_t at; uint32_t line; } conllu_lines;
bool      conllu_line(conllu_lines *l, slice *out);
/* Columns of a line; absent ones are empty. False when it is no word's line: empty, a comment, a range. */
bool      conllu_word(slice line, slice col[10]);

/* lemma.c: fill lemma[] from form, upos and xpos. */
dl_status lemmas_open(text_model *m, dl_error *err);
/* One word; m NULL: by the rules alone. p is NULL when out of memory. May borrow from form. */
slice     lemma_of(const text_model *m, slice form, unsigned upos, unsigned xpos, arena *a);
dl_status text_lemmas(const text_model *m, workspace *w, dl_tokens *t);

#endif
