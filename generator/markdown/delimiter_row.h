/*
 * The second row of a table, |---|:-:|, which makes it one. In GitHub Flavored Markdown one dash a
 * column is enough; md4c before 0.5 wants three characters. It has to have as many cells as the row of
 * names above it, or there is no table; md4c would drop those that are too many.
 */
#ifndef KITH_MARKDOWN_DELIMITER_ROW_H
#define KITH_MARKDOWN_DELIMITER_ROW_H

#include <stdbool.h>
#include <stddef.h>

#include "base/array.h"
#include "base/str.h"

struct arena;
struct buf;
struct origin_text;
struct tape;

struct delimiter_row {
	size_t at;           /* in the source: its text */
	size_t cells, names; /* in it, and in the row above; 0 where none is */
	size_t above;        /* where the line of that begins, for delimiter_row_part */
};

struct delimiter_rows {
	struct delimiter_row *at;
	size_t len, cap;
};

/*
 * Looks for paragraphs that are tables but for that. False if there are none; otherwise `out` gets
 * the source with their rows widened, to be parsed anew. Lines, and columns outside of those rows,
 * stay the same. Those that have other numbers of cells than the rows above are left, and noted.
 */
bool delimiter_row_widen(struct arena *arena, const struct tape *tape, struct buf *out,
        struct delimiter_rows *wrong);
/*
 * Notes tables that are none, because their rows of dashes and of names differ. False if there are
 * none. A table without any name is taken as it is.
 */
bool delimiter_row_check(struct arena *arena, const struct tape *tape, struct delimiter_rows *rows);
/*
 * Looks for tables right below a paragraph, whose last line is then the row of names, as on GitHub; md4c
 * takes them for text. Notes rows within a paragraph that are none, because their cells are too many or
 * too few, or because they begin it.
 */
bool delimiter_row_below(struct arena *arena, const struct tape *tape, struct delimiter_rows *rows,
        struct delimiter_rows *wrong);
/* Writes the text with an empty line before the tables of these rows. */
struct origin_text delimiter_row_part(
        struct arena *arena, const struct origin_text *text, const struct delimiter_rows *rows);
/* Writes the source with a backslash in each of these rows, to be parsed anew. */
void delimiter_row_break(struct str source, const struct delimiter_rows *rows, struct buf *out);

#endif
