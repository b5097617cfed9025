/* SPDX-License-Identifier: Apache-2.0
 *
 * timeline.c - when it happened, beside when it was reported.
 *
 * Events in order of their best time; what has no known time comes last. The time is told in the account's own
 * grain ("29 August", "about 3 pm"), never finer.
 */
#include "tell/screen.h"

#include <stdio.h>
#include <stdlib.h>

typedef struct { const dl_event *e; uint32_t at; } row;

static int64_t when(const dl_event *e) { return e->from_min == DL_MIN_NONE ? INT64_MAX : e->from_min; }

static int cmp_row(const void *x, const void *y)
{
	const row *a = x, *b = y;
	int64_t s = when(a->e), t = when(b->e);
	if (s != t) return s < t ? -1 : 1;
	return (a->at > b->at) - (a->at < b->at);
}

/* The rows in order of time; the most important ones when there are too many. The caller frees *rows. */
static uint32_t rows_make(const dl_assembly *a, const dl_story *s, uint32_t most, row **rows)
{
	uint32_t n = most && s->n_events > most ? most : s->n_events;
	*rows = calloc(n + 1, sizeof **rows);
	if (!*rows) return 0;
	for (uint32_t i = 0; i < n; i++) (*rows)[i] = (row){&a->events[s->first_event + i], i};
	qsort(*rows, n, sizeof **rows, cmp_row);
	return n;
}

static const dl_field *field_of(const dl_assembly *a, const dl_event *e, unsigned kind)
{
	for (uint32_t i = 0; i < e->n_fields; i++)
		if (a->fields[e->first_field + i].kind == kind) return &a->fields[e->first_field + i];
	return NULL;
}

static slice when_words(const dl_assembly *a, const dl_event *e)
{
	const dl_field *f = field_of(a, e, DL_F_WHEN);
	return f && f->n_accounts ? a->accounts[f->first_account].value : S("");
}

static void put_when(buf *b, const dl_assembly *a, const dl_event *e)
{
	slice words = when_words(a, e);
	int32_t day;
	int64_t min;
	bool date = words.n && day_parse(words, &day, &min);
	/* Days and hours as in the brief; other words ("the weekend") as they were told. */
	if (date) put_moment(b, min != DL_MIN_NONE ? min : (int64_t)day * 1440);
	else if (words.n && e->from_min != DL_MIN_NONE) screen_words(b, words);
	else if (e->from_min != DL_MIN_NONE) put_moment(b, e->from_min);
	else buf_puts(b, "time not told");
}

static void put_heading(buf *b, const dl_assembly *a, const dl_event *e, const tell_options *o)
{
	const dl_field *f = field_of(a, e, DL_F_WHEN);
	buf when = {0};
	put_when(&when, a, e);
	screen_text(b, o, INK_BOLD, buf_slice(&when));
	buf_end(b, &when);
	if (!f || (f->standing != DL_REVISED && f->standing != DL_DISPUTED)) return;
	buf_puts(b, " (");
	screen_text(b, o, standing_ink(f->standing), cstr_of(dl_standing_name(f->standing)));
	buf_putc(b, ')');
}

void tell_timeline(buf *b, const dl_assembly *a, uint32_t story, const tell_options *o)
{
	row *rows;
	uint32_t n = rows_make(a, &a->stories[story], o->most, &rows);
	buf heading = {0};
	b->failed |= !rows;
	for (uint32_t i = 0; i < n; i++) {
		const dl_event *e = rows[i].e;
		const dl_doc *first = a->docs[a->tellings[e->first_telling].doc];
		buf line = {0};
		char id[16];
		snprintf(id, sizeof id, "%08llx", (unsigned long long)(e->id >> 32));
		put_heading(&line, a, e, o);
		/* A day is told once, over all that happened on it. */
		if (!slice_eq(buf_slice(&line), buf_slice(&heading))) {
			buf_put(b, buf_slice(&line));
			buf_putc(b, '\n');
			heading.n = 0;
			buf_put(&heading, buf_slice(&line));
		}
		buf_puts(b, "    ");
		line.n = 0;
		if (e->modality) buf_printf(&line, "[%s] ", dl_modality_name(e->modality));
		buf_put(&line, e->what);
		screen_wrap(b, o, buf_slice(&line), 4, 4);
		line.n = 0;
		buf_puts(b, "\n    ");
		buf_puts(&line, "reported by "), put_outlet_day(&line, first);
		if (e->n_outlets > 1)
			buf_printf(&line, ", and %u more outlet%s", e->n_outlets - 1, e->n_outlets == 2 ? "" : "s");
		buf_printf(&line, "  %s", id);
		screen_ink(b, o, INK_DIM);
		screen_wrap(b, o, buf_slice(&line), 4, 4);
		screen_ink(b, o, INK_PLAIN);
		buf_puts(b, "\n");
		buf_end(b, &line);
	}
	if (!n) buf_puts(b, "No event of this story has been read.\n");
	buf_end(b, &heading);
	free(rows);
}

void tell_timeline_json(buf *b, const dl_assembly *a, uint32_t story, const tell_options *o)
{
	char room[OUTLET_LABEL];
	row *rows;
	uint32_t n = rows_make(a, &a->stories[story], o->most, &rows);
	b->failed |= !rows;
	for (uint32_t i = 0; i < n; i++) {
		const dl_event *e = rows[i].e;
		uint32_t doc = a->tellings[e->first_telling].doc;
		const dl_doc *first = a->docs[doc];
		const dl_report *r = &a->facts[doc]->reports[a->tellings[e->first_telling].report];
		const dl_field *f = field_of(a, e, DL_F_WHEN);
		buf_putc(b, '{');
		json_u64_hex(b, "event", e->id);
		json_key_str(b, "type", cstr_of(dl_type_name(e->type)));
		json_key_str(b, "what", e->what);
		json_key_str(b, "modality", cstr_of(dl_modality_name(e->modality)));
		json_min(b, "from", e->from_min, false);
		json_min(b, "to", e->to_min, false);
		json_key_str(b, "when", when_words(a, e));
		json_key_str(b, "standing", cstr_of(f ? dl_standing_name(f->standing) : "none"));
		json_key_str(b, "outlet", outlet_label(first, room));
		json_min(b, "reported", first->published_min != DL_MIN_NONE ? first->published_min
		         : first->published_day != DL_DAY_NONE ? (int64_t)first->published_day * 1440 : DL_MIN_NONE,
		         first->published_min == DL_MIN_NONE);
		json_key_i64(b, "outlets", e->n_outlets);
		json_key_i64(b, "origins", e->n_origins);
		json_key_str(b, "doc", first->id);
		json_ends(b, r->trigger);
		buf_puts(b, "}\n");
	}
	free(rows);
}
