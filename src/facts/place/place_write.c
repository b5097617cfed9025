/* SPDX-License-Identifier: Apache-2.0
 *
 * place_write.c - the places of a document, written down once it is known what each name means.
 *
 * In: toponyms with the spot that place.c has picked. Out: places[], each with what contains it, and mentions of kind
 * PLACE. Three of them come from no table:
 *
 *      "6016 Dublin Road"            a landmark inside the town that the text is in
 *      "Charlevoix, Quebec"          a town, somewhere inside its region
 *      "17 km north of Mosul"        a point of its own beside the town, by way and distance
 *
 * It chooses nothing. Cost: the document's names times its places.
 */
#include "facts/place/place.h"

static unsigned precision_of(unsigned kind)
{
	switch (kind) {
	case DL_P_COUNTRY: return 6;
	case DL_P_ADM1: return 4;
	case DL_P_ADM2: return 3;
	case DL_P_WATER: return 7;
	case DL_P_AREA: case DL_P_CONTINENT: return 5;
	default: return 1;
	}
}

/* Index in places[] of a spot with everything that contains it; one entry a spot and document. */
static uint32_t place_of_spot(finder *f, uint32_t id, uint32_t depth)
{
	const place_kb *kb = f->kb->places;
	spot s = spot_get(kb, id);
	dl_ref name = pool_add(f, s.name);
	for (uint32_t i = 1; i < f->places.n; i++) {
		const dl_place *p = &f->places.v[i];
		if (p->lat_e5 == s.lat_e5 && p->lon_e5 == s.lon_e5 && p->kind == s.kind && p->name.at == name.at
		    && p->precision == precision_of(s.kind)) return i;
	}
	uint32_t up = s.in;
	if (!up && s.adm1 && s.adm1 != id) up = s.adm1;
	if (!up && s.country && s.kind != DL_P_COUNTRY) up = SPOT_COUNTRY | s.country;
	uint32_t in = up && depth < 8 ? place_of_spot(f, up, depth + 1) : 0;
	dl_place p = {.name = name, .geoname = s.geoname, .lat_e5 = s.lat_e5, .lon_e5 = s.lon_e5, .in = in,
	              .kind = s.kind, .precision = (uint8_t)precision_of(s.kind), .evidence = PE_TABLE};
	if (s.adm1) p.adm1 = spot_get(kb, s.adm1).geoname;
	memcpy(p.country, kb->gaz.codes[s.country].a3, 4);
	*(dl_place *)FINDER_PUSH(f, places) = p;
	return f->places.n - 1;
}

/* A street or building: a place of its own inside the town; or a town that no table has inside its region. */
static uint32_t place_of_unknown(finder *f, const toponym *m)
{
	uint32_t in = m->pick ? place_of_spot(f, m->pick, 0) : 0;
	dl_place p = in ? f->places.v[in] : (dl_place){0};
	p.name = pool_add(f, span_text(f->text, m->at));
	for (uint32_t i = 1; i < f->places.n; i++)
		if (!f->places.v[i].geoname && f->places.v[i].in == in && f->places.v[i].name.at == p.name.at) return i;
	/* A town that the text puts in a region is there somewhere: UCDP's precision 4, the region. */
	bool town = p.kind == DL_P_ADM1;
	p.geoname = 0, p.in = in, p.kind = town ? DL_P_CITY : DL_P_LANDMARK;
	p.evidence = town ? PE_WITHIN : PE_CONTEXT, p.precision = town ? 4 : 2;
	*(dl_place *)FINDER_PUSH(f, places) = p;
	return f->places.n - 1;
}

/* "17 km north of Mosul": how far and which way, in km to the north and to the east; first: token of the number. */
typedef struct { int32_t north, east; uint32_t first; } offset;

/* Which way, in tenths: "north", "north-east", "south-southwest". False: no direction. */
static bool way_of(slice s, offset *o)
{
	static const struct { const char *word; int north, east; } ways[] = {
		{"north", 10, 0},      {"south", -10, 0},     {"east", 0, 10},       {"west", 0, -10},
		{"northeast", 7, 7},   {"northwest", 7, -7},  {"southeast", -7, 7},  {"southwest", -7, -7},
		{"north-east", 7, 7},  {"north-west", 7, -7}, {"south-east", -7, 7}, {"south-west", -7, -7},
		{"north-northeast", 9, 4},  {"north-northwest", 9, -4},  {"south-southeast", -9, 4},
		{"south-southwest", -9, -4}, {"east-northeast", 4, 9},   {"east-southeast", -4, 9},
		{"west-northwest", 4, -9},  {"west-southwest", -4, -9},
	};
	for (size_t i = 0; i < COUNT(ways); i++)
		if (slice_eq_fold(s, (slice){ways[i].word, strlen(ways[i].word)}))
			return o->north = ways[i].north, o->east = ways[i].east, true;
	return false;
}

/* The figure and its unit that end before token t, in km; 0 none. "50 miles (80 km)" counts by the first. */
static int32_t far_before(const finder *f, uint32_t t, uint32_t *first)
{
	int64_t n;
	if (t > 4 && slice_eq(f->tok->form[t - 1], S(")"))) {
		uint32_t open = t - 1;
		while (open > 3 && t - open < 8 && !slice_eq(f->tok->form[open], S("("))) open--;
		t = open;
	}
	if (t < 3) return 0;
	slice unit = f->tok->form[t - 1];
	bool mile = slice_eq(unit, S("miles")) || slice_eq(unit, S("mile")) || slice_eq(unit, S("mi"));
	bool km = slice_starts(unit, S("kilomet")) || slice_eq(unit, S("km")) || slice_eq(unit, S("kms"));
	if ((!mile && !km) || !slice_i64(f->tok->form[t - 2], &n) || n < 1 || n > 500) return 0;
	*first = t - 2;
	return (int32_t)(mile ? n * 161 / 100 : n);
}

/* "17 km north of" and "50 miles (80 km) to the south of" before token t. */
static bool offset_before(const finder *f, uint32_t t, offset *o)
{
	if (t < 5 || !tok_is(f, t - 1, "of")) return false;
	bool dash = slice_eq(f->tok->form[t - 3], S("-"));                    /* "north-west" may be three tokens */
	uint32_t way = dash ? t - 4 : t - 2;
	if (!way_of(slice_sub(f->text, f->tok->start[way], tok_end(f, t - 2)), o)) return false;
	if (tok_is(f, way - 1, "the") && (tok_is(f, way - 2, "to") || tok_is(f, way - 2, "in"))) way -= 2;
	int32_t far = far_before(f, way, &o->first);
	if (!far || !same_sentence(f, o->first, t)) return false;
	o->north = far * o->north / 10, o->east = far * o->east / 10;
	return true;
}

/* A place of its own beside the town, UCDP's precision 2: near a known place. */
static uint32_t place_of_offset(finder *f, uint32_t town, const toponym *m, const offset *o)
{
	dl_place p = f->places.v[town];
	int32_t cosine = cos_1024(p.lat_e5);
	p.name = pool_add(f, slice_sub(f->text, f->tok->start[o->first], m->at.end));
	for (uint32_t i = 1; i < f->places.n; i++)
		if (f->places.v[i].evidence == PE_OFFSET && f->places.v[i].name.at == p.name.at) return i;
	p.lat_e5 += o->north * 1000000 / 1112;
	p.lon_e5 += cosine > 32 ? (int32_t)((int64_t)o->east * 1000000 / 1112 * 1024 / cosine) : 0;
	if (p.lat_e5 > 9000000 || p.lat_e5 < -9000000 || p.lon_e5 > 18000000 || p.lon_e5 < -18000000) return town;
	p.geoname = 0, p.in = f->places.v[town].in, p.kind = DL_P_LANDMARK, p.evidence = PE_OFFSET, p.precision = 2;
	*(dl_place *)FINDER_PUSH(f, places) = p;
	return f->places.n - 1;
}

/* A row of our own tables, or why it is this one of its namesakes. */
static uint16_t rule_of(finder *f, const toponym *m)
{
	const char *why = place_evidence_name(m->evidence);
	const own_spot *own = m->pick && !m->unknown ? own_get(f->kb->places, m->pick) : NULL;
	return own ? rule_add(f, own->table, own->line, own->name) : rule_add(f, "places", 0, (slice){why, strlen(why)});
}

void toponyms_write(finder *f, const toponyms *top)
{
	for (uint32_t i = 0; i < top->n && !f->nomem; i++) {
		const toponym *m = &top->v[i];
		if (!m->pick && !m->unknown) continue;
		uint32_t p = m->unknown ? place_of_unknown(f, m) : place_of_spot(f, m->pick, 0);
		if (!m->unknown && (f->places.v[p].evidence == PE_TABLE || !f->places.v[p].evidence))
			f->places.v[p].evidence = m->evidence;
		offset o;
		unsigned kind = f->places.v[p].kind;
		bool point = kind == DL_P_CITY || kind == DL_P_PART || kind == DL_P_LANDMARK || kind == DL_P_AREA;
		if (!m->unknown && point && offset_before(f, m->first, &o))
			p = place_of_offset(f, p, m, &o);
		mention_add(f, (dl_mention){
			.at = m->at, .head = tree_top(f, m->first, m->last), .sent = m->sent, .value = p, .kind = DL_M_PLACE,
			.form = m->form, .rule = rule_of(f, m),
		});
	}
}
