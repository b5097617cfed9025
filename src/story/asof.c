/* SPDX-License-Identifier: Apache-2.0
 *
 * asof.c - the moment as of which a figure is told; a country's clock.
 *
 * In: a claim. Out: the moment, its day, and whether its hour means anything.
 *
 *      "The death toll stood at 159 by late Wednesday."       as of Wednesday, 18:00, whenever it was printed
 *      "The toll rose to 241 early on Thursday."              as of Thursday, 00:00
 *      "There were four dead, police said Thursday morning."  as of Thursday, 06:00: then they said so
 *      "Police had earlier said there were five dead."        told as no longer held
 *      "The ministry retracted its statement that 12 died."   the same
 *      "An earlier version of this story said that 12 died."  the same, of what that outlet says alone
 *      "At least 23 people were killed on Monday."            as of publication: Monday is when they died
 *
 * A time in the sentence is the figure's own only behind a word that says so ("by", "as of"), beside the word of
 * saying, or when what is told is the toll and not the deaths. Everything else is as of publication.
 */
#include "story/fields.h"

/* ---------------------------------------------------------------- clocks */
zone_range zone_of_country(const char country[4])
{
	tsv t = {.name = S("zones.tsv")};
	slice cols[TSV_COLS];
	int64_t lo, hi;
	if (!embedded_find("zones.tsv", &t.rest)) return zone_unknown;
	while (tsv_next(&t, cols) >= 3)
		if (cols[0].n == 3 && !memcmp(cols[0].p, country, 3) && slice_i64(cols[1], &lo) && slice_i64(cols[2], &hi))
			return (zone_range){(int16_t)lo, (int16_t)hi};
	return zone_unknown;
}

/* ---------------------------------------------------------------- as-of moments */
#define HISTORY_DAYS 180
#define BACK_NEAR    60u         /* bytes: "retracted its own earlier claim"                                   */
#define PASSING_NEAR 80u         /* bytes: ", which was formed by former soldiers in 2002,"                      */
#define HISTORY_NEAR 60u         /* bytes between a figure and the year of it                                   */

/* Words that speak of a count and not of what is counted. */
bool item_speaks_of_toll(assembler *s, const item *x)
{
	slice clause = span_text(s->docs[x->v.doc]->text, x->claim->at);
	arena_mark_t m = arena_mark(s->w->tmp);
	bool yes = has_word_in(W_TOLL_WORD, utf8_plain(s->w->tmp, clause));
	arena_rewind(s->w->tmp, m);
	return yes;
}

static bool behind_by(slice text, uint32_t at)
{
	return end_in(W_AS_OF, slice_trim(slice_sub(text, at > 8 ? at - 8 : 0, at))).n > 0;
}

/* A day or less, known, not after publication. */
static bool usable(const dl_time *t, int32_t published_day)
{
	if (t->grain == DL_G_NONE || t->grain > DL_G_DAY || t->basis == DL_BASIS_NONE || t->from_min == DL_MIN_NONE)
		return false;
	if (t->type != DL_TIMEX_DATE && t->type != DL_TIMEX_TIME) return false;
	return published_day == DL_DAY_NONE || t->from_min < ((int64_t)published_day + 2) * 1440;
}

static int32_t day_of(int64_t min) { return (int32_t)(min >= 0 ? min / 1440 : -((1439 - min) / 1440)); }

/* ---------------------------------------------------------------- the day on which an article was written */
/* "police said Thursday": the words right behind the verb of saying. */
static bool day_of_saying(const dl_facts *f, uint32_t attribution, dl_span at)
{
	const dl_attribution *t = &f->attributions[attribution];
	return t->cue.end > t->cue.start && !span_overlap(t->content, at) && at.start >= t->cue.end
		&& at.start <= t->cue.end + 24;
}

static bool tells_done(const dl_facts *f, int32_t day)
{
	for (uint32_t i = 1; i < f->n_reports; i++) {
		const dl_report *r = &f->reports[i];
		const dl_time *t = &f->times[r->when];
		if (!r->when || r->modality != DL_TOLD || r->tense != 'p' || !usable(t, day)) continue;
		if (day_of(t->from_min) == day) return true;
	}
	for (uint32_t m = 1; m < f->n_mentions; m++) {
		const dl_mention *x = &f->mentions[m];
		if (x->kind != DL_M_TIME || !x->value || !usable(&f->times[x->value], day)) continue;
		if (day_of(f->times[x->value].from_min) != day) continue;
		for (uint32_t a = 1; a < f->n_attributions; a++)
			if (day_of_saying(f, a, x->at)) return true;
	}
	return false;
}

/* No article is older than what it tells as done or said. The date that it comes with is often a day short: another
 * zone's, or of the version before. A day only; what lies further ahead is misread. */
static int32_t written_day(assembler *s, uint32_t doc)
{
	int32_t day = s->docs[doc]->published_day;
	if (day == DL_DAY_NONE) return day;
	if (!s->written[doc]) s->written[doc] = tells_done(s->facts[doc], day + 1) ? 2 : 1;
	return day + (s->written[doc] == 2);
}

/* "had earlier said", "initially reported": between the speaker and the word of saying, or right before it. */
static bool said_earlier(assembler *s, const dl_facts *f, const item *x)
{
	const dl_attribution *t = &f->attributions[x->claim->attribution];
	uint32_t from = t->source.end > t->source.start && t->source.end <= t->cue.start ? t->source.end : t->cue.start;
	arena_mark_t m = arena_mark(s->w->tmp);
	slice near = slice_sub(s->docs[x->v.doc]->text, from, t->cue.end);
	bool yes = near.n < 60 && has_word_in(W_NO_LONGER, utf8_plain(s->w->tmp, near));
	arena_rewind(s->w->tmp, m);
	return yes;
}

/* "retracted its earlier claim that", "withdrew the statement": before a noun that says it. */
static bool takes_back(const assembler *s, const item *x, const dl_attribution *t)
{
	uint32_t from = t->cue.start > BACK_NEAR ? t->cue.start - BACK_NEAR : 0;
	slice before = slice_trim(slice_sub(s->docs[x->v.doc]->text, from, t->cue.start));
	while (before.n) {
		size_t at = before.n;
		while (at && before.p[at - 1] != ' ') at--;
		slice word = slice_sub(before, at, before.n);
		if (in_list(W_TAKES_BACK, word)) return true;
		if (!in_list(W_OF_CLAIM, word)) return false;
		before = slice_trim(slice_sub(before, 0, at));
	}
	return false;
}

/* "An earlier version of this story said", "the original version incorrectly reported". */
static bool old_version_says(assembler *s, const item *x, const dl_attribution *t)
{
	slice source = span_text(s->docs[x->v.doc]->text, t->source);
	size_t at;
	if (!slice_find(source, S("version of"), &at)) return false;
	arena_mark_t m = arena_mark(s->w->tmp);
	bool yes = has_word_in(W_OLD_VERSION, utf8_plain(s->w->tmp, slice_sub(source, 0, at)));
	arena_rewind(s->w->tmp, m);
	return yes;
}

static void find_old(assembler *s, item *x)
{
	const dl_attribution *t = &x->facts->attributions[x->claim->attribution];
	if (!x->claim->attribution || t->cue.end <= t->cue.start) return;
	x->unsaid = old_version_says(s, x, t);
	x->old = x->unsaid || takes_back(s, x, t) || said_earlier(s, x->facts, x);
}

/* "police said Thursday morning": a time of the saying lies outside what is said, behind its verb. */
static bool of_saying(const dl_facts *f, const item *x, dl_span at)
{
	return x->claim->attribution && day_of_saying(f, x->claim->attribution, at);
}

static uint32_t times_within(const dl_facts *f, dl_span within, int32_t day)
{
	uint32_t n = 0;
	for (uint32_t m = 1; m < f->n_mentions; m++) {
		const dl_mention *x = &f->mentions[m];
		if (x->kind != DL_M_TIME || !x->value || x->at.start < within.start || x->at.end > within.end) continue;
		n += usable(&f->times[x->value], day);
	}
	return n;
}

/* Bytes between two spans, 0 when they touch. */
static uint32_t gap_of(dl_span a, dl_span b)
{
	return a.end <= b.start ? b.start - a.end : b.end <= a.start ? a.start - b.end : 0;
}

/* "In the fire of 2005, which killed 50": what follows is told of what the words before it told. */
static bool goes_on(slice text, uint32_t end)
{
	static const char *const heads[] = {", which ", ", where ", ", when ", ", who ", " which ", " that ", " where ",
	                                    " when "};
	return slice_starts_among(slice_sub(text, end, text.n), heads, COUNT(heads));
}

/* "The president, who took office last year, welcomed the release of 21": the time is of his taking office. But "no
 * attack since 2005, when bombs killed 50" goes on from it, and so does "the 2005 attacks, which killed 50". */
static bool of_other_clause(const assembler *s, const item *x, dl_span time)
{
	const dl_facts *f = x->facts;
	slice text = s->docs[x->v.doc]->text;
	if (goes_on(text, time.end)) return false;
	for (uint32_t i = 1; i < f->n_reports; i++) {
		dl_span t = f->reports[i].trigger;
		if (i == x->claim->report || (t.end <= x->claim->at.start && goes_on(text, t.end))) continue;
		if (t.start <= time.start && time.end <= t.end && !span_overlap(t, x->claim->at)) return true;
	}
	return false;
}

/* "20,000 since the revolt began in 2009": not of that year alone, and not of this day either. */
bool item_since(assembler *s, const item *x, dl_span time)
{
	slice text = s->docs[x->v.doc]->text;
	dl_span within = facts_sentence(x->facts, x->claim->at);
	uint32_t from = time.start > x->claim->at.end ? x->claim->at.end : within.start;
	arena_mark_t m = arena_mark(s->w->tmp);
	bool since = has_word_in(W_SINCE, utf8_plain(s->w->tmp, slice_sub(text, from, time.start)));
	arena_rewind(s->w->tmp, m);
	return since && !(x->claim->at.start >= time.end && goes_on(text, time.end));
}

/* "The group, which formed in 2002, has killed 20,000": the time stands between commas, of what is told in passing. */
static bool in_passing(const assembler *s, const item *x, dl_span time)
{
	if (x->claim->kind != DL_V_COUNT) return false;
	slice text = s->docs[x->v.doc]->text;
	uint32_t from = time.start, figure = x->facts->counts[x->claim->value].at.start, most = PASSING_NEAR;
	while (from && most-- && text.p[from - 1] != ',' && text.p[from - 1] != '.') from--;
	if (!from || text.p[from - 1] != ',') return false;
	slice clause = slice_trim(slice_sub(text, from, time.start));
	slice behind = slice_sub(text, time.end, time.end + 1);
	return begins_in(W_IN_PASSING, clause) && slice_starts(behind, S(",")) && figure > time.end;
}

/* "left more than 300 dead in 2009": the time in its sentence that says it is of long before, empty when none. */
dl_span item_history(const assembler *s, const item *x)
{
	const dl_facts *f = x->facts;
	int32_t day = s->docs[x->v.doc]->published_day;
	dl_span within = facts_sentence(f, x->claim->at), found = {0, 0};
	uint32_t now_gap = UINT32_MAX, old_gap = UINT32_MAX;
	for (uint32_t m = 1; m < f->n_mentions && day != DL_DAY_NONE; m++) {
		const dl_mention *n = &f->mentions[m];
		if (n->kind != DL_M_TIME || !n->value || n->at.start < within.start || n->at.end > within.end) continue;
		const dl_time *t = &f->times[n->value];
		/* The words name the beginning: "since 2005, when a bomb killed 50". */
		int64_t until = t->mod == '>' && t->from_min != DL_MIN_NONE ? t->from_min : t->to_min;
		if (until == DL_MIN_MAX || t->basis == DL_BASIS_NONE || t->grain > DL_G_YEAR) continue;
		if (t->type != DL_TIMEX_DATE && t->type != DL_TIMEX_TIME) continue;
		uint32_t gap = gap_of(n->at, x->claim->at);
		if (of_other_clause(s, x, n->at) || in_passing(s, x, n->at)) continue;
		if (until > ((int64_t)day - HISTORY_DAYS) * 1440) now_gap = min_u32(now_gap, gap);
		else if (gap <= HISTORY_NEAR && gap <= old_gap) found = n->at, old_gap = gap;
	}
	/* A moment of these days stands as near in the same sentence: the figure may be of now. */
	return now_gap <= old_gap ? (dl_span){0, 0} : found;
}

void item_as_of(assembler *s, item *x)
{
	const dl_doc *d = s->docs[x->v.doc];
	const dl_facts *f = x->facts;
	x->day = written_day(s, x->v.doc);
	bool clock = d->published_min != DL_MIN_NONE && x->day == d->published_day;
	x->as_of = clock ? d->published_min : x->day != DL_DAY_NONE ? (int64_t)x->day * 1440 : DL_MIN_NONE;
	x->clock = clock ? CLOCK_PUBLISHED : CLOCK_NONE;
	find_old(s, x);
	if (x->claim->kind != DL_V_COUNT) return;
	bool toll = item_speaks_of_toll(s, x);
	dl_span within = facts_sentence(f, x->claim->at);
	bool only = toll && times_within(f, within, d->published_day) == 1;
	for (uint32_t m = 1; m < f->n_mentions; m++) {
		const dl_mention *n = &f->mentions[m];
		if (n->kind != DL_M_TIME || !n->value || n->at.start < within.start || n->at.end > within.end) continue;
		const dl_time *t = &f->times[n->value];
		bool own = only || span_overlap(n->at, x->claim->at) || n->at.start >= x->claim->at.end;
		own = only || (own && (toll || behind_by(d->text, n->at.start))) || of_saying(f, x, n->at);
		if (!own || !usable(t, d->published_day)) continue;
		x->as_of = t->from_min, x->day = day_of(t->from_min);
		x->clock = t->grain < DL_G_DAY ? CLOCK_TOLD : CLOCK_NONE;
		return;
	}
}
