/* SPDX-License-Identifier: Apache-2.0
 *
 * net_neon.c - the network's kernels for 64-bit ARM.
 *
 * Activations stop at 127, so they may be read as signed bytes: smull gives 8 products of 16 bits, and smlal2 would
 * overflow them, hence sadalp (add neighbours to 32 bits) after each. With the dot-product extension sdot does all of
 * it at once. A tile is 4 rows by 4 outputs.
 */
#if defined(__aarch64__) && defined(__ARM_NEON)
#include <arm_neon.h>
#define NET_FN(name) name##_neon
#include "text/net_each.h"

static bool here_neon(void) { return true; }

/* sum of 4 outputs += 4 inputs (the same for each) by the weights [4 outputs][4 inputs]. */
static inline int32x4_t dot_neon(int32x4_t sum, int8x16_t a, int8x16_t w)
{
#ifdef __ARM_FEATURE_DOTPROD
	return vdotq_s32(sum, a, w);
#else
	int32x4_t low = vpaddlq_s16(vmull_s8(vget_low_s8(a), vget_low_s8(w)));
	int32x4_t high = vpaddlq_s16(vmull_s8(vget_high_s8(a), vget_high_s8(w)));
	return vaddq_s32(sum, vpaddq_s32(low, high));
#endif
}

/* rows is a constant wherever this is called, so that the sums stay in registers. */
static inline __attribute__((always_inline)) void
tile_neon(const net_mat *m, const uint8_t *a, size_t stride, uint32_t rows, uint32_t block, int32_t *out)
{
	int32x4_t sum[4][4];
	const int8_t *w = m->w + (size_t)block * m->k;
	for (uint32_t r = 0; r < rows; r++)
		for (uint32_t q = 0; q < 4; q++) sum[r][q] = vld1q_s32(m->bias + block + 4 * q);
	for (uint32_t i = 0; i < m->k; i += 4, w += 4 * NET_BLOCK) {
		for (uint32_t r = 0; r < rows; r++) {
			int32_t four;
			memcpy(&four, a + r * stride + i, 4);
			int8x16_t v = vreinterpretq_s8_s32(vdupq_n_s32(four));
			for (uint32_t q = 0; q < 4; q++) sum[r][q] = dot_neon(sum[r][q], v, vld1q_s8(w + 16 * q));
		}
	}
	for (uint32_t r = 0; r < rows; r++)
		for (uint32_t q = 0; q < 4; q++) vst1q_s32(out + (size_t)r * m->n + block + 4 * q, sum[r][q]);
}

static void mat_neon(const net_mat *m, const net_rows *in, int32_t *out)
{
	const uint8_t *a = in->a;
	size_t stride = in->stride;
	uint32_t rows = in->n;
	for (uint32_t block = 0; block < m->n; block += NET_BLOCK) {
		uint32_t r = 0;
		for (; r + 4 <= rows; r += 4) tile_neon(m, a + r * stride, stride, 4, block, out + (size_t)r * m->n);
		for (; r < rows; r++) tile_neon(m, a + r * stride, stride, 1, block, out + (size_t)r * m->n);
	}
}

const net_kernels net_neon = {.name = "neon", .here = here_neon, .mat = mat_neon, NET_EACH};

#undef NET_FN
#undef NET_EACH
#endif
