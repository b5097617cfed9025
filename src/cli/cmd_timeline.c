/* SPDX-License-Identifier: Apache-2.0
 *
 * cmd_timeline.c - `dateline timeline [STORY]`: when it happened, beside when it was reported.
 */
#include "cli/cli.h"

static const option timeline_opts[] = {
	OPT_STORY(story_args),
	{"most", OPT_U32, offsetof(story_args, most), NULL, "at most N events"},
	{0}
};

static int run(cli *c, const void *args) { return work_story(c, args, tell_timeline, tell_timeline_json); }

const command cmd_timeline = {
	.name = "timeline", .operands = "[STORY]", .help = "when it happened, beside when it was reported",
	.about = "Events in order of time, each with the time that the accounts give it and with who reported it "
	         "first, and when. Without STORY, the newest one.",
	.examples = "dateline timeline\ndateline timeline --json 3f2a\n",
	.opts = timeline_opts, .args_bytes = sizeof(story_args), .run = run,
};
