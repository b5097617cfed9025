/* SPDX-License-Identifier: Apache-2.0
 *
 * count.c - the figures of a document: counts[] as intervals, each with a mention.
 *
 * In: tokens, after the times (whose figures are theirs). Out: counts[], mentions COUNT.
 * "At least 23 people were killed and some 380 injured; dozens of others fled." gives
 *   At least 23   [23, none)   AT_LEAST   unit people
 *   some 380      [380, 380]   APPROX
 *   dozens        [24, none)   VAGUE      unit other; coder's figure 12
 * Bounds and vague words are in data/en/numbers.tsv, their intervals follow the codebooks of UCDP and ACLED.
 * Numbers inside names, times, house numbers, models ("AK-47"), scores ("3-1") and shares of time are not counts.
 * Cost: linear.
 */
#include "facts/toll/toll.h"
#include "facts/time/time.h"

#define AGES_FAR 12                        /* words and marks from "ages" to the last of them                        */
#define SHARES_OF_MOST 1000000             /* "one in a million": products stay in 64 bits                         */
#define SHARE_DECIMALS 9                   /* behind the point of "one in three"                                     */

static const word_table *words_of(const finder *f) { return &f->kb->times->words; }

static inline bool word(const finder *f, const lexeme *x, const lexeme *end, const char *w)
{ return x < end && lex_word(f, x, w); }
static inline bool mark(const lexeme *x, const lexeme *end, char c) { return x < end && lex_mark(x, c); }

/* ---------------------------------------------------------------- intervals */

/* What a bound makes of [lo, hi]; see the table in numbers.tsv. */
static void bend(dl_count *c, char bound)
{
	switch (bound) {
	case '>': c->hi = DL_COUNT_MAX, c->flags |= DL_C_AT_LEAST; break;
	case '+':
		c->lo += !c->decimals, c->hi = DL_COUNT_MAX, c->coder = c->lo, c->flags |= DL_C_AT_LEAST | DL_C_MORE;
		break;
	case '<': c->lo = 0, c->flags |= DL_C_UP_TO; break;
	case '-': c->lo = 0, c->hi -= c->hi != DL_COUNT_MAX && !c->decimals, c->flags |= DL_C_UP_TO; break;
	case '~': case 'n': c->flags |= DL_C_APPROX; break;
	default: break;
	}
}

/* "minus 5"; of a range its first end ("between minus ten and five"). */
void figure_minus(dl_count *c)
{
	if (c->hi == c->lo) c->hi = -c->hi;
	c->lo = -c->lo, c->coder = -c->coder;
}

/* Both ends with the same number of decimals. */
static void align(number *a, number *b)
{
	while (a->decimals < b->decimals) a->num *= 10, a->decimals++;
	while (b->decimals < a->decimals) b->num *= 10, b->decimals++;
}

/* ---------------------------------------------------------------- reading */

/* "10 to 15", "10-15", "between 10 and 15", "5-6,000", "two or three". Behind a first number. */
static const lexeme *read_range(const finder *f, number *a, number *b, const lexeme *end, bool between)
{
	const lexeme *y = a->next;
	bool dash = (mark(y, end, '-') || mark(y, end, '~')) && y + 1 < end && (y + 1)->kind == LX_NUM;
	if (!(dash || word(f, y, end, "to") || word(f, y, end, "or") || (between && word(f, y, end, "and")))) return NULL;
	if (!number_read(f, words_of(f), y + 1, end, b) || b->kind != NUM_CARDINAL) return NULL;
	if (dash && !((y + 1)->glued == y->glued)) return NULL;
	/* "5-6,000" and "two to three million" share their scale. */
	int64_t scale = 1;
	if (a->num < 1000 && !a->decimals && !b->decimals && b->num >= 1000 && b->num % 1000 == 0
	    && b->num / 1000 > a->num && b->num / 1000 < 1000)
		scale = 1000;
	if (a->num < 1000 && !b->decimals && b->num >= 1000000 && b->num % 100000 == 0 && b->num / 1000000 < 1000)
		scale = 1000000;
	if (scale > 1 && a->decimals) return NULL;
	a->num *= scale;
	align(a, b);
	if (a->num >= b->num) return NULL;            /* "3-1" is a score */
	if (word(f, y, end, "or") && b->num / 10 > a->num)
		return NULL; /* "two or three", not "10 billion or 10 trillion" */
	return b->next;
}

/* A vague word: "dozens", "tens of thousands", "several hundred", "a couple of". */
static bool read_vague(const finder *f, const lexeme *x, const lexeme *end, figure *g)
{
	const lexeme *next, *after;
	const word_entry *e = lex_find(f, words_of(f), x, end, WC_PLURAL, &next), *s;
	if (e && f->tok->upos[x->token] == DL_VERB) return false;                  /* "she scores" */
	if (e) {
		g->c.lo = e->num, g->c.coder = e->aux;
		if (word(f, next, end, "of") && next + 1 < end
		    && (s = lex_find(f, words_of(f), next + 1, end, WC_PLURAL, &after)) && s->num >= 200)
			g->c.lo = e->num * (s->num / 2), g->c.coder = e->aux * s->aux, next = after;
	} else if ((e = lex_find(f, words_of(f), x, end, WC_MANY, &next))) {
		g->c.lo = e->num, g->c.coder = e->aux;
		s = lex_find(f, words_of(f), next, end, WC_SCALE, &after);
		if (!s) s = lex_find(f, words_of(f), next, end, WC_GROUP, &after);
		if (s && s->word.n > 2) g->c.lo *= s->num, g->c.coder = g->c.lo, next = after;
	} else {
		return false;
	}
	g->c.hi = DL_COUNT_MAX, g->c.flags |= DL_C_VAGUE, g->rule = e, g->next = next;
	if (e->class == WC_MANY && e->num == 2 && e->aux == 2 && e->words > 1)         /* "a couple of" */
		g->c.hi = g->c.lo, g->c.flags = DL_C_APPROX;
	return true;
}

static bool joins_groups(const lexeme *x) { return x->glued && (lex_mark(x, '-') || lex_mark(x, '/')); }

/* "1-222-2222", "555-01/33": digits in three groups or more are no range. */
static bool is_dialled(const lexeme *x, const lexeme *begin, const lexeme *end)
{
	const lexeme *first = x, *last = x + 1;
	if (x->kind != LX_NUM) return false;
	while (first > begin + 1 && first->glued && joins_groups(first - 1) && (first - 2)->kind == LX_NUM) first -= 2;
	while (last + 1 < end && joins_groups(last) && (last + 1)->glued && (last + 1)->kind == LX_NUM) last += 2;
	return last - first > 4;
}

/* "Dayton shooting 1 / 44", "16 of 40 Friends of the dead gather", "Image 11 of 12 A woman died": a page's pictures,
 * and nobody counted. */
static bool counts_pictures(const finder *f, const lexeme *x, const lexeme *begin, const lexeme *end,
                            const lexeme *next)
{
	if (x->kind != LX_NUM) return false;
	if (x > begin + 1 && lex_mark(x - 1, '/') && !x->glued && (x - 2)->kind == LX_NUM) return true;
	if (mark(next, end, '/') && !next->glued && next + 1 < end && (next + 1)->kind == LX_NUM && !(next + 1)->glued)
		return true;
	const lexeme *of = next + 2;                                             /* but "16 of 40 Iraqis" */
	if (x > begin && lex_in(f, x - 1, W_IN_SERIES) && word(f, next, end, "of") && next + 1 < end
	    && (next + 1)->kind == LX_NUM) return true;
	return x == begin && word(f, next, end, "of") && of < end && (next + 1)->kind == LX_NUM && of->kind == LX_WORD
	       && of->upper && f->tok->upos[of->token] == DL_NOUN && !f->inside[of->token] && !f->tok->name[of->token];
}

/* Letters, marks and names beside the digits that make them something else than a count. */
static bool part_of_a_code(const finder *f, const lexeme *x, const lexeme *begin, const lexeme *end, const lexeme *next)
{
	const lexeme *p = x > begin ? x - 1 : NULL;
	const uint64_t whose = 1ull << WC_LAND | 1ull << WC_SIGN;                /* "1au" */
	if (p && unit_code(f, p)) return false;
	if (is_dialled(x, begin, end)) return true;
	if (p && x->glued
	    && (p->kind == LX_WORD || p->kind == LX_NUM || p->ch == '#' || p->ch == '/' || p->ch == ':'
	        || p->ch == '.' || p->ch == '_' || p->ch == '=' || p->ch == '&'))
		return true;
	if (p && x->glued && p->ch == '-' && p->glued && p > begin && (p - 1)->kind != LX_MARK
	    && !(p - 1)->decimals)
		return (p - 1)->kind == LX_WORD
		       || ((p - 1)->glued && p - 1 > begin && (p - 2)->kind == LX_WORD);                 /* "K2-33b" */
	if (next < end && next->glued
	    && (next->kind == LX_WORD || next->ch == ':' || next->ch == '/' || next->ch == '_'))
		return next->kind != LX_WORD || !(words_of(f)->entries.v[next->word].classes & ~whose);
	/* "Flight 370", "Route 66", "Article 5", "No. 3", "aged 43", "Boeing 737":
	 * a capital before, no plural noun behind. */
	if (p
	    && (word(f, p, end, "aged") || word(f, p, end, "age") || word(f, p, end, "no")
	        || word(f, p, end, "number")))
		return true;
	if (p && lex_mark(p, '.') && p > begin && word(f, p - 1, end, "no")) return true;
	bool of_many = p > begin + 1 && word(f, p, end, "of") && (p - 1)->kind == LX_NUM;
	if (of_many && lex_in(f, p - 2, W_IN_SERIES)) return true;
	if (counts_pictures(f, x, begin, end, next)) return true;
	if (x->kind != LX_NUM || !p || p->kind != LX_WORD || !p->upper || p == begin || f->inside[p->token]
	    || (f->tok->upos[p->token] != DL_PROPN && f->tok->rel[x->token] != DL_R_FLAT)) return false;
	return next >= end || next->kind != LX_WORD
	       || (f->tok->upos[next->token] != DL_NOUN && f->tok->upos[next->token] != DL_ADJ
	           && f->tok->upos[next->token] != DL_AUX);
}

/* "one in five voters", "two out of three", "nine in every 10": a share and no count, of the noun behind. "Killed two
 * in three attacks" counts both; "five in 10 days" is a time. */
static bool read_share(const finder *f, const lexeme *x, const lexeme *begin, const lexeme *end, const number *a,
                       figure *g)
{
	number b;
	const lexeme *y = a->next;
	bool out = word(f, y, end, "out") && word(f, y + 1, end, "of");
	if (!out && !word(f, y, end, "in")) return false;
	y += out ? 2 : 1;
	bool every = word(f, y, end, "every");
	y += every;
	if (y >= end || f->inside[y->token] || !number_read(f, words_of(f), y, end, &b)) return false;
	if (a->kind != NUM_CARDINAL || b.kind != NUM_CARDINAL || a->decimals || b.decimals || a->num < 1) return false;
	if (b.num <= a->num || b.num > SHARES_OF_MOST) return false;
	if (part_of_a_code(f, y, begin, end, b.next)) return false;
	bool verb = x > begin && (f->tok->upos[(x - 1)->token] == DL_VERB || f->tok->upos[(x - 1)->token] == DL_NOUN);
	if (!out && !every && (verb || a->num > 9 || b.num > 100)) return false;
	int64_t share = a->num;
	for (int i = 0; i < SHARE_DECIMALS; i++) share *= 10;
	share = (share + b.num / 2) / b.num, g->c.decimals = SHARE_DECIMALS;
	for (; g->c.decimals && share % 10 == 0; g->c.decimals--) share /= 10;
	g->c.lo = g->c.hi = g->c.coder = share, g->next = b.next;
	return true;
}

/* "half of them", "half the town", "more than half": a share; not "the first half". */
static bool read_half(const finder *f, const lexeme *x, const lexeme *begin, const lexeme *end, bool bound, figure *g)
{
	const lexeme *y = x + 1;
	if (!word(f, x, end, "half") || (y < end && (y->glued || f->inside[y->token]))) return false;
	const word_table *t = words_of(f);
	if (x > begin && (lex_find(f, t, x - 1, x, WC_ORDINAL, NULL) || lex_find(f, t, x - 1, x, WC_TURN, NULL)
	                  || word(f, x - 1, end, "other"))) return false;
	bool whole = word(f, y, end, "of") || word(f, y, end, "the") || word(f, y, end, "all") || word(f, y, end, "its")
	             || word(f, y, end, "their") || word(f, y, end, "his") || word(f, y, end, "her");
	if (!whole && !bound) return false;
	g->c.lo = g->c.hi = g->c.coder = 5, g->c.decimals = 1, g->next = y;
	return true;
}

/* A hyphen behind the figure binds it to an adjective: "12-year-old", "three-storey", "five-man". */
bool figure_hyphened(const lexeme *x, const lexeme *end)
{
	return mark(x, end, '-') && x->glued && x + 1 < end && (x + 1)->kind == LX_WORD && (x + 1)->glued;
}

/* "ages 20 and 27 were taken", "between the ages of 11 and 15"; but "aged 24, and 15 others". */
static bool of_ages(const finder *f, const lexeme *x, const lexeme *begin, const lexeme *end, const lexeme *next)
{
	if (x->kind != LX_NUM || x->end - x->start > 2) return false;
	if (next < end && next->kind == LX_WORD
	    && (f->tok->upos[next->token] == DL_NOUN || f->tok->upos[next->token] == DL_ADJ)) return false;
	for (const lexeme *p = x; p-- > begin && x - p < AGES_FAR;) {
		if (lex_in(f, p, W_SAYS_AGE)) return true;
		bool goes_on = p->kind == LX_NUM || lex_mark(p, ',') || lex_mark(p, '-');
		if (!goes_on && !lex_in(f, p, W_BETWEEN_AGES)) return false;
	}
	return false;
}

/* "Bob Ray, 34 who was shot", "Ann Lee, 28 and Bob Ray, 30." */
static bool behind_person(const finder *f, const lexeme *comma, const lexeme *end, const lexeme *next)
{
	if (!tok_labelled(f, (comma - 1)->token, DL_N_B_PER)) return false;
	return next >= end || lex_mark(next, '.') || word(f, next, end, "who") || word(f, next, end, "and");
}

/* "Ann Lee, 28, was shot"; "an 11 year old"; "in his early 20's": an age, and nobody counted. */
static bool is_age(const finder *f, const lexeme *x, const lexeme *begin, const lexeme *end, const lexeme *next)
{
	const lexeme *p = x > begin ? x - 1 : NULL;
	bool name = p && p > begin && lex_mark(p, ',') && f->tok->upos[(p - 1)->token] == DL_PROPN;
	bool short_number = x->kind == LX_NUM && x->end - x->start <= 2;
	if (short_number && name && (mark(next, end, ',') || behind_person(f, p, end, next))) return true;
	if (of_ages(f, x, begin, end, next)) return true;
	bool decade = next < end && next->glued && (lex_mark(next, '\'') || word(f, next, end, "s"));
	if (x->kind == LX_NUM && decade) return true;
	const lexeme *old = next + 1;
	if (word(f, next, end, "yo") || (word(f, next, end, "y") && mark(old, end, '/') && word(f, old + 1, end, "o")))
		return true;                                                    /* "a 25 y/o man" */
	bool unit = word(f, next, end, "year") || word(f, next, end, "yr") || word(f, next, end, "month");
	if (!unit) return false;
	if (word(f, old, end, "olds")) return true;
	/* "a 2 year old girl", but "he is one year old" */
	return word(f, old, end, "old") && !(old + 1 >= end || (old + 1)->kind == LX_MARK);
}

/* "a 10-gallon tank", "one-yen coins": a hyphen that binds the figure to its measure. */
static bool measured(const finder *f, const lexeme *x, const lexeme *end)
{
	return figure_hyphened(x, end) && (lex_find(f, words_of(f), x + 1, end, WC_MEASURE, NULL)
	                            || lex_find(f, words_of(f), x + 1, end, WC_MONEY, NULL));
}

/* "this one", "which one": it stands for a noun and counts nothing. */
static bool pronoun(const finder *f, const lexeme *x, const lexeme *begin, const lexeme *end)
{
	return word(f, x, end, "one") && x > begin
	       && (word(f, x - 1, end, "this") || word(f, x - 1, end, "that") || word(f, x - 1, end, "which"));
}

/* "more than 10 and less than 40": the upper end behind a figure that has a lower one. */
static const lexeme *read_upper(const finder *f, const lexeme *x, const lexeme *end, dl_count *c)
{
	number b;
	const lexeme *y = word(f, x, end, "and") || word(f, x, end, "but") ? x + 1 : x;
	if (y == x || !(c->flags & DL_C_AT_LEAST) || c->decimals || y >= end) return x;
	const word_entry *e = lex_find(f, words_of(f), y, end, WC_BOUND, &y);
	if (!e || (e->value.p[0] != '<' && e->value.p[0] != '-') || y >= end) return x;
	if (!number_read(f, words_of(f), y, end, &b) || b.kind != NUM_CARDINAL || b.decimals) return x;
	int64_t hi = b.num - (e->value.p[0] == '-');
	if (hi <= c->lo) return x;
	return c->hi = hi, c->flags = 0, b.next;
}

/* The bounds before a figure. Returns where the figure must start; adds nothing when there is none. */
static const lexeme *read_bounds(const finder *f, const lexeme *x, const lexeme *end, char bounds[4],
                                 const word_entry **rule, bool *between)
{
	const lexeme *next;
	for (int n = 0; n < 3 && x < end; n++) {
		const word_entry *e = lex_find(f, words_of(f), x, end, WC_BOUND, &next);
		if (!e) break;
		bounds[n] = e->value.p[0], *rule = e, x = next;
	}
	if (word(f, x, end, "between")) *between = true, x++;
	return x;
}

static const lexeme *read_after(const finder *f, const lexeme *x, const lexeme *end, figure *g)
{
	const lexeme *next, *y = mark(x, end, '-') && x->glued ? x + 1 : x;
	const word_entry *e = y < end ? lex_find(f, words_of(f), y, end, WC_AFTER, &next) : NULL;
	if (e && slice_eq_fold(e->word, S("plus")) && !y->glued) e = NULL;
	if (e) return bend(&g->c, e->value.p[0]), g->rule = e, next;
	if (mark(x, end, '+') && x->glued) return bend(&g->c, '>'), x + 1;
	return x;
}

/* "all but three of the 20": seventeen. False where nobody says of how many. */
static bool read_rest_of(const finder *f, const lexeme *end, figure *g)
{
	number all;
	const lexeme *y = g->next;
	if (!word(f, y, end, "of") || g->c.lo != g->c.hi || g->c.decimals || g->c.flags & DL_C_APPROX) return false;
	y++;
	if (word(f, y, end, "the") || word(f, y, end, "its") || word(f, y, end, "their") || word(f, y, end, "his")) y++;
	if (y >= end || !number_read(f, words_of(f), y, end, &all) || all.kind != NUM_CARDINAL) return false;
	if (all.decimals || all.num <= g->c.lo) return false;
	g->c.lo = g->c.hi = g->c.coder = all.num - g->c.lo, g->next = all.next;
	return true;
}

bool figure_read(const finder *f, const lexeme *x, const lexeme *begin, const lexeme *end, figure *g)
{
	char bounds[4] = {0};
	number a, b;
	bool between = false, but = false;
	*g = (figure){.number = x};
	const lexeme *y = x;
	if (word(f, y, end, "all") && (word(f, y + 1, end, "but") || word(f, y + 1, end, "except"))) but = true, y += 2;
	y = read_bounds(f, y, end, bounds, &g->rule, &between);
	if (word(f, y, end, "another") || (word(f, y, end, "a") && word(f, y + 1, end, "further")))
		g->c.flags |= DL_C_NEW, y += word(f, y, end, "a") ? 2 : 1;
	if ((word(f, y, end, "minus") || word(f, y, end, "negative")) && y + 1 < end) g->minus = true, y++;
	if (y >= end || pronoun(f, y, begin, end)) return false;
	if (y > begin && word(f, y, end, "a") && word(f, y + 1, end, "half") && word(f, y - 1, end, "and"))
		return false;                                                /* "the past year and a half" */
	g->number = y;
	bool bound = g->rule != NULL;
	if (read_half(f, y, begin, end, bound, g)) {
		;
	} else if (!g->minus && read_vague(f, y, end, g)) {
		if (figure_hyphened(g->next, end)) return false;
	} else if (number_read(f, words_of(f), y, end, &a)) {
		if (a.kind != NUM_CARDINAL && a.kind != NUM_FRACTION) return false;
		if (part_of_a_code(f, y, begin, end, a.next) || is_age(f, y, begin, end, a.next)) return false;
		if (read_share(f, y, begin, end, &a, g)) goto bend_it;
		g->next = read_range(f, &a, &b, end, between);
		if (!g->next) b = a, g->next = a.next;
		if (figure_hyphened(g->next, end) && !measured(f, g->next, end)
		    && !lex_find(f, words_of(f), g->next + 1, end, WC_AFTER, NULL))
			return false;
		g->c.lo = a.num, g->c.hi = b.num, g->c.coder = a.num, g->c.decimals = a.decimals;
		if (g->minus) figure_minus(&g->c);
	} else if (y == x && word(f, y, end, "both")) {
		g->c.lo = g->c.hi = g->c.coder = 2, g->next = y + 1;
		if (f->tok->upos[y->token] == DL_CCONJ) return false;
	} else {
		return false;
	}
bend_it:
	for (int n = 2; n >= 0; n--) bend(&g->c, bounds[n]);
	if (x > begin && !bound && !(g->c.flags & DL_C_VAGUE) && lex_in(f, x - 1, W_EXCEEDS)
	    && f->tok->upos[(x - 1)->token] == DL_VERB) bend(&g->c, '+');
	g->next = read_upper(f, g->next, end, &g->c);
	g->next = read_after(f, g->next, end, g);
	if (but && !read_rest_of(f, end, g))
		g->c.flags |= DL_C_ALL | DL_C_NO_FIGURE, g->c.lo = 1, g->c.hi = DL_COUNT_MAX;
	g->c.at = (dl_span){x->start, (g->next - 1)->end};
	return true;
}

/* "others", "more" behind the figure, "the other" before it: it stands beside one told before. */
static void beside(const finder *f, figure *g, const lexeme *begin, const lexeme *end)
{
	const lexeme *y = g->next;
	if (g->number > begin + 1 && word(f, g->number - 1, end, "other") && word(f, g->number - 2, end, "the"))
		g->c.flags |= DL_C_OTHERS;
	if (word(f, y, end, "other") || word(f, y, end, "others")) g->c.flags |= DL_C_OTHERS;
	if (word(f, y, end, "more") || word(f, y, end, "additional") || word(f, y, end, "further")) g->c.flags |= DL_C_NEW;
	if (word(f, y, end, "of")
	    && (word(f, y + 1, end, "them") || word(f, y + 1, end, "whom") || word(f, y + 1, end, "those")
	        || word(f, y + 1, end, "which") || word(f, y + 1, end, "the") || word(f, y + 1, end, "its")
	        || word(f, y + 1, end, "his") || word(f, y + 1, end, "their")))
		g->c.flags |= DL_C_PART_OF;
}

/* ---------------------------------------------------------------- the pass */

/* The token that stands for the figure in the tree. */
static uint32_t head_token(const finder *f, const figure *g)
{
	uint32_t first = g->number->token, last = (g->next - 1)->token, best = 0;
	for (uint32_t t = first; t <= last; t++) {
		uint32_t h = f->tok->head[t];
		if ((h < first || h > last) && f->tok->upos[t] != DL_PUNCT && f->tok->upos[t] != DL_ADP
		    && f->tok->upos[t] != DL_ADV && f->tok->upos[t] != DL_CCONJ) {
			if (f->tok->upos[t] == DL_NUM || !best) best = t;
		}
	}
	return best ? best : first;
}

static void add_count(finder *f, figure *g, const lexeme *begin, const lexeme *end, uint32_t sent)
{
	uint32_t head;
	beside(f, g, begin, end);
	bool measured = unit_measure(f, g, begin, end);
	head = head_token(f, g);
	if (!measured) unit_counted(f, g, head, begin, end);
	uint32_t id = f->counts.n;
	*(dl_count *)FINDER_PUSH(f, counts) = g->c;
	mention_add(f, (dl_mention){
			       .at = g->c.at,
			       .head = head,
			       .sent = sent,
			       .value = id,
			       .kind = DL_M_COUNT,
			       .form = 'd',
			       .rule = g->rule ? rule_add(f, g->rule->table, g->rule->line, g->rule->word)
			                       : rule_add(f, "counts", 0, S("number")),
		       });
}

/* Figures of times and names are not counts. */
static bool taken(const finder *f, const lexeme *x)
{
	uint32_t id = f->inside[x->token];
	const dl_mention *m = &f->mentions.v[id];
	if (!id) return false;
	if (m->kind == DL_M_TIME || m->kind == DL_M_COUNT) return true;
	/* "FOUR PERSONS" in a text of capitals is no body's name. */
	uint32_t next = x->token + 1;
	if (x->kind == LX_WORD && x->word && next < f->tok->n && same_sentence(f, next, x->token)
	    && (toll_word(f, next, TK_PLAIN) || toll_word(f, next, TK_PERSON))) return false;
	/* "Twenty" at the head of a sentence may be labelled a name by mistake: a number word alone is none. */
	if (x->kind == LX_WORD && m->at.end <= x->end) return false;
	return m->form == 'n'
		&& (m->kind == DL_M_PERSON || m->kind == DL_M_ORG || m->kind == DL_M_PLACE || m->kind == DL_M_MISC);
}

static bool may_start(const finder *f, const lexeme *x, const lexeme *begin, const lexeme *end)
{
	if (x->kind == LX_NUM || lex_mark(x, 'h')) return true;
	if (x->kind != LX_WORD) return false;
	if (x > begin && word(f, x - 1, end, "how")) return false;             /* "how many have died is unclear" */
	return x->word || word(f, x, end, "a") || word(f, x, end, "an") || word(f, x, end, "another")
	       || word(f, x, end, "all") || word(f, x, end, "both") || word(f, x, end, "between")
	       || word(f, x, end, "minus") || word(f, x, end, "negative");
}

dl_status counts_find(finder *f)
{
	const struct lexemes *lx = lexemes_of(f, words_of(f));
	arena_mark_t mark_tmp = arena_mark(f->w->tmp);
	if (!lx) return DL_NOMEM;
	for (uint32_t s = 1; s < f->tok->n_sents && !f->nomem; s++) {
		const lexeme *begin = lx->x.v + lx->first[s], *end = lx->x.v + lx->first[s + 1];
		for (const lexeme *x = begin; x < end;) {
			figure g;
			if (!may_start(f, x, begin, end) || taken(f, x) || !figure_read(f, x, begin, end, &g) || taken(f, g.number)
			    || taken(f, g.next - 1)) {
				x++;
				continue;
			}
			add_count(f, &g, begin, end, s);
			x = g.next;
		}
	}
	arena_rewind(f->w->tmp, mark_tmp);
	return f->nomem ? DL_NOMEM : DL_OK;
}

static uint32_t count_at(const finder *f, uint32_t t)
{
	uint32_t m = t ? f->inside[t] : 0;
	if (!m || f->mentions.v[m].kind != DL_M_COUNT) return 0;
	return f->mentions.v[m].value;
}

uint32_t count_of(const finder *f, uint32_t t)
{
	uint32_t c = count_at(f, t);
	if (c) return c;
	for (uint32_t k = f->first_child[t]; k; k = f->next_child[k]) {
		unsigned rel = f->tok->rel[k];
		if ((rel == DL_R_NUMMOD || rel == DL_R_DET || rel == DL_R_AMOD || rel == DL_R_COMPOUND)
		    && (c = count_at(f, k)) && f->counts.v[c].unit_token == t)
			return c;
	}
	/* What the tree missed: a figure that found this noun by its place. */
	for (uint32_t k = t; k > 1 && t - k < 4 && same_sentence(f, k - 1, t); k--)
		if ((c = count_at(f, k - 1))) return f->counts.v[c].unit_token == t ? c : 0;
	return 0;
}

dl_status count_kb_open(const dl_kb_options *o, arena *a, count_kb **kb, dl_error *err)
{
	if (!(*kb = ARENA_ARRAY(a, count_kb, 1))) return DL_NOMEM;
	(*kb)->a = a;
	return toll_table_open(o ? o->data : NULL, a, &(*kb)->tolls, err);
}
