/* SPDX-License-Identifier: Apache-2.0
 *
 * threads.c - a map over items. Items are claimed with one atomic counter; who claims what differs from run
 * to run, so fn must write only to its item's own place: then the result is the same for any number of threads.
 */
#include "base/base.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

typedef struct {
	void (*fn)(void *, uint32_t, uint32_t);
	void *ctx;
	uint32_t n;
	atomic_uint next;
} job;

typedef struct { job *j; uint32_t lane; pthread_t id; } worker;

static void *work(void *arg)
{
	worker *w = arg;
	for (;;) {
		uint32_t i = atomic_fetch_add(&w->j->next, 1);
		if (i >= w->j->n) return NULL;
		w->j->fn(w->j->ctx, w->lane, i);
	}
}

dl_status threads_map(uint32_t threads, uint32_t n, void (*fn)(void *, uint32_t, uint32_t), void *ctx)
{
	job j = {.fn = fn, .ctx = ctx, .n = n};
	atomic_init(&j.next, 0);
	if (threads > n) threads = n;
	if (threads < 1) threads = 1;
	worker *w = calloc(threads, sizeof *w);
	if (!w) return DL_NOMEM;
	uint32_t made = 0;
	for (uint32_t i = 0; i < threads; i++) w[i] = (worker){.j = &j, .lane = i};
	for (uint32_t i = 1; i < threads; i++, made++)
		if (pthread_create(&w[i].id, NULL, work, &w[i]) != 0) break;
	work(&w[0]);
	for (uint32_t i = 1; i <= made; i++) pthread_join(w[i].id, NULL);
	free(w);
	return DL_OK;
}
