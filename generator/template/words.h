/*
 * Work on texts that filters and methods share, with Python's results. Everything appends to a buffer
 * or gives a view of its argument; positions are bytes unless said otherwise.
 */
#ifndef KITH_TEMPLATE_WORDS_H
#define KITH_TEMPLATE_WORDS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

struct buf;

/* White space as Python's str.split has it, of all scripts. */
bool words_is_space(uint32_t c);
/* Without the characters of `set` at the ends; white space for NULL. */
enum words_side { WORDS_LEFT = 1, WORDS_RIGHT = 2, WORDS_BOTH = 3 };
struct str words_strip(struct str s, enum words_side sides, const struct str *set);
/* The next line of *rest without its end ("\n", "\r\n" and the rarer ones), as str_cut. */
struct str words_line(struct str *rest, bool *more);
/* Is the end of a line the last of it? */
bool words_ends_line(struct str s);
/* The next run of characters that are no white space, as str_cut; empty at the end. */
struct str words_next(struct str *rest);
/*
 * All, or the first `most`, occurrences of `old` replaced; how many that are. An empty `old` is between all
 * characters.
 */
size_t words_replace(struct buf *out, struct str s, struct str old, struct str new, size_t most);
/* `s` with `fill` around it up to `width` characters; `left` of the missing ones before it. */
void words_pad(struct buf *out, struct str s, size_t width, size_t left, struct str fill);
/* The last occurrence, or STR_NONE. Takes the product of both lengths at worst. */
size_t words_rfind(struct str s, struct str needle);
/* How often it occurs, without overlaps. */
size_t words_count(struct str s, struct str needle);
/* The first character's bytes. */
struct str words_first(struct str s);

#endif
