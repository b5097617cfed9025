/* SPDX-License-Identifier: Apache-2.0
 *
 * cmd_disputes.c - `dateline disputes [STORY]`: only what does not fit, side by side, with who says it.
 */
#include "cli/cli.h"

static const option disputes_opts[] = {
	OPT_STORY(story_args),
	{"most", OPT_U32, offsetof(story_args, most), NULL, "at most N fields"},
	{0}
};

static int run(cli *c, const void *args) { return work_story(c, args, tell_disputes, tell_disputes_json); }

const command cmd_disputes = {
	.name = "disputes", .operands = "[STORY]", .help = "only what does not fit, side by side, with who says it",
	.about = "Fields whose accounts exclude each other while their origins are independent: each account in its "
	         "own words, with the outlet and who said it to them. Without STORY, the newest one.",
	.examples = "dateline disputes --fail-on disputed || echo 'not yet'    # status 3: something is disputed\n",
	.opts = disputes_opts, .args_bytes = sizeof(story_args), .run = run,
};
