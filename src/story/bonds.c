/* SPDX-License-Identifier: Apache-2.0
 *
 * bonds.c - which events follow, are caused by or are part of others.
 *
 * In: events, and what each document says of how two of its reports hang together (facts, bond.c). Out: bonds[]:
 * "a curfew after the clashes" in one article ties the event of the curfew to that of the clashes, whoever else
 * tells of them. Every passage that says so is kept: two may disagree, and an editor sees both. Nothing is tied
 * that no passage ties. Cost: sorting the bonds.
 */
#include "story/inner.h"

#include <stdlib.h>

static int cmp_bond(const void *x, const void *y)
{
	const dl_event_bond *a = x, *b = y;
	if (a->event != b->event) return a->event < b->event ? -1 : 1;
	if (a->to != b->to) return a->to < b->to ? -1 : 1;
	if (a->kind != b->kind) return a->kind < b->kind ? -1 : 1;
	if (a->doc != b->doc) return a->doc < b->doc ? -1 : 1;
	return a->bond < b->bond ? -1 : a->bond > b->bond;
}

/* event[base[d] + r]: the event of report r of document d, 0 none. */
static bool event_of_reports(const assembler *s, uint32_t **base, uint32_t **event)
{
	uint32_t n = 0;
	*base = ARENA_ARRAY(s->w->tmp, uint32_t, s->n + 1);
	if (!*base) return false;
	for (uint32_t d = 0; d < s->n; d++) (*base)[d] = n, n += s->facts[d]->n_reports;
	*event = ARENA_ARRAY(s->w->tmp, uint32_t, n + 1);
	if (!*event) return false;
	for (uint32_t e = 1; e < s->events.n; e++) {
		const dl_event *x = &s->events.v[e];
		for (uint32_t i = 0; i < x->n_tellings; i++) {
			const dl_telling *t = &s->tellings.v[x->first_telling + i];
			(*event)[(*base)[t->doc] + t->report] = e;
		}
	}
	return true;
}

bool bonds_lift(assembler *s)
{
	uint32_t *base, *event;
	if (!event_of_reports(s, &base, &event)) return false;
	for (uint32_t d = 0; d < s->n; d++)
		for (uint32_t i = 1; i < s->facts[d]->n_bonds; i++) {
			const dl_bond *b = &s->facts[d]->bonds[i];
			uint32_t from = event[base[d] + b->from], to = event[base[d] + b->to];
			if (!from || !to || from == to) continue;
			dl_event_bond *x = VEC_PUSH(s->w->out, &s->bonds);
			if (!x) return false;
			*x = (dl_event_bond){.event = from, .to = to, .doc = d, .bond = i, .kind = b->kind};
		}
	if (s->bonds.n) qsort(s->bonds.v, s->bonds.n, sizeof *s->bonds.v, cmp_bond);
	for (uint32_t i = 0; i < s->bonds.n; i++) {
		dl_event *e = &s->events.v[s->bonds.v[i].event];
		if (!e->n_bonds++) e->first_bond = i;
	}
	return true;
}
