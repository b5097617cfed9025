/* SPDX-License-Identifier: Apache-2.0
 *
 * bodies.c - bodies of a story that one document calls by fewer words than another.
 *
 * In: entities that are organisations, with and without a name. Out: joined actors.
 *
 *      paper A: "An Israeli military court charged her."      paper B: "The military court adjourned."
 *      paper A: "near the U.K. Parliament"                    paper B: "outside Parliament"
 *
 * The shorter name ends in the word in which the longer one ends, with no word of its own. It must be a
 * description of two words or more, or one word with a capital that leaves out the country: "the company" may be
 * any. It goes to the longer one only if the story has one such body, of the same sort (the House is not the White
 * House; of one word the sort must be known). A country that only the longer name tells must be the one of which
 * the shorter's document tells most: "the foreign ministry" of a paper that tells of Iraq is not the Russian
 * foreign ministry.
 * Cost: sorting the organisations; MEET_MOST for each.
 */
#include "story/inner.h"

#include <stdlib.h>

#define MEET_MOST 64u            /* bodies of one story with one last word that are compared                    */

typedef struct {
	uint64_t key;                /* hash of the last word                                                       */
	uint32_t story, doc, entity, flat, n_words;
	slice    words;              /* plain                                                                       */
	bool     open;               /* may be short for a longer name                                              */
} body;
typedef VEC(body) body_list;

static int cmp_body(const void *a, const void *b)
{
	const body *x = a, *y = b;
	if (x->story != y->story) return x->story < y->story ? -1 : 1;
	if (x->key != y->key) return x->key < y->key ? -1 : 1;
	if (x->n_words != y->n_words) return x->n_words > y->n_words ? -1 : 1;       /* longer names first          */
	return x->flat < y->flat ? -1 : x->flat > y->flat;
}

static bool list_body(assembler *s, body_list *v, body b)
{
	const dl_facts *f = s->facts[b.doc];
	slice name = dl_str(f, f->entities[b.entity].name), w, last = {0};
	b.words = utf8_plain(s->w->tmp, name);
	word_scan scan = {b.words, 0};
	while (word_next(&scan, &w)) last = w, b.n_words++;
	if (!last.n || last.n > name.n) return true;
	b.key = hash_slice(last);
	char first = name.p[name.n - last.n];          /* of its last word, when that is written in ASCII             */
	bool capital = first >= 'A' && first <= 'Z';
	b.open = b.n_words == 1 ? capital : !capital;
	body *p = VEC_PUSH(s->w->tmp, v);
	if (!p) return false;
	*p = b;
	return true;
}

/* The country that the document names more often than any other, by itself and by its places; "" when two are level. */
static void country_told(const dl_facts *f, char to[4])
{
	struct { char code[4]; uint32_t n; } seen[32];
	uint32_t n = 0, best = 0;
	bool level = true;
	for (uint32_t m = 1; m < f->n_mentions; m++) {
		if (f->mentions[m].kind != DL_M_PLACE) continue;
		const char *code = f->places[f->mentions[m].value].country;
		uint32_t k = 0;
		while (k < n && memcmp(seen[k].code, code, 4)) k++;
		if (!code[0] || k == COUNT(seen)) continue;
		if (k == n) memcpy(seen[n].code, code, 4), seen[n++].n = 0;
		seen[k].n++;
	}
	for (uint32_t k = 0; k < n; k++)
		if (seen[k].n > best) best = seen[k].n, memcpy(to, seen[k].code, 4), level = false;
		else if (seen[k].n == best) level = true;
	if (level) to[0] = 0;
}

static bool country_fits(const assembler *s, const body *shorter, const body *longer)
{
	const dl_facts *fs = s->facts[shorter->doc], *fl = s->facts[longer->doc];
	const char *a = fs->entities[shorter->entity].country, *b = fl->entities[longer->entity].country;
	char code[4] = "";
	if (shorter->n_words == 1 && (a[0] || !b[0])) return false;        /* only its country is left out           */
	if (a[0] || !b[0]) return !a[0] || !b[0] || !memcmp(a, b, 4);
	country_told(fs, code);
	return !memcmp(code, b, 4);
}

static bool sort_fits(const assembler *s, const body *a, const body *b)
{
	const dl_facts *fa = s->facts[a->doc], *fb = s->facts[b->doc];
	const dl_entity *x = &fa->entities[a->entity], *y = &fb->entities[b->entity];
	bool unknown = a->n_words > 1 && (!x->roles[0][0] || !y->roles[0][0]);
	if (!unknown && (!x->roles[0][0] || memcmp(x->roles[0], y->roles[0], 4))) return false;
	return one_owner(fa, x, fb, y);
}

/* v[0..n) end in one word, the longest first. */
static void join_bodies(const assembler *s, const body *v, uint32_t n, uint32_t *up)
{
	n = min_u32(n, MEET_MOST);
	for (uint32_t i = 1; i < n; i++) {
		const body *whole = NULL;
		bool fits = v[i].open;
		for (uint32_t j = 0; j < i && fits; j++) {
			if (v[j].n_words <= v[i].n_words || !words_inside(v[i].words, v[j].words)) continue;
			fits = !whole || forest_top(up, whole->flat) == forest_top(up, v[j].flat);
			whole = &v[j];
		}
		if (fits && whole && country_fits(s, &v[i], whole) && sort_fits(s, &v[i], whole))
			forest_join(up, v[i].flat, whole->flat);
	}
}

bool bodies_join(assembler *s, uint32_t *up)
{
	body_list v = {0};
	for (uint32_t d = 0; d < s->n; d++)
		for (uint32_t e = 1; e < s->facts[d]->n_entities; e++) {
			body b = {.story = s->out->places[d].story, .doc = d, .entity = e, .flat = s->actor_base[d] + e};
			const dl_entity *x = &s->facts[d]->entities[e];
			if (x->kind == DL_E_ORG && !x->plural && !list_body(s, &v, b)) return false;
		}
	if (v.n) qsort(v.v, v.n, sizeof(body), cmp_body);
	for (uint32_t i = 0, end; i < v.n; i = end) {
		for (end = i; end < v.n && v.v[end].key == v.v[i].key && v.v[end].story == v.v[i].story;) end++;
		join_bodies(s, v.v + i, end - i, up);
	}
	return true;
}
