/* SPDX-License-Identifier: Apache-2.0
 *
 * load.c - out of the store: documents, parts, and their assembly.
 *
 * "As of 18:00" is the assembly over the documents published by then. A document of which only the day is known
 * counts from the end of that day; one of which nothing is known counts only when no moment is asked for.
 */
#include "store/inner.h"

static bool published_by(const dl_doc *d, int64_t as_of_min)
{
	if (as_of_min == DL_MIN_NONE) return true;
	if (d->published_min != DL_MIN_NONE) return d->published_min <= as_of_min;
	return d->published_day != DL_DAY_NONE && ((int64_t)d->published_day + 1) * 1440 - 1 <= as_of_min;
}

static dl_status part_ids(dl_store *st, arena *a, int64_t part, ids *docs, ids *stories, dl_error *err)
{
	bool row;
	dl_status rc;
	sqlite3_stmt *s = store_q(st, "SELECT p.doc, p.story FROM place p JOIN doc d ON d.id = p.doc WHERE p.part = ?"
	                          " ORDER BY d.day, d.min, d.hash, d.outlet", err);
	if (!s) return err->code;
	sqlite3_bind_int64(s, 1, part);
	while ((rc = store_row(st, s, &row, err)) == DL_OK && row) {
		int64_t doc = sqlite3_column_int64(s, 0), story = sqlite3_column_int64(s, 1);
		if (ids_push(a, docs, doc) && ids_push(a, stories, story)) continue;
		sqlite3_reset(s);
		return store_nomem(err);
	}
	return rc;
}

static dl_status doc_by_row(dl_store *st, arena *a, int64_t id, dl_doc *d, dl_error *err)
{
	bool row;
	sqlite3_stmt *s = store_q(st, "SELECT " DOC_COLUMNS " FROM doc WHERE id = ?", err);
	if (!s) return err->code;
	sqlite3_bind_int64(s, 1, id);
	dl_status rc = store_row(st, s, &row, err);
	if (rc == DL_OK && !row) rc = error_set(err, DL_BAD, st->path, 0, "a document is missing: see dateline check");
	if (rc == DL_OK) rc = doc_load(st, a, s, 0, d, err);
	sqlite3_reset(s);
	return rc;
}

dl_status part_load(dl_store *st, arena *a, int64_t part, int64_t as_of_min, part_docs *out, dl_error *err)
{
	ids docs = {0}, stories = {0};
	dl_status rc = part_ids(st, a, part, &docs, &stories, err);
	*out = (part_docs){.id = docs.v, .docs = ARENA_ARRAY(a, const dl_doc *, docs.n),
	                   .facts = ARENA_ARRAY(a, const dl_facts *, docs.n),
	                   .story = ARENA_ARRAY(a, uint64_t, docs.n)};
	if (!out->docs || !out->facts || !out->story) return store_nomem(err);
	for (uint32_t i = 0; i < docs.n && rc == DL_OK; i++) {
		dl_doc *d = ARENA_ARRAY(a, dl_doc, 1);
		dl_facts *f = ARENA_ARRAY(a, dl_facts, 1);
		if (!d || !f) return store_nomem(err);
		if ((rc = doc_by_row(st, a, docs.v[i], d, err)) != DL_OK || !published_by(d, as_of_min)) continue;
		rc = facts_load(st, a, docs.v[i], f, err);
		out->id[out->n] = docs.v[i], out->story[out->n] = (uint64_t)stories.v[i];
		out->docs[out->n] = d, out->facts[out->n++] = f;
	}
	return rc;
}

/* The story of the assembly that is story id, or else holds most of what was in it. 0: none. */
static uint32_t story_match(const dl_assembly *a, const part_docs *p, uint64_t id, uint32_t *in_story)
{
	uint32_t best = 0;
	for (uint32_t i = 1; i < a->n_stories; i++)
		if (a->stories[i].id == id) return i;
	for (uint32_t i = 0; i < a->n_docs; i++)
		for (uint32_t k = 0; k < p->n; k++)
			if (p->docs[k] == a->docs[i] && p->story[k] == id) in_story[a->places[i].story]++;
	for (uint32_t i = 1; i < a->n_stories; i++)
		if (in_story[i] > in_story[best]) best = i;
	return best;
}

static dl_status lane_failed(dl_lane *lane, dl_status rc, dl_error *err)
{
	*err = *dl_lane_error(lane);
	if (!err->text[0]) error_set(err, rc, "assembly", 0, "%s", dl_status_name(rc));
	return rc;
}

dl_status dl_store_part_of(dl_store *st, uint64_t id, int64_t *part, dl_error *err)
{
	dl_status rc = store_int(st, err, part, "SELECT part FROM story WHERE id = ? ORDER BY first, docs DESC, part", 1,
	                         (int64_t)id);
	if (rc == DL_MISSING) error_set(err, rc, st->path, 0, "has no story %016llx", (unsigned long long)id);
	return rc;
}

dl_status dl_store_assemble(dl_store *st, dl_lane *lane, uint64_t id, int64_t as_of_min, dl_assembly *out,
                            uint32_t *story, dl_error *err)
{
	int64_t part;
	part_docs p;
	if (!id) {
		dl_status found = dl_store_find(st, S(""), &id, err);
		if (found != DL_OK) return found;
	}
	story_decisions decided = {0};
	dl_status rc = dl_store_part_of(st, id, &part, err);
	if (rc == DL_OK) rc = part_load(st, lane->w.out, part, as_of_min, &p, err);
	if (rc == DL_OK) rc = decisions_load(st, lane->w.out, &decided, err);
	if (rc != DL_OK) return rc;
	if (!p.n)
		return error_set(err, DL_MISSING, st->path, 0, "nothing of this story is known to have been "
		                                               "published by then");
	if ((rc = story_assemble(&lane->w, p.docs, p.facts, p.n, &decided, out)) != DL_OK)
		return lane_failed(lane, rc, err);
	uint32_t *in_story = ARENA_ARRAY(lane->w.tmp, uint32_t, out->n_stories + 1);
	if (!in_story) return store_nomem(err);
	*story = story_match(out, &p, id, in_story);
	return *story ? DL_OK : error_set(err, DL_MISSING, st->path, 0, "nothing of this story was known by then");
}

dl_status dl_store_each_part(dl_store *st, dl_lane *lane, store_part fn, void *ctx, dl_error *err)
{
	bool row;
	ids parts = {0};
	arena *a = arena_new(0);
	if (!a) return store_nomem(err);
	/* The sum of its documents' signs names a part in every store that holds the same documents. */
	sqlite3_stmt *s = store_q(st, "SELECT id FROM part ORDER BY sign, docs", err);
	dl_status rc = s ? DL_OK : err->code;
	while (s && (rc = store_row(st, s, &row, err)) == DL_OK && row)
		if (!ids_push(a, &parts, sqlite3_column_int64(s, 0))) rc = store_nomem(err);
	for (uint32_t i = 0; i < parts.n && rc == DL_OK; i++) {
		part_docs p;
		dl_assembly as;
		story_decisions decided;
		dl_lane_reset(lane);
		if ((rc = part_load(st, lane->w.out, parts.v[i], DL_MIN_NONE, &p, err)) != DL_OK) break;
		if ((rc = decisions_load(st, lane->w.out, &decided, err)) != DL_OK) break;
		if ((rc = story_assemble(&lane->w, p.docs, p.facts, p.n, &decided, &as)) != DL_OK) lane_failed(lane, rc, err);
		else if ((rc = fn(ctx, &as)) != DL_OK) error_set(err, rc, "output", 0, "stopped");
	}
	arena_free(a);
	return rc;
}

bool hex_range(slice text, uint64_t *low, uint64_t *high)
{
	uint64_t v = 0;
	if (!text.n || text.n > 16) return false;
	for (size_t i = 0; i < text.n; i++) {
		char c = text.p[i];
		int d = -1;
		if (c >= '0' && c <= '9') d = c - '0';
		else if (c >= 'a' && c <= 'f') d = c - 'a' + 10;
		else if (c >= 'A' && c <= 'F') d = c - 'A' + 10;
		if (d < 0) return false;
		v = v << 4 | (unsigned)d;
	}
	unsigned left = 64 - 4 * (unsigned)text.n;
	*low = left ? v << left : v;
	*high = left ? *low | (UINT64_MAX >> (64 - left)) : v;
	return true;
}

static dl_status docs_found(dl_store *st, arena *a, sqlite3_stmt *s, ids *found, dl_error *err)
{
	bool row;
	dl_status rc;
	while ((rc = store_row(st, s, &row, err)) == DL_OK && row)
		if (!ids_push(a, found, sqlite3_column_int64(s, 0))) return sqlite3_reset(s), store_nomem(err);
	return rc;
}

dl_status docs_named(dl_store *st, arena *a, slice name, ids *found, dl_error *err)
{
	uint64_t low, high;
	sqlite3_stmt *s = store_q(st, "SELECT id FROM doc WHERE name = ? ORDER BY day, min, hash, outlet", err);
	if (!s) return err->code;
	bind_slice(s, 1, name);
	dl_status rc = docs_found(st, a, s, found, err);
	if (rc != DL_OK || found->n || name.n != 16 || !hex_range(name, &low, &high)) return rc;
	if (!(s = store_q(st, "SELECT id FROM doc WHERE hash = ? ORDER BY day, min, outlet", err))) return err->code;
	sqlite3_bind_int64(s, 1, (int64_t)low);
	return docs_found(st, a, s, found, err);
}

dl_status dl_store_doc(dl_store *st, slice id, arena *a, dl_doc *doc, dl_facts *facts, dl_error *err)
{
	ids found = {0};
	dl_status rc = docs_named(st, a, id, &found, err);
	if (rc == DL_OK && !found.n) return error_set(err, DL_MISSING, st->path, 0, "has no document %.*s", PRS(id));
	if (rc == DL_OK) rc = doc_by_row(st, a, found.v[0], doc, err);
	return rc == DL_OK && facts ? facts_load(st, a, found.v[0], facts, err) : rc;
}

dl_status dl_store_story_of(dl_store *st, slice doc, uint64_t *id, dl_error *err)
{
	ids found = {0};
	int64_t story;
	arena *a = arena_new(0);
	if (!a) return store_nomem(err);
	dl_status rc = docs_named(st, a, doc, &found, err);
	if (rc == DL_OK && !found.n) rc = error_set(err, DL_MISSING, st->path, 0, "has no document %.*s", PRS(doc));
	if (rc == DL_OK) rc = store_int(st, err, &story, "SELECT story FROM place WHERE doc = ?", 1, found.v[0]);
	if (rc == DL_OK) *id = (uint64_t)story;
	arena_free(a);
	return rc;
}

dl_status dl_store_each(dl_store *st, store_each fn, void *ctx, dl_error *err)
{
	bool row;
	dl_status rc = DL_OK;
	arena *a = arena_new(0);
	if (!a) return store_nomem(err);
	sqlite3_stmt *s = store_q(st, "SELECT id," DOC_COLUMNS " FROM doc ORDER BY day, min, hash, outlet", err);
	if (!s) rc = err->code;
	while (s && (rc = store_row(st, s, &row, err)) == DL_OK && row) {
		dl_doc d;
		dl_facts f;
		arena_reset(a);
		if ((rc = doc_load(st, a, s, 1, &d, err)) != DL_OK) break;
		if ((rc = facts_load(st, a, sqlite3_column_int64(s, 0), &f, err)) != DL_OK) break;
		if ((rc = fn(ctx, &d, &f)) != DL_OK) {
			error_set(err, rc, "output", 0, "stopped");
			break;
		}
	}
	if (s) sqlite3_reset(s);
	arena_free(a);
	return rc;
}
