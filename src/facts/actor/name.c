/* SPDX-License-Identifier: Apache-2.0
 *
 * name.c - names of persons, organisations and other things: the name tagger's labels mended by rules.
 *
 * In: tokens with labels. Out: mentions of kind PERSON, ORG and MISC; places have a stage of their own.
 *
 *      "Lt. Gen. Qassim Atta of the Interior Ministry said Mahdi Army fighters ..."
 *
 *      Lt. Gen. is a title (titles.tsv): the capitals behind it are a person, Qassim Atta · Interior Ministry
 *      ends in a word that makes a body's name · Mahdi Army is known (actors.tsv)
 *
 * Rules, in order: known actors (longest name first); a title and what follows it; a given name and what follows
 * it; capitals that the tree takes for one name; the labels; words that make an organisation.
 * A label alone does not make a person of a country. Cost: a few hash lookups a capitalised word.
 */
#include "facts/actor/actor.h"
#include "facts/place/place.h"

#define NAME_WORDS 8         /* the longest known name: "Islamic State of Iraq and the Levant" has 7             */

bool word_capital(slice s)
{
	int len;
	return s.n && utf8_is_upper(utf8_next(s.p, s.p + s.n, &len));
}

bool tokens_adjacent(const finder *f, uint32_t t)
{
	return t + 1 < f->tok->n && f->tok->sent[t] == f->tok->sent[t + 1] && f->tok->start[t + 1] - tok_end(f, t) <= 1;
}

static slice words_text(const finder *f, uint32_t a, uint32_t b)
{
	return slice_sub(f->text, f->tok->start[a], tok_end(f, b));
}

static bool capital(const finder *f, uint32_t t) { return t < f->tok->n && word_capital(f->tok->form[t]); }

/* Particles inside a person's name; the next word must have a capital. */
static bool particle(const finder *f, uint32_t t)
{
	slice s = f->tok->form[t];
	return listed(f, W_NAME_PARTICLE, s);
}

static bool initial(slice s) { return s.n == 1 || (s.n == 2 && s.p[1] == '.'); }

/* Place words, months and organisations' words end a person's name: "Obama Administration". */
static bool ends_person(const finder *f, uint32_t t)
{
	slice s = f->tok->form[t];
	place_cand c[PLACE_CANDS];
	if (tok_labelled(f, t, DL_N_B_PER)) return false;
	if (place_word(f->kb->places, s) & (PW_ORG | PW_SITE | PW_WATER | PW_TYPE1 | PW_TYPE2)) return true;
	if (tok_labelled(f, t, DL_N_B_LOC)) return true;
	uint32_t n = place_lookup(f->kb->places, s, c);
	return n && c[0].flags & PN_ADJ;
}

/* "Nothing said of Bo Kim Thursday": a day of the week is nobody's surname, whatever the labels say. */
static bool is_weekday(slice s)
{
	static const char *const days[] = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};
	return slice_among_fold(s, days, COUNT(days));
}

/* Last token of the person's name that begins at t. */
static uint32_t person_end(const finder *f, uint32_t t)
{
	uint32_t last = t;
	for (uint32_t e = t; e < t + NAME_WORDS && tokens_adjacent(f, e); e++) {
		if (f->tok->name[e + 1] == DL_N_B_PER && e + 1 > t + 1 && !initial(f->tok->form[e])) break;
		if (is_weekday(f->tok->form[e + 1])) break;
		bool labelled = f->tok->name[e + 1] == DL_N_I_PER;
		if (capital(f, e + 1) ? !labelled && ends_person(f, e + 1) : !particle(f, e + 1) && !labelled) break;
		unsigned u = f->tok->upos[e + 1];
		if (capital(f, e + 1) && !labelled && (u == DL_VERB || u == DL_AUX || u == DL_DET || u == DL_PRON)) break;
		if (capital(f, e + 1) || labelled) last = e + 1;
	}
	while (last > t && (slice_eq(f->tok->form[last], S("'s")) || slice_eq(f->tok->form[last], S("’s"))
	                    || f->tok->upos[last] == DL_PUNCT)) last--;
	return last;
}

/* "her father Bassem" is no Father: a clergyman's title has its capital. */
static bool as_title(const finder *f, uint32_t t, const title_row *row)
{
	return memcmp(row->roles.code[0], "REL", 3) || capital(f, t);
}

uint32_t title_at(const finder *f, uint32_t t, const title_row **row)
{
	for (uint32_t n = 4; n; n--) {
		uint32_t e = t + n - 1;
		if (e >= f->tok->n || f->tok->sent[e] != f->tok->sent[t]) continue;
		if ((*row = title_find(f->kb->actors, words_text(f, t, e))) && as_title(f, t, *row)) return n;
	}
	return 0;
}

uint32_t title_before(const finder *f, uint32_t t, const title_row **row)
{
	for (uint32_t n = 4; n; n--) {
		if (t <= n || f->tok->sent[t - n] != f->tok->sent[t] || !tokens_adjacent(f, t - 1)) continue;
		if ((*row = title_find(f->kb->actors, words_text(f, t - n, t - 1))) && as_title(f, t - n, *row)) return n;
	}
	return 0;
}

static uint32_t add(finder *f, uint32_t first, uint32_t last, unsigned kind, uint16_t rule)
{
	uint32_t head = last;
	for (uint32_t t = first; t <= last; t++)
		if (f->tok->head[t] < first || f->tok->head[t] > last) { head = t; break; }
	mention_add(f,
				(dl_mention){
					.at = {f->tok->start[first], tok_end(f, last)},
					.head = head,
					.sent = f->tok->sent[first],
					.kind = (uint8_t)kind,
					.form = 'n',
					.rule = rule,
				});
	return last;
}

/* Does the phrase tell where: "at the White House", "near the Pentagon"? */
static bool locative(const finder *f, uint32_t first)
{
	uint32_t p = first - 1;
	if (slice_eq_fold(f->tok->form[p], S("the"))) p--;
	return p && f->tok->sent[p] == f->tok->sent[first] && tok_in(f, p, W_LEADS_NAMED_PLACE);
}

static bool all_caps(slice s)
{
	bool letters = false;
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] >= 'a' && s.p[i] <= 'z') return false;
		letters |= s.p[i] >= 'A' && s.p[i] <= 'Z';
	}
	return letters && s.n > 1;
}

/* Is a known name of one word an actor here: "IS claimed" but not "Is", "Amal said" but not "Amal Clooney" or
 * "Republican Palace". */
static bool lone_actor(const finder *f, uint32_t t)
{
	place_cand c[PLACE_CANDS];
	unsigned u = f->tok->upos[t];
	slice s = f->tok->form[t];
	bool shouted = (t > 1 && all_caps(f->tok->form[t - 1])) || (t + 1 < f->tok->n && all_caps(f->tok->form[t + 1]));
	if (s.n <= 3 && s.p[1] >= 'a' && s.p[1] <= 'z') return false;
	if (all_caps(s) ? shouted && u != DL_PROPN : u != DL_PROPN && u != DL_NOUN && u != DL_ADJ && !f->tok->name[t])
		return false;
	if (!tokens_adjacent(f, t) || !capital(f, t + 1)) return true;
	if (tok_labelled(f, t + 1, DL_N_B_PER) && f->tok->name[t + 1] == DL_N_I_PER) return false;
	return !place_lookup(f->kb->places, words_text(f, t, t + 1), c);
}

/* "The Department of State Services" is not the Department of State, which ends at e. */
static bool goes_on(const finder *f, uint32_t e)
{
	if (!tokens_adjacent(f, e) || !capital(f, e + 1) || f->tok->name[e] == DL_N_O) return false;
	return f->tok->name[e + 1] == DL_N_I_ORG && place_word(f->kb->places, f->tok->form[e + 1]) & PW_ORG;
}

/* A name of actors.tsv or of the user's list. */
static uint32_t known_actor(finder *f, uint32_t t)
{
	place_cand c[PLACE_CANDS];
	if (!actor_starts(f->kb->actors, f->tok->form[t])) return 0;
	for (uint32_t n = NAME_WORDS; n; n--) {
		uint32_t e = t + n - 1;
		if (e >= f->tok->n || f->tok->sent[e] != f->tok->sent[t]) continue;
		slice s = words_text(f, t, e);
		const actor_row *r = actor_find(f->kb->actors, s);
		/* A person's name is found by its shape: "Reagan" stands in "Reagan National Airport" too. */
		if (!r || (r->kind == DL_E_PERSON && !r->own)) continue;
		if (n > 1 && !r->own && goes_on(f, e)) continue;
		if (n == 1 && !r->own && !lone_actor(f, t)) continue;
		if (!r->own && locative(f, t) && place_lookup(f->kb->places, s, c)) continue;
		return add(f, t, e, r->kind == DL_E_PERSON ? DL_M_PERSON : DL_M_ORG,
		           rule_add(f, r->own ? "actors" : "actors.tsv", r->line, r->name));
	}
	return 0;
}

static bool name_word(const finder *f, uint32_t t)
{
	unsigned u = f->tok->upos[t];
	return capital(f, t) && u != DL_PUNCT && u != DL_VERB && u != DL_AUX && u != DL_DET && u != DL_ADP && u != DL_PRON;
}

/* A title and the name behind it. */
static uint32_t titled_person(finder *f, uint32_t t)
{
	const title_row *row;
	uint32_t n = title_at(f, t, &row), name = t + n;
	if (!n || !tokens_adjacent(f, name - 1) || !name_word(f, name)) return 0;
	const title_row *second;
	uint32_t more = title_at(f, name, &second);                /* "Police Chief Lt. Smith" */
	if (more && name + more < f->tok->n && name_word(f, name + more)) return titled_person(f, name);
	unsigned w = place_word(f->kb->places, f->tok->form[name]);
	if (w & (PW_ORG | PW_TYPE1 | PW_TYPE2 | PW_TEAM) && !tok_labelled(f, name, DL_N_B_PER)) return 0;
	if (tok_labelled(f, name, DL_N_B_ORG) && !tok_labelled(f, name, DL_N_B_PER) && !capital(f, t)) return 0;
	/* Lower-case "minister" or "chief" is a title only when the label agrees: "police chief Baghdad said" */
	bool person = tok_labelled(f, name, DL_N_B_PER) || given_name(f->kb->actors, f->tok->form[name]);
	if (!capital(f, t) && !person) return 0;
	return add(f, name, person_end(f, name), DL_M_PERSON,
			   rule_add(f, "titles.tsv", row->line, words_text(f, t, name - 1)));
}

/* A given name and capitals behind it: "Qassim Atta". */
static uint32_t given_person(finder *f, uint32_t t)
{
	if (!given_name(f->kb->actors, f->tok->form[t]) || !tokens_adjacent(f, t)) return 0;
	if (tok_labelled(f, t, DL_N_B_ORG) || tok_labelled(f, t, DL_N_B_LOC)) return 0;
	uint32_t last = person_end(f, t);
	if (last == t || !name_word(f, t + 1 < last ? last : t + 1)) return 0;
	return add(f, t, last, DL_M_PERSON, rule_add(f, "given.tsv", 0, f->tok->form[t]));
}

/* "cleric Moqtada al-Sadr": capitals behind a lower-case noun for a person, inside a label of another kind. */
static uint32_t described_person(finder *f, uint32_t t)
{
	if (t < 2 || !tokens_adjacent(f, t - 1) || capital(f, t - 1) || !name_word(f, t)) return 0;
	const role_row *r = role_find(f->kb->actors, tok_lemma(f, t - 1));
	if (!r || r->kind != 'p' || f->tok->xpos[t - 1] == DL_T_NNS || f->tok->name[t] == DL_N_O) return 0;
	if (tok_labelled(f, t, DL_N_B_LOC) || f->tok->name[t] == DL_N_B_ORG) return 0;
	return add(f, t, person_end(f, t), DL_M_PERSON, rule_add(f, "roles.tsv", r->line, r->noun));
}

static bool only_a_place(const finder *f, uint32_t first, uint32_t last)
{
	place_cand c[PLACE_CANDS];
	uint32_t n = place_lookup(f->kb->places, words_text(f, first, last), c);
	for (uint32_t i = 0; i < n; i++) {
		if (c[i].spot & SPOT_SOURCE) return true;
		spot s = spot_get(f->kb->places, c[i].spot);
		if (s.kind == DL_P_ADM1 || (s.kind == DL_P_CITY && s.population >= 100000)) return true;
	}
	return false;
}

static uint32_t labelled_person(finder *f, uint32_t t)
{
	bool inside = f->tok->name[t] == DL_N_I_PER && tok_labelled(f, t - 1, DL_N_B_PER);
	if (!tok_labelled(f, t, DL_N_B_PER) || inside) return 0;
	uint32_t last = person_end(f, t);
	if (last == t && (only_a_place(f, t, t) || more_often_place(f, t))) return 0;
	if (last == t && (!capital(f, t) || joined_to_place(f, t))) return 0;
	return add(f, t, last, DL_M_PERSON, rule_add(f, "name label", 0, S("person")));
}

/* End of a labelled span of the kind. */
static uint32_t label_end(const finder *f, uint32_t t, unsigned begin)
{
	uint32_t e = t;
	while (e + 1 < f->tok->n && f->tok->sent[e + 1] == f->tok->sent[t] && f->tok->name[e + 1] == begin + 1) e++;
	while (e > t
		   && (f->tok->upos[e] == DL_PUNCT || slice_eq(f->tok->form[e], S("'s"))
			   || slice_eq(f->tok->form[e], S("’s"))))
		e--;
	return e;
}

/* "Shiite cleric Moqtada al-Sadr" labelled as one thing: the person begins behind the common noun. */
static bool person_within(const finder *f, uint32_t first, uint32_t last)
{
	for (uint32_t t = first + 1; t <= last; t++)
		if (capital(f, t) && !capital(f, t - 1) && role_find(f->kb->actors, tok_lemma(f, t - 1))) return true;
	return false;
}

/* "Former Harbour Authority chief Bo Kim": the word before a body's name is of the office, not of the body. */
static bool bygone(const finder *f, uint32_t t)
{
	return slice_eq_fold(f->tok->form[t], S("former")) || slice_eq_fold(f->tok->form[t], S("ex"));
}

static uint32_t labelled_other(finder *f, uint32_t t)
{
	unsigned kind = f->tok->name[t] == DL_N_B_ORG ? DL_M_ORG : f->tok->name[t] == DL_N_B_MISC ? DL_M_MISC : 0;
	if (!kind) return 0;
	uint32_t first = t, last = label_end(f, t, f->tok->name[t]);
	while (last < t + NAME_WORDS && tokens_adjacent(f, last) && capital(f, last + 1)
	       && place_word(f->kb->places, f->tok->form[last + 1]) & PW_ORG) last++;
	if (first < last && (slice_eq_fold(f->tok->form[first], S("the")) || bygone(f, first))) first++;
	if (only_a_place(f, first, last) || person_within(f, first, last)) return 0;
	return add(f, first, last, kind, rule_add(f, "name label", 0, kind == DL_M_ORG ? S("organisation") : S("other")));
}

/* "Houston Police Department", "Ministry of Interior": capitals of which the last, or the one before "of", makes
 * a body's name. */
static uint32_t worded_org(finder *f, uint32_t t)
{
	uint32_t last = t, of = 0;
	if (!name_word(f, t) || tok_labelled(f, t, DL_N_B_PER) || bygone(f, t)) return 0;
	for (uint32_t e = t; e < t + NAME_WORDS && tokens_adjacent(f, e); e++) {
		slice s = f->tok->form[e + 1];
		if (name_word(f, e + 1)) last = e + 1;
		else if (slice_eq(s, S("of")) && !of && place_word(f->kb->places, f->tok->form[e]) & PW_ORG) of = e + 1;
		else if (!(slice_eq(s, S("and")) || slice_eq(s, S("for")) || slice_eq(s, S("the")) || slice_eq(s, S("&")))
				 || !of)
			break;
	}
	unsigned w = place_word(f->kb->places, f->tok->form[last]);
	if (last == t || !((w & PW_ORG && !(w & (PW_SITE | PW_WATER))) || (of && last > of))) return 0;
	if (only_a_place(f, t, last)) return 0;
	return add(f, t, last, DL_M_ORG, rule_add(f, "place_words.tsv", 0, f->tok->form[of ? of - 1 : last]));
}

/* ---------------------------------------------------------------- capitals that no label covers */
/* A sentence in which most words have capitals is a headline: there they say nothing. */
static bool headline_case(const finder *f, uint32_t s)
{
	uint32_t words = 0, large = 0;
	for (uint32_t t = f->tok->sent_first[s]; t < f->tok->sent_first[s + 1]; t++) {
		if (f->tok->upos[t] == DL_PUNCT || f->tok->upos[t] == DL_NUM || f->tok->form[t].n < 4) continue;
		words++, large += capital(f, t);
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
static uint32_t person_of_places(finder *f, uint32_t t)
{
	place_cand c[PLACE_CANDS];
	uint32_t last = t + 1;
	if (!tokens_adjacent(f, t) || f->tok->rel[last] != DL_R_FLAT || f->tok->head[last] != t || !speaks(f, t)) return 0;
	for (uint32_t i = t; i <= last; i++)
		if (!name_word(f, i) || !place_lookup(f->kb->places, f->tok->form[i], c)) return 0;
	if (place_lookup(f->kb->places, words_text(f, t, last), c)) return 0;
	if (tokens_adjacent(f, last) && name_word(f, last + 1)) return 0;
	return add(f, t, last, DL_M_PERSON, rule_add(f, "capitals", 0, S("a speaker's proper name")));
}

static bool calendar_word(const finder *f, slice s)
{
	return s.n < 2 || listed(f, W_CALENDAR_NAME, s);
}

/* Two capitals or more that the tree takes for one proper name: "Ahed Tamimi". A label inside gives the kind, so a
 * label that covers half a name is mended too. */
static uint32_t bare_name(finder *f, uint32_t t)
{
	uint32_t last = t, label = 0;
	place_cand c[PLACE_CANDS];
	const title_row *row;
	bool first = t == f->tok->sent_first[f->tok->sent[t]];
	if (f->tok->upos[t] != DL_PROPN && (first || f->tok->upos[t] != DL_ADJ)) return 0;
	if (!name_word(f, t) || calendar_word(f, f->tok->form[t]) || headline_case(f, f->tok->sent[t])) return 0;
	if (title_at(f, t, &row) || f->inside[t] || place_lookup(f->kb->places, f->tok->form[t], c)) return 0;
	for (uint32_t e = t; e < t + NAME_WORDS && tokens_adjacent(f, e); e++) {
		if (f->tok->upos[e + 1] != DL_PROPN || !name_word(f, e + 1) || f->inside[e + 1]) break;
		if (title_at(f, e + 1, &row) || calendar_word(f, f->tok->form[e + 1])) break;
		last = e + 1;
	}
	if (last == t || last > t + 3 || only_a_place(f, t, last)) return 0;
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
	return add(f, t, last, kind, rule_add(f, "capitals", 0, S("proper name")));
}

/* Capitals whose first letters stand in brackets behind them: "Rail Accident Investigation Branch (RAIB)". */
static uint32_t spelt_out_org(finder *f, uint32_t t)
{
	slice letters = {0};
	uint32_t e = t, n = 0;
	if (!capital(f, t)) return 0;
	while (e < t + NAME_WORDS && tokens_adjacent(f, e) && !slice_eq(f->tok->form[e + 1], S("("))) e++;
	if (e == t || e + 3 >= f->tok->n || !slice_eq(f->tok->form[e + 1], S("("))
		|| !slice_eq(f->tok->form[e + 3], S(")")))
		return 0;
	letters = f->tok->form[e + 2];
	if (letters.n < 2 || letters.n > 7 || !capital(f, e)) return 0;
	for (uint32_t k = t; k <= e; k++)
		if (capital(f, k) && (n >= letters.n || letters.p[n++] != f->tok->form[k].p[0])) return 0;
	if (n < letters.n) return 0;
	add(f, t, e, DL_M_ORG, rule_add(f, "acronym", 0, letters));
	return add(f, e + 2, e + 2, DL_M_ORG, rule_add(f, "acronym", 0, letters));
}

/* "FirstGroup", "WhatsApp": capitals inside one word, but not those of "McKenna", "DeSantis", "FitzGerald". */
static uint32_t inner_capital(finder *f, uint32_t t)
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
	return at >= 4 && at + 2 < s.n ? add(f, t, t, DL_M_ORG, rule_add(f, "capitals", 0, S("inside a word"))) : 0;
}

/* "#BringBackTheGirls", "@HarbourCouncil", whose mark may be a word of its own. */
static uint32_t handle(finder *f, uint32_t t)
{
	bool apart = slice_eq(f->tok->form[t], S("@")) && t + 1 < f->tok->n && f->tok->start[t + 1] == tok_end(f, t);
	slice s = apart ? words_text(f, t, t + 1) : f->tok->form[t];
	if (s.n < 4 || (s.p[0] != '#' && s.p[0] != '@')) return 0;
	for (size_t i = 1; i < s.n; i++)
		if ((unsigned char)s.p[i] < 'A' && !(s.p[i] >= '0' && s.p[i] <= '9')) return 0;
	return add(f, t, t + apart, DL_M_MISC, rule_add(f, "handle", 0, s));
}

/* Does "(@" stand behind token t, at the end of a name? */
static bool handle_behind(const finder *f, uint32_t t)
{
	if (t + 2 >= f->tok->n || !slice_eq(f->tok->form[t + 1], S("("))) return false;
	return f->tok->form[t + 2].n && f->tok->form[t + 2].p[0] == '@';
}

/* "— Harbour Council (@HarbourCouncil)": the name under which somebody posted. */
static uint32_t signed_name(finder *f, uint32_t t)
{
	uint32_t e = t;
	if (t < 2 || !tok_is_dash(f, t - 1) || !capital(f, t)) return 0;
	while (e < t + NAME_WORDS && tokens_adjacent(f, e) && !handle_behind(f, e)) e++;
	for (uint32_t k = t; k <= e; k++)
		if (!capital(f, k) && f->tok->upos[k] != DL_ADP && f->tok->upos[k] != DL_DET) return 0;
	if (!handle_behind(f, e)) return 0;
	bool given = e > t && given_name(f->kb->actors, f->tok->form[t]);
	bool words = place_word(f->kb->places, f->tok->form[e]) & PW_ORG;
	bool person = !words && (given || tok_labelled(f, t, DL_N_B_PER));
	bool body = words || e == t || tok_labelled(f, e, DL_N_B_ORG);
	return add(f, t, e, person ? DL_M_PERSON : body ? DL_M_ORG : DL_M_MISC, rule_add(f, "handle", 0, S("signed")));
}

static bool scanned(unsigned block)
{
	return block != DL_BLOCK_FURNITURE && block != DL_BLOCK_CREDIT && block != DL_BLOCK_BYLINE && block != DL_BLOCK_LINK
	       && block != DL_BLOCK_DOUBLE;
}

/* ---------------------------------------------------------------- names met again */
/* The name itself, and of a person the last word of it. */
static slice short_name(const finder *f, const dl_mention *m)
{
	slice s = span_text(f->text, m->at);
	size_t at = s.n;
	if (m->kind != DL_M_PERSON) return s;
	while (at && s.p[at - 1] != ' ') at--;
	return slice_sub(s, at, s.n);
}

static bool stands_alone(const finder *f, uint32_t t)
{
	bool before = t > f->tok->sent_first[f->tok->sent[t]] && tokens_adjacent(f, t - 1) && capital(f, t - 1);
	return f->tok->upos[t] == DL_PROPN && !f->inside[t] && capital(f, t) && f->tok->form[t].n > 2
	       && !before && !(tokens_adjacent(f, t) && capital(f, t + 1));
}

/* May a word that stands alone be the name of that kind? A label for a place errs where no table has such a place
 * ("Ellwood is a former soldier"), or a small one that would act; a month that acts is a person, if one is called so
 * ("May said"). */
static bool may_name(const finder *f, uint32_t t, unsigned kind)
{
	place_cand c[PLACE_CANDS];
	bool acts = f->tok->rel[t] == DL_R_NSUBJ || f->tok->rel[t] == DL_R_NMOD_POSS;
	if (calendar_word(f, f->tok->form[t])) return kind == DL_M_PERSON && acts && !is_weekday(f->tok->form[t]);
	if (!f->tok->name[t]) return true;
	if (kind != DL_M_PERSON || !tok_labelled(f, t, DL_N_B_LOC)) return false;
	return !place_lookup(f->kb->places, f->tok->form[t], c) || (acts && !only_a_place(f, t, t));
}

/* "Ellwood" without a label is the "Tobias Ellwood" of another sentence. */
static void repeated_names(finder *f)
{
	strmap met;
	arena_mark_t mark = arena_mark(f->w->tmp);
	strmap_init(&met, f->w->tmp);
	for (uint32_t m = 1; m < f->mentions.n && !f->nomem; m++) {
		const dl_mention *x = &f->mentions.v[m];
		uint32_t *kind = x->form == 'n' && x->kind != DL_M_PLACE ? strmap_put(&met, short_name(f, x)) : &(uint32_t){0};
		if (!kind) f->nomem = true;
		else if (!*kind) *kind = x->kind;
	}
	for (uint32_t t = 1; met.n && t < f->tok->n && !f->nomem; t++) {
		uint32_t kind = stands_alone(f, t) ? strmap_get(&met, f->tok->form[t]) : 0;
		if (kind && may_name(f, t, kind) && scanned(f->tok->sent_block[f->tok->sent[t]]))
			add(f, t, t, kind, rule_add(f, "name", 0, S("met before")));
	}
	arena_rewind(f->w->tmp, mark);
}

dl_status names_find(finder *f)
{
	static uint32_t (*const rules[])(finder *, uint32_t) = {
		known_actor, spelt_out_org,   titled_person,  given_person, described_person,
		bare_name,   person_of_places, labelled_person, labelled_other, worded_org,
	};
	const dl_tokens *tok = f->tok;
	for (uint32_t s = 1; s < tok->n_sents && !f->nomem; s++) {
		if (!scanned(tok->sent_block[s])) continue;
		for (uint32_t t = tok->sent_first[s], last; t < tok->sent_first[s + 1]; t++) {
			bool name = capital(f, t) || tok->name[t] || tok->upos[t] == DL_NOUN || tok->upos[t] == DL_PROPN;
			last = handle(f, t);
			if (!name && !last) continue;
			if (!last) last = signed_name(f, t);
			if (!last) last = inner_capital(f, t);
			for (size_t i = 0; i < COUNT(rules) && !last; i++)
				if (capital(f, t) || i == 0 || i == 1) last = rules[i](f, t);
			if (last) t = last;
		}
	}
	repeated_names(f);
	return f->nomem ? DL_NOMEM : DL_OK;
}
