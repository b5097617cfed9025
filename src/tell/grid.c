/* SPDX-License-Identifier: Apache-2.0
 *
 * grid.c - the fact grid: fields of events by outlet, in the outlets' own words.
 *
 *   Supporters stormed the government palace                                    9c41
 *                │ Fox News            │ The Sun             │ BBC News
 *   ─────────────┼─────────────────────┼─────────────────────┼────────────────────
 *   where        │   the government    │ = Iraq's government │ > the Republican
 *    refined     │   palace            │   palace            │   Palace
 *
 * Columns are outlets in order of publication; when more of them than fit, the event is told in blocks. A cell holds
 * every account of that outlet, each with its mark; an empty cell is silence. The same cells are printed as JSON for
 * the page. Cost: accounts times outlets of one event.
 */
#include "tell/screen.h"

#include <stdio.h>
#include <stdlib.h>

#define LABEL_COLUMNS 13
#define CELL_COLUMNS  18     /* the narrowest that still reads; three outlets fit 80 columns                    */
#define CELL_LINES    5
#define OUTLETS_MAX   64

typedef struct {             /* doc: the first of the outlet; name may stand in label                       */
	uint32_t doc;
	slice    name;
	char     label[OUTLET_LABEL];
} outlet_column;
typedef struct { outlet_column v[OUTLETS_MAX]; uint32_t n; } outlet_columns;

static void column_add(const dl_assembly *a, uint32_t doc, outlet_columns *c)
{
	const dl_doc *d = a->docs[doc];
	bool seen = c->n == OUTLETS_MAX;
	for (uint32_t k = 0; k < c->n && !seen; k++) seen = doc_same_outlet(a->docs[c->v[k].doc], d);
	if (seen) return;
	outlet_column *x = &c->v[c->n++];
	x->doc = doc, x->name = outlet_label(d, x->label);
}

/* Those that tell the event; then those that tell one of its fields beside another event. */
static void columns_find(const dl_assembly *a, const dl_event *e, outlet_columns *c)
{
	c->n = 0;
	for (uint32_t i = 0; i < e->n_tellings; i++) column_add(a, a->tellings[e->first_telling + i].doc, c);
	for (uint32_t i = 0; i < e->n_fields; i++) {
		const dl_field *f = &a->fields[e->first_field + i];
		for (uint32_t k = 0; k < f->n_accounts; k++) {
			const dl_account *x = &a->accounts[f->first_account + k];
			for (uint32_t v = 0; v < x->n_vouchers; v++) column_add(a, a->vouchers[x->first_voucher + v].doc, c);
		}
	}
}

typedef struct { const char *sign, *word; ink i; } mark;

/* How an account, as this document tells it, stands among the field's. */
static mark mark_of(const dl_field *f, const dl_account *x, const dl_voucher *v)
{
	if (v->copy) return (mark){"c", "copy", INK_DIM};
	switch (x->verdict) {
	case 'r': return (mark){">", "refines", INK_PLAIN};
	case 's': return (mark){"<", "superseded", INK_DIM};
	case 'd': return (mark){"!", "disputes", INK_BAD};
	case 'o': return (mark){"~", "other scope", INK_PLAIN};
	case 'x': return (mark){"x", "set aside", INK_DIM};
	case 'c': return (mark){"=", "agrees", INK_PLAIN};
	}
	if (f->standing == DL_DISPUTED) return (mark){"!", "disputes", INK_BAD};
	if (f->standing == DL_REVISED) return (mark){"^", "revises", INK_NEWER};
	if (f->standing == DL_REFINED) return (mark){">", "refines", INK_PLAIN};
	if (x->n_outlets > 1) return (mark){"=", "agrees", INK_GOOD};
	return (mark){" ", "single", INK_PLAIN};
}

/* Who said it, when something beside it begins, what else was counted: not what is compared, unless it is in dispute,
 * changed, or told by several. */
bool field_beside(const dl_field *f)
{
	bool what = f->kind == DL_F_WHO || f->kind == DL_F_RECIPIENT || f->kind == DL_F_WHERE || f->kind == DL_F_WHEN
	            || f->kind == DL_F_OTHER;
	return what && f->of.n && (f->standing == DL_SINGLE || f->standing == DL_REFINED);
}

/* The fields of an event with what stands beside it behind them. One with nothing else has only that. */
static uint32_t rows_ordered(const dl_assembly *a, const dl_event *e, bool beside, uint32_t at)
{
	while (at < e->n_fields && field_beside(&a->fields[e->first_field + at]) != beside) at++;
	return at;
}

/* ---------------------------------------------------------------- a cell: its lines */
typedef struct { slice text; mark m; bool first; } cell_line;
typedef struct { cell_line v[CELL_LINES]; uint32_t n; bool more; } cell;

static void cell_add(cell *c, slice words, mark m, uint32_t columns)
{
	for (bool first = true; words.n; first = false) {
		if (c->n == CELL_LINES) {
			c->more = true;
			return;
		}
		c->v[c->n++] = (cell_line){screen_line(&words, columns - 2), m, first};
	}
}

static void cell_fill(cell *c, const dl_assembly *a, const dl_field *f, uint32_t doc, uint32_t columns)
{
	*c = (cell){0};
	for (uint32_t i = 0; i < f->n_accounts; i++) {
		const dl_account *x = &a->accounts[f->first_account + i];
		slice told[8];
		uint32_t n = 0;
		for (uint32_t k = 0; k < x->n_vouchers; k++) {
			const dl_voucher *v = &a->vouchers[x->first_voucher + k];
			slice words = voucher_words(a, v);
			bool seen = !doc_same_outlet(a->docs[v->doc], a->docs[doc]);
			for (uint32_t j = 0; j < n && !seen; j++) seen = slice_eq_fold(told[j], words);
			/* One outlet's second wording of the same value adds nothing to the cell. */
			if (seen || n) continue;
			told[n++] = words;
			cell_add(c, words, mark_of(f, x, v), columns);
		}
	}
}

static void cell_print(buf *b, const tell_options *o, const cell *c, uint32_t line, uint32_t columns, bool last)
{
	slice text = line < c->n ? c->v[line].text : S("");
	uint32_t used = 2 + screen_width(text);
	if (line >= c->n) {
		if (!last) screen_pad(b, columns);
		return;
	}
	const cell_line *l = &c->v[line];
	screen_text(b, o, l->m.i, cstr_of(l->first ? l->m.sign : " "));
	buf_putc(b, ' ');
	screen_text(b, o, l->m.i == INK_DIM ? INK_DIM : INK_PLAIN, text);
	if (c->more && line + 1 == c->n && used < columns) buf_puts(b, "…"), used++;
	if (!last && used < columns) screen_pad(b, columns - used);
}

/* ---------------------------------------------------------------- one block of one event */
typedef struct {
	const outlet_columns *c;
	uint32_t from, to, columns;
	const dl_field *before;
} block; /* before: row above */

static void rule_line(buf *b, const tell_options *o, const block *k)
{
	screen_ink(b, o, INK_DIM);
	for (uint32_t i = 0; i < LABEL_COLUMNS; i++) buf_puts(b, "─");
	for (uint32_t c = k->from; c < k->to; c++) {
		buf_puts(b, "┼");
		for (uint32_t i = 0; i < k->columns + 1; i++) buf_puts(b, "─");
	}
	screen_ink(b, o, INK_PLAIN);
	buf_putc(b, '\n');
}

static void bar(buf *b, const tell_options *o)
{
	screen_text(b, o, INK_DIM, S("│ "));
}

static void head_lines(buf *b, const dl_assembly *a, const tell_options *o, const block *k)
{
	slice rest[OUTLETS_MAX];
	bool more = true;
	for (uint32_t c = k->from; c < k->to; c++) rest[c] = k->c->v[c].name;
	for (int line = 0; more && line < 3; line++) {
		more = false;
		screen_pad(b, LABEL_COLUMNS);
		for (uint32_t c = k->from; c < k->to; c++) {
			slice s = screen_line(&rest[c], k->columns - 1);
			bar(b, o);
			screen_text(b, o, INK_BOLD, s);
			if (c + 1 < k->to) screen_pad(b, k->columns - screen_width(s));
			more |= rest[c].n > 0;
		}
		buf_putc(b, '\n');
	}
	screen_pad(b, LABEL_COLUMNS);
	for (uint32_t c = k->from; c < k->to; c++) {
		buf day = {0};
		put_published(&day, a->docs[k->c->v[c].doc]);
		bar(b, o);
		screen_text(b, o, INK_DIM, buf_slice(&day));
		if (c + 1 < k->to && day.n < k->columns) screen_pad(b, k->columns - (uint32_t)day.n);
		buf_end(b, &day);
	}
	buf_putc(b, '\n');
}

/* The row's name: the field, whom it counts, its standing, each on its own line. */
static uint32_t label_lines(const dl_field *f, slice lines[6])
{
	uint32_t n = 0;
	slice name = cstr_of(dl_field_name(f->kind)), of = f->of;
	lines[n++] = name;
	while (of.n && n < 4) lines[n++] = screen_line(&of, LABEL_COLUMNS - 2);
	lines[n++] = cstr_of(dl_standing_name(f->standing));
	return n;
}

/* Two values that only one origin gives each, of one kind: they share a row's name and need no rule between. */
static bool goes_on(const dl_field *before, const dl_field *f)
{
	return before && before->kind == f->kind && slice_eq(before->of, f->of) && before->standing == DL_SINGLE
	       && f->standing == DL_SINGLE;
}

/* "the desk: 14, typed by anna: the hospital corrected itself (decision 6)": no outlet's cell, over the whole width. */
static void typed_rows(buf *b, const dl_assembly *a, const dl_field *f, const tell_options *o)
{
	for (uint32_t i = 0; i < f->n_accounts; i++) {
		const dl_account *x = &a->accounts[f->first_account + i];
		buf line = {0};
		if (x->n_vouchers) continue;
		buf_printf(&line, "the desk: %.*s, %.*s", PRS(x->value), PRS(x->rule));
		screen_pad(b, LABEL_COLUMNS);
		bar(b, o);
		screen_wrap(b, o, buf_slice(&line), LABEL_COLUMNS + 2, LABEL_COLUMNS + 2);
		buf_putc(b, '\n');
		buf_end(b, &line);
	}
}

static bool is_typed(const dl_assembly *a, const dl_field *f)
{
	return f->typed && !a->accounts[f->first_account].n_vouchers;
}

/* True: something was printed. */
static bool field_rows(buf *b, const dl_assembly *a, const dl_field *f, const tell_options *o, const block *k)
{
	slice label[6];
	cell cells[OUTLETS_MAX];
	uint32_t n_label = goes_on(k->before, f) ? 0 : label_lines(f, label), lines = n_label;
	bool any = false;
	for (uint32_t c = k->from; c < k->to; c++) {
		cell_fill(&cells[c], a, f, k->c->v[c].doc, k->columns);
		lines = max_u32(lines, cells[c].n);
		any |= cells[c].n > 0;
	}
	if (!any && (k->from || !is_typed(a, f))) return false;
	if (n_label) rule_line(b, o, k);
	for (uint32_t i = 0; i < lines; i++) {
		slice l = i < n_label ? label[i] : S("");
		uint32_t indent = i > 0 && l.n;
		screen_pad(b, indent);
		screen_text(b, o, !i ? INK_BOLD : i + 1 == n_label ? standing_ink(f->standing) : INK_PLAIN, l);
		uint32_t used = indent + screen_width(l);
		screen_pad(b, used < LABEL_COLUMNS ? LABEL_COLUMNS - used : 0);
		for (uint32_t c = k->from; c < k->to; c++) {
			bar(b, o);
			cell_print(b, o, &cells[c], i, k->columns, c + 1 == k->to);
		}
		buf_putc(b, '\n');
	}
	if (!k->from) typed_rows(b, a, f, o);
	return true;
}

static void event_title(buf *b, const dl_event *e, const tell_options *o)
{
	char id[24];
	snprintf(id, sizeof id, "%08llx", (unsigned long long)(e->id >> 32));
	screen_ink(b, o, INK_BOLD);
	screen_wrap(b, o, e->what.n ? e->what : S("(no words)"), 10, 0);
	screen_ink(b, o, INK_PLAIN);
	buf_puts(b, "  ");
	screen_text(b, o, INK_DIM, cstr_of(id));
	buf_putc(b, '\n');
	buf_printf(b, "%s", dl_type_name(e->type));
	if (e->mode.n) buf_printf(b, "/%.*s", PRS(e->mode));
	if (e->modality) buf_printf(b, ", %s", dl_modality_name(e->modality));
	buf_puts(b, "; "), put_sources(b, e->n_outlets, e->n_origins);
	buf_putc(b, '\n');
}

static void event_grid(buf *b, const dl_assembly *a, const dl_event *e, const tell_options *o)
{
	outlet_columns cols;
	uint32_t width = o->width ? o->width : 120;
	columns_find(a, e, &cols);
	event_title(b, e, o);
	bool all = o->all || rows_ordered(a, e, false, 0) == e->n_fields;
	uint32_t fit = width > LABEL_COLUMNS + CELL_COLUMNS + 2 ? (width - LABEL_COLUMNS) / (CELL_COLUMNS + 2) : 1;
	/* Even blocks: five outlets of which four fit are told as three and two. */
	uint32_t blocks = (cols.n + fit - 1) / fit;
	uint32_t each = blocks ? (cols.n + blocks - 1) / blocks : 1;
	uint32_t wide = each ? (width - LABEL_COLUMNS) / each - 2 : CELL_COLUMNS;
	if (wide > 44) wide = 44;
	for (uint32_t from = 0; from < cols.n; from += each) {
		block k = {&cols, from, min_u32(cols.n, from + each), wide, NULL};
		if (from) buf_putc(b, '\n');
		head_lines(b, a, o, &k);
		for (int beside = 0; beside < (all ? 2 : 1); beside++)
			for (uint32_t i = 0; (i = rows_ordered(a, e, beside, i)) < e->n_fields; i++) {
				const dl_field *f = &a->fields[e->first_field + i];
				if (field_rows(b, a, f, o, &k)) k.before = f;
			}
	}
	uint32_t left = 0;
	for (uint32_t i = 0; !all && (i = rows_ordered(a, e, true, i)) < e->n_fields; i++) left++;
	if (!left) return;
	screen_ink(b, o, INK_DIM);
	buf_puts(b, "and "), put_many(b, left, "row"), buf_puts(b, " of what stands beside it (--all)\n");
	screen_ink(b, o, INK_PLAIN);
}

/* Of a story that several tell, what one of them tells alone has nothing beside it: one line is enough. */
static bool is_folded(const dl_story *s, const dl_event *e, const tell_options *o)
{
	return !o->all && s->n_outlets > 1 && e->n_outlets < 2;
}

/* Of the first `most` events that have a field. */
static void folded_events(buf *b, const dl_assembly *a, const dl_story *s, const tell_options *o, uint32_t most)
{
	uint32_t n = 0, seen = 0;
	for (uint32_t i = 0; i < s->n_events && seen < most; i++) {
		const dl_event *e = &a->events[s->first_event + i];
		outlet_columns cols;
		char id[24];
		if (!e->n_fields) continue;
		seen++;
		if (!is_folded(s, e, o)) continue;
		if (!n++) {
			buf_puts(b, "\n\n");
			screen_text(b, o, INK_BOLD, S("Told by one outlet alone"));
			buf_puts(b, " (--all sets them out)\n");
		}
		columns_find(a, e, &cols);
		snprintf(id, sizeof id, "  %08llx  ", (unsigned long long)(e->id >> 32));
		screen_text(b, o, INK_DIM, cstr_of(id));
		screen_wrap(b, o, e->what.n ? e->what : S("(no words)"), 12, 12);
		if (cols.n) {
			buf_puts(b, "\n            ");
			screen_text(b, o, INK_DIM, cols.v[0].name);
		}
		buf_putc(b, '\n');
	}
}

void tell_grid(buf *b, const dl_assembly *a, uint32_t story, const tell_options *o)
{
	const dl_story *s = &a->stories[story];
	uint32_t told = 0, seen = 0;
	for (uint32_t i = 0; i < s->n_events; i++) {
		const dl_event *e = &a->events[s->first_event + i];
		if (!e->n_fields) continue;
		if (o->most && seen == o->most) break;
		seen++;
		if (is_folded(s, e, o)) continue;
		if (told++) buf_puts(b, "\n\n");
		event_grid(b, a, e, o);
	}
	folded_events(b, a, s, o, seen);
	if (!seen) buf_puts(b, "No event of this story has a field.\n");
	else {
		buf_putc(b, '\n');
		screen_ink(b, o, INK_DIM);
		screen_wrap(b, o, S("= agrees   > refines   ^ revises   < superseded   ! disputes   ~ other scope   c copy   "
		                    "x set aside"), 0, 0);
		screen_ink(b, o, INK_PLAIN);
		buf_putc(b, '\n');
	}
}

/* ---------------------------------------------------------------- JSON: a row a line */
static void cell_json(buf *b, const dl_assembly *a, const dl_field *f, uint32_t doc)
{
	json_item(b);
	buf_putc(b, '[');
	for (uint32_t i = 0; i < f->n_accounts; i++) {
		const dl_account *x = &a->accounts[f->first_account + i];
		for (uint32_t k = 0; k < x->n_vouchers; k++) {
			const dl_voucher *v = &a->vouchers[x->first_voucher + k];
			if (!doc_same_outlet(a->docs[v->doc], a->docs[doc])) continue;
			dl_span at = voucher_span(a, v);
			json_item(b);
			buf_putc(b, '{');
			json_key_str(b, "words", voucher_words(a, v));
			json_key_str(b, "mark", cstr_of(mark_of(f, x, v).word));
			json_key_i64(b, "account", i + 1);
			json_key_str(b, "doc", a->docs[v->doc]->id);
			json_ends(b, at);
			buf_putc(b, '}');
		}
	}
	buf_putc(b, ']');
}

/* What people typed is nobody's cell. */
static void typed_json(buf *b, const dl_assembly *a, const dl_field *f)
{
	json_key(b, "typed");
	buf_putc(b, '[');
	for (uint32_t i = 0; i < f->n_accounts; i++) {
		const dl_account *x = &a->accounts[f->first_account + i];
		if (x->n_vouchers) continue;
		json_item(b);
		buf_putc(b, '{');
		json_key_str(b, "value", x->value);
		json_key_str(b, "rule", x->rule);
		json_key_i64(b, "account", i + 1);
		buf_putc(b, '}');
	}
	buf_putc(b, ']');
}

static void row_json(buf *b, const dl_assembly *a, const dl_event *e, uint32_t field, const outlet_columns *cols)
{
	const dl_field *f = &a->fields[e->first_field + field];
	buf_putc(b, '{');
	json_u64_hex(b, "event", e->id);
	json_key_str(b, "what", e->what);
	json_key_i64(b, "row", field + 1);
	json_key_str(b, "field", cstr_of(dl_field_name(f->kind)));
	if (f->of.n) json_key_str(b, "of", f->of);
	else json_key_null(b, "of");
	json_bool(b, "beside", field_beside(f));
	json_key_str(b, "standing", cstr_of(dl_standing_name(f->standing)));
	json_key_str(b, "rule", f->rule);
	json_key(b, "outlets");
	buf_putc(b, '[');
	for (uint32_t c = 0; c < cols->n; c++) json_item(b), json_str(b, cols->v[c].name);
	buf_putc(b, ']');
	typed_json(b, a, f);
	json_key(b, "cells");
	buf_putc(b, '[');
	for (uint32_t c = 0; c < cols->n; c++) cell_json(b, a, f, cols->v[c].doc);
	buf_puts(b, "]}\n");
}

void tell_grid_json(buf *b, const dl_assembly *a, uint32_t story, const tell_options *o)
{
	const dl_story *s = &a->stories[story];
	uint32_t told = 0;
	for (uint32_t i = 0; i < s->n_events; i++) {
		const dl_event *e = &a->events[s->first_event + i];
		outlet_columns cols;
		if (!e->n_fields) continue;
		if (o->most && told++ == o->most) break;
		columns_find(a, e, &cols);
		for (int beside = 0; beside < 2; beside++)
			for (uint32_t f = 0; (f = rows_ordered(a, e, beside, f)) < e->n_fields; f++) row_json(b, a, e, f, &cols);
	}
}
