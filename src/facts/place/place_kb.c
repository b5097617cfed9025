/* SPDX-License-Identifier: Apache-2.0
 *
 * place_kb.c - what is known of places: the gazetteer and our own tables under one lookup.
 *
 * In: countries.tsv, regions.tsv, areas.tsv, landmarks.tsv, place_words.tsv, outlets.tsv and the gazetteer.
 * Out: place_lookup("the Green Zone") -> one spot, in Baghdad; "Georgia" -> the country, the state, towns.
 * Opening reads about 1,000 rows; a lookup is two hashes and allocates nothing.
 */
#include "facts/place/place.h"

#include <stdlib.h>

static bool all_caps(slice s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] >= 'a' && s.p[i] <= 'z') return false;
	return true;
}

/* Take the next part of a "; "-separated list off *rest. */
static bool next_item(slice *rest, slice *item)
{
	while (rest->n) {
		size_t at = rest->n;
		const char *semi = memchr(rest->p, ';', rest->n);
		if (semi) at = (size_t)(semi - rest->p);
		*item = slice_trim((slice){rest->p, at});
		*rest = slice_sub(*rest, semi ? at + 1 : at, rest->n);
		if (item->n) return true;
	}
	return false;
}

static bool add_name(place_kb *kb, slice name, uint32_t id, unsigned flags)
{
	char key[PLACE_KEY_MAX];
	size_t n = place_key(name, key);
	if (!n) return true;                       /* "La." alone is short but has a key; an empty item has none */
	/* "US" but not "us"; "La." may be "LA.", never "la": the scan sees only words with a capital. */
	if (all_caps(name) && n <= 4) flags |= PN_CAPS;
	slice kept = arena_copy(kb->a, (slice){key, n});
	uint32_t *first = kept.p ? strmap_put(&kb->by_name, kept) : NULL;
	own_name *row = VEC_PUSH(kb->a, &kb->names);
	if (!first || !row) return false;
	*row = (own_name){id, *first, (uint8_t)flags};
	*first = kb->names.n - 1;
	return true;
}

static bool add_names(place_kb *kb, slice list, uint32_t id, unsigned flags)
{
	for (slice item; next_item(&list, &item);)
		if (!add_name(kb, item, id, flags)) return false;
	return true;
}

static bool add_people(place_kb *kb, slice list, uint32_t id)
{
	for (slice item; next_item(&list, &item);) {
		bool plural = slice_ends(item, S("s")) && !slice_ends(item, S("ss"));
		if (!add_name(kb, item, id, plural || slice_ends(item, S("men")) ? PN_ADJ | PN_PEOPLE : PN_ADJ)) return false;
	}
	return true;
}

/* Degrees, "33.305" or "-77.0", to 1/100,000. */
static bool degrees_e5(slice s, int32_t *out)
{
	int64_t whole = 0, part = 0, scale = 100000;
	bool minus = s.n && s.p[0] == '-';
	size_t i = minus, digits = 0;
	for (; i < s.n && s.p[i] >= '0' && s.p[i] <= '9'; i++, digits++) whole = whole * 10 + (s.p[i] - '0');
	if (i < s.n && s.p[i] == '.')
		for (i++; i < s.n && s.p[i] >= '0' && s.p[i] <= '9'; i++)
			if (scale > 1) part = part * 10 + (s.p[i] - '0'), scale /= 10;
	if (i != s.n || !digits || whole > 180) return false;
	whole = whole * 100000 + part * scale;
	*out = (int32_t)(minus ? -whole : whole);
	return true;
}

static dl_status read_countries(place_kb *kb, const char *folder, dl_error *err)
{
	slice c[TSV_COLS];
	tsv t;
	dl_status st = table_open(folder, "countries.tsv", kb->a, &t, err);
	if (st != DL_OK) return st;
	if (!(kb->country_name = ARENA_ARRAY(kb->a, slice, kb->gaz.n_countries))) return DL_NOMEM;
	while (tsv_next(&t, c)) {
		uint32_t i = gaz_country(&kb->gaz, c[0]);
		if (!i) return table_bad(err, &t, "no country has the code", c[0]);
		uint32_t id = SPOT_COUNTRY | i;
		kb->country_name[i] = c[1];
		if (!add_name(kb, c[1], id, 0) || !add_names(kb, c[2], id, PN_ALT) || !add_people(kb, c[3], id))
			return DL_NOMEM;
	}
	return DL_OK;
}

/* The first-level region of that name in a country, 0 none. */
static uint32_t region_of(const gazetteer *g, uint32_t country, slice name)
{
	char key[PLACE_KEY_MAX];
	size_t n = place_key(name, key);
	gaz_hits h = n ? gazetteer_find(g, (slice){key, n}) : (gaz_hits){0};
	for (uint32_t i = 0; i < h.n; i++) {
		unsigned flags;
		uint32_t p = gaz_hit(h, i, &flags);
		if (g->places[p].kind == DL_P_ADM1 && g->places[p].country == country) return p;
	}
	return 0;
}

static dl_status read_regions(place_kb *kb, const char *folder, dl_error *err)
{
	slice c[TSV_COLS];
	tsv t;
	dl_status st = table_open(folder, "regions.tsv", kb->a, &t, err);
	if (st != DL_OK) return st;
	while (tsv_next(&t, c)) {
		uint32_t country = gaz_country(&kb->gaz, c[0]), id = country ? region_of(&kb->gaz, country, c[1]) : 0;
		if (!id) return table_bad(err, &t, "the gazetteer has no such region:", c[1]);
		slice list = c[2];
		for (slice item; next_item(&list, &item);) {
			bool brief = item.n <= 6 && (slice_ends(item, S(".")) || item.n == 2);
			if (!add_name(kb, item, id, brief ? PN_SHORT : PN_ALT)) return DL_NOMEM;
		}
		if (!add_people(kb, c[3], id)) return DL_NOMEM;
	}
	return DL_OK;
}

/* A place of the row just read; its latitude and longitude stand in at[0] and at[1]. */
static own_spot *push_own(place_kb *kb, const tsv *t, unsigned kind, slice name, const slice at[2])
{
	own_spot *s = VEC_PUSH(kb->a, &kb->own);
	static own_spot none;
	if (!s) return NULL;
	*s = (own_spot){.name = name, .kind = (uint8_t)kind, .table = t->name.p, .line = t->line};
	bool read = degrees_e5(at[0], &s->lat_e5) && degrees_e5(at[1], &s->lon_e5);
	return read && abs(s->lat_e5) <= 90 * 100000 && abs(s->lon_e5) <= 180 * 100000 ? s : &none;
}

static unsigned area_kind(slice s)
{
	static const struct { const char *name; unsigned kind; } kinds[] = {
		{"continent", DL_P_CONTINENT}, {"water", DL_P_WATER}, {"area", DL_P_AREA}, {"region", DL_P_ADM1},
		{"part", DL_P_PART}, {"landmark", DL_P_LANDMARK},
	};
	for (size_t i = 0; i < COUNT(kinds); i++)
		if (slice_eq(s, (slice){kinds[i].name, strlen(kinds[i].name)})) return kinds[i].kind;
	return DL_P_NONE;
}

static dl_status read_areas(place_kb *kb, const char *folder, dl_error *err)
{
	slice c[TSV_COLS];
	tsv t;
	dl_status st = table_open(folder, "areas.tsv", kb->a, &t, err);
	if (st != DL_OK) return st;
	while (tsv_next(&t, c)) {
		unsigned kind = area_kind(c[0]);
		own_spot *s = push_own(kb, &t, kind, c[1], &c[3]);
		uint32_t id = SPOT_OWN | (kb->own.n - 1);
		if (!s) return DL_NOMEM;
		if (!kind || !s->name.n) return table_bad(err, &t, "kind, latitude or longitude cannot be read:", c[1]);
		if (!slice_eq(c[5], S("-")) && !(s->country = (uint16_t)gaz_country(&kb->gaz, c[5])))
			return table_bad(err, &t, "no country has the code", c[5]);
		if (!add_name(kb, c[1], id, 0) || !add_names(kb, c[2], id, PN_ALT) || !add_people(kb, c[6], id))
			return DL_NOMEM;
	}
	return DL_OK;
}

/* "Baghdad, IQ" or "Killeen, TX": the most important town of that name there. 0 when there is none. */
static uint32_t town_of(const place_kb *kb, slice s)
{
	char key[PLACE_KEY_MAX];
	const char *comma = memrchr(s.p, ',', s.n);
	if (!comma) return 0;
	slice name = slice_trim((slice){s.p, (size_t)(comma - s.p)});
	slice where = slice_trim(slice_sub(s, (size_t)(comma - s.p) + 1, s.n));
	uint32_t country = gaz_country(&kb->gaz, where), state = 0;
	size_t n = place_key(where, key);
	for (uint32_t i = n ? strmap_get(&kb->by_name, (slice){key, n}) : 0; i; i = kb->names.v[i].next)
		if ((kb->names.v[i].flags & PN_SHORT)
			&& kb->gaz.codes[kb->gaz.places[kb->names.v[i].spot].country].a2[0] == 'U')
			state = kb->names.v[i].spot;
	if (!(n = place_key(name, key))) return 0;
	gaz_hits h = gazetteer_find(&kb->gaz, (slice){key, n});
	for (int pass = 0; pass < 2; pass++)       /* a state of the United States before a country: "CA" */
		for (uint32_t i = 0; i < h.n; i++) {
			unsigned flags;
			uint32_t p = gaz_hit(h, i, &flags);
			const gaz_place *g = &kb->gaz.places[p];
			if (g->kind != DL_P_CITY && g->kind != DL_P_PART) continue;
			if (pass == 0 ? state && g->adm1 == state : country && g->country == country) return p;
		}
	return 0;
}

static uint32_t own_by_name(const place_kb *kb, slice name)
{
	char key[PLACE_KEY_MAX];
	size_t n = place_key(name, key);
	uint32_t i = n ? strmap_get(&kb->by_name, (slice){key, n}) : 0;
	return i && (kb->names.v[i].spot & SPOT_SOURCE) == SPOT_OWN ? kb->names.v[i].spot : 0;
}

static dl_status read_landmarks(place_kb *kb, const char *folder, dl_error *err)
{
	slice c[TSV_COLS];
	tsv t;
	dl_status st = table_open(folder, "landmarks.tsv", kb->a, &t, err);
	if (st != DL_OK) return st;
	while (tsv_next(&t, c)) {
		unsigned kind = area_kind(c[0]);
		uint32_t in = own_by_name(kb, c[3]);
		own_spot *s = push_own(kb, &t, kind, c[1], &c[4]);
		uint32_t id = SPOT_OWN | (kb->own.n - 1);
		if (!s) return DL_NOMEM;
		if (!kind || !s->name.n) return table_bad(err, &t, "kind, latitude or longitude cannot be read:", c[1]);
		if (!in) in = town_of(kb, c[3]);
		if (!in && gaz_country(&kb->gaz, c[3])) in = SPOT_COUNTRY | gaz_country(&kb->gaz, c[3]);
		if (!in && c[3].n) return table_bad(err, &t, "what it lies in is not known:", c[3]);
		s->in = in;
		s->country = in ? spot_get(kb, in).country : 0;
		if (!add_name(kb, c[1], id, 0) || !add_names(kb, c[2], id, PN_ALT)) return DL_NOMEM;
	}
	return DL_OK;
}

static unsigned word_class(slice s)
{
	static const struct { const char *name; unsigned bit;
	} classes[] = {
		{"not", PW_NOT},   {"the", PW_THE},     {"type1", PW_TYPE1}, {"type2", PW_TYPE2}, {"town", PW_TOWN},
		{"site", PW_SITE}, {"water", PW_WATER}, {"side", PW_SIDE},   {"org", PW_ORG},     {"team", PW_TEAM},
		{"street", PW_STREET}, {"quarter", PW_QUARTER},
	};
	for (size_t i = 0; i < COUNT(classes); i++)
		if (slice_eq(s, (slice){classes[i].name, strlen(classes[i].name)})) return classes[i].bit;
	return 0;
}

static dl_status read_words(place_kb *kb, const char *folder, dl_error *err)
{
	slice c[TSV_COLS];
	tsv t;
	dl_status st = table_open(folder, "place_words.tsv", kb->a, &t, err);
	if (st != DL_OK) return st;
	while (tsv_next(&t, c)) {
		unsigned bit = word_class(c[0]);
		if (!bit) return table_bad(err, &t, "no such class of words:", c[0]);
		for (size_t i = 0, from = 0; i <= c[1].n; i++) {
			if (i < c[1].n && c[1].p[i] != ' ') continue;
			uint32_t *v = i > from ? strmap_put(&kb->words, slice_sub(c[1], from, i)) : NULL;
			if (i > from && !v) return DL_NOMEM;
			if (v) *v |= bit;
			from = i + 1;
		}
	}
	return DL_OK;
}

/* "https://www.thetowntalk.com/article/1" -> "thetowntalk.com"; "BBC News" -> "bbc news". */
static size_t outlet_key(slice s, char *to, size_t cap)
{
	size_t at, n = 0;
	if (slice_find(s, S("://"), &at)) s = slice_sub(s, at + 3, s.n);
	const char *slash = memchr(s.p, '/', s.n);
	if (slash) s.n = (size_t)(slash - s.p);
	s = slice_trim(s);
	for (size_t i = 0; i < s.n && n < cap; i++) to[n++] = s.p[i] >= 'A' && s.p[i] <= 'Z' ? (char)(s.p[i] + 32) : s.p[i];
	if (n > 4 && !memcmp(to, "www.", 4)) memmove(to, to + 4, n -= 4);
	else if (n > 4 && !memcmp(to, "the ", 4)) memmove(to, to + 4, n -= 4);
	return n;
}

static dl_status read_outlets(place_kb *kb, const char *folder, dl_error *err)
{
	slice c[TSV_COLS];
	tsv t;
	dl_status st = table_open(folder, "outlets.tsv", kb->a, &t, err);
	if (st != DL_OK) return st;
	while (tsv_next(&t, c)) {
		uint32_t home = town_of(kb, c[1]), country = gaz_country(&kb->gaz, c[1]);
		if (!home && country) home = SPOT_COUNTRY | country;
		if (!home) return table_bad(err, &t, "its home is not known:", c[1]);
		for (slice item; next_item(&c[0], &item);) {
			char key[128];
			slice kept = arena_copy(kb->a, (slice){key, outlet_key(item, key, sizeof key)});
			uint32_t *v = kept.p ? strmap_put(&kb->outlets, kept) : NULL;
			if (!v) return DL_NOMEM;
			*v = home;
		}
	}
	return DL_OK;
}

dl_status place_kb_open(const dl_kb_options *o, arena *a, place_kb **out, dl_error *err)
{
	static dl_status (*const tables[])(place_kb *, const char *, dl_error *) = {
		read_words, read_countries, read_regions, read_areas, read_landmarks, read_outlets,
	};
	place_kb *kb = ARENA_ARRAY(a, place_kb, 1);
	if (!kb) return DL_NOMEM;
	kb->a = a;
	strmap_init(&kb->by_name, a);
	strmap_init(&kb->words, a);
	strmap_init(&kb->outlets, a);
	void *own = VEC_PUSH(a, &kb->own), *names = VEC_PUSH(a, &kb->names);    /* entry 0 is none */
	if (!own || !names) return DL_NOMEM;
	dl_status st = gazetteer_load(o->places, &kb->gaz, err);
	for (size_t i = 0; i < COUNT(tables) && st == DL_OK; i++) st = tables[i](kb, o->data, err);
	if (st != DL_OK) gazetteer_close(&kb->gaz);
	else *out = kb;
	return st;
}

void place_kb_close(place_kb *kb)
{
	if (kb) gazetteer_close(&kb->gaz);
}

uint32_t place_lookup(const place_kb *kb, slice text, place_cand out[PLACE_CANDS])
{
	char key[PLACE_KEY_MAX];
	size_t len = place_key(text, key);
	uint32_t n = 0;
	if (!len) return 0;
	slice k = {key, len};
	for (uint32_t i = strmap_get(&kb->by_name, k); i && n < PLACE_CANDS; i = kb->names.v[i].next) {
		const own_name *o = &kb->names.v[i];
		if (!(o->flags & PN_CAPS) || all_caps(text)) out[n++] = (place_cand){o->spot, o->flags};
	}
	gaz_hits h = gazetteer_find(&kb->gaz, k);
	for (uint32_t i = 0; i < h.n && n < PLACE_CANDS; i++) {
		unsigned flags;
		uint32_t p = gaz_hit(h, i, &flags);
		bool had = false;
		for (uint32_t j = 0; j < n && !had; j++) had = out[j].spot == p;
		if (!had) out[n++] = (place_cand){p, (uint8_t)flags};
	}
	return n;
}

const own_spot *own_get(const place_kb *kb, uint32_t id)
{
	return (id & SPOT_SOURCE) == SPOT_OWN ? &kb->own.v[id & ~SPOT_SOURCE] : NULL;
}

spot spot_get(const place_kb *kb, uint32_t id)
{
	uint32_t i = id & ~SPOT_SOURCE;
	const own_spot *s = own_get(kb, id);
	if (s) {
		return (spot){.name = s->name, .lat_e5 = s->lat_e5, .lon_e5 = s->lon_e5, .in = s->in, .country = s->country,
		              .kind = s->kind, .adm1 = s->in ? spot_get(kb, s->in).adm1 : 0};
	}
	bool country = (id & SPOT_SOURCE) == SPOT_COUNTRY;
	const gaz_place *p = country ? &kb->gaz.countries[i] : &kb->gaz.places[i];
	slice name = country && kb->country_name[i].n ? kb->country_name[i] : gaz_name(&kb->gaz, p);
	/* what stands for a second-level region is a town: of a quarter, of a borough */
	uint32_t up = gaz_adm2(p), in = kb->gaz.places[up].kind == DL_P_CITY ? up : 0;
	return (spot){.name = name, .lat_e5 = p->lat_e5, .lon_e5 = p->lon_e5, .geoname = p->geoname, .in = in,
	              .population = p->population, .adm1 = p->adm1, .country = p->country, .kind = p->kind,
	              .feature = p->feature};
}

unsigned place_word(const place_kb *kb, slice word)
{
	char low[32];
	if (!word.n || word.n > sizeof low) return 0;
	for (size_t i = 0; i < word.n; i++)
		low[i] = word.p[i] >= 'A' && word.p[i] <= 'Z' ? (char)(word.p[i] + 32) : word.p[i];
	size_t n = word.n;
	if (low[n - 1] == '.' && n > 1) n--;       /* "St.", "Ave." */
	return strmap_get(&kb->words, (slice){low, n});
}

/* The country of a web domain's last part: "lfpress.ca" -> Canada. */
static uint32_t domain_country(const place_kb *kb, slice key)
{
	const char *dot = memrchr(key.p, '.', key.n);
	if (!dot || memchr(key.p, ' ', key.n) || (size_t)(key.p + key.n - dot) != 3) return 0;
	char code[2] = {(char)(dot[1] - 32), (char)(dot[2] - 32)};
	if (!memcmp(code, "UK", 2)) memcpy(code, "GB", 2);
	/* .co, .tv, .me, .io and .fm are sold to everybody */
	if (!memcmp(code, "CO", 2) || !memcmp(code, "TV", 2) || !memcmp(code, "ME", 2) || !memcmp(code, "IO", 2)
	    || !memcmp(code, "FM", 2)) return 0;
	uint32_t c = gaz_country(&kb->gaz, (slice){code, 2});
	return c ? SPOT_COUNTRY | c : 0;
}

uint32_t outlet_home(const place_kb *kb, slice outlet, slice url)
{
	slice from[2] = {outlet, url};
	uint32_t country = 0;
	for (int i = 0; i < 2; i++) {
		char name[128];
		slice key = {name, from[i].n ? outlet_key(from[i], name, sizeof name) : 0};
		while (key.n) {                        /* "news.postbulletin.com" is of postbulletin.com */
			uint32_t home = strmap_get(&kb->outlets, key);
			if (home) return home;
			const char *dot = memchr(key.p, '.', key.n);
			if (!country) country = domain_country(kb, key);
			if (!dot) break;
			key = slice_sub(key, (size_t)(dot - key.p) + 1, key.n);
		}
	}
	return country;
}

/* Cosine of whole degrees of latitude, in 1/1024: enough for choosing among namesakes. */
int32_t cos_1024(int32_t lat_e5)
{
	static const uint16_t cosine[] = {         /* 0, 5, 10 ... 90 degrees */
		1024, 1020, 1008, 989, 962, 928, 887, 839, 784, 724, 658, 587, 512, 433, 350, 265, 178, 89, 0,
	};
	int32_t a = lat_e5 < 0 ? -lat_e5 : lat_e5, i = a / 500000;
	if (i >= 18) return 0;
	return cosine[i] + (cosine[i + 1] - cosine[i]) * (a % 500000 / 1000) / 500;
}

uint32_t distance_km(int32_t lat1, int32_t lon1, int32_t lat2, int32_t lon2)
{
	int64_t dy = ((int64_t)lat2 - lat1), dx = (int64_t)lon2 - lon1;
	if (dx > 18000000) dx -= 36000000;
	if (dx < -18000000) dx += 36000000;
	dx = dx * cos_1024((int32_t)(((int64_t)lat1 + lat2) / 2)) / 1024;
	/* 111.2 km a degree; integer square root by Newton's steps */
	dy = dy * 1112 / 1000000, dx = dx * 1112 / 1000000;
	uint64_t sq = (uint64_t)(dx * dx + dy * dy), r = sq;
	if (!sq) return 0;
	for (uint64_t next = (r + 1) / 2; next < r; next = (r + sq / r) / 2) r = next;
	return (uint32_t)r;
}

const char *place_evidence_name(unsigned e)
{
	static const char *const names[] = {
		"none", "our table", "only one", "named beside", "type word", "dateline", "outlet's home", "near others",
		"largest", "in context", "offset", "adjective", "in words",
	};
	return e < COUNT(names) ? names[e] : "?";
}
