/* SPDX-License-Identifier: Apache-2.0
 *
 * sentence.c - where sentences begin among the pieces of one block.
 *
 * In: the pieces of a block. Out: begins = 1 on the first piece of each sentence:
 *
 *      | "Stop!" the guard said. | Mr. Lee left the U.S. on Monday at 3 p.m. | He won't be back.
 *
 * A sentence can end behind a mark (. ! ? or an ellipsis) or behind an abbreviation that may end one; what
 * follows decides. Closing quotes and brackets stay with the sentence they close. An empty line always ends one.
 * The dateline of a report ("BAGHDAD (AP) —") stands by itself, so that it never is the subject of what follows.
 * Mail and web pages lose the ends of their lines. Where what stood there shows it (lost_line()), a sentence begins:
 *
 *      | Thanks, | Dana Joan Webb | 03/08/2000 05:37 PM | I agree. | ________ | http://a.example | http://b.example
 *
 * A run longer than DL_SENT_MAX is cut at the last comma, or anywhere. One pass, linear.
 */
#include "text/inner.h"

#define DATELINE_PIECES 16

typedef struct { pieces *out; uint32_t from, n; } span_of_block;

static slice piece_text(const pieces *o, uint32_t i)
{
	return (slice){o->text.p + o->p.v[i].start, o->p.v[i].bytes};
}

static uint32_t piece_end(const pieces *o, uint32_t i) { return o->p.v[i].start + o->p.v[i].bytes; }

static bool touches(const pieces *o, uint32_t i)           /* no white space before piece i */
{
	return i > 0 && piece_end(o, i - 1) == o->p.v[i].start;
}

static bool one_of(slice s, const char *list)              /* a piece among the words of list, each one sign */
{
	size_t n = strlen(list);
	for (size_t i = 0; i + s.n <= n && s.n; i++)
		if (list[i] == s.p[0] && !memcmp(list + i, s.p, s.n) && (i + s.n == n || list[i + s.n] == ' ')
		    && (i == 0 || list[i - 1] == ' '))
			return true;
	return false;
}

static bool ends_mark(slice s)
{
	return s.n && (s.p[0] == '!' || s.p[0] == '?' || (s.p[0] == '.' && s.p[s.n - 1] == '.'))
	       && (s.n == 1 || strchr(".!?", s.p[1]));
}
static bool is_ellipsis(slice s) { return one_of(s, "… .. ... .... ....."); }
static bool closes(slice s) { return one_of(s, "\" '' ' ” ’ » ) ] }"); }
static bool opens(slice s) { return one_of(s, "\" `` ' “ ‘ « ( [ {"); }

static bool starts_upper(slice s)
{
	int n = 0;
	return s.n && utf8_is_upper(utf8_next(s.p, s.p + s.n, &n));
}

static bool all_capitals(slice s)                          /* two letters or more, none of them small */
{
	const char *p = s.p, *end = s.p + s.n;
	uint32_t letters = 0;
	for (int n = 0; p < end; p += n) {
		uint32_t cp = utf8_next(p, end, &n);
		if (!utf8_is_alpha(cp)) continue;
		if (!utf8_is_upper(cp)) return false;
		letters++;
	}
	return letters > 1;
}

static bool starts_lower(slice s)
{
	int n = 0;
	if (!s.n) return false;
	uint32_t cp = utf8_next(s.p, s.p + s.n, &n);
	return utf8_is_alpha(cp) && !utf8_is_upper(cp);
}

static uint32_t flags_of(const pieces *o, uint32_t i)
{
	slice s = piece_text(o, i);
	if (s.n && s.p[s.n - 1] == '.') s.n--;
	return word_flags(o->m, s.p, s.n);
}

/* A blank line or the end of a paragraph between pieces i - 1 and i. */
static bool blank_line(const pieces *o, uint32_t i)
{
	uint32_t lines = 0;
	for (uint32_t k = piece_end(o, i - 1); k < o->p.v[i].start; k++) lines += o->text.p[k] == '\n';
	return lines > 1;
}

static bool is_smile(slice s)                              /* ":)", ";-)", ":D" */
{
	return s.n >= 2 && s.n <= 3 && (s.p[0] == ':' || s.p[0] == ';') && strchr("()DPp", s.p[s.n - 1])
	       && (s.n == 2 || s.p[1] == '-');
}

static bool is_figure(slice s) { return s.n && s.n <= 3 && s.p[0] >= '0' && s.p[0] <= '9'; }

/* First piece behind the closing quotes and brackets that follow the mark at i, and behind references: ".[17] [18]". */
static uint32_t behind_closers(const span_of_block *b, uint32_t i)
{
	const pieces *o = b->out;
	uint32_t k = i + 1;
	while (k < b->n && ((closes(piece_text(o, k)) && touches(o, k)) || is_smile(piece_text(o, k)))) k++;
	while (k + 2 < b->n && one_of(piece_text(o, k), "[") && is_figure(piece_text(o, k + 1))
	       && one_of(piece_text(o, k + 2), "]"))
		k += 3;
	return k;
}

/* "at 3 p.m. Monday", "10 a.m. ET", "6 p.m. New York time": does what stands at k belong to the hour before it? */
static bool of_the_hour(const pieces *o, uint32_t k)
{
	if (flags_of(o, k) & (W_CLOCK | W_MONTH)) return true;
	for (uint32_t j = k + 1; j < k + 4 && j < o->p.n; j++)
		if (one_of(piece_text(o, j), "time")) return true;
	return false;
}

#define HOUR_PIECES 8    /* "On Monday , at about 8:50 p.m.": a day and an hour are not more                     */

/* "At 9 p.m. Orr left": does all before i only say when? */
static bool only_when(const pieces *o, uint32_t first, uint32_t i)
{
	static const char *const words = "At On Around About By Just Shortly Before After Since";
	return i - first <= HOUR_PIECES && one_of(piece_text(o, first), words);
}

/* "U.S." and the like at i of the sentence from first: does it end behind it, with k the next piece? */
static bool abbreviation_ends(const pieces *o, uint32_t first, uint32_t i, uint32_t k)
{
	uint32_t f = flags_of(o, i);
	slice s = piece_text(o, i);
	slice next = piece_text(o, k);
	if (f & (W_TITLE | W_NUMBER)) return false;
	bool initial = s.n == 2 && starts_upper(s);
	if (opens(next) && next.p[0] != '(' && next.p[0] != '[') {               /* "the U.S. “clearly” needed" */
		slice quoted = k + 1 < o->p.n ? piece_text(o, k + 1) : (slice){0};
		return !initial && !(quoted.n && quoted.p[0] >= 'a' && quoted.p[0] <= 'z');
	}
	if (!starts_upper(next)) return false;
	if (one_of(s, "a.m. p.m. A.M. P.M.") && !of_the_hour(o, k)) return !only_when(o, first, i);
	uint32_t g = flags_of(o, k);
	return (g & W_STARTER) != 0;
}

/* Agencies' wires have "_" for a dash: "MOSCOW (AP) _". */
static bool is_dash(slice s) { return one_of(s, "- -- – — _"); }

/* Is all that follows who says it: (“It is true.”) "Ann Orr said."? */
static bool only_says(const span_of_block *b, uint32_t k)
{
	uint32_t last = min_u32(k + 4, b->n);
	for (; k + 1 < last && starts_upper(piece_text(b->out, k)); k++)
		if (flags_of(b->out, k + 1) & W_SPEECH) return k + 2 < b->n && one_of(piece_text(b->out, k + 2), ".");
	return false;
}

/* The mark at i with small letters behind it: "12:07 a. m.", "he had . . . seen it". */
static bool spaced_mark(const pieces *o, uint32_t i, uint32_t k)
{
	slice before = i ? piece_text(o, i - 1) : (slice){0};
	if (one_of(before, ".")) return true;
	if (i > 3 && one_of(before, "m") && one_of(piece_text(o, i - 2), ".")) return one_of(piece_text(o, i - 3), "a p");
	return i > 1 && one_of(before, "a p") && one_of(piece_text(o, k), "m") && o->text.p[o->p.v[i - 2].start] <= '9';
}

/* Does a sentence end with the mark at i? k is the first piece behind it and its closers. */
static bool mark_ends(const span_of_block *b, uint32_t i, uint32_t k)
{
	const pieces *o = b->out;
	slice s = piece_text(o, i), next = piece_text(o, k);
	bool quoted = k > i + 1;
	if (touches(o, k) && !opens(next) && !starts_upper(next)) return false;      /* "!?,", ".net", "3!x" */
	if (ends_mark(next) || one_of(next, ", ; :")) return false;
	if (starts_lower(next))        /* "yes. i think so", "why? because": people write so on the web */
		return !is_ellipsis(s) && !quoted && !touches(o, k) && !(flags_of(o, k) & W_SPEECH) && !spaced_mark(o, i, k);
	if (quoted && only_says(b, k)) return false;
	if (quoted && s.p[0] != '.' && k + 1 < b->n && flags_of(o, k + 1) & W_SPEECH) return false;
	if (quoted && s.p[0] != '.' && flags_of(o, k) & W_SPEECH) return false;
	return !is_dash(next);
}

/* "(AP)", "(CNN Business)", "(Reuters) -": the piece behind the bracket at i in which the press signs, or 0. */
static uint32_t behind_press(const span_of_block *b, uint32_t i)
{
	const pieces *o = b->out;
	if (i + 3 >= b->n || !one_of(piece_text(o, i), "(") || !(flags_of(o, i + 1) & W_PRESS)) return 0;
	uint32_t k = i + 2;
	while (k < i + 5 && k + 2 < b->n && starts_upper(piece_text(o, k))) k++;
	if (!one_of(piece_text(o, k), ")")) return 0;
	k += is_dash(piece_text(o, k + 1)) ? 2 : 1;
	return k < b->n && (starts_upper(piece_text(o, k)) || opens(piece_text(o, k))) ? k : 0;
}

/* "BAGHDAD (AP) —", "MOSUL, Iraq, May 3 --", "Mosul (CNN)": the piece behind the dateline that opens the block, or 0.
 * A dateline holds nothing in small letters but a month. Where a dash alone ends it, it opens in capitals and is short,
 * or has a comma or a bracket. */
static uint32_t behind_dateline(const span_of_block *b)
{
	const pieces *o = b->out;
	uint32_t words = 0, marks = 0;
	bool capitals = b->from < b->n && all_capitals(piece_text(o, b->from));
	for (uint32_t i = b->from; i + 1 < b->n && i < b->from + DATELINE_PIECES; i++) {
		slice s = piece_text(o, i);
		uint32_t signed_by = behind_press(b, i);
		if (signed_by) return signed_by;
		if (is_dash(s) && !touches(o, i + 1)) return capitals && (words <= 3 || marks) ? i + 1 : 0;
		if (one_of(s, ", ( ) /")) marks++;
		else if (starts_lower(s) || ends_mark(s)) return 0;
		else words++;
	}
	return 0;
}

/* ---------------------------------------------------------------- lines whose ends the text has lost */
/* Figures with mark between them, parts of them: "03/08/2000", "5:37". */
static bool is_figures(slice s, char mark, uint32_t least, uint32_t most)
{
	uint32_t parts = 1;
	bool figure = false;
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == mark && figure) parts++, figure = false;
		else if (s.p[i] >= '0' && s.p[i] <= '9') figure = true;
		else return false;
	}
	return figure && parts >= least && parts <= most;
}

static bool is_day(slice s) { return is_figures(s, '/', 3, 3); }
static bool is_clock(slice s) { return is_figures(s, ':', 2, 3); }
static bool is_half_day(slice s) { return one_of(s, "AM PM am pm a.m. p.m."); }
static bool is_url(slice s) { return (s.n > 7 && !memcmp(s.p, "http", 4)) || (s.n > 4 && !memcmp(s.p, "www.", 4)); }

static bool is_rule(slice s)                               /* a line drawn with five signs or more */
{
	if (s.n < 5 || !strchr("_*-=~#+", s.p[0])) return false;
	for (size_t i = 1; i < s.n; i++)
		if (s.p[i] != s.p[0]) return false;
	return true;
}

/* "Thanks again,", "Best regards,": is all that the sentence from first holds up to the comma before i a closing? */
static bool behind_closing(const pieces *o, uint32_t first, uint32_t i)
{
	if (!one_of(piece_text(o, i - 1), ",") || i - first < 2 || i - first > 4) return false;
	uint32_t flags = word_flags(o->m, piece_text(o, first).p, piece_text(o, first).n);
	slice last = piece_text(o, i - 2);
	return (flags | word_flags(o->m, last.p, last.n)) & W_CLOSING;
}

/* "Two dead • Three hurt", "as follows: * One boat sank": does i begin an item of a list? */
static bool is_bullet(const pieces *o, uint32_t i)
{
	slice s = piece_text(o, i);
	if (one_of(s, "• ● ▪ ■ ‣ ◦ ➢ ✓")) return true;
	if (!one_of(s, "*") || !one_of(piece_text(o, i - 1), ": ; .")) return false;
	return i + 1 < o->p.n && starts_upper(piece_text(o, i + 1));
}

/* Did a line end between piece i - 1 and i of the sentence from first? */
static bool lost_line(const pieces *o, uint32_t first, uint32_t i)
{
	slice before = piece_text(o, i - 1), s = piece_text(o, i);
	if (is_bullet(o, i)) return true;
	if (touches(o, i)) return false;
	if (is_rule(before) != is_rule(s)) return true;
	if (is_url(before) && is_url(s)) return true;
	if (is_day(s) && i + 1 < o->p.n && is_clock(piece_text(o, i + 1))) return !starts_lower(before);
	if (starts_upper(s) && (is_url(before) || one_of(before, ">>"))) return true;
	if (is_half_day(before) && i >= first + 3) return is_clock(piece_text(o, i - 2)) && is_day(piece_text(o, i - 3));
	if (is_clock(before) && i >= first + 2) return !is_half_day(s) && is_day(piece_text(o, i - 2));
	return starts_upper(s) && (is_smile(before) || behind_closing(o, first, i));
}

/* "2." at the head of an entry: the mark at i, behind which stands k, ends no sentence. */
static bool numbers_entry(const pieces *o, uint32_t first, uint32_t i, uint32_t k)
{
	slice s = piece_text(o, first);
	if (s.n && s.p[s.n - 1] == '.') s.n--;
	return i - first <= 1 && k == i + 1 && is_figure(s) && is_figures(s, '.', 1, 1);
}

static uint32_t cut_long(span_of_block *b, uint32_t first, uint32_t i)
{
	for (uint32_t k = i; k > first + DL_SENT_MAX / 2; k--)
		if (one_of(piece_text(b->out, k - 1), ", ; : . ! ?")) return k;
	return i;
}

void sentence_block(pieces *out, uint32_t from)
{
	span_of_block b = {out, from, out->p.n};
	uint32_t first = from;
	if (from < b.n) out->p.v[from].begins = 1;
	uint32_t told = behind_dateline(&b);
	if (told) out->p.v[told].begins = 1, first = told;
	for (uint32_t i = first; i < b.n; i++) {
		if (i - first == DL_SENT_MAX - 1) {
			first = cut_long(&b, first, i);
			out->p.v[first].begins = 1;
		}
		if (i > first && (blank_line(out, i) || lost_line(out, first, i))) out->p.v[i].begins = 1, first = i;
		slice s = piece_text(out, i);
		bool mark = ends_mark(s) || is_ellipsis(s);
		bool dotted = !mark && s.n > 1 && s.p[s.n - 1] == '.';
		if (!mark && !dotted) continue;
		uint32_t k = behind_closers(&b, i);
		if (k >= b.n || numbers_entry(out, first, i, k)) continue;
		bool ends = mark ? mark_ends(&b, i, k) : k == i + 1 ? abbreviation_ends(out, first, i, k) : mark_ends(&b, i, k);
		if (ends && k - first < DL_SENT_MAX) {
			out->p.v[k].begins = 1;
			first = k;
			i = k - 1;
		}
	}
}
