/* SPDX-License-Identifier: Apache-2.0
 *
 * jsonl.c - JSON lines, one object, or an array of objects, to drafts.
 *
 * In: {"id":"7","outlet":"BBC News","published":"2022-08-30","text":"..."} per line. Out: a draft each. Names
 * of fields differ between archives; the first that is there counts:
 *      outlet     outlet, source, publisher, site_name        text   text, body, content, article, maintext
 *      published  published, published_at, date, ...          credit credit, agency
 * Every other field is kept as it is in doc->extra. A line that is no such object is one refusal that names
 * the line; the next line goes on. Half an escaped pair (\ud83d alone) is replaced and counted, not refused.
 * Cost: linear.
 */
#include "read/inner.h"

#include <jansson.h>
#include <stdlib.h>

typedef enum { F_ID, F_URL, F_OUTLET, F_TITLE, F_PUBLISHED, F_TEXT, F_CREDIT, F_AUTHOR, F_LANG, F_N } field;

/* Spellings in order of preference. */
static const char *const names[F_N][10] = {
	[F_ID] = {"id", "_id", "uri", "guid"},
	[F_URL] = {"url", "link", "source_url", "canonical_url"},
	[F_OUTLET] = {"outlet", "source", "publisher", "publication", "site_name", "source_domain"},
	[F_TITLE] = {"title", "headline"},
	[F_PUBLISHED] = {"published", "published_at", "date", "publishedAt", "date_published", "datePublished",
	                 "date_publish", "pubDate", "publish_date"},
	[F_TEXT] = {"text", "body", "content", "article", "maintext", "full_text", "articleBody"},
	[F_CREDIT] = {"credit", "agency"},
	[F_AUTHOR] = {"author", "authors", "byline", "creator"},
	[F_LANG] = {"lang", "language"},
};

#define TEXT_DEPTH 4     /* a list of objects with names: deeper is nobody's author                            */

static slice text_of(arena *a, json_t *v, int depth)
{
	if (json_is_string(v)) return (slice){json_string_value(v), json_string_length(v)};
	if (json_is_integer(v)) return arena_printf(a, "%lld", (long long)json_integer_value(v));
	if (depth >= TEXT_DEPTH) return S("");
	if (json_is_object(v)) {
		json_t *name = json_object_get(v, "name");
		if (!name) name = json_object_get(v, "title");
		return name ? text_of(a, name, depth + 1) : S("");
	}
	slice out = S("");
	for (size_t i = 0; i < json_array_size(v) && i < 20; i++) {
		slice one = slice_trim(text_of(a, json_array_get(v, i), depth + 1));
		if (one.n) out = out.n ? arena_printf(a, "%.*s, %.*s", PRS(out), PRS(one)) : one;
	}
	return out;
}

slice json_text(arena *a, json_t *v) { return v ? text_of(a, v, 0) : S(""); }

/* The field's value, and its key in *key; keys that were used are taken out of what is kept as extra. */
static slice take(dl_docs *d, json_t *obj, field f)
{
	for (int i = 0; names[f][i]; i++) {
		json_t *v = json_object_get(obj, names[f][i]);
		if (!v || json_is_null(v)) continue;
		slice s = json_text(d->tmp, v);
		if (!slice_trim(s).n) continue;
		slice kept = arena_copy(d->tmp, s);
		if (!kept.p) d->nomem = true;
		json_object_del(obj, names[f][i]);
		return kept;
	}
	return S("");
}

static void drop_nulls(json_t *obj)
{
	for (int f = 0; f < F_N; f++) {
		json_t *v = json_object_get(obj, names[f][0]);
		if (v && json_is_null(v)) json_object_del(obj, names[f][0]);
	}
}

static slice rest_of(dl_docs *d, json_t *obj)
{
	drop_nulls(obj);
	if (!json_object_size(obj)) return S("");
	char *s = json_dumps(obj, JSON_COMPACT);
	if (!s) return d->nomem = true, S("");
	slice kept = arena_copy(d->tmp, (slice){s, strlen(s)});
	free(s);
	if (!kept.p) d->nomem = true;
	return kept;
}

static slice or_given(slice own, slice given) { return own.n ? own : given; }

static void add_object(dl_docs *d, json_t *obj, uint64_t line, uint32_t mended)
{
	draft f = {.place = line, .mended = mended};
	if (!json_is_object(obj)) {
		docs_refuse(d, DL_BAD, line, "not a JSON object");
		return;
	}
	f.id = take(d, obj, F_ID), f.title = or_given(take(d, obj, F_TITLE), d->opt.title);
	f.url = or_given(take(d, obj, F_URL), d->opt.url), f.outlet = or_given(take(d, obj, F_OUTLET), d->opt.outlet);
	f.published = or_given(take(d, obj, F_PUBLISHED), d->opt.published);
	f.text = take(d, obj, F_TEXT), f.credit = or_given(take(d, obj, F_CREDIT), d->opt.credit);
	f.author = take(d, obj, F_AUTHOR), f.lang = take(d, obj, F_LANG);
	f.extra = rest_of(d, obj);
	if (!d->nomem) docs_add(d, &f);
}

/* Half of a surrogate pair in an escape ("\ud83d" alone) becomes \ufffd, in place. Returns how many. */
static uint32_t mend_escapes(char *p, size_t n)
{
	uint32_t mended = 0;
	for (size_t i = 0; i + 5 < n; i++) {
		if (p[i] != '\\') continue;
		if (p[i + 1] != 'u') {
			i++;                                  /* an escaped backslash hides what follows */
			continue;
		}
		char hex[5] = {p[i + 2], p[i + 3], p[i + 4], p[i + 5], 0};
		unsigned long v = strtoul(hex, NULL, 16), low = 0;
		if (v >= 0xd800 && v < 0xdc00 && i + 11 < n && p[i + 6] == '\\' && p[i + 7] == 'u') {
			char second[5] = {p[i + 8], p[i + 9], p[i + 10], p[i + 11], 0};
			low = strtoul(second, NULL, 16);
		}
		if (low >= 0xdc00 && low < 0xe000) {
			i += 11;
		} else {
			if (v >= 0xd800 && v < 0xe000) memcpy(p + i + 2, "fffd", 4), mended++;
			i += 5;
		}
	}
	return mended;
}

static json_t *parse(dl_docs *d, slice line, uint32_t *mended, json_error_t *e)
{
	*mended = 0;
	if (!utf8_valid(line, NULL)) line = utf8_mend(d->tmp, line, mended);
	json_t *v = json_loadb(line.p, line.n, JSON_ALLOW_NUL, e);
	if (v || !slice_find(line, S("\\u"), NULL)) return v;
	slice copy = arena_copy(d->tmp, line);
	if (!copy.p) return NULL;
	uint32_t n = mend_escapes((char *)(uintptr_t)copy.p, copy.n);
	if (!n) return NULL;
	*mended += n;
	return json_loadb(copy.p, copy.n, JSON_ALLOW_NUL, e);
}

/* line 0: an array over many lines, whose refusals are counted by item. */
static void add_value(dl_docs *d, json_t *v, uint64_t line, uint32_t mended)
{
	if (!json_is_array(v)) {
		add_object(d, v, line ? line : 1, mended);
		return;
	}
	for (size_t i = 0; i < json_array_size(v) && !docs_full(d); i++)
		add_object(d, json_array_get(v, i), line ? line : i + 1, i ? 0 : mended);
}

static void read_line(dl_docs *d, slice line, uint64_t number)
{
	json_error_t e;
	uint32_t mended;
	if (line.n > LINE_MAX_BYTES) {
		docs_refuse(d, DL_LIMIT, number, "a line of %zu bytes, over the limit of %u", line.n, LINE_MAX_BYTES);
		return;
	}
	json_t *v = parse(d, line, &mended, &e);
	if (v) add_value(d, v, number, mended);
	else docs_refuse(d, DL_BAD, number, "not JSON: %s (column %d)", e.text, e.column);
	json_decref(v);
	arena_reset(d->tmp);
}

/* One object or array over many lines: its first line is no JSON by itself, the whole is. */
static bool read_whole(dl_docs *d, slice s)
{
	const char *nl = memchr(s.p, '\n', s.n);
	json_error_t e;
	uint32_t mended;
	if (s.n > LINE_MAX_BYTES || (s.p[0] == '{' && !nl)) return false;
	if (s.p[0] == '{') {
		json_t *line = parse(d, slice_sub(s, 0, (size_t)(nl - s.p)), &mended, &e);
		json_decref(line);
		if (line) return false;
	}
	json_t *v = parse(d, s, &mended, &e);
	if (!v) return false;
	add_value(d, v, 0, mended);
	json_decref(v);
	return true;
}

void jsonl_read(dl_docs *d, slice bytes)
{
	uint64_t number = 0;
	uint32_t mended = 0;
	slice whole;
	dl_error err = {0};
	slice label;
	size_t bom;
	/* Bytes that are not UTF-8 are mended line by line, so that each document keeps its own count. */
	if (bom_charset(bytes, &label, &bom) && bom == 2) {
		if (to_utf8(d->a, bytes, S(""), &whole, &mended, &err) != DL_OK) {
			docs_refuse(d, err.code, 0, "%s", err.text);
			return;
		}
		bytes = whole;
	} else {
		bytes = slice_sub(bytes, bom, bytes.n);
	}
	if (read_whole(d, slice_trim(bytes))) return;
	while (bytes.n && !docs_full(d)) {
		const char *nl = memchr(bytes.p, '\n', bytes.n);
		size_t n = nl ? (size_t)(nl - bytes.p) : bytes.n;
		slice line = slice_trim(slice_sub(bytes, 0, n));
		number++;
		if (line.n) read_line(d, line, number);
		bytes = slice_sub(bytes, n + (nl != NULL), bytes.n);
	}
}
