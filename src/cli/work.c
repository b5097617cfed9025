/* SPDX-License-Identifier: Apache-2.0
 *
 * work.c - what several commands do: lanes over threads, facts of a batch, opening the store, telling one story.
 */
#include "cli/cli.h"

#include <stdlib.h>
#include <unistd.h>

#define THREADS_MAX 256u

int workers_open(workers *w, const dl_kb_options *opt, uint32_t threads)
{
	dl_error err = {0};
	*w = (workers){.n = threads < 1 ? 1 : threads > THREADS_MAX ? THREADS_MAX : threads};
	if (opt && dl_kb_open(opt, &w->kb, &err) != DL_OK) return cli_fail(&err);
	w->lanes = calloc(w->n, sizeof *w->lanes);
	for (uint32_t i = 0; w->lanes && i < w->n; i++)
		if (dl_lane_new(w->kb, &w->lanes[i]) != DL_OK) return cli_say("out of memory"), CLI_OUTPUT;
	if (!w->lanes) return cli_say("out of memory"), CLI_OUTPUT;
	return CLI_OK;
}

void workers_close(workers *w)
{
	for (uint32_t i = 0; w->lanes && i < w->n; i++) dl_lane_free(w->lanes[i]);
	free(w->lanes);
	dl_kb_close(w->kb);
	*w = (workers){0};
}

typedef struct { workers *w; const batch *b; found *out; } facts_job;

static void facts_one(void *ctx, uint32_t lane, uint32_t i)
{
	facts_job *j = ctx;
	dl_lane *l = j->w->lanes[lane];
	found *o = &j->out[i];
	dl_facts f;
	dl_lane_reset(l);
	dl_status st = dl_facts_find(l, j->b->docs[i], &f);
	if (st != DL_OK) {
		o->err = *dl_lane_error(l), o->err.code = st;
		return;
	}
	size_t n = dl_facts_packed_bytes(&f);
	if (!(o->block = malloc(n + 8))) {
		error_set(&o->err, DL_NOMEM, "facts", 0, "out of memory");
		return;
	}
	dl_facts_pack(&f, o->block);
	dl_facts_unpack(o->block, n, &o->facts, &o->err);
}

int work_facts(workers *w, const batch *b, found *out)
{
	facts_job j = {w, b, out};
	int rc = CLI_OK;
	if (threads_map(w->n, b->n, facts_one, &j) != DL_OK) return cli_say("out of memory"), CLI_OUTPUT;
	for (uint32_t i = 0; i < b->n; i++) {
		if (!out[i].err.code) continue;
		cli_say("%.*s: %.*s: %s", PRS(b->docs[i]->file), PRS(b->docs[i]->id), out[i].err.text);
		rc = cli_worse(rc, out[i].err.code == DL_NOMEM ? CLI_OUTPUT : CLI_UNREAD);
	}
	return rc;
}

void found_free(found *f, uint32_t n)
{
	for (uint32_t i = 0; f && i < n; i++) free(f[i].block);
	free(f);
}

/* The folder too: the database keeps its log there. */
static bool may_write(const char *path)
{
	const char *slash = strrchr(path, '/');
	char *folder = slash ? strndup(path, (size_t)(slash - path) + 1) : NULL;
	bool may = access(path, W_OK) == 0 && access(slash ? folder ? folder : path : ".", W_OK) == 0;
	free(folder);
	return may;
}

int work_store(const cli *c, const char *path, dl_store **st, workers *w)
{
	dl_error err = {0};
	store_size size;
	int rc = workers_open(w, NULL, 1);
	*st = NULL;
	if (rc != CLI_OK) return rc;
	if (access(path, F_OK) != 0) {
		cli_say("%s: there is no store; dateline add makes one", path);
		return CLI_UNREAD;
	}
	bool writable = may_write(path);
	if (dl_store_open(path, !writable, st, &err) != DL_OK) return cli_fail(&err);
	if (dl_store_size(*st, &size, &err) != DL_OK) return cli_fail(&err);
	if (!size.stale) return CLI_OK;
	dl_status told = writable ? dl_store_refresh(*st, w->lanes, w->n, NULL, NULL, &err) : DL_IO;
	if (told == DL_IO || told == DL_BUSY)
		cli_say("%s: some documents are not told yet, because it cannot be written now", path);
	else if (told != DL_OK) return cli_fail(&err);
	(void)c;
	return CLI_OK;
}

int work_writable(const char *path, dl_store **st, workers *w)
{
	dl_error err = {0};
	int rc = workers_open(w, NULL, 1);
	*st = NULL;
	if (rc != CLI_OK) return rc;
	if (access(path, F_OK) != 0) return cli_say("%s: there is no store; dateline add makes one", path), CLI_UNREAD;
	return dl_store_open(path, false, st, &err) == DL_OK ? CLI_OK : cli_unwritten(&err);
}

int work_open(const char *path, uint32_t memory_mb, dl_store **st)
{
	dl_error err = {0};
	*st = NULL;
	if ((uint64_t)memory_mb << 20 < STORE_MEMORY_LEAST)
		return cli_say("--memory %u: %llu MB are the least", memory_mb, STORE_MEMORY_LEAST >> 20), CLI_USAGE;
	if (dl_store_open(path, false, st, &err) != DL_OK) return cli_unwritten(&err);
	return dl_store_memory(*st, (uint64_t)memory_mb << 20, &err) == DL_OK ? CLI_OK : cli_unwritten(&err);
}

static bool story_disputed(const dl_assembly *a, uint32_t story)
{
	const dl_story *s = &a->stories[story];
	for (uint32_t e = 0; e < s->n_events; e++) {
		const dl_event *ev = &a->events[s->first_event + e];
		for (uint32_t f = 0; f < ev->n_fields; f++)
			if (a->fields[ev->first_field + f].standing == DL_DISPUTED) return true;
	}
	return false;
}

static int tell_one(const cli *c, const story_args *a, dl_store *st, dl_lane *lane, teller text, teller json)
{
	dl_error err = {0};
	dl_assembly as;
	uint64_t id;
	uint32_t story;
	buf b = {0};
	bool lines = cli_wants_json(c, a->json, a->plain);
	tell_options o = {.width = c->width, .colour = c->colour, .most = a->most, .words = a->words, .all = a->all};
	if (dl_store_find(st, cstr(c->n_operands ? c->operands[0] : ""), &id, &err) != DL_OK) return cli_fail(&err);
	if (dl_store_assemble(st, lane, id, a->as_of, &as, &story, &err) != DL_OK) return cli_fail(&err);
	(lines ? json : text)(&b, &as, story, &o);
	int rc = cli_flush(&b);
	return a->fail_on && story_disputed(&as, story) ? cli_worse(rc, CLI_DISPUTED) : rc;
}

int work_story(const cli *c, const story_args *a, teller text, teller json)
{
	workers w = {0};
	dl_store *st = NULL;
	if (c->n_operands > 1) return cli_say("%s takes one story", c->cmd->name), CLI_USAGE;
	if (a->fail_on && strcmp(a->fail_on, "disputed")) return cli_say("--fail-on knows only \"disputed\""), CLI_USAGE;
	int rc = work_store(c, a->store, &st, &w);
	if (rc == CLI_OK) rc = tell_one(c, a, st, w.lanes[0], text, json);
	dl_store_close(st);
	workers_close(&w);
	return rc;
}
