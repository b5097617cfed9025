/* SPDX-License-Identifier: Apache-2.0
 *
 * cmd_check.c - `dateline check`: is everything that was stored still there and true?
 */
#include "cli/cli.h"

typedef struct { const char *store; bool json, plain; } check_args;

static const option check_opts[] = {OPT_STORE(check_args), OPT_FORM(check_args), {0}};

typedef struct { buf b; uint32_t n; bool json; } findings;

static void fault(void *ctx, const char *what)
{
	findings *f = ctx;
	f->n++;
	if (!f->json) {
		buf_printf(&f->b, "%s\n", what);
		return;
	}
	buf_putc(&f->b, '{');
	json_key_str(&f->b, "fault", cstr(what));
	buf_puts(&f->b, "}\n");
}

static void summary(findings *f, const store_size *s)
{
	if (!f->json) {
		buf_printf(&f->b, "%llu documents, %llu stories, %llu bytes; %s\n", (unsigned long long)s->docs,
		           (unsigned long long)s->stories, (unsigned long long)s->bytes,
		           f->n ? "faults found" : "every text and every passage is as it was stored");
		return;
	}
	buf_putc(&f->b, '{');
	json_key_i64(&f->b, "documents", (int64_t)s->docs);
	json_key_i64(&f->b, "stories", (int64_t)s->stories);
	json_key_i64(&f->b, "parts", (int64_t)s->parts);
	json_key_i64(&f->b, "largest_part", s->largest_part);
	json_key_i64(&f->b, "bytes", (int64_t)s->bytes);
	json_key_i64(&f->b, "faults", f->n);
	buf_puts(&f->b, "}\n");
}

static int run(cli *c, const void *args)
{
	const check_args *a = args;
	dl_store *st = NULL;
	dl_error err = {0};
	store_size size;
	findings f = {.json = cli_wants_json(c, a->json, a->plain)};
	int rc = dl_store_open(a->store, true, &st, &err) == DL_OK ? CLI_OK : cli_fail(&err);
	if (rc == CLI_OK && dl_store_check(st, fault, &f, &err) != DL_OK) rc = cli_fail(&err);
	if (rc == CLI_OK && dl_store_size(st, &size, &err) == DL_OK) summary(&f, &size);
	rc = cli_worse(rc, cli_flush(&f.b));
	dl_store_close(st);
	return f.n ? cli_worse(rc, CLI_UNREAD) : rc;
}

const command cmd_check = {
	.name = "check", .help = "hash every stored text again and find every passage again",
	.about = "Reads the whole store: the database's own pages, every text against the hash under which it was "
	         "added, every span of every fact, and the places of documents. Prints a line for each fault and "
	         "exits with status 2 when there is one. Changes nothing.",
	.examples = "dateline check --store archive.db\n",
	.opts = check_opts, .args_bytes = sizeof(check_args), .run = run,
};
