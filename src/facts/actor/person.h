/* SPDX-License-Identifier: Apache-2.0
 *
 * person.h - shared by person_table.c (the words that names are made of), person_words.c (a name into words and
 * sounds) and person.c (two names compared).
 */
#ifndef DL_PERSON_H
#define DL_PERSON_H

#include "facts/facts.h"

enum { NAME_PARTS = 10, NAME_SOUNDS = 24 };    /* words of a name, letters of a word; more is cut off                */

typedef struct {
	char    plain[NAME_SOUNDS + 1], sound[NAME_SOUNDS + 1];
	uint8_t n_plain, n;      /* their lengths                                                           */
	bool    particle;        /* "al", "van", "and": tells nothing                                       */
	bool    initial, title, office, servant, suffix;
} name_part;

typedef struct { name_part v[NAME_PARTS]; uint32_t n; } name_parts;

/* Words of a name without titles and offices: "Defense Secretary Robert M. Gates" -> robert m gates. */
void name_split(slice name, name_parts *out);

/* Kinds of a word by data/en/persons.tsv; 0: a word of the name itself. */
enum { NAME_TITLE = 1, NAME_OFFICE = 2, NAME_SUFFIX = 4, NAME_PARTICLE = 8, NAME_SERVANT = 16 };
unsigned name_word(slice plain);

enum { NAME_OFFICES = 64, NAME_NICKS = 128, NAME_APART = 64 };   /* room; tests/unit_person.c sees that it lasts      */
typedef struct { slice a, b; } name_pair;
typedef struct {
	slice     offices[NAME_OFFICES];
	name_pair nicks[NAME_NICKS], apart[NAME_APART];
	size_t    n_offices, n_nicks, n_apart;
} name_table;
const name_table *name_words(void);

static inline bool sound_is_vowel(char c) { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u'; }

#endif
