/* SPDX-License-Identifier: Apache-2.0
 *
 * toll_headline.c - what a headline leaves out: "and" between people, "was" before what befell them.
 *
 * In: tokens of a headline, or of a sentence that no mark ends. Out: the people that commas join, and the subject that
 * a verb hurts. "Boy, two men wounded in shootings" is three, "Man kills wife, her son, himself" three, "Teen hurt in
 * crash" a teen who was hurt. The trees of such lines differ from one another ("Boy" is a vocative, a subject, a root),
 * so that only their words are asked. Not attempted: a list with a name in it ("Reed, two boys hurt"), and one that an
 * article opens: a sentence whose commas may set a noun apart. Cost: a few steps back or on from a word of harm.
 */
#include "facts/event/happen.h"
#include "facts/toll/toll.h"

enum { PIECE_TOKENS = 7, PIECES_MOST = 5 };

static bool is_headline(const finder *f, uint32_t t)
{
	uint32_t s = f->tok->sent[t], last = f->tok->sent_first[s + 1] - 1;
	return f->tok->sent_block[s] == DL_BLOCK_TITLE || f->tok->upos[last] != DL_PUNCT;
}

static bool is_colon(const finder *f, uint32_t t) { return slice_eq(tok_form(f, t), S(":")); }

/* "two boys", "her son", "2-year-old child", "himself": a piece of such a list is a short phrase for people without an
 * article. */
static people piece(const finder *f, uint32_t first, uint32_t last)
{
	people none = {.found = false};
	if (last < first || last - first >= PIECE_TOKENS) return none;
	if (is_reflexive(f, last)) return last == first ? one_phrase(f, last, false) : none;
	for (uint32_t i = first; i < last; i++) {
		unsigned pos = f->tok->upos[i];
		bool owner = pos == DL_PRON && f->tok->rel[i] == DL_R_NMOD_POSS;
		if (pos != DL_NUM && pos != DL_ADJ && pos != DL_NOUN && pos != DL_PROPN && !owner && !tok_is(f, i, "-"))
			return none;
	}
	if (!toll_word(f, last, TK_PERSON) && !count_of(f, last)) return none;
	if (!is_noun(f, last) || !toll_are_people(f, last)) return none;
	people p = one_phrase(f, last, false);
	if (p.c.lo == 0 || p.c.lo > 1000) p.found = false;
	return p;
}

/* The first token of the phrase that ends at t: behind a comma, a colon or the sentence's beginning. */
static uint32_t piece_first(const finder *f, uint32_t t)
{
	uint32_t begin = f->tok->sent_first[f->tok->sent[t]];
	while (t > begin && !tok_is_comma(f, t - 1) && !is_colon(f, t - 1)) t--;
	return t;
}

/* "Parents, three children dead": the pieces before the one that ends at t, added to it; false: no list opens here. */
static bool list_before(const finder *f, uint32_t t, people *p)
{
	uint32_t begin = f->tok->sent_first[f->tok->sent[t]], first = piece_first(f, t);
	people all = piece(f, first, t);
	if (!all.found) return false;
	for (int n = 0; n < PIECES_MOST && first > begin && tok_is_comma(f, first - 1); n++) {
		uint32_t last = first - 2;
		if (last < begin) return false;
		first = piece_first(f, last);
		people q = piece(f, first, last);
		if (!q.found) return false;
		q.c.at.end = all.c.at.end;
		toll_add_people(&q, &all), all = q, all.head = t;
	}
	if (!all.joined || (first > begin && tok_is_comma(f, first - 1))) return false;
	return *p = all, true;
}

/* The last token of the piece that begins at i, 0: a clause begins, or "of" goes on. */
static uint32_t piece_last(const finder *f, uint32_t i)
{
	const dl_tokens *k = f->tok;
	uint32_t end = k->sent_first[k->sent[i] + 1], last = i;
	while (last < end && !tok_is_comma(f, last) && k->upos[last] != DL_ADP && k->upos[last] != DL_CCONJ
	       && k->upos[last] != DL_VERB && k->upos[last] != DL_AUX
	       && (k->upos[last] != DL_PUNCT || tok_is(f, last, "-"))) last++;
	bool goes_on = last < end && (k->upos[last] == DL_VERB || k->upos[last] == DL_AUX || tok_is(f, last, "of"));
	return goes_on || last == i ? 0 : last - 1;
}

/* Does a comma before it stand for "and", so that it is nobody told before: "two adults", "her son", "himself"? */
static bool adds_somebody(const finder *f, uint32_t first, uint32_t last)
{
	return is_reflexive(f, last) || f->tok->rel[first] == DL_R_NMOD_POSS || count_of(f, last);
}

/* "kills wife, her son, himself", "murder of 3 children, 2 adults": the pieces behind the one that ends at t. */
static bool list_behind(const finder *f, uint32_t t, people *p)
{
	const dl_tokens *k = f->tok;
	uint32_t end = k->sent_first[k->sent[t] + 1];
	people all = *p;
	bool own = f->tok->upos[t] == DL_NOUN && !tree_child(f, t, DL_R_DET)
		&& !tok_is(f, t, "people") && !tok_is(f, t, "other") && !tok_is(f, t, "victim");
	if (!own || all.joined) return false;
	for (int n = 0; n < PIECES_MOST && t + 2 < end && tok_is_comma(f, t + 1); n++) {
		uint32_t last = piece_last(f, t + 2);
		people q = last ? piece(f, t + 2, last) : (people){0};
		if (!q.found || !adds_somebody(f, t + 2, last)) break;
		toll_add_people(&all, &q), t = last;
	}
	if (!all.joined) return false;
	return *p = all, true;
}

bool toll_headline_list(const finder *f, uint32_t word, uint32_t t, people *p)
{
	if (!word || !t || !p->found || !is_headline(f, t) || !same_sentence(f, t, word)) return false;
	if (word < t) return list_behind(f, t, p);
	for (uint32_t i = t + 1; i < word; i++)
		if (f->tok->upos[i] != DL_ADV && f->tok->upos[i] != DL_VERB && f->tok->upos[i] != DL_AUX) return false;
	return list_before(f, t, p);
}

/* "shot at officers", "shot at him"; but "shot at a party". */
static bool at_somebody(const finder *f, uint32_t t)
{
	uint32_t at = t + 1 < f->tok->n && tok_is(f, t + 1, "at") ? f->tok->head[t + 1] : 0;
	return at > t && (f->tok->upos[at] == DL_PRON || toll_word(f, at, TK_PERSON) || tok_is(f, at, "police"));
}

uint32_t toll_headline_victim(const finder *f, uint32_t t)
{
	const dl_tokens *k = f->tok;
	uint32_t s = tree_child(f, t, DL_R_NSUBJ), behind = t + 1 < k->n && k->sent[t + 1] == k->sent[t] ? t + 1 : 0;
	if (!s || s > t || !is_headline(f, t) || tree_child(f, t, DL_R_AUX) || at_somebody(f, t)) return 0;
	if (k->xpos[t] != DL_T_VBN && k->xpos[t] != DL_T_VBD) return 0;
	bool ends = !behind || k->upos[behind] == DL_ADP || k->upos[behind] == DL_SCONJ || k->upos[behind] == DL_PUNCT
		|| k->upos[behind] == DL_ADV || f->mentions.v[f->inside[behind]].kind == DL_M_TIME;
	for (uint32_t i = s + 1; i < t; i++)                 /* "3 men held after girl, 5, fatally shot": not the men */
		if (k->upos[i] == DL_VERB || k->upos[i] == DL_AUX) return 0;
	people p = ends ? piece(f, piece_first(f, s), s) : (people){0};
	return p.found ? s : 0;
}

/* "Four shot, two critically": "shot" behind more than one is no noun. */
people toll_shot_noun(const finder *f, uint32_t t)
{
	people none = {.found = false};
	uint32_t m = t > 1 && same_sentence(f, t - 1, t) ? f->inside[t - 1] : 0;
	if (f->tok->upos[t] != DL_NOUN || !slice_eq_fold(tok_form(f, t), S("shot")) || !m) return none;
	if (f->mentions.v[m].kind != DL_M_COUNT || f->tok->rel[t] == DL_R_COMPOUND) return none;
	dl_count c = f->counts.v[f->mentions.v[m].value];
	if (c.lo < 2 || c.decimals || (c.unit_token && c.unit_token != t)) return none;
	c.unit = (dl_ref){0, 0}, c.unit_token = 0;
	return (people){.c = c, .head = t, .found = true, .joined = true};       /* no noun says who they are */
}
