/* SPDX-License-Identifier: Apache-2.0
 *
 * person.h - shared by person_words.c (a name into words and sounds) and person.c (two names compared).
 */
#ifndef DL_PERSON_H
#define DL_PERSON_H

#include "facts/facts.h"

enum { NAME_PARTS = 10, NAME_SOUNDS = 24 };    /* words of a name, letters of a word; more is cut off                */

typedef struct {
	char    plain[NAME_SOUNDS + 1], sound[NAME_SOUNDS + 1];
	uint8_t n_plain, n;      /* their lengths                                                           */
	bool    particle;        /* "al", "van", "and": tells nothing                                       */
	bool    initial, title, office;
} name_part;

typedef struct { name_part v[NAME_PARTS]; uint32_t n; } name_parts;

/* Words of a name without titles and offices: "Defense Secretary Robert M. Gates" -> robert m gates. */
void name_split(slice name, name_parts *out);

static inline bool sound_is_vowel(char c) { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u'; }

#endif
