/* SPDX-License-Identifier: Apache-2.0
 *
 * store.h - one SQLite file: documents and people's decisions are the truth; facts, keys, stories are a cache
 * that dl_store_rebuild() makes again. The only room that contains SQL.
 */
#ifndef DL_STORE_H
#define DL_STORE_H

#include "story/story.h"

typedef struct { uint32_t added, known, refused; } store_added;

/* Open or create. readonly: never writes. DL_IO, DL_BUSY, DL_NEWER, DL_BAD. */
dl_status dl_store_open(const char *path, bool readonly, dl_store **st, dl_error *err);
void      dl_store_close(dl_store *st);

/* Add documents with their facts, in one transaction; a document with a hash, outlet and day that is there
 * already is counted as known. Touched components get new story rows. */
dl_status dl_store_add(dl_store *st, dl_lane *lane, const dl_doc *const *docs, const dl_facts *const *facts,
                       uint32_t n, store_added *out, dl_error *err);

/* A row of the list of stories, newest first. Strings live in a. */
typedef struct {
	uint64_t id;
	slice headline;
	uint32_t docs, outlets, origins, disputes;
	int64_t first_min, last_min;
	slice figures;               /* "killed 23+, injured 380": latest, in words; may be empty               */
} store_story;
dl_status dl_store_stories(dl_store *st, arena *a, store_story **rows, uint32_t *n, dl_error *err);

/* The assembly of the component that holds story id (0: the newest; DL_MISSING when none), over documents
 * published by as_of_min (DL_MIN_NONE: all). *story indexes out->stories. Memory is the lane's. */
dl_status dl_store_assemble(dl_store *st, dl_lane *lane, uint64_t id, int64_t as_of_min, dl_assembly *out,
                            uint32_t *story, dl_error *err);

/* Every document and its facts in canonical order (published, hash), one at a time. */
typedef dl_status (*store_each)(void *ctx, const dl_doc *doc, const dl_facts *facts);
dl_status dl_store_each(dl_store *st, store_each fn, void *ctx, dl_error *err);

/* Re-hash every text, check every passage, run SQLite's own check. Each fault calls fault(ctx, what). */
dl_status dl_store_check(dl_store *st, void (*fault)(void *ctx, const char *what), void *ctx, dl_error *err);

#endif
