/* SPDX-License-Identifier: Apache-2.0
 *
 * pairs.c - are two faces of one happening? Named features, and what can never be.
 *
 * In: two faces of one story. Out: a number for each feature; weights.c makes a chance of them.
 *
 *      "stormed the government palace on Monday"     "barged into the Republican Palace" (Monday)
 *            kind 1 (both a riot), day 1, place 1 (inside Baghdad), actor 1 (Sadr's supporters), shared words 5
 *      "stormed the Iraqi parliament building in July"
 *            July and Monday, 29 August are weeks apart: never
 *
 * A difference in what was measured (toll, hour, spelling) is no feature: it must not split an event, and showing
 * it is what the program is for. A gap in time keeps faces apart for good, one in place almost.
 * Every feature is the same for (a, b) and (b, a): tests/unit_story.c tries it.
 */
#include "story/inner.h"

const char *const pair_feature_names[PF_N] = {
#define X(id, name) name,
	PAIR_FEATURES(X)
#undef X
};

#define DAY_MIN    1440
#define NEVER_MIN  (4 * DAY_MIN)      /* a weekday read one day off, or the day of the statement, is no gap        */
#define NEAR_E5    50000              /* half a degree, some 50 km                                                */
#define GAP_MOST   7                  /* days of publication                                                      */

/* ---------------------------------------------------------------- what */
static void what(const facet *a, const facet *b, int16_t *x)
{
	uint64_t kinds = a->kinds[0] & b->kinds[0] & ~1ull, alone = a->alone[0] & b->alone[0] & ~1ull;
	for (uint32_t i = 1; i < KIND_WORDS; i++) kinds |= a->kinds[i] & b->kinds[i], alone |= a->alone[i] & b->alone[i];
	for (uint8_t i = 0; i < a->n_lemmas; i++)
		for (uint8_t k = 0; k < b->n_lemmas; k++) x[PF_LEMMA] |= a->lemma[i] == b->lemma[k];
	x[PF_KIND] = kinds != 0;
	x[PF_ALONE] = alone != 0;
	x[PF_VAGUE] = !kinds && !x[PF_LEMMA] && ((a->kinds[0] | b->kinds[0]) & 1);
	x[PF_TYPE_OTHER] = !(a->types & b->types);
	x[PF_MODE] = a->mode && a->mode == b->mode;
	x[PF_MODE_OTHER] = a->mode && b->mode && a->mode != b->mode;
}

/* ---------------------------------------------------------------- when */
static bool bounded(const dl_time *t) { return t->from_min != DL_MIN_NONE && t->to_min != DL_MIN_MAX; }

static int64_t gap_min(const dl_time *a, const dl_time *b)
{
	if (!bounded(a) || !bounded(b)) return 0;
	return a->from_min >= b->to_min ? a->from_min - b->to_min : b->from_min >= a->to_min ? b->from_min - a->to_min : 0;
}

static int32_t published_apart(const assembler *s, const facet *a, const facet *b)
{
	int32_t x = s->docs[a->doc]->published_day, y = s->docs[b->doc]->published_day;
	if (x == DL_DAY_NONE || y == DL_DAY_NONE) return 0;
	return x > y ? x - y : y - x;
}

static void when(const assembler *s, const facet *a, const facet *b, pair_features *f)
{
	int32_t days = published_apart(s, a, b);
	dl_relation r = DL_NOT_COMPARABLE;
	const dl_time *x = NULL, *y = NULL;
	if (a->when && b->when) {
		x = &s->facts[a->doc]->times[a->when], y = &s->facts[b->doc]->times[b->when];
		r = relate_time(x, y);
	}
	if (r == DL_NOT_COMPARABLE) {
		f->x[PF_UNDATED] = 1;
		f->x[PF_PUBLISHED] = (int16_t)(days < GAP_MOST ? days : GAP_MOST);
	} else if (r == DL_APART) {
		int64_t gap = gap_min(x, y);
		/* "late Tuesday" and "early Wednesday" are one night; two hours of one day are one day's dispute. */
		f->x[gap < DAY_MIN / 2 ? PF_NIGHT : PF_APART] = 1;
		f->never = gap >= NEVER_MIN;
	} else {
		f->x[x->grain > DL_G_WEEKEND || y->grain > DL_G_WEEKEND ? PF_PERIOD : PF_DAY] = 1;
	}
}

/* ---------------------------------------------------------------- where */
static bool near_by(const dl_place *x, const dl_place *y)
{
	int64_t lat = (int64_t)x->lat_e5 - y->lat_e5, lon = (int64_t)x->lon_e5 - y->lon_e5;
	return lat < NEAR_E5 && lat > -NEAR_E5 && lon < NEAR_E5 && lon > -NEAR_E5;
}

static void where(const assembler *s, const facet *a, const facet *b, int16_t *x)
{
	if (!a->where || !b->where) return;
	const dl_facts *fa = s->facts[a->doc], *fb = s->facts[b->doc];
	const dl_place *p = &fa->places[a->where], *q = &fb->places[b->where];
	bool country = p->kind == DL_P_COUNTRY || q->kind == DL_P_COUNTRY;
	switch (relate_place(fa, a->where, fb, b->where)) {
	case DL_SAME: x[country ? PF_COUNTRY : PF_CITY] = 1; return;
	case DL_NARROWER: case DL_WIDER: case DL_OVERLAP: x[country ? PF_COUNTRY : PF_AREA] = 1; return;
	case DL_APART: x[near_by(p, q) ? PF_NEARBY : PF_ELSEWHERE] = 1; return;
	default: return;
	}
}

/* ---------------------------------------------------------------- who */
static bool share(const uint32_t *a, uint8_t n, const uint32_t *b, uint8_t m)
{
	for (uint8_t i = 0; i < n; i++)
		for (uint8_t k = 0; k < m; k++)
			if (a[i] == b[k]) return true;
	return false;
}

static bool named(const assembler *s, const uint32_t *who, uint8_t n)
{
	for (uint8_t i = 0; i < n; i++)
		if (s->actors.v[who[i]].kind == DL_E_PERSON || s->actors.v[who[i]].kind == DL_E_ORG) return true;
	return false;
}

static void who(const assembler *s, const facet *a, const facet *b, int16_t *x)
{
	x[PF_WHO] = share(a->who, a->n_who, b->who, b->n_who);
	x[PF_WHOM] = share(a->whom, a->n_whom, b->whom, b->n_whom);
	x[PF_SWAPPED] = share(a->who, a->n_who, b->whom, b->n_whom) || share(a->whom, a->n_whom, b->who, b->n_who);
	x[PF_WHO_OTHER] = !x[PF_WHO] && named(s, a->who, a->n_who) && named(s, b->who, b->n_who);
	x[PF_WHOM_OTHER] = !x[PF_WHOM] && named(s, a->whom, a->n_whom) && named(s, b->whom, b->n_whom);
	x[PF_TOLL] = (a->killed > 1 && a->killed == b->killed) || (a->injured > 1 && a->injured == b->injured);
}

/* ---------------------------------------------------------------- words */
static int16_t at_most(uint64_t v, int16_t most) { return v > (uint64_t)most ? most : (int16_t)v; }

static void words(const assembler *s, const facet *a, const facet *b, int16_t *x)
{
	uint32_t i = 0, j = 0, least = min_u32(a->rarity, b->rarity);
	uint64_t both = 0;
	while (i < a->n_words && j < b->n_words) {
		if (a->words[i].hash == b->words[j].hash) both += a->words[i].rarity, i++, j++;
		else if (a->words[i].hash < b->words[j].hash) i++;
		else j++;
	}
	if (least < 12000) least = 12000;        /* three words: a clause of one word proves nothing          */
	x[PF_WORDS] = at_most(both * 10 / least, 10);
	x[PF_COMMON] = at_most(both / 4000, 10);
	if (a->doc != b->doc) x[PF_ARTICLES] = at_most(terms_cosine(s->facts[a->doc], s->facts[b->doc]) / 50000, 12);
}

/* ---------------------------------------------------------------- how it is told */
static bool bare(const facet *f) { return f->nominal && !f->when && !f->where && !f->n_who && !f->n_whom; }

static void told_how(const facet *a, const facet *b, pair_features *f)
{
	int16_t *x = f->x;
	x[PF_LEAD] = a->lead && b->lead;
	x[PF_ONE_LEAD] = a->lead != b->lead;
	x[PF_TOLD_OTHER] = a->happened != b->happened;
	/* "Nobody was arrested" at the march is not last night's arrest of two others told the other way round. */
	f->never |= a->negated != b->negated && a->doc != b->doc && !x[PF_WHO] && !x[PF_WHOM] && !x[PF_DAY];
	x[PF_HISTORY] = a->history && b->history;
	x[PF_HISTORY_OTHER] = a->history != b->history;
	x[PF_BEFORE_OTHER] = a->before != b->before;
	x[PF_BARE] = bare(a) || bare(b);
	if (a->doc != b->doc) return;
	const facet *late = a->sent > b->sent || (a->sent == b->sent && a->report > b->report) ? a : b;
	x[PF_SAME_AS] = (a->same_as && (a->same_as == b->report || a->same_as == b->same_as)) || b->same_as == a->report;
	x[PF_POINTS_BACK] = late->points_back;
	x[PF_SENTENCE] = a->sent == b->sent;
	x[PF_SENTENCES] = at_most(a->sent > b->sent ? a->sent - b->sent : b->sent - a->sent, 10);
}

void pair_compare(const assembler *s, const facet *a, const facet *b, pair_features *out)
{
	*out = (pair_features){.x[PF_BIAS] = 1};
	what(a, b, out->x);
	when(s, a, b, out);
	where(s, a, b, out->x);
	who(s, a, b, out->x);
	words(s, a, b, out->x);
	told_how(a, b, out);
}
