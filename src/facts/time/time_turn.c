/* SPDX-License-Identifier: Apache-2.0
 *
 * time_turn.c - units by their place: "today", "last week", "this month", "the next quarter", "the previous year".
 *
 * In: a `when` of kind 'u'. Out: value, stretch, grain and basis. "last week" in an article of Tuesday 2022-08-30 is
 * 2022-W34, Monday 22 to Sunday 28. It is counted from the report's day, or from the last time told for "the previous
 * week" and in a history; without either it stays open ("PAST_REF", "XXXX-WXX").
 */
#include "facts/time/time_value.h"

/* The day, month, year from which a unit is counted. False: nothing to count from. */
bool time_anchor(const when *w, const time_context *c, ymd *at, uint8_t *basis)
{
	bool context = w->anchor == 'm' || w->anchor == 'n' || c->history || c->today == DL_DAY_NONE;
	if (w->anchor == 'n' && !c->history && c->today != DL_DAY_NONE) context = c->year && c->recent_year;
	if (w->anchor == 'd' && c->today != DL_DAY_NONE && !(c->history && w->turn)) context = false;
	if (context && c->year) {
		*at = (ymd){c->year, c->month, c->day}, *basis = DL_BASIS_MENTION;
		/* "Friday ... the longest run since 2009 ended a day earlier": earlier than Friday. */
		bool days = w->unit && strchr("DNWFH", w->unit);
		bool month = w->unit == 'O' && !at->m && !c->history && c->today != DL_DAY_NONE;
		if (month) *at = ymd_of_day(c->today), *basis = c->today_basis;    /* "the previous month" behind "2020" */
		if (days && !(at->m && at->d) && !c->history && c->last_day != DL_DAY_NONE) *at = ymd_of_day(c->last_day);
		return true;
	}
	/* "the next quarter", where none was told, is the one after the report's; a "next day" stays open. */
	bool long_unit = w->kind == 'u' && (w->unit == 'Q' || w->unit == 'Y' || w->unit == 'O' || w->unit == 'W');
	if (c->today == DL_DAY_NONE || c->history || (w->anchor == 'm' && !(long_unit && w->turn)))
		return *basis = DL_BASIS_NONE, false;
	*at = ymd_of_day(c->today), *basis = c->today_basis;
	return true;
}

static void resolve_day_shift(const when *w, ymd at, time_context *c, dl_time *o, timex *t)
{
	int shift = w->days + w->shift + (w->turn == NO_TURN ? 0 : w->turn);
	if (at.y > 0 && at.m && at.d) {
		int32_t day = day_from_ymd(at.y, at.m, at.d) + shift;
		span_days(o, day, day, DL_G_DAY);
		if (w->week_of) return timex_week_of(w, o, t, day);
		at = ymd_of_day(day);
		if (w->evening) timex_date(t, ymd_of_day(day - 1));
		else timex_date(t, at);
		time_tell(c, at, 0, c->sent);
	} else if (at.y) {                                /* "that day" of a month: known to the month */
		if (at.d) at.d += shift;
		timex_date(t, at.m ? at : (ymd){at.y, 0, 0});
		if (at.m && !at.d) timex_put(t, "-XX");
		else if (!at.m) timex_put(t, "-XX-XX");
		span_date(o, at);
		o->grain = DL_G_DAY;
	}
	timex_clock(t, w);
	span_clock(o, w);
}

/* Weeks on from the week of the day to the weekend that is meant: "the weekend" of a report made from Monday to
 * Thursday is the one before it; so is "this weekend", told in the past in a report of Monday to Wednesday. */
static int weekend_shift(const when *w, time_tense tense, int weekday)
{
	if (w->turn != 0 || weekday > 4) return 0;
	return w->bare || (tense == TENSE_PAST && weekday < 4) ? -1 : 0;
}

static void resolve_week(const when *w, time_tense tense, ymd at, time_context *c, dl_time *o, timex *t)
{
	int wy, wk;
	bool weekend = w->unit == 'E';
	if (!(at.y > 0 && at.m && at.d)) {
		timex_year(t, at.y);
		timex_put(t, weekend ? "-WXX-WE" : "-WXX");
		span_date(o, at);
		o->grain = weekend ? DL_G_WEEKEND : DL_G_WEEK;
		return;
	}
	int32_t day = day_from_ymd(at.y, at.m, at.d),
		monday = day - day_weekday(day) + 1 + 7 * (w->turn == NO_TURN ? 0 : w->turn);
	if (weekend) monday += 7 * weekend_shift(w, tense, day_weekday(day));
	day_iso_week(monday, &wy, &wk);
	timex_put(t, weekend ? "%04d-W%02d-WE" : "%04d-W%02d", wy, wk);
	if (weekend) span_days(o, monday + 5, monday + 6, DL_G_WEEKEND);
	else span_days(o, monday, monday + 6, DL_G_WEEK);
	/* "this week" is told up to the day of the report. */
	if (!weekend && w->turn == 0 && !w->mod && day == c->today) o->to_min = ((int64_t)day + 1) * DAY_MIN;
}

#define QUARTER_SENTS 4                    /* sentences for which a quarter is remembered; TimeBank */

bool time_quarter_near(const time_context *c)
{
	return c->quarter_told && !c->history && c->now_sent - c->quarter_sent <= QUARTER_SENTS;
}

/* The quarter that a report of figures is about: the last one told, else the one before the report. */
int time_quarter_last(const time_context *c, int *y)
{
	if (c->quarter_told && c->quarter_year) return *y = c->quarter_year, c->quarter_told;
	if (c->today == DL_DAY_NONE) return 0;
	ymd t = ymd_of_day(c->today);
	int q = (t.m + 2) / 3 - 1;
	*y = q ? t.y : t.y - 1;
	return q ? q : 4;
}

/* Nothing to count from: the unit stays open. */
static void resolve_open(const when *w, dl_time *o, timex *t)
{
	int turn = w->turn == NO_TURN ? 0 : w->turn;
	o->grain = w->unit == 'D'   ? DL_G_DAY
	           : w->unit == 'W' ? DL_G_WEEK
	           : w->unit == 'E' ? DL_G_WEEKEND
	           : w->unit == 'O' ? DL_G_MONTH
	                            : DL_G_YEAR;
	if (w->unit == 'D' && !w->days && !turn && !w->part[0] && w->anchor == 'd') timex_put(t, "PRESENT_REF");
	else if (w->unit == 'D') timex_put(t, "XXXX-XX-XX"), timex_clock(t, w);
	else if (w->unit == 'W') timex_put(t, "XXXX-WXX");
	else if (w->unit == 'E') timex_put(t, "XXXX-WXX-WE");
	else if (w->unit == 'O') timex_put(t, "XXXX-XX");
	else timex_put(t, turn < 0 ? "PAST_REF" : turn > 0 ? "FUTURE_REF" : "XXXX");
}

/* "last month", "the second week of next month", "the first Monday of this month". */
static void resolve_month(const when *w, ymd at, int turn, time_context *c, dl_time *o, timex *t)
{
	if (!at.m) { timex_year(t, at.y), timex_put(t, "-XX"), span_date(o, at); return; }
	at.d = 1, at = ymd_add_months(at, turn), at.d = 0;
	if (w->week && at.y > 0) return time_resolve_week_of(w, at, o, t);
	if (w->nth && at.y > 0) time_nth_day(w, &at);
	timex_date(t, at), span_date(o, at), time_tell(c, at, 0, c->sent);
	if (w->nth) timex_clock(t, w), span_clock(o, w);
}

static void resolve_quarter(const when *w, ymd at, int turn, time_context *c, dl_time *o, timex *t)
{
	int q = at.m ? (at.m + 2) / 3 : 0;
	if (w->anchor == 'n' || (w->anchor == 'm' && c->quarter_told)) q = time_quarter_last(c, &at.y);
	if (!q) { timex_year(t, at.y), timex_put(t, "-QX"), span_date(o, at); return; }
	q += turn;
	while (q < 1) q += 4, at.y--;
	while (q > 4) q -= 4, at.y++;
	when part = *w;
	part.quarter = q, part.half = 0, part.season[0] = 0;
	time_resolve_part_of_year(&part, at.y, o, t);
	time_tell(c, (ymd){at.y, 0, 0}, q, c->now_sent);
}

/* "this decade", "the last century". */
static void resolve_age(const when *w, ymd at, int turn, dl_time *o, timex *t)
{
	bool decade = w->unit == 'T';
	int years = decade ? 10 : 100, k = (at.y < 0 ? -at.y : at.y) / years + (at.y < 0 ? -turn : turn);
	timex_put(t, decade ? "%s%03d" : "%s%02d", at.y < 0 ? "BC" : "", k);
	if (at.y > 0) span_months(o, k * years, 1, 12 * years, decade ? DL_G_DECADE : DL_G_CENTURY);
}

void time_resolve_unit(const when *w, time_tense tense, time_context *c, dl_time *o, timex *t)
{
	ymd at = {0, 0, 0};
	int turn = w->turn == NO_TURN ? 0 : w->turn;
	span_none(o);
	o->basis = DL_BASIS_NONE;
	if (!time_anchor(w, c, &at, &o->basis)) return resolve_open(w, o, t);
	switch (w->unit) {
	case 'D':
		if (c->history && w->anchor == 'd' && !turn && !w->days && !w->part[0]) {       /* "today" in a history */
			timex_put(t, "PRESENT_REF"), o->basis = DL_BASIS_NONE;
			return;
		}
		return resolve_day_shift(w, at, c, o, t);
	case 'W': case 'E': case 'F':
		return resolve_week(w, tense, at, c, o, t);
	case 'O':
		return resolve_month(w, at, turn, c, o, t);
	case 'Q':
		return resolve_quarter(w, at, turn, c, o, t);
	case 'T': case 'C':
		return resolve_age(w, at, turn, o, t);
	default:
		at = (ymd){at.y + turn, w->month, w->day};
		if (w->quarter || w->half || w->season[0]) time_resolve_part_of_year(w, at.y, o, t);
		else timex_date(t, at), span_date(o, at);
		time_tell(c, at, w->quarter, c->now_sent);
	}
}
