/* SPDX-License-Identifier: Apache-2.0
 *
 * pairs.c - are two reports of one happening? Named features, points for each, and what can never be.
 *
 * In: two reports of one story. Out: points per feature. 50 points on average make one event (events.c).
 *
 *      "stormed the government palace on Monday"     "barged into the Republican Palace" (Monday)
 *            what 25 (both PROTEST)  when 15 (same day)  where 8 (inside Baghdad)  who 12 (Sadr's supporters)
 *            words 7 (palace)    -> 67: one event
 *      "stormed the Iraqi parliament building in July"
 *            when: July and Monday, 29 August are apart -> never
 *
 * A difference in what was measured (toll, hour, spelling) is no feature: it must not split an event, and showing
 * it is what the program is for. Only another family of type, or a gap in time or place, keeps reports apart.
 * Points were set by hand and then moved one at a time on the grid and incident dev sets.
 */
#include "story/inner.h"

#include <stdlib.h>

#define WORDS_MOST 64u

/* ---------------------------------------------------------------- a report made ready to compare */
static int cmp_word(const void *a, const void *b)
{
	const face_word *x = a, *y = b;
	return x->hash < y->hash ? -1 : x->hash > y->hash;
}

static bool told_words(assembler *s, told *t, dl_span at)
{
	word_scan scan = {utf8_plain(s->w->tmp, span_text(s->docs[t->doc]->text, at)), 0};
	slice w;
	face_word *v = t->words = ARENA_ARRAY(s->w->tmp, face_word, WORDS_MOST);
	uint32_t n = 0;
	if (!v) return false;
	while (n < WORDS_MOST && word_next(&scan, &w)) {
		char held[64];
		slice term = word_term(w, held);
		uint32_t r = term.n ? term_rarity(term) : 0;
		if (r >= 1500) v[n++] = (face_word){hash_slice(term), r, 0};
	}
	if (n) qsort(v, n, sizeof *v, cmp_word);
	for (uint32_t i = 0; i < n; i++)
		if (!t->n_words || v[t->n_words - 1].hash != v[i].hash) v[t->n_words++] = v[i], t->rarity += v[i].rarity;
	return true;
}

bool told_fill(assembler *s, told *t)
{
	const dl_facts *f = s->facts[t->doc];
	const dl_report *r = &f->reports[t->report];
	t->story = s->out->places[t->doc].story;
	t->lemma = r->lemma.n ? hash_slice(dl_str(f, r->lemma)) : 0;
	t->mode = r->mode.n ? hash_slice(dl_str(f, r->mode)) : 0;
	t->when = r->when, t->where = r->where;
	t->who = actor_at(s, t->doc, r->who), t->whom = actor_at(s, t->doc, r->whom);
	t->type = r->type, t->modality = r->modality, t->flags = r->flags;
	return told_words(s, t, r->trigger);
}

/* ---------------------------------------------------------------- features */
static int16_t points_what(const told *a, const told *b, bool *never)
{
	bool lemma = a->lemma && a->lemma == b->lemma;
	if (a->type != b->type) {
		*never = !lemma;
		return 10;
	}
	if (a->type == DL_EV_OTHER) return lemma ? 40 : 0;
	int16_t p = lemma ? 40 : 20;
	if (a->mode && b->mode) p = (int16_t)(p + (a->mode == b->mode ? 8 : lemma ? 0 : -12));
	return p;
}

static bool is_coarse(const dl_time *t) { return t->grain > DL_G_WEEKEND; }

static int64_t gap_min(const dl_time *a, const dl_time *b)
{
	if (a->from_min == DL_MIN_NONE || b->from_min == DL_MIN_NONE || a->to_min == DL_MIN_MAX || b->to_min == DL_MIN_MAX) return 0;
	return a->from_min >= b->to_min ? a->from_min - b->to_min : b->from_min >= a->to_min ? b->from_min - a->to_min : 0;
}

static int16_t points_when(const assembler *s, const told *a, const told *b, bool *never)
{
	if (!a->when || !b->when) return 0;
	const dl_time *x = &s->facts[a->doc]->times[a->when], *y = &s->facts[b->doc]->times[b->when];
	switch (relate_time(x, y)) {
	case DL_NOT_COMPARABLE: return 0;
	case DL_APART:
		/* "late Tuesday" and "early Wednesday" are one night; two hours of one day are one day's dispute. */
		if (gap_min(x, y) < 24 * 60) return gap_min(x, y) < 12 * 60 ? 0 : -15;
		*never = true;
		return -60;
	default: return is_coarse(x) || is_coarse(y) ? 6 : 15;
	}
}

static int16_t points_where(const assembler *s, const told *a, const told *b, bool *never)
{
	if (!a->where || !b->where) return 0;
	const dl_facts *fa = s->facts[a->doc], *fb = s->facts[b->doc];
	bool country = fa->places[a->where].kind == DL_P_COUNTRY || fb->places[b->where].kind == DL_P_COUNTRY;
	switch (relate_place(fa, a->where, fb, b->where)) {
	case DL_SAME: return country ? 4 : 15;
	case DL_NARROWER: case DL_WIDER: return country ? 3 : 10;
	case DL_OVERLAP: return 8;
	case DL_APART: *never = true; return -60;
	default: return 0;
	}
}

static bool is_person(const assembler *s, uint32_t actor)
{
	return actor && (s->actors.v[actor].kind == DL_E_PERSON || s->actors.v[actor].kind == DL_E_ORG);
}

static int16_t points_who(const assembler *s, const told *a, const told *b)
{
	int16_t p = 0;
	if (a->who && a->who == b->who) p += 14;
	else if (is_person(s, a->who) && is_person(s, b->who)) p -= a->who == b->whom ? 0 : 20;
	if (a->whom && a->whom == b->whom) p += 14;
	else if (is_person(s, a->whom) && is_person(s, b->whom)) p -= 20;
	if (a->who && a->who == b->whom) p += 5;
	if (a->whom && a->whom == b->who) p += 5;
	return p;
}

/* Share of the shorter clause's rarity that both have, at most 30 points. */
static int16_t points_words(const told *a, const told *b)
{
	uint32_t i = 0, j = 0, both = 0, least = min_u32(a->rarity, b->rarity);
	while (i < a->n_words && j < b->n_words) {
		if (a->words[i].hash == b->words[j].hash) both += a->words[i].rarity, i++, j++;
		else if (a->words[i].hash < b->words[j].hash) i++;
		else j++;
	}
	if (least < 12000) least = 12000;        /* three words: a clause of one word proves nothing          */
	return (int16_t)(both * 30 / least > 30 ? 30 : both * 30 / least);
}

static bool happened(unsigned modality) { return modality == DL_TOLD || modality == DL_ALLEGED; }

static int16_t points_told(const told *a, const told *b)
{
	int16_t p = 0;
	if (happened(a->modality) != happened(b->modality)) p -= 15;
	if ((a->flags ^ b->flags) & DL_RF_HISTORY) p -= 12;
	if ((a->flags ^ b->flags) & DL_RF_BACKGROUND) p -= 6;
	return p;
}

pair_points pair_compare(const assembler *s, const told *a, const told *b)
{
	pair_points p = {0};
	p.what = points_what(a, b, &p.never);
	if (p.never) return p;
	p.when = points_when(s, a, b, &p.never);
	p.where = points_where(s, a, b, &p.never);
	p.who = points_who(s, a, b);
	p.words = points_words(a, b);
	p.told = points_told(a, b);
	return p;
}
