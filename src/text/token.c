/* SPDX-License-Identifier: Apache-2.0
 *
 * token.c - a block of text to tokens, by the conventions of UD English-EWT.
 *
 * In: bytes [from, to) of a document's text and the word list (data/en/tokens.tsv).
 * Out: pieces, each a byte span. Nothing is changed or dropped but white space and pasted links:
 *
 *      "They didn't pay $1.5m for the U.S.-led talks."
 *       They did|n't pay $|1.5|m for the U.S.|-|led talks|.
 *
 * White space cuts chunks; a chunk is read left to right by what its next character begins: a word, a number, a
 * run of signs. Words then lose their clitics. Decisions look at the neighbouring characters only, so the
 * cost is linear in the bytes, whatever they are. It does not normalise, and it does not guess at words
 * that were written together ("thetalks"). Links that were pasted into a sentence are left out (pasted.c).
 */
#include "text/inner.h"

#define PIECE_MAX_BYTES 16384u     /* longer runs are split: dl_tokens.bytes has 16 bits                        */
#define WORD_KEY_BYTES  24u        /* the longest entry of tokens.tsv is shorter                                */

/* ---------------------------------------------------------------- the word list */
static const struct { const char *name; uint32_t flag; } kinds[] = {
	{"title", W_TITLE}, {"number", W_NUMBER}, {"abbr", W_ABBR}, {"prefix", W_PREFIX}, {"split", W_SPLIT},
	{"domain", W_DOMAIN}, {"starter", W_STARTER}, {"speech", W_SPEECH}, {"month", W_MONTH}, {"apos", W_APOS},
	{"state", W_STATE}, {"whole", W_WHOLE}, {"closing", W_CLOSING}, {"press", W_PRESS}, {"clock", W_CLOCK},
};

dl_status token_words_open(text_model *m, dl_error *err)
{
	tsv t;
	slice cols[TSV_COLS];
	strmap_init(&m->words, m->a);
	dl_status st = model_table(m, "tokens.tsv", &t, err);
	if (st != DL_OK) return st;
	while (tsv_next(&t, cols)) {
		uint32_t flag = 0;
		int64_t at = 0;
		for (size_t i = 0; i < COUNT(kinds); i++)
			if (slice_eq(cols[1], (slice){kinds[i].name, strlen(kinds[i].name)})) flag = kinds[i].flag;
		if (!flag || !cols[0].n || cols[0].n > WORD_KEY_BYTES
		    || (flag == W_SPLIT && (!slice_i64(cols[2], &at) || at <= 0 || at >= (int64_t)cols[0].n)))
			return error_set(err, DL_BAD, "tokens.tsv", t.line, "not a word, a kind and where it splits");
		uint32_t *v = strmap_put(&m->words, cols[0]);
		if (!v) return error_set(err, DL_NOMEM, "tokens.tsv", 0, "out of memory");
		*v |= flag | (uint32_t)at << W_SPLIT_SHIFT;
	}
	return DL_OK;
}

uint32_t word_flags(const text_model *m, const char *p, size_t n)
{
	char low[WORD_KEY_BYTES];
	size_t k = 0;
	for (size_t i = 0; i < n; i++, k++) {
		if (k == WORD_KEY_BYTES) return 0;
		unsigned char c = (unsigned char)p[i];
		if (c == 0xE2 && i + 2 < n && (unsigned char)p[i + 1] == 0x80 && (unsigned char)p[i + 2] == 0x99)
			low[k] = '\'', i += 2;                 /* a typographic apostrophe is one */
		else
			low[k] = (char)(c >= 'A' && c <= 'Z' ? c | 32 : c);
	}
	return strmap_get(&m->words, (slice){low, k});
}

/* ---------------------------------------------------------------- characters */
enum { C_END, C_SPACE, C_LETTER, C_DIGIT, C_APOS, C_SIGN };

typedef struct { pieces *out; const char *p; uint32_t at, end; } scan;   /* end: of the chunk           */

static uint32_t cp_at(const scan *s, uint32_t i, uint32_t *len)
{
	int n = 0;
	*len = 0;
	if (i >= s->end) return 0;
	unsigned char c = (unsigned char)s->p[i];
	if (c < 0x80) return *len = 1, c;
	uint32_t cp = utf8_next(s->p + i, s->p + s->end, &n);
	*len = (uint32_t)n;
	return cp;
}

static bool is_apos(uint32_t cp) { return cp == '\'' || cp == 0x2019 || cp == 0x2018 || cp == 0x2BC || cp == '`'; }

/* Marks that combine, and letters of scripts that utf8proc calls marks or numbers, belong to their word. */
static bool is_mark(uint32_t cp)
{
	return (cp >= 0x300 && cp <= 0x36F) || (cp >= 0x591 && cp <= 0x5C7) || (cp >= 0x610 && cp <= 0x61A)
	       || (cp >= 0x64B && cp <= 0x65F) || (cp >= 0x900 && cp <= 0xDFF && !utf8_is_space(cp))
	       || (cp >= 0xE31 && cp <= 0xE4E) || cp == 0x200C || cp == 0x200D || cp == 0xAD || cp == 0xFE0F;
}

static int kind_at(const scan *s, uint32_t i, uint32_t *len)
{
	uint32_t cp = cp_at(s, i, len);
	if (!*len) return C_END;
	if (cp < 0x80) {
		if ((cp | 32) >= 'a' && (cp | 32) <= 'z') return C_LETTER;
		if (cp >= '0' && cp <= '9') return C_DIGIT;
		if (cp == '\'' || cp == '`') return C_APOS;
		return C_SIGN;
	}
	if (is_apos(cp)) return C_APOS;
	if (utf8_is_alpha(cp) || is_mark(cp)) return C_LETTER;
	return C_SIGN;
}

static bool is_kind(const scan *s, uint32_t i, int kind)
{
	uint32_t len;
	return kind_at(s, i, &len) == kind;
}

static bool is_letter(const scan *s, uint32_t i) { return is_kind(s, i, C_LETTER); }
static bool is_digit(const scan *s, uint32_t i) { return i < s->end && s->p[i] >= '0' && s->p[i] <= '9'; }
static bool is_upper(const scan *s, uint32_t i)
{
	uint32_t len, cp = cp_at(s, i, &len);
	return len && utf8_is_upper(cp);
}
static char byte_at(const scan *s, uint32_t i) { return i < s->end ? s->p[i] : 0; }

/* ---------------------------------------------------------------- giving out pieces */
static void emit(scan *s, uint32_t from, uint32_t to)
{
	pieces *out = s->out;
	while (from < to && !out->nomem) {
		uint32_t n = to - from;
		if (n > PIECE_MAX_BYTES)
			for (n = PIECE_MAX_BYTES; n > 1 && ((unsigned char)s->p[from + n] & 0xC0) == 0x80; n--) ;
		piece *p = VEC_PUSH(out->a, &out->p);
		if (!p) out->nomem = true;
		else *p = (piece){.start = from, .bytes = (uint16_t)n};
		from += n;
	}
}

/* Bytes of the clitic at i ("'s", "'re"), 0 when none stands there. The apostrophe may take 1 to 3 bytes. */
static uint32_t clitic_at(const scan *s, uint32_t i, uint32_t end)
{
	uint32_t len, cp = cp_at(s, i, &len);
	if (!len || !is_apos(cp)) return 0;
	uint32_t n = end - i - len, k = i + len;
	if (i + len > end) return 0;
	char a = n > 0 ? (char)(s->p[k] | 32) : 0, b = n > 1 ? (char)(s->p[k + 1] | 32) : 0;
	if (n == 1 && (a == 's' || a == 'm' || a == 'd')) return len + n;
	if (n == 2 && ((a == 'r' && b == 'e') || (a == 'v' && b == 'e') || (a == 'l' && b == 'l'))) return len + n;
	return 0;
}

/* Where the last clitic of the word [from, end) begins, or end. */
static uint32_t clitic_start(const scan *s, uint32_t from, uint32_t end)
{
	uint32_t i = end, len;
	for (uint32_t back = 0; i > from + 1 && back < 6; back++) {     /* an apostrophe and two letters: 5 bytes */
		i--;
		if (((unsigned char)s->p[i] & 0xC0) == 0x80 || kind_at(s, i, &len) != C_APOS) continue;
		if (clitic_at(s, i, end)) return i;
		if (end - i == len + 1 && (s->p[end - 1] | 32) == 't' && (s->p[i - 1] | 32) == 'n' && i - 1 > from)
			return i - 1;                                           /* did|n't */
		return end;
	}
	return end;
}

static void emit_word(scan *s, uint32_t from, uint32_t end)
{
	uint32_t flags = word_flags(s->out->m, s->p + from, end - from);
	uint32_t cut[3], n = 0;
	if (flags & W_SPLIT) {
		cut[n++] = from + (flags >> W_SPLIT_SHIFT);
	} else if (!(flags & W_APOS)) {
		for (uint32_t e = end; n < COUNT(cut); ) {
			uint32_t at = clitic_start(s, from, e);
			if (at >= e || at <= from) break;
			cut[n++] = e = at;
		}
	}
	while (n) {
		emit(s, from, cut[n - 1]);
		from = cut[--n];
	}
	emit(s, from, end);
}

/* ---------------------------------------------------------------- words */
/* Bytes of letters from i on. */
static uint32_t letters(const scan *s, uint32_t i)
{
	uint32_t len, k = i;
	while (kind_at(s, k, &len) == C_LETTER) k += len;
	return k - i;
}

/* How the full stop at i continues the word [from, i), whose last dotted part began at part. */
enum { DOT_OUT, DOT_LAST, DOT_IN };
static int dot_in_word(const scan *s, uint32_t from, uint32_t part, uint32_t i)
{
	uint32_t first;
	const text_model *m = s->out->m;
	cp_at(s, part, &first);
	bool one = part + first == i && is_letter(s, part);
	uint32_t next = letters(s, i + 1);
	if (next) {
		uint32_t len;
		cp_at(s, i + 1, &len);
		char after = byte_at(s, i + 1 + next);
		if (one && next == len && after != '\'') return DOT_IN;                     /* U.S, p.m */
		if (word_flags(m, s->p + i + 1, next) & W_DOMAIN && i - part >= 2 && after != '.') return DOT_IN;
		if (word_flags(m, s->p + i + 1, next) & W_DOMAIN && byte_at(s, i + 1 + next + 1) > ' ') return DOT_IN;
		if (part == from && slice_eq((slice){s->p + from, i - from}, S("www"))) return DOT_IN;
		if (!is_upper(s, i + 1) && (part > from || (after == '.' && is_letter(s, i + 2 + next)))) return DOT_IN;
		if (part == from && i - from == 2 && next == 1 && s->p[from] == 'P') return DOT_IN;    /* Ph.D. */
		return one && is_upper(s, part) ? DOT_LAST : DOT_OUT;                      /* J.Smith */
	}
	if (is_digit(s, i + 1)) return is_digit(s, i - 1) ? DOT_IN : DOT_OUT;          /* v2.0 */
	if (byte_at(s, i + 1) == '.') return DOT_OUT;                                   /* an ellipsis */
	if (part > from && one) return DOT_LAST;                                       /* U.S. */
	if (one && is_upper(s, part)) return DOT_LAST;                                 /* George W. */
	uint32_t f = word_flags(m, s->p + from, i - from);
	if (part > from && !f) return DOT_OUT;
	if (f & W_STATE && is_upper(s, from)) return DOT_LAST;
	if (f & (W_TITLE | W_ABBR)) return DOT_LAST;
	return f & (W_NUMBER | W_MONTH) ? DOT_LAST : DOT_OUT;     /* dot_needs() may take it off again */
}

/* "No." and "Sat." keep their stop only before what an abbreviation stands before; i is behind the stop. */
static bool dot_needs(const scan *s, uint32_t from, uint32_t i, uint32_t block_end)
{
	uint32_t f = word_flags(s->out->m, s->p + from, i - 1 - from);
	if (!(f & (W_NUMBER | W_MONTH)) || f & (W_TITLE | W_ABBR | W_STATE)) return true;
	if (i < s->end) return byte_at(s, i) == ',' || is_digit(s, i);
	while (i < block_end && s->p[i] == ' ') i++;
	if (i >= block_end) return false;
	char c = s->p[i];
	return (c >= '0' && c <= '9') || (f & W_MONTH && c >= 'a' && c <= 'z');
}

/* "sit-in", "walk-outs": a noun of its own, and not two words that a hyphen ties. */
static bool whole_word(const scan *s, uint32_t from, uint32_t hyphen)
{
	uint32_t end = hyphen + 1;
	while (is_letter(s, end)) end++;
	if (byte_at(s, end) == '-') return false;
	if (word_flags(s->out->m, s->p + from, end - from) & W_WHOLE) return true;
	return byte_at(s, end - 1) == 's' && (word_flags(s->out->m, s->p + from, end - 1 - from) & W_WHOLE);
}

/* End of the word that begins at i. */
static uint32_t word_end(const scan *s, uint32_t i, uint32_t block_end)
{
	uint32_t from = i, part = i, len;
	for (;;) {
		int k = kind_at(s, i, &len);
		char c = byte_at(s, i);
		if (k == C_LETTER || k == C_DIGIT || c == '_') {
			i += len;
		} else if (i == from) {
			return i + (len ? len : 1);
		} else if (k == C_APOS) {
			if (!is_letter(s, i + len) || c == '`') return i;
			i += len;
		} else if (c == '.') {
			int how = dot_in_word(s, from, part, i);
			if (how == DOT_OUT || (how == DOT_LAST && !dot_needs(s, from, i + 1, block_end))) return i;
			part = ++i;
			if (how == DOT_LAST) return i;
		} else if (c == '-') {
			uint32_t f = word_flags(s->out->m, s->p + part, i - part);
			if (part == from && whole_word(s, from, i)) { part = ++i; continue; }
			if (!(f & W_PREFIX) || !(is_letter(s, i + 1) || is_digit(s, i + 1))) return i;
			part = ++i;
		} else if (c == '&' || c == '*') {
			bool joins = c == '*' ? is_letter(s, i + 1) || byte_at(s, i + 1) == '*'
			                      : is_upper(s, i - 1) && is_upper(s, i + 1) && i - from <= 3;
			if (!joins) return i;
			i++;
		} else if (c == '$' && i - from <= 3 && is_upper(s, from) && is_digit(s, i + 1)) {
			return i + 1;                                          /* US$ */
		} else if (c == '/' && i - from == 1 && (s->p[from] | 32) == 'w') {
			return i + 1;                                          /* w/ */
		} else {
			return i;
		}
	}
}

/* ---------------------------------------------------------------- numbers */
static bool pattern(const scan *s, uint32_t i, const char *pat)    /* d a digit, else itself */
{
	for (; *pat; pat++, i++)
		if (*pat == 'd' ? !is_digit(s, i) : byte_at(s, i) != *pat) return false;
	return !is_digit(s, i);
}

static uint32_t digits(const scan *s, uint32_t i)
{
	uint32_t k = i;
	while (is_digit(s, k)) k++;
	return k - i;
}

/* Bytes of a date or fraction with strokes (9/11, 11/28/2000), or of a number with hyphens that is one. */
static uint32_t joined_number(const scan *s, uint32_t i)
{
	static const char *const whole[] = {"ddd-ddd-dddd", "dddd-dd-dd", "ddd-dddd", "ddd-dd-dddd"};
	for (size_t k = 0; k < COUNT(whole); k++)
		if (pattern(s, i, whole[k]) && byte_at(s, i + (uint32_t)strlen(whole[k])) != '-')
			return (uint32_t)strlen(whole[k]);
	uint32_t a = digits(s, i), b = 0, c = 0;
	if (a && a <= 4 && byte_at(s, i + a) == '/') b = digits(s, i + a + 1);
	if (!b || b > 2) return 0;
	if (byte_at(s, i + a + 1 + b) == '/') c = digits(s, i + a + 1 + b + 1);
	if (c == 2 || c == 4) return a + b + c + 2;
	return a <= 2 ? a + b + 1 : 0;
}

/* Does the word of letters [i, i + n) after a figure belong to it: 20th, 1970s, 4A? */
static bool figure_keeps(const scan *s, uint32_t i, uint32_t n)
{
	char a = (char)(byte_at(s, i) | 32), b = (char)(byte_at(s, i + 1) | 32);
	if (is_digit(s, i + n)) return true;
	if (n == 1) return !strchr("kmx", a) && (unsigned char)a < 0x80;
	return n == 2
		&& ((a == 's' && b == 't') || (a == 'n' && b == 'd') || (a == 'r' && b == 'd') || (a == 't' && b == 'h'));
}

static uint32_t number_end(const scan *s, uint32_t i, uint32_t block_end)
{
	uint32_t n = joined_number(s, i), from = i;
	if (n) return i + n;
	for (;;) {
		i += digits(s, i);
		char c = byte_at(s, i);
		if ((c != '.' && c != ',' && c != ':') || !is_digit(s, i + 1)) break;
		i++;
	}
	n = letters(s, i);
	if (n && figure_keeps(s, i, n)) {
		bool money = from > 0 && n == 1 && (s->p[from - 1] == '$' || (unsigned char)s->p[from - 1] >= 0x80);
		if (money) return i;
		return from + digits(s, from) == i ? word_end(s, from, block_end) : i + n;
	}
	return i;
}

/* ---------------------------------------------------------------- signs */
/* Bytes of a face made of signs: ":)", ";-)". Only as the end of its chunk, else "(note:)" would lose a bracket. */
static uint32_t face(const scan *s, uint32_t i)
{
	uint32_t k = i + 1;
	if (!byte_at(s, i) || !strchr(":;=", byte_at(s, i))) return 0;
	if (byte_at(s, k) == '-' || byte_at(s, k) == 'o') k++;
	char mouth = byte_at(s, k);
	if (!mouth || !strchr("()DPp/\\|", mouth)) return 0;
	while (byte_at(s, k) == mouth) k++;
	return k == s->end ? k - i : 0;
}

static uint32_t run(const scan *s, uint32_t i, const char *of)
{
	uint32_t k = i;
	while (byte_at(s, k) && strchr(of, byte_at(s, k))) k++;
	return k - i;
}

/* End of the run of signs that begins at i and makes one token. */
static uint32_t sign_end(const scan *s, uint32_t i)
{
	uint32_t len, n;
	char c = byte_at(s, i);
	cp_at(s, i, &len);
	if (i == s->at && (n = face(s, i))) return i + n;
	if (c == '!' || c == '?') return i + run(s, i, "!?");
	if (c == '.') return i + run(s, i, ".");
	if (c == '-' && run(s, i, "-") == 1 && byte_at(s, i + 1) == '>') return i + 2;
	if (c && strchr("-=*_~#+<>", c)) {
		char same[2] = {c, 0};
		return i + run(s, i, same);
	}
	if ((c == '\'' || c == '`') && byte_at(s, i + 1) == c) return i + 2;
	return i + (len ? len : 1);
}

/* An apostrophe at the start of something: a clitic behind a piece, a short word ('em), a decade, a quote. */
static uint32_t apos_end(const scan *s, uint32_t i, bool glued, uint32_t block_end)
{
	uint32_t len, n;
	cp_at(s, i, &len);
	n = letters(s, i + len);
	if (glued && n && clitic_at(s, i, i + len + n)) return i + len + n;
	if (n && word_flags(s->out->m, s->p + i, len + n) & (W_APOS | W_SPLIT)) return i + len + n;
	if (digits(s, i + len) == 2 && !glued) return number_end(s, i + len, block_end);
	return sign_end(s, i);
}

/* ---------------------------------------------------------------- addresses */
static bool address_inside(const scan *s, uint32_t *from)
{
	slice c = {s->p + s->at, s->end - s->at};
	size_t at = 0;
	*from = s->at;
	if (c.n > 4096) c.n = 4096;
	while (*from < s->end && !is_letter(s, *from) && !is_digit(s, *from)) {
		if (byte_at(s, *from) == '@' || byte_at(s, *from) == '#') return false;
		(*from)++;
	}
	if (slice_find(c, S("://"), &at)) {
		uint32_t k = s->at + (uint32_t)at;
		while (k > *from && is_letter(s, k - 1)) k--;
		*from = k;
		return at > 0;
	}
	if (slice_starts((slice){s->p + *from, s->end - *from}, S("www."))) return true;
	return slice_find(c, S("@"), &at) && at > 0 && s->at + at > *from && is_letter(s, s->at + (uint32_t)at + 1)
	       && memchr(c.p + at, '.', c.n - at) && s->at + at + 3 < s->end;
}

static uint32_t address_end(const scan *s, uint32_t from)
{
	uint32_t e = s->end;
	for (;;) {
		uint32_t k = e - 1;
		while (k > from && ((unsigned char)s->p[k] & 0xC0) == 0x80) k--;
		uint32_t len, cp = cp_at(s, k, &len);
		bool closes = (cp < 0x80 && strchr(".,;:!?)]}>\"'*", (char)cp)) || cp == 0x2019 || cp == 0x201D || cp == 0x2026;
		if (!closes || k <= from) return e;
		e = k;
	}
}

/* ---------------------------------------------------------------- chunks */
/* Reading begins at i, which is behind s->at where what stands before it is left out ("MORE's"). */
static void chunk(scan *s, uint32_t i, uint32_t block_end)
{
	uint32_t from = i, len, e;
	bool address = s->end - i >= 6 && address_inside(s, &from);
	while (i < s->end && !s->out->nomem) {
		bool glued = i > s->at;
		if (address && i == from) {
			emit(s, i, e = address_end(s, i));
			i = e;
			continue;
		}
		char c = byte_at(s, i);
		int k = kind_at(s, i, &len);
		if (k == C_DIGIT || (c == '.' && !glued && is_digit(s, i + 1))) {
			e = number_end(s, i + (c == '.'), block_end);
		} else if (k == C_APOS) {
			e = apos_end(s, i, glued, block_end);
		} else if (k == C_LETTER) {
			e = word_end(s, i, block_end);
			if (byte_at(s, e) == '/' && memchr(s->p + i, '.', e - i) && letters(s, e + 1) && e - i > 5)
				e = address_end(s, i);                          /* bbc.com/news */
			emit_word(s, i, e);
			i = e;
			continue;
		} else if ((c == '@' || c == '#') && !glued && is_letter(s, i + 1)) {
			e = word_end(s, i + 1, block_end);
		} else {
			e = sign_end(s, i);
		}
		emit(s, i, e);
		i = e;
	}
}

static void remember(chunk_row *r, uint32_t start, uint32_t end, uint32_t before)
{
	if (r->n == COUNT(r->last)) memmove(r->last, r->last + 1, --r->n * sizeof *r->last);
	r->last[r->n++] = (chunk_mark){start, end, before};
}

static bool is_blank(uint32_t cp) { return utf8_is_space(cp) || cp == 0xFEFF || cp == 0x200B; }

void token_block(pieces *out, uint32_t from, uint32_t to)
{
	scan s = {.out = out, .p = out->text.p, .at = from, .end = to};
	chunk_row row = {.text = out->text, .block_end = to};
	uint32_t len, first, at = from;
	while (at < to && !out->nomem) {
		s.end = to;
		if (is_blank(cp_at(&s, at, &len))) {
			at += len;
			continue;
		}
		uint32_t end = at;
		while (end < to && !is_blank(cp_at(&s, end, &len))) end += len;
		remember(&row, at, end, out->p.n);
		uint32_t read = pasted_behind(&row, &first);
		if (read) {
			out->p.n = row.last[first].pieces;
			row.n = 0, end = read;
			while (end < to && !is_blank(cp_at(&s, end, &len))) end += len;
		}
		s.at = read ? read - 1 : at, s.end = end;
		chunk(&s, read ? read : at, to);
		at = end;
	}
}
