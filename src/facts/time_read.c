/* SPDX-License-Identifier: Apache-2.0
 *
 * time_read.c - the grammar of times: what the words say.
 *
 * In: lexemes. Out: a `when`. "late last week" is edge e | turn -1 | unit W; "5 p.m. EST, Nov. 6" is hour 17, zone
 * -300, month 11, day 6; "two days later" is n 2, unit D, kind 'a', turn 1, counted from the last time told.
 * Each reader tries one construction at x and says where it ends; the longest wins. Which day that is, is
 * decided in time_value.c. Words and their classes: data/en/times.tsv.
 */
#include "facts/time.h"

typedef struct {
	const finder *f;
	const word_table *t;
	const lexeme *begin, *end;           /* the sentence                                            */
} reader;

static const word_entry *is(const reader *r, const lexeme *x, unsigned class)
{
	return x < r->end ? lex_find(r->f, r->t, x, r->end, class, NULL) : NULL;
}

static bool word(const reader *r, const lexeme *x, const char *w) { return x < r->end && lex_word(r->f, x, w); }
static bool mark(const reader *r, const lexeme *x, char c) { return x < r->end && lex_mark(x, c); }
static bool glued(const reader *r, const lexeme *x) { return x < r->end && x->glued; }

static when blank(const lexeme *x)
{
	return (when){.first = x, .next = x, .hour = -1, .minute = -1, .decade = -1, .century = -1, .turn = NO_TURN,
	              .zone = DL_ZONE_LOCAL, .kind = 'c'};
}

static bool whole(const reader *r, const lexeme *x, int64_t lo, int64_t hi, int max_digits)
{
	return x < r->end && x->kind == LX_NUM && x->digits && x->digits <= max_digits && x->num >= lo && x->num <= hi;
}

static bool year_number(const reader *r, const lexeme *x)
{
	return whole(r, x, 1000, 2199, 4) && x->digits == 4 && !(glued(r, x + 1) && (x + 1)->kind == LX_WORD);
}

/* ---------------------------------------------------------------- months and days */

/* A month's name; those that are other words too ("may", "march", "sun") need a capital and, for whole words,
 * a tagger that took them for a name or a number beside them. */
static const word_entry *month(const reader *r, const lexeme *x)
{
	const word_entry *e = is(r, x, WC_MONTH);
	if (!e) return NULL;
	if (!e->aux) return e;
	bool figure = whole(r, x + 1, 1, 2199, 4) || (mark(r, x + 1, '.') && whole(r, x + 2, 1, 2199, 4))
	              || (x > r->begin && whole(r, x - 1, 1, 31, 2));
	if (figure && (e->word.n > 3 || x->upper || e->num != 5)) return x->upper || whole(r, x + 1, 1, 31, 2) ? e : NULL;
	if (!x->upper) return NULL;
	/* "the Long March", "the August Revolution" */
	if (x > r->begin && (x - 1)->kind == LX_WORD
	    && (word(r, x - 1, "the") || word(r, x - 1, "a") || ((x - 1)->upper && x - 1 > r->begin)))
		return NULL;
	unsigned pos = r->f->tok->upos[x->token];
	if (e->word.n <= 4 && e->num != 5) return x > r->begin || figure ? (pos == DL_PROPN ? e : NULL) : NULL;
	return pos == DL_PROPN || pos == DL_NOUN || pos == DL_X ? e : NULL;
}

static const word_entry *weekday(const reader *r, const lexeme *x)
{
	const word_entry *e = is(r, x, WC_WEEKDAY);
	if (!e || e->aux == 2) return e && e->aux == 2 ? NULL : e;
	if (e->aux == 1
	    && !(x->upper
	         && (mark(r, x + 1, '.') || mark(r, x + 1, ',') || whole(r, x + 1, 1, 31, 2) || month(r, x + 1))
	         && r->f->tok->upos[x->token] == DL_PROPN && e->num != 7))
		return NULL;
	return e->word.n > 5 && !x->upper && 0 ? NULL : e;
}

static const lexeme *over_point(const reader *r, const lexeme *x)
{
	return mark(r, x, '.') && x->glued ? x + 1 : x;
}

static const lexeme *over_comma(const reader *r, const lexeme *x) { return mark(r, x, ',') ? x + 1 : x; }

/* "3", "3rd", "the third": a day of a month. */
static const lexeme *day_number(const reader *r, const lexeme *x, int *day)
{
	number n;
	if (word(r, x, "the")) x++;
	if (x >= r->end || !number_read(r->f, r->t, x, r->end, &n) || n.decimals || n.num < 1 || n.num > 31) return NULL;
	if (n.kind == NUM_CARDINAL && (!n.digits || !x->digits || x->digits > 2)) return NULL;
	if (n.kind != NUM_CARDINAL && n.kind != NUM_ORDINAL) return NULL;
	*day = (int)n.num;
	return n.next;
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
	if (y < r->end && y->kind == LX_WORD && y->word && number_read(r->f, r->t, y, r->end, &n) && n.kind == NUM_YEAR)
		return w->year = (int)n.num, n.next;
	return NULL;
}

/* "this year", "last year", "of that year", "of the same year" behind a month or a day. */
static const lexeme *year_by_turn(const reader *r, const lexeme *x, when *w)
{
	const lexeme *y = word(r, x, "of") || word(r, x, "in") ? x + 1 : over_comma(r, x), *after;
	const word_entry *e = y < r->end ? lex_find(r->f, r->t, y, r->end, WC_TURN, &after) : NULL;
	if (!e || !(word(r, after, "year"))) return NULL;
	if (mark(r, after + 1, '\'')) return NULL;
	w->kind = 'u', w->unit = 'Y', w->turn = (int)e->num, w->anchor = e->aux ? 'm' : 'd';
	return after + 1;
}

static const lexeme *any_year(const reader *r, const lexeme *x, when *w)
{
	const lexeme *y = year_after(r, x, w);
	return y ? y : year_by_turn(r, x, w);
}

/* "May 3", "Sept. 3, 2014", "May 3rd", "March eighth", "May 2014", "May". */
static bool read_month(const reader *r, const lexeme *x, when *w)
{
	const word_entry *e = month(r, x);
	const lexeme *y, *z;
	if (!e) return false;
	w->rule = e, w->month = (int)e->num;
	y = over_point(r, x + 1);
	bool point = y > x + 1;
	z = day_number(r, y, &w->day);
	if (z && !(mark(r, z, ':') && glued(r, z)) && !(w->day && word(r, y, "the") && !(z - 1)->glued)) {
		y = z;
		z = any_year(r, y, w);
		return w->next = z ? z : y, true;
	}
	w->day = 0;
	z = any_year(r, y, w);
	w->next = z ? z : (point && y < r->end && x->end - x->start <= 4 ? y : x + 1);
	w->bare = e->aux && !z;
	return true;
}

/* "3 May", "3rd of May 2014", "the 3rd May", "3-5 May" (the first of the two). */
static bool read_day_month(const reader *r, const lexeme *x, when *w)
{
	const lexeme *y = day_number(r, x, &w->day), *z;
	if (!y) return false;
	z = word(r, y, "of") ? y + 1 : y;
	const word_entry *e = z < r->end ? month(r, z) : NULL;
	if (e && !(mark(r, z, '-') )) {
		w->rule = e, w->month = (int)e->num;
		y = over_point(r, z + 1);
		z = any_year(r, y, w);
		w->next = z ? z : (y > r->begin && mark(r, y - 1, '.') && (y - 2)->end - (y - 2)->start > 4 ? y - 1 : y);
		return true;
	}
	/* "3-5 May", "3 to 5 May", "3 and 5 May" */
	if (!(mark(r, y, '-') || word(r, y, "to") || word(r, y, "and") || word(r, y, "or")
	      || word(r, y, "until")))
		return false;
	int last;
	z = day_number(r, y + 1, &last);
	if (!z || last <= w->day) return false;
	if (word(r, z, "of")) z++;
	if (!(z < r->end && (e = month(r, z)))) return false;
	w->rule = e, w->month = (int)e->num;
	any_year(r, over_point(r, z + 1), w);
	return w->next = y, true;
}

/* "the 20th": a day of the month told before. Only in digits, and not before a noun ("the 20th century"). */
static bool read_bare_day(const reader *r, const lexeme *x, when *w)
{
	if (!word(r, x, "the") || !whole(r, x + 1, 1, 31, 2) || !glued(r, x + 2) || (x + 2)->kind != LX_WORD) return false;
	const lexeme *y = day_number(r, x, &w->day);
	if (!y || (x + 1)->num < 2) return false;
	if (mark(r, y, '-')) return false;
	if (y < r->end && y->kind == LX_WORD) {
		unsigned pos = r->f->tok->upos[y->token];
		if (pos == DL_NOUN || pos == DL_PROPN || pos == DL_ADJ || pos == DL_NUM || word(r, y, "of")) return false;
	}
	return w->next = y, w->unit = 'O', true;
}

/* ---------------------------------------------------------------- digits only */

static bool valid_md(int64_t m, int64_t d) { return m >= 1 && m <= 12 && d >= 1 && d <= 31; }

/* "2022-08-29", "29.08.2022", "8/29/2022" (month first unless it cannot be), "9/11". */
static bool read_digits(const reader *r, const lexeme *x, when *w)
{
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
		return true;
	}
	if (three && a->digits <= 2 && b->digits <= 2 && (c->digits == 4 || c->digits == 2)) {
		int64_t m = a->num, d = b->num;
		if (m > 12 || sep == '.') m = b->num, d = a->num;
		if (!valid_md(m, d) || (c->digits == 4 && (c->num < 1000 || c->num > 2199))) return false;
		w->year = (int)(c->digits == 4 ? c->num : c->num + (c->num < 50 ? 2000 : 1900));
		w->month = (int)m, w->day = (int)d, w->next = c + 1;
		return true;
	}
	if (!three && sep == '/' && a->num == 9 && b->num == 11)           /* the attacks are named by their day */
		return w->year = 2001, w->month = 9, w->day = 11, w->next = b + 1, true;
	if (!three && sep == '-' && a->digits == 4 && b->digits == 2 && b->num >= 1 && b->num <= 12
	    && b->num != a->num % 100 + 1 && a->num >= 1900 && a->num < 2200 && mark(r, x - 1, '(') == false
	    && b->num < 10)
		return w->year = (int)a->num, w->month = (int)b->num, w->next = b + 1, b->digits == 2;
	return false;
}

/* ---------------------------------------------------------------- years */

/* May a bare figure be a year here? 1900 to 2099 nearly always; others only behind a preposition. A plural noun
 * behind it makes it a count ("in 2000 villages") unless an article stands before ("the 1990 elections"). */
static bool year_stands(const reader *r, const lexeme *x, bool strict)
{
	static const char *const before[] = {"in",   "since",  "by",    "until",   "till",    "from",
	                                     "of",   "during", "after", "before",  "between", "circa",
	                                     "late", "early",  "mid",   "through", "around",  "ca"};
	const lexeme *p = x > r->begin ? x - 1 : NULL, *n = x + 1;
	bool prep = false;
	if (p && p->kind == LX_MARK && p->glued && x->glued
	    && (p->ch == '$' || p->ch == 'L' || p->ch == 'E' || p->ch == '#' || p->ch == '.'))
		return false;
	if (p && x->glued && (p->kind == LX_WORD || p->kind == LX_NUM)) return false;
	if (n < r->end
	    && (lex_mark(n, '%')
	        || (lex_mark(n, '-') && n->glued && (n + 1)->kind == LX_WORD && (n + 1)->glued && strict)))
		return false;
	if (n < r->end && n->glued && lex_mark(n, '.') && n + 1 < r->end && (n + 1)->glued
	    && (n + 1)->kind == LX_NUM)
		return false;
	if (n < r->end && n->kind == LX_WORD
	    && (is(r, n, WC_MEASURE) || is(r, n, WC_MONEY) || is(r, n, WC_SCALE) || is(r, n, WC_UNIT)
	        || is(r, n, WC_ZONE) || word(r, n, "people") || word(r, n, "hours")))
		return false;
	for (size_t i = 0; p && i < COUNT(before); i++) prep |= word(r, p, before[i]);
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

/* "1998", "the year 2000", "fiscal 1989", "493 BC", "'99", "1914-18" (the second part), "AD 70". */
static bool read_year(const reader *r, const lexeme *x, when *w)
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
	}
	if (is(r, y, WC_ERA) && is(r, y, WC_ERA)->num > 0 && whole(r, y + 1, 1, 2100, 4) && y->upper)
		return w->year = (int)(y + 1)->num, w->next = y + 2, true;
	if (y >= r->end) return false;
	if (y->kind == LX_WORD && y->word && number_read(r->f, r->t, y, r->end, &n)
	    && (n.kind == NUM_YEAR || (said && !n.digits && n.num >= 1000 && n.num < 2200)))
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
	/* "1914-18" */
	if (y->digits == 2 && y - 2 >= r->begin && lex_mark(y - 1, '-') && y->glued && year_number(r, y - 2)
	    && (y - 2)->num % 100 < y->num
	    && !(glued(r, y + 1)
	         && !(y + 1 < r->end && ((y + 1)->ch == ',' || (y + 1)->ch == '.' || (y + 1)->ch == ')'))))
		return w->year = (int)((y - 2)->num / 100 * 100 + y->num), w->next = y + 1, true;
	if (!year_number(r, y)
	    || (mark(r, y + 1, '-') && glued(r, y + 1) && whole(r, y + 2, 0, 99999, 5) && (y + 2)->digits > 4))
		return false;
	if (!said && !year_stands(r, y, y->num < 1900 || y->num > 2099)) return false;
	return w->year = (int)y->num, w->next = y + 1, true;
}

/* "the 1990s", "1990's", "the '80s", "the nineties", "470s BC". */
static bool read_decade(const reader *r, const lexeme *x, when *w)
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
	return y->digits == 4 || short_form;
}

/* "the 20th century", "the nineteenth century BC". */
static bool read_century(const reader *r, const lexeme *x, when *w)
{
	number n;
	const lexeme *y = word(r, x, "the") ? x + 1 : x;
	if (y >= r->end || !number_read(r->f, r->t, y, r->end, &n) || n.kind != NUM_ORDINAL || n.num > 30) return false;
	y = mark(r, n.next, '-') ? n.next + 1 : n.next;
	if (!word(r, y, "century") && !word(r, y, "centuries")) return false;
	w->century = (int)n.num - 1, w->next = y + 1;
	const word_entry *e = is(r, y + 1, WC_ERA);
	if (e && e->num < 0) w->century = -(int)n.num, w->next++;
	return true;
}

/* "the spring of 1916", "summer 1942", "next summer", "this past spring" (turns are read by read_turn). */
static bool read_season(const reader *r, const lexeme *x, when *w)
{
	const lexeme *y = word(r, x, "the") ? x + 1 : x;
	const word_entry *e = is(r, y, WC_SEASON);
	if (!e) return false;
	if (y->token && (r->f->tok->upos[y->token] == DL_VERB || r->f->tok->upos[y->token] == DL_ADJ)) return false;
	memcpy(w->season, e->value.p, 2);
	w->rule = e;
	const lexeme *z = any_year(r, y + 1, w);
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
static bool read_quarter(const reader *r, const lexeme *x, when *w)
{
	const lexeme *y = x;
	number n;
	if (word(r, y, "the") || word(r, y, "its")) y++;
	if (year_number(r, y) && y > x) w->year = (int)y->num, y++;          /* "the 1988 third quarter" */
	if (word(r, y, "fiscal")) y = mark(r, y + 1, '-') ? y + 2 : y + 1;
	if (y < r->end && y->kind == LX_WORD && lex_text(r->f, y).n == 1 && (word(r, y, "q") || word(r, y, "h"))
	    && whole(r, y + 1, 1, 4, 1) && glued(r, y + 1)) {
		int k = (int)(y + 1)->num;
		if (word(r, y, "h") && k > 2) return false;
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
	const lexeme *z = any_year(r, word(r, y, "fiscal") ? y + 1 : y, w);
	if (w->half && !z && !w->year) return false;              /* a match has halves too */
	w->next = z ? z : y;
	return true;
}

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

/* The hour itself: "7pm", "3:30 p.m.", "3.30pm", "19:00", "0930 GMT", "1900 hours", "7 o'clock", "noon". */
static const lexeme *hour_words(const reader *r, const lexeme *x, when *w)
{
	const word_entry *e = is(r, x, WC_CLOCK);
	const lexeme *y, *z;
	if (e) {
		if (slice_eq(e->word, S("midnight")) && 0) return NULL;
		return w->hour = (int)e->num, w->minute = 0, w->rule = e, x + 1;
	}
	if (x->kind != LX_NUM) {
		number n;                              /* "seven o'clock" */
		if (!x->word || !number_read(r->f, r->t, x, r->end, &n) || n.num < 1 || n.num > 12 || n.decimals) return NULL;
		y = n.next;
		if (word(r, y, "o") && mark(r, y + 1, '\'') && word(r, y + 2, "clock"))
			return w->hour = (int)n.num, w->minute = 0, y + 3;
		w->hour = (int)n.num, w->minute = 0;
		z = ampm_after(r, y, &w->hour);
		return z;
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
		if (mark(r, y, ':') && glued(r, y) && whole(r, y + 1, 0, 59, 2) && glued(r, y + 1)) y += 2;
		if ((z = ampm_after(r, y, &w->hour))) return z;
		if (word(r, y, "hrs") || word(r, y, "hours") || word(r, y, "h")) return y + 1;
		return y;
	}
	if (x->num <= 12 && x->digits <= 2) {
		w->hour = (int)x->num, w->minute = 0;
		if ((z = ampm_after(r, x + 1, &w->hour))) return z;
		if (word(r, x + 1, "o") && mark(r, x + 2, '\'') && word(r, x + 3, "clock")) return x + 4;
	}
	if (x->digits == 4 && x->num < 2400 && x->num % 100 < 60) {                         /* 0930 GMT, 1900 hours */
		w->hour = (int)(x->num / 100), w->minute = (int)(x->num % 100);
		if (word(r, x + 1, "hrs") || word(r, x + 1, "hours")) return x + 2;
		if (zone_after(r, x + 1, w) > x + 1) return x + 1;
	}
	return NULL;
}

static bool read_core(const reader *r, const lexeme *x, when *w, bool clock);

/* Take the day out of another reading: "10 p.m. Wednesday", "2:30 the next day", "noon on May 3". */
static bool borrow_day(const reader *r, const lexeme *x, when *w)
{
	const lexeme *y = over_comma(r, x);
	when d;
	if (word(r, y, "on")) y++;
	else if (word(r, y, "of") || (word(r, y, "in") && word(r, y + 1, "the"))) y++;
	if (y >= r->end || !read_core(r, y, &d, false)) return false;
	bool day = d.day || d.weekday || (d.kind == 'u' && (d.unit == 'D' || d.part[0]))
	           || (d.kind == 'c' && d.part[0] && !d.month && !d.year);
	if (!day || d.hour >= 0 || (d.kind != 'c' && d.kind != 'u')) return false;
	if (y > x && mark(r, x, ',') && d.kind == 'u' && d.turn == NO_TURN) return false;
	if (w->hour >= 0) {
		if (d.part[0] && w->hour < 12
		    && (d.part[0] == 'A' || d.part[0] == 'E' || (d.part[0] == 'N' && w->hour > 5)))
			d.hour = w->hour + 12;
		else d.hour = w->hour;
		d.minute = w->minute, d.zone = w->zone, d.part[0] = 0;
	} else {
		memcpy(d.part, w->part, sizeof d.part);
	}
	if (!d.rule) d.rule = w->rule;
	d.first = w->first;
	*w = d;
	return true;
}

/* An hour with its zone and day. */
static bool read_clock(const reader *r, const lexeme *x, when *w)
{
	const lexeme *y = hour_words(r, x, w);
	if (!y || w->hour > 24) return false;
	y = zone_after(r, y, w);
	w->next = y;
	borrow_day(r, y, w);
	return true;
}

/* "the night of 20 June", "Friday evening", "this morning" and "last night" are in read_turn; "the morning". */
static bool read_part(const reader *r, const lexeme *x, when *w)
{
	const lexeme *y = x, *next;
	bool the = word(r, x, "the");
	if (the || word(r, x, "that")) y++;
	if (mark(r, y, '-')) return false;
	const word_entry *e = y < r->end ? lex_find(r->f, r->t, y, r->end, WC_PART, &next) : NULL;
	if (!e || e->aux) return false;
	if (r->f->tok->upos[y->token] == DL_PROPN && y > r->begin && y->upper) return false;
	memcpy(w->part, e->value.p, 2);
	w->rule = e, w->next = next, w->bare = true;
	if ((word(r, next, "of") || word(r, next, "on")) && borrow_day(r, next, w)) return true;
	if (y == x && borrow_day(r, next, w) && w->kind == 'u' && w->turn != NO_TURN && w->anchor != 'm') return true;
	w->kind = 'c', w->turn = NO_TURN, w->next = next;
	if (!the) {                                  /* "at dawn", "in the night": a preposition must stand before */
		if (x <= r->begin) return false;
		const lexeme *p = x - 1;
		return word(r, p, "at") || word(r, p, "by") || word(r, p, "before") || word(r, p, "after")
		       || word(r, p, "until");
	}
	return x > r->begin && (word(r, x - 1, "in") || word(r, x - 1, "during") || word(r, x - 1, "through"));
}

/* A part of the day behind a day: "Friday evening", "yesterday afternoon", "May 3 at dawn" is left out. */
static void part_after(const reader *r, when *w)
{
	const lexeme *y = w->next, *next;
	if (mark(r, y, '-')) y++;
	const word_entry *e = y < r->end ? lex_find(r->f, r->t, y, r->end, WC_PART, &next) : NULL;
	if (!e || w->part[0] || w->hour >= 0) return;
	memcpy(w->part, e->value.p, 2);
	w->next = next;
}

/* An hour behind a day: "Monday at 7 p.m.". */
static void hour_after(const reader *r, when *w)
{
	const lexeme *y = over_comma(r, w->next);
	when h = blank(y);
	if (word(r, y, "at")) y++;
	if (y >= r->end || w->hour >= 0) return;
	if (word(r, y, "about") || word(r, y, "around")) y++;
	const lexeme *z = y < r->end ? hour_words(r, y, &h) : NULL;
	if (!z) return;
	z = zone_after(r, z, &h);
	w->hour = h.hour, w->minute = h.minute, w->zone = h.zone, w->next = z;
	if (w->part[0] == 'A' || w->part[0] == 'E') w->hour += w->hour < 12 ? 12 : 0;
	w->part[0] = 0;
}

/* ---------------------------------------------------------------- days by name */

/* "Monday", "Monday, May 3, 2014", "Monday night", "Tuesday the 19th". */
static bool read_weekday(const reader *r, const lexeme *x, when *w)
{
	const word_entry *e = weekday(r, x);
	if (!e) return false;
	w->rule = e, w->weekday = (int)e->num;
	const lexeme *y = over_point(r, x + 1), *z = over_comma(r, e->word.n <= 5 ? y : x + 1);
	w->next = x + 1;
	when d = blank(z);
	if (z < r->end && (read_month(r, z, &d) || read_day_month(r, z, &d) || read_digits(r, z, &d)) && d.day && d.month) {
		d.weekday = w->weekday, d.first = x, d.rule = e;
		*w = d;
		return true;
	}
	part_after(r, w);
	const lexeme *after = over_comma(r, w->next);
	const word_entry *t = after < r->end ? lex_find(r->f, r->t, after, r->end, WC_TURN, &z) : NULL;
	if (t && after == w->next && word(r, z, "week"))
		w->turn = (int)t->num, w->anchor = 'w', w->next = z + 1; /* "Monday last week" */
	return true;
}

/* "today", "yesterday morning", "tonight". */
static bool read_day_word(const reader *r, const lexeme *x, when *w)
{
	const lexeme *next;
	const word_entry *e = lex_find(r->f, r->t, x, r->end, WC_DAY, &next);
	if (!e) return false;
	w->kind = 'u', w->unit = 'D', w->anchor = 'd', w->turn = 0, w->rule = e, w->next = next;
	for (size_t i = 0; i < e->value.n; i++)
		if (e->value.p[i] >= 'A') { memcpy(w->part, e->value.p + i, 2); break; }
	w->days = e->value.n ? (e->value.p[0] == '-' ? -(e->value.p[1] - '0') : e->value.p[0] - '0') : 0;
	w->evening = e->aux == 1;
	part_after(r, w);
	return true;
}

/* A unit: "week", "weeks"; its letter, 0 none. */
static char unit_at(const reader *r, const lexeme *x, bool *plural)
{
	const word_entry *e = is(r, x, WC_UNIT);
	if (!e || !e->value.n) return 0;
	*plural = e->aux == 1;
	return e->value.p[0];
}

/* "last week", "this year", "the next day", "that evening", "next Monday", "last April", "this summer",
 * "this year's third quarter", "the same day", "the year before". Numbers ("the last two weeks") are durations. */
static bool read_turn(const reader *r, const lexeme *x, when *w)
{
	const lexeme *y = word(r, x, "the") && !is(r, x, WC_TURN) ? x + 1 : x, *z;
	bool the = y > x, plural = false;
	if (word(r, x, "the")) {
		const word_entry *both = lex_find(r->f, r->t, x, r->end, WC_TURN, &z);
		y = both ? x : x + 1, the = true;
	}
	const word_entry *e = y < r->end ? lex_find(r->f, r->t, y, r->end, WC_TURN, &z) : NULL;
	if (word(r, y, "this")) {
		static const word_entry this_word = {.word = {"this", 4}, .num = 0};
		if (!e) e = &this_word, z = y + 1;
	}
	if (!e) return false;
	w->turn = (int)e->num, w->rule = e->line ? e : NULL;
	/* "the next day" follows what was told, "next week" is counted from today. */
	w->anchor = e->aux ? 'm' : 'd';
	if (word(r, z, "fiscal") || word(r, z, "calendar")) z++;
	char unit = unit_at(r, z, &plural);
	const word_entry *p = is(r, z, WC_PART), *m = z < r->end ? month(r, z) : NULL,
			 *d = z < r->end ? weekday(r, z) : NULL, *s = is(r, z, WC_SEASON);
	if (unit && plural) return false;
	if (unit == 'N' || (!unit && p && !p->aux)) {              /* "last night", "this morning", "the next morning" */
		w->kind = 'u', w->unit = 'D', w->next = z + 1;
		if (the && w->anchor == 'd' && w->turn) w->anchor = 'm';
		memcpy(w->part, p ? p->value.p : "NI", 2);
		if (w->turn == -1 && w->part[0] == 'N' && w->anchor == 'd') w->days = -1, w->turn = 0;
		else w->days = w->turn == NO_TURN ? 0 : w->turn, w->turn = 0;
		return true;
	}
	if (unit) {
		if ((unit == 'S' || unit == 'M') && !the) return false;
		if (unit == 'S' || unit == 'M' || unit == 'H') return false;
		w->kind = 'u', w->unit = unit, w->next = z + 1;
		if (the && w->turn == 1 && !e->aux) w->anchor = 'm';     /* "the next day" */
		if (the && w->turn == -1 && !e->aux && slice_eq(e->word, S("past"))) w->kind = 'd', w->n = 1;
		if (the && w->turn == -1 && !e->aux && slice_eq(e->word, S("last")))
			w->kind = unit == 'D' || unit == 'W' ? 'u' : 'u';
		if (!the && slice_eq(e->word, S("past")) ) { if (unit != 'Y') w->kind = 'd', w->n = 1; }
		if (mark(r, w->next, '\'') && glued(r, w->next)) {         /* "this year's third quarter" */
			const lexeme *q = word(r, w->next + 1, "s") ? w->next + 2 : w->next + 1;
			when sub = blank(q);
			if (unit == 'Y' && q < r->end
			    && (read_quarter(r, q, &sub) || read_season(r, q, &sub) || read_month(r, q, &sub))
			    && !sub.year && sub.kind == 'c')
				w->quarter = sub.quarter, w->half = sub.half, w->month = sub.month,
				w->day = sub.day, memcpy(w->season, sub.season, 3), w->next = sub.next;
		} else if (unit == 'Y') {
			when sub = blank(w->next); /* "the same year" is done; "last year, in May" is not one */
			(void)sub;
		}
		return true;
	}
	if (d) {                                                     /* "next Monday", "the following Friday" */
		w->weekday = (int)d->num, w->next = z + 1, w->kind = 'c';
		if (the && w->turn && !e->aux) w->anchor = 'd';
		part_after(r, w);
		const lexeme *q = over_comma(r, z + 1);
		when sub = blank(q);
		if (q > z + 1 && q < r->end && read_month(r, q, &sub) && sub.day)
			sub.weekday = w->weekday, sub.first = x, *w = sub;
		return true;
	}
	if (s && !(r->f->tok->upos[z->token] == DL_VERB)) {
		memcpy(w->season, s->value.p, 2);
		return w->next = z + 1, true;
	}
	if (m)
		return w->month = (int)m->num, w->next = z + 1,
		       (void)(whole(r, z + 1, 1, 31, 2) && (w->day = (int)(z + 1)->num, w->next = z + 2)), true;
	if (is(r, z, WC_FEAST)) return false;
	return false;
}

/* "the weekend", "the week", "the year", "the quarter", "the day": the current or last one told. */
static bool read_the_unit(const reader *r, const lexeme *x, when *w)
{
	bool plural = false;
	if (!word(r, x, "the")) return false;
	if ((word(r, x + 1, "latest") || word(r, x + 1, "current") || word(r, x + 1, "full")
	     || word(r, x + 1, "fiscal"))
	    && unit_at(r, x + 2, &plural) && !plural) {
		char u = unit_at(r, x + 2, &plural);
		if (u != 'Q' && u != 'Y') return false;
		w->kind = 'u', w->unit = u, w->turn = 0,
		w->anchor = word(r, x + 1, "latest") || u == 'Y' ? 'n' : 'd', w->next = x + 3;
		return true;
	}
	char unit = unit_at(r, x + 1, &plural);
	if (!unit || plural
	    || !(unit == 'E' || unit == 'W' || unit == 'Y' || unit == 'Q' || unit == 'O' || unit == 'D'))
		return false;
	const lexeme *y = x + 2;
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
	bool leans = word(r, x, "after") || word(r, x, "before") || word(r, x, "on") || word(r, x, "back")
	             || word(r, x, "prior");
	if (leans && next < r->end && next->kind != LX_MARK) return false;
	if (word(r, x, "on") && !(next < r->end && next->kind == LX_MARK)) return false;
	w->kind = 'a', w->turn = (int)e->num, w->anchor = e->aux ? 'm' : 'd', w->rule = e, w->next = next;
	if (word(r, x, "earlier") && word(r, x + 1, "this")) w->next = next;
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

/* A year is told as its number: "two years" never when the unit is an adjective of another thing. */
static bool read_duration(const reader *r, const lexeme *x, when *w)
{
	const lexeme *y = x, *z;
	bool plural = false, ahead = false, behind = false, the = false;
	w->kind = 'd', w->turn = NO_TURN;
	if (word(r, y, "the")) y++, the = true;
	else if (word(r, y, "these") || word(r, y, "those")) y++;
	const word_entry *turn = y < r->end ? lex_find(r->f, r->t, y, r->end, WC_TURN, &z) : NULL;
	if (turn && turn->num) behind = turn->num < 0, ahead = turn->num > 0, y = z;
	else if (word(r, y, "first") || word(r, y, "latest") || word(r, y, "final")) y++, turn = &r->t->entries.v[0];
	else turn = NULL;
	if (!(z = amount(r, y, w))) {
		if (!turn && !the) return false;
		z = y;
		if (!unit_at(r, z, &plural) || !plural) return false;
		w->vague = true;
	}
	if (the && !turn && !w->n) return false;
	const lexeme *from = z;
	if (mark(r, z, '-')) z++;
	else if (word(r, z, "more") || word(r, z, "additional") || word(r, z, "full") || word(r, z, "consecutive")
	         || word(r, z, "straight") || word(r, z, "trading") || word(r, z, "working"))
		z++;
	char unit = unit_at(r, z, &plural);
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
	const lexeme *half = w->next;                                 /* "a minute and a half" */
	if (word(r, half, "and") && word(r, half + 1, "a") && word(r, half + 2, "half") && !w->decimals && !w->vague)
		w->n = w->n * 10 + 5, w->decimals = 1, w->next = half + 3;
	if (word(r, w->next, "or") && word(r, w->next + 1, "so")) w->next += 2, w->mod = '~';
	if (!behind && !ahead && turn_after(r, w->next, w)) return true;
	w->turn = behind ? -1 : ahead ? 1 : NO_TURN;
	if (behind || ahead) w->anchor = turn && turn->aux ? 'm' : 'd';
	return true;
}

/* "years", "weeks" alone: "for weeks", "months of talks", "days later", "hours after". */
static bool read_bare_duration(const reader *r, const lexeme *x, when *w)
{
	bool plural = false;
	char unit = unit_at(r, x, &plural);
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
static bool read_unit_before(const reader *r, const lexeme *x, when *w)
{
	bool plural = false;
	if (!word(r, x, "the") && !word(r, x, "a")) return false;
	char unit = unit_at(r, x + 1, &plural);
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
	if (y + 1 < r->end && (y + 1)->kind != LX_MARK) return false;     /* "the day before the vote" */
	w->kind = 'u', w->unit = unit == 'N' ? 'D' : unit, w->turn = back ? -1 : 1, w->anchor = 'm', w->next = y + 1;
	if (unit == 'D' || unit == 'N') w->days = w->turn, w->turn = 0;
	if (unit == 'N') memcpy(w->part, "NI", 2);
	return true;
}

/* "year-ago", "year-earlier" without an article; "year-end", "year's end", "month's end". */
static bool read_unit_hyphen(const reader *r, const lexeme *x, when *w)
{
	bool plural = false;
	char unit = unit_at(r, x, &plural);
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

/* ---------------------------------------------------------------- repeated times, references, feasts */

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

/* "every Monday", "each year", "Tuesday nights", "a day" behind a rate ("10 times a day"), "daily". */
static bool read_set(const reader *r, const lexeme *x, when *w)
{
	bool plural = false;
	const lexeme *next;
	w->kind = 's';
	const word_entry *e = lex_find(r->f, r->t, x, r->end, WC_OFTEN, &next), *d;
	if (e) {
		if (x->upper && r->f->tok->upos[x->token] == DL_PROPN) return false;      /* the Daily Mail */
		return w->value = e->value, w->rule = e, w->next = next, true;
	}
	if ((e = is(r, x, WC_WEEKDAY)) && e->aux == 2) {
		w->value = arena_printf(r->f->w->out, "XXXX-WXX-%d", (int)e->num), w->rule = e, w->next = x + 1;
		const word_entry *p = is(r, x + 1, WC_PART);
		(void)p;
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
	char unit = unit_at(r, y, &plural);
	if (unit) return w->value = str(unit_value(unit)), true;
	if ((d = y < r->end ? weekday(r, y) : NULL))
		return w->value = arena_printf(r->f->w->out, "XXXX-WXX-%d", (int)d->num), true;
	if ((d = is(r, y, WC_SEASON))) return w->value = arena_printf(r->f->w->out, "XXXX-%.*s", 2, d->value.p), true;
	if ((d = is(r, y, WC_PART))) return w->value = arena_printf(r->f->w->out, "XXXX-XX-XXT%.*s", 2, d->value.p), true;
	if (y < r->end && (d = month(r, y))) return w->value = arena_printf(r->f->w->out, "XXXX-%02d", (int)d->num), true;
	number n;
	if (y < r->end && number_read(r->f, r->t, y, r->end, &n) && n.kind == NUM_CARDINAL
	    && (unit = unit_at(r, n.next, &plural)) && plural && n.num < 1000) {
		const char *u = unit_value(unit);
		w->next = n.next + 1;
		if (u[0] == 'X') w->value = arena_printf(r->f->w->out, "P%dD", (int)n.num);
		else w->value = arena_printf(r->f->w->out, "P%s%d%c", u[1] == 'T' ? "T" : "", (int)n.num, u[strlen(u) - 1]);
		return true;
	}
	return false;
}

static bool read_ref(const reader *r, const lexeme *x, when *w)
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
	    && (amount(r, next, &d) || unit_at(r, next, &plural)))
		return false;
	w->kind = 'r', w->value = e->value, w->rule = e, w->next = next;
	return true;
}

static bool read_feast(const reader *r, const lexeme *x, when *w)
{
	const lexeme *next;
	const word_entry *e = lex_find(r->f, r->t, x, r->end, WC_FEAST, &next);
	if (!e || !x->upper || e->value.n != 5) return false;
	w->month = (e->value.p[0] - '0') * 10 + e->value.p[1] - '0',
	w->day = (e->value.p[3] - '0') * 10 + e->value.p[4] - '0';
	w->rule = e;
	const lexeme *z = any_year(r, next, w);
	w->next = z ? z : next;
	/* A name that goes on is something else: "Christmas Island". */
	if (!z && next < r->end && next->upper && next->kind == LX_WORD
	    && r->f->tok->upos[next->token] == DL_PROPN && !weekday(r, next))
		return false;
	return true;
}

/* ---------------------------------------------------------------- together */

static bool read_core(const reader *r, const lexeme *x, when *best, bool clock)
{
	static bool (*const readers[])(const reader *, const lexeme *, when *) = {
		read_weekday, read_month, read_day_month, read_digits, read_day_word, read_turn, read_quarter, read_season,
		read_century, read_decade, read_year, read_unit_before, read_unit_hyphen, read_set, read_duration,
		read_feast, read_bare_duration, read_the_unit, read_part, read_bare_day, read_ref,
	};
	*best = blank(x);
	if (clock) {
		when w = blank(x);
		if (read_clock(r, x, &w)) *best = w;
	}
	for (size_t i = 0; i < COUNT(readers); i++) {
		when w = blank(x);
		if (readers[i](r, x, &w) && w.next > best->next) *best = w;
	}
	if (best->next == x) return false;
	if (clock && best->hour < 0 && (best->kind == 'c' || best->kind == 'u')
	    && (best->day || best->weekday || best->unit == 'D')) {
		part_after(r, best);
		hour_after(r, best);
	}
	return true;
}

/* "early", "mid-", "the end of" before a time that can have a beginning, a middle and an end. */
static bool read_edge(const reader *r, const lexeme *x, when *w)
{
	const lexeme *next;
	const lexeme *y = word(r, x, "the") ? x + 1 : x;
	const word_entry *e = lex_find(r->f, r->t, x, r->end, WC_EDGE, &next);
	if (!e && y > x && y < r->end) e = lex_find(r->f, r->t, y, r->end, WC_EDGE, &next);
	if (!e || next >= r->end) return false;
	char mod = e->value.p[0];
	if (mark(r, next, '-')) next++;
	if (word(r, next, "in") || word(r, next, "on")) next++;
	if (next >= r->end || !read_core(r, next, w, true) || w->kind == 'r' || w->kind == 's' || w->age) return false;
	if (w->kind == 'd' && w->turn == NO_TURN) return false;
	w->first = x, w->mod = mod;
	if (slice_eq_fold(e->word, S("earlier"))) w->mod = 'S';       /* up to the day before the report */
	if (slice_eq_fold(e->word, S("later"))) w->mod = 'E';
	return true;
}

bool time_read(const finder *f, const lexeme *x, const lexeme *begin, const lexeme *end, when *out)
{
	reader r = {f, &f->kb->times->words, begin, end};
	if (x->kind == LX_MARK ? x->ch != '\''
	                       : x->kind == LX_WORD && !x->word && !word(&r, x, "the") && !word(&r, x, "a")
	                                 && !word(&r, x, "an") && !word(&r, x, "this") && !word(&r, x, "fiscal")
	                                 && !word(&r, x, "q") && !word(&r, x, "h") && !word(&r, x, "another")
	                                 && !word(&r, x, "some") && !word(&r, x, "its") && !word(&r, x, "per")
	                                 && !word(&r, x, "these") && !word(&r, x, "those") && !word(&r, x, "year")
	                                 && !word(&r, x, "financial"))
		return false;
	if (read_edge(&r, x, out)) return true;
	return read_core(&r, x, out, true);
}
