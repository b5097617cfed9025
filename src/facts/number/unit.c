/* SPDX-License-Identifier: Apache-2.0
 *
 * unit.c - what a figure is a figure of: a share, money, a measure, or the noun that it counts.
 *
 * In: a figure, the lexemes beside it. Out: its unit and the words that it now takes in.
 *      $5m              5,000,000 dollar            C$ 3 million       3,000,000 canadian dollar
 *      75 USD million   75,000,000 us dollar        5 feet 10 inches   5.833333333 foot
 *      -5C              -5 degree celsius           40 sq km           40 square kilometer
 *      3 badly hurt men 3 man
 * Units go by one name each, third column of the classes measure, money, sign, land and parts of data/en/numbers.tsv.
 * Not attempted: converting one unit into another, prices by weight.
 */
#include "facts/number/count.h"
#include "facts/time/time.h"

#define PART_DECIMALS 9                    /* behind the point of "5 feet 10 inches"                             */
#define PART_MOST 1000000                  /* whole units up to here stay in 64 bits with them                   */

static const word_table *words_of(const finder *f) { return &f->kb->times->words; }

static const word_entry *entry(const finder *f, const lexeme *x, const lexeme *end, unsigned class, const lexeme **next)
{
	return lex_find(f, words_of(f), x, end, class, next);
}

static bool all_capitals(slice w)
{
	for (size_t i = 0; i < w.n; i++)
		if (w.p[i] < 'A' || w.p[i] > 'Z') return false;
	return w.n > 0;
}

bool unit_code(const finder *f, const lexeme *x)
{
	return x->kind == LX_WORD && x->end - x->start == 3 && all_capitals(lex_text(f, x))
	       && entry(f, x, x + 1, WC_MONEY, NULL);
}

/* ---------------------------------------------------------------- the noun */

/* The noun that a figure counts: its head by nummod, the "of" below a noun such as "dozens". */
#define UNIT_REACH 6                       /* tokens between a figure and its noun: "23 badly burnt young people" */

static uint32_t unit_of(const finder *f, uint32_t t, uint32_t last)
{
	const dl_tokens *k = f->tok;
	uint32_t h = k->head[t];
	unsigned rel = k->rel[t];
	bool time = h && f->inside[h] && f->mentions.v[f->inside[h]].kind == DL_M_TIME;      /* "rose to 241 Thursday" */
	if (h && h > last && h - last <= UNIT_REACH && !time
	    && (rel == DL_R_NUMMOD || rel == DL_R_DET || rel == DL_R_AMOD || rel == DL_R_DET_PREDET
	        || (rel == DL_R_COMPOUND && k->upos[h] == DL_NOUN && h == last + 1)))
		return k->upos[h] == DL_NOUN || k->upos[h] == DL_PROPN || k->upos[h] == DL_PRON
		                       || k->upos[h] == DL_ADJ || k->upos[h] == DL_SYM
			       ? h
			       : 0;
	for (uint32_t up = t; up; up = up == t && last != t ? last : 0)          /* "tens of thousands of fans" */
		for (uint32_t c = f->first_child[up]; c; c = f->next_child[c])
			if (c > last && k->rel[c] == DL_R_NMOD && tok_is(f, tree_case(f, c), "of")) return c;
	/* The parser may have missed it: a plural noun right behind, perhaps past one adjective. */
	if (last + 1 < k->n && k->sent[last + 1] == k->sent[last]) {
		if (k->xpos[last + 1] == DL_T_NNS || tok_is(f, last + 1, "people")) return last + 1;
		if (last + 2 < k->n && k->sent[last + 2] == k->sent[last]
		    && (k->upos[last + 1] == DL_ADJ || k->upos[last + 1] == DL_NOUN)
		    && k->xpos[last + 2] == DL_T_NNS)
			return last + 2;
	}
	return 0;
}

/* "Two sheriff's deputies": one sheriff, two deputies. */
static uint32_t unit_owned(const finder *f, const figure *g, uint32_t unit)
{
	uint32_t owned = f->tok->head[unit];
	bool owner = f->tok->rel[unit] == DL_R_NMOD_POSS && f->tok->xpos[unit] == DL_T_NN && g->c.lo > 1;
	return owner && f->tok->xpos[owned] == DL_T_NNS && owned > unit && owned - unit <= 3 ? owned : unit;
}

/* "police officer": the unit with the nouns that it is compounded of, as lemmas. */
static slice unit_name(finder *f, uint32_t unit, uint32_t last)
{
	slice name = tok_lemma(f, unit);
	for (uint32_t c = f->first_child[unit]; c; c = f->next_child[c])
		if (f->tok->rel[c] == DL_R_COMPOUND && c < unit && c != last && f->tok->upos[c] != DL_NUM)
			name = arena_printf(f->w->tmp, "%.*s %.*s", PRS(tok_lemma(f, c)), PRS(tok_lemma(f, unit)));
	return utf8_lower(f->w->tmp, name);
}

/* "-4", "fell to -0.5": a minus glued to a figure that counts nothing; apart from it where the sentence has no more. */
static void below_zero(figure *g, const lexeme *begin, const lexeme *end)
{
	const lexeme *p = g->number > begin ? g->number - 1 : NULL;
	if (!p || !lex_mark(p, '-') || g->minus || g->c.lo <= 0 || g->number->start != g->c.at.start) return;
	bool alone = p == begin && g->next >= end;
	if (!alone && (!g->number->glued || (p->glued && p > begin && (p - 1)->kind != LX_MARK))) return;
	figure_minus(&g->c), g->c.at.start = p->start;
}

void unit_counted(finder *f, figure *g, uint32_t head, const lexeme *begin, const lexeme *end)
{
	uint32_t unit = unit_of(f, head, (g->next - 1)->token);
	if (!unit) { below_zero(g, begin, end); return; }
	unit = unit_owned(f, g, unit);
	g->c.unit_token = unit, g->c.unit = pool_add(f, unit_name(f, unit, (g->next - 1)->token));
	if (g->minus) figure_minus(&g->c), g->c.at.start = g->number->start;    /* "the team minus two players" */
}

/* ---------------------------------------------------------------- money and measures */

/* So many times as much: the scale behind a currency ("$5m", "75 USD million"). */
static void scale_figure(figure *g, int64_t by)
{
	bool open = g->c.hi == DL_COUNT_MAX;
	g->c.lo *= by, g->c.hi *= open ? 1 : by;
	for (; g->c.decimals && g->c.lo % 10 == 0 && (open || g->c.hi % 10 == 0); g->c.decimals--)
		g->c.lo /= 10, g->c.hi /= open ? 1 : 10;
	g->c.coder = g->c.lo;
}

/* "million", "m" behind a currency; the letters must be glued to the figure. */
static void money_scale(const finder *f, figure *g, const lexeme *end, bool letters)
{
	const word_entry *e = g->next < end ? entry(f, g->next, end, WC_SCALE, NULL) : NULL;
	if (!e || e->words > 1 || e->num < 1000 || (e->word.n < 3 && !(letters && g->next->glued))) return;
	int64_t most = DL_COUNT_MAX / e->num / 10;
	if (g->c.lo > most || (g->c.hi != DL_COUNT_MAX && g->c.hi > most)) return;
	scale_figure(g, e->num);
	g->next++;
}

static void name_unit(finder *f, figure *g, slice name) { g->c.unit = pool_add(f, name); }

/* The sign of a currency at x: "$", "Rs". */
static const word_entry *sign_at(const finder *f, const lexeme *x, const lexeme *begin)
{
	if (lex_mark(x, '.') && x > begin && x->glued) x--;                              /* "Rs. 500" */
	return entry(f, x, x + 1, WC_SIGN, NULL);
}

/* Whose dollars: "US$ 5", "u.s. $ 10", "c $ 300 million". A single letter is glued to the sign, but for "c". */
static const lexeme *dollars_of(const finder *f, const lexeme *sign, const lexeme *begin, slice *name)
{
	const lexeme *p = sign > begin ? sign - 1 : NULL;
	if (!p || !slice_eq(*name, S("dollar"))) return NULL;
	if (lex_mark(p, '.') && p->glued && p > begin) p--;
	const word_entry *e = entry(f, p, p + 1, WC_LAND, NULL);
	if (!e || (e->word.n == 1 && !sign->glued && e->word.p[0] != 'c')) return NULL;
	return *name = e->value, p;
}

/* Does the figure before reach over that mark? "10 $ 30 $" */
static bool is_taken(const finder *f, const lexeme *x)
{
	return f->counts.n > 1 && f->counts.v[f->counts.n - 1].at.end > x->start;
}

/* "$5m", "HK$ 10 billion", "Rs 500": a sign before the figure. */
static bool behind_sign(finder *f, figure *g, const lexeme *begin, const lexeme *end)
{
	const lexeme *p = g->number > begin ? g->number - 1 : NULL;
	const word_entry *sign = p ? sign_at(f, p, begin) : NULL;
	if (!sign || is_taken(f, p)) return false;
	slice name = sign->value;
	if (lex_mark(p, '.')) p--;
	money_scale(f, g, end, true);
	const lexeme *land = dollars_of(f, p, begin, &name), *next;
	const word_entry *told = g->next < end && !g->next->glued ? entry(f, g->next, end, WC_MONEY, &next) : NULL;
	if (told && slice_eq(told->value, name)) g->next = next;                         /* "$10 dollars" */
	g->c.at = (dl_span){min_u32(land ? land->start : p->start, g->c.at.start), (g->next - 1)->end};
	name_unit(f, g, name);
	return true;
}

/* "USD 200", "rmb 10": a code before the figure, of three letters; in small ones when it is no word of the money's name
 * ("won 10 games"). What the figure before took is its own: "10 usd, 20 eur". */
static bool behind_code(finder *f, figure *g, const lexeme *begin, const lexeme *end)
{
	size_t at;
	const lexeme *p = g->number > begin ? g->number - 1 : NULL;
	bool code = p && p->kind == LX_WORD && p->end - p->start == 3;
	const word_entry *e = code ? entry(f, p, g->number, WC_MONEY, NULL) : NULL;
	if (!e || (!unit_code(f, p) && (e->aux || slice_find(e->value, e->word, &at)))) return false;
	if (is_taken(f, p)) return false;
	g->c.at.start = min_u32(p->start, g->c.at.start);
	money_scale(f, g, end, true);
	g->c.at.end = (g->next - 1)->end;
	name_unit(f, g, e->value);
	return true;
}

/* "10 $", "50¢". */
static bool before_sign(finder *f, figure *g, const lexeme *end)
{
	const lexeme *next = g->next;
	const word_entry *sign = next < end && next->kind == LX_MARK ? entry(f, next, next + 1, WC_SIGN, NULL) : NULL;
	/* "for 5 $10 notes", "1 $ 10 dollar note" */
	bool figured = next + 1 < end && (next + 1)->kind == LX_NUM;
	bool named = figured && next + 2 < end && (next + 2)->kind == LX_WORD && entry(f, next + 2, end, WC_MONEY, NULL);
	if (!sign || named || (figured && (next + 1)->glued)) return false;
	g->next++, g->c.at.end = next->end;
	name_unit(f, g, sign->value);
	return true;
}

/* The entry at x that names a part of that unit: inches of feet. */
static const word_entry *part_of(const finder *f, const lexeme *x, const lexeme *end, slice unit)
{
	const word_table *t = words_of(f);
	if (x >= end || !(t->entries.v[x->word].classes >> WC_PARTS & 1)) return NULL;
	for (uint32_t i = x->word; i; i = t->entries.v[i].next) {
		const word_entry *e = &t->entries.v[i];
		bool ends = unit.n >= e->value.n && slice_eq(slice_sub(unit, unit.n - e->value.n, unit.n), e->value);
		if (e->class == WC_PARTS && ends) return e;
	}
	return NULL;
}

/* Hundredths that are told without a name: "15 dollars 50." */
static bool bare_hundredths(const finder *f, slice unit, const number *n, const lexeme *end)
{
	slice dollar = S("dollar"), tail = unit.n > dollar.n ? slice_sub(unit, unit.n - dollar.n, unit.n) : unit;
	bool ends = n->next >= end || lex_mark(n->next, '.') || lex_mark(n->next, ',') || lex_word(f, n->next, "more");
	return (slice_eq(tail, dollar) || slice_eq(unit, S("euro"))) && ends && n->num >= 10 && n->num < 100;
}

/* "5 feet 10 inches", "thirteen dollars forty-five cents": the rest is told in parts of the unit. */
static void with_parts(finder *f, figure *g, const lexeme *end, slice unit)
{
	number n;
	const lexeme *x = g->next;
	if (x < end && (lex_word(f, x, "and") || lex_mark(x, ','))) x++;
	if (g->c.lo != g->c.hi || g->c.decimals || g->c.lo < 0 || g->c.lo > PART_MOST) return;
	if (x >= end || f->inside[x->token] || !number_read(f, words_of(f), x, end, &n)) return;
	if (n.kind != NUM_CARDINAL || n.decimals) return;
	const word_entry *e = part_of(f, n.next, end, unit);
	int64_t parts = e ? e->aux : 100;
	/* "5 feet 10 in the air" */
	if (e && lex_word(f, n.next, "in") && n.next + 1 < end && (n.next + 1)->kind != LX_MARK
	    && f->tok->upos[(n.next + 1)->token] != DL_ADJ && f->tok->upos[(n.next + 1)->token] != DL_ADV) return;
	if ((!e && (x != g->next || !bare_hundredths(f, unit, &n, end))) || n.num <= 0 || n.num >= parts) return;
	for (int i = 0; i < PART_DECIMALS; i++) g->c.lo *= 10, n.num *= 10;
	g->c.lo += (n.num + parts / 2) / parts, g->c.decimals = PART_DECIMALS;
	for (; g->c.decimals && g->c.lo % 10 == 0; g->c.decimals--) g->c.lo /= 10;
	g->c.hi = g->c.coder = g->c.lo, g->next = n.next + (e != NULL), g->c.at.end = (g->next - 1)->end;
}

/* May the word at x name a measure here? "40C": a capital glued to its figure; "100t"; but "the 12 won" is a verb. */
static bool measures(const finder *f, const word_entry *e, const lexeme *x, const lexeme *end)
{
	const lexeme *y = x + 1;
	bool noun = y < end && y->kind == LX_WORD && f->tok->upos[y->token] == DL_NOUN;
	if (e->aux == 1 && !all_capitals(lex_text(f, x))) return false;
	if (e->aux == 1 && (noun || (y < end && y->glued && lex_mark(y, '/')))) return false; /* "a 13F filing" */
	if (e->class == WC_MEASURE && e->aux && !x->glued) return false;
	if (y < end && x->glued && y->glued && y->kind == LX_NUM) return false;                  /* "247m212" */
	if (e->word.n == 1 && !e->aux && all_capitals(lex_text(f, x))) return false;             /* "5 M" */
	if (unit_code(f, x) && y < end && y->kind == LX_NUM && y->glued) return false;            /* "3 USD50 cards" */
	return e->words > 1 || x->glued || (f->tok->upos[x->token] != DL_VERB && f->tok->upos[x->token] != DL_AUX);
}

/* "20 miles", "a 68-ounce bag", "50 million Swedish kronor", "-5 degrees". */
static bool before_unit(finder *f, figure *g, const lexeme *begin, const lexeme *end)
{
	const lexeme *p = g->number > begin ? g->number - 1 : NULL, *next;
	const lexeme *x = figure_hyphened(g->next, end) ? g->next + 1 : g->next;
	const word_entry *e = entry(f, x, end, WC_MEASURE, &next);
	if (!e) e = entry(f, x, end, WC_MONEY, &next);
	if (!e || !measures(f, e, x, end)) return false;
	if (e->aux == 1 && p && p->upper && p > begin) return false;         /* "Block 14C" */
	if (p && lex_mark(p, '-') && !(p->glued && p > begin && (p - 1)->kind != LX_MARK) && g->number->glued && !g->minus)
		figure_minus(&g->c), g->c.at.start = min_u32(p->start, g->c.at.start);
	g->next = next;
	if (e->class == WC_MONEY) money_scale(f, g, end, false);                         /* "75 USD million" */
	g->c.at.end = (g->next - 1)->end, g->c.unit_token = (next - 1)->token;
	slice name = e->value.n ? e->value : e->word;
	name_unit(f, g, name);
	with_parts(f, g, end, name);
	return true;
}

bool unit_measure(finder *f, figure *g, const lexeme *begin, const lexeme *end)
{
	if (g->next < end && lex_mark(g->next, '%')) {
		g->next++, g->c.at.end = (g->next - 1)->end;
		return name_unit(f, g, S("percent")), true;
	}
	return behind_sign(f, g, begin, end) || behind_code(f, g, begin, end) || before_unit(f, g, begin, end)
	       || before_sign(f, g, end);
}
