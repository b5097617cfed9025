/* SPDX-License-Identifier: Apache-2.0
 *
 * cache.c - assemblies that were made lately, so that who goes from a story to its articles waits once.
 *
 * A part of some hundred documents takes seconds to assemble, and every page of every story in it needs the same
 * assembly. It is kept until the store changes: one connection, which holds no transaction, asks SQLite for the number
 * that every commit of anybody raises. Assemblies are only read, so requests on several threads share one; `users`
 * counts them. One is made at a time, which bounds memory and keeps two requests from making the same one twice.
 *
 *   version of the store -> snapshot -> looked up by part, moment -> found, or made and kept
 *
 * The version is read before the snapshot is taken: what is kept may be newer than its version says, never older.
 */
#include "serve/inner.h"
#include "dateline_inner.h"

#include <pthread.h>
#include <stdlib.h>
#include <sys/stat.h>

#define KEPT        8u
#define KEPT_BYTES  (128u << 20)     /* of all of them, or one that is larger: a part of 900 documents takes it     */

struct held {
	int64_t     part, as_of_min, version;
	dl_lane    *lane;            /* owns a                                                                 */
	dl_assembly a;
	uint32_t    users;
	uint64_t    turn;            /* of its last use                                                        */
};

struct cache {
	const char     *path;
	dl_store       *watch;       /* only asked for its version, under lock                                 */
	struct stat     file;        /* that watch has open: another may have taken its name since             */
	int64_t         files;       /* so far                                                                 */
	pthread_mutex_t lock;        /* of everything here                                                     */
	pthread_mutex_t making;      /* held while an assembly is made; taken before lock                      */
	held           *kept[KEPT];
	uint64_t        turn;
};

static dl_status watch_open(cache *c, dl_error *err)
{
	dl_store_close(c->watch), c->watch = NULL;
	if (stat(c->path, &c->file) != 0) memset(&c->file, 0, sizeof c->file);
	c->files++;
	return dl_store_open(c->path, true, &c->watch, err);
}

dl_status cache_new(const char *path, cache **out, dl_error *err)
{
	cache *c = calloc(1, sizeof *c);
	*out = NULL;
	if (!c) return error_set(err, DL_NOMEM, "serve", 0, "out of memory");
	c->path = path;
	pthread_mutex_init(&c->lock, NULL);
	pthread_mutex_init(&c->making, NULL);
	dl_status rc = watch_open(c, err);
	if (rc != DL_OK) cache_free(c);
	else *out = c;
	return rc;
}

static void held_free(held *h)
{
	if (h) dl_lane_free(h->lane);
	free(h);
}

void cache_free(cache *c)
{
	if (!c) return;
	for (uint32_t i = 0; i < KEPT; i++) held_free(c->kept[i]);
	dl_store_close(c->watch);
	pthread_mutex_destroy(&c->lock);
	pthread_mutex_destroy(&c->making);
	free(c);
}

const char *cache_path(const cache *c) { return c->path; }

dl_status cache_version(cache *c, int64_t *version, dl_error *err)
{
	*version = 0;
	struct stat now;
	dl_status rc = DL_OK;
	pthread_mutex_lock(&c->lock);
	bool other = stat(c->path, &now) != 0 || now.st_ino != c->file.st_ino || now.st_dev != c->file.st_dev;
	if (other || !c->watch) rc = watch_open(c, err);
	if (rc == DL_OK) rc = dl_store_version(c->watch, version, err);
	*version |= c->files << 32;      /* SQLite's own number has 32 bits                                      */
	pthread_mutex_unlock(&c->lock);
	return rc;
}

const dl_assembly *held_assembly(const held *h) { return &h->a; }

static size_t held_bytes(const held *h) { return arena_bytes(h->lane->w.out) + arena_bytes(h->lane->w.tmp); }

static uint32_t story_of_id(const dl_assembly *a, uint64_t id)
{
	for (uint32_t i = 1; i < a->n_stories; i++)
		if (a->stories[i].id == id) return i;
	return 0;
}

/* Under lock. A story that an earlier moment knew under another id is not found here: it is made. */
static held *find(cache *c, const wanted *w, int64_t part, uint32_t *story)
{
	for (uint32_t i = 0; i < KEPT; i++) {
		held *h = c->kept[i];
		if (!h || h->part != part || h->as_of_min != w->as_of_min || h->version != w->version) continue;
		if (!(*story = story_of_id(&h->a, w->id))) continue;
		h->users++, h->turn = ++c->turn;
		return h;
	}
	return NULL;
}

/* Under lock. Room for h: what is out of date goes, then what was not used for longest. What has users stays. */
static void keep(cache *c, held *h)
{
	for (;;) {
		size_t bytes = held_bytes(h);
		uint32_t room = KEPT, oldest = KEPT;
		for (uint32_t i = 0; i < KEPT; i++) {
			held *k = c->kept[i];
			if (k && k->version != h->version && !k->users) held_free(k), k = c->kept[i] = NULL;
			if (!k) {
				room = i;
				continue;
			}
			bytes += held_bytes(k);
			if (!k->users && (oldest == KEPT || k->turn < c->kept[oldest]->turn)) oldest = i;
		}
		if (room < KEPT && (bytes <= KEPT_BYTES || oldest == KEPT)) {
			c->kept[room] = h;
			return;
		}
		/* All places are in use: it is freed by its last user instead. */
		if (oldest == KEPT) return;
		held_free(c->kept[oldest]), c->kept[oldest] = NULL;
	}
}

static dl_status make(dl_store *st, const wanted *w, held **out, uint32_t *story, dl_error *err)
{
	held *h = calloc(1, sizeof *h);
	dl_status rc = h ? dl_lane_new(NULL, &h->lane) : DL_NOMEM;
	if (rc != DL_OK) error_set(err, rc, "serve", 0, "out of memory");
	else rc = dl_store_assemble(st, h->lane, w->id, w->as_of_min, &h->a, story, err);
	if (rc == DL_OK) *out = h;
	else held_free(h);
	return rc;
}

dl_status cache_get(cache *c, dl_store *st, const wanted *w, held **out, uint32_t *story, dl_error *err)
{
	int64_t part;
	*out = NULL;
	dl_status rc = dl_store_part_of(st, w->id, &part, err);
	if (rc != DL_OK) return rc;
	pthread_mutex_lock(&c->lock);
	*out = find(c, w, part, story);
	pthread_mutex_unlock(&c->lock);
	if (*out) return DL_OK;
	pthread_mutex_lock(&c->making);
	/* Whoever was before us may have made it. */
	pthread_mutex_lock(&c->lock);
	*out = find(c, w, part, story);
	pthread_mutex_unlock(&c->lock);
	if (!*out && (rc = make(st, w, out, story, err)) == DL_OK) {
		held *h = *out;
		h->part = part, h->as_of_min = w->as_of_min, h->version = w->version, h->users = 1;
		pthread_mutex_lock(&c->lock);
		h->turn = ++c->turn;
		keep(c, h);
		pthread_mutex_unlock(&c->lock);
	}
	pthread_mutex_unlock(&c->making);
	return rc;
}

void cache_give_back(cache *c, held *h)
{
	if (!h) return;
	bool ours = false;
	pthread_mutex_lock(&c->lock);
	h->users--;
	for (uint32_t i = 0; i < KEPT; i++) ours |= c->kept[i] == h;
	bool last = !ours && !h->users;
	pthread_mutex_unlock(&c->lock);
	if (last) held_free(h);
}
