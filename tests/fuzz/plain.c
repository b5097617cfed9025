/* SPDX-License-Identifier: Apache-2.0
 *
 * plain.c - fuzz the front door: any bytes as a file whose kind is sniffed, and the same words as what the giver
 * says of it (outlet, day, title). Plain text, its encodings, its furniture and its paragraphs.
 */
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	slice all = {(const char *)data, n};
	size_t head = n < 48 ? n / 2 : 24;
	dl_read_options told = {.outlet = slice_sub(all, 0, head / 2), .published = slice_sub(all, head / 2, head),
	                        .title = slice_sub(all, 0, head), .file = S("fuzz")};
	need_read(all, NULL);
	need_read(slice_sub(all, head, n), &told);
	return 0;
}
