/* SPDX-License-Identifier: Apache-2.0
 *
 * model.c - fuzz the weights file: the built-in one, its tables cut to a row, some bytes changed, the checksum mended.
 *
 * Every 5 bytes of input are one change: where (three bytes; the last picks the head and the list of sections, or
 * the whole file) and what. A file that is still accepted must tag and parse to a tree, on every path of the machine
 * with the same bytes; any other must be refused with a reason.
 */
#include "fuzz.h"
#include "text/inner.h"

#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

#define HEAD_BYTES 1600u      /* the head and the list of sections lie in here */

/* Bytes to keep of a section: a table of one row, vectors of four words, all matrices. */
static size_t kept(const char *name, size_t bytes)
{
	static const struct { const char *name; size_t bytes; } cut[] = {
		{"vec", 4 * NET_VEC}, {"vec.key", 16}, {"vec.row", 8}, {"word", 48}, {"pre2", 16}, {"pre3", 24}, {"suf2", 16},
		{"suf3", 32}, {"suf4", 24}, {"shape", 32},
	};
	for (size_t i = 0; i < COUNT(cut); i++)
		if (!strcmp(cut[i].name, name)) return cut[i].bytes;
	return bytes;
}

/* The same file with less in it; its checksum is left for later. */
static slice cut_file(slice good)
{
	uint32_t sections;
	uint64_t at, bytes;
	memcpy(&sections, good.p + 12, 4);
	char *to = calloc(1, good.n);
	size_t end = (32 + 32 * (size_t)sections + 63) / 64 * 64;
	memcpy(to, good.p, 32 + 32 * (size_t)sections);
	for (uint32_t i = 0; i < sections; i++) {
		char *row = to + 32 + 32 * i, name[17] = {0};
		memcpy(name, row, 16), memcpy(&at, row + 16, 8), memcpy(&bytes, row + 24, 8);
		bytes = kept(name, bytes);
		if (strcmp(name, "vec.row")) memcpy(to + end, good.p + at, bytes);
		at = end, end += (bytes + 63) / 64 * 64;
		memcpy(row + 16, &at, 8), memcpy(row + 24, &bytes, 8);
	}
	return (slice){to, end};
}

static void change(char *file, size_t bytes, const uint8_t *data, size_t n)
{
	for (size_t i = 0; i + 5 <= n && i < 200; i += 5) {
		size_t at = data[i] | (size_t)data[i + 1] << 8 | (size_t)data[i + 2] << 16;
		at = data[i + 3] & 1 ? at % bytes : 8 + at % HEAD_BYTES;
		file[at] = (char)data[i + 4];
	}
	uint64_t size = bytes, sum = hash64(file + 32, bytes - 32, 0);
	memcpy(file + 16, &size, 8);
	memcpy(file + 24, &sum, 8);
}

/* The tokens of one text by one path. */
static void tag(text_model *m, const net_kernels *k, workspace *w, dl_tokens *t)
{
	static const char text[] =
		"Police shot two men near the port of Basra on Monday, a hospital official said. \"Why?\"";
	dl_block block = {.at = {0, sizeof text - 1}};
	dl_doc doc = {.text = {text, sizeof text - 1}, .n_blocks = 1, .blocks = &block};
	m->net.kern = k;
	need(text_parse(m, &doc, w, t) == DL_OK && tokens_check(t, doc.text, w->err));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static slice good;
	dl_error err = {0};
	text_model *m = NULL;
	char path[40];
	if (!good.p) {
		if (!embedded_find("model", &good)) return 0;
		good = cut_file(good);
	}
	int fd = memfd_create("weights", 0);
	need(fd >= 0 && ftruncate(fd, (off_t)good.n) == 0);
	char *file = mmap(NULL, good.n, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	need(file != MAP_FAILED);
	memcpy(file, good.p, good.n);
	change(file, good.n, data, n);
	munmap(file, good.n);
	snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
	dl_status st = text_model_open(path, &m, &err);
	need(st == DL_OK || (m == NULL && err.text[0]));
	if (st == DL_OK) {
		workspace w = {arena_new(0), arena_new(0), &err};
		dl_tokens want, got;
		tag(m, &net_plain, &w, &want);
		tag(m, net_kernels_best(), &w, &got);
		need(!memcmp(want.head, got.head, want.n * sizeof *want.head) && !memcmp(want.name, got.name, want.n)
		     && !memcmp(want.xpos, got.xpos, want.n) && !memcmp(want.rel, got.rel, want.n));
		arena_free(w.out);
		arena_free(w.tmp);
	}
	text_model_close(m);
	close(fd);
	return 0;
}
