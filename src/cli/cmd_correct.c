/* SPDX-License-Identifier: Apache-2.0
 *
 * cmd_correct.c - `dateline correct ACCOUNT`: a person says that an account was misread, or does not belong here.
 * `dateline correct EVENT FIELD VALUE`: a person types a value, which stands as the desk's own account.
 */
#include "cli/decide.h"

static const option correct_opts[] = {OPT_DECIDE, {0}};

static dl_status correct(const cli *c, dl_store *st, dl_lane *lane, const store_by *by, uint32_t *number, dl_error *err)
{
	const slice words[3] = {cstr(c->operands[0]), cstr(c->n_operands > 1 ? c->operands[1] : ""),
	                        cstr(c->n_operands > 2 ? c->operands[2] : "")};
	if (c->n_operands == 3) return dl_store_type(st, lane, words, by, number, err);
	return dl_store_set_aside(st, lane, cstr(c->operands[0]), by, number, err);
}

static int run(cli *c, const void *args)
{
	if (c->n_operands != 1 && c->n_operands != 3)
		return cli_say("correct takes an account (EVENT.FIELD.ACCOUNT), or an event, a field, a value"), CLI_USAGE;
	return decide(c, args, correct);
}

const command cmd_correct = {
	.name = "correct", .operands = "ACCOUNT | EVENT FIELD VALUE",
	.help = "decide that an account was misread, or type a value",
	.about = "ACCOUNT is EVENT.FIELD.ACCOUNT, as explain prints it. Its passages are still shown, as set aside, with "
	         "who decided so and why; the field's best value and standing are decided without them. Other passages "
	         "with the same value are not touched.\n\nWith EVENT, FIELD (killed, injured, when, where ...) "
	         "and VALUE, the value is the desk's own account: shown as typed, with who, why and when, by no "
	         "passage and as no further witness. A figure becomes the field's best, and its rule says who typed "
	         "it; the standing stays what the passages say. As of a moment before it was typed it is not there."
	         "\n\nlog shows the decision, undo takes it back.",
	.examples = "dateline correct 9c41.2.1 --who anna --why '47 is the age of the driver'\n"
	            "dateline correct 9c41 killed 31 --who anna --why 'the hospital, by telephone'\n",
	.opts = correct_opts, .args_bytes = sizeof(decide_args), .run = run,
};
