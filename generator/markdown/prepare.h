/*
 * The text of a file as the parser wants it: UTF-8, LF at the ends of lines, no NUL, and zeroes
 * behind it that the parser may look at.
 */
#ifndef KITH_MARKDOWN_PREPARE_H
#define KITH_MARKDOWN_PREPARE_H

#include "base/str.h"

struct arena;
struct diags;
struct markdown_source;

enum { PREPARE_PADDING = 16 /* zero bytes behind a text */ };

/*
 * The text itself if it is so already, or a copy in the arena, in which U+FFFD stands for what is
 * not UTF-8, and warnings that tell where the first of those was. A byte order mark is left out.
 */
struct str prepare_text(
        struct arena *arena, const struct markdown_source *source, struct diags *diags);
/* A copy with zeroes behind it, in the arena. */
struct str prepare_padded(struct arena *arena, struct str text);

#endif
