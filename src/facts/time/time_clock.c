/* SPDX-License-Identifier: Apache-2.0
 *
 * time_clock.c - hours and parts of the day, with their zone and their day.
 *
 * In: lexemes. Out: a `when` with hour or part. "5 p.m. EST, Nov. 6" is hour 17, zone -300, month 11, day 6; "the
 * night of 20 June" is part NI, month 6, day 20. An hour without am, pm, a colon, a zone or "o'clock" is one
 * only beside a part of the day ("at 8 last night"), in a range that ends in an hour, or behind "past".
 */
#include "facts/time/time_grammar.h"

#include <string.h>

#define LIKELY_FROM 7                      /* "Saturday at 5" is in the afternoon, "at 8" may be either             */

/* ---------------------------------------------------------------- hours and parts of the day */

/* "local time", "GMT", "p.m. ET". */
static const lexeme *zone_after(const reader *r, const lexeme *x, when *w)
{
	const lexeme *y = x, *next;
	if (mark(r, y, '(') || mark(r, y, ',')) y++;
	const word_entry *e = y < r->end ? lex_find(r->f, r->t, y, r->end, WC_ZONE, &next) : NULL;
	if (!e) return x;
	bool name = slice_eq(e->value, S("local"));
	if (!name && !y->upper) return x;
	if (e->word.n <= 3 && e->words == 1 && !name)             /* "ET", "IST": all capitals */
		for (uint32_t i = y->start; i < y->end; i++)
			if (r->f->text.p[i] >= 'a' && r->f->text.p[i] <= 'z') return x;
	if (y > x && lex_mark(x, '(') && !mark(r, next, ')')) return x;
	if (y > x && lex_mark(x, ',') ) return x;
	w->zone = name ? DL_ZONE_LOCAL : (int)e->num;
	w->us_zone = e->aux == 1;
	if (word(r, next, "time")) next++;
	return lex_mark(x, '(') ? next + 1 : next;
}

/* am, pm behind an hour. */
static const lexeme *ampm_after(const reader *r, const lexeme *x, int *hour)
{
	const lexeme *next;
	const word_entry *e = x < r->end ? lex_find(r->f, r->t, x, r->end, WC_AMPM, &next) : NULL;
	if (!e || *hour > 12) return NULL;
	/* "at 7 am" but never "I am": a figure stands before. */
	*hour = *hour % 12 + (int)e->num;
	return next;
}

/* Past "o'clock", also as one word. */
static const lexeme *over_o_clock(const reader *r, const lexeme *x)
{
	if (word(r, x, "o") && mark(r, x + 1, '\'') && word(r, x + 2, "clock")) return x + 3;
	return word(r, x, "oclock") ? x + 1 : x;
}

/* "nine thirty", "three forty-five": the minutes behind an hour in words, where a word leads to an hour or the half of
 * the day follows. */
static const lexeme *spoken_minutes(const reader *r, const lexeme *x, const lexeme *y, when *w)
{
	number n;
	const lexeme *p = x > r->begin ? x - 1 : NULL, *next;
	if (y != x + 1 || y >= r->end || y->kind != LX_WORD || !y->word) return NULL;
	if (!number_read(r->f, r->t, y, r->end, &n) || n.kind != NUM_CARDINAL || n.decimals
	    || n.num < 10 || n.num > 59 || n.num % 5) return NULL;
	bool led = p && word_in(r, p, W_BEFORE_HOUR);
	bool half = n.next < r->end && lex_find(r->f, r->t, n.next, r->end, WC_AMPM, &next);
	bool ends = n.next >= r->end || n.next->kind == LX_MARK || word_in(r, n.next, W_BEFORE_HOUR);
	if (!half && !(led && ends)) return NULL;
	return w->minute = (int)n.num, n.next;
}

/* The minutes of "half past", "a quarter to", "ten past", "20 minutes past"; NULL when none are told. named: they are
 * called minutes or a quarter. */
static const lexeme *minutes_beside(const reader *r, const lexeme *x, int *minute, bool *named)
{
	number n = {.num = 0};
	const lexeme *y = word(r, x, "a") ? x + 1 : x;
	*named = true;
	if (word(r, y, "half")) return word(r, y + 1, "past") ? *minute = 30, y + 1 : NULL;
	if (word(r, y, "quarter")) return *minute = 15, y + 1;
	if (y >= r->end || !number_read(r->f, r->t, y, r->end, &n) || n.kind != NUM_CARDINAL || n.decimals) return NULL;
	if (n.num < 1 || n.num > 30) return NULL;
	*minute = (int)n.num, *named = word(r, n.next, "minutes") || word(r, n.next, "mins");
	return n.next + *named;
}

/* "half past seven", "a quarter to six", "ten past 9", "20 minutes past 3 p.m.", "a quarter past noon". What is told
 * by "to" needs a quarter, or minutes and the half of the day: "20 to 3" is a score. */
static const lexeme *hour_past(const reader *r, const lexeme *x, when *w)
{
	int minute = 0;
	bool named;
	number hour = {.num = 0};
	const lexeme *y = minutes_beside(r, x, &minute, &named), *z;
	if (!y) return NULL;
	bool to = word(r, y, "to"), past = word(r, y, "past");
	if ((!past && !(to && named)) || ++y >= r->end) return NULL;
	const word_entry *e = is(r, y, WC_CLOCK);
	if (e) {
		int at = (int)e->num * 60 + (to ? 24 * 60 - minute : minute);
		return w->hour = at / 60 % 24, w->minute = at % 60, y + 1;
	}
	if (!number_read(r->f, r->t, y, r->end, &hour) || hour.kind != NUM_CARDINAL || hour.decimals || hour.num < 1
	    || hour.num > 12)
		return NULL;
	y = hour.next;
	y = over_o_clock(r, y);
	w->hour = (int)(to ? (hour.num + 10) % 12 + 1 : hour.num), w->minute = to ? 60 - minute : minute;
	int half = (int)hour.num;
	z = ampm_after(r, y, &half);
	if (to && minute != 15 && !z) return NULL;
	if (z) w->hour = to ? (half + 23) % 24 : half;
	return z ? z : y;
}

/* The hour itself: "7pm", "3:30 p.m.", "3.30pm", "19:00", "0930 GMT", "1900 hours", "7 o'clock", "noon". */
const lexeme *time_hour(const reader *r, const lexeme *x, when *w)
{
	const word_entry *e = is(r, x, WC_CLOCK);
	const lexeme *y, *z = hour_past(r, x, w);
	if (z) return z;
	w->hour = w->minute = -1;
	if (e) {
		return w->hour = (int)e->num, w->minute = 0, w->rule = e, x + 1;
	}
	if (x->kind != LX_NUM) {
		number n;                              /* "seven o'clock" */
		if (!x->word || !number_read(r->f, r->t, x, r->end, &n) || n.num < 1 || n.num > 12 || n.decimals) return NULL;
		y = n.next;
		w->hour = (int)n.num, w->minute = 0;
		if ((z = over_o_clock(r, y)) > y) return z;
		if ((z = spoken_minutes(r, x, y, w))) y = z;
		const lexeme *half = ampm_after(r, y, &w->hour);
		return half ? half : z;
	}
	if (x > r->begin && x->glued
	    && (lex_mark(x - 1, '$') || lex_mark(x - 1, 'L') || lex_mark(x - 1, 'E') || lex_mark(x - 1, ':')
	        || lex_mark(x - 1, '.')))
		return NULL;
	if (x->decimals == 2 && x->num < 2400 && x->num % 100 < 60) {                       /* 3.30pm */
		w->hour = (int)(x->num / 100), w->minute = (int)(x->num % 100);
		if ((z = ampm_after(r, x + 1, &w->hour))) return z;
		const lexeme *zone = zone_after(r, x + 1, w);
		return zone > x + 1 ? x + 1 : NULL;
	}
	if (!x->digits) return NULL;
	if (mark(r, x + 1, ':') && glued(r, x + 1) && whole(r, x + 2, 0, 59, 2) && glued(r, x + 2)
	    && (x + 2)->digits == 2 && x->num <= 24 && x->digits <= 2) {
		w->hour = (int)x->num, w->minute = (int)(x + 2)->num, y = x + 3;
		if (mark(r, y, ':') && glued(r, y) && whole(r, y + 1, 0, 59, 2) && glued(r, y + 1))
			w->second = (int)(y + 1)->num, y += 2;
		if ((z = ampm_after(r, y, &w->hour))) return z;
		if (word(r, y, "hrs") || word(r, y, "hours") || word(r, y, "h")) return y + 1;
		return y;
	}
	if (x->num <= 12 && x->digits <= 2) {
		w->hour = (int)x->num, w->minute = 0;
		if ((z = ampm_after(r, x + 1, &w->hour))) return z;
		if ((z = over_o_clock(r, x + 1)) > x + 1) return z;
	}
	if ((x->digits == 3 || x->digits == 4) && x->num < 2400 && x->num % 100 < 60) {     /* 0930 GMT, 1140 a.m. */
		w->hour = (int)(x->num / 100), w->minute = (int)(x->num % 100);
		if (w->hour && w->hour <= 12 && (z = ampm_after(r, x + 1, &w->hour))) return z;
		if (x->digits == 3) return NULL;
		if (word(r, x + 1, "hrs") || word(r, x + 1, "hours")) return x + 2;
		if (zone_after(r, x + 1, w) > x + 1) return x + 1;
	}
	return NULL;
}

/* Take the day out of another reading: "10 p.m. Wednesday", "2:30 the next day", "noon on May 3". */
static bool borrow_day(const reader *r, const lexeme *x, when *w)
{
	const lexeme *y = over_comma(r, x);
	when d;
	if (word(r, y, "on")) y++;
	else if (word(r, y, "of") || (word(r, y, "in") && word(r, y + 1, "the"))) y++;
	if (y >= r->end || !time_read_core(r, y, &d, false)) return false;
	bool day = d.day || d.weekday || d.feast || (d.kind == 'u' && (d.unit == 'D' || d.part[0]))
	           || (d.kind == 'c' && d.part[0] && !d.month && !d.year);
	if (!day || d.hour >= 0 || (d.kind != 'c' && d.kind != 'u')) return false;
	if (y > x && mark(r, x, ',') && d.kind == 'u' && d.turn == NO_TURN) return false;
	if (w->hour >= 0) {
		if (d.part[0] && w->hour < 12
		    && (d.part[0] == 'A' || d.part[0] == 'E' || (d.part[0] == 'N' && w->hour > 5)))
			d.hour = w->hour + 12;
		else d.hour = w->hour;
		d.minute = w->minute, d.second = w->second, d.zone = w->zone, d.us_zone = w->us_zone, d.part[0] = 0;
	} else {
		memcpy(d.part, w->part, sizeof d.part);
		if (!d.mod) d.mod = w->mod;
	}
	if (!d.rule) d.rule = w->rule;
	d.first = w->first;
	*w = d;
	return true;
}

/* One to twelve, in digits or words; its end. */
static const lexeme *small_hour(const reader *r, const lexeme *x, int *hour)
{
	number n;
	if (whole(r, x, 1, 12, 2)) return *hour = (int)x->num, x + 1;
	if (x >= r->end || x->kind != LX_WORD || !x->word || !number_read(r->f, r->t, x, r->end, &n)) return NULL;
	if (n.kind != NUM_CARDINAL || n.decimals || n.num < 1 || n.num > 12) return NULL;
	return *hour = (int)n.num, n.next;
}

/* "in the morning", "at night": a half of the day behind a bare hour. */
static bool half_behind(const reader *r, const lexeme *x)
{
	if (word(r, x, "at")) return word(r, x + 1, "night");
	const lexeme *y = word(r, x, "in") && word(r, x + 1, "the") ? x + 2 : NULL;
	if (y && (word(r, y, "early") || word(r, y, "late"))) y++;
	const word_entry *e = y ? is(r, y, WC_PART) : NULL;
	return e && !e->aux;
}

/* A bare hour that leans on a part of the day: "at 8 last night", "9 last night" behind "between 7 and", "around five
 * in the morning". */
static bool hour_of_part(const reader *r, const lexeme *x, when *w)
{
	const lexeme *p = x > r->begin ? x - 1 : NULL, *y = small_hour(r, x, &w->hour);
	if (!y) return false;
	w->minute = 0;
	bool second = p && (word(r, p, "and") || word(r, p, "to") || word(r, p, "until")) && p > r->begin
	              && whole(r, p - 1, 1, 12, 2);
	bool led = !p || second;
	led = led || word_in(r, p, W_BEFORE_HOUR);
	if (led && half_behind(r, y)) {
		int hour = w->hour;
		if (!word(r, y, "at")) return borrow_day(r, y, w);
		return w->hour = hour > 5 ? hour % 12 + 12 : hour, w->next = y + 2, borrow_day(r, y + 2, w), true;
	}
	if (!p || y != x + 1 || !(word(r, p, "at") || word(r, p, "around") || second)) return false;
	return borrow_day(r, y, w) && w->kind == 'u' && w->turn != NO_TURN;
}

/* Do the words say which half of the day it is? */
static bool tells_half(const reader *r, const lexeme *x, const lexeme *end)
{
	for (; x < end; x++)
		if (is(r, x, WC_AMPM) || is(r, x, WC_PART) || is(r, x, WC_CLOCK) || word(r, x, "tonight")) return true;
	return false;
}

/* The part of the day that a stretch of bare hours lies in: "tonight" in "tonight from 7 to 9". */
static const word_entry *part_before(const reader *r, const lexeme *lead)
{
	if (lead <= r->begin || !(word(r, lead, "from") || word(r, lead, "between"))) return NULL;
	const word_entry *e = is(r, lead - 1, WC_PART);
	if (e) return e->aux ? NULL : e;
	e = is(r, lead - 1, WC_DAY);
	return e && slice_ends(e->value, S("NI")) ? e : NULL;
}

/* "7" and "9" of "tonight from 7 to 9", "7:30" of "this evening from 7 to 7:30": their half is that of the part, their
 * day the one just told. */
static bool hour_in_part(const reader *r, const lexeme *x, when *w)
{
	const lexeme *y = small_hour(r, x, &w->hour), *p = x - 1, *q;
	if (!y || x <= r->begin + 1 || ampm_after(r, y, &w->hour)) return false;
	bool clock = x->digits && mark(r, y, ':') && glued(r, y) && glued(r, y + 1) && whole(r, y + 1, 0, 59, 2);
	bool first = word(r, p, "from") || word(r, p, "between");
	if (!first && !(word(r, p, "to") || word(r, p, "and") || word(r, p, "until") || lex_mark(p, '-'))) return false;
	for (q = first ? p : p - 1; q > r->begin && !first && (q->kind == LX_NUM || lex_mark(q, ':')); q--);
	const word_entry *e = part_before(r, q);
	if (!e) return false;
	const char *part = e->value.p + e->value.n - 2;
	w->minute = clock ? (int)(y + 1)->num : 0, w->next = clock ? y + 2 : y, w->rule = e;
	if (first && !(time_joins_days(r, w->next) == '-' || word(r, w->next, "and"))) return false;
	if (w->hour < 12 && (part[0] == 'A' || part[0] == 'E' || (part[0] == 'N' && w->hour > 5))) w->hour += 12;
	return true;
}

/* The first hour of "between 7 and 9:30 last night", "3-8 p.m.", "2:00 to 2:30 pm": half of the day and day are those
 * of the second, unless that would turn the clock back. */
static bool hour_of_range(const reader *r, const lexeme *x, when *w)
{
	const lexeme *p = x > r->begin ? x - 1 : NULL, *y = small_hour(r, x, &w->hour);
	bool opened = p && (word(r, p, "between") || word(r, p, "from"));
	if (!y || (y != x + 1 && !opened)) return false;
	int hour = w->hour, minute = 0;
	bool minutes = x->digits && mark(r, y, ':') && glued(r, y) && glued(r, y + 1) && whole(r, y + 1, 0, 59, 2);
	if (minutes) minute = (int)(y + 1)->num, y += 2;
	if (y + 1 >= r->end) return false;
	bool joined = lex_mark(y, '-') || word(r, y, "to") || word(r, y, "until") || word(r, y, "till");
	if (!joined && !(opened && word(r, y, "and"))) return false;
	when second = blank(y + 1);
	reader inner = *r;
	if (inner.depth++ || !time_read_clock(&inner, y + 1, &second) || second.hour < 0 || second.hour > 23) return false;
	bool half = tells_half(r, y + 1, second.next), minutes_behind = opened && mark(r, y + 2, ':');
	if (!half && !(minutes || minutes_behind)) return false;
	if (!half && second.hour > 12) return false;
	if (!lex_mark(y, '-') && !opened && !minutes && !half) return false;
	if (half) {
		int late = second.hour * 60 + (second.minute > 0 ? second.minute : 0);
		hour = hour % 12 + (second.hour >= 12 ? 12 : 0);
		if (hour * 60 + minute >= late) hour -= 12;
	}
	*w = second, w->first = x, w->next = y, w->minute = minute, w->hour = hour < 0 ? hour + 24 : hour;
	return true;
}

/* "for three hours from 9": a bare hour that a length of hours is counted from. */
static bool hour_of_length(const reader *r, const lexeme *x, when *w)
{
	bool plural;
	*w = blank(x);
	if (x <= r->begin + 1 || !word(r, x - 1, "from") || time_unit_at(r, x - 2, &plural) != 'H') return false;
	const lexeme *y = small_hour(r, x, &w->hour);
	if (!y || (y < r->end && (y->kind != LX_MARK || lex_mark(y, ':') || lex_mark(y, '-')))) return false;
	return w->minute = 0, w->next = y, true;
}

/* An hour with its zone and day. */
bool time_read_clock(const reader *r, const lexeme *x, when *w)
{
	if (hour_in_part(r, x, w) || hour_of_length(r, x, w)) return true;
	*w = blank(x);
	if (hour_of_part(r, x, w) || hour_of_range(r, x, w)) return true;
	*w = blank(x);
	const lexeme *y = time_hour(r, x, w);
	if (!y || w->hour > 24) return false;
	y = zone_after(r, y, w);
	w->next = y;
	when set = blank(y);
	if (y < r->end && (is(r, y, WC_EVERY) || is(r, y, WC_OFTEN)) && time_read_set(r, y, &set)
	    && time_set_hour(r, w, &set))
		return set.first = x, *w = set, true;
	borrow_day(r, y, w);
	return true;
}

/* "the night of 20 June", "Friday evening", "this morning" and "last night" are in time_read_turn; "the morning". */
bool time_read_part(const reader *r, const lexeme *x, when *w)
{
	const lexeme *y = x, *next;
	bool the = word(r, x, "the");
	if (the || word(r, x, "that")) y++;
	if (mark(r, y, '-')) return false;
	const word_entry *e = y < r->end ? lex_find(r->f, r->t, y, r->end, WC_PART, &next) : NULL;
	if (!e || e->aux) return false;
	/* "Imus in the Morning" is a programme. */
	if (y->upper && (the || r->f->tok->upos[y->token] == DL_PROPN) && y > r->begin) return false;
	memcpy(w->part, e->value.p, 2);
	w->rule = e, w->next = next, w->bare = true;
	/* "the small hours" */
	if (e->words > 1 && !slice_starts(e->word, S("morning")) && slice_eq(e->value, S("MO"))) w->mod = 's';
	if ((word(r, next, "of") || word(r, next, "on")) && borrow_day(r, next, w)) return true;
	if (y == x && borrow_day(r, next, w)
	    && ((w->kind == 'u' && w->turn != NO_TURN && w->anchor != 'm') || time_weekday(r, next)))
		return true;                                          /* "midday Wednesday", "mid-morning Monday" */
	w->kind = 'c', w->turn = NO_TURN, w->next = next;
	if (!the) {                                  /* "at dawn", "in late afternoon": a preposition must stand before */
		if (x <= r->begin) return false;
		const lexeme *p = x - 1;
		if ((word(r, p, "early") || word(r, p, "late")) && p > r->begin && word(r, p - 1, "in")) return true;
		return word(r, p, "at") || word(r, p, "by") || word(r, p, "before") || word(r, p, "after")
		       || word(r, p, "until");
	}
	return x > r->begin && (word(r, x - 1, "in") || word(r, x - 1, "during") || word(r, x - 1, "through"));
}

/* A part of the day behind a day: "Friday evening", "yesterday afternoon", "May 3 at dawn" is left out. */
void time_part_after(const reader *r, when *w)
{
	const lexeme *y = w->next, *next;
	bool early = word(r, y, "early"), late = word(r, y, "late");
	if (mark(r, y, '-') || early || late) y++;
	const word_entry *e = y < r->end ? lex_find(r->f, r->t, y, r->end, WC_PART, &next) : NULL;
	if (!e || e->aux || w->part[0] || w->hour >= 0) return;                        /* "Tuesday nights" come again */
	if ((early || late) && !w->mod) w->mod = early ? 's' : 'e';
	memcpy(w->part, e->value.p, 2);
	w->next = next;
}

/* "Sunday at 8:00 in the evening", "at 8:00 early morning": the half of the day behind its hour. */
static void half_after(const reader *r, when *w)
{
	const lexeme *y = w->next;
	if (word(r, y, "in") && word(r, y + 1, "the")) y += 2;
	if (word(r, y, "early") || word(r, y, "late")) y++;
	const word_entry *e = y > w->next ? is(r, y, WC_PART) : NULL;
	if (!e || e->aux || w->part[0]) return;
	memcpy(w->part, e->value.p, 2), w->next = y + 1;
}

/* An hour behind a day: "Monday at 7 p.m.". */
void time_hour_after(const reader *r, when *w)
{
	const lexeme *y = over_comma(r, w->next);
	when h = blank(y);
	if (word(r, y, "at")) y++;
	if (y >= r->end || w->hour >= 0) return;
	if (word(r, y, "about") || word(r, y, "around") || word(r, y, "approximately")) y++;
	const lexeme *z = y < r->end ? time_hour(r, y, &h) : NULL;
	when ends = blank(y);
	if (z && h.hour < 12 && hour_of_range(r, y, &ends) && !ends.day && !ends.weekday && ends.kind == 'c')
		h = ends, z = ends.next;                                        /* "Tuesday at 2:00-2:30 pm" */
	bool led = y > r->begin && (word(r, y - 1, "at") || word(r, y - 1, "around") || word(r, y - 1, "about"));
	bool ends_here = y + 1 >= r->end || ((y + 1)->kind == LX_MARK && strchr(".,;)?!", (y + 1)->ch));
	bool bare = !z && led && whole(r, y, 1, 12, 2) && ends_here
	            && (w->part[0] || (word(r, y - 1, "at") && (w->weekday || w->unit == 'D' || w->day)));
	if (bare) z = y + 1, h.hour = (int)y->num % 12, h.minute = 0;         /* "last night at 8.", "Saturday at 5." */
	if (!z) return;
	if (bare && w->part[0] == 'N' && h.hour > 4) h.hour += 12;
	if (bare && !w->part[0] && (h.hour < LIKELY_FROM || !h.hour)) h.hour += 12;
	z = zone_after(r, z, &h);
	w->hour = h.hour, w->minute = h.minute, w->second = h.second, w->zone = h.zone, w->us_zone = h.us_zone, w->next = z;
	if (w->second && w->day && !w->year && year_number(r, z))                 /* "Wed Oct 26 15:50:06 2016" */
		w->year = (int)z->num, w->next = z + 1;
	half_after(r, w);
	if (w->part[0] == 'A' || w->part[0] == 'E') w->hour += w->hour < 12 ? 12 : 0;
	w->part[0] = 0;
}
