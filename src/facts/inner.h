/* SPDX-License-Identifier: Apache-2.0
 *
 * inner.h - shared inside src/facts only: the finder, which every stage of this room reads and extends.
 *
 * Order of the stages (facts.c): names -> places -> times -> counts -> actors -> attributions -> happenings ->
 * tolls -> claims. Each stage appends to the finder's lists and leaves what stands there alone.
 */
#ifndef DL_FACTS_INNER_H
#define DL_FACTS_INNER_H

#include "facts/facts.h"
#include "facts/lists.h"

/* A figure that a clause gives for a field ("23 people were killed"), before it is given to a report. */
typedef struct {
	dl_claim claim;          /* field, kind COUNT, value, of, at, modality set; report 0                */
	uint32_t token;          /* the casualty word ("killed", "dead", "toll")                            */
	uint32_t unit;           /* head of what is counted, 0                                              */
	uint32_t agent;          /* head of who did it when the clause says so, 0                           */
} toll;

typedef struct time_kb time_kb;
typedef struct count_kb count_kb;
typedef struct place_kb place_kb;
typedef struct actor_kb actor_kb;
typedef struct attrib_kb attrib_kb;
typedef struct happen_kb happen_kb;
typedef struct referents referents;

struct facts_kb {
	arena     *a;
	time_kb   *times;
	count_kb  *counts;
	place_kb  *places;
	actor_kb  *actors;
	attrib_kb *attribs;
	happen_kb *happens;
	word_lists *lists;
};

typedef struct {
	const facts_kb  *kb;
	const dl_doc    *doc;
	const dl_tokens *tok;
	slice            text;                   /* doc->text                                               */
	workspace       *w;
	uint32_t        *first_child, *next_child;   /* [T] the tree downwards, children in text order      */
	uint32_t        *mention_at;             /* [T] mention whose head is this token, 0 none            */
	uint32_t        *lists;                  /* [T] the lists that its lemma is on: lists_of()          */
	const struct lexemes *lexemes;           /* words.c: the text cut finer than tokens, or NULL         */
	uint32_t        *inside;                 /* [T] innermost NAME/TIME/COUNT mention covering it, 0    */
	uint32_t        *said_by;                /* [T] innermost attribution that vouches for it, 0        */
	VEC(dl_time) times;                      /* every list has its "none" at 0                          */
	VEC(dl_place) places;
	VEC(dl_count) counts;
	VEC(dl_entity) entities;
	VEC(dl_mention) mentions;
	VEC(dl_link) links;
	VEC(dl_attribution) attributions;
	VEC(dl_report) reports;
	VEC(dl_claim) claims;
	VEC(dl_bond) bonds;
	VEC(toll) tolls;
	VEC(dl_ref) rules;
	VEC(char) pool;
	strmap pooled, ruled;
	referents *refs;                         /* refer.c: who was named or described so far               */
	facts_why *why;                          /* asked for reasons too, else NULL                        */
	bool nomem;                              /* set by any failed push; facts_find() then says DL_NOMEM  */
} finder;

/* --- finder.c: adding */
dl_ref   pool_add(finder *f, slice s);           /* interned                                            */
static inline slice pool_get(const finder *f, dl_ref r) { return (slice){f->pool.v + r.at, r.n}; }
uint16_t rule_add(finder *f, const char *table, uint32_t line, slice word);  /* "happenings.tsv:214 storm" */
uint32_t mention_add(finder *f, dl_mention m);   /* sets mention_at[head], inside[]; returns its index   */
#define FINDER_PUSH(f, list) finder_pushed((f), VEC_PUSH((f)->w->out, &(f)->list), sizeof *(f)->list.v)
void    *finder_pushed(finder *f, void *p, size_t bytes);  /* never NULL: a dummy after nomem            */

/* From the first to the last byte of both; an empty span adds nothing. */
static inline dl_span span_join(dl_span a, dl_span b)
{
	if (a.end <= a.start) return b;
	return b.end <= b.start ? a : (dl_span){min_u32(a.start, b.start), max_u32(a.end, b.end)};
}

/* --- tree.c: reading the tree */
static inline slice tok_form(const finder *f, uint32_t t) { return f->tok->form[t]; }
static inline slice tok_lemma(const finder *f, uint32_t t) { return f->tok->lemma[t]; }
static inline bool tok_is(const finder *f, uint32_t t, const char *lemma)    /* without case                */
{
	slice s = f->tok->lemma[t];
	return t && s.n == strlen(lemma) && slice_eq_fold(s, (slice){lemma, s.n});
}
static inline bool tok_is_comma(const finder *f, uint32_t t)
{
	return t < f->tok->n && slice_eq(f->tok->form[t], S(","));
}
static inline uint32_t tok_end(const finder *f, uint32_t t) { return f->tok->start[t] + f->tok->bytes[t]; }
static inline bool same_sentence(const finder *f, uint32_t a, uint32_t b)    /* of 0 and of none: false       */
{
	return a && b && a < f->tok->n && b < f->tok->n && f->tok->sent[a] == f->tok->sent[b];
}
static inline bool tokens_adjacent(const finder *f, uint32_t t)      /* t and the next: one space at most between  */
{
	return same_sentence(f, t, t + 1) && f->tok->start[t + 1] - tok_end(f, t) <= 1;
}
/* A dash with a blank on each side, as behind a dateline: not the hyphen of "10-year-old". */
static inline bool tok_is_dash(const finder *f, uint32_t t)
{
	slice s = f->tok->form[t];
	if (slice_eq(s, S("—")) || slice_eq(s, S("--")) || slice_eq(s, S("_"))) return true;
	if (!slice_eq(s, S("-")) && !slice_eq(s, S("–"))) return false;
	return t + 1 < f->tok->n && f->tok->start[t] > tok_end(f, t - 1) && f->tok->start[t + 1] > tok_end(f, t);
}
/* Does its name label say so: begin is DL_N_B_PER, DL_N_B_ORG ..., and the inside label stands behind it. */
static inline bool tok_labelled(const finder *f, uint32_t t, unsigned begin)
{
	return f->tok->name[t] == begin || f->tok->name[t] == begin + 1;
}
uint32_t token_at(const finder *f, uint32_t byte);     /* the first that begins there or behind it, n: none   */
uint32_t tree_child(const finder *f, uint32_t t, unsigned rel);      /* first child with that relation, 0     */
uint32_t tree_child_lemma(const finder *f, uint32_t t, unsigned rel, const char *lemma);
uint32_t tree_case(const finder *f, uint32_t t);       /* the adposition that marks it, 0                    */
uint32_t tree_top(const finder *f, uint32_t first, uint32_t last);   /* first, no mark, whose head lies outside   */
dl_span  tree_span(const finder *f, uint32_t t);       /* bytes of the whole subtree, punctuation trimmed    */
dl_span  tree_np(const finder *f, uint32_t t);         /* of a noun phrase without relative clause, appos,
                                                          parataxis and conjuncts                           */
bool     tree_within(const finder *f, uint32_t t, uint32_t top);     /* t is top or below it                 */
bool     tree_passive(const finder *f, uint32_t verb);
uint32_t tree_subject(const finder *f, uint32_t verb); /* nsubj, or the subject that control, raising,
                                                          coordination or a relative clause gives it; 0     */
uint32_t tree_object(const finder *f, uint32_t verb);  /* obj, or the passive's subject                      */
uint32_t tree_agent(const finder *f, uint32_t verb);   /* subject of an active, "by" of a passive           */
uint32_t tree_asked(const finder *f, uint32_t verb);   /* who is asked to do it: "called on him to resign"; 0 */
uint32_t tree_deed(const finder *f, uint32_t verb);    /* "held the man who drove on, killing four": drove, of kill */
uint32_t tree_clause(const finder *f, uint32_t t);     /* nearest verb or predicate at or above t           */
dl_span  tree_clause_span(const finder *f, uint32_t verb);   /* the clause without subordinate clauses after it */
bool     is_dateline(const finder *f, uint32_t t);     /* does it open a paragraph's dateline: "BAGHDAD (AP) —"? */
bool     tree_negated(const finder *f, uint32_t t);
bool     tree_pointed(const finder *f, uint32_t noun);         /* "the clashes", "that vote", "those raids"         */
bool     tree_definite(const finder *f, uint32_t noun);        /* the same, or "his arrest"                          */

/* Why a place is this one and not one of its namesakes (dl_place.evidence). */
enum place_evidence {
	PE_NONE, PE_TABLE /* of our own tables */, PE_ONLY /* the only one of that name */, PE_WITHIN /* what contains
	it stands beside it: "Paris, Texas" */, PE_TYPE /* a type word: "Mosul district" */, PE_DATELINE, PE_HOME /* near
	the outlet's home */, PE_NEAR /* near the document's other places */, PE_LARGEST, PE_CONTEXT /* a street or
	building that no table has, put where the text is */, PE_OFFSET /* "17 km north of Mosul" */, PE_ADJECTIVE
	/* "Iraqi" */, PE_WORDS /* "the state-run school in Chibok": by its words, inside a known place */, PE_N
};
const char *place_evidence_name(unsigned evidence);

/* --- lists.c: lists of words by name */
dl_status lists_open(const dl_kb_options *o, arena *a, word_lists **lists, dl_error *err);
bool     lists_have(const word_lists *lists, word_list l, slice word);  /* as the table has it: small letters     */
bool     listed(const finder *f, word_list l, slice word);              /* ASCII letters without case             */
uint32_t lists_of(const finder *f, slice word);                         /* all that it is on, for on_list()       */
bool     on_list(const finder *f, uint32_t lists, word_list l);
bool     tok_in(const finder *f, uint32_t t, word_list l);              /* its lemma; not token 0                 */
uint32_t child_in(const finder *f, uint32_t t, unsigned rel, word_list l);   /* first such child, 0              */

/* --- the stages, a file each (or a few); each has a kb of its own, opened once */
dl_status time_kb_open(const dl_kb_options *o, arena *a, time_kb **kb, dl_error *err);
dl_status times_find(finder *f);                       /* times[], mentions TIME                             */
dl_status count_kb_open(const dl_kb_options *o, arena *a, count_kb **kb, dl_error *err);
dl_status counts_find(finder *f);
dl_status ordinals_find(finder *f);                    /* counts[] of places in an order, last of all        */
dl_status tolls_find(finder *f);                       /* tolls[]: killed, injured, missing, arrested ...    */
dl_status place_kb_open(const dl_kb_options *o, arena *a, place_kb **kb, dl_error *err);
void      place_kb_close(place_kb *kb);
dl_status places_find(finder *f);                      /* places[], mentions PLACE                           */
dl_status actor_kb_open(const dl_kb_options *o, arena *a, actor_kb **kb, dl_error *err);
dl_status names_find(finder *f);                       /* mentions PERSON ORG MISC from name labels and rules */
dl_status actors_find(finder *f);                      /* entities[]; mentions GROUP, descriptions, pronouns */
dl_status name_phrases(finder *f);                     /* mentions of form 't': longer and shorter forms       */
dl_status attrib_kb_open(const dl_kb_options *o, arena *a, attrib_kb **kb, dl_error *err);
dl_status attributions_find(finder *f);                /* attributions[], links[]                            */
dl_status happen_kb_open(const dl_kb_options *o, const word_lists *lists, arena *a, happen_kb **kb, dl_error *err);
dl_status happenings_find(finder *f);                  /* reports[] and claims[]; takes tolls in             */

/* Entity of a noun phrase whose head is token t (its mention, or a new GROUP for a plain noun phrase such as
 * "security forces"); 0 when it names nobody. actors.c. */
uint32_t entity_of(finder *f, uint32_t t);
/* Innermost attribution whose content covers the span, 0 none. attrib.c. */
uint32_t attribution_of(const finder *f, dl_span at);

#endif
