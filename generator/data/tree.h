/*
 * Building a tree of nodes, for the readers alone. A reader says what comes next in its file; the
 * tree puts it in its place and keeps the limits and rules that are the same for every format:
 *
 *	tree_start(&tree, arena, source, diags, &text, 1)
 *	tree_open(&tree, NODE_MAP, mark)        {
 *	tree_key(&tree, STR("a"), mark)             a:
 *	tree_scalar(&tree, STR("1"), false, mark)        1
 *	tree_close(&tree)                       }
 *	tree.root
 *
 * What can fail returns false after adding one error, and the reader gives up.
 */
#ifndef KITH_DATA_TREE_H
#define KITH_DATA_TREE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/map.h"
#include "base/str.h"
#include "data/node.h"
#include "data/reader.h"

struct arena;
struct diags;

/* A place in the whole file; both count from 1, columns in characters. */
struct tree_mark {
	uint32_t line, column;
};

/* A list or map that is still open. */
struct tree_frame {
	struct node *node;
	struct node *last; /* its newest item */
	struct node *key;  /* of a map: read, and waiting for its value */
	struct map keys;   /* of a map with many entries: from key to value */
	uint32_t height;   /* of the highest item so far; a scalar has 0 */
};

struct tree {
	struct arena *arena;
	const struct node_source *source;
	struct diags *diags;
	struct node *root;
	struct node *newest; /* the item that was added or closed last, and its height */
	uint32_t newest_height;
	struct str text; /* all of it, without a byte order mark */
	size_t nodes; /* items and entries so far, shared ones counted each time; keys do not count */
	unsigned depth;         /* frames in use */
	const char *seen;       /* how far the text is counted, */
	struct tree_mark there; /* and the place of that byte */
	struct tree_frame frames[READER_DEPTH_MAX];
};

/*
 * Begins a tree for `*text`, whose first line is line `first_line` of the source. Refuses what is
 * too long, UTF-16, invalid UTF-8 and NUL, and takes a byte order mark off `*text`.
 */
bool tree_start(struct tree *tree, struct arena *arena, const struct node_source *source,
        struct diags *diags, struct str *text, uint32_t first_line);

bool tree_open(struct tree *tree, enum node_kind kind, struct tree_mark mark);
/* Closes the innermost list or map; it is `newest` then. */
void tree_close(struct tree *tree);
/* Is the innermost one a map that has no key for its next value yet? */
bool tree_wants_key(const struct tree *tree);
/* Texts are not copied. */
bool tree_key(struct tree *tree, struct str text, struct tree_mark mark);
bool tree_scalar(struct tree *tree, struct str text, bool quoted, struct tree_mark mark);
bool tree_null(struct tree *tree, struct str text, struct tree_mark mark);
/* `node` once more in another place: a copy of its head that shares everything below it. */
bool tree_share(struct tree *tree, const struct node *node, size_t nodes, uint32_t height,
        struct tree_mark mark);

/*
 * The place of a byte of the text, and the byte of a place. Calls must go forward through the
 * text: each byte is counted once, however many they are.
 */
struct tree_mark tree_mark_at(struct tree *tree, const char *at);
const char *tree_find_mark(struct tree *tree, struct tree_mark mark);

/* Each adds an error and returns false. */
bool tree_refuse_depth(struct tree *tree, struct tree_mark mark);
bool tree_refuse_count(struct tree *tree, struct tree_mark mark);
bool tree_refuse(struct tree *tree, struct tree_mark mark, size_t width, const char *format, ...)
        __attribute__((format(printf, 4, 5)));
/* Adds a warning. */
void tree_warn(struct tree *tree, struct tree_mark mark, const char *format, ...)
        __attribute__((format(printf, 3, 4)));

#endif
