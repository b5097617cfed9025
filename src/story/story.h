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

/* Keys under which the store looks for the documents that one may be linked to (keys.c), sorted, each once; how many.
 * Two documents' weights under the keys that both have, multiplied and added up, say in 10^-8 how far what they share
 * there makes them alike. Of the facts only terms and sketch are read. */
#define STORY_NEAR_KEYS 26u
typedef struct { uint64_t key; uint32_t weight, pad; } near_key;
uint32_t story_near_keys(const dl_facts *facts, near_key keys[STORY_NEAR_KEYS]);

/* Where a document stands among all: earlier first. Unknown days come last: nothing is known to be earlier. */
int64_t story_order_min(const dl_doc *d);

/* ---------------------------------------------------------------- an article in short (gist.c) */
#define GIST_NAMES  24u
#define GIST_PLACES 6u
#define GIST_TITLE  16u
typedef struct { uint64_t hash; uint32_t rarity, pad; } face_word;
typedef struct {                     /* plain bytes without holes: the store keeps it as it lies              */
	uint64_t  names[GIST_NAMES];        /* persons' full names, hashed, odd when seldom in the news; sorted */
	uint32_t  places[GIST_PLACES];      /* GeoNames ids of towns, most named first                       */
	int32_t   lat_e5, lon_e5;           /* of the first of them                                          */
	face_word title[GIST_TITLE];        /* sorted by hash                                                */
	int64_t   killed, injured;          /* first figures told, DL_COUNT_NONE                             */
	int32_t   day, published;           /* of the first happening that has one; DL_DAY_NONE              */
	uint32_t  n_names, n_places, n_title, title_rarity;
} gist;
void gist_of(const dl_doc *doc, const dl_facts *facts, gist *to);
/* Sum of the rarities of the words that both lists, sorted by hash, have. */
uint64_t words_common(const face_word *a, uint32_t n, const face_word *b, uint32_t m);
/* The telling words of a document's title, sorted by hash; how many, and the sum of their rarities. */
uint32_t title_words(const dl_doc *doc, face_word to[GIST_TITLE], uint32_t *rarity);

/* ---------------------------------------------------------------- how near two articles are (stories.c) */
#define WEIGHTS_MOST 64
typedef struct { int32_t w[WEIGHTS_MOST], least; } pair_weights;       /* logits * 1000; ppm                    */
void story_weights(pair_weights *to);
/* The chance that two articles are of one story, parts per million; of the facts only terms and sketch are read. */
int32_t story_chance(const pair_weights *w, const dl_facts *fa, const gist *ga, const dl_facts *fb, const gist *gb);

/* ---------------------------------------------------------------- near copies (rides.c)
 * Of near copies of one text only the first, the lead, is compared with other documents; the others ride with it
 * into its story. Two near copies share one of these keys, with a chance of 99 in 100. */
#define STORY_COPY_KEYS  5u
#define STORY_COPY_FIRST 4u      /* a document rides on one of the first so many that hold a key of its         */
#define STORY_RIDERS     31u     /* of one lead, those that tell; the rest only count as documents              */
/* text: the document's hash */
uint32_t story_copy_keys(uint64_t text, const dl_facts *facts, uint64_t keys[STORY_COPY_KEYS]);
/* May documents of so many shingles (n_sketch) be near copies at all? */
bool     story_copy_sizes(uint32_t a, uint32_t b);
bool     story_near_copy(uint64_t text_a, const dl_facts *a, uint64_t text_b, const dl_facts *b);

/* What people decided (decide.c). Those of one number, side by side, are one decision; numbers rise. */
typedef enum {
	DECIDE_NONE = 0, DECIDE_MERGE_STORIES, DECIDE_SPLIT_STORY, DECIDE_MERGE_EVENTS, DECIDE_SPLIT_EVENT,
	DECIDE_ASIDE,            /* a claim is shown and not counted                                            */
	DECIDE_TYPED             /* a value of an event's field (typed.c)                                       */
} decide_kind;
typedef struct {
	uint64_t doc;            /* doc_id()                                                                    */
	uint64_t what;           /* of events story_report_id(), of claims story_claim_id(), else 0             */
	uint32_t number;
	uint8_t  kind;           /* decide_kind                                                                 */
	uint8_t  field;          /* of a typed value: dl_field_kind                                             */
	int64_t  at_min;         /* when it was decided                                                         */
	slice    value;          /* that was typed                                                              */
	slice    rule;           /* who and why, in words: goes where the name of a rule goes                   */
} story_decision;
typedef struct { story_decision *v; uint32_t n; } story_decisions;

uint64_t doc_id(const dl_doc *d);              /* what lasts of a document: text, outlet, day                */
uint64_t story_report_id(const dl_doc *d, const dl_facts *f, uint32_t report);     /* an event has its first one's */
uint64_t story_claim_id(const dl_doc *d, const dl_facts *f, uint32_t claim);

/* Can people type this for a field of that kind? A figure ("31", "at least 31", "20 to 25"), a day with or without an
 * hour, words. */
#define TYPED_BYTES 200u
bool typed_fits(unsigned kind, slice value);
const char *typed_form(unsigned kind);       /* what fits, in words: "a figure is wanted (31 ...)"                  */
/* The bounds of a figure. False: none. */
bool typed_count(slice value, int64_t *lo, int64_t *hi);

/* What is known of the stories of these documents from before (prints.c): one that has the print it had is not told
 * again, and comes without events. */
typedef struct { uint64_t id, print; } story_print;
typedef struct {
	const uint64_t    *what;     /* [n] hash of each document with its facts                                */
	const story_print *before;   /* [n_before]                                                              */
	uint32_t           n_before;
	story_print       *now;      /* out, [n_stories] from 1                                                 */
	bool              *same;     /* out, [n_stories]                                                        */
} story_known;

/* What dl_assemble() does, over one or more components. decided may be NULL. rides: for each document the index + 1 of
 * the lead that it rides on, 0 for a lead; NULL: they are looked for. */
typedef struct {
	const dl_doc *const *docs;
	const dl_facts *const *facts;
	const uint32_t *rides;
	uint32_t n;
	story_known *known;      /* NULL: every story is told                                                   */
} story_docs;
dl_status story_assemble(workspace *w, const story_docs *in, const story_decisions *decided, dl_assembly *out);

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
typedef struct { const uint64_t *word; uint32_t n; bool negated; } text_face;
/* The narrated sentence that holds the passage; the passage itself when none does. */
dl_span facts_sentence(const dl_facts *f, dl_span at);
bool text_face_of(arena *a, slice text, text_face *out);      /* false: no memory, and no words         */
uint32_t text_face_common(const text_face *a, const text_face *b);     /* words that both have            */
dl_relation relate_text(const text_face *a, const text_face *b);

/* Of one outlet, as far as is known: two documents without a name are of two. */
static inline bool doc_same_outlet(const dl_doc *a, const dl_doc *b)
{
	return a == b || (a->outlet.n && slice_eq(a->outlet, b->outlet));
}

#endif
