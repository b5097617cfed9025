/* SPDX-License-Identifier: Apache-2.0
 *
 * time_value.c - which day that is: what a time means in this document.
 *
 * In: a `when`, the tense of its clause, what was told before. Out: dl_time. Each kind has its file: dates of the
 * calendar (time_calendar.c), units by their place (time_turn.c), lengths and what they count (time_length.c), all over
 * time_span.c. Here are sets ("every Monday"), references ("recently": the three days before) and what holds for all:
 * bent by "since" or "late", and whether it lies so far back that it is history.
 * Not attempted: fiscal calendars (a fiscal year is taken for the year), eras but Christ's.
 */
#include "facts/time/time_value.h"

#define SOON_MIN 30                        /* what "shortly after" a clock time leaves open; ours */
#define HISTORY_DAYS 365                   /* dl_time.history: a year or more before publication */

/* Vague references have the intervals of UCDP's table when they are of the days before the report. */
static void resolve_ref(const when *w, const time_context *c, dl_time *o, timex *t)
{
	timex_put(t, "%.*s", PRS(w->value));
	span_none(o);
	o->basis = DL_BASIS_NONE;
	if (c->today == DL_DAY_NONE || c->history) return;
	if (w->rule && (slice_eq_fold(w->rule->word, S("recently")) || slice_eq_fold(w->rule->word, S("recent days")))) {
		o->basis = c->today_basis;
		span_days(o, c->today - 3, c->today - 1, DL_G_NONE);
	} else if (w->rule && slice_eq_fold(w->rule->word, S("recent weeks"))) {
		o->basis = c->today_basis;
		span_days(o, c->today - 21, c->today, DL_G_NONE);
	}
}

static bool has_clock(const when *w) { return w->hour >= 0 || w->part[0]; }

/* Do clocks in the United States stand an hour ahead on that day? From the second Sunday of March to the first of
 * November since 2007 (Energy Policy Act of 2005), from the first of April to the last of October before. */
static bool us_summer(int32_t day)
{
	bool late = ymd_of_day(day).y >= 2007;
	int y = ymd_of_day(day).y;
	return day >= time_feast_day(late ? S("03#2-7") : S("04#1-7"), y)
	       && day < time_feast_day(late ? S("11#1-7") : S("10#9-7"), y);
}

/* "Monday two weeks from now": on the Monday nearest to the day that the count leads to. */
static void nearest_weekday(const when *w, time_context *c, dl_time *o, timex *t)
{
	int32_t day = (int32_t)(o->from_min / DAY_MIN) + (o->grain == DL_G_WEEK ? 3 : 0);
	int off = (w->weekday - day_weekday(day) + 7) % 7;
	day += off > 3 ? off - 7 : off;
	t->n = 0, timex_date(t, ymd_of_day(day));
	span_days(o, day, day, DL_G_DAY), time_tell(c, ymd_of_day(day), 0, c->sent);
}

void time_resolve(finder *f, const when *w, time_tense tense, time_context *c, dl_time *out)
{
	timex t = {{0}, 0};
	*out = (dl_time){.from_min = DL_MIN_NONE,
	                 .to_min = DL_MIN_MAX,
	                 .zone_min = (int16_t)w->zone,
	                 .mod = (uint8_t)w->mod};
	switch (w->kind) {
	case 'c':
		out->type = has_clock(w) ? DL_TIMEX_TIME : DL_TIMEX_DATE;
		time_resolve_calendar(w, tense, c, out, &t);
		break;
	case 'u':
		out->type = has_clock(w) ? DL_TIMEX_TIME : DL_TIMEX_DATE;
		time_resolve_unit(w, tense, c, out, &t);
		break;
	case 'd':
		out->type = DL_TIMEX_DURATION;
		time_resolve_duration(w, c, out, &t);
		break;
	case 'a':
		out->type = DL_TIMEX_DATE;
		if (w->base || w->more[0].unit) time_resolve_counted(w, c, out, &t);
		else time_resolve_ago(w, c, out, &t);
		if (w->weekday && out->from_min != DL_MIN_NONE) nearest_weekday(w, c, out, &t);
		break;
	case 's':
		out->type = DL_TIMEX_SET;
		timex_put(&t, "%.*s", PRS(w->value));
		break;
	default:
		out->type = DL_TIMEX_DATE;
		resolve_ref(w, c, out, &t);
	}
	span_bend(out, c);
	if (w->soon && out->grain <= DL_G_HOUR && out->grain) {          /* "shortly before", "just after" a clock time */
		if (out->mod == '>' && out->from_min != DL_MIN_NONE) out->to_min = out->from_min + SOON_MIN;
		if (out->mod == '<' && out->to_min != DL_MIN_MAX) out->from_min = out->to_min - SOON_MIN;
	}
	if (w->us_zone && out->from_min != DL_MIN_NONE && !us_summer((int32_t)(out->from_min / DAY_MIN)))
		out->zone_min -= 60;
	if (c->today != DL_DAY_NONE && out->to_min != DL_MIN_MAX
	    && out->to_min <= ((int64_t)c->today - HISTORY_DAYS) * DAY_MIN)
		out->history = 1;
	out->at = (dl_span){w->first->start, (w->next - 1)->end};
	out->value = pool_add(f, (slice){t.p, t.n});
}
