/* SPDX-License-Identifier: Apache-2.0
 *
 * time_nth.c - a day or a week by its place in a longer stretch.
 *
 * In: lexemes. Out: a `when`. "the first Monday of May 2020" is nth 1, weekday 1, month 5, year 2020; "the last week
 * of next month" is week -1 of a unit by its place; "the week of 3 May" is that day with week_of set. Which days
 * these are is decided in time_value.c. Each reader tries one construction at x.
 */
#include "facts/time/time_grammar.h"

/* A month at x that is named or told by its place: "May 2020", "next month", "the month". */
static bool month_inside(const reader *r, const lexeme *x, when *w)
{
	*w = blank(x);
	if (x >= r->end) return false;
	if (time_read_month(r, x, w)) return !w->day;
	*w = blank(x);
	if (time_read_turn(r, x, w) && w->kind == 'u' && w->unit == 'O') return true;
	*w = blank(x);
	return time_read_the_unit(r, x, w) && w->unit == 'O';
}

/* "the second week of 2021", "the last week of July", "week 27 of last year". */
bool time_read_week_of(const reader *r, const lexeme *x, when *w)
{
	const lexeme *y = word(r, x, "the") ? x + 1 : x;
	number n;
	int week = 0;
	if (word(r, y, "week") && whole(r, y + 1, 1, 53, 2)) week = (int)(y + 1)->num, y += 2;
	else if (y + 1 < r->end && (word(r, y, "last") || word(r, y, "final")) && word(r, y + 1, "week")) week = -1, y += 2;
	else if (y < r->end && number_read(r->f, r->t, y, r->end, &n) && n.kind == NUM_ORDINAL && n.num < 54
	         && word(r, n.next, "week"))
		week = (int)n.num, y = n.next + 1;
	if (!week || y + 1 >= r->end || !(word(r, y, "of") || word(r, y, "in"))) return false;
	const lexeme *z = time_year_by_turn(r, y, w), *of = y + 1;
	char kind = 'c', unit = 0;
	if (!z && month_inside(r, of, w)) z = w->next, kind = w->kind, unit = w->unit;
	if (!z) *w = blank(x), z = year_number(r, of) ? (w->year = (int)of->num, of + 1) : NULL;
	if (!z || ((w->month || unit == 'O') && week > 5)) return false;
	w->kind = kind, w->week = week, w->unit = unit, w->first = x, w->next = z;
	return true;
}

/* "the week of 3 May", "the week beginning on Monday", "w/c 3 May", "the weekend of Halloween". */
bool time_read_week_with(const reader *r, const lexeme *x, when *w)
{
	const lexeme *y = word(r, x, "the") ? x + 1 : x;
	bool weekend = word(r, y, "weekend"), short_form = word(r, y, "w") && mark(r, y + 1, '/') && word(r, y + 2, "c");
	if (!weekend && !short_form && !word(r, y, "week")) return false;
	y++;
	if (!short_form && !word(r, y, "of") && (weekend || !word_in(r, y, W_BEGINNING))) return false;
	y += short_form ? 2 : 1;
	if (word(r, y, "on")) y++;
	when d;
	if (!time_read_inner(r, y, &d) || d.part[0] || d.week || d.week_of) return false;
	bool day = d.kind == 'c' ? d.day || d.weekday || d.feast : d.kind == 'u' && d.unit == 'D';
	if (!day) return false;
	d.first = x, d.week_of = true, d.weekend_of = weekend;
	return *w = d, true;
}

/* "the first Monday of May", "the last Friday of next month", "the 15th day of June". */
bool time_read_nth(const reader *r, const lexeme *x, when *w)
{
	const lexeme *y = word(r, x, "the") ? x + 1 : x;
	number n;
	int nth = 0;
	if (y < r->end && (word(r, y, "last") || word(r, y, "final"))) nth = -1, y++;
	else if (y < r->end && number_read(r->f, r->t, y, r->end, &n) && n.kind == NUM_ORDINAL && n.num >= 1 && n.num <= 31)
		nth = (int)n.num, y = n.next;
	if (!nth || y >= r->end) return false;
	const word_entry *e = time_weekday(r, y);
	if (!e && !word(r, y, "day")) return false;
	if (e && nth > 5) return false;
	when part = blank(y);
	part.next = y + 1;
	if (e) time_part_after(r, &part);
	y = part.next;
	if (!(word(r, y, "of") || word(r, y, "in")) || !month_inside(r, y + 1, w)) return false;
	memcpy(w->part, part.part, sizeof w->part);
	w->nth = nth, w->weekday = e ? (int)e->num : 0, w->first = x;
	if (!w->rule) w->rule = e;
	return true;
}
