/* SPDX-License-Identifier: Apache-2.0
 *
 * toll_words.c - data/en/tolls.tsv, read once: which words tell what became of people.
 *
 * In: the table. Out: a map from a word to its entries, and toll_word(): the entry of one kind for a token, by its
 * lemma or else by its form. "wounded" is injured as a state and, by its lemma, as a verb with an object.
 * Cost: two look-ups a question.
 */
#include "facts/toll/toll.h"

static const char *const kind_names[TK_N] = {
	[TK_OBJECT] = "object", [TK_SUBJECT] = "subject", [TK_HARM] = "harm",     [TK_LOSE] = "lose",
	[TK_SUFFER] = "suffer", [TK_CARRY] = "carry",     [TK_STATE] = "state",   [TK_NOUN] = "noun",
	[TK_TOLL] = "toll",     [TK_FIGURE] = "figure",   [TK_ALIVE] = "alive",   [TK_CONDITION] = "condition",
	[TK_BODY] = "body",     [TK_CROWD] = "crowd",     [TK_ACT] = "act",       [TK_FRAME] = "frame",
	[TK_TALLY] = "tally",   [TK_LEAVE] = "leave",     [TK_PERSON] = "person", [TK_PLAIN] = "plain",
	[TK_BEAST] = "beast",     [TK_DEED] = "deed",     [TK_TIMES] = "times",
	[TK_NTH] = "nth",         [TK_BURDEN] = "burden", [TK_MANY] = "many",     [TK_LIVE] = "live",
	[TK_HOPE] = "hope",       [TK_WOUNDS] = "wounds",
};

static bool named(slice s, const char *name) { return slice_eq_fold(s, (slice){name, strlen(name)}); }

static bool entry_from(const slice cols[TSV_COLS], toll_entry *e)
{
	for (unsigned k = 1; k < TK_N; k++)
		if (named(cols[1], kind_names[k])) e->kind = (uint8_t)k;
	for (unsigned k = 1; cols[2].n && k < DL_FIELD_N; k++)
		if (named(cols[2], dl_field_name(k))) e->field = (uint8_t)k;
	for (unsigned k = 1; e->kind == TK_FRAME && k < DL_MODALITY_N; k++)
		if (named(cols[3], dl_modality_name(k))) e->modality = (uint8_t)k;
	e->scope = cols[3];
	return e->kind && (e->field || !cols[2].n) && (e->kind != TK_FRAME || e->modality);
}

dl_status toll_table_open(const char *folder, arena *a, struct toll_table **out, dl_error *err)
{
	slice cols[TSV_COLS];
	tsv in;
	dl_status st = table_open(folder, "tolls.tsv", a, &in, err);
	struct toll_table *t = ARENA_ARRAY(a, struct toll_table, 1);
	if (st != DL_OK) return st;
	if (!t) return DL_NOMEM;
	strmap_init(&t->by_lemma, a);
	toll_entry *none = VEC_PUSH(a, &t->entries);
	if (!none) return DL_NOMEM;
	while (tsv_next(&in, cols)) {
		toll_entry e = {.line = in.line};
		if (!entry_from(cols, &e))
			return error_set(err, DL_BAD, "tolls.tsv", in.line, "unknown kind, field or modality");
		for (size_t at = 0; at <= cols[0].n;) {
			size_t end = at;
			while (end < cols[0].n && cols[0].p[end] != '|') end++;
			e.word = slice_trim(slice_sub(cols[0], at, end));
			uint32_t *head = e.word.n ? strmap_put(&t->by_lemma, e.word) : NULL;
			toll_entry *to = head ? VEC_PUSH(a, &t->entries) : NULL;
			if (e.word.n && (!to || t->entries.n > UINT16_MAX)) return DL_NOMEM;
			if (to) *to = e, to->next = (uint16_t)*head, *head = t->entries.n - 1;
			at = end + 1;
		}
	}
	return *out = t, DL_OK;
}

uint32_t toll_chain(const finder *f, slice s)
{
	char low[24];
	if (!s.n || s.n > sizeof low) return 0;
	for (size_t i = 0; i < s.n; i++) low[i] = s.p[i] >= 'A' && s.p[i] <= 'Z' ? (char)(s.p[i] | 0x20) : s.p[i];
	return strmap_get(&f->kb->counts->tolls->by_lemma, (slice){low, s.n});
}

const toll_entry *toll_word(const finder *f, uint32_t t, unsigned kind)
{
	const struct toll_table *tab = f->kb->counts->tolls;
	for (int pass = 0; pass < 2; pass++)
		for (uint32_t i = toll_chain(f, pass ? tok_form(f, t) : tok_lemma(f, t)); i; i = tab->entries.v[i].next)
			if (tab->entries.v[i].kind == kind) return &tab->entries.v[i];
	return NULL;
}
