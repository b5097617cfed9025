/* SPDX-License-Identifier: Apache-2.0
 *
 * decide.h - what merge, split, correct and undo share: who decides and why, and what is said when it is done.
 */
#ifndef DL_CLI_DECIDE_H
#define DL_CLI_DECIDE_H

#include "cli/cli.h"

typedef struct { const char *store, *who, *why; bool json, plain; } decide_args;
#define OPT_DECIDE \
	OPT_STORE(decide_args), \
	{"who", OPT_TEXT, offsetof(decide_args, who), NULL, "NAME of the person who decides; needed"}, \
	{"why", OPT_TEXT, offsetof(decide_args, why), NULL, "REASON, in a few words; needed"}, \
	OPT_FORM(decide_args)

/* Open the store, let fn append a decision, tell anew what it touches, print its number. */
typedef dl_status (*decider)(const cli *c, dl_store *st, dl_lane *lane, const store_by *by, uint32_t *number,
                             dl_error *err);
int decide(const cli *c, const decide_args *a, decider fn);

#endif
