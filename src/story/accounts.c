/* SPDX-License-Identifier: Apache-2.0
 *
 * accounts.c - the claims of one field to accounts, a verdict for each, and the field's standing.
 *
 * In: all claims of, say, "killed" of one event. Out: accounts (claims with the same value), the best one, how each
 * other stands to it, and one word for all: single, agreed, refined, revised, disputed, scope.
 *
 *      AFP 29 August: at least 5    Reuters 29 August: at least 5    AFP 30 August: at least 23
 *           two accounts; 23 is known as of a later time -> best; "at least 5" superseded -> revised
 *      INA: the curfew begins at 3.30 pm     Al Jazeera: at 7 pm     (independent, same day) -> disputed
 *      Fox: in July      The Sun: on 30 July  -> refined, the narrower is best
 *
 * Order of the questions (codebooks.md 11): is it of one scope? is one known as of a later time? do the regions
 * meet? are the origins independent? Only what fails all four is a dispute. One origin that tells two exact figures
 * at one time counts different people, or garbled a copy; it never disputes itself, unless it quotes two informants.
 */
#include "story/fields.h"

#include <stdlib.h>

#define DAY_MINUTES  1440
#define CLOCK_MIN    60         /* clock times this close are one time told roughly: 3.30 and 3.36 am            */

/* ---------------------------------------------------------------- same value? */
/* Of the words of both, 60 in 100 in common: one statement told twice. */
static bool same_words(assembler *s, const item *a, const item *b)
{
	slice x = utf8_plain(s->w->tmp, span_text(s->docs[a->v.doc]->text, a->claim->at));
	slice y = utf8_plain(s->w->tmp, span_text(s->docs[b->v.doc]->text, b->claim->at)), w, u;
	word_scan sx = {x, 0};
	uint32_t nx = 0, ny = 0, both = 0;
	while (word_next(&sx, &w)) {
		word_scan sy = {y, 0};
		bool found = false;
		for (ny = 0; word_next(&sy, &u); ny++) found |= slice_eq(w, u);
		both += found, nx++;
	}
	return nx && ny && both * 100 >= min_u32(nx, ny) * 60;
}

static bool same_value(assembler *s, const item *a, const item *b)
{
	const dl_claim *x = a->claim, *y = b->claim;
	if (x->modality != y->modality || x->kind != y->kind) return false;
	if (!x->value || !y->value) return same_words(s, a, b);
	switch (x->kind) {
	case DL_V_COUNT: {
		const dl_count *p = &a->facts->counts[x->value], *q = &b->facts->counts[y->value];
		return p->lo == q->lo && p->hi == q->hi && p->decimals == q->decimals && ((p->flags ^ q->flags) & ~(DL_C_APPROX | DL_C_TOTAL)) == 0;
	}
	case DL_V_TIME: {
		const dl_time *p = &a->facts->times[x->value], *q = &b->facts->times[y->value];
		if (p->from_min == DL_MIN_NONE && q->from_min == DL_MIN_NONE) return same_words(s, a, b);
		return relate_time(p, q) == DL_SAME;
	}
	case DL_V_PLACE: return relate_place(a->facts, x->value, b->facts, y->value) == DL_SAME;
	case DL_V_ENTITY: {
		uint32_t p = actor_at(s, a->v.doc, x->value), q = actor_at(s, b->v.doc, y->value);
		return (p && p == q) || relate_entity(a->facts, x->value, b->facts, y->value) == DL_SAME;
	}
	default: return same_words(s, a, b);
	}
}

static int cmp_by_account(const void *a, const void *b)
{
	const item *x = a, *y = b;
	if (x->account != y->account) return x->account < y->account ? -1 : 1;
	if (x->v.doc != y->v.doc) return x->v.doc < y->v.doc ? -1 : 1;
	return x->v.claim < y->v.claim ? -1 : x->v.claim > y->v.claim;
}

static uint32_t count_distinct(const item *x, uint32_t n, uint32_t (*of)(const item *))
{
	uint32_t m = 0;
	for (uint32_t i = 0; i < n; i++) {
		uint32_t k = 0;
		while (k < i && of(&x[k]) != of(&x[i])) k++;
		m += k == i && of(&x[i]) != 0;
	}
	return m;
}

static uint32_t item_origin(const item *x) { return x->v.origin; }
static uint32_t item_informant(const item *x) { return x->v.informant; }

static uint32_t count_outlets(const field *f, const account *a)
{
	uint32_t m = 0;
	for (uint32_t i = 0; i < a->n; i++) {
		uint32_t k = 0;
		const dl_doc *d = f->s->docs[f->items[a->first + i].v.doc];
		while (k < i && !slice_eq(f->s->docs[f->items[a->first + k].v.doc]->outlet, d->outlet)) k++;
		m += k == i;
	}
	return m;
}

static void account_fill(const field *f, account *a)
{
	const item *x = &f->items[a->first];
	bool counts = x->claim->kind == DL_V_COUNT && x->claim->value;
	a->origins = count_distinct(x, a->n, item_origin);
	a->informants = count_distinct(x, a->n, item_informant);
	a->outlets = count_outlets(f, a);
	a->as_of = DL_MIN_NONE, a->day = DL_DAY_NONE;
	a->aside = true, a->old = counts;
	for (uint32_t i = 0; i < a->n; i++) {
		if (x[i].as_of != DL_MIN_NONE && x[i].as_of > a->as_of) a->as_of = x[i].as_of, a->day = x[i].day;
		a->aside &= x[i].aside;
		if (counts) a->old &= (x[i].facts->counts[x[i].claim->value].flags & DL_C_OLD) != 0;
	}
}

/* Items to accounts: the first item with a value founds its account; items come in order of publication. */
static bool group_items(field *f)
{
	arena *tmp = f->s->w->tmp;
	uint32_t *founder = ARENA_ARRAY(tmp, uint32_t, f->n_items);
	uint32_t n = 0;
	if (!founder) return false;
	for (uint32_t i = 0; i < f->n_items; i++) {
		uint32_t k = 0;
		while (k < n && !same_value(f->s, &f->items[founder[k]], &f->items[i])) k++;
		if (k == n) founder[n++] = i;
		f->items[i].account = k;
	}
	qsort(f->items, f->n_items, sizeof(item), cmp_by_account);
	f->accounts = ARENA_ARRAY(tmp, account, n);
	f->n_accounts = n;
	if (!f->accounts) return false;
	for (uint32_t i = 0; i < f->n_items; i++) {
		account *a = &f->accounts[f->items[i].account];
		if (!a->n++) a->first = i;
	}
	for (uint32_t k = 0; k < n; k++) account_fill(f, &f->accounts[k]);
	return true;
}

/* ---------------------------------------------------------------- two accounts */
dl_relation account_relate(const field *f, uint32_t a, uint32_t b)
{
	const item *x = account_item(f, a), *y = account_item(f, b);
	if (x->claim->kind != y->claim->kind || !x->claim->value || !y->claim->value) return DL_NOT_COMPARABLE;
	switch (x->claim->kind) {
	case DL_V_COUNT: return relate_count(account_count(f, a), account_count(f, b));
	case DL_V_TIME: return relate_time(&x->facts->times[x->claim->value], &y->facts->times[y->claim->value]);
	case DL_V_PLACE: return relate_place(x->facts, x->claim->value, y->facts, y->claim->value);
	case DL_V_ENTITY: return relate_entity(x->facts, x->claim->value, y->facts, y->claim->value);
	default: return DL_NOT_COMPARABLE;
	}
}

bool accounts_dependent(const field *f, uint32_t a, uint32_t b)
{
	const account *x = &f->accounts[a], *y = &f->accounts[b];
	for (uint32_t i = 0; i < x->n; i++)
		for (uint32_t k = 0; k < y->n; k++) {
			const dl_voucher *p = &f->items[x->first + i].v, *q = &f->items[y->first + k].v;
			if (p->origin != q->origin) return false;
			if (p->informant && q->informant && p->informant != q->informant) return false;
		}
	return true;
}

bool account_later(const field *f, uint32_t a, uint32_t b)
{
	const account *x = &f->accounts[a], *y = &f->accounts[b];
	if (y->old && !x->old) return true;
	if (x->day == DL_DAY_NONE || y->day == DL_DAY_NONE) return false;
	return x->day > y->day;
}

/* ---------------------------------------------------------------- verdicts */
static void verdict(account *a, char v, slice rule) { a->verdict = (uint8_t)v, a->rule = rule; }

static void judge_count(field *f, uint32_t at)
{
	account *a = &f->accounts[at];
	const dl_count *c = account_count(f, at), *b = account_count(f, f->best);
	if (a->aside) verdict(a, 'x', S("counts: a perpetrator's own figure is shown, not counted"));
	else if (a->relation == DL_NOT_COMPARABLE) verdict(a, 'o', S("counts: it counts others"));
	else if (a->old) verdict(a, 's', S("counts: told as an earlier figure"));
	else if (account_later(f, f->best, at) && (a->relation == DL_APART || b->lo > c->lo)) verdict(a, 's', S("counts: later supersedes"));
	else if (a->relation != DL_APART) verdict(a, a->relation == DL_NARROWER ? 'r' : 'c', S("counts: the intervals meet"));
	else if (!accounts_dependent(f, at, f->best)) verdict(a, 'd', S("counts: apart, independent, of one time"));
	else verdict(a, 'o', S("counts: one origin, two figures at one time: different people"));
}

/* Clock times that are a few minutes apart are one time told roughly. */
static bool is_rough(const field *f, uint32_t at)
{
	const dl_time *a = &account_item(f, at)->facts->times[account_item(f, at)->claim->value];
	const dl_time *b = &account_item(f, f->best)->facts->times[account_item(f, f->best)->claim->value];
	int64_t gap = a->from_min > b->from_min ? a->from_min - b->from_min : b->from_min - a->from_min;
	return a->grain <= DL_G_HOUR && b->grain <= DL_G_HOUR && gap < CLOCK_MIN;
}

static void judge_time(field *f, uint32_t at)
{
	account *a = &f->accounts[at];
	if (a->relation == DL_NOT_COMPARABLE) verdict(a, 'c', S("times: words that name no moment"));
	else if (a->relation != DL_APART) verdict(a, a->relation == DL_NARROWER ? 'r' : 'c', S("times: one lies in the other"));
	else if (is_rough(f, at)) verdict(a, 'c', S("times: minutes apart, told roughly"));
	else if (!accounts_dependent(f, at, f->best)) verdict(a, 'd', S("times: apart, independent"));
	else verdict(a, 'o', S("times: one origin, two moments"));
}

static void judge_other(field *f, uint32_t at)
{
	account *a = &f->accounts[at];
	bool denied = account_item(f, at)->claim->modality == DL_DENIED || account_item(f, f->best)->claim->modality == DL_DENIED;
	if (denied && !accounts_dependent(f, at, f->best)) verdict(a, 'd', S("one side denies it"));
	else if (a->relation == DL_NARROWER) verdict(a, 'r', S("narrower"));
	else if (a->relation == DL_WIDER || a->relation == DL_OVERLAP) verdict(a, 'c', S("wider"));
	else if (f->kind == DL_F_SCOPE) verdict(a, 'o', S("scope: they cover different things"));
	else verdict(a, 'c', S("other words, nothing in them apart"));
}

/* ---------------------------------------------------------------- the best, and the standing */
/* Most origins; then the narrower; then the earlier. */
static void best_plain(field *f)
{
	f->best = 0;
	for (uint32_t a = 1; a < f->n_accounts; a++) {
		const account *x = &f->accounts[a], *b = &f->accounts[f->best];
		bool told_x = account_item(f, a)->claim->modality == DL_TOLD, told_b = account_item(f, f->best)->claim->modality == DL_TOLD;
		dl_relation r = account_relate(f, a, f->best);
		if (told_x != told_b) f->best = told_x ? a : f->best;
		else if (r == DL_NARROWER || (x->origins > b->origins && r != DL_WIDER)) f->best = a;
	}
	f->best_rule = f->n_accounts == 1 ? S("single") : S("narrowest told by most");
}

static uint32_t field_origins(const field *f)
{
	uint32_t m = 0;
	for (uint32_t i = 0; i < f->n_items; i++) {
		if (f->accounts[f->items[i].account].aside) continue;
		uint32_t k = 0;
		while (k < i && (f->accounts[f->items[k].account].aside || f->items[k].v.origin != f->items[i].v.origin)) k++;
		m += k == i;
	}
	return m;
}

static void stand(field *f, dl_standing st, slice rule) { f->standing = st, f->rule = rule; }

static void decide_standing(field *f)
{
	uint32_t n[256] = {0};
	for (uint32_t a = 0; a < f->n_accounts; a++) n[f->accounts[a].verdict]++;
	uint32_t meet = n['b'] + n['r'] + n['c'];
	if (n['d']) stand(f, DL_DISPUTED, S("independent accounts are apart"));
	else if (n['s']) stand(f, DL_REVISED, S("a later account supersedes"));
	else if (f->origins < 2) stand(f, DL_SINGLE, S("one origin"));
	else if (meet > 1) stand(f, DL_REFINED, S("compatible, one says more"));
	else if (n['o']) stand(f, f->accounts[f->best].origins > 1 ? DL_AGREED : DL_SCOPE, S("they count or cover different things"));
	else if (f->accounts[f->best].origins > 1) stand(f, DL_AGREED, S("independent origins, one value"));
	else stand(f, DL_SINGLE, S("one origin once the others are set aside"));
}

bool accounts_decide(field *f)
{
	if (!group_items(f)) return false;
	bool counts = f->value_kind == DL_V_COUNT && account_item(f, 0)->claim->value;
	for (uint32_t a = 0; a < f->n_accounts; a++) counts &= account_item(f, a)->claim->kind == DL_V_COUNT && account_item(f, a)->claim->value;
	if (counts) best_count(f);
	else best_plain(f);
	for (uint32_t a = 0; a < f->n_accounts; a++) {
		f->accounts[a].relation = a == f->best ? DL_SAME : account_relate(f, a, f->best);
		if (a == f->best) verdict(&f->accounts[a], 'b', f->best_rule);
		else if (counts) judge_count(f, a);
		else if (account_item(f, a)->claim->kind == DL_V_TIME && account_item(f, f->best)->claim->kind == DL_V_TIME) judge_time(f, a);
		else judge_other(f, a);
	}
	f->origins = field_origins(f);
	decide_standing(f);
	return true;
}
