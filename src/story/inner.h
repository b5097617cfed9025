/* SPDX-License-Identifier: Apache-2.0
 *
 * inner.h - shared inside src/story only: the assembler, which the stages of this room fill in order.
 *
 *   assemble.c   sorts the documents, runs the stages, lays the results out
 *   terms.c      words of a text, how telling each is
 *   sketch.c     one document's shingles and terms (story_sketch)
 *   keys.c       blocking keys (story_keys); which documents share one
 *   copies.c     shared text: who reprints whom
 *   origins.c    who did the reporting; informants
 *   cluster.c    average linkage, independent of order: used for stories and for events
 *   stories.c    documents to stories
 *   pairs.c      two reports: named features and a score
 *   events.c     reports to events
 *   relate.c     two values: SAME NARROWER WIDER OVERLAP APART NOT_COMPARABLE
 *   fields.c     an event's claims to fields
 *   parts.c      which claims of one kind are about one thing
 *   asof.c       the moment as of which a claim is told; a country's clock
 *   accounts.c   a field's claims to accounts, verdicts, standing
 *   best.c       low, best, high of counts
 *   actors.c     persons and groups over documents, their spellings
 */
#ifndef DL_STORY_INNER_H
#define DL_STORY_INNER_H

#include "story/story.h"

/* VEC_PUSH's result as a truth value: the compiler would call the bare comparison always true. */
static inline bool pushed(const void *p) { return p != NULL; }

/* ---------------------------------------------------------------- terms.c */
typedef struct { slice text; size_t at; } word_scan;   /* text: made plain by utf8_plain()                   */
bool     word_next(word_scan *s, slice *word);        /* runs of letters, digits, apostrophes               */
slice    word_term(slice word, char to[64]);          /* no possessive, no ending; empty: not a term        */
uint32_t term_rarity(slice term);                     /* ln(articles / articles with it) * 1000, capped     */
uint32_t ln_milli(uint32_t x);                        /* 1000 * ln(x), x >= 1                                */
uint64_t isqrt64(uint64_t x);

/* ---------------------------------------------------------------- sketch.c */
/* All shingles of a document's narrated text, quotations set aside: sorted, unique. NULL: out of memory. */
uint64_t *shingles_of(arena *a, arena *tmp, const dl_doc *doc, uint32_t *n);
uint32_t  sorted_unique(uint64_t *v, uint32_t n);
uint32_t  sorted_common(const uint64_t *a, uint32_t na, const uint64_t *b, uint32_t nb);

/* ---------------------------------------------------------------- cluster.c */
typedef struct { uint32_t a, b; int32_t score; uint32_t pad; } tie;    /* a != b; parts per million            */
#define TIE_NEVER (-1000000000)                       /* no cluster may hold both                           */
/* Labels label[0..n) with the smallest member's index: the clusters of average linkage, where pairs without a
 * tie count as 0, stopped when the best average falls below least. False: out of memory. */
bool cluster_average(arena *tmp, const tie *ties, uint32_t n_ties, uint32_t n, int32_t least, uint32_t *label);

/* ---------------------------------------------------------------- the assembler */
typedef struct { uint32_t a, b; } doc_pair;           /* a < b                                              */

typedef struct assembler assembler;
typedef struct { uint64_t hash; uint32_t rarity, pad; } face_word;

typedef struct {                    /* one report of one document, as pairs.c compares it                    */
	uint32_t doc, report;
	uint32_t story, event;      /* indexes; event: label, then events[]                                 */
	uint64_t lemma, mode;       /* hashes, 0 none                                                       */
	uint32_t when, where;       /* times[], places[] of its document, 0 none                            */
	uint32_t who, whom;         /* actors[], 0 none                                                     */
	uint32_t n_words, rarity;   /* terms of its clause; sum of their rarities                           */
	face_word *words;           /* [n_words] sorted by hash                                             */
	uint8_t  type, modality;
	uint16_t flags;
} told;

/* Why two reports are one happening or two: points for each feature, named in pairs.c. */
typedef struct { int16_t what, when, where, who, words, told; bool never; } pair_points;
pair_points pair_compare(const assembler *s, const told *a, const told *b);
static inline int32_t pair_sum(const pair_points *p) { return p->what + p->when + p->where + p->who + p->words + p->told; }
bool told_fill(assembler *s, told *t);        /* everything but event, from doc and report                  */

struct assembler {
	workspace       *w;
	dl_assembly     *out;
	uint32_t         n;         /* documents                                                            */
	const dl_doc   **docs;      /* [n] canonical order                                                  */
	const dl_facts **facts;     /* [n]                                                                  */
	VEC(doc_pair)    near;      /* pairs that share a blocking key, sorted, unique                      */
	VEC(tie)         copies;    /* pairs that share text; score: share of the shorter one's, ppm        */
	uint32_t        *copy_group;    /* [n] smallest document with shared text                           */
	strmap           origin_of, origin_by_body, informant_of;       /* names to origins[], informants[]     */
	uint32_t        *story;     /* [n] label                                                            */
	uint32_t        *actor_of;  /* see actors.c: actor of (document, entity)                            */
	uint32_t        *actor_base;    /* [n] where document d's entities start in actor_of                */
	VEC(told)        told;      /* reports that tell something, by story                                */
	VEC(dl_event)    events;
	VEC(dl_field)    fields;
	VEC(dl_account)  accounts;
	VEC(dl_voucher)  vouchers;
	VEC(dl_telling)  tellings;
	VEC(dl_origin)   origins;
	VEC(dl_slice)    informants;
	VEC(dl_actor)    actors;
	VEC(dl_slice)    spellings;
	VEC(dl_story)    stories;
};

/* Stages, in this order; each false when out of memory. */
bool near_find(assembler *s);                 /* keys.c                                                     */
bool copies_find(assembler *s);
bool origins_find(assembler *s);
bool stories_find(assembler *s);
bool actors_find_all(assembler *s);
bool events_find(assembler *s);
bool fields_find(assembler *s);

/* Could the two documents share text? By the kept shingles (copies.c). */
bool sketch_meets(const dl_facts *a, const dl_facts *b);
/* Same words but for articles and prepositions, names as spellings (relate.c). */
bool words_inside(slice a, slice b);
bool entity_same_name(const dl_facts *fa, uint32_t a, const dl_facts *fb, uint32_t b);
/* Origin, informant and copy of a passage of v->doc that is told under an attribution (origins.c). */
bool voucher_source(assembler *s, dl_voucher *v, uint32_t attribution);
/* What lasts of a document (assemble.c). */
uint64_t doc_id(const dl_doc *d);
/* Similarity of two documents' terms, parts per million (stories.c). */
uint32_t terms_cosine(const dl_facts *a, const dl_facts *b);
/* Actor (actors[]) of an entity, 0 none. */
static inline uint32_t actor_at(const assembler *s, uint32_t doc, uint32_t entity)
{
	return entity ? s->actor_of[s->actor_base[doc] + entity] : 0;
}

#endif
