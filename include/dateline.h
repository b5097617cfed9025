/* SPDX-License-Identifier: Apache-2.0
 *
 * dateline.h - the one public header of libdateline.
 *
 * In:  bytes of news articles.
 * Out: documents, what each of them reports (facts), and what many of them report together (events whose
 *      fields carry accounts, each with the passages it rests on).
 *
 * The way through, worked on one sentence of one article:
 *
 *      "At least 23 people were killed in Baghdad on Monday, medics told AFP."
 *
 *      dl_read      -> one dl_doc: outlet, day of publication, text
 *      dl_parse     -> dl_tokens: At/ADP least/ADJ 23/NUM people/NOUN were/AUX killed/VERB ...
 *      dl_facts_find-> dl_facts: a report ASSAULT at "killed" with the claims
 *                        killed = [23, none)   passage "At least 23 people were killed"
 *                        where  = Baghdad, IQ  passage "in Baghdad"
 *                        when   = a Monday     passage "on Monday"
 *                      all attributed to AFP <- medics
 *      dl_assemble  -> dl_assembly: events made of reports of many documents; every field has accounts and a
 *                      standing (single, agreed, refined, revised, disputed, scope)
 *
 * Conventions: spans are bytes of the document's UTF-8 text, half-open [start, end). Ids are indexes into
 * arrays; entry 0 of every array that ids point into means "none" and is all zero. Days count from 1970-01-01,
 * minutes from 1970-01-01T00:00. Strings inside results are dl_ref, read with dl_str(). The library never
 * prints and never exits. Zero in an option means its default. One lane per thread; a dl_kb is shared.
 */
#ifndef DATELINE_H
#define DATELINE_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define DL_VERSION "0.1.0"
#define DL_FORMAT  2                      /* version of packed facts and of the JSON lines that are exported */

/* ---------------------------------------------------------------- limits */
#define DL_TEXT_MAX_BYTES (4u << 20)      /* one document's text; longer ones are refused                   */
#define DL_TOKEN_MAX      400000u         /* tokens of one document                                         */
#define DL_SENT_MAX       512u            /* tokens of one sentence: a longer run is split at this length   */

/* ---------------------------------------------------------------- status */
typedef enum {
	DL_OK = 0,
	DL_BAD,          /* the input is not what it should be: a bad document, a bad file                  */
	DL_LIMIT,        /* the input exceeds a limit written above or in the options                       */
	DL_NOMEM,
	DL_IO,           /* the system refused to read or write                                             */
	DL_BUSY,         /* another writer holds the store                                                  */
	DL_NEWER,        /* the file was written by a newer version                                         */
	DL_MISSING,      /* nothing has that id                                                             */
	DL_USAGE         /* the caller's arguments contradict the contract                                  */
} dl_status;

typedef struct {
	dl_status code;
	uint64_t  byte;          /* where in the input, 0 when it has no place                              */
	char      where[256];    /* file, table or stage                                                    */
	char      text[256];     /* reason, plain English, no newline                                       */
} dl_error;

/* A borrowed piece of text: not terminated, may be empty, never owned. */
typedef struct { const char *p; size_t n; } dl_slice;

typedef struct { uint32_t start, end; } dl_span;      /* bytes of the document's text, half-open         */
typedef struct { uint32_t at, n; } dl_ref;            /* a string of a result's pool; n == 0 means none  */

/* ---------------------------------------------------------------- document */
#define DL_DAY_NONE INT32_MIN
#define DL_MIN_NONE INT64_MIN             /* unknown, or no earliest moment                                  */
#define DL_MIN_MAX  INT64_MAX             /* no latest moment                                                */

/* What a stretch of a document's text is. Only TITLE, BYLINE-free paragraphs, QUOTE and LIST are narrated. */
typedef enum {
	DL_BLOCK_PARA = 0,
	DL_BLOCK_TITLE,          /* the headline                                                            */
	DL_BLOCK_LEDE,           /* standfirst or summary set apart                                         */
	DL_BLOCK_SUBHEAD,        /* a heading inside the article                                            */
	DL_BLOCK_LIST,           /* an item of a list                                                       */
	DL_BLOCK_CAPTION,
	DL_BLOCK_DOUBLE,         /* the headline said again                                                 */
	DL_BLOCK_LINK,           /* headline of another article ("IRAQI PARLIAMENT STORMED")                */
	DL_BLOCK_FURNITURE,      /* "Read more on Iraq", "Most read in News", "Advertisement", sharing      */
	DL_BLOCK_CREDIT,         /* "The Associated Press contributed to this report."                      */
	DL_BLOCK_BYLINE          /* "By Jane Doe", "Doug Stanglin and Eric J. Lyman"                        */
} dl_block_kind;

typedef struct { dl_span at; uint8_t kind; } dl_block;

/* One article as published. All slices are borrowed from the dl_docs that made it. */
typedef struct {
	dl_slice id;             /* the giver's id, or the hash in hex                                      */
	dl_slice outlet;         /* "BBC News"; empty when unknown                                          */
	dl_slice credit;         /* agency or partner credited: "The Associated Press"; several: "; "       */
	dl_slice title, url, lang, author;
	dl_slice text;           /* UTF-8, mended where invalid; every span is of this                      */
	dl_slice file;           /* where it was read from, for messages                                    */
	dl_slice extra;          /* fields of the input we do not know, as a JSON object, or empty          */
	int32_t  published_day;  /* local day of publication, DL_DAY_NONE when unknown                      */
	int64_t  published_min;  /* minutes UTC when the hour is known, else DL_MIN_NONE                     */
	int64_t  seen_min;       /* when it was fetched or added, minutes UTC, else DL_MIN_NONE              */
	uint64_t hash;           /* XXH3 of text                                                            */
	uint32_t mended;         /* bytes that were not UTF-8 and were replaced                             */
	uint32_t n_blocks;
	const dl_block *blocks;  /* [n_blocks] in text order, not overlapping; whitespace between them; none:
	                          * dl_parse() and dl_facts_find() look for them, as dl_read() does         */
} dl_doc;

/* ---------------------------------------------------------------- tokens */
/* Universal part of speech. */
typedef enum {
	DL_X = 0, DL_ADJ, DL_ADP, DL_ADV, DL_AUX, DL_CCONJ, DL_DET, DL_INTJ, DL_NOUN, DL_NUM, DL_PART,
	DL_PRON, DL_PROPN, DL_PUNCT, DL_SCONJ, DL_SYM, DL_VERB, DL_UPOS_N
} dl_upos;

/* Penn tag, which carries tense, number and degree. */
typedef enum {
	DL_T_NONE = 0, DL_T_CC, DL_T_CD, DL_T_DT, DL_T_EX, DL_T_FW, DL_T_IN, DL_T_JJ, DL_T_JJR, DL_T_JJS, DL_T_LS,
	DL_T_MD, DL_T_NN, DL_T_NNS, DL_T_NNP, DL_T_NNPS, DL_T_PDT, DL_T_POS, DL_T_PRP, DL_T_PRPS, DL_T_RB,
	DL_T_RBR, DL_T_RBS, DL_T_RP, DL_T_SYM, DL_T_TO, DL_T_UH, DL_T_VB, DL_T_VBD, DL_T_VBG, DL_T_VBN,
	DL_T_VBP, DL_T_VBZ, DL_T_WDT, DL_T_WP, DL_T_WPS, DL_T_WRB, DL_T_PUNCT, DL_T_OTHER, DL_XPOS_N
} dl_xpos;

/* Universal dependency relation, with the subtypes that English uses. */
typedef enum {
	DL_R_NONE = 0, DL_R_ROOT, DL_R_ACL, DL_R_ACL_RELCL, DL_R_ADVCL, DL_R_ADVCL_RELCL, DL_R_ADVMOD,
	DL_R_AMOD, DL_R_APPOS, DL_R_AUX, DL_R_AUX_PASS, DL_R_CASE, DL_R_CC, DL_R_CC_PRECONJ, DL_R_CCOMP,
	DL_R_COMPOUND, DL_R_COMPOUND_PRT, DL_R_CONJ, DL_R_COP, DL_R_CSUBJ, DL_R_CSUBJ_PASS, DL_R_DEP,
	DL_R_DET, DL_R_DET_PREDET, DL_R_DISCOURSE, DL_R_DISLOCATED, DL_R_EXPL, DL_R_FIXED, DL_R_FLAT,
	DL_R_GOESWITH, DL_R_IOBJ, DL_R_LIST, DL_R_MARK, DL_R_NMOD, DL_R_NMOD_DESC, DL_R_NMOD_POSS,
	DL_R_NMOD_UNMARKED, DL_R_NSUBJ, DL_R_NSUBJ_OUTER, DL_R_NSUBJ_PASS, DL_R_NUMMOD, DL_R_OBJ, DL_R_OBL, DL_R_OBL_AGENT,
	DL_R_OBL_UNMARKED, DL_R_ORPHAN, DL_R_PARATAXIS, DL_R_PUNCT, DL_R_REPARANDUM, DL_R_VOCATIVE,
	DL_R_XCOMP, DL_REL_N
} dl_rel;

/* Names, as begin / inside labels. */
typedef enum {
	DL_N_O = 0, DL_N_B_PER, DL_N_I_PER, DL_N_B_LOC, DL_N_I_LOC, DL_N_B_ORG, DL_N_I_ORG, DL_N_B_MISC,
	DL_N_I_MISC, DL_NAME_N
} dl_name;

/* Tokens of one document, side by side. T tokens, S sentences, entry 0 "none" in each.
 * Invariant: start[] rises; sent[] never falls; head[] stays inside the sentence; checked by tokens_check(). */
typedef struct {
	uint32_t  n;             /*  T   entry 0 included: tokens are 1 .. n-1                              */
	uint32_t *start;         /* [T]  byte offset in the document's text                                 */
	uint16_t *bytes;         /* [T]  length                                                             */
	uint8_t  *upos, *xpos;   /* [T]  dl_upos, dl_xpos                                                   */
	uint8_t  *rel;           /* [T]  dl_rel to head                                                     */
	uint8_t  *name;          /* [T]  dl_name                                                            */
	uint32_t *head;          /* [T]  token, 0 for the root of a sentence                                */
	uint32_t *sent;          /* [T]  sentence, 1 .. S-1                                                 */
	dl_slice *lemma;         /* [T]  lower case but for proper nouns; borrowed from the lane            */
	dl_slice *form;          /* [T]  as written; borrowed from the document                             */
	uint32_t  n_sents;       /*  S                                                                      */
	uint32_t *sent_first;    /* [S+1] first token of a sentence; sent_first[S] == T                     */
	uint8_t  *sent_block;    /* [S]  dl_block_kind that the sentence stands in                          */
	uint32_t *sent_para;     /* [S]  index of that block in doc->blocks                                 */
} dl_tokens;

/* ---------------------------------------------------------------- values: each is a region */
typedef enum { DL_SAME, DL_NARROWER, DL_WIDER, DL_OVERLAP, DL_APART, DL_NOT_COMPARABLE } dl_relation;

typedef enum {               /* how fine a time is known                                                    */
	DL_G_NONE = 0, DL_G_MINUTE, DL_G_HOUR, DL_G_PART, DL_G_DAY, DL_G_WEEKEND, DL_G_WEEK, DL_G_MONTH,
	DL_G_SEASON, DL_G_QUARTER, DL_G_HALF, DL_G_YEAR, DL_G_DECADE, DL_G_CENTURY
} dl_grain;

typedef enum {               /* what a relative time was counted from                                       */
	DL_BASIS_NONE = 0,       /* could not be: constraints only, from_min/to_min unknown                 */
	DL_BASIS_FULL,           /* the words say it all                                                    */
	DL_BASIS_PUBLISHED,      /* the day of publication                                                  */
	DL_BASIS_DATELINE,       /* the day in the dateline                                                 */
	DL_BASIS_MENTION         /* another time in the text ("the next day", "that July")                  */
} dl_basis;

typedef enum { DL_TIMEX_NONE = 0, DL_TIMEX_DATE, DL_TIMEX_TIME, DL_TIMEX_DURATION, DL_TIMEX_SET } dl_timex;

#define DL_ZONE_LOCAL INT16_MIN           /* hours are local to the place of the happening                   */
typedef struct {             /* a stretch of time [from, to), local minutes                                 */
	int64_t from_min, to_min;
	dl_span at;
	dl_ref  value;           /* TIMEX3 value: "2022-08-29T19:00", "2022-W35", "P3D", "PAST_REF"         */
	int16_t zone_min;        /* offset from UTC of the words' own zone, or DL_ZONE_LOCAL                */
	uint8_t type, grain, basis;
	uint8_t mod;             /* 0, or '~' approx, '<' before, '>' after/since, 's' start, 'm' mid, 'e' end */
	uint8_t weekday;         /* 1 Monday .. 7 Sunday when only that is known (basis none), else 0       */
	uint8_t history;         /* 1: long before the story (a year or more before publication)            */
	uint8_t undated;         /* 1: an hour or a part of a day that the words do not name: "around 5 p.m." */
	uint8_t joined;          /* 1: one stretch with the time told before it: "from 2 pm" "for 3 hours"    */
	uint8_t pad[4];
} dl_time;

typedef enum {
	DL_P_NONE = 0, DL_P_COUNTRY, DL_P_ADM1, DL_P_ADM2, DL_P_CITY, DL_P_PART /* of a city */, DL_P_LANDMARK,
	DL_P_WATER, DL_P_AREA /* mountains, regions */, DL_P_CONTINENT
} dl_place_kind;

typedef struct {             /* a place: a point of the gazetteer, or a landmark inside one                 */
	dl_ref   name;           /* canonical name                                                          */
	uint32_t geoname;        /* GeoNames id, 0 when it has none                                         */
	int32_t  lat_e5, lon_e5; /* degrees * 100,000                                                       */
	uint32_t in;             /* place of this document that contains it, 0 none                         */
	uint32_t adm1;           /* GeoNames id of the first-level region, 0 unknown                        */
	char     country[4];     /* ISO 3166 alpha-3, "" unknown                                            */
	uint8_t  kind;           /* dl_place_kind                                                           */
	uint8_t  precision;      /* UCDP where_prec 1..7                                                    */
	uint8_t  evidence;       /* enum place_evidence of facts: why this one and not its namesakes        */
	uint8_t  pad;
} dl_place;

#define DL_COUNT_NONE INT64_MIN           /* no lower bound                                                  */
#define DL_COUNT_MAX  INT64_MAX           /* no upper bound                                                  */
enum {                       /* flags of a count                                                            */
	DL_C_APPROX = 1, DL_C_AT_LEAST = 2, DL_C_UP_TO = 4, DL_C_VAGUE = 8 /* dozens */, DL_C_PART_OF = 16,
	DL_C_OTHERS = 32 /* "12 others": besides those told */, DL_C_TOTAL = 64 /* toll so far */,
	DL_C_NEW = 128 /* "two more" */, DL_C_AGGREGATE = 256 /* several places or days */,
	DL_C_NO_FIGURE = 512 /* deaths told, no number: [1, none) */, DL_C_NONE_STATED = 1024 /* "no one was hurt" */,
	DL_C_ALL = 2048 /* "all of those killed" */, DL_C_OLD = 4096 /* "an earlier figure of 247" */,
	DL_C_MORE = 16384 /* "more than 20": [21, none) */,
	DL_C_ORDINAL = 32768 /* "the third": a place in an order, which counts nothing */,
	DL_C_HIT = 8192 /* of injured: "five were shot": who died of it may be among them */
};
typedef struct {             /* a number of something: the closed interval [lo, hi] / 10^decimals           */
	int64_t  lo, hi;
	int64_t  coder;          /* ACLED's single figure for vague words ("dozens" 12), else lo            */
	dl_span  at;             /* the number's own words: "At least 23"                                   */
	dl_ref   unit;           /* lemma of what is counted: "people", "police officer"; name of a measure: "kilometer" */
	uint32_t unit_token;     /* head of what is counted, 0 none                                         */
	uint16_t flags;
	uint8_t  decimals;
	uint8_t  pad;
} dl_count;

/* ---------------------------------------------------------------- who */
typedef enum {
	DL_E_NONE = 0, DL_E_PERSON, DL_E_ORG, DL_E_GROUP, DL_E_PLACE, DL_E_MISC
} dl_entity_kind;

typedef struct {             /* what mentions of one document resolve to                                    */
	dl_ref   name;           /* the fullest name used: "Moqtada al-Sadr", "supporters of Moqtada al-Sadr" */
	dl_ref   norm;           /* key of names: lower case, no titles, one transliteration                */
	dl_ref   office;         /* title or office held: "former Prime Minister"; of one person without a name
	                            the part in the story: "driver", "attacker", "lawyer" of somebody       */
	char     country[4];     /* ISO 3166 alpha-3 or an international head (IGO NGO ...), "" unknown     */
	char     roles[3][4];    /* PLOVER sectors: "GOV", "MIL", "REB" ...                                 */
	uint32_t of;             /* entity that it belongs to or follows, whose father or lawyer it is; never the same */
	uint32_t place;          /* places[] when it is one                                                 */
	uint32_t first;          /* its first mention                                                       */
	uint32_t n_mentions;
	uint8_t  kind, plural, gender /* 'm' 'f' 0 */, age /* years, 0 unknown */;
} dl_entity;

typedef struct {             /* a passage that names something                                              */
	dl_span  at;             /* whole phrase                                                            */
	uint32_t head;           /* token                                                                   */
	uint32_t sent;
	uint32_t entity;         /* entities[], 0 none                                                      */
	uint32_t value;          /* times[], places[] or counts[] by kind, 0 none                           */
	uint8_t  kind;           /* dl_mention_kind                                                         */
	uint8_t  form;           /* 'n' name, 'd' description ("the cleric"), 'p' pronoun, 't' a name with what
	                            stands around it ("Mayor Dan Amato of Norcia"), a description cut
	                            shorter or longer ("the tram driver" of Norcia); of a place also
	                            'a' adjective ("Iraqi"), 'e' inside another name ("Houston Police")     */
	uint16_t rule;           /* rules[]: how it was resolved                                            */
} dl_mention;

typedef enum {
	DL_M_NONE = 0, DL_M_PERSON, DL_M_ORG, DL_M_GROUP, DL_M_PLACE, DL_M_TIME, DL_M_COUNT, DL_M_WEAPON, DL_M_MISC
} dl_mention_kind;

typedef enum {               /* what kind of informant speaks                                               */
	DL_I_NONE = 0, DL_I_OFFICIAL, DL_I_POLICE, DL_I_ARMY, DL_I_MEDIC, DL_I_MINISTRY, DL_I_PARTY, DL_I_WITNESS,
	DL_I_REPORTER, DL_I_MEDIA, DL_I_AGENCY, DL_I_SOCIAL, DL_I_COURT, DL_I_AID, DL_I_MONITOR, DL_I_FIGHTER,
	DL_I_EXPERT, DL_I_FAMILY, DL_I_COMPANY, DL_I_PERSON, DL_I_N
} dl_informant;

typedef struct {             /* one link of a chain                                                         */
	dl_span  at;
	dl_ref   name;           /* "AFP news agency", "Iraqi medics"                                       */
	uint32_t entity;
	uint8_t  informant;      /* dl_informant                                                            */
	uint8_t  anonymous;      /* "a security official who declined to be named"                          */
	uint8_t  pad[2];
} dl_link;

typedef struct {             /* who says what                                                               */
	dl_span  source, cue, content;    /* an absent one is empty                                         */
	uint32_t first_link;     /* links[first_link .. + n_links): nearest the outlet first, informant last */
	uint16_t n_links;
	uint8_t  kind;           /* 'd' direct, 'i' indirect, 'm' mixed, 'a' "according to", 'h' hedge      */
	uint8_t  act;            /* 's' said, 'd' denied, 'c' confirmed, 'a' alleged, 'k' claimed duty for,
	                            'o' ordered/asked, 'p' promised, 'w' warned, 't' thinks, wants, backs:
	                            an attitude, which vouches for nothing                                  */
	uint32_t cue_token;
	uint16_t rule, pad;
} dl_attribution;

/* ---------------------------------------------------------------- what happened */
typedef enum {
	DL_EV_OTHER = 0, DL_AGREE, DL_CONSULT, DL_SUPPORT, DL_CONCEDE, DL_COOPERATE, DL_AID, DL_RETREAT, DL_REQUEST,
	DL_ACCUSE, DL_REJECT, DL_THREATEN, DL_PROTEST, DL_SANCTION, DL_MOBILIZE, DL_COERCE, DL_ASSAULT, DL_EV_N
} dl_type;

typedef enum {               /* how a report or a claim is told; only DL_TOLD counts as having happened     */
	DL_TOLD = 0, DL_NEGATED, DL_PLANNED, DL_DEMANDED, DL_THREATENED, DL_FEARED, DL_CONDITIONAL, DL_ALLEGED,
	DL_DENIED, DL_ATTEMPTED, DL_MODALITY_N
} dl_modality;

typedef enum {               /* aspects of an event                                                         */
	DL_F_NONE = 0, DL_F_WHO, DL_F_RECIPIENT, DL_F_WHEN, DL_F_WHERE, DL_F_KILLED, DL_F_INJURED, DL_F_MISSING,
	DL_F_ARRESTED, DL_F_PARTICIPANTS, DL_F_DISPLACED, DL_F_FREED, DL_F_DAMAGE, DL_F_WEAPON, DL_F_CAUSE,
	DL_F_CLAIMED_BY, DL_F_SCOPE, DL_F_STATEMENT, DL_F_STARTS, DL_F_ENDS, DL_F_OTHER, DL_FIELD_N
} dl_field_kind;

typedef enum { DL_V_NONE = 0, DL_V_TIME, DL_V_PLACE, DL_V_COUNT, DL_V_ENTITY, DL_V_TEXT } dl_value_kind;

enum { DL_ANY = UINT16_MAX };

typedef struct {             /* one value of one field, told in one passage                                 */
	dl_span  at;             /* the passage: a clause or phrase that an editor would quote              */
	uint32_t report;         /* reports[]                                                               */
	uint32_t value;          /* times[], places[], counts[] or entities[] by kind; 0 for text           */
	uint32_t mention;        /* mentions[], 0 none                                                      */
	uint32_t attribution;    /* attributions[], 0: the outlet itself                                    */
	dl_ref   of;             /* scope: whom or what it counts ("protesters", "police", "starts"), or the
	                            word beside the happening that it belongs to: who, of "jump"            */
	uint8_t  field, kind;    /* dl_field_kind, dl_value_kind                                            */
	uint8_t  modality;       /* dl_modality                                                             */
	uint8_t  side;           /* 'a' actor's, 'r' recipient's, 'c' civilians, 0 unstated                 */
	uint16_t rule;           /* rules[]                                                                 */
	uint8_t  ground;         /* dl_ground: what a place rests on when the clause itself names none      */
	uint8_t  pad;
} dl_claim;

typedef enum {               /* of `where` and `when`: less certain than what the clause itself names      */
	DL_GROUND_CLAUSE = 0, DL_GROUND_NAMED /* the town or the day that the text names nearest */,
	DL_GROUND_DATELINE, DL_GROUND_POLICE /* whose police it is: "Dayton police" */, DL_GROUND_N
} dl_ground;

enum {                       /* flags of a report                                                           */
	DL_RF_BACKGROUND = 1,    /* told as what went before ("after initially storming ...")               */
	DL_RF_HEADLINE = 2, DL_RF_NOMINAL = 4, DL_RF_PASSIVE = 8, DL_RF_GENERIC = 16 /* habit, kind, topic */,
	DL_RF_HISTORY = 32, DL_RF_QUOTED = 64 /* inside somebody's words */, DL_RF_REPEAT = 128,
	DL_RF_ASIDE = 256        /* in a relative or participial clause: "the man arrested on Friday"            */
};
typedef struct {             /* one document's account of one happening                                     */
	dl_span  trigger;        /* the clause that tells it                                                */
	dl_span  word;           /* the words that made the rule fire                                       */
	uint32_t token, sent;    /* head of the trigger                                                     */
	uint32_t attribution;
	uint32_t when, where;    /* times[], places[]: the best of its claims, 0 none                       */
	uint32_t who, whom;      /* entities[]: first of its claims                                         */
	uint32_t first_claim, n_claims;   /* claims[first_claim .. + n_claims)                              */
	uint32_t same_as;        /* earlier report of this document that tells the same happening, 0 none   */
	dl_ref   lemma;          /* "storm", "open fire", "curfew"                                          */
	dl_ref   mode, context;  /* PLOVER mode, contexts split by ' '                                      */
	dl_ref   cameo, acled;   /* CAMEO code, ACLED sub-event type                                        */
	uint8_t  type;           /* dl_type                                                                 */
	uint8_t  modality;
	uint8_t  tense;          /* 'p' past, 'n' present, 'f' future, 0 unknown                            */
	uint8_t  ucdp;           /* 1 state-based, 2 non-state, 3 one-sided, 0 none                         */
	uint16_t flags, rule;
} dl_report;

typedef enum { DL_B_NONE = 0, DL_B_FOLLOWS, DL_B_CAUSED_BY, DL_B_PART_OF, DL_BOND_N } dl_bond_kind;

typedef struct {             /* what a document itself says of how two of its happenings hang together       */
	dl_span  at;             /* the words that say it: "after clashes in the capital"                   */
	uint32_t from, to;       /* reports[]: from follows, is caused by, is part of to; never the same    */
	uint32_t attribution;    /* attributions[], 0: the outlet itself                                    */
	uint16_t rule;           /* rules[]                                                                 */
	uint8_t  kind, pad;      /* dl_bond_kind                                                            */
} dl_bond;

/* Everything found in one document. Arrays lie in one block (facts_pack() copies it byte for byte). */
typedef struct {
	uint32_t n_times, n_places, n_counts, n_entities, n_mentions, n_links, n_attributions, n_reports, n_claims,
	         n_bonds, n_rules, n_sketch, n_terms, n_sents, n_pool;
	dl_time        *times;
	dl_place       *places;
	dl_count       *counts;
	dl_entity      *entities;
	dl_mention     *mentions;
	dl_link        *links;
	dl_attribution *attributions;
	dl_report      *reports;
	dl_claim       *claims;
	dl_bond        *bonds;   /* in order of from, to, kind; one of a kind between two reports               */
	dl_ref         *rules;   /* names of the rules used here: "happenings.tsv:214 storm"                */
	uint64_t       *sketch;  /* shingles of the text, for finding copies (made by story)                */
	struct dl_term { uint64_t hash; uint32_t weight, pad; } *terms;   /* words that tell stories apart  */
	dl_span        *sents;   /* narrated sentences                                                      */
	char           *pool;    /* strings; dl_ref.at is an offset into it                                 */
} dl_facts;

static inline dl_slice dl_str(const dl_facts *f, dl_ref r) { dl_slice s = {f->pool + r.at, r.n}; return s; }

/* ---------------------------------------------------------------- one account out of many */
typedef enum { DL_SINGLE = 0, DL_AGREED, DL_REFINED, DL_REVISED, DL_DISPUTED, DL_SCOPE, DL_STANDING_N } dl_standing;

typedef struct {             /* one passage that vouches for an account                                     */
	uint32_t doc;            /* docs[] of the assembly                                                  */
	uint32_t claim;          /* claims[] of that document's facts; 0: see report                        */
	uint32_t report;
	uint32_t origin;         /* origins[]: who did the reporting                                        */
	uint32_t informant;      /* informants[]: who said it to them, 0 the outlet itself                  */
	uint8_t  copy;           /* 1: reprint of an earlier document                                       */
	uint8_t  pad[3];
} dl_voucher;

typedef struct {             /* one value of a field with everyone who vouches for it                       */
	uint32_t field;
	uint32_t first_voucher, n_vouchers;     /* the first one's claim holds the value                    */
	uint32_t n_outlets, n_origins, n_informants;
	dl_slice value;          /* the value in words: "at least 23", "Republican Palace, Baghdad"         */
	int64_t  as_of_min;      /* latest moment it was vouched for; DL_MIN_NONE unknown                    */
	uint32_t against;        /* account it was compared with to get relation (the field's best), 0 self */
	uint8_t  relation;       /* dl_relation to that one                                                 */
	uint8_t  modality;
	uint8_t  verdict;        /* 'b' best, 'r' refines, 'c' coarser, 's' superseded, 'd' disputes,
	                            'o' other scope, 'x' set aside (perpetrator's claim, garbled copy),
	                            't' typed by people: it has no voucher, the rule says who and why       */
	uint8_t  pad;
	dl_slice rule;           /* name of the rule that decided: "tolls: later supersedes"                */
} dl_account;

typedef struct {
	uint32_t event;
	uint32_t first_account, n_accounts;     /* best first                                               */
	dl_slice of;             /* scope shared by its accounts                                            */
	int64_t  low, best, high;               /* counts only; DL_COUNT_NONE when not stated               */
	uint8_t  kind;           /* dl_field_kind                                                           */
	uint8_t  standing;       /* dl_standing                                                             */
	uint8_t  value_kind, decimals;
	dl_slice rule;           /* standing: why                                                           */
	dl_slice best_rule;      /* "recent", "majority(2/3)", "lowest", "highest of one origin", "single"  */
	uint32_t typed;          /* of its accounts, from 1, the one that people typed: its best; 0 none    */
	uint32_t past;           /* 1: a figure of long before, which is told beside those of now           */
} dl_field;

typedef struct {             /* one report of an event                                                      */
	uint32_t doc, report;
} dl_telling;

typedef struct {             /* one passage that ties an event to another of its story                     */
	uint32_t event, to;      /* events[]: event follows, is caused by, is part of to; never the same    */
	uint32_t doc, bond;      /* bonds[] of that document's facts: the passage, who says it, the rule    */
	uint8_t  kind, pad[3];   /* dl_bond_kind                                                            */
} dl_event_bond;

typedef struct {
	uint64_t id;             /* lasts: hash of its earliest telling                                     */
	uint32_t story;
	uint32_t first_telling, n_tellings;     /* in order of publication                                  */
	uint32_t first_field, n_fields;
	uint32_t first_bond, n_bonds;           /* bonds[] of which it is the event                         */
	dl_slice what;           /* words of a passage: the shortest telling clause                         */
	dl_slice mode, cameo, acled;
	dl_slice rule;           /* why these tellings are one                                              */
	int64_t  from_min, to_min;              /* when, DL_MIN_NONE/DL_MIN_MAX unknown                      */
	uint32_t importance;     /* for order: tellings, tolls, place in the articles                       */
	uint32_t n_outlets, n_origins, n_informants;
	uint8_t  type, modality, background, pad;
} dl_event;

typedef struct {             /* a document's source, after copies are traced                                */
	dl_slice name;           /* "AFP", "BBC News", "unknown 1"                                          */
	dl_slice rule;           /* "credit line", "shared text 87% with ...", "publisher family", "own"    */
} dl_origin;

typedef struct {             /* a document in an assembly                                                   */
	uint32_t story, origin;
	uint32_t copy_of;        /* docs[] + 1 of the earliest document with this text, 0 none              */
	uint32_t shared_ppm;     /* share of its narrated text found there, parts per million               */
} dl_doc_place;

typedef struct {             /* a person, organisation, group or place over all documents                   */
	dl_slice name;
	uint32_t first_spelling, n_spellings;
	uint32_t doc, place;     /* of a place: places[place] of facts[doc]; place 0: none                  */
	char     country[4];
	uint8_t  kind, pad[3];
} dl_actor;

typedef struct {
	uint64_t id;             /* lasts: hash of its earliest document                                    */
	dl_slice headline;
	uint32_t first_doc, n_docs;             /* story_docs[]                                             */
	uint32_t first_event, n_events;         /* events[] are sorted by story, then importance            */
	uint32_t n_outlets, n_origins, n_disputes;
	int64_t  first_min, last_min;           /* publication                                              */
} dl_story;

/* What assembly makes. Everything is owned by the arena that dl_assemble was given through its lane.
 * Entry 0 of accounts, fields, events, origins, informants, stories and actors is "none". */
typedef struct {
	uint32_t n_docs, n_stories, n_events, n_fields, n_accounts, n_vouchers, n_tellings, n_bonds, n_origins,
	         n_informants, n_actors, n_spellings;
	const dl_doc   **docs;       /* [n_docs] in order of publication, then hash: never of arrival       */
	const dl_facts **facts;      /* [n_docs]                                                            */
	dl_doc_place *places;        /* [n_docs]                                                            */
	uint32_t   *story_docs;      /* [n_docs] indexes of docs, by story                                  */
	dl_story   *stories;
	dl_event   *events;
	dl_field   *fields;
	dl_account *accounts;
	dl_voucher *vouchers;
	dl_telling *tellings;
	dl_event_bond *bonds;        /* by event, then to, kind, document                                   */
	dl_origin  *origins;
	dl_slice   *informants;
	dl_actor   *actors;
	dl_slice   *spellings;
} dl_assembly;

/* ---------------------------------------------------------------- handles and calls */
typedef struct dl_kb    dl_kb;       /* model, gazetteer, rules: read-only, shared by all threads            */
typedef struct dl_lane  dl_lane;     /* one worker's private state; never shared                             */
typedef struct dl_docs  dl_docs;     /* documents read from one input, with what was refused                 */
typedef struct dl_store dl_store;    /* one file of state                                                    */

typedef struct {
	const char *model;           /* weights file; NULL: the one built in                                */
	const char *data;            /* folder of rule tables; NULL: those built in                         */
	const char *places;          /* gazetteer file; NULL: the one built in                              */
	const char *actors;          /* the user's own list of actors (TSV); NULL: none                     */
} dl_kb_options;

/* Open what the program knows. *kb is the caller's, to dl_kb_close. Returns DL_OK, DL_IO, DL_BAD (a damaged
 * file: *err names file, place, reason), DL_NEWER, DL_NOMEM. On failure *kb is NULL. */
dl_status dl_kb_open(const dl_kb_options *opt, dl_kb **kb, dl_error *err);
void      dl_kb_close(dl_kb *kb);

/* One worker's workspace. Results of the calls below live in it until dl_lane_reset(). */
dl_status dl_lane_new(const dl_kb *kb, dl_lane **lane);
void      dl_lane_reset(dl_lane *lane);
void      dl_lane_free(dl_lane *lane);
const dl_error *dl_lane_error(const dl_lane *lane);

typedef struct {                 /* what the giver knows about an input; empty or zero: unknown             */
	dl_slice outlet, published, url, title, credit, file;
	int64_t  seen_min;           /* DL_MIN_NONE or 0: unknown                                           */
	uint32_t max_docs;           /* 0: no limit                                                         */
} dl_read_options;

/* Read documents from bytes: plain text, HTML or JSON lines, sniffed. *docs is the caller's, to dl_docs_free;
 * it copies what it keeps. A bad line or page is a refusal inside *docs, not a failure of the call.
 * Returns DL_OK or DL_NOMEM. */
dl_status dl_read(dl_slice bytes, const dl_read_options *opt, dl_docs **docs);
uint32_t  dl_docs_count(const dl_docs *docs);
const dl_doc *dl_docs_get(const dl_docs *docs, uint32_t i);
uint32_t  dl_docs_refusals(const dl_docs *docs);
const dl_error *dl_docs_refusal(const dl_docs *docs, uint32_t i);      /* where: file; byte: line or byte    */
void      dl_docs_free(dl_docs *docs);

/* Tokens, tags, tree and names of a document: of dl_read(), or {.text = ...} with all else zero. *out points into the
 * lane and the text. DL_LIMIT over DL_TEXT_MAX_BYTES or DL_TOKEN_MAX; a sentence over DL_SENT_MAX is cut. */
dl_status dl_parse(dl_lane *lane, const dl_doc *doc, dl_tokens *out);

/* Everything that one document reports. *out points into the lane; doc must outlive it only for its text.
 * Pure: the same document and kb give the same facts, byte for byte. n_reports == 1 ("none") is normal. */
dl_status dl_facts_find(dl_lane *lane, const dl_doc *doc, dl_facts *out);

/* Facts as one block of bytes, and back. Packed facts carry DL_FORMAT; unpacking checks every index.
 * unpack borrows from bytes, which must be 8-aligned and outlive *out. */
size_t    dl_facts_packed_bytes(const dl_facts *facts);
void      dl_facts_pack(const dl_facts *facts, void *to);
dl_status dl_facts_unpack(const void *bytes, size_t n, dl_facts *out, dl_error *err);

/* One account out of many. docs and facts (n of each) may come in any order: the result does not depend on
 * it. *out points into the lane and into docs and facts. */
dl_status dl_assemble(dl_lane *lane, const dl_doc *const *docs, const dl_facts *const *facts, uint32_t n,
                      dl_assembly *out);

/* Names of enum values, as the manual writes them ("ASSAULT", "disputed", "killed"); never NULL. */
const char *dl_type_name(unsigned type);
const char *dl_field_name(unsigned field);
const char *dl_standing_name(unsigned standing);
const char *dl_modality_name(unsigned modality);
const char *dl_relation_name(unsigned relation);
const char *dl_informant_name(unsigned informant);
const char *dl_bond_name(unsigned bond);
const char *dl_ground_name(unsigned ground);
const char *dl_upos_name(unsigned upos);
const char *dl_xpos_name(unsigned xpos);
const char *dl_rel_name(unsigned rel);
const char *dl_name_name(unsigned name);
const char *dl_status_name(dl_status st);

#ifdef __cplusplus
}
#endif
#endif
