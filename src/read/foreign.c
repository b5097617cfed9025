/* SPDX-License-Identifier: Apache-2.0
 *
 * foreign.c - what is no article that this program can read: files of other kinds, and other languages.
 *
 * In: an input's bytes, or a document's text. Out: what it is, in words that tell the giver what to do. A feed read as
 * plain text would be one article made of forty; "Zwei Menschen wurden getötet" read as English finds a person called
 * Zwei. Both are better refused, with the reason. Cost: the first bytes of an input, the first words of a text.
 */
#include "read/inner.h"

#include <strings.h>

#define LOOK_BYTES 4096

/* Random bytes have one control byte in nine, texts none or a stray form feed; an escape opens a Japanese one. */
static bool is_binary(slice b)
{
	size_t zeros = 0, controls = 0, look = b.n < LOOK_BYTES ? b.n : LOOK_BYTES;
	for (size_t i = 0; i < look; i++) {
		unsigned char c = (unsigned char)b.p[i];
		zeros += c == 0;
		controls += c < ' ' && !(c >= '\t' && c <= '\r') && c != 0x1b;
	}
	return zeros * 10 > look || controls * 25 > look;
}

/* The name of the first element of an XML document, behind declarations and comments; empty when it is none. */
static slice xml_root(slice s)
{
	bool declared = false;
	for (int i = 0; i < 64 && s.n; i++) {
		s = slice_trim(s);
		if (s.n < 2 || s.p[0] != '<') return S("");
		if (s.p[1] != '?' && s.p[1] != '!') break;
		declared |= s.p[1] == '?';
		bool comment = s.n > 4 && !memcmp(s.p, "<!--", 4);
		slice mark = comment ? S("-->") : S(">");
		size_t at;
		if (!slice_find(s, mark, &at)) return S("");
		s = slice_sub(s, at + mark.n, s.n);
	}
	size_t n = 1;
	while (n < s.n && !strchr(" \t\r\n/>", s.p[n])) n++;
	slice root = n < s.n ? slice_sub(s, 1, n) : S("");
	/* Without a declaration only the roots that are known are believed: "<private> is how it was marked." */
	if (!declared && strncasecmp(root.p, "rss", 3) && strncasecmp(root.p, "feed", 4) && strncasecmp(root.p, "nitf", 4))
		return S("");
	return root;
}

static const char *not_xml(slice b)
{
	static const struct { const char *root, *name; } known[] = {
		{"rss", "an RSS feed: give the articles that it lists"}, {"rdf:RDF", "an RSS feed: give the articles that it lists"},
		{"feed", "an Atom feed: give the articles that it lists"}, {"nitf", "NITF: give its text, HTML or JSON lines"},
		{"newsItem", "NewsML: give its text, HTML or JSON lines"}, {"newsMessage", "NewsML: give its text, HTML or JSON lines"},
	};
	slice root = xml_root(slice_sub(b, 0, LOOK_BYTES));
	for (size_t i = 0; i < COUNT(known); i++)
		if (root.n == strlen(known[i].root) && !memcmp(root.p, known[i].root, root.n)) return known[i].name;
	return root.n ? "XML: give its text, HTML or JSON lines" : NULL;
}

const char *foreign_kind(slice b)
{
	static const struct { const char *magic; size_t n; const char *name; } known[] = {
		{"%PDF-", 5, "a PDF file"}, {"\x1f\x8b", 2, "compressed (gzip): unpack it first"},
		{"PK\3\4", 4, "a zip archive: unpack it first"}, {"\x28\xb5\x2f\xfd", 4, "compressed (zstd): unpack it first"},
		{"BZh", 3, "compressed (bzip2): unpack it first"}, {"\xfd" "7zXZ", 5, "compressed (xz): unpack it first"},
		{"\x89PNG", 4, "a picture"}, {"\xff\xd8\xff", 3, "a picture"}, {"GIF8", 4, "a picture"},
		{"SQLite format 3", 15, "a database"}, {"\x7f" "ELF", 4, "a program"}, {"{\\rtf", 5, "an RTF file"},
		{"WARC/", 5, "a WARC archive: give the pages in it"}, {"\xd0\xcf\x11\xe0", 4, "an office file"},
	};
	for (size_t i = 0; i < COUNT(known); i++)
		if (b.n >= known[i].n && !memcmp(b.p, known[i].magic, known[i].n)) return known[i].name;
	slice label;
	size_t bom;
	bool marked = bom_charset(b, &label, &bom);
	if (!marked && is_binary(b)) return "binary data";
	return bom != 2 && read_sniff(b) == READ_TEXT ? not_xml(slice_sub(b, bom, b.n)) : NULL;
}

/* --- languages */

#define WORDS_LOOK     600   /* words that are looked at: an article's first screens                                  */
#define FOREIGN_LEAST  3     /* "Los Angeles" and "de la Cruz" in a headline are no Spanish                           */
#define FOREIGN_ONE_IN 12    /* of the words, at least; and four times as many as are English: of 15,236 English texts
                              * of news that leaves out none, and finds one in Spanish                               */
#define FOREIGN_TIMES  4
#define OTHER_LEAST 10

/* Words that English cannot do without and that other languages spell otherwise. */
static const char *const english[] = {
	"the", "and", "that", "with", "said", "from", "his", "have", "this", "not", "they", "which", "were", "who",
	"their", "after", "been", "she", "its", "when", "there", "would", "by", "has", "it",
};

/* The same of German, French, Spanish, Italian, Portuguese, Dutch, Danish to Swedish, Polish, Czech, Finnish,
 * Hungarian, Romanian, Turkish, Indonesian, Swahili, Tagalog, Vietnamese. */
static const char *const foreign[] = {
	"der", "und", "den", "das", "ein", "eine", "bei", "von", "le", "les", "des", "du", "une", "et", "el", "los", "las",
	"del", "una", "de", "la", "il", "che", "di", "della", "em", "um", "uma", "een", "het", "van", "och", "att",
	"som", "det", "en", "og", "av", "til", "w", "na", "si\xc4\x99", "nie", "z", "\xc5\xbc" "e", "se", "v", "ja",
	"ett\xc3\xa4", "oli", "az", "\xc3\xa9s", "hogy", "\xc8\x99i", "\xc3\xaen", "cu", "ve", "bir", "bu",
	"i\xc3\xa7in", "yang", "dan", "untuk", "ya", "wa", "kwa", "ng", "sa", "ang", "mga", "v\xc3\xa0",
	"c\xe1\xbb\xa7" "a",
};

/* Latin letters with all their marks. */
static bool is_latin(uint32_t c) { return c < 0x250 || (c >= 0x1e00 && c < 0x1f00); }

bool reads_english(slice text)
{
	uint32_t words = 0, ours = 0, theirs = 0, latin = 0, other = 0;
	size_t from = 0;
	bool in = false;
	for (size_t i = 0; i <= text.n && words < WORDS_LOOK;) {
		int len = 1;
		uint32_t c = i < text.n ? utf8_next(text.p + i, text.p + text.n, &len) : ' ';
		bool alpha = utf8_is_alpha(c);
		if (alpha) latin += is_latin(c), other += !is_latin(c);
		if (alpha && !in) from = i;
		if (!alpha && in) {
			slice w = slice_sub(text, from, i);
			bool small = w.p[0] >= 'a';           /* "Los" is part of a name */
			words++, ours += slice_among_fold(w, english, COUNT(english));
			theirs += small && slice_among_fold(w, foreign, COUNT(foreign));
		}
		in = alpha;
		i += (size_t)len;
	}
	if (other >= OTHER_LEAST && other > latin) return false;
	return theirs < FOREIGN_LEAST || theirs * FOREIGN_ONE_IN < words || theirs <= ours * FOREIGN_TIMES;
}
