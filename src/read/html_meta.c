/* SPDX-License-Identifier: Apache-2.0
 *
 * html_meta.c - what a page says about itself.
 *
 * In: the tree. Out: headline, outlet, published, author, address, language, credit. Each comes from the first
 * of these that has it: JSON-LD NewsArticle, OpenGraph and other <meta>, elements of the page (<h1>, <time
 * datetime>, <link rel=canonical>, <html lang>, <title>). An author that is an agency ("Reuters") is the credit
 * too. <title> loses the outlet behind its last " | " or " - ".
 */
#include "read/html.h"

#include <jansson.h>
#include <strings.h>

static void set(slice *to, slice s)
{
	s = slice_trim(s);
	if (!to->n && s.n) *to = s;
}

static bool eq(slice s, const char *word) { return s.n == strlen(word) && !strncasecmp(s.p, word, s.n); }

/* --- JSON-LD */
static bool is_article(json_t *type)
{
	static const char *const types[] = {"NewsArticle", "Article", "ReportageNewsArticle", "AnalysisNewsArticle",
	                                    "BackgroundNewsArticle", "LiveBlogPosting", "BlogPosting", "WebPage"};
	for (size_t i = 0; i < json_array_size(type); i++)
		if (is_article(json_array_get(type, i))) return true;
	for (size_t i = 0; json_is_string(type) && i < COUNT(types); i++)
		if (!strcmp(json_string_value(type), types[i])) return true;
	return false;
}

static slice kept(arena *a, json_t *v)
{
	slice s = json_text(a, v);
	return s.n ? arena_copy(a, s) : s;
}

#define LD_DEPTH 6      /* @graph in an array in an object: deeper is not the page's own article              */

static void read_ld(arena *a, json_t *v, page_meta *m, int depth)
{
	if (depth > LD_DEPTH) return;
	for (size_t i = 0; i < json_array_size(v) && i < 100; i++) read_ld(a, json_array_get(v, i), m, depth + 1);
	if (!json_is_object(v)) return;
	json_t *graph = json_object_get(v, "@graph");
	if (graph) read_ld(a, graph, m, depth + 1);
	if (!is_article(json_object_get(v, "@type"))) return;
	json_t *part = json_object_get(v, "mainEntity");
	if (part) read_ld(a, part, m, depth + 1);
	if (!json_object_get(v, "headline")) return;
	set(&m->title, kept(a, json_object_get(v, "headline")));
	set(&m->published, kept(a, json_object_get(v, "datePublished")));
	set(&m->author, kept(a, json_object_get(v, "author")));
	set(&m->outlet, kept(a, json_object_get(v, "publisher")));
	set(&m->lang, kept(a, json_object_get(v, "inLanguage")));
	set(&m->credit, kept(a, json_object_get(v, "sourceOrganization")));
	set(&m->body, kept(a, json_object_get(v, "articleBody")));
}

static void read_script(arena *a, const GumboNode *n, page_meta *m)
{
	const GumboVector *c = &n->v.element.children;
	for (unsigned i = 0; i < c->length; i++) {
		const GumboNode *t = c->data[i];
		if (t->type != GUMBO_NODE_TEXT && t->type != GUMBO_NODE_CDATA) continue;
		json_t *v = json_loads(t->v.text.text, JSON_DISABLE_EOF_CHECK, NULL);
		if (v) read_ld(a, v, m, 0);
		json_decref(v);
	}
}

/* --- <meta>, <link>, <time> */
static void read_meta_tag(const GumboNode *n, page_meta *m)
{
	slice key = html_attr(n, "property"), value = html_attr(n, "content");
	if (!key.n) key = html_attr(n, "name");
	if (!key.n) key = html_attr(n, "itemprop");
	if (eq(key, "og:title") || eq(key, "twitter:title")) set(&m->title, value);
	else if (eq(key, "og:site_name") || eq(key, "application-name") || eq(key, "cre")) set(&m->outlet, value);
	else if (eq(key, "article:published_time") || eq(key, "datepublished") || eq(key, "og:article:published_time")
	         || eq(key, "date") || eq(key, "dc.date") || eq(key, "dc.date.issued") || eq(key, "dcterms.created")
	         || eq(key, "pubdate") || eq(key, "publishdate") || eq(key, "publish-date") || eq(key, "sailthru.date")
	         || eq(key, "parsely-pub-date") || eq(key, "originalpublicationdate"))
		set(&m->published, value);
	else if (eq(key, "author") || eq(key, "dc.creator") || eq(key, "byl") || eq(key, "parsely-author"))
		set(&m->author, value);
	else if (eq(key, "og:url")) set(&m->url, value);
	else if (eq(key, "article:source") || eq(key, "news_source") || eq(key, "syndication-source"))
		set(&m->credit, value);
}

/* The elements of the page itself, for what its head leaves open. */
typedef struct { slice h1, title, time, canonical, lang; } page_marks;

static void read_marks(arena *a, const GumboNode *n, page_marks *p)
{
	switch (n->v.element.tag) {
	case GUMBO_TAG_HTML: set(&p->lang, html_attr(n, "lang")); break;
	case GUMBO_TAG_H1: if (!p->h1.n) set(&p->h1, html_text(a, n)); break;
	case GUMBO_TAG_TITLE: if (!p->title.n) set(&p->title, html_text(a, n)); break;
	case GUMBO_TAG_TIME: set(&p->time, html_attr(n, "datetime")); break;
	case GUMBO_TAG_LINK: if (eq(html_attr(n, "rel"), "canonical")) set(&p->canonical, html_attr(n, "href")); break;
	default: break;
	}
}

/* "Quake hits town | The Daily", "Quake hits town - The Daily": the part before the last bar or dash, when it
 * is the longer one. */
static slice headline_of_title(slice s)
{
	for (size_t i = s.n; i-- > 1;) {
		if (i + 1 >= s.n || s.p[i] != ' ') continue;
		slice rest = slice_sub(s, i, s.n);
		bool mark = slice_starts(rest, S(" | ")) || slice_starts(rest, S(" - "))
		            || slice_starts(rest, S(" \xe2\x80\x93 ")) || slice_starts(rest, S(" \xe2\x80\x94 "));
		if (mark) return i > s.n / 2 ? slice_sub(s, 0, i) : s;
	}
	return s;
}

/* "Quake hits town - The Daily" as og:title of The Daily. */
static slice without_outlet(slice title, slice outlet)
{
	if (!outlet.n || title.n < outlet.n + 4) return title;
	slice tail = slice_sub(title, title.n - outlet.n, title.n);
	return slice_eq_fold(tail, outlet) ? headline_of_title(title) : title;
}

/* "By Reuters Staff": an author that is an agency is whom the article comes from. */
static void credit_from_author(arena *a, const line_rules *r, page_meta *m)
{
	slice agency = agencies_in(r, a, m->author);
	if (!m->credit.n) m->credit = agency;
	if (m->author.n > 3 && eq(slice_sub(m->author, 0, 3), "by ")) m->author = slice_sub(m->author, 3, m->author.n);
	/* Facebook's field for authors holds an address as often as a name. */
	if (slice_starts(m->author, S("http"))) m->author = S("");
}

void html_meta(arena *a, const line_rules *r, const GumboNode *root, page_meta *m)
{
	page_marks p = {0};
	for (const GumboNode *n = root; n; n = html_next(root, n, false)) {
		if (n->type != GUMBO_NODE_ELEMENT) continue;
		if (n->v.element.tag == GUMBO_TAG_SCRIPT && eq(html_attr(n, "type"), "application/ld+json"))
			read_script(a, n, m);
	}
	for (const GumboNode *n = root; n; n = html_next(root, n, false)) {
		if (n->type != GUMBO_NODE_ELEMENT) continue;
		if (n->v.element.tag == GUMBO_TAG_META) read_meta_tag(n, m);
		else read_marks(a, n, &p);
	}
	set(&m->title, p.h1), set(&m->title, headline_of_title(p.title));
	m->title = without_outlet(m->title, m->outlet);
	set(&m->published, p.time);
	if (p.canonical.n) m->url = p.canonical;
	if (p.lang.n) m->lang = p.lang;
	credit_from_author(a, r, m);
}
