/* SPDX-License-Identifier: Apache-2.0
 *
 * lexicon.c - what the program knows of happenings, read once: data/en/happenings.tsv, types.tsv, classes.tsv
 * and modality.tsv.
 *
 * In: tables. Out: happen_kb: rows by head word in the order of the file, conditions compiled to class sets.
 * "storm, overrun | v | obj=BUILDING | PROTEST | riot" becomes two rows of equal conditions, found by the lemmas
 * "storm" and "overrun". A table with an unknown class, type or condition is refused with file and line: a word
 * list that is silently ignored would be worse. Cost: a few milliseconds at start.
 */
#include "facts/event/happen.h"

typedef struct {             /* while reading: the tables' place for messages */
	happen_kb  *kb;
	arena      *a;
	const char *table;
	uint32_t    line;
	dl_error   *err;
	const word_lists *lists;
} reader;

static dl_status bad(const reader *r, const char *what, slice word)
{
	return error_set(r->err, DL_BAD, r->table, r->line, "%s: \"%.*s\"", what, PRS(word));
}

static bool absent(slice s) { return !s.n || (s.n == 1 && s.p[0] == '-'); }
static bool is_class_name(slice s) { return s.n > 1 && s.p[0] >= 'A' && s.p[0] <= 'Z' && s.p[1] >= 'A'
    && s.p[1] <= 'Z'; }

static uint32_t lookup(const strmap *m, slice lemma)
{
	char low[64];
	if (lemma.n > sizeof low) return 0;
	for (size_t i = 0; i < lemma.n; i++)
		low[i] = lemma.p[i] >= 'A' && lemma.p[i] <= 'Z' ? (char)(lemma.p[i] + 32) : lemma.p[i];
	return strmap_get(m, (slice){low, lemma.n});
}

class_set class_close(const happen_kb *kb, class_set set)
{
	class_set all = set;
	for (class_set rest = set; rest; rest &= rest - 1) all |= kb->up[__builtin_ctzll(rest)];
	return all;
}

uint32_t lex_first(const happen_kb *kb, slice lemma) { return lookup(&kb->heads, lemma); }
uint32_t mod_first(const happen_kb *kb, slice lemma) { return lookup(&kb->modal, lemma); }
class_set class_of_lemma(const happen_kb *kb,
    slice lemma) { return kb->class_of_word.v[lookup(&kb->class_words, lemma)]; }

/* --- classes.tsv: NAME <tab> words separated by commas; a word in capitals includes another class */
static class_set class_bit(const reader *r, slice name)
{
	uint32_t bit = strmap_get(&r->kb->class_names, name);
	return bit ? (class_set)1 << (bit - 1) : 0;
}

static dl_status class_add_word(reader *r, slice word, class_set set)
{
	uint32_t *at = strmap_put(&r->kb->class_words, word);
	if (!at) return DL_NOMEM;
	if (!*at) {
		*at = r->kb->class_of_word.n;
		class_set *fresh = VEC_PUSH(r->a, &r->kb->class_of_word);
		if (!fresh) return DL_NOMEM;
	}
	r->kb->class_of_word.v[*at] |= set;
	return DL_OK;
}

/* A class can include only those above it, so one pass over what is known closes the relation. */
static void class_include(happen_kb *kb, class_set from, class_set to)
{
	for (uint32_t i = 0; i < 64; i++)
		if ((((class_set)1 << i) | kb->up[i]) & from) kb->up[i] |= to;
}

static void classes_close(happen_kb *kb)
{
	for (uint32_t i = 1; i < kb->class_of_word.n; i++) kb->class_of_word.v[i] = class_close(kb,
	    kb->class_of_word.v[i]);
}

static dl_status class_row(reader *r, slice name, slice words)
{
	slice word;
	if (!is_class_name(name)) return bad(r, "a class is named in capitals, not", name);
	uint32_t *bit = strmap_put(&r->kb->class_names, name);
	if (!bit) return DL_NOMEM;
	if (!*bit) *bit = r->kb->class_names.n;
	if (*bit > 64) return bad(r, "more than 64 classes", name);
	class_set set = (class_set)1 << (*bit - 1);
	while (slice_split(&words, ',', &word)) {
		dl_status st = DL_OK;
		if (!word.n) continue;
		if (!is_class_name(word)) st = class_add_word(r, word, set);
		else if (class_bit(r, word)) class_include(r->kb, class_bit(r, word), set);
		else return bad(r, "a class that is not above this line", word);
		if (st != DL_OK) return st;
	}
	return DL_OK;
}

/* --- conditions: "obj=BUILDING,palace", "!obj", "with=PERSON", "clause", "infinitive", "whom=from" */
static dl_status cond_values(reader *r, slice values, lex_cond *c)
{
	slice v;
	c->first_word = r->kb->words.n;
	while (slice_split(&values, ',', &v)) {
		if (is_class_name(v)) {
			class_set set = class_bit(r, v);
			if (!set) return bad(r, "unknown class", v);
			c->classes |= set;
		} else {
			slice *w = VEC_PUSH(r->a, &r->kb->words);
			if (!w) return DL_NOMEM;
			*w = v, c->n_words++;
		}
	}
	return DL_OK;
}

static uint8_t cond_name(slice name)
{
	static const struct { const char *name; uint8_t kind; } names[] = {
		{"subj", C_SUBJ}, {"obj", C_OBJ}, {"clause", C_CLAUSE}, {"infinitive", C_TO}, {"mod", C_MOD}, {"under", C_UNDER},
		{"whom", C_ROLE},
	};
	for (size_t i = 0; i < COUNT(names); i++)
		if (name.n == strlen(names[i].name) && !memcmp(name.p, names[i].name,
		    name.n)) return names[i].kind;
	return C_PREP;
}

static dl_status cond_one(reader *r, slice text, lex_row *row)
{
	lex_cond c = {.text = text};
	size_t eq = 0;
	if (text.p[0] == '!') c.negated = true, text = slice_sub(text, 1, text.n);
	bool has = slice_find(text, S("="), &eq);
	slice name = has ? slice_sub(text, 0, eq) : text;
	c.kind = cond_name(name);
	c.any = !has;
	if (c.kind == C_ROLE) return row->whom = slice_sub(text, eq + 1, text.n), DL_OK;
	if (c.kind == C_PREP && !lists_have(r->lists, W_PREPOSITION, name))
		return bad(r, "no such condition, and no preposition", name);
	if (c.kind == C_PREP) c.prep = name;
	dl_status st = has ? cond_values(r, slice_sub(text, eq + 1, text.n), &c) : DL_OK;
	lex_cond *to = st == DL_OK ? VEC_PUSH(r->a, &r->kb->conds) : NULL;
	if (!to) return st == DL_OK ? DL_NOMEM : st;
	*to = c, row->n_conds++;
	return DL_OK;
}

static bool is_preposition(slice s)
{
	static const char *const words[] = {"of", "to", "on", "in", "for", "by", "with", "at", "from",
	    "against", "into", "over"};
	return slice_among(s, words, COUNT(words));
}

/* Head of a phrase: its first word for a verb or an adjective; for a noun the last one before a preposition
 * ("air strike", "state of emergency"). */
static slice phrase_head(slice phrase, bool noun)
{
	slice rest = phrase, word, head = {0};
	while (slice_split(&rest, ' ', &word)) {
		if (head.n && (!noun || is_preposition(word))) break;
		head = word;
	}
	return head;
}

static dl_status phrase_conds(reader *r, slice phrase, slice head, lex_row *row)
{
	slice rest = phrase, word;
	while (slice_split(&rest, ' ', &word)) {
		if (word.p == head.p || !word.n) continue;
		slice *w = VEC_PUSH(r->a, &r->kb->words);
		lex_cond *c = w ? VEC_PUSH(r->a, &r->kb->conds) : NULL;
		if (!c) return DL_NOMEM;
		*w = word;
		*c = (lex_cond){.kind = C_WORD, .text = word, .first_word = r->kb->words.n - 1, .n_words = 1};
		row->n_conds++;
	}
	return DL_OK;
}

static dl_status row_link(reader *r, lex_row row, slice head)
{
	uint32_t at = r->kb->rows.n;
	uint32_t *first = strmap_put(&r->kb->heads, head);
	lex_row *to = first ? VEC_PUSH(r->a, &r->kb->rows) : NULL;
	if (!to) return DL_NOMEM;
	*to = row;
	if (!*first) return *first = at, DL_OK;
	uint32_t last = *first;
	while (r->kb->rows.v[last].next) last = r->kb->rows.v[last].next;
	r->kb->rows.v[last].next = at;
	return DL_OK;
}

static bool type_parse(slice s, uint8_t *type, uint8_t *makes)
{
	static const struct { const char *name; uint8_t makes; } pseudo[] = {
		{"HARM", LEX_HARM}, {"LIGHT", LEX_LIGHT}, {"OCCUR", LEX_OCCUR}, {"NONE", LEX_NONE},
		{"CLAIMED", LEX_CLAIMED}, {"BEGIN", LEX_BEGIN}, {"END", LEX_END},
	};
	for (size_t i = 0; i < COUNT(pseudo); i++)
		if (s.n == strlen(pseudo[i].name) && !memcmp(s.p, pseudo[i].name,
		    s.n)) return *makes = pseudo[i].makes, true;
	for (unsigned t = 0; t < DL_EV_N; t++) {
		const char *n = dl_type_name(t);
		if (s.n == strlen(n) && !memcmp(s.p, n, s.n)) return *type = (uint8_t)t, true;
	}
	return false;
}

/* --- happenings.tsv */
static dl_status happening_row(reader *r, const slice *col)
{
	lex_row row = {.line = r->line, .pos = col[1].n ? (uint8_t)col[1].p[0] : 'v'};
	slice conds = absent(col[2]) ? (slice){0} : col[2], alternatives = col[0], piece;
	if (!col[0].n) return bad(r, "no words in front of", col[3]);
	if (col[1].n != 1 || !memchr("vxna", col[1].p[0], 4))
		return bad(r, "the part of speech must be v, x, n or a, not", col[1]);
	if (!type_parse(col[3], &row.type, &row.makes)) return bad(r, "unknown type", col[3]);
	row.mode = absent(col[4]) ? (slice){0} : col[4];
	row.cameo = absent(col[5]) ? (slice){0} : col[5];
	row.context = absent(col[6]) ? (slice){0} : col[6];
	while (slice_split(&alternatives, ',', &piece)) {
		lex_row one = row;
		slice head = phrase_head(piece, row.pos == 'n'), rest = conds, cond;
		one.word = piece, one.first_cond = r->kb->conds.n;
		dl_status st = phrase_conds(r, piece, head, &one);
		while (st == DL_OK && slice_split(&rest, ' ', &cond))
			if (cond.n) st = cond_one(r, cond, &one);
		if (st == DL_OK) st = row_link(r, one, head);
		if (st != DL_OK) return st;
	}
	return DL_OK;
}

/* --- types.tsv: what a type and mode are in the other ontologies, where a row does not say otherwise */
static dl_status type_row(reader *r, const slice *col)
{
	uint8_t type = 0, makes = LEX_REPORT;
	if (!type_parse(col[0], &type, &makes)) return bad(r, "unknown type", col[0]);
	slice mode = absent(col[1]) ? (slice){0} : col[1];
	for (uint32_t i = 1; i < r->kb->rows.n; i++) {
		lex_row *row = &r->kb->rows.v[i];
		if (row->makes != makes || row->type != type || !slice_eq(row->mode, mode)) continue;
		if (!row->cameo.n && !absent(col[2])) row->cameo = col[2];
		if (!row->acled.n && !absent(col[3])) row->acled = col[3];
		if (!row->context.n && !absent(col[4])) row->context = col[4];
		row->harmful |= slice_eq(col[5], S("harm")), row->coded = true;
	}
	return DL_OK;
}

/* A mode that types.tsv does not have is a slip of the pen, but for those of OTHER, which are our own. */
static dl_status modes_known(reader *r)
{
	r->table = "happenings.tsv";
	for (uint32_t i = 1; i < r->kb->rows.n; i++) {
		const lex_row *row = &r->kb->rows.v[i];
		r->line = row->line;
		if (row->makes == LEX_REPORT && row->type != DL_EV_OTHER && row->mode.n && !row->coded)
			return bad(r, "types.tsv has no such mode of the type", row->mode);
	}
	return DL_OK;
}

/* --- modality.tsv: words, kind, effect */
static bool effect_parse(slice s, mod_row *m)
{
	for (unsigned i = 0; i < DL_MODALITY_N; i++) {
		const char *n = dl_modality_name(i);
		if (s.n == strlen(n) && !memcmp(s.p, n, s.n)) return m->effect = (uint8_t)i, true;
	}
	if (slice_eq(s, S("given"))) return m->given = true;
	if (slice_eq(s, S("background"))) return m->flags = DL_RF_BACKGROUND, true;
	if (slice_eq(s, S("generic"))) return m->flags = DL_RF_GENERIC, true;
	if (slice_eq(s, S("history"))) return m->flags = DL_RF_HISTORY, true;
	return false;
}

static dl_status modality_row(reader *r, const slice *col)
{
	mod_row row = {.line = r->line, .pos = col[1].n ? (uint8_t)col[1].p[0] : 'v'};
	slice words = col[0], word;
	if (!words.n) return bad(r, "no words in front of", col[2]);
	if (col[1].n != 1 || !memchr("vndxm", col[1].p[0], 5))
		return bad(r, "the kind must be v, n, d, x or m, not", col[1]);
	if (!effect_parse(col[2], &row)) return bad(r, "unknown effect", col[2]);
	while (slice_split(&words, ',', &word)) {
		uint32_t at = r->kb->mods.n;
		slice rest = word, head;
		if (!slice_split(&rest, ' ', &head)) continue;
		uint32_t *first = strmap_put(&r->kb->modal, head);
		mod_row *to = first ? VEC_PUSH(r->a, &r->kb->mods) : NULL;
		if (!to) return DL_NOMEM;
		*to = row, to->word = head, to->prep = rest;
		if (!*first) { *first = at; continue; }
		uint32_t last = *first;
		while (r->kb->mods.v[last].next) last = r->kb->mods.v[last].next;
		r->kb->mods.v[last].next = at;
	}
	return DL_OK;
}

static dl_status class_cols(reader *r, const slice *col) { return class_row(r, col[0], col[1]); }

static dl_status table_read(reader *r, const char *folder, dl_status (*row)(reader *, const slice *))
{
	tsv t;
	slice col[TSV_COLS];
	dl_status st = table_open(folder, r->table, r->a, &t, r->err);
	while (st == DL_OK && tsv_next(&t, col)) {
		r->line = t.line;
		st = row(r, col);
	}
	return st;
}

static class_set named(const happen_kb *kb, const char *name)
{
	uint32_t bit = strmap_get(&kb->class_names, (slice){name, strlen(name)});
	return bit ? (class_set)1 << (bit - 1) : 0;
}

dl_status happen_kb_open(const dl_kb_options *o, const word_lists *lists, arena *a, happen_kb **out, dl_error *err)
{
	static const struct { const char *table; dl_status (*row)(reader *, const slice *); } tables[] = {
		{"classes.tsv", class_cols}, {"happenings.tsv", happening_row}, {"types.tsv", type_row},
		{"modality.tsv", modality_row},
	};
	happen_kb *kb = ARENA_ARRAY(a, happen_kb, 1);
	if (!kb) return DL_NOMEM;
	reader r = {.kb = kb, .a = a, .err = err, .lists = lists};
	dl_status st = DL_OK;
	kb->a = a;
	strmap_init(&kb->heads, a), strmap_init(&kb->class_names, a);
	strmap_init(&kb->class_words, a), strmap_init(&kb->modal, a);
	const void *none[] = {VEC_PUSH(a, &kb->rows), VEC_PUSH(a, &kb->class_of_word), VEC_PUSH(a, &kb->mods)};
	if (!none[0] || !none[1] || !none[2]) return DL_NOMEM;
	for (size_t i = 0; i < COUNT(tables) && st == DL_OK; i++) {
		r.table = tables[i].table;
		st = table_read(&r, o ? o->data : NULL, tables[i].row);
	}
	if (st == DL_OK) st = modes_known(&r);
	if (st == DL_OK) st = bonds_load(o ? o->data : NULL, a, kb, err);
	kb->person = named(kb, "PERSON"), kb->org = named(kb, "ORG"), kb->place = named(kb, "PLACE");
	kb->money = named(kb, "MONEY"), kb->weapon = named(kb, "WEAPON"), kb->measure = named(kb, "MEASURE");
	kb->police = named(kb, "POLICE");
	kb->vehicle = named(kb, "VEHICLE"), kb->spot = named(kb, "SPOT") | kb->vehicle;
	kb->building = named(kb, "BUILDING");
	kb->number = named(kb, "NUMBER"), kb->speech = named(kb, "SPEECH");
	kb->actor = named(kb, "ACTOR"), kb->event = named(kb, "EVENT");
	kb->act = named(kb, "ACT"), kb->undergo = named(kb, "UNDERGO"), kb->tells = named(kb, "TELLS");
	kb->lends = named(kb, "LENDS"), kb->state = named(kb, "STATE"), kb->body = named(kb, "BODY");
	classes_close(kb);
	*out = kb;
	return st;
}
