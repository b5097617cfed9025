/* SPDX-License-Identifier: Apache-2.0
 *
 * model.c - the weights file: opened once, checked whole, used where it lies.
 *
 *      "DLTEXT\0\0" | version u32 | sections u32 | bytes u64 | XXH3 of all that follows u64
 *      section      | name, 16 bytes, zero-filled | at u64 | bytes u64            ... once for each
 *      ...          | the sections, each 64-aligned; "about" is text: origin, licence, scores
 *
 * Weights of a language other than English name it ("language") and bring its words ("tokens.tsv", "lemmas.tsv").
 *
 * Little-endian. In: a path, or the file built in. Out: a text_model. A damaged, cut or newer file is refused
 * with its reason; nothing of it is trusted before the hash agrees.
 */
#include "text/inner.h"

#include <stdlib.h>

#define MODEL_VERSION 2u
#define MODEL_HEAD_BYTES 32u
#define MODEL_ROW_BYTES 32u
#define MODEL_SECTIONS_MAX 64u

static uint64_t get_u64(const char *p) { uint64_t v; memcpy(&v, p, sizeof v); return v; }
static uint32_t get_u32(const char *p) { uint32_t v; memcpy(&v, p, sizeof v); return v; }

bool model_section(slice file, const char *name, slice *out)
{
	char key[16] = {0};
	memcpy(key, name, strlen(name) < sizeof key ? strlen(name) : sizeof key);
	for (uint32_t i = 0; i < get_u32(file.p + 12); i++) {
		const char *row = file.p + MODEL_HEAD_BYTES + (size_t)i * MODEL_ROW_BYTES;
		if (memcmp(row, key, sizeof key)) continue;
		*out = (slice){file.p + get_u64(row + 16), get_u64(row + 24)};
		return true;
	}
	return false;
}

dl_status model_table(const text_model *m, const char *name, tsv *out, dl_error *err)
{
	*out = (tsv){.name = {name, strlen(name)}};
	if (!m->bytes.n || !model_section(m->bytes, name, &out->rest)) return table_open(NULL, name, m->a, out, err);
	return utf8_valid(out->rest, NULL) ? DL_OK : error_set(err, DL_BAD, name, 0, "the words are no UTF-8");
}

slice text_model_language(const text_model *m) { return m->language; }

static dl_status check_file(slice f, const char *path, dl_error *err)
{
	if (f.n < MODEL_HEAD_BYTES || memcmp(f.p, "DLTEXT\0\0", 8))
		return error_set(err, DL_BAD, path, 0, "is not a file of weights");
	if (get_u32(f.p + 8) > MODEL_VERSION)
		return error_set(err, DL_NEWER, path, 8, "made for a newer version (%u, this one reads %u)", get_u32(f.p + 8),
		                 MODEL_VERSION);
	if (get_u32(f.p + 8) < MODEL_VERSION)
		return error_set(err, DL_BAD, path, 8, "made for an older version (%u, this one reads %u)", get_u32(f.p + 8),
		                 MODEL_VERSION);
	if (get_u64(f.p + 16) != f.n)
		return error_set(err, DL_BAD, path, f.n, "is cut or padded: %zu bytes, should be %llu", f.n,
		                 (unsigned long long)get_u64(f.p + 16));
	if (hash64(f.p + MODEL_HEAD_BYTES, f.n - MODEL_HEAD_BYTES, 0) != get_u64(f.p + 24))
		return error_set(err, DL_BAD, path, MODEL_HEAD_BYTES, "is damaged: its checksum does not agree");
	uint32_t n = get_u32(f.p + 12);
	if (n > MODEL_SECTIONS_MAX || MODEL_HEAD_BYTES + (size_t)n * MODEL_ROW_BYTES > f.n)
		return error_set(err, DL_BAD, path, 12, "has an impossible number of sections");
	for (uint32_t i = 0; i < n; i++) {
		const char *row = f.p + MODEL_HEAD_BYTES + (size_t)i * MODEL_ROW_BYTES;
		uint64_t at = get_u64(row + 16), bytes = get_u64(row + 24);
		if (at > f.n || bytes > f.n - at)
			return error_set(err, DL_BAD, path, at, "section %.16s lies outside the file", row);
		if (at % 64) return error_set(err, DL_BAD, path, at, "section %.16s does not begin at a multiple of 64", row);
	}
	return DL_OK;
}

dl_status text_model_open(const char *path, text_model **out, dl_error *err)
{
	dl_status st;
	text_model *m = calloc(1, sizeof *m);
	*out = NULL;
	if (!m || !(m->a = arena_new(0))) {
		st = error_set(err, DL_NOMEM, "model", 0, "out of memory");
		goto out;
	}
	if (path) {
		if ((st = file_map_open(path, &m->map, err)) != DL_OK) goto out;
		m->bytes = (slice){m->map.p, m->map.n};
	} else if (!embedded_find("model", &m->bytes)) {
		st = error_set(err, DL_MISSING, "model", 0,
					   "no weights were built in; give a file, or build with model/en.bin");
		goto out;
	}
	if ((st = check_file(m->bytes, path ? path : "model", err)) != DL_OK) goto out;
	if (!model_section(m->bytes, "language", &m->language)) m->language = S("en");
	if ((st = token_words_open(m, err)) != DL_OK) goto out;
	if ((st = lemmas_open(m, err)) != DL_OK) goto out;
	if ((st = net_open(&m->net, m->bytes, model_section, path ? path : "model", err)) != DL_OK) goto out;
	if (!net_prepare(&m->net, m->a)) {
		st = error_set(err, DL_NOMEM, "model", 0, "out of memory");
		goto out;
	}
	*out = m, m = NULL;
out:
	text_model_close(m);
	return st;
}

void text_model_close(text_model *m)
{
	if (!m) return;
	file_map_close(&m->map);
	arena_free(m->a);
	free(m);
}

/* The file built in was checked by whoever made it; the three lengths are looked at all the same. */
const uint8_t *text_vector(slice word)
{
	slice file, key, row, vec;
	if (!embedded_find("model", &file) || !model_section(file, "vec.key", &key) || !model_section(file, "vec.row", &row)
		|| !model_section(file, "vec", &vec) || key.n != row.n || key.n < 4)
		return NULL;
	net m = {.key = (const void *)key.p, .row = (const void *)row.p, .slots = (uint32_t)(key.n / 4)};
	uint32_t at = net_vector_row(&m, word);
	return at && at < vec.n / NET_VEC ? (const uint8_t *)vec.p + (size_t)at * NET_VEC : NULL;
}
