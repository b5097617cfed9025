/* SPDX-License-Identifier: Apache-2.0
 *
 * fill.c - a store filled quickly, for bench/scale: documents, facts and places of articles that need not be parsed.
 *
 *      fill STORE N FILE.jsonl [DAYS]     adds generated articles until STORE holds N documents; then see join.c
 *
 * The articles of FILE are read and their facts found once; they are patterns. An affair takes a pattern and keeps each
 * of its words with the chance that any article of FILE has that word ("police" often, "Bailey" hardly ever); for the
 * others it puts words of the same length and of like frequency, so that every passage stays where it is, in the text,
 * the title and the names of the facts. So two affairs of one pattern have of their words in common what two articles
 * on different things have, and one told for the hundredth time is no nearer to the others than the first. (The hundred
 * most frequent words become one another: threes of words in a row that two affairs share would make copies of them.)
 * An affair moves by whole weeks within DAYS (five years), and its places become other articles' places. One to six
 * outlets tell it: the first in the affair's words, one in four of the others as a reprint with a few words changed, the
 * rest in words of which a half are their own, names kept.
 *
 *      pattern    At least 23 people were killed in Baghdad on Monday, medics told AFP.
 *      affair     On street 23 people went bought of Houston at Monday, pieces call AFP.
 *      its facts  ASSAULT, killed [23, none), where: Houston; when: some Monday of five years; told by AFP
 *
 * So an affair's facts are as many and as thick as those of real articles, more than a parser finds in words put at random.
 * Terms and shingles are made of the new words by the store's own functions. What stays as it was: figures, kinds of
 * happenings, and "when" in words; and what is rarer than any word of FILE does not come.
 *
 * Cost: some 0.5 ms an article, 10.7 KB. The numbers drawn depend on an affair's number alone; articles are written in
 * order of time, BLOCK after BLOCK, as archives are read. A fill that was killed goes on where its last block began.
 */
#include "store/inner.h"

#include <stdio.h>
#include <stdlib.h>

#define BLOCK      100000u       /* articles that are written in order of time                                      */
#define SHORT      200u          /* bytes: of too few words to make others of                                        */
#define FILL_MEMORY (4ull << 30)
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
typedef struct { slice word; uint32_t times, docs, last, rank; sort sort; } entry;      /* last: document that has it */

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

static void words_count(words *w, slice text, uint32_t doc)
{
	size_t at = 0;
	slice word;
	while (word_at(text, &at, &word)) {
		uint32_t known = strmap_get(&w->at, word);
		if (!known) {
			entry *e = sure(VEC_PUSH(w->a, &w->all));
			*e = (entry){.word = arena_copy(w->a, word), .sort = SMALLS};
			*(uint32_t *)sure(strmap_put(&w->at, e->word)) = known = w->all.n;
		}
		entry *e = &w->all.v[known - 1];
		e->times++, e->docs += e->last != doc + 1, e->last = doc + 1;
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

/* What word i becomes under a seed: itself as often as any article of the patterns has it, else one of its band. */
static slice word_swap(const words *w, uint32_t i, uint32_t n_docs, uint64_t seed)
{
	const entry *e = &w->all.v[i];
	uint64_t h = hash_mix(seed, i);
	if (e->sort != GLUES && (h >> 32) % n_docs < e->docs) return e->word;
	uint32_t from = e->rank / BAND * BAND, n = w->by[e->sort][e->word.n].n;
	n = n - from < BAND ? n - from : BAND;
	return w->all.v[w->by[e->sort][e->word.n].v[from + (uint32_t)h % n]].word;
}

/* ---------------------------------------------------------------- an affair, and one article of it */
typedef struct { uint32_t at, word; } spot;      /* words.all.v[word] stands at byte `at`                        */
typedef VEC(spot) spots;
typedef struct { dl_doc doc; void *block; size_t bytes; spots text, title, names; } pattern;

typedef struct {
	words     w;
	pattern  *p;
	uint32_t  n_patterns;
	VEC(dl_place) places;    /* of all patterns                                                         */
	uint32_t  days;
} stock;

typedef struct { const stock *st; uint64_t seed, own; bool reprint; } telling;

/* One of an affair's words in this outlet's words. */
static slice told_word(const telling *t, uint32_t word)
{
	uint64_t seed = t->seed;
	if (t->own && t->st->w.all.v[word].sort != NAMES)
		if (hash_mix(t->own, word) % 100 < (t->reprint ? 3 : 50)) seed = t->own;
	return word_swap(&t->st->w, word, t->st->n_patterns, seed);
}

static void tell_into(const telling *t, char *text, const spots *at)
{
	for (uint32_t i = 0; i < at->n; i++) {
		slice to = told_word(t, at->v[i].word);
		memcpy(text + at->v[i].at, to.p, to.n);
	}
}

static slice told(const telling *t, arena *a, slice text, const spots *at)
{
	slice out = arena_copy(a, text);
	if (!out.p) die("memory", NULL);
	tell_into(t, (char *)out.p, at);
	return out;
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

static int32_t affair_day(const stock *st, uint64_t affair)
{
	return FIRST_DAY + (int32_t)(hash_mix(hash_mix(0x5ca1e, affair), 1) % st->days);
}

/* The k-th outlet's article on affair number a. */
static void article_make(const stock *st, uint64_t affair, uint32_t k, workspace *w, dl_doc *d, dl_facts *f)
{
	uint64_t seed = hash_mix(0x5ca1e, affair), own = k ? hash_mix(seed, k) : 0;
	const pattern *p = &st->p[seed % st->n_patterns];
	telling t = {st, seed, own, own % 4 == 1};
	int32_t base = p->doc.published_day == DL_DAY_NONE ? FIRST_DAY : p->doc.published_day;
	int32_t weeks = (affair_day(st, affair) - base) / 7;
	int32_t late = p->doc.published_day == DL_DAY_NONE ? 0 : (int32_t)(k / 3);
	dl_error err = {0};
	void *block = sure(arena_alloc(w->out, p->bytes));
	memcpy(block, p->block, p->bytes);
	if (dl_facts_unpack(block, p->bytes, f, &err) != DL_OK) die("facts", &err);
	*d = p->doc;
	d->text = told(&t, w->out, p->doc.text, &p->text), d->title = told(&t, w->out, p->doc.title, &p->title);
	d->hash = hash_slice(d->text);
	d->id = arena_printf(w->out, "%llu-%u", (unsigned long long)affair, k);
	d->outlet = arena_printf(w->out, "Outlet %u", (unsigned)(hash_mix(own, affair) % OUTLETS));
	d->published_day = base + weeks * 7 + late;
	if (d->published_min != DL_MIN_NONE) d->published_min += ((int64_t)weeks * 7 + late) * 1440;
	tell_into(&t, f->pool, &p->names);
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

/* ---------------------------------------------------------------- the patterns */
static spots spots_of(const words *w, arena *a, slice text, size_t from, bool names_alone)
{
	spots out = {0};
	size_t at = 0;
	slice word;
	while (word_at(text, &at, &word)) {
		uint32_t known = strmap_get(&w->at, word);
		if (!known || (names_alone && small(word.p[0]))) continue;
		*(spot *)sure(VEC_PUSH(a, &out)) = (spot){(uint32_t)(from + (size_t)(word.p - text.p)), known - 1};
	}
	return out;
}

/* Names in the facts; a string that several things share stands there once. */
static spots names_of(const words *w, arena *a, const dl_facts *f)
{
	spots out = {0};
	bool *done = sure(ARENA_ARRAY(a, bool, f->n_pool + 1));
	for (uint32_t i = 1; i < f->n_entities + f->n_links + f->n_places; i++) {
		const dl_ref *r = i < f->n_entities ? &f->entities[i].name
		                : i < f->n_entities + f->n_links ? &f->links[i - f->n_entities].name
		                : &f->places[i - f->n_entities - f->n_links].name;
		if (!r->n || done[r->at]) continue;
		done[r->at] = true;
		spots more = spots_of(w, a, dl_str(f, *r), r->at, true);
		for (uint32_t k = 0; k < more.n; k++) *(spot *)sure(VEC_PUSH(a, &out)) = more.v[k];
	}
	return out;
}

static void stock_open(stock *st, dl_lane *lane, dl_docs *docs, arena *a)
{
	st->n_patterns = dl_docs_count(docs);
	if (!st->n_patterns) die("no article to take as a pattern", NULL);
	st->p = sure(ARENA_ARRAY(a, pattern, st->n_patterns));
	st->w.a = a;
	strmap_init(&st->w.at, a);
	for (uint32_t i = st->n_patterns = 0; i < dl_docs_count(docs); i++) {
		pattern *p = &st->p[st->n_patterns];
		dl_facts f;
		p->doc = *dl_docs_get(docs, i);
		if (p->doc.text.n < SHORT) continue;
		st->n_patterns++;
		dl_lane_reset(lane);
		if (dl_facts_find(lane, &p->doc, &f) != DL_OK) die("facts", dl_lane_error(lane));
		p->bytes = dl_facts_packed_bytes(&f);
		p->block = sure(arena_alloc(a, p->bytes));
		dl_facts_pack(&f, p->block);
		words_count(&st->w, p->doc.text, i);
		for (uint32_t k = 1; k < f.n_places; k++) *(dl_place *)sure(VEC_PUSH(a, &st->places)) = f.places[k];
	}
	words_sort(&st->w);
	for (uint32_t i = 0; i < st->n_patterns; i++) {
		pattern *p = &st->p[i];
		dl_facts f;
		dl_error err = {0};
		if (dl_facts_unpack(p->block, p->bytes, &f, &err) != DL_OK) die("facts", &err);
		p->text = spots_of(&st->w, a, p->doc.text, 0, false);
		p->title = spots_of(&st->w, a, p->doc.title, 0, false);
		p->names = names_of(&st->w, a, &f);
	}
}

/* ---------------------------------------------------------------- rows */
typedef struct { uint64_t affair; int32_t day; uint32_t outlets; } task;

static int cmp_task(const void *x, const void *y)
{
	const task *a = x, *b = y;
	if (a->day != b->day) return a->day < b->day ? -1 : 1;
	return (a->affair > b->affair) - (a->affair < b->affair);
}

static void run(dl_store *store, const char *sql)
{
	if (sqlite3_exec(store->db, sql, NULL, NULL, NULL) != SQLITE_OK) die(sqlite3_errmsg(store->db), NULL);
}

static int64_t number(dl_store *store, const char *sql)
{
	int64_t v = 0;
	dl_error err = {0};
	dl_status rc = store_int(store, &err, &v, sql, 0);
	if (rc != DL_OK && rc != DL_MISSING) die("number", &err);
	return v;
}

static void article_write(dl_store *store, workspace *w, const dl_doc *d, const dl_facts *f)
{
	int64_t id;
	dl_status rc = doc_row(store, w->tmp, d, &id, w->err);
	if ((sqlite3_extended_errcode(store->db) & 0xff) == SQLITE_CONSTRAINT) return;       /* a short text, told twice */
	if (rc == DL_OK) rc = facts_save(store, w->tmp, id, f, w->err);
	if (rc == DL_OK) rc = place_row(store, w->tmp, id, d, f, w->err);
	if (rc != DL_OK) die("add", w->err);
}

/* The affairs from number `from` on, until n articles are told: in order of time. Gives how many affairs. */
static uint64_t fill(const stock *st, dl_store *store, uint64_t from, uint64_t n)
{
	dl_error err = {0};
	arena *out = sure(arena_new(1u << 20)), *tmp = sure(arena_new(1u << 20)), *own = sure(arena_new(1u << 20));
	VEC(task) tasks = {0};
	uint64_t affair = from;
	for (uint64_t at = 0; at < n; at += outlets_of(affair++))
		*(task *)sure(VEC_PUSH(own, &tasks)) = (task){affair, affair_day(st, affair), outlets_of(affair)};
	qsort(tasks.v, tasks.n, sizeof *tasks.v, cmp_task);
	run(store, "BEGIN");
	for (uint32_t i = 0; i < tasks.n; i++) {
		for (uint32_t k = 0; k < tasks.v[i].outlets; k++) {
			dl_doc d;
			dl_facts f;
			workspace w = {out, tmp, &err};
			article_make(st, tasks.v[i].affair, k, &w, &d, &f);
			article_write(store, &w, &d, &f);
			arena_reset(out), arena_reset(tmp);
		}
		if (i % 4096 == 4095) run(store, "COMMIT; BEGIN");
	}
	char *sql = sqlite3_mprintf("INSERT OR REPLACE INTO meta(name, value) VALUES('affairs', '%llu'), ('filled',"
	                            " (SELECT max(id) FROM doc)); COMMIT", (unsigned long long)affair);
	run(store, sure(sql));
	sqlite3_free(sql);
	fprintf(stderr, "fill: %llu affairs\n", (unsigned long long)affair);
	arena_free(out), arena_free(tmp), arena_free(own);
	return affair - from;
}

int main(int argc, char **argv)
{
	dl_error err = {0};
	dl_kb *kb;
	dl_lane *lane;
	dl_docs *docs;
	dl_store *store;
	stock st = {0};
	uint64_t had = 0;
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
	uint64_t n = strtoull(argv[2], NULL, 10);
	if (dl_store_memory(store, FILL_MEMORY, &err) != DL_OK) die("memory", &err);
	run(store, "PRAGMA synchronous = OFF; PRAGMA wal_autocheckpoint = 50000");
	uint64_t affairs = (uint64_t)number(store, "SELECT value FROM meta WHERE name = 'affairs'");
	/* What a killed fill left of a block goes. */
	run(store, "DELETE FROM doc WHERE id > (SELECT coalesce(max(value), 0) + 0 FROM meta WHERE name = 'filled')");
	while ((had = (uint64_t)number(store, "SELECT count(*) FROM doc")) < n)
		affairs += fill(&st, store, affairs, n - had < BLOCK ? n - had : BLOCK);
	dl_store_close(store);
	dl_docs_free(docs);
	dl_lane_free(lane);
	dl_kb_close(kb);
	arena_free(a);
	return 0;
}
