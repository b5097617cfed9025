/* SPDX-License-Identifier: Apache-2.0
 *
 * toll_care.c - the hurt by what they have and where they lie: injuries, hospitals, conditions; and those brought out
 * alive.
 *
 * In: a verb ("suffered", "taken", "treated", "survive"), "condition", "hospital", "alive". Out: tolls[]. "29 people
 * were taken to hospital" is 29 injured, counted as those in hospital; "the man suffered a wound" one who was hit.
 */
#include "facts/event/happen.h"
#include "facts/toll/toll.h"

/* "a wound", "a badly bruised shoulder", "fractured or broken ribs". */
static bool is_injury(const finder *f, uint32_t t)
{
	return tok_in(f, t, W_INJURY) || (tok_in(f, t, W_BODY_PART) && child_in(f, t, DL_R_AMOD, W_HURT_PART));
}

/* "None of them suffered serious injuries" tells of no zero: lesser ones there may be. */
static bool only_no_worse(const finder *f, uint32_t injury, uint32_t whom)
{
	return tree_child(f, injury, DL_R_AMOD) && people_of(f, whom, false).c.flags & DL_C_NONE_STATED;
}

static bool tells_death(const finder *f, uint32_t t)
{
	static const unsigned kinds[] = {TK_STATE, TK_OBJECT, TK_SUBJECT};
	for (size_t i = 0; i < COUNT(kinds); i++) {
		const toll_entry *e = toll_word(f, t, kinds[i]);
		if (e && e->field == DL_F_KILLED && !e->scope.n) return true;
	}
	return false;
}

/* "were dead, both having suffered wounds", "were taken to a hospital, where they died", "..., but one died": those of
 * whom t tells are the dead, or some of them are. */
static bool of_the_dead(const finder *f, uint32_t t)
{
	uint32_t end = f->tok->sent_first[f->tok->sent[t] + 1], leads = 0;
	unsigned rel = f->tok->rel[t];
	if ((rel == DL_R_ADVCL || rel == DL_R_CCOMP) && tells_death(f, f->tok->head[t])) return true;
	for (uint32_t i = t + 1; i < end; i++) {
		if (slice_eq_fold(tok_form(f, i), S("where")) || tok_is(f, i, "but")) leads = i;
		if (leads && tells_death(f, i)) return true;
	}
	return false;
}

/* "All five had gunshot wounds", "had a stab wound": the dead may be among all, and the one may have died of it. */
static void hit_all_or_one(finder *f, uint32_t t, uint32_t from)
{
	const dl_count *n = f->tolls.n > from ? &f->counts.v[f->tolls.v[from].claim.value] : NULL;
	bool so_found = f->tok->rel[t] == DL_R_ACL;              /* "found four men suffering from gunshot wounds" */
	if (n && (so_found || n->flags & DL_C_ALL || of_the_dead(f, t))) toll_hit_from(f, from);
	else toll_hit_one(f, t, from);
}

void toll_on_suffer(finder *f, uint32_t t, const toll_entry *e)
{
	uint32_t o = tree_child(f, t, DL_R_OBJ), from = f->tolls.n, whom = tree_subject(f, t);
	if (e->scope.n) {                                          /* "is fighting for her life" */
		for (o = f->first_child[t]; o && !(o > t && slice_eq(tok_lemma(f, o), e->scope)); o = f->next_child[o]) { }
		if (!o || f->tok->rel[o] != DL_R_OBL || !tree_child(f, o, DL_R_NMOD_POSS)) return;
		toll_tell(f, o, t, e, DL_F_INJURED, whom, true, 0);
	} else {
		for (uint32_t c = f->first_child[t]; c && !o && tok_is(f, t, "suffer"); c = f->next_child[c])
			if (f->tok->rel[c] == DL_R_OBL && tok_is(f, tree_case(f, c), "from")) o = c;
		if (o && is_injury(f, o) && !only_no_worse(f, o, whom)) toll_tell(f, o, t, e, DL_F_INJURED, whom, true, 0);
	}
	hit_all_or_one(f, t, from);
}

bool is_hospital(const finder *f, uint32_t t)
{
	if (tok_in(f, t, W_HOSPITAL)) return true;
	if (!tok_is(f, t, "center") && !tok_is(f, t, "centre") && !tok_is(f, t, "room")) return false;
	return tok_in(f, t - 1, W_HOSPITAL_BEFORE);
}

/* "in hospital", "at Lake Medical Center", "in critical condition". */
bool toll_lies_hurt(const finder *f, uint32_t t)
{
	uint32_t at = tree_case(f, t);
	if (tok_is(f, t, "condition")) return tok_is(f, at, "in") && child_in(f, t, DL_R_AMOD, W_HURT_CONDITION);
	return is_hospital(f, t) && (tok_is(f, at, "in") || tok_is(f, at, "at"));
}

/* "went to the hospital" says nothing by itself: with a wound, or for treatment. */
static bool comes_hurt(const finder *f, uint32_t t, uint32_t end)
{
	for (uint32_t i = f->tok->sent_first[f->tok->sent[t]]; i < end; i++)
		if (is_injury(f, i) || tok_is(f, i, "treatment")) return true;
	return false;
}

/* "Two were taken to Lake Hospital and three to Hill Hospital": where two are named, each has a part of the hurt. */
static bool one_of_hospitals(const finder *f, uint32_t place)
{
	uint32_t s = f->tok->sent[place];
	if (f->tok->upos[place] != DL_PROPN) return false;
	for (uint32_t i = f->tok->sent_first[s]; i < f->tok->sent_first[s + 1]; i++)
		if (f->tok->upos[i] == DL_PROPN && is_hospital(f, i) && (i + 2 < place || i > place + 2)) return true;
	return false;
}

/* "were taken to hospital", "are being treated for burns", "the hospital is treating 20 people". */
void toll_on_carry(finder *f, uint32_t t, const toll_entry *e)
{
	const dl_tokens *k = f->tok;
	uint32_t end = min_u32(k->sent_first[k->sent[t] + 1], t + 12), place = 0;
	bool treat = tok_is(f, t, "treat"), comes = tok_in(f, t, W_COMES_HURT);
	for (uint32_t i = t + 1; i < end && !place; i++) {
		bool inner = i + 1 < end;
		bool more = inner && (k->upos[i + 1] == DL_ADJ || k->xpos[i + 1] == DL_T_VBN);    /* "bruised or broken ribs" */
		if (k->upos[i] == DL_CCONJ && !(treat && more)) break;
		if (is_hospital(f, i) || (treat && is_injury(f, i))) place = i;
	}
	uint32_t s = treat && !tree_passive(f, t) ? tree_subject(f, t) : 0;
	if (!place && s && (is_hospital(f, s) || tok_is(f, s, "doctor") || tok_is(f, s, "medic"))) place = t;
	if (!place || (tok_is(f, t, "send") && tree_passive(f, t))) return;       /* "deputies were sent to the hospital" */
	if (comes && !comes_hurt(f, t, end)) return;
	uint32_t o = comes ? tree_subject(f, t) : tree_object(f, t), from = f->tolls.n;
	if (!people_of(f, o, true).found) o = toll_figure_beside(f, t, true, BESIDE_FAR);
	people p = people_of(f, o, true);
	if (!o || !p.found) return;
	toll_telling x = {.token = t, .verb = t, .e = e, .field = DL_F_INJURED};
	x.at = span_join(toll_passage(f, t, &p), token_span(f, place));
	if (one_of_hospitals(f, place)) x.flags |= DL_C_PART_OF;
	toll_add(f, &x, &p);
	hit_all_or_one(f, t, from);
}

/* Whom "hospital" counts as hurt: "left three in hospital", "two dead and three others in the hospital", "three remain
 * in hospital"; a doctor in a hospital is nobody's patient. */
static uint32_t patient_of(const finder *f, uint32_t t)
{
	uint32_t up = f->tok->head[t];
	unsigned rel = f->tok->rel[t];
	if (tree_child(f, t, DL_R_COP)) return tree_subject(f, t);
	if (rel == DL_R_OBL && tok_in(f, up, W_LIES)) return tree_subject(f, up);
	if (rel == DL_R_OBL && tok_in(f, up, W_LEFT_LYING)) return tree_child(f, up, DL_R_OBJ);
	if (rel != DL_R_NMOD) return 0;
	if (f->tok->rel[up] == DL_R_OBJ && tok_in(f, f->tok->head[up], W_LEFT_LYING)) return up;
	for (uint32_t i = f->tolls.n; f->tok->rel[up] == DL_R_CONJ && i-- > 1;)
		if (same_sentence(f, f->tolls.v[i].token, t) && f->tolls.v[i].unit == f->tok->head[up]) return up;
	return 0;
}

/* Who is "in a critical condition": the subject of the clause. */
static uint32_t subject_in(const finder *f, uint32_t t)
{
	uint32_t s = tree_child(f, t, DL_R_NSUBJ), up = f->tok->head[t];
	if (!s && up && f->tok->rel[t] == DL_R_OBL) s = tree_subject(f, up);
	return !s && up && f->tok->rel[t] == DL_R_NMOD ? up : s;
}

/* "Seven people are in a critical condition", "the boy remains in hospital". */
void toll_on_condition(finder *f, uint32_t t, const toll_entry *e)
{
	bool condition = tok_is(f, t, "condition");
	uint32_t s = condition ? subject_in(f, t) : patient_of(f, t), from = f->tolls.n;
	bool lies = condition ? child_in(f, t, DL_R_AMOD, W_HURT_CONDITION) != 0 : toll_lies_hurt(f, t);
	people p = lies && s && toll_are_people(f, s) ? people_of(f, s, false) : (people){0};
	if (!p.found || !p.c.lo || (!count_of(f, s) && (p.c.lo != 1 || p.c.hi != 1))) return;
	toll_tell(f, t, t, e, e->field, s, false, 0);
	if (!condition || child_in(f, t, DL_R_AMOD, W_MAY_DIE)) toll_hit_one(f, t, from);
}

/* "did not survive", "didn't make it": dead; but "did not make it to the final". */
void toll_on_live(finder *f, uint32_t t, const toll_entry *e)
{
	uint32_t s = tree_subject(f, t), not = 0, o = tree_child(f, t, DL_R_OBJ);
	for (uint32_t c = f->first_child[t]; c; c = f->next_child[c]) {
		bool beside = f->tok->rel[c] == DL_R_OBL || f->tok->rel[c] == DL_R_XCOMP || f->tok->rel[c] == DL_R_ADVCL;
		if (e->scope.n && c > t && beside && !f->inside[c]) return;
		if (f->tok->rel[c] == DL_R_ADVMOD && (tok_is(f, c, "not") || tok_is(f, c, "n't"))) not = c;
	}
	if (!not || !s || (e->scope.n && !(o && slice_eq(tok_lemma(f, o), e->scope)))) return;
	people p = people_of(f, s, false);
	if (!p.found || !p.c.lo) return;
	toll_telling x = {.token = not, .verb = s, .e = e, .field = e->field, .at = toll_passage(f, t, &p)};
	toll_add(f, &x, &p);
}

/* "The other two are expected to survive": hurt, and not among the dead. */
void toll_on_hope(finder *f, uint32_t t, const toll_entry *e)
{
	uint32_t up = f->tok->head[t];
	if (f->tok->rel[t] != DL_R_XCOMP || !(tok_is(f, up, "expect") || tok_is(f, up, "likely"))) return;
	uint32_t s = tree_subject(f, t);
	if (toll_are_people(f, s)) toll_tell(f, t, up, e, e->field, s, false, 0);
}

/* "pulled alive from the rubble", "found alive". */
void toll_on_alive(finder *f, uint32_t t, const toll_entry *e)
{
	for (uint32_t i = t; i-- > 1 && same_sentence(f, i, t) && t - i < 14;) {
		if (f->tok->upos[i] != DL_VERB || !tok_in(f, i, W_BRINGS_OUT)) continue;
		toll_tell(f, t, i, e, e->field, tree_object(f, i), true, tree_passive(f, i) ? 0 : tree_subject(f, i));
		return;
	}
}
