/* SPDX-License-Identifier: Apache-2.0
 *
 * story_json.c - one story as JSON: documents, actors, events, fields, accounts, passages; dateline(5) "story".
 *
 * The export, the page and the measuring of whole stories read this form. An event's field "killed" with two
 * accounts prints {"field":"killed","standing":"revised","low":23,"best":30,"high":null,"accounts":[{"value":
 * "at least 23","norm":{"min":23,...},"passages":[{"doc":"a1","start":0,"end":34,"quote":"At least 23 ..."}]}]}.
 * A count that nobody stated is null. Spans are bytes of the document's text; "quote" repeats them for readers.
 */
#include "tell/json.h"

#include <stdio.h>

static void key_known(buf *b, const char *key, slice s)
{
	if (s.n) json_key_str(b, key, s);
	else json_key_null(b, key);
}

static void key_name(buf *b, const char *key, const char *name) { json_key_str(b, key, (slice){name, strlen(name)}); }

static void put_docs(buf *b, const dl_assembly *a, const dl_story *s)
{
	json_key(b, "documents");
	buf_putc(b, '[');
	for (uint32_t i = 0; i < s->n_docs; i++) {
		uint32_t at = a->story_docs[s->first_doc + i];
		const dl_doc *d = a->docs[at];
		const dl_doc_place *p = &a->places[at];
		json_item(b);
		buf_putc(b, '{');
		json_key_str(b, "id", d->id);
		key_known(b, "outlet", d->outlet);
		key_known(b, "title", d->title);
		key_known(b, "url", d->url);
		if (d->published_min != DL_MIN_NONE) json_min(b, "published", d->published_min, false);
		else json_day(b, "published", d->published_day);
		json_u64_hex(b, "hash", d->hash);
		key_known(b, "origin", a->origins[p->origin].name);
		key_known(b, "origin_rule", a->origins[p->origin].rule);
		if (p->copy_of) json_key_str(b, "copy_of", a->docs[p->copy_of - 1]->id);
		else json_key_null(b, "copy_of");
		json_key_i64(b, "shared_ppm", p->shared_ppm);
		buf_putc(b, '}');
	}
	buf_putc(b, ']');
}

/* Actors belong to the whole assembly; those that this story's documents name are its own. */
static void put_actors(buf *b, const dl_assembly *a, const dl_story *s)
{
	arena *mem = arena_new(0);
	strmap named;
	if (!mem) {
		b->failed = true;
		return;
	}
	strmap_init(&named, mem);
	for (uint32_t i = 0; i < s->n_docs; i++) {
		const dl_facts *f = a->facts[a->story_docs[s->first_doc + i]];
		for (uint32_t e = 1; e < f->n_entities; e++) {
			uint32_t *v = strmap_put(&named, dl_str(f, f->entities[e].name));
			if (v) *v = 1;
		}
	}
	json_key(b, "actors");
	buf_putc(b, '[');
	for (uint32_t i = 1; i < a->n_actors; i++) {
		const dl_actor *x = &a->actors[i];
		bool ours = false;
		for (uint32_t k = 0; k < x->n_spellings; k++) ours |= strmap_get(&named, a->spellings[x->first_spelling + k]);
		if (!ours) continue;
		json_item(b);
		buf_putc(b, '{');
		json_key_str(b, "name", x->name);
		key_name(b, "kind", json_entity_kind_name(x->kind));
		key_name(b, "country", x->country);
		if (x->kind == DL_E_PLACE)
			json_norm(b, "norm", a->facts[x->doc], &(dl_claim){.kind = DL_V_PLACE, .value = x->place}, S(""));
		json_key(b, "spellings");
		buf_putc(b, '[');
		for (uint32_t k = 0; k < x->n_spellings; k++) json_item(b), json_str(b, a->spellings[x->first_spelling + k]);
		buf_puts(b, "]}");
	}
	buf_putc(b, ']');
	b->failed |= arena_ran_out(mem);
	arena_free(mem);
}

/* Names of the chain of an attribution, nearest the outlet first, the informant last. */
static void put_via(buf *b, const dl_facts *f, uint32_t attribution)
{
	json_key(b, "via");
	buf_putc(b, '[');
	const dl_attribution *t = attribution && attribution < f->n_attributions ? &f->attributions[attribution] : NULL;
	for (uint32_t i = 0; t && i < t->n_links; i++) {
		slice name = dl_str(f, f->links[t->first_link + i].name);
		if (name.n) json_item(b), json_str(b, name);
	}
	buf_putc(b, ']');
}

static void put_passage(buf *b, const dl_assembly *a, uint32_t doc, dl_span at)
{
	json_item(b);
	buf_putc(b, '{');
	json_key_str(b, "doc", a->docs[doc]->id);
	json_ends(b, at);
	json_key_str(b, "quote", span_text(a->docs[doc]->text, at));
}

static uint32_t voucher_attribution(const dl_assembly *a, const dl_voucher *v)
{
	const dl_facts *f = a->facts[v->doc];
	return v->claim ? f->claims[v->claim].attribution : f->reports[v->report].attribution;
}

dl_span voucher_span(const dl_assembly *a, const dl_voucher *v)
{
	const dl_facts *f = a->facts[v->doc];
	return v->claim ? f->claims[v->claim].at : f->reports[v->report].trigger;
}

/* What a place rests on that the passage's clause does not name. */
static void put_ground(buf *b, const dl_assembly *a, const dl_voucher *v)
{
	const dl_claim *c = &a->facts[v->doc]->claims[v->claim];
	if (v->claim && c->ground) key_name(b, "ground", dl_ground_name(c->ground));
}

static void put_vouchers(buf *b, const dl_assembly *a, const dl_account *x)
{
	json_key(b, "passages");
	buf_putc(b, '[');
	for (uint32_t i = 0; i < x->n_vouchers; i++) {
		const dl_voucher *v = &a->vouchers[x->first_voucher + i];
		put_passage(b, a, v->doc, voucher_span(a, v));
		key_known(b, "origin", a->origins[v->origin].name);
		key_known(b, "informant", v->informant ? a->informants[v->informant] : S(""));
		json_bool(b, "copy", v->copy);
		put_ground(b, a, v);
		put_via(b, a->facts[v->doc], voucher_attribution(a, v));
		buf_putc(b, '}');
	}
	buf_putc(b, ']');
}

/* The account's own chain: of the first passage that names one. */
static void put_account_via(buf *b, const dl_assembly *a, const dl_account *x)
{
	for (uint32_t i = 0; i < x->n_vouchers; i++) {
		const dl_voucher *v = &a->vouchers[x->first_voucher + i];
		uint32_t at = voucher_attribution(a, v);
		if (at && a->facts[v->doc]->attributions[at].n_links) {
			put_via(b, a->facts[v->doc], at);
			return;
		}
	}
	json_key(b, "via");
	buf_puts(b, "[]");
}

static const char *verdict_name(uint8_t v)
{
	switch (v) {
	case 'b': return "best";
	case 'r': return "refines";
	case 'c': return "coarser";
	case 's': return "superseded";
	case 'd': return "disputes";
	case 'o': return "other scope";
	case 'x': return "set aside";
	case 't': return "typed";
	default: return "none";
	}
}

static void put_account(buf *b, const dl_assembly *a, uint32_t at, const char *field_id, uint32_t number)
{
	const dl_account *x = &a->accounts[at];
	json_item(b);
	buf_putc(b, '{');
	json_key(b, "id"), buf_printf(b, "\"%s.%u\"", field_id, number);
	json_key_str(b, "value", x->value);
	if (x->n_vouchers) {
		const dl_voucher *v = &a->vouchers[x->first_voucher];
		const dl_facts *f = a->facts[v->doc];
		json_norm(b, "norm", f, &f->claims[v->claim], a->docs[v->doc]->text);
	} else {
		json_key_null(b, "norm");
	}
	put_vouchers(b, a, x);
	put_account_via(b, a, x);
	key_name(b, "modality", dl_modality_name(x->modality));
	json_key_i64(b, "outlets", x->n_outlets);
	json_key_i64(b, "origins", x->n_origins);
	json_key_i64(b, "informants", x->n_informants);
	json_min(b, "as_of", x->as_of_min, false);
	key_name(b, "verdict", verdict_name(x->verdict));
	key_name(b, "relation", dl_relation_name(x->relation));
	key_known(b, "rule", x->rule);
	buf_putc(b, '}');
}

static void key_count(buf *b, const char *key, int64_t v, unsigned decimals)
{
	json_key(b, key);
	if (v == DL_COUNT_NONE || v == DL_COUNT_MAX) buf_puts(b, "null");
	else json_decimal(b, v, decimals);
}

static void put_field(buf *b, const dl_assembly *a, const dl_event *e, uint32_t number)
{
	const dl_field *f = &a->fields[e->first_field + number - 1];
	char id[48];
	snprintf(id, sizeof id, "%016llx.%u", (unsigned long long)e->id, number);
	json_item(b);
	buf_putc(b, '{');
	key_name(b, "id", id);
	key_name(b, "field", dl_field_name(f->kind));
	key_known(b, "of", f->of);
	key_name(b, "standing", dl_standing_name(f->standing));
	key_known(b, "rule", f->rule);
	key_count(b, "low", f->low, f->decimals);
	key_count(b, "best", f->best, f->decimals);
	key_count(b, "high", f->high, f->decimals);
	key_known(b, "best_rule", f->best_rule);
	json_key(b, "accounts");
	buf_putc(b, '[');
	for (uint32_t i = 0; i < f->n_accounts; i++) put_account(b, a, f->first_account + i, id, i + 1);
	buf_puts(b, "]}");
}

static void put_tellings(buf *b, const dl_assembly *a, const dl_event *e)
{
	json_key(b, "trigger");
	buf_putc(b, '[');
	for (uint32_t i = 0; i < e->n_tellings; i++) {
		const dl_telling *t = &a->tellings[e->first_telling + i];
		const dl_report *r = &a->facts[t->doc]->reports[t->report];
		put_passage(b, a, t->doc, r->trigger);
		json_span(b, "word", r->word);
		put_via(b, a->facts[t->doc], r->attribution);
		buf_putc(b, '}');
	}
	buf_putc(b, ']');
}

/* What it follows, is caused by, is part of: an entry for each other event and relation, with its passages. */
static void put_bonds(buf *b, const dl_assembly *a, const dl_event *e)
{
	json_key(b, "related");
	buf_putc(b, '[');
	for (uint32_t i = 0, n; i < e->n_bonds; i += n) {
		const dl_event_bond *x = &a->bonds[e->first_bond + i];
		json_item(b);
		buf_putc(b, '{');
		key_name(b, "relation", dl_bond_name(x->kind));
		json_u64_hex(b, "event", a->events[x->to].id);
		json_key(b, "passages");
		buf_putc(b, '[');
		for (n = 0; i + n < e->n_bonds && x[n].to == x->to && x[n].kind == x->kind; n++) {
			const dl_facts *f = a->facts[x[n].doc];
			put_passage(b, a, x[n].doc, f->bonds[x[n].bond].at);
			put_via(b, f, f->bonds[x[n].bond].attribution);
			buf_putc(b, '}');
		}
		buf_puts(b, "]}");
	}
	buf_putc(b, ']');
}

static void put_event(buf *b, const dl_assembly *a, const dl_event *e)
{
	json_item(b);
	buf_putc(b, '{');
	json_u64_hex(b, "id", e->id);
	key_name(b, "type", dl_type_name(e->type));
	key_known(b, "mode", e->mode);
	key_known(b, "cameo", e->cameo);
	key_known(b, "acled", e->acled);
	key_known(b, "what", e->what);
	key_name(b, "modality", dl_modality_name(e->modality));
	json_bool(b, "background", e->background);
	json_min(b, "from", e->from_min, false);
	json_min(b, "to", e->to_min, false);
	json_key_i64(b, "importance", e->importance);
	json_key_i64(b, "outlets", e->n_outlets);
	json_key_i64(b, "origins", e->n_origins);
	json_key_i64(b, "informants", e->n_informants);
	put_bonds(b, a, e);
	key_known(b, "rule", e->rule);
	put_tellings(b, a, e);
	json_key(b, "fields");
	buf_putc(b, '[');
	for (uint32_t i = 1; i <= e->n_fields; i++) put_field(b, a, e, i);
	buf_puts(b, "]}");
}

static void put_head(buf *b, const dl_assembly *a, const dl_story *s)
{
	json_key_i64(b, "format", DL_FORMAT);
	json_u64_hex(b, "story", s->id);
	key_known(b, "headline", s->headline);
	json_key_i64(b, "outlets", s->n_outlets);
	json_key_i64(b, "origins", s->n_origins);
	json_key_i64(b, "disputes", s->n_disputes);
	json_min(b, "first", s->first_min, false);
	json_min(b, "last", s->last_min, false);
	put_docs(b, a, s);
}

void tell_story_head_json(buf *b, const dl_assembly *a, uint32_t story)
{
	buf_putc(b, '{');
	put_head(b, a, &a->stories[story]);
	buf_putc(b, '}');
}

void tell_story_json(buf *b, const dl_assembly *a, uint32_t story)
{
	const dl_story *s = &a->stories[story];
	buf_putc(b, '{');
	put_head(b, a, s);
	put_actors(b, a, s);
	json_key(b, "events");
	buf_putc(b, '[');
	for (uint32_t i = 0; i < s->n_events; i++) put_event(b, a, &a->events[s->first_event + i]);
	buf_puts(b, "]}");
}
