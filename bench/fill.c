/* SPDX-License-Identifier: Apache-2.0
 *
 * fill.c - a store filled quickly, for bench/scale: articles whose text need not go through the network again.
 *
 *      fill STORE N FILE.jsonl [DAYS]     adds generated articles until STORE holds N documents
 *
 * The articles of FILE are read and their facts found once; they are patterns. An affair takes a pattern and puts other
 * words of the same length and of like frequency for its words ("the" too: threes of words in a row that two affairs share
 * would make copies of them), one in ten of the others kept, so that every passage stays where it is, in the text, the title and the names of the facts;
 * it moves by whole weeks within DAYS (five years), and its places become other articles'
 * places. One to six outlets tell it: the first in the affair's words, one in four of the others as a reprint with a few
 * words changed, the rest in words of which a half are their own, names and figures kept.
 *
 *      pattern    At least 23 people were killed in Baghdad on Monday, medics told AFP.
 *      affair     On street 23 houses went bought of Houston at Sunday, pieces call AFP.
 *      its facts  ASSAULT, killed [23, none), where: Houston; when: some Monday of five years; told by AFP
 *
 * So an affair's facts are as many and as thick as those of real articles, more than a parser finds in words put at random.
 * Keys, terms and shingles are made of the new words by the same functions, and the rest is the store's own path: places,
 * links, parts, assembly. What stays as it was: figures, words that tell happenings, and "when" in words.
 *
 * Cost: some 0.4 ms an article before the store's own. The numbers drawn depend on an affair's number alone, so a store
 * that was filled to 10,000 and then to 100,000 is one that was filled to 100,000.
 */
#include "dateline_inner.h"
#include "store/store.h"

#include <stdio.h>
#include <stdlib.h>

#define BATCH      250u
#define REFRESH    1000u         /* documents between two refreshes: what bench/scale adds at once                  */
#define BAND       128u          /* a word becomes one of so many of like frequency                                */
#define WORD_MOST  24u
#define GLUE       100u          /* the most frequent words, "the", "said", become one another                    */
#define FILE_MOST  (512u << 20)
#define FIRST_DAY  16000
#define DAYS       (5 * 365u)
#define OUTLETS    400u

static void die(const char *what, const dl_error *err)
{
	fprintf(stderr, "fill: %s: %s\n", what, err && err->text[0] ? err->text : "out of memory");
	exit(1);
}

static void *sure(void *p)
{
	if (!p) die("memory", NULL);
	return p;
}

/* ---------------------------------------------------------------- the words of the patterns */
typedef enum { GLUES, SMALLS, NAMES } sort;
typedef struct { slice word; uint32_t times, rank; sort sort; } entry;

typedef struct {
	arena *a;
	strmap at;               /* word to all.v[] + 1                                                     */
	VEC(entry) all;
	VEC(uint32_t) by[3][WORD_MOST + 1];     /* by sort and length: all.v[] by frequency                      */
} words;

static bool letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
static bool small(char c) { return c >= 'a' && c <= 'z'; }

/* The next run of letters from *at on that is a word of at least two, small but for its first letter. */
static bool word_at(slice s, size_t *at, slice *out)
{
	while (*at < s.n) {
		size_t i = *at;
		if (!letter(s.p[i])) {
			++*at;
			continue;
		}
		size_t end = i + 1;
		bool plain = true;
		while (end < s.n && letter(s.p[end])) plain &= small(s.p[end++]);
		*at = end;
		bool joined = (i && (s.p[i - 1] & 0x80)) || (end < s.n && (s.p[end] & 0x80));     /* half of a word */
		if (!plain || joined || end - i < 2 || end - i > WORD_MOST) continue;
		return *out = slice_sub(s, i, end), true;
	}
	return false;
}

static void words_count(words *w, slice text)
{
	size_t at = 0;
	slice word;
	while (word_at(text, &at, &word)) {
		uint32_t known = strmap_get(&w->at, word);
		if (!known) {
			entry *e = sure(VEC_PUSH(w->a, &w->all));
			*e = (entry){arena_copy(w->a, word), 0, 0, SMALLS};
			*(uint32_t *)sure(strmap_put(&w->at, e->word)) = known = w->all.n;
		}
		w->all.v[known - 1].times++;
	}
}

static int cmp_frequent(const void *x, const void *y)
{
	const entry *a = *(entry *const *)x, *b = *(entry *const *)y;
	if (a->times != b->times) return a->times > b->times ? -1 : 1;
	return slice_cmp(a->word, b->word);
}

static void words_sort(words *w)
{
	entry **v = sure(ARENA_ARRAY(w->a, entry *, w->all.n + 1));
	uint32_t glue = 0;
	for (uint32_t i = 0; i < w->all.n; i++) v[i] = &w->all.v[i];
	qsort(v, w->all.n, sizeof *v, cmp_frequent);
	for (uint32_t i = 0; i < w->all.n; i++) {
		v[i]->sort = !small(v[i]->word.p[0]) ? NAMES : glue++ < GLUE ? GLUES : SMALLS;
		v[i]->rank = w->by[v[i]->sort][v[i]->word.n].n;
		*(uint32_t *)sure(VEC_PUSH(w->a, &w->by[v[i]->sort][v[i]->word.n])) = (uint32_t)(v[i] - w->all.v);
	}
}

/* What a word becomes under a seed; itself when it is not among the patterns' words. */
static slice word_swap(const words *w, slice word, uint64_t seed)
{
	uint32_t at = strmap_get(&w->at, word);
	const entry *e = at ? &w->all.v[at - 1] : NULL;
	uint64_t h = e ? hash64(word.p, word.n, seed) : 0;
	if (!e || (e->sort == SMALLS && h % 10 == 0)) return word;
	uint32_t from = e->rank / BAND * BAND, n = w->by[e->sort][word.n].n;
	n = n - from < BAND ? n - from : BAND;
	return w->all.v[w->by[e->sort][word.n].v[from + h / 10 % n]].word;
}

/* ---------------------------------------------------------------- an affair, and one article of it */
typedef struct { dl_doc doc; void *block; size_t bytes; } pattern;

typedef struct {
	words     w;
	pattern  *p;
	uint32_t  n_patterns;
	VEC(dl_place) places;    /* of all patterns                                                         */
	uint32_t  days;
} stock;

typedef struct { const stock *st; uint64_t seed, own; bool reprint; } telling;

/* One of an affair's words in this outlet's words. */
static slice told_word(const telling *t, slice word)
{
	uint64_t seed = t->seed;
	if (t->own && small(word.p[0])) {
		uint64_t h = hash64(word.p, word.n, t->own);
		if (h % 100 < (t->reprint ? 3 : 50)) seed = t->own;
	}
	return word_swap(&t->st->w, word, seed);
}

static void tell_into(const telling *t, char *text, size_t n, bool names_alone)
{
	size_t at = 0;
	slice word;
	while (word_at((slice){text, n}, &at, &word)) {
		slice to = names_alone && small(word.p[0]) ? word : told_word(t, word);
		memmove(text + (word.p - text), to.p, to.n);
	}
}

static slice told(const telling *t, arena *a, slice text)
{
	slice out = arena_copy(a, text);
	if (!out.p) die("memory", NULL);
	tell_into(t, (char *)out.p, out.n, false);
	return out;
}

/* Names in the facts; a string that several things share is told once. */
static void tell_refs(const telling *t, const dl_facts *f, arena *a)
{
	bool *done = sure(ARENA_ARRAY(a, bool, f->n_pool + 1));
	for (uint32_t i = 1; i < f->n_entities + f->n_links + f->n_places; i++) {
		const dl_ref *r = i < f->n_entities ? &f->entities[i].name
		                : i < f->n_entities + f->n_links ? &f->links[i - f->n_entities].name
		                : &f->places[i - f->n_entities - f->n_links].name;
		if (!r->n || done[r->at]) continue;
		done[r->at] = true;
		tell_into(t, f->pool + r->at, r->n, true);
	}
}

/* The keys of the new names, behind the old strings. */
static void tell_norms(dl_facts *f, arena *a)
{
	size_t room = f->n_pool;
	slice *norm = sure(ARENA_ARRAY(a, slice, f->n_entities + 1));
	for (uint32_t i = 1; i < f->n_entities; i++) {
		dl_entity *e = &f->entities[i];
		bool same = e->norm.at == e->name.at;
		if (!e->norm.n || same) continue;
		norm[i] = name_key(a, dl_str(f, e->name));
		room += norm[i].n;
	}
	char *pool = sure(arena_alloc(a, room + 1));
	memcpy(pool, f->pool, f->n_pool);
	for (uint32_t i = 1; i < f->n_entities; i++) {
		if (!norm[i].n) continue;
		memcpy(pool + f->n_pool, norm[i].p, norm[i].n);
		f->entities[i].norm = (dl_ref){f->n_pool, (uint32_t)norm[i].n};
		f->n_pool += (uint32_t)norm[i].n;
	}
	f->pool = pool;
}

static void move_places(const telling *t, dl_facts *f)
{
	for (uint32_t i = 1; i < f->n_places; i++) {
		dl_place *p = &f->places[i];
		uint64_t h = hash_mix(t->seed, p->geoname);
		const dl_place *to = &t->st->places.v[h % t->st->places.n];
		for (uint32_t k = 0; k < 64 && to->kind != p->kind; k++)
			to = &t->st->places.v[(h = hash_mix(h, k)) % t->st->places.n];
		p->geoname = to->geoname, p->lat_e5 = to->lat_e5, p->lon_e5 = to->lon_e5;
		p->adm1 = to->adm1;
		memcpy(p->country, to->country, sizeof p->country);
	}
}

static void move_times(dl_facts *f, int64_t by_min)
{
	for (uint32_t i = 1; i < f->n_times; i++) {
		dl_time *t = &f->times[i];
		if (t->from_min > DL_MIN_NONE / 2 && t->from_min < DL_MIN_MAX / 2) t->from_min += by_min;
		if (t->to_min > DL_MIN_NONE / 2 && t->to_min < DL_MIN_MAX / 2) t->to_min += by_min;
	}
}

/* The k-th outlet's article on affair number a. */
static void article_make(const stock *st, uint64_t affair, uint32_t k, workspace *w, dl_doc *d, dl_facts *f)
{
	uint64_t seed = hash_mix(0x5ca1e, affair), own = k ? hash_mix(seed, k) : 0;
	const pattern *p = &st->p[seed % st->n_patterns];
	telling t = {st, seed, own, own % 4 == 1};
	int32_t base = p->doc.published_day == DL_DAY_NONE ? FIRST_DAY : p->doc.published_day;
	int32_t day = FIRST_DAY + (int32_t)(hash_mix(seed, 1) % st->days), weeks = (day - base) / 7;
	int32_t late = p->doc.published_day == DL_DAY_NONE ? 0 : (int32_t)(k / 3);
	dl_error err = {0};
	void *block = sure(arena_alloc(w->out, p->bytes));
	memcpy(block, p->block, p->bytes);
	if (dl_facts_unpack(block, p->bytes, f, &err) != DL_OK) die("facts", &err);
	*d = p->doc;
	d->text = told(&t, w->out, p->doc.text), d->title = told(&t, w->out, p->doc.title);
	d->hash = hash_slice(d->text);
	d->id = arena_printf(w->out, "%llu-%u", (unsigned long long)affair, k);
	d->outlet = arena_printf(w->out, "Outlet %u", (unsigned)(hash_mix(own, affair) % OUTLETS));
	d->published_day = base + weeks * 7 + late;
	if (d->published_min != DL_MIN_NONE) d->published_min += ((int64_t)weeks * 7 + late) * 1440;
	tell_refs(&t, f, w->tmp);
	tell_norms(f, w->out);
	move_places(&t, f);
	move_times(f, (int64_t)weeks * 7 * 1440);
	if (story_sketch(d, NULL, w, f) != DL_OK) die("sketch", w->err);
}

/* One to six, most often one: what bench/scale draws too. */
static uint32_t outlets_of(uint64_t affair)
{
	uint64_t h = hash_mix(0x0071e75, affair) % 1000;
	return h < 594 ? 1 : h < 835 ? 2 : h < 933 ? 3 : h < 973 ? 4 : h < 989 ? 5 : 6;
}

/* ---------------------------------------------------------------- */
static void stock_open(stock *st, dl_lane *lane, dl_docs *docs, arena *a)
{
	st->n_patterns = dl_docs_count(docs);
	if (!st->n_patterns) die("no article to take as a pattern", NULL);
	st->p = sure(ARENA_ARRAY(a, pattern, st->n_patterns));
	st->w.a = a;
	strmap_init(&st->w.at, a);
	for (uint32_t i = 0; i < st->n_patterns; i++) {
		pattern *p = &st->p[i];
		dl_facts f;
		p->doc = *dl_docs_get(docs, i);
		dl_lane_reset(lane);
		if (dl_facts_find(lane, &p->doc, &f) != DL_OK) die("facts", dl_lane_error(lane));
		p->bytes = dl_facts_packed_bytes(&f);
		p->block = sure(arena_alloc(a, p->bytes));
		dl_facts_pack(&f, p->block);
		words_count(&st->w, p->doc.text);
		for (uint32_t k = 1; k < f.n_places; k++) *(dl_place *)sure(VEC_PUSH(a, &st->places)) = f.places[k];
	}
	words_sort(&st->w);
}

static void refresh(dl_store *store, dl_lane *lane)
{
	dl_error err = {0};
	if (dl_store_refresh(store, &lane, 1, NULL, NULL, &err) != DL_OK) die("refresh", &err);
}

static uint64_t held(dl_store *store)
{
	dl_error err = {0};
	store_size size;
	if (dl_store_size(store, &size, &err) != DL_OK) die("size", &err);
	return size.docs;
}

/* Articles from number `from` on, of all that the affairs tell one after another, up to n of them. */
static void fill(const stock *st, dl_store *store, dl_lane *lane, uint64_t from, uint64_t n)
{
	dl_error err = {0};
	arena *out = sure(arena_new(1u << 20)), *tmp = sure(arena_new(1u << 20));
	dl_doc d[BATCH];
	dl_facts f[BATCH];
	const dl_doc *docs[BATCH];
	const dl_facts *facts[BATCH];
	store_added sum;
	uint64_t at = 0;
	uint32_t ready = 0;
	for (uint64_t affair = 0; at < n; affair++)
		for (uint32_t k = 0; k < outlets_of(affair) && at < n; k++) {
			if (at++ < from) continue;
			arena_mark_t mark = arena_mark(tmp);
			article_make(st, affair, k, &(workspace){out, tmp, &err}, &d[ready], &f[ready]);
			arena_rewind(tmp, mark);
			docs[ready] = &d[ready], facts[ready] = &f[ready], ready++;
			if (ready < BATCH && at < n) continue;
			dl_lane_reset(lane);
			if (dl_store_add(store, lane, docs, facts, ready, &sum, &err) != DL_OK) die("add", &err);
			arena_reset(out);
			ready = 0;
			if ((at - from) % REFRESH < BATCH) refresh(store, lane);
		}
	refresh(store, lane);
	arena_free(out);
	arena_free(tmp);
}

int main(int argc, char **argv)
{
	dl_error err = {0};
	dl_kb *kb;
	dl_lane *lane;
	dl_docs *docs;
	dl_store *store;
	stock st = {0};
	slice text;
	arena *a = sure(arena_new(1u << 20));
	if (argc < 4 || argc > 5) {
		fprintf(stderr, "usage: fill STORE N FILE.jsonl [DAYS]\n");
		return 2;
	}
	if (dl_kb_open(&(dl_kb_options){0}, &kb, &err) != DL_OK) die("weights", &err);
	if (dl_lane_new(kb, &lane) != DL_OK) die("lane", NULL);
	if (file_slurp(argv[3], FILE_MOST, a, &text, &err) != DL_OK) die(argv[3], &err);
	if (dl_read(text, &(dl_read_options){0}, &docs) != DL_OK) die(argv[3], NULL);
	stock_open(&st, lane, docs, a);
	st.days = argc > 4 ? (uint32_t)strtoul(argv[4], NULL, 10) : DAYS;
	st.days += !st.days;
	if (dl_store_open(argv[1], false, &store, &err) != DL_OK) die(argv[1], &err);
	uint64_t had = held(store), n = strtoull(argv[2], NULL, 10);
	if (had < n) fill(&st, store, lane, had, n);
	dl_store_close(store);
	dl_docs_free(docs);
	dl_lane_free(lane);
	dl_kb_close(kb);
	arena_free(a);
	return 0;
}
