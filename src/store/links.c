/* SPDX-License-Identifier: Apache-2.0
 *
 * links.c - who rides on whom, and the two earlier documents to which each is linked.
 *
 * In: a batch of documents that came or left. Out: rides and links as they are for the documents that are there now,
 * however they came. Each lead is linked to those LINKS_UP of the leads before it that are most likely of its story;
 * it looks at the WINDOW that stand right before it under each of its keys:
 *
 *      key tram, week 2445     ... 9  11  14  17  [21]  30     21 looks at 17, 14, 11, 9
 *      key croydon & tram      ... 11  17  [21]                chance 17: .81, 14: .64, 11: .33  ->  links 17, 14
 *
 * So a document that comes concerns, beside itself, only those WINDOW that follow it under a key: each of them may
 * link to it, and may have lost one from its own window. One that leaves concerns the same ones, and those that were
 * linked to it. A store of a million changes no more rows for it than a store of a thousand.
 *
 * WINDOW and LINKS_UP were chosen on AllSides dev and incidents dev: B3 of what parts leave together is that of one
 * assembly of all (.876 against .877; .932, .933) from a window of 4 on, and .872, .932 with 2. One link gives .881
 * and .933, but two hold a story together whose first reports are unlike.
 */
#include "store/inner.h"

#include <stdlib.h>

#define WINDOW   4
#define LINKS_UP 2u

typedef struct { int64_t doc, to; } offer;       /* `to` is new in the window of doc                               */
typedef struct { int64_t doc, ord; int64_t chance; } tied;

typedef struct {
	dl_store *st;
	arena    *a;
	dl_error *err;
	pair_weights w;
	shelf     sh;
	const ids *docs;         /* new places, sorted                                                      */
	VEC(joint *) lost;       /* leads that are none any more                                            */
	ids       came;          /* new leads                                                               */
	ids       full;          /* leads whose links are to be found again                                 */
	ids       ends;          /* documents whose links or rides changed                                  */
	VEC(offer) offers;
} linker;

static dl_status add_all(linker *l, ids *to, const ids *from)
{
	for (uint32_t i = 0; i < from->n; i++)
		if (!ids_push(l->a, to, from->v[i])) return store_nomem(l->err);
	return DL_OK;
}

static dl_status add_one(linker *l, ids *to, int64_t id)
{
	return ids_push(l->a, to, id) ? DL_OK : store_nomem(l->err);
}

static bool ids_have(const ids *v, int64_t id)
{
	uint32_t lo = 0, hi = v->n;
	while (lo < hi) {
		uint32_t mid = lo + (hi - lo) / 2;
		if (v->v[mid] < id) lo = mid + 1;
		else hi = mid;
	}
	return lo < v->n && v->v[lo] == id;
}

/* Documents under a key, up to `most` of them: those before j, or after it. */
static dl_status window(linker *l, ids *out, const char *sql, uint64_t key, const joint *j, int64_t most)
{
	bool row;
	dl_status rc;
	sqlite3_stmt *s = store_q(l->st, sql, l->err);
	if (!s) return l->err->code;
	sqlite3_bind_int64(s, 1, (int64_t)key);
	sqlite3_bind_int64(s, 2, j->ord);
	sqlite3_bind_int64(s, 3, most);
	if (sqlite3_bind_parameter_count(s) > 3) sqlite3_bind_int64(s, 4, j->sign);
	while ((rc = store_row(l->st, s, &row, l->err)) == DL_OK && row)
		if (!ids_push(l->a, out, sqlite3_column_int64(s, 0))) return sqlite3_reset(s), store_nomem(l->err);
	return rc;
}

static const char BEFORE[] = "SELECT doc FROM key WHERE key = ? AND ord < ? ORDER BY ord DESC LIMIT ?";
static const char AFTER[] = "SELECT doc FROM key WHERE key = ? AND ord > ? ORDER BY ord LIMIT ?";
static const char FIRST[] = "SELECT doc FROM copy WHERE key = ? AND (ord, sign) < (?, ?4) ORDER BY ord, sign LIMIT ?3";
static const char LATER[] = "SELECT doc FROM copy WHERE key = ? AND (ord, sign) > (?, ?4) ORDER BY ord, sign LIMIT ?3";

/* ---------------------------------------------------------------- rides */
/* Whom a document may now ride on has changed where one of the first holders of a key came or left. */
static dl_status rides_felt(linker *l, const joint *j, ids *again)
{
	dl_status rc = DL_OK;
	for (uint32_t i = 0; i < j->n_copies && rc == DL_OK; i++) {
		ids first = {0};
		rc = window(l, &first, FIRST, j->copies[i], j, STORY_COPY_FIRST);
		if (rc == DL_OK && first.n < STORY_COPY_FIRST) rc = window(l, again, LATER, j->copies[i], j, -1);
	}
	return rc;
}

static bool came_before(const joint *x, const joint *y)
{
	return x->ord != y->ord ? x->ord < y->ord : x->sign < y->sign;
}

static dl_status rides_of(linker *l, const joint *j, int64_t *rides)
{
	dl_status rc = DL_OK;
	const joint *earliest = NULL;
	*rides = 0;
	for (uint32_t i = 0; i < j->n_copies && rc == DL_OK; i++) {
		ids first = {0};
		rc = window(l, &first, FIRST, j->copies[i], j, STORY_COPY_FIRST);
		for (uint32_t k = 0; k < first.n && rc == DL_OK; k++) {
			joint *o;
			rc = shelf_get(&l->sh, l->st, first.v[k], &o, l->err);
			if (rc != DL_OK || (earliest && !came_before(o, earliest))) continue;
			if (story_near_copy(o->text, &o->f, j->text, &j->f)) *rides = o->doc, earliest = o;
		}
	}
	return rc;
}

static dl_status lead_lost(linker *l, int64_t doc)
{
	joint *j;
	ids below = {0};
	shelf kept = {.a = l->a};
	dl_status rc = shelf_get(&kept, l->st, doc, &j, l->err);
	if (rc != DL_OK) return rc;
	joint **at = VEC_PUSH(l->a, &l->lost);
	if (!at) return store_nomem(l->err);
	*at = j;
	ids near = {0};
	rc = lead_drop(l->st, l->a, j, &below, &near, l->err);
	if (rc == DL_OK) rc = add_all(l, &l->full, &below);
	return rc == DL_OK ? add_all(l, &l->ends, &near) : rc;
}

static dl_status lead_came(linker *l, const joint *j)
{
	dl_status rc = lead_put(l->st, j, l->err);
	if (rc == DL_OK) rc = add_one(l, &l->came, j->doc);
	return rc == DL_OK ? add_one(l, &l->full, j->doc) : rc;
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
	return rc == DL_OK ? add_one(l, &l->ends, doc) : rc;
}

static dl_status rides_find(linker *l, const left_list *left)
{
	ids again = {0};
	dl_status rc = add_all(l, &again, l->docs);
	for (uint32_t i = 0; i < l->docs->n && rc == DL_OK; i++) {
		joint *j;
		shelf_trim(&l->sh);
		rc = shelf_get(&l->sh, l->st, l->docs->v[i], &j, l->err);
		if (rc == DL_OK) rc = rides_felt(l, j, &again);
	}
	for (uint32_t i = 0; i < left->n && rc == DL_OK; i++) {
		rc = rides_felt(l, left->v[i].j, &again);
		if (rc == DL_OK) rc = add_all(l, &again, &left->v[i].riders);
	}
	ids_sort(&again);
	for (uint32_t i = 0; i < again.n && rc == DL_OK; i++) rc = rides_set(l, again.v[i]);
	return rc;
}

/* ---------------------------------------------------------------- links */
/* How far down an edge holds, of the LEVELS of parts.c: the stronger it is, the more documents may hang together. */
static int64_t level_of(int64_t chance, int64_t x, int64_t y)
{
	static const int64_t least[] = {0, 400000, 550000, 700000, 850000, 950000};
	static const int64_t minutes[] = {7 * 1440, 1440, 60};
	int64_t level = 0, a = ord_minute(x) + (1ll << 31), b = ord_minute(y) + (1ll << 31);
	while (level + 1 < (int64_t)COUNT(least) && chance >= least[level + 1]) level++;
	for (size_t i = 0; level == (int64_t)(COUNT(least) + i) - 1 && i < COUNT(minutes); i++)
		level += a / minutes[i] == b / minutes[i];
	return level;
}

static bool better(const tied *x, const tied *y)
{
	return x->chance != y->chance ? x->chance > y->chance : x->ord < y->ord;
}

typedef struct { tied v[LINKS_UP]; uint32_t n; } links;

static void links_offer(links *b, const tied *t)
{
	for (uint32_t i = 0; i < b->n; i++)
		if (b->v[i].doc == t->doc) return;
	uint32_t at = b->n < LINKS_UP ? b->n++ : LINKS_UP;
	if (at == LINKS_UP && !better(t, &b->v[--at])) return;
	for (; at && better(t, &b->v[at - 1]); at--) b->v[at] = b->v[at - 1];
	b->v[at] = *t;
}

static dl_status offer_one(linker *l, const joint *j, int64_t doc, links *to)
{
	joint *o;
	dl_status rc = shelf_get(&l->sh, l->st, doc, &o, l->err);
	if (rc != DL_OK) return rc;
	tied t = {doc, o->ord, story_chance(&l->w, &o->f, o->g, &j->f, j->g)};
	if (t.chance >= l->w.least) links_offer(to, &t);
	return DL_OK;
}

static dl_status links_now(linker *l, int64_t doc, links *out)
{
	bool row;
	dl_status rc;
	*out = (links){0};
	sqlite3_stmt *s = store_q(l->st, "SELECT k.b, p.ord, k.chance FROM link k JOIN place p ON p.doc = k.b"
	                                 " WHERE k.a = ? AND k.up = 1", l->err);
	if (!s) return l->err->code;
	sqlite3_bind_int64(s, 1, doc);
	while ((rc = store_row(l->st, s, &row, l->err)) == DL_OK && row) {
		tied t = {sqlite3_column_int64(s, 0), sqlite3_column_int64(s, 1), sqlite3_column_int64(s, 2)};
		links_offer(out, &t);
	}
	return rc;
}

static dl_status links_set(linker *l, const joint *j, const links *is)
{
	links was;
	dl_status rc = links_now(l, j->doc, &was);
	bool same = was.n == is->n;
	for (uint32_t i = 0; same && i < is->n; i++) same = was.v[i].doc == is->v[i].doc;
	if (rc != DL_OK || same) return rc;
	for (uint32_t i = 0; i < was.n && rc == DL_OK; i++) {
		rc = store_exec(l->st, l->err, "DELETE FROM link WHERE a = ? AND b = ?", 2, j->doc, was.v[i].doc);
		if (rc == DL_OK)
			rc = store_exec(l->st, l->err, "DELETE FROM link WHERE a = ? AND b = ?", 2, was.v[i].doc, j->doc);
		if (rc == DL_OK) rc = add_one(l, &l->ends, was.v[i].doc);
	}
	for (uint32_t i = 0; i < is->n && rc == DL_OK; i++) {
		const tied *t = &is->v[i];
		int64_t level = level_of(t->chance, j->ord, t->ord);
		rc = store_exec(l->st, l->err, "INSERT INTO link(a, b, up, chance, level)"
		                               " VALUES(?1, ?2, 1, ?3, ?4), (?2, ?1, 0, ?3, ?4)",
		                4, j->doc, t->doc, t->chance, level);
		if (rc == DL_OK) rc = add_one(l, &l->ends, t->doc);
	}
	return rc == DL_OK ? add_one(l, &l->ends, j->doc) : rc;
}

/* All that stand in its windows are compared. */
static dl_status links_full(linker *l, int64_t doc)
{
	joint *j;
	ids near = {0};
	links is = {0};
	int64_t rides = 0;
	shelf_trim(&l->sh);
	dl_status rc = store_int(l->st, l->err, &rides, "SELECT rides FROM place WHERE doc = ?", 1, doc);
	if (rc == DL_MISSING || (rc == DL_OK && rides)) return DL_OK;        /* it left, or rides now            */
	arena_mark_t mark = arena_mark(l->a);
	if (rc == DL_OK) rc = shelf_get(&l->sh, l->st, doc, &j, l->err);
	for (uint32_t i = 0; rc == DL_OK && i < j->n_keys; i++) rc = window(l, &near, BEFORE, j->keys[i], j, WINDOW);
	ids_sort(&near);
	for (uint32_t i = 0; i < near.n && rc == DL_OK; i++) rc = offer_one(l, j, near.v[i], &is);
	arena_rewind(l->a, mark);
	return rc == DL_OK ? links_set(l, j, &is) : rc;
}

/* Does `up` still stand in a window of j? */
static dl_status still_near(linker *l, const joint *j, const tied *up, bool *near)
{
	joint *o;
	dl_status rc = shelf_get(&l->sh, l->st, up->doc, &o, l->err);
	*near = false;
	for (uint32_t i = 0, k = 0; rc == DL_OK && !*near && i < j->n_keys && k < o->n_keys;) {
		int64_t between = 0;
		if (j->keys[i] != o->keys[k]) {
			if (j->keys[i] < o->keys[k]) i++;
			else k++;
			continue;
		}
		rc = store_int(l->st, l->err, &between, "SELECT count(*) FROM (SELECT 1 FROM key WHERE key = ? AND ord > ? AND "
		                                        "ord < ? LIMIT ?)", 4, (int64_t)j->keys[i], o->ord, j->ord,
		               (int64_t)WINDOW);
		*near = between < WINDOW;
		i++, k++;
	}
	return rc;
}

/* New ones came into its windows, v[0..n) of one document. */
static dl_status links_offered(linker *l, const offer *v, uint32_t n)
{
	joint *j;
	links is;
	bool near = true;
	shelf_trim(&l->sh);
	dl_status rc = shelf_get(&l->sh, l->st, v->doc, &j, l->err);
	if (rc == DL_OK) rc = links_now(l, v->doc, &is);
	for (uint32_t i = 0; rc == DL_OK && near && i < is.n; i++) rc = still_near(l, j, &is.v[i], &near);
	if (rc == DL_OK && !near) return links_full(l, v->doc);
	for (uint32_t i = 0; rc == DL_OK && i < n; i++) rc = offer_one(l, j, v[i].to, &is);
	return rc == DL_OK ? links_set(l, j, &is) : rc;
}

static int cmp_offer(const void *x, const void *y)
{
	const offer *a = x, *b = y;
	if (a->doc != b->doc) return a->doc < b->doc ? -1 : 1;
	return (a->to > b->to) - (a->to < b->to);
}

/* Those behind a lead that left look again; those behind one that came are offered it. */
static dl_status links_felt(linker *l, const left_list *left)
{
	dl_status rc = DL_OK;
	for (uint32_t i = 0; i < l->lost.n && rc == DL_OK; i++)
		for (uint32_t k = 0; k < l->lost.v[i]->n_keys && rc == DL_OK; k++)
			rc = window(l, &l->full, AFTER, l->lost.v[i]->keys[k], l->lost.v[i], WINDOW);
	for (uint32_t i = 0; i < left->n && rc == DL_OK; i++) {
		const left_place *p = &left->v[i];
		for (uint32_t k = 0; p->lead && k < p->j->n_keys && rc == DL_OK; k++)
			rc = window(l, &l->full, AFTER, p->j->keys[k], p->j, WINDOW);
		if (rc == DL_OK) rc = add_all(l, &l->full, &p->below);
		if (rc == DL_OK) rc = add_all(l, &l->ends, &p->near);
	}
	for (uint32_t i = 0; i < l->came.n && rc == DL_OK; i++) {
		joint *j;
		ids after = {0};
		shelf_trim(&l->sh);
		rc = shelf_get(&l->sh, l->st, l->came.v[i], &j, l->err);
		for (uint32_t k = 0; rc == DL_OK && k < j->n_keys; k++) rc = window(l, &after, AFTER, j->keys[k], j, WINDOW);
		ids_sort(&after);
		for (uint32_t k = 0; k < after.n && rc == DL_OK; k++) {
			offer *o = VEC_PUSH(l->a, &l->offers);
			if (o) *o = (offer){after.v[k], l->came.v[i]};
			else rc = store_nomem(l->err);
		}
	}
	return rc;
}

static dl_status links_find(linker *l, const left_list *left)
{
	dl_status rc = links_felt(l, left);
	if (rc == DL_OK) rc = add_all(l, &l->ends, &l->came);
	ids_sort(&l->full);
	for (uint32_t i = 0; i < l->full.n && rc == DL_OK; i++) rc = links_full(l, l->full.v[i]);
	if (l->offers.n) qsort(l->offers.v, l->offers.n, sizeof(offer), cmp_offer);
	for (uint32_t i = 0, n; i < l->offers.n && rc == DL_OK; i += n) {
		for (n = 1; i + n < l->offers.n && l->offers.v[i + n].doc == l->offers.v[i].doc;) n++;
		if (!ids_have(&l->full, l->offers.v[i].doc)) rc = links_offered(l, &l->offers.v[i], n);
	}
	return rc;
}

dl_status batch_join(dl_store *st, arena *a, const ids *docs, const left_list *left, dl_error *err)
{
	ids sorted = {0}, parts = {0};
	linker l = {.st = st, .a = a, .err = err, .sh = {arena_new(0), .trim = st->memory / 16}, .docs = &sorted};
	dl_status rc = l.sh.a ? add_all(&l, &sorted, docs) : store_nomem(err);
	story_weights(&l.w);
	ids_sort(&sorted);
	if (rc == DL_OK) rc = rides_find(&l, left);
	if (rc == DL_OK) rc = links_find(&l, left);
	for (uint32_t i = 0; i < left->n && rc == DL_OK; i++) rc = add_one(&l, &parts, left->v[i].part);
	if (rc == DL_OK) rc = parts_join(st, a, &l.ends, &parts, err);
	arena_free(l.sh.a);
	return rc;
}
