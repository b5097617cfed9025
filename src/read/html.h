/* SPDX-License-Identifier: Apache-2.0
 *
 * html.h - shared by the three files that read a page: what its head says (html_meta.c), where its main text
 * lies (html_main.c), and both together (html.c).
 */
#ifndef DL_READ_HTML_H
#define DL_READ_HTML_H

#include "read/inner.h"

#include <gumbo.h>

/* Attribute's value, empty when absent. */
slice html_attr(const GumboNode *n, const char *name);
/* All text below a node, white space made single. */
slice html_text(arena *a, const GumboNode *n);
/* Next node of a walk in document order that stays below top; NULL at the end. skip: not into n's children. */
const GumboNode *html_next(const GumboNode *top, const GumboNode *n, bool skip);

/* html_meta.c: title, outlet, published, author, url, lang, credit, and JSON-LD's body as a last resort. */
typedef struct {
	slice title, outlet, published, author, url, lang, credit, body;
} page_meta;
void html_meta(arena *a, const line_rules *r, const GumboNode *root, page_meta *m);

/* html_main.c: paragraphs of the main text, in order. */
typedef struct { slice text; uint8_t kind; } page_block;
typedef VEC(page_block) page_blocks;
bool html_main(arena *a, const GumboNode *root, page_blocks *out);

#endif
