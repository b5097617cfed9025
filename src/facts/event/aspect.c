/* SPDX-License-Identifier: Apache-2.0
 *
 * aspect.c - what was damaged, what talks and inquiries are about, what something is the result of, who claims it.
 *
 * In: rows that fired, reports. Out: more claims:
 *
 *      "The quake toppled homes and knocked out power."      damage, twice: a clause each
 *      "They are investigating whether the pilot slept."     scope: "whether the pilot slept"
 *      "The deal is the result of a year of talks."          cause, of the deal: "a year of talks"
 *      "The cause of the fire was unclear."                  cause
 *      "The Front claimed responsibility for the bombing."   claimed_by, of the bombing: the Front, who says so
 *
 * A row of happenings.tsv with the mode damage or destroy has looked at what was hit: people are no damage. Where such
 * a word only belongs to a larger happening (a quake), the damage is that happening's. Cost: the children of tokens.
 */
#include "facts/event/happen.h"

/* ---------------------------------------------------------------- damage */
/* Rows of another mode whose subject is the worse for it. */
static bool ruins(const finder *f, const lex_row *row)
{
	return slice_eq(row->mode, S("damage")) || slice_eq(row->mode, S("destroy"))
	       || listed(f, W_RUINS, row->word);
}

/* "I am devastated", "vowed to destroy the group": no damage. */
static bool is_thing(happen *h, uint32_t t)
{
	const happen_kb *kb = h->kb;
	class_set set = class_of(h, t);
	if (!is_noun(h->f, arg_real(h->f, t))) return false;
	return (set & (kb->building | kb->place | kb->vehicle)) || !(set & (kb->person | kb->org | kb->actor));
}

static void damage_at(happen *h, uint32_t t)
{
	finder *f = h->f;
	uint32_t id = h->hit[t].report;
	if (!id || !h->hit[t].row || !ruins(f, &h->kb->rows.v[h->hit[t].row])) return;
	uint32_t thing = is_verb(f, t) ? tree_object(f, t) : 0;
	if (is_verb(f, t) && !thing) thing = tree_subject(f, t);
	if (thing && !is_thing(h, thing)) return;
	dl_span at = is_verb(f, t) ? tree_clause_span(f, t) : tree_np(f, t);
	if (thing && same_sentence(f, thing, t)) at = span_join(tree_np(f, thing), at);
	for (uint32_t i = f->claims.n; --i;)       /* told when the report was */
		if (f->claims.v[i].field == DL_F_DAMAGE && span_overlap(f->claims.v[i].at, at)) return;
	dl_claim *c = claim_add(h, id, DL_F_DAMAGE, at);
	if (is_verb(f, t)) c->modality = telling_of(h, t, 0).modality;
}

/* ---------------------------------------------------------------- scope */
/* "whether the pilot slept": what is asked, argued or looked into. */
static void scope_at(happen *h, uint32_t t)
{
	finder *f = h->f;
	if (!is_verb(f, t) || !tok_in(f, t, W_ASKS_WHETHER)) return;
	for (uint32_t c = f->first_child[t]; c; c = f->next_child[c]) {
		if (f->tok->rel[c] != DL_R_CCOMP && f->tok->rel[c] != DL_R_ADVCL) continue;
		if (!tree_child_lemma(f, c, DL_R_MARK, "whether") && !tree_child_lemma(f, c, DL_R_MARK, "if")) continue;
		dl_claim x = {.at = tree_span(f, c), .field = DL_F_SCOPE, .kind = DL_V_TEXT};
		if (h->hit[t].report) claim_add(h, h->hit[t].report, DL_F_SCOPE, x.at);
		else claim_beside(h, t, x);
	}
}

/* "about the refusal": of talks and inquiries, what a noun or verb of theirs covers. */
static void scope_about(happen *h, uint32_t t)
{
	finder *f = h->f;
	uint32_t id = h->hit[t].report, up = f->tok->head[t];
	if (!id && is_noun(f, t) && f->tok->rel[t] == DL_R_OBJ) id = h->hit[up].report;         /* "held talks about" */
	unsigned type = f->reports.v[id].type;
	bool inquiry = type == DL_ACCUSE && slice_eq(pool_get(f, f->reports.v[id].mode), S("investigate"));
	if (!id || (type != DL_CONSULT && !inquiry)) return;
	for (uint32_t c = f->first_child[t]; c; c = f->next_child[c]) {
		uint32_t prep = c > t ? tree_case(f, c) : 0;
		if (prep && listed(f, W_LEADS_TOPIC, f->tok->form[prep]))
			claim_add(h, id, DL_F_SCOPE, tree_span(f, c));
	}
}

/* ---------------------------------------------------------------- results */
/* "is the result of negotiations" */
static void result_at(happen *h, uint32_t t)
{
	finder *f = h->f;
	uint32_t of = tok_in(f, t, W_RESULT) ? arg_prep(f, t, S("of")) : 0;
	uint32_t what = of && tree_child(f, t, DL_R_COP) ? tree_child(f, t, DL_R_NSUBJ) : 0;
	if (!what) return;
	dl_claim x = {.at = tree_span(f, of), .field = DL_F_CAUSE, .kind = DL_V_TEXT};
	if (tree_case(f, of) && tree_case(f, of) + 1 < f->tok->n) x.at.start = f->tok->start[tree_case(f, of) + 1];
	if (h->hit[what].report) claim_add(h, h->hit[what].report, DL_F_CAUSE, x.at);
	else x.of = pool_add(f, f->tok->lemma[what]), claim_beside(h, t, x);
}

/* "The cause of the fire was unclear", "its cause has not been determined": that too is told of the cause. */
static void cause_open(happen *h, uint32_t t)
{
	finder *f = h->f;
	unsigned rel = f->tok->rel[t];
	uint32_t up = f->tok->head[t], of = arg_prep(f, t, S("of"));
	if (!tok_is(f, t, "cause") || !is_noun(f, t) || (rel != DL_R_NSUBJ && rel != DL_R_NSUBJ_PASS)) return;
	dl_claim x = {.at = span_join(tree_np(f, t), tree_clause_span(f, up)), .field = DL_F_CAUSE, .kind = DL_V_TEXT};
	if (of && h->hit[of].report) claim_add(h, h->hit[of].report, DL_F_CAUSE, x.at);
	else claim_beside(h, up, x);
}

/* ---------------------------------------------------------------- who claims it */
/* The report that a word below names: "responsibility for the bombing". */
static uint32_t deed_below(const happen *h, uint32_t t, int depth)
{
	const finder *f = h->f;
	uint32_t found = 0;
	for (uint32_t c = f->first_child[t]; c && !found && depth < 5; c = f->next_child[c])
		found = f->tok->rel[c] == DL_R_NSUBJ ? 0 : h->hit[c].report ? h->hit[c].report : deed_below(h, c, depth + 1);
	return found;
}

/* Its modality is the claiming's own: "has not claimed". Who claims says so. */
static void claimed_at(happen *h, uint32_t t)
{
	finder *f = h->f;
	if (!h->hit[t].row || h->kb->rows.v[h->hit[t].row].makes != LEX_CLAIMED) return;
	uint32_t who = tree_agent(f, t), e = who ? entity_meant(f, who) : 0, id = deed_below(h, t, 0);
	if (!e) return;
	dl_claim c = {.at = tree_np(f, who), .field = DL_F_CLAIMED_BY, .kind = DL_V_ENTITY, .value = e};
	if (id) claim_add(h, id, DL_F_CLAIMED_BY, c.at);
	else if (!claim_beside(h, t, c)) return;
	dl_claim *made = &f->claims.v[f->claims.n - 1];
	made->kind = c.kind, made->value = e, made->mention = f->mention_at[who];
	made->modality = telling_of(h, t, 0).modality;
	for (uint32_t a = 1; a < f->attributions.n; a++)
		if (f->attributions.v[a].cue_token == t) made->attribution = a;
}

void claims_of_aspects(happen *h)
{
	const finder *f = h->f;
	for (uint32_t t = 1; t < f->tok->n && !f->nomem; t++) {
		if (!sentence_told(f->tok, f->tok->sent[t])) continue;
		damage_at(h, t), scope_at(h, t), scope_about(h, t), result_at(h, t), cause_open(h, t), claimed_at(h, t);
	}
}
