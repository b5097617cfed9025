/* SPDX-License-Identifier: Apache-2.0
 *
 * refer_place.c - common nouns that mean a place named beside them or elsewhere.
 *
 * In: a noun, mentions of places. Out: a mention of the place's entity.
 *
 *      the town of Amatrice, the Le Marche region    the place itself
 *      the southern district of Varna                a part of it: none
 *      the British capital                           the capital, in a text that names it
 *
 * Cost: the words below the noun; the entities with a name for "capital".
 */
#include "facts/actor/refer.h"
#include "facts/place/place.h"

static void place_mention(finder *f, uint32_t t, uint32_t entity)
{
	entity_mention(f, mention_add(f, (dl_mention){
		.at = tree_np(f, t), .head = t, .sent = f->tok->sent[t], .form = 'd', .kind = DL_M_MISC,
		.rule = rule_add(f, "place_words.tsv", 0, tok_lemma(f, t))}), entity);
}

/* "The British capital", "Iraq's capital", in a text that names it. */
static uint32_t capital_of(finder *f, uint32_t t)
{
	char code[4] = "";
	if (!tok_is(f, t, "capital") || f->tok->xpos[t] != DL_T_NN) return 0;
	country_of(f, t, code);
	const gazetteer *gaz = &f->kb->places->gaz;
	uint32_t country = code[0] ? gaz_country(gaz, (slice){code, 3}) : 0;
	uint32_t city = country ? gaz->places[gaz->codes[country].capital].geoname : 0;
	for (uint32_t e = 1; e < f->refs->first_plain && city; e++) {
		const dl_entity *x = &f->entities.v[e];
		if (x->kind == DL_E_PLACE && f->places.v[x->place].geoname == city) return e;
	}
	return 0;
}

/* "The Le Marche region", "the town of Amatrice" are the place itself; the port of Varna is a part of it, and so is the
 * southern district of it. */
void refer_place(finder *f, uint32_t t)
{
	if (f->tok->upos[t] != DL_NOUN || f->mention_at[t]) return;
	if (!listed(f, W_PLACE_ITSELF, tok_form(f, t))) return;
	uint32_t capital = capital_of(f, t);
	if (capital) place_mention(f, t, capital);
	if (capital) return;
	bool part = place_word(f->kb->places, tok_form(f, t)) & PW_TYPE2 || tok_is(f, t, "region");
	if (part && child_in(f, t, DL_R_AMOD, W_COMPASS)) return;
	for (uint32_t c = f->first_child[t]; c; c = f->next_child[c]) {
		const dl_mention *m = &f->mentions.v[f->mention_at[c]];
		unsigned r = f->tok->rel[c];
		bool of = r == DL_R_NMOD && c > t && tok_is(f, tree_case(f, c), "of") && tok_is(f, t + 1, "of");
		bool before = (r == DL_R_COMPOUND || r == DL_R_NMOD_DESC) && c < t && m->at.end + 1 == f->tok->start[t];
		if (m->kind != DL_M_PLACE || m->form != 'n' || !m->entity || (!of && !before)) continue;
		place_mention(f, t, m->entity);
		return;
	}
}
