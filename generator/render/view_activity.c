/*
 * The work in a project's repository, to a template.
 */
#include "activity/activity.h"
#include "base/arena.h"
#include "render/feed_release.h"
#include "render/view.h"
#include "render/view_kinds.h"
#include "site/site.h"

/* A list of records, one for each item. */
#define LIST(arena, list, record) \
	list_of((arena), (list).at, (list).len, sizeof *(list).at, (record))

static struct value
list_of(struct arena *arena, const void *items, size_t count, size_t size,
        struct value (*record)(const void *item, struct arena *arena))
{
	struct value *out = arena_array(arena, struct value, count + 1);

	for (size_t i = 0; i < count; i++)
		out[i] = record((const char *)items + i * size, arena);
	return value_list(out, count);
}

static struct value
number(size_t n)
{
	return value_int((int64_t)n);
}

static struct value
commit(const struct activity_commit *commit, struct arena *arena)
{
	if (!commit->hash.len)
		return value_none();
	return VIEW_RECORD(arena, endpoint, { "hash", value_text(commit->hash) },
	        { "short", value_text(str_slice(commit->hash, 0, 7)) },
	        { "date", value_date(&commit->date) },
	        { "text", value_text(commit->note.len ? commit->note : commit->subject) },
	        { "subject", value_text(commit->subject) }, { "note", view_text(commit->note) });
}

static struct value
day(const void *item, struct arena *arena)
{
	const struct calendar_day *day = item;

	return VIEW_RECORD(arena, day, { "date", value_date(&day->date) },
	        { "commits", number(day->commits) }, { "level", value_int(day->level) });
}

static struct value
week(const void *item, struct arena *arena)
{
	const struct calendar_week *week = item;

	return VIEW_RECORD(arena, week, { "date", value_date(&week->date) },
	        { "commits", number(week->commits) },
	        { "days", list_of(arena, week->days, week->len, sizeof *week->days, day) });
}

struct value
view_release(const struct release *release, struct arena *arena)
{
	struct value *names = arena_array(arena, struct value, release->contributors.len + 1);

	for (size_t i = 0; i < release->contributors.len; i++)
		names[i] = value_text(release->contributors.at[i]);
	return VIEW_RECORD(arena, release, { "tag", value_text(release->tag) },
	        { "version", value_text(release->version) }, { "date", value_date(&release->date) },
	        { "annotated", value_bool(release->annotated) },
	        { "message", view_text(release->message) }, { "text", view_text(release->text) },
	        { "anchor", value_text(feed_release_anchor(release, arena)) },
	        { "commits", number(release->commits) },
	        { "contributors", value_list(names, release->contributors.len) },
	        { "previous", view_text(release->previous) });
}

static struct value
release(const void *item, struct arena *arena)
{
	return view_release(item, arena);
}

static struct value
contributor(const void *item, struct arena *arena)
{
	const struct contributor *person = item;

	return VIEW_RECORD(arena, participant, { "name", value_text(person->name) },
	        { "commits", number(person->commits) }, { "first", value_date(&person->first) },
	        { "last", value_date(&person->last) });
}

static struct value
language(const void *item, struct arena *arena)
{
	const struct code_language *language = item;

	return VIEW_RECORD(arena, language, { "name", value_text(language->name) },
	        { "share", value_float(language->share) }, { "files", number(language->files) },
	        { "bytes", value_int((int64_t)language->bytes) },
	        { "lines", value_int((int64_t)language->lines) });
}

static struct value
steps(const struct calendar *calendar, struct arena *arena)
{
	struct value *items = arena_array(arena, struct value, CALENDAR_LEVELS);

	for (size_t i = 0; i < CALENDAR_LEVELS; i++)
		items[i] = number(calendar->steps[i]);
	return value_list(items, calendar->days.len ? CALENDAR_LEVELS : 0);
}

static struct value
unreleased(const struct activity *activity, struct arena *arena)
{
	const release_list *releases = &activity->releases;

	return VIEW_RECORD(arena, unreleased, { "commits", number(activity->unreleased) },
	        { "since", releases->len ? value_text(releases->at[0].tag) : value_none() });
}

struct value
view_page_activity(const struct view *view, struct arena *arena)
{
	const struct activity *activity = view->page->activity;
	const struct calendar *calendar = activity ? &activity->calendar : NULL;

	if (!activity)
		return value_none();
	return VIEW_RECORD(arena, activity, { "head", view_text(activity->head) },
	        { "branch", view_text(activity->branch) },
	        { "shallow", value_bool(activity->shallow) },
	        { "commits", number(activity->commits) },
	        { "first", commit(&activity->first, arena) },
	        { "last", commit(&activity->last, arena) },
	        { "days", LIST(arena, calendar->days, day) },
	        { "weeks", LIST(arena, calendar->weeks, week) },
	        { "steps", steps(calendar, arena) },
	        { "busiest", LIST(arena, calendar->busiest, week) },
	        { "releases", LIST(arena, activity->releases, release) },
	        { "unreleased", unreleased(activity, arena) },
	        { "contributors", LIST(arena, activity->contributors, contributor) },
	        { "languages", LIST(arena, activity->languages, language) });
}
