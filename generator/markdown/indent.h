/*
 * What stands before a line of code. md4c tells how many columns that is, and not what they are made
 * of, which the source shows (here ">" for a tab):
 *
 *	- ```
 *	  >>x       two columns belong to the item; the text is ">>x", six columns and a letter
 *	>>x         the item takes half of the first tab; the text is two spaces and ">x"
 *	  ```
 */
#ifndef KITH_MARKDOWN_INDENT_H
#define KITH_MARKDOWN_INDENT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

struct indent {
	size_t spaces;     /* to write first */
	struct str blanks; /* of the text, to write then */
};

/* The last `columns` columns of blanks before `end`. All spaces where no such blanks stand there. */
struct indent indent_before(struct str text, size_t end, size_t columns);

/* Whether the line from `at` begins with a fence of such characters, behind the marks of containers. */
bool indent_is_fence(struct str text, size_t at, char fence);

/*
 * Where the first line from `at` with such a fence begins, or the end of the text. md4c does not say where a
 * fence stands, and the lines behind it may be nothing but blanks; a wrong guess finds another one.
 */
size_t indent_find_fence(struct str text, size_t at, char fence);
/* What stands behind the fence of the line from `at`, without blanks around it. */
struct str indent_fence_info(struct str text, size_t at, char fence);

/* Where the line that holds `at` ends: its newline, or the end of the text. */
size_t indent_line_end(struct str text, size_t at);
/* Where the next one begins, or the end of the text. */
size_t indent_next_line(struct str text, size_t at);

#endif
