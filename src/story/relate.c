/* SPDX-License-Identifier: Apache-2.0
 *
 * relate.c - how two values stand to each other: the one idea of the design, a function per kind of value.
 *
 * In: two values. Out: SAME, NARROWER (a inside b), WIDER, OVERLAP, APART or NOT_COMPARABLE.
 *
 *      30 July                 against  July              NARROWER
 *      7 pm local              against  3.30 pm local     APART
 *      at least 23             against  dozens (24, ..)   WIDER: [23, none) holds [24, none)
 *      12 others               against  23 in all         NOT_COMPARABLE: they count different people
 *      Baghdad                 against  Iraq              NARROWER
 *      the Republican Palace   against  Baghdad           NARROWER
 *      Monday, no date told    against  29 August 2022    WIDER: it may be any Monday
 *      3.30 pm GMT             against  7 pm in Baghdad   APART: it is 6.30 pm there
 *      told                    against  denied            APART; against alleged NARROWER; planned: not comparable
 *
 * A value is a region, and regions obey the laws of an order, which tests/unit_relate.c tries on generated values:
 * SAME is symmetric and transitive, NARROWER and WIDER are each other's converse, APART and OVERLAP are symmetric,
 * containment is transitive. Scope is compared before anything else: flags of counts, kinds of time, zones.
 */
#include "story/fields.h"

static dl_relation converse(dl_relation r)
{
	return r == DL_NARROWER ? DL_WIDER : r == DL_WIDER ? DL_NARROWER : r;
}

/* Half-open intervals [a0, a1) and [b0, b1), neither empty. */
static dl_relation relate_interval(int64_t a0, int64_t a1, int64_t b0, int64_t b1)
{
	if (a0 == b0 && a1 == b1) return DL_SAME;
	if (a0 >= b1 || b0 >= a1) return DL_APART;
	if (a0 >= b0 && a1 <= b1) return DL_NARROWER;
	if (b0 >= a0 && b1 <= a1) return DL_WIDER;
	return DL_OVERLAP;
}

/* ---------------------------------------------------------------- times */
#define DAY_MIN 1440

const zone_range zone_unknown = {-12 * 60, 14 * 60};

static int64_t moved(int64_t min, int64_t by) { return min == DL_MIN_NONE || min == DL_MIN_MAX ? min : min + by; }

/* The stretch that the words stand for; false when they name none. */
static bool time_region(const dl_time *t, int64_t *from, int64_t *to)
{
	if (t->type == DL_TIMEX_DURATION || t->type == DL_TIMEX_SET || t->basis == DL_BASIS_NONE) return false;
	*from = t->from_min, *to = t->to_min;
	if (*from == DL_MIN_NONE && *to == DL_MIN_MAX) return false;
	if (t->zone_min != DL_ZONE_LOCAL) *from = moved(*from, -t->zone_min), *to = moved(*to, -t->zone_min);
	if (t->mod == '~' && t->grain <= DL_G_HOUR) *from = moved(*from, -TIME_ABOUT_MIN), *to = moved(*to, TIME_ABOUT_MIN);
	if (*from != DL_MIN_NONE && *to == *from) *to = *from + 1;
	return *from < *to;
}

/* A weekday without a date ("on Monday" in an undated article) is the set of all such days. */
static bool bare_weekday(const dl_time *t)
{
	return t->basis == DL_BASIS_NONE && t->weekday && t->type != DL_TIMEX_SET;
}

static dl_relation relate_weekday(const dl_time *a, const dl_time *b)
{
	if (bare_weekday(a) && bare_weekday(b)) return a->weekday == b->weekday ? DL_SAME : DL_APART;
	if (bare_weekday(b)) return converse(relate_weekday(b, a));
	int64_t from, to;
	if (!time_region(b, &from, &to) || from == DL_MIN_NONE || to == DL_MIN_MAX) return DL_NOT_COMPARABLE;
	int64_t first = from >= 0 ? from / DAY_MIN : -((DAY_MIN - 1 - from) / DAY_MIN), last = (to - 1) / DAY_MIN;
	for (int64_t d = first; d <= last && d < first + 7; d++)
		if (day_weekday((int32_t)d) == a->weekday) return first == last ? DL_WIDER : DL_OVERLAP;
	return DL_APART;
}

dl_relation relate_time_in(const dl_time *a, const dl_time *b, zone_range zone)
{
	int64_t a0, a1, b0, b1;
	if (bare_weekday(a) || bare_weekday(b)) return relate_weekday(a, b);
	if (!time_region(a, &a0, &a1) || !time_region(b, &b0, &b1)) return DL_NOT_COMPARABLE;
	bool local_a = a->zone_min == DL_ZONE_LOCAL, local_b = b->zone_min == DL_ZONE_LOCAL;
	if (local_a == local_b || (a->grain >= DL_G_DAY && b->grain >= DL_G_DAY)) return relate_interval(a0, a1, b0, b1);
	/* One has a zone, the other is local: its hours in UTC lie between the place's least and greatest offset. */
	if (local_a) a0 = moved(a0, -zone.hi_min), a1 = moved(a1, -zone.lo_min);
	else b0 = moved(b0, -zone.hi_min), b1 = moved(b1, -zone.lo_min);
	if (zone.lo_min == zone.hi_min) return relate_interval(a0, a1, b0, b1);
	return relate_interval(a0, a1, b0, b1) == DL_APART ? DL_APART : DL_NOT_COMPARABLE;
}

dl_relation relate_time(const dl_time *a, const dl_time *b) { return relate_time_in(a, b, zone_unknown); }

/* ---------------------------------------------------------------- counts */
#define SCOPE_FLAGS   (DL_C_PART_OF | DL_C_OTHERS | DL_C_NEW | DL_C_AGGREGATE)
#define APPROX_PERCENT 10       /* "some 380" reaches from 342 to 418                                           */

static const int64_t powers[] = {1, 10, 100, 1000, 10000, 100000, 1000000};

/* v * 10^steps, kept inside the numbers. */
static int64_t scaled(int64_t v, uint32_t steps)
{
	if (v == DL_COUNT_NONE || v == DL_COUNT_MAX) return v;
	int64_t p = powers[min_u32(steps, COUNT(powers) - 1)], most = INT64_MAX / 4 / p;
	return v > most ? most * p : v < -most ? -most * p : v * p;
}

static void count_region(const dl_count *c, uint32_t decimals, int64_t *lo, int64_t *hi)
{
	uint32_t steps = decimals - c->decimals;
	*lo = scaled(c->lo, steps), *hi = scaled(c->hi, steps);
	if (c->flags & DL_C_HIT && *lo > 1) *lo = scaled(1, decimals);       /* the dead may be among them */
	if (!(c->flags & DL_C_APPROX)) return;
	if (*lo != DL_COUNT_NONE) *lo -= (*lo < 0 ? -*lo : *lo) / APPROX_PERCENT;
	if (*hi != DL_COUNT_MAX) *hi += (*hi < 0 ? -*hi : *hi) / APPROX_PERCENT;
}

dl_relation relate_count(const dl_count *a, const dl_count *b)
{
	int64_t a0, a1, b0, b1;
	if ((a->flags & SCOPE_FLAGS) != (b->flags & SCOPE_FLAGS)) return DL_NOT_COMPARABLE;
	uint32_t d = max_u32(a->decimals, b->decimals);
	count_region(a, d, &a0, &a1);
	count_region(b, d, &b0, &b1);
	if (a1 != DL_COUNT_MAX) a1++;
	if (b1 != DL_COUNT_MAX) b1++;
	return relate_interval(a0, a1, b0, b1);
}

/* ---------------------------------------------------------------- places */
#define PLACES_DEEP 8           /* a landmark in a quarter in a city in a county in a region in a country ...    */
#define NEAR_E5     25000       /* a quarter of a degree, about 25 km: UCDP's "near"                             */

/* Words of two names: is one's set inside the other's? Articles and prepositions do not count. */
static bool has_word(slice s, slice w)
{
	word_scan scan = {s, 0};
	slice x;
	while (word_next(&scan, &x))
		if (slice_eq(x, w)) return true;
	return false;
}

bool words_inside(slice a, slice b)
{
	word_scan scan = {a, 0};
	slice w;
	uint32_t n = 0;
	while (word_next(&scan, &w)) {
		if (in_list(W_BESIDE_NAMES, w)) continue;
		if (!has_word(b, w)) return false;
		n++;
	}
	return n > 0;
}

static void lower_ascii(slice s, char to[128], slice *out)
{
	size_t n = s.n < 128 ? s.n : 128;
	for (size_t i = 0; i < n; i++) to[i] = (char)(s.p[i] >= 'A' && s.p[i] <= 'Z' ? s.p[i] + 32 : s.p[i]);
	*out = (slice){to, n};
}

static bool same_place(const dl_facts *fa, uint32_t a, const dl_facts *fb, uint32_t b)
{
	const dl_place *x = &fa->places[a], *y = &fb->places[b];
	if (x->geoname || y->geoname) return x->geoname == y->geoname;
	char px[128], py[128];
	slice nx, ny;
	lower_ascii(dl_str(fa, x->name), px, &nx);
	lower_ascii(dl_str(fb, y->name), py, &ny);
	return nx.n && words_inside(nx, ny) && words_inside(ny, nx);
}

static bool within_region(const dl_place *x, const dl_place *y)
{
	if (y->kind == DL_P_COUNTRY && x->kind != DL_P_COUNTRY) return y->country[0] && !memcmp(x->country, y->country, 4);
	if (y->kind == DL_P_ADM1 && x->kind != DL_P_ADM1) return y->geoname && x->adm1 == y->geoname;
	return false;
}

/* Is a inside b: by its own chain of containers, or by the codes of its country and region? */
static bool place_inside(const dl_facts *fa, uint32_t a, const dl_facts *fb, uint32_t b)
{
	if (fa->places[a].kind != DL_P_COUNTRY && within_region(&fa->places[a], &fb->places[b])) return true;
	for (int deep = 0; deep < PLACES_DEEP && fa->places[a].in; deep++) {
		a = fa->places[a].in;
		if (same_place(fa, a, fb, b) || within_region(&fa->places[a], &fb->places[b])) return true;
	}
	return false;
}

static bool is_fine(const dl_place *p) { return p->kind == DL_P_PART || p->kind == DL_P_LANDMARK; }

static bool is_fuzzy(const dl_place *p)
{
	return p->kind == DL_P_WATER || p->kind == DL_P_AREA || p->kind == DL_P_CONTINENT || p->precision == 2
	       || p->precision >= 5;
}

/* The city or larger that a landmark or quarter stands in; itself when it is one. */
static uint32_t settlement(const dl_facts *f, uint32_t p)
{
	for (int deep = 0; deep < PLACES_DEEP && is_fine(&f->places[p]) && f->places[p].in; deep++) p = f->places[p].in;
	return p;
}

/* A street or a building that no table has was put into a town that the text or the outlet suggested: it may as well
 * lie in another of that region. */
static bool is_guessed(const dl_place *p) { return p->kind == DL_P_LANDMARK && !p->geoname && p->precision == 2; }

static bool is_close(const dl_place *x, const dl_place *y)
{
	int64_t lat = (int64_t)x->lat_e5 - y->lat_e5, lon = (int64_t)x->lon_e5 - y->lon_e5;
	return lat < NEAR_E5 && lat > -NEAR_E5 && lon < NEAR_E5 && lon > -NEAR_E5;
}

static dl_relation relate_outside(const dl_facts *fa, uint32_t a, const dl_facts *fb, uint32_t b)
{
	uint32_t ca = settlement(fa, a), cb = settlement(fb, b);
	const dl_place *x = &fa->places[ca], *y = &fb->places[cb];
	bool fuzzy = is_fuzzy(x) || is_fuzzy(y);
	if (x->country[0] && y->country[0] && memcmp(x->country, y->country, 4))
		return fuzzy ? DL_NOT_COMPARABLE : DL_APART;
	/* Two names inside one city may be one building: the government palace, the Republican Palace. */
	if (ca != a || cb != b || is_fine(x) || is_fine(y)) {
		if (is_fine(x) || is_fine(y)) return DL_NOT_COMPARABLE;
		if (same_place(fa, ca, fb, cb)) return DL_OVERLAP;
		if (place_inside(fa, ca, fb, cb) || place_inside(fb, cb, fa, ca)) return DL_OVERLAP;
	}
	bool guessed = is_guessed(&fa->places[a]) || is_guessed(&fb->places[b]);
	if (fuzzy || (guessed && x->adm1 && x->adm1 == y->adm1)) return DL_NOT_COMPARABLE;
	if (x->geoname && y->geoname) return is_close(x, y) ? DL_OVERLAP : DL_APART;
	return DL_NOT_COMPARABLE;
}

dl_relation relate_place(const dl_facts *fa, uint32_t a, const dl_facts *fb, uint32_t b)
{
	if (!a || !b) return DL_NOT_COMPARABLE;
	if (same_place(fa, a, fb, b)) return DL_SAME;
	if (place_inside(fa, a, fb, b)) return DL_NARROWER;
	if (place_inside(fb, b, fa, a)) return DL_WIDER;
	return relate_outside(fa, a, fb, b);
}

/* ---------------------------------------------------------------- persons, organisations, groups */
static bool named(const dl_entity *e) { return e->kind == DL_E_PERSON || e->kind == DL_E_ORG || e->kind == DL_E_PLACE; }

/* Asked of the same two names again and again, for every field and part: what was found lately is remembered, by the
 * names alone. The last bit of a line is the answer. */
static bool same_person(slice a, slice b)
{
	static _Thread_local uint64_t known[16384];
	uint64_t key = hash_mix(hash_slice(a), hash_slice(b)) | 1, *line = &known[key >> 32 & (COUNT(known) - 1)];
	if ((*line | 1) != key) *line = person_same(a, b, NULL, 0) >= PERSON_SAME ? key : key - 1;
	return *line & 1;
}

bool entity_same_name(const dl_facts *fa, uint32_t a, const dl_facts *fb, uint32_t b)
{
	const dl_entity *x = &fa->entities[a], *y = &fb->entities[b];
	slice nx = dl_str(fa, x->norm), ny = dl_str(fb, y->norm);
	if (x->kind == DL_E_PERSON && y->kind == DL_E_PERSON)
		return same_person(dl_str(fa, x->name), dl_str(fb, y->name));
	if (nx.n && slice_eq(nx, ny)) return true;
	char px[128], py[128];
	lower_ascii(dl_str(fa, x->name), px, &nx);
	lower_ascii(dl_str(fb, y->name), py, &ny);
	return words_inside(nx, ny) && words_inside(ny, nx);
}

/* a's leader, party or country is b. His brother is another man. */
static bool belongs_to(const dl_facts *fa, uint32_t a, const dl_facts *fb, uint32_t b)
{
	uint32_t of = fa->entities[a].of;
	if (fa->entities[a].kind == DL_E_PERSON || (fa->entities[a].kind == DL_E_GROUP && !fa->entities[a].plural))
		return false;
	return of && of < fa->n_entities && entity_same_name(fa, of, fb, b);
}

/* "A spokesman for the mayor", "her brother": somebody's, and another than that one. */
static bool another_of(const dl_facts *fa, uint32_t a, const dl_facts *fb, uint32_t b)
{
	const dl_entity *x = &fa->entities[a];
	return x->of && x->of < fa->n_entities && !x->plural && (x->kind == DL_E_GROUP || x->kind == DL_E_PERSON)
	       && fb->entities[b].kind == DL_E_PERSON && entity_same_name(fa, x->of, fb, b);
}

/* A body of a country that is named as an actor: the court, of Israel. */
static bool body_of_country(const dl_entity *x, const dl_entity *y)
{
	return y->kind == DL_E_PLACE && x->kind == DL_E_ORG && x->country[0] && !memcmp(x->country, y->country, 4);
}

/* "Furious protesters", "a gunman": the word that the phrase is about says only that somebody did it. */
bool entity_is_crowd(const dl_facts *f, uint32_t entity)
{
	const dl_entity *e = &f->entities[entity];
	if (!entity || e->kind != DL_E_GROUP || e->of) return false;
	slice name = dl_str(f, e->name), last = {0};
	word_scan scan = {name, 0};
	slice w;
	while (word_next(&scan, &w)) last = w;
	return in_list(W_CROWD, last);
}

static dl_relation relate_groups(const dl_facts *fa, uint32_t a, const dl_facts *fb, uint32_t b)
{
	char px[128], py[128];
	slice nx, ny;
	lower_ascii(dl_str(fa, fa->entities[a].name), px, &nx);
	lower_ascii(dl_str(fb, fb->entities[b].name), py, &ny);
	/* More words say more: "Kurdish protesters" is narrower than "protesters". */
	if (words_inside(ny, nx)) return DL_NARROWER;
	if (words_inside(nx, ny)) return DL_WIDER;
	return DL_NOT_COMPARABLE;
}

dl_relation relate_entity(const dl_facts *fa, uint32_t a, const dl_facts *fb, uint32_t b)
{
	if (!a || !b) return DL_NOT_COMPARABLE;
	if (entity_same_name(fa, a, fb, b)) return DL_SAME;
	if (belongs_to(fa, a, fb, b)) return DL_NARROWER;
	if (belongs_to(fb, b, fa, a)) return converse(DL_NARROWER);
	if (another_of(fa, a, fb, b) || another_of(fb, b, fa, a)) return DL_NOT_COMPARABLE;
	const dl_entity *x = &fa->entities[a], *y = &fb->entities[b];
	if (body_of_country(x, y)) return DL_NARROWER;
	if (body_of_country(y, x)) return DL_WIDER;
	if (!named(x) || !named(y)) return relate_groups(fa, a, fb, b);
	return x->kind == y->kind ? DL_APART : DL_NOT_COMPARABLE;
}

/* ---------------------------------------------------------------- words */
#define TEXT_OVERLAP    50      /* percent of the shorter one's words: two tellings of one thing               */

/* "The No. 1 priority" denies nothing: a stop and a figure behind it. */
static bool is_ordinal_mark(slice text, slice w)
{
	size_t at = (size_t)(w.p - text.p) + w.n;
	if (!slice_eq(w, S("no")) || at >= text.n || text.p[at] != '.') return false;
	for (at++; at < text.n && text.p[at] == ' ';) at++;
	return at < text.n && text.p[at] >= '0' && text.p[at] <= '9';
}

static bool negation(slice w)
{
	return in_list(W_NEGATES, w) || slice_ends(w, S("n't"));
}

bool text_face_of(arena *a, slice text, text_face *out)
{
	arena_mark_t mark = arena_mark(a);
	word_scan scan = {utf8_plain(a, text), 0};
	uint64_t word[TEXT_WORDS], *kept;
	slice w;
	*out = (text_face){0};
	while (out->n < TEXT_WORDS && word_next(&scan, &w)) {
		char held[64];
		if (is_ordinal_mark(scan.text, w)) continue;
		if (negation(w)) {
			out->negated = !out->negated;
			continue;
		}
		slice t = in_list(W_BESIDE_NAMES, w) ? (slice){0} : word_term(w, held);
		if (t.n) word[out->n++] = hash_slice(t);
	}
	out->n = sorted_unique(word, out->n);
	arena_rewind(a, mark);
	if (!(out->word = kept = ARENA_ARRAY(a, uint64_t, out->n + 1))) return out->n = 0, false;
	memcpy(kept, word, out->n * sizeof *kept);
	return true;
}

uint32_t text_face_common(const text_face *a, const text_face *b)
{
	return sorted_common(a->word, a->n, b->word, b->n);
}

dl_relation relate_text(const text_face *a, const text_face *b)
{
	uint32_t both = text_face_common(a, b);
	if (!a->n || !b->n || both * 100 < min_u32(a->n, b->n) * TEXT_OVERLAP) return DL_NOT_COMPARABLE;
	if (a->negated != b->negated) return DL_APART;
	if (both == a->n && both == b->n) return DL_SAME;
	if (both == b->n) return DL_NARROWER;       /* more words say more                                      */
	return both == a->n ? DL_WIDER : DL_OVERLAP;
}

/* ---------------------------------------------------------------- how it is told
 * A modality leaves some worlds open: it happened (1), it did not (2), it lies ahead (the rest, a bit for each kind,
 * since what is planned and what is threatened are two statements). */
dl_relation relate_modality(unsigned a, unsigned b)
{
	static const uint8_t worlds[DL_MODALITY_N] = {
		[DL_TOLD] = 1, [DL_NEGATED] = 2, [DL_DENIED] = 2, [DL_ALLEGED] = 3, [DL_ATTEMPTED] = 3, [DL_PLANNED] = 4,
		[DL_DEMANDED] = 8, [DL_THREATENED] = 16, [DL_FEARED] = 32, [DL_CONDITIONAL] = 64,
	};
	if (a >= DL_MODALITY_N || b >= DL_MODALITY_N) return DL_NOT_COMPARABLE;
	uint8_t x = worlds[a], y = worlds[b];
	if (x == y) return DL_SAME;
	if (x > 3 || y > 3) return DL_NOT_COMPARABLE;       /* announced is not begun, nor its denial             */
	if (!(x & y)) return DL_APART;
	return (x & y) == x ? DL_NARROWER : (x & y) == y ? DL_WIDER : DL_OVERLAP;
}
