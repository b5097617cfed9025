/* SPDX-License-Identifier: Apache-2.0
 *
 * inner.h - shared inside src/story only: the assembler, which the stages of this room fill in order.
 *
 *   assemble.c   sorts the documents, runs the stages, lays the results out
 *   terms.c      words of a text, how telling each is
 *   sketch.c     one document's shingles and terms (story_sketch)
 *   rides.c      near copies of one text, which ride with the first of them
 *   keys.c       blocking keys (story_keys); which documents share one
 *   copies.c     shared text: who reprints whom
 *   origins.c    who did the reporting; informants
 *   decide.c     what people decided, put over stories, events and claims
 *   cluster.c    average linkage, independent of order: used for stories and for events
 *   gist.c       an article in short, to compare with others
 *   stories.c    documents to stories
 *   faces.c      what one document says of one happening, made ready to compare
 *   pairs.c      two of those: named features
 *   weights.c    features to a chance, by a table
 *   tables.c     this room's tables, indexed once
 *   lists.c      its short lists of words, by name
 *   events.c     reports to events
 *   weight.c     how much a telling and an event matter, for their order
 *   bonds.c      events that follow, are caused by, are part of others
 *   relate.c     two values: SAME NARROWER WIDER OVERLAP APART NOT_COMPARABLE
 *   fields.c     an event's claims to fields
 *   gather.c     what is told beside different events, brought to one
 *   tolls.c      each document's toll, brought to one event
 *   parts.c      which claims of one kind are about one thing
 *   asof.c       the moment as of which a claim is told; a country's clock
 *   accounts.c   a field's claims to accounts, and its standing
 *   judge.c      an account against the best one: verdict
 *   best.c       low, best, high of counts
 *   prints.c     which stories tell what they told before
 *   actors.c     persons and groups over documents, their spellings
 *   typed.c      values that people typed
 *   bodies.c     bodies that one document calls by fewer words than another
 *   holders.c    people without a name who are one over documents: "the driver"
 */
#ifndef DL_STORY_INNER_H
#define DL_STORY_INNER_H

#include "facts/lists.h"
#include "story/story.h"
#include "text/text.h"

/* VEC_PUSH's result as a truth value: the compiler would call the bare comparison always true. */
static inline bool pushed(const void *p) { return p != NULL; }

/* ---------------------------------------------------------------- terms.c */
typedef struct { slice text; size_t at; } word_scan;   /* text: made plain by utf8_plain()                   */
bool     word_next(word_scan *s, slice *word);        /* runs of letters, digits, apostrophes               */
slice    word_term(slice word, char to[64]);          /* no possessive, no ending; empty: not a term        */
uint32_t term_rarity(slice term);                     /* ln(articles / articles with it) * 1000, capped     */
uint32_t ln_milli(uint32_t x);                        /* 1000 * ln(x), x >= 1                                */
uint64_t isqrt64(uint64_t x);

/* ---------------------------------------------------------------- sketch.c, rides.c */
#define SKETCH_ONE_IN 4u        /* shingles, of which a sketch keeps one                                      */
#define RIDE_PERCENT  75u       /* of the kept shingles of the longer one are shared by near copies           */
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

#define KIND_WORDS 4                /* of 64 bits: lines of data/en/kinds.tsv at most                            */
#define FACE_LEMMAS 6u
#define FACE_ACTORS 6u
#define FACE_FIGURES 3u

typedef struct { uint64_t bits[KIND_WORDS]; } kind_set;

/* Where a word or phrase lies among all words: the sum of its words' vectors. Two near ones are told of like things. */
typedef struct { int16_t v[TEXT_VECTOR]; uint32_t length; } sense;

/* What one document says of one happening, made ready to compare: of one report, or of all reports that the
 * document tells it in (faces.c). */
typedef struct {
	uint32_t story, doc;
	uint32_t first, n;          /* told[first .. + n), in the order of told[]                           */
	uint64_t alone[KIND_WORDS]; /* those of kinds that no other face of its document has                */
	uint64_t kinds[KIND_WORDS]; /* lines of kinds.tsv that hold one of its words; bit 0: a vague one     */
	uint64_t lemma[FACE_LEMMAS];        /* hashes of stems                                              */
	uint32_t root[FACE_LEMMAS]; /* hashes; of "explode" and "explosion" one; 0 none                     */
	uint16_t seldom[FACE_LEMMAS];       /* rarity of that word in the news                              */
	uint32_t lines[FACE_LEMMAS];        /* kind_sets[]: its part of kinds; 0 none                       */
	uint32_t senses[FACE_LEMMAS];       /* senses[] from 1; 0: no vector                                */
	int64_t  figures[FACE_FIGURES];     /* exact numbers told, of whatever                              */
	uint64_t mode;              /* hash, 0 none                                                         */
	uint32_t when, where;       /* times[], places[] of its document: the finest, 0 none                */
	uint32_t who[FACE_ACTORS], whom[FACE_ACTORS];           /* actors[]                                 */
	int64_t  killed, injured;   /* DL_COUNT_NONE when no figure is told                                 */
	face_word *words;           /* [n_words] terms of its clauses, sorted by hash                       */
	uint32_t n_words, rarity;   /* sum of their rarities                                                */
	face_word *near;            /* [n_near] the same of its whole sentences                             */
	uint32_t n_near, near_rarity, near_from;    /* from: byte where its first sentence starts            */
	uint32_t types;             /* a bit for each dl_type                                               */
	uint32_t sent, report, same_as;     /* of its first report                                          */
	uint8_t  n_lemmas, n_who, n_whom, n_figures;
	uint8_t  only;              /* bits: those of lemma[] that no other face of its document has        */
	bool     main;              /* the face that its document tells most                                */
	bool     happened, negated, history, nominal, points_back, lead;
	bool     before;            /* a clause of what went before; "the attack" beside the point is not that */
} facet;

#define WHY_MOST 4
typedef struct {                    /* one report that tells something                                       */
	uint32_t doc, report;
	uint32_t story, event;      /* indexes; event: label, then events[]                                 */
	facet    face;
	slice    decided;   /* who decided on its event, and why; empty: the rules                          */
	uint8_t  alike[WHY_MOST];       /* features + 1 that say most that it is one with the event's first  */
} told;

bool face_of_report(assembler *s, told *t);   /* from t->doc and t->report                                  */
bool faces_alone(assembler *s, facet *v, uint32_t n);  /* sets alone, only and main of one document's faces   */
/* of[0..n) are faces of one document: what they say together. */
bool face_join(assembler *s, facet *to, const facet **of, uint32_t n);

/* ---------------------------------------------------------------- weight.c */
bool     titles_load(assembler *s);           /* titles[] of all documents                                   */
uint32_t event_weight(const assembler *s, const told *v, uint32_t n);
uint32_t telling_best(const assembler *s, const told *v, uint32_t n);         /* that stands for the event    */

/* ---------------------------------------------------------------- weights.c */
/* The rows of a set of data/en/weights.tsv. A feature without a row weighs nothing. */
void    weights_load(const char *set, const char *const *names, uint32_t n, pair_weights *to);
int32_t weights_chance(const pair_weights *w, const int16_t *x, uint32_t n);     /* parts per million         */

/* ---------------------------------------------------------------- tables.c */
typedef enum { WEIGHTS_STORY, WEIGHTS_WITHIN, WEIGHTS_ACROSS, WEIGHT_SETS } weight_set;
const pair_weights *weights_of(weight_set set);
uint32_t        table_articles(slice term);   /* of terms.tsv, that have the term; 0: it has it not          */
const kind_set *kinds_all(void);              /* from 1: the lines of kinds.tsv that hold one word           */
/* Which of them is a word's; its first word's for a phrase that no line holds ("hold on suspicion"), the singular's
 * for a plural; 0 none. */
uint32_t        kinds_of(slice word);

/* ---------------------------------------------------------------- lists.c: ASCII letters without case */
bool  in_list(word_list list, slice word);
bool  begins_in(word_list list, slice text);  /* its first word, which others follow                        */
slice end_in(word_list list, slice text);     /* its last word, or its last two; empty: not in the list      */
bool  has_word_in(word_list list, slice plain);       /* any word of a text made plain                       */

/* ---------------------------------------------------------------- stories.c */
extern const char *const story_feature_names[];       /* [SF_N]                                             */
#define STORY_FEATURES(X) \
	X(BIAS, "bias") X(ALIKE, "alike") X(ALIKE10, "alike beyond 10") X(ALIKE20, "alike beyond 20") \
	X(ALIKE40, "alike beyond 40") X(TITLE, "titles alike") X(DAY1, "a day apart") X(DAYS, "days apart") \
	X(WEEKS, "weeks apart") X(UNDATED, "undated") X(NAME, "person") X(NAMES, "persons") \
	X(RARE_NAME, "person seldom named") X(NAME_LATER, "that person weeks later") \
	X(NO_NAME, "persons differ") X(TOWN, "town") X(TOWN_FIRST, "first town") X(ELSEWHERE, "elsewhere") \
	X(WHEN, "same day told") X(WHEN_OTHER, "other day told") X(HARM, "both tell of harm") \
	X(HARM_DAYS, "harm, days apart") X(HARM_WEEKS, "harm, weeks apart") X(KILLED, "killed") \
	X(KILLED_OTHER, "killed differs") X(INJURED, "injured") X(COPY, "copy")
typedef enum {
#define X(id, name) SF_##id,
	STORY_FEATURES(X)
#undef X
	SF_N
} story_feature;

/* ---------------------------------------------------------------- pairs.c */
#define PAIR_FEATURES(X) \
	X(BIAS, "bias") X(LEMMA, "word") X(SELDOM, "word seldom used") X(ONLY, "only one of its word") \
	X(FAMILY, "family of words") X(SENSE, "words near") X(SENSE_MOST, "words very near") \
	X(SENSE_NONE, "words unknown") X(KIND, "kind") X(KINDS, "kinds alike") \
	X(KIND_SELDOM, "kind of seldom words") X(ALONE, "only one of its kind") X(VAGUE, "vague") \
	X(MODE, "mode") X(MODE_OTHER, "mode differs") X(TYPE_OTHER, "type differs") X(UNTYPED, "one untyped") \
	X(DAY, "day") X(PERIOD, "period") X(NIGHT, "night") X(APART, "days apart") X(UNDATED, "undated") \
	X(PUBLISHED, "published apart") X(CITY, "place") X(AREA, "area") X(COUNTRY, "country") \
	X(NEARBY, "nearby") X(ELSEWHERE, "elsewhere") X(WHO, "actor") X(WHOM, "recipient") \
	X(SWAPPED, "roles swapped") X(WHO_OTHER, "actor differs") X(WHOM_OTHER, "recipient differs") \
	X(TOLL, "toll") X(FIGURE, "figure") X(WORDS, "shared words") X(WORDS_MOST, "most words shared") \
	X(COMMON, "rare words") X(ELSE_NONE, "no other word shared") X(ASKED_OTHER, "what is asked differs") \
	X(NEAR, "sentences alike") X(NEAR_COMMON, "rare words of sentences") X(ARTICLES, "articles alike") \
	X(MAIN, "both most told") X(ONE_MAIN, "one most told") X(LEAD, "both leads") X(ONE_LEAD, "one leads") \
	X(TOLD_OTHER, "told otherwise") X(HISTORY, "both history") X(HISTORY_OTHER, "one is history") \
	X(HISTORY_UNDATED, "one is history, one undated") X(BEFORE_OTHER, "one went before") \
	X(SAME_AS, "same as before") X(SAME_AS_FAR, "same as before, in other words") \
	X(POINTS_BACK, "points back") X(BACK_WORD, "points back by its word") \
	X(BACK_KIND, "points back by its kind") X(SENTENCES, "sentences apart") X(SENTENCE, "one sentence") \
	X(BARE, "bare")
typedef enum {
#define X(id, name) PF_##id,
	PAIR_FEATURES(X)
#undef X
	PF_N
} pair_feature;

typedef struct { int16_t x[PF_N]; bool never; } pair_features;

void    pair_compare(const assembler *s, const facet *a, const facet *b, pair_features *out);
extern const char *const pair_feature_names[PF_N];

/* A value that people typed, and the event that it is of. */
typedef struct { const story_decision *d; uint32_t event; bool laid; } typed;

struct assembler {
	story_decisions  decided;   /* those that name a document here                                      */
	workspace       *w;
	dl_assembly     *out;
	uint32_t         n;         /* documents                                                            */
	const dl_doc   **docs;      /* [n] canonical order                                                  */
	const dl_facts **facts;     /* [n]                                                                  */
	VEC(doc_pair)    near;      /* pairs that share a blocking key, sorted, unique                      */
	VEC(tie)         copies;    /* pairs that share text; score: share of the shorter one's, ppm        */
	uint32_t        *copy_group;    /* [n] smallest document with shared text                           */
	uint32_t        *lead;      /* [n] document that this one rides on, itself for a lead (rides.c)     */
	uint32_t        *given;     /* [n] where it stood among those given                                 */
	story_known     *known;     /* NULL: every story is told                                            */
	bool            *silent;    /* [n] one rider too many: it counts as a document and tells nothing    */
	uint8_t         *written;   /* [n] asof.c: 0 not asked yet, 1 on the day of publication, 2 a day later */
	strmap           origin_of, origin_by_body, informant_of;       /* names to origins[], informants[]     */
	uint32_t        *story;     /* [n] label                                                            */
	uint32_t        *actor_of;  /* see actors.c: actor of (document, entity)                            */
	uint32_t        *actor_base;    /* [n] where document d's entities start in actor_of                */
	const kind_set  *kind_sets; /* tables.c                                                             */
	strmap           sense_of;  /* word or phrase to senses[] from 1                                    */
	VEC(sense)       senses;
	pair_weights     within, across;    /* reports of one document; of two                              */
	story_pair_sink  sink;      /* told of every pair that is compared; NULL: nobody asks               */
	void            *sink_ctx;
	struct title    *titles;    /* [n] weight.c                                                         */
	VEC(told)        told;      /* reports that tell something, by story                                */
	VEC(typed)       typed;     /* typed.c                                                              */
	VEC(dl_event)    events;
	VEC(dl_field)    fields;
	VEC(dl_account)  accounts;
	VEC(dl_voucher)  vouchers;
	VEC(dl_telling)  tellings;
	VEC(dl_event_bond) bonds;
	VEC(dl_origin)   origins;
	VEC(dl_slice)    informants;
	VEC(dl_actor)    actors;
	VEC(dl_slice)    spellings;
	VEC(dl_story)    stories;
};

/* Stages, in this order; each false when out of memory. */
bool rides_find(assembler *s, bool given);    /* given: lead[] is set                                       */
bool near_find(assembler *s);                 /* keys.c                                                     */
bool copies_find(assembler *s);
bool origins_find(assembler *s);
bool stories_find(assembler *s);
bool actors_find_all(assembler *s);
bool holders_join(assembler *s, uint32_t *up);   /* holders.c; up: the forest of actors.c                    */
bool bodies_join(assembler *s, uint32_t *up);    /* bodies.c                                                 */
bool prints_find(assembler *s);               /* prints.c: which stories are told as before                  */
bool events_find(assembler *s);
bool bonds_lift(assembler *s);                /* bonds.c                                                    */
bool typed_find(assembler *s);                /* typed.c: whose event each typed value is                   */
bool fields_find(assembler *s);

/* A stretch with a first and a last minute. */
static inline bool time_bounded(const dl_time *t) { return t->from_min != DL_MIN_NONE && t->to_min != DL_MIN_MAX; }

/* A forest of what is one (entities of one actor, claims of one field): the root of i; one tree of two. The smaller
 * index stays: documents are in canonical order, so the result is a function of the set. */
static inline uint32_t forest_top(uint32_t *up, uint32_t i)
{
	while (up[i] != i) i = up[i] = up[up[i]];
	return i;
}
static inline void forest_join(uint32_t *up, uint32_t a, uint32_t b)
{
	a = forest_top(up, a), b = forest_top(up, b);
	up[max_u32(a, b)] = min_u32(a, b);
}

/* Could the two documents share text? By the kept shingles (copies.c). */
bool sketch_meets(const dl_facts *a, const dl_facts *b);
/* Do they, as far as the kept shingles tell? */
bool sketch_copies(const dl_facts *a, const dl_facts *b);
/* Same words but for articles and prepositions, names as spellings (relate.c). */
bool words_inside(slice a, slice b);
bool entity_same_name(const dl_facts *fa, uint32_t a, const dl_facts *fb, uint32_t b);
/* Those whose they are: nobody's, or one's. */
bool one_owner(const dl_facts *fa, const dl_entity *a, const dl_facts *fb, const dl_entity *b);
/* Origin, informant and copy of a passage of v->doc that is told under an attribution (origins.c). */
bool voucher_source(assembler *s, dl_voucher *v, uint32_t attribution);
/* People's decisions (decide.c): those that name a document here; then put over stories, events, claims. */
bool  decisions_take(assembler *s, const story_decisions *all);
bool  decided_stories(assembler *s);
bool  decided_events(assembler *s);
slice decided_claim(const assembler *s, uint32_t doc, uint32_t claim);     /* empty: nobody set it aside      */
/* Similarity of two documents' terms, parts per million (stories.c). */
uint32_t terms_cosine(const dl_facts *a, const dl_facts *b);
/* Actor (actors[]) of an entity, 0 none. */
static inline uint32_t actor_at(const assembler *s, uint32_t doc, uint32_t entity)
{
	return entity ? s->actor_of[s->actor_base[doc] + entity] : 0;
}

#endif
