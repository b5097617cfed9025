/* SPDX-License-Identifier: Apache-2.0
 *
 * reason.c - why something was done, and how old those were whom it befell.
 *
 * In: reports and the claims made so far. Out: more claims:
 *
 *      "Ana Ruiz, 30, was on the ferry when it capsized."     other, of age: "Ana Ruiz, 30"
 *      "A 16-year-old girl was held."                         other, of age: "16-year-old girl"
 *      "They jumped off to escape the fire."                  cause: "to escape the fire"
 *      "The area was cleared as a precaution."                cause: "as a precaution"
 *      "The fire was caused by a faulty pump."                cause: "a faulty pump"
 *
 * An age is scoped by whose it is: two papers may differ on it. It goes to the report of its sentence that stands
 * nearest; without one to that of the text around, as other details do.
 */
#include "facts/event/happen.h"
#include "facts/actor/refer.h"

#define AGES_MOST 6          /* of one report: a list of names is no happening                                   */

/* ---------------------------------------------------------------- reasons */
/* "in exchange for", "in response to", "as a precaution", "for political reasons" */
static bool phrase_of_reason(const finder *f, uint32_t c)
{
	if (tree_child_lemma(f, c, DL_R_CASE, "in")) return tok_in(f, c, W_IN_REASON);
	if (tree_child_lemma(f, c, DL_R_CASE, "for")) return tok_in(f, c, W_FOR_REASON) && tree_child(f, c, DL_R_AMOD);
	return tree_child_lemma(f, c, DL_R_CASE, "as") && tok_in(f, c, W_AS_REASON);
}

bool is_reason(const finder *f, uint32_t verb, uint32_t c)
{
	unsigned rel = f->tok->rel[c];
	if (rel == DL_R_OBL || rel == DL_R_NMOD) return phrase_of_reason(f, c);
	if (rel != DL_R_ADVCL) return false;
	bool purpose = c > verb && is_verb(f, c) && f->tok->xpos[c] == DL_T_VB && tree_child_lemma(f, c, DL_R_MARK, "to")
	               && !tree_asked(f, c);
	return purpose || tree_child_lemma(f, c, DL_R_MARK, "because");
}

static void reasons_of_report(happen *h, uint32_t id)
{
	finder *f = h->f;
	uint32_t t = f->reports.v[id].token;
	if (!is_verb(f, t) || f->reports.v[id].flags & DL_RF_GENERIC) return;
	for (uint32_t c = f->first_child[t]; c; c = f->next_child[c])
		if (is_reason(f, t, c)) claim_add(h, id, DL_F_CAUSE, tree_span(f, c));
}

/* The report that a token or something below it tells, 0 none. */
static uint32_t report_below(const happen *h, uint32_t t)
{
	const finder *f = h->f;
	uint32_t found = t ? h->hit[t].report : 0;
	for (uint32_t c = t ? f->first_child[t] : 0; c && !found; c = f->next_child[c])
		if (f->tok->rel[c] != DL_R_ACL_RELCL) found = h->hit[c].report;
	return found;
}

/* "The leak led to an explosion", "resulted in a fire": what a preposition leads to. "The road led to a farm" tells no
 * happening there. */
static uint32_t effect_behind(const finder *f, uint32_t t)
{
	uint32_t effect = tok_in(f, t, W_CAUSES_TO) ? arg_prep(f, t, S("to")) : 0;
	if (!effect && tok_in(f, t, W_CAUSES_IN)) effect = arg_prep(f, t, S("in"));
	return effect;
}

/* "The fire was caused by a faulty pump", "A faulty pump caused the fire": the cause of a happening, or of what no
 * rule tells as one ("sparked debate"). */
static void causes_in(happen *h, uint32_t t)
{
	finder *f = h->f;
	uint32_t led = effect_behind(f, t);
	if (!is_verb(f, t) || (!led && !tok_in(f, t, W_CAUSES)) || !sentence_told(f->tok, f->tok->sent[t])) return;
	bool passive = !led && tree_passive(f, t);
	uint32_t effect = led ? led : passive ? tree_subject(f, t) : arg_object(h, t);
	uint32_t reason = passive ? tree_agent(f, t) : tree_subject(f, t), id = report_below(h, effect);
	if (!effect || !reason || reason == effect || (led && !id)) return;
	dl_claim x = {.at = tree_np(f, reason), .field = DL_F_CAUSE, .kind = DL_V_TEXT};
	if (id) claim_add(h, id, DL_F_CAUSE, x.at);
	else x.of = pool_add(f, f->tok->lemma[effect]), claim_beside(h, t, x);
}

/* ---------------------------------------------------------------- ages */
/* The report of the sentence whose words stand nearest to token t; without one that of the text around; 0 none. */
static uint32_t nearest_report(const happen *h, uint32_t t)
{
	const finder *f = h->f;
	uint32_t sent = f->tok->sent[t], byte = f->tok->start[t];
	uint32_t best = 0, gap = UINT32_MAX;
	for (uint32_t id = 1; id < f->reports.n; id++) {
		const dl_report *r = &f->reports.v[id];
		if (r->sent != sent || r->flags & DL_RF_GENERIC) continue;
		uint32_t g = r->word.start > byte ? r->word.start - byte : byte - r->word.start;
		if (g < gap) gap = g, best = id;
	}
	return best ? best : report_beside(h, t);
}

static bool narrated(const finder *f, uint32_t sent)
{
	unsigned b = f->tok->sent_block[sent];
	return b == DL_BLOCK_PARA || b == DL_BLOCK_LEDE || b == DL_BLOCK_LIST || b == DL_BLOCK_TITLE;
}

static void years_value(finder *f, dl_claim *x, uint8_t years, dl_span at)
{
	dl_count *c = FINDER_PUSH(f, counts);
	*c = (dl_count){.lo = years, .hi = years, .coder = years, .at = at, .unit = pool_add(f, S("year"))};
	x->kind = DL_V_COUNT, x->value = f->counts.n - 1;
}

/* "Ana Ruiz, 30," */
static void age_of(happen *h, uint32_t mention, uint8_t *told)
{
	finder *f = h->f;
	const dl_mention m = f->mentions.v[mention];
	uint32_t t = m.head;
	int64_t age;
	while (t + 1 < f->tok->n && tok_end(f, t) < m.at.end) t++;
	if (t + 3 >= f->tok->n || !same_sentence(f, t + 3, t) || !slice_eq(f->tok->form[t + 1], S(","))) return;
	if (!slice_i64(f->tok->form[t + 2], &age) || age < 1 || age > 119 || f->tok->upos[t + 3] != DL_PUNCT) return;
	uint32_t id = nearest_report(h, m.head);
	if (!id || told[id] >= AGES_MOST) return;
	dl_claim *x = claim_add(h, id, DL_F_OTHER, (dl_span){m.at.start, tok_end(f, t + 2)});
	years_value(f, x, (uint8_t)age, (dl_span){f->tok->start[t + 2], tok_end(f, t + 2)});
	slice name = m.entity ? pool_get(f, f->entities.v[m.entity].name) : span_text(f->text, m.at);
	x->mention = mention, x->of = pool_add(f, arena_printf(f->w->tmp, "age of %.*s", PRS(name)));
	told[id]++;
}

/* "a 16-year-old girl": of a person whom somebody did something to or who did it. */
static void age_before(happen *h, uint32_t t, uint8_t *told)
{
	finder *f = h->f;
	uint8_t years = f->tok->upos[t] == DL_NUM ? 0 : age_at(f, t);
	uint32_t noun = f->tok->head[t], sent = f->tok->sent[t], first = t;
	if (!years || f->tok->rel[t] != DL_R_AMOD || noun <= t || !narrated(f, sent)) return;
	if (!(class_of(h, noun) & (h->kb->person | h->kb->actor))) return;
	while (first > f->tok->sent_first[sent] && t - first < 5 && f->tok->upos[first] != DL_NUM) first--;
	uint32_t id = nearest_report(h, t);
	if (!id || told[id] >= AGES_MOST) return;
	dl_claim *x = claim_add(h, id, DL_F_OTHER, (dl_span){f->tok->start[first], tok_end(f, noun)});
	years_value(f, x, years, (dl_span){f->tok->start[first], tok_end(f, t)});
	uint32_t e = entity_of(f, noun);
	slice name = e ? pool_get(f, f->entities.v[e].name) : f->tok->lemma[noun];
	x->of = pool_add(f, arena_printf(f->w->tmp, "age of %.*s", PRS(name)));
	told[id]++;
}

void claims_of_reasons(happen *h)
{
	finder *f = h->f;
	uint32_t n_reports = f->reports.n, n_mentions = f->mentions.n;
	uint8_t *told = ARENA_ARRAY(f->w->tmp, uint8_t, n_reports + 1);
	if (!told) { f->nomem = true; return; }
	for (uint32_t id = 1; id < n_reports; id++) reasons_of_report(h, id);
	for (uint32_t t = 1; t < f->tok->n; t++) causes_in(h, t), age_before(h, t, told);
	for (uint32_t m = 1; m < n_mentions; m++) {
		const dl_mention *x = &f->mentions.v[m];
		bool one = x->kind == DL_M_PERSON || (x->kind == DL_M_GROUP && !f->entities.v[x->entity].plural);
		if (one && (x->form == 'n' || x->form == 'd') && narrated(f, x->sent)) age_of(h, m, told);
	}
}
