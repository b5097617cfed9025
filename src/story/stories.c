/* SPDX-License-Identifier: Apache-2.0
 *
 * stories.c - documents to stories: unfolding affairs, as an editor would file them.
 *
 * In: pairs of documents that share a blocking key. Out: a label per document. Features of a pair (how alike the
 * words and the titles are, days apart, persons, towns, tolls) make a chance that an editor would file both as one
 * story, by the weights of data/en/weights.tsv; copies score 1. Average linkage joins documents while the average
 * chance of two groups is high enough.
 *
 * "At least seven dead as tram derails in Croydon" and "Tram driver arrested after Croydon crash" of the same
 * day are alike by 41 in a hundred and share a town; a report on a bus crash in London of that week is alike by 9.
 *
 * A story may last for months: each new document only has to be near, in words and days, to the average of those
 * before. What is never done: a story is not named after a topic, and nothing is learned from the store.
 */
#include "story/inner.h"

#define ALIKE_LEAST 40000      /* cosine, parts per million, below which nothing else is looked at              */
#define NEAR_E5 50000           /* half a degree, some 50 km                                                      */

uint32_t terms_cosine(const dl_facts *a, const dl_facts *b)
{
	uint32_t i = 0, j = 0;
	uint64_t sum = 0;
	/* Without branches, which nobody could foretell: half as long. */
	while (i < a->n_terms && j < b->n_terms) {
		const struct dl_term *x = &a->terms[i], *y = &b->terms[j];
		sum += x->hash == y->hash ? (uint64_t)x->weight * y->weight : 0;
		i += x->hash <= y->hash, j += y->hash <= x->hash;
	}
	return (uint32_t)(sum / 100);      /* weights are parts of 10^4 */
}

const char *const story_feature_names[SF_N] = {
#define X(id, name) name,
	STORY_FEATURES(X)
#undef X
};

typedef struct { const dl_facts *facts; const gist *gist; } article;

/* ---------------------------------------------------------------- features */
static int16_t within(int64_t v, int64_t least, int64_t most)
{
	return (int16_t)(v < least ? 0 : v > most ? most - least : v - least);
}

static void alike(const article *a, const article *b, int16_t *x)
{
	int64_t hundredths = terms_cosine(a->facts, b->facts) / 10000;
	x[SF_ALIKE] = within(hundredths, 0, 10), x[SF_ALIKE10] = within(hundredths, 10, 20);
	x[SF_ALIKE20] = within(hundredths, 20, 40), x[SF_ALIKE40] = within(hundredths, 40, 100);
}

static void titles(const gist *a, const gist *b, int16_t *x)
{
	uint32_t least = min_u32(a->title_rarity, b->title_rarity);
	uint64_t both = words_common(a->title, a->n_title, b->title, b->n_title);
	x[SF_TITLE] = within((int64_t)(both * 10 / max_u32(least, 12000)), 0, 10);
}

static void days(const gist *a, const gist *b, int16_t *x)
{
	if (a->published == DL_DAY_NONE || b->published == DL_DAY_NONE) {
		x[SF_UNDATED] = 1;
	} else {
		int32_t d = a->published > b->published ? a->published - b->published : b->published - a->published;
		x[SF_DAY1] = within(d, 0, 1), x[SF_DAYS] = within(d, 1, 7), x[SF_WEEKS] = within(d / 7, 0, 10);
	}
	if (a->day == DL_DAY_NONE || b->day == DL_DAY_NONE) return;
	x[SF_WHEN] = a->day == b->day;
	x[SF_WHEN_OTHER] = a->day - b->day > 1 || b->day - a->day > 1;
}

static bool seldom_shared(const gist *a, const gist *b)
{
	for (uint32_t i = 0; i < a->n_names; i++)
		for (uint32_t k = 0; k < b->n_names; k++)
			if (a->names[i] == b->names[k] && (a->names[i] & 1)) return true;
	return false;
}

static void who_where(const gist *a, const gist *b, int16_t *x)
{
	uint32_t shared = sorted_common(a->names, a->n_names, b->names, b->n_names), towns = 0;
	bool seldom = seldom_shared(a, b);
	for (uint32_t i = 0; i < a->n_places; i++)
		for (uint32_t k = 0; k < b->n_places; k++) towns += a->places[i] == b->places[k];
	x[SF_NAME] = shared > 0, x[SF_NAMES] = within(shared, 1, 5);
	x[SF_RARE_NAME] = seldom, x[SF_NAME_LATER] = seldom ? x[SF_WEEKS] : 0;
	x[SF_NO_NAME] = !shared && a->n_names && b->n_names;
	x[SF_TOWN] = towns > 0;
	if (!a->n_places || !b->n_places) return;
	int64_t lat = (int64_t)a->lat_e5 - b->lat_e5, lon = (int64_t)a->lon_e5 - b->lon_e5;
	bool near = lat < NEAR_E5 && lat > -NEAR_E5 && lon < NEAR_E5 && lon > -NEAR_E5;
	x[SF_TOWN_FIRST] = a->places[0] == b->places[0];
	x[SF_ELSEWHERE] = !towns && !near;
}

static void tolls(const gist *a, const gist *b, int16_t *x)
{
	bool harm = (a->killed > 0 || a->injured > 0) && (b->killed > 0 || b->injured > 0);
	bool killed = a->killed > 0 && b->killed > 0, injured = a->injured > 0 && b->injured > 0;
	x[SF_HARM] = harm, x[SF_HARM_DAYS] = harm ? (int16_t)(x[SF_DAY1] + x[SF_DAYS]) : 0;
	x[SF_HARM_WEEKS] = harm ? x[SF_WEEKS] : 0;
	x[SF_KILLED] = killed && a->killed == b->killed, x[SF_KILLED_OTHER] = killed && a->killed != b->killed;
	x[SF_INJURED] = injured && a->injured == b->injured;
}

static void story_compare(const article *a, const article *b, int16_t x[SF_N])
{
	memset(x, 0, SF_N * sizeof *x);
	x[SF_BIAS] = 1;
	alike(a, b, x);
	titles(a->gist, b->gist, x);
	days(a->gist, b->gist, x);
	who_where(a->gist, b->gist, x);
	tolls(a->gist, b->gist, x);
}

void story_weights(pair_weights *to) { *to = *weights_of(WEIGHTS_STORY); }

int32_t story_chance(const pair_weights *w, const dl_facts *fa, const gist *ga, const dl_facts *fb, const gist *gb)
{
	int16_t x[SF_N];
	if (sketch_copies(fa, fb)) return 1000000;
	if (terms_cosine(fa, fb) < ALIKE_LEAST) return 0;
	story_compare(&(article){fa, ga}, &(article){fb, gb}, x);
	return weights_chance(w, x, SF_N);
}

/* ---------------------------------------------------------------- stories */
static void show_pair(const assembler *s, uint32_t a, uint32_t b, const int16_t *x, int32_t chance)
{
	s->sink(s->sink_ctx, &(story_pair){.set = "story", .doc_a = s->docs[a], .doc_b = s->docs[b], .n = SF_N,
	                                   .names = story_feature_names, .values = x, .chance = chance});
}

/* Chances below this are left out: as 0 they count almost the same, and most pairs are such. */
#define CHANCE_LEAST 5000

bool stories_find(assembler *s)
{
	arena *scratch = s->w->out;           /* given back at the end                                           */
	arena_mark_t mark = arena_mark(scratch);
	VEC(tie) ties = {0};
	uint32_t c = 0;
	pair_weights w;
	gist *gists = ARENA_ARRAY(scratch, gist, s->n + 1);
	s->story = ARENA_ARRAY(s->w->tmp, uint32_t, s->n + 1);
	if (!s->story || !gists) return false;
	story_weights(&w);
	for (uint32_t d = 0; d < s->n; d++) gist_of(s->docs[d], s->facts[d], &gists[d]);
	for (uint32_t i = 0; i < s->near.n; i++) {
		uint32_t a = s->near.v[i].a, b = s->near.v[i].b;
		int16_t x[SF_N];
		if (s->lead[b] == a) continue;
		while (c < s->copies.n && (s->copies.v[c].a < a || (s->copies.v[c].a == a && s->copies.v[c].b < b))) c++;
		bool copy = c < s->copies.n && s->copies.v[c].a == a && s->copies.v[c].b == b;
		if (!copy && terms_cosine(s->facts[a], s->facts[b]) < ALIKE_LEAST) continue;
		story_compare(&(article){s->facts[a], &gists[a]}, &(article){s->facts[b], &gists[b]}, x);
		x[SF_COPY] = copy;
		int32_t chance = copy ? 1000000 : weights_chance(&w, x, SF_N);
		if (s->sink) show_pair(s, a, b, x, chance);
		if (chance < CHANCE_LEAST) continue;
		tie *t = VEC_PUSH(scratch, &ties);
		if (!t) return false;
		*t = (tie){a, b, chance, 0};
	}
	if (!cluster_average(scratch, ties.v, ties.n, s->n, w.least, s->story)) return false;
	arena_rewind(scratch, mark);
	for (uint32_t d = 0; d < s->n; d++) s->story[d] = s->story[s->lead[d]];
	return decided_stories(s);
}
