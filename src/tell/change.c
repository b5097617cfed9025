/* SPDX-License-Identifier: Apache-2.0
 *
 * change.c - what changed between two moments: events that became known, fields whose best value or standing moved.
 *
 * A state keeps, for every field of every event, its best account in words with the passage that is newest among
 * those that vouch for it: that passage is the cause when the field differs from the state before.
 */
#include "tell/screen.h"

#include <stdio.h>
#include <stdlib.h>

typedef struct {
	uint64_t event;
	slice    field, of, value, what;     /* field empty: the event itself                                  */
	slice    standing, rule;
	slice    doc, outlet, quote;         /* the cause                                                      */
	dl_span  at;
} fact;

struct tell_state { arena *a; VEC(fact) v; };

static bool cause_set(tell_state *s, fact *f, const dl_assembly *a, uint32_t doc, dl_span at)
{
	const dl_doc *d = a->docs[doc];
	char room[OUTLET_LABEL];
	f->doc = arena_copy(s->a, d->id), f->outlet = arena_copy(s->a, outlet_label(d, room));
	f->quote = arena_copy(s->a, span_text(d->text, at)), f->at = at;
	return f->doc.p && f->outlet.p && f->quote.p;
}

static bool field_add(tell_state *s, const dl_assembly *a, const dl_event *e, const dl_field *fl)
{
	if (!fl->n_accounts || !a->accounts[fl->first_account].n_vouchers) return true;
	const dl_account *x = &a->accounts[fl->first_account];
	const dl_voucher *v = &a->vouchers[x->first_voucher];
	for (uint32_t i = 1; i < x->n_vouchers; i++)
		if (a->vouchers[x->first_voucher + i].doc > v->doc) v = &a->vouchers[x->first_voucher + i];
	fact *f = VEC_PUSH(s->a, &s->v);
	if (!f) return false;
	*f = (fact){.event = e->id, .field = cstr_of(dl_field_name(fl->kind)), .of = arena_copy(s->a, fl->of),
	            .value = arena_copy(s->a, x->value), .what = arena_copy(s->a, e->what),
	            .standing = cstr_of(dl_standing_name(fl->standing)), .rule = arena_copy(s->a, fl->rule)};
	return cause_set(s, f, a, v->doc, voucher_span(a, v));
}

static bool event_add(tell_state *s, const dl_assembly *a, const dl_event *e)
{
	const dl_telling *t = &a->tellings[e->first_telling + (e->n_tellings ? e->n_tellings - 1 : 0)];
	fact *f = VEC_PUSH(s->a, &s->v);
	if (!f) return false;
	*f = (fact){.event = e->id, .what = arena_copy(s->a, e->what), .standing = cstr_of(dl_modality_name(e->modality))};
	if (e->n_tellings && !cause_set(s, f, a, t->doc, a->facts[t->doc]->reports[t->report].trigger)) return false;
	for (uint32_t i = 0; i < e->n_fields; i++)
		if (!field_add(s, a, e, &a->fields[e->first_field + i])) return false;
	return true;
}

tell_state *tell_state_new(const dl_assembly *a, uint32_t story)
{
	const dl_story *st = &a->stories[story];
	tell_state *s = calloc(1, sizeof *s);
	if (!s || !(s->a = arena_new(0))) return free(s), NULL;
	for (uint32_t i = 0; i < st->n_events; i++)
		if (!event_add(s, a, &a->events[st->first_event + i])) return tell_state_free(s), NULL;
	if (!arena_ran_out(s->a)) return s;
	tell_state_free(s);
	return NULL;
}

void tell_state_free(tell_state *s)
{
	if (!s) return;
	arena_free(s->a);
	free(s);
}

static const fact *fact_find(const tell_state *s, const fact *f)
{
	for (uint32_t i = 0; s && i < s->v.n; i++) {
		const fact *g = &s->v.v[i];
		if (g->event == f->event && slice_eq(g->field, f->field) && slice_eq(g->of, f->of)) return g;
	}
	return NULL;
}

static bool moved(const fact *old, const fact *now)
{
	return !old || (now->field.n && (!slice_eq(old->value, now->value) || !slice_eq(old->standing, now->standing)));
}

static void put_fact(buf *b, const fact *old, const fact *f, const tell_options *o)
{
	buf line = {0};
	if (!f->field.n) buf_printf(&line, "new: %.*s", PRS(f->what));
	else buf_printf(&line, "%.*s%s%.*s%s: ", PRS(f->field), f->of.n ? " (" : "", PRS(f->of), f->of.n ? ")" : "");
	if (old && !slice_eq(old->value, f->value)) buf_printf(&line, "%.*s → ", PRS(old->value));
	if (f->field.n) buf_printf(&line, "%.*s", PRS(f->value));
	if (f->field.n && (!old || !slice_eq(old->standing, f->standing))) buf_printf(&line, " [%.*s]", PRS(f->standing));
	buf_puts(b, f->field.n ? "    " : "  ");
	screen_wrap(b, o, buf_slice(&line), f->field.n ? 4 : 2, f->field.n ? 6 : 4);
	line.n = 0;
	buf_printf(&line, "%.*s: “", PRS(f->outlet));
	screen_words(&line, f->quote);
	buf_printf(&line, "”  %08llx", (unsigned long long)(f->event >> 32));
	buf_puts(b, "\n      ");
	screen_ink(b, o, INK_DIM);
	screen_wrap(b, o, buf_slice(&line), 6, 6);
	screen_ink(b, o, INK_PLAIN);
	buf_putc(b, '\n');
	buf_end(b, &line);
}

void tell_change(buf *b, const tell_state *before, const tell_state *now, int64_t at_min, const tell_options *o)
{
	bool any = false;
	for (uint32_t i = 0; i < now->v.n; i++) {
		const fact *old = fact_find(before, &now->v.v[i]);
		if (!moved(old, &now->v.v[i])) continue;
		if (!any) {
			screen_ink(b, o, INK_BOLD);
			put_moment(b, at_min);
			screen_ink(b, o, INK_PLAIN);
			buf_putc(b, '\n');
		}
		any = true;
		put_fact(b, old, &now->v.v[i], o);
	}
}

void tell_change_json(buf *b, const tell_state *before, const tell_state *now, int64_t at_min)
{
	for (uint32_t i = 0; i < now->v.n; i++) {
		const fact *f = &now->v.v[i], *old = fact_find(before, f);
		if (!moved(old, f)) continue;
		buf_putc(b, '{');
		json_min(b, "at", at_min, false);
		json_u64_hex(b, "event", f->event);
		json_key_str(b, "what", f->what);
		if (f->field.n) json_key_str(b, "field", f->field);
		else json_key_null(b, "field");
		if (f->of.n) json_key_str(b, "of", f->of);
		else json_key_null(b, "of");
		if (old) json_key_str(b, "old", old->value);
		else json_key_null(b, "old");
		json_key_str(b, "new", f->field.n ? f->value : f->what);
		json_key_str(b, "standing", f->standing);
		json_key_str(b, "rule", f->rule);
		json_key_str(b, "doc", f->doc);
		json_key_i64(b, "start", f->at.start);
		json_key_i64(b, "end", f->at.end);
		buf_puts(b, "}\n");
	}
}

void tell_decision(buf *b, const store_decision *d)
{
	buf_printf(b, "decision %u, ", d->number);
	put_moment(b, d->at_min);
	buf_printf(b, ": %.*s %.*s by %.*s: %.*s%s\n", PRS(d->kind), PRS(d->what), PRS(d->who), PRS(d->why),
	           d->in_force ? "" : " (undone)");
}

void tell_decision_json(buf *b, const store_decision *d)
{
	buf_putc(b, '{');
	json_key_i64(b, "decision", d->number);
	json_min(b, "at", d->at_min, false);
	json_key_str(b, "kind", d->kind);
	json_key_str(b, "what", d->what);
	json_key_str(b, "who", d->who);
	json_key_str(b, "why", d->why);
	json_key_i64(b, "undoes", d->undoes);
	json_key(b, "in_force");
	buf_puts(b, d->in_force ? "true" : "false");
	buf_puts(b, "}\n");
}
