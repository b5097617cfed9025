/* SPDX-License-Identifier: Apache-2.0
 *
 * claim_back.c - the day of a harm that is told beside it: "it happened on Monday", "police were called at 8 p.m.".
 *
 * In: reports and claims, unsorted. Out: claims `when` of harm that has none.
 *
 *      Two men were shot at a bus stop. It happened at 2.30 a.m. Monday.         "it", "this", "the incident", "the
 *                                                                              shooting": what was told last
 *      Police were called to the flat at 8 p.m. Friday. A man was found dead.    who comes to help comes on the day
 *
 *      Police are investigating a shooting Friday.      a verb of the present cannot have the day: the noun has it
 *      A shooting that left two dead on Monday ...      a clause of the harm that hangs on it
 *
 * The harm is the last one told before the verb, at most two paragraphs away, else the first one told behind it. Harm
 * that has a day of its own, that is history, that is denied or to come, and times without a day that was told are
 * left alone; "last week" and "overnight" take a day that lies inside. Cost: linear.
 */
#include "facts/event/happen.h"

#define PARA_REACH 2                 /* paragraphs between the harm and what points at it; incidents train */
#define NOUN_REACH 3                 /* nouns from an attack up to the verb: "in connection with a shooting" */

typedef struct {
	happen  *h;
	bool    *dated, *harm;       /* [reports] dated: to the day */
	uint32_t *rough;             /* [reports] times[], "last week", "overnight": a day in it says more; 0 none */
	uint32_t *before, *behind;   /* [T] the harm told last before the token and next behind it, 0 none */
} back;

/* "the incident", "this": words that stand for a harm told before. */
static bool stands_for_harm(const finder *f, uint32_t t)
{
	return tok_in(f, t, W_HARM_TOLD);
}

/* "it happened", "the incident occurred", "this took place", "the shooting was reported", "the bodies were found". */
static bool says_happened(const finder *f, uint32_t t)
{
	bool took_place = tok_is(f, t, "take") && tok_is(f, tree_child(f, t, DL_R_OBJ), "place");
	bool found = tok_in(f, t, W_NOTICED);
	if (!took_place && !found && !tok_in(f, t, W_HAPPENS)) return false;
	uint32_t subject = tree_child(f, t, found ? DL_R_NSUBJ_PASS : DL_R_NSUBJ);
	if (f->tok->rel[t] == DL_R_ACL_RELCL && tok_in(f, subject, W_RELATIVE)) subject = f->tok->head[t];
	return stands_for_harm(f, subject) || (found && tok_is(f, subject, "body"));
}

static bool is_helper(const back *b, uint32_t t)
{
	const finder *f = b->h->f;
	/* "Deputies say they were sent": who speaks. */
	if (tok_is(f, t, "they") && f->tok->rel[f->tok->head[t]] == DL_R_CCOMP)
		t = tree_child(f, f->tok->head[f->tok->head[t]], DL_R_NSUBJ);
	return t && ((class_of(b->h, t) & b->h->kb->police) || tok_in(f, t, W_HELPER));
}

/* "officers got a call", "a 911 call came in", "dispatchers received a report". */
static bool call_came(const back *b, uint32_t t, uint32_t subject)
{
	const finder *f = b->h->f;
	if (tok_is(f, t, "come")) return tok_is(f, subject, "call") || tok_is(f, subject, "911");
	return tok_in(f, t, W_GETS_CALL) && is_helper(b, subject)
	       && tok_in(f, tree_child(f, t, DL_R_OBJ), W_CALL_FOR_HELP);
}

/* "police were called", "deputies responded", "officers were sent", "the call came in". */
static bool calls_help(const back *b, uint32_t t)
{
	const finder *f = b->h->f;
	uint32_t passive = tree_child(f, t, DL_R_NSUBJ_PASS), subject = tree_child(f, t, DL_R_NSUBJ);
	if (subject && call_came(b, t, subject)) return true;
	if (tok_in(f, t, W_CALLS_OUT)) return is_helper(b, passive);
	return is_helper(b, tok_in(f, t, W_COMES_TO_HELP) ? subject : 0);
}

static bool may_take(const back *b, uint32_t id, unsigned without)
{
	const dl_report *r = &b->h->f->reports.v[id];
	if (!b->harm[id] || (r->flags & without)) return false;
	return r->modality == DL_TOLD || r->modality == DL_ALLEGED;
}

static uint32_t para(const finder *f, uint32_t sent) { return f->tok->sent_para[sent]; }

/* The harm told last before and next behind every token; that of headlines only when the text tells no other. */
static bool lay_out(back *b)
{
	const finder *f = b->h->f;
	uint32_t n = f->tok->n, *before = b->before = ARENA_ARRAY(f->w->tmp, uint32_t, n);
	uint32_t *behind = b->behind = ARENA_ARRAY(f->w->tmp, uint32_t, n);
	if (!before || !behind) return false;
	unsigned without = DL_RF_HISTORY | DL_RF_HEADLINE;
	for (int round = 0, found = 0; round < 2 && !found; round++, without = DL_RF_HISTORY)
		for (uint32_t id = 1; id < f->reports.n; id++) {
			if (!may_take(b, id, without)) continue;
			before[f->reports.v[id].token] = behind[f->reports.v[id].token] = id, found = 1;
		}
	for (uint32_t t = 1; t < n; t++)
		if (!before[t]) before[t] = before[t - 1];
	for (uint32_t t = n; --t;)
		if (!behind[t] && t + 1 < n) behind[t] = behind[t + 1];
	return true;
}

/* The harm that a verb at t points at, 0 none. */
static uint32_t harm_meant(const back *b, uint32_t t)
{
	const finder *f = b->h->f;
	uint32_t here = para(f, f->tok->sent[t]), before = b->before[t], behind = b->behind[t];
	if (before && para(f, f->reports.v[before].sent) + PARA_REACH >= here) return before;
	return behind && para(f, f->reports.v[behind].sent) <= here + PARA_REACH ? behind : 0;
}

static int64_t end_of_today(const finder *f)
{
	int32_t today = f->doc->published_day;
	return today == DL_DAY_NONE ? DL_MIN_MAX : ((int64_t)today + 1) * 1440;
}

/* The first time that hangs on the verb and lies on a known day, not behind that of publication. */
static uint32_t day_of(const finder *f, uint32_t t, int depth)
{
	for (uint32_t c = f->first_child[t]; c; c = f->next_child[c]) {
		uint32_t m = f->mention_at[c];
		if (m && f->mentions.v[m].kind == DL_M_TIME) {
			const dl_time *w = &f->times.v[f->mentions.v[m].value];
			bool known = w->from_min != DL_MIN_NONE && w->grain <= DL_G_DAY && !w->history;
			if (known && w->from_min < end_of_today(f)) return m;
		}
		bool clause = f->tok->upos[c] == DL_VERB && f->tok->rel[c] != DL_R_XCOMP;
		uint32_t below = !clause && depth < 3 ? day_of(f, c, depth + 1) : 0;
		if (below) return below;
	}
	return 0;
}

static void note_claims(back *b)
{
	const finder *f = b->h->f;
	for (uint32_t i = 1; i < f->claims.n; i++) {
		const dl_claim *c = &f->claims.v[i];
		if (c->field == DL_F_KILLED || c->field == DL_F_INJURED) b->harm[c->report] = true;
		/* "now" and "for weeks" name no day: a day told beside the harm is still news. */
		const dl_time *t = c->field == DL_F_WHEN ? &f->times.v[c->value] : NULL;
		if (!t || t->from_min == DL_MIN_NONE) continue;
		bool rough = t->to_min != DL_MIN_MAX && (t->to_min - 1) / 1440 != t->from_min / 1440;
		if (rough && !b->dated[c->report]) b->rough[c->report] = c->value;
		if (!rough) b->dated[c->report] = true;
	}
}

/* "are investigating", "have arrested", "says": no day that is over can be theirs. */
static bool present(const finder *f, uint32_t verb)
{
	unsigned x = f->tok->xpos[verb];
	if (x == DL_T_VBZ || x == DL_T_VBP) return true;
	for (uint32_t c = f->first_child[verb]; c && (x == DL_T_VBG || x == DL_T_VBN); c = f->next_child[c])
		if (f->tok->rel[c] == DL_R_AUX) return f->tok->xpos[c] == DL_T_VBZ || f->tok->xpos[c] == DL_T_VBP;
	return false;
}

/* "Police are investigating a shooting Friday evening": a day behind the noun that its verb cannot have. */
static uint32_t day_behind(const finder *f, uint32_t noun)
{
	uint32_t verb = f->tok->head[noun];
	for (int n = 0; n < NOUN_REACH && verb && f->tok->upos[verb] == DL_NOUN; n++) verb = f->tok->head[verb];
	if (!verb || verb > noun || f->tok->upos[verb] != DL_VERB || !present(f, verb)) return 0;
	uint32_t m = day_of(f, verb, 0), end = m ? f->mentions.v[m].head : 0;
	for (uint32_t t = noun + 1; t < end; t++)
		if (f->tok->upos[t] == DL_VERB) return 0;
	return end > noun ? m : 0;
}

/* "a shooting that left one man dead on Monday", "wounded in a shooting that hurt another on Monday"; "shot himself
 * after finding a gun Tuesday". */
static uint32_t day_in_clause(const finder *f, uint32_t t, bool noun)
{
	for (uint32_t c = f->first_child[t]; c; c = f->next_child[c]) {
		uint32_t mark = tree_child(f, c, DL_R_MARK);
		if (!mark) mark = tree_child(f, c, DL_R_ADVMOD);
		bool harm = noun && f->tok->rel[c] == DL_R_ACL_RELCL && tok_in(f, c, W_TELLS_HARM);
		bool beside = !noun && f->tok->rel[c] == DL_R_ADVCL && c > t && tok_in(f, mark, W_BESIDE_CLAUSE);
		uint32_t m = harm || beside ? day_of(f, c, 0) : 0;
		if (!m && !noun && f->tok->rel[c] == DL_R_OBL && stands_for_harm(f, c)) m = day_in_clause(f, c, true);
		if (m) return m;
	}
	return 0;
}

static bool is_unrest(const dl_report *r) { return r->type == DL_ASSAULT || r->type == DL_PROTEST; }

/* "A boy died on Saturday after he was shot", "violence erupted on Monday after rioters stormed the gate": without a
 * day of its own a deed has that of what it came to. */
static uint32_t day_above(const back *b, const dl_report *r)
{
	const finder *f = b->h->f;
	uint32_t t = f->tok->rel[r->token] == DL_R_CONJ ? f->tok->head[r->token] : r->token;
	uint32_t up = f->tok->head[t], other = b->h->hit[up].report;
	if (f->tok->rel[t] != DL_R_ADVCL || !tree_child_lemma(f, t, DL_R_MARK, "after")) return 0;
	bool harm = b->harm[r - f->reports.v] && tok_in(f, up, W_ENDS_IN_HARM);
	bool unrest = is_unrest(r) && other && is_unrest(&f->reports.v[other]);
	return harm || unrest ? day_of(f, up, 0) : 0;
}

/* Gives the report a day, unless it has told one or what it told rules that day out. */
static void date_report(back *b, uint32_t id, uint32_t m)
{
	finder *f = b->h->f;
	if (!id || !m || b->dated[id]) return;
	const dl_time *t = &f->times.v[f->mentions.v[m].value], *rough = &f->times.v[b->rough[id]];
	if (b->rough[id] && (t->from_min < rough->from_min || t->from_min >= rough->to_min)) return;
	claim_time(b->h, id, m, DL_F_WHEN);
	b->dated[id] = true;
}

/* Attacks and harm whose day a neighbour in the sentence has. */
static void from_clauses(back *b)
{
	finder *f = b->h->f;
	for (uint32_t id = 1; id < f->reports.n && !f->nomem; id++) {
		const dl_report *r = &f->reports.v[id];
		bool noun = is_noun(f, r->token);
		if (b->dated[id] || (r->flags & (DL_RF_HISTORY | DL_RF_GENERIC)) || r->modality != DL_TOLD) continue;
		if (!is_unrest(r) && !b->harm[id]) continue;
		uint32_t m = day_in_clause(f, r->token, noun);
		if (!m && noun) m = day_behind(f, r->token);
		if (!m) m = day_above(b, r);
		date_report(b, id, m);
	}
}

void claims_of_pointers(happen *h)
{
	finder *f = h->f;
	back b = {.h = h};
	b.dated = ARENA_ARRAY(f->w->tmp, bool, f->reports.n), b.harm = ARENA_ARRAY(f->w->tmp, bool, f->reports.n);
	b.rough = ARENA_ARRAY(f->w->tmp, uint32_t, f->reports.n);
	if (!b.dated || !b.harm || !b.rough) { f->nomem = true; return; }
	note_claims(&b);
	from_clauses(&b);
	if (!lay_out(&b)) { f->nomem = true; return; }
	for (uint32_t t = 1; t < f->tok->n && !f->nomem; t++) {
		if (f->tok->upos[t] != DL_VERB || !sentence_told(f->tok, f->tok->sent[t])) continue;
		uint32_t id = says_happened(f, t) || calls_help(&b, t) ? harm_meant(&b, t) : 0;
		date_report(&b, id, id && !b.dated[id] ? day_of(f, t, 0) : 0);
	}
}
