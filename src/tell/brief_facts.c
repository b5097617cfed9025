/* SPDX-License-Identifier: Apache-2.0
 *
 * brief_facts.c - the sentences of a brief that follow an event's leading sentence: figures, and what does not fit.
 *
 * In: a field of an event. Out: one sentence that begins with who says it:
 *
 *      agreed     Channel Six and Port Daily, citing the hospital, put the dead at nine.
 *      revised    Port Daily, citing the hospital, put the dead at nine, up from six or more (Channel Six, 12 May).
 *      disputed   How many were injured is disputed: Channel Six put the injured at
 *                 about 20; Port Daily put them at 17.
 *      disputed   When it starts is disputed: the Ledger, citing the ministry, gave 7 p.m.; Channel Six gave 3.30 p.m.
 *      set aside  The rebels' own figure, 40, is not counted (Channel Six).
 *      typed      The desk puts the dead at 14 (typed by anna: the hospital corrected itself (decision 6)).
 *
 * Between the passages stand only names, figures with their bounds, and the fixed words of this file.
 */
#include "tell/brief.h"

#include <stdio.h>

#define FACTS_PER_EVENT 4        /* sentences after the lead                                                     */
#define VAGUE_BYTES     12       /* "dozens", "several": longer words are told by their bound                    */
#define DOZENS          12       /* vague words from here on are figures: "dozens", "hundreds", not "several"      */
#define FEW             10       /* displaced or taking part: fewer are an anecdote                              */
#define SIDES           4        /* accounts told in one sentence                                                */

static bool is_count(unsigned kind) { return kind >= DL_F_KILLED && kind <= DL_F_FREED; }

static const dl_claim *claim_of(const dl_assembly *a, const dl_account *x)
{
	const dl_voucher *v = &a->vouchers[x->first_voucher];
	return &a->facts[v->doc]->claims[v->claim];
}

static const dl_count *count_of(const dl_assembly *a, const dl_account *x)
{
	const dl_voucher *v = &a->vouchers[x->first_voucher];
	const dl_claim *c = claim_of(a, x);
	return c->kind == DL_V_COUNT && c->value ? &a->facts[v->doc]->counts[c->value] : NULL;
}

/* "Until 2017" of a start or an end says too little for a sentence. */
static bool is_coarse(const dl_assembly *a, const dl_account *x)
{
	const dl_voucher *v = &a->vouchers[x->first_voucher];
	const dl_claim *c = claim_of(a, x);
	return c->kind == DL_V_TIME && c->value && a->facts[v->doc]->times[c->value].grain > DL_G_WEEK;
}

/* Not of "nytimes.com", which is written so. */
static void large_first(buf *b, size_t at)
{
	size_t end = at;
	while (end < b->n && b->p[end] != ' ' && b->p[end] != ',') end++;
	if (memchr(b->p + at, '.', end - at)) return;
	if (at < b->n && b->p[at] >= 'a' && b->p[at] <= 'z') b->p[at] = (char)(b->p[at] - 32);
}

static void put_lower(buf *b, slice s)
{
	size_t at = b->n;
	screen_words(b, s);
	if (at < b->n && b->p[at] >= 'A' && b->p[at] <= 'Z') b->p[at] = (char)(b->p[at] + 32);
}

/* ---------------------------------------------------------------- figures */
/* Small numbers as words, round millions so, thousands with a comma. */
static void put_number(buf *b, int64_t v, unsigned decimals)
{
	static const char *const small[] = {"zero", "one", "two", "three", "four", "five", "six", "seven", "eight",
	                                    "nine"};
	if (decimals) json_decimal(b, v, decimals);
	else if (v >= 0 && v < 10) buf_puts(b, small[v]);
	else if (v >= 1000000 && v % 1000000 == 0) buf_printf(b, "%lld million", (long long)(v / 1000000));
	else if (v >= 1000000 && v % 100000 == 0)
		buf_printf(b, "%lld.%lld million", (long long)(v / 1000000), (long long)(v / 100000 % 10));
	else if (v >= 1000000)
		buf_printf(b, "%lld,%03lld,%03lld", (long long)(v / 1000000), (long long)(v / 1000 % 1000),
				   (long long)(v % 1000));
	else if (v >= 1000) buf_printf(b, "%lld,%03lld", (long long)(v / 1000), (long long)(v % 1000));
	else buf_printf(b, "%lld", (long long)v);
}

/* "23 or more", "more than 2,000", "about 20", "up to 15", "dozens". */
static void put_figure(buf *b, const dl_assembly *a, const dl_account *x)
{
	const dl_count *c = count_of(a, x);
	if (!c) {
		screen_words(b, x->value);
	} else if (c->flags & DL_C_VAGUE && c->at.end - c->at.start < VAGUE_BYTES) {
		put_lower(b, span_text(a->docs[a->vouchers[x->first_voucher].doc]->text, c->at));
	} else if (c->hi == DL_COUNT_MAX) {
		bool more = count_is_more_than(c);
		if (more) buf_puts(b, "more than ");
		put_number(b, c->lo - more, c->decimals);
		if (!more) buf_puts(b, " or more");
	} else if (c->lo == DL_COUNT_NONE || c->flags & DL_C_UP_TO) {
		buf_puts(b, "up to ");
		put_number(b, c->hi, c->decimals);
	} else if (c->lo != c->hi) {
		put_number(b, c->lo, c->decimals);
		buf_puts(b, " to ");
		put_number(b, c->hi, c->decimals);
	} else {
		buf_puts(b, c->flags & DL_C_APPROX ? "about " : "");
		put_number(b, c->lo, c->decimals);
	}
}

/* "police officers", "children", "women": the word for one as the word for many. */
static void put_plural(buf *b, slice s)
{
	static const char *const many[] = {"people", "police", "men", "women", "children", "staff", "personnel", "troops",
	                                   "crew", "youth", "dead", "wounded", "injured"};
	static const struct { const char *one, *many; } odd[] = {
		{"child", "children"}, {"woman", "women"}, {"man", "men"}, {"person", "people"}, {"wife", "wives"},
	};
	for (size_t i = 0; i < COUNT(many); i++)
		if (slice_ends(s, (slice){many[i], strlen(many[i])})) {
			buf_put(b, s);
			return;
		}
	for (size_t i = 0; i < COUNT(odd); i++) {
		size_t n = strlen(odd[i].one);
		if (!slice_ends(s, (slice){odd[i].one, n}) || slice_ends(s, S("human"))) continue;
		buf_printf(b, "%.*s%s", (int)(s.n - n), s.p, odd[i].many);
		return;
	}
	char last = s.n ? s.p[s.n - 1] : 's', before = s.n > 1 ? s.p[s.n - 2] : 'a';
	bool y = last == 'y' && !strchr("aeiou", before);
	bool hiss = slice_ends(s, S("ch")) || slice_ends(s, S("sh")) || last == 'x';
	buf_printf(b, "%.*s%s", (int)(s.n - y), s.p, last == 's' ? "" : y ? "ies" : hiss ? "es" : "s");
}

/* What is counted: "the dead", "the number of police officers killed". */
static void put_counted(buf *b, const dl_field *f)
{
	static const struct { uint8_t kind; const char *all, *done; } words[] = {
		{DL_F_KILLED, "the dead", "killed"}, {DL_F_INJURED, "the injured", "injured"},
		{DL_F_MISSING, "the missing", "missing"},
		{DL_F_ARRESTED, "the number arrested or held", "arrested or held"},
		{DL_F_PARTICIPANTS, "those taking part", "taking part"}, {DL_F_DISPLACED, "the displaced", "displaced"},
		{DL_F_FREED, "those freed", "freed"},
	};
	for (size_t i = 0; i < COUNT(words); i++) {
		if (words[i].kind != f->kind) continue;
		if (!f->of.n) {
			buf_puts(b, words[i].all);
		} else if (slice_starts(f->of, S("in "))) {
			buf_printf(b, "%s %.*s", words[i].all, PRS(f->of));
		} else if (slice_eq(f->of, S("hospitalized"))) {
			buf_puts(b, "the number taken to hospital");
		} else {
			buf_puts(b, "the number of ");
			put_plural(b, f->of);
			buf_printf(b, " %s", words[i].done);
		}
	}
}

static const char *did_what(unsigned kind)
{
	switch (kind) {
	case DL_F_KILLED: return "were killed";
	case DL_F_INJURED: return "were injured";
	case DL_F_MISSING: return "are missing";
	case DL_F_ARRESTED: return "were arrested or held";
	case DL_F_PARTICIPANTS: return "took part";
	case DL_F_DISPLACED: return "were displaced";
	default: return "were freed";
	}
}

/* "put the dead at nine", "said no one was killed", "gave no figure". */
static void put_count_says(buf *b, const dl_assembly *a, const dl_field *f, const dl_account *x, bool again)
{
	const dl_count *c = count_of(a, x);
	if (c && c->flags & DL_C_NO_FIGURE) {
		buf_printf(b, "said people %s, giving no figure", did_what(f->kind));
	} else if (c && c->hi == 0) {
		buf_printf(b, "said that none %s", did_what(f->kind));
	} else {
		buf_puts(b, "put ");
		if (again) buf_puts(b, f->of.n || f->kind == DL_F_ARRESTED ? "it" : "them");
		else put_counted(b, f);
		buf_puts(b, " at ");
		put_figure(b, a, x);
	}
}

/* ---------------------------------------------------------------- other values */
/* The passage without what leads into it: "at 7 p.m." is 7 p.m. */
static slice bare_words(slice s)
{
	static const char *const heads[] = {"at ", "At ", "from ", "in ", "on ", "On ", "In ", "near ", "to ",
	                                    "until ", "till ", "through ", "by ", "since ", "starting ", "beginning "};
	for (size_t i = 0; i < COUNT(heads); i++) {
		slice h = {heads[i], strlen(heads[i])};
		if (slice_starts(s, h) && s.n > h.n) return slice_sub(s, h.n, s.n);
	}
	return s;
}

/* Does one side say that it did not happen? Then who did it is not what is in dispute. */
static bool any_denied(const dl_assembly *a, const dl_field *f)
{
	for (uint32_t i = 0; i < f->n_accounts; i++)
		if (account_denied(&a->accounts[f->first_account + i])) return true;
	return false;
}

/* Between quotation marks, those inside as single ones, closed where the cut left one open. */
static void put_quoted(buf *b, slice words)
{
	size_t at = b->n + strlen("“");
	uint32_t marks = 0;
	buf_puts(b, "“");
	screen_words(b, words);
	for (size_t i = at; i < b->n; i++)
		if (b->p[i] == '"') b->p[i] = '\'', marks++;
	buf_puts(b, marks % 2 ? "'”" : "”");
}

static void put_gave(buf *b, const dl_assembly *a, const dl_field *f, const dl_account *x)
{
	const dl_voucher *v = &a->vouchers[x->first_voucher];
	const dl_facts *facts = a->facts[v->doc];
	bool whole = any_denied(a, f);
	slice words = whole ? span_text(a->docs[v->doc]->text, facts->reports[v->report].trigger) : voucher_words(a, v);
	if (!whole && (f->value_kind == DL_V_TIME || f->value_kind == DL_V_PLACE || f->value_kind == DL_V_COUNT)) {
		buf_puts(b, "gave ");
		screen_words(b, bare_words(words));
		return;
	}
	buf_puts(b, account_denied(x) ? "denied it: " : "said ");
	put_quoted(b, words);
}

/* What a dispute is about, as the beginning of a sentence. */
static void put_question(buf *b, const dl_assembly *a, const dl_field *f)
{
	static const char *const words[DL_FIELD_N] = {
		[DL_F_WHO] = "Who did it", [DL_F_RECIPIENT] = "Whom it was done to", [DL_F_WHEN] = "When it happened",
		[DL_F_WHERE] = "Where it happened", [DL_F_DAMAGE] = "The damage", [DL_F_WEAPON] = "The weapon",
		[DL_F_CAUSE] = "The cause", [DL_F_CLAIMED_BY] = "Who claimed it", [DL_F_SCOPE] = "What it covers",
		[DL_F_STARTS] = "When it starts", [DL_F_ENDS] = "When it ends",
	};
	if (is_count(f->kind)) {
		buf_puts(b, "How many ");
		if (f->of.n && !slice_eq(f->of, S("hospitalized")) && !slice_starts(f->of, S("in "))) {
			put_plural(b, f->of);
			buf_putc(b, ' ');
		}
		buf_puts(b, slice_eq(f->of, S("hospitalized")) ? "were taken to hospital" : did_what(f->kind));
		if (slice_starts(f->of, S("in "))) buf_printf(b, " %.*s", PRS(f->of));
	} else if (any_denied(a, f)) {
		buf_puts(b, "Whether it happened");
	} else if (f->value_kind == DL_V_COUNT) {
		buf_puts(b, "A figure");
	} else {
		buf_puts(b, f->kind < DL_FIELD_N && words[f->kind] ? words[f->kind] : "What happened");
	}
}

/* ---------------------------------------------------------------- one account, with its source */
static void cite_account(brief *br, const dl_assembly *a, const dl_account *x)
{
	uint32_t told = 0;
	for (uint32_t i = 0; i < x->n_vouchers && told < 2; i++) {
		const dl_voucher *v = &a->vouchers[x->first_voucher + i];
		if (v->copy && x->n_vouchers > 1) continue;
		brief_cite(br, v->doc, voucher_span(a, v));
		told++;
	}
}

static void put_says(buf *b, brief *br, const dl_assembly *a, const dl_field *f, uint32_t at)
{
	const dl_account *x = &a->accounts[f->first_account + at];
	put_citing(b, a, x);
	if (is_count(f->kind)) put_count_says(b, a, f, x, at > 0 && f->standing == DL_DISPUTED);
	else put_gave(b, a, f, x);
	cite_account(br, a, x);
}

/* One of many, told by himself: no figure of how many there are. */
static bool is_one_of_many(const dl_assembly *a, const dl_field *f, const dl_account *x)
{
	const dl_count *c = is_count(f->kind) ? count_of(a, x) : NULL;
	return c && c->lo == 1 && c->hi == 1 && f->best > 1 && x->verdict == 'o';
}

/* All accounts with one of these verdicts, the best first, each behind `lead` or a semicolon; how many. */
static uint32_t put_sides(buf *b, brief *br, const dl_assembly *a, const dl_field *f, const char *verdicts,
                          const char *lead)
{
	uint32_t told = 0;
	for (uint32_t i = 0; i < f->n_accounts && told < SIDES; i++) {
		const dl_account *x = &a->accounts[f->first_account + i];
		if (!x->n_vouchers || !x->verdict || !strchr(verdicts, x->verdict) || is_one_of_many(a, f, x)) continue;
		buf_puts(b, told++ ? "; " : lead);
		put_says(b, br, a, f, i);
	}
	return told;
}

/* "The people shot" and "several" are no figure that another one is up or down from. */
static bool has_number(const dl_count *c) { return !(c->flags & (DL_C_NO_FIGURE | DL_C_VAGUE)) || c->lo >= DOZENS; }

/* "seven injured": what a figure counts, behind it. */
static const char *counted_behind(const dl_field *f)
{
	if (f->of.n) return "";
	if (f->kind == DL_F_KILLED) return " dead";
	return f->kind == DL_F_INJURED ? " injured" : f->kind == DL_F_MISSING ? " missing" : "";
}

/* "up from six or more (Channel Six, 12 May) and four (Port Daily, 12 May)" */
static void put_earlier(buf *b, brief *br, const dl_assembly *a, const dl_field *f, const char *noun)
{
	const dl_count *now = count_of(a, &a->accounts[f->first_account]);
	uint32_t told = 0;
	for (uint32_t i = 1; i < f->n_accounts && told < 2; i++) {
		const dl_account *x = &a->accounts[f->first_account + i];
		const dl_count *was = count_of(a, x);
		if (x->verdict != 's' || !x->n_vouchers || !was || !has_number(was)) continue;
		const char *way = !now || was->lo == now->lo ? "revised from " : was->lo < now->lo ? "up from " : "down from ";
		buf_puts(b, told++ ? " and " : way);
		put_figure(b, a, x);
		buf_printf(b, "%s (", noun);
		const dl_doc *d = a->docs[a->vouchers[x->first_voucher].doc];
		put_outlet(b, d);
		put_published_short(b, d);
		buf_putc(b, ')');
		cite_account(br, a, x);
	}
}

/* "The desk puts the dead at 14 (typed by anna: the hospital corrected itself, decision 6)." What people typed is told
 * as theirs, after what passages say. */
static void desk_sentence(buf *b, const dl_assembly *a, const dl_field *f)
{
	const dl_account *x = &a->accounts[f->first_account + f->typed - 1];
	if (is_count(f->kind)) {
		buf_puts(b, "The desk puts ");
		put_counted(b, f);
		buf_printf(b, " at %.*s", PRS(x->value));
	} else {
		buf_printf(b, "The desk gives as “%s”: %.*s", dl_field_name(f->kind), PRS(x->value));
	}
	buf_printf(b, " (%.*s).", PRS(x->rule));
}

static bool is_told(const brief *br, const dl_assembly *a, const dl_account *x)
{
	for (uint32_t i = 0; i < x->n_vouchers; i++) {
		const dl_voucher *v = &a->vouchers[x->first_voucher + i];
		if (told_already(br, v->doc, voucher_span(a, v))) return true;
	}
	return false;
}

/* Is the newest figure in the sentence that leads the event, nobody else's, and an earlier one to be told? */
static bool just_told(const brief *br, const dl_assembly *a, const dl_field *f)
{
	const sentence *last = br->s.n > 1 ? &br->s.v[br->s.n - 2] : NULL;
	bool earlier = false;
	for (uint32_t i = 1; i < f->n_accounts; i++) {
		const dl_account *x = &a->accounts[f->first_account + i];
		const dl_count *was = x->n_vouchers ? count_of(a, x) : NULL;
		earlier = earlier || (x->verdict == 's' && was && has_number(was));
	}
	const dl_account *now = &a->accounts[f->first_account];
	bool lead = last && last->leads && last->event == f->event;
	return earlier && lead && now->n_outlets == 1 && is_told(br, a, now);
}

static void fact_sentence(buf *b, brief *br, const dl_assembly *a, const dl_field *f)
{
	size_t from = b->n;
	if (f->standing == DL_DISPUTED) {
		put_question(b, a, f);
		buf_puts(b, " is disputed: ");
		put_sides(b, br, a, f, "bd", "");
		if (slice_starts(f->best_rule, S("common parent: "))) {
			slice parent = slice_sub(f->best_rule, 15, f->best_rule.n);
			buf_printf(b, "; all lie in %.*s", PRS(parent));
		}
	} else if (a->accounts[f->first_account].verdict == 'x') {
		put_says(b, br, a, f, 0);
		buf_puts(b, "; it is those fighting who say so, and the figure is not counted");
	} else if (f->standing == DL_REVISED && just_told(br, a, f)) {
		buf_puts(b, "That is ");
		put_earlier(b, br, a, f, counted_behind(f));
	} else {
		put_says(b, br, a, f, 0);
		if (f->kind == DL_F_STARTS || f->kind == DL_F_ENDS)
			buf_puts(b, f->kind == DL_F_STARTS ? " as the start" : " as the end");
		if (f->standing == DL_REVISED) {
			size_t at = b->n;
			buf_puts(b, ", ");
			size_t told = b->n;
			put_earlier(b, br, a, f, "");
			if (b->n == told) b->n = at;
		}
		else if (f->standing == DL_SCOPE) put_sides(b, br, a, f, "o", "; ");
	}
	large_first(b, from);
	if (b->n && b->p[b->n - 1] != '.') buf_putc(b, '.');     /* "7 p.m." has one */
}

/* ---------------------------------------------------------------- which fields */
/* Has the figure been told, of this event or of another that tells the same harm? */
static bool figure_told(const brief *br, unsigned kind, int64_t lo)
{
	for (uint32_t i = 0; i < br->figures.n; i++)
		if (br->figures.v[i].kind == kind && br->figures.v[i].lo == lo) return true;
	return false;
}

void figure_note(brief *br, unsigned kind, int64_t lo)
{
	figure *x = VEC_PUSH(br->a, &br->figures);
	if (x) *x = (figure){lo, (uint8_t)kind};
	else br->nomem = true;
}

/* A figure of some beside a larger one of the same event: "35 in Le Marche" of 247, one who was grazed of four who
 * were taken to hospital. */
static bool is_part(const dl_assembly *a, const dl_event *e, const dl_field *f)
{
	for (uint32_t i = 0; i < e->n_fields; i++) {
		const dl_field *g = &a->fields[e->first_field + i];
		bool whole = !g->of.n || slice_eq(g->of, S("hospitalized"));
		if (g->kind == f->kind && whole && !f->of.n && g->best > f->best) return true;
	}
	return false;
}

/* Is a field worth a sentence of its own? One person's part is no figure. */
static bool worth_telling(const brief *br, const dl_assembly *a, const dl_field *f, bool led)
{
	const dl_account *x = &a->accounts[f->first_account];
	if (!f->n_accounts || !x->n_vouchers || f->past) return false;
	if (f->standing == DL_DISPUTED) return true;
	bool count = is_count(f->kind);
	if (!led && f->standing == DL_SINGLE) return false;
	const dl_count *c = count ? count_of(a, x) : NULL;
	if (f->standing == DL_REVISED) return count;
	if (!count && ((f->kind != DL_F_STARTS && f->kind != DL_F_ENDS) || is_coarse(a, x))) return false;
	if (x->modality != DL_TOLD && f->kind != DL_F_STARTS && f->kind != DL_F_ENDS) return false;
	if (c && c->lo == 1 && c->hi == 1) return false;
	if (c && (c->flags & DL_C_PART_OF || !has_number(c))) return false;
	/* Nobody hurt, hundreds with no number, those of a year, a handful who moved out: by one outlet alone no figure of
	 * the event. */
	bool few = c && c->hi < FEW && (f->kind == DL_F_DISPLACED || f->kind == DL_F_PARTICIPANTS);
	bool several = c && c->flags & (DL_C_VAGUE | DL_C_AGGREGATE | DL_C_OTHERS | DL_C_NEW);
	if (c && f->standing == DL_SINGLE && (c->hi == 0 || several || few)) return false;
	if (c && (figure_told(br, f->kind, c->lo) || is_part(a, &a->events[f->event], f))) return false;
	return !is_told(br, a, x);
}

void facts_add(brief *br, const dl_assembly *a, uint32_t event, bool led)
{
	const dl_event *e = &a->events[event];
	buf b = {0};
	uint32_t told = 0;
	/* What does not fit comes before what merely adds. */
	for (int pass = 0; pass < 2; pass++)
		for (uint32_t i = 0; i < e->n_fields && told < FACTS_PER_EVENT; i++) {
			const dl_field *f = &a->fields[e->first_field + i];
			bool odd = f->standing == DL_REVISED || f->standing == DL_DISPUTED;
			if (odd != !pass || !worth_telling(br, a, f, led)) continue;
			sentence *s = sentence_begin(br, event, f->standing, false);
			if (!s) break;
			fact_sentence(&b, br, a, f);
			if (is_count(f->kind)) figure_note(br, f->kind, f->best);
			sentence_end(br, s, &b);
			told++;
		}
	for (uint32_t i = 0; i < e->n_fields; i++) {
		const dl_field *f = &a->fields[e->first_field + i];
		sentence *s = f->typed ? sentence_begin(br, event, f->standing, false) : NULL;
		if (!s) continue;
		desk_sentence(&b, a, f);
		sentence_end(br, s, &b);
	}
	buf_free(&b);
}
