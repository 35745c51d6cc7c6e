/*
 * Opens the history of a repository made by a script, twice: with one worker and with four. Both must
 * say the same of every page asked for, in the form
 *
 *	created 2024-01-01, updated 2024-01-03
 *	edited: Say more
 *	moved minor: Rename, from content/a.md
 *	created: Begin
 */
#ifndef KITH_TESTS_UNIT_HISTORY_FIXTURE_H
#define KITH_TESTS_UNIT_HISTORY_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/pool.h"
#include "git/repo.h"
#include "history/history.h"
#include "history/history_gap.h"
#include "repos.h"

/* Noon of 1 March 2024. */
enum { FIXTURE_NOW = 1709294400 };

struct fixture {
	char *folder;
	struct arena arena;
	struct diags diags;
	struct diags diags_parallel;
	struct history *history;
	struct history *parallel;
};

/* What the next fixture_open asks for besides. */
static struct history_options fixture_options;

static inline struct history *
fixture_read(struct fixture *fixture, const char *site, unsigned workers, struct diags *diags)
{
	struct history_options options = fixture_options;
	options.folder = str_format(&fixture->arena, "%s/%s", fixture->folder, site);
	options.content = STR("content");
	options.now = FIXTURE_NOW;
	struct pool *pool = workers ? pool_start(workers) : NULL;
	diag_init(diags);
	struct history *history = history_open(&fixture->arena, &options, pool, diags);
	pool_stop(pool);
	for (enum history_gap gap = HISTORY_GAP_NONE + 1; gap < HISTORY_GAPS; gap++)
		if (history_gap_has(history, gap))
			history_gap_report(history, gap, STR("..."), diags);
	return history;
}

/* `site` is the site's root below the folder that the script runs in. */
static inline struct fixture
fixture_open(const char *script, const char *site)
{
	struct fixture fixture = { .folder = repos_make(script), .arena = ARENA_EMPTY };
	fixture.history = fixture_read(&fixture, site, 0, &fixture.diags);
	fixture.parallel = fixture_read(&fixture, site, 4, &fixture.diags_parallel);
	return fixture;
}

static inline void
fixture_close(struct fixture *fixture)
{
	repos_remove(fixture->folder);
	diag_free(&fixture->diags);
	diag_free(&fixture->diags_parallel);
	arena_free(&fixture->arena);
	repo_shutdown();
}

static inline void
put_day(struct buf *out, struct date date)
{
	if (date_known(date))
		date_format(out, date, STR("%Y-%m-%d"), NULL);
	else
		buf_lit(out, "unknown");
}

static inline void
put_page(struct buf *out, const struct history_page *page)
{
	static const char *const kinds[] = { "created", "edited", "moved", "restored", "merged" };
	if (!page) {
		buf_lit(out, "no history\n");
		return;
	}
	buf_lit(out, "created ");
	put_day(out, page->created);
	buf_lit(out, ", updated ");
	put_day(out, page->updated);
	buf_put(out, page->complete ? STR("\n") : STR(", incomplete\n"));
	for (size_t i = 0; i < page->revisions.len; i++) {
		const struct history_revision *revision = &page->revisions.at[i];
		buf_format(out, "%s%s: " STR_FMT, kinds[revision->kind],
		        revision->minor            ? " minor"
		                : revision->unsure ? " unsure"
		                                   : "",
		        STR_ARG(revision->commit->subject));
		if (revision->old_path.len)
			buf_format(out, ", from " STR_FMT, STR_ARG(revision->old_path));
		buf_char(out, '\n');
	}
}

static inline char *
fixture_page(struct fixture *fixture, const struct history *history, struct str path)
{
	struct buf out;
	buf_init(&out, 1 << 20);
	put_page(&out, history_find(history, path));
	char *text = str_terminated(&fixture->arena, buf_view(&out));
	buf_free(&out);
	return text;
}

static inline void
expect_page(struct fixture *fixture, const char *path, const char *expected)
{
	char *one = fixture_page(fixture, fixture->history, str_from(path));
	assert_string_equal(one, expected);
	assert_string_equal(fixture_page(fixture, fixture->parallel, str_from(path)), one);
}

static inline char *
fixture_messages(struct fixture *fixture, struct diags *diags)
{
	struct buf out;
	buf_init(&out, 1 << 20);
	diag_print(diags, &out, false);
	char *text = str_terminated(&fixture->arena, buf_view(&out));
	buf_free(&out);
	return text;
}

static inline void
expect_messages(struct fixture *fixture, const char *expected)
{
	assert_string_equal(fixture_messages(fixture, &fixture->diags), expected);
	assert_string_equal(fixture_messages(fixture, &fixture->diags_parallel), expected);
}

/* The subjects of all commits, newest first, one a line. */
static inline void
expect_commits(struct fixture *fixture, const char *expected)
{
	struct buf out;
	buf_init(&out, 1 << 20);
	for (size_t i = 0; i < fixture->history->commits.len; i++) {
		buf_put(&out, fixture->history->commits.at[i]->subject);
		buf_char(&out, '\n');
	}
	char *text = str_terminated(&fixture->arena, buf_view(&out));
	buf_free(&out);
	assert_string_equal(text, expected);
}

#endif
