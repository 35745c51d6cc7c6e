/*
 * The histories of a site's repositories: the one of its content is read on a thread of its own beside the search
 * for sources and their parsing, and the others follow when the pages have told which there are.
 *
 *	chronicle_begin  ->  (thread: walk the commits)  ->  chronicle_join  ->  chronicle_add
 */
#ifndef KITH_SITE_CHRONICLE_H
#define KITH_SITE_CHRONICLE_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/background.h"
#include "base/diag.h"
#include "history/history.h"

struct config;
struct histories;
struct page_parsed;
struct pool;
struct sources;
struct span_list;

struct chronicle {
	const struct config *config;
	struct history_options options;
	struct histories *histories; /* NULL when git is switched off, and until it is joined */
	struct span_list *spans;     /* what the reader is at; NULL unless that is measured */
	/* The reader's own, since it runs beside the rest. */
	struct background task;
	struct arena arena;
	struct diags diags;
};

/*
 * Begins to read. `options` has what is not in the configuration: the folder, the day, one more file; it stays where it
 * is until chronicle_close. A chronicle that was not begun is all zeroes.
 */
void chronicle_begin(struct chronicle *chronicle, const struct config *config,
        const struct history_options *options, struct span_list *spans);
/* Waits for the reader; what it found wrong goes to `diags`. */
void chronicle_join(struct chronicle *chronicle, struct diags *diags);
/* Reads the other repositories, which sections name, and which folders of pages were drafts. Once, after joining. */
void chronicle_add(struct chronicle *chronicle, const struct sources *sources,
        struct page_parsed *const *pages, struct pool *pool, struct diags *diags);
/* With `history: {required: true}` adds an error where the dates of the site are not all known. */
void chronicle_require(const struct chronicle *chronicle, struct diags *diags);
/* Waits, and frees what the histories live in. */
void chronicle_close(struct chronicle *chronicle);

#endif
