/* SPDX-License-Identifier: Apache-2.0
 *
 * cmd_undo.c - `dateline undo DECISION`: a decision is taken back. It stays in the log, and so does the undoing.
 */
#include "cli/decide.h"

static const option undo_opts[] = {OPT_DECIDE, {0}};

static dl_status undo(const cli *c, dl_store *st, dl_lane *lane, const store_by *by, uint32_t *number, dl_error *err)
{
	int64_t which;
	(void)lane;
	if (!slice_i64(cstr(c->operands[0]), &which) || which < 1 || which > UINT32_MAX)
		return error_set(err, DL_USAGE, "", 0, "\"%s\" is no decision: its number is wanted", c->operands[0]);
	return dl_store_undo(st, (uint32_t)which, by, number, err);
}

static int run(cli *c, const void *args)
{
	if (c->n_operands != 1) return cli_say("undo takes the number of a decision"), CLI_USAGE;
	return decide(c, args, undo);
}

const command cmd_undo = {
	.name = "undo", .operands = "DECISION", .help = "take a decision back",
	.about = "DECISION is the number that merge, split or correct printed; log --decisions lists them. An undo is a "
	         "decision too: it is kept with who made it, when and why, and can be undone.",
	.examples = "dateline undo 1 --who ben --why 'two fires after all'\n",
	.opts = undo_opts, .args_bytes = sizeof(decide_args), .run = run,
};
