/* SPDX-License-Identifier: Apache-2.0
 *
 * grow.c - what one more article costs in stores of several sizes, side by side.
 *
 *      grow FILE.jsonl STORE...        adds the articles of FILE to each STORE
 *
 * The facts of the articles are found once. Then they go in by batches of BATCH, as many as `dateline add` takes at
 * once; each batch into one store after the other, so that what else runs on the machine meets all of them alike. For
 * each store it prints what an article took of the processor, finding facts and all: the mean, and that of the batch
 * which took least; of these, adding and assembling; and pages read and written, which do not depend on the machine.
 */
#include "store/inner.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define BATCH     200u
#define FILE_MOST (512u << 20)

typedef struct { double add, tell, least; int64_t pages_read, pages_written; uint64_t docs; dl_store *st; } grown;

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
	if (argc < 3) {
		fprintf(stderr, "usage: grow FILE.jsonl STORE...\n");
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
	for (int i = 0; i < stores; i++) {
		int64_t had = 0;
		ok(dl_store_open(argv[i + 2], false, &g[i].st, &err), argv[i + 2]);
		ok(store_int(g[i].st, &err, &had, "SELECT count(*) FROM place", 0), "size");
		g[i].docs = (uint64_t)had;
		pages(g[i].st, SQLITE_DBSTATUS_CACHE_MISS), pages(g[i].st, SQLITE_DBSTATUS_CACHE_WRITE);
	}
	double each = facts_each(lane, in, docs, facts, a);
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
