#include "audit/external.h"

#include "audit/audit.h"
#include "audit/link_cache.h"
#include "base/arena.h"
#include "base/fs.h"
#include "config/config.h"
#include "net/http.h"
#include "site/site.h"

enum { CACHE_MAX = 64 << 20, DAY = 24 * 60 * 60 };

struct external {
	struct audit *audit;
	const struct config_checks *checks;
	int64_t now;
	struct link_cache old, fresh;
	array_of(struct http_ask) asks;
	array_of(const struct audit_outside *) asked; /* to these, by index */
	struct external_report *report;
};

/* ---- what there is to say --------------------------------------------------------------------- */

/* Some hosts do not let programs in, or none so often: their pages may be there all the same. */
static bool
refuses(int64_t status)
{
	return status == 401 || status == 403 || status == 429 || status == 999;
}

static void
say_moved(struct external *x, const struct audit_outside *outside, struct str moved)
{
	audit_say(x->audit, CONFIG_CHECK_MOVED, outside->place, outside->source,
	        STR_FMT " has moved for good", STR_ARG(outside->url));
	diag_help(x->audit->diags, "link to " STR_FMT, STR_ARG(moved));
}

static void
say_answer(struct external *x, const struct audit_outside *outside, const struct http_ask *ask)
{
	if (!ask->status)
		audit_say(x->audit, CONFIG_CHECK_EXTERNAL, outside->place, outside->source,
		        STR_FMT " does not answer: " STR_FMT, STR_ARG(outside->url),
		        STR_ARG(ask->wrong));
	else if (ask->status >= 400 && !refuses(ask->status))
		audit_say(x->audit, CONFIG_CHECK_EXTERNAL, outside->place, outside->source,
		        STR_FMT " answers with %d", STR_ARG(outside->url), ask->status);
	else if (ask->moved.len)
		say_moved(x, outside, ask->moved);
}

/* ---- what is asked ---------------------------------------------------------------------------- */

static bool
is_skipped(const struct external *x, struct str url)
{
	for (size_t i = 0; i < x->checks->skip.len; i++)
		if (str_starts(url, x->checks->skip.at[i]))
			return true;
	return false;
}

/* Only what answered well is kept, and not for ever. */
static bool
is_remembered(const struct external *x, const struct link_answer *answer)
{
	int64_t age = answer ? x->now - answer->when : 0;

	return answer && age >= 0 && age < x->checks->days * DAY;
}

static void
take(struct external *x, const struct audit_outside *outside)
{
	struct arena *arena = x->audit->arena;
	const struct link_answer *answer = link_cache_find(&x->old, outside->url);

	if (is_skipped(x, outside->url)) {
		x->report->skipped++;
	} else if (is_remembered(x, answer)) {
		x->report->remembered++;
		*array_push(arena, &x->fresh.list) = *answer;
		if (answer->moved.len)
			say_moved(x, outside, answer->moved);
	} else {
		x->report->asked++;
		*array_push(arena, &x->asks) = (struct http_ask){ .url = outside->url };
		*array_push(arena, &x->asked) = outside;
	}
}

static void
take_answers(struct external *x)
{
	for (size_t i = 0; i < x->asks.len; i++) {
		const struct http_ask *ask = &x->asks.at[i];

		say_answer(x, x->asked.at[i], ask);
		if (ask->status && ask->status < 400)
			*array_push(x->audit->arena, &x->fresh.list) =
			        (struct link_answer){ ask->url, ask->status, x->now, ask->moved };
	}
}

/* ---- the whole -------------------------------------------------------------------------------- */

/* A cache that cannot be kept costs time, and nothing else. */
static void
save(const struct external *x, int root)
{
	struct buf text;

	buf_init(&text, CACHE_MAX);
	link_cache_write(&x->fresh, &text);
	if (!text.full && fs_make_folders(root, STR(".kith")) == 0)
		(void)fs_write_aside(root, STR(LINK_CACHE_PATH), buf_view(&text));
	buf_free(&text);
}

bool
external_run(struct audit *audit, int root, int64_t now, struct http_options *options,
        struct external_report *report)
{
	const struct config_checks *checks = audit->site->config->checks;
	struct external x = { .audit = audit, .checks = checks, .now = now, .report = report };
	struct str text;

	options->seconds = checks->timeout;
	if (!http_is_there()) {
		diag_error(audit->diags, diag_file(STR_EMPTY), STR_EMPTY,
		        "--external needs libcurl, and this kith was built without it");
		diag_help(audit->diags, "install libcurl's development files and build kith again");
		return false;
	}
	if (fs_read(root, STR(LINK_CACHE_PATH), audit->arena, CACHE_MAX, &text, NULL) == 0)
		link_cache_read(&x.old, audit->arena, text);
	for (size_t i = 0; i < audit->outside.len; i++)
		take(&x, &audit->outside.at[i]);
	if (!http_ask_all(audit->arena, x.asks.at, x.asks.len, options)) {
		diag_error(audit->diags, diag_file(STR_EMPTY), STR_EMPTY,
		        "the system gives libcurl nothing to ask with");
		return false;
	}
	take_answers(&x);
	save(&x, root);
	return true;
}
