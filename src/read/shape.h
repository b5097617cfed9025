/* SPDX-License-Identifier: Apache-2.0
 *
 * shape.h - what a line looks like, apart from its words.
 */
#ifndef DL_READ_SHAPE_H
#define DL_READ_SHAPE_H

#include "read/inner.h"

typedef struct {
	uint32_t bytes, words;
	uint32_t letters, upper;     /* letters that have case, and those in capitals                       */
	uint32_t caps_words;         /* words that begin with a capital                                     */
	uint32_t small_words;        /* words of four letters or more that do not                           */
	uint32_t link_words;         /* "and", "of", "for" ...: small in names and headlines too            */
	uint32_t digits;
	char     end;                /* last byte behind which only quotes and brackets stand               */
	bool     quoted;             /* begins with a quotation mark                                        */
	bool     bullet;             /* "- ", "* ", "• ": an item of a list                                 */
} line_shape;

line_shape shape_of(slice s);
/* Ends as sentences end: . ! ? : ; , or an ellipsis. */
bool shape_sentence(const line_shape *s);
/* All its letters are capitals. */
bool shape_caps(const line_shape *s);
/* "Italy Quake Kills Dozens as Towns Crumble": every longer word begins with a capital. */
bool shape_title_case(const line_shape *s);
/* "Doug Stanglin and Eric J. Lyman": nothing but names. */
bool shape_names(const line_shape *s);

/* "Jane Roe, left, and Ann Poe, right, leave court": it points at people, as only the words of a picture do. */
bool shape_points(slice line);

/* Do the lines say the same, but for case, punctuation, a word or two? Compared by their words. */
bool lines_alike(slice a, slice b);

#endif
