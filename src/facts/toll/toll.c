/* SPDX-License-Identifier: Apache-2.0
 *
 * toll.c - the figures of killed, injured, missing, arrested, displaced, freed and of those who take part.
 *
 * In: the tree, counts[]. Out: tolls[].
 * "The blast killed at least 23 people and wounded dozens, among them two children." gives
 *   killed  [23, none)   "killed at least 23 people"      agent blast
 *   injured [24, none)   "wounded dozens"
 *   injured 2, part of, scope child   "two children"
 * A word of data/en/tolls.tsv (toll_words.c) fires; its kind says in which file it is read on:
 *   toll_object.c     verbs and their victims            toll_state.c   "dead", "missing", "among the dead"
 *   toll_care.c       injuries, hospitals, conditions    toll_noun.c    deaths, murders, shootings, bodies
 *   toll_tally.c      tolls, crowds                      toll_hit.c     of whom it is not told whether they live
 * toll_figure.c, toll_list.c and toll_headline.c say how many people a phrase stands for, toll_told.c how it is told,
 * toll_add.c writes it down, toll_elsewhere.c adds the same harm in other places. Ages, years and measures never reach
 * this stage as counts of people. Cost: one look-up a token, a few steps in the tree each.
 */
#include "facts/event/happen.h"
#include "facts/toll/toll.h"

/* Verbs, and participles that are taken for adjectives. */
static bool acts(const finder *f, uint32_t t)
{
	return f->tok->upos[t] == DL_VERB
	       || (f->tok->upos[t] == DL_ADJ && (f->tok->xpos[t] == DL_T_VBN || f->tok->xpos[t] == DL_T_VBD));
}

/* "passed away" */
static bool has_particle(const finder *f, uint32_t t, slice word)
{
	return t + 1 < f->tok->n && same_sentence(f, t + 1, t) && slice_eq_fold(tok_form(f, t + 1), word);
}

/* "A boy hurt in the crash has died": the parser may take "boy" for who hurt; whoever dies has no subject then. */
static uint32_t dies(const finder *f, uint32_t t)
{
	const dl_tokens *k = f->tok;
	uint32_t s = tree_subject(f, t), aux = f->first_child[t];
	bool has = aux && aux < t && !s;
	for (uint32_t v = t; has && --v && k->sent[v] == k->sent[t];) {
		if (k->upos[v] == DL_CCONJ || k->upos[v] == DL_SCONJ || k->upos[v] == DL_PUNCT) return 0;
		if (k->upos[v] != DL_VERB) continue;
		bool participle = k->xpos[v] == DL_T_VBN || k->xpos[v] == DL_T_VBD;
		bool bare = participle && !tree_child(f, v, DL_R_AUX) && !tree_child(f, v, DL_R_OBJ);
		return bare && k->head[v] == k->head[t] ? tree_child(f, v, DL_R_NSUBJ) : 0;
	}
	return s;
}

/* Verbs of release take people only: a statement is released too. */
static void on_verb(finder *f, uint32_t t, const toll_entry *e)
{
	if ((e->kind == TK_OBJECT || e->kind == TK_SUBJECT) && toll_on_list(f, t, e)) return;
	switch (e->kind) {
	case TK_OBJECT: toll_on_object(f, t, e, e->field); break;
	case TK_SUBJECT:
		if (!tree_passive(f, t) && (!e->scope.n || has_particle(f, t, e->scope))
		    && !toll_tell(f, t, t, e, e->field, dies(f, t), e->field != DL_F_DISPLACED, 0))
			toll_tell_beside(f, t, e, e->field, true, BESIDE_FAR);
		break;
	case TK_HARM: toll_on_harm(f, t, e); break;
	case TK_LOSE: toll_on_lose(f, t, e); break;
	case TK_SUFFER: toll_on_suffer(f, t, e); break;
	case TK_CARRY: toll_on_carry(f, t, e); break;
	case TK_ACT: toll_on_act(f, t, e); break;
	case TK_LIVE: toll_on_live(f, t, e); break;
	case TK_HOPE: toll_on_hope(f, t, e); break;
	default: break;
	}
}

static void on_word(finder *f, uint32_t t, const toll_entry *e)
{
	bool verb = acts(f, t), noun = is_noun(f, t);
	if (noun && e->kind == TK_HARM) toll_on_shot(f, t, e);
	switch (e->kind) {
	case TK_OBJECT: case TK_SUBJECT: case TK_HARM: case TK_LOSE: case TK_SUFFER: case TK_CARRY: case TK_ACT:
	case TK_LIVE: case TK_HOPE:
		if (verb) on_verb(f, t, e);
		break;
	case TK_STATE: if (!verb || e->field == DL_F_MISSING) toll_on_state(f, t, e); break;
	case TK_NOUN: if (noun) toll_on_noun(f, t, e); break;
	case TK_TOLL: if (noun) toll_on_toll(f, t, e); break;
	case TK_FIGURE: if (noun) toll_on_figure(f, t, e); break;
	case TK_CONDITION: if (noun) toll_on_condition(f, t, e); break;
	case TK_ALIVE: toll_on_alive(f, t, e); break;
	case TK_BODY: if (noun) toll_on_body(f, t, e); break;
	case TK_WOUNDS: if (noun) toll_on_wounds(f, t, e); break;
	case TK_DEED: if (noun) toll_on_deed(f, t, e); break;
	case TK_TIMES: toll_on_times(f, t, e); break;
	case TK_CROWD: if (noun) toll_on_crowd(f, t, e); break;
	case TK_TALLY: if (noun) toll_on_tally(f, t, e); break;
	default: break;
	}
}

static bool narrated(unsigned block)
{
	return block != DL_BLOCK_FURNITURE && block != DL_BLOCK_CREDIT && block != DL_BLOCK_BYLINE
	       && block != DL_BLOCK_LINK && block != DL_BLOCK_DOUBLE;
}

dl_status tolls_find(finder *f)
{
	const struct toll_table *tab = f->kb->counts->tolls;
	for (uint32_t t = 1; t < f->tok->n && !f->nomem; t++) {
		if (!narrated(f->tok->sent_block[f->tok->sent[t]])) continue;
		uint32_t by_lemma = toll_chain(f, tok_lemma(f, t)), by_form = toll_chain(f, tok_form(f, t));
		for (uint32_t i = by_lemma; i; i = tab->entries.v[i].next) on_word(f, t, &tab->entries.v[i]);
		if (by_form != by_lemma)
			for (uint32_t i = by_form; i; i = tab->entries.v[i].next) on_word(f, t, &tab->entries.v[i]);
	}
	tolls_beside_dead(f);
	tolls_elsewhere(f);
	return f->nomem ? DL_NOMEM : DL_OK;
}
