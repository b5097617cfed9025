/* SPDX-License-Identifier: Apache-2.0
 *
 * inner.h - shared inside src/store only: the handle, its statements, rows to documents and back.
 */
#ifndef DL_STORE_INNER_H
#define DL_STORE_INNER_H

#include "dateline_inner.h"
#include "store/store.h"

#include <sqlite3.h>
#include <zstd.h>

#define STRINGIZE(x) #x
#define STRING(x) STRINGIZE(x)
#define STORE_STATEMENTS 96              /* more than there are; the cache is searched by the SQL's address        */

struct dl_store {
	sqlite3      *db;
	struct { const char *sql; sqlite3_stmt *s; } q[STORE_STATEMENTS];
	uint32_t      n_q;
	ZSTD_CCtx    *zc;
	ZSTD_DCtx    *zd;
	bool          readonly;
	size_t        memory;            /* bytes to work in; the shares of it are in the files that use them         */
	char          path[232];         /* for messages                                                       */
};

/* ---------------------------------------------------------------- open.c */
/* The statement of this literal, reset and ready to be bound; NULL: *err says why. */
sqlite3_stmt *store_q(dl_store *st, const char *sql, dl_error *err);
/* Step a statement that gives rows; *row is false at the end. */
dl_status store_row(dl_store *st, sqlite3_stmt *s, bool *row, dl_error *err);
/* Step a statement that gives none. */
dl_status store_do(dl_store *st, sqlite3_stmt *s, dl_error *err);
/* Prepare, bind n integers, step: for statements that give no row. */
dl_status store_exec(dl_store *st, dl_error *err, const char *sql, int n, ...);
/* The same for one integer out; DL_MISSING without a row (*err untouched). */
dl_status store_int(dl_store *st, dl_error *err, int64_t *out, const char *sql, int n, ...);
dl_status store_fail(dl_store *st, dl_error *err);       /* the database's last error, in our words          */
dl_status store_nomem(dl_error *err);
dl_status store_begin(dl_store *st, dl_error *err);
/* Commit when rc is DL_OK, else undo; gives back rc or why the commit failed. */
dl_status store_end(dl_store *st, dl_status rc, dl_error *err);

void    bind_slice(sqlite3_stmt *s, int at, slice v);
void    bind_min(sqlite3_stmt *s, int at, int64_t min);  /* DL_MIN_NONE becomes NULL                         */
slice   column_slice(sqlite3_stmt *s, int at);           /* borrowed until the statement moves               */
int64_t column_min(sqlite3_stmt *s, int at);

/* ---------------------------------------------------------------- rows.c */
/* The row's columns, in this order in every statement. */
#define DOC_COLUMNS                                                                                                \
	"hash,outlet,day,min,seen,name,credit,title,url,lang,author,file,extra,mended,bytes,text,blocks,seal"
dl_status doc_bind(dl_store *st, arena *a, sqlite3_stmt *s, const dl_doc *d, dl_error *err);   /* ?1 .. ?18  */
dl_status doc_load(dl_store *st, arena *a, sqlite3_stmt *s, int at, dl_doc *d, dl_error *err); /* from column at */
uint64_t  doc_hash(arena *a, const dl_doc *d);           /* of all that its row holds                            */
/* hash (may be NULL): of all that was found in it. */
dl_status facts_load(dl_store *st, arena *a, int64_t id, dl_facts *f, uint64_t *hash, dl_error *err);
dl_status facts_save(dl_store *st, arena *a, int64_t id, const dl_facts *f, dl_error *err);
/* Fields of two copies of one document made one; true when *into changed. */
bool      doc_merge(dl_doc *into, const dl_doc *from);
int       doc_order(const dl_doc *a, const dl_doc *b);   /* published, hash, outlet                          */

/* ---------------------------------------------------------------- add.c */
/* Its row alone. */
dl_status doc_row(dl_store *st, arena *tmp, const dl_doc *d, int64_t *id, dl_error *err);
/* Save a document's facts when they are not there yet, and give it a place. */
dl_status doc_place(dl_store *st, arena *tmp, int64_t id, const dl_doc *d, const dl_facts *f, bool save, dl_error *err);

/* ---------------------------------------------------------------- parts.c, small things */
typedef VEC(int64_t) ids;
bool ids_push(arena *a, ids *v, int64_t id);
dl_status ids_add(arena *a, ids *to, const ids *from, dl_error *err);
void ids_sort(ids *v);                                   /* sorted, each once                                */
bool ids_have(const ids *v, int64_t id);                 /* of sorted ones                                   */
/* Row id to number, 0 when new: open addressing; row ids begin at 1. NULL: out of memory. */
typedef struct { int64_t *id; uint32_t *val; uint32_t cap, n; } idmap;
uint32_t *idmap_put(idmap *m, arena *a, int64_t id);
/* The first column of every row that the statement gives for v. */
dl_status ids_of(dl_store *st, arena *a, ids *out, dl_error *err, const char *sql, int64_t v);

/* ---------------------------------------------------------------- places.c */
typedef struct {                 /* what joins a document to others                                           */
	int64_t   doc, ord, sign;
	uint64_t  text;          /* its hash                                                                */
	dl_facts  f;             /* terms and sketch alone                                                  */
	gist      g;
	near_key  keys[STORY_NEAR_KEYS];
	uint64_t  copies[STORY_COPY_KEYS];
	uint32_t  n_keys, n_copies;
} joint;
/* trim: when it holds so many bytes it begins anew, 0 never */
typedef struct { arena *a; idmap at; VEC(joint *) v; size_t trim; } shelf;
dl_status shelf_get(shelf *sh, dl_store *st, int64_t doc, joint **out, dl_error *err);
void      shelf_trim(shelf *sh);         /* between two documents: what it gave out may be gone afterwards        */

/* A document that left its place, and those it leaves behind: that rode on it, or were linked below it or to it. */
typedef struct { joint *j; int64_t part; bool lead; ids riders, below, near; } left_place;
typedef VEC(left_place) left_list;

int64_t   ord_minute(int64_t ord);
#define ORD_UNDATED INT32_MAX            /* the minute of those without a day: behind all others                   */
/* What joins a document to others, as its row holds it. {NULL, 0}: no memory. */
slice     joint_pack(arena *a, const dl_doc *d, const dl_facts *f);
/* The row of a place and of what joins it, alone. */
dl_status place_row(dl_store *st, arena *a, int64_t doc, const dl_doc *d, const dl_facts *f, dl_error *err);
/* Give a document a place, which batch_join() then links. */
dl_status place_put(dl_store *st, arena *a, int64_t doc, const dl_doc *d, const dl_facts *f, dl_error *err);
dl_status place_drop(dl_store *st, arena *a, int64_t doc, left_list *left, dl_error *err);
/* Out of the index of keys, with its links. */
dl_status lead_drop(dl_store *st, arena *a, const joint *j, ids *below, ids *near, dl_error *err);

/* ---------------------------------------------------------------- a batch that is joined to what is there */
typedef struct { uint64_t key; int64_t ord, doc, weight, tied; } key_row;   /* a row of the index of keys        */
typedef struct { int64_t doc, to, alike, least; } offer; /* `to` is in the window of doc, by keys so alike  */
typedef VEC(key_row) key_rows;
typedef VEC(offer) offer_list;
typedef struct {
	dl_store *st;
	arena    *a;
	dl_error *err;
	pair_weights w;
	shelf     sh;
	const ids *docs;         /* new places, sorted                                                      */
	VEC(joint *) lost;       /* leads that are none any more                                            */
	ids       came;          /* new leads                                                               */
	key_rows  keys;          /* of the new leads                                                        */
	offer_list near;         /* of the new leads: all that stand in their windows                       */
	ids       full;          /* other leads whose links are to be found again                           */
	ids       ends;          /* documents whose links or rides changed                                  */
	offer_list offers;       /* for others, of new leads                                                */
	offer_list out;          /* whom others were linked to, and who left their window under one key     */
	offer_list beyond;       /* for others, of those at the far end of their windows since leads left       */
} linker;

/* ---------------------------------------------------------------- riders.c */
/* Rides of the batch, and of those that it concerns: fills lost, came, keys, full and ends. */
dl_status riders_find(linker *l, const left_list *left);

/* ---------------------------------------------------------------- links.c */
#define LEVELS 9u
#define LINK_WINDOW 6        /* documents before one, under each of its keys                                */
#define LINKS_UP    2u       /* of these, those that it is linked to                                        */
typedef struct { int64_t doc, ord, chance; } tied;
typedef struct { tied v[LINKS_UP]; uint32_t n; } links;
key_row key_row_of(const joint *j, uint32_t key);
/* The bit by which a row of the index of keys tells of a document that its lead is linked to. Fifteen fit in two bytes;
 * a document that shares the bit of another is looked at in vain. */
#define TIED_BITS 15
int64_t tied_bit(int64_t doc);
/* Among the best, if it is one of them. */
void    links_offer(links *to, const tied *t);
/* How alike the keys (story_near_keys) must make two leads of these ords for them to be compared. */
int64_t link_alike(int64_t x, int64_t y);
/* How far down a link of two documents of these ords holds, of LEVELS. */
int64_t link_level(int64_t chance, int64_t x, int64_t y);
/* A batch: docs have a new place, left have none any more. Rides, links and parts are made true again. */
dl_status batch_join(dl_store *st, arena *a, const ids *docs, const left_list *left, dl_error *err);

/* ---------------------------------------------------------------- parts.c */
/* The parts around these documents, whose links or rides changed, and what is left of the parts `lost`. */
dl_status parts_join(dl_store *st, arena *a, const ids *docs, const ids *lost, dl_error *err);

/* ---------------------------------------------------------------- rebuild.c */
/* Places for the documents of a store that an older program wrote. */
dl_status places_mend(dl_store *st, dl_error *err);

/* ---------------------------------------------------------------- decision.c */
/* Decisions in force, as assembly takes them. */
dl_status decisions_load(dl_store *st, arena *a, story_decisions *out, dl_error *err);

/* ---------------------------------------------------------------- find.c */
typedef struct {
	uint64_t id, story;      /* of an event its own and its story's                                         */
	bool     event;
	bool     went;           /* the id that was asked for is none any more: this is where it went           */
	bool     lost;           /* it was an event's, of which no report is left: this is where it was told    */
} named;
/* text: an id or its beginning. DL_MISSING, DL_USAGE (ambiguous: *err names two). */
dl_status id_named(dl_store *st, slice text, named *out, dl_error *err);

/* ---------------------------------------------------------------- stories.c */
store_story story_row(arena *a, const dl_assembly *as, const dl_story *s);     /* as the list shows it            */

/* ---------------------------------------------------------------- load.c */
/* Rows of the documents with this giver's id, or else with this hash in hex. */
dl_status docs_named(dl_store *st, arena *a, slice name, ids *found, dl_error *err);
bool hex_range(slice text, uint64_t *low, uint64_t *high);      /* of the ids that begin with 1..16 hex digits */
typedef struct {                 /* documents of a part, ready to be assembled                                 */
	uint32_t n;
	int64_t *id;
	const dl_doc **docs;
	const dl_facts **facts;
	uint32_t *rides;         /* index + 1 of the lead that one rides on, 0 for a lead                       */
	uint64_t *story;         /* by the last refresh, 0 none                                                */
	uint64_t *what;          /* hash of the document as it is stored, with its facts                       */
} part_docs;
dl_status part_load(dl_store *st, arena *a, int64_t part, int64_t as_of_min, part_docs *out, dl_error *err);
/* Loads the part and assembles it in the lane; *p empty and nothing told when nothing was published by then. */
dl_status part_assemble(dl_store *st, dl_lane *lane, int64_t part, int64_t as_of_min, const story_decisions *decided,
                        part_docs *p, dl_assembly *out, dl_error *err);

#endif
