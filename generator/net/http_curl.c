/*
 * Up to 8 transfers in one loop of one thread. A lane is a transfer under way; an address waits as long as its host has a
 * lane, so that no host is asked twice at once.
 *
 *	waiting -> HEAD -> answer
 *	              `-> GET -> answer      where HEAD has none, or one that is no "yes"
 */
#include "net/http.h"

#include <curl/curl.h>
#include <signal.h>

#include "base/arena.h"

enum { LANES = 8, REDIRECTS_MAX = 10, WAIT_MS = 200 };

enum stage { STAGE_WAITING, STAGE_ASKED, STAGE_DONE };

struct lane {
	CURL *easy;
	size_t at;      /* index of the address */
	bool busy, get; /* the second try */
	bool for_good;  /* all redirects so far are for good */
	bool began;     /* there was a body, which is not wanted */
};

struct asking {
	struct arena *arena;
	struct http_ask *asks;
	struct str *hosts; /* by address */
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
begin(struct asking *asking, struct lane *lane, size_t at, bool get)
{
	struct str url = str_copy(asking->arena, asking->asks[at].url); /* terminated */

	*lane = (struct lane){ lane->easy, at, true, get, true, false };
	asking->stages[at] = STAGE_ASKED;
	set_up(asking, lane);
	curl_easy_setopt(lane->easy, CURLOPT_URL, url.at);
	curl_multi_add_handle(asking->multi, lane->easy);
}

static bool
host_is_busy(const struct asking *asking, struct str host)
{
	for (size_t i = 0; i < LANES; i++) {
		const struct lane *lane = &asking->lanes[i];

		if (lane->busy && str_eq_nocase(asking->hosts[lane->at], host))
			return true;
	}
	return false;
}

/* Gives every free lane the next address whose host has none. */
static void
fill(struct asking *asking)
{
	size_t at = 0;

	for (size_t i = 0; i < LANES; i++) {
		struct lane *lane = &asking->lanes[i];

		if (lane->busy || !lane->easy)
			continue;
		while (at < asking->count &&
		        (asking->stages[at] != STAGE_WAITING ||
		                host_is_busy(asking, asking->hosts[at])))
			at++;
		if (at == asking->count)
			return;
		begin(asking, lane, at, false);
	}
}

/* ---- answers ---------------------------------------------------------------------------------- */

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
	asking->stages[lane->at] = STAGE_DONE;
	asking->done++;
	lane->busy = false;
	if (asking->options->progress)
		asking->options->progress(
		        asking->options->context, "links", asking->done, asking->count);
}

/* A host that does not know HEAD may say anything to it, or nothing; one that cannot be reached need not be asked again. */
static bool
try_again(const struct lane *lane, CURLcode code, long status)
{
	bool nobody = code == CURLE_COULDNT_CONNECT || code == CURLE_COULDNT_RESOLVE_HOST ||
	        code == CURLE_OPERATION_TIMEDOUT;

	return !lane->get && !nobody && (code != CURLE_OK || status >= 400);
}

static void
collect(struct asking *asking)
{
	CURLMsg *message;
	int left;

	while ((message = curl_multi_info_read(asking->multi, &left))) {
		struct lane *lane = NULL;
		long status = 0;
		CURLcode code = message->data.result;

		if (message->msg != CURLMSG_DONE)
			continue;
		curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, (char **)&lane);
		curl_easy_getinfo(lane->easy, CURLINFO_RESPONSE_CODE, &status);
		curl_multi_remove_handle(asking->multi, lane->easy);
		if (try_again(lane, code, status))
			begin(asking, lane, lane->at, true);
		else
			take_answer(asking, lane, code, status);
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

static bool
ask(struct asking *asking)
{
	int running;

	while (asking->done < asking->count) {
		fill(asking);
		if (curl_multi_perform(asking->multi, &running) != CURLM_OK)
			return false;
		collect(asking);
		if (running && curl_multi_wait(asking->multi, NULL, 0, WAIT_MS, NULL) != CURLM_OK)
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
	asking.hosts = arena_array(arena, struct str, count);
	asking.stages = arena_array(arena, unsigned char, count);
	for (size_t i = 0; i < count; i++)
		asking.hosts[i] = host_of(asks[i].url);
	sigaction(SIGPIPE, &ignore, &before); /* a host that hangs up while it is written to */
	asked = open_lanes(&asking) && ask(&asking);
	close_lanes(&asking);
	sigaction(SIGPIPE, &before, NULL);
	curl_global_cleanup();
	return asked;
}
