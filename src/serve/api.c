/* SPDX-License-Identifier: Apache-2.0
 *
 * api.c - the JSON API: each path opens the store for reading, assembles what is asked, and tells it.
 *
 * GET /api/story?id=9c41 gives {"story":"9c41...","headline":...,"documents":[...],"brief":[...],"grid":[...],
 * "timeline":[...],"disputed":[...]}: the same lines that the commands print with --json, as arrays. Cost: that of
 * the command of the same name, less the assembly when cache.c has it.
 */
#include "serve/inner.h"
#include "tell/json.h"

typedef struct {                 /* one request's own                                                           */
	cache    *c;
	dl_store *st;
	held     *made;
	const dl_assembly *a;    /* of made                                                                    */
	uint32_t  story;
	wanted    w;
	dl_error  err;
	dl_status rc;
} reading;

/* The store's messages follow its name: "dateline.db: has no story 9c41". Here it has no name to tell. */
static void fail(answer *out, dl_status rc, const dl_error *err)
{
	static const char *const verbs[] = {"has ", "is ", "cannot ", "was "};
	const char *front = "";
	unsigned status = rc == DL_MISSING ? 404 : rc == DL_USAGE ? 400 : rc == DL_BUSY || rc == DL_NOMEM ? 503 : 500;
	for (size_t i = 0; i < COUNT(verbs); i++)
		if (!strncmp(err->text, verbs[i], strlen(verbs[i]))) front = "the store ";
	answer_error(out, true, status, "%s%s", front, err->text[0] ? err->text : dl_status_name(rc));
}

static bool reading_open(reading *r, cache *c, int64_t as_of_min, answer *out)
{
	*r = (reading){.c = c, .w.as_of_min = as_of_min};
	r->rc = cache_version(c, &r->w.version, &r->err);
	if (r->rc == DL_OK) r->rc = dl_store_open(cache_path(c), true, &r->st, &r->err);
	if (r->rc == DL_OK) r->rc = dl_store_snapshot(r->st, &r->err);
	if (r->rc != DL_OK) fail(out, r->rc, &r->err);
	return r->rc == DL_OK;
}

static void reading_close(reading *r)
{
	cache_give_back(r->c, r->made);
	dl_store_close(r->st);
}

static bool read_id(reading *r)
{
	r->rc = cache_get(r->c, r->st, &r->w, &r->made, &r->story, &r->err);
	if (r->rc == DL_OK) r->a = held_assembly(r->made);
	return r->rc == DL_OK;
}

/* Assemble the part of the story (or event) that text names. */
static bool read_story(reading *r, slice text)
{
	r->rc = dl_store_find(r->st, text, &r->w.id, &r->err);
	return r->rc == DL_OK && read_id(r);
}

static void say(answer *out, buf *b)
{
	out->status = 200, out->type = "application/json", out->body = *b;
	*b = (buf){0};
}

/* "key":[...] of JSON lines. A line end cannot be inside a line: strings escape theirs. */
static void key_lines(buf *b, const char *key, buf *lines)
{
	json_key(b, key);
	buf_putc(b, '[');
	for (size_t i = 0; i + 1 < lines->n; i++)
		if (lines->p[i] == '\n') lines->p[i] = ',';
	buf_put(b, slice_sub(buf_slice(lines), 0, lines->n ? lines->n - 1 : 0));
	buf_putc(b, ']');
	b->failed |= lines->failed;
	buf_free(lines);
	*lines = (buf){0};
}

static void call_stories(cache *c, const asked *q, answer *out)
{
	reading r;
	store_story *rows;
	uint32_t n;
	dl_lane *lane = NULL;
	arena *mem = arena_new(0);
	if (!reading_open(&r, c, q->as_of_min, out)) goto end;
	r.rc = mem ? dl_lane_new(NULL, &lane) : DL_NOMEM;
	if (r.rc == DL_OK) r.rc = dl_store_stories(r.st, lane, q->as_of_min, mem, &rows, &n, &r.err);
	if (r.rc != DL_OK) {
		fail(out, r.rc, &r.err);
		goto end;
	}
	buf b = {0}, lines = {0};
	uint32_t from = min_u32(q->from, n);
	tell_stories_json(&lines, rows + from, min_u32(q->most, n - from));
	buf_putc(&b, '{');
	json_key_i64(&b, "format", DL_FORMAT);
	json_key_i64(&b, "total", n);
	json_key_i64(&b, "from", from);
	key_lines(&b, "stories", &lines);
	buf_puts(&b, "}\n");
	say(out, &b);
end:
	reading_close(&r);
	dl_lane_free(lane);
	arena_free(mem);
}

static void call_story(cache *c, const asked *q, answer *out)
{
	static const struct {
		const char *key;
		void (*tell)(buf *, const dl_assembly *, uint32_t, const tell_options *);
	} parts[] = {
		{"brief", tell_brief_json}, {"grid", tell_grid_json}, {"timeline", tell_timeline_json},
		{"disputed", tell_disputes_json},
	};
	reading r;
	const tell_options all = {0};
	if (reading_open(&r, c, q->as_of_min, out) && !read_story(&r, q->id)) fail(out, r.rc, &r.err);
	if (r.rc == DL_OK) {
		buf b = {0}, lines = {0};
		tell_story_head_json(&b, r.a, r.story);
		if (b.n) b.n--;          /* its closing brace: the parts go inside                              */
		json_min(&b, "as_of", q->as_of_min, false);
		for (size_t i = 0; i < COUNT(parts); i++) {
			parts[i].tell(&lines, r.a, r.story, &all);
			key_lines(&b, parts[i].key, &lines);
		}
		buf_puts(&b, "}\n");
		say(out, &b);
	}
	reading_close(&r);
}

/* The document with that id, of that outlet when it is told: in the story first, then in the assembly. */
static bool doc_find(const dl_assembly *a, uint32_t story, const asked *q, uint32_t *at)
{
	for (int pass = 0; pass < 2; pass++)
		for (uint32_t i = 0; i < a->n_docs; i++) {
			if (!slice_eq(a->docs[i]->id, q->id) || (!pass && a->places[i].story != story)) continue;
			if (q->outlet.n && !slice_eq(a->docs[i]->outlet, q->outlet)) continue;
			return *at = i, true;
		}
	return false;
}

static void call_article(cache *c, const asked *q, answer *out)
{
	reading r;
	uint32_t doc = 0;
	if (!reading_open(&r, c, q->as_of_min, out)) goto end;
	if (q->story.n) r.rc = dl_store_find(r.st, q->story, &r.w.id, &r.err);
	else r.rc = dl_store_story_of(r.st, q->id, &r.w.id, &r.err);
	if (r.rc == DL_OK && read_id(&r) && !doc_find(r.a, r.story, q, &doc))
		r.rc = error_set(&r.err, DL_MISSING, "", 0, "the story has no such article, or it was not published by then");
	if (r.rc != DL_OK) {
		fail(out, r.rc, &r.err);
		goto end;
	}
	buf b = {0};
	tell_article_json(&b, r.a, doc);
	buf_putc(&b, '\n');
	say(out, &b);
end:
	reading_close(&r);
}

static void call_explain(cache *c, const asked *q, answer *out)
{
	reading r;
	size_t dot;
	const tell_options plain = {0};
	slice head = slice_find(q->id, S("."), &dot) ? slice_sub(q->id, 0, dot) : q->id;
	buf b = {0}, text = {0};
	if (!head.n) {
		answer_error(out, true, 400, "the query is wrong: id is that of an event, field or account");
		return;
	}
	if (reading_open(&r, c, q->as_of_min, out) && !read_story(&r, head)) fail(out, r.rc, &r.err);
	if (r.rc == DL_OK && !tell_explain(&text, r.a, r.story, q->id, &plain))
		answer_error(out, true, 404, "the story has no event, field or account with that id");
	else if (r.rc == DL_OK) {
		buf_putc(&b, '{');
		json_key_str(&b, "id", q->id);
		json_key_str(&b, "text", buf_slice(&text));
		buf_puts(&b, "}\n");
		b.failed |= text.failed;
		say(out, &b);
	}
	buf_free(&text);
	reading_close(&r);
}

const api_row *api_find(slice path)
{
	static const api_row rows[] = {
		{{"/api/stories", 12}, "from most as-of ", NULL, call_stories},
		{{"/api/story", 10}, "id as-of ", "id", call_story},
		{{"/api/article", 12}, "id story outlet as-of ", "id", call_article},
		{{"/api/explain", 12}, "id as-of ", "id", call_explain},
	};
	for (size_t i = 0; i < COUNT(rows); i++)
		if (slice_eq(rows[i].path, path)) return &rows[i];
	return NULL;
}
