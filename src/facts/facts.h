/* SPDX-License-Identifier: Apache-2.0
 *
 * facts.h - a document's tokens to what it reports. What the rooms below may call.
 */
#ifndef DL_FACTS_H
#define DL_FACTS_H

#include "text/text.h"

typedef struct facts_kb facts_kb;

dl_status facts_kb_open(const dl_kb_options *opt, facts_kb **kb, dl_error *err);
void      facts_kb_close(facts_kb *kb);

/* *out lives in w->out (one arena block for the strings); sketch and terms stay empty: story fills them. */
dl_status facts_find(const facts_kb *kb, const dl_doc *doc, const dl_tokens *tok, workspace *w, dl_facts *out);

/* Invariants: every index in range, every span inside the text and on code point borders. */
bool facts_check(const dl_facts *f, slice text, dl_error *err);

/* Are two names of persons spellings of one? 0..1000 (per mille); why (may be NULL) gets one sentence. */
enum { PERSON_SAME = 700, PERSON_OPEN = 500 };    /* from SAME on one person, below OPEN two                   */
uint32_t person_same(slice a, slice b, char *why, size_t why_bytes);
/* Key of a name: lower case, no titles, transliteration variants folded ("muqtada al sadr" = "mktd sdr"). */
slice name_key(arena *a, slice name);

#endif
