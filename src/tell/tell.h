/* SPDX-License-Identifier: Apache-2.0
 *
 * tell.h - answers in words: text for a terminal, JSON for a pipe and for the page.
 */
#ifndef DL_TELL_H
#define DL_TELL_H

#include "store/store.h"

typedef struct {
	uint32_t width;              /* columns of the terminal, 0: do not wrap                                 */
	bool     colour;             /* ANSI colour                                                             */
	uint32_t most;               /* sentences or rows at most, 0: all                                       */
} tell_options;

/* JSON of one document's facts: one line, dateline(5) "extract". tok may be NULL. */
void tell_facts_json(buf *b, const dl_doc *doc, const dl_facts *facts);
/* CoNLL-U with names in MISC. */
void tell_conllu(buf *b, const dl_doc *doc, const dl_tokens *tok);
/* One story: JSON object with events, fields, accounts, passages; dateline(5) "story". */
void tell_story_json(buf *b, const dl_assembly *a, uint32_t story);

void tell_brief(buf *b, const dl_assembly *a, uint32_t story, const tell_options *o);
void tell_grid(buf *b, const dl_assembly *a, uint32_t story, const tell_options *o);
void tell_timeline(buf *b, const dl_assembly *a, uint32_t story, const tell_options *o);
void tell_disputes(buf *b, const dl_assembly *a, uint32_t story, const tell_options *o);
void tell_explain(buf *b, const dl_assembly *a, slice id, const tell_options *o);

#endif
