/*
 * Any bytes as a file of the cache of activities, as they are and below a line that makes them believed: what is
 * taken has a calendar that adds up, and is the same when it is written and read again.
 */
#include "activity/activity.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "require.h"
#include "site/activity_cache.h"
#include "site/activity_file.h"

static const struct activity_cache cache = { .root = -1, .key = { 1, 2 }, .now = 1717500000 };

static void
check_week(const struct calendar_week *week, bool last)
{
	size_t commits = 0;
	require(week->len >= 1 && week->len <= 7 && (last || week->len == 7));
	for (size_t i = 0; i < week->len; i++) {
		commits += week->days[i].commits;
		require(week->days[i].level <= CALENDAR_LEVELS);
		require((week->days[i].level > 0) == (week->days[i].commits > 0));
	}
	require(commits == week->commits);
}

static void
check_calendar(const struct calendar *calendar)
{
	require(calendar->weeks.len == (calendar->days.len ? CALENDAR_WEEKS : 0));
	require(calendar->busiest.len <= CALENDAR_BUSIEST);
	for (size_t i = 0; i < calendar->weeks.len; i++)
		check_week(&calendar->weeks.at[i], i + 1 == CALENDAR_WEEKS);
	for (size_t i = 1; i < calendar->days.len; i++)
		require(date_cmp(calendar->days.at[i - 1].date, calendar->days.at[i].date) < 0);
}

static struct str
written(struct arena *arena, const struct activity *activity)
{
	struct buf text;
	buf_init(&text, 1 << 24);
	activity_file_write_whole(&text, activity, STR("repo"));
	require(!text.full && utf8_invalid(buf_view(&text)) == STR_NONE);
	struct str copy = str_copy(arena, buf_view(&text));
	buf_free(&text);
	return copy;
}

static void
check_file(struct arena *arena, struct str bytes)
{
	struct activity activity, again;
	if (!activity_cache_decode(arena, &cache, bytes, &activity))
		return;
	check_calendar(&activity.calendar);
	struct str text = written(arena, &activity);
	require(activity_cache_decode(
	        arena, &cache, activity_cache_seal(arena, &cache, text), &again));
	require(str_eq(written(arena, &again), text));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = ARENA_EMPTY;
	struct str bytes = size ? str_of((const char *)data, size) : STR_EMPTY;
	check_file(&arena, bytes);
	check_file(&arena, activity_cache_seal(&arena, &cache, bytes));
	arena_free(&arena);
	return 0;
}
