/* SPDX-License-Identifier: Apache-2.0
 *
 * unit_relate.c - the laws that relations between values obey, tried on generated values of every kind.
 *
 * For any values a, b, c of one kind:
 *      a SAME a, where a names a region at all
 *      NARROWER and WIDER are each other's converse; SAME, OVERLAP, APART and NOT_COMPARABLE are symmetric
 *      SAME is transitive where values are exact
 *      containment is transitive: a inside b inside c is inside c
 *      a inside b, and b APART from c: a APART from c
 */
#include "story/inner.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

#define N 90            /* values of a kind: N^3 triples                                                        */

/* The same numbers on every machine. */
static uint32_t next_random(uint32_t most)
{
	static uint64_t state = 0x9e3779b97f4a7c15u;
	state = state * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(state >> 33) % most;
}

typedef dl_relation (*relate_fn)(const void *values, uint32_t a, uint32_t b);

static dl_relation converse(dl_relation r) { return r == DL_NARROWER ? DL_WIDER : r == DL_WIDER ? DL_NARROWER : r; }

static bool inside(dl_relation r) { return r == DL_SAME || r == DL_NARROWER; }

typedef struct { relate_fn relate; const void *values; uint32_t n; bool exact; } law;

static void check_pairs(const law *l, uint32_t seen[DL_NOT_COMPARABLE + 1])
{
	for (uint32_t a = 0; a < l->n; a++) {
		dl_relation self = l->relate(l->values, a, a);
		assert_true(self == DL_SAME || self == DL_NOT_COMPARABLE);
		for (uint32_t b = 0; b < l->n; b++) {
			dl_relation r = l->relate(l->values, a, b);
			assert_int_equal(converse(r), l->relate(l->values, b, a));
			seen[r]++;
		}
	}
}

static void check_triples(const law *l)
{
	for (uint32_t a = 0; a < l->n; a++)
		for (uint32_t b = 0; b < l->n; b++) {
			dl_relation ab = l->relate(l->values, a, b);
			if (!inside(ab)) continue;
			for (uint32_t c = 0; c < l->n; c++) {
				dl_relation bc = l->relate(l->values, b, c), ac = l->relate(l->values, a, c);
				if (inside(bc)) assert_true(inside(ac));
				if (ab == DL_SAME && bc == DL_SAME) assert_int_equal(ac, DL_SAME);
				if (l->exact && bc == DL_APART) assert_int_equal(ac, DL_APART);
			}
		}
}

/* Also: every relation that the kind knows was met, so that no law held for want of values. */
static void check_laws(const law *l, unsigned met)
{
	uint32_t seen[DL_NOT_COMPARABLE + 1] = {0};
	check_pairs(l, seen);
	check_triples(l);
	for (unsigned r = 0; r <= DL_NOT_COMPARABLE; r++) assert_true(!(met >> r & 1) || seen[r] > l->n / 10);
}

#define MET(r) (1u << (r))
#define MET_INTERVALS (MET(DL_SAME) | MET(DL_NARROWER) | MET(DL_WIDER) | MET(DL_OVERLAP) | MET(DL_APART))

/* ---------------------------------------------------------------- counts */
static dl_relation by_count(const void *v, uint32_t a, uint32_t b)
{
	const dl_count *c = v;
	return relate_count(&c[a], &c[b]);
}

static void test_counts(void **state)
{
	(void)state;
	static dl_count v[N];
	for (uint32_t i = 0; i < N; i++) {
		v[i] = (dl_count){.lo = 1 + next_random(40), .decimals = (uint8_t)(i % 9 == 0)};
		if (v[i].decimals) v[i].lo *= 10;
		switch (next_random(4)) {
		case 0: v[i].hi = DL_COUNT_MAX, v[i].flags = DL_C_AT_LEAST; break;
		case 1: v[i].hi = v[i].lo + next_random(20); break;
		case 2: v[i].hi = v[i].lo, v[i].lo = 0, v[i].flags = DL_C_UP_TO; break;
		default: v[i].hi = v[i].lo;
		}
		if (i % 7 == 0) v[i].flags |= DL_C_OTHERS;
	}
	law l = {by_count, v, N, true};
	check_laws(&l, MET_INTERVALS | MET(DL_NOT_COMPARABLE));
	for (uint32_t i = 0; i < N; i++)
		if (i % 5 == 0) v[i].flags |= DL_C_APPROX;
	check_laws(&l, MET_INTERVALS);
}

static void test_count_examples(void **state)
{
	(void)state;
	dl_count five = {.lo = 5, .hi = 5}, least5 = {.lo = 5, .hi = DL_COUNT_MAX, .flags = DL_C_AT_LEAST};
	dl_count least23 = {.lo = 23, .hi = DL_COUNT_MAX, .flags = DL_C_AT_LEAST}, none = {.flags = DL_C_NONE_STATED};
	dl_count others = {.lo = 12, .hi = 12, .flags = DL_C_OTHERS}, half = {.lo = 50, .hi = 50, .decimals = 1};
	dl_count untold = {.lo = 1, .hi = DL_COUNT_MAX, .flags = DL_C_NO_FIGURE};
	assert_int_equal(relate_count(&five, &least5), DL_NARROWER);
	assert_int_equal(relate_count(&least23, &least5), DL_NARROWER);
	assert_int_equal(relate_count(&five, &least23), DL_APART);
	assert_int_equal(relate_count(&five, &half), DL_SAME);
	assert_int_equal(relate_count(&five, &others), DL_NOT_COMPARABLE);
	/* Null is not zero: deaths without a figure contradict "none", and hold every figure. */
	assert_int_equal(relate_count(&none, &untold), DL_APART);
	assert_int_equal(relate_count(&five, &untold), DL_NARROWER);
	assert_int_equal(relate_count(&none, &five), DL_APART);
}

/* ---------------------------------------------------------------- times */
#define DAY 1440
#define MONDAY ((int64_t)19233 * DAY)           /* 29 August 2022                                               */

static dl_relation by_time(const void *v, uint32_t a, uint32_t b)
{
	const dl_time *t = v;
	return relate_time(&t[a], &t[b]);
}

static dl_relation by_time_in_baghdad(const void *v, uint32_t a, uint32_t b)
{
	const dl_time *t = v;
	return relate_time_in(&t[a], &t[b], (zone_range){180, 180});
}

static dl_time hour(int64_t from, int16_t zone)
{
	return (dl_time){.from_min = from, .to_min = from + 60, .type = DL_TIMEX_TIME, .grain = DL_G_HOUR,
	                 .basis = DL_BASIS_FULL, .zone_min = zone};
}

static dl_time days(int64_t from, int64_t n)
{
	return (dl_time){.from_min = from, .to_min = from + n * DAY, .type = DL_TIMEX_DATE, .basis = DL_BASIS_FULL,
	                 .grain = n == 1 ? DL_G_DAY : n == 7 ? DL_G_WEEK : DL_G_MONTH, .zone_min = DL_ZONE_LOCAL};
}

static dl_time weekday(uint8_t w)
{
	return (dl_time){.from_min = DL_MIN_NONE, .to_min = DL_MIN_MAX, .type = DL_TIMEX_DATE, .basis = DL_BASIS_NONE,
	                 .grain = DL_G_DAY, .weekday = w, .zone_min = DL_ZONE_LOCAL};
}

static void fill_times(dl_time *v, bool zones)
{
	for (uint32_t i = 0; i < N; i++) {
		int64_t day = MONDAY + (int64_t)next_random(10) * DAY;
		switch (next_random(5)) {
		case 0: v[i] = hour(day + next_random(23) * 60, zones && next_random(2) ? 0 : DL_ZONE_LOCAL); break;
		case 1: v[i] = days(day, 7); break;
		case 2: v[i] = days(day - next_random(20) * DAY, 31); break;
		case 3: v[i] = zones ? hour(day, 180) : weekday((uint8_t)(1 + next_random(7))); break;
		default: v[i] = days(day, 1);
		}
	}
}

static void test_times(void **state)
{
	(void)state;
	static dl_time v[N];
	fill_times(v, false);
	law l = {by_time, v, N, true};
	check_laws(&l, MET_INTERVALS);
	/* Days are of the place, hours may carry a zone: where the place's clock is known the laws hold for both. */
	for (uint32_t i = 0; i < N; i++) v[i] = hour(MONDAY + next_random(30) * 30, i % 2 ? 0 : DL_ZONE_LOCAL);
	law zoned = {by_time_in_baghdad, v, N, true};
	check_laws(&zoned, MET(DL_SAME) | MET(DL_OVERLAP) | MET(DL_APART));
}

static void test_time_examples(void **state)
{
	(void)state;
	dl_time july = days(MONDAY - 59 * DAY, 31), july30 = days(MONDAY - 30 * DAY, 1), monday = days(MONDAY, 1);
	dl_time seven = hour(MONDAY + 19 * 60, DL_ZONE_LOCAL), half_past = hour(MONDAY + 15 * 60 + 30, DL_ZONE_LOCAL);
	dl_time gmt = hour(MONDAY + 16 * 60, 0), some_monday = weekday(1), some_tuesday = weekday(2);
	dl_time three_days = {.type = DL_TIMEX_DURATION, .from_min = DL_MIN_NONE, .to_min = DL_MIN_MAX};
	assert_int_equal(relate_time(&july30, &july), DL_NARROWER);
	assert_int_equal(relate_time(&july, &monday), DL_APART);
	assert_int_equal(relate_time(&seven, &half_past), DL_APART);
	assert_int_equal(relate_time(&seven, &monday), DL_NARROWER);
	/* 4 pm GMT is 7 pm in Baghdad; without the place nobody can tell. */
	assert_int_equal(relate_time_in(&gmt, &seven, (zone_range){180, 180}), DL_SAME);
	assert_int_equal(relate_time_in(&gmt, &half_past, (zone_range){180, 180}), DL_APART);
	assert_int_equal(relate_time(&gmt, &seven), DL_NOT_COMPARABLE);
	assert_int_equal(relate_time(&some_monday, &monday), DL_WIDER);
	assert_int_equal(relate_time(&some_tuesday, &monday), DL_APART);
	assert_int_equal(relate_time(&three_days, &monday), DL_NOT_COMPARABLE);
}

/* ---------------------------------------------------------------- places */
/* Two countries, each with two regions of two cities of two quarters; a city is far from all others. */
static char pool[4096];
static uint32_t pool_n;
static dl_place places[64];
static dl_facts world = {.places = places, .pool = pool};

static dl_ref named(const char *s)
{
	dl_ref r = {pool_n, (uint32_t)strlen(s)};
	memcpy(pool + pool_n, s, r.n);
	pool_n += r.n;
	return r;
}

static uint32_t put_place(dl_place p)
{
	places[++world.n_places] = p;
	return world.n_places;
}

static void put_city(char country, uint32_t region, uint32_t c)
{
	char name[32];
	dl_place p = places[region];
	p.kind = DL_P_CITY, p.precision = 1, p.in = region, p.adm1 = places[region].geoname;
	p.geoname = 1000 + world.n_places, p.lat_e5 = (int32_t)(c * 500000), p.lon_e5 = country * 100000;
	uint32_t city = put_place(p);
	for (int q = 0; q < 2; q++) {
		p.kind = DL_P_PART, p.in = city, p.geoname = 0;
		snprintf(name, sizeof name, "Quarter%c%u%d", country, c, q);
		p.name = named(name);
		put_place(p);
	}
}

static void make_world(void)
{
	for (char c = 'A'; c <= 'B'; c++) {
		dl_place p = {.kind = DL_P_COUNTRY, .precision = 6, .geoname = 100u + (uint32_t)c};
		memcpy(p.country, c == 'A' ? "AAA" : "BBB", 4);
		uint32_t country = put_place(p);
		for (uint32_t r = 0; r < 2; r++) {
			p.kind = DL_P_ADM1, p.precision = 4, p.in = country, p.geoname = 200u + (uint32_t)c * 2 + r;
			uint32_t region = put_place(p);
			for (uint32_t k = 0; k < 2; k++) put_city(c, region, r * 2 + k);
		}
	}
	world.n_places++;
}

static dl_relation by_place(const void *v, uint32_t a, uint32_t b)
{
	const dl_facts *f = v;
	return relate_place(f, a + 1, f, b + 1);
}

static void test_places(void **state)
{
	(void)state;
	make_world();
	law l = {by_place, &world, world.n_places - 1, false};
	check_laws(&l, MET(DL_SAME) | MET(DL_NARROWER) | MET(DL_WIDER) | MET(DL_APART));
	/* A quarter is inside its city, region and country; two cities are apart; two quarters of one city may be one. */
	assert_int_equal(relate_place(&world, 4, &world, 3), DL_NARROWER);
	assert_int_equal(relate_place(&world, 4, &world, 1), DL_NARROWER);
	assert_int_equal(relate_place(&world, 3, &world, 6), DL_APART);
	assert_int_equal(relate_place(&world, 4, &world, 5), DL_OVERLAP);
	assert_int_equal(relate_place(&world, 0, &world, 5), DL_NOT_COMPARABLE);
}

/* ---------------------------------------------------------------- groups and persons */
static dl_entity people[16];
static dl_facts crowd = {.entities = people, .pool = pool};

static void put_entity(unsigned kind, const char *name, uint32_t of)
{
	people[++crowd.n_entities] = (dl_entity){.kind = (uint8_t)kind, .name = named(name), .of = of};
}

static dl_relation by_entity(const void *v, uint32_t a, uint32_t b)
{
	const dl_facts *f = v;
	return relate_entity(f, a + 1, f, b + 1);
}

static void test_entities(void **state)
{
	(void)state;
	put_entity(DL_E_GROUP, "protesters", 0);
	put_entity(DL_E_GROUP, "angry protesters", 0);
	put_entity(DL_E_GROUP, "angry young protesters", 0);
	put_entity(DL_E_GROUP, "police officers", 0);
	put_entity(DL_E_ORG, "Harbour Union", 0);
	put_entity(DL_E_GROUP, "members of the Harbour Union", 5);
	put_entity(DL_E_ORG, "Port Authority", 0);
	crowd.n_entities++;
	law l = {by_entity, &crowd, crowd.n_entities - 1, false};
	check_laws(&l, MET(DL_SAME) | MET(DL_NARROWER) | MET(DL_WIDER) | MET(DL_NOT_COMPARABLE) | MET(DL_APART));
	assert_int_equal(relate_entity(&crowd, 3, &crowd, 1), DL_NARROWER);
	assert_int_equal(relate_entity(&crowd, 1, &crowd, 4), DL_NOT_COMPARABLE);
	assert_int_equal(relate_entity(&crowd, 6, &crowd, 5), DL_NARROWER);
	assert_int_equal(relate_entity(&crowd, 5, &crowd, 7), DL_APART);
	/* A leader's followers are never the leader. */
	assert_int_not_equal(relate_entity(&crowd, 6, &crowd, 5), DL_SAME);
}

/* ---------------------------------------------------------------- words and modality */
static dl_relation by_text(const void *v, uint32_t a, uint32_t b)
{
	const text_face *f = v;
	return relate_text(&f[a], &f[b]);
}

static void test_text(void **state)
{
	(void)state;
	static const char *const words[] = {"harbour", "closed", "storm", "ferry", "night", "crew", "rescue", "fuel"};
	static text_face v[N];
	arena *a = arena_new(0);
	for (uint32_t i = 0; i < N; i++) {
		buf b = {0};
		for (uint32_t k = 0; k < COUNT(words); k++)
			if (next_random(3) == 0) buf_printf(&b, "the %s ", words[k]);
		if (next_random(8) == 0) buf_puts(&b, "not");
		text_face_of(a, buf_slice(&b), &v[i]);
		buf_free(&b);
	}
	uint32_t seen[DL_NOT_COMPARABLE + 1] = {0};
	law l = {by_text, v, N, false};
	check_pairs(&l, seen);
	for (unsigned r = 0; r <= DL_NOT_COMPARABLE; r++) assert_true(seen[r] > 0);
	text_face said, longer, denied, other;
	text_face_of(a, S("the talks will go on"), &said);
	text_face_of(a, S("The talks will go on next week"), &longer);
	text_face_of(a, S("talks will not go on"), &denied);
	text_face_of(a, S("the girls were tired"), &other);
	assert_int_equal(relate_text(&longer, &said), DL_NARROWER);
	assert_int_equal(relate_text(&said, &denied), DL_APART);
	assert_int_equal(relate_text(&said, &other), DL_NOT_COMPARABLE);
	arena_free(a);
}

static dl_relation by_modality(const void *v, uint32_t a, uint32_t b)
{
	(void)v;
	return relate_modality(a, b);
}

static void test_modality(void **state)
{
	(void)state;
	law l = {by_modality, NULL, DL_MODALITY_N, true};
	check_laws(&l, MET(DL_SAME) | MET(DL_NARROWER) | MET(DL_WIDER) | MET(DL_APART) | MET(DL_NOT_COMPARABLE));
	assert_int_equal(relate_modality(DL_TOLD, DL_DENIED), DL_APART);
	assert_int_equal(relate_modality(DL_TOLD, DL_ALLEGED), DL_NARROWER);
	assert_int_equal(relate_modality(DL_PLANNED, DL_TOLD), DL_NOT_COMPARABLE);
	assert_int_equal(relate_modality(DL_PLANNED, DL_DEMANDED), DL_NOT_COMPARABLE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_counts), cmocka_unit_test(test_count_examples), cmocka_unit_test(test_times),
		cmocka_unit_test(test_time_examples), cmocka_unit_test(test_places), cmocka_unit_test(test_entities),
		cmocka_unit_test(test_text), cmocka_unit_test(test_modality),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
