/* SPDX-License-Identifier: Apache-2.0
 *
 * jsonl.c - fuzz the reader of JSON lines: any bytes as lines, and any bytes as a value of each known field.
 */
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static const char *const fields[] = {"id",   "url",    "outlet", "title", "published",
										 "text", "credit", "lang",   "author"};
	slice s = {(const char *)data, n};
	buf b = {0};
	buf_puts(&b, "{\"id\":\"1\",\"text\":\"Two men were hurt in Tolna.\"}\n");
	buf_put(&b, s);
	need_read(buf_slice(&b), NULL);
	b.n = 0;
	buf_puts(&b, "{\"text\":\"Two men were hurt in Tolna.\",\"");
	buf_puts(&b, n ? fields[data[0] % COUNT(fields)] : "id");
	buf_puts(&b, "\":");
	buf_put(&b, slice_sub(s, n ? 1 : 0, n));
	buf_puts(&b, "}\n");
	need(!b.failed);
	need_read(buf_slice(&b), NULL);
	buf_free(&b);
	return 0;
}
