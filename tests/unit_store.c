/* SPDX-License-Identifier: Apache-2.0
 *
 * unit_store.c - the store under a limit of memory: what is allocated stays below it, and the answer does not change.
 *
 * Articles are made here, of syllables and figures: one event that hundreds of outlets tell in their own words, near
 * copies of one report, and affairs of a few articles each. They are added in batches, as `dateline add` does, then
 * everything is rebuilt; all arenas and the database together are measured, by bytes and not by the clock.
 */
#include "dateline_inner.h"
#include "store/store.h"

#include <setjmp.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <cmocka.h>

#define ARTICLES 420u
#define BATCH    60u

static uint64_t dice = 0x853c49e6748fea9bu;

static uint32_t roll(uint32_t most)
{
	dice = dice * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(dice >> 33) % most;
}

static void put_name(buf *b)
{
	static const char *const parts[] = {"va", "ro", "lin", "ke", "mor", "ta", "sul", "den", "gri", "po", "hal", "zen"};
	size_t at = b->n;
	for (int i = 0; i < 3; i++) buf_puts(b, parts[roll(COUNT(parts))]);
	b->p[at] = (char)(b->p[at] - 32);
}

static void put_sentence(buf *b, const char *town)
{
	static const char *const who[] = {"Police", "Firefighters", "The mayor", "Doctors", "Witnesses", "The priest"};
	static const char *const did[] = {"closed the road to", "searched the ruins in", "counted the dead of", "left",
	                                  "sent boats to", "asked for help in"};
	switch (roll(3)) {
	case 0: buf_printf(b, "%s %s %s on Monday after ", who[roll(6)], did[roll(6)], town), put_name(b);
		buf_puts(b, " fell. ");
		break;
	case 1: buf_printf(b, "At least %u people were killed and %u injured, ", 2 + roll(40), 3 + roll(90)), put_name(b);
		buf_puts(b, " said. ");
		break;
	default: put_name(b);
		buf_printf(b, " told reporters that the quake had destroyed %u houses in %s. ", roll(900), town);
	}
}

static void put_article(buf *b, uint32_t i)
{
	static const char *const towns[] = {"Harsk", "Tolna", "Vink", "Ossel", "Marra", "Dun", "Peltz", "Quor"};
	uint32_t other = i % 3 == 2 ? 2 + i / 24 % 6 : i % 3, sentences = 14 + roll(10);
	const char *town = towns[other];
	buf_printf(b, "{\"id\":\"a%u\",\"outlet\":\"Outlet %u\",\"published\":\"2025-%02u-%02uT%02u:00:00Z\",", i, i % 90,
	           other > 1 ? 1 + other : 3, 3 + roll(4), roll(24));
	buf_printf(b, "\"title\":\"Quake in %s\",\"text\":\"An earthquake shook %s on Monday. ", town, town);
	uint64_t held = dice;
	if (i % 3 == 1) dice = 7, sentences = 18;                      /* one text, but for a figure           */
	for (uint32_t k = 0; k < sentences; k++) put_sentence(b, town);
	if (i % 3 == 1) dice = held, buf_printf(b, "Some %u tents were sent. ", i);
	buf_puts(b, "\"}\n");
}

typedef struct {
	dl_kb    *kb;
	dl_lane  *lane;
	dl_docs  *docs;
	dl_error  err;
	char      path[64];
	size_t    blocks;        /* most bytes of packed facts on hand                                      */
} desk;

static void desk_open(desk *d)
{
	buf b = {0};
	memset(d, 0, sizeof *d);
	for (uint32_t i = 0; i < ARTICLES; i++) put_article(&b, i);
	assert_false(b.failed);
	assert_int_equal(dl_kb_open(&(dl_kb_options){0}, &d->kb, &d->err), DL_OK);
	assert_int_equal(dl_lane_new(d->kb, &d->lane), DL_OK);
	assert_int_equal(dl_read(buf_slice(&b), &(dl_read_options){0}, &d->docs), DL_OK);
	assert_int_equal(dl_docs_count(d->docs), ARTICLES);
	snprintf(d->path, sizeof d->path, "/tmp/dateline-unit-store-%d.db", (int)getpid());
	buf_free(&b);
}

static void path_remove(desk *d)
{
	char other[96];
	unlink(d->path);
	snprintf(other, sizeof other, "%s-wal", d->path), unlink(other);
	snprintf(other, sizeof other, "%s-shm", d->path), unlink(other);
}

static void desk_close(desk *d)
{
	path_remove(d);
	dl_docs_free(d->docs);
	dl_lane_free(d->lane);
	dl_kb_close(d->kb);
}

static void add_batch(desk *d, dl_store *st, uint32_t from, uint32_t n)
{
	const dl_doc *docs[BATCH] = {0};
	const dl_facts *facts[BATCH] = {0};
	dl_facts f[BATCH];
	void *block[BATCH];
	size_t held = 0;
	store_added sum;
	assert_in_range(n, 1, BATCH);
	for (uint32_t i = 0; i < n; i++) {
		docs[i] = dl_docs_get(d->docs, from + i), facts[i] = &f[i];
		dl_lane_reset(d->lane);
		assert_int_equal(dl_facts_find(d->lane, docs[i], &f[i]), DL_OK);
		size_t bytes = dl_facts_packed_bytes(&f[i]);
		assert_non_null(block[i] = malloc(bytes));
		held += bytes;
		dl_facts_pack(&f[i], block[i]);
		assert_int_equal(dl_facts_unpack(block[i], bytes, &f[i], &d->err), DL_OK);
	}
	if (held > d->blocks) d->blocks = held;
	assert_int_equal(dl_store_add(st, d->lane, docs, facts, n, &sum, &d->err), DL_OK);
	assert_int_equal(sum.added, n);
	for (uint32_t i = 0; i < n; i++) free(block[i]);
}

/* A hash over every row of the list of stories. */
static uint64_t rows_hash(desk *d, dl_store *st, uint32_t *n)
{
	uint64_t h = 0;
	store_story *rows;
	arena *a = arena_new(0);
	assert_int_equal(dl_store_stories(st, NULL, DL_MIN_NONE, a, &rows, n, &d->err), DL_OK);
	for (uint32_t i = 0; i < *n; i++)
		h = hash_mix(hash_mix(h, rows[i].id), hash_mix(hash_slice(rows[i].figures), rows[i].docs));
	arena_free(a);
	return h;
}

/* Everything is added with so much memory, `step` articles at once. Returns the most bytes that were held. */
static size_t fill(desk *d, uint64_t memory, uint32_t step, bool rebuild, uint64_t *rows, store_size *size)
{
	dl_store *st;
	uint32_t n = 0;
	path_remove(d);
	arena_peak(true), sqlite3_memory_highwater(1);
	d->blocks = 0;
	assert_int_equal(dl_store_open(d->path, false, &st, &d->err), DL_OK);
	assert_int_equal(dl_store_memory(st, memory, &d->err), DL_OK);
	for (uint32_t at = 0; at < ARTICLES; at += step) add_batch(d, st, at, min_u32(step, ARTICLES - at));
	assert_int_equal(dl_store_refresh(st, &d->lane, 1, NULL, NULL, &d->err), DL_OK);
	if (rebuild) assert_int_equal(dl_store_rebuild(st, &d->lane, 1, NULL, NULL, &d->err), DL_OK);
	assert_int_equal(dl_store_size(st, size, &d->err), DL_OK);
	*rows = rows_hash(d, st, &n);
	assert_true(n > 1);
	dl_store_close(st);
	return arena_peak(false) + (size_t)sqlite3_memory_highwater(0) + d->blocks;
}

static void memory_is_bounded_and_changes_nothing(void **state)
{
	(void)state;
	desk d;
	store_size size, other;
	uint64_t small, large;
	desk_open(&d);
	size_t peak = fill(&d, STORE_MEMORY_LEAST, BATCH, true, &small, &size);
	assert_in_range(peak, 1, STORE_MEMORY_LEAST);
	assert_true(size.largest_part > ARTICLES / 4);              /* a part that is worth a limit          */
	peak = fill(&d, STORE_MEMORY, 37, false, &large, &other);
	assert_in_range(peak, 1, STORE_MEMORY);
	assert_true(small == large);
	assert_int_equal(size.parts, other.parts);
	desk_close(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(memory_is_bounded_and_changes_nothing)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
