/* SPDX-License-Identifier: Apache-2.0
 *
 * person.c - are two names spellings of one person's?
 *
 * In: two names in Latin letters. Out: 0..1000 and why.
 *
 *      "Moqtada al-Sadr" / "Muqtada Sadr"
 *      sounds       moktada sadr (al is a particle)      muktada sadr
 *      aligned      moktada ~ muktada: u for o, 986 · sadr = sadr 1000
 *      weighed      two words agree, 13 + 10 by their lengths, nothing is left over -> 990
 *
 * Words are aligned whatever their order, the most alike first; two words are as alike as the cheapest way from one
 * to the other is cheap, at prices learned from romanised names (train/spellings.py). What agrees, what differs and
 * what is left over in either name are then weighed; the weights were fitted by train/persons.py. The order of the
 * two names makes no difference (tests/unit_person.c). Integers only; about ten microseconds a pair, no allocation.
 * It does not know that Bob is Robert unless listed below, nor any nickname of fame.
 */
#include "facts/actor/person.h"

#include <stdarg.h>
#include <stdio.h>

/* Price of taking one sound for another, in hundredths of a letter; the last row and column: of dropping it.
 * Printed by train/spellings.py. */
#define SOUND_LETTERS "abdefghijklmnoprsStuvXz"
enum { N_SOUNDS = sizeof SOUND_LETTERS - 1, NONE = N_SOUNDS };
static const uint8_t price[N_SOUNDS + 1][N_SOUNDS + 1] = {
	/* a */ {0, 110, 110, 26, 105, 107, 108, 56, 102, 89, 110, 110, 110, 48, 102, 110, 110, 105, 110, 37, 105, 74, 99, 35},
	/* b */ {110, 0, 110, 110, 104, 107, 108, 110, 102, 110, 110, 107, 110, 110, 20, 109, 92, 105, 110, 110, 31, 74, 97, 86},
	/* d */ {110, 110, 0, 110, 105, 107, 108, 110, 82, 107, 110, 110, 110, 110, 95, 110, 83, 105, 54, 110, 105, 74, 46, 51},
	/* e */ {26, 110, 110, 0, 105, 107, 108, 18, 102, 110, 110, 110, 110, 63, 102, 110, 110, 105, 110, 54, 105, 74, 99, 19},
	/* f */ {105, 104, 105, 105, 0, 74, 105, 105, 102, 104, 104, 101, 105, 105, 30, 104, 105, 105, 105, 105, 30, 74, 97, 73},
	/* g */ {107, 107, 107, 107, 74, 0, 47, 107, 25, 60, 107, 100, 107, 107, 90, 76, 83, 105, 107, 107, 105, 74, 99, 38},
	/* h */ {108, 108, 108, 108, 105, 47, 0, 108, 102, 89, 108, 103, 108, 108, 102, 107, 108, 34, 108, 108, 105, 22, 99, 27},
	/* i */ {56, 110, 110, 18, 105, 107, 108, 0, 21, 108, 110, 110, 110, 77, 102, 95, 110, 105, 110, 72, 105, 74, 99, 56},
	/* j */ {102, 102, 82, 102, 102, 25, 102, 21, 0, 75, 102, 102, 102, 102, 95, 102, 62, 46, 102, 102, 102, 74, 99, 35},
	/* k */ {89, 110, 107, 110, 104, 60, 89, 108, 75, 0, 110, 110, 104, 110, 102, 110, 75, 32, 110, 88, 74, 27, 58, 62},
	/* l */ {110, 110, 110, 110, 104, 107, 108, 110, 102, 110, 0, 110, 110, 110, 95, 104, 87, 105, 110, 110, 105, 74, 96, 62},
	/* m */ {110, 107, 110, 110, 101, 100, 103, 110, 102, 110, 110, 0, 92, 110, 102, 110, 107, 105, 110, 110, 105, 74, 91, 96},
	/* n */ {110, 110, 110, 110, 105, 107, 108, 110, 102, 104, 110, 92, 0, 110, 102, 104, 110, 105, 104, 110, 105, 74, 99, 82},
	/* o */ {48, 110, 110, 63, 105, 107, 108, 77, 102, 110, 110, 110, 110, 0, 102, 110, 110, 105, 110, 10, 52, 74, 99, 55},
	/* p */ {102, 20, 95, 102, 30, 90, 102, 102, 95, 102, 95, 102, 102, 102, 0, 102, 71, 102, 102, 102, 102, 74, 99, 71},
	/* r */ {110, 109, 110, 110, 104, 76, 107, 95, 102, 110, 104, 110, 104, 110, 102, 0, 110, 98, 110, 110, 105, 74, 97, 89},
	/* s */ {110, 92, 83, 110, 105, 83, 108, 110, 62, 75, 87, 107, 110, 110, 71, 110, 0, 37, 65, 110, 105, 64, 17, 50},
	/* S */ {105, 105, 105, 105, 105, 105, 34, 105, 46, 32, 105, 105, 105, 105, 102, 98, 37, 0, 105, 105, 105, 32, 66, 58},
	/* t */ {110, 110, 54, 110, 105, 107, 108, 110, 102, 110, 110, 110, 104, 110, 102, 110, 65, 105, 0, 110, 90, 74, 68, 47},
	/* u */ {37, 110, 110, 54, 105, 107, 108, 72, 102, 88, 110, 110, 110, 10, 102, 110, 110, 105, 110, 0, 33, 74, 99, 50},
	/* v */ {105, 31, 105, 105, 30, 105, 105, 105, 102, 74, 105, 105, 105, 52, 102, 105, 105, 105, 90, 33, 0, 74, 99, 43},
	/* X */ {74, 74, 74, 74, 74, 74, 22, 74, 74, 27, 74, 74, 74, 74, 74, 74, 64, 32, 74, 74, 74, 0, 74, 74},
	/* z */ {99, 97, 46, 99, 97, 99, 99, 99, 99, 58, 96, 91, 99, 99, 99, 97, 17, 66, 68, 99, 99, 74, 0, 36},
	/* - */ {35, 86, 51, 19, 73, 38, 27, 56, 35, 62, 62, 96, 82, 55, 71, 89, 50, 58, 47, 50, 43, 74, 36, 0},
};

enum {
	FIRST_OTHER = 15,        /* a name that begins otherwise is more likely another name                  */
	FIRST_DROP = 20,
	SWAPPED = 45             /* two neighbours changed places, "Kimto" for "Kitmo": a slip of the pen      */
};

static unsigned sound_index(char c)
{
	const char *at = strchr(SOUND_LETTERS, c);
	return at && c ? (unsigned)(at - SOUND_LETTERS) : NONE;
}

static int price_drop(unsigned s, bool first) { return price[s][NONE] + (first ? FIRST_DROP : 0); }

typedef struct { uint8_t v[NAME_SOUNDS * NAME_PARTS]; size_t n; } sounds;

/* Cost of turning sounds a into b, in hundredths of a letter; anything above limit may be told as limit + 1. */
static int edit_cost(const sounds *x, const sounds *y, int limit)
{
	const uint8_t *a = x->v, *b = y->v;
	size_t n = x->n, m = y->n;
	int rows[3][NAME_SOUNDS * NAME_PARTS + 1], *two = rows[0], *one = rows[1], *now = rows[2];
	one[0] = 0;
	for (size_t j = 1; j <= m; j++) one[j] = one[j - 1] + price_drop(b[j - 1], j == 1);
	for (size_t i = 1; i <= n; i++) {
		int least = now[0] = one[0] + price_drop(a[i - 1], i == 1);
		for (size_t j = 1; j <= m; j++) {
			int best = one[j - 1] + price[a[i - 1]][b[j - 1]] + (i == 1 && j == 1 && a[0] != b[0] ? FIRST_OTHER : 0);
			int above = one[j] + price_drop(a[i - 1], i == 1), left = now[j - 1] + price_drop(b[j - 1], j == 1);
			if (above < best) best = above;
			if (left < best) best = left;
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] && two[j - 2] + SWAPPED < best)
				best = two[j - 2] + SWAPPED;
			now[j] = best;
			if (best < least) least = best;
		}
		/* a swap of neighbours can still come from the row above this one */
		if (least > limit + SWAPPED) return limit + 1;
		int *old = two;
		two = one, one = now, now = old;
	}
	return one[m];
}

static void sounds_of(const char *s, size_t n, sounds *to)
{
	to->n = n;
	for (size_t i = 0; i < n; i++) to->v[i] = (uint8_t)sound_index(s[i]);
}

/* 1000 for the same sounds; 0 for all that is less alike than WORD_SAME, where nobody asks how much. */
enum { WORD_SAME = 720 };

static uint32_t likeness(slice a, slice b)
{
	sounds x, y;
	size_t most = a.n > b.n ? a.n : b.n;
	if (!a.n || !b.n) return 0;
	sounds_of(a.p, a.n, &x), sounds_of(b.p, b.n, &y);
	int cost = edit_cost(&x, &y, (int)most * (1000 - WORD_SAME) / 10) * 10 / (int)most;
	return cost > 1000 - WORD_SAME ? 0 : 1000 - (uint32_t)cost;
}

static slice sound_of(const name_part *w) { return (slice){w->sound, w->n}; }

/* Given names that have two forms which do not sound alike. */
static bool nicknames(const char *a, const char *b)
{
	const name_table *names = name_words();
	slice x = {a, strlen(a)}, y = {b, strlen(b)};
	for (size_t i = 0; i < names->n_nicks; i++) {
		const name_pair *k = &names->nicks[i];
		if ((slice_eq(k->a, x) && slice_eq(k->b, y)) || (slice_eq(k->b, x) && slice_eq(k->a, y))) return true;
	}
	return false;
}

static uint32_t sounds_alike(const name_part *a, slice sound)
{
	return likeness(sound_of(a), sound);
}

/* Names that sound alike and are two: "Mahmoud" is never "Mohammed", nor "Bashir" "Bashar". As sounds. */
static bool false_friends(const name_part *a, const name_part *b)
{
	const name_table *names = name_words();
	for (size_t i = 0; i < names->n_apart; i++) {
		const name_pair *k = &names->apart[i];
		if (k->a.p[0] != a->sound[0] && k->b.p[0] != a->sound[0]) continue;
		uint32_t a0 = sounds_alike(a, k->a), a1 = sounds_alike(a, k->b);
		uint32_t b0 = sounds_alike(b, k->a), b1 = sounds_alike(b, k->b);
		if (a0 > a1 && b1 > b0 && a0 >= 900 && b1 >= 900) return true;
		if (a1 > a0 && b0 > b1 && a1 >= 900 && b0 >= 900) return true;
	}
	return false;
}

enum { LIKE_INITIAL = 800, LIKE_NICK = 850, LIKE_SHORT = 780, LIKE_SOUND = 990, FALSE_LESS = 300 };

/* "Vince" for "Vincent", "Jacqui" for "Jacqueline": four sounds of the longer one at least. */
static bool short_form(const name_part *a, const name_part *b)
{
	const name_part *s = a->n <= b->n ? a : b, *l = a->n <= b->n ? b : a;
	return s->n >= 4 && l->n >= s->n + 2 && !memcmp(s->sound, l->sound, s->n);
}

static uint32_t word_likeness(const name_part *a, const name_part *b)
{
	if (!strcmp(a->plain, b->plain)) return 1000;
	if (a->initial || b->initial) return a->plain[0] == b->plain[0] ? LIKE_INITIAL : 0;
	if (a->particle != b->particle) return 0;
	if (nicknames(a->plain, b->plain)) return LIKE_NICK;
	uint32_t s = likeness(sound_of(a), sound_of(b));
	if (s >= WORD_SAME && s < 1000 && !a->particle && false_friends(a, b)) return s - FALSE_LESS;
	if (s < LIKE_SHORT && short_form(a, b)) return LIKE_SHORT;
	return s >= 1000 ? LIKE_SOUND : s;         /* only the very same letters are 1000 */
}

typedef struct {
	uint8_t of[NAME_PARTS];
	uint16_t score[NAME_PARTS];
} alignment; /* of: word of b + 1, 0 none      */

/* Pair the most alike words first. */
static void align(const name_parts *a, const name_parts *b, alignment *out)
{
	uint16_t like[NAME_PARTS][NAME_PARTS];
	uint32_t taken = 0;
	*out = (alignment){0};
	for (uint32_t i = 0; i < a->n; i++)
		for (uint32_t j = 0; j < b->n; j++) like[i][j] = (uint16_t)word_likeness(&a->v[i], &b->v[j]);
	for (uint32_t round = 0; round < a->n; round++) {
		uint32_t best = WORD_SAME - 1, bi = 0, bj = 0;
		for (uint32_t i = 0; i < a->n; i++)
			for (uint32_t j = 0; !out->of[i] && j < b->n; j++)
				if (!(taken >> j & 1) && like[i][j] > best) best = like[i][j], bi = i, bj = j + 1;
		if (!bj) break;
		out->of[bi] = (uint8_t)bj, out->score[bi] = (uint16_t)best;
		taken |= 1u << (bj - 1);
	}
}

/* How much a word tells: a long one more. "Abu", father of, half the fighters of an army have. */
static uint32_t weight(const name_part *w)
{
	if (w->particle) return 0;
	if (w->initial || !strcmp(w->plain, "abu")) return 4;
	return 6 + (w->n_plain < 8 ? w->n_plain : 8);
}

static bool tells(const name_part *w) { return !w->particle && !w->initial && strcmp(w->plain, "abu") != 0; }

static uint32_t telling_words(const name_parts *w)
{
	uint32_t n = 0;
	for (uint32_t i = 0; i < w->n; i++) n += tells(&w->v[i]);
	return n;
}

/* All sounds in one, for "Jong-il" and "Jongil". */
static size_t run_together(const name_parts *w, char *to)
{
	size_t n = 0;
	for (uint32_t i = 0; i < w->n; i++) {
		if (w->v[i].particle) continue;
		memcpy(to + n, w->v[i].sound, w->v[i].n);
		n += w->v[i].n;
	}
	return n;
}

/* What speaks for one person and against; a is the name with less in it. Weights in 1/64 of a logit, fitted by
 * train/persons.py, which prints them in this form; LEFT_B, fitted 0, is -2 so that a lone name is the less sure the
 * more the other name has. */
enum part { AGREE, DIFFER, LEFT_A, LEFT_B, N_PARTS };
enum { LOGIT = 64 };
static const int16_t part_weights[N_PARTS] = {13, -3, -25, -2};

static void measure(const name_parts *a, const name_parts *b, const alignment *al, int x[N_PARTS])
{
	uint32_t used = 0;
	memset(x, 0, N_PARTS * sizeof *x);
	for (uint32_t i = 0; i < a->n; i++) {
		uint32_t w = weight(&a->v[i]);
		if (!al->of[i]) { x[LEFT_A] += (int)w; continue; }
		const name_part *other = &b->v[al->of[i] - 1];
		uint32_t v = weight(other);
		w = w < v ? w : v;
		x[AGREE] += (int)w;
		uint32_t unlike = 1000 - al->score[i];         /* squared: two small slips are less than one large one   */
		x[DIFFER] += (int)(w * unlike * unlike / 10000);
		used |= 1u << (al->of[i] - 1);
	}
	for (uint32_t j = 0; j < b->n; j++)
		if (!(used >> j & 1)) x[LEFT_B] += (int)weight(&b->v[j]);
}

/* Per mille of one person by the sum of evidence, in steps of half a logit from -6 to 6. */
static uint32_t per_mille(int sum)
{
	static const uint16_t curve[] = {
		2,   4,   7,   11,  18,  29,  47,  76,  119, 182, 269, 378, 500,
		622, 731, 818, 881, 924, 953, 971, 982, 989, 993, 996, 998,
	};
	int at = sum + 6 * LOGIT;
	if (at <= 0) return curve[0];
	int i = at * 2 / LOGIT, rest = at * 2 % LOGIT;
	if (i >= (int)COUNT(curve) - 1) return curve[COUNT(curve) - 1];
	return (uint32_t)(curve[i] + (curve[i + 1] - curve[i]) * rest / LOGIT);
}

static uint32_t weigh(const int x[N_PARTS])
{
	int sum = 0;
	for (int i = 0; i < N_PARTS; i++) sum += x[i] * part_weights[i];
	return per_mille(sum);
}

/* Text of fixed size that is cut when it is full. */
typedef struct { char *p; size_t n, cap; } note;

static void __attribute__((format(printf, 2, 3))) say(note *to, const char *fmt, ...)
{
	va_list args;
	if (to->n + 1 >= to->cap) return;
	va_start(args, fmt);
	int k = vsnprintf(to->p + to->n, to->cap - to->n, fmt, args);
	va_end(args);
	to->n += k > 0 ? (size_t)k : 0;
}

static void explain(const name_parts *a, const name_parts *b, const alignment *al, note *why)
{
	for (uint32_t i = 0; i < a->n; i++) {
		const char *w = a->v[i].plain, *sep = i ? "; " : "";
		if (al->of[i]) say(why, "%s%s ~ %s %u", sep, w, b->v[al->of[i] - 1].plain, al->score[i]);
		else say(why, "%s%s left over", sep, w);
	}
}

static void explain_parts(const int x[N_PARTS], note *why)
{
	say(why, " (agree %d, differ %d, left over %d and %d)", x[AGREE], x[DIFFER], x[LEFT_A], x[LEFT_B]);
}

/* The same order whichever name came first: less in it, shorter, earlier in the alphabet. */
static int order(const name_parts *a, const name_parts *b)
{
	uint32_t x = telling_words(a), y = telling_words(b), n = 0, m = 0;
	if (x != y) return x < y ? -1 : 1;
	for (uint32_t i = 0; i < a->n; i++) n += weight(&a->v[i]);
	for (uint32_t i = 0; i < b->n; i++) m += weight(&b->v[i]);
	if (n != m) return n < m ? -1 : 1;
	if (a->n != b->n) return a->n < b->n ? -1 : 1;
	for (uint32_t i = 0; i < a->n; i++) {
		int d = strcmp(a->v[i].plain, b->v[i].plain);
		if (d) return d;
	}
	return 0;
}

/* The initials behind a first name, or all of a name that begins with one. */
static size_t initials_of(const name_parts *w, char to[NAME_PARTS])
{
	size_t n = 0;
	for (uint32_t i = 0; i < w->n; i++)
		if (w->v[i].initial) to[n++] = w->v[i].plain[0];
	return n;
}

/* "George W. Bush" and "George H. W. Bush", "Ann A. Lee" and "Ann B. Lee": what one has, the other begins with, or
 * they are two. "A. Lee" and "Ann B. Lee" are not compared so. */
static bool initials_apart(const name_parts *a, const name_parts *b)
{
	char x[NAME_PARTS], y[NAME_PARTS];
	size_t n = initials_of(a, x), m = initials_of(b, y);
	if (!n || !m || a->v[0].initial != b->v[0].initial) return false;
	return memcmp(x, y, n < m ? n : m) != 0;
}

/* Words that are divided otherwise, "Jong-il" and "Jongil", count only when nearly all sounds agree. */
enum { JOINED_SAME = 860, JOINED_LESS = 40, OTHER_INITIALS = 300 };

uint32_t person_same(slice one, slice two, char *why, size_t why_bytes)
{
	name_parts a, b;
	alignment al;
	int x[N_PARTS];
	char ra[NAME_SOUNDS * NAME_PARTS] = {0}, rb[NAME_SOUNDS * NAME_PARTS] = {0};
	note text = {why, 0, why ? why_bytes : 0};
	if (text.cap) why[0] = 0;
	name_split(one, &a), name_split(two, &b);
	if (order(&a, &b) > 0) {
		name_parts t = a;
		a = b, b = t;
	}
	align(&a, &b, &al);
	measure(&a, &b, &al, x);
	uint32_t score = a.n && b.n ? weigh(x) : 0;
	if (score > OTHER_INITIALS && initials_apart(&a, &b)) {
		say(&text, "other initials");
		return OTHER_INITIALS;
	}
	uint32_t together = likeness((slice){ra, run_together(&a, ra)}, (slice){rb, run_together(&b, rb)});
	if (telling_words(&a) != telling_words(&b) && together >= JOINED_SAME && together - JOINED_LESS > score) {
		say(&text, "the words run together sound alike");
		return together - JOINED_LESS;
	}
	explain(&a, &b, &al, &text);
	explain_parts(x, &text);
	return score;
}

slice name_key(arena *a, slice name)
{
	name_parts w;
	char key[NAME_PARTS * (NAME_SOUNDS + 1) + 1];
	size_t n = 0;
	name_split(name, &w);
	for (uint32_t i = 0; i < w.n; i++) {
		if (w.v[i].particle) continue;
		if (n) key[n++] = ' ';
		for (uint32_t j = 0; j < w.v[i].n; j++)
			if (!j || !sound_is_vowel(w.v[i].sound[j])) key[n++] = w.v[i].sound[j];
	}
	for (size_t i = 0; i < n; i++)             /* S and X as letters that are written */
		key[i] = key[i] == 'S' ? 'c' : key[i] == 'X' ? 'k' : key[i];
	return arena_copy(a, (slice){key, n});
}
