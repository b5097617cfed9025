/* SPDX-License-Identifier: Apache-2.0
 *
 * html.c - fuzz the reader of pages: any bytes as the body of a page, and as its JSON-LD.
 */
#include "fuzz.h"

static void page(slice before, slice data, slice after)
{
	buf b = {0};
	buf_put(&b, before);
	buf_put(&b, data);
	buf_put(&b, after);
	need(!b.failed);
	need_read(buf_slice(&b), NULL);
	buf_free(&b);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	slice s = {(const char *)data, n};
	page(S("<!DOCTYPE html><html>"), s, S(""));
	page(S("<!DOCTYPE html><html><head><script type=\"application/ld+json\">"), s,
	     S("</script></head><body><p>The river rose by a metre on Friday, officials said.</p></body></html>"));
	return 0;
}
