/* SPDX-License-Identifier: Apache-2.0
 *
 * neon.c - the kernels for 64-bit ARM against the plain ones, on random numbers with all extremes: built by
 * tests/neon.sh for another processor than this one, and run by an emulator. Prints "ok" or what differs first.
 */
#include "text/net_plain.c"
#include "text/net_neon.c"

#include <stdio.h>

enum { ROWS = 21, N = ROWS * NET_D, K_MAX = 3 * NET_D, OUT_MAX = 480 };

static uint64_t seed = 1;

static uint32_t rnd(void)
{
	seed = seed * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(seed >> 33);
}

static void fill(int32_t *v, uint32_t n, int32_t limit)
{
	for (uint32_t i = 0; i < n; i++) v[i] = (int32_t)(rnd() % (2u * (uint32_t)limit)) - limit;
}

static bool same_mat(uint32_t k, uint32_t n, uint32_t rows)
{
	static uint8_t a[ROWS * K_MAX + K_MAX];
	static int8_t w[K_MAX * OUT_MAX];
	static int32_t bias[OUT_MAX], want[ROWS * OUT_MAX], got[ROWS * OUT_MAX];
	for (uint32_t i = 0; i < sizeof a; i++) a[i] = rnd() % 4 ? rnd() & 127 : 127;
	for (uint32_t i = 0; i < k * n; i++) w[i] = (int8_t)(rnd() % 4 ? (int)(rnd() % 255) - 127 : rnd() % 2 ? 127 : -127);
	fill(bias, OUT_MAX, 1 << 22);
	net_mat m = {.w = w, .bias = bias, .k = k, .n = n};
	uint32_t stride = k == K_MAX ? NET_D : k;              /* windows overlap */
	net_rows in = {a, stride, rows, NULL};
	net_plain.mat(&m, &in, want);
	net_neon.mat(&m, &in, got);
	return !memcmp(want, got, sizeof *got * rows * n);
}

static void each(const net_kernels *k, const int32_t *sum, int16_t *x, uint8_t *bytes)
{
	int32_t window[NET_D];
	k->set(x, sum, N);
	k->add(x, sum + N, N);
	k->scan(x, sum, ROWS);
	k->quant(bytes, x, N);
	k->to_u7(bytes + N, sum, N);
	k->to_s8((int8_t *)bytes + 2 * N, sum, N);
	k->to_s16(x + N, sum, N);
	k->pair(bytes + 3 * N, sum, x, N);
	k->gather(window, x, x + N / 2, x + N);
	for (uint32_t c = 0; c < NET_D; c++) x[N + c] = (int16_t)(window[c] >> 2);
	x[0] = (int16_t)k->best(sum, N);
}

int main(void)
{
	static const uint32_t ks[] = {4, NET_ARC, NET_D, NET_IN, K_MAX}, ns[] = {16, 64, OUT_MAX};
	static const int32_t limits[] = {100, 5000, 40000, 1 << 20, 1 << 29};
	static int32_t sum[2 * N];
	static int16_t x[2][2 * N];
	static uint8_t bytes[2][4 * N];
	for (uint32_t c = 0; c < 15 * ROWS; c++)
		if (!same_mat(ks[c % 5], ns[c / 5 % 3], 1 + c / 15)) return printf("not ok neon matrix %u\n", c), 1;
	for (uint32_t c = 0; c < 5; c++) {
		fill(sum, 2 * N, limits[c]);
		each(&net_plain, sum, x[0], bytes[0]);
		each(&net_neon, sum, x[1], bytes[1]);
		if (memcmp(x[0], x[1], sizeof *x) || memcmp(bytes[0], bytes[1], sizeof *bytes))
			return printf("not ok neon steps %u\n", c), 1;
	}
	puts("ok neon kernels give the plain path's bytes");
	return 0;
}
