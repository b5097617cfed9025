/* SPDX-License-Identifier: Apache-2.0
 *
 * who.c - who says it, in words an editor would use.
 *
 * Accounts that came through the same people are told together: "Iraqi medics, quoted by AFP (BBC News and The
 * Guardian); the interior ministry (Reuters)". Copies of a text are counted, not named: they are no further witness.
 */
#include "tell/screen.h"

#define OUTLETS_NAMED 3      /* more are counted: "A, B, C and 4 more"                                          */
#define CHAINS_NAMED  3

void put_outlets(buf *b, const dl_assembly *a, const uint32_t *docs, uint32_t n)
{
	uint32_t named = 0, all = 0;
	for (int pass = 0; pass < 2; pass++) {
		for (uint32_t i = 0; i < n; i++) {
			const dl_doc *d = a->docs[docs[i]];
			bool seen = false;
			for (uint32_t k = 0; k < i && !seen; k++) seen = doc_same_outlet(a->docs[docs[k]], d);
			if (seen) continue;
			if (!pass) {
				all++;
				continue;
			}
			if (named == OUTLETS_NAMED && all > OUTLETS_NAMED) break;
			buf_puts(b, !named ? "" : named + 1 == all ? " and " : ", ");
			put_outlet(b, d);
			named++;
		}
	}
	if (all > named) buf_printf(b, " and %u more", all - named);
}

static slice link_name(const dl_assembly *a, const dl_voucher *v, const dl_attribution *t, uint32_t i)
{
	const dl_facts *f = a->facts[v->doc];
	return dl_str(f, f->links[t->first_link + i].name);
}

/* "He", "that report": says nothing to a reader who has not the text before him; "reporters" are only told things. */
static bool is_nobody(slice name)
{
	static const char *const words[] = {"he",    "she",  "it",   "they",  "we",     "i",   "you", "who",
										"which", "that", "this", "these", "those",  "his", "her", "its",
										"their", "our",  "some", "many",  "others", "one"};
	slice first = name;
	size_t n = 0;
	while (n < first.n && first.p[n] != ' ') n++;
	first.n = n;
	static const char *const hearers[] = {"reporters", "journalists", "the media", "the press"};
	if (slice_among_fold(first, words, COUNT(words)) || slice_among_fold(name, hearers, COUNT(hearers))) return true;
	return !name.n;
}

/* Through whom it came; NULL when nobody of them can be named: "they said". */
static const dl_attribution *chain_of(const dl_assembly *a, const dl_voucher *v)
{
	const dl_facts *f = a->facts[v->doc];
	uint32_t at = v->claim ? f->claims[v->claim].attribution : f->reports[v->report].attribution;
	const dl_attribution *t = &f->attributions[at];
	for (uint32_t i = 0; at && i < t->n_links; i++)
		if (!is_nobody(link_name(a, v, t, i))) return t;
	return NULL;
}

static bool same_chain(const dl_assembly *a, const dl_voucher *x, const dl_voucher *y)
{
	const dl_attribution *s = chain_of(a, x), *t = chain_of(a, y);
	if (!s || !t) return s == t;
	if (s->n_links != t->n_links) return false;
	for (uint32_t i = 0; i < s->n_links; i++)
		if (!slice_eq_fold(link_name(a, x, s, i), link_name(a, y, t, i))) return false;
	return true;
}

/* "Iraqi medics, quoted by AFP": the informant first, then those who passed it on. */
static uint32_t put_chain(buf *b, const dl_assembly *a, const dl_voucher *v, const dl_attribution *t)
{
	uint32_t told = 0;
	for (uint32_t i = t ? t->n_links : 0; i-- > 0;) {
		if (is_nobody(link_name(a, v, t, i))) continue;
		buf_puts(b, !told ? "" : told == 1 ? ", quoted by " : ", through ");
		screen_words(b, link_name(a, v, t, i));
		told++;
	}
	return told;
}

void put_who(buf *b, const dl_assembly *a, const dl_account *x)
{
	const dl_voucher *v = &a->vouchers[x->first_voucher];
	uint32_t copies = 0, told = 0;
	for (uint32_t i = 0; i < x->n_vouchers; i++) {
		uint32_t docs[64], n = 0;
		bool seen = false;
		for (uint32_t k = 0; k < i && !seen; k++) seen = v[k].copy == v[i].copy && same_chain(a, &v[k], &v[i]);
		copies += v[i].copy;
		if (seen || v[i].copy) continue;
		if (told == CHAINS_NAMED) {
			buf_puts(b, "; others");
			break;
		}
		for (uint32_t k = i; k < x->n_vouchers && n < COUNT(docs); k++)
			if (!v[k].copy && same_chain(a, &v[i], &v[k])) docs[n++] = v[k].doc;
		buf_puts(b, told++ ? "; " : "");
		const dl_attribution *t = chain_of(a, &v[i]);
		bool chain = put_chain(b, a, &v[i], t) > 0;
		buf_puts(b, chain ? " (" : "");
		put_outlets(b, a, docs, n);
		buf_puts(b, chain ? ")" : "");
	}
	if (!told && x->n_vouchers) put_outlets(b, a, &v[0].doc, 1);
	if (copies) buf_puts(b, ", and "), put_many(b, copies, "reprint");
}

/* ---------------------------------------------------------------- before the verb */
/* "Local officials" at the head of a sentence are "local officials" inside one; "Iraqi medics" and "Hamas" stay. */
static bool is_proper(const dl_facts *f, const dl_link *l)
{
	const dl_entity *e = &f->entities[l->entity];
	if (l->entity && f->mentions[e->first].form == 'n') return true;
	for (uint32_t i = 1; i < f->n_mentions; i++) {
		const dl_mention *m = &f->mentions[i];
		if (m->at.start == l->at.start && m->form && strchr("nate", m->form)) return true;
	}
	return false;
}

static bool is_sentence_start(const dl_facts *f, uint32_t at)
{
	for (uint32_t i = 0; i < f->n_sents; i++)
		if (f->sents[i].start == at) return true;
	return false;
}

/* Does the article stand before the body in the text: "the Justice Department"? Its name may be told in other words. */
static bool has_article(const dl_facts *f, const dl_link *l, slice text, slice name)
{
	const dl_entity *e = &f->entities[l->entity];
	if (e->kind == DL_E_PERSON || l->at.start < 4 || slice_starts(name, S("The ")) || slice_starts(name, S("the ")))
		return false;
	slice inside = span_text(text, l->at), before = slice_sub(text, l->at.start - 4, l->at.start);
	bool within = slice_starts(inside, S("the ")) || slice_starts(inside, S("The "));
	if (within) inside = slice_sub(inside, 4, inside.n);
	if (!within && !slice_eq(before, S("the ")) && !slice_eq(before, S("The "))) return false;
	return e->kind == DL_E_ORG || slice_starts(inside, name);
}

static void put_link(buf *b, const dl_assembly *a, const dl_voucher *v, const dl_link *l)
{
	static const char *const small[] = {"The ", "A ", "An ", "Officials", "Authorities", "Witnesses"};
	const dl_facts *f = a->facts[v->doc];
	slice name = dl_str(f, l->name);
	if (has_article(f, l, a->docs[v->doc]->text, name)) buf_puts(b, "the ");
	size_t at = b->n;
	screen_words(b, name);
	bool word = name.n > 1 && name.p[0] >= 'A' && name.p[0] <= 'Z' && name.p[1] >= 'a' && name.p[1] <= 'z';
	bool lower = slice_starts_among(name, small, COUNT(small)) || slice_eq(name, S("Police"));
	lower = lower || (word && is_sentence_start(f, l->at.start) && !is_proper(f, l));
	if (lower && at < b->n) b->p[at] = (char)(b->p[at] | 32);
}

/* "AFP and Iraqi medics"; how many links were put. An outlet that cites itself cites nobody. */
static uint32_t put_links(buf *b, const dl_assembly *a, const dl_voucher *v, const dl_attribution *t)
{
	uint32_t told = 0;
	for (uint32_t i = 0; t && i < t->n_links; i++) {
		slice name = link_name(a, v, t, i);
		if (is_nobody(name) || slice_eq_fold(name, outlet_name(a->docs[v->doc]))) continue;
		if (told) buf_puts(b, " and ");
		put_link(b, a, v, &a->facts[v->doc]->links[t->first_link + i]);
		told++;
	}
	return told;
}

typedef struct { uint32_t docs[64], n, first; } citing;    /* one way in which the account came, and who prints it */

/* An outlet that tells it both with and without a source is named with it. */
static bool told_with_source(const dl_assembly *a, const dl_account *x, uint32_t doc)
{
	const dl_voucher *v = &a->vouchers[x->first_voucher];
	for (uint32_t i = 0; i < x->n_vouchers; i++)
		if (chain_of(a, &v[i]) && doc_same_outlet(a->docs[v[i].doc], a->docs[doc])) return true;
	return false;
}

static uint32_t citings_find(const dl_assembly *a, const dl_account *x, citing g[CHAINS_NAMED])
{
	const dl_voucher *v = &a->vouchers[x->first_voucher];
	uint32_t told = 0;
	for (uint32_t i = 0; i < x->n_vouchers && told < CHAINS_NAMED; i++) {
		bool seen = false, sourced = chain_of(a, &v[i]) != NULL;
		for (uint32_t k = 0; k < i && !seen; k++) seen = v[k].copy == v[i].copy && same_chain(a, &v[k], &v[i]);
		if (seen || (v[i].copy && x->n_vouchers > 1)) continue;
		g[told].n = 0, g[told].first = i;
		for (uint32_t k = i; k < x->n_vouchers && g[told].n < COUNT(g->docs); k++) {
			if ((v[k].copy && x->n_vouchers > 1) || !same_chain(a, &v[i], &v[k])) continue;
			if (sourced || !told_with_source(a, x, v[k].doc)) g[told].docs[g[told].n++] = v[k].doc;
		}
		told += g[told].n > 0;
	}
	return told;
}

/* Is it printed by one outlet, and by the same as the other? */
static bool same_printer(const dl_assembly *a, const citing *x, const citing *y)
{
	for (uint32_t i = 0; i < x->n; i++)
		if (!doc_same_outlet(a->docs[x->docs[i]], a->docs[y->docs[0]])) return false;
	for (uint32_t i = 1; i < y->n; i++)
		if (!doc_same_outlet(a->docs[y->docs[i]], a->docs[y->docs[0]])) return false;
	return true;
}

/* ", citing Fars as well as witnesses": the sources of g[at], and of those behind it that the same outlet prints;
 * each of them is done then. False: nobody is cited. */
static bool put_sources_of(buf *b, const dl_assembly *a, const dl_voucher *v, citing *g, uint32_t range[2])
{
	bool any = false;
	for (uint32_t i = range[0]; i < range[1]; i++) {
		if (!g[i].n || !same_printer(a, &g[range[0]], &g[i])) continue;
		size_t at = b->n;
		buf_puts(b, any ? " as well as " : ", citing ");
		if (put_links(b, a, &v[g[i].first], chain_of(a, &v[g[i].first]))) any = true;
		else b->n = at;
		if (i > range[0]) g[i].n = 0;
	}
	g[range[0]].n = 0;
	return any;
}

void put_citing(buf *b, const dl_assembly *a, const dl_account *x)
{
	citing g[CHAINS_NAMED];
	const dl_voucher *v = &a->vouchers[x->first_voucher];
	uint32_t n = citings_find(a, x, g), told = 0, all = 0;
	bool comma = false;
	for (uint32_t i = 0; i < n; i++) {
		bool again = false;
		for (uint32_t k = 0; k < i && !again; k++) again = same_printer(a, &g[k], &g[i]);
		all += !again;
	}
	/* Who names no source comes last: in "A and B, citing the police" both would cite them. */
	for (int pass = 0; pass < 2; pass++)
		for (uint32_t i = 0; i < n; i++) {
			if (!g[i].n || (chain_of(a, &v[g[i].first]) == NULL) != pass) continue;
			bool last = ++told == all;
			buf_puts(b, told == 1 ? "" : last ? comma ? ", and " : " and " : comma ? "; " : ", ");
			put_outlets(b, a, g[i].docs, g[i].n);
			comma = put_sources_of(b, a, v, g, (uint32_t[2]){i, n});
		}
	if (!n) put_outlets(b, a, &v[0].doc, 1);
	buf_puts(b, comma ? ", " : " ");
}
