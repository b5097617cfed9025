/* SPDX-License-Identifier: Apache-2.0
 *
 * cases.c - tests as data: anyone who can read news can add one.
 *
 * A file of tests/cases holds cases. A case is a comment, a text, one or more sections, and what must be found:
 *
 *      # A denial reports a statement; it is not the denied act.
 *      Police denied on Tuesday that officers had fired on the crowd.
 *      --- facts, dated 2024-05-08
 *      ACCUSE | who: Police | when: 2024-05-07
 *      * ASSAULT | told
 *
 * A line of the comment starts with '#'. Settings after the section's name, split by ',': dated DAY, outlet NAME,
 * title TEXT, credit NAME. Sections: sents parse blocks times counts places entities attributions facts claims
 * bonds story brief. What the program finds is printed as lines of parts split by " | "; an expected line is met when
 * one found line has all its parts: the words of the first part are among the words of the found first part, a part
 * "key: value" is inside the found value of that key, a bare part stands there as such; the first part may be
 * left out. '*' marks what must not be found. A comment with "known-broken" turns the case round: it must fail,
 * and says so when it passes.
 *
 * Several documents (for sections story and brief) are parted by lines "=== OUTLET, DAY" or "=== OUTLET, DAY, CREDIT".
 *
 * cases FILE...          runs them; prints "ok" / "not ok" lines and counts
 * cases --show FILE...   prints what is found for every case as well
 */
#include "cases_probe.h"

#include <stdio.h>

static int passed, failed, broken;
static bool show;

/* ---------------------------------------------------------------- matching */
static bool next_part(slice *rest, slice *part)
{
	size_t at;
	if (!rest->n) return false;
	if (slice_find(*rest, S(" | "), &at)) {
		*part = slice_trim(slice_sub(*rest, 0, at));
		*rest = slice_sub(*rest, at + 3, rest->n);
	} else {
		*part = slice_trim(*rest), *rest = (slice){0};
	}
	return true;
}

/* The first of the words of s; moves s behind it. */
static slice next_word(slice *s)
{
	const char *sp = memchr(s->p, ' ', s->n);
	slice w = {s->p, sp ? (size_t)(sp - s->p) : s->n};
	*s = slice_sub(*s, w.n + (sp != NULL), s->n);
	return w;
}

static bool has_word(slice words, slice w)
{
	while (words.n)
		if (slice_eq_fold(next_word(&words), w)) return true;
	return false;
}

static bool first_matches(slice want, slice got)
{
	while (want.n) {
		slice w = next_word(&want);
		if (w.n && !has_word(got, w)) return false;
	}
	return true;
}

/* "key: value": the found part has that key and its value holds ours. A key may stand several times. */
static bool part_matches(slice want, slice line)
{
	slice rest = line, got;
	size_t colon = 0, got_colon;
	bool keyed = slice_find(want, S(":"), &colon);
	while (next_part(&rest, &got)) {
		if (!keyed) {
			if (slice_eq(got, want)) return true;
			continue;
		}
		if (!slice_find(got, S(":"), &got_colon) || got_colon != colon || memcmp(got.p, want.p, colon)) continue;
		slice v = slice_trim(slice_sub(want, colon + 1, want.n)), gv = slice_trim(slice_sub(got, colon + 1, got.n));
		if (v.n ? slice_find(gv, v, NULL) : !gv.n) return true;
	}
	return false;
}

static bool line_matches(slice want, slice line)
{
	slice rest_line = line, a, b;
	if (!next_part(&want, &a) || !next_part(&rest_line, &b)) return false;
	bool keyed = slice_find(a, S(": "), NULL);              /* the first part may be left out */
	if (keyed ? !part_matches(a, line) : !first_matches(a, b)) return false;
	while (next_part(&want, &a))
		if (!part_matches(a, line)) return false;
	return true;
}

static bool any_matches(const probe *p, slice want)
{
	for (uint32_t i = 0; i < p->found.n; i++)
		if (line_matches(want, p->found.v[i])) return true;
	return false;
}

/* ---------------------------------------------------------------- one section of one case */
static slice take_line(slice *rest)
{
	const char *nl = memchr(rest->p, '\n', rest->n);
	slice l = {rest->p, nl ? (size_t)(nl - rest->p) : rest->n};
	*rest = slice_sub(*rest, l.n + (nl != NULL), rest->n);
	return l;
}

/* The part before the next comma, trimmed. */
static slice take_comma(slice *rest)
{
	const char *comma = memchr(rest->p, ',', rest->n);
	slice part = {rest->p, comma ? (size_t)(comma - rest->p) : rest->n};
	*rest = slice_sub(*rest, part.n + (comma != NULL), rest->n);
	return slice_trim(part);
}

/* "facts, dated 2024-05-08, outlet The Herald": the name, and settings into s. */
static slice settings_read(slice header, source *s)
{
	slice name = take_comma(&header);
	while (header.n) {
		slice part = take_comma(&header);
		if (slice_starts(part, S("dated "))) s->day = slice_trim(slice_sub(part, 6, part.n));
		else if (slice_starts(part, S("outlet "))) s->outlet = slice_trim(slice_sub(part, 7, part.n));
		else if (slice_starts(part, S("title "))) s->title = slice_trim(slice_sub(part, 6, part.n));
		else if (slice_starts(part, S("credit "))) s->credit = slice_trim(slice_sub(part, 7, part.n));
	}
	return name;
}

/* Expected lines of a section against what is found; returns misses, each printed unless quiet. */
static int section_misses(probe *p, slice body, const char *where, bool quiet)
{
	int misses = 0;
	while (body.n) {
		slice want = slice_trim(take_line(&body));
		if (!want.n) continue;
		bool not = slice_starts(want, S("* "));
		if (not) want = slice_sub(want, 2, want.n);
		if (any_matches(p, want) != not) continue;
		misses++;
		if (!quiet) printf("  %s: %s: %.*s\n", where, not ? "must not be found" : "missing", PRS(want));
	}
	return misses;
}

typedef struct { slice name, body; } section;      /* header after "--- ", expected lines */
#define SECTIONS_MAX 12

typedef struct {
	slice name, text;
	section secs[SECTIONS_MAX];
	int n_secs;
	char where[300];
} news_case;

static int run_section(dl_lane *lane, const source *src, uint32_t n, section sec, const char *where, bool quiet)
{
	probe p = {.a = arena_new(0), .lane = lane};
	source one = src[0];
	slice name = settings_read(sec.name, &one);
	if (slice_eq(name, S("story"))) probe_story(&p, src, n);
	else if (slice_eq(name, S("brief"))) probe_brief(&p, src, n);
	else probe_document(&p, name, &one);
	int misses = section_misses(&p, sec.body, where, quiet);
	if (show || (misses && !quiet))
		for (uint32_t i = 0; i < p.found.n; i++) printf("    found: %.*s\n", PRS(p.found.v[i]));
	dl_lane_reset(lane);
	arena_free(p.a);
	return misses;
}

/* Split the text of a case into its documents. */
static uint32_t sources_read(slice rest, source *src)
{
	uint32_t n = 0;
	while (rest.n && n < SOURCES_MAX) {
		slice l = take_line(&rest);
		if (slice_starts(l, S("=== "))) {
			slice h = slice_sub(l, 4, l.n);
			src[n] = (source){.text = {rest.p, 0}};
			src[n].outlet = take_comma(&h), src[n].day = take_comma(&h), src[n].credit = take_comma(&h);
			n++;
			continue;
		}
		if (!n) src[n++] = (source){.text = {l.p, 0}};
		src[n - 1].text.n = (size_t)(l.p + l.n - src[n - 1].text.p);
	}
	for (uint32_t i = 0; i < n; i++) src[i].text = slice_trim(src[i].text);
	return n;
}

static void run_case(dl_lane *lane, const news_case *c)
{
	source src[SOURCES_MAX] = {{{0}, {0}, {0}, {0}, {0}}};
	uint32_t n = sources_read(c->text, src);
	bool expect_broken = slice_find(c->name, S("known-broken"), NULL);
	int misses = 0;
	if (show) printf("%s: %.*s\n", c->where, PRS(c->name));
	for (int i = 0; i < c->n_secs && n; i++) misses += run_section(lane, src, n, c->secs[i], c->where, expect_broken);
	if (!n || !c->n_secs) misses = 1, printf("  %s: a case without text or section\n", c->where);
	if (expect_broken && misses) broken++;
	else if (expect_broken) failed++, printf("not ok %s works now: remove known-broken\n", c->where);
	else if (misses) failed++, printf("not ok %s %.*s\n", c->where, PRS(c->name));
	else passed++;
}

/* One more line that is not a comment. */
static void case_line(news_case *c, slice l, slice rest)
{
	section *last = c->n_secs ? &c->secs[c->n_secs - 1] : NULL;
	if (slice_starts(l, S("--- ")) && c->n_secs < SECTIONS_MAX)
		c->secs[c->n_secs++] = (section){slice_sub(l, 4, l.n), {rest.p, 0}};
	else if (last) last->body.n = (size_t)(l.p + l.n - last->body.p);
	else if (c->text.p) c->text.n = (size_t)(l.p + l.n - c->text.p);
	else if (slice_trim(l).n) c->text = l;
}

static void run_file(dl_lane *lane, const char *path)
{
	arena *a = arena_new(0);
	dl_error err;
	slice rest;
	news_case c = {0};
	bool in_comment = false;
	if (file_slurp(path, 8u << 20, a, &rest, &err) != DL_OK) {
		failed++;
		printf("not ok %s %s\n", path, err.text);
	}
	for (uint32_t line = 1; rest.n; line++) {
		slice l = take_line(&rest);
		bool comment = l.n && l.p[0] == '#';
		if (comment && !in_comment) {
			if (c.text.p) run_case(lane, &c);
			c = (news_case){.name = slice_trim(slice_sub(l, 1, l.n))};
			snprintf(c.where, sizeof c.where, "%s:%u", path, line);
		} else if (comment) {
			c.name.n = (size_t)(l.p + l.n - c.name.p);
		} else {
			case_line(&c, l, rest);
		}
		in_comment = comment;
	}
	if (c.text.p) run_case(lane, &c);
	arena_free(a);
}

int main(int argc, char **argv)
{
	dl_kb *kb;
	dl_lane *lane;
	dl_error err = {0};
	if (dl_kb_open(NULL, &kb, &err) != DL_OK || dl_lane_new(kb, &lane) != DL_OK) {
		printf("not ok cases: %s: %s\n", err.where, err.text);
		return 1;
	}
	for (int i = 1; i < argc; i++) {
		if (!strcmp(argv[i], "--show")) show = true;
		else run_file(lane, argv[i]);
	}
	printf("cases: %d passed, %d failed, %d known broken\n", passed, failed, broken);
	dl_lane_free(lane);
	dl_kb_close(kb);
	return failed != 0;
}
