/* SPDX-License-Identifier: Apache-2.0
 *
 * explain.c - why: the passages, the rule that read each, the relation of every account to the best, and what was
 * set aside with the reason.
 */
#include "tell/screen.h"

#include <stdio.h>

static void put_rule(buf *b, const tell_options *o, uint32_t indent, slice rule)
{
	if (!rule.n) return;
	screen_pad(b, indent);
	screen_ink(b, o, INK_DIM);
	buf_puts(b, "rule: ");
	screen_wrap(b, o, rule, indent + 6, indent + 6);
	screen_ink(b, o, INK_PLAIN);
	buf_putc(b, '\n');
}

static void put_quote(buf *b, const dl_assembly *a, uint32_t doc, dl_span at, const tell_options *o, uint32_t indent)
{
	buf line = {0};
	const dl_doc *d = a->docs[doc];
	buf_puts(&line, "“");
	screen_words(&line, span_text(d->text, at));
	buf_puts(&line, "” "), put_outlet_day(&line, d);
	buf_printf(&line, " (%.*s, bytes %u to %u)", PRS(d->id), at.start, at.end);
	screen_pad(b, indent);
	screen_wrap(b, o, buf_slice(&line), indent, indent + 2);
	buf_putc(b, '\n');
	buf_end(b, &line);
}

static slice rule_of(const dl_facts *f, uint32_t rule)
{
	return rule && rule < f->n_rules ? dl_str(f, f->rules[rule]) : S("");
}

/* The way through the tree from a claim's value to the word that its report is read from. */
static void put_tree(buf *b, const dl_assembly *a, uint32_t doc, uint32_t claim, const tell_options *o)
{
	const dl_facts *f = a->facts[doc];
	const dl_claim *c = &f->claims[claim];
	const dl_tokens *tok = claim && o->trees ? o->trees->of(o->trees, a, doc) : NULL;
	buf line = {0};
	buf_puts(&line, "tree: ");
	if (tok && put_edges(&line, tok, claim_head(tok, f, c), f->reports[c->report].token)) {
		screen_pad(b, 8);
		screen_ink(b, o, INK_DIM);
		screen_wrap(b, o, buf_slice(&line), 8, 14);
		screen_ink(b, o, INK_PLAIN);
		buf_putc(b, '\n');
	}
	buf_end(b, &line);
}

static const char *verdict_words(uint8_t v)
{
	switch (v) {
	case 'b': return "the best value";
	case 'r': return "refines the best value";
	case 'c': return "agrees, less exactly";
	case 's': return "superseded";
	case 'd': return "disputes the best value";
	case 'o': return "counts or covers something else";
	case 'x': return "set aside";
	case 't': return "typed by people, no passage";
	default: return "told";
	}
}

static void put_witnesses(buf *b, uint32_t outlets, uint32_t origins, uint32_t informants)
{
	put_sources(b, outlets, origins), buf_puts(b, ", ");
	put_many(b, informants, "informant");
}

static void put_account(buf *b, const dl_assembly *a, const dl_account *x, const char *id, const tell_options *o)
{
	buf line = {0};
	buf_printf(&line, "%.*s", PRS(x->value));
	if (x->modality) buf_printf(&line, " [%s]", dl_modality_name(x->modality));
	buf_printf(&line, ": %s", verdict_words(x->verdict));
	if (x->n_vouchers) buf_printf(&line, "; %s against the best", dl_relation_name(x->relation));
	buf_puts(b, "  ");
	screen_text(b, o, INK_DIM, cstr_of(id));
	buf_puts(b, "  ");
	screen_wrap(b, o, buf_slice(&line), 4 + (uint32_t)strlen(id), 6);
	line.n = 0;
	if (x->n_vouchers) {
		put_witnesses(&line, x->n_outlets, x->n_origins, x->n_informants);
		buf_puts(&line, ": ");
		put_who(&line, a, x);
		buf_puts(b, "\n      ");
		screen_wrap(b, o, buf_slice(&line), 6, 6);
	}
	buf_putc(b, '\n');
	put_rule(b, o, 6, x->rule);
	for (uint32_t i = 0; i < x->n_vouchers; i++) {
		const dl_voucher *v = &a->vouchers[x->first_voucher + i];
		const dl_facts *f = a->facts[v->doc];
		put_quote(b, a, v->doc, voucher_span(a, v), o, 6);
		put_rule(b, o, 8, rule_of(f, v->claim ? f->claims[v->claim].rule : f->reports[v->report].rule));
		put_tree(b, a, v->doc, v->claim, o);
		if (v->copy) buf_puts(b, "        a reprint: no further witness\n");
	}
	buf_end(b, &line);
}

/* number 0: all accounts. */
static bool put_field(buf *b, const dl_assembly *a, const dl_event *e, uint32_t field, uint32_t number,
                      const tell_options *o)
{
	const dl_field *f = &a->fields[e->first_field + field - 1];
	char id[48];
	if (number > f->n_accounts) return false;
	snprintf(id, sizeof id, "%08llx.%u", (unsigned long long)(e->id >> 32), field);
	screen_text(b, o, INK_DIM, cstr_of(id));
	buf_puts(b, "  ");
	screen_text(b, o, INK_BOLD, cstr_of(dl_field_name(f->kind)));
	if (f->of.n) buf_printf(b, " (%.*s)", PRS(f->of));
	buf_puts(b, ": ");
	screen_text(b, o, standing_ink(f->standing), cstr_of(dl_standing_name(f->standing)));
	if (f->best != DL_COUNT_NONE && f->best_rule.n) buf_printf(b, "; best by the rule %.*s", PRS(f->best_rule));
	buf_putc(b, '\n');
	put_rule(b, o, 2, f->rule);
	for (uint32_t i = 1; i <= f->n_accounts; i++) {
		if (number && i != number) continue;
		snprintf(id, sizeof id, "%08llx.%u.%u", (unsigned long long)(e->id >> 32), field, i);
		put_account(b, a, &a->accounts[f->first_account + i - 1], id, o);
	}
	return true;
}

/* "follows 1f0c22aa  a curfew was imposed", then the passage that says so. */
static void put_bond(buf *b, const dl_assembly *a, const dl_event_bond *x, const tell_options *o)
{
	const dl_facts *f = a->facts[x->doc];
	const dl_bond *bond = &f->bonds[x->bond];
	const dl_event *to = &a->events[x->to];
	buf line = {0};
	buf_printf(&line, "%s %08llx: ", dl_bond_name(x->kind), (unsigned long long)(to->id >> 32));
	screen_words(&line, to->what);
	buf_puts(b, "  ");
	screen_wrap(b, o, buf_slice(&line), 2, 4);
	buf_putc(b, '\n');
	put_quote(b, a, x->doc, bond->at, o, 4);
	put_rule(b, o, 6, rule_of(f, bond->rule));
	buf_end(b, &line);
}

static void put_event(buf *b, const dl_assembly *a, const dl_event *e, const tell_options *o)
{
	char id[24];
	snprintf(id, sizeof id, "%016llx", (unsigned long long)e->id);
	screen_text(b, o, INK_DIM, cstr_of(id));
	buf_puts(b, "\n");
	screen_ink(b, o, INK_BOLD);
	screen_wrap(b, o, e->what, 0, 0);
	screen_ink(b, o, INK_PLAIN);
	buf line = {0};
	buf_printf(&line, "%s", dl_type_name(e->type));
	if (e->mode.n) buf_printf(&line, "/%.*s", PRS(e->mode));
	if (e->cameo.n) buf_printf(&line, ", CAMEO %.*s", PRS(e->cameo));
	if (e->acled.n) buf_printf(&line, ", ACLED %.*s", PRS(e->acled));
	buf_printf(&line, "; %s%s; ", dl_modality_name(e->modality), e->background ? ", told as background" : "");
	put_witnesses(&line, e->n_outlets, e->n_origins, e->n_informants);
	buf_putc(b, '\n');
	screen_wrap(b, o, buf_slice(&line), 0, 0);
	buf_putc(b, '\n');
	buf_end(b, &line);
	put_rule(b, o, 0, e->rule);
	buf_puts(b, "\nTold in\n");
	for (uint32_t i = 0; i < e->n_tellings; i++) {
		const dl_telling *t = &a->tellings[e->first_telling + i];
		const dl_facts *f = a->facts[t->doc];
		put_quote(b, a, t->doc, f->reports[t->report].trigger, o, 2);
		put_rule(b, o, 4, rule_of(f, f->reports[t->report].rule));
	}
	if (e->n_bonds) buf_puts(b, "\nRelated\n");
	for (uint32_t i = 0; i < e->n_bonds; i++) put_bond(b, a, &a->bonds[e->first_bond + i], o);
	for (uint32_t i = 1; i <= e->n_fields; i++) {
		buf_putc(b, '\n');
		put_field(b, a, e, i, 0, o);
	}
}

static void put_story(buf *b, const dl_assembly *a, const dl_story *s, const tell_options *o)
{
	char id[24];
	screen_ink(b, o, INK_BOLD);
	screen_wrap(b, o, s->headline, 0, 0);
	screen_ink(b, o, INK_PLAIN);
	buf_puts(b, "\n\nArticles\n");
	for (uint32_t i = 0; i < s->n_docs; i++) {
		uint32_t at = a->story_docs[s->first_doc + i];
		const dl_doc *d = a->docs[at];
		const dl_doc_place *p = &a->places[at];
		buf line = {0};
		put_outlet_day(&line, d);
		buf_printf(&line, " (%.*s): origin %.*s, %.*s", PRS(d->id), PRS(a->origins[p->origin].name),
		           PRS(a->origins[p->origin].rule));
		if (p->copy_of)
			buf_printf(&line, "; %u%% of it is in %.*s", p->shared_ppm / 10000,
			           PRS(a->docs[p->copy_of - 1]->id));
		buf_puts(b, "  ");
		screen_wrap(b, o, buf_slice(&line), 2, 4);
		buf_putc(b, '\n');
		buf_end(b, &line);
	}
	buf_puts(b, "\nEvents\n");
	for (uint32_t i = 0; i < s->n_events; i++) {
		const dl_event *e = &a->events[s->first_event + i];
		snprintf(id, sizeof id, "%08llx", (unsigned long long)(e->id >> 32));
		buf_puts(b, "  ");
		screen_text(b, o, INK_DIM, cstr_of(id));
		buf_puts(b, "  ");
		screen_wrap(b, o, e->what, 12, 12);
		buf_putc(b, '\n');
	}
}

/* "9c41.2.1" to the beginning of an id and up to two numbers. */
static bool id_split(slice id, slice *head, uint32_t numbers[2])
{
	int64_t v;
	*head = id;
	numbers[0] = numbers[1] = 0;
	for (int i = 0; i < 2; i++) {
		size_t dot;
		if (!slice_find(id, S("."), &dot)) break;
		if (!i) head->n = dot;
		id = slice_sub(id, dot + 1, id.n);
		size_t next;
		slice digits = slice_find(id, S("."), &next) ? slice_sub(id, 0, next) : id;
		if (!slice_i64(digits, &v) || v < 1 || v > UINT32_MAX) return false;
		numbers[i] = (uint32_t)v;
	}
	return true;
}

static bool id_begins(uint64_t id, slice text)
{
	char hex[20];
	snprintf(hex, sizeof hex, "%016llx", (unsigned long long)id);
	return text.n && text.n <= 16 && slice_eq_fold(slice_sub(cstr_of(hex), 0, text.n), text);
}

bool tell_explain(buf *b, const dl_assembly *a, uint32_t story, slice id, const tell_options *o)
{
	const dl_story *s = &a->stories[story];
	uint32_t n[2];
	slice head;
	if (!id_split(id, &head, n)) return false;
	for (uint32_t i = 0; i < s->n_events; i++) {
		const dl_event *e = &a->events[s->first_event + i];
		if (!id_begins(e->id, head)) continue;
		if (n[0] > e->n_fields) return false;
		if (n[0]) return put_field(b, a, e, n[0], n[1], o);
		return put_event(b, a, e, o), true;
	}
	/* An event that went into another one has a report there still. */
	for (uint32_t i = 0; !n[0] && i < s->n_events; i++) {
		const dl_event *e = &a->events[s->first_event + i];
		for (uint32_t k = 0; k < e->n_tellings; k++) {
			const dl_telling *t = &a->tellings[e->first_telling + k];
			if (!id_begins(story_report_id(a->docs[t->doc], a->facts[t->doc], t->report), head)) continue;
			return put_event(b, a, e, o), true;
		}
	}
	/* A story that was merged away is found under the id of the one that holds it now. */
	return !n[0] ? put_story(b, a, s, o), true : false;
}
