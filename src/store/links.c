/* SPDX-License-Identifier: Apache-2.0
 *
 * links.c - the two earlier documents to which each lead is linked.
 *
 * In: leads that came or left with a batch (riders.c). Out: links as they are for the documents that are there now,
 * however they came. Each lead looks at the LINK_WINDOW that stand right before it under each of its keys, and
 * is linked to those LINKS_UP of them that are most likely of its story:
 *
 *      key tram            ... 9  11  14  17  [21]  30         21 looks at 17, 14, 11, 9
 *      key croydon & tram  ... 11  17  [21]                    alike by keys 17: .21, 14: .06, 11: .09, 9: .03
 *      9 is left out; chance 17: .81, 14: .64, 11: .33   ->    links 17, 14
 *
 * A row of the index holds what its word weighs in the document, so that most of those that stand in a window, who
 * share one word and no more, are set aside before their own rows are read, a page each: link_alike() says how alike
 * the keys must make two of that distance in time.
 *
 * So a document that comes concerns, beside itself, only those LINK_WINDOW that follow it under a key: each of them may
 * link to it, and may have lost one from its own window. One that leaves concerns those that were linked to it, and at
 * the far end of the windows of the others lets one in for each (felt_beyond()). A store of a million changes no more
 * rows for it than a store of a thousand. Of the hundred that follow a document under its keys hardly one was linked to
 * the one that it drives out of its window; that a row of the index tells too, by a bit for each of the lead's links
 * that hold the key:
 *
 *      key tram    9  11  14  17  18  20  22 (tied: 9)         21 comes behind 20: 9 leaves the window of 22, which
 *                                                              is looked at; had it been tied to none, it were not
 *
 * Two links hold a story together whose first reports are unlike; one gives no worse a B3 (.881 and .933 against .877
 * and .933 with AllSides dev and incidents dev, when all of a window of four were compared).
 */
#include "store/inner.h"

#include <stdlib.h>

static dl_status add_one(linker *l, ids *to, int64_t id)
{
	return ids_push(l->a, to, id) ? DL_OK : store_nomem(l->err);
}

static const char BEFORE[] = "SELECT ord, doc, weight, tied FROM key WHERE key = ? AND ord < ?"
                             " ORDER BY ord DESC LIMIT ?";
static const char AFTER[] = "SELECT ord, doc, weight, tied FROM key WHERE key = ? AND ord > ? ORDER BY ord LIMIT ?";

/* Those under a key that stand right before a document, or after it. */
static dl_status window(linker *l, key_rows *out, const char *sql, const key_row *h)
{
	bool row;
	dl_status rc;
	sqlite3_stmt *s = store_q(l->st, sql, l->err);
	if (!s) return l->err->code;
	sqlite3_bind_int64(s, 1, (int64_t)h->key);
	sqlite3_bind_int64(s, 2, h->ord);
	sqlite3_bind_int64(s, 3, LINK_WINDOW);
	while ((rc = store_row(l->st, s, &row, l->err)) == DL_OK && row) {
		key_row *found = VEC_PUSH(l->a, out);
		if (!found) return sqlite3_reset(s), store_nomem(l->err);
		*found = (key_row){h->key, sqlite3_column_int64(s, 0), sqlite3_column_int64(s, 1), sqlite3_column_int64(s, 2),
		                   sqlite3_column_int64(s, 3)};
	}
	return rc;
}

key_row key_row_of(const joint *j, uint32_t key)
{
	return (key_row){j->keys[key].key, j->ord, j->doc, j->keys[key].weight, 0};
}

/* The documents behind j under all its keys: of the index as it is. */
static dl_status felt_behind(linker *l, const joint *j)
{
	dl_status rc = DL_OK;
	for (uint32_t k = 0; k < j->n_keys && rc == DL_OK; k++) {
		key_row h = key_row_of(j, k);
		key_rows after = {0};
		rc = window(l, &after, AFTER, &h);
		for (uint32_t i = 0; i < after.n && rc == DL_OK; i++) rc = add_one(l, &l->full, after.v[i].doc);
	}
	return rc;
}

/* ---------------------------------------------------------------- the index of keys */
static int cmp_key_row(const void *x, const void *y)
{
	const key_row *a = x, *b = y;
	if (a->key != b->key) return a->key < b->key ? -1 : 1;
	if (a->ord != b->ord) return a->ord < b->ord ? -1 : 1;
	return (a->doc > b->doc) - (a->doc < b->doc);
}

/* `near` came into the window of doc under their key, or (sign -1) is there no more. */
static dl_status offer_add(linker *l, offer_list *to, const key_row *doc, const key_row *near, int64_t sign)
{
	offer *o = VEC_PUSH(l->a, to);
	if (!o) return store_nomem(l->err);
	*o = (offer){doc->doc, near->doc, sign * doc->weight * near->weight, link_alike(doc->ord, near->ord)};
	return DL_OK;
}

/* v[at] has come to stand between those before it and those after it. Each of these loses the one that stands a window
 * before it: if that is one of v[0..at), who came just now, what was offered is taken back. */
static dl_status look_around(linker *l, const key_row *v, uint32_t at)
{
	const key_row *h = &v[at];
	key_rows before = {0}, after = {0};
	dl_status rc = window(l, &before, BEFORE, h);
	if (rc == DL_OK) rc = window(l, &after, AFTER, h);
	for (uint32_t i = 0; i < before.n && rc == DL_OK; i++)
		rc = offer_add(l, &l->near, h, &before.v[i], 1);
	for (uint32_t i = 0; i < after.n && rc == DL_OK; i++) {
		const key_row *x = &after.v[i], *lost = LINK_WINDOW - 1 - i < before.n ? &before.v[LINK_WINDOW - 1 - i] : NULL;
		bool new = false;
		rc = offer_add(l, &l->offers, x, h, 1);
		for (uint32_t k = 0; lost && k < at; k++) new |= v[k].doc == lost->doc;
		if (rc != DL_OK || !lost) continue;
		if (new) rc = offer_add(l, &l->offers, x, lost, -1);
		else if (x->tied & tied_bit(lost->doc)) rc = offer_add(l, &l->out, x, lost, 1);
	}
	return rc;
}

/* The new leads go into the index and look around there, one behind the other in the order of the index: a store of a
 * million has more pages of keys than memory, and so each is read once, and not once to write and twice to look. */
static dl_status keys_put(linker *l)
{
	dl_status rc = DL_OK;
	if (l->keys.n) qsort(l->keys.v, l->keys.n, sizeof *l->keys.v, cmp_key_row);
	for (uint32_t i = 0, n; i < l->keys.n && rc == DL_OK; i += n) {
		const key_row *h = &l->keys.v[i];
		for (n = 0; i + n < l->keys.n && h[n].key == h->key && rc == DL_OK; n++) {
			rc = store_exec(l->st, l->err, "INSERT OR IGNORE INTO key(key, ord, doc, weight, tied)"
			                " VALUES(?,?,?,?,0)", 4, (int64_t)h[n].key, h[n].ord, h[n].doc, h[n].weight);
			if (rc == DL_OK) rc = look_around(l, h, n);
		}
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

/* How many of l from `at` on are of one document. */
static uint32_t offers_to(const offer_list *l, uint32_t at)
{
	uint32_t n = 0;
	while (at + n < l->n && l->v[at + n].doc == l->v[at].doc) n++;
	return n;
}

/* ---------------------------------------------------------------- links */
/* The further apart, the more words two articles must share to be of one story, and the fewer are compared: 34 an
 * article where .04 for all compared 78 (300 articles of the incidents' dev part in a store of a million); of the pairs
 * that are left out 1 in 500 is likely enough for a story. AllSides dev and incidents dev keep their B3 (.879, .926);
 * with .05 for a day AllSides loses .001. Those without a day are compared from .04 on. */
int64_t link_alike(int64_t x, int64_t y)
{
	static const struct { int64_t minutes, alike; } most[] = {
		{1440, 4000000}, {3 * 1440, 6000000}, {14 * 1440, 8000000}, {60 * 1440, 10000000},
	};
	int64_t a = ord_minute(x), b = ord_minute(y), apart = a < b ? b - a : a - b;
	if (a == ORD_UNDATED || b == ORD_UNDATED) return most[0].alike;
	for (size_t i = 0; i < COUNT(most); i++)
		if (apart <= most[i].minutes) return most[i].alike;
	return 15000000;
}

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

int64_t tied_bit(int64_t doc) { return 1ll << doc % TIED_BITS; }

static dl_status tied_under(linker *l, uint64_t key, const links *to, int64_t *bits)
{
	dl_status rc = DL_OK;
	*bits = 0;
	for (uint32_t i = 0; i < to->n && rc == DL_OK; i++) {
		joint *o;
		rc = shelf_get(&l->sh, l->st, to->v[i].doc, &o, l->err);
		for (uint32_t k = 0; rc == DL_OK && k < o->n_keys; k++)
			if (o->keys[k].key == key) *bits |= tied_bit(o->doc);
	}
	return rc;
}

/* The rows of j's keys tell of its links. */
static dl_status keys_tie(linker *l, const joint *j, const links *was, const links *is)
{
	dl_status rc = DL_OK;
	for (uint32_t i = 0; i < j->n_keys && rc == DL_OK; i++) {
		int64_t had = 0, has = 0;
		rc = tied_under(l, j->keys[i].key, was, &had);
		if (rc == DL_OK) rc = tied_under(l, j->keys[i].key, is, &has);
		if (rc == DL_OK && had != has)
			rc = store_exec(l->st, l->err, "UPDATE key SET tied = ? WHERE key = ? AND ord = ? AND doc = ?", 4, has,
			                (int64_t)j->keys[i].key, j->ord, j->doc);
	}
	return rc;
}

static dl_status link_drop(linker *l, int64_t doc, int64_t up)
{
	dl_status rc = store_exec(l->st, l->err, "DELETE FROM link WHERE a = ? AND b = ?", 2, doc, up);
	if (rc == DL_OK) rc = store_exec(l->st, l->err, "DELETE FROM link WHERE a = ? AND b = ?", 2, up, doc);
	return rc == DL_OK ? add_one(l, &l->ends, up) : rc;
}

static dl_status link_put(linker *l, const joint *j, const tied *t)
{
	dl_status rc = store_exec(l->st, l->err, "INSERT INTO link(a, b, up, chance, level)"
	                          " VALUES(?1, ?2, 1, ?3, ?4), (?2, ?1, 0, ?3, ?4)",
	                          4, j->doc, t->doc, t->chance, link_level(t->chance, j->ord, t->ord));
	return rc == DL_OK ? add_one(l, &l->ends, t->doc) : rc;
}

static dl_status links_set(linker *l, const joint *j, const links *was, const links *is)
{
	bool same = was->n == is->n;
	dl_status rc = DL_OK;
	for (uint32_t i = 0; same && i < is->n; i++) same = was->v[i].doc == is->v[i].doc;
	if (same) return DL_OK;
	for (uint32_t i = 0; i < was->n && rc == DL_OK; i++) rc = link_drop(l, j->doc, was->v[i].doc);
	for (uint32_t i = 0; i < is->n && rc == DL_OK; i++) rc = link_put(l, j, &is->v[i]);
	if (rc == DL_OK) rc = keys_tie(l, j, was, is);
	return rc == DL_OK ? add_one(l, &l->ends, j->doc) : rc;
}

/* v[0..n) are of one document. The best of those that the keys make alike enough to be compared, in *best. */
static dl_status offers_best(linker *l, const offer *v, uint32_t n, joint **j, links *best)
{
	dl_status rc = DL_OK;
	shelf_trim(&l->sh);
	*j = NULL;
	for (uint32_t i = 0; i < n && rc == DL_OK; i++) {
		if (v[i].alike < v[i].least) continue;
		if (!*j) rc = shelf_get(&l->sh, l->st, v->doc, j, l->err);
		if (rc == DL_OK) rc = offer_one(l, *j, v[i].to, best);
	}
	return rc;
}

/* The links of a new lead, to those in its windows. */
static dl_status links_new(linker *l, const offer *v, uint32_t n)
{
	joint *j;
	links best = {0}, none = {0};
	dl_status rc = offers_best(l, v, n, &j, &best);
	return rc == DL_OK && best.n ? links_set(l, j, &none, &best) : rc;
}

/* All that stand in its windows are compared. */
static dl_status links_full(linker *l, int64_t doc)
{
	joint *j;
	links was = {0}, is = {0};
	offer_list near = {0};
	int64_t rides = 0;
	shelf_trim(&l->sh);
	dl_status rc = store_int(l->st, l->err, &rides, "SELECT rides FROM place WHERE doc = ?", 1, doc);
	if (rc == DL_MISSING || (rc == DL_OK && rides)) return DL_OK;        /* it left, or rides now            */
	if (rc == DL_OK) rc = shelf_get(&l->sh, l->st, doc, &j, l->err);
	for (uint32_t i = 0; rc == DL_OK && i < j->n_keys; i++) {
		key_row h = key_row_of(j, i);
		key_rows before = {0};
		rc = window(l, &before, BEFORE, &h);
		for (uint32_t k = 0; k < before.n && rc == DL_OK; k++) rc = offer_add(l, &near, &h, &before.v[k], 1);
	}
	offers_sort(&near);
	for (uint32_t i = 0; i < near.n && rc == DL_OK; i++)
		if (near.v[i].alike >= near.v[i].least) rc = offer_one(l, j, near.v[i].to, &is);
	if (rc == DL_OK) rc = links_now(l, doc, &was);
	return rc == DL_OK ? links_set(l, j, &was, &is) : rc;
}

/* Does `up` still stand in windows of doc, and do those keys make them alike enough? */
static dl_status still_near(linker *l, int64_t doc, const tied *up, bool *near)
{
	joint *j, *o;
	int64_t alike = 0;
	shelf_trim(&l->sh);
	dl_status rc = shelf_get(&l->sh, l->st, up->doc, &o, l->err);
	if (rc == DL_OK) rc = shelf_get(&l->sh, l->st, doc, &j, l->err);
	int64_t least = rc == DL_OK ? link_alike(j->ord, o->ord) : 0;
	for (uint32_t i = 0, k = 0; rc == DL_OK && alike < least && i < j->n_keys && k < o->n_keys;) {
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
	*near = alike >= least;
	return rc;
}

/* Of those that left its window under a key, out[0..m), is one linked to it that stands near no more? */
static dl_status link_out(linker *l, const links *is, const offer *out, uint32_t m, bool *gone)
{
	dl_status rc = DL_OK;
	*gone = false;
	for (uint32_t i = 0; i < m; i++)
		for (uint32_t k = 0; k < is->n && rc == DL_OK && !*gone; k++) {
			bool near = true;
			if (is->v[k].doc == out[i].to) rc = still_near(l, out[i].doc, &is->v[k], &near);
			*gone = !near;
		}
	return rc;
}

/* New ones came into the windows of a document, v[0..n), and out[0..m) left one. Most are not alike enough to it, and
 * few were linked. */
static dl_status links_offered(linker *l, const offer *v, uint32_t n, const offer *out, uint32_t m)
{
	joint *j;
	links best = {0}, was;
	bool gone = false;
	dl_status rc = offers_best(l, v, n, &j, &best);
	if (rc != DL_OK || (!best.n && !m)) return rc;
	rc = links_now(l, v->doc, &was);
	if (rc == DL_OK) rc = link_out(l, &was, out, m, &gone);
	if (rc == DL_OK && gone) return links_full(l, v->doc);
	if (rc != DL_OK || !best.n) return rc;
	for (uint32_t i = 0; i < was.n; i++) links_offer(&best, &was.v[i]);
	rc = shelf_get(&l->sh, l->st, v->doc, &j, l->err);
	return rc == DL_OK ? links_set(l, j, &was, &best) : rc;
}

/* How many of the leads that left held the key. */
static uint32_t left_under(const left_list *left, uint64_t key)
{
	uint32_t n = 0;
	for (uint32_t i = 0; i < left->n; i++)
		for (uint32_t k = 0; left->v[i].lead && k < left->v[i].j->n_keys; k++) n += left->v[i].j->keys[k].key == key;
	return n;
}

/* Nothing came, and j left. Who was linked to it looks again at all; of the others that follow it under a key each has
 * at the far end of its window one more for each that left, and no better link than these can be new to it:
 *
 *      key tram    9  11  14  17  18  20  (21)  22  30         21 leaves: 22 has 9 in its window now, 30 has 11
 */
static dl_status felt_beyond(linker *l, const joint *j, const left_list *left)
{
	dl_status rc = DL_OK;
	for (uint32_t k = 0; k < j->n_keys && rc == DL_OK; k++) {
		key_row h = key_row_of(j, k);
		key_rows before = {0}, after = {0};
		uint32_t n = left_under(left, h.key);
		rc = window(l, &before, BEFORE, &h);
		if (rc == DL_OK) rc = window(l, &after, AFTER, &h);
		for (uint32_t i = 0; i < after.n; i++)
			for (uint32_t far = LINK_WINDOW - i; rc == DL_OK && far-- > 0 && far + n >= LINK_WINDOW - i;)
				if (far < before.n) rc = offer_add(l, &l->beyond, &after.v[i], &before.v[far], 1);
	}
	return rc;
}

/* v[0..n) came to stand at the far end of a document's windows. */
static dl_status links_beyond(linker *l, const offer *v, uint32_t n)
{
	joint *j;
	links was = {0}, is = {0};
	dl_status rc = links_now(l, v->doc, &was);
	is = was;
	for (uint32_t i = 0; i < n && rc == DL_OK; i++) {
		const tied far = {.doc = v[i].to};
		bool near = false;
		rc = still_near(l, v->doc, &far, &near);
		if (rc == DL_OK && near) rc = shelf_get(&l->sh, l->st, v->doc, &j, l->err);
		if (rc == DL_OK && near) rc = offer_one(l, j, v[i].to, &is);
	}
	if (rc == DL_OK) rc = shelf_get(&l->sh, l->st, v->doc, &j, l->err);
	return rc == DL_OK ? links_set(l, j, &was, &is) : rc;
}

/* Those behind a lead that left look again. */
static dl_status links_felt(linker *l, const left_list *left)
{
	dl_status rc = DL_OK;
	bool alone = !l->came.n && !l->lost.n;
	for (uint32_t i = 0; i < l->lost.n && rc == DL_OK; i++) rc = felt_behind(l, l->lost.v[i]);
	for (uint32_t i = 0; i < left->n && rc == DL_OK; i++) {
		const left_place *p = &left->v[i];
		if (p->lead) rc = alone ? felt_beyond(l, p->j, left) : felt_behind(l, p->j);
		if (rc == DL_OK) rc = ids_add(l->a, &l->full, &p->below, l->err);
		if (rc == DL_OK) rc = ids_add(l->a, &l->ends, &p->near, l->err);
	}
	return rc;
}

static dl_status links_find(linker *l, const left_list *left)
{
	dl_status rc = keys_put(l);
	if (rc == DL_OK) rc = links_felt(l, left);
	if (rc == DL_OK) rc = ids_add(l->a, &l->ends, &l->came, l->err);
	ids_sort(&l->full), ids_sort(&l->came);
	offers_sort(&l->near), offers_sort(&l->offers), offers_sort(&l->out), offers_sort(&l->beyond);
	for (uint32_t i = 0, n; i < l->near.n && rc == DL_OK; i += n)
		rc = links_new(l, &l->near.v[i], n = offers_to(&l->near, i));
	for (uint32_t i = 0; i < l->full.n && rc == DL_OK; i++)
		if (!ids_have(&l->came, l->full.v[i])) rc = links_full(l, l->full.v[i]);
	for (uint32_t i = 0, n, o = 0; i < l->offers.n && rc == DL_OK; i += n) {
		int64_t doc = l->offers.v[i].doc;
		n = offers_to(&l->offers, i);
		while (o < l->out.n && l->out.v[o].doc < doc) o++;
		uint32_t m = o < l->out.n && l->out.v[o].doc == doc ? offers_to(&l->out, o) : 0;
		if (!ids_have(&l->full, doc) && !ids_have(&l->came, doc))
			rc = links_offered(l, &l->offers.v[i], n, m ? &l->out.v[o] : NULL, m);
	}
	for (uint32_t i = 0, n; i < l->beyond.n && rc == DL_OK; i += n) {
		n = offers_to(&l->beyond, i);
		if (!ids_have(&l->full, l->beyond.v[i].doc)) rc = links_beyond(l, &l->beyond.v[i], n);
	}
	return rc;
}

dl_status batch_join(dl_store *st, arena *a, const ids *docs, const left_list *left, dl_error *err)
{
	ids sorted = {0}, parts = {0};
	linker l = {.st = st, .a = a, .err = err, .sh = {arena_new(0), .trim = st->memory / 16}, .docs = &sorted};
	dl_status rc = l.sh.a ? ids_add(a, &sorted, docs, err) : store_nomem(err);
	story_weights(&l.w);
	ids_sort(&sorted);
	if (rc == DL_OK) rc = riders_find(&l, left);
	if (rc == DL_OK) rc = links_find(&l, left);
	for (uint32_t i = 0; i < left->n && rc == DL_OK; i++) rc = add_one(&l, &parts, left->v[i].part);
	if (rc == DL_OK) rc = parts_join(st, a, &l.ends, &parts, err);
	arena_free(l.sh.a);
	return rc;
}
