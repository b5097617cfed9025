/* SPDX-License-Identifier: Apache-2.0
 *
 * prints.c - which stories of a part tell what they told before.
 *
 * In: stories and actors as found, and the prints that the stories of this part had when they were told last. Out: a
 * print for each, and whether it is the one from before. Then its events and fields are what they were, and need not be
 * found again: of a part of sixty articles a new one mostly changes one story of three.
 *
 * A print is a hash of all on which events.c, bonds.c and fields.c rest beyond the tables of the program:
 *
 *      each document, with its facts (as the store seals both), in order     text, title, credit, hour, reports, claims
 *      whom it rides on, and whether it is silent                            rides.c
 *      which of the story's documents have one origin, and its name; copies  origins.c, copies.c
 *      which entities of the story are one actor, and of what kind           actors.c: another story's may join two
 *      what people decided about these documents                            decide.c
 *
 * Indexes into the assembly's arrays are told by where they first stand in the story: their order in the part says
 * nothing, and nothing that prints cover asks for it. A print that differs costs time; one that is the same for two
 * different stories would keep a stale row, with a chance of 2^-64.
 *
 * Cost: linear in the documents' entities.
 */
#include "story/inner.h"

typedef struct { uint32_t story, label; } seen;          /* label: when it was first met in that story           */

static uint32_t label_of(seen *v, uint32_t story, uint32_t *fresh)
{
	if (v->story != story) *v = (seen){story, ++*fresh};
	return v->label;
}

static uint64_t decisions_print(const assembler *s, uint64_t h, uint32_t d)
{
	uint64_t id = s->decided.n ? doc_id(s->docs[d]) : 0;
	for (uint32_t i = 0; i < s->decided.n; i++) {
		const story_decision *x = &s->decided.v[i];
		if (x->doc == id) h = hash_mix(hash_mix(h, x->what), (uint64_t)x->number << 8 | x->kind);
	}
	return h;
}

/* labels: of origins, groups of copies, actors, each as many as there are. */
typedef struct { seen *origin, *group, *actor; uint32_t fresh; } labels;

static uint64_t doc_print(const assembler *s, labels *l, uint64_t h, uint32_t d)
{
	const dl_doc_place *p = &s->out->places[d];
	uint32_t base = s->actor_base[d];
	h = hash_mix(h, s->known->what[s->given[d]]);
	h = hash_mix(h, s->lead[d] == d ? 0 : doc_id(s->docs[s->lead[d]]));
	h = hash_mix(h, (uint64_t)s->silent[d] << 1 | (p->copy_of != 0));
	h = hash_mix(h, hash_slice(s->origins.v[p->origin].name));
	h = hash_mix(h, label_of(&l->origin[p->origin], p->story, &l->fresh));
	h = hash_mix(h, label_of(&l->group[s->copy_group[d]], p->story, &l->fresh));
	for (uint32_t e = 1; e < s->facts[d]->n_entities; e++) {
		uint32_t a = s->actor_of[base + e];
		h = hash_mix(h, (uint64_t)label_of(&l->actor[a], p->story, &l->fresh) << 8 | s->actors.v[a].kind);
	}
	return decisions_print(s, h, d);
}

bool prints_find(assembler *s)
{
	arena *a = s->w->tmp;
	if (!s->known) return true;
	labels l = {ARENA_ARRAY(a, seen, s->origins.n + 1), ARENA_ARRAY(a, seen, s->n + 1),
	            ARENA_ARRAY(a, seen, s->actors.n + 1), 0};
	s->known->now = ARENA_ARRAY(s->w->out, story_print, s->stories.n);
	s->known->same = ARENA_ARRAY(s->w->out, bool, s->stories.n);
	if (!l.origin || !l.group || !l.actor || !s->known->now || !s->known->same) return false;
	for (uint32_t i = 1; i < s->stories.n; i++) {
		const dl_story *st = &s->stories.v[i];
		uint64_t h = hash_slice(S(DL_VERSION));
		l.fresh = 0;
		for (uint32_t k = 0; k < st->n_docs; k++) h = doc_print(s, &l, h, s->out->story_docs[st->first_doc + k]);
		s->known->now[i] = (story_print){st->id, h};
		for (uint32_t k = 0; k < s->known->n_before && !s->known->same[i]; k++)
			s->known->same[i] = s->known->before[k].id == st->id && s->known->before[k].print == h;
	}
	return true;
}
