/*
 * Are addresses on the web there? The only requests of kith that go to hosts nobody has named in its configuration, so
 * they are polite: HEAD first, GET only where a host seems not to know that, and then without the body; few at a time,
 * no two to one host at once, and a pause between them. A host that wants fewer requests (429, or a Retry-After) gets no
 * more of them.
 *
 * http_curl.c does it with libcurl; http_none.c stands in for it where there is none.
 */
#ifndef KITH_NET_HTTP_H
#define KITH_NET_HTTP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

struct arena;

/* One address to ask for. */
struct http_ask {
	struct str url; /* http or https */
	/* The answer. */
	int status;       /* of HTTP, behind all redirects; 0: there was none */
	struct str wrong; /* why there was none */
	struct str moved; /* where it has moved for good; empty when it has not */
	struct str
	        busy; /* the host that wants no more requests now, so that nothing is known; or empty */
};

struct http_options {
	int64_t seconds; /* that one address may take */
	/* Called on the caller's thread as answers come. May be NULL. */
	void (*progress)(void *context, const char *step, size_t done, size_t total);
	void *context;
};

/* Can this kith ask at all? */
bool http_is_there(void);
/* "libcurl 7.88.1", or what is missing. Static text. */
const char *http_version(void);
/*
 * Asks for all of them; at most 8 at once, of each host one after the other in their order. False when the library gives
 * nothing to ask with. Texts of answers live in the arena. One thread.
 */
bool http_ask_all(struct arena *arena, struct http_ask *asks, size_t count,
        const struct http_options *options);

#endif
