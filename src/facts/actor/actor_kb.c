/* SPDX-License-Identifier: Apache-2.0
 *
 * actor_kb.c - what is known of people's names, titles, roles and organisations.
 *
 * In: given.tsv, titles.tsv, roles.tsv, bodies.tsv, actors.tsv and the user's own list of actors. Out: lookups by key:
 * "Lt. Gen." -> MIL, lieutenant general; "security forces" -> COP, a group; "Hezbollah" -> LBN REB.
 * The user's rows come first, so they win over ours.
 */
#include "facts/actor/actor.h"

size_t actor_key(slice s, char to[ACTOR_KEY_MAX])
{
	char plain[2 * ACTOR_KEY_MAX + 8];
	size_t n = 0;
	if (!s.n || s.n > ACTOR_KEY_MAX) return 0;
	size_t len = utf8_plain_to(plain, s);
	for (size_t i = 0; i < len && n < ACTOR_KEY_MAX; i++) {
		char c = plain[i];
		if (c == '.' || c == '\'') continue;
		if (c == '-' || c == '\n' || c == '\t') c = ' ';
		if (c == ' ' && (!n || to[n - 1] == ' ')) continue;
		to[n++] = c;
	}
	while (n && to[n - 1] == ' ') n--;
	return n;
}

static uint32_t *slot(actor_kb *kb, strmap *m, slice name)
{
	char key[ACTOR_KEY_MAX];
	slice kept = arena_copy(kb->a, (slice){key, actor_key(name, key)});
	return kept.p ? strmap_put(m, kept) : NULL;
}

/* The first word of the name, so that most words of a text need one look-up to be known as no actor's. */
static bool note_start(actor_kb *kb, slice name)
{
	char key[ACTOR_KEY_MAX];
	size_t n = actor_key(name, key);
	const char *space = memchr(key, ' ', n);
	slice kept = arena_copy(kb->a, (slice){key, space ? (size_t)(space - key) : n});
	uint32_t *at = kept.p ? strmap_put(&kb->starts, kept) : NULL;
	if (at) *at = 1;
	return at != NULL;
}

static uint32_t lookup(const strmap *m, slice name)
{
	char key[ACTOR_KEY_MAX];
	size_t n = actor_key(name, key);
	return n ? strmap_get(m, (slice){key, n}) : 0;
}

/* "m", "f"; "-" or nothing: neither. False when it is something else. */
static bool read_gender(slice s, char *out)
{
	*out = s.n == 1 && s.p[0] != '-' ? s.p[0] : 0;
	return !*out ? !s.n || slice_eq(s, S("-")) : *out == 'm' || *out == 'f';
}

/* "GOV MIL" -> two codes; "-" -> none. False when a code is not of two or three capitals. */
static bool read_roles(slice s, role_set *out)
{
	size_t n = 0;
	*out = (role_set){0};
	if (!s.n || slice_eq(s, S("-"))) return true;
	for (size_t i = 0; i < s.n && n < 3; n++) {
		size_t from = i;
		while (i < s.n && s.p[i] >= 'A' && s.p[i] <= 'Z') i++;
		if (i - from > 3 || i - from < 2 || (i < s.n && s.p[i] != ' ')) return false;
		memcpy(out->code[n], s.p + from, i - from);
		while (i < s.n && s.p[i] == ' ') i++;
	}
	return true;
}

#define GIVEN_BITS 2             /* of a given name's value: who bears it; above them the line that has it first */

static dl_status read_given(actor_kb *kb, const char *folder, dl_error *err)
{
	slice c[TSV_COLS];
	tsv t;
	dl_status st = table_open(folder, "given.tsv", kb->a, &t, err);
	if (st != DL_OK) return st;
	while (tsv_next(&t, c)) {
		char gender;
		if (!read_gender(c[0], &gender)) return table_bad(err, &t, "gender must be m, f or -, not", c[0]);
		uint32_t bits = gender == 'm' ? 1 : gender == 'f' ? 2 : 3;
		for (size_t i = 0, from = 0; i <= c[1].n; i++) {
			if (i < c[1].n && c[1].p[i] != ' ') continue;
			uint32_t *v = i > from ? slot(kb, &kb->given, slice_sub(c[1], from, i)) : NULL;
			if (i > from && !v) return DL_NOMEM;
			if (v) *v |= bits | (*v ? 0 : t.line << GIVEN_BITS);
			from = i + 1;
		}
	}
	return DL_OK;
}

static dl_status read_titles(actor_kb *kb, const char *folder, dl_error *err)
{
	slice c[TSV_COLS];
	tsv t;
	dl_status st = table_open(folder, "titles.tsv", kb->a, &t, err);
	if (st != DL_OK) return st;
	while (tsv_next(&t, c)) {
		title_row *r = VEC_PUSH(kb->a, &kb->title);
		uint32_t *v = slot(kb, &kb->titles, c[0]);
		if (!r || !v) return DL_NOMEM;
		if (!read_roles(c[1], &r->roles)) return table_bad(err, &t, "roles cannot be read:", c[1]);
		if (!read_gender(c[2], &r->gender)) return table_bad(err, &t, "gender must be m, f or -, not", c[2]);
		r->office = slice_eq(c[3], S("-")) ? S("") : c[3].n ? c[3] : c[0];
		r->line = t.line;
		*v = kb->title.n - 1;
	}
	return DL_OK;
}

static dl_status read_role_nouns(actor_kb *kb, const char *folder, dl_error *err)
{
	slice c[TSV_COLS];
	tsv t;
	dl_status st = table_open(folder, "roles.tsv", kb->a, &t, err);
	if (st != DL_OK) return st;
	while (tsv_next(&t, c)) {
		role_row *r = VEC_PUSH(kb->a, &kb->role);
		uint32_t *v = slot(kb, &kb->roles, c[0]);
		if (!r || !v) return DL_NOMEM;
		if (!read_roles(c[1], &r->roles)) return table_bad(err, &t, "roles cannot be read:", c[1]);
		r->kind = slice_eq(c[2], S("person")) ? 'p'
			: slice_eq(c[2], S("group"))      ? 'g'
			: slice_eq(c[2], S("org"))        ? 'o'
											  : 0;
		if (!r->kind) return table_bad(err, &t, "kind must be person, group or org, not", c[2]);
		if (!read_gender(c[3], &r->gender)) return table_bad(err, &t, "gender must be m, f or -, not", c[3]);
		r->noun = c[0], r->part = c[4];
		r->line = t.line;
		*v = kb->role.n - 1;
	}
	return DL_OK;
}

static dl_status read_bodies(actor_kb *kb, const char *folder, dl_error *err)
{
	slice c[TSV_COLS];
	tsv t;
	dl_status st = table_open(folder, "bodies.tsv", kb->a, &t, err);
	while (st == DL_OK && tsv_next(&t, c)) {
		body_row *r = VEC_PUSH(kb->a, &kb->body);
		if (!r) return DL_NOMEM;
		r->word = c[0];
		if (!read_roles(c[1], &r->roles)) return table_bad(err, &t, "roles cannot be read:", c[1]);
	}
	return st;
}

/* A row that is parted by something else than tabs would be one long name. */
static bool one_column(const slice c[TSV_COLS])
{
	for (int i = 1; i < 5; i++)
		if (c[i].n) return false;
	return c[0].n && (memchr(c[0].p, ';', c[0].n) || memchr(c[0].p, ',', c[0].n));
}

/* A row of actors; names already taken (by the user's list) stay as they are. */
static dl_status read_actor(actor_kb *kb, const tsv *t, slice c[TSV_COLS], bool own, dl_error *err)
{
	actor_row *r = VEC_PUSH(kb->a, &kb->actor);
	slice rest = c[1], name = c[0];
	if (!r) return DL_NOMEM;
	*r = (actor_row){.name = c[0], .line = t->line, .own = own};
	if (!c[0].n) return table_bad(err, t, "no name before", c[1]);
	if (one_column(c)) return table_bad(err, t, "columns are parted by tabs:", c[0]);
	if (!read_roles(c[3], &r->roles)) return table_bad(err, t, "roles cannot be read:", c[3]);
	if (c[2].n == 3) memcpy(r->country, c[2].p, 3);
	else if (c[2].n && !slice_eq(c[2], S("-")))
		return table_bad(err, t, "country must be a code of three letters, not", c[2]);
	if (c[4].n && !slice_eq(c[4], S("org")) && !slice_eq(c[4], S("person")))
		return table_bad(err, t, "kind must be org or person, not", c[4]);
	size_t space;
	r->kind = slice_eq(c[4], S("person")) ? DL_E_PERSON : DL_E_ORG;
	if (!c[4].n && slice_find(c[0], S(" "), &space) && given_name(kb, slice_sub(c[0], 0, space))) r->kind = DL_E_PERSON;
	while (name.n) {
		uint32_t *v = slot(kb, &kb->actors, name);
		if (!v || !note_start(kb, name)) return DL_NOMEM;
		if (!*v) *v = kb->actor.n - 1;
		const char *semi = rest.n ? memchr(rest.p, ';', rest.n) : NULL;
		size_t n = semi ? (size_t)(semi - rest.p) : rest.n;
		name = slice_trim((slice){rest.p, n});
		rest = slice_sub(rest, semi ? n + 1 : n, rest.n);
	}
	return DL_OK;
}

static dl_status read_actors(actor_kb *kb, const char *folder, dl_error *err)
{
	slice c[TSV_COLS];
	tsv t;
	dl_status st = table_open(folder, "actors.tsv", kb->a, &t, err);
	while (st == DL_OK && tsv_next(&t, c)) st = read_actor(kb, &t, c, false, err);
	return st;
}

#define OWN_MAX_BYTES (64u << 20)

static dl_status read_own(actor_kb *kb, const char *path, dl_error *err)
{
	slice c[TSV_COLS];
	tsv t = {.name = {path, strlen(path)}};
	uint32_t mended;
	dl_status st = file_slurp(path, OWN_MAX_BYTES, kb->a, &t.rest, err);
	if (st == DL_OK && !utf8_valid(t.rest, NULL) && !(t.rest = utf8_mend(kb->a, t.rest, &mended)).p) return DL_NOMEM;
	while (st == DL_OK && tsv_next(&t, c)) st = read_actor(kb, &t, c, true, err);
	return st;
}

dl_status actor_kb_open(const dl_kb_options *o, arena *a, actor_kb **out, dl_error *err)
{
	static dl_status (*const tables[])(actor_kb *, const char *, dl_error *) = {
		read_titles, read_role_nouns, read_bodies, read_actors,
	};
	actor_kb *kb = ARENA_ARRAY(a, actor_kb, 1);
	if (!kb) return DL_NOMEM;
	kb->a = a;
	strmap_init(&kb->given, a), strmap_init(&kb->titles, a), strmap_init(&kb->roles, a), strmap_init(&kb->actors, a);
	strmap_init(&kb->starts, a);
	void *t = VEC_PUSH(a, &kb->title), *r = VEC_PUSH(a, &kb->role), *x = VEC_PUSH(a, &kb->actor);   /* none */
	if (!t || !r || !x) return DL_NOMEM;
	dl_status st = read_given(kb, o->data, err);
	if (st == DL_OK && o->actors) st = read_own(kb, o->actors, err);
	for (size_t i = 0; i < COUNT(tables) && st == DL_OK; i++) st = tables[i](kb, o->data, err);
	if (st == DL_OK) *out = kb;
	return st;
}

unsigned given_name(const actor_kb *kb, slice word) { return lookup(&kb->given, word) & ((1u << GIVEN_BITS) - 1); }
uint32_t given_line(const actor_kb *kb, slice word) { return lookup(&kb->given, word) >> GIVEN_BITS; }

const title_row *title_find(const actor_kb *kb, slice words)
{
	uint32_t i = lookup(&kb->titles, words);
	return i ? &kb->title.v[i] : NULL;
}

const role_row *role_find(const actor_kb *kb, slice words)
{
	uint32_t i = lookup(&kb->roles, words);
	return i ? &kb->role.v[i] : NULL;
}

bool actor_starts(const actor_kb *kb, slice word) { return lookup(&kb->starts, word) != 0; }

const actor_row *actor_find(const actor_kb *kb, slice words)
{
	uint32_t i = lookup(&kb->actors, words);
	return i ? &kb->actor.v[i] : NULL;
}

void roles_add(char roles[3][4], const role_set *more)
{
	for (int i = 0; i < 3 && more->code[i][0]; i++)
		for (int j = 0; j < 3; j++) {
			if (!memcmp(roles[j], more->code[i], 4)) break;
			if (roles[j][0]) continue;
			memcpy(roles[j], more->code[i], 4);
			break;
		}
}
