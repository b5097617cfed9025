/* SPDX-License-Identifier: Apache-2.0
 *
 * net_avx2.c - the network's kernels for x86 machines with AVX2.
 *
 * vpmaddubsw multiplies 32 activations by 32 weights and adds neighbours in 16 bits: 2 * 127 * 127 = 32,258 fits,
 * which is why activations stop at 127 and weights at -127; vpmaddwd widens to 32 bits. A tile is 4 rows by one
 * block of 16 outputs: 8 sums in registers, so that each weight is loaded once for 4 words.
 */
#if defined(__x86_64__) && defined(__GNUC__)
#include <immintrin.h>
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

static void mat_avx2(const net_mat *m, const uint8_t *a, size_t stride, uint32_t rows, int32_t *out)
{
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

const net_kernels net_avx2 = {.name = "avx2", .here = here_avx2, .mat = mat_avx2, NET_EACH};

#undef NET_FN
#undef NET_EACH
#ifdef __clang__
#pragma clang attribute pop
#else
#pragma GCC pop_options
#endif
#endif
