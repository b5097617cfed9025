/* SPDX-License-Identifier: Apache-2.0
 *
 * around.c - the longer and shorter forms in which a text has a name or a description.
 *
 * In: mentions with their entities. Out: one more mention of form 't' for each form that somebody may look for.
 *
 *      "Mayor Dan Amato of Norcia", "the occupied West Bank"           a name with what stands around it
 *      "Jane Roe, the head of the inquiry"                             and with its apposition
 *      "the 42-year-old driver" of "... driver of the tram"            a description without what stands behind it
 *      "a man armed with a knife"                                      and with its participle
 *      "the Parliament building"                                       a body as the house where it sits
 *
 * Last of all stages, so that no other takes these for one more mention. Cost: the children of each head.
 */
#include "facts/actor/refer.h"

#define PHRASE_MOST 90       /* bytes; a longer phrase is no name that anyone would look for                       */
#define CLAUSE_MOST 60       /* of a description with its participle                                               */

static void add_form(finder *f, const dl_mention *of, dl_span at)
{
	dl_mention m = *of;
	m.at = at, m.kind = DL_M_MISC, m.form = 't', m.value = 0;
	*(dl_mention *)FINDER_PUSH(f, mentions) = m;
}

static bool is_name(const dl_mention *m)
{
	return m->form == 'n' && m->entity && (m->kind == DL_M_PERSON || m->kind == DL_M_ORG);
}

static bool possessive(const finder *f, uint32_t byte)
{
	slice rest = slice_sub(f->text, byte, f->text.n);
	return slice_starts(rest, S("'s")) || slice_starts(rest, S("’s")) || slice_starts(rest, S("' "));
}

/* Two names side by side ("Reuters Boko Haram"), or a second person in the phrase ("the leader of Red Dawn Bo Kim", of
 * Red Dawn), are two that the tree took for one. "Rowe's father Harold" is one. */
static bool is_another(const finder *f, const dl_mention *m, const dl_mention *x)
{
	if (!is_name(x) || x->entity == m->entity || possessive(f, x->at.end)) return false;
	if (x->at.end + 1 == m->at.start || m->at.end + 1 == x->at.start) return true;
	slice other = span_text(f->text, x->at);
	return x->kind == DL_M_PERSON && memchr(other.p, ' ', other.n);     /* one word may be a place's label erring */
}

static bool holds_another(const finder *f, const dl_mention *m, dl_span at)
{
	for (uint32_t t = m->head; t && f->tok->start[t] >= at.start; t--)
		if (is_another(f, m, &f->mentions.v[f->inside[t]])) return true;
	for (uint32_t t = m->head; t < f->tok->n && tok_end(f, t) <= at.end; t++)
		if (is_another(f, m, &f->mentions.v[f->inside[t]])) return true;
	return false;
}

static bool is_longer(dl_span a, dl_span than) { return a.end - a.start > than.end - than.start; }

static void name_in(finder *f, uint32_t i, dl_span at)
{
	const dl_mention *m = &f->mentions.v[i];
	if (at.start > m->at.start || at.end < m->at.end || at.end - at.start > PHRASE_MOST) return;
	slice form = span_text(f->text, at);
	bool cut = memchr(form.p, '(', form.n) && !memchr(form.p, ')', form.n);
	if (is_longer(at, m->at) && !cut) add_form(f, m, at);
}

/* "Harbour Police's chief constable Jo Roe said": a tree that takes "constable" for a subject too hangs the police on
 * that. */
static dl_span phrase_of(const finder *f, const dl_mention *m)
{
	dl_span at = tree_np(f, m->head);
	for (uint32_t t = m->head; t && f->tok->start[t] >= m->at.start; t--) {
		dl_span title = f->tok->head[t] == f->tok->head[m->head] ? tree_np(f, t) : at;
		if (title.end <= m->at.end && title.start < at.start) at.start = title.start;
	}
	return at;
}

static void around_name(finder *f, uint32_t i)
{
	const dl_mention m = f->mentions.v[i];
	dl_span whole = phrase_of(f, &m);
	uint32_t a = tree_child(f, m.head, DL_R_APPOS);
	if (!holds_another(f, &m, whole)) name_in(f, i, whole);
	if (!a || f->tok->upos[a] == DL_NUM || f->tok->start[a] < m.at.end) return;
	name_in(f, i, (dl_span){m.at.start, tree_np(f, a).end});
	const role_row *office = tree_pointed(f, a) ? role_of(f, a) : NULL;      /* "Jo Roe, the mayor" of a town */
	if (office && office->part.n && tree_np(f, a).end > tok_end(f, a))
		name_in(f, i, (dl_span){m.at.start, tok_end(f, a)});
}

/* "The occupied West Bank" is the West Bank; "northern Iraq" and "the rest of Iraq" are not Iraq. */
static void around_place(finder *f, uint32_t i)
{
	const dl_mention m = f->mentions.v[i];
	uint32_t t = m.head;
	while (t > 1 && f->tok->start[t] > m.at.start) t--;
	while (t > 1 && tokens_adjacent(f, t - 1) && f->tok->head[t - 1] == m.head && f->tok->rel[t - 1] == DL_R_AMOD) {
		if (!listed(f, W_LEAVES_WHOLE, f->tok->form[t - 1])) return;
		t--;
	}
	if (f->tok->start[t] < m.at.start) name_in(f, i, (dl_span){f->tok->start[t], m.at.end});
}

/* Do the words before the noun tell which one: "the tram driver", "a 42-year-old man", not "a senior executive"? */
static bool told_apart(const finder *f, uint32_t noun)
{
	bool before = false, aged = false, the = false;
	for (uint32_t c = f->first_child[noun]; c && c < noun; c = f->next_child[c]) {
		before |= f->tok->rel[c] == DL_R_AMOD || f->tok->rel[c] == DL_R_COMPOUND;
		aged |= f->tok->rel[c] == DL_R_AMOD && age_at(f, c);
		the |= f->tok->rel[c] == DL_R_DET && listed(f, W_DEFINITE, f->tok->form[c]);
	}
	return aged || (before && the);
}

/* "The boat shooting the fireworks", "a man armed with a knife": a participle says which one. Of "people" it says what
 * they did, and "the council learned of it" is a sentence that the tree took for a phrase. */
static uint32_t which_one(const finder *f, uint32_t noun)
{
	uint32_t c = tree_child(f, noun, DL_R_ACL), d = tree_child(f, noun, DL_R_DET);
	bool one = f->tok->xpos[noun] == DL_T_NN || tree_child(f, noun, DL_R_NUMMOD);
	if (c < noun || !d || !one || tree_child(f, c, DL_R_MARK) || tree_child(f, c, DL_R_NSUBJ)) return 0;
	bool the = listed(f, W_DEFINITE, f->tok->form[d]);
	return f->tok->xpos[c] == DL_T_VBG || (f->tok->xpos[c] == DL_T_VBN && !the) ? c : 0;
}

static void around_description(finder *f, uint32_t i)
{
	const dl_mention m = f->mentions.v[i];
	uint32_t c = which_one(f, m.head);
	dl_span noun = {m.at.start, tok_end(f, m.head)}, clause = c ? tree_span(f, c) : (dl_span){0};
	bool place = m.kind == DL_M_MISC, apart = noun.end < m.at.end && told_apart(f, m.head);
	if (place && noun.end < m.at.end) add_form(f, &m, (dl_span){f->tok->start[m.head], m.at.end});
	else if (apart) add_form(f, &m, noun);
	if (c && clause.start == m.at.end + 1 && clause.end - m.at.start <= CLAUSE_MOST)
		add_form(f, &m, (dl_span){m.at.start, clause.end});
}

/* The one body of the document whose name ends in that word; 0: none, or several. */
static uint32_t body_ending(const finder *f, slice word)
{
	uint32_t found = 0;
	for (uint32_t e = 1; e < f->entities.n; e++) {
		slice name = pool_get(f, f->entities.v[e].name);
		slice end = name.n > word.n ? slice_sub(name, name.n - word.n, name.n) : name;
		if (f->entities.v[e].kind != DL_E_ORG || !slice_eq_fold(end, word)) continue;
		if (end.n < name.n && name.p[name.n - end.n - 1] != ' ') continue;
		if (found) return 0;
		found = e;
	}
	return found;
}

/* "The Parliament building" is Parliament, which is told of as the place where it sits. */
static void around_house(finder *f, uint32_t t)
{
	uint32_t c = t - 1;
	if (!tok_is(f, t, "building") || f->tok->head[c] != t || f->tok->rel[c] != DL_R_COMPOUND) return;
	if (!listed(f, W_BODY_HOUSED, f->tok->form[c])) return;
	dl_mention m = f->mentions.v[f->inside[c]];
	if (!is_name(&m) || m.kind != DL_M_ORG) {
		m = (dl_mention){.head = t, .sent = f->tok->sent[t], .entity = body_ending(f, f->tok->form[c]),
		                 .rule = rule_add(f, "building", 0, tok_lemma(f, c))};
		m.at.start = f->tok->start[c];
	}
	if (m.entity) add_form(f, &m, (dl_span){m.at.start, tok_end(f, t)});
}

dl_status name_phrases(finder *f)
{
	for (uint32_t t = 2; t < f->tok->n && !f->nomem; t++) around_house(f, t);

	for (uint32_t i = 1, n = f->mentions.n; i < n && !f->nomem; i++) {
		const dl_mention *m = &f->mentions.v[i];
		if (is_name(m)) around_name(f, i);
		else if (m->form == 'n' && m->entity && m->kind == DL_M_PLACE) around_place(f, i);
		else if (m->form == 'd' && m->entity) around_description(f, i);
	}
	return f->nomem ? DL_NOMEM : DL_OK;
}
