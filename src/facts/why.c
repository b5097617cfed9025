/* SPDX-License-Identifier: Apache-2.0
 *
 * why.c - why something was reported of a word, or why nothing was.
 *
 * In: a document whose happenings have been found. Out: facts_why: for each word that the lexicon knows, the rows
 * that were tried up to the one that fitted, each with the condition that did not hold, and what then kept it from
 * being told; for each word that says that something is done, its arguments as the rules see them; for each report
 * that is planned, denied and so on the row of modality.tsv that made it so.
 * "Soldiers fired two aides" tries the rows of "fire" from the top: line 79 misses obj=GAS,canister,canisters; ...
 * line 83 fits (an aide is no OFFICE, but a PERSON). Nothing is decided here: the same functions are asked again.
 * Cost: that of finding the happenings, once more.
 */
#include "facts/event/happen.h"

typedef struct {
	happen *h;
	VEC(facts_note) notes;
	VEC(facts_arg)  args;
	VEC(uint32_t)   doings;
	VEC(facts_telling) tellings;
} asked;

static void note(asked *a, facts_note n)
{
	facts_note *to = VEC_PUSH(a->h->f->w->out, &a->notes);
	if (to) *to = n;
	else a->h->f->nomem = true;
}

static facts_verdict verdict_of(happen *h, uint32_t t, const lex_row *r)
{
	const hap_hit *hit = &h->hit[t];
	if (r->makes == LEX_NONE) return FW_STOPS;
	if (hit->report) return FW_REPORT;
	if (r->makes == LEX_REPORT || r->makes == LEX_HARM) {
		facts_verdict v = noun_verdict(h, t);
		return v == FW_REPORT ? FW_FITS : v;
	}
	return r->makes == LEX_CLAIMED ? FW_FITS : FW_LENT_NOTHING;
}

static void rows_tried(asked *a, uint32_t t)
{
	happen *h = a->h;
	for (uint32_t i = rows_of_token(h, t); i; i = h->kb->rows.v[i].next) {
		const lex_row *r = &h->kb->rows.v[i];
		facts_note n = {.token = t, .line = r->line, .word = r->word, .verdict = FW_OTHER_POS};
		const lex_cond *c = NULL;
		if (pos_fits(h->f, t, r->pos)) {
			c = row_misses(h, r, t);
			n.verdict = c ? FW_MISSES : (uint8_t)verdict_of(h, t, r);
			if (c) n.cond = c->text;
			else n.report = h->hit[t].report;
		}
		note(a, n);
		if (n.verdict != FW_MISSES && n.verdict != FW_OTHER_POS) return;
	}
}

static void frame_note(asked *a, uint32_t t)
{
	facts_arg args[FR_N];
	arena *out = a->h->f->w->out;
	uint32_t n = frame_of(a->h, t, args), *word = VEC_PUSH(out, &a->doings);
	if (word) *word = t;
	else a->h->f->nomem = true;
	for (uint32_t i = 0; i < n; i++) {
		facts_arg *to = VEC_PUSH(out, &a->args);
		if (to) *to = args[i];
		else a->h->f->nomem = true;
	}
}

/* How the report at a word is told is asked once more, for the row that said so. */
static void telling_note(asked *a, uint32_t t)
{
	happen *h = a->h;
	uint32_t id = h->hit[t].report, main = h->hit[t].anchor ? h->hit[t].anchor : t;
	if (!id || h->f->reports.v[id].token != main) return;
	telling told = telling_of(h, main, t);
	if (!told.by || (told.modality == DL_TOLD && !told.flags)) return;
	facts_telling *to = VEC_PUSH(h->f->w->out, &a->tellings);
	if (to) *to = (facts_telling){.report = id, .line = told.by->line, .word = told.by->word, .prep = told.by->prep};
	else h->f->nomem = true;
}

void why_note(happen *h)
{
	asked a = {.h = h};
	for (uint32_t t = 1; t < h->f->tok->n; t++) {
		rows_tried(&a, t);
		if (frame_doing(h, t)) frame_note(&a, t);
		telling_note(&a, t);
	}
	*h->f->why = (facts_why){.notes = a.notes.v, .n_notes = a.notes.n, .args = a.args.v, .n_args = a.args.n,
	                         .doings = a.doings.v, .n_doings = a.doings.n,
	                         .tellings = a.tellings.v, .n_tellings = a.tellings.n};
}
