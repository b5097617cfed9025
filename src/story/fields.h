/* SPDX-License-Identifier: Apache-2.0
 *
 * fields.h - shared by fields.c, gather.c, accounts.c, judge.c and best.c: the claims of one field while it is decided.
 */
#ifndef DL_STORY_FIELDS_H
#define DL_STORY_FIELDS_H

#include "story/inner.h"

typedef struct {             /* one claim of the field                                                      */
	dl_voucher v;
	const dl_claim *claim;
	const dl_facts *facts;
	int64_t  as_of;          /* minutes; DL_MIN_NONE unknown                                            */
	int32_t  day;            /* its day, DL_DAY_NONE unknown                                            */
	uint8_t  clock;          /* enum clock: whether as_of's hour means anything                         */
	bool     aside;          /* a perpetrator's own figure                                              */
	bool     history;        /* a figure of long before                                                 */
	bool     reused;         /* another quantity's figure, told as this one's                           */
	bool     old;            /* "had earlier said": no longer held                                      */
	bool     unsaid;         /* and by this outlet alone: "an earlier version of this story said"       */
	slice    struck;         /* who set it aside, and why; empty: nobody                                */
	bool     decided;        /* people split or merged its event: it stays there                        */
	bool     pronoun;        /* "they": nobody that this text names                                     */
	uint32_t event;          /* index: of its report, or the one that it is gathered to                 */
	uint32_t account;        /* index in the field's accounts                                           */
	uint32_t part;           /* which field of those with this kind and scope                           */
	slice    within;         /* "Amatrice", "2009": where or when those counted are, beside a larger figure */
	bool     since;          /* of that year and all after it                                           */
	uint64_t scope;          /* hash of whom it counts, 0 everyone                                      */
	const text_face *face;   /* its passage's words                                                     */
} item;

enum clock { CLOCK_NONE, CLOCK_PUBLISHED, CLOCK_TOLD };   /* the hour: unknown, of publication, in the text      */

typedef struct {             /* one value, and who vouches for it                                           */
	uint32_t first, n;       /* items[first .. + n), in order of publication                            */
	uint32_t origins, informants, outlets;
	int64_t  as_of;          /* latest                                                                  */
	int32_t  day;
	uint8_t  clock;
	bool     aside, old;     /* set aside; told as an earlier figure                                    */
	bool     unsaid;         /* so told, and only by notes of those outlets themselves                   */
	bool     reused;         /* another quantity's figure                                               */
	bool     around;         /* a place that no clause names: from datelines and the text around         */
	dl_relation relation;    /* to the best one                                                         */
	uint8_t  verdict;
	slice    rule;
} account;

typedef struct {             /* one field of one event                                                      */
	assembler *s;
	uint8_t  kind, value_kind;
	item    *items;
	uint32_t n_items;
	account *accounts;
	uint32_t n_accounts, best;
	uint32_t origins;        /* of all accounts that are not set aside                                  */
	bool     around;         /* so is every account: a place only from datelines and the text around     */
	dl_standing standing;
	slice    rule, best_rule;
	int64_t  low, best_value, high;
	uint8_t  decimals;
	zone_range zone;         /* of the place where it happened                                          */
} field;

static inline bool is_count_field(unsigned kind) { return kind >= DL_F_KILLED && kind <= DL_F_FREED; }
static inline const item *account_item(const field *f, uint32_t a) { return &f->items[f->accounts[a].first]; }
static inline const dl_count *account_count(const field *f, uint32_t a)
{
	const item *i = account_item(f, a);
	return &i->facts->counts[i->claim->value];
}
/* One exact figure, of some in one text and of all in the other: "21 of the girls", "21 girls". */
static inline bool count_same_some(const dl_count *x, const dl_count *y)
{
	return x->lo == y->lo && x->hi == y->hi && x->lo == x->hi && x->lo >= 5 && x->decimals == y->decimals
	       && !((x->flags ^ y->flags) & (DL_C_OTHERS | DL_C_NEW | DL_C_AGGREGATE));
}
bool account_of_persons(const field *f, uint32_t a);     /* of counts: told in no figure (best.c)               */

/* A place that the clause itself does not name (dl_claim.ground). */
static inline bool item_around(const item *x) { return x->claim->ground != DL_GROUND_CLAUSE; }

/* relate.c: words for whoever did it ("protesters", "gunmen"), which name nobody. */
bool entity_is_crowd(const dl_facts *f, uint32_t entity);
/* gather.c: what a story's documents tell beside different events comes to one of them. In: the claims of a story in
 * the order of its events. False: out of memory. */
bool items_gather(assembler *s, item *items, uint32_t n);
/* tolls.c: each document's toll comes to one event. False: out of memory. */
bool tolls_gather(assembler *s, item *items, uint32_t n);
/* parts.c: which claims of one kind and scope are about one thing: fills part. False: out of memory. */
bool parts_find(assembler *s, item *items, uint32_t n);
/* asof.c: the moment as of which a claim is told. */
void item_as_of(assembler *s, item *x);
/* "The death toll rose to": of the whole affair. */
bool item_speaks_of_toll(assembler *s, const item *x);
/* The words that say that a figure is of long before; empty when none. */
dl_span item_history(const assembler *s, const item *x);
/* Is it of all the time since then? */
bool item_since(assembler *s, const item *x, dl_span time);
/* How far the country's clocks are ahead of UTC (data/en/zones.tsv). */
zone_range zone_of_country(const char country[4]);
/* How two claims' values stand to each other, scope and modality apart. */
dl_relation item_relate(const item *a, const item *b, zone_range zone);
/* accounts.c: items to accounts, their verdicts (judge.c), the field's standing. False: out of memory. */
bool accounts_decide(field *f);
/* How two accounts' values stand to each other. */
dl_relation account_relate(const field *f, uint32_t a, uint32_t b);
/* Sets its relation to the best one, verdict and rule. counts: every account of the field is a figure. */
void account_judge(field *f, uint32_t at, bool counts);
/* Do the two share an origin that vouches for both? */
bool accounts_dependent(const field *f, uint32_t a, uint32_t b);
/* Of two figures apart: do the sources of one contradict the other's? */
bool counts_rival(const field *f, uint32_t a, uint32_t b);
/* Is a known as of a later time than b? */
bool account_later(const field *f, uint32_t a, uint32_t b);
/* Is the day of one of the two unknown, and of the other known? */
bool account_one_undated(const field *f, uint32_t a, uint32_t b);
/* typed.c: what people typed, as the last account of the field just laid; and as fields of their own. */
bool typed_accounts(assembler *s, uint32_t at);
bool typed_fields(assembler *s, uint32_t event);
/* best.c: sets best, best_rule, low, best_value, high of a field of counts. */
void best_count(field *f);

#endif
