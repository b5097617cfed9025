/* SPDX-License-Identifier: Apache-2.0
 *
 * actor.c - who is who in one document: mentions of names to entities.
 *
 * In: mentions PERSON, ORG, MISC, PLACE. Out: entities[] with kind, country, role codes and office, and every
 * mention's entity.
 *
 *      "Italian Premier Matteo Renzi ... Renzi ... the Islamic State (IS) ... IS"
 *
 *      Matteo Renzi: PERSON ITA GOV, office premier (titles.tsv, and the adjective before it); Renzi alone is the
 *      one person of that family name; IS in brackets stands for the name before it.
 *
 * Full names are settled before family names alone, so a headline's "Renzi" finds the text's "Matteo Renzi". Two
 * full names are one person when person_same() says so. The passage of a mention grows to the phrase an editor
 * would quote ("Italian Premier Matteo Renzi"). Cost: names times persons of the document.
 */
#include "facts/place/place.h"
#include "facts/actor/refer.h"

#define SAME_IN_DOC 900      /* of person_same()'s 1000; a document spells a person with care                    */

uint32_t entity_new(finder *f, dl_entity e)
{
	*(dl_entity *)FINDER_PUSH(f, entities) = e;
	return f->entities.n - 1;
}

uint32_t entity_mention(finder *f, uint32_t mention, uint32_t entity)
{
	dl_entity *e = &f->entities.v[entity];
	if (!mention || !entity || f->mentions.v[mention].entity == entity) return entity;
	f->mentions.v[mention].entity = entity;
	e->n_mentions++;
	if (!e->first || f->mentions.v[mention].at.start < f->mentions.v[e->first].at.start) e->first = mention;
	return entity;
}

static slice mention_text(const finder *f, const dl_mention *m) { return span_text(f->text, m->at); }

/* The token that holds the byte, looked for from a near one on. */
static uint32_t token_near(const finder *f, uint32_t byte, uint32_t near)
{
	uint32_t t = near;
	while (t > 1 && f->tok->start[t] > byte) t--;
	while (t + 1 < f->tok->n && tok_end(f, t) <= byte) t++;
	return t;
}

static bool single_word(slice s)
{
	size_t at;
	return !slice_find(s, S(" "), &at);
}

/* Is `word` the last word of the name (or, first: the first)? A particle may stand before it: "al-Sadr" ~ "Sadr". */
static bool is_end_word(slice name, slice word, bool first)
{
	char a[ACTOR_KEY_MAX], b[ACTOR_KEY_MAX];
	slice n = {a, actor_key(name, a)}, w = {b, actor_key(word, b)};
	if (!w.n || n.n <= w.n) return slice_eq(n, w);
	if (first) return slice_starts(n, w) && n.p[w.n] == ' ';
	return slice_ends(n, w) && n.p[n.n - w.n - 1] == ' ';
}

/* Is mention j of a person whose family name (first: given name) is the word, and of the gender, if known? */
static uint32_t person_at(const finder *f, uint32_t j, slice word, bool first)
{
	const dl_mention *m = &f->mentions.v[j];
	if (m->kind != DL_M_PERSON || !m->entity) return 0;
	return is_end_word(pool_get(f, f->entities.v[m->entity].name), word, first) ? m->entity : 0;
}

/* The person meant by one word, mention i: of that family name (or, failing that, given name) the one named last
 * before it, else the first behind it, as in a headline. A given name that two have means neither. */
static uint32_t person_by_word(const finder *f, uint32_t i, slice word)
{
	uint32_t e, n = f->mentions.n;
	for (uint32_t j = i; --j;)
		if ((e = person_at(f, j, word, false))) return e;
	for (uint32_t j = i + 1; j < n; j++)
		if ((e = person_at(f, j, word, false))) return e;
	uint32_t found = 0;
	for (uint32_t j = 1; j < n; j++) {
		if (!(e = person_at(f, j, word, true))) continue;
		if (found && e != found) return 0;
		found = e;
	}
	return found;
}

/* A bit for each letter that a word of the name begins with. Spellings of one name share one of them at least. */
static uint32_t first_letters(slice name)
{
	uint32_t bits = 0;
	for (size_t i = 0; i < name.n; i++)
		if (!i || name.p[i - 1] == ' ' || name.p[i - 1] == '-')
			bits |= (name.p[i] & 0xc0) == 0xc0 ? ~0u : 1u << (name.p[i] & 31);
	return bits;
}

static uint32_t person_by_name(const finder *f, slice name)
{
	uint32_t best = 0, score = SAME_IN_DOC - 1, letters = first_letters(name);
	for (uint32_t e = 1; e < f->entities.n; e++) {
		slice other = pool_get(f, f->entities.v[e].name);
		if (f->entities.v[e].kind != DL_E_PERSON || !(letters & first_letters(other))) continue;
		if (slice_eq(other, name)) return e;
		uint32_t s = person_same(other, name, NULL, 0);
		if (s > score) best = e, score = s;
	}
	return best;
}

static uint32_t entity_by_name(const finder *f, slice name, unsigned kind)
{
	for (uint32_t e = 1; e < f->entities.n; e++) {
		char a[ACTOR_KEY_MAX], b[ACTOR_KEY_MAX];
		if (f->entities.v[e].kind != kind) continue;
		slice x = {a, actor_key(pool_get(f, f->entities.v[e].name), a)}, y = {b, actor_key(name, b)};
		if (x.n && slice_eq(x, y)) return e;
	}
	return 0;
}

/* First letters of the capitalised words are the acronym: "Kurdistan Workers' Party" - "KWP". */
static bool initials_are(slice name, slice acronym)
{
	size_t n = 0;
	bool start = true;
	for (size_t i = 0; i < name.n; i++) {
		char c = name.p[i];
		if (start && c >= 'A' && c <= 'Z') {
			if (n >= acronym.n || acronym.p[n++] != c) return false;
		}
		start = c == ' ' || c == '-';
	}
	return n == acronym.n && n >= 2;
}

static bool acronym(slice s)
{
	if (s.n < 2 || s.n > 7) return false;
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] < 'A' || s.p[i] > 'Z') return false;
	return true;
}

/* Does one of the letters begin a word of the name? Those of another tongue share some: "Kurdistan Workers' Party
 * (PKK)". */
static bool shares_initial(slice name, slice letters)
{
	slice word;
	while (slice_split(&name, ' ', &word))
		if (word.n && word.p[0] >= 'A' && word.p[0] <= 'Z' && memchr(letters.p, word.p[0], letters.n)) return true;
	return false;
}

/* "the Free Workers Union (FWU)": the mention right before the bracket. */
static uint32_t bracketed_name(const finder *f, const dl_mention *m)
{
	uint32_t t = token_near(f, m->at.start, m->head);
	if (t < 3 || !slice_eq(f->tok->form[t - 1], S("("))) return 0;
	uint32_t before = f->inside[t - 2];
	const dl_mention *b = &f->mentions.v[before];
	slice name = span_text(f->text, m->at);
	return before && (name.p[0] == '@' || shares_initial(span_text(f->text, b->at), name)) ? b->entity : 0;
}

static void set_names(finder *f, dl_entity *e, slice name)
{
	arena_mark_t mark = arena_mark(f->w->tmp);
	e->name = pool_add(f, name);
	e->norm = pool_add(f, name_key(f->w->tmp, name));
	arena_rewind(f->w->tmp, mark);
}

static void settle_person(finder *f, uint32_t i, bool full)
{
	slice name = mention_text(f, &f->mentions.v[i]);
	uint32_t e = full ? person_by_name(f, name) : person_by_word(f, i, name);
	if (!e) {
		dl_entity x = {.kind = DL_E_PERSON};
		set_names(f, &x, name);
		const char *space = memchr(name.p, ' ', name.n);
		unsigned g = given_name(f->kb->actors, (slice){name.p, space ? (size_t)(space - name.p) : name.n});
		x.gender = g == 1 ? 'm' : g == 2 ? 'f' : 0;
		e = entity_new(f, x);
	} else if (name.n > f->entities.v[e].name.n) {
		set_names(f, &f->entities.v[e], name);
	}
	const actor_row *r = actor_find(f->kb->actors, name);
	if (r && r->kind == DL_E_PERSON) {
		if (r->country[0]) memcpy(f->entities.v[e].country, r->country, 4);
		roles_add(f->entities.v[e].roles, &r->roles);
	}
	entity_mention(f, i, e);
}

/* Role codes of an organisation by a word of its name: "Ministry of Oil" GOV, "Houston Police Department" COP. */
static void roles_by_words(const actor_kb *kb, slice name, dl_entity *e)
{
	char key[ACTOR_KEY_MAX];
	slice k = {key, actor_key(name, key)};
	for (uint32_t i = 0; i < kb->body.n; i++) {
		slice w = kb->body.v[i].word;
		size_t at;
		if (!slice_find(k, w, &at) || (at && k.p[at - 1] != ' ') || (at + w.n < k.n && k.p[at + w.n] != ' ')) continue;
		roles_add(e->roles, &kb->body.v[i].roles);
		return;
	}
}

/* "Hungarian Government", which the label may hold for something else than a body. */
static bool body_word(const finder *f, slice name)
{
	size_t space = name.n;
	while (space && name.p[space - 1] != ' ') space--;
	return space && listed(f, W_BODY_WORD, slice_sub(name, space, name.n));
}

static void settle_org(finder *f, uint32_t i)
{
	slice name = mention_text(f, &f->mentions.v[i]);
	const actor_row *r = actor_find(f->kb->actors, name);
	uint32_t person = !r && single_word(name) ? person_by_word(f, i, name) : 0;
	if (person) {                              /* a label that errs: "the charge against Tamimi" */
		f->mentions.v[i].kind = DL_M_PERSON;
		entity_mention(f, i, person);
		return;
	}
	if (f->mentions.v[i].kind == DL_M_MISC && body_word(f, name)) f->mentions.v[i].kind = DL_M_ORG;
	unsigned kind = f->mentions.v[i].kind == DL_M_MISC ? DL_E_MISC : DL_E_ORG;
	uint32_t e = entity_by_name(f, r ? r->name : name, kind);
	if (!e && (acronym(name) || name.p[0] == '@')) e = bracketed_name(f, &f->mentions.v[i]);
	for (uint32_t x = 1; !e && acronym(name) && x < f->entities.n; x++)
		if (f->entities.v[x].kind == DL_E_ORG && initials_are(pool_get(f, f->entities.v[x].name), name)) e = x;
	if (!e) {
		dl_entity x = {.kind = (uint8_t)kind};
		set_names(f, &x, r ? r->name : name);
		if (r) memcpy(x.country, r->country, 4), roles_add(x.roles, &r->roles);
		else roles_by_words(f->kb->actors, name, &x);
		e = entity_new(f, x);
	}
	entity_mention(f, i, e);
	if (!f->entities.v[e].country[0]) country_of(f, f->mentions.v[i].head, f->entities.v[e].country);
}

static void settle_place(finder *f, uint32_t i)
{
	uint32_t p = f->mentions.v[i].value, e = 0;
	for (uint32_t x = 1; x < f->entities.n && !e; x++)
		if (f->entities.v[x].kind == DL_E_PLACE && f->entities.v[x].place == p) e = x;
	if (!e) {
		dl_entity x = {.kind = DL_E_PLACE, .place = p, .name = f->places.v[p].name};
		memcpy(x.country, f->places.v[p].country, 4);
		set_names(f, &x, pool_get(f, x.name));
		e = entity_new(f, x);
	}
	entity_mention(f, i, e);
}

/* Country of the place mention at or inside token t. */
static bool place_country(const finder *f, uint32_t t, char code[4])
{
	const dl_mention *m = &f->mentions.v[f->mention_at[t] ? f->mention_at[t] : f->inside[t]];
	if (m->kind != DL_M_PLACE || !f->places.v[m->value].country[0]) return false;
	memcpy(code, f->places.v[m->value].country, 4);
	return true;
}

void country_of(const finder *f, uint32_t t, char code[4])
{
	for (uint32_t c = f->first_child[t]; c && !code[0]; c = f->next_child[c]) {
		unsigned r = f->tok->rel[c];
		if (r == DL_R_AMOD || r == DL_R_COMPOUND || r == DL_R_NMOD_POSS || r == DL_R_NMOD || r == DL_R_NMOD_DESC
		    || r == DL_R_FLAT) place_country(f, c, code);
		/* "the mayor of the West Bank city of Nablus" */
		if (!code[0] && (r == DL_R_NMOD || r == DL_R_NMOD_POSS) && f->tok->upos[c] == DL_NOUN)
			for (uint32_t k = f->first_child[c]; k && !code[0]; k = f->next_child[k])
				if (f->tok->rel[k] == DL_R_COMPOUND || f->tok->rel[k] == DL_R_NMOD) place_country(f, k, code);
	}
}

static bool modifier_word(const finder *f, uint32_t t)
{
	if (listed(f, W_BEFORE_TITLE, f->tok->form[t])) return true;
	if (slice_ends(f->tok->form[t], S("-year-old"))) return true;
	return role_find(f->kb->actors, tok_lemma(f, t)) != NULL;
}

/* "48-year-old" before token t, in five tokens: their number. */
static uint32_t years_before(const finder *f, uint32_t t, dl_entity *e)
{
	if (t < 6 || !tok_is(f, t - 1, "old") || !tok_is(f, t - 3, "year") || f->tok->upos[t - 5] != DL_NUM) return 0;
	if (!e->age) e->age = age_at(f, t - 1);
	return 5;
}

/* What stands before a person's name: titles, nationality, "former", "cleric". Grows the passage and fills in. */
static void person_phrase(finder *f, uint32_t i)
{
	dl_mention *m = &f->mentions.v[i];
	dl_entity *e = &f->entities.v[m->entity];
	uint32_t t = token_near(f, m->at.start, m->head), first = t, name = t;
	bool office = false;
	for (uint32_t n = 0; n < 8; n++) {
		const title_row *row;
		uint32_t k = title_before(f, t, &row);
		if (k) {
			roles_add(e->roles, &row->roles);
			if (row->gender) e->gender = (uint8_t)row->gender;
			if (!e->office.n && row->office.n) e->office = pool_add(f, row->office);
			t -= k, first = t, office = true;
			continue;
		}
		if (t < 2 || !tokens_adjacent(f, t - 1)) break;
		uint32_t back = years_before(f, t, e);
		if (back) {
			first = t -= back;
			continue;
		}
		const role_row *role = role_find(f->kb->actors, tok_lemma(f, t - 1));
		if (role && role->kind == 'p') {
			roles_add(e->roles, &role->roles);
			if (role->gender) e->gender = (uint8_t)role->gender;
			if (!e->office.n) e->office = pool_add(f, role->noun);
		} else if (place_country(f, t - 1, e->country)) {
			if (!office && f->mentions.v[f->inside[t - 1]].form != 'a') { e->country[0] = 0; break; }
		} else if (!modifier_word(f, t - 1)) {
			break;
		} else if (!e->age) {
			e->age = age_at(f, t - 1);
		}
		first = --t;
	}
	if (office && first > 1 && tokens_adjacent(f, first - 1)) {      /* "UN Secretary-General Antonio Guterres" */
		const dl_mention *body = &f->mentions.v[f->inside[first - 1]];
		if (body->kind == DL_M_ORG && body->at.end == tok_end(f, first - 1))
			first = token_near(f, body->at.start, first - 1);
	}
	/* "her father Bassem" */
	if (first < name && f->tok->xpos[first - 1] == DL_T_PRPS && tokens_adjacent(f, first - 1)) first--;
	m->at.start = f->tok->start[first];
	/* whoever asks for "leader" of "Shiite leader Ayatollah al-Haeri" asks for him */
	for (uint32_t k = first; k < name; k++)
		if (!f->inside[k]) f->inside[k] = i;
}

/* "Jane Roe, 42, said". */
static void person_age(finder *f, uint32_t i)
{
	const dl_mention *m = &f->mentions.v[i];
	uint32_t t = token_near(f, m->at.end, m->head);
	if (t + 2 >= f->tok->n || !slice_eq(f->tok->form[t], S(","))) return;
	slice end = f->tok->form[t + 2];
	dl_entity *e = &f->entities.v[m->entity];
	if (!e->age && (slice_eq(end, S(",")) || slice_eq(end, S(".")))) e->age = age_at(f, t + 1);
}

/* "Haider al-Abadi, the prime minister of Iraq": roles, office and country of an apposition. */
static void person_apposition(finder *f, uint32_t i)
{
	const dl_mention *m = &f->mentions.v[i];
	dl_entity *e = &f->entities.v[m->entity];
	uint32_t a = tree_child(f, m->head, DL_R_APPOS);
	/* a tree that cuts a rare name in two hangs the apposition on either part */
	for (uint32_t t = m->head; !a && t > 1 && f->tok->start[t - 1] >= m->at.start; t--)
		a = tree_child(f, t - 1, DL_R_APPOS);
	if (!a || f->mention_at[a]) return;
	const role_row *role = role_of(f, a);
	if (role && role->kind == 'p') {
		roles_add(e->roles, &role->roles);
		if (role->gender) e->gender = (uint8_t)role->gender;
		if (!e->office.n) e->office = pool_add(f, role->noun);
		if (!e->country[0]) country_of(f, a, e->country);
		entity_mention(f,
					   mention_add(f,
								   (dl_mention){.at = tree_np(f, a),
												.head = a,
												.sent = m->sent,
												.kind = DL_M_PERSON,
												.form = 'd',
												.rule = rule_add(f, "roles.tsv", role->line, role->noun)}),
					   f->mentions.v[i].entity);
	}
}

dl_status actors_find(finder *f)
{
	uint32_t n = f->mentions.n;
	for (int full = 1; full >= 0; full--)
		for (uint32_t i = 1; i < n && !f->nomem; i++) {
			const dl_mention *m = &f->mentions.v[i];
			if (m->kind == DL_M_PERSON && single_word(mention_text(f, m)) == !full) settle_person(f, i, full);
		}
	for (uint32_t i = 1; i < n && !f->nomem; i++) {
		const dl_mention *m = &f->mentions.v[i];
		if (m->kind == DL_M_ORG || m->kind == DL_M_MISC) settle_org(f, i);
		else if (m->kind == DL_M_PLACE && m->form == 'n') settle_place(f, i);
	}
	for (uint32_t i = 1; i < n && !f->nomem; i++)
		if (f->mentions.v[i].kind == DL_M_PERSON) person_phrase(f, i), person_age(f, i), person_apposition(f, i);
	if (!f->nomem) descriptions_find(f);
	return f->nomem ? DL_NOMEM : DL_OK;
}
