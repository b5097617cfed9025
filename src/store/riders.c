/* SPDX-License-Identifier: Apache-2.0
 *
 * riders.c - who rides on whom: near copies of one text, and the first of them, which leads.
 *
 * In: a batch of documents that came or left. Out: their rides, and those of the others that this concerns, as they are
 * for the documents that are there now, however they came; which leads are new, and which are none any more.
 *
 * A document rides on the earliest near copy among the first STORY_COPY_FIRST holders of its copy keys before it. In
 * the index each holder stands with its size, and only those of about one size can be near copies, so that two in three
 * are passed over before their joints are read, a page each:
 *
 *      copy key of "the water had come"   3 (size 90)  8 (71)  11 (240)  12 (88)  [17 (84)]   17 reads 3, 8, 12
 *
 * One that comes to stand among the first four of a key concerns the later holders that are near copies of it, which
 * may ride on it now, and those who ride on the one that it drove out, the fifth. One that leaves concerns its riders,
 * and all later holders where it was among the first four, since another came up.
 */
#include "store/inner.h"

#include <stdlib.h>

typedef struct { int64_t doc, ord, sign, size; } holder;
typedef VEC(holder) holder_list;

static const char FIRST[] = "SELECT doc, ord, sign, size FROM copy WHERE key = ? AND (ord, sign) < (?, ?)"
                            " ORDER BY ord, sign LIMIT ?";
static const char LATER[] = "SELECT doc, ord, sign, size FROM copy WHERE key = ? AND (ord, sign) > (?, ?)"
                            " ORDER BY ord, sign LIMIT ?";

/* Those who hold a copy key before j, or after it, up to `most` (-1: all). */
static dl_status holders(linker *l, holder_list *out, const char *sql, uint64_t key, const joint *j, int64_t most)
{
	bool row;
	dl_status rc;
	sqlite3_stmt *s = store_q(l->st, sql, l->err);
	if (!s) return l->err->code;
	sqlite3_bind_int64(s, 1, (int64_t)key);
	sqlite3_bind_int64(s, 2, j->ord);
	sqlite3_bind_int64(s, 3, j->sign);
	sqlite3_bind_int64(s, 4, most);
	while ((rc = store_row(l->st, s, &row, l->err)) == DL_OK && row) {
		holder *h = VEC_PUSH(l->a, out);
		if (!h) return sqlite3_reset(s), store_nomem(l->err);
		*h = (holder){sqlite3_column_int64(s, 0), sqlite3_column_int64(s, 1), sqlite3_column_int64(s, 2),
		              sqlite3_column_int64(s, 3)};
	}
	return rc;
}

static dl_status near_copy(linker *l, const joint *j, const holder *h, bool *near)
{
	joint *o;
	*near = false;
	if (!story_copy_sizes(j->f.n_sketch, (uint32_t)h->size)) return DL_OK;
	dl_status rc = shelf_get(&l->sh, l->st, h->doc, &o, l->err);
	if (rc == DL_OK) *near = story_near_copy(o->text, &o->f, j->text, &j->f);
	return rc;
}

/* ---------------------------------------------------------------- whose rides may have changed */
/* j came among the first of a key, where `free` places were left behind it. Of several that came each may have driven
 * out one; who stands right behind the first four may be any of these. */
static dl_status felt_by_new(linker *l, const joint *j, uint64_t key, uint32_t free, ids *again)
{
	holder_list later = {0};
	dl_status rc = holders(l, &later, LATER, key, j, -1);
	for (uint32_t i = 0; i < later.n && rc == DL_OK; i++) {
		bool near = false, out = i >= free && i < free + STORY_COPY_FIRST;
		rc = near_copy(l, j, &later.v[i], &near);
		if (rc == DL_OK && near && !ids_push(l->a, again, later.v[i].doc)) rc = store_nomem(l->err);
		if (rc == DL_OK && out)
			rc = ids_of(l->st, l->a, again, l->err, "SELECT doc FROM place WHERE rides = ? AND rides <> 0",
			            later.v[i].doc);
	}
	return rc;
}

static dl_status felt_by_left(linker *l, const joint *j, uint64_t key, ids *again)
{
	holder_list later = {0};
	dl_status rc = holders(l, &later, LATER, key, j, -1);
	for (uint32_t i = 0; i < later.n && rc == DL_OK; i++)
		if (!ids_push(l->a, again, later.v[i].doc)) rc = store_nomem(l->err);
	return rc;
}

/* Whom a document may now ride on has changed where one of the first holders of a key came or left. */
static dl_status rides_felt(linker *l, const joint *j, bool left, ids *again)
{
	dl_status rc = DL_OK;
	for (uint32_t i = 0; i < j->n_copies && rc == DL_OK; i++) {
		holder_list first = {0};
		rc = holders(l, &first, FIRST, j->copies[i], j, STORY_COPY_FIRST);
		if (rc != DL_OK || first.n == STORY_COPY_FIRST) continue;
		if (left) rc = felt_by_left(l, j, j->copies[i], again);
		else rc = felt_by_new(l, j, j->copies[i], STORY_COPY_FIRST - 1 - first.n, again);
	}
	return rc;
}

/* ---------------------------------------------------------------- the ride of one document */
static int cmp_holder(const void *x, const void *y)
{
	const holder *a = x, *b = y;
	if (a->ord != b->ord) return a->ord < b->ord ? -1 : 1;
	return (a->sign > b->sign) - (a->sign < b->sign);
}

/* The earliest near copy before j; 0 when there is none. */
static dl_status rides_of(linker *l, const joint *j, int64_t *rides)
{
	dl_status rc = DL_OK;
	holder_list first = {0};
	*rides = 0;
	for (uint32_t i = 0; i < j->n_copies && rc == DL_OK; i++)
		rc = holders(l, &first, FIRST, j->copies[i], j, STORY_COPY_FIRST);
	if (first.n) qsort(first.v, first.n, sizeof *first.v, cmp_holder);
	for (uint32_t i = 0; i < first.n && rc == DL_OK && !*rides; i++) {
		bool near = false;
		if (!i || first.v[i].doc != first.v[i - 1].doc) rc = near_copy(l, j, &first.v[i], &near);
		if (near) *rides = first.v[i].doc;
	}
	return rc;
}

/* ---------------------------------------------------------------- leads that come and go */
static dl_status lead_lost(linker *l, int64_t doc)
{
	joint *j;
	ids below = {0}, near = {0};
	shelf kept = {.a = l->a};
	dl_status rc = shelf_get(&kept, l->st, doc, &j, l->err);
	joint **at = rc == DL_OK ? VEC_PUSH(l->a, &l->lost) : NULL;
	if (!at) return rc == DL_OK ? store_nomem(l->err) : rc;
	*at = j;
	rc = lead_drop(l->st, l->a, j, &below, &near, l->err);
	if (rc == DL_OK) rc = ids_add(l->a, &l->full, &below, l->err);
	return rc == DL_OK ? ids_add(l->a, &l->ends, &near, l->err) : rc;
}

static dl_status lead_came(linker *l, const joint *j)
{
	for (uint32_t i = 0; i < j->n_keys; i++) {
		key_row *h = VEC_PUSH(l->a, &l->keys);
		if (!h) return store_nomem(l->err);
		*h = key_row_of(j, i);
	}
	return ids_push(l->a, &l->came, j->doc) ? DL_OK : store_nomem(l->err);
}

static dl_status rides_set(linker *l, int64_t doc)
{
	joint *j;
	int64_t was = 0, is = 0;
	bool new = ids_have(l->docs, doc);
	shelf_trim(&l->sh);
	dl_status rc = store_int(l->st, l->err, &was, "SELECT rides FROM place WHERE doc = ?", 1, doc);
	if (rc == DL_MISSING) return DL_OK;                          /* it left with this batch                  */
	if (rc == DL_OK) rc = shelf_get(&l->sh, l->st, doc, &j, l->err);
	if (rc == DL_OK) rc = rides_of(l, j, &is);
	if (rc != DL_OK || (!new && is == was)) return rc;
	if (is != was) rc = store_exec(l->st, l->err, "UPDATE place SET rides = ? WHERE doc = ?", 2, is, doc);
	if (rc == DL_OK && !is) rc = lead_came(l, j);
	if (rc == DL_OK && is && !was && !new) rc = lead_lost(l, doc);
	if (rc == DL_OK && !ids_push(l->a, &l->ends, doc)) rc = store_nomem(l->err);
	return rc;
}

dl_status riders_find(linker *l, const left_list *left)
{
	ids again = {0};
	dl_status rc = ids_add(l->a, &again, l->docs, l->err);
	for (uint32_t i = 0; i < l->docs->n && rc == DL_OK; i++) {
		joint *j;
		shelf_trim(&l->sh);
		rc = shelf_get(&l->sh, l->st, l->docs->v[i], &j, l->err);
		if (rc == DL_OK) rc = rides_felt(l, j, false, &again);
	}
	for (uint32_t i = 0; i < left->n && rc == DL_OK; i++) {
		rc = rides_felt(l, left->v[i].j, true, &again);
		if (rc == DL_OK) rc = ids_add(l->a, &again, &left->v[i].riders, l->err);
	}
	ids_sort(&again);
	for (uint32_t i = 0; i < again.n && rc == DL_OK; i++) rc = rides_set(l, again.v[i]);
	return rc;
}
