/* SPDX-License-Identifier: Apache-2.0
 *
 * time_tense.c - the tense that a time is told in: does "Monday" lie before the report or ahead of it?
 *
 * In: a time's tokens and the tree above them. Out: past, present, future or none.
 *
 *      Talks were held on Monday.                     past: the last Monday
 *      The talks were put off until Monday.           set ahead, whatever the tense of setting it: the next
 *      He said on Friday talks would resume Monday.   the Monday after that Friday
 *
 * The nearest verb above that shows a tense gives it; a participle or an infinitive that shows none leaves it to the
 * verb above. Cost: the words up to that verb.
 */
#include "facts/time/time_grammar.h"

#define CLAUSE_DEEP 5                      /* from a time up to the verb of its clause */

/* Tense of one verb by its form and its auxiliaries. */
static time_tense verb_tense(const finder *f, uint32_t v)
{
	const dl_tokens *k = f->tok;
	for (uint32_t c = f->first_child[v]; c; c = f->next_child[c]) {
		if (k->rel[c] == DL_R_MARK && tok_is(f, c, "to"))                  /* "claims to have killed him" */
			return tree_child_lemma(f, v, DL_R_AUX, "have") ? TENSE_PAST : TENSE_FUTURE;
		if (k->rel[c] != DL_R_AUX && k->rel[c] != DL_R_AUX_PASS && k->rel[c] != DL_R_COP) continue;
		if (tok_is(f, c, "will") || tok_is(f, c, "shall") || tok_is(f, c, "'ll") || tok_is(f, c, "wo"))
			return TENSE_FUTURE;
		if (k->xpos[c] == DL_T_MD) return tree_child_lemma(f, v, DL_R_AUX, "have") ? TENSE_PAST : TENSE_FUTURE;
		if (k->xpos[c] == DL_T_VBD) return TENSE_PAST;
		if (tok_is(f, c, "have")) return TENSE_PAST;
		if (tok_is(f, c, "be") && k->rel[c] == DL_R_AUX_PASS) return TENSE_PRESENT;
		if (tok_is(f, c, "be") || tok_is(f, c, "do")) return TENSE_PRESENT;
	}
	if (k->xpos[v] == DL_T_VBD) return TENSE_PAST;
	/* The tagger takes some past tenses for participles: a participle that rules a clause is past. */
	if (k->xpos[v] == DL_T_VBN && (k->rel[v] != DL_R_ACL || k->rel[k->head[v]] == DL_R_ROOT)
	    && k->rel[v] != DL_R_AMOD && k->rel[v] != DL_R_ADVCL)
		return TENSE_PAST;
	if (k->xpos[v] == DL_T_VBP || k->xpos[v] == DL_T_VBZ) return TENSE_PRESENT;
	return TENSE_NONE;
}

/* "continued on Monday to look into a blast on Sunday": the infinitive is as old as the verb that leads it. */
static bool as_told_above(const finder *f, uint32_t t)
{
	if (f->tok->rel[t] != DL_R_XCOMP && f->tok->rel[t] != DL_R_ADVCL) return false;
	return tok_in(f, f->tok->head[t], W_LEADS_INFINITIVE);
}

/* Tense above a token: the nearest verb that shows one. A participle that shows none leaves it to the verb above. */
time_tense time_tense_at(const finder *f, uint32_t t)
{
	for (uint32_t n = 0; t && n < DL_SENT_MAX; t = f->tok->head[t], n++) {
		unsigned pos = f->tok->upos[t];
		if (pos != DL_VERB && pos != DL_AUX && !tree_child(f, t, DL_R_COP) && !tree_child(f, t, DL_R_AUX)) continue;
		if (as_told_above(f, t)) continue;
		time_tense k = verb_tense(f, t);
		if (k != TENSE_NONE) return k;
		if (f->tok->xpos[t] == DL_T_VB && f->tok->rel[t] == DL_R_XCOMP) return TENSE_FUTURE;
	}
	return TENSE_NONE;
}

/* The token of the time that hangs on the rest of the sentence. */
uint32_t time_head(const finder *f, const when *w)
{
	return tree_top(f, w->first->token, (w->next - 1)->token);
}

static uint32_t verb_above(const finder *f, uint32_t t)
{
	for (int n = 0; t && n < CLAUSE_DEEP && f->tok->upos[t] != DL_VERB; n++) t = f->tok->head[t];
	return t && f->tok->upos[t] == DL_VERB ? t : 0;
}

/* "was scheduled for Thursday", "was put off until June", "results were expected on Friday", "was due to open in May":
 * what somebody has set lies ahead, whatever the tense of setting it; what had been set is over. */
bool time_set_ahead(const finder *f, uint32_t t)
{
	uint32_t v = verb_above(f, t), prep = tree_case(f, t);
	if (!v) return false;
	for (uint32_t c = f->first_child[v]; c; c = f->next_child[c])
		if (f->tok->rel[c] == DL_R_AUX && tok_is(f, c, "have") && f->tok->xpos[c] == DL_T_VBD) return false;
	for (uint32_t c = f->first_child[v]; c && c < v; c = f->next_child[c])
		if (tok_is(f, c, "due")) return true;
	if (tok_in(f, v, W_EXPECTED)) return f->tok->xpos[v] == DL_T_VBN && tree_child(f, v, DL_R_AUX_PASS);
	return tok_in(f, v, W_SETS_A_DATE) && tok_in(f, prep, W_TO_A_DATE);
}

/* A month some time back is where it was set for, not where it will be again. */
bool time_lies_back(const when *w, const time_context *c)
{
	int y, m, d;
	if (!w->month || w->year || c->today == DL_DAY_NONE) return false;
	day_to_ymd(c->today, &y, &m, &d);
	return m > w->month && m - w->month < 6;
}

/* "said on Friday that talks would resume on Monday": the Monday after that Friday, not after the report. */
bool time_ahead_of_told(const finder *f, const when *told, const when *w, const time_context *c)
{
	if (w->kind != 'c' || !w->weekday || w->day || w->month || w->turn != NO_TURN || w->anchor) return false;
	if (!told->kind) return false;
	if (c->told_day == DL_DAY_NONE || c->today == DL_DAY_NONE || c->told_day >= c->today || c->history) return false;
	uint32_t v = verb_above(f, time_head(f, w)), said = verb_above(f, time_head(f, told)), modal = 0;
	for (uint32_t k = v ? f->first_child[v] : 0; k; k = f->next_child[k])
		if (f->tok->rel[k] == DL_R_AUX && slice_eq_fold(f->tok->form[k], S("would"))) modal = k;
	return modal && said && said != v && tree_within(f, v, said);
}
