/* SPDX-License-Identifier: Apache-2.0
 *
 * dateline_inner.h - the two handles of the public header, for the library's front and the rooms that start
 * lanes themselves (store, serve).
 */
#ifndef DATELINE_INNER_H
#define DATELINE_INNER_H

#include "facts/facts.h"

#define LANE_BLOCK_BYTES (1u << 20)    /* an average article's facts and scratch fit in one block each         */

struct dl_kb {                 /* shared by all lanes, read-only once opened                                  */
	text_model *text;
	facts_kb   *facts;
};

struct dl_lane {               /* one worker's private state; never shared                                    */
	const dl_kb *kb;
	workspace    w;        /* out: results until dl_lane_reset(); tmp: one call's scratch                 */
	dl_error     err;      /* last failure                                                                */
};

#endif
