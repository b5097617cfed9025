/* SPDX-License-Identifier: Apache-2.0
 *
 * time_set.c - times that come again, and words that only point: "every Monday", "daily", "recently".
 *
 * In: lexemes. Out: a `when` of kind 's' (a set) or 'r' (a reference) with its TIMEX3 value.
 *
 *      every Monday at 9 a.m.   XXXX-WXX-1T09:00
 *      each year                P1Y
 *      every two years          P2Y
 *      recently                 PAST_REF, of times.tsv
 *
 * No set: "the Daily Mail", a name. Cost: a few lexemes.
 */
#include "facts/time/time_grammar.h"

static const char *unit_value(char unit)
{
	switch (unit) {
	case 'S': return "PT1S";
	case 'M': return "PT1M";
	case 'H': return "PT1H";
	case 'W': return "P1W";
	case 'F': return "P2W";
	case 'E': return "XXXX-WXX-WE";
	case 'O': return "P1M";
	case 'Q': return "P1Q";
	case 'Y': return "P1Y";
	case 'N': return "XXXX-XX-XXTNI";
	case 'T': return "P10Y";
	case 'C': return "P1C";
	default: return "XXXX-XX-XX";
	}
}

static slice str(const char *s) { return (slice){s, strlen(s)}; }

/* The hour of a set: "every Monday at 9 a.m." is XXXX-WXX-1T09:00. False: the set has no room for one. */
bool time_set_hour(const reader *r, const when *hour, when *set)
{
	slice v = set->value, often = S("P1D");
	if (slice_eq(v, often)) v = S("XXXX-XX-XX");
	if (v.n < 8 || v.p[0] != 'X') return false;
	for (size_t i = 0; i < v.n; i++)
		if (v.p[i] == 'T') v.n = i;                                /* "every evening at 9 p.m." */
	set->value = arena_printf(r->f->w->out, "%.*sT%02d:%02d", PRS(v), hour->hour, hour->minute > 0 ? hour->minute : 0);
	return true;
}

static void hour_of_set(const reader *r, when *w)
{
	when h = blank(w->next);
	const lexeme *y = word(r, w->next, "at") ? w->next + 1 : NULL, *z = y && y < r->end ? time_hour(r, y, &h) : NULL;
	if (z && h.hour >= 0 && time_set_hour(r, &h, w)) w->next = z;
}

static bool read_set(const reader *r, const lexeme *x, when *w)
{
	bool plural = false;
	const lexeme *next;
	w->kind = 's';
	const word_entry *e = lex_find(r->f, r->t, x, r->end, WC_OFTEN, &next), *d;
	if (e) {
		bool title = x->upper && x > r->begin && next < r->end && next->kind == LX_WORD && next->upper;
		if (title || (x->upper && r->f->tok->upos[x->token] == DL_PROPN)) return false;      /* the Daily Mail */
		return w->value = e->value, w->rule = e, w->next = next, true;
	}
	if ((e = is(r, x, WC_PART)) && e->aux && x > r->begin && (word(r, x - 1, "in") || word(r, x - 1, "the")))
		return w->value = arena_printf(r->f->w->out, "XXXX-XX-XXT%.*s", 2, e->value.p), w->rule = e, w->next = x + 1,
		       true;
	if ((e = is(r, x, WC_WEEKDAY)) && e->aux == 2) {
		w->value = arena_printf(r->f->w->out, "XXXX-WXX-%d", (int)e->num), w->rule = e, w->next = x + 1;
		return true;
	}
	if ((d = is(r, x, WC_WEEKDAY)) && is(r, x + 1, WC_PART) && is(r, x + 1, WC_PART)->aux)
		return w->value = arena_printf(r->f->w->out, "XXXX-WXX-%dT%.*s", (int)d->num, 2,
		                               is(r, x + 1, WC_PART)->value.p),
		       w->next = x + 2, true;
	if (!(e = is(r, x, WC_EVERY)) && !word(r, x, "per")) return false;
	const lexeme *y = x + 1;
	if (word(r, y, "other") || word(r, y, "single")) y++;
	w->rule = e, w->next = y + 1;
	char unit = time_unit_at(r, y, &plural);
	if (unit) return w->value = str(unit_value(unit)), true;
	if ((d = y < r->end ? time_weekday(r, y) : NULL))
		return w->value = arena_printf(r->f->w->out, "XXXX-WXX-%d", (int)d->num), true;
	if ((d = is(r, y, WC_SEASON))) return w->value = arena_printf(r->f->w->out, "XXXX-%.*s", 2, d->value.p), true;
	if ((d = is(r, y, WC_PART))) return w->value = arena_printf(r->f->w->out, "XXXX-XX-XXT%.*s", 2, d->value.p), true;
	if (y < r->end && (d = time_month(r, y)))
		return w->value = arena_printf(r->f->w->out, "XXXX-%02d", (int)d->num), true;
	number n;
	if (y < r->end && number_read(r->f, r->t, y, r->end, &n) && n.kind == NUM_CARDINAL
	    && (unit = time_unit_at(r, n.next, &plural)) && plural && n.num < 1000) {
		const char *u = unit_value(unit);
		w->next = n.next + 1;
		if (u[0] == 'X') w->value = arena_printf(r->f->w->out, "P%dD", (int)n.num);
		else w->value = arena_printf(r->f->w->out, "P%s%d%c", u[1] == 'T' ? "T" : "", (int)n.num, u[strlen(u) - 1]);
		return true;
	}
	return false;
}

/* "every Monday at 9 a.m.", "each year", "Tuesday nights", "daily". */
bool time_read_set(const reader *r, const lexeme *x, when *w)
{
	if (!read_set(r, x, w)) return false;
	if (w->value.n) hour_of_set(r, w);
	return true;
}

bool time_read_ref(const reader *r, const lexeme *x, when *w)
{
	const lexeme *next;
	const word_entry *e = lex_find(r->f, r->t, x, r->end, WC_REF, &next);
	if (!e) return false;
	/* "earlier" leans on what follows it ("earlier than"); as a word alone it opens or closes a clause. */
	if (word(r, x, "earlier")
	    && (word(r, next, "than") || next >= r->end
	        || (next->kind == LX_WORD && r->f->tok->upos[next->token] == DL_NOUN)))
		return false;
	if (word(r, x, "earlier") && (x > r->begin && (x - 1)->kind == LX_WORD) && !(x - 1 == r->begin)) {
		unsigned pos = r->f->tok->upos[x->token];
		if (pos != DL_ADV || is(r, x - 1, WC_UNIT)) return false;
	}
	if ((word(r, x, "future") || word(r, x, "past")) && e->words == 1 && r->f->tok->upos[x->token] != DL_ADJ
	    && r->f->tok->upos[x->token] != DL_NOUN)
		return false;
	if (word(r, x, "past") && e->words == 1) return false;
	/* "in the past two days" is a duration. */
	bool plural;
	when d = blank(next);
	if (lex_word(r->f, next - 1, "past") && next < r->end
	    && (time_amount(r, next, &d) || time_unit_at(r, next, &plural)))
		return false;
	w->kind = 'r', w->value = e->value, w->rule = e, w->next = next;
	return true;
}
