/* SPDX-License-Identifier: Apache-2.0
 *
 * unit_person.c - spellings of persons' names: which pairs are one person, which are two, that the order of the two
 * makes no difference, and names that nobody has.
 */
#include "facts/actor/person.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static slice of(const char *s) { return (slice){s, strlen(s)}; }

static const char *const same[][2] = {
	{"Moqtada al-Sadr", "Muqtada Sadr"},
	{"Muammar Gaddafi", "Moammar Gadhafi"},
	{"Muammar Gaddafi", "Muammar Qaddafi"},
	{"Nouri al-Maliki", "Nuri Al Maliki"},
	{"Haider al-Abadi", "Haidar Abadi"},
	{"Kim Jong-un", "Kim Jong Un"},
	{"Ri Sol-ju", "Ri Solju"},
	{"Abdel Fattah al-Sisi", "Abd al-Fattah al-Sisi"},
	{"Abdul Rahman Arif", "Abdurrahman Aref"},
	{"Sergey Lavrov", "Sergei Lavrov"},
	{"Alexei Kudrin", "Aleksey Kudrin"},
	{"Volodymyr Groysman", "Volodymyr Hroisman"},
	{"Bob Corker", "Robert Corker"},
	{"J. Verhofstadt", "Jan Verhofstadt"},
	{"William A. B. Lee", "William A. Lee"},
	{"J. Lee", "John B. Lee"},
	{"António Guterres", "Antonio Guterres"},
	{"Chancellor Merkel", "Angela Merkel"},
	{"German Chancellor Angela Merkel", "Merkel"},
	{"Govenor Ana Pardo", "Gov. Ana Pardo"},
	{"Secretary of State John Kerry", "John Kerry"},
	{"the late King Hussein", "King Hussein"},
	{"Ala Kimto", "Ala Kitmo"},
	{"Vince Cable", "Vincent Cable"},
	{"Khrushchev", "Nikita Kruschev"},
	{"Recep Tayyip Erdoğan", "Tayyip Erdogan"},
};

static const char *const two[][2] = {
	{"Mahmoud Abbas", "Mohammed Abbas"}, {"Bashir Rahal", "Bashar Rahal"}, {"Igor Ivanov", "Sergey Ivanov"},
	{"Hosni Mubarak", "Masuma al-Mubarak"}, {"Ayad Allawi", "Ali Allawi"}, {"William Burns", "William Cohen"},
	{"Hillary Clinton", "Bill Clinton"}, {"Daniel Ortega", "Daniela Ortega"},
	{"Abu Omar al-Shishani", "Abu Omar al-Kurdi"}, {"Peter Sand", "Paul Sand"}, {"Abdul Karim", "Abdul Salam"},
	{"George W. Bush", "George H. W. Bush"}, {"Ann A. Lee", "Ann B. Lee"},
	{"Hassan Ali", "Hussein Ali"}, {"Ana Jorge", "Jorge Batlle"}, {"Maria Rossi", "Mario Rossi"},
};

static const char *const odd[] = {
	"",
	" ",
	"-",
	"al",
	"Mr",
	"President",
	"the",
	"Abdul",
	"Abd al",
	"abu",
	"X",
	"I. J. K.",
	"\xd0\x98\xd0\xb2\xd0\xb0\xd0\xbd",
	"\xff\xfe",
	"President of",
	"Secretary of the",
	"III",
	"a b c d e f g h i j k l m n o p q r s t u v w x y z",
	("Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch "
	 "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch"),
};

static uint32_t alike(const char *a, const char *b) { return person_same(of(a), of(b), NULL, 0); }

static void same_test(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(same); i++) {
		uint32_t s = alike(same[i][0], same[i][1]);
		if (s < PERSON_SAME) print_message("%s / %s: %u\n", same[i][0], same[i][1], s);
		assert_true(s >= PERSON_SAME);
	}
}

static void two_test(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(two); i++) {
		uint32_t s = alike(two[i][0], two[i][1]);
		if (s >= PERSON_OPEN) print_message("%s / %s: %u\n", two[i][0], two[i][1], s);
		assert_true(s < PERSON_OPEN);
	}
}

/* Two of three words agree, or one of two and the other is not far off: neither one person nor surely two. */
static void unsure_test(void **state)
{
	(void)state;
	uint32_t s = alike("Kim Jong-un", "Kim Jong-nam"), t = alike("John Major", "John Minor");
	assert_true(s >= PERSON_OPEN && s < PERSON_SAME);
	assert_true(t >= PERSON_OPEN && t < PERSON_SAME);
}

/* All names of this file with all: the same number and, but for the cut, the same reasons, whichever comes first. */
static void symmetric_test(void **state)
{
	const char *names[2 * (COUNT(same) + COUNT(two)) + COUNT(odd)];
	size_t n = 0;
	(void)state;
	for (size_t i = 0; i < COUNT(same); i++) names[n++] = same[i][0], names[n++] = same[i][1];
	for (size_t i = 0; i < COUNT(two); i++) names[n++] = two[i][0], names[n++] = two[i][1];
	for (size_t i = 0; i < COUNT(odd); i++) names[n++] = odd[i];
	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j <= i; j++) {
			char ab[512], ba[512];
			uint32_t x = person_same(of(names[i]), of(names[j]), ab, sizeof ab);
			uint32_t y = person_same(of(names[j]), of(names[i]), ba, sizeof ba);
			if (x != y) print_message("%s / %s: %u, %u\n", names[i], names[j], x, y);
			assert_int_equal(x, y);
			assert_string_equal(ab, ba);
			assert_true(x <= 1000);
		}
}

/* A name is itself; nothing is nobody; reasons are cut where they do not fit. */
static void ends_test(void **state)
{
	char why[8] = "xxxxxxx";
	(void)state;
	for (size_t i = 0; i < COUNT(same); i++) assert_true(alike(same[i][0], same[i][0]) >= 850);
	assert_int_equal(alike("", ""), 0);
	assert_int_equal(alike("", "Ana Pardo"), 0);
	assert_int_equal(alike("\xd0\x98\xd0\xb2\xd0\xb0\xd0\xbd", "Ivan"), 0);
	person_same(of("Ana Pardo"), of("Ana Prado"), why, sizeof why);
	assert_int_equal(strlen(why), 7);
	assert_int_equal(person_same(of("Ana Pardo"), of("Ana Prado"), why, 0), alike("Ana Pardo", "Ana Prado"));
}

static void key_test(void **state)
{
	arena *a = arena_new(0);
	(void)state;
	assert_true(slice_eq(name_key(a, of("Moqtada al-Sadr")), name_key(a, of("Muqtada Sadr"))));
	assert_true(slice_eq(name_key(a, of("Sheikh Qais")), name_key(a, of("Kais"))));
	assert_false(slice_eq(name_key(a, of("Ana Pardo")), name_key(a, of("Eva Pardo"))));
	for (size_t i = 0; i < COUNT(odd); i++) name_key(a, of(odd[i]));
	arena_free(a);
}

/* The table is indexed into a fixed size: what data/en/persons.tsv lists has to fit, and to be found. */
static void table_test(void **state)
{
	const name_table *names = name_words();
	(void)state;
	assert_true(names->n_offices > 0 && names->n_offices < NAME_OFFICES);
	assert_true(names->n_nicks > 0 && names->n_nicks < NAME_NICKS);
	assert_true(names->n_apart > 0 && names->n_apart < NAME_APART);
	assert_int_equal(name_word(of("the")), NAME_TITLE | NAME_PARTICLE);
	assert_int_equal(name_word(of("abdul")), NAME_SERVANT);
	assert_int_equal(name_word(of("pardo")), 0);
	assert_int_equal(name_word(of("")), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(same_test), cmocka_unit_test(two_test), cmocka_unit_test(unsure_test),
		cmocka_unit_test(symmetric_test),
		cmocka_unit_test(ends_test), cmocka_unit_test(key_test), cmocka_unit_test(table_test),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
