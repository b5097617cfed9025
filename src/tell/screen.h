/* SPDX-License-Identifier: Apache-2.0
 *
 * screen.h - shared inside src/tell: columns, colour, days in words, who says it.
 */
#ifndef DL_TELL_SCREEN_H
#define DL_TELL_SCREEN_H

#include "tell/json.h"

typedef enum { INK_PLAIN, INK_BOLD, INK_DIM, INK_GOOD, INK_NEWER, INK_BAD, INK_N } ink;

uint32_t screen_width(slice s);                          /* columns that s takes                                */
void     screen_ink(buf *b, const tell_options *o, ink i);       /* INK_PLAIN ends the others                   */
void     screen_text(buf *b, const tell_options *o, ink i, slice s);
void     screen_pad(buf *b, uint32_t columns);
/* The line that fits in `columns` from the front of *rest, cut at a space or, for want of one, inside a word;
 * *rest moves behind it. White space of any kind counts as one space, which the caller prints. */
slice    screen_line(slice *rest, uint32_t columns);
/* Words of s, each run of white space as one space. */
void     screen_words(buf *b, slice s);
/* s wrapped to the width, its first line after `first` columns that are there already, the others indented. */
void     screen_wrap(buf *b, const tell_options *o, slice s, uint32_t first, uint32_t indent);

void     put_many(buf *b, uint32_t n, const char *noun);   /* "1 outlet", "3 outlets"                            */
void     put_moment(buf *b, int64_t min);                /* "29 Aug 2022 18:00"; "day unknown"                 */
void     put_value(buf *b, const dl_account *x);         /* its value; days and hours as put_moment() does      */
void     put_published(buf *b, const dl_doc *d);         /* the same, without an hour that is not known         */
void     put_published_short(buf *b, const dl_doc *d);   /* ", 29 Aug"; nothing when unknown                    */
void     put_published_words(buf *b, const dl_doc *d);   /* "on 29 August"; nothing when unknown                */
slice    outlet_name(const dl_doc *d);                   /* without "www." and a section; empty: not known       */
enum { OUTLET_LABEL = 48, LABEL_ID = 20 /* bytes of a document's id */ };
/* Its name, or "unnamed outlet 21f089afd62340c5", after the document, in room. */
slice    outlet_label(const dl_doc *d, char room[OUTLET_LABEL]);
void     put_outlet(buf *b, const dl_doc *d);
void     put_outlet_day(buf *b, const dl_doc *d);        /* "BBC News, 29 Aug 2022 18:00"                         */
void     put_sources(buf *b, uint32_t outlets, uint32_t origins);        /* "3 outlets, 2 origins"               */
ink      standing_ink(unsigned standing);
/* Says that it did not happen. */
static inline bool account_denied(const dl_account *x) { return x->modality == DL_DENIED || x->modality == DL_NEGATED; }

/* "Iraqi medics, quoted by AFP (BBC News)" or "Fox News and The Sun": everyone who vouches for an account. */
void     put_who(buf *b, const dl_assembly *a, const dl_account *x);
/* "BBC News, citing AFP and Iraqi medics, " or "Fox News and The Sun ": the beginning of a sentence. */
void     put_citing(buf *b, const dl_assembly *a, const dl_account *x);
/* "BBC News and 2 more": outlets of a list of documents, each once, in the list's order. */
void     put_outlets(buf *b, const dl_assembly *a, const uint32_t *docs, uint32_t n);

/* The head word of a claim's value, 0 when these are not the tokens of its document. */
uint32_t claim_head(const dl_tokens *tok, const dl_facts *f, const dl_claim *c);
/* The way from one word up and down the tree to another, "Leeds obl of shot". False: there is none to tell. */
bool     put_edges(buf *b, const dl_tokens *tok, uint32_t from, uint32_t to);

const char *field_words(unsigned kind);                  /* "the number of dead", "the place"                  */
bool     field_beside(const dl_field *f);                /* stands beside its event: of another verb, told once */
/* The passage's own words for a cell: the claim's, or the value's alone when that is shorter. */
slice    voucher_words(const dl_assembly *a, const dl_voucher *v);

#endif
