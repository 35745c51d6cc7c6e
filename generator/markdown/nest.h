/*
 * From masks to blocks: what lies between the mask of a container and that of its end becomes its
 * content, what stood between the brackets its label, terms and definitions one list.
 *
 *	MASK P QUOTE /QUOTE MASK      ->      DIRECTIVE P QUOTE /QUOTE /DIRECTIVE
 */
#ifndef KITH_MARKDOWN_NEST_H
#define KITH_MARKDOWN_NEST_H

struct arena;
struct directives;
struct tape;
struct tape_writer;

/*
 * Copies a tape with masks into another one with DIRECTIVE and DL blocks in their places, properly
 * nested, and appends the directives to `list`. A container without an end ends with the block it is in,
 * an end without a container leaves nothing: is_open of their lines tells.
 */
void nest_pass(struct arena *arena, const struct tape *tape, struct directives *directives,
        struct tape_writer *out);

#endif
