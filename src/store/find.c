/* SPDX-License-Identifier: Apache-2.0
 *
 * find.c - what an id names, or the beginning of one, also when it has gone into another.
 *
 *      9c41          a story, an event: of what is told now
 *      7b0e55d1      a story that is none any more: an id of a story is the sign of its first document, so it leads to
 *                    wherever that document is told now, whatever came and was decided in between
 *      27c6          an event that is none any more: `moved` tells into which it went, or in which story it was told
 *                    when no report of it is left
 */
#include "store/inner.h"

#define HOPS_MAX  64     /* what went into another may have gone on                                            */
#define SIGN_HEX  8u     /* digits of a sign that are enough: as many as are printed. Every document has one    */

static dl_status ambiguous(dl_store *st, uint64_t x, uint64_t y, dl_error *err)
{
	return error_set(err, DL_USAGE, st->path, 0, "more than one id begins so: %016llx, %016llx", (unsigned long long)x,
	                 (unsigned long long)y);
}

/* The one id between low and high that the statement finds; DL_MISSING without, DL_USAGE with two. */
static dl_status one_id(dl_store *st, const char *sql, uint64_t low, uint64_t high, uint64_t *id, dl_error *err)
{
	bool row;
	dl_status rc;
	uint32_t n = 0;
	uint64_t v[2] = {0};
	sqlite3_stmt *s = store_q(st, sql, err);
	if (!s) return err->code;
	sqlite3_bind_int64(s, 1, (int64_t)low);
	sqlite3_bind_int64(s, 2, (int64_t)high);
	while ((rc = store_row(st, s, &row, err)) == DL_OK && row && n < 2) v[n++] = (uint64_t)sqlite3_column_int64(s, 0);
	sqlite3_reset(s);
	*id = v[0];
	if (rc != DL_OK) return rc;
	return n == 2 ? ambiguous(st, v[0], v[1], err) : n ? DL_OK : DL_MISSING;
}

/* The full id that begins so, of a story or event that is there, else of one that was. */
static dl_status full_id(dl_store *st, slice text, uint64_t *id, dl_error *err)
{
	uint64_t low, high, event = 0;
	if (text.n < 4 || !hex_range(text, &low, &high))
		return error_set(err, DL_USAGE, "", 0, "\"%.*s\" is no id: 4 to 16 hexadecimal digits are wanted", PRS(text));
	dl_status story = one_id(st, "SELECT DISTINCT id FROM story WHERE id BETWEEN ? AND ? LIMIT 2", low, high, id, err);
	if (story != DL_OK && story != DL_MISSING) return story;
	dl_status rc = one_id(st, "SELECT DISTINCT id FROM event WHERE id BETWEEN ? AND ? LIMIT 2", low, high, &event, err);
	if (rc == DL_OK && story == DL_OK && event != *id) return ambiguous(st, *id, event, err);
	if (story == DL_OK && (rc == DL_OK || rc == DL_MISSING)) return DL_OK;
	if (rc == DL_OK) *id = event;
	if (rc == DL_MISSING && text.n >= SIGN_HEX)
		rc = one_id(st, "SELECT DISTINCT sign FROM place WHERE sign BETWEEN ? AND ? LIMIT 2", low, high, id, err);
	if (rc == DL_MISSING)
		rc = one_id(st, "SELECT old FROM moved WHERE old BETWEEN ? AND ? LIMIT 2", low, high, id, err);
	return rc;
}

/* A row of one column or two for an id: *v, *w. */
static dl_status by_id(dl_store *st, const char *sql, uint64_t id, uint64_t *v, int64_t *w, dl_error *err)
{
	bool row;
	sqlite3_stmt *s = store_q(st, sql, err);
	if (!s) return err->code;
	sqlite3_bind_int64(s, 1, (int64_t)id);
	dl_status rc = store_row(st, s, &row, err);
	if (rc != DL_OK) return rc;
	if (row) *v = (uint64_t)sqlite3_column_int64(s, 0), *w = sqlite3_column_int64(s, 1);
	sqlite3_reset(s);
	return row ? DL_OK : DL_MISSING;
}

dl_status id_named(dl_store *st, slice text, named *out, dl_error *err)
{
	uint64_t id = 0;
	int64_t none, event = 0;
	dl_status rc = full_id(st, text, &id, err);
	uint64_t first = id;
	*out = (named){0};
	for (int hops = 0; rc == DL_OK && hops < HOPS_MAX; hops++) {
		out->went = id != first;
		if ((rc = by_id(st, "SELECT id, 0 FROM story WHERE id = ?", id, &out->story, &none, err)) == DL_OK) {
			out->id = out->story, out->lost = event;
			return DL_OK;
		}
		if (rc == DL_MISSING) rc = by_id(st, "SELECT story, 0 FROM event WHERE id = ?", id, &out->story, &none, err);
		if (rc == DL_OK) return out->id = id, out->event = true, DL_OK;
		if (rc == DL_MISSING)
			rc = by_id(st, "SELECT story, 0 FROM place WHERE sign = ? AND story <> 0", id, &id, &none, err);
		if (rc == DL_MISSING) rc = by_id(st, "SELECT new, event FROM moved WHERE old = ?", id, &id, &event, err);
	}
	if (rc == DL_OK || rc == DL_MISSING)
		return error_set(err, DL_MISSING, st->path, 0, "has no story or event %.*s", PRS(text));
	return rc;
}

dl_status dl_store_find(dl_store *st, slice text, uint64_t *id, dl_error *err)
{
	named x;
	int64_t v;
	if (text.n) {
		dl_status rc = id_named(st, text, &x, err);
		return *id = x.story, rc;
	}
	dl_status rc = store_int(st, err, &v, "SELECT id FROM story ORDER BY last DESC, docs DESC, id LIMIT 1", 0);
	if (rc == DL_MISSING)
		return error_set(err, rc, st->path, 0, "has no story yet: dateline add reads articles into it");
	return *id = (uint64_t)v, rc;
}
