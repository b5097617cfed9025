/* SPDX-License-Identifier: Apache-2.0
 *
 * edges.c - the edges of the tree that tie a value to the word that its report is read from.
 *
 * In: a document's tokens, a claim. Out: the way from the claim's head word to that word, in words:
 *
 *      "Police said two men had been shot in Leeds."    of `who: Police`      Police nsubj of said, over shot (ccomp)
 *                                                       of `where: Leeds`     Leeds obl of shot
 *
 * First up the tree to the word that both hang below, then down again behind "over". Relations are those of Universal
 * Dependencies, as `dateline why` prints them. Cost: the depth of the sentence.
 */
#include "tell/screen.h"

#define EDGES_MOST 8             /* a longer way tells nobody anything                                           */

/* The head of a passage: its first word, no mark, whose own head lies outside of it; 0 when the tokens have none. */
static uint32_t span_head(const dl_tokens *tok, uint32_t sent, dl_span at)
{
	for (uint32_t t = tok->sent_first[sent]; t < tok->sent_first[sent + 1]; t++) {
		uint32_t h = tok->head[t];
		bool inside = h && tok->start[h] >= at.start && tok->start[h] < at.end;
		if (tok->start[t] >= at.start && tok->start[t] < at.end && !inside && tok->upos[t] != DL_PUNCT) return t;
	}
	return 0;
}

static bool fits(const dl_tokens *tok, const dl_facts *f, const dl_claim *c)
{
	const dl_report *r = &f->reports[c->report];
	return r->token && r->token < tok->n && r->sent < tok->n_sents && tok->sent[r->token] == r->sent
	       && tok->start[r->token] >= r->word.start && tok->start[r->token] < r->word.end;
}

uint32_t claim_head(const dl_tokens *tok, const dl_facts *f, const dl_claim *c)
{
	if (!fits(tok, f, c)) return 0;
	const dl_mention *m = &f->mentions[c->mention];
	if (c->mention && m->head < tok->n) return m->head;
	return span_head(tok, f->reports[c->report].sent, c->at);
}

/* Steps from t up to `top`; EDGES_MOST + 1 when it does not lie above. */
static uint32_t steps_up(const dl_tokens *tok, uint32_t t, uint32_t top)
{
	uint32_t n = 0;
	for (; t && t != top && n <= EDGES_MOST; n++) t = tok->head[t];
	return t == top ? n : EDGES_MOST + 1;
}

/* The lowest word above both, 0 when it is far or there is none. */
static uint32_t meeting(const dl_tokens *tok, uint32_t a, uint32_t b)
{
	for (uint32_t n = 0; a && n <= EDGES_MOST; n++, a = tok->head[a])
		if (steps_up(tok, b, a) <= EDGES_MOST) return a;
	return 0;
}

bool put_edges(buf *b, const dl_tokens *tok, uint32_t from, uint32_t to)
{
	uint32_t down[EDGES_MOST], n = 0, top = from && to ? meeting(tok, from, to) : 0;
	if (!top || from == to) return false;
	buf_printf(b, "%.*s", PRS(tok->form[from]));
	for (uint32_t t = from; t != top; t = tok->head[t])
		buf_printf(b, "%s %s of %.*s", t == from ? "" : ",", dl_rel_name(tok->rel[t]), PRS(tok->form[tok->head[t]]));
	for (uint32_t t = to; t != top && n < EDGES_MOST; t = tok->head[t]) down[n++] = t;
	for (uint32_t i = n; i-- > 0;)
		buf_printf(b, "%s over %.*s (%s)", i + 1 == n && from == top ? "" : ",", PRS(tok->form[down[i]]),
		           dl_rel_name(tok->rel[down[i]]));
	return true;
}
