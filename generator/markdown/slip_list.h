/* Attributes that belong to nothing, and stand as text with their braces. See slip.h. */
#ifndef KITH_MARKDOWN_SLIP_LIST_H
#define KITH_MARKDOWN_SLIP_LIST_H

struct rewrite;

/* Looks at what annotate.c has left on the tape, and copies it. */
void slip_list_pass(const struct rewrite *rewrite);

#endif
