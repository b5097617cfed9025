/* SPDX-License-Identifier: Apache-2.0
 *
 * places.c - a document's place: what joins it to others, and the two indexes by which others find it.
 *
 *      key   key -> its leads, in order of publication     windows: the few before and after one; beside each what the
 *                                                          key weighs in it, and whom it is linked to (links.c)
 *      copy  copy key -> its documents, in that order too  who is the first with this text; beside each its size
 *
 * The order is (moment of publication, hash of the text) in one number, so that a window is a range of the index:
 *
 *      ord = minutes + 2^31, 32 bits | the hash's upper 31 bits
 *
 * Of two documents with one text and moment, which are near copies, that with the smaller sign (text, outlet, day) is
 * the earlier one; leads have no such twins.
 *
 * What joins a document to others (terms, sketch, gist, order) lies in its row of `joint`, which alone is read for a
 * comparison and never changes while the document has a place; the row of `place` does, and is narrow. The shelf keeps
 * what a batch has read of joints, up to a size; then it begins anew.
 */
#include "store/inner.h"

#include <stdlib.h>

static int64_t place_ord(const dl_doc *d)
{
	int64_t at = story_order_min(d), most = ORD_UNDATED;
	at = at > most ? most : at < -most ? -most : at;
	return (at + most + 1) << 31 | (int64_t)(d->hash >> 33);
}

int64_t ord_minute(int64_t ord) { return (ord >> 31) - INT32_MAX - 1; }

/* ---------------------------------------------------------------- rows of places */
typedef struct {                 /* before the arrays: terms' hashes, sketch, names; places, titles' rarities;  */
	int64_t  killed, injured;   /* terms' weights                                                      */
	int32_t  lat_e5, lon_e5, day, published;
	uint32_t n_terms, n_sketch, n_names, n_places, n_title, title_rarity;
} joint_head;

slice joint_pack(arena *a, const dl_doc *d, const dl_facts *f)
{
	gist g;
	gist_of(d, f, &g);
	joint_head h = {g.killed, g.injured, g.lat_e5, g.lon_e5, g.day, g.published, f->n_terms, f->n_sketch, g.n_names,
	                g.n_places, g.n_title, g.title_rarity};
	size_t words = f->n_terms + f->n_sketch + g.n_names + g.n_title, bytes = sizeof h + 8 * words;
	char *p = arena_alloc(a, bytes += 4 * (g.n_places + g.n_title) + 2 * f->n_terms);
	if (!p) return (slice){0};
	memcpy(p, &h, sizeof h);
	uint64_t *to = (uint64_t *)(p + sizeof h);
	for (uint32_t i = 0; i < f->n_terms; i++) *to++ = f->terms[i].hash;
	for (uint32_t i = 0; i < f->n_sketch; i++) *to++ = f->sketch[i];
	for (uint32_t i = 0; i < g.n_names; i++) *to++ = g.names[i];
	for (uint32_t i = 0; i < g.n_title; i++) *to++ = g.title[i].hash;
	uint32_t *half = (uint32_t *)to;
	for (uint32_t i = 0; i < g.n_places; i++) *half++ = g.places[i];
	for (uint32_t i = 0; i < g.n_title; i++) *half++ = g.title[i].rarity;
	uint16_t *weight = (uint16_t *)half;
	for (uint32_t i = 0; i < f->n_terms; i++) *weight++ = (uint16_t)f->terms[i].weight;
	return (slice){p, bytes};
}

/* Borrows nothing from data, which need not be aligned. */
static bool joint_unpack(arena *a, slice data, joint *j)
{
	joint_head h;
	if (data.n < sizeof h) return false;
	memcpy(&h, data.p, sizeof h);
	bool fits = h.n_terms < DL_TEXT_MAX_BYTES && h.n_sketch < DL_TEXT_MAX_BYTES && h.n_names <= GIST_NAMES
	            && h.n_places <= GIST_PLACES && h.n_title <= GIST_TITLE;
	size_t words = fits ? (size_t)h.n_terms + h.n_sketch + h.n_names + h.n_title : 0;
	if (!fits || data.n != sizeof h + 8 * words + 4 * (h.n_places + h.n_title) + 2 * (size_t)h.n_terms) return false;
	j->f.terms = ARENA_ARRAY(a, struct dl_term, h.n_terms + 1), j->f.sketch = ARENA_ARRAY(a, uint64_t, h.n_sketch + 1);
	if (!j->f.terms || !j->f.sketch) return false;
	j->f.n_terms = h.n_terms, j->f.n_sketch = h.n_sketch;
	j->g = (gist){.lat_e5 = h.lat_e5, .lon_e5 = h.lon_e5, .killed = h.killed, .injured = h.injured, .day = h.day,
	              .published = h.published, .n_names = h.n_names, .n_places = h.n_places, .n_title = h.n_title,
	              .title_rarity = h.title_rarity};
	const char *p = data.p + sizeof h, *half = p + 8 * words, *weight = half + 4 * (h.n_places + h.n_title);
	for (uint32_t i = 0; i < h.n_terms; i++) {
		uint16_t w;
		memcpy(&j->f.terms[i].hash, p + 8 * (size_t)i, 8);
		memcpy(&w, weight + 2 * (size_t)i, 2);
		j->f.terms[i].weight = w;
	}
	memcpy(j->f.sketch, p += 8 * (size_t)h.n_terms, 8 * (size_t)h.n_sketch);
	memcpy(j->g.names, p += 8 * (size_t)h.n_sketch, 8 * (size_t)h.n_names);
	p += 8 * (size_t)h.n_names;
	memcpy(j->g.places, half, 4 * (size_t)h.n_places);
	for (uint32_t i = 0; i < h.n_title; i++) {
		memcpy(&j->g.title[i].hash, p + 8 * (size_t)i, 8);
		memcpy(&j->g.title[i].rarity, half + 4 * (size_t)(h.n_places + i), 4);
	}
	return true;
}

/* ---------------------------------------------------------------- rows of places */
dl_status place_row(dl_store *st, arena *a, int64_t doc, const dl_doc *d, const dl_facts *f, dl_error *err)
{
	slice data = joint_pack(a, d, f);
	dl_status rc = store_exec(st, err, "INSERT INTO place(doc, sign, ord, rides, part, story)"
	                                   " VALUES(?1, ?2, ?3, 0, 0, 0)", 3, doc, (int64_t)doc_id(d), place_ord(d));
	sqlite3_stmt *s = rc == DL_OK ? store_q(st, "INSERT INTO joint(doc, ord, sign, text, data) VALUES(?,?,?,?,?)", err)
	                              : NULL;
	if (!s || !data.p) return s ? store_nomem(err) : err->code;
	sqlite3_bind_int64(s, 1, doc);
	sqlite3_bind_int64(s, 2, place_ord(d));
	sqlite3_bind_int64(s, 3, (int64_t)doc_id(d));
	sqlite3_bind_int64(s, 4, (int64_t)d->hash);
	sqlite3_bind_blob64(s, 5, data.p, data.n, SQLITE_STATIC);
	return store_do(st, s, err);
}

dl_status place_put(dl_store *st, arena *a, int64_t doc, const dl_doc *d, const dl_facts *f, dl_error *err)
{
	uint64_t copies[STORY_COPY_KEYS];
	uint32_t n_copies = story_copy_keys(d->hash, f, copies);
	dl_status rc = place_row(st, a, doc, d, f, err);
	for (uint32_t i = 0; i < n_copies && rc == DL_OK; i++)
		rc = store_exec(st, err, "INSERT OR IGNORE INTO copy(key, ord, sign, doc, size) VALUES(?,?,?,?,?)", 5,
		                (int64_t)copies[i], place_ord(d), (int64_t)doc_id(d), doc, (int64_t)f->n_sketch);
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

dl_status lead_drop(dl_store *st, arena *a, const joint *j, ids *below, ids *near, dl_error *err)
{
	dl_status rc = ids_of(st, a, below, err, "SELECT b FROM link WHERE a = ? AND up = 0", j->doc);
	if (rc == DL_OK) rc = ids_of(st, a, near, err, "SELECT b FROM link WHERE a = ?", j->doc);
	for (uint32_t i = 0; i < j->n_keys && rc == DL_OK; i++)
		rc = store_exec(st, err, "DELETE FROM key WHERE key = ? AND ord = ? AND doc = ?", 3, (int64_t)j->keys[i].key,
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

static bool joint_load(arena *a, sqlite3_stmt *s, joint *j)
{
	j->doc = sqlite3_column_int64(s, 0), j->ord = sqlite3_column_int64(s, 1);
	j->sign = sqlite3_column_int64(s, 2), j->text = (uint64_t)sqlite3_column_int64(s, 3);
	if (!joint_unpack(a, column_slice(s, 4), j)) return false;
	j->n_keys = story_near_keys(&j->f, j->keys);
	j->n_copies = story_copy_keys(j->text, &j->f, j->copies);
	return true;
}

dl_status shelf_get(shelf *sh, dl_store *st, int64_t doc, joint **out, dl_error *err)
{
	bool row;
	uint32_t *slot = idmap_put(&sh->at, sh->a, doc);
	if (!slot) return store_nomem(err);
	if (*slot) return *out = sh->v.v[*slot - 1], DL_OK;
	sqlite3_stmt *s = store_q(st, "SELECT doc, ord, sign, text, data FROM joint WHERE doc = ?", err);
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
