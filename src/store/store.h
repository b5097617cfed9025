/* SPDX-License-Identifier: Apache-2.0
 *
 * store.h - one SQLite file: documents and decisions are the truth; facts, keys, parts and story rows are a cache that
 * dl_store_rebuild() makes again. The only room that contains SQL.
 *
 *   doc ──┬── facts      what extraction found in it                          cache
 *         └── place ───  part, story                                          cache
 *               └ joint  what joins the document to others                    cache
 *   key, copy ── doc     who shares a key, in order of publication            cache
 *   link ─── doc         which earlier documents one is linked to             cache
 *   part ─┬─ story       one row per story: the list that people see          cache
 *         └─ event       finds the part that holds an event                   cache
 *   moved                ids of stories and events that were merged away -> where they went
 *   decision ── anchor   what people decided, and the documents, reports, claims it names: kept, like documents
 *
 * A part is what is assembled at once: documents that links (links.c) hold together, at the first level at which they
 * are few enough (parts.c). Adding documents changes only the parts that they touch, which become stale;
 * dl_store_refresh() assembles stale parts. Killed at any moment, a store opens again whole: every batch is one
 * transaction, and stale parts stay marked.
 *
 * All of it depends on the set of documents only, never on the order in which they came, and what a batch costs does
 * not depend on how many documents the store holds: docs/DESIGN.md, "Bounds".
 */
#ifndef DL_STORE_H
#define DL_STORE_H

#include "story/story.h"

#define STORE_PART_DOCS   512u    /* that tell, assembled at once: bounds memory, some 100 KB each            */
#define STORE_PART_RIDERS 512u    /* near copies that tell, on top of these                                   */
#define STORE_PART_TEXTS  4096u   /* near copies that are there with their text                               */

typedef struct { uint32_t added, known, merged; } store_added;      /* merged: known, but told something new  */

/* Open or create. readonly: never writes, and the file must exist. DL_IO (absent, no permission, disk), DL_BUSY,
 * DL_NEWER, DL_BAD (not a store, damaged); *err says which in words. */
dl_status dl_store_open(const char *path, bool readonly, dl_store **st, dl_error *err);
void      dl_store_close(dl_store *st);
/* Work in about so many bytes, in all: the database's pages, documents on hand, assembly. The answer is the same with
 * any number; below STORE_MEMORY_LEAST it works as with that. Without this call: STORE_MEMORY. */
#define STORE_MEMORY       (256ull << 20)
#define STORE_MEMORY_LEAST (64ull << 20)
dl_status dl_store_memory(dl_store *st, uint64_t bytes, dl_error *err);
/* From here until it is closed, read the store as it is now, whatever others write meanwhile; they do not wait. */
dl_status dl_store_snapshot(dl_store *st, dl_error *err);

/* Add documents with their facts, in one transaction: all of them or, after a failure, none. A document with a
 * text, outlet and day that is there already is known: of its other fields the store keeps what is told, and of two
 * different words the first in byte order, so that the order of adding does not show. */
dl_status dl_store_add(dl_store *st, dl_lane *lane, const dl_doc *const *docs, const dl_facts *const *facts,
                       uint32_t n, store_added *out, dl_error *err);

/* Take documents out, in one transaction: all of them, or none when one of the ids is no document's (DL_MISSING). */
dl_status dl_store_remove(dl_store *st, const slice *ids, uint32_t n, uint32_t *removed, dl_error *err);

/* Assemble what is stale, over n_lanes threads. step (may be NULL) is told how many parts are done of how many. */
typedef void (*store_step)(void *ctx, uint32_t done, uint32_t of);
dl_status dl_store_refresh(dl_store *st, dl_lane *const *lanes, uint32_t n_lanes, store_step step, void *ctx,
                           dl_error *err);

/* Throw the cache away and make it again from the documents. */
dl_status dl_store_rebuild(dl_store *st, dl_lane *const *lanes, uint32_t n_lanes, store_step step, void *ctx,
                           dl_error *err);

/* What people decide. by: who and why, and when (minutes UTC). Each appends a decision, gives its number, and marks
 * stale what it touches; DL_MISSING or DL_USAGE when it cannot be, and then nothing is appended. */
typedef struct { slice who, why; int64_t at_min; } store_by;
/* Two stories become one, or two events of one story. */
dl_status dl_store_merge(dl_store *st, dl_lane *lane, const slice id[2], const store_by *by, uint32_t *number,
                         dl_error *err);
/* words[0]: a story or event; the documents in words[1 .. n) leave it, together. */
dl_status dl_store_split(dl_store *st, dl_lane *lane, const slice *words, uint32_t n, const store_by *by,
                         uint32_t *number, dl_error *err);
/* EVENT.FIELD.ACCOUNT was misread or is none: it is shown, and not counted. */
dl_status dl_store_set_aside(dl_store *st, dl_lane *lane, slice account, const store_by *by, uint32_t *number,
                             dl_error *err);
/* words: an event, a field's name, a value, which stands as the desk's own account (typed.c of story). */
dl_status dl_store_type(dl_store *st, dl_lane *lane, const slice words[3], const store_by *by, uint32_t *number,
                        dl_error *err);
/* Take a decision back; an undo too. */
dl_status dl_store_undo(dl_store *st, uint32_t which, const store_by *by, uint32_t *number, dl_error *err);

typedef struct {
	uint32_t number, undoes;     /* undoes: 0 nothing                                                       */
	int64_t  at_min;
	slice    kind, who, why, what;   /* what: the ids that were given                                       */
	slice    value;              /* that was typed, behind the name of its field: "killed 31"               */
	bool     in_force;
	bool     damaged;            /* not as it was made, and therefore not in force                              */
} store_decision;
/* All of them in the order in which they were made. Memory is a's. */
dl_status dl_store_decisions(dl_store *st, arena *a, store_decision **rows, uint32_t *n, dl_error *err);
/* doc_id() of the documents that a decision names. */
dl_status dl_store_decision_docs(dl_store *st, arena *a, uint32_t number, uint64_t **docs, uint32_t *n, dl_error *err);

/* A row of the list of stories, newest first. Strings live in a. Rows are those of the last refresh. */
typedef struct {
	uint64_t id;
	slice headline;
	uint32_t docs, outlets, origins, disputes;
	int64_t first_min, last_min;
	slice figures;               /* "killed 23+, injured 380": latest, in words; may be empty               */
} store_story;
/* As of a moment (else DL_MIN_NONE, and lane may be NULL): parts that were published on both sides of it are
 * assembled again from what was there. */
dl_status dl_store_stories(dl_store *st, dl_lane *lane, int64_t as_of_min, arena *a, store_story **rows, uint32_t *n,
                           dl_error *err);

/* The story that text names: an id of a story or event, or its beginning (4 hex digits or more), or, when text is
 * empty, the newest one. DL_MISSING, DL_USAGE (ambiguous: *err names two). Follows ids that were merged away. */
dl_status dl_store_find(dl_store *st, slice text, uint64_t *id, dl_error *err);

/* A number that a commit of any other program changes. It is this handle's own: another one's says nothing. */
dl_status dl_store_version(dl_store *st, int64_t *version, dl_error *err);

/* The part that holds story id: stories of one part are assembled together, and share an assembly. DL_MISSING. */
dl_status dl_store_part_of(dl_store *st, uint64_t id, int64_t *part, dl_error *err);

/* The story that holds the document with the giver's id, or with that hash in hex. DL_MISSING. */
dl_status dl_store_story_of(dl_store *st, slice doc, uint64_t *id, dl_error *err);

/* The assembly of the part that holds story id, over documents published by as_of_min (DL_MIN_NONE: all).
 * *story indexes out->stories. Memory is the lane's, until it is reset. DL_MISSING: no such story by then. */
dl_status dl_store_assemble(dl_store *st, dl_lane *lane, uint64_t id, int64_t as_of_min, dl_assembly *out,
                            uint32_t *story, dl_error *err);

/* Every part, in an order that depends on the documents only. */
typedef dl_status (*store_part)(void *ctx, const dl_assembly *a);
dl_status dl_store_each_part(dl_store *st, dl_lane *lane, store_part fn, void *ctx, dl_error *err);

/* The document with the giver's id, or with that hash in hex. Memory is a's. facts may be NULL. */
dl_status dl_store_doc(dl_store *st, slice id, arena *a, dl_doc *doc, dl_facts *facts, dl_error *err);

/* Every document and its facts in canonical order (published, hash), one at a time. */
typedef dl_status (*store_each)(void *ctx, const dl_doc *doc, const dl_facts *facts);
dl_status dl_store_each(dl_store *st, store_each fn, void *ctx, dl_error *err);

/* Re-hash every text, check every passage and the parts, run SQLite's own check. Each fault calls fault(ctx, what). */
dl_status dl_store_check(dl_store *st, void (*fault)(void *ctx, const char *what), void *ctx, dl_error *err);

typedef struct { uint64_t docs, parts, stories, stale, bytes; uint32_t largest_part; } store_size;
dl_status dl_store_size(dl_store *st, store_size *out, dl_error *err);

#endif
