/* SPDX-License-Identifier: Apache-2.0
 *
 * cmd_serve.c - `dateline serve`: the page and its JSON API, until a signal ends it.
 */
#include "cli/cli.h"
#include "serve/serve.h"

#include <errno.h>
#include <signal.h>

typedef struct { const char *store, *listen; } serve_args;

static const option serve_opts[] = {
	OPT_STORE(serve_args),
	{"listen", OPT_TEXT, offsetof(serve_args, listen), "127.0.0.1:8080", "listen on ADDRESS, port 0 for any free one"},
	{0}
};

/* Signals that end it are waited for here and reach no other thread. A second one ends it at once. */
static void wait_for_end(serve *s, const sigset_t *ends)
{
	const struct timespec second = {1, 0};
	while (sigtimedwait(ends, NULL, &second) < 0 && (errno == EAGAIN || errno == EINTR)) serve_sweep(s);
	pthread_sigmask(SIG_UNBLOCK, ends, NULL);
}

static int run(cli *c, const void *args)
{
	const serve_args *a = args;
	workers w = {0};
	dl_store *st = NULL;
	serve *s = NULL;
	dl_error err = {0};
	sigset_t ends;
	char url[96];
	buf b = {0};
	if (c->n_operands) return cli_say("serve takes no operand"), CLI_USAGE;
	/* What is stale is assembled once, here; from now on the store is only read. */
	int rc = work_store(c, a->store, &st, &w);
	dl_store_close(st);
	workers_close(&w);
	if (rc != CLI_OK) return rc;
	sigemptyset(&ends);
	sigaddset(&ends, SIGINT), sigaddset(&ends, SIGTERM), sigaddset(&ends, SIGHUP);
	pthread_sigmask(SIG_BLOCK, &ends, NULL);
	if (serve_start(&(serve_options){.listen = a->listen, .store = a->store}, &s, &err) != DL_OK) return cli_fail(&err);
	serve_url(s, url);
	if (serve_is_public(s)) cli_say("anybody who reaches this address can read the store");
	cli_say("the page is open until Ctrl-C");
	buf_printf(&b, "%s\n", url);
	rc = cli_flush(&b);
	if (rc == CLI_OK) wait_for_end(s, &ends);
	serve_stop(s);
	return rc;
}

const command cmd_serve = {
	.name = "serve", .help = "the stories as a page in the browser, and as a JSON API",
	.about = "Prints the page's address and answers until SIGINT, SIGTERM or SIGHUP. The store is only read, so "
	         "articles can be added beside it; the page shows them when it is loaded again.\n\n"
	         "The page asks nothing of any other machine. By default only this machine can reach it, under the "
	         "names localhost, 127.0.0.1 and [::1]; there are no users and no passwords, so an address that others "
	         "reach belongs behind a server that has them.\n\n"
	         "GET /api/stories, /api/story?id=STORY, /api/article?id=DOCUMENT and /api/explain?id=ID answer in "
	         "JSON; the last three take as-of=TIME.",
	.examples = "dateline serve\ndateline serve --store desk.db --listen 127.0.0.1:0    # any free port\n"
	            "curl -s http://127.0.0.1:8080/api/stories | jq .total    # beside it\n",
	.opts = serve_opts, .args_bytes = sizeof(serve_args), .run = run,
};
