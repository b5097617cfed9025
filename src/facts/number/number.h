/* SPDX-License-Identifier: Apache-2.0
 *
 * number.h - shared by times and counts: the text cut finer than tokens, a table of words, exact numbers.
 *
 * Times and figures are written in ways that no two tokenisers cut alike ("7pm", "mid-1990s", "12-year-old",
 * "$1.2bn"), so both stages read lexemes: runs of letters, runs of digits, single marks. A lexeme knows the
 * token it lies in, which leads to the tree.
 */
#ifndef DL_FACTS_NUMBER_H
#define DL_FACTS_NUMBER_H

#include "facts/inner.h"

/* Classes of the words in data/en/times.tsv and data/en/numbers.tsv; words.c has their names. */
typedef enum {
	WC_NONE = 0,
	/* times.tsv */
	WC_MONTH, WC_WEEKDAY, WC_SEASON, WC_UNIT, WC_PART, WC_CLOCK, WC_AMPM, WC_DAY, WC_REF, WC_TURN, WC_AGO,
	WC_EDGE, WC_EVERY, WC_OFTEN, WC_ZONE, WC_ERA, WC_FEAST, WC_DECADE, WC_SINCE,
	/* numbers.tsv */
	WC_ONE, WC_TEN, WC_SCALE, WC_GROUP, WC_ORDINAL, WC_FRACTION, WC_MANY, WC_PLURAL, WC_BOUND, WC_AFTER,
	WC_MEASURE, WC_MONEY, WC_SIGN, WC_LAND, WC_PARTS, WC_N
} word_class;
_Static_assert(WC_N <= 64, "word_entry.classes has a bit for each class");

typedef struct {
	slice    word;           /* one word, or a phrase whose words are split by one space            */
	slice    value;          /* third column                                                        */
	int64_t  num, aux;       /* third and fourth column when they are numbers                       */
	uint32_t line;
	uint16_t next;           /* entry with the same first word                                      */
	uint8_t  class, words;   /* word_class; number of words                                         */
	uint64_t classes;        /* bits of the classes of this entry and of those behind it in its chain */
	const char *table;
} word_entry;

typedef struct {
	VEC(word_entry) entries;         /* entry 0 none                                                */
	strmap first;                    /* first word -> first entry of its chain                      */
} word_table;

dl_status words_load(const char *folder, const char *name, arena *a, word_table *t, dl_error *err);

typedef enum { LX_END = 0, LX_WORD, LX_NUM, LX_MARK } lexeme_kind;

typedef struct {
	int64_t  num;            /* of digits: the number times 10^decimals; of a fraction's mark: its numerator */
	uint32_t start, end;     /* bytes of the document's text                                        */
	uint32_t token;
	uint16_t word;           /* first entry of its chain in the table, 0 unknown                    */
	uint32_t lists;          /* of a word: what lists_of() says of it                               */
	uint8_t  kind;           /* lexeme_kind                                                         */
	uint8_t  ch;             /* of a mark: ASCII; dashes are '-', quotes '\'' and '"', pounds 'L', euros 'E',
	                            other money '$', fractions 'h'                                      */
	uint8_t  digits;         /* digits written, 0 when a separator or point stands among them; of a fraction's mark:
	                            its denominator                                                     */
	uint8_t  decimals;
	bool     glued;          /* no space before                                                     */
	bool     upper;          /* begins with a capital                                               */
} lexeme;

/* The lexemes of a document; sentence s is x.v[first[s] .. first[s + 1]). Behind the last one stands LX_END. */
struct lexemes {
	VEC(lexeme) x;
	uint32_t   *first;
};

/* Cut once, on first use; NULL when out of memory. */
const struct lexemes *lexemes_of(finder *f, const word_table *t);

static inline slice lex_text(const finder *f, const lexeme *x) { return slice_sub(f->text, x->start, x->end); }
static inline bool lex_in(const finder *f, const lexeme *x, word_list l)       /* a word of that list          */
{
	return x->kind == LX_WORD && on_list(f, x->lists, l);
}
static inline bool lex_mark(const lexeme *x, char ch) { return x->kind == LX_MARK && x->ch == (uint8_t)ch; }
static inline bool lex_word(const finder *f, const lexeme *x, const char *word)        /* without case          */
{
	slice w = {word, strlen(word)};
	return x->kind == LX_WORD && x->end - x->start == w.n && slice_eq_fold(lex_text(f, x), w);
}
/* Entry of that class for the word at x, or for the longest phrase that starts there and ends before `end`.
 * *next is the lexeme after it. NULL when there is none. */
const word_entry *lex_find(const finder *f, const word_table *t, const lexeme *x, const lexeme *end, unsigned class,
                           const lexeme **next);

/* An exact number: digits, words, or both ("1.2 million", "twenty-four", "two and a half", "22nd", "half a
 * million", "3/4"). */
typedef enum {
	NUM_NONE = 0,
	NUM_CARDINAL,
	NUM_ORDINAL,
	NUM_FRACTION,
	NUM_YEAR /* "nineteen ninety-six" */
} number_kind;
typedef struct {
	int64_t  num;            /* times 10^decimals                                                   */
	uint8_t  decimals;
	uint8_t  kind;           /* number_kind                                                         */
	bool     digits;         /* begins with digits                                                  */
	const lexeme *next;      /* after it                                                            */
} number;
bool number_read(const finder *f, const word_table *t, const lexeme *x, const lexeme *end, number *out);

#endif
