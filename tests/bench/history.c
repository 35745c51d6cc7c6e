/*
 * Opens the history of all pages of a site once, as a build does, and says what it found:
 *
 *	history SITE THREADS [CACHE]      CACHE is a folder below the site's, ".kith/history"
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/pool.h"
#include "git/history.h"
#include "git/history_build.h"

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
		.now = 2000000000,
	};
	int threads = atoi(argv[2]);
	struct pool *pool = threads > 1 ? pool_start((unsigned)threads) : NULL;
	diag_init(&diags);
	struct history *history = history_open(&arena, &options, pool, &diags);
	const struct map *pages = &history->state->pages;
	for (size_t i = 0; i < pages->len; i++)
		revisions += ((struct history_page *)pages->at[i].value)->revisions.len;
	printf("%zu commits, %zu files, %zu revisions\n", history->commits.len, pages->len,
	        revisions);
	return 0;
}
