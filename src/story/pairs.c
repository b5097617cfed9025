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
 * What two words have in common is told in steps: the same word (and how seldom it is, and whether either article has
 * it once); a family ("explode", "explosion"); lines of kinds.tsv that hold both ("detain", "hold"), and what share of
 * their lines that is, since "take" stands in many; and how near they lie among all words ("stormed", "barged").
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
#define CLAUSE_LEAST   12000u         /* three telling words                                                      */
#define SENTENCE_LEAST 20000u         /* five of them                                                             */

/* ---------------------------------------------------------------- what */
typedef struct { uint64_t hash; uint32_t root, seldom, lines; bool only; } word_of;       /* one of a face's words */

static word_of word_at(const facet *f, uint8_t i)
{
	return (word_of){f->lemma[i], f->root[i], f->seldom[i], f->lines[i], f->only >> i & 1};
}

static uint32_t ones(uint64_t v)
{
	uint32_t n = 0;
	for (; v; v &= v - 1) n++;
	return n;
}

/* Lines of kinds.tsv that hold both words, and how many tenths that is of those that hold one of them: "detain" and
 * "hold" share most, "detain" and "take", which stands in many, little. */
static void same_kind(const assembler *s, const word_of *a, const word_of *b, int16_t *x)
{
	uint32_t both = 0, all = 0;
	if (!a->lines || !b->lines) return;
	const uint64_t *of_a = s->kind_sets[a->lines].bits, *of_b = s->kind_sets[b->lines].bits;
	for (uint32_t w = 0; w < KIND_WORDS; w++) {
		uint64_t p = of_a[w], q = of_b[w];
		if (!w) p &= ~1ull, q &= ~1ull;
		both += ones(p & q), all += ones(p | q);
	}
	if (!both) return;
	int16_t seldom = (int16_t)(min_u32(a->seldom, b->seldom) / 1000), alike = (int16_t)(both * 10 / all);
	if (x[PF_KIND_SELDOM] < seldom) x[PF_KIND_SELDOM] = seldom;
	if (x[PF_KINDS] < alike) x[PF_KINDS] = alike;
}

/* How near two words lie, twentieths: "arrested" and "detained" 17, "attacked" and "stormed" 13, "shot" and "opened
 * fire" 8. Words as they are written: by "arrest" and "detain" ECB+ stood at .727, by these at .733. Opposites lie near
 * as well, so that it is one reason among many. */
static int16_t sense_cosine(const sense *a, const sense *b)
{
	int32_t sum = 0;
	for (uint32_t i = 0; i < TEXT_VECTOR; i++) sum += a->v[i] * b->v[i];
	return sum <= 0 ? 0 : (int16_t)((int64_t)sum * 20 / ((int64_t)a->length * b->length));
}

/* Of two articles only: inside one, where each writes "arrested" of this and "charged" of that, it joined too much (the
 * grids' events .825 in place of .831). Nor of what one of them tells as history: "it is not the first time he said he
 * was quitting" is another time than "he is resigning". */
static void near_words(const assembler *s, const facet *a, const facet *b, int16_t *x)
{
	bool known = false;
	if (x[PF_LEMMA] || a->doc == b->doc || a->history != b->history) return;
	for (uint8_t i = 0; i < a->n_lemmas; i++)
		for (uint8_t k = 0; k < b->n_lemmas; k++) {
			if (!a->senses[i] || !b->senses[k]) continue;
			int16_t cos = sense_cosine(&s->senses.v[a->senses[i] - 1], &s->senses.v[b->senses[k] - 1]);
			if (x[PF_SENSE] < cos) x[PF_SENSE] = cos;
			known = true;
		}
	x[PF_SENSE_MOST] = x[PF_SENSE] > 10 ? x[PF_SENSE] - 10 : 0;
	x[PF_SENSE_NONE] = !known;
}

static void same_word(const assembler *s, const word_of *a, const word_of *b, int16_t *x)
{
	same_kind(s, a, b, x);
	x[PF_FAMILY] |= a->root && a->root == b->root;
	if (a->hash != b->hash) return;
	x[PF_LEMMA] = 1;
	x[PF_ONLY] |= a->only && b->only;
	if (x[PF_SELDOM] < (int16_t)(a->seldom / 1000)) x[PF_SELDOM] = (int16_t)(a->seldom / 1000);
}

static void what(const assembler *s, const facet *a, const facet *b, int16_t *x)
{
	uint64_t kinds = a->kinds[0] & b->kinds[0] & ~1ull, alone = a->alone[0] & b->alone[0] & ~1ull;
	for (uint32_t i = 1; i < KIND_WORDS; i++) kinds |= a->kinds[i] & b->kinds[i], alone |= a->alone[i] & b->alone[i];
	for (uint8_t i = 0; i < a->n_lemmas; i++)
		for (uint8_t k = 0; k < b->n_lemmas; k++) {
			word_of p = word_at(a, i), q = word_at(b, k);
			same_word(s, &p, &q, x);
		}
	x[PF_FAMILY] &= !x[PF_LEMMA];
	near_words(s, a, b, x);
	x[PF_KIND] = kinds != 0;
	x[PF_ALONE] = alone != 0;
	x[PF_VAGUE] = !kinds && !x[PF_LEMMA] && ((a->kinds[0] | b->kinds[0]) & 1);
	x[PF_TYPE_OTHER] = !(a->types & b->types) && a->types > 1 && b->types > 1;
	x[PF_UNTYPED] = !(a->types & b->types) && !x[PF_TYPE_OTHER];
	x[PF_MODE] = a->mode && a->mode == b->mode;
	x[PF_MODE_OTHER] = a->mode && b->mode && a->mode != b->mode;
}

/* ---------------------------------------------------------------- when */
static int64_t gap_min(const dl_time *a, const dl_time *b)
{
	if (!time_bounded(a) || !time_bounded(b)) return 0;
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

static bool own_word(const facet *f, uint64_t hash)
{
	for (uint8_t i = 0; i < f->n_lemmas; i++)
		if (f->lemma[i] == hash) return true;
	return false;
}

/* Is it a word of the name of one who takes part in a? */
static bool name_word(const assembler *s, const facet *a, uint64_t hash)
{
	bool found = false;
	arena_mark_t mark = arena_mark(s->w->tmp);
	for (uint8_t i = 0; i < a->n_who + a->n_whom && !found; i++) {
		uint32_t actor = i < a->n_who ? a->who[i] : a->whom[i - a->n_who];
		word_scan scan = {utf8_plain(s->w->tmp, s->actors.v[actor].name), 0};
		char held[64];
		for (slice w; !found && word_next(&scan, &w);) found = hash_slice(word_term(w, held)) == hash;
	}
	arena_rewind(s->w->tmp, mark);
	return found;
}

/* Do two clauses share no telling word but the words for the happening? names: and names of who takes part. */
static bool none_else(const assembler *s, const facet *a, const facet *b, bool names)
{
	uint32_t i = 0, j = 0;
	while (i < a->n_words && j < b->n_words) {
		uint64_t p = a->words[i].hash, q = b->words[j].hash;
		if (p == q && !own_word(a, p) && !own_word(b, p) && !(names && name_word(s, a, p) && name_word(s, b, p)))
			return false;
		i += p <= q, j += q <= p;
	}
	return true;
}

#define ASKING (1u << DL_REQUEST | 1u << DL_THREATEN | 1u << DL_ACCUSE | 1u << DL_REJECT)

/* An order, a demand, a charge: what is ordered tells which one it is. */
static bool asks(const facet *f) { return f->types & ASKING && !(f->types & ~ASKING); }

/* Tenths of what the shorter one could share; a clause of one word proves nothing. */
static int16_t tenths(uint64_t both, uint32_t a, uint32_t b, uint32_t least)
{
	return at_most(both * 10 / max_u32(min_u32(a, b), least), 10);
}

static void words(const assembler *s, const facet *a, const facet *b, int16_t *x)
{
	uint64_t both = words_common(a->words, a->n_words, b->words, b->n_words);
	x[PF_WORDS] = tenths(both, a->rarity, b->rarity, CLAUSE_LEAST);
	x[PF_WORDS_MOST] = x[PF_WORDS] > 5 ? x[PF_WORDS] - 5 : 0;
	x[PF_COMMON] = at_most(both / 4000, 10);
	/* Of three telling words or more, to prove something; of orders and the like, of any: "ordered the offices closed",
	 * "ordered his followers to withdraw". */
	x[PF_ELSE_NONE] = a->rarity >= CLAUSE_LEAST && b->rarity >= CLAUSE_LEAST && none_else(s, a, b, false);
	x[PF_ASKED_OTHER] = asks(a) && asks(b) && none_else(s, a, b, true);
	for (uint8_t i = 0; i < a->n_figures; i++)
		for (uint8_t k = 0; k < b->n_figures; k++) x[PF_FIGURE] |= a->figures[i] == b->figures[k];
	if (a->doc == b->doc) return;
	both = words_common(a->near, a->n_near, b->near, b->n_near);
	x[PF_NEAR] = tenths(both, a->near_rarity, b->near_rarity, SENTENCE_LEAST);
	x[PF_NEAR_COMMON] = at_most(both / 4000, 20);
	x[PF_ARTICLES] = at_most(terms_cosine(s->facts[a->doc], s->facts[b->doc]) / 50000, 12);
	x[PF_MAIN] = a->main && b->main;
	x[PF_ONE_MAIN] = a->main != b->main;
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
	/* A bare "was shot" may well be what another paper dates to years ago; what happened on Monday is not. */
	x[PF_HISTORY_OTHER] = a->history != b->history && (a->history ? b->when : a->when);
	x[PF_HISTORY_UNDATED] = a->history != b->history && !x[PF_HISTORY_OTHER];
	x[PF_BEFORE_OTHER] = a->before != b->before;
	x[PF_BARE] = bare(a) || bare(b);
	if (a->doc != b->doc) return;
	const facet *late = a->sent > b->sent || (a->sent == b->sent && a->report > b->report) ? a : b;
	bool alike = x[PF_LEMMA] || x[PF_KIND] || x[PF_FAMILY] || x[PF_VAGUE] || (a->types & b->types & ~1u);
	bool same = (a->same_as && (a->same_as == b->report || a->same_as == b->same_as)) || b->same_as == a->report;
	x[PF_SAME_AS] = same && alike, x[PF_SAME_AS_FAR] = same && !alike;
	x[PF_POINTS_BACK] = late->points_back;
	x[PF_BACK_WORD] = late->points_back && x[PF_LEMMA];
	x[PF_BACK_KIND] = late->points_back && !x[PF_LEMMA] && x[PF_KIND];
	x[PF_SENTENCE] = a->sent == b->sent;
	x[PF_SENTENCES] = at_most(a->sent > b->sent ? a->sent - b->sent : b->sent - a->sent, 10);
}

void pair_compare(const assembler *s, const facet *a, const facet *b, pair_features *out)
{
	*out = (pair_features){.x[PF_BIAS] = 1};
	what(s, a, b, out->x);
	when(s, a, b, out);
	where(s, a, b, out->x);
	who(s, a, b, out->x);
	words(s, a, b, out->x);
	told_how(a, b, out);
}
