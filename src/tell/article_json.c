/* SPDX-License-Identifier: Apache-2.0
 *
 * article_json.c - one article with the passages that facts of its story rest on; dateline(5) "article".
 *
 *   {"document":{...,"text":...},"story":"9c41...","headline":...,"copy_of":null,"passages":[
 *    {"start":0,"end":34,"event":"57f5...","what":"...","row":null,...},          a telling of an event
 *    {"start":0,"end":34,"event":"57f5...","row":1,"field":"killed","account":2,"value":"at least 23",
 *     "standing":"revised",...}]}                                                an account of a field
 *
 * Spans are bytes of the text, in the order of events and fields; they overlap where facts share words. Cost: linear
 * in the vouchers of the story.
 */
#include "tell/screen.h"

static void passage_open(buf *b, const dl_event *e, dl_span at)
{
	json_item(b);
	buf_putc(b, '{');
	json_ends(b, at);
	json_u64_hex(b, "event", e->id);
	json_key_str(b, "what", e->what);
	json_key_str(b, "modality", cstr_of(dl_modality_name(e->modality)));
}

static void put_tellings(buf *b, const dl_assembly *a, const dl_event *e, uint32_t doc)
{
	for (uint32_t i = 0; i < e->n_tellings; i++) {
		const dl_telling *t = &a->tellings[e->first_telling + i];
		if (t->doc != doc) continue;
		passage_open(b, e, a->facts[doc]->reports[t->report].trigger);
		json_key_null(b, "row");
		buf_putc(b, '}');
	}
}

static void put_field(buf *b, const dl_assembly *a, const dl_event *e, uint32_t row, uint32_t doc)
{
	const dl_field *f = &a->fields[e->first_field + row];
	for (uint32_t i = 0; i < f->n_accounts; i++) {
		const dl_account *x = &a->accounts[f->first_account + i];
		for (uint32_t k = 0; k < x->n_vouchers; k++) {
			const dl_voucher *v = &a->vouchers[x->first_voucher + k];
			buf who = {0};
			if (v->doc != doc) continue;
			passage_open(b, e, voucher_span(a, v));
			json_key_i64(b, "row", row + 1);
			json_key_str(b, "field", cstr_of(dl_field_name(f->kind)));
			json_key_str(b, "of", f->of);
			json_key_i64(b, "account", i + 1);
			json_key_str(b, "value", x->value);
			json_key_str(b, "standing", cstr_of(dl_standing_name(f->standing)));
			put_who(&who, a, x);
			json_key_str(b, "who", buf_slice(&who));
			buf_end(b, &who);
			buf_putc(b, '}');
		}
	}
}

void tell_article_json(buf *b, const dl_assembly *a, uint32_t doc)
{
	const dl_doc_place *p = &a->places[doc];
	const dl_story *s = &a->stories[p->story];
	buf_putc(b, '{');
	json_key_i64(b, "format", DL_FORMAT);
	json_key(b, "document");
	tell_doc_json(b, a->docs[doc], true);
	json_u64_hex(b, "story", s->id);
	json_key_str(b, "headline", s->headline);
	json_key_str(b, "origin", a->origins[p->origin].name);
	json_key_str(b, "origin_rule", a->origins[p->origin].rule);
	if (p->copy_of) json_key_str(b, "copy_of", a->docs[p->copy_of - 1]->id);
	else json_key_null(b, "copy_of");
	json_key(b, "passages");
	buf_putc(b, '[');
	for (uint32_t i = 0; i < s->n_events; i++) {
		const dl_event *e = &a->events[s->first_event + i];
		put_tellings(b, a, e, doc);
		for (uint32_t f = 0; f < e->n_fields; f++) put_field(b, a, e, f, doc);
	}
	buf_puts(b, "]}");
}
