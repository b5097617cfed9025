/* SPDX-License-Identifier: Apache-2.0
 *
 * join.c - what bench/fill left of a store: rides, links, keys, parts, rows of stories. For bench/scale.
 *
 *      join STORE
 *
 * In: a store with documents, facts and places. Out: the store that adding them would have made, but for the stories:
 * each part counts as told, as one story, with six events for each of its leads. So a part that an article touches
 * afterwards is told from nothing; bench/grow.c has told the parts that it measures before it does.
 *
 * It holds what joins documents (3 KB each) in memory, walks them in order of publication, so that the last four under
 * a key are those it saw last, and writes every index in its own order. The same rules as links.c and rides, by the
 * same functions; parts are found by parts_join() itself.
 */
#include "store/inner.h"

#include <stdio.h>
#include <stdlib.h>

#define PART_CHUNK 4096u
#define EVENTS     6u            /* of each lead, as many as in a store of the patterns                                */

typedef struct { int64_t a, b, c, d; } row4;
typedef VEC(row4) rows;

static dl_error err;

static void die(const char *what)
{
	fprintf(stderr, "join: %s: %s\n", what, err.text[0] ? err.text : "out of memory");
	exit(1);
}

static void *sure(void *p)
{
	if (!p) die("memory");
	return p;
}

static void ok(dl_status rc, const char *what)
{
	if (rc != DL_OK) die(what);
}

static void run(dl_store *st, const char *sql)
{
	if (sqlite3_exec(st->db, sql, NULL, NULL, NULL) != SQLITE_OK)
		error_set(&err, DL_IO, "sql", 0, "%s", sqlite3_errmsg(st->db)), die("sql");
}

static int cmp_rows(const void *x, const void *y)
{
	const int64_t *a = x, *b = y;
	for (int i = 0; i < 4; i++)
		if (a[i] != b[i]) return a[i] < b[i] ? -1 : 1;
	return 0;
}

static void row_add(arena *a, rows *to, row4 r) { *(row4 *)sure(VEC_PUSH(a, to)) = r; }

/* Every row as the n parameters of the statement, in order. */
static void rows_write(dl_store *st, rows *r, const char *sql, int n)
{
	if (r->n) qsort(r->v, r->n, sizeof *r->v, cmp_rows);
	for (uint32_t i = 0; i < r->n; i++)
		ok(store_exec(st, &err, sql, n, r->v[i].a, r->v[i].b, r->v[i].c, r->v[i].d), sql);
	fprintf(stderr, "join: %u rows: %.24s\n", r->n, sql);
}

/* ---------------------------------------------------------------- who stands under a key */
typedef struct { uint64_t key; uint32_t at[LINK_WINDOW], weight[LINK_WINDOW], n; } stand;     /* at: documents by order of publication  */
typedef struct { stand *v; uint64_t cap; } stands;

static stand *stand_of(stands *s, uint64_t key)
{
	uint64_t i = (key * 0x9e3779b97f4a7c15u) >> 20;
	while (s->v[i &= s->cap - 1].n && s->v[i].key != key) i++;
	s->v[i].key = key;
	return &s->v[i];
}

static stands stands_new(uint64_t most)
{
	stands s = {NULL, 1024};
	while (s.cap < most + most / 4) s.cap *= 2;
	s.v = sure(calloc(s.cap, sizeof *s.v));
	return s;
}

/* ---------------------------------------------------------------- rides, then links */
typedef struct { joint **v; int64_t *rides; uint32_t n; } all;

static int cmp_joint(const void *x, const void *y)
{
	const joint *a = *(joint *const *)x, *b = *(joint *const *)y;
	if (a->ord != b->ord) return a->ord < b->ord ? -1 : 1;
	return (a->sign > b->sign) - (a->sign < b->sign);
}

static all all_load(dl_store *st, arena *a)
{
	int64_t n, last = 0;
	shelf sh = {.a = a};
	ok(store_int(st, &err, &n, "SELECT count(*) FROM place", 0), "places");
	all d = {sure(malloc(sizeof *d.v * (size_t)(n + 1))), sure(calloc((size_t)n + 1, sizeof *d.rides)), 0};
	while (store_int(st, &err, &last, "SELECT doc FROM place WHERE doc > ? ORDER BY doc LIMIT 1", 1, last) == DL_OK)
		ok(shelf_get(&sh, st, last, &d.v[d.n++], &err), "joint");
	qsort(d.v, d.n, sizeof *d.v, cmp_joint);
	return d;
}

static void rides_find(dl_store *st, arena *a, all *d)
{
	rows copy = {0}, rides = {0};
	stands s = stands_new((uint64_t)d->n * STORY_COPY_KEYS);
	for (uint32_t i = 0; i < d->n; i++) {
		const joint *j = d->v[i];
		uint32_t earliest = i;
		for (uint32_t k = 0; k < j->n_copies; k++) {
			stand *t = stand_of(&s, j->copies[k]);
			for (uint32_t o = 0; o < t->n; o++) {
				const joint *c = d->v[t->at[o]];
				if (t->at[o] < earliest && story_near_copy(c->text, &c->f, j->text, &j->f)) earliest = t->at[o];
			}
			if (t->n < STORY_COPY_FIRST) t->at[t->n++] = i;
			row_add(a, &copy, (row4){(int64_t)j->copies[k], j->ord, j->sign, j->doc << 16 | j->f.n_sketch});
		}
		if (earliest != i) row_add(a, &rides, (row4){j->doc, d->rides[i] = d->v[earliest]->doc, 0, 0});
	}
	free(s.v);
	rows_write(st, &copy, "INSERT OR IGNORE INTO copy(key, ord, sign, doc, size) VALUES(?1, ?2, ?3, ?4 >> 16, ?4 & 65535)", 4);
	rows_write(st, &rides, "UPDATE place SET rides = ?2 WHERE doc = ?1", 2);
}

typedef struct { uint32_t at, pad; int64_t alike; } met;

static int cmp_met(const void *x, const void *y)
{
	uint32_t a = ((const met *)x)->at, b = ((const met *)y)->at;
	return (a > b) - (a < b);
}

/* Of the last four under each key of document i, which then stands there itself, those alike enough; how many. */
static uint32_t near_of(const all *d, stands *s, uint32_t i, met *near)
{
	const joint *j = d->v[i];
	uint32_t n = 0, m = 0;
	for (uint32_t k = 0; k < j->n_keys; k++) {
		stand *t = stand_of(s, j->keys[k].key);
		for (uint32_t o = 0; o < t->n && o < LINK_WINDOW; o++)
			near[n++] = (met){t->at[o], 0, (int64_t)t->weight[o] * j->keys[k].weight};
		t->at[t->n % LINK_WINDOW] = i, t->weight[t->n++ % LINK_WINDOW] = j->keys[k].weight;
	}
	qsort(near, n, sizeof *near, cmp_met);
	for (uint32_t o = 0; o < n;) {
		met sum = near[o++];
		while (o < n && near[o].at == sum.at) sum.alike += near[o++].alike;
		if (sum.alike >= link_alike(j->ord, d->v[sum.at]->ord)) near[m++] = sum;
	}
	return m;
}

/* The bits of those it is linked to, up, which are of near, and hold the key too. */
static int64_t tied_under(const all *d, const met *near, uint32_t n, const links *up, uint64_t key)
{
	int64_t bits = 0;
	for (uint32_t i = 0; i < n; i++) {
		const joint *o = d->v[near[i].at];
		bool linked = false, holds = false;
		for (uint32_t k = 0; k < up->n; k++) linked |= up->v[k].doc == o->doc;
		for (uint32_t k = 0; linked && k < o->n_keys; k++) holds |= o->keys[k].key == key;
		if (holds) bits |= tied_bit(o->doc);
	}
	return bits;
}

static void links_find(dl_store *st, arena *a, const all *d)
{
	rows link = {0}, key = {0};
	pair_weights w;
	uint64_t compared = 0;
	stands s = stands_new((uint64_t)d->n * STORY_NEAR_KEYS);
	story_weights(&w);
	for (uint32_t i = 0; i < d->n; i++) {
		const joint *j = d->v[i];
		links up = {0};
		met near[STORY_NEAR_KEYS * LINK_WINDOW];
		if (d->rides[i]) continue;
		uint32_t n = near_of(d, &s, i, near);
		compared += n;
		for (uint32_t k = 0; k < n; k++) {
			const joint *o = d->v[near[k].at];
			tied t = {o->doc, o->ord, story_chance(&w, &o->f, &o->g, &j->f, &j->g)};
			if (t.chance >= w.least) links_offer(&up, &t);
		}
		for (uint32_t k = 0; k < j->n_keys; k++)
			row_add(a, &key, (row4){(int64_t)j->keys[k].key, j->ord, j->doc,
			                        (int64_t)j->keys[k].weight << 16 | tied_under(d, near, n, &up, j->keys[k].key)});
		for (uint32_t k = 0; k < up.n; k++) {
			int64_t how = up.v[k].chance << 8 | link_level(up.v[k].chance, j->ord, up.v[k].ord) << 1;
			row_add(a, &link, (row4){j->doc, up.v[k].doc, how | 1, 0});
			row_add(a, &link, (row4){up.v[k].doc, j->doc, how, 0});
		}
	}
	free(s.v);
	fprintf(stderr, "join: %.1f compared with each\n", (double)compared / (d->n + 1));
	rows_write(st, &key, "INSERT INTO key(key, ord, doc, weight, tied) VALUES(?1, ?2, ?3, ?4 >> 16, ?4 & 65535)", 4);
	rows_write(st, &link, "INSERT INTO link(a, b, up, chance, level) VALUES(?1, ?2, ?3 & 1, ?3 >> 8, ?3 >> 1 & 127)", 3);
}

/* ---------------------------------------------------------------- parts, and rows as if they were told */
static void parts_find(dl_store *st, const all *d)
{
	arena *a = sure(arena_new(0));
	for (uint32_t i = 0; i < d->n; i += PART_CHUNK) {
		ids docs = {0}, none = {0};
		arena_reset(a);
		for (uint32_t k = i; k < d->n && k < i + PART_CHUNK; k++)
			if (!ids_push(a, &docs, d->v[k]->doc)) die("memory");
		ok(parts_join(st, a, &docs, &none, &err), "parts");
	}
	arena_free(a);
}

/* The first document of a part names its story. */
static void stories_make(dl_store *st, arena *a, const all *d)
{
	rows story = {0}, event = {0}, place = {0};
	idmap first = {0};
	VEC(row4) of = {0};
	for (uint32_t i = 0; i < d->n; i++) {
		int64_t part = 0;
		const joint *j = d->v[i];
		ok(store_int(st, &err, &part, "SELECT part FROM place WHERE doc = ?", 1, j->doc), "part");
		uint32_t *at = sure(idmap_put(&first, a, part));
		if (!*at) {
			*(row4 *)sure(VEC_PUSH(a, &of)) = (row4){part, j->sign, ord_minute(j->ord), 0};
			*at = of.n;
			row_add(a, &story, (row4){j->sign, part, ord_minute(j->ord), 0});
		}
		row_add(a, &place, (row4){j->doc, of.v[*at - 1].b, 0, 0});
		for (uint64_t k = 0; k < EVENTS && !d->rides[i]; k++)
			row_add(a, &event, (row4){(int64_t)hash_mix((uint64_t)j->sign, k), part, of.v[*at - 1].b, 0});
	}
	rows_write(st, &story, "INSERT OR IGNORE INTO story(id, part, headline, docs, outlets, origins, disputes, first, last,"
	                       " figures) SELECT ?1, ?2, 'A headline of sixty letters, as a story of the list would have it',"
	                       " docs, docs, docs, 0, ?3, ?3, 'killed 2, injured 3' FROM part WHERE id = ?2", 3);
	rows_write(st, &event, "INSERT OR IGNORE INTO event(id, part, story) VALUES(?,?,?)", 3);
	rows_write(st, &place, "UPDATE place SET story = ?2 WHERE doc = ?1", 2);
	run(st, "UPDATE part SET fresh = 1");
}

int main(int argc, char **argv)
{
	dl_store *st;
	arena *a = sure(arena_new(16u << 20));
	if (argc != 2) {
		fprintf(stderr, "usage: join STORE\n");
		return 2;
	}
	ok(dl_store_open(argv[1], false, &st, &err), argv[1]);
	ok(dl_store_memory(st, 8ull << 30, &err), "memory");
	run(st, "PRAGMA synchronous = OFF; PRAGMA wal_autocheckpoint = 100000");
	run(st, "DELETE FROM copy; DELETE FROM key; DELETE FROM link; DELETE FROM event; DELETE FROM story; DELETE FROM part;"
	        "UPDATE place SET part = 0, story = 0, rides = 0 WHERE part <> 0");
	all d = all_load(st, a);
	run(st, "BEGIN");
	rides_find(st, a, &d);
	links_find(st, a, &d);
	run(st, "COMMIT; BEGIN");
	parts_find(st, &d);
	run(st, "COMMIT; BEGIN");
	stories_make(st, a, &d);
	run(st, "COMMIT");
	dl_store_close(st);
	return 0;
}
