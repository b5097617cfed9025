/* SPDX-License-Identifier: Apache-2.0
 *
 * speed.c - words a second of the language core, stage by stage. bench/speed builds and runs it.
 *
 *      speed TEXTS THREADS SECONDS     texts in one file, a form feed between two
 *
 * Every thread parses every text again and again until its SECONDS are over, with one workspace that it empties
 * between texts, as the program does. Prints words a second: of a thread's own processor time (steady on a machine
 * that others use too) and of the clock; then the share of each stage; then the words of one round.
 */
#include "text/inner.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define TEXTS_MAX 4096
#define THREADS_MAX 64

enum { SPLIT, NET, LEMMAS, STAGES };

typedef struct {
	const text_model *m;
	const slice *text;
	uint32_t n;
	double seconds, stage[STAGES], clock;
	uint64_t words;
} job;

static double now(clockid_t c)
{
	struct timespec t;
	clock_gettime(c, &t);
	return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* Every line of a text is a block. */
static bool doc_of(slice text, arena *a, dl_doc *doc)
{
	uint32_t lines = 1;
	for (size_t i = 0; i < text.n; i++) lines += text.p[i] == '\n';
	dl_block *b = ARENA_ARRAY(a, dl_block, lines);
	*doc = (dl_doc){.text = text, .blocks = b};
	for (size_t at = 0, end; b && at < text.n; at = end + 1) {
		const char *nl = memchr(text.p + at, '\n', text.n - at);
		end = nl ? (size_t)(nl - text.p) : text.n;
		if (end > at) b[doc->n_blocks++].at = (dl_span){(uint32_t)at, (uint32_t)end};
	}
	return b != NULL;
}

static dl_status parse(job *j, slice text, workspace *w)
{
	double t0 = now(CLOCK_THREAD_CPUTIME_ID), t1, t2;
	dl_doc doc;
	dl_tokens t;
	if (!doc_of(text, w->out, &doc)) return DL_NOMEM;
	dl_status st = text_split(j->m, &doc, w, &t);
	t1 = now(CLOCK_THREAD_CPUTIME_ID);
	if (st == DL_OK) st = net_tag(&j->m->net, w, &t);
	t2 = now(CLOCK_THREAD_CPUTIME_ID);
	if (st == DL_OK) st = text_lemmas(j->m, w, &t);
	if (st != DL_OK) return st;
	j->stage[SPLIT] += t1 - t0, j->stage[NET] += t2 - t1, j->stage[LEMMAS] += now(CLOCK_THREAD_CPUTIME_ID) - t2;
	j->words += t.n - 1;
	return DL_OK;
}

static void *work(void *arg)
{
	job *j = arg;
	dl_error err = {0};
	workspace w = {.out = arena_new(0), .tmp = arena_new(0), .err = &err};
	double began = now(CLOCK_MONOTONIC);
	do {
		for (uint32_t i = 0; i < j->n; i++) {
			arena_mark_t mark = arena_mark(w.out);
			if (parse(j, j->text[i], &w) != DL_OK) fprintf(stderr, "speed: %s\n", err.text), exit(1);
			arena_rewind(w.out, mark);
		}
		j->clock = now(CLOCK_MONOTONIC) - began;
	} while (j->clock < j->seconds);
	arena_free(w.out);
	arena_free(w.tmp);
	return NULL;
}

int main(int argc, char **argv)
{
	static slice text[TEXTS_MAX];
	static job jobs[THREADS_MAX];
	pthread_t id[THREADS_MAX];
	file_map map = {0};
	dl_error err = {0};
	text_model *m = NULL;
	uint32_t n = 0, threads = argc == 4 ? (uint32_t)atoi(argv[2]) : 0;
	if (!threads || threads > THREADS_MAX) return fprintf(stderr, "speed TEXTS THREADS SECONDS\n"), 2;
	double began = now(CLOCK_MONOTONIC);
	if (text_model_open(NULL, &m, &err) != DL_OK) return fprintf(stderr, "speed: %s\n", err.text), 1;
	double opened = now(CLOCK_MONOTONIC) - began;
	if (file_map_open(argv[1], &map, &err) != DL_OK) return fprintf(stderr, "speed: %s\n", err.text), 1;
	for (size_t at = 0; at < map.n && n < TEXTS_MAX; n++) {
		const char *all = map.p, *ff = memchr(all + at, '\f', map.n - at);
		size_t end = ff ? (size_t)(ff - all) : map.n;
		text[n] = (slice){all + at, end - at};
		at = end + 1;
	}
	for (uint32_t i = 0; i < threads; i++) {
		jobs[i] = (job){.m = m, .text = text, .n = n, .seconds = atof(argv[3])};
		if (pthread_create(&id[i], NULL, work, &jobs[i])) return fprintf(stderr, "speed: no thread\n"), 1;
	}
	double cpu = 0, clock = 0, stage[STAGES] = {0};
	uint64_t words = 0;
	for (uint32_t i = 0; i < threads; i++) {
		pthread_join(id[i], NULL);
		for (int s = 0; s < STAGES; s++) stage[s] += jobs[i].stage[s], cpu += jobs[i].stage[s];
		clock += jobs[i].clock / threads, words += jobs[i].words;
	}
	printf("threads %u  words/s of a core's time %.0f  of the clock %.0f  (%s)\n", threads, (double)words / cpu,
	       (double)words / clock, m->net.kern->name);
	printf("share   tokens and sentences %.1f%%  network %.1f%%  lemmas %.1f%%\n", 100 * stage[SPLIT] / cpu,
	       100 * stage[NET] / cpu, 100 * stage[LEMMAS] / cpu);
	printf("start   weights opened in %.1f ms\n", 1000 * opened);
	printf("words   %llu\n", (unsigned long long)words);
	text_model_close(m);
	file_map_close(&map);
	return 0;
}
