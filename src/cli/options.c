/* SPDX-License-Identifier: Apache-2.0
 *
 * options.c - "--threads 8 a.txt -" to a filled structure and operands, by a table of options.
 *
 * "--name VALUE" and "--name=VALUE" are the same; "--" ends the options; a lone "-" is an operand. Options and
 * operands may be mixed. A wrong option is said in one line and nothing is run.
 */
#include "cli/cli.h"

#include <stdlib.h>

/* The word in capitals in the help line names the value: "the store is FILE" -> FILE. */
const char *option_value_name(const option *o, char out[24])
{
	if (o->kind == OPT_FLAG) return NULL;
	for (const char *p = o->help; *p;) {
		size_t n = 0, w = 0;
		while (p[w] && p[w] != ' ' && p[w] != ';' && p[w] != ',' && p[w] != ':') w++;
		while (n < w && p[n] >= 'A' && p[n] <= 'Z') n++;
		if (w && n == w && n < 24 && strncmp(p, "JSON", 4)) return memcpy(out, p, n), out[n] = 0, out;
		p += w ? w : 1;
	}
	return "VALUE";
}

static bool option_set(const option *o, const char *value, char *args)
{
	void *to = args + o->field;
	int64_t v;
	switch (o->kind) {
	case OPT_FLAG:
		memcpy(to, &(bool){true}, sizeof(bool));
		return true;
	case OPT_TEXT:
	case OPT_FILE:
		memcpy(to, &value, sizeof value);
		return true;
	case OPT_U32:
		if (!slice_i64(cstr(value), &v) || v < 0 || v > UINT32_MAX) break;
		memcpy(to, &(uint32_t){(uint32_t)v}, sizeof(uint32_t));
		return true;
	case OPT_MOMENT:
		if (!moment_parse(cstr(value), &v)) break;
		memcpy(to, &v, sizeof v);
		return true;
	}
	cli_say("--%s does not take \"%s\"%s", o->name, value,
	        o->kind == OPT_U32 ? ": a number is wanted" : ": a time such as 2022-08-29T18:00 (UTC) is wanted");
	return false;
}

static void set_defaults(const option *table, void *args)
{
	for (const option *o = table; o && o->name; o++) {
		if (o->kind == OPT_MOMENT) memcpy((char *)args + o->field, &(int64_t){DL_MIN_NONE}, sizeof(int64_t));
		if (o->fallback) option_set(o, o->fallback, args);
	}
}

static const option *option_find(const option *table, slice name)
{
	for (const option *o = table; o && o->name; o++)
		if (slice_eq(cstr(o->name), name)) return o;
	return NULL;
}

bool options_parse(const option *table, int argc, char **argv, void *args, cli *c)
{
	bool ended = false;
	set_defaults(table, args);
	for (int i = 0; i < argc; i++) {
		char *a = argv[i];
		if (ended || a[0] != '-' || !a[1]) {
			c->operands[c->n_operands++] = a;
			continue;
		}
		if (!strcmp(a, "--")) {
			ended = true;
			continue;
		}
		const char *eq = strchr(a, '=');
		slice name = a[1] == '-' ? (slice){a + 2, eq ? (size_t)(eq - a - 2) : strlen(a + 2)} : S("");
		const option *o = option_find(table, name);
		if (!o) return cli_say("no option is called %.*s", eq ? (int)(eq - a) : (int)strlen(a), a), false;
		if (o->kind == OPT_FLAG && eq) return cli_say("--%s takes no value", o->name), false;
		if (o->kind != OPT_FLAG && !eq && i + 1 == argc) return cli_say("--%s needs a value", o->name), false;
		const char *value = o->kind == OPT_FLAG ? NULL : eq ? eq + 1 : argv[++i];
		if (!option_set(o, value, args)) return false;
	}
	return true;
}
