/* SPDX-License-Identifier: Apache-2.0
 *
 * refer.h - shared by phrase.c (what a noun phrase says of those it means), refer*.c (whom it means) and group.c.
 */
#ifndef DL_REFER_H
#define DL_REFER_H

#include "facts/actor/actor.h"

#define PHRASE_MODS 6

enum { DET_NONE, DET_THE, DET_A, DET_OWN /* "her father": somebody's */ };

/* A noun phrase for people or a body: "the two alleged attackers in the car". */
typedef struct {
	uint32_t        t;                 /* its head                                                           */
	const role_row *row;
	slice           noun;              /* lemma of the head: "attacker"                                      */
	slice           mod[PHRASE_MODS];  /* what tells them apart: "car"                                       */
	uint32_t        n_mods;
	uint32_t        owner;             /* entity that they belong to, 0 none                                 */
	uint32_t        count;             /* 2; 0 unknown                                                       */
	uint8_t         det;
	uint8_t         number;            /* 's' one, 'p' several, 'c' a body of people: "police"               */
	uint8_t         gender;            /* 'm' 'f' 0                                                          */
	uint8_t         age;               /* years, 0 unknown                                                   */
	bool            sole;              /* "a lone attacker": there is no other                               */
	bool            other;             /* "another man", "the second driver": none of those before           */
	bool            clause;            /* a clause says which: "the man who ..."                             */
	char            country[4];
} phrase;

/* False when the token heads no phrase for people or a body. */
bool phrase_read(finder *f, uint32_t t, phrase *x);
/* May b mean those that a means? Says nothing of how they stand in the text. */
bool phrase_fits(const phrase *a, const phrase *b);

typedef struct { uint32_t entity, token, sent; bool subject; } named;      /* names met so far, latest last      */

typedef struct {             /* somebody who was described so                                               */
	phrase   p;
	uint32_t entity, sent;
} referent;

struct referents {
	VEC(named)    names;
	VEC(referent) v;
	uint32_t      first_plain;       /* entities from here on have no name                              */
};

#define LOOK_BACK 60         /* names; a description further back than this is not the reader's either             */

/* Entity of the noun phrase at t: one met before, or a new one. refer.c. */
uint32_t refer_noun(finder *f, uint32_t t);
/* What a phrase tells of its entity. A name keeps the roles and the country that it has. */
void refer_tell(finder *f, const phrase *x, uint32_t entity);
bool phrase_may_mean(const finder *f, const phrase *x, uint32_t entity);     /* by its kind                  */

/* refer_memory.c */
void refer_remember(finder *f, uint32_t mention);        /* one more was met                                 */
void refer_remember_phrase(finder *f, const phrase *x, uint32_t entity);
void entity_merge(finder *f, uint32_t from, uint32_t to);        /* all that was said of `from` was said of `to` */
bool phrase_young(const finder *f, const phrase *x);

bool refer_pronoun(finder *f, uint32_t t);               /* refer_pronoun.c; false: it means nobody known    */
void refer_place(finder *f, uint32_t t);                 /* refer_place.c                                    */

/* Years at token t: "42-year-old" with its "old" at t, in whatever tokens; a number of "the driver, 42,". 0 none. */
uint8_t age_at(const finder *f, uint32_t t);

/* group.c */
uint32_t owner_of(finder *f, uint32_t t, uint32_t depth);
slice    group_name(finder *f, uint32_t t, uint32_t of);

#endif
