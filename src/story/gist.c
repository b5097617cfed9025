/* SPDX-License-Identifier: Apache-2.0
 *
 * gist.c - an article in short: the names, towns, figures and the day by which its story is told from others.
 *
 * In: a document and its facts. Out: a gist, of fixed size, so that the store can compare two articles without
 * memory of its own. Of "Tram driver arrested after Croydon crash" (9 November):
 *
 *      title tram, driver, arrest, croydon, crash; persons none; towns Croydon, London; killed 7; day 9 November
 *
 * The words of the text are the document's terms (sketch.c) and are not repeated here. Cost: linear in the facts.
 */
#include "story/inner.h"

#include <stdlib.h>

#define SELDOM  4600u         /* of a surname: less than one article in a hundred has it                         */
#define TELLING 1500u         /* rarity from which a word of a title says something                              */

static int cmp_hash(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
	return x < y ? -1 : x > y;
}

static void gist_names(const dl_facts *f, gist *g)
{
	for (uint32_t e = 1; e < f->n_entities && g->n_names < GIST_NAMES; e++) {
		slice norm = dl_str(f, f->entities[e].norm);
		size_t last = norm.n;
		while (last && norm.p[last - 1] != ' ') last--;
		if (f->entities[e].kind != DL_E_PERSON || !last) continue;
		bool seldom = term_rarity(slice_sub(norm, last, norm.n)) >= SELDOM;
		g->names[g->n_names++] = (hash_slice(norm) & ~1ull) | seldom;
	}
	if (g->n_names) g->n_names = sorted_unique(g->names, g->n_names);
}

typedef struct { uint32_t geoname, place, times; } town;

static int cmp_town(const void *a, const void *b)
{
	const town *x = a, *y = b;
	if (x->times != y->times) return x->times > y->times ? -1 : 1;
	return x->place < y->place ? -1 : x->place > y->place;
}

/* Towns by how often they are named, parts of a town for the town. */
static void gist_places(const dl_facts *f, gist *g)
{
	town towns[32];
	uint32_t n = 0;
	for (uint32_t m = 1; m < f->n_mentions; m++) {
		const dl_mention *k = &f->mentions[m];
		uint32_t p = k->kind == DL_M_PLACE ? k->value : 0;
		for (int up = 0; up < 3 && p && f->places[p].kind > DL_P_CITY; up++) p = f->places[p].in;
		if (!p || f->places[p].kind != DL_P_CITY || !f->places[p].geoname) continue;
		uint32_t i = 0;
		while (i < n && towns[i].geoname != f->places[p].geoname) i++;
		if (i == COUNT(towns)) continue;
		if (i == n) towns[n++] = (town){f->places[p].geoname, p, 0};
		towns[i].times++;
	}
	if (!n) return;
	qsort(towns, n, sizeof *towns, cmp_town);
	for (; g->n_places < n && g->n_places < GIST_PLACES; g->n_places++)
		g->places[g->n_places] = towns[g->n_places].geoname;
	g->lat_e5 = f->places[towns[0].place].lat_e5, g->lon_e5 = f->places[towns[0].place].lon_e5;
}

uint64_t words_common(const face_word *a, uint32_t n, const face_word *b, uint32_t m)
{
	uint32_t i = 0, j = 0;
	uint64_t both = 0;
	while (i < n && j < m) {
		if (a[i].hash == b[j].hash) both += a[i].rarity, i++, j++;
		else if (a[i].hash < b[j].hash) i++;
		else j++;
	}
	return both;
}

uint32_t title_words(const dl_doc *doc, face_word to[GIST_TITLE], uint32_t *rarity)
{
	/* Plain letters are enough here: a title with an accent still has its other words. */
	char low[256];
	size_t bytes = doc->title.n < sizeof low ? doc->title.n : sizeof low;
	for (size_t i = 0; i < bytes; i++) {
		char c = doc->title.p[i];
		low[i] = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
	}
	word_scan scan = {{low, bytes}, 0};
	slice w;
	uint32_t n = *rarity = 0;
	while (n < GIST_TITLE && word_next(&scan, &w)) {
		char held[64];
		slice term = word_term(w, held);
		uint32_t r = term.n ? term_rarity(term) : 0, i = 0;
		uint64_t h = r < TELLING ? 0 : hash_slice(term);
		while (i < n && to[i].hash != h) i++;
		if (r < TELLING || i < n) continue;
		to[n++] = (face_word){h, r, 0};
		*rarity += r;
	}
	if (n) qsort(to, n, sizeof *to, cmp_hash);
	return n;
}

static void gist_facts(const dl_facts *f, gist *g)
{
	g->killed = g->injured = DL_COUNT_NONE, g->day = DL_DAY_NONE;
	for (uint32_t r = 1; r < f->n_reports; r++) {
		const dl_report *x = &f->reports[r];
		if (x->modality != DL_TOLD || (x->flags & (DL_RF_GENERIC | DL_RF_HISTORY))) continue;
		const dl_time *t = &f->times[x->when];
		if (g->day == DL_DAY_NONE && x->when && t->grain <= DL_G_DAY && t->from_min != DL_MIN_NONE && !t->history)
			g->day = (int32_t)(t->from_min / 1440);
		for (uint32_t c = x->first_claim; c < x->first_claim + x->n_claims; c++) {
			const dl_claim *k = &f->claims[c];
			if (k->kind != DL_V_COUNT || k->modality != DL_TOLD) continue;
			if (k->field == DL_F_KILLED && g->killed == DL_COUNT_NONE) g->killed = f->counts[k->value].lo;
			if (k->field == DL_F_INJURED && g->injured == DL_COUNT_NONE) g->injured = f->counts[k->value].lo;
		}
	}
}

void gist_of(const dl_doc *doc, const dl_facts *facts, gist *to)
{
	*to = (gist){.published = doc->published_day};
	gist_names(facts, to);
	gist_places(facts, to);
	to->n_title = title_words(doc, to->title, &to->title_rarity);
	gist_facts(facts, to);
}
