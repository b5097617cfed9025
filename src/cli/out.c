/* SPDX-License-Identifier: Apache-2.0
 *
 * out.c - the only file that prints: data on standard output, messages and progress on standard error.
 *
 * The clock is read here, for the rate, the time left and the moment of a person's decision, and nowhere that could
 * change an answer.
 */
#include "cli/cli.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* Bytes of the ink that begins at p (screen.c of tell), 0 when it is none. */
static size_t ink_bytes(const char *p, size_t n)
{
	static const char *const codes[] = {"\033[0m", "\033[1m", "\033[2m", "\033[32m", "\033[33m", "\033[31m"};
	for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
		size_t k = strlen(codes[i]);
		if (k <= n && !memcmp(p, codes[i], k)) return k;
	}
	return 0;
}

/* What articles bring along must not move the cursor, clear the screen or hide words: control characters but the end of
 * a line, a tab and our own ink become '?'. On a terminal those beyond ASCII too; in a pipe these belong to JSON. */
static void tame(char *p, size_t n, bool terminal, bool inked)
{
	for (size_t i = 0, k; i < n; i++) {
		unsigned char c = (unsigned char)p[i], next = i + 1 < n ? (unsigned char)p[i + 1] : 0;
		if (c == '\n' || c == '\t') continue;
		if (c == 033 && inked && (k = ink_bytes(p + i, n - i))) i += k - 1;
		else if (c < ' ' || (terminal && c == 0x7f)) p[i] = '?';
		else if (terminal && c == 0xc2 && next >= 0x80 && next < 0xa0) p[i] = p[i + 1] = '?';
	}
}

void cli_say(const char *fmt, ...)
{
	va_list ap;
	char *line = NULL;
	va_start(ap, fmt);
	if (vasprintf(&line, fmt, ap) < 0) line = NULL;
	va_end(ap);
	if (line) tame(line, strlen(line), true, false);
	fprintf(stderr, "dateline: %s\n", line ? line : "out of memory");
	free(line);
}

int cli_fail(const dl_error *e)
{
	if (e->where[0] && e->byte) cli_say("%s:%llu: %s", e->where, (unsigned long long)e->byte, e->text);
	else if (e->where[0]) cli_say("%s: %s", e->where, e->text[0] ? e->text : dl_status_name(e->code));
	else cli_say("%s", e->text[0] ? e->text : dl_status_name(e->code));
	return e->code == DL_USAGE ? CLI_USAGE : e->code == DL_NOMEM ? CLI_OUTPUT : CLI_UNREAD;
}

int cli_unwritten(const dl_error *e)
{
	int rc = cli_fail(e);
	return e->code == DL_IO || e->code == DL_BUSY ? CLI_OUTPUT : rc;
}

int cli_write(slice s)
{
	while (s.n) {
		ssize_t put = write(STDOUT_FILENO, s.p, s.n);
		if (put < 0 && errno == EINTR) continue;
		if (put < 0) {
			/* `dateline ... | head` is no accident to report. */
			if (errno != EPIPE) cli_say("cannot write: %s", strerror(errno));
			return CLI_OUTPUT;
		}
		s.p += put, s.n -= (size_t)put;
	}
	return CLI_OK;
}

int cli_flush(buf *b)
{
	bool terminal = isatty(STDOUT_FILENO);
	if (b->n) tame(b->p, b->n, terminal, terminal);
	return cli_flush_raw(b);
}

int cli_flush_raw(buf *b)
{
	int rc = b->failed ? CLI_OUTPUT : cli_write(buf_slice(b));
	if (b->failed) cli_say("out of memory");
	buf_free(b);
	return rc;
}

int cli_worse(int a, int b)
{
	static const int rank[] = {[CLI_OK] = 0, [CLI_DISPUTED] = 1, [CLI_UNREAD] = 2, [CLI_USAGE] = 3, [CLI_OUTPUT] = 4};
	return rank[a] >= rank[b] ? a : b;
}

bool cli_wants_json(const cli *c, bool json, bool plain) { return json || (!plain && !c->out_tty); }

int64_t cli_now_min(void) { return (int64_t)time(NULL) / 60; }

static int64_t now_ms(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

void progress_start(progress *p, const cli *c, uint64_t total)
{
	*p = (progress){.total = total, .began_ms = now_ms(), .on = c->err_tty};
	p->shown_ms = p->began_ms;
}

/* One line that overwrites itself, at most four times a second, and only after the first second. */
void progress_show(progress *p, uint64_t done, uint32_t docs)
{
	p->done = done, p->docs += docs;
	if (!p->on) return;
	int64_t now = now_ms(), ran = now - p->began_ms;
	if (ran < 1000 || now - p->shown_ms < 250) return;
	p->shown_ms = now;
	fprintf(stderr, "\r\033[K%u documents, %lld a second", p->docs, (long long)(p->docs * 1000ll / ran));
	if (p->total && p->done) {
		int64_t left = (int64_t)((p->total - p->done) / 1000 * (uint64_t)ran / (p->done / 1000 + 1)) / 1000;
		fprintf(stderr, ", %u%%, %lld:%02lld left", (unsigned)(p->done * 100 / p->total), (long long)(left / 60),
		        (long long)(left % 60));
	}
	fflush(stderr);
}

void progress_end(progress *p)
{
	if (p->on && p->shown_ms != p->began_ms) fputs("\r\033[K", stderr);
}
