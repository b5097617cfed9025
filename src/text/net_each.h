/* SPDX-License-Identifier: Apache-2.0
 *
 * net_each.h - the steps between two matrices, written once and compiled for each kind of machine.
 *
 * Included by net_plain.c, net_avx2.c ... after they have chosen their instructions and defined NET_FN(name).
 * Integer arithmetic without overflow means that however a compiler arranges these loops, the bytes are the same.
 */
#include "text/net.h"

static inline int32_t NET_FN(clamp)(int32_t v, int32_t lo, int32_t hi) { return v < lo ? lo : v > hi ? hi : v; }

static void NET_FN(set)(int16_t *restrict x, const int32_t *restrict sum, uint32_t n)
{
	for (uint32_t i = 0; i < n; i++) x[i] = (int16_t)NET_FN(clamp)((sum[i] + 16) >> 5, INT16_MIN, INT16_MAX);
}

static void NET_FN(add)(int16_t *restrict x, const int32_t *restrict sum, uint32_t n)
{
	for (uint32_t i = 0; i < n; i++)
		x[i] = (int16_t)NET_FN(clamp)(x[i] + (NET_FN(clamp)(sum[i] + 8, 0, INT32_MAX) >> 4), INT16_MIN, INT16_MAX);
}

/* What the word before, the word itself and the one behind add to a window. */
static void NET_FN(gather)(int32_t *restrict sum, const int16_t *restrict before, const int16_t *restrict own,
                           const int16_t *restrict behind)
{
	for (uint32_t c = 0; c < NET_D; c++) sum[c] = before[c] + own[c] + behind[c];
}

/* clamp((x + 8) >> 4, -64, 63) + 64, cut before it is shifted so that 16 bits are enough. */
static void NET_FN(quant)(uint8_t *restrict a, const int16_t *restrict x, uint32_t n)
{
	for (uint32_t i = 0; i < n; i++) {
		int16_t v = x[i];
		v = v < -64 * 16 - 8 ? -64 * 16 - 8 : v > 64 * 16 - 9 ? 64 * 16 - 9 : v;
		v = (int16_t)(v + 64 * 16 + 8);
		a[i] = (uint8_t)(v >> 4);
	}
}

/* One step of 64 channels: h += gate * (value - h), 4096 to the unit; the gate runs from 0 to 32767 (one) with
 * a slope of a quarter: no matrix leads from one word's h to the next, so that only this line is sequential. */
static inline void NET_FN(step)(int16_t *restrict x, const int32_t *restrict sum, int32_t *restrict h)
{
	for (uint32_t c = 0; c < NET_D / 2; c++) {
		int32_t gate = NET_FN(clamp)(2 * sum[c] + 16384, 0, 32767);
		int32_t value = NET_FN(clamp)(sum[NET_D + c], -16384, 16383);
		h[c] += ((value - h[c]) * gate + 16384) >> 15;
		x[c] = (int16_t)NET_FN(clamp)(x[c] + ((h[c] + 8) >> 4), INT16_MIN, INT16_MAX);
	}
}

static void NET_FN(scan)(int16_t *x, const int32_t *sum, uint32_t rows)
{
	int32_t h[NET_D / 2] = {0}, back[NET_D / 2] = {0};
	for (uint32_t t = 0; t < rows; t++) {
		size_t u = rows - 1 - t;
		NET_FN(step)(x + (size_t)t * NET_D, sum + (size_t)t * 2 * NET_D, h);
		NET_FN(step)(x + u * NET_D + NET_D / 2, sum + u * 2 * NET_D + NET_D / 2, back);
	}
}

static void NET_FN(to_u7)(uint8_t *restrict to, const int32_t *restrict sum, uint32_t n)
{
	for (uint32_t i = 0; i < n; i++) to[i] = (uint8_t)NET_FN(clamp)((sum[i] + 64) >> 7, 0, 127);
}

static void NET_FN(to_s8)(int8_t *restrict to, const int32_t *restrict sum, uint32_t n)
{
	for (uint32_t i = 0; i < n; i++) to[i] = (int8_t)NET_FN(clamp)((sum[i] + 64) >> 7, -127, 127);
}

static void NET_FN(to_s16)(int16_t *restrict to, const int32_t *restrict sum, uint32_t n)
{
	for (uint32_t i = 0; i < n; i++) to[i] = (int16_t)NET_FN(clamp)((sum[i] + 8) >> 4, INT16_MIN, INT16_MAX);
}

/* What a word is as a dependent and what another is as its head, together: the input of the relation's matrix. */
static void NET_FN(pair)(uint8_t *restrict to, const int32_t *restrict dep, const int16_t *restrict head, uint32_t n)
{
	for (uint32_t i = 0; i < n; i++)
		to[i] = (uint8_t)NET_FN(clamp)((((dep[i] + 8) >> 4) + head[i] + 4) >> 3, 0, 127);
}

/* The first of the greatest; n at least 1. */
static uint32_t NET_FN(best)(const int32_t *v, uint32_t n)
{
	int32_t top = v[0];
	uint32_t i = 0;
	for (uint32_t k = 1; k < n; k++) top = v[k] > top ? v[k] : top;
	while (v[i] != top) i++;
	return i;
}

#define NET_EACH .set = NET_FN(set), .gather = NET_FN(gather), .add = NET_FN(add), .quant = NET_FN(quant), \
	.scan = NET_FN(scan), \
	.to_u7 = NET_FN(to_u7), .to_s8 = NET_FN(to_s8), \
	.to_s16 = NET_FN(to_s16), .pair = NET_FN(pair), .best = NET_FN(best)
