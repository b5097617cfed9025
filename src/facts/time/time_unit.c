/* SPDX-License-Identifier: Apache-2.0
 *
 * time_unit.c - times told by their place or their length: weekdays, "last week", "two days later".
 *
 * In: lexemes. Out: a `when` of kind 'u' (a unit by its place), 'd' (a duration), 'a' (so long ago), 's' (a set) or
 * 'r' (a reference). "the past two weeks" is n 2, unit W, turn -1; "two days later" is n 2, unit D, kind 'a', turn 1,
 * counted from the last time told; "every Monday" is the set XXXX-WXX-1. Units and turns: data/en/times.tsv.
 */
#include "facts/time/time_grammar.h"

/* ---------------------------------------------------------------- days by name */

/* "Tuesday the 19th", "Friday 31.": a weekday with its day of a month that is not named. */
static bool weekday_of_month(const reader *r, const lexeme *z, when *w)
{
	int day;
	const lexeme *y = time_day_number(r, z, &day);
	if (!y || (y < r->end && lex_mark(y, '-'))) return false;
	bool ordinal = word(r, z, "the") || (z->kind == LX_NUM && y == z + 2);
	bool bare = y == z + 1 && z->kind == LX_NUM
	            && (y >= r->end || (y->kind == LX_MARK && !(y + 1 < r->end && (y + 1)->glued && y->glued))
	                || word(r, y, "at") || word(r, y, "from") || word(r, y, "between"));
	bool noun = y < r->end && y->kind == LX_WORD && r->f->tok->upos[y->token] == DL_NOUN;
	if ((!ordinal && !bare) || noun || lex_mark(z - 1, ',')) return false;
	return w->day = day, w->next = y, true;
}

/* "Monday week", "Thursday fortnight": so long after the coming one. */
static bool weekday_on(const reader *r, when *w)
{
	const lexeme *y = w->next, *z = y + 1;
	bool week = word(r, y, "week");
	if (!week && !word(r, y, "fortnight")) return false;
	if (z < r->end && (z->kind == LX_NUM || lex_mark(z, '\'') || lex_mark(z, '-') || is(r, z, WC_ONE))) return false;
	if (z < r->end && z->kind == LX_WORD && r->f->tok->upos[z->token] == DL_NOUN) return false;
	return w->shift = week ? 7 : 14, w->anchor = 'o', w->next = z, true;
}

/* "Monday two weeks ago", "Saturday three days from now": the weekday nearest to the day counted. */
static bool weekday_counted(const reader *r, const lexeme *x, when *w)
{
	when d = blank(w->next);
	if (w->next >= r->end || !time_read_duration(r, w->next, &d) || d.kind != 'a' || d.vague) return false;
	if (d.unit != 'D' && d.unit != 'W' && d.unit != 'F') return false;
	d.weekday = w->weekday, d.first = x, d.rule = w->rule;
	return *w = d, true;
}

/* "Monday", "Monday, May 3, 2014", "Monday night", "Tuesday the 19th", "Thursday week". */
bool time_read_weekday(const reader *r, const lexeme *x, when *w)
{
	const word_entry *e = time_weekday(r, x);
	if (!e) return false;
	w->rule = e, w->weekday = (int)e->num;
	const lexeme *y = over_point(r, x + 1), *z = over_comma(r, e->word.n <= 5 ? y : x + 1);
	w->next = x + 1;
	when d = blank(z);
	if (z < r->end && (time_read_month(r, z, &d) || time_read_day_month(r, z, &d) || time_read_digits(r, z, &d))
		&& d.day && d.month) {
		d.weekday = w->weekday, d.first = x, d.rule = e;
		*w = d;
		return true;
	}
	/* "Friday 5/12": month first unless it cannot be. */
	if (whole(r, z, 1, 31, 2) && mark(r, z + 1, '/') && glued(r, z + 1) && whole(r, z + 2, 1, 31, 2) && glued(r, z + 2)
	    && !(mark(r, z + 3, '/') && glued(r, z + 3)) && (z->num <= 12 || (z + 2)->num <= 12)) {
		bool first = z->num <= 12;
		w->month = (int)(first ? z->num : (z + 2)->num), w->day = (int)(first ? (z + 2)->num : z->num);
		return w->next = z + 3, true;
	}
	if (weekday_of_month(r, z, w) || weekday_on(r, w) || weekday_counted(r, x, w)) return true;
	time_part_after(r, w);
	const lexeme *after = over_comma(r, w->next);
	bool of = word(r, after, "of");
	if (of) after++;
	if (of && word(r, after, "the")) after++;
	const word_entry *t = after < r->end ? lex_find(r->f, r->t, after, r->end, WC_TURN, &z) : NULL;
	if (t && after >= w->next + of && !mark(r, w->next, ',') && word(r, z, "week"))
		w->turn = (int)t->num, w->anchor = 'w', w->next = z + 1; /* "Monday last week", "Monday of last week" */
	return true;
}

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

static void and_half(const reader *r, when *w);

/* "last week", "the next day", "the past month" and "the past year and a half" (durations), "this year". */
static bool turn_unit(const reader *r, when *w, const word_entry *e, char unit, bool the)
{
	bool past = slice_eq(e->word, S("past"));
	if (unit == 'S' || unit == 'M' || unit == 'H') return false;
	w->kind = 'u', w->unit = unit;
	if (the && w->turn == 1 && !e->aux) w->anchor = 'm';
	if (past && (the || unit != 'Y')) w->kind = 'd', w->n = 1, and_half(r, w);
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

/* ---------------------------------------------------------------- durations */

/* What stands behind a duration: "ago", "earlier", "later", "from now". Nothing: false. */
static bool turn_after(const reader *r, const lexeme *x, when *w)
{
	const lexeme *next;
	const word_entry *e = x < r->end ? lex_find(r->f, r->t, x, r->end, WC_AGO, &next) : NULL;
	if (!e) return false;
	/* "two days after the attack" and "the day before the vote" point at what follows: no time of their own,
	 * unless nothing follows. "two days on" only at the end of a clause. */
	bool plural;                                                  /* "30 minutes later this week" */
	if (word(r, next, "this") && e->words == 1 && time_unit_at(r, next + 1, &plural)) return false;
	/* "for three days from today" is the length itself. */
	bool led = w->first > r->begin && word(r, w->first - 1, "for");
	if (led && word(r, x, "from") && word(r, x + 1, "today")) return false;
	bool leans = word(r, x, "after") || word(r, x, "before") || word(r, x, "on") || word(r, x, "back")
	             || word(r, x, "prior");
	if (leans && next < r->end && next->kind != LX_MARK) return false;
	if (word(r, x, "on") && !(next < r->end && next->kind == LX_MARK)) return false;
	w->kind = 'a', w->turn = (int)e->num, w->anchor = e->aux ? 'm' : 'd', w->rule = e, w->next = next;
	return true;
}

/* "two days before Christmas", "a week after 3 May", "two weeks from Tuesday": counted from a time that follows. What
 * belongs to that time's thing counts from the thing ("before Monday's vote"), and is left alone. */
static bool from_base(const reader *r, const lexeme *x, when *w)
{
	bool back = word(r, x, "before"), on = word(r, x, "after") || word(r, x, "from") || word(r, x, "following");
	when b;
	if ((!back && !on) || !time_read_inner(r, x + 1, &b)) return false;
	if (b.part[0] || b.week || b.week_of || b.base) return false;
	if (b.kind != 'c' && !(b.kind == 'u' && b.unit == 'D')) return false;
	bool day = b.kind == 'u' || b.day || b.weekday || b.feast;
	if (!day && !(b.year && !b.month && !b.season[0] && !b.quarter && !b.half && w->unit == 'Y')) return false;
	if (b.next < r->end && (lex_mark(b.next, '\'') || lex_mark(b.next, '-'))) return false;
	if (word(r, x, "from") && w->first > r->begin && (word(r, w->first - 1, "for") || word(r, w->first - 1, "lasting")))
		return false;
	w->kind = 'a', w->turn = back ? -1 : 1, w->anchor = 'm', w->base = x + 1, w->next = b.next;
	return true;
}

/* How many: a number, "a", "a few", "several", "couple of". */
static const lexeme *amount(const reader *r, const lexeme *x, when *w)
{
	number n;
	const lexeme *next;
	if (x >= r->end) return NULL;
	const word_entry *e = lex_find(r->f, r->t, x, r->end, WC_MANY, &next);
	if (!e && (word(r, x, "some") || word(r, x, "many"))) return w->vague = true, x + 1;
	if (e && slice_eq(e->value, S("2")) && e->aux == 2 && e->words > 1) return w->n = 2, next;
	if (e) return w->vague = true, next;
	e = lex_find(r->f, r->t, x, r->end, WC_PLURAL, &next);
	if (e) return w->vague = true, word(r, next, "of") ? next + 1 : next;
	if (number_read(r->f, r->t, x, r->end, &n)) {
		if (n.kind != NUM_CARDINAL && n.kind != NUM_FRACTION) return NULL;
		w->n = n.num, w->decimals = n.decimals;
		/* "10 to 15 days", "two or three weeks": the first figure */
		const lexeme *y = n.next;
		number m;
		if ((word(r, y, "to") || word(r, y, "or") || mark(r, y, '-')) && y + 1 < r->end
		    && number_read(r->f, r->t, y + 1, r->end, &m) && m.kind == NUM_CARDINAL)
			return m.next;
		return y;
	}
	if (word(r, x, "a") || word(r, x, "an") || word(r, x, "another")) {
		w->n = 1;
		return word(r, x + 1, "single") || word(r, x + 1, "full") || word(r, x + 1, "whole") ? x + 2 : x + 1;
	}
	if (word(r, x, "half") && (word(r, x + 1, "a") || word(r, x + 1, "an"))) return w->n = 5, w->decimals = 1, x + 2;
	return NULL;
}

/* How long a unit is, by rank; 0 for those that nobody adds up. */
static int unit_rank(char unit)
{
	static const char order[] = "SMHDWOY";
	const char *at = unit ? strchr(order, unit) : NULL;
	return at ? (int)(at - order) + 1 : 0;
}

/* "a year and six months", "3 hours 30 minutes", "two years, a month and a day". */
static void smaller_units(const reader *r, when *w)
{
	char last = w->unit;
	for (size_t i = 0; i < COUNT(w->more) && !w->vague && !w->decimals; i++) {
		bool plural = false;
		const lexeme *y = over_comma(r, w->next), *z;
		if (word(r, y, "and")) y++;
		when m = blank(y);
		if (!(z = amount(r, y, &m)) || m.vague || m.decimals) return;
		char unit = time_unit_at(r, z, &plural);
		if (!unit_rank(unit) || unit_rank(unit) >= unit_rank(last) || (!plural && m.n != 1)) return;
		w->more[i].n = m.n, w->more[i].unit = last = unit, w->next = z + 1;
	}
}

/* "a minute and a half", "a year-and-a-half", "an hour and a quarter". */
static void and_half(const reader *r, when *w)
{
	bool marked = mark(r, w->next, '-') && glued(r, w->next);
	const lexeme *y = marked ? w->next + 1 : w->next;
	if (!word(r, y, "and") || w->decimals || w->vague) return;
	y++;
	if (marked && mark(r, y, '-')) y++;
	bool a = word(r, y, "a");
	if (a) y++;
	if (marked && mark(r, y, '-')) y++;
	if (word(r, y, "half")) w->n = w->n * 10 + 5, w->decimals = 1, w->next = y + 1;
	else if (a && word(r, y, "quarter")) w->n = w->n * 100 + 25, w->decimals = 2, w->next = y + 1;
}

/* A year is told as its number: "two years" never when the unit is an adjective of another thing. */
bool time_read_duration(const reader *r, const lexeme *x, when *w)
{
	const lexeme *y = x, *z;
	bool plural = false, ahead = false, behind = false, the = false;
	w->kind = 'd', w->turn = NO_TURN;
	if (word(r, y, "the")) y++, the = true;
	else if (word(r, y, "these") || word(r, y, "those")) y++;
	const word_entry *turn = y < r->end ? lex_find(r->f, r->t, y, r->end, WC_TURN, &z) : NULL;
	/* "It did not last two hours." */
	if (turn && word(r, y, "last") && r->f->tok->upos[y->token] == DL_VERB) return false;
	if (turn && turn->num) behind = turn->num < 0, ahead = turn->num > 0, y = z;
	else if (word(r, y, "first") || word(r, y, "latest") || word(r, y, "final")) y++, turn = &r->t->entries.v[0];
	else turn = NULL;
	bool counted = (z = amount(r, y, w)) != NULL;
	number quarters;                                              /* "the last three quarters" are no fraction */
	if (counted && turn && z > y + 1 && word(r, z - 1, "quarters") && number_read(r->f, r->t, y, z - 1, &quarters))
		w->n = quarters.num, w->decimals = 0, z--;
	if (counted && !turn && !w->vague) {                          /* "the 10 previous weeks", "five coming years" */
		const lexeme *on;
		const word_entry *t = z < r->end ? lex_find(r->f, r->t, z, r->end, WC_TURN, &on) : NULL;
		if (t && t->num && on < r->end && time_unit_at(r, on, &plural) && plural)
			turn = t, behind = t->num < 0, ahead = t->num > 0, z = on;
	}
	if (turn && word(r, y, "couple") && time_unit_at(r, y + 1, &plural) && plural)
		w->n = 2, w->vague = false, z = y + 1;                    /* "the next couple weeks" */
	else if (!counted) {
		if (!turn && !the) return false;
		z = y;
		if (!time_unit_at(r, z, &plural) || !plural) return false;
		w->vague = true;
	}
	if (the && !turn && !w->n) return false;
	const lexeme *from = z;
	if (mark(r, z, '-')) z++;
	else if (word(r, z, "more") || word(r, z, "additional") || word(r, z, "full") || word(r, z, "consecutive")
	         || word(r, z, "straight") || word(r, z, "trading") || word(r, z, "working"))
		z++;
	bool plain = z == from || lex_mark(from, '-');               /* trading days are not days */
	char unit = time_unit_at(r, z, &plural);
	if (!unit) return false;
	if (unit == 'S' && !plural && !(z > from)) return false;       /* "a second" is mostly an ordinal */
	if (unit == 'Q' && !plural && !turn) return false;            /* "a quarter of" */
	if (z == from && !plural && w->n != 1 && !w->decimals && !w->vague && unit != 'C'
	    && mark(r, z + 1, '-') == false && unit != 'Y' && unit != 'D' && unit != 'H' && unit != 'O'
	    && unit != 'W')
		return false;
	w->unit = unit, w->next = z + 1, w->rule = is(r, z, WC_UNIT);
	if (mark(r, w->next, '-') && word(r, w->next + 1, "old")) w->age = true, w->next += 2;
	else if (word(r, w->next, "old")) w->age = true, w->next++;
	else if (word(r, w->next, "of") && word(r, w->next + 1, "age")) w->age = true, w->next += 2;
	if (w->age) return false;
	and_half(r, w);
	smaller_units(r, w);
	if (word(r, w->next, "or") && word(r, w->next + 1, "so")) w->next += 2, w->mod = '~';
	if (!behind && !ahead && turn_after(r, w->next, w)) return true;
	if (!behind && !ahead && !w->vague && plain && from_base(r, w->next, w)) return true;
	w->turn = behind ? -1 : ahead ? 1 : NO_TURN;
	if (behind || ahead) w->anchor = turn && turn->aux ? 'm' : 'd';
	return true;
}

/* "all week", "all night long". */
bool time_read_all_day(const reader *r, const lexeme *x, when *w)
{
	bool plural = false;
	char unit = word(r, x, "all") ? time_unit_at(r, x + 1, &plural) : 0;
	if (!unit || plural || !strchr("DNWOY", unit)) return false;
	w->kind = 'd', w->unit = unit, w->n = 1, w->turn = NO_TURN, w->next = word(r, x + 2, "long") ? x + 3 : x + 2;
	return true;
}

/* "this time last year": the month that it was then. */
bool time_read_same_time(const reader *r, const lexeme *x, when *w)
{
	if (!word(r, x, "this") || !word(r, x + 1, "time") || !word(r, x + 3, "year")) return false;
	bool last = word(r, x + 2, "last"), next = word(r, x + 2, "next");
	w->kind = 'u', w->unit = 'O', w->turn = last ? -12 : 12, w->anchor = 'd', w->next = x + 4;
	return last || next;
}

/* "years", "weeks" alone: "for weeks", "months of talks", "days later", "hours after". */
bool time_read_bare_duration(const reader *r, const lexeme *x, when *w)
{
	bool plural = false;
	char unit = time_unit_at(r, x, &plural);
	if (!unit || !plural || unit == 'S' || unit == 'N' || unit == 'Q' || unit == 'E') return false;
	w->kind = 'd', w->unit = unit, w->vague = true, w->next = x + 1, w->rule = is(r, x, WC_UNIT);
	if (turn_after(r, x + 1, w)) return true;
	if (x > r->begin
	    && (word(r, x - 1, "for") || word(r, x - 1, "in") || word(r, x - 1, "within")
	        || word(r, x - 1, "over")))
		return true;
	return word(r, x + 1, "of") && x > r->begin
	       && (word(r, x - 1, "after") || word(r, x - 1, "following") || word(r, x - 1, "despite"));
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
	if (unit != 'N' && unit != 'E' && from_base(r, y, w)) return true;
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

/* ---------------------------------------------------------------- repeated times and references */

static const char *unit_value(char unit)
{
	switch (unit) {
	case 'S': return "PT1S";
	case 'M': return "PT1M";
	case 'H': return "PT1H";
	case 'W': return "P1W";
	case 'F': return "P2W";
	case 'E': return "XXXX-WXX-WE";
	case 'O': return "P1M";
	case 'Q': return "P1Q";
	case 'Y': return "P1Y";
	case 'N': return "XXXX-XX-XXTNI";
	case 'T': return "P10Y";
	case 'C': return "P1C";
	default: return "XXXX-XX-XX";
	}
}

static slice str(const char *s) { return (slice){s, strlen(s)}; }

/* The hour of a set: "every Monday at 9 a.m." is XXXX-WXX-1T09:00. False: the set has no room for one. */
bool time_set_hour(const reader *r, const when *hour, when *set)
{
	slice v = set->value, often = S("P1D");
	if (slice_eq(v, often)) v = S("XXXX-XX-XX");
	if (v.n < 8 || v.p[0] != 'X') return false;
	for (size_t i = 0; i < v.n; i++)
		if (v.p[i] == 'T') v.n = i;                                /* "every evening at 9 p.m." */
	set->value = arena_printf(r->f->w->out, "%.*sT%02d:%02d", PRS(v), hour->hour, hour->minute > 0 ? hour->minute : 0);
	return true;
}

static void hour_of_set(const reader *r, when *w)
{
	when h = blank(w->next);
	const lexeme *y = word(r, w->next, "at") ? w->next + 1 : NULL, *z = y && y < r->end ? time_hour(r, y, &h) : NULL;
	if (z && h.hour >= 0 && time_set_hour(r, &h, w)) w->next = z;
}

static bool read_set(const reader *r, const lexeme *x, when *w)
{
	bool plural = false;
	const lexeme *next;
	w->kind = 's';
	const word_entry *e = lex_find(r->f, r->t, x, r->end, WC_OFTEN, &next), *d;
	if (e) {
		bool title = x->upper && x > r->begin && next < r->end && next->kind == LX_WORD && next->upper;
		if (title || (x->upper && r->f->tok->upos[x->token] == DL_PROPN)) return false;      /* the Daily Mail */
		return w->value = e->value, w->rule = e, w->next = next, true;
	}
	if ((e = is(r, x, WC_PART)) && e->aux && x > r->begin && (word(r, x - 1, "in") || word(r, x - 1, "the")))
		return w->value = arena_printf(r->f->w->out, "XXXX-XX-XXT%.*s", 2, e->value.p), w->rule = e, w->next = x + 1,
		       true;
	if ((e = is(r, x, WC_WEEKDAY)) && e->aux == 2) {
		w->value = arena_printf(r->f->w->out, "XXXX-WXX-%d", (int)e->num), w->rule = e, w->next = x + 1;
		return true;
	}
	if ((d = is(r, x, WC_WEEKDAY)) && is(r, x + 1, WC_PART) && is(r, x + 1, WC_PART)->aux)
		return w->value = arena_printf(r->f->w->out, "XXXX-WXX-%dT%.*s", (int)d->num, 2,
		                               is(r, x + 1, WC_PART)->value.p),
		       w->next = x + 2, true;
	if (!(e = is(r, x, WC_EVERY)) && !word(r, x, "per")) return false;
	const lexeme *y = x + 1;
	if (word(r, y, "other") || word(r, y, "single")) y++;
	w->rule = e, w->next = y + 1;
	char unit = time_unit_at(r, y, &plural);
	if (unit) return w->value = str(unit_value(unit)), true;
	if ((d = y < r->end ? time_weekday(r, y) : NULL))
		return w->value = arena_printf(r->f->w->out, "XXXX-WXX-%d", (int)d->num), true;
	if ((d = is(r, y, WC_SEASON))) return w->value = arena_printf(r->f->w->out, "XXXX-%.*s", 2, d->value.p), true;
	if ((d = is(r, y, WC_PART))) return w->value = arena_printf(r->f->w->out, "XXXX-XX-XXT%.*s", 2, d->value.p), true;
	if (y < r->end && (d = time_month(r, y)))
		return w->value = arena_printf(r->f->w->out, "XXXX-%02d", (int)d->num), true;
	number n;
	if (y < r->end && number_read(r->f, r->t, y, r->end, &n) && n.kind == NUM_CARDINAL
	    && (unit = time_unit_at(r, n.next, &plural)) && plural && n.num < 1000) {
		const char *u = unit_value(unit);
		w->next = n.next + 1;
		if (u[0] == 'X') w->value = arena_printf(r->f->w->out, "P%dD", (int)n.num);
		else w->value = arena_printf(r->f->w->out, "P%s%d%c", u[1] == 'T' ? "T" : "", (int)n.num, u[strlen(u) - 1]);
		return true;
	}
	return false;
}

/* "every Monday at 9 a.m.", "each year", "Tuesday nights", "daily". */
bool time_read_set(const reader *r, const lexeme *x, when *w)
{
	if (!read_set(r, x, w)) return false;
	if (w->value.n) hour_of_set(r, w);
	return true;
}

bool time_read_ref(const reader *r, const lexeme *x, when *w)
{
	const lexeme *next;
	const word_entry *e = lex_find(r->f, r->t, x, r->end, WC_REF, &next);
	if (!e) return false;
	/* "earlier" leans on what follows it ("earlier than"); as a word alone it opens or closes a clause. */
	if (word(r, x, "earlier")
	    && (word(r, next, "than") || next >= r->end
	        || (next->kind == LX_WORD && r->f->tok->upos[next->token] == DL_NOUN)))
		return false;
	if (word(r, x, "earlier") && (x > r->begin && (x - 1)->kind == LX_WORD) && !(x - 1 == r->begin)) {
		unsigned pos = r->f->tok->upos[x->token];
		if (pos != DL_ADV || is(r, x - 1, WC_UNIT)) return false;
	}
	if ((word(r, x, "future") || word(r, x, "past")) && e->words == 1 && r->f->tok->upos[x->token] != DL_ADJ
	    && r->f->tok->upos[x->token] != DL_NOUN)
		return false;
	if (word(r, x, "past") && e->words == 1) return false;
	/* "in the past two days" is a duration. */
	bool plural;
	when d = blank(next);
	if (lex_word(r->f, next - 1, "past") && next < r->end
	    && (amount(r, next, &d) || time_unit_at(r, next, &plural)))
		return false;
	w->kind = 'r', w->value = e->value, w->rule = e, w->next = next;
	return true;
}
