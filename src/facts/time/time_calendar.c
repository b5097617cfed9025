/* SPDX-License-Identifier: Apache-2.0
 *
 * time_calendar.c - what dates of the calendar mean: years that are not said, weekdays, feasts, seasons, decades.
 *
 * In: a `when` of kind 'c', the tense of its clause, what was told before. Out: value, stretch, grain and basis.
 * "on Monday" in a past clause of an article of Tuesday 2022-08-30 is the last Monday: 2022-08-29, basis PUBLISHED.
 * Without a day of publication it stays a Monday: value XXXX-WXX-1, weekday 1, basis NONE, no interval. "August 3"
 * takes the nearest year on the side that the tense points to; in a history it takes the last year told.
 */
#include "facts/time/time_value.h"

#define TURN_MONTHS 9                      /* from December to March at the most; WikiWars */
#define NEAR_MONTHS 2                      /* what was put off in the past may lie this far ahead; dates */
#define LEAP_YEARS 4                       /* a bare year further off does not move a history on at once; WikiWars */
#define MONTHS_AROUND 12                   /* how far "Friday the 13th" is looked for, each way */
#define NEAR_DAYS 31                       /* a feast that a past verb is told of may lie this far ahead */

static int season_month(const char *s) { return s[1] == 'P' ? 3 : s[1] == 'U' ? 6 : s[0] == 'F' ? 9 : 12; }

/* ---------------------------------------------------------------- the year that is not said */

static int nearest_year(int today_y, int today_m, int m, time_tense tense)
{
	int diff = m - today_m;                            /* months ahead in the same year */
	if (tense == TENSE_PAST) return diff > 0 ? today_y - 1 : today_y;
	if (tense == TENSE_FUTURE) return diff < 0 ? today_y + 1 : today_y;
	return diff > 6 ? today_y - 1 : diff < -6 ? today_y + 1 : today_y;
}

/* The year of "August" or "3 August". A history takes the last year told; news takes the nearest on the side
 * that the tense points to. */
static int year_for(const time_context *c, const when *w, time_tense tense, uint8_t *basis)
{
	if (c->history || c->today == DL_DAY_NONE) {
		*basis = c->year ? DL_BASIS_MENTION : DL_BASIS_NONE;
		/* December, then January: the year has turned. */
		bool turned = c->year > 0 && w->month && c->month - w->month >= TURN_MONTHS;
		int year = c->year + turned, today_year = c->today == DL_DAY_NONE ? INT32_MAX : ymd_of_day(c->today).y;
		/* What is told in the past does not lie behind the day of publication, whatever year was spoken of last. */
		return tense == TENSE_PAST && year > today_year ? today_year : year;
	}
	ymd t = ymd_of_day(c->today);
	*basis = c->today_basis;
	if (w->quarter || w->half) {
		int m = w->quarter ? w->quarter * 3 - 2 : w->half * 6 - 5;           /* its first month */
		return tense == TENSE_FUTURE && m + 2 < t.m ? t.y + 1 : m > t.m + 3 && tense != TENSE_FUTURE ? t.y - 1 : t.y;
	}
	if (w->season[0]) {                                           /* "killed in the fall", told in March: the last */
		bool winter = w->season[0] == 'W' && t.m <= 3;
		return tense == TENSE_PAST && (winter || season_month(w->season) > t.m) ? t.y - 1 : t.y;
	}
	/* A day is told of near times, whatever the tense of the verb above it ("a vote set for Nov. 6 was put off"). */
	bool near = w->day && w->month - t.m <= NEAR_MONTHS;
	int y = nearest_year(t.y, t.m, w->month, near ? TENSE_NONE : tense);
	while (w->month == 2 && w->day == 29 && days_in_month(y, 2) < 29) y += tense == TENSE_FUTURE ? 1 : -1;
	return y;
}

static void turn_year(const time_context *c, const when *w, int *y, uint8_t *basis)
{
	if (w->turn == NO_TURN || c->today == DL_DAY_NONE) return;
	ymd t = ymd_of_day(c->today);
	int m = w->month ? w->month : w->season[0] ? season_month(w->season) : t.m;
	*basis = c->today_basis;
	if (w->anchor == 'm' && c->year) {                 /* "the following May", "that July" */
		*basis = DL_BASIS_MENTION;
		*y = c->year;
		if (w->turn > 0 && c->month && m <= c->month) ++*y;
		if (w->turn < 0 && c->month && m >= c->month) --*y;
		return;
	}
	*y = t.y;
	int ahead = m != t.m || !w->day ? m - t.m : w->day - t.d;
	if (w->turn < 0 && ahead >= 0) --*y;
	if (w->turn > 0 && ahead <= 0) ++*y;
}

/* ---------------------------------------------------------------- calendar expressions */

static int32_t weekday_day(const time_context *c, const when *w, time_tense tense)
{
	int today = day_weekday(c->today), ahead = (w->weekday - today + 7) % 7;
	if (w->anchor == 'o') return c->today + (ahead ? ahead : 7) + w->shift;          /* "Thursday week" */
	if (w->anchor == 'w') return c->today - today + w->weekday + 7 * w->turn;        /* "Monday last week" */
	size_t at;                                                   /* "this coming Friday" is the first one to come */
	if (w->turn == 1 && w->rule && slice_find(w->rule->word, S("coming"), &at)) return c->today + (ahead ? ahead : 7);
	if (w->turn == 1) return c->today - today + w->weekday + 7;
	if (w->turn == -1) return ahead ? c->today + ahead - 7 : c->today - 7;
	if (w->turn == 0) return c->today - today + w->weekday;
	if (!ahead) return c->today;
	return tense == TENSE_FUTURE ? c->today + ahead : c->today + ahead - 7;
}

/* The context moves on. In a history a bare year far from the last one told is mostly an aside ("as in 1945"): it
 * counts when the next one confirms it. */
void time_tell(time_context *c, ymd at, int quarter, uint32_t sent)
{
	int leap = at.y - c->year, again = at.y - c->aside_year;
	if (c->history && c->year && at.y && !at.m && (leap > LEAP_YEARS || leap < -LEAP_YEARS)) {
		bool confirmed = c->aside_year && again <= LEAP_YEARS && again >= -LEAP_YEARS;
		c->aside_year = at.y;
		if (!confirmed) return;
	}
	c->aside_year = 0;
	if (quarter) c->quarter_year = at.y, c->quarter_told = quarter, c->quarter_sent = sent;
	c->year = at.y, c->month = at.m, c->day = at.d, c->sent = sent;
	bool day = at.d && at.m && at.y > 0 && at.d <= days_in_month(at.y, at.m);
	c->told_day = day ? day_from_ymd(at.y, at.m, at.d) : DL_DAY_NONE;
	if (c->told_day != DL_DAY_NONE) c->last_day = c->told_day;
	if (at.y) c->before_christ = at.y < 0;
}

static void resolve_weekday(const when *w, time_tense tense, time_context *c, dl_time *o, timex *t)
{
	int32_t day = DL_DAY_NONE;
	bool second_end = c->range_from != DL_DAY_NONE && w->first == c->range_at && w->turn == NO_TURN && !w->anchor;
	if (second_end) {                                             /* "from Friday until Monday" */
		day = c->range_from + (w->weekday - day_weekday(c->range_from) + 7) % 7;
		o->basis = c->history ? DL_BASIS_MENTION : c->today_basis;
	} else if (c->history && c->told_day != DL_DAY_NONE) {               /* the nearest such day after the day told */
		day = c->told_day + (w->weekday - day_weekday(c->told_day) + 7) % 7;
		o->basis = DL_BASIS_MENTION;
	} else if (w->anchor == 'm' && c->told_day != DL_DAY_NONE) {
		int ahead = (w->weekday - day_weekday(c->told_day) + 7) % 7;
		day = w->turn > 0   ? c->told_day + (ahead ? ahead : 7)
		      : w->turn < 0 ? c->told_day + ahead - 7
		                    : c->told_day + ahead;
		o->basis = DL_BASIS_MENTION;
	} else if (c->today != DL_DAY_NONE && !c->history) {
		day = weekday_day(c, w, tense);
		o->basis = c->today_basis;
	}
	if (day == DL_DAY_NONE) {
		o->weekday = (uint8_t)w->weekday, o->grain = DL_G_DAY, o->basis = DL_BASIS_NONE;
		span_none(o);
		timex_put(t, "XXXX-WXX-%d", w->weekday);
		return;
	}
	if (w->anchor != 'o') day += w->shift;
	span_days(o, day, day, DL_G_DAY);
	if (w->week_of) return timex_week_of(w, o, t, day);
	timex_date(t, ymd_of_day(day));
	time_tell(c, ymd_of_day(day), 0, c->sent);
}

/* "Tuesday the 19th": the nearest such day, on the side that the tense points to. */
static int32_t weekday_of_month(const when *w, time_tense tense, int32_t today)
{
	ymd at = ymd_of_day(today);
	at.d = 1;
	for (int n = 0; n < 2 * MONTHS_AROUND; n++) {
		int months = (n + 1) / 2, side = (n & 1) == (tense == TENSE_FUTURE) ? 1 : -1;     /* the likelier side first */
		ymd m = ymd_add_months(at, n ? side * months : 0);
		if (m.y < 1 || w->day > days_in_month(m.y, m.m)) continue;
		int32_t day = day_from_ymd(m.y, m.m, w->day);
		if (day_weekday(day) == w->weekday) return day;
	}
	return DL_DAY_NONE;
}

/* ---------------------------------------------------------------- feasts */

/* The year of a feast that is not said: the nearest, but what is over lies behind and what is to come ahead. */
static int feast_year(const time_context *c, const when *w, time_tense tense)
{
	ymd t = ymd_of_day(c->today);
	int best = 0;
	int32_t best_far = INT32_MAX;
	for (int y = t.y - 1; y <= t.y + 1; y++) {
		int32_t day = time_feast_day(w->feast->value, y), gap = day - c->today, far = gap < 0 ? -gap : gap;
		if (day == DL_DAY_NONE) continue;
		if (w->turn == -1 ? gap >= 0 : w->turn == 1 ? gap <= 0 : w->turn == 0 ? y != t.y
		    : tense == TENSE_PAST ? gap > NEAR_DAYS : tense == TENSE_FUTURE && gap < -NEAR_DAYS)
			continue;
		if (far < best_far) best = y, best_far = far;
	}
	return best;
}

static void resolve_feast(const when *w, time_tense tense, time_context *c, dl_time *o, timex *t)
{
	int y = w->year;
	if (w->unit == 'Y' && w->anchor == 'm' && c->year > 0) y = c->year + w->turn, o->basis = DL_BASIS_MENTION;
	else if (w->unit == 'Y' && c->today != DL_DAY_NONE) y = ymd_of_day(c->today).y + w->turn, o->basis = c->today_basis;
	else if (!y && (c->history || c->today == DL_DAY_NONE))
		y = c->year, o->basis = y ? DL_BASIS_MENTION : DL_BASIS_NONE;
	else if (!y) y = feast_year(c, w, tense), o->basis = c->today_basis;
	int32_t day = y > 0 ? time_feast_day(w->feast->value, y) : DL_DAY_NONE;
	if (day == DL_DAY_NONE) {
		timex_year(t, y);
		/* A fixed feast without its year keeps its month and day. */
		if (w->feast->value.n == 5 && w->feast->value.p[2] == '-') timex_put(t, "-%.*s", PRS(w->feast->value));
		else timex_put(t, "-XX-XX");
		o->grain = DL_G_DAY;
		if (!y) o->basis = DL_BASIS_NONE;
		return span_none(o);
	}
	if (w->feast->value.p[0] == 'h' && !o->mod) o->mod = '~';                        /* the moon decides */
	span_days(o, day, day, DL_G_DAY);
	if (w->week_of) return timex_week_of(w, o, t, day);
	if (w->unit == 'E') return timex_weekend(o, t, day);
	timex_date(t, ymd_of_day(day));
	time_tell(c, ymd_of_day(day), 0, c->sent);
	timex_clock(t, w);
	span_clock(o, w);
}

static void resolve_decade(const when *w, dl_time *o, timex *t)
{
	int y = w->decade >= 0 ? w->decade * 10 : w->century * 100, bc = w->decade < -1 || w->century < -1;
	o->basis = DL_BASIS_FULL;
	if (w->decade != -1) timex_put(t, bc ? "BC%03d" : "%03d", w->decade < 0 ? -w->decade : w->decade);
	else timex_put(t, bc ? "BC%02d" : "%02d", w->century < 0 ? -w->century - 1 : w->century);
	o->grain = w->decade != -1 ? DL_G_DECADE : DL_G_CENTURY;
	if (bc || y <= 0) return span_none(o);
	span_months(o, y, 1, w->decade >= 0 ? 120 : 1200, o->grain);
}

/* Quarter, half, season of a year that is known or not. */
void time_resolve_part_of_year(const when *w, int y, dl_time *o, timex *t)
{
	timex_year(t, y);
	if (w->quarter) timex_put(t, "-Q%d", w->quarter), o->grain = DL_G_QUARTER;
	else if (w->half) timex_put(t, "-H%d", w->half), o->grain = DL_G_HALF;
	else timex_put(t, "-%s", w->season), o->grain = DL_G_SEASON;
	if (y <= 0) return span_none(o);
	if (w->quarter) span_months(o, y, w->quarter * 3 - 2, 3, DL_G_QUARTER);
	else if (w->half) span_months(o, y, w->half * 6 - 5, 6, DL_G_HALF);
	else span_months(o, y, season_month(w->season), 3, DL_G_SEASON);
}

/* A day of the month alone: "the 20th", "12 and 14 May". */
static void resolve_bare_day(const when *w, time_context *c, ymd *at, dl_time *o)
{
	ymd t = c->today == DL_DAY_NONE || c->history ? (ymd){c->year, c->month, 0} : ymd_of_day(c->today);
	o->basis = c->history || c->today == DL_DAY_NONE ? (c->month ? DL_BASIS_MENTION : DL_BASIS_NONE) : c->today_basis;
	if (c->month && c->year) t = (ymd){c->year, c->month, 0}, o->basis = DL_BASIS_MENTION;
	*at = (ymd){t.y, t.m, w->day};
	if (t.y > 0 && t.m && w->day > days_in_month(t.y, t.m)) at->m = 0;
}

/* "the second week of July", "week 27 of 2020": the weeks of a stretch are those whose Thursday lies in it, as in
 * ISO 8601. */
void time_resolve_week_of(const when *w, ymd at, dl_time *o, timex *t)
{
	int m = at.m ? at.m : w->week < 0 ? 12 : 1, last = days_in_month(at.y, m);
	int32_t first = day_from_ymd(at.y, m, 1), thursday = first + (11 - day_weekday(first)) % 7;
	if (w->week < 0) {
		int32_t end = first + last - 1;
		thursday = end - (day_weekday(end) + 3) % 7;
	} else {
		thursday += 7 * (w->week - 1);
	}
	timex_week(o, t, thursday);
}

/* "the first Monday of May", "the last day of the month". False: the month has no such day. */
bool time_nth_day(const when *w, ymd *at)
{
	int last = days_in_month(at->y, at->m);
	if (w->weekday) {
		int32_t first = day_from_ymd(at->y, at->m, 1), end = first + last - 1;
		at->d = w->nth < 0 ? last - (day_weekday(end) - w->weekday + 7) % 7
		                   : 1 + (w->weekday - day_weekday(first) + 7) % 7 + 7 * (w->nth - 1);
	} else {
		at->d = w->nth < 0 ? last : w->nth;
	}
	if (at->d > last) return at->d = 0, false;
	return true;
}

/* An hour, or a part of the day alone: of the day that is said, else the day told last, else the day of the report. */
static void resolve_hour(const when *w, time_tense tense, time_context *c, ymd at, dl_time *o, timex *t)
{
	if (!at.y && !at.m && !at.d) {
		o->undated = 1;
		bool told = c->told_day != DL_DAY_NONE && (c->history || c->today == DL_DAY_NONE || c->sent);
		/* "The festival is on Saturday. The quake struck at 3.30 a.m.": not at that of Saturday. */
		if (told && !c->history && c->today != DL_DAY_NONE && c->told_day > c->today && tense == TENSE_PAST)
			told = false;
		int32_t day = told ? c->told_day : c->history ? DL_DAY_NONE : c->today;
		o->basis = told ? DL_BASIS_MENTION : day == DL_DAY_NONE ? DL_BASIS_NONE : c->today_basis;
		if (day != DL_DAY_NONE) at = ymd_of_day(day);
		else timex_put(t, "XXXX-XX-XX"), span_none(o);
	} else if (!at.y && at.m) {
		at.y = year_for(c, w, tense, &o->basis);
	}
	if (w->shift && at.y > 0 && at.m && at.d) at = ymd_of_day(day_from_ymd(at.y, at.m, at.d) + w->shift);
	if (at.y || at.m || at.d) timex_date(t, at), span_date(o, at);
}

/* "the first quarter", "last summer", "the second half of 2020". */
static void resolve_season(const when *w, time_tense tense, time_context *c, dl_time *o, timex *t)
{
	int y = w->year;
	if (!y && w->turn != NO_TURN) turn_year(c, w, &y, &o->basis);
	if (!y && !(w->season[0] && w->bare && c->today == DL_DAY_NONE)) y = year_for(c, w, tense, &o->basis);
	if (!y) o->basis = DL_BASIS_NONE;
	time_resolve_part_of_year(w, y, o, t);
	if (y) time_tell(c, (ymd){y, 0, 0}, w->quarter, c->now_sent);
}

/* A year, a month or a day of one, or the week that is told by it. */
static void resolve_date(const when *w, time_tense tense, time_context *c, ymd at, dl_time *o, timex *t)
{
	if (w->unit == 'O' && !w->month) resolve_bare_day(w, c, &at, o);
	else if (!at.y && w->turn != NO_TURN) turn_year(c, w, &at.y, &o->basis);
	if (!at.y && at.m && w->turn == NO_TURN) at.y = year_for(c, w, tense, &o->basis);
	if (!at.y) o->basis = DL_BASIS_NONE;
	if (w->week && at.y > 0) return time_resolve_week_of(w, at, o, t);
	if (w->nth && at.y > 0 && at.m) time_nth_day(w, &at);
	if (w->shift && at.y > 0 && at.m && at.d) at = ymd_of_day(day_from_ymd(at.y, at.m, at.d) + w->shift);
	if (w->week_of && at.y > 0 && at.m && at.d) return timex_week_of(w, o, t, day_from_ymd(at.y, at.m, at.d));
	timex_date(t, at), span_date(o, at);
	if (at.y) time_tell(c, at, 0, c->sent);
	timex_clock(t, w), span_clock(o, w);
}

void time_resolve_calendar(const when *w, time_tense tense, time_context *c, dl_time *o, timex *t)
{
	ymd at = {w->year, w->month, w->day};
	o->basis = DL_BASIS_FULL;
	if (w->short_year && c->history && c->year > 0) at.y = c->year / 100 * 100 + w->year % 100;
	if (w->feast) return resolve_feast(w, tense, c, o, t);
	if (w->either && c->day_first) at.m = w->day, at.d = w->month;
	if (w->weekday && w->day && !w->month && c->today != DL_DAY_NONE && !c->history) {
		int32_t day = weekday_of_month(w, tense, c->today);
		o->basis = c->today_basis;
		if (day != DL_DAY_NONE) at = ymd_of_day(day);
	}
	bool weekday = w->weekday && !at.d && !w->nth;
	if (!weekday && (w->decade != -1 || w->century != -1)) return resolve_decade(w, o, t);
	if (!weekday && w->hour < 0 && !(w->part[0] && !at.y && !at.m && !at.d)) {
		if (w->quarter || w->half || w->season[0]) return resolve_season(w, tense, c, o, t);
		return resolve_date(w, tense, c, at, o, t);
	}
	if (weekday) resolve_weekday(w, tense, c, o, t);
	else resolve_hour(w, tense, c, at, o, t);
	if (weekday && w->week_of) return;
	timex_clock(t, w), span_clock(o, w);
}
