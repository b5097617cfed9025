/* SPDX-License-Identifier: Apache-2.0
 *
 * dateline.c - the library's front: what the program knows (kb), one worker's workspace (lane), and the calls
 * of dateline.h that pass through several rooms. The map:
 *
 *   dl_read          src/read/read.c        bytes to documents
 *   dl_parse         src/text/parse.c       document to tokens, tags, tree, names
 *   dl_facts_find    src/facts/facts.c      tokens to mentions, attributions, reports
 *   dl_assemble      src/story/assemble.c   many documents' reports to events, accounts, standings
 *   dl_store_*       src/store/             one file of state
 */
#include "read/read.h"
#include "story/story.h"
#include "dateline_inner.h"

#include <stdlib.h>

dl_status dl_kb_open(const dl_kb_options *opt, dl_kb **out, dl_error *err)
{
	static const dl_kb_options none;
	if (!opt) opt = &none;
	dl_status st;
	dl_kb *kb = calloc(1, sizeof *kb);
	*out = NULL;
	if (!kb) return error_set(err, DL_NOMEM, "kb", 0, "out of memory");
	if ((st = text_model_open(opt->model, &kb->text, err)) != DL_OK) goto out;
	if (!slice_eq(text_model_language(kb->text), S("en"))) {
		st = error_set(err, DL_BAD, opt->model, 0, "weights of another language (%.*s): the rules read English",
		               PRS(text_model_language(kb->text)));
		goto out;
	}
	if ((st = facts_kb_open(opt, &kb->facts, err)) != DL_OK) goto out;
	*out = kb, kb = NULL;
out:
	dl_kb_close(kb);
	return st;
}

void dl_kb_close(dl_kb *kb)
{
	if (!kb) return;
	text_model_close(kb->text);
	facts_kb_close(kb->facts);
	free(kb);
}

dl_status dl_lane_new(const dl_kb *kb, dl_lane **out)
{
	dl_lane *l = calloc(1, sizeof *l);
	*out = NULL;
	if (!l) return DL_NOMEM;
	l->kb = kb;
	l->w = (workspace){arena_new(LANE_BLOCK_BYTES), arena_new(LANE_BLOCK_BYTES), &l->err};
	if (!l->w.out || !l->w.tmp) return dl_lane_free(l), DL_NOMEM;
	*out = l;
	return DL_OK;
}

void dl_lane_reset(dl_lane *l)
{
	arena_reset(l->w.out);
	arena_reset(l->w.tmp);
	l->err = (dl_error){0};
}

void dl_lane_free(dl_lane *l)
{
	if (!l) return;
	arena_free(l->w.out);
	arena_free(l->w.tmp);
	free(l);
}

/* Work that met a request that failed is not whole, whatever it says itself. */
static dl_status whole(dl_lane *l, dl_status st)
{
	return st == DL_OK && ran_out(&l->w) ? error_set(&l->err, DL_NOMEM, "lane", 0, "out of memory") : st;
}

const dl_error *dl_lane_error(const dl_lane *l) { return &l->err; }

/* doc, or where its maker set no blocks, *own: the same with those that dl_read() would find. */
static dl_status with_blocks(dl_lane *l, const dl_doc **doc, dl_doc *own)
{
	if ((*doc)->text.n > DL_TEXT_MAX_BYTES)
		return error_set(&l->err, DL_LIMIT, "text", 0, "over %u bytes", DL_TEXT_MAX_BYTES);
	if ((*doc)->n_blocks) return DL_OK;
	*own = **doc, *doc = own;
	dl_status st = read_blocks(l->w.out, own);
	return st == DL_OK ? st : error_set(&l->err, st, "text", 0, "out of memory");
}

dl_status dl_parse(dl_lane *l, const dl_doc *doc, dl_tokens *out)
{
	dl_doc own;
	*out = (dl_tokens){0};
	dl_status st = with_blocks(l, &doc, &own);
	if (st == DL_OK) st = text_parse(l->kb->text, doc, &l->w, out);
	return whole(l, st);
}

dl_status dl_facts_find(dl_lane *l, const dl_doc *doc, dl_facts *out)
{
	dl_doc own;
	dl_tokens tok;
	*out = (dl_facts){0};
	dl_status st = with_blocks(l, &doc, &own);
	if (st == DL_OK) st = dl_parse(l, doc, &tok);
	if (st == DL_OK) st = facts_find(l->kb->facts, doc, &tok, &l->w, out);
	if (st == DL_OK) st = story_sketch(doc, &tok, &l->w, out);
	return whole(l, st);
}

dl_status dl_assemble(dl_lane *l, const dl_doc *const *docs, const dl_facts *const *facts, uint32_t n, dl_assembly *out)
{
	return story_assemble(&l->w, &(story_docs){docs, facts, NULL, n, NULL}, NULL, out);
}
