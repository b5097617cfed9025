/* SPDX-License-Identifier: Apache-2.0
 *
 * unit_nasty.c - pages that nobody should publish: huge, deep, cut off, wrongly declared, full of entities.
 *
 * What each must give: an answer within the test's patience, text that is valid UTF-8, blocks that lie in it in
 * order, and of the page's words those that a reader would see. Pages are made here, by repeating small parts.
 */
#include "read/inner.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static const char story[] =
	"<p>The bridge over the Ash fell on Monday, police said, and two people were hurt in the water "
	"below it before boats came.</p><p>The mayor told reporters that nobody is missing and that "
	"the road will be closed for a month.</p>";

/* Page = head + part repeated + tail, on the heap; the caller frees it. */
static slice page_of(const char *head, const char *part, size_t times, const char *tail)
{
	size_t h = strlen(head), m = strlen(part), t = strlen(tail);
	char *p = malloc(h + m * times + t + 1);
	assert_non_null(p);
	memcpy(p, head, h);
	for (size_t i = 0; i < times; i++) memcpy(p + h + i * m, part, m);
	memcpy(p + h + m * times, tail, t);
	return (slice){p, h + m * times + t};
}

static bool valid_utf8(slice s)
{
	for (const char *p = s.p, *end = s.p + s.n; p < end;) {
		int n = 0;
		uint32_t c = utf8_next(p, end, &n);
		if (n <= 0 || c == UINT32_MAX) return false;
		p += n;
	}
	return true;
}

static void check_doc(const dl_doc *d)
{
	uint32_t at = 0;
	assert_true(valid_utf8(d->text) && valid_utf8(d->title));
	assert_null(memchr(d->text.p, 0, d->text.n));
	for (uint32_t i = 0; i < d->n_blocks; i++) {
		assert_true(d->blocks[i].at.start >= at && d->blocks[i].at.end > d->blocks[i].at.start);
		at = d->blocks[i].at.end;
	}
	assert_true(at <= d->text.n);
}

/* Reads a page; the one document of it, or NULL when it was refused. *docs is the caller's to free. */
static const dl_doc *read_page(slice page, dl_docs **docs)
{
	*docs = NULL;
	assert_int_equal(dl_read(page, NULL, docs), DL_OK);
	if (!dl_docs_count(*docs)) return NULL;
	const dl_doc *d = dl_docs_get(*docs, 0);
	check_doc(d);
	return d;
}

static bool says(const dl_doc *d, const char *words)
{
	return d && slice_find(d->text, (slice){words, strlen(words)}, NULL);
}

/* --- the story is found among ... */
static void story_within(const char *head, const char *part, size_t times, const char *tail)
{
	slice page = page_of(head, part, times, tail);
	dl_docs *docs;
	const dl_doc *d = read_page(page, &docs);
	assert_true(says(d, "The bridge over the Ash fell on Monday"));
	assert_true(says(d, "closed for a month"));
	dl_docs_free(docs);
	free((void *)page.p);
}

static char *around(const char *before, const char *behind)
{
	static char out[4096];
	snprintf(out, sizeof out, "%s%s%s", before, story, behind);
	return out;
}

static void many_links(void **s)
{
	(void)s;
	story_within("<!DOCTYPE html><html><body><nav>", "<a href=/x>Another headline of the day</a> ", 20000,
	             around("</nav><article>", "</article></body></html>"));
}

static void open_tags_left(void **s)
{
	(void)s;
	story_within("<html><body><div>", "<b><i>", 100, around("<div>", ""));
	story_within("<html><body>", "</div></p></table>", 5000, around("", "</body>"));
}

static void script_and_style(void **s)
{
	(void)s;
	char *tail = around("", "<script>document.write('<p>The tower fell.</p>')</script></body></html>");
	slice page = page_of("<html><head><style>p:before{content:'The dam fell.'}</style></head><body>", "", 0, tail);
	dl_docs *docs;
	const dl_doc *d = read_page(page, &docs);
	assert_true(says(d, "The bridge over the Ash fell"));
	assert_false(says(d, "The tower fell"));
	assert_false(says(d, "The dam fell"));
	assert_false(says(d, "document.write"));
	dl_docs_free(docs);
	free((void *)page.p);
}

static void comment_never_closed(void **s)
{
	(void)s;
	story_within("<html><body>", "", 0, around("", "<!-- and now"));
}

/* --- limits */
static void deep_is_refused(void **s)
{
	(void)s;
	slice page = page_of("<!DOCTYPE html><html><body>", "<div>", 200000, story);
	dl_docs *docs;
	assert_null(read_page(page, &docs));
	dl_docs_free(docs);
	free((void *)page.p);
}

static void huge_is_refused(void **s)
{
	(void)s;
	slice page = page_of("<!DOCTYPE html><html><body>", "<p>word</p>", HTML_MAX_BYTES / 11 + 1, "");
	dl_docs *docs;
	assert_null(read_page(page, &docs));
	dl_docs_free(docs);
	free((void *)page.p);
}

static void one_endless_attribute(void **s)
{
	(void)s;
	story_within("<!DOCTYPE html><html><body><div class=\"", "very-long-name ", 100000,
				 around("\">", "</div></body></html>"));
}

static void many_attributes(void **s)
{
	(void)s;
	story_within("<!DOCTYPE html><html><body><div ", "a=1 ", 2000, around(">", "</div></body></html>"));
}

/* --- entities: HTML has no declared ones, so a "bomb" is plain text that must not grow */
static void entity_bomb(void **s)
{
	(void)s;
	static const char bomb[] =
		"<?xml version=\"1.0\"?><!DOCTYPE html [<!ENTITY a \"ha ha ha ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">"
		"<!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\">]><html><body>";
	slice page = page_of(bomb, "<p>&c;&c;&c;&c; &b;</p>", 1000, around("", "</body></html>"));
	dl_docs *docs;
	const dl_doc *d = read_page(page, &docs);
	assert_true(!d || d->text.n <= page.n);
	assert_false(says(d, "ha ha ha ha ha ha ha ha"));
	dl_docs_free(docs);
	free((void *)page.p);
}

static void odd_entities(void **s)
{
	(void)s;
	char *tail = around(
		"<p>Ca&ntilde;on &#8212; &#x2014; &amp;amp; &#0; &#xD800; &#x110000; &#99999999999; &nosuch; &</p>", "");
	slice page = page_of("<!DOCTYPE html><html><body>", "", 0, tail);
	dl_docs *docs;
	const dl_doc *d = read_page(page, &docs);
	assert_true(says(d, "Ca\xc3\xb1on"));
	assert_true(says(d, "The bridge over the Ash fell"));
	dl_docs_free(docs);
	free((void *)page.p);
}

/* --- encodings that are declared wrongly, or not at all */
static void charset(const char *declared, const char *bytes, const char *want)
{
	char head[256], tail[2048];
	snprintf(head, sizeof head, "<!DOCTYPE html><html><head><meta charset=\"%s\"></head><body><p>%s</p>", declared,
			 bytes);
	snprintf(tail, sizeof tail, "%s</body></html>", story);
	slice page = page_of(head, "", 0, tail);
	dl_docs *docs;
	const dl_doc *d = read_page(page, &docs);
	assert_true(says(d, want));
	assert_true(says(d, "The bridge over the Ash fell"));
	dl_docs_free(docs);
	free((void *)page.p);
}

static void charsets(void **s)
{
	(void)s;
	charset("windows-1252", "The caf\xe9 on the quay is closed until further notice today.",
			"The caf\xc3\xa9 on the quay");
	charset("utf-8", "The caf\xe9 on the quay is closed until further notice today.", "on the quay");
	charset("no-such-code", "The caf\xc3\xa9 on the quay is closed until further notice today.", "on the quay");
	charset("utf-16", "The cafe on the quay is closed until further notice today.", "The cafe on the quay");
	charset("", "The caf\xc3\xa9 on the quay is closed until further notice today.", "The caf\xc3\xa9 on the quay");
}

static void zeros_and_controls(void **s)
{
	(void)s;
	static const char bytes[] =
		"<!DOCTYPE html><html><body><p>The \0ferry\x01 sank\x7f off the coast at dawn on Friday, the "
		"coast guard said in a statement.</p><p>Nobody was on board at the time, it added later in "
		"the day.</p></body></html>";
	dl_docs *docs;
	const dl_doc *d = read_page((slice){bytes, sizeof bytes - 1}, &docs);
	assert_true(says(d, "off the coast at dawn"));
	dl_docs_free(docs);
}

/* --- every prefix of a page is a page */
static void cut_anywhere(void **s)
{
	(void)s;
	slice page =
		page_of("<!DOCTYPE html><html><head><title>A bridge falls</title><script type=\"application/ld+json\">"
				"{\"@type\":\"NewsArticle\",\"headline\":\"A bridge falls\",\"datePublished\":\"2022-08-29\"}"
				"</script></head><body><article><h1>A bridge falls</h1>",
				"", 0, around("", "</article></body></html>"));
	for (size_t n = 1; n <= page.n; n++) {
		char *part = malloc(n);             /* a copy of its own, so that a read behind the end shows */
		assert_non_null(part);
		memcpy(part, page.p, n);
		dl_docs *docs;
		read_page((slice){part, n}, &docs);
		dl_docs_free(docs);
		free(part);
	}
	free((void *)page.p);
}

/* A script that lies about itself gives no date and no crash. */
static void broken_metadata(void **s)
{
	(void)s;
	static const char *const scripts[] = {"{",
										  "[[[[[[",
										  "{\"@type\":{\"@type\":[]}}",
										  "{\"@type\":\"NewsArticle\",\"datePublished\":17}",
										  "{\"@graph\":[null,1,\"x\",{\"@type\":\"NewsArticle\",\"headline\":[]}]}",
										  "{\"@type\":\"NewsArticle\",\"datePublished\":\"soon\"}"};
	for (size_t i = 0; i < COUNT(scripts); i++) {
		char head[512];
		snprintf(head, sizeof head,
				 "<!DOCTYPE html><html><head><script type=\"application/ld+json\">%s</script></head><body>",
				 scripts[i]);
		slice page = page_of(head, "", 0, story);
		dl_docs *docs;
		const dl_doc *d = read_page(page, &docs);
		assert_true(says(d, "The bridge over the Ash fell"));
		assert_int_equal(d->published_day, DL_DAY_NONE);
		dl_docs_free(docs);
		free((void *)page.p);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(many_links), cmocka_unit_test(open_tags_left), cmocka_unit_test(script_and_style),
		cmocka_unit_test(comment_never_closed), cmocka_unit_test(deep_is_refused), cmocka_unit_test(huge_is_refused),
		cmocka_unit_test(one_endless_attribute), cmocka_unit_test(many_attributes), cmocka_unit_test(entity_bomb),
		cmocka_unit_test(odd_entities), cmocka_unit_test(charsets), cmocka_unit_test(zeros_and_controls),
		cmocka_unit_test(cut_anywhere), cmocka_unit_test(broken_metadata),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
