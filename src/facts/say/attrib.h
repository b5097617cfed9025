/* SPDX-License-Identifier: Apache-2.0
 *
 * attrib.h - shared by the files that find who says what (attrib*.c).
 *
 *      attrib.c         the tables; the stage; attribution_of()
 *      attrib_quote.c   quotation marks to passages, over paragraphs, and whose they are
 *      attrib_near.c    whose they are by what stands beside them
 *      attrib_source.c  who speaks, for a verb
 *      attrib_verb.c    "police said ...", "..., he added", "accused X of ..."
 *      attrib_what.c    what such a verb hands on: a quotation, a clause, an object
 *      attrib_clause.c  the clause below, above or around it
 *      attrib_other.c   "according to", nouns ("a claim that"), "Police: ...", "reportedly"
 *      attrib_mood.c    "is wary of", "made it clear that"
 *      attrib_kind.c    of what kind is an informant, and is he unnamed?
 *      attrib_link.c    the chain: agency <- speaker
 */
#ifndef DL_FACTS_ATTRIB_H
#define DL_FACTS_ATTRIB_H

#include "facts/inner.h"

enum { /* frames of a cue, as cues.tsv explains them                              */
	   FR_CLAUSE = 1,
	   FR_QUOTE = 2,
	   FR_TO = 4,
	   FR_ING = 8,
	   FR_OBJ = 16,
	   FR_AS = 32,
	   FR_PERSON = 64,
	   FR_RAISE = 128,
	   FR_AT = 256
};

#define CUE_PREPS 6
typedef struct {
	slice    word;
	uint32_t line;               /* of cues.tsv                                                         */
	uint16_t frames;
	uint8_t  act, n_preps;
	slice    preps[CUE_PREPS];
} cue_rule;

typedef struct { slice word; uint8_t kind; bool anonymous; } informant_rule;

struct attrib_kb {
	VEC(cue_rule) cues;          /* entry 0 none                                                        */
	strmap verbs, nouns, adverbs, adjectives;
	VEC(informant_rule) informants;
	strmap informant_at;
	strmap media;                /* folded names of agencies (DL_I_AGENCY) and outlets (DL_I_MEDIA)     */
};

/* One statement, before its chain is made. Tokens are 0 when there is none. */
typedef struct {
	dl_span  source, cue, content;
	uint32_t source_token;       /* head of the source                                                  */
	uint32_t cue_token;
	uint32_t via;                /* "told AFP", "in a statement carried by INA": head of the medium     */
	uint32_t cited;              /* "Reuters reported, citing police": head of "police"                 */
	uint32_t rule;               /* cues[] of the kb, 0 none                                            */
	uint8_t  kind, act;
	bool     open;               /* "He added:" - its words stand in the next sentence                  */
	uint32_t next;               /* of the statements of one sentence (attrib_quote.c)                  */
} said;

typedef struct {
	dl_span  at;                 /* with its marks                                                      */
	uint32_t first, last;        /* tokens inside                                                       */
	uint32_t block;
	uint32_t owner;              /* said[], 0 none                                                      */
	bool     closed;             /* false: the next paragraph goes on                                   */
	bool     whole;              /* a sentence or more, not some words of one                           */
} quote;

typedef struct {
	finder *f;
	const attrib_kb *kb;
	VEC(said) said;              /* entry 0 none                                                        */
	VEC(quote) quotes;           /* entry 0 none                                                        */
	uint32_t *said_at;           /* [T] said[] whose cue is this token, 0 none                          */
	uint32_t *quote_at;          /* [T] quotes[] that this token is in, 0 none                          */
	uint32_t *sent_said;         /* [S] first statement of a sentence, then said.next                   */
} speech;

said    *said_add(speech *sp);                        /* never NULL: a dummy after nomem                 */
const cue_rule *cue_of(const speech *sp, uint32_t t); /* by lemma and part of speech, NULL none          */

/* attrib_quote.c */
void     quotes_find(speech *sp);
void     quotes_give(speech *sp);                     /* owners of the quotes that no verb took          */

/* attrib_near.c */
bool     voice_near(const speech *sp, const quote *q, said *s);    /* who stands beside it; fills s            */

/* attrib_source.c */
uint32_t phrase_head(const finder *f, uint32_t t, uint32_t end);  /* of the noun phrase that begins at t, 0    */
uint32_t source_of(const speech *sp, uint32_t t, const cue_rule *r, said *s);   /* sets s->via where it shows */
uint32_t quoted_above(const finder *f, uint32_t t);    /* "was quoted as saying": the quoting verb, 0          */
void     sources_widen(speech *sp);                   /* sources to all that describes them                    */
bool     shares_speaker(const speech *sp, uint32_t clause);    /* "he said he ...", "he said the rain ..." */

/* attrib_verb.c */
void     verbs_find(speech *sp);

/* attrib_what.c */
#define TAIL_REACH 12                                 /* tokens from the speaking to its sentence's end           */
bool     take_content(speech *sp, uint32_t t, const cue_rule *r, said *s);
/* First and last token of what belongs to the speaking itself: subject and verb. */
void     core_of(const speech *sp, uint32_t t, uint32_t src, uint32_t *first, uint32_t *last);

/* attrib_clause.c */
bool     clausal(const finder *f, uint32_t t);        /* a verb, or a predicate of another kind                   */
bool     take_clause(speech *sp, uint32_t t, said *s);
bool     take_tail(const speech *sp, uint32_t t, said *s);      /* what stands before the comma and the speaking  */
bool     wider_clause(speech *sp, uint32_t t, said *s);         /* more than the words that stand in marks        */
void     cut_tail(const speech *sp, uint32_t t, said *s);       /* not what another statement tells behind it     */

/* attrib_mood.c */
void     read_mood(speech *sp, uint32_t t);             /* t: an adjective or participle                      */

/* attrib_other.c */
void     others_find(speech *sp);

/* attrib_kind.c */
typedef struct { uint8_t kind; /* dl_informant */ bool anonymous; } informant;
informant informant_of(const speech *sp, uint32_t head);           /* by the words of the phrase                  */
uint8_t  informant_of_entity(const speech *sp, const dl_entity *e, uint8_t kind);   /* its office and role, else kind */
bool     is_pronoun(const finder *f, uint32_t t);
bool     is_medium(const speech *sp, uint32_t t);     /* a news agency, outlet, newspaper, reporters     */
bool     is_known_medium(const speech *sp, uint32_t t);         /* the same, and not any organisation's name    */
bool     can_speak(const speech *sp, uint32_t t);     /* a person, a body, a document: not "citing delays"   */

/* attrib_link.c */
void     links_make(speech *sp);                      /* said[] to attributions[] and links[]            */

/* Does anybody speak in a block of this kind? Not in links, credits and furniture. */
static inline bool block_speaks(unsigned kind)
{
	return kind != DL_BLOCK_FURNITURE && kind != DL_BLOCK_BYLINE && kind != DL_BLOCK_LINK
	       && kind != DL_BLOCK_DOUBLE && kind != DL_BLOCK_CREDIT;
}

/* Tokens of a sentence: [first, end). */
static inline uint32_t sent_begin(const finder *f, uint32_t t) { return f->tok->sent_first[f->tok->sent[t]]; }
static inline uint32_t sent_end(const finder *f, uint32_t t) { return f->tok->sent_first[f->tok->sent[t] + 1]; }
/* Token that begins at or behind a byte. */
bool     is_dash(slice w);
bool     cue_takes(const finder *f, const cue_rule *r, uint32_t prep);       /* a preposition of the rule's? not 0 */
/* First and last token of a subtree that leaves out the subtree of but (0: nothing), on the side of the head. */
dl_span  subtree_but(const finder *f, uint32_t top, uint32_t but);
dl_span  noun_span(const finder *f, uint32_t t);      /* noun phrase with its appositions               */

#endif
