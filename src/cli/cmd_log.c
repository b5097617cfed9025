/* SPDX-License-Identifier: Apache-2.0
 *
 * cmd_log.c - `dateline log [STORY]`: what changed, when, and because of which passage.
 *
 * Nothing is recorded for this: what was known at a moment is the assembly over the documents published by then, so
 * the log is the difference between one moment of publication and the next. It can be asked of any store, and it
 * does not matter when the documents were added.
 */
#include "cli/cli.h"

#include <stdlib.h>

#define MOMENTS_MAX 400u     /* each costs an assembly; beyond, the earliest moments are told as one              */

typedef struct { const char *store; bool json, plain, decisions, all; } log_args;

static const option log_opts[] = {
	OPT_STORE(log_args), OPT_FORM(log_args),
	{"all", OPT_FLAG, offsetof(log_args, all), NULL, "also details: what one outlet says besides"},
	{"decisions", OPT_FLAG, offsetof(log_args, decisions), NULL, "people's decisions alone, of all stories"},
	{0}
};

static int cmp_i64(const void *x, const void *y)
{
	int64_t a = *(const int64_t *)x, b = *(const int64_t *)y;
	return (a > b) - (a < b);
}

/* Distinct moments of publication of a story's documents, earliest first. */
static uint32_t moments(const dl_assembly *as, uint32_t story, int64_t *out)
{
	const dl_story *s = &as->stories[story];
	uint32_t n = 0, k = 0;
	for (uint32_t i = 0; i < s->n_docs; i++) {
		const dl_doc *d = as->docs[as->story_docs[s->first_doc + i]];
		if (d->published_min != DL_MIN_NONE) out[n++] = d->published_min;
		else if (d->published_day != DL_DAY_NONE) out[n++] = ((int64_t)d->published_day + 1) * 1440 - 1;
	}
	qsort(out, n, sizeof *out, cmp_i64);
	for (uint32_t i = 0; i < n; i++)
		if (!i || out[i] != out[k - 1]) out[k++] = out[i];
	return k;
}

static int tell_moments(const cli *c, const log_args *a, dl_store *st, workers *w, uint64_t id, const int64_t *at,
                        uint32_t n)
{
	dl_error err = {0};
	buf b = {0};
	tell_options o = {.width = c->width, .colour = c->colour, .all = a->all};
	tell_state *before = NULL, *now = NULL;
	bool lines = cli_wants_json(c, a->json, a->plain);
	int rc = CLI_OK;
	for (uint32_t i = n > MOMENTS_MAX ? n - MOMENTS_MAX : 0; i < n && rc == CLI_OK; i++) {
		dl_assembly as;
		uint32_t story;
		dl_lane_reset(w->lanes[0]);
		if (dl_store_assemble(st, w->lanes[0], id, at[i], &as, &story, &err) != DL_OK) {
			if (err.code != DL_MISSING) rc = cli_fail(&err);
			continue;
		}
		if (!(now = tell_state_new(&as, story))) cli_say("out of memory"), rc = CLI_OUTPUT;
		if (rc == CLI_OK && lines) tell_change_json(&b, before, now, at[i]);
		else if (rc == CLI_OK) tell_change(&b, before, now, at[i], &o);
		tell_state_free(before);
		before = now, now = NULL;
		if (rc == CLI_OK && b.n) rc = cli_flush(&b);
	}
	tell_state_free(before);
	buf_free(&b);
	return rc;
}

/* Does the decision name a document of the story? as NULL: of any. */
static bool concerns(dl_store *st, arena *mem, uint32_t number, const dl_assembly *as, uint32_t story)
{
	dl_error err = {0};
	uint64_t *docs;
	uint32_t n;
	if (!as) return true;
	if (dl_store_decision_docs(st, mem, number, &docs, &n, &err) != DL_OK) return false;
	const dl_story *s = &as->stories[story];
	for (uint32_t i = 0; i < s->n_docs; i++)
		for (uint32_t k = 0; k < n; k++)
			if (doc_id(as->docs[as->story_docs[s->first_doc + i]]) == docs[k]) return true;
	return false;
}

static int tell_decisions(const cli *c, const log_args *a, dl_store *st, const dl_assembly *as, uint32_t story)
{
	dl_error err = {0};
	store_decision *v;
	uint32_t n;
	buf b = {0};
	tell_options o = {.width = c->width, .colour = c->colour};
	arena *mem = arena_new(0);
	if (!mem) return cli_say("out of memory"), CLI_OUTPUT;
	int rc = dl_store_decisions(st, mem, &v, &n, &err) == DL_OK ? CLI_OK : cli_fail(&err);
	for (uint32_t i = 0; rc == CLI_OK && i < n; i++) {
		uint32_t named = v[i].number;
		for (uint32_t k = i + 1; k-- > 0;)                   /* an undo concerns whatever it undoes */
			if (v[k].number == named && v[k].undoes) named = v[k].undoes;
		if (!concerns(st, mem, named, as, story)) continue;
		if (cli_wants_json(c, a->json, a->plain)) tell_decision_json(&b, &v[i]);
		else tell_decision(&b, &v[i], &o);
	}
	arena_free(mem);
	return rc == CLI_OK ? cli_flush(&b) : rc;
}

static int log_story(const cli *c, const log_args *a, dl_store *st, workers *w)
{
	dl_error err = {0};
	dl_assembly as;
	uint64_t id;
	uint32_t story;
	if (dl_store_find(st, cstr(c->n_operands ? c->operands[0] : ""), &id, &err) != DL_OK) return cli_fail(&err);
	if (dl_store_assemble(st, w->lanes[0], id, DL_MIN_NONE, &as, &story, &err) != DL_OK) return cli_fail(&err);
	int64_t *at = calloc(as.stories[story].n_docs + 1, sizeof *at);
	if (!at) return cli_say("out of memory"), CLI_OUTPUT;
	uint32_t n = moments(&as, story, at);
	int rc = tell_decisions(c, a, st, &as, story);      /* before the lane is reset */
	rc = cli_worse(rc, tell_moments(c, a, st, w, id, at, n));
	free(at);
	return rc;
}

static int run(cli *c, const void *args)
{
	const log_args *a = args;
	workers w = {0};
	dl_store *st = NULL;
	if (c->n_operands > 1) return cli_say("log takes one story"), CLI_USAGE;
	int rc = work_store(c, a->store, &st, &w);
	if (rc == CLI_OK) rc = a->decisions ? tell_decisions(c, a, st, NULL, 0) : log_story(c, a, st, &w);
	dl_store_close(st);
	workers_close(&w);
	return rc;
}

const command cmd_log = {
	.name = "log",
	.operands = "[STORY]",
	.help = "what changed, when, and because of which passage",
	.about = "For each moment at which a document of the story was published: events that became known or are "
			 "told with another from then on, and fields whose best value or standing changed, with the passage "
			 "that changed them. A document of which only the day is known counts from the end of that day "
			 "(UTC). Details (what one outlet says besides, what stands beside an event) are counted, and told "
			 "with --all and in JSON. Without STORY, the newest one.\n\nPeople's decisions (merge, split, "
			 "correct, undo) that name a document of the story come first: number, moment, who, why.",
	.examples = "dateline log\ndateline log --json 3f2a\ndateline log --decisions\n",
	.opts = log_opts,
	.args_bytes = sizeof(log_args),
	.run = run,
};
