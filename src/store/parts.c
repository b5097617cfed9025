/* SPDX-License-Identifier: Apache-2.0
 *
 * parts.c - which documents are assembled together.
 *
 * In: documents whose links (links.c) changed. Out: the parts around them, and stale marks. A link says that two
 * documents are probably of one story; what links join step by step is a group. The looser the links, the smaller the
 * group that they may make:
 *
 *      level   links whose chance is     at most    a document's part is its group at the first level where
 *        0     enough for a story           64      that is small enough; alone when there is none
 *        1     .4                           96
 *        2     .55                         160
 *        3     .7                          256
 *        4     .85                         512
 *        5     .95                         512
 *       6-8    .95, and both published in one week, one day, one hour: a pile that no chance takes apart
 *
 * So a week's politics, chained by loose links, falls into its affairs, and an earthquake that five hundred outlets
 * tell with one voice stays whole. Riders go where their lead goes and do not count. All of it is a function of the
 * links, and those of the documents, so it does not show in which order they came. What people merged stays together
 * whatever the levels say.
 *
 * Cost: around a document nothing is walked beyond the size that its level allows, however large the store is. A
 * group changes only where a link at one of its members changed, and is found again whole.
 */
#include "store/inner.h"

#include <stdlib.h>

bool ids_push(arena *a, ids *v, int64_t id)
{
	int64_t *p = VEC_PUSH(a, v);
	return p ? (*p = id, true) : false;
}

dl_status ids_add(arena *a, ids *to, const ids *from, dl_error *err)
{
	for (uint32_t i = 0; i < from->n; i++)
		if (!ids_push(a, to, from->v[i])) return store_nomem(err);
	return DL_OK;
}

static int cmp_i64(const void *x, const void *y)
{
	int64_t a = *(const int64_t *)x, b = *(const int64_t *)y;
	return (a > b) - (a < b);
}

void ids_sort(ids *v)
{
	uint32_t n = 0;
	if (!v->n) return;
	qsort(v->v, v->n, sizeof *v->v, cmp_i64);
	for (uint32_t i = 0; i < v->n; i++)
		if (!i || v->v[i] != v->v[n - 1]) v->v[n++] = v->v[i];
	v->n = n;
}

bool ids_have(const ids *v, int64_t id) { return v->n && bsearch(&id, v->v, v->n, sizeof id, cmp_i64); }

static const uint32_t most_docs[LEVELS] = {
	64, 96, 160, 256, STORE_PART_DOCS, STORE_PART_DOCS, STORE_PART_DOCS, STORE_PART_DOCS, STORE_PART_DOCS
};

/* ---------------------------------------------------------------- the graph of links, read where it is walked */
typedef struct { int64_t to; uint32_t level; } edge;
typedef struct {
	int64_t  doc, group;     /* group: its smallest document, 0 not found yet                           */
	uint32_t first, n_edges; /* edges[]                                                                 */
	uint32_t seen;           /* number of the walk that came by                                         */
	uint32_t large;          /* a bit for each level at which its group is too large                    */
	bool     read;
} node;

/* A document of which the part is written anew. */
typedef struct { int64_t doc, rides, part, new_part; uint64_t sign; } item;

typedef struct {
	dl_store *st;
	arena    *a;
	dl_error *err;
	idmap     node_at, item_at, part_at;
	VEC(node) nodes;
	VEC(edge) edges;
	VEC(item) items;
	VEC(uint32_t) walk;
	uint32_t  walks;
	ids       old;           /* parts that the items were in                                            */
} joiner;

static dl_status node_of(joiner *j, int64_t doc, uint32_t *out)
{
	uint32_t *slot = idmap_put(&j->node_at, j->a, doc);
	if (!slot) return store_nomem(j->err);
	if (!*slot) {
		node *n = VEC_PUSH(j->a, &j->nodes);
		if (!n) return store_nomem(j->err);
		n->doc = doc;
		*slot = j->nodes.n;
	}
	return *out = *slot - 1, DL_OK;
}

static dl_status node_read(joiner *j, uint32_t at)
{
	bool row;
	dl_status rc;
	if (j->nodes.v[at].read) return DL_OK;
	sqlite3_stmt *s = store_q(j->st, "SELECT b, level FROM link WHERE a = ?", j->err);
	if (!s) return j->err->code;
	sqlite3_bind_int64(s, 1, j->nodes.v[at].doc);
	j->nodes.v[at].first = j->edges.n;
	while ((rc = store_row(j->st, s, &row, j->err)) == DL_OK && row) {
		edge *e = VEC_PUSH(j->a, &j->edges);
		if (!e) return sqlite3_reset(s), store_nomem(j->err);
		*e = (edge){sqlite3_column_int64(s, 0), (uint32_t)sqlite3_column_int64(s, 1)};
	}
	j->nodes.v[at].n_edges = j->edges.n - j->nodes.v[at].first;
	j->nodes.v[at].read = true;
	return rc;
}

static dl_status walk_to(joiner *j, uint32_t at)
{
	uint32_t *w = VEC_PUSH(j->a, &j->walk);
	if (!w) return store_nomem(j->err);
	j->nodes.v[*w = at].seen = j->walks;
	return DL_OK;
}

/* The group of a document at a level, in walk[]: *fits when it is small enough. Of one that is too large nobody
 * walks again. */
static dl_status group_walk(joiner *j, uint32_t from, uint32_t level, bool *fits)
{
	j->walk.n = 0, j->walks++;
	*fits = !(j->nodes.v[from].large >> level & 1);
	dl_status rc = walk_to(j, from);
	for (uint32_t i = 0; rc == DL_OK && *fits && i < j->walk.n; i++) {
		uint32_t at = j->walk.v[i];
		if ((rc = node_read(j, at)) != DL_OK) break;
		for (uint32_t k = 0; k < j->nodes.v[at].n_edges && *fits && rc == DL_OK; k++) {
			edge e = j->edges.v[j->nodes.v[at].first + k];
			uint32_t to;
			if (e.level < level) continue;
			if ((rc = node_of(j, e.to, &to)) != DL_OK || j->nodes.v[to].seen == j->walks) continue;
			*fits = !(j->nodes.v[to].large >> level & 1) && j->walk.n < most_docs[level];
			rc = walk_to(j, to);
		}
	}
	for (uint32_t i = 0; rc == DL_OK && !*fits && i < j->walk.n; i++) j->nodes.v[j->walk.v[i]].large |= 1u << level;
	return rc;
}

/* ---------------------------------------------------------------- whose parts are written anew */
static dl_status item_add(joiner *j, int64_t doc)
{
	bool row;
	uint32_t *slot = idmap_put(&j->item_at, j->a, doc);
	if (!slot) return store_nomem(j->err);
	if (*slot) return DL_OK;
	sqlite3_stmt *s = store_q(j->st, "SELECT rides, part, sign FROM place WHERE doc = ?", j->err);
	if (!s) return j->err->code;
	sqlite3_bind_int64(s, 1, doc);
	dl_status rc = store_row(j->st, s, &row, j->err);
	if (rc != DL_OK || !row) return rc;                     /* it left with this batch                       */
	item *it = VEC_PUSH(j->a, &j->items);
	if (!it) return sqlite3_reset(s), store_nomem(j->err);
	*it = (item){doc, sqlite3_column_int64(s, 0), sqlite3_column_int64(s, 1), 0, (uint64_t)sqlite3_column_int64(s, 2)};
	*slot = j->items.n;
	sqlite3_reset(s);
	return DL_OK;
}

static dl_status items_add(joiner *j, const char *sql, int64_t v)
{
	ids found = {0};
	dl_status rc = ids_of(j->st, j->a, &found, j->err, sql, v);
	for (uint32_t i = 0; i < found.n && rc == DL_OK; i++) rc = item_add(j, found.v[i]);
	return rc;
}

/* Everyone in a part that somebody may leave. */
static dl_status part_add(joiner *j, int64_t part)
{
	uint32_t *slot = part ? idmap_put(&j->part_at, j->a, part) : NULL;
	if (!part || (slot && *slot)) return DL_OK;
	if (!slot || !ids_push(j->a, &j->old, part)) return store_nomem(j->err);
	*slot = 1;
	return items_add(j, "SELECT doc FROM place WHERE part = ?", part);
}

/* The group of a lead, found once for all in it, who become items too. */
static dl_status group_find(joiner *j, int64_t doc)
{
	uint32_t from;
	bool fits = false;
	dl_status rc = node_of(j, doc, &from);
	if (rc != DL_OK || j->nodes.v[from].group) return rc;
	for (uint32_t level = 0; level < LEVELS && rc == DL_OK && !fits; level++) rc = group_walk(j, from, level, &fits);
	if (rc != DL_OK) return rc;
	if (!fits) return j->nodes.v[from].group = doc, DL_OK;
	int64_t least = doc;
	for (uint32_t i = 0; i < j->walk.n; i++)
		if (j->nodes.v[j->walk.v[i]].doc < least) least = j->nodes.v[j->walk.v[i]].doc;
	for (uint32_t i = 0; i < j->walk.n && rc == DL_OK; i++) {
		j->nodes.v[j->walk.v[i]].group = least;
		rc = item_add(j, j->nodes.v[j->walk.v[i]].doc);
	}
	return rc;
}

/* From item i on: their groups, riders and old parts bring in others, until nobody new comes. */
static dl_status items_close(joiner *j, uint32_t i)
{
	dl_status rc = DL_OK;
	for (; i < j->items.n && rc == DL_OK; i++) {
		item it = j->items.v[i];
		rc = part_add(j, it.part);
		if (rc == DL_OK) rc = items_add(j, "SELECT doc FROM place WHERE rides = ? AND rides <> 0", it.doc);
		if (rc == DL_OK) rc = it.rides ? item_add(j, it.rides) : group_find(j, it.doc);
	}
	return rc;
}

/* ---------------------------------------------------------------- what people put together */
typedef struct { idmap at; VEC(int64_t) name; } merged;      /* number of a group -> the group it goes into     */

static int64_t *merged_slot(joiner *j, merged *m, int64_t group)
{
	uint32_t *slot = idmap_put(&m->at, j->a, group);
	if (slot && !*slot) {
		int64_t *name = VEC_PUSH(j->a, &m->name);
		if (!name) return NULL;
		*name = group, *slot = m->name.n;
	}
	return slot ? &m->name.v[*slot - 1] : NULL;
}

static int64_t merged_name(joiner *j, merged *m, int64_t group)
{
	int64_t *name = merged_slot(j, m, group);
	while (name && *name != group) group = *name, name = merged_slot(j, m, group);
	return name ? group : 0;
}

static item *item_of(joiner *j, int64_t doc)
{
	uint32_t *slot = idmap_put(&j->item_at, j->a, doc);
	return slot && *slot ? &j->items.v[*slot - 1] : NULL;
}

/* The group of a document: of its lead. 0: it is not there, or no memory. */
static int64_t group_of(joiner *j, int64_t doc)
{
	const item *it = item_of(j, doc);
	while (it && it->rides) it = item_of(j, it->rides);
	uint32_t at;
	return it && node_of(j, it->doc, &at) == DL_OK ? j->nodes.v[at].group : 0;
}

/* Documents that people put into one story: those of one number are of one part. */
static dl_status bonds_apply(joiner *j, merged *m)
{
	story_decisions all;
	uint32_t had = j->items.n;
	dl_status rc = decisions_load(j->st, j->a, &all, j->err);
	int64_t *doc = rc == DL_OK ? ARENA_ARRAY(j->a, int64_t, all.n + 1) : NULL;
	if (rc != DL_OK || !doc) return rc != DL_OK ? rc : store_nomem(j->err);
	for (uint32_t i = 0; i < all.n && rc == DL_OK; i++) {
		if (all.v[i].kind != DECIDE_MERGE_STORIES) continue;
		rc = store_int(j->st, j->err, &doc[i], "SELECT doc FROM place WHERE sign = ?", 1, (int64_t)all.v[i].doc);
		if (rc == DL_OK) rc = item_add(j, doc[i]);
		else if (rc == DL_MISSING) doc[i] = 0, rc = DL_OK;
	}
	if (rc == DL_OK) rc = items_close(j, had);
	for (uint32_t i = 0, number = 0; i < all.n && rc == DL_OK; i++) {
		static const int64_t none = 0;
		int64_t first = none;
		if (!doc[i] || all.v[i].number == number) continue;
		number = all.v[i].number;
		for (uint32_t k = i; k < all.n && all.v[k].number == number; k++) {
			int64_t name = doc[k] ? merged_name(j, m, group_of(j, doc[k])) : 0;
			if (!name) continue;
			if (!first) first = name;
			int64_t low = name < first ? name : first, high = name < first ? first : name;
			*merged_slot(j, m, high) = low;
			first = low;
		}
	}
	return rc;
}

/* ---------------------------------------------------------------- writing what changed */
typedef struct { int64_t part; uint64_t sign; int64_t docs; } part_sum;

static int cmp_part(const void *x, const void *y)
{
	const part_sum *a = x, *b = y;
	return (a->part > b->part) - (a->part < b->part);
}

/* Events of a part that goes stay where their story's first document is, until that is told anew. */
static dl_status part_drop(joiner *j, int64_t part)
{
	dl_status rc = store_exec(j->st, j->err,
	                          "UPDATE OR IGNORE event SET part = (SELECT part FROM place WHERE sign = event.story"
	                          " LIMIT 1) WHERE part = ? AND EXISTS (SELECT 1 FROM place WHERE sign = event.story)",
	                          1, part);
	return rc == DL_OK ? store_exec(j->st, j->err, "DELETE FROM part WHERE id = ?", 1, part) : rc;
}

static dl_status parts_write(joiner *j)
{
	part_sum *p = ARENA_ARRAY(j->a, part_sum, j->items.n + 1);
	dl_status rc = DL_OK;
	uint32_t n = 0;
	if (!p) return store_nomem(j->err);
	for (uint32_t i = 0; i < j->items.n; i++) p[i] = (part_sum){j->items.v[i].new_part, j->items.v[i].sign, 1};
	if (j->items.n) qsort(p, j->items.n, sizeof *p, cmp_part);
	for (uint32_t i = 0; i < j->items.n; i++) {
		if (n && p[n - 1].part == p[i].part) p[n - 1].sign += p[i].sign, p[n - 1].docs++;
		else p[n++] = p[i];
	}
	for (uint32_t i = 0; i < n && rc == DL_OK; i++)
		rc = store_exec(j->st, j->err,
		                "INSERT INTO part(id, sign, docs, fresh) VALUES(?,?,?,0) ON CONFLICT(id) DO UPDATE SET"
		                " sign = excluded.sign, docs = excluded.docs, fresh = 0 WHERE sign <> excluded.sign"
		                " OR docs <> excluded.docs",
		                3, p[i].part, (int64_t)p[i].sign, p[i].docs);
	ids_sort(&j->old);
	for (uint32_t i = 0, k = 0; i < j->old.n && rc == DL_OK; i++) {
		while (k < n && p[k].part < j->old.v[i]) k++;
		if (k == n || p[k].part != j->old.v[i]) rc = part_drop(j, j->old.v[i]);
	}
	return rc;
}

static dl_status items_write(joiner *j, merged *m)
{
	dl_status rc = DL_OK;
	for (uint32_t i = 0; i < j->items.n && rc == DL_OK; i++) {
		item *it = &j->items.v[i];
		int64_t group = group_of(j, it->doc);
		it->new_part = group ? merged_name(j, m, group) : 0;
		if (!it->new_part) return store_nomem(j->err);
		if (it->part != it->new_part)
			rc = store_exec(j->st, j->err, "UPDATE place SET part = ? WHERE doc = ?", 2, it->new_part, it->doc);
	}
	return rc;
}

dl_status parts_join(dl_store *st, arena *a, const ids *docs, const ids *lost, dl_error *err)
{
	joiner j = {.st = st, .a = a, .err = err};
	merged m = {0};
	dl_status rc = DL_OK;
	for (uint32_t i = 0; i < docs->n && rc == DL_OK; i++) rc = item_add(&j, docs->v[i]);
	for (uint32_t i = 0; i < lost->n && rc == DL_OK; i++) rc = part_add(&j, lost->v[i]);
	if (rc == DL_OK) rc = items_close(&j, 0);
	if (rc == DL_OK) rc = bonds_apply(&j, &m);
	if (rc == DL_OK) rc = items_write(&j, &m);
	return rc == DL_OK ? parts_write(&j) : rc;
}
