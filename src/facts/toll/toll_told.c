/* SPDX-License-Identifier: Apache-2.0
 *
 * toll_told.c - how the clause around a toll is told.
 *
 * In: the token that tells it. Out: a modality. "may have killed 3" is conditional, "denied killing anyone" denied,
 * "warned that 3 had been killed" told. Not attempted: irony.
 */
#include "facts/toll/toll.h"

static bool has_aux(const finder *f, uint32_t t, const char *lemma)
{
	return tree_child_lemma(f, t, DL_R_AUX, lemma) != 0;
}

/* Of the verb alone, by its auxiliaries and adverbs. */
static dl_modality own_modality(const finder *f, uint32_t t)
{
	if (tree_negated(f, t)) return DL_NEGATED;
	if (has_aux(f, t, "may") || has_aux(f, t, "might") || has_aux(f, t, "could") || has_aux(f, t, "would"))
		return DL_CONDITIONAL;
	if (has_aux(f, t, "will") || has_aux(f, t, "shall") || has_aux(f, t, "'ll")) return DL_PLANNED;
	if (has_aux(f, t, "must") || has_aux(f, t, "should")) return DL_DEMANDED;
	if (tree_child_lemma(f, t, DL_R_MARK, "if") || tree_child_lemma(f, t, DL_R_MARK, "unless")
	    || tree_child_lemma(f, t, DL_R_MARK, "whether"))
		return DL_CONDITIONAL;
	if (tree_child_lemma(f, t, DL_R_ADVMOD, "allegedly")) return DL_ALLEGED;
	if (tree_child_lemma(f, t, DL_R_ADVMOD, "almost") || tree_child_lemma(f, t, DL_R_ADVMOD, "nearly"))
		return DL_ATTEMPTED;
	return DL_TOLD;
}

/* Does the verb above bend what is said below it? Only through the relations that carry a content. */
static dl_modality frame_modality(const finder *f, uint32_t t)
{
	uint32_t up = f->tok->head[t];
	unsigned rel = f->tok->rel[t];
	if (!up) return DL_TOLD;
	const toll_entry *e = toll_word(f, up, TK_FRAME);
	bool content =
		rel == DL_R_XCOMP || rel == DL_R_CCOMP || rel == DL_R_CSUBJ
	        || (rel == DL_R_ADVCL
	            && (tree_child_lemma(f, t, DL_R_MARK, "of") || tree_child_lemma(f, t, DL_R_MARK, "with")));
	if (!e || !content) {
		/* "a plan to kill", "an attempt to free": a noun above an infinitive. */
		if (rel == DL_R_ACL && tree_child_lemma(f, t, DL_R_MARK, "to"))
			return e && e->modality != DL_ALLEGED ? (dl_modality)e->modality : DL_PLANNED;
		return DL_TOLD;
	}
	if (e->modality == DL_FEARED && rel == DL_R_CCOMP && tok_is(f, up, "believe")) return DL_TOLD;
	if ((e->modality == DL_THREATENED || e->modality == DL_DEMANDED || e->modality == DL_PLANNED)
	    && rel == DL_R_CCOMP && !tree_child_lemma(f, t, DL_R_MARK, "to"))
		return DL_TOLD;                             /* "warned that 3 had been killed" tells it */
	return (dl_modality)e->modality;
}

dl_modality modality_of(const finder *f, uint32_t t)
{
	dl_modality m = own_modality(f, t);
	for (uint32_t n = 0; t && m == DL_TOLD && n < 6; n++) {
		m = frame_modality(f, t);
		if (m != DL_TOLD) return m;
		unsigned rel = f->tok->rel[t];
		/* "tried to storm and kill": a conjunct shares the frame; an xcomp's own verb may be negated or modal. */
		if (rel != DL_R_CONJ && rel != DL_R_XCOMP && rel != DL_R_COMPOUND) {
			/* "to rescue five people": an infinitive of purpose tells an attempt. */
			if (n == 0 && (rel == DL_R_ADVCL || rel == DL_R_ACL)
			    && tree_child_lemma(f, t, DL_R_MARK, "to"))
				return DL_ATTEMPTED;
			return m;
		}
		t = f->tok->head[t];
		if (rel == DL_R_XCOMP || rel == DL_R_CONJ)
			m = own_modality(f, t) == DL_NEGATED && rel == DL_R_CONJ ? DL_TOLD : own_modality(f, t);
	}
	return m;
}
