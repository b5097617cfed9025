/* SPDX-License-Identifier: Apache-2.0
 *
 * help.c - help, manual pages (mdoc) and bash completion, printed from the table of commands.
 */
#include "cli/cli.h"

static void synopsis(buf *b, const command *cmd)
{
	buf_printf(b, "dateline %s", cmd->name);
	if (cmd->opts && cmd->opts->name) buf_puts(b, " [OPTION...]");
	if (cmd->operands) buf_printf(b, " %s", cmd->operands);
}

/* Words of text wrapped to 80 columns, every line after `margin` spaces. */
static void wrap(buf *b, slice text, unsigned margin)
{
	size_t col = 0;
	for (size_t i = 0; i < text.n;) {
		size_t w = 0;
		while (i + w < text.n && text.p[i + w] != ' ' && text.p[i + w] != '\n') w++;
		if (w && col && col + 1 + w > 80) buf_putc(b, '\n'), col = 0;
		if (w && !col) buf_printf(b, "%*s", (int)margin, ""), col = margin;
		else if (w) buf_putc(b, ' '), col++;
		buf_put(b, slice_sub(text, i, i + w));
		col += w;
		i += w;
		if (i + 1 < text.n && text.p[i] == '\n' && text.p[i + 1] == '\n') buf_puts(b, "\n\n"), col = 0, i++;
		i++;
	}
	buf_putc(b, '\n');
}

static void option_line(buf *b, const option *o)
{
	char name[24], left[64];
	const char *value = option_value_name(o, name);
	snprintf(left, sizeof left, "--%s%s%s", o->name, value ? " " : "", value ? value : "");
	buf_printf(b, "  %-20s %s", left, o->help);
	if (o->fallback) buf_printf(b, " (default %s)", o->fallback);
	buf_putc(b, '\n');
}

void help_command(buf *b, const command *cmd)
{
	synopsis(b, cmd);
	buf_printf(b, "\n\n  %s\n", cmd->help);
	if (cmd->about) buf_putc(b, '\n'), wrap(b, cstr(cmd->about), 2);
	if (cmd->opts && cmd->opts->name) buf_puts(b, "\nOptions\n");
	for (const option *o = cmd->opts; o && o->name; o++) option_line(b, o);
	if (!cmd->examples) return;
	buf_puts(b, "\nExamples\n");
	slice rest = cstr(cmd->examples);
	while (rest.n) {
		const char *nl = memchr(rest.p, '\n', rest.n);
		size_t n = nl ? (size_t)(nl - rest.p) : rest.n;
		buf_printf(b, "  %.*s\n", (int)n, rest.p);
		rest = slice_sub(rest, n + 1, rest.n);
	}
}

static const char exits[] = "0 done; 1 the command line is wrong; 2 some input or the store could not be read;\n"
                            "3 disputes found, under --fail-on disputed; 4 the output failed.";

void help_all(buf *b)
{
	buf_puts(b, "dateline COMMAND [OPTION...] [OPERAND...]\n\n"
	            "  What many outlets report: what happened, who says so, and what does not fit.\n\nCommands\n");
	for (size_t i = 0; commands[i]; i++) buf_printf(b, "  %-12s %s\n", commands[i]->name, commands[i]->help);
	buf_puts(b, "\nExit status\n");
	wrap(b, cstr(exits), 2);
	buf_puts(b, "\ndateline help COMMAND tells its options and examples.\n");
}

/* ---------------------------------------------------------------- mdoc */
/* Text with the characters that mdoc reads as its own made harmless; a sentence begins on a new line. */
static void man_text(buf *b, slice s, bool line_start)
{
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		if (c == ' ' && i > 2 && s.p[i - 1] == '.' && s.p[i - 2] != '.') c = '\n';
		if (line_start && (c == '.' || c == '\'')) buf_puts(b, "\\&");
		if (c == '\\') buf_puts(b, "\\e");
		else if (c == '-') buf_puts(b, "\\-");
		else buf_putc(b, c);
		line_start = c == '\n';
	}
}

static void man_paragraphs(buf *b, const char *text)
{
	slice rest = cstr(text);
	size_t at;
	while (slice_find(rest, S("\n\n"), &at)) {
		man_text(b, slice_sub(rest, 0, at), true);
		buf_puts(b, "\n.Pp\n");
		rest = slice_sub(rest, at + 2, rest.n);
	}
	man_text(b, rest, true);
	buf_putc(b, '\n');
}

static void man_options(buf *b, const option *o)
{
	char name[24];
	if (!o || !o->name) return;
	buf_puts(b, ".Sh OPTIONS\n.Bl -tag -width Ds\n");
	for (; o->name; o++) {
		const char *value = option_value_name(o, name);
		buf_printf(b, ".It Fl \\-%s", o->name);
		if (value) buf_printf(b, " Ar %s", value);
		buf_putc(b, '\n');
		man_text(b, cstr(o->help), true);
		if (o->fallback) buf_printf(b, "\n.Pq default %s", o->fallback);
		buf_putc(b, '\n');
	}
	buf_puts(b, ".El\n");
}

static void man_examples(buf *b, const char *examples)
{
	if (!examples) return;
	buf_puts(b, ".Sh EXAMPLES\n.Bd -literal -compact\n");
	man_text(b, cstr(examples), true);
	buf_puts(b, ".Ed\n");
}

/* Every option with its value, then the operands: "[FILE]" is an optional one. */
static void man_synopsis(buf *b, const command *cmd)
{
	char name[24];
	buf_printf(b, ".Nm dateline %s\n", cmd->name);
	for (const option *o = cmd->opts; o && o->name; o++) {
		const char *value = option_value_name(o, name);
		buf_printf(b, ".Op Fl \\-%s", o->name);
		if (value) buf_printf(b, " Ar %s", value);
		buf_putc(b, '\n');
	}
	slice operands = cstr(cmd->operands);
	bool optional = operands.n > 2 && operands.p[0] == '[' && operands.p[operands.n - 1] == ']';
	if (optional) buf_printf(b, ".Op Ar %.*s\n", PRS(slice_sub(operands, 1, operands.n - 1)));
	else if (operands.n) buf_printf(b, ".Ar %.*s\n", PRS(operands));
}

static void man_upper(buf *b, const char *s)
{
	for (; *s; s++) buf_putc(b, *s >= 'a' && *s <= 'z' ? (char)(*s - 32) : *s);
}

static void man_exits(buf *b)
{
	buf_puts(b, ".Sh EXIT STATUS\n");
	man_text(b, cstr(exits), true);
	buf_puts(b, "\n");
}

static const char front_examples[] =
	"dateline add articles.jsonl page.html    # into ./dateline.db\n"
	"dateline stories\n"
	"dateline brief                            # the newest story\n"
	"dateline disputes --plain | less -R\n"
	"dateline serve                            # all of it, in the browser\n";

static void man_front(buf *b)
{
	buf_puts(b, ".Nd what many outlets report, who says so, and what does not fit\n.Sh SYNOPSIS\n.Nm\n.Ar command\n"
	            ".Op Ar option ...\n.Op Ar operand ...\n.Sh DESCRIPTION\n"
	            "Reads news articles and says what happened, who says so, and where accounts refine, revise or\n"
	            "dispute each other, each fact with the exact passage it rests on.\n.Bl -tag -width disputes\n");
	for (size_t i = 0; commands[i]; i++) {
		buf_printf(b, ".It Cm %s\n", commands[i]->name);
		man_text(b, cstr(commands[i]->help), true);
		buf_printf(b, "\n.Pq Xr dateline-%s 1\n", commands[i]->name);
	}
	buf_puts(b, ".El\n.Sh ENVIRONMENT\n.Bl -tag -width NO_COLOR\n.It Ev NO_COLOR\nwhen set, nothing is coloured\n"
	            ".It Ev COLUMNS\nwidth of tables\n.El\n"
	            ".Sh FILES\n.Bl -tag -width dateline.db\n.It Pa dateline.db\n"
	            "the store, unless\n.Fl \\-store\nnames another\n.El\n");
}

void help_man(buf *b, const command *cmd)
{
	buf_puts(b, ".\\\" SPDX-License-Identifier: Apache-2.0\n.\\\" Made by dateline help --man; do not edit.\n"
	            ".Dd November 21, 2026\n.Dt DATELINE");
	if (cmd) buf_putc(b, '-'), man_upper(b, cmd->name);
	buf_printf(b, " 1\n.Os\n.Sh NAME\n.Nm dateline%s%s\n", cmd ? "-" : "", cmd ? cmd->name : "");
	if (!cmd) {
		man_front(b);
		man_exits(b);
		man_examples(b, front_examples);
		buf_puts(b, ".Sh SEE ALSO\n.Xr libdateline 3 ,\n.Xr dateline 5 ,\n.Xr dateline-lexicon 7\n");
		return;
	}
	buf_puts(b, ".Nd ");
	man_text(b, cstr(cmd->help), false);
	buf_puts(b, "\n.Sh SYNOPSIS\n");
	man_synopsis(b, cmd);
	buf_puts(b, ".Sh DESCRIPTION\n");
	man_paragraphs(b, cmd->about ? cmd->about : cmd->help);
	man_options(b, cmd->opts);
	man_exits(b);
	man_examples(b, cmd->examples);
	buf_puts(b, ".Sh SEE ALSO\n.Xr dateline 1 ,\n.Xr dateline 5 ,\n.Xr dateline-lexicon 7\n");
}

/* ---------------------------------------------------------------- bash */
void help_completion(buf *b)
{
	buf_puts(b, "# Made by dateline help --completion; do not edit.\n_dateline() {\n"
	            "\tlocal word=${COMP_WORDS[COMP_CWORD]} words=\n\tif [ \"$COMP_CWORD\" = 1 ]; then "
	            "words=\"--help --version");
	for (size_t i = 0; commands[i]; i++) buf_printf(b, " %s", commands[i]->name);
	buf_puts(b, "\"\n\telse case ${COMP_WORDS[1]} in\n");
	for (size_t i = 0; commands[i]; i++) {
		buf_printf(b, "\t%s) words=\"--help", commands[i]->name);
		for (const option *o = commands[i]->opts; o && o->name; o++) buf_printf(b, " --%s", o->name);
		buf_puts(b, "\" ;;\n");
	}
	buf_puts(b, "\tesac; fi\n\tcase $word in\n\t-*|\"\") COMPREPLY=($(compgen -W \"$words\" -- \"$word\")) ;;\n"
	            "\t*) [ \"$COMP_CWORD\" = 1 ] && COMPREPLY=($(compgen -W \"$words\" -- \"$word\")) ;;\n\tesac\n}\n"
	            "complete -o default -F _dateline dateline\n");
}
