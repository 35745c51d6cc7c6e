/*
 * Up to 8 transfers in one loop of one thread. A lane is a transfer under way; an address waits as long as its host has a
 * lane, or has had one just now.
 *
 *	HEAD waits -> asked -> done
 *	                 |`--> GET waits -> asked -> done    where the answer says that HEAD is not known there
 *	                  `--> done, and so is all that waits for this host: it wants fewer requests
 */
#include "net/http.h"

#include <curl/curl.h>
#include <signal.h>
#include <time.h>

#include "base/arena.h"
#include "base/ascii.h"
#include "base/clock.h"
#include "base/map.h"

enum { LANES = 8, REDIRECTS_MAX = 10, WAIT_MS = 100, MILLION = 1000000 };

/* Between the end of a request and the next one to the same host. */
enum { PAUSE_MS = 200 };

enum stage { STAGE_HEAD, STAGE_GET, STAGE_ASKED, STAGE_DONE };

struct host {
	struct str name; /* "example.org:8080", in lower case */
	int64_t free_at; /* of clock_nanos */
	bool busy;       /* it has a lane */
	bool closed;     /* it wants no more requests */
};

struct lane {
	CURL *easy;
	size_t at;      /* index of the address */
	bool busy, get; /* the second try */
	bool for_good;  /* all redirects so far are for good */
	bool began;     /* there was a body, which is not wanted */
	bool later;     /* the last answer has a Retry-After */
};

struct asking {
	struct arena *arena;
	struct http_ask *asks;
	struct map by_name;  /* -> struct host */
	struct host **hosts; /* by address */
	unsigned char *stages;
	size_t count, done;
	const struct http_options *options;
	CURLM *multi;
	struct lane lanes[LANES];
};

bool
http_is_there(void)
{
	return true;
}

const char *
http_version(void)
{
	return "libcurl " LIBCURL_VERSION;
}

/* "example.org:8080" of an address. */
static struct str
host_of(struct str url)
{
	size_t at = str_find(url, STR("://"));
	struct str rest = at == STR_NONE ? url : str_skip(url, at + 3);
	size_t len = 0;

	while (len < rest.len && !str_count_char(STR("/?#"), rest.at[len]))
		len++;
	return str_slice(rest, 0, len);
}

static struct host *
host_at(struct asking *asking, struct str url)
{
	struct str written = host_of(url);
	char *name = arena_array(asking->arena, char, written.len + 1);
	struct map_entry *entry;
	struct host *host;

	for (size_t i = 0; i < written.len; i++)
		name[i] = ascii_lower(written.at[i]);
	entry = map_put(&asking->by_name, asking->arena, str_of(name, written.len), NULL);
	host = entry->value;
	if (!host) {
		entry->value = host = arena_new(asking->arena, struct host);
		host->name = entry->key;
	}
	return host;
}

/* ---- what libcurl calls ----------------------------------------------------------------------- */

/* Each answer on the way begins with a line of its own: "HTTP/1.1 301 Moved". */
static size_t
take_header(char *at, size_t size, size_t count, void *context)
{
	struct lane *lane = context;
	struct str line = str_of(at, size * count), rest = line;

	if (str_starts(line, STR("HTTP/"))) {
		str_cut(&rest, ' ');
		bool redirect = str_starts(rest, STR("3"));
		bool for_good = str_starts(rest, STR("301")) || str_starts(rest, STR("308"));

		lane->for_good = lane->for_good && (!redirect || for_good);
		lane->later = false;
	} else if (str_eq_nocase(str_cut(&rest, ':'), STR("Retry-After"))) {
		lane->later = true;
	}
	return line.len;
}

/* The answer is known when the body begins; to take nothing of it ends the transfer. */
static size_t
take_body(char *at, size_t size, size_t count, void *context)
{
	struct lane *lane = context;

	(void)at;
	(void)size;
	(void)count;
	lane->began = true;
	return 0;
}

/* ---- a lane ----------------------------------------------------------------------------------- */

static void
only_web(CURL *easy)
{
#if LIBCURL_VERSION_NUM >= 0x075500
	curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(easy, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
#else
	curl_easy_setopt(easy, CURLOPT_PROTOCOLS, (long)(CURLPROTO_HTTP | CURLPROTO_HTTPS));
	curl_easy_setopt(easy, CURLOPT_REDIR_PROTOCOLS, (long)(CURLPROTO_HTTP | CURLPROTO_HTTPS));
#endif
}

static void
set_up(struct asking *asking, struct lane *lane)
{
	CURL *easy = lane->easy;

	curl_easy_reset(easy);
	only_web(easy);
	curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(easy, CURLOPT_USERAGENT, "kith/" KITH_VERSION " (checks links)");
	curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 1L);
	curl_easy_setopt(easy, CURLOPT_MAXREDIRS, (long)REDIRECTS_MAX);
	curl_easy_setopt(easy, CURLOPT_TIMEOUT, (long)asking->options->seconds);
	curl_easy_setopt(easy, CURLOPT_NOBODY, lane->get ? 0L : 1L);
	curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, take_header);
	curl_easy_setopt(easy, CURLOPT_HEADERDATA, lane);
	curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, take_body);
	curl_easy_setopt(easy, CURLOPT_WRITEDATA, lane);
	curl_easy_setopt(easy, CURLOPT_PRIVATE, lane);
}

static void
begin(struct asking *asking, struct lane *lane, size_t at)
{
	struct str url = str_copy(asking->arena, asking->asks[at].url); /* terminated */

	*lane = (struct lane){ .easy = lane->easy, .at = at, .busy = true, .for_good = true };
	lane->get = asking->stages[at] == STAGE_GET;
	asking->stages[at] = STAGE_ASKED;
	asking->hosts[at]->busy = true;
	set_up(asking, lane);
	curl_easy_setopt(lane->easy, CURLOPT_URL, url.at);
	curl_multi_add_handle(asking->multi, lane->easy);
}

static bool
may_begin(const struct asking *asking, size_t at, int64_t now)
{
	const struct host *host = asking->hosts[at];

	return asking->stages[at] < STAGE_ASKED && !host->busy && host->free_at <= now;
}

/* Gives every free lane the next address whose host can take it. */
static void
fill(struct asking *asking)
{
	int64_t now = clock_nanos();
	size_t at = 0;

	for (size_t i = 0; i < LANES; i++) {
		struct lane *lane = &asking->lanes[i];

		if (lane->busy || !lane->easy)
			continue;
		while (at < asking->count && !may_begin(asking, at, now))
			at++;
		if (at == asking->count)
			return;
		begin(asking, lane, at);
	}
}

/* ---- answers ---------------------------------------------------------------------------------- */

static void
end(struct asking *asking, size_t at)
{
	asking->stages[at] = STAGE_DONE;
	asking->done++;
	if (asking->options->progress)
		asking->options->progress(
		        asking->options->context, "links", asking->done, asking->count);
}

static void
take_answer(struct asking *asking, struct lane *lane, CURLcode code, long status)
{
	struct http_ask *ask = &asking->asks[lane->at];
	char *effective = NULL;
	long redirects = 0;
	bool answered = status > 0 && (code == CURLE_OK || lane->began);

	ask->status = answered ? (int)status : 0;
	if (!answered)
		ask->wrong = str_from(code == CURLE_OPERATION_TIMEDOUT ? "it took too long"
		                                                       : curl_easy_strerror(code));
	curl_easy_getinfo(lane->easy, CURLINFO_REDIRECT_COUNT, &redirects);
	curl_easy_getinfo(lane->easy, CURLINFO_EFFECTIVE_URL, &effective);
	if (answered && redirects && lane->for_good && effective)
		ask->moved = str_copy(asking->arena, str_from(effective));
	end(asking, lane->at);
}

/*
 * A host that does not know HEAD has one of these answers to it, or hangs up. Whatever else it says, it would say the
 * same to GET, and one that cannot be reached need not be asked again.
 */
static bool
knows_no_head(const struct lane *lane, CURLcode code, long status)
{
	if (lane->get)
		return false;
	if (code != CURLE_OK)
		return code == CURLE_GOT_NOTHING || code == CURLE_RECV_ERROR;
	return status == 403 || status == 404 || status == 405 || status == 501;
}

/* Nothing is known of what was asked, nor will be of what waits. A redirect may have led to another host. */
static void
close_host(struct asking *asking, struct lane *lane)
{
	char *effective = NULL;
	struct host *host = asking->hosts[lane->at];

	curl_easy_getinfo(lane->easy, CURLINFO_EFFECTIVE_URL, &effective);
	if (effective)
		host = host_at(asking, str_from(effective));
	host->closed = true;
	asking->asks[lane->at].busy = host->name;
	end(asking, lane->at);
	for (size_t i = 0; i < asking->count; i++) {
		if (asking->hosts[i] != host || asking->stages[i] >= STAGE_ASKED)
			continue;
		asking->asks[i].busy = host->name;
		end(asking, i);
	}
}

static void
settle(struct asking *asking, struct lane *lane, CURLcode code)
{
	struct host *host = asking->hosts[lane->at];
	long status = 0;

	curl_easy_getinfo(lane->easy, CURLINFO_RESPONSE_CODE, &status);
	host->free_at = clock_nanos() + (int64_t)PAUSE_MS * MILLION;
	host->busy = lane->busy = false;
	if (status == 429 || (status == 503 && lane->later))
		close_host(asking, lane);
	else if (!host->closed && knows_no_head(lane, code, status))
		asking->stages[lane->at] = STAGE_GET;
	else
		take_answer(asking, lane, code, status);
}

static void
collect(struct asking *asking)
{
	CURLMsg *message;
	int left;

	while ((message = curl_multi_info_read(asking->multi, &left))) {
		struct lane *lane = NULL;
		CURLcode code = message->data.result;

		if (message->msg != CURLMSG_DONE)
			continue;
		curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, (char **)&lane);
		curl_multi_remove_handle(asking->multi, lane->easy);
		settle(asking, lane, code);
	}
}

/* ---- the whole -------------------------------------------------------------------------------- */

static bool
open_lanes(struct asking *asking)
{
	bool any = false;

	asking->multi = curl_multi_init();
	for (size_t i = 0; asking->multi && i < LANES; i++) {
		asking->lanes[i].easy = curl_easy_init();
		any = any || asking->lanes[i].easy;
	}
	return any;
}

static void
close_lanes(struct asking *asking)
{
	for (size_t i = 0; i < LANES; i++) {
		if (asking->lanes[i].busy)
			curl_multi_remove_handle(asking->multi, asking->lanes[i].easy);
		if (asking->lanes[i].easy)
			curl_easy_cleanup(asking->lanes[i].easy);
	}
	if (asking->multi)
		curl_multi_cleanup(asking->multi);
}

/* Waits for something to happen, but also without any transfer, for a host's pause to end. */
static bool
idle(struct asking *asking)
{
#if LIBCURL_VERSION_NUM >= 0x074200
	return curl_multi_poll(asking->multi, NULL, 0, WAIT_MS, NULL) == CURLM_OK;
#else
	int sockets;

	if (curl_multi_wait(asking->multi, NULL, 0, WAIT_MS, &sockets) != CURLM_OK)
		return false;
	if (!sockets)
		nanosleep(&(struct timespec){ .tv_nsec = WAIT_MS / 2 * MILLION }, NULL);
	return true;
#endif
}

static bool
ask(struct asking *asking)
{
	int running;

	while (asking->done < asking->count) {
		fill(asking);
		if (curl_multi_perform(asking->multi, &running) != CURLM_OK)
			return false;
		collect(asking);
		if (asking->done < asking->count && !idle(asking))
			return false;
	}
	return true;
}

bool
http_ask_all(struct arena *arena, struct http_ask *asks, size_t count,
        const struct http_options *options)
{
	struct asking asking = { .arena = arena, .asks = asks, .count = count, .options = options };
	struct sigaction ignore = { .sa_handler = SIG_IGN }, before;
	bool asked;

	if (!count)
		return true;
	if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
		return false;
	asking.hosts = arena_array(arena, struct host *, count);
	asking.stages = arena_array(arena, unsigned char, count);
	for (size_t i = 0; i < count; i++)
		asking.hosts[i] = host_at(&asking, asks[i].url);
	sigaction(SIGPIPE, &ignore, &before); /* a host that hangs up while it is written to */
	asked = open_lanes(&asking) && ask(&asking);
	close_lanes(&asking);
	sigaction(SIGPIPE, &before, NULL);
	curl_global_cleanup();
	return asked;
}
