/* SPDX-License-Identifier: Apache-2.0
 *
 * bond.c - which happenings a text itself ties together: one after another, one because of another, one during another.
 *
 * In: reports. Out: bonds[], by data/en/bonds.tsv.
 *
 *      "The mayor imposed a curfew after the clashes."      the curfew follows the clashes
 *      "The arrest triggered protests."                     the protests are caused by the arrest
 *      "Police arrested the leader, triggering clashes."    what hangs on a clause has the clause for its subject
 *
 * Both must be told as having happened: "the talks could collapse after the vote" ties nothing. What is only near in
 * the text, or near in time, is not tied: the words have to say it. Cost: linear in tokens.
 */
#include "facts/event/happen.h"

#include <stdlib.h>

/* ---------------------------------------------------------------- the table */
static bool bond_kind_of(slice s, bond_row *row)
{
	static const struct { slice name; uint8_t kind; bool turned; } kinds[] = {
		{{"follows", 7}, DL_B_FOLLOWS, false}, {{"precedes", 8}, DL_B_FOLLOWS, true}, {{"caused_by", 9}, DL_B_CAUSED_BY, false},
		{{"causes", 6}, DL_B_CAUSED_BY, true}, {{"part_of", 7}, DL_B_PART_OF, false},
	};
	for (size_t i = 0; i < COUNT(kinds); i++)
		if (slice_eq(s, kinds[i].name)) {
			row->kind = kinds[i].kind, row->turned = kinds[i].turned;
			return true;
		}
	return false;
}

/* The words of a phrase. False: too many, or none. */
static bool phrase_words(slice phrase, bond_row *row)
{
	slice rest = phrase, word;
	row->phrase = phrase, row->n_words = 0;
	while (slice_split(&rest, ' ', &word)) {
		if (!word.n) continue;
		if (row->n_words == BOND_WORDS) return false;
		row->word[row->n_words++] = word;
	}
	return row->n_words > 0;
}

static bool row_keep(arena *a, happen_kb *kb, const bond_row *row)
{
	strmap *map = row->verb ? &kb->bond_verbs : &kb->bond_marks;
	uint32_t *first = strmap_put(map, row->verb ? row->word[0] : row->word[row->n_words - 1]);
	bond_row *to = first ? VEC_PUSH(a, &kb->bonds) : NULL;
	if (!to) return false;
	*to = *row;
	to->next = *first, *first = kb->bonds.n - 1;
	return true;
}

dl_status bonds_load(const char *folder, arena *a, happen_kb *kb, dl_error *err)
{
	tsv t;
	slice col[TSV_COLS];
	dl_status st = table_open(folder, "bonds.tsv", a, &t, err);
	const bond_row *none = VEC_PUSH(a, &kb->bonds);
	strmap_init(&kb->bond_marks, a), strmap_init(&kb->bond_verbs, a);
	if (!none) return DL_NOMEM;
	while (st == DL_OK && tsv_next(&t, col)) {
		bond_row row = {.line = t.line, .verb = slice_eq(col[1], S("verb"))};
		if (!row.verb && !slice_eq(col[1], S("mark"))) return table_bad(err, &t, "neither mark nor verb:", col[1]);
		if (!bond_kind_of(col[2], &row)) return table_bad(err, &t, "unknown bond:", col[2]);
		for (slice rest = col[0], phrase; slice_split(&rest, ',', &phrase);) {
			if (!phrase_words(phrase, &row)) return table_bad(err, &t, "one to five words:", col[0]);
			if (!row_keep(a, kb, &row)) return DL_NOMEM;
		}
	}
	return st;
}

/* ---------------------------------------------------------------- what is tied */
static bool happened(const happen *h, uint32_t id)
{
	const dl_report *r = &h->f->reports.v[id];
	return id && !(r->flags & DL_RF_GENERIC) && (r->modality == DL_TOLD || r->modality == DL_ALLEGED);
}

/* The report that a phrase or clause tells: "the clashes", "days of clashes", "the attack took place". */
static uint32_t told_at(const happen *h, uint32_t t)
{
	const finder *f = h->f;
	uint32_t id = t ? h->hit[t].report : 0;
	if (!id && t) id = h->hit[arg_real(f, t)].report;
	if (!id && t && is_verb(f, t)) id = h->hit[tree_subject(f, t)].report;
	return happened(h, id) ? id : 0;
}

static dl_span phrase_of(const finder *f, uint32_t t)
{
	return is_verb(f, t) ? tree_clause_span(f, t) : tree_np(f, t);
}

static void bond_add(happen *h, const bond_row *row, uint32_t from, uint32_t to, dl_span at)
{
	finder *f = h->f;
	const dl_report *r = f->reports.v;
	if (!from || !to || from == to) return;
	if (r[from].same_as == to || r[to].same_as == from || (r[from].same_as && r[from].same_as == r[to].same_as)) return;
	uint32_t said = attribution_of(f, at);
	if (said && f->attributions.v[said].act == 'd') return;
	dl_bond *b = FINDER_PUSH(f, bonds);
	*b = (dl_bond){
		.at = at, .from = row->turned ? to : from, .to = row->turned ? from : to, .attribution = said,
		.kind = row->kind, .rule = rule_add(f, "bonds.tsv", row->line, row->phrase),
	};
}

/* ---------------------------------------------------------------- "after", "in response to" */
/* First token of the row's words, the last of which is t; 0 when others stand there. */
static uint32_t words_before(const finder *f, const bond_row *row, uint32_t t)
{
	uint32_t first = t + 1 - row->n_words;
	if (t < row->n_words || !same_sentence(f, first, t)) return 0;
	for (uint8_t i = 0; i < row->n_words; i++)
		if (!slice_eq_fold(tok_form(f, first + i), row->word[i])) return 0;
	return first;
}

/* Up the tree, out of the tokens first .. last. */
static uint32_t up_from(const finder *f, uint32_t t, uint32_t first, uint32_t last)
{
	for (t = f->tok->head[t]; t >= first && t <= last;) t = f->tok->head[t];
	return t;
}

static void bond_of_mark(happen *h, uint32_t t)
{
	finder *f = h->f;
	const happen_kb *kb = h->kb;
	char low[16];
	slice form = tok_form(f, t);
	unsigned rel = f->tok->rel[t];
	if ((rel != DL_R_CASE && rel != DL_R_MARK && rel != DL_R_FIXED) || form.n > sizeof low) return;
	for (size_t i = 0; i < form.n; i++) low[i] = (char)(form.p[i] | 32);
	for (uint32_t at = strmap_get(&kb->bond_marks, (slice){low, form.n}); at; at = kb->bonds.v[at].next) {
		const bond_row *row = &kb->bonds.v[at];
		uint32_t first = words_before(f, row, t);
		if (!first) continue;
		uint32_t marked = up_from(f, t, first, t), governs = marked ? up_from(f, marked, first, t) : 0;
		if (!marked || marked < t || tree_negated(f, marked)) return;
		bond_add(h, row, told_at(h, governs), told_at(h, marked),
		         span_join((dl_span){f->tok->start[first], tok_end(f, t)}, phrase_of(f, marked)));
		return;
	}
}

/* ---------------------------------------------------------------- "triggered", "led to" */
/* What is done: the object; behind a particle ("set off"); or what the row's preposition marks ("led to"). 0: the
 * row's words do not stand there. */
static uint32_t done_of(happen *h, const bond_row *row, uint32_t t)
{
	finder *f = h->f;
	slice last = row->word[row->n_words - 1];
	uint32_t object = tree_object(f, t);
	if (row->n_words == 1) return object;
	if (row->n_words > 2 && (!object || !slice_eq_fold(tok_lemma(f, object), row->word[1]))) return 0;
	uint32_t particle = tree_child(f, t, DL_R_COMPOUND_PRT);
	return particle && slice_eq_fold(tok_form(f, particle), last) ? object : arg_prep(f, t, last);
}

/* The verb itself tells something: "police follow the suspect", not only that its noun came about. */
static bool tells_by_itself(const happen *h, uint32_t t)
{
	unsigned makes = h->kb->rows.v[h->hit[t].row].makes;
	return h->hit[t].row && (makes == LEX_REPORT || makes == LEX_HARM);
}

static void bond_of_verb(happen *h, uint32_t t)
{
	finder *f = h->f;
	const happen_kb *kb = h->kb;
	if (!is_verb(f, t) || tells_by_itself(h, t)) return;
	for (uint32_t at = strmap_get(&kb->bond_verbs, tok_lemma(f, t)); at; at = kb->bonds.v[at].next) {
		const bond_row *row = &kb->bonds.v[at];
		uint32_t done = done_of(h, row, t), doer = tree_agent(f, t), from = told_at(h, doer), to = told_at(h, done);
		if (!to) continue;
		dl_span at_words = span_join((dl_span){f->tok->start[t], tok_end(f, t)}, tree_np(f, done));
		if (from) at_words = span_join(at_words, tree_np(f, doer));
		else if (f->tok->rel[t] == DL_R_ADVCL && !tree_passive(f, t)) from = told_at(h, f->tok->head[t]);
		if (tree_negated(f, t) || telling_of(h, t, 0).modality != DL_TOLD) return;
		bond_add(h, row, from, to, at_words);
		return;
	}
}

static int cmp_bond(const void *x, const void *y)
{
	const dl_bond *a = x, *b = y;
	if (a->from != b->from) return a->from < b->from ? -1 : 1;
	if (a->to != b->to) return a->to < b->to ? -1 : 1;
	if (a->kind != b->kind) return a->kind < b->kind ? -1 : 1;
	return a->at.start < b->at.start ? -1 : a->at.start > b->at.start;
}

void bonds_find(happen *h)
{
	finder *f = h->f;
	for (uint32_t t = 1; t < f->tok->n && !f->nomem; t++) bond_of_mark(h, t), bond_of_verb(h, t);
	if (f->nomem) return;
	uint32_t n = 1;
	dl_bond *v = f->bonds.v;
	qsort(v + 1, f->bonds.n - 1, sizeof *v, cmp_bond);
	for (uint32_t i = 1; i < f->bonds.n; i++)
		if (n == 1 || v[i].from != v[n - 1].from || v[i].to != v[n - 1].to || v[i].kind != v[n - 1].kind) v[n++] = v[i];
	f->bonds.n = n;
}
