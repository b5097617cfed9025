/* SPDX-License-Identifier: Apache-2.0
 *
 * name_again.c - names met again in a document, in a place where no label shows them.
 *
 * In: mentions of names. Out: mentions of the same kind for words that stand alone.
 *
 *      Tobias Ellwood, a former soldier, ... Ellwood said     the last word of a person's name, the whole of another's
 *
 * A month or a town with such a name is one only where it acts ("May said"). Cost: one look-up for a capital.
 */
#include "facts/actor/name.h"
#include "facts/place/place.h"

/* The name itself, and of a person the last word of it. */
static slice short_name(const finder *f, const dl_mention *m)
{
	slice s = span_text(f->text, m->at);
	size_t at = s.n;
	if (m->kind != DL_M_PERSON) return s;
	while (at && s.p[at - 1] != ' ') at--;
	return slice_sub(s, at, s.n);
}

static bool stands_alone(const finder *f, uint32_t t)
{
	bool before = t > f->tok->sent_first[f->tok->sent[t]] && tokens_adjacent(f, t - 1) && name_capital(f, t - 1);
	return f->tok->upos[t] == DL_PROPN && !f->inside[t] && name_capital(f, t) && f->tok->form[t].n > 2
	       && !before && !(tokens_adjacent(f, t) && name_capital(f, t + 1));
}

/* May a word that stands alone be the name of that kind? A label for a place errs where no table has such a place
 * ("Ellwood is a former soldier"), or a small one that would act; a month that acts is a person, if one is called so
 * ("May said"). */
static bool may_name(const finder *f, uint32_t t, unsigned kind)
{
	place_cand c[PLACE_CANDS];
	bool acts = f->tok->rel[t] == DL_R_NSUBJ || f->tok->rel[t] == DL_R_NMOD_POSS;
	if (name_is_calendar(f, f->tok->form[t])) return kind == DL_M_PERSON && acts && !name_is_weekday(f->tok->form[t]);
	if (!f->tok->name[t]) return true;
	if (kind != DL_M_PERSON || !tok_labelled(f, t, DL_N_B_LOC)) return false;
	return !place_lookup(f->kb->places, f->tok->form[t], c) || (acts && !name_only_place(f, t, t));
}

/* "Ellwood" without a label is the "Tobias Ellwood" of another sentence. */
void names_repeated(finder *f)
{
	strmap met;
	arena_mark_t mark = arena_mark(f->w->tmp);
	strmap_init(&met, f->w->tmp);
	for (uint32_t m = 1; m < f->mentions.n && !f->nomem; m++) {
		const dl_mention *x = &f->mentions.v[m];
		uint32_t *kind = x->form == 'n' && x->kind != DL_M_PLACE ? strmap_put(&met, short_name(f, x)) : &(uint32_t){0};
		if (!kind) f->nomem = true;
		else if (!*kind) *kind = x->kind;
	}
	for (uint32_t t = 1; met.n && t < f->tok->n && !f->nomem; t++) {
		uint32_t kind = stands_alone(f, t) ? strmap_get(&met, f->tok->form[t]) : 0;
		if (kind && may_name(f, t, kind) && name_scanned(f->tok->sent_block[f->tok->sent[t]]))
			name_add(f, t, t, kind, rule_add(f, "name", 0, S("met before")));
	}
	arena_rewind(f->w->tmp, mark);
}
