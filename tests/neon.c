/* SPDX-License-Identifier: Apache-2.0
 *
 * neon.c - the kernels for 64-bit ARM against the plain ones, on random numbers with all extremes: built by
 * tests/neon.sh for another processor than this one, and run by an emulator. Prints "ok" or what differs first.
 */
#include "text/net_plain.c"
#include "text/net_neon.c"

#include <stdio.h>

#include "kernels.h"

enum { ROWS = 21, N = ROWS * NET_D, K_MAX = 3 * NET_D, OUT_MAX = 480 };

static bool same_mat(uint32_t k, uint32_t n, uint32_t rows)
{
	static uint8_t a[ROWS * K_MAX + K_MAX];
	static int8_t w[K_MAX * OUT_MAX];
	static int32_t bias[OUT_MAX], want[ROWS * OUT_MAX], got[ROWS * OUT_MAX];
	for (uint32_t i = 0; i < sizeof a; i++) a[i] = rnd() % 4 ? rnd() & 127 : 127;
	for (uint32_t i = 0; i < k * n; i++) w[i] = (int8_t)(rnd() % 4 ? (int)(rnd() % 255) - 127 : rnd() % 2 ? 127 : -127);
	fill_sums(bias, OUT_MAX, 1 << 22);
	net_mat m = {.w = w, .bias = bias, .k = k, .n = n};
	uint32_t stride = k == K_MAX ? NET_D : k;              /* windows overlap */
	net_rows in = {a, stride, rows, NULL};
	net_plain.mat(&m, &in, want);
	net_neon.mat(&m, &in, got);
	return !memcmp(want, got, sizeof *got * rows * n);
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
		fill_sums(sum, 2 * N, limits[c]);
		each(&net_plain, sum, ROWS, x[0], bytes[0]);
		each(&net_neon, sum, ROWS, x[1], bytes[1]);
		if (memcmp(x[0], x[1], sizeof *x) || memcmp(bytes[0], bytes[1], sizeof *bytes))
			return printf("not ok neon steps %u\n", c), 1;
	}
	puts("ok neon kernels give the plain path's bytes");
	return 0;
}
