/* SPDX-License-Identifier: Apache-2.0
 *
 * base.h - what every room may use and what knows nothing about news: memory, text, errors, bytes, days, tables.
 *
 * Memory: stages never call malloc; they take an arena. Three lifetimes: what the program knows (kb), the
 * results of the current document (lane->doc), one call's scratch (lane->tmp, rewound by whoever marked it).
 * Nothing here prints or exits.
 */
#ifndef DL_BASE_H
#define DL_BASE_H

#include "dateline.h"

#include <assert.h>
#include <stdarg.h>
#include <stdbool.h>
#include <string.h>

typedef dl_slice slice;
#define S(lit)  ((slice){(lit), sizeof(lit) - 1})      /* slice of a string literal            */
#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define PRS(s)  (int)(s).n, (s).p                     /* for "%.*s"                           */

static inline uint32_t min_u32(uint32_t a, uint32_t b) { return a < b ? a : b; }
static inline uint32_t max_u32(uint32_t a, uint32_t b) { return a > b ? a : b; }

/* ---------------------------------------------------------------- arena: bump allocation in blocks */
typedef struct arena arena;
typedef struct { void *block; size_t used; } arena_mark_t;

arena *arena_new(size_t block_bytes);         /* NULL when out of memory; 0 means 64 KiB blocks            */
void   arena_free(arena *a);                  /* accepts NULL                                             */
void   arena_reset(arena *a);                 /* everything back; keeps the first block                   */
void  *arena_alloc(arena *a, size_t bytes);   /* zeroed, 16-aligned; NULL when out of memory              */
void  *arena_grow(arena *a, void *old, size_t old_bytes, size_t new_bytes); /* like realloc; new part zeroed */
arena_mark_t arena_mark(const arena *a);
void   arena_rewind(arena *a, arena_mark_t m);
/* Has a request failed since the arena was made or reset? Strings that could not be made are empty, so whoever ends a
 * piece of work asks this before he hands it out. */
bool   arena_ran_out(const arena *a);
size_t arena_bytes(const arena *a);           /* held from the system                                     */
size_t arena_peak(bool anew);                 /* most that all arenas held together; anew: from now on      */
slice  arena_copy(arena *a, slice s);         /* NUL-terminated behind its end; {NULL,0} when out of memory */
slice  arena_printf(arena *a, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
#define ARENA_ARRAY(a, type, n) ((type *)arena_alloc((a), sizeof(type) * (size_t)(n)))

/* A growable array in an arena: struct { T *v; uint32_t n, cap; }. PUSH evaluates to a pointer to the new,
 * zeroed entry, or NULL when out of memory. */
#define VEC(T) struct { T *v; uint32_t n, cap; }
#define VEC_PUSH(a, vec) \
	((vec)->n == (vec)->cap && !vec_grow((a), (void **)&(vec)->v, &(vec)->cap, sizeof *(vec)->v) \
	 ? NULL : &(vec)->v[(vec)->n++])
bool vec_grow(arena *a, void **v, uint32_t *cap, size_t item_bytes);

/* What a stage is given to work with. out: results of the current document or call; tmp: scratch, which the
 * stage marks and rewinds; err: where it says what failed. */
typedef struct { arena *out, *tmp; dl_error *err; } workspace;
static inline bool ran_out(const workspace *w) { return arena_ran_out(w->out) || arena_ran_out(w->tmp); }

/* ---------------------------------------------------------------- errors */
dl_status error_set(dl_error *err, dl_status code, const char *where, uint64_t byte, const char *fmt, ...)
	__attribute__((format(printf, 5, 6)));     /* returns code; err may be NULL                            */

/* ---------------------------------------------------------------- slices */
static inline bool slice_eq(slice a, slice b) { return a.n == b.n && (a.n == 0 || !memcmp(a.p, b.p, a.n)); }
int   slice_cmp(slice a, slice b);             /* byte order                                               */
bool  slice_eq_fold(slice a, slice b);         /* ASCII letters without case                               */
bool  slice_starts(slice s, slice prefix);
bool  slice_ends(slice s, slice suffix);
/* Is s one of the n words; does it start, end with one of them? */
bool  slice_among(slice s, const char *const *words, size_t n);
bool  slice_split(slice *s, char sep, slice *piece);    /* next piece of *s up to sep, trimmed; false at the end */
bool  slice_among_fold(slice s, const char *const *words, size_t n);
bool  slice_starts_among(slice s, const char *const *words, size_t n);
bool  slice_ends_among(slice s, const char *const *words, size_t n);
slice slice_trim(slice s);                     /* ASCII white space and U+00A0 at both ends                 */
static inline slice slice_sub(slice s, size_t from, size_t to)         /* cut to what s has                          */
{
	if (to > s.n) to = s.n;
	if (from > to) from = to;
	return (slice){s.p ? s.p + from : "", to - from};
}
bool  slice_find(slice hay, slice needle, size_t *at);
bool  slice_i64(slice s, int64_t *out);        /* the whole of s is a decimal number                       */
static inline slice span_text(slice text, dl_span at) { return slice_sub(text, at.start, at.end); }
static inline bool span_overlap(dl_span a, dl_span b) { return a.start < b.end && b.start < a.end; }

/* ---------------------------------------------------------------- UTF-8 */
uint32_t utf8_next_wide(const char *p, const char *end, int *len);       /* what utf8_next() does beyond ASCII */
/* Next code point of [p, end); *len its bytes (>= 1). An invalid byte gives U+FFFD with len 1. */
static inline uint32_t utf8_next(const char *p, const char *end, int *len)
{
	return (unsigned char)*p < 0x80 ? *len = 1, (unsigned char)*p : utf8_next_wide(p, end, len);
}
int      utf8_put(char *to, uint32_t cp);      /* bytes written, 1..4                                      */
bool     utf8_valid(slice s, size_t *bad_at);
slice    utf8_mend(arena *a, slice s, uint32_t *replaced);     /* each bad byte becomes U+FFFD; drops NUL   */
slice    utf8_lower(arena *a, slice s);        /* simple case folding (utf8proc), no locale                 */
slice    utf8_plain(arena *a, slice s);        /* lower case, accents dropped, typographic quotes to ASCII  */
size_t   utf8_plain_to(char *to, slice s);     /* the same into 2 * s.n + 8 bytes; returns how many were used */
bool     utf8_is_alpha(uint32_t cp);
bool     utf8_is_upper(uint32_t cp);
bool     utf8_is_space(uint32_t cp);

/* ---------------------------------------------------------------- growing output, and JSON */
typedef struct { char *p; size_t n, cap; bool failed; } buf;   /* heap; failed: out of memory, text cut      */
void  buf_free(buf *b);
void  buf_end(buf *whole, buf *part);           /* frees a part that was put into whole, which fails if the part did */
void  buf_put(buf *b, slice s);
void  buf_puts(buf *b, const char *s);
void  buf_putc(buf *b, char c);
void  buf_i64(buf *b, int64_t v);               /* a whole number in decimal                                  */
void  buf_printf(buf *b, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
static inline slice buf_slice(const buf *b) { slice s = {b->p ? b->p : "", b->n}; return s; }
void  json_str(buf *b, slice s);               /* quoted, escaped; s must be valid UTF-8                    */
/* Key of an object member: writes a comma when needed, then "key":. The byte before decides. */
void  json_key(buf *b, const char *key);
void  json_item(buf *b);                       /* a comma when the byte before is not [ { : or nothing      */
void  json_key_str(buf *b, const char *key, slice s);
void  json_key_i64(buf *b, const char *key, int64_t v);
void  json_key_null(buf *b, const char *key);

/* ---------------------------------------------------------------- hash, days, files */
uint64_t hash64(const void *p, size_t n, uint64_t seed);       /* XXH3, the same on every machine          */
static inline uint64_t hash_slice(slice s) { return hash64(s.p, s.n, 0); }
static inline uint64_t hash_mix(uint64_t h, uint64_t x)
{
	h ^= x + 0x9e3779b97f4a7c15u + (h << 6) + (h >> 2);
	h *= 0xff51afd7ed558ccdu;
	return h ^ (h >> 32);
}

int32_t day_from_ymd(int y, int m, int d);     /* days since 1970-01-01, proleptic Gregorian               */
void    day_to_ymd(int32_t day, int *y, int *m, int *d);
int     day_weekday(int32_t day);              /* 1 Monday .. 7 Sunday                                     */
int     days_in_month(int y, int m);
void    day_iso_week(int32_t day, int *iso_year, int *iso_week);
/* "2022-08-29", with an optional "T19:00[:00]" and "Z" or "+03:00". *min is UTC, DL_MIN_NONE without an hour. */
bool    day_parse(slice s, int32_t *day, int64_t *min);
/* A moment that somebody asks for: the same forms; a day alone means its last minute. False: neither.          */
bool    moment_parse(slice s, int64_t *min);
slice   day_print(arena *a, int32_t day);      /* "2022-08-29"                                             */
slice   min_print(arena *a, int64_t min);      /* "2022-08-29T19:00"                                       */

dl_status file_slurp(const char *path, size_t max_bytes, arena *a, slice *out, dl_error *err);
typedef struct { const void *p; size_t n; int owned; } file_map;
dl_status file_map_open(const char *path, file_map *m, dl_error *err);
void      file_map_close(file_map *m);

/* ---------------------------------------------------------------- tables: lines of tab-separated columns
 * '#' at the start of a line is a comment; empty lines are skipped; columns are trimmed. */
typedef struct {
	slice    name, rest;
	uint32_t line;           /* of the row just read, from 1                                            */
} tsv;
#define TSV_COLS 16
/* Next row into cols[TSV_COLS]; absent columns are empty. Returns the number of columns, 0 at the end. */
int tsv_next(tsv *t, slice cols[TSV_COLS]);

/* Files built into the binary: data/en/NAME.tsv, web files, model, gazetteer. Made by the Makefile. */
typedef struct { const char *name; const char *start, *end; } embedded;
extern const embedded embedded_files[];        /* ends with name NULL                                      */
bool embedded_find(const char *name, slice *out);
/* The table NAME: from folder when it is not NULL (DL_IO when absent there), else the one built in. */
dl_status table_open(const char *folder, const char *name, arena *a, tsv *out, dl_error *err);
dl_status table_bad(dl_error *err, const tsv *t, const char *why, slice word);   /* DL_BAD at the row that was read */

/* ---------------------------------------------------------------- threads
 * Run fn(ctx, lane, item) for item 0..n-1 over `threads` threads; lane 0..threads-1 is the thread's number.
 * Items are handed out in order, one at a time. Returns DL_NOMEM when no thread can be made. */
dl_status threads_map(uint32_t threads, uint32_t n, void (*fn)(void *ctx, uint32_t lane, uint32_t item), void *ctx);

/* String to index: open addressing over an arena. Keys are borrowed. */
typedef struct { uint64_t *hash; slice *key; uint32_t *val; uint32_t cap, n; arena *a; } strmap;
void      strmap_init(strmap *m, arena *a);
uint32_t *strmap_put(strmap *m, slice key);    /* value slot, 0 when new; NULL when out of memory           */
uint32_t  strmap_get(const strmap *m, slice key);      /* 0 when absent                                    */

/* Words and what they are, a bit each, in a table of a fixed size: for what is indexed once where no arena is at
 * hand, so that nothing can fail. slots: a power of two, a third more than the words or larger. Words are borrowed. */
typedef struct { slice word; uint64_t bits; } word_slot;               /* word.n 0: free                       */
typedef struct { word_slot *v; uint32_t slots, n; } word_set;
void      word_add(word_set *t, slice word, uint64_t bits);
uint64_t  word_bits(const word_set *t, slice word);  /* 0 when absent or empty                              */

/* "More than 2,000" is kept as the closed bound 2,001, and told as it was. */
static inline bool count_is_more_than(const dl_count *c)
{
	return c->hi == DL_COUNT_MAX && !c->decimals && c->flags & DL_C_MORE;
}

#endif
