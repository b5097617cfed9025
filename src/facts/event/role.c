/* SPDX-License-Identifier: Apache-2.0
 *
 * role.c - who does it and to whom, for a word that may be a verb or a noun, and what class of thing they are.
 *
 * In: a token. Out: tokens, classes. "the storming of the palace by Sadr's supporters" and "Sadr's supporters
 * stormed the palace" give the same arguments. A measure stands for what it measures: in "hundreds of
 * protesters" the class is that of "protesters". It does not look at the lexicon's rows. Cost: the children of
 * a token.
 */
#include "facts/event/happen.h"

bool is_noun(const finder *f, uint32_t t)
{
	return f->tok->upos[t] == DL_NOUN || f->tok->upos[t] == DL_PROPN;
}

bool is_verb(const finder *f, uint32_t t)
{
	return f->tok->upos[t] == DL_VERB || f->tok->upos[t] == DL_AUX;
}

uint32_t arg_prep(const finder *f, uint32_t t, slice prep)
{
	for (uint32_t c = f->first_child[t]; c; c = f->next_child[c]) {
		unsigned rel = f->tok->rel[c];
		if (rel != DL_R_OBL && rel != DL_R_NMOD && rel != DL_R_OBL_AGENT && rel != DL_R_ADVCL
		    && rel != DL_R_ADVMOD
		    && rel != DL_R_ACL && rel != DL_R_OBL_UNMARKED)
			continue;
		for (uint32_t g = f->first_child[c]; g; g = f->next_child[g])
			if ((f->tok->rel[g] == DL_R_CASE || f->tok->rel[g] == DL_R_MARK)
			    && slice_eq_fold(f->tok->form[g], prep)) return c;
	}
	return 0;
}

uint32_t arg_real(const finder *f, uint32_t t)
{
	const happen_kb *kb = f->kb->happens;
	for (int n = 0; t && n < 4; n++) {
		bool measure = f->tok->upos[t] == DL_NUM || (class_of_lemma(kb,
		    f->tok->lemma[t]) & kb->measure);
		uint32_t of = measure ? arg_prep(f, t, S("of")) : 0;
		if (!of) return t;
		t = of;
	}
	return t;
}

static class_set class_of_name(const happen_kb *kb, unsigned name)
{
	switch (name) {
	case DL_N_B_PER: case DL_N_I_PER: return class_close(kb, kb->person);
	case DL_N_B_LOC: case DL_N_I_LOC: return class_close(kb, kb->place);
	case DL_N_B_ORG: case DL_N_I_ORG: return class_close(kb, kb->org);
	default: return 0;
	}
}

static class_set class_of_mention(const happen_kb *kb, unsigned kind)
{
	switch (kind) {
	case DL_M_PERSON: return class_close(kb, kb->person);
	case DL_M_ORG: case DL_M_GROUP: return class_close(kb, kb->org);
	case DL_M_PLACE: return class_close(kb, kb->place);
	case DL_M_WEAPON: return class_close(kb, kb->weapon);
	default: return 0;
	}
}

static class_set class_of_pronoun(const finder *f, const happen_kb *kb, uint32_t t)
{
	return tok_in(f, t, W_PERSON_PRONOUN) ? class_close(kb, kb->person) : 0;
}

class_set class_of(happen *h, uint32_t t)
{
	finder *f = h->f;
	if (!t) return 0;
	if (h->cls_known[t]) return h->cls[t];
	uint32_t real = arg_real(f, t), m = f->mention_at[real];
	unsigned upos = f->tok->upos[real];
	class_set set = class_of_lemma(h->kb, f->tok->lemma[real]);
	set |= class_of_name(h->kb, f->tok->name[real]);
	if (m) set |= class_of_mention(h->kb, f->mentions.v[m].kind);
	if (upos == DL_PRON || upos == DL_DET) set |= class_of_pronoun(f, h->kb, real);
	if (upos == DL_NUM) set |= class_close(h->kb, h->kb->number);    /* "killed five": people, as a rule */
	if (upos == DL_SYM || tree_child_lemma(f, real, DL_R_NMOD, "$")) set |= class_close(h->kb,
	    h->kb->money);
	/* A name of which nothing is known may be anybody's: "Pardo Leal was murdered". */
	bool time = f->mentions.v[f->inside[real]].kind == DL_M_TIME;
	if (upos == DL_PROPN && !set && !time) set = class_close(h->kb, h->kb->person | h->kb->org);
	if (h->hit[real].row) set |= h->kb->event;
	h->cls_known[t] = 1;
	return h->cls[t] = set;
}

/* "Israeli", "Houthi-led"; not a word of a text or headline that is all in capitals. */
static bool capital_adjective(slice w)
{
	return w.n > 1 && w.p[0] >= 'A' && w.p[0] <= 'Z' && w.p[1] >= 'a' && w.p[1] <= 'z';
}

/* "Taliban attack", "Israeli strike", "police raid": the actor stands before the noun. */
uint32_t actor_before(happen *h, uint32_t noun)
{
	finder *f = h->f;
	for (uint32_t c = f->first_child[noun]; c; c = f->next_child[c]) {
		unsigned rel = f->tok->rel[c];
		if (rel != DL_R_COMPOUND && rel != DL_R_AMOD && rel != DL_R_NMOD_POSS
		    && rel != DL_R_NMOD) continue;
		if (rel == DL_R_NMOD && tree_case(f, c)) continue;
		uint32_t told = f->inside[c];       /* "the 1963 assassination" */
		if (told && (f->mentions.v[told].kind == DL_M_TIME || f->mentions.v[told].kind == DL_M_COUNT)) continue;
		class_set what = class_of(h, c);
		/* "the general election" is no general's. */
		if (f->tok->upos[c] == DL_ADJ && !(what & h->kb->org) && !capital_adjective(f->tok->form[c])) continue;
		/* "the port blast" is not the port's doing, "Moscow's attack" is Moscow's. */
		bool scene = f->tok->upos[c] == DL_NOUN && what & (h->kb->building | h->kb->place)
		             && !(what & (h->kb->person | h->kb->org));
		if (what & h->kb->actor && !scene) return c;
		if (rel == DL_R_AMOD && capital_adjective(f->tok->form[c])) return c;
	}
	return 0;
}

uint32_t arg_subject(happen *h, uint32_t t)
{
	finder *f = h->f;
	if (!is_noun(f, t)) return tree_agent(f, t);
	uint32_t by = arg_prep(f, t, S("by"));
	if (by) return by;
	uint32_t between = arg_prep(f, t, S("between"));
	return between ? between : actor_before(h, t);
}

/* "cordoned off the area", "shot down a drone", when the particle was taken for a preposition: it stands right
 * behind its verb. */
static uint32_t behind_particle(const finder *f, uint32_t verb)
{
	static const slice particles[] = {{"off", 3}, {"down", 4}, {"up", 2}, {"out", 3}};
	for (size_t i = 0; i < COUNT(particles); i++) {
		bool beside = verb + 1 < f->tok->n && slice_eq_fold(f->tok->form[verb + 1], particles[i]);
		uint32_t o = beside ? arg_prep(f, verb, particles[i]) : 0;
		if (o) return o;
	}
	return 0;
}

uint32_t arg_object(happen *h, uint32_t t)
{
	static const slice preps[] = {{"of", 2}, {"on", 2}, {"against", 7}, {"at", 2}, {"into", 4}};
	finder *f = h->f;
	if (!is_noun(f, t)) {
		uint32_t o = tree_object(f, t);
		return o ? o : behind_particle(f, t);
	}
	for (size_t i = 0; i < COUNT(preps); i++) {
		uint32_t c = arg_prep(f, t, preps[i]);
		if (c && f->mentions.v[f->mention_at[c]].kind != DL_M_TIME) return c;
	}
	return 0;
}
