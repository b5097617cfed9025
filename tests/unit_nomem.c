/* SPDX-License-Identifier: Apache-2.0
 *
 * unit_nomem.c - memory that runs out, at every allocation in turn.
 *
 * The linker puts the three functions below before malloc, calloc and realloc of everything that is ours (the Makefile
 * says -Wl,--wrap for this program). The n-th call fails, for n from the first up to one that is never made; long
 * walks take longer and longer steps. Each must end in "out of memory", never in a crash, a leak (the sanitized build
 * sees it) or in an answer that lacks something; and the same lane, asked again, must give what it gave before.
 */
#include "dateline_inner.h"
#include "tell/tell.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <cmocka.h>

void *__real_malloc(size_t n);
void *__real_calloc(size_t n, size_t size);
void *__real_realloc(void *p, size_t n);
void *__wrap_malloc(size_t n);
void *__wrap_calloc(size_t n, size_t size);
void *__wrap_realloc(void *p, size_t n);

static long left = -1;               /* calls until one fails; negative: none will                            */
static bool failed;

static bool fails(void)
{
	if (left < 0 || left-- > 0) return false;
	return failed = true;
}

void *__wrap_malloc(size_t n) { return fails() ? NULL : __real_malloc(n); }
void *__wrap_calloc(size_t n, size_t size) { return fails() ? NULL : __real_calloc(n, size); }
void *__wrap_realloc(void *p, size_t n) { return fails() ? NULL : __real_realloc(p, n); }

static const char articles[] =
	"{\"id\":\"a\",\"outlet\":\"Coast Daily\",\"published\":\"2024-06-03\",\"title\":\"Blast in Gdansk\",\"text\":"
	"\"At least four people were killed in an explosion at a paint factory in Gdansk on Monday, officials said.\"}\n"
	"{\"id\":\"b\",\"outlet\":\"North Wire\",\"published\":\"2024-06-03\",\"title\":\"Six dead in Gdansk\",\"text\":"
	"\"Six people were killed when a paint factory in Gdansk exploded on Monday, medics told AFP. Police closed the "
	"road after the blast.\"}\n";
#define DOCS 2u

static dl_kb *kb;

static int open_kb(void **state)
{
	dl_error err = {0};
	(void)state;
	return dl_kb_open(NULL, &kb, &err) == DL_OK ? 0 : -1;
}

static int close_kb(void **state)
{
	(void)state;
	dl_kb_close(kb);
	return 0;
}

/* Fails call n of what run() does, for growing n, until nothing fails. */
static void walk(dl_status (*run)(void *ctx), void *ctx)
{
	long n = 0;
	do {
		failed = false, left = n;
		dl_status st = run(ctx);
		left = -1;
		if (failed && st != DL_NOMEM) print_error("call %ld failed, and the status is %d\n", n, (int)st);
		assert_int_equal(st, failed ? DL_NOMEM : DL_OK);
		n += 1 + n / 100;
	} while (failed);
	assert_true(n > 1);                     /* at least one call was made and failed */
}

/* ---------------------------------------------------------------- the runs */
static dl_status read_all(void *ctx)
{
	dl_docs **docs = ctx;
	dl_status st = dl_read((slice){articles, sizeof articles - 1}, NULL, docs);
	if (st == DL_OK) assert_int_equal(dl_docs_count(*docs), DOCS);
	if (st == DL_OK) dl_docs_free(*docs);
	return st;
}

static dl_status know(void *ctx)
{
	dl_kb *fresh;
	dl_error err = {0};
	(void)ctx;
	dl_status st = dl_kb_open(NULL, &fresh, &err);
	dl_kb_close(fresh);
	return st;
}

typedef struct {
	dl_docs *docs;
	const dl_doc *doc[DOCS];
	uint64_t hash;               /* of what the first whole run gave                                        */
	const char *path;            /* of a store                                                              */
} desk;

static uint64_t hash_facts(const dl_facts *f)
{
	size_t n = dl_facts_packed_bytes(f);
	void *block = __real_malloc(n);
	assert_non_null(block);
	dl_facts_pack(f, block);
	uint64_t h = hash_slice((slice){block, n});
	free(block);
	return h;
}

static dl_status tell_all(void *ctx)
{
	desk *d = ctx;
	dl_lane *lane;
	dl_facts facts[DOCS];
	const dl_facts *given[DOCS];
	dl_assembly as;
	dl_status st = dl_lane_new(kb, &lane);
	for (uint32_t i = 0; i < DOCS && st == DL_OK; i++) {
		st = dl_facts_find(lane, d->doc[i], &facts[i]);
		given[i] = &facts[i];
	}
	if (st == DL_OK) st = dl_assemble(lane, d->doc, given, DOCS, &as);
	if (st == DL_OK) {
		uint64_t h = hash_mix(hash_facts(&facts[0]), hash_facts(&facts[1])) + as.n_accounts * 1000 + as.n_vouchers;
		if (d->hash) assert_true(d->hash == h);
		d->hash = h;
	}
	dl_lane_free(lane);
	return st;
}

/* One article into a store that has the other, and the story told. SQLite's own memory is SQLite's. */
static dl_status store_all(void *ctx)
{
	desk *d = ctx;
	dl_lane *lane = NULL;
	dl_store *store = NULL;
	dl_facts facts;
	const dl_facts *given = &facts;
	dl_assembly as;
	dl_error err = {0};
	store_added added;
	uint32_t story;
	unlink(d->path);
	dl_status st = dl_lane_new(kb, &lane);
	if (st == DL_OK) st = dl_store_open(d->path, false, &store, &err);
	for (uint32_t i = 0; i < DOCS && st == DL_OK; i++) {
		dl_lane_reset(lane);
		st = dl_facts_find(lane, d->doc[i], &facts);
		if (st == DL_OK) st = dl_store_add(store, lane, &d->doc[i], &given, 1, &added, &err);
		if (st == DL_OK) st = dl_store_refresh(store, &lane, 1, NULL, NULL, &err);
	}
	uint64_t id;
	if (st == DL_OK) st = dl_store_find(store, S(""), &id, &err);
	if (st == DL_OK) st = dl_store_assemble(store, lane, id, DL_MIN_NONE, &as, &story, &err);
	if (st == DL_OK) assert_int_equal(as.n_docs, DOCS);
	dl_store_close(store);
	dl_lane_free(lane);
	return st;
}

/* What people see of a story: whole, or marked as failed. */
typedef struct { void (*print)(buf *, const dl_assembly *); const dl_assembly *as; slice whole; } printing;

static const tell_options screen = {.width = 80, .colour = true, .all = true};
static void print_story(buf *b, const dl_assembly *as) { tell_story_json(b, as, 1); }
static void print_brief(buf *b, const dl_assembly *as) { tell_brief(b, as, 1, &screen); }
static void print_brief_json(buf *b, const dl_assembly *as) { tell_brief_json(b, as, 1, &screen); }
static void print_grid(buf *b, const dl_assembly *as) { tell_grid(b, as, 1, &screen); }
static void print_timeline(buf *b, const dl_assembly *as) { tell_timeline(b, as, 1, &screen); }
static void print_disputes(buf *b, const dl_assembly *as) { tell_disputes(b, as, 1, &screen); }
static void print_explain(buf *b, const dl_assembly *as)
{
	char id[20];
	snprintf(id, sizeof id, "%016llx", (unsigned long long)as->events[1].id);
	assert_true(tell_explain(b, as, 1, (slice){id, 16}, &screen));
}

static dl_status print_all(void *ctx)
{
	printing *p = ctx;
	buf b = {0};
	p->print(&b, p->as);
	if (!b.failed && !p->whole.p) p->whole = (slice){memcpy(__real_malloc(b.n + 1), b.p, b.n), b.n};
	if (!b.failed && !slice_eq(buf_slice(&b), p->whole)) print_error("printed without: %.*s\n", PRS(buf_slice(&b)));
	assert_true(b.failed || slice_eq(buf_slice(&b), p->whole));
	dl_status st = b.failed ? DL_NOMEM : DL_OK;
	buf_free(&b);
	return st;
}

/* ---------------------------------------------------------------- */
static void test_read(void **state)
{
	dl_docs *docs;
	(void)state;
	walk(read_all, &docs);
}

static void test_know(void **state)
{
	(void)state;
	walk(know, NULL);
}

static void desk_open(desk *d)
{
	assert_int_equal(dl_read((slice){articles, sizeof articles - 1}, NULL, &d->docs), DL_OK);
	for (uint32_t i = 0; i < DOCS; i++) d->doc[i] = dl_docs_get(d->docs, i);
}

static void test_tell(void **state)
{
	desk d = {0};
	(void)state;
	desk_open(&d);
	assert_int_equal(tell_all(&d), DL_OK);
	walk(tell_all, &d);
	dl_docs_free(d.docs);
}

static void test_store(void **state)
{
	char path[] = "/tmp/dateline_nomem_XXXXXX";
	int fd = mkstemp(path);
	desk d = {.path = path};
	(void)state;
	assert_true(fd >= 0);
	close(fd);
	desk_open(&d);
	walk(store_all, &d);
	dl_docs_free(d.docs);
	unlink(path);
}

static void test_print(void **state)
{
	static void (*const prints[])(buf *, const dl_assembly *) = {
		print_story, print_brief, print_brief_json, print_grid, print_timeline, print_disputes, print_explain,
	};
	desk d = {0};
	dl_lane *lane;
	dl_facts facts[DOCS];
	const dl_facts *given[DOCS] = {&facts[0], &facts[1]};
	dl_assembly as;
	(void)state;
	desk_open(&d);
	assert_int_equal(dl_lane_new(kb, &lane), DL_OK);
	for (uint32_t i = 0; i < DOCS; i++) assert_int_equal(dl_facts_find(lane, d.doc[i], &facts[i]), DL_OK);
	assert_int_equal(dl_assemble(lane, d.doc, given, DOCS, &as), DL_OK);
	for (size_t i = 0; i < COUNT(prints); i++) {
		printing p = {.print = prints[i], .as = &as};
		assert_int_equal(print_all(&p), DL_OK);
		walk(print_all, &p);
		free((void *)(uintptr_t)p.whole.p);
	}
	dl_lane_free(lane);
	dl_docs_free(d.docs);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_read), cmocka_unit_test(test_know), cmocka_unit_test(test_tell),
		cmocka_unit_test(test_store), cmocka_unit_test(test_print),
	};
	return cmocka_run_group_tests_name("memory that runs out", tests, open_kb, close_kb);
}
