/* SPDX-License-Identifier: Apache-2.0
 *
 * words.c - the words that times and figures are made of, and the text cut into lexemes.
 *
 * In: data/en/times.tsv, data/en/numbers.tsv; a document. Out: a table, an array of lexemes.
 * "At 7pm on Sept. 3" gives At | 7 | pm | on | Sept | . | 3, each with its entry in the table: pm has class ampm,
 * Sept month 9. "p.m." is one word: single letters with points are drawn together, the points dropped.
 * Cost: one pass over the bytes, one hash a word. Not attempted: letters beyond ASCII in the tables.
 */
#include "facts/number/number.h"

#define WORD_MAX 24                       /* bytes of the longest word in the tables, and one to spare */
#define NUMBER_MOST 1000000000000000      /* digits beyond are let go: no newspaper counts further    */
#define DECIMALS_MOST 9

static const char *const class_names[WC_N] = {
	[WC_MONTH] = "month", [WC_WEEKDAY] = "weekday", [WC_SEASON] = "season", [WC_UNIT] = "unit", [WC_PART] = "part",
	[WC_CLOCK] = "clock", [WC_AMPM] = "ampm", [WC_DAY] = "day", [WC_REF] = "ref", [WC_TURN] = "turn",
	[WC_AGO] = "ago", [WC_EDGE] = "edge", [WC_EVERY] = "every", [WC_OFTEN] = "often", [WC_ZONE] = "zone",
	[WC_ERA] = "era", [WC_FEAST] = "feast", [WC_DECADE] = "decade", [WC_SINCE] = "since", [WC_ONE] = "one",
	[WC_TEN] = "ten", [WC_SCALE] = "scale", [WC_GROUP] = "group", [WC_ORDINAL] = "ordinal",
	[WC_FRACTION] = "fraction", [WC_MANY] = "many", [WC_PLURAL] = "plural", [WC_BOUND] = "bound",
	[WC_AFTER] = "after", [WC_MEASURE] = "measure", [WC_MONEY] = "money", [WC_SIGN] = "sign",
	[WC_LAND] = "land", [WC_PARTS] = "parts",
};

static unsigned class_of(slice name)
{
	for (unsigned c = 1; c < WC_N; c++)
		if (slice_eq(name, (slice){class_names[c], strlen(class_names[c])})) return c;
	return WC_NONE;
}

static slice first_word(slice s)
{
	size_t n = 0;
	while (n < s.n && s.p[n] != ' ') n++;
	return slice_sub(s, 0, n);
}

static bool add_entry(arena *a, word_table *t, const word_entry *e)
{
	uint32_t *head = strmap_put(&t->first, first_word(e->word));
	word_entry *to = head ? VEC_PUSH(a, &t->entries) : NULL;
	if (!to || t->entries.n > UINT16_MAX) return false;
	*to = *e;
	to->next = (uint16_t)*head;
	to->classes = t->entries.v[*head].classes | 1ull << e->class;
	*head = t->entries.n - 1;
	return true;
}

/* Is the value one that the class can have: a number where it counts, a month of the year, a day of the week? */
static bool value_fits(const word_entry *e)
{
	int64_t n;
	bool counts = slice_i64(e->value, &n);
	switch (e->class) {
	case WC_ONE: case WC_TEN: case WC_SCALE: case WC_GROUP: case WC_ORDINAL: case WC_FRACTION: case WC_PLURAL:
	case WC_DECADE:
		return counts;
	case WC_MONTH: return counts && n >= 1 && n <= 12;
	case WC_WEEKDAY: return counts && n >= 1 && n <= 7;
	default: return true;
	}
}

/* Lines: words <tab> class <tab> value <tab> value. Several words of one meaning are split by "|". */
dl_status words_load(const char *folder, const char *name, arena *a, word_table *t, dl_error *err)
{
	slice cols[TSV_COLS];
	tsv in;
	dl_status st = table_open(folder, name, a, &in, err);
	if (st != DL_OK) return st;
	if (!t->entries.n) {
		strmap_init(&t->first, a);
		word_entry *none = VEC_PUSH(a, &t->entries);
		if (!none) return DL_NOMEM;
	}
	while (tsv_next(&in, cols)) {
		word_entry e = {.value = cols[2], .line = in.line, .class = (uint8_t)class_of(cols[1]), .table = name};
		if (!e.class)
			return error_set(err, DL_BAD, name, in.line, "no class is called \"%.*s\"", PRS(cols[1]));
		if (!cols[0].n) return table_bad(err, &in, "no word of the class", cols[1]);
		if (!value_fits(&e)) return table_bad(err, &in, "the class has no such value:", cols[2]);
		slice_i64(cols[2], &e.num);
		slice_i64(cols[3], &e.aux);
		for (size_t at = 0; at <= cols[0].n;) {
			size_t end = at;
			while (end < cols[0].n && cols[0].p[end] != '|') end++;
			e.word = slice_trim(slice_sub(cols[0], at, end));
			e.words = 1;
			for (size_t i = 0; i < e.word.n; i++) e.words += e.word.p[i] == ' ';
			if (first_word(e.word).n > WORD_MAX)
				return error_set(err, DL_BAD, name, in.line, "a word is longer than %d bytes", WORD_MAX);
			if (e.word.n && !add_entry(a, t, &e)) return DL_NOMEM;
			at = end + 1;
		}
	}
	return DL_OK;
}

/* ---------------------------------------------------------------- cutting */

static bool is_digit(char c) { return c >= '0' && c <= '9'; }
static bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c & 0x80); }

/* A mark beyond ASCII as the ASCII one that it stands for; 0 when it is a letter, ' ' when it is a space. */
static char plain_mark(uint32_t cp)
{
	switch (cp) {
	case 0x2010: case 0x2011: case 0x2012: case 0x2013: case 0x2014: case 0x2015: case 0x2212: return '-';
	case 0x2018: case 0x2019: case 0x02bc: return '\'';
	case 0x201c: case 0x201d: case 0xab: case 0xbb: return '"';
	case 0xa3: return 'L';
	case 0x20ac: return 'E';
	case 0xa5: return 'Y';
	case 0xa2: case 0xe3f: return '$';
	case 0xbc: case 0xbd: case 0xbe: return 'h';
	case 0xa0: case 0x2009: case 0x202f: return ' ';
	case 0x2026: return '.';
	default: break;
	}
	if (cp >= 0x20a0 && cp <= 0x20bf) return '$';             /* the signs of currencies           */
	if (cp >= 0x2153 && cp <= 0x215e) return 'h';
	return utf8_is_alpha(cp) ? 0 : '?';
}

/* What a single mark says: 3/4 of the sign that is written so. */
static void vulgar_fraction(uint32_t cp, lexeme *x)
{
	static const uint8_t first[3][2] = {{1, 4}, {1, 2}, {3, 4}};                          /* U+00BC */
	static const uint8_t more[12][2] = {{1, 3}, {2, 3}, {1, 5}, {2, 5}, {3, 5}, {4, 5}, {1, 6}, {5, 6}, {1, 8},
	                                    {3, 8}, {5, 8}, {7, 8}};                          /* U+2153 */
	const uint8_t *of = cp < 0x2153 ? first[cp - 0xbc] : more[cp - 0x2153];
	x->num = of[0], x->digits = of[1];
}

/* Digits from `at` on into the number; their end. */
static uint32_t cut_digits(slice s, uint32_t at, uint32_t end, lexeme *x)
{
	for (; at < end && is_digit(s.p[at]); at++)
		if (x->num < NUMBER_MOST) x->num = x->num * 10 + (s.p[at] - '0');
	return at;
}

/* Do so many digits stand there behind a comma, and no more? */
static bool is_group(slice s, uint32_t comma, uint32_t end, uint32_t digits)
{
	uint32_t k = comma + 1;
	if (comma >= end || s.p[comma] != ',') return false;
	while (k < end && k <= comma + digits && is_digit(s.p[k])) k++;
	return k == comma + 1 + digits && !(k < end && is_digit(s.p[k]));
}

/* Digits with thousands separators ("1,234", in India "1,50,000") or a decimal point ("2.5", ".8"). */
static uint32_t cut_number(slice s, uint32_t at, uint32_t end, lexeme *x)
{
	uint32_t i = cut_digits(s, at, end, x), run = i - at, groups = 0;
	x->digits = (uint8_t)min_u32(run, 250);
	while (run && run <= 2 && is_group(s, i, end, 2) && (is_group(s, i + 3, end, 3) || is_group(s, i + 3, end, 2)))
		i = cut_digits(s, i + 1, end, x), groups++;
	for (; run && run <= 3 && is_group(s, i, end, 3); groups++) i = cut_digits(s, i + 1, end, x);
	if (groups) x->digits = 0;
	if (i + 1 >= end || s.p[i] != '.' || !is_digit(s.p[i + 1])) return i;
	for (i++, x->digits = 0; i < end && is_digit(s.p[i]); i++)
		if (x->decimals < DECIMALS_MOST && x->num < NUMBER_MOST)
			x->num = x->num * 10 + (s.p[i] - '0'), x->decimals++;
	return i;
}

/* ".8": a point before digits and behind nothing that it could close or belong to. */
static bool opens_decimals(slice s, uint32_t at, uint32_t end)
{
	if (s.p[at] != '.' || at + 1 >= end || !is_digit(s.p[at + 1])) return false;
	return !at || s.p[at - 1] == ' ' || s.p[at - 1] == '(' || s.p[at - 1] == '$' || s.p[at - 1] == '-'
	       || s.p[at - 1] == '\n';
}

/* Letters; single letters with points ("p.m.", "B.C") are one word. Returns its end, lower-cased copy in w. */
static uint32_t cut_word(slice s, uint32_t at, uint32_t end, char w[WORD_MAX + 1], uint32_t *n)
{
	uint32_t i = at;
	*n = 0;
	while (i < end && is_letter(s.p[i])) {
		if (s.p[i] & 0x80) {
			int len;
			uint32_t cp = utf8_next(s.p + i, s.p + end, &len);
			if (plain_mark(cp)) break;
			*n = WORD_MAX + 1;                /* no table has such a word */
			i += (uint32_t)len;
			continue;
		}
		if (*n < WORD_MAX) w[*n] = (char)(s.p[i] | 0x20);
		++*n, i++;
	}
	if (i - at != 1 || i + 1 >= end || s.p[i] != '.' || !is_letter(s.p[i + 1])) return i;
	uint32_t k = i, letters = 1;
	while (k + 1 < end && s.p[k] == '.' && is_letter(s.p[k + 1]) && !(s.p[k + 1] & 0x80)
	       && (k + 2 >= end || !is_letter(s.p[k + 2])) && letters < WORD_MAX)
		w[letters++] = (char)(s.p[k + 1] | 0x20), k += 2;
	if (letters < 2) return i;
	*n = letters;
	return k < end && s.p[k] == '.' ? k + 1 : k;
}

/* One lexeme at `at`, which is not a space. Returns its end. */
static uint32_t cut_one(slice s, uint32_t at, uint32_t end, const word_table *t, lexeme *x)
{
	char w[WORD_MAX + 1];
	uint32_t n, i;
	if (is_digit(s.p[at]) || opens_decimals(s, at, end)) return x->kind = LX_NUM, cut_number(s, at, end, x);
	i = cut_word(s, at, end, w, &n);
	if (i > at) {
		x->kind = LX_WORD;
		x->upper = s.p[at] >= 'A' && s.p[at] <= 'Z';
		if (n <= WORD_MAX) x->word = (uint16_t)strmap_get(&t->first, (slice){w, n});
		return i;
	}
	x->kind = LX_MARK;
	x->ch = (uint8_t)s.p[at];
	int len = 1;
	if (s.p[at] & 0x80) {
		uint32_t cp = utf8_next(s.p + at, s.p + end, &len);
		x->ch = (uint8_t)plain_mark(cp);
		if (x->ch == 'h') vulgar_fraction(cp, x);
	}
	if (x->ch == '$' || x->ch == 'L' || x->ch == 'E' || x->ch == 'Y' || x->ch == '?')
		x->word = (uint16_t)strmap_get(&t->first, slice_sub(s, at, at + (uint32_t)len));
	return at + (uint32_t)len;
}

static bool cut_sentence(finder *f, const word_table *t, struct lexemes *lx, uint32_t sent)
{
	const dl_tokens *tok = f->tok;
	uint32_t token = tok->sent_first[sent], last = tok->sent_first[sent + 1];
	if (token >= last) return true;
	uint32_t at = tok->start[token], end = tok_end(f, last - 1);
	bool glued = false;
	while (at < end) {
		char c = f->text.p[at];
		if (c == ' ' || c == '\t' || c == '\n' || c == '\r') { at++, glued = false; continue; }
		lexeme *x = VEC_PUSH(f->w->tmp, &lx->x);
		if (!x) return false;
		*x = (lexeme){.start = at, .glued = glued};
		at = cut_one(f->text, at, end, t, x);
		x->end = at, glued = true;
		if (x->kind == LX_WORD) x->lists = lists_of(f, lex_text(f, x));
		if (x->kind == LX_MARK && x->ch == ' ') { lx->x.n--, glued = false; continue; }
		while (token + 1 < last && tok->start[token + 1] <= x->start) token++;
		x->token = token;
	}
	return true;
}

const struct lexemes *lexemes_of(finder *f, const word_table *t)
{
	if (f->lexemes) return f->lexemes;
	struct lexemes *lx = ARENA_ARRAY(f->w->tmp, struct lexemes, 1);
	uint32_t n = f->tok->n_sents;
	if (!lx || !(lx->first = ARENA_ARRAY(f->w->tmp, uint32_t, n + 2))) return f->nomem = true, NULL;
	for (uint32_t s = 1; s < n; s++) {
		lx->first[s] = lx->x.n;
		if (!cut_sentence(f, t, lx, s)) return f->nomem = true, NULL;
	}
	lx->first[n] = lx->x.n;
	lexeme *last = VEC_PUSH(f->w->tmp, &lx->x);          /* LX_END */
	if (!last) return f->nomem = true, NULL;
	return f->lexemes = lx;
}

/* ---------------------------------------------------------------- looking up */

/* The words of a phrase against lexemes; points after shortened words are passed over. NULL: no match. */
static const lexeme *match_phrase(const finder *f, slice phrase, const lexeme *x, const lexeme *end)
{
	size_t at = first_word(phrase).n + 1;
	for (x++; at < phrase.n; x++) {
		slice w = first_word(slice_sub(phrase, at, phrase.n));
		if (x < end && lex_mark(x, '.') && x->glued) x++;
		if (x < end && lex_mark(x, '-') && w.p[0] != '-') x++;
		if (x >= end) return NULL;
		if (w.n == 1 && x->kind == LX_MARK ? x->ch != (uint8_t)w.p[0] : !slice_eq_fold(lex_text(f, x), w)) return NULL;
		at += w.n + 1;
	}
	return x;
}

const word_entry *lex_find(const finder *f, const word_table *t, const lexeme *x, const lexeme *end, unsigned class,
                           const lexeme **next)
{
	const word_entry *best = NULL;
	if (x >= end || !(t->entries.v[x->word].classes >> class & 1)) return NULL;
	for (uint32_t i = x->word; i; i = t->entries.v[i].next) {
		const word_entry *e = &t->entries.v[i];
		if (e->class != class || (best && e->words <= best->words)) continue;
		const lexeme *after = e->words == 1 ? x + 1 : match_phrase(f, e->word, x, end);
		if (!after) continue;
		best = e;
		if (next) *next = after;
	}
	return best;
}
