/* SPDX-License-Identifier: Apache-2.0
 *
 * cli.h - what the commands share: the table they stand in, their options, their input and their output.
 *
 * A command is one file cmd_NAME.c that defines `const command cmd_NAME`, and one row in commands.c. Its help,
 * manual page and shell completion are printed from that definition, so they cannot disagree with it.
 */
#ifndef DL_CLI_H
#define DL_CLI_H

#include "tell/tell.h"

#include <stddef.h>
#include <stdio.h>

enum {                       /* exit status of every command                                               */
	CLI_OK = 0,
	CLI_USAGE = 1,           /* the command line is wrong                                                  */
	CLI_UNREAD = 2,          /* some input, or the store, could not be read                                */
	CLI_DISPUTED = 3,        /* --fail-on disputed, and there are disputes                                 */
	CLI_OUTPUT = 4           /* standard output, or the store, could not be written                        */
};

/* ---------------------------------------------------------------- options: a row each, zero by default */
typedef enum {
	OPT_FLAG,                /* bool                                                                       */
	OPT_TEXT,                /* const char *                                                               */
	OPT_FILE,                /* const char *                                                               */
	OPT_U32,                 /* uint32_t                                                                   */
	OPT_MOMENT               /* int64_t, minutes UTC; "2022-08-29" means the end of that day               */
} opt_kind;

typedef struct {
	const char *name;        /* without the dashes; NULL ends a table                                      */
	opt_kind    kind;
	size_t      field;       /* offset in the command's arguments                                          */
	const char *fallback;    /* default, as one would write it; NULL none                                  */
	const char *help;        /* one line; names its value in capitals: "at most N sentences"               */
} option;

typedef struct cli cli;      /* this run: what was asked, where it goes                                    */

typedef struct {
	const char *name;
	const char *operands;    /* for the synopsis: "FILE|DIR|- ..."; NULL: takes none                       */
	const char *help;        /* one line                                                                   */
	const char *about;       /* paragraphs for the manual, split by empty lines                            */
	const char *examples;    /* lines "command # what it does"                                             */
	const option  *opts;
	size_t      args_bytes;  /* of the structure that opts fill                                            */
	int       (*run)(cli *c, const void *args);
} command;

extern const command *const commands[];      /* ends with NULL                                             */
const command *command_find(const char *name);

struct cli {
	const command *cmd;
	char         **operands;
	uint32_t       n_operands;
	bool           out_tty, err_tty;
	uint32_t       width;    /* columns of the terminal, 80 when unknown                                   */
	bool           colour;   /* stdout is a terminal and NO_COLOR is not set                               */
};

/* Rows that several commands share; the structure has members of these names. */
#define OPT_STORE(T)   {"store", OPT_FILE, offsetof(T, store), "dateline.db", "the store is FILE"}
#define OPT_THREADS(T) {"threads", OPT_U32, offsetof(T, threads), "1", "use N worker threads"}
#define OPT_MEMORY(T)  {"memory", OPT_U32, offsetof(T, memory), "256", "work in about N MB, 64 or more"}
#define OPT_FORM(T) \
	{"json", OPT_FLAG, offsetof(T, json), NULL, "JSON lines, also on a terminal"}, \
	{"plain", OPT_FLAG, offsetof(T, plain), NULL, "text for people, also in a pipe"}
#define OPT_READ(T) \
	{"outlet", OPT_TEXT, offsetof(T, outlet), NULL, "outlet NAME of documents that do not say it"}, \
	{"published", OPT_TEXT, offsetof(T, published), NULL, "DAY of publication of documents that do not say it"}, \
	{"url", OPT_TEXT, offsetof(T, url), NULL, "URL of a document that does not say it"}, \
	{"title", OPT_TEXT, offsetof(T, title), NULL, "TITLE of a document that does not say it"}, \
	{"credit", OPT_TEXT, offsetof(T, credit), NULL, "agency NAME credited by documents that do not say it"}
#define READ_ARGS const char *outlet, *published, *url, *title, *credit

/* Fill *args (zeroed, with defaults) from argv; operands go to c. False: said why on stderr. */
bool options_parse(const option *table, int argc, char **argv, void *args, cli *c);
const char *option_value_name(const option *o, char buf[24]);      /* "N", "FILE", "DAY"; NULL for a flag      */

/* ---------------------------------------------------------------- help.c */
void help_command(buf *b, const command *cmd);
void help_all(buf *b);
void help_man(buf *b, const command *cmd);       /* cmd NULL: dateline(1)                                   */
void help_completion(buf *b);                    /* bash                                                    */

/* ---------------------------------------------------------------- out.c: the only file that prints */
void cli_say(const char *fmt, ...) __attribute__((format(printf, 1, 2)));      /* a line on stderr           */
int  cli_fail(const dl_error *err);              /* says it; exit status for it                             */
int  cli_unwritten(const dl_error *err);         /* the same of a store that was to be written              */
int  cli_write(slice s);                         /* all of s on stdout: CLI_OK or CLI_OUTPUT                */
int  cli_flush_raw(buf *b);                      /* the same, byte for byte: words of a text in a pipe         */
int  cli_flush(buf *b);                          /* cli_write, then empties b; CLI_OUTPUT when b failed     */
int  cli_worse(int a, int b);                    /* the one that matters more                               */
int64_t cli_now_min(void);                       /* minutes UTC, for what people do: never for an answer */
bool cli_wants_json(const cli *c, bool json, bool plain);

typedef struct { uint64_t done, total; uint32_t docs; int64_t began_ms, shown_ms; bool on; } progress;
void progress_start(progress *p, const cli *c, uint64_t total_bytes);
void progress_show(progress *p, uint64_t done_bytes, uint32_t docs);
void progress_end(progress *p);

/* ---------------------------------------------------------------- inputs.c: operands to documents, in batches */
#define BATCH_BYTES (4u << 20)       /* text of a batch: bounds memory, and is long enough to fill the threads */
#define BATCH_DOCS  1024u

typedef struct inputs inputs;
typedef struct {
	const dl_doc **docs;         /* [n] in input order; valid until the next call                           */
	uint32_t n;
	uint64_t bytes;              /* read so far, over all inputs                                            */
} batch;

/* Folders become their files, in sorted order, at every depth; "-" is standard input. CLI_OK or a status. */
int  inputs_open(const cli *c, const dl_read_options *opt, inputs **in);
uint64_t inputs_total_bytes(const inputs *in);   /* 0: unknown, because standard input is among them        */
bool inputs_next(inputs *in, batch *b);          /* false at the end                                        */
uint32_t inputs_refused(const inputs *in);       /* so far; each was said on stderr                         */
bool inputs_failed(const inputs *in);            /* out of memory                                           */
void inputs_close(inputs *in);

/* ---------------------------------------------------------------- work.c: lanes, the store, one story */
typedef struct { dl_kb *kb; dl_lane **lanes; uint32_t n; } workers;
/* opt NULL: lanes that assemble but cannot extract, ready at once because nothing is loaded. CLI_OK or a status. */
int  workers_open(workers *w, const dl_kb_options *opt, uint32_t threads);
void workers_close(workers *w);

/* Facts of a batch, found over the lanes: each lies in a block of its own, which outlives the lanes' next document. */
typedef struct { void *block; dl_facts facts; dl_error err; } found;
int  work_facts(workers *w, const batch *b, found *out);       /* says what failed; CLI_OK, _UNREAD, _OUTPUT  */
void found_free(found *f, uint32_t n);

/* Open the store for reading, and assemble what is stale if it may be written. Says what is wrong. */
int  work_store(const cli *c, const char *path, dl_store **st, workers *w);
/* Open a store that is there to change it, with lanes that assemble. Says what is wrong. */
int  work_writable(const char *path, dl_store **st, workers *w);
/* Open for writing, to work in so many MB. */
int  work_open(const char *path, uint32_t memory_mb, dl_store **st);

typedef struct {
	const char *store, *fail_on;
	int64_t     as_of;
	uint32_t    most, words;
	bool        json, plain, all;
} story_args;
#define OPT_STORY(T) \
	OPT_STORE(T), \
	{"as-of", OPT_MOMENT, offsetof(T, as_of), NULL, "answer from what had been published by TIME (UTC)"}, \
	{"fail-on", OPT_TEXT, offsetof(T, fail_on), NULL, "exit with status 3 when there is WHAT: disputed"}, \
	OPT_FORM(T)
typedef void (*teller)(buf *b, const dl_assembly *a, uint32_t story, const tell_options *o);
/* What brief, grid, timeline and disputes do: find the story, assemble it, tell it. */
int  work_story(const cli *c, const story_args *a, teller text, teller json);

static inline slice cstr(const char *s) { return s ? (slice){s, strlen(s)} : (slice){0}; }
#define READ_OPTIONS(a) \
	((dl_read_options){.outlet = cstr((a)->outlet), .published = cstr((a)->published), .url = cstr((a)->url), \
	                   .title = cstr((a)->title), .credit = cstr((a)->credit)})

#endif
