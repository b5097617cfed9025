/* SPDX-License-Identifier: Apache-2.0
 *
 * net_avx512.c - the network's kernels for x86 machines with AVX-512 and its byte products (VNNI).
 *
 * vpdpbusd multiplies 64 activations by 64 weights and adds each four to a 32-bit sum, without saturation: one
 * instruction for one block of 16 outputs and 4 inputs. A tile is 8 rows by one block.
 */
#if defined(__x86_64__) && defined(__GNUC__)
#include <immintrin.h>
#ifdef __clang__
#pragma clang attribute push(__attribute__((target("avx512f,avx512bw,avx512vl,avx512vnni"))), apply_to = function)
#else
#pragma GCC push_options
#pragma GCC target("avx512f,avx512bw,avx512vl,avx512vnni")
#pragma GCC optimize("O3")
#endif
#define NET_FN(name) name##_avx512
#include "text/net_each.h"

static bool here_avx512(void)
{
	return __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl")
	    && __builtin_cpu_supports("avx512vnni");
}

/* rows is a constant wherever this is called, so that the sums stay in registers. */
static inline __attribute__((always_inline)) void
tile_avx512(const net_mat *m, const uint8_t *a, size_t stride, uint32_t rows, uint32_t block, int32_t *out)
{
	__m512i sum[8];
	const int8_t *w = m->w + (size_t)block * m->k;
	for (uint32_t r = 0; r < rows; r++) sum[r] = _mm512_loadu_si512(m->bias + block);
	for (uint32_t i = 0; i < m->k; i += 4, w += 4 * NET_BLOCK) {
		__m512i v = _mm512_loadu_si512(w);
		for (uint32_t r = 0; r < rows; r++) {
			int32_t four;
			memcpy(&four, a + r * stride + i, 4);
			sum[r] = _mm512_dpbusd_epi32(sum[r], _mm512_set1_epi32(four), v);
		}
	}
	for (uint32_t r = 0; r < rows; r++) _mm512_storeu_si512(out + (size_t)r * m->n + block, sum[r]);
}

static void mat_avx512(const net_mat *m, const net_rows *in, int32_t *out)
{
	const uint8_t *a = in->a;
	size_t stride = in->stride;
	uint32_t rows = in->n;
	for (uint32_t block = 0; block < m->n; block += NET_BLOCK) {
		uint32_t r = 0;
		for (; r + 8 <= rows; r += 8) tile_avx512(m, a + r * stride, stride, 8, block, out + (size_t)r * m->n);
		for (; r + 2 <= rows; r += 2) tile_avx512(m, a + r * stride, stride, 2, block, out + (size_t)r * m->n);
		if (r < rows) tile_avx512(m, a + r * stride, stride, 1, block, out + (size_t)r * m->n);
	}
}

const net_kernels net_avx512 = {.name = "avx512", .here = here_avx512, .mat = mat_avx512, NET_EACH};

#undef NET_FN
#undef NET_EACH
#ifdef __clang__
#pragma clang attribute pop
#else
#pragma GCC pop_options
#endif
#endif
