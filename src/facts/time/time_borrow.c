/* SPDX-License-Identifier: Apache-2.0
 *
 * time_borrow.c - a time that another one stands beside takes what only that one says.
 *
 * In: a time as it was read, the lexemes behind it. Out: the same time with the other's day or year.
 *
 *      10 a.m. to noon on Tuesday               the first end takes the day of the second
 *      11 p.m. to 2 a.m. Sunday                 and begins the day before
 *      June-August 1992                         a month takes the year
 *      4 a.m. local time (0200 GMT) on Friday   the day behind a bracket
 *      at 4 p.m. in the old town on Friday      the day behind the place, where no other time was told before
 *
 * What a time says itself it keeps. Cost: a few lexemes behind each time.
 */
#include "facts/time/time_grammar.h"

/* Between the ends of a stretch: "from A to B", "between A and B", "A - B". */
bool time_joins_ends(const finder *f, const lexeme *begin, const when *w)
{
	const lexeme *y = w->next, *p = w->first > begin ? w->first - 1 : NULL;
	if (lex_word(f, y, "and")) return p && lex_word(f, p, "between");
	return lex_mark(y, '-') || lex_mark(y, '~') || lex_word(f, y, "to") || listed(f, W_TILL, lex_text(f, y));
}

/* The year of a month without one, where its time is read alone; 0 when nothing says. */
static int year_alone(finder *f, const when *w, const time_context *c)
{
	time_context own = *c;
	dl_time t;
	int y = 0, m, d;
	time_resolve(f, w, time_tense_at(f, time_head(f, w)), &own, &t);
	if (t.from_min != DL_MIN_NONE) day_to_ymd((int32_t)(t.from_min / 1440), &y, &m, &d);
	return y;
}

/* An hour takes the day of another reading, and keeps what it says itself. */
static void take_day(when *w, const when *from)
{
	when own = *w;
	*w = *from;
	w->first = own.first, w->next = own.next, w->hour = own.hour, w->minute = own.minute, w->part[0] = 0;
	w->mod = own.mod, w->soon = own.soon;
	if (own.zone != DL_ZONE_LOCAL) w->zone = own.zone, w->us_zone = own.us_zone;
}

static bool is_bare_hour(const when *w)
{
	return w->kind == 'c' && w->hour >= 0 && !w->day && !w->month && !w->weekday && !w->year && !w->feast;
}

/* The first end of a stretch takes what only the second says: "10 a.m. to noon on Tuesday", "June-August 1992". */
void time_borrow_from_end(finder *f, const lexeme *begin, const lexeme *end, const time_context *c, when *w)
{
	when b;
	bool hour = is_bare_hour(w);
	bool month = w->kind == 'c' && w->month && !w->year && !w->unit && w->turn == NO_TURN;
	if ((!hour && !month) || w->next + 1 >= end || !time_joins_ends(f, begin, w)) return;
	if (!time_read(f, w->next + 1, begin, end, &b) || b.kind == 'r' || b.kind == 's' || b.kind == 'd' || b.kind == 'a')
		return;
	if (month) {
		bool news = !c->history && c->today != DL_DAY_NONE;
		int year = b.kind != 'c' || !b.month ? 0 : b.year ? b.year : news ? year_alone(f, &b, c) : 0;
		if (year > 0) w->year = year - (b.month < w->month || (b.month == w->month && b.day && b.day < w->day));
		return;
	}
	if (b.hour < 0 || !(b.weekday || b.day || b.feast || (b.kind == 'u' && b.unit == 'D'))) return;
	take_day(w, &b);
	if (w->hour > b.hour) w->shift = -1;                          /* "11 p.m. to 2 a.m. Sunday" begins the day before */
}

#define DAY_BEHIND 10                      /* lexemes from an hour to its day: "at 4 p.m. in the old town on Friday" */
#define BRACKET_LONG 10                    /* lexemes between the brackets of "(11:30 a.m. Eastern time)"        */

/* Where the day behind a bracket would begin: "4 a.m. local time (0200 GMT) on Friday", for the hour before the bracket
 * and for the one in it. NULL when no bracket stands there. */
static const lexeme *behind_bracket(const lexeme *x, const lexeme *end)
{
	bool open = x < end && lex_mark(x, '(');
	const lexeme *y = x;
	while (open && y < end && y - x < BRACKET_LONG && !lex_mark(y, ')')) y++;
	return y < end && lex_mark(y, ')') ? y + 1 : NULL;
}

/* "at 4 p.m. in the old town on Friday": the place between an hour and its day; no verb, other time or clause. */
static const lexeme *behind_scene(const finder *f, const lexeme *x, const lexeme *end)
{
	if (x >= end || x->kind != LX_WORD || f->tok->upos[x->token] != DL_ADP) return NULL;
	for (const lexeme *y = x; y < end && y - x < DAY_BEHIND; y++) {
		unsigned pos = f->tok->upos[y->token];
		bool stops = y->kind == LX_MARK ? !strchr("-'.,", y->ch) : pos == DL_VERB || pos == DL_AUX || pos == DL_CCONJ
		             || pos == DL_SCONJ || pos == DL_PRON;
		if (stops) return NULL;
		if (y > x && lex_word(f, y, "on")) return y;
	}
	return NULL;
}

/* first: the sentence told no time before it. */
void time_borrow_day_behind(finder *f, const lexeme *begin, const lexeme *end, bool first, when *w)
{
	when b;
	const lexeme *y = is_bare_hour(w) ? behind_bracket(w->next, end) : NULL;
	if (!y) y = is_bare_hour(w) && first ? behind_scene(f, w->next, end) : NULL;
	if (!y) return;
	if (y < end && lex_mark(y, ',')) y++;
	if (y < end && lex_word(f, y, "on")) y++;
	if (y >= end || !time_read(f, y, begin, end, &b) || b.hour >= 0 || b.mod) return;
	if (b.feast) take_day(w, &b);
	else if (b.kind == 'c' ? b.weekday || (b.day && b.month) : b.kind == 'u' && b.unit == 'D') take_day(w, &b);
}
