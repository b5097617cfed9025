/* SPDX-License-Identifier: Apache-2.0
 *
 * toll_hit.c - of whom it is not told whether they live.
 *
 * In: tolls[] of one word. Out: the same, marked DL_C_HIT. "Five people were shot" may hold the dead that another
 * sentence tells of, so that whoever counts the hurt takes those off; "six others" and "a woman was also shot" do not.
 */
#include "facts/event/happen.h"
#include "facts/toll/toll.h"

/* No mark and no "and" between the two: "1 dead, 2 shot", "shot three - one fatally" and "one is dead and four were
 * hit" tell of others. */
bool toll_together(const finder *f, uint32_t a, uint32_t b)
{
	for (uint32_t i = min_u32(a, b) + 1; i < max_u32(a, b); i++)
		if (f->tok->upos[i] == DL_PUNCT || f->tok->upos[i] == DL_CCONJ || f->tok->upos[i] == DL_AUX
		    || f->tok->upos[i] == DL_NUM || tok_is(f, i, "none")) return false;
	return true;
}

/* The tolls from that one on are of those hit: it is not told whether they live. "Six others" are not the dead. */
void toll_hit_from(finder *f, uint32_t from)
{
	for (; from < f->tolls.n; from++) {
		dl_claim *c = &f->tolls.v[from].claim;
		dl_count n = f->counts.v[c->value];
		if (c->field != DL_F_INJURED || n.flags & (DL_C_OTHERS | DL_C_NONE_STATED | DL_C_HIT)) continue;
		n.flags |= DL_C_HIT, c->value = f->counts.n;
		*(dl_count *)FINDER_PUSH(f, counts) = n;
	}
}

/* "a fourth man", "another"; but not "in another room". */
static bool one_more(const finder *f, uint32_t i)
{
	uint32_t noun = f->tok->rel[i] == DL_R_DET || f->tok->rel[i] == DL_R_AMOD ? f->tok->head[i] : i;
	return tok_in(f, i, W_ONE_MORE) && (noun == i || toll_word(f, noun, TK_PERSON) || toll_word(f, noun, TK_PLAIN)
	                                    || people_of(f, noun, false).found);
}

/* "a fourth man", "a woman was also shot", "but survived": not one of those who died. */
bool toll_beside_the_dead(const finder *f, uint32_t t)
{
	const dl_tokens *k = f->tok;
	uint32_t first = k->sent_first[k->sent[t]], end = k->sent_first[k->sent[t] + 1];
	for (uint32_t i = first; i < end; i++)
		if (slice_eq_fold(tok_form(f, i), S("survived")) || (tok_is(f, i, "also") && k->head[i] == t)
		    || (i < t && one_more(f, i)))
			return true;
	return false;
}

/* The one of whom a word tells a wound may have died of it, unless the sentence sets him apart. */
void toll_hit_one(finder *f, uint32_t t, uint32_t from)
{
	const dl_count *n = f->tolls.n == from + 1 ? &f->counts.v[f->tolls.v[from].claim.value] : NULL;
	if (n && n->lo == 1 && n->hi == 1 && !toll_beside_the_dead(f, t)) toll_hit_from(f, from);
}
