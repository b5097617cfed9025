/* SPDX-License-Identifier: Apache-2.0
 *
 * cmd_correct.c - `dateline correct ACCOUNT`: a person says that an account was misread, or does not belong here.
 */
#include "cli/decide.h"

static const option correct_opts[] = {OPT_DECIDE, {0}};

static dl_status correct(const cli *c, dl_store *st, dl_lane *lane, const store_by *by, uint32_t *number, dl_error *err)
{
	return dl_store_set_aside(st, lane, cstr(c->operands[0]), by, number, err);
}

static int run(cli *c, const void *args)
{
	if (c->n_operands != 1) return cli_say("correct takes one account: EVENT.FIELD.ACCOUNT"), CLI_USAGE;
	return decide(c, args, correct);
}

const command cmd_correct = {
	.name = "correct", .operands = "ACCOUNT", .help = "decide that an account was misread: it is set aside",
	.about = "ACCOUNT is EVENT.FIELD.ACCOUNT, as explain prints it. Its passages are still shown, as set aside, with "
	         "who decided so and why; the field's best value and standing are decided without them. Other passages "
	         "with the same value are not touched. log shows the decision, undo takes it back.",
	.examples = "dateline correct 9c41.2.1 --who anna --why '47 is the age of the driver'\n",
	.opts = correct_opts, .args_bytes = sizeof(decide_args), .run = run,
};
