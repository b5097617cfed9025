/* SPDX-License-Identifier: Apache-2.0
 *
 * match.c - which row of the lexicon a word stands for, by what stands around it.
 *
 * In: the tree, classes of words, rows of happenings.tsv with their conditions. Out: the row of a token, 0 none.
 *
 *      They opened fire on the crowd.        "open" with the word "fire" below it: the row of shooting
 *      They opened a bridge.                 the next row of "open" whose conditions hold, if there is one
 *      the storming of the palace            no row has "storming" for a lemma: those of "storm", as a verb
 *
 * Rows of a word are tried in the table's order; all conditions of a row must hold. Cost: the words below the token,
 * once for each condition of its rows.
 */
#include "facts/event/happen.h"

static bool word_in(const happen_kb *kb, const lex_cond *c, slice lemma, slice form)
{
	for (uint32_t i = 0; i < c->n_words; i++)
		if (slice_eq_fold(kb->words.v[c->first_word + i], lemma)
		    || slice_eq_fold(kb->words.v[c->first_word + i], form))
			return true;
	return false;
}

static bool cond_token(happen *h, const lex_cond *c, uint32_t t)
{
	if (!t) return false;
	if (c->any) return true;
	uint32_t real = arg_real(h->f, t);
	if (c->classes & class_of(h, t)) return true;
	return c->n_words && word_in(h->kb, c, h->f->tok->lemma[real], h->f->tok->form[real]);
}

/* A word of the phrase stands below the head: a child or a grandchild ("take to the streets"). */
static bool cond_word(happen *h, const lex_cond *c, uint32_t t, int depth)
{
	finder *f = h->f;
	for (uint32_t k = f->first_child[t]; k; k = f->next_child[k]) {
		if (word_in(h->kb, c, f->tok->lemma[k], f->tok->form[k])) return true;
		if (depth && f->tok->rel[k] != DL_R_NSUBJ && f->tok->rel[k] != DL_R_CCOMP && cond_word(h, c, k,
		    depth - 1)) return true;
	}
	return false;
}

static bool cond_clause(happen *h, const lex_cond *cond, uint32_t t)
{
	finder *f = h->f;
	for (uint32_t c = f->first_child[t]; c; c = f->next_child[c]) {
		unsigned rel = f->tok->rel[c];
		if (!cond->any && !word_in(h->kb, cond, f->tok->lemma[c], f->tok->form[c])) continue;
		if (rel == DL_R_XCOMP || rel == DL_R_CCOMP || (rel == DL_R_ACL && is_verb(f, c))) return true;
		if (rel == DL_R_ADVCL && tree_child_lemma(f, c, DL_R_MARK, "to")) return true;
	}
	return false;
}

static bool cond_to(const finder *f, uint32_t t)
{
	for (uint32_t c = f->first_child[t]; c; c = f->next_child[c]) {
		unsigned rel = f->tok->rel[c];
		bool clause = rel == DL_R_XCOMP || rel == DL_R_CCOMP || rel == DL_R_ACL || rel == DL_R_ADVCL;
		if (clause && tree_child_lemma(f, c, DL_R_MARK, "to")) return true;
	}
	return false;
}

static bool cond_mod(happen *h, const lex_cond *c, uint32_t t)
{
	finder *f = h->f;
	for (uint32_t k = f->first_child[t]; k; k = f->next_child[k]) {
		unsigned rel = f->tok->rel[k];
		if (rel != DL_R_COMPOUND && rel != DL_R_AMOD && rel != DL_R_NMOD_POSS
		    && rel != DL_R_NMOD_DESC) continue;
		if (cond_token(h, c, k)) return true;
	}
	return false;
}

/* Every phrase after that preposition is looked at: "talks with Iran on Monday on trade". */
static bool cond_prep_at(happen *h, const lex_cond *c, uint32_t t)
{
	finder *f = h->f;
	for (uint32_t k = f->first_child[t]; k; k = f->next_child[k]) {
		if (f->tok->rel[k] != DL_R_OBL && f->tok->rel[k] != DL_R_NMOD && f->tok->rel[k] != DL_R_ADVCL
		    && f->tok->rel[k] != DL_R_OBL_AGENT && f->tok->rel[k] != DL_R_ACL)
			continue;
		for (uint32_t g = f->first_child[k]; g; g = f->next_child[g]) {
			if (f->tok->rel[g] != DL_R_CASE && f->tok->rel[g] != DL_R_MARK) continue;
			if (slice_eq_fold(f->tok->form[g], c->prep) && cond_token(h, c, k)) return true;
		}
	}
	return false;
}

/* A phrase behind the object may hang on either: "returned the mask to Peru". */
static bool cond_prep(happen *h, const lex_cond *c, uint32_t t)
{
	if (cond_prep_at(h, c, t)) return true;
	uint32_t obj = is_noun(h->f, t) ? 0 : tree_object(h->f, t);
	return obj && obj > t && !slice_eq(c->prep, S("of")) && cond_prep_at(h, c, obj);
}

static bool cond_holds(happen *h, const lex_cond *c, uint32_t t)
{
	switch (c->kind) {
	case C_SUBJ:   return cond_token(h, c, arg_subject(h, t));
	case C_OBJ:    return cond_token(h, c, arg_object(h, t));
	case C_WORD:   return cond_word(h, c, t, 1);
	case C_PREP:   return cond_prep(h, c, t);
	case C_CLAUSE: return cond_clause(h, c, t);
	case C_TO:     return cond_to(h->f, t);
	case C_MOD:    return cond_mod(h, c, t);
	case C_UNDER:  return cond_token(h, c, h->f->tok->head[t]);
	default:       return true;
	}
}

const lex_cond *row_misses(happen *h, const lex_row *r, uint32_t t)
{
	for (uint32_t i = 0; i < r->n_conds; i++) {
		const lex_cond *c = &h->kb->conds.v[r->first_cond + i];
		if (cond_holds(h, c, t) == c->negated) return c;
	}
	return NULL;
}

bool pos_fits(const finder *f, uint32_t t, uint8_t pos)
{
	unsigned u = f->tok->upos[t], x = f->tok->xpos[t];
	switch (pos) {
	case 'v': return u == DL_VERB || (u == DL_ADJ && (x == DL_T_VBN || x == DL_T_VBG));
	case 'n': return is_noun(f, t);
	default:  return u == DL_ADJ || u == DL_ADV || x == DL_T_VBN || u == DL_NOUN || u == DL_ADP;
	}
}

uint32_t row_among(happen *h, uint32_t first, uint32_t t, uint8_t as)
{
	for (uint32_t i = first; i; i = h->kb->rows.v[i].next) {
		const lex_row *r = &h->kb->rows.v[i];
		if ((as ? r->pos == as : pos_fits(h->f, t, r->pos)) && !row_misses(h, r, t)) return i;
	}
	return 0;
}

/* The base form behind an inflected one, when the lemma that came with the token is none that a row knows:
 * "the storming of the palace" is found under "storm", "a stabbing" under "stab". Tried in this order: without the
 * ending, with an e, with the last consonant once. */
static uint32_t first_of_stem(const happen_kb *kb, slice form, slice ending)
{
	char stem[40];
	if (form.n < ending.n + 2 || form.n > sizeof stem) return 0;
	size_t n = form.n - ending.n;
	if (!slice_eq_fold(slice_sub(form, n, form.n), ending)) return 0;
	memcpy(stem, form.p, n);
	uint32_t first = lex_first(kb, (slice){stem, n});
	if (!first) stem[n] = 'e', first = lex_first(kb, (slice){stem, n + 1});
	if (!first && n > 3 && stem[n - 1] == stem[n - 2]) first = lex_first(kb, (slice){stem, n - 1});
	return first;
}

static uint32_t row_of_gerund(happen *h, uint32_t t)
{
	uint32_t first = first_of_stem(h->kb, h->f->tok->lemma[t], S("ing"));
	uint32_t row = first ? row_among(h, first, t, 'v') : 0;
	unsigned makes = h->kb->rows.v[row].makes;
	return makes == LEX_REPORT || makes == LEX_HARM ? row : 0;
}

static uint32_t first_of_verb(const happen_kb *kb, slice form)
{
	uint32_t first = first_of_stem(kb, form, S("ed"));
	if (!first) first = first_of_stem(kb, form, S("ing"));
	if (!first) first = first_of_stem(kb, form, S("es"));
	return first ? first : first_of_stem(kb, form, S("s"));
}

uint32_t rows_of_token(const happen *h, uint32_t t)
{
	const dl_tokens *tok = h->f->tok;
	unsigned u = tok->upos[t];
	if (u != DL_VERB && u != DL_NOUN && u != DL_ADJ && u != DL_PROPN && u != DL_ADV && u != DL_ADP) return 0;
	uint32_t first = lex_first(h->kb, tok->lemma[t]);
	return first || u != DL_VERB ? first : first_of_verb(h->kb, tok->form[t]);
}

uint32_t row_of_token(happen *h, uint32_t t)
{
	uint32_t first = rows_of_token(h, t), row = first ? row_among(h, first, t, 0) : 0;
	if (!row && h->f->tok->upos[t] == DL_NOUN) row = row_of_gerund(h, t);
	return h->kb->rows.v[row].makes == LEX_NONE ? 0 : row;
}
