/*
 * Histories made up at random, always the same ones for a seed, as streams for git fast-import: pages are
 * created, edited, renamed, rewritten under another name and removed. Names are never used twice and
 * pages never copied, because there git follows a path into the history of another file.
 */
#ifndef KITH_TESTS_UNIT_HISTORY_WORLD_H
#define KITH_TESTS_UNIT_HISTORY_WORLD_H

#include <stdint.h>
#include <stdio.h>

#include "base/buf.h"
#include "repos.h"

enum { PAGES_MAX = 60, LINES = 30 };

struct page {
	char path[64];
	unsigned lines[LINES + 200];
	unsigned count;
	bool there;
};

struct world {
	struct page pages[PAGES_MAX];
	unsigned count;
	unsigned names, words; /* given out so far */
	uint64_t seed;
	struct buf stream; /* for git fast-import */
	bool later;        /* the next commit follows on those imported already */
};

static inline unsigned
choose(struct world *world, unsigned below)
{
	world->seed = world->seed * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)(world->seed >> 33) % below;
}

static inline void
name_page(struct world *world, struct page *page)
{
	static const char *const folders[] = { "content", "content/essays", "drafts",
		"content/a b" };
	snprintf(page->path, sizeof page->path, "%s/page-%u.md", folders[choose(world, 4)],
	        ++world->names);
}

static inline void
put_page_text(struct world *world, const struct page *page)
{
	struct buf text;
	buf_init(&text, 1 << 20);
	for (unsigned i = 0; i < page->count; i++)
		buf_format(&text, "This is sentence %u of the world.\n", page->lines[i]);
	buf_format(&world->stream, "M 100644 inline %s\ndata %zu\n", page->path, text.len);
	buf_put(&world->stream, buf_view(&text));
	buf_char(&world->stream, '\n');
	buf_free(&text);
}

static inline void
create(struct world *world)
{
	if (world->count == PAGES_MAX)
		return;
	struct page *page = &world->pages[world->count++];
	page->there = true;
	name_page(world, page);
	for (page->count = 0; page->count < LINES; page->count++)
		page->lines[page->count] = ++world->words;
	put_page_text(world, page);
}

static inline void
rewrite(struct world *world, struct page *page)
{
	for (unsigned i = choose(world, 8) + 1; i > 0; i--)
		page->lines[choose(world, page->count)] = ++world->words;
	if (page->count < LINES + 200)
		page->lines[page->count++] = ++world->words;
}

static inline void
change(struct world *world, struct page *page)
{
	char old[sizeof page->path];
	switch (choose(world, 10)) {
	case 0:
		buf_format(&world->stream, "D %s\n", page->path);
		page->there = false;
		break;
	case 1:
	case 2:
		memcpy(old, page->path, sizeof old);
		name_page(world, page);
		buf_format(&world->stream, "R \"%s\" %s\n", old, page->path);
		break;
	case 3:
	case 4:
		buf_format(&world->stream, "D %s\n", page->path);
		name_page(world, page);
		rewrite(world, page);
		put_page_text(world, page);
		break;
	default:
		rewrite(world, page);
		put_page_text(world, page);
		break;
	}
}

/* One commit, an hour after the last; of each page at most one change. */
static inline void
put_commit(struct world *world, unsigned number)
{
	buf_format(&world->stream,
	        "commit refs/heads/main\ncommitter A <a@example.org> %u +0000\ndata 1\nx\n",
	        1704067200 + number * 3600);
	if (world->later)
		buf_lit(&world->stream, "from refs/heads/main^0\n");
	world->later = false;
	if (number == 0 || choose(world, 3) == 0)
		create(world);
	for (unsigned i = 0; i < world->count; i++)
		if (world->pages[i].there && choose(world, 12) == 0)
			change(world, &world->pages[i]);
}

/* Adds the commits put so far to FOLDER/repo. */
static inline void
import(struct world *world, const char *folder)
{
	char path[4096];
	snprintf(path, sizeof path, "%s/stream", folder);
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	assert_int_equal(fwrite(world->stream.at, 1, world->stream.len, file), world->stream.len);
	assert_int_equal(fclose(file), 0);
	repos_change(
	        folder, "[ -d repo ] || (start repo)\ncd repo; g fast-import --quiet <../stream");
	buf_clear(&world->stream);
	world->later = true;
}

#endif
