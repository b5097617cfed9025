/* SPDX-License-Identifier: Apache-2.0
 *
 * http.c - HTTP by libmicrohttpd: what is let in, how much of it and for how long, and what every answer carries.
 *
 *   request -> method? -> Host? -> path? -> query? -> answer
 *              405        421      404      400      200, 304, or what went wrong
 *
 * Articles are written by strangers, and so are pages that a browser beside this one may have open. Hence: only GET
 * and HEAD; on the loopback interface only requests whose Host header names it (a stranger's page whose name is made
 * to point here is refused); a policy under which the page can load nothing but this program's own files and never
 * text as code; bounds on the size of a request, on connections, on their silence and on their length.
 */
#include "serve/inner.h"
#include "tell/json.h"

#include <errno.h>
#include <microhttpd.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define THREADS         4u           /* a story that takes long to assemble keeps one of them                    */
#define CONNECTIONS     64u
#define SILENCE_S       10u          /* a connection that says nothing for so long is closed                     */
#define LASTS_S         60           /* and so is one that trickles: a page needs a few seconds                   */
#define REQUEST_BYTES   (32u << 10)  /* of memory for a request: its line and headers must fit                   */

struct serve {
	struct MHD_Daemon *daemon;
	char *store;
	cache *made;
	listener at;
	pthread_mutex_t lock;        /* of open                                                                */
	struct { int fd; time_t since; bool used; } open[CONNECTIONS];
};

/* ---------------------------------------------------------------- answers */
static const char policy[] =
	"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; "
	"form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

static const char *status_words(unsigned status)
{
	switch (status) {
	case 400: return "The request is wrong";
	case 404: return "Not here";
	case 405: return "Only reading is possible";
	case 413: return "The request is too large";
	case 421: return "Not this machine's name";
	case 503: return "Busy";
	default: return "Something failed";
	}
}

/* text is ours, or a store's message about an id: the page gets it with markup made harmless. */
static void put_escaped(buf *b, slice s)
{
	for (size_t i = 0; i < s.n; i++)
		switch (s.p[i]) {
		case '<': buf_puts(b, "&lt;"); break;
		case '>': buf_puts(b, "&gt;"); break;
		case '&': buf_puts(b, "&amp;"); break;
		case '"': buf_puts(b, "&quot;"); break;
		default: buf_putc(b, s.p[i]);
		}
}

void answer_error(answer *a, bool json, unsigned status, const char *fmt, ...)
{
	char text[512];
	va_list ap;
	va_start(ap, fmt);
	vsnprintf(text, sizeof text, fmt, ap);
	va_end(ap);
	buf b = {0};
	if (json) {
		arena *mem = arena_new(0);
		uint32_t cut;
		buf_putc(&b, '{');
		json_key_i64(&b, "status", status);
		/* A message that was cut may end inside a character. */
		json_key_str(&b, "error", mem ? utf8_mend(mem, cstr_of(text), &cut) : S(""));
		buf_puts(&b, "}\n");
		arena_free(mem);
	} else {
		buf_printf(&b, "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>%u · Dateline</title>"
		           "<meta name=\"viewport\" content=\"width=device-width\"><link rel=\"icon\" href=\"/icon.svg\">"
		           "<link rel=\"stylesheet\" href=\"/page.css\"></head>\n<body><main class=\"problem\">"
		           "<p class=\"kicker\">%u</p><h1>%s</h1><p>", status, status, status_words(status));
		put_escaped(&b, cstr_of(text));
		buf_puts(&b, "</p><p><a href=\"/\">All stories</a></p></main></body></html>\n");
	}
	buf_free(&a->body);
	*a = (answer){.status = status, .type = json ? "application/json" : "text/html; charset=utf-8", .body = b};
}

static enum MHD_Result answer_send(struct MHD_Connection *c, answer *a)
{
	static const char *const always[][2] = {
		{"Content-Security-Policy", policy}, {"X-Content-Type-Options", "nosniff"}, {"X-Frame-Options", "DENY"},
		{"Referrer-Policy", "no-referrer"}, {"Cross-Origin-Resource-Policy", "same-origin"},
		{"Cross-Origin-Opener-Policy", "same-origin"},
	};
	if (a->body.failed) answer_error(a, true, 503, "out of memory");
	slice body = a->body.n ? buf_slice(&a->body) : a->fixed;
	enum MHD_ResponseMemoryMode mode = a->body.n ? MHD_RESPMEM_MUST_FREE : MHD_RESPMEM_PERSISTENT;
	struct MHD_Response *r = MHD_create_response_from_buffer(body.n, (void *)(uintptr_t)body.p, mode);
	if (!r) return buf_free(&a->body), MHD_NO;
	bool ok = MHD_add_response_header(r, "Content-Type", a->type) == MHD_YES;
	for (size_t i = 0; i < COUNT(always); i++) ok &= MHD_add_response_header(r, always[i][0], always[i][1]) == MHD_YES;
	/* The page's files are asked for again each time, and answered with 304 when they are the same. */
	ok &= MHD_add_response_header(r, "Cache-Control", a->tag[0] ? "no-cache" : "no-store") == MHD_YES;
	if (a->tag[0]) ok &= MHD_add_response_header(r, "ETag", a->tag) == MHD_YES;
	if (a->status == 405) ok &= MHD_add_response_header(r, "Allow", "GET, HEAD") == MHD_YES;
	/* Without the headers that protect the reader nothing is sent. */
	enum MHD_Result rc = ok ? MHD_queue_response(c, a->status, r) : MHD_NO;
	MHD_destroy_response(r);
	return rc;
}

/* ---------------------------------------------------------------- requests */
static slice header(struct MHD_Connection *c, const char *name)
{
	return cstr_of(MHD_lookup_connection_value(c, MHD_HEADER_KIND, name));
}

typedef struct { asked q; const char *takes, *why; } query;

static enum MHD_Result query_pair(void *ctx, enum MHD_ValueKind kind, const char *name, size_t name_n,
                                  const char *value, size_t value_n)
{
	query *q = ctx;
	slice v = value ? (slice){value, value_n} : S("");
	(void)kind;
	return asked_set(&q->q, q->takes, (slice){name, name_n}, v, &q->why) ? MHD_YES : MHD_NO;
}

static void api_answer(const serve *s, struct MHD_Connection *c, const api_row *row, answer *out)
{
	query q = {.q = {.as_of_min = DL_MIN_NONE, .most = 100}, .takes = row->takes};
	MHD_get_connection_values_n(c, MHD_GET_ARGUMENT_KIND, query_pair, &q);
	if (q.why) answer_error(out, true, 400, "the query is wrong: %s", q.why);
	else if (row->needs && !q.q.id.n) answer_error(out, true, 400, "the query is wrong: %s is wanted", row->needs);
	else row->call(s->made, &q.q, out);
}

static bool has_body(struct MHD_Connection *c)
{
	slice length = header(c, "Content-Length");
	return header(c, "Transfer-Encoding").n || (length.n && !slice_eq(length, S("0")));
}

static void request_answer(const serve *s, struct MHD_Connection *c, const char *path, const char *method, answer *out)
{
	slice p = cstr_of(path);
	bool json = slice_starts(p, S("/api/"));
	const api_row *row;
	if (strcmp(method, "GET") && strcmp(method, "HEAD"))
		answer_error(out, json, 405, "this page can only be read: GET and HEAD");
	else if (has_body(c))
		answer_error(out, json, 413, "a request to read carries no body");
	else if (!s->at.is_public && !host_is_local(header(c, "Host")))
		answer_error(out, json, 421, "this page is open only under localhost, 127.0.0.1 or [::1]");
	else if ((row = api_find(p)))
		api_answer(s, c, row, out);
	else if (!file_answer(p, out))
		answer_error(out, json, 404, "nothing has this address");
	else if (slice_eq(header(c, "If-None-Match"), cstr_of(out->tag)))
		out->status = 304, out->fixed = S("");
}

static enum MHD_Result on_request(void *ctx, struct MHD_Connection *c, const char *path, const char *method,
                                  const char *version, const char *upload, size_t *upload_n, void **state)
{
	static char begun;
	answer a = {0};
	(void)version, (void)upload, (void)upload_n;
	/* The first call comes before a body: who sends one is answered now, and the connection is closed. */
	if (!*state && !has_body(c)) return *state = &begun, MHD_YES;
	request_answer(ctx, c, path, method, &a);
	return answer_send(c, &a);
}

/* ---------------------------------------------------------------- connections that last too long */
static time_t now_s(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec;
}

static void on_connection(void *ctx, struct MHD_Connection *c, void **state, enum MHD_ConnectionNotificationCode what)
{
	serve *s = ctx;
	(void)state;
	const union MHD_ConnectionInfo *info = MHD_get_connection_info(c, MHD_CONNECTION_INFO_CONNECTION_FD);
	if (!info) return;
	pthread_mutex_lock(&s->lock);
	for (uint32_t i = 0; i < CONNECTIONS; i++) {
		if (what == MHD_CONNECTION_NOTIFY_STARTED && !s->open[i].used) {
			s->open[i].fd = info->connect_fd, s->open[i].since = now_s(), s->open[i].used = true;
			break;
		}
		if (what == MHD_CONNECTION_NOTIFY_CLOSED && s->open[i].used && s->open[i].fd == info->connect_fd) {
			s->open[i].used = false;
			break;
		}
	}
	pthread_mutex_unlock(&s->lock);
}

/* The daemon closes the socket itself, after on_connection() has forgotten it: none is cut that is another's by now. */
void serve_sweep(serve *s)
{
	time_t now = now_s();
	pthread_mutex_lock(&s->lock);
	for (uint32_t i = 0; i < CONNECTIONS; i++)
		if (s->open[i].used && now - s->open[i].since > LASTS_S) shutdown(s->open[i].fd, SHUT_RDWR);
	pthread_mutex_unlock(&s->lock);
}

/* ---------------------------------------------------------------- start and stop */
static void silent(void *ctx, const char *fmt, va_list ap) { (void)ctx, (void)fmt, (void)ap; }

static bool daemon_start(serve *s)
{
	/* ITC: threads that wait on slow connections are woken when it is to end. */
	s->daemon = MHD_start_daemon(MHD_USE_AUTO_INTERNAL_THREAD | MHD_USE_ITC | MHD_USE_ERROR_LOG, 0,
	                             NULL, NULL, on_request, s,
	                             MHD_OPTION_EXTERNAL_LOGGER, silent, NULL,
	                             MHD_OPTION_LISTEN_SOCKET, s->at.fd,
	                             MHD_OPTION_THREAD_POOL_SIZE, THREADS,
	                             MHD_OPTION_CONNECTION_LIMIT, CONNECTIONS,
	                             MHD_OPTION_CONNECTION_TIMEOUT, SILENCE_S,
	                             MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)REQUEST_BYTES,
	                             MHD_OPTION_NOTIFY_CONNECTION, on_connection, s,
	                             MHD_OPTION_STRICT_FOR_CLIENT, 1,
	                             MHD_OPTION_END);
	return s->daemon != NULL;
}

dl_status serve_start(const serve_options *opt, serve **out, dl_error *err)
{
	dl_status st = DL_NOMEM;
	serve *s = calloc(1, sizeof *s);
	*out = NULL;
	if (!s || !(s->store = strdup(opt->store))) {
		error_set(err, DL_NOMEM, "serve", 0, "out of memory");
		goto out;
	}
	s->at.fd = -1;
	pthread_mutex_init(&s->lock, NULL);
	if ((st = cache_new(s->store, &s->made, err)) != DL_OK) goto out;
	if ((st = listener_open(opt->listen, &s->at, err)) != DL_OK) goto out;
	if (!daemon_start(s)) {
		st = error_set(err, DL_IO, opt->listen, 0, "the server does not start: %s", strerror(errno));
		close(s->at.fd);
		goto out;
	}
	*out = s, s = NULL;
out:
	serve_stop(s);
	return st;
}

void serve_url(const serve *s, char out[96]) { memcpy(out, s->at.url, sizeof s->at.url); }
bool serve_is_public(const serve *s) { return s->at.is_public; }

void serve_stop(serve *s)
{
	if (!s) return;
	if (s->daemon) MHD_stop_daemon(s->daemon);
	cache_free(s->made);
	free(s->store);
	free(s);
}
