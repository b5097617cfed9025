/* SPDX-License-Identifier: Apache-2.0
 *
 * decide.c - the way of a person's decision into the store: who and why are asked for, the moment is taken from the
 * clock, what it touches is told anew, and its number is printed, by which it can be undone.
 */
#include "cli/decide.h"

/* What was understood, for whoever decided to see: a short id or the number of an account may mean another one. */
static int done(const cli *c, const decide_args *a, dl_store *st, uint32_t number)
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
		if (v[i].number != number) continue;
		if (cli_wants_json(c, a->json, a->plain)) {
			tell_decision_json(&b, &v[i]);
		} else {
			tell_decision(&b, &v[i], &o);
			buf_printf(&b, "dateline undo %u takes it back\n", number);
		}
	}
	arena_free(mem);
	return rc == CLI_OK ? cli_flush(&b) : rc;
}

int decide(const cli *c, const decide_args *a, decider fn)
{
	workers w = {0};
	dl_store *st = NULL;
	dl_error err = {0};
	uint32_t number = 0;
	const store_by by = {slice_trim(cstr(a->who)), slice_trim(cstr(a->why)), cli_now_min()};
	if (!by.who.n || !by.why.n) return cli_say("%s needs --who and --why", c->cmd->name), CLI_USAGE;
	if (!utf8_valid(by.who, NULL) || !utf8_valid(by.why, NULL)) return cli_say("--who and --why take UTF-8"), CLI_USAGE;
	int rc = work_writable(a->store, &st, &w);
	if (rc == CLI_OK && dl_store_refresh(st, w.lanes, w.n, NULL, NULL, &err) != DL_OK) rc = cli_unwritten(&err);
	if (rc == CLI_OK && fn(c, st, w.lanes[0], &by, &number, &err) != DL_OK) rc = cli_unwritten(&err);
	if (rc == CLI_OK && dl_store_refresh(st, w.lanes, w.n, NULL, NULL, &err) != DL_OK) rc = cli_unwritten(&err);
	if (rc == CLI_OK) rc = done(c, a, st, number);
	dl_store_close(st);
	workers_close(&w);
	return rc;
}
