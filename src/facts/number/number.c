/* SPDX-License-Identifier: Apache-2.0
 *
 * number.c - exact numbers written in digits, in words, or in both.
 *
 * In: lexemes. Out: a value times a power of ten, and where it ends. "two and a half million" is read as
 * two (2) | and a half (2.5) | million (2,500,000). Hundreds multiply what stands before them, thousands and
 * above also close it: one hundred (100) and three (103) thousand (103,000) forty (103,040).
 * Ordinals ("twenty-second", "22nd") are a kind of their own and never a count. "nineteen ninety-six" is a year.
 * Not attempted: Roman numerals, vague words ("dozens": count.c), sums.
 */
#include "facts/number/number.h"

#define NUM_CAP 1000000000000000        /* 10^15: beyond it no newspaper counts, and products stay in 64 bits */

#define FRACTION_DIGITS 9               /* behind the point of "two thirds"                                      */
#define REST_LEAST 20                   /* "3 million and two reporters" are two things                          */
#define FRACTION_MOST 1000000           /* numerators and whole parts up to here stay in 64 bits                 */

typedef struct {
	const finder *f;
	const word_table *t;
	const lexeme *end;
} reader;

static const word_entry *word_is(const reader *r, const lexeme *x, unsigned class)
{
	const lexeme *next;
	const word_entry *e = lex_find(r->f, r->t, x, r->end, class, &next);
	return e && e->words == 1 ? e : NULL;
}

static int64_t mul(int64_t a, int64_t b) { return a > NUM_CAP / (b ? b : 1) ? NUM_CAP : a * b; }

/* value/10^decimals times factor, with as few decimals as possible. */
static void scale_by(number *n, int64_t factor)
{
	while (n->decimals && factor % 10 == 0) factor /= 10, n->decimals--;
	n->num = mul(n->num, factor);
	while (n->decimals && n->num % 10 == 0) n->num /= 10, n->decimals--;
}

/* The whole number n over `parts`, rounded. */
static void fraction(number *n, int64_t parts)
{
	n->decimals = FRACTION_DIGITS, n->kind = NUM_FRACTION;
	for (int i = 0; i < FRACTION_DIGITS; i++) n->num *= 10;
	n->num = (n->num + parts / 2) / parts;
}

/* A whole number and so many of so many parts. */
static void add_parts(number *n, int64_t some, int64_t parts)
{
	number b = {.num = some};
	fraction(&b, parts);
	for (int i = 0; i < FRACTION_DIGITS; i++) n->num *= 10;
	n->num += b.num, n->decimals = FRACTION_DIGITS;
	while (n->decimals && n->num % 10 == 0) n->num /= 10, n->decimals--;
}

/* Past the hyphen of "twenty-four", or a space. */
static const lexeme *over_hyphen(const reader *r, const lexeme *x)
{
	return x + 1 < r->end && lex_mark(x, '-') && (x + 1)->kind == LX_WORD ? x + 1 : x;
}

/* The ordinal ending glued to digits: "22nd". */
static bool ordinal_ending(const reader *r, const lexeme *x)
{
	return x < r->end && x->glued
	       && (lex_word(r->f, x, "th") || lex_word(r->f, x, "st") || lex_word(r->f, x, "nd")
	           || lex_word(r->f, x, "rd"));
}

/* Does a plural behind the letter tell of millions? "1.2m people", "5m Syrian refugees", but "5m high walls". */
static bool letter_scales(const reader *r, const lexeme *x, const number *n)
{
	const lexeme *y = x + 1;
	if (lex_word(r->f, x, "b") && n->decimals) return true;
	if (y >= r->end || y->kind != LX_WORD || y->glued) return false;
	if (y->upper && y + 1 < r->end && (y + 1)->kind == LX_WORD && r->f->tok->upos[y->token] == DL_ADJ) y++;
	bool plural = r->f->tok->xpos[y->token] == DL_T_NNS || lex_word(r->f, y, "people");
	return plural && !listed(r->f, W_IN_METRES, lex_text(r->f, y));
}

/* A scale behind digits: "1.2 million", "3bn", "20k", "1.2m". One letter must be glued to the digits; "m" is millions
 * as a capital, behind a currency's sign (unit.c), or where a plural says so. */
static const lexeme *read_scale(const reader *r, const lexeme *x, number *n)
{
	for (int i = 0; i < 2 && x < r->end; i++) {
		const lexeme *y = over_hyphen(r, x);
		const word_entry *e = word_is(r, y, WC_SCALE);
		if (!e) e = word_is(r, y, WC_GROUP);
		if (!e && (e = word_is(r, y, WC_PLURAL)))               /* "3 dozens": the table has two of them */
			return lex_word(r->f, y, "dozens") ? scale_by(n, e->num / 2), y + 1 : x;
		if (!e || e->num < 10) return x;
		if (e->word.n <= 2 && !(x->glued && i == 0)) return x;
		if (e->word.n == 1 && e->word.p[0] != 'k' && !y->upper && !letter_scales(r, y, n)) return x;
		scale_by(n, e->num);
		x = y + 1;
	}
	return x;
}

/* "40 000", "1 414 021": groups of three digits behind one to three, each behind a single space. */
static const lexeme *read_groups(const reader *r, const lexeme *x, number *n)
{
	if (!x->digits || x->digits > 3 || !x->num) return x + 1;
	for (x++; x < r->end && x->kind == LX_NUM && x->digits == 3 && !x->glued && n->num < NUM_CAP / 1000; x++) {
		uint32_t gap = x->start - (x - 1)->end;
		if (gap > 1 && r->f->text.p[(x - 1)->end] == ' ') break;
		n->num = n->num * 1000 + x->num;
	}
	return x;
}

/* "3/4": below one, and no day of a month. */
static bool is_slashed(const reader *r, const lexeme *x)
{
	return x->kind == LX_NUM && x->digits && x + 2 < r->end && lex_mark(x + 1, '/') && (x + 1)->glued
	       && (x + 2)->kind == LX_NUM && (x + 2)->glued && (x + 2)->digits && (x + 2)->digits <= 2
	       && x->num < (x + 2)->num && (x + 2)->num <= 100
	       && !(x + 3 < r->end && lex_mark(x + 3, '/') && (x + 3)->glued);
}

/* Digits: "23", "1,234", "1 234", "2.5 million", "2 1/2", "3/4", "22nd". */
static bool read_digits(const reader *r, const lexeme *x, number *n)
{
	n->num = x->num, n->decimals = x->decimals, n->kind = NUM_CARDINAL, n->digits = true;
	const lexeme *y = read_groups(r, x, n);
	if (ordinal_ending(r, y) && x->digits) return n->kind = NUM_ORDINAL, n->next = y + 1, true;
	if (y < r->end && lex_mark(y, 'h') && !x->decimals && x->num < FRACTION_MOST) {      /* 2½ */
		add_parts(n, y->num, y->digits);
		y++;
	}
	/* "2 1/2": a whole number, then a fraction below one. */
	if (y < r->end && !y->glued && !x->decimals && x->num < FRACTION_MOST && is_slashed(r, y)) {
		add_parts(n, y->num, (y + 2)->num);
		y += 3;
	}
	n->next = read_scale(r, y, n);
	return true;
}

/* "nineteen ninety-six", "nineteen eighteen", "twenty twelve". */
static bool read_spoken_year(const reader *r, const lexeme *x, number *n)
{
	const word_entry *a = word_is(r, x, WC_ONE), *b;
	if (!a) a = word_is(r, x, WC_TEN);
	if (!a || a->num < 17 || a->num > 20) return false;
	const lexeme *y = x + 1;
	if ((b = word_is(r, y, WC_TEN))) {
		n->num = a->num * 100 + b->num;
		const word_entry *c = word_is(r, over_hyphen(r, y + 1), WC_ONE);
		if (c && c->num < 10) n->num += c->num, y = over_hyphen(r, y + 1);
	} else if ((b = word_is(r, y, WC_ONE)) && b->num >= 10) {
		n->num = a->num * 100 + b->num;
	} else {
		return false;
	}
	n->kind = NUM_YEAR, n->next = y + 1;
	return true;
}

/* The scale word that stands right before x, 1 when none does. */
static int64_t scale_before(const reader *r, const lexeme *x, const lexeme *first)
{
	const word_entry *e = x > first ? word_is(r, x - 1, WC_SCALE) : NULL;
	return e && e->num >= 1000 && e->word.n > 2 ? e->num : 1;
}

/* What follows a whole number: "and a half", "and a quarter"; behind "million" it is a half of that, unless a lesser
 * scale follows. */
static const lexeme *read_and_half(const reader *r, const lexeme *x, const lexeme *first, number *n)
{
	if (n->decimals || n->kind != NUM_CARDINAL || x + 1 >= r->end || !lex_word(r->f, x, "and")) return x;
	const lexeme *y = lex_word(r->f, x + 1, "a") || lex_word(r->f, x + 1, "one") ? x + 2 : x + 1;
	if (y >= r->end || (y == x + 1 && !lex_word(r->f, y, "half"))) return x;
	int64_t parts = lex_word(r->f, y, "half") ? 2 : lex_word(r->f, y, "quarter") || lex_word(r->f, y, "fourth") ? 4 : 0;
	int64_t scale = scale_before(r, x, first);
	const word_entry *of = y + 1 < r->end ? word_is(r, y + 1, WC_SCALE) : NULL;
	if (parts && scale > 1 && of && of->word.n > 2 && of->num >= 1000 && of->num < scale)
		return n->num += of->num / parts, y + 2;                       /* "a billion and a half million" */
	if (!parts || (scale > 1 && of)) return x;
	if (scale > 1) n->num += scale / parts;
	else n->num = n->num * 100 + 100 / parts, n->decimals = 2;
	while (n->decimals && n->num % 10 == 0) n->num /= 10, n->decimals--;
	return y + 1;
}

/* The state of a number in words: `total` is closed by a thousand or more, `part` still grows. */
typedef struct { int64_t total, part, last; bool any, ordinal; } words_sum;

/* "the one hundredth anniversary", but "one hundredth of a second" */
static bool before_noun(const reader *r, const lexeme *x)
{
	return x + 1 < r->end && (x + 1)->kind == LX_WORD && r->f->tok->upos[(x + 1)->token] == DL_NOUN;
}

/* One more word into the sum; false when it does not continue the number. */
static bool add_word(const reader *r, const lexeme *x, words_sum *s)
{
	const word_entry *e;
	if (s->ordinal) return false;
	if ((e = word_is(r, x, WC_ONE))) {
		/* After "twenty" a digit may follow, after "hundred" anything below it; not "two two". */
		if (s->any && (s->last < 20 || (s->last < 100 && e->num > 9))) return false;
	} else if ((e = word_is(r, x, WC_TEN))) {
		if (s->any && s->last < 100) return false;
	} else if ((e = word_is(r, x, WC_SCALE)) && e->word.n > 2) {
		if (!s->any && e->num == 100 && !lex_word(r->f, x, "hundred")) return false;
		if (e->num == 100) s->part = mul(s->part ? s->part : 1, 100);
		else if (s->any && !s->part) s->total = mul(s->total, e->num);          /* "three thousand million" */
		else s->total += mul(s->part ? s->part : 1, e->num), s->part = 0;
		if (s->total > NUM_CAP) s->total = NUM_CAP;
		s->last = e->num, s->any = true;
		return true;
	} else if ((e = word_is(r, x, WC_ORDINAL))) {
		if (s->any && e->num < 100 && (s->last < 20 || (s->last < 100 && e->num > 9))) return false;
		if (s->any && e->num >= 100 && !before_noun(r, x)) return false;
		if (e->num >= 100) s->part = mul(s->part ? s->part : 1, e->num);
		else s->part += e->num;
		return s->any = s->ordinal = true;
	} else {
		return false;
	}
	s->part += e->num, s->last = e->num, s->any = true;
	return true;
}

/* "and" inside a number: only behind hundred and above, and only when a number goes on. */
static const lexeme *over_and(const reader *r, const lexeme *x, const words_sum *s)
{
	if (s->last < 100 || x + 1 >= r->end || !lex_word(r->f, x, "and")) return x;
	if (x + 2 < r->end && word_is(r, x + 2, WC_FRACTION)) return x;          /* "a hundred and three quarters" */
	return word_is(r, x + 1, WC_ONE) || word_is(r, x + 1, WC_TEN) ? x + 1 : x;
}

static bool read_words(const reader *r, const lexeme *x, number *n)
{
	words_sum s = {0};
	const lexeme *y = x, *done = x;
	bool article = lex_word(r->f, x, "a") || lex_word(r->f, x, "an");
	if (article) {                                   /* "a hundred", "a dozen"; not "a one" */
		if (x + 1 >= r->end || !(word_is(r, x + 1, WC_SCALE) || word_is(r, x + 1, WC_GROUP))
		    || word_is(r, x + 1, WC_ONE) || (x + 1)->end - (x + 1)->start < 4)
			return false;
		y = x + 1;
	}
	while (y < r->end && add_word(r, y, &s)) {
		done = y + 1;
		y = over_hyphen(r, done);
		y = over_and(r, y, &s);
		if (y > done && lex_mark(done, '-') && s.last >= 100) y = done;
		if (y < r->end && s.last >= 1000 && lex_mark(y, ',') && y + 1 < r->end
		    && (word_is(r, y + 1, WC_ONE) || word_is(r, y + 1, WC_TEN)))
			y++;
		if (y >= r->end) break;
	}
	const word_entry *group = word_is(r, s.any ? over_hyphen(r, done) : y, WC_GROUP);
	if (group && group->num == 20 && !s.any && !article) group = NULL;         /* "the score was 3-1" */
	if (group && !s.ordinal && !(s.any && s.last > 100)) {         /* "two dozen", "a dozen" */
		done = (s.any ? over_hyphen(r, done) : y) + 1;
		s.part = mul(s.any ? s.total + s.part : 1, group->num), s.total = 0, s.any = true;
	}
	if (!s.any) return false;
	if (!s.ordinal && s.last <= 100 && word_is(r, done, WC_PLURAL)
		&& lex_word(r->f, done, "dozens")) /* "three dozens" */
		s.part = mul(s.total + s.part, 12), s.total = 0, done++;
	n->num = s.total + s.part, n->kind = s.ordinal ? NUM_ORDINAL : NUM_CARDINAL;
	n->next = read_and_half(r, done, x, n);
	if (n->decimals) n->next = read_scale(r, n->next, n);          /* "two and a half million" */
	return true;
}

/* "nine point nought four", "zero point eleven": what is said behind the point. */
static void read_point(const reader *r, number *n)
{
	const lexeme *y = n->next;
	if (n->kind != NUM_CARDINAL || n->decimals || y + 1 >= r->end || !lex_word(r->f, y, "point")) return;
	for (y++; y < r->end && n->decimals < FRACTION_DIGITS && n->num < NUM_CAP / 100; y++) {
		const word_entry *e = word_is(r, y, WC_ONE);
		if (!e) e = word_is(r, y, WC_TEN);
		if (!e) break;
		n->decimals += e->num > 9 ? 2 : 1;
		n->num = n->num * (e->num > 9 ? 100 : 10) + e->num, n->next = y + 1;
	}
}

/* A spoken fraction's denominator behind a whole number: "two thirds", "three-quarters billion". */
static bool read_denominator(const reader *r, number *n)
{
	const lexeme *y = over_hyphen(r, n->next);
	const word_entry *e = y < r->end && n->kind == NUM_CARDINAL && !n->decimals ? word_is(r, y, WC_FRACTION) : NULL;
	if (!e || e->num < 2 || n->num > FRACTION_MOST) return false;
	fraction(n, e->num);
	n->next = y + 1;
	const lexeme *of = lex_word(r->f, y + 1, "of") && y + 3 < r->end && lex_word(r->f, y + 2, "a") ? y + 3 : y + 1;
	const word_entry *s = of < r->end ? word_is(r, of, WC_SCALE) : NULL;
	if (!s || s->word.n <= 2 || s->num < 1000) return true;
	scale_by(n, s->num);
	n->kind = NUM_CARDINAL, n->next = of + 1;
	return true;
}

/* "third of", "quarter of" behind an article: a share; a hundredth is one by itself. */
static bool is_share_of(const reader *r, const lexeme *x)
{
	const word_entry *e = x < r->end ? word_is(r, x, WC_FRACTION) : NULL;
	if (e && e->num == 2)                                                     /* "below a half." */
		return x + 1 >= r->end || (x + 1)->kind == LX_MARK || lex_word(r->f, x + 1, "of");
	return e && e->num > 2 && (e->num >= 100 || (x + 1 < r->end && lex_word(r->f, x + 1, "of")));
}

/* "two thirds", "three-quarters", "half a million", "a quarter million", "3/4". Behind a number already read. */
static bool read_fraction(const reader *r, const lexeme *x, number *n)
{
	const lexeme *q = lex_word(r->f, x, "a") ? x + 1 : x;
	if (q + 1 < r->end && lex_word(r->f, q, "quarter")) {
		const word_entry *e = word_is(r, q + 1, WC_SCALE);
		if (!e || e->word.n <= 2 || e->num < 1000) goto share;
		n->num = e->num / 4, n->decimals = 0, n->kind = NUM_CARDINAL, n->next = q + 2;
		return true;
	}
	if (lex_word(r->f, x, "half") && x + 1 < r->end) {
		const lexeme *y = x + 1;
		if (lex_mark(y, '-') || lex_word(r->f, y, "a") || lex_word(r->f, y, "an")) y++;
		const word_entry *e = y < r->end ? word_is(r, y, WC_SCALE) : NULL;
		if (!e && y < r->end) e = word_is(r, y, WC_GROUP);
		if (!e || e->word.n <= 2 || e->num < 10) return false;
		n->num = 5, n->decimals = 1, n->kind = NUM_CARDINAL, n->next = y + 1;
		scale_by(n, e->num);
		return true;
	}
share:
	if (x->kind == LX_WORD && (lex_word(r->f, x, "a") || lex_word(r->f, x, "an")) && is_share_of(r, x + 1)) {
		n->num = 1, n->kind = NUM_CARDINAL, n->next = x + 1;                          /* "a third of voters" */
		return read_denominator(r, n);
	}
	if (is_slashed(r, x)) {
		n->num = x->num, n->digits = true, n->next = x + 3;
		fraction(n, (x + 2)->num);
		return true;
	}
	return false;
}

/* "twenty and three fifths": a whole number and a fraction below one. */
static void read_mixed(const reader *r, number *n)
{
	number b = {0};
	if (n->kind != NUM_CARDINAL || n->decimals || n->num > FRACTION_MOST || n->next + 2 >= r->end
	    || !lex_word(r->f, n->next, "and"))
		return;
	if (!(n->next + 1)->word || !read_words(r, n->next + 1, &b) || !read_denominator(r, &b) || b.kind != NUM_FRACTION)
		return;
	for (int i = 0; i < b.decimals; i++) n->num *= 10;
	n->num += b.num, n->decimals = b.decimals, n->next = b.next;
}

/* "6 crore and two hundred": digits, their scale, and the rest in words. */
static void read_rest(const reader *r, const lexeme *x, number *n)
{
	number b = {0};
	const lexeme *y = n->next + 1;
	int64_t scale = scale_before(r, n->next, x);
	if (scale < 1000 || n->decimals || n->kind != NUM_CARDINAL || y >= r->end || !lex_word(r->f, y - 1, "and")) return;
	if (y->kind != LX_WORD || !y->word || !read_words(r, y, &b) || b.kind != NUM_CARDINAL || b.decimals) return;
	if (b.num >= REST_LEAST && b.num < scale) n->num += b.num, n->next = b.next;
}

bool number_read(const finder *f, const word_table *t, const lexeme *x, const lexeme *end, number *out)
{
	reader r = {f, t, end};
	*out = (number){0};
	if (x < end && lex_mark(x, 'h')) {
		out->num = x->num, out->next = x + 1, out->digits = true;
		fraction(out, x->digits);
		goto tidy;
	}
	if (x >= end || x->kind == LX_MARK) return false;
	if (read_fraction(&r, x, out)) goto tidy;
	if (x->kind == LX_NUM) {
		read_digits(&r, x, out);
		out->next = read_and_half(&r, out->next, x, out);
		read_rest(&r, x, out);
		goto tidy;
	}
	if (!x->word) return false;
	if (read_spoken_year(&r, x, out)) return true;
	if (!read_words(&r, x, out)) return false;
	if (!read_denominator(&r, out)) read_mixed(&r, out);
	read_point(&r, out);
tidy:
	while (out->decimals && out->num % 10 == 0) out->num /= 10, out->decimals--;
	return true;
}
