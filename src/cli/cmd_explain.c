/* SPDX-License-Identifier: Apache-2.0
 *
 * cmd_explain.c - `dateline explain ID`: an event, field or account with its passages, rules, trees and relations.
 *
 * The store keeps no trees: the articles whose passages are shown are parsed once more, each once, at most TREES_MOST.
 */
#include "cli/cli.h"

#include <stdlib.h>

#define TREES_MOST 64            /* some 5 ms each                                                                */

typedef struct { const char *store; int64_t as_of; } explain_args;

static const option explain_opts[] = {
	OPT_STORE(explain_args),
	{"as-of", OPT_MOMENT, offsetof(explain_args, as_of), NULL, "answer from what had been published by TIME (UTC)"},
	{0}
};

typedef struct {
	tell_trees  told;            /* first: tree_of() is handed this                                       */
	dl_lane    *lane;
	dl_tokens  *tok;             /* [docs of the assembly] n 0: not parsed yet                            */
	uint32_t    parsed;
} trees;

static const dl_tokens *tree_of(tell_trees *told, const dl_assembly *a, uint32_t doc)
{
	trees *t = (trees *)told;
	if (!t->tok) t->tok = calloc(a->n_docs, sizeof *t->tok);
	if (!t->tok) return NULL;
	if (t->tok[doc].n) return &t->tok[doc];
	if (t->parsed++ >= TREES_MOST) return NULL;
	return dl_parse(t->lane, a->docs[doc], &t->tok[doc]) == DL_OK ? &t->tok[doc] : NULL;
}

static int explain(const cli *c, const explain_args *a, dl_store *st, dl_lane *lane, dl_lane *parser)
{
	trees t = {.told = {tree_of}, .lane = parser};
	dl_error err = {0};
	dl_assembly as;
	uint64_t id;
	uint32_t story;
	buf b = {0};
	slice what = cstr(c->operands[0]), event = what;
	const char *dot = memchr(what.p, '.', what.n);
	if (dot) event.n = (size_t)(dot - what.p);
	tell_options o = {.width = c->width, .colour = c->colour, .trees = &t.told};
	if (dl_store_find(st, event, &id, &err) != DL_OK) return cli_fail(&err);
	if (dl_store_assemble(st, lane, id, a->as_of, &as, &story, &err) != DL_OK) return cli_fail(&err);
	bool shown = tell_explain(&b, &as, story, what, &o);
	free(t.tok);
	if (!shown) {
		buf_free(&b);
		cli_say("story %016llx has no event, field or account %s", (unsigned long long)id, c->operands[0]);
		return CLI_UNREAD;
	}
	return cli_flush(&b);
}

static int run(cli *c, const void *args)
{
	const explain_args *a = args;
	const dl_kb_options built_in = {0};
	workers w = {0}, parser = {0};
	dl_store *st = NULL;
	if (c->n_operands != 1) return cli_say("explain takes one id: of a story, event, field or account"), CLI_USAGE;
	int rc = work_store(c, a->store, &st, &w);
	if (rc == CLI_OK) rc = workers_open(&parser, &built_in, 1);
	if (rc == CLI_OK) rc = explain(c, a, st, w.lanes[0], parser.lanes[0]);
	dl_store_close(st);
	workers_close(&parser);
	workers_close(&w);
	return rc;
}

const command cmd_explain = {
	.name = "explain", .operands = "ID", .help = "why: passages, the rule that made it, relations, what was "
	                                             "left out",
	.about = "ID is that of a story or an event (its first four digits or more), of a field (EVENT.2) or of an "
	         "account (EVENT.2.1), as brief, grid, disputes and export print them. For an event: every telling "
	         "with the rule that read it, and why they are one. For a field: its standing and the rule that "
	         "decided. For an account: who vouches for it, through whom, the rule that read each passage and "
	         "the edges of the sentence's tree that tie it to its happening, how it stands to the others, and "
	         "why it was set aside when it was.",
	.examples = "dateline explain 9c41\ndateline explain 9c41.2.1    # the first account of the second field\n",
	.opts = explain_opts, .args_bytes = sizeof(explain_args), .run = run,
};
