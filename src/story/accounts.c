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

#define CLOCK_MIN    60         /* clock times this close are one time told roughly: 3.30 and 3.36 am            */
#define LATER_MIN    180        /* hours of publication: an editor's desk lets an update stand that long         */
#define PART_MIN     60         /* parts of the day have no sharp ends                                      */
#define OTHER_MIN    (14 * 1440)
#define SAME_WORDS   60
#define CLIMB_MOST   8          /* places around a place                                                     */

/* ---------------------------------------------------------------- same value? */
/* Of the shorter one's words, 60 in 100: one statement told twice, once at greater length. */
static bool same_words(const item *a, const item *b)
{
	uint32_t both = sorted_common(a->face->word, a->face->n, b->face->word, b->face->n);
	uint32_t least = min_u32(a->face->n, b->face->n);
	if (a->face->negated != b->face->negated) return false;
	return relate_text(a->face, b->face) == DL_SAME || (least > 1 && both * 100 >= least * SAME_WORDS);
}

dl_relation item_relate(const item *a, const item *b, zone_range zone)
{
	const dl_claim *x = a->claim, *y = b->claim;
	if (x->kind == y->kind && x->value && y->value) switch (x->kind) {
	case DL_V_COUNT: return relate_count(&a->facts->counts[x->value], &b->facts->counts[y->value]);
	case DL_V_TIME: return relate_time_in(&a->facts->times[x->value], &b->facts->times[y->value], zone);
	case DL_V_PLACE: return relate_place(a->facts, x->value, b->facts, y->value);
	case DL_V_ENTITY: return relate_entity(a->facts, x->value, b->facts, y->value);
	default: break;
	}
	return relate_text(a->face, b->face);
}

/* "Wednesday" in an undated text, and Wednesday the 24th: nobody would call the second a refinement. */
static bool same_weekday(const dl_time *a, const dl_time *b, dl_relation r)
{
	return (a->weekday && a->basis == DL_BASIS_NONE && r == DL_WIDER && b->grain == DL_G_DAY)
	       || (b->weekday && b->basis == DL_BASIS_NONE && r == DL_NARROWER && a->grain == DL_G_DAY);
}

static bool same_value(const field *f, const item *a, const item *b)
{
	const dl_claim *x = a->claim, *y = b->claim;
	if (x->modality != y->modality || x->kind != y->kind || !a->struck.n != !b->struck.n) return false;
	if (!x->value || !y->value) return x->value == y->value && same_words(a, b);
	switch (x->kind) {
	case DL_V_COUNT: {
		const dl_count *p = &a->facts->counts[x->value], *q = &b->facts->counts[y->value];
		uint32_t unlike = (p->flags ^ q->flags) & (uint32_t)~(DL_C_APPROX | DL_C_TOTAL | DL_C_HIT);
		return p->lo == q->lo && p->hi == q->hi && p->decimals == q->decimals && !unlike;
	}
	case DL_V_TIME: {
		const dl_time *p = &a->facts->times[x->value], *q = &b->facts->times[y->value];
		dl_relation r = relate_time_in(p, q, f->zone);
		if (p->from_min == DL_MIN_NONE && q->from_min == DL_MIN_NONE && r == DL_NOT_COMPARABLE) return same_words(a, b);
		return r == DL_SAME || same_weekday(p, q, r);
	}
	case DL_V_ENTITY: {
		uint32_t p = actor_at(f->s, a->v.doc, x->value), q = actor_at(f->s, b->v.doc, y->value);
		return (p && p == q) || item_relate(a, b, f->zone) == DL_SAME;
	}
	case DL_V_PLACE: return item_relate(a, b, f->zone) == DL_SAME;
	default: return same_words(a, b);
	}
}

/* Who stands for an account: a name before a description before a pronoun. */
static int wording_rank(const item *x)
{
	if (x->pronoun) return 2;
	if (x->claim->kind != DL_V_ENTITY || !x->claim->value) return 1;
	unsigned kind = x->facts->entities[x->claim->value].kind;
	return kind != DL_E_PERSON && kind != DL_E_ORG && kind != DL_E_PLACE;
}

static int cmp_by_account(const void *a, const void *b)
{
	const item *x = a, *y = b;
	if (x->account != y->account) return x->account < y->account ? -1 : 1;
	int rx = wording_rank(x), ry = wording_rank(y);
	if (rx != ry) return rx - ry;
	if (x->v.doc != y->v.doc) return x->v.doc < y->v.doc ? -1 : 1;
	return x->v.claim < y->v.claim ? -1 : x->v.claim > y->v.claim;
}

/* Who only prints the town in its dateline is no witness of what others' clauses say. */
static uint32_t count_distinct(const item *x, const account *a, uint32_t (*of)(const item *))
{
	uint32_t m = 0;
	for (uint32_t i = 0; i < a->n; i++) {
		uint32_t k = 0;
		if (item_around(&x[i]) && !a->around) continue;
		while (k < i && (of(&x[k]) != of(&x[i]) || (item_around(&x[k]) && !a->around))) k++;
		m += k == i && of(&x[i]) != 0;
	}
	return m;
}

static uint32_t item_origin(const item *x) { return x->v.origin; }
static uint32_t item_informant(const item *x) { return x->v.informant; }

/* An article that says in its own words what it also has from another newsroom does not confirm it: both are that
 * newsroom's. */
static void lend_origins(field *f, const account *a)
{
	item *x = &f->items[a->first];
	for (uint32_t i = 0, n; i < a->n; i += n) {         /* items of one article stand together */
		uint32_t own = f->s->out->places[x[i].v.doc].origin, other = own;
		for (n = 0; i + n < a->n && x[i + n].v.doc == x[i].v.doc; n++)
			if (other == own) other = x[i + n].v.origin;
		for (uint32_t k = i; k < i + n; k++)
			if (x[k].v.origin == own) x[k].v.origin = other;
	}
}

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

static void account_fill(field *f, account *a)
{
	const item *x = &f->items[a->first];
	lend_origins(f, a);
	bool counts = x->claim->kind == DL_V_COUNT && x->claim->value;
	a->outlets = count_outlets(f, a);
	a->as_of = DL_MIN_NONE, a->day = DL_DAY_NONE;
	int32_t old_day = DL_DAY_NONE, held_day = DL_DAY_NONE;
	a->aside = a->around = a->reused = true;
	for (uint32_t i = 0; i < a->n; i++) {
		a->around &= item_around(&x[i]);
		if (x[i].as_of != DL_MIN_NONE && x[i].as_of > a->as_of)
			a->as_of = x[i].as_of, a->day = x[i].day, a->clock = x[i].clock;
		a->aside &= x[i].aside, a->reused &= x[i].reused;
		bool old = x[i].old || (counts && x[i].facts->counts[x[i].claim->value].flags & DL_C_OLD);
		int32_t *latest = old ? &old_day : &held_day, day = f->s->docs[x[i].v.doc]->published_day;
		if (*latest == DL_DAY_NONE || day > *latest) *latest = day;
		a->old |= old;
	}
	a->origins = count_distinct(x, a, item_origin);
	a->informants = count_distinct(x, a, item_informant);
	/* Whoever still holds it must have done so after another said that it was no longer held. */
	a->old = a->old && (held_day == DL_DAY_NONE || held_day <= old_day);
}

/* The founder whose value item i has; n when none has. A pronoun goes with the value that most tell. */
static uint32_t founder_of(const field *f, const uint32_t *founder, uint32_t n, uint32_t i)
{
	if (f->items[i].pronoun && n) {
		uint32_t best = 0, most = 0;
		for (uint32_t k = 0; k < n; k++) {
			uint32_t tell = 0;
			for (uint32_t j = 0; j < f->n_items; j++) tell += f->items[j].account == k && !f->items[j].pronoun;
			if (tell > most) best = k, most = tell;
		}
		if (most) return best;
	}
	for (uint32_t k = 0; k < n; k++)
		if (same_value(f, &f->items[founder[k]], &f->items[i])) return k;
	return n;
}

/* Items to accounts: the first item with a value founds its account; items come in order of publication. */
static bool group_items(field *f)
{
	arena *tmp = f->s->w->tmp;
	uint32_t *founder = ARENA_ARRAY(tmp, uint32_t, f->n_items);
	uint32_t n = 0;
	if (!founder) return false;
	for (uint32_t i = 0; i < f->n_items; i++) f->items[i].account = UINT32_MAX;
	for (int pronouns = 0; pronouns < 2; pronouns++)
		for (uint32_t i = 0; i < f->n_items; i++) {
			if (f->items[i].pronoun != pronouns) continue;
			uint32_t k = founder_of(f, founder, n, i);
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
	return item_relate(account_item(f, a), account_item(f, b), f->zone);
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
	if (y->old != x->old) return y->old;
	if (x->day == DL_DAY_NONE || y->day == DL_DAY_NONE) return false;
	if (x->clock && x->clock == y->clock) return x->as_of - y->as_of >= LATER_MIN;
	return x->day > y->day;
}

bool account_one_undated(const field *f, uint32_t a, uint32_t b)
{
	return (f->accounts[a].day == DL_DAY_NONE) != (f->accounts[b].day == DL_DAY_NONE);
}

/* A reprint of a document of b tells something else: a figure got garbled on the way. */
static bool is_garbled(const field *f, uint32_t a, uint32_t b)
{
	const account *x = &f->accounts[a], *y = &f->accounts[b];
	const uint32_t *group = f->s->copy_group;
	for (uint32_t i = 0; i < x->n; i++) {
		const dl_voucher *p = &f->items[x->first + i].v;
		bool of = false;
		for (uint32_t k = 0; k < y->n && p->copy && !of; k++) {
			const dl_voucher *q = &f->items[y->first + k].v;
			of = q->doc != p->doc && group[q->doc] == group[p->doc];
		}
		if (!of) return false;
	}
	return true;
}

static bool same_speaker(const dl_voucher *p, const dl_voucher *q)
{
	if (p->doc != q->doc || p->origin != q->origin) return false;
	return !p->informant || !q->informant || p->informant == q->informant;
}

/* Whoever tells both, in one breath, tells of two and contradicts nobody. */
static bool told_beside(const field *f, uint32_t a, uint32_t b)
{
	const account *x = &f->accounts[a], *y = &f->accounts[b];
	for (uint32_t i = 0; i < x->n; i++)
		for (uint32_t k = 0; k < y->n; k++)
			if (same_speaker(&f->items[x->first + i].v, &f->items[y->first + k].v)) return true;
	return false;
}

/* ---------------------------------------------------------------- verdicts */
static void verdict(account *a, char v, slice rule) { a->verdict = (uint8_t)v, a->rule = rule; }

static slice aside_rule(const account *a)
{
	return a->reused ? S("counts: the figure of another quantity, reused for this one")
					 : S("counts: a perpetrator's own figure is shown, not counted");
}

/* "More than 51" beside 51: the same figure, told roughly. */
static bool is_just_above(const dl_count *more, const dl_count *n)
{
	return more->flags & DL_C_AT_LEAST && more->hi == DL_COUNT_MAX && n->lo == n->hi && n->hi == more->lo - 1;
}

static bool is_touching(const dl_count *a, const dl_count *b)
{
	return a->decimals == b->decimals && (is_just_above(a, b) || is_just_above(b, a));
}

static void judge_count(field *f, uint32_t at)
{
	account *a = &f->accounts[at];
	const dl_count *c = account_count(f, at), *b = account_count(f, f->best);
	bool apart = a->relation == DL_APART, later = account_later(f, f->best, at);
	if (a->aside) verdict(a, 'x', aside_rule(a));
	else if (a->relation == DL_NOT_COMPARABLE) verdict(a, 'o', S("counts: it counts others"));
	else if (a->old) verdict(a, 's', S("counts: told as an earlier figure"));
	else if (apart && (account_of_one(f, at) || account_of_one(f, f->best)))
		verdict(a, 'o', S("counts: one of them is told of, not how many"));
	else if (apart && is_touching(c, b)) verdict(a, 'c', S("counts: more than the other's figure, told roughly"));
	else if (apart && is_garbled(f, at, f->best)) verdict(a, 'x', S("counts: a reprint that changes the figure"));
	else if (later && b->lo > c->lo) verdict(a, 's', S("counts: a later figure is higher"));
	else if (later && apart) verdict(a, 's', S("counts: a later figure is lower"));
	else if (!apart) verdict(a, a->relation == DL_NARROWER ? 'r' : 'c', S("counts: the intervals meet"));
	else if (account_one_undated(f, at, f->best) && b->lo > c->lo)
		verdict(a, 's', S("counts: lower, and one of them has no day"));
	else if (!accounts_dependent(f, at, f->best)) verdict(a, 'd', S("counts: apart, independent, of one time"));
	else verdict(a, 'o', S("counts: one origin, two figures at one time: different people"));
}

/* Clock times a few minutes apart, and weeks or months that touch, are one time told roughly. */
static bool is_rough(const field *f, uint32_t at)
{
	const dl_time *a = &account_item(f, at)->facts->times[account_item(f, at)->claim->value];
	const dl_time *b = &account_item(f, f->best)->facts->times[account_item(f, f->best)->claim->value];
	int64_t gap = a->from_min > b->from_min ? a->from_min - b->from_min : b->from_min - a->from_min;
	if (a->grain <= DL_G_HOUR && b->grain <= DL_G_HOUR) return gap < CLOCK_MIN;
	/* 6:42 is "early", and half past seven "evening" */
	if (a->grain <= DL_G_PART && b->grain <= DL_G_PART)
		return a->from_min < b->to_min + PART_MIN && b->from_min < a->to_min + PART_MIN;
	/* "last week", written on a Sunday and on a Monday */
	return a->grain >= DL_G_WEEK && b->grain >= DL_G_WEEK && (a->to_min == b->from_min || b->to_min == a->from_min);
}

/* Weeks apart is another happening that the text speaks of, not another account of this one. */
static bool is_another(const field *f, uint32_t at)
{
	const dl_time *a = &account_item(f, at)->facts->times[account_item(f, at)->claim->value];
	const dl_time *b = &account_item(f, f->best)->facts->times[account_item(f, f->best)->claim->value];
	int64_t gap = a->from_min > b->from_min ? a->from_min - b->to_min : b->from_min - a->to_min;
	return a->grain > DL_G_MONTH || b->grain > DL_G_MONTH || gap > OTHER_MIN;
}

/* "by late Wednesday", "since Monday": no moment of its own. */
static bool is_limit(const field *f, uint32_t at)
{
	static const char *const heads[] = {"by ", "since ", "until ", "before ", "after ",
										"By ", "Since ", "After ", "Before "};
	const item *x = account_item(f, at);
	slice words = span_text(f->s->docs[x->v.doc]->text, x->claim->at);
	return slice_starts_among(words, heads, COUNT(heads));
}

/* "3:21" alone: an hour of a day that the words do not give. */
static bool is_bare_clock(const field *f, uint32_t at)
{
	const item *x = account_item(f, at);
	slice w = span_text(f->s->docs[x->v.doc]->text, x->facts->times[x->claim->value].at);
	bool digit = false;
	for (size_t i = 0; i < w.n; i++) {
		digit |= w.p[i] >= '0' && w.p[i] <= '9';
		if (w.p[i] > '9' && !memchr("apmAPM", w.p[i], 6)) return false;
	}
	return digit;
}

static bool clock_against_day(const field *f, uint32_t at)
{
	const item *x = account_item(f, at), *y = account_item(f, f->best);
	int64_t a = x->facts->times[x->claim->value].from_min, b = y->facts->times[y->claim->value].from_min;
	return a / 1440 != b / 1440 && is_bare_clock(f, at) != is_bare_clock(f, f->best);
}

static int32_t published(const field *f, uint32_t at) { return f->s->docs[account_item(f, at)->v.doc]->published_day; }

/* Two reports of different days, each of a moment of its own day: what goes on for days is told so. */
static bool own_days(const field *f, uint32_t a, uint32_t b)
{
	int32_t p = published(f, a), q = published(f, b);
	const item *x = account_item(f, a), *y = account_item(f, b);
	if (p == DL_DAY_NONE || q == DL_DAY_NONE || p == q) return false;
	return x->facts->times[x->claim->value].from_min >= (int64_t)p * 1440
	       && y->facts->times[y->claim->value].from_min >= (int64_t)q * 1440;
}

static const dl_report *report_of(const item *x) { return &x->facts->reports[x->claim->report]; }

static bool tells_harm(const item *x)
{
	const dl_report *r = report_of(x);
	bool harm = false;
	for (uint32_t c = r->first_claim; c < r->first_claim + r->n_claims; c++)
		harm |= x->facts->claims[c].field == DL_F_KILLED || x->facts->claims[c].field == DL_F_INJURED;
	return harm;
}

/* "Monday's vote" and "Tuesday's vote" are of one word; "the indictment Friday" and "assailed on Saturday" are more
 * likely two deeds than one in dispute. Whom a thing hurt holds it together under any word. */
static bool same_deed(const field *f, uint32_t a, uint32_t b)
{
	const item *x = account_item(f, a), *y = account_item(f, b);
	if (slice_eq_fold(dl_str(x->facts, report_of(x)->lemma), dl_str(y->facts, report_of(y)->lemma))) return true;
	return tells_harm(x) && tells_harm(y);
}

static void judge_time(field *f, uint32_t at)
{
	account *a = &f->accounts[at];
	if (a->relation == DL_NOT_COMPARABLE) verdict(a, 'c', S("times: words that name no moment"));
	else if (a->relation != DL_APART)
		verdict(a, a->relation == DL_NARROWER ? 'r' : 'c', S("times: one lies in the other"));
	else if (is_rough(f, at)) verdict(a, 'c', S("times: beside each other, told roughly"));
	else if (a->around || f->accounts[f->best].around)
		verdict(a, 'x', S("times: only the text around it gives this one"));
	else if (clock_against_day(f, at)) verdict(a, 'c', S("times: an hour of a day that its words do not give"));
	else if (is_limit(f, at) || is_limit(f, f->best)) verdict(a, 'c', S("times: one is only a limit"));
	else if (is_another(f, at)) verdict(a, 'o', S("times: weeks apart, of something else"));
	else if (told_beside(f, at, f->best)) verdict(a, 'o', S("times: one text tells both"));
	else if (own_days(f, at, f->best)) verdict(a, 'c', S("times: each tells its own day"));
	else if (!same_deed(f, at, f->best)) verdict(a, 'o', S("times: the words may tell two deeds"));
	else if (!accounts_dependent(f, at, f->best)) verdict(a, 'd', S("times: apart, independent"));
	else verdict(a, 'o', S("times: one origin, two moments"));
}

static bool both_kind(const field *f, uint32_t at, unsigned kind)
{
	const dl_claim *x = account_item(f, at)->claim, *y = account_item(f, f->best)->claim;
	return x->kind == kind && y->kind == kind && x->value && y->value;
}

/* Told and denied are apart; announced and begun are two things. */
static bool judge_modality(field *f, uint32_t at)
{
	account *a = &f->accounts[at];
	dl_relation r = relate_modality(account_item(f, at)->claim->modality, account_item(f, f->best)->claim->modality);
	/* Whom it befell, where and when are not in dispute when somebody denies that it was done. */
	bool asked = f->kind == DL_F_WHO || f->kind == DL_F_STATEMENT || f->kind == DL_F_CAUSE || f->kind == DL_F_CLAIMED_BY
	             || is_count_field(f->kind);
	/* Who did not do it is no other one than who did: only of the same one is it told and denied. */
	if (f->kind == DL_F_WHO) asked = a->relation == DL_SAME;
	if (r == DL_APART && asked && !accounts_dependent(f, at, f->best)) verdict(a, 'd', S("one side denies it"));
	else if (r == DL_APART) verdict(a, 'c', S("told and denied, of what nobody disputes"));
	else if (r == DL_NOT_COMPARABLE && (is_count_field(f->kind) || both_kind(f, at, DL_V_TIME)))
		verdict(a, 'o', S("one is announced or feared, one is told"));
	else return false;
	return true;
}

static bool is_settled(const field *f, uint32_t at)
{
	const item *x = account_item(f, at);
	if (x->claim->kind != DL_V_PLACE || !x->claim->value) return false;
	unsigned k = x->facts->places[x->claim->value].kind;
	return k == DL_P_ADM2 || k == DL_P_CITY || k == DL_P_PART || k == DL_P_LANDMARK;
}

static void judge_place(field *f, uint32_t at)
{
	account *a = &f->accounts[at];
	bool towns = is_settled(f, at) && is_settled(f, f->best);
	if (a->relation == DL_NARROWER) verdict(a, 'r', S("places: inside the other"));
	else if (a->relation == DL_WIDER || a->relation == DL_OVERLAP)
		verdict(a, 'c', S("places: around or beside the other"));
	else if (a->relation == DL_SAME) verdict(a, 'c', S("places: the same"));
	else if (a->relation == DL_NOT_COMPARABLE) verdict(a, 'c', S("places: no map says that they differ"));
	else if (a->around || f->accounts[f->best].around)
		verdict(a, 'x', S("places: only the text around it gives this one"));
	else if (told_beside(f, at, f->best)) verdict(a, 'o', S("places: one text tells both"));
	else if (account_item(f, at)->scope) verdict(a, 'o', S("places: several of one kind"));
	else if (towns && same_deed(f, at, f->best) && !accounts_dependent(f, at, f->best))
		verdict(a, 'd', S("places: apart, independent"));
	else verdict(a, 'o', S("places: several of them"));
}

static void judge_other(field *f, uint32_t at)
{
	account *a = &f->accounts[at];
	bool apart = a->relation == DL_APART && account_item(f, at)->claim->kind != DL_V_ENTITY;
	if (apart && !accounts_dependent(f, at, f->best)) verdict(a, 'd', S("one says what the other denies"));
	else if (a->relation == DL_NARROWER) verdict(a, 'r', S("narrower"));
	else if (a->relation == DL_WIDER || a->relation == DL_OVERLAP) verdict(a, 'c', S("wider"));
	else if (f->kind == DL_F_SCOPE) verdict(a, 'o', S("scope: they cover different things"));
	else if (a->relation == DL_APART) verdict(a, 'o', S("two of them"));
	else verdict(a, 'c', S("other words, nothing in them apart"));
}

/* ---------------------------------------------------------------- the best, and the standing */
/* What a clause names before what stands around it; most origins; then the narrower; then the earlier. */
static void best_plain(field *f)
{
	f->best = 0;
	for (uint32_t a = 1; a < f->n_accounts; a++) {
		const account *x = &f->accounts[a], *b = &f->accounts[f->best];
		bool told_x = account_item(f, a)->claim->modality == DL_TOLD,
			 told_b = account_item(f, f->best)->claim->modality == DL_TOLD;
		dl_relation r = account_relate(f, a, f->best);
		if (told_x != told_b) f->best = told_x ? a : f->best;
		else if (x->around != b->around) f->best = b->around ? a : f->best;
		else if (r == DL_NARROWER || (x->origins > b->origins && r != DL_WIDER)) f->best = a;
	}
	f->best_rule = f->n_accounts == 1 ? S("single") : S("narrowest told by most");
}

static bool counted(const field *f, uint32_t i, const char *verdicts)
{
	const account *a = &f->accounts[f->items[i].account];
	if (item_around(&f->items[i]) && !f->around) return false;
	return !a->aside && (!verdicts || strchr(verdicts, a->verdict));
}

/* Distinct origins of the accounts with one of these verdicts (NULL: any). */
static uint32_t origins_of(const field *f, const char *verdicts)
{
	uint32_t m = 0;
	for (uint32_t i = 0; i < f->n_items; i++) {
		uint32_t k = 0;
		if (!counted(f, i, verdicts)) continue;
		while (k < i && !(counted(f, k, verdicts) && f->items[k].v.origin == f->items[i].v.origin)) k++;
		m += k == i;
	}
	return m;
}

static void stand(field *f, dl_standing st, slice rule) { f->standing = st, f->rule = rule; }

static bool is_crowd(const field *f, uint32_t a)
{
	const item *x = account_item(f, a);
	return x->claim->kind == DL_V_ENTITY && x->claim->value && entity_is_crowd(x->facts, x->claim->value);
}

/* The words of whoever says the best account too, cut or told another way. */
static bool is_same_speech(const field *f, uint32_t at)
{
	const account *x = &f->accounts[at], *y = &f->accounts[f->best];
	if (f->kind != DL_F_STATEMENT || x->relation == DL_NOT_COMPARABLE) return false;
	for (uint32_t i = 0; i < x->n; i++)
		for (uint32_t k = 0; k < y->n; k++) {
			uint32_t who = f->items[x->first + i].v.informant;
			if (who && who == f->items[y->first + k].v.informant) return true;
		}
	return false;
}

/* Accounts that say the same more or less exactly. "Protesters" adds nothing to who they were. Other words that
 * nothing relates, and deaths told without a figure, refine nothing once two origins agree on the best. */
static uint32_t accounts_meeting(const field *f)
{
	uint32_t n = 1;
	bool agreed = f->accounts[f->best].origins > 1;
	for (uint32_t a = 0; a < f->n_accounts; a++) {
		const account *x = &f->accounts[a];
		if (a == f->best || (x->verdict != 'r' && x->verdict != 'c')) continue;
		if (is_crowd(f, a) || is_same_speech(f, a)) continue;
		bool vague = x->relation == DL_NOT_COMPARABLE
		             || (account_item(f, a)->claim->kind == DL_V_COUNT && account_item(f, a)->claim->value
		                 && account_count(f, a)->flags & DL_C_NO_FIGURE);
		n += !(agreed && vague);
	}
	return n;
}

static void decide_standing(field *f)
{
	uint32_t n[256] = {0}, meeting = origins_of(f, "brc");
	for (uint32_t a = 0; a < f->n_accounts; a++) n[f->accounts[a].verdict]++;
	if (n['d']) stand(f, DL_DISPUTED, S("independent accounts are apart"));
	else if (n['s']) stand(f, DL_REVISED, S("a later account supersedes"));
	else if (meeting > 1 && accounts_meeting(f) > 1) stand(f, DL_REFINED, S("compatible, one says more"));
	else if (meeting > 1) stand(f, DL_AGREED, S("independent origins, one value"));
	else if (n['o'] && f->origins > 1) stand(f, DL_SCOPE, S("they count or cover different things"));
	else stand(f, DL_SINGLE, f->n_accounts > 1 ? S("one origin once the others are set aside") : S("one origin"));
}

/* Accounts that people set aside go to the end, and out of what is decided. Returns how many there are. */
static bool strike_out(field *f, uint32_t *struck)
{
	uint32_t *to = ARENA_ARRAY(f->s->w->tmp, uint32_t, f->n_accounts);
	account *old = ARENA_ARRAY(f->s->w->tmp, account, f->n_accounts);
	uint32_t at = 0;
	if (!to || !old) return false;
	memcpy(old, f->accounts, f->n_accounts * sizeof *old);
	for (int out = 0; out < 2; out++) {
		for (uint32_t a = 0; a < f->n_accounts; a++)
			if ((f->items[old[a].first].struck.n > 0) == out) to[a] = at, f->accounts[at++] = old[a];
		if (!out) *struck = f->n_accounts - at;
	}
	for (uint32_t i = 0; i < f->n_items; i++) f->items[i].account = to[f->items[i].account];
	return true;
}

/* All of them set aside: shown, and nothing is best. */
static void stand_empty(field *f)
{
	f->best = 0, f->best_rule = (slice){0};
	f->low = f->best_value = f->high = DL_COUNT_NONE;
	stand(f, DL_SINGLE, S("people set every account aside"));
}

/* Does the place hold every account in dispute? */
static bool holds_all(const field *f, const dl_facts *facts, uint32_t place)
{
	for (uint32_t a = 0; a < f->n_accounts; a++) {
		const item *x = account_item(f, a);
		if (f->accounts[a].verdict != 'b' && f->accounts[a].verdict != 'd') continue;
		if (x->claim->kind != DL_V_PLACE || !x->claim->value) return false;
		if (relate_place(x->facts, x->claim->value, facts, place) != DL_NARROWER) return false;
	}
	return true;
}

/* Places in dispute climb to the smallest place that holds them all; the leaves stay as they are told. */
static void climb(field *f)
{
	const item *best = account_item(f, f->best);
	if (best->claim->kind != DL_V_PLACE || !best->claim->value) return;
	for (uint32_t p = best->facts->places[best->claim->value].in, n = 0; p && n < CLIMB_MOST; n++) {
		if (holds_all(f, best->facts, p)) {
			slice name = dl_str(best->facts, best->facts->places[p].name);
			f->best_rule = arena_printf(f->s->w->out, "common parent: %.*s", PRS(name));
			f->accounts[f->best].rule = f->best_rule;
			return;
		}
		p = best->facts->places[p].in;
	}
}

static void judge_all(field *f)
{
	bool counts = f->around = true;
	for (uint32_t a = 0; a < f->n_accounts; a++) {
		const dl_claim *c = account_item(f, a)->claim;
		f->around &= f->accounts[a].around;
		counts &= c->kind == DL_V_COUNT && c->value;
	}
	if (counts) best_count(f);
	else best_plain(f);
	for (uint32_t a = 0; a < f->n_accounts; a++) {
		f->accounts[a].relation = a == f->best ? DL_SAME : account_relate(f, a, f->best);
		if (a == f->best && f->accounts[a].aside)
			verdict(&f->accounts[a], 'x', aside_rule(&f->accounts[a]));
		else if (a == f->best) verdict(&f->accounts[a], 'b', f->best_rule);
		else if (judge_modality(f, a)) continue;
		else if (counts) judge_count(f, a);
		else if (both_kind(f, a, DL_V_TIME)) judge_time(f, a);
		else if (both_kind(f, a, DL_V_PLACE)) judge_place(f, a);
		else judge_other(f, a);
	}
	f->origins = origins_of(f, NULL);
	decide_standing(f);
	if (f->standing == DL_DISPUTED) climb(f);
}

bool accounts_decide(field *f)
{
	uint32_t struck = 0;
	if (!group_items(f) || !strike_out(f, &struck)) return false;
	f->n_accounts -= struck;
	if (f->n_accounts) judge_all(f);
	else stand_empty(f);
	for (; struck; struck--) {
		uint32_t a = f->n_accounts++;
		f->accounts[a].relation = a == f->best ? DL_SAME : account_relate(f, a, f->best);
		verdict(&f->accounts[a], 'x', account_item(f, a)->struck);
	}
	return true;
}
