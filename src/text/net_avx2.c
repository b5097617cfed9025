/* SPDX-License-Identifier: Apache-2.0
 *
 * net_avx2.c - the network's kernels for x86 machines with AVX2.
 *
 * vpmaddubsw multiplies 32 activations by 32 weights and adds neighbours in 16 bits: 2 * 127 * 127 = 32,258 fits,
 * which is why activations stop at 127 and weights at -127; vpmaddwd widens to 32 bits.
 *
 * The network's own matrices are copied once into a form in which four such steps add up in 16 bits before they are
 * widened (own_avx2): a quarter of a millisecond when the weights are opened, a quarter of the time of each word.
 *
 *      block of 32 outputs -> groups of 16 inputs -> 4 x { 4 steps of 32 weights | what 64 in every input would give }
 *
 * A lane adds 8 products. Inputs are 64 around zero, so with that middle taken out a sum lies within 64 * (the 8
 * weights without their signs), which fits where they come to 511 or less. A group of inputs with a lane where they do
 * not is parted: widened after two steps, where the 4 weights of a lane come to 508 at most. These groups stand last.
 * On the way a sum may wrap around; only its end counts.
 *
 * A matrix that is made while running (the scores of heads) is used as it lies: a tile is 4 rows by one block of 16
 * outputs: 8 sums in registers, so that each weight is loaded once for 4 words.
 */
#if defined(__x86_64__) && defined(__GNUC__)
#include <immintrin.h>
#include <stdlib.h>
#ifdef __clang__
#pragma clang attribute push(__attribute__((target("avx2"))), apply_to = function)
#else
#pragma GCC push_options
#pragma GCC target("avx2")
#pragma GCC optimize("O3")
#endif
#define NET_FN(name) name##_avx2
#include "text/net_each.h"

static bool here_avx2(void) { return __builtin_cpu_supports("avx2"); }

static inline __m256i dot_avx2(__m256i sum, __m256i a, __m256i w)
{
	return _mm256_add_epi32(sum, _mm256_madd_epi16(_mm256_maddubs_epi16(a, w), _mm256_set1_epi16(1)));
}

/* rows is a constant wherever this is called, so that the sums stay in registers. */
static inline __attribute__((always_inline)) void
tile_avx2(const net_mat *m, const uint8_t *a, size_t stride, uint32_t rows, uint32_t block, int32_t *out)
{
	__m256i sum[4][2];
	const int8_t *w = m->w + (size_t)block * m->k;
	for (uint32_t r = 0; r < rows; r++)
		for (uint32_t h = 0; h < 2; h++)
			sum[r][h] = _mm256_loadu_si256((const __m256i *)(const void *)(m->bias + block + 8 * h));
	for (uint32_t i = 0; i < m->k; i += 4, w += 4 * NET_BLOCK) {
		__m256i w0 = _mm256_loadu_si256((const __m256i *)(const void *)w);
		__m256i w1 = _mm256_loadu_si256((const __m256i *)(const void *)(w + 32));
		for (uint32_t r = 0; r < rows; r++) {
			int32_t four;
			memcpy(&four, a + r * stride + i, 4);
			__m256i v = _mm256_set1_epi32(four);
			sum[r][0] = dot_avx2(sum[r][0], v, w0);
			sum[r][1] = dot_avx2(sum[r][1], v, w1);
		}
	}
	for (uint32_t r = 0; r < rows; r++)
		for (uint32_t h = 0; h < 2; h++)
			_mm256_storeu_si256((__m256i *)(void *)(out + (size_t)r * m->n + block + 8 * h), sum[r][h]);
}

/* ---------------------------------------------------------------- matrices in their own form */
enum { OWN_N = 32, OWN_K = 16, OWN_LANES = 16, STEPS_BYTES = 128, MIDDLE_BYTES = 32, LANE_MAX = INT16_MAX / 64 };

/* One block of outputs. Eight outputs of a group: 4 x 32 weights, then 16 middles of 16 bits, of a parted one twice. */
struct net_own {
	int32_t bias[OWN_N];
	uint32_t halves;             /* eights of outputs, 4 or in the last block 2                              */
	uint32_t whole;              /* groups of inputs that are not parted; they stand first                   */
	const int8_t *w;             /* [k / 16][halves][4 * 32 + 32 or 64], at a multiple of 32                 */
	uint16_t *from;              /* [k / 16] first input of each group                                       */
};

#define LOAD(p) _mm256_loadu_si256((const __m256i *)(const void *)(p))

/* Eight outputs by 16 inputs as they lie in the file: 4 steps of 32 weights, 64 apart. */
static const int8_t *group_at(const net_mat *m, uint32_t out, uint32_t in)
{
	return m->w + (size_t)(out / NET_BLOCK * NET_BLOCK) * m->k + (size_t)in * NET_BLOCK + out % NET_BLOCK * 4;
}

/* Do the weights of any lane come to too much, for n outputs from out and 16 inputs from in? */
static bool too_great(const net_mat *m, uint32_t out, uint32_t n, uint32_t in)
{
	__m256i most = _mm256_setzero_si256();
	for (uint32_t o = 0; o < n; o += 8) {
		const int8_t *w = group_at(m, out + o, in);
		__m256i sum = _mm256_setzero_si256();
		for (uint32_t i = 0; i < 4; i++)
			sum = _mm256_add_epi16(sum,
				_mm256_maddubs_epi16(_mm256_abs_epi8(LOAD(w + 64 * i)), _mm256_set1_epi8(1)));
		most = _mm256_max_epi16(most, sum);
	}
	return _mm256_movemask_epi8(_mm256_cmpgt_epi16(most, _mm256_set1_epi16(LANE_MAX))) != 0;
}

/* What 64 in every input of these steps would give, taken away; to bias. */
static void put_middle(const int8_t *w, uint32_t steps, int8_t *to, int32_t *bias)
{
	int16_t middle[OWN_LANES];
	__m256i sum = _mm256_setzero_si256();
	for (uint32_t i = 0; i < steps; i++)
		sum = _mm256_sub_epi16(sum, _mm256_maddubs_epi16(_mm256_set1_epi8(64), LOAD(w + 32 * i)));
	_mm256_storeu_si256((__m256i *)(void *)middle, sum);
	memcpy(to, middle, sizeof middle);
	for (uint32_t lane = 0; lane < OWN_LANES; lane++) bias[lane / 2] -= middle[lane];
}

/* The group of eight outputs from out, 16 inputs from in, to its place; returns what lies behind it. */
static int8_t *put_group(const net_mat *m, uint32_t out, uint32_t in, bool parted, int8_t *to, struct net_own *b)
{
	const int8_t *w = group_at(m, out, in);
	uint32_t first = out % OWN_N, parts = parted ? 2 : 1;
	for (uint32_t i = 0; i < 4; i++) memcpy(to + 32 * i, w + 64 * i, 32);
	for (uint32_t p = 0; p < parts; p++)
		put_middle(to + 64 * p, 4 / parts, to + STEPS_BYTES + MIDDLE_BYTES * p, b->bias + first);
	return to + STEPS_BYTES + MIDDLE_BYTES * parts;
}

static bool own_block(const net_mat *m, uint32_t out, struct net_own *b, arena *a)
{
	uint32_t n = min_u32(OWN_N, m->n - out), steps = m->k / OWN_K, at = 0;
	int8_t *w = arena_alloc(a, (size_t)steps * n / 8 * (STEPS_BYTES + 2 * MIDDLE_BYTES) + 32);
	b->halves = n / 8;
	b->from = ARENA_ARRAY(a, uint16_t, steps);
	if (!w || !b->from) return false;
	w += -(uintptr_t)w % 32;                             /* a load across two cache lines costs twice */
	b->w = w;
	memcpy(b->bias, m->bias + out, n * sizeof *b->bias);
	for (int parted = 0; parted < 2; parted++) {
		for (uint32_t s = 0; s < steps; s++) {
			uint32_t in = s * OWN_K;
			if (too_great(m, out, n, in) != parted) continue;
			b->from[at++] = (uint16_t)in;
			for (uint32_t o = 0; o < n; o += 8) w = put_group(m, out + o, in, parted, w, b);
		}
		if (!parted) b->whole = at;
	}
	return true;
}

static bool own_avx2(net_mat *m, arena *a)
{
	uint32_t n = (m->n + OWN_N - 1) / OWN_N;
	struct net_own *b = ARENA_ARRAY(a, struct net_own, n);
	for (uint32_t i = 0; b && i < n; i++)
		if (!own_block(m, i * OWN_N, &b[i], a)) return false;
	m->own = b;
	return b != NULL;
}

/* Four inputs eight times: one load from memory, where a number that has been in a register would cost three. */
static inline __m256i four_avx2(const uint8_t *a)
{
	return _mm256_broadcastd_epi32(_mm_loadu_si32(a));
}

/* 16 inputs by a group of each eight outputs; returns the next group. halves and parted are constants wherever this is
 * called. */
static inline __attribute__((always_inline)) const int8_t *
group_avx2(const int8_t *w, const uint8_t *a, uint32_t halves, bool parted, __m256i sum[4])
{
	const __m256i one = _mm256_set1_epi16(1);
	__m256i v0 = four_avx2(a), v1 = four_avx2(a + 4), v2 = four_avx2(a + 8), v3 = four_avx2(a + 12);
	for (uint32_t h = 0; h < halves; h++, w += STEPS_BYTES + MIDDLE_BYTES * (parted ? 2 : 1)) {
		const int8_t *middle = w + STEPS_BYTES;
		__m256i t = _mm256_add_epi16(_mm256_maddubs_epi16(v0, LOAD(w)), LOAD(middle));
		t = _mm256_add_epi16(t, _mm256_maddubs_epi16(v1, LOAD(w + 32)));
		if (parted) {
			sum[h] = _mm256_add_epi32(sum[h], _mm256_madd_epi16(t, one));
			t = LOAD(middle + MIDDLE_BYTES);
		}
		t = _mm256_add_epi16(t, _mm256_maddubs_epi16(v2, LOAD(w + 64)));
		t = _mm256_add_epi16(t, _mm256_maddubs_epi16(v3, LOAD(w + 96)));
		sum[h] = _mm256_add_epi32(sum[h], _mm256_madd_epi16(t, one));
	}
	return w;
}

/* One row by one block; halves is a constant wherever this is called. */
static inline __attribute__((always_inline)) void
row_avx2(const struct net_own *b, const uint8_t *a, uint32_t k, uint32_t halves, int32_t *out)
{
	const int8_t *w = b->w;
	__m256i sum[4];
	uint32_t s = 0;
	for (uint32_t h = 0; h < halves; h++) sum[h] = LOAD(b->bias + 8 * h);
	for (; s < b->whole; s++) w = group_avx2(w, a + b->from[s], halves, false, sum);
	for (; s < k / OWN_K; s++) w = group_avx2(w, a + b->from[s], halves, true, sum);
	for (uint32_t h = 0; h < halves; h++) _mm256_storeu_si256((__m256i *)(void *)(out + 8 * h), sum[h]);
}

static void mat_own(const net_mat *m, const net_rows *in, int32_t *out)
{
	const uint32_t rows = in->n, k = m->k, width = m->n;
	const uint8_t *const idle = in->idle;
	const size_t stride = in->stride;
	for (uint32_t n = 0; n < width; n += OWN_N) {
		const struct net_own *b = &m->own[n / OWN_N];
		const uint8_t *a = in->a;
		int32_t *to = out + n;
		for (uint32_t r = 0; r < rows; r++, a += stride, to += width) {
			if (idle && idle[r]) continue;
			if (b->halves == 4) row_avx2(b, a, k, 4, to);
			else row_avx2(b, a, k, 2, to);
		}
	}
}

/* As it lies in the file: idle rows are worked out with the others of their tile. */
static void mat_file(const net_mat *m, const net_rows *in, int32_t *out)
{
	const uint8_t *a = in->a;
	size_t stride = in->stride;
	uint32_t rows = in->n;
	for (uint32_t block = 0; block < m->n; block += NET_BLOCK) {
		uint32_t r = 0;
		for (; r + 4 <= rows; r += 4) tile_avx2(m, a + r * stride, stride, 4, block, out + (size_t)r * m->n);
		if (r + 2 <= rows) {
			tile_avx2(m, a + r * stride, stride, 2, block, out + (size_t)r * m->n);
			r += 2;
		}
		if (r < rows) tile_avx2(m, a + r * stride, stride, 1, block, out + (size_t)r * m->n);
	}
}

static void mat_avx2(const net_mat *m, const net_rows *in, int32_t *out)
{
	if (m->own) mat_own(m, in, out);
	else mat_file(m, in, out);
}

const net_kernels net_avx2 = {.name = "avx2", .here = here_avx2, .mat = mat_avx2, .own = own_avx2, NET_EACH};

#undef NET_FN
#undef NET_EACH
#ifdef __clang__
#pragma clang attribute pop
#else
#pragma GCC pop_options
#endif
#endif
