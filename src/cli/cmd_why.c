/* SPDX-License-Identifier: Apache-2.0
 *
 * cmd_why.c - `dateline why SENTENCE`: every rule that fired or nearly fired, for those who mend rules.
 *
 * In: a sentence as an operand, or text or CoNLL-U on standard input. Out: its words, tree and doings, the rows of
 * the lexicon that were tried, and what was reported of it or why nothing was.
 */
#include "cli/cli.h"
#include "dateline_inner.h"

typedef struct {
	const char *published, *model, *data, *actors;
	bool json, plain;
} why_args;

static const option why_opts[] = {
	{"published", OPT_TEXT, offsetof(why_args, published), NULL, "read it as published on DAY"},
	{"model", OPT_FILE, offsetof(why_args, model), NULL, "read the weights of the language core from FILE"},
	{"data", OPT_FILE, offsetof(why_args, data), NULL, "read the rule tables from the folder FILE"},
	{"actors", OPT_FILE, offsetof(why_args, actors), NULL, "add the actors listed in FILE"},
	OPT_FORM(why_args),
	{0}
};

/* Words that are given have no text: put them side by side with a space between, a paragraph a sentence. */
static dl_status text_of_words(dl_tokens *t, arena *a, dl_doc *doc)
{
	buf b = {0};
	dl_block *blocks = ARENA_ARRAY(a, dl_block, t->n_sents);
	if (!blocks) return DL_NOMEM;
	for (uint32_t i = 1; i < t->n; i++) {
		uint32_t s = t->sent[i];
		t->start[i] = (uint32_t)b.n;
		if (i == t->sent_first[s]) blocks[s - 1].at.start = (uint32_t)b.n;
		buf_put(&b, t->form[i]);
		blocks[s - 1].at.end = (uint32_t)b.n;
		buf_putc(&b, i + 1 < t->n && t->sent[i + 1] != s ? '\n' : ' ');
		t->sent_para[s] = s - 1;
	}
	doc->text = arena_copy(a, buf_slice(&b));
	doc->blocks = blocks, doc->n_blocks = t->n_sents - 1;
	for (uint32_t i = 1; i < t->n; i++) t->form[i].p = doc->text.p + t->start[i];
	buf_free(&b);
	return doc->text.p ? DL_OK : DL_NOMEM;
}

typedef struct { buf out; tell_options o; bool json; } answer;

static dl_status why_of(dl_lane *l, const dl_doc *doc, dl_tokens *t, answer *to)
{
	dl_facts facts;
	facts_why why = {0};
	const tell_reading r = {doc, t, &facts, &why};
	dl_status st = facts_find_why(l->kb->facts, doc, t, &l->w, &facts, &why);
	if (st == DL_OK && to->json) tell_why_json(&to->out, &r);
	else if (st == DL_OK) tell_why(&to->out, &r, &to->o);
	return st;
}

static dl_status why_words(dl_lane *l, slice bytes, answer *to)
{
	dl_doc doc = {.published_day = DL_DAY_NONE, .published_min = DL_MIN_NONE, .seen_min = DL_MIN_NONE};
	dl_tokens t;
	dl_status st = conllu_read(bytes, &l->w, &t);
	if (st == DL_OK) st = text_of_words(&t, l->w.out, &doc);
	if (st == DL_OK) st = text_tag(l->kb->text, &l->w, &t);
	return st == DL_OK ? why_of(l, &doc, &t, to) : st;
}

static dl_status why_text(dl_lane *l, slice bytes, const why_args *a, answer *to)
{
	const dl_read_options opt = {.published = cstr(a->published)};
	dl_docs *docs = NULL;
	dl_status st = dl_read(bytes, &opt, &docs);
	for (uint32_t i = 0; st == DL_OK && i < dl_docs_count(docs); i++) {
		dl_tokens t;
		const dl_doc *doc = dl_docs_get(docs, i);
		st = dl_parse(l, doc, &t);
		if (st == DL_OK) st = why_of(l, doc, &t, to);
	}
	dl_docs_free(docs);
	return st;
}

static int why(const cli *c, const why_args *a, dl_lane *l)
{
	answer to = {.o = {.width = c->width, .colour = c->colour}, .json = cli_wants_json(c, a->json, a->plain)};
	slice bytes = cstr(c->operands[0]);
	dl_status st = DL_OK;
	if (slice_eq(bytes, S("-")))
		st = file_slurp("/dev/stdin", DL_TEXT_MAX_BYTES, l->w.out, &bytes, &l->err);
	if (st == DL_OK) st = conllu_is(bytes) ? why_words(l, bytes, &to) : why_text(l, bytes, a, &to);
	if (st == DL_OK) return cli_flush(&to.out);
	buf_free(&to.out);
	return cli_fail(&l->err);
}

static int run(cli *c, const void *args)
{
	const why_args *a = args;
	const dl_kb_options kb = {.model = a->model, .data = a->data, .actors = a->actors};
	workers w = {0};
	if (c->n_operands != 1) return cli_say("why takes one sentence, or - for standard input"), CLI_USAGE;
	int rc = workers_open(&w, &kb, 1);
	if (rc == CLI_OK) rc = why(c, a, w.lanes[0]);
	workers_close(&w);
	return rc;
}

const command cmd_why = {
	.name = "why",
	.operands = "SENTENCE|-",
	.help = "a sentence: its tree, and every rule that fired or nearly fired",
	.about =
		"For those who mend the rules. Shows the words with lemma, tags, head, relation and name; who does what to "
		"whom, for every word that says that something is done; what each phrase names, the value that it was "
		"resolved to and the rule; who says what; the rows of happenings.tsv that were tried at "
		"each word, from the top down to the first that fits, each with the condition that did not hold; and "
		"the reports with their claims, how each is told and by which row, and the edges of the tree that tie "
		"a claim to the word it is reported by; or that nothing was reported and why.\n\nA dash reads standard input: "
		"text, or CoNLL-U, whose words are then kept as given. Line numbers are those of the table in "
		"data/en/, or in the folder of --data, where a copy can be mended and tried at once. As JSON, a "
		"sentence a line.",
	.examples = "dateline why 'Guards opened fire on the crowd.'\n"
				"dateline why --data my-tables 'The board axed its chairman.'   # tables of your own\n",
	.opts = why_opts,
	.args_bytes = sizeof(why_args),
	.run = run,
};
