/* SPDX-License-Identifier: Apache-2.0
 *
 * facts.c - one document's tokens to what it reports: runs the stages of this room in order.
 *
 * In: a document, its tokens. Out: dl_facts, whose arrays lie in the caller's arena.
 * "At least 23 people were killed in Baghdad on Monday, medics told AFP." passes through
 *   names -> AFP; places -> Baghdad; times -> Monday; counts -> [23, none) people; actors -> medics;
 *   attributions -> AFP <- medics; tolls -> killed [23, none); happenings -> a report with its claims.
 * Stages append and never change what an earlier one found. Cost: linear in tokens.
 */
#include "facts/inner.h"

#include <stdlib.h>

dl_status facts_kb_open(const dl_kb_options *opt, facts_kb **out, dl_error *err)
{
	dl_status st = DL_NOMEM;
	arena *a = arena_new(0);
	facts_kb *kb = a ? ARENA_ARRAY(a, facts_kb, 1) : NULL;
	*out = NULL;
	if (!kb) goto out;
	kb->a = a;
	if ((st = lists_open(opt, a, &kb->lists, err)) != DL_OK) goto out;
	if ((st = time_kb_open(opt, a, &kb->times, err)) != DL_OK) goto out;
	if ((st = count_kb_open(opt, a, &kb->counts, err)) != DL_OK) goto out;
	if ((st = place_kb_open(opt, a, &kb->places, err)) != DL_OK) goto out;
	if ((st = actor_kb_open(opt, a, &kb->actors, err)) != DL_OK) goto out;
	if ((st = attrib_kb_open(opt, a, &kb->attribs, err)) != DL_OK) goto out;
	if ((st = happen_kb_open(opt, kb->lists, a, &kb->happens, err)) != DL_OK) goto out;
	if (arena_ran_out(a)) { st = DL_NOMEM; goto out; }
	*out = kb, a = NULL;
out:
	if (st == DL_NOMEM) error_set(err, st, "rules", 0, "out of memory");
	if (a && kb) place_kb_close(kb->places);
	arena_free(a);
	return st;
}

void facts_kb_close(facts_kb *kb)
{
	if (!kb) return;
	place_kb_close(kb->places);
	arena_free(kb->a);
}

/* What the stages ask of every token: the lists it is on, and the tree downwards. Children come in text order because
 * tokens are walked backwards. */
static bool link_tokens(finder *f)
{
	uint32_t n = f->tok->n;
	f->first_child = ARENA_ARRAY(f->w->out, uint32_t, n);
	f->next_child = ARENA_ARRAY(f->w->out, uint32_t, n);
	f->mention_at = ARENA_ARRAY(f->w->out, uint32_t, n);
	f->inside = ARENA_ARRAY(f->w->out, uint32_t, n);
	f->lists = ARENA_ARRAY(f->w->out, uint32_t, n);
	if (!f->first_child || !f->next_child || !f->mention_at || !f->inside || !f->lists) return false;
	for (uint32_t t = n; t-- > 1;) {
		f->lists[t] = lists_of(f, f->tok->lemma[t]);
		uint32_t h = f->tok->head[t];
		if (!h) continue;
		f->next_child[t] = f->first_child[h];
		f->first_child[h] = t;
	}
	return true;
}

static void push_nones(finder *f)
{
	FINDER_PUSH(f, times), FINDER_PUSH(f, places), FINDER_PUSH(f, counts), FINDER_PUSH(f, entities);
	FINDER_PUSH(f, mentions), FINDER_PUSH(f, links), FINDER_PUSH(f, attributions), FINDER_PUSH(f, reports);
	FINDER_PUSH(f, claims), FINDER_PUSH(f, bonds), FINDER_PUSH(f, tolls), FINDER_PUSH(f, rules), FINDER_PUSH(f, pool);
}

/* Narrated: what an editor would call a sentence of the article. */
static bool narrated(unsigned block)
{
	return block == DL_BLOCK_PARA || block == DL_BLOCK_TITLE || block == DL_BLOCK_LEDE || block == DL_BLOCK_LIST
	       || block == DL_BLOCK_CAPTION;
}

static dl_status copy_out(const finder *f, dl_facts *out)
{
	const dl_tokens *t = f->tok;
	dl_facts r = {
		.n_times = f->times.n, .times = f->times.v, .n_places = f->places.n, .places = f->places.v,
		.n_counts = f->counts.n, .counts = f->counts.v, .n_entities = f->entities.n, .entities = f->entities.v,
		.n_mentions = f->mentions.n, .mentions = f->mentions.v, .n_links = f->links.n, .links = f->links.v,
		.n_attributions = f->attributions.n, .attributions = f->attributions.v,
		.n_reports = f->reports.n, .reports = f->reports.v, .n_claims = f->claims.n, .claims = f->claims.v,
		.n_bonds = f->bonds.n, .bonds = f->bonds.v,
		.n_rules = f->rules.n, .rules = f->rules.v, .n_pool = f->pool.n, .pool = f->pool.v,
	};
	r.sents = ARENA_ARRAY(f->w->out, dl_span, t->n_sents + 1);
	if (!r.sents) return DL_NOMEM;
	for (uint32_t s = 1; s < t->n_sents; s++) {
		uint32_t first = t->sent_first[s], end = t->sent_first[s + 1];
		if (narrated(t->sent_block[s]) && end > first)
			r.sents[r.n_sents++] = (dl_span){t->start[first], t->start[end - 1] + t->bytes[end - 1]};
	}
	*out = r;
	return DL_OK;
}

dl_status facts_find(const facts_kb *kb, const dl_doc *doc, const dl_tokens *tok, workspace *w, dl_facts *out)
{
	return facts_find_why(kb, doc, tok, w, out, NULL);
}

dl_status facts_find_why(const facts_kb *kb, const dl_doc *doc, const dl_tokens *tok, workspace *w, dl_facts *out,
                         facts_why *why)
{
	static dl_status (*const stages[])(finder *) = {
		names_find, places_find, times_find, counts_find, actors_find, attributions_find, tolls_find, happenings_find,
		name_phrases, ordinals_find,
	};
	finder f = {.kb = kb, .doc = doc, .tok = tok, .text = doc->text, .w = w, .why = why};
	dl_status st = DL_OK;
	*out = (dl_facts){0};
	strmap_init(&f.pooled, w->out);
	strmap_init(&f.ruled, w->out);
	push_nones(&f);
	if (!link_tokens(&f)) f.nomem = true;
	for (size_t i = 0; i < COUNT(stages) && st == DL_OK && !f.nomem; i++) st = stages[i](&f);
	if (st == DL_OK) st = f.nomem ? DL_NOMEM : copy_out(&f, out);
	if (st == DL_NOMEM) error_set(w->err, st, "facts", 0, "out of memory");
	return st;
}
