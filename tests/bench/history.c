/*
 * Opens the history of all pages of a site once, as a build does, and says what it found:
 *
 *	history SITE THREADS [CACHE]      CACHE is a folder below the site's, ".kith/history"
 *	history SITE THREADS -            only which commits changed which files, without counting
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/pool.h"
#include "git/changes.h"
#include "git/repo.h"
#include "git/walk.h"
#include "history/history.h"
#include "history/history_build.h"
#include "history/trace.h"

enum { NOW = 2000000000 };

static int
trace_changes(struct str folder, struct pool *pool)
{
	struct arena arena = ARENA_EMPTY;
	struct repo *repo;
	struct repo_head head;
	struct map paths = { .len = 0 };
	size_t changes = 0, steps = 0;
	if (repo_open(&arena, folder, &repo) < 0 || repo_head(&arena, repo, &head) < 0)
		return 1;
	struct walk *walk = walk_run(&arena, repo, &head.id, NOW);
	if (!changes_find(walk, repo, pool))
		return 1;
	for (size_t i = 0; i < walk->newest.len; i++) {
		const tree_changes *list = &walk->newest.at[i]->changes;
		changes += list->len;
		for (size_t k = 0; k < list->len; k++)
			map_put(&paths, &arena, list->at[k].path, NULL);
	}
	struct trace *trace = trace_make(&arena, walk);
	for (size_t i = 0; i < paths.len; i++) {
		struct trace_file file;
		trace_follow(trace, &arena, paths.at[i].key, &file);
		steps += file.steps.len;
	}
	printf("%zu commits, %zu paths, %zu changes, %zu steps\n", walk->newest.len, paths.len,
	        changes, steps);
	return 0;
}

int
main(int argc, char **argv)
{
	struct arena arena = ARENA_EMPTY;
	struct diags diags;
	size_t revisions = 0;
	if (argc < 3) {
		fputs("usage: history SITE THREADS [CACHE]\n", stderr);
		return 2;
	}
	struct history_options options = {
		.folder = str_from(argv[1]),
		.content = STR("content"),
		.cache = str_from(argc > 3 ? argv[3] : ""),
		.now = NOW,
	};
	int threads = atoi(argv[2]);
	struct pool *pool = threads > 1 ? pool_start((unsigned)threads) : NULL;
	if (str_is(options.cache, "-"))
		return trace_changes(options.folder, pool);
	diag_init(&diags);
	struct history *history = history_open(&arena, &options, pool, &diags);
	const struct map *pages = &history->state->pages;
	for (size_t i = 0; i < pages->len; i++)
		revisions += ((struct history_page *)pages->at[i].value)->revisions.len;
	printf("%zu commits, %zu files, %zu revisions\n", history->commits.len, pages->len,
	        revisions);
	return 0;
}
