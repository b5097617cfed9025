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

/* Why something was reported of a word, or why not. */
typedef enum {
	FW_REPORT,                   /* the row fits, and the word tells a report                               */
	FW_FITS,                     /* the row fits, and makes no report by itself: a verb that lends itself   */
	FW_STOPS,                    /* the row fits, and says that this is no happening                        */
	FW_MISSES,                   /* a condition of the row does not hold                                    */
	FW_OTHER_POS,                /* the row is for another part of speech                                   */
	FW_NAMES_ANOTHER,            /* a noun before another one: "attack helicopters"                         */
	FW_NOT_PARTICULAR,           /* a noun that names a kind: "against violence"                            */
	FW_ATTRIBUTE,                /* a participle before a noun: "the wounded man"                           */
	FW_LENT_NOTHING,             /* a verb that lends itself, beside no happening                           */
	FW_N
} facts_verdict;

typedef struct {                 /* one row of the lexicon that was tried at one word                       */
	uint32_t token, line;        /* line of happenings.tsv                                              */
	uint32_t report;             /* reports[], 0 none                                                   */
	dl_slice word, cond;         /* the row's word; the condition that did not hold, as the table has it */
	uint8_t  verdict;            /* facts_verdict                                                       */
} facts_note;

typedef enum {                   /* FR_FROM: who does it by the sense, named in another clause ("after killing ...") */
	FR_WHO, FR_FROM, FR_WHOM, FR_THIRD, FR_WHEN, FR_WHERE, FR_NOT, FR_N
} facts_role;

typedef struct {                 /* an argument of a word that says that something is done                  */
	uint32_t token, first, last; /* the word; tokens of its argument, first..last                       */
	uint8_t  role;               /* facts_role                                                          */
} facts_arg;

typedef struct {                 /* what made a report planned, denied ... or background                    */
	uint32_t report, line;       /* line of modality.tsv                                                */
	dl_slice word, prep;         /* the row's word, and the preposition that it acts through            */
} facts_telling;

typedef struct {
	const facts_note *notes;     /* [n_notes] by token                                                  */
	const facts_arg  *args;      /* [n_args] by token                                                   */
	const uint32_t   *doings;    /* [n_doings] words that say that something is done, in text order     */
	const facts_telling *tellings;       /* [n_tellings]                                                */
	uint32_t n_notes, n_args, n_doings, n_tellings;
} facts_why;

/* facts_find(), and *why: for every word that the lexicon knows the rows that were tried, and for every word that
 * says that something is done who does it, to whom, when and where. Lives in w->out. */
dl_status facts_find_why(const facts_kb *kb, const dl_doc *doc, const dl_tokens *tok, workspace *w, dl_facts *out,
                         facts_why *why);

/* Invariants: every index in range, every span inside the text and on code point borders. */
bool facts_check(const dl_facts *f, slice text, dl_error *err);

/* Are two names of persons spellings of one? 0..1000 (per mille); why (may be NULL) gets one sentence. */
enum { PERSON_SAME = 700, PERSON_OPEN = 500 };    /* from SAME on one person, below OPEN two                   */
uint32_t person_same(slice a, slice b, char *why, size_t why_bytes);
/* Key of a name: lower case, no titles, transliteration variants folded ("muqtada al sadr" = "mktd sdr"). */
slice name_key(arena *a, slice name);

#endif
