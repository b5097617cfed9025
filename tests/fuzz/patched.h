/* SPDX-License-Identifier: Apache-2.0
 *
 * patched.h - fuzz a large binary file by changing a few of its bytes: the input is a list of changes
 *
 *      where u32 | how many u8 (1..8) | the new bytes          where: modulo the part of the file that is fuzzed
 *
 * which are made, tried and unmade again, so that a file of megabytes costs nothing to try.
 */
#ifndef PATCHED_H
#define PATCHED_H

#include "fuzz.h"

typedef struct { size_t at, n; char old[8]; } patch;
typedef struct { patch v[64]; uint32_t n; } patches;

/* Changes fall in [0, head) of the file three times out of four, anywhere in it else. */
static inline void patch_all(char *file, size_t bytes, size_t head, slice in, patches *p)
{
	for (p->n = 0; in.n >= 6 && p->n < COUNT(p->v);) {
		patch *x = &p->v[p->n++];
		uint32_t where;
		memcpy(&where, in.p, 4);
		uint8_t how = (uint8_t)in.p[4];
		x->n = 1 + how % 8;
		if (x->n > in.n - 5) x->n = in.n - 5;
		x->at = where % ((how & 0xC0) ? head : bytes);
		if (x->n > bytes - x->at) x->n = bytes - x->at;
		memcpy(x->old, file + x->at, x->n);
		memcpy(file + x->at, in.p + 5, x->n);
		in = slice_sub(in, 5 + x->n, in.n);
	}
}

static inline void patch_undo(char *file, const patches *p)
{
	for (uint32_t i = p->n; i-- > 0;) memcpy(file + p->v[i].at, p->v[i].old, p->v[i].n);
}

#endif
