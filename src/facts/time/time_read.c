/* SPDX-License-Identifier: Apache-2.0
 *
 * time_read.c - the grammar of times: the longest construction at a place in the text.
 *
 * In: lexemes. Out: a `when`. "late last week" is edge e | turn -1 | unit W; "5 p.m. EST, Nov. 6" is hour 17, zone
 * -300, month 11, day 6; "two days later" is n 2, unit D, kind 'a', turn 1, counted from the last time told.
 * Each reader tries one construction at x and says where it ends; the longest wins. Which day that is, is
 * decided in time_value.c. Words and their classes: data/en/times.tsv.
 */
#include "facts/time/time_grammar.h"

bool time_read_core(const reader *r, const lexeme *x, when *best, bool clock)
{
	static bool (*const readers[])(const reader *, const lexeme *, when *) = {
		time_read_weekday,  time_read_month,       time_read_day_month,     time_read_digits,   time_read_day_word,
		time_read_turn,     time_read_quarter,     time_read_season,        time_read_century,  time_read_decade,
		time_read_year,     time_read_unit_before, time_read_unit_hyphen,   time_read_set,      time_read_duration,
		time_read_feast,    time_read_week_of,     time_read_bare_duration, time_read_the_unit, time_read_part,
		time_read_bare_day, time_read_ref,      time_read_week_with,    time_read_nth,      time_read_slashes,
		time_read_all_day,  time_read_same_time,
	};
	*best = blank(x);
	if (clock) {
		when w = blank(x);
		if (time_read_clock(r, x, &w)) *best = w;
	}
	for (size_t i = 0; i < COUNT(readers); i++) {
		when w = blank(x);
		if (readers[i](r, x, &w) && w.next > best->next) *best = w;
	}
	if (best->next == x) return false;
	if (clock && best->hour < 0 && (best->kind == 'c' || best->kind == 'u')
	    && (best->day || best->weekday || best->feast || best->unit == 'D')) {
		time_part_after(r, best);
		time_hour_after(r, best);
	}
	return true;
}

#define TIMES_INSIDE 2                     /* "the week of the day before Easter" */

bool time_read_inner(const reader *r, const lexeme *x, when *w)
{
	reader inner = *r;
	if (x >= r->end || ++inner.depth > TIMES_INSIDE) return false;
	return time_read_core(&inner, x, w, false);
}

/* "end of year", "end of the month": a unit without an article is the one that runs. */
static bool bare_unit(const reader *r, const lexeme *x, when *w)
{
	bool plural = false;
	char unit = time_unit_at(r, x, &plural);
	if (plural || (unit != 'Y' && unit != 'O' && unit != 'W' && unit != 'Q' && unit != 'C')) return false;
	if (x + 1 < r->end && (x + 1)->kind != LX_MARK) return false;
	*w = blank(x);
	w->kind = 'u', w->unit = unit, w->turn = 0, w->anchor = 'd', w->next = x + 1;
	return true;
}

/* "early", "mid-", "the end of" before a time that can have a beginning, a middle and an end. */
static bool read_edge(const reader *r, const lexeme *x, when *w)
{
	const lexeme *next;
	const lexeme *y = word(r, x, "the") ? x + 1 : x;
	const word_entry *e = lex_find(r->f, r->t, x, r->end, WC_EDGE, &next);
	if (!e && y > x && y < r->end) e = lex_find(r->f, r->t, y, r->end, WC_EDGE, &next);
	if (!e || next >= r->end) return false;
	char mod = e->value.p[0];
	if (mark(r, next, '-')) next++;
	if (word(r, next, "in") || word(r, next, "on")) next++;
	if (next >= r->end) return false;
	bool of = e->words > 1 && lex_word(r->f, next - 1, "of");
	if (!(of && bare_unit(r, next, w))
	    && (!time_read_core(r, next, w, true) || w->kind == 'r' || w->kind == 's' || w->age))
		return false;
	if (w->kind == 'd' && w->turn == NO_TURN) return false;
	w->first = x, w->mod = mod;
	if (slice_eq_fold(e->word, S("earlier"))) w->mod = 'S';       /* up to the day before the report */
	if (slice_eq_fold(e->word, S("later"))) w->mod = 'E';
	return true;
}

#define BIT(class) (1ull << (class))
/* Classes of words that a time may begin with, but for the references of class ref. */
#define OPENERS (BIT(WC_MONTH) | BIT(WC_WEEKDAY) | BIT(WC_SEASON) | BIT(WC_UNIT) | BIT(WC_PART) | BIT(WC_CLOCK) \
                 | BIT(WC_DAY) | BIT(WC_TURN) | BIT(WC_EDGE) | BIT(WC_EVERY) | BIT(WC_OFTEN) | BIT(WC_ERA) \
                 | BIT(WC_FEAST) | BIT(WC_DECADE) | BIT(WC_ONE) | BIT(WC_TEN) | BIT(WC_SCALE) | BIT(WC_GROUP) \
                 | BIT(WC_ORDINAL) | BIT(WC_FRACTION) | BIT(WC_MANY) | BIT(WC_PLURAL))

/* May a time begin here? A cheap look that lets most words go: an article needs a word of the tables, a figure or a
 * quote behind it. */
static bool may_begin(const reader *r, const lexeme *x)
{
	if (x->kind != LX_WORD) return x->kind == LX_NUM || x->ch == '\'';
	if (word_in(r, x, W_TIME_ARTICLE)) {
		const lexeme *y = x + 1;
		if (y >= r->end) return false;
		return y->kind == LX_WORD ? y->word || word_in(r, y, W_TIME_ADJECTIVE) : y->kind == LX_NUM || y->ch == '\'';
	}
	return (r->t->entries.v[x->word].classes & OPENERS) || word_in(r, x, W_TIME_OPENER);
}

bool time_read(const finder *f, const lexeme *x, const lexeme *begin, const lexeme *end, when *out)
{
	reader r = {f, &f->kb->times->words, begin, end, 0};
	if (!may_begin(&r, x)) {
		*out = blank(x);
		return x->word && time_read_ref(&r, x, out);
	}
	if (read_edge(&r, x, out)) return true;
	return time_read_core(&r, x, out, true);
}
