/* SPDX-License-Identifier: Apache-2.0
 *
 * cluster.c - average linkage over a sparse graph, independent of the order in which things arrive.
 *
 * In: n things, scores of some pairs. Out: a label for each thing. The two clusters whose pairs score highest on
 * average are joined, again and again, until no average reaches `least`. A pair without a score counts as 0, and
 * TIE_NEVER keeps two things apart for good, because no number of good pairs outweighs it.
 *
 *      a-b 900  b-c 800  c-d 900     a|b|c|d -> ab|c|d -> ab|cd, and there it stops: the average of the four
 *      pairs between ab and cd is (800 + 0 + 0 + 0) / 4 = 200. Single linkage would have chained all four.
 *
 * Equal averages go to the pair of clusters with the smaller smallest members, and the caller numbers things in
 * an order that is their own (publication, then hash): so the result is a function of the set.
 *
 * Cost: O(t log t) for t pairs that have a score, in a heap with stale entries; sums of pairs in a hash table.
 */
#include "story/inner.h"

typedef struct { int64_t avg; uint32_t a, b, stamp_a, stamp_b; } join;
typedef struct { uint64_t *key; int64_t *sum; uint32_t cap, n; arena *a; } sums;     /* key 0: empty slot      */
typedef struct { VEC(uint32_t) to; } near_list;
typedef struct {
	arena     *a;
	uint32_t   n;
	uint32_t  *size, *low, *stamp, *into;   /* [n] members; smallest one; changes; cluster it joined      */
	near_list *near;                        /* [n] clusters with a score to this one; may name dead ones  */
	sums       s;
	VEC(join)  heap;
	int32_t    least;
} clusters;

/* ---------------------------------------------------------------- sums of pairs */
static uint64_t pair_key(uint32_t a, uint32_t b)
{
	return a < b ? ((uint64_t)a << 32 | b) + 1 : ((uint64_t)b << 32 | a) + 1;
}

static int64_t *sum_slot(sums *s, uint64_t key)
{
	uint32_t i = (uint32_t)(hash_mix(0, key) & (s->cap - 1));
	while (s->key[i] && s->key[i] != key) i = (i + 1) & (s->cap - 1);
	if (!s->key[i]) s->key[i] = key, s->n++;
	return &s->sum[i];
}

static bool sums_size(sums *s, uint32_t cap)
{
	sums old = *s;
	s->key = ARENA_ARRAY(s->a, uint64_t, cap);
	s->sum = ARENA_ARRAY(s->a, int64_t, cap);
	s->cap = cap, s->n = 0;
	if (!s->key || !s->sum) return false;
	for (uint32_t i = 0; i < old.cap; i++)
		if (old.key[i]) *sum_slot(s, old.key[i]) = old.sum[i];
	return true;
}

static int64_t *sum_of(sums *s, uint32_t a, uint32_t b)
{
	if (s->n * 2 >= s->cap && !sums_size(s, s->cap * 2)) return NULL;
	return sum_slot(s, pair_key(a, b));
}

/* The same to read: 0 when there is none, and none is made. */
static int64_t sum_held(const sums *s, uint32_t a, uint32_t b)
{
	uint64_t key = pair_key(a, b);
	uint32_t i = (uint32_t)(hash_mix(0, key) & (s->cap - 1));
	while (s->key[i] && s->key[i] != key) i = (i + 1) & (s->cap - 1);
	return s->key[i] ? s->sum[i] : 0;
}

/* ---------------------------------------------------------------- heap: best average on top */
static bool better(const clusters *c, const join *x, const join *y)
{
	if (x->avg != y->avg) return x->avg > y->avg;
	uint32_t xa = min_u32(c->low[x->a], c->low[x->b]), ya = min_u32(c->low[y->a], c->low[y->b]);
	if (xa != ya) return xa < ya;
	return max_u32(c->low[x->a], c->low[x->b]) < max_u32(c->low[y->a], c->low[y->b]);
}

static bool heap_push(clusters *c, join j)
{
	if (!pushed(VEC_PUSH(c->a, &c->heap))) return false;
	uint32_t i = c->heap.n - 1;
	for (; i && better(c, &j, &c->heap.v[(i - 1) / 2]); i = (i - 1) / 2) c->heap.v[i] = c->heap.v[(i - 1) / 2];
	c->heap.v[i] = j;
	return true;
}

static join heap_pop(clusters *c)
{
	join top = c->heap.v[0], last = c->heap.v[--c->heap.n];
	uint32_t i = 0, n = c->heap.n;
	while (2 * i + 1 < n) {
		uint32_t k = 2 * i + 1;
		if (k + 1 < n && better(c, &c->heap.v[k + 1], &c->heap.v[k])) k++;
		if (!better(c, &c->heap.v[k], &last)) break;
		c->heap.v[i] = c->heap.v[k];
		i = k;
	}
	if (n) c->heap.v[i] = last;
	return top;
}

static bool push_pair(clusters *c, uint32_t a, uint32_t b, int64_t sum)
{
	int64_t pairs = (int64_t)c->size[a] * c->size[b], avg = sum / pairs;
	if (avg < c->least || sum < 0) return true;
	return heap_push(c, (join){avg, a, b, c->stamp[a], c->stamp[b]});
}

/* ---------------------------------------------------------------- joining */
/* b goes into a. Both lists of neighbours are walked; dead neighbours and the pair itself are left out. */
static bool join_into(clusters *c, uint32_t a, uint32_t b)
{
	c->into[b] = a;
	c->size[a] += c->size[b];
	c->low[a] = min_u32(c->low[a], c->low[b]);
	c->stamp[a]++, c->stamp[b]++;
	for (uint32_t i = 0; i < c->near[b].to.n; i++) {
		uint32_t y = c->near[b].to.v[i];
		if (c->into[y] != y || y == a) continue;
		int64_t add = sum_held(&c->s, b, y), *to = add ? sum_of(&c->s, a, y) : NULL;
		uint32_t *na, *ny;
		if (!add) continue;
		if (!to) return false;
		if (!*to) {
			if (!(na = VEC_PUSH(c->a, &c->near[a].to)) || !(ny = VEC_PUSH(c->a, &c->near[y].to))) return false;
			*na = y, *ny = a;
		}
		*to += add;
	}
	c->near[b].to.n = 0;
	uint32_t kept = 0;
	for (uint32_t i = 0; i < c->near[a].to.n; i++) {
		uint32_t y = c->near[a].to.v[i];
		if (c->into[y] != y || y == a) continue;
		c->near[a].to.v[kept++] = y;
		if (!push_pair(c, a, y, sum_held(&c->s, a, y))) return false;
	}
	c->near[a].to.n = kept;
	return true;
}

static bool clusters_init(clusters *c, const tie *ties, uint32_t n_ties)
{
	c->size = ARENA_ARRAY(c->a, uint32_t, c->n + 1);
	c->low = ARENA_ARRAY(c->a, uint32_t, c->n + 1);
	c->stamp = ARENA_ARRAY(c->a, uint32_t, c->n + 1);
	c->into = ARENA_ARRAY(c->a, uint32_t, c->n + 1);
	c->near = ARENA_ARRAY(c->a, near_list, c->n + 1);
	uint32_t cap = 64;
	while (cap < n_ties * 3u) cap *= 2;
	if (!c->size || !c->low || !c->stamp || !c->into || !c->near || !sums_size(&c->s, cap)) return false;
	for (uint32_t i = 0; i < c->n; i++) c->size[i] = 1, c->low[i] = c->into[i] = i;
	for (uint32_t i = 0; i < n_ties; i++) {
		uint32_t a = ties[i].a, b = ties[i].b, *na, *nb;
		int64_t *s = ties[i].score ? sum_of(&c->s, a, b) : NULL;
		if (!ties[i].score) continue;
		if (!s) return false;
		if (!*s) {
			if (!(na = VEC_PUSH(c->a, &c->near[a].to)) || !(nb = VEC_PUSH(c->a, &c->near[b].to))) return false;
			*na = b, *nb = a;
		}
		*s = ties[i].score;      /* a pair given twice must have one score                              */
		if (!push_pair(c, a, b, *s)) return false;
	}
	return true;
}

bool cluster_average(arena *tmp, const tie *ties, uint32_t n_ties, uint32_t n, int32_t least, uint32_t *label)
{
	clusters c = {.a = tmp, .n = n, .s = {.a = tmp}, .least = least};
	if (!clusters_init(&c, ties, n_ties)) return false;
	while (c.heap.n) {
		join j = heap_pop(&c);
		if (c.stamp[j.a] != j.stamp_a || c.stamp[j.b] != j.stamp_b) continue;
		/* The one with more neighbours stays, so that each neighbour moves O(log n) times. */
		bool keep_a = c.near[j.a].to.n >= c.near[j.b].to.n;
		if (!join_into(&c, keep_a ? j.a : j.b, keep_a ? j.b : j.a)) return false;
	}
	for (uint32_t i = 0; i < n; i++) {
		uint32_t at = i;
		while (c.into[at] != at) at = c.into[at];
		label[i] = c.low[at];
	}
	return true;
}
