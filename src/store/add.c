/* SPDX-License-Identifier: Apache-2.0
 *
 * add.c - documents in and out. One transaction a batch: killed inside it, the store is as before the batch.
 */
#include "store/inner.h"

#define DOC_SET "hash=?1,outlet=?2,day=?3,min=?4,seen=?5,name=?6,credit=?7,title=?8,url=?9,lang=?10," \
                "author=?11,file=?12,extra=?13,mended=?14,bytes=?15,text=?16,blocks=?17,seal=?18"

typedef struct {
	dl_store *st;
	dl_lane  *lane;          /* scratch: packing, facts of merged documents                           */
	arena    *a;             /* of the whole batch                                                      */
	ids       docs;          /* those with a new place                                                  */
	left_list left;          /* those that lost theirs                                                  */
	dl_error *err;
} adder;

/* Row id of the document with this text, outlet and day; 0 when there is none. */
static dl_status doc_find(dl_store *st, const dl_doc *d, int64_t *id, dl_error *err)
{
	bool row;
	sqlite3_stmt *s = store_q(st, "SELECT id FROM doc WHERE hash = ? AND outlet = ? AND day = ?", err);
	*id = 0;
	if (!s) return err->code;
	sqlite3_bind_int64(s, 1, (int64_t)d->hash);
	bind_slice(s, 2, d->outlet);
	sqlite3_bind_int64(s, 3, d->published_day);
	dl_status rc = store_row(st, s, &row, err);
	if (rc == DL_OK && row) *id = sqlite3_column_int64(s, 0), sqlite3_reset(s);
	return rc;
}

dl_status doc_place(dl_store *st, arena *tmp, int64_t id, const dl_doc *d, const dl_facts *f, bool save, dl_error *err)
{
	arena_mark_t mark = arena_mark(tmp);
	dl_status rc = save ? facts_save(st, tmp, id, f, err) : DL_OK;
	if (rc == DL_OK) rc = place_put(st, tmp, id, d, f, err);
	arena_rewind(tmp, mark);
	return rc;
}

static dl_status facts_and_place(adder *ad, int64_t id, const dl_doc *d, const dl_facts *f)
{
	dl_status rc = doc_place(ad->st, ad->lane->w.tmp, id, d, f, true, ad->err);
	return rc == DL_OK && !ids_push(ad->a, &ad->docs, id) ? store_nomem(ad->err) : rc;
}

static dl_status doc_write(dl_store *st, arena *tmp, sqlite3_stmt *s, const dl_doc *d, dl_error *err)
{
	arena_mark_t mark = arena_mark(tmp);
	dl_status rc = s ? doc_bind(st, tmp, s, d, err) : err->code;
	if (rc == DL_OK) rc = store_do(st, s, err);
	arena_rewind(tmp, mark);
	return rc;
}

dl_status doc_row(dl_store *st, arena *tmp, const dl_doc *d, int64_t *id, dl_error *err)
{
	sqlite3_stmt *s = store_q(st, "INSERT INTO doc(" DOC_COLUMNS ") VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,"
	                              "?13,?14,?15,?16,?17,?18)", err);
	dl_status rc = doc_write(st, tmp, s, d, err);
	*id = sqlite3_last_insert_rowid(st->db);
	return rc;
}

static dl_status doc_insert(adder *ad, const dl_doc *d, const dl_facts *f)
{
	int64_t id;
	dl_status rc = doc_row(ad->st, ad->lane->w.tmp, d, &id, ad->err);
	return rc == DL_OK ? facts_and_place(ad, id, d, f) : rc;
}

/* A known document that tells something new: its row, facts and keys are made again from both. */
static dl_status doc_known(adder *ad, int64_t id, const dl_doc *given, store_added *out)
{
	bool row;
	dl_doc d;
	dl_facts f;
	sqlite3_stmt *s = store_q(ad->st, "SELECT " DOC_COLUMNS " FROM doc WHERE id = ?", ad->err);
	if (!s) return ad->err->code;
	sqlite3_bind_int64(s, 1, id);
	dl_status rc = store_row(ad->st, s, &row, ad->err);
	if (rc == DL_OK && row) rc = doc_load(ad->st, ad->a, s, 0, &d, ad->err);
	sqlite3_reset(s);
	out->known++;
	if (rc != DL_OK || !row || !doc_merge(&d, given)) return rc;
	out->merged++;
	s = store_q(ad->st, "UPDATE doc SET " DOC_SET " WHERE id = ?19", ad->err);
	if (s) sqlite3_bind_int64(s, 19, id);
	rc = doc_write(ad->st, ad->lane->w.tmp, s, &d, ad->err);
	if (rc == DL_OK)
		rc = store_exec(ad->st, ad->err, "UPDATE part SET fresh = 0, sign = 0 WHERE id = (SELECT part FROM "
		                                 "place WHERE doc = ?)", 1, id);
	if (rc == DL_OK) rc = place_drop(ad->st, ad->a, id, &ad->left, ad->err);
	dl_lane_reset(ad->lane);
	if (rc == DL_OK && (rc = dl_facts_find(ad->lane, &d, &f)) != DL_OK) *ad->err = *dl_lane_error(ad->lane);
	return rc == DL_OK ? facts_and_place(ad, id, &d, &f) : rc;
}

static dl_status join_touched(adder *ad)
{
	return batch_join(ad->st, ad->a, &ad->docs, &ad->left, ad->err);
}

dl_status dl_store_add(dl_store *st, dl_lane *lane, const dl_doc *const *docs, const dl_facts *const *facts, uint32_t n,
                       store_added *out, dl_error *err)
{
	store_added sum = {0};
	adder ad = {.st = st, .lane = lane, .a = arena_new(0), .err = err};
	*out = sum;
	if (!ad.a) return store_nomem(err);
	dl_status rc = store_begin(st, err);
	for (uint32_t i = 0; i < n && rc == DL_OK; i++) {
		int64_t id;
		if ((rc = doc_find(st, docs[i], &id, err)) != DL_OK) break;
		if (id) rc = doc_known(&ad, id, docs[i], &sum);
		else if ((rc = doc_insert(&ad, docs[i], facts[i])) == DL_OK) sum.added++;
	}
	if (rc == DL_OK) rc = join_touched(&ad);
	rc = store_end(st, rc, err);
	if (rc == DL_OK) *out = sum;
	arena_free(ad.a);
	return rc;
}

static dl_status doc_remove(adder *ad, int64_t id)
{
	dl_status rc = store_exec(ad->st, ad->err, "UPDATE part SET fresh = 0, sign = 0 WHERE id = (SELECT part FROM "
	                                           "place WHERE doc = ?)", 1, id);
	if (rc == DL_OK) rc = place_drop(ad->st, ad->a, id, &ad->left, ad->err);
	return rc == DL_OK ? store_exec(ad->st, ad->err, "DELETE FROM doc WHERE id = ?", 1, id) : rc;
}

dl_status dl_store_remove(dl_store *st, const slice *names, uint32_t n, uint32_t *removed, dl_error *err)
{
	adder ad = {.st = st, .a = arena_new(0), .err = err};
	ids all = {0};
	*removed = 0;
	if (!ad.a) return store_nomem(err);
	dl_status rc = store_begin(st, err);
	for (uint32_t i = 0; i < n && rc == DL_OK; i++) {
		ids found = {0};
		rc = docs_named(st, ad.a, names[i], &found, err);
		if (rc == DL_OK && !found.n)
			rc = error_set(err, DL_MISSING, st->path, 0, "has no document %.*s", PRS(names[i]));
		if (rc == DL_OK) rc = ids_add(ad.a, &all, &found, err);
	}
	ids_sort(&all);
	for (uint32_t i = 0; i < all.n && rc == DL_OK; i++) rc = doc_remove(&ad, all.v[i]);
	if (rc == DL_OK) rc = join_touched(&ad);
	rc = store_end(st, rc, err);
	if (rc == DL_OK) *removed = all.n;
	arena_free(ad.a);
	return rc;
}
