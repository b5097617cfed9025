/* SPDX-License-Identifier: Apache-2.0
 *
 * group.c - people and bodies without a name: groups on demand, descriptions and pronouns.
 *
 * In: a noun phrase's head. Out: its entity.
 *
 *      "Sadr's supporters stormed ... The cleric later told his followers to leave. Iraqi security forces ..."
 *
 *      supporters   a group, of = Moqtada al-Sadr, never Sadr himself
 *      The cleric   the nearest person before it whose roles include REL: Sadr
 *      his          the one man named in this sentence or as the subject of the last; followers: a group of his
 *      forces       "security forces" of roles.tsv: COP, country IRQ
 *
 * Conservative: a description or pronoun that two could answer to is left alone. A noun that roles.tsv does not
 * have names nobody, unless it is a nationality ("Iraqis").
 */
#include "facts/actor.h"
#include "facts/place.h"

const role_row *role_of(const finder *f, uint32_t t)
{
	const actor_kb *kb = f->kb->actors;
	if (t > 1 && tokens_adjacent(f, t - 1)) {
		arena_mark_t mark = arena_mark(f->w->tmp);
		/* "secretary-general" may be one token, three, or two words */
		uint32_t p = t > 2 && slice_eq(f->tok->form[t - 1], S("-")) ? t - 2 : t - 1;
		const char *fmt = p == t - 2 ? "%.*s-%.*s" : "%.*s %.*s";
		const role_row *r = role_find(kb, arena_printf(f->w->tmp, fmt, PRS(tok_lemma(f, p)), PRS(tok_lemma(f, t))));
		arena_rewind(f->w->tmp, mark);
		if (r) return r;
	}
	const role_row *r = role_find(kb, tok_lemma(f, t));
	return r ? r : role_find(kb, f->tok->form[t]);
}

static bool plural(const finder *f, uint32_t t)
{
	unsigned x = f->tok->xpos[t];
	return x == DL_T_NNS || x == DL_T_NNPS;
}

static bool definite(const finder *f, uint32_t t)
{
	uint32_t d = tree_child(f, t, DL_R_DET);
	return d && (tok_is(f, d, "the") || tok_is(f, d, "this") || tok_is(f, d, "that"));
}

static bool has_role(const dl_entity *e, const role_set *r)
{
	for (int i = 0; i < 3 && r->code[i][0]; i++)
		for (int j = 0; j < 3; j++)
			if (!memcmp(e->roles[j], r->code[i], 4)) return true;
	return false;
}

/* Whom a group belongs to or follows: "X's supporters", "supporters of X", "forces loyal to X", "X supporters". */
static uint32_t owner_of(finder *f, uint32_t t, uint32_t depth)
{
	for (uint32_t c = f->first_child[t]; c; c = f->next_child[c]) {
		unsigned r = f->tok->rel[c];
		uint32_t real = c;
		if (r == DL_R_AMOD || r == DL_R_ACL) {                 /* "loyal to X" */
			if (!tok_is(f, c, "loyal") && !tok_is(f, c, "faithful") && !tok_is(f, c, "close")
				&& !tok_is(f, c, "back"))
				continue;
			real = tree_child(f, c, DL_R_OBL);
			if (!real) real = tree_child(f, c, DL_R_NMOD);
			if (!real) real = tree_child(f, c, DL_R_OBL_AGENT);
			if (!real) continue;
		} else if (r == DL_R_NMOD) {
			uint32_t k = tree_case(f, c);
			if (!tok_is(f, k, "of") && !tok_is(f, k, "for") && !tok_is(f, k, "from")) continue;
		} else if (r != DL_R_NMOD_POSS && r != DL_R_COMPOUND) {
			continue;
		}
		uint32_t m = f->mention_at[real] ? f->mention_at[real] : f->inside[real];
		uint32_t e =
			f->mentions.v[m].kind != DL_M_TIME && f->mentions.v[m].kind != DL_M_COUNT ? f->mentions.v[m].entity : 0;
		if (!e && depth < 2 && r != DL_R_COMPOUND && f->tok->upos[real] == DL_NOUN) {
			const role_row *row = role_of(f, real);
			if (row && row->kind != 'g') e = entity_of(f, real);
		}
		if (e && f->entities.v[e].kind != DL_E_MISC) return e;
	}
	return 0;
}

/* "Iraqi security forces", "supporters of Moqtada al-Sadr": modifiers that tell groups apart, in lower case. */
static slice group_name(finder *f, uint32_t t, uint32_t of)
{
	arena *a = f->w->tmp;
	slice noun = f->tok->form[t], s = utf8_lower(a, noun);
	for (uint32_t c = t; c-- > 1 && f->tok->sent[c] == f->tok->sent[t] && tokens_adjacent(f, c);) {
		unsigned r = f->tok->rel[c];
		if (f->tok->head[c] != t || (r != DL_R_AMOD && r != DL_R_COMPOUND)) break;
		slice w = word_capital(f->tok->form[c]) && f->tok->upos[c] != DL_NOUN ? f->tok->form[c]
																			  : utf8_lower(a, f->tok->form[c]);
		s = arena_printf(a, "%.*s %.*s", PRS(w), PRS(s));
	}
	if (of) s = arena_printf(a, "%.*s of %.*s", PRS(s), PRS(pool_get(f, f->entities.v[of].name)));
	return s;
}

static uint32_t group_new(finder *f, uint32_t t, const role_row *row)
{
	arena_mark_t mark = arena_mark(f->w->tmp);
	uint32_t of = owner_of(f, t, 0);
	dl_entity x = {.kind = row && row->kind == 'o' ? DL_E_ORG : DL_E_GROUP,
				   .plural = plural(f, t) || (row && row->kind == 'g')};
	slice name = group_name(f, t, of && f->entities.v[of].kind != DL_E_PLACE ? of : 0);
	dl_ref ref = pool_add(f, name);
	uint32_t e = 0;
	for (uint32_t i = 1; i < f->entities.n && !e; i++)
		if (f->entities.v[i].kind == x.kind && f->entities.v[i].name.at == ref.at && ref.n
			&& f->entities.v[i].of == of)
			e = i;
	if (!e) {
		x.name = ref;
		x.norm = ref;
		x.of = of;
		if (row) roles_add(x.roles, &row->roles), x.gender = (uint8_t)row->gender;
		country_of(f, t, x.country);
		if (!x.country[0] && of) memcpy(x.country, f->entities.v[of].country, 4);
		e = entity_new(f, x);
	}
	uint32_t m = mention_add(f,
							 (dl_mention){.at = tree_np(f, t),
										  .head = t,
										  .sent = f->tok->sent[t],
										  .kind = DL_M_GROUP,
										  .form = 'd',
										  .rule = row ? rule_add(f, "roles.tsv", row->line, row->noun) : 0});
	f->mention_at[t] = m;                      /* a nationality's place mention gives way: "Iraqis" are people here */
	entity_mention(f, m, e);
	arena_rewind(f->w->tmp, mark);
	return e;
}

uint32_t entity_of(finder *f, uint32_t t)
{
	if (!t || t >= f->tok->n) return 0;
	const dl_mention *m = &f->mentions.v[f->mention_at[t]];
	if (m->entity) return m->entity;
	const dl_mention *in = &f->mentions.v[f->inside[t]];
	if (in->entity && (in->kind == DL_M_PERSON || in->kind == DL_M_ORG) && in->form == 'n') return in->entity;
	if (m->kind == DL_M_TIME || m->kind == DL_M_COUNT || in->kind == DL_M_TIME) return 0;
	unsigned u = f->tok->upos[t], rel = f->tok->rel[t];
	if (u == DL_PRON || u == DL_DET) return 0;
	const role_row *row = role_of(f, t);
	/* "Iraqis", "the French": a nationality that is no modifier */
	bool people = m->kind == DL_M_PLACE && m->form == 'a' && rel != DL_R_AMOD && rel != DL_R_COMPOUND
		&& rel != DL_R_NMOD_DESC;
	if (!row && !people) return 0;
	if (row && u != DL_NOUN && u != DL_PROPN && u != DL_ADJ) return 0;
	static const role_row nation = {.kind = 'g', .roles = {{"CVL"}}, .noun = {"nationality", 11}};
	uint32_t e = group_new(f, t, row ? row : &nation);
	if (people && !f->entities.v[e].country[0]) memcpy(f->entities.v[e].country, f->places.v[m->value].country, 4);
	return e;
}

/* --- descriptions and pronouns */
typedef struct { uint32_t entity, token, sent; bool subject; } named;      /* names met so far, latest last      */
typedef VEC(named) history;

static void remember(finder *f, history *h, uint32_t m)
{
	const dl_mention *x = &f->mentions.v[m];
	unsigned r = f->tok->rel[x->head];
	named *n = VEC_PUSH(f->w->out, h);
	if (!n) { f->nomem = true; return; }
	*n = (named){x->entity, x->head, x->sent, r == DL_R_NSUBJ || r == DL_R_NSUBJ_PASS};
}

#define LOOK_BACK 60         /* names; a description further back than this is not the reader's either             */

/* "the cleric": the nearest person with that role or office; "the group": the nearest organisation. */
static uint32_t described(const finder *f, const history *h, uint32_t t, const role_row *row)
{
	bool body = tok_is(f, t, "group") || tok_is(f, t, "organization") || tok_is(f, t, "organisation")
		|| tok_is(f, t, "party") || tok_is(f, t, "movement") || tok_is(f, t, "company") || tok_is(f, t, "agency");
	for (uint32_t n = 0; n < h->n && n < LOOK_BACK; n++) {
		const named *x = &h->v[h->n - 1 - n];
		const dl_entity *e = &f->entities.v[x->entity];
		if (body) {
			if (e->kind != DL_E_ORG) continue;
			if (tok_is(f, t, "party") && !has_role(e, &row->roles)) continue;
			return f->tok->sent[t] - x->sent <= 6 ? x->entity : 0;
		}
		if (e->kind != DL_E_PERSON || row->kind != 'p') continue;
		if (row->gender && e->gender && row->gender != (char)e->gender) continue;
		slice office = pool_get(f, e->office);
		if (e->office.n && slice_ends(office, row->noun)) return x->entity;
		if (slice_eq(row->roles.code[0][0] ? (slice){row->roles.code[0], 3} : S(""), S("REL"))
			&& has_role(e, &row->roles))
			return x->entity;
	}
	return 0;
}

static char pronoun_gender(const finder *f, uint32_t t)
{
	if (tok_is(f, t, "he") || tok_is(f, t, "his") || tok_is(f, t, "him") || tok_is(f, t, "himself")) return 'm';
	if (tok_is(f, t, "she") || tok_is(f, t, "her") || tok_is(f, t, "hers") || tok_is(f, t, "herself")) return 'f';
	slice s = f->tok->form[t];
	if (slice_eq_fold(s, S("he")) || slice_eq_fold(s, S("his")) || slice_eq_fold(s, S("him"))) return 'm';
	return slice_eq_fold(s, S("she")) || slice_eq_fold(s, S("her")) ? 'f' : 0;
}

/* The one person that "he" can be: named in this sentence before it, else the subject of a sentence just before. */
static uint32_t pronoun_person(const finder *f, const history *h, uint32_t t, char gender)
{
	uint32_t found = 0, sent = f->tok->sent[t], at = 0;
	bool subject = false;
	for (uint32_t n = 0; n < h->n && n < LOOK_BACK; n++) {
		const named *x = &h->v[h->n - 1 - n];
		const dl_entity *e = &f->entities.v[x->entity];
		if (sent - x->sent > 3) break;
		if (found && x->sent < at) break;      /* a nearer sentence has answered */
		if (e->kind != DL_E_PERSON || (e->gender && e->gender != (uint8_t)gender)) continue;
		if (!found || (x->subject && !subject)) found = x->entity, at = x->sent, subject = x->subject;
		else if (found != x->entity && x->subject == subject && !subject) return 0;
	}
	return found;
}

static bool they(const finder *f, uint32_t t)
{
	static const char *const words[] = {"they", "them", "their", "theirs", "themselves"};
	return slice_among_fold(f->tok->form[t], words, COUNT(words));
}

/* The entity of a subject that "they" can be: a group, a body, or people of plural. */
static uint32_t many_of(finder *f, uint32_t subject, uint32_t t)
{
	if (!subject || subject == t || subject > t) return 0;
	uint32_t e = entity_of(f, subject);
	const dl_entity *x = &f->entities.v[e];
	return e && (x->kind == DL_E_GROUP || x->kind == DL_E_ORG || x->plural) ? e : 0;
}

/* "The council said they were suspending": the subject of this clause ("their"), of one above it, else that of the
 * sentence before. */
static uint32_t pronoun_group(finder *f, uint32_t t)
{
	uint32_t clause = tree_clause(f, f->tok->head[t]), sent = f->tok->sent[t];
	for (uint32_t n = 0; clause && n < 4; n++) {
		uint32_t e = many_of(f, tree_subject(f, clause), t);
		if (e) return e;
		clause = f->tok->head[clause] ? tree_clause(f, f->tok->head[clause]) : 0;
	}
	if (sent < 2 || f->tok->sent_para[sent] != f->tok->sent_para[sent - 1]) return 0;
	for (uint32_t p = f->tok->sent_first[sent - 1]; p < f->tok->sent_first[sent]; p++)
		if (!f->tok->head[p]) return many_of(f, tree_subject(f, p), t);
	return 0;
}

static void describe_many(finder *f, history *h, uint32_t t)
{
	uint32_t e = pronoun_group(f, t);
	if (!e) return;
	uint32_t m = mention_add(f,
							 (dl_mention){.at = {f->tok->start[t], tok_end(f, t)},
										  .head = t,
										  .sent = f->tok->sent[t],
										  .kind = f->entities.v[e].kind == DL_E_ORG  ? DL_M_ORG
											  : f->entities.v[e].kind == DL_E_PERSON ? DL_M_PERSON
																					 : DL_M_GROUP,
										  .form = 'p',
										  .rule = rule_add(f, "pronoun", 0, f->tok->lemma[t])});
	entity_mention(f, m, e);
	remember(f, h, m);
}

static void describe(finder *f, history *h, uint32_t t)
{
	if (f->tok->upos[t] == DL_PRON && they(f, t)) {
		describe_many(f, h, t);
		return;
	}
	char gender = f->tok->upos[t] == DL_PRON ? pronoun_gender(f, t) : 0;
	if (gender) {
		uint32_t e = pronoun_person(f, h, t, gender);
		if (!e) return;
		uint32_t m = mention_add(f,
								 (dl_mention){.at = {f->tok->start[t], tok_end(f, t)},
											  .head = t,
											  .sent = f->tok->sent[t],
											  .kind = DL_M_PERSON,
											  .form = 'p',
											  .rule = rule_add(f, "pronoun", 0, f->tok->lemma[t])});
		entity_mention(f, m, e);
		if (!f->entities.v[e].gender) f->entities.v[e].gender = (uint8_t)gender;
		remember(f, h, m);
		return;
	}
	if (f->tok->upos[t] != DL_NOUN || f->mention_at[t] || f->inside[t] || plural(f, t) || !definite(f, t)) return;
	if (tree_child(f, t, DL_R_NMOD) || tree_child(f, t, DL_R_ACL_RELCL)) return;   /* "the cleric who ..." says which */
	const role_row *row = role_of(f, t);
	uint32_t e = row ? described(f, h, t, row) : 0;
	if (!e) return;
	uint32_t m = mention_add(f, (dl_mention){.at = tree_np(f, t), .head = t, .sent = f->tok->sent[t],
		.kind = f->entities.v[e].kind == DL_E_PERSON ? DL_M_PERSON : DL_M_ORG, .form = 'd',
		.rule = rule_add(f, "roles.tsv", row->line, row->noun)});
	entity_mention(f, m, e);
	remember(f, h, m);
}

void descriptions_find(finder *f)
{
	history h = {0};
	for (uint32_t t = 1; t < f->tok->n && !f->nomem; t++) {
		uint32_t m = f->mention_at[t];
		if (m && f->mentions.v[m].entity && f->mentions.v[m].head == t) remember(f, &h, m);
		else describe(f, &h, t);
	}
}
