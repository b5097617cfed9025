/* SPDX-License-Identifier: Apache-2.0
 *
 * claim_place.c - where: the place that a phrase names, and the finer one that its words describe.
 *
 * In: the head of a phrase that tells where. Out: a claim `where` for it and for each place joined to it.
 *
 *      "in Amatrice and Accumoli"                 two places of the gazetteer
 *      "at the state-run school in Chibok"        a place "state-run school" inside Chibok
 *      "outside Iraq's government palace"         "government palace", inside Iraq: not Iraq
 *      "in a barn near Ramallah"                  "barn near Ramallah", beside the town and inside what holds it
 *      "the valley village of Sarn"               "Sarn", which no table has, a town
 *      "in northern Nigeria"                      an area inside Nigeria
 *      "at the scene"                             words, and no place
 *
 * A place in words has the country of what holds it, and its point only when that is a town or finer: the middle of
 * a country is nowhere. What compares happenings takes the place of the gazetteer (reports' where). Cost: linear.
 */
#include "facts/event/happen.h"

#define JOINED_MOST 6

dl_span claim_phrase(const finder *f, uint32_t t)
{
	dl_span at = tree_np(f, t);
	for (uint32_t c = f->first_child[t]; c && c < t; c = f->next_child[c]) {
		unsigned rel = f->tok->rel[c];
		bool leads = rel == DL_R_CASE || rel == DL_R_MARK || rel == DL_R_ADVMOD;
		if (leads && f->tok->start[c] < at.start) at.start = f->tok->start[c];
	}
	return at;
}

bool claim_located(happen *h, uint32_t t)
{
	finder *f = h->f;
	const dl_mention *m = &f->mentions.v[f->mention_at[t]], *x = &f->mentions.v[f->inside[t]];
	if (x->kind == DL_M_PLACE && x->form == 'a' && is_noun(f, t)) return false;       /* "a Briton" */
	bool people = m->kind == DL_M_PERSON || (m->kind == DL_M_GROUP && f->tok->xpos[t] == DL_T_NNPS);   /* "Israelis" */
	if (people) return false;
	return m->kind == DL_M_PLACE || (class_of(h, t) & (h->kb->place | h->kb->building | h->kb->spot));
}

/* ---------------------------------------------------------------- the words of a place */
/* What stands before the name of a place, or in its stead, and describes nothing finer. */
static bool is_vague(const finder *f, uint32_t t)
{
	return tok_in(f, t, W_VAGUE_PLACE);
}

static bool is_compass(const finder *f, uint32_t t)
{
	return t && listed(f, W_COMPASS, f->tok->form[t]);
}

static bool is_place(const finder *f, uint32_t m)
{
	return f->mentions.v[m].kind == DL_M_PLACE && f->mentions.v[m].value;
}

/* The first word of the phrase that describes: no article, possessive, preposition, nor the country of "Iraq's". */
static uint32_t first_word(const finder *f, uint32_t t, dl_span at)
{
	uint32_t first = t;
	while (first > 1 && f->tok->start[first - 1] >= at.start && same_sentence(f, first - 1, t)) first--;
	for (uint32_t c = f->first_child[t]; c && c < t; c = f->next_child[c]) {
		uint32_t m = f->mention_at[c];
		slice name = span_text(f->text, f->mentions.v[m].at);
		/* "St Ann's Hospital" is one name */
		bool saint = f->tok->upos[t] == DL_PROPN && (slice_starts(name, S("St ")) || slice_starts(name, S("St. ")));
		bool place = is_place(f, m) && f->mentions.v[m].form != 'e' && !saint;
		bool owner = f->tok->rel[c] == DL_R_NMOD_POSS && (place || f->tok->upos[c] == DL_PRON);
		for (uint32_t k = c + 1; owner && k < t && k <= c + 2; k++)
			if (f->tok->rel[k] == DL_R_CASE && k + 1 > first) first = k + 1;
		if (owner && c + 1 > first) first = c + 1;
	}
	while (first < t) {
		unsigned u = f->tok->upos[first];
		if (u != DL_DET && u != DL_ADP && u != DL_PRON && u != DL_ADV && u != DL_SCONJ && u != DL_PUNCT) break;
		first++;
	}
	return first;
}

static uint32_t behind_prep(const finder *f, uint32_t t, word_list preps)
{
	for (uint32_t c = f->first_child[t]; c; c = f->next_child[c]) {
		uint32_t prep = c > t && f->tok->rel[c] == DL_R_NMOD ? tree_case(f, c) : 0;
		if (prep && listed(f, preps, f->tok->form[prep])) return c;
	}
	return 0;
}

/* "grounds of the palace", "entrance to the camp": the head and what it is of. */
static dl_span words_of(const finder *f, uint32_t t, dl_span at)
{
	uint32_t behind = behind_prep(f, t, W_PLACE_OF);
	dl_span w = {f->tok->start[first_word(f, t, at)], tok_end(f, t)};
	if (behind && !is_place(f, f->mention_at[behind])) w.end = tree_np(f, behind).end;
	if (w.end > at.end) w.end = at.end > w.start ? at.end : tok_end(f, t);
	return w;
}

/* ---------------------------------------------------------------- a place of its own */
static uint32_t place_add(finder *f, dl_place p, slice name)
{
	p.name = pool_add(f, name), p.geoname = 0, p.evidence = PE_WORDS;
	for (uint32_t i = 1; i < f->places.n; i++) {
		const dl_place *q = &f->places.v[i];
		if (q->evidence == PE_WORDS && q->in == p.in && q->name.at == p.name.at && q->kind == p.kind) return i;
	}
	*(dl_place *)FINDER_PUSH(f, places) = p;
	return f->places.n - 1;
}

static bool is_town(unsigned kind) { return kind == DL_P_CITY || kind == DL_P_PART || kind == DL_P_LANDMARK; }

/* A copy of what holds the new one, without its point unless that is a town's. */
static dl_place held_by(const finder *f, uint32_t in, unsigned kind)
{
	dl_place p = in ? f->places.v[in] : (dl_place){.precision = 7};
	if (!is_town(p.kind)) p.lat_e5 = p.lon_e5 = 0;
	else p.precision = 2;
	p.in = in, p.kind = (uint8_t)kind;
	return p;
}

/* "northern Nigeria", "central London": the word before the mention's own first one. */
static uint32_t quarter_of(finder *f, uint32_t m)
{
	const dl_mention *x = &f->mentions.v[m];
	uint32_t first = x->head;
	while (first > 1 && f->tok->start[first - 1] >= x->at.start) first--;
	uint32_t before = first - 1, in = x->value;
	if (!before || !same_sentence(f, before, first) || !is_compass(f, before) || x->form == 'a') return 0;
	unsigned kind = f->places.v[in].kind == DL_P_CITY ? DL_P_PART : DL_P_AREA;
	return place_add(f, held_by(f, in, kind), slice_sub(f->text, f->tok->start[before], x->at.end));
}

/* "the village of Sarn": a name that no table has. */
static uint32_t town_named(finder *f, uint32_t t, uint32_t m)
{
	uint32_t name = behind_prep(f, t, W_TOWN_OF);
	if (!name || f->tok->upos[name] != DL_PROPN || is_place(f, f->mention_at[name])) return 0;
	return place_add(f, held_by(f, f->mentions.v[m].value, DL_P_CITY), span_text(f->text, tree_np(f, name)));
}

/* The place that the words describe inside that of mention m; 0 when they only name that one. */
static uint32_t place_in_words(finder *f, uint32_t t, uint32_t m, dl_span at)
{
	if (m == f->mention_at[t] || is_vague(f, t)) {
		uint32_t town = is_vague(f, t) && m != f->mention_at[t] ? town_named(f, t, m) : 0;
		return town ? town : quarter_of(f, m);
	}
	if (f->tok->upos[t] != DL_NOUN && f->tok->upos[t] != DL_PROPN) return 0;
	dl_span w = words_of(f, t, at);
	uint32_t in = f->mentions.v[m].value, near = behind_prep(f, t, W_PLACE_BESIDE);
	bool apart = near && tree_within(f, f->mentions.v[m].head, near);
	if (span_overlap(w, f->mentions.v[m].at) && w.end == f->mentions.v[m].at.end) return 0;
	dl_place p = held_by(f, in, DL_P_LANDMARK);
	if (apart) p.in = f->places.v[in].in, w.end = f->mentions.v[m].at.end;
	return place_add(f, p, span_text(f->text, w));
}

/* ---------------------------------------------------------------- claims */
/* "the Hotel Roma in Sarn": what a name contains is no place of the phrase. */
static bool names_place(const finder *f, uint32_t m)
{
	return f->mentions.v[m].kind == DL_M_PLACE && f->mentions.v[m].form != 'e';
}

/* The mention that says where: the head's, one further in, or "at a Dallas nightclub" one before it. */
static uint32_t mention_within(const finder *f, uint32_t t, dl_span at)
{
	uint32_t m = names_place(f, f->mention_at[t]) ? f->mention_at[t] : 0;
	/* "the airport of the capital, Mogadishu": the place is named further in. */
	for (uint32_t k = t; !m && k < f->tok->n && f->tok->start[k] < at.end; k++)
		if (names_place(f, f->mention_at[k])) m = f->mention_at[k];
	for (uint32_t k = t; !m && --k && f->tok->start[k] >= at.start;)
		if (f->mentions.v[f->mention_at[k]].kind == DL_M_PLACE && f->mentions.v[f->mention_at[k]].form != 'a')
			m = f->mention_at[k];
	return m;
}

/* "across the country": the country that the text names most, of those that its places lie in; 0 when it names none. */
static uint32_t country_meant(const finder *f, uint32_t t)
{
	uint32_t best = 0, most = 0;
	if (!tok_is(f, t, "country") || !tree_child_lemma(f, t, DL_R_DET, "the") || tree_child(f, t, DL_R_AMOD)) return 0;
	for (uint32_t p = 1; p < f->places.n; p++) {
		uint32_t n = 0;
		if (f->places.v[p].kind != DL_P_COUNTRY) continue;
		for (uint32_t m = 1; m < f->mentions.n; m++) {
			const dl_mention *x = &f->mentions.v[m];
			n += x->kind == DL_M_PLACE && x->value && !memcmp(f->places.v[x->value].country, f->places.v[p].country, 4);
		}
		if (n > most) best = p, most = n;
	}
	return best;
}

/* "in the capital, Sarn": the name beside it, which the passage takes in. */
static uint32_t named_beside(const finder *f, uint32_t t, dl_span *at)
{
	uint32_t beside = tree_child(f, t, DL_R_APPOS), m = f->mention_at[beside];
	if (beside < t || !is_place(f, m) || f->mentions.v[m].form != 'n') return 0;
	*at = span_join(*at, f->mentions.v[m].at);
	return m;
}

/* "The town", "this hilltop village": the town that the text named last. "The old town" may be another. */
static uint32_t town_last(const finder *f, uint32_t t)
{
	if (!tok_in(f, t, W_TOWN_ITSELF) || f->tok->xpos[t] != DL_T_NN) return 0;
	bool this_one = tree_child_lemma(f, t, DL_R_DET, "this");
	if (!this_one && !tree_child_lemma(f, t, DL_R_DET, "the")) return 0;
	for (uint32_t c = f->first_child[t]; c; c = f->next_child[c]) {
		unsigned rel = f->tok->rel[c];
		if (!this_one && (rel == DL_R_AMOD || rel == DL_R_COMPOUND)) return 0;
		if (rel == DL_R_NMOD || rel == DL_R_ACL || rel == DL_R_ACL_RELCL || rel == DL_R_NMOD_POSS) return 0;
	}
	for (uint32_t k = t; --k;) {
		uint32_t m = f->mention_at[k];
		bool name = is_place(f, m) && f->mentions.v[m].form == 'n';
		if (name && f->places.v[f->mentions.v[m].value].kind == DL_P_CITY) return m;
	}
	return 0;
}

void claim_place_of(finder *f, uint32_t t, dl_claim *c)
{
	uint32_t m = mention_within(f, t, c->at), country = m ? 0 : country_meant(f, t);
	if (!m && !country && is_vague(f, t)) m = named_beside(f, t, &c->at);
	if (!m && !country) m = town_last(f, t);
	c->mention = m;
	if (country) c->kind = DL_V_PLACE, c->value = country;
	if (!m || !f->mentions.v[m].value) return;
	uint32_t finer = place_in_words(f, t, m, c->at);
	c->kind = DL_V_PLACE, c->value = finer ? finer : f->mentions.v[m].value;
}

static void claim_place(happen *h, uint32_t id, uint32_t t)
{
	const dl_mention *m = &h->f->mentions.v[h->f->mention_at[t]];
	const dl_place *p = &h->f->places.v[m->kind == DL_M_PLACE ? m->value : 0];
	dl_span at = claim_phrase(h->f, t);
	if (p->evidence == PE_OFFSET) at = (dl_span){m->at.end - p->name.n, m->at.end};   /* its name is its words */
	dl_claim *c = claim_add(h, id, DL_F_WHERE, at);
	claim_place_of(h->f, t, c);
}

/* "in Milan and Lodi": a conjunct, or what has an "and" of its own. */
static bool is_joined(const finder *f, uint32_t c)
{
	return f->tok->rel[c] == DL_R_CONJ || tree_child(f, c, DL_R_CC);
}

int claim_places(happen *h, uint32_t id, uint32_t t)
{
	const finder *f = h->f;
	int n = 1;
	claim_place(h, id, t);
	for (uint32_t c = f->first_child[t]; c && n < JOINED_MOST; c = f->next_child[c])
		if (is_joined(f, c) && is_place(f, f->mention_at[c])) claim_place(h, id, c), n++;
	return n;
}
