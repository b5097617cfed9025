/* SPDX-License-Identifier: Apache-2.0
 *
 * time_year.c - years, decades and centuries.
 *
 * In: lexemes. Out: a `when` of kind 'c' with its year, its decade or its century.
 *
 *      in 1998              year 1998: of our own time, and behind a word that leads to a year
 *      in 2000 villages     none: what stands behind the figure is counted
 *      1914-18              year 1914, then year 1918
 *      555-2013             none: a number to call
 *      the '80s             decade 198              the 19th century    century 18
 *
 * A figure that may be a year or a count is told apart by what stands beside it. Cost: a few lexemes.
 */
#include "facts/time/time_grammar.h"

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
	       && word_in(r, x - 1, W_BEFORE_YEAR) && !time_noun_at(r, n->next);
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
