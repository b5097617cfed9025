/* SPDX-License-Identifier: Apache-2.0
 *
 * time_feast.c - on which day a feast falls.
 *
 * In: the rule of a feast in data/en/times.tsv, a year. Out: days since 1970. A rule is one of
 *      12-25        a day of the year
 *      11#4-4       the fourth Thursday of November; 05#9-1 the last Monday of May; 11#4-4+1 the day after
 *      easter-2     days from Easter Sunday of the western churches; "orthodox" of the eastern ones
 *      h10-01       a day of the Islamic calendar by its arithmetic rule; the sky may move it by a day
 * Easter is the first Sunday after the full moon that the church tables set (Meeus, Astronomical Algorithms, ch. 8);
 * the Islamic calendar has 30-year rounds of 10631 days. "easter-2" of 2022 is 2022-04-15.
 * Not attempted: feasts of other calendars, feasts that a government moves.
 */
#include "facts/time/time.h"

#define HIJRA_JD 1948439                   /* Julian day of 1 Muharram of the year 1, a Thursday */
#define EPOCH_JD 2440588                   /* Julian day of 1970-01-01 */

static int32_t easter(int y)
{
	int a = y % 19, b = y / 100, c = y % 100, d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
	int h = (19 * a + b - d - g + 15) % 30, i = c / 4, k = c % 4, l = (32 + 2 * e + 2 * i - h - k) % 7;
	int m = (a + 11 * h + 22 * l) / 451, n = h + l - 7 * m + 114;
	return day_from_ymd(y, n / 31, n % 31 + 1);
}

/* The tables of the eastern churches follow the Julian calendar, 13 days behind from 1900 to 2099. */
static int32_t easter_orthodox(int y)
{
	int a = y % 4, b = y % 7, c = y % 19, d = (19 * c + 15) % 30, e = (2 * a + 4 * b - d + 34) % 7;
	int n = d + e + 114;
	return day_from_ymd(y, n / 31, n % 31 + 1) + 13;
}

static int32_t islamic_day(int y, int m, int d)
{
	return d + (59 * (m - 1) + 1) / 2 + (y - 1) * 354 + (3 + 11 * y) / 30 + HIJRA_JD - 1 - EPOCH_JD;
}

/* The first day in a year of ours that is that day of an Islamic year. */
static int32_t islamic_in(int year, int m, int d)
{
	int32_t first = day_from_ymd(year, 1, 1), end = day_from_ymd(year + 1, 1, 1);
	int about = (year - 622) * 33 / 32;
	for (int y = about - 1; y <= about + 2; y++) {
		int32_t day = y > 0 ? islamic_day(y, m, d) : DL_DAY_NONE;
		if (day >= first && day < end) return day;
	}
	return DL_DAY_NONE;
}

static int32_t nth_weekday(int year, int m, int nth, int weekday)
{
	int32_t first = day_from_ymd(year, m, 1), last = first + days_in_month(year, m) - 1;
	if (nth == 9) return last - (day_weekday(last) - weekday + 7) % 7;
	return first + (weekday - day_weekday(first) + 7) % 7 + 7 * (nth - 1);
}

static int two(const char *p) { return (p[0] - '0') * 10 + p[1] - '0'; }

/* The "+1" or "-2" behind a rule. */
static int32_t offset(slice s)
{
	int64_t n = 0;
	if (!s.n) return 0;
	slice_i64(s.p[0] == '+' ? slice_sub(s, 1, s.n) : s, &n);
	return n > -400 && n < 400 ? (int32_t)n : 0;
}

int32_t time_feast_day(slice rule, int year)
{
	slice east = S("easter"), orthodox = S("orthodox");
	if (year < 1600 || year > 2199) return DL_DAY_NONE;
	if (slice_eq(slice_sub(rule, 0, east.n), east)) return easter(year) + offset(slice_sub(rule, east.n, rule.n));
	if (slice_eq(slice_sub(rule, 0, orthodox.n), orthodox))
		return easter_orthodox(year) + offset(slice_sub(rule, orthodox.n, rule.n));
	if (rule.n == 6 && rule.p[0] == 'h') return islamic_in(year, two(rule.p + 1), two(rule.p + 4));
	if (rule.n >= 6 && rule.p[2] == '#')
		return nth_weekday(year, two(rule.p), rule.p[3] - '0', rule.p[5] - '0') + offset(slice_sub(rule, 6, rule.n));
	return rule.n == 5 ? day_from_ymd(year, two(rule.p), two(rule.p + 3)) : DL_DAY_NONE;
}
