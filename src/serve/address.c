/* SPDX-License-Identifier: Apache-2.0
 *
 * address.c - "127.0.0.1:8080" to a socket that listens there.
 *
 * Addresses are numbers, or "localhost", which is 127.0.0.1: no name is looked up, so that nothing is asked of the
 * network. Port 0 is any free one; the address that was given is told in the listener's url.
 */
#include "serve/inner.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

#define BACKLOG 64

typedef union { struct sockaddr any; struct sockaddr_in v4; struct sockaddr_in6 v6; } address;

static bool address_parse(slice text, address *to)
{
	char host[64];
	int64_t port;
	size_t colon = text.n;
	while (colon && text.p[colon - 1] != ':') colon--;
	if (!colon || !slice_i64(slice_sub(text, colon, text.n), &port) || port < 0 || port > 65535) return false;
	slice name = slice_sub(text, 0, colon - 1);
	bool six = name.n > 2 && name.p[0] == '[' && name.p[name.n - 1] == ']';
	if (six) name = slice_sub(name, 1, name.n - 1);
	if (slice_eq(name, S("localhost"))) name = S("127.0.0.1");
	if (name.n >= sizeof host) return false;
	memcpy(host, name.p, name.n), host[name.n] = 0;
	*to = (address){0};
	if (six) {
		to->v6.sin6_family = AF_INET6, to->v6.sin6_port = htons((uint16_t)port);
		return inet_pton(AF_INET6, host, &to->v6.sin6_addr) == 1;
	}
	to->v4.sin_family = AF_INET, to->v4.sin_port = htons((uint16_t)port);
	return inet_pton(AF_INET, host, &to->v4.sin_addr) == 1;
}

static bool loopback(const address *a)
{
	if (a->any.sa_family == AF_INET6) return IN6_IS_ADDR_LOOPBACK(&a->v6.sin6_addr);
	return ntohl(a->v4.sin_addr.s_addr) >> 24 == 127;
}

static void url_put(const address *a, char out[96])
{
	char host[64] = "";
	bool six = a->any.sa_family == AF_INET6;
	if (six) inet_ntop(AF_INET6, &a->v6.sin6_addr, host, sizeof host);
	else inet_ntop(AF_INET, &a->v4.sin_addr, host, sizeof host);
	snprintf(out, 96, six ? "http://[%s]:%u/" : "http://%s:%u/", host, ntohs(six ? a->v6.sin6_port : a->v4.sin_port));
}

dl_status listener_open(const char *text, listener *out, dl_error *err)
{
	address a;
	*out = (listener){.fd = -1};
	if (!address_parse((slice){text, strlen(text)}, &a))
		return error_set(err, DL_USAGE, "", 0, "\"%s\" is no address to listen on: 127.0.0.1:8080 is one", text);
	bool six = a.any.sa_family == AF_INET6;
	socklen_t n = six ? sizeof a.v6 : sizeof a.v4;
	out->is_public = !loopback(&a);
	out->fd = socket(a.any.sa_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
	/* Started again at once after it ended, it must find its port free. */
	if (out->fd >= 0) setsockopt(out->fd, SOL_SOCKET, SO_REUSEADDR, &(int){1}, sizeof(int));
	if (out->fd >= 0 && six) setsockopt(out->fd, IPPROTO_IPV6, IPV6_V6ONLY, &(int){1}, sizeof(int));
	if (out->fd < 0 || bind(out->fd, &a.any, n) || listen(out->fd, BACKLOG) || getsockname(out->fd, &a.any, &n)) {
		error_set(err, DL_IO, text, 0, errno == EADDRINUSE ? "another program listens there; port 0 takes any free one"
		          : "cannot listen there: %s", strerror(errno));
		if (out->fd >= 0) close(out->fd);
		return out->fd = -1, DL_IO;
	}
	url_put(&a, out->url);
	return DL_OK;
}
