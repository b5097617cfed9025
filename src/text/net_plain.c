/* SPDX-License-Identifier: Apache-2.0
 *
 * net_plain.c - the network's kernels in plain C: the path that defines what all others must give.
 */
#define NET_FN(name) name##_plain
#include "text/net_each.h"

static bool here_plain(void) { return true; }

static void mat_plain(const net_mat *m, const net_rows *in, int32_t *out)
{
	for (uint32_t r = 0; r < in->n; r++) {
		const int8_t *w = m->w;
		const uint8_t *a = in->a + r * in->stride;
		if (in->idle && in->idle[r]) continue;
		for (uint32_t b = 0; b < m->n; b += NET_BLOCK) {
			int32_t sum[NET_BLOCK];
			memcpy(sum, m->bias + b, sizeof sum);
			for (uint32_t i = 0; i < m->k; i += 4, w += 4 * NET_BLOCK)
				for (uint32_t o = 0; o < NET_BLOCK; o++)
					for (uint32_t j = 0; j < 4; j++) sum[o] += a[i + j] * w[4 * o + j];
			memcpy(out + (size_t)r * m->n + b, sum, sizeof sum);
		}
	}
}

const net_kernels net_plain = {.name = "plain", .here = here_plain, .mat = mat_plain, NET_EACH};

#undef NET_FN
#undef NET_EACH
