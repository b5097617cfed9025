/* SPDX-License-Identifier: Apache-2.0
 *
 * time_digits.c - dates in digits.
 *
 * In: lexemes. Out: a `when` of kind 'c'.
 *
 *      2022-08-29T14:30:00Z   29 August 2022, 14:30 of zone 0
 *      22/Jan/2019            22 January 2019
 *      05/06/2022             6 May or 5 June: either, as the outlet writes it (time_document.c)
 *      on 5/12                12 May, behind a word that leads to a day
 *
 * Figures that no month has are no date. Cost: a few lexemes.
 */
#include "facts/time/time_grammar.h"

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
