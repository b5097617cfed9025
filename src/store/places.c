/* SPDX-License-Identifier: Apache-2.0
 *
 * places.c - a document's place: what joins it to others, and the two indexes by which others find it.
 *
 *      key   blocking key -> its leads, in order of publication      windows: the few before and after one
 *      copy  copy key -> its documents, in order of publication      who is the first with this text
 *
 * The order is (moment of publication, hash of the text) in one number, so that a window is a range of the index:
 *
 *      ord = minutes + 2^31, 32 bits | the hash's upper 31 bits
 *
 * Of two documents with one text and moment, which are near copies, that with the smaller sign (text, outlet, day) is
 * the earlier one; leads have no such twins.
 *
 * What joins a document to others (terms, sketch, gist, keys) lies in its row of `place` and never changes while it
 * stands there. The shelf keeps what a batch has read of them, up to a size; then it begins anew.
 */
#include "store/inner.h"

#include <stdlib.h>

static int64_t place_ord(const dl_doc *d)
{
	int64_t at = story_order_min(d), most = INT32_MAX;
	at = at > most ? most : at < -most ? -most : at;
	return (at + most + 1) << 31 | (int64_t)(d->hash >> 33);
}

int64_t ord_minute(int64_t ord) { return (ord >> 31) - INT32_MAX - 1; }

/* ---------------------------------------------------------------- rows of places */
static void bind_items(sqlite3_stmt *s, int at, const void *v, size_t bytes)
{
	sqlite3_bind_blob64(s, at, bytes ? v : "", bytes, SQLITE_STATIC);
}

dl_status place_put(dl_store *st, int64_t doc, uint64_t sign, const dl_doc *d, const dl_facts *f, const uint64_t *keys,
                    uint32_t n, dl_error *err)
{
	gist g;
	int64_t ord = place_ord(d);
	uint64_t copies[STORY_COPY_KEYS];
	uint32_t n_copies = story_copy_keys(d->hash, f, copies);
	sqlite3_stmt *s = store_q(st, "INSERT INTO place(doc, sign, ord, text, rides, part, story, keys, terms, sketch,"
	                              " gist) VALUES(?1, ?2, ?3, ?8, 0, 0, 0, ?4, ?5, ?6, ?7)", err);
	if (!s) return err->code;
	gist_of(d, f, &g);
	sqlite3_bind_int64(s, 1, doc);
	sqlite3_bind_int64(s, 2, (int64_t)sign);
	sqlite3_bind_int64(s, 3, ord);
	bind_items(s, 4, keys, n * sizeof *keys);
	bind_items(s, 5, f->terms, f->n_terms * sizeof *f->terms);
	bind_items(s, 6, f->sketch, f->n_sketch * sizeof *f->sketch);
	bind_items(s, 7, &g, sizeof g);
	sqlite3_bind_int64(s, 8, (int64_t)d->hash);
	dl_status rc = store_do(st, s, err);
	for (uint32_t i = 0; i < n_copies && rc == DL_OK; i++)
		rc = store_exec(st, err, "INSERT OR IGNORE INTO copy(key, ord, sign, doc) VALUES(?,?,?,?)", 4,
		                (int64_t)copies[i], ord, (int64_t)sign, doc);
	return rc;
}

dl_status ids_of(dl_store *st, arena *a, ids *out, dl_error *err, const char *sql, int64_t v)
{
	bool row;
	dl_status rc;
	sqlite3_stmt *s = store_q(st, sql, err);
	if (!s) return err->code;
	sqlite3_bind_int64(s, 1, v);
	while ((rc = store_row(st, s, &row, err)) == DL_OK && row)
		if (!ids_push(a, out, sqlite3_column_int64(s, 0))) return sqlite3_reset(s), store_nomem(err);
	return rc;
}

dl_status lead_put(dl_store *st, const joint *j, dl_error *err)
{
	dl_status rc = DL_OK;
	for (uint32_t i = 0; i < j->n_keys && rc == DL_OK; i++)
		rc = store_exec(st, err, "INSERT OR IGNORE INTO key(key, ord, doc) VALUES(?,?,?)", 3, (int64_t)j->keys[i],
		                j->ord, j->doc);
	return rc;
}

dl_status lead_drop(dl_store *st, arena *a, const joint *j, ids *below, ids *near, dl_error *err)
{
	dl_status rc = ids_of(st, a, below, err, "SELECT b FROM link WHERE a = ? AND up = 0", j->doc);
	if (rc == DL_OK) rc = ids_of(st, a, near, err, "SELECT b FROM link WHERE a = ?", j->doc);
	for (uint32_t i = 0; i < j->n_keys && rc == DL_OK; i++)
		rc = store_exec(st, err, "DELETE FROM key WHERE key = ? AND ord = ? AND doc = ?", 3, (int64_t)j->keys[i],
		                j->ord, j->doc);
	for (uint32_t i = 0; i < near->n && rc == DL_OK; i++)
		rc = store_exec(st, err, "DELETE FROM link WHERE a = ? AND b = ?", 2, near->v[i], j->doc);
	return rc == DL_OK ? store_exec(st, err, "DELETE FROM link WHERE a = ?", 1, j->doc) : rc;
}

dl_status place_drop(dl_store *st, arena *a, int64_t doc, left_list *left, dl_error *err)
{
	int64_t rides = 0;
	shelf none = {.a = a};
	joint *j;
	left_place *l = VEC_PUSH(a, left);
	if (!l) return store_nomem(err);
	dl_status rc = shelf_get(&none, st, doc, &j, err);
	if (rc != DL_OK) return rc;
	*l = (left_place){.j = j};
	rc = store_int(st, err, &rides, "SELECT rides FROM place WHERE doc = ?", 1, doc);
	if (rc == DL_OK) rc = store_int(st, err, &l->part, "SELECT part FROM place WHERE doc = ?", 1, doc);
	l->lead = rides == 0;
	if (rc == DL_OK) rc = ids_of(st, a, &l->riders, err, "SELECT doc FROM place WHERE rides = ? AND rides <> 0", doc);
	if (rc == DL_OK && l->lead) rc = lead_drop(st, a, j, &l->below, &l->near, err);
	for (uint32_t i = 0; i < j->n_copies && rc == DL_OK; i++)
		rc = store_exec(st, err, "DELETE FROM copy WHERE key = ? AND ord = ? AND sign = ?", 3, (int64_t)j->copies[i],
		                j->ord, j->sign);
	return rc == DL_OK ? store_exec(st, err, "DELETE FROM place WHERE doc = ?", 1, doc) : rc;
}

/* ---------------------------------------------------------------- the shelf */
uint32_t *idmap_put(idmap *m, arena *a, int64_t id)
{
	if (m->n * 2 >= m->cap) {
		idmap old = *m;
		m->n = 0;
		m->cap = old.cap ? old.cap * 2 : 256;
		m->id = ARENA_ARRAY(a, int64_t, m->cap), m->val = ARENA_ARRAY(a, uint32_t, m->cap);
		if (!m->id || !m->val) return NULL;
		for (uint32_t i = 0; i < old.cap; i++)
			if (old.id[i]) *idmap_put(m, a, old.id[i]) = old.val[i];
	}
	uint32_t i = (uint32_t)hash_mix(0, (uint64_t)id) & (m->cap - 1);
	while (m->id[i] && m->id[i] != id) i = (i + 1) & (m->cap - 1);
	if (!m->id[i]) m->id[i] = id, m->n++;
	return &m->val[i];
}

static void *items_copy(arena *a, sqlite3_stmt *s, int at, size_t item, uint32_t *n)
{
	slice v = column_slice(s, at);
	char *p = arena_alloc(a, v.n + 1);
	*n = (uint32_t)(v.n / item);
	return p && v.n ? memcpy(p, v.p, v.n) : p;
}

static bool joint_load(arena *a, sqlite3_stmt *s, joint *j)
{
	uint32_t n_gist;
	j->doc = sqlite3_column_int64(s, 0), j->ord = sqlite3_column_int64(s, 1);
	j->keys = items_copy(a, s, 2, sizeof *j->keys, &j->n_keys);
	j->f.terms = items_copy(a, s, 3, sizeof *j->f.terms, &j->f.n_terms);
	j->f.sketch = items_copy(a, s, 4, sizeof *j->f.sketch, &j->f.n_sketch);
	j->g = items_copy(a, s, 5, sizeof *j->g, &n_gist);
	if (!j->keys || !j->f.terms || !j->f.sketch || !j->g || n_gist != 1) return false;
	j->sign = sqlite3_column_int64(s, 6), j->text = (uint64_t)sqlite3_column_int64(s, 7);
	j->n_copies = story_copy_keys(j->text, &j->f, j->copies);
	return true;
}

dl_status shelf_get(shelf *sh, dl_store *st, int64_t doc, joint **out, dl_error *err)
{
	bool row;
	uint32_t *slot = idmap_put(&sh->at, sh->a, doc);
	if (!slot) return store_nomem(err);
	if (*slot) return *out = sh->v.v[*slot - 1], DL_OK;
	sqlite3_stmt *s = store_q(st, "SELECT doc, ord, keys, terms, sketch, gist, sign, text FROM place "
	                              "WHERE doc = ?", err);
	if (!s) return err->code;
	sqlite3_bind_int64(s, 1, doc);
	dl_status rc = store_row(st, s, &row, err);
	if (rc != DL_OK) return rc;
	if (!row)
		return error_set(err, DL_BAD, st->path, 0, "a key leads to a document that is not there: "
		                                           "run dateline rebuild");
	joint *j = ARENA_ARRAY(sh->a, joint, 1), **at = VEC_PUSH(sh->a, &sh->v);
	if (!j || !at) rc = store_nomem(err);
	else if (!joint_load(sh->a, s, j))
		rc = arena_ran_out(sh->a) ? store_nomem(err) : error_set(err, DL_BAD, st->path, 0,
		    "the place of a document is damaged: run dateline rebuild");
	else *at = j, *slot = sh->v.n, *out = j;
	sqlite3_reset(s);
	return rc;
}

void shelf_trim(shelf *sh)
{
	if (!sh->trim || arena_bytes(sh->a) < sh->trim) return;
	arena_reset(sh->a);
	*sh = (shelf){.a = sh->a, .trim = sh->trim};
}
