/* SPDX-License-Identifier: Apache-2.0
 *
 * commands.c - the table of commands. To add one: write cmd_NAME.c, then put NAME here. The order is that of help.
 */
#include "cli/cli.h"

#define COMMANDS(X)                                                                                                \
	X(add)                                                                                                         \
	X(stories) X(brief) X(grid) X(timeline) X(disputes) X(explain) X(merge) X(split) X(correct) X(undo) X(why)     \
		X(log) X(extract) X(assemble) X(parse) X(same) X(export) X(serve) X(check) X(rebuild) X(remove) X(help)

#define DECLARE(name) extern const command cmd_##name;
COMMANDS(DECLARE)

#define ROW(name) &cmd_##name,
const command *const commands[] = {COMMANDS(ROW) NULL};

const command *command_find(const char *name)
{
	for (size_t i = 0; commands[i]; i++)
		if (!strcmp(commands[i]->name, name)) return commands[i];
	return NULL;
}
