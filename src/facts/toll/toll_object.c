/* SPDX-License-Identifier: Apache-2.0
 *
 * toll_object.c - the victims of a verb that kills, hurts, arrests, displaces or frees: its object, or its subject when
 * it is passive.
 *
 * In: the verb. Out: tolls[]. "Gunmen killed Maria Lopez" 1, "12 others were hurt" 12; "shot dead" and "fatally
 * stabbed" kill, "was shot" tells of one who was hit and may have died, "was shot and killed" is told by the death.
 * Where the parser gives no victim, the figure right beside the verb is taken.
 */
#include "facts/event/happen.h"
#include "facts/toll/toll.h"

/* A participle with a noun phrase right behind it is an active verb that the parser took for a passive one
 * ("Gunmen killed Maria Lopez"). */
static uint32_t object_right(const finder *f, uint32_t t)
{
	const dl_tokens *k = f->tok;
	unsigned rel = k->rel[t], pos;
	if ((rel != DL_R_ACL && rel != DL_R_AMOD) || tree_child(f, t, DL_R_AUX_PASS) || t + 1 >= k->n
	    || k->sent[t + 1] != k->sent[t])
		return 0;
	pos = k->upos[t + 1];
	if (pos != DL_NOUN && pos != DL_PROPN && pos != DL_NUM && pos != DL_DET && pos != DL_PRON) return 0;
	uint32_t m = f->inside[t + 1], h = toll_phrase_at(f, t + 1);
	if ((m && f->mentions.v[m].kind == DL_M_TIME) || !h || h == k->head[t] || k->head[t] > t) return 0;
	return h;
}

/* "shooting and killing the boy": the object behind both, which the parser hung on the first. */
static uint32_t object_before(const finder *f, uint32_t t)
{
	const dl_tokens *k = f->tok;
	uint32_t a = t > 2 && k->upos[t - 1] == DL_CCONJ && k->upos[t - 2] == DL_VERB ? t - 2 : 0;
	if (!a || k->xpos[a] != k->xpos[t] || k->sent[a] != k->sent[t]) return 0;
	uint32_t o = tree_child(f, a, DL_R_OBJ);
	return o > t ? o : 0;
}

/* "Injured in the clash were two guards": the tree takes the guards for the predicate. */
static uint32_t inverted_victim(const finder *f, uint32_t t)
{
	uint32_t up = f->tok->head[t], be = up > t ? tree_child(f, up, DL_R_COP) : 0;
	bool opens = f->tok->rel[t] == DL_R_CSUBJ || f->tok->rel[t] == DL_R_ADVCL;
	return opens && be > t && be < up && f->tok->xpos[t] == DL_T_VBN && !tree_child(f, t, DL_R_MARK) ? up : 0;
}

/* Whom a verb befalls; "two boys shot in head": what has a preposition is no object, and the verb a participle. */
static uint32_t victim_of(const finder *f, uint32_t t)
{
	uint32_t o = tree_object(f, t);
	if (!o) o = object_before(f, t);
	if (!o) o = inverted_victim(f, t);
	if (!o) return toll_headline_victim(f, t);
	bool where = o && f->tok->rel[o] == DL_R_OBJ && f->tok->head[o] == t && tok_is(f, tree_case(f, o), "in");
	if (where) return tree_subject(f, t);
	uint32_t whose = tok_in(f, o, W_BODY_PART) ? tree_child(f, o, DL_R_NMOD_POSS) : 0;      /* "injured my leg" */
	return whose ? whose : o;
}

/* "The tariffs hurt farmers", "prices are hurting families": no body is hurt. */
static bool hurts_purse(const finder *f, uint32_t t)
{
	uint32_t by = tok_is(f, t, "hurt") ? tree_agent(f, t) : 0;
	if (!by || tree_passive(f, t)) return false;
	return toll_word(f, by, TK_BURDEN) || f->tok->xpos[t] == DL_T_VBZ || f->tok->xpos[t] == DL_T_VBP
	       || (f->tok->xpos[t] == DL_T_VBG && tree_child_lemma(f, t, DL_R_AUX, "be"));
}

/* "Treated and released", "released from the hospital": patients go home, nobody is freed. */
bool toll_goes_home(const finder *f, uint32_t t)
{
	if (f->tok->rel[t] == DL_R_CONJ && tok_in(f, f->tok->head[t], W_PATIENT)) return true;
	for (uint32_t c = f->first_child[t]; c; c = f->next_child[c])
		if (f->tok->rel[c] == DL_R_OBL && tok_is(f, tree_case(f, c), "from")
		    && (is_hospital(f, c) || tok_in(f, c, W_RELEASED_FROM))) return true;
	return false;
}

/* "No cause was released": it is not that nobody was. */
static bool frees_no_thing(const finder *f, uint32_t o)
{
	const happen_kb *kb = f->kb->happens;
	bool one = o && f->tok->xpos[o] == DL_T_NN && tree_child_lemma(f, o, DL_R_DET, "no");
	return one && !(class_of_lemma(kb, tok_lemma(f, o)) & (kb->person | kb->actor));
}

/* "The girl was injured": whoever was spoken of before may be the one who is told to have died. */
static void hit_known_one(finder *f, uint32_t t, unsigned field, uint32_t o, uint32_t from)
{
	bool known = o && (tree_pointed(f, o) || f->tok->upos[o] == DL_PRON) && !tree_child(f, o, DL_R_CONJ);
	bool alone = f->tolls.n == from + 1 && f->tolls.v[from].unit == o;
	if (field == DL_F_INJURED && known && alone) toll_hit_one(f, t, from);
}

/* "12 others were hurt", "3 were killed and 300 injured": an object or a passive's subject. A figure right before
 * a participle without a subject of its own is its victim, whatever clause the parser hung it on. */
void toll_on_object(finder *f, uint32_t t, const toll_entry *e, unsigned field)
{
	if (toll_on_among(f, t, e) || hurts_purse(f, t) || (field == DL_F_FREED && toll_goes_home(f, t))) return;
	uint32_t how = tree_child_lemma(f, t, DL_R_ADVMOD, "fatally");
	if (!how) how = tree_child_lemma(f, t, DL_R_ADVMOD, "mortally");
	if (field == DL_F_INJURED && how && toll_together(f, t, how)) field = DL_F_KILLED;
	if (field == DL_F_INJURED && f->tok->rel[t] == DL_R_XCOMP
	    && (tok_is(f, f->tok->head[t], "remain") || tok_is(f, f->tok->head[t], "stay"))
	    && toll_tell(f, t, f->tok->head[t], e, field, tree_subject(f, f->tok->head[t]), false, 0)) return;
	bool passive = tree_passive(f, t), participle = f->tok->xpos[t] == DL_T_VBN || f->tok->xpos[t] == DL_T_VBD;
	uint32_t o = victim_of(f, t), right = passive ? object_right(f, t) : 0;
	if (right) o = right, passive = false;
	if (participle && !tree_child(f, t, DL_R_NSUBJ_PASS) && !tree_child(f, t, DL_R_OBJ)
	    && toll_tell_beside(f, t, e, field, true, BESIDE))
		return;
	if (field == DL_F_FREED && frees_no_thing(f, o)) return;
	/* "rescue workers", "release a statement": the freed need a figure or a person, or a passive. */
	uint32_t from = f->tolls.n, agent = passive || o ? tree_agent(f, t) : 0;
	if (agent == o) agent = 0;                                   /* "Teen hurt in crash" */
	if (toll_tell(f, t, t, e, field, o, field != DL_F_FREED || passive, agent)) {
		hit_known_one(f, t, field, o, from);
		return;
	}
	if (o && !passive) return;
	if (!passive && toll_tell_beside(f, t, e, field, false, BESIDE)) return;
	if (participle) toll_tell_beside(f, t, e, field, true, BESIDE_FAR);
}

/* "shot dead", "beaten to death", "fatally stabbed"; "shot and killed" is told by "killed". */
static bool deadly(const finder *f, uint32_t t)
{
	for (uint32_t c = f->first_child[t]; c; c = f->next_child[c]) {
		if (tok_is(f, c, "dead") && c > t && toll_together(f, t, c)) return true;
		if (tok_is(f, c, "fatally") && toll_together(f, t, c)) return true;
		if (tok_is(f, c, "death") && f->tok->rel[c] == DL_R_OBL && tok_is(f, tree_case(f, c), "to")) return true;
		if (f->tok->rel[c] == DL_R_COMPOUND_PRT && tok_is(f, c, "down") && tok_is(f, t, "gun")) return true;
	}
	return t + 1 < f->tok->n && tok_is(f, t + 1, "dead");
}

static bool kills(const finder *f, uint32_t t)
{
	const toll_entry *e = toll_word(f, t, TK_OBJECT);
	if (!e) e = toll_word(f, t, TK_SUBJECT);
	if (e) return e->field == DL_F_KILLED;
	return toll_word(f, t, TK_LOSE) && tok_is(f, tree_child(f, t, DL_R_OBJ), "life");
}

/* "shot his wife before killing himself": the death is not hers. */
static bool kills_himself(const finder *f, uint32_t killing, uint32_t t)
{
	uint32_t o = tree_child(f, killing, DL_R_OBJ), own = tree_child(f, t, DL_R_OBJ);
	return is_reflexive(f, o) && !is_reflexive(f, own);
}

/* "shooting and killing the boy": the verb that "and" joins to t, whichever of the two the parser hung it on. */
static uint32_t verb_joined(const finder *f, uint32_t t)
{
	uint32_t u = t + 2;
	bool and = u < f->tok->n && same_sentence(f, u, t) && f->tok->upos[t + 1] == DL_CCONJ;
	return and && f->tok->xpos[u] == f->tok->xpos[t] && f->tok->upos[u] == DL_VERB ? u : 0;
}

/* "was shot and killed", "died after she was shot", "shot him, killing him": one harm, told by the death. */
static bool killed_too(const finder *f, uint32_t t)
{
	unsigned rel = f->tok->rel[t];
	uint32_t beside = verb_joined(f, t);
	if (beside && kills(f, beside) && !tree_child(f, beside, DL_R_NSUBJ)) return !kills_himself(f, beside, t);
	uint32_t up = rel == DL_R_ADVCL || rel == DL_R_CONJ ? f->tok->head[t] : 0;
	if (up && kills(f, up)) return !kills_himself(f, up, t);
	for (uint32_t c = f->first_child[t]; c; c = f->next_child[c])
		if ((f->tok->rel[c] == DL_R_CONJ || f->tok->rel[c] == DL_R_ADVCL) && kills(f, c))
			return !kills_himself(f, c, t);
	return false;
}

/* "was hit by a stray bullet", "a car struck two boys": what hits tells that it wounds. */
static bool is_struck(const finder *f, uint32_t t)
{
	const happen_kb *kb = f->kb->happens;
	uint32_t by = tok_is(f, t, "hit") || tok_is(f, t, "strike") ? tree_agent(f, t) : 0;
	return by && (tok_in(f, by, W_AS_WOUNDS) || class_of_lemma(kb, f->tok->lemma[by]) & (kb->weapon | kb->vehicle));
}

void toll_on_harm(finder *f, uint32_t t, const toll_entry *e)
{
	bool weapon = tok_is(f, t, "shoot") || tok_is(f, t, "stab") || tok_is(f, t, "beat") || tok_is(f, t, "knife")
	              || tok_is(f, t, "graze") || is_struck(f, t);
	if (deadly(f, t)) {
		uint32_t o = victim_of(f, t);
		if (toll_tell(f, t, t, e, DL_F_KILLED, o, true, tree_agent(f, t))) return;
		toll_tell_beside(f, t, e, DL_F_KILLED, true, BESIDE_FAR);
	} else if (weapon && !killed_too(f, t)) {
		uint32_t from = f->tolls.n;
		toll_on_object(f, t, e, DL_F_INJURED);
		bool one = f->tolls.n == from + 1 && f->counts.v[f->tolls.v[from].claim.value].hi == 1;
		if (!one || !toll_beside_the_dead(f, t)) toll_hit_from(f, from);
	}
}

void toll_on_shot(finder *f, uint32_t t, const toll_entry *e)
{
	people p = toll_shot_noun(f, t);
	uint32_t from = f->tolls.n;
	if (!p.found) return;
	toll_telling x = {.token = t, .verb = t, .e = e, .field = DL_F_INJURED,
		.at = span_join(p.c.at, token_span(f, t))};
	toll_add(f, &x, &p);
	toll_hit_from(f, from);
}

void toll_on_lose(finder *f, uint32_t t, const toll_entry *e)
{
	uint32_t o = tree_child(f, t, DL_R_OBJ), lost = tree_child(f, t, DL_R_NSUBJ_PASS);
	if (tok_is(f, lost, "life")) toll_tell(f, t, t, e, DL_F_KILLED, lost, false, 0);   /* "three lives were lost" */
	if (!tok_is(f, o, "life")) return;
	uint32_t whose = tree_child(f, o, DL_R_NMOD_POSS);
	bool own = whose && tree_child_lemma(f, o, DL_R_AMOD, "own");           /* "before taking his own life" */
	if (tok_is(f, t, "lose") || own) toll_tell(f, o, t, e, DL_F_KILLED, tree_subject(f, t), true, 0);
	else if (!toll_of_child(f, o) || !toll_tell(f, t, t, e, DL_F_KILLED, toll_of_child(f, o), true, tree_agent(f, t)))
		toll_tell(f, t, t, e, DL_F_KILLED, o, true, tree_agent(f, t));  /* "12 lives", but "the lives of four people" */
}
