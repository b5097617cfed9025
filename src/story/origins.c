/* SPDX-License-Identifier: Apache-2.0
 *
 * origins.c - who did the reporting: outlets are many, origins are fewer.
 *
 * In: documents with outlet and credit, groups of shared text. Out: an origin per document, and per passage the
 * origin and the informant of that passage.
 *
 * Fox News prints "The Associated Press contributed to this report": its origin is AP. A paper that reprints the
 * text without saying so has the origin of the earliest document with that text, or the agency that any of the
 * copies credits. "... 380 were injured, Iraqi medics said, according to AFP" in a BBC article: the passage's
 * origin is AFP, its informant Iraqi medics, though the article's own origin is BBC.
 *
 * Tests in order: shared text, credit line, publisher (data/en/publishers.tsv), the outlet's own name. An outlet
 * without a name is an origin of its own. Different origins only mean that no dependence was found.
 */
#include "story/inner.h"

#include <stdlib.h>

/* ---------------------------------------------------------------- names of publishers */
/* "www.nytimes.com" and "The New York Times" to what the table lists: small letters, no article, no domain. */
static slice bare_name(arena *a, slice name)
{
	static const char *const heads[] = {"https://", "http://", "www.", "the "};
	static const char *const tails[] = {".com", ".org", ".net"};
	slice s = slice_trim(utf8_plain(a, name));
	for (size_t i = 0; i < COUNT(heads); i++) {
		slice h = {heads[i], strlen(heads[i])};
		if (slice_starts(s, h) && s.n > h.n) s = slice_sub(s, h.n, s.n);
	}
	for (size_t i = 0; i < COUNT(tails); i++) {
		slice t = {tails[i], strlen(tails[i])};
		if (slice_ends(s, t) && s.n > t.n) s = slice_sub(s, 0, s.n - t.n);
	}
	slice end = end_in(W_PUBLISHER_END, s);
	return slice_trim(end.n < s.n ? slice_sub(s, 0, s.n - end.n) : s);
}

/* The body that a name means, by the table; the name itself when it lists none. */
static slice body_of(arena *tmp, slice name)
{
	tsv t = {.name = S("publishers.tsv")};
	slice cols[TSV_COLS], bare = bare_name(tmp, name), plain = slice_trim(utf8_plain(tmp, name));
	int n;
	if (!embedded_find("publishers.tsv", &t.rest)) return name;
	while ((n = tsv_next(&t, cols)) > 0)
		for (int i = 1; i < n; i++)
			if (slice_eq(cols[i], bare) || slice_eq(cols[i], plain)) return cols[0];
	return name;
}

/* Origin of a name as written; 0 when out of memory. rule counts when the origin is new. */
static uint32_t origin_named(assembler *s, slice name, slice rule)
{
	uint32_t *raw = strmap_put(&s->origin_of, name), *slot;
	if (!raw) return 0;
	if (*raw) return *raw;
	slice body = body_of(s->w->tmp, name), key = utf8_plain(s->w->tmp, body);
	if (!(slot = strmap_put(&s->origin_by_body, key))) return 0;
	if (!*slot) {
		dl_origin *o = VEC_PUSH(s->w->out, &s->origins);
		if (!o) return 0;
		o->name = arena_copy(s->w->out, body);
		o->rule = slice_eq(rule, S("own")) && !slice_eq(body, name) ? S("publisher") : rule;
		*slot = s->origins.n - 1;
	}
	return *strmap_put(&s->origin_of, name) = *slot;
}

/* ---------------------------------------------------------------- origin of a document */
static uint32_t own_origin(assembler *s, uint32_t d)
{
	const dl_doc *doc = s->docs[d];
	if (doc->credit.n) {
		size_t cut;
		slice first = slice_find(doc->credit, S(";"), &cut) ? slice_sub(doc->credit, 0, cut) : doc->credit;
		return origin_named(s, slice_trim(first), S("credit line"));
	}
	if (!doc->outlet.n) return origin_named(s, arena_printf(s->w->out, "unknown %u", d + 1), S("no outlet is named"));
	return origin_named(s, doc->outlet, S("own"));
}

/* Origin of a group of copies: its earliest document's, unless a later copy credits an agency and that one does
 * not: the earliest that we hold need not be the first there was. */
bool origins_find(assembler *s)
{
	strmap_init(&s->origin_of, s->w->tmp);
	strmap_init(&s->origin_by_body, s->w->tmp);
	strmap_init(&s->informant_of, s->w->tmp);
	uint32_t *own = ARENA_ARRAY(s->w->tmp, uint32_t, s->n + 1);
	uint32_t *group = ARENA_ARRAY(s->w->tmp, uint32_t, s->n + 1);     /* by smallest document: its origin  */
	if (!own || !group) return false;
	for (uint32_t d = 0; d < s->n; d++) {
		if (!(own[d] = own_origin(s, d))) return false;
		uint32_t head = s->copy_group[d];
		bool credits = s->docs[d]->credit.n && !s->docs[head]->credit.n;
		if (!group[head] || (credits && group[head] == own[head])) group[head] = own[d];
	}
	for (uint32_t d = 0; d < s->n; d++) s->out->places[d].origin = group[s->copy_group[d]];
	return true;
}

/* ---------------------------------------------------------------- origin and informant of a passage */
static bool reports_news(unsigned informant) { return informant == DL_I_AGENCY || informant == DL_I_MEDIA; }

static uint32_t informant_named(assembler *s, slice name)
{
	uint32_t *slot = strmap_put(&s->informant_of, bare_name(s->w->tmp, name));
	if (!slot) return 0;
	if (!*slot) {
		dl_slice *v = VEC_PUSH(s->w->out, &s->informants);
		if (!v) return 0;
		*v = arena_copy(s->w->out, name);
		*slot = s->informants.n - 1;
	}
	return *slot;
}

/* The body that a link names as having done the reporting; empty when it names none: "reports", "local media", "the
 * draft report" and "sources close to the magazine" are nobody whom a second origin could be counted for. Of "the Times
 * report" it is the paper. State television is one body wherever it is quoted. */
static slice news_body(const dl_facts *f, const dl_link *l)
{
	const dl_entity *e = &f->entities[l->entity];
	slice name = dl_str(f, l->name), last = name;
	if (!reports_news(l->informant)) return (slice){0};
	if (l->entity && e->kind == DL_E_ORG && f->mentions[e->first].form == 'n') return dl_str(f, e->name);
	if (l->entity && (e->kind == DL_E_PERSON || e->kind == DL_E_PLACE)) return (slice){0};
	for (size_t i = 0; i < name.n; i++)
		if (name.p[i] == ' ') last = slice_sub(name, i + 1, name.n);
	if (in_list(W_REPORTED_BY, last)) return (slice){0};
	if (slice_find(name, S("state "), NULL)) return name;
	for (size_t i = 0; i < name.n; i++)
		if (name.p[i] >= 'A' && name.p[i] <= 'Z' && (i || !slice_starts(name, S("The ")))) return name;
	return (slice){0};
}

/* The chain is nearest the outlet first: the last body that reports news is the origin, the last link the
 * informant. A chain that ends in a news body ("AFP reported") has that body as origin and no informant beyond. */
bool voucher_source(assembler *s, dl_voucher *v, uint32_t attribution)
{
	const dl_facts *f = s->facts[v->doc];
	v->origin = s->out->places[v->doc].origin;
	v->copy = s->out->places[v->doc].copy_of != 0;
	if (!attribution || attribution >= f->n_attributions) return true;
	const dl_attribution *t = &f->attributions[attribution];
	for (uint32_t i = 0; i < t->n_links; i++) {
		const dl_link *l = &f->links[t->first_link + i];
		slice name = dl_str(f, l->name);
		if (!name.n) continue;
		slice body = news_body(f, l);
		if (body.n && !(v->origin = origin_named(s, body, S("attribution")))) return false;
		if (i + 1 == t->n_links && !(v->informant = informant_named(s, name))) return false;
	}
	return true;
}
