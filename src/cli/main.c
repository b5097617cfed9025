/* SPDX-License-Identifier: Apache-2.0
 *
 * main.c - the command `dateline`. The map, from bytes to an answer:
 *
 *   read     dl_read            src/read/       files to documents
 *   text     text_parse         src/text/       document to tokens, tags, tree, names
 *   facts    facts_find         src/facts/      tokens to mentions, attributions, reports
 *   story    story_assemble     src/story/      many documents' reports to events, accounts, standings
 *   store    dl_store_*         src/store/      one file of state
 *   tell     tell_*             src/tell/       answers in words and in JSON
 *   serve    serve_run          src/serve/      the page
 *
 * and here: the table of commands is commands.c, each command is cmd_NAME.c, their options are read by
 * options.c, their documents by inputs.c, their words go out through out.c. Only this room prints or exits.
 */
#include "cli/cli.h"

#include <signal.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

static uint32_t terminal_width(void)
{
	struct winsize w;
	const char *columns = getenv("COLUMNS");
	int64_t n;
	if (columns && slice_i64(cstr(columns), &n) && n >= 20 && n <= 1000) return (uint32_t)n;
	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &w) == 0 && w.ws_col >= 20) return w.ws_col;
	return 80;
}

static cli start(void)
{
	cli c = {.out_tty = isatty(STDOUT_FILENO), .err_tty = isatty(STDERR_FILENO), .width = terminal_width()};
	const char *no = getenv("NO_COLOR"), *term = getenv("TERM");
	c.colour = c.out_tty && !(no && *no) && !(term && !strcmp(term, "dumb"));
	signal(SIGPIPE, SIG_IGN);       /* a reader that goes away is an error of write(), status 4 */
	signal(SIGXFSZ, SIG_IGN);       /* so is a file that may not grow any more                  */
	return c;
}

static int run(cli *c, int argc, char **argv)
{
	for (int i = 0; i < argc && strcmp(argv[i], "--"); i++) {
		if (strcmp(argv[i], "--help") && strcmp(argv[i], "-h")) continue;
		buf b = {0};
		help_command(&b, c->cmd);
		return cli_flush(&b);
	}
	void *args = calloc(1, c->cmd->args_bytes + 1);
	c->operands = calloc((size_t)argc + 1, sizeof *c->operands);
	int rc = CLI_OUTPUT;
	if (!args || !c->operands) cli_say("out of memory");
	else if (!options_parse(c->cmd->opts, argc, argv, args, c)) rc = CLI_USAGE;
	else if (c->n_operands && !c->cmd->operands)
		cli_say("%s takes no operand: %s", c->cmd->name, c->operands[0]), rc = CLI_USAGE;
	else rc = c->cmd->run(c, args);
	if (rc == CLI_USAGE) cli_say("see dateline help %s", c->cmd->name);
	free(args);
	free(c->operands);
	return rc;
}

int main(int argc, char **argv)
{
	cli c = start();
	buf b = {0};
	if (argc < 2 || !strcmp(argv[1], "--help") || !strcmp(argv[1], "-h")) {
		help_all(&b);
		if (argc >= 2) return cli_flush(&b);
		fwrite(b.p, 1, b.n, stderr);
		buf_free(&b);
		return CLI_USAGE;
	}
	if (!strcmp(argv[1], "--version")) return cli_write(S("dateline " DL_VERSION "\n"));
	if (!(c.cmd = command_find(argv[1]))) {
		cli_say("no command is called %s; see dateline help", argv[1]);
		return CLI_USAGE;
	}
	return run(&c, argc - 2, argv + 2);
}
