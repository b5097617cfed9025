/* SPDX-License-Identifier: Apache-2.0
 *
 * attrib_clause.c - the clause that a speaking verb hands on.
 *
 * In: a verb of cues.tsv and its source. Out: the bytes of the clause that is said:
 *
 *      Police said two people were hurt             below the verb
 *      Two people were hurt, police said            above it: the verb is set into the clause
 *      The road, Kim said, is closed                around it
 *      Two people were hurt, police said on Monday  the words before the comma, when the tree does not show it
 *
 * It ends where another statement begins: "Kim said it was late, adding that ...", "..., although the radio reported
 * 8". Cost: the children of the verb and of its clause, and its sentence once.
 */
#include "facts/say/attrib.h"

bool clausal(const finder *f, uint32_t t)
{
	return f->tok->upos[t] == DL_VERB || tree_child(f, t, DL_R_COP) || tree_child(f, t, DL_R_NSUBJ)
	       || tree_child(f, t, DL_R_NSUBJ_PASS) || tree_child(f, t, DL_R_AUX);
}

/* "Police said it began at 6, although the radio reported 8": what another speaker sets against it is not theirs.
 * "Kim said the road was closed, blaming the rain", "she said she was hurt but denied ...": the next statement of the
 * same speaker. Returns the first such clause below the one that is said, 0 none. */
static bool next_statement(const speech *sp, uint32_t clause, uint32_t c)
{
	static const slice marks[] = {{"although", 8}, {"though", 6}, {"while", 5}, {"whereas", 7}, {"but", 3}};
	const finder *f = sp->f;
	unsigned rel = f->tok->rel[c];
	const cue_rule *r = f->tok->upos[c] == DL_VERB ? cue_of(sp, c) : NULL;
	if (!r || r->act == 't') return false;
	if (!tree_child(f, c, DL_R_NSUBJ))
		return rel == DL_R_ADVCL ? f->tok->xpos[c] == DL_T_VBG && f->tok->upos[c - 1] == DL_PUNCT
		                         : (r->frames & FR_CLAUSE) && shares_speaker(sp, clause);
	for (uint32_t m = f->first_child[c]; m; m = f->next_child[m])
		for (size_t i = 0; i < COUNT(marks); i++)
			if ((f->tok->rel[m] == DL_R_MARK || f->tok->rel[m] == DL_R_CC) && slice_eq_fold(tok_form(f, m), marks[i]))
				return true;
	return false;
}

static uint32_t other_statement(const speech *sp, uint32_t clause)
{
	const finder *f = sp->f;
	for (uint32_t c = f->first_child[clause]; c; c = f->next_child[c]) {
		unsigned rel = f->tok->rel[c];
		if (c > clause && (rel == DL_R_ADVCL || rel == DL_R_CONJ) && next_statement(sp, clause, c)) return c;
	}
	return 0;
}

static bool has_that(const finder *f, uint32_t clause)
{
	return tree_child_lemma(f, clause, DL_R_MARK, "that");
}

/* "said in a recent interview that ...": the clause hung on the phrase between. */
static uint32_t clause_behind_phrase(const finder *f, uint32_t t)
{
	for (uint32_t c = f->first_child[t]; c; c = f->next_child[c]) {
		unsigned rel = f->tok->rel[c];
		if (c < t) continue;
		if (rel == DL_R_ADVCL && has_that(f, c)) return c;
		bool phrase = rel == DL_R_OBL || rel == DL_R_OBL_AGENT;                /* "was told by doctors that ..." */
		for (uint32_t k = phrase ? f->first_child[c] : 0; k; k = f->next_child[k]) {
			unsigned below = f->tok->rel[k];
			bool clause = below == DL_R_ACL || below == DL_R_ACL_RELCL || below == DL_R_CCOMP;
			if (k > c && clause && has_that(f, k)) return k;
		}
	}
	return 0;
}

/* "The mayor denied it, the radio reported.": a verb of saying with its subject and nothing else that is said tells of
 * the whole. */
static bool tells_of_all(const speech *sp, uint32_t k)
{
	const finder *f = sp->f;
	const cue_rule *r = f->tok->upos[k] == DL_VERB ? cue_of(sp, k) : NULL;
	uint32_t subject = r && (r->frames & FR_CLAUSE) ? tree_child(f, k, DL_R_NSUBJ) : 0;
	return subject && subject < k && tok_is_comma(f, token_at(f, noun_span(f, subject).start) - 1)
	       && !tree_child(f, k, DL_R_CCOMP) && !tree_child(f, k, DL_R_OBJ);
}

/* The clause that is said. Of one before the verb and one behind it the second: the first is of the speaker ("Mr Kim,
 * who guessed that most were members, said he ..."). */
static uint32_t clause_said(const speech *sp, uint32_t t, uint32_t source)
{
	const finder *f = sp->f;
	uint32_t c = 0;
	for (uint32_t k = f->first_child[t]; k; k = f->next_child[k])
		if (f->tok->rel[k] == DL_R_CCOMP && (!c || c < t)) c = k;
	if (!c) c = tree_child(f, t, DL_R_CSUBJ);
	if (!c) c = tree_child(f, t, DL_R_CSUBJ_PASS);          /* "it was reported that ..." */
	for (uint32_t k = f->first_child[t]; k && !c; k = f->next_child[k])
		if (f->tok->rel[k] == DL_R_PARATAXIS && clausal(f, k) && k != source && !tells_of_all(sp, k)) c = k;
	for (uint32_t k = f->first_child[t]; k && !c; k = f->next_child[k])     /* "said on Monday that ..." */
		if (f->tok->rel[k] == DL_R_CONJ && k > t && has_that(f, k) && !tree_child(f, k, DL_R_CC)) c = k;
	return c ? c : clause_behind_phrase(f, t);
}

/* "The army confirmed rubber bullets had been used": a finite verb with its subject and no word that joins it to the
 * clause behind it speaks, though the tree takes it for a circumstance. */
static bool before_its_clause(const finder *f, uint32_t t)
{
	unsigned x = f->tok->xpos[t];
	return f->tok->rel[t] == DL_R_ADVCL && f->tok->head[t] > t && (x == DL_T_VBD || x == DL_T_VBZ || x == DL_T_VBP)
	       && tree_child(f, t, DL_R_NSUBJ) && !tree_child(f, t, DL_R_MARK) && !tree_child(f, t, DL_R_ADVMOD)
	       && f->tok->upos[t + 1] != DL_PUNCT && clausal(f, f->tok->head[t]);
}

/* "The road, as the mayor said, is closed": begun by "as", the clause of t describes no noun. */
static bool is_as_clause(const finder *f, uint32_t t)
{
	unsigned rel = f->tok->rel[t];
	return (rel == DL_R_ADVCL || rel == DL_R_ACL) && tok_is(f, token_at(f, tree_span(f, t).start), "as");
}

/* "The goal, he said, is to ...": a finite verb between two commas, which the tree takes for what the goal is. */
static bool set_between_commas(const finder *f, uint32_t t)
{
	unsigned x = f->tok->xpos[t];
	uint32_t subject = tree_child(f, t, DL_R_NSUBJ);
	return f->tok->rel[t] == DL_R_APPOS && (x == DL_T_VBD || x == DL_T_VBZ || x == DL_T_VBP) && subject && subject < t
	       && tok_is_comma(f, t + 1) && tok_is_comma(f, token_at(f, noun_span(f, subject).start) - 1);
}

/* The clause that a speaking verb is set into; the tree may hang it on the noun before the comma ("The road, Kim said,
 * is closed"). */
static uint32_t clause_around(const finder *f, uint32_t t, const cue_rule *r)
{
	uint32_t h = f->tok->head[t], o = r->frames & FR_PERSON ? 0 : tree_child(f, t, DL_R_OBJ);
	if (before_its_clause(f, t)) return h;
	if (o > t && f->mentions.v[f->inside[o]].kind != DL_M_TIME) return 0;      /* "declared war" is set into nothing */
	if (f->tok->rel[t] != DL_R_PARATAXIS && !is_as_clause(f, t) && !set_between_commas(f, t)) return 0;
	while (h && !clausal(f, h) && f->tok->head[h] && f->tok->head[h] > t) h = f->tok->head[h];
	return h && clausal(f, h) ? h : 0;
}

/* "Minors who came alone would be spared, Kim said": the tree may leave the subject of the clause with the saying. From
 * the sentence's start, unless another speaks there. */
static uint32_t start_before(const speech *sp, uint32_t t, const said *s)
{
	const finder *f = sp->f;
	uint32_t begin = sent_begin(f, t), source = s->source_token ? token_at(f, s->source.start) : 0;
	if (source <= begin || source > t || !tok_is_comma(f, source - 1)) return s->content.start;
	for (uint32_t i = begin; i < f->tok->n && f->tok->start[i] < s->content.start; i++)
		if (sp->said_at[i] || sp->quote_at[i]) return s->content.start;
	return min_u32(s->content.start, f->tok->start[begin]);
}

/* "Said that A and that B", "said that A - an aside - does B": the tree hangs the second half, k, on the saying too. */
static bool goes_on(const finder *f, uint32_t t, uint32_t c, uint32_t k)
{
	unsigned rel = f->tok->rel[k];
	if (rel != DL_R_CONJ) return rel == DL_R_CCOMP && c > t;
	uint32_t first = token_at(f, tree_span(f, k).start);
	if (f->tok->upos[first] == DL_CCONJ) first++;              /* "that" of "but that officials" taken for theirs */
	return has_that(f, k) || (first < k && tok_is(f, first, "that") && tree_child(f, k, DL_R_NSUBJ) > first);
}

/* "The road, Kim said, is closed": does the tree hang what goes on with the clause below the speaking, but? */
static bool holds_the_rest(const finder *f, uint32_t but)
{
	for (uint32_t c = f->first_child[but]; c; c = f->next_child[c]) {
		unsigned rel = f->tok->rel[c];
		bool clause = rel == DL_R_CCOMP || rel == DL_R_XCOMP || rel == DL_R_CONJ || rel == DL_R_PARATAXIS;
		if (c > but && clause && (f->tok->upos[c] == DL_VERB || tree_child(f, c, DL_R_COP))) return true;
	}
	return false;
}

/* "Said in a statement it rejected ...": the paper before the subject is where it is said. */
static uint32_t behind_paper(const speech *sp, uint32_t c, uint32_t start)
{
	const finder *f = sp->f;
	uint32_t subject = tree_child(f, c, DL_R_NSUBJ), first = token_at(f, start);
	if (!subject) subject = tree_child(f, c, DL_R_NSUBJ_PASS);
	for (uint32_t k = f->first_child[c]; k && k < subject; k = f->next_child[k]) {
		bool paper = strmap_get(&sp->kb->nouns, tok_lemma(f, k)) || tok_in(f, k, W_TALKS_TO);
		if (f->tok->rel[k] == DL_R_OBL && paper && tree_case(f, k) == first)
			return f->tok->start[token_at(f, noun_span(f, subject).start)];
	}
	return start;
}

bool take_clause(speech *sp, uint32_t t, said *s)
{
	const finder *f = sp->f;
	uint32_t c = clause_said(sp, t, s->source_token);
	if (c) {
		s->content = subtree_but(f, c, other_statement(sp, c));
		bool around = c < t || tok_is_comma(f, t + 1);      /* "The dam, Kim said, has ..." */
		if (c > t) s->content.start = max_u32(behind_paper(sp, c, s->content.start), f->tok->start[t + 1]);
		if (around) s->content.start = start_before(sp, t, s);
		for (uint32_t k = f->first_child[t]; k; k = f->next_child[k])
			if (k > c && goes_on(f, t, c, k))
				s->content = span_join(s->content, subtree_but(f, k, 0));
		return true;
	}
	uint32_t around = clause_around(f, t, &sp->kb->cues.v[s->rule]);
	if (around) s->content = subtree_but(f, around, t);
	if (around && around < t && holds_the_rest(f, t)) s->content = span_join(s->content, subtree_but(f, t, 0));
	/* "It fell, while some were hurt, medics said": the tree may hang the second clause on the saying. */
	for (uint32_t k = around && around < t ? f->first_child[t] : 0; k && k < s->source_token; k = f->next_child[k])
		if (f->tok->rel[k] == DL_R_ADVCL && k > around && s->source_token < t)
			s->content = span_join(s->content, subtree_but(f, k, 0));
	if (before_its_clause(f, t)) s->content.start = f->tok->start[t + 1];
	return around != 0;
}

/* "Two people were hurt, police said on Monday." by its commas: the speaking closes the sentence. */
bool take_tail(const speech *sp, uint32_t t, said *s)
{
	const finder *f = sp->f;
	uint32_t first, last, begin = sent_begin(f, t), end = sent_end(f, t);
	core_of(sp, t, s->source_token, &first, &last);
	if (!s->source_token || end - last > TAIL_REACH || first < begin + 4) return false;
	if (f->tok->xpos[t] == DL_T_VBG) return false;          /* "..., adding": what it adds stands behind it */
	uint32_t comma = first - 1;
	if (!tok_is_comma(f, comma)) return false;
	for (uint32_t i = last + 1; i < end; i++)
		if (f->tok->upos[i] == DL_VERB) return false;
	for (uint32_t i = begin; i < comma; i++)
		if (f->tok->upos[i] == DL_VERB || f->tok->upos[i] == DL_AUX)
			return s->content = (dl_span){f->tok->start[begin], tok_end(f, comma - 1)}, true;
	return false;
}

/* "said on "Morning Talk" that ...", "said the ad "wrongly" says ...": some words in marks are not all that is said
 * when the clause holds them, or stands beside them. */
bool wider_clause(speech *sp, uint32_t t, said *s)
{
	const finder *f = sp->f;
	uint32_t c = tree_child(f, t, DL_R_CCOMP);
	if (!c || sp->quote_at[t]) return false;
	said wide = *s;
	if (!take_clause(sp, t, &wide)) return false;
	for (uint32_t i = sent_begin(f, t); i < sent_end(f, t); i++) {
		const quote *q = &sp->quotes.v[sp->quote_at[i]];
		if (sp->quote_at[i] && (q->whole || (q->at.start <= wide.content.start && q->at.end >= wide.content.end)))
			return false;
	}
	*s = wide;
	return true;
}

/* "Police said two men ran, according to AFP", "Kim said it was late, adding that ...": behind its comma the words of
 * another statement begin, whatever the tree hangs them on. Not inside quotation marks. */
void cut_tail(const speech *sp, uint32_t t, said *s)
{
	const finder *f = sp->f;
	bool tells = s->content.start < f->tok->start[t];
	for (uint32_t i = t + 2; i < sent_end(f, t) && tok_end(f, i) <= s->content.end; i++) {
		tells |= f->tok->upos[i - 1] == DL_VERB || f->tok->upos[i - 1] == DL_AUX;
		if (!tok_is_comma(f, i - 1) || sp->quote_at[i] || f->tok->start[i - 1] <= s->content.start) continue;
		const cue_rule *r = f->tok->xpos[i] == DL_T_VBG && f->tok->upos[i] == DL_VERB ? cue_of(sp, i) : NULL;
		bool adds = r && (r->frames & FR_CLAUSE) && (r->frames & FR_QUOTE) && r->act != 't';
		if (!adds && !slice_eq(tok_form(f, i), S("according"))) continue;
		if (tells) s->content.end = tok_end(f, i - 2);         /* not "that, according to AFP, ..." */
		return;
	}
}
