/* SPDX-License-Identifier: Apache-2.0
 *
 * cmd_merge.c - `dateline merge A B`: a person says that two stories, or two events of one story, are one.
 */
#include "cli/decide.h"

static const option merge_opts[] = {OPT_DECIDE, {0}};

static dl_status merge(const cli *c, dl_store *st, dl_lane *lane, const store_by *by, uint32_t *number, dl_error *err)
{
	const slice id[2] = {cstr(c->operands[0]), cstr(c->operands[1])};
	return dl_store_merge(st, lane, id, by, number, err);
}

static int run(cli *c, const void *args)
{
	if (c->n_operands != 2) return cli_say("merge takes two ids: of stories, or of events of one story"), CLI_USAGE;
	return decide(c, args, merge);
}

const command cmd_merge = {
	.name = "merge", .operands = "ID ID", .help = "decide that two stories, or two events of one story, are one",
	.about = "What the rules keep apart is told as one from now on, through every rebuild and however many documents "
	         "come. Both ids go on to answer. The decision is kept with who made it, when and why; log shows it, "
	         "undo takes it back.",
	.examples = "dateline merge 9c41 7b0e --who anna --why 'one and the same fire'\n",
	.opts = merge_opts, .args_bytes = sizeof(decide_args), .run = run,
};
