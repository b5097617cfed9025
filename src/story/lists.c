/* SPDX-License-Identifier: Apache-2.0
 *
 * lists.c - the short lists of data/en/lists.tsv that rules of this room ask for by name.
 *
 * In: a word, or a text. Out: does the list have the word, the text's first word, its last one?
 * "since Monday" begins with a word of TIME_LIMIT: begins_in(W_TIME_LIMIT, words).
 * The room of facts reads the same file for its own lists, and refuses a list that is missing; here they are indexed
 * once, in a table of a fixed size, so that nothing can fail. tests/unit_story.c sees to it that the words fit.
 */
#include "story/inner.h"

#include <pthread.h>

#define LIST_SLOTS 512u                    /* a power of two, twice the words or more                            */
#define LIST_WORD_MAX 32                   /* bytes of the longest word                                          */

_Static_assert(W_N - W_STORY <= 64, "a bit for each list");

static pthread_once_t once = PTHREAD_ONCE_INIT;
static word_slot slots[LIST_SLOTS];
static word_set words = {slots, LIST_SLOTS, 0};            /* a bit for each list                             */

static unsigned list_called(slice name)
{
	unsigned l = W_STORY;
	while (l < W_N && !slice_eq(name, (slice){word_list_names[l], strlen(word_list_names[l])})) l++;
	return l;
}

static void lists_index(void)
{
	tsv t = {.name = S("lists.tsv")};
	slice cols[TSV_COLS], word;
	if (!embedded_find("lists.tsv", &t.rest)) return;
	while (tsv_next(&t, cols) >= 2) {
		unsigned list = list_called(cols[0]);
		while (list < W_N && slice_split(&cols[1], ',', &word))
			word_add(&words, word, 1ull << (list - W_STORY));
	}
}

bool in_list(word_list list, slice word)
{
	char low[LIST_WORD_MAX];
	pthread_once(&once, lists_index);
	if (!word.n || word.n > sizeof low) return false;
	for (size_t i = 0; i < word.n; i++)
		low[i] = word.p[i] >= 'A' && word.p[i] <= 'Z' ? (char)(word.p[i] + 32) : word.p[i];
	return word_bits(&words, (slice){low, word.n}) >> (list - W_STORY) & 1;
}

bool begins_in(word_list list, slice text)
{
	const char *gap = text.n ? memchr(text.p, ' ', text.n) : NULL;
	return gap && in_list(list, (slice){text.p, (size_t)(gap - text.p)});
}

slice end_in(word_list list, slice text)
{
	for (size_t i = text.n, gaps = 0; i && gaps < 2; i--) {
		if (text.p[i - 1] != ' ') continue;
		slice end = slice_sub(text, i, text.n);
		if (in_list(list, end)) return end;
		gaps++;
	}
	return in_list(list, text) ? text : (slice){0};
}

bool has_word_in(word_list list, slice plain)
{
	word_scan scan = {plain, 0};
	slice w;
	while (word_next(&scan, &w))
		if (in_list(list, w)) return true;
	return false;
}
