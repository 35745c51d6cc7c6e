/*
 * Bare addresses become links: https://example.org/a, www.example.org, ada@example.org. As a pass
 * over the tape, by the rules of GitHub Flavored Markdown (section 6.9, extended autolinks).
 */
#ifndef KITH_MARKDOWN_AUTOLINK_H
#define KITH_MARKDOWN_AUTOLINK_H

#include <stdbool.h>

struct tape;
struct tape_writer;

/* Is there anything to link? Cheaper than the pass. */
bool autolink_is_needed(const struct tape *tape);
/* Copies the tape and adds the links. `out` was begun with tape_begin_copy. Linear in the text. */
void autolink_pass(const struct tape *tape, struct tape_writer *out);

#endif
