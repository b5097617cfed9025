/* SPDX-License-Identifier: Apache-2.0
 *
 * check.c - is everything there and true? And the cache made again from the documents.
 *
 * Every text is hashed again and compared with the hash under which it is known; every passage of its facts must
 * lie in it; every document must have a place in a part; people's decisions must be as they were made; and SQLite looks
 * over its own pages.
 */
#include "store/inner.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

typedef struct { void (*fault)(void *, const char *); void *ctx; uint64_t n; } faults;

static void fault_say(faults *f, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
static void fault_say(faults *f, const char *fmt, ...)
{
	char line[512];
	va_list ap;
	va_start(ap, fmt);
	vsnprintf(line, sizeof line, fmt, ap);
	va_end(ap);
	f->fault(f->ctx, line);
	f->n++;
}

static dl_status check_pages(dl_store *st, faults *f, dl_error *err)
{
	sqlite3_stmt *s;
	int rc;
	if (sqlite3_prepare_v2(st->db, "PRAGMA integrity_check(20)", -1, &s, NULL) != SQLITE_OK)
		return store_fail(st, err);
	while ((rc = sqlite3_step(s)) == SQLITE_ROW) {
		const char *line = (const char *)sqlite3_column_text(s, 0);
		if (line && strcmp(line, "ok")) fault_say(f, "page: %s", line);
	}
	if (rc != SQLITE_DONE) fault_say(f, "page: %s", sqlite3_errmsg(st->db));
	sqlite3_finalize(s);
	return DL_OK;
}

/* What joins a document to others must be what its facts say. */
static dl_status check_joints(dl_store *st, faults *f, arena *a, int64_t id, const dl_doc *d, const dl_facts *facts,
                              dl_error *err)
{
	bool row;
	slice want = joint_pack(a, d, facts);
	sqlite3_stmt *s = store_q(st, "SELECT data FROM joint WHERE doc = ?", err);
	if (!s || !want.p) return s ? store_nomem(err) : err->code;
	sqlite3_bind_int64(s, 1, id);
	dl_status rc = store_row(st, s, &row, err);
	bool same = rc != DL_OK || (row && slice_eq(want, column_slice(s, 0)));
	sqlite3_reset(s);
	if (!same) fault_say(f, "document %.*s: its place is damaged: run dateline rebuild", PRS(d->id));
	return rc;
}

static void check_facts(faults *f, const dl_doc *d, const dl_facts *facts)
{
	dl_error why = {0};
	if (!facts_check(facts, d->text, &why)) fault_say(f, "document %.*s: facts: %s", PRS(d->id), why.text);
}

/* One document after another by row, so that a damaged one does not hide the rest. */
static dl_status check_docs(dl_store *st, faults *f, dl_error *err)
{
	int64_t id = 0, last = 0;
	arena *a = arena_new(0);
	dl_status rc = a ? DL_OK : store_nomem(err);
	while (rc == DL_OK && (rc = store_int(st, err, &id, "SELECT id FROM doc WHERE id > ? ORDER BY id LIMIT 1", 1,
	                                      id)) == DL_OK) {
		/* In a damaged page a row may stand where another belongs, and lead in circles. */
		if (id <= last) {
			fault_say(f, "document in row %lld: its page is damaged", (long long)last);
			break;
		}
		last = id;
		dl_doc d;
		dl_facts facts;
		dl_error why = {0};
		bool row;
		arena_reset(a);
		sqlite3_stmt *s = store_q(st, "SELECT " DOC_COLUMNS " FROM doc WHERE id = ?", err);
		if (!s) return arena_free(a), err->code;
		sqlite3_bind_int64(s, 1, id);
		dl_status one = store_row(st, s, &row, &why);
		if (one == DL_OK && row) one = doc_load(st, a, s, 0, &d, &why);
		sqlite3_reset(s);
		if (one == DL_OK && hash_slice(d.text) != d.hash)
			fault_say(f, "document %.*s: the text is not the one that was added", PRS(d.id));
		if (one == DL_OK && !utf8_valid(d.text, NULL))
			fault_say(f, "document %.*s: the text is not UTF-8", PRS(d.id));
		if (one == DL_OK) one = facts_load(st, a, id, &facts, NULL, &why);
		if (one != DL_OK) fault_say(f, "document in row %lld: %s", (long long)id, why.text);
		else check_facts(f, &d, &facts), rc = check_joints(st, f, a, id, &d, &facts, err);
	}
	arena_free(a);
	return rc == DL_MISSING ? DL_OK : rc;
}

static dl_status check_places(dl_store *st, faults *f, dl_error *err)
{
	static const struct { const char *sql, *what; } rules[] = {
		{"SELECT count(*) FROM doc WHERE id NOT IN (SELECT doc FROM place)", "documents have no place"},
		{"SELECT count(*) FROM doc WHERE id NOT IN (SELECT doc FROM facts)", "documents have no facts"},
		{"SELECT count(*) FROM place WHERE part NOT IN (SELECT id FROM part)",
		 "documents are in a part that is not there"},
		{"SELECT count(*) FROM part p WHERE docs <> (SELECT count(*) FROM place WHERE part = p.id)",
		 "parts do not hold the documents that they count"},
		{"SELECT count(*) FROM key WHERE doc NOT IN (SELECT doc FROM place WHERE rides = 0)",
		 "keys lead to documents that are not there"},
		{"SELECT count(*) FROM copy WHERE doc NOT IN (SELECT doc FROM place)",
		 "copy keys lead to documents that are not there"},
		{"SELECT count(*) FROM place WHERE rides <> 0 AND rides NOT IN (SELECT doc FROM place)",
		 "documents ride on one that is not there"},
		{"SELECT count(*) FROM link x LEFT JOIN link y ON y.a = x.b AND y.b = x.a WHERE y.up IS NOT 1 - x.up",
		 "links have one end"},
		{"SELECT count(*) FROM key x JOIN link k ON k.a = x.doc AND k.up = 1 JOIN place p ON p.doc = k.b JOIN key y ON"
		 " y.key = x.key AND y.ord = p.ord AND y.doc = k.b WHERE x.tied >> (k.b % " STRING(TIED_BITS) ") & 1 = 0",
		 "keys do not tell of a link"},
		{"SELECT count(*) FROM link WHERE a NOT IN (SELECT doc FROM place WHERE rides = 0)",
		 "links lead to documents that are not there"},
	};
	for (size_t i = 0; i < COUNT(rules); i++) {
		int64_t n = 0;
		dl_status rc = store_int(st, err, &n, rules[i].sql, 0);
		if (rc != DL_OK) return rc;
		if (n) fault_say(f, "%lld %s: run dateline rebuild", (long long)n, rules[i].what);
	}
	return DL_OK;
}

static dl_status check_decisions(dl_store *st, faults *f, dl_error *err)
{
	store_decision *v;
	uint32_t n;
	arena *a = arena_new(0);
	dl_status rc = a ? dl_store_decisions(st, a, &v, &n, err) : store_nomem(err);
	for (uint32_t i = 0; rc == DL_OK && i < n; i++)
		if (v[i].damaged) fault_say(f, "decision %u is not as it was made, and not in force", v[i].number);
	arena_free(a);
	return rc;
}

dl_status dl_store_check(dl_store *st, void (*fault)(void *, const char *), void *ctx, dl_error *err)
{
	faults f = {fault, ctx, 0};
	dl_status rc = check_pages(st, &f, err);
	if (rc == DL_OK) rc = check_docs(st, &f, err);
	if (rc == DL_OK) rc = check_decisions(st, &f, err);
	if (rc == DL_OK) rc = check_places(st, &f, err);
	/* A page that cannot be read ends the walk: that is a finding, not a failure to check. */
	if (rc == DL_BAD) fault_say(&f, "%s", err->text), rc = DL_OK;
	return rc;
}

dl_status dl_store_size(dl_store *st, store_size *out, dl_error *err)
{
	static const char *const sql[] = {
		"SELECT count(*) FROM doc", "SELECT count(*) FROM part", "SELECT count(*) FROM story",
		"SELECT (SELECT count(*) FROM part WHERE fresh = 0) + (SELECT count(*) FROM meta WHERE name = 'unplaced')",
		"SELECT coalesce(max(docs), 0) FROM part",
	};
	int64_t n[COUNT(sql)] = {0};
	struct stat file;
	for (size_t i = 0; i < COUNT(sql); i++) {
		dl_status rc = store_int(st, err, &n[i], sql[i], 0);
		if (rc != DL_OK) return rc;
	}
	*out = (store_size){(uint64_t)n[0], (uint64_t)n[1], (uint64_t)n[2], (uint64_t)n[3], 0, (uint32_t)n[4]};
	if (stat(st->path, &file) == 0) out->bytes = (uint64_t)file.st_size;
	return DL_OK;
}
