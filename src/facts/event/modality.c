/* SPDX-License-Identifier: Apache-2.0
 *
 * modality.c - is it told as having happened, or negated, planned, demanded, threatened, feared, denied ...?
 *
 * In: the token that tells a happening. Out: a dl_modality, the tense, and flags. From that token the walk goes
 * up the tree, and data/en/modality.tsv says what each governing word does to what it governs:
 *
 *      "The army threatened to storm the camp":  storm <-xcomp- threatened        -> threatened
 *      "no one was arrested", "did not arrest"                                     -> negated
 *      "Police denied that officers had fired":  fired <-ccomp- denied             -> denied
 *      "after storming parliament in July":      mark "after" on an adverbial clause -> told, background
 *
 * The nearest effect wins, but for a denial or a negation that governs something told. A clause inside somebody's
 * words is judged by itself: that a minister said it is attribution, not modality. Cost: depth of the sentence.
 */
#include "facts/event/happen.h"

#include <strings.h>

/* The preposition that ties child to t: its own, or, for "called for the chamber to be dissolved", that of the
 * noun between them which is the child's subject. 0 when there is none. */
static uint32_t tying_prep(const finder *f, uint32_t t, uint32_t child)
{
	uint32_t prep = tree_case(f, child);
	if (!prep) prep = tree_child(f, child, DL_R_MARK);
	if (prep || f->tok->rel[child] != DL_R_XCOMP) return prep;
	for (uint32_t c = f->first_child[t]; c && c < child; c = f->next_child[c])
		if (f->tok->rel[c] == DL_R_OBL && c > t) prep = tree_case(f, c);
	return prep;
}

/* "call for" acts on what "for" marks, "rule out" on what "out" goes with, "instead of" on what stands behind it. */
static bool word_behind(const finder *f, uint32_t t, uint32_t child, slice word)
{
	uint32_t prep = child ? tying_prep(f, t, child) : 0;
	uint32_t particle = tree_child(f, t, DL_R_COMPOUND_PRT);
	if (prep && slice_eq_fold(f->tok->form[prep], word)) return true;
	if (particle && slice_eq_fold(f->tok->form[particle], word)) return true;
	bool beside = t + 1 < f->tok->n && slice_eq_fold(f->tok->form[t + 1], word);
	return beside && (!child || f->tok->upos[t + 1] == DL_ADV);
}

static const mod_row *mod_among(happen *h, uint32_t first, uint32_t t, const char *kinds, uint32_t child)
{
	const mod_row *plain = NULL;                     /* "wanted for killing" before "wanted" */
	for (uint32_t i = first; i; i = h->kb->mods.v[i].next) {
		const mod_row *m = &h->kb->mods.v[i];
		if (!strchr(kinds, m->pos)) continue;
		if (m->prep.n && word_behind(h->f, t, child, m->prep)) return m;
		if (!m->prep.n && !plain) plain = m;
	}
	return plain;
}

/* By its base form, then as it is written: "alleged", "going". */
static const mod_row *mod_find(happen *h, uint32_t t, const char *kinds, uint32_t child)
{
	const dl_tokens *k = h->f->tok;
	const mod_row *m = mod_among(h, mod_first(h->kb, k->lemma[t]), t, kinds, child);
	return m ? m : mod_among(h, mod_first(h->kb, k->form[t]), t, kinds, child);
}

/* One effect over what is there already. The nearest wins, but what is only planned may be feared or demanded above
 * ("fear that they will attack"), and "no one tried to" did nothing; who does not deny a thing is said to have done
 * it. */
static void take_effect(telling *out, unsigned effect)
{
	switch (out->modality) {
	case DL_TOLD:
		out->modality = (uint8_t)effect;
		break;
	case DL_PLANNED:
		if (effect == DL_NEGATED || effect == DL_FEARED || effect == DL_THREATENED || effect == DL_DEMANDED)
			out->modality = (uint8_t)effect;
		break;
	case DL_ATTEMPTED: case DL_THREATENED: case DL_DEMANDED:
		if (effect == DL_NEGATED) out->modality = DL_NEGATED;
		break;
	case DL_DENIED:
		if (effect == DL_NEGATED) out->modality = DL_ALLEGED;
		break;
	default:
		break;
	}
}

static void take(telling *out, const mod_row *m)
{
	uint8_t before = out->modality;
	out->flags |= m->flags;
	if (m->effect != DL_TOLD) take_effect(out, m->effect);
	if (m->flags || out->modality != before) out->by = m;
}

static bool modal_have(const finder *f, uint32_t verb)
{
	for (uint32_t c = f->first_child[verb]; c; c = f->next_child[c])
		if (f->tok->rel[c] == DL_R_AUX && tok_is(f, c, "have")) return true;
	return false;
}

/* "The king is to visit the island." */
static bool is_to(const finder *f, uint32_t t)
{
	uint32_t be = tree_child_lemma(f, t, DL_R_AUX, "be"), to = tree_child_lemma(f, t, DL_R_MARK, "to");
	if (!be) be = tree_child_lemma(f, t, DL_R_COP, "be");
	return be && be < to;
}

/* "The court is due to sentence him": the tree takes "due to" for a preposition before a verb. */
static bool is_due(const finder *f, uint32_t t)
{
	if (f->tok->xpos[t] != DL_T_VB) return false;
	for (uint32_t c = f->first_child[t]; c && c < t; c = f->next_child[c])
		if (tok_is(f, c, "due") && tok_is(f, c + 1, "to")) return true;
	return false;
}

/* "Theresa May will hold talks": a name taken for an auxiliary. */
static bool month_or_name(const finder *f, uint32_t aux)
{
	return slice_eq(f->tok->form[aux], S("May")) && aux > f->tok->sent_first[f->tok->sent[aux]]
	       && (f->tok->upos[aux - 1] == DL_PROPN || f->tok->upos[aux - 1] == DL_ADP);
}

/* "Neither side attacked", "no one attacked": of the subject or the object. */
static bool neither(const finder *f, uint32_t t)
{
	for (uint32_t c = f->first_child[t]; c; c = f->next_child[c]) {
		unsigned rel = f->tok->rel[c];
		if (rel != DL_R_NSUBJ && rel != DL_R_NSUBJ_PASS && rel != DL_R_OBJ) continue;
		if (tok_is(f, c, "neither") || tree_child_lemma(f, c, DL_R_DET, "neither")) return true;
		if (tok_is(f, c, "one") && c > 1 && tok_is(f, c - 1, "no")) return true;
	}
	return false;
}

/* "could not agree", "cannot leave" did not; "may not agree" is as open as "may". */
static bool not_able(const finder *f, uint32_t t, const telling *out)
{
	uint32_t modal = tree_child(f, t, DL_R_AUX);
	return out->modality == DL_CONDITIONAL && modal && !modal_have(f, t)
	       && (tok_is(f, modal, "could") || tok_is(f, modal, "can") || tok_is(f, modal, "ca"));
}

/* What stands beside the word: auxiliaries, adverbs, "no", adjectives before a noun. */
static void beside(happen *h, uint32_t t, telling *out)
{
	finder *f = h->f;
	for (uint32_t c = f->first_child[t]; c; c = f->next_child[c]) {
		const mod_row *m = NULL;
		switch (f->tok->rel[c]) {
		case DL_R_AUX:
			if (month_or_name(f, c)) break;
			m = mod_find(h, c, "x", 0);
			/* "may have been shot" is a guess about the past, "would have" never came true. */
			if (m && modal_have(f, t) && m->effect != DL_DEMANDED) {
				if (out->modality == DL_TOLD) out->modality = tok_is(f, c, "would")
				    ? DL_CONDITIONAL : DL_ALLEGED;
				m = NULL;
			}
			break;
		case DL_R_ADVMOD: case DL_R_AMOD: case DL_R_DET: case DL_R_CC_PRECONJ: case DL_R_OBL_UNMARKED:
			if (!tok_is(f, c, "about")) m = mod_find(h, c, "d", 0);      /* "came about", "about 40" */
			break;
		case DL_R_MARK: case DL_R_CASE:
			m = mod_find(h, c, "m", 0);
			break;
		default:
			break;
		}
		if (m) take(out, m);
	}
	if (out->modality == DL_TOLD && (is_to(f, t) || is_due(f, t))) out->modality = DL_PLANNED;
	if (!tree_negated(f, t) && !neither(f, t)) return;
	if (not_able(f, t, out)) out->modality = DL_NEGATED;
	else take_effect(out, DL_NEGATED);
}

static uint8_t tense_here(const finder *f, uint32_t t)
{
	uint8_t out = 0;
	for (uint32_t c = f->first_child[t]; c; c = f->next_child[c]) {
		if (f->tok->rel[c] != DL_R_AUX && f->tok->rel[c] != DL_R_AUX_PASS
		    && f->tok->rel[c] != DL_R_COP) continue;
		if (f->tok->xpos[c] == DL_T_MD) return tok_is(f, c, "will") || tok_is(f, c, "shall") ? 'f'
		    : 'n';
		if (f->tok->xpos[c] == DL_T_VBD || tok_is(f, c, "have")) out = 'p';
		else if (!out && (f->tok->xpos[c] == DL_T_VBZ || f->tok->xpos[c] == DL_T_VBP)) out = 'n';
	}
	if (out) return out;
	if (f->tok->xpos[t] == DL_T_VBD) return 'p';
	if (f->tok->xpos[t] == DL_T_VBZ || f->tok->xpos[t] == DL_T_VBP) return 'n';
	return 0;
}

/* A clause that has neither subject nor auxiliary of its own shares those of the clause it is joined to; "did not make
 * it and was pronounced dead" has its own "was". */
static bool shares(const finder *f, uint32_t t)
{
	unsigned passive = f->tok->xpos[tree_child(f, t, DL_R_AUX_PASS)];
	if (passive == DL_T_VBD || passive == DL_T_VBZ || passive == DL_T_VBP) return false;
	return !tree_child(f, t, DL_R_NSUBJ) && !tree_child(f, t, DL_R_NSUBJ_PASS) && !tree_child(f, t,
	    DL_R_AUX);
}

/* "after", "because", and "when", which the tree holds for an adverb. */
static bool has_mark(const finder *f, uint32_t t)
{
	for (uint32_t c = f->first_child[t]; c; c = f->next_child[c])
		if (f->tok->rel[c] == DL_R_MARK || (f->tok->rel[c] == DL_R_ADVMOD && f->tok->xpos[c] == DL_T_WRB)) return true;
	return false;
}

/* "refused to yield, blaming the rebels": what goes on beside something that is not done is done. */
static bool goes_on_beside(happen *h, uint32_t t)
{
	const finder *f = h->f;
	uint32_t up = f->tok->head[t];
	if (f->tok->rel[t] != DL_R_ADVCL || t < up || f->tok->xpos[t] != DL_T_VBG || has_mark(f, t)) return false;
	const mod_row *m = mod_find(h, up, "v", t);
	return !m || !m->prep.n;             /* not "ruled out attacking" */
}

static bool is_finite(const finder *f, uint32_t t)
{
	uint8_t tense = tense_here(f, t);
	return tense == 'p' || f->tok->xpos[t] == DL_T_VBZ;
}

/* "charged in the death of a nurse": who did it is alleged, that she died is not. */
static bool presupposed(const finder *f, uint32_t t)
{
	uint32_t p = is_noun(f, t) ? tree_case(f, t) : 0;
	return p && (tok_is(f, p, "in") || tok_is(f, p, "over") || tok_is(f, p, "after") || tok_is(f, p, "following"));
}

/* "accused of burning", "charged with kidnapping", "kept from entering", "arrested for robbing", "committed to
 * ending". */
static bool marked_by_content(const finder *f, uint32_t t)
{
	return tok_in(f, tree_child(f, t, DL_R_MARK), W_LEADS_CONTENT);
}

/* "after an attack a law was proposed", "talks were planned in the town": a time, a place or a reason beside a verb
 * that does nothing to it. */
static bool circumstance(const finder *f, uint32_t t)
{
	uint32_t p = f->tok->rel[t] == DL_R_OBL ? tree_case(f, t) : 0;
	return p && listed(f, W_LEADS_CIRCUMSTANCE, tok_form(f, p));
}

/* "told of an attack", "asked about the raid": what people speak of nobody has ordered; a film tells of anything. */
static bool topic(happen *h, uint32_t t)
{
	const finder *f = h->f;
	uint32_t p = f->tok->rel[t] == DL_R_OBL ? tree_case(f, t) : 0, who = p ? tree_agent(f, f->tok->head[t]) : 0;
	bool people = who && (f->tok->upos[who] != DL_NOUN || (class_of(h, who) & (h->kb->person | h->kb->actor)));
	return people && (tok_is(f, p, "of") || tok_is(f, p, "about") || tok_is(f, p, "on") || tok_is(f, p, "regarding"));
}

/* Which kinds of row speak of the word above: a verb's, a noun's, an adjective's. */
static const char *kinds_of(const finder *f, uint32_t up)
{
	unsigned u = f->tok->upos[up];
	return u == DL_VERB ? "vd" : u == DL_NOUN || u == DL_PROPN ? "nd" : "vnd";
}

/* "had to leave" left; "has to leave" is to. */
static bool has_to(const finder *f, uint32_t up)
{
	return tok_is(f, up, "have") && f->tok->upos[up] == DL_VERB && f->tok->xpos[up] != DL_T_VBD
	       && f->tok->xpos[up] != DL_T_VBN;
}

/* "insisted that he resign" demands; "insisted that he resigned", "told us he had left", "agreed that he was hurt" and
 * "warned that they would come" tell, and so does "“Work is over,” she told us", which has a tense. */
static bool tells_anyway(const finder *f, uint32_t t, unsigned effect)
{
	uint32_t modal = tree_child(f, t, DL_R_AUX);
	if (effect == DL_DEMANDED && tense_here(f, t) && tok_in(f, f->tok->head[t], W_TELLS)) return true;
	if (effect == DL_DEMANDED && modal && (tok_is(f, modal, "will") || tok_is(f, modal, "would"))) return true;
	uint32_t up = f->tok->head[t];
	if (effect == DL_PLANNED && (tok_is(f, up, "hope") || tok_is(f, up, "wish"))) return false;
	return (effect == DL_DEMANDED || effect == DL_PLANNED) && is_finite(f, t);
}

/* "Closing the border does not help": nobody has closed it. */
static bool generic_subject(const finder *f, uint32_t t, uint32_t up)
{
	return f->tok->rel[t] == DL_R_CSUBJ && f->tok->xpos[t] == DL_T_VBG && tense_here(f, up) != 'p';
}

/* "I want to thank the crew", "he would like to condemn it": in saying so he does. */
static bool does_by_saying(const finder *f, uint32_t t, uint32_t up)
{
	return tok_in(f, t, W_DONE_BY_SAYING) && (tok_is(f, up, "want") || tok_is(f, up, "like") || tok_is(f, up, "wish"));
}

/* "stopped shelling the town": they had shelled it. */
static bool stopped(const finder *f, uint32_t t, uint32_t up)
{
	uint32_t mark = tree_child(f, t, DL_R_MARK);
	return f->tok->xpos[t] == DL_T_VBG && !mark && tok_in(f, up, W_STOPS);
}

/* "used the stage to praise him": what one used it for one did. */
static bool made_use(const finder *f, uint32_t up)
{
	return tok_is(f, up, "use") && tense_here(f, up) == 'p';
}

/* The same, of an adverbial clause. */
static bool above_adverbial(happen *h, uint32_t t, telling *out)
{
	finder *f = h->f;
	uint32_t up = f->tok->head[t];
	const mod_row *m = NULL;
	bool purpose = tree_child_lemma(f, t, DL_R_MARK, "to") && f->tok->xpos[t] != DL_T_VBG;
	if (purpose && made_use(f, up)) return true;
	if (purpose && out->modality == DL_TOLD) {
		uint32_t o = tree_child(f, up, DL_R_OBJ);
		m = mod_find(h, up, "vd", t);
		if (m && m->prep.n && o && h->hit[o].row) m = NULL;          /* "called a meeting to discuss it" */
		if (m) take(out, m);
		else out->modality = DL_PLANNED;             /* "to disperse the crowd" */
		return m != NULL;
	}
	bool particle = f->tok->xpos[t] == DL_T_VBG && tree_child(f, up, DL_R_COMPOUND_PRT);    /* "ruled out attacking" */
	if (!has_mark(f, t) && !particle) return true;       /* "killing five" goes with its clause, "after ..." does not */
	m = particle || marked_by_content(f, t) ? mod_find(h, up, "v", t) : NULL;
	if (m && particle && !m->prep.n) m = NULL;
	if (m) take(out, m);
	return m != NULL || !has_mark(f, t);
}

/* "a ban introduced in 2018", "the deadline set by the court": the participle tells what became of its noun, the noun
 * does nothing to it. */
static bool shapes_noun(const finder *f, uint32_t t)
{
	return f->tok->rel[t] == DL_R_ACL && f->tok->xpos[t] == DL_T_VBN && !tree_child(f, t, DL_R_MARK);
}

/* "For a candidate to win, ten votes are needed": nobody has won. */
static bool infinitive_for(const finder *f, uint32_t t)
{
	return f->tok->rel[t] == DL_R_ACL && tree_child_lemma(f, t, DL_R_MARK, "to")
	       && tok_is(f, tree_case(f, f->tok->head[t]), "for");
}

/* "An autopsy determined that", "the strike was aimed at": the verb is not about whether its subject comes about. */
static bool subject_stands(const finder *f, uint32_t t, uint32_t up)
{
	if (f->tok->rel[t] == DL_R_NSUBJ)
		return f->tok->xpos[up] == DL_T_VBD || f->tok->xpos[up] == DL_T_VBZ || f->tok->xpos[up] == DL_T_VBP;
	return f->tok->rel[t] == DL_R_NSUBJ_PASS && (tok_is(f, up, "aim") || tok_is(f, up, "design"));
}

/* "will lead to clashes", "would result in a disaster": as sure as the verb. */
static bool outcome(const finder *f, uint32_t t, uint32_t up)
{
	uint32_t p = f->tok->rel[t] == DL_R_OBL ? tree_case(f, t) : 0;
	return p && ((tok_is(f, up, "lead") && tok_is(f, p, "to")) || (tok_is(f, up, "result") && tok_is(f, p, "in")));
}

/* "fears of gangs attacking", "the threat of a tower collapsing": what is told behind "of" is feared. */
static bool content_of_noun(const finder *f, uint32_t t, uint32_t up)
{
	return f->tok->rel[t] == DL_R_ACL && f->tok->xpos[t] == DL_T_VBG && f->tok->rel[up] == DL_R_NMOD
	       && tok_is(f, tree_case(f, up), "of");
}

/* What the word above does to the one below it. Returns false when the walk ends there. */
static bool above(happen *h, uint32_t t, telling *out, bool *look)
{
	finder *f = h->f;
	uint32_t up = f->tok->head[t];
	const mod_row *m = NULL;
	*look = true;
	switch (f->tok->rel[t]) {
	case DL_R_XCOMP: case DL_R_CCOMP: case DL_R_CSUBJ:
		if (t == tree_object(f, up)) m = mod_find(h, up, "v", t);              /* "called off the strike" */
		if (m) return take(out, m), false;
		if (generic_subject(f, t, up)) take_effect(out, DL_CONDITIONAL);
		if (does_by_saying(f, t, up) && !tree_negated(f, up)) return false;
		if (stopped(f, t, up)) return out->flags |= DL_RF_BACKGROUND, false;
		m = mod_find(h, up, kinds_of(f, up), t);
		if (m && f->tok->rel[t] != DL_R_XCOMP && tells_anyway(f, t, m->effect)) m = NULL;
		if (m) take(out, m);
		else if (f->tok->rel[t] == DL_R_XCOMP && has_to(f, up)) take_effect(out, DL_DEMANDED);
		if (f->tok->rel[t] == DL_R_CCOMP) return !(class_of_lemma(h->kb,
		    f->tok->lemma[up]) & h->kb->speech) && m;
		return true;
	case DL_R_ACL: case DL_R_OBJ: case DL_R_NSUBJ_PASS: case DL_R_OBL: case DL_R_NMOD: case DL_R_NSUBJ:
	case DL_R_COMPOUND:
		if (content_of_noun(f, t, up)) return *look = false, true;
		m = mod_find(h, up, f->tok->rel[t] == DL_R_NSUBJ ? "d" : f->tok->upos[up] == DL_VERB ? "v" : "vn", t);
		if (m && m->given) return false;
		if (shapes_noun(f, t) || subject_stands(f, t, up)) m = NULL;
		if (m && !m->prep.n && (circumstance(f, t) || (m->effect == DL_DEMANDED && topic(h, t)))) m = NULL;
		if (m && m->effect == DL_ALLEGED && presupposed(f, t)) m = NULL;
		if (m) take(out, m);
		else if (infinitive_for(f, t)) take_effect(out, DL_PLANNED);
		*look = is_noun(f, t) && f->tok->rel[t] != DL_R_NMOD && (f->tok->rel[t] != DL_R_OBL || outcome(f, t, up));
		return is_noun(f, t) ? *look : m != NULL;
	case DL_R_ADVCL:
		return above_adverbial(h, t, out);
	case DL_R_CONJ:
		if (tok_is(f, tree_child(f, t, DL_R_CC), "rather")) take_effect(out, DL_NEGATED);    /* "rather than attack" */
		*look = shares(f, t);
		return true;
	default:
		return false;
	}
}

static bool is_question(const finder *f, uint32_t t)
{
	uint32_t s = f->tok->sent[t], last = f->tok->sent_first[s + 1] - 1;
	return slice_eq(f->tok->form[last], S("?"));
}

/* "It is not the first time he has said that he was leaving": of times gone before, however deep in the clause. */
static bool of_earlier_times(const finder *f, uint32_t t)
{
	for (uint32_t n = 0; t && n < 64; n++, t = f->tok->head[t]) {
		uint32_t up = f->tok->head[t];
		bool clause = f->tok->rel[t] == DL_R_ACL || f->tok->rel[t] == DL_R_ACL_RELCL || f->tok->rel[t] == DL_R_CCOMP;
		if (clause && up && tok_is(f, up, "time") && tree_child_lemma(f, up, DL_R_AMOD, "first") && tree_negated(f, up))
			return true;
	}
	return false;
}

/* "an assassination attempt": the noun itself says that it was only tried. */
static void attempt_itself(happen *h, uint32_t noun, telling *out)
{
	const mod_row *m = mod_find(h, noun, "n", 0);
	if (m && m->effect == DL_ATTEMPTED && out->modality == DL_TOLD) out->modality = DL_ATTEMPTED;
}

/* Who denies that he knew of "the meeting", or is not looking into "the attack", does not say that there was none: a
 * noun that points at something known is taken for granted, but where it is itself what is denied or called off
 * ("denied the attack", "called off the strike") or what there is not ("no attack"). */
bool taken_for_granted(happen *h, uint32_t noun)
{
	const finder *f = h->f;
	bool object = f->tok->rel[noun] == DL_R_OBJ || (f->tok->rel[noun] == DL_R_OBL && !tree_case(f, noun))
	              || (f->tok->rel[noun] == DL_R_XCOMP && noun == tree_object(f, f->tok->head[noun]));
	/* "the hearing was cancelled"; "the march was halted" had begun */
	object |= f->tok->rel[noun] == DL_R_NSUBJ_PASS && !tok_in(f, f->tok->head[noun], W_HALTS);
	const mod_row *m = object ? mod_find(h, f->tok->head[noun], "v", noun) : NULL;
	return tree_definite(f, noun) && !(m && (m->effect == DL_DENIED || m->effect == DL_NEGATED));
}

/* "Blamed rebels for the blast", "suspected of the killing": behind what one is held to answer for. Who did it is
 * alleged, not that it was done. */
bool answered_for(const finder *f, uint32_t noun)
{
	uint32_t p = f->tok->rel[noun] == DL_R_OBL || f->tok->rel[noun] == DL_R_NMOD ? tree_case(f, noun) : 0;
	bool verb = p && f->tok->upos[f->tok->head[noun]] == DL_VERB;
	return verb && tree_pointed(f, noun) && (tok_is(f, p, "for") || tok_is(f, p, "of"));
}

uint8_t telling_before(happen *h, uint32_t t)
{
	const finder *f = h->f;
	uint32_t that = t, first = f->tok->sent_first[f->tok->sent[t]];
	while (that > first && !(tok_is(f, that, "that") && f->tok->upos[that] == DL_SCONJ)) that--;
	if (that <= first || !is_verb(f, that - 1)) return DL_TOLD;
	const mod_row *m = mod_find(h, that - 1, "v", 0);
	return m && m->effect != DL_DEMANDED ? m->effect : DL_TOLD;
}

telling telling_of(happen *h, uint32_t t, uint32_t noun)
{
	finder *f = h->f;
	telling out = {.modality = DL_TOLD};
	bool look = true, nominal = t == noun && is_noun(f, t);
	uint8_t own = DL_TOLD;               /* what the words beside it say */
	if (noun && noun != t) {
		const mod_row *m = is_noun(f, noun) ? mod_find(h, t, "v", noun) : NULL;      /* "planned a march" */
		beside(h, noun, &out);
		if (m && m->effect == DL_PLANNED) take(&out, m);     /* who orders a release has acted */
	}
	if (noun && is_noun(f, noun)) attempt_itself(h, noun, &out);
	bool on_its_own = false;
	for (uint32_t n = 0, v = t; v && n < 64; n++) {
		if (look) beside(h, v, &out);
		on_its_own |= out.modality == DL_TOLD && goes_on_beside(h, v);
		if (!n) own = out.modality;
		if (look && !out.tense) out.tense = tense_here(f, v);
		if (!above(h, v, &out, &look)) break;
		v = f->tok->head[v];
	}
	if (of_earlier_times(f, t)) out.flags |= DL_RF_BACKGROUND | DL_RF_HISTORY;
	bool refused = out.modality == DL_NEGATED || out.modality == DL_DENIED;
	if (refused && on_its_own) out.modality = DL_TOLD;
	if (out.modality == DL_ALLEGED && own == DL_TOLD && nominal && answered_for(f, t)) out.modality = DL_TOLD;
	if (refused && own == DL_TOLD && nominal && taken_for_granted(h, t)) out.modality = DL_TOLD;
	/* "no evidence of an attack", "no reports of clashes" */
	bool lacking = nominal && f->tok->rel[t] == DL_R_NMOD && tree_child_lemma(f, f->tok->head[t], DL_R_DET, "no");
	if (lacking && out.modality == DL_TOLD && !taken_for_granted(h, t)) out.modality = DL_NEGATED;
	bool granted = nominal && taken_for_granted(h, t);
	if (out.modality == DL_TOLD && is_question(f, t) && !granted) out.modality = DL_CONDITIONAL;
	return out;
}
