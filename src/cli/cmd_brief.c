/* SPDX-License-Identifier: Apache-2.0
 *
 * cmd_brief.c - `dateline brief [STORY]`: what is known, every sentence attributed and numbered to its passages.
 */
#include "cli/cli.h"

static const option brief_opts[] = {
	OPT_STORY(story_args),
	{"most", OPT_U32, offsetof(story_args, most), NULL, "at most N sentences"},
	{"length", OPT_U32, offsetof(story_args, words), NULL, "at most N words, passages aside"},
	{0}
};

static int run(cli *c, const void *args) { return work_story(c, args, tell_brief, tell_brief_json); }

const command cmd_brief = {
	.name = "brief",
	.operands = "[STORY]",
	.help = "what is known, every sentence attributed and numbered to "
			"its passages",
	.about = "Most certain and most important first. Every sentence says who reported it, and its numbers lead "
			 "to the passages printed below. Nothing is said that no passage says. Without STORY, the newest "
			 "one.",
	.examples = "dateline brief\ndateline brief 3f2a --most 5\ndateline brief --length 100                  # for "
				"a ticker\ndateline brief --as-of 2025-05-12T18:00    # "
				"what was known at six\n",
	.opts = brief_opts,
	.args_bytes = sizeof(story_args),
	.run = run,
};
