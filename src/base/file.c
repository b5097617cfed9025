/* SPDX-License-Identifier: Apache-2.0
 *
 * file.c - whole files, mapped files, tables, and the files that are built into the binary.
 */
#include "base/base.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static dl_status io_error(dl_error *err, const char *path)
{
	return error_set(err, DL_IO, path, 0, "%s", strerror(errno));
}

dl_status file_slurp(const char *path, size_t max_bytes, arena *a, slice *out, dl_error *err)
{
	struct stat st;
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	dl_status rc = DL_OK;
	*out = (slice){0};
	if (fd < 0) return io_error(err, path);
	size_t n = 0, cap = 0;
	char *p = NULL;
	if (fstat(fd, &st) != 0) rc = io_error(err, path);
	else if (S_ISDIR(st.st_mode)) rc = error_set(err, DL_IO, path, 0, "is a folder");
	else cap = S_ISREG(st.st_mode) ? (size_t)st.st_size + 1 : 1 << 16;
	if (rc == DL_OK && cap - 1 > max_bytes) rc = error_set(err, DL_LIMIT, path, 0, "over %zu bytes", max_bytes);
	if (rc == DL_OK && !(p = arena_alloc(a, cap))) rc = error_set(err, DL_NOMEM, path, 0, "out of memory");
	while (rc == DL_OK) {
		ssize_t got = read(fd, p + n, cap - 1 - n);
		if (got < 0 && errno == EINTR) continue;
		if (got < 0) rc = io_error(err, path);
		if (got <= 0) break;
		n += (size_t)got;
		if (n > max_bytes) rc = error_set(err, DL_LIMIT, path, 0, "over %zu bytes", max_bytes);
		else if (n == cap - 1 && !S_ISREG(st.st_mode)) {
			p = arena_grow(a, p, n, cap * 2), cap *= 2;
			if (!p) rc = error_set(err, DL_NOMEM, path, 0, "out of memory");
		} else if (n == cap - 1) break;
	}
	close(fd);
	if (rc == DL_OK) p[n] = 0, *out = (slice){p, n};
	return rc;
}

dl_status file_map_open(const char *path, file_map *m, dl_error *err)
{
	struct stat st;
	*m = (file_map){0};
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0) return io_error(err, path);
	if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode)) {
		close(fd);
		return error_set(err, DL_IO, path, 0, "is not a regular file");
	}
	void *p = st.st_size ? mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0) : NULL;
	close(fd);
	if (p == MAP_FAILED) return io_error(err, path);
	*m = (file_map){p, (size_t)st.st_size, 1};
	return DL_OK;
}

void file_map_close(file_map *m)
{
	if (m->owned && m->p) munmap((void *)m->p, m->n);
	*m = (file_map){0};
}

int tsv_next(tsv *t, slice cols[TSV_COLS])
{
	while (t->rest.n) {
		const char *nl = memchr(t->rest.p, '\n', t->rest.n);
		slice line = {t->rest.p, nl ? (size_t)(nl - t->rest.p) : t->rest.n};
		size_t used = line.n + (nl != NULL);
		t->rest.p += used, t->rest.n -= used;
		t->line++;
		if (!slice_trim(line).n || line.p[0] == '#') continue;
		int n = 0;
		while (n < TSV_COLS) {
			const char *tab = memchr(line.p, '\t', line.n);
			size_t w = tab ? (size_t)(tab - line.p) : line.n;
			cols[n++] = slice_trim((slice){line.p, w});
			if (!tab) break;
			line.p += w + 1, line.n -= w + 1;
		}
		for (int i = n; i < TSV_COLS; i++) cols[i] = S("");
		return n;
	}
	return 0;
}

bool embedded_find(const char *name, slice *out)
{
	for (const embedded *e = embedded_files; e->name; e++)
		if (e->name[0] == name[0] && !strcmp(e->name, name))
			return *out = (slice){e->start, (size_t)(e->end - e->start)}, true;
	return false;
}

#define TABLE_MAX_BYTES (16u << 20)    /* the largest table of ours is under 1 MiB */

dl_status table_bad(dl_error *err, const tsv *t, const char *why, slice word)
{
	return error_set(err, DL_BAD, t->name.p, t->line, "%s \"%.*s\"", why, PRS(word));
}

dl_status table_open(const char *folder, const char *name, arena *a, tsv *out, dl_error *err)
{
	*out = (tsv){.name = {name, strlen(name)}};
	if (!folder) {
		if (embedded_find(name, &out->rest)) return DL_OK;
		return error_set(err, DL_MISSING, name, 0, "no such table is built in");
	}
	slice path = arena_printf(a, "%s/%s", folder, name);
	if (!path.p) return error_set(err, DL_NOMEM, name, 0, "out of memory");
	dl_status rc = file_slurp(path.p, TABLE_MAX_BYTES, a, &out->rest, err);
	uint32_t mended;
	if (rc == DL_OK && !utf8_valid(out->rest, NULL) && !(out->rest = utf8_mend(a, out->rest, &mended)).p)
		rc = error_set(err, DL_NOMEM, name, 0, "out of memory");
	return rc;
}
