/* SPDX-License-Identifier: Apache-2.0
 *
 * detail.c - what else an article tells about a happening: clauses and figures that no rule makes a happening of.
 *
 * In: reports, attributions. Out: claims of the field `other`, in free words, so that nothing an outlet tells is lost
 * from its account:
 *
 *      "The tram that derailed on Tuesday | slid for ten seconds | before it came to rest on its side."
 *            derailed is the happening; the two other clauses are its details
 *
 * Who did it, to whom, where and why are told of such a clause's own verb ("two divers", of: jump), so that they
 * are never held against who did the happening itself.
 *
 * A clause belongs to the happening that its own sentence tells above it, or before it; else to the last one that
 * the article told as having happened, else to the first that it will. Somebody's very words are a statement already,
 * and are not told twice. A figure of anything but people hurt, freed and so on is a detail with a value: "276 pupils",
 * "40 miles an hour" can be compared with what others give. A detail has its own modality ("he feared that the roof
 * would fall").
 * Cost: details, at most DETAILS_MOST, times reports.
 */
#include "facts/say/attrib.h"
#include "facts/event/happen.h"

#include <string.h>

#define DETAIL_WORDS 3u          /* a clause of fewer says nothing by itself                                   */
#define DETAILS_MOST 400u        /* of one document                                                            */
#define ACTORS_MOST  10u         /* of one report: who speaks and acts beside it                               */

static bool heads_clause(const finder *f, uint32_t t)
{
	switch (f->tok->rel[t]) {
	case DL_R_ROOT: case DL_R_CONJ: case DL_R_ACL: case DL_R_ACL_RELCL: case DL_R_ADVCL: case DL_R_PARATAXIS:
		return is_verb(f, t) || tree_child(f, t, DL_R_COP) != 0;
	default:
		return false;
	}
}

/* Told already: a happening's words, or somebody's, lie inside. Both lists are in order of their first byte. */
static bool told_already(const finder *f, dl_span at)
{
	for (uint32_t r = 1; r < f->reports.n; r++)
		if (f->reports.v[r].word.start >= at.start && f->reports.v[r].word.end <= at.end) return true;
	/* A toll that makes up a third of the clause. */
	for (uint32_t i = 1; i < f->tolls.n; i++) {
		dl_span hurt = f->tolls.v[i].claim.at;
		if (span_overlap(hurt, at) && (hurt.end - hurt.start) * 3 >= at.end - at.start) return true;
	}
	for (uint32_t a = 1; a < f->attributions.n; a++) {
		const dl_attribution *x = &f->attributions.v[a];
		if (x->kind == 'd' && x->content.start < at.end && at.start < x->content.end) return true;
		if (x->cue.start >= at.start && x->cue.end <= at.end) return true;
	}
	return false;
}

static bool carries(const dl_report *r)          /* may details of the article hang on it? */
{
	return r->modality == DL_TOLD && !(r->flags & (DL_RF_BACKGROUND | DL_RF_HISTORY | DL_RF_GENERIC));
}

static uint32_t report_above(const happen *h, uint32_t t)
{
	for (uint32_t n = 0; t && n < 32; n++, t = h->f->tok->head[t])
		if (h->hit[t].report) return h->hit[t].report;
	return 0;
}

uint32_t report_beside(const happen *h, uint32_t t)
{
	const finder *f = h->f;
	uint32_t s = f->tok->sent[t], before = 0, here = 0, after = 0;
	uint32_t above = report_above(h, t);
	if (above) return above;
	for (uint32_t r = 1; r < f->reports.n; r++) {
		const dl_report *x = &f->reports.v[r];
		if (x->sent == s && x->token < t) here = r;
		if (!carries(x)) continue;
		if (x->sent < s && (!before || x->token > f->reports.v[before].token)) before = r;
		if (x->sent >= s && !after) after = r;
	}
	return here ? here : before ? before : after;
}

/* As certain as the least certain verb in it: "supporters called for the house to be dissolved" is demanded. */
static uint8_t modality_of(happen *h, uint32_t t, dl_span at)
{
	finder *f = h->f;
	uint8_t m = telling_of(h, t, 0).modality;
	uint32_t s = f->tok->sent[t];
	for (uint32_t k = f->tok->sent_first[s]; k < f->tok->sent_first[s + 1] && m == DL_TOLD; k++)
		if (f->tok->start[k] >= at.start && f->tok->start[k] < at.end && is_verb(f, k))
			m = telling_of(h, k, 0).modality;
	return m;
}

/* A time or a place is told as the verb is that it stands with. */
static uint32_t told_by(const finder *f, uint32_t t, const dl_claim *c)
{
	uint32_t over = f->tok->head[t];
	return (c->kind == DL_V_TIME || c->kind == DL_V_PLACE) && over && is_verb(f, over) ? over : t;
}

bool claim_beside(happen *h, uint32_t t, dl_claim c)
{
	finder *f = h->f;
	uint32_t id = report_beside(h, t);
	dl_claim *to = id ? FINDER_PUSH(f, claims) : NULL;
	if (!to) return false;
	*to = c;
	to->report = id, to->attribution = attribution_of(f, c.at);
	to->modality = c.field == DL_F_CAUSE ? telling_of(h, t, 0).modality : modality_of(h, told_by(f, t, &c), c.at);
	to->rule = rule_add(f, "details", 0, c.kind == DL_V_TEXT ? S("a clause beside it") : c.kind == DL_V_COUNT
	    ? S("a figure beside it") : S("of something beside it"));
	return true;
}

/* "She remembers bombs in Leeds", "Sarn is one of the oldest towns of the coast": nothing of what the article tells. */
static bool is_aside(const finder *f, uint32_t t)
{
	for (uint32_t n = 0; t && n < 32; t = f->tok->head[t], n++) {
		uint32_t subject = tree_child(f, t, DL_R_NSUBJ), cop = tree_child(f, t, DL_R_COP);
		bool place = subject && f->mentions.v[f->mention_at[subject]].kind == DL_M_PLACE;
		if (place && cop && f->tok->xpos[cop] == DL_T_VBZ && f->tok->upos[t] != DL_VERB) return true;
		if (is_verb(f, t) && (tok_is(f, t, "remember") || tok_is(f, t, "commemorate"))) return true;
	}
	return false;
}

static uint32_t words_in(const finder *f, uint32_t s, dl_span at)
{
	uint32_t n = 0;
	for (uint32_t k = f->tok->sent_first[s]; k < f->tok->sent_first[s + 1]; k++)
		n += f->tok->start[k] >= at.start && f->tok->start[k] < at.end && f->tok->upos[k] != DL_PUNCT;
	return n;
}

static void details_of_clauses(happen *h)
{
	finder *f = h->f;
	uint32_t n = 0;
	dl_span last = {0, 0};
	for (uint32_t t = 1; t < f->tok->n && n < DETAILS_MOST; t++) {
		if (!heads_clause(f, t) || !sentence_told(f->tok, f->tok->sent[t]) || is_aside(f, t)) continue;
		dl_span at = tree_clause_span(f, t);
		if (words_in(f, f->tok->sent[t], at) < DETAIL_WORDS || told_already(f, at)) continue;
		if (at.start >= last.start && at.end <= last.end) continue;      /* inside one that is told */
		if (claim_beside(h, t, (dl_claim){.at = at, .field = DL_F_OTHER, .kind = DL_V_TEXT})) n++, last = at;
	}
}

static void details_of_counts(happen *h)
{
	finder *f = h->f;
	uint8_t *used = ARENA_ARRAY(f->w->tmp, uint8_t, f->counts.n);
	if (!used) { f->nomem = true; return; }
	for (uint32_t i = 1; i < f->claims.n; i++)
		if (f->claims.v[i].kind == DL_V_COUNT) used[f->claims.v[i].value] = 1;
	for (uint32_t i = 1, n = 0; i < f->counts.n && n < DETAILS_MOST; i++) {
		const dl_count *c = &f->counts.v[i];
		uint32_t t = c->unit_token;
		if (used[i] || !t || !c->unit.n || (c->flags & DL_C_NO_FIGURE) || !sentence_told(f->tok, f->tok->sent[t]))
			continue;
		if (c->lo == 1 && c->hi == 1 && c->flags & DL_C_PART_OF) continue;      /* "one of the first countries" */
		if (tok_is(f, t, "year") && t + 1 < f->tok->n && tok_is(f, t + 1, "old")) continue;    /* "a 6 year old" */
		dl_span at = tree_np(f, t);
		if (at.start > c->at.start || at.end < c->at.end) at = c->at;
		n += claim_beside(h, t, (dl_claim){.at = at, .field = DL_F_OTHER, .kind = DL_V_COUNT, .value = i,
		                  .of = c->unit});
	}
}

/* ---------------------------------------------------------------- times and places that no happening took */
static bool led_to(const finder *f, uint32_t t)
{
	for (uint32_t c = f->first_child[t]; c; c = f->next_child[c])
		if (f->tok->rel[c] == DL_R_CASE && listed(f, W_LEADS_PLAIN_PLACE, f->tok->form[c])) return true;
	return false;
}

/* "the towns of Sarn", "a swath of Wales": the word in front of a place's name that says no more than the place; 0. */
static uint32_t vague_over(const finder *f, uint32_t t)
{
	uint32_t over = f->tok->head[t];
	return f->tok->rel[t] == DL_R_NMOD && tok_is(f, tree_case(f, t), "of") && tok_in(f, over, W_VAGUE_PLACE) ? over : 0;
}

/* "in Sarn and Holm", "across Wales, including Holm": what leads to the first leads to the second; 0. */
static uint32_t joined_to(const finder *f, uint32_t t)
{
	bool joined = f->tok->rel[t] == DL_R_CONJ || tree_child_lemma(f, t, DL_R_CASE, "include");
	return joined ? f->tok->head[t] : 0;
}

static bool is_where(const finder *f, uint32_t t)
{
	for (int n = 0; t && n < 4; n++) {
		uint32_t over = vague_over(f, t);
		unsigned rel = f->tok->rel[over];
		bool told_of = rel == DL_R_ROOT || rel == DL_R_NSUBJ_PASS || rel == DL_R_OBJ;    /* "hit were the towns of" */
		if (led_to(f, t) || (over && (told_of || led_to(f, over)))) return true;
		t = joined_to(f, t);
	}
	return false;
}

static bool is_scene(const finder *f, const dl_mention *m)
{
	if (m->kind == DL_M_TIME) return m->value != 0;
	return m->kind == DL_M_PLACE && m->form == 'n' && is_where(f, m->head);
}

/* Claims before this one that already tell when or where, by mention. */
static uint8_t *scenes_told(happen *h)
{
	finder *f = h->f;
	uint8_t *told = ARENA_ARRAY(f->w->tmp, uint8_t, f->mentions.n);
	for (uint32_t i = 1; told && i < f->claims.n; i++) {
		const dl_claim *c = &f->claims.v[i];
		bool scene =
			c->field == DL_F_WHEN || c->field == DL_F_WHERE || c->field == DL_F_STARTS || c->field == DL_F_ENDS;
		if (!scene) continue;
		for (uint32_t t = token_at(f, c->at.start); t && t < f->tok->n && f->tok->start[t] < c->at.end; t++)
			told[f->inside[t]] = told[f->mention_at[t]] = 1;
	}
	return told;
}

static bool is_time_at(const finder *f, uint32_t t) { return f->mentions.v[f->inside[t]].kind == DL_M_TIME; }

/* "the Hotel Roma in Amatrice": the finer place in front of a place's preposition, 0 none. */
static uint32_t finer_place(happen *h, uint32_t t)
{
	const finder *f = h->f;
	uint32_t lead = tree_case(f, t), over = lead > 1 ? lead - 1 : 0;
	if (!over || !same_sentence(f, over, t) || !listed(f, W_LEADS_PLAIN_PLACE, f->tok->form[lead])) return 0;
	if (f->tok->upos[over] != DL_PROPN && f->tok->upos[over] != DL_NOUN) return 0;
	while (f->tok->rel[over] == DL_R_FLAT && f->tok->head[over] < over) over = f->tok->head[over];
	uint32_t prep = tree_case(f, over), inner = prep ? 0 : tree_child(f, over, DL_R_COMPOUND);
	bool name = f->tok->upos[over] == DL_PROPN;
	/* "St Ann's Hospital in Sarn": a building by its name, whatever it does in the clause. */
	bool house = name && !prep && over == f->tok->head[t] && class_of(h, over) & h->kb->building;
	if ((!house && !led_to(f, over) && !(inner && led_to(f, inner))) || is_time_at(f, over)) return 0;
	return name || claim_located(h, over) ? over : 0;
}

static bool detail_of_place(happen *h, uint32_t t, const dl_mention *in)
{
	finder *f = h->f;
	dl_claim c = {.at = claim_phrase(f, t), .field = DL_F_WHERE, .kind = DL_V_TEXT};
	if (in->at.end > c.at.end) c.at.end = in->at.end;
	claim_place_of(f, t, &c);
	if (f->tok->head[t]) c.of = pool_add(f, f->tok->lemma[f->tok->head[t]]);
	return c.kind == DL_V_PLACE && claim_beside(h, t, c);
}

/* What somebody did there: "of" it is where, in the words of the claim. Of a place inside a place, and of what is told
 * as a happening, it is plainly where. */
static dl_ref done_there(happen *h, uint32_t t)
{
	finder *f = h->f;
	uint32_t up = t;
	for (int n = 0; n < 4; n++)
		if (joined_to(f, up)) up = joined_to(f, up);
		else if (vague_over(f, up)) up = vague_over(f, up);
	uint32_t over = f->tok->head[up];
	bool plain = !over || claim_located(h, over) || h->hit[over].report;
	return plain ? (dl_ref){0} : pool_add(f, f->tok->lemma[over]);
}

/* "Residents waited until dawn": when, of the waiting. What it is of keeps it from being held against the time of
 * the happening itself. A place around a place ("at Sarn Beach in Wales") is only more of where. */
static void details_of_scenes(happen *h)
{
	finder *f = h->f;
	uint8_t *told = scenes_told(h);
	if (!told) { f->nomem = true; return; }
	for (uint32_t i = 1, n = 0; i < f->mentions.n && n < DETAILS_MOST; i++) {
		const dl_mention m = f->mentions.v[i];
		uint32_t over = f->tok->head[m.head];
		if (told[i] || !over || !sentence_told(f->tok, m.sent) || !is_scene(f, &m) || is_aside(f, over)) continue;
		bool time = m.kind == DL_M_TIME;
		if (time && past_misdates(h, i)) continue;
		uint32_t finer = time ? 0 : finer_place(h, m.head);
		if (finer) {
			n += detail_of_place(h, finer, &m);
			continue;
		}
		dl_ref of = time ? pool_add(f, f->tok->lemma[over]) : done_there(h, m.head);
		n += claim_beside(h, m.head, (dl_claim){.at = m.at, .kind = time ? DL_V_TIME : DL_V_PLACE, .value = m.value,
		                .field = time ? DL_F_WHEN : DL_F_WHERE, .mention = i, .of = of});
	}
}

/* ---------------------------------------------------------------- who does what no happening tells */
/* Tokens inside claims of these fields, which tell them already. */
static uint8_t *told_of(happen *h, const uint8_t *fields, size_t n_fields)
{
	finder *f = h->f;
	uint8_t *told = ARENA_ARRAY(f->w->tmp, uint8_t, f->tok->n);
	if (!told) f->nomem = true;
	for (uint32_t i = 1; told && i < f->claims.n; i++) {
		const dl_claim *c = &f->claims.v[i];
		if (!memchr(fields, c->field, n_fields)) continue;
		uint32_t t = token_at(f, c->at.start);
		while (t && t < f->tok->n && f->tok->start[t] < c->at.end) told[t++] = 1;
	}
	return told;
}

/* Whom the text names or describes: of a pronoun the name is told elsewhere. */
static uint32_t somebody(happen *h, uint32_t t)
{
	finder *f = h->f;
	uint32_t real = arg_real(f, t);
	if (!is_noun(f, real) || !(class_of(h, t) & (h->kb->person | h->kb->org | h->kb->actor))) return 0;
	return entity_meant(f, t);
}

static uint32_t details_of_actor(happen *h, uint32_t verb, uint32_t t, unsigned field)
{
	finder *f = h->f;
	uint32_t n = 0;
	for (int k = 0; t && k < 6; k++, t = actor_joined(f, t)) {
		uint32_t e = somebody(h, t);
		dl_claim c = {.at = actor_span(f, t), .field = (uint8_t)field, .kind = DL_V_ENTITY, .value = e};
		c.mention = f->mention_at[arg_real(f, t)], c.of = pool_add(f, f->tok->lemma[verb]);
		n += e && claim_beside(h, verb, c);
	}
	return n;
}

/* "Two divers jumped off the boat to escape": who, of the jumping, and to whom; one of the first verb of each. */
static void details_of_actors(happen *h)
{
	finder *f = h->f;
	static const uint8_t fields[] = {DL_F_WHO, DL_F_RECIPIENT, DL_F_CLAIMED_BY};
	uint8_t *told = told_of(h, fields, COUNT(fields)), *of_report = ARENA_ARRAY(f->w->tmp, uint8_t, f->reports.n);
	if (!told || !of_report) { f->nomem = true; return; }
	for (uint32_t t = 1; t < f->tok->n; t++) {
		if (f->tok->upos[t] != DL_VERB || h->hit[t].report || !sentence_told(f->tok, f->tok->sent[t]) || is_aside(f, t))
			continue;
		uint8_t *n = &of_report[report_beside(h, t)];
		if (*n >= ACTORS_MOST) continue;
		uint32_t who = tree_agent(f, t), whom = tree_object(f, t), next = tree_child(f, t, DL_R_XCOMP);
		if (whom && next && tree_subject(f, next) == whom) whom = 0;     /* "were forced to move": who, of the move */
		if (who && !told[who]) *n += (uint8_t)details_of_actor(h, t, who, DL_F_WHO);
		if (whom && whom != who && !told[whom]) *n += (uint8_t)details_of_actor(h, t, whom, DL_F_RECIPIENT);
		if (who) told[who] = 1;
		if (whom) told[whom] = 1;
	}
}

/* ---------------------------------------------------------------- why, and where in plain words */
/* "from the boat", "outside her home", "inside the tram": no name, yet where something was done. */
static bool is_spot(happen *h, uint32_t t)
{
	const finder *f = h->f;
	uint32_t prep = tree_case(f, t);
	if (f->tok->upos[t] != DL_NOUN || f->tok->rel[t] != DL_R_OBL || !prep || is_time_at(f, t)) return false;
	if (class_of(h, t) & h->kb->vehicle) return listed(f, W_ABOARD, f->tok->form[prep]);
	return listed(f, W_LEADS_PLAIN_PLACE, f->tok->form[prep]) && claim_located(h, t);
}

/* "jumped off the boat to escape the fire": of the jumping, its reason and its place. */
static void details_of_verbs(happen *h)
{
	finder *f = h->f;
	static const uint8_t fields[] = {DL_F_WHERE, DL_F_SCOPE, DL_F_CAUSE};
	uint8_t *told = told_of(h, fields, COUNT(fields));
	if (!told) return;
	for (uint32_t t = 1, n = 0; t < f->tok->n && n < DETAILS_MOST; t++) {
		if (f->tok->upos[t] != DL_VERB || h->hit[t].report || !sentence_told(f->tok, f->tok->sent[t]) || is_aside(f, t))
			continue;
		dl_ref of = pool_add(f, f->tok->lemma[t]);
		for (uint32_t c = f->first_child[t]; c; c = f->next_child[c]) {
			dl_claim x = {.at = claim_phrase(f, c), .field = DL_F_WHERE, .kind = DL_V_TEXT, .of = of};
			if (told[c]) continue;
			if (is_reason(f, t, c)) x.at = tree_span(f, c), x.field = DL_F_CAUSE;
			else if (!is_spot(h, c)) continue;
			else claim_place_of(f, c, &x);
			n += claim_beside(h, t, x);
		}
	}
}

void claims_of_details(happen *h)
{
	if (h->f->reports.n < 2) return;
	details_of_clauses(h);
	claims_of_measures(h);
	details_of_counts(h);
	details_of_scenes(h);
	details_of_actors(h);
	details_of_verbs(h);
}
