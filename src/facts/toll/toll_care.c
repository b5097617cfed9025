/* SPDX-License-Identifier: Apache-2.0
 *
 * toll_care.c - the hurt by what they have and where they lie: injuries, hospitals, conditions; and those brought out
 * alive.
 *
 * In: a verb ("suffered", "taken", "treated"), "condition", "alive". Out: tolls[]. "29 people were taken to hospital"
 * is 29 injured, counted as those in hospital; "the man suffered a wound" one who was hit.
 */
#include "facts/event/happen.h"
#include "facts/toll/toll.h"

static bool is_injury(const finder *f, uint32_t t)
{
	return tok_in(f, t, W_INJURY);
}

void toll_on_suffer(finder *f, uint32_t t, const toll_entry *e)
{
	uint32_t o = tree_child(f, t, DL_R_OBJ), from = f->tolls.n;
	if (e->scope.n) {                                          /* "is fighting for her life" */
		for (o = f->first_child[t]; o && !(o > t && slice_eq(tok_lemma(f, o), e->scope)); o = f->next_child[o]) { }
		if (!o || f->tok->rel[o] != DL_R_OBL || !tree_child(f, o, DL_R_NMOD_POSS)) return;
		toll_tell(f, o, t, e, DL_F_INJURED, tree_subject(f, t), true, 0);
	} else if (o && is_injury(f, o)) {
		toll_tell(f, o, t, e, DL_F_INJURED, tree_subject(f, t), true, 0);
	}
	toll_hit_one(f, t, from);
}

bool is_hospital(const finder *f, uint32_t t)
{
	if (tok_in(f, t, W_HOSPITAL)) return true;
	if (!tok_is(f, t, "center") && !tok_is(f, t, "centre") && !tok_is(f, t, "room")) return false;
	return tok_in(f, t - 1, W_HOSPITAL_BEFORE);
}

/* "were taken to hospital", "are being treated for burns", "the hospital is treating 20 people". */
void toll_on_carry(finder *f, uint32_t t, const toll_entry *e)
{
	const dl_tokens *k = f->tok;
	uint32_t end = min_u32(k->sent_first[k->sent[t] + 1], t + 12), place = 0;
	bool treat = tok_is(f, t, "treat");
	for (uint32_t i = t + 1; i < end && !place && k->upos[i] != DL_CCONJ; i++)
		if (is_hospital(f, i) || (treat && is_injury(f, i))) place = i;
	uint32_t s = treat && !tree_passive(f, t) ? tree_subject(f, t) : 0;
	if (!place && s && (is_hospital(f, s) || tok_is(f, s, "doctor") || tok_is(f, s, "medic"))) place = t;
	if (!place || (tok_is(f, t, "send") && tree_passive(f, t))) return;       /* "deputies were sent to the hospital" */
	uint32_t o = tree_object(f, t), from = f->tolls.n;
	if (!people_of(f, o, true).found) o = toll_figure_beside(f, t, true, BESIDE_FAR);
	people p = people_of(f, o, true);
	if (!o || !p.found) return;
	toll_telling x = {.token = t, .verb = t, .e = e, .field = DL_F_INJURED};
	x.at = span_join(toll_passage(f, t, &p), token_span(f, place));
	toll_add(f, &x, &p);
	toll_hit_one(f, t, from);
}

/* "Seven people are in a critical condition": the subject of the clause. */
void toll_on_condition(finder *f, uint32_t t, const toll_entry *e)
{
	uint32_t s = tree_child(f, t, DL_R_NSUBJ), up = f->tok->head[t];
	if (!s && up && f->tok->rel[t] == DL_R_OBL) s = tree_subject(f, up);
	if (!s && up && f->tok->rel[t] == DL_R_NMOD) s = up;
	if (!child_in(f, t, DL_R_AMOD, W_HURT_CONDITION) || !s || !count_of(f, s)) return;
	toll_tell(f, t, t, e, e->field, s, false, 0);
}

/* "pulled alive from the rubble", "found alive". */
void toll_on_alive(finder *f, uint32_t t, const toll_entry *e)
{
	for (uint32_t i = t; i-- > 1 && f->tok->sent[i] == f->tok->sent[t] && t - i < 14;) {
		if (f->tok->upos[i] != DL_VERB || !tok_in(f, i, W_BRINGS_OUT)) continue;
		toll_tell(f, t, i, e, e->field, tree_object(f, i), true, tree_passive(f, i) ? 0 : tree_subject(f, i));
		return;
	}
}
