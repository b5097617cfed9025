/* SPDX-License-Identifier: Apache-2.0
 *
 * inner.h - shared inside src/serve only: what is asked, what is answered.
 */
#ifndef DL_SERVE_INNER_H
#define DL_SERVE_INNER_H

#include "serve/serve.h"

typedef struct {                 /* the query of a request, checked                                             */
	slice    id, story, outlet;
	int64_t  as_of_min;      /* DL_MIN_NONE: now                                                           */
	uint32_t from, most;
} asked;

typedef struct {
	unsigned    status;      /* of HTTP                                                                    */
	const char *type;
	buf         body;        /* owned; when empty, fixed is sent                                           */
	slice       fixed;       /* of the binary                                                              */
	char        tag[24];     /* ETag; "" none                                                              */
} answer;

/* An error in the form that the asker reads: JSON or a page. */
void answer_error(answer *a, bool json, unsigned status, const char *fmt, ...) __attribute__((format(printf, 4, 5)));

/* ---------------------------------------------------------------- cache.c: assemblies that were made lately */
typedef struct cache cache;
typedef struct held held;        /* one assembly, shared by those who read it                                   */
typedef struct {
	uint64_t id;             /* of a story                                                                 */
	int64_t  as_of_min, version;     /* version: cache_version() from before the store was opened          */
} wanted;
dl_status cache_new(const char *path, cache **out, dl_error *err);      /* path must outlive it               */
void      cache_free(cache *c);                                         /* accepts NULL                       */
const char *cache_path(const cache *c);
dl_status cache_version(cache *c, int64_t *version, dl_error *err);
/* As dl_store_assemble(). *out is to be given back. */
dl_status cache_get(cache *c, dl_store *st, const wanted *w, held **out, uint32_t *story, dl_error *err);
void      cache_give_back(cache *c, held *h);                           /* accepts NULL                       */
const dl_assembly *held_assembly(const held *h);

/* ---------------------------------------------------------------- api.c: one row a path */
typedef void (*api_call)(cache *c, const asked *q, answer *out);
typedef struct {
	slice       path;
	const char *takes;       /* names of the parameters, each followed by a space                          */
	const char *needs;       /* one of them that must be there, or NULL                                    */
	api_call    call;
} api_row;
const api_row *api_find(slice path);             /* NULL when there is none                                    */

/* ---------------------------------------------------------------- files.c: the page's files */
bool file_answer(slice path, answer *out);       /* false: there is no such file                               */

/* ---------------------------------------------------------------- query.c */
/* One name=value of a query. False: *why says what is wrong with it, in words that repeat nothing of it. */
bool asked_set(asked *q, const char *takes, slice name, slice value, const char **why);
/* Whether a Host header names the loopback interface: the defence against rebinding of DNS names. */
bool host_is_local(slice host);

/* ---------------------------------------------------------------- address.c */
typedef struct { int fd; bool is_public; char url[96]; } listener;
dl_status listener_open(const char *listen, listener *out, dl_error *err);

#endif
