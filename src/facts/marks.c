/* SPDX-License-Identifier: Apache-2.0
 *
 * marks.c - passages that somebody marked as telling a happening, beside the text.
 *
 * In: a field of the document that reading keeps as it is: "marks": [[3, 12], [40, 46]], bytes of the text. Out: the
 * token that each mark stands for. A document with marks reports what is marked and nothing else: so an annotator's
 * choice of happenings can be assembled, and the joining of reports be measured apart from the finding of them.
 *
 *      "A blast [shook] the port; the [explosion] ..."   marks 8-13 and 28-37: tokens "shook" and "explosion"
 *
 * A mark that covers several words stands for the one that the others hang on. Cost: marks * length of a mark.
 */
#include "facts/event/happen.h"

static bool number_next(slice s, size_t *at, uint32_t *v)
{
	while (*at < s.n && (s.p[*at] < '0' || s.p[*at] > '9') && s.p[*at] != ']') ++*at;
	if (*at >= s.n || s.p[*at] == ']') return false;
	for (*v = 0; *at < s.n && s.p[*at] >= '0' && s.p[*at] <= '9'; ++*at) *v = *v * 10 + (uint32_t)(s.p[*at] - '0');
	return true;
}

/* First token that ends behind the byte. Tokens lie in order. */
static uint32_t token_behind(const finder *f, uint32_t byte)
{
	uint32_t lo = 1, hi = f->tok->n;
	while (lo < hi) {
		uint32_t mid = lo + (hi - lo) / 2;
		if (tok_end(f, mid) > byte) hi = mid;
		else lo = mid + 1;
	}
	return lo;
}

static uint32_t head_between(const finder *f, uint32_t start, uint32_t end)
{
	uint32_t first = token_behind(f, start), last = first;
	while (last + 1 < f->tok->n && f->tok->start[last + 1] < end) last++;
	for (uint32_t t = first; t < f->tok->n && t <= last; t++)
		if (f->tok->head[t] < first || f->tok->head[t] > last) return t;
	return 0;
}

bool marks_read(finder *f, uint8_t *marked)
{
	slice key = S("\"marks\""), extra = f->doc->extra;
	size_t at = 0;
	bool any = false;
	uint32_t start, end;
	if (!extra.n || !slice_find(extra, key, &at)) return false;
	at += key.n;
	while (number_next(extra, &at, &start) && number_next(extra, &at, &end)) {
		uint32_t t = end > start ? head_between(f, start, end) : 0;
		if (t) marked[t] = 1, any = true;
		while (at < extra.n && extra.p[at] != ']') at++;
		at++;                                         /* behind the pair; another ']' ends the list */
		while (at < extra.n && extra.p[at] == ' ') at++;
		if (at < extra.n && extra.p[at] == ']') break;
	}
	return any;
}
