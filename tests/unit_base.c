/* SPDX-License-Identifier: Apache-2.0
 *
 * unit_base.c - src/base: memory, text, days, tables, JSON, threads.
 */
#include "base/base.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

static void test_arena(void **state)
{
	(void)state;
	arena *a = arena_new(64);
	char *first = arena_alloc(a, 10);
	assert_non_null(first);
	assert_int_equal((uintptr_t)first % 16, 0);
	arena_mark_t m = arena_mark(a);
	for (int i = 0; i < 1000; i++) {
		char *p = arena_alloc(a, 100);
		assert_int_equal(p[99], 0);
		memset(p, 'x', 100);
	}
	size_t held = arena_bytes(a);
	arena_rewind(a, m);
	assert_true(arena_bytes(a) < held);
	assert_null(arena_alloc(a, SIZE_MAX - 8));
	slice s = arena_printf(a, "%d %s", 7, "seven");
	assert_true(slice_eq(s, S("7 seven")));
	arena_free(a);
	arena_free(NULL);
}

static void test_slices(void **state)
{
	(void)state;
	size_t at = 99;
	int64_t v;
	assert_true(slice_eq(slice_trim(S(" \t\xc2\xa0 a b \n")), S("a b")));
	assert_int_equal(slice_trim(S(" \xc2\xa0 ")).n, 0);
	assert_true(slice_find(S("in Baghdad"), S("Bagh"), &at));
	assert_int_equal(at, 3);
	assert_false(slice_find(S("a"), S(""), NULL));
	assert_true(slice_i64(S("-120"), &v) && v == -120);
	assert_false(slice_i64(S("12a"), &v));
	assert_false(slice_i64(S("-"), &v));
	assert_false(slice_i64(S("99999999999999999999"), &v));
	assert_true(slice_cmp(S("ab"), S("abc")) < 0);
	assert_int_equal(slice_sub(S("abc"), 5, 9).n, 0);
}

static void test_utf8(void **state)
{
	(void)state;
	static const char *const bad[] = {"\xc0\xaf", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xe2\x82",
									  "\xff",     "a\x80",        "\xf0\x82\x82\xac"};
	arena *a = arena_new(0);
	uint32_t n;
	for (size_t i = 0; i < COUNT(bad); i++) {
		slice s = {bad[i], strlen(bad[i])}, mended = utf8_mend(a, s, &n);
		assert_false(utf8_valid(s, NULL));
		assert_true(n > 0);
		assert_true(utf8_valid(mended, NULL));
	}
	slice ok = S("Beyo\xc4\x9flu \xe2\x80\x94 \xf0\x9f\x94\xa5 \xef\xbf\xbd");
	assert_true(utf8_valid(ok, NULL));
	assert_true(slice_eq(utf8_mend(a, ok, &n), ok));
	assert_int_equal(n, 0);
	assert_true(slice_eq(utf8_plain(a,
									S("Beyo\xc4\x9flu \xe2\x80\x99s \xc5\x81\xc3\xb3"
									  "d\xc5\xba")),
						 S("beyoglu 's lodz")));
	assert_true(slice_eq(utf8_lower(a, S("\xc3\x89" "COLE")), S("\xc3\xa9" "cole")));
	char to[4];
	for (uint32_t cp = 1; cp < 0x110000; cp += 37) {
		int len;
		if (cp >= 0xd800 && cp < 0xe000) continue;
		int k = utf8_put(to, cp);
		assert_int_equal(utf8_next(to, to + k, &len), cp);
		assert_int_equal(len, k);
	}
	arena_free(a);
}

static void test_days(void **state)
{
	(void)state;
	int y, m, d, iy, iw;
	for (int32_t day = -800000; day < 800000; day += 17) {
		day_to_ymd(day, &y, &m, &d);
		assert_int_equal(day_from_ymd(y, m, d), day);
		assert_true(d >= 1 && d <= days_in_month(y, m));
	}
	assert_int_equal(day_from_ymd(1970, 1, 1), 0);
	assert_int_equal(day_weekday(day_from_ymd(2022, 8, 29)), 1);
	day_iso_week(day_from_ymd(2021, 1, 3), &iy, &iw);
	assert_int_equal(iy, 2020);
	assert_int_equal(iw, 53);
}

static void test_day_parse(void **state)
{
	(void)state;
	int32_t day;
	int64_t min;
	assert_true(day_parse(S("2022-08-29"), &day, &min));
	assert_int_equal(day, day_from_ymd(2022, 8, 29));
	assert_true(min == DL_MIN_NONE);
	assert_true(day_parse(S("2022-08-29T19:00:00+03:00"), &day, &min));
	assert_true(min == (int64_t)day * 1440 + 16 * 60);
	assert_true(day_parse(S("2022-08-29 19:00:12.5Z"), &day, &min));
	assert_true(min == (int64_t)day * 1440 + 19 * 60);
	assert_true(day_parse(S("20220829"), &day, &min));
	assert_false(day_parse(S("2022-02-30"), &day, &min));
	assert_false(day_parse(S("29 August"), &day, &min));
	assert_false(day_parse(S(""), &day, &min));
}

static void test_tsv(void **state)
{
	(void)state;
	slice c[TSV_COLS];
	tsv t = {.rest = S("# comment\n\na\t b \tc\nlast")};
	assert_int_equal(tsv_next(&t, c), 3);
	assert_int_equal(t.line, 3);
	assert_true(slice_eq(c[1], S("b")));
	assert_int_equal(c[3].n, 0);
	assert_int_equal(tsv_next(&t, c), 1);
	assert_true(slice_eq(c[0], S("last")));
	assert_int_equal(tsv_next(&t, c), 0);
}

static void test_json(void **state)
{
	(void)state;
	buf b = {0};
	buf_putc(&b, '{');
	json_key_str(&b, "a", S("q\"\\\n\x01"));
	json_key_i64(&b, "n", -5);
	json_key_null(&b, "none");
	buf_putc(&b, '}');
	assert_true(slice_eq(buf_slice(&b), S("{\"a\":\"q\\\"\\\\\\n\\u0001\",\"n\":-5,\"none\":null}")));
	buf_free(&b);
}

static void test_strmap(void **state)
{
	(void)state;
	arena *a = arena_new(0);
	strmap m;
	strmap_init(&m, a);
	assert_int_equal(strmap_get(&m, S("x")), 0);
	for (uint32_t i = 1; i < 5000; i++) *strmap_put(&m, arena_printf(a, "key %u", i)) = i;
	for (uint32_t i = 1; i < 5000; i++) assert_int_equal(strmap_get(&m, arena_printf(a, "key %u", i)), i);
	assert_int_equal(strmap_get(&m, S("key 0")), 0);
	arena_free(a);
}

static void square(void *ctx, uint32_t lane, uint32_t item)
{
	(void)lane;
	((uint32_t *)ctx)[item] = item * item;
}

static void test_threads(void **state)
{
	(void)state;
	static uint32_t out[1000];
	for (uint32_t threads = 1; threads <= 8; threads *= 2) {
		memset(out, 0, sizeof out);
		assert_int_equal(threads_map(threads, 1000, square, out), DL_OK);
		for (uint32_t i = 0; i < 1000; i++) assert_int_equal(out[i], i * i);
	}
}

static void test_names(void **state)
{
	(void)state;
	assert_string_equal(dl_type_name(DL_ASSAULT), "ASSAULT");
	assert_string_equal(dl_field_name(DL_F_OTHER), "other");
	assert_string_equal(dl_standing_name(DL_SCOPE), "scope");
	assert_string_equal(dl_modality_name(DL_ATTEMPTED), "attempted");
	assert_string_equal(dl_rel_name(DL_R_XCOMP), "xcomp");
	assert_string_equal(dl_upos_name(DL_VERB), "VERB");
	assert_string_equal(dl_xpos_name(DL_T_WRB), "WRB");
	assert_string_equal(dl_informant_name(DL_I_PERSON), "person");
	assert_string_equal(dl_name_name(DL_N_I_MISC), "I-MISC");
	assert_string_equal(dl_relation_name(99), "?");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_arena), cmocka_unit_test(test_slices), cmocka_unit_test(test_utf8),
		cmocka_unit_test(test_days), cmocka_unit_test(test_day_parse), cmocka_unit_test(test_tsv),
		cmocka_unit_test(test_json), cmocka_unit_test(test_strmap), cmocka_unit_test(test_threads),
		cmocka_unit_test(test_names),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
