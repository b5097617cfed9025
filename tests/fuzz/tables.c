/* SPDX-License-Identifier: Apache-2.0
 *
 * tables.c - fuzz the tables of rules that a user may give (--data, --actors): any bytes as one of them, beside the
 * first lines of the others. Tables that open must read a sentence without a fault; those that do not say why.
 */
#include "facts/facts.h"
#include "fuzz.h"
#include "dateline_inner.h"

#include <stdio.h>
#include <unistd.h>

#define KEPT_BYTES 3000u         /* of the other tables: opening them all takes 30 ms                            */

static const char *names[64];
static slice tables[64];
static uint32_t n_tables;
static char folder[64] = "/tmp/dateline-fuzz-XXXXXX", path[160];
static text_model *model;

static void table_write(uint32_t i, slice s)
{
	snprintf(path, sizeof path, "%s/%s", folder, names[i]);
	FILE *f = fopen(path, "wb");
	need(f != NULL);
	need(fwrite(s.p, 1, s.n, f) == s.n);
	need(fclose(f) == 0);
}

static void leave(void)
{
	for (uint32_t i = 0; i < n_tables; i++) snprintf(path, sizeof path, "%s/%s", folder, names[i]), unlink(path);
	rmdir(folder);
}

static void open_once(void)
{
	dl_error err;
	if (n_tables) return;
	need(mkdtemp(folder) != NULL);
	for (const embedded *e = embedded_files; e->name; e++) {
		if (!strstr(e->name, ".tsv") || n_tables == COUNT(names)) continue;
		slice s = {e->start, (size_t)(e->end - e->start)};
		bool whole = !strcmp(e->name, "lists.tsv") || !strcmp(e->name, "classes.tsv");  /* asked for by name */
		const char *nl = s.n > KEPT_BYTES && !whole ? memrchr(s.p, '\n', KEPT_BYTES) : NULL;
		if (nl) s.n = (size_t)(nl - s.p) + 1;
		names[n_tables] = e->name, tables[n_tables] = s;
		table_write(n_tables++, s);
	}
	need(text_model_open(NULL, &model, &err) == DL_OK);
	facts_kb *kb;                                                /* what is kept must do by itself */
	need(facts_kb_open(&(dl_kb_options){.data = folder}, &kb, &err) == DL_OK);
	facts_kb_close(kb);
	atexit(leave);
}

static void read_one(const facts_kb *kb)
{
	static char text[] = "At least 23 people were killed in Baghdad on Monday, medics told AFP. Police denied it.";
	dl_error err = {0};
	workspace w = {arena_new(0), arena_new(0), &err};
	dl_block block = {.at = {0, sizeof text - 1}};
	dl_doc doc = {.text = {text, sizeof text - 1}, .n_blocks = 1, .blocks = &block, .published_day = 19000,
	              .published_min = DL_MIN_NONE, .seen_min = DL_MIN_NONE};
	dl_tokens t;
	dl_facts f;
	need(text_parse(model, &doc, &w, &t) == DL_OK);
	need(facts_find(kb, &doc, &t, &w, &f) == DL_OK && facts_check(&f, doc.text, &err));
	arena_free(w.out);
	arena_free(w.tmp);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	facts_kb *kb = NULL;
	dl_error err = {0};
	if (!n) return 0;
	open_once();
	uint32_t which = data[0] % (n_tables + 1);
	slice s = {(const char *)data + 1, n - 1};
	dl_kb_options o = {.data = folder};
	uint32_t held = which < n_tables ? which : 0;
	table_write(held, s);
	if (which == n_tables) o.actors = path, o.data = NULL;
	if (facts_kb_open(&o, &kb, &err) == DL_OK) read_one(kb);
	else need(err.text[0] && !kb);
	facts_kb_close(kb);
	table_write(held, tables[held]);
	return 0;
}
