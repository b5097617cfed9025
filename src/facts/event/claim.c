/* SPDX-License-Identifier: Apache-2.0
 *
 * claim.c - the fields of each report: who, to whom, when, where, with what, why, how many.
 *
 * In: reports with their tokens; times, places, entities, tolls, attributions. Out: claims[], each with the passage
 * that an editor would quote. "Supporters of the cleric stormed the palace in Baghdad on Monday":
 *   who "Supporters of the cleric", recipient and where "the palace", where "in Baghdad", when "on Monday".
 * A time or a place is taken from the clause that tells the happening, then from the clauses above it that share
 * its subject: never from a clause that tells something else ("said on Monday" dates the saying). Tolls go to the
 * report of their own clause, else to one of their sentence in which people can be hurt, else to the document's
 * main one. Cost: linear in tokens and claims.
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
	bool apart = f->tok->sent[who] == f->tok->sent[r->token] && !span_overlap(named->at, r->trigger);
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

static bool is_time(const finder *f, uint32_t t) { return f->mentions.v[f->inside[t]].kind == DL_M_TIME; }

/* "against the protesters", "on the base", "with Iran": the first phrase that names somebody or, for harm, a thing. */
static uint32_t recipient_prep(happen *h, uint32_t t, class_set want)
{
	static const slice preps[] = {{"against", 7}, {"on", 2}, {"at", 2}, {"with", 4}, {"to", 2}, {"toward",
	    6}, {"towards", 7},
	                              {"between", 7}, {"from", 4}, {"into", 4}, {"for", 3}};
	for (size_t i = 0; i < COUNT(preps); i++) {
		uint32_t c = arg_prep(h->f, t, preps[i]);
		if (c && !is_time(h->f, c) && (class_of(h, c) & want)) return c;
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
static uint32_t town_before(happen *h, uint32_t id, uint32_t noun)
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

/* ---------------------------------------------------------------- when and where */
/* A child that opens another clause: its times and places are its own. */
static bool other_clause(const finder *f, uint32_t c)
{
	switch (f->tok->rel[c]) {
	case DL_R_ADVCL: case DL_R_CCOMP: case DL_R_PARATAXIS: case DL_R_ACL_RELCL: case DL_R_XCOMP: case DL_R_CSUBJ:
		return true;
	case DL_R_CONJ:
		return f->tok->upos[c] == DL_VERB;
	case DL_R_ACL:
		return true;
	default:
		return false;
	}
}

static bool leads(const finder *f, uint32_t t, word_list words)
{
	for (uint32_t c = f->first_child[t]; c; c = f->next_child[c]) {
		if (f->tok->rel[c] != DL_R_CASE && f->tok->rel[c] != DL_R_MARK) continue;
		if (listed(f, words, f->tok->form[c])) return true;
	}
	return false;
}

static unsigned time_field(happen *h, uint32_t id, uint32_t t, uint32_t verb)
{
	finder *f = h->f;
	const lex_row *v = &h->kb->rows.v[h->hit[verb].row];
	const dl_report *r = &f->reports.v[id];
	bool lasting = lasts(f, r);
	if (leads(f, t, W_TILL)) return DL_F_ENDS;
	if (v->makes == LEX_END && lasting) return DL_F_ENDS;
	if (lasting && (v->makes == LEX_BEGIN || leads(f, t, W_FROM_DAY))) return DL_F_STARTS;
	if (v->makes == LEX_BEGIN && r->modality == DL_PLANNED) return DL_F_STARTS;
	return DL_F_WHEN;
}

void claim_time(happen *h, uint32_t id, uint32_t m, unsigned field)
{
	finder *f = h->f;
	const dl_mention *tm = &f->mentions.v[m];
	dl_claim *c = claim_add(h, id, field, tm->at);
	dl_span np = claim_phrase(f, tm->head);
	if (np.start < c->at.start && c->at.start - np.start < 16) c->at.start = np.start;
	c->kind = DL_V_TIME, c->value = tm->value, c->mention = m;
}

/* "The quake was on a par with one in L'Aquila in 2009": what stands behind "one" is of that other. */
static bool of_other_one(const finder *f, uint32_t t)
{
	for (uint32_t k = t; --k && f->tok->sent[k] == f->tok->sent[t] && !is_verb(f, k);) {
		if (!tok_is(f, k, "one") || (f->tok->rel[k] != DL_R_OBL && f->tok->rel[k] != DL_R_NMOD)) continue;
		if (f->tok->upos[k + 1] == DL_ADP && tok_in(f, tree_case(f, k), W_COMPARES)) return true;
	}
	return false;
}

/* Times of the clause at t, without those of clauses below it. Returns how many. */
static int times_below(happen *h, uint32_t id, uint32_t t, uint32_t verb, int depth)
{
	finder *f = h->f;
	int n = 0;
	for (uint32_t c = f->first_child[t]; c && n < CLAUSE_TIMES; c = f->next_child[c]) {
		uint32_t m = f->mention_at[c];
		if (of_other_one(f, c)) continue;
		if (m && f->mentions.v[m].kind == DL_M_TIME) {
			claim_time(h, id, m, time_field(h, id, f->mentions.v[m].head, verb));
			n++;
		} else if (!other_clause(f, c) && depth < 6 && !(h->hit[c].report && h->hit[c].report != id)) {
			n += times_below(h, id, c, verb, depth + 1);
		}
	}
	return n;
}

void claim_times(happen *h, uint32_t id, uint32_t verb, unsigned field)
{
	finder *f = h->f;
	int n = 0;
	for (uint32_t c = f->first_child[verb]; c && n < CLAUSE_TIMES; c = f->next_child[c]) {
		uint32_t m = f->mention_at[c];
		if (m && f->mentions.v[m].kind == DL_M_TIME) claim_time(h, id, m, field), n++;
	}
}

/* "A man from Leeds was held": his home, which is told of him (detail.c), and not where he was held. */
static bool is_home(happen *h, uint32_t who, uint32_t place)
{
	const finder *f = h->f;
	if (f->tok->rel[place] != DL_R_NMOD || !tok_is(f, tree_case(f, place), "from")) return false;
	return f->mentions.v[f->mention_at[place]].kind == DL_M_PLACE && class_of(h, who) & h->kb->person;
}

/* "Killed 17 km north of Mosul": the town whose mention is a point beside it, though "of" leads to no place. */
static bool is_offset(const finder *f, uint32_t t)
{
	const dl_mention *m = &f->mentions.v[f->mention_at[t]];
	return m->kind == DL_M_PLACE && f->places.v[m->value].evidence == PE_OFFSET;
}

static int places_below(happen *h, uint32_t id, uint32_t t, int depth)
{
	finder *f = h->f;
	int n = 0;
	for (uint32_t c = f->first_child[t]; c && n < CLAUSE_PLACES; c = f->next_child[c]) {
		unsigned rel = f->tok->rel[c];
		if (other_clause(f, c) || (h->hit[c].report && h->hit[c].report != id)
		    || is_home(h, t, c) || of_other_one(f, c))
			continue;
		bool phrase = rel == DL_R_OBL || rel == DL_R_NMOD || rel == DL_R_OBL_UNMARKED
		    || rel == DL_R_ADVMOD;
		if (phrase && !is_time(f, c) && claim_located(h, c) && (leads(f, c, W_LEADS_PLACE)
		    || rel == DL_R_ADVMOD || is_offset(f, c))) {
			n += claim_places(h, id, c);
		}
		if (depth < 4 && rel != DL_R_NSUBJ) n += places_below(h, id, c, depth + 1);
	}
	return n;
}

/* The clause above when it tells the same thing: joined without a subject of its own, or an object's verb. */
static uint32_t clause_above(happen *h, uint32_t id, uint32_t t)
{
	finder *f = h->f;
	uint32_t up = f->tok->head[t];
	bool speaks = up && (class_of_lemma(h->kb, f->tok->lemma[up]) & h->kb->speech);
	bool free = !h->hit[up].report || h->hit[up].report == id;
	if (speaks && tok_is(f, tree_child(f, up, DL_R_OBJ), "life")) speaks = false;       /* "claimed the life of" */
	uint32_t prep = tree_case(f, t);                     /* "speaking about the shooting Monday": the day of speaking */
	if (tok_in(f, prep, W_LEADS_TOPIC) && !tok_is(f, prep, "into")) return 0;
	switch (f->tok->rel[t]) {
	case DL_R_XCOMP:
		return up;
	case DL_R_CONJ:
		return is_noun(f, t) || !tree_child(f, t, DL_R_NSUBJ) ? up : 0;
	case DL_R_ADVCL:
		/* "released on Tuesday after nothing tied him to the attack": the day of the release. */
		if (f->reports.v[id].flags & DL_RF_NOMINAL) return 0;
		return tree_child(f, t, DL_R_MARK) && !tree_child_lemma(f, t, DL_R_MARK, "as")
		    && !tree_child_lemma(f, t, DL_R_MARK, "when")
		       && !tree_child_lemma(f, t, DL_R_MARK, "while") ? 0 : up;
	case DL_R_OBJ: case DL_R_NSUBJ: case DL_R_NSUBJ_PASS: case DL_R_OBL:
		return is_noun(f, t) && !speaks && free ? up : 0;
	default:
		return 0;
	}
}

/* "Three were killed and 12 injured on Saturday": a time behind the last of joined clauses is said of the first too,
 * when that has none and the second tells nothing else. */
static int times_beside(happen *h, uint32_t id, uint32_t t)
{
	finder *f = h->f;
	int n = 0;
	for (uint32_t c = f->first_child[t]; c && !n; c = f->next_child[c]) {
		uint32_t other = h->hit[c].report;
		bool harm = other && h->kb->rows.v[h->hit[c].row].makes == LEX_HARM;
		if (f->tok->rel[c] == DL_R_CONJ && c > t && is_verb(f, c) && (!other || other == id || harm))
			n = times_below(h, id, c, t, 0);
	}
	return n;
}

/* "recognised Jerusalem", "urged nations": what is said or held of a place is not done there. */
static bool says_only(unsigned type)
{
	return type == DL_ACCUSE || type == DL_REQUEST || type == DL_REJECT || type == DL_SUPPORT || type == DL_AGREE
	       || type == DL_CONCEDE || type == DL_THREATEN;
}

static void claim_when_where(happen *h, uint32_t id, uint32_t noun, uint32_t main)
{
	finder *f = h->f;
	uint32_t obj = arg_object(h, main);
	int times = 0, places = 0;
	if (says_only(f->reports.v[id].type)) obj = 0;
	/* "raided flats, including in Leeds": a place without a name leaves the town to be told. */
	if (obj && obj != noun && claim_located(h, obj) && !is_noun(f, main) && claim_places(h, id, obj))
		places += f->claims.v[f->claims.n - 1].kind == DL_V_PLACE;
	if (noun && noun != main) times += times_below(h, id, noun, main, 0), places += places_below(h, id,
	    noun, 0);
	for (uint32_t n = 0, t = main; t && n < 4 && !(times && places); n++, t = clause_above(h, id, t)) {
		if (!times) times += times_below(h, id, t, t, 0);
		if (!places) places += places_below(h, id, t, 0);
	}
	uint32_t town = places ? 0 : town_before(h, id, noun);
	if (town) claim_places(h, id, town);
	if (!times && is_verb(f, main)) times_beside(h, id, main);
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
		if (is_time(f, c) || claim_located(h, c)) continue;
		bool why = leads(f, c, W_LEADS_CAUSE) || (type == DL_PROTEST && tree_child_lemma(f, c,
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
	claim_when_where(h, id, noun, main);
	if (f->reports.v[id].type == DL_ASSAULT) weapons_below(h, id, main, 0), weapon_borne(h, id, main);
	claim_cause(h, id, main);
	if (noun && noun != main) claim_cause(h, id, noun);
	claim_scope(h, id, noun);
	if (slice_eq(pool_get(f, f->reports.v[id].mode), S("destroy")) || slice_eq(pool_get(f,
	    f->reports.v[id].mode), S("damage")))
		claim_add(h, id, DL_F_DAMAGE, f->reports.v[id].trigger);
}

/* ---------------------------------------------------------------- tolls */
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

/* ---------------------------------------------------------------- statements */
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

/* ---------------------------------------------------------------- in order */
/* "The union announced a strike for next week": a noun whose day lies behind that of publication. A verb in the past
 * with such a day is a day misread, not a plan. */
static bool still_to_come(const finder *f, const dl_report *r)
{
	int32_t today = f->doc->published_day;
	if (r->modality != DL_TOLD || !r->when || today == DL_DAY_NONE) return false;
	if (r->tense == 'p' && is_verb(f, r->token) && r->word.end - r->word.start == f->tok->bytes[r->token]) return false;
	const dl_time *t = &f->times.v[r->when];
	return t->from_min != DL_MIN_NONE && t->from_min >= (int64_t)(today + 2) * 1440;
}

/* Of a place told in words the one of the gazetteer that its passage names. */
static uint32_t known_place(const finder *f, const dl_claim *c)
{
	return f->places.v[c->value].evidence == PE_WORDS ? f->mentions.v[c->mention].value : c->value;
}

/* "now" and "for years" say no day: a time that does goes first. */
static bool better_when(const finder *f, const dl_claim *c, const dl_report *r)
{
	if (c->field != DL_F_WHEN || c->kind != DL_V_TIME) return false;
	const dl_time *had = &f->times.v[r->when], *t = &f->times.v[c->value];
	if (!r->when || t->from_min == DL_MIN_NONE) return !r->when;
	/* "last week", then the day of that week */
	bool inside = t->from_min >= had->from_min && t->to_min <= had->to_min && had->to_min != DL_MIN_MAX;
	return had->from_min == DL_MIN_NONE || (inside && had->to_min - had->from_min > 1440);
}

static void best_of(finder *f, dl_report *r)
{
	for (uint32_t i = r->first_claim; i < r->first_claim + r->n_claims; i++) {
		const dl_claim *c = &f->claims.v[i];
		bool scene = c->field == DL_F_WHEN || c->field == DL_F_WHERE;
		bool actor = c->field == DL_F_WHO || c->field == DL_F_RECIPIENT;
		if ((c->of.n || c->ground) && (scene || actor)) continue;        /* of something beside it */
		if (better_when(f, c, r)) r->when = c->value;
		if (c->field == DL_F_WHERE && c->kind == DL_V_PLACE && !r->where) r->where = known_place(f, c);
		if (c->field == DL_F_WHO && c->kind == DL_V_ENTITY && !r->who) r->who = c->value;
		if (c->field == DL_F_RECIPIENT && c->kind == DL_V_ENTITY && !r->whom) r->whom = c->value;
	}
	if (r->when && f->times.v[r->when].history) r->flags |= DL_RF_HISTORY;
	if (still_to_come(f, r)) {
		r->modality = DL_PLANNED;
		for (uint32_t i = r->first_claim; i < r->first_claim + r->n_claims; i++)
			if (f->claims.v[i].modality == DL_TOLD && f->claims.v[i].field != DL_F_STATEMENT)
				f->claims.v[i].modality = DL_PLANNED;
	}
}

/* Claims in order of their reports, and in order of finding within one: a counting sort. */
void claims_sort(happen *h)
{
	finder *f = h->f;
	uint32_t n = f->claims.n, *next = ARENA_ARRAY(f->w->tmp, uint32_t, f->reports.n + 1);
	dl_claim *sorted = ARENA_ARRAY(f->w->out, dl_claim, n);
	if (!next || !sorted) { f->nomem = true; return; }
	for (uint32_t i = 1; i < n; i++) f->reports.v[f->claims.v[i].report].n_claims++;
	for (uint32_t r = 1, at = 1; r < f->reports.n; r++) {
		f->reports.v[r].first_claim = next[r] = at;
		at += f->reports.v[r].n_claims;
	}
	for (uint32_t i = 1; i < n; i++) sorted[next[f->claims.v[i].report]++] = f->claims.v[i];
	f->claims.v = sorted, f->claims.cap = n;
	for (uint32_t r = 1; r < f->reports.n; r++) best_of(f, &f->reports.v[r]);
}
