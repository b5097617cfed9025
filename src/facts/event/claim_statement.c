/* SPDX-License-Identifier: Apache-2.0
 *
 * claim_statement.c - what was said, as a claim of what it was said about.
 *
 * In: attributions with their contents, reports. Out: a claim `statement` each.
 *
 *      The ministry said police had raided a flat.    of the report "raided", which its content tells
 *      "We are tired," a driver said.                 of the report told last before it
 *
 * That it was said is told; the claim's modality is that of the content: ahead, feared, asked for, alleged. A hedge
 * ("reportedly") and what somebody only thinks give no statement. Cost: attributions times reports.
 */
#include "facts/say/attrib.h"
#include "facts/event/happen.h"

static uint32_t report_in(const finder *f, dl_span at, uint32_t from)
{
	for (uint32_t id = from; id < f->reports.n; id++)
		if (f->reports.v[id].word.start >= at.start && f->reports.v[id].word.end <= at.end) return id;
	return 0;
}

static uint32_t report_before(const finder *f, uint32_t byte)
{
	uint32_t best = 0;
	for (uint32_t id = 1; id < f->reports.n; id++)
		if (f->reports.v[id].word.start < byte
		    && f->reports.v[id].word.start >= f->reports.v[best].word.start) best = id;
	return best;
}

/* The first verb in the span that hangs on none of its words, 0 none. */
static uint32_t root_of(const finder *f, dl_span at)
{
	for (uint32_t t = token_at(f, at.start); t && t < f->tok->n && f->tok->start[t] < at.end; t++) {
		uint32_t head = f->tok->head[t];
		bool out = !head || f->tok->start[head] < at.start || f->tok->start[head] >= at.end;
		if (out && is_verb(f, t)) return t;
	}
	return 0;
}

/* "She was praying that he lived", "he thinks he fainted": what is said is the hope, the thought. */
static uint8_t of_thought(happen *h, uint32_t root)
{
	const finder *f = h->f;
	if (tok_in(f, root, W_HOPES)) return DL_PLANNED;
	uint32_t thought = tok_in(f, root, W_THINKS) ? tree_child(f, root, DL_R_CCOMP) : 0;
	return thought && telling_of(h, thought, 0).modality == DL_ALLEGED ? DL_ALLEGED : DL_TOLD;
}

/* That it was said is told; what was said may lie ahead, be feared or asked for. Its denial is a statement too. */
static uint8_t statement_modality(happen *h, const dl_attribution *a)
{
	if (a->cue_token && is_verb(h->f, a->cue_token) && tree_negated(h->f, a->cue_token)) return DL_NEGATED;
	switch (a->act) {
	case 'o': return DL_DEMANDED;
	case 'p': return DL_PLANNED;
	case 'w': return DL_FEARED;
	case 'a': return DL_ALLEGED;
	default: break;
	}
	/* "Witnesses reportedly said": nobody stands by it */
	if (a->cue_token && child_in(h->f, a->cue_token, DL_R_ADVMOD, W_HEDGES_SAYING)) return DL_ALLEGED;
	uint32_t root = root_of(h->f, a->content);
	uint8_t m = root ? telling_of(h, root, 0).modality : DL_TOLD;
	if (m == DL_TOLD && root) m = of_thought(h, root);
	return m == DL_NEGATED || m == DL_DENIED ? DL_TOLD : m;
}

void claims_of_statements(happen *h)
{
	finder *f = h->f;
	for (uint32_t i = 1; i < f->attributions.n; i++) {
		const dl_attribution *a = &f->attributions.v[i];
		if (a->content.end <= a->content.start || a->kind == 'h' || a->act == 't') continue;
		uint32_t id = report_in(f, a->content, 1);
		if (!id) id = report_before(f, a->content.start);
		if (!id && f->reports.n > 1) id = 1;
		if (!id) continue;
		dl_claim *c = claim_add(h, id, DL_F_STATEMENT, a->content);
		c->attribution = i, c->modality = statement_modality(h, a), c->rule = a->rule;
	}
}
