/* SPDX-License-Identifier: Apache-2.0
 *
 * time_weekday.c - days told by the name of their weekday.
 *
 * In: lexemes. Out: a `when` with its weekday, and what stands with it: a date, a day of a month that is not named, a
 * part of the day, the week it lies in.
 *
 *      Tuesday the 19th     weekday 2, day 19            Monday of last week    weekday 1, turn -1, anchor w
 *      Thursday week        weekday 4, shift 7           Monday two weeks ago   the weekday nearest to that day
 *
 * Which Monday is meant where nothing more is said: time_calendar.c. Cost: a few lexemes.
 */
#include "facts/time/time_grammar.h"

/* "Tuesday the 19th", "Friday 31.": a weekday with its day of a month that is not named. */
static bool weekday_of_month(const reader *r, const lexeme *z, when *w)
{
	int day;
	const lexeme *y = time_day_number(r, z, &day);
	if (!y || (y < r->end && lex_mark(y, '-'))) return false;
	bool ordinal = word(r, z, "the") || (z->kind == LX_NUM && y == z + 2);
	bool bare = y == z + 1 && z->kind == LX_NUM
	            && (y >= r->end || (y->kind == LX_MARK && !(y + 1 < r->end && (y + 1)->glued && y->glued))
	                || word(r, y, "at") || word(r, y, "from") || word(r, y, "between"));
	bool noun = y < r->end && y->kind == LX_WORD && r->f->tok->upos[y->token] == DL_NOUN;
	if ((!ordinal && !bare) || noun || lex_mark(z - 1, ',')) return false;
	return w->day = day, w->next = y, true;
}

/* "Monday week", "Thursday fortnight": so long after the coming one. */
static bool weekday_on(const reader *r, when *w)
{
	const lexeme *y = w->next, *z = y + 1;
	bool week = word(r, y, "week");
	if (!week && !word(r, y, "fortnight")) return false;
	if (z < r->end && (z->kind == LX_NUM || lex_mark(z, '\'') || lex_mark(z, '-') || is(r, z, WC_ONE))) return false;
	if (z < r->end && z->kind == LX_WORD && r->f->tok->upos[z->token] == DL_NOUN) return false;
	return w->shift = week ? 7 : 14, w->anchor = 'o', w->next = z, true;
}

/* "Monday two weeks ago", "Saturday three days from now": the weekday nearest to the day counted. */
static bool weekday_counted(const reader *r, const lexeme *x, when *w)
{
	when d = blank(w->next);
	if (w->next >= r->end || !time_read_duration(r, w->next, &d) || d.kind != 'a' || d.vague) return false;
	if (d.unit != 'D' && d.unit != 'W' && d.unit != 'F') return false;
	d.weekday = w->weekday, d.first = x, d.rule = w->rule;
	return *w = d, true;
}

/* "Monday", "Monday, May 3, 2014", "Monday night", "Tuesday the 19th", "Thursday week". */
bool time_read_weekday(const reader *r, const lexeme *x, when *w)
{
	const word_entry *e = time_weekday(r, x);
	if (!e) return false;
	w->rule = e, w->weekday = (int)e->num;
	const lexeme *y = over_point(r, x + 1), *z = over_comma(r, e->word.n <= 5 ? y : x + 1);
	w->next = x + 1;
	when d = blank(z);
	if (z < r->end && (time_read_month(r, z, &d) || time_read_day_month(r, z, &d) || time_read_digits(r, z, &d))
		&& d.day && d.month) {
		d.weekday = w->weekday, d.first = x, d.rule = e;
		*w = d;
		return true;
	}
	/* "Friday 5/12": month first unless it cannot be. */
	if (whole(r, z, 1, 31, 2) && mark(r, z + 1, '/') && glued(r, z + 1) && whole(r, z + 2, 1, 31, 2) && glued(r, z + 2)
	    && !(mark(r, z + 3, '/') && glued(r, z + 3)) && (z->num <= 12 || (z + 2)->num <= 12)) {
		bool first = z->num <= 12;
		w->month = (int)(first ? z->num : (z + 2)->num), w->day = (int)(first ? (z + 2)->num : z->num);
		return w->next = z + 3, true;
	}
	if (weekday_of_month(r, z, w) || weekday_on(r, w) || weekday_counted(r, x, w)) return true;
	time_part_after(r, w);
	const lexeme *after = over_comma(r, w->next);
	bool of = word(r, after, "of");
	if (of) after++;
	if (of && word(r, after, "the")) after++;
	const word_entry *t = after < r->end ? lex_find(r->f, r->t, after, r->end, WC_TURN, &z) : NULL;
	if (t && after >= w->next + of && !mark(r, w->next, ',') && word(r, z, "week"))
		w->turn = (int)t->num, w->anchor = 'w', w->next = z + 1; /* "Monday last week", "Monday of last week" */
	return true;
}
