/* SPDX-License-Identifier: Apache-2.0
 *
 * person_table.c - the words that persons' names are made of: data/en/persons.tsv.
 *
 * In: a word of a name, lower case and without accents. Out: is it a title, an office, a particle ("al")? And the
 * pairs that comparing asks for: "bill william" are one, "mahmud muhamad" sound alike and are two.
 * Two names are compared wherever two actors meet, without a finder or an arena at hand: the table is indexed once,
 * into a fixed size, so that nothing can fail. Cost: one hash a word.
 */
#include "facts/actor/person.h"

#include <pthread.h>

#define SLOTS 512u                   /* a power of two, twice the words or more                                  */

static pthread_once_t once = PTHREAD_ONCE_INIT;
static word_slot slots[SLOTS];
static word_set words = {slots, SLOTS, 0};                 /* NAME_TITLE ...                                   */
static name_table table;

static void pair_add(name_pair *to, size_t *n, size_t room, slice both)
{
	slice a, b;
	assert(*n < room);
	if (*n < room && slice_split(&both, ' ', &a) && slice_split(&both, ' ', &b)) to[(*n)++] = (name_pair){a, b};
}

static void kind_add(slice word, unsigned kind)
{
	assert(table.n_offices < NAME_OFFICES);
	word_add(&words, word, kind);
	if (kind == NAME_OFFICE && table.n_offices < NAME_OFFICES) table.offices[table.n_offices++] = word;
}

static void row_add(slice kind, slice word)
{
	static const struct { const char *name; unsigned kind; } kinds[] = {
		{"title", NAME_TITLE}, {"office", NAME_OFFICE}, {"suffix", NAME_SUFFIX}, {"particle", NAME_PARTICLE},
		{"servant", NAME_SERVANT},
	};
	if (slice_eq(kind, S("nick"))) pair_add(table.nicks, &table.n_nicks, NAME_NICKS, word);
	if (slice_eq(kind, S("apart"))) pair_add(table.apart, &table.n_apart, NAME_APART, word);
	for (size_t i = 0; i < COUNT(kinds); i++)
		if (slice_eq(kind, (slice){kinds[i].name, strlen(kinds[i].name)})) kind_add(word, kinds[i].kind);
}

static void table_index(void)
{
	tsv t = {.name = S("persons.tsv")};
	slice cols[TSV_COLS], word;
	if (!embedded_find("persons.tsv", &t.rest)) return;
	while (tsv_next(&t, cols) >= 2)
		while (slice_split(&cols[1], ',', &word)) row_add(cols[0], word);
}

const name_table *name_words(void)
{
	pthread_once(&once, table_index);
	return &table;
}

unsigned name_word(slice plain)
{
	pthread_once(&once, table_index);
	return (unsigned)word_bits(&words, plain);
}
