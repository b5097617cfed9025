/* SPDX-License-Identifier: Apache-2.0
 *
 * rows.c - documents and facts to rows and back.
 *
 * Text and facts are packed with zstd when that makes them smaller, which shows in that the stored length differs
 * from the length before. Blocks are three numbers each: start, end, kind.
 *
 * A row of documents carries a seal, the hash of everything else in it, and packed facts carry theirs: the database
 * has no checksums, and a passage must never be shown that is not as it was published. A row without a seal was
 * written before there were any.
 */
#include "store/inner.h"

#define PACK_LEVEL 3     /* facts 5 times smaller at 250 MB/s; level 9 gains 8% for a third of the speed       */

static dl_status pack(dl_store *st, arena *a, slice raw, slice *out, dl_error *err)
{
	size_t room = ZSTD_compressBound(raw.n);
	char *p = arena_alloc(a, room);
	if (!p) return store_nomem(err);
	size_t n = ZSTD_compressCCtx(st->zc, p, room, raw.p, raw.n, PACK_LEVEL);
	*out = ZSTD_isError(n) || n >= raw.n ? raw : (slice){p, n};
	return DL_OK;
}

static dl_status unpack(dl_store *st, arena *a, slice packed, int64_t bytes, slice *out, dl_error *err)
{
	if (bytes < 0 || bytes > INT32_MAX || packed.n > (size_t)bytes)
		return error_set(err, DL_BAD, st->path, 0, "a stored text has an impossible length");
	char *p = arena_alloc(a, (size_t)bytes + 1);
	if (!p) return store_nomem(err);
	size_t n = (size_t)bytes;
	if (packed.n == n) memcpy(p, packed.p, n);
	else n = ZSTD_decompressDCtx(st->zd, p, n, packed.p, packed.n);
	if (n != (size_t)bytes) return error_set(err, DL_BAD, st->path, 0, "a stored text cannot be unpacked");
	*out = (slice){p, n};
	return DL_OK;
}

static slice blocks_pack(arena *a, const dl_doc *d)
{
	uint32_t *v = ARENA_ARRAY(a, uint32_t, 3 * (size_t)d->n_blocks);
	for (uint32_t i = 0; v && i < d->n_blocks; i++) {
		v[3 * i] = d->blocks[i].at.start;
		v[3 * i + 1] = d->blocks[i].at.end;
		v[3 * i + 2] = d->blocks[i].kind;
	}
	return v ? (slice){(char *)v, 12 * (size_t)d->n_blocks} : (slice){0};
}

static dl_status blocks_unpack(dl_store *st, arena *a, slice packed, dl_doc *d, dl_error *err)
{
	uint32_t n = (uint32_t)(packed.n / 12), v[3];
	dl_block *b = ARENA_ARRAY(a, dl_block, n);
	if (!b) return store_nomem(err);
	for (uint32_t i = 0; i < n; i++) {
		memcpy(v, packed.p + 12 * (size_t)i, sizeof v);
		if (v[0] > v[1] || v[1] > d->text.n || v[2] > DL_BLOCK_BYLINE)
			return error_set(err, DL_BAD, st->path, 0, "the paragraphs of a stored text lie outside it");
		b[i] = (dl_block){{v[0], v[1]}, (uint8_t)v[2]};
	}
	d->n_blocks = n, d->blocks = b;
	return DL_OK;
}

static uint64_t seal_doc(const dl_doc *d, slice blocks)
{
	const slice words[] = {d->outlet, d->id,     d->credit, d->title, d->url,
						   d->lang,   d->author, d->file,   d->extra, blocks};
	uint64_t h = hash_mix(hash_slice(d->text), (uint64_t)(int64_t)d->published_day);
	h = hash_mix(hash_mix(h, (uint64_t)d->published_min), (uint64_t)d->seen_min);
	h = hash_mix(hash_mix(h, d->mended), d->hash);
	for (size_t i = 0; i < COUNT(words); i++) h = hash_mix(h, hash64(words[i].p, words[i].n, i));
	return h;
}

uint64_t doc_hash(arena *a, const dl_doc *d) { return seal_doc(d, blocks_pack(a, d)); }

static void bind_blob(sqlite3_stmt *s, int at, slice v)
{
	sqlite3_bind_blob64(s, at, v.n ? v.p : "", v.n, SQLITE_STATIC);
}

dl_status doc_bind(dl_store *st, arena *a, sqlite3_stmt *s, const dl_doc *d, dl_error *err)
{
	slice packed, blocks = blocks_pack(a, d);
	if (!blocks.p) return store_nomem(err);
	dl_status rc = pack(st, a, d->text, &packed, err);
	if (rc != DL_OK) return rc;
	sqlite3_bind_int64(s, 1, (int64_t)d->hash);
	bind_slice(s, 2, d->outlet);
	sqlite3_bind_int64(s, 3, d->published_day);
	bind_min(s, 4, d->published_min), bind_min(s, 5, d->seen_min);
	const slice words[] = {d->id, d->credit, d->title, d->url, d->lang, d->author, d->file, d->extra};
	for (int i = 0; i < (int)COUNT(words); i++) bind_slice(s, 6 + i, words[i]);
	sqlite3_bind_int64(s, 14, d->mended);
	sqlite3_bind_int64(s, 15, (int64_t)d->text.n);
	bind_blob(s, 16, packed), bind_blob(s, 17, blocks);
	sqlite3_bind_int64(s, 18, (int64_t)seal_doc(d, blocks));
	return DL_OK;
}

dl_status doc_load(dl_store *st, arena *a, sqlite3_stmt *s, int at, dl_doc *d, dl_error *err)
{
	slice *const words[] = {&d->id, &d->credit, &d->title, &d->url, &d->lang, &d->author, &d->file, &d->extra};
	*d = (dl_doc){.hash = (uint64_t)sqlite3_column_int64(s, at),
	              .published_day = (int32_t)sqlite3_column_int64(s, at + 2),
	              .published_min = column_min(s, at + 3), .seen_min = column_min(s, at + 4),
	              .mended = (uint32_t)sqlite3_column_int64(s, at + 13)};
	bool room = (d->outlet = arena_copy(a, column_slice(s, at + 1))).p != NULL;
	for (int i = 0; i < (int)COUNT(words); i++)
		room &= (*words[i] = arena_copy(a, column_slice(s, at + 5 + i))).p != NULL;
	if (!room) return store_nomem(err);
	dl_status rc = unpack(st, a, column_slice(s, at + 15), sqlite3_column_int64(s, at + 14), &d->text, err);
	if (rc == DL_OK) rc = blocks_unpack(st, a, column_slice(s, at + 16), d, err);
	if (rc == DL_OK && sqlite3_column_type(s, at + 17) != SQLITE_NULL
	    && (uint64_t)sqlite3_column_int64(s, at + 17) != seal_doc(d, column_slice(s, at + 16)))
		rc = error_set(err, DL_BAD, st->path, 0, "document %.*s is not as it was added: see dateline check",
		               PRS(d->id));
	return rc;
}

dl_status facts_save(dl_store *st, arena *a, int64_t id, const dl_facts *f, dl_error *err)
{
	size_t n = dl_facts_packed_bytes(f);
	char *p = arena_alloc(a, n);
	slice packed;
	if (!p) return store_nomem(err);
	dl_facts_pack(f, p);
	dl_status rc = pack(st, a, (slice){p, n}, &packed, err);
	sqlite3_stmt *s = rc == DL_OK ? store_q(st, "INSERT OR REPLACE INTO facts(doc, bytes, data, seal) "
	                                                  "VALUES(?,?,?,?)",
	                                        err) : NULL;
	if (!s) return rc != DL_OK ? rc : err->code;
	sqlite3_bind_int64(s, 1, id);
	sqlite3_bind_int64(s, 2, (int64_t)n);
	bind_blob(s, 3, packed);
	sqlite3_bind_int64(s, 4, (int64_t)hash_slice((slice){p, n}));
	return store_do(st, s, err);
}

dl_status facts_load(dl_store *st, arena *a, int64_t id, dl_facts *f, uint64_t *hash, dl_error *err)
{
	bool row;
	slice raw;
	sqlite3_stmt *s = store_q(st, "SELECT bytes, data, seal FROM facts WHERE doc = ?", err);
	if (!s) return err->code;
	sqlite3_bind_int64(s, 1, id);
	dl_status rc = store_row(st, s, &row, err);
	if (rc != DL_OK) return rc;
	if (!row) return error_set(err, DL_BAD, st->path, 0, "a document has no facts: run dateline rebuild");
	rc = unpack(st, a, column_slice(s, 1), sqlite3_column_int64(s, 0), &raw, err);
	bool sealed = sqlite3_column_type(s, 2) != SQLITE_NULL;
	uint64_t seal = (uint64_t)sqlite3_column_int64(s, 2);
	sqlite3_reset(s);
	uint64_t is = rc == DL_OK ? hash_slice(raw) : 0;
	if (hash) *hash = is;
	if (rc == DL_OK && sealed && seal != is)
		rc = error_set(err, DL_BAD, st->path, 0, "the facts of a document are damaged: run dateline rebuild");
	return rc == DL_OK ? dl_facts_unpack(raw.p, raw.n, f, err) : rc;
}

/* Of two words for one thing: the one that is told, and of two the first in byte order. */
static bool merge_slice(slice *into, slice from)
{
	if (!from.n || (into->n && slice_cmp(*into, from) <= 0)) return false;
	return *into = from, true;
}

bool doc_merge(dl_doc *into, const dl_doc *from)
{
	bool changed = merge_slice(&into->id, from->id);
	changed |= merge_slice(&into->credit, from->credit);
	changed |= merge_slice(&into->title, from->title);
	changed |= merge_slice(&into->url, from->url);
	changed |= merge_slice(&into->lang, from->lang);
	changed |= merge_slice(&into->author, from->author);
	changed |= merge_slice(&into->extra, from->extra);
	if (from->published_min != DL_MIN_NONE && (into->published_min == DL_MIN_NONE
	                                           || from->published_min < into->published_min))
		into->published_min = from->published_min, changed = true;
	return changed;
}

static int cmp_i64(int64_t a, int64_t b) { return (a > b) - (a < b); }

int doc_order(const dl_doc *a, const dl_doc *b)
{
	int c = cmp_i64(a->published_day, b->published_day);
	if (!c) c = cmp_i64(a->published_min, b->published_min);
	if (!c) c = (a->hash > b->hash) - (a->hash < b->hash);
	return c ? c : slice_cmp(a->outlet, b->outlet);
}
