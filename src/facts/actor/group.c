/* SPDX-License-Identifier: Apache-2.0
 *
 * group.c - people and bodies without a name: whose they are, what they are called.
 *
 * In: a noun phrase's head. Out: its role, its owner, its name, its entity.
 *
 *      "Sadr's supporters stormed the palace. Iraqi security forces ..."
 *
 *      supporters   a group, of = Moqtada al-Sadr, never Sadr himself
 *      forces       "security forces" of roles.tsv: COP, country IRQ
 *
 * Whom a phrase means of those met before is for refer.c, what it says of them for phrase.c. A noun that neither
 * roles.tsv nor the class PERSON has names nobody, unless it is a nationality ("Iraqis").
 */
#include "facts/actor/refer.h"
#include "facts/place/place.h"

const role_row *role_of(const finder *f, uint32_t t)
{
	const actor_kb *kb = f->kb->actors;
	if (t > 1 && tokens_adjacent(f, t - 1)) {
		arena_mark_t mark = arena_mark(f->w->tmp);
		/* "secretary-general" may be one token, three, or two words */
		uint32_t p = t > 2 && slice_eq(f->tok->form[t - 1], S("-")) ? t - 2 : t - 1;
		const char *fmt = p == t - 2 ? "%.*s-%.*s" : "%.*s %.*s";
		const role_row *r = role_find(kb, arena_printf(f->w->tmp, fmt, PRS(tok_lemma(f, p)), PRS(tok_lemma(f, t))));
		arena_rewind(f->w->tmp, mark);
		if (r) return r;
	}
	const role_row *r = role_find(kb, tok_lemma(f, t));
	return r ? r : role_find(kb, f->tok->form[t]);
}

/* Whom a group belongs to or follows: "X's supporters", "supporters of X", "forces loyal to X", "X supporters". */
uint32_t owner_of(finder *f, uint32_t t, uint32_t depth)
{
	for (uint32_t c = f->first_child[t]; c; c = f->next_child[c]) {
		unsigned r = f->tok->rel[c];
		uint32_t real = c;
		if (r == DL_R_AMOD || r == DL_R_ACL) {                 /* "loyal to X" */
			if (!tok_is(f, c, "loyal") && !tok_is(f, c, "faithful") && !tok_is(f, c, "close")
				&& !tok_is(f, c, "back"))
				continue;
			real = tree_child(f, c, DL_R_OBL);
			if (!real) real = tree_child(f, c, DL_R_NMOD);
			if (!real) real = tree_child(f, c, DL_R_OBL_AGENT);
			if (!real) continue;
		} else if (r == DL_R_NMOD) {
			uint32_t k = tree_case(f, c);
			if (!tok_is(f, k, "of") && !tok_is(f, k, "for") && !tok_is(f, k, "from")) continue;
		} else if (r != DL_R_NMOD_POSS && r != DL_R_COMPOUND) {
			continue;
		}
		uint32_t m = f->mention_at[real] ? f->mention_at[real] : f->inside[real];
		uint32_t e =
			f->mentions.v[m].kind != DL_M_TIME && f->mentions.v[m].kind != DL_M_COUNT ? f->mentions.v[m].entity : 0;
		if (!e && depth < 2 && r != DL_R_COMPOUND && f->tok->upos[real] == DL_NOUN) {
			const role_row *row = role_of(f, real);
			if (row && row->kind != 'g') e = entity_of(f, real);
		}
		if (e && f->entities.v[e].kind != DL_E_MISC) return e;
	}
	return 0;
}

/* "Iraqi security forces", "supporters of Moqtada al-Sadr": modifiers that tell groups apart, in lower case. */
slice group_name(finder *f, uint32_t t, uint32_t of)
{
	arena *a = f->w->tmp;
	slice noun = f->tok->form[t], s = utf8_lower(a, noun);
	for (uint32_t c = t; c-- > 1 && same_sentence(f, c, t) && tokens_adjacent(f, c);) {
		unsigned r = f->tok->rel[c];
		uint32_t h = f->tok->head[c];                          /* also "New" of "New York police" */
		if (h <= c || h > t || (r != DL_R_AMOD && r != DL_R_COMPOUND) || age_at(f, c)) break;
		slice w = word_capital(f->tok->form[c]) && f->tok->upos[c] != DL_NOUN ? f->tok->form[c]
																			  : utf8_lower(a, f->tok->form[c]);
		s = arena_printf(a, "%.*s %.*s", PRS(w), PRS(s));
	}
	if (!of) return s;
	/* "Trump administration", "Rutgers University women" name it themselves, by its last word at least. */
	slice owner = pool_get(f, f->entities.v[of].name), last = owner;
	while (last.n && memchr(last.p, ' ', last.n)) last = slice_sub(last, 1, last.n);
	if (slice_starts(s, last) && s.n > last.n && s.p[last.n] == ' ')
		return arena_printf(a, "%.*s%.*s", PRS(owner), PRS(slice_sub(s, last.n, s.n)));
	const char *space = memchr(owner.p, ' ', owner.n);
	bool begins = space && slice_starts(s, (slice){owner.p, (size_t)(space + 1 - owner.p)});
	if (begins) return s;                                  /* "New York police" */
	return arena_printf(a, "%.*s of %.*s", PRS(s), PRS(owner));
}

uint32_t entity_of(finder *f, uint32_t t)
{
	if (!t || t >= f->tok->n) return 0;
	const dl_mention *m = &f->mentions.v[f->mention_at[t]];
	if (m->entity) return m->entity;
	const dl_mention *in = &f->mentions.v[f->inside[t]];
	if (in->entity && (in->kind == DL_M_PERSON || in->kind == DL_M_ORG) && in->form == 'n') return in->entity;
	if (m->kind == DL_M_TIME || m->kind == DL_M_COUNT || in->kind == DL_M_TIME) return 0;
	return refer_noun(f, t);
}
