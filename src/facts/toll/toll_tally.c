/* SPDX-License-Identifier: Apache-2.0
 *
 * toll_tally.c - figures that stand behind a word: "the death toll rose to 241 from 159", "an earlier figure of 247",
 * "put the crowd at 400"; and those who take part: "hundreds of protesters", "thousands marched".
 *
 * In: the word. Out: tolls[]; what follows "from" is the old figure.
 */
#include "facts/event/happen.h"
#include "facts/toll/toll.h"

static bool says_old(const finder *f, uint32_t t)
{
	for (uint32_t c = f->first_child[t]; c; c = f->next_child[c])
		if (tok_is(f, c, "earlier") || tok_is(f, c, "previous") || tok_is(f, c, "initial")
		    || tok_is(f, c, "from") || tok_is(f, c, "early"))
			return true;
	return false;
}

/* "rose to 241, with 264 others hospitalized": the second figure is of the hurt. */
static bool harmed_otherwise(const finder *f, uint32_t t)
{
	for (uint32_t i = t + 1; i < min_u32(f->tok->n, t + 3) && same_sentence(f, i, t); i++) {
		const toll_entry *e = toll_word(f, i, TK_STATE);
		if (!e) e = toll_word(f, i, TK_OBJECT);
		if (e && e->field != DL_F_KILLED) return true;
	}
	return false;
}

/* "the death toll rose to 241 from 159": the figures of the clause, those behind "from" are the old ones. */
void toll_on_toll(finder *f, uint32_t t, const toll_entry *e)
{
	const dl_tokens *k = f->tok;
	uint32_t s = k->sent[t], told = 0;
	uint32_t end = k->sent_first[s + 1];
	if (t + 1 < k->n && (tok_is(f, t + 1, "-") || tok_is(f, t + 1, "free"))) return;        /* "a toll-free number" */
	if (e->kind == TK_TOLL && t > 1 && !tok_is(f, t - 1, "death") && !tok_is(f, t - 1, "casualty")
	    && !tok_is(f, t - 1, "the") && !tok_is(f, t - 1, "its") && k->sent[t - 1] == s
	    && (k->upos[t - 1] == DL_NOUN || k->upos[t - 1] == DL_ADJ))
		return; /* "road tolls", "the injury toll" */
	for (uint32_t i = t + 1; i < end && i < t + 16; i++) {
		uint32_t m = f->inside[i];
		if (k->upos[i] == DL_PUNCT && tok_is(f, i, ";")) return;
		if (!m || f->mentions.v[m].kind != DL_M_COUNT || f->mentions.v[m].head != i) continue;
		const dl_count *n = &f->counts.v[f->mentions.v[m].value];
		uint32_t u = n->unit_token;
		if ((n->unit.n && !u) || n->decimals
		    || (u && !toll_word(f, u, TK_PLAIN) && !toll_word(f, u, TK_PERSON) && !tok_is(f, u, "death")))
			return;
		uint32_t first = i;
		while (first > t && k->start[first] > n->at.start) first--;
		people p = {.c = *n, .count = f->mentions.v[m].value, .head = i, .found = true};
		if (told && harmed_otherwise(f, u ? u : i)) return;
		if (tok_is(f, t + 1, "up"))                    /* "taking the death toll up to 9": it has reached it */
			p.c.lo = p.c.hi, p.c.flags &= (uint16_t)~DL_C_UP_TO, p.count = 0;
		toll_telling x = {.token = t, .verb = tree_clause(f, t), .e = e, .field = DL_F_KILLED, .flags = DL_C_TOTAL};
		bool old = tok_is(f, first - 1, "from") || says_old(f, t);
		if (old) x.flags = DL_C_OLD;
		if (!x.verb) x.verb = t;
		x.at = span_join(token_span(f, t > 1 && tok_is(f, t - 1, "death") ? t - 1 : t), p.c.at);
		toll_add(f, &x, &p);
		if (++told == 2) return;
	}
}

/* "an earlier figure of 247": old, when the dead are spoken of in this sentence or the one before. */
void toll_on_figure(finder *f, uint32_t t, const toll_entry *e)
{
	uint32_t s = f->tok->sent[t], last = f->tolls.n - 1;
	if (!says_old(f, t) || !last || f->tolls.v[last].claim.field != DL_F_KILLED
	    || f->tok->sent[f->tolls.v[last].token] + 1 < s)
		return;
	toll_on_toll(f, t, e);
}

#define TALLY_FAR 10u                      /* words from "crowd" to its figure */

/* "hundreds of furious protesters", "thousands marched". */
void toll_on_crowd(finder *f, uint32_t t, const toll_entry *e)
{
	uint32_t c = count_of(f, t);
	if (!c) {                                       /* "hundreds" is the head, "protesters" hangs on it */
		uint32_t h = f->tok->head[t];
		if (h && f->tok->rel[t] == DL_R_NMOD && (c = count_of(f, h)) && f->counts.v[c].unit_token != t) c = 0;
	}
	if (!c || f->counts.v[c].lo < 2) return;
	people p = {.c = f->counts.v[c], .count = c, .head = t, .found = true};
	uint32_t verb = tree_clause(f, t);
	toll_telling x = {.token = t, .verb = verb ? verb : t, .e = e, .field = e->field};
	x.at = span_join(p.c.at, tree_np(f, t));
	if (x.at.end - x.at.start > TOLL_QUOTE_MAX) x.at = span_join(p.c.at, token_span(f, t));
	toll_add(f, &x, &p);
}

/* "Police put the crowd at 400", "turnout reached 3,000", "a crowd of 200": the bare figure behind the word. */
void toll_on_tally(finder *f, uint32_t t, const toll_entry *e)
{
	const dl_tokens *k = f->tok;
	uint32_t end = k->sent_first[k->sent[t] + 1];
	bool led = false;
	for (uint32_t i = t + 1; i < end && i < t + TALLY_FAR && k->upos[i] != DL_PUNCT; i++) {
		led |= tok_is(f, i, "at") || tok_is(f, i, "of") || tok_is(f, i, "number") || tok_is(f, i, "reach")
		    || tok_is(f, i, "exceed") || tok_is(f, i, "to");
		uint32_t m = f->inside[i];
		if (!m || f->mentions.v[m].kind != DL_M_COUNT || f->mentions.v[m].head != i) continue;
		const dl_count *n = &f->counts.v[f->mentions.v[m].value];
		uint32_t u = n->unit_token;
		if (!led || n->decimals || (n->unit.n && !u) || n->lo < 2
		    || (u && !toll_word(f, u, TK_PLAIN) && !toll_word(f, u, TK_PERSON) && !toll_word(f, u, TK_CROWD))) return;
		people p = {.c = *n, .count = f->mentions.v[m].value, .head = i, .found = true};
		uint32_t verb = tree_clause(f, t);
		toll_telling x = {.token = t, .verb = verb ? verb : t, .e = e, .field = e->field};
		x.at = span_join(token_span(f, t), p.c.at);
		toll_add(f, &x, &p);
		return;
	}
}

void toll_on_act(finder *f, uint32_t t, const toll_entry *e)
{
	uint32_t o = tree_child(f, t, DL_R_OBJ);
	if (e->scope.n && !(o && slice_eq(f->tok->lemma[o], e->scope))) return;       /* "take part" */
	uint32_t s = tree_subject(f, t), c = s ? count_of(f, s) : 0;
	if (!c || tree_passive(f, t) || f->counts.v[c].lo < 2) return;
	toll_tell(f, t, t, e, e->field, s, false, 0);
}
