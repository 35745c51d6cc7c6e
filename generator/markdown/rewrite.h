/*
 * What a pass is given: the tape it reads, the tape it writes, and what it may know besides. It
 * copies the one to the other and changes something on the way. Text that lies in the source stands on
 * the tape in the source's order until the last passes, which move blocks.
 */
#ifndef KITH_MARKDOWN_REWRITE_H
#define KITH_MARKDOWN_REWRITE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

struct arena;
struct diags;
struct directives;
struct heading_ids;
struct markdown_options;
struct markdown_source;
struct position;
struct tape;
struct tape_writer;

struct rewrite {
	const struct tape *tape;
	struct tape_writer
	        *out; /* begun with tape_begin_copy; NULL while it is asked if it is needed */
	const struct markdown_options *options;
	struct arena *arena;   /* of the document */
	struct arena *scratch; /* of a pass over a passage */
	struct directives *directives;
	struct heading_ids *ids;   /* those that authors have given */
	struct position *position; /* of offsets in the source, for messages */
	const struct markdown_source *file;
	struct diags *diags;
};

/*
 * Has every pass that is needed change what has been written, in order. `how` has no tapes yet; `max`
 * bounds each, and `spare` is for tape_begin_copy.
 */
void rewrite_run(const struct rewrite *how, struct tape_writer *writer, struct tape_writer *spare,
        size_t max);
/* Is a text in a link with this target part of the address, so that it stays as it is? */
bool rewrite_is_address(struct str href, struct str text);
/* Adds a warning about an offset of the tape's source, with a help. */
void rewrite_warn(const struct rewrite *rewrite, size_t offset, const char *help,
        const char *format, ...) __attribute__((format(printf, 4, 5)));

#endif
