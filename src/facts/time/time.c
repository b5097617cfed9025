/* SPDX-License-Identifier: Apache-2.0
 *
 * time.c - the times of a document.
 *
 * In: tokens, the day of publication. Out: times[] with a mention each.
 * "Clashes broke out late on Monday and went on until 7 a.m. local time." published 2022-08-30 gives
 *   late on Monday      2022-08-29       [12:00, 24:00) of that day, mod e
 *   7 a.m. local time   2022-08-29T07:00 mod < ("until")
 * One pass: at each lexeme the longest time is read (time_read.c), the tense of the verb above it is looked up in
 * the tree (time_tense.c), it takes what only a time beside it says (time_borrow.c), and it is resolved against what
 * was told before (time_value.c). What the whole document says of its times is asked first (time_document.c): in a
 * history a month without its year belongs to the last year told, not to the year of publication.
 * Cost: linear. Not attempted: times inside names ("September 11 Museum").
 */
#include "facts/time/time_grammar.h"

#define DAYS_LISTED 6                      /* "on May 3, 4, 8 and 9" */

dl_status time_kb_open(const dl_kb_options *o, arena *a, time_kb **kb, dl_error *err)
{
	dl_status st;
	const char *folder = o ? o->data : NULL;
	if (!(*kb = ARENA_ARRAY(a, time_kb, 1))) return DL_NOMEM;
	if ((st = words_load(folder, "times.tsv", a, &(*kb)->words, err)) != DL_OK) return st;
	return words_load(folder, "numbers.tsv", a, &(*kb)->words, err);
}

/* ---------------------------------------------------------------- what is before a time */
/* The bend of "by the end of May" and "since the start of the week": the whole edge counts. */
static char bent_edge(char since, char edge)
{
	if (edge == 'e' && (since == '<' || since == 'Y' || since == 'B')) return 'L';
	if (edge == 's' && (since == '>' || since == 'F')) return 'G';
	return edge;
}

/* "since Thursday", "until May", "around 3 p.m.", "by the end of May". */
static void look_before(const finder *f, const lexeme *begin, when *w)
{
	const lexeme *next, *at = NULL;
	const word_entry *found = NULL;
	for (const lexeme *p = w->first; p > begin && p > w->first - 3;) {          /* the longest: "no later than" */
		const word_entry *e = lex_find(f, &f->kb->times->words, --p, w->first, WC_SINCE, &next);
		if (e && next == w->first) found = e, at = p;
	}
	if (!found || w->kind == 'r' || w->kind == 's' || w->kind == 'd') return;
	w->mod = w->mod ? bent_edge(found->value.p[0], w->mod) : found->value.p[0];
	/* The midnight that Friday ends with; the day that begins with it is what "after midnight on Friday" means. */
	if (w->mod == 'B' && w->hour == 0 && w->minute <= 0) w->hour = 24;
	w->soon = at > begin && listed(f, W_SOON, lex_text(f, at - 1));
}

/* ---------------------------------------------------------------- the pass */
static void add_time(finder *f, const when *w, const dl_time *t, uint32_t sent)
{
	uint32_t id = f->times.n, head = time_head(f, w);
	*(dl_time *)FINDER_PUSH(f, times) = *t;
	mention_add(f, (dl_mention){
			       .at = t->at,
			       .head = head,
			       .sent = sent,
			       .value = id,
			       .kind = DL_M_TIME,
			       .form = 'd',
			       .rule = w->rule && w->rule->line
			                       ? rule_add(f, w->rule->table, w->rule->line, w->rule->word)
			                       : rule_add(f, "times", 0, S("digits")),
		       });
}

/* The next day of "3-5 May", "May 3 to 5" and "May 3, 4 and 5": its own time, of the same month. */
static bool day_range(const finder *f, const lexeme *end, const when *w, when *second)
{
	const lexeme *y = w->next, *z;
	reader r = {f, &f->kb->times->words, y, end, 0};
	int day;
	if (w->kind != 'c' || !w->day || !w->month || w->hour >= 0 || w->part[0]) return false;
	if (w->week_of || y + 1 >= end) return false;
	char join = time_joins_days(&r, y);
	if (!join) return false;
	y += lex_mark(y, ',') && lex_word(f, y + 1, "and") ? 2 : 1;
	if (!(z = time_day_number(&r, y, &day)) || (y->kind == LX_NUM && y->decimals)) return false;
	/* What is glued on makes it a clock, a date or a sum; a word makes it a count. */
	if (z < end && (z->kind == LX_MARK ? (z->ch == '/' || z->ch == ':' || z->ch == '-' || z->ch == '%') && z->glued
	                                   : join == ',' || z->kind == LX_NUM) && !time_joins_days(&r, z))
		return false;
	if (z < end && z->kind == LX_WORD && lex_find(f, r.t, z, end, WC_UNIT, NULL)) return false;
	if (z < end && time_month(&r, lex_word(f, z, "of") ? z + 1 : z)) return false;
	bool next_month = day <= w->day && join == '-' && lex_word(f, y, "the");          /* "May 27 to the third" */
	if (day <= w->day && !next_month) return false;
	*second = *w;
	if (next_month && ++second->month > 12) second->month = 1, second->year += w->year > 0;
	second->day = day, second->weekday = 0, second->mod = 0, second->first = y, second->next = z;
	return true;
}

/* "within two weeks of the vote": counted from another thing. */
static bool leans_on(const finder *f, const when *w)
{
	return lex_word(f, w->next, "of") || lex_word(f, w->next, "after") || lex_word(f, w->next, "from");
}

/* "will open in two weeks": the length leads from the report to a day; "within two weeks" is all of it. */
static void look_ahead(const finder *f, const lexeme *begin, time_tense tense, when *w)
{
	if (w->kind == 'd' && tense == TENSE_FUTURE && w->turn == NO_TURN && !w->vague && !w->decimals && !w->more[0].unit
	    && w->first > begin && lex_word(f, w->first - 1, "in"))
		w->turn = IN_TIME;
	if (w->kind == 'd' && tense == TENSE_FUTURE && w->turn == NO_TURN && w->first > begin
	    && lex_word(f, w->first - 1, "within") && !leans_on(f, w))
		w->turn = 1;
}

/* The time that another is counted from, "Christmas" of "two days before Christmas", is told first. */
static void resolve_base(finder *f, const when *w, const lexeme *begin, const lexeme *end, time_context *c)
{
	when base;
	dl_time t;
	if (!w->base || !time_read(f, w->base, begin, end, &base)) return;
	c->year = 0;
	time_resolve(f, &base, time_tense_at(f, time_head(f, &base)), c, &t);
}

/* "from 3 May to 9 May": what begins on the third is over with the ninth, not with the report. */
static void close_range(finder *f, uint32_t open, const dl_time *second)
{
	if (!open || open >= f->times.n) return;
	dl_time *first = &f->times.v[open];
	if (second->to_min == DL_MIN_MAX || second->from_min < first->from_min) return;
	if (second->grain > DL_G_HOUR) first->to_min = second->to_min;
	else if (first->grain && first->grain <= DL_G_HOUR) first->to_min = second->from_min;
}

/* "May's office", "August told the court": a month alone that is the last name of somebody the text names in full,
 * and no word of time before it. */
static bool is_surname(const finder *f, const lexeme *begin, const when *w)
{
	if (w->kind != 'c' || !w->month || !w->bare || w->next != w->first + 1) return false;
	if (w->first > begin && listed(f, W_BEFORE_MONTH, lex_text(f, w->first - 1))) return false;
	slice own = lex_text(f, w->first);
	for (uint32_t i = 1; i < f->mentions.n; i++) {
		const dl_mention *m = &f->mentions.v[i];
		slice name = slice_sub(f->text, m->at.start, m->at.end);
		if (m->kind == DL_M_PERSON && name.n > own.n + 1 && name.p[name.n - own.n - 1] == ' '
		    && slice_eq(slice_sub(name, name.n - own.n, name.n), own))
			return true;
	}
	return false;
}

/* "Posted: Saturday, April 5, 2014", "(Published Monday, May 3)", "Updated 10:26 AM": when the page was made. With a
 * colon in any place, else as the first word of a line or a bracket: "the report, published on Monday" tells news. */
static bool is_stamp(const finder *f, const lexeme *begin, const when *w)
{
	const lexeme *p = w->first > begin ? w->first - 1 : NULL;
	bool colon = p && lex_mark(p, ':');
	if (colon) p = p > begin ? p - 1 : NULL;
	else if (p > begin && (lex_word(f, p, "on") || lex_word(f, p, "at") || lex_mark(p, ','))) p--;
	if (!p || p->kind != LX_WORD || !p->upper || !listed(f, W_STAMPED, lex_text(f, p))) return false;
	return colon || p == begin || (p - 1)->kind == LX_MARK || lex_word(f, p - 1, "last");
}

/* A stamp is a time of the text that nothing happens at: it has no stretch, and nothing leans on it. */
static void add_stamp(finder *f, const when *w, const time_context *c, uint32_t sent)
{
	time_context own = *c;
	dl_time t;
	time_resolve(f, w, TENSE_NONE, &own, &t);
	t.from_min = DL_MIN_NONE, t.to_min = DL_MIN_MAX, t.basis = DL_BASIS_NONE;
	add_time(f, w, &t, sent);
}

/* The days behind w in "on 3, 4 and 9 May", as well grounded as w is; where they end. */
static const lexeme *add_listed_days(finder *f, const lexeme *end, when w, uint32_t open, time_context *c, uint32_t s)
{
	uint8_t basis = f->times.v[f->times.n - 1].basis;
	when next;
	dl_time t;
	for (int n = 0; n < DAYS_LISTED && day_range(f, end, &w, &next); n++) {
		if (!next.year) next.year = c->year;
		time_resolve(f, &next, TENSE_NONE, c, &t);
		t.basis = basis;
		if (!n) close_range(f, open, &t);
		add_time(f, &next, &t, s);
		w = next;
	}
	return w.next;
}

static void find_in_sentence(finder *f, const struct lexemes *lx, uint32_t s, time_context *c)
{
	const lexeme *begin = lx->x.v + lx->first[s], *end = lx->x.v + lx->first[s + 1];
	const lexeme *open_at = NULL;
	uint32_t open = 0;                         /* the time that "from Friday to" begins with */
	when w, before = {.kind = 0};
	dl_time t;
	c->now_sent = s;
	for (const lexeme *x = begin; x < end;) {
		if (f->inside[x->token] && f->mentions.v[f->inside[x->token]].kind == DL_M_TIME) { x++; continue; }
		if (!time_read(f, x, begin, end, &w) || w.first->token >= f->tok->n) { x++; continue; }
		if (is_surname(f, begin, &w)) { x = w.next; continue; }
		if (is_stamp(f, begin, &w)) { add_stamp(f, &w, c, s), x = w.next; continue; }
		look_before(f, begin, &w);
		time_look_after(f, end, &w);
		bool month = w.kind == 'c' && w.month && !w.year;
		time_borrow_from_end(f, begin, end, c, &w);
		time_borrow_day_behind(f, begin, end, !before.kind, &w);
		resolve_base(f, &w, begin, end, c);
		bool since = w.first > begin && lex_word(f, w.first - 1, "since");
		time_tense tense = since ? TENSE_PAST : time_tense_at(f, time_head(f, &w));
		if (!since && time_set_ahead(f, time_head(f, &w)) && !time_lies_back(&w, c)) tense = TENSE_FUTURE;
		if (time_ahead_of_told(f, &before, &w, c)) w.anchor = 'm', w.turn = 1;
		look_ahead(f, begin, tense, &w);
		time_resolve(f, &w, tense, c, &t);
		if (month && t.basis == DL_BASIS_FULL && c->today != DL_DAY_NONE) t.basis = c->today_basis;
		bool near = (w.weekday || w.kind == 'u') && t.grain <= DL_G_DAY && t.from_min != DL_MIN_NONE;
		bool opens = w.next < end && time_joins_ends(f, begin, &w);
		c->range_from = near && opens ? (int32_t)(t.from_min / 1440) : DL_DAY_NONE;
		c->range_at = w.next + 1;
		if (c->year && t.basis != DL_BASIS_NONE) c->sent = s;
		if (w.year && w.kind == 'c') c->recent_year = w.year;
		bool hour = t.grain && t.grain <= DL_G_HOUR && t.from_min != DL_MIN_NONE && t.to_min != DL_MIN_MAX;
		if (hour && (!t.mod || t.mod == '~'))
			c->told_min = (t.from_min + t.to_min - 1) / 2, c->told_zone = t.zone_min, c->told_min_sent = s;
		if (w.first == open_at) close_range(f, open, &t);
		bool between = opens && lex_word(f, w.next, "and");           /* "between Saturday and Monday" */
		open = (t.mod == '>' || between) && t.grain && opens ? f->times.n : 0;
		open_at = w.next + 1 < end && lex_word(f, w.next + 1, "to") ? w.next + 2 : w.next + 1;
		add_time(f, &w, &t, s);
		if (before.kind) time_join(f, &before, &w, c->today);
		before = w;
		x = add_listed_days(f, end, w, open, c, s);
	}
}

dl_status times_find(finder *f)
{
	const struct lexemes *lx = lexemes_of(f, &f->kb->times->words);
	if (!lx) return DL_NOMEM;
	time_context c = {.today = f->doc->published_day, .told_day = DL_DAY_NONE, .last_day = DL_DAY_NONE,
	                  .range_from = DL_DAY_NONE, .now_min = f->doc->published_min, .told_min = DL_MIN_NONE};
	/* The midnight that a day without its clock is printed with is no minute. */
	if (c.now_min != DL_MIN_NONE && c.now_min % 1440 == 0) c.now_min = DL_MIN_NONE;
	c.today_basis = c.today == DL_DAY_NONE ? DL_BASIS_NONE : DL_BASIS_PUBLISHED;
	c.history = time_tells_history(f, lx, c.today);
	c.day_first = time_writes_day_first(f, lx);
	if (c.today != DL_DAY_NONE && !c.history) c.today += time_days_behind(f, lx, c.today);
	for (uint32_t s = 1; s < f->tok->n_sents && !f->nomem; s++) {
		if (s > c.sent + 1) c.recent_year = 0;
		find_in_sentence(f, lx, s, &c);
	}
	return f->nomem ? DL_NOMEM : DL_OK;
}
