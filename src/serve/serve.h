/* SPDX-License-Identifier: Apache-2.0
 *
 * serve.h - the page and its JSON API over HTTP; the only room that opens sockets.
 *
 *   GET /            the list of stories      GET /api/stories?from=0&most=100
 *   GET /story?id=   one story                GET /api/story?id=9c41&as-of=2025-05-12T18:00
 *   GET /article?id= one article              GET /api/article?id=nw-1&story=9c41&outlet=&as-of=
 *                                             GET /api/explain?id=9c41.2.1&as-of=
 *
 * The store is only read: every request opens it, reads it as it is at that moment, and closes it, so that a
 * `dateline add` beside it is never kept waiting; what was assembled is kept until the store changes. The page is made
 * in the browser from the API by files that are built into the binary; nothing is asked of any other machine.
 */
#ifndef DL_SERVE_H
#define DL_SERVE_H

#include "tell/tell.h"

typedef struct serve serve;

typedef struct {
	const char *listen;          /* "127.0.0.1:8080", "[::1]:8080", "localhost:0" (any free port)          */
	const char *store;           /* path; the store must exist                                             */
} serve_options;

/* Begin to answer, on threads of its own; they take no signal that the caller has blocked. DL_USAGE: no such
 * address; DL_IO: cannot listen there. *out is the caller's, to serve_stop(); NULL on failure. */
dl_status serve_start(const serve_options *opt, serve **out, dl_error *err);
/* "http://127.0.0.1:8080/", with the port that was given when any was asked for. */
void serve_url(const serve *s, char out[96]);
/* Other machines can reach it. */
bool serve_is_public(const serve *s);
/* Cut connections that have lasted too long. To be called about once a second. */
void serve_sweep(serve *s);
/* Answer what has been asked, then end. Accepts NULL. */
void serve_stop(serve *s);

#endif
