/*
 * What a reader reads, block by block: the text of a page without its marks, for comparing two
 * versions of it.
 *
 *	## Why *this*            HEADING 2      Why this
 *	See [the plan](a.md).    PARAGRAPH      See the plan.      links: the plan -> a.md
 *	- one                    ITEM 1         one
 *	    - two                ITEM 2         two
 *
 * White space is folded, so that wrapping lines anew changes nothing; in code it is kept, and every line
 * ends with a newline.
 * Punctuation is as the options set it: two versions read with the same options differ only where
 * their authors made them differ.
 */
#ifndef KITH_MARKDOWN_PROSE_H
#define KITH_MARKDOWN_PROSE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/array.h"
#include "base/str.h"

struct arena;
struct markdown_options;

/* In JSON they have these names. */
enum prose_kind {
#define PROSE(name, word, verbatim) PROSE_##name,
#include "markdown/prose.def"
#undef PROSE
	PROSE_KINDS
};

/* An address that the text does not show. */
struct prose_link {
	struct str text;    /* of the link, or the alternative text of the image; may be empty */
	struct str address; /* as written; of an inline directive its attributes */
	bool image;
};

struct prose_block {
	enum prose_kind kind;
	unsigned level;  /* HEADING 1 to 6; ITEM, QUOTE: how deep, from 1; else 0 */
	struct str name; /* CODE: what stands behind the fence; CALLOUT, DIRECTIVE: which one */
	struct str text;
	array_of(struct prose_link) links; /* in reading order */
};

struct prose {
	array_of(struct prose_block) blocks; /* in reading order; footnotes are the last */
};

/*
 * Reads Markdown without front matter. False when it cannot be parsed (nested too deeply, ...);
 * then each stretch of lines is a paragraph as it was written. Everything lives in the arena or in
 * `text`. Thread-safe.
 */
bool prose_read(struct arena *arena, struct str text, const struct markdown_options *options,
        struct prose *out);

/* "paragraph"; lives as long as the program. */
struct str prose_kind_name(enum prose_kind kind);
/* Is its text kept line by line, as in listings? */
bool prose_is_verbatim(enum prose_kind kind);

#endif
