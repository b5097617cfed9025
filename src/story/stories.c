/* SPDX-License-Identifier: Apache-2.0
 *
 * stories.c - documents to stories: unfolding affairs, as an editor would file them.
 *
 * In: pairs of documents that share a blocking key. Out: a label per document. A pair's score is the cosine of
 * the two documents' terms less 0.05 for every day between them, 0.22 at most; copies score 1. Average linkage joins
 * documents while the average score of two groups is 0.14 or more.
 *
 * "At least seven dead as tram derails in Croydon" and "Tram driver arrested after Croydon crash" of the same
 * day score 0.41; a report on a bus crash in London of that week scores 0.09 with either.
 *
 * A story may last for months: each new document only has to be near, in words and days, to the average of those
 * before. What is never done: a story is not named after a topic, and nothing is learned from the store.
 */
#include "story/inner.h"

/* Fixed by B3 on the allsides stories and the incidents (dev). Without a ceiling on the cost of days the follow-ups
 * of a shooting (arrest, trial) are lost, a quarter of all pairs; a lower one chains a season of politics. */
#define STORY_LEAST    140000
#define DAY_COST       50000
#define DAYS_COST_MOST 220000
#define DAYS_UNKNOWN   3        /* days that two documents count as apart when one has no day                   */

uint32_t terms_cosine(const dl_facts *a, const dl_facts *b)
{
	uint32_t i = 0, j = 0;
	uint64_t sum = 0;
	while (i < a->n_terms && j < b->n_terms) {
		if (a->terms[i].hash == b->terms[j].hash) sum += (uint64_t)a->terms[i++].weight * b->terms[j++].weight;
		else if (a->terms[i].hash < b->terms[j].hash) i++;
		else j++;
	}
	return (uint32_t)(sum / 100);      /* weights are parts of 10^4 */
}

static int32_t days_between(const dl_doc *a, const dl_doc *b)
{
	if (a->published_day == DL_DAY_NONE || b->published_day == DL_DAY_NONE) return DAYS_UNKNOWN;
	int32_t d = a->published_day - b->published_day;
	return d < 0 ? -d : d;
}

/* Score of two documents, parts per million; 0 when they cannot be of one story. */
static int32_t story_score(const dl_doc *a, const dl_facts *fa, const dl_doc *b, const dl_facts *fb)
{
	int64_t cost = (int64_t)days_between(a, b) * DAY_COST;
	int32_t s = (int32_t)terms_cosine(fa, fb) - (int32_t)(cost < DAYS_COST_MOST ? cost : DAYS_COST_MOST);
	return s > 0 ? s : 0;
}

bool story_touch(const dl_doc *a, const dl_facts *fa, const dl_doc *b, const dl_facts *fb)
{
	return story_score(a, fa, b, fb) >= STORY_LEAST || sketch_meets(fa, fb);
}

bool stories_find(assembler *s)
{
	arena *tmp = s->w->tmp;
	VEC(tie) ties = {0};
	uint32_t c = 0;
	s->story = ARENA_ARRAY(tmp, uint32_t, s->n + 1);
	if (!s->story) return false;
	for (uint32_t i = 0; i < s->near.n; i++) {
		uint32_t a = s->near.v[i].a, b = s->near.v[i].b;
		while (c < s->copies.n && (s->copies.v[c].a < a || (s->copies.v[c].a == a && s->copies.v[c].b < b))) c++;
		bool copy = c < s->copies.n && s->copies.v[c].a == a && s->copies.v[c].b == b;
		int32_t score = copy ? 1000000 : story_score(s->docs[a], s->facts[a], s->docs[b], s->facts[b]);
		if (!score) continue;
		tie *t = VEC_PUSH(tmp, &ties);
		if (!t) return false;
		*t = (tie){a, b, score, 0};
	}
	return cluster_average(tmp, ties.v, ties.n, s->n, STORY_LEAST, s->story) && decided_stories(s);
}
