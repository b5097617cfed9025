/* SPDX-License-Identifier: Apache-2.0
 *
 * time_duration.c - times told by their length: "two days", "the past two weeks", "a year and a half later".
 *
 * In: lexemes. Out: a `when` of kind 'd' (a length) or 'a' (so long before or after something).
 *
 *      the past two weeks          n 2, unit W, turn -1
 *      two days later              n 2, unit D, kind 'a', turn 1, counted from the last time told
 *      two days before Christmas   n 2, unit D, kind 'a', turn -1, counted from the base that follows
 *      a few hours                 unit H, vague: no figure
 *
 * No times: ages ("a 42-year-old"), "two days after the attack", which points at what follows. How long it is and
 * where it lies: time_length.c. Cost: a few lexemes.
 */
#include "facts/time/time_grammar.h"

/* What stands behind a duration: "ago", "earlier", "later", "from now". Nothing: false. */
static bool turn_after(const reader *r, const lexeme *x, when *w)
{
	const lexeme *next;
	const word_entry *e = x < r->end ? lex_find(r->f, r->t, x, r->end, WC_AGO, &next) : NULL;
	if (!e) return false;
	/* "two days after the attack" and "the day before the vote" point at what follows: no time of their own,
	 * unless nothing follows. "two days on" only at the end of a clause. */
	bool plural;                                                  /* "30 minutes later this week" */
	if (word(r, next, "this") && e->words == 1 && time_unit_at(r, next + 1, &plural)) return false;
	/* "for three days from today" is the length itself; "a year ago today" is a day. */
	bool led = w->first > r->begin && word(r, w->first - 1, "for");
	if (led && word(r, x, "from") && word(r, x + 1, "today")) return false;
	bool leans = word(r, x, "after") || word(r, x, "before") || word(r, x, "on") || word(r, x, "back")
	             || word(r, x, "prior");
	if (leans && next < r->end && next->kind != LX_MARK) return false;
	if (word(r, x, "on") && !(next < r->end && next->kind == LX_MARK)) return false;
	w->kind = 'a', w->turn = (int)e->num, w->anchor = e->aux ? 'm' : 'd', w->rule = e, w->next = next;
	if (word(r, x, "ago") && word(r, next, "today")) w->anchor = 'm', w->base = next, w->next = next + 1;
	return true;
}

/* "two days before Christmas", "a week after 3 May", "two weeks from Tuesday": counted from a time that follows. What
 * belongs to that time's thing counts from the thing ("before Monday's vote"), and is left alone. */
bool time_from_base(const reader *r, const lexeme *x, when *w)
{
	bool back = word(r, x, "before"), on = word(r, x, "after") || word(r, x, "from") || word(r, x, "following");
	when b;
	if ((!back && !on) || !time_read_inner(r, x + 1, &b)) return false;
	if (b.part[0] || b.week || b.week_of || b.base) return false;
	if (b.kind != 'c' && !(b.kind == 'u' && b.unit == 'D')) return false;
	bool day = b.kind == 'u' || b.day || b.weekday || b.feast;
	if (!day && !(b.year && !b.month && !b.season[0] && !b.quarter && !b.half && w->unit == 'Y')) return false;
	if (b.next < r->end && (lex_mark(b.next, '\'') || lex_mark(b.next, '-'))) return false;
	if (word(r, x, "from") && w->first > r->begin && (word(r, w->first - 1, "for") || word(r, w->first - 1, "lasting")))
		return false;
	w->kind = 'a', w->turn = back ? -1 : 1, w->anchor = 'm', w->base = x + 1, w->next = b.next;
	return true;
}

/* How many: a number, "a", "a few", "several", "couple of". */
const lexeme *time_amount(const reader *r, const lexeme *x, when *w)
{
	number n;
	const lexeme *next;
	if (x >= r->end) return NULL;
	const word_entry *e = lex_find(r->f, r->t, x, r->end, WC_MANY, &next);
	if (!e && (word(r, x, "some") || word(r, x, "many"))) return w->vague = true, x + 1;
	if (e && slice_eq(e->value, S("2")) && e->aux == 2 && e->words > 1) return w->n = 2, next;
	if (e) return w->vague = true, next;
	e = lex_find(r->f, r->t, x, r->end, WC_PLURAL, &next);
	if (e) return w->vague = true, word(r, next, "of") ? next + 1 : next;
	if (number_read(r->f, r->t, x, r->end, &n)) {
		if (n.kind != NUM_CARDINAL && n.kind != NUM_FRACTION) return NULL;
		w->n = n.num, w->decimals = n.decimals;
		/* "10 to 15 days", "two or three weeks": the first figure */
		const lexeme *y = n.next;
		number m;
		if ((word(r, y, "to") || word(r, y, "or") || mark(r, y, '-')) && y + 1 < r->end
		    && number_read(r->f, r->t, y + 1, r->end, &m) && m.kind == NUM_CARDINAL)
			return m.next;
		return y;
	}
	if (word(r, x, "a") || word(r, x, "an") || word(r, x, "another")) {
		w->n = 1;
		return word(r, x + 1, "single") || word(r, x + 1, "full") || word(r, x + 1, "whole") ? x + 2 : x + 1;
	}
	if (word(r, x, "half") && (word(r, x + 1, "a") || word(r, x + 1, "an"))) return w->n = 5, w->decimals = 1, x + 2;
	return NULL;
}

/* How long a unit is, by rank; 0 for those that nobody adds up. */
static int unit_rank(char unit)
{
	static const char order[] = "SMHDWOY";
	const char *at = unit ? strchr(order, unit) : NULL;
	return at ? (int)(at - order) + 1 : 0;
}

/* "a year and six months", "3 hours 30 minutes", "two years, a month and a day". */
static void smaller_units(const reader *r, when *w)
{
	char last = w->unit;
	for (size_t i = 0; i < COUNT(w->more) && !w->vague && !w->decimals; i++) {
		bool plural = false;
		const lexeme *y = over_comma(r, w->next), *z;
		if (word(r, y, "and")) y++;
		when m = blank(y);
		if (!(z = time_amount(r, y, &m)) || m.vague || m.decimals) return;
		char unit = time_unit_at(r, z, &plural);
		if (!unit_rank(unit) || unit_rank(unit) >= unit_rank(last) || (!plural && m.n != 1)) return;
		w->more[i].n = m.n, w->more[i].unit = last = unit, w->next = z + 1;
	}
}

/* "a minute and a half", "a year-and-a-half", "an hour and a quarter". */
void time_and_half(const reader *r, when *w)
{
	bool marked = mark(r, w->next, '-') && glued(r, w->next);
	const lexeme *y = marked ? w->next + 1 : w->next;
	if (!word(r, y, "and") || w->decimals || w->vague) return;
	y++;
	if (marked && mark(r, y, '-')) y++;
	bool a = word(r, y, "a");
	if (a) y++;
	if (marked && mark(r, y, '-')) y++;
	if (word(r, y, "half")) w->n = w->n * 10 + 5, w->decimals = 1, w->next = y + 1;
	else if (a && word(r, y, "quarter")) w->n = w->n * 100 + 25, w->decimals = 2, w->next = y + 1;
}

/* A year is told as its number: "two years" never when the unit is an adjective of another thing. */
bool time_read_duration(const reader *r, const lexeme *x, when *w)
{
	const lexeme *y = x, *z;
	bool plural = false, ahead = false, behind = false, the = false;
	w->kind = 'd', w->turn = NO_TURN;
	if (word(r, y, "the")) y++, the = true;
	else if (word(r, y, "these") || word(r, y, "those")) y++;
	const word_entry *turn = y < r->end ? lex_find(r->f, r->t, y, r->end, WC_TURN, &z) : NULL;
	/* "It did not last two hours." */
	if (turn && word(r, y, "last") && r->f->tok->upos[y->token] == DL_VERB) return false;
	if (turn && turn->num) behind = turn->num < 0, ahead = turn->num > 0, y = z;
	else if (word(r, y, "first") || word(r, y, "latest") || word(r, y, "final")) y++, turn = &r->t->entries.v[0];
	else turn = NULL;
	bool counted = (z = time_amount(r, y, w)) != NULL;
	number quarters;                                              /* "the last three quarters" are no fraction */
	if (counted && turn && z > y + 1 && word(r, z - 1, "quarters") && number_read(r->f, r->t, y, z - 1, &quarters))
		w->n = quarters.num, w->decimals = 0, z--;
	if (counted && !turn && !w->vague) {                          /* "the 10 previous weeks", "five coming years" */
		const lexeme *on;
		const word_entry *t = z < r->end ? lex_find(r->f, r->t, z, r->end, WC_TURN, &on) : NULL;
		if (t && t->num && on < r->end && time_unit_at(r, on, &plural) && plural)
			turn = t, behind = t->num < 0, ahead = t->num > 0, z = on;
	}
	if (turn && word(r, y, "couple") && time_unit_at(r, y + 1, &plural) && plural)
		w->n = 2, w->vague = false, z = y + 1;                    /* "the next couple weeks" */
	else if (!counted) {
		if (!turn && !the) return false;
		z = y;
		if (!time_unit_at(r, z, &plural) || !plural) return false;
		w->vague = true;
	}
	if (the && !turn && !w->n) return false;
	const lexeme *from = z;
	if (mark(r, z, '-')) z++;
	else if (word(r, z, "more") || word(r, z, "additional") || word(r, z, "full") || word(r, z, "consecutive")
	         || word(r, z, "straight") || word(r, z, "trading") || word(r, z, "working"))
		z++;
	bool plain = z == from || lex_mark(from, '-');               /* trading days are not days */
	char unit = time_unit_at(r, z, &plural);
	if (!unit) return false;
	if (unit == 'S' && !plural && !(z > from)) return false;       /* "a second" is mostly an ordinal */
	if (unit == 'Q' && !plural && !turn) return false;            /* "a quarter of" */
	if (z == from && !plural && w->n != 1 && !w->decimals && !w->vague && unit != 'C'
	    && mark(r, z + 1, '-') == false && unit != 'Y' && unit != 'D' && unit != 'H' && unit != 'O'
	    && unit != 'W')
		return false;
	w->unit = unit, w->next = z + 1, w->rule = is(r, z, WC_UNIT);
	if (mark(r, w->next, '-') && word(r, w->next + 1, "old")) w->age = true, w->next += 2;
	else if (word(r, w->next, "old")) w->age = true, w->next++;
	else if (word(r, w->next, "of") && word(r, w->next + 1, "age")) w->age = true, w->next += 2;
	if (w->age) return false;
	time_and_half(r, w);
	smaller_units(r, w);
	if (word(r, w->next, "or") && word(r, w->next + 1, "so")) w->next += 2, w->mod = '~';
	if (!behind && !ahead && turn_after(r, w->next, w)) return true;
	if (!behind && !ahead && !w->vague && plain && time_from_base(r, w->next, w)) return true;
	w->turn = behind ? -1 : ahead ? 1 : NO_TURN;
	if (behind || ahead) w->anchor = turn && turn->aux ? 'm' : 'd';
	return true;
}

/* "all week", "all night long". */
bool time_read_all_day(const reader *r, const lexeme *x, when *w)
{
	bool plural = false;
	char unit = word(r, x, "all") ? time_unit_at(r, x + 1, &plural) : 0;
	if (!unit || plural || !strchr("DNWOY", unit)) return false;
	w->kind = 'd', w->unit = unit, w->n = 1, w->turn = NO_TURN, w->next = word(r, x + 2, "long") ? x + 3 : x + 2;
	return true;
}

/* "years", "weeks" alone: "for weeks", "months of talks", "days later", "hours after". */
bool time_read_bare_duration(const reader *r, const lexeme *x, when *w)
{
	bool plural = false;
	char unit = time_unit_at(r, x, &plural);
	if (!unit || !plural || unit == 'S' || unit == 'N' || unit == 'Q' || unit == 'E') return false;
	w->kind = 'd', w->unit = unit, w->vague = true, w->next = x + 1, w->rule = is(r, x, WC_UNIT);
	if (turn_after(r, x + 1, w)) return true;
	if (x > r->begin
	    && (word(r, x - 1, "for") || word(r, x - 1, "in") || word(r, x - 1, "within")
	        || word(r, x - 1, "over")))
		return true;
	return word(r, x + 1, "of") && x > r->begin
	       && (word(r, x - 1, "after") || word(r, x - 1, "following") || word(r, x - 1, "despite"));
}
