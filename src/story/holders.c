/* SPDX-License-Identifier: Apache-2.0
 *
 * holders.c - people without a name who are one over several documents of a story.
 *
 * In: entities with a part ("driver", "attacker", "lawyer" of somebody) or an age. Out: joined actors.
 *
 *      paper A: "The tram driver, 42, was held."   paper B: "The driver of the tram"   paper C: "a 42-year-old man"
 *
 *      A and B    each tells mostly of one driver, and nothing contradicts: one man
 *      A and C    each has one person of 42 years: one man
 *      "the mayor" of one paper is the one mayor whom the others name; the former mayor, the vice mayor are not
 *
 * What contradicts one of those joined contradicts all: "a man" never makes the man of 42 and the man of 26 one.
 * A document that has several of a part stands by the one it tells most of. Only documents that are alike
 * (ALIKE_ENOUGH) are taken to tell of one happening: a story may hold two crashes. Groups of many are never joined
 * so: other protesters march elsewhere. Cost: sorting the entities that have a part; MEET_MOST for each.
 */
#include "story/inner.h"

#include <stdlib.h>

#define ALIKE_ENOUGH 120000u     /* parts per million, terms_cosine()                                           */
#define MEET_MOST    24u         /* holders of one part in one story that are compared with each other         */

typedef struct {
	uint64_t key;                /* hash of the part and whose it is, or of the age                             */
	uint32_t story, doc, entity, flat, mentions;
	bool     named;
} holder;
typedef VEC(holder) holder_list;

/* What is told of all that were joined so far, by the first of them: what contradicts one contradicts all. */
typedef struct { char country[4]; uint8_t age, gender; } told_of;

typedef struct {
	const assembler *s;
	uint32_t *up;
	told_of *told;
} joining;

static int cmp_holder(const void *a, const void *b)
{
	const holder *x = a, *y = b;
	if (x->story != y->story) return x->story < y->story ? -1 : 1;
	if (x->key != y->key) return x->key < y->key ? -1 : 1;
	if (x->doc != y->doc) return x->doc < y->doc ? -1 : 1;
	if (x->named != y->named) return x->named ? -1 : 1;
	if (x->mentions != y->mentions) return x->mentions > y->mentions ? -1 : 1;
	return x->flat < y->flat ? -1 : x->flat > y->flat;
}

static const dl_entity *entity_of(const assembler *s, const holder *h)
{
	return &s->facts[h->doc]->entities[h->entity];
}

static bool push(assembler *s, holder_list *v, holder h, uint64_t key)
{
	holder *p = VEC_PUSH(s->w->tmp, v);
	if (!p) return false;
	*p = h, p->key = key;
	return true;
}

static uint64_t part_key(slice part, uint32_t owner) { return hash_slice(part) + owner * 0x9e3779b97f4a7c15ull; }

/* Every ending of an office is asked for: a "British prime minister" is told of as "the prime minister", but a vice
 * president never as "the president". */
static bool list_offices(assembler *s, holder_list *v, holder h, slice office, uint32_t owner)
{
	char low[64];
	size_t n = office.n < sizeof low ? office.n : 0;
	for (size_t i = 0; i < n; i++) {
		char c = office.p[i];
		low[i] = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
	}
	for (size_t i = 0, last = 0; i < n; i++) {
		if (i && low[i - 1] != ' ') continue;
		if (i && in_list(W_OTHER_OFFICE, (slice){low + last, i - 1 - last})) break;
		slice end = {low + i, n - i};
		last = i;
		if (!push(s, v, h, part_key(end, 0))) return false;
		if (owner && !push(s, v, h, part_key(end, owner))) return false;
	}
	return true;
}

static bool list_entity(assembler *s, uint32_t *up, holder_list *v, holder h)
{
	const dl_facts *f = s->facts[h.doc];
	const dl_entity *e = entity_of(s, &h);
	uint32_t owner = e->of ? forest_top(up, s->actor_base[h.doc] + e->of) + 1 : 0;
	slice office = dl_str(f, e->office);
	if (e->plural || (e->kind != DL_E_PERSON && e->kind != DL_E_GROUP)) return true;
	h.named = e->kind == DL_E_PERSON, h.mentions = e->n_mentions;
	if (e->age && !push(s, v, h, e->age)) return false;
	if (!office.n) return true;
	return h.named ? list_offices(s, v, h, office, owner) : push(s, v, h, part_key(office, owner));
}

/* "tram driver" and "driver" may be one man, "tram driver" and "bus driver" may not. */
static bool words_agree(slice a, slice b)
{
	return words_inside(a, b) || words_inside(b, a);
}

/* "The former mayor". Of a name: by the words with which its article has it first. */
static bool not_now(const assembler *s, const holder *h)
{
	const dl_facts *f = s->facts[h->doc];
	const dl_entity *e = entity_of(s, h);
	slice text = h->named ? span_text(s->docs[h->doc]->text, f->mentions[e->first].at) : dl_str(f, e->name);
	return begins_in(W_NOT_NOW, text);
}

static bool agree(const assembler *s, const holder *a, const holder *b)
{
	const dl_facts *fa = s->facts[a->doc], *fb = s->facts[b->doc];
	const dl_entity *x = entity_of(s, a), *y = entity_of(s, b);
	if (x->gender && y->gender && x->gender != y->gender) return false;
	if (x->age && y->age && x->age != y->age) return false;
	if (x->country[0] && y->country[0] && memcmp(x->country, y->country, 4)) return false;
	if (a->named && b->named) return false;
	if (not_now(s, a) != not_now(s, b) && (!a->named || not_now(s, b))) return false;
	if (a->doc != b->doc && terms_cosine(fa, fb) < ALIKE_ENOUGH) return false;
	slice part = dl_str(fa, x->office), nx = dl_str(fa, x->name), ny = dl_str(fb, y->name);
	bool one_noun = !a->named && !b->named && slice_ends(nx, part) && slice_ends(ny, part);
	return !one_noun || (x->age && x->age == y->age) || words_agree(nx, ny);
}

/* The first holder of every document: it has a name, or most is told of it. */
static uint32_t first_of_each(holder *v, uint32_t n)
{
	uint32_t m = 0;
	for (uint32_t i = 0; i < n; i++)
		if (!m || v[m - 1].doc != v[i].doc) v[m++] = v[i];
	return m;
}

/* The one name that the documents give to the part; NULL when they give none or several. */
static const holder *one_name(const holder *v, uint32_t n, uint32_t *up)
{
	const holder *name = NULL;
	for (uint32_t i = 0; i < n; i++) {
		if (!v[i].named) continue;
		if (name && forest_top(up, name->flat) != forest_top(up, v[i].flat)) return NULL;
		if (!name) name = &v[i];
	}
	return name;
}

/* "A man" may be the man of 42 and the man of 26, and those two are not one. */
static void join(const joining *j, const holder *a, const holder *b)
{
	told_of x = j->told[forest_top(j->up, a->flat)], y = j->told[forest_top(j->up, b->flat)];
	if ((x.age && y.age && x.age != y.age) || (x.gender && y.gender && x.gender != y.gender)) return;
	if (x.country[0] && y.country[0] && memcmp(x.country, y.country, 4)) return;
	if (!x.age) x.age = y.age;
	if (!x.gender) x.gender = y.gender;
	if (!x.country[0]) memcpy(x.country, y.country, 4);
	forest_join(j->up, a->flat, b->flat);
	j->told[forest_top(j->up, a->flat)] = x;
}

/* v[0..n) hold one part in one story. */
static void join_holders(const joining *jn, holder *v, uint32_t n)
{
	const assembler *s = jn->s;
	uint32_t *up = jn->up;
	uint32_t unnamed = 0;
	for (uint32_t i = 0; i < n; i++) unnamed += !v[i].named;
	if (!unnamed) return;
	const holder *name = one_name(v, n, up);
	/* An office of state has one holder at a time; a driver whom one paper names may be another's witness. */
	bool office = name && (!memcmp(entity_of(s, name)->roles[0], "GOV", 4) || entity_of(s, name)->of);
	for (uint32_t i = 0; name && i < n; i++)
		if (!v[i].named && (office || entity_of(s, &v[i])->age) && agree(s, name, &v[i]))
			join(jn, name, &v[i]);
	for (uint32_t i = 0, all = n; i < all; i++)
		if (v[i].named) n--;
		else v[i - (all - n)] = v[i];
	n = first_of_each(v, n);
	for (uint32_t i = 0; i < n; i++)
		for (uint32_t j = i + 1; j < n && j <= i + MEET_MOST; j++)
			if (agree(s, &v[i], &v[j])) join(jn, &v[i], &v[j]);
}

/* What was told of each, laid with those joined by name. NULL: out of memory. */
static told_of *lay_told(const assembler *s, uint32_t *up)
{
	uint32_t last = s->n ? s->n - 1 : 0;
	told_of *of = ARENA_ARRAY(s->w->tmp, told_of, s->n ? s->actor_base[last] + s->facts[last]->n_entities + 1 : 1);
	for (uint32_t d = 0; of && d < s->n; d++)
		for (uint32_t e = 1; e < s->facts[d]->n_entities; e++) {
			const dl_entity *x = &s->facts[d]->entities[e];
			told_of *t = &of[forest_top(up, s->actor_base[d] + e)];
			if (!t->age) t->age = x->age;
			if (!t->gender) t->gender = x->gender;
			if (!t->country[0]) memcpy(t->country, x->country, 4);
		}
	return of;
}

bool holders_join(assembler *s, uint32_t *up)
{
	holder_list v = {0};
	joining jn = {s, up, lay_told(s, up)};
	if (!jn.told) return false;
	for (uint32_t d = 0; d < s->n; d++)
		for (uint32_t e = 1; e < s->facts[d]->n_entities; e++)
			if (!list_entity(s, up, &v, (holder){.story = s->out->places[d].story, .doc = d, .entity = e,
			                                     .flat = s->actor_base[d] + e})) return false;
	if (v.n) qsort(v.v, v.n, sizeof(holder), cmp_holder);
	for (uint32_t i = 0, end; i < v.n; i = end) {
		for (end = i; end < v.n && v.v[end].key == v.v[i].key && v.v[end].story == v.v[i].story;) end++;
		join_holders(&jn, v.v + i, end - i);
	}
	return true;
}
