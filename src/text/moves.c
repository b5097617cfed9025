/* SPDX-License-Identifier: Apache-2.0
 *
 * moves.c - arc-hybrid parsing: the moves, without any choice between them.
 *
 * "Police shot two men": SHIFT Police; LEFT nsubj (Police under shot); SHIFT shot; SHIFT two; LEFT nummod (two
 * under men); SHIFT men; RIGHT obj (men under shot); shot is left: root. 2n - 1 moves and the root, always a
 * tree: each word leaves the stack once, with a head.
 */
#include "text/perceptron.h"

bool moves_init(moves *m, const words *w, arena *a)
{
	uint32_t k = w->n + 4;
	*m = (moves){.w = w, .next = 1};
	return (m->stack = ARENA_ARRAY(a, uint16_t, k)) && (m->l1 = ARENA_ARRAY(a, uint16_t, k))
	    && (m->l2 = ARENA_ARRAY(a, uint16_t, k)) && (m->r1 = ARENA_ARRAY(a, uint16_t, k))
	    && (m->r2 = ARENA_ARRAY(a, uint16_t, k)) && (m->nl = ARENA_ARRAY(a, uint8_t, k))
	    && (m->nr = ARENA_ARRAY(a, uint8_t, k));
}

bool moves_done(const moves *m) { return m->next > m->w->n && m->top <= 1; }

bool move_allowed(const moves *m, unsigned move)
{
	switch (move) {
	case MOVE_SHIFT: return m->next <= m->w->n;
	case MOVE_LEFT:  return m->top >= 1 && m->next <= m->w->n;
	default:         return m->top >= 2;
	}
}

static void hang(moves *m, uint32_t child, uint32_t head, unsigned rel)
{
	m->w->head[child] = (uint16_t)head;
	m->w->rel[child] = (uint8_t)rel;
	if (child < head) {
		m->l2[head] = m->l1[head], m->l1[head] = (uint16_t)child;
		if (m->nl[head] < 3) m->nl[head]++;
	} else {
		m->r2[head] = m->r1[head], m->r1[head] = (uint16_t)child;
		if (m->nr[head] < 3) m->nr[head]++;
	}
}

void move_make(moves *m, unsigned move, unsigned rel)
{
	switch (move) {
	case MOVE_SHIFT:
		m->stack[++m->top] = (uint16_t)m->next++;
		break;
	case MOVE_LEFT:
		hang(m, m->stack[m->top], m->next, rel);
		m->top--;
		break;
	default:
		hang(m, m->stack[m->top], m->stack[m->top - 1], rel);
		m->top--;
	}
	if (moves_done(m) && m->top == 1) {
		m->w->head[m->stack[1]] = 0;
		m->w->rel[m->stack[1]] = DL_R_ROOT;
	}
}
