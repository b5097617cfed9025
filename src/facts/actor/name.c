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
 * it; capitals that the tree takes for one name (name_shape.c); the labels; words that make an organisation; names met
 * before (name_again.c).
 * A label alone does not make a person of a country. Cost: a few hash lookups a capitalised word.
 */
#include "facts/actor/name.h"
#include "facts/place/place.h"

bool word_capital(slice s)
{
	int len;
	return s.n && utf8_is_upper(utf8_next(s.p, s.p + s.n, &len));
}

slice name_text(const finder *f, uint32_t a, uint32_t b)
{
	return slice_sub(f->text, f->tok->start[a], tok_end(f, b));
}

bool name_capital(const finder *f, uint32_t t) { return t < f->tok->n && word_capital(f->tok->form[t]); }

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
bool name_is_weekday(slice s)
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
		if (name_is_weekday(f->tok->form[e + 1])) break;
		bool labelled = f->tok->name[e + 1] == DL_N_I_PER;
		if (name_capital(f, e + 1) ? !labelled && ends_person(f, e + 1) : !particle(f, e + 1) && !labelled) break;
		unsigned u = f->tok->upos[e + 1];
		if (name_capital(f, e + 1) && !labelled && (u == DL_VERB || u == DL_AUX || u == DL_DET || u == DL_PRON)) break;
		if (name_capital(f, e + 1) || labelled) last = e + 1;
	}
	while (last > t && (slice_eq(f->tok->form[last], S("'s")) || slice_eq(f->tok->form[last], S("’s"))
	                    || f->tok->upos[last] == DL_PUNCT)) last--;
	return last;
}

/* "her father Bassem" is no Father: a clergyman's title has its capital. */
static bool as_title(const finder *f, uint32_t t, const title_row *row)
{
	return memcmp(row->roles.code[0], "REL", 3) || name_capital(f, t);
}

uint32_t title_at(const finder *f, uint32_t t, const title_row **row)
{
	for (uint32_t n = 4; n; n--) {
		uint32_t e = t + n - 1;
		if (e >= f->tok->n || !same_sentence(f, e, t)) continue;
		if ((*row = title_find(f->kb->actors, name_text(f, t, e))) && as_title(f, t, *row)) return n;
	}
	return 0;
}

uint32_t title_before(const finder *f, uint32_t t, const title_row **row)
{
	for (uint32_t n = 4; n; n--) {
		if (t <= n || !same_sentence(f, t - n, t) || !tokens_adjacent(f, t - 1)) continue;
		if ((*row = title_find(f->kb->actors, name_text(f, t - n, t - 1))) && as_title(f, t - n, *row)) return n;
	}
	return 0;
}

uint32_t name_add(finder *f, uint32_t first, uint32_t last, unsigned kind, uint16_t rule)
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
	return p && same_sentence(f, p, first) && tok_in(f, p, W_LEADS_NAMED_PLACE);
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
	if (!tokens_adjacent(f, t) || !name_capital(f, t + 1)) return true;
	if (tok_labelled(f, t + 1, DL_N_B_PER) && f->tok->name[t + 1] == DL_N_I_PER) return false;
	return !place_lookup(f->kb->places, name_text(f, t, t + 1), c);
}

/* "The Department of State Services" is not the Department of State, which ends at e. */
static bool goes_on(const finder *f, uint32_t e)
{
	if (!tokens_adjacent(f, e) || !name_capital(f, e + 1) || f->tok->name[e] == DL_N_O) return false;
	return f->tok->name[e + 1] == DL_N_I_ORG && place_word(f->kb->places, f->tok->form[e + 1]) & PW_ORG;
}

/* A name of actors.tsv or of the user's list. */
/* A mark that keys pass over: the stop behind "AFP." at a sentence's end belongs to no name. */
static bool mark_alone(slice s) { return slice_eq(s, S(".")) || slice_eq(s, S("'")) || slice_eq(s, S("\xe2\x80\x99")); }

static uint32_t known_actor(finder *f, uint32_t t)
{
	place_cand c[PLACE_CANDS];
	if (!actor_starts(f->kb->actors, f->tok->form[t])) return 0;
	for (uint32_t n = NAME_WORDS; n; n--) {
		uint32_t e = t + n - 1;
		if (e >= f->tok->n || !same_sentence(f, e, t) || (n > 1 && mark_alone(f->tok->form[e]))) continue;
		slice s = name_text(f, t, e);
		const actor_row *r = actor_find(f->kb->actors, s);
		/* A person's name is found by its shape: "Reagan" stands in "Reagan National Airport" too. */
		if (!r || (r->kind == DL_E_PERSON && !r->own)) continue;
		if (n > 1 && !r->own && goes_on(f, e)) continue;
		if (n == 1 && !r->own && !lone_actor(f, t)) continue;
		if (!r->own && locative(f, t) && place_lookup(f->kb->places, s, c)) continue;
		return name_add(f, t, e, r->kind == DL_E_PERSON ? DL_M_PERSON : DL_M_ORG,
		           rule_add(f, r->own ? "actors" : "actors.tsv", r->line, r->name));
	}
	return 0;
}

bool name_may_hold(const finder *f, uint32_t t)
{
	unsigned u = f->tok->upos[t];
	return name_capital(f, t) && u != DL_PUNCT && u != DL_VERB && u != DL_AUX && u != DL_DET && u != DL_ADP
	    && u != DL_PRON;
}

/* A title and the name behind it. */
static uint32_t titled_person(finder *f, uint32_t t)
{
	const title_row *row;
	uint32_t n = title_at(f, t, &row), name = t + n;
	if (!n || !tokens_adjacent(f, name - 1) || !name_may_hold(f, name)) return 0;
	const title_row *second;
	uint32_t more = title_at(f, name, &second);                /* "Police Chief Lt. Smith" */
	if (more && name + more < f->tok->n && name_may_hold(f, name + more)) return titled_person(f, name);
	unsigned w = place_word(f->kb->places, f->tok->form[name]);
	if (w & (PW_ORG | PW_TYPE1 | PW_TYPE2 | PW_TEAM) && !tok_labelled(f, name, DL_N_B_PER)) return 0;
	if (tok_labelled(f, name, DL_N_B_ORG) && !tok_labelled(f, name, DL_N_B_PER) && !name_capital(f, t)) return 0;
	/* Lower-case "minister" or "chief" is a title only when the label agrees: "police chief Baghdad said" */
	bool person = tok_labelled(f, name, DL_N_B_PER) || given_name(f->kb->actors, f->tok->form[name]);
	if (!name_capital(f, t) && !person) return 0;
	return name_add(f, name, person_end(f, name), DL_M_PERSON,
			   rule_add(f, "titles.tsv", row->line, name_text(f, t, name - 1)));
}

/* A given name and capitals behind it: "Qassim Atta". */
static uint32_t given_person(finder *f, uint32_t t)
{
	if (!given_name(f->kb->actors, f->tok->form[t]) || !tokens_adjacent(f, t)) return 0;
	if (tok_labelled(f, t, DL_N_B_ORG) || tok_labelled(f, t, DL_N_B_LOC)) return 0;
	uint32_t last = person_end(f, t);
	if (last == t || !name_may_hold(f, t + 1 < last ? last : t + 1)) return 0;
	return name_add(f, t, last, DL_M_PERSON, rule_add(f, "given.tsv", given_line(f->kb->actors, f->tok->form[t]),
	                                              f->tok->form[t]));
}

/* "cleric Moqtada al-Sadr": capitals behind a lower-case noun for a person, inside a label of another kind. */
static uint32_t described_person(finder *f, uint32_t t)
{
	if (t < 2 || !tokens_adjacent(f, t - 1) || name_capital(f, t - 1) || !name_may_hold(f, t)) return 0;
	const role_row *r = role_find(f->kb->actors, tok_lemma(f, t - 1));
	if (!r || r->kind != 'p' || f->tok->xpos[t - 1] == DL_T_NNS || f->tok->name[t] == DL_N_O) return 0;
	if (tok_labelled(f, t, DL_N_B_LOC) || f->tok->name[t] == DL_N_B_ORG) return 0;
	return name_add(f, t, person_end(f, t), DL_M_PERSON, rule_add(f, "roles.tsv", r->line, r->noun));
}

bool name_only_place(const finder *f, uint32_t first, uint32_t last)
{
	place_cand c[PLACE_CANDS];
	uint32_t n = place_lookup(f->kb->places, name_text(f, first, last), c);
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
	if (last == t && (name_only_place(f, t, t) || more_often_place(f, t))) return 0;
	if (last == t && (!name_capital(f, t) || joined_to_place(f, t))) return 0;
	return name_add(f, t, last, DL_M_PERSON, rule_add(f, "name label", 0, S("person")));
}

/* End of a labelled span of the kind. */
static uint32_t label_end(const finder *f, uint32_t t, unsigned begin)
{
	uint32_t e = t;
	while (e + 1 < f->tok->n && same_sentence(f, e + 1, t) && f->tok->name[e + 1] == begin + 1) e++;
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
		if (name_capital(f, t) && !name_capital(f, t - 1) && role_find(f->kb->actors, tok_lemma(f, t - 1))) return true;
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
	while (last < t + NAME_WORDS && tokens_adjacent(f, last) && name_capital(f, last + 1)
	       && place_word(f->kb->places, f->tok->form[last + 1]) & PW_ORG) last++;
	if (first < last && (slice_eq_fold(f->tok->form[first], S("the")) || bygone(f, first))) first++;
	if (name_only_place(f, first, last) || person_within(f, first, last)) return 0;
	slice label = kind == DL_M_ORG ? S("organisation") : S("other");
	return name_add(f, first, last, kind, rule_add(f, "name label", 0, label));
}

/* "Houston Police Department", "Ministry of Interior": capitals of which the last, or the one before "of", makes
 * a body's name. */
static uint32_t worded_org(finder *f, uint32_t t)
{
	uint32_t last = t, of = 0;
	if (!name_may_hold(f, t) || tok_labelled(f, t, DL_N_B_PER) || bygone(f, t)) return 0;
	for (uint32_t e = t; e < t + NAME_WORDS && tokens_adjacent(f, e); e++) {
		slice s = f->tok->form[e + 1];
		if (name_may_hold(f, e + 1)) last = e + 1;
		else if (slice_eq(s, S("of")) && !of && place_word(f->kb->places, f->tok->form[e]) & PW_ORG) of = e + 1;
		else if (!(slice_eq(s, S("and")) || slice_eq(s, S("for")) || slice_eq(s, S("the")) || slice_eq(s, S("&")))
				 || !of)
			break;
	}
	unsigned w = place_word(f->kb->places, f->tok->form[last]);
	if (last == t || !((w & PW_ORG && !(w & (PW_SITE | PW_WATER))) || (of && last > of))) return 0;
	if (name_only_place(f, t, last)) return 0;
	return name_add(f, t, last, DL_M_ORG, rule_add(f, "place_words.tsv", 0, f->tok->form[of ? of - 1 : last]));
}

bool name_scanned(unsigned block)
{
	return block != DL_BLOCK_FURNITURE && block != DL_BLOCK_CREDIT && block != DL_BLOCK_BYLINE && block != DL_BLOCK_LINK
	       && block != DL_BLOCK_DOUBLE;
}

dl_status names_find(finder *f)
{
	static uint32_t (*const rules[])(finder *, uint32_t) = {
		known_actor, name_spelt_out,   titled_person,  given_person, described_person,
		name_bare,   name_of_places, labelled_person, labelled_other, worded_org,
	};
	const dl_tokens *tok = f->tok;
	for (uint32_t s = 1; s < tok->n_sents && !f->nomem; s++) {
		if (!name_scanned(tok->sent_block[s])) continue;
		for (uint32_t t = tok->sent_first[s], last; t < tok->sent_first[s + 1]; t++) {
			bool name = name_capital(f, t) || tok->name[t] || tok->upos[t] == DL_NOUN || tok->upos[t] == DL_PROPN;
			last = name_handle(f, t);
			if (!name && !last) continue;
			if (!last) last = name_signed(f, t);
			if (!last) last = name_inner_capital(f, t);
			for (size_t i = 0; i < COUNT(rules) && !last; i++)
				if (name_capital(f, t) || i == 0 || i == 1) last = rules[i](f, t);
			if (last) t = last;
		}
	}
	names_repeated(f);
	return f->nomem ? DL_NOMEM : DL_OK;
}
