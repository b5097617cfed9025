/* SPDX-License-Identifier: Apache-2.0
 *
 * facts_json.c - everything that one document reports, as one line of JSON; dateline(5) "extract".
 *
 * "At least 23 people were killed, medics told AFP." prints "reports":[null,{"type":"ASSAULT",...,"claims":
 * [{"field":"killed","norm":{"min":23,"max":null,...},"at":[0,34],"attribution":1,...}]}]. Arrays that are
 * pointed into keep their entry 0, "none", as null, so that an index of the line is an index of the array.
 * Every span is [start, end) in bytes of the text. Cost: linear in what is printed.
 */
#include "tell/json.h"

#define KEY_NAME(b, key, name) json_key_str(b, key, (slice){(name), strlen(name)})

static void key_char(buf *b, const char *key, uint8_t c)
{
	if (c) json_key_str(b, key, (slice){(const char *)&c, 1});
	else json_key_null(b, key);
}

static void key_index(buf *b, const char *key, uint32_t i)
{
	if (i) json_key_i64(b, key, i);
	else json_key_null(b, key);
}

static void key_ref(buf *b, const char *key, const dl_facts *f, dl_ref r)
{
	if (r.n) json_key_str(b, key, dl_str(f, r));
	else json_key_null(b, key);
}

static void key_span_or_null(buf *b, const char *key, dl_span at)
{
	if (at.end > at.start) json_span(b, key, at);
	else json_key_null(b, key);
}

static void key_rule(buf *b, const dl_facts *f, uint32_t rule)
{
	if (rule && rule < f->n_rules) key_ref(b, "rule", f, f->rules[rule]);
	else json_key_null(b, "rule");
}

/* "key":[null, ...]: the caller prints entries 1..n-1 and closes the array. */
static void array_open(buf *b, const char *key, uint32_t n)
{
	json_key(b, key);
	buf_puts(b, n ? "[null" : "[");
}

typedef struct { unsigned bit; const char *name; } flag;

static void put_flags(buf *b, const char *key, unsigned v, const flag *names)
{
	json_key(b, key);
	buf_putc(b, '[');
	for (; names->name; names++)
		if (v & names->bit) json_item(b), json_str(b, (slice){names->name, strlen(names->name)});
	buf_putc(b, ']');
}

static void put_times(buf *b, const dl_facts *f)
{
	array_open(b, "times", f->n_times);
	for (uint32_t i = 1; i < f->n_times; i++) {
		dl_claim c = {.kind = DL_V_TIME, .value = i};
		buf_puts(b, ",{");
		json_span(b, "at", f->times[i].at);
		json_norm(b, "norm", f, &c, (slice){0});
		buf_putc(b, '}');
	}
	buf_putc(b, ']');
}

static void put_places(buf *b, const dl_facts *f)
{
	array_open(b, "places", f->n_places);
	for (uint32_t i = 1; i < f->n_places; i++) {
		dl_claim c = {.kind = DL_V_PLACE, .value = i};
		buf_puts(b, ",{");
		json_norm(b, "norm", f, &c, (slice){0});
		key_index(b, "in", f->places[i].in);
		key_index(b, "adm1", f->places[i].adm1);
		json_key_i64(b, "precision", f->places[i].precision);
		json_key_i64(b, "evidence", f->places[i].evidence);
		buf_putc(b, '}');
	}
	buf_putc(b, ']');
}

static void put_counts(buf *b, const dl_facts *f)
{
	static const flag names[] = {
		{DL_C_APPROX, "approx"}, {DL_C_AT_LEAST, "at least"}, {DL_C_MORE, "more than"}, {DL_C_UP_TO, "up to"}, {DL_C_VAGUE, "vague"},
		{DL_C_PART_OF, "part of"}, {DL_C_OTHERS, "others"}, {DL_C_TOTAL, "total"}, {DL_C_NEW, "new"},
		{DL_C_AGGREGATE, "aggregate"}, {DL_C_NO_FIGURE, "no figure"}, {DL_C_NONE_STATED, "none stated"},
		{DL_C_ALL, "all"}, {DL_C_OLD, "old"}, {DL_C_HIT, "hit"}, {DL_C_ORDINAL, "ordinal"}, {0, NULL}
	};
	array_open(b, "counts", f->n_counts);
	for (uint32_t i = 1; i < f->n_counts; i++) {
		dl_claim c = {.kind = DL_V_COUNT, .value = i};
		buf_puts(b, ",{");
		json_span(b, "at", f->counts[i].at);
		json_norm(b, "norm", f, &c, (slice){0});
		key_ref(b, "unit", f, f->counts[i].unit);
		put_flags(b, "flags", f->counts[i].flags, names);
		buf_putc(b, '}');
	}
	buf_putc(b, ']');
}

static void put_entities(buf *b, const dl_facts *f)
{
	array_open(b, "entities", f->n_entities);
	for (uint32_t i = 1; i < f->n_entities; i++) {
		const dl_entity *e = &f->entities[i];
		buf_puts(b, ",{");
		KEY_NAME(b, "kind", json_entity_kind_name(e->kind));
		json_key_str(b, "name", dl_str(f, e->name));
		key_ref(b, "key", f, e->norm);
		key_ref(b, "office", f, e->office);
		KEY_NAME(b, "country", e->country);
		json_key(b, "roles");
		buf_putc(b, '[');
		for (int r = 0; r < 3 && e->roles[r][0]; r++)
			json_item(b), json_str(b, (slice){e->roles[r], strlen(e->roles[r])});
		buf_putc(b, ']');
		key_index(b, "of", e->of);
		key_index(b, "place", e->place);
		key_index(b, "first", e->first);
		json_key_i64(b, "mentions", e->n_mentions);
		json_bool(b, "plural", e->plural);
		key_char(b, "gender", e->gender);
		buf_putc(b, '}');
	}
	buf_putc(b, ']');
}

static void put_mentions(buf *b, const dl_facts *f)
{
	static const char *const kinds[] = {"none", "person", "organisation", "group", "place", "time", "count",
	                                    "weapon", "other"};
	array_open(b, "mentions", f->n_mentions);
	for (uint32_t i = 1; i < f->n_mentions; i++) {
		const dl_mention *m = &f->mentions[i];
		buf_puts(b, ",{");
		json_span(b, "at", m->at);
		KEY_NAME(b, "kind", kinds[m->kind < COUNT(kinds) ? m->kind : 0]);
		key_char(b, "form", m->form);
		key_index(b, "entity", m->entity);
		key_index(b, "value", m->value);
		key_rule(b, f, m->rule);
		buf_putc(b, '}');
	}
	buf_putc(b, ']');
}

static void put_links(buf *b, const dl_facts *f, const dl_attribution *a)
{
	json_key(b, "links");
	buf_putc(b, '[');
	for (uint32_t i = a->first_link; i < a->first_link + a->n_links; i++) {
		const dl_link *l = &f->links[i];
		json_item(b);
		buf_putc(b, '{');
		key_span_or_null(b, "at", l->at);
		json_key_str(b, "name", dl_str(f, l->name));
		KEY_NAME(b, "informant", dl_informant_name(l->informant));
		json_bool(b, "anonymous", l->anonymous);
		key_index(b, "entity", l->entity);
		buf_putc(b, '}');
	}
	buf_putc(b, ']');
}

static void put_attributions(buf *b, const dl_facts *f)
{
	array_open(b, "attributions", f->n_attributions);
	for (uint32_t i = 1; i < f->n_attributions; i++) {
		const dl_attribution *a = &f->attributions[i];
		buf_puts(b, ",{");
		key_span_or_null(b, "source", a->source);
		key_span_or_null(b, "cue", a->cue);
		key_span_or_null(b, "content", a->content);
		key_char(b, "kind", a->kind);
		key_char(b, "act", a->act);
		put_links(b, f, a);
		key_rule(b, f, a->rule);
		buf_putc(b, '}');
	}
	buf_putc(b, ']');
}

static void put_claim(buf *b, const dl_facts *f, uint32_t i, slice text)
{
	static const char *const kinds[] = {"none", "time", "place", "count", "entity", "text"};
	const dl_claim *c = &f->claims[i];
	json_item(b);
	buf_putc(b, '{');
	json_key_i64(b, "id", i);
	KEY_NAME(b, "field", dl_field_name(c->field));
	KEY_NAME(b, "kind", kinds[c->kind < COUNT(kinds) ? c->kind : 0]);
	key_index(b, "value", c->value);
	json_norm(b, "norm", f, c, text);
	json_span(b, "at", c->at);
	key_ref(b, "of", f, c->of);
	KEY_NAME(b, "modality", dl_modality_name(c->modality));
	key_index(b, "attribution", c->attribution);
	key_char(b, "side", c->side);
	if (c->ground) KEY_NAME(b, "ground", dl_ground_name(c->ground));
	key_rule(b, f, c->rule);
	buf_putc(b, '}');
}

static void put_report(buf *b, const dl_facts *f, const dl_report *r, slice text)
{
	static const flag names[] = {
		{DL_RF_BACKGROUND, "background"}, {DL_RF_HEADLINE, "headline"}, {DL_RF_NOMINAL, "nominal"},
		{DL_RF_PASSIVE, "passive"}, {DL_RF_GENERIC, "generic"}, {DL_RF_HISTORY, "history"},
		{DL_RF_QUOTED, "quoted"},
		{DL_RF_REPEAT, "repeat"}, {DL_RF_ASIDE, "aside"}, {0, NULL}
	};
	buf_puts(b, ",{");
	KEY_NAME(b, "type", dl_type_name(r->type));
	key_ref(b, "mode", f, r->mode);
	key_ref(b, "context", f, r->context);
	key_ref(b, "cameo", f, r->cameo);
	key_ref(b, "acled", f, r->acled);
	key_index(b, "ucdp", r->ucdp);
	key_ref(b, "lemma", f, r->lemma);
	KEY_NAME(b, "modality", dl_modality_name(r->modality));
	key_char(b, "tense", r->tense);
	put_flags(b, "flags", r->flags, names);
	json_span(b, "trigger", r->trigger);
	json_span(b, "word", r->word);
	key_index(b, "who", r->who);
	key_index(b, "whom", r->whom);
	key_index(b, "when", r->when);
	key_index(b, "where", r->where);
	key_index(b, "attribution", r->attribution);
	key_index(b, "same_as", r->same_as);
	key_rule(b, f, r->rule);
	json_key(b, "claims");
	buf_putc(b, '[');
	for (uint32_t i = r->first_claim; i < r->first_claim + r->n_claims; i++) put_claim(b, f, i, text);
	buf_puts(b, "]}");
}

static void put_bonds(buf *b, const dl_facts *f)
{
	array_open(b, "bonds", f->n_bonds);
	for (uint32_t i = 1; i < f->n_bonds; i++) {
		const dl_bond *x = &f->bonds[i];
		buf_puts(b, ",{");
		KEY_NAME(b, "relation", dl_bond_name(x->kind));
		key_index(b, "from", x->from);
		key_index(b, "to", x->to);
		json_span(b, "at", x->at);
		key_index(b, "attribution", x->attribution);
		key_rule(b, f, x->rule);
		buf_putc(b, '}');
	}
	buf_putc(b, ']');
}

static void key_known(buf *b, const char *key, slice s)
{
	if (s.n) json_key_str(b, key, s);
	else json_key_null(b, key);
}

static void put_doc(buf *b, const dl_doc *d)
{
	json_key_i64(b, "format", DL_FORMAT);
	json_key_str(b, "id", d->id);
	key_known(b, "outlet", d->outlet);
	key_known(b, "credit", d->credit);
	key_known(b, "title", d->title);
	key_known(b, "url", d->url);
	if (d->published_min != DL_MIN_NONE) json_min(b, "published", d->published_min, false);
	else json_day(b, "published", d->published_day);
	json_u64_hex(b, "hash", d->hash);
	json_key_i64(b, "text_bytes", (int64_t)d->text.n);
}

void tell_facts_json(buf *b, const dl_doc *d, const dl_facts *f)
{
	buf_putc(b, '{');
	put_doc(b, d);
	put_times(b, f);
	put_places(b, f);
	put_counts(b, f);
	put_entities(b, f);
	put_mentions(b, f);
	put_attributions(b, f);
	array_open(b, "reports", f->n_reports);
	for (uint32_t i = 1; i < f->n_reports; i++) put_report(b, f, &f->reports[i], d->text);
	buf_putc(b, ']');
	put_bonds(b, f);
	json_key(b, "sents");
	buf_putc(b, '[');
	for (uint32_t i = 0; i < f->n_sents; i++) {
		json_item(b), json_bytes(b, f->sents[i]);
	}
	buf_puts(b, "]}");
}
