/* SPDX-License-Identifier: Apache-2.0
 *
 * stories.c - the list of stories, for a terminal and as JSON lines.
 */
#include "tell/screen.h"

#include <stdio.h>

static void put_counts(buf *b, const store_story *r)
{
	put_many(b, r->docs, "article"), buf_puts(b, ", ");
	put_sources(b, r->outlets, r->origins);
}

static void put_range(buf *b, const store_story *r)
{
	put_moment(b, r->first_min);
	if (r->last_min == r->first_min) return;
	buf_puts(b, " to ");
	put_moment(b, r->last_min);
}

/* A line of its own: with it the row would not fit 80 columns. */
static void put_figures(buf *b, const store_story *r, const tell_options *o)
{
	if (!r->figures.n && !r->disputes) return;
	buf_puts(b, "\n          ");
	screen_wrap(b, o, r->figures, 10, 10);
	if (!r->disputes) return;
	if (r->figures.n) buf_puts(b, "; ");
	screen_ink(b, o, INK_BAD);
	buf_printf(b, "%u disputed", r->disputes);
	screen_ink(b, o, INK_PLAIN);
}

void tell_stories(buf *b, const store_story *rows, uint32_t n, const tell_options *o)
{
	for (uint32_t i = 0; i < n; i++) {
		const store_story *r = &rows[i];
		char id[20];
		snprintf(id, sizeof id, "%08llx", (unsigned long long)(r->id >> 32));
		screen_text(b, o, INK_DIM, (slice){id, strlen(id)});
		buf_puts(b, "  ");
		screen_ink(b, o, INK_BOLD);
		screen_wrap(b, o, r->headline.n ? r->headline : S("(no headline)"), 10, 10);
		screen_ink(b, o, INK_PLAIN);
		buf line = {0};
		put_counts(&line, r);
		buf_puts(&line, "; ");
		put_range(&line, r);
		buf_puts(b, "\n          ");
		screen_wrap(b, o, buf_slice(&line), 10, 10);
		buf_end(b, &line);
		put_figures(b, r, o);
		buf_putc(b, '\n');
	}
}

void tell_stories_json(buf *b, const store_story *rows, uint32_t n)
{
	for (uint32_t i = 0; i < n; i++) {
		const store_story *r = &rows[i];
		buf_putc(b, '{');
		json_u64_hex(b, "story", r->id);
		json_key_str(b, "headline", r->headline);
		json_key_i64(b, "articles", r->docs);
		json_key_i64(b, "outlets", r->outlets);
		json_key_i64(b, "origins", r->origins);
		json_key_i64(b, "disputes", r->disputes);
		json_min(b, "first", r->first_min, false);
		json_min(b, "last", r->last_min, false);
		json_key_str(b, "figures", r->figures);
		buf_puts(b, "}\n");
	}
}
