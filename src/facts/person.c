/* SPDX-License-Identifier: Apache-2.0
 *
 * person.c - are two names spellings of one person's?
 *
 * In: two names in Latin letters. Out: 0..1000 and one sentence why.
 *
 *      "Moqtada al-Sadr" / "Muqtada Sadr"
 *      words        moqtada sadr (al is a particle)     muqtada sadr
 *      sounds       moktada sadr                         muktada sadr
 *      aligned      moktada ~ muktada: one vowel for another, 960 · sadr = sadr 1000    -> 980
 *
 * Each word is reduced to sounds (Arabic q and k, kh, gh; Slavic sh, zh; doubled letters; ou and oo), words are
 * aligned whatever their order, and the cost of turning one into the other is that of an edit distance whose
 * prices say how often two romanisations of one name differ so: a vowel for another is cheap, k for kh cheap, m
 * for r dear. Initials stand for a word, words left over cost more in the shorter name. Integers only; a few
 * microseconds a pair. The prices were set by hand on names/tokens_*.jsonl and pairs.dev.jsonl.
 * It does not know that Bob is Robert unless listed below, nor any nickname of fame.
 */
#include "facts/facts.h"

#include <stdio.h>

enum { WORDS = 10, SOUNDS = 24, PLAIN_MAX = 200 };

typedef struct {
	char    plain[SOUNDS + 1], sound[SOUNDS + 1];
	uint8_t n_plain, n;      /* their lengths                                                           */
	bool    particle, initial;
} name_word;

typedef struct { name_word v[WORDS]; uint32_t n; } name_words;

static bool in_list(const char *const *list, size_t n, const char *w)
{
	for (size_t i = 0; i < n; i++)
		if (!strcmp(list[i], w)) return true;
	return false;
}

static bool is_title(const char *w)
{
	static const char *const titles[] = {
		"mr", "mrs", "ms", "miss", "dr", "prof", "professor", "sir", "dame", "lord", "lady", "president", "minister",
		"prime", "premier", "chancellor", "kanzler", "kanzlerin", "senator", "sen", "rep", "gov", "governor", "mayor", "gen",
		"general", "col", "colonel", "capt", "captain", "maj", "major", "lt", "sgt", "king", "queen", "prince", "princess",
		"sheikh", "sheik", "shaikh", "shaykh", "ayatollah", "imam", "mullah", "pope", "cardinal", "bishop", "archbishop",
		"father", "rev", "reverend", "judge", "justice", "secretary", "ambassador", "haji", "hajj", "hajji", "sayyid", "sayed",
		"sayyed", "seyed", "maulana", "mawlawi", "emir", "sultan", "jr", "sr", "ii", "iii", "iv", "hon", "commander", "chief",
		"deputy", "former", "vice", "the", "presidente", "herr", "frau", "monsieur", "don", "dona", "shri", "smt", "admiral",
		"bundeskanzler", "bundeskanzlerin", "hojatolislam", "hojatoleslam", "representative", "congressman", "congresswoman",
	};
	return in_list(titles, COUNT(titles), w);
}

/* Offices: what stands before one belongs to it ("German Chancellor", "Secretary of State"), never to the name. */
static bool is_office(const char *w)
{
	static const char *const offices[] = {
		"president", "minister", "chancellor", "kanzler", "bundeskanzler", "secretary", "governor", "senator", "premier",
		"representative", "director", "ambassador", "state", "defense", "defence", "spokesman", "mayor", "treasury",
	};
	return in_list(offices, COUNT(offices), w);
}

static bool is_particle(const char *w)
{
	static const char *const particles[] = {
		"al", "el", "an", "as", "ash", "ad", "ed", "ar", "er", "at", "az", "ez", "es", "ul", "ud", "ur", "bin", "ibn", "ben", "bint", "bnu",
		"de", "la", "le", "van", "von", "der", "den", "da", "das", "dos", "du", "di", "del", "della", "of", "y", "e", "i", "und", "zu", "ter",
		"ould", "uld",
	};
	return in_list(particles, COUNT(particles), w);
}

static bool is_vowel(char c) { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u'; }

/* Letters to sounds. Capitals are sounds of two letters: S sh/ch, X kh. */
static void to_sounds(name_word *w)
{
	static const struct { const char *from; char to; } rules[] = {     /* longest first                       */
		{"tsch", 'S'}, {"sch", 'S'}, {"tch", 'S'}, {"sh", 'S'}, {"ch", 'S'}, {"cz", 'S'}, {"kh", 'X'}, {"gh", 'g'},
		{"ph", 'f'}, {"th", 't'}, {"dh", 'd'}, {"zh", 'j'}, {"dj", 'j'}, {"dz", 'j'}, {"dg", 'j'}, {"ck", 'k'}, {"qu", 'k'},
		{"ts", 'z'}, {"tz", 'z'}, {"ou", 'u'}, {"oo", 'u'}, {"ee", 'i'}, {"ie", 'i'}, {"ai", 'e'}, {"ay", 'e'}, {"ei", 'e'},
		{"ey", 'e'}, {"ae", 'e'}, {"oe", 'o'}, {"ue", 'u'}, {"aa", 'a'}, {"au", 'u'}, {"aw", 'u'}, {"ow", 'u'},
	};
	size_t n = 0;
	for (const char *p = w->plain; *p && n < SOUNDS;) {
		char c = *p;
		size_t used = 1;
		for (size_t i = 0; i < COUNT(rules); i++) {
			size_t len = strlen(rules[i].from);
			if (!strncmp(p, rules[i].from, len)) { c = rules[i].to, used = len; break; }
		}
		if (used == 1) {
			if (c == 'q') c = 'k';
			else if (c == 'c') c = p[1] == 'e' || p[1] == 'i' || p[1] == 'y' ? 's' : 'k';
			else if (c == 'w') c = 'v';
			else if (c == 'y') c = 'i';
		}
		p += used;
		if (c == 'h' && n && is_vowel(w->sound[n - 1]) && !*p) continue;      /* "Fatimah" */
		if (n && w->sound[n - 1] == c) continue;                              /* doubled */
		if (c == 'x' && used == 1) { w->sound[n++] = 'k', c = 's'; if (n == SOUNDS) break; }
		w->sound[n++] = c;
	}
	w->sound[n] = 0;
	w->n = (uint8_t)n;
}

/* "Abdel Rahman", "Abdul-Rahman", "Abdurrahman" are one word. */
static bool servant_of(const char *w)
{
	static const char *const forms[] = {"abd", "abdul", "abdel", "abdal", "abdol", "abdou", "abdu", "abdur", "abder", "abdoul"};
	return in_list(forms, COUNT(forms), w);
}

/* "Aboul" and "Abul" are "Abu al". */
static void push_word(name_words *out, const char *p, size_t n)
{
	name_word *w = &out->v[out->n];
	if ((n == 5 && !memcmp(p, "aboul", 5)) || (n == 4 && (!memcmp(p, "abul", 4) || !memcmp(p, "abou", 4)))) p = "abu", n = 3;
	if (out->n == WORDS || !n) return;
	if (n > SOUNDS) n = SOUNDS;
	*w = (name_word){.n_plain = (uint8_t)n};
	memcpy(w->plain, p, n);
	w->initial = n == 1;
	w->particle = is_particle(w->plain);
	out->n++;
}

/* Join "abd" with what follows it and drop titles before the name. */
static void tidy(name_words *w)
{
	uint32_t n = 0, from = 0;
	for (uint32_t i = 0; i + 1 < w->n; i++)
		if (is_office(w->v[i].plain)) from = i + 1;
	for (uint32_t i = from; i < w->n; i++) {
		name_word x = w->v[i];
		if (is_title(x.plain) && w->n - i + n > 1u) continue;
		if (servant_of(x.plain)) {
			uint32_t next = i + 1;
			while (next + 1 < w->n && w->v[next].particle && w->v[next].n_plain <= 3) next++;
			if (next < w->n) {
				memcpy(x.plain, "abd", 4), x.n_plain = 3;
				size_t room = SOUNDS - 3u, more = w->v[next].n_plain < room ? w->v[next].n_plain : room;
				memcpy(x.plain + 3, w->v[next].plain, more), x.plain[3 + more] = 0;
				x.n_plain = (uint8_t)(3 + more);
				i = next;
			}
		} else if (x.n_plain > 6 && !strncmp(x.plain, "abd", 3) && is_vowel(x.plain[3]) && (x.plain[4] == 'l' || x.plain[4] == 'r')) {
			size_t cut = x.plain[4] == 'l' || x.plain[5] == 'r' ? 5 : 4;     /* "abdulkarim", "abdurrahman" */
			memmove(x.plain + 3, x.plain + cut, x.n_plain - cut + 1u);
			x.n_plain = (uint8_t)(x.n_plain - (cut - 3));
		}
		to_sounds(&x);
		w->v[n++] = x;
	}
	w->n = n;
}

static void split_name(slice name, name_words *out)
{
	char plain[2 * PLAIN_MAX + 8];
	out->n = 0;
	if (name.n > PLAIN_MAX) name.n = PLAIN_MAX;
	size_t n = utf8_plain_to(plain, name), len = 0;
	char word[SOUNDS + 1];
	for (size_t i = 0; i <= n; i++) {
		char c = i < n ? plain[i] : ' ';
		if (c >= 'a' && c <= 'z') {
			if (len < SOUNDS) word[len++] = c;
		} else if (c != '\'' && (unsigned char)c < 0x80) {
			push_word(out, word, len);
			len = 0;
		}
	}
	tidy(out);
}

/* --- price of turning one sound into another, in hundredths of a letter */
static int price_swap(char a, char b)
{
	static const struct { char a, b; int price; } cheap[] = {
		{'k', 'g', 30}, {'k', 'X', 30}, {'g', 'X', 35}, {'h', 'X', 25}, {'g', 'j', 30}, {'j', 'S', 45}, {'j', 'z', 45},
		{'s', 'z', 25}, {'s', 'S', 40}, {'z', 'S', 50}, {'d', 't', 35}, {'d', 'z', 40}, {'t', 's', 60}, {'f', 'v', 30},
		{'b', 'v', 45}, {'b', 'p', 40}, {'m', 'n', 60}, {'i', 'j', 30}, {'u', 'v', 25}, {'k', 'S', 55}, {'k', 's', 70},
		{'f', 'p', 50}, {'o', 'v', 40}, {'h', 'g', 60}, {'h', 'j', 60}, {'l', 'r', 80}, {'t', 'z', 50}, {'k', 'h', 60},
	};
	if (a == b) return 0;
	if (is_vowel(a) && is_vowel(b)) return 22;
	for (size_t i = 0; i < COUNT(cheap); i++)
		if ((cheap[i].a == a && cheap[i].b == b) || (cheap[i].a == b && cheap[i].b == a)) return cheap[i].price;
	return 110;
}

static int price_drop(char c, bool first) { return (is_vowel(c) ? 38 : c == 'h' ? 25 : 90) + (first ? 20 : 0); }

static int edit_cost(const char *a, size_t n, const char *b, size_t m)
{
	int row[SOUNDS * WORDS + 1], above, left;
	row[0] = 0;
	for (size_t j = 1; j <= m; j++) row[j] = row[j - 1] + price_drop(b[j - 1], j == 1);
	for (size_t i = 1; i <= n; i++) {
		int corner = row[0];
		row[0] += price_drop(a[i - 1], i == 1);
		for (size_t j = 1; j <= m; j++) {
			above = row[j] + price_drop(a[i - 1], i == 1);
			left = row[j - 1] + price_drop(b[j - 1], j == 1);
			int swap = corner + price_swap(a[i - 1], b[j - 1]) + (i == 1 && j == 1 && a[0] != b[0] ? 15 : 0);
			corner = row[j];
			row[j] = swap < above ? (swap < left ? swap : left) : above < left ? above : left;
		}
	}
	return row[m];
}

static uint32_t likeness(const char *a, size_t n, const char *b, size_t m)
{
	size_t most = n > m ? n : m;
	if (!n || !m) return 0;
	int cost = edit_cost(a, n, b, m) * 10 / (int)most;
	return cost >= 1000 ? 0 : 1000 - (uint32_t)cost;
}

/* Given names that have two forms which do not sound alike. */
static bool nicknames(const char *a, const char *b)
{
	static const char *const pairs[][2] = {
		{"bill", "william"}, {"bob", "robert"}, {"rob", "robert"}, {"dick", "richard"}, {"jim", "james"}, {"jimmy", "james"},
		{"mike", "michael"}, {"joe", "joseph"}, {"tony", "anthony"}, {"tom", "thomas"}, {"ted", "edward"}, {"ed", "edward"},
		{"jack", "john"}, {"chuck", "charles"}, {"charlie", "charles"}, {"dave", "david"}, {"dan", "daniel"}, {"steve", "stephen"},
		{"steve", "steven"}, {"sasha", "alexander"}, {"alex", "alexander"}, {"kate", "katherine"}, {"liz", "elizabeth"},
		{"bernie", "bernard"}, {"al", "albert"}, {"hank", "henry"}, {"harry", "henry"}, {"larry", "lawrence"}, {"rick", "richard"},
		{"pete", "peter"}, {"pyotr", "peter"}, {"andy", "andrew"}, {"ben", "benjamin"}, {"bibi", "benjamin"}, {"nick", "nicholas"},
		{"ron", "ronald"}, {"don", "donald"}, {"ken", "kenneth"}, {"greg", "gregory"}, {"jeff", "jeffrey"}, {"matt", "matthew"},
		{"pat", "patrick"}, {"sam", "samuel"}, {"tim", "timothy"}, {"vlad", "vladimir"}, {"misha", "mikhail"}, {"pepe", "jose"},
		{"paco", "francisco"}, {"lula", "luiz"}, {"binyamin", "benjamin"}, {"juan", "john"},
	};
	for (size_t i = 0; i < COUNT(pairs); i++)
		if ((!strcmp(pairs[i][0], a) && !strcmp(pairs[i][1], b)) || (!strcmp(pairs[i][1], a) && !strcmp(pairs[i][0], b)))
			return true;
	return false;
}

static uint32_t word_likeness(const name_word *a, const name_word *b)
{
	if (!strcmp(a->plain, b->plain)) return 1000;
	if (a->initial || b->initial) return a->plain[0] == b->plain[0] ? 800 : 0;
	if (a->particle != b->particle) return 0;
	if (nicknames(a->plain, b->plain)) return 850;
	uint32_t s = likeness(a->sound, a->n, b->sound, b->n);
	/* "Mohamed" and "Mohammad" sound the same; only the very same letters are 1000 */
	return s >= 1000 ? 990 : s;
}

enum { WORD_SAME = 720 };    /* less alike than that are two words                                             */

typedef struct { uint8_t of[WORDS]; uint16_t score[WORDS]; } alignment;    /* of: word of b + 1, 0 left over      */

/* Pair the most alike words first. */
static void align(const name_words *a, const name_words *b, alignment *out)
{
	uint32_t taken = 0;
	*out = (alignment){0};
	for (uint32_t round = 0; round < a->n; round++) {
		uint32_t best = WORD_SAME - 1, bi = 0, bj = 0;
		for (uint32_t i = 0; i < a->n; i++)
			for (uint32_t j = 0; !out->of[i] && j < b->n; j++) {
				if (taken >> j & 1) continue;
				uint32_t s = word_likeness(&a->v[i], &b->v[j]);
				if (s > best) best = s, bi = i, bj = j + 1;
			}
		if (!bj) break;
		out->of[bi] = (uint8_t)bj, out->score[bi] = (uint16_t)best;
		taken |= 1u << (bj - 1);
	}
}

static uint32_t weight(const name_word *w)
{
	if (!strcmp(w->plain, "abu")) return 4;    /* "father of": half the fighters of an army have one          */
	return w->particle ? 1 : w->initial ? 4 : 6 + (w->n_plain < 8 ? w->n_plain : 8);
}

/* All sounds in one, for "Jong-il" and "Jongil". */
static size_t run_together(const name_words *w, char *to)
{
	size_t n = 0;
	for (uint32_t i = 0; i < w->n; i++) {
		if (w->v[i].particle) continue;
		memcpy(to + n, w->v[i].sound, w->v[i].n);
		n += w->v[i].n;
	}
	return n;
}

static uint32_t whole_words(const name_words *w)
{
	uint32_t n = 0;
	for (uint32_t i = 0; i < w->n; i++) n += !w->v[i].particle && !w->v[i].initial;
	return n;
}

static uint32_t aligned_score(const name_words *a, const name_words *b, const alignment *al)
{
	uint32_t sum = 0, total = 0, used = 0, matched = 0;
	for (uint32_t i = 0; i < a->n; i++) {
		uint32_t w = weight(&a->v[i]);
		if (al->of[i]) {
			uint32_t v = weight(&b->v[al->of[i] - 1]);
			uint32_t m = w < v ? w : v;
			sum += m * al->score[i], total += m;
			used |= 1u << (al->of[i] - 1);
			matched += !a->v[i].particle && !a->v[i].initial && !b->v[al->of[i] - 1].initial && strcmp(a->v[i].plain, "abu");
		} else if (!a->v[i].particle) {
			total += w;                        /* a is the shorter name: every word of it should be there */
		}
	}
	uint32_t left = 0;
	for (uint32_t j = 0; j < b->n; j++)
		if (!(used >> j & 1) && !b->v[j].particle) left += weight(&b->v[j]);
	left = left * 3 / 10;
	total += matched > 1 && left > 6 ? 6 : left;
	uint32_t score = total ? sum / total : 0;
	/* One word in common of two names with more is a namesake, not the person. */
	if (matched < 2 && whole_words(a) >= 2) score = score * 7 / 10;
	return score;
}

static void explain(const name_words *a, const name_words *b, const alignment *al, bool together, char *why, size_t cap)
{
	size_t n = 0;
	if (!why || !cap) return;
	why[0] = 0;
	if (together) { snprintf(why, cap, "the words run together sound alike"); return; }
	for (uint32_t i = 0; i < a->n && n < cap; i++) {
		const char *w = a->v[i].plain;
		int k = al->of[i] ? snprintf(why + n, cap - n, "%s%s ~ %s %u", n ? "; " : "", w, b->v[al->of[i] - 1].plain, al->score[i])
		                  : snprintf(why + n, cap - n, "%s%s left over", n ? "; " : "", w);
		n += k > 0 ? (size_t)k : 0;
	}
}

/* Words that are divided otherwise, "Jong-il" and "Jongil", count only when nearly all sounds agree. */
enum { JOINED_SAME = 860, JOINED_LESS = 40 };

uint32_t person_same(slice x, slice y, char *why, size_t why_bytes)
{
	name_words a, b;
	alignment al;
	char ra[SOUNDS * WORDS], rb[SOUNDS * WORDS];
	split_name(x, &a), split_name(y, &b);
	if (a.n > b.n) {
		name_words t = a;
		a = b, b = t;
	}
	align(&a, &b, &al);
	uint32_t score = aligned_score(&a, &b, &al);
	uint32_t together = likeness(ra, run_together(&a, ra), rb, run_together(&b, rb));
	bool joined = together >= JOINED_SAME && together - JOINED_LESS > score;
	if (joined) score = together - JOINED_LESS;
	explain(&a, &b, &al, joined, why, why_bytes);
	return score;
}

slice name_key(arena *a, slice name)
{
	name_words w;
	char key[WORDS * (SOUNDS + 1) + 1];
	size_t n = 0;
	split_name(name, &w);
	for (uint32_t i = 0; i < w.n; i++) {
		if (w.v[i].particle) continue;
		if (n) key[n++] = ' ';
		for (uint32_t j = 0; j < w.v[i].n; j++)
			if (!j || !is_vowel(w.v[i].sound[j])) key[n++] = w.v[i].sound[j];
	}
	for (size_t i = 0; i < n; i++)             /* S and X as letters that are written */
		key[i] = key[i] == 'S' ? 'c' : key[i] == 'X' ? 'k' : key[i];
	return arena_copy(a, (slice){key, n});
}
