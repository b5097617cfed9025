/* SPDX-License-Identifier: Apache-2.0
 *
 * toll.h - inside the tolls only: words of data/en/tolls.tsv, and the figure that a noun phrase gives.
 */
#ifndef DL_FACTS_TOLL_H
#define DL_FACTS_TOLL_H

#include "facts/count.h"

typedef enum {
	TK_NONE = 0,
	TK_OBJECT,
	TK_SUBJECT,
	TK_HARM,
	TK_LOSE,
	TK_SUFFER,
	TK_CARRY,
	TK_STATE,
	TK_NOUN,
	TK_TOLL,
	TK_FIGURE,
	TK_BODY,
	TK_ALIVE,
	TK_CONDITION,
	TK_CROWD,
	TK_ACT,
	TK_TALLY,
	TK_FRAME,
	TK_LEAVE,
	TK_PERSON,
	TK_PLAIN,
	TK_BEAST,
	TK_DEED,
	TK_TIMES,
	TK_N
} toll_kind;

typedef struct {
	slice    word, scope;
	uint32_t line;
	uint16_t next;           /* entry for the same lemma                                            */
	uint8_t  kind, field;    /* toll_kind; dl_field_kind                                            */
	uint8_t  modality;       /* of a frame                                                          */
} toll_entry;

struct toll_table { VEC(toll_entry) entries; strmap by_lemma; };

/* Entry of that kind for the lemma (or the form) of token t, NULL none. */
const toll_entry *toll_word(const finder *f, uint32_t t, unsigned kind);

/* How many people a noun phrase stands for, given as a count. */
typedef struct {
	dl_count c;
	uint32_t count;          /* counts[] when the text gives a figure, else 0: c is to be added      */
	uint32_t head;           /* the noun phrase's head                                              */
	bool     found, joined;  /* joined: of several conjuncts                                       */
} people;

/* The people of one noun phrase, without its conjuncts. */
people one_phrase(const finder *f, uint32_t t, bool allow_plain);

/* The people named by the phrase whose head is t: "23 people", "dozens", "a man", "her two sons", "no one",
 * "Ann Lee and Bob Ray" (2). allow_plain: a bare plural ("civilians") counts as a plural without figure. */
people people_of(const finder *f, uint32_t t, bool allow_plain);

/* "hospital", "Lake Medical Center", "emergency room". */
bool is_hospital(const finder *f, uint32_t t);

/* How the clause of t is told: negated, feared, planned, denied ... */
dl_modality modality_of(const finder *f, uint32_t t);

#endif
