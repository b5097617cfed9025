/* SPDX-License-Identifier: Apache-2.0
 *
 * cmd_help.c - `dateline help [COMMAND]`: help, manual pages and shell completion, all from the table of commands.
 */
#include "cli/cli.h"

typedef struct { bool man, completion; } help_args;

static const option help_opts[] = {
	{"man", OPT_FLAG, offsetof(help_args, man), NULL, "the manual page of COMMAND (of dateline without one), as mdoc"},
	{"completion", OPT_FLAG, offsetof(help_args, completion), NULL, "completion for bash"},
	{0}
};

static int run(cli *c, const void *args)
{
	const help_args *a = args;
	const command *cmd = NULL;
	buf b = {0};
	if (c->n_operands > 1) return cli_say("help takes one command"), CLI_USAGE;
	if (c->n_operands && !(cmd = command_find(c->operands[0])))
		return cli_say("no command is called %s", c->operands[0]), CLI_USAGE;
	if (a->completion) help_completion(&b);
	else if (a->man) help_man(&b, cmd);
	else if (cmd) help_command(&b, cmd);
	else help_all(&b);
	return cli_flush(&b);
}

const command cmd_help = {
	.name = "help", .operands = "[COMMAND]", .help = "what a command does, its options, its manual page",
	.about = "Without an operand, the list of commands.",
	.examples = "dateline help grid    # the options of grid\n"
	            "dateline help --man extract | man -l -    # its manual page\n"
	            "source <(dateline help --completion)    # completion in bash\n",
	.opts = help_opts, .args_bytes = sizeof(help_args), .run = run,
};
