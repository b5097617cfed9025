/* SPDX-License-Identifier: Apache-2.0
 *
 * when.c - the moment of publication as feeds, pages and archives write it.
 *
 * In: "2022-08-29T19:04:00+03:00", "Mon, 29 Aug 2022 16:04:00 GMT", "August 29, 2022", "29/8/2022" is refused.
 * Out: the local day, and the minute in UTC when an hour is given with its zone.
 * Day-month order of bare numbers differs between countries: "3/4/2022" stays unknown rather than guessed.
 */
#include "read/inner.h"

#include <ctype.h>
#include <stdlib.h>
#include <strings.h>

static int month_named(slice w)
{
	static const char *const names[] = {"january", "february", "march", "april", "may", "june", "july", "august",
	                                    "september", "october", "november", "december"};
	for (int m = 0; m < 12; m++)
		if (w.n >= 3 && w.n <= strlen(names[m]) && !strncasecmp(w.p, names[m], w.n)) return m + 1;
	return w.n == 4 && !strncasecmp(w.p, "sept", 4) ? 9 : 0;
}

/* Zones that RFC 822 names; minutes east of UTC. */
static bool zone_named(slice w, int *minutes)
{
	static const struct { const char *name; int minutes; } zones[] = {
		{"GMT", 0}, {"UTC", 0}, {"UT", 0}, {"Z", 0}, {"BST", 60}, {"CET", 60}, {"CEST", 120}, {"EST", -300},
		{"EDT", -240}, {"ET", -300}, {"CST", -360}, {"CDT", -300}, {"MST", -420}, {"MDT", -360}, {"PST", -480},
		{"PDT", -420},
	};
	for (size_t i = 0; i < COUNT(zones); i++)
		if (w.n == strlen(zones[i].name) && !strncasecmp(w.p, zones[i].name, w.n))
			return *minutes = zones[i].minutes, true;
	return false;
}

typedef struct { int y, m, d, hour, minute, zone; bool has_zone, pm, am; } parts;

/* "16:04", "16:04:00". */
static size_t take_clock(slice s, parts *p)
{
	size_t i = 0;
	int h = 0, m = 0;
	while (i < s.n && i < 2 && isdigit((unsigned char)s.p[i])) h = h * 10 + s.p[i++] - '0';
	if (!i || i + 2 >= s.n || s.p[i] != ':' || !isdigit((unsigned char)s.p[i + 1])
	    || !isdigit((unsigned char)s.p[i + 2]))
		return 0;
	m = (s.p[i + 1] - '0') * 10 + s.p[i + 2] - '0';
	i += 3;
	while (i < s.n && (isdigit((unsigned char)s.p[i]) || s.p[i] == ':' || s.p[i] == '.')) i++;
	if (h > 23 || m > 59) return 0;
	p->hour = h, p->minute = m;
	return i;
}

/* "+0300", "-05:00" behind a clock. */
static size_t take_offset(slice s, parts *p)
{
	if (p->hour < 0 || s.n < 5 || (s.p[0] != '+' && s.p[0] != '-')) return 0;
	int v[4], n = 0;
	size_t i = 1;
	for (; i < s.n && n < 4; i++) {
		if (isdigit((unsigned char)s.p[i])) v[n++] = s.p[i] - '0';
		else if (s.p[i] != ':') break;
	}
	if (n < 4) return 0;
	p->zone = (v[0] * 10 + v[1]) * 60 + v[2] * 10 + v[3];
	if (s.p[0] == '-') p->zone = -p->zone;
	p->has_zone = true;
	return i;
}

static bool take_number(slice w, parts *p)
{
	int64_t v;
	if (!slice_i64(w, &v)) return false;
	if (w.n == 4 && v >= 1500) p->y = p->y ? -1 : (int)v;
	else if (w.n <= 2 && v >= 1 && v <= 31) p->d = p->d ? -1 : (int)v;
	else return false;
	return true;
}

static bool take_word(slice w, parts *p)
{
	int m = month_named(w), zone;
	if (m && !p->m) p->m = m;
	else if (w.n == 2 && !strncasecmp(w.p, "pm", 2)) p->pm = true;
	else if (w.n == 2 && !strncasecmp(w.p, "am", 2)) p->am = true;
	else if (p->hour >= 0 && zone_named(w, &zone)) p->zone = zone, p->has_zone = true;
	return true;                  /* "Updated", "Monday", "at" say nothing more */
}

/* Words and numbers in any order: the month by name, a year of four digits, a day of one or two. */
static bool parse_loose(slice s, parts *p)
{
	for (size_t i = 0; i < s.n;) {
		slice rest = slice_sub(s, i, s.n);
		size_t n = take_clock(rest, p);
		if (!n) n = take_offset(rest, p);
		if (n) {
			i += n;
			continue;
		}
		size_t j = i;
		while (j < s.n && isalnum((unsigned char)s.p[j]) && (j == i || !isdigit((unsigned char)s.p[i])
		                                                     == !isdigit((unsigned char)s.p[j]))) j++;
		if (j == i) {
			i++;
			continue;
		}
		slice w = slice_sub(s, i, j);
		if (isdigit((unsigned char)w.p[0])) {
			if (!take_number(w, p)) return false;
		} else {
			take_word(w, p);
		}
		i = j;
	}
	return p->y > 0 && p->m > 0 && p->d > 0 && p->d <= days_in_month(p->y, p->m);
}

/* Seconds or milliseconds since 1970, as some archives write them; from 1973 to 2286. */
static bool parse_epoch(slice s, int32_t *day, int64_t *min)
{
	int64_t v;
	if (s.n < 9 || s.n > 13 || !slice_i64(s, &v) || v < 0) return false;
	if (s.n >= 12) v /= 1000;
	else if (s.n == 11) return false;
	if (v < 100000000) return false;
	*min = v / 60;
	*day = (int32_t)(v / 86400);
	return true;
}

bool when_parse(slice s, int32_t *day, int64_t *min)
{
	parts p = {.hour = -1};
	s = slice_trim(s);
	*day = DL_DAY_NONE, *min = DL_MIN_NONE;
	if (s.n > 100) return false;
	if (parse_epoch(s, day, min)) return true;
	if (day_parse(s, day, min)) return true;
	*day = DL_DAY_NONE, *min = DL_MIN_NONE;
	if (!parse_loose(s, &p)) return false;
	*day = day_from_ymd(p.y, p.m, p.d);
	if (p.hour < 0 || !p.has_zone) return true;
	if (p.pm && p.hour < 12) p.hour += 12;
	if (p.am && p.hour == 12) p.hour = 0;
	*min = (int64_t)*day * 1440 + p.hour * 60 + p.minute - p.zone;
	return true;
}
