/* SPDX-License-Identifier: Apache-2.0
 *
 * accounts.c - the claims of one field to accounts, and the field's standing; judge.c gives each its verdict.
 *
 * In: all claims of, say, "killed" of one event. Out: accounts (claims with the same value), the best one, how each
 * other stands to it, and one word for all: single, agreed, refined, revised, disputed, scope.
 *
 *      AFP 29 August: at least 5    Reuters 29 August: at least 5    AFP 30 August: at least 23
 *           two accounts; 23 is known as of a later time -> best; "at least 5" superseded -> revised
 *      INA: the curfew begins at 3.30 pm     Al Jazeera: at 7 pm     (independent, same day) -> disputed
 *      Fox: in July      The Sun: on 30 July  -> refined, the narrower is best
 */
#include "story/fields.h"

#include <stdlib.h>

#define SAME_WORDS   60
#define POINTS_BACK  800u       /* bytes before "that building": two paragraphs                              */
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
		return count_same_some(p, q) || (p->lo == q->lo && p->hi == q->hi && p->decimals == q->decimals && !unlike);
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
		while (k < i && !doc_same_outlet(f->s->docs[f->items[a->first + k].v.doc], d)) k++;
		m += k == i;
	}
	return m;
}

/* What an outlet's own note takes back, others may hold all the same: does any that has not taken it back? */
static bool others_hold(const item *x, uint32_t n)
{
	for (uint32_t i = 0; i < n; i++) {
		bool own = false;
		for (uint32_t k = 0; k < n; k++) own |= x[k].unsaid && x[k].v.origin == x[i].v.origin;
		if (!own) return true;
	}
	return false;
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
	a->unsaid = a->old;
	for (uint32_t i = 0; i < a->n; i++) a->unsaid &= !x[i].old || x[i].unsaid;
	a->old = a->old && (held_day == DL_DAY_NONE || held_day <= old_day) && !(a->unsaid && others_hold(x, a->n));
	a->unsaid &= a->old;
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

/* ---------------------------------------------------------------- the best, and the standing */
/* A town or a spot that a map has. What no map has ("a plant") is comparable with nothing: as the best it would hide
 * that towns are apart. */
static bool on_map(const field *f, uint32_t a)
{
	const item *x = account_item(f, a);
	if (f->kind != DL_F_WHERE || x->claim->kind != DL_V_PLACE || !x->claim->value) return false;
	const dl_place *p = &x->facts->places[x->claim->value];
	return p->geoname && (p->kind == DL_P_CITY || p->kind == DL_P_PART || p->kind == DL_P_LANDMARK);
}

static bool is_mapped(const field *f, uint32_t a)
{
	const item *x = account_item(f, a);
	return f->kind != DL_F_WHERE || (x->claim->kind == DL_V_PLACE && x->claim->value);
}

/* What a clause names before what stands around it, a town before what no map has; most origins; then the narrower;
 * then the earlier. */
static void best_plain(field *f)
{
	f->best = 0;
	for (uint32_t a = 1; a < f->n_accounts; a++) {
		const account *x = &f->accounts[a], *b = &f->accounts[f->best];
		bool told_x = account_item(f, a)->claim->modality == DL_TOLD,
			 told_b = account_item(f, f->best)->claim->modality == DL_TOLD;
		dl_relation r = account_relate(f, a, f->best);
		if (x->old != b->old) f->best = b->old ? a : f->best;
		else if (told_x != told_b) f->best = told_x ? a : f->best;
		else if (x->around != b->around) f->best = b->around ? a : f->best;
		else if (on_map(f, a) && !is_mapped(f, f->best)) f->best = a;
		else if (on_map(f, f->best) && !is_mapped(f, a)) continue;
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

/* "Boko Haram militants" are Boko Haram: those of a body, by a word that says no more than that they are. */
static bool is_body_of(const assembler *s, const item *x, const item *y)
{
	if (x->claim->kind != DL_V_ENTITY || y->claim->kind != DL_V_ENTITY || !x->claim->value || !y->claim->value)
		return false;
	const dl_entity *e = &x->facts->entities[x->claim->value];
	if (e->kind != DL_E_GROUP || !e->plural || !e->of || e->of >= x->facts->n_entities) return false;
	if (x->facts->entities[e->of].kind != DL_E_ORG) return false;
	if (!entity_same_name(x->facts, e->of, y->facts, y->claim->value)) return false;
	arena *tmp = s->w->tmp;
	arena_mark_t mark = arena_mark(tmp);
	bool member = has_word_in(W_BODY_MEMBER, utf8_plain(tmp, dl_str(x->facts, e->name)));
	arena_rewind(tmp, mark);
	return member;
}

static bool is_same_body(const field *f, uint32_t a, uint32_t b)
{
	const item *x = account_item(f, a), *y = account_item(f, b);
	return is_body_of(f->s, x, y) || is_body_of(f->s, y, x);
}

/* "Outside that building", where its text has named the other place shortly before: it says no more, and the same. */
static bool points_to(const field *f, const item *x, const item *y)
{
	slice text = f->s->docs[x->v.doc]->text, words = span_text(text, x->claim->at);
	const char *gap = x->claim->value ? NULL : memchr(words.p, ' ', words.n);
	if (!gap || !begins_in(W_POINTS_BACK, slice_sub(words, (size_t)(gap - words.p) + 1, words.n)))
		return false;
	uint32_t at = x->claim->at.start;
	bool place = y->claim->kind == DL_V_PLACE && y->claim->value;
	slice name = place ? dl_str(y->facts, y->facts->places[y->claim->value].name)
	                   : span_text(f->s->docs[y->v.doc]->text, y->claim->at);
	arena *tmp = f->s->w->tmp;
	arena_mark_t mark = arena_mark(tmp);
	slice before = utf8_plain(tmp, slice_sub(text, at > POINTS_BACK ? at - POINTS_BACK : 0, at));
	bool named = words_inside(utf8_plain(tmp, name), before);
	arena_rewind(tmp, mark);
	return named;
}

static bool points_back(const field *f, uint32_t a)
{
	const item *x = account_item(f, a), *y = account_item(f, f->best);
	return f->kind == DL_F_WHERE && (points_to(f, x, y) || points_to(f, y, x));
}

/* "At the entrance", "in the wreckage" beside a town: inside it, and more exact, though no map has it. */
static bool is_spot(const field *f, uint32_t a)
{
	const item *x = account_item(f, a), *y = account_item(f, f->best);
	if (f->kind != DL_F_WHERE || y->claim->kind != DL_V_PLACE || !y->claim->value) return false;
	unsigned k = y->facts->places[y->claim->value].kind;
	if (k != DL_P_COUNTRY && k != DL_P_ADM1 && k != DL_P_ADM2 && k != DL_P_CITY && k != DL_P_AREA) return false;
	if (x->claim->kind == DL_V_PLACE && x->claim->value) {
		unsigned j = x->facts->places[x->claim->value].kind;
		return j == DL_P_LANDMARK || j == DL_P_PART;
	}
	slice words = span_text(f->s->docs[x->v.doc]->text, x->claim->at);
	return !end_in(W_WIDE_PLACE, words).n;
}

/* Accounts that say the same more or less exactly. "Protesters" adds nothing to who they were, nor the town of a
 * dateline to the place that clauses name. Other words that nothing relates, and deaths told without a figure, refine
 * nothing once two origins agree on the best. */
static uint32_t accounts_meeting(const field *f)
{
	uint32_t n = 1;
	bool agreed = f->accounts[f->best].origins > 1;
	for (uint32_t a = 0; a < f->n_accounts && !agreed; a++)
		agreed = f->accounts[a].origins > 1 && is_same_body(f, a, f->best);
	for (uint32_t a = 0; a < f->n_accounts; a++) {
		const account *x = &f->accounts[a];
		if (a == f->best || (x->verdict != 'r' && x->verdict != 'c')) continue;
		if (is_crowd(f, a) || is_same_body(f, a, f->best) || is_same_speech(f, a)) continue;
		if ((x->around && !f->accounts[f->best].around) || points_back(f, a)) continue;
		bool vague = (x->relation == DL_NOT_COMPARABLE && !is_spot(f, a))
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
	for (uint32_t a = 0; a < f->n_accounts; a++) account_judge(f, a, counts);
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
		f->accounts[a].verdict = 'x', f->accounts[a].rule = account_item(f, a)->struck;
	}
	return true;
}
