/* SPDX-License-Identifier: Apache-2.0
 *
 * time_value.h - inside the meaning of times only. Layers, each over the one before: dates and stretches (time_span.c),
 * the calendar (time_calendar.c), units by their place (time_turn.c), lengths (time_length.c), all (time_value.c).
 */
#ifndef DL_FACTS_TIME_VALUE_H
#define DL_FACTS_TIME_VALUE_H

#include "facts/time/time.h"

#define DAY_MIN 1440

/* A date whose finer fields may be absent (0). Years before Christ are negative and have no stretch. */
typedef struct { int y, m, d; } ymd;

/* A TIMEX3 value while it is written. */
typedef struct { char p[64]; size_t n; } timex;

/* time_span.c: dates */
ymd     ymd_of_day(int32_t day);
ymd     ymd_add_months(ymd at, int64_t n);
bool    ymd_step(ymd *at, int64_t n, char unit);         /* n units on; false: not known finely enough          */
int64_t unit_days(char unit, int64_t n);                 /* 0 when the unit is not of whole days                */

/* time_span.c: values */
void timex_put(timex *t, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void timex_year(timex *t, int y);
void timex_date(timex *t, ymd at);
void timex_clock(timex *t, const when *w);

/* time_span.c: stretches */
void span_none(dl_time *o);
void span_days(dl_time *o, int32_t first, int32_t last, unsigned grain);
void span_months(dl_time *o, int y, int m, int n, unsigned grain);
void span_date(dl_time *o, ymd at);                      /* of a date that may lack its month or day            */
void span_clock(dl_time *o, const when *w);              /* narrowed to the hour or the part of the day         */
void span_bend(dl_time *o, const time_context *c);       /* by dl_time.mod                                      */
void timex_weekend(dl_time *o, timex *t, int32_t day);   /* the one nearest to it, and a holiday beside it      */
void timex_week_of(const when *w, dl_time *o, timex *t, int32_t day);        /* of when.week_of                 */
void timex_week(dl_time *o, timex *t, int32_t day);      /* value and stretch of the week, Monday to Sunday     */

/* time_calendar.c */
void time_tell(time_context *c, ymd at, int quarter, uint32_t sent);         /* the context moves on            */
void time_resolve_calendar(const when *w, time_tense tense, time_context *c, dl_time *o, timex *t);
void time_resolve_part_of_year(const when *w, int y, dl_time *o, timex *t);  /* quarter, half, season           */
void time_resolve_week_of(const when *w, ymd at, dl_time *o, timex *t);
bool time_nth_day(const when *w, ymd *at);               /* false: the month has no such day                    */

/* time_turn.c */
bool time_anchor(const when *w, const time_context *c, ymd *at, uint8_t *basis);   /* false: nothing to count from */
bool time_quarter_near(const time_context *c);           /* was a quarter told just now?                        */
int  time_quarter_last(const time_context *c, int *y);   /* the last told, else the one before the report; 0    */
void time_resolve_unit(const when *w, time_tense tense, time_context *c, dl_time *o, timex *t);

/* time_length.c */
void time_resolve_duration(const when *w, time_context *c, dl_time *o, timex *t);
void time_resolve_counted(const when *w, time_context *c, dl_time *o, timex *t);
void time_resolve_ago(const when *w, time_context *c, dl_time *o, timex *t);

#endif
