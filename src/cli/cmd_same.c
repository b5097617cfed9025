/* SPDX-License-Identifier: Apache-2.0
 *
 * cmd_same.c - `dateline same`: are two names spellings of one person's?
 *
 * In: two names as operands, or lines of two names with a tab between them. Out: the verdict, the number from 0 to
 * 1000 and why; for a file a line each of the number, a tab, and why. A line without a tab is answered with an
 * empty line, so that lines out keep step with lines in.
 */
#include "cli/cli.h"
#include "facts/facts.h"

#define SAME_MAX_BYTES (64u << 20)

static void same_line(slice line, buf *out)
{
	char why[512];
	const char *tab = line.n ? memchr(line.p, '\t', line.n) : NULL;
	if (tab) {
		slice a = {line.p, (size_t)(tab - line.p)}, b = slice_sub(line, a.n + 1, line.n);
		uint32_t same = person_same(slice_trim(a), slice_trim(b), why, sizeof why);
		buf_printf(out, "%u\t%s", same, why);
	}
	buf_putc(out, '\n');
}

static int one_pair(slice a, slice b)
{
	char why[512];
	buf out = {0};
	uint32_t same = person_same(a, b, why, sizeof why);
	buf_printf(&out, "%s\t%u\t%s\n",
			   same >= PERSON_SAME       ? "same"
				   : same >= PERSON_OPEN ? "unsure"
										 : "different",
			   same, why);
	int rc = cli_flush(&out);
	buf_free(&out);
	return rc;
}

static slice of_string(const char *s) { return (slice){s, strlen(s)}; }

static int run(cli *c, const void *args)
{
	(void)args;
	if (c->n_operands == 2) return one_pair(of_string(c->operands[0]), of_string(c->operands[1]));
	if (c->n_operands != 1)
		return cli_say("same takes two names, or a file of names, or - for standard input"), CLI_USAGE;
	dl_error err = {0};
	slice in = {0};
	buf out = {0};
	arena *a = arena_new(0);
	const char *path = !strcmp(c->operands[0], "-") ? "/dev/stdin" : c->operands[0];
	int rc = CLI_OK;
	if (!a) error_set(&err, DL_NOMEM, "same", 0, "out of memory"), rc = cli_fail(&err);
	else if (file_slurp(path, SAME_MAX_BYTES, a, &in, &err) != DL_OK) rc = cli_fail(&err);
	while (rc == CLI_OK && in.n) {
		const char *nl = memchr(in.p, '\n', in.n);
		size_t n = nl ? (size_t)(nl - in.p) : in.n;
		same_line((slice){in.p, n}, &out);
		in = slice_sub(in, nl ? n + 1 : n, in.n);
	}
	if (rc == CLI_OK) rc = cli_flush(&out);
	buf_free(&out);
	arena_free(a);
	return rc;
}

static const option same_opts[] = {{0}};

const command cmd_same = {
	.name = "same",
	.operands = "NAME NAME | FILE|-",
	.help = "are two names spellings of one person's, and why",
	.about = "Compares two names and prints same, unsure or different, a number from 0 to 1000, and which words "
			 "were taken "
			 "for each other. With one operand, reads lines of two names with a tab between them and prints the "
			 "number and "
			 "the reasons of each. From 700 on the two are taken for one person, below 500 for two.",
	.examples = "dateline same 'Moqtada al-Sadr' 'Muqtada Sadr' # one pair\n",
	.opts = same_opts,
	.args_bytes = 1,
	.run = run,
};
