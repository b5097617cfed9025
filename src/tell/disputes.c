/* SPDX-License-Identifier: Apache-2.0
 *
 * disputes.c - only what does not fit: each disputed field with its accounts side by side, who says each, and who
 * said it to them.
 */
#include "tell/screen.h"

#include <stdio.h>

static void account_lines(buf *b, const dl_assembly *a, const dl_account *x, const tell_options *o)
{
	buf line = {0};
	buf_puts(b, "  ");
	screen_text(b, o, x->verdict == 'd' || x->verdict == 'b' ? INK_BAD : INK_DIM,
	            cstr_of(x->verdict == 'd' || x->verdict == 'b' ? "!" : "·"));
	buf_putc(b, ' ');
	screen_ink(b, o, INK_BOLD);
	put_value(&line, x);
	if (account_denied(x)) buf_puts(&line, ": that it did not happen");
	screen_wrap(b, o, buf_slice(&line), 4, 4);
	line.n = 0;
	screen_ink(b, o, INK_PLAIN);
	buf_puts(b, "\n      ");
	put_who(&line, a, x);
	screen_wrap(b, o, buf_slice(&line), 6, 6);
	buf_putc(b, '\n');
	for (uint32_t i = 0; i < x->n_vouchers && i < 3; i++) {
		const dl_voucher *v = &a->vouchers[x->first_voucher + i];
		line.n = 0;
		buf_puts(&line, "“");
		screen_words(&line, span_text(a->docs[v->doc]->text, voucher_span(a, v)));
		buf_puts(&line, "” "), put_outlet_day(&line, a->docs[v->doc]);
		buf_puts(b, "      ");
		screen_ink(b, o, INK_DIM);
		screen_wrap(b, o, buf_slice(&line), 6, 6);
		screen_ink(b, o, INK_PLAIN);
		buf_putc(b, '\n');
	}
	buf_end(b, &line);
}

/* Superseded and coarser accounts do not take part in the dispute. */
static bool takes_part(const dl_account *x)
{
	return x->verdict == 'b' || x->verdict == 'd' || x->verdict == 'r' || !x->verdict;
}

static void field_lines(buf *b, const dl_assembly *a, const dl_event *e, uint32_t field, const tell_options *o)
{
	const dl_field *f = &a->fields[e->first_field + field];
	buf line = {0};
	buf_printf(&line, "%s", field_words(f->kind));
	if (f->of.n) buf_printf(&line, " (%.*s)", PRS(f->of));
	if (line.n) line.p[0] = (char)(line.p[0] - 32);
	screen_text(b, o, INK_BOLD, buf_slice(&line));
	line.n = 0;
	buf_printf(&line, "  %08llx.%u\n", (unsigned long long)(e->id >> 32), field + 1);
	screen_text(b, o, INK_DIM, buf_slice(&line));
	buf_end(b, &line);
	screen_wrap(b, o, e->what, 0, 0);
	buf_putc(b, '\n');
	for (uint32_t i = 0; i < f->n_accounts; i++)
		if (takes_part(&a->accounts[f->first_account + i]))
			account_lines(b, a, &a->accounts[f->first_account + i], o);
	if (f->rule.n) {
		screen_ink(b, o, INK_DIM);
		buf_printf(b, "  rule: %.*s\n", PRS(f->rule));
		screen_ink(b, o, INK_PLAIN);
	}
}

void tell_disputes(buf *b, const dl_assembly *a, uint32_t story, const tell_options *o)
{
	const dl_story *s = &a->stories[story];
	uint32_t told = 0;
	for (uint32_t i = 0; i < s->n_events; i++) {
		const dl_event *e = &a->events[s->first_event + i];
		for (uint32_t k = 0; k < e->n_fields; k++) {
			if (a->fields[e->first_field + k].standing != DL_DISPUTED || (o->most && told == o->most))
				continue;
			if (told++) buf_putc(b, '\n');
			field_lines(b, a, e, k, o);
		}
	}
	if (!told) buf_puts(b, "Nothing in this story is disputed.\n");
}

static void account_json(buf *b, const dl_assembly *a, const dl_account *x)
{
	buf who = {0};
	put_who(&who, a, x);
	json_item(b);
	buf_putc(b, '{');
	json_key_str(b, "value", x->value);
	json_key_str(b, "modality", cstr_of(dl_modality_name(x->modality)));
	json_key_str(b, "who", buf_slice(&who));
	json_key_i64(b, "outlets", x->n_outlets);
	json_key_i64(b, "origins", x->n_origins);
	json_key(b, "passages");
	buf_putc(b, '[');
	for (uint32_t i = 0; i < x->n_vouchers; i++) {
		const dl_voucher *v = &a->vouchers[x->first_voucher + i];
		dl_span at = voucher_span(a, v);
		json_item(b);
		buf_putc(b, '{');
		json_key_str(b, "doc", a->docs[v->doc]->id);
		json_ends(b, at);
		json_key_str(b, "quote", span_text(a->docs[v->doc]->text, at));
		buf_putc(b, '}');
	}
	buf_puts(b, "]}");
	buf_end(b, &who);
}

void tell_disputes_json(buf *b, const dl_assembly *a, uint32_t story, const tell_options *o)
{
	const dl_story *s = &a->stories[story];
	uint32_t told = 0;
	for (uint32_t i = 0; i < s->n_events; i++) {
		const dl_event *e = &a->events[s->first_event + i];
		for (uint32_t k = 0; k < e->n_fields; k++) {
			const dl_field *f = &a->fields[e->first_field + k];
			if (f->standing != DL_DISPUTED || (o->most && told == o->most)) continue;
			told++;
			buf_putc(b, '{');
			json_u64_hex(b, "event", e->id);
			json_key_str(b, "what", e->what);
			json_key_i64(b, "row", k + 1);
			json_key_str(b, "field", cstr_of(dl_field_name(f->kind)));
			json_key_str(b, "of", f->of);
			json_key_str(b, "rule", f->rule);
			json_key(b, "accounts");
			buf_putc(b, '[');
			for (uint32_t x = 0; x < f->n_accounts; x++)
				if (takes_part(&a->accounts[f->first_account + x]))
					account_json(b, a, &a->accounts[f->first_account + x]);
			buf_puts(b, "]}\n");
		}
	}
}
