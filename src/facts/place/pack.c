/* SPDX-License-Identifier: Apache-2.0
 *
 * pack.c - facts as one block of bytes, and back; and their invariants.
 *
 * Out of packing, in the byte order of the machine (the store is a cache: another machine rebuilds it):
 *
 *      0        8        16                                      88
 *      +--------+--------+---------------------------------------+----------+----------+ ... +--------+
 *      | magic  | bytes  | 15 counts of uint32, format, zeros    | times    | places   |     | pool   |
 *      +--------+--------+---------------------------------------+----------+----------+ ... +--------+
 *
 * each array starting at a multiple of 8. Unpacking copies nothing: the arrays of *out point into the block. It
 * trusts nothing either: sizes, every index and every string reference are checked, so that a damaged block is a
 * DL_BAD and never a crash. Whether spans fit the text only facts_check() can say, which is given the text.
 * Cost: linear in the block.
 */
#include "facts/facts.h"

static const char MAGIC[8] = "dlfacts";
enum { N_ARRAYS = 15, HEAD_BYTES = 88 };

typedef struct {
	char     magic[8];
	uint64_t bytes;          /* of the whole block */
	uint32_t n[N_ARRAYS];
	uint32_t format, zero[2];
} head;
_Static_assert(sizeof(head) == HEAD_BYTES, "the drawing above");

typedef struct { void **at; uint32_t *n; size_t item; } part;

/* The arrays in the order in which they lie in a block. */
static void parts_of(dl_facts *f, part p[N_ARRAYS])
{
	const part all[N_ARRAYS] = {
		{(void **)&f->times, &f->n_times, sizeof *f->times}, {(void **)&f->places, &f->n_places,
		    sizeof *f->places},
		{(void **)&f->counts, &f->n_counts, sizeof *f->counts},
		{(void **)&f->entities, &f->n_entities, sizeof *f->entities},
		{(void **)&f->mentions, &f->n_mentions, sizeof *f->mentions},
		{(void **)&f->links, &f->n_links, sizeof *f->links},
		{(void **)&f->attributions, &f->n_attributions, sizeof *f->attributions},
		{(void **)&f->reports, &f->n_reports, sizeof *f->reports},
		{(void **)&f->claims, &f->n_claims, sizeof *f->claims},
		{(void **)&f->bonds, &f->n_bonds, sizeof *f->bonds},
		{(void **)&f->rules, &f->n_rules, sizeof *f->rules},
		{(void **)&f->sketch, &f->n_sketch, sizeof *f->sketch}, {(void **)&f->terms, &f->n_terms,
		    sizeof *f->terms},
		{(void **)&f->sents, &f->n_sents, sizeof *f->sents}, {(void **)&f->pool, &f->n_pool, 1},
	};
	memcpy(p, all, sizeof all);
}

static size_t pad8(size_t n) { return (n + 7) & ~(size_t)7; }

size_t dl_facts_packed_bytes(const dl_facts *facts)
{
	dl_facts f = *facts;
	part p[N_ARRAYS];
	size_t bytes = HEAD_BYTES;
	parts_of(&f, p);
	for (int i = 0; i < N_ARRAYS; i++) bytes += pad8(*p[i].n * p[i].item);
	return bytes;
}

void dl_facts_pack(const dl_facts *facts, void *to)
{
	dl_facts f = *facts;
	part p[N_ARRAYS];
	head h = {.bytes = dl_facts_packed_bytes(facts), .format = DL_FORMAT};
	char *at = (char *)to + HEAD_BYTES;
	parts_of(&f, p);
	memcpy(h.magic, MAGIC, sizeof MAGIC);
	for (int i = 0; i < N_ARRAYS; i++) {
		size_t n = *p[i].n * p[i].item;
		h.n[i] = *p[i].n;
		if (n) memcpy(at, *p[i].at, n);
		memset(at + n, 0, pad8(n) - n);
		at += pad8(n);
	}
	memcpy(to, &h, sizeof h);
}

/* ---------------------------------------------------------------- indexes */
typedef struct { const dl_facts *f; dl_error *err; bool ok; } checker;

static void want(checker *c, bool holds, const char *what, uint32_t at)
{
	if (holds || !c->ok) return;
	c->ok = false;
	error_set(c->err, DL_BAD, "facts", at, "%s %u points outside", what, at);
}

static bool ref_ok(const dl_facts *f, dl_ref r) { return r.n == 0 || (r.at < f->n_pool
    && r.n <= f->n_pool - r.at); }
/* Index 0 is "none" and stands even where the array is empty. */
static bool id_ok(uint32_t i, uint32_t n) { return i == 0 || i < n; }
static bool range_ok(uint32_t first, uint32_t n, uint32_t all) { return n == 0 || (first < all
    && n <= all - first); }

static uint32_t values_of(const dl_facts *f, unsigned kind)
{
	switch (kind) {
	case DL_V_TIME:   return f->n_times;
	case DL_V_PLACE:  return f->n_places;
	case DL_V_COUNT:  return f->n_counts;
	case DL_V_ENTITY: return f->n_entities;
	default:          return 1;
	}
}

static void check_values(checker *c)
{
	const dl_facts *f = c->f;
	for (uint32_t i = 0; i < f->n_times; i++) want(c, ref_ok(f, f->times[i].value), "time", i);
	for (uint32_t i = 0; i < f->n_places; i++)
		want(c, ref_ok(f, f->places[i].name) && id_ok(f->places[i].in, f->n_places)
		    && !f->places[i].country[3], "place", i);
	for (uint32_t i = 0; i < f->n_counts; i++) want(c, ref_ok(f, f->counts[i].unit), "count", i);
	for (uint32_t i = 0; i < f->n_entities; i++) {
		const dl_entity *e = &f->entities[i];
		bool text = ref_ok(f, e->name) && ref_ok(f, e->norm) && ref_ok(f, e->office) && !e->country[3];
		for (size_t k = 0; k < COUNT(e->roles); k++) text &= !e->roles[k][3];
		want(c, text && id_ok(e->of, f->n_entities) && id_ok(e->place, f->n_places) && id_ok(e->first,
		    f->n_mentions),
		     "entity", i);
	}
	for (uint32_t i = 0; i < f->n_rules; i++) want(c, ref_ok(f, f->rules[i]), "rule", i);
}

static void check_mentions(checker *c)
{
	const dl_facts *f = c->f;
	for (uint32_t i = 0; i < f->n_mentions; i++) {
		const dl_mention *m = &f->mentions[i];
		uint32_t n = m->kind == DL_M_TIME ? f->n_times : m->kind == DL_M_PLACE ? f->n_places
		    : m->kind == DL_M_COUNT ? f->n_counts : 1;
		want(c, id_ok(m->entity, f->n_entities) && id_ok(m->value, n) && id_ok(m->rule, f->n_rules),
		    "mention", i);
	}
	for (uint32_t i = 0; i < f->n_links; i++)
		want(c, ref_ok(f, f->links[i].name) && id_ok(f->links[i].entity, f->n_entities), "link", i);
	for (uint32_t i = 0; i < f->n_attributions; i++) {
		const dl_attribution *a = &f->attributions[i];
		want(c, range_ok(a->first_link, a->n_links, f->n_links) && id_ok(a->rule, f->n_rules),
		    "attribution", i);
	}
}

static void check_reports(checker *c)
{
	const dl_facts *f = c->f;
	for (uint32_t i = 0; i < f->n_reports; i++) {
		const dl_report *r = &f->reports[i];
		bool text = ref_ok(f, r->lemma) && ref_ok(f, r->mode) && ref_ok(f, r->context) && ref_ok(f,
		    r->cameo) && ref_ok(f, r->acled);
		bool ids = id_ok(r->attribution, f->n_attributions) && id_ok(r->when, f->n_times)
		    && id_ok(r->where, f->n_places)
		           && id_ok(r->who, f->n_entities) && id_ok(r->whom, f->n_entities) && id_ok(r->rule,
		    f->n_rules)
		           && id_ok(r->same_as, f->n_reports) && range_ok(r->first_claim, r->n_claims,
		    f->n_claims);
		want(c, text && ids && r->type < DL_EV_N && r->modality < DL_MODALITY_N, "report", i);
	}
	for (uint32_t i = 0; i < f->n_claims; i++) {
		const dl_claim *k = &f->claims[i];
		want(c, id_ok(k->report, f->n_reports) && id_ok(k->value, values_of(f, k->kind))
		    && id_ok(k->mention, f->n_mentions)
		        && id_ok(k->attribution, f->n_attributions) && id_ok(k->rule, f->n_rules) && ref_ok(f,
		    k->of)
		        && k->field < DL_FIELD_N && k->modality < DL_MODALITY_N, "claim", i);
	}
}

static void check_bonds(checker *c)
{
	const dl_facts *f = c->f;
	for (uint32_t i = 0; i < f->n_bonds; i++) {
		const dl_bond *x = &f->bonds[i];
		want(c, id_ok(x->from, f->n_reports) && id_ok(x->to, f->n_reports) && x->kind < DL_BOND_N
		    && id_ok(x->attribution, f->n_attributions) && id_ok(x->rule, f->n_rules), "bond", i);
	}
}

static bool indexes_check(const dl_facts *f, dl_error *err)
{
	checker c = {.f = f, .err = err, .ok = true};
	check_values(&c);
	check_mentions(&c);
	check_reports(&c);
	check_bonds(&c);
	return c.ok;
}

dl_status dl_facts_unpack(const void *bytes, size_t n, dl_facts *out, dl_error *err)
{
	head h;
	part p[N_ARRAYS];
	dl_facts f = {0};
	*out = f;
	if (n < HEAD_BYTES) return error_set(err, DL_BAD, "facts", n, "shorter than its head");
	if ((uintptr_t)bytes % 8) return error_set(err, DL_USAGE, "facts", 0,
	    "the block is not aligned to 8 bytes");
	memcpy(&h, bytes, sizeof h);
	if (memcmp(h.magic, MAGIC, sizeof MAGIC)) return error_set(err, DL_BAD, "facts", 0, "not packed facts");
	if (h.format > DL_FORMAT) return error_set(err, DL_NEWER, "facts", 0, "format %u is newer than %u",
	    h.format, DL_FORMAT);
	if (h.format < DL_FORMAT) return error_set(err, DL_BAD, "facts", 0,
	    "format %u is of an older version: `dateline rebuild` reads the articles again", h.format);
	if (h.bytes != n) return error_set(err, DL_BAD, "facts", 8, "%zu bytes where the head says %llu", n,
	    (unsigned long long)h.bytes);
	size_t at = HEAD_BYTES;
	parts_of(&f, p);
	for (int i = 0; i < N_ARRAYS; i++) {
		size_t need = pad8((size_t)h.n[i] * p[i].item);  /* below 2^32 * 256: no overflow in 64 bits */
		if (need > n - at) return error_set(err, DL_BAD, "facts", at, "array %d runs past the end", i);
		*p[i].n = h.n[i];
		*p[i].at = (char *)(uintptr_t)bytes + at;
		at += need;
	}
	if (at != n) return error_set(err, DL_BAD, "facts", at, "bytes behind the last array");
	if (!indexes_check(&f, err)) return DL_BAD;
	*out = f;
	return DL_OK;
}

/* ---------------------------------------------------------------- spans */
static bool border(slice text, uint32_t at)
{
	return at == text.n || (at < text.n && ((unsigned char)text.p[at] & 0xC0) != 0x80);
}

static void span_want(checker *c, slice text, dl_span s, const char *what, uint32_t i)
{
	want(c, s.start <= s.end && border(text, s.start) && border(text, s.end), what, i);
}

bool facts_check(const dl_facts *f, slice text, dl_error *err)
{
	checker c = {.f = f, .err = err, .ok = true};
	if (!indexes_check(f, err)) return false;
	for (uint32_t i = 0; i < f->n_times; i++) span_want(&c, text, f->times[i].at, "span of time", i);
	for (uint32_t i = 0; i < f->n_counts; i++) span_want(&c, text, f->counts[i].at, "span of count", i);
	for (uint32_t i = 0; i < f->n_mentions; i++) span_want(&c, text, f->mentions[i].at, "span of mention",
	    i);
	for (uint32_t i = 0; i < f->n_links; i++) span_want(&c, text, f->links[i].at, "span of link", i);
	for (uint32_t i = 0; i < f->n_attributions; i++) {
		span_want(&c, text, f->attributions[i].source, "source of attribution", i);
		span_want(&c, text, f->attributions[i].cue, "cue of attribution", i);
		span_want(&c, text, f->attributions[i].content, "content of attribution", i);
	}
	for (uint32_t i = 0; i < f->n_reports; i++) {
		span_want(&c, text, f->reports[i].trigger, "trigger of report", i);
		span_want(&c, text, f->reports[i].word, "words of report", i);
	}
	for (uint32_t i = 0; i < f->n_claims; i++) span_want(&c, text, f->claims[i].at, "span of claim", i);
	for (uint32_t i = 0; i < f->n_bonds; i++) span_want(&c, text, f->bonds[i].at, "span of bond", i);
	for (uint32_t i = 0; i < f->n_sents; i++) span_want(&c, text, f->sents[i], "sentence", i);
	return c.ok;
}
