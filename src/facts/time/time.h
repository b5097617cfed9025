/* SPDX-License-Identifier: Apache-2.0
 *
 * time.h - inside the times only: what the words of a time say (time_read.c), what that means in this document
 * (time_value.c and what it stands on, time_value.h), and the pass over the text (time.c).
 */
#ifndef DL_FACTS_TIME_H
#define DL_FACTS_TIME_H

#include "facts/number/number.h"

struct time_kb { word_table words; };      /* times.tsv and numbers.tsv */

/* What the words say, before the document is asked. Zero or -1: not said. */
typedef struct {
	const lexeme *first, *next;          /* [first, next)                                           */
	const word_entry *rule;              /* the word that made it a time                            */
	slice   value;                       /* kinds 'r', 's': the TIMEX3 value                        */
	int     year;                        /* 0 none; years before Christ below 0                     */
	int     month, day, weekday, quarter, half, week;
	int     hour, minute;                /* -1 none                                                 */
	int     second;                      /* only where it is written; nothing is known finer than a minute */
	int     decade, century;             /* 199 of "the 1990s", 19 of "the 20th century"; -1 none    */
	int     turn;                        /* kinds 'c', 'u': -1, 0, 1; NO_TURN none                  */
	int     days;                        /* kind 'u', "the day before yesterday": -2                */
	int64_t n;                           /* kinds 'd', 'a': how many units                          */
	int     zone;                        /* minutes east, DL_ZONE_LOCAL                             */
	char    kind;                        /* 'c' calendar  'u' unit by its place ("last week", "today")
	                                        'd' duration  'a' so long ago or later  's' set  'r' reference */
	char    unit;                        /* letter of times.tsv                                     */
	char    anchor;                      /* 'd' day of the report, 'm' last time told, 0 by tense   */
	char    mod;                         /* as in dl_time                                           */
	char    part[3], season[3];
	uint8_t decimals;
	bool    vague;                       /* "a few days", "weeks"                                   */
	bool    evening;                     /* "overnight": reaches into the next day                  */
	bool    bare;                        /* one word that may mean another thing: "the day", "may"  */
	bool    age;                         /* "42-year-old"                                           */
	bool    either;                      /* "05/06/2022": month or day first, as the outlet writes  */
	bool    week_of;                     /* "the week of May 3": the week that the day lies in       */
	bool    weekend_of;                  /* "the weekend of May 3": the one nearest to it; with week_of */
	int     nth;                         /* "the first Monday of May"; -1 last                      */
	int     shift;                       /* days to go on: "11 p.m. to 2 a.m. Sunday" begins at -1  */
	const word_entry *feast;             /* its value says how its day is found, time_feast.c       */
	const lexeme *base;                  /* "two days before Christmas": where Christmas begins     */
	struct { int64_t n; char unit; } more[2];    /* "a year and six months": the months             */
	bool    fiscal;
	bool    short_year;                  /* "'99"                                                   */
	bool    us_zone;                     /* "11 p.m. ET": the zone is that of summer, the date says which    */
	bool    soon;                        /* "shortly after 6 a.m."                                  */
} when;
#define NO_TURN 9
#define IN_TIME 8                            /* kind 'd': "in two weeks", told of what is to come           */

/* The longest time that starts at x; false when none does. */
bool time_read(const finder *f, const lexeme *x, const lexeme *begin, const lexeme *end, when *out);

/* What the document has told so far: years and days that later, shorter expressions lean on. */
typedef struct {
	int32_t  today;                      /* day of publication or of the dateline, DL_DAY_NONE      */
	uint8_t  today_basis;
	bool     day_first;                  /* "05/06/2022" is of June                                 */
	bool     history;                    /* the text tells of the past year by year: context rules  */
	bool     before_christ;              /* the last year told was BC                               */
	int      year, month, day;           /* last time told; 0 none                                  */
	uint32_t sent;                       /* sentence where it was told                              */
	int32_t  told_day;                   /* last time told, where it is a day; else DL_DAY_NONE     */
	int32_t  last_day;                   /* last day told, whatever came behind it; DL_DAY_NONE     */
	int64_t  now_min, told_min;          /* minute of publication; last hour told; DL_MIN_NONE              */
	int16_t  told_zone;
	uint32_t told_min_sent;              /* sentence of told_min                                    */
	int      recent_year;                /* last year written out, in this or the last sentence     */
	int      aside_year;                 /* a bare year far from the others, told once              */
	int      quarter_told, quarter_year; /* last quarter told, and its year                         */
	uint32_t quarter_sent, now_sent;     /* sentence of that one; of the time now resolved          */
	int32_t  range_from;                 /* day on which a stretch begins, "from Friday to"; else DL_DAY_NONE */
	const lexeme *range_at;              /* where its second end would begin                        */
} time_context;

/* Day of a feast in a year, DL_DAY_NONE when it has none there. rule: value of class feast in times.tsv. */
int32_t time_feast_day(slice rule, int year);

typedef enum { TENSE_NONE = 0, TENSE_PAST, TENSE_PRESENT, TENSE_FUTURE } time_tense;

/* Interval, grain, basis and TIMEX3 value of w; the context moves on. */
void time_resolve(finder *f, const when *w, time_tense tense, time_context *c, dl_time *out);

#endif
