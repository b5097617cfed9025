/* SPDX-License-Identifier: Apache-2.0
 *
 * inputs.c - operands to documents, in batches of bounded size.
 *
 * "news/" with b.txt and a.jsonl gives the documents of news/a.jsonl, line by line, then news/b.txt. JSON lines
 * are read a piece at a time, cut at line ends, so a file may be larger than memory; a page or a text is one
 * document and is read whole, up to FILE_MAX_BYTES. What cannot be read is said in one line and skipped.
 */
#include "cli/cli.h"
#include "read/read.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define FILE_MAX_BYTES  (64u << 20)   /* the largest article page seen is under 8 MiB                         */
#define PIECE_BYTES     (1u << 20)    /* of JSON lines: some 200 articles                                     */
#define DEPTH_MAX       32            /* folders in folders                                                   */
#define FILES_MAX       (1u << 24)

struct inputs {
	dl_read_options opt;
	char   **path;           /* [n_paths] files in order; "-" standard input                               */
	uint32_t n_paths, cap_paths, at;
	uint64_t total;          /* bytes of all files; 0 when one has no size                                  */
	bool     sizeless, failed;
	int      fd;             /* of path[at] while it is open, else -1                                       */
	char    *piece;          /* bytes of the open file that are not read yet                                */
	size_t   n_piece, cap_piece;
	uint64_t lines;          /* of the open file that are behind us                                         */
	bool     ended, by_line, begun;
	uint64_t done;
	uint32_t refused;
	VEC(dl_docs *) sets;     /* of the batch that was handed out                                            */
	VEC(const dl_doc *) docs;
	arena   *a;              /* of sets and docs                                                            */
};

static bool path_push(inputs *in, const char *path)
{
	if (in->n_paths == in->cap_paths) {
		uint32_t cap = in->cap_paths ? in->cap_paths * 2 : 64;
		char **p = cap > FILES_MAX ? NULL : realloc(in->path, cap * sizeof *p);
		if (!p) return false;
		in->path = p, in->cap_paths = cap;
	}
	return (in->path[in->n_paths] = strdup(path)) != NULL && ++in->n_paths;
}

static void refuse(inputs *in, const char *path, const char *why)
{
	cli_say("%s: %s", path, why);
	in->refused++;
}

static int by_name(const struct dirent **a, const struct dirent **b) { return strcmp((*a)->d_name, (*b)->d_name); }

/* Hidden files are left out: they are editors' and version control's. */
static int is_visible(const struct dirent *e) { return e->d_name[0] != '.'; }

/* A folder that is being walked, and the one that it lies in. */
typedef struct walk { const struct walk *up; dev_t dev; ino_t ino; int depth; } walk;

static void path_add(inputs *in, const char *path, const walk *up);

static void folder_add(inputs *in, const char *path, const struct stat *st, const walk *up)
{
	const walk here = {up, st->st_dev, st->st_ino, up ? up->depth + 1 : 0};
	struct dirent **list = NULL;
	for (const walk *w = up; w; w = w->up)
		if (w->dev == here.dev && w->ino == here.ino) {
			cli_say("%s: links back to a folder that it lies in: left out", path);
			return;
		}
	int n = here.depth < DEPTH_MAX ? scandir(path, &list, is_visible, by_name) : -1;
	if (n < 0) refuse(in, path, here.depth < DEPTH_MAX ? strerror(errno) : "folders are nested too deep");
	if (!n && !up) cli_say("%s: holds no file", path);
	for (int i = 0; i < n; i++) {
		char *sub = NULL;
		size_t len = strlen(path);
		if (asprintf(&sub, "%s%s%s", path, len && path[len - 1] == '/' ? "" : "/", list[i]->d_name) < 0)
			sub = NULL;
		if (sub) path_add(in, sub, &here);
		else in->failed = true;
		free(sub);
		free(list[i]);
	}
	free(list);
}

/* up: the folder that it was found in; NULL when it was named. */
static void path_add(inputs *in, const char *path, const walk *up)
{
	struct stat st;
	if (!strcmp(path, "-")) {
		in->sizeless = true;
		in->failed |= !path_push(in, path);
		return;
	}
	if (stat(path, &st) != 0) {
		refuse(in, path, strerror(errno));
		return;
	}
	if (S_ISDIR(st.st_mode)) {
		folder_add(in, path, &st, up);
		return;
	}
	if (!S_ISREG(st.st_mode) && up) return;
	in->total += (uint64_t)st.st_size;
	in->sizeless |= !S_ISREG(st.st_mode);
	in->failed |= !path_push(in, path);
}

int inputs_open(const cli *c, const dl_read_options *opt, inputs **out)
{
	*out = NULL;
	if (!c->n_operands)
		return cli_say("%s needs a file, a folder or - for standard input", c->cmd->name), CLI_USAGE;
	if (opt->published.n) {
		int32_t day;
		int64_t min;
		if (!day_parse(opt->published, &day, &min))
			return cli_say("--published does not take \"%.*s\": a day such as 2022-08-29 is wanted",
			               PRS(opt->published)), CLI_USAGE;
	}
	inputs *in = calloc(1, sizeof *in);
	if (!in || !(in->a = arena_new(0))) return free(in), cli_say("out of memory"), CLI_OUTPUT;
	in->opt = *opt, in->fd = -1;
	for (uint32_t i = 0; i < c->n_operands; i++) path_add(in, c->operands[i], NULL);
	*out = in;
	return CLI_OK;
}

uint64_t inputs_total_bytes(const inputs *in) { return in->sizeless ? 0 : in->total; }
uint32_t inputs_refused(const inputs *in) { return in->refused; }
bool inputs_failed(const inputs *in) { return in->failed; }

/* More of the open file behind what the piece holds. False at its end. */
static bool piece_fill(inputs *in)
{
	if (in->n_piece + PIECE_BYTES > in->cap_piece) {
		size_t cap = in->n_piece + PIECE_BYTES;
		char *p = realloc(in->piece, cap);
		if (!p) return in->failed = true, false;
		in->piece = p, in->cap_piece = cap;
	}
	size_t want = in->n_piece + PIECE_BYTES;
	while (in->n_piece < want) {
		ssize_t got = read(in->fd, in->piece + in->n_piece, want - in->n_piece);
		if (got < 0 && errno == EINTR) continue;
		if (got < 0) refuse(in, in->path[in->at], strerror(errno));
		if (got <= 0) return false;
		in->n_piece += (size_t)got, in->done += (uint64_t)got;
	}
	return true;
}

static void file_end(inputs *in)
{
	if (in->fd > 0) close(in->fd);
	in->fd = -1, in->n_piece = 0, in->lines = 0, in->ended = in->begun = in->by_line = false;
	in->at++;
}

static bool file_begin(inputs *in)
{
	const char *path = in->path[in->at];
	in->fd = strcmp(path, "-") ? open(path, O_RDONLY | O_CLOEXEC) : STDIN_FILENO;
	if (in->fd < 0) return refuse(in, path, strerror(errno)), false;
	in->begun = true;
	in->ended = !piece_fill(in);
	in->by_line = read_sniff((slice){in->piece, in->n_piece}) == READ_JSONL;
	return true;
}

/* read.c keeps a day that it could not read among what it does not know, first of all. */
static void tell_unread_day(const inputs *in, const dl_doc *d)
{
	const slice key = S("{\"published\":");
	size_t at;
	if (d->published_day != DL_DAY_NONE || d->extra.n < key.n || memcmp(d->extra.p, key.p, key.n)) return;
	slice day = slice_sub(d->extra, key.n, d->extra.n);
	if (slice_find(slice_sub(day, 1, day.n), S("\""), &at)) day = slice_sub(day, 0, at + 2);
	cli_say("%s: %.*s: published %.*s is no day that can be read: it stays unknown", in->path[in->at], PRS(d->id),
	        PRS(day));
}

static void take(inputs *in, slice bytes)
{
	dl_read_options opt = in->opt;
	dl_docs *set = NULL;
	const char *path = in->path[in->at];
	opt.file = strcmp(path, "-") ? cstr(path) : S("standard input");
	dl_docs **slot = VEC_PUSH(in->a, &in->sets);
	if (!slot || dl_read(bytes, &opt, &set) != DL_OK) {
		if (slot) in->sets.n--;
		in->failed = true;
		return;
	}
	*slot = set;
	for (uint32_t i = 0; i < dl_docs_refusals(set); i++) {
		dl_error e = *dl_docs_refusal(set, i);
		if (in->by_line) e.byte += in->lines;
		cli_fail(&e);
		in->refused++;
	}
	for (uint32_t i = 0; i < dl_docs_count(set); i++) {
		const dl_doc **d = VEC_PUSH(in->a, &in->docs);
		if (d) tell_unread_day(in, *d = dl_docs_get(set, i));
		else in->failed = true;
	}
}

/* The whole lines that the piece holds; all of it at the end of the file. */
static void take_lines(inputs *in)
{
	const char *nl = in->ended ? NULL : memrchr(in->piece, '\n', in->n_piece);
	size_t n = in->ended ? in->n_piece : nl ? (size_t)(nl - in->piece) + 1 : 0;
	if (!n && in->n_piece > FILE_MAX_BYTES) {
		refuse(in, in->path[in->at], "a line is longer than 64 MiB");
		in->ended = true, in->n_piece = 0;
		return;
	}
	if (n) take(in, (slice){in->piece, n});
	for (size_t i = 0; i < n; i++) in->lines += in->piece[i] == '\n';
	memmove(in->piece, in->piece + n, in->n_piece - n);
	in->n_piece -= n;
	if (!in->ended) in->ended = !piece_fill(in);
}

/* One step on: a piece of lines, or one whole file. */
static void step(inputs *in)
{
	if (!in->begun && !file_begin(in)) {
		file_end(in);
		return;
	}
	if (in->by_line) {
		take_lines(in);
		if (in->ended && !in->n_piece) file_end(in);
		return;
	}
	while (!in->ended && in->n_piece <= FILE_MAX_BYTES && !in->failed) in->ended = !piece_fill(in);
	if (in->n_piece > FILE_MAX_BYTES) refuse(in, in->path[in->at], "larger than 64 MiB");
	else if (in->n_piece) take(in, (slice){in->piece, in->n_piece});
	else refuse(in, in->path[in->at], "is empty");
	file_end(in);
}

static void batch_drop(inputs *in)
{
	for (uint32_t i = 0; i < in->sets.n; i++) dl_docs_free(in->sets.v[i]);
	memset(&in->sets, 0, sizeof in->sets);
	memset(&in->docs, 0, sizeof in->docs);
	arena_reset(in->a);
}

bool inputs_next(inputs *in, batch *b)
{
	uint64_t text = 0;
	uint32_t counted = 0;
	batch_drop(in);
	while (in->at < in->n_paths && in->docs.n < BATCH_DOCS && text < BATCH_BYTES && !in->failed) {
		step(in);
		for (; counted < in->docs.n; counted++) text += in->docs.v[counted]->text.n;
	}
	*b = (batch){in->docs.v, in->docs.n, in->done};
	return b->n > 0;
}

void inputs_close(inputs *in)
{
	if (!in) return;
	batch_drop(in);
	if (in->fd > 0) close(in->fd);
	for (uint32_t i = 0; i < in->n_paths; i++) free(in->path[i]);
	free(in->path);
	free(in->piece);
	arena_free(in->a);
	free(in);
}
