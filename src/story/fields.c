/* SPDX-License-Identifier: Apache-2.0
 *
 * fields.c - an event's claims to fields, decided by accounts.c, laid out as dl_field, dl_account, dl_voucher.
 *
 * In: events with their tellings. Out: for each event its fields, most telling first: killed, injured, who, to whom,
 * when, where, the rest. A field is one aspect in one scope: "killed" and "killed, of police officers" are two
 * fields, because a difference between them is none.
 *
 * Words such as "people", "others" and "victims" are no scope: they count everyone.
 */
#include "story/fields.h"

#include <stdlib.h>

/* ---------------------------------------------------------------- order of fields */
static uint8_t field_rank(unsigned kind)
{
	static const uint8_t first[] = {
		DL_F_KILLED, DL_F_INJURED, DL_F_MISSING, DL_F_ARRESTED, DL_F_WHO, DL_F_RECIPIENT, DL_F_WHEN, DL_F_STARTS,
		DL_F_ENDS, DL_F_WHERE, DL_F_SCOPE, DL_F_PARTICIPANTS, DL_F_DISPLACED, DL_F_FREED, DL_F_WEAPON, DL_F_CAUSE,
		DL_F_CLAIMED_BY, DL_F_DAMAGE, DL_F_STATEMENT,
	};
	for (uint8_t i = 0; i < COUNT(first); i++)
		if (first[i] == kind) return i;
	return COUNT(first);
}

/* ---------------------------------------------------------------- scope */
/* Hash of the words that say whom a figure counts, in any order; 0: everyone. */
static uint64_t scope_of(arena *tmp, slice of)
{
	word_scan scan = {utf8_plain(tmp, of), 0};
	slice w;
	uint64_t h = 0;
	while (word_next(&scan, &w)) {
		char held[64];
		slice t = word_term(w, held);
		if (t.n && !in_list(W_EVERYONE, t)) h += hash_slice(t);
	}
	return h;
}

/* ---------------------------------------------------------------- items */
static bool perpetrator_says(const dl_facts *f, uint32_t attribution)
{
	if (!attribution) return false;
	const dl_attribution *t = &f->attributions[attribution];
	return t->act == 'k' || (t->n_links && f->links[t->first_link + t->n_links - 1].informant == DL_I_FIGHTER);
}

/* "they" and "who" that the text resolves to nobody. */
static bool is_pronoun(const dl_facts *f, const dl_claim *c, slice words)
{
	if (c->kind == DL_V_ENTITY && c->value) return false;
	if (c->field != DL_F_WHO && c->field != DL_F_RECIPIENT) return false;
	return (c->mention && f->mentions[c->mention].form == 'p') || in_list(W_NAMES_NOBODY, words);
}

/* The words that tell the event: "the shooting", "opened fire". */
typedef VEC(uint64_t) event_words;

static bool list_words(assembler *s, const dl_event *e, event_words *words)
{
	for (uint32_t i = 0; i < e->n_tellings; i++) {
		const dl_telling *t = &s->tellings.v[e->first_telling + i];
		const dl_facts *f = s->facts[t->doc];
		uint64_t *h = VEC_PUSH(s->w->tmp, words);
		if (!h) return false;
		*h = scope_of(s->w->tmp, dl_str(f, f->reports[t->report].lemma));
	}
	words->n = sorted_unique(words->v, words->n);
	return true;
}

/* When, where and why of the event's own word are those of the event. */
static bool is_own_word(const event_words *words, const dl_claim *c, uint64_t of)
{
	if (c->field != DL_F_WHEN && c->field != DL_F_WHERE && c->field != DL_F_CAUSE) return false;
	return sorted_common(&of, 1, words->v, words->n) > 0;
}

/* The word beside the happening that a claim belongs to; who tells, adds and recalls says. */
static uint64_t beside_of(arena *tmp, slice of)
{
	if (!of.n) return 0;
	return hash_slice(in_list(W_SAYING, of) ? S("say") : utf8_plain(tmp, of));
}

static bool item_fill(assembler *s, item *x, const dl_telling *t, uint32_t claim)
{
	uint32_t doc = t->doc, report = t->report;
	text_face *face = ARENA_ARRAY(s->w->tmp, text_face, 1);
	if (!face) return false;
	x->facts = s->facts[doc];
	x->claim = &x->facts->claims[claim];
	x->v = (dl_voucher){.doc = doc, .claim = claim, .report = report};
	if (!text_face_of(s->w->tmp, span_text(s->docs[doc]->text, x->claim->at), face)) return false;
	x->face = face;
	x->pronoun = is_pronoun(x->facts, x->claim, span_text(s->docs[doc]->text, x->claim->at));
	item_as_of(s, x);
	if (is_count_field(x->claim->field)) {
		x->scope = scope_of(s->w->tmp, dl_str(x->facts, x->claim->of));
		x->aside = perpetrator_says(x->facts, x->claim->attribution);
	} else {
		x->scope = beside_of(s->w->tmp, dl_str(x->facts, x->claim->of));
	}
	x->struck = decided_claim(s, doc, claim);
	x->aside |= x->struck.n > 0;
	return voucher_source(s, &x->v, x->claim->attribution);
}

typedef VEC(item) item_list;

static bool list_items(assembler *s, uint32_t event, item_list *items)
{
	event_words words = {0};
	const dl_event *e = &s->events.v[event];
	if (!list_words(s, e, &words)) return false;
	for (uint32_t i = 0; i < e->n_tellings; i++) {
		const dl_telling *t = &s->tellings.v[e->first_telling + i];
		const dl_report *r = &s->facts[t->doc]->reports[t->report];
		for (uint32_t c = r->first_claim; c < r->first_claim + r->n_claims; c++) {
			item *x = VEC_PUSH(s->w->tmp, items);
			if (!x || !item_fill(s, x, t, c)) return false;
			x->event = event;
			if (is_own_word(&words, x->claim, scope_of(s->w->tmp, dl_str(x->facts, x->claim->of)))) x->scope = 0;
		}
	}
	return true;
}

/* By kind, and in order of publication whatever their scope. */
static int cmp_told(const void *a, const void *b)
{
	const item *x = a, *y = b;
	if (x->claim->field != y->claim->field) return x->claim->field - y->claim->field;
	if (x->v.doc != y->v.doc) return x->v.doc < y->v.doc ? -1 : 1;
	return x->v.claim < y->v.claim ? -1 : x->v.claim > y->v.claim;
}

/* What belongs to a word beside the happening ("who", of "say") comes behind all that is the happening's own. */
static int item_rank(const item *x)
{
	bool beside = x->scope && !is_count_field(x->claim->field) && x->claim->kind != DL_V_COUNT;
	return field_rank(x->claim->field) + (beside ? DL_FIELD_N : 0);
}

static int cmp_item(const void *a, const void *b)
{
	const item *x = a, *y = b;
	int rx = item_rank(x), ry = item_rank(y);
	if (rx != ry) return rx - ry;
	if (x->claim->field != y->claim->field) return x->claim->field - y->claim->field;
	if (x->scope != y->scope) return x->scope < y->scope ? -1 : 1;
	if (x->part != y->part) return x->part < y->part ? -1 : 1;
	if (x->claim->kind != y->claim->kind) return x->claim->kind - y->claim->kind;
	if (x->v.doc != y->v.doc) return x->v.doc < y->v.doc ? -1 : 1;
	return x->v.claim < y->v.claim ? -1 : x->v.claim > y->v.claim;
}

/* Values of two kinds ("near the palace" as words, "Baghdad" as a place) are one field. */
static bool one_field(const item *a, const item *b)
{
	return a->claim->field == b->claim->field && a->scope == b->scope && a->part == b->part;
}

/* ---------------------------------------------------------------- one figure, whatever those counted are called */
#define OTHER_LEAST 10              /* five of these and five of those are seldom one                              */
#define SAME_FIGURE_NEAR 400u       /* claims of one kind that are compared with one: bounds pile-ups              */

static const dl_count *exact_figure(const item *x)
{
	if (x->claim->kind != DL_V_COUNT || !x->claim->value) return NULL;
	const dl_count *c = &x->facts->counts[x->claim->value];
	return c->lo == c->hi && c->lo > 1 ? c : NULL;
}

/* Does the document of items[at] tell another of this kind in that scope? Items come in order of documents. */
static bool doc_tells(const item *items, uint32_t n, uint32_t at, uint64_t scope)
{
	uint32_t first = at, doc = items[at].v.doc;
	while (first && items[first - 1].v.doc == doc) first--;
	for (uint32_t i = first; i < n && items[i].v.doc == doc; i++)
		if (items[i].scope == scope) return true;
	return false;
}

/* "21 girls", "21 schoolgirls" and "21" of three documents are one figure: to call it by another name is no other
 * scope, unless one of the documents tells figures of both. */
static void join_scopes(item *items, uint32_t n)
{
	for (uint32_t i = 1; i < n; i++)
		for (uint32_t k = i > SAME_FIGURE_NEAR ? i - SAME_FIGURE_NEAR : 0; k < i; k++) {
			item *x = &items[k], *y = &items[i];
			const dl_count *p = exact_figure(x), *q = exact_figure(y);
			if (x->scope == y->scope || x->v.doc == y->v.doc || !p || !q) continue;
			if (p->lo != q->lo || p->decimals != q->decimals) continue;
			if (x->claim->field == DL_F_OTHER && p->lo < OTHER_LEAST) continue;
			if (doc_tells(items, n, k, y->scope) || doc_tells(items, n, i, x->scope)) continue;
			if (x->scope && (!y->scope || y->v.doc < x->v.doc)) x->scope = y->scope;
			else y->scope = x->scope;
		}
}

/* A day or a place of something beside the event that another text tells as the event's own. */
static void join_scenes(item *items, uint32_t n)
{
	for (uint32_t i = 0; i < n; i++) {
		item *x = &items[i];
		if (!x->scope || !x->claim->value || x->claim->modality != DL_TOLD || doc_tells(items, n, i, 0)) continue;
		for (uint32_t k = i > SAME_FIGURE_NEAR ? i - SAME_FIGURE_NEAR : 0; k < n && k < i + SAME_FIGURE_NEAR; k++) {
			const item *y = &items[k];
			if (y->scope || y->v.doc == x->v.doc || y->claim->kind != x->claim->kind || !y->claim->value) continue;
			if (item_relate(x, y, zone_unknown) != DL_SAME) continue;
			x->scope = 0;
			break;
		}
	}
}

static bool same_kind(const item *a, const item *b) { return a->claim->field == b->claim->field; }

static void join_figures(item_list *items)
{
	if (items->n) qsort(items->v, items->n, sizeof(item), cmp_told);
	for (uint32_t k = 0, n; k < items->n; k += n) {
		for (n = 1; k + n < items->n && same_kind(&items->v[k], &items->v[k + n]);) n++;
		unsigned kind = items->v[k].claim->field;
		if (is_count_field(kind) || kind == DL_F_OTHER) join_scopes(items->v + k, n);
		else if (kind == DL_F_WHEN || kind == DL_F_WHERE) join_scenes(items->v + k, n);
	}
}

/* ---------------------------------------------------------------- one figure, told of two quantities */
#define REUSED_LEAST 20         /* small numbers meet by chance                                              */
#define REUSED_MOST  200u       /* claims of an event beyond which nobody asks: bounds pile-ups              */

static bool tells_kind(const item_list *items, uint32_t doc, unsigned kind, const dl_count *other_than)
{
	for (uint32_t i = 0; i < items->n; i++) {
		const dl_count *c = exact_figure(&items->v[i]);
		if (!c || items->v[i].v.doc != doc || items->v[i].claim->field != kind) continue;
		if (!other_than || c->lo != other_than->lo) return true;
	}
	return false;
}

/* "264 were killed" where another text has 264 in hospital and 250 killed, and this one nothing of hospitals: the
 * figure got beside the wrong word on the way. Whoever tells both quantities knows which is which. */
static void mark_reused(item_list *items)
{
	for (uint32_t i = 0; i < items->n && items->n <= REUSED_MOST; i++) {
		item *x = &items->v[i];
		const dl_count *c = is_count_field(x->claim->field) ? exact_figure(x) : NULL;
		if (!c || c->lo < REUSED_LEAST || c->decimals) continue;
		for (uint32_t k = 0; k < items->n && !x->reused; k++) {
			const item *y = &items->v[k];
			const dl_count *q = is_count_field(y->claim->field) ? exact_figure(y) : NULL;
			if (!q || q->lo != c->lo || q->decimals || same_kind(x, y) || y->v.doc == x->v.doc) continue;
			x->reused = tells_kind(items, y->v.doc, x->claim->field, c)
			            && !tells_kind(items, x->v.doc, y->claim->field, NULL);
		}
		x->aside |= x->reused;
	}
}

/* Claims of one kind and scope that are about different things become fields of their own. */
static bool part_items(assembler *s, item_list *items)
{
	mark_reused(items);
	join_figures(items);
	if (items->n) qsort(items->v, items->n, sizeof(item), cmp_item);
	for (uint32_t k = 0, n; k < items->n; k += n) {
		for (n = 1; k + n < items->n && one_field(&items->v[k], &items->v[k + n]);) n++;
		if (!parts_find(s, items->v + k, n)) return false;
	}
	if (items->n) qsort(items->v, items->n, sizeof(item), cmp_item);
	return true;
}

/* ---------------------------------------------------------------- values in words */
static slice put_number(arena *a, int64_t v, unsigned decimals)
{
	static const int64_t powers[] = {1, 10, 100, 1000};
	if (!decimals) return arena_printf(a, "%lld", (long long)v);
	int64_t p = powers[decimals < 3 ? decimals : 3];
	return arena_printf(a, "%lld.%0*lld", (long long)(v / p), (int)(decimals < 3 ? decimals : 3), (long long)(v % p));
}

static slice count_words(arena *a, const dl_count *c)
{
	if (c->flags & DL_C_NO_FIGURE) return S("no figure given");
	if (c->hi == 0) return S("none");
	if (c->lo != DL_COUNT_NONE && c->hi == DL_COUNT_MAX) {
		bool more = count_is_more_than(c);
		slice n = put_number(a, c->lo - more, c->decimals);
		return arena_printf(a, more ? "more than %.*s" : "at least %.*s", PRS(n));
	}
	if (c->hi != DL_COUNT_MAX && (c->lo == DL_COUNT_NONE || c->flags & DL_C_UP_TO)) {
		slice n = put_number(a, c->hi, c->decimals);
		return arena_printf(a, "up to %.*s", PRS(n));
	}
	slice lo = put_number(a, c->lo, c->decimals), hi = put_number(a, c->hi, c->decimals);
	if (c->lo == c->hi) return c->flags & DL_C_APPROX ? arena_printf(a, "about %.*s", PRS(lo)) : lo;
	return arena_printf(a, "%.*s to %.*s", PRS(lo), PRS(hi));
}

static slice time_words(arena *a, const dl_time *t)
{
	if (t->from_min == DL_MIN_NONE || t->to_min == DL_MIN_MAX || t->grain > DL_G_DAY || t->basis == DL_BASIS_NONE)
		return (slice){0};
	int64_t day = t->from_min >= 0 ? t->from_min / 1440 : -((1439 - t->from_min) / 1440);
	return t->grain <= DL_G_HOUR ? min_print(a, t->from_min) : day_print(a, (int32_t)day);
}

static slice place_words(arena *a, const dl_facts *f, uint32_t p)
{
	slice name = dl_str(f, f->places[p].name),
		  in = f->places[p].in ? dl_str(f, f->places[f->places[p].in].name) : (slice){0};
	return in.n ? arena_printf(a, "%.*s, %.*s", PRS(name), PRS(in)) : name;
}

static slice value_words(assembler *s, const item *x)
{
	arena *a = s->w->out;
	slice told_in = span_text(s->docs[x->v.doc]->text, x->claim->at), v = {0};
	uint32_t value = x->claim->value;
	if (!value) return told_in;
	switch (x->claim->kind) {
	case DL_V_COUNT: v = count_words(a, &x->facts->counts[value]); break;
	case DL_V_TIME: v = time_words(a, &x->facts->times[value]); break;
	case DL_V_PLACE: v = place_words(a, x->facts, value); break;
	case DL_V_ENTITY: v = dl_str(x->facts, x->facts->entities[value].name); break;
	}
	if (!v.n && x->claim->kind == DL_V_TIME) v = span_text(s->docs[x->v.doc]->text, x->facts->times[value].at);
	return v.n ? v : told_in;
}

/* ---------------------------------------------------------------- laying out */
static bool lay_account(const field *f, uint32_t at, uint32_t field_index, uint32_t best_index)
{
	assembler *s = f->s;
	const account *a = &f->accounts[at];
	const item *x = &f->items[a->first];
	dl_account *o = VEC_PUSH(s->w->out, &s->accounts);
	if (!o) return false;
	*o = (dl_account){
		.field = field_index, .first_voucher = s->vouchers.n, .n_vouchers = a->n, .n_outlets = a->outlets,
		.n_origins = a->origins, .n_informants = a->informants, .value = value_words(s, x), .as_of_min = a->as_of,
		.against = at == f->best ? 0 : best_index, .relation = (uint8_t)a->relation, .modality = x->claim->modality,
		.verdict = a->verdict, .rule = a->rule,
	};
	for (uint32_t i = 0; i < a->n; i++) {
		dl_voucher *v = VEC_PUSH(s->w->out, &s->vouchers);
		if (!v) return false;
		*v = x[i].v;
	}
	return true;
}

/* "in Amatrice", "since 2009" as a scope of a figure. */
static slice within_words(assembler *s, const item *x)
{
	return x->within.n ? arena_printf(s->w->out, "%s %.*s", x->since ? "since" : "in", PRS(x->within)) : (slice){0};
}

static bool lay_field(const field *f, uint32_t event)
{
	assembler *s = f->s;
	const item *x = &f->items[0];
	dl_field *o = VEC_PUSH(s->w->out, &s->fields);
	if (!o) return false;
	uint32_t index = s->fields.n - 1;
	*o = (dl_field){
		.event = event, .first_account = s->accounts.n, .n_accounts = f->n_accounts,
		.of = x->scope ? dl_str(x->facts, x->claim->of) : within_words(s, x), .low = f->low, .best = f->best_value,
		.high = f->high, .kind = f->kind, .standing = (uint8_t)f->standing, .value_kind = f->value_kind,
		.decimals = f->decimals, .rule = f->rule, .best_rule = f->best_rule,
		.past = x->claim->kind == DL_V_COUNT && x->history,
	};
	uint32_t best = s->accounts.n;
	if (!lay_account(f, f->best, index, best)) return false;
	for (uint32_t a = 0; a < f->n_accounts; a++)
		if (a != f->best && !lay_account(f, a, index, best)) return false;
	return typed_accounts(s, index);
}

typedef struct { uint32_t event; zone_range zone; } event_at;

static bool field_make(assembler *s, item *items, uint32_t n, event_at at)
{
	field f = {.s = s, .kind = items->claim->field, .value_kind = items->claim->kind, .items = items, .n_items = n,
	           .low = DL_COUNT_NONE, .best_value = DL_COUNT_NONE, .high = DL_COUNT_NONE, .zone = at.zone};
	return accounts_decide(&f) && lay_field(&f, at.event);
}

/* Clock of the country in which the event's reports are placed; anything when none is, or two are. */
static zone_range zone_of(const assembler *s, const dl_event *e)
{
	const char *country = NULL;
	for (uint32_t i = 0; i < e->n_tellings; i++) {
		const dl_telling *t = &s->tellings.v[e->first_telling + i];
		uint32_t where = s->facts[t->doc]->reports[t->report].where;
		const char *c = s->facts[t->doc]->places[where].country;
		if (!where || !c[0]) continue;
		if (country && memcmp(country, c, 4)) return zone_unknown;
		country = c;
	}
	return country ? zone_of_country(country) : zone_unknown;
}

/* Distinct informants of the event's claims. */
static uint32_t count_informants(const item *x, uint32_t n, uint32_t *seen)
{
	uint32_t m = 0;
	for (uint32_t i = 0, k; i < n; i++) {
		for (k = 0; k < m && seen[k] != x[i].v.informant; k++) {}
		if (k == m && x[i].v.informant) seen[m++] = x[i].v.informant;
	}
	return m;
}

static bool count_sources(assembler *s, dl_event *e, const item *x, uint32_t n)
{
	uint32_t *seen = ARENA_ARRAY(s->w->tmp, uint32_t, max_u32(n, e->n_tellings) + 1), m = 0;
	if (!seen) return false;
	e->n_informants = count_informants(x, n, seen);
	e->n_outlets = 0;
	const dl_telling *t = &s->tellings.v[e->first_telling];
	for (uint32_t i = 0, k; i < e->n_tellings; i++) {
		for (k = 0; k < i && !doc_same_outlet(s->docs[t[k].doc], s->docs[t[i].doc]); k++) {}
		e->n_outlets += k == i;
		for (k = 0; k < m && seen[k] != s->out->places[t[i].doc].origin; k++) {}
		if (k == m) seen[m++] = s->out->places[t[i].doc].origin;
	}
	e->n_origins = m;
	return true;
}

static bool event_fields(assembler *s, uint32_t event, item *x, uint32_t n)
{
	dl_event *e = &s->events.v[event];
	zone_range zone = zone_of(s, e);
	item_list items = {.v = x, .n = n};
	if (!count_sources(s, e, x, n) || !part_items(s, &items)) return false;
	e->first_field = s->fields.n;
	for (uint32_t k = 0, m; k < n; k += m) {
		for (m = 1; k + m < n && one_field(&x[k], &x[k + m]);) m++;
		if (!field_make(s, x + k, m, (event_at){event, zone})) return false;
	}
	if (!typed_fields(s, event)) return false;
	e->n_fields = s->fields.n - e->first_field;
	return true;
}

static int cmp_event(const void *a, const void *b)
{
	const item *x = a, *y = b;
	if (x->event != y->event) return x->event < y->event ? -1 : 1;
	if (x->v.doc != y->v.doc) return x->v.doc < y->v.doc ? -1 : 1;
	return x->v.claim < y->v.claim ? -1 : x->v.claim > y->v.claim;
}

/* Which events people split or merged: those keep what is told at them. */
static bool *list_decided(const assembler *s)
{
	bool *of = ARENA_ARRAY(s->w->tmp, bool, s->events.n + 1);
	for (uint32_t i = 0; of && i < s->told.n; i++)
		if (s->told.v[i].decided.n) of[s->told.v[i].event] = true;
	return of;
}

bool fields_find(assembler *s)
{
	bool *decided = list_decided(s);
	s->written = ARENA_ARRAY(s->w->tmp, uint8_t, s->n + 1);
	if (!decided || !s->written) return false;
	for (uint32_t i = 1, last; i < s->events.n; i = last) {
		item_list items = {0};
		for (last = i; last < s->events.n && s->events.v[last].story == s->events.v[i].story; last++)
			if (!list_items(s, last, &items)) return false;
		for (uint32_t k = 0; k < items.n; k++) items.v[k].decided = decided[items.v[k].event];
		if (!items_gather(s, items.v, items.n) || !tolls_gather(s, items.v, items.n)) return false;
		if (items.n) qsort(items.v, items.n, sizeof(item), cmp_event);
		for (uint32_t e = i, at = 0, n; e < last; e++, at += n) {
			for (n = 0; at + n < items.n && items.v[at + n].event == e;) n++;
			if (!event_fields(s, e, items.v + at, n)) return false;
		}
	}
	return true;
}
