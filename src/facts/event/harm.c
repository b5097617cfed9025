/* SPDX-License-Identifier: Apache-2.0
 *
 * harm.c - what people were killed or hurt in: harm takes its kind from the happening it is told with.
 *
 * In: words that a row marks HARM, the reports of their sentence. Out: harm joined to one of these reports, or one of
 * its own.
 *
 *      Two were killed in clashes.           "clashes": the harm is told in it
 *      A tram derailed, killing seven.       the clause that it hangs on
 *      The guards killed him.                nothing to take a kind from, but somebody did it: an attack
 *      Three people died.                    the document's main report, told again
 *
 * Harm of a war ("killed in World War II") is history. Cost: the words below the token, four steps above.
 */
#include "facts/event/happen.h"

static bool harmful(const happen *h, uint32_t t)
{
	return t && h->hit[t].row && row_at(h, t)->makes == LEX_REPORT && row_at(h, t)->harmful;
}

uint32_t harm_below(happen *h, uint32_t t)
{
	static const slice preps[] = {{"in", 2}, {"during", 6}, {"by", 2}, {"from", 4}, {"amid", 4}, {"after",
	    5}, {"when", 4},
	                              {"as", 2}, {"with", 4}};
	finder *f = h->f;
	uint32_t who = arg_subject(h, t);
	if (harmful(h, who)) return who;
	for (size_t i = 0; i < COUNT(preps); i++) {
		uint32_t c = arg_prep(f, t, preps[i]);
		for (int n = 0; c && n < 3; n++) {
			if (harmful(h, c)) return c;
			c = arg_prep(f, c, S("of"));
		}
	}
	for (uint32_t c = f->first_child[t]; c; c = f->next_child[c])
		if (f->tok->rel[c] == DL_R_ADVCL && harmful(h, c)) return c;
	/* "two were killed and six wounded in an attack": what the last is told in is told of the first too. */
	for (uint32_t c = f->first_child[t]; c; c = f->next_child[c])
		if (f->tok->rel[c] == DL_R_CONJ && c > t && h->hit[c].row && row_at(h, c)->makes == LEX_HARM && is_verb(f, c))
			return harm_below(h, c);
	return 0;
}

uint32_t harm_above(happen *h, uint32_t t)
{
	finder *f = h->f;
	for (uint32_t n = 0, v = t; n < 4; n++) {
		unsigned rel = f->tok->rel[v];
		bool left = rel == DL_R_OBJ && n && tok_is(f, f->tok->head[v], "leave");  /* "that left four [injured]" */
		if (!left && rel != DL_R_ADVCL && rel != DL_R_CONJ && rel != DL_R_ACL && rel != DL_R_ACL_RELCL
		    && rel != DL_R_XCOMP
		    && rel != DL_R_PARATAXIS && rel != DL_R_NMOD && rel != DL_R_DEP)
			return 0;
		v = f->tok->head[v];
		if (harmful(h, v)) return v;
	}
	return 0;
}

/* "soldiers who were killed in the Civil War", "in World War II": harm of a time of its own. */
static bool in_a_war(const finder *f, uint32_t harm)
{
	for (uint32_t c = f->first_child[harm]; c; c = f->next_child[c]) {
		if (f->tok->rel[c] != DL_R_OBL || !(tok_is(f, tree_case(f, c), "in") || tok_is(f, tree_case(f, c), "during")))
			continue;
		if (tok_in(f, c, W_WAR)) return true;
		for (uint32_t k = f->first_child[c]; k; k = f->next_child[k])
			if ((f->tok->rel[k] == DL_R_COMPOUND || f->tok->rel[k] == DL_R_FLAT) && tok_in(f, k, W_WAR)) return true;
	}
	return false;
}

/* HARM with nothing to take its type from: an attack when somebody does it, else what the row says. */
void harm_alone(happen *h, uint32_t t)
{
	finder *f = h->f;
	uint32_t who = is_verb(f, t) ? arg_subject(h, t) : 0, id;
	uint32_t whom = arg_object(h, t);                /* nobody does it where one dies */
	bool done = who && whom && who != whom && (class_of(h, who) & (h->kb->actor | h->kb->weapon));
	if (!(id = report_add(h, t))) return;
	dl_report *r = &f->reports.v[id];
	if (h->of_past && h->of_past[r->sent] && r->modality == DL_TOLD) r->flags |= DL_RF_BACKGROUND | DL_RF_HISTORY;
	if (done && r->type == DL_EV_OTHER) {
		r->type = DL_ASSAULT, r->cameo = pool_add(f, S("180")), r->acled = pool_add(f, S("Attack"));
	} else if (in_a_war(f, t)) {
		r->flags |= DL_RF_HISTORY;
	} else if (!done && h->main_report && r->modality == DL_TOLD
	    && !(r->flags & (DL_RF_BACKGROUND | DL_RF_HISTORY))) {
		const dl_report *m = &f->reports.v[h->main_report];
		r->type = m->type, r->mode = m->mode, r->context = m->context, r->cameo = m->cameo,
		    r->acled = m->acled;
		r->same_as = h->main_report, r->flags |= DL_RF_REPEAT;
	}
}

/* The report of the happening at t, with the clause of the harm as its trigger when it was only a noun. */
void harm_join(happen *h, uint32_t harm, uint32_t t)
{
	finder *f = h->f;
	uint32_t id = h->hit[t].report;
	if (!id) return;
	dl_report *r = &f->reports.v[id];
	h->hit[harm].report = id;
	if (!(r->flags & DL_RF_NOMINAL) || !is_verb(f, harm) || tree_within(f, harm, t)) return;
	telling told = telling_of(h, harm, 0);
	r->trigger = span_join(tree_clause_span(f, harm), r->word);
	r->flags = (uint16_t)((r->flags & ~(DL_RF_NOMINAL | DL_RF_BACKGROUND)) | told.flags | (pluperfect(f,
	    harm) ? DL_RF_BACKGROUND : 0));
	if (told.modality != DL_NEGATED) r->modality = told.modality;      /* "nobody was hurt in the blast": it went off */
	r->tense = told.tense;
	h->hit[t].anchor = harm;
}
