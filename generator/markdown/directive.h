/*
 * Directives, by the proposal for generic ones (talk.commonmark.org, "Generic directives/plugins
 * syntax"): how they are written, and what is known of them on the way to the tape.
 *
 *	:::details[What *it* is]{open}         ::figure[Caption]{src=map.png}
 *	Any blocks.
 *	:::                                    It took :metric[4 weeks]{value=28}.
 *
 * A container ends at a line of as many colons or more, so an outer one that is to hold others has
 * more of them; what stands in a quote or list item ends with it. Those that are lines are found by
 * mask.c and nested by nest.c, those within a line by directive_span.c.
 */
#ifndef KITH_MARKDOWN_DIRECTIVE_H
#define KITH_MARKDOWN_DIRECTIVE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/array.h"
#include "base/str.h"
#include "markdown/document.h"

struct arena;
struct heading_ids;

enum directive_kind {
	DIRECTIVE_CONTAINER,
	DIRECTIVE_LEAF,
	DIRECTIVE_END,
	DIRECTIVE_TERM,
	DIRECTIVE_TIGHT, /* a definition that is one paragraph, without tags of its own */
	DIRECTIVE_LOOSE, /* one with an empty line before it */
};

enum {
	DIRECTIVE_DEPTH_MAX = 100, /* one in another */
	DIRECTIVES_MAX = 500000,   /* of a text, with its definitions: each takes half a kilobyte */
};

/* A line that is a directive, or the end of one. */
struct directive_line {
	enum directive_kind kind;
	uint32_t colons;
	struct str name;                 /* empty at an END */
	struct str label;                /* between the brackets; at == NULL without them */
	struct str list;                 /* attributes with their braces; empty without */
	uint32_t line;                   /* in the text before it was masked */
	uint32_t column;                 /* in bytes, from 0 */
	uint32_t file_line, file_column; /* for messages */
	uint32_t mask; /* line of the mask in the masked text, and what is before the mask */
	uint32_t prefix;
	uint32_t slips; /* lines before it that look like the begin of a container and are none */
	bool is_seen;   /* md4c took the mask for a heading */
	bool is_open;   /* a container without an end, or an end without a container */
};

struct directives {
	array_of(struct directive_line) lines;
	array_of(uint32_t) text; /* lines that look like directives and are none, in order */
	array_of(struct markdown_directive)
	        list;                          /* by the operand of DIRECTIVE and DIRECTIVE_SPAN */
	const struct directive_line *too_deep; /* the first that is in too many others, or NULL */
	bool too_many;                         /* than DIRECTIVES_MAX: some are missing */
};

/*
 * Is the text of a line, without what it is in, a directive or the end of one? Fills kind, colons, name,
 * label and list; `line` is zero before.
 */
bool directive_read(struct str text, struct directive_line *line);
/* The length of the name that a text begins with, or 0. */
size_t directive_name(struct str text);
/* The length of the attributes that a text begins with, braces included, or 0; they may be none: "{}". */
size_t directive_list(struct str text);
/* Is the value of such an attribute the address of something (src, href, url, poster, captions)? */
bool directive_is_address(struct str attribute);
/*
 * Takes the id in its list, and leaves further ones out. If that is taken already it goes too, and is returned;
 * otherwise empty.
 */
struct str directive_take_id(
        struct arena *arena, struct heading_ids *ids, struct markdown_directive *directive);

/* What is wrong with a line that looks like one and is none. */
enum directive_slip {
	DIRECTIVE_SLIP_NONE,
	DIRECTIVE_SLIP_FORM,  /* something stands behind it, or its braces are no attributes */
	DIRECTIVE_SLIP_BLANK, /* "::name {list}" */
	DIRECTIVE_SLIP_TEXT,  /* ":::name Text" */
	DIRECTIVE_SLIP_NAME,  /* "::: {list}" */
};

/* Of a line that directive_read has refused, or of any that md4c takes for text. */
enum directive_slip directive_slip(struct str line);
/*
 * The addresses among its attributes become links of the document like others, behind those of the text.
 * `source` is the text that its views refer to.
 */
void directive_add_addresses(struct arena *arena, struct markdown *document,
        struct markdown_directive *directive, struct str source);

#endif
