/*
 * What a pass is given: the tape it reads, the tape it writes, and what it may know besides. It
 * copies the one to the other and changes something on the way.
 */
#ifndef KITH_MARKDOWN_REWRITE_H
#define KITH_MARKDOWN_REWRITE_H

struct arena;
struct directives;
struct markdown_options;
struct position;
struct tape;
struct tape_writer;

struct rewrite {
	const struct tape *tape;
	struct tape_writer
	        *out; /* begun with tape_begin_copy; NULL while it is asked if it is needed */
	const struct markdown_options *options;
	struct arena *arena; /* of the document */
	struct directives *directives;
	struct position *position; /* of offsets in the source, for messages */
};

#endif
