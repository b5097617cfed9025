/* SPDX-License-Identifier: Apache-2.0
 *
 * toll.h - inside the tolls only: words of data/en/tolls.tsv, and the figure that a noun phrase gives.
 */
#ifndef DL_FACTS_TOLL_H
#define DL_FACTS_TOLL_H

#include "facts/number/count.h"

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
	TK_NTH,
	TK_BURDEN,
	TK_MANY,
	TK_LIVE,
	TK_HOPE,
	TK_WOUNDS,
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

/* --- toll_words.c: the first entry for a word in any case, 0 none; the next is its `next`. */
uint32_t toll_chain(const finder *f, slice word);
/* Entry of that kind for the lemma (or the form) of token t, NULL none. */
const toll_entry *toll_word(const finder *f, uint32_t t, unsigned kind);

/* How many people a noun phrase stands for, given as a count. */
typedef struct {
	dl_count c;
	uint32_t count;          /* counts[] when the text gives a figure, else 0: c is to be added      */
	uint32_t head;           /* the noun phrase's head                                              */
	bool     found, joined;  /* joined: of several conjuncts                                       */
} people;

bool is_reflexive(const finder *f, uint32_t t);          /* "himself", "herself"                                */
/* A noun for people, a name, or no noun at all ("the other two"). */
bool toll_are_people(const finder *f, uint32_t t);
/* The people of one noun phrase, without its conjuncts. */
people one_phrase(const finder *f, uint32_t t, bool allow_plain);

/* The people named by the phrase whose head is t: "23 people", "dozens", "a man", "her two sons", "no one",
 * "Ann Lee and Bob Ray" (2). allow_plain: a bare plural ("civilians") counts as a plural without figure. */
people people_of(const finder *f, uint32_t t, bool allow_plain);
/* The same for a word of harm: without those who are joined behind a clause that holds the word. */
people people_told(const finder *f, uint32_t word, uint32_t t, bool allow_plain);

void   toll_add_people(people *p, const people *q);

/* --- toll_headline.c: the people that a headline's commas join, told by a word; whom a headline's verb hurts, 0; those
 * of "four shot", whatever the tree calls it. */
bool     toll_headline_list(const finder *f, uint32_t word, uint32_t t, people *p);
uint32_t toll_headline_victim(const finder *f, uint32_t t);
people   toll_shot_noun(const finder *f, uint32_t t);

/* --- toll_list.c: the names in a list of people from a token to the one before end, 0 when it is none. */
unsigned names_listed(const finder *f, uint32_t from, uint32_t end);

/* --- toll_add.c */
typedef struct {
	uint32_t token, verb, agent;     /* the word; the predicate whose modality counts; who did it   */
	const toll_entry *e;
	unsigned field;
	dl_span  at;
	uint16_t flags;
} toll_telling;
void     toll_add(finder *f, const toll_telling *x, people *p);
void     tolls_beside_dead(finder *f);
void     toll_add_parts(finder *f, const toll_telling *x, const people *whole);     /* "two men and a girl": 2, 1 */
/* The head of the noun phrase that begins at token i: a figure's unit, else the last of a run of nouns. */
uint32_t toll_phrase_at(const finder *f, uint32_t i);
dl_span  toll_passage(const finder *f, uint32_t word, const people *p);
/* Tells of the people of a phrase by a word and the predicate that carries it; false: nobody is counted there. */
bool     toll_tell(finder *f, uint32_t word, uint32_t verb, const toll_entry *e, unsigned field, uint32_t people_head,
                   bool allow_plain, uint32_t agent);
/* The head of the figure at most reach tokens before or behind t, 0 none; and the same told of. */
uint32_t toll_figure_beside(const finder *f, uint32_t t, bool before, uint32_t reach);
bool     toll_tell_beside(finder *f, uint32_t t, const toll_entry *e, unsigned field, bool before, uint32_t reach);
#define TOLL_QUOTE_MAX 160         /* bytes: a longer clause is cut to its figure and its word                   */
static inline dl_span token_span(const finder *f, uint32_t t) { return (dl_span){f->tok->start[t], tok_end(f, t)}; }

#define BESIDE     2   /* tokens between a figure and its participle: the tree is not asked ("300 injured") */
#define BESIDE_FAR 7   /* the same, when the tree gives nothing */

/* --- the words of each kind, by what they are: toll_object.c, toll_care.c, toll_state.c, toll_noun.c, toll_tally.c */
void     toll_on_object(finder *f, uint32_t t, const toll_entry *e, unsigned field);
void     toll_on_harm(finder *f, uint32_t t, const toll_entry *e);
void     toll_on_shot(finder *f, uint32_t t, const toll_entry *e);      /* "four shot" that the tree calls a noun */
void     toll_on_lose(finder *f, uint32_t t, const toll_entry *e);
void     toll_on_suffer(finder *f, uint32_t t, const toll_entry *e);
void     toll_on_carry(finder *f, uint32_t t, const toll_entry *e);
void     toll_on_condition(finder *f, uint32_t t, const toll_entry *e);
void     toll_on_live(finder *f, uint32_t t, const toll_entry *e);
void     toll_on_hope(finder *f, uint32_t t, const toll_entry *e);
void     toll_on_alive(finder *f, uint32_t t, const toll_entry *e);
void     toll_on_state(finder *f, uint32_t t, const toll_entry *e);
bool     toll_on_among(finder *f, uint32_t t, const toll_entry *e);     /* false: none is told of so           */
bool     toll_on_list(finder *f, uint32_t t, const toll_entry *e);      /* false: no list of names follows     */
void     toll_on_noun(finder *f, uint32_t t, const toll_entry *e);
void     toll_on_wounds(finder *f, uint32_t t, const toll_entry *e);
void     toll_on_deed(finder *f, uint32_t t, const toll_entry *e);
void     toll_on_times(finder *f, uint32_t t, const toll_entry *e);
void     toll_on_body(finder *f, uint32_t t, const toll_entry *e);
void     toll_on_toll(finder *f, uint32_t t, const toll_entry *e);
void     toll_on_figure(finder *f, uint32_t t, const toll_entry *e);
void     toll_on_crowd(finder *f, uint32_t t, const toll_entry *e);
void     toll_on_tally(finder *f, uint32_t t, const toll_entry *e);
void     toll_on_act(finder *f, uint32_t t, const toll_entry *e);
uint32_t toll_of_child(const finder *f, uint32_t t);                    /* who stands behind "of", 0            */

/* "treated and released", "released from the hospital": nobody is freed. toll_object.c */
bool toll_goes_home(const finder *f, uint32_t t);
/* "hospital", "Lake Medical Center", "emergency room". toll_care.c */
bool is_hospital(const finder *f, uint32_t t);
bool toll_lies_hurt(const finder *f, uint32_t t);        /* "in hospital", "in critical condition"              */

/* --- toll_hit.c: tolls[from ..) are of those hit; the same of the one person that a word told; is the one at t set
 * apart from the dead by his sentence; no mark and no "and" between two tokens. */
void     toll_hit_from(finder *f, uint32_t from);
void     toll_hit_one(finder *f, uint32_t t, uint32_t from);
bool     toll_beside_the_dead(const finder *f, uint32_t t);
bool     toll_together(const finder *f, uint32_t a, uint32_t b);

/* --- toll_elsewhere.c: "35 dead in Amatrice, 11 in Accumoli": the same, in other places. */
void     tolls_elsewhere(finder *f);

/* --- toll_told.c: how the clause of t is told: negated, feared, planned, denied ... */
dl_modality modality_of(const finder *f, uint32_t t);

#endif
