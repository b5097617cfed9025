/* SPDX-License-Identifier: Apache-2.0
 *
 * encode.c - bytes of any declared encoding to UTF-8.
 *
 * In: bytes; a label ("iso-8859-1") when the page or the record gives one. Out: UTF-8, and how many bytes had
 * to be replaced by U+FFFD. A byte order mark wins over the label. Without either the bytes are taken as UTF-8
 * and mended; but "S\xe3o Paulo", a few high bytes and none of them UTF-8, is windows-1252, as old archives are.
 * Labels are those of the WHATWG Encoding Standard; only they reach iconv, so a page cannot name
 * a converter of its choosing. "Latin 1" on a page means windows-1252, as every browser reads it.
 */
#include "read/inner.h"

#include <errno.h>
#include <iconv.h>
#include <strings.h>

static const struct { const char *label, *iconv; } charsets[] = {
	{"utf-8", NULL}, {"utf8", NULL}, {"us-ascii", "CP1252"}, {"ascii", "CP1252"},
	{"iso-8859-1", "CP1252"}, {"iso8859-1", "CP1252"}, {"latin1", "CP1252"}, {"latin-1", "CP1252"},
	{"windows-1252", "CP1252"}, {"cp1252", "CP1252"},
	{"iso-8859-2", "ISO-8859-2"}, {"iso-8859-3", "ISO-8859-3"}, {"iso-8859-4", "ISO-8859-4"},
	{"iso-8859-5", "ISO-8859-5"}, {"iso-8859-6", "ISO-8859-6"}, {"iso-8859-7", "ISO-8859-7"},
	{"iso-8859-8", "ISO-8859-8"}, {"iso-8859-9", "CP1254"}, {"iso-8859-10", "ISO-8859-10"},
	{"iso-8859-13", "ISO-8859-13"}, {"iso-8859-14", "ISO-8859-14"}, {"iso-8859-15", "ISO-8859-15"},
	{"iso-8859-16", "ISO-8859-16"}, {"windows-1250", "CP1250"}, {"windows-1251", "CP1251"},
	{"cp1251", "CP1251"}, {"windows-1253", "CP1253"}, {"windows-1254", "CP1254"}, {"windows-1255", "CP1255"},
	{"windows-1256", "CP1256"}, {"windows-1257", "CP1257"}, {"windows-1258", "CP1258"}, {"koi8-r", "KOI8-R"},
	{"koi8-u", "KOI8-U"}, {"macintosh", "MACINTOSH"}, {"gb2312", "GB18030"}, {"gbk", "GB18030"},
	{"gb18030", "GB18030"}, {"big5", "BIG5-HKSCS"}, {"euc-jp", "EUC-JP"}, {"shift_jis", "CP932"},
	{"iso-2022-jp", "ISO-2022-JP"}, {"euc-kr", "CP949"}, {"windows-874", "CP874"}, {"tis-620", "CP874"},
	{"utf-16", "UTF-16LE"}, {"utf-16le", "UTF-16LE"}, {"utf-16be", "UTF-16BE"},
};

bool bom_charset(slice b, slice *label, size_t *bom)
{
	*bom = 0;
	if (b.n >= 3 && !memcmp(b.p, "\xef\xbb\xbf", 3)) return *label = S("utf-8"), *bom = 3, true;
	if (b.n >= 2 && !memcmp(b.p, "\xff\xfe", 2)) return *label = S("utf-16le"), *bom = 2, true;
	if (b.n >= 2 && !memcmp(b.p, "\xfe\xff", 2)) return *label = S("utf-16be"), *bom = 2, true;
	return false;
}

/* Convert what iconv takes, replace what it does not; out has room for 3 bytes an input byte, and 4. */
static slice convert(iconv_t cd, slice in, char *out, uint32_t *mended)
{
	char *src = (char *)(uintptr_t)in.p, *to = out;     /* iconv does not write to its input */
	size_t left = in.n, room = in.n * 3 + 4;
	while (left) {
		if (iconv(cd, &src, &left, &to, &room) != (size_t)-1) break;
		if (errno == E2BIG || room < 3) break;
		++*mended;
		memcpy(to, "\xef\xbf\xbd", 3);
		to += 3, room -= 3, src++, left--;
	}
	return (slice){out, (size_t)(to - out)};
}

#define HIGH_ONE_IN 8              /* Latin text has fewer letters with marks than that; Cyrillic has little else   */

/* Invalid as UTF-8, no letter of it spelt in UTF-8, and few bytes that are not ASCII. */
static bool is_cp1252(slice b)
{
	size_t high = 0;
	if (utf8_valid(b, NULL)) return false;
	for (size_t i = 0; i < b.n; i++) {
		unsigned char c = (unsigned char)b.p[i], next = i + 1 < b.n ? (unsigned char)b.p[i + 1] : 0;
		high += c >= 0x80;
		if (c >= 0xc2 && c < 0xf5 && next >= 0x80 && next < 0xc0) return false;
	}
	return high * HIGH_ONE_IN <= b.n;
}

dl_status to_utf8(arena *a, slice bytes, slice declared, slice *out, uint32_t *mended, dl_error *err)
{
	size_t bom, i;
	slice label = declared;
	*mended = 0;
	if (bom_charset(bytes, &label, &bom)) bytes = slice_sub(bytes, bom, bytes.n);
	if (!label.n && is_cp1252(bytes)) label = S("windows-1252");
	for (i = 0; label.n && i < COUNT(charsets); i++)
		if (label.n == strlen(charsets[i].label) && !strncasecmp(label.p, charsets[i].label, label.n)) break;
	if (label.n && i == COUNT(charsets) && !utf8_valid(bytes, NULL))
		return error_set(err, DL_BAD, "encoding", 0, "unknown encoding \"%.*s\"", (int)min_u32((uint32_t)label.n, 40),
		                 label.p);
	/* A page that says UTF-16 in ASCII letters is not UTF-16: only a byte order mark can say so. */
	bool wide = label.n && i < COUNT(charsets) && charsets[i].iconv && !strncmp(charsets[i].iconv, "UTF-16", 6);
	if (!label.n || i == COUNT(charsets) || !charsets[i].iconv || (wide && bom != 2)) {
		*out = utf8_valid(bytes, NULL) ? bytes : utf8_mend(a, bytes, mended);
		return out->p ? DL_OK : DL_NOMEM;
	}
	iconv_t cd = iconv_open("UTF-8", charsets[i].iconv);
	if (cd == (iconv_t)-1)
		return error_set(err, DL_BAD, "encoding", 0, "cannot convert from %s", charsets[i].label);
	char *to = arena_alloc(a, bytes.n * 3 + 4);
	if (to) *out = convert(cd, bytes, to, mended);
	iconv_close(cd);
	return to ? DL_OK : error_set(err, DL_NOMEM, "encoding", 0, "out of memory");
}

#define DECLARED_WITHIN 4096       /* the standard says 1,024; pages with a long head are kinder served      */

slice declared_charset(slice bytes)
{
	slice s = slice_sub(bytes, 0, DECLARED_WITHIN);
	for (size_t i = 0; i + 9 < s.n; i++) {
		size_t n = !strncasecmp(s.p + i, "charset", 7) ? 7 : !strncasecmp(s.p + i, "encoding", 8) ? 8 : 0;
		if (!n) continue;
		size_t j = i + n;
		while (j < s.n && (s.p[j] == ' ' || s.p[j] == '"' || s.p[j] == '\'')) j++;
		if (j >= s.n || s.p[j] != '=') continue;
		for (j++; j < s.n && (s.p[j] == ' ' || s.p[j] == '"' || s.p[j] == '\'');) j++;
		size_t from = j;
		while (j < s.n && (s.p[j] == '-' || s.p[j] == '_' || (s.p[j] >= '0' && s.p[j] <= '9')
		                   || ((s.p[j] | 32) >= 'a' && (s.p[j] | 32) <= 'z'))) j++;
		if (j > from) return slice_sub(s, from, j);
	}
	return S("");
}
