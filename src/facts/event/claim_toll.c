/* SPDX-License-Identifier: Apache-2.0
 *
 * claim_toll.c - which report each toll belongs to.
 *
 * In: tolls (toll/), reports with the clauses they stand in. Out: the tolls' claims, each of a report.
 *
 *      Police arrested two men after a blast killed nine people. The death toll was 12.
 *      two      of the arrest, nine of the blast: the clause that each hangs in
 *      12       nothing happens in its sentence: a report of its own, "death toll"
 *
 * Asked in this order: the clauses that the toll hangs in, the nearest report of its sentence that such a toll fits,
 * one before it (of harm the document's main report). A toll that none fits becomes a report of its own. A count is as
 * certain as what tells it: in a hope or in a demand nobody has been counted. Cost: tolls times reports of a sentence.
 */
#include "facts/say/attrib.h"
#include "facts/event/happen.h"

static bool toll_fits(happen *h, const toll *t, uint32_t id)
{
	const dl_report *r = &h->f->reports.v[id];
	const lex_row *row = &h->kb->rows.v[h->report_rows.v[id]];
	switch (t->claim.field) {
	case DL_F_ARRESTED:     return r->type == DL_COERCE;
	case DL_F_PARTICIPANTS: return r->type == DL_PROTEST || r->type == DL_MOBILIZE || r->type == DL_CONSULT;
	case DL_F_FREED:        return r->type == DL_RETREAT || r->type == DL_AID;
	default:                return row->harmful || row->makes == LEX_HARM;
	}
}

static uint32_t toll_up(happen *h, const toll *t)
{
	finder *f = h->f;
	for (uint32_t n = 0, v = t->token; v && n < DL_SENT_MAX; v = f->tok->head[v], n++) {
		uint32_t id = h->hit[v].report;
		if (id && toll_fits(h, t, id)) return id;
	}
	return h->hit[t->token].report;
}

static uint32_t toll_near(happen *h, const toll *t)
{
	finder *f = h->f;
	uint32_t best = 0, far = UINT32_MAX;
	for (uint32_t id = 1; id < f->reports.n; id++) {
		const dl_report *r = &f->reports.v[id];
		if (r->sent != f->tok->sent[t->token] || !toll_fits(h, t, id)) continue;
		uint32_t gap = r->token > t->token ? r->token - t->token : t->token - r->token;
		if (gap < far) best = id, far = gap;
	}
	return best;
}

/* The last report before it that fits and that is told of now; else the document's main one. */
static uint32_t toll_before(happen *h, const toll *t)
{
	finder *f = h->f;
	if (t->claim.field != DL_F_ARRESTED && t->claim.field != DL_F_PARTICIPANTS
	    && t->claim.field != DL_F_FREED) return h->main_report;
	for (uint32_t id = f->reports.n; --id;) {
		const dl_report *r = &f->reports.v[id];
		if (r->sent < f->tok->sent[t->token] && toll_fits(h, t, id)
		    && !(r->flags & (DL_RF_BACKGROUND | DL_RF_HISTORY))) return id;
	}
	return 0;
}

/* "No toll was given, but an agency reported at least 35 dead": who gives the figure, though the passage reaches
 * further. */
static uint32_t figure_said_by(const finder *f, const dl_claim *c)
{
	uint32_t own = attribution_of(f, c->at);
	dl_span figure = c->kind == DL_V_COUNT ? f->counts.v[c->value].at : (dl_span){0};
	return own || figure.end <= figure.start ? own : attribution_of(f, figure);
}

static uint32_t toll_own(happen *h, const toll *t)
{
	finder *f = h->f;
	uint32_t id = f->reports.n;
	if (t->claim.field == DL_F_PARTICIPANTS || t->claim.field == DL_F_DISPLACED) return 0;
	dl_report *r = FINDER_PUSH(f, reports);
	bool arrest = t->claim.field == DL_F_ARRESTED, freed = t->claim.field == DL_F_FREED;
	*r = (dl_report){.trigger = t->claim.at, .word = {f->tok->start[t->token], tok_end(f, t->token)}, .token = t->token,
	                 .sent = f->tok->sent[t->token], .type = arrest ? DL_COERCE : freed ? DL_RETREAT
	    : DL_EV_OTHER,
	                 .modality = t->claim.modality,
	                 .attribution = t->claim.attribution ? t->claim.attribution : figure_said_by(f, &t->claim),
	    .rule = t->claim.rule,
	                 .lemma = pool_add(f, f->tok->lemma[t->token]),
	                 .mode = pool_add(f, arrest ? S("arrest") : freed ? S("release") : S("casualties"))};
	uint32_t *row = VEC_PUSH(f->w->tmp, &h->report_rows);
	if (!row) return f->nomem = true, 0;
	*row = 0;
	if (!h->hit[t->token].report) h->hit[t->token].report = id;
	return id;
}

/* "She prayed that her son was among those freed": as certain as the clause that counts him in. */
static uint8_t above_those(happen *h, uint32_t t)
{
	const finder *f = h->f;
	uint32_t those = f->tok->head[t];
	if (f->tok->rel[t] != DL_R_ACL || !those || !tree_child(f, those, DL_R_COP)) return DL_TOLD;
	return telling_of(h, those, 0).modality;
}

/* "Three civilians were among the dead": of civilians it is the whole. Where they lie ("hospitalized") is not who they
 * are. */
static void whole_of_scope(finder *f, const dl_claim *c)
{
	slice of = pool_get(f, c->of);
	if (of.n && !slice_eq(of, S("hospitalized")) && !listed(f, W_ANYBODY, of))
		f->counts.v[c->value].flags &= (uint16_t)~DL_C_PART_OF;
}

void claims_of_tolls(happen *h)
{
	finder *f = h->f;
	for (uint32_t i = 1; i < f->tolls.n; i++) {
		toll *t = &f->tolls.v[i];
		uint32_t id = toll_up(h, t);
		if (!id) id = toll_near(h, t);
		if (!id) id = toll_before(h, t);
		if (!id) id = toll_own(h, t);
		if (!id) continue;
		dl_claim *c = FINDER_PUSH(f, claims);
		*c = t->claim, c->report = id;
		if (c->kind == DL_V_COUNT) whole_of_scope(f, c);
		uint32_t own = figure_said_by(f, c);
		if (!c->attribution) c->attribution = own ? own : f->reports.v[id].attribution;
		/* "No one was hurt" is told, as a zero, though its verb is negated. */
		bool zero = f->counts.v[c->value].flags & DL_C_NONE_STATED;
		if (c->modality == DL_TOLD && !zero && h->hit[t->token].report == id)
			c->modality = f->reports.v[id].modality;
		/* "demanded an inquiry into the murder of two priests": what is asked for is not the murder. */
		if (c->modality != DL_TOLD && h->hit[t->token].report == id && is_noun(f, t->token)
		    && tree_definite(f, t->token)) c->modality = f->reports.v[id].modality;
		if (c->modality == DL_TOLD && !zero) c->modality = above_those(h, t->token);
		if (c->modality == DL_TOLD && !zero) c->modality = telling_before(h, t->token);
		if (c->modality == DL_TOLD && own && f->attributions.v[own].act == 'a') c->modality = DL_ALLEGED;
	}
}
