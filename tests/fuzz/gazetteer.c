/* SPDX-License-Identifier: Apache-2.0
 *
 * gazetteer.c - fuzz the file of places: bytes of it are changed, and its checksum is made to agree. A file that
 * opens must answer look-ups without a fault.
 */
#include "facts/place/gazetteer.h"
#include "patched.h"

#include <zlib.h>

static char *file;
static size_t bytes;

static void open_once(void)
{
	slice built_in;
	if (file) return;
	need(embedded_find("places", &built_in));
	bytes = built_in.n;
	file = aligned_alloc(64, (bytes + 63) & ~(size_t)63);
	need(file != NULL);
	memcpy(file, built_in.p, bytes);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static const char *const names[] = {"baghdad", "paris", "saint johns", "georgia", "no such place"};
	patches p;
	dl_error err = {0};
	gazetteer g;
	open_once();
	char head[32];
	memcpy(head, file, sizeof head);
	patch_all(file, bytes, 256, (slice){(const char *)data, n}, &p);
	uint32_t end, sum;
	memcpy(&end, file + 12, 4);
	if (end >= 32 && end <= bytes)
		sum = (uint32_t)crc32(0, (const Bytef *)file + 32, end - 32), memcpy(file + 16, &sum, 4);
	if (gazetteer_open((slice){file, bytes}, true, &g, &err) == DL_OK)
		for (size_t i = 0; i < COUNT(names); i++) {
			gaz_hits h = gazetteer_find(&g, (slice){names[i], strlen(names[i])});
			unsigned flags;
			for (uint32_t k = 0; k < h.n; k++) need(gaz_hit(h, k, &flags) < g.n_places);
		}
	else need(err.text[0]);
	patch_undo(file, &p);
	memcpy(file, head, sizeof head);
	return 0;
}
