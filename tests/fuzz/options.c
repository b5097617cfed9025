/* SPDX-License-Identifier: Apache-2.0
 *
 * options.c - fuzz the command line: words split by zero bytes as the options of a command, and the same bytes as
 * a moment (--as-of), a day of publication and a day as pages write it.
 */
#include "fuzz.h"
#include "cli/options.c"
#include "read/inner.h"

typedef struct { const char *text; uint32_t n; int64_t at; bool flag; } args;
static const option table[] = {
	{"text", OPT_TEXT, offsetof(args, text), "default", "a WORD"},
	{"lanes", OPT_U32, offsetof(args, n), "1", "use N"},
	{"as-of", OPT_MOMENT, offsetof(args, at), NULL, "answer by TIME"},
	{"flag", OPT_FLAG, offsetof(args, flag), NULL, "so"},
	{0}
};

/* The library's part of the program has no such function; here nobody listens. */
void cli_say(const char *fmt, ...) { (void)fmt; }

static void days(slice s)
{
	int32_t day = 0;
	int64_t min = 0;
	char to[32];
	if (day_parse(s, &day, &min)) {
		int y, m, d;
		day_to_ymd(day, &y, &m, &d);
		need(m >= 1 && m <= 12 && d >= 1 && d <= days_in_month(y, m) && day_from_ymd(y, m, d) == day);
		if (y >= 0 && y <= 9999) {
			int32_t again;
			int64_t none;
			snprintf(to, sizeof to, "%04d-%02d-%02d", y, m, d);
			need(day_parse((slice){to, strlen(to)}, &again, &none) && again == day);
		}
	}
	when_parse(s, &day, &min);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	char *copy = malloc(n + 1), *argv[64], *operands[65];
	int argc = 0;
	args a = {0};
	cli c = {.operands = operands};
	need(copy != NULL);
	memcpy(copy, data, n);
	copy[n] = 0;
	for (char *p = copy; p <= copy + n && argc < 64; p += strlen(p) + 1) argv[argc++] = p;
	if (options_parse(table, argc, argv, &a, &c)) need(a.text && c.n_operands <= (uint32_t)argc);
	days((slice){copy, n});
	free(copy);
	return 0;
}
