/* SPDX-License-Identifier: Apache-2.0
 *
 * parts.c - which documents are assembled together: zones, linked step by step, and parts, bounded zones.
 *
 * In: documents, each with its blocking keys. Out: for every document a zone and a part; stale marks. Two documents
 * are linked when they share a key and story_touch() says that assembly could ever join them:
 *
 *     key  croydon, week 2445     docs 1 2 5     touch: 1-2, 2-5       zone {1 2 5 7}, part the same
 *     key  tram, week 2445        docs 5 7       touch: 5-7
 *     key  police, week 2445      300 docs       common: links nothing
 *
 * A zone that exceeds STORE_PART_DOCS is linked again inside itself with half the limit on a key's documents, until
 * every group is small enough; at limit 1 each document is alone, so this ends. All of it depends on which documents
 * are there and not on how they came: the limits count documents, and a group is what a relation links.
 *
 * Cost of a batch: for each new document the key's other documents, of which only the fields that touching needs are
 * read. Zones are linked anew from scratch only when a key crossed the limit, a document left, or they are too large.
 */
#include "store/inner.h"

#include <stddef.h>
#include <stdlib.h>

bool ids_push(arena *a, ids *v, int64_t id)
{
	int64_t *p = VEC_PUSH(a, v);
	return p ? (*p = id, true) : false;
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

static int cmp_u64(const void *x, const void *y)
{
	uint64_t a = *(const uint64_t *)x, b = *(const uint64_t *)y;
	return (a > b) - (a < b);
}

void keys_sort(uint64_t *keys, uint32_t *n)
{
	uint32_t out = 0;
	if (!*n) return;
	qsort(keys, *n, sizeof *keys, cmp_u64);
	for (uint32_t i = 0; i < *n; i++)
		if (!i || keys[i] != keys[out - 1]) keys[out++] = keys[i];
	*n = out;
}

dl_status place_put(dl_store *st, int64_t doc, uint64_t sign, const dl_doc *d, const dl_facts *f, const uint64_t *keys,
                    uint32_t n, dl_error *err)
{
	sqlite3_stmt *s = store_q(st, "INSERT INTO place(doc, sign, day, zone, part, story, keys, terms, sketch)"
	                          " VALUES(?1, ?2, ?3, ?1, ?1, 0, ?4, ?5, ?6)", err);
	if (!s) return err->code;
	sqlite3_bind_int64(s, 1, doc);
	sqlite3_bind_int64(s, 2, (int64_t)sign);
	sqlite3_bind_int64(s, 3, d->published_day);
	sqlite3_bind_blob64(s, 4, n ? (const void *)keys : "", n * sizeof *keys, SQLITE_STATIC);
	sqlite3_bind_blob64(s, 5, f->n_terms ? (const void *)f->terms : "", f->n_terms * sizeof *f->terms,
	                    SQLITE_STATIC);
	sqlite3_bind_blob64(s, 6, f->n_sketch ? (const void *)f->sketch : "", f->n_sketch * sizeof *f->sketch,
	                    SQLITE_STATIC);
	dl_status rc = store_do(st, s, err);
	for (uint32_t i = 0; i < n && rc == DL_OK; i++)
		rc = store_exec(st, err, "INSERT OR IGNORE INTO key(key, doc) VALUES(?,?)", 2, (int64_t)keys[i], doc);
	if (rc == DL_OK)
		rc = store_exec(st, err, "INSERT INTO part(id, sign, docs, fresh) VALUES(?,?,1,0) ON CONFLICT(id) "
		                         "DO UPDATE SET"
		                " sign = sign + excluded.sign, docs = docs + 1, fresh = 0", 2, doc, (int64_t)sign);
	return rc;
}

dl_status place_drop(dl_store *st, int64_t doc, dl_error *err)
{
	bool row;
	sqlite3_stmt *s = store_q(st, "SELECT keys FROM place WHERE doc = ?", err);
	if (!s) return err->code;
	sqlite3_bind_int64(s, 1, doc);
	dl_status rc = store_row(st, s, &row, err);
	slice keys = rc == DL_OK && row ? column_slice(s, 0) : S("");
	for (size_t i = 0; i + 8 <= keys.n && rc == DL_OK; i += 8) {
		int64_t key;
		memcpy(&key, keys.p + i, 8);
		rc = store_exec(st, err, "DELETE FROM key WHERE key = ? AND doc = ?", 2, key, doc);
	}
	sqlite3_reset(s);
	return rc == DL_OK ? store_exec(st, err, "DELETE FROM place WHERE doc = ?", 1, doc) : rc;
}

static dl_status is_common(dl_store *st, int64_t key, bool *common, dl_error *err)
{
	int64_t one;
	dl_status rc = store_int(st, err, &one, "SELECT 1 FROM common WHERE key = ?", 1, key);
	*common = rc == DL_OK;
	return rc == DL_MISSING ? DL_OK : rc;
}

/* ---------------------------------------------------------------- what touching needs of a document */
typedef struct {
	int64_t  doc, zone, part, new_zone, new_part;
	uint64_t sign;
	dl_doc   d;              /* published_day alone                                                     */
	dl_facts f;              /* terms and sketch alone                                                  */
	uint64_t *keys;
	uint32_t n_keys;
	uint32_t up;             /* union-find; a root has the smallest index of its group                  */
	uint32_t size;           /* of the group, at its root                                               */
} member;

typedef struct { uint64_t key; uint32_t member; } holding;

/* Documents that people put into one story: those of one number are linked, whatever their keys and however many. */
typedef struct { uint64_t sign; uint32_t number, member; } bond;       /* member: index + 1 of it, 0 not here       */
typedef struct { bond *v; uint32_t n; } bond_list;

static dl_status bonds_load(dl_store *st, arena *a, bond_list *out, dl_error *err)
{
	story_decisions all;
	dl_status rc = decisions_load(st, a, &all, err);
	*out = (bond_list){rc == DL_OK ? ARENA_ARRAY(a, bond, all.n + 1) : NULL, 0};
	if (rc != DL_OK || !out->v) return rc != DL_OK ? rc : store_nomem(err);
	for (uint32_t i = 0; i < all.n; i++)
		if (all.v[i].kind == DECIDE_MERGE_STORIES) out->v[out->n++] = (bond){all.v[i].doc, all.v[i].number, 0};
	return DL_OK;
}

typedef struct {
	dl_store *st;
	arena    *a;
	VEC(member) m;
	VEC(holding) h;
	bond_list bonds;
	dl_error *err;
} joiner;

static void *blob_copy(arena *a, sqlite3_stmt *s, int at, size_t item, uint32_t *n)
{
	slice v = column_slice(s, at);
	char *p = arena_alloc(a, v.n);
	*n = (uint32_t)(v.n / item);
	return p ? memcpy(p, v.p, v.n) : NULL;
}

#define MEMBER_COLUMNS "doc, zone, part, sign, day, keys, terms, sketch"

static bool member_load(arena *a, sqlite3_stmt *s, member *m)
{
	*m = (member){.doc = sqlite3_column_int64(s, 0), .zone = sqlite3_column_int64(s, 1),
	              .part = sqlite3_column_int64(s, 2),
	              .sign = (uint64_t)sqlite3_column_int64(s, 3), .size = 1};
	m->d.published_day = (int32_t)sqlite3_column_int64(s, 4);
	m->keys = blob_copy(a, s, 5, sizeof *m->keys, &m->n_keys);
	m->f.terms = blob_copy(a, s, 6, sizeof *m->f.terms, &m->f.n_terms);
	m->f.sketch = blob_copy(a, s, 7, sizeof *m->f.sketch, &m->f.n_sketch);
	return m->keys && m->f.terms && m->f.sketch;
}

static uint32_t root(joiner *j, uint32_t i)
{
	while (j->m.v[i].up != i) i = j->m.v[i].up = j->m.v[j->m.v[i].up].up;
	return i;
}

static void unite(joiner *j, uint32_t x, uint32_t y)
{
	x = root(j, x), y = root(j, y);
	if (x == y) return;
	uint32_t low = min_u32(x, y), high = max_u32(x, y);
	j->m.v[high].up = low;
	j->m.v[low].size += j->m.v[high].size;
}

static bool members_touch(const member *x, const member *y) { return story_touch(&x->d, &x->f, &y->d, &y->f); }

static dl_status members_load(joiner *j, const ids *zones)
{
	dl_status rc = DL_OK;
	for (uint32_t z = 0; z < zones->n && rc == DL_OK; z++) {
		bool row;
		sqlite3_stmt *s = store_q(j->st, "SELECT " MEMBER_COLUMNS " FROM place WHERE zone = ? ORDER BY doc",
		                          j->err);
		if (!s) return j->err->code;
		sqlite3_bind_int64(s, 1, zones->v[z]);
		while ((rc = store_row(j->st, s, &row, j->err)) == DL_OK && row) {
			uint32_t i = j->m.n;
			member *m = VEC_PUSH(j->a, &j->m);
			if (!m || !member_load(j->a, s, m)) return sqlite3_reset(s), store_nomem(j->err);
			m->up = i;
			for (uint32_t k = 0; k < m->n_keys; k++) {
				holding *h = VEC_PUSH(j->a, &j->h);
				if (!h) return sqlite3_reset(s), store_nomem(j->err);
				*h = (holding){m->keys[k], i};
			}
		}
	}
	return rc;
}

static int cmp_holding(const void *x, const void *y)
{
	const holding *a = x, *b = y;
	if (a->key != b->key) return a->key < b->key ? -1 : 1;
	return (a->member > b->member) - (a->member < b->member);
}

/* Link the members of one key: those that are linked already are not compared again. */
static void link_run(joiner *j, const holding *h, uint32_t n)
{
	for (uint32_t x = 0; x < n; x++)
		for (uint32_t y = x + 1; y < n; y++) {
			uint32_t a = h[x].member, b = h[y].member;
			if (root(j, a) != root(j, b) && members_touch(&j->m.v[a], &j->m.v[b])) unite(j, a, b);
		}
}

/* Limit 1: over the whole store. */
static dl_status link_zones(joiner *j)
{
	if (j->h.n) qsort(j->h.v, j->h.n, sizeof *j->h.v, cmp_holding);
	for (uint32_t i = 0, e; i < j->h.n; i = e) {
		bool common = false;
		for (e = i + 1; e < j->h.n && j->h.v[e].key == j->h.v[i].key;) e++;
		if (e - i < 2) continue;
		dl_status rc = is_common(j->st, (int64_t)j->h.v[i].key, &common, j->err);
		if (rc != DL_OK) return rc;
		if (!common) link_run(j, &j->h.v[i], e - i);
	}
	return DL_OK;
}

/* Limit 2: the members whose group is too large fall apart and are linked by keys that few of their group hold. */
static dl_status link_again(joiner *j, uint32_t limit)
{
	uint32_t *group = ARENA_ARRAY(j->a, uint32_t, j->m.n);
	holding *h = ARENA_ARRAY(j->a, holding, j->h.n);
	uint32_t n = 0;
	if (!group || !h) return store_nomem(j->err);
	for (uint32_t i = 0; i < j->m.n; i++) group[i] = j->m.v[root(j, i)].size > STORE_PART_DOCS ? root(j, i) + 1 : 0;
	for (uint32_t i = 0; i < j->m.n; i++)
		if (group[i]) j->m.v[i].up = i, j->m.v[i].size = 1;
	/* A key is counted inside its group: mixed with the group, two groups' holdings stay apart. */
	for (uint32_t i = 0; i < j->h.n; i++) {
		uint32_t g = group[j->h.v[i].member];
		if (g) h[n++] = (holding){hash_mix(j->h.v[i].key, g), j->h.v[i].member};
	}
	if (n) qsort(h, n, sizeof *h, cmp_holding);
	for (uint32_t i = 0, e; i < n; i = e) {
		for (e = i + 1; e < n && h[e].key == h[i].key;) e++;
		if (e - i <= limit) link_run(j, &h[i], e - i);
	}
	return DL_OK;
}

/* The bonds come sorted by number. */
static dl_status link_bonds(joiner *j)
{
	strmap at;
	strmap_init(&at, j->a);
	for (uint32_t i = 0; j->bonds.n && i < j->m.n; i++) {
		uint32_t *slot = strmap_put(&at, (slice){(const char *)&j->m.v[i].sign, sizeof j->m.v[i].sign});
		if (!slot) return store_nomem(j->err);
		*slot = i + 1;
	}
	for (uint32_t i = 0, first = 0; i < j->bonds.n; i++) {
		bond *b = &j->bonds.v[i];
		if (i && b->number != b[-1].number) first = 0;
		b->member = strmap_get(&at, (slice){(const char *)&b->sign, sizeof b->sign});
		if (b->member && first) unite(j, first - 1, b->member - 1);
		else if (b->member) first = b->member;
	}
	return DL_OK;
}

static bool too_large(joiner *j)
{
	for (uint32_t i = 0; i < j->m.n; i++)
		if (j->m.v[i].up == i && j->m.v[i].size > STORE_PART_DOCS) return true;
	return false;
}

/* ---------------------------------------------------------------- writing what changed */
typedef struct { int64_t part; uint64_t sign; int64_t docs; } part_sum;

static int cmp_part(const void *x, const void *y)
{
	const part_sum *a = x, *b = y;
	return (a->part > b->part) - (a->part < b->part);
}

static dl_status parts_write(joiner *j)
{
	part_sum *p = ARENA_ARRAY(j->a, part_sum, j->m.n);
	ids old = {0}, gone = {0};
	dl_status rc = DL_OK;
	uint32_t n = 0;
	if (!p) return store_nomem(j->err);
	for (uint32_t i = 0; i < j->m.n; i++) {
		p[i] = (part_sum){j->m.v[i].new_part, j->m.v[i].sign, 1};
		if (!ids_push(j->a, &old, j->m.v[i].part)) return store_nomem(j->err);
	}
	if (j->m.n) qsort(p, j->m.n, sizeof *p, cmp_part);
	for (uint32_t i = 0; i < j->m.n; i++) {
		if (n && p[n - 1].part == p[i].part) p[n - 1].sign += p[i].sign, p[n - 1].docs++;
		else p[n++] = p[i];
	}
	ids_sort(&old);
	gone.v = ARENA_ARRAY(j->a, int64_t, old.n + 1);
	if (!gone.v) return store_nomem(j->err);
	for (uint32_t i = 0, k = 0; i < old.n && rc == DL_OK; i++) {
		while (k < n && p[k].part < old.v[i]) k++;
		if (k == n || p[k].part != old.v[i]) gone.v[gone.n++] = old.v[i];
	}
	for (uint32_t i = 0; i < n && rc == DL_OK; i++)
		rc = store_exec(j->st, j->err,
		                "INSERT INTO part(id, sign, docs, fresh) VALUES(?,?,?,0) ON CONFLICT(id) DO UPDATE SET"
		                " sign = excluded.sign, docs = excluded.docs, fresh = 0 WHERE sign <> excluded.sign"
		                " OR docs <> excluded.docs",
		                3, p[i].part, (int64_t)p[i].sign, p[i].docs);
	/* Events of a part that goes stay where their story's first document is, until that is told anew. */
	for (uint32_t i = 0; i < gone.n && rc == DL_OK; i++) {
		rc = store_exec(j->st, j->err,
						"UPDATE OR IGNORE event SET part = (SELECT part FROM place WHERE sign = event.story"
						" LIMIT 1) WHERE part = ? AND story IN (SELECT sign FROM place)",
						1, gone.v[i]);
		if (rc == DL_OK) rc = store_exec(j->st, j->err, "DELETE FROM part WHERE id = ?", 1, gone.v[i]);
	}
	return rc;
}

static dl_status places_write(joiner *j)
{
	dl_status rc = DL_OK;
	for (uint32_t i = 0; i < j->m.n && rc == DL_OK; i++) {
		const member *m = &j->m.v[i];
		if (m->zone != m->new_zone || m->part != m->new_part)
			rc = store_exec(j->st, j->err, "UPDATE place SET zone = ?, part = ? WHERE doc = ?", 3,
			                m->new_zone, m->new_part, m->doc);
	}
	return rc;
}

/* Every group is named by its smallest document. */
static void groups_name(joiner *j, size_t field)
{
#define NAME(m) (*(int64_t *)((char *)(m) + field))
	for (uint32_t i = 0; i < j->m.n; i++) NAME(&j->m.v[i]) = INT64_MAX;
	for (uint32_t i = 0; i < j->m.n; i++) {
		member *r = &j->m.v[root(j, i)];
		if (j->m.v[i].doc < NAME(r)) NAME(r) = j->m.v[i].doc;
	}
	for (uint32_t i = 0; i < j->m.n; i++) NAME(&j->m.v[i]) = NAME(&j->m.v[root(j, i)]);
#undef NAME
}

dl_status zones_join(dl_store *st, arena *a, const ids *zones, dl_error *err)
{
	joiner j = {.st = st, .a = a, .err = err};
	dl_status rc = members_load(&j, zones);
	if (rc == DL_OK) rc = link_zones(&j);
	if (rc == DL_OK) rc = bonds_load(st, a, &j.bonds, err);
	if (rc == DL_OK) rc = link_bonds(&j);
	if (rc == DL_OK) groups_name(&j, offsetof(member, new_zone));
	for (uint32_t limit = STORE_KEY_DOCS / 2; rc == DL_OK && limit && too_large(&j); limit /= 2)
		rc = link_again(&j, limit);
	if (rc == DL_OK) rc = link_bonds(&j);
	if (rc == DL_OK) groups_name(&j, offsetof(member, new_part));
	if (rc == DL_OK) rc = places_write(&j);
	return rc == DL_OK ? parts_write(&j) : rc;
}

/* ---------------------------------------------------------------- a batch */
/* Keys that crossed the limit, either way: the zones of their documents are linked anew. */
static dl_status keys_crossed(dl_store *st, arena *a, const uint64_t *keys, uint32_t n, ids *anew, dl_error *err)
{
	dl_status rc = DL_OK;
	for (uint32_t i = 0; i < n && rc == DL_OK; i++) {
		int64_t key = (int64_t)keys[i], held = 0;
		bool row, was = false;
		rc = is_common(st, key, &was, err);
		if (rc == DL_OK)
			rc = store_int(st, err, &held, "SELECT count(*) FROM (SELECT 1 FROM key WHERE key = ? "
			                               "LIMIT ?)", 2, key,
			               (int64_t)STORE_KEY_DOCS + 1);
		bool is = held > STORE_KEY_DOCS;
		if (rc != DL_OK || is == was) continue;
		rc = is ? store_exec(st, err, "INSERT INTO common(key) VALUES(?)", 1, key)
		        : store_exec(st, err, "DELETE FROM common WHERE key = ?", 1, key);
		sqlite3_stmt *s = rc == DL_OK ? store_q(st, "SELECT DISTINCT p.zone FROM key k JOIN place p ON "
		                                            "p.doc = k.doc WHERE k.key = ?", err) : NULL;
		if (!s) return rc != DL_OK ? rc : err->code;
		sqlite3_bind_int64(s, 1, key);
		while ((rc = store_row(st, s, &row, err)) == DL_OK && row)
			if (!ids_push(a, anew, sqlite3_column_int64(s, 0))) return sqlite3_reset(s), store_nomem(err);
	}
	return rc;
}

/* Row id to index + 1: open addressing, 0 marks an empty slot; row ids begin at 1. */
typedef struct { int64_t *id; uint32_t *val; uint32_t cap, n; } idmap;

static uint32_t idmap_at(const idmap *m, int64_t id)
{
	uint32_t i = (uint32_t)hash_mix(0, (uint64_t)id) & (m->cap - 1);
	while (m->id[i] && m->id[i] != id) i = (i + 1) & (m->cap - 1);
	return i;
}

static uint32_t *idmap_put(idmap *m, arena *a, int64_t id)
{
	if (m->n * 2 >= m->cap) {
		idmap old = *m;
		m->cap = old.cap ? old.cap * 2 : 1024;
		m->id = ARENA_ARRAY(a, int64_t, m->cap), m->val = ARENA_ARRAY(a, uint32_t, m->cap);
		if (!m->id || !m->val) return NULL;
		for (uint32_t i = 0; i < old.cap; i++) {
			uint32_t k = old.id[i] ? idmap_at(m, old.id[i]) : 0;
			if (old.id[i]) m->id[k] = old.id[i], m->val[k] = old.val[i];
		}
	}
	uint32_t k = idmap_at(m, id);
	if (!m->id[k]) m->id[k] = id, m->n++;
	return &m->val[k];
}

/* Documents whose fields have been read in this batch; each new document looks at many of the same. */
typedef struct { idmap at; VEC(member) m; } shelf;

static dl_status shelf_get(shelf *sh, dl_store *st, arena *a, int64_t doc, uint32_t *out, dl_error *err)
{
	bool row;
	uint32_t *slot = idmap_put(&sh->at, a, doc);
	if (!slot) return store_nomem(err);
	if (*slot) return *out = *slot - 1, DL_OK;
	sqlite3_stmt *s = store_q(st, "SELECT " MEMBER_COLUMNS " FROM place WHERE doc = ?", err);
	if (!s) return err->code;
	sqlite3_bind_int64(s, 1, doc);
	dl_status rc = store_row(st, s, &row, err);
	if (rc != DL_OK) return rc;
	if (!row)
		return error_set(err, DL_BAD, st->path, 0, "a key leads to a document that is not there: run "
		                                           "dateline rebuild");
	*slot = sh->m.n + 1, *out = sh->m.n;
	member *m = VEC_PUSH(a, &sh->m);
	if (!m || !member_load(a, s, m)) rc = store_nomem(err);
	sqlite3_reset(s);
	return rc;
}

/* Zones that are found to be one in this batch: union-find over their names, of which the smallest is the root. */
typedef struct { idmap at; VEC(int64_t) zone; VEC(uint32_t) up; } merger;

static bool merger_index(merger *g, arena *a, int64_t zone, uint32_t *out)
{
	uint32_t *slot = idmap_put(&g->at, a, zone);
	if (!slot) return false;
	if (*slot) return *out = *slot - 1, true;
	*out = g->zone.n;
	*slot = g->zone.n + 1;
	int64_t *z = VEC_PUSH(a, &g->zone);
	uint32_t *u = VEC_PUSH(a, &g->up);
	if (!z || !u) return false;
	*z = zone, *u = *out;
	return true;
}

static uint32_t merger_root(merger *g, uint32_t i)
{
	while (g->up.v[i] != i) i = g->up.v[i] = g->up.v[g->up.v[i]];
	return i;
}

static void merger_unite(merger *g, uint32_t x, uint32_t y)
{
	x = merger_root(g, x), y = merger_root(g, y);
	if (g->zone.v[x] < g->zone.v[y]) g->up.v[y] = x;
	else g->up.v[x] = y;
}

typedef struct { dl_store *st; arena *a; shelf sh; merger g; bond_list bonds; dl_error *err; } batch_links;

/* Link the new document `mine` (on the shelf) to those that hold the key. */
static dl_status link_key(batch_links *l, uint32_t mine, int64_t key)
{
	ids docs = {0};
	bool row, common;
	dl_status rc = is_common(l->st, key, &common, l->err);
	if (rc != DL_OK || common) return rc;
	sqlite3_stmt *s = store_q(l->st, "SELECT doc FROM key WHERE key = ?", l->err);
	if (!s) return l->err->code;
	sqlite3_bind_int64(s, 1, key);
	while ((rc = store_row(l->st, s, &row, l->err)) == DL_OK && row)
		if (!ids_push(l->a, &docs, sqlite3_column_int64(s, 0))) return sqlite3_reset(s), store_nomem(l->err);
	for (uint32_t i = 0; i < docs.n && rc == DL_OK; i++) {
		uint32_t other, x, y;
		if ((rc = shelf_get(&l->sh, l->st, l->a, docs.v[i], &other, l->err)) != DL_OK) break;
		const member *m = &l->sh.m.v[mine], *o = &l->sh.m.v[other];
		if (!merger_index(&l->g, l->a, m->zone, &x) || !merger_index(&l->g, l->a, o->zone, &y))
			return store_nomem(l->err);
		if (merger_root(&l->g, x) != merger_root(&l->g, y) && members_touch(m, o)) merger_unite(&l->g, x, y);
	}
	return rc;
}

/* Zones of one group become one: their documents move into the zone of the smallest name, which is its part too. */
static dl_status zones_merge(dl_store *st, const ids *zones, dl_error *err)
{
	int64_t sign = 0, docs = 0;
	dl_status rc = DL_OK;
	for (uint32_t i = 0; i < zones->n && rc == DL_OK; i++) {
		int64_t s = 0, n = 0;
		rc = store_int(st, err, &s, "SELECT sign FROM part WHERE id = ?", 1, zones->v[i]);
		if (rc == DL_OK) rc = store_int(st, err, &n, "SELECT docs FROM part WHERE id = ?", 1, zones->v[i]);
		sign = (int64_t)((uint64_t)sign + (uint64_t)s), docs += n;
		if (rc == DL_OK && i)
			rc = store_exec(st, err, "UPDATE place SET zone = ?1, part = ?1 WHERE zone = ?2", 2,
			                zones->v[0], zones->v[i]);
		/* Its events stay until the part is told anew: their ids must lead on. */
		if (rc == DL_OK && i)
			rc = store_exec(st, err, "UPDATE OR IGNORE event SET part = ? WHERE part = ?", 2, zones->v[0], zones->v[i]);
		if (rc == DL_OK && i) rc = store_exec(st, err, "DELETE FROM part WHERE id = ?", 1, zones->v[i]);
	}
	if (rc == DL_MISSING) return error_set(err, DL_BAD, st->path, 0, "a part is missing: run dateline rebuild");
	return rc == DL_OK ? store_exec(st, err, "UPDATE part SET sign = ?, docs = ?, fresh = 0 WHERE id = ?", 3,
	                                sign, docs, zones->v[0]) : rc;
}

/* A zone is simple when it is one part. */
static dl_status zone_docs(dl_store *st, int64_t zone, int64_t *docs, dl_error *err)
{
	return store_int(st, err, docs, "SELECT count(*) FROM place WHERE zone = ?", 1, zone);
}

/* One group of zones: merged by name when that is all there is to it, else linked anew. */
static dl_status group_finish(batch_links *l, ids *zones, const ids *anew)
{
	int64_t docs = 0;
	bool fresh_start = false;
	dl_status rc = DL_OK;
	ids_sort(zones);
	for (uint32_t i = 0; i < zones->n && rc == DL_OK; i++) {
		int64_t n = 0;
		rc = zone_docs(l->st, zones->v[i], &n, l->err);
		docs += n;
		for (uint32_t k = 0; k < anew->n; k++) fresh_start |= anew->v[k] == zones->v[i];
	}
	if (rc != DL_OK) return rc;
	if (fresh_start || docs > STORE_PART_DOCS) return zones_join(l->st, l->a, zones, l->err);
	return zones->n > 1 ? zones_merge(l->st, zones, l->err) : DL_OK;
}

/* Link the new document `mine` (on the shelf) to those that people put into one story with it. */
static dl_status link_bonded(batch_links *l, uint32_t mine)
{
	dl_status rc = DL_OK;
	for (uint32_t i = 0; i < l->bonds.n; i++) {
		if (l->bonds.v[i].sign != l->sh.m.v[mine].sign) continue;
		for (uint32_t k = 0; k < l->bonds.n && rc == DL_OK; k++) {
			int64_t doc;
			uint32_t other, x, y;
			if (l->bonds.v[k].number != l->bonds.v[i].number) continue;
			rc = store_int(l->st, l->err, &doc, "SELECT doc FROM place WHERE sign = ?", 1, (int64_t)l->bonds.v[k].sign);
			if (rc == DL_OK) rc = shelf_get(&l->sh, l->st, l->a, doc, &other, l->err);
			if (rc == DL_MISSING) { rc = DL_OK; continue; }
			if (rc != DL_OK) return rc;
			if (!merger_index(&l->g, l->a, l->sh.m.v[mine].zone, &x)
			    || !merger_index(&l->g, l->a, l->sh.m.v[other].zone, &y)) return store_nomem(l->err);
			merger_unite(&l->g, x, y);
		}
	}
	return rc;
}

dl_status batch_join(dl_store *st, arena *a, const ids *docs, const uint64_t *keys, uint32_t n, ids *anew,
                     dl_error *err)
{
	batch_links l = {.st = st, .a = a, .err = err};
	dl_status rc = keys_crossed(st, a, keys, n, anew, err);
	ids_sort(anew);
	if (rc == DL_OK) rc = bonds_load(st, a, &l.bonds, err);
	for (uint32_t i = 0; i < docs->n && rc == DL_OK; i++) {
		uint32_t m = 0, z;
		rc = shelf_get(&l.sh, st, a, docs->v[i], &m, err);
		if (rc == DL_OK && !merger_index(&l.g, a, l.sh.m.v[m].zone, &z)) rc = store_nomem(err);
		for (uint32_t k = 0; rc == DL_OK && k < l.sh.m.v[m].n_keys; k++)
			rc = link_key(&l, m, (int64_t)l.sh.m.v[m].keys[k]);
		if (rc == DL_OK) rc = link_bonded(&l, m);
	}
	/* A zone to be linked anew may be in nobody's group. */
	for (uint32_t i = 0, z; i < anew->n && rc == DL_OK; i++)
		if (!merger_index(&l.g, a, anew->v[i], &z)) rc = store_nomem(err);
	for (uint32_t i = 0; i < l.g.zone.n && rc == DL_OK; i++) {
		ids group = {0};
		if (merger_root(&l.g, i) != i) continue;
		for (uint32_t k = 0; k < l.g.zone.n && rc == DL_OK; k++)
			if (merger_root(&l.g, k) == i && !ids_push(a, &group, l.g.zone.v[k])) rc = store_nomem(err);
		if (rc == DL_OK) rc = group_finish(&l, &group, anew);
	}
	return rc;
}
