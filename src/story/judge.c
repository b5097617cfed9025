/* SPDX-License-Identifier: Apache-2.0
 *
 * judge.c - how an account stands to the best one of its field: its verdict, and the rule that gave it.
 *
 * Order of the questions (codebooks.md 11): is it of one scope? is one known as of a later time? do the regions
 * meet? are the origins independent? Only what fails all four is a dispute. One origin that tells two exact figures
 * at one time counts different people, or garbled a copy; it never disputes itself, unless one article quotes two
 * informants.
 */
#include "story/fields.h"

#define CLOCK_MIN    60         /* clock times this close are one time told roughly: 3.30 and 3.36 am            */
#define LATER_MIN    180        /* hours of publication: an editor's desk lets an update stand that long         */
#define PART_MIN     60         /* parts of the day have no sharp ends                                      */
#define DAY_MIN      1440
#define DAWN_MIN     (6 * 60)   /* a night ends here on the next day                                        */
#define OTHER_MIN    (14 * DAY_MIN)

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
			if (p->doc == q->doc && p->informant && q->informant && p->informant != q->informant) return false;
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

/* Whoever tells both, in one breath, tells of two and contradicts nobody. So does an article that has one from the
 * police and the other from a soldier, and finds nothing odd in it. */
static bool told_beside(const field *f, uint32_t a, uint32_t b)
{
	const account *x = &f->accounts[a], *y = &f->accounts[b];
	for (uint32_t i = 0; i < x->n; i++)
		for (uint32_t k = 0; k < y->n; k++) {
			const dl_voucher *p = &f->items[x->first + i].v, *q = &f->items[y->first + k].v;
			if (p->doc == q->doc && p->origin == q->origin) return true;
		}
	return false;
}

/* Rivals speak apart: two origins, or two informants of one article that itself takes neither's side. An article that
 * has three from a witness and four in its own words counts some and all. "No one" is never some of them. */
bool counts_rival(const field *f, uint32_t a, uint32_t b)
{
	const account *x = &f->accounts[a], *y = &f->accounts[b];
	if (accounts_dependent(f, a, b)) return false;
	if (!account_count(f, a)->hi || !account_count(f, b)->hi) return true;
	bool own = false;
	for (uint32_t i = 0; i < x->n; i++)
		for (uint32_t k = 0; k < y->n; k++) {
			const dl_voucher *p = &f->items[x->first + i].v, *q = &f->items[y->first + k].v;
			if (p->origin != q->origin) return true;
			own |= p->doc == q->doc && (!p->informant || !q->informant);
		}
	return !own;
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
	else if (apart && account_of_persons(f, c->lo < b->lo ? at : f->best))
		verdict(a, 'o', S("counts: some of them are told of, not how many"));
	else if (apart && is_touching(c, b)) verdict(a, 'c', S("counts: more than the other's figure, told roughly"));
	else if (apart && is_garbled(f, at, f->best)) verdict(a, 'x', S("counts: a reprint that changes the figure"));
	else if (later && b->lo > c->lo && (apart || !(c->flags & DL_C_NO_FIGURE)))
		verdict(a, 's', S("counts: a later figure is higher"));
	else if (later && apart) verdict(a, 's', S("counts: a later figure is lower"));
	else if (!apart) verdict(a, a->relation == DL_NARROWER ? 'r' : 'c', S("counts: the intervals meet"));
	else if (account_one_undated(f, at, f->best) && b->lo > c->lo)
		verdict(a, 's', S("counts: lower, and one of them has no day"));
	else if (counts_rival(f, at, f->best)) verdict(a, 'd', S("counts: apart, independent, of one time"));
	else verdict(a, 'o', S("counts: one origin, two figures at one time: different people"));
}

static const dl_time *account_time(const field *f, uint32_t at)
{
	const item *x = account_item(f, at);
	return &x->facts->times[x->claim->value];
}

/* "Wednesday night", "overnight Saturday": until the next dawn, whichever day the words name. */
static bool is_night(const field *f, uint32_t at)
{
	const item *x = account_item(f, at);
	const dl_time *t = account_time(f, at);
	slice words = span_text(f->s->docs[x->v.doc]->text, x->claim->at);
	size_t in;
	if (t->grain == DL_G_PART && slice_ends(dl_str(x->facts, t->value), S("NI"))) return true;
	return t->grain == DL_G_DAY && (slice_find(words, S("overnight"), &in) || slice_find(words, S("Overnight"), &in));
}

static int64_t night_end(const field *f, uint32_t at)
{
	int64_t to = account_time(f, at)->to_min;
	return is_night(f, at) && to % DAY_MIN == 0 ? to + DAWN_MIN : to;
}

/* Of a night and of the hours after midnight: "Wednesday night", "around 5.30 on Thursday". */
static bool is_one_night(const field *f, uint32_t at)
{
	const dl_time *a = account_time(f, at), *b = account_time(f, f->best);
	bool night_a = is_night(f, at), night_b = is_night(f, f->best);
	if (!night_a && (a->grain > DL_G_PART || !night_b)) return false;
	if (!night_b && b->grain > DL_G_PART) return false;
	return a->from_min < night_end(f, f->best) && b->from_min < night_end(f, at);
}

/* Clock times a few minutes apart, and weeks or months that touch, are one time told roughly. */
static bool is_rough(const field *f, uint32_t at)
{
	const dl_time *a = account_time(f, at), *b = account_time(f, f->best);
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
	const dl_time *a = account_time(f, at), *b = account_time(f, f->best);
	int64_t gap = a->from_min > b->from_min ? a->from_min - b->to_min : b->from_min - a->to_min;
	return a->grain > DL_G_MONTH || b->grain > DL_G_MONTH || gap > OTHER_MIN;
}

/* "by late Wednesday", "since Monday": no moment of its own. */
static bool is_limit(const field *f, uint32_t at)
{
	const item *x = account_item(f, at);
	slice words = span_text(f->s->docs[x->v.doc]->text, x->claim->at);
	return begins_in(W_TIME_LIMIT, words);
}

/* "3:21" alone: an hour of a day that the words do not give. */
static bool is_bare_clock(const field *f, uint32_t at)
{
	const dl_time *t = account_time(f, at);
	return t->undated && t->grain <= DL_G_HOUR;
}

static bool clock_against_day(const field *f, uint32_t at)
{
	const item *x = account_item(f, at), *y = account_item(f, f->best);
	int64_t a = x->facts->times[x->claim->value].from_min, b = y->facts->times[y->claim->value].from_min;
	return a / DAY_MIN != b / DAY_MIN && is_bare_clock(f, at) != is_bare_clock(f, f->best);
}

static int32_t published(const field *f, uint32_t at) { return f->s->docs[account_item(f, at)->v.doc]->published_day; }

/* Two reports of different days, each of a moment of its own day: what goes on for days is told so. */
static bool own_days(const field *f, uint32_t a, uint32_t b)
{
	int32_t p = published(f, a), q = published(f, b);
	const item *x = account_item(f, a), *y = account_item(f, b);
	if (p == DL_DAY_NONE || q == DL_DAY_NONE || p == q) return false;
	return x->facts->times[x->claim->value].from_min >= (int64_t)p * DAY_MIN
	       && y->facts->times[y->claim->value].from_min >= (int64_t)q * DAY_MIN;
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

/* Is it told in the words of a picture alone? They date the picture as often as what happened. */
static bool of_picture(const field *f, uint32_t at)
{
	const account *a = &f->accounts[at];
	for (uint32_t i = 0; i < a->n; i++) {
		const item *x = &f->items[a->first + i];
		const dl_doc *d = f->s->docs[x->v.doc];
		bool caption = false;
		for (uint32_t b = 0; b < d->n_blocks && !caption; b++)
			caption = d->blocks[b].kind == DL_BLOCK_CAPTION && span_overlap(d->blocks[b].at, x->claim->at);
		if (!caption) return false;
	}
	return a->n > 0;
}

static void judge_time(field *f, uint32_t at)
{
	account *a = &f->accounts[at];
	if (a->relation == DL_NOT_COMPARABLE) verdict(a, 'c', S("times: words that name no moment"));
	else if (a->relation != DL_APART)
		verdict(a, a->relation == DL_NARROWER ? 'r' : 'c', S("times: one lies in the other"));
	else if (is_rough(f, at)) verdict(a, 'c', S("times: beside each other, told roughly"));
	else if (is_one_night(f, at)) verdict(a, 'c', S("times: of one night"));
	else if (a->around || f->accounts[f->best].around)
		verdict(a, 'x', S("times: only the text around it gives this one"));
	else if (of_picture(f, at) || of_picture(f, f->best)) verdict(a, 'c', S("times: the words of a picture give one"));
	else if (clock_against_day(f, at)) verdict(a, 'c', S("times: an hour of a day that its words do not give"));
	else if (is_limit(f, at) || is_limit(f, f->best)) verdict(a, 'c', S("times: one is only a limit"));
	else if (is_another(f, at)) verdict(a, 'o', S("times: weeks apart, of something else"));
	else if (told_beside(f, at, f->best)) verdict(a, 'o', S("times: one text tells both"));
	else if (own_days(f, at, f->best)) verdict(a, 'c', S("times: each tells its own day"));
	else if (account_item(f, at)->scope || !same_deed(f, at, f->best))
		verdict(a, 'o', S("times: the words may tell two deeds"));
	else if (!accounts_dependent(f, at, f->best)) verdict(a, 'd', S("times: apart, independent"));
	else verdict(a, 'o', S("times: one origin, two moments"));
}

static bool both_kind(const field *f, uint32_t at, unsigned kind)
{
	const dl_claim *x = account_item(f, at)->claim, *y = account_item(f, f->best)->claim;
	return x->kind == kind && y->kind == kind && x->value && y->value;
}

/* "He denies the quadruple murder", "the army denied that its men killed 20": who did it is denied, not how many died
 * of it. "The ministry denied that 20 people had been killed" is of their number. */
static bool denies_deed(const item *x)
{
	const dl_report *r = report_of(x);
	return r->who || r->flags & DL_RF_NOMINAL;
}

/* Told and denied are apart; announced and begun are two things. */
static bool judge_modality(field *f, uint32_t at)
{
	account *a = &f->accounts[at];
	dl_relation r = relate_modality(account_item(f, at)->claim->modality, account_item(f, f->best)->claim->modality);
	/* Whom it befell, where and when are not in dispute when somebody denies that it was done. */
	bool asked = f->kind == DL_F_WHO || f->kind == DL_F_STATEMENT || f->kind == DL_F_CAUSE || f->kind == DL_F_CLAIMED_BY
	             || is_count_field(f->kind);
	/* That it was not five does not deny four. */
	if (is_count_field(f->kind)) {
		bool tells = account_item(f, at)->claim->modality == DL_TOLD;
		asked = a->relation != DL_APART && !denies_deed(account_item(f, tells ? f->best : at));
	}
	/* Who did not do it is no other one than who did: only of the same one, and of one word for it, is it told and
	 * denied; and who says nothing, of all that is said, denies nothing. */
	if (f->kind == DL_F_WHO) asked = a->relation == DL_SAME && !account_item(f, at)->scope && same_deed(f, at, f->best);
	/* "Responsibility for that attack" and "no responsibility for the Berlin attack" share words only. */
	if (f->kind == DL_F_STATEMENT || f->kind == DL_F_CAUSE)
		asked = a->relation != DL_NOT_COMPARABLE && a->relation != DL_OVERLAP;
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

static slice place_name(const field *f, uint32_t at)
{
	const item *x = account_item(f, at);
	return utf8_plain(f->s->w->tmp, dl_str(x->facts, x->facts->places[x->claim->value].name));
}

/* "Englewood" and "the Englewood neighborhood": the gazetteer may have two, the papers mean one. */
static bool is_namesake(const field *f, uint32_t at)
{
	slice a = place_name(f, at), b = place_name(f, f->best);
	return words_inside(a, b) || words_inside(b, a);
}

/* "At several plants", "across the province": it happened in more than one place, and towns apart are some of them. */
static bool is_spread(const field *f)
{
	bool spread = false;
	for (uint32_t i = 0; i < f->n_items && !spread; i++) {
		arena_mark_t m = arena_mark(f->s->w->tmp);
		slice words = span_text(f->s->docs[f->items[i].v.doc]->text, f->items[i].claim->at);
		spread = has_word_in(W_SPREAD, utf8_plain(f->s->w->tmp, words));
		arena_rewind(f->s->w->tmp, m);
	}
	return spread;
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
	else if (is_namesake(f, at)) verdict(a, 'c', S("places: of one name"));
	else if (a->around || f->accounts[f->best].around)
		verdict(a, 'x', S("places: only the text around it gives this one"));
	else if (told_beside(f, at, f->best)) verdict(a, 'o', S("places: one text tells both"));
	else if (account_item(f, at)->scope) verdict(a, 'o', S("places: several of one kind"));
	else if (towns && same_deed(f, at, f->best) && !accounts_dependent(f, at, f->best) && !is_spread(f))
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

/* What somebody said and no longer holds stays what he said; where, when and who are taken back: by the outlet's
 * own note whatever others tell, else by what is told instead ("had earlier said that 12 died in Mosul": in Mosul
 * still). */
static bool taken_back(const field *f, const account *a)
{
	if (!a->old || f->kind == DL_F_STATEMENT || f->kind == DL_F_OTHER) return false;
	return a->unsaid || (a->relation == DL_APART && !f->accounts[f->best].old);
}

void account_judge(field *f, uint32_t at, bool counts)
{
	account *a = &f->accounts[at];
	bool best = at == f->best;
	a->relation = best ? DL_SAME : account_relate(f, at, f->best);
	if (best && a->aside) verdict(a, 'x', aside_rule(a));
	else if (best && !counts && taken_back(f, a)) verdict(a, 'x', S("told as no longer held"));
	else if (best) verdict(a, 'b', f->best_rule);
	else if (!counts && taken_back(f, a)) verdict(a, 's', S("told as no longer held"));
	else if (judge_modality(f, at)) return;
	else if (counts) judge_count(f, at);
	else if (both_kind(f, at, DL_V_TIME)) judge_time(f, at);
	else if (both_kind(f, at, DL_V_PLACE)) judge_place(f, at);
	else judge_other(f, at);
}
