/* SPDX-License-Identifier: Apache-2.0
 *
 * claim_hours.c - when a lasting measure begins and ends, told by a verb of its own beside the measure.
 *
 * In: reports of lasting things (a curfew, a truce, a strike) and the verbs of happenings.tsv marked BEGIN or END.
 * Out: claims `starts` and `ends`:
 *
 *      A curfew has been announced, starting at 6pm.             a participle below the report's own verb
 *      ... the curfew, although the radio said it would start    "it": the last lasting report before, in this
 *      at 7.                                                     sentence or the one before
 *
 * "The curfew begins at 6" has the measure for its subject and is an ordinary row of the table. Any other pronoun or
 * subject is left alone. Cost: the sentences that hold such a verb.
 */
#include "facts/event/happen.h"

bool lasts(const finder *f, const dl_report *r)
{
	static const slice modes[] = {{"curfew", 6}, {"ceasefire", 9}, {"martial-law", 11}, {"strike", 6}, {"restrict", 8}};
	slice mode = pool_get(f, r->mode);
	for (size_t i = 0; i < COUNT(modes); i++)
		if (slice_eq(mode, modes[i])) return true;
	return false;
}

/* LEX_BEGIN or LEX_END when a row of the table marks this verb so, whatever its subject; else LEX_NONE. */
static unsigned turns(const happen *h, uint32_t t)
{
	if (!is_verb(h->f, t)) return LEX_NONE;
	for (uint32_t i = lex_first(h->kb, h->f->tok->lemma[t]); i; i = h->kb->rows.v[i].next) {
		const lex_row *r = &h->kb->rows.v[i];
		if ((r->makes == LEX_BEGIN || r->makes == LEX_END) && slice_eq(r->word, h->f->tok->lemma[t])) return r->makes;
	}
	return LEX_NONE;
}

/* The report whose verb the participle at t hangs on. */
static uint32_t report_above(const happen *h, uint32_t t)
{
	const finder *f = h->f;
	if (f->tok->rel[t] != DL_R_ADVCL && f->tok->rel[t] != DL_R_ACL) return 0;
	return f->tok->xpos[t] == DL_T_VBG ? h->hit[f->tok->head[t]].report : 0;
}

/* "it": the last lasting report before t, in its sentence or the one before. */
static uint32_t report_meant(const happen *h, uint32_t t)
{
	const finder *f = h->f;
	uint32_t subject = tree_child(f, t, DL_R_NSUBJ), best = 0;
	if (!subject || !slice_eq_fold(f->tok->form[subject], S("it"))) return 0;
	for (uint32_t id = 1; id < f->reports.n; id++) {
		const dl_report *r = &f->reports.v[id];
		if (r->sent > f->tok->sent[t]) break;
		if (r->token < t && r->sent + 1 >= f->tok->sent[t] && lasts(f, r)) best = id;
	}
	return best;
}

void claims_of_hours(happen *h)
{
	finder *f = h->f;
	for (uint32_t t = 1; t < f->tok->n && !f->nomem; t++) {
		unsigned makes = f->tok->upos[t] == DL_VERB && !h->hit[t].report ? turns(h, t) : LEX_NONE;
		if (makes == LEX_NONE) continue;
		uint32_t id = report_above(h, t);
		if (!id) id = report_meant(h, t);
		if (id && lasts(f, &f->reports.v[id])) claim_times(h, id, t, makes == LEX_BEGIN ? DL_F_STARTS : DL_F_ENDS);
	}
}
