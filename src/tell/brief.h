/* SPDX-License-Identifier: Apache-2.0
 *
 * brief.h - shared inside src/tell: the sentences of a brief before they are printed.
 */
#ifndef DL_TELL_BRIEF_H
#define DL_TELL_BRIEF_H

#include "tell/screen.h"

typedef struct { uint32_t doc; dl_span at; } citation;

typedef struct {
	slice    text;               /* attributed; without its numbers                                        */
	uint32_t event;              /* events[]                                                               */
	uint8_t  standing;           /* dl_standing of the field it tells; DL_SINGLE or DL_AGREED for an event  */
	bool     leads;              /* first sentence of its event                                            */
	uint32_t first_cite, n_cites;        /* brief.cited[]: numbers of its passages                        */
} sentence;

typedef struct {
	arena *a;
	VEC(sentence) s;
	VEC(citation) c;             /* passages, each once: [1] is c[0]                                        */
	VEC(uint32_t) cited;         /* indexes of c                                                           */
	bool nomem;
} brief;

/* Sentences of a story, most certain and important first; most 0: all. */
void brief_make(brief *br, const dl_assembly *a, uint32_t story, uint32_t most);

#endif
