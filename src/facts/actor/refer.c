/* SPDX-License-Identifier: Apache-2.0
 *
 * refer.c - whom a description means: those met before in the document, or somebody new.
 *
 * In: mentions with names and their entities; noun phrases for people and bodies. Out: the entity of each of those
 * phrases and, through refer_pronoun.c and refer_place.c, of pronouns and of nouns for places.
 *
 *      "A tram driver was held ... The 42-year-old driver ... A second driver ... his lawyer, Jane Roe, said ..."
 *
 *      A tram driver   "a" brings somebody new
 *      The ... driver  the nearest driver before it whom nothing contradicts: the same man, now aged 42
 *      A second driver another one
 *      his             the one man whom the sentence, or the subject of the one before, offers
 *      lawyer          of the driver; the name beside it says who: Jane Roe
 *
 * What may contradict: number, gender, age, country, owner, and a word that tells apart what the other phrase does
 * not have ("the truck driver"). Of those that fit the nearest is taken, at most LOOK_BACK back. What was met as a
 * name comes from names alone; a name is found for a description by its office, its apposition or by "is".
 * Cost: LOOK_BACK for a phrase.
 */
#include "facts/actor/refer.h"

static bool has_role(const dl_entity *e, const role_set *r)
{
	for (int i = 0; i < 3 && r->code[i][0]; i++)
		for (int j = 0; j < 3; j++)
			if (!memcmp(e->roles[j], r->code[i], 4)) return true;
	return false;
}

/* May the entity beside a phrase be meant by it at all? "Lawmakers" and "the police" are no person. */
bool phrase_may_mean(const finder *f, const phrase *x, uint32_t e)
{
	const dl_entity *y = &f->entities.v[e];
	if (y->kind == DL_E_PERSON) return x->row->kind == 'p' && x->number == 's';
	if (y->kind == DL_E_ORG) return x->row->kind != 'p';
	return y->kind == DL_E_GROUP && (x->number != 's') == (y->plural != 0);
}

/* ---------------------------------------------------------------- a name for a description */
/* "The militant group": words that say what sort of body it is, and tell no two of them apart. */
static bool is_armed_body(const finder *f, const phrase *p)
{
	if (!tok_is(f, p->t, "group") && !tok_is(f, p->t, "organization") && !tok_is(f, p->t, "organisation")) return false;
	for (uint32_t i = 0; i < p->n_mods; i++)
		if (!listed(f, W_ARMED_SORT, p->mod[i])) return false;
	return p->n_mods > 0;
}

/* Is the noun the office, or its last word: "the minister" of a prime minister? The vice president is no president. */
static bool ends_office(const finder *f, slice office, slice noun)
{
	if (!office.n || !slice_ends(office, noun)) return false;
	slice before = slice_sub(office, 0, office.n - noun.n);
	if (!before.n) return true;
	if (before.p[before.n - 1] != ' ') return false;           /* "spokeswoman": not any woman             */
	before = slice_trim(before);
	while (before.n) {
		const char *gap = memchr(before.p, ' ', before.n);
		size_t n = gap ? (size_t)(gap - before.p) : before.n;
		if (listed(f, W_OTHER_OFFICE, (slice){before.p, n})) return false;
		before = slice_sub(before, n + (gap != NULL), before.n);
	}
	return true;
}

/* "Former President Bo Kim", "Bo Kim, a former president", who holds it no longer. */
static bool held_once(const finder *f, const dl_entity *e)
{
	const dl_mention *m = &f->mentions.v[e->first];
	slice rest = span_text(f->text, m->at);
	size_t n = 0;
	while (n < rest.n && rest.p[n] != ' ' && rest.p[n] != '-') n++;
	if (n < rest.n && listed(f, W_NOT_NOW, slice_sub(rest, 0, n))) return true;
	uint32_t a = tree_child(f, m->head, DL_R_APPOS);
	for (uint32_t c = a ? f->first_child[a] : 0; c && c < a; c = f->next_child[c])
		if (tok_in(f, c, W_NOT_NOW)) return true;
	return false;
}

/* "The president", of a text with several: who is the subject of this sentence or the one before, else the one of whom
 * it tells most, the nearest of those told of as often. `near` is of names[], n names back. */
static uint32_t holder_meant(const finder *f, const phrase *p, uint32_t n, uint32_t *sent)
{
	const referents *refs = f->refs;
	const named *near = &refs->names.v[refs->names.n - 1 - n];
	uint32_t best = near->entity;
	if (near->subject && near->sent + 1 >= f->tok->sent[p->t]) return best;
	for (n++; n < refs->names.n && n < LOOK_BACK; n++) {
		const named *x = &refs->names.v[refs->names.n - 1 - n];
		const dl_entity *e = &f->entities.v[x->entity];
		bool fits = e->kind == DL_E_PERSON && !(p->row->gender && e->gender && p->row->gender != (char)e->gender)
		            && !(p->country[0] && memcmp(p->country, e->country, 4));
		if (!fits || held_once(f, e) || !ends_office(f, pool_get(f, e->office), p->row->noun)) continue;
		if (e->n_mentions > f->entities.v[best].n_mentions) best = x->entity, *sent = x->sent;
	}
	return best;
}

/* "Deputy Al Moss said the man fled": who tells of "the man" is not he. */
static bool tells_it(const finder *f, const phrase *x, uint32_t entity)
{
	for (uint32_t n = 0, t = x->t; t && n < 16; n++, t = f->tok->head[t]) {
		uint32_t says = f->tok->rel[t] == DL_R_CCOMP ? tree_child(f, f->tok->head[t], DL_R_NSUBJ) : 0;
		if (says && f->mentions.v[f->mention_at[says]].entity == entity) return true;
	}
	return false;
}

/* "the cleric": the nearest person with that role or office; "the group": the nearest organisation. */
static uint32_t described(const finder *f, const phrase *p, uint32_t *sent)
{
	uint32_t t = p->t;
	const role_row *row = p->row;
	const referents *refs = f->refs;
	bool body = tok_is(f, t, "group") || tok_is(f, t, "organization") || tok_is(f, t, "organisation")
		|| tok_is(f, t, "party") || tok_is(f, t, "movement") || tok_is(f, t, "company") || tok_is(f, t, "agency");
	for (uint32_t n = 0; n < refs->names.n && n < LOOK_BACK; n++) {
		const named *x = &refs->names.v[refs->names.n - 1 - n];
		const dl_entity *e = &f->entities.v[x->entity];
		*sent = x->sent;
		if (body) {
			if (e->kind != DL_E_ORG) continue;
			if (tok_is(f, t, "party") && !has_role(e, &row->roles)) continue;
			if (p->n_mods && memcmp(e->roles[0], "REB", 4)) continue;
			return f->tok->sent[t] - x->sent <= 6 ? x->entity : 0;
		}
		if (e->kind != DL_E_PERSON || row->kind != 'p') continue;
		if (row->gender && e->gender && row->gender != (char)e->gender) continue;
		if (p->country[0] && e->country[0] && memcmp(p->country, e->country, 4)) continue;
		slice office = pool_get(f, e->office);
		if (tells_it(f, p, x->entity)) continue;
		if (ends_office(f, office, row->noun) && !held_once(f, e)) return holder_meant(f, p, n, sent);
		if (slice_eq(row->roles.code[0][0] ? (slice){row->roles.code[0], 3} : S(""), S("REL"))
			&& has_role(e, &row->roles))
			return x->entity;
	}
	return 0;
}

static bool in_name(slice name, slice word)
{
	while (name.n) {
		const char *space = memchr(name.p, ' ', name.n);
		size_t n = space ? (size_t)(space - name.p) : name.n;
		if (slice_eq_fold((slice){name.p, n}, word)) return true;
		name = slice_sub(name, n + (space != NULL), name.n);
	}
	return false;
}

/* Is the noun what the name names: "Milford City Police", "Ministry of Water"? A military court is no military. */
static bool heads_name(slice name, slice noun)
{
	slice rest = name;
	while (rest.n) {
		const char *space = memchr(rest.p, ' ', rest.n);
		size_t n = space ? (size_t)(space - rest.p) : rest.n;
		if (slice_eq_fold((slice){rest.p, n}, noun)) {
			slice behind = slice_sub(rest, n, rest.n);
			return !behind.n || slice_starts(behind, S(" of ")) || slice_starts(behind, S(" for "));
		}
		rest = slice_sub(rest, n + (space != NULL), rest.n);
	}
	return false;
}

/* "The transport police": the one body named before whose name has all these words. Of two such it is neither. */
static uint32_t body_by_words(const finder *f, const phrase *x)
{
	const referents *refs = f->refs;
	uint32_t found = 0;
	if (x->det != DET_THE || x->number == 'p' || x->row->kind == 'p' || x->owner || x->other) return 0;
	for (uint32_t n = 0; n < refs->names.n && n < LOOK_BACK; n++) {
		uint32_t id = refs->names.v[refs->names.n - 1 - n].entity;
		const dl_entity *e = &f->entities.v[id];
		slice name = pool_get(f, e->name);
		if (e->kind != DL_E_ORG || id == found || !heads_name(name, x->noun)) continue;
		bool fits = !x->country[0] || !e->country[0] || !memcmp(x->country, e->country, 4);
		for (uint32_t i = 0; i < x->n_mods && fits; i++) fits = in_name(name, x->mod[i]);
		if (fits && found) return 0;
		if (fits) found = id;
	}
	return found;
}

/* ---------------------------------------------------------------- descriptions */
#define VAGUE_BACK 2         /* sentences                                                                          */

/* "The two men", "the girl": nouns for anybody, who must be close by. */
static bool vaguely(const finder *f, const phrase *x, const referent *r)
{
	if (x->det != DET_THE || r->p.row->kind != 'p' || f->tok->sent[x->t] - r->sent > VAGUE_BACK) return false;
	if (phrase_young(f, x)) return phrase_young(f, &r->p);
	return listed(f, W_VAGUE_PERSON, x->noun) && !phrase_young(f, &r->p);
}

/* Whom the phrase means of those described before, 0 nobody. */
static uint32_t met_before(const finder *f, const phrase *x, uint32_t *sent)
{
	const referents *refs = f->refs;
	for (uint32_t n = 0; n < refs->v.n && n < LOOK_BACK; n++) {
		const referent *r = &refs->v.v[refs->v.n - 1 - n];
		bool part = x->row->part.n && slice_eq(x->row->part, r->p.row->part) && (x->det == DET_THE || x->sole);
		bool same = slice_eq_fold(x->noun, r->p.noun);
		if ((same || part || (vaguely(f, x, r) && !tells_it(f, x, r->entity))) && phrase_fits(&r->p, x)) {
			*sent = r->sent;
			return r->entity;
		}
	}
	return 0;
}

/* The name that an apposition or "is" gives: "the driver, John Smith"; "the driver is John Smith". */
static uint32_t named_beside(const finder *f, uint32_t t)
{
	uint32_t a = tree_child(f, t, DL_R_APPOS), up = f->tok->head[t];
	if (a && f->mentions.v[f->mention_at[a]].form == 'n') return f->mentions.v[f->mention_at[a]].entity;
	if (!up) return 0;
	const dl_mention *m = &f->mentions.v[f->mention_at[up]];
	if (f->tok->rel[t] == DL_R_APPOS && m->entity) return m->entity;
	bool is = f->tok->rel[t] == DL_R_NSUBJ && tree_child(f, up, DL_R_COP) && !tree_negated(f, up);
	return is && m->form == 'n' ? m->entity : 0;
}

/* "He is a lawyer": the subject of the noun that stands behind "is". */
static uint32_t said_to_be(const finder *f, uint32_t t)
{
	if (!tree_child(f, t, DL_R_COP) || tree_negated(f, t)) return 0;
	uint32_t s = tree_child(f, t, DL_R_NSUBJ);
	return s ? f->mentions.v[f->mention_at[s]].entity : 0;
}

/* "The Red Dawn movement" is Red Dawn; the Red Dawn office is not. */
static uint32_t named_body(finder *f, const phrase *x)
{
	bool body = listed(f, W_BODY_ITSELF, x->noun) || slice_eq(x->row->noun, S("news agency"));
	for (uint32_t c = body && x->number != 'p' ? f->first_child[x->t] : 0; c && c < x->t; c = f->next_child[c]) {
		const dl_mention *m = &f->mentions.v[f->mention_at[c]];
		if (!m->entity) m = &f->mentions.v[f->inside[c]];          /* of a name in quotation marks its last word */
		bool name = (m->kind == DL_M_ORG || m->kind == DL_M_MISC) && m->form == 'n' && f->tok->rel[c] == DL_R_COMPOUND;
		if (!name || !m->entity) continue;
		if (f->entities.v[m->entity].kind == DL_E_MISC) f->entities.v[m->entity].kind = DL_E_ORG;
		return m->entity;
	}
	return 0;
}

static uint32_t beside(const finder *f, const phrase *x)
{
	uint32_t e = named_beside(f, x->t);
	if (!e) e = said_to_be(f, x->t);
	return e && phrase_may_mean(f, x, e) ? e : 0;
}

static uint32_t someone(finder *f, const phrase *x)
{
	uint32_t near = 0, name = 0, e = beside(f, x);
	if (!e) e = named_body(f, x);
	if (!e) e = body_by_words(f, x);
	if (e) return e;
	bool sole = x->sole && x->row->part.n;
	/* "People", "those who left": anybody. */
	bool anybody = x->number != 's' && ((x->clause && x->det == DET_THE)
	                                    || (x->det == DET_NONE && slice_eq_fold(x->noun, S("people"))));
	if (anybody || x->other || (x->det == DET_A && x->number == 's' && !sole)) return 0;
	if (x->det == DET_OWN && !x->owner) return 0;
	uint32_t met = met_before(f, x, &near);
	bool plain = x->det == DET_THE && x->number != 'p' && !x->clause && !x->owner
	             && (!x->n_mods || is_armed_body(f, x));
	uint32_t by_name = plain ? described(f, x, &name) : 0;
	return by_name && (!met || name >= near) ? by_name : met;
}

/* What a phrase tells of its entity. A name keeps the roles and the country that it has. */
void refer_tell(finder *f, const phrase *x, uint32_t e)
{
	dl_entity *y = &f->entities.v[e];
	bool plain = e >= f->refs->first_plain, one = x->number == 's' && x->row->kind == 'p';
	if (one && !y->age) y->age = x->age;
	bool whose = one && x->owner && x->owner != e && (!y->of || y->of == x->owner);
	if (whose && (!y->office.n || slice_eq_fold(pool_get(f, y->office), x->noun))) {
		y->of = x->owner;
		if (!y->office.n) y->office = pool_add(f, x->noun);
	}
	if (!plain) return;
	if (one && !y->office.n && x->row->part.n) y->office = pool_add(f, x->row->part);
	roles_add(y->roles, &x->row->roles);
	if (!y->gender) y->gender = x->gender;
	if (!y->country[0]) memcpy(y->country, x->country, 4);
	if (!y->country[0]) country_of(f, x->t, y->country);
	if (!y->country[0] && y->of) memcpy(y->country, f->entities.v[y->of].country, 4);
}

static uint32_t somebody_new(finder *f, const phrase *x)
{
	arena_mark_t mark = arena_mark(f->w->tmp);
	dl_entity y = {.kind = x->row->kind == 'o' ? DL_E_ORG : DL_E_GROUP, .plural = x->number != 's', .of = x->owner};
	y.name = y.norm = pool_add(f, group_name(f, x->t, y.of && f->entities.v[y.of].kind != DL_E_PLACE ? y.of : 0));
	arena_rewind(f->w->tmp, mark);
	return entity_new(f, y);
}

uint32_t refer_noun(finder *f, uint32_t t)
{
	phrase x;
	if (!f->refs || !phrase_read(f, t, &x)) return 0;
	uint32_t e = someone(f, &x);
	if (!e) e = somebody_new(f, &x);
	refer_tell(f, &x, e);
	unsigned kind = f->entities.v[e].kind;
	uint32_t m = mention_add(f, (dl_mention){
		.at = tree_np(f, t), .head = t, .sent = f->tok->sent[t], .form = 'd',
		.kind = kind == DL_E_PERSON                             ? DL_M_PERSON
			: kind == DL_E_ORG && e < f->refs->first_plain ? DL_M_ORG
			                                               : DL_M_GROUP,
		.rule = x.row->line ? rule_add(f, "roles.tsv", x.row->line, x.row->noun) : rule_add(f, "person", 0, x.noun)});
	f->mention_at[t] = m;                      /* a nationality's place mention gives way: "Iraqis" are people here */
	entity_mention(f, m, e);
	refer_remember_phrase(f, &x, e);
	refer_remember(f, m);
	return e;
}

/* A noun that stands for somebody by itself, and not for the kind of another ("police officer"). */
static bool stands_alone(const finder *f, uint32_t t)
{
	unsigned r = f->tok->rel[t];
	return f->tok->upos[t] == DL_NOUN && !f->mention_at[t] && f->mentions.v[f->inside[t]].kind != DL_M_TIME
	       && !(f->mentions.v[f->inside[t]].form == 'n' && f->mentions.v[f->inside[t]].entity)
	       && r != DL_R_COMPOUND && r != DL_R_AMOD && r != DL_R_NMOD_DESC && r != DL_R_FLAT && r != DL_R_FIXED;
}

/* Is there somebody else of that part: several, or "the second gunman"? */
static bool has_others(const finder *f, const role_row *row)
{
	for (uint32_t i = 0; i < f->refs->v.n; i++) {
		const phrase *p = &f->refs->v.v[i].p;
		if (slice_eq(p->row->part, row->part) && (p->number != 's' || p->other)) return true;
	}
	return false;
}

/* May all that was told of the one without a name be told of the other? */
static bool may_be_one(const finder *f, uint32_t a, uint32_t b)
{
	const dl_entity *x = &f->entities.v[a], *y = &f->entities.v[b];
	if (a < f->refs->first_plain || b < f->refs->first_plain || x->of || y->of) return false;
	if ((x->gender && y->gender && x->gender != y->gender) || (x->age && y->age && x->age != y->age)) return false;
	return !x->country[0] || !y->country[0] || !memcmp(x->country, y->country, 4);
}

/* "A lone gunman": whoever else is told of without a name as the attacker is he, the one who was told of first. */
static void join_lone(finder *f)
{
	for (uint32_t i = 0; i < f->refs->v.n; i++) {
		const phrase *lone = &f->refs->v.v[i].p;
		if (!lone->sole || !lone->row->part.n || lone->number != 's' || has_others(f, lone->row)) continue;
		for (uint32_t j = 0; j < f->refs->v.n; j++) {
			const referent *r = &f->refs->v.v[j];
			uint32_t he = f->refs->v.v[i].entity;
			if (r->entity == he || r->p.number != 's' || !slice_eq(r->p.row->part, lone->row->part)) continue;
			if (may_be_one(f, r->entity, he)) entity_merge(f, max_u32(r->entity, he), min_u32(r->entity, he));
		}
		return;
	}
}

void descriptions_find(finder *f)
{
	if (!(f->refs = ARENA_ARRAY(f->w->out, referents, 1))) { f->nomem = true; return; }
	f->refs->first_plain = f->entities.n;
	for (uint32_t t = 1; t < f->tok->n && !f->nomem; t++) {
		uint32_t m = f->mention_at[t];
		if (m && f->mentions.v[m].entity && f->mentions.v[m].head == t) refer_remember(f, m);
		else if (f->tok->upos[t] == DL_PRON) refer_pronoun(f, t);
		else if (stands_alone(f, t) && !refer_noun(f, t)) refer_place(f, t);
	}
	if (!f->nomem) join_lone(f);
}
