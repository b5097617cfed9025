/* SPDX-License-Identifier: Apache-2.0
 *
 * sniff.c - what the bytes are, by looking at them, never at a name.
 *
 * "<!DOCTYPE html>..." is HTML; "{"title": ..." is JSON lines; "1\tThe\tthe\tDET..." is CoNLL-U; the rest is
 * plain text, which may well begin with "[" ("[EXCERPTS] Several hundred ...") or hold a "<" somewhere.
 */
#include "read/inner.h"

#include <ctype.h>
#include <strings.h>

#define SNIFF_BYTES 4096      /* comments and declarations before the first tag stay far below this            */

static slice skip_blank(slice s)
{
	while (s.n && (s.p[0] == ' ' || (s.p[0] >= '\t' && s.p[0] <= '\r'))) s.p++, s.n--;
	return s;
}

static bool starts_fold(slice s, const char *word)
{
	size_t n = strlen(word);
	return s.n >= n && !strncasecmp(s.p, word, n);
}

/* The slice behind the next occurrence of mark, or empty. */
static slice behind(slice s, slice mark)
{
	size_t at;
	return slice_find(s, mark, &at) ? slice_sub(s, at + mark.n, s.n) : S("");
}

static bool is_json(slice s)
{
	char open = s.p[0];
	slice in = skip_blank(slice_sub(s, 1, s.n));
	if (open == '{') return in.n && (in.p[0] == '"' || in.p[0] == '}');
	return open == '[' && in.n && (in.p[0] == '{' || in.p[0] == ']');
}

static bool is_html(slice s)
{
	static const char *const tags[] = {
		"html", "head", "body", "title", "meta", "article", "main", "section", "header", "div", "p", "h1", "h2",
		"script", "link", "style", "table", "span", "a", "blockquote", "ul", "nav", "amp-html",
	};
	for (int i = 0; i < 64 && s.n && s.p[0] == '<'; i++, s = skip_blank(s)) {
		if (starts_fold(s, "<!doctype html")) return true;
		if (starts_fold(s, "<!--")) s = behind(s, S("-->"));
		else if (starts_fold(s, "<?") || starts_fold(s, "<!")) s = behind(s, S(">"));
		else {
			for (size_t t = 0; t < COUNT(tags); t++) {
				size_t n = strlen(tags[t]);
				if (starts_fold(slice_sub(s, 1, s.n), tags[t]) && s.n > n + 1 && !isalnum((unsigned char)s.p[n + 1]))
					return true;
			}
			return false;
		}
	}
	return false;
}

/* A first line with nine tabs that begins with "1", behind comment lines. */
static bool is_conllu(slice s)
{
	while (s.n && s.p[0] == '#') s = behind(s, S("\n"));
	const char *nl = s.n ? memchr(s.p, '\n', s.n) : NULL;
	size_t tabs = 0, n = nl ? (size_t)(nl - s.p) : s.n;
	for (size_t i = 0; i < n; i++) tabs += s.p[i] == '\t';
	return tabs == 9 && s.p[0] == '1';
}

read_kind read_sniff(slice bytes)
{
	slice label;
	size_t bom = 0;
	char narrow[512];
	if (bom_charset(bytes, &label, &bom)) bytes = slice_sub(bytes, bom, bytes.n);
	if (bom == 2) {                   /* UTF-16: its ASCII letters are enough to look at */
		size_t n = 0;
		for (size_t i = 0; i < bytes.n && n < sizeof narrow; i++)
			if (bytes.p[i]) narrow[n++] = bytes.p[i];
		bytes = (slice){narrow, n};
	}
	slice s = skip_blank(slice_sub(bytes, 0, SNIFF_BYTES));
	if (!s.n) return READ_TEXT;
	if (is_json(s)) return READ_JSONL;
	if (is_html(s)) return READ_HTML;
	return is_conllu(s) ? READ_CONLLU : READ_TEXT;
}
