/* SPDX-License-Identifier: Apache-2.0
 *
 * time_grammar.h - inside the grammar of times only: small steps over lexemes, and one reader a construction.
 *
 * A reader tries its construction at x; when it is there, it fills *w, sets w->next behind it and returns true.
 */
#ifndef DL_FACTS_TIME_GRAMMAR_H
#define DL_FACTS_TIME_GRAMMAR_H

#include "facts/time/time.h"

typedef struct {
	const finder *f;
	const word_table *t;
	const lexeme *begin, *end;           /* the sentence                                            */
	int depth;                           /* of times inside times                                   */
} reader;

static inline const word_entry *is(const reader *r, const lexeme *x, unsigned class)
{
	return x < r->end ? lex_find(r->f, r->t, x, r->end, class, NULL) : NULL;
}

/* Is it that word, given in small letters? */
static inline bool word(const reader *r, const lexeme *x, const char *w)
{
	return x < r->end && x->kind == LX_WORD && (r->f->text.p[x->start] | 0x20) == w[0] && lex_word(r->f, x, w);
}
static inline bool word_in(const reader *r, const lexeme *x, word_list l)
{
	return x < r->end && lex_in(r->f, x, l);
}
static inline bool mark(const reader *r, const lexeme *x, char c) { return x < r->end && lex_mark(x, c); }
static inline bool glued(const reader *r, const lexeme *x) { return x < r->end && x->glued; }

static inline when blank(const lexeme *x)
{
	return (when){.first = x, .next = x, .hour = -1, .minute = -1, .decade = -1, .century = -1, .turn = NO_TURN,
	              .zone = DL_ZONE_LOCAL, .kind = 'c'};
}

static inline bool whole(const reader *r, const lexeme *x, int64_t lo, int64_t hi, int max_digits)
{
	return x < r->end && x->kind == LX_NUM && x->digits && x->digits <= max_digits && x->num >= lo && x->num <= hi;
}

static inline bool year_number(const reader *r, const lexeme *x)
{
	return whole(r, x, 1000, 2199, 4) && x->digits == 4 && !(glued(r, x + 1) && (x + 1)->kind == LX_WORD);
}
static inline const lexeme *over_point(const reader *r, const lexeme *x)
{
	return mark(r, x, '.') && x->glued ? x + 1 : x;
}

static inline const lexeme *over_comma(const reader *r, const lexeme *x) { return mark(r, x, ',') ? x + 1 : x; }

/* time_date.c */
const word_entry *time_month(const reader *r, const lexeme *x);
const word_entry *time_weekday(const reader *r, const lexeme *x);
const lexeme *time_any_year(const reader *r, const lexeme *x, when *w);
bool time_read_month(const reader *r, const lexeme *x, when *w);
bool time_read_day_month(const reader *r, const lexeme *x, when *w);
bool time_read_bare_day(const reader *r, const lexeme *x, when *w);
bool time_read_season(const reader *r, const lexeme *x, when *w);
bool time_read_quarter(const reader *r, const lexeme *x, when *w);
const lexeme *time_year_by_turn(const reader *r, const lexeme *x, when *w);
bool time_read_feast(const reader *r, const lexeme *x, when *w);
char time_joins_days(const reader *r, const lexeme *x);
const lexeme *time_day_number(const reader *r, const lexeme *x, int *day);
bool time_noun_at(const reader *r, const lexeme *x);     /* a noun, or what leads to one                        */

/* time_digits.c */
bool time_read_digits(const reader *r, const lexeme *x, when *w);
bool time_read_slashes(const reader *r, const lexeme *x, when *w);

/* time_year.c */
bool time_read_year(const reader *r, const lexeme *x, when *w);
bool time_read_decade(const reader *r, const lexeme *x, when *w);
bool time_read_century(const reader *r, const lexeme *x, when *w);

/* time_nth.c */
bool time_read_week_of(const reader *r, const lexeme *x, when *w);
bool time_read_week_with(const reader *r, const lexeme *x, when *w);
bool time_read_nth(const reader *r, const lexeme *x, when *w);

/* time_clock.c */
const lexeme *time_hour(const reader *r, const lexeme *x, when *w);
bool time_read_clock(const reader *r, const lexeme *x, when *w);
bool time_read_part(const reader *r, const lexeme *x, when *w);
void time_part_after(const reader *r, when *w);
void time_hour_after(const reader *r, when *w);

/* time_weekday.c */
bool time_read_weekday(const reader *r, const lexeme *x, when *w);

/* time_unit.c */
bool time_read_day_word(const reader *r, const lexeme *x, when *w);
bool time_read_turn(const reader *r, const lexeme *x, when *w);
bool time_read_the_unit(const reader *r, const lexeme *x, when *w);
bool time_read_unit_before(const reader *r, const lexeme *x, when *w);
bool time_read_unit_hyphen(const reader *r, const lexeme *x, when *w);
bool time_read_same_time(const reader *r, const lexeme *x, when *w);
char time_unit_at(const reader *r, const lexeme *x, bool *plural);

/* time_duration.c */
bool time_read_duration(const reader *r, const lexeme *x, when *w);
bool time_read_all_day(const reader *r, const lexeme *x, when *w);
bool time_read_bare_duration(const reader *r, const lexeme *x, when *w);
bool time_from_base(const reader *r, const lexeme *x, when *w);      /* "before Christmas" behind a length      */
const lexeme *time_amount(const reader *r, const lexeme *x, when *w);        /* how many units; NULL none       */
void time_and_half(const reader *r, when *w);                        /* "and a half" behind a length            */

/* time_set.c */
bool time_read_set(const reader *r, const lexeme *x, when *w);
bool time_set_hour(const reader *r, const when *hour, when *set);
bool time_read_ref(const reader *r, const lexeme *x, when *w);

/* time_join.c */
void time_look_after(const finder *f, const lexeme *end, when *w);
void time_join(finder *f, const when *first, const when *second, int32_t today);  /* the last two of times[] */

/* time_tense.c */
uint32_t time_head(const finder *f, const when *w);      /* its token that hangs on the rest of the sentence    */
time_tense time_tense_at(const finder *f, uint32_t t);
bool time_set_ahead(const finder *f, uint32_t t);        /* "put off until June": ahead, in whatever tense      */
bool time_lies_back(const when *w, const time_context *c);       /* a month some time before the report         */
bool time_ahead_of_told(const finder *f, const when *told, const when *w, const time_context *c);

/* time_borrow.c */
bool time_joins_ends(const finder *f, const lexeme *begin, const when *w);       /* is it the first end of a stretch? */
void time_borrow_from_end(finder *f, const lexeme *begin, const lexeme *end, const time_context *c, when *w);
void time_borrow_day_behind(finder *f, const lexeme *begin, const lexeme *end, bool first, when *w);

/* time_document.c */
bool time_tells_history(const finder *f, const struct lexemes *lx, int32_t today);
int32_t time_days_behind(const finder *f, const struct lexemes *lx, int32_t today);
bool time_writes_day_first(const finder *f, const struct lexemes *lx);

/* time_read.c */
bool time_read_core(const reader *r, const lexeme *x, when *best, bool clock);
bool time_read_inner(const reader *r, const lexeme *x, when *w);      /* a time inside a time, no hour          */

#endif
