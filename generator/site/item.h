/*
 * Lessons, asks and decisions, wherever they stand: pages of those types, entries of a log that are decisions, and
 * passages in the text of any page (`> [!LESSON] ...`). Readers find them side by side.
 */
#ifndef KITH_SITE_ITEM_H
#define KITH_SITE_ITEM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/array.h"
#include "base/str.h"

struct arena;
struct markdown;
struct markdown_remark;
struct page;
struct resolve;
struct site;

enum item_kind {
#define REMARK(NAME, name) ITEM_##NAME,
#include "markdown/remark.def"
#undef REMARK
	ITEM_KINDS
};

struct item {
	size_t index; /* in items->list */
	enum item_kind kind;
	const struct page *page;
	const struct markdown_remark *remark; /* the passage; NULL: it is the page itself */
};

typedef array_of(const struct item *) item_list;

/* The sentence before a passage, or what the front matter of a page says. */
struct item_context {
	struct str text; /* plain; may be empty */
	const struct markdown
	        *sentence; /* before a passage, if there is one; shares the links of its page */
};

struct items {
	item_list list; /* newest page first; those of a page in reading order, itself first */
	item_list of[ITEM_KINDS]; /* the same, by kind */
	uint32_t *first; /* by page->ordinal: where in `list` those of a shown page begin */
	struct item_context *contexts; /* by item->index */
};

/* Gathers those of shown pages into site->items and gives them to their projects; needs the references. */
void item_gather(struct resolve *r);
/* Reads the sentences before passages, in parallel; needs the links, whose words are a part of them. */
void item_read_contexts(struct resolve *r);
/* As long as the site. */
const struct item_context *item_context(const struct items *items, const struct item *item);
/* "lesson", "ask", "decision". */
struct str item_kind_name(enum item_kind kind);
/* The item that a passage is, or, with NULL, that the page itself is; NULL when there is none. */
const struct item *item_find(
        const struct items *items, const struct page *page, const struct markdown_remark *remark);
/* Of the passage, or of the page that it is. */
struct str item_title(const struct item *item);
/* Does it still stand? An ask that is not closed, a lesson that is not retracted or replaced; a decision always. */
bool item_stands(const struct item *item);
/* Is the page a lesson that its author has taken back? */
bool item_is_retracted(const struct page *page);
/* Its title with what became of it where that has to be said in words: "Measure first (retracted)". In the arena. */
struct str item_title_told(struct arena *arena, const struct site *site, const struct page *page);

#endif
