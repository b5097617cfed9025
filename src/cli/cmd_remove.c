/* SPDX-License-Identifier: Apache-2.0
 *
 * cmd_remove.c - `dateline remove ID...`: documents out of the store; what rested on them is told anew without them.
 */
#include "cli/cli.h"

#include <stdlib.h>

typedef struct { const char *store; } remove_args;

static const option remove_opts[] = {OPT_STORE(remove_args), {0}};

static int run(cli *c, const void *args)
{
	const remove_args *a = args;
	workers w = {0};
	dl_store *st = NULL;
	dl_error err = {0};
	if (!c->n_operands) return cli_say("remove needs the id of a document"), CLI_USAGE;
	int rc = work_writable(a->store, &st, &w);
	slice *names = calloc(c->n_operands, sizeof *names);
	if (rc == CLI_OK && !names) cli_say("out of memory"), rc = CLI_OUTPUT;
	for (uint32_t i = 0; names && i < c->n_operands; i++) names[i] = cstr(c->operands[i]);
	uint32_t n;
	if (rc == CLI_OK && dl_store_remove(st, names, c->n_operands, &n, &err) != DL_OK) rc = cli_unwritten(&err);
	if (rc == CLI_OK && dl_store_refresh(st, w.lanes, w.n, NULL, NULL, &err) != DL_OK) rc = cli_unwritten(&err);
	free(names);
	dl_store_close(st);
	workers_close(&w);
	return rc;
}

const command cmd_remove = {
	.name = "remove", .operands = "DOCUMENT...", .help = "take documents out of the store",
	.about = "DOCUMENT is the id that the giver gave, or the hash of the text in hexadecimal; export prints "
	         "both. All documents of that id go; when one is not there, none goes. What rested on them is told anew "
	         "without them, as if they had never been added.",
	.examples = "dateline remove mp-1\n",
	.opts = remove_opts, .args_bytes = sizeof(remove_args), .run = run,
};
