/* SPDX-License-Identifier: Apache-2.0
 *
 * assemble.c - one account out of many: runs the stages of this room and lays their results out.
 *
 * In: documents with their facts, in any order. Out: stories, events, fields, accounts with their standings.
 *
 * Three articles on a palace that is stormed give one story; the six passages that tell the storming one event;
 * its places "the government palace" and "the Republican Palace" one field "where" with two accounts, refined.
 *
 * The result is a function of the set of documents. They are sorted first, by what they are and never by when
 * they came (moment of publication, hash of text, sign); every later choice between equals is made by that order.
 * Nothing looks at pointers, threads, the clock or the order in which a hash table is walked.
 *
 * Cost: a few dozen keys per document are sorted; then pairs of documents that share one, and pairs of reports
 * inside one story.
 */
#include "story/inner.h"

#include <stdlib.h>

/* ---------------------------------------------------------------- canonical order */
typedef struct { const dl_doc *doc; const dl_facts *facts; uint64_t id; uint32_t given, lead; } article;

static int cmp_i64(int64_t a, int64_t b) { return a < b ? -1 : a > b; }

/* Unknown days come last: nothing is known to be earlier than them. */
int64_t story_order_min(const dl_doc *d)
{
	if (d->published_day == DL_DAY_NONE) return INT64_MAX;
	return d->published_min != DL_MIN_NONE ? d->published_min : (int64_t)d->published_day * 1440 + 1439;
}

static int cmp_article(const void *a, const void *b)
{
	const article *p = a, *q = b;
	const dl_doc *x = p->doc, *y = q->doc;
	int c = cmp_i64(story_order_min(x), story_order_min(y));
	if (!c && x->hash != y->hash) c = x->hash < y->hash ? -1 : 1;
	if (!c && p->id != q->id) c = p->id < q->id ? -1 : 1;
	if (!c) c = slice_cmp(x->id, y->id);
	return c ? c : slice_cmp(x->url, y->url);
}

static bool take_articles(assembler *s, const story_docs *in)
{
	article *list = ARENA_ARRAY(s->w->tmp, article, s->n + 1);
	uint32_t *at = ARENA_ARRAY(s->w->tmp, uint32_t, s->n + 1);       /* where a document that was given is now     */
	s->docs = ARENA_ARRAY(s->w->out, const dl_doc *, s->n + 1);
	s->facts = ARENA_ARRAY(s->w->out, const dl_facts *, s->n + 1);
	s->out->places = ARENA_ARRAY(s->w->out, dl_doc_place, s->n + 1);
	s->out->story_docs = ARENA_ARRAY(s->w->out, uint32_t, s->n + 1);
	s->lead = ARENA_ARRAY(s->w->tmp, uint32_t, s->n + 1);
	s->given = ARENA_ARRAY(s->w->tmp, uint32_t, s->n + 1);
	if (!list || !at || !s->docs || !s->facts || !s->out->places || !s->out->story_docs || !s->lead || !s->given)
		return false;
	for (uint32_t i = 0; i < s->n; i++)
		list[i] = (article){in->docs[i], in->facts[i], doc_id(in->docs[i]), i,
		                    in->rides && in->rides[i] ? in->rides[i] - 1 : i};
	if (s->n) qsort(list, s->n, sizeof *list, cmp_article);
	for (uint32_t i = 0; i < s->n; i++) at[list[i].given] = i, s->given[i] = list[i].given;
	for (uint32_t i = 0; i < s->n; i++)
		s->docs[i] = list[i].doc, s->facts[i] = list[i].facts, s->lead[i] = at[list[i].lead];
	return true;
}

/* ---------------------------------------------------------------- stories laid out */
static slice headline_of(const dl_doc *d, const dl_facts *f)
{
	if (d->title.n) return d->title;
	for (uint32_t b = 0; b < d->n_blocks; b++)
		if (d->blocks[b].kind == DL_BLOCK_TITLE) return slice_trim(span_text(d->text, d->blocks[b].at));
	return f->n_sents ? span_text(d->text, f->sents[0]) : (slice){0};
}

uint64_t doc_id(const dl_doc *d)
{
	return hash_mix(hash_mix(d->hash, hash_slice(d->outlet)), (uint64_t)(int64_t)d->published_day);
}

static uint32_t distinct(uint32_t *v, uint32_t n)
{
	uint32_t m = 0;
	for (uint32_t i = 0; i < n; i++) {
		uint32_t k = 0;
		while (k < m && v[k] != v[i]) k++;
		if (k == m) v[m++] = v[i];
	}
	return m;
}

/* What the documents of one story say of it together. docs: [n] indexes in order of publication. */
static bool describe_story(assembler *s, dl_story *st, const uint32_t *docs)
{
	uint32_t *origins = ARENA_ARRAY(s->w->tmp, uint32_t, st->n_docs + 1);
	uint32_t *outlets = ARENA_ARRAY(s->w->tmp, uint32_t, st->n_docs + 1);
	strmap names;
	strmap_init(&names, s->w->tmp);
	if (!origins || !outlets) return false;
	st->id = doc_id(s->docs[docs[0]]);
	st->headline = headline_of(s->docs[docs[0]], s->facts[docs[0]]);
	st->first_min = story_order_min(s->docs[docs[0]]);
	st->last_min = story_order_min(s->docs[docs[st->n_docs - 1]]);
	for (uint32_t i = st->n_docs; i-- > 0 && st->last_min == INT64_MAX;)
		st->last_min = story_order_min(s->docs[docs[i]]);
	if (st->first_min == INT64_MAX) st->first_min = st->last_min = DL_MIN_NONE;
	for (uint32_t i = 0; i < st->n_docs; i++) {
		slice o = s->docs[docs[i]]->outlet;
		uint32_t *slot = strmap_put(&names, o.n ? o : s->docs[docs[i]]->id);
		if (!slot) return false;
		if (!*slot) *slot = i + 1;
		outlets[i] = *slot;
		origins[i] = s->out->places[docs[i]].origin;
	}
	st->n_outlets = distinct(outlets, st->n_docs);
	st->n_origins = distinct(origins, st->n_docs);
	return true;
}

/* Stories in the order of their earliest document. */
static bool lay_stories(assembler *s)
{
	uint32_t *index = ARENA_ARRAY(s->w->tmp, uint32_t, s->n + 1), at = 0;
	if (!index || !pushed(VEC_PUSH(s->w->out, &s->stories))) return false;
	for (uint32_t d = 0; d < s->n; d++)
		if (s->story[d] == d) {
			if (!pushed(VEC_PUSH(s->w->out, &s->stories))) return false;
			index[d] = s->stories.n - 1;
		}
	for (uint32_t d = 0; d < s->n; d++) {
		s->out->places[d].story = index[s->story[d]];
		s->stories.v[index[s->story[d]]].n_docs++;
	}
	for (uint32_t i = 1; i < s->stories.n; i++)
		s->stories.v[i].first_doc = at, at += s->stories.v[i].n_docs, s->stories.v[i].n_docs = 0;
	for (uint32_t d = 0; d < s->n; d++) {
		dl_story *st = &s->stories.v[s->out->places[d].story];
		s->out->story_docs[st->first_doc + st->n_docs++] = d;
	}
	for (uint32_t i = 1; i < s->stories.n; i++)
		if (!describe_story(s, &s->stories.v[i], s->out->story_docs + s->stories.v[i].first_doc)) return false;
	return true;
}

static void count_disputes(assembler *s)
{
	for (uint32_t i = 1; i < s->fields.n; i++)
		if (s->fields.v[i].standing == DL_DISPUTED) s->stories.v[s->events.v[s->fields.v[i].event].story].n_disputes++;
}

/* ---------------------------------------------------------------- */
static bool push_nones(assembler *s)
{
	arena *a = s->w->out;
	return pushed(VEC_PUSH(a, &s->events)) && pushed(VEC_PUSH(a, &s->fields)) && pushed(VEC_PUSH(a, &s->accounts))
		&& pushed(VEC_PUSH(a, &s->origins)) && pushed(VEC_PUSH(a, &s->informants))
		&& pushed(VEC_PUSH(a, &s->actors));
}

static void hand_out(assembler *s)
{
	dl_assembly *o = s->out;
	o->n_docs = s->n, o->docs = s->docs, o->facts = s->facts;
	o->n_stories = s->stories.n, o->stories = s->stories.v;
	o->n_events = s->events.n, o->events = s->events.v;
	o->n_fields = s->fields.n, o->fields = s->fields.v;
	o->n_accounts = s->accounts.n, o->accounts = s->accounts.v;
	o->n_vouchers = s->vouchers.n, o->vouchers = s->vouchers.v;
	o->n_tellings = s->tellings.n, o->tellings = s->tellings.v;
	o->n_bonds = s->bonds.n, o->bonds = s->bonds.v;
	o->n_origins = s->origins.n, o->origins = s->origins.v;
	o->n_informants = s->informants.n, o->informants = s->informants.v;
	o->n_actors = s->actors.n, o->actors = s->actors.v;
	o->n_spellings = s->spellings.n, o->spellings = s->spellings.v;
}

static dl_status assemble(assembler *s, const story_docs *in, const story_decisions *decided)
{
	arena_mark_t mark = arena_mark(s->w->tmp);
	*s->out = (dl_assembly){0};
	bool ok = push_nones(s) && take_articles(s, in) && decisions_take(s, decided)
	          && rides_find(s, in->rides != NULL) && near_find(s) && copies_find(s) && origins_find(s)
	          && stories_find(s) && lay_stories(s)
	          && actors_find_all(s) && prints_find(s) && events_find(s) && bonds_lift(s)
	          && typed_find(s) && fields_find(s);
	if (ok) count_disputes(s), hand_out(s);
	arena_rewind(s->w->tmp, mark);
	ok = ok && !ran_out(s->w);
	return ok ? DL_OK : error_set(s->w->err, DL_NOMEM, "assemble", 0, "out of memory");
}

dl_status story_pairs(workspace *w, const dl_doc *const *docs, const dl_facts *const *facts, uint32_t n,
                      dl_assembly *out, story_pair_sink sink, void *ctx)
{
	assembler s = {.w = w, .out = out, .n = n, .sink = sink, .sink_ctx = ctx};
	return assemble(&s, &(story_docs){.docs = docs, .facts = facts, .n = n}, NULL);
}

dl_status story_assemble(workspace *w, const story_docs *in, const story_decisions *decided, dl_assembly *out)
{
	assembler s = {.w = w, .out = out, .n = in->n, .known = in->known};
	return assemble(&s, in, decided);
}
