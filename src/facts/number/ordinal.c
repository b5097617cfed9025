/* SPDX-License-Identifier: Apache-2.0
 *
 * ordinal.c - places in an order: "the third blast", "her 22nd win", "twenty-first".
 *
 * In: tokens, after every other stage. Out: counts[] with DL_C_ORDINAL, which no rule reads as a number of things
 * and no mention stands for. "The 22nd attack this year" gives 22, unit attack.
 * What a time, a name or a figure holds is theirs: "22nd of May", "Third Avenue", "two thirds". "A second" is a length
 * of time, and "first" that says when ("he first met her") tells no place in an order.
 * Not attempted: "next", "last", "penultimate". Cost: linear.
 */
#include "facts/number/count.h"
#include "facts/time/time.h"

/* Not in a time, a figure or a name; "the third victim" is a person told without one. */
static bool is_free(const finder *f, const lexeme *x, const lexeme *next)
{
	for (; x < next; x++) {
		const dl_mention *m = &f->mentions.v[f->inside[x->token]];
		if (f->inside[x->token] && (m->kind == DL_M_TIME || m->kind == DL_M_COUNT || m->form == 'n')) return false;
	}
	return true;
}

/* Of "first" and "second": do they tell a place here? */
static bool tells_place(const finder *f, const lexeme *x, const number *n)
{
	unsigned pos = f->tok->upos[x->token];
	if (x->kind == LX_NUM || n->num > 2 || n->next - x > 1) return true;
	if (n->num == 1) return pos != DL_ADV;
	return pos != DL_NOUN && !(x->token > 1 && tok_is(f, x->token - 1, "a")
	                              && f->tok->upos[f->tok->head[x->token]] != DL_NOUN);
}

static void add_ordinal(finder *f, const lexeme *x, const number *n)
{
	uint32_t t = (n->next - 1)->token, h = f->tok->head[t];
	bool noun = h > t && same_sentence(f, h, t) && f->tok->upos[h] == DL_NOUN;
	*(dl_count *)FINDER_PUSH(f, counts) = (dl_count){
		.lo = n->num, .hi = n->num, .coder = n->num, .at = {x->start, (n->next - 1)->end},
		.unit = noun ? pool_add(f, utf8_lower(f->w->tmp, tok_lemma(f, h))) : (dl_ref){0},
		.unit_token = noun ? h : 0, .flags = DL_C_ORDINAL,
	};
}

dl_status ordinals_find(finder *f)
{
	const word_table *t = &f->kb->times->words;
	const struct lexemes *lx = lexemes_of(f, t);
	arena_mark_t mark = arena_mark(f->w->tmp);
	const uint64_t opens = 1ull << WC_ORDINAL | 1ull << WC_ONE | 1ull << WC_TEN | 1ull << WC_SCALE;
	number n;
	if (!lx) return DL_NOMEM;
	for (uint32_t s = 1; s < f->tok->n_sents && !f->nomem; s++) {
		const lexeme *end = lx->x.v + lx->first[s + 1];
		for (const lexeme *x = lx->x.v + lx->first[s]; x < end; x++) {
			bool digits = x->kind == LX_NUM && x + 1 < end && (x + 1)->glued && (x + 1)->kind == LX_WORD;
			bool word = x->kind == LX_WORD && t->entries.v[x->word].classes & opens;
			if ((!digits && !word) || !number_read(f, t, x, end, &n)) continue;
			if (n.kind == NUM_ORDINAL && is_free(f, x, n.next) && tells_place(f, x, &n)) add_ordinal(f, x, &n);
			x = n.next - 1;
		}
	}
	arena_rewind(f->w->tmp, mark);
	return f->nomem ? DL_NOMEM : DL_OK;
}
