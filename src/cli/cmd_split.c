/* SPDX-License-Identifier: Apache-2.0
 *
 * cmd_split.c - `dateline split ID DOCUMENT...`: a person says that these documents tell another story or event.
 */
#include "cli/decide.h"

#define DOCS_MAX 4096u

static const option split_opts[] = {OPT_DECIDE, {0}};

static dl_status split(const cli *c, dl_store *st, dl_lane *lane, const store_by *by, uint32_t *number, dl_error *err)
{
	slice words[DOCS_MAX];
	for (uint32_t i = 0; i < c->n_operands; i++) words[i] = cstr(c->operands[i]);
	return dl_store_split(st, lane, words, c->n_operands, by, number, err);
}

static int run(cli *c, const void *args)
{
	if (c->n_operands < 2 || c->n_operands > DOCS_MAX)
		return cli_say("split takes the id of a story or event, and the documents that leave it"), CLI_USAGE;
	return decide(c, args, split);
}

const command cmd_split = {
	.name = "split", .operands = "ID DOCUMENT...", .help = "decide that documents tell another story, or another event",
	.about = "The documents (the ids that the giver gave, or hashes of texts, as export prints them) leave the story, "
	         "or what they tell leaves the event, all of them or none; those that are named together stay together. "
	         "The decision is kept with who made it, when and why; log shows it, undo takes it back.",
	.examples = "dateline split 3f2a mp-1 --who anna --why 'another fire'\n",
	.opts = split_opts, .args_bytes = sizeof(decide_args), .run = run,
};
