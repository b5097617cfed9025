/* SPDX-License-Identifier: Apache-2.0
 *
 * kernels.h - random inputs for the network's kernels, the same on every machine, and every kernel of a path but the
 * matrix run on them: for unit_net.c (the paths of this processor) and neon.c (those of another).
 */
#ifndef DL_TESTS_KERNELS_H
#define DL_TESTS_KERNELS_H

static uint64_t seed = 1;

static uint32_t rnd(void)
{
	seed = seed * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(seed >> 33);
}

static void fill_sums(int32_t *v, uint32_t n, int32_t limit)
{
	for (uint32_t i = 0; i < n; i++) v[i] = (int32_t)(rnd() % (2u * (uint32_t)limit)) - limit;
}

/* x: [2 * rows * NET_D], bytes: [4 * rows * NET_D], sum: [2 * rows * NET_D] */
static void each(const net_kernels *k, const int32_t *sum, uint32_t rows, int16_t *x, uint8_t *bytes)
{
	uint32_t n = rows * NET_D;
	int32_t window[NET_D];
	k->set(x, sum, n);
	k->add(x, sum + n, n);
	k->scan(x, sum, rows);
	k->quant(bytes, x, n);
	k->to_u7(bytes + n, sum, n);
	k->to_s8((int8_t *)bytes + 2 * n, sum, n);
	k->to_s16(x + n, sum, n);
	k->pair(bytes + 3 * n, sum, x, n);
	k->gather(window, x, x + n / 2, x + n);
	for (uint32_t c = 0; c < NET_D; c++) x[n + c] = (int16_t)(window[c] >> 2);
	x[0] = (int16_t)(k->best(sum, n) + k->best(sum + n - 1, 1));
}

#endif
