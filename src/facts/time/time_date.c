/* SPDX-License-Identifier: Apache-2.0
 *
 * time_date.c - dates of the calendar: months, days, years, seasons, quarters, feasts.
 *
 * In: lexemes. Out: a `when` of kind 'c'. "Tuesday, 3rd of May 2014" is weekday 2 (time_unit.c), day 3, month 5,
 * year 2014; "the third quarter of 1984" is quarter 3, year 1984; "the '80s" is decade 198. Words that are months
 * and other things ("may", "march") need a capital or a figure; a figure that may be a year or a count is told
 * apart by what stands beside it. Which day a feast is: time_feast.c.
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
static bool is_noun_at(const reader *r, const lexeme *x)
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
	return led && !is_noun_at(r, x + 1) && !(x + 1 < r->end && lex_mark(x + 1, '-'));
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
	if (z && !clock && !(word(r, y, "the") && !(z - 1)->glued && is_noun_at(r, z))) {
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

/* ---------------------------------------------------------------- digits only */

static bool valid_md(int64_t m, int64_t d) { return m >= 1 && m <= 12 && d >= 1 && d <= 31; }

/* "22/Jan/2019", "2019-aug-1", "Sep-23-2020": a month's name between marks. */
static bool read_marked(const reader *r, const lexeme *x, when *w)
{
	const lexeme *part[3] = {x, x + 2, x + 4};
	char sep = x + 4 < r->end && (x + 1)->kind == LX_MARK ? (char)(x + 1)->ch : 0;
	if ((sep != '-' && sep != '/') || !lex_mark(x + 3, sep)) return false;
	for (int i = 1; i < 5; i++)
		if (!x[i].glued) return false;
	int month = x->kind == LX_WORD ? 0 : 1, year = month && x->digits == 4 ? 0 : 2, day = 3 - month - year;
	const word_entry *e = is(r, part[month], WC_MONTH);
	if (!e || !year_number(r, part[year]) || !whole(r, part[day], 1, 31, 2)) return false;
	w->month = (int)e->num, w->year = (int)part[year]->num, w->day = (int)part[day]->num, w->rule = e;
	return w->next = x + 5, true;
}

/* The clock of "2022-08-29T14:30:00Z". */
static void iso_clock(const reader *r, when *w)
{
	const lexeme *y = w->next;
	if (!word(r, y, "t") || !glued(r, y) || !glued(r, y + 1) || !whole(r, y + 1, 0, 23, 2) || !mark(r, y + 2, ':')
	    || !whole(r, y + 3, 0, 59, 2))
		return;
	w->hour = (int)(y + 1)->num, w->minute = (int)(y + 3)->num, y += 4;
	if (mark(r, y, ':') && glued(r, y) && whole(r, y + 1, 0, 60, 2) && glued(r, y + 1)) y += 2;
	if (word(r, y, "z") && glued(r, y)) w->zone = 0, y++;
	w->next = y;
}

/* "5/12" behind a word that leads to a day ("on 5/12", "from 10/1 to 11/7"): month first unless it cannot be. */
bool time_read_slashes(const reader *r, const lexeme *x, when *w)
{
	const lexeme *p = x > r->begin ? x - 1 : NULL;
	bool led = p && (lex_mark(p, ',') || lex_mark(p, '-')) && p > r->begin + 2 && lex_mark(p - 2, '/');
	if (!p || !whole(r, x, 1, 31, 2) || !mark(r, x + 1, '/') || !glued(r, x + 1) || !glued(r, x + 2)
	    || !whole(r, x + 2, 1, 31, 2))
		return false;
	if (mark(r, x + 3, '/') || mark(r, x + 3, '%') || (x + 3 < r->end && (x + 3)->kind == LX_WORD && glued(r, x + 3)))
		return false;
	led = led || word_in(r, p, W_BEFORE_SLASHES);
	if (word(r, p, "and") || word(r, p, "or")) led = p > r->begin + 2 && lex_mark(p - 2, '/');
	int64_t a = x->num, b = (x + 2)->num;
	if (!led || (a > 12 && b > 12) || (a <= 4 && b <= 8 && a < b && word(r, x + 3, "of"))) return false;
	w->month = (int)(a > 12 ? b : a), w->day = (int)(a > 12 ? a : b), w->either = a <= 12 && b <= 12;
	bool year = mark(r, x + 3, ',') && year_number(r, x + 4) && !mark(r, x + 5, '/');
	if (year) w->year = (int)(x + 4)->num;
	return w->next = year ? x + 5 : x + 3, true;
}

/* "2022-08-29", "29.08.2022", "8/29/2022" (month first unless it cannot be), "9/11". */
bool time_read_digits(const reader *r, const lexeme *x, when *w)
{
	if (read_marked(r, x, w)) return true;
	if (whole(r, x, 19000101, 20991231, 8) && x->digits == 8 && valid_md(x->num / 100 % 100, x->num % 100)
	    && !(glued(r, x + 1) && (x + 1)->kind != LX_MARK) && !x->glued)                       /* "20161016" */
		return w->year = (int)(x->num / 10000), w->month = (int)(x->num / 100 % 100), w->day = (int)(x->num % 100),
		       w->next = x + 1, true;
	/* "29.08.2022" is cut as 29.08 and 2022 */
	if (x->kind == LX_NUM && x->decimals == 2 && mark(r, x + 1, '.') && glued(r, x + 1) && year_number(r, x + 2)
	    && glued(r, x + 2) && valid_md(x->num % 100, x->num / 100))
		return w->day = (int)(x->num / 100), w->month = (int)(x->num % 100), w->year = (int)(x + 2)->num,
		       w->next = x + 3, true;
	if (x->kind != LX_NUM || !x->digits || x + 2 >= r->end) return false;
	const lexeme *a = x, *b = x + 2, *c = x + 4;
	char sep = (char)(x + 1)->ch;
	if ((x + 1)->kind != LX_MARK || !(x + 1)->glued || !b->glued || b->kind != LX_NUM
	    || (sep != '-' && sep != '/' && sep != '.'))
		return false;
	bool three = c < r->end && lex_mark(x + 3, sep) && (x + 3)->glued && c->glued && c->kind == LX_NUM && c->digits;
	if (three && a->digits == 4 && b->digits && b->digits <= 2 && c->digits <= 2 && valid_md(b->num, c->num)
	    && a->num >= 1000 && a->num < 2200) {
		w->year = (int)a->num, w->month = (int)b->num, w->day = (int)c->num, w->next = c + 1;
		iso_clock(r, w);
		return true;
	}
	if (three && a->digits <= 2 && b->digits <= 2 && (c->digits == 4 || c->digits == 2)) {
		int64_t m = a->num, d = b->num;
		if (m > 12 || sep == '.') m = b->num, d = a->num;
		if (!valid_md(m, d) || (c->digits == 4 && (c->num < 1000 || c->num > 2199))) return false;
		w->year = (int)(c->digits == 4 ? c->num : c->num + (c->num < 50 ? 2000 : 1900));
		w->month = (int)m, w->day = (int)d, w->next = c + 1;
		w->either = sep == '/' && m <= 12 && d <= 12;
		return true;
	}
	if (!three && sep == '/' && a->num == 9 && b->num == 11)           /* the attacks are named by their day */
		return w->year = 2001, w->month = 9, w->day = 11, w->next = b + 1, true;
	if (!three && sep == '-' && a->digits == 4 && b->digits == 2 && b->num >= 1 && b->num <= 12
	    && b->num != a->num % 100 + 1 && a->num >= 1900 && a->num < 2200 && mark(r, x - 1, '(') == false
	    && (b->num < 10 || b->num <= a->num % 100))                              /* "2015-12", but "2004-10" */
		return w->year = (int)a->num, w->month = (int)b->num, w->next = b + 1, b->digits == 2;
	return false;
}

/* ---------------------------------------------------------------- years */

/* "555-2013", "138-2010-2015", "2010-2015-86": figures on a string are a number to call, unless they are two years. */
static bool is_dialled(const reader *r, const lexeme *x)
{
	const lexeme *p = x - 1, *n = x + 1;
	bool before = p > r->begin && lex_mark(p, '-') && p->glued && x->glued && (p - 1)->kind == LX_NUM;
	bool after = mark(r, n, '-') && n->glued && n + 1 < r->end && (n + 1)->glued && (n + 1)->kind == LX_NUM;
	if (before && !year_number(r, p - 1)) return true;
	if (before && p - 1 > r->begin + 1 && lex_mark(p - 2, '-') && (p - 2)->glued && (p - 1)->glued) return true;
	return (before && after) || (after && mark(r, n + 2, '-') && glued(r, n + 2) && n + 3 < r->end && (n + 3)->glued
	                             && (n + 3)->kind == LX_NUM);
}

/* "nCoV": a word that has capitals behind its first letter is part of a code. */
static bool is_code(const reader *r, const lexeme *x)
{
	slice s = lex_text(r->f, x);
	for (size_t i = 1; i < s.n; i++)
		if (s.p[i] >= 'A' && s.p[i] <= 'Z') return true;
	return false;
}

/* May a bare figure be a year here? 1900 to 2099 nearly always; others only behind a preposition. A plural noun
 * behind it makes it a count ("in 2000 villages") unless an article stands before ("the 1990 elections"). */
static bool year_stands(const reader *r, const lexeme *x, bool strict)
{
	const lexeme *p = x > r->begin ? x - 1 : NULL, *n = x + 1;
	bool prep = p && word_in(r, p, W_BEFORE_YEAR);
	if (p && p->kind == LX_MARK && p->glued && x->glued
	    && (p->ch == '$' || p->ch == 'L' || p->ch == 'E' || p->ch == '#' || p->ch == '.'))
		return false;
	if (p && x->glued && (p->kind == LX_WORD || p->kind == LX_NUM)) return false;
	if (n < r->end
	    && (lex_mark(n, '%')
	        || (lex_mark(n, '-') && n->glued && (n + 1)->kind == LX_WORD && (n + 1)->glued
	            && (strict || is_code(r, n + 1)))))
		return false;
	if (n < r->end && n->glued && lex_mark(n, '.') && n + 1 < r->end && (n + 1)->glued
	    && (n + 1)->kind == LX_NUM)
		return false;
	if (n < r->end && n->kind == LX_WORD
	    && (is(r, n, WC_MEASURE) || is(r, n, WC_MONEY) || is(r, n, WC_SCALE) || is(r, n, WC_UNIT)
	        || is(r, n, WC_ZONE) || word_in(r, n, W_NEVER_OF_YEAR)))
		return false;
	bool bracket = p && lex_mark(p, '(');
	bool plural = n < r->end && n->kind == LX_WORD && r->f->tok->xpos[n->token] == DL_T_NNS;
	bool article = p
	               && (word(r, p, "the") || word(r, p, "a") || word(r, p, "its") || word(r, p, "his")
	                   || lex_mark(p, '\'') || (word(r, p, "s") && p > r->begin && lex_mark(p - 1, '\''))
	                   || p->upper);
	if (plural && !article) return false;
	if (plural && strict) return false;
	return !strict || prep || bracket;
}

/* "in two thousand and fifteen": of our own time, behind a word that leads to a year, and counting nothing. */
static bool year_in_words(const reader *r, const lexeme *x, const number *n)
{
	return n->kind == NUM_CARDINAL && !n->digits && !n->decimals && n->num > 1999 && n->num < 2100 && x > r->begin
	       && word_in(r, x - 1, W_BEFORE_YEAR) && !is_noun_at(r, n->next);
}

/* "1998", "the year 2000", "fiscal 1989", "493 BC", "'99", "1914-18" (the second part), "AD 70". */
bool time_read_year(const reader *r, const lexeme *x, when *w)
{
	const lexeme *y = x;
	number n;
	bool said = false;
	if (word(r, y, "the") && word(r, y + 1, "year")) y += 2, said = true;
	else if (word(r, y, "year")) y++, said = true;
	else if (word(r, y, "the") && (word(r, y + 1, "fiscal") || word(r, y + 1, "financial"))) y++;
	if (word(r, y, "fiscal") || word(r, y, "financial")) {
		w->fiscal = said = true, y++;
		if (word(r, y, "year")) y++;
	} else if (word(r, y, "fy") && y->upper) {                               /* "FY2020", "FY 20" */
		w->fiscal = said = true, y++;
		if (whole(r, y, 0, 99, 2) && y->digits == 2) return w->year = 2000 + (int)y->num, w->next = y + 1, true;
	}
	if (is(r, y, WC_ERA) && is(r, y, WC_ERA)->num > 0 && whole(r, y + 1, 1, 2100, 4) && y->upper)
		return w->year = (int)(y + 1)->num, w->next = y + 2, true;
	if (y >= r->end) return false;
	if (y->kind == LX_WORD && y->word && number_read(r->f, r->t, y, r->end, &n)
	    && (n.kind == NUM_YEAR || (said && !n.digits && n.num >= 1000 && n.num < 2200) || year_in_words(r, y, &n)))
		return w->year = (int)n.num, w->next = n.next, true;
	if (mark(r, y, '\'') && whole(r, y + 1, 0, 99, 2) && (y + 1)->digits == 2 && (y + 1)->glued
	    && (!y->glued || y == r->begin)
	    && !(glued(r, y + 2) && ((y + 2)->kind == LX_WORD || lex_mark(y + 2, '\'')))) {
		w->year = (int)((y + 1)->num < 40 ? 2000 : 1900) + (int)(y + 1)->num, w->next = y + 2, w->short_year = true;
		return true;
	}
	if (!whole(r, y, 1, 2199, 4)) return false;
	const word_entry *era = is(r, y + 1, WC_ERA);
	if (era && (y + 1)->upper) return w->year = (int)(y->num * era->num), w->next = y + 2, true;
	/* "1914-18", "the 2019/20 season" */
	bool behind = y->digits == 2 && y->glued && y - 2 >= r->begin && (lex_mark(y - 1, '-') || lex_mark(y - 1, '/'));
	if (behind && year_number(r, y - 2)
	    && (y - 2)->num % 100 < y->num && !is_dialled(r, y)
	    && !(glued(r, y + 1)
	         && !(y + 1 < r->end && ((y + 1)->ch == ',' || (y + 1)->ch == '.' || (y + 1)->ch == ')'))))
		return w->year = (int)((y - 2)->num / 100 * 100 + y->num), w->next = y + 1, true;
	if (!year_number(r, y)
	    || (mark(r, y + 1, '-') && glued(r, y + 1) && whole(r, y + 2, 0, 99999, 5) && (y + 2)->digits > 4))
		return false;
	if (is_dialled(r, y)) return false;
	if (!said && !year_stands(r, y, y->num < 1900 || y->num > 2099)) return false;
	w->year = (int)y->num, w->next = y + 1;
	const word_entry *month = said ? NULL : is(r, y + 1, WC_MONTH);                   /* "2017 April" */
	if (month && !month->aux && !whole(r, y + 2, 1, 31, 2)) w->month = (int)month->num, w->rule = month, w->next++;
	return true;
}

/* "the 1990s", "1990's", "the '80s", "the nineties", "470s BC". */
bool time_read_decade(const reader *r, const lexeme *x, when *w)
{
	const lexeme *y = word(r, x, "the") ? x + 1 : x;
	const word_entry *e = is(r, y, WC_DECADE);
	if (e) {
		if (y == x && !(x > r->begin && (is(r, x - 1, WC_EDGE) || lex_mark(x - 1, '-')))) return false;
		/* "in his forties" is an age. */
		return w->decade = 190 + (int)e->num, w->rule = e, w->next = y + 1, true;
	}
	bool short_form = mark(r, y, '\'') && whole(r, y + 1, 10, 90, 2);
	if (short_form) y++;
	if (!whole(r, y, short_form ? 10 : 100, 2190, 4) || y->num % 10) return false;
	const lexeme *z = y + 1;
	if (mark(r, z, '\'') && z->glued) z++;
	if (!word(r, z, "s") || !z->glued) return false;
	if (y->digits == 2 && !short_form) return false;
	w->decade = (int)(short_form ? 190 + y->num / 10 : y->num / 10);
	w->next = z + 1;
	e = is(r, z + 1, WC_ERA);
	if (e && e->num < 0) return w->decade = -w->decade, w->next++, true;
	/* "the 1800s" are the century; "the 2000s" are told as years of our own time, so that they are ten. */
	if (y->digits == 4 && y->num % 100 == 0 && y->num < 2000) w->century = (int)y->num / 100, w->decade = -1;
	return y->digits == 4 || short_form;
}

/* "the 20th century", "the nineteenth century BC". */
bool time_read_century(const reader *r, const lexeme *x, when *w)
{
	number n;
	const lexeme *y = word(r, x, "the") ? x + 1 : x;
	if (y >= r->end || !number_read(r->f, r->t, y, r->end, &n) || n.kind != NUM_ORDINAL || n.num > 30) return false;
	y = mark(r, n.next, '-') ? n.next + 1 : n.next;
	number m;                                   /* "the 19th and 20th centuries": two of them */
	const lexeme *z = word(r, y, "and") || word(r, y, "or") || word(r, y, "to") ? y + 1 : NULL;
	if (z && word(r, z, "the")) z++;
	if (z && z < r->end && number_read(r->f, r->t, z, r->end, &m) && m.kind == NUM_ORDINAL && m.num > n.num
	    && (word(r, m.next, "centuries") || word(r, m.next, "century")))
		return w->century = (int)n.num - 1, w->next = y, true;
	if (!word(r, y, "century") && !word(r, y, "centuries")) return false;
	w->century = (int)n.num - 1, w->next = y + 1;
	const word_entry *e = is(r, y + 1, WC_ERA);
	if (e && e->num < 0) w->century = -(int)n.num, w->next++;
	return true;
}

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
