/* SPDX-License-Identifier: Apache-2.0
 *
 * commands.c - the table of commands. To add one: write cmd_NAME.c, then a row here. The order is that of help.
 */
#include "cli/cli.h"

extern const command cmd_assemble, cmd_extract, cmd_help, cmd_parse;

const command *const commands[] = {
	&cmd_extract,
	&cmd_assemble,
	&cmd_parse,
	&cmd_help,
	NULL
};

const command *command_find(const char *name)
{
	for (size_t i = 0; commands[i]; i++)
		if (!strcmp(commands[i]->name, name)) return commands[i];
	return NULL;
}
