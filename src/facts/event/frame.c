/* SPDX-License-Identifier: Apache-2.0
 *
 * frame.c - who did what to whom, when and where, for any word that says that something is done.
 *
 * In: a verb, or a noun of doing (class ACT of classes.tsv, or a noun of the lexicon). Out: its arguments as
 * stretches of words. "The court's ruling on the ban": who "The court's", whom "on the ban". It is what the rules
 * build upon, shown by `dateline why` and measured against other people's frames; happenings take their claims
 * from the same arguments (role.c, claim.c). Verbs that nobody does ("die", "rise": class UNDERGO) have a subject
 * to whom it happens, and so has an adjective of class STATE ("ready to go"). Cost: the children of a token.
 */
#include "facts/event/happen.h"

static class_set word_class(const happen *h, uint32_t t) { return class_of_lemma(h->kb, h->f->tok->lemma[t]); }

bool frame_doing(happen *h, uint32_t t)
{
	const finder *f = h->f;
	unsigned rel = f->tok->rel[t];
	switch (f->tok->upos[t]) {
	case DL_VERB:            /* not "according to", nor a word of a name: "United" */
		return rel != DL_R_CASE && rel != DL_R_MARK && rel != DL_R_FIXED && !f->tok->name[t];
	case DL_NOUN:
		return (word_class(h, t) & h->kb->act) != 0;
	case DL_ADJ:
		return (word_class(h, t) & h->kb->state) != 0;
	default:
		return false;
	}
}

/* The first and last word of the phrase below t: a relative clause and an apposition belong to it, what is joined
 * to it as a clause of its own does not. */
static facts_arg stretch(const finder *f, uint32_t t, uint32_t top, unsigned role)
{
	facts_arg a = {.first = t, .last = t, .role = (uint8_t)role};
	for (uint32_t c = f->first_child[t]; c; c = f->next_child[c]) {
		if (c == top || f->tok->rel[c] == DL_R_PUNCT || f->tok->rel[c] == DL_R_PARATAXIS) continue;
		facts_arg b = stretch(f, c, top, role);
		if (b.first < a.first) a.first = b.first;
		if (b.last > a.last) a.last = b.last;
	}
	return a;
}

typedef struct { facts_arg *out; uint32_t n, token; } frame;

static void put(const finder *f, frame *fr, unsigned role, uint32_t t)
{
	if (!t || fr->n >= FR_N) return;
	for (uint32_t i = 0; i < fr->n; i++)
		if (fr->out[i].role == role) return;
	fr->out[fr->n] = stretch(f, t, fr->token, role);
	fr->out[fr->n++].token = fr->token;
}

static bool is_time_phrase(const finder *f, uint32_t t)
{
	return f->mentions.v[f->inside[t]].kind == DL_M_TIME || f->tok->rel[t] == DL_R_OBL_UNMARKED;
}

/* What a clause says that it is about, when it has no object: "said that he left", "agreed to leave", and, for who
 * speaks behind his words, "they left, he said". */
static uint32_t clause_below(const happen *h, uint32_t t)
{
	const finder *f = h->f;
	uint32_t c = tree_child(f, t, DL_R_CCOMP);
	if (!c) c = tree_child(f, t, DL_R_XCOMP);
	bool says = f->tok->rel[t] == DL_R_PARATAXIS && (word_class(h, t) & h->kb->speech);
	return c || !says ? c : f->tok->head[t];
}

static uint32_t phrase_after(const finder *f, uint32_t t, const slice *preps, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		uint32_t c = arg_prep(f, t, preps[i]);
		if (c && !is_time_phrase(f, c)) return c;
	}
	return 0;
}

/* "look at", "talk about", "wait for": the phrase that stands for an object. */
static uint32_t object_phrase(const finder *f, uint32_t t)
{
	static const slice preps[] = {{"of", 2}, {"about", 5}, {"at", 2}, {"for", 3}, {"on", 2}, {"against", 7}, {"to", 2}};
	return phrase_after(f, t, preps, COUNT(preps));
}

/* The subject stands in another clause that this one only leans on: "after freeing him, the rebels left". */
static bool from_outside(const finder *f, uint32_t verb, uint32_t who)
{
	for (uint32_t v = verb, n = 0; v && n < 8 && f->tok->head[who] != v; v = f->tok->head[v], n++) {
		unsigned rel = f->tok->rel[v];
		if (rel == DL_R_ADVCL || (rel == DL_R_ACL && tree_child(f, v, DL_R_MARK))) return true;
		if (rel != DL_R_CONJ && rel != DL_R_XCOMP) return false;
	}
	return false;
}

static void verb_frame(happen *h, frame *fr)
{
	const finder *f = h->f;
	uint32_t t = fr->token, who = arg_subject(h, t), whom = arg_object(h, t);
	bool passive = tree_passive(f, t), tells = (word_class(h, t) & h->kb->tells) != 0;
	uint32_t iobj = passive ? 0 : tree_child(f, t, DL_R_IOBJ), obj = tree_child(f, t, DL_R_OBJ);
	uint32_t clause = clause_below(h, t);
	if (f->tok->rel[t] == DL_R_AMOD) {           /* "the wounded men", "a growing party" */
		put(f, fr, f->tok->xpos[t] == DL_T_VBG ? FR_WHO : FR_WHOM, f->tok->head[t]);
		return;
	}
	if (clause && passive && tok_is(f, whom, "it")) whom = clause;       /* "it was noted that ..." */
	if (!passive && !obj && !iobj && !whom && (word_class(h, t) & h->kb->undergo)) whom = who, who = 0;
	if (iobj && obj) put(f, fr, FR_THIRD, iobj), whom = obj;
	if (tells && clause && whom) put(f, fr, FR_THIRD, whom), whom = clause;
	put(f, fr, who && from_outside(f, t, who) ? FR_FROM : FR_WHO, who);
	put(f, fr, FR_WHOM, whom);
	put(f, fr, FR_WHOM, clause);
	if (!passive) put(f, fr, FR_WHOM, object_phrase(f, t));
}

static void noun_frame(happen *h, frame *fr)
{
	static const slice into[] = {{"in", 2}, {"into", 4}};
	const finder *f = h->f;
	uint32_t t = fr->token, poss = tree_child(f, t, DL_R_NMOD_POSS), of = arg_prep(f, t, S("of"));
	bool undergo = (word_class(h, t) & h->kb->undergo) != 0;
	uint32_t up = f->tok->head[t], before = actor_before(h, t);
	put(f, fr, FR_WHO, arg_prep(f, t, S("by")));
	put(f, fr, FR_WHOM, of);
	put(f, fr, undergo ? FR_WHOM : FR_WHO, poss);
	if (undergo) put(f, fr, FR_WHOM, phrase_after(f, t, into, COUNT(into)));
	put(f, fr, FR_WHOM, object_phrase(f, t));
	put(f, fr, FR_WHOM, tree_child(f, t, DL_R_ACL));
	put(f, fr, undergo ? FR_WHOM : FR_WHO, before);
	if (before != tree_child(f, t, DL_R_COMPOUND)) put(f, fr, FR_WHOM, tree_child(f, t, DL_R_COMPOUND));
	if (f->tok->rel[t] == DL_R_OBJ && (word_class(h, up) & h->kb->lends)) put(f, fr, FR_WHO, arg_subject(h, up));
}

/* "He is ready to go": who stands so is whom it is said of. */
static void state_frame(const finder *f, frame *fr)
{
	uint32_t t = fr->token, who = tree_subject(f, t);
	put(f, fr, FR_WHOM, f->tok->rel[t] == DL_R_AMOD ? f->tok->head[t] : who);
}

static void when_where(const finder *f, frame *fr)
{
	for (uint32_t c = f->first_child[fr->token]; c; c = f->next_child[c]) {
		unsigned rel = f->tok->rel[c];
		if (rel != DL_R_OBL && rel != DL_R_NMOD && rel != DL_R_OBL_UNMARKED && rel != DL_R_ADVMOD) continue;
		if (f->mentions.v[f->inside[c]].kind == DL_M_TIME) put(f, fr, FR_WHEN, c);
		else if (f->mentions.v[f->mention_at[c]].kind == DL_M_PLACE) put(f, fr, FR_WHERE, c);
	}
}

uint32_t frame_of(happen *h, uint32_t t, facts_arg out[FR_N])
{
	frame fr = {.out = out, .token = t};
	if (is_noun(h->f, t)) noun_frame(h, &fr);
	else if (h->f->tok->upos[t] == DL_ADJ) state_frame(h->f, &fr);
	else verb_frame(h, &fr);
	when_where(h->f, &fr);
	for (uint32_t c = h->f->first_child[t]; c; c = h->f->next_child[c])
		if (tok_is(h->f, c, "not") || tok_is(h->f, c, "never")) put(h->f, &fr, FR_NOT, c);
	return fr.n;
}
