/* SPDX-License-Identifier: Apache-2.0
 *
 * model.c - fuzz the file of weights: bytes of it are changed, and its checksum is made to agree, so that what
 * stands behind the checksum is tried too. A file that opens must tag a sentence without a fault.
 */
#include "patched.h"
#include "text/inner.h"

#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

static char *file;
static size_t bytes;
static char path[64];

static void open_once(void)
{
	slice built_in;
	if (file) return;
	need(embedded_find("model", &built_in));
	int fd = memfd_create("weights", 0);
	bytes = built_in.n;
	need(fd >= 0 && ftruncate(fd, (off_t)bytes) == 0);
	file = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	need(file != MAP_FAILED);
	memcpy(file, built_in.p, bytes);
	snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
}

static void tag_one(const text_model *m)
{
	static char text[] = "Police in Tolna said on Friday that \"two men\" had been shot; 31 were hurt.";
	dl_error err = {0};
	dl_tokens t;
	workspace w = {arena_new(0), arena_new(0), &err};
	dl_block block = {.at = {0, sizeof text - 1}};
	dl_doc doc = {.text = {text, sizeof text - 1}, .n_blocks = 1, .blocks = &block};
	need(text_parse(m, &doc, &w, &t) == DL_OK && tokens_check(&t, doc.text, &err));
	arena_free(w.out);
	arena_free(w.tmp);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	patches p;
	dl_error err = {0};
	text_model *m = NULL;
	open_once();
	uint64_t sum;
	char head[32];
	memcpy(head, file, sizeof head);
	patch_all(file, bytes, 4096, (slice){(const char *)data, n}, &p);
	sum = hash64(file + 32, bytes - 32, 0);
	if (n % 8) memcpy(file + 24, &sum, sizeof sum);
	dl_status st = text_model_open(path, &m, &err);
	if (st == DL_OK) tag_one(m);
	else need(err.text[0] && !m);
	text_model_close(m);
	patch_undo(file, &p);
	memcpy(file, head, sizeof head);
	return 0;
}
