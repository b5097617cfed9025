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
	bool     all;                /* of a grid: also the events that one outlet tells alone                   */
	uint32_t words;              /* of a brief, at most, 0: no limit; its first sentence is always told     */
	struct tell_trees *trees;    /* of explain, NULL: no edges of trees                                     */
} tell_options;

/* JSON of one document's facts: one line, dateline(5) "extract". tok may be NULL. */
void tell_facts_json(buf *b, const dl_doc *doc, const dl_facts *facts);
/* A document's own fields; with its text and paragraphs when asked. dateline(5) "document". */
void tell_doc_json(buf *b, const dl_doc *doc, bool text);
/* The words of a text, the rules that were tried at each, and what came of it. JSON: a sentence a line. */
typedef struct {
	const dl_doc    *doc;
	const dl_tokens *tok;
	const dl_facts  *facts;
	const facts_why *why;
} tell_reading;
void tell_why(buf *b, const tell_reading *r, const tell_options *o);
void tell_why_json(buf *b, const tell_reading *r);
/* CoNLL-U with names in MISC. */
void tell_conllu(buf *b, const dl_doc *doc, const dl_tokens *tok);
/* A story's own fields and its documents, without actors and events. */
void tell_story_head_json(buf *b, const dl_assembly *a, uint32_t story);
/* docs[doc] with its text, and each of its passages that an event or a field of its story rests on. */
void tell_article_json(buf *b, const dl_assembly *a, uint32_t doc);
/* One story: JSON object with events, fields, accounts, passages; dateline(5) "story". */
void tell_story_json(buf *b, const dl_assembly *a, uint32_t story);

void tell_stories(buf *b, const store_story *rows, uint32_t n, const tell_options *o);
void tell_stories_json(buf *b, const store_story *rows, uint32_t n);

/* Text for people, and JSON lines: a sentence, a row of the grid, an event, a disputed field a line. */
void tell_brief(buf *b, const dl_assembly *a, uint32_t story, const tell_options *o);
void tell_brief_json(buf *b, const dl_assembly *a, uint32_t story, const tell_options *o);
void tell_grid(buf *b, const dl_assembly *a, uint32_t story, const tell_options *o);
void tell_grid_json(buf *b, const dl_assembly *a, uint32_t story, const tell_options *o);
void tell_timeline(buf *b, const dl_assembly *a, uint32_t story, const tell_options *o);
void tell_timeline_json(buf *b, const dl_assembly *a, uint32_t story, const tell_options *o);
void tell_disputes(buf *b, const dl_assembly *a, uint32_t story, const tell_options *o);
void tell_disputes_json(buf *b, const dl_assembly *a, uint32_t story, const tell_options *o);

/* Why: a story's or event's id (or its beginning), EVENT.FIELD or EVENT.FIELD.ACCOUNT. False: nothing has it. */
bool tell_explain(buf *b, const dl_assembly *a, uint32_t story, slice id, const tell_options *o);
/* Where explain gets the tokens of docs[doc], for the edges of the tree; NULL: they are left out. */
typedef struct tell_trees {
	const dl_tokens *(*of)(struct tell_trees *t, const dl_assembly *a, uint32_t doc);
} tell_trees;

/* What is known of a story at a moment, kept apart from the assembly so that two moments can be compared. */
typedef struct tell_state tell_state;
tell_state *tell_state_new(const dl_assembly *a, uint32_t story);      /* NULL when out of memory              */
void tell_state_free(tell_state *s);                                   /* accepts NULL                         */
/* What is in `now` and was not in `before` (NULL: nothing was), known since at_min. Nothing when nothing is. */
void tell_change(buf *b, const tell_state *before, const tell_state *now, int64_t at_min, const tell_options *o);
void tell_change_json(buf *b, const tell_state *before, const tell_state *now, int64_t at_min);

/* A person's decision, a line. */
void tell_decision(buf *b, const store_decision *d, const tell_options *o);
void tell_decision_json(buf *b, const store_decision *d);

#endif
