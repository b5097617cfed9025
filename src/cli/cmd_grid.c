/* SPDX-License-Identifier: Apache-2.0
 *
 * cmd_grid.c - `dateline grid [STORY]`: fields of events by outlet, in the outlets' own words.
 */
#include "cli/cli.h"

static const option grid_opts[] = {
	OPT_STORY(story_args),
	{"most", OPT_U32, offsetof(story_args, most), NULL, "at most N events"},
	{"all", OPT_FLAG, offsetof(story_args, all), NULL, "set out also what one outlet tells alone, and what stands beside an event"},
	{0}
};

static int run(cli *c, const void *args) { return work_story(c, args, tell_grid, tell_grid_json); }

const command cmd_grid = {
	.name = "grid", .operands = "[STORY]", .help = "fields of events by outlet, in the outlets' own words",
	.about = "Rows are fields of events; columns are outlets in order of publication; cells are the outlet's "
	         "own words, marked: = agrees, > refines, ^ revises, ! disputes, c copy, ~ counts or covers "
	         "something else. An empty cell is silence, which is never zero. What stands beside an event (who "
	         "said it, when something else begins) is counted, what one outlet of several tells alone is listed at "
	         "the end, a line each; JSON has every row. Without STORY, the newest one.",
	.examples = "dateline grid\ndateline grid 3f2a --plain --all | less -R\n",
	.opts = grid_opts, .args_bytes = sizeof(story_args), .run = run,
};
