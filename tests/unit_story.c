/* SPDX-License-Identifier: Apache-2.0
 *
 * unit_story.c - which reports are one happening: order, symmetry, one blast of five outlets, two stormings.
 *
 * Articles of our own go through the whole program in any order; the events must be the same, and a pair's chance
 * must not depend on which of the two is asked first.
 */
#include "story/inner.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

#define MOST 8u

typedef struct { const char *outlet, *day, *text; } article;

static const article blast[] = {
	{"Coast Daily", "2024-06-03",
	 "An explosion tore through a paint factory in Gdansk on Monday morning, killing four "
	 "workers, officials said.\n\nThe blast happened at about 9 a.m. The mayor visited the site."},
	{"North Wire", "2024-06-03",
	 "Blast at Gdansk paint factory kills four\n\nFour people were killed when a paint factory "
	 "exploded in Gdansk on Monday.\n\nThe explosion broke windows a mile away, witnesses said."},
	{"The Lantern", "2024-06-03",
	 "At least three people died in a blast at a factory in the Polish port of Gdansk on "
	 "Monday.\n\nPolice closed the road after the explosion at the paint factory."},
	{"Evening Post", "2024-06-04",
	 "The death toll from Monday's explosion at a Gdansk paint factory rose to six, "
	 "hospitals said on Tuesday.\n\nThe blast was heard across the city."},
	{"Harbour Radio", "2024-06-04",
	 "Six people are dead after the blast that destroyed a paint factory in Gdansk on "
	 "Monday.\n\nA fire at the same factory in 2011 injured two people."},
};

static const article palace[] = {
	{"Coast Daily", "2024-08-20",
	 "Protesters stormed the presidential palace in Tirana on Monday.\n\nThe crowd broke down "
	 "the gate of the palace. Demonstrators had stormed the parliament building in Tirana on July 2."},
	{"North Wire", "2024-08-20",
	 "Hundreds of protesters stormed the presidential palace in the Albanian capital Tirana on "
	 "Monday, weeks after demonstrators stormed parliament on July 2."},
};

static const article eviction[] = {
	{"Coast Daily", "2024-05-14",
	 "Bailiffs evicted twelve families from a tower in Kiruna on Monday.\n\nMayor Tom Hale said he is "
	 "resigning over the eviction."},
	{"North Wire", "2024-05-14",
	 "The eviction of twelve families from a tower in Kiruna on Monday took three hours.\n\n"
	 "It is not the first time Mayor Tom Hale has said he was quitting his post."},
};

typedef struct {
	dl_kb    *kb;
	dl_lane  *lane;
	arena    *a, *tmp;
	dl_error  err;
	dl_docs  *docs[MOST];
	const dl_doc *doc[MOST];
	dl_facts  facts[MOST];
	uint32_t  n;
} desk;

static void desk_open(desk *d, const article *of, uint32_t n)
{
	memset(d, 0, sizeof *d);
	d->a = arena_new(0), d->tmp = arena_new(0), d->n = n;
	assert_int_equal(dl_kb_open(&(dl_kb_options){0}, &d->kb, &d->err), DL_OK);
	assert_int_equal(dl_lane_new(d->kb, &d->lane), DL_OK);
	for (uint32_t i = 0; i < n; i++) {
		dl_read_options opt = {.outlet = {of[i].outlet, strlen(of[i].outlet)}};
		dl_facts f;
		opt.published = (slice){of[i].day, strlen(of[i].day)};
		assert_int_equal(dl_read((slice){of[i].text, strlen(of[i].text)}, &opt, &d->docs[i]), DL_OK);
		d->doc[i] = dl_docs_get(d->docs[i], 0);
		dl_lane_reset(d->lane);
		assert_int_equal(dl_facts_find(d->lane, d->doc[i], &f), DL_OK);
		size_t bytes = dl_facts_packed_bytes(&f);
		void *packed = arena_alloc(d->a, bytes);
		dl_facts_pack(&f, packed);
		assert_int_equal(dl_facts_unpack(packed, bytes, &d->facts[i], &d->err), DL_OK);
	}
}

static void desk_close(desk *d)
{
	for (uint32_t i = 0; i < d->n; i++) dl_docs_free(d->docs[i]);
	dl_lane_free(d->lane);
	dl_kb_close(d->kb);
	arena_free(d->a);
	arena_free(d->tmp);
}

/* Assemble with document i at place (i * step + from) % n. */
static void assemble(desk *d, uint32_t from, uint32_t step, dl_assembly *out, story_pair_sink sink, void *ctx)
{
	const dl_doc *docs[MOST];
	const dl_facts *facts[MOST];
	workspace w = {d->a, d->tmp, &d->err};
	for (uint32_t i = 0; i < d->n; i++) {
		uint32_t at = (i * step + from) % d->n;
		docs[at] = d->doc[i], facts[at] = &d->facts[i];
	}
	assert_int_equal(story_pairs(&w, docs, facts, d->n, out, sink, ctx), DL_OK);
}

/* Event that the first report with the word (anywhere in its clause) belongs to in document doc; 0 none. */
static uint32_t event_of(const dl_assembly *a, const dl_doc *doc, const char *words)
{
	for (uint32_t e = 1; e < a->n_events; e++)
		for (uint32_t t = 0; t < a->events[e].n_tellings; t++) {
			const dl_telling *k = &a->tellings[a->events[e].first_telling + t];
			size_t at;
			if (a->docs[k->doc] != doc) continue;
			slice clause = span_text(doc->text, a->facts[k->doc]->reports[k->report].trigger);
			if (slice_find(clause, (slice){words, strlen(words)}, &at)) return e;
		}
	return 0;
}

static void one_blast_is_one_event(void **state)
{
	(void)state;
	desk d;
	dl_assembly a;
	desk_open(&d, blast, COUNT(blast));
	assemble(&d, 0, 1, &a, NULL, NULL);
	uint32_t e = event_of(&a, d.doc[0], "explosion tore");
	assert_true(e);
	assert_int_equal(event_of(&a, d.doc[0], "The blast happened"), e);
	assert_int_equal(event_of(&a, d.doc[1], "exploded in Gdansk"), e);
	assert_int_equal(event_of(&a, d.doc[2], "in a blast"), e);
	assert_int_equal(event_of(&a, d.doc[3], "explosion"), e);
	assert_int_equal(event_of(&a, d.doc[4], "the blast"), e);
	assert_true(event_of(&a, d.doc[4], "in 2011"));
	assert_int_not_equal(event_of(&a, d.doc[4], "in 2011"), e);
	desk_close(&d);
}

static void two_stormings_stay_apart(void **state)
{
	(void)state;
	desk d;
	dl_assembly a;
	desk_open(&d, palace, COUNT(palace));
	assemble(&d, 0, 1, &a, NULL, NULL);
	uint32_t monday = event_of(&a, d.doc[0], "presidential palace"), july = event_of(&a, d.doc[0], "on July 2");
	assert_true(monday && july && monday != july);
	assert_int_equal(event_of(&a, d.doc[1], "presidential palace"), monday);
	assert_int_equal(event_of(&a, d.doc[1], "stormed parliament on July 2"), july);
	desk_close(&d);
}

static void noun_and_verb_meet_and_earlier_times_do_not(void **state)
{
	(void)state;
	desk d;
	dl_assembly a;
	desk_open(&d, eviction, COUNT(eviction));
	assemble(&d, 0, 1, &a, NULL, NULL);
	uint32_t e = event_of(&a, d.doc[0], "Bailiffs evicted"), now = event_of(&a, d.doc[0], "he is resigning");
	assert_true(e && now && e != now);
	assert_int_equal(event_of(&a, d.doc[1], "The eviction"), e);
	uint32_t once = event_of(&a, d.doc[1], "he was quitting");
	assert_true(once && once != now);
	desk_close(&d);
}

static void order_does_not_matter(void **state)
{
	(void)state;
	desk d;
	dl_assembly first, other;
	desk_open(&d, blast, COUNT(blast));
	assemble(&d, 0, 1, &first, NULL, NULL);
	for (uint32_t from = 0; from < d.n; from++)
		for (uint32_t step = 1; step < d.n; step++) {
			assemble(&d, from, step, &other, NULL, NULL);
			assert_int_equal(other.n_events, first.n_events);
			assert_int_equal(other.n_tellings, first.n_tellings);
			for (uint32_t e = 1; e < first.n_events; e++) {
				assert_true(other.events[e].id == first.events[e].id);
				assert_int_equal(other.events[e].n_tellings, first.events[e].n_tellings);
			}
			for (uint32_t t = 0; t < first.n_tellings; t++) {
				assert_int_equal(other.tellings[t].doc, first.tellings[t].doc);
				assert_int_equal(other.tellings[t].report, first.tellings[t].report);
			}
		}
	desk_close(&d);
}

/* cluster_average() on pairs of its own: any order of the pairs, the same clusters. */
static uint32_t next_random(uint32_t most)
{
	static uint64_t state = 0x853c49e6748fea9bu;
	state = state * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(state >> 33) % most;
}

static void clusters_do_not_depend_on_order(void **state)
{
	(void)state;
	enum { N = 24 };
	arena *a = arena_new(0);
	for (int round = 0; round < 60; round++) {
		tie ties[N * N];
		uint32_t n = 0, want[N], got[N];
		for (uint32_t i = 0; i < N; i++)
			for (uint32_t j = i + 1; j < N; j++)
				if (next_random(3) == 0)
					ties[n++] = (tie){i, j, next_random(9) ? (int32_t)next_random(10) * 100000 : TIE_NEVER, 0};
		assert_true(cluster_average(a, ties, n, N, 400000, want));
		for (int shuffle = 0; shuffle < 4; shuffle++) {
			for (uint32_t i = n; i > 1; i--) {
				uint32_t k = next_random(i);
				tie held = ties[i - 1];
				ties[i - 1] = ties[k], ties[k] = held;
				if (next_random(2)) ties[i - 1] = (tie){ties[i - 1].b, ties[i - 1].a, ties[i - 1].score, 0};
			}
			assert_true(cluster_average(a, ties, n, N, 400000, got));
			assert_memory_equal(want, got, sizeof want);
		}
		for (uint32_t i = 0; i < n; i++)
			if (ties[i].score == TIE_NEVER) assert_int_not_equal(want[ties[i].a], want[ties[i].b]);
		arena_reset(a);
	}
	arena_free(a);
}

#define SENSES 3u
static void random_senses(sense v[SENSES])
{
	for (uint32_t k = 0; k < SENSES; k++) {
		uint64_t squares = 0;
		for (uint32_t i = 0; i < TEXT_VECTOR; i++) {
			v[k].v[i] = (int16_t)(next_random(128) - 64 + k * 8);
			squares += (uint64_t)((int32_t)v[k].v[i] * v[k].v[i]);
		}
		v[k].length = (uint32_t)isqrt64(squares);
	}
}

static void random_face(facet *f)
{
	*f = (facet){.sent = next_random(6), .report = 1 + next_random(20), .killed = next_random(4)};
	f->injured = next_random(4);
	for (uint32_t i = 0; i < KIND_WORDS; i++)
		f->kinds[i] = next_random(64), f->alone[i] = f->kinds[i] & next_random(64);
	f->n_lemmas = (uint8_t)next_random(4);
	for (uint8_t i = 0; i < f->n_lemmas; i++) {
		f->lemma[i] = next_random(6), f->root[i] = next_random(4), f->seldom[i] = (uint16_t)(f->lemma[i] * 1000);
	}
	for (uint8_t i = 0; i < f->n_lemmas; i++) f->senses[i] = next_random(SENSES + 1);
	f->doc = next_random(2);
	f->only = (uint8_t)next_random(16), f->main = next_random(2);
	f->n_figures = (uint8_t)next_random(3);
	for (uint8_t i = 0; i < f->n_figures; i++) f->figures[i] = next_random(3);
	f->mode = next_random(3), f->types = 1u << next_random(4);
	f->happened = next_random(2), f->history = next_random(2), f->lead = next_random(2), f->before = next_random(2);
	f->nominal = next_random(2), f->points_back = next_random(2), f->same_as = next_random(5);
}

static void a_pair_is_symmetric(void **state)
{
	(void)state;
	dl_doc doc = {.published_day = DL_DAY_NONE};
	const dl_doc *docs[2] = {&doc, &doc};
	dl_facts none = {0};
	const dl_facts *facts[2] = {&none, &none};
	sense senses[SENSES];
	assembler s = {.n = 2, .docs = docs, .facts = facts, .senses = {.v = senses, .n = SENSES, .cap = SENSES}};
	uint32_t near = 0;
	random_senses(senses);
	for (int i = 0; i < 2000; i++) {
		facet a, b;
		pair_features ab, ba;
		random_face(&a), random_face(&b);
		if (a.doc == b.doc && a.sent == b.sent && a.report == b.report) continue;   /* one report is no pair */
		pair_compare(&s, &a, &b, &ab);
		pair_compare(&s, &b, &a, &ba);
		assert_memory_equal(ab.x, ba.x, sizeof ab.x);
		assert_int_equal(ab.never, ba.never);
		assert_true(ab.x[PF_SENSE] >= 0 && ab.x[PF_SENSE] <= 20);
		assert_false(ab.x[PF_SENSE] && (ab.x[PF_LEMMA] || a.doc == b.doc));
		near += ab.x[PF_SENSE] > 0;
	}
	assert_true(near);
}

static void every_kind_has_a_bit(void **state)
{
	(void)state;
	tsv t = {.name = S("kinds.tsv")};
	slice cols[TSV_COLS];
	uint32_t lines = 0;
	assert_true(embedded_find("kinds.tsv", &t.rest));
	while (tsv_next(&t, cols) >= 2) lines++;
	assert_true(lines > 20 && lines <= KIND_WORDS * 64);
}

/* The tables have a fixed size: what tables.c holds of the files is all that is in them. */
static void tables_hold_every_word(void **state)
{
	(void)state;
	tsv t = {.name = S("terms.tsv")};
	slice cols[TSV_COLS], word;
	uint32_t bit = 1;
	int64_t n;
	assert_true(embedded_find("terms.tsv", &t.rest));
	while (tsv_next(&t, cols) >= 2) {
		assert_true(slice_i64(cols[1], &n));
		assert_int_equal(table_articles(cols[0]), n);
	}
	assert_int_equal(table_articles(S("croydonite")), 0);
	t = (tsv){.name = S("kinds.tsv")};
	assert_true(embedded_find("kinds.tsv", &t.rest));
	while (tsv_next(&t, cols) >= 2) {
		uint32_t line = slice_starts(cols[0], S("*")) ? 0 : bit++;
		while (slice_split(&cols[1], ',', &word))
			if (word.n) assert_true(kinds_all()[kinds_of(word)].bits[line / 64] >> line % 64 & 1);
	}
	assert_int_equal(kinds_of(S("croydonite")), 0);
}

static void lists_hold_every_word(void **state)
{
	(void)state;
	tsv t = {.name = S("lists.tsv")};
	slice cols[TSV_COLS], word;
	uint32_t words = 0;
	assert_true(embedded_find("lists.tsv", &t.rest));
	while (tsv_next(&t, cols) >= 2) {
		unsigned list = W_STORY;
		while (list < W_N && !slice_eq(cols[0], (slice){word_list_names[list], strlen(word_list_names[list])})) list++;
		while (list < W_N && slice_split(&cols[1], ',', &word)) assert_true(in_list((word_list)list, word)), words++;
	}
	assert_true(words > 100);
	assert_false(in_list(W_CROWD, S("mayor")) || in_list(W_CROWD, S("")));
	assert_true(begins_in(W_TIME_LIMIT, S("Since Monday")) && !begins_in(W_TIME_LIMIT, S("since")));
	assert_true(end_in(W_AS_OF, S("nine as of")).n == 5 && end_in(W_WIDE_PLACE, S("at the scene")).n == 5);
	assert_false(end_in(W_AS_OF, S("was standing nearby")).n || end_in(W_AS_OF, S("")).n);
	assert_true(has_word_in(W_TOLL_WORD, S("the toll rose")) && !has_word_in(W_TOLL_WORD, S("a tollgate")));
}

static void weights_name_known_features(void **state)
{
	(void)state;
	tsv t = {.name = S("weights.tsv")};
	slice cols[TSV_COLS];
	pair_weights w;
	assert_true(embedded_find("weights.tsv", &t.rest));
	while (tsv_next(&t, cols) >= 3) {
		int64_t v;
		assert_true(slice_i64(cols[2], &v));
		assert_true(slice_eq(cols[0], S("story")) || slice_eq(cols[0], S("within")) || slice_eq(cols[0], S("across")));
		bool known = slice_eq(cols[1], S("least")) || slice_eq(cols[0], S("story"));
		for (int i = 0; i < PF_N; i++) {
			slice name = {pair_feature_names[i], strlen(pair_feature_names[i])};
			known |= slice_eq(cols[1], name);
		}
		assert_true(known);
	}
	weights_load("across", pair_feature_names, PF_N, &w);
	assert_true(w.least > 0 && w.w[PF_BIAS] < 0 && w.w[PF_KIND] > 0);
}

/* Marks make reports, of any word, and keep all else from being one; those outside the text are nothing. */
static void marks_are_the_only_reports(void **state)
{
	(void)state;
	static const char line[] = "{\"id\":\"a\",\"marks\":[[36, 40],[7,5],[99999,100000]],\"text\":"
		"\"The explosion shook the town. Police went home.\"}\n";
	dl_error err = {0};
	dl_kb *kb;
	dl_lane *lane;
	dl_docs *docs;
	dl_facts f;
	assert_int_equal(dl_kb_open(&(dl_kb_options){0}, &kb, &err), DL_OK);
	assert_int_equal(dl_lane_new(kb, &lane), DL_OK);
	assert_int_equal(dl_read((slice){line, sizeof line - 1}, &(dl_read_options){0}, &docs), DL_OK);
	assert_int_equal(dl_docs_count(docs), 1);
	assert_int_equal(dl_facts_find(lane, dl_docs_get(docs, 0), &f), DL_OK);
	assert_int_equal(f.n_reports, 2);
	assert_true(slice_eq(span_text(dl_docs_get(docs, 0)->text, f.reports[1].word), S("went")));
	dl_docs_free(docs);
	dl_lane_free(lane);
	dl_kb_close(kb);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_blast_is_one_event), cmocka_unit_test(two_stormings_stay_apart),
		cmocka_unit_test(noun_and_verb_meet_and_earlier_times_do_not),
		cmocka_unit_test(order_does_not_matter), cmocka_unit_test(clusters_do_not_depend_on_order),
		cmocka_unit_test(a_pair_is_symmetric), cmocka_unit_test(every_kind_has_a_bit),
		cmocka_unit_test(tables_hold_every_word), cmocka_unit_test(lists_hold_every_word),
		cmocka_unit_test(weights_name_known_features), cmocka_unit_test(marks_are_the_only_reports),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
