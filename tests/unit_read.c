/* SPDX-License-Identifier: Apache-2.0
 *
 * unit_read.c - bytes to documents: sniffing, fields, encodings, pages, limits, blocks.
 */
#include "read/inner.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static dl_docs *read_all(const char *p, size_t n, const dl_read_options *o)
{
	dl_docs *d = NULL;
	assert_int_equal(dl_read((slice){p, n}, o, &d), DL_OK);
	return d;
}
#define READ(lit) read_all((lit), sizeof(lit) - 1, NULL)

static bool is(slice s, const char *want) { return s.n == strlen(want) && !memcmp(s.p, want, s.n); }
#define IS(s, want) assert_true(is((s), (want)))

/* The kinds of a document's blocks, a letter each. */
static const char *kinds(const dl_doc *d)
{
	static const char letters[] = "pTLsicDlfCB";
	static char out[256];
	uint32_t n = d->n_blocks < 255 ? d->n_blocks : 255;
	for (uint32_t i = 0; i < n; i++) out[i] = letters[d->blocks[i].kind];
	out[n] = 0;
	return out;
}

/* Blocks are in order, apart, inside the text, and only white space stands between them. */
static void check_blocks(const dl_doc *d)
{
	uint32_t at = 0;
	for (uint32_t i = 0; i <= d->n_blocks; i++) {
		uint32_t start = i < d->n_blocks ? d->blocks[i].at.start : (uint32_t)d->text.n;
		assert_true(start >= at && start <= d->text.n);
		assert_int_equal(slice_trim(slice_sub(d->text, at, start)).n, 0);
		if (i < d->n_blocks) {
			assert_true(d->blocks[i].at.end > start && d->blocks[i].at.end <= d->text.n);
			at = d->blocks[i].at.end;
		}
	}
}

static void sniffing(void **s)
{
	(void)s;
	assert_int_equal(read_sniff(S("{\"title\": \"x\"}")), READ_JSONL);
	assert_int_equal(read_sniff(S(" [ {\"title\": \"x\"}]")), READ_JSONL);
	assert_int_equal(read_sniff(S("[EXCERPTS] Several hundred marched.")), READ_TEXT);
	assert_int_equal(read_sniff(S("<!-- x --><!DOCTYPE html><p>")), READ_HTML);
	assert_int_equal(read_sniff(S("<?xml version=\"1.0\"?><html>")), READ_HTML);
	assert_int_equal(read_sniff(S("<3 is a heart, he said.")), READ_TEXT);
	assert_int_equal(read_sniff(S("<private> is how it was marked.")), READ_TEXT);
	assert_int_equal(read_sniff(S("# sent_id = 1\n1\tA\ta\tDET\tDT\t_\t0\troot\t_\t_\n")), READ_CONLLU);
	assert_int_equal(read_sniff(S("1\tof them died.")), READ_TEXT);
	assert_int_equal(read_sniff(S("")), READ_TEXT);
}

/* What an input is told to be when it is no article; NULL when it is read. */
#define KIND(lit) foreign_kind((slice){(lit), sizeof(lit) - 1})

static void other_kinds(void **s)
{
	(void)s;
	assert_non_null(strstr(KIND("<?xml version=\"1.0\"?>\n<!-- x --><rss version=\"2.0\"><channel/></rss>"), "RSS"));
	assert_non_null(strstr(KIND("\xef\xbb\xbf<rss version=\"2.0\"><channel/></rss>"), "RSS"));
	assert_non_null(strstr(KIND("<?xml version=\"1.0\"?><feed xmlns=\"a\"><entry/></feed>"), "Atom"));
	assert_non_null(strstr(KIND("<?xml version=\"1.0\"?><catalogue><item/></catalogue>"), "XML"));
	assert_non_null(strstr(KIND("WARC/1.0\r\nWARC-Type: response\r\n"), "WARC"));
	assert_non_null(strstr(KIND("\x01\x02 half of this is \x03\x04\x05 not text \x06"), "binary"));
	assert_null(KIND("<?xml version=\"1.0\"?><html><body><p>Two died.</p></body></html>"));
	assert_null(KIND("<private> is how it was marked."));
	assert_null(KIND("WARCRAFT/players met in Leeds on Monday."));
	assert_null(KIND("Two died in Leeds.\f\nThree were hurt.\n"));
	assert_null(KIND("\xff\xfeT\0w\0o\0"));
}

static void languages(void **s)
{
	(void)s;
	assert_false(reads_english(S("Am Montag ist in der Innenstadt ein Haus in sich gefallen. Von den Bewohnern wurde "
	                             "eine Frau verletzt, teilte die Polizei mit.")));
	assert_false(reads_english(S("Un incendie a d\xc3\xa9truit lundi une partie de la gare et les quais du centre.")));
	assert_false(reads_english(S("\xd0\x94\xd0\xb2\xd0\xbe\xd0\xb5 \xd0\xbf\xd0\xbe\xd0\xb3\xd0\xb8\xd0\xb1"
	                             "\xd0\xbb\xd0\xb8")));
	assert_true(reads_english(S("Two dead as fire guts station")));
	assert_true(reads_english(S("Los Angeles, Las Vegas, El Paso, Los Alamos: temperatures")));
	assert_true(reads_english(S("Maria de la Cruz, mayor of San Pedro de la Sierra, resigned, the council said.")));
	assert_true(reads_english(S("")));
	dl_docs *d = READ("{\"text\":\"Un incendie a pris une femme et les deux enfants de la voisine.\"}\n"
	                  "{\"text\":\"Two died.\"}");
	assert_int_equal(dl_docs_count(d), 1);
	assert_int_equal(dl_docs_refusals(d), 1);
	assert_int_equal(dl_docs_refusal(d, 0)->byte, 1);
	dl_docs_free(d);
}

/* Old archives say nothing and mean windows-1252; a broken letter among good ones is only mended. */
static void undeclared(void **s)
{
	(void)s;
	dl_docs *d = READ("Five people died in S\xe3o Paulo, \x93on the spot\x94, police said.\n");
	IS(dl_docs_get(d, 0)->text,
	   "Five people died in S\xc3\xa3o Paulo, \xe2\x80\x9con the spot\xe2\x80\x9d, police said.\n");
	assert_int_equal(dl_docs_get(d, 0)->mended, 0);
	dl_docs_free(d);
	d = READ("Five people died in S\xc3\xa3o Paulo and in Nimes\xe3, police said.\n");
	assert_int_equal(dl_docs_get(d, 0)->mended, 1);
	dl_docs_free(d);
}

static void plain_text(void **s)
{
	(void)s;
	dl_docs *d = READ("Two hurt in Basra as bridge gives way\n\nBASRA (AP) - Two people were hurt.\nPolice came.\n");
	const dl_doc *x = dl_docs_get(d, 0);
	assert_int_equal(dl_docs_count(d), 1);
	assert_string_equal(kinds(x), "Tpp");
	check_blocks(x);
	IS(x->title, "Two hurt in Basra as bridge gives way");
	IS(x->credit, "Associated Press");
	assert_int_equal(x->published_day, DL_DAY_NONE);
	assert_int_equal(x->published_min, DL_MIN_NONE);
	assert_int_equal(x->hash, hash_slice(x->text));
	assert_int_equal(x->id.n, 16);
	dl_docs_free(d);
}

static void options_fill(void **s)
{
	(void)s;
	dl_read_options o = {.outlet = S("The Gull"), .published = S("2024-05-08"), .file = S("a.txt")};
	dl_docs *d = read_all("The bridge fell. Two died.", 26, &o);
	IS(dl_docs_get(d, 0)->outlet, "The Gull");
	assert_int_equal(dl_docs_get(d, 0)->published_day, day_from_ymd(2024, 5, 8));
	IS(dl_docs_get(d, 0)->file, "a.txt");
	dl_docs_free(d);
}

static void json_lines(void **s)
{
	(void)s;
	dl_docs *d = READ("{\"id\":7,\"source\":{\"name\":\"The Gull\"},\"date\":\"2024-05-08T23:30:00-05:00\","
	                  "\"headline\":\"A\","
	                  "\"body\":\"The bridge fell.\",\"authors\":[\"Ann Lee\",\"Bo Kim\"],\"ward\":3}\n"
	                  "not json\n\n[1]\n{\"text\":\"  \"}\n{\"text\":\"Two died.\",\"published\":\"soon\"}\n");
	const dl_doc *x = dl_docs_get(d, 0);
	assert_int_equal(dl_docs_count(d), 2);
	IS(x->id, "7");
	IS(x->outlet, "The Gull");
	IS(x->title, "A");
	IS(x->text, "The bridge fell.");
	IS(x->author, "Ann Lee, Bo Kim");
	IS(x->extra, "{\"ward\":3}");
	assert_int_equal(x->published_day, day_from_ymd(2024, 5, 8));
	assert_int_equal(x->published_min, (int64_t)day_from_ymd(2024, 5, 9) * 1440 + 270);
	x = dl_docs_get(d, 1);
	assert_int_equal(x->published_day, DL_DAY_NONE);
	IS(x->extra, "{\"published\":\"soon\"}");
	assert_int_equal(dl_docs_refusals(d), 3);
	assert_int_equal(dl_docs_refusal(d, 0)->byte, 2);
	assert_int_equal(dl_docs_refusal(d, 1)->byte, 4);
	assert_int_equal(dl_docs_refusal(d, 2)->byte, 5);
	dl_docs_free(d);
}

static void json_shapes(void **s)
{
	(void)s;
	dl_docs *d = READ("[{\"text\":\"One fell.\"},\n {\"text\":\"Two fell.\"}]\n");
	assert_int_equal(dl_docs_count(d), 2);
	dl_docs_free(d);
	d = READ("{\n \"title\": \"A\",\n \"text\": \"One fell.\"\n}\n");
	assert_int_equal(dl_docs_count(d), 1);
	assert_int_equal(dl_docs_refusals(d), 0);
	dl_docs_free(d);
	d = READ("{\"text\":\"A bad \\ud83d half, a bad \xff byte.\"}\n{\"text\":\"A good \\ud83d\\ude00 pair.\"}\n");
	assert_int_equal(dl_docs_count(d), 2);
	assert_int_equal(dl_docs_get(d, 0)->mended, 2);
	assert_int_equal(dl_docs_get(d, 1)->mended, 0);
	dl_docs_free(d);
	dl_read_options o = {.max_docs = 1};
	d = read_all("{\"text\":\"One.\"}\n{\"text\":\"Two.\"}\n", 32, &o);
	assert_int_equal(dl_docs_count(d), 1);
	dl_docs_free(d);
}

static void moments(void **s)
{
	(void)s;
	static const struct { const char *in; int y, m, d; int64_t hour_min; } t[] = {
		{"2022-08-29", 2022, 8, 29, -1}, {"2022-08-29T19:04:00Z", 2022, 8, 29, 19 * 60 + 4},
		{"2022-08-29T19:04:00+03:00", 2022, 8, 29, 16 * 60 + 4}, {"Mon, 29 Aug 2022 16:04:00 GMT", 2022, 8, 29, 964},
		{"Mon, 29 Aug 2022 16:04:00 +0300", 2022, 8, 29, 784}, {"August 29, 2022", 2022, 8, 29, -1},
		{"Updated 29 August 2022", 2022, 8, 29, -1}, {"Aug. 29, 2022, 4:04 pm ET", 2022, 8, 29, 21 * 60 + 4},
		{"20220829", 2022, 8, 29, -1}, {"1661788800", 2022, 8, 29, 16 * 60},
	};
	static const char *const unknown[] = {"", "soon", "3/4/2022", "2022-13-01", "30 February 2022", "Monday", "2022"};
	int32_t day;
	int64_t min;
	for (size_t i = 0; i < COUNT(t); i++) {
		if (!when_parse((slice){t[i].in, strlen(t[i].in)}, &day, &min)) fail_msg("%s", t[i].in);
		assert_int_equal(day, day_from_ymd(t[i].y, t[i].m, t[i].d));
		if (t[i].hour_min < 0) assert_int_equal(min, DL_MIN_NONE);
		else assert_int_equal(min - (int64_t)day * 1440, t[i].hour_min);
	}
	for (size_t i = 0; i < COUNT(unknown); i++)
		if (when_parse((slice){unknown[i], strlen(unknown[i])}, &day, &min)) fail_msg("%s", unknown[i]);
}

static void encodings(void **s)
{
	(void)s;
	dl_docs *d = READ("Jos\xe9 fell. Caf\xc3\xa9 shut.");
	assert_int_equal(dl_docs_get(d, 0)->mended, 1);
	IS(dl_docs_get(d, 0)->text, "Jos\xef\xbf\xbd fell. Caf\xc3\xa9 shut.");
	dl_docs_free(d);
	d = READ("\xef\xbb\xbfThe bridge fell.");
	IS(dl_docs_get(d, 0)->text, "The bridge fell.");
	dl_docs_free(d);
	d = READ("\xff\xfeI\0t\0 \0f\0e\0l\0l\0.\0");
	IS(dl_docs_get(d, 0)->text, "It fell.");
	dl_docs_free(d);
	d = READ("<html><head><meta charset=\"iso-8859-1\"></head><body><p>Jos\xe9 \x93" "fell\x94 into the "
	         "river on Sunday "
	         "evening, his mother said.</p></body></html>");
	IS(dl_docs_get(d, 0)->text, "Jos\xc3\xa9 \xe2\x80\x9c" "fell\xe2\x80\x9d into the river on Sunday "
	   "evening, his mother said.");
	dl_docs_free(d);
	d = READ("<html><head><meta charset=\"klingon\"></head><body><p>Jos\xe9 fell into the river on Sunday.</p></body>");
	assert_int_equal(dl_docs_count(d), 0);
	assert_int_equal(dl_docs_refusals(d), 1);
	dl_docs_free(d);
}

static const char page[] =
	"<!doctype html><html lang=\"en-GB\"><head><title>Bridge falls in Basra - The Gull</title>"
	"<meta property=\"og:site_name\" content=\"The Gull\"><link rel=\"canonical\" href=\"https://gull.example/b\">"
	"<script type=\"application/ld+json\">{\"@context\":\"x\",\"@graph\":[{\"@type\":\"NewsArticle\",\"headline\":"
	"\"Bridge falls in Basra\",\"datePublished\":\"2024-05-08T10:00:00Z\",\"author\":{\"name\":\"Reuters Staff\"}}]}"
	"</script><script>var x = '<p>not this</p>';</script></head><body class=\"has-sidebar\"><nav><ul><li>"
	"<a href=x>News</a>"
	"</ul></nav><header><p>The Gull, the paper of the coast and of the towns behind it</p></header>"
	"<article><h1>Bridge falls in Basra</h1><div class=\"share-bar\">Share this with all of your friends and family now"
	"</div><figure><img><figcaption>The bridge before it fell</figcaption></figure>"
	"<p>Two people were hurt on <b>Tuesday</b> when a bridge\n fell in Basra, police said.</p>"
	"<p><a href=y>Floods close roads in the south of the country</a></p><h2>What we know</h2>"
	"<ul><li>The bridge was built in 1963 and was last repaired in 2011.</li></ul>"
	"<aside><p>This is an aside with many words that does not belong to the story at all.</p></aside>"
	"<p>The mayor asked people to stay away from the river.<br><br>Schools will stay shut, he added.</p></article>"
	"<div class=\"related\"><p>Another story entirely, with enough words to look like a paragraph.</p></div>"
	"<footer><p>Copyright The Gull, all rights reserved, do not print.</p></footer></body></html>";

static void web_page(void **s)
{
	(void)s;
	dl_docs *d = READ(page);
	assert_int_equal(dl_docs_count(d), 1);
	const dl_doc *x = dl_docs_get(d, 0);
	check_blocks(x);
	assert_string_equal(kinds(x), "Tcplsipp");
	IS(x->title, "Bridge falls in Basra");
	IS(x->outlet, "The Gull");
	IS(x->url, "https://gull.example/b");
	IS(x->lang, "en-GB");
	IS(x->credit, "Reuters");
	assert_int_equal(x->published_day, day_from_ymd(2024, 5, 8));
	IS(span_text(x->text, x->blocks[2].at),
	   "Two people were hurt on Tuesday when a bridge fell in Basra, police said.");
	dl_docs_free(d);
}

static void page_fallbacks(void **s)
{
	(void)s;
	/* The text only in JSON-LD; the day only in <time>. */
	dl_docs *d = READ("<html><body><time datetime=\"2024-05-08\">Wednesday</time><script type=\"application/ld+json\">"
	                  "{\"@type\":\"NewsArticle\",\"headline\":\"A bridge falls\","
	                  "\"articleBody\":\"A bridge fell in Basra.\"}"
	                  "</script></body></html>");
	assert_int_equal(dl_docs_count(d), 1);
	IS(dl_docs_get(d, 0)->text, "A bridge fell in Basra.");
	assert_int_equal(dl_docs_get(d, 0)->published_day, day_from_ymd(2024, 5, 8));
	dl_docs_free(d);
	d = READ("<html><body><nav><a href=x>Home</a></nav></body></html>");
	assert_int_equal(dl_docs_count(d), 0);
	assert_int_equal(dl_docs_refusals(d), 1);
	dl_docs_free(d);
	/* A class that says sidebar on what holds the whole article. */
	d = READ("<html><body><div class=\"content with-sidebar\"><p>A bridge fell in Basra on Tuesday, "
	         "and two people were hurt, "
	         "police said.</p><p>The mayor asked people to stay away from the river until engineers "
	         "had looked at it.</p>"
	         "</div></body></html>");
	assert_int_equal(dl_docs_count(d), 1);
	assert_string_equal(kinds(dl_docs_get(d, 0)), "pp");
	dl_docs_free(d);
}

static void refuse_one(const char *p, size_t n)
{
	dl_docs *d = read_all(p, n, NULL);
	assert_int_equal(dl_docs_count(d), 0);
	assert_int_equal(dl_docs_refusals(d), 1);
	assert_true(dl_docs_refusal(d, 0)->text[0]);
	dl_docs_free(d);
}

static void refusals(void **s)
{
	(void)s;
	refuse_one("", 0);
	refuse_one(" \n\t ", 4);
	refuse_one("... -- ...", 10);
	refuse_one("%PDF-1.4 xx", 11);
	refuse_one("\x1f\x8b\x08xxxx", 7);
	refuse_one("\0\0\0\0\0\0abc", 9);
	size_t n = DL_TEXT_MAX_BYTES + 10;
	char *big = malloc(n);
	assert_non_null(big);
	memset(big, 'a', n);
	refuse_one(big, n);
	free(big);
}

/* Pages that would take a parser's stack or its time. */
static void nested_page(void **s)
{
	(void)s;
	static const char *const tags[] = {"<div>", "<b>", "<table><tr><td>", "<span><div></span>", "<b><div></b>",
	                                   "<svg><g>",
	                                   "<a><div></a>", "<div><table></div>"};
	for (size_t t = 0; t < COUNT(tags); t++) {
		buf b = {0};
		buf_puts(&b, "<html><body><p>Some text.</p>");
		for (int i = 0; i < 100000; i++) buf_puts(&b, tags[t]);
		refuse_one(b.p, b.n);
		buf_free(&b);
	}
}

static void deep_json(void **s)
{
	(void)s;
	buf b = {0};
	buf_puts(&b, "{\"text\":");
	for (int i = 0; i < 100000; i++) buf_puts(&b, "[");
	refuse_one(b.p, b.n);
	buf_free(&b);
}

static void block_kinds(void **s)
{
	(void)s;
	static const struct { const char *text, *kinds; } t[] = {
		{"The bridge fell on Monday. Two were hurt.", "p"},
		{"The bridge fell.\nRead more on bridges\nTwo were hurt.\nMOST READ IN NEWS\nIt rained.", "pfpfp"},
		{"The bridge fell.\nMAYOR TELLS COUNCIL TO SHUT EVERY BRIDGE\nTwo were hurt.\nIt rained.", "plpp"},
		{"The bridge fell.\nWhat we know\nTwo were hurt.\nIt rained.", "pspp"},
		{"The bridge fell.\nTwo were hurt.\nThe Associated Press contributed to this report.", "ppC"},
		{"By Ann Lee\nThe bridge fell.\nTwo were hurt.", "Bpp"},
		{"By Tuesday, the toll had reached 40.\nTwo were hurt.\nIt rained.", "ppp"},
		{"Bridge Falls in Basra\nBridge falls in Basra\n\nThe bridge fell.\nTwo were hurt.", "TDpp"},
		{"Two were hurt.\n- One is a child.\n- One is a driver.\nIt rained.", "piip"},
		{"Share of the vote rose.\nTwo were hurt.\nHeavy rain contributed to this crash.", "ppp"},
		{"Ann Lee, left, and Bo Kim, right, look at the bridge.\nIt fell.\nThe driver, who was hurt, left, police said.", "cpp"},
		{"Share All sharing options for: The bridge fell. It will fall again.\nIt fell.\nIt rained.", "fpp"},
		{"\"We ran,\" he said.\nHe added:\n\"It was dark\"\nIt rained.", "pppp"},
	};
	for (size_t i = 0; i < COUNT(t); i++) {
		dl_docs *d = read_all(t[i].text, strlen(t[i].text), NULL);
		const dl_doc *x = dl_docs_get(d, 0);
		check_blocks(x);
		if (strcmp(kinds(x), t[i].kinds)) fail_msg("%s: %s, not %s", t[i].text, kinds(x), t[i].kinds);
		dl_docs_free(d);
	}
}

static void wrapped_copy(void **s)
{
	(void)s;
	dl_docs *d = READ("   BASRA, 8 MAY 89 (AFP) -- [TEXT] A BRIDGE FELL INTO THE RIVER ON\n"
	                  "MONDAY AS A BUS WAS CROSSING IT. POLICE SAID THAT TWO PEOPLE WERE\nHURT.\n\n"
	                  "   THE MAYOR TOLD AFP THAT THE BRIDGE WAS BUILT IN 1963 AND THAT IT\nWAS NEVER REPAIRED.\n");
	const dl_doc *x = dl_docs_get(d, 0);
	assert_string_equal(kinds(x), "pp");
	IS(x->credit, "AFP");
	check_blocks(x);
	dl_docs_free(d);
}

static void credits(void **s)
{
	(void)s;
	static const struct { const char *text, *credit; } t[] = {
		{"LONDON (Reuters) - A bridge fell.\nIt rained.", "Reuters"},
		{"A bridge fell.\nIt rained. - AFP", "AFP"},
		{"A bridge fell.\n(Reporting by Ann Lee in Basra for Reuters; Editing by Bo Kim)", "Reuters"},
		{"A bridge fell.\nAFP and The Associated Press contributed to this report.", "AFP; Associated Press"},
		{"A bridge fell.\nCopyright 2016 The Associated Press. All rights reserved.", "Associated Press"},
		{"A bridge (old) fell. The AP said so.\nIt rained.", ""},
		{"A bridge fell.\nImage copyright Reuters", ""},
	};
	for (size_t i = 0; i < COUNT(t); i++) {
		dl_docs *d = read_all(t[i].text, strlen(t[i].text), NULL);
		if (!is(dl_docs_get(d, 0)->credit, t[i].credit))
			fail_msg("%s: credit %.*s", t[i].text, PRS(dl_docs_get(d, 0)->credit));
		dl_docs_free(d);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sniffing), cmocka_unit_test(other_kinds), cmocka_unit_test(languages),
		cmocka_unit_test(undeclared), cmocka_unit_test(plain_text), cmocka_unit_test(options_fill),
		cmocka_unit_test(json_lines), cmocka_unit_test(json_shapes), cmocka_unit_test(moments),
		cmocka_unit_test(encodings), cmocka_unit_test(web_page), cmocka_unit_test(page_fallbacks),
		cmocka_unit_test(refusals), cmocka_unit_test(nested_page), cmocka_unit_test(deep_json),
		cmocka_unit_test(block_kinds), cmocka_unit_test(wrapped_copy), cmocka_unit_test(credits),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
