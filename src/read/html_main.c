/* SPDX-License-Identifier: Apache-2.0
 *
 * html_main.c - where the main text of a page lies.
 *
 * In: the tree. Out: the blocks of the article, in order.
 *
 * 1. Walk the tree once. Text between two block-level tags is a run; navigation, forms, players, asides and
 *    elements whose class says "related", "share", "advert" ... are not entered.
 * 2. A run is worth its characters outside links when it is long (40) and less than a third of it is links:
 *    sentences are, menus are not. Worth adds up through the enclosing boxes.
 * 3. The article is the itemprop=articleBody, else the <article>, else the <main> that holds half of the
 *    page's worth, else the body; from there down into whichever box still holds 92 parts in 100.
 * 4. Runs inside it are given out, but for lists of links; a lone link between paragraphs is a LINK.
 *
 * When classes hide nearly everything ("content with-sidebar"), the walk is repeated without regard to them.
 * It knows no site by name. Cost: linear; the walk does not recurse.
 */
#include "read/html.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

typedef struct {
	const GumboNode *node;
	uint32_t parent, end;        /* boxes [own index, end) lie inside                                   */
	uint32_t good;               /* characters of sentences inside                                      */
	uint8_t  kind;               /* of the runs directly in it                                          */
	bool     hidden;             /* a figure: only its caption counts                                   */
	bool     container;          /* may be the article, other than <p> or <li>                          */
} box;

typedef struct {
	slice    text;
	uint32_t box, links;         /* links: characters inside <a>                                        */
	uint8_t  kind;
} run;

typedef struct {
	arena *a;
	bool use_classes;
	VEC(box) boxes;              /* entry 0: the document                                               */
	VEC(run) runs;
	char *p;                     /* all runs, one behind the other                                      */
	size_t n, from;              /* bytes written; start of the current run                             */
	uint32_t cur, links, in_link, in_article, breaks;
	bool nomem;
} walk;

/* --- names */
static bool has_word(slice list, const char *const *words, size_t n)
{
	for (size_t i = 0; i < list.n;) {
		while (i < list.n && !isalnum((unsigned char)list.p[i])) i++;
		size_t from = i;
		while (i < list.n && isalnum((unsigned char)list.p[i])) i++;
		for (size_t k = 0; k < n && i > from; k++)
			if (strlen(words[k]) == i - from && !strncasecmp(list.p + from, words[k], i - from)) return true;
	}
	return false;
}

/* Words of classes and ids for what is not the article. */
static const char *const aside_words[] = {
	"nav", "navbar", "navigation", "menu", "breadcrumb", "breadcrumbs", "sidebar", "related", "recirc",
	"recommended", "recommendations", "trending", "popular", "mostread", "share", "sharing", "sharebar", "social",
	"newsletter", "subscribe", "subscription", "signup", "promo", "promos", "promotion", "ad", "ads", "advert",
	"advertisement", "adslot", "sponsored", "sponsor", "outbrain", "taboola", "comments", "disqus", "cookie",
	"consent", "gdpr", "paywall", "modal", "popup", "overlay", "tags", "taglist", "pagination", "footer",
	"masthead", "toolbar", "hidden", "screenreader", "offscreen", "bio", "readmore", "morestories", "latest",
};
static const char *const caption_words[] = {"caption", "figcaption", "cutline", "captiontext"};
static const char *const byline_words[] = {"byline", "author", "authors", "reporter"};
static const char *const lede_words[] = {"standfirst", "dek", "subtitle", "lede", "lead", "summary", "subheadline",
                                         "deck", "intro"};
static const char *const aside_roles[] = {"navigation", "complementary", "banner", "contentinfo", "search", "dialog",
                                          "menu", "menubar", "toolbar"};

static bool dropped_tag(GumboTag t)
{
	switch (t) {
	case GUMBO_TAG_HEAD: case GUMBO_TAG_SCRIPT: case GUMBO_TAG_STYLE: case GUMBO_TAG_NOSCRIPT:
	case GUMBO_TAG_TEMPLATE: case GUMBO_TAG_NAV: case GUMBO_TAG_ASIDE: case GUMBO_TAG_FOOTER: case GUMBO_TAG_FORM:
	case GUMBO_TAG_BUTTON: case GUMBO_TAG_SELECT: case GUMBO_TAG_TEXTAREA: case GUMBO_TAG_IFRAME: case GUMBO_TAG_SVG:
	case GUMBO_TAG_MATH: case GUMBO_TAG_OBJECT: case GUMBO_TAG_EMBED: case GUMBO_TAG_AUDIO: case GUMBO_TAG_VIDEO:
	case GUMBO_TAG_CANVAS: case GUMBO_TAG_MENU: case GUMBO_TAG_LABEL: case GUMBO_TAG_INPUT:
		return true;
	default:
		return false;
	}
}

static bool block_tag(GumboTag t)
{
	switch (t) {
	case GUMBO_TAG_HTML: case GUMBO_TAG_BODY: case GUMBO_TAG_DIV: case GUMBO_TAG_SECTION: case GUMBO_TAG_ARTICLE:
	case GUMBO_TAG_MAIN: case GUMBO_TAG_HEADER: case GUMBO_TAG_P: case GUMBO_TAG_H1: case GUMBO_TAG_H2:
	case GUMBO_TAG_H3: case GUMBO_TAG_H4: case GUMBO_TAG_H5: case GUMBO_TAG_H6: case GUMBO_TAG_UL:
	case GUMBO_TAG_OL: case GUMBO_TAG_LI: case GUMBO_TAG_DL: case GUMBO_TAG_DT: case GUMBO_TAG_DD:
	case GUMBO_TAG_BLOCKQUOTE: case GUMBO_TAG_PRE: case GUMBO_TAG_FIGURE: case GUMBO_TAG_FIGCAPTION:
	case GUMBO_TAG_TABLE: case GUMBO_TAG_TBODY: case GUMBO_TAG_THEAD: case GUMBO_TAG_TR: case GUMBO_TAG_TD:
	case GUMBO_TAG_TH: case GUMBO_TAG_CENTER: case GUMBO_TAG_HR: case GUMBO_TAG_ADDRESS: case GUMBO_TAG_DETAILS:
	case GUMBO_TAG_SUMMARY: case GUMBO_TAG_FIELDSET: case GUMBO_TAG_UNKNOWN:
		return true;
	default:
		return false;
	}
}

static bool container_tag(GumboTag t)
{
	switch (t) {
	case GUMBO_TAG_BODY: case GUMBO_TAG_DIV: case GUMBO_TAG_SECTION: case GUMBO_TAG_ARTICLE: case GUMBO_TAG_MAIN:
	case GUMBO_TAG_HTML: case GUMBO_TAG_TABLE: case GUMBO_TAG_TBODY: case GUMBO_TAG_TR: case GUMBO_TAG_TD:
	case GUMBO_TAG_CENTER: case GUMBO_TAG_UNKNOWN:
		return true;
	default:
		return false;
	}
}

static bool never_dropped(GumboTag t)
{
	return t == GUMBO_TAG_HTML || t == GUMBO_TAG_BODY || t == GUMBO_TAG_MAIN || t == GUMBO_TAG_ARTICLE;
}

static bool dropped(const walk *w, const GumboNode *n)
{
	GumboTag t = n->v.element.tag;
	if (dropped_tag(t)) return true;
	if (never_dropped(t)) return false;
	if (t == GUMBO_TAG_HEADER && !w->in_article) return true;
	if (gumbo_get_attribute(&n->v.element.attributes, "hidden")) return true;
	if (slice_eq(html_attr(n, "aria-hidden"), S("true"))) return true;
	if (has_word(html_attr(n, "role"), aside_roles, COUNT(aside_roles))) return true;
	return w->use_classes && (has_word(html_attr(n, "class"), aside_words, COUNT(aside_words))
	                          || has_word(html_attr(n, "id"), aside_words, COUNT(aside_words)));
}

static uint8_t kind_of(const GumboNode *n, uint8_t outer)
{
	slice class = html_attr(n, "class");
	switch (n->v.element.tag) {
	case GUMBO_TAG_H1: return DL_BLOCK_TITLE;
	case GUMBO_TAG_H2: case GUMBO_TAG_H3: case GUMBO_TAG_H4: case GUMBO_TAG_H5: case GUMBO_TAG_H6:
		return has_word(class, lede_words, COUNT(lede_words)) ? DL_BLOCK_LEDE : DL_BLOCK_SUBHEAD;
	case GUMBO_TAG_LI: return DL_BLOCK_LIST;
	case GUMBO_TAG_FIGCAPTION: return DL_BLOCK_CAPTION;
	case GUMBO_TAG_ADDRESS: return DL_BLOCK_BYLINE;
	default: break;
	}
	if (!class.n) return outer;
	if (has_word(class, caption_words, COUNT(caption_words))) return DL_BLOCK_CAPTION;
	if (has_word(class, byline_words, COUNT(byline_words))) return DL_BLOCK_BYLINE;
	if (n->v.element.tag == GUMBO_TAG_P && has_word(class, lede_words, COUNT(lede_words))) return DL_BLOCK_LEDE;
	return outer;
}

/* --- runs */
#define SENTENCE_BYTES 40    /* "Share", "More from Politics" are shorter; paragraphs are longer                */

static uint32_t worth(const run *r)
{
	uint32_t n = (uint32_t)r->text.n;
	if (n < SENTENCE_BYTES || r->links * 3 > n || r->kind == DL_BLOCK_BYLINE) return 0;
	return n - r->links;
}

static void flush(walk *w)
{
	slice s = slice_trim((slice){w->p + w->from, w->n - w->from});
	const box *b = &w->boxes.v[w->cur];
	if (s.n && !b->hidden) {
		run *r = VEC_PUSH(w->a, &w->runs);
		if (r) {
			*r = (run){.text = s, .box = w->cur, .links = w->links, .kind = b->kind};
			if (r->kind == DL_BLOCK_BYLINE && s.n > 200) r->kind = DL_BLOCK_PARA;
			w->boxes.v[w->cur].good += worth(r);
		} else {
			w->nomem = true;
		}
	}
	w->from = w->n, w->links = 0, w->breaks = 0;
}

static void put_text(walk *w, const char *s)
{
	for (; *s; s++) {
		bool blank = isspace((unsigned char)*s);
		if (blank && (w->n == w->from || w->p[w->n - 1] == ' ' || w->p[w->n - 1] == '\n')) continue;
		w->p[w->n++] = blank ? ' ' : *s;
		w->links += w->in_link > 0;
		if (!blank) w->breaks = 0;
	}
}

static void line_break(walk *w)
{
	if (w->breaks++) flush(w);
	else if (w->n > w->from) w->p[w->n++] = '\n';
}

/* --- the walk */
static void enter_box(walk *w, const GumboNode *n)
{
	GumboTag t = n->v.element.tag;
	flush(w);
	box *b = VEC_PUSH(w->a, &w->boxes);
	if (!b) {
		w->nomem = true;
		return;
	}
	const box *up = &w->boxes.v[w->cur];
	*b = (box){.node = n, .parent = w->cur, .kind = kind_of(n, up->kind), .container = container_tag(t)};
	b->hidden = t == GUMBO_TAG_FIGURE || (up->hidden && b->kind != DL_BLOCK_CAPTION);
	w->cur = w->boxes.n - 1;
	w->in_article += t == GUMBO_TAG_ARTICLE || t == GUMBO_TAG_MAIN;
}

static void leave_box(walk *w, const GumboNode *n)
{
	GumboTag t = n->v.element.tag;
	flush(w);
	box *b = &w->boxes.v[w->cur];
	b->end = w->boxes.n;
	w->boxes.v[b->parent].good += b->good;
	w->cur = b->parent;
	w->in_article -= t == GUMBO_TAG_ARTICLE || t == GUMBO_TAG_MAIN;
}

/* False: nothing below n is wanted. */
static bool enter(walk *w, const GumboNode *n)
{
	if (n->type == GUMBO_NODE_TEXT || n->type == GUMBO_NODE_WHITESPACE || n->type == GUMBO_NODE_CDATA)
		put_text(w, n->v.text.text);
	if (n->type == GUMBO_NODE_DOCUMENT) return true;
	if (n->type != GUMBO_NODE_ELEMENT || dropped(w, n)) return false;
	if (n->v.element.tag == GUMBO_TAG_BR) line_break(w);
	else if (n->v.element.tag == GUMBO_TAG_A) w->in_link++;
	else if (block_tag(n->v.element.tag)) enter_box(w, n);
	return true;
}

static void leave(walk *w, const GumboNode *n)
{
	if (n->type != GUMBO_NODE_ELEMENT) return;
	if (n->v.element.tag == GUMBO_TAG_A) w->in_link--;
	else if (block_tag(n->v.element.tag)) leave_box(w, n);
}

static const GumboVector *children_of(const GumboNode *n)
{
	return n->type == GUMBO_NODE_DOCUMENT ? &n->v.document.children : &n->v.element.children;
}

static void walk_tree(walk *w, const GumboNode *root)
{
	const GumboNode *n = root;
	while (!w->nomem) {
		bool in = enter(w, n);
		if (in && children_of(n)->length) {
			n = children_of(n)->data[0];
			continue;
		}
		if (in) leave(w, n);
		for (;;) {
			const GumboNode *up = n->parent;
			if (n == root || !up) return;
			if (n->index_within_parent + 1 < children_of(up)->length) {
				n = children_of(up)->data[n->index_within_parent + 1];
				break;
			}
			leave(w, n = up);
		}
	}
}

static bool walk_init(walk *w, arena *a, const GumboNode *root, bool use_classes)
{
	size_t bytes = 1;
	for (const GumboNode *n = root; n; n = html_next(root, n, false)) {
		bool text = n->type == GUMBO_NODE_TEXT || n->type == GUMBO_NODE_WHITESPACE || n->type == GUMBO_NODE_CDATA;
		bytes += text ? strlen(n->v.text.text) : 1;
	}
	*w = (walk){.a = a, .use_classes = use_classes, .p = arena_alloc(a, bytes)};
	box *document = VEC_PUSH(a, &w->boxes);
	return w->p && document;
}

/* --- which box is the article */
static uint32_t most_of(const walk *w, bool (*is)(const GumboNode *))
{
	uint32_t best = 0;
	for (uint32_t i = 1; i < w->boxes.n; i++)
		if (is(w->boxes.v[i].node) && (!best || w->boxes.v[i].good > w->boxes.v[best].good)) best = i;
	return best && w->boxes.v[best].good * 2 >= w->boxes.v[0].good && w->boxes.v[best].good ? best : 0;
}

static bool is_body(const GumboNode *n)
{
	static const char *const names[] = {"articlebody"};
	return has_word(html_attr(n, "itemprop"), names, COUNT(names));
}
static bool is_article(const GumboNode *n) { return n->v.element.tag == GUMBO_TAG_ARTICLE; }
static bool is_main(const GumboNode *n) { return n->v.element.tag == GUMBO_TAG_MAIN; }

static uint32_t find_article(const walk *w)
{
	uint32_t top = most_of(w, is_body);
	if (!top) top = most_of(w, is_article);
	if (!top) top = most_of(w, is_main);
	for (uint32_t i = top + 1, end = top ? w->boxes.v[top].end : w->boxes.n; i < end; i++) {
		const box *b = &w->boxes.v[i];
		if (b->parent == top && b->container && b->good * 100 >= w->boxes.v[top].good * 92 && b->good)
			top = i, end = b->end;
	}
	return top;
}

/* Menus and teasers: short, and mostly links. */
static bool mostly_links(const run *r) { return r->text.n < 300 && r->links * 10 >= r->text.n * 6; }

static bool give(walk *w, uint32_t top, arena *a, page_blocks *out)
{
	uint32_t end = top ? w->boxes.v[top].end : w->boxes.n;
	bool titled = false;
	for (uint32_t i = 0; i < w->runs.n; i++) {
		const run *r = &w->runs.v[i];
		if (r->box < top || r->box >= end) continue;
		uint8_t kind = r->kind;
		if (mostly_links(r) && kind != DL_BLOCK_BYLINE && kind != DL_BLOCK_TITLE) {
			if (kind == DL_BLOCK_LIST || kind == DL_BLOCK_SUBHEAD || r->text.n < SENTENCE_BYTES / 2) continue;
			kind = DL_BLOCK_LINK;
		}
		if (kind == DL_BLOCK_TITLE && titled) kind = DL_BLOCK_SUBHEAD;
		titled |= kind == DL_BLOCK_TITLE;
		page_block *b = VEC_PUSH(a, out);
		if (!b) return false;
		*b = (page_block){r->text, kind};
	}
	return true;
}

#define ARTICLE_BYTES 250    /* less than this outside the hidden classes: look inside them too                */

bool html_main(arena *a, const GumboNode *root, page_blocks *out)
{
	walk w;
	if (!walk_init(&w, a, root, true)) return false;
	walk_tree(&w, root);
	if (!w.nomem && w.boxes.v[0].good < ARTICLE_BYTES) {
		walk all;
		if (!walk_init(&all, a, root, false)) return false;
		walk_tree(&all, root);
		if (all.nomem || all.boxes.v[0].good > w.boxes.v[0].good * 2) w = all;
	}
	if (w.nomem) return false;
	return !w.boxes.v[0].good || give(&w, find_article(&w), a, out);
}
