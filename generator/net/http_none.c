/* kith without libcurl: nothing is asked, and `kith --version` says so. */
#include "net/http.h"

bool
http_is_there(void)
{
	return false;
}

const char *
http_version(void)
{
	return "no outside links: built without libcurl";
}

bool
http_ask_all(struct arena *arena, struct http_ask *asks, size_t count,
        const struct http_options *options)
{
	(void)arena;
	(void)asks;
	(void)count;
	(void)options;
	return false;
}
