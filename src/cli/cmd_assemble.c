/* SPDX-License-Identifier: Apache-2.0
 *
 * cmd_assemble.c - `dateline assemble`: documents in, stories out, without a store.
 *
 * The two pure functions in a row: extraction of each document, assembly of all. Three articles on one storming
 * give one line of JSON with one story; the order of the articles does not change a byte. Everything is held in
 * memory at once: for archives use `add`, which keeps a store.
 */
#include "cli/cli.h"
#include "story/story.h"

#include <stdlib.h>

typedef struct {
	READ_ARGS;
	uint32_t threads;
	bool json, pairs;
	const char *model, *data, *actors;
} assemble_args;

static const option assemble_opts[] = {
	OPT_READ(assemble_args),
	OPT_THREADS(assemble_args),
	{"json", OPT_FLAG, offsetof(assemble_args, json), NULL, "JSON lines: the only form there is"},
	{"pairs", OPT_FLAG, offsetof(assemble_args, pairs), NULL,
	 "print the pairs that were compared instead: features, chance"},
	{"model", OPT_FILE, offsetof(assemble_args, model), NULL, "read the weights of the language core from FILE"},
	{"data", OPT_FILE, offsetof(assemble_args, data), NULL, "read the rule tables from the folder FILE"},
	{"actors", OPT_FILE, offsetof(assemble_args, actors), NULL, "add the actors listed in FILE"},
	{0}
};

typedef struct { dl_doc doc; dl_facts facts; void *packed; dl_status st; } kept;

typedef struct {
	batch      b;
	dl_lane  **lanes;
	kept      *all;              /* [n] every document so far: all[from ..] is this batch                   */
	uint32_t   n, cap, from;
	arena     *a;                /* copies of the documents                                                 */
	dl_read_options opt;
	bool       pairs;            /* show the pairs, not the stories                                         */
} job;

/* Facts outlive the lane as one packed block. */
static void extract_one(void *ctx, uint32_t lane, uint32_t i)
{
	job *j = ctx;
	kept *k = &j->all[j->from + i];
	dl_facts facts;
	dl_lane *l = j->lanes[lane];
	dl_lane_reset(l);
	k->st = dl_facts_find(l, &k->doc, &facts);
	if (k->st != DL_OK) return;
	size_t n = dl_facts_packed_bytes(&facts);
	if (!(k->packed = malloc(n))) {
		k->st = DL_NOMEM;
		return;
	}
	dl_facts_pack(&facts, k->packed);
	k->st = dl_facts_unpack(k->packed, n, &k->facts, NULL);
}

static bool copy_doc(arena *a, const dl_doc *from, dl_doc *to)
{
	*to = *from;
	slice *const fields[] = {&to->id, &to->outlet, &to->credit, &to->title, &to->url, &to->lang, &to->author,
	                         &to->text, &to->file, &to->extra};
	for (size_t i = 0; i < COUNT(fields); i++) {
		if (!fields[i]->n) continue;
		*fields[i] = arena_copy(a, *fields[i]);
		if (!fields[i]->p) return false;
	}
	dl_block *b = ARENA_ARRAY(a, dl_block, from->n_blocks + 1);
	if (!b) return false;
	if (from->n_blocks) memcpy(b, from->blocks, from->n_blocks * sizeof *b);
	to->blocks = b;
	return true;
}

static bool take_batch(job *j, uint32_t threads)
{
	if (j->n + j->b.n > j->cap) {
		uint32_t cap = (j->n + j->b.n) * 2;
		kept *all = realloc(j->all, cap * sizeof *all);
		if (!all) return false;
		j->all = all, j->cap = cap;
	}
	memset(j->all + j->n, 0, j->b.n * sizeof *j->all);
	for (uint32_t i = 0; i < j->b.n; i++)
		if (!copy_doc(j->a, j->b.docs[i], &j->all[j->n + i].doc)) return false;
	j->from = j->n, j->n += j->b.n;
	return threads_map(threads, j->b.n, extract_one, j) == DL_OK;
}

/* ---------------------------------------------------------------- --pairs */
static void put_side(buf *b, const char *key, const dl_doc *doc, const dl_report *r)
{
	buf_printf(b, "\"%s\":{\"doc\":", key);
	json_str(b, doc->id);
	if (r) buf_printf(b, ",\"word\":[%u,%u]", r->word.start, r->word.end);
	buf_puts(b, "},");
}

typedef struct { buf out; int rc; } pair_print;

static void print_pair(void *ctx, const story_pair *p)
{
	pair_print *to = ctx;
	const char *between = "";
	buf_printf(&to->out, "{\"pair\":\"%s\",", p->set);
	put_side(&to->out, "a", p->doc_a, p->a);
	put_side(&to->out, "b", p->doc_b, p->b);
	buf_printf(&to->out, "\"chance_ppm\":%d,\"features\":{", p->chance < 0 ? -1 : p->chance);
	for (uint32_t i = 0; i < p->n; i++) {
		if (!p->values[i]) continue;
		buf_printf(&to->out, "%s\"%s\":%d", between, p->names[i], p->values[i]);
		between = ",";
	}
	buf_puts(&to->out, "}}\n");
	if (to->out.n > 1 << 16) to->rc = cli_worse(to->rc, cli_flush(&to->out));
}

static int print_pairs(const dl_doc *const *docs, const dl_facts *const *facts, uint32_t n)
{
	dl_error err = {0};
	dl_assembly as;
	pair_print to = {.rc = CLI_OK};
	workspace w = {arena_new(0), arena_new(0), &err};
	if (!w.out || !w.tmp || story_pairs(&w, docs, facts, n, &as, print_pair, &to) != DL_OK) {
		to.rc = CLI_OUTPUT;
		cli_say("out of memory");
	}
	to.rc = cli_worse(to.rc, cli_flush(&to.out));
	arena_free(w.out);
	arena_free(w.tmp);
	return to.rc;
}

static int print_stories(job *j)
{
	buf out = {0};
	dl_assembly as;
	dl_lane *l = j->lanes[0];
	int rc = CLI_OK;
	uint32_t n = 0;
	const dl_doc **docs = calloc(j->n + 1, sizeof *docs);
	const dl_facts **facts = calloc(j->n + 1, sizeof *facts);
	for (uint32_t i = 0; docs && facts && i < j->n; i++) {
		const kept *k = &j->all[i];
		if (k->st == DL_OK) docs[n] = &k->doc, facts[n++] = &k->facts;
		else cli_say("%.*s: %.*s: %s", PRS(k->doc.file), PRS(k->doc.id), dl_status_name(k->st)),
		    rc = CLI_UNREAD;
	}
	dl_lane_reset(l);
	if (docs && facts && j->pairs) {
		rc = cli_worse(rc, print_pairs(docs, facts, n));
		as.n_stories = 0;
	} else if (!docs || !facts || dl_assemble(l, docs, facts, n, &as) != DL_OK) {
		rc = CLI_OUTPUT;
		cli_say("out of memory");
	}
	for (uint32_t s = 1; rc != CLI_OUTPUT && s < as.n_stories; s++) {
		tell_story_json(&out, &as, s);
		buf_putc(&out, '\n');
		rc = cli_worse(rc, cli_flush(&out));
	}
	free(docs);
	free(facts);
	return rc;
}

static int assemble_all(const cli *c, inputs *in, const dl_kb *kb, const assemble_args *a)
{
	uint32_t threads = a->threads ? a->threads < 256 ? a->threads : 256 : 1;
	job j = {.a = arena_new(0), .lanes = calloc(threads, sizeof *j.lanes), .pairs = a->pairs};
	progress p;
	int rc = j.a && j.lanes ? CLI_OK : CLI_OUTPUT;
	for (uint32_t i = 0; rc == CLI_OK && i < threads; i++)
		if (dl_lane_new(kb, &j.lanes[i]) != DL_OK) rc = CLI_OUTPUT;
	progress_start(&p, c, inputs_total_bytes(in));
	while (rc == CLI_OK && inputs_next(in, &j.b)) {
		if (!take_batch(&j, threads)) rc = CLI_OUTPUT;
		progress_show(&p, j.b.bytes, j.b.n);
	}
	progress_end(&p);
	if (rc == CLI_OUTPUT || inputs_failed(in)) cli_say("out of memory"), rc = CLI_OUTPUT;
	else rc = print_stories(&j);
	if (inputs_refused(in)) rc = cli_worse(rc, CLI_UNREAD);
	for (uint32_t i = 0; i < j.n; i++) free(j.all[i].packed);
	for (uint32_t i = 0; j.lanes && i < threads; i++) dl_lane_free(j.lanes[i]);
	free(j.all);
	free(j.lanes);
	arena_free(j.a);
	return rc;
}

static int run(cli *c, const void *args)
{
	const assemble_args *a = args;
	const dl_read_options opt = READ_OPTIONS(a);
	const dl_kb_options kb_opt = {.model = a->model, .data = a->data, .actors = a->actors};
	inputs *in = NULL;
	dl_kb *kb = NULL;
	dl_error err = {0};
	int rc = inputs_open(c, &opt, &in);
	if (rc == CLI_OK && dl_kb_open(&kb_opt, &kb, &err) != DL_OK) rc = cli_fail(&err);
	if (rc == CLI_OK) rc = assemble_all(c, in, kb, a);
	dl_kb_close(kb);
	inputs_close(in);
	return rc;
}

const command cmd_assemble = {
	.name = "assemble",
	.operands = "FILE|DIR|-...",
	.help = "documents in, stories out, as JSON lines, "
			"without a store",
	.about =
		"Reads documents as extract does, finds what each reports, and sets the reports of all of them "
		"together: stories, events, the accounts of each field, how they stand to each other. Prints one "
		"line of JSON for each story, in the order of their first articles. The form is told in "
		"dateline(5), \"story\".\n\nThe order of the documents makes no difference. All of them are held "
		"in memory: to grow an archive, use add.\n\nWith --pairs it shows how it came to its stories and events: a "
		"line for each pair of documents (\"story\"), of reports of one document (\"within\") and of two "
		"documents' accounts of a happening (\"across\"), with the features that were found and the chance "
		"that both are one, in parts per million; -1 is never.",
	.examples = "dateline assemble articles/ > stories.jsonl\n"
				"cat monday.jsonl tuesday.jsonl | dateline assemble --threads 4 -\n",
	.opts = assemble_opts,
	.args_bytes = sizeof(assemble_args),
	.run = run,
};
