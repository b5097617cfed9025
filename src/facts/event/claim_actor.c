/* SPDX-License-Identifier: Apache-2.0
 *
 * claim_actor.c - whom a phrase means, and who is named together with him.
 *
 * In: the head of a noun phrase that tells who or to whom. Out: an entity; the head of the next phrase.
 *
 *      "I was shot", he said                          the speaker
 *      "its president, Amin Haddad"                   the name beside the description
 *      "columnist Rosa Lind wrote"                    the same, where the tree has two subjects side by side
 *      "the mayor of Sarn Eda Holm"                   the person behind the name of what he is of
 *      "officers, medics and firefighters came"       three, whether joined or side by side in the tree
 *
 * Cost: the children of a token and of its head.
 */
#include "facts/say/attrib.h"
#include "facts/event/happen.h"

/* "I was shot", he said; "we cleared the beach", the firm said: "I" is who speaks, "we" a body that does. */
static uint32_t speaker_meant(const finder *f, uint32_t t)
{
	bool one = listed(f, W_I_SPEAK, f->tok->form[t]), we = listed(f, W_WE_SPEAK, f->tok->form[t]);
	const dl_attribution *a = &f->attributions.v[one || we ? f->said_by[t] : 0];
	if (!a->n_links || a->kind == 'i' || a->kind == 'h') return 0;
	uint32_t e = f->links.v[a->first_link + a->n_links - 1].entity;
	unsigned kind = f->entities.v[e].kind;
	return e && (one ? kind == DL_E_PERSON || (kind == DL_E_GROUP && !f->entities.v[e].plural)
	                 : kind == DL_E_ORG || kind == DL_E_GROUP) ? e : 0;
}

/* Is the second of two subjects, objects or agents of one verb t, and is the first one s? The words between them. */
static bool side_by_side(const finder *f, uint32_t s, uint32_t t, uint32_t *from, uint32_t *to)
{
	dl_span a = tree_span(f, s), b = tree_span(f, t);
	if (f->tok->rel[t] != f->tok->rel[s] || f->tok->upos[t] == DL_PRON || a.end > b.start) return false;
	for (*from = t; *from > s + 1 && f->tok->start[*from - 1] >= a.end;) --*from;
	for (*to = *from; *to < t && f->tok->start[*to] < b.start;) ++*to;
	return true;
}

/* The tree may hang what belongs together on the verb twice. */
static uint32_t twin_of(const finder *f, uint32_t t, uint32_t *from, uint32_t *to)
{
	unsigned rel = f->tok->rel[t];
	if (rel != DL_R_NSUBJ && rel != DL_R_NSUBJ_PASS && rel != DL_R_OBJ && rel != DL_R_OBL_AGENT) return 0;
	for (uint32_t c = f->next_child[t]; c; c = f->next_child[c])
		if (f->tok->rel[c] == rel) return is_noun(f, c) && side_by_side(f, t, c, from, to) ? c : 0;
	return 0;
}

/* "columnist Rosa Lind wrote": the name right behind the description. */
static uint32_t twin_named(const finder *f, uint32_t t)
{
	uint32_t from, to, twin = f->tok->upos[t] == DL_NOUN ? twin_of(f, t, &from, &to) : 0;
	const dl_mention *m = &f->mentions.v[f->mention_at[twin]];
	bool name = m->form == 'n' && (m->kind == DL_M_PERSON || m->kind == DL_M_ORG);
	return twin && from == to && name ? twin : 0;
}

/* "officers, firefighters and medics came": what stands between them joins them. */
static uint32_t twin_joined(const finder *f, uint32_t t)
{
	uint32_t from, to, twin = twin_of(f, t, &from, &to);
	if (!twin || from == to) return 0;
	for (uint32_t k = from; k < to; k++)
		if (!tok_is_comma(f, k) && !tok_is(f, k, "and")) return 0;
	return twin;
}

/* "the mayor of Sarn Eda Holm": the person right behind the name of what he is of. */
static uint32_t person_behind(const finder *f, uint32_t t)
{
	uint32_t of = f->tok->xpos[t] == DL_T_NN ? arg_prep(f, t, S("of")) : 0;
	const dl_mention *m = &f->mentions.v[f->mention_at[of]], *p = NULL;
	if (!of || m->form != 'n' || (m->kind != DL_M_ORG && m->kind != DL_M_PLACE)) return 0;
	uint32_t next = of;
	while (next < f->tok->n && tok_end(f, next) <= m->at.end) next++;
	if (next < f->tok->n && same_sentence(f, next, t)) p = &f->mentions.v[f->inside[next]];
	bool person = p && p->kind == DL_M_PERSON && p->form == 'n' && p->at.start == m->at.end + 1;
	return person && tree_within(f, p->head, t) ? p->entity : 0;
}

/* "its president, Amin Haddad": the name beside a description of one person is whom it means. */
uint32_t entity_meant(finder *f, uint32_t t)
{
	if (f->tok->upos[t] == DL_PRON && speaker_meant(f, t)) return speaker_meant(f, t);
	uint32_t e = entity_of(f, arg_real(f, t)), beside = tree_child(f, t, DL_R_APPOS), twin = twin_named(f, t);
	if (!beside && tok_is(f, t, "one")) beside = tree_child(f, arg_real(f, t), DL_R_APPOS);     /* "one of them, X" */
	bool many = e && f->entities.v[e].plural && !tok_is(f, t, "one");
	if (e && (f->entities.v[e].kind != DL_E_GROUP || many)) return e;
	if (twin && entity_of(f, twin)) return entity_of(f, twin);
	uint32_t named = beside > t ? entity_of(f, beside) : person_behind(f, t);
	return named && f->entities.v[named].kind == DL_E_PERSON ? named : e;
}

dl_span actor_span(const finder *f, uint32_t t)
{
	uint32_t twin = twin_named(f, t);
	return twin ? span_join(tree_np(f, t), tree_np(f, twin)) : tree_np(f, t);
}

/* The next of those named together: "officers, firefighters and medics", "villagers along with activists". */
uint32_t actor_joined(const finder *f, uint32_t t)
{
	for (uint32_t k = f->first_child[t]; k; k = f->next_child[k]) {
		if (f->tok->rel[k] == DL_R_CONJ && is_noun(f, k)) return k;
		bool beside = k > t && f->tok->rel[k] == DL_R_NMOD && is_noun(f, k);
		if (beside && tree_case(f, k) && listed(f, W_WITH_OTHERS, f->tok->form[tree_case(f, k)])) return k;
	}
	/* "Ames, Brand and Cole": both hang on the first. */
	for (uint32_t k = f->tok->rel[t] == DL_R_CONJ ? f->next_child[t] : 0; k; k = f->next_child[k])
		if (f->tok->rel[k] == DL_R_CONJ && is_noun(f, k)) return k;
	return twin_joined(f, t);
}
