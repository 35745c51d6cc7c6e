/*
 * Which lines of a text hold no marks of blocks, because they stand in fenced or indented code or
 * in raw HTML. Known without parsing, so now and then wrongly where lists, quotes and code are nested
 * oddly: whoever rewrites a text on this word should do so that a mistake is seen on the tape.
 */
#ifndef KITH_MARKDOWN_VERBATIM_H
#define KITH_MARKDOWN_VERBATIM_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

struct verbatim {
	char fence;          /* '`' or '~' of the open fence, or 0 */
	size_t fence_len;    /* its length */
	struct str html_end; /* what ends the open block of raw HTML; empty outside */
	bool in_list;        /* indented lines may belong to an item */
	bool behind_blank;   /* the line before was empty, or there is none */
	bool in_indented;    /* in code by indentation */
};

/* The begin of a text. */
struct verbatim verbatim_begin(void);
/* Looks at the next line, without its newline. True when it is code or HTML, fences included. */
bool verbatim_see(struct verbatim *verbatim, struct str line);
/*
 * The same for those that are known for text by the letter they begin with, as most are: false when it is another
 * one, which has not been seen yet.
 */
bool verbatim_see_text(struct verbatim *verbatim, struct str line);

/* Where the text of a line begins: behind the marks of quotes and list items, and blanks. */
size_t verbatim_prefix(struct str line);
/* Behind the mark of a list item that begins at `at`, or `at` itself when there is none. */
size_t verbatim_item_mark(struct str line, size_t at);
/* Columns of blanks at the begin of a line, a tab being up to four. */
size_t verbatim_indent(struct str line);

#endif
