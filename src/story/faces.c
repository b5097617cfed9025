/* SPDX-License-Identifier: Apache-2.0
 *
 * faces.c - what one document says of one happening, made ready to compare.
 *
 * In: a report; or all reports in which one document tells one happening. Out: a face: its words and their kinds,
 * the finest time and place told, actors, recipients, tolls, the telling words of its clauses.
 *
 *      "an explosion tore through a grain terminal in Varna"   word explosion, kind explosion, place Varna
 *      "The blast happened at about 8:20 a.m. on Monday"       word blast, kind explosion, Monday 8:20
 *      "nine people died in the explosion"                     word explosion, killed 9
 *   together: words explosion and blast, kind explosion, Monday 8:20, Varna, killed 9
 *
 * So a report that names only a part ("the blast") is compared with other papers by all that its article says.
 * Cost: linear in the words of the clauses.
 */
#include "story/inner.h"

#include <stdlib.h>

#define WORDS_MOST  64u
#define TELLING     1500u     /* rarity from which a word says something about which happening it is             */
#define LEAD_SENTS  3u

/* ---------------------------------------------------------------- kinds */
static bool kind_add(assembler *s, slice word, uint32_t line)
{
	uint32_t *slot = strmap_put(&s->kinds, word);
	if (!slot) return false;
	if (!*slot) {
		if (!pushed(VEC_PUSH(s->w->tmp, &s->kind_sets))) return false;
		*slot = s->kind_sets.n;
	}
	s->kind_sets.v[*slot - 1].bits[line / 64] |= 1ull << line % 64;
	return true;
}

bool kinds_load(assembler *s)
{
	tsv t = {.name = S("kinds.tsv")};
	slice cols[TSV_COLS];
	uint32_t line = 1;       /* bit 0 is for vague words */
	strmap_init(&s->kinds, s->w->tmp);
	if (!embedded_find("kinds.tsv", &t.rest)) return true;
	while (tsv_next(&t, cols) >= 2) {
		uint32_t bit = slice_starts(cols[0], S("*")) ? 0 : line++;
		if (bit >= KIND_WORDS * 64) return true;        /* tests/unit_story.c counts the lines             */
		for (slice rest = cols[1]; rest.n;) {
			const char *comma = memchr(rest.p, ',', rest.n);
			size_t at = comma ? (size_t)(comma - rest.p) : rest.n;
			slice word = slice_trim(slice_sub(rest, 0, at));
			if (word.n && !kind_add(s, word, bit)) return false;
			rest = slice_sub(rest, at < rest.n ? at + 1 : at, rest.n);
		}
	}
	return true;
}

static void kinds_of(const assembler *s, slice word, uint64_t kinds[KIND_WORDS])
{
	uint32_t at = word.n ? strmap_get(&s->kinds, word) : 0;
	for (uint32_t i = 0; at && i < KIND_WORDS; i++) kinds[i] |= s->kind_sets.v[at - 1].bits[i];
}

/* ---------------------------------------------------------------- words */
static int cmp_word(const void *a, const void *b)
{
	const face_word *x = a, *y = b;
	return x->hash < y->hash ? -1 : x->hash > y->hash;
}

static void words_unique(facet *f, face_word *v, uint32_t n)
{
	if (n) qsort(v, n, sizeof *v, cmp_word);
	f->words = v, f->n_words = f->rarity = 0;
	for (uint32_t i = 0; i < n; i++)
		if (!f->n_words || v[f->n_words - 1].hash != v[i].hash) f->rarity += v[i].rarity, v[f->n_words++] = v[i];
}

static bool clause_words(assembler *s, facet *f, slice clause)
{
	word_scan scan = {utf8_plain(s->w->tmp, clause), 0};
	slice w;
	uint32_t n = 0;
	face_word held_words[WORDS_MOST];
	while (n < WORDS_MOST && word_next(&scan, &w)) {
		char held[64];
		slice term = word_term(w, held);
		uint32_t r = term.n ? term_rarity(term) : 0;
		if (r >= TELLING) held_words[n++] = (face_word){hash_slice(term), r, 0};
	}
	face_word *v = ARENA_ARRAY(s->w->tmp, face_word, n + 1);
	if (!v) return false;
	memcpy(v, held_words, n * sizeof *v);
	words_unique(f, v, n);
	return true;
}

/* ---------------------------------------------------------------- one report */
/* The highest lower bound that the report gives for a field, for whom it counts all. */
static int64_t toll_of(const dl_facts *f, const dl_report *r, unsigned field)
{
	int64_t most = DL_COUNT_NONE;
	for (uint32_t c = r->first_claim; c < r->first_claim + r->n_claims; c++) {
		const dl_claim *k = &f->claims[c];
		if (k->kind != DL_V_COUNT || k->field != field || k->modality != DL_TOLD) continue;
		if (f->counts[k->value].lo > most) most = f->counts[k->value].lo;
	}
	return most;
}

static bool points_back(slice trigger)
{
	static const slice heads[] = {{"the ", 4}, {"The ", 4}, {"this ", 5}, {"This ", 5}, {"that ", 5}, {"That ", 5}};
	for (size_t i = 0; i < COUNT(heads); i++)
		if (slice_starts(trigger, heads[i])) return true;
	return false;
}

bool face_of_report(assembler *s, told *t)
{
	const dl_facts *f = s->facts[t->doc];
	const dl_report *r = &f->reports[t->report];
	facet *x = &t->face;
	slice trigger = span_text(s->docs[t->doc]->text, r->trigger), lemma = dl_str(f, r->lemma);
	char held[64];
	slice stem = word_term(utf8_plain(s->w->tmp, lemma), held);
	*x = (facet){.story = t->story, .doc = t->doc, .n = 1, .when = r->when, .where = r->where, .types = 1u << r->type};
	if (stem.n) x->lemma[x->n_lemmas++] = hash_slice(memchr(lemma.p, ' ', lemma.n) ? lemma : stem);
	kinds_of(s, lemma, x->kinds);
	x->mode = r->mode.n ? hash_slice(dl_str(f, r->mode)) : 0;
	if ((x->who[0] = actor_at(s, t->doc, r->who))) x->n_who = 1;
	if ((x->whom[0] = actor_at(s, t->doc, r->whom))) x->n_whom = 1;
	x->killed = toll_of(f, r, DL_F_KILLED), x->injured = toll_of(f, r, DL_F_INJURED);
	x->happened = r->modality == DL_TOLD || r->modality == DL_ALLEGED;
	x->negated = r->modality == DL_NEGATED;
	x->history = (r->flags & DL_RF_HISTORY) || (r->when && f->times[r->when].history);
	x->nominal = (r->flags & DL_RF_NOMINAL) != 0;
	x->before = (r->flags & DL_RF_BACKGROUND) && !x->nominal;
	x->points_back = x->nominal && points_back(trigger);
	x->lead = r->sent <= LEAD_SENTS || (r->flags & DL_RF_HEADLINE);
	x->sent = r->sent, x->report = t->report, x->same_as = r->same_as;
	return clause_words(s, x, trigger);
}

/* ---------------------------------------------------------------- many reports of one document */
static void join_ids(uint32_t *to, uint8_t *n, const uint32_t *from, uint8_t m)
{
	for (uint8_t i = 0; i < m; i++) {
		uint8_t k = 0;
		while (k < *n && to[k] != from[i]) k++;
		if (k == *n && k < FACE_ACTORS) to[(*n)++] = from[i];
	}
}

static bool finer_time(const dl_facts *f, uint32_t a, uint32_t b)
{
	const dl_time *x = &f->times[a], *y = &f->times[b];
	bool xb = x->from_min != DL_MIN_NONE && x->to_min != DL_MIN_MAX;
	bool yb = y->from_min != DL_MIN_NONE && y->to_min != DL_MIN_MAX;
	if (xb != yb) return xb;
	return xb && x->to_min - x->from_min < y->to_min - y->from_min;
}

static bool finer_place(const dl_facts *f, uint32_t a, uint32_t b)
{
	static const uint8_t fine[] = {0, 1, 3, 4, 6, 7, 8, 2, 2, 1};       /* by dl_place_kind                    */
	unsigned x = f->places[a].kind, y = f->places[b].kind;
	return (x < COUNT(fine) ? fine[x] : 0) > (y < COUNT(fine) ? fine[y] : 0);
}

static void join_one(const assembler *s, facet *to, const facet *x)
{
	const dl_facts *f = s->facts[to->doc];
	for (uint32_t i = 0; i < KIND_WORDS; i++) to->kinds[i] |= x->kinds[i];
	for (uint8_t i = 0; i < x->n_lemmas; i++) {
		uint8_t k = 0;
		while (k < to->n_lemmas && to->lemma[k] != x->lemma[i]) k++;
		if (k == to->n_lemmas && k < FACE_LEMMAS) to->lemma[to->n_lemmas++] = x->lemma[i];
	}
	join_ids(to->who, &to->n_who, x->who, x->n_who);
	join_ids(to->whom, &to->n_whom, x->whom, x->n_whom);
	if (x->when && (!to->when || finer_time(f, x->when, to->when))) to->when = x->when;
	if (x->where && (!to->where || finer_place(f, x->where, to->where))) to->where = x->where;
	if (x->killed > to->killed) to->killed = x->killed;
	if (x->injured > to->injured) to->injured = x->injured;
	if (!to->mode) to->mode = x->mode;
	to->types |= x->types;
	to->negated &= x->negated, to->happened |= x->happened, to->lead |= x->lead;
	to->history &= x->history, to->before &= x->before;
	to->nominal &= x->nominal, to->points_back &= x->points_back;
}

bool face_join(assembler *s, facet *to, const facet **of, uint32_t n)
{
	uint32_t words = 0;
	*to = *of[0];
	for (uint32_t i = 0; i < n; i++) words += of[i]->n_words;
	face_word *v = n > 1 ? ARENA_ARRAY(s->w->tmp, face_word, words + 1) : NULL;
	if (n < 2) return true;
	if (!v) return false;
	words = 0;
	for (uint32_t i = 0; i < n; i++) {
		if (of[i]->n_words) memcpy(v + words, of[i]->words, of[i]->n_words * sizeof *v);
		words += of[i]->n_words;
		if (i) join_one(s, to, of[i]);
	}
	words_unique(to, v, words);
	to->n = n;
	return true;
}

void faces_alone(facet *v, uint32_t n)
{
	uint64_t once[KIND_WORDS] = {0}, twice[KIND_WORDS] = {0};
	for (uint32_t i = 0; i < n; i++)
		for (uint32_t k = 0; k < KIND_WORDS; k++) twice[k] |= once[k] & v[i].kinds[k], once[k] |= v[i].kinds[k];
	for (uint32_t i = 0; i < n; i++)
		for (uint32_t k = 0; k < KIND_WORDS; k++) v[i].alone[k] = v[i].kinds[k] & ~twice[k];
}
