/* SPDX-License-Identifier: Apache-2.0
 *
 * buf.c - growing output and JSON. Numbers are printed as integers only, so the locale has no say.
 */
#include "base/base.h"

#include <stdio.h>
#include <stdlib.h>

void buf_free(buf *b)
{
	free(b->p);
	*b = (buf){0};
}

void buf_end(buf *whole, buf *part)
{
	whole->failed |= part->failed;
	buf_free(part);
}

static bool buf_grow(buf *b, size_t more)
{
	if (b->failed) return false;
	size_t cap = b->cap ? b->cap * 2 : 256;
	while (cap - b->n <= more) cap *= 2;
	char *p = realloc(b->p, cap);
	if (!p) return b->failed = true, false;
	b->p = p, b->cap = cap;
	return true;
}

/* Room for so many bytes and the zero behind them. */
static inline bool buf_room(buf *b, size_t more) { return b->cap - b->n > more ? !b->failed : buf_grow(b, more); }

void buf_put(buf *b, slice s)
{
	if (!s.n || !buf_room(b, s.n)) return;
	memcpy(b->p + b->n, s.p, s.n);
	b->p[b->n += s.n] = 0;
}

void buf_puts(buf *b, const char *s) { buf_put(b, (slice){s, strlen(s)}); }

void buf_putc(buf *b, char c)
{
	if (!buf_room(b, 1)) return;
	b->p[b->n++] = c;
	b->p[b->n] = 0;
}

void buf_i64(buf *b, int64_t v)
{
	char digits[20];
	size_t at = sizeof digits;
	uint64_t left = v < 0 ? -(uint64_t)v : (uint64_t)v;
	do digits[--at] = (char)('0' + left % 10);
	while (left /= 10);
	if (v < 0) buf_putc(b, '-');
	buf_put(b, (slice){digits + at, sizeof digits - at});
}

void buf_printf(buf *b, const char *fmt, ...)
{
	va_list ap, again;
	va_start(ap, fmt);
	va_copy(again, ap);
	size_t left = b->failed ? 0 : b->cap - b->n;
	int n = vsnprintf(left ? b->p + b->n : NULL, left, fmt, ap);
	va_end(ap);
	if (n > 0 && (size_t)n >= left && buf_room(b, (size_t)n)) vsnprintf(b->p + b->n, (size_t)n + 1, fmt, again);
	if (n > 0 && !b->failed) b->n += (size_t)n;
	va_end(again);
}

void json_str(buf *b, slice s)
{
	static const char hex[] = "0123456789abcdef";
	size_t from = 0;
	buf_putc(b, '"');
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		if (c >= 0x20 && c != '"' && c != '\\') continue;
		buf_put(b, slice_sub(s, from, i));
		from = i + 1;
		switch (c) {
		case '"': buf_puts(b, "\\\""); break;
		case '\\': buf_puts(b, "\\\\"); break;
		case '\n': buf_puts(b, "\\n"); break;
		case '\t': buf_puts(b, "\\t"); break;
		case '\r': buf_puts(b, "\\r"); break;
		default: buf_puts(b, "\\u00"), buf_putc(b, hex[c >> 4]), buf_putc(b, hex[c & 15]);
		}
	}
	buf_put(b, slice_sub(s, from, s.n));
	buf_putc(b, '"');
}

void json_item(buf *b)
{
	if (!b->n) return;
	char c = b->p[b->n - 1];
	if (c != '{' && c != '[' && c != ':' && c != '\n') buf_putc(b, ',');
}

void json_key(buf *b, const char *key)
{
	json_item(b);
	json_str(b, (slice){key, strlen(key)});
	buf_putc(b, ':');
}

void json_key_str(buf *b, const char *key, slice s)
{
	json_key(b, key);
	json_str(b, s);
}

void json_key_i64(buf *b, const char *key, int64_t v)
{
	json_key(b, key);
	buf_i64(b, v);
}

void json_key_null(buf *b, const char *key)
{
	json_key(b, key);
	buf_puts(b, "null");
}
