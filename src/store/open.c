/* SPDX-License-Identifier: Apache-2.0
 *
 * open.c - the file of state: opening, schema, statements, and the database's errors in our words.
 *
 * Write-ahead log, foreign keys, an application id in the header so that another program's database is never taken
 * for a store, and a schema version so that an older program never writes a newer store.
 */
#include "store/inner.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define STORE_APPLICATION 0x444c4e45     /* "DLNE"                                                             */
#define STORE_SCHEMA      7              /* user_version; migrations[] brings older ones up                    */
#define BUSY_WAIT_MS      5000           /* a writer's batch takes well under a second                         */

/* migrations[v] brings a store of version v to v + 1. */
static const char *const migrations[STORE_SCHEMA] = {
	"CREATE TABLE doc(id INTEGER PRIMARY KEY, hash INTEGER NOT NULL, outlet TEXT NOT NULL, day INTEGER NOT NULL,"
	"  min INTEGER, seen INTEGER, name TEXT NOT NULL, credit TEXT NOT NULL, title TEXT NOT NULL, url TEXT NOT NULL,"
	"  lang TEXT NOT NULL, author TEXT NOT NULL, file TEXT NOT NULL, extra TEXT NOT NULL, mended INTEGER NOT NULL,"
	"  bytes INTEGER NOT NULL, text BLOB NOT NULL, blocks BLOB NOT NULL, UNIQUE(hash, outlet, day)) STRICT;"
	"CREATE INDEX doc_name ON doc(name);"
	"CREATE INDEX doc_order ON doc(day, min, hash, outlet);"
	"CREATE TABLE facts(doc INTEGER PRIMARY KEY REFERENCES doc(id) ON DELETE CASCADE, bytes INTEGER NOT NULL,"
	"  data BLOB NOT NULL) STRICT;"
	"CREATE TABLE place(doc INTEGER PRIMARY KEY REFERENCES doc(id) ON DELETE CASCADE, sign INTEGER NOT NULL,"
	"  day INTEGER NOT NULL, zone INTEGER NOT NULL, part INTEGER NOT NULL, story INTEGER NOT NULL, keys BLOB "
	"NOT NULL,"
	"  terms BLOB NOT NULL, sketch BLOB NOT NULL) STRICT;"
	"CREATE INDEX place_zone ON place(zone);"
	"CREATE INDEX place_part ON place(part);"
	"CREATE INDEX place_story ON place(story);"
	"CREATE TABLE key(key INTEGER NOT NULL, doc INTEGER NOT NULL, PRIMARY KEY(key, doc)) STRICT, WITHOUT ROWID;"
	"CREATE TABLE common(key INTEGER PRIMARY KEY) STRICT;"
	"CREATE TABLE part(id INTEGER PRIMARY KEY, sign INTEGER NOT NULL, docs INTEGER NOT NULL, fresh INTEGER NOT "
	"NULL)"
	"  STRICT;"
	"CREATE INDEX part_stale ON part(id) WHERE fresh = 0;"
	"CREATE TABLE story(id INTEGER NOT NULL, part INTEGER NOT NULL REFERENCES part(id) ON DELETE CASCADE,"
	"  headline TEXT NOT NULL, docs INTEGER NOT NULL, outlets INTEGER NOT NULL, origins INTEGER NOT NULL,"
	"  disputes INTEGER NOT NULL, first INTEGER, last INTEGER, figures TEXT NOT NULL, PRIMARY KEY(id, part))"
	"  STRICT, WITHOUT ROWID;"
	"CREATE INDEX story_part ON story(part);"
	"CREATE INDEX story_last ON story(last);"
	"CREATE TABLE event(id INTEGER NOT NULL, part INTEGER NOT NULL REFERENCES part(id) ON DELETE CASCADE,"
	"  story INTEGER NOT NULL, PRIMARY KEY(id, part)) STRICT, WITHOUT ROWID;"
	"CREATE INDEX event_part ON event(part);"
	"CREATE TABLE moved(old INTEGER PRIMARY KEY, new INTEGER NOT NULL) STRICT;"
	"CREATE TABLE meta(name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;",
	"ALTER TABLE doc ADD COLUMN seal INTEGER;"
	"ALTER TABLE facts ADD COLUMN seal INTEGER;"
	"CREATE INDEX place_sign ON place(sign);"
	"CREATE TABLE decision(n INTEGER PRIMARY KEY, at INTEGER NOT NULL, kind TEXT NOT NULL, who TEXT NOT NULL,"
	"  why TEXT NOT NULL, what TEXT NOT NULL, value TEXT NOT NULL, undoes INTEGER NOT NULL) STRICT;"
	"CREATE TABLE anchor(n INTEGER NOT NULL REFERENCES decision(n), a INTEGER NOT NULL, b INTEGER NOT NULL,"
	"  PRIMARY KEY(n, a, b)) STRICT, WITHOUT ROWID;",
	/* Zones became links: documents get their places again from their facts, at the next refresh. */
	"DROP TABLE place; DROP TABLE key; DROP TABLE common; DELETE FROM story; DELETE FROM event; DELETE FROM part;"
	"CREATE TABLE place(doc INTEGER PRIMARY KEY REFERENCES doc(id) ON DELETE CASCADE, sign INTEGER NOT NULL,"
	"  ord INTEGER NOT NULL, text INTEGER NOT NULL, rides INTEGER NOT NULL, part INTEGER NOT NULL,"
	"  story INTEGER NOT NULL,"
	"  keys BLOB NOT NULL, terms BLOB NOT NULL, sketch BLOB NOT NULL, gist BLOB NOT NULL) STRICT;"
	"CREATE INDEX place_part ON place(part);"
	"CREATE INDEX place_story ON place(story);"
	"CREATE INDEX place_sign ON place(sign);"
	"CREATE INDEX place_rides ON place(rides) WHERE rides <> 0;"
	"CREATE TABLE key(key INTEGER NOT NULL, ord INTEGER NOT NULL, doc INTEGER NOT NULL, PRIMARY KEY(key, ord, doc))"
	"  STRICT, WITHOUT ROWID;"
	"CREATE TABLE copy(key INTEGER NOT NULL, ord INTEGER NOT NULL, sign INTEGER NOT NULL, doc INTEGER NOT NULL,"
	"  PRIMARY KEY(key, ord, sign)) STRICT, WITHOUT ROWID;"
	"CREATE TABLE link(a INTEGER NOT NULL, b INTEGER NOT NULL, up INTEGER NOT NULL, chance INTEGER NOT NULL,"
	"  level INTEGER NOT NULL, PRIMARY KEY(a, b)) STRICT, WITHOUT ROWID;"
	"INSERT INTO meta(name, value) SELECT 'unplaced', '1' WHERE EXISTS (SELECT 1 FROM doc);",
	/* What a story's row rests on (prints.c of story): without one it is told anew when its part is stale. */
	"ALTER TABLE story ADD COLUMN print INTEGER;",
	/* Fewer keys, and what never changes lies apart from what does: places are found again, as from 2 to 3. */
	"DROP TABLE place; DROP TABLE key; DELETE FROM copy; DELETE FROM link; DELETE FROM story; DELETE FROM event;"
	"DELETE FROM part;"
	"CREATE TABLE place(doc INTEGER PRIMARY KEY REFERENCES doc(id) ON DELETE CASCADE, sign INTEGER NOT NULL,"
	"  ord INTEGER NOT NULL, text INTEGER NOT NULL, rides INTEGER NOT NULL, part INTEGER NOT NULL,"
	"  story INTEGER NOT NULL) STRICT;"
	"CREATE INDEX place_part ON place(part);"
	"CREATE INDEX place_story ON place(story);"
	"CREATE INDEX place_sign ON place(sign);"
	"CREATE INDEX place_rides ON place(rides) WHERE rides <> 0;"
	"CREATE TABLE joint(doc INTEGER PRIMARY KEY REFERENCES place(doc) ON DELETE CASCADE, data BLOB NOT NULL) STRICT;"
	"CREATE TABLE key(key INTEGER NOT NULL, ord INTEGER NOT NULL, doc INTEGER NOT NULL, weight INTEGER NOT NULL,"
	"  PRIMARY KEY(key, ord, doc)) STRICT, WITHOUT ROWID;"
	"INSERT OR IGNORE INTO meta(name, value) SELECT 'unplaced', '1' WHERE EXISTS (SELECT 1 FROM doc);",
	/* A page for what was read from two: joints with their order, keys that tell of links, copies of sizes, events with
	 * their story where the part's are read. Places are found again. */
	"DROP TABLE joint; DROP TABLE place; DROP TABLE key; DROP TABLE copy; DELETE FROM link; DELETE FROM story;"
	"DELETE FROM event; DELETE FROM part;"
	"CREATE TABLE place(doc INTEGER PRIMARY KEY REFERENCES doc(id) ON DELETE CASCADE, sign INTEGER NOT NULL,"
	"  ord INTEGER NOT NULL, rides INTEGER NOT NULL, part INTEGER NOT NULL, story INTEGER NOT NULL) STRICT;"
	"CREATE INDEX place_part ON place(part);"
	"CREATE INDEX place_story ON place(story);"
	"CREATE INDEX place_sign ON place(sign);"
	"CREATE INDEX place_rides ON place(rides) WHERE rides <> 0;"
	"CREATE TABLE joint(doc INTEGER PRIMARY KEY REFERENCES place(doc) ON DELETE CASCADE, ord INTEGER NOT NULL,"
	"  sign INTEGER NOT NULL, text INTEGER NOT NULL, data BLOB NOT NULL) STRICT;"
	"CREATE TABLE key(key INTEGER NOT NULL, ord INTEGER NOT NULL, doc INTEGER NOT NULL, weight INTEGER NOT NULL,"
	"  tied INTEGER NOT NULL, PRIMARY KEY(key, ord, doc)) STRICT, WITHOUT ROWID;"
	"CREATE TABLE copy(key INTEGER NOT NULL, ord INTEGER NOT NULL, sign INTEGER NOT NULL, doc INTEGER NOT NULL,"
	"  size INTEGER NOT NULL, PRIMARY KEY(key, ord, sign)) STRICT, WITHOUT ROWID;"
	"DROP INDEX event_part;"
	"CREATE INDEX event_part ON event(part, story);"
	"INSERT OR IGNORE INTO meta(name, value) SELECT 'unplaced', '1' WHERE EXISTS (SELECT 1 FROM doc);",
	/* Decisions are sealed as documents are; of what moved it is known whether it was an event. */
	"ALTER TABLE decision ADD COLUMN seal INTEGER; ALTER TABLE moved ADD COLUMN event INTEGER;",
};

dl_status store_nomem(dl_error *err) { return error_set(err, DL_NOMEM, "store", 0, "out of memory"); }

dl_status store_fail(dl_store *st, dl_error *err)
{
	const char *where = st->path;
	int code = st->db ? sqlite3_extended_errcode(st->db) : SQLITE_NOMEM;
	switch (code & 0xff) {
	case SQLITE_NOMEM: return store_nomem(err);
	case SQLITE_BUSY:
	case SQLITE_LOCKED: return error_set(err, DL_BUSY, where, 0, "another program is writing to it");
	case SQLITE_FULL: return error_set(err, DL_IO, where, 0, "the disk is full; nothing of this batch was stored");
	case SQLITE_READONLY: return error_set(err, DL_IO, where, 0, "cannot be written: no permission");
	case SQLITE_CANTOPEN:
		return error_set(err, DL_IO, where, 0, "cannot be opened or written: absent, or no permission");
	case SQLITE_NOTADB: return error_set(err, DL_BAD, where, 0, "is not a Dateline store");
	case SQLITE_CORRUPT: return error_set(err, DL_BAD, where, 0, "is damaged: see dateline check");
	case SQLITE_IOERR:
		if (code == SQLITE_IOERR_DATA) return error_set(err, DL_BAD, where, 0, "is damaged: see dateline check");
		if (code == SQLITE_IOERR_WRITE)
			return error_set(err, DL_IO, where, 0, "cannot be written: the device, or a limit on the size of "
			                                       "files; nothing of this batch was stored");
		return error_set(err, DL_IO, where, 0, "reading or writing failed (%d)", code);
	default: return error_set(err, DL_IO, where, 0, "%s", sqlite3_errmsg(st->db));
	}
}

sqlite3_stmt *store_q(dl_store *st, const char *sql, dl_error *err)
{
	for (uint32_t i = 0; i < st->n_q; i++) {
		if (st->q[i].sql != sql) continue;
		sqlite3_reset(st->q[i].s);
		sqlite3_clear_bindings(st->q[i].s);
		return st->q[i].s;
	}
	assert(st->n_q < STORE_STATEMENTS);
	sqlite3_stmt *s = NULL;
	if (sqlite3_prepare_v3(st->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &s, NULL) != SQLITE_OK)
		return store_fail(st, err), NULL;
	st->q[st->n_q].sql = sql, st->q[st->n_q++].s = s;
	return s;
}

dl_status store_row(dl_store *st, sqlite3_stmt *s, bool *row, dl_error *err)
{
	int rc = sqlite3_step(s);
	*row = rc == SQLITE_ROW;
	if (rc == SQLITE_ROW) return DL_OK;
	dl_status out = rc == SQLITE_DONE ? DL_OK : store_fail(st, err);
	sqlite3_reset(s);
	return out;
}

dl_status store_do(dl_store *st, sqlite3_stmt *s, dl_error *err)
{
	bool row;
	dl_status rc = store_row(st, s, &row, err);
	sqlite3_reset(s);
	return rc;
}

static sqlite3_stmt *bound(dl_store *st, dl_error *err, const char *sql, int n, va_list ap)
{
	sqlite3_stmt *s = store_q(st, sql, err);
	for (int i = 1; s && i <= n; i++) sqlite3_bind_int64(s, i, va_arg(ap, int64_t));
	return s;
}

dl_status store_exec(dl_store *st, dl_error *err, const char *sql, int n, ...)
{
	va_list ap;
	va_start(ap, n);
	sqlite3_stmt *s = bound(st, err, sql, n, ap);
	va_end(ap);
	return s ? store_do(st, s, err) : err->code;
}

dl_status store_int(dl_store *st, dl_error *err, int64_t *out, const char *sql, int n, ...)
{
	bool row;
	va_list ap;
	va_start(ap, n);
	sqlite3_stmt *s = bound(st, err, sql, n, ap);
	va_end(ap);
	dl_status rc = s ? store_row(st, s, &row, err) : err->code;
	if (rc != DL_OK) return rc;
	if (!row) return DL_MISSING;
	*out = sqlite3_column_int64(s, 0);
	sqlite3_reset(s);
	return DL_OK;
}

dl_status store_begin(dl_store *st, dl_error *err)
{
	if (st->readonly) return error_set(err, DL_IO, st->path, 0, "is open for reading only");
	return store_exec(st, err, "BEGIN IMMEDIATE", 0);
}

dl_status store_end(dl_store *st, dl_status rc, dl_error *err)
{
	if (rc == DL_OK) rc = store_exec(st, err, "COMMIT", 0);
	if (rc != DL_OK && !sqlite3_get_autocommit(st->db)) {
		/* Open readers would keep the transaction alive. */
		for (uint32_t i = 0; i < st->n_q; i++) sqlite3_reset(st->q[i].s);
		sqlite3_exec(st->db, "ROLLBACK", NULL, NULL, NULL);
	}
	return rc;
}

void bind_slice(sqlite3_stmt *s, int at, slice v) { sqlite3_bind_text(s, at, v.n ? v.p : "", (int)v.n, SQLITE_STATIC); }

void bind_min(sqlite3_stmt *s, int at, int64_t min)
{
	if (min == DL_MIN_NONE) sqlite3_bind_null(s, at);
	else sqlite3_bind_int64(s, at, min);
}

slice column_slice(sqlite3_stmt *s, int at)
{
	const void *p = sqlite3_column_blob(s, at);
	return (slice){p ? p : "", (size_t)sqlite3_column_bytes(s, at)};
}

int64_t column_min(sqlite3_stmt *s, int at)
{
	return sqlite3_column_type(s, at) == SQLITE_NULL ? DL_MIN_NONE : sqlite3_column_int64(s, at);
}

static dl_status pragma_int(dl_store *st, const char *sql, int64_t *v, dl_error *err)
{
	sqlite3_stmt *s;
	if (sqlite3_prepare_v2(st->db, sql, -1, &s, NULL) != SQLITE_OK) return store_fail(st, err);
	int rc = sqlite3_step(s);
	*v = rc == SQLITE_ROW ? sqlite3_column_int64(s, 0) : 0;
	dl_status out = rc == SQLITE_ROW ? DL_OK : store_fail(st, err);
	sqlite3_finalize(s);
	return out;
}

static dl_status run_sql(dl_store *st, const char *sql, dl_error *err)
{
	return sqlite3_exec(st->db, sql, NULL, NULL, NULL) == SQLITE_OK ? DL_OK : store_fail(st, err);
}

static dl_status migrate(dl_store *st, int64_t from, dl_error *err)
{
	dl_status rc = run_sql(st, "BEGIN IMMEDIATE", err);
	/* Somebody else may have done it while we waited. */
	if (rc == DL_OK) rc = pragma_int(st, "PRAGMA user_version", &from, err);
	for (; rc == DL_OK && from < STORE_SCHEMA; from++) rc = run_sql(st, migrations[from], err);
	if (rc == DL_OK) rc = run_sql(st, "PRAGMA application_id = " STRING(STORE_APPLICATION)
	                              "; PRAGMA user_version = " STRING(STORE_SCHEMA), err);
	if (rc == DL_OK) return run_sql(st, "COMMIT", err);
	sqlite3_exec(st->db, "ROLLBACK", NULL, NULL, NULL);
	return rc;
}

static dl_status schema_check(dl_store *st, dl_error *err)
{
	int64_t app = 0, version = 0, tables = 0;
	dl_status rc = pragma_int(st, "PRAGMA application_id", &app, err);
	if (rc == DL_OK) rc = pragma_int(st, "PRAGMA user_version", &version, err);
	if (rc == DL_OK) rc = pragma_int(st, "SELECT count(*) FROM sqlite_schema", &tables, err);
	if (rc != DL_OK) return rc;
	if (!app && !tables && st->readonly)
		return error_set(err, DL_BAD, st->path, 0, "holds nothing yet: dateline add fills it");
	if (app != STORE_APPLICATION && (tables || st->readonly))
		return error_set(err, DL_BAD, st->path, 0, "is not a Dateline store");
	if (version > STORE_SCHEMA)
		return error_set(err, DL_NEWER, st->path, 0, "was written by a newer Dateline (store version %d, "
		                                             "this one knows %d)",
		                 (int)version, STORE_SCHEMA);
	if (version == STORE_SCHEMA) return DL_OK;
	if (st->readonly)
		return error_set(err, DL_IO, st->path, 0, "is of an older version and cannot be brought up to "
		                                          "date: no permission");
	return migrate(st, version, err);
}

/* A way to open the file, from the one that can do most to the one that asks least. */
typedef enum { HOW_WRITE, HOW_MEND, HOW_READ, HOW_STILL } open_how;

/* "file:/a%20b.db?immutable=1": read without the write-ahead log's helper files, which a folder that nobody may
 * write cannot get. */
static void still_uri(const char *path, buf *b)
{
	buf_puts(b, "file:");
	for (; *path; path++) {
		bool plain = (*path >= '0' && *path <= '9') || (*path >= 'a' && *path <= 'z')
		             || (*path >= 'A' && *path <= 'Z') || strchr("/._-", *path);
		if (plain) buf_putc(b, *path);
		else buf_printf(b, "%%%02X", (unsigned char)*path);
	}
	buf_puts(b, "?immutable=1");
	buf_putc(b, 0);
}

static dl_status open_file(dl_store *st, const char *path, open_how how, dl_error *err)
{
	static const int flags[] = {
		[HOW_WRITE] = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, [HOW_MEND] = SQLITE_OPEN_READWRITE,
		[HOW_READ] = SQLITE_OPEN_READONLY, [HOW_STILL] = SQLITE_OPEN_READONLY | SQLITE_OPEN_URI,
	};
	buf uri = {0};
	if (how == HOW_STILL) still_uri(path, &uri);
	int rc = uri.failed ? SQLITE_NOMEM
	       : sqlite3_open_v2(uri.p ? uri.p : path, &st->db, flags[how] | SQLITE_OPEN_NOMUTEX, NULL);
	buf_free(&uri);
	if (rc != SQLITE_OK) return store_fail(st, err);
	sqlite3_extended_result_codes(st->db, 1);
	sqlite3_busy_timeout(st->db, BUSY_WAIT_MS);
	dl_status out = how == HOW_WRITE ? DL_OK : run_sql(st, "PRAGMA query_only = ON", err);
	return out == DL_OK ? schema_check(st, err) : out;
}

/* A reader who may write opens for writing first: what a killed writer left half done is put right by whoever opens
 * next. Without the right to write in the folder, the file is read as it lies, which is only true when no log of
 * changes lies beside it. */
static dl_status open_for_reading(dl_store *st, const char *path, dl_error *err)
{
	dl_status rc = DL_IO;
	for (open_how how = HOW_MEND; how <= HOW_STILL && rc == DL_IO; how++) {
		struct stat log;
		buf wal = {0};
		buf_printf(&wal, "%s-wal", path);
		bool changes = wal.p && stat(wal.p, &log) == 0 && log.st_size > 0;
		buf_free(&wal);
		if (how == HOW_STILL && changes) break;
		sqlite3_close(st->db), st->db = NULL;
		rc = open_file(st, path, how, err);
	}
	return rc;
}

dl_status dl_store_open(const char *path, bool readonly, dl_store **out, dl_error *err)
{
	dl_status rc;
	dl_store *st = calloc(1, sizeof *st);
	*out = NULL;
	if (!st) return store_nomem(err);
	st->readonly = readonly;
	error_set(err, DL_OK, "", 0, "%s", "");
	for (size_t i = 0; i < sizeof st->path - 1 && path[i]; i++) st->path[i] = path[i];
	st->zc = ZSTD_createCCtx(), st->zd = ZSTD_createDCtx();
	if (!st->zc || !st->zd) rc = store_nomem(err);
	else rc = readonly ? open_for_reading(st, path, err) : open_file(st, path, HOW_WRITE, err);
	if (rc == DL_OK && !readonly) rc = run_sql(st, "PRAGMA journal_mode = WAL", err);
	/* NORMAL: with a write-ahead log a power cut may lose the last batch, never damage the file. */
	if (rc == DL_OK)
		rc = run_sql(st, "PRAGMA foreign_keys = ON; PRAGMA synchronous = NORMAL; PRAGMA temp_store = MEMORY;"
		                 "PRAGMA cell_size_check = ON", err);
	if (rc == DL_OK) rc = dl_store_memory(st, STORE_MEMORY, err);
	if (rc == DL_OK) *out = st, st = NULL;
	dl_store_close(st);
	return rc;
}

dl_status dl_store_memory(dl_store *st, uint64_t bytes, dl_error *err)
{
	char sql[64];
	st->memory = bytes < STORE_MEMORY_LEAST ? STORE_MEMORY_LEAST : (size_t)bytes;
	/* A quarter for the database's pages: of a store of a million, the links and the upper levels of all trees. */
	sqlite3_snprintf(sizeof sql, sql, "PRAGMA cache_size = -%lld", (long long)(st->memory / 4 / 1024));
	return run_sql(st, sql, err);
}

dl_status dl_store_version(dl_store *st, int64_t *version, dl_error *err)
{
	return pragma_int(st, "PRAGMA data_version", version, err);
}

dl_status dl_store_snapshot(dl_store *st, dl_error *err) { return store_exec(st, err, "BEGIN DEFERRED", 0); }

void dl_store_close(dl_store *st)
{
	if (!st) return;
	for (uint32_t i = 0; i < st->n_q; i++) sqlite3_finalize(st->q[i].s);
	sqlite3_close(st->db);
	ZSTD_freeCCtx(st->zc);
	ZSTD_freeDCtx(st->zd);
	free(st);
}
