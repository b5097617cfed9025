/* SPDX-License-Identifier: Apache-2.0
 *
 * finder.c - the lists that the stages of this room fill, and their strings.
 *
 * In: values to keep. Out: indexes and dl_refs that stay valid while the lists grow. Strings are interned, so
 * that equal strings of one document are one dl_ref. Cost: one hash a string.
 */
#include "facts/inner.h"

void *finder_pushed(finder *f, void *p, size_t bytes)
{
	/* Largest item is dl_report; a write after a failure goes here, and facts_find() reports DL_NOMEM. */
	static _Thread_local _Alignas(16) char dummy[256];
	assert(bytes <= sizeof dummy);
	(void)bytes;
	if (p) return p;
	f->nomem = true;
	return dummy;
}

dl_ref pool_add(finder *f, slice s)
{
	dl_ref none = {0, 0}, r;
	if (!s.n) return none;
	uint32_t had = strmap_get(&f->pooled, s);
	if (had) return (dl_ref){had, (uint32_t)s.n};
	slice kept = arena_copy(f->w->out, s);       /* the key must outlive its caller's buffer */
	uint32_t *at = kept.p ? strmap_put(&f->pooled, kept) : NULL;
	while (f->pool.cap - f->pool.n < s.n + 1)
		if (!vec_grow(f->w->out, (void **)&f->pool.v, &f->pool.cap, 1)) return f->nomem = true, none;
	if (!at) return f->nomem = true, none;
	r.at = f->pool.n, r.n = (uint32_t)s.n;
	memcpy(f->pool.v + f->pool.n, s.p, s.n);
	f->pool.n += (uint32_t)s.n + 1;
	*at = r.at;
	return r;
}

uint16_t rule_add(finder *f, const char *table, uint32_t line, slice word)
{
	slice name = line ? arena_printf(f->w->out, "%s:%u %.*s", table, line, PRS(word))
	                  : arena_printf(f->w->out, "%s %.*s", table, PRS(word));
	uint32_t *at = strmap_put(&f->ruled, name);
	if (!at) return f->nomem = true, (uint16_t)0;
	if (!*at && f->rules.n < UINT16_MAX) {
		*at = f->rules.n;
		*(dl_ref *)FINDER_PUSH(f, rules) = pool_add(f, name);
	}
	return (uint16_t)*at;
}

/* The innermost mention of a token stays: "Seven" of "Seven miners" is a count first. */
static void cover(finder *f, uint32_t t, uint32_t id)
{
	dl_span in = f->mentions.v[f->inside[t]].at, at = f->mentions.v[id].at;
	if (!f->inside[t] || in.end - in.start >= at.end - at.start) f->inside[t] = id;
}

uint32_t mention_add(finder *f, dl_mention m)
{
	uint32_t id = f->mentions.n;
	*(dl_mention *)FINDER_PUSH(f, mentions) = m;
	if (m.head && !f->mention_at[m.head]) f->mention_at[m.head] = id;
	if (f->nomem) return 0;
	for (uint32_t t = m.head; t && t < f->tok->n && f->tok->start[t] < m.at.end; t++) cover(f, t, id);
	for (uint32_t t = m.head; t && f->tok->start[t] >= m.at.start; t--) cover(f, t, id);
	return id;
}
