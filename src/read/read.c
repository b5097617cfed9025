/* SPDX-License-Identifier: Apache-2.0
 *
 * read.c - bytes of an input to documents.
 *
 * In: bytes and what the giver knows of them. Out: dl_docs, which owns the documents and the refusals.
 *
 *      bytes --read_sniff--> text | HTML | JSON lines
 *                 text  -> one draft: the whole of it, as published
 *                 HTML  -> one draft: main text and what the page's head says     (html.c)
 *                 JSON  -> a draft per object                                      (jsonl.c)
 *      draft --docs_add--> dl_doc: mended, dated, hashed, cut into blocks          (blocks.c)
 *
 * "BAGHDAD (AP) - Two soldiers were hurt." becomes a document with credit "Associated Press" and one block.
 * What cannot be read is a refusal (file, place, reason); the others go on. A day of publication that nobody
 * gives stays unknown. Cost: linear in bytes.
 */
#include "read/inner.h"

#include <stdio.h>
#include <stdlib.h>

static slice keep(dl_docs *d, slice s)
{
	if (!s.n) return (slice){"", 0};
	slice kept = arena_copy(d->a, s);
	if (!kept.p) d->nomem = true;
	return kept;
}

static dl_docs *docs_new(const dl_read_options *opt)
{
	static const dl_read_options none;
	if (!opt) opt = &none;
	dl_docs *d = calloc(1, sizeof *d);
	if (!d) return NULL;
	d->a = arena_new(0), d->tmp = arena_new(0);
	if (!d->a || !d->tmp) return dl_docs_free(d), NULL;
	d->opt = *opt;
	d->opt.outlet = keep(d, opt->outlet), d->opt.published = keep(d, opt->published);
	d->opt.url = keep(d, opt->url), d->opt.title = keep(d, opt->title);
	d->opt.credit = keep(d, opt->credit), d->opt.file = keep(d, opt->file);
	if (d->nomem || line_rules_open(d->a, &d->rules, NULL) != DL_OK) return dl_docs_free(d), NULL;
	return d;
}

void docs_refuse(dl_docs *d, dl_status code, uint64_t place, const char *fmt, ...)
{
	dl_error *e = VEC_PUSH(d->a, &d->refusals);
	if (!e) {
		d->nomem = true;
		return;
	}
	va_list ap;
	e->code = code, e->byte = place;
	snprintf(e->where, sizeof e->where, "%.*s", PRS(d->opt.file));
	va_start(ap, fmt);
	vsnprintf(e->text, sizeof e->text, fmt, ap);
	va_end(ap);
}

bool docs_full(const dl_docs *d) { return d->nomem || (d->opt.max_docs && d->docs.n >= d->opt.max_docs); }

/* The text with every invalid byte replaced; the bytes as they are when there is none. */
static slice mend(dl_docs *d, slice s, uint32_t *count)
{
	uint32_t n = 0;
	if (utf8_valid(s, NULL)) return keep(d, s);
	slice good = utf8_mend(d->a, s, &n);
	if (!good.p) d->nomem = true;
	*count += n;
	return good;
}

/* Metadata on one line: mended, white space trimmed. */
static slice mend_line(dl_docs *d, slice s)
{
	uint32_t ignored = 0;
	return slice_trim(mend(d, slice_trim(s), &ignored));
}

/* A figure alone is a text: a score, a ticker. */
static bool has_text(slice s)
{
	for (size_t i = 0; i < s.n;) {
		int len;
		uint32_t cp = utf8_next(s.p + i, s.p + s.n, &len);
		if (utf8_is_alpha(cp) || (cp >= '0' && cp <= '9')) return true;
		i += (size_t)len;
	}
	return false;
}

/* A day that cannot be read is not lost: it is kept among the unknown fields. */
static slice keep_unread_day(dl_docs *d, slice extra, slice published)
{
	buf b = {0};
	buf_puts(&b, "{");
	json_key_str(&b, "published", published);
	if (extra.n > 2) buf_putc(&b, ','), buf_put(&b, slice_sub(extra, 1, extra.n));
	else buf_putc(&b, '}');
	slice kept = b.failed ? (slice){0} : keep(d, buf_slice(&b));
	if (b.failed) d->nomem = true;
	buf_free(&b);
	return kept;
}

static void date_doc(dl_docs *d, dl_doc *doc, slice published)
{
	doc->published_day = DL_DAY_NONE, doc->published_min = DL_MIN_NONE;
	if (!published.n || when_parse(published, &doc->published_day, &doc->published_min)) return;
	doc->extra = keep_unread_day(d, doc->extra, published);
}

static dl_doc *doc_new(dl_docs *d, const draft *f)
{
	dl_doc *doc = ARENA_ARRAY(d->a, dl_doc, 1);
	if (!doc) return d->nomem = true, NULL;
	doc->mended = f->mended;
	doc->text = mend(d, f->text, &doc->mended);
	doc->id = mend_line(d, f->id), doc->outlet = mend_line(d, f->outlet);
	doc->credit = mend_line(d, f->credit), doc->title = mend_line(d, f->title);
	doc->url = mend_line(d, f->url), doc->lang = mend_line(d, f->lang);
	doc->author = mend_line(d, f->author), doc->extra = keep(d, f->extra);
	doc->file = d->opt.file;
	doc->seen_min = d->opt.seen_min ? d->opt.seen_min : DL_MIN_NONE;
	date_doc(d, doc, mend_line(d, f->published));
	doc->hash = hash_slice(doc->text);
	if (!doc->id.n) doc->id = arena_printf(d->a, "%016llx", (unsigned long long)doc->hash);
	if (!doc->id.p) d->nomem = true;
	return d->nomem ? NULL : doc;
}

void docs_add(dl_docs *d, const draft *f)
{
	draft whole = *f;
	if (!slice_trim(whole.text).n) whole.text = whole.title, whole.blocks = NULL;
	if (whole.text.n > DL_TEXT_MAX_BYTES) {
		docs_refuse(d, DL_LIMIT, f->place, "text of %zu bytes, over the limit of %u", whole.text.n,
		            DL_TEXT_MAX_BYTES);
		return;
	}
	if (!has_text(whole.text)) {
		docs_refuse(d, DL_BAD, f->place, "no text");
		return;
	}
	if (!reads_english(whole.text)) {
		docs_refuse(d, DL_BAD, f->place, "not in English, by its words: no other language is read");
		return;
	}
	dl_doc *doc = doc_new(d, &whole);
	if (!doc) return;
	/* Blocks of a page hold for its text only as long as no byte of it was replaced. */
	if (whole.blocks && doc->text.n == whole.text.n) {
		dl_block *b = ARENA_ARRAY(d->a, dl_block, whole.n_blocks);
		if (b) memcpy(b, whole.blocks, whole.n_blocks * sizeof *b);
		doc->blocks = b, doc->n_blocks = b ? whole.n_blocks : 0;
		if (!b) d->nomem = true;
	}
	if (blocks_find(&d->rules, d->a, doc) != DL_OK) d->nomem = true;
	dl_doc **at = VEC_PUSH(d->a, &d->docs);
	if (at) *at = doc;
	else d->nomem = true;
}

static void text_read(dl_docs *d, slice bytes)
{
	draft f = {.outlet = d->opt.outlet, .published = d->opt.published, .url = d->opt.url, .title = d->opt.title,
	           .credit = d->opt.credit};
	dl_error err = {0};
	if (to_utf8(d->tmp, bytes, S(""), &f.text, &f.mended, &err) != DL_OK) {
		docs_refuse(d, err.code, 0, "%s", err.text);
		return;
	}
	docs_add(d, &f);
}

dl_status dl_read(dl_slice bytes, const dl_read_options *opt, dl_docs **out)
{
	dl_docs *d = docs_new(opt);
	*out = NULL;
	if (!d) return DL_NOMEM;
	const char *other = foreign_kind(bytes);
	if (!bytes.n || !slice_trim(bytes).n) docs_refuse(d, DL_BAD, 0, "empty");
	else if (other) docs_refuse(d, DL_BAD, 0, "not an article: %s", other);
	else switch (read_sniff(bytes)) {
	case READ_JSONL: jsonl_read(d, bytes); break;
	case READ_HTML: html_read(d, bytes); break;
	case READ_CONLLU: docs_refuse(d, DL_BAD, 1, "not an article: CoNLL-U holds parsed sentences"); break;
	case READ_TEXT: text_read(d, bytes); break;
	}
	if (d->nomem) return dl_docs_free(d), DL_NOMEM;
	arena_free(d->tmp), d->tmp = NULL;
	*out = d;
	return DL_OK;
}

dl_status read_blocks(arena *a, dl_doc *doc)
{
	arena *tmp = arena_new(0);
	line_rules *r = tmp ? ARENA_ARRAY(tmp, line_rules, 1) : NULL;
	dl_status st = r ? line_rules_open(tmp, r, NULL) : DL_NOMEM;
	if (st == DL_OK) st = blocks_find(r, a, doc);
	arena_free(tmp);
	return st;
}

uint32_t dl_docs_count(const dl_docs *d) { return d->docs.n; }
const dl_doc *dl_docs_get(const dl_docs *d, uint32_t i) { return d->docs.v[i]; }
uint32_t dl_docs_refusals(const dl_docs *d) { return d->refusals.n; }
const dl_error *dl_docs_refusal(const dl_docs *d, uint32_t i) { return &d->refusals.v[i]; }

void dl_docs_free(dl_docs *d)
{
	if (!d) return;
	arena_free(d->a);
	arena_free(d->tmp);
	free(d);
}
