/* SPDX-License-Identifier: Apache-2.0
 *
 * decide.c - what people decided, put over what the rules found.
 *
 * In: labels that clustering gave to documents (stories) and to reports (events), and decisions in the order in which
 * they were made. Out: the labels with the decisions in force:
 *
 *      merge 3: document a, document d       stories ab | cd | e  ->  abcd | e
 *      split 5: document b                   abcd | e             ->  acd | b | e
 *      merge 6: report p, report q           of one story: their events become one
 *      set aside 7: claim c                  its account is shown and not counted (accounts.c)
 *
 * A decision names documents, reports and claims by what they are (hashes of text, outlet, day and place in the text),
 * so it holds however often the store is assembled anew, in whatever order documents come, and rests while what it
 * names is not there. Those that are split off by one decision stay together. Cost: a search of the documents for each
 * decision; then linear in documents and reports for each that names one of them.
 */
#include "story/inner.h"

#include <stdlib.h>

uint64_t story_report_id(const dl_doc *d, const dl_facts *f, uint32_t report)
{
	const dl_report *r = &f->reports[report];
	return hash_mix(doc_id(d), ((uint64_t)r->trigger.start << 32 | r->word.start) + r->type);
}

uint64_t story_claim_id(const dl_doc *d, const dl_facts *f, uint32_t claim)
{
	const dl_claim *c = &f->claims[claim];
	uint64_t what = (uint64_t)c->field << 56 | (uint64_t)c->kind << 48 | c->at.end;
	return hash_mix(hash_mix(doc_id(d), (uint64_t)c->at.start), what);
}


/* ---------------------------------------------------------------- those that name something here */
static int cmp_u64(const void *x, const void *y)
{
	uint64_t a = *(const uint64_t *)x, b = *(const uint64_t *)y;
	return (a > b) - (a < b);
}

bool decisions_take(assembler *s, const story_decisions *all)
{
	if (!all || !all->n) return true;
	uint64_t *id = ARENA_ARRAY(s->w->tmp, uint64_t, s->n + 1);
	story_decision *v = ARENA_ARRAY(s->w->tmp, story_decision, all->n);
	if (!id || !v) return false;
	for (uint32_t d = 0; d < s->n; d++) id[d] = doc_id(s->docs[d]);
	if (s->n) qsort(id, s->n, sizeof *id, cmp_u64);
	s->decided.v = v;
	for (uint32_t i = 0; i < all->n; i++)
		if (s->n && bsearch(&all->v[i].doc, id, s->n, sizeof *id, cmp_u64)) v[s->decided.n++] = all->v[i];
	return true;
}

/* The decisions from i on that have its number: *n of them. */
static uint32_t same_number(const story_decisions *d, uint32_t i)
{
	uint32_t n = 1;
	while (i + n < d->n && d->v[i + n].number == d->v[i].number) n++;
	return n;
}

/* ---------------------------------------------------------------- labels: of documents, and of reports */
typedef struct { uint32_t *label; uint32_t n, fresh; } labels;     /* fresh: above every label in use           */
typedef VEC(uint32_t) picks;

static void relabel(labels *l, uint32_t from, uint32_t to)
{
	for (uint32_t i = 0; i < l->n; i++)
		if (l->label[i] == from) l->label[i] = to;
}

static void unite(labels *l, const picks *p)
{
	for (uint32_t i = 1; i < p->n; i++) relabel(l, l->label[p->v[i]], l->label[p->v[0]]);
}

/* Those that were together leave together; but a whole cluster that would leave itself stays as it is. */
static void part(labels *l, const picks *p)
{
	for (uint32_t i = 0, first = l->fresh; i < p->n; i++) {
		uint32_t old = l->label[p->v[i]];
		if (old >= first) continue;
		for (uint32_t k = i; k < p->n; k++)
			if (l->label[p->v[k]] == old) l->label[p->v[k]] = l->fresh;
		l->fresh++;
	}
}

/* ---------------------------------------------------------------- stories */
bool decided_stories(assembler *s)
{
	labels l = {s->story, s->n, s->n};
	bool any = false;
	for (uint32_t i = 0, n; i < s->decided.n; i += n) {
		const story_decision *v = s->decided.v + i;
		picks p = {0};
		n = same_number(&s->decided, i);
		if (v->kind != DECIDE_MERGE_STORIES && v->kind != DECIDE_SPLIT_STORY) continue;
		for (uint32_t k = 0; k < n; k++)
			for (uint32_t d = 0; d < s->n; d++) {
				uint32_t *at = doc_id(s->docs[d]) == v[k].doc ? VEC_PUSH(s->w->tmp, &p) : NULL;
				if (at) *at = d;
			}
		any = true;
		if (v->kind == DECIDE_MERGE_STORIES) unite(&l, &p);
		else part(&l, &p);
	}
	/* A story is labelled with its smallest document. */
	uint32_t *name = any ? ARENA_ARRAY(s->w->tmp, uint32_t, l.fresh + 1) : NULL;
	if (any && !name) return false;
	for (uint32_t d = 0; any && d < s->n; d++) {
		uint32_t *to = &name[s->story[d]];
		if (!*to) *to = d + 1;
		s->story[d] = *to - 1;
	}
	return true;
}

/* ---------------------------------------------------------------- events */
static bool reports_named(const assembler *s, const story_decision *v, uint32_t n, picks *p)
{
	for (uint32_t i = 0; i < s->told.n; i++) {
		const told *t = &s->told.v[i];
		uint64_t doc = doc_id(s->docs[t->doc]);
		for (uint32_t k = 0; k < n; k++) {
			if (v[k].doc != doc || v[k].what != story_report_id(s->docs[t->doc], s->facts[t->doc], t->report)) continue;
			/* Events of two stories are not one. */
			if (p->n && s->told.v[p->v[0]].story != t->story) continue;
			uint32_t *at = VEC_PUSH(s->w->tmp, p);
			if (!at) return false;
			*at = i;
		}
	}
	return true;
}

bool decided_events(assembler *s)
{
	labels l = {ARENA_ARRAY(s->w->tmp, uint32_t, s->told.n + 1), s->told.n, 2 * s->told.n + 1};
	if (!l.label) return false;
	for (uint32_t i = 0; i < s->told.n; i++) l.label[i] = s->told.v[i].event;
	for (uint32_t i = 0, n; i < s->decided.n; i += n) {
		const story_decision *v = s->decided.v + i;
		picks p = {0};
		n = same_number(&s->decided, i);
		if (v->kind != DECIDE_MERGE_EVENTS && v->kind != DECIDE_SPLIT_EVENT) continue;
		if (!reports_named(s, v, n, &p)) return false;
		if (v->kind == DECIDE_MERGE_EVENTS) unite(&l, &p);
		else part(&l, &p);
		for (uint32_t k = 0; k < p.n; k++) s->told.v[p.v[k]].decided = v->rule;
	}
	for (uint32_t i = 0; i < s->told.n; i++) s->told.v[i].event = l.label[i];
	return true;
}

/* ---------------------------------------------------------------- claims */
slice decided_claim(const assembler *s, uint32_t doc, uint32_t claim)
{
	for (uint32_t i = s->decided.n; i-- > 0;) {
		const story_decision *d = &s->decided.v[i];
		if (d->kind == DECIDE_ASIDE && d->doc == doc_id(s->docs[doc])
		    && d->what == story_claim_id(s->docs[doc], s->facts[doc], claim)) return d->rule;
	}
	return (slice){0};
}
