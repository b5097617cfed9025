/* SPDX-License-Identifier: Apache-2.0
 *
 * inner.h - shared inside src/read only: what the readers of one kind hand to read.c, and the line rules.
 */
#ifndef DL_READ_INNER_H
#define DL_READ_INNER_H

#include "read/read.h"

/* Limits. A page of news is under 2 MiB of HTML and under 100 levels deep; the limits leave room. */
#define HTML_MAX_BYTES  (16u << 20)
#define HTML_MAX_DEPTH  600u               /* gumbo frees its tree by recursion                                 */
#define LINE_MAX_BYTES  (32u << 20)        /* one line of JSON: 4 MiB of text, each byte escaped, and some      */
#define LINE_FOLD       640                /* bytes of a line that the rules of furniture.tsv look at           */

/* --- rules.c: data/en/furniture.tsv and agencies.tsv, parsed once per dl_read() */
typedef struct {
	slice    glob;           /* folded; '*' any text, '#' digits                                        */
	uint32_t line;           /* of furniture.tsv                                                        */
	uint8_t  kind;           /* dl_block_kind                                                           */
	bool     weak;           /* "furniture?": only for a line that does not end like a sentence         */
	uint32_t next;           /* next rule that starts with the same byte, 0 none                        */
} line_rule;

typedef struct { slice alias, name; bool caps_only; } agency_alias;

typedef struct {
	VEC(line_rule) rules;        /* entry 0 "none"                                                      */
	uint32_t first[256];         /* by the glob's first byte; '*' holds those that start with a wildcard */
	VEC(agency_alias) agencies;  /* longest alias first                                                 */
} line_rules;

dl_status line_rules_open(arena *a, line_rules *r, dl_error *err);
/* Lower case, ASCII quotes and dashes, single spaces; at most cap bytes. Returns its length. */
size_t line_fold(slice s, char *to, size_t cap);
/* First rule of the table that matches the folded line: its entry, or NULL. */
const line_rule *line_rule_find(const line_rules *r, slice folded);
bool   glob_match(slice glob, slice s);
/* Agency named by exactly these words ("AP", "The Associated Press"): its canonical name, or empty. */
slice  agency_named(const line_rules *r, slice words);
/* Every agency named anywhere in s, joined by "; ", in order of appearance; empty when none. */
slice  agencies_in(const line_rules *r, arena *a, slice s);

/* --- blocks.c */
dl_status blocks_find(const line_rules *r, arena *a, dl_doc *doc);

/* --- when.c: days and hours as feeds and pages write them; also what day_parse() reads. */
bool when_parse(slice s, int32_t *day, int64_t *min);

/* --- foreign.c */
/* What the bytes are when they are no article ("a PDF file"), else NULL. */
const char *foreign_kind(slice bytes);
/* False of a text of some length whose words are not those of English. */
bool        reads_english(slice text);

/* --- encode.c */
/* The bytes as UTF-8: by BOM, else by declared (a label such as "iso-8859-1"; may be empty), else, where they hold
 * no UTF-8 at all, as windows-1252, else as they are and mended. *mended counts bytes that were replaced.
 * DL_BAD: a charset nobody can convert. */
dl_status to_utf8(arena *a, slice bytes, slice declared, slice *out, uint32_t *mended, dl_error *err);
/* What an HTML page or an XML declaration says in its first bytes; empty when nothing. */
slice     declared_charset(slice bytes);
bool      bom_charset(slice bytes, slice *label, size_t *bom_bytes);

/* --- what a reader of one kind found; docs_add() makes a dl_doc of it */
typedef struct {
	slice id, outlet, credit, title, url, lang, author, published, text, extra;
	uint32_t mended;
	uint64_t place;              /* line or byte in the input, for refusals                             */
	const dl_block *blocks;      /* from a page's own structure; NULL: read them off the text           */
	uint32_t n_blocks;
} draft;

struct dl_docs {
	arena *a;                    /* documents, refusals, rules: all of this struct's life               */
	arena *tmp;                  /* one document's scratch                                              */
	line_rules rules;
	dl_read_options opt;         /* slices copied into a                                                */
	VEC(dl_doc *) docs;
	VEC(dl_error) refusals;
	bool nomem;
};

void docs_add(dl_docs *d, const draft *f);
void docs_refuse(dl_docs *d, dl_status code, uint64_t place, const char *fmt, ...)
	__attribute__((format(printf, 4, 5)));
bool docs_full(const dl_docs *d);

void jsonl_read(dl_docs *d, slice bytes);
void html_read(dl_docs *d, slice bytes);

/* --- json_fields.c: one JSON object with news fields, as JSON lines and JSON-LD have them */
struct json_t;
slice json_text(arena *a, struct json_t *v);   /* a string, number, {"name": ...} or list of them, ", "     */

#endif
