/* SPDX-License-Identifier: Apache-2.0
 *
 * learner.c - the averaged perceptron that train/perceptron.c teaches (learner.h).
 *
 * In: features of an example, the right class and the one that was taken. Out: weights. Only mistakes make
 * weights, so most features never get any. What is kept is the mean of each weight over all examples.
 */
#include "learner.h"

#include <stdio.h>
#include <stdlib.h>

static void *need(void *p)
{
	if (p) return p;
	fputs("out of memory\n", stderr);
	exit(3);
}

void learner_init(learner *l)
{
	*l = (learner){.cap = 1u << 20, .cap_entries = 1u << 20, .n_entries = 1};
	l->key = need(calloc(l->cap, sizeof *l->key));
	l->first = need(calloc(l->cap, sizeof *l->first));
	l->entries = need(calloc(l->cap_entries, sizeof *l->entries));
}

void learner_free(learner *l)
{
	free(l->key), free(l->first), free(l->entries);
	*l = (learner){0};
}

uint32_t learner_class(learner *l, unsigned value)
{
	for (uint32_t i = 0; i < l->n_classes; i++)
		if (l->classes[i] == value) return i;
	if (l->n_classes == CLASSES_MAX) fputs("too many classes\n", stderr), exit(1);
	l->classes[l->n_classes] = (uint16_t)value;
	return l->n_classes++;
}

static uint64_t slot_of(const learner *l, uint64_t f)
{
	uint64_t at = f & (l->cap - 1);
	while (l->key[at] && l->key[at] != f) at = (at + 1) & (l->cap - 1);
	return at;
}

static void grow(learner *l)
{
	learner old = *l;
	l->cap *= 2;
	l->key = need(calloc(l->cap, sizeof *l->key));
	l->first = need(calloc(l->cap, sizeof *l->first));
	for (uint64_t i = 0; i < old.cap; i++) {
		if (!old.key[i]) continue;
		uint64_t at = slot_of(l, old.key[i]);
		l->key[at] = old.key[i], l->first[at] = old.first[i];
	}
	free(old.key), free(old.first);
}

void learner_score(const learner *l, const uint64_t *f, uint32_t n, int32_t *sum)
{
	memset(sum, 0, l->n_classes * sizeof *sum);
	for (uint32_t i = 0; i < n; i++)
		for (uint32_t e = l->first[slot_of(l, f[i])]; e; e = l->entries[e].next)
			sum[l->entries[e].class] += l->entries[e].w;
}

static void add(learner *l, uint64_t f, uint32_t class, int32_t by)
{
	uint64_t at = slot_of(l, f);
	uint32_t e;
	if (!l->key[at]) {
		if (l->n_keys * 10 > l->cap * 6) grow(l), at = slot_of(l, f);
		l->key[at] = f, l->n_keys++;
	}
	for (e = l->first[at]; e && l->entries[e].class != class; e = l->entries[e].next) ;
	if (!e) {
		if (l->n_entries == l->cap_entries)
			l->entries = need(realloc(l->entries, (l->cap_entries *= 2) * sizeof *l->entries));
		e = l->n_entries++;
		l->entries[e] = (entry){.next = l->first[at], .class = (uint16_t)class, .last = l->now};
		l->first[at] = e;
	}
	entry *x = &l->entries[e];
	x->sum += (int64_t)x->w * (l->now - x->last);
	x->last = l->now;
	x->w += by;
}

void learner_update(learner *l, const uint64_t *f, uint32_t n, uint32_t right, uint32_t wrong)
{
	if (right == wrong) return;
	for (uint32_t i = 0; i < n; i++) add(l, f[i], right, 1), add(l, f[i], wrong, -1);
}

void learner_average(learner *l)
{
	for (uint32_t e = 1; e < l->n_entries; e++) {
		entry *x = &l->entries[e];
		x->sum += (int64_t)x->w * (l->now - x->last);
		x->last = l->now;
		x->w = (int32_t)((x->sum * 256) / (l->now ? l->now : 1));
	}
}

/* ---------------------------------------------------------------- the section */
typedef struct { uint64_t f; uint32_t slot, size; } kept;

static int by_size(const void *a, const void *b)
{
	const kept *x = a, *y = b;
	return x->size != y->size ? (x->size < y->size) - (x->size > y->size) : (x->f > y->f) - (x->f < y->f);
}

static uint32_t size_of(const learner *l, uint64_t at, int32_t least)
{
	uint32_t size = 0;
	for (uint32_t e = l->first[at]; e; e = l->entries[e].next) {
		uint32_t w = (uint32_t)abs(l->entries[e].w);
		if ((int32_t)w >= least) size += w;
	}
	return size;
}

static void put(buf *b, const void *p, size_t n) { buf_put(b, (slice){p, n}); }

void learner_section(const learner *l, uint32_t slots, buf *out)
{
	const int32_t least = 13;              /* a weight below 0.05 moves nothing that can be measured */
	kept *k = need(calloc(l->n_keys + 1, sizeof *k));
	uint32_t n = 0, n_weights = 0;
	for (uint64_t i = 0; i < l->cap; i++)
		if (l->key[i] && size_of(l, i, least)) k[n++] = (kept){l->key[i], (uint32_t)i, size_of(l, i, least)};
	qsort(k, n, sizeof *k, by_size);
	if (n > slots / 100 * 85) n = slots / 100 * 85;
	uint32_t *table = need(calloc(slots, 8)), *weights = need(calloc(l->n_entries, 4));
	for (uint32_t i = 0; i < n; i++) {
		uint32_t at = (uint32_t)k[i].f & (slots - 1), first = n_weights;
		while (table[2 * at]) at = (at + 1) & (slots - 1);
		for (uint32_t e = l->first[k[i].slot]; e; e = l->entries[e].next) {
			int32_t w = l->entries[e].w;
			if (abs(w) < least) continue;
			if (w > 32767) w = 32767;
			if (w < -32767) w = -32767;
			weights[n_weights++] = l->entries[e].class | (uint32_t)(uint16_t)(int16_t)w << 16;
		}
		weights[n_weights - 1] |= 0x8000;
		table[2 * at] = (uint32_t)(k[i].f >> 32) | 1, table[2 * at + 1] = first;
	}
	uint32_t head[4] = {l->n_classes, slots, n_weights, 0};
	put(out, head, sizeof head);
	put(out, l->classes, ((l->n_classes + 1u) & ~1u) * 2);
	put(out, table, (size_t)slots * 8);
	put(out, weights, (size_t)n_weights * 4);
	fprintf(stderr, "  features %u of %llu, weights %u, %zu bytes\n", n, (unsigned long long)l->n_keys, n_weights, out->n);
	free(k), free(table), free(weights);
}
