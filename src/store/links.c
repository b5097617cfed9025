/* SPDX-License-Identifier: Apache-2.0
 *
 * links.c - who rides on whom, and the two earlier documents to which each is linked.
 *
 * In: a batch of documents that came or left. Out: rides and links as they are for the documents that are there
 * now, however they came. Each lead looks at the LINK_WINDOW that stand right before it under each of its keys, and
 * is linked to those LINKS_UP of them that are most likely of its story:
 *
 *      key tram            ... 9  11  14  17  [21]  30         21 looks at 17, 14, 11, 9
 *      key croydon & tram  ... 11  17  [21]                    alike by keys 17: .21, 14: .06, 11: .09, 9: .03
 *      9 is left out; chance 17: .81, 14: .64, 11: .33   ->    links 17, 14
 *
 * A row of the index holds what its word weighs in the document, so that most of those that stand in a window, who
 * share one word and no more, are set aside before their own rows are read: of 30 in a store of 10,000 half.
 * LINK_ALIKE is the likeness below which no two articles are compared at all (ALIKE_LEAST of story). Of the pairs
 * likely enough for a story 3 in 100 are lost so on the incidents and 8 on AllSides, the least likely ones.
 *
 * So a document that comes concerns, beside itself, only those LINK_WINDOW that follow it under a key: each of them may
 * link to it, and may have lost one from its own window. One that leaves concerns the same ones, and those that were
 * linked to it. A store of a million changes no more rows for it than a store of a thousand.
 *
 * Two links hold a story together whose first reports are unlike; one gives no worse a B3 (.881 and .933 against .877
 * and .933 with AllSides dev and incidents dev, when all of a window of four were compared).
 */
#include "store/inner.h"

#include <stdlib.h>

typedef struct { int64_t doc, to, alike; } offer;        /* `to` is in the window of doc, by keys so alike  */
typedef VEC(offer) offer_list;
typedef struct { uint64_t key; int64_t ord, doc, weight; } held;         /* what the index of keys holds */
typedef VEC(held) held_list;

typedef struct {
	dl_store *st;
	arena    *a;
	dl_error *err;
	pair_weights w;
	shelf     sh;
	const ids *docs;         /* new places, sorted                                                      */
	VEC(joint *) lost;       /* leads that are none any more                                            */
	ids       came;          /* new leads                                                               */
	held_list keys;          /* of the new leads                                                        */
	offer_list near;         /* of the new leads: all that stand in their windows                       */
	ids       full;          /* other leads whose links are to be found again                           */
	ids       ends;          /* documents whose links or rides changed                                  */
	offer_list offers;       /* for others, of new leads                                                */
	offer_list out;          /* who may be in their windows no more, under one key; to 0: any           */
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

static const char BEFORE[] = "SELECT doc, weight FROM key WHERE key = ? AND ord < ? ORDER BY ord DESC LIMIT ?";
static const char AFTER[] = "SELECT doc, weight FROM key WHERE key = ? AND ord > ? ORDER BY ord LIMIT ?";
static const char FIRST[] = "SELECT doc FROM copy WHERE key = ? AND (ord, sign) < (?, ?4) ORDER BY ord, sign LIMIT ?3";
static const char LATER[] = "SELECT doc FROM copy WHERE key = ? AND (ord, sign) > (?, ?4) ORDER BY ord, sign LIMIT ?3";

/* Those under a key that stand right before a document, or after it. */
static dl_status window(linker *l, held_list *out, const char *sql, const held *h)
{
	bool row;
	dl_status rc;
	sqlite3_stmt *s = store_q(l->st, sql, l->err);
	if (!s) return l->err->code;
	sqlite3_bind_int64(s, 1, (int64_t)h->key);
	sqlite3_bind_int64(s, 2, h->ord);
	sqlite3_bind_int64(s, 3, LINK_WINDOW);
	while ((rc = store_row(l->st, s, &row, l->err)) == DL_OK && row) {
		held *found = VEC_PUSH(l->a, out);
		if (!found) return sqlite3_reset(s), store_nomem(l->err);
		*found = (held){h->key, 0, sqlite3_column_int64(s, 0), sqlite3_column_int64(s, 1)};
	}
	return rc;
}

static held held_of(const joint *j, uint32_t key)
{
	return (held){j->keys[key].key, j->ord, j->doc, j->keys[key].weight};
}

/* The documents behind j under all its keys: of the index as it is. */
static dl_status felt_behind(linker *l, const joint *j)
{
	dl_status rc = DL_OK;
	for (uint32_t k = 0; k < j->n_keys && rc == DL_OK; k++) {
		held h = held_of(j, k);
		held_list after = {0};
		rc = window(l, &after, AFTER, &h);
		for (uint32_t i = 0; i < after.n && rc == DL_OK; i++) rc = add_one(l, &l->full, after.v[i].doc);
	}
	return rc;
}

/* Documents under a copy key, up to `most` of them, of which some may be of one moment and text. */
static dl_status copies(linker *l, ids *out, const char *sql, uint64_t key, const joint *j, int64_t most)
{
	bool row;
	dl_status rc;
	sqlite3_stmt *s = store_q(l->st, sql, l->err);
	if (!s) return l->err->code;
	sqlite3_bind_int64(s, 1, (int64_t)key);
	sqlite3_bind_int64(s, 2, j->ord);
	sqlite3_bind_int64(s, 3, most);
	sqlite3_bind_int64(s, 4, j->sign);
	while ((rc = store_row(l->st, s, &row, l->err)) == DL_OK && row)
		if (!ids_push(l->a, out, sqlite3_column_int64(s, 0))) return sqlite3_reset(s), store_nomem(l->err);
	return rc;
}

/* ---------------------------------------------------------------- rides */
/* Whom a document may now ride on has changed where one of the first holders of a key came or left. */
static dl_status rides_felt(linker *l, const joint *j, ids *again)
{
	dl_status rc = DL_OK;
	for (uint32_t i = 0; i < j->n_copies && rc == DL_OK; i++) {
		ids first = {0};
		rc = copies(l, &first, FIRST, j->copies[i], j, STORY_COPY_FIRST);
		if (rc == DL_OK && first.n < STORY_COPY_FIRST) rc = copies(l, again, LATER, j->copies[i], j, -1);
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
		rc = copies(l, &first, FIRST, j->copies[i], j, STORY_COPY_FIRST);
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
	for (uint32_t i = 0; i < j->n_keys; i++) {
		held *h = VEC_PUSH(l->a, &l->keys);
		if (!h) return store_nomem(l->err);
		*h = held_of(j, i);
	}
	return add_one(l, &l->came, j->doc);
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

/* ---------------------------------------------------------------- the index of keys */
static int cmp_held(const void *x, const void *y)
{
	const held *a = x, *b = y;
	if (a->key != b->key) return a->key < b->key ? -1 : 1;
	if (a->ord != b->ord) return a->ord < b->ord ? -1 : 1;
	return (a->doc > b->doc) - (a->doc < b->doc);
}

static dl_status offer_add(linker *l, offer_list *to, const held *doc, const held *near)
{
	offer *o = VEC_PUSH(l->a, to);
	return o ? (*o = (offer){doc->doc, near->doc, doc->weight * near->weight}, DL_OK) : store_nomem(l->err);
}

/* One that came stands between those before it and those after it. Whom it drove out of a window stands one
 * place before it; of several that came under one key nobody says. */
static dl_status look_around(linker *l, const held *h, bool alone)
{
	static const held any = {0};
	held_list before = {0}, after = {0};
	dl_status rc = window(l, &before, BEFORE, h);
	if (rc == DL_OK) rc = window(l, &after, AFTER, h);
	for (uint32_t i = 0; i < before.n && rc == DL_OK; i++) rc = offer_add(l, &l->near, h, &before.v[i]);
	for (uint32_t i = 0; i < after.n && rc == DL_OK; i++) {
		uint32_t driven = LINK_WINDOW - 1 - i;
		rc = offer_add(l, &l->offers, &after.v[i], h);
		if (rc == DL_OK && (!alone || driven < before.n))
			rc = offer_add(l, &l->out, &after.v[i], alone ? &before.v[driven] : &any);
	}
	return rc;
}

/* The new leads go into the index and look around there, key by key in the order of the index: a store of a million
 * has more pages of keys than memory, and so each is read once, and not once to write and twice to look. */
static dl_status keys_put(linker *l)
{
	dl_status rc = DL_OK;
	if (l->keys.n) qsort(l->keys.v, l->keys.n, sizeof *l->keys.v, cmp_held);
	for (uint32_t i = 0, n; i < l->keys.n && rc == DL_OK; i += n) {
		const held *h = &l->keys.v[i];
		for (n = 0; i + n < l->keys.n && h[n].key == h->key && rc == DL_OK; n++)
			rc = store_exec(l->st, l->err, "INSERT OR IGNORE INTO key(key, ord, doc, weight) VALUES(?,?,?,?)", 4,
			                (int64_t)h[n].key, h[n].ord, h[n].doc, h[n].weight);
		for (uint32_t k = 0; k < n && rc == DL_OK; k++) rc = look_around(l, &h[k], n == 1);
	}
	return rc;
}

static int cmp_offer(const void *x, const void *y)
{
	const offer *a = x, *b = y;
	if (a->doc != b->doc) return a->doc < b->doc ? -1 : 1;
	return (a->to > b->to) - (a->to < b->to);
}

static void offers_sort(offer_list *l)
{
	uint32_t m = 0;
	if (l->n) qsort(l->v, l->n, sizeof *l->v, cmp_offer);
	for (uint32_t i = 0; i < l->n; i++) {
		if (m && !cmp_offer(&l->v[i], &l->v[m - 1])) l->v[m - 1].alike += l->v[i].alike;
		else l->v[m++] = l->v[i];
	}
	l->n = m;
}

static const offer *offer_find(const offer_list *l, int64_t doc, int64_t to)
{
	const offer key = {doc, to, 0};
	return l->n ? bsearch(&key, l->v, l->n, sizeof key, cmp_offer) : NULL;
}

/* ---------------------------------------------------------------- links */
/* How far down an edge holds, of the LEVELS of parts.c: the stronger it is, the more documents may hang together. */
int64_t link_level(int64_t chance, int64_t x, int64_t y)
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

void links_offer(links *b, const tied *t)
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
	tied t = {doc, o->ord, story_chance(&l->w, &o->f, &o->g, &j->f, &j->g)};
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
		int64_t level = link_level(t->chance, j->ord, t->ord);
		rc = store_exec(l->st, l->err, "INSERT INTO link(a, b, up, chance, level)"
		                               " VALUES(?1, ?2, 1, ?3, ?4), (?2, ?1, 0, ?3, ?4)",
		                4, j->doc, t->doc, t->chance, level);
		if (rc == DL_OK) rc = add_one(l, &l->ends, t->doc);
	}
	return rc == DL_OK ? add_one(l, &l->ends, j->doc) : rc;
}

/* v[0..n) are of one document. Those that the keys make alike enough are offered to it. */
static dl_status offers_take(linker *l, const offer *v, uint32_t n, links *is)
{
	joint *j = NULL;
	dl_status rc = DL_OK;
	shelf_trim(&l->sh);
	for (uint32_t i = 0; i < n && rc == DL_OK; i++) {
		if (v[i].alike < LINK_ALIKE) continue;
		if (!j) rc = shelf_get(&l->sh, l->st, v->doc, &j, l->err);
		if (rc == DL_OK) rc = offer_one(l, j, v[i].to, is);
	}
	return rc == DL_OK && j ? links_set(l, j, is) : rc;
}

/* All that stand in its windows are compared. */
static dl_status links_full(linker *l, int64_t doc)
{
	joint *j;
	links is = {0};
	offer_list near = {0};
	int64_t rides = 0;
	shelf_trim(&l->sh);
	dl_status rc = store_int(l->st, l->err, &rides, "SELECT rides FROM place WHERE doc = ?", 1, doc);
	if (rc == DL_MISSING || (rc == DL_OK && rides)) return DL_OK;        /* it left, or rides now            */
	if (rc == DL_OK) rc = shelf_get(&l->sh, l->st, doc, &j, l->err);
	for (uint32_t i = 0; rc == DL_OK && i < j->n_keys; i++) {
		held h = held_of(j, i);
		held_list before = {0};
		rc = window(l, &before, BEFORE, &h);
		for (uint32_t k = 0; k < before.n && rc == DL_OK; k++) rc = offer_add(l, &near, &h, &before.v[k]);
	}
	offers_sort(&near);
	for (uint32_t i = 0; i < near.n && rc == DL_OK; i++)
		if (near.v[i].alike >= LINK_ALIKE) rc = offer_one(l, j, near.v[i].to, &is);
	return rc == DL_OK ? links_set(l, j, &is) : rc;
}

/* Does `up` still stand in windows of doc, and do those keys make them alike enough? */
static dl_status still_near(linker *l, int64_t doc, const tied *up, bool *near)
{
	joint *j, *o;
	int64_t alike = 0;
	shelf_trim(&l->sh);
	dl_status rc = shelf_get(&l->sh, l->st, up->doc, &o, l->err);
	if (rc == DL_OK) rc = shelf_get(&l->sh, l->st, doc, &j, l->err);
	for (uint32_t i = 0, k = 0; rc == DL_OK && alike < LINK_ALIKE && i < j->n_keys && k < o->n_keys;) {
		int64_t between = 0;
		if (j->keys[i].key != o->keys[k].key) {
			if (j->keys[i].key < o->keys[k].key) i++;
			else k++;
			continue;
		}
		rc = store_int(l->st, l->err, &between, "SELECT count(*) FROM (SELECT 1 FROM key WHERE key = ? AND ord > ? AND "
		                                        "ord < ? LIMIT ?)", 4, (int64_t)j->keys[i].key, o->ord, j->ord,
		               (int64_t)LINK_WINDOW);
		if (between < LINK_WINDOW) alike += (int64_t)j->keys[i].weight * o->keys[k].weight;
		i++, k++;
	}
	*near = alike >= LINK_ALIKE;
	return rc;
}

/* May one of the documents it is linked to stand in its windows no more? */
static dl_status link_out(linker *l, int64_t doc, bool *out)
{
	ids up = {0};
	dl_status rc = ids_of(l->st, l->a, &up, l->err, "SELECT b FROM link WHERE a = ? AND up = 1", doc);
	bool any = up.n && offer_find(&l->out, doc, 0);
	for (uint32_t i = 0; i < up.n && !any; i++) any = offer_find(&l->out, doc, up.v[i]) != NULL;
	*out = any;
	return rc;
}

/* New ones came into its windows, v[0..n) of one document. Most are not alike enough and drive out nobody. */
static dl_status links_offered(linker *l, const offer *v, uint32_t n)
{
	links is;
	bool out = false, any = false, near = true;
	dl_status rc = link_out(l, v->doc, &out);
	for (uint32_t i = 0; i < n; i++) any |= v[i].alike >= LINK_ALIKE;
	if (rc != DL_OK || (!any && !out)) return rc;
	rc = links_now(l, v->doc, &is);
	for (uint32_t i = 0; rc == DL_OK && out && near && i < is.n; i++) rc = still_near(l, v->doc, &is.v[i], &near);
	if (rc == DL_OK && !near) return links_full(l, v->doc);
	return rc == DL_OK ? offers_take(l, v, n, &is) : rc;
}

/* Those behind a lead that left look again. */
static dl_status links_felt(linker *l, const left_list *left)
{
	dl_status rc = DL_OK;
	for (uint32_t i = 0; i < l->lost.n && rc == DL_OK; i++) rc = felt_behind(l, l->lost.v[i]);
	for (uint32_t i = 0; i < left->n && rc == DL_OK; i++) {
		const left_place *p = &left->v[i];
		if (p->lead) rc = felt_behind(l, p->j);
		if (rc == DL_OK) rc = add_all(l, &l->full, &p->below);
		if (rc == DL_OK) rc = add_all(l, &l->ends, &p->near);
	}
	return rc;
}

static dl_status links_find(linker *l, const left_list *left)
{
	dl_status rc = keys_put(l);
	if (rc == DL_OK) rc = links_felt(l, left);
	if (rc == DL_OK) rc = add_all(l, &l->ends, &l->came);
	ids_sort(&l->full), ids_sort(&l->came);
	offers_sort(&l->near), offers_sort(&l->offers), offers_sort(&l->out);
	for (uint32_t i = 0, n; i < l->near.n && rc == DL_OK; i += n) {
		links none = {0};
		for (n = 1; i + n < l->near.n && l->near.v[i + n].doc == l->near.v[i].doc;) n++;
		rc = offers_take(l, &l->near.v[i], n, &none);
	}
	for (uint32_t i = 0; i < l->full.n && rc == DL_OK; i++)
		if (!ids_have(&l->came, l->full.v[i])) rc = links_full(l, l->full.v[i]);
	for (uint32_t i = 0, n; i < l->offers.n && rc == DL_OK; i += n) {
		int64_t doc = l->offers.v[i].doc;
		for (n = 1; i + n < l->offers.n && l->offers.v[i + n].doc == doc;) n++;
		if (!ids_have(&l->full, doc) && !ids_have(&l->came, doc)) rc = links_offered(l, &l->offers.v[i], n);
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
