/* SPDX-License-Identifier: Apache-2.0
 *
 * happen.h - shared by the files that find happenings: the lexicon (lexicon.c), matching it against the tree
 * (match.c), what is told as a report (happen.c, harm.c), who did it to whom (role.c), how it is told (modality.c),
 * and the claims of a report (claim*.c).
 *
 * A row of data/en/happenings.tsv becomes one lex_row; its conditions are lex_conds. A class of words
 * (data/en/classes.tsv) is one bit of a class_set.
 */
#ifndef DL_HAPPEN_H
#define DL_HAPPEN_H

#include "facts/inner.h"

typedef uint64_t class_set;

typedef enum {               /* where a condition looks, from the row's word                               */
	C_SUBJ,                  /* who does it: subject of an active, "by" of a passive or of a noun       */
	C_OBJ,                   /* to whom: object, passive subject, "of" of a noun                        */
	C_WORD,                  /* a word of the phrase: child or grandchild with that lemma               */
	C_PREP,                  /* what follows a preposition: with=PERSON                                 */
	C_TO,                    /* it governs what is to be done ("told them to leave")                    */
	C_CLAUSE,                /* it governs a clause ("agreed to leave", "demanded that he go")          */
	C_MOD,                   /* compound or adjective before a noun: mod=WEAPON                         */
	C_UNDER,                 /* the word that it hangs on: under=kill, of a fire                        */
	C_ROLE                   /* not a condition: whom=with names the recipient's preposition            */
} cond_kind;

typedef struct {
	class_set classes;
	slice     prep, text;            /* text: as the table has it                                       */
	uint32_t  first_word, n_words;   /* words[]: lemmas that will do as well                            */
	uint8_t   kind;                  /* cond_kind                                                       */
	bool      negated, any;          /* !obj; obj without a list: there is one                          */
} lex_cond;

enum {                       /* what a row makes                                                            */
	LEX_REPORT, LEX_HARM,    /* HARM takes the type of the happening it is told with ("killed in clashes") */
	LEX_LIGHT,               /* verb that lends itself to a noun: "carried out an attack"                 */
	LEX_OCCUR,               /* verb that says that its subject happened: "clashes broke out"             */
	LEX_NONE,                /* says that these words are no happening, before a wider row can fire       */
	LEX_CLAIMED,             /* its subject claims responsibility                                         */
	LEX_BEGIN, LEX_END       /* its subject begins or ends: starts and ends of a curfew, a strike         */
};

typedef struct {
	slice    word;           /* as in the table: "open fire"                                            */
	slice    mode, context, cameo, acled;
	slice    whom;           /* preposition of the recipient when the row names it, "-" for nobody       */
	uint32_t line, next;     /* next row of the same head word, 0 none                                  */
	uint32_t first_cond;
	uint16_t n_conds;
	uint8_t  pos;            /* 'v' 'n' 'a'                                                             */
	uint8_t  type, makes;
	bool     harmful;        /* people can be hurt in it: takes killed and injured                      */
	bool     coded;          /* types.tsv has its type and mode                                         */
} lex_row;

typedef struct {             /* data/en/modality.tsv                                                       */
	slice    word, prep;     /* "call" "for": only what that preposition marks; else empty              */
	uint32_t line, next;
	uint8_t  pos;            /* 'v' 'n' 'd' (adverb, adjective, determiner) 'x' auxiliary 'm' marker     */
	uint8_t  effect;         /* dl_modality                                                             */
	uint16_t flags;          /* DL_RF_*                                                                 */
	bool     given;          /* what it governs had happened before, whatever becomes of the word       */
} mod_row;

#define BOND_WORDS 5
typedef struct {             /* data/en/bonds.tsv                                                          */
	slice    phrase;
	slice    word[BOND_WORDS];       /* "in", "response", "to"; of a verb its lemma and a preposition   */
	uint32_t line, next;     /* next row of the same last word ("to"), of verbs of the same lemma       */
	uint8_t  n_words;
	uint8_t  kind;           /* dl_bond_kind                                                            */
	bool     verb, turned;   /* turned: the second happening follows, is caused by the first             */
} bond_row;

struct happen_kb {
	arena     *a;
	strmap     heads;        /* lemma of the head word -> rows[] */
	strmap     class_names;  /* "BUILDING" -> bit + 1 */
	strmap     class_words;  /* lemma -> class_of_word[] */
	strmap     modal;        /* lemma -> mods[] */
	strmap     bond_marks, bond_verbs;       /* last word, lemma -> bonds[] */
	VEC(lex_row)   rows;     /* [0] is none */
	VEC(lex_cond)  conds;
	VEC(slice)     words;
	VEC(class_set) class_of_word;
	VEC(mod_row)   mods;
	VEC(bond_row)  bonds;    /* [0] is none */
	class_set  up[64];       /* classes that include this one */
	class_set person, org, place, spot, vehicle, money, number, weapon, measure, building, police, speech, actor;
	class_set event, act, undergo, tells, lends, state, body;
};

/* What a token set off. */
typedef struct {
	uint32_t row;            /* rows[], 0 none                                                          */
	uint32_t report;         /* reports[] that tells it, 0 none yet                                     */
	uint32_t anchor;         /* token that stands for it when another verb lends itself to it, else 0     */
} hap_hit;

typedef struct {
	finder          *f;
	const happen_kb *kb;
	hap_hit         *hit;    /* [T] */
	class_set       *cls;    /* [T] classes of the token as a noun phrase, filled on demand */
	uint8_t         *cls_known;      /* [T] */
	bool            *of_past;        /* [S] it goes on telling of years ago; NULL: nothing is known to be old     */
	uint8_t         *marked;         /* [T] somebody marked it as telling a happening; NULL: nobody did      */
	VEC(uint32_t)    report_rows;    /* rows[] of each report */
	uint32_t         main_report;    /* first harmful report told as having happened, 0 none yet */
} happen;

/* Sets marked[t] for the tokens that the document's "marks" stand for (marks.c). False: it has none. */
bool marks_read(finder *f, uint8_t *marked);

/* --- lexicon.c */
uint32_t  lex_first(const happen_kb *kb, slice lemma);          /* rows[] of a head word, 0 none            */
uint32_t  mod_first(const happen_kb *kb, slice lemma);
class_set class_of_lemma(const happen_kb *kb, slice lemma);
class_set class_close(const happen_kb *kb, class_set set);      /* with the classes that include them */

/* --- role.c: arguments of a word that may be a verb or a noun */
class_set class_of(happen *h, uint32_t t);       /* of the noun phrase headed by t                          */
uint32_t  arg_subject(happen *h, uint32_t t);    /* who does it                                             */
uint32_t  arg_object(happen *h, uint32_t t);     /* to whom or what it is done                              */
uint32_t  actor_before(happen *h, uint32_t noun);        /* "Taliban attack", "Israeli strike"                */
uint32_t  arg_prep(const finder *f, uint32_t t, slice prep);     /* head of what follows that preposition, 0  */
uint32_t  arg_real(const finder *f, uint32_t t); /* "hundreds of protesters" -> protesters                  */
bool      is_noun(const finder *f, uint32_t t);
bool      is_verb(const finder *f, uint32_t t);

/* --- modality.c */
typedef struct {
	const mod_row *by;           /* the last row of modality.tsv that changed it, NULL: the tree alone did  */
	uint16_t flags;
	uint8_t  modality, tense;
} telling;
telling telling_of(happen *h, uint32_t t, uint32_t noun);
/* What the verb in front of the last "that" before t does to t, by the words alone: "prayed that ...". */
uint8_t telling_before(happen *h, uint32_t t);
bool    answered_for(const finder *f, uint32_t noun);    /* "blamed for the blast": there was one              */
bool    taken_for_granted(happen *h, uint32_t noun);     /* "the attack": a denial above it leaves it standing    */

/* --- match.c */
/* The first condition of the row that does not hold, NULL when it fits. */
const lex_cond *row_misses(happen *h, const lex_row *r, uint32_t t);
bool pos_fits(const finder *f, uint32_t t, uint8_t pos);
uint32_t rows_of_token(const happen *h, uint32_t t);    /* first row of the words that it may be, 0 none    */
uint32_t row_of_token(happen *h, uint32_t t);           /* the first of them that fits, 0 none              */
uint32_t row_among(happen *h, uint32_t first, uint32_t t, uint8_t as);   /* from that row on; as: its part of
                                                            speech, 0 that of the token                     */

/* --- happen.c */
bool sentence_told(const dl_tokens *tok, uint32_t s);   /* not furniture: it is part of what is narrated       */
facts_verdict noun_verdict(happen *h, uint32_t t);      /* is a word that a row fits told as a happening?   */
bool tells_event(const happen *h, uint32_t t);   /* a noun that a row makes a report of */
uint32_t report_add(happen *h, uint32_t t);      /* the report that t tells, 0 no memory                    */
bool pluperfect(const finder *f, uint32_t t);    /* "had been killed"                                       */
static inline const lex_row *row_at(const happen *h, uint32_t t) { return &h->kb->rows.v[h->hit[t].row]; }

/* --- past.c */
void past_find(happen *h);                       /* sets of_past                                            */
bool past_misdates(const happen *h, uint32_t m); /* "by noon" of years ago: a time that was read as of today   */

/* --- harm.c */
uint32_t harm_below(happen *h, uint32_t t);      /* the happening that the harm is told in, 0 none          */
uint32_t harm_above(happen *h, uint32_t t);      /* the one that its clause hangs on, 0 none                */
void harm_join(happen *h, uint32_t harm, uint32_t t);   /* the harm is told by the report of t              */
void harm_alone(happen *h, uint32_t t);          /* nothing to take its kind from: a report of its own      */

/* --- frame.c */
bool frame_doing(happen *h, uint32_t t);         /* does the word say that something is done?               */
uint32_t frame_of(happen *h, uint32_t t, facts_arg out[FR_N]);   /* its arguments; how many                 */

/* --- why.c */
void why_note(happen *h);                        /* fills f->why                                            */

/* --- claim_actor.c */
uint32_t entity_meant(finder *f, uint32_t t);        /* whom a phrase means: the speaker, the name beside it  */
uint32_t actor_joined(const finder *f, uint32_t t);  /* the next of those named together, 0 none             */
dl_span  actor_span(const finder *f, uint32_t t);    /* the phrase, with the name right behind it            */

/* --- claim.c */
/* A claim in the words of a passage, told as the report is unless somebody else vouches for it. */
dl_claim *claim_add(happen *h, uint32_t report, unsigned field, dl_span at);
void claims_of_report(happen *h, uint32_t report);   /* who, recipient, when, where, weapon, cause, scope  */
bool claim_is_time(const finder *f, uint32_t t);     /* does it stand in a time?                           */
uint32_t town_before(happen *h, uint32_t report, uint32_t noun);     /* of "the Leeds stabbing", 0 none    */

/* --- claim_scene.c */
void claim_scene(happen *h, uint32_t report, uint32_t noun, uint32_t main);      /* when and where         */
void claim_times(happen *h, uint32_t report, uint32_t verb, unsigned field);  /* the times that hang on a verb   */
void claim_time(happen *h, uint32_t report, uint32_t m, unsigned field);       /* one time, a mention            */
bool other_clause(const finder *f, uint32_t c);      /* opens a clause: its times and places are its own   */
bool claim_leads(const finder *f, uint32_t t, word_list words);      /* does one of the words lead to t?   */

/* --- claim_toll.c */
void claims_of_tolls(happen *h);                     /* gives every toll to a report                       */

/* --- claim_statement.c */
void claims_of_statements(happen *h);

/* --- claim_best.c */
void claims_sort(happen *h);                         /* by report; sets first_claim, n_claims and the best */

/* --- detail.c */
void claims_of_details(happen *h);                   /* clauses that tell no happening: field other         */
/* A claim beside a happening, told by token t: it goes to the report that t hangs on or that stands nearest before
 * it. False: there is none. */
bool claim_beside(happen *h, uint32_t t, dl_claim c);
uint32_t report_beside(const happen *h, uint32_t t); /* that report, 0 none                                  */

/* --- measure.c */
void claims_of_measures(happen *h);                  /* magnitudes and lengths: field other                  */

/* --- aspect.c */
void claims_of_aspects(happen *h);                   /* damage, scope, results, claimed_by                  */

/* --- bond.c */
dl_status bonds_load(const char *folder, arena *a, happen_kb *kb, dl_error *err);       /* data/en/bonds.tsv  */
void bonds_find(happen *h);                          /* which reports the text itself ties together: bonds[] */

/* --- reason.c */
void claims_of_reasons(happen *h);                   /* why, and how old: field cause, and other of age     */
bool is_reason(const finder *f, uint32_t verb, uint32_t c);    /* does this child say why, or what for?         */

/* --- claim_place.c */
dl_span claim_phrase(const finder *f, uint32_t t);   /* with its preposition: "inside the Republican Palace"   */
bool    claim_located(happen *h, uint32_t t);        /* does the noun name a place or a building?             */
int     claim_places(happen *h, uint32_t report, uint32_t t);   /* where, and what is joined to it: how many  */

void    claim_place_of(finder *f, uint32_t t, dl_claim *c);     /* the value of c->at, whose head is t          */

/* --- claim_back.c */
void claims_of_pointers(happen *h);              /* "it happened on Monday": the day of harm told beside it */

/* --- claim_after.c */
void claims_counted_on(happen *h);               /* "two days after the attack": the day, and whose it is    */

/* --- claim_context.c */
void claims_of_context(happen *h);               /* the town of harm whose clause names none              */

/* --- claim_hours.c */
bool lasts(const finder *f, const dl_report *r); /* a curfew, a truce, a strike: it has a start and an end  */
void claims_of_hours(happen *h);

#endif
