/* SPDX-License-Identifier: Apache-2.0
 *
 * name_shape.c - names that only their capitals and marks show, where no label covers them.
 *
 * In: tokens, the tree, labels that end too early. Out: mentions of kind PERSON, ORG and MISC.
 *
 *      Ahed Tamimi, 16,                               two capitals that the tree takes for one name, and an age
 *      Rail Accident Investigation Branch (RAIB)      capitals whose first letters stand in brackets behind them
 *      FirstGroup                                     a capital inside a word
 *      - Harbour Council (@HarbourCouncil)            the name under which somebody posted
 *
 * In a headline, where most words have capitals, they say nothing. Cost: NAME_WORDS for a word with a capital.
 */
#include "facts/actor/name.h"
#include "facts/place/place.h"

/* A sentence in which most words have capitals is a headline: there they say nothing. */
static bool headline_case(const finder *f, uint32_t s)
{
	uint32_t words = 0, large = 0;
	for (uint32_t t = f->tok->sent_first[s]; t < f->tok->sent_first[s + 1]; t++) {
		if (f->tok->upos[t] == DL_PUNCT || f->tok->upos[t] == DL_NUM || f->tok->form[t].n < 4) continue;
		words++, large += name_capital(f, t);
	}
	return large * 2 > words;
}

static bool speaks(const finder *f, uint32_t t)
{
	uint32_t v = f->tok->rel[t] == DL_R_NSUBJ ? f->tok->head[t] : 0;
	return tok_in(f, v, W_PERSON_SPEAKS);
}

/* "Ahed Tamimi, 16," */
static bool aged(const finder *f, uint32_t last)
{
	if (last + 2 >= f->tok->n || !slice_eq(f->tok->form[last + 1], S(","))) return false;
	slice n = f->tok->form[last + 2];
	int64_t age;
	return n.n <= 2 && slice_i64(n, &age) && age > 0;
}

/* "Jordan Houston told": two places that are none together, of which somebody speaks. */
uint32_t name_of_places(finder *f, uint32_t t)
{
	place_cand c[PLACE_CANDS];
	uint32_t last = t + 1;
	if (!tokens_adjacent(f, t) || f->tok->rel[last] != DL_R_FLAT || f->tok->head[last] != t || !speaks(f, t)) return 0;
	for (uint32_t i = t; i <= last; i++)
		if (!name_may_hold(f, i) || !place_lookup(f->kb->places, f->tok->form[i], c)) return 0;
	if (place_lookup(f->kb->places, name_text(f, t, last), c)) return 0;
	if (tokens_adjacent(f, last) && name_may_hold(f, last + 1)) return 0;
	return name_add(f, t, last, DL_M_PERSON, rule_add(f, "capitals", 0, S("a speaker's proper name")));
}

bool name_is_calendar(const finder *f, slice s)
{
	return s.n < 2 || listed(f, W_CALENDAR_NAME, s);
}

/* Two capitals or more that the tree takes for one proper name: "Ahed Tamimi". A label inside gives the kind, so a
 * label that covers half a name is mended too. */
uint32_t name_bare(finder *f, uint32_t t)
{
	uint32_t last = t, label = 0;
	place_cand c[PLACE_CANDS];
	const title_row *row;
	bool first = t == f->tok->sent_first[f->tok->sent[t]];
	if (f->tok->upos[t] != DL_PROPN && (first || f->tok->upos[t] != DL_ADJ)) return 0;
	if (!name_may_hold(f, t) || name_is_calendar(f, f->tok->form[t]) || headline_case(f, f->tok->sent[t])) return 0;
	if (title_at(f, t, &row) || f->inside[t] || place_lookup(f->kb->places, f->tok->form[t], c)) return 0;
	for (uint32_t e = t; e < t + NAME_WORDS && tokens_adjacent(f, e); e++) {
		if (f->tok->upos[e + 1] != DL_PROPN || !name_may_hold(f, e + 1) || f->inside[e + 1]) break;
		if (title_at(f, e + 1, &row) || name_is_calendar(f, f->tok->form[e + 1])) break;
		last = e + 1;
	}
	if (last == t || last > t + 3 || name_only_place(f, t, last)) return 0;
	for (uint32_t e = t; e <= last; e++) {
		bool joined =
			e == last || (f->tok->head[e] >= t && f->tok->head[e] <= last) || f->tok->head[e] == f->tok->head[last];
		if (!joined || tok_labelled(f, e, DL_N_B_LOC)) return 0;
		if (!label && f->tok->name[e]) label = f->tok->name[e];
	}
	unsigned w = place_word(f->kb->places, f->tok->form[last]);
	unsigned kind = DL_M_MISC;
	if (label == DL_N_B_PER || label == DL_N_I_PER || speaks(f, last) || speaks(f, t) || aged(f, last))
		kind = DL_M_PERSON;
	else if (label == DL_N_B_ORG || label == DL_N_I_ORG || w & PW_ORG) kind = DL_M_ORG;
	else if (w & (PW_SITE | PW_WATER | PW_TYPE1 | PW_TYPE2)) return 0;
	return name_add(f, t, last, kind, rule_add(f, "capitals", 0, S("proper name")));
}

/* Capitals whose first letters stand in brackets behind them: "Rail Accident Investigation Branch (RAIB)". */
uint32_t name_spelt_out(finder *f, uint32_t t)
{
	slice letters = {0};
	uint32_t e = t, n = 0;
	if (!name_capital(f, t)) return 0;
	while (e < t + NAME_WORDS && tokens_adjacent(f, e) && !slice_eq(f->tok->form[e + 1], S("("))) e++;
	if (e == t || e + 3 >= f->tok->n || !slice_eq(f->tok->form[e + 1], S("("))
		|| !slice_eq(f->tok->form[e + 3], S(")")))
		return 0;
	letters = f->tok->form[e + 2];
	if (letters.n < 2 || letters.n > 7 || !name_capital(f, e)) return 0;
	for (uint32_t k = t; k <= e; k++)
		if (name_capital(f, k) && (n >= letters.n || letters.p[n++] != f->tok->form[k].p[0])) return 0;
	if (n < letters.n) return 0;
	name_add(f, t, e, DL_M_ORG, rule_add(f, "acronym", 0, letters));
	return name_add(f, e + 2, e + 2, DL_M_ORG, rule_add(f, "acronym", 0, letters));
}

/* "FirstGroup", "WhatsApp": capitals inside one word, but not those of "McKenna", "DeSantis", "FitzGerald". */
uint32_t name_inner_capital(finder *f, uint32_t t)
{
	slice s = f->tok->form[t];
	size_t at = 0;
	if (s.n < 7 || f->tok->upos[t] != DL_PROPN || f->inside[t] || f->tok->name[t]) return 0;
	if (slice_starts(s, S("Fitz"))) return 0;
	for (size_t i = 0; i < s.n; i++) {
		bool large = s.p[i] >= 'A' && s.p[i] <= 'Z', small = s.p[i] >= 'a' && s.p[i] <= 'z';
		if (!large && !small) return 0;
		if (large && i && s.p[i - 1] >= 'a' && !at) at = i;
		else if (large && i) return 0;
	}
	return at >= 4 && at + 2 < s.n ? name_add(f, t, t, DL_M_ORG, rule_add(f, "capitals", 0, S("inside a word"))) : 0;
}

/* "#BringBackTheGirls", "@HarbourCouncil", whose mark may be a word of its own. */
uint32_t name_handle(finder *f, uint32_t t)
{
	bool apart = slice_eq(f->tok->form[t], S("@")) && t + 1 < f->tok->n && f->tok->start[t + 1] == tok_end(f, t);
	slice s = apart ? name_text(f, t, t + 1) : f->tok->form[t];
	if (s.n < 4 || (s.p[0] != '#' && s.p[0] != '@')) return 0;
	for (size_t i = 1; i < s.n; i++)
		if ((unsigned char)s.p[i] < 'A' && !(s.p[i] >= '0' && s.p[i] <= '9')) return 0;
	return name_add(f, t, t + apart, DL_M_MISC, rule_add(f, "handle", 0, s));
}

/* Does "(@" stand behind token t, at the end of a name? */
static bool handle_behind(const finder *f, uint32_t t)
{
	if (t + 2 >= f->tok->n || !slice_eq(f->tok->form[t + 1], S("("))) return false;
	return f->tok->form[t + 2].n && f->tok->form[t + 2].p[0] == '@';
}

/* "— Harbour Council (@HarbourCouncil)": the name under which somebody posted. */
uint32_t name_signed(finder *f, uint32_t t)
{
	uint32_t e = t;
	if (t < 2 || !tok_is_dash(f, t - 1) || !name_capital(f, t)) return 0;
	while (e < t + NAME_WORDS && tokens_adjacent(f, e) && !handle_behind(f, e)) e++;
	for (uint32_t k = t; k <= e; k++)
		if (!name_capital(f, k) && f->tok->upos[k] != DL_ADP && f->tok->upos[k] != DL_DET) return 0;
	if (!handle_behind(f, e)) return 0;
	bool given = e > t && given_name(f->kb->actors, f->tok->form[t]);
	bool words = place_word(f->kb->places, f->tok->form[e]) & PW_ORG;
	bool person = !words && (given || tok_labelled(f, t, DL_N_B_PER));
	bool body = words || e == t || tok_labelled(f, e, DL_N_B_ORG);
	return name_add(f, t, e, person ? DL_M_PERSON : body ? DL_M_ORG : DL_M_MISC, rule_add(f, "handle", 0, S("signed")));
}
