#include "site/archive.h"

#include "base/arena.h"
#include "base/date.h"
#include "content/page.h"
#include "site/route.h"

static int
newer_first(const void *a, const void *b, void *unused)
{
	int x = ((const struct archive_year *)a)->year, y = ((const struct archive_year *)b)->year;

	(void)unused;
	return (x < y) - (x > y);
}

/*
 * The place of a year. Pages come newest first, so it is the last one but for zones: what was published on the first
 * of January in the east may be older than what was published on the last of December in the west.
 */
static struct archive_year *
place_of(struct arena *arena, struct archive *archive, int year)
{
	struct archive_year *place;

	for (size_t i = archive->years.len; i-- > 0;)
		if (archive->years.at[i].year == year)
			return &archive->years.at[i];
	place = array_push(arena, &archive->years);
	*place = (struct archive_year){ .year = year };
	return place;
}

const struct archive *
archive_list(struct arena *arena, const struct site *site)
{
	struct archive *archive = arena_new(arena, struct archive);

	for (size_t i = 0; i < site->feed.len; i++) {
		struct page *page = site->feed.at[i];
		int year = date_split(page->date).year;

		*array_push(arena, &place_of(arena, archive, year)->pages) = page;
	}
	array_sort(archive->years.at, archive->years.len, sizeof *archive->years.at, arena,
	        newer_first, NULL);
	return archive;
}

const struct archive_year *
archive_year(const struct archive *archive, int year)
{
	for (size_t i = 0; i < archive->years.len; i++)
		if (archive->years.at[i].year == year)
			return &archive->years.at[i];
	return NULL;
}

struct str
archive_path(struct arena *arena, int year)
{
	return str_format(
	        arena, STR_FMT "%04d/", STR_ARG(route_kinds[ROUTE_ARCHIVE].address), year);
}
