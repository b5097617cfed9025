/* SPDX-License-Identifier: Apache-2.0
 *
 * cmd_explain.c - `dateline explain ID`: an event, field or account with its passages, rules and relations.
 */
#include "cli/cli.h"

typedef struct { const char *store; int64_t as_of; } explain_args;

static const option explain_opts[] = {
	OPT_STORE(explain_args),
	{"as-of", OPT_MOMENT, offsetof(explain_args, as_of), NULL, "answer from what had been published by TIME (UTC)"},
	{0}
};

static int explain(const cli *c, const explain_args *a, dl_store *st, dl_lane *lane)
{
	dl_error err = {0};
	dl_assembly as;
	uint64_t id;
	uint32_t story;
	buf b = {0};
	slice what = cstr(c->operands[0]), event = what;
	const char *dot = memchr(what.p, '.', what.n);
	if (dot) event.n = (size_t)(dot - what.p);
	tell_options o = {.width = c->width, .colour = c->colour};
	if (dl_store_find(st, event, &id, &err) != DL_OK) return cli_fail(&err);
	if (dl_store_assemble(st, lane, id, a->as_of, &as, &story, &err) != DL_OK) return cli_fail(&err);
	if (!tell_explain(&b, &as, story, what, &o)) {
		buf_free(&b);
		cli_say("story %016llx has no event, field or account %s", (unsigned long long)id, c->operands[0]);
		return CLI_UNREAD;
	}
	return cli_flush(&b);
}

static int run(cli *c, const void *args)
{
	const explain_args *a = args;
	workers w = {0};
	dl_store *st = NULL;
	if (c->n_operands != 1) return cli_say("explain takes one id: of a story, event, field or account"), CLI_USAGE;
	int rc = work_store(c, a->store, &st, &w);
	if (rc == CLI_OK) rc = explain(c, a, st, w.lanes[0]);
	dl_store_close(st);
	workers_close(&w);
	return rc;
}

const command cmd_explain = {
	.name = "explain", .operands = "ID", .help = "why: passages, the rule that made it, relations, what was "
	                                             "left out",
	.about = "ID is that of a story or an event (its first four digits or more), of a field (EVENT.2) or of an "
	         "account (EVENT.2.1), as brief, grid, disputes and export print them. For an event: every telling "
	         "with the rule that read it, and why they are one. For a field: its standing and the rule that "
	         "decided. For an account: who vouches for it, through whom, how it stands to the others, and why "
	         "it was set aside when it was.",
	.examples = "dateline explain 9c41\ndateline explain 9c41.2.1    # the first account of the second field\n",
	.opts = explain_opts, .args_bytes = sizeof(explain_args), .run = run,
};
