/* SPDX-License-Identifier: Apache-2.0
 *
 * phrase.c - what a noun phrase says of the people or the body that it means.
 *
 * In: the head of a noun phrase. Out: a phrase: noun, article, number, what tells them apart.
 *
 *      "The 42-year-old driver of the tram was held. A second driver ..."
 *
 *      driver   the, one, 42 years, told apart by "tram"
 *      driver   a, one, another than those before
 *
 * Nouns for people are those of roles.tsv, the class PERSON of classes.tsv and words on -ian, -ist, -man, -woman.
 * Words that say nothing of which one ("alleged", "young") are left out. Cost: the children of the head.
 */
#include "facts/actor/refer.h"
#include "facts/event/happen.h"

/* Endings of words for people that no table needs to have: "pyrotechnician", "motorist", "signalwoman". */
static bool person_ending(slice s)
{
	if (s.n < 7 || slice_ends(s, S("list"))) return false;
	return slice_ends(s, S("ian")) || slice_ends(s, S("ist")) || slice_ends(s, S("woman")) || slice_ends(s, S("sman"));
}

static const role_row *person_row(const finder *f, uint32_t t)
{
	static const role_row person = {.kind = 'p', .noun = {"person", 6}};
	static const role_row man = {.kind = 'p', .gender = 'm', .noun = {"man", 3}};
	static const role_row woman = {.kind = 'p', .gender = 'f', .noun = {"woman", 5}};
	const happen_kb *kb = f->kb->happens;
	slice lemma = tok_lemma(f, t);
	if (f->tok->upos[t] != DL_NOUN) return NULL;
	if (!(class_of_lemma(kb, lemma) & kb->person) && !person_ending(lemma)) return NULL;
	return slice_ends(lemma, S("woman")) ? &woman : slice_ends(lemma, S("sman")) ? &man : &person;
}

static uint8_t number_of(const finder *f, uint32_t t, const role_row *row)
{
	unsigned x = f->tok->xpos[t];
	return x == DL_T_NNS || x == DL_T_NNPS ? 'p' : row->kind == 'g' ? 'c' : 's';
}

/* The number that the text begins with; 0 when anything else stands in it before its first hyphen. */
static uint32_t digits(slice s)
{
	uint32_t v = 0;
	for (size_t i = 0; i < s.n && i < 4; i++) {
		if (s.p[i] == '-') break;
		if (s.p[i] < '0' || s.p[i] > '9') return 0;
		v = v * 10 + (uint32_t)(s.p[i] - '0');
	}
	return v;
}

#define AGE_MOST 120

/* The number before "old", over "year" and hyphens alone: "17-year-old" in up to five tokens, but no "4 p.m. in the
 * old town" and no "3 old houses". */
static uint32_t years_before_old(const finder *f, uint32_t old)
{
	for (uint32_t k = old - 1; k && old - k <= 5 && same_sentence(f, k, old); k--) {
		uint32_t years = digits(tok_form(f, k));
		if (years) return k + 1 < old || memchr(tok_form(f, k).p, '-', tok_form(f, k).n) ? years : 0;
		if (!tok_in(f, k, W_AGE_UNIT) && !slice_eq(tok_form(f, k), S("-"))) return 0;
	}
	return 0;
}

uint8_t age_at(const finder *f, uint32_t t)
{
	uint32_t years = 0;
	if (f->tok->upos[t] == DL_NUM) years = digits(tok_form(f, t));
	else if (tok_is(f, t, "old"))
		years = years_before_old(f, t);
	else if (slice_ends(tok_form(f, t), S("-year-old"))) years = digits(tok_form(f, t));
	return years < AGE_MOST ? (uint8_t)years : 0;
}

static void add_mod(phrase *x, slice word)
{
	if (x->n_mods < PHRASE_MODS) x->mod[x->n_mods++] = word;
}

static void read_modifier(const finder *f, uint32_t c, phrase *x)
{
	slice w = tok_lemma(f, c);
	const dl_mention *m = &f->mentions.v[f->mention_at[c] ? f->mention_at[c] : f->inside[c]];
	uint8_t age = age_at(f, c);
	if (age) x->age = age;
	else if (m->kind == DL_M_PLACE && f->places.v[m->value].country[0] && !x->country[0])
		memcpy(x->country, f->places.v[m->value].country, 4);
	else if (listed(f, W_OTHER_ONE, w)) x->other = true;
	else if (listed(f, W_SOLE_ONE, w)) x->sole = true;
	else if (slice_eq_fold(w, S("male"))) x->gender = 'm';
	else if (slice_eq_fold(w, S("female"))) x->gender = 'f';
	/* What a gunman is like does not tell him from "the attacker"; what he drives tells a driver from others. */
	else if (x->row->part.n && f->tok->rel[c] == DL_R_AMOD) return;
	else if (!listed(f, W_SAYS_NOTHING, w) && !tok_is(f, c, "old")) add_mod(x, w);
}

#define COUNTED_MOST 999

/* "two men" 2; the age of "a man, 42". */
static void read_number(const finder *f, uint32_t c, phrase *x)
{
	const dl_mention *m = &f->mentions.v[f->inside[c]];
	bool behind = c > x->t;
	if (behind) {
		x->age = age_at(f, c);
		return;
	}
	const dl_count *k = &f->counts.v[m->kind == DL_M_COUNT ? m->value : 0];
	if (k->lo == k->hi && k->lo > 0 && k->lo <= COUNTED_MOST && !k->decimals) x->count = (uint32_t)k->lo;
	bool only = c > 1 && slice_eq_fold(f->tok->form[c - 1], S("only"));
	if (only && slice_eq_fold(f->tok->form[c], S("one"))) x->sole = true;
}

static void read_article(const finder *f, uint32_t c, phrase *x)
{
	if (listed(f, W_OTHER_ONE, tok_form(f, c)) || listed(f, W_SOME_OF_MANY, tok_form(f, c))) x->other = true;
	if (x->det == DET_NONE) x->det = listed(f, W_DEFINITE, tok_form(f, c)) ? DET_THE : DET_A;
}

static void read_child(const finder *f, uint32_t c, phrase *x)
{
	switch (f->tok->rel[c]) {
	case DL_R_DET: case DL_R_DET_PREDET: read_article(f, c, x); break;
	case DL_R_NMOD_POSS: x->det = DET_OWN; break;
	case DL_R_NUMMOD: read_number(f, c, x); break;
	case DL_R_APPOS: if (f->tok->upos[c] == DL_NUM) read_number(f, c, x); break;
	case DL_R_AMOD: case DL_R_COMPOUND: read_modifier(f, c, x); break;
	case DL_R_ACL: case DL_R_ACL_RELCL: x->clause = true; break;
	case DL_R_NMOD: if (!f->mentions.v[f->mention_at[c]].entity) add_mod(x, tok_lemma(f, c)); break;
	default: break;
	}
}

/* "Iraqis", "the French": a nationality that is no modifier. */
static bool of_nation(const finder *f, uint32_t t)
{
	const dl_mention *m = &f->mentions.v[f->mention_at[t]];
	unsigned rel = f->tok->rel[t];
	return m->kind == DL_M_PLACE && m->form == 'a' && rel != DL_R_AMOD && rel != DL_R_COMPOUND && rel != DL_R_NMOD_DESC;
}

bool phrase_read(finder *f, uint32_t t, phrase *x)
{
	static const role_row nation = {.kind = 'g', .roles = {{"CVL"}}, .noun = {"nationality", 11}};
	unsigned u = f->tok->upos[t];
	*x = (phrase){.t = t};
	if (u != DL_NOUN && u != DL_PROPN && u != DL_ADJ) return false;
	x->row = role_of(f, t);
	if (!x->row) x->row = person_row(f, t);
	if (!x->row && of_nation(f, t)) {
		x->row = &nation;
		memcpy(x->country, f->places.v[f->mentions.v[f->mention_at[t]].value].country, 4);
	}
	if (!x->row) return false;
	x->noun = tok_lemma(f, t);
	x->number = number_of(f, t, x->row);
	x->gender = (uint8_t)x->row->gender;
	for (uint32_t c = f->first_child[t]; c; c = f->next_child[c]) read_child(f, c, x);
	x->owner = owner_of(f, t, 0);
	return true;
}

static bool has_mod(const phrase *x, slice word)
{
	for (uint32_t i = 0; i < x->n_mods; i++)
		if (slice_eq_fold(x->mod[i], word)) return true;
	return false;
}

static bool mods_inside(const phrase *a, const phrase *b)
{
	for (uint32_t i = 0; i < a->n_mods; i++)
		if (!has_mod(b, a->mod[i])) return false;
	return true;
}

bool phrase_fits(const phrase *a, const phrase *b)
{
	if (a->number != b->number || (a->gender && b->gender && a->gender != b->gender)) return false;
	if ((a->count && b->count && a->count != b->count) || (a->age && b->age && a->age != b->age)) return false;
	if (a->country[0] && b->country[0] && memcmp(a->country, b->country, 4)) return false;
	if (b->owner && a->owner != b->owner) return false;
	/* "protesters" may be others than "the Kurdish protesters", "8,000 migrants" than "migrants". */
	bool several = b->number != 's' && b->det != DET_THE;
	if (several && (!mods_inside(a, b) || memcmp(a->country, b->country, 4) || a->owner != b->owner)) return false;
	if (several && (a->clause || b->clause || a->count != b->count)) return false;
	return mods_inside(b, a);
}
