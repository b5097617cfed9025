/* SPDX-License-Identifier: Apache-2.0
 *
 * net_tree.c - from the network's scores to one tree and to names that begin where they should.
 *
 * In: a score for every word under every other word or the root. Out: one head each, one root, no cycle. In "Police
 * shot two men" nearly every word's best head makes the tree at once; where words point at each other in a ring,
 * the cheapest way out of a ring to a word that hangs on the root is taken, until no ring is left.
 *
 * Ties go to the lower number. Cost: n^2 for n <= DL_SENT_MAX words, plus n^2 for each ring (rare: one sentence in
 * fifty has one). Not attempted: the best of all trees; the exact search gains under 0.1 points.
 */
#include "text/net.h"

#define NEVER (INT32_MIN / 2)

/* Best head of each word among words (score[] gets its score), then the word that loses least as the root. */
static uint32_t best_heads(int32_t *arc, uint32_t ld, uint32_t n, uint32_t *head, int32_t *score)
{
	for (uint32_t i = 0; i < n; i++) score[i] = INT32_MIN, head[i] = 0;
	for (uint32_t j = 1; j <= n; j++) {
		int32_t *row = arc + (size_t)j * ld;
		row[j - 1] = NEVER;
		for (uint32_t i = 0; i < n; i++)
			if (row[i] > score[i]) score[i] = row[i], head[i] = j;
	}
	uint32_t root = 0;
	int64_t best = INT64_MIN;
	for (uint32_t i = 0; i < n; i++) {
		int64_t gain = (int64_t)arc[i] - (n > 1 ? score[i] : 0);
		if (gain > best) best = gain, root = i;
	}
	head[root] = 0;
	return root;
}

enum { OPEN, GOOD, RING };

/* Mark who hangs on the root and who lies on a ring. seen: [n + 1] by node, a walk's number while it is under way.
 * Returns whether there is a ring. */
static bool mark(const uint32_t *head, uint32_t n, uint32_t *state, uint32_t root)
{
	bool ring = false;
	for (uint32_t j = 1; j <= n; j++) state[j] = OPEN;
	state[root + 1] = GOOD;
	for (uint32_t i = 1; i <= n; i++) {
		uint32_t k = i, walk = i + RING;
		while (state[k] == OPEN) state[k] = walk, k = head[k - 1];
		bool good = state[k] == GOOD;
		if (state[k] == walk) {                        /* came back to itself */
			ring = true;
			for (uint32_t q = k; state[q] == walk; q = head[q - 1]) state[q] = RING;
		}
		for (k = i; state[k] == walk; k = head[k - 1]) state[k] = good ? (uint32_t)GOOD : n + RING + 1;
	}
	return ring;
}

static void break_ring(const int32_t *arc, uint32_t ld, uint32_t n, uint32_t *head, const uint32_t *state)
{
	int64_t best = INT64_MIN;
	uint32_t word = 0, to = 0;
	for (uint32_t i = 0; i < n; i++) {
		if (state[i + 1] != RING) continue;
		for (uint32_t j = 1; j <= n; j++) {
			if (state[j] != GOOD) continue;
			int64_t gain = (int64_t)arc[(size_t)j * ld + i] - arc[(size_t)head[i] * ld + i];
			if (gain > best) best = gain, word = i, to = j;
		}
	}
	head[word] = to;
}

void net_heads(int32_t *arc, uint32_t ld, uint32_t n, uint32_t *head, int32_t *score, uint32_t *seen)
{
	uint32_t root = best_heads(arc, ld, n, head, score);
	while (mark(head, n, seen, root)) break_ring(arc, ld, n, head, seen);
}

void net_names(const int32_t *sum, uint32_t ld, uint32_t n, uint8_t *label, uint8_t *back)
{
	int64_t best[DL_NAME_N], next[DL_NAME_N];
	uint8_t top = 0;                                       /* the best label of the word before */
	for (uint32_t i = 0; i < n; i++) {
		for (uint32_t l = 0; l < DL_NAME_N; l++) {
			bool inside = l && l % 2 == 0;             /* I-X is B-X plus one */
			uint8_t from = inside ? (uint8_t)(l - 1) : top;
			if (i && inside && best[l] > best[from]) from = (uint8_t)l;
			next[l] = sum[(size_t)i * ld + l] + (i ? best[from] : inside ? (int64_t)NEVER : 0);
			back[(size_t)i * DL_NAME_N + l] = from;
		}
		memcpy(best, next, sizeof best);
		top = 0;
		for (uint32_t l = 1; l < DL_NAME_N; l++)
			if (best[l] > best[top]) top = (uint8_t)l;
	}
	for (uint32_t i = n, at = top; i-- > 0; at = back[(size_t)i * DL_NAME_N + at]) label[i] = (uint8_t)at;
}
