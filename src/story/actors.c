/* SPDX-License-Identifier: Apache-2.0
 *
 * actors.c - persons, organisations and groups over all documents, with every spelling that was used.
 *
 * In: each document's entities. Out: an actor per entity. "Moqtada al-Sadr" (Fox), "Muqtada al-Sadr" (The Sun) and
 * "Mr Sadr" (BBC) are one actor with three spellings.
 *
 * Joined are, in this order: names with the same key; persons whose full names are spellings of one another;
 * a surname alone, when just one person of its story has it. Names meet only under a shared word of their keys, so
 * the work does not grow with the square of all names. Groups ("protesters") are joined by their words inside one
 * story and never across stories: other days have other protesters.
 *
 * What it does not do: no knowledge of the world; two men of one name in one story become one.
 */
#include "story/inner.h"

#include <stdlib.h>

/* A word of a name, and the whole name run together. */
typedef struct { uint64_t key; uint32_t story, doc, entity, flat; slice run; } name_at;
typedef VEC(name_at) name_list;

static bool is_named(const dl_entity *e)
{
	return e->kind == DL_E_PERSON || e->kind == DL_E_ORG || e->kind == DL_E_PLACE || e->kind == DL_E_MISC;
}

static slice key_text(const dl_facts *f, const dl_entity *e)
{
	return e->norm.n ? dl_str(f, e->norm) : dl_str(f, e->name);
}

static uint32_t words_of(slice s)
{
	word_scan scan = {s, 0};
	slice w;
	uint32_t n = 0;
	while (word_next(&scan, &w)) n++;
	return n;
}

static int cmp_name(const void *a, const void *b)
{
	const name_at *x = a, *y = b;
	if (x->key != y->key) return x->key < y->key ? -1 : 1;
	if (x->story != y->story) return x->story < y->story ? -1 : 1;
	return x->flat < y->flat ? -1 : x->flat > y->flat;
}

/* Letters and digits alone: "#BringBackTheGirls" and "Bring Back the Girls", "FirstGroup" and "First Group". */
#define COMPACT_LEAST 6
#define COMPACT_MOST  48        /* bytes of a name; a longer one is not run together                           */
static slice compact(arena *tmp, slice name)
{
	char plain[2 * COMPACT_MOST + 8], run[2 * COMPACT_MOST + 8];
	size_t n = 0, len = name.n <= COMPACT_MOST ? utf8_plain_to(plain, name) : 0;
	for (size_t i = 0; i < len; i++)
		if ((unsigned char)plain[i] >= 'a' || (plain[i] >= '0' && plain[i] <= '9')) run[n++] = plain[i];
	return n >= COMPACT_LEAST ? arena_copy(tmp, (slice){run, n}) : S("");
}

static bool push_name(assembler *s, name_list *v, name_at at, uint64_t key)
{
	name_at *k = VEC_PUSH(s->w->tmp, v);
	if (!k) return false;
	*k = at, k->key = key;
	return true;
}

static bool list_names(assembler *s, name_at **out, uint32_t *n)
{
	name_list v = {0};
	for (uint32_t d = 0; d < s->n; d++) {
		const dl_facts *f = s->facts[d];
		for (uint32_t e = 1; e < f->n_entities; e++) {
			slice w, plain = utf8_plain(s->w->tmp, key_text(f, &f->entities[e]));
			slice run = compact(s->w->tmp, dl_str(f, f->entities[e].name));
			name_at at = {0, s->out->places[d].story, d, e, s->actor_base[d] + e, run};
			word_scan scan = {plain, 0};
			while (word_next(&scan, &w))
				if (w.n >= 3 && !push_name(s, &v, at, hash_slice(w))) return false;
			if (run.n >= COMPACT_LEAST && !push_name(s, &v, at, ~hash_slice(run))) return false;
		}
	}
	if (v.n) qsort(v.v, v.n, sizeof(name_at), cmp_name);
	*out = v.v, *n = v.n;
	return true;
}

static bool is_handle(slice name) { return name.n && (name.p[0] == '#' || name.p[0] == '@'); }

static bool is_body(const dl_entity *e) { return e->kind == DL_E_ORG || e->kind == DL_E_MISC; }

/* One name run together, or with a mark before it. */
static bool joined_compact(const dl_facts *fx, const dl_entity *a, const dl_facts *fy, const dl_entity *b)
{
	if (is_handle(dl_str(fx, a->name)) || is_handle(dl_str(fy, b->name))) return true;
	return (is_body(a) || is_body(b)) && is_named(a) && is_named(b) && a->kind != DL_E_PLACE && b->kind != DL_E_PLACE;
}

#define SLIP_LEAST 8

/* "Metropolian Police" for "Metropolitan Police": one letter dropped or changed inside a long name. */
static bool one_slip(slice a, slice b)
{
	if (a.n < b.n) { slice t = a; a = b, b = t; }
	size_t i = 0;
	if (b.n < SLIP_LEAST || a.n > b.n + 1) return false;
	while (i < b.n && a.p[i] == b.p[i]) i++;
	if (!i || i + 1 >= a.n || (a.p[i] >= '0' && a.p[i] <= '9')) return false;
	return slice_eq(slice_sub(a, i + 1, a.n), slice_sub(b, a.n == b.n ? i + 1 : i, b.n));
}

/* A label may take a body's name for a person's, when both have two words: "Boko Harm". */
static bool may_slip(const dl_facts *fx, const dl_entity *a, const dl_facts *fy, const dl_entity *b)
{
	if (is_body(a) && is_body(b)) return true;
	bool person = (is_body(a) && b->kind == DL_E_PERSON) || (is_body(b) && a->kind == DL_E_PERSON);
	return person && words_of(dl_str(fx, a->name)) > 1 && words_of(dl_str(fy, b->name)) > 1;
}

/* "Ofer Prison" is where something happened and who says it. */
static bool body_and_place(const dl_facts *fx, const dl_entity *a, const dl_facts *fy, const dl_entity *b)
{
	bool kinds = (is_body(a) && b->kind == DL_E_PLACE) || (is_body(b) && a->kind == DL_E_PLACE);
	return kinds && words_of(key_text(fx, a)) > 1 && slice_eq(key_text(fx, a), key_text(fy, b));
}

bool one_owner(const dl_facts *fx, const dl_entity *a, const dl_facts *fy, const dl_entity *b)
{
	return a->of && b->of ? entity_same_name(fx, a->of, fy, b->of) : !a->of && !b->of;
}

/* Paris in Texas is not Paris in France. */
static bool other_point(const dl_facts *fx, const dl_entity *a, const dl_facts *fy, const dl_entity *b)
{
	uint32_t x = fx->places[a->place].geoname, y = fy->places[b->place].geoname;
	return x && y ? x != y : a->country[0] && b->country[0] && memcmp(a->country, b->country, 4);
}

/* "A man" of two papers, or twice in one, is not one man by that word alone: holders.c asks for more. */
static bool two_people(const name_at *x, const dl_entity *a, const name_at *y, const dl_entity *b, slice words)
{
	if (a->plural || b->plural) return false;
	return x->doc == y->doc || (a->age && b->age && a->age != b->age) || (!a->of && words_of(words) < 2);
}

/* "The high court", "a high school": a body that is only described, by words without a capital in the last. */
static bool is_nameless(const dl_facts *f, const dl_entity *e)
{
	slice name = dl_str(f, e->name);
	size_t i = name.n;
	while (i && name.p[i - 1] >= 'a' && name.p[i - 1] <= 'z') i--;
	return e->kind == DL_E_ORG && !e->of && i < name.n && (!i || name.p[i - 1] == ' ');
}

/* Of one kind and one name; groups, and bodies without a name, only within a story. */
static bool joined(const assembler *s, const name_at *x, const name_at *y)
{
	const dl_facts *fx = s->facts[x->doc], *fy = s->facts[y->doc];
	const dl_entity *a = &fx->entities[x->entity], *b = &fy->entities[y->entity];
	bool run = x->run.n >= COMPACT_LEAST && slice_eq(x->run, y->run);
	if (x->story != y->story && (is_nameless(fx, a) || is_nameless(fy, b))) return false;
	if (run && joined_compact(fx, a, fy, b)) return true;
	if (run && x->story == y->story && a->plural && b->plural && one_owner(fx, a, fy, b)) return true;
	if (x->story == y->story && may_slip(fx, a, fy, b) && one_slip(x->run, y->run)) return true;
	if (x->story == y->story && body_and_place(fx, a, fy, b)) return true;
	bool things = (a->kind == DL_E_ORG && b->kind == DL_E_MISC) || (a->kind == DL_E_MISC && b->kind == DL_E_ORG);
	if (things) return slice_eq(key_text(fx, a), key_text(fy, b)) && words_of(key_text(fx, a)) > 1;
	if (a->kind != b->kind) return false;
	if (a->kind == DL_E_PLACE && other_point(fx, a, fy, b)) return false;
	if (!is_named(a)) {
		if (two_people(x, a, y, b, key_text(fx, a))) return false;
		if (x->story != y->story || a->of != 0 || b->of != 0)
			return x->story == y->story && slice_eq(key_text(fx, a), key_text(fy, b));
		return entity_same_name(fx, x->entity, fy, y->entity);
	}
	/* "Parliament" and "Haddad" are others in other stories. */
	if (slice_eq(key_text(fx, a), key_text(fy, b)))
		return words_of(key_text(fx, a)) > 1 || (a->kind != DL_E_PERSON && a->kind != DL_E_ORG) || x->story == y->story;
	if (a->kind == DL_E_PERSON && (words_of(key_text(fx, a)) < 2 || words_of(key_text(fy, b)) < 2)) return false;
	return entity_same_name(fx, x->entity, fy, y->entity);
}

#define MEET_MOST 64u           /* names under one word that are compared with each other: bounds "police"     */

static void join_names(assembler *s, const name_at *v, uint32_t n, uint32_t *up)
{
	for (uint32_t i = 0; i < n; i++)
		for (uint32_t j = i + 1; j < n && j <= i + MEET_MOST && v[j].key == v[i].key; j++)
			if (forest_top(up, v[i].flat) != forest_top(up, v[j].flat) && joined(s, &v[i], &v[j]))
				forest_join(up, v[i].flat, v[j].flat);
}

/* A surname alone goes to the one person of its story that has it as last word. */
static void join_surnames(assembler *s, const name_at *v, uint32_t n, uint32_t *up)
{
	for (uint32_t i = 0; i < n;) {
		uint32_t end = i, whole = 0, many = 0;
		while (end < n && v[end].key == v[i].key && v[end].story == v[i].story) end++;
		for (uint32_t k = i; k < end; k++) {
			const dl_facts *f = s->facts[v[k].doc];
			const dl_entity *e = &f->entities[v[k].entity];
			if (e->kind != DL_E_PERSON || words_of(key_text(f, e)) < 2) continue;
			uint32_t t = forest_top(up, v[k].flat);
			if (!whole) whole = t;
			else if (whole != t) many = 1;
		}
		for (uint32_t k = i; k < end && whole && !many; k++) {
			const dl_facts *f = s->facts[v[k].doc];
			const dl_entity *e = &f->entities[v[k].entity];
			if (e->kind == DL_E_PERSON && words_of(key_text(f, e)) == 1) forest_join(up, whole, v[k].flat);
		}
		i = end;
	}
}

/* ---------------------------------------------------------------- spellings */
typedef struct { uint32_t actor, order; slice form; } form_at;
typedef VEC(form_at) form_list;

#define DESCRIBED_BYTES 60       /* a longer description is no name that anyone would look for                  */

static int cmp_form(const void *a, const void *b)
{
	const form_at *x = a, *y = b;
	if (x->actor != y->actor) return x->actor < y->actor ? -1 : 1;
	int c = slice_cmp(x->form, y->form);
	return c ? c : x->order < y->order ? -1 : x->order > y->order;
}

/* "the Republican Palace's" names the Republican Palace. */
static slice spelling(slice form)
{
	form = slice_trim(form);
	if (form.n > 4 && (slice_starts(form, S("the ")) || slice_starts(form, S("The "))))
		form = slice_sub(form, 4, form.n);
	if (slice_ends(form, S("'s"))) form.n -= 2;
	else if (slice_ends(form, S("\xe2\x80\x99s"))) form.n -= 4;
	else if (slice_ends(form, S("'"))) form.n -= 1;
	return form;
}

static bool add_form(assembler *s, form_list *v, uint32_t actor, slice form)
{
	form_at *p = actor && form.n ? VEC_PUSH(s->w->tmp, v) : &(form_at){0};
	if (!p) return false;
	*p = (form_at){actor, v->n, form};
	return true;
}

/* "the tram driver": a form by which somebody may look for its actor, unless it is half a sentence. */
static bool describes(const dl_mention *m)
{
	return m->form == 'd' && m->at.end - m->at.start <= DESCRIBED_BYTES;
}

/* "Dan Amato, the mayor", "her father Dan": a name and a description of one entity that stand side by side. */
static slice side_by_side(slice text, const dl_mention *x, const dl_mention *y)
{
	if (x->entity != y->entity || x->form + y->form != 'n' + 'd' || y->at.start <= x->at.end) return S("");
	slice between = slice_sub(text, x->at.end, y->at.start);
	return slice_eq(between, S(" ")) || slice_eq(between, S(", ")) ? slice_sub(text, x->at.start, y->at.end) : S("");
}

/* With its acronym: "Associated Press (AP)"; empty when none stands there. */
static slice with_acronym(slice text, dl_span at)
{
	uint32_t end = at.end + 2;
	if (end >= text.n || text.p[at.end] != ' ' || text.p[at.end + 1] != '(') return S("");
	while (end < text.n && end < at.end + 12 && text.p[end] >= 'A' && text.p[end] <= 'Z') end++;
	return end > at.end + 3 && end < text.n && text.p[end] == ')' ? slice_sub(text, at.start, end + 1) : S("");
}

/* "Jane Roe, 42"; empty when no age stands there. */
static slice with_age(slice text, dl_span at, unsigned age)
{
	if (age < 10 || age > 99 || at.end + 4 > text.n) return S("");
	const char *p = text.p + at.end;
	bool there = p[0] == ',' && p[1] == ' ' && (unsigned)(p[2] - '0') == age / 10 && (unsigned)(p[3] - '0') == age % 10;
	return there ? slice_sub(text, at.start, at.end + 4) : S("");
}

/* Each as written, and without article and possessive: both are looked for. */
static bool list_mention(assembler *s, form_list *v, uint32_t d, const dl_mention *x)
{
	slice text = s->docs[d]->text, form = span_text(text, x->at), both = with_acronym(text, x->at),
		  before = slice_sub(text, x->at.start > 4 ? x->at.start - 4 : 0, x->at.start);
	uint32_t actor = actor_at(s, d, x->entity);
	if (!both.n) both = with_age(text, x->at, s->facts[d]->entities[x->entity].age);
	if (!add_form(s, v, actor, spelling(form)) || !add_form(s, v, actor, both)) return false;
	if (slice_eq(before, S("the ")) || slice_eq(before, S("The "))) form = slice_sub(text, x->at.start - 4, x->at.end);
	return slice_eq(form, spelling(form)) || add_form(s, v, actor, slice_trim(form));
}

static int cmp_place(const void *a, const void *b)
{
	const dl_mention *x = *(const dl_mention *const *)a, *y = *(const dl_mention *const *)b;
	if (x->at.start != y->at.start) return x->at.start < y->at.start ? -1 : 1;
	return x < y ? -1 : x > y;
}

static bool list_document(assembler *s, form_list *v, uint32_t d, const dl_mention **by_place)
{
	const dl_facts *f = s->facts[d];
	uint32_t n = 0;
	for (uint32_t e = 1; e < f->n_entities; e++)
		if (!add_form(s, v, actor_at(s, d, e), spelling(dl_str(f, f->entities[e].name)))) return false;
	for (uint32_t m = 1; m < f->n_mentions; m++) {
		const dl_mention *x = &f->mentions[m];
		if (!x->entity || (x->form != 'n' && x->form != 't' && !describes(x))) continue;
		by_place[n++] = x;
		if (!list_mention(s, v, d, x)) return false;
	}
	if (n) qsort(by_place, n, sizeof *by_place, cmp_place);
	for (uint32_t i = 1, last = 0; i < n; i++) {
		const dl_mention *x = by_place[last];
		if (by_place[i]->at.end <= x->at.end) continue;            /* inside it                           */
		if (!add_form(s, v, actor_at(s, d, x->entity), side_by_side(s->docs[d]->text, x, by_place[i]))) return false;
		last = i;
	}
	return true;
}

static bool list_forms(assembler *s, form_at **out, uint32_t *n)
{
	form_list v = {0};
	uint32_t most = 0;
	for (uint32_t d = 0; d < s->n; d++) most = max_u32(most, s->facts[d]->n_mentions);
	const dl_mention **by_place = ARENA_ARRAY(s->w->tmp, const dl_mention *, most + 1);
	for (uint32_t d = 0; d < s->n; d++)
		if (!by_place || !list_document(s, &v, d, by_place)) return false;
	if (v.n) qsort(v.v, v.n, sizeof(form_at), cmp_form);
	*out = v.v, *n = v.n;
	return true;
}

static bool lay_spellings(assembler *s)
{
	form_at *v;
	uint32_t n;
	if (!list_forms(s, &v, &n)) return false;
	for (uint32_t i = 0; i < n; i++) {
		dl_actor *a = &s->actors.v[v[i].actor];
		if (!v[i].actor || !v[i].form.n
			|| (a->n_spellings && slice_eq(s->spellings.v[s->spellings.n - 1], v[i].form)))
			continue;
		dl_slice *p = VEC_PUSH(s->w->out, &s->spellings);
		if (!p) return false;
		*p = v[i].form;
		if (!a->n_spellings++) a->first_spelling = s->spellings.n - 1;
	}
	return true;
}

/* ---------------------------------------------------------------- */
/* An actor's name is the fullest that any document uses; of equally full ones the first. */
static bool lay_actors(assembler *s, uint32_t *up)
{
	for (uint32_t d = 0; d < s->n; d++) {
		const dl_facts *f = s->facts[d];
		for (uint32_t e = 1; e < f->n_entities; e++) {
			uint32_t flat = s->actor_base[d] + e, head = forest_top(up, flat);
			const dl_entity *x = &f->entities[e];
			if (head == flat) {
				if (!pushed(VEC_PUSH(s->w->out, &s->actors))) return false;
				s->actor_of[flat] = s->actors.n - 1;
			}
			dl_actor *a = &s->actors.v[s->actor_of[flat] = s->actor_of[head]];
			slice name = dl_str(f, x->name);
			/* "the mayor" of one paper is called by the name that another gives */
			bool first_name = is_named(x) && a->kind == DL_E_GROUP;
			first_name |= x->kind == DL_E_PERSON && a->kind == DL_E_MISC;               /* labels that erred  */
			first_name |= x->kind == DL_E_ORG && a->kind == DL_E_PERSON;
			bool no_name = !is_named(x) && a->name.n && a->kind != DL_E_GROUP;
			if (!a->name.n || first_name || (!no_name && words_of(name) > words_of(a->name))) a->name = name;
			if (!a->kind || first_name) a->kind = x->kind;
			if (!a->country[0]) memcpy(a->country, x->country, sizeof a->country);
			if (!a->place && x->kind == DL_E_PLACE) a->doc = d, a->place = x->place;
		}
	}
	return true;
}

bool actors_find_all(assembler *s)
{
	arena *tmp = s->w->tmp;
	uint32_t flat = 0, n;
	name_at *names;
	s->actor_base = ARENA_ARRAY(tmp, uint32_t, s->n + 1);
	if (!s->actor_base) return false;
	for (uint32_t d = 0; d < s->n; d++) s->actor_base[d] = flat, flat += s->facts[d]->n_entities + 1;
	s->actor_of = ARENA_ARRAY(tmp, uint32_t, flat + 1);
	uint32_t *up = ARENA_ARRAY(tmp, uint32_t, flat + 1);
	arena_mark_t mark = arena_mark(tmp);      /* names, then spellings, take the most memory of a large story   */
	if (!s->actor_of || !up || !list_names(s, &names, &n)) return false;
	for (uint32_t i = 0; i <= flat; i++) up[i] = i;
	join_names(s, names, n, up);
	join_surnames(s, names, n, up);
	if (!bodies_join(s, up) || !holders_join(s, up)) return false;
	arena_rewind(tmp, mark);
	if (!lay_actors(s, up) || !lay_spellings(s)) return false;
	arena_rewind(tmp, mark);
	return true;
}
