/* SPDX-License-Identifier: Apache-2.0
 *
 * actor.h - shared by actor_kb.c (tables), name.c (names in text), actor.c (who is who), group.c (groups),
 * phrase.c and refer*.c (descriptions, pronouns) and person.c (spellings).
 */
#ifndef DL_ACTOR_H
#define DL_ACTOR_H

#include "facts/inner.h"

typedef struct { char code[3][4]; } role_set;

typedef struct {             /* titles.tsv                                                                  */
	role_set roles;
	slice    office;         /* "prime minister"                                                        */
	uint32_t line;
	char     gender;
} title_row;

typedef struct {             /* roles.tsv: a common noun for people or a body                               */
	role_set roles;
	slice    noun;
	slice    part;           /* its part in an event, which several nouns name: "attacker"             */
	uint32_t line;
	uint8_t  kind;           /* 'p' person, 'g' group, 'o' body                                         */
	char     gender;
} role_row;

typedef struct {             /* bodies.tsv: a word of a body's name                                         */
	slice    word;
	role_set roles;
} body_row;

typedef struct {             /* actors.tsv and the user's own list                                          */
	slice    name;
	role_set roles;
	char     country[4];
	uint32_t line;
	uint8_t  kind;           /* dl_entity_kind                                                          */
	bool     own;            /* of the user's list                                                      */
} actor_row;

struct actor_kb {
	arena *a;
	strmap given;            /* "john" -> gender bits: 1 m, 2 f; and its line                           */
	strmap titles, roles, actors, starts;/* key -> row                                                  */
	VEC(title_row) title;
	VEC(role_row) role;
	VEC(body_row) body;      /* in the table's order, which decides                                     */
	VEC(actor_row) actor;
};

/* Keys are lower case without accents, periods and possessives: "Lt. Gen." -> "lt gen". */
#define ACTOR_KEY_MAX 96
size_t actor_key(slice s, char to[ACTOR_KEY_MAX]);

unsigned         given_name(const actor_kb *kb, slice word);       /* gender bits, 0: no given name            */
uint32_t         given_line(const actor_kb *kb, slice word);       /* of given.tsv, 0: no given name        */
const title_row *title_find(const actor_kb *kb, slice words);
const role_row  *role_find(const actor_kb *kb, slice words);
/* Does any listed actor's name begin with that word? Asked before actor_find() of longer and shorter runs. */
bool actor_starts(const actor_kb *kb, slice word);
const actor_row *actor_find(const actor_kb *kb, slice words);
void             roles_add(char roles[3][4], const role_set *more);    /* keeps what is there, no doubles       */

/* Title that ends right before token t or begins at it, within the sentence: number of its tokens, 0 none. */
uint32_t title_before(const finder *f, uint32_t t, const title_row **row);
uint32_t title_at(const finder *f, uint32_t t, const title_row **row);

/* Does the word begin with a capital; do tokens t and t+1 stand side by side (at most one space)? */
bool word_capital(slice s);

/* actor.c: a new entity; a mention that speaks of it (returns entity). */
uint32_t entity_new(finder *f, dl_entity e);
uint32_t entity_mention(finder *f, uint32_t mention, uint32_t entity);
/* refer.c: descriptions ("the cleric"), appositions, pronouns: after names have their entities. */
void descriptions_find(finder *f);
/* Row of roles.tsv for the noun at t, with the word before it if such a phrase has one ("security forces"). */
const role_row *role_of(const finder *f, uint32_t t);
/* Country of the nationality or country that modifies token t ("Iraqi police", "police of Iraq") into code. */
void country_of(const finder *f, uint32_t t, char code[4]);

#endif
