/* SPDX-License-Identifier: Apache-2.0
 *
 * decide.c - the way of a person's decision into the store: who and why are asked for, the moment is taken from the
 * clock, what it touches is told anew, and its number is printed, by which it can be undone.
 */
#include "cli/decide.h"

static int done(const cli *c, const decide_args *a, uint32_t number)
{
	buf b = {0};
	if (cli_wants_json(c, a->json, a->plain)) {
		buf_putc(&b, '{');
		json_key_i64(&b, "decision", number);
		buf_puts(&b, "}\n");
	} else {
		buf_printf(&b, "decision %u; dateline undo %u takes it back\n", number, number);
	}
	return cli_flush(&b);
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
	if (rc == CLI_OK) rc = done(c, a, number);
	dl_store_close(st);
	workers_close(&w);
	return rc;
}
