/* SPDX-License-Identifier: Apache-2.0
 *
 * cmd_extract.c - `dateline extract`: documents in, JSON lines out, in input order, without a store.
 *
 * "At least 23 people were killed, medics told AFP." gives one line with a report ASSAULT, its claim
 * killed [23, none) and the attribution AFP <- medics, each with its bytes. A batch of documents is mapped over
 * the threads, each with a lane of its own; lines are written in input order, so the number of threads shows only
 * in the time. Memory: one batch of text (4 MiB) and its lines.
 */
#include "cli/cli.h"

#include <stdlib.h>

typedef struct {
	READ_ARGS;
	uint32_t threads;
	bool json;
	const char *model, *data, *actors;
} extract_args;

static const option extract_opts[] = {
	OPT_READ(extract_args),
	OPT_THREADS(extract_args),
	{"json", OPT_FLAG, offsetof(extract_args, json), NULL, "JSON lines: the only form there is"},
	{"model", OPT_FILE, offsetof(extract_args, model), NULL, "read the weights of the language core from FILE"},
	{"data", OPT_FILE, offsetof(extract_args, data), NULL, "read the rule tables from the folder FILE"},
	{"actors", OPT_FILE, offsetof(extract_args, actors), NULL, "add the actors listed in FILE"},
	{0}
};

typedef struct {
	batch     b;
	dl_lane **lanes;
	buf      *out;               /* [b.n] a line each                                                       */
	dl_error *err;               /* [b.n] why a document has none                                           */
} job;

static void extract_one(void *ctx, uint32_t lane, uint32_t i)
{
	job *j = ctx;
	dl_facts facts;
	dl_lane *l = j->lanes[lane];
	dl_lane_reset(l);
	dl_status st = dl_facts_find(l, j->b.docs[i], &facts);
	if (st != DL_OK) {
		j->err[i] = *dl_lane_error(l);
		j->err[i].code = st;
		return;
	}
	tell_facts_json(&j->out[i], j->b.docs[i], &facts);
	buf_putc(&j->out[i], '\n');
}

static int extract_batch(job *j, uint32_t threads)
{
	int rc = CLI_OK;
	j->out = calloc(j->b.n, sizeof *j->out);
	j->err = calloc(j->b.n, sizeof *j->err);
	if (!j->out || !j->err || threads_map(threads, j->b.n, extract_one, j) != DL_OK) rc = CLI_OUTPUT;
	for (uint32_t i = 0; i < j->b.n && j->out && j->err; i++) {
		if (j->err[i].code) {
			cli_say("%.*s: %.*s: %s", PRS(j->b.docs[i]->file), PRS(j->b.docs[i]->id), j->err[i].text);
			rc = cli_worse(rc, j->err[i].code == DL_NOMEM ? CLI_OUTPUT : CLI_UNREAD);
		}
		if (rc != CLI_OUTPUT) rc = cli_worse(rc, cli_flush(&j->out[i]));
		else buf_free(&j->out[i]);
	}
	free(j->out);
	free(j->err);
	return rc;
}

static int extract_all(const cli *c, inputs *in, const workers *w)
{
	job j = {.lanes = w->lanes};
	progress p;
	int rc = CLI_OK;
	progress_start(&p, c, inputs_total_bytes(in));
	while (rc != CLI_OUTPUT && inputs_next(in, &j.b)) {
		rc = cli_worse(rc, extract_batch(&j, w->n));
		progress_show(&p, j.b.bytes, j.b.n);
	}
	progress_end(&p);
	if (inputs_failed(in)) cli_say("out of memory"), rc = CLI_OUTPUT;
	if (inputs_refused(in)) rc = cli_worse(rc, CLI_UNREAD);
	return rc;
}

static int run(cli *c, const void *args)
{
	const extract_args *a = args;
	const dl_read_options opt = READ_OPTIONS(a);
	const dl_kb_options kb = {.model = a->model, .data = a->data, .actors = a->actors};
	inputs *in = NULL;
	workers w = {0};
	int rc = inputs_open(c, &opt, &in);
	if (rc == CLI_OK) rc = workers_open(&w, &kb, a->threads);
	if (rc == CLI_OK) rc = extract_all(c, in, &w);
	workers_close(&w);
	inputs_close(in);
	return rc;
}

const command cmd_extract = {
	.name = "extract", .operands = "FILE|DIR|-...", .help = "documents in, what each reports out, as JSON lines",
	.about = "Reads plain text, HTML or JSON lines (id, url, outlet, title, published, text), finds what each "
	         "document reports, who says so and where the passage stands, and prints one line of JSON for each "
	         "document, in input order. Needs no store. The form is told in dateline(5).\n\nA line of JSON may carry "
	         "marks, [[3,12],[40,46]]: bytes of its text that somebody marked as telling a happening. Such a document "
	         "reports what is marked and nothing else.\n\nA folder gives its "
	         "files in sorted order; - is standard input. The kind of a file is found from its bytes, not from "
	         "its name. A file or line that cannot be read is told on standard error with its place and reason, "
	         "and the others go on.",
	.examples = "dateline extract --outlet 'BBC News' --published 2022-08-30 article.txt\n"
	            "zcat archive.jsonl.gz | dateline extract --threads 8 - > facts.jsonl\n",
	.opts = extract_opts, .args_bytes = sizeof(extract_args), .run = run,
};
