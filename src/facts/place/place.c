/* SPDX-License-Identifier: Apache-2.0
 *
 * place.c - which place a name means.
 *
 * In: toponyms with their candidates. Out: what each means, handed to place_write.c. For "officials in Alexandria said"
 * in thetowntalk.com, whose next line names Rapides Parish:
 *
 *      Alexandria, Egypt      prior 232 (5 million people)
 *      Alexandria, Louisiana  prior 155 + 60 home state + 40 home town near + 40 named region's state: meant
 *
 * What stands beside a name decides ("Paris, Texas"), then weights are added up: size, the outlet's home, the
 * countries and regions that the document names, nearness to its other places. One name means one place through
 * a document unless something beside it says otherwise. All weights are integers; their sizes were set on the
 * development parts of LGL, TR-News and GeoWebNews (bench/yardstick places). Countries stay countries: no pin
 * on the capital.
 */
#include "facts/place/place.h"

/* Weights of evidence, in tenths of a doubling of population. */
enum {
	W_WITHIN = 400,          /* its container is named beside it                                          */
	W_COUNTRY_NAMED = 18,    /* the document names its country: per doubling of mentions                  */
	W_COUNTRY_MAX = 70,
	W_COUNTRY_NOUN = 30,     /* by its own name, not by an adjective or through its towns                 */
	W_REGION_NAMED = 20,     /* or its first-level region                                                 */
	W_REGION_MAX = 70,
	W_HOME_REGION = 60, W_HOME_COUNTRY = 30, W_HOME_NEAR = 40, NEAR_HOME_KM = 150,
	W_HOME_QUARTER = 60,     /* a quarter of the outlet's own town                                        */
	W_NEAR = 20, W_NEAR_MAX = 60, NEAR_KM = 120,     /* other places of the document                      */
	W_TYPE = 120,            /* a type word says what kind of place it is                                 */
	W_OUTLET_NAME = 90,      /* "Paris" in theparisnews.com, where the text names Texas                   */
	W_STATE_MAX = 70,        /* "Georgia" in a text on American places is the state                       */
	STATE_PEOPLE = 2000000,  /* "New York" is the city, "Oklahoma" the state                              */
	SMALL_PEOPLE = 50000,    /* a smaller town than this does not bear a state's name alone                 */
	GREAT_PEOPLE = 2000000   /* a town with boroughs                                                       */
};

static int log2_tenths(uint32_t n)
{
	int b = 0;
	for (uint32_t v = n; v > 1; v >>= 1) b++;
	return n ? b * 10 + (int)((((uint64_t)n << 5 >> b) & 31) * 10 / 32) : 0;
}

static int prior(const spot *s, unsigned flags)
{
	int p = 0;
	switch (s->kind) {
	case DL_P_COUNTRY: p = 260; break;
	case DL_P_CONTINENT: p = 270; break;
	case DL_P_ADM1: p = 200; break;
	case DL_P_ADM2: p = 70; break;
	case DL_P_AREA: case DL_P_WATER: case DL_P_LANDMARK: p = 235; break;
	case DL_P_PART: p = s->population ? log2_tenths(s->population) - 40 : s->in && !s->geoname ? 235 : 0; break;
	default: p = log2_tenths(s->population) + (s->feature == 9 ? 40 : s->feature == 8 ? 12 : 0);
	}
	if (flags & PN_STEM) p -= 150;             /* "Douglas" is hardly Douglas County */
	if (flags & PN_ALT && s->kind == DL_P_CITY) p -= 25;
	return p;
}

static bool contains(const place_kb *kb, uint32_t outer, uint32_t inner)
{
	spot o = spot_get(kb, outer), i = spot_get(kb, inner);
	if (outer == inner) return false;
	switch (o.kind) {
	case DL_P_COUNTRY: return i.country == o.country && i.kind != DL_P_COUNTRY;
	case DL_P_CONTINENT: return false;
	case DL_P_ADM1:
		if ((outer & SPOT_SOURCE) == SPOT_OWN)     /* England, Gaza: areas of ours have no code in the gazetteer */
			return i.kind != DL_P_COUNTRY && i.country == o.country
			       && distance_km(o.lat_e5, o.lon_e5, i.lat_e5, i.lon_e5) < 350;
		return i.adm1 == outer;
	case DL_P_ADM2:
		return i.kind >= DL_P_CITY && i.adm1 == o.adm1 && !(inner & SPOT_SOURCE)
		       && gaz_adm2(&kb->gaz.places[i.in ? i.in : inner]) == outer;
	case DL_P_CITY:
		for (uint32_t up = i.in, n = 0; up && n < 8; n++, up = spot_get(kb, up).in)
			if (up == outer) return true;
		/* "Croydon, London": great towns have towns in them. */
		return (i.kind == DL_P_PART || i.kind == DL_P_LANDMARK
		        || (i.kind == DL_P_CITY && o.population > GREAT_PEOPLE && i.population < o.population / 4))
		       && distance_km(o.lat_e5, o.lon_e5, i.lat_e5, i.lon_e5) < 30;
	default: return i.in == outer;
	}
}

/* Between two names only a comma, "in", "of" or nothing: "Paris, Texas", "Basra in southern Iraq", "Iraq's Anbar". */
static bool beside(const finder *f, const toponym *a, const toponym *b)
{
	uint32_t n = 0;
	if (a->sent != b->sent || b->first - a->last > 5) return false;
	for (uint32_t t = a->last + 1; t < b->first; t++) {
		slice s = f->tok->form[t];
		if (slice_eq(s, S(",")) || slice_eq(s, S("(")) || slice_eq(s, S("'s")) || slice_eq(s, S("’s"))
		    || slice_eq(s, S("in")) || slice_eq(s, S("of")) || slice_eq(s, S("the")) || slice_eq(s, S("'"))) continue;
		if (place_word(f->kb->places, s) & (PW_SIDE | PW_TYPE1 | PW_TYPE2 | PW_TOWN)) continue;
		if (++n > 0) return false;
	}
	return true;
}

static bool may_be_country(const place_kb *kb, const toponym *m)
{
	for (uint32_t i = 0; i < m->n_cands; i++)
		if (spot_get(kb, m->cand[i].spot).kind == DL_P_COUNTRY) return true;
	return false;
}

/* Bind inner to outer when one of inner's candidates lies in one of outer's. Two countries side by side are a list:
 * "Italy, the United States" is no town of Texas, though "Italy, Texas" is. */
static bool bind(place_scene *c, uint32_t inner, uint32_t outer)
{
	const place_kb *kb = c->f->kb->places;
	toponym *i = &c->top.v[inner];
	const toponym *o = &c->top.v[outer];
	bool listed = may_be_country(kb, i) && may_be_country(kb, o);
	for (uint32_t a = 0; a < i->n_cands; a++)
		for (uint32_t b = 0; b < o->n_cands; b++) {
			if (i->cand[a].flags & PN_ADJ || !contains(kb, o->cand[b].spot, i->cand[a].spot)) continue;
			bool town = spot_get(kb, i->cand[a].spot).kind > DL_P_ADM1;
			if (listed && town && spot_get(kb, o->cand[b].spot).kind == DL_P_COUNTRY) continue;
			i->within = outer + 1;
			return true;
		}
	return false;
}

/* "met in Charlevoix, Quebec, on Friday" where tables know a Charlevoix in Michigan only: the region behind the comma
 * is told, so it is a town of that name there. In a list ("London, Quebec and Lima") the comma says nothing. */
static bool names_region_of(const place_scene *c, uint32_t at)
{
	const finder *f = c->f;
	const toponym *a = &c->top.v[at], *b = a + 1, *before = at ? a - 1 : NULL;
	const toponym *behind = at + 2 < c->top.n ? a + 2 : NULL;
	if (a->form == 'a' || b->form == 'a' || a->last + 2 != b->first || !tok_is_comma(f, a->last + 1)) return false;
	if (!tok_is_comma(f, b->last + 1) && f->tok->upos[b->last + 1] != DL_PUNCT) return false;
	if ((before && before->last + 2 == a->first) || (behind && behind->first == b->last + 2)) return false;
	for (uint32_t i = 0; i < a->n_cands; i++)
		if (spot_get(f->kb->places, a->cand[i].spot).kind <= DL_P_ADM1) return false;
	for (uint32_t i = 0; i < b->n_cands; i++) {
		bool adjective = b->cand[i].flags & PN_ADJ;
		if (!adjective && spot_get(f->kb->places, b->cand[i].spot).kind == DL_P_ADM1) return true;
	}
	return false;
}

static void bind_neighbours(place_scene *c)
{
	for (uint32_t i = 0; i + 1 < c->top.n; i++) {
		const toponym *a = &c->top.v[i], *b = &c->top.v[i + 1];
		if (!beside(c->f, a, b)) continue;
		/* the wider one behind ("Paris, Texas") or, as an adjective or possessor, before ("Iraq's Anbar") */
		if ((a->form != 'a' && bind(c, i, i + 1)) || bind(c, i + 1, i) || !names_region_of(c, i)) continue;
		c->top.v[i].unknown = c->top.v[i + 1].region = 1;
	}
}

static void count_place(place_scene *c, uint32_t id, uint32_t weight)
{
	spot s = spot_get(c->f->kb->places, id);
	c->country[s.country] = (uint16_t)min_u32(60000, c->country[s.country] + weight);
	if (!s.adm1) return;
	uint32_t r = 0;
	while (r < c->n_regions && c->regions[r].spot != s.adm1) r++;
	if (r == COUNT(c->regions)) return;
	if (r == c->n_regions) c->regions[c->n_regions++].spot = s.adm1;
	c->regions[r].n += weight;
}

static uint32_t region_count(const place_scene *c, uint32_t adm1)
{
	for (uint32_t r = 0; adm1 && r < c->n_regions; r++)
		if (c->regions[r].spot == adm1) return c->regions[r].n;
	return 0;
}

static int home_weight(const place_scene *c, const spot *s)
{
	int w = 0;
	if (!c->home || s->kind == DL_P_CONTINENT) return 0;
	if (s->country == c->home_spot.country) w += W_HOME_COUNTRY;
	if (c->home_spot.kind == DL_P_COUNTRY) return w;
	if (s->adm1 && s->adm1 == c->home_spot.adm1) w += W_HOME_REGION;
	if (s->kind >= DL_P_ADM2
		&& distance_km(s->lat_e5, s->lon_e5, c->home_spot.lat_e5, c->home_spot.lon_e5) < NEAR_HOME_KM)
		w += W_HOME_NEAR;
	if (s->in == c->home) w += W_HOME_QUARTER;
	return w;
}

static int near_weight(const place_scene *c, const spot *s, uint32_t id)
{
	int w = 0;
	if (s->kind < DL_P_ADM2) return 0;
	for (uint32_t i = 0; i < c->n_near && w < W_NEAR_MAX; i++)
		if (c->near[i].pick != id && distance_km(s->lat_e5, s->lon_e5, c->near[i].lat, c->near[i].lon) < NEAR_KM)
			w += W_NEAR;
	return w;
}

static int type_weight(const toponym *m, const spot *s, unsigned flags)
{
	if (m->type & (PW_TYPE1 | PW_TYPE2)) {
		if (s->kind == DL_P_ADM1 && m->type & PW_TYPE1) return W_TYPE;
		if (s->kind == DL_P_ADM2 && m->type & PW_TYPE2) return W_TYPE + (flags & PN_STEM ? 150 : 0);
		if (s->kind == DL_P_ADM2 || s->kind == DL_P_ADM1) return W_TYPE / 2 + (flags & PN_STEM ? 150 : 0);
		return 0;
	}
	if (m->type & PW_TOWN && s->kind == DL_P_CITY) return W_TYPE;
	return 0;
}

static bool of_kind(const place_scene *c, const toponym *m, unsigned kind)
{
	for (uint32_t i = 0; i < m->n_cands; i++)
		if (!(m->cand[i].flags & PN_ADJ) && spot_get(c->f->kb->places, m->cand[i].spot).kind == kind) return true;
	return false;
}

static int weigh(const place_scene *c, const toponym *m, place_cand k, bool context)
{
	const place_kb *kb = c->f->kb->places;
	spot s = spot_get(kb, k.spot);
	int w = prior(&s, k.flags) + type_weight(m, &s, k.flags) + home_weight(c, &s);
	if (m->within) {
		const toponym *o = &c->top.v[m->within - 1];
		for (uint32_t b = 0; b < o->n_cands; b++)
			if (contains(kb, o->cand[b].spot, k.spot)) { w += W_WITHIN; break; }
	}
	/* a short form behind a town is the state: "Gary, Ind." */
	if (k.flags & PN_SHORT) w += 60;
	if (!context) return w;
	int named = log2_tenths(c->country[s.country]) * W_COUNTRY_NAMED / 10;
	if (s.kind != DL_P_COUNTRY) w += named < W_COUNTRY_MAX ? named : W_COUNTRY_MAX;
	int region = log2_tenths(2 * region_count(c, s.adm1)) * W_REGION_NAMED / 10;
	if (c->noun[s.country] && !of_kind(c, m, DL_P_COUNTRY)) w += W_COUNTRY_NOUN;
	if (s.kind == DL_P_ADM1 && of_kind(c, m, DL_P_COUNTRY)) w += 2 * named < W_STATE_MAX ? 2 * named : W_STATE_MAX;
	if (m->of_outlet && s.kind == DL_P_CITY && region_count(c, s.adm1)) w += W_OUTLET_NAME;
	if (s.kind != DL_P_ADM1) w += region < W_REGION_MAX ? region : W_REGION_MAX;
	return w + near_weight(c, &s, k.spot);
}

/* A name that a wider place bears by right: "Mexico" is not Mexico City, "Panama" not its capital, "Niger" not Niger
 * State, "Oklahoma" not Oklahoma City, and "Florida" not the town of that name in New York. A word ("the city of") or a
 * region beside it says otherwise, and so does a paper that is at home in the small town's own state. */
static bool shadowed(const place_scene *c, const toponym *m, place_cand k)
{
	const place_kb *kb = c->f->kb->places;
	spot s = spot_get(kb, k.spot);
	if (k.spot & SPOT_SOURCE || m->type || m->within) return false;
	for (uint32_t i = 0; i < m->n_cands; i++) {
		place_cand o = m->cand[i];
		spot wide = spot_get(kb, o.spot);
		if (o.spot == k.spot || o.flags & (PN_ADJ | PN_STEM) || wide.country != s.country) continue;
		if (wide.kind == DL_P_COUNTRY && s.kind == DL_P_CITY) return true;
		if (wide.kind != DL_P_ADM1 || s.kind != DL_P_CITY) continue;
		if (k.flags & PN_ALT && s.adm1 == o.spot && s.population < STATE_PEOPLE) return true;
		if (s.adm1 != o.spot && s.population < SMALL_PEOPLE && !(c->home && c->home_spot.adm1 == s.adm1)) return true;
	}
	/* "Niger State" where the text has "Niger", which a country is called. */
	return s.kind == DL_P_ADM1 && !slice_eq_fold(s.name, span_text(c->f->text, m->at)) && of_kind(c, m, DL_P_COUNTRY);
}

static void choose(const place_scene *c, toponym *m, bool context)
{
	int best = INT32_MIN, second = INT32_MIN;
	for (uint32_t i = 0; i < m->n_cands; i++) {
		if ((m->form != 'a' && m->cand[i].flags & PN_ADJ) || shadowed(c, m, m->cand[i])) continue;
		if (m->region && spot_get(c->f->kb->places, m->cand[i].spot).kind != DL_P_ADM1) continue;
		int w = weigh(c, m, m->cand[i], context);
		if (w > best) second = best, best = w, m->pick = m->cand[i].spot;
		else if (w > second) second = w;
	}
	spot s = spot_get(c->f->kb->places, m->pick);
	if (m->form == 'a') m->evidence = PE_ADJECTIVE;
	else if (m->within) m->evidence = PE_WITHIN;
	else if (second == INT32_MIN) m->evidence = m->pick & SPOT_SOURCE ? PE_TABLE : PE_ONLY;
	else if (m->type) m->evidence = PE_TYPE;
	else if (home_weight(c, &s) >= W_HOME_REGION) m->evidence = PE_HOME;
	else if (context && near_weight(c, &s, m->pick) > 0) m->evidence = PE_NEAR;
	else m->evidence = PE_LARGEST;
	if (m->dateline && m->evidence == PE_LARGEST) m->evidence = PE_DATELINE;
}

static void add_near(place_scene *c, uint32_t pick)
{
	spot s = spot_get(c->f->kb->places, pick);
	if (s.kind < DL_P_ADM2 || s.kind == DL_P_CONTINENT) return;
	for (uint32_t i = 0; i < c->n_near; i++)
		if (c->near[i].pick == pick) return;
	if (c->n_near < COUNT(c->near)) {
		c->near[c->n_near].lat = s.lat_e5, c->near[c->n_near].lon = s.lon_e5;
		c->near[c->n_near++].pick = pick;
	}
}

static void resolve(place_scene *c)
{
	for (int pass = 0; pass < 3; pass++) {
		memset(c->country, 0, sizeof *c->country * c->f->kb->places->gaz.n_countries);
		if (pass) {
			c->n_regions = c->n_near = 0;
			for (uint32_t i = 0; i < c->top.n; i++) {
				const toponym *m = &c->top.v[i];
				if (m->pick >> 28 == SPOT_COUNTRY >> 28 && m->form == 'n') c->noun[m->pick & ~SPOT_SOURCE] = true;
				/* what is bound or of one meaning only tells more than a guess of the last pass */
				bool firm = m->within || m->n_cands == 1 || m->pick & SPOT_SOURCE;
				if (m->pick && (firm || pass > 1)) count_place(c, m->pick, firm ? 2 : 1), add_near(c, m->pick);
			}
		}
		for (uint32_t i = 0; i < c->top.n; i++)
			if (!c->top.v[i].unknown) choose(c, &c->top.v[i], pass > 0);
	}
	places_settle(c);
}

static void find_datelines(place_scene *c)
{
	for (uint32_t i = 0; i < c->top.n; i++)
		if (is_dateline(c->f, c->top.v[i].first)) c->top.v[i].dateline = 1;
}

/* Letters of the outlet's domain or name, "theparisnews". */
static size_t outlet_letters(const dl_doc *doc, char *to, size_t cap)
{
	slice s = doc->outlet.n ? doc->outlet : doc->url;
	size_t n = 0;
	for (size_t i = 0; i < s.n && n < cap; i++) {
		char c = s.p[i] >= 'A' && s.p[i] <= 'Z' ? (char)(s.p[i] | 32) : s.p[i];
		if (c == '/' && i && s.p[i - 1] != ':' && s.p[i - 1] != '/') break;
		if (c >= 'a' && c <= 'z') to[n++] = c;
	}
	return n;
}

static void find_outlet_names(place_scene *c)
{
	char outlet[64], name[64];
	slice in = {outlet, outlet_letters(c->f->doc, outlet, sizeof outlet)};
	if (c->home && c->home_spot.kind != DL_P_COUNTRY) return;
	for (uint32_t i = 0; i < c->top.n; i++) {
		slice s = span_text(c->f->text, c->top.v[i].at);
		size_t n = 0, at;
		for (size_t k = 0; k < s.n && n < sizeof name; k++)
			if ((s.p[k] | 32) >= 'a' && (s.p[k] | 32) <= 'z') name[n++] = (char)(s.p[k] | 32);
		c->top.v[i].of_outlet = n >= 5 && slice_find(in, (slice){name, n}, &at);
	}
}

dl_status places_find(finder *f)
{
	place_scene c = {.f = f};
	const place_kb *kb = f->kb->places;
	dl_status st = toponyms_scan(f, &c.top);
	if (st != DL_OK) return st;
	c.country = ARENA_ARRAY(f->w->out, uint16_t, kb->gaz.n_countries);
	c.noun = ARENA_ARRAY(f->w->out, bool, kb->gaz.n_countries);
	if (!c.country || !c.noun) return DL_NOMEM;
	c.home = outlet_home(kb, f->doc->outlet, f->doc->url);
	if (c.home) c.home_spot = spot_get(kb, c.home);
	bind_neighbours(&c);
	find_datelines(&c);
	find_outlet_names(&c);
	resolve(&c);
	toponyms_write(f, &c.top);
	return f->nomem ? DL_NOMEM : DL_OK;
}
