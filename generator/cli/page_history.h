/*
 * The history of one file, as `kith history` shows it.
 */
#ifndef KITH_CLI_PAGE_HISTORY_H
#define KITH_CLI_PAGE_HISTORY_H

#include <stdbool.h>

#include "base/str.h"
#include "history/history_reader.h"

struct arena;
struct buf;
struct history;
struct history_page;
struct history_revision;
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

struct page_history_texts {
	struct str before, after; /* `before` is empty when the file was not there */
};

/* Both texts of a revision, in the arena; HISTORY_READ_DONE when both can be shown. */
enum history_read page_history_read(struct history_reader *reader, struct arena *arena,
        const struct history_revision *revision, struct page_history_texts *out);

/* For people. */
void page_history_text_put(struct buf *out, const struct page_history *shown);
/* For programs: {path, created, updated, trust, revisions: [...]}; the manual names all (commands.md). */
void page_history_json_put(struct buf *out, const struct page_history *shown);

#endif
