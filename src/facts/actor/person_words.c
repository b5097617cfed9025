/* SPDX-License-Identifier: Apache-2.0
 *
 * person_words.c - a person's name cut into words and sounds.
 *
 * In: a name in Latin letters. Out: its words, lower case and without accents, and each word's sounds.
 *
 *      "Sheikh Abdel-Rahman al-Qaradawi"  ->  abdrahman "abdrahman" · al (particle) · qaradawi "karadavi"
 *
 * Titles before the name and offices with all that stands before them go ("German Chancellor", "Secretary of
 * State"), unless nothing would be left; "Abdel Rahman", "Abdul-Rahman" and "Abdurrahman" become one word. Sounds
 * fold what romanisations do differently by rule: q, c and k, sh and ch and sch, ou and oo, doubled letters.
 * The words it knows stand in data/en/persons.tsv; nothing is allocated.
 */
#include "facts/actor/person.h"

enum { PLAIN_MAX = 200, NEARLY_LEAST = 7 /* letters: shorter words are near to too many */ };

/* One letter more, less or other: "govenor", "secretaty". */
static bool nearly(const char *a, slice b)
{
	size_t n = strlen(a), m = b.n, head = 0, tail = 0;
	if (n < NEARLY_LEAST || n > m + 1 || m > n + 1) return false;
	while (head < n && head < m && a[head] == b.p[head]) head++;
	while (tail + head < n && tail + head < m && a[n - 1 - tail] == b.p[m - 1 - tail]) tail++;
	return head + tail + 1 >= (n > m ? n : m);
}

static bool nearly_office(const char *w)
{
	const name_table *names = name_words();
	for (size_t i = 0; i < names->n_offices && strlen(w) >= NEARLY_LEAST; i++)
		if (nearly(w, names->offices[i])) return true;
	return false;
}

/* Letters to sounds. Capitals are sounds of two letters: S sh/ch, X kh. train/spellings.py reads these rules. */
static const struct { const char *from; char to; } sound_rules[] = {           /* longest first             */
	{"tsch", 'S'}, {"sch", 'S'}, {"tch", 'S'}, {"sh", 'S'}, {"ch", 'S'}, {"cz", 'S'}, {"kh", 'X'}, {"gh", 'g'},
	{"ph", 'f'}, {"th", 't'}, {"dh", 'd'}, {"zh", 'j'}, {"dj", 'j'}, {"dz", 'j'}, {"dg", 'j'}, {"ck", 'k'}, {"qu", 'k'},
	{"ts", 'z'}, {"tz", 'z'}, {"ou", 'u'}, {"oo", 'u'}, {"ee", 'i'}, {"ie", 'i'}, {"ai", 'e'}, {"ay", 'e'}, {"ei", 'e'},
	{"ey", 'e'}, {"ae", 'e'}, {"oe", 'o'}, {"ue", 'u'}, {"aa", 'a'}, {"au", 'u'}, {"aw", 'u'}, {"ow", 'u'},
};

static char one_letter(const char *p)
{
	switch (*p) {
	case 'q': return 'k';
	case 'c': return p[1] == 'e' || p[1] == 'i' || p[1] == 'y' ? 's' : 'k';
	case 'w': return 'v';
	case 'y': return 'i';
	default: return *p;
	}
}

static void to_sounds(name_part *w)
{
	size_t n = 0;
	for (const char *p = w->plain; *p && n < NAME_SOUNDS;) {
		char c = one_letter(p);
		size_t used = 1;
		for (size_t i = 0; i < COUNT(sound_rules); i++) {
			const char *from = sound_rules[i].from;
			if (*from != *p || strncmp(p, from, strlen(from))) continue;
			c = sound_rules[i].to, used = strlen(from);
			break;
		}
		p += used;
		if (c == 'h' && n && sound_is_vowel(w->sound[n - 1]) && !*p) continue;        /* "Fatimah" */
		if (n && w->sound[n - 1] == c) continue;                                     /* doubled */
		if (c == 'x') {
			w->sound[n++] = 'k', c = 's';
			if (n == NAME_SOUNDS) break;
		}
		w->sound[n++] = c;
	}
	w->sound[n] = 0;
	w->n = (uint8_t)n;
}

/* "Aboul" and "Abul" are "Abu al". */
static void push_word(name_parts *out, const char *p, size_t n)
{
	name_part *w = &out->v[out->n];
	if ((n == 5 && !memcmp(p, "aboul", 5)) || (n == 4 && (!memcmp(p, "abul", 4) || !memcmp(p, "abou", 4))))
		p = "abu", n = 3;
	if (out->n == NAME_PARTS || !n) return;
	if (n > NAME_SOUNDS) n = NAME_SOUNDS;
	*w = (name_part){.n_plain = (uint8_t)n};
	memcpy(w->plain, p, n);
	w->initial = n == 1;
	unsigned kinds = name_word((slice){w->plain, n});
	w->particle = kinds & NAME_PARTICLE, w->servant = kinds & NAME_SERVANT, w->suffix = kinds & NAME_SUFFIX;
	w->title = kinds & NAME_TITLE, w->office = kinds & NAME_OFFICE || nearly_office(w->plain);
	out->n++;
}

/* Is there a word of a name at or behind i? */
static bool name_left(const name_parts *w, uint32_t i)
{
	for (; i < w->n; i++)
		if (!w->v[i].particle && !w->v[i].initial && !w->v[i].title && !w->v[i].office) return true;
	return false;
}

/* Where the name itself begins: behind the last office ("... Secretary of State | Rice") and the titles there. */
static uint32_t name_begin(const name_parts *w)
{
	uint32_t from = 0;
	for (uint32_t i = 0; i + 1 < w->n; i++) {
		if (!w->v[i].office || !name_left(w, i + 1)) continue;
		from = i + 1;
		if (!strcmp(w->v[from].plain, "of") && name_left(w, from + 2)) {
			from += 2;
			if (!strcmp(w->v[from - 1].plain, "the") && name_left(w, from + 1)) from++;
		}
	}
	while (from + 1 < w->n && w->v[from].title && name_left(w, from + 1)) from++;
	return from;
}

/* Join word i, "abd", with what it serves, and make "abdulkarim" and "abdurrahman" like it;
 * returns the last word used. */
static uint32_t join_servant(const name_parts *w, uint32_t i, name_part *x)
{
	if (x->servant) {                          /* "Abdel Rahman", "Abdul-Rahman": one word */
		uint32_t next = i + 1;
		while (next + 1 < w->n && w->v[next].particle && w->v[next].n_plain <= 3) next++;
		if (next >= w->n) return i;
		size_t room = NAME_SOUNDS - 3u, more = w->v[next].n_plain < room ? w->v[next].n_plain : room;
		memcpy(x->plain, "abd", 3);
		memcpy(x->plain + 3, w->v[next].plain, more), x->plain[3 + more] = 0;
		x->n_plain = (uint8_t)(3 + more);
		return next;
	}
	if (x->n_plain > 6 && !strncmp(x->plain, "abd", 3) && sound_is_vowel(x->plain[3])
	    && (x->plain[4] == 'l' || x->plain[4] == 'r')) {
		size_t cut = x->plain[4] == 'l' || x->plain[5] == 'r' ? 5 : 4;
		memmove(x->plain + 3, x->plain + cut, x->n_plain - cut + 1u);
		x->n_plain = (uint8_t)(x->n_plain - (cut - 3));
	}
	return i;
}

static void tidy(name_parts *w)
{
	uint32_t n = 0;
	if (w->n > 1 && w->v[w->n - 1].suffix) w->n--;
	for (uint32_t i = name_begin(w); i < w->n; i++) {
		name_part x = w->v[i];
		i = join_servant(w, i, &x);
		to_sounds(&x);
		w->v[n++] = x;
	}
	w->n = n;
}

void name_split(slice name, name_parts *out)
{
	char plain[2 * PLAIN_MAX + 8], word[NAME_SOUNDS + 1];
	out->n = 0;
	if (name.n > PLAIN_MAX) name.n = PLAIN_MAX;
	size_t n = utf8_plain_to(plain, name), len = 0;
	for (size_t i = 0; i <= n; i++) {
		char c = i < n ? plain[i] : ' ';
		if (c >= 'a' && c <= 'z') {
			if (len < NAME_SOUNDS) word[len++] = c;
		} else if (c != '\'' && (unsigned char)c < 0x80) {
			push_word(out, word, len);
			len = 0;
		}
	}
	tidy(out);
}
