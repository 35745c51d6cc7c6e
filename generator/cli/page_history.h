/*
 * The history of one file, as `kith history` shows it.
 */
#ifndef KITH_CLI_PAGE_HISTORY_H
#define KITH_CLI_PAGE_HISTORY_H

#include <stdbool.h>

#include "base/str.h"

struct buf;
struct history;
struct history_page;
struct prose_view;

struct page_history {
	struct str path;  /* of the file, from the site's root */
	struct str asked; /* a path it had before; empty when it was asked for by its own */
	const struct history *history;     /* NULL: the site asks no git */
	const struct history_page *known;  /* NULL: git does not have it */
	const struct prose_view *compared; /* show what each revision changed; or NULL */
	bool edited;                       /* since the last commit */
	bool verbose;                      /* minor revisions among the others */
	bool color;
};

/* How much is known: "whole", "shallow" (older revisions are cut off), "partial" (objects are missing) or "none". */
struct str page_history_trust(const struct page_history *shown);

/* For people. */
void page_history_text_put(struct buf *out, const struct page_history *shown);
/* For programs: {path, created, updated, trust, revisions: [...]}. */
void page_history_json_put(struct buf *out, const struct page_history *shown);

#endif
