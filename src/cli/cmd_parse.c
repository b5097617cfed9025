/* SPDX-License-Identifier: Apache-2.0
 *
 * cmd_parse.c - `dateline parse`: what the language core sees, as CoNLL-U.
 *
 * In: CoNLL-U (its words, comments and MISC are kept, tags, lemmas, tree and names found anew) or plain text, a
 * paragraph a line. Out: CoNLL-U; names stand in MISC (Name=B-PER), and for text also the byte where each word starts.
 * For measuring the core and for looking at a sentence that was misread; nothing is extracted.
 */
#include "cli/cli.h"
#include "text/text.h"

#include <stdio.h>

#define PARSE_MAX_BYTES (1u << 30)

typedef struct { const char *model; } parse_args;

static const option parse_opts[] = {
	{"model", OPT_FILE, offsetof(parse_args, model), NULL, "read the weights of the language core from FILE"},
	{0}
};

static dl_status blocks_by_line(slice text, arena *a, dl_doc *doc)
{
	VEC(dl_block) list = {0};
	for (size_t at = 0; at < text.n; ) {
		const char *nl = memchr(text.p + at, '\n', text.n - at);
		size_t end = nl ? (size_t)(nl - text.p) : text.n;
		if (slice_trim((slice){text.p + at, end - at}).n) {
			dl_block *b = VEC_PUSH(a, &list);
			if (!b) return DL_NOMEM;
			b->at = (dl_span){(uint32_t)at, (uint32_t)end};
		}
		at = end + 1;
	}
	*doc = (dl_doc){.text = text, .blocks = list.v, .n_blocks = list.n};
	return DL_OK;
}

static dl_status parse_bytes(const text_model *m, slice bytes, workspace *w, buf *out)
{
	dl_tokens t;
	dl_doc doc;
	dl_status st;
	uint32_t mended;
	bool conllu = conllu_is(bytes);
	if (!conllu && bytes.n > DL_TEXT_MAX_BYTES)
		return error_set(w->err, DL_LIMIT, "text", 0, "over %u bytes", DL_TEXT_MAX_BYTES);
	bytes = utf8_mend(w->out, bytes, &mended);
	if (conllu) {
		if ((st = conllu_read(bytes, w, &t)) == DL_OK) st = text_tag(m, w, &t);
		if (st == DL_OK) conllu_rewrite(out, &t, bytes);
	} else {
		if ((st = blocks_by_line(bytes, w->out, &doc)) == DL_OK) st = text_parse(m, &doc, w, &t);
		if (st == DL_OK) conllu_write(out, &t);
	}
	return st;
}

static int parse_all(const cli *c, const text_model *m, workspace *w)
{
	int rc = CLI_OK;
	for (uint32_t i = 0; i < c->n_operands && rc != CLI_OUTPUT; i++) {
		slice bytes;
		buf out = {0};
		const char *path = strcmp(c->operands[i], "-") ? c->operands[i] : "/dev/stdin";
		dl_status st = file_slurp(path, PARSE_MAX_BYTES, w->out, &bytes, w->err);
		if (st == DL_OK && (st = parse_bytes(m, bytes, w, &out)) != DL_OK)
			snprintf(w->err->where, sizeof w->err->where, "%s", path);
		rc = cli_worse(rc, st == DL_OK ? (c->out_tty ? cli_flush : cli_flush_raw)(&out) : cli_fail(w->err));
		buf_free(&out);
		arena_reset(w->out);
		arena_reset(w->tmp);
	}
	return rc;
}

static int run(cli *c, const void *args)
{
	const parse_args *a = args;
	dl_error err = {0};
	text_model *m = NULL;
	workspace w = {arena_new(0), arena_new(0), &err};
	int rc = CLI_OK;
	if (!c->n_operands) cli_say("parse needs a file, or - for standard input"), rc = CLI_USAGE;
	else if (!w.out || !w.tmp) cli_say("out of memory"), rc = CLI_OUTPUT;
	else if (text_model_open(a->model, &m, &err) != DL_OK) rc = cli_fail(&err);
	else rc = parse_all(c, m, &w);
	text_model_close(m);
	arena_free(w.out);
	arena_free(w.tmp);
	return rc;
}

const command cmd_parse = {
	.name = "parse", .operands = "FILE|-...", .help = "text or CoNLL-U in, words with tags, tree and names "
	                                                  "out, as CoNLL-U",
	.about = "Shows what the language core makes of a text: words, lemmas, parts of speech, the dependency tree "
	         "and names (Name=B-PER in the last column).\n\nA file of CoNLL-U keeps its words, sentences, "
	         "comments, multiword tokens and last column; features and the enhanced graph are left out, everything "
	         "else is found anew. Any other file is plain text, a paragraph a line, and Start= gives the byte where a "
	         "word starts (of the mended text, where a byte was no UTF-8). A sentence of text over 512 words is cut, "
	         "one of CoNLL-U refused.",
	.examples = "echo 'Police shot two men.' | dateline parse - # one sentence\n",
	.opts = parse_opts, .args_bytes = sizeof(parse_args), .run = run,
};
