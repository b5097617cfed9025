/* SPDX-License-Identifier: Apache-2.0
 *
 * place_scan.c - names of places in the text, with everything that each may mean.
 *
 * In: tokens, name labels, the persons that names_find() found. Out: toponyms in text order. Worked through:
 *
 *      "Houston police said Mr. Houston left Paris, Texas, for the Green Zone."
 *
 *      Houston (towns of that name) · police is no capital: a place · Mr. Houston is a person: skipped · Paris
 *      (towns), within Texas · Texas (region) · Green Zone (landmarks.tsv; the longest name wins, not "Zone")
 *
 * Names are looked up over runs of capitalised words whether the name tagger has labelled them or not; what
 * stands before and after the run says whether it is a place ("Anbar Province"), inside another name ("Houston
 * Police Department", form 'e'), a team or a person. Cost: a few hash lookups a capitalised word.
 */
#include "facts/place/place.h"

#define LIKELY_PEOPLE 20000  /* set on LGL, TR-News: precision of names up 3 points, end to end down .007          */
#define QUARTERED_PEOPLE 100000  /* a town of so many has a north and a south that are named so: "South London"     */
#define RUN_MAX 8            /* words of the longest name: "United States Minor Outlying Islands" has fewer      */

static bool upper_first(slice s)
{
	int len;
	return s.n && utf8_is_upper(utf8_next(s.p, s.p + s.n, &len));
}

static bool capital(const finder *f, uint32_t t) { return upper_first(f->tok->form[t]); }

static bool form_is(const finder *f, uint32_t t, const char *s)
{
	return slice_eq_fold(f->tok->form[t], (slice){s, strlen(s)});
}

/* Small words inside names: "Isle of Man", "Rio de Janeiro", "Deir ez-Zor", "Stoke-on-Trent". */
static bool connector(const finder *f, uint32_t t)
{
	return listed(f, W_PLACE_PARTICLE, f->tok->form[t]);
}

static bool in_sentence(const finder *f, uint32_t t, uint32_t sent)
{
	return t && t < f->tok->n && f->tok->sent[t] == sent;
}

/* Last token that a name beginning at t could have. */
static uint32_t run_end(const finder *f, uint32_t t)
{
	uint32_t e = t, last = t;
	for (uint32_t n = 1; n < RUN_MAX && in_sentence(f, e + 1, f->tok->sent[t]) && tokens_adjacent(f, e); n++) {
		e++;
		if (capital(f, e) || (f->tok->form[e].n && f->tok->form[e].p[0] >= '0' && f->tok->form[e].p[0] <= '9'))
			last = e;
		else if (!connector(f, e)) break;
	}
	return last;
}

static slice words_text(const finder *f, uint32_t a, uint32_t b)
{
	return slice_sub(f->text, f->tok->start[a], tok_end(f, b));
}

static unsigned word_of(const finder *f, uint32_t t) { return place_word(f->kb->places, f->tok->form[t]); }

static bool label_is(const finder *f, uint32_t t, unsigned begin)
{
	return f->tok->name[t] == begin || f->tok->name[t] == begin + 1;
}

/* The mention of a person or an organisation over token t, 0 none. */
static uint32_t named(const finder *f, uint32_t t, unsigned kind)
{
	uint32_t m = f->inside[t];
	return m && f->mentions.v[m].kind == kind ? m : 0;
}

static bool shouted(slice s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] >= 'a' && s.p[i] <= 'z') return false;
	return true;
}

/* Of a few letters, from the gazetteer alone: "EST" is a time, not a region of Burkina Faso. */
static bool too_short(const finder *f, const toponym *m)
{
	slice s = f->tok->form[m->first];
	for (uint32_t i = 0; i < m->n_cands; i++)
		if (m->cand[i].spot & SPOT_SOURCE || m->cand[i].flags & PN_SHORT) return false;
	return s.n <= 2 || (s.n <= 4 && shouted(s));
}

static bool always_place(const place_kb *kb, const place_cand *c, uint32_t n)
{
	for (uint32_t i = 0; i < n; i++)
		if ((c[i].spot & SPOT_SOURCE) || spot_get(kb, c[i].spot).kind == DL_P_ADM1) return true;
	return false;
}

static uint32_t most_people(const place_kb *kb, const place_cand *c, uint32_t n)
{
	uint32_t most = 0;
	for (uint32_t i = 0; i < n; i++)
		if (!(c[i].spot & SPOT_SOURCE) && !(c[i].flags & (PN_STEM | PN_ALT)))
			most = max_u32(most, spot_get(kb, c[i].spot).population);
	return most;
}

/* A word that cannot be part of a name however it is written: a verb, a determiner ... at the head of a sentence. */
static bool plain_word(const finder *f, uint32_t t)
{
	switch (f->tok->upos[t]) {
	case DL_VERB: case DL_ADV: case DL_PRON: case DL_DET: case DL_ADP: case DL_SCONJ: case DL_CCONJ: case DL_AUX:
	case DL_INTJ: case DL_PART: case DL_NUM: case DL_PUNCT:
		return true;
	default:
		return false;
	}
}

/* Does a region's name stand behind a comma: "Bath, Maine"? */
static bool region_follows(const finder *f, uint32_t last)
{
	place_cand c[PLACE_CANDS];
	uint32_t comma = last + 1, t = last + 2;
	if (!in_sentence(f, t, f->tok->sent[last]) || !form_is(f, comma, ",") || !capital(f, t)) return false;
	for (uint32_t e = min_u32(run_end(f, t), t + 3); e >= t; e--) {
		uint32_t n = place_lookup(f->kb->places, words_text(f, t, e), c);
		for (uint32_t i = 0; i < n; i++) {
			unsigned kind = spot_get(f->kb->places, c[i].spot).kind;
			if (!(c[i].flags & PN_ADJ) && (kind == DL_P_COUNTRY || kind == DL_P_ADM1)) return true;
		}
	}
	return false;
}

/* "in Beckham": a preposition of places stands before it. */
static bool led_to(const finder *f, uint32_t t)
{
	return t > 1 && listed(f, W_BEFORE_PLACE, f->tok->form[t - 1]);
}

enum verdict { NO, NAME, EMBEDDED };

/* "Amatrice's mayor" labelled as a person in a text that tells of Amatrice. */
bool more_often_place(const finder *f, uint32_t t)
{
	place_cand c[PLACE_CANDS];
	uint32_t place = 0, person = 0;
	if (!place_lookup(f->kb->places, f->tok->form[t], c)) return false;
	for (uint32_t i = 1; i < f->tok->n; i++) {
		if (!slice_eq(f->tok->form[i], f->tok->form[t])) continue;
		if (f->tok->name[i] == DL_N_I_PER) return false;           /* somebody's surname                  */
		place += f->tok->name[i] == DL_N_B_LOC, person += f->tok->name[i] == DL_N_B_PER;
	}
	return place > person;
}

/* "Chetek teen", "Lingle police": who lives or works there stands right behind a town's name. */
static bool before_resident(const finder *f, uint32_t last)
{
	uint32_t t = last + 1;
	if (!in_sentence(f, t, f->tok->sent[last]) || !tokens_adjacent(f, last) || f->tok->upos[t] != DL_NOUN) return false;
	return tok_in(f, t, W_RESIDENT) || tok_in(f, t, W_LOCAL_FORCE);
}

/* "in Beckham" but not "Beckham said": a small town that the tagger does not take for a place and no word leads to. */
static bool unlikely_place(const finder *f, const toponym *m)
{
	const place_kb *kb = f->kb->places;
	if (always_place(kb, m->cand, m->n_cands) || f->tok->name[m->first] == DL_N_B_ORG) return false;
	if (most_people(kb, m->cand, m->n_cands) >= LIKELY_PEOPLE || region_follows(f, m->last)) return false;
	if (m->first == m->last && f->tok->name[m->first] == DL_N_B_PER && more_often_place(f, m->first)) return false;
	if (before_resident(f, m->last)) return false;
	return m->first < 2 || !led_to(f, m->first);
}

/* "the Texas city of Waco": what stands behind "of" is the city, and the region before the word is none. */
static bool of_another(const finder *f, const toponym *m, uint32_t n)
{
	if (capital(f, n) || word_of(f, n) & PW_TYPE1 || !form_is(f, n + 1, "of") || !capital(f, n + 2)) return false;
	for (uint32_t i = 0; i < m->n_cands; i++) {
		unsigned kind = spot_get(f->kb->places, m->cand[i].spot).kind;
		if (kind == DL_P_COUNTRY || kind == DL_P_ADM1) return true;
	}
	return false;
}

/* "Mecca Harlow, 21, was charged", "Dallas J. Graham": an age or an initial behind two names makes a person of them. */
static bool names_person(const finder *f, uint32_t n)
{
	uint32_t sent = f->tok->sent[n], end = n + 3;
	if (f->tok->bytes[n] == 2 && f->tok->form[n].p[1] == '.' && in_sentence(f, n + 1, sent) && capital(f, n + 1))
		return true;
	while (n < end && in_sentence(f, n + 1, sent) && capital(f, n + 1)) n++;                    /* "Odell Ray Jr." */
	if (!in_sentence(f, n + 3, sent) || !form_is(f, n + 1, ",") || !form_is(f, n + 3, ",")) return false;
	slice age = f->tok->form[n + 2];
	return age.n < 3 && age.p[0] >= '1' && age.p[0] <= '9';
}

/* "a North Philadelphia neighborhood" is one of that town; "the Milan neighborhood" is called so. */
static bool is_one_of(const finder *f, uint32_t first)
{
	uint32_t t = first - 1;
	while (in_sentence(f, t, f->tok->sent[first]) && f->tok->upos[t] == DL_ADJ) t--;
	return in_sentence(f, t, f->tok->sent[first]) && (form_is(f, t, "a") || form_is(f, t, "an"));
}

/* What the capitalised word behind the name makes of it. */
static enum verdict by_next(const finder *f, toponym *m, bool sure)
{
	uint32_t n = m->last + 1;
	if (!in_sentence(f, n, m->sent) || !tokens_adjacent(f, m->last)) return NAME;
	unsigned w = word_of(f, n);
	if (w & (PW_TYPE1 | PW_TYPE2 | PW_TOWN | PW_QUARTER) && !(w & PW_ORG)) {
		if (of_another(f, m, n)) return NAME;
		m->type = w & PW_QUARTER && is_one_of(f, m->first) ? w | PW_TOWN : w;
		if (capital(f, n)) m->last = n;        /* "Anbar Province" is one name, "Anbar province" is a name and a word */
		return NAME;
	}
	if (!capital(f, n) || m->form == 'a') return NAME;
	if (listed(f, W_CALENDAR_NAME, f->tok->form[n])) return NAME;        /* "in Indio Sunday night" */
	if ((w & PW_TEAM) && !(w & (PW_ORG | PW_SITE))) return NO;
	if (w & (PW_ORG | PW_SITE | PW_WATER | PW_TEAM)) return EMBEDDED;
	if (names_person(f, n)) return NO;
	if (f->tok->upos[n] != DL_PROPN && plain_word(f, n)) return NAME;       /* a title in capitals */
	return sure || label_is(f, m->first, DL_N_B_LOC) ? EMBEDDED : NO;
}

/* "Typhoon Haiyan", "Tropical Storm Florence": storms bear names that towns bear too. */
static bool storm_before(const finder *f, uint32_t p)
{
	return capital(f, p) && (form_is(f, p, "Typhoon") || form_is(f, p, "Hurricane") || form_is(f, p, "Cyclone")
	                         || form_is(f, p, "Storm"));
}

/* "Saffir–Simpson": token t hangs by a dash at p on a name that is no place. "D-Winthrop" is where somebody sits. */
static bool strung_to(const finder *f, uint32_t t, uint32_t p)
{
	place_cand c[PLACE_CANDS];
	slice s = f->tok->form[p];
	if (p < 2 || (!slice_eq(s, S("-")) && !slice_eq(s, S("–")) && !slice_eq(s, S("‐")))) return false;
	return tok_end(f, p) == f->tok->start[t] && tok_end(f, p - 1) == f->tok->start[p] && capital(f, p - 1)
	       && f->tok->bytes[p - 1] > 2 && !place_lookup(f->kb->places, f->tok->form[p - 1], c);
}

/* What the capitalised word before the name makes of it. */
static enum verdict by_previous(const finder *f, const toponym *m, bool sure)
{
	uint32_t p = m->first - 1;
	if (!in_sentence(f, p, m->sent) || !tokens_adjacent(f, p)) return NAME;
	if (storm_before(f, p) || (!sure && strung_to(f, m->first, p))) return NO;
	if (form_is(f, p, "of") && in_sentence(f, p - 1, m->sent) && capital(f, p - 1) && (word_of(f, p - 1) & PW_ORG))
		return EMBEDDED;
	if (!capital(f, p) || plain_word(f, p)) return NAME;
	unsigned w = word_of(f, p);
	place_cand c[PLACE_CANDS];
	if (w & PW_SIDE) return NAME;
	if (place_lookup(f->kb->places, f->tok->form[p], c) && always_place(f->kb->places, c, 1)) return NAME;
	if (in_sentence(f, p - 1, m->sent) ? false : (w & PW_NOT) != 0) return NAME;   /* a common word at the head */
	return sure || label_is(f, m->first, DL_N_B_LOC) ? EMBEDDED : NO;
}

static bool person_surname(const finder *f, slice word)
{
	for (uint32_t i = 1; i < f->mentions.n; i++) {
		const dl_mention *p = &f->mentions.v[i];
		slice s = span_text(f->text, p->at);
		if (p->kind == DL_M_PERSON && s.n > word.n && slice_ends(s, word) && s.p[s.n - word.n - 1] == ' ') return true;
	}
	return false;
}

/* A street's name is no town: "Hope Street", "Lucy Pen Road", "at Salem and Dead River roads". */
static bool street_follows(const finder *f, uint32_t first, uint32_t last)
{
	uint32_t t = last + 1, end = min_u32(last + 6, f->tok->n), and_at = 0;
	bool second = first > 2 && form_is(f, first - 1, "and") && capital(f, first - 2);
	for (; t < end && in_sentence(f, t, f->tok->sent[last]) && tokens_adjacent(f, t - 1); t++) {
		if (word_of(f, t) & PW_STREET) return capital(f, t) || and_at || second;
		if (form_is(f, t, "and") && !and_at) and_at = t;
		else if (!capital(f, t)) return false;
	}
	return false;
}

/* "the 800 block of South Escanaba": behind "block of" stands a street, whether it is called one or not. */
static bool block_before(const finder *f, uint32_t first)
{
	uint32_t t = first - 1;
	while (t > 2 && in_sentence(f, t, f->tok->sent[first])
	       && (word_of(f, t) & PW_SIDE || f->tok->bytes[t] == 1 || form_is(f, t, "."))) t--;
	return t > 1 && in_sentence(f, t - 1, f->tok->sent[first]) && form_is(f, t, "of")
	       && (form_is(f, t - 1, "block") || form_is(f, t - 1, "blocks"));
}

/* "the Southern District of New York": a direction and a word of its kind, and whose it is stands behind. */
static bool is_court_district(const finder *f, const toponym *m)
{
	return m->last == m->first + 1 && (word_of(f, m->first) & (PW_SIDE | PW_NOT)) && (word_of(f, m->last) & PW_TYPE2)
	       && in_sentence(f, m->last + 1, m->sent) && form_is(f, m->last + 1, "of");
}

/* "D-Winthrop", "R-Ohio": behind one capital and a dash stands where somebody sits for a party. */
static bool sits_for(const finder *f, uint32_t t)
{
	return in_sentence(f, t - 2, f->tok->sent[t]) && form_is(f, t - 1, "-") && f->tok->bytes[t - 2] == 1
	       && capital(f, t - 2) && tok_end(f, t - 1) == f->tok->start[t] && tok_end(f, t - 2) == f->tok->start[t - 1];
}

bool joined_to_place(const finder *f, uint32_t t)
{
	place_cand c[PLACE_CANDS];
	return in_sentence(f, t - 3, f->tok->sent[t]) && form_is(f, t - 1, "and") && label_is(f, t - 2, DL_N_B_LOC)
	       && listed(f, W_BEFORE_PLACE, f->tok->form[t - 3]) && place_lookup(f->kb->places, f->tok->form[t], c);
}

/* Is the name, found in a table, a place here? Sets form, type and may lengthen it. */
static bool accept(const finder *f, toponym *m)
{
	const place_kb *kb = f->kb->places;
	bool single = m->first == m->last;
	bool loc = label_is(f, m->first, DL_N_B_LOC) || sits_for(f, m->first) || (single && joined_to_place(f, m->first));
	bool sure = always_place(kb, m->cand, m->n_cands) || most_people(kb, m->cand, m->n_cands) >= 100000;
	unsigned w = single ? word_of(f, m->first) : 0;
	bool adjective = true;
	for (uint32_t i = 0; i < m->n_cands; i++) adjective &= (m->cand[i].flags & PN_ADJ) != 0;
	/* "Canadian" is the nation's, not Canadian in Texas, unless a region stands behind it */
	if (single && !adjective && m->cand[0].flags & PN_ADJ && !region_follows(f, m->last)) {
		bool country = false;
		for (uint32_t i = 0; i < m->n_cands; i++)
			country |= !(m->cand[i].flags & PN_ADJ) && m->cand[i].spot & SPOT_SOURCE;
		adjective = !country;
	}
	m->form = adjective ? 'a' : 'n';
	if (is_court_district(f, m)) return false;
	if ((w & PW_THE) && !(m->first > 1 && form_is(f, m->first - 1, "the"))) return false;
	if (single && !adjective && (w & ~(unsigned)PW_THE) && !loc && !region_follows(f, m->last)) return false;
	if (single && plain_word(f, m->first) && !loc && m->form != 'a') return false;
	/* "Metro police", "the North": a direction alone is no town, whatever label it has. */
	if (single && w & PW_SIDE && !adjective && !region_follows(f, m->last)) return false;
	if (single && !adjective && !always_place(kb, m->cand, m->n_cands) && (!loc || !led_to(f, m->first))
	    && !region_follows(f, m->last) && person_surname(f, f->tok->form[m->first])) return false;
	/* A short form of a state stands behind a town only: "Dayton, Ore." */
	if (single && m->cand[0].flags & PN_SHORT && !(m->first > 2 && form_is(f, m->first - 1, ","))) {
		bool side = in_sentence(f, m->first - 1, m->sent) && word_of(f, m->first - 1) & PW_SIDE;       /* "East LA" */
		if (f->tok->form[m->first].n < 3 && (!loc || (side && capital(f, m->first - 1)))) return false;
	}
	/* "KINGMAN, Ariz." where the labels have a person. */
	bool headed = m->first == f->tok->sent_first[m->sent] && region_follows(f, m->last);
	if (named(f, m->first, DL_M_PERSON) && !headed) return false;
	if (single && too_short(f, m) && !region_follows(f, m->last)) return false;
	if (single && !adjective && w & (PW_SITE | PW_ORG | PW_TYPE1 | PW_TYPE2 | PW_TOWN)
		&& !region_follows(f, m->last))
		return false;
	if (single && !adjective && !loc && unlikely_place(f, m)) return false;
	if (single && !loc && listed(f, W_CALENDAR_NAME, f->tok->form[m->first])) return false;     /* "On Thursday, UK" */
	/* "UN", a known body, is no village of India; "US" is in our own table */
	if (single && f->tok->form[m->first].n <= 4 && !(m->cand[0].spot & SPOT_SOURCE) && named(f, m->first, DL_M_ORG)) {
		slice s = f->tok->form[m->first];
		if (s.n > 1 && s.p[1] >= 'A' && s.p[1] <= 'Z') return false;
	}
	if (!adjective && (street_follows(f, m->first, m->last) || block_before(f, m->first))) return false;
	if (!single) m->type = word_of(f, m->last) & PW_TYPE2;     /* "Fayette County" is no town that is called so too */
	enum verdict next = by_next(f, m, sure), previous = by_previous(f, m, sure || adjective);
	if (next == NO || previous == NO) return false;
	if (next == EMBEDDED && w & PW_NOT && !always_place(kb, m->cand, m->n_cands)) return false;     /* "Tyler House" */
	if ((next == EMBEDDED || previous == EMBEDDED) && m->form == 'n') m->form = 'e';
	return true;
}

static toponym *push(finder *f, toponyms *out, const toponym *m)
{
	toponym *to = VEC_PUSH(f->w->out, out);
	if (!to) return f->nomem = true, NULL;
	*to = *m;
	to->cand = ARENA_ARRAY(f->w->out, place_cand, m->n_cands + 1);
	if (!to->cand) return f->nomem = true, NULL;
	if (m->n_cands) memcpy(to->cand, m->cand, m->n_cands * sizeof *m->cand);
	to->at = (dl_span){f->tok->start[m->first], tok_end(f, m->last)};
	return to;
}

/* "U.S.-led", "Baghdad-based" when the tokeniser leaves them whole. */
static bool hyphen_head(finder *f, uint32_t t, toponyms *out)
{
	slice s = f->tok->form[t];
	place_cand c[PLACE_CANDS];
	const char *dash = memchr(s.p, '-', s.n);
	if (!dash) return false;
	slice head = {s.p, (size_t)(dash - s.p)};
	toponym m = {.first = t, .last = t, .sent = f->tok->sent[t], .cand = c};
	m.n_cands = place_lookup(f->kb->places, head, c);
	if (!m.n_cands || place_word(f->kb->places, head)) return false;
	m.form = c[0].flags & PN_ADJ ? 'a' : 'n';
	toponym *to = push(f, out, &m);
	if (to) to->at.end = to->at.start + (uint32_t)head.n;
	return true;
}

/* "State of Virginia", "Republic of Artsakh": what follows is the name, if it is any that is known. */
static bool leads_to_name(const finder *f, uint32_t t, uint32_t end)
{
	if (t == end || !form_is(f, t + 1, "of")) return false;
	return (word_of(f, t) & (PW_TYPE1 | PW_TYPE2 | PW_TOWN)) || form_is(f, t, "Kingdom");
}

/* "South London", of no table itself: the town; returns its last token, 0 when it is none. */
static uint32_t side_of_town(finder *f, uint32_t t, uint32_t end, toponyms *out)
{
	place_cand c[PLACE_CANDS];
	for (uint32_t e = end; e > t && (word_of(f, t) & PW_SIDE); e--) {
		toponym m = {.first = t, .last = e, .sent = f->tok->sent[t], .cand = c, .form = 'n'};
		m.n_cands = place_lookup(f->kb->places, words_text(f, t + 1, e), c);
		if (!m.n_cands || c[0].flags & (PN_ADJ | PN_SHORT)) continue;
		if (most_people(f->kb->places, c, m.n_cands) < QUARTERED_PEOPLE) continue;
		if (street_follows(f, t, e) || block_before(f, t) || by_next(f, &m, true) != NAME) return 0;
		push(f, out, &m);
		return m.last;
	}
	return 0;
}

/* "District Court", "LA Sheriff", "Typhoon Haiyan": a body or a storm, not a building by its name. */
static bool nameless(const finder *f, uint32_t first, uint32_t last)
{
	unsigned tail = word_of(f, last);
	if (form_is(f, last, "Sheriff") || storm_before(f, first)) return true;
	if (last == first + 1 && (word_of(f, first) & PW_SIDE) && (tail & PW_TYPE2)) return true;  /* "Southern District" */
	if (!form_is(f, last, "Court") || !(tail & PW_SITE)) return false;
	for (uint32_t t = first; t < last; t++)
		if (!word_of(f, t) && !form_is(f, t, "Supreme") && !form_is(f, t, "Crown") && !form_is(f, t, "Circuit"))
			return false;
	return true;
}

/* Streets, buildings, streams that no table has: "6016 Dublin Road", "Highway 61", "Oakport Township". */
static uint32_t unknown_site(finder *f, uint32_t t, toponyms *out)
{
	uint32_t last = t, e = run_end(f, t);
	toponym m = {.first = t, .sent = f->tok->sent[t], .form = 'n', .unknown = 1};
	bool labelled = label_is(f, t, DL_N_B_LOC);
	unsigned w = word_of(f, t);
	if (named(f, t, DL_M_PERSON) || leads_to_name(f, t, e)) return 0;
	if ((last = side_of_town(f, t, e, out))) return last;
	last = t;
	if (labelled) while (last < e && f->tok->name[last + 1] == DL_N_I_LOC) last++;
	if (!labelled || last == t) {
		while (last < e && capital(f, last + 1)) last++;
		unsigned tail = word_of(f, last);
		bool site = last > t && (tail & (PW_SITE | PW_WATER | PW_TOWN | PW_TYPE2)) && !(w & PW_NOT && plain_word(f, t));
		bool block = block_before(f, t);
		bool numbered = (w & (PW_SITE | PW_WATER)) && last < e && f->tok->upos[last + 1] == DL_NUM;
		if (numbered) last++;
		else if (!site && !block) return 0;
	}
	if (last == t ? w != 0 : (word_of(f, last) & PW_TEAM) != 0) return 0;      /* "Chicago Bears" */
	if (last > t && (nameless(f, t, last) || names_person(f, last))) return 0;
	m.last = last;
	push(f, out, &m);
	return last;
}

/* "Bay Ridge", "Maiden Rock": the labels hold the words t..e and more for one place's name, and what is left is no word
 * for a kind of place or body. */
static bool cuts_name(const finder *f, uint32_t t, uint32_t e)
{
	const unsigned kinds = PW_TYPE1 | PW_TYPE2 | PW_TOWN | PW_SITE | PW_WATER | PW_ORG | PW_TEAM | PW_QUARTER
	                       | PW_SIDE;
	if (f->tok->name[t] != DL_N_B_LOC) return false;
	for (uint32_t k = t; k < e; k++)
		if (f->tok->name[k + 1] != DL_N_I_LOC) return false;
	return in_sentence(f, e + 1, f->tok->sent[t]) && f->tok->name[e + 1] == DL_N_I_LOC && capital(f, e + 1)
	       && tokens_adjacent(f, e) && !(word_of(f, e + 1) & kinds);
}

/* The longest name at t that is a place here; returns its last token, 0 none. */
static uint32_t match_at(finder *f, uint32_t t, toponyms *out)
{
	place_cand c[PLACE_CANDS];
	for (uint32_t e = run_end(f, t); e >= t; e--) {
		if ((e > t && !capital(f, e)) || cuts_name(f, t, e)) continue;
		toponym m = {.first = t, .last = e, .sent = f->tok->sent[t], .cand = c};
		m.n_cands = place_lookup(f->kb->places, words_text(f, t, e), c);
		if (!m.n_cands || !accept(f, &m)) continue;
		push(f, out, &m);
		return m.last;
	}
	return 0;
}

/* ---------------------------------------------------------------- the outlet's own name behind a headline */
#define MASTHEAD_PARAS 6     /* headline, repeated headline, caption: deeper no page names its outlet so           */
#define MASTHEAD_WORDS 16

static bool is_masthead_word(const finder *f, uint32_t t)
{
	slice s = f->tok->form[t];
	size_t at;
	return listed(f, W_MASTHEAD, s) || slice_find(s, S(".com"), &at) || slice_find(s, S("-TV"), &at);
}

/* "Teen shot in Rome - WXGA-TV News, Weather - Macon, Georgia": token where the outlet's name begins that stands behind
 * the headline, a dash or a bar before it and no verb in it; 0 none. */
static uint32_t masthead_of(const finder *f, uint32_t s)
{
	const dl_tokens *k = f->tok;
	uint32_t first = k->sent_first[s], end = k->sent_first[s + 1], from = 0;
	bool media = false;
	if (k->sent_para[s] > k->sent_para[1] + MASTHEAD_PARAS) return 0;
	for (uint32_t t = first + 1; t + 1 < end; t++) {
		bool bar = slice_eq(k->form[t], S("|"));
		if (!from && (bar || tok_is_dash(f, t)) && end - t <= MASTHEAD_WORDS) from = t + 1;
		else if (from && k->upos[t] == DL_VERB && k->xpos[t] != DL_T_VBG) from = 0, media = false;
		if (from && t >= from) media |= is_masthead_word(f, t);
	}
	return from && (media || is_masthead_word(f, end - 1)) ? from : 0;
}

static bool scanned(unsigned block)
{
	return block != DL_BLOCK_FURNITURE && block != DL_BLOCK_CREDIT && block != DL_BLOCK_BYLINE && block != DL_BLOCK_LINK
	       && block != DL_BLOCK_DOUBLE;
}

dl_status toponyms_scan(finder *f, toponyms *out)
{
	const dl_tokens *tok = f->tok;
	for (uint32_t s = 1; s < tok->n_sents && !f->nomem; s++) {
		if (!scanned(tok->sent_block[s])) continue;
		uint32_t masthead = masthead_of(f, s), had = out->n;
		for (uint32_t t = tok->sent_first[s]; t < tok->sent_first[s + 1]; t++) {
			uint32_t last = 0;
			if (!capital(f, t)) continue;
			bool own = masthead && t >= masthead;
			if (!(last = match_at(f, t, out)) && !own && !hyphen_head(f, t, out)) last = unknown_site(f, t, out);
			if (last) t = last;
		}
		for (uint32_t i = had; masthead && i < out->n; i++) {
			out->v[i].masthead = out->v[i].first >= masthead;
			if (out->v[i].masthead && out->v[i].form != 'a') out->v[i].form = 'e';
		}
	}
	return f->nomem ? DL_NOMEM : DL_OK;
}
