/* SPDX-License-Identifier: Apache-2.0
 *
 * time_join.c - two times side by side that are one stretch, and times that are open at an end.
 *
 * In: a time and the one told before it, read and resolved. Out: the stretch of both, dl_time.joined on the second.
 *      from 2 pm   for three hours              the length begins with the hour: 2 pm to 5 pm
 *      for two days   starting next Monday      Monday and Tuesday
 *      2018 or later                            from its first day on
 * The two stay two mentions, as TIMEX3 has them: a point, and a length that leans on it.
 * A length of hours needs an hour to count from, one of days a day. Not attempted: "for three hours" of an hour that
 * another sentence tells.
 */
#include "facts/time/time_grammar.h"
#include "facts/time/time_value.h"

#define LINK_WORDS 3                       /* "starting from the" */

/* "2018 or later", "3 p.m. onwards", "2009 or before". */
void time_look_after(const finder *f, const lexeme *end, when *w)
{
	const lexeme *y = w->next;
	if (w->kind == 'r' || w->kind == 's' || w->kind == 'd' || y >= end) return;
	bool alone = y->kind == LX_WORD && listed(f, W_ONWARD, lex_text(f, y));
	if (!alone && y + 1 < end && lex_word(f, y, "or")) y++;
	else if (!alone) return;
	bool on = alone || listed(f, W_OR_LATER, lex_text(f, y)), back = listed(f, W_OR_EARLIER, lex_text(f, y));
	if ((!on && !back) || (y + 1 < end && lex_word(f, y + 1, "than"))) return;
	w->mod = on ? 'G' : 'L', w->next = y + 1;
}

/* The end of a length that begins at a minute; DL_MIN_NONE when the time is not told finely enough to count from. */
static int64_t end_of_length(const when *w, const dl_time *from)
{
	int64_t at = from->from_min, p = 1;
	ymd day = ymd_of_day((int32_t)(at / DAY_MIN));
	for (unsigned i = 0; i < w->decimals; i++) p *= 10;
	bool clock = from->grain && from->grain <= DL_G_HOUR;
	int64_t more = w->more[0].unit == 'M' ? w->more[0].n : 0;
	if (w->unit == 'H' || w->unit == 'M') return clock ? at + w->n * (w->unit == 'H' ? 60 : 1) / p + more : DL_MIN_NONE;
	if (w->decimals || w->more[0].unit || w->n > 1000) return DL_MIN_NONE;
	if (w->unit == 'Y' || w->unit == 'O') {
		day = ymd_add_months(day, w->n * (w->unit == 'Y' ? 12 : 1));
		return (int64_t)day_from_ymd(day.y, day.m, day.d) * DAY_MIN;
	}
	if ((w->unit != 'D' && w->unit != 'W' && w->unit != 'F') || from->grain > DL_G_DAY) return DL_MIN_NONE;
	return at + unit_days(w->unit, w->n) * DAY_MIN;
}

/* What stands between them says that the length begins with the time: "from", "starting on", "for". */
static bool leads_to_length(const finder *f, const when *first, const when *second, word_list leads)
{
	bool led = false;
	if (second->first <= first->next || second->first - first->next > LINK_WORDS) return false;
	for (const lexeme *x = first->next + lex_mark(first->next, ','); x < second->first; x++) {
		slice s = lex_text(f, x);
		bool lead = listed(f, leads, s);
		if (!lead && !(led && (lex_word(f, x, "on") || lex_word(f, x, "at") || lex_word(f, x, "from")))) return false;
		led = true;
	}
	return led;
}

static bool is_length(const when *w)
{
	return w->kind == 'd' && w->turn == NO_TURN && !w->vague && !w->age && w->n > 0;
}

/* Is the time one that a length may begin with? An hour, "from Monday", or what is to come: "was shut on Monday for two
 * days" as well as "was jailed on Monday for two years" leave open when they begin. */
static bool begins(const when *w, const dl_time *t, int32_t today)
{
	if (w->kind != 'c' && w->kind != 'u') return false;
	return t->grain <= DL_G_HOUR || t->mod == '>' || (today != DL_DAY_NONE && t->from_min > (int64_t)today * DAY_MIN);
}

void time_join(finder *f, const when *first, const when *second, int32_t today)
{
	uint32_t n = f->times.n;
	if (n < 3 || first->next > second->first) return;
	dl_time *a = &f->times.v[n - 2], *b = &f->times.v[n - 1];
	bool behind = is_length(first) && leads_to_length(f, first, second, W_LENGTH_FROM);
	bool ahead = is_length(second) && leads_to_length(f, first, second, W_LENGTH_FOR) && begins(first, a, today);
	if (!behind && !ahead) return;
	const when *length = behind ? first : second;
	dl_time *whole = behind ? a : b, *from = behind ? b : a;
	int64_t to = from->from_min == DL_MIN_NONE ? DL_MIN_NONE : end_of_length(length, from);
	if (to == DL_MIN_NONE || to <= from->from_min) return;
	whole->from_min = from->from_min, whole->to_min = to, whole->grain = from->grain, whole->basis = from->basis;
	if (from->mod == '>') from->to_min = to;
	b->joined = 1;
}
