/*
 * Readers of foreign data: bytes to a tree of nodes. One reader per format, all of this shape:
 *
 *	reader_yaml.c   libyaml by events       reader_json.c   cJSON       reader_csv.c   RFC 4180
 *
 * Refused with line and a sentence an author understands: what passes the limits below, invalid
 * UTF-8, NUL, UTF-16, tabs for indentation, duplicate keys, %TAG, custom tags, merge keys, an
 * alias inside its own anchor, several documents. A byte order mark and CRLF are fine.
 *
 * Warned of, because YAML drops a part of the text: `title: #1 in the world`, `title: &c or c`.
 * Thread-safe.
 */
#ifndef KITH_DATA_READER_H
#define KITH_DATA_READER_H

#include <stdbool.h>
#include <stddef.h>

#include "data/node.h"

enum {
	READER_DEPTH_MAX = 64,         /* lists and maps inside each other */
	READER_NODES_MAX = 100 * 1000, /* values, those behind aliases counted each time */
	READER_TEXT_MAX = 1 << 20,     /* bytes of one scalar */
	READER_ALIASES_MAX = 100,
	READER_FILE_MAX = 16 << 20, /* bytes */
};

/*
 * Reads `text`, which begins at line `first_line` of `source` (front matter begins at line 2, a
 * file at 1). An empty document gives a NODE_NULL. Returns NULL after adding an error to diags.
 * The tree lives in the arena; scalar texts may point into `text`.
 */
struct node *reader_yaml(struct arena *arena, const struct node_source *source, struct str text,
        uint32_t first_line, struct diags *diags);
struct node *reader_json(struct arena *arena, const struct node_source *source, struct str text,
        struct diags *diags);
/* The first row names the columns; gives a list of maps of quoted scalars. */
struct node *reader_csv(struct arena *arena, const struct node_source *source, struct str text,
        struct diags *diags);
/*
 * By extension: .yaml .yml .json .csv; false in *known for others (no diagnostic is added then).
 */
struct node *reader_file(
        struct arena *arena, const struct node_source *source, struct diags *diags, bool *known);

#endif
