/* SPDX-License-Identifier: Apache-2.0
 *
 * cmd_rebuild.c - `dateline rebuild`: facts, keys, parts and stories made again from the stored documents.
 */
#include "cli/cli.h"

typedef struct {
	const char *store, *model, *data, *actors;
	uint32_t threads, memory;
} rebuild_args;

static const option rebuild_opts[] = {
	OPT_STORE(rebuild_args),
	OPT_THREADS(rebuild_args),
	OPT_MEMORY(rebuild_args),
	{"model", OPT_FILE, offsetof(rebuild_args, model), NULL, "read the weights of the language core from FILE"},
	{"data", OPT_FILE, offsetof(rebuild_args, data), NULL, "read the rule tables from the folder FILE"},
	{"actors", OPT_FILE, offsetof(rebuild_args, actors), NULL, "add the actors listed in FILE"},
	{0}
};

static void step(void *ctx, uint32_t done, uint32_t of)
{
	const cli *c = ctx;
	if (c->err_tty && done < of) fprintf(stderr, "\r\033[K%u of %u", done, of);
	else if (c->err_tty) fputs("\r\033[K", stderr);
}

static int run(cli *c, const void *args)
{
	const rebuild_args *a = args;
	const dl_kb_options kb = {.model = a->model, .data = a->data, .actors = a->actors};
	workers w = {0};
	dl_store *st = NULL;
	dl_error err = {0};
	int rc = work_open(a->store, a->memory, &st);
	if (rc == CLI_OK) rc = workers_open(&w, &kb, a->threads);
	if (rc == CLI_OK && dl_store_rebuild(st, w.lanes, w.n, step, c, &err) != DL_OK) rc = cli_unwritten(&err);
	dl_store_close(st);
	workers_close(&w);
	return rc;
}

const command cmd_rebuild = {
	.name = "rebuild", .help = "make everything but the documents again",
	.about = "Documents are kept; what they report, which of them belong together and what the stories are is "
	         "found again, byte for byte the same with the same program. Run it after an upgrade, or when check "
	         "says so. Killed at any moment and run again, it completes.",
	.examples = "dateline rebuild --threads 8\n",
	.opts = rebuild_opts, .args_bytes = sizeof(rebuild_args), .run = run,
};
