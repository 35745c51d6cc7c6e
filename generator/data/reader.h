/*
 * Readers of foreign data: bytes to a tree of nodes. One reader per format, all of this shape:
 *
 *	reader_yaml.c   libyaml by events       reader_json.c   cJSON       reader_csv.c   RFC 4180
 *
 * Limits: depth 64, 100,000 nodes, 1 MiB a scalar, 100 aliases, 16 MiB a file. Refused with line and a
 * sentence an author understands: invalid UTF-8, NUL, UTF-16, tabs for indentation, duplicate keys, %TAG,
 * custom tags, an alias inside its own anchor, several documents. Thread-safe.
 */
#ifndef KITH_DATA_READER_H
#define KITH_DATA_READER_H

#include <stdbool.h>
#include <stddef.h>

#include "data/node.h"

/*
 * Reads `text`, which begins at line `first_line` of `source` (front matter begins at line 2, a file at 1).
 * An empty document gives a NODE_NULL. Returns NULL after adding an error to diags. The tree lives in the arena; scalar texts may
 * point into `text`.
 */
struct node *reader_yaml(struct arena *arena, const struct node_source *source, struct str text,
        uint32_t first_line, struct diags *diags);
struct node *reader_json(
        struct arena *arena, const struct node_source *source, struct str text, struct diags *diags);
/* The first row names the columns; gives a list of maps of quoted scalars. */
struct node *reader_csv(
        struct arena *arena, const struct node_source *source, struct str text, struct diags *diags);
/* By extension: .yaml .yml .json .csv; false in *known for others (no diagnostic is added then). */
struct node *reader_file(struct arena *arena, const struct node_source *source, struct diags *diags,
        bool *known);

#endif
