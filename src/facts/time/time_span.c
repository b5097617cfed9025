/* SPDX-License-Identifier: Apache-2.0
 *
 * time_span.c - dates, their TIMEX3 values, and the stretches of time that they cover.
 *
 * In: a year, month and day that may lack their finer fields. Out: the value as text, [from, to) in minutes, the grain.
 * 2022-08 is "2022-08", [2022-08-01, 2022-09-01), MONTH; bent by "early" it is [2022-08-01, 2022-08-11).
 * Stretches of fuzzy words follow the phrase table of UCDP's codebook (GED 22.1, appendix 2): early March is its
 * first ten days, late last week Friday to Sunday. Nothing here looks at the document but its day.
 */
#include "facts/time/time_value.h"

#include <stdio.h>

#define DAWN_MIN 360                       /* "before dawn", "before morning": up to six */

static int64_t minutes(int y, int m, int d) { return (int64_t)day_from_ymd(y, m, d) * DAY_MIN; }

ymd ymd_of_day(int32_t day)
{
	ymd r;
	day_to_ymd(day, &r.y, &r.m, &r.d);
	return r;
}

ymd ymd_add_months(ymd at, int64_t n)
{
	int64_t m = (int64_t)at.y * 12 + at.m - 1 + n;
	at.y = (int)(m / 12), at.m = (int)(m % 12) + 1;
	if (at.d > days_in_month(at.y, at.m)) at.d = days_in_month(at.y, at.m);
	return at;
}

/* Days in n units, for intervals; 0 when the unit is not of whole days. */
int64_t unit_days(char unit, int64_t n)
{
	if (n > 400000) n = 400000;
	switch (unit) {
	case 'D': case 'N': return n;
	case 'W': case 'E': return 7 * n;
	case 'F': return 14 * n;
	case 'O': return 30 * n;
	case 'Q': return 91 * n;
	case 'Y': return 365 * n;
	case 'T': return 3652 * n;
	case 'C': return 36525 * n;
	case 'H': return (n + 23) / 24;
	default: return 0;
	}
}

/* A date n units on. False: it is not known finely enough. */
bool ymd_step(ymd *at, int64_t n, char unit)
{
	if (n > 100000 || n < -100000) return false;
	switch (unit) {
	case 'Y': case 'T': case 'C':
		at->y += (int)(n * (unit == 'T' ? 10 : unit == 'C' ? 100 : 1));
		if (at->d && at->m && at->y > 0 && at->d > days_in_month(at->y, at->m)) at->d = days_in_month(at->y, at->m);
		return at->y > 0;
	case 'O': case 'Q':
		if (!at->m) return false;
		if (!at->d) at->d = 1, *at = ymd_add_months(*at, n * (unit == 'Q' ? 3 : 1)), at->d = 0;
		else *at = ymd_add_months(*at, n * (unit == 'Q' ? 3 : 1));
		return at->y > 0;
	case 'D': case 'N': case 'W': case 'F': {
		if (!at->m || !at->d) return false;
		int32_t day = day_from_ymd(at->y, at->m, at->d) + (int32_t)(n * (unit == 'W' ? 7 : unit == 'F' ? 14 : 1));
		*at = ymd_of_day(day);
		return at->y > 0;
	}
	default:
		return false;
	}
}

/* ---------------------------------------------------------------- writing TIMEX3 values */

void timex_put(timex *t, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	int n = vsnprintf(t->p + t->n, sizeof t->p - t->n, fmt, ap);
	va_end(ap);
	if (n > 0) t->n = (size_t)n < sizeof t->p - t->n ? t->n + (size_t)n : sizeof t->p - 1;
}

void timex_year(timex *t, int y)
{
	if (y == 0) timex_put(t, "XXXX");
	else if (y < 0) timex_put(t, "BC%04d", -y);
	else timex_put(t, "%04d", y);
}

void timex_date(timex *t, ymd at)
{
	timex_year(t, at.y);
	if (at.m) timex_put(t, "-%02d", at.m);
	else if (at.d) timex_put(t, "-XX");
	if (at.d) timex_put(t, "-%02d", at.d);
}

void timex_clock(timex *t, const when *w)
{
	if (w->hour < 0 && w->part[0]) timex_put(t, "T%s", w->part);
	if (w->hour < 0) return;
	timex_put(t, "T%02d:%02d", w->hour, w->minute < 0 ? 0 : w->minute);
	if (w->second) timex_put(t, ":%02d", w->second);
}

/* ---------------------------------------------------------------- intervals */

void span_days(dl_time *o, int32_t first, int32_t last, unsigned grain)
{
	o->from_min = (int64_t)first * DAY_MIN, o->to_min = ((int64_t)last + 1) * DAY_MIN;
	o->grain = (uint8_t)grain;
}

void span_months(dl_time *o, int y, int m, int n, unsigned grain)
{
	ymd end = ymd_add_months((ymd){y, m, 1}, n);
	o->from_min = minutes(y, m, 1), o->to_min = minutes(end.y, end.m, 1), o->grain = (uint8_t)grain;
}

void span_none(dl_time *o) { o->from_min = DL_MIN_NONE, o->to_min = DL_MIN_MAX; }

/* Hours of the parts of a day. Night is kept inside its day, as UCDP codes "Monday night" as Monday; the small hours
 * are told as morning ("at 3.30 on Sunday morning"). */
void span_clock(dl_time *o, const when *w)
{
	int from = 0, to = 24 * 60;
	if (o->from_min == DL_MIN_NONE) {
		if (w->hour >= 0) o->grain = w->minute > 0 ? DL_G_MINUTE : DL_G_HOUR;
		else if (w->part[0]) o->grain = DL_G_PART;
		return;
	}
	if (w->hour >= 0) {
		from = w->hour * 60 + (w->minute > 0 ? w->minute : 0), to = from + 1;
		o->grain = DL_G_MINUTE;
	} else if (w->part[0]) {
		static const struct { char part[3]; int from, to; } parts[] = {
			{"MO", 0, 12}, {"MI", 11, 14}, {"AF", 12, 18}, {"EV", 18, 24}, {"NI", 18, 24}, {"DT", 6, 18},
		};
		for (size_t i = 0; i < COUNT(parts); i++)
			if (!memcmp(parts[i].part, w->part, 2)) from = parts[i].from * 60, to = parts[i].to * 60;
		if (w->evening) from = 18 * 60 - DAY_MIN, to = 6 * 60;       /* overnight, into the day of the report */
		o->grain = DL_G_PART;
	} else {
		return;
	}
	o->to_min = o->from_min + to, o->from_min += from;
}

/* The beginning, the middle or the end of a stretch, by UCDP's table. */
static void narrow_to_edge(dl_time *o, char edge)
{
	int64_t span = o->to_min - o->from_min, a = o->from_min;
	int first = 0, last = 0;
	if (o->from_min == DL_MIN_NONE || !edge) return;
	switch (o->grain) {
	case DL_G_MONTH:                                  /* 1-10, 10-20, 15-end */
		first = edge == 's'   ? 0
		        : edge == 'm' ? 9
		                      : 14,
		last = edge == 's'   ? 10
		       : edge == 'm' ? 20
		                     : (int)(span / DAY_MIN);
		break;
	case DL_G_WEEK:                                   /* Monday-Wednesday, Wednesday-Thursday, Friday-Sunday */
		first = edge == 's' ? 0 : edge == 'm' ? 2 : 4, last = edge == 's' ? 3 : edge == 'm' ? 4 : 7;
		break;
	case DL_G_YEAR: case DL_G_DECADE: case DL_G_CENTURY: case DL_G_SEASON: case DL_G_QUARTER: case DL_G_HALF: {
		int64_t third = span / DAY_MIN / 3;
		o->from_min = edge == 's' ? a : edge == 'm' ? a + third * DAY_MIN : a + 2 * third * DAY_MIN;
		o->to_min = edge == 's' ? a + third * DAY_MIN : edge == 'm' ? a + 2 * third * DAY_MIN : a + span;
		return;
	}
	case DL_G_DAY:                                    /* "early Thursday", "late Saturday" */
		o->from_min = edge == 's' ? a : a + (edge == 'm' ? span / 3 : span * 3 / 4);
		o->to_min = edge == 's' ? a + span / 2 : edge == 'm' ? a + 2 * span / 3 : a + span;
		o->grain = DL_G_PART;
		return;
	case DL_G_PART: {
		int64_t half = span / 2;
		o->from_min = edge == 's' ? a : edge == 'm' ? a + span / 3 : a + half;
		o->to_min = edge == 's' ? a + half : edge == 'm' ? a + 2 * span / 3 : a + span;
		return;
	}
	default:
		return;
	}
	o->from_min = a + (int64_t)first * DAY_MIN, o->to_min = a + (int64_t)last * DAY_MIN;
}

/* "around 2 July" is a day more on each side; "since Thursday" reaches to the report; "until" comes up to it. */
void span_bend(dl_time *o, const time_context *c)
{
	if (o->from_min == DL_MIN_NONE) return;
	int64_t today = c->today == DL_DAY_NONE ? DL_MIN_NONE : ((int64_t)c->today + 1) * DAY_MIN;
	switch (o->mod) {
	case '~':
		if (o->grain == DL_G_DAY) o->from_min -= DAY_MIN, o->to_min += DAY_MIN;
		break;
	case 'F':                                         /* "from Monday" is open, "photos from last week" are of it */
		o->mod = o->grain >= DL_G_WEEK && o->to_min <= today ? 0 : '>';
		if (!o->mod) break;
		/* fall through */
	case '>':
		if (today > o->from_min) o->to_min = today;
		else o->to_min = DL_MIN_MAX;
		break;
	case '<':
		o->to_min = o->from_min, o->from_min = DL_MIN_NONE;
		break;
	case 'Y':                                         /* "by 5 p.m." is up to it, "by Friday" Friday at the latest */
		if (o->grain <= DL_G_HOUR) o->to_min = o->from_min;
		o->mod = '<', o->from_min = DL_MIN_NONE;
		break;
	case 'B':                                         /* "before 5 a.m.", "before dawn": that day, up to it */
		o->mod = '<';
		if (o->grain == DL_G_PART && o->from_min % DAY_MIN == 0) o->from_min += DAWN_MIN;
		o->to_min = o->from_min;
		o->from_min = o->grain && o->grain <= DL_G_PART ? (o->to_min - 1) / DAY_MIN * DAY_MIN : DL_MIN_NONE;
		break;
	case 'A':                                         /* "after 5 p.m.": the rest of the day; "after 2016": behind it */
		o->mod = '>';
		if (o->grain && o->grain <= DL_G_PART) o->to_min = (o->from_min / DAY_MIN + 1) * DAY_MIN;
		else {
			if (o->grain >= DL_G_MONTH) o->from_min = o->to_min;
			o->to_min = today > o->from_min ? today : DL_MIN_MAX;
		}
		break;
	case 'L':                                         /* "by the end of May": up to its end */
		o->mod = '<', o->from_min = DL_MIN_NONE;
		if (today != DL_MIN_NONE && today - DAY_MIN < o->to_min) o->from_min = today - DAY_MIN;
		break;
	case 'G':                                         /* "since the start of the week": to the report */
		o->mod = '>', o->to_min = today > o->from_min ? today : DL_MIN_MAX;
		break;
	case 'S':                                         /* "earlier this month": up to yesterday */
		if (today > o->from_min && today - DAY_MIN < o->to_min)
			o->to_min = o->grain <= DL_G_DAY ? o->to_min : today - DAY_MIN;
		if (o->to_min <= o->from_min) o->to_min = o->from_min + DAY_MIN;
		o->mod = 's';
		break;
	case 'E':                                         /* "later this month": from today */
		if (today != DL_MIN_NONE && today < o->to_min && today > o->from_min && o->grain != DL_G_DAY)
			o->from_min = today;
		o->mod = 'e';
		break;
	default:
		narrow_to_edge(o, (char)o->mod);
	}
}

/* Interval of a date that may lack its month or day. */
void span_date(dl_time *o, ymd at)
{
	o->grain = at.d ? DL_G_DAY : at.m ? DL_G_MONTH : DL_G_YEAR;
	if (at.y <= 0 || (at.d && (!at.m || at.d > days_in_month(at.y, at.m)))) return span_none(o);      /* "Feb. 30" */
	if (at.d) span_days(o, day_from_ymd(at.y, at.m, at.d), day_from_ymd(at.y, at.m, at.d), DL_G_DAY);
	else if (at.m) span_months(o, at.y, at.m, 1, DL_G_MONTH);
	else span_months(o, at.y, 1, 12, DL_G_YEAR);
}

/* The week, Monday to Sunday, that a day lies in. */
void timex_week(dl_time *o, timex *t, int32_t day)
{
	int wy, wk;
	day_iso_week(day, &wy, &wk);
	timex_put(t, "%04d-W%02d", wy, wk);
	span_days(o, day - day_weekday(day) + 1, day - day_weekday(day) + 7, DL_G_WEEK);
}

/* "the Labor Day weekend", "the weekend of 3 May": the nearest, and the feast's day beside it. */
void timex_weekend(dl_time *o, timex *t, int32_t day)
{
	int wd = day_weekday(day), wy, wk;
	int32_t saturday = day - wd + 6 - (wd < 3 ? 7 : 0);
	day_iso_week(saturday, &wy, &wk);
	timex_put(t, "%04d-W%02d-WE", wy, wk);
	span_days(o, wd == 4 || wd == 5 ? day : saturday, wd == 1 ? day : saturday + 1, DL_G_WEEKEND);
}

/* Of the week or the weekend that is told by a day of it. */
void timex_week_of(const when *w, dl_time *o, timex *t, int32_t day)
{
	if (w->weekend_of) timex_weekend(o, t, day);
	else timex_week(o, t, day);
}
