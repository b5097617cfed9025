/* SPDX-License-Identifier: Apache-2.0
 *
 * claim.c - the fields of each report: who, to whom, with what, why; when and where are claim_scene.c.
 *
 * In: reports with their tokens; times, places, entities, attributions. Out: claims[], each with the passage that an
 * editor would quote. "Supporters of the cleric stormed the palace in Baghdad on Monday":
 *   who "Supporters of the cleric", recipient and where "the palace", where "in Baghdad", when "on Monday".
 * A time or a place is taken from the clause that tells the happening, then from the clauses above it that share
 * its subject: never from a clause that tells something else ("said on Monday" dates the saying). What is counted is
 * claim_toll.c, what is said claim_statement.c. Cost: linear in tokens and claims.
 */
#include "facts/say/attrib.h"
#include "facts/event/happen.h"

enum { CLAUSE_TIMES = 4, CLAUSE_PLACES = 4 };    /* more in one clause are lists ("in 2001, 2003 and 2007") */

dl_claim *claim_add(happen *h, uint32_t report, unsigned field, dl_span at)
{
	finder *f = h->f;
	const dl_report *r = &f->reports.v[report];
	dl_claim *c = FINDER_PUSH(f, claims);
	uint32_t own = attribution_of(f, at);
	*c = (dl_claim){.at = at, .report = report, .field = (uint8_t)field, .kind = DL_V_TEXT, .modality = r->modality,
	                .attribution = own ? own : r->attribution, .rule = r->rule};
	return c;
}

/* ---------------------------------------------------------------- who and to whom */
static void claim_entity(happen *h, uint32_t report, unsigned field, uint32_t t)
{
	finder *f = h->f;
	for (int n = 0; t && n < 6; n++, t = actor_joined(f, t)) {
		uint32_t e = entity_meant(f, t);
		dl_claim *c = claim_add(h, report, field, actor_span(f, t));
		if (e) c->kind = DL_V_ENTITY, c->value = e;
		c->mention = f->mention_at[arg_real(f, t)];
	}
}

/* "The cleric retired, ordering his offices to be closed": who orders is named in another clause. What says that it is
 * he is the participle, so that it is a passage of this account as well. */
static void claim_unnamed(happen *h, uint32_t report, uint32_t who)
{
	finder *f = h->f;
	const dl_report *r = &f->reports.v[report];
	const dl_claim *named = &f->claims.v[f->claims.n - 1];
	bool apart = same_sentence(f, who, r->token) && !span_overlap(named->at, r->trigger);
	if (!apart || named->field != DL_F_WHO || named->kind != DL_V_ENTITY || f->tok->xpos[r->token] != DL_T_VBG
	    || f->tok->rel[r->token] != DL_R_ADVCL) return;
	dl_claim again = *named;
	again.at = r->word;
	*(dl_claim *)FINDER_PUSH(f, claims) = again;
}

/* "handed the girls to the authorities", "pledged allegiance to the group": whoever is given something, too. */
static uint32_t given_to(happen *h, uint32_t main, uint32_t whom)
{
	finder *f = h->f;
	uint32_t to = is_verb(f, main) && whom && !tree_passive(f, main) ? arg_prep(f, main, S("to")) : 0;
	if (!to && whom) to = arg_prep(f, whom, S("to"));
	if (!to || to == whom || f->mentions.v[f->mention_at[to]].kind == DL_M_PLACE) return 0;
	return class_of(h, to) & (h->kb->person | h->kb->org | h->kb->actor) ? to : 0;
}

bool claim_is_time(const finder *f, uint32_t t) { return f->mentions.v[f->inside[t]].kind == DL_M_TIME; }

/* "against the protesters", "on the base", "with Iran": the first phrase that names somebody or, for harm, a thing. */
static uint32_t recipient_prep(happen *h, uint32_t t, class_set want)
{
	static const slice preps[] = {{"against", 7}, {"on", 2}, {"at", 2}, {"with", 4}, {"to", 2}, {"toward",
	    6}, {"towards", 7},
	                              {"between", 7}, {"from", 4}, {"into", 4}, {"for", 3}};
	for (size_t i = 0; i < COUNT(preps); i++) {
		uint32_t c = arg_prep(h->f, t, preps[i]);
		if (c && !claim_is_time(h->f, c) && (class_of(h, c) & want)) return c;
	}
	return 0;
}

/* "A bomb exploded": what did it, not who. */
static bool only_weapon(happen *h, uint32_t t)
{
	class_set set = class_of(h, t);
	return (set & h->kb->weapon) && !(set & h->kb->actor);
}

/* "A van ploughed into the crowd": what was driven, and nobody by name. */
static bool is_vehicle(happen *h, uint32_t t)
{
	class_set set = class_of(h, t);
	return h->f->tok->upos[t] == DL_NOUN && (set & h->kb->vehicle) && !(set & h->kb->actor);
}

static uint32_t recipient_of(happen *h, const lex_row *row, uint32_t noun, uint32_t main)
{
	finder *f = h->f;
	class_set want = h->kb->actor | h->kb->person | h->kb->org | h->kb->place;
	if (slice_eq(row->whom, S("-"))) return 0;
	if (row->harmful) want |= h->kb->building;
	if (row->whom.n) {
		uint32_t c = noun ? arg_prep(f, noun, row->whom) : 0;
		if (!c) c = arg_prep(f, main, row->whom);
		if (c) return c;
	}
	if (noun) {
		uint32_t o = is_noun(f, noun) ? arg_object(h, noun) : 0;
		if (o && (class_of(h, o) & want)) return o;
		if (!o) o = recipient_prep(h, noun, want);
		if (o) return o;
	}
	bool occurs = h->kb->rows.v[h->hit[main].row].makes == LEX_OCCUR;      /* "the bombing took place" */
	uint32_t o = main != noun && !occurs ? arg_object(h, main) : 0;
	if (o && o != noun && !tells_event(h, o) && !only_weapon(h, o)) return o;
	return recipient_prep(h, main, want);
}

/* "ordered the offices to be closed": who has it done. */
static uint32_t ordered_by(happen *h, uint32_t main)
{
	finder *f = h->f;
	uint32_t up = f->tok->head[main];
	if (!is_verb(f, main) || f->tok->rel[main] != DL_R_XCOMP || f->tok->xpos[main] != DL_T_VBN) return 0;
	return tok_in(f, up, W_ORDERS) ? arg_subject(h, up) : 0;
}

/* "The agency reported 35 dead": it tells of the dead and has done nothing to them. */
static bool only_reports(const finder *f, uint32_t main)
{
	uint32_t up = f->tok->head[main];
	return f->tok->rel[main] == DL_R_XCOMP && !is_verb(f, main) && f->said_by[main]
	       && f->attributions.v[f->said_by[main]].cue_token == up;
}

/* "the Norfolk shooting", "a Leeds stabbing": the town before a noun of harm is where it happened, and did nothing. */
uint32_t town_before(happen *h, uint32_t id, uint32_t noun)
{
	const finder *f = h->f;
	const lex_row *row = &h->kb->rows.v[h->report_rows.v[id]];
	if (!noun || !is_noun(f, noun) || (!row->harmful && row->makes != LEX_HARM)) return 0;
	for (uint32_t c = f->first_child[noun]; c && c < noun; c = f->next_child[c]) {
		const dl_mention *m = &f->mentions.v[f->mention_at[c]];
		if (f->tok->rel[c] != DL_R_COMPOUND || m->kind != DL_M_PLACE || m->form != 'n') continue;
		unsigned kind = f->places.v[m->value].kind;
		if (kind == DL_P_CITY || kind == DL_P_PART || kind == DL_P_ADM2) return c;
	}
	return 0;
}

/* "bit a guard's hand": it was the guard whom she bit. */
static uint32_t whose_limb(const finder *f, uint32_t t)
{
	uint32_t whose = tok_in(f, t, W_BODY_PART) ? tree_child(f, t, DL_R_NMOD_POSS) : 0;
	return whose ? whose : t;
}

static void claim_actors(happen *h, uint32_t id, uint32_t noun, uint32_t main)
{
	finder *f = h->f;
	const lex_row *row = &h->kb->rows.v[h->report_rows.v[id]];
	uint32_t who = arg_subject(h, main), whom;
	if (row->pos == 'x') {               /* "they must leave, he said": he asks it of them */
		claim_entity(h, id, DL_F_WHO, arg_subject(h, f->tok->head[main]));
		claim_entity(h, id, DL_F_RECIPIENT, who);
		return;
	}
	if (who && (who == noun || tells_event(h, who) || only_reports(f, main))) who = 0;
	if (!who && noun && noun != main) who = arg_subject(h, noun);
	if (who && who == town_before(h, id, noun)) who = 0;
	bool own = who != 0;
	if (!who) who = ordered_by(h, main);
	whom = whose_limb(f, recipient_of(h, row, noun, main));
	if (who == whom && whom && is_verb(f, main) && !tree_passive(f, main)) whom = 0;
	bool hits = row->harmful && whom && (class_of(h, whom) & h->kb->person) && !(class_of(h, whom) & h->kb->place);
	if (who && (only_weapon(h, who) || (hits && is_vehicle(h, who))))
		claim_add(h, id, DL_F_WEAPON, tree_np(f, who));
	else if (who) claim_entity(h, id, DL_F_WHO, who);
	if (who && own) claim_unnamed(h, id, who);
	if (whom && whom != who) claim_entity(h, id, DL_F_RECIPIENT, whom);
	uint32_t to = given_to(h, main, whom);
	if (to && to != who) claim_entity(h, id, DL_F_RECIPIENT, to);
}

/* ---------------------------------------------------------------- weapon, cause, scope, damage */
static void weapons_below(happen *h, uint32_t id, uint32_t t, int depth)
{
	finder *f = h->f;
	for (uint32_t c = f->first_child[t]; c; c = f->next_child[c]) {
		if (other_clause(f, c) && f->tok->rel[c] != DL_R_XCOMP) continue;
		if (is_noun(f, c) && f->tok->rel[c] != DL_R_COMPOUND && (class_of_lemma(h->kb,
		    f->tok->lemma[c]) & h->kb->weapon))
			claim_add(h, id, DL_F_WEAPON, tree_np(f, c));
		else if (depth < 3) weapons_below(h, id, c, depth + 1);
	}
}

/* "A man armed with a knife stabbed a guard." */
static void weapon_borne(happen *h, uint32_t id, uint32_t main)
{
	finder *f = h->f;
	uint32_t who = is_verb(f, main) ? arg_subject(h, main) : 0;
	for (uint32_t c = who ? f->first_child[who] : 0; c; c = f->next_child[c]) {
		bool bears = tok_is(f, c, "arm") || tok_is(f, c, "armed") || tok_is(f, c, "wield") || tok_is(f, c, "carry");
		if (c > who && bears) weapons_below(h, id, c, 0);
	}
}

static void claim_cause(happen *h, uint32_t id, uint32_t t)
{
	finder *f = h->f;
	unsigned type = f->reports.v[id].type;
	bool blames = type == DL_COERCE || type == DL_SANCTION || type == DL_ACCUSE;
	bool proven = type == DL_SANCTION;                   /* "jailed for robbery", but "held on suspicion of robbery" */
	for (uint32_t c = f->first_child[t]; c; c = f->next_child[c]) {
		unsigned rel = f->tok->rel[c];
		if (rel != DL_R_OBL && rel != DL_R_NMOD && rel != DL_R_ADVCL) continue;
		if (claim_is_time(f, c) || claim_located(h, c)) continue;
		bool why = claim_leads(f, c, W_LEADS_CAUSE) || (type == DL_PROTEST && tree_child_lemma(f, c,
		    DL_R_CASE, "against"));
		why |= blames && (tok_in(f, c, W_CHARGED_WITH) || child_in(f, c, DL_R_CASE, W_CHARGED_WITH)
		                  || child_in(f, c, DL_R_MARK, W_CHARGED_WITH));
		if (!why) continue;
		dl_claim *k = claim_add(h, id, DL_F_CAUSE, tree_span(f, c));
		if (blames && !proven && k->modality == DL_TOLD) k->modality = DL_ALLEGED;
	}
}

/* How far a measure reaches: "a nationwide curfew", "a curfew in the capital"; "the curfew" does not say. */
static void claim_scope(happen *h, uint32_t id, uint32_t noun)
{
	finder *f = h->f;
	if (!noun || f->reports.v[id].type != DL_COERCE || !is_noun(f, noun)) return;
	uint32_t c = f->first_child[noun];
	while (c && f->tok->rel[c] != DL_R_AMOD && f->tok->rel[c] != DL_R_NMOD && f->tok->rel[c] != DL_R_COMPOUND)
		c = f->next_child[c];
	if (c) claim_add(h, id, DL_F_SCOPE, tree_span(f, noun));
}

void claims_of_report(happen *h, uint32_t id)
{
	finder *f = h->f;
	uint32_t main = f->reports.v[id].token, noun = 0, sent = f->reports.v[id].sent;
	for (uint32_t t = f->tok->sent_first[sent]; t < f->tok->sent_first[sent + 1] && !noun; t++)
		if (h->hit[t].report == id && is_noun(f, t)) noun = t;
	if (is_noun(f, main)) noun = main;
	claim_actors(h, id, noun, main);
	claim_scene(h, id, noun, main);
	if (f->reports.v[id].type == DL_ASSAULT) weapons_below(h, id, main, 0), weapon_borne(h, id, main);
	claim_cause(h, id, main);
	if (noun && noun != main) claim_cause(h, id, noun);
	claim_scope(h, id, noun);
	if (slice_eq(pool_get(f, f->reports.v[id].mode), S("destroy")) || slice_eq(pool_get(f,
	    f->reports.v[id].mode), S("damage")))
		claim_add(h, id, DL_F_DAMAGE, f->reports.v[id].trigger);
}
