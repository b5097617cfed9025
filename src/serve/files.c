/* SPDX-License-Identifier: Apache-2.0
 *
 * files.c - the page's files, out of the binary. A path is an exact name of a table, never a path of the disk.
 *
 * The page is one document for every path that people open; which story or article it shows, it reads from its own
 * address.
 */
#include "serve/inner.h"

#include <stdio.h>

static const char *type_of(slice name)
{
	static const struct { slice end; const char *type; } types[] = {
		{{".html", 5}, "text/html; charset=utf-8"}, {{".css", 4}, "text/css; charset=utf-8"},
		{{".js", 3}, "text/javascript; charset=utf-8"}, {{".svg", 4}, "image/svg+xml"},
	};
	for (size_t i = 0; i < COUNT(types); i++)
		if (slice_ends(name, types[i].end)) return types[i].type;
	return "application/octet-stream";
}

bool file_answer(slice path, answer *out)
{
	static const slice pages[] = {{"/", 1}, {"/story", 6}, {"/article", 8}};
	char name[64];
	for (size_t i = 0; i < COUNT(pages); i++)
		if (slice_eq(path, pages[i])) path = S("/index.html");
	if (path.n + 4 > sizeof name) return false;
	snprintf(name, sizeof name, "web%.*s", PRS(path));
	if (!embedded_find(name, &out->fixed)) return false;
	snprintf(out->tag, sizeof out->tag, "\"%016llx\"", (unsigned long long)hash_slice(out->fixed));
	out->status = 200, out->type = type_of(path);
	return true;
}
