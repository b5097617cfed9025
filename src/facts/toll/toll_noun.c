/* SPDX-License-Identifier: Apache-2.0
 *
 * toll_noun.c - nouns that hold a victim: "two deaths", "the mayor's murder", "the shooting of a boy", "a triple
 * homicide", "the body of a man".
 *
 * In: the noun. Out: tolls[] of the figure before it, of whom stands behind "of" and "to", or of its one owner.
 * A body counts only where somebody finds it.
 */
#include "facts/event/happen.h"
#include "facts/toll/toll.h"

uint32_t toll_of_child(const finder *f, uint32_t t)
{
	for (uint32_t c = f->first_child[t]; c; c = f->next_child[c])
		if (f->tok->rel[c] == DL_R_NMOD && tok_is(f, tree_case(f, c), "of")) return c;
	return 0;
}

/* What follows "to" behind the noun, whichever of the two the parser hung it on: "caused injuries to five". */
static uint32_t arg_to(const finder *f, uint32_t t)
{
	for (uint32_t c = f->first_child[t]; c; c = f->next_child[c])
		if (f->tok->rel[c] == DL_R_NMOD && tok_is(f, tree_case(f, c), "to")) return c;
	for (uint32_t c = f->tok->rel[t] == DL_R_OBJ ? t + 1 : 0; c && c < t + 2 && c < f->tok->n; c++)
		if (tok_is(f, c, "to") && f->tok->rel[c] == DL_R_CASE && f->tok->head[f->tok->head[c]] == f->tok->head[t])
			return f->tok->head[c];
	return 0;
}

/* "the mayor's murder", "Bernardo Jaramillo's death": one dead, when one person owns it. */
static void on_owner(finder *f, uint32_t t, const toll_entry *e, uint32_t verb)
{
	uint32_t owner = e->field == DL_F_KILLED ? tree_child(f, t, DL_R_NMOD_POSS) : 0;
	people p = owner && f->tok->upos[owner] != DL_PRON ? people_of(f, owner, false) : (people){0};
	if (!p.found || p.c.lo != 1 || p.c.hi != 1) return;
	toll_telling x = {.token = t, .verb = verb ? verb : t, .e = e, .field = e->field,
	             .at = span_join(toll_passage(f, t, &p), token_span(f, t))};
	toll_add(f, &x, &p);
}

/* "two deaths", "eight arrests", "no injuries", "the deaths of 12 people". */
/* "No serious injuries", "no life-threatening wounds": lesser ones there may be; "no other injuries": of others. */
static bool only_no_worse(const finder *f, uint32_t t)
{
	uint32_t how = tree_child(f, t, DL_R_AMOD);
	return how && toll_word(f, t, TK_NOUN)->field == DL_F_INJURED && !tok_in(f, how, W_FURTHER);
}

/* "a dozen with injuries", "found a man with a stab wound". */
void toll_on_wounds(finder *f, uint32_t t, const toll_entry *e)
{
	if (!tok_is(f, tree_case(f, t), "with")) return;
	uint32_t whom = f->tok->head[t], from = f->tolls.n;
	if (f->tok->rel[t] == DL_R_OBL) whom = tree_child(f, whom, DL_R_OBJ);
	people p = people_of(f, whom, false);
	if (!p.found || p.c.lo == 0 || (!count_of(f, whom) && (p.c.lo != 1 || p.c.hi != 1))) return;
	toll_tell(f, t, whom, e, e->field, whom, false, 0);
	toll_hit_one(f, t, from);
}

void toll_on_noun(finder *f, uint32_t t, const toll_entry *e)
{
	uint32_t verb = tree_clause(f, t);
	bool none = tree_child_lemma(f, t, DL_R_DET, "no");
	uint32_t own = e->field == DL_F_FREED ? 0 : count_of(f, t);
	if (own || none) {
		if (own && f->counts.v[own].unit_token != t) return;
		people p = people_of(f, t, false);
		if (!p.found || (none && only_no_worse(f, t))) return;
		toll_telling x = {.token = t,
		             .verb = none   ? t
		                     : verb ? verb
		                            : t,
		             .e = e,
		             .field = e->field,
		             .at = span_join(p.c.at, token_span(f, t))};
		toll_add(f, &x, &p);
		return;
	}
	uint32_t to = e->field == DL_F_INJURED ? arg_to(f, t) : 0;
	if (to && toll_tell(f, t, verb ? verb : t, e, e->field, to, false, 0)) return;     /* "injuries to five people" */
	if (e->field == DL_F_INJURED) toll_on_wounds(f, t, e);
	for (uint32_t c = f->first_child[t]; c; c = f->next_child[c])
		if (f->tok->rel[c] == DL_R_NMOD && tok_is(f, tree_case(f, c), "of")) {
			bool named_one = !count_of(f, c) && tok_is(f, t, "arrest");
			people p = people_told(f, t, c, true);
			if (!p.found || (e->field == DL_F_INJURED && !count_of(f, c))) return;      /* "the injury of six people" */
			if (named_one && p.c.lo != 1) return;
			toll_telling x = {.token = t,
			             .verb = verb ? verb : t,
			             .e = e,
			             .field = e->field,
			             .at = span_join(token_span(f, t), toll_passage(f, t, &p))};
			toll_add(f, &x, &p);
			return;
		}
	on_owner(f, t, e, verb);
}

/* "the shooting of a boy", "the fatal stabbing of two men": what was done to whom. */
void toll_on_deed(finder *f, uint32_t t, const toll_entry *e)
{
	uint32_t whom = toll_of_child(f, t), verb = tree_clause(f, t);
	people p = whom ? people_told(f, t, whom, false) : (people){0};
	unsigned field = e->field;
	if (!p.found || p.c.lo == 0) return;
	if (child_in(f, t, DL_R_AMOD, W_DEADLY)) field = DL_F_KILLED;
	toll_telling x = {.token = t, .verb = verb ? verb : t, .e = e, .field = field,
	             .at = span_join(token_span(f, t), toll_passage(f, t, &p))};
	uint32_t from = f->tolls.n;
	toll_add(f, &x, &p);
	toll_hit_from(f, from);
}

/* "a triple homicide": three dead; "a triple shooting": three hit. */
void toll_on_times(finder *f, uint32_t t, const toll_entry *e)
{
	int64_t n = 0;
	uint32_t noun = f->tok->head[t], verb, from = f->tolls.n;
	unsigned rel = f->tok->rel[t];
	const toll_entry *killing = noun ? toll_word(f, noun, TK_NOUN) : NULL;
	const toll_entry *deed = noun ? toll_word(f, noun, TK_DEED) : NULL;
	if (!(killing && killing->field == DL_F_KILLED) && !(deed && deed->field == DL_F_INJURED)) return;
	if ((rel != DL_R_AMOD && rel != DL_R_COMPOUND && rel != DL_R_NUMMOD) || f->tok->xpos[noun] == DL_T_NNS
	    || !slice_i64(e->scope, &n)) return;
	dl_span at = span_join(token_span(f, t), token_span(f, noun));
	people p = {.c = {.lo = n, .hi = n, .coder = n, .at = at}, .head = noun, .found = true};
	verb = tree_clause(f, noun);
	toll_telling x = {.token = noun, .verb = verb ? verb : noun, .e = e,
	             .field = killing ? killing->field : deed->field, .at = at};
	toll_add(f, &x, &p);
	if (!killing) toll_hit_from(f, from);
}

/* Bodies found: "two more bodies were pulled from the rubble". */
void toll_on_body(finder *f, uint32_t t, const toll_entry *e)
{
	uint32_t verb = f->tok->head[t], c = count_of(f, t);
	if (!verb || !tok_in(f, verb, W_FINDS_BODY) || (c && f->counts.v[c].unit_token != t)) return;
	uint32_t whose = tree_child(f, t, DL_R_NMOD_POSS);       /* "the bodies of a boy and a girl", "the woman's body" */
	if (!c && whose && f->tok->upos[whose] == DL_PRON) return;
	people p = people_of(f, c ? t : whose ? whose : toll_of_child(f, t), false);
	if (!p.found || p.c.lo == 0) return;
	toll_telling x = {.token = t, .verb = verb, .e = e, .field = DL_F_KILLED, .at = toll_passage(f, verb, &p)};
	toll_add(f, &x, &p);
}
