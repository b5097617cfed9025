/* SPDX-License-Identifier: Apache-2.0
 *
 * arena.c - bump allocation.
 *
 * In: requests for bytes. Out: zeroed, 16-aligned memory that is given back all at once or to a mark.
 * Blocks form a list; a request larger than a block gets a block of its own size. Under sanitizers every
 * request is a block of its own (ARENA_EACH), so that an overrun is seen and each can be made to fail.
 */
#include "base/base.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct block {
	struct block *prev;
	size_t used, cap;
	_Alignas(16) char data[];
} block;

struct arena {
	block *top;
	size_t block_bytes, held;
	bool ran_out;
};

#ifdef ARENA_EACH
#define BLOCK_DEFAULT 16
#else
#define BLOCK_DEFAULT (64u << 10)
#endif

/* Of all arenas together; blocks are few, so that counting them costs nothing. */
static atomic_size_t held_now, held_peak;

size_t arena_peak(bool anew)
{
	if (anew) atomic_store(&held_peak, atomic_load(&held_now));
	return atomic_load(&held_peak);
}

static void held_more(size_t bytes)
{
	size_t now = atomic_fetch_add(&held_now, bytes) + bytes, peak = atomic_load(&held_peak);
	while (now > peak && !atomic_compare_exchange_weak(&held_peak, &peak, now)) {}
}

static block *block_push(arena *a, size_t bytes)
{
	size_t cap = bytes > a->block_bytes ? bytes : a->block_bytes;
	if (cap > SIZE_MAX - sizeof(block)) return NULL;
	block *b = malloc(sizeof(block) + cap);
	if (!b) return NULL;
	b->prev = a->top, b->used = 0, b->cap = cap;
	a->top = b;
	a->held += cap;
	held_more(cap);
	return b;
}

static void block_pop(arena *a)
{
	block *b = a->top;
	a->top = b->prev;
	a->held -= b->cap;
	atomic_fetch_sub(&held_now, b->cap);
	free(b);
}

arena *arena_new(size_t block_bytes)
{
	arena *a = calloc(1, sizeof *a);
	if (!a) return NULL;
	a->block_bytes = block_bytes ? block_bytes : BLOCK_DEFAULT;
#ifdef ARENA_EACH
	a->block_bytes = BLOCK_DEFAULT;
#endif
	return a;
}

void arena_free(arena *a)
{
	if (!a) return;
	while (a->top) block_pop(a);
	free(a);
}

void arena_reset(arena *a)
{
	while (a->top && a->top->prev) block_pop(a);
	if (a->top) a->top->used = 0;
	a->ran_out = false;
}

static void *run_out(arena *a)
{
	a->ran_out = true;
	return NULL;
}

bool arena_ran_out(const arena *a) { return a->ran_out; }

void *arena_alloc(arena *a, size_t bytes)
{
	if (bytes > SIZE_MAX / 2) return run_out(a);
	bytes = (bytes + 15) & ~(size_t)15;
	if (!bytes) bytes = 16;
	block *b = a->top;
	if (!b || b->cap - b->used < bytes) {
		b = block_push(a, bytes);
		if (!b) return run_out(a);
	}
	void *p = b->data + b->used;
	b->used += bytes;
	return memset(p, 0, bytes);
}

void *arena_grow(arena *a, void *old, size_t old_bytes, size_t new_bytes)
{
	void *p = arena_alloc(a, new_bytes);
	if (p && old_bytes) memcpy(p, old, old_bytes < new_bytes ? old_bytes : new_bytes);
	return p;
}

bool vec_grow(arena *a, void **v, uint32_t *cap, size_t item_bytes)
{
	uint32_t more = *cap ? *cap * 2 : 16;
	if (more < *cap) return false;
	void *p = arena_grow(a, *v, *cap * item_bytes, more * item_bytes);
	if (!p) return false;
	*v = p, *cap = more;
	return true;
}

arena_mark_t arena_mark(const arena *a)
{
	arena_mark_t m = {a->top, a->top ? a->top->used : 0};
	return m;
}

void arena_rewind(arena *a, arena_mark_t m)
{
	while (a->top && a->top != m.block) block_pop(a);
	if (a->top) a->top->used = m.used;
}

size_t arena_bytes(const arena *a) { return a->held; }

slice arena_copy(arena *a, slice s)
{
	char *p = arena_alloc(a, s.n + 1);
	if (!p) return (slice){0};
	if (s.n) memcpy(p, s.p, s.n);
	return (slice){p, s.n};
}

slice arena_printf(arena *a, const char *fmt, ...)
{
	char few[256];                 /* most are short: printed once, not measured first                         */
	va_list ap, again;
	va_start(ap, fmt);
	va_copy(again, ap);
	int n = vsnprintf(few, sizeof few, fmt, ap);
	va_end(ap);
	char *p = n < 0 ? NULL : arena_alloc(a, (size_t)n + 1);
	if (p && (size_t)n < sizeof few) memcpy(p, few, (size_t)n);
	else if (p) vsnprintf(p, (size_t)n + 1, fmt, again);
	va_end(again);
	return p ? (slice){p, (size_t)n} : (slice){0};
}
