/* SPDX-License-Identifier: Apache-2.0
 *
 * time_unit.c - units told by their place: "yesterday morning", "last week", "the day before", "year-end".
 *
 * In: lexemes. Out: a `when` of kind 'u' (a unit by its place) or, of "the past year", 'd'.
 *
 *      last week        unit W, turn -1, counted from the report
 *      the next day     unit D, turn 1, counted from the last time told
 *      next Monday      kind 'c': weekday 1, turn 1
 *
 * Weekdays, lengths and sets: time_weekday.c, time_duration.c, time_set.c. Units and turns: data/en/times.tsv.
 * Cost: a few lexemes.
 */
#include "facts/time/time_grammar.h"

/* "told USA TODAY", "in Kamloops This Week": capitals behind a name that begins there go on with it. */
static bool is_end_of_name(const reader *r, const lexeme *x)
{
	return x > r->begin + 1 && x->upper && (x - 1)->upper && (x - 1)->kind == LX_WORD && !(x - 2)->upper;
}

/* "today", "yesterday morning", "tonight". */
bool time_read_day_word(const reader *r, const lexeme *x, when *w)
{
	const lexeme *next;
	const word_entry *e = lex_find(r->f, r->t, x, r->end, WC_DAY, &next);
	if (!e) return false;
	/* "the Today programme" */
	if (is_end_of_name(r, x) || (x > r->begin && x->upper && word(r, x - 1, "the"))) return false;
	w->kind = 'u', w->unit = 'D', w->anchor = 'd', w->turn = 0, w->rule = e, w->next = next;
	for (size_t i = 0; i < e->value.n; i++)
		if (e->value.p[i] >= 'A') { memcpy(w->part, e->value.p + i, 2); break; }
	w->days = e->value.n ? (e->value.p[0] == '-' ? -(e->value.p[1] - '0') : e->value.p[0] - '0') : 0;
	w->evening = e->aux == 1;
	time_part_after(r, w);
	return true;
}

/* A unit: "week", "weeks"; its letter, 0 none. */
char time_unit_at(const reader *r, const lexeme *x, bool *plural)
{
	const word_entry *e = is(r, x, WC_UNIT);
	if (!e || !e->value.n) return 0;
	*plural = e->aux == 1;
	return e->value.p[0];
}

/* Which turn: "last", "the next", "this". *the: an article stands before. NULL: none. */
static const word_entry *turn_word(const reader *r, const lexeme *x, bool *the, const lexeme **next)
{
	static const word_entry this_word = {.word = {"this", 4}, .num = 0};
	*the = word(r, x, "the");
	const lexeme *y = *the && !is(r, x, WC_TURN) && !lex_find(r->f, r->t, x, r->end, WC_TURN, next) ? x + 1 : x;
	const word_entry *e = y < r->end ? lex_find(r->f, r->t, y, r->end, WC_TURN, next) : NULL;
	if (!e && word(r, y, "this")) return *next = y + 1, &this_word;
	return e;
}

/* "last night", "this morning", "the next evening": a day and its part. */
static bool turn_part(when *w, const word_entry *part, bool the)
{
	w->kind = 'u', w->unit = 'D';
	if (the && w->anchor == 'd' && w->turn) w->anchor = 'm';
	memcpy(w->part, part ? part->value.p : "NI", 2);
	w->days = w->turn, w->turn = 0;
	return true;
}

/* "this year's third quarter", "last year's March". */
static void part_of_year(const reader *r, when *w)
{
	const lexeme *q = word(r, w->next + 1, "s") ? w->next + 2 : w->next + 1;
	when sub = blank(q);
	if (w->unit != 'Y' || q >= r->end || !mark(r, w->next, '\'') || !glued(r, w->next)) return;
	if (!time_read_quarter(r, q, &sub) && !time_read_season(r, q, &sub) && !time_read_month(r, q, &sub)) return;
	if (sub.year || sub.kind != 'c') return;
	w->quarter = sub.quarter, w->half = sub.half, w->month = sub.month, w->day = sub.day, w->next = sub.next;
	memcpy(w->season, sub.season, sizeof w->season);
}

/* "next week on Tuesday", "this week Monday". */
static bool weekday_of_week(const reader *r, when *w)
{
	const lexeme *y = word(r, w->next, "on") ? w->next + 1 : w->next;
	const word_entry *e = w->unit == 'W' && w->anchor != 'm' && y < r->end ? time_weekday(r, y) : NULL;
	if (!e) return false;
	w->kind = 'c', w->unit = 0, w->weekday = (int)e->num, w->anchor = 'w', w->next = y + 1;
	time_part_after(r, w);
	return true;
}

/* "last week", "the next day", "the past month" and "the past year and a half" (durations), "this year". */
static bool turn_unit(const reader *r, when *w, const word_entry *e, char unit, bool the)
{
	bool past = slice_eq(e->word, S("past"));
	if (unit == 'S' || unit == 'M' || unit == 'H') return false;
	w->kind = 'u', w->unit = unit;
	if (the && w->turn == 1 && !e->aux) w->anchor = 'm';
	if (past && (the || unit != 'Y')) w->kind = 'd', w->n = 1, time_and_half(r, w);
	else if (weekday_of_week(r, w)) return true;
	part_of_year(r, w);
	return true;
}

/* "next Monday", "the following Friday", "this coming Sunday, March eighth". */
static bool turn_weekday(const reader *r, const lexeme *x, when *w, int weekday)
{
	when day = blank(w->next - 1);
	if (time_read_weekday(r, w->next - 1, &day) && day.month && day.day)                     /* "this Friday 5/12" */
		return day.first = x, *w = day, true;
	const lexeme *q = over_comma(r, w->next);
	when sub = blank(q);
	bool comma = q > w->next;
	w->weekday = weekday;
	time_part_after(r, w);
	if (comma && q < r->end && time_read_month(r, q, &sub) && sub.day) sub.weekday = weekday, sub.first = x, *w = sub;
	return true;
}

/* "last week", "this year", "the next day", "that evening", "next Monday", "last April", "this summer", "this
 * year's third quarter", "the same day". Numbers ("the last two weeks") are durations. */
bool time_read_turn(const reader *r, const lexeme *x, when *w)
{
	const lexeme *z;
	bool the, plural = false;
	const word_entry *e = turn_word(r, x, &the, &z), *k;
	if (!e || is_end_of_name(r, x)) return false;
	w->turn = (int)e->num, w->rule = e->line ? e : NULL;
	/* "the next day" follows what was told, "next week" is counted from today. */
	w->anchor = e->aux ? 'm' : 'd';
	if (word(r, z, "fiscal") || word(r, z, "calendar") || word(r, z, "working")) z++;
	if (z >= r->end || (word(r, x, "last") && r->f->tok->upos[x->token] == DL_VERB)) return false;
	char unit = time_unit_at(r, z, &plural);
	w->next = z + 1;
	if (unit && plural) return false;
	if (unit == 'N') return turn_part(w, NULL, the);
	if (unit) return turn_unit(r, w, e, unit, the);
	if ((k = is(r, z, WC_PART)) && !k->aux) return turn_part(w, k, the);
	if ((k = time_weekday(r, z))) return turn_weekday(r, x, w, (int)k->num);
	if ((k = is(r, z, WC_SEASON)) && r->f->tok->upos[z->token] != DL_VERB)
		return memcpy(w->season, k->value.p, 2), true;
	when m = blank(z);
	if (z >= r->end) return false;
	bool dated = time_read_slashes(r, z, &m) || (time_read_day_month(r, z, &m) && m.day);    /* "next 6 April" */
	if (!dated) m = blank(z);
	if ((!dated && !time_read_month(r, z, &m)) || m.kind != 'c') return false;
	if (m.year) return m.first = x, *w = m, true;                 /* "in this Sept. 3, 2014, file photo" */
	w->month = m.month, w->day = m.day, w->either = m.either, w->next = m.next;
	return true;
}

/* "the weekend", "the week", "the year", "the quarter", "the day": the current or last one told. */
bool time_read_the_unit(const reader *r, const lexeme *x, when *w)
{
	bool plural = false;
	if (!word(r, x, "the")) return false;
	if ((word(r, x + 1, "latest") || word(r, x + 1, "current") || word(r, x + 1, "full")
	     || word(r, x + 1, "fiscal"))
	    && time_unit_at(r, x + 2, &plural) && !plural) {
		char u = time_unit_at(r, x + 2, &plural);
		if (u != 'Q' && u != 'Y') return false;
		w->kind = 'u', w->unit = u, w->turn = 0,
		w->anchor = word(r, x + 1, "latest") || u == 'Y' ? 'n' : 'd', w->next = x + 3;
		return true;
	}
	char unit = time_unit_at(r, x + 1, &plural);
	if (!unit || plural
	    || !(unit == 'E' || unit == 'W' || unit == 'Y' || unit == 'Q' || unit == 'O' || unit == 'D'))
		return false;
	const lexeme *y = x + 2;
	if (unit == 'Q' && is(r, y, WC_UNIT)) return false;                       /* "the quarter century" */
	if (unit == 'Y' && word(r, y, "to") && word(r, y + 1, "date"))             /* from its first day to the report's */
		return w->kind = 'u', w->unit = unit, w->turn = 0, w->anchor = 'd', w->mod = 'G', w->next = y + 2, true;
	if (unit != 'E' && unit != 'Q') {
		/* "the day of the attack", "the year-ago quarter", "the day's events": other things. */
		if (mark(r, y, '-') && glued(r, y)) return false;
		if (word(r, y, "of") || word(r, y, "that") || word(r, y, "when") || word(r, y, "before")
		    || word(r, y, "after"))
			return false;
		if (unit == 'D'
		    && !(x > r->begin
		         && (word(r, x - 1, "of") || word(r, x - 1, "in") || word(r, x - 1, "during"))))
			return false;
		if (y < r->end && y->kind == LX_WORD
		    && (r->f->tok->upos[y->token] == DL_NOUN || r->f->tok->upos[y->token] == DL_PROPN)
		    && unit != 'Y')
			return false;
	}
	w->kind = 'u', w->unit = unit, w->turn = 0, w->anchor = unit == 'E' || unit == 'W' ? 'd' : 'n', w->bare = true;
	return w->next = x + 2, true;
}

/* "this time last year": the month that it was then. */
bool time_read_same_time(const reader *r, const lexeme *x, when *w)
{
	if (!word(r, x, "this") || !word(r, x + 1, "time") || !word(r, x + 3, "year")) return false;
	bool last = word(r, x + 2, "last"), next = word(r, x + 2, "next");
	w->kind = 'u', w->unit = 'O', w->turn = last ? -12 : 12, w->anchor = 'd', w->next = x + 4;
	return last || next;
}

/* "year-ago quarter", "year-earlier third quarter", "year-ago period". */
static void quarter_after(const reader *r, when *w)
{
	number n;
	const lexeme *y = w->next;
	if (w->unit != 'Y') return;
	if (y < r->end && number_read(r->f, r->t, y, r->end, &n) && n.kind == NUM_ORDINAL && n.num <= 4
	    && word(r, n.next, "quarter"))
		w->quarter = (int)n.num, w->next = n.next + 1;
	else if (word(r, y, "quarter")) w->quarter = -1, w->next = y + 1;
	else if (word(r, y, "period")) w->next = y + 1;
}

/* "the day before", "the year before", "the week after", "the day after". */
bool time_read_unit_before(const reader *r, const lexeme *x, when *w)
{
	bool plural = false;
	if (!word(r, x, "the") && !word(r, x, "a")) return false;
	char unit = time_unit_at(r, x + 1, &plural);
	const lexeme *y = x + 2;
	if (!unit || plural || unit == 'S' || unit == 'M' || unit == 'H' || y >= r->end) return false;
	if (mark(r, y, '-')) y++;
	if (word(r, y, "ago") || word(r, y, "earlier")) {                /* "the year-ago quarter", "a year-earlier" */
		w->kind = 'a', w->unit = unit, w->n = 1, w->turn = -1, w->anchor = 'm', w->next = y + 1;
		quarter_after(r, w);
		return mark(r, x + 2, '-');
	}
	bool back = word(r, y, "before"), on = word(r, y, "after");
	if (!back && !on) return false;
	if (word(r, y + 1, back ? "last" : "next") && (y + 2 >= r->end || !time_unit_at(r, y + 2, &plural))) {
		w->kind = 'u', w->unit = unit, w->turn = back ? -2 : 2, w->anchor = 'd', w->next = y + 2;  /* "after next" */
		if (unit == 'D' || unit == 'N') return false;
		return true;
	}
	w->n = 1, w->unit = unit;
	if (unit != 'N' && unit != 'E' && time_from_base(r, y, w)) return true;
	if (y + 1 < r->end && (y + 1)->kind != LX_MARK) return false;     /* "the day before the vote" */
	w->kind = 'u', w->unit = unit == 'N' ? 'D' : unit, w->turn = back ? -1 : 1, w->anchor = 'm', w->next = y + 1;
	if (unit == 'D' || unit == 'N') w->days = w->turn, w->turn = 0;
	if (unit == 'N') memcpy(w->part, "NI", 2);
	return true;
}

/* "year-ago", "year-earlier" without an article; "year-end", "year's end", "month's end". */
bool time_read_unit_hyphen(const reader *r, const lexeme *x, when *w)
{
	bool plural = false;
	char unit = time_unit_at(r, x, &plural);
	if (!unit || plural) return false;
	const lexeme *y = x + 1;
	if (mark(r, y, '-') && (word(r, y + 1, "ago") || word(r, y + 1, "earlier"))) {
		w->kind = 'a', w->unit = unit, w->n = 1, w->turn = -1, w->anchor = 'm', w->next = y + 2;
		quarter_after(r, w);
		return true;
	}
	if (mark(r, y, '\'') && word(r, y + 1, "s")) y += 2;
	else if (mark(r, y, '-')) y++;
	if (word(r, y, "end") && y > x && (unit == 'Y' || unit == 'O' || unit == 'W')) {
		w->kind = 'u', w->unit = unit, w->turn = 0, w->anchor = 'n', w->mod = 'e', w->next = y + 1;
		return true;
	}
	if (word(r, y, "end") && unit == 'Y')
		return w->kind = 'u', w->unit = unit, w->turn = 0, w->anchor = 'd', w->mod = 'e', w->next = y + 1,
		       true;
	return false;
}
