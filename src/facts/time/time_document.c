/* SPDX-License-Identifier: Apache-2.0
 *
 * time_document.c - what kind of document its times are told in.
 *
 * In: all lexemes, the day of publication, the outlet. Out: is it a history, is it of the day after the one it is
 * dated, does it write the day before the month.
 *
 *      "In 1936 ... In May 1937 ... By 1938"        a history: years told, hardly a "yesterday", nobody speaks
 *      dated Monday, "on Tuesday police said"       of Tuesday: six days before would be stale news
 *      "05/06/2022" beside "23/06/2022"             the day first, as the second can only be read
 *
 * Cost: one pass over the lexemes for each of the three.
 */
#include "facts/place/place.h"
#include "facts/time/time_grammar.h"

#define HISTORY_YEARS 4                    /* years told that lie behind the year of publication; WikiWars, TimeBank */
#define HISTORY_WORDS 150                  /* words a history has for each of those of a report; WikiWars, Wikinews */
#define LEAD_SENTS 4u                      /* where a report tells its day; incidents */
#define TOLD_AGAIN 3u

/* Does somebody speak here? Words of saying, and of those who speak and are spoken to. */
static bool is_voice(const finder *f, uint32_t t)
{
	bool verb = f->tok->upos[t] == DL_VERB;
	return ((verb || f->tok->upos[t] == DL_PRON) && tok_in(f, t, W_VOICE)) || (verb && tok_is(f, t, "accord"));
}

/* Is the text a history? Years written out that lie before the year of publication, against the words that only
 * a report of the day has ("yesterday", "Monday", "last week"), and hardly a voice: an obituary or an interview tells
 * of many years too, but somebody speaks. */
bool time_tells_history(const finder *f, const struct lexemes *lx, int32_t today)
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
	return time_tense_at(f, x->token) == TENSE_PAST ? (int)e->num : 0;
}

/* 1 when the text is of the day after the one it is dated: the date is that of its first form, or of a clock behind
 * the place's own. Its first weekday in the past, near the top, is that of the day after, and either that day is
 * told again and again or the date's own weekday lies in the past too. Six days before would be stale news. */
int32_t time_days_behind(const finder *f, const struct lexemes *lx, int32_t today)
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
bool time_writes_day_first(const finder *f, const struct lexemes *lx)
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
