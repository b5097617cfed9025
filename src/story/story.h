/* SPDX-License-Identifier: Apache-2.0
 *
 * story.h - many documents' reports to events, accounts and standings. What the rooms below may call.
 */
#ifndef DL_STORY_H
#define DL_STORY_H

#include "facts/facts.h"

/* Fill facts->sketch (shingles for finding copies) and facts->terms (weighted words that tell stories apart)
 * in w->out. Depends on this document alone. */
dl_status story_sketch(const dl_doc *doc, const dl_tokens *tok, workspace *w, dl_facts *facts);

/* Blocking keys of a document: two documents that share none are never of one story or copies of each other.
 * keys (in w->out) are sorted and unique. The store indexes them to find what a new document touches. */
dl_status story_keys(const dl_doc *doc, const dl_facts *facts, workspace *w, uint64_t **keys, uint32_t *n);

/* Could assembly ever join these two, which share a key? A component is what this links, step by step: whoever
 * looks up keys must ask this before he joins, since one key alone is shared by a whole week's news. */
bool story_touch(const dl_doc *a, const dl_facts *fa, const dl_doc *b, const dl_facts *fb);

/* What people decided (decide.c). Those of one number, side by side, are one decision; numbers rise. */
typedef enum {
	DECIDE_NONE = 0, DECIDE_MERGE_STORIES, DECIDE_SPLIT_STORY, DECIDE_MERGE_EVENTS, DECIDE_SPLIT_EVENT,
	DECIDE_ASIDE             /* a claim is shown and not counted                                            */
} decide_kind;
typedef struct {
	uint64_t doc;            /* doc_id()                                                                    */
	uint64_t what;           /* of events story_report_id(), of claims story_claim_id(), else 0             */
	uint32_t number;
	uint8_t  kind;           /* decide_kind                                                                 */
	slice    rule;           /* who and why, in words: goes where the name of a rule goes                   */
} story_decision;
typedef struct { story_decision *v; uint32_t n; } story_decisions;

uint64_t doc_id(const dl_doc *d);              /* what lasts of a document: text, outlet, day                */
uint64_t story_report_id(const dl_doc *d, const dl_facts *f, uint32_t report);     /* an event has its first one's */
uint64_t story_claim_id(const dl_doc *d, const dl_facts *f, uint32_t claim);

/* What dl_assemble() does, over one or more components. decided may be NULL. */
dl_status story_assemble(workspace *w, const dl_doc *const *docs, const dl_facts *const *facts, uint32_t n,
                         const story_decisions *decided,
                         dl_assembly *out);

/* A pair that assembly compared: two documents (reports 0), two reports of one document ("within"), or two
 * documents' accounts of a happening, by their first reports ("across"). */
typedef struct {
	const char *set;             /* "story", "within", "across"                                             */
	const dl_doc *doc_a, *doc_b;
	const dl_report *a, *b;      /* NULL for documents                                                      */
	uint32_t n;
	const char *const *names;    /* [n] of features                                                         */
	const int16_t *values;       /* [n]                                                                     */
	int32_t chance;              /* that they are one, parts per million; negative: never                   */
} story_pair;
typedef void (*story_pair_sink)(void *ctx, const story_pair *pair);

/* story_assemble() that also shows every pair it compares: for people who ask why, and for fitting weights. */
dl_status story_pairs(workspace *w, const dl_doc *const *docs, const dl_facts *const *facts, uint32_t n,
                      dl_assembly *out, story_pair_sink sink, void *ctx);

#define TIME_ABOUT_MIN      15      /* "around 6 am" is a quarter of an hour either way                         */

/* How two values stand to each other. The same function for every field. scope: spans and "of" compared first. */
dl_relation relate_time(const dl_time *a, const dl_time *b);
/* The same where local hours are those of a place whose clock is lo_min..hi_min ahead of UTC. */
typedef struct { int16_t lo_min, hi_min; } zone_range;
extern const zone_range zone_unknown;
dl_relation relate_time_in(const dl_time *a, const dl_time *b, zone_range zone);
dl_relation relate_count(const dl_count *a, const dl_count *b);
dl_relation relate_place(const dl_facts *fa, uint32_t a, const dl_facts *fb, uint32_t b);
dl_relation relate_entity(const dl_facts *fa, uint32_t a, const dl_facts *fb, uint32_t b);
dl_relation relate_modality(unsigned a, unsigned b);

/* Free words: their content words, and whether they deny. More words say more. */
#define TEXT_WORDS 64
typedef struct { uint64_t word[TEXT_WORDS]; uint32_t n; bool negated; } text_face;
void text_face_of(arena *tmp, slice text, text_face *out);
dl_relation relate_text(const text_face *a, const text_face *b);

#endif
