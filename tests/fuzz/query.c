/* SPDX-License-Identifier: Apache-2.0
 *
 * query.c - fuzz what the page's server takes from a request: a Host header, and the names and values of a query.
 * What is accepted must be text of a bounded length, a number in its bounds, or a moment; a Host that is taken for this
 * machine's must begin with one of its three names, and with nothing but a port behind.
 */
#include "fuzz.h"
#include "serve/inner.h"

static void need_host(slice host)
{
	static const slice names[] = {{"localhost", 9}, {"127.0.0.1", 9}, {"[::1]", 5}};
	bool found = false;
	if (!host_is_local(host)) return;
	for (size_t i = 0; i < COUNT(names); i++) {
		slice port = slice_sub(host, names[i].n, host.n);
		bool digits = !port.n || (port.n > 1 && port.p[0] == ':');
		for (size_t k = 1; k < port.n; k++) digits &= port.p[k] >= '0' && port.p[k] <= '9';
		found |= digits && slice_eq_fold(slice_sub(host, 0, names[i].n), names[i]);
	}
	need(found);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	asked q = {.as_of_min = DL_MIN_NONE, .most = 100};
	slice rest = {(const char *)data, size};
	size_t at, bad;
	need_host(rest);
	while (rest.n) {
		const char *why = NULL;
		slice pair = slice_find(rest, S("&"), &at) ? slice_sub(rest, 0, at) : rest, name = pair, value = S("");
		rest = slice_sub(rest, pair.n + 1, rest.n);
		if (slice_find(pair, S("="), &at)) name = slice_sub(pair, 0, at), value = slice_sub(pair, at + 1, pair.n);
		bool taken = asked_set(&q, "id story outlet from most as-of ", name, value, &why);
		need(taken ? !why : why && *why);
	}
	need(q.id.n <= 1024 && utf8_valid(q.id, &bad) && utf8_valid(q.story, &bad) && utf8_valid(q.outlet, &bad));
	need(q.most >= 1 && q.most <= 1000);
	return 0;
}
