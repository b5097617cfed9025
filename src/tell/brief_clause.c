/* SPDX-License-Identifier: Apache-2.0
 *
 * brief_clause.c - an article's words as a sentence of a brief.
 *
 * In: a passage, and the brief so far. Out: the same words, so that a reader of them alone can follow:
 *
 *      But Reyes said he would appeal, "and win."          [Ana] Reyes said she would appeal, "and win"
 *      She was taken to hospital.                          [Ana Reyes] was taken to hospital
 *
 * What is put in stands in brackets: a pronoun's name, and the given name of whom the brief names for the first time.
 * What is left away: the word that ties the sentence to the one before, the full stop, a mark that closes nothing.
 */
#include "tell/brief.h"

#include <stdlib.h>

/* The mark that a cut-off quotation lacks, at its beginning or at its end; empty when none is missing. A straight mark
 * closes when something that is no blank stands before it. */
static slice mark_missing(slice s, bool behind)
{
	int open = 0;
	bool before = false, straight = false;
	for (size_t i = 0; i < s.n; i++) {
		slice rest = slice_sub(s, i, s.n);
		bool plain = rest.p[0] == '"', blank = !i || strchr(" \n\t([", s.p[i - 1]);
		if (slice_starts(rest, S("“")) || (plain && !open && blank)) {
			open++, straight = plain;
		} else if (slice_starts(rest, S("”")) || plain) {
			if (!open) before = true, straight = plain;
			else open--;
		}
	}
	if (!(behind ? open > 0 : before)) return (slice){0};
	return straight ? S("\"") : behind ? S("”") : S("“");
}

/* Without its full stop; that of "a.m." stays. */
static slice without_stop(slice s)
{
	while (s.n && strchr(".,;:", s.p[s.n - 1])) {
		if (s.p[s.n - 1] == '.' && slice_ends(s, S("..."))) break;
		if (s.p[s.n - 1] == '.' && s.n > 3 && s.p[s.n - 3] == '.') break;
		s.n--;
	}
	return s;
}

/* "Her daughter", "said her family": a word of small letters that joins nothing stands behind it. */
static bool is_possessive(slice s, slice behind)
{
	static const char *const whose[] = {"his", "their", "its"};
	static const char *const joins[] = {"to ", "that ", "on ", "at ", "in ", "and ", "for ", "from ", "by ", "with ",
	                                    "as ", "when ", "while ", "after ", "before ", "about ", "not ", "the ", "a "};
	if (slice_among_fold(s, whose, COUNT(whose)) || slice_eq(s, S("Her"))) return true;
	bool word = behind.n > 1 && behind.p[0] == ' ' && behind.p[1] >= 'a' && behind.p[1] <= 'z';
	if (!slice_eq(s, S("her")) || !word) return false;
	return !slice_starts_among(slice_sub(behind, 1, behind.n), joins, COUNT(joins));
}

/* The quotation mark at the end, empty when none stands there. */
static slice closing_mark(slice s)
{
	static const char *const marks[] = {"\"", "”", "'", "’"};
	for (size_t i = 0; i < COUNT(marks); i++) {
		slice m = {marks[i], strlen(marks[i])};
		if (slice_ends(s, m)) return m;
	}
	return (slice){0};
}

/* ---------------------------------------------------------------- what is put in */
/* given: it goes before what stands there and replaces nothing. */
typedef struct { dl_span at; slice name; bool given; uint32_t entity; } edit;
enum { EDITS = 8 };

static int cmp_edit(const void *x, const void *y)
{
	const edit *a = x, *b = y;
	return a->at.start < b->at.start ? -1 : a->at.start > b->at.start;
}

static bool edited(const edit *e, uint32_t n, uint32_t entity)
{
	for (uint32_t i = 0; i < n; i++)
		if (e[i].entity == entity) return true;
	return false;
}

/* Has the brief told the name, in an earlier sentence? */
static bool name_told(const brief *br, slice name)
{
	for (uint32_t i = 0; i < br->s.n; i++)
		if (br->s.v[i].text.n && slice_find(br->s.v[i].text, name, NULL)) return true;
	return false;
}

static bool ends_in_word(slice name, slice word)
{
	return name.n > word.n + 1 && slice_ends(name, word) && name.p[name.n - word.n - 1] == ' ';
}

/* Do several of the article go by that surname? Then nobody knows whom it means. */
static bool shared_surname(const dl_facts *f, slice surname)
{
	uint32_t n = 0;
	for (uint32_t i = 1; i < f->n_entities; i++)
		n += f->entities[i].kind == DL_E_PERSON && ends_in_word(dl_str(f, f->entities[i].name), surname);
	return n > 1;
}

/* The given name of somebody named by the surname alone, empty where the reader knows him or nobody is sure. */
static slice given_name(const brief *br, const dl_facts *f, const dl_mention *m, slice text)
{
	slice surname = span_text(text, m->at), full = dl_str(f, f->entities[m->entity].name);
	if (m->kind != DL_M_PERSON || m->form != 'n' || f->entities[m->entity].kind != DL_E_PERSON) return (slice){0};
	if (memchr(surname.p, ' ', surname.n) || !ends_in_word(full, surname)) return (slice){0};
	if (shared_surname(f, surname) || name_told(br, surname)) return (slice){0};
	return slice_sub(full, 0, full.n - surname.n - 1);
}

static uint32_t edits_find(const brief *br, const dl_facts *f, dl_span at, slice text, edit e[EDITS])
{
	uint32_t n = 0;
	for (uint32_t i = 1; i < f->n_mentions && n < EDITS; i++) {
		const dl_mention *m = &f->mentions[i];
		if (m->at.start < at.start || m->at.end > at.end || !m->entity || edited(e, n, m->entity)) continue;
		slice name = m->form == 'p' ? brief_antecedent(text, f, m) : (slice){0};
		if (name.n && brief_hangs(text, f, m, at)) e[n++] = (edit){m->at, name, false, m->entity};
		else if (m->form == 'n' && !brief_named_before(f, m, at) && (name = given_name(br, f, m, text)).n)
			e[n++] = (edit){m->at, name, true, m->entity};
	}
	qsort(e, n, sizeof *e, cmp_edit);
	return n;
}

void clause_put(buf *b, const brief *br, const dl_assembly *a, citation c)
{
	const dl_facts *f = a->facts[c.doc];
	slice text = a->docs[c.doc]->text, s = without_stop(slice_trim(span_text(text, c.at)));
	size_t loose = words_loose_head(s);
	s = slice_sub(s, loose, s.n);
	uint32_t from = (uint32_t)(s.p - text.p), end = from + (uint32_t)s.n;
	bool fragment = !loose && s.n && s.p[0] >= 'a' && s.p[0] <= 'z';
	slice first = mark_missing(s, false), last = mark_missing(s, true), mark = closing_mark(s);
	/* A stop before the closing mark goes too: ours follows. */
	bool stop = mark.n && s.n > mark.n && strchr(".,", s.p[s.n - mark.n - 1]);
	if (stop) end -= (uint32_t)mark.n + 1;
	edit e[EDITS];
	uint32_t n = edits_find(br, f, (dl_span){from, end}, text, e);
	if (fragment) buf_puts(b, "“… ");
	buf_put(b, first);
	size_t begins = b->n;
	for (uint32_t i = 0; i < n; i++) {
		if (e[i].at.start < from) continue;
		screen_words(b, slice_sub(text, from, e[i].at.start));
		if (from < e[i].at.start && text.p[e[i].at.start - 1] == ' ') buf_putc(b, ' ');
		bool whose = !e[i].given && is_possessive(span_text(text, e[i].at), slice_sub(text, e[i].at.end, text.n));
		buf_printf(b, "[%.*s%s]%s", PRS(e[i].name), whose ? "'s" : "", e[i].given ? " " : "");
		from = e[i].given ? e[i].at.start : e[i].at.end;
		if (!e[i].given && from < end && text.p[from] == ' ') buf_putc(b, ' ');
	}
	screen_words(b, slice_sub(text, from, end));
	bool small = begins < b->n && b->p[begins] >= 'a' && b->p[begins] <= 'z';
	if (loose && small) b->p[begins] = (char)(b->p[begins] - 32);
	if (stop) buf_put(b, mark);
	buf_put(b, last);
	if (fragment) buf_puts(b, "”");
}
