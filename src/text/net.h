/* SPDX-License-Identifier: Apache-2.0
 *
 * net.h - the small network that tags, parses and finds names: its shape, its numbers, its kernels.
 *
 * All arithmetic is in integers, so that every path gives the same bytes:
 *
 *      bytes of a word   u7   0..127, 64 is zero, 32 to the unit    what enters the first matrix
 *      stream            s16  256 to the unit                       what the layers add to
 *      q(stream)         u7   0..127, 64 is zero, 16 to the unit    what enters the other matrices
 *      weights           s8   -127..127, 256 to the unit (tag, name, relation: 64)
 *      sums              s32  exact: 384 * 127 * 127 < 2^23         the zero of 64 is taken out by the bias
 *
 *      word -> 288 bytes -> matrix -> stream of 128 channels
 *      4 x    stream += positive part of a window matrix over q(word before, word, word after)
 *             (the first of these is three matrices of one word each, whose sums the words of a window share)
 *             stream += scan: 64 channels run left to right, 64 right to left (net_each.h)
 *      q(stream) -> one matrix -> tag pair | name | arc as dependent, as head | relation as dependent, as head
 *
 * train/student.py rounds in the same places.
 */
#ifndef DL_TEXT_NET_H
#define DL_TEXT_NET_H

#include "base/base.h"

enum {
	NET_D = 128, NET_LAYERS = 4, NET_ARC = 96, NET_REL = 96,
	NET_VEC = 96, NET_TABLES = 7, NET_FORM = 16,
	NET_IN = NET_VEC + 48 + 16 + 24 + 16 + 32 + 24 + 32,
	NET_TAGS_MAX = 240,      /* pairs of UPOS and Penn tag                                                   */
	NET_NAMES = 16,          /* DL_NAME_N, padded to a block of outputs                                      */
	NET_RELS = 64,           /* DL_REL_N, padded                                                             */
	NET_DISTS = 9,           /* classes of distance, in each direction                                       */
	NET_BLOCK = 16           /* outputs side by side in a matrix                                             */
};

/* Weights as they lie in the file, the same for all kernels: [n / 16][k / 4][16 outputs][4 inputs]. */
typedef struct {
	const int8_t  *w;
	const int32_t *bias;     /* [n]                                                                          */
	uint32_t k, n;           /* inputs, a multiple of 4; outputs, a multiple of 16                           */
	const struct net_own *own;   /* the same in the form that a kernel likes best, or NULL                   */
} net_mat;

/* Inputs of a matrix. Rows lie stride bytes apart and may overlap (windows). */
typedef struct {
	const uint8_t *a;
	size_t stride;
	uint32_t n;
	const uint8_t *idle;     /* [n]  not 0: nobody reads what this row gives, it may be left out; NULL: none */
} net_rows;

/* One path through the machine. All of them give the same bytes: tests/unit_net.c. */
typedef struct {
	const char *name;
	bool (*here)(void);      /* can this machine run it?                                                     */
	void (*mat)(const net_mat *m, const net_rows *in, int32_t *out);  /* out[r][n] = bias + w . a[r]        */
	/* Copy m into the form that this path likes best; k a multiple of 16. NULL: it has none. false: no memory. */
	bool (*own)(net_mat *m, arena *a);
	void (*set)(int16_t *x, const int32_t *sum, uint32_t n);          /* stream = sum                       */
	void (*gather)(int32_t *sum, const int16_t *before, const int16_t *own, const int16_t *behind);   /* [NET_D] */
	void (*add)(int16_t *x, const int32_t *sum, uint32_t n);          /* stream += max(sum, 0)              */
	void (*quant)(uint8_t *a, const int16_t *x, uint32_t n);          /* a = q(stream)                      */
	void (*scan)(int16_t *x, const int32_t *sum, uint32_t rows);      /* sum [rows][2 D] gates, values      */
	void (*to_u7)(uint8_t *to, const int32_t *sum, uint32_t n);
	void (*to_s8)(int8_t *to, const int32_t *sum, uint32_t n);
	void (*to_s16)(int16_t *to, const int32_t *sum, uint32_t n);
	void (*pair)(uint8_t *to, const int32_t *dep, const int16_t *head, uint32_t n);
	uint32_t (*best)(const int32_t *v, uint32_t n);                   /* the first of the greatest          */
} net_kernels;

extern const net_kernels net_plain, net_avx2, net_avx512, net_neon;
const net_kernels *const *net_kernels_all(void);     /* ends with NULL; those compiled in, fastest first     */
const net_kernels *net_kernels_best(void);

typedef struct {
	const uint32_t *key;     /* [slots]  second hash of a word that has a vector, at its first hash or after */
	const uint32_t *row;     /* [slots]  its row of vec; 0: the slot is empty                                */
	uint32_t slots;          /* a power of two, at least one of them empty                                   */
	const uint8_t *vec;      /* [rows][NET_VEC]  64 is zero; row 0 is that of unknown words                  */
	const uint8_t *table[NET_TABLES];            /* [table_rows][width]  64 is zero                          */
	uint32_t table_rows[NET_TABLES];             /* powers of two                                            */
	const char (*form)[NET_FORM];                /* [n_forms]  length, bytes: the commonest words            */
	const uint16_t *form_slot;   /* [form_slots]  a form's number plus 1 at its hash or after; 0: empty      */
	const int16_t *form_row;     /* [n_forms][4][NET_D]  its stream before the first window; what it adds there
	                              * as the word before, in the middle, behind                                */
	uint32_t n_forms, form_slots;
	net_mat  near;               /* window[0] as a matrix of one word: before, middle, behind                */
	net_mat  first, window[NET_LAYERS], scan[NET_LAYERS], heads, rel;
	const uint8_t *tags;     /* [n_tags][2]  dl_upos, dl_xpos                                                */
	uint32_t n_tags, tags_n; /* tags_n: padded to a block                                                    */
	const uint8_t *root_arc; /* [NET_ARC]  the root as a head                                                */
	const int16_t *root_rel; /* [NET_REL]                                                                    */
	const int32_t *dist;     /* [2][NET_DISTS]  added to an arc: head before, head behind                    */
	const net_kernels *kern;
} net;

typedef bool (*net_section)(slice file, const char *name, slice *out);
/* The network in a file whose frame and checksum were checked; points into it. DL_BAD names the section. */
dl_status net_open(net *m, slice file, net_section find, const char *path, dl_error *err);
/* Copies of the matrices as the machine's path likes them best, in a. false: out of memory. */
bool net_prepare(net *m, arena *a);
/* Fill upos, xpos, head, rel and name of all sentences. */
dl_status net_tag(const net *m, workspace *w, dl_tokens *t);

/* net_features.c: the bytes of one word that enter the first matrix. */
void net_word(const net *m, slice form, uint8_t to[NET_IN]);

/* The row of vec of a word, 0 none. Needs key, row and slots alone. */
uint32_t net_vector_row(const net *m, slice form);

/* net_tree.c: heads of a sentence of n words (0 the root, 1..n) from arc[j * ld + i], word i (from 0) under node
 * j. Spoils arc[j][j - 1]. score, seen: n + 1 of scratch each. */
void net_heads(int32_t *arc, uint32_t ld, uint32_t n, uint32_t *head, int32_t *score, uint32_t *seen);
/* net_tree.c: the best labels that obey "I-X only after B-X or I-X". back: [n][DL_NAME_N] of scratch. */
void net_names(const int32_t *sum, uint32_t ld, uint32_t n, uint8_t *label, uint8_t *back);

#endif
