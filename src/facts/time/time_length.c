/* SPDX-License-Identifier: Apache-2.0
 *
 * time_length.c - lengths of time, and times counted by them.
 *
 * In: a `when` of kind 'd' or 'a'. Out: value, stretch, grain and basis. "the past two weeks" is P2W and the fortnight
 * that ends with the report; "for weeks" is PXW and no stretch; "two days later" counts from the last time told (basis
 * MENTION), "two days ago" from the report; "two years ago" is the year, half a year either way.
 */
#include "facts/time/time_value.h"

#define HALF_WEEK 3                        /* days either way of "two weeks ago"                                    */
#define HALF_HOUR 30                       /* either way of "two hours later"                                    */
#define HOUR_LASTS 1                       /* sentences on, "20 minutes later" still counts from an hour told    */

static void put_duration(const when *w, timex *t)
{
	char unit = w->unit;
	bool time = unit == 'H' || unit == 'M' || unit == 'S';
	const char *tail = unit == 'O' || unit == 'M' ? "M"
	                   : unit == 'N'              ? "D"
	                   : unit == 'F'              ? "W"
	                   : unit == 'E'              ? "WE"
	                   : unit == 'T'              ? "Y"
	                                              : NULL;
	char own[2] = {unit, 0};
	int64_t n = w->n, factor = unit == 'F' ? 2 : unit == 'T' ? 10 : 1;
	if (w->vague) {
		timex_put(t, "P%sX%s", time ? "T" : "", unit == 'T' ? "DE" : unit == 'F' ? "W" : tail ? tail : own);
		return;
	}
	n *= factor;
	int64_t p = 1;
	for (unsigned i = 0; i < w->decimals; i++) p *= 10;
	timex_put(t, "P%s%lld", time ? "T" : "", (long long)(n / p));
	if (n % p) timex_put(t, ".%0*lld", w->decimals, (long long)(n % p));
	timex_put(t, "%s", tail ? tail : own);
	for (size_t i = 0; i < COUNT(w->more) && w->more[i].unit; i++) {               /* "P1Y6M", "PT3H30M", "P1DT5H" */
		char u = w->more[i].unit;
		bool hours = u == 'H' || u == 'M' || u == 'S';
		timex_put(t, "%s%lld%c", hours && !time ? "T" : "", (long long)w->more[i].n, u == 'O' ? 'M' : u);
		time |= hours;
	}
}

static int64_t whole_n(const when *w)
{
	int64_t p = 1;
	for (unsigned i = 0; i < w->decimals; i++) p *= 10;
	return w->n / p;
}

/* "the last two quarters": those before the report's own, as figures are told. */
static void span_quarters(dl_time *o, ymd today, int64_t n, bool behind)
{
	ymd own = {today.y, (today.m - 1) / 3 * 3 + 1, 0}, from = ymd_add_months(own, behind ? -3 * n : 3);
	span_months(o, from.y, from.m, (int)(3 * n), DL_G_NONE);
}

/* "the past two weeks", "the next few days", "for weeks": the stretch that ends or begins with the report. */
void time_resolve_duration(const when *w, time_context *c, dl_time *o, timex *t)
{
	put_duration(w, t);
	span_none(o);
	o->basis = DL_BASIS_NONE;
	int64_t n = w->vague ? 3 : whole_n(w), days = unit_days(w->unit, n);
	if (w->age || c->today == DL_DAY_NONE || c->history || !days || n > 5000) return;
	if (w->unit == 'Q' && (w->turn == -1 || w->turn == 1)) {
		o->basis = c->today_basis;
		span_quarters(o, ymd_of_day(c->today), n, w->turn == -1);
	} else if (w->turn == -1) {
		o->basis = c->today_basis;
		/* 24 hours reach into today, "the past two days" end before it (UCDP). */
		int32_t last = w->unit == 'D' ? c->today - 1 : c->today;
		if (w->unit == 'Y' || w->unit == 'O') {
			ymd since = ymd_add_months(ymd_of_day(c->today), -n * (w->unit == 'Y' ? 12 : 1));
			if (since.y > 0) return span_days(o, day_from_ymd(since.y, since.m, since.d), last, DL_G_NONE);
		}
		span_days(o, w->unit == 'H' ? c->today - (int32_t)days : last - (int32_t)days + 1, last, DL_G_NONE);
	} else if (w->turn == 1) {
		ymd until = ymd_of_day(c->today);
		bool months = (w->unit == 'Y' || w->unit == 'O') && ymd_step(&until, n, w->unit);
		o->basis = c->today_basis;
		span_days(o, c->today, months ? day_from_ymd(until.y, until.m, until.d) : c->today + (int32_t)days, DL_G_NONE);
	} else if (w->turn == IN_TIME) {
		/* As exact as its unit: the day in three days, the week around it in two weeks, the month, the year. */
		ymd at = ymd_of_day(c->today);
		if (!ymd_step(&at, n, w->unit)) return;
		o->basis = c->today_basis;
		if (w->unit == 'Y' || w->unit == 'T' || w->unit == 'C') at.m = at.d = 0;
		if (w->unit == 'O' || w->unit == 'Q') at.d = 0;
		span_date(o, at);
		if (w->unit == 'W' || w->unit == 'F')
			o->from_min -= 3 * DAY_MIN, o->to_min += 3 * DAY_MIN, o->grain = DL_G_WEEK;
	}
}

/* "two days before Christmas", which has been told just now; "a year and six months ago". */
void time_resolve_counted(const when *w, time_context *c, dl_time *o, timex *t)
{
	ymd at = {c->year, c->month, c->day};
	char finest = w->unit;
	bool known = w->base ? c->year > 0 : time_anchor(w, c, &at, &o->basis) && at.y > 0;
	span_none(o);
	known = known && !w->decimals && ymd_step(&at, w->n * w->turn, w->unit);
	for (size_t i = 0; known && i < COUNT(w->more) && w->more[i].unit; i++)
		finest = w->more[i].unit, known = ymd_step(&at, w->more[i].n * w->turn, finest);
	if (!known) {
		o->basis = DL_BASIS_NONE;
		timex_put(t, "%s", w->turn < 0 ? "PAST_REF" : "FUTURE_REF");
		return;
	}
	if (w->base) o->basis = DL_BASIS_MENTION;
	else if (finest == 'O') at.d = 0;
	timex_date(t, at), span_date(o, at), time_tell(c, at, 0, c->sent);
}

/* "Two years ago" is half a year either way; its TIMEX value stays the year. */
static void set_around(dl_time *o, ymd then)
{
	ymd from = ymd_add_months(then, -6), to = ymd_add_months(then, 6);
	span_days(o, day_from_ymd(from.y, from.m, from.d), day_from_ymd(to.y, to.m, to.d) - 1, DL_G_YEAR);
}

/* Years, decades, centuries on from a date: a year, or half a year around "two years ago". */
static ymd ago_years(const when *w, ymd at, int64_t n, dl_time *o, timex *t)
{
	int years = w->unit == 'T' ? 10 : w->unit == 'C' ? 100 : 1;
	bool half = w->decimals == 1 && at.m;                         /* "a year and a half ago" */
	ymd then = ymd_add_months(at, half ? w->n * w->turn * 12 * years / 10 : n * 12 * years);
	bool day = at.y > 0 && at.m && at.d && then.y > 0;
	at = (ymd){half ? then.y : at.y + (int)(n * years), 0, 0};
	if (at.y == 0) at.y = -1;
	timex_date(t, at), span_date(o, at);
	if (day && w->unit == 'Y' && (n < -1 || half)) set_around(o, then);
	return at;
}

/* Days, weeks, hours on from a day; "two weeks ago" is half a week either way, its TIMEX value stays the day; from the
 * third week on it is as good as a week. */
static int32_t ago_days(const when *w, int32_t day, int64_t n, const time_context *c, dl_time *o, timex *t)
{
	if (w->unit == 'H') day += (int32_t)(n / 24);
	else if (w->unit != 'M' && w->unit != 'S') day += (int32_t)(unit_days(w->unit, n < 0 ? -n : n) * (n < 0 ? -1 : 1));
	if (w->unit == 'W' && n < -2) return timex_week(o, t, day), day;
	timex_date(t, ymd_of_day(day)), span_date(o, ymd_of_day(day));
	if (w->unit == 'W' && n == -2) span_days(o, day - HALF_WEEK, day + HALF_WEEK, DL_G_WEEK);
	if (w->unit == 'F') span_days(o, day, c->today == DL_DAY_NONE || w->turn > 0 ? day : c->today, DL_G_WEEK);
	return day;
}

/* "from a year earlier", of a quarter told just now. */
static bool ago_quarter(const when *w, int y, int64_t n, const time_context *c, dl_time *o, timex *t)
{
	if (w->unit != 'Y' || w->n != 1 || !(w->quarter || time_quarter_near(c))) return false;
	when part = *w;
	if (c->quarter_year) y = c->quarter_year;
	part.quarter = w->quarter > 0 ? w->quarter : time_quarter_last(c, &y), part.half = 0, part.season[0] = 0;
	time_resolve_part_of_year(&part, y + (int)n, o, t);
	o->basis = DL_BASIS_MENTION;
	return true;
}

/* "20 minutes later", "two hours ago": counted from the hour told just now, or from the minute of publication, where
 * those are known. Hours are told half an hour either way. */
static bool ago_minutes(const when *w, time_context *c, dl_time *o, timex *t)
{
	bool told = w->anchor == 'm', near = c->now_sent - c->told_min_sent <= HOUR_LASTS;
	int64_t base = told ? near ? c->told_min : DL_MIN_NONE : c->now_min, p = 1;
	if ((w->unit != 'H' && w->unit != 'M') || w->vague || base == DL_MIN_NONE || w->n > 100000) return false;
	for (unsigned i = 0; i < w->decimals; i++) p *= 10;
	int64_t at = base + w->turn * w->n * (w->unit == 'H' ? 60 : 1) / p;
	int64_t around = w->unit == 'M' ? 0 : p > 1 ? HALF_HOUR / 2 : HALF_HOUR;
	timex_date(t, ymd_of_day((int32_t)(at / DAY_MIN)));
	timex_put(t, "T%02d:%02d", (int)(at % DAY_MIN / 60), (int)(at % 60));
	o->from_min = at - around, o->to_min = at + around + 1;
	o->grain = around ? DL_G_HOUR : DL_G_MINUTE, o->type = DL_TIMEX_TIME;
	o->basis = told ? DL_BASIS_MENTION : c->today_basis, o->zone_min = told ? c->told_zone : 0;
	time_tell(c, ymd_of_day((int32_t)(at / DAY_MIN)), 0, c->sent);
	return true;
}

/* "two years ago", "three days later": counted from today or from the last time told. */
void time_resolve_ago(const when *w, time_context *c, dl_time *o, timex *t)
{
	ymd at = {0, 0, 0};
	int64_t n = whole_n(w) * w->turn;
	span_none(o);
	o->basis = DL_BASIS_NONE;
	if (ago_minutes(w, c, o, t)) return;
	bool known = time_anchor(w, c, &at, &o->basis);
	/* Without an earlier time, "a year earlier" is told from the report's day, as "a year ago" is. */
	if (!known && w->anchor == 'm' && c->today != DL_DAY_NONE && !c->history && w->turn < 0 && w->unit != 'D'
	    && w->unit != 'H')
		at = ymd_of_day(c->today), o->basis = c->today_basis, known = true;
	if (w->vague || !known || w->n > 100000) {
		timex_put(t, "%s", w->turn < 0 ? "PAST_REF" : "FUTURE_REF");
		o->basis = DL_BASIS_NONE;
		return;
	}
	if (ago_quarter(w, at.y, n, c, o, t)) return;
	if (w->unit == 'Y' && w->anchor == 'm' && w->turn < 0 && !c->history && c->today != DL_DAY_NONE)
		at = ymd_of_day(c->today), o->basis = c->today_basis;
	switch (w->unit) {
	case 'Y': case 'T': case 'C':
		at = ago_years(w, at, n, o, t);
		break;
	case 'O': case 'Q':
		if (!at.m) { timex_year(t, at.y), timex_put(t, "-XX"); return; }
		at.d = 1, at = ymd_add_months(at, n * (w->unit == 'Q' ? 3 : 1)), at.d = 0;
		timex_date(t, at), span_date(o, at);
		break;
	default:
		if (!(at.y > 0 && at.m && at.d)) { timex_year(t, at.y), timex_put(t, "-XX-XX"), span_date(o, at); return; }
		at = ymd_of_day(ago_days(w, day_from_ymd(at.y, at.m, at.d), n, c, o, t));
	}
	if (w->unit != 'Y' || c->history) time_tell(c, at, 0, c->sent);
}
