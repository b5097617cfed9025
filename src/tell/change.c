/* SPDX-License-Identifier: Apache-2.0
 *
 * change.c - what changed between two moments: events that became known, fields whose best value or standing moved.
 *
 * A state keeps, for every event, its tellings, and for every field of it its best account in words with the claims of
 * all its accounts. A field is the same as one of the state before when it holds a claim that that one held, whatever
 * it is called by now: an event has many statements, and one that is new is not another one changed. The cause of
 * a new value is the newest passage that vouches for it, of a new standing the newest of all its passages.
 */
#include "tell/screen.h"

#include <stdio.h>
#include <stdlib.h>

typedef struct { slice doc, outlet, quote; dl_span at; } cause;

typedef struct {
	uint64_t event;
	slice    field, of, value, what;     /* field empty: the event itself                                  */
	slice    shown;                      /* its value as people read it                                    */
	slice    standing, rule;
	cause    best, last;                 /* the newest passage of its value; of all its accounts           */
	uint32_t first_key, n_keys;          /* keys[]: of claims, of an event its tellings; its value's first */
	uint8_t  kind;
	bool     detail;                     /* what a person reads only when asking for all                   */
} fact;

typedef struct { uint64_t key; uint32_t fact; } holder;          /* a fact that has this key                    */

struct tell_state { arena *a; VEC(fact) v; VEC(uint64_t) keys; VEC(holder) held; };

static bool cause_set(tell_state *s, cause *c, const dl_assembly *a, uint32_t doc, dl_span at)
{
	const dl_doc *d = a->docs[doc];
	char room[OUTLET_LABEL];
	c->doc = arena_copy(s->a, d->id), c->outlet = arena_copy(s->a, outlet_label(d, room));
	c->quote = arena_copy(s->a, span_text(d->text, at)), c->at = at;
	return c->doc.p && c->outlet.p && c->quote.p;
}

static bool key_add(tell_state *s, uint64_t key)
{
	uint64_t *k = VEC_PUSH(s->a, &s->keys);
	holder *h = VEC_PUSH(s->a, &s->held);
	if (!k || !h) return false;
	*k = key, *h = (holder){key, s->v.n - 1};
	s->v.v[s->v.n - 1].n_keys++;
	return true;
}

static bool voucher_key(tell_state *s, const dl_assembly *a, const dl_voucher *v)
{
	const dl_doc *d = a->docs[v->doc];
	const dl_facts *f = a->facts[v->doc];
	return key_add(s, v->claim ? story_claim_id(d, f, v->claim) : story_report_id(d, f, v->report));
}

/* Keys of all accounts, those of the best first, and the newest passage of the best and of all. */
static bool accounts_add(tell_state *s, const dl_assembly *a, const dl_field *fl)
{
	const dl_voucher *best = NULL, *last = NULL;
	for (uint32_t k = 0; k < fl->n_accounts; k++) {
		const dl_account *x = &a->accounts[fl->first_account + k];
		for (uint32_t i = 0; i < x->n_vouchers; i++) {
			const dl_voucher *v = &a->vouchers[x->first_voucher + i];
			if (!k && (!best || v->doc > best->doc)) best = v;
			if (!last || v->doc > last->doc) last = v;
			if (!voucher_key(s, a, v)) return false;
		}
	}
	fact *f = &s->v.v[s->v.n - 1];
	return (!best || cause_set(s, &f->best, a, best->doc, voucher_span(a, best)))
	       && (!last || cause_set(s, &f->last, a, last->doc, voucher_span(a, last)));
}

/* What one outlet says besides, and what stands beside the event. */
static bool is_detail(const dl_field *fl)
{
	bool words = fl->kind == DL_F_OTHER || fl->kind == DL_F_STATEMENT || (fl->kind == DL_F_CAUSE && fl->of.n);
	return field_beside(fl) || (words && fl->standing == DL_SINGLE);
}

/* Of a story that several tell, what one of them tells alone and nobody was harmed in. */
static bool is_aside(const dl_assembly *a, const dl_story *st, const dl_event *e)
{
	bool harm = false;
	for (uint32_t i = 0; i < e->n_fields; i++) {
		const dl_field *f = &a->fields[e->first_field + i];
		harm |= f->kind == DL_F_KILLED || f->kind == DL_F_INJURED;
	}
	return e->background || (st->n_outlets > 1 && e->n_outlets < 2 && !harm);
}

static slice value_shown(tell_state *s, const dl_account *x)
{
	buf b = {0};
	put_value(&b, x);
	slice shown = arena_copy(s->a, buf_slice(&b));
	buf_free(&b);
	return shown;
}

static bool field_add(tell_state *s, const dl_assembly *a, const dl_event *e, const dl_field *fl)
{
	if (!fl->n_accounts) return true;
	const dl_account *best = &a->accounts[fl->first_account];
	fact *f = VEC_PUSH(s->a, &s->v);
	if (!f) return false;
	*f = (fact){.event = e->id, .field = cstr_of(dl_field_name(fl->kind)), .of = arena_copy(s->a, fl->of),
	            .value = arena_copy(s->a, best->value), .shown = value_shown(s, best),
	            .what = arena_copy(s->a, e->what),
	            .standing = cstr_of(dl_standing_name(fl->standing)), .rule = arena_copy(s->a, fl->rule),
	            .first_key = s->keys.n, .kind = fl->kind, .detail = is_detail(fl)};
	return accounts_add(s, a, fl);
}

/* The passage that makes an event known: of the document in whose words it is told. */
static bool event_cause(tell_state *s, const dl_assembly *a, const dl_event *e)
{
	const dl_telling *in = NULL;
	for (uint32_t i = 0; i < e->n_tellings; i++) {
		const dl_telling *t = &a->tellings[e->first_telling + i];
		slice text = a->docs[t->doc]->text;
		if (!in || ((uintptr_t)e->what.p >= (uintptr_t)text.p && (uintptr_t)e->what.p < (uintptr_t)text.p + text.n))
			in = t;
	}
	fact *f = &s->v.v[s->v.n - 1];
	return !in || cause_set(s, &f->best, a, in->doc, a->facts[in->doc]->reports[in->report].trigger);
}

static bool event_add(tell_state *s, const dl_assembly *a, const dl_story *st, const dl_event *e)
{
	fact *f = VEC_PUSH(s->a, &s->v);
	if (!f) return false;
	*f = (fact){.event = e->id, .what = arena_copy(s->a, e->what), .standing = cstr_of(dl_modality_name(e->modality)),
	            .first_key = s->keys.n, .detail = is_aside(a, st, e)};
	for (uint32_t i = 0; i < e->n_tellings; i++) {
		const dl_telling *t = &a->tellings[e->first_telling + i];
		if (!key_add(s, story_report_id(a->docs[t->doc], a->facts[t->doc], t->report))) return false;
	}
	if (!event_cause(s, a, e)) return false;
	for (uint32_t i = 0; i < e->n_fields; i++)
		if (!field_add(s, a, e, &a->fields[e->first_field + i])) return false;
	return true;
}

static int cmp_holder(const void *x, const void *y)
{
	const holder *a = x, *b = y;
	if (a->key != b->key) return a->key < b->key ? -1 : 1;
	return (a->fact > b->fact) - (a->fact < b->fact);
}

tell_state *tell_state_new(const dl_assembly *a, uint32_t story)
{
	const dl_story *st = &a->stories[story];
	tell_state *s = calloc(1, sizeof *s);
	if (!s || !(s->a = arena_new(0))) return free(s), NULL;
	for (uint32_t i = 0; i < st->n_events; i++)
		if (!event_add(s, a, st, &a->events[st->first_event + i])) return tell_state_free(s), NULL;
	if (s->held.n) qsort(s->held.v, s->held.n, sizeof *s->held.v, cmp_holder);
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

/* The fact of the kind that has the key: of the same event and scope if there is one. */
static const fact *key_find(const tell_state *s, uint64_t key, const fact *like)
{
	const fact *found = NULL;
	uint32_t lo = 0, hi = s->held.n;
	int most = -1;
	while (lo < hi) {
		uint32_t mid = lo + (hi - lo) / 2;
		if (s->held.v[mid].key < key) lo = mid + 1;
		else hi = mid;
	}
	for (; lo < s->held.n && s->held.v[lo].key == key; lo++) {
		const fact *g = &s->v.v[s->held.v[lo].fact];
		int like_it = 2 * (g->event == like->event) + slice_eq(g->of, like->of);
		if (g->kind == like->kind && like_it > most) found = g, most = like_it;
	}
	return found;
}

/* What f was in that state, NULL when it is new. What people typed for a field that no passage tells has no key. */
static const fact *fact_find(const tell_state *s, const tell_state *of, const fact *f)
{
	const fact *found = NULL;
	for (uint32_t i = 0; s && i < f->n_keys && !found; i++) found = key_find(s, of->keys.v[f->first_key + i], f);
	for (uint32_t i = 0; s && !f->n_keys && !found && i < s->v.n; i++)
		if (s->v.v[i].event == f->event && s->v.v[i].kind == f->kind && !s->v.v[i].n_keys) found = &s->v.v[i];
	return found;
}

static bool moved(const fact *old, const fact *now)
{
	return !old || (now->field.n && (!slice_eq(old->value, now->value) || !slice_eq(old->standing, now->standing)));
}

static const cause *cause_of(const fact *old, const fact *f)
{
	return old && slice_eq(old->value, f->value) ? &f->last : &f->best;
}

/* The event of `now` into which one of the state before went, NULL when it is there still. */
static const fact *went_into(const tell_state *now, const fact *old)
{
	const fact *into = old->field.n ? NULL : key_find(now, old->event, old);
	return into && into->event != old->event ? into : NULL;
}

/* ---------------------------------------------------------------- for people */
typedef struct { buf *b; const tell_options *o; bool dated; uint64_t headed; } page;

static void put_date(page *p, int64_t at_min)
{
	if (p->dated) return;
	p->dated = true;
	screen_ink(p->b, p->o, INK_BOLD);
	put_moment(p->b, at_min);
	screen_ink(p->b, p->o, INK_PLAIN);
	buf_putc(p->b, '\n');
}

static void put_line(page *p, buf *line, ink i, uint32_t first, uint32_t indent)
{
	screen_pad(p->b, first);
	screen_ink(p->b, p->o, i);
	screen_wrap(p->b, p->o, buf_slice(line), first, indent);
	screen_ink(p->b, p->o, INK_PLAIN);
	buf_putc(p->b, '\n');
	line->n = 0;
}

#define EVENT_INDENT 11u     /* columns of "  27c6bb9c "                                                          */

/* "  27c6bb9c new: shot in the hand (BBC News)": before the first change of each event. */
static void put_event(page *p, buf *line, const fact *f, bool new)
{
	if (p->headed == f->event) return;
	p->headed = f->event;
	buf_printf(line, "%08llx %s%.*s", (unsigned long long)(f->event >> 32), new ? "new: " : "", PRS(f->what));
	if (new && f->best.doc.p) buf_printf(line, " (%.*s)", PRS(f->best.outlet));
	put_line(p, line, new ? INK_BOLD : INK_PLAIN, 2, EVENT_INDENT);
}

static void put_cause(page *p, buf *line, const cause *c, slice rule)
{
	if (c->doc.p) {
		buf_printf(line, "%.*s: “", PRS(c->outlet));
		screen_words(line, c->quote);
		buf_puts(line, "”");
	} else {
		buf_printf(line, "%.*s", PRS(rule));
	}
	put_line(p, line, INK_DIM, 6, 8);
}

static void put_field(page *p, buf *line, const fact *old, const fact *f)
{
	buf_printf(line, "%.*s%s%.*s%s: ", PRS(f->field), f->of.n ? " (" : "", PRS(f->of), f->of.n ? ")" : "");
	if (old && !slice_eq(old->value, f->value)) buf_printf(line, "%.*s → ", PRS(old->shown));
	buf_printf(line, "%.*s", PRS(f->shown));
	if (!old || !slice_eq(old->standing, f->standing)) buf_printf(line, " [%.*s]", PRS(f->standing));
	put_line(p, line, INK_PLAIN, 4, 6);
	put_cause(p, line, cause_of(old, f), f->rule);
}

void tell_change(buf *b, const tell_state *before, const tell_state *now, int64_t at_min, const tell_options *o)
{
	buf line = {0};
	page p = {.b = b, .o = o};
	uint32_t left = 0;
	for (uint32_t i = 0; before && i < before->v.n; i++) {
		const fact *old = &before->v.v[i], *into = went_into(now, old);
		if (!into) continue;
		put_date(&p, at_min);
		buf_printf(&line, "%08llx is told with %08llx now: %.*s", (unsigned long long)(old->event >> 32),
		           (unsigned long long)(into->event >> 32), PRS(old->what));
		put_line(&p, &line, INK_PLAIN, 2, EVENT_INDENT);
	}
	uint64_t aside = 0;          /* the event that is left out, with its fields                            */
	for (uint32_t i = 0; i < now->v.n; i++) {
		const fact *f = &now->v.v[i], *old = fact_find(before, now, f);
		if (!moved(old, f)) continue;
		if (!o->all && !old && (f->detail || f->event == aside)) {
			if (!f->field.n) aside = f->event;
			left++;
			continue;
		}
		put_date(&p, at_min);
		put_event(&p, &line, f, !old && !f->field.n);
		if (f->field.n) put_field(&p, &line, old, f);
	}
	buf_end(b, &line);
	if (!left) return;
	put_date(&p, at_min);
	screen_ink(b, o, INK_DIM);
	buf_puts(b, "  and "), put_many(b, left, "detail"), buf_puts(b, " (--all)\n");
	screen_ink(b, o, INK_PLAIN);
}

/* ---------------------------------------------------------------- as JSON */
static void json_or_null(buf *b, const char *key, slice v)
{
	if (v.n) json_key_str(b, key, v);
	else json_key_null(b, key);
}

static void change_json(buf *b, const fact *old, const fact *f, int64_t at_min)
{
	const cause *c = cause_of(old, f);
	buf_putc(b, '{');
	json_min(b, "at", at_min, false);
	json_u64_hex(b, "event", f->event);
	json_key_str(b, "what", f->what);
	json_or_null(b, "field", f->field);
	json_or_null(b, "of", f->of);
	if (old) json_key_str(b, "old", old->value);
	else json_key_null(b, "old");
	json_key_str(b, "new", f->field.n ? f->value : f->what);
	json_key_str(b, "standing", f->standing);
	json_key_str(b, "rule", f->rule);
	json_or_null(b, "doc", c->doc);
	json_ends(b, c->at);
	buf_puts(b, "}\n");
}

static void into_json(buf *b, const fact *old, const fact *into, int64_t at_min)
{
	buf_putc(b, '{');
	json_min(b, "at", at_min, false);
	json_u64_hex(b, "event", old->event);
	json_key_str(b, "what", old->what);
	json_u64_hex(b, "into", into->event);
	buf_puts(b, "}\n");
}

void tell_change_json(buf *b, const tell_state *before, const tell_state *now, int64_t at_min)
{
	for (uint32_t i = 0; before && i < before->v.n; i++) {
		const fact *into = went_into(now, &before->v.v[i]);
		if (into) into_json(b, &before->v.v[i], into, at_min);
	}
	for (uint32_t i = 0; i < now->v.n; i++) {
		const fact *old = fact_find(before, now, &now->v.v[i]);
		if (moved(old, &now->v.v[i])) change_json(b, old, &now->v.v[i], at_min);
	}
}

void tell_decision(buf *b, const store_decision *d, const tell_options *o)
{
	buf line = {0};
	buf_printf(&line, "decision %u, ", d->number);
	put_moment(&line, d->at_min);
	buf_printf(&line, ": %.*s %.*s by %.*s: %.*s%s", PRS(d->kind), PRS(d->what), PRS(d->who), PRS(d->why),
	           d->damaged ? " (damaged: not in force)" : d->in_force ? "" : " (undone)");
	screen_wrap(b, o, buf_slice(&line), 0, 4);
	buf_putc(b, '\n');
	buf_end(b, &line);
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
