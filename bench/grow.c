/* SPDX-License-Identifier: Apache-2.0
 *
 * grow.c - what one more article costs in stores of several sizes, side by side.
 *
 *      grow [--cold] FILE.jsonl STORE...        adds the articles of FILE to each STORE
 *
 * The facts of the articles are found once. All go in once, and out again, before anything is counted: what they touch
 * has been told by then, as in a store that grew, and not made up by bench/join. The stores are closed and opened again;
 * with --cold the kernel forgets their files, else it has in memory what will be read. Then they go in by batches of BATCH, as many as `dateline add` takes at
 * once; each batch into one store after the other, so that what else runs on the machine meets all of them alike. For
 * each store it prints what an article took of the processor, finding facts and all: the mean, and that of the batch
 * which took least; of these, adding and assembling; and pages read and written, which do not depend on the machine.
 */
#include "store/inner.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#define BATCH     200u
#define FILE_MOST (512u << 20)

typedef struct {
	const char *path;
	dl_store   *st;
	uint64_t    docs;
	double      add, tell, least;
	int64_t     pages_read, pages_written;
} grown;

static dl_error err;

static void ok(dl_status rc, const char *what)
{
	if (rc == DL_OK) return;
	fprintf(stderr, "grow: %s: %s\n", what, err.text[0] ? err.text : "out of memory");
	exit(1);
}

static void *sure(void *p)
{
	if (!p) ok(DL_NOMEM, "memory");
	return p;
}

static double cpu_ms(void)
{
	struct timespec t;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1000 + (double)t.tv_nsec / 1e6;
}

/* Since it was last asked. */
static int64_t pages(dl_store *st, int which)
{
	int now = 0, high = 0;
	sqlite3_db_status(st->db, which, &now, &high, 1);
	return now;
}

static void batch_add(grown *g, dl_lane *lane, const dl_doc *const *docs, const dl_facts *const *facts, uint32_t n)
{
	store_added sum;
	double at = cpu_ms();
	dl_lane_reset(lane);
	ok(dl_store_add(g->st, lane, docs, facts, n, &sum, &err), "add");
	double added = cpu_ms();
	ok(dl_store_refresh(g->st, &lane, 1, NULL, NULL, &err), "refresh");
	double told = cpu_ms();
	g->add += added - at, g->tell += told - added;
	if (n == BATCH && (g->least == 0 || (told - at) / n < g->least)) g->least = (told - at) / n;
	g->pages_read += pages(g->st, SQLITE_DBSTATUS_CACHE_MISS);
	g->pages_written += pages(g->st, SQLITE_DBSTATUS_CACHE_WRITE);
}

static void store_open(grown *g)
{
	int64_t had = 0;
	ok(dl_store_open(g->path, false, &g->st, &err), g->path);
	ok(store_int(g->st, &err, &had, "SELECT max(doc) FROM place", 0), "size");
	g->docs = (uint64_t)had;
}

/* In, and out again, told each time. */
static void rehearse(grown *g, dl_lane *lane, const dl_doc *const *docs, const dl_facts *const *facts, uint32_t n)
{
	store_added sum;
	for (uint32_t at = 0; at < n; at += BATCH) {
		dl_lane_reset(lane);
		ok(dl_store_add(g->st, lane, docs + at, facts + at, n - at < BATCH ? n - at : BATCH, &sum, &err), "add");
	}
	ok(dl_store_refresh(g->st, &lane, 1, NULL, NULL, &err), "refresh");
	for (uint32_t i = 0; i < n; i++) {
		uint32_t out = 0;
		dl_status rc = dl_store_remove(g->st, &docs[i]->id, 1, &out, &err);
		if (rc != DL_MISSING) ok(rc, "remove");          /* told twice in FILE                                     */
	}
	ok(dl_store_refresh(g->st, &lane, 1, NULL, NULL, &err), "refresh");
}

/* Closed, all on the disk, and open again: nothing of it is in the program's memory, or in the kernel's neither. */
static void store_again(grown *g, bool cold)
{
	dl_store_close(g->st);
	int f = open(g->path, O_RDONLY);
	if (f < 0 || fsync(f) != 0 || (cold && posix_fadvise(f, 0, 0, POSIX_FADV_DONTNEED) != 0))
		error_set(&err, DL_IO, g->path, 0, "cannot be read"), ok(DL_IO, g->path);
	close(f);
	store_open(g);
}

/* Milliseconds of the processor for an article's facts, all told. */
static double facts_each(dl_lane *lane, dl_docs *in, const dl_doc **docs, const dl_facts **facts, arena *a)
{
	double began = cpu_ms();
	uint32_t n = dl_docs_count(in);
	for (uint32_t i = 0; i < n; i++) {
		dl_facts f, *to = sure(ARENA_ARRAY(a, dl_facts, 1));
		docs[i] = dl_docs_get(in, i);
		dl_lane_reset(lane);
		ok(dl_facts_find(lane, docs[i], &f), "facts");
		size_t bytes = dl_facts_packed_bytes(&f);
		void *block = sure(arena_alloc(a, bytes + 8));
		dl_facts_pack(&f, block);
		ok(dl_facts_unpack(block, bytes, to, &err), "facts");
		facts[i] = to;
	}
	return (cpu_ms() - began) / (n + !n);
}

static void show(const grown *g, int n, double facts, uint32_t docs)
{
	puts("articles in the store | ms an article | times the first | least batch | facts | adding | assembling |"
	     " pages read | written");
	for (int i = 0; i < n; i++) {
		double all = facts + (g[i].add + g[i].tell) / docs, first = facts + (g[0].add + g[0].tell) / docs;
		printf("%9llu %7.2f %5.2f %7.2f %7.2f %7.2f %7.2f %7.1f %7.1f\n", (unsigned long long)g[i].docs, all, all / first,
		       facts + g[i].least, facts, g[i].add / docs, g[i].tell / docs, (double)g[i].pages_read / docs,
		       (double)g[i].pages_written / docs);
	}
}

int main(int argc, char **argv)
{
	dl_kb *kb;
	dl_lane *lane;
	dl_docs *in;
	slice text;
	arena *a = sure(arena_new(1u << 20));
	bool cold = argc > 1 && !strcmp(argv[1], "--cold");
	argc -= cold, argv += cold;
	if (argc < 3) {
		fprintf(stderr, "usage: grow [--cold] FILE.jsonl STORE...\n");
		return 2;
	}
	ok(dl_kb_open(&(dl_kb_options){0}, &kb, &err), "weights");
	ok(dl_lane_new(kb, &lane), "lane");
	ok(file_slurp(argv[1], FILE_MOST, a, &text, &err), argv[1]);
	ok(dl_read(text, &(dl_read_options){0}, &in), argv[1]);
	uint32_t n = dl_docs_count(in);
	const dl_doc **docs = sure(ARENA_ARRAY(a, const dl_doc *, n + 1));
	const dl_facts **facts = sure(ARENA_ARRAY(a, const dl_facts *, n + 1));
	grown *g = sure(ARENA_ARRAY(a, grown, argc));
	int stores = argc - 2;
	double each = facts_each(lane, in, docs, facts, a);
	for (int i = 0; i < stores; i++) {
		g[i].path = argv[i + 2];
		store_open(&g[i]);
		rehearse(&g[i], lane, docs, facts, n);
		store_again(&g[i], cold);
	}
	for (uint32_t at = 0; at < n; at += BATCH)
		for (int i = 0; i < stores; i++)
			batch_add(&g[i], lane, docs + at, facts + at, n - at < BATCH ? n - at : BATCH);
	show(g, stores, each, n);
	for (int i = 0; i < stores; i++) dl_store_close(g[i].st);
	dl_docs_free(in);
	dl_lane_free(lane);
	dl_kb_close(kb);
	arena_free(a);
	return 0;
}
