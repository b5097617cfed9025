/* SPDX-License-Identifier: Apache-2.0
 *
 * refer_pronoun.c - whom "he", "her", "they" or "it" means.
 *
 * In: a pronoun in the tree, who was met before it. Out: a mention of its entity, or none where two could be meant.
 *
 *      An army spokesman said his service ...          his: the subject of a clause above it
 *      For the office he seeks, Bo Kim has a plan      he: the name that the clause behind the comma begins with
 *      His decision complicates Haddad's plans         his: not Haddad, who is named behind it in its own clause
 *      The council said they were suspending it        they: a body or several people; it: nobody here acts
 *
 * Else the one person of that gender whom the sentence names before, or the subject of a sentence just before.
 * Cost: LOOK_BACK for a pronoun.
 */
#include "facts/actor/refer.h"

static char pronoun_gender(const finder *f, uint32_t t)
{
	if (tok_is(f, t, "he") || tok_is(f, t, "his") || tok_is(f, t, "him") || tok_is(f, t, "himself")) return 'm';
	if (tok_is(f, t, "she") || tok_is(f, t, "her") || tok_is(f, t, "hers") || tok_is(f, t, "herself")) return 'f';
	slice s = f->tok->form[t];
	if (slice_eq_fold(s, S("he")) || slice_eq_fold(s, S("his")) || slice_eq_fold(s, S("him"))) return 'm';
	return slice_eq_fold(s, S("she")) || slice_eq_fold(s, S("her")) ? 'f' : 0;
}

/* "His decision complicates Haddad's plans", "he thanked Haddad": who is named behind the pronoun in its own clause is
 * another (binding, principle C of Chomsky 1981, and what newspapers make of it for "his"). */
#define NAMED_NEAR 48u       /* tokens */

static bool named_behind(const finder *f, uint32_t t, uint32_t entity)
{
	uint32_t end = min_u32(f->tok->sent_first[f->tok->sent[t] + 1], t + NAMED_NEAR);
	uint32_t top = f->tok->rel[t] == DL_R_NMOD_POSS ? f->tok->head[t] : t;
	if (f->tok->rel[top] != DL_R_NSUBJ && f->tok->rel[top] != DL_R_NSUBJ_PASS) return false;
	for (uint32_t u = t + 1; u < end; u++) {
		uint32_t m = f->mention_at[u];
		bool same = m && f->mentions.v[m].entity == entity && f->mentions.v[m].form == 'n';
		if (!same) continue;
		if (top == t ? tree_within(f, u, f->tok->head[t]) : tree_clause(f, u) == f->tok->head[top]) return true;
	}
	return false;
}

/* "Kim shot at him", "the guards beat them": whom a verb is done to is not its subject, or the text would say "himself"
 * (binding, principle B). 0: the pronoun is no object, or nobody is known to act. */
static uint32_t acts_on(const finder *f, uint32_t t)
{
	bool part = f->tok->rel[t] == DL_R_NMOD && f->tok->rel[f->tok->head[t]] == DL_R_OBJ;      /* "two of them" */
	if (part) t = f->tok->head[t];
	unsigned rel = f->tok->rel[t];
	if ((rel != DL_R_OBJ && rel != DL_R_IOBJ && rel != DL_R_OBL) || slice_ends(f->tok->form[t], S("self"))) return 0;
	uint32_t verb = f->tok->head[t], s = f->tok->upos[verb] == DL_VERB ? tree_subject(f, verb) : 0;
	return s && s < t ? f->mentions.v[f->mention_at[s]].entity : 0;
}

/* The one person that "he" can be: named in this sentence before it, else the subject of a sentence just before. */
static uint32_t pronoun_person(const finder *f, uint32_t t, char gender)
{
	uint32_t found = 0, sent = f->tok->sent[t], at = 0, actor = acts_on(f, t);
	bool subject = false;
	for (uint32_t n = 0; n < f->refs->names.n && n < LOOK_BACK; n++) {
		const named *x = &f->refs->names.v[f->refs->names.n - 1 - n];
		const dl_entity *e = &f->entities.v[x->entity];
		if (sent - x->sent > 3) break;
		if (found && x->sent < at) break;      /* a nearer sentence has answered */
		if (e->kind != DL_E_PERSON || (e->gender && e->gender != (uint8_t)gender)) continue;
		if (named_behind(f, t, x->entity) || x->entity == actor) continue;
		if (!found || (x->subject && !subject)) found = x->entity, at = x->sent, subject = x->subject;
		else if (found != x->entity && x->subject == subject && !subject) return 0;
	}
	return found;
}

/* "For the office he seeks, Bo Kim has a plan": a name that the clause behind the comma begins with, when nobody is
 * named before "he" in the sentence. */
static uint32_t clause_begins_with(const finder *f, uint32_t t, char gender)
{
	uint32_t top = t, begin = f->tok->sent_first[f->tok->sent[t]], names = f->refs->names.n;
	for (int n = 0; f->tok->head[top] && n < 64; n++) top = f->tok->head[top];
	uint32_t s = tree_child(f, top, DL_R_NSUBJ), m = s > t ? f->inside[s] : 0;
	const dl_mention *x = &f->mentions.v[m];
	while (m && s > t && f->tok->start[s] > x->at.start) s--;
	if (!m || x->kind != DL_M_PERSON || x->form != 'n' || !tok_is_comma(f, s - 1)) return 0;
	if (names && f->refs->names.v[names - 1].token >= begin) return 0;
	const dl_entity *e = &f->entities.v[x->entity];
	return x->entity && e->kind == DL_E_PERSON && (!e->gender || e->gender == (uint8_t)gender) ? x->entity : 0;
}

/* "Haddad's brother spoke. His brother ...": whose such a noun was, told just before. */
static uint32_t owner_before(const finder *f, uint32_t t, char gender)
{
	uint32_t noun = f->tok->head[t];
	if (f->tok->rel[t] != DL_R_NMOD_POSS || noun <= t) return 0;
	for (uint32_t n = 0; n < f->refs->v.n && n < LOOK_BACK; n++) {
		const referent *r = &f->refs->v.v[f->refs->v.n - 1 - n];
		const dl_entity *e = &f->entities.v[r->p.owner];
		if (f->tok->sent[t] - r->sent > 1) return 0;
		bool fits = r->p.owner && e->kind == DL_E_PERSON && (!e->gender || e->gender == (uint8_t)gender);
		if (fits && slice_eq_fold(r->p.noun, tok_lemma(f, noun))) return r->p.owner;
	}
	return 0;
}

/* One person who is newly described, by the word at s: the entity, 0 when it is another or nobody. "The leader" may be
 * somebody who was named. */
static uint32_t described_person(const finder *f, uint32_t s, char gender)
{
	uint32_t e = f->mentions.v[f->mention_at[s]].entity;
	for (uint32_t n = 0; e >= f->refs->first_plain && n < f->refs->v.n && n < LOOK_BACK; n++) {
		const referent *r = &f->refs->v.v[f->refs->v.n - 1 - n];
		if (r->entity != e) continue;
		bool one = r->p.row->kind == 'p' && r->p.number == 's' && r->p.det == DET_A;
		return one && (!r->p.gender || r->p.gender == gender) ? e : 0;
	}
	return 0;
}

/* "An army spokesman said his service ...": who is described as the subject of this clause, or of one above it. */
static uint32_t described_subject(const finder *f, uint32_t t, char gender)
{
	uint32_t clause = tree_clause(f, f->tok->head[t]);
	for (uint32_t n = 0; clause && n < 4; n++) {
		uint32_t s = tree_subject(f, clause);
		bool before = s && s < t && same_sentence(f, s, t);
		uint32_t e = before ? described_person(f, s, gender) : 0;
		if (!n && before && acts_on(f, t)) e = before = 0;
		if (e || (before && f->mentions.v[f->mention_at[s]].kind == DL_M_PERSON)) return e;
		clause = f->tok->head[clause] ? tree_clause(f, f->tok->head[clause]) : 0;
	}
	return 0;
}

static bool they(const finder *f, uint32_t t)
{
	return listed(f, W_THEY, f->tok->form[t]);
}

/* "It extended her remand", not "it rained", "it was reported that", "it is unclear": somebody acts. */
static bool it_acts(const finder *f, uint32_t t)
{
	uint32_t verb = f->tok->head[t];
	slice s = f->tok->form[t];
	if (slice_eq_fold(s, S("its"))) return true;
	if (!slice_eq_fold(s, S("it")) || f->tok->rel[t] != DL_R_NSUBJ || f->tok->upos[verb] != DL_VERB) return false;
	bool idle = tok_in(f, verb, W_IT_IDLE) || tree_child(f, verb, DL_R_CSUBJ) || tree_child(f, verb, DL_R_COP);
	return !idle;
}

/* The entity of a subject that "they" or "it" can be: a group, a body, or people of plural. */
static uint32_t many_of(finder *f, uint32_t subject, uint32_t t)
{
	if (!subject || subject == t || subject > t) return 0;
	uint32_t e = entity_of(f, subject);
	const dl_entity *x = &f->entities.v[e];
	bool body = x->kind == DL_E_ORG || (x->kind == DL_E_GROUP && !x->plural);
	return e && (they(f, t) ? body || x->kind == DL_E_GROUP || x->plural : body) ? e : 0;
}

/* "The council said they were suspending", "said it had": the subject of this clause ("their"), of one above it, else
 * that of the sentence before. */
static uint32_t pronoun_group(finder *f, uint32_t t)
{
	uint32_t clause = tree_clause(f, f->tok->head[t]), sent = f->tok->sent[t], actor = acts_on(f, t);
	for (uint32_t n = 0; clause && n < 4; n++) {
		uint32_t e = n || !actor ? many_of(f, tree_subject(f, clause), t) : 0;
		if (e && e != actor) return e;
		clause = f->tok->head[clause] ? tree_clause(f, f->tok->head[clause]) : 0;
	}
	if (sent < 2 || f->tok->sent_para[sent] != f->tok->sent_para[sent - 1]) return 0;
	for (uint32_t p = f->tok->sent_first[sent - 1]; p < f->tok->sent_first[sent]; p++)
		if (!f->tok->head[p]) return many_of(f, tree_subject(f, p), t);
	return 0;
}

bool refer_pronoun(finder *f, uint32_t t)
{
	char gender = pronoun_gender(f, t);
	uint32_t e = gender ? owner_before(f, t, gender) : 0;
	if (!e && gender) e = clause_begins_with(f, t, gender);
	if (!e && gender) e = described_subject(f, t, gender);
	if (!e) e = gender ? pronoun_person(f, t, gender) : they(f, t) || it_acts(f, t) ? pronoun_group(f, t) : 0;
	if (!e) return false;
	unsigned kind = f->entities.v[e].kind;
	uint32_t m = mention_add(f, (dl_mention){
		.at = {f->tok->start[t], tok_end(f, t)}, .head = t, .sent = f->tok->sent[t], .form = 'p',
		.kind = kind == DL_E_ORG ? DL_M_ORG : kind == DL_E_PERSON ? DL_M_PERSON : DL_M_GROUP,
		.rule = rule_add(f, "pronoun", 0, f->tok->lemma[t])});
	entity_mention(f, m, e);
	if (gender && !f->entities.v[e].gender) f->entities.v[e].gender = (uint8_t)gender;
	refer_remember(f, m);
	return true;
}
