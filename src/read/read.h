/* SPDX-License-Identifier: Apache-2.0
 *
 * read.h - bytes of files to documents. What the other rooms may call beside dl_read() of dateline.h.
 */
#ifndef DL_READ_H
#define DL_READ_H

#include "base/base.h"

typedef enum { READ_TEXT, READ_HTML, READ_JSONL, READ_CONLLU } read_kind;

/* What the bytes are, by looking at them, never at a name. */
read_kind read_sniff(slice bytes);

/* Fill doc->blocks (in arena a) from doc->text: title, paragraphs, furniture, credit, byline, doubled title,
 * link headlines. Sets doc->credit when it is empty and the text credits an agency. DL_NOMEM. */
dl_status read_blocks(arena *a, dl_doc *doc);

#endif
