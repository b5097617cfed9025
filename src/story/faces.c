/* SPDX-License-Identifier: Apache-2.0
 *
 * faces.c - what one document says of one happening, made ready to compare.
 *
 * In: a report; or all reports in which one document tells one happening. Out: a face: its words, their roots and
 * kinds, the finest time and place told, actors, recipients, tolls, the telling words of its clauses and sentences.
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
#define PHRASE_MOST 4u        /* words of a phrase whose vectors are added                                     */
#define RARITY_OF_MANY 4000u /* "open fire": a phrase is seldom chance                                     */

/* ---------------------------------------------------------------- senses */
static void sense_add(sense *to, slice word)
{
	const uint8_t *v = text_vector(word);
	for (uint32_t i = 0; v && i < TEXT_VECTOR; i++) to->v[i] = (int16_t)(to->v[i] + v[i] - TEXT_VECTOR_ZERO);
}

/* Of a phrase ("open fire") the sum of its words, the first PHRASE_MOST. */
static sense sense_make(slice words)
{
	sense x = {{0}, 0};
	slice word;
	uint64_t squares = 0;
	for (uint32_t i = 0; i < PHRASE_MOST && slice_split(&words, ' ', &word); i++) sense_add(&x, word);
	for (uint32_t i = 0; i < TEXT_VECTOR; i++) squares += (uint64_t)((int32_t)x.v[i] * x.v[i]);
	x.length = (uint32_t)isqrt64(squares);
	return x;
}

/* The place of their sense in senses[] from 1, 0 when they have none. False: out of memory. */
static bool sense_find(assembler *s, slice words, uint32_t *at)
{
	uint32_t *slot = words.n ? strmap_put(&s->sense_of, words) : NULL;
	*at = 0;
	if (!words.n) return true;
	if (!slot) return false;
	if (!*slot) {
		sense *new = VEC_PUSH(s->w->tmp, &s->senses);
		if (!new) return false;
		*new = sense_make(words);
		*slot = s->senses.n;
	}
	*at = s->senses.v[*slot - 1].length ? *slot : 0;
	return true;
}

/* ---------------------------------------------------------------- words */
static int cmp_word(const void *a, const void *b)
{
	const face_word *x = a, *y = b;
	return x->hash < y->hash ? -1 : x->hash > y->hash;
}

/* Sorts v, keeps one of each; *rarity is the sum of what is kept. Returns how many. */
static uint32_t words_unique(face_word *v, uint32_t n, uint32_t *rarity)
{
	uint32_t kept = 0;
	*rarity = 0;
	if (n) qsort(v, n, sizeof *v, cmp_word);
	for (uint32_t i = 0; i < n; i++)
		if (!kept || v[kept - 1].hash != v[i].hash) *rarity += v[i].rarity, v[kept++] = v[i];
	return kept;
}

/* "explode" and "explosion", "resign" and "resignation", "kidnap" and "kidnapping": what is left of a word without
 * its endings, the consonant that changes before them too. Crude on purpose: it is one reason among many. */
static slice word_root(slice w)
{
	static const struct { slice end; size_t least; } ends[] = {
		{S("isation"), 4}, {S("ization"), 4}, {S("ation"), 4}, {S("ition"), 4}, {S("ement"), 4}, {S("ment"), 4},
		{S("ance"), 4}, {S("ence"), 4}, {S("sion"), 4}, {S("tion"), 4}, {S("ion"), 4}, {S("ate"), 4}, {S("ure"), 4},
		{S("ing"), 3}, {S("age"), 4}, {S("al"), 4}, {S("er"), 4}, {S("or"), 4}, {S("ed"), 4}, {S("y"), 4}, {S("e"), 3},
	};
	for (size_t i = 0; i < COUNT(ends); i++)
		if (w.n >= ends[i].end.n + ends[i].least && slice_ends(w, ends[i].end)) {
			w.n -= ends[i].end.n;
			break;
		}
	if (w.n > 3 && w.p[w.n - 1] == w.p[w.n - 2]) w.n--;
	if (w.n > 4 && memchr("dtsie", w.p[w.n - 1], 5)) w.n--;
	return w;
}

/* The telling words of a passage; NULL: out of memory. */
static face_word *passage_words(assembler *s, slice passage, uint32_t *n)
{
	arena_mark_t mark = arena_mark(s->w->tmp);
	word_scan scan = {utf8_plain(s->w->tmp, passage), 0};
	slice w;
	face_word held_words[WORDS_MOST];
	*n = 0;
	while (*n < WORDS_MOST && word_next(&scan, &w)) {
		char held[64];
		slice term = word_term(w, held);
		uint32_t r = term.n ? term_rarity(term) : 0;
		if (r >= TELLING) held_words[(*n)++] = (face_word){hash_slice(term), r, 0};
	}
	arena_rewind(s->w->tmp, mark);
	face_word *v = ARENA_ARRAY(s->w->tmp, face_word, *n + 1);
	if (v) memcpy(v, held_words, *n * sizeof *v);
	return v;
}

dl_span facts_sentence(const dl_facts *f, dl_span at)
{
	uint32_t lo = 0, hi = f->n_sents;
	while (lo < hi) {
		uint32_t mid = lo + (hi - lo) / 2;
		if (f->sents[mid].end <= at.start) lo = mid + 1;
		else hi = mid;
	}
	return lo < f->n_sents && f->sents[lo].start <= at.start ? f->sents[lo] : at;
}

static bool clause_words(assembler *s, facet *f, dl_span clause)
{
	uint32_t n;
	face_word *v = passage_words(s, span_text(s->docs[f->doc]->text, clause), &n);
	if (!v) return false;
	f->words = v, f->n_words = words_unique(v, n, &f->rarity);
	return true;
}

/* last: the face made before this one, or NULL: most sentences tell more than one thing, their words are kept once. */
static bool sentence_words(assembler *s, facet *f, dl_span clause, const facet *last)
{
	dl_span at = facts_sentence(s->facts[f->doc], clause);
	f->near_from = at.start;
	if (last && last->doc == f->doc && last->near_from == at.start) {
		f->near = last->near, f->n_near = last->n_near, f->near_rarity = last->near_rarity;
		return true;
	}
	uint32_t n;
	face_word *v = passage_words(s, span_text(s->docs[f->doc]->text, at), &n);
	if (!v) return false;
	f->near = v, f->n_near = words_unique(v, n, &f->near_rarity);
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

static void face_word_of(facet *x, slice lemma, slice stem)
{
	bool many = memchr(lemma.p, ' ', lemma.n) != NULL;
	x->lemma[0] = hash_slice(many ? lemma : stem);
	x->root[0] = many ? 0 : (uint32_t)hash_slice(word_root(stem));
	x->seldom[0] = (uint16_t)(many ? RARITY_OF_MANY : term_rarity(stem));
	x->n_lemmas = 1;
}

/* Exact numbers from three on: two papers that count 197 count the same. */
static void figures_of(const dl_facts *f, const dl_report *r, facet *x)
{
	for (uint32_t c = r->first_claim; c < r->first_claim + r->n_claims && x->n_figures < FACE_FIGURES; c++) {
		const dl_claim *k = &f->claims[c];
		const dl_count *n = k->kind == DL_V_COUNT ? &f->counts[k->value] : NULL;
		if (n && n->lo == n->hi && n->lo > 2) x->figures[x->n_figures++] = n->lo;
	}
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
	if (stem.n) face_word_of(x, lemma, stem);
	if (!sense_find(s, span_text(s->docs[t->doc]->text, r->word), &x->senses[0])) return false;
	if ((x->lines[0] = kinds_of(lemma)))
		memcpy(x->kinds, s->kind_sets[x->lines[0]].bits, sizeof x->kinds);
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
	figures_of(f, r, x);
	return clause_words(s, x, r->trigger) && sentence_words(s, x, r->trigger, t > s->told.v ? &t[-1].face : NULL);
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
		if (k < to->n_lemmas || k == FACE_LEMMAS) continue;
		to->lemma[k] = x->lemma[i], to->root[k] = x->root[i], to->seldom[k] = x->seldom[i];
		to->lines[k] = x->lines[i], to->senses[k] = x->senses[i];
		to->n_lemmas++;
	}
	for (uint8_t i = 0; i < x->n_figures && to->n_figures < FACE_FIGURES; i++)
		to->figures[to->n_figures++] = x->figures[i];
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

/* All words of n faces in one list. */
static bool words_join(assembler *s, facet *to, const facet **of, uint32_t n)
{
	uint32_t words = 0, near = 0;
	for (uint32_t i = 0; i < n; i++) words += of[i]->n_words, near += of[i]->n_near;
	face_word *v = ARENA_ARRAY(s->w->tmp, face_word, words + 1), *u = ARENA_ARRAY(s->w->tmp, face_word, near + 1);
	if (!v || !u) return false;
	words = near = 0;
	for (uint32_t i = 0; i < n; i++) {
		if (of[i]->n_words) memcpy(v + words, of[i]->words, of[i]->n_words * sizeof *v);
		if (of[i]->n_near) memcpy(u + near, of[i]->near, of[i]->n_near * sizeof *u);
		words += of[i]->n_words, near += of[i]->n_near;
	}
	to->words = v, to->n_words = words_unique(v, words, &to->rarity);
	to->near = u, to->n_near = words_unique(u, near, &to->near_rarity);
	return true;
}

bool face_join(assembler *s, facet *to, const facet **of, uint32_t n)
{
	*to = *of[0];
	for (uint32_t i = 1; i < n; i++) join_one(s, to, of[i]);
	to->n = n;
	return n < 2 || words_join(s, to, of, n);
}

/* ---------------------------------------------------------------- one document's faces side by side */
typedef struct { uint64_t hash; uint32_t face, at; } word_of_face;

static int cmp_word_of_face(const void *a, const void *b)
{
	const word_of_face *x = a, *y = b;
	return x->hash < y->hash ? -1 : x->hash > y->hash;
}

static bool words_only(assembler *s, facet *v, uint32_t n)
{
	uint32_t m = 0;
	word_of_face *w = ARENA_ARRAY(s->w->tmp, word_of_face, n * FACE_LEMMAS + 1);
	if (!w) return false;
	for (uint32_t i = 0; i < n; i++)
		for (uint8_t k = 0; k < v[i].n_lemmas; k++) w[m++] = (word_of_face){v[i].lemma[k], i, k};
	if (m) qsort(w, m, sizeof *w, cmp_word_of_face);
	for (uint32_t i = 0; i < n; i++) v[i].only = 0;
	for (uint32_t i = 0; i < m; i++)
		if ((!i || w[i - 1].hash != w[i].hash) && (i + 1 == m || w[i + 1].hash != w[i].hash))
			v[w[i].face].only |= (uint8_t)(1u << w[i].at);
	return true;
}

static void faces_main(facet *v, uint32_t n)
{
	uint32_t best = 0;
	for (uint32_t i = 0; i < n; i++) {
		v[i].main = false;
		if (v[i].n > v[best].n || (v[i].n == v[best].n && v[i].sent < v[best].sent)) best = i;
	}
	if (n) v[best].main = true;
}

bool faces_alone(assembler *s, facet *v, uint32_t n)
{
	uint64_t once[KIND_WORDS] = {0}, twice[KIND_WORDS] = {0};
	for (uint32_t i = 0; i < n; i++)
		for (uint32_t k = 0; k < KIND_WORDS; k++) twice[k] |= once[k] & v[i].kinds[k], once[k] |= v[i].kinds[k];
	for (uint32_t i = 0; i < n; i++)
		for (uint32_t k = 0; k < KIND_WORDS; k++) v[i].alone[k] = v[i].kinds[k] & ~twice[k];
	faces_main(v, n);
	return words_only(s, v, n);
}
