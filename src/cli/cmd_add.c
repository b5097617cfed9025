/* SPDX-License-Identifier: Apache-2.0
 *
 * cmd_add.c - `dateline add`: documents into the store.
 *
 * A batch is read, its facts are found over the threads, and it is stored in one transaction; then the stories that
 * it touched are assembled. Killed at any moment and run again, it completes: what is stored is known.
 */
#include "cli/cli.h"

#include <stdlib.h>

typedef struct {
	READ_ARGS;
	const char *store, *model, *data, *actors;
	uint32_t threads, memory;
	bool json, plain;
} add_args;

static const option add_opts[] = {
	OPT_READ(add_args),
	OPT_STORE(add_args),
	OPT_THREADS(add_args),
	OPT_MEMORY(add_args),
	OPT_FORM(add_args),
	{"model", OPT_FILE, offsetof(add_args, model), NULL, "read the weights of the language core from FILE"},
	{"data", OPT_FILE, offsetof(add_args, data), NULL, "read the rule tables from the folder FILE"},
	{"actors", OPT_FILE, offsetof(add_args, actors), NULL, "add the actors listed in FILE"},
	{0}
};

/* broken: the store took nothing of this batch and will not take the next. */
static int store_batch(dl_store *st, workers *w, const batch *b, store_added *sum, bool *broken)
{
	dl_error err = {0};
	store_added one = {0};
	found *f = calloc(b->n, sizeof *f);
	const dl_doc **docs = calloc(b->n, sizeof *docs);
	const dl_facts **facts = calloc(b->n, sizeof *facts);
	uint32_t n = 0;
	int rc = f && docs && facts ? work_facts(w, b, f) : CLI_OUTPUT;
	for (uint32_t i = 0; i < b->n && rc != CLI_OUTPUT; i++)
		if (!f[i].err.code) docs[n] = b->docs[i], facts[n++] = &f[i].facts;
	if (rc != CLI_OUTPUT && n && dl_store_add(st, w->lanes[0], docs, facts, n, &one, &err) != DL_OK) {
		rc = cli_unwritten(&err);
		*broken = true;
	}
	sum->added += one.added, sum->known += one.known, sum->merged += one.merged;
	found_free(f, b->n);
	free(docs);
	free(facts);
	return rc;
}

static void step(void *ctx, uint32_t done, uint32_t of)
{
	const cli *c = ctx;
	if (c->err_tty && done < of) fprintf(stderr, "\r\033[Kassembling: %u of %u", done, of);
	else if (c->err_tty) fputs("\r\033[K", stderr);
}

static int report(const cli *c, const add_args *a, const store_added *sum, uint32_t refused, dl_store *st)
{
	dl_error err = {0};
	store_size size;
	buf b = {0};
	if (dl_store_size(st, &size, &err) != DL_OK) return cli_fail(&err);
	if (cli_wants_json(c, a->json, a->plain)) {
		buf_putc(&b, '{');
		json_key_i64(&b, "added", sum->added);
		json_key_i64(&b, "known", sum->known);
		json_key_i64(&b, "completed", sum->merged);
		json_key_i64(&b, "refused", refused);
		json_key_i64(&b, "documents", (int64_t)size.docs);
		json_key_i64(&b, "stories", (int64_t)size.stories);
		buf_puts(&b, "}\n");
	} else {
		buf_printf(&b, "%u added, %u known already, %u refused; ", sum->added, sum->known, refused);
		buf_printf(&b, "%s now holds %llu documents in %llu stories\n", a->store,
		           (unsigned long long)size.docs, (unsigned long long)size.stories);
	}
	return cli_flush(&b);
}

static int add_all(cli *c, const add_args *a, inputs *in, dl_store *st, workers *w)
{
	dl_error err = {0};
	store_added sum = {0};
	progress p;
	batch b;
	int rc = CLI_OK;
	progress_start(&p, c, inputs_total_bytes(in));
	bool broken = false;
	while (rc != CLI_OUTPUT && !broken && inputs_next(in, &b)) {
		rc = cli_worse(rc, store_batch(st, w, &b, &sum, &broken));
		progress_show(&p, b.bytes, b.n);
	}
	progress_end(&p);
	if (inputs_failed(in)) cli_say("out of memory"), rc = CLI_OUTPUT;
	if (inputs_refused(in)) rc = cli_worse(rc, CLI_UNREAD);
	if (rc == CLI_OUTPUT || broken) return rc;
	if (dl_store_refresh(st, w->lanes, w->n, step, c, &err) != DL_OK) return cli_unwritten(&err);
	return cli_worse(rc, report(c, a, &sum, inputs_refused(in), st));
}

static int run(cli *c, const void *args)
{
	const add_args *a = args;
	const dl_read_options opt = READ_OPTIONS(a);
	const dl_kb_options kb = {.model = a->model, .data = a->data, .actors = a->actors};
	inputs *in = NULL;
	workers w = {0};
	dl_store *st = NULL;
	int rc = inputs_open(c, &opt, &in);
	if (rc == CLI_OK) rc = work_open(a->store, a->memory, &st);
	if (rc == CLI_OK) rc = workers_open(&w, &kb, a->threads);
	if (rc == CLI_OK) rc = add_all(c, a, in, st, &w);
	dl_store_close(st);
	workers_close(&w);
	inputs_close(in);
	return rc;
}

const command cmd_add = {
	.name = "add", .operands = "FILE|DIR|-...", .help = "read documents into the store",
	.about = "Reads plain text, HTML or JSON lines into the store, finds what each document reports, and "
	         "assembles the stories that they touch. The same document (text, outlet and day) twice is one. "
	         "Prints how many were added, were known already and were refused; why one was refused is told on "
	         "standard error.\n\nEach batch is stored whole or not at all. Killed at any moment and run again, "
	         "the command completes. The answer depends on the documents only: not on their order, the number of "
	         "threads, or the memory. --memory counts what the command allocates; the weights and places that are "
	         "part of the program come on top, some 30 MB, and so does a line that is longer than 1 MB.",
	.examples = "dateline add --outlet 'BBC News' --published 2022-08-30 article.html\n"
	            "dateline add --threads 8 news/ archive.jsonl    # folders are walked in sorted order\n",
	.opts = add_opts, .args_bytes = sizeof(add_args), .run = run,
};
