/* SPDX-License-Identifier: Apache-2.0
 *
 * fuzz.h - what the fuzz targets share: an assertion that survives NDEBUG, and what every document that was read
 * must be.
 */
#ifndef FUZZ_H
#define FUZZ_H

#include "base/base.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static inline void need(bool ok)
{
	if (!ok) abort();
}

static inline void need_doc(const dl_doc *d)
{
	const slice words[] = {d->id, d->outlet, d->credit, d->title, d->url, d->lang, d->author, d->text, d->file,
	                       d->extra};
	for (size_t i = 0; i < COUNT(words); i++) need(utf8_valid(words[i], NULL));
	need(d->id.n && d->text.n && d->text.n <= DL_TEXT_MAX_BYTES && d->hash == hash_slice(d->text));
	need(d->published_min == DL_MIN_NONE || d->published_day != DL_DAY_NONE);
	for (uint32_t i = 0, end = 0; i < d->n_blocks; i++) {
		dl_span at = d->blocks[i].at;
		need(end <= at.start && at.start <= at.end && at.end <= d->text.n && d->blocks[i].kind <= DL_BLOCK_BYLINE);
		end = at.end;
	}
}

/* Read the bytes as dl_read does; every document must be whole, every refusal must say why. */
static inline void need_read(slice bytes, const dl_read_options *opt)
{
	dl_docs *docs = NULL;
	need(dl_read(bytes, opt, &docs) == DL_OK);
	for (uint32_t i = 0; i < dl_docs_count(docs); i++) need_doc(dl_docs_get(docs, i));
	for (uint32_t i = 0; i < dl_docs_refusals(docs); i++) need(dl_docs_refusal(docs, i)->text[0]);
	need(dl_docs_count(docs) + dl_docs_refusals(docs) > 0 || bytes.n > 0);
	dl_docs_free(docs);
}

#endif
