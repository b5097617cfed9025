/* SPDX-License-Identifier: Apache-2.0
 *
 * time_date.c - dates of the calendar in words: months, days, seasons, quarters, feasts.
 *
 * In: lexemes. Out: a `when` of kind 'c'. "Tuesday, 3rd of May 2014" is weekday 2 (time_weekday.c), day 3, month 5,
 * year 2014; "the third quarter of 1984" is quarter 3, year 1984. Words that are months and other things ("may",
 * "march") need a capital or a figure. Dates in digits: time_digits.c; years alone: time_year.c; which day a feast is:
 * time_feast.c.
 */
#include "facts/time/time_grammar.h"

/* ---------------------------------------------------------------- months and days */
/* "1st", "first": a place in an order, no figure alone. */
static bool is_ordinal(const reader *r, const lexeme *x)
{
	number n;
	return x < r->end && number_read(r->f, r->t, x, r->end, &n) && n.kind == NUM_ORDINAL;
}

/* "April the ninth", but "in April the ninth attempt": a noun, or what leads to one. */
bool time_noun_at(const reader *r, const lexeme *x)
{
	if (x >= r->end || x->kind != LX_WORD) return false;
	unsigned pos = r->f->tok->upos[x->token];
	return pos == DL_NOUN || pos == DL_PROPN || pos == DL_ADJ || pos == DL_NUM;
}

/* "in march", "since august" of a text without capitals: no noun follows. */
static bool small_month(const reader *r, const lexeme *x)
{
	const lexeme *p = x > r->begin ? x - 1 : NULL;
	bool led = p && (word(r, p, "in") || word(r, p, "since") || word(r, p, "during") || word(r, p, "between"));
	return led && !time_noun_at(r, x + 1) && !(x + 1 < r->end && lex_mark(x + 1, '-'));
}

/* A month's name; those that are other words too ("may", "march", "sun") need a capital and, for whole words,
 * a tagger that took them for a name or a number beside them. */
const word_entry *time_month(const reader *r, const lexeme *x)
{
	const word_entry *e = is(r, x, WC_MONTH);
	if (!e) return NULL;
	if (x > r->begin && x->glued && lex_mark(x - 1, '$')) return NULL;                      /* "$DEC" is a share */
	if (!e->aux) return e;
	bool ordinal = x > r->begin + 1 && (x - 1)->glued && (x - 1)->kind == LX_WORD && whole(r, x - 2, 1, 31, 2);
	if (e->word.n <= 4 && e->num != 3 && e->num != 5 && (ordinal || (x > r->begin && whole(r, x - 1, 1, 31, 2))))
		return e;                                                                           /* "on 14 nov" */
	bool figure = whole(r, x + 1, 1, 2199, 4) || is_ordinal(r, x + 1)
	              || (mark(r, x + 1, '.') && whole(r, x + 2, 1, 2199, 4))
	              || (x > r->begin && whole(r, x - 1, 1, 31, 2));
	if (figure && (e->word.n > 3 || x->upper || e->num != 5))
		return x->upper || whole(r, x + 1, 1, 31, 2) || is_ordinal(r, x + 1) ? e : NULL;
	if (!x->upper) return small_month(r, x) ? e : NULL;
	/* "the Long March", "the August Revolution" */
	if (x > r->begin && (x - 1)->kind == LX_WORD
	    && (word(r, x - 1, "the") || word(r, x - 1, "a") || ((x - 1)->upper && x - 1 > r->begin)))
		return NULL;
	unsigned pos = r->f->tok->upos[x->token];
	if (e->word.n <= 4 && e->num != 5) return x > r->begin || figure ? (pos == DL_PROPN ? e : NULL) : NULL;
	return pos == DL_PROPN || pos == DL_NOUN || pos == DL_X ? e : NULL;
}

const word_entry *time_weekday(const reader *r, const lexeme *x)
{
	const word_entry *e = is(r, x, WC_WEEKDAY);
	if (!e || e->aux == 2) return NULL;               /* "Mondays" is a set */
	if (e->aux == 1
	    && !(x->upper
	         && (mark(r, x + 1, '.') || mark(r, x + 1, ',') || whole(r, x + 1, 1, 31, 2) || time_month(r, x + 1)
	             || (x > r->begin && (word(r, x - 1, "on") || word(r, x - 1, "week"))))
	         && r->f->tok->upos[x->token] == DL_PROPN && (e->num != 7 || is_ordinal(r, x + 1))))
		return NULL;
	return e;
}

/* "3", "3rd", "the third": a day of a month. */
const lexeme *time_day_number(const reader *r, const lexeme *x, int *day)
{
	number n;
	if (word(r, x, "the")) x++;
	if (x >= r->end || !number_read(r->f, r->t, x, r->end, &n) || n.decimals || n.num < 1 || n.num > 31) return NULL;
	if (n.kind == NUM_CARDINAL && (!n.digits || !x->digits || x->digits > 2)) return NULL;
	if (n.kind != NUM_CARDINAL && n.kind != NUM_ORDINAL) return NULL;
	*day = (int)n.num;
	return n.next;
}

/* "January twenty-five nineteen eighty-six", "fifteen August 1993": a day in words is one where a year follows. */
static const lexeme *day_in_words(const reader *r, const lexeme *x, bool month_behind, when *w)
{
	number n, year;
	if (x >= r->end || x->kind != LX_WORD || !x->word || !number_read(r->f, r->t, x, r->end, &n)) return NULL;
	if (n.kind != NUM_CARDINAL || n.decimals || n.num < 1 || n.num > 31 || n.next >= r->end) return NULL;
	if (month_behind && !time_month(r, n.next)) return NULL;
	const lexeme *y = over_comma(r, n.next + month_behind);
	bool told = year_number(r, y)
	            || (y < r->end && y->kind == LX_WORD && y->word && number_read(r->f, r->t, y, r->end, &year)
	                && (year.kind == NUM_YEAR || (year.kind == NUM_CARDINAL && year.num >= 1500 && year.num < 2200)));
	return told ? w->day = (int)n.num, n.next : NULL;
}

/* A year behind a month or a day: ", 1998", " 1998", " of that year" is left to the caller. "480 BC". */
static const lexeme *year_after(const reader *r, const lexeme *x, when *w)
{
	const lexeme *y = over_comma(r, x);
	if (word(r, y, "in") || word(r, y, "of")) y++;
	if (year_number(r, y) && !(mark(r, y + 1, ':') && glued(r, y + 1))) {
		w->year = (int)y->num;
		const word_entry *e = is(r, y + 1, WC_ERA);
		if (e && e->num < 0) return w->year = -w->year, y + 2;
		return y + 1;
	}
	if (whole(r, y, 1, 999, 3) && is(r, y + 1, WC_ERA)) {
		w->year = (int)(y->num * is(r, y + 1, WC_ERA)->num);
		return y + 2;
	}
	if (mark(r, y, '\'') && whole(r, y + 1, 0, 99, 2) && (y + 1)->digits == 2 && glued(r, y + 1)) {
		w->year = (int)((y + 1)->num < 40 ? 2000 : 1900) + (int)(y + 1)->num;
		return y + 2;
	}
	number n;                              /* "January nineteen ninety-seven" */
	if (y < r->end && y->kind == LX_WORD && y->word && number_read(r->f, r->t, y, r->end, &n)
	    && (n.kind == NUM_YEAR || (n.kind == NUM_CARDINAL && !n.decimals && n.num >= 1500 && n.num < 2200)))
		return w->year = (int)n.num, n.next;
	return NULL;
}

/* "this year", "last year", "of that year", "of the same year" behind a month or a day. */
const lexeme *time_year_by_turn(const reader *r, const lexeme *x, when *w)
{
	const lexeme *y = word(r, x, "of") || word(r, x, "in") ? x + 1 : over_comma(r, x), *after;
	const word_entry *e = y < r->end ? lex_find(r->f, r->t, y, r->end, WC_TURN, &after) : NULL;
	if (!e || !(word(r, after, "year"))) return NULL;
	if (mark(r, after + 1, '\'')) return NULL;
	w->kind = 'u', w->unit = 'Y', w->turn = (int)e->num, w->anchor = e->aux ? 'm' : 'd';
	return after + 1;
}

const lexeme *time_any_year(const reader *r, const lexeme *x, when *w)
{
	const lexeme *y = year_after(r, x, w);
	return y ? y : time_year_by_turn(r, x, w);
}

/* "May 3", "Sept. 3, 2014", "May 3rd", "March eighth", "May 2014", "May". */
bool time_read_month(const reader *r, const lexeme *x, when *w)
{
	const word_entry *e = time_month(r, x);
	const lexeme *y, *z;
	if (!e) return false;
	w->rule = e, w->month = (int)e->num;
	y = over_point(r, x + 1);
	bool point = y > x + 1;
	if (mark(r, y, '/') && glued(r, y) && glued(r, y + 1) && whole(r, y + 1, 1, 2199, 4)) {       /* "Oct/2" */
		bool year = year_number(r, y + 1);
		if (!year && (y + 1)->num > 31) return false;
		*(year ? &w->year : &w->day) = (int)(y + 1)->num;
		return w->next = y + 2, true;
	}
	z = time_day_number(r, y, &w->day);
	if (!z && mark(r, y, ',') && is_ordinal(r, y + 1)) z = time_day_number(r, y + 1, &w->day);      /* "October, 1st" */
	if (!z) z = day_in_words(r, y, false, w);
	bool clock = z && mark(r, z, ':') && z->glued && z + 1 < r->end && (z + 1)->glued && (z + 1)->kind == LX_NUM;
	if (z && !clock && !(word(r, y, "the") && !(z - 1)->glued && time_noun_at(r, z))) {
		y = z;
		z = time_any_year(r, y, w);
		return w->next = z ? z : y, true;
	}
	w->day = 0;
	z = time_any_year(r, y, w);
	w->next = z ? z : (point && y < r->end && x->end - x->start <= 4 ? y : x + 1);
	w->bare = e->aux && !z;
	return true;
}

#define DAYS_LISTED 6                      /* "on 3, 4, 8 and 9 May" */

/* What stands between two days of one month: '-' or "to", ',' or "and" (more must speak for a list); 0 neither. */
char time_joins_days(const reader *r, const lexeme *x)
{
	if (mark(r, x, '-') || word(r, x, "to") || word(r, x, "through") || word(r, x, "till") || word(r, x, "until"))
		return '-';
	return mark(r, x, ',') || word(r, x, "and") || word(r, x, "or") ? ',' : 0;
}

/* The first day of "3-5 May", "3 to 5 May", "3, 4 and 5 May": rising days, then their month. y is behind the first. */
static bool days_of_month(const reader *r, const lexeme *x, const lexeme *y, when *w)
{
	int last = w->day, day;
	const lexeme *z = y;
	const word_entry *e = NULL;
	bool named = x > r->begin + 1 && (x - 1)->kind == LX_WORD && (x - 1)->upper;         /* "Operation Dawn 5, 7 May" */
	if (named && mark(r, z, ',')) return false;
	for (int n = 0; n < DAYS_LISTED && !e; n++) {
		if (z >= r->end || !time_joins_days(r, z)) return false;
		const lexeme *d = mark(r, z, ',') && word(r, z + 1, "and") ? z + 2 : z + 1;
		z = time_day_number(r, d, &day);
		if (!z || day <= last) return false;
		last = day;
		if (word(r, z, "of")) z++;
		if (z < r->end) e = time_month(r, z);
	}
	if (!e) return false;
	w->rule = e, w->month = (int)e->num;
	time_any_year(r, over_point(r, z + 1), w);
	return w->next = y, true;
}

/* "3 May", "3rd of May 2014", "the 3rd May", "3-5 May" (the first of the two). */
bool time_read_day_month(const reader *r, const lexeme *x, when *w)
{
	const lexeme *y = time_day_number(r, x, &w->day), *z;
	if (!y) y = day_in_words(r, x, true, w);
	if (!y) return false;
	z = word(r, y, "of") ? y + 1 : y;
	const word_entry *e = z < r->end ? time_month(r, z) : NULL;
	if (e && !(mark(r, z, '-') )) {
		w->rule = e, w->month = (int)e->num;
		y = over_point(r, z + 1);
		if (y > z + 1 && y >= r->end) y--;                                   /* "on the second of Aug." */
		z = time_any_year(r, y, w);
		w->next = z ? z : (y > r->begin && mark(r, y - 1, '.') && (y - 2)->end - (y - 2)->start > 4 ? y - 1 : y);
		return true;
	}
	return days_of_month(r, x, y, w);
}

/* "the 21st of last month", "the 3rd of this month", "the 5th of the month": w->day is read. */
static bool day_of_turned_month(const reader *r, const lexeme *x, when *w)
{
	const lexeme *y = word(r, x, "of") ? x + 1 : x, *after;
	bool the = word(r, y, "the") && word(r, y + 1, "month") && y > x;
	const word_entry *e = y < r->end && !the ? lex_find(r->f, r->t, y, r->end, WC_TURN, &after) : NULL;
	if (word(r, y, "this") && word(r, y + 1, "month")) after = y + 1;
	else if (the) after = y + 1;
	else if (!e || e->aux || !word(r, after, "month")) return false;
	w->kind = 'u', w->unit = 'O', w->turn = e ? (int)e->num : 0, w->anchor = 'd', w->nth = w->day, w->day = 0;
	return w->next = after + 1, true;
}

/* "the 20th": a day of the month told before. Only in digits, and not before a noun ("the 20th century"). */
bool time_read_bare_day(const reader *r, const lexeme *x, when *w)
{
	if (!word(r, x, "the") || !whole(r, x + 1, 1, 31, 2) || !glued(r, x + 2) || (x + 2)->kind != LX_WORD) return false;
	const lexeme *y = time_day_number(r, x, &w->day);
	if (!y || (x + 1)->num < 2) return false;
	if (mark(r, y, '-')) return false;
	if (day_of_turned_month(r, y, w)) return true;
	if (y < r->end && y->kind == LX_WORD) {
		unsigned pos = r->f->tok->upos[y->token];
		if (pos == DL_NOUN || pos == DL_PROPN || pos == DL_ADJ || pos == DL_NUM || word(r, y, "of")) return false;
	}
	return w->next = y, w->unit = 'O', true;
}

/* ---------------------------------------------------------------- seasons, quarters, feasts */
/* "the spring of 1916", "summer 1942", "next summer", "this past spring" (turns are read by time_read_turn). */
bool time_read_season(const reader *r, const lexeme *x, when *w)
{
	const lexeme *y = word(r, x, "the") ? x + 1 : x;
	const word_entry *e = is(r, y, WC_SEASON);
	if (!e) return false;
	if (y->token && (r->f->tok->upos[y->token] == DL_VERB || r->f->tok->upos[y->token] == DL_ADJ)) return false;
	memcpy(w->season, e->value.p, 2);
	w->rule = e;
	const lexeme *z = time_any_year(r, y + 1, w);
	w->next = z ? z : y + 1;
	w->bare = !z && y == x;
	/* "a fall", "the fall of the government", "Arab Spring": a year, "the" or a preposition must speak for a time. */
	if (!z && slice_eq(e->word, S("fall")) && !(word(r, x, "the") && !word(r, y + 1, "of"))
	    && !(x > r->begin && is(r, x - 1, WC_EDGE)))
		return false;
	if (!z && y->upper && x > r->begin && y == x) return false;
	if (!z && mark(r, y + 1, '-')) return false;
	return true;
}

/* Which quarter or half: "the third quarter", "third-quarter", "Q3", "the first half". */
bool time_read_quarter(const reader *r, const lexeme *x, when *w)
{
	const lexeme *y = x;
	number n;
	if (word(r, y, "the") || word(r, y, "its")) y++;
	if (year_number(r, y) && y > x) w->year = (int)y->num, y++;          /* "the 1988 third quarter" */
	if (y == x && year_number(r, y) && y + 1 < r->end) {                   /* "2019 Q3", "2019-H2" */
		const lexeme *q = mark(r, y + 1, '-') ? y + 2 : y + 1;
		if ((word(r, q, "q") || word(r, q, "h")) && whole(r, q + 1, 1, 4, 1) && glued(r, q + 1))
			w->year = (int)y->num, y = q;
	}
	if (word(r, y, "fiscal")) y = mark(r, y + 1, '-') ? y + 2 : y + 1;
	if (y < r->end && y->kind == LX_WORD && lex_text(r->f, y).n == 1 && (word(r, y, "q") || word(r, y, "h"))
	    && whole(r, y + 1, 1, 4, 1) && glued(r, y + 1)) {
		int k = (int)(y + 1)->num;
		if (word(r, y, "h") && k > 2) return false;
		if (glued(r, y + 2) && (y + 2)->kind == LX_WORD) return false;                  /* "H1N1" */
		*(word(r, y, "q") ? &w->quarter : &w->half) = k;
		y += 2;
	} else {
		if (y >= r->end || !number_read(r->f, r->t, y, r->end, &n) || n.num < 1 || n.num > 4) {
			if (!word(r, y, "last") && !word(r, y, "final") && !word(r, y, "latter")
			    && !word(r, y, "second"))
				return false;
			if (!word(r, y + 1, "half") || !(word(r, y + 2, "of") || word(r, x, "the"))) return false;
			w->half = 2, n.next = y + 1;
		}
		y = mark(r, n.next, '-') ? n.next + 1 : n.next;
		if (w->half) y++;
		else if (n.kind == NUM_FRACTION) w->quarter = 0;
		else if (word(r, y, "quarter") && n.kind == NUM_ORDINAL) w->quarter = (int)n.num, y++;
		else if (word(r, y, "half") && n.kind == NUM_ORDINAL && n.num <= 2) w->half = (int)n.num, y++;
		else return false;
	}
	if (!w->quarter && !w->half) return false;
	if (word(r, y, "of") && word(r, y + 1, "fiscal")) y++;
	if (mark(r, y, '-') && !w->year && year_number(r, y + 1)) y++;                /* "Q1-2019" */
	const lexeme *z = w->year ? NULL : time_any_year(r, word(r, y, "fiscal") ? y + 1 : y, w);
	if (w->half && !z && !w->year) return false;              /* a match has halves too */
	w->next = z ? z : y;
	return true;
}

/* "Christmas Eve 2020", "Good Friday", "last Thanksgiving". A name that goes on is something else: "Easter Island". */
bool time_read_feast(const reader *r, const lexeme *x, when *w)
{
	const lexeme *next, *y = x;
	const word_entry *turn = lex_find(r->f, r->t, x, r->end, WC_TURN, &next);
	if (turn && !turn->aux) y = next, w->turn = (int)turn->num, w->anchor = 'd';
	else if (word(r, x, "this")) y = x + 1, w->turn = 0, w->anchor = 'd';
	const word_entry *e = y < r->end ? lex_find(r->f, r->t, y, r->end, WC_FEAST, &next) : NULL;
	if (!e || (!y->upper && e->aux)) return false;
	w->feast = w->rule = e;
	if (word(r, next, "weekend")) w->unit = 'E', next++;                 /* "over the Labor Day weekend" */
	const lexeme *z = y == x ? time_any_year(r, next, w) : NULL;
	w->kind = 'c';                                                       /* "Christmas of last year" */
	w->next = z ? z : next;
	if (!z && next < r->end && next->upper && next->kind == LX_WORD && !time_weekday(r, next)
	    && (r->f->tok->upos[next->token] == DL_PROPN || r->f->tok->upos[next->token] == DL_NOUN))
		return false;
	return true;
}
