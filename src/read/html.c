/* SPDX-License-Identifier: Apache-2.0
 *
 * html.c - a page of a news site to one draft.
 *
 * In: bytes of HTML5. Out: headline, paragraphs, captions as text with blocks; outlet, day, author, credit,
 * canonical address, language from the page's head. The text is made of the page's words with white space
 * made single, blocks parted by empty lines, headline first:
 *
 *      <h1>Quake hits town</h1><nav>...</nav><p>At least <b>3</b> died.</p>  ->  "Quake hits town\n\nAt least 3 died."
 *
 * Gumbo builds the tree as browsers do. A page nested deeper than any article is refused before it is parsed,
 * because freeing the tree recurses. Cost: linear in bytes; limits on bytes and depth.
 */
#include "read/html.h"

#include <ctype.h>
#include <stdlib.h>
#include <strings.h>

slice html_attr(const GumboNode *n, const char *name)
{
	if (n->type != GUMBO_NODE_ELEMENT && n->type != GUMBO_NODE_TEMPLATE) return S("");
	GumboAttribute *at = gumbo_get_attribute(&n->v.element.attributes, name);
	return at && at->value ? (slice){at->value, strlen(at->value)} : S("");
}

static const GumboVector *children_of(const GumboNode *n)
{
	if (n->type == GUMBO_NODE_DOCUMENT) return &n->v.document.children;
	return n->type == GUMBO_NODE_ELEMENT || n->type == GUMBO_NODE_TEMPLATE ? &n->v.element.children : NULL;
}

const GumboNode *html_next(const GumboNode *top, const GumboNode *n, bool skip)
{
	const GumboVector *c = skip ? NULL : children_of(n);
	if (c && c->length) return c->data[0];
	while (n != top && n->parent) {
		const GumboVector *sib = children_of(n->parent);
		if (sib && n->index_within_parent + 1 < sib->length) return sib->data[n->index_within_parent + 1];
		n = n->parent;
	}
	return NULL;
}

slice html_text(arena *a, const GumboNode *top)
{
	size_t n = 0;
	for (const GumboNode *x = top; x; x = html_next(top, x, false))
		if (x->type == GUMBO_NODE_TEXT || x->type == GUMBO_NODE_WHITESPACE) n += strlen(x->v.text.text) + 1;
	char *p = arena_alloc(a, n + 1);
	if (!p) return (slice){0};
	n = 0;
	for (const GumboNode *x = top; x; x = html_next(top, x, false)) {
		if (x->type != GUMBO_NODE_TEXT && x->type != GUMBO_NODE_WHITESPACE) continue;
		for (const char *s = x->v.text.text; *s; s++) {
			if (!isspace((unsigned char)*s)) p[n++] = *s;
			else if (n && p[n - 1] != ' ') p[n++] = ' ';
		}
	}
	return slice_trim((slice){p, n});
}

/* Tags that hold nothing, or whose end may be left out. */
static bool no_level(slice tag)
{
	static const char *const tags[] = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta",
	                                   "param", "source", "track", "wbr", "p", "li", "option", "tr", "td", "th",
	                                   "dt", "dd"};
	return slice_among_fold(tag, tags, COUNT(tags));
}

/* End tags of these close everything that is open inside; others (</b>, </span>) only themselves, and
 * nothing reaches out of a table. */
static bool closes_all(slice tag)
{
	static const char *const tags[] = {"div", "section", "article", "main", "header", "footer", "nav", "aside", "ul",
	                                   "ol", "dl", "blockquote", "figure", "form", "table", "body", "html"};
	return slice_among_fold(tag, tags, COUNT(tags));
}

typedef struct { uint32_t n; uint64_t tag[HTML_MAX_DEPTH + 1]; bool table[HTML_MAX_DEPTH + 1]; } open_tags;

static void close_tag(open_tags *o, slice tag, uint64_t h)
{
	bool table = slice_eq_fold(tag, S("table"));
	for (uint32_t i = o->n; i-- > 0;) {
		if (o->tag[i] == h) {
			if (closes_all(tag)) {
				o->n = i;
			} else {
				memmove(o->tag + i, o->tag + i + 1, (o->n - i - 1) * sizeof *o->tag);
				memmove(o->table + i, o->table + i + 1, (o->n - i - 1) * sizeof *o->table);
				o->n--;
			}
			return;
		}
		if (o->table[i] && !table) return;
	}
}

/* Is the page nested deeper than HTML_MAX_DEPTH? Counted from its tags, before any tree is built. */
static bool too_deep(slice s)
{
	open_tags o = {0};
	for (size_t i = 0; i + 1 < s.n; i++) {
		if (s.p[i] != '<') continue;
		bool closes = s.p[i + 1] == '/';
		size_t from = i + 1 + closes, j = from;
		char name[16];
		while (j < s.n && isalnum((unsigned char)s.p[j])) j++;
		slice tag = slice_sub(s, from, j);
		if (!tag.n || !isalpha((unsigned char)tag.p[0]) || no_level(tag)) continue;
		size_t n = line_fold(tag, name, sizeof name);
		uint64_t h = hash64(name, n, 0);
		const char *gt = memchr(s.p + j, '>', s.n - j);
		if (closes) close_tag(&o, tag, h);
		else if (!gt || gt[-1] != '/' || n < 4) {
			o.tag[o.n] = h, o.table[o.n] = slice_eq_fold(tag, S("table"));
			if (++o.n > HTML_MAX_DEPTH) return true;
		}
	}
	return false;
}

/* Blocks joined by empty lines. */
static bool join_blocks(arena *a, const page_blocks *in, draft *f)
{
	size_t n = 0;
	for (uint32_t i = 0; i < in->n; i++) n += in->v[i].text.n + 2;
	char *p = arena_alloc(a, n + 1);
	dl_block *b = ARENA_ARRAY(a, dl_block, in->n + 1);
	if (!p || !b) return false;
	n = 0;
	for (uint32_t i = 0; i < in->n; i++) {
		if (i) p[n++] = '\n', p[n++] = '\n';
		memcpy(p + n, in->v[i].text.p, in->v[i].text.n);
		b[i] = (dl_block){{(uint32_t)n, (uint32_t)(n + in->v[i].text.n)}, in->v[i].kind};
		n += in->v[i].text.n;
	}
	f->text = (slice){p, n}, f->blocks = b, f->n_blocks = in->n;
	return true;
}

static bool page_draft(dl_docs *d, const GumboNode *root, draft *f)
{
	page_meta m = {0};
	page_blocks main = {0}, all = {0};
	html_meta(d->tmp, &d->rules, root, &m);
	if (!html_main(d->tmp, root, &main)) return false;
	f->title = d->opt.title.n ? d->opt.title : m.title;
	f->outlet = d->opt.outlet.n ? d->opt.outlet : m.outlet;
	f->published = d->opt.published.n ? d->opt.published : m.published;
	f->url = d->opt.url.n ? d->opt.url : m.url;
	f->credit = d->opt.credit.n ? d->opt.credit : m.credit;
	f->author = m.author, f->lang = m.lang;
	if (!main.n && m.body.n) {
		f->text = m.body;
		return true;
	}
	if (!main.n) return true;
	/* The headline stands first once, wherever the page had it. */
	bool have = m.title.n == 0;
	for (uint32_t i = 0; i < main.n && !have; i++) have = main.v[i].kind == DL_BLOCK_TITLE;
	if (!have) {
		page_block *t = VEC_PUSH(d->tmp, &all);
		if (!t) return false;
		*t = (page_block){m.title, DL_BLOCK_TITLE};
	}
	for (uint32_t i = 0; i < main.n; i++) {
		page_block *b = VEC_PUSH(d->tmp, &all);
		if (!b) return false;
		*b = main.v[i];
	}
	return join_blocks(d->tmp, &all, f);
}

void html_read(dl_docs *d, slice bytes)
{
	draft f = {0};
	dl_error err = {0};
	slice page;
	if (bytes.n > HTML_MAX_BYTES) {
		docs_refuse(d, DL_LIMIT, 0, "a page of %zu bytes, over the limit of %u", bytes.n, HTML_MAX_BYTES);
		return;
	}
	if (to_utf8(d->tmp, bytes, declared_charset(bytes), &page, &f.mended, &err) != DL_OK) {
		docs_refuse(d, err.code, 0, "%s", err.text);
		return;
	}
	if (too_deep(page)) {
		docs_refuse(d, DL_LIMIT, 0, "a page nested over %u deep", HTML_MAX_DEPTH);
		return;
	}
	GumboOptions opt = kGumboDefaultOptions;
	opt.max_errors = 0;
	GumboOutput *tree = gumbo_parse_with_options(&opt, page.p, page.n);
	if (!tree) {
		d->nomem = true;
		return;
	}
	if (!page_draft(d, tree->document, &f)) d->nomem = true;
	else if (!slice_trim(f.text).n) docs_refuse(d, DL_BAD, 0, "a page without an article's text");
	else docs_add(d, &f);
	gumbo_destroy_output(&opt, tree);
}
