/* SPDX-License-Identifier: Apache-2.0
 *
 * lists.c - the short lists of words that rules ask for by name: data/en/lists.tsv.
 *
 * In: the table; a word, or a token by its base form. Out: whether the list has it.
 * "dispatch" is in CALLS_OUT: tok_in(f, t, W_CALLS_OUT) holds for "were dispatched".
 * A list that nobody asks for and one that is missing are refused: a rule whose words went lost would be silent.
 * Cost: one hash a word that is asked about; a token's base form is looked up once, however often rules ask.
 */
#include "facts/inner.h"

#define LIST_WORD_MAX 32                   /* bytes of the longest word of a list                                */
#define SET_PARTS ((W_N + 63) / 64)

typedef struct { uint64_t part[SET_PARTS]; } list_set;
struct word_lists {
	strmap        words;                   /* word -> sets[]                                                     */
	VEC(list_set) sets;
};

const char *const word_list_names[W_N] = {
#define WORD_LIST_NAME(name) [W_##name] = #name,
	WORD_LISTS(WORD_LIST_NAME)
	STORY_LISTS(WORD_LIST_NAME)
#undef WORD_LIST_NAME
};

static unsigned list_called(slice name)
{
	unsigned l = 0;
	while (l < W_N && !slice_eq(name, (slice){word_list_names[l], strlen(word_list_names[l])})) l++;
	return l;
}

static bool list_add(arena *a, word_lists *to, unsigned list, slice word)
{
	uint32_t *at = strmap_put(&to->words, word);
	if (!at) return false;
	if (!*at) {
		*at = to->sets.n;
		const list_set *fresh = VEC_PUSH(a, &to->sets);
		if (!fresh) return false;
	}
	to->sets.v[*at].part[list / 64] |= 1ull << list % 64;
	return true;
}

dl_status lists_open(const dl_kb_options *o, arena *a, word_lists **out, dl_error *err)
{
	bool filled[W_N] = {false};
	slice cols[TSV_COLS], word;
	tsv in;
	word_lists *to = ARENA_ARRAY(a, word_lists, 1);
	dl_status st = table_open(o ? o->data : NULL, "lists.tsv", a, &in, err);
	if (st != DL_OK) return st;
	const list_set *none = to ? VEC_PUSH(a, &to->sets) : NULL;
	if (!none) return DL_NOMEM;
	strmap_init(&to->words, a);
	while (tsv_next(&in, cols)) {
		unsigned list = list_called(cols[0]);
		if (list == W_N) return table_bad(err, &in, "no rule asks for the list", cols[0]);
		if (!cols[1].n) return table_bad(err, &in, "no words in the list", cols[0]);
		while (slice_split(&cols[1], ',', &word)) {
			if (!word.n || word.n > LIST_WORD_MAX) return table_bad(err, &in, "no word, or a long one:", word);
			if (!list_add(a, to, list, word)) return DL_NOMEM;
			filled[list] = true;
		}
	}
	for (unsigned l = 0; l < W_N; l++)
		if (!filled[l]) return error_set(err, DL_BAD, "lists.tsv", 0, "the list %s is missing", word_list_names[l]);
	*out = to;
	return DL_OK;
}

static bool set_has(const list_set *set, word_list l) { return set->part[l / 64] >> l % 64 & 1; }

bool lists_have(const word_lists *lists, word_list l, slice word)
{
	return set_has(&lists->sets.v[strmap_get(&lists->words, word)], l);
}

uint32_t lists_of(const finder *f, slice word)
{
	char low[LIST_WORD_MAX];
	if (word.n > sizeof low) return 0;
	for (size_t i = 0; i < word.n; i++)
		low[i] = word.p[i] >= 'A' && word.p[i] <= 'Z' ? (char)(word.p[i] + 32) : word.p[i];
	return strmap_get(&f->kb->lists->words, (slice){low, word.n});
}

bool on_list(const finder *f, uint32_t lists, word_list l)
{
	return set_has(&f->kb->lists->sets.v[lists], l);
}

bool listed(const finder *f, word_list l, slice word) { return on_list(f, lists_of(f, word), l); }
bool tok_in(const finder *f, uint32_t t, word_list l) { return t && on_list(f, f->lists[t], l); }

uint32_t child_in(const finder *f, uint32_t t, unsigned rel, word_list l)
{
	for (uint32_t c = f->first_child[t]; c; c = f->next_child[c])
		if (f->tok->rel[c] == rel && tok_in(f, c, l)) return c;
	return 0;
}
