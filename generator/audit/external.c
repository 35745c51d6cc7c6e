#include "audit/external.h"

#include "audit/audit.h"
#include "audit/link_cache.h"
#include "base/arena.h"
#include "base/fs.h"
#include "base/map.h"
#include "config/config.h"
#include "net/http.h"
#include "site/site.h"

enum { CACHE_MAX = 64 << 20, DAY = 24 * 60 * 60 };

/* So many places of one address are told. */
enum { PLACES_MAX = 10 };

struct external {
	struct audit *audit;
	const struct config_checks *checks;
	int64_t now;
	struct link_cache old, fresh;
	array_of(struct http_ask) asks;
	array_of(const struct audit_outside *) asked; /* to these, by index */
	struct map busy; /* hosts that want fewer requests -> struct busy */
	struct external_report *report;
};

struct busy {
	const struct audit_outside *first;
	size_t addresses;
};

/* ---- what there is to say --------------------------------------------------------------------- */

/* Some hosts do not let programs in: their pages may be there all the same. */
static bool
refuses(int64_t status)
{
	return status == 401 || status == 403 || status == 999;
}

/* At each place in Markdown, or once for what templates link to. */
static void
say(struct external *x, enum config_check check, const struct audit_outside *outside,
        struct str what, struct str help)
{
	struct audit_spot spots[PLACES_MAX];
	size_t count = audit_link_spots(x->audit, outside->url, spots, PLACES_MAX);
	size_t told = count < PLACES_MAX ? count : PLACES_MAX;

	if (!count) {
		spots[0] = (struct audit_spot){ outside->place, outside->source };
		told = 1;
	}
	for (size_t i = 0; i < told; i++) {
		struct str others = STR_EMPTY;

		if (!count && outside->pages)
			others = str_format(x->audit->arena, ", linked on %zu other page%s too",
			        outside->pages, outside->pages == 1 ? "" : "s");
		else if (i + 1 == told && told < count)
			others = str_format(x->audit->arena, ", here and in %zu other place%s",
			        count - told, count - told == 1 ? "" : "s");
		audit_say(x->audit, check, spots[i].place, spots[i].source,
		        STR_FMT " " STR_FMT STR_FMT, STR_ARG(outside->url), STR_ARG(what),
		        STR_ARG(others));
		if (help.len)
			diag_help(x->audit->diags, STR_FMT, STR_ARG(help));
	}
}

static void
say_moved(struct external *x, const struct audit_outside *outside, struct str moved)
{
	say(x, CONFIG_CHECK_MOVED, outside, STR("has moved for good"),
	        str_format(x->audit->arena, "link to " STR_FMT, STR_ARG(moved)));
}

static void
say_answer(struct external *x, const struct audit_outside *outside, const struct http_ask *ask)
{
	struct arena *arena = x->audit->arena;

	if (!ask->status)
		say(x, CONFIG_CHECK_EXTERNAL, outside,
		        str_format(arena, "does not answer: " STR_FMT, STR_ARG(ask->wrong)),
		        STR_EMPTY);
	else if (ask->status >= 400 && !refuses(ask->status))
		say(x, CONFIG_CHECK_EXTERNAL, outside,
		        str_format(arena, "answers with %d", ask->status), STR_EMPTY);
	else if (ask->moved.len)
		say_moved(x, outside, ask->moved);
}

static void
note_busy(struct external *x, const struct audit_outside *outside, struct str host)
{
	struct map_entry *entry = map_put(&x->busy, x->audit->arena, host, NULL);
	struct busy *busy = entry->value;

	if (!busy) {
		entry->value = busy = arena_new(x->audit->arena, struct busy);
		busy->first = outside;
	}
	busy->addresses++;
	x->report->unchecked++;
	x->report->asked--;
}

static void
say_busy(struct external *x)
{
	for (size_t i = 0; i < x->busy.len; i++) {
		const struct busy *busy = x->busy.at[i].value;

		audit_say(x->audit, CONFIG_CHECK_UNCHECKED, busy->first->place, busy->first->source,
		        STR_FMT " wants fewer requests: %zu address%s not checked",
		        STR_ARG(x->busy.at[i].key), busy->addresses,
		        busy->addresses == 1 ? "" : "es");
		diag_help(x->audit->diags,
		        "check again some other time; what answers until then is remembered");
	}
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

		if (ask->busy.len)
			note_busy(x, x->asked.at[i], ask->busy);
		else
			say_answer(x, x->asked.at[i], ask);
		if (ask->status && ask->status < 400)
			*array_push(x->audit->arena, &x->fresh.list) =
			        (struct link_answer){ ask->url, ask->status, x->now, ask->moved };
	}
	say_busy(x);
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
		take(&x, audit->outside.at[i]);
	if (!http_ask_all(audit->arena, x.asks.at, x.asks.len, options)) {
		diag_error(audit->diags, diag_file(STR_EMPTY), STR_EMPTY,
		        "the system gives libcurl nothing to ask with");
		return false;
	}
	take_answers(&x);
	save(&x, root);
	return true;
}
