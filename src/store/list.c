/* SPDX-License-Identifier: Apache-2.0
 *
 * list.c - the list of stories, newest first: now, or as of a moment.
 *
 * Now it is the rows that stories.c wrote. As of a moment, parts that were published on both sides of it, and those in
 * whose rows stands what was typed later, are assembled again from what was there; of all others the rows serve.
 */
#include "store/inner.h"

#include <stdlib.h>

#define STORY_COLUMNS "SELECT id, headline, docs, outlets, origins, disputes, first, last, figures FROM story "
typedef VEC(store_story) story_list;

static dl_status rows_read(dl_store *st, sqlite3_stmt *s, arena *a, story_list *to, dl_error *err)
{
	bool row;
	dl_status rc;
	while ((rc = store_row(st, s, &row, err)) == DL_OK && row) {
		store_story *r = VEC_PUSH(a, to);
		if (!r) return sqlite3_reset(s), store_nomem(err);
		*r = (store_story){(uint64_t)sqlite3_column_int64(s, 0), arena_copy(a, column_slice(s, 1)),
			(uint32_t)sqlite3_column_int64(s, 2), (uint32_t)sqlite3_column_int64(s, 3),
			(uint32_t)sqlite3_column_int64(s, 4), (uint32_t)sqlite3_column_int64(s, 5), column_min(s, 6),
			column_min(s, 7), arena_copy(a, column_slice(s, 8))};
	}
	return rc;
}

typedef struct { int64_t part; bool whole; } part_by;        /* whole: all of it was published by then           */
typedef VEC(part_by) part_by_list;

static dl_status parts_by(dl_store *st, arena *a, int64_t as_of_min, part_by_list *to, dl_error *err)
{
	bool row;
	dl_status rc;
	/* The last minute of its day for a document without an hour; one without a day is known at no moment. */
	sqlite3_stmt *s = store_q(st, "SELECT part, MAX(m) <= ?1 FROM (SELECT place.part AS part, CASE WHEN doc.min IS NOT "
	                              "NULL THEN doc.min WHEN doc.day = -2147483648 THEN 9223372036854775807 ELSE "
	                              "doc.day * 1440 + 1439 END AS m FROM place JOIN doc ON doc.id = place.doc) "
	                              "GROUP BY part HAVING MIN(m) <= ?1 ORDER BY part", err);
	if (!s) return err->code;
	sqlite3_bind_int64(s, 1, as_of_min);
	while ((rc = store_row(st, s, &row, err)) == DL_OK && row) {
		part_by *p = VEC_PUSH(a, to);
		if (!p) return sqlite3_reset(s), store_nomem(err);
		*p = (part_by){sqlite3_column_int64(s, 0), sqlite3_column_int64(s, 1) != 0};
	}
	return rc;
}

/* Parts in whose rows stands what was typed after the moment are not as they were then. */
static dl_status parts_typed(dl_store *st, const story_decisions *decided, int64_t as_of_min, part_by_list *to,
                             dl_error *err)
{
	dl_status rc = DL_OK;
	for (uint32_t i = 0; i < decided->n && rc == DL_OK; i++) {
		int64_t part = 0;
		if (decided->v[i].kind != DECIDE_TYPED || decided->v[i].at_min <= as_of_min) continue;
		rc = store_int(st, err, &part, "SELECT part FROM place WHERE sign = ?", 1, (int64_t)decided->v[i].doc);
		if (rc == DL_MISSING) rc = DL_OK;
		for (uint32_t k = 0; k < to->n; k++)
			if (to->v[k].part == part) to->v[k].whole = false;
	}
	return rc;
}

static dl_status part_told_by(dl_store *st, dl_lane *lane, int64_t part, int64_t as_of_min,
                              const story_decisions *decided, arena *a, story_list *to, dl_error *err)
{
	part_docs p;
	dl_assembly as;
	dl_lane_reset(lane);
	dl_status rc = part_assemble(st, lane, part, as_of_min, decided, &p, &as, err);
	for (uint32_t i = 1; rc == DL_OK && i < as.n_stories; i++) {
		store_story *r = VEC_PUSH(a, to);
		if (!r) return store_nomem(err);
		*r = story_row(a, &as, &as.stories[i]);
	}
	return rc;
}

static int cmp_newest(const void *x, const void *y)
{
	const store_story *a = x, *b = y;
	if (a->last_min != b->last_min) return a->last_min > b->last_min ? -1 : 1;
	if (a->docs != b->docs) return a->docs > b->docs ? -1 : 1;
	int64_t x_id = (int64_t)a->id, y_id = (int64_t)b->id;        /* as the database orders them */
	return x_id < y_id ? -1 : x_id > y_id;
}

static dl_status stories_by(dl_store *st, dl_lane *lane, int64_t as_of_min, arena *a, story_list *to, dl_error *err)
{
	part_by_list parts = {0};
	story_decisions decided = {0};
	dl_status rc = parts_by(st, a, as_of_min, &parts, err);
	if (rc == DL_OK) rc = decisions_load(st, a, &decided, err);
	if (rc == DL_OK) rc = parts_typed(st, &decided, as_of_min, &parts, err);
	for (uint32_t i = 0; i < parts.n && rc == DL_OK; i++) {
		if (!parts.v[i].whole) {
			rc = part_told_by(st, lane, parts.v[i].part, as_of_min, &decided, a, to, err);
			continue;
		}
		sqlite3_stmt *s = store_q(st, STORY_COLUMNS "WHERE part = ?", err);
		if (!s) return err->code;
		sqlite3_bind_int64(s, 1, parts.v[i].part);
		rc = rows_read(st, s, a, to, err);
	}
	if (to->n) qsort(to->v, to->n, sizeof *to->v, cmp_newest);
	return rc;
}

dl_status dl_store_stories(dl_store *st, dl_lane *lane, int64_t as_of_min, arena *a, store_story **rows, uint32_t *n,
                           dl_error *err)
{
	dl_status rc;
	story_list v = {0};
	*rows = NULL, *n = 0;
	if (as_of_min == DL_MIN_NONE) {
		sqlite3_stmt *s = store_q(st, STORY_COLUMNS "ORDER BY last DESC, docs DESC, id", err);
		if (!s) return err->code;
		rc = rows_read(st, s, a, &v, err);
	} else {
		rc = stories_by(st, lane, as_of_min, a, &v, err);
	}
	*rows = v.v, *n = v.n;
	return rc == DL_OK && arena_ran_out(a) ? store_nomem(err) : rc;
}
