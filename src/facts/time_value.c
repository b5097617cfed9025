/* SPDX-License-Identifier: Apache-2.0
 *
 * time_value.c - which day that is: what a time means in this document.
 *
 * In: a `when`, the tense of its clause, what was told before. Out: dl_time.
 * "on Monday" in a past clause of an article of Tuesday 2022-08-30 is the last Monday: value 2022-08-29,
 * [2022-08-29, 2022-08-30), grain DAY, basis PUBLISHED. Without a day of publication it stays a Monday: value
 * XXXX-WXX-1, weekday 1, basis NONE, no interval. "two days later" counts from the last time told (MENTION).
 * Intervals of fuzzy words follow the phrase table of UCDP's codebook (GED 22.1, appendix 2): early March is its
 * first ten days, late last week Friday to Sunday, recently the three days before.
 * Not attempted: fiscal calendars (a fiscal year is taken for the year), eras but Christ's.
 */
#include "facts/time.h"

#include <stdio.h>

#define DAY_MIN 1440
#define DAWN_MIN 360                       /* "before dawn", "before morning": up to six */
#define TURN_MONTHS 9                      /* from December to March at the most; WikiWars */
#define NEAR_MONTHS 2                      /* what was put off in the past may lie this far ahead; dates */
#define SOON_MIN 30                        /* what "shortly after" a clock time leaves open; ours */
#define LEAP_YEARS 4                       /* a bare year further off does not move a history on at once; WikiWars */
#define MONTHS_AROUND 12                    /* how far "Friday the 13th" is looked for, each way */
#define NEAR_DAYS 31                       /* a feast that a past verb is told of may lie this far ahead */
#define HISTORY_DAYS 365                   /* dl_time.history: a year or more before publication */

/* A date whose finer fields may be absent (0). Years before Christ are negative and have no interval. */
typedef struct { int y, m, d; } ymd;

static int64_t minutes(int y, int m, int d) { return (int64_t)day_from_ymd(y, m, d) * DAY_MIN; }

static ymd from_day(int32_t day)
{
	ymd r;
	day_to_ymd(day, &r.y, &r.m, &r.d);
	return r;
}

static ymd add_months(ymd at, int64_t n)
{
	int64_t m = (int64_t)at.y * 12 + at.m - 1 + n;
	at.y = (int)(m / 12), at.m = (int)(m % 12) + 1;
	if (at.d > days_in_month(at.y, at.m)) at.d = days_in_month(at.y, at.m);
	return at;
}

/* ---------------------------------------------------------------- writing TIMEX3 values */

typedef struct { char p[64]; size_t n; } text;

static void put(text *t, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
static void put(text *t, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	int n = vsnprintf(t->p + t->n, sizeof t->p - t->n, fmt, ap);
	va_end(ap);
	if (n > 0) t->n = (size_t)n < sizeof t->p - t->n ? t->n + (size_t)n : sizeof t->p - 1;
}

static void put_year(text *t, int y)
{
	if (y == 0) put(t, "XXXX");
	else if (y < 0) put(t, "BC%04d", -y);
	else put(t, "%04d", y);
}

static void put_date(text *t, ymd at)
{
	put_year(t, at.y);
	if (at.m) put(t, "-%02d", at.m);
	else if (at.d) put(t, "-XX");
	if (at.d) put(t, "-%02d", at.d);
}

static void put_clock(text *t, const when *w)
{
	if (w->hour >= 0) put(t, "T%02d:%02d", w->hour, w->minute < 0 ? 0 : w->minute);
	else if (w->part[0]) put(t, "T%s", w->part);
}

/* ---------------------------------------------------------------- intervals */

static void set_days(dl_time *o, int32_t first, int32_t last, unsigned grain)
{
	o->from_min = (int64_t)first * DAY_MIN, o->to_min = ((int64_t)last + 1) * DAY_MIN;
	o->grain = (uint8_t)grain;
}

static void set_months(dl_time *o, int y, int m, int n, unsigned grain)
{
	ymd end = add_months((ymd){y, m, 1}, n);
	o->from_min = minutes(y, m, 1), o->to_min = minutes(end.y, end.m, 1), o->grain = (uint8_t)grain;
}

static void no_interval(dl_time *o) { o->from_min = DL_MIN_NONE, o->to_min = DL_MIN_MAX; }

/* Hours of the parts of a day. Night is kept inside its day, as UCDP codes "Monday night" as Monday; the small hours
 * are told as morning ("at 3.30 on Sunday morning"). */
static void narrow_to_clock(dl_time *o, const when *w)
{
	int from = 0, to = 24 * 60;
	if (o->from_min == DL_MIN_NONE) {
		o->grain = w->hour >= 0 ? (w->minute > 0 ? DL_G_MINUTE : DL_G_HOUR) : DL_G_PART;
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
static void bend(dl_time *o, const time_context *c)
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
			o->to_min = o->grain == DL_G_DAY ? o->to_min : today - DAY_MIN;
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
static void set_date(dl_time *o, ymd at)
{
	o->grain = at.d ? DL_G_DAY : at.m ? DL_G_MONTH : DL_G_YEAR;
	if (at.y <= 0 || (at.d && !at.m)) return no_interval(o);
	if (at.d) set_days(o, day_from_ymd(at.y, at.m, at.d), day_from_ymd(at.y, at.m, at.d), DL_G_DAY);
	else if (at.m) set_months(o, at.y, at.m, 1, DL_G_MONTH);
	else set_months(o, at.y, 1, 12, DL_G_YEAR);
}

/* The week, Monday to Sunday, that a day lies in. */
static void put_week(dl_time *o, text *t, int32_t day)
{
	int wy, wk;
	day_iso_week(day, &wy, &wk);
	put(t, "%04d-W%02d", wy, wk);
	set_days(o, day - day_weekday(day) + 1, day - day_weekday(day) + 7, DL_G_WEEK);
}

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
		return c->year + turned;
	}
	ymd t = from_day(c->today);
	*basis = c->today_basis;
	if (w->quarter || w->half) {
		int m = w->quarter ? w->quarter * 3 - 2 : w->half * 6 - 5;           /* its first month */
		return tense == TENSE_FUTURE && m + 2 < t.m ? t.y + 1 : m > t.m + 3 && tense != TENSE_FUTURE ? t.y - 1 : t.y;
	}
	if (w->season[0]) return w->season[0] == 'W' && t.m <= 3 && tense == TENSE_PAST ? t.y - 1 : t.y;
	/* A day is told of near times, whatever the tense of the verb above it ("a vote set for Nov. 6 was put off"). */
	bool near = w->day && w->month - t.m <= NEAR_MONTHS;
	return nearest_year(t.y, t.m, w->month, near ? TENSE_NONE : tense);
}

static void turn_year(const time_context *c, const when *w, int *y, uint8_t *basis)
{
	if (w->turn == NO_TURN || c->today == DL_DAY_NONE) return;
	ymd t = from_day(c->today);
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
	if (w->turn < 0 && m >= t.m) --*y;
	if (w->turn > 0 && m <= t.m) ++*y;
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
static void tell(time_context *c, ymd at, int quarter, uint32_t sent)
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
	c->told_day = at.d && at.m && at.y > 0 ? day_from_ymd(at.y, at.m, at.d) : DL_DAY_NONE;
	if (at.y) c->before_christ = at.y < 0;
}

static void resolve_weekday(const when *w, time_tense tense, time_context *c, dl_time *o, text *t)
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
		no_interval(o);
		put(t, "XXXX-WXX-%d", w->weekday);
		return;
	}
	if (w->anchor != 'o') day += w->shift;
	set_days(o, day, day, DL_G_DAY);
	if (w->week_of) return put_week(o, t, day);
	put_date(t, from_day(day));
	tell(c, from_day(day), 0, c->sent);
}

/* "Tuesday the 19th": the nearest such day, on the side that the tense points to. */
static int32_t weekday_of_month(const when *w, time_tense tense, int32_t today)
{
	ymd at = from_day(today);
	at.d = 1;
	for (int n = 0; n < 2 * MONTHS_AROUND; n++) {
		int months = (n + 1) / 2, side = (n & 1) == (tense == TENSE_FUTURE) ? 1 : -1;     /* the likelier side first */
		ymd m = add_months(at, n ? side * months : 0);
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
	ymd t = from_day(c->today);
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

static void resolve_feast(const when *w, time_tense tense, time_context *c, dl_time *o, text *t)
{
	int y = w->year;
	if (w->unit == 'Y' && c->today != DL_DAY_NONE) y = from_day(c->today).y + w->turn;
	else if (!y && (c->history || c->today == DL_DAY_NONE))
		y = c->year, o->basis = y ? DL_BASIS_MENTION : DL_BASIS_NONE;
	else if (!y) y = feast_year(c, w, tense), o->basis = c->today_basis;
	int32_t day = y > 0 ? time_feast_day(w->feast->value, y) : DL_DAY_NONE;
	if (day == DL_DAY_NONE) {
		put_year(t, y);
		/* A fixed feast without its year keeps its month and day. */
		if (w->feast->value.n == 5 && w->feast->value.p[2] == '-') put(t, "-%.*s", PRS(w->feast->value));
		else put(t, "-XX-XX");
		o->grain = DL_G_DAY;
		if (!y) o->basis = DL_BASIS_NONE;
		return no_interval(o);
	}
	if (w->feast->value.p[0] == 'h' && !o->mod) o->mod = '~';                        /* the moon decides */
	set_days(o, day, day, DL_G_DAY);
	if (w->week_of) return put_week(o, t, day);
	put_date(t, from_day(day));
	tell(c, from_day(day), 0, c->sent);
	put_clock(t, w);
	narrow_to_clock(o, w);
}

static void resolve_decade(const when *w, dl_time *o, text *t)
{
	int y = w->decade >= 0 ? w->decade * 10 : w->century * 100, bc = w->decade < -1 || w->century < -1;
	o->basis = DL_BASIS_FULL;
	if (w->decade != -1) put(t, bc ? "BC%03d" : "%03d", w->decade < 0 ? -w->decade : w->decade);
	else put(t, bc ? "BC%02d" : "%02d", w->century < 0 ? -w->century - 1 : w->century);
	o->grain = w->decade != -1 ? DL_G_DECADE : DL_G_CENTURY;
	if (bc || y <= 0) return no_interval(o);
	set_months(o, w->decade >= 0 ? y : y, 1, w->decade >= 0 ? 120 : 1200, o->grain);
}

/* Quarter, half, season of a year that is known or not. */
static void resolve_part_of_year(const when *w, int y, dl_time *o, text *t)
{
	put_year(t, y);
	if (w->quarter) put(t, "-Q%d", w->quarter), o->grain = DL_G_QUARTER;
	else if (w->half) put(t, "-H%d", w->half), o->grain = DL_G_HALF;
	else put(t, "-%s", w->season), o->grain = DL_G_SEASON;
	if (y <= 0) return no_interval(o);
	if (w->quarter) set_months(o, y, w->quarter * 3 - 2, 3, DL_G_QUARTER);
	else if (w->half) set_months(o, y, w->half * 6 - 5, 6, DL_G_HALF);
	else set_months(o, y, season_month(w->season), 3, DL_G_SEASON);
}

/* A day of the month alone: "the 20th", "12 and 14 May". */
static void resolve_bare_day(const when *w, time_context *c, ymd *at, dl_time *o)
{
	ymd t = c->today == DL_DAY_NONE || c->history ? (ymd){c->year, c->month, 0} : from_day(c->today);
	o->basis = c->history || c->today == DL_DAY_NONE ? (c->month ? DL_BASIS_MENTION : DL_BASIS_NONE) : c->today_basis;
	if (c->month && c->year) t = (ymd){c->year, c->month, 0}, o->basis = DL_BASIS_MENTION;
	*at = (ymd){t.y, t.m, w->day};
	if (t.y > 0 && t.m && w->day > days_in_month(t.y, t.m)) at->m = 0;
}

/* "the second week of July", "week 27 of 2020": the weeks of a stretch are those whose Thursday lies in it, as in
 * ISO 8601. */
static void resolve_week_of(const when *w, ymd at, dl_time *o, text *t)
{
	int m = at.m ? at.m : w->week < 0 ? 12 : 1, last = days_in_month(at.y, m);
	int32_t first = day_from_ymd(at.y, m, 1), thursday = first + (11 - day_weekday(first)) % 7;
	if (w->week < 0) {
		int32_t end = first + last - 1;
		thursday = end - (day_weekday(end) + 3) % 7;
	} else {
		thursday += 7 * (w->week - 1);
	}
	put_week(o, t, thursday);
}

/* "the first Monday of May", "the last day of the month". False: the month has no such day. */
static bool resolve_nth(const when *w, ymd *at)
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

static void resolve_calendar(const when *w, time_tense tense, time_context *c, dl_time *o, text *t)
{
	ymd at = {w->year, w->month, w->day};
	o->basis = DL_BASIS_FULL;
	if (w->short_year && c->history && c->year > 0) at.y = c->year / 100 * 100 + w->year % 100;
	if (w->feast) return resolve_feast(w, tense, c, o, t);
	if (w->either && c->day_first) at.m = w->day, at.d = w->month;
	if (w->weekday && w->day && !w->month && c->today != DL_DAY_NONE && !c->history) {
		int32_t day = weekday_of_month(w, tense, c->today);
		o->basis = c->today_basis;
		if (day != DL_DAY_NONE) at = from_day(day);
	}
	if (w->weekday && !at.d && !w->nth) {
		resolve_weekday(w, tense, c, o, t);
		if (w->week_of) return;
	} else if (w->decade != -1 || w->century != -1) {
		resolve_decade(w, o, t);
		return;
	} else if (w->hour >= 0 || (w->part[0] && !at.y && !at.m && !at.d)) {
		/* An hour without its day: the day told last, else the day of the report. */
		if (!at.y && !at.m && !at.d) {
			bool told = c->told_day != DL_DAY_NONE && (c->history || c->today == DL_DAY_NONE || c->sent);
			/* "The festival is on Saturday. The quake struck at 3.30 a.m.": not at that of Saturday. */
			if (told && !c->history && c->today != DL_DAY_NONE && c->told_day > c->today && tense == TENSE_PAST)
				told = false;
			int32_t day = told ? c->told_day : c->history ? DL_DAY_NONE : c->today;
			o->basis = told ? DL_BASIS_MENTION : day == DL_DAY_NONE ? DL_BASIS_NONE : c->today_basis;
			if (day != DL_DAY_NONE) at = from_day(day);
			else put(t, "XXXX-XX-XX"), no_interval(o);
		} else if (!at.y && at.m) {
			at.y = year_for(c, w, tense, &o->basis);
		}
		if (w->shift && at.y > 0 && at.m && at.d) at = from_day(day_from_ymd(at.y, at.m, at.d) + w->shift);
		if (at.y || at.m || at.d) put_date(t, at), set_date(o, at);
	} else if (w->quarter || w->half || w->season[0]) {
		int y = w->year;
		if (!y && w->turn != NO_TURN) turn_year(c, w, &y, &o->basis);
		if (!y && !(w->season[0] && w->bare && c->today == DL_DAY_NONE)) y = year_for(c, w, tense, &o->basis);
		if (!y) o->basis = DL_BASIS_NONE;
		resolve_part_of_year(w, y, o, t);
		if (y) tell(c, (ymd){y, 0, 0}, w->quarter, c->now_sent);
		return;
	} else {
		if (w->unit == 'O' && !w->month) resolve_bare_day(w, c, &at, o);
		else if (!at.y && w->turn != NO_TURN) turn_year(c, w, &at.y, &o->basis);
		if (!at.y && at.m && w->turn == NO_TURN) at.y = year_for(c, w, tense, &o->basis);
		if (!at.y) o->basis = DL_BASIS_NONE;
		if (w->week && at.y > 0) {
			resolve_week_of(w, at, o, t);
			return;
		}
		if (w->nth && at.y > 0 && at.m) resolve_nth(w, &at);
		if (w->shift && at.y > 0 && at.m && at.d) at = from_day(day_from_ymd(at.y, at.m, at.d) + w->shift);
		if (w->week_of && at.y > 0 && at.m && at.d) return put_week(o, t, day_from_ymd(at.y, at.m, at.d));
		put_date(t, at);
		set_date(o, at);
		if (at.y) tell(c, at, 0, c->sent);
	}
	put_clock(t, w);
	narrow_to_clock(o, w);
}

/* ---------------------------------------------------------------- units by their place */

/* The day, month, year from which a unit is counted. False: nothing to count from. */
static bool anchor_of(const when *w, const time_context *c, ymd *at, uint8_t *basis)
{
	bool context = w->anchor == 'm' || w->anchor == 'n' || c->history || c->today == DL_DAY_NONE;
	if (w->anchor == 'n' && !c->history && c->today != DL_DAY_NONE) context = c->year && c->recent_year;
	if (w->anchor == 'd' && c->today != DL_DAY_NONE && !(c->history && w->turn)) context = false;
	if (context && c->year) {
		*at = (ymd){c->year, c->month, c->day}, *basis = DL_BASIS_MENTION;
		return true;
	}
	/* "the next quarter", where none was told, is the one after the report's; a "next day" stays open. */
	bool long_unit = w->kind == 'u' && (w->unit == 'Q' || w->unit == 'Y' || w->unit == 'O' || w->unit == 'W');
	if (c->today == DL_DAY_NONE || c->history || (w->anchor == 'm' && !(long_unit && w->turn)))
		return *basis = DL_BASIS_NONE, false;
	*at = from_day(c->today), *basis = c->today_basis;
	return true;
}

static void resolve_day_shift(const when *w, ymd at, time_context *c, dl_time *o, text *t)
{
	int shift = w->days + w->shift + (w->turn == NO_TURN ? 0 : w->turn);
	if (at.y > 0 && at.m && at.d) {
		int32_t day = day_from_ymd(at.y, at.m, at.d) + shift;
		set_days(o, day, day, DL_G_DAY);
		if (w->week_of) return put_week(o, t, day);
		at = from_day(day);
		if (w->evening) put_date(t, from_day(day - 1));
		else put_date(t, at);
		tell(c, at, 0, c->sent);
	} else if (at.y) {                                /* "that day" of a month: known to the month */
		if (at.d) at.d += shift;
		put_date(t, at.m ? at : (ymd){at.y, 0, 0});
		if (at.m && !at.d) put(t, "-XX");
		else if (!at.m) put(t, "-XX-XX");
		set_date(o, at);
		o->grain = DL_G_DAY;
	}
	put_clock(t, w);
	narrow_to_clock(o, w);
}

static void resolve_week(const when *w, ymd at, time_context *c, dl_time *o, text *t)
{
	int wy, wk;
	bool weekend = w->unit == 'E';
	if (!(at.y > 0 && at.m && at.d)) {
		put_year(t, at.y);
		put(t, weekend ? "-WXX-WE" : "-WXX");
		set_date(o, at);
		o->grain = weekend ? DL_G_WEEKEND : DL_G_WEEK;
		return;
	}
	int32_t day = day_from_ymd(at.y, at.m, at.d),
		monday = day - day_weekday(day) + 1 + 7 * (w->turn == NO_TURN ? 0 : w->turn);
	/* "the weekend" of a report made from Monday to Thursday is the one before it. */
	if (weekend && w->turn == 0 && w->bare && day_weekday(day) < 5) monday -= 7;
	if (weekend && w->turn == -1 && day_weekday(day) >= 6) monday += 0;
	day_iso_week(monday, &wy, &wk);
	put(t, weekend ? "%04d-W%02d-WE" : "%04d-W%02d", wy, wk);
	if (weekend) set_days(o, monday + 5, monday + 6, DL_G_WEEKEND);
	else set_days(o, monday, monday + 6, DL_G_WEEK);
	/* "this week" is told up to the day of the report. */
	if (!weekend && w->turn == 0 && !w->mod && day == c->today) o->to_min = ((int64_t)day + 1) * DAY_MIN;
}

#define QUARTER_SENTS 4                    /* sentences for which a quarter is remembered; TimeBank */

static bool near_quarter(const time_context *c)
{
	return c->quarter_told && !c->history && c->now_sent - c->quarter_sent <= QUARTER_SENTS;
}

/* The quarter that a report of figures is about: the last one told, else the one before the report. */
static int last_quarter(const time_context *c, int *y)
{
	if (c->quarter_told && c->quarter_year) return *y = c->quarter_year, c->quarter_told;
	if (c->today == DL_DAY_NONE) return 0;
	ymd t = from_day(c->today);
	int q = (t.m + 2) / 3 - 1;
	*y = q ? t.y : t.y - 1;
	return q ? q : 4;
}

static void resolve_unit(const when *w, time_tense tense, time_context *c, dl_time *o, text *t)
{
	ymd at = {0, 0, 0};
	int turn = w->turn == NO_TURN ? 0 : w->turn;
	(void)tense;
	no_interval(o);
	o->basis = DL_BASIS_NONE;
	bool known = anchor_of(w, c, &at, &o->basis);
	if (!known) {
		o->grain = w->unit == 'D'   ? DL_G_DAY
		           : w->unit == 'W' ? DL_G_WEEK
		           : w->unit == 'E' ? DL_G_WEEKEND
		           : w->unit == 'O' ? DL_G_MONTH
		                            : DL_G_YEAR;
		if (w->unit == 'D' && !w->days && !turn && !w->part[0] && w->anchor == 'd') put(t, "PRESENT_REF");
		else if (w->unit == 'D') put(t, "XXXX-XX-XX"), put_clock(t, w);
		else if (w->unit == 'W') put(t, "XXXX-WXX");
		else if (w->unit == 'E') put(t, "XXXX-WXX-WE");
		else if (w->unit == 'O') put(t, "XXXX-XX");
		else put(t, turn < 0 ? "PAST_REF" : turn > 0 ? "FUTURE_REF" : "XXXX");
		return;
	}
	switch (w->unit) {
	case 'D':
		if (c->history && w->anchor == 'd' && !turn && !w->days && !w->part[0]) {       /* "today" in a history */
			put(t, "PRESENT_REF"), o->basis = DL_BASIS_NONE;
			return;
		}
		resolve_day_shift(w, at, c, o, t);
		return;
	case 'W': case 'E': case 'F':
		resolve_week(w, at, c, o, t);
		return;
	case 'O':
		if (!at.m) { put_year(t, at.y), put(t, "-XX"), set_date(o, at); return; }
		at.d = 1;
		at = add_months(at, turn), at.d = 0;
		if (w->week && at.y > 0) return resolve_week_of(w, at, o, t);
		if (w->nth && at.y > 0) resolve_nth(w, &at);
		put_date(t, at), set_date(o, at), tell(c, at, 0, c->sent);
		if (w->nth) put_clock(t, w), narrow_to_clock(o, w);
		return;
	case 'Q': {
		int q = at.m ? (at.m + 2) / 3 : 0;
		if (w->anchor == 'n' || (w->anchor == 'm' && c->quarter_told)) q = last_quarter(c, &at.y);
		if (!q) { put_year(t, at.y), put(t, "-QX"), set_date(o, at); return; }
		q += turn;
		while (q < 1) q += 4, at.y--;
		while (q > 4) q -= 4, at.y++;
		when part = *w;
		part.quarter = q, part.half = 0, part.season[0] = 0;
		resolve_part_of_year(&part, at.y, o, t);
		tell(c, (ymd){at.y, 0, 0}, q, c->now_sent);
		return;
	}
	case 'T': case 'C': {
		bool decade = w->unit == 'T';
		int k = (at.y < 0 ? -at.y : at.y) / (decade ? 10 : 100) + (at.y < 0 ? -turn : turn);
		put(t, decade ? "%s%03d" : "%s%02d", at.y < 0 ? "BC" : "", k);
		if (at.y > 0)
			set_months(o, k * (decade ? 10 : 100), 1, decade ? 120 : 1200,
			           decade ? DL_G_DECADE : DL_G_CENTURY);
		return;
	}
	default:
		at = (ymd){at.y + turn, w->month, w->day};
		if (w->quarter || w->half || w->season[0]) resolve_part_of_year(w, at.y, o, t);
		else put_date(t, at), set_date(o, at);
		tell(c, at, w->quarter, c->now_sent);
	}
}

/* ---------------------------------------------------------------- durations */

static void put_duration(const when *w, text *t)
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
		put(t, "P%sX%s", time ? "T" : "", unit == 'T' ? "DE" : unit == 'F' ? "W" : tail ? tail : own);
		return;
	}
	n *= factor;
	int64_t p = 1;
	for (unsigned i = 0; i < w->decimals; i++) p *= 10;
	put(t, "P%s%lld", time ? "T" : "", (long long)(n / p));
	if (n % p) put(t, ".%0*lld", w->decimals, (long long)(n % p));
	put(t, "%s", tail ? tail : own);
	for (size_t i = 0; i < COUNT(w->more) && w->more[i].unit; i++) {               /* "P1Y6M", "PT3H30M", "P1DT5H" */
		char u = w->more[i].unit;
		bool hours = u == 'H' || u == 'M' || u == 'S';
		put(t, "%s%lld%c", hours && !time ? "T" : "", (long long)w->more[i].n, u == 'O' ? 'M' : u);
		time |= hours;
	}
}

/* Days in n units, for intervals; 0 when the unit is not of whole days. */
static int64_t unit_days(char unit, int64_t n)
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

static int64_t whole_n(const when *w)
{
	int64_t p = 1;
	for (unsigned i = 0; i < w->decimals; i++) p *= 10;
	return w->n / p;
}

/* A date n units on. False: it is not known finely enough. */
static bool step(ymd *at, int64_t n, char unit)
{
	if (n > 100000 || n < -100000) return false;
	switch (unit) {
	case 'Y': case 'T': case 'C':
		at->y += (int)(n * (unit == 'T' ? 10 : unit == 'C' ? 100 : 1));
		if (at->d && at->m && at->y > 0 && at->d > days_in_month(at->y, at->m)) at->d = days_in_month(at->y, at->m);
		return at->y > 0;
	case 'O': case 'Q':
		if (!at->m) return false;
		if (!at->d) at->d = 1, *at = add_months(*at, n * (unit == 'Q' ? 3 : 1)), at->d = 0;
		else *at = add_months(*at, n * (unit == 'Q' ? 3 : 1));
		return at->y > 0;
	case 'D': case 'N': case 'W': case 'F': {
		if (!at->m || !at->d) return false;
		int32_t day = day_from_ymd(at->y, at->m, at->d) + (int32_t)(n * (unit == 'W' ? 7 : unit == 'F' ? 14 : 1));
		*at = from_day(day);
		return at->y > 0;
	}
	default:
		return false;
	}
}

/* "the past two weeks", "the next few days", "for weeks": the stretch that ends or begins with the report. */
static void resolve_duration(const when *w, time_context *c, dl_time *o, text *t)
{
	put_duration(w, t);
	no_interval(o);
	o->basis = DL_BASIS_NONE;
	int64_t n = w->vague ? 3 : whole_n(w), days = unit_days(w->unit, n);
	if (w->age || c->today == DL_DAY_NONE || c->history || !days || n > 5000) return;
	if (w->turn == -1) {
		o->basis = c->today_basis;
		/* 24 hours reach into today, "the past two days" end before it (UCDP). */
		int32_t last = w->unit == 'D' ? c->today - 1 : c->today;
		if (w->unit == 'Y' || w->unit == 'O') {
			ymd since = add_months(from_day(c->today), -n * (w->unit == 'Y' ? 12 : 1));
			if (since.y > 0) return set_days(o, day_from_ymd(since.y, since.m, since.d), last, DL_G_NONE);
		}
		set_days(o, w->unit == 'H' ? c->today - (int32_t)days : last - (int32_t)days + 1, last, DL_G_NONE);
	} else if (w->turn == 1) {
		o->basis = c->today_basis;
		set_days(o, c->today, c->today + (int32_t)days, DL_G_NONE);
	} else if (w->turn == IN_TIME) {
		/* As exact as its unit: the day in three days, the week around it in two weeks, the month, the year. */
		ymd at = from_day(c->today);
		if (!step(&at, n, w->unit)) return;
		o->basis = c->today_basis;
		if (w->unit == 'Y' || w->unit == 'T' || w->unit == 'C') at.m = at.d = 0;
		if (w->unit == 'O' || w->unit == 'Q') at.d = 0;
		set_date(o, at);
		if (w->unit == 'W' || w->unit == 'F')
			o->from_min -= 3 * DAY_MIN, o->to_min += 3 * DAY_MIN, o->grain = DL_G_WEEK;
	}
}

/* "two days before Christmas", which has been told just now; "a year and six months ago". */
static void resolve_counted(const when *w, time_context *c, dl_time *o, text *t)
{
	ymd at = {c->year, c->month, c->day};
	char finest = w->unit;
	bool known = w->base ? c->year > 0 : anchor_of(w, c, &at, &o->basis) && at.y > 0;
	no_interval(o);
	known = known && !w->decimals && step(&at, w->n * w->turn, w->unit);
	for (size_t i = 0; known && i < COUNT(w->more) && w->more[i].unit; i++)
		finest = w->more[i].unit, known = step(&at, w->more[i].n * w->turn, finest);
	if (!known) {
		o->basis = DL_BASIS_NONE;
		put(t, "%s", w->turn < 0 ? "PAST_REF" : "FUTURE_REF");
		return;
	}
	if (w->base) o->basis = DL_BASIS_MENTION;
	else if (finest == 'O') at.d = 0;
	put_date(t, at), set_date(o, at), tell(c, at, 0, c->sent);
}

/* "Two years ago" is half a year either way; its TIMEX value stays the year. */
static void set_around(dl_time *o, ymd then)
{
	ymd from = add_months(then, -6), to = add_months(then, 6);
	set_days(o, day_from_ymd(from.y, from.m, from.d), day_from_ymd(to.y, to.m, to.d) - 1, DL_G_YEAR);
}

/* "two years ago", "three days later": counted from today or from the last time told. */
static void resolve_ago(const when *w, time_context *c, dl_time *o, text *t)
{
	ymd at = {0, 0, 0};
	int64_t n = whole_n(w) * w->turn;
	no_interval(o);
	o->basis = DL_BASIS_NONE;
	bool known = anchor_of(w, c, &at, &o->basis);
	/* Without an earlier time, "a year earlier" is told from the report's day, as "a year ago" is. */
	if (!known && w->anchor == 'm' && c->today != DL_DAY_NONE && !c->history && w->turn < 0 && w->unit != 'D'
	    && w->unit != 'H')
		at = from_day(c->today), o->basis = c->today_basis, known = true;
	if (w->vague || !known || w->n > 100000) {
		put(t, "%s", w->vague || w->turn < 0 ? (w->turn < 0 ? "PAST_REF" : "FUTURE_REF") : "FUTURE_REF");
		o->basis = DL_BASIS_NONE;
		return;
	}
	if (w->unit == 'Y' && w->n == 1
	    && (w->quarter || near_quarter(c))) { /* "from a year earlier", of a quarter */
		when part = *w;
		int y = c->quarter_year ? c->quarter_year : at.y;
		part.quarter = w->quarter > 0 ? w->quarter : last_quarter(c, &y), part.half = 0, part.season[0] = 0;
		resolve_part_of_year(&part, y + (int)n, o, t);
		o->basis = DL_BASIS_MENTION;
		return;
	}
	if (w->unit == 'Y' && w->anchor == 'm' && !c->history && c->today != DL_DAY_NONE)
		at = from_day(c->today), o->basis = c->today_basis;
	switch (w->unit) {
	case 'Y': case 'T': case 'C': {
		ymd then = add_months(at, n * (w->unit == 'T' ? 120 : w->unit == 'C' ? 1200 : 12));
		bool day = at.y > 0 && at.m && at.d && then.y > 0;
		at = (ymd){at.y + (int)(n * (w->unit == 'T' ? 10 : w->unit == 'C' ? 100 : 1)), 0, 0};
		if (at.y == 0) at.y = -1;
		put_date(t, at), set_date(o, at);
		if (day && w->unit == 'Y' && n < -1) set_around(o, then);
		break;
	}
	case 'O': case 'Q':
		if (!at.m) { put_year(t, at.y), put(t, "-XX"); return; }
		at.d = 1, at = add_months(at, n * (w->unit == 'Q' ? 3 : 1)), at.d = 0;
		put_date(t, at), set_date(o, at);
		break;
	default: {
		if (!(at.y > 0 && at.m && at.d)) { put_year(t, at.y), put(t, "-XX-XX"), set_date(o, at); return; }
		int32_t day = day_from_ymd(at.y, at.m, at.d);
		int64_t days = w->unit == 'H' || w->unit == 'M' || w->unit == 'S'
		                       ? 0
		                       : unit_days(w->unit, n < 0 ? -n : n) * (n < 0 ? -1 : 1);
		if (w->unit == 'H') days = n / 24;
		day += (int32_t)days;
		at = from_day(day);
		if (w->unit == 'W' && n < -2) {
			int wy, wk;
			day_iso_week(day, &wy, &wk);
			put(t, "%04d-W%02d", wy, wk);
			set_days(o, day - day_weekday(day) + 1, day - day_weekday(day) + 7, DL_G_WEEK);
		} else {
			put_date(t, at), set_date(o, at);
			if (w->unit == 'F') set_days(o, day, c->today == DL_DAY_NONE || w->turn > 0 ? day : c->today, DL_G_WEEK);
		}
	}
	}
	if (w->unit != 'Y' || c->history) tell(c, at, 0, c->sent);
}

/* Vague references have the intervals of UCDP's table when they are of the days before the report. */
static void resolve_ref(const when *w, const time_context *c, dl_time *o, text *t)
{
	put(t, "%.*s", PRS(w->value));
	no_interval(o);
	o->basis = DL_BASIS_NONE;
	if (c->today == DL_DAY_NONE || c->history) return;
	if (w->rule && (slice_eq_fold(w->rule->word, S("recently")) || slice_eq_fold(w->rule->word, S("recent days")))) {
		o->basis = c->today_basis;
		set_days(o, c->today - 3, c->today - 1, DL_G_NONE);
	} else if (w->rule && slice_eq_fold(w->rule->word, S("recent weeks"))) {
		o->basis = c->today_basis;
		set_days(o, c->today - 21, c->today, DL_G_NONE);
	}
}

/* ---------------------------------------------------------------- together */

static bool has_clock(const when *w) { return w->hour >= 0 || w->part[0]; }

void time_resolve(finder *f, const when *w, time_tense tense, time_context *c, dl_time *out)
{
	text t = {{0}, 0};
	*out = (dl_time){.from_min = DL_MIN_NONE,
	                 .to_min = DL_MIN_MAX,
	                 .zone_min = (int16_t)w->zone,
	                 .mod = (uint8_t)w->mod};
	switch (w->kind) {
	case 'c':
		out->type = has_clock(w) ? DL_TIMEX_TIME : DL_TIMEX_DATE;
		resolve_calendar(w, tense, c, out, &t);
		break;
	case 'u':
		out->type = has_clock(w) ? DL_TIMEX_TIME : DL_TIMEX_DATE;
		resolve_unit(w, tense, c, out, &t);
		break;
	case 'd':
		out->type = DL_TIMEX_DURATION;
		resolve_duration(w, c, out, &t);
		break;
	case 'a':
		out->type = DL_TIMEX_DATE;
		if (w->base || w->more[0].unit) resolve_counted(w, c, out, &t);
		else resolve_ago(w, c, out, &t);
		break;
	case 's':
		out->type = DL_TIMEX_SET;
		put(&t, "%.*s", PRS(w->value));
		break;
	default:
		out->type = DL_TIMEX_DATE;
		resolve_ref(w, c, out, &t);
	}
	bend(out, c);
	if (w->soon && out->grain <= DL_G_HOUR && out->grain) {          /* "shortly before", "just after" a clock time */
		if (out->mod == '>' && out->from_min != DL_MIN_NONE) out->to_min = out->from_min + SOON_MIN;
		if (out->mod == '<' && out->to_min != DL_MIN_MAX) out->from_min = out->to_min - SOON_MIN;
	}
	if (c->today != DL_DAY_NONE && out->to_min != DL_MIN_MAX
	    && out->to_min <= ((int64_t)c->today - HISTORY_DAYS) * DAY_MIN)
		out->history = 1;
	out->at = (dl_span){w->first->start, (w->next - 1)->end};
	out->value = pool_add(f, (slice){t.p, t.n});
}
