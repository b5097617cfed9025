/* SPDX-License-Identifier: Apache-2.0
 *
 * attrib_mood.c - what somebody thinks or wants, told by an adjective.
 *
 * In: an adjective or participle of cues.tsv (pos j). Out: a statement whose content is what stands behind it:
 *
 *      The minister is confident that the talks will succeed.     clause
 *      The army is willing to withdraw.                           to
 *      Residents are wary of the new law.                         preposition
 *      Rebels made it clear that they would stay.                 whoever makes it so, not "it"
 *
 * Without such an object it only describes somebody ("a worried father"). Nearly all of them vouch for nothing
 * (act 't'). Cost: the children of each such word.
 */
#include "facts/say/attrib.h"

/* Does the word say something of a subject: "is wary of", "sounds upbeat about", "made clear", "those opposed to"? */
static bool predicated(const finder *f, uint32_t t)
{
	unsigned rel = f->tok->rel[t];
	return tree_child(f, t, DL_R_COP) || tree_child(f, t, DL_R_AUX_PASS) || tree_child(f, t, DL_R_NSUBJ)
	       || rel == DL_R_XCOMP || rel == DL_R_ADVCL || rel == DL_R_ACL || rel == DL_R_CONJ || rel == DL_R_PARATAXIS
	       || (rel == DL_R_AMOD && f->tok->head[t] < t);
}

static uint32_t maker(const finder *f, uint32_t t)
{
	uint32_t up = f->tok->head[t];
	return up && (tok_is(f, up, "make") || tok_is(f, up, "leave")) ? up : 0;
}

static uint32_t who_feels(const finder *f, uint32_t t)
{
	uint32_t make = maker(f, t), up = f->tok->head[t];
	if (make) return tree_agent(f, make);
	if (f->tok->rel[t] == DL_R_AMOD) return up;
	uint32_t s = tree_subject(f, t);
	return s && (tok_is(f, s, "it") || tok_is(f, s, "there")) ? 0 : s;
}

/* Is the child c of the word what it is about? */
static bool is_object(const finder *f, uint32_t t, uint32_t c, const cue_rule *r)
{
	unsigned rel = f->tok->rel[c];
	uint32_t prep = tree_case(f, c), to = tree_child_lemma(f, c, DL_R_MARK, "to");
	if (c < t) return false;
	if (rel == DL_R_OBL || rel == DL_R_NMOD || rel == DL_R_OBL_AGENT) return cue_takes(f, r, prep);
	if (rel != DL_R_CCOMP && rel != DL_R_XCOMP && rel != DL_R_ADVCL && rel != DL_R_CSUBJ) return false;
	uint32_t mark = prep ? prep : tree_child(f, c, DL_R_MARK);
	if (cue_takes(f, r, mark)) return true;         /* "opposed to raising taxes" */
	if (to) return r->frames & FR_TO;
	return (r->frames & FR_CLAUSE) && (rel == DL_R_CCOMP || tree_child_lemma(f, c, DL_R_MARK, "that"));
}

void read_mood(speech *sp, uint32_t t)
{
	const finder *f = sp->f;
	uint32_t at = strmap_get(&sp->kb->adjectives, utf8_lower(f->w->tmp, tok_form(f, t)));
	if (!at || sp->said_at[t] || sp->quote_at[t] || !predicated(f, t)) return;
	const cue_rule *r = &sp->kb->cues.v[at];
	said s = {.cue_token = t, .rule = at, .kind = 'i', .act = r->act, .cue = {f->tok->start[t], tok_end(f, t)}};
	uint32_t top = maker(f, t);
	for (uint32_t c = f->first_child[t]; c && !s.content.end; c = f->next_child[c])
		if (is_object(f, t, c, r)) s.content = subtree_but(f, c, 0);
	for (uint32_t c = top ? f->first_child[top] : 0; c && !s.content.end; c = f->next_child[c])
		if (is_object(f, t, c, r)) s.content = subtree_but(f, c, 0);
	if (!s.content.end) return;
	s.source_token = who_feels(f, t);
	if (s.source_token && !can_speak(sp, s.source_token)) return;       /* "the gate is open to visitors" */
	if (s.source_token) s.source = noun_span(f, s.source_token);
	else s.kind = 'h';
	if (s.source.start < s.cue.start && s.source.end > s.cue.start)      /* "the mayor, angry at the court," */
		s.source.end = tok_end(f, tok_is_comma(f, t - 1) ? t - 2 : t - 1);
	if (tree_negated(f, t)) s.act = 't';
	*said_add(sp) = s;
	sp->said_at[t] = sp->said.n - 1;
}
