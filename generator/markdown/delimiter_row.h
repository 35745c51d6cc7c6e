/*
 * The second row of a table, |---|:-:|, which makes it one. In GitHub Flavored Markdown one dash a
 * column is enough; md4c before 0.5 wants three characters.
 */
#ifndef KITH_MARKDOWN_DELIMITER_ROW_H
#define KITH_MARKDOWN_DELIMITER_ROW_H

#include <stdbool.h>

struct buf;
struct tape;

/*
 * Looks for paragraphs that are tables but for that. False if there are none; otherwise `out` gets
 * the source with their rows widened, to be parsed anew. Lines, and columns outside of those rows,
 * stay the same.
 */
bool delimiter_row_widen(const struct tape *tape, struct buf *out);

#endif
