/* SPDX-License-Identifier: Apache-2.0
 *
 * weight.c - how much a telling and an event matter: their order in lists and in the brief, nothing else.
 *
 * A telling weighs by where it stands (a first sentence most), by how much of its article's headline it says, by how
 * it is told (as having happened most, inside somebody's words and as background least) and by the harm it tells.
 * An event weighs what each origin's best telling does, so that three outlets with one sentence each outweigh one
 * that comes back to a thing six times; what else its documents tell of it adds little.
 */
#include "story/inner.h"

#include <stdlib.h>

struct title { face_word word[GIST_TITLE]; uint32_t n, rarity; };

bool titles_load(assembler *s)
{
	s->titles = ARENA_ARRAY(s->w->tmp, struct title, s->n + 1);
	for (uint32_t d = 0; s->titles && d < s->n; d++)
		s->titles[d].n = title_words(s->docs[d], s->titles[d].word, &s->titles[d].rarity);
	return s->titles != NULL;
}

/* How much of the headline a clause says: hundredths, by rarity of the words. */
static uint32_t headline_share(const struct title *t, const facet *f)
{
	uint64_t both = words_common(t->word, t->n, f->words, f->n_words);
	return t->rarity ? (uint32_t)(both * 100 / t->rarity) : 0;
}

/* Deaths and injuries that a report tells. */
static uint32_t harm_weight(const dl_facts *f, const dl_report *r)
{
	uint32_t most = 0;
	for (uint32_t c = r->first_claim; c < r->first_claim + r->n_claims; c++) {
		const dl_claim *k = &f->claims[c];
		if (k->kind != DL_V_COUNT || (k->field != DL_F_KILLED && k->field != DL_F_INJURED)) continue;
		int64_t lo = f->counts[k->value].lo;
		uint32_t w = lo <= 0 ? 0 : 1000 + ln_milli((uint32_t)(lo > 1000000 ? 1000000 : lo));
		most = max_u32(most, k->field == DL_F_KILLED ? w * 2 : w);
	}
	return most;
}

static uint32_t telling_weight(const assembler *s, const told *t)
{
	const dl_facts *f = s->facts[t->doc];
	const dl_report *r = &f->reports[t->report];
	uint32_t w = r->sent <= 1 || (r->flags & DL_RF_HEADLINE) ? 3000 : r->sent <= 3 ? 2000 : r->sent <= 8 ? 1200 : 700;
	w += w * 2 * headline_share(&s->titles[t->doc], &t->face) / 100;
	if (r->flags & (DL_RF_BACKGROUND | DL_RF_HISTORY)) w /= 4;
	if (r->flags & DL_RF_QUOTED) w /= 2;
	if (r->modality != DL_TOLD) w /= 2;
	if (r->type == DL_EV_OTHER) w = w * 2 / 3;
	if (s->out->places[t->doc].copy_of) w /= 4;
	bool now = !(r->flags & DL_RF_HISTORY) && r->modality == DL_TOLD;
	return w + (now ? harm_weight(f, r) / 2 : 0);
}

uint32_t telling_best(const assembler *s, const told *v, uint32_t n)
{
	uint32_t best = 0, most = telling_weight(s, &v[0]);
	for (uint32_t i = 1; i < n; i++) {
		uint32_t w = telling_weight(s, &v[i]);
		if (w > most) best = i, most = w;
	}
	return best;
}

typedef struct { uint32_t origin, weight; } witness;

static int cmp_witness(const void *x, const void *y)
{
	const witness *a = x, *b = y;
	if (a->origin != b->origin) return a->origin < b->origin ? -1 : 1;
	return a->weight > b->weight ? -1 : a->weight < b->weight;
}

uint32_t event_weight(const assembler *s, const told *v, uint32_t n)
{
	arena_mark_t mark = arena_mark(s->w->tmp);
	witness *of = ARENA_ARRAY(s->w->tmp, witness, n);
	uint32_t sum = 0;
	for (uint32_t i = 0; of && i < n; i++) of[i] = (witness){s->out->places[v[i].doc].origin, telling_weight(s, &v[i])};
	if (of) qsort(of, n, sizeof *of, cmp_witness);
	for (uint32_t i = 0; of && i < n; i++) {
		bool again = i && of[i].origin == of[i - 1].origin;
		sum += again ? of[i].weight / 8 : of[i].weight;
	}
	arena_rewind(s->w->tmp, mark);
	return sum;
}
