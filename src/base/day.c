/* SPDX-License-Identifier: Apache-2.0
 *
 * day.c - days and minutes of the proleptic Gregorian calendar.
 *
 * In: years, months, days, ISO 8601 text. Out: days and minutes since 1970-01-01. No clock, no zone table.
 * Algorithm: Howard Hinnant, "chrono-compatible low-level date algorithms" (days_from_civil, civil_from_days).
 */
#include "base/base.h"

int32_t day_from_ymd(int y, int m, int d)
{
	y -= m <= 2;
	int era = (y >= 0 ? y : y - 399) / 400;
	int yoe = y - era * 400;
	int doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
	int doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
	return (int32_t)(era * 146097 + doe - 719468);
}

void day_to_ymd(int32_t day, int *y, int *m, int *d)
{
	int z = day + 719468;
	int era = (z >= 0 ? z : z - 146096) / 146097;
	int doe = z - era * 146097;
	int yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	int mp = (5 * doy + 2) / 153;
	*d = doy - (153 * mp + 2) / 5 + 1;
	*m = mp < 10 ? mp + 3 : mp - 9;
	*y = yoe + era * 400 + (*m <= 2);
}

int day_weekday(int32_t day)
{
	int w = (int)((day + 3) % 7);           /* 1970-01-01 was a Thursday */
	return (w < 0 ? w + 7 : w) + 1;
}

int days_in_month(int y, int m)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	bool leap = (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
	return m < 1 || m > 12 ? 30 : days[m - 1] + (m == 2 && leap);
}

void day_iso_week(int32_t day, int *iso_year, int *iso_week)
{
	int y, m, d;
	int32_t thursday = day + 4 - day_weekday(day);
	day_to_ymd(thursday, &y, &m, &d);
	*iso_year = y;
	*iso_week = (thursday - day_from_ymd(y, 1, 1)) / 7 + 1;
}

/* Exactly n digits at s.p[at]. */
static bool digits(slice s, size_t at, int n, int *out)
{
	if (at + (size_t)n > s.n) return false;
	*out = 0;
	for (int i = 0; i < n; i++) {
		char c = s.p[at + (size_t)i];
		if (c < '0' || c > '9') return false;
		*out = *out * 10 + (c - '0');
	}
	return true;
}

/* Offset after an hour: "Z", "+03:00", "-0500". False: none, taken as UTC. */
static int zone_minutes(slice s)
{
	int h, m;
	if (s.n < 5 || (s.p[0] != '+' && s.p[0] != '-') || !digits(s, 1, 2, &h)) return 0;
	if (!digits(s, s.p[3] == ':' ? 4 : 3, 2, &m)) return 0;
	return (s.p[0] == '-' ? -1 : 1) * (h * 60 + m);
}

bool day_parse(slice s, int32_t *day, int64_t *min)
{
	int y, m, d, hour, minute;
	*day = DL_DAY_NONE, *min = DL_MIN_NONE;
	s = slice_trim(s);
	bool compact = s.n >= 8 && digits(s, 0, 8, &y);
	size_t at = compact ? 8 : 10;
	if (compact) {
		digits(s, 0, 4, &y), digits(s, 4, 2, &m), digits(s, 6, 2, &d);
	} else if (s.n < 10 || s.p[4] != '-' || s.p[7] != '-' || !digits(s, 0, 4, &y) || !digits(s, 5, 2, &m)
	           || !digits(s, 8, 2, &d)) {
		return false;
	}
	if (m < 1 || m > 12 || d < 1 || d > days_in_month(y, m)) return false;
	*day = day_from_ymd(y, m, d);
	if (s.n < at + 6 || (s.p[at] != 'T' && s.p[at] != ' ') || !digits(s, at + 1, 2, &hour)
	    || !digits(s, at + 4, 2, &minute) || hour > 23 || minute > 59)
		return true;
	slice rest = slice_sub(s, at + 6, s.n);
	while (rest.n && rest.p[0] != '+' && rest.p[0] != '-' && rest.p[0] != 'Z') rest.p++, rest.n--;
	*min = (int64_t)*day * 1440 + hour * 60 + minute - zone_minutes(rest);
	return true;
}

bool moment_parse(slice s, int64_t *min)
{
	int32_t day;
	if (!day_parse(s, &day, min)) return false;
	if (*min == DL_MIN_NONE) *min = ((int64_t)day + 1) * 1440 - 1;
	return true;
}

slice day_print(arena *a, int32_t day)
{
	int y, m, d;
	if (day == DL_DAY_NONE) return S("");
	day_to_ymd(day, &y, &m, &d);
	return arena_printf(a, "%04d-%02d-%02d", y, m, d);
}

slice min_print(arena *a, int64_t min)
{
	if (min == DL_MIN_NONE || min == DL_MIN_MAX) return S("");
	int64_t day = min >= 0 ? min / 1440 : -((1439 - min) / 1440);
	int left = (int)(min - day * 1440), y, m, d;
	day_to_ymd((int32_t)day, &y, &m, &d);
	return arena_printf(a, "%04d-%02d-%02dT%02d:%02d", y, m, d, left / 60, left % 60);
}
