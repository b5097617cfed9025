/* SPDX-License-Identifier: Apache-2.0
 *
 * perceptron.h - the features and the parser's moves, shared by the program and by train/perceptron.c, so that
 * what is learned is what is asked.
 *
 * A feature is a 64-bit hash of a template's number and up to three values. A perceptron adds up, for every
 * class, the weights of the features that are there, and takes the class with the highest sum (the lower
 * number on a tie).
 */
#ifndef DL_TEXT_PERCEPTRON_H
#define DL_TEXT_PERCEPTRON_H

#include "text/inner.h"

#define FEATS_MAX 128u
#define CLASSES_MAX 256u

/* How a sentence is set: capitals tell nothing in a headline that is all capitals. */
enum { CASE_NORMAL, CASE_ALL_CAPS, CASE_TITLE, CASE_NONE };

typedef struct {             /* one sentence, side by side; words are 1..n, 0 and n+1.. are borders            */
	uint32_t  n;
	uint32_t *low, *form;    /* [n + 4] hashes of the word in lower case and (where case tells) as written  */
	uint32_t *suf2, *suf3, *suf4, *pre2, *pre3, *shape;  /* [n + 4]                                          */
	uint16_t *tag;           /* [n + 4] class of the tagger + 1, 0 at borders                                */
	uint8_t  *upos, *name;   /* [n + 4]                                                                      */
	uint16_t *head;          /* [n + 4]                                                                      */
	uint8_t  *rel;           /* [n + 4]                                                                      */
} words;

/* Words 1..n of a sentence of t, from token first; in arena a. mood: CASE_* as counted, or as it is told. */
bool words_init(words *w, const slice *form, uint32_t n, arena *a);

uint32_t tag_feats(const words *w, uint32_t i, uint64_t *f);
uint32_t name_feats(const words *w, uint32_t i, uint64_t *f);
bool     name_allowed(unsigned before, unsigned label);

/* ---------------------------------------------------------------- arc-hybrid parsing
 * A stack and a rest of the sentence. SHIFT moves the next word onto the stack; LEFT hangs the stack's top
 * under the next word; RIGHT hangs the top under the word below it. Every sentence takes 2n - 1 moves and
 * gives one tree. The word that is left alone is the root. */
enum { MOVE_SHIFT, MOVE_LEFT, MOVE_RIGHT, MOVE_N };

typedef struct {
	const words *w;
	uint16_t *stack;         /* [n + 2] words; stack[0] is 0, the border                                     */
	uint32_t  top;           /* words on the stack                                                          */
	uint32_t  next;          /* first word of the rest, n + 1 at the end                                    */
	uint16_t *l1, *l2, *r1, *r2;     /* [n + 4] outermost children to the left and right, and the ones before */
	uint8_t  *nl, *nr;       /* [n + 4] how many                                                            */
} moves;

bool     moves_init(moves *m, const words *w, arena *a);
bool     move_allowed(const moves *m, unsigned move);
void     move_make(moves *m, unsigned move, unsigned rel);
bool     moves_done(const moves *m);
uint32_t move_feats(const moves *m, uint64_t *f);

static inline unsigned class_move(unsigned c) { return c >> 8; }
static inline unsigned class_rel(unsigned c) { return c & 255; }

#endif
