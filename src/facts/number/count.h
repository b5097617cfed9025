/* SPDX-License-Identifier: Apache-2.0
 *
 * count.h - inside counts and tolls only.
 */
#ifndef DL_FACTS_COUNT_H
#define DL_FACTS_COUNT_H

#include "facts/number/number.h"

/* A count read from the words, before it has a unit. */
typedef struct {
	dl_count c;                          /* lo, hi, coder, flags, decimals, at                      */
	const lexeme *number, *next;         /* its figure, and after the whole                         */
	const word_entry *rule;
	bool minus;                          /* "minus 5", "negative one"                               */
} figure;

/* "At least 23", "dozens", "10 to 15", "a dozen others", "all but two" at x. */
bool figure_read(const finder *f, const lexeme *x, const lexeme *begin, const lexeme *end, figure *out);

/* A hyphen behind the figure binds it to an adjective: "12-year-old", "three-storey", "five-man". */
bool figure_hyphened(const lexeme *x, const lexeme *end);
/* "minus 5"; of a range its first end ("between minus ten and five"). */
void figure_minus(dl_count *c);

/* unit.c: percent, money and measures have a unit but count nobody; else the noun that is counted. */
bool unit_measure(finder *f, figure *g, const lexeme *begin, const lexeme *end);
void unit_counted(finder *f, figure *g, uint32_t head, const lexeme *begin, const lexeme *end);
bool unit_code(const finder *f, const lexeme *x);            /* "USD": three capitals that name a currency      */

/* counts[] index of the figure that counts noun t ("23 people", "dozens of people", "23"), 0 none. */
uint32_t count_of(const finder *f, uint32_t t);

struct count_kb { arena *a; struct toll_table *tolls; };
dl_status toll_table_open(const char *folder, arena *a, struct toll_table **out, dl_error *err);

#endif
