/* SPDX-License-Identifier: Apache-2.0
 *
 * rebuild.c - the cache made again from the documents.
 *
 * Facts, keys, places and parts are dropped in one transaction; documents without a place are then read again,
 * batch by batch. Killed in between, the store still holds every document, and the next rebuild or add goes on with
 * those that have no place yet.
 */
#include "store/inner.h"

#include <stdlib.h>

#define BATCH_DOCS 256u
#define BATCH_PART 64      /* of the memory, for texts: their facts take ten times as much                      */

typedef struct {
	int64_t  id;
	dl_doc   d;
	void    *block;          /* packed facts                                                            */
	dl_facts f;
	dl_error err;
} item;

typedef struct { item *v; dl_lane *const *lanes; } items;

static void item_run(void *ctx, uint32_t lane, uint32_t i)
{
	items *all = ctx;
	item *it = &all->v[i];
	dl_lane *l = all->lanes[lane];
	dl_facts f;
	dl_lane_reset(l);
	dl_status rc = dl_facts_find(l, &it->d, &f);
	if (rc != DL_OK) {
		it->err = *dl_lane_error(l), it->err.code = rc;
		return;
	}
	size_t n = dl_facts_packed_bytes(&f);
	if (!(it->block = malloc(n + 8))) {
		store_nomem(&it->err);
		return;
	}
	dl_facts_pack(&f, it->block);
	dl_facts_unpack(it->block, n, &it->f, &it->err);
}

static dl_status items_load(dl_store *st, arena *a, item *v, uint32_t *n, dl_error *err)
{
	bool row;
	dl_status rc;
	sqlite3_stmt *s = store_q(st, "SELECT id," DOC_COLUMNS " FROM doc WHERE id NOT IN (SELECT doc FROM place) "
	                                                       "ORDER BY id LIMIT ?", err);
	*n = 0;
	if (!s) return err->code;
	sqlite3_bind_int64(s, 1, BATCH_DOCS);
	while ((rc = store_row(st, s, &row, err)) == DL_OK && row) {
		item *it = &v[*n];
		*it = (item){.id = sqlite3_column_int64(s, 0)};
		if ((rc = doc_load(st, a, s, 1, &it->d, err)) != DL_OK) break;
		++*n;
		if (arena_bytes(a) > st->memory / BATCH_PART) break;
	}
	sqlite3_reset(s);
	return rc;
}

static dl_status rebuild_some(dl_store *st, dl_lane *const *lanes, uint32_t n_lanes, uint32_t *done, dl_error *err)
{
	arena *a = arena_new(0);
	item *v = calloc(BATCH_DOCS, sizeof *v);
	uint32_t n = 0;
	*done = 0;
	dl_status rc = a && v ? store_begin(st, err) : store_nomem(err);
	if (rc == DL_OK) rc = items_load(st, a, v, &n, err);
	items all = {v, lanes};
	if (rc == DL_OK && n && threads_map(n_lanes, n, item_run, &all) != DL_OK) rc = store_nomem(err);
	ids docs = {0};
	for (uint32_t i = 0; i < n && rc == DL_OK; i++) {
		if (v[i].err.code) rc = (*err = v[i].err).code;
		dl_lane_reset(lanes[0]);
		if (rc == DL_OK) rc = doc_place(st, lanes[0]->w.tmp, v[i].id, &v[i].d, &v[i].f, true, err);
		if (rc == DL_OK && !ids_push(a, &docs, v[i].id)) rc = store_nomem(err);
	}
	left_list none = {0};
	if (rc == DL_OK && n) rc = batch_join(st, a, &docs, &none, err);
	rc = store_end(st, rc, err);
	if (rc == DL_OK) *done = n;
	for (uint32_t i = 0; v && i < n; i++) free(v[i].block);
	free(v);
	arena_free(a);
	return rc;
}

/* ---------------------------------------------------------------- places alone */
/* Up to a batch of documents behind row *from get a place, from the facts that are stored. */
static dl_status places_some(dl_store *st, arena *a, int64_t *from, dl_error *err)
{
	bool row;
	dl_status rc;
	ids docs = {0};
	left_list none = {0};
	sqlite3_stmt *s = store_q(st, "SELECT id," DOC_COLUMNS " FROM doc WHERE id > ? AND id NOT IN"
	                              " (SELECT doc FROM place) ORDER BY id LIMIT ?", err);
	if (!s) return err->code;
	sqlite3_bind_int64(s, 1, *from);
	sqlite3_bind_int64(s, 2, BATCH_DOCS);
	while ((rc = store_row(st, s, &row, err)) == DL_OK && row) {
		dl_doc d;
		dl_facts f;
		*from = sqlite3_column_int64(s, 0);
		arena_mark_t mark = arena_mark(a);
		if ((rc = doc_load(st, a, s, 1, &d, err)) == DL_OK) rc = facts_load(st, a, *from, &f, NULL, err);
		if (rc == DL_OK) rc = doc_place(st, a, *from, &d, &f, false, err);
		arena_rewind(a, mark);
		if (rc == DL_OK && !ids_push(a, &docs, *from)) rc = store_nomem(err);
		if (rc != DL_OK) break;
	}
	sqlite3_reset(s);
	if (rc == DL_OK && docs.n) return batch_join(st, a, &docs, &none, err);
	return rc == DL_OK ? store_exec(st, err, "DELETE FROM meta WHERE name = 'unplaced'", 0) : rc;
}

dl_status places_mend(dl_store *st, dl_error *err)
{
	int64_t from = 0, left = 0;
	dl_status rc;
	while ((rc = store_int(st, err, &left, "SELECT 1 FROM meta WHERE name = 'unplaced'", 0)) == DL_OK) {
		arena *a = arena_new(0);
		rc = a ? store_begin(st, err) : store_nomem(err);
		if (rc == DL_OK) rc = store_end(st, places_some(st, a, &from, err), err);
		arena_free(a);
		if (rc != DL_OK) return rc;
	}
	return rc == DL_MISSING ? DL_OK : rc;
}

/* ---------------------------------------------------------------- everything */
static dl_status cache_drop(dl_store *st, dl_error *err)
{
	dl_status rc = store_begin(st, err);
	if (rc == DL_OK) rc = store_exec(st, err, "DELETE FROM place", 0);
	if (rc == DL_OK) rc = store_exec(st, err, "DELETE FROM joint", 0);
	if (rc == DL_OK) rc = store_exec(st, err, "DELETE FROM facts", 0);
	if (rc == DL_OK) rc = store_exec(st, err, "DELETE FROM key", 0);
	if (rc == DL_OK) rc = store_exec(st, err, "DELETE FROM copy", 0);
	if (rc == DL_OK) rc = store_exec(st, err, "DELETE FROM link", 0);
	/* Rules of a newer program may tell other events: these go on to lead to their story. */
	if (rc == DL_OK)
		rc = store_exec(st, err, "INSERT OR REPLACE INTO moved(old, new, event) SELECT id, story, 1 FROM event", 0);
	if (rc == DL_OK) rc = store_exec(st, err, "DELETE FROM part", 0);
	return store_end(st, rc, err);
}

dl_status dl_store_rebuild(dl_store *st, dl_lane *const *lanes, uint32_t n_lanes, store_step step, void *ctx,
                           dl_error *err)
{
	int64_t all = 0;
	uint32_t done = 0, some = 0;
	dl_status rc = store_int(st, err, &all, "SELECT count(*) FROM doc", 0);
	if (rc == DL_OK) rc = cache_drop(st, err);
	while (rc == DL_OK && (rc = rebuild_some(st, lanes, n_lanes, &some, err)) == DL_OK && some) {
		done += some;
		if (step) step(ctx, done, (uint32_t)all);
	}
	if (rc == DL_OK) rc = dl_store_refresh(st, lanes, n_lanes, NULL, NULL, err);
	if (rc == DL_OK) rc = store_begin(st, err);
	if (rc != DL_OK) return rc;
	return store_end(st, store_exec(st, err, "DELETE FROM moved WHERE old IN (SELECT id FROM event)", 0), err);
}
