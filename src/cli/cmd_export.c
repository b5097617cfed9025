/* SPDX-License-Identifier: Apache-2.0
 *
 * cmd_export.c - `dateline export`: everything in the store as JSON lines, in an order that depends on the documents
 * only: two stores that hold the same documents print the same bytes.
 */
#include "cli/cli.h"

typedef struct { const char *store, *format; bool text; } export_args;

static const option export_opts[] = {
	OPT_STORE(export_args),
	{"format", OPT_TEXT, offsetof(export_args, format), "jsonl", "print in FORMAT: jsonl"},
	{"text", OPT_FLAG, offsetof(export_args, text), NULL, "with the text of every document"},
	{0}
};

typedef struct { buf b; bool text; int rc; } out;

static dl_status sent(out *o)
{
	buf_putc(&o->b, '\n');
	o->rc = cli_flush(&o->b);
	return o->rc == CLI_OK ? DL_OK : DL_IO;
}

static dl_status put_doc(void *ctx, const dl_doc *d, const dl_facts *f)
{
	out *o = ctx;
	buf_puts(&o->b, "{\"kind\":\"document\",\"document\":");
	tell_doc_json(&o->b, d, o->text);
	buf_puts(&o->b, ",\"facts\":");
	tell_facts_json(&o->b, d, f);
	buf_putc(&o->b, '}');
	return sent(o);
}

static dl_status put_part(void *ctx, const dl_assembly *a)
{
	out *o = ctx;
	dl_status st = DL_OK;
	for (uint32_t i = 1; i < a->n_stories && st == DL_OK; i++) {
		buf_puts(&o->b, "{\"kind\":\"story\",\"story\":");
		tell_story_json(&o->b, a, i);
		buf_putc(&o->b, '}');
		st = sent(o);
	}
	return st;
}

static dl_status put_decisions(dl_store *st, out *o, dl_error *err)
{
	store_decision *v;
	uint32_t n;
	arena *a = arena_new(0);
	if (!a) return error_set(err, DL_NOMEM, "export", 0, "out of memory");
	dl_status rc = dl_store_decisions(st, a, &v, &n, err);
	for (uint32_t i = 0; rc == DL_OK && i < n; i++) {
		buf_puts(&o->b, "{\"kind\":\"decision\",\"decision\":");
		tell_decision_json(&o->b, &v[i]);
		o->b.n--;                                        /* its newline */
		buf_putc(&o->b, '}');
		rc = sent(o);
	}
	arena_free(a);
	return rc;
}

static int run(cli *c, const void *args)
{
	const export_args *a = args;
	workers w = {0};
	dl_store *st = NULL;
	dl_error err = {0};
	out o = {.text = a->text};
	if (strcmp(a->format, "jsonl")) return cli_say("--format knows only \"jsonl\""), CLI_USAGE;
	int rc = work_store(c, a->store, &st, &w);
	if (rc == CLI_OK) {
		buf_printf(&o.b, "{\"kind\":\"dateline\",\"format\":%d}", DL_FORMAT);
		dl_status done = sent(&o);
		if (done == DL_OK) done = dl_store_each(st, put_doc, &o, &err);
		if (done == DL_OK) done = dl_store_each_part(st, w.lanes[0], put_part, &o, &err);
		if (done == DL_OK) done = put_decisions(st, &o, &err);
		rc = o.rc != CLI_OK ? o.rc : done != DL_OK ? cli_fail(&err) : CLI_OK;
	}
	buf_free(&o.b);
	dl_store_close(st);
	workers_close(&w);
	return rc;
}

const command cmd_export = {
	.name = "export",
	.help = "everything in the store, as JSON lines",
	.about = "First a line with the version of the format, then the documents in order of publication, each "
			 "with what it reports, then the stories with their events, fields, accounts and passages, then "
			 "people's decisions. The form "
			 "is told in dateline(5). Stores that hold the same documents print the same bytes, however the "
			 "documents came in.",
	.examples = "dateline export > archive.jsonl\ndateline export --text | zstd > archive.jsonl.zst\n",
	.opts = export_opts,
	.args_bytes = sizeof(export_args),
	.run = run,
};
