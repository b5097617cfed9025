/* SPDX-License-Identifier: Apache-2.0
 *
 * time.c - the times of a document.
 *
 * In: tokens, the day of publication. Out: times[] with a mention each.
 * "Clashes broke out late on Monday and went on until 7 a.m. local time." published 2022-08-30 gives
 *   late on Monday      2022-08-29       [12:00, 24:00) of that day, mod e
 *   7 a.m. local time   2022-08-29T07:00 mod < ("until")
 * One pass: at each lexeme the longest time is read (time_read.c), the tense of the verb above it is looked up in
 * the tree, and it is resolved against what was told before (time_value.c). A text that tells of past years,
 * year by year, with hardly a "yesterday", is a history: there a month without its year belongs to the last year
 * told, not to the year of publication.
 * Cost: linear. Not attempted: times inside names ("September 11 Museum").
 */
#include "facts/place/place.h"
#include "facts/time/time_grammar.h"

#define DAYS_LISTED 6                      /* "on May 3, 4, 8 and 9" */
#define HISTORY_YEARS 4                    /* years told that lie behind the year of publication; WikiWars, TimeBank */
#define HISTORY_WORDS 150                  /* words a history has for each of those of a report; WikiWars, Wikinews */
#define CLAUSE_DEEP 5                      /* from a time up to the verb of its clause */
#define LEAD_SENTS 4u                      /* where a report tells its day; incidents */
#define TOLD_AGAIN 3u

dl_status time_kb_open(const dl_kb_options *o, arena *a, time_kb **kb, dl_error *err)
{
	dl_status st;
	const char *folder = o ? o->data : NULL;
	if (!(*kb = ARENA_ARRAY(a, time_kb, 1))) return DL_NOMEM;
	if ((st = words_load(folder, "times.tsv", a, &(*kb)->words, err)) != DL_OK) return st;
	return words_load(folder, "numbers.tsv", a, &(*kb)->words, err);
}

/* ---------------------------------------------------------------- tense */

/* Tense of one verb by its form and its auxiliaries. */
static time_tense verb_tense(const finder *f, uint32_t v)
{
	const dl_tokens *k = f->tok;
	for (uint32_t c = f->first_child[v]; c; c = f->next_child[c]) {
		if (k->rel[c] == DL_R_MARK && tok_is(f, c, "to"))                  /* "claims to have killed him" */
			return tree_child_lemma(f, v, DL_R_AUX, "have") ? TENSE_PAST : TENSE_FUTURE;
		if (k->rel[c] != DL_R_AUX && k->rel[c] != DL_R_AUX_PASS && k->rel[c] != DL_R_COP) continue;
		if (tok_is(f, c, "will") || tok_is(f, c, "shall") || tok_is(f, c, "'ll") || tok_is(f, c, "wo"))
			return TENSE_FUTURE;
		if (k->xpos[c] == DL_T_MD) return tree_child_lemma(f, v, DL_R_AUX, "have") ? TENSE_PAST : TENSE_FUTURE;
		if (k->xpos[c] == DL_T_VBD) return TENSE_PAST;
		if (tok_is(f, c, "have")) return TENSE_PAST;
		if (tok_is(f, c, "be") && k->rel[c] == DL_R_AUX_PASS) return TENSE_PRESENT;
		if (tok_is(f, c, "be") || tok_is(f, c, "do")) return TENSE_PRESENT;
	}
	if (k->xpos[v] == DL_T_VBD) return TENSE_PAST;
	/* The tagger takes some past tenses for participles: a participle that rules a clause is past. */
	if (k->xpos[v] == DL_T_VBN && (k->rel[v] != DL_R_ACL || k->rel[k->head[v]] == DL_R_ROOT)
	    && k->rel[v] != DL_R_AMOD && k->rel[v] != DL_R_ADVCL)
		return TENSE_PAST;
	if (k->xpos[v] == DL_T_VBP || k->xpos[v] == DL_T_VBZ) return TENSE_PRESENT;
	return TENSE_NONE;
}

/* "continued on Monday to look into a blast on Sunday": the infinitive is as old as the verb that leads it. */
static bool as_told_above(const finder *f, uint32_t t)
{
	if (f->tok->rel[t] != DL_R_XCOMP && f->tok->rel[t] != DL_R_ADVCL) return false;
	return tok_in(f, f->tok->head[t], W_LEADS_INFINITIVE);
}

/* Tense above a token: the nearest verb that shows one. A participle that shows none leaves it to the verb above. */
static time_tense tense_at(const finder *f, uint32_t t)
{
	for (uint32_t n = 0; t && n < DL_SENT_MAX; t = f->tok->head[t], n++) {
		unsigned pos = f->tok->upos[t];
		if (pos != DL_VERB && pos != DL_AUX && !tree_child(f, t, DL_R_COP) && !tree_child(f, t, DL_R_AUX)) continue;
		if (as_told_above(f, t)) continue;
		time_tense k = verb_tense(f, t);
		if (k != TENSE_NONE) return k;
		if (f->tok->xpos[t] == DL_T_VB && f->tok->rel[t] == DL_R_XCOMP) return TENSE_FUTURE;
	}
	return TENSE_NONE;
}

/* The token of the time that hangs on the rest of the sentence. */
static uint32_t head_of(const finder *f, const when *w)
{
	return tree_top(f, w->first->token, (w->next - 1)->token);
}

static uint32_t verb_above(const finder *f, uint32_t t)
{
	for (int n = 0; t && n < CLAUSE_DEEP && f->tok->upos[t] != DL_VERB; n++) t = f->tok->head[t];
	return t && f->tok->upos[t] == DL_VERB ? t : 0;
}

/* "was scheduled for Thursday", "was put off until June", "results were expected on Friday", "was due to open in May":
 * what somebody has set lies ahead, whatever the tense of setting it; what had been set is over. */
static bool is_set_ahead(const finder *f, uint32_t t)
{
	uint32_t v = verb_above(f, t), prep = tree_case(f, t);
	if (!v) return false;
	for (uint32_t c = f->first_child[v]; c; c = f->next_child[c])
		if (f->tok->rel[c] == DL_R_AUX && tok_is(f, c, "have") && f->tok->xpos[c] == DL_T_VBD) return false;
	for (uint32_t c = f->first_child[v]; c && c < v; c = f->next_child[c])
		if (tok_is(f, c, "due")) return true;
	if (tok_in(f, v, W_EXPECTED)) return f->tok->xpos[v] == DL_T_VBN && tree_child(f, v, DL_R_AUX_PASS);
	return tok_in(f, v, W_SETS_A_DATE) && tok_in(f, prep, W_TO_A_DATE);
}

/* A month some time back is where it was set for, not where it will be again. */
static bool lies_back(const when *w, const time_context *c)
{
	int y, m, d;
	if (!w->month || w->year || c->today == DL_DAY_NONE) return false;
	day_to_ymd(c->today, &y, &m, &d);
	return m > w->month && m - w->month < 6;
}

/* "said on Friday that talks would resume on Monday": the Monday after that Friday, not after the report. */
static bool ahead_of_told(const finder *f, const when *told, const when *w, const time_context *c)
{
	if (w->kind != 'c' || !w->weekday || w->day || w->month || w->turn != NO_TURN || w->anchor) return false;
	if (!told->kind) return false;
	if (c->told_day == DL_DAY_NONE || c->today == DL_DAY_NONE || c->told_day >= c->today || c->history) return false;
	uint32_t v = verb_above(f, head_of(f, w)), said = verb_above(f, head_of(f, told)), modal = 0;
	for (uint32_t k = v ? f->first_child[v] : 0; k; k = f->next_child[k])
		if (f->tok->rel[k] == DL_R_AUX && slice_eq_fold(f->tok->form[k], S("would"))) modal = k;
	return modal && said && said != v && tree_within(f, v, said);
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
	uint32_t id = f->times.n, head = head_of(f, w);
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

/* Between the ends of a stretch: "from A to B", "between A and B", "A - B". */
static bool joins_ends(const finder *f, const lexeme *begin, const when *w)
{
	const lexeme *y = w->next, *p = w->first > begin ? w->first - 1 : NULL;
	if (lex_word(f, y, "and")) return p && lex_word(f, p, "between");
	return lex_mark(y, '-') || lex_mark(y, '~') || lex_word(f, y, "to") || listed(f, W_TILL, lex_text(f, y));
}

/* The year of a month without one, where its time is read alone; 0 when nothing says. */
static int year_alone(finder *f, const when *w, const time_context *c)
{
	time_context own = *c;
	dl_time t;
	int y = 0, m, d;
	time_resolve(f, w, tense_at(f, head_of(f, w)), &own, &t);
	if (t.from_min != DL_MIN_NONE) day_to_ymd((int32_t)(t.from_min / 1440), &y, &m, &d);
	return y;
}

/* An hour takes the day of another reading, and keeps what it says itself. */
static void take_day(when *w, const when *from)
{
	when own = *w;
	*w = *from;
	w->first = own.first, w->next = own.next, w->hour = own.hour, w->minute = own.minute, w->part[0] = 0;
	w->mod = own.mod, w->soon = own.soon;
	if (own.zone != DL_ZONE_LOCAL) w->zone = own.zone, w->us_zone = own.us_zone;
}

static bool is_bare_hour(const when *w)
{
	return w->kind == 'c' && w->hour >= 0 && !w->day && !w->month && !w->weekday && !w->year && !w->feast;
}

/* The first end of a stretch takes what only the second says: "10 a.m. to noon on Tuesday", "June-August 1992". */
static void borrow_from_end(finder *f, const lexeme *begin, const lexeme *end, const time_context *c, when *w)
{
	when b;
	bool hour = is_bare_hour(w);
	bool month = w->kind == 'c' && w->month && !w->year && !w->unit && w->turn == NO_TURN;
	if ((!hour && !month) || w->next + 1 >= end || !joins_ends(f, begin, w)) return;
	if (!time_read(f, w->next + 1, begin, end, &b) || b.kind == 'r' || b.kind == 's' || b.kind == 'd' || b.kind == 'a')
		return;
	if (month) {
		bool news = !c->history && c->today != DL_DAY_NONE;
		int year = b.kind != 'c' || !b.month ? 0 : b.year ? b.year : news ? year_alone(f, &b, c) : 0;
		if (year > 0) w->year = year - (b.month < w->month || (b.month == w->month && b.day && b.day < w->day));
		return;
	}
	if (b.hour < 0 || !(b.weekday || b.day || b.feast || (b.kind == 'u' && b.unit == 'D'))) return;
	take_day(w, &b);
	if (w->hour > b.hour) w->shift = -1;                          /* "11 p.m. to 2 a.m. Sunday" begins the day before */
}

#define DAY_BEHIND 10                      /* lexemes from an hour to its day: "at 4 p.m. in the old town on Friday" */
#define BRACKET_LONG 10                    /* lexemes between the brackets of "(11:30 a.m. Eastern time)"        */

/* Where the day behind a bracket would begin: "4 a.m. local time (0200 GMT) on Friday", for the hour before the bracket
 * and for the one in it. NULL when no bracket stands there. */
static const lexeme *behind_bracket(const lexeme *x, const lexeme *end)
{
	bool open = x < end && lex_mark(x, '(');
	const lexeme *y = x;
	while (open && y < end && y - x < BRACKET_LONG && !lex_mark(y, ')')) y++;
	return y < end && lex_mark(y, ')') ? y + 1 : NULL;
}

/* "at 4 p.m. in the old town on Friday": the place between an hour and its day; no verb, other time or clause. */
static const lexeme *behind_scene(const finder *f, const lexeme *x, const lexeme *end)
{
	if (x >= end || x->kind != LX_WORD || f->tok->upos[x->token] != DL_ADP) return NULL;
	for (const lexeme *y = x; y < end && y - x < DAY_BEHIND; y++) {
		unsigned pos = f->tok->upos[y->token];
		bool stops = y->kind == LX_MARK ? !strchr("-'.,", y->ch) : pos == DL_VERB || pos == DL_AUX || pos == DL_CCONJ
		             || pos == DL_SCONJ || pos == DL_PRON;
		if (stops) return NULL;
		if (y > x && lex_word(f, y, "on")) return y;
	}
	return NULL;
}

/* first: the sentence told no time before it. */
static void borrow_day_behind(finder *f, const lexeme *begin, const lexeme *end, bool first, when *w)
{
	when b;
	const lexeme *y = is_bare_hour(w) ? behind_bracket(w->next, end) : NULL;
	if (!y) y = is_bare_hour(w) && first ? behind_scene(f, w->next, end) : NULL;
	if (!y) return;
	if (y < end && lex_mark(y, ',')) y++;
	if (y < end && lex_word(f, y, "on")) y++;
	if (y >= end || !time_read(f, y, begin, end, &b) || b.hour >= 0 || b.mod) return;
	if (b.feast) take_day(w, &b);
	else if (b.kind == 'c' ? b.weekday || (b.day && b.month) : b.kind == 'u' && b.unit == 'D') take_day(w, &b);
}

/* The time that another is counted from, "Christmas" of "two days before Christmas", is told first. */
static void resolve_base(finder *f, const when *w, const lexeme *begin, const lexeme *end, time_context *c)
{
	when base;
	dl_time t;
	if (!w->base || !time_read(f, w->base, begin, end, &base)) return;
	c->year = 0;
	time_resolve(f, &base, tense_at(f, head_of(f, &base)), c, &t);
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
		borrow_from_end(f, begin, end, c, &w);
		borrow_day_behind(f, begin, end, !before.kind, &w);
		resolve_base(f, &w, begin, end, c);
		bool since = w.first > begin && lex_word(f, w.first - 1, "since");
		time_tense tense = since ? TENSE_PAST : tense_at(f, head_of(f, &w));
		if (!since && is_set_ahead(f, head_of(f, &w)) && !lies_back(&w, c)) tense = TENSE_FUTURE;
		if (ahead_of_told(f, &before, &w, c)) w.anchor = 'm', w.turn = 1;
		look_ahead(f, begin, tense, &w);
		time_resolve(f, &w, tense, c, &t);
		if (month && t.basis == DL_BASIS_FULL && c->today != DL_DAY_NONE) t.basis = c->today_basis;
		bool near = (w.weekday || w.kind == 'u') && t.grain <= DL_G_DAY && t.from_min != DL_MIN_NONE;
		c->range_from = near && w.next < end && joins_ends(f, begin, &w) ? (int32_t)(t.from_min / 1440) : DL_DAY_NONE;
		c->range_at = w.next + 1;
		if (c->year && t.basis != DL_BASIS_NONE) c->sent = s;
		if (w.year && w.kind == 'c') c->recent_year = w.year;
		bool hour = t.grain && t.grain <= DL_G_HOUR && t.from_min != DL_MIN_NONE && t.to_min != DL_MIN_MAX;
		if (hour && (!t.mod || t.mod == '~'))
			c->told_min = (t.from_min + t.to_min - 1) / 2, c->told_zone = t.zone_min, c->told_min_sent = s;
		if (w.first == open_at) close_range(f, open, &t);
		open = t.mod == '>' && t.grain && w.next < end && joins_ends(f, begin, &w) ? f->times.n : 0;
		open_at = w.next + 1 < end && lex_word(f, w.next + 1, "to") ? w.next + 2 : w.next + 1;
		add_time(f, &w, &t, s);
		if (before.kind) time_join(f, &before, &w, c->today);
		before = w;
		x = add_listed_days(f, end, w, open, c, s);
	}
}

/* Does somebody speak here? Words of saying, and of those who speak and are spoken to. */
static bool is_voice(const finder *f, uint32_t t)
{
	bool verb = f->tok->upos[t] == DL_VERB;
	return ((verb || f->tok->upos[t] == DL_PRON) && tok_in(f, t, W_VOICE)) || (verb && tok_is(f, t, "accord"));
}

/* Is the text a history? Years written out that lie before the year of publication, against the words that only
 * a report of the day has ("yesterday", "Monday", "last week"), and hardly a voice: an obituary or an interview tells
 * of many years too, but somebody speaks. */
static bool tells_history(const finder *f, const struct lexemes *lx, int32_t today)
{
	const word_table *t = &f->kb->times->words;
	uint32_t years = 0, news = 0, voices = 0;
	int this_year = 9999, m, d;
	if (today != DL_DAY_NONE) day_to_ymd(today, &this_year, &m, &d);
	for (uint32_t i = 0; i + 1 < lx->x.n; i++) {
		const lexeme *x = &lx->x.v[i], *end = &lx->x.v[lx->x.n - 1];
		if (x->kind == LX_NUM && x->digits == 4 && !x->decimals && x->num > 1000 && x->num < this_year) years++;
		if (x->kind == LX_NUM && x->digits && x->word == 0 && i + 2 < lx->x.n
		    && lex_find(f, t, x + 1, end, WC_ERA, NULL) && (x + 1)->upper)
			years++;
		if (x->kind != LX_WORD || !x->word) continue;
		if (lex_find(f, t, x, end, WC_WEEKDAY, NULL) || lex_find(f, t, x, end, WC_DAY, NULL)) news += 2;
		const word_entry *e = lex_find(f, t, x, end, WC_TURN, NULL);
		if (e && !e->aux && e->num && lex_find(f, t, x + 1, end, WC_UNIT, NULL)) news++;
	}
	if (years < HISTORY_YEARS || years <= 2 * news) return false;
	for (uint32_t i = 1; i < f->tok->n; i++) voices += is_voice(f, i);
	return (uint64_t)(voices + news) * HISTORY_WORDS < f->tok->n;
}

/* Which weekday is told in the past at this lexeme? 0 none. "last Monday" and "Monday 7 May" say more by themselves. */
static int past_weekday(const finder *f, const struct lexemes *lx, uint32_t i)
{
	const lexeme *x = &lx->x.v[i], *next, *end = &lx->x.v[lx->x.n - 1];
	const word_entry *e = x->kind == LX_WORD && x->word && x->upper
		? lex_find(f, &f->kb->times->words, x, end, WC_WEEKDAY, &next) : NULL;
	if (!e || x->token >= f->tok->n || (i && lex_word(f, x - 1, "last")) || next->kind == LX_NUM) return 0;
	if (lex_find(f, &f->kb->times->words, next, end, WC_MONTH, NULL)) return 0;
	return tense_at(f, x->token) == TENSE_PAST ? (int)e->num : 0;
}

/* 1 when the text is of the day after the one it is dated: the date is that of its first form, or of a clock behind
 * the place's own. Its first weekday in the past, near the top, is that of the day after, and either that day is
 * told again and again or the date's own weekday lies in the past too. Six days before would be stale news. */
static int32_t days_behind(const finder *f, const struct lexemes *lx, int32_t today)
{
	uint32_t own = 0, after = 0;
	int first = 0, own_weekday = day_weekday(today), next = own_weekday % 7 + 1;
	for (uint32_t i = 0; i + 1 < lx->x.n; i++) {
		int d = past_weekday(f, lx, i);
		if (!d) continue;
		if (!first && f->tok->sent[lx->x.v[i].token] > LEAD_SENTS && d != next) return 0;
		if (!first) first = d;
		if (first != next) return 0;
		own += d == own_weekday, after += d == next;
	}
	return first == next && (own || after >= TOLD_AGAIN);
}

/* Is the day written before the month in "05/06/2022"? A date of the text that can only be read one way says so, else
 * where the outlet is at home: only the United States write the month first. */
static bool writes_day_first(const finder *f, const struct lexemes *lx)
{
	for (uint32_t i = 0; i + 4 < lx->x.n; i++) {
		const lexeme *x = &lx->x.v[i];
		if (x->kind != LX_NUM || !lex_mark(x + 1, '/') || !lex_mark(x + 3, '/') || x[4].kind != LX_NUM) continue;
		if (!x[1].glued || !x[2].glued || !x[3].glued || x[2].kind != LX_NUM || !x[2].num || !x->num) continue;
		if ((x->num > 12) != (x[2].num > 12) && x->num <= 31 && x[2].num <= 31) return x->num > 12;
	}
	const place_kb *kb = f->kb->places;
	uint32_t home = outlet_home(kb, f->doc->outlet, f->doc->url);
	return home && spot_get(kb, home).country != gaz_country(&kb->gaz, S("US"));
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
	c.history = tells_history(f, lx, c.today);
	c.day_first = writes_day_first(f, lx);
	if (c.today != DL_DAY_NONE && !c.history) c.today += days_behind(f, lx, c.today);
	for (uint32_t s = 1; s < f->tok->n_sents && !f->nomem; s++) {
		if (s > c.sent + 1) c.recent_year = 0;
		find_in_sentence(f, lx, s, &c);
	}
	return f->nomem ? DL_NOMEM : DL_OK;
}
