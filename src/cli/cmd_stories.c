/* SPDX-License-Identifier: Apache-2.0
 *
 * cmd_stories.c - `dateline stories`: the list of stories, newest first.
 */
#include "cli/cli.h"

typedef struct {
	const char *store, *fail_on;
	int64_t as_of;
	uint32_t most;
	bool json, plain;
} stories_args;

static const option stories_opts[] = {
	OPT_STORE(stories_args),
	{"as-of", OPT_MOMENT, offsetof(stories_args, as_of), NULL, "answer from what had been published by TIME (UTC)"},
	{"most", OPT_U32, offsetof(stories_args, most), NULL, "at most N stories"},
	{"fail-on", OPT_TEXT, offsetof(stories_args, fail_on), NULL, "exit with status 3 when there is WHAT: disputed"},
	OPT_FORM(stories_args),
	{0}
};

static int list(const cli *c, const stories_args *a, dl_store *st, dl_lane *lane, arena *mem)
{
	dl_error err = {0};
	store_story *rows;
	uint32_t n;
	bool disputed = false;
	buf b = {0};
	if (dl_store_stories(st, lane, a->as_of, mem, &rows, &n, &err) != DL_OK) return cli_fail(&err);
	for (uint32_t i = 0; i < n; i++) disputed |= rows[i].disputes > 0;
	if (a->most && n > a->most) n = a->most;
	tell_options o = {.width = c->width, .colour = c->colour};
	if (cli_wants_json(c, a->json, a->plain)) tell_stories_json(&b, rows, n);
	else tell_stories(&b, rows, n, &o);
	int rc = cli_flush(&b);
	return a->fail_on && disputed ? cli_worse(rc, CLI_DISPUTED) : rc;
}

static int run(cli *c, const void *args)
{
	const stories_args *a = args;
	workers w = {0};
	dl_store *st = NULL;
	arena *mem = arena_new(0);
	if (a->fail_on && strcmp(a->fail_on, "disputed"))
		return cli_say("--fail-on knows only \"disputed\""), CLI_USAGE;
	int rc = mem ? work_store(c, a->store, &st, &w) : CLI_OUTPUT;
	if (rc == CLI_OK) rc = list(c, a, st, w.lanes[0], mem);
	dl_store_close(st);
	workers_close(&w);
	arena_free(mem);
	return rc;
}

const command cmd_stories = {
	.name = "stories", .help = "the stories: headline, outlets, origins, figures, disputes",
	.about = "One row a story, newest first: its id, how many documents, outlets and independent origins it "
	         "has, when it was first and last reported, the latest figures, and how many fields are disputed. "
	         "No copy detected is not the same as independent: an origin is what is left after credit lines and "
	         "shared text are traced.",
	.examples = "dateline stories\ndateline stories --as-of 2025-05-12T18:00\n"
	            "dateline stories --json | jq -r 'select(.disputes > 0) | .story'\n",
	.opts = stories_opts, .args_bytes = sizeof(stories_args), .run = run,
};
