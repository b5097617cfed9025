/* SPDX-License-Identifier: Apache-2.0
 *
 * query.c - a request's query to checked values, and whether its Host header names this machine.
 *
 * "id=9c41&as-of=2025-05-12" for a path that takes "id as-of " gives id 9c41 and the end of that day. A parameter
 * that the path does not take, one that is said twice, or a value that is no UTF-8 is an error, not ignored: who
 * mistypes as-of must not be told today's account as that day's.
 */
#include "serve/inner.h"

#define VALUE_MAX 1024u      /* longest value of a parameter: ids are givers' own, often an address            */
#define MOST_MAX  1000u

static bool takes_name(const char *takes, slice name)
{
	slice all = {takes, strlen(takes)};
	for (size_t at = 0, from = 0; at < all.n; at++) {
		if (all.p[at] != ' ') continue;
		if (slice_eq(slice_sub(all, from, at), name)) return true;
		from = at + 1;
	}
	return false;
}

static bool set_text(slice *to, slice value, const char **why)
{
	size_t bad;
	if (to->p) *why = "a parameter is there twice";
	else if (value.n > VALUE_MAX) *why = "a value is too long";
	else if (memchr(value.p, 0, value.n) || !utf8_valid(value, &bad)) *why = "a value is not UTF-8 text";
	else return *to = value, true;
	return false;
}

static bool set_number(uint32_t *to, slice value, uint32_t least, uint32_t most, const char **why)
{
	int64_t v;
	if (slice_i64(value, &v) && v >= least && v <= most) return *to = (uint32_t)v, true;
	return *why = "from and most are numbers, most from 1 to 1000", false;
}

bool asked_set(asked *q, const char *takes, slice name, slice value, const char **why)
{
	if (!takes_name(takes, name)) return *why = "it has a parameter that is not known here", false;
	if (slice_eq(name, S("id"))) return set_text(&q->id, value, why);
	if (slice_eq(name, S("story"))) return set_text(&q->story, value, why);
	if (slice_eq(name, S("outlet"))) return set_text(&q->outlet, value, why);
	if (slice_eq(name, S("from"))) return set_number(&q->from, value, 0, UINT32_MAX, why);
	if (slice_eq(name, S("most"))) return set_number(&q->most, value, 1, MOST_MAX, why);
	if (q->as_of_min != DL_MIN_NONE) return *why = "a parameter is there twice", false;
	if (moment_parse(value, &q->as_of_min)) return true;
	return *why = "as-of is a time such as 2022-08-29T18:00 (UTC)", false;
}

bool host_is_local(slice host)
{
	static const slice names[] = {{"localhost", 9}, {"127.0.0.1", 9}, {"[::1]", 5}};
	size_t n = host.n;
	while (n && host.p[n - 1] >= '0' && host.p[n - 1] <= '9') n--;
	/* Without the port: "localhost:8080", but not the last digits of "127.0.0.1". */
	if (n && n < host.n && host.p[n - 1] == ':') host.n = n - 1;
	for (size_t i = 0; i < COUNT(names); i++)
		if (slice_eq_fold(host, names[i])) return true;
	return false;
}
