/*
 * What a YAML or JSON file says, before anybody decides what it means: a tree of scalars with
 * their text as written, lists and maps, each with its place. The reader of a key types the scalar
 * (schema.h); only where no key is known (params, data files) node_value guesses by YAML 1.2's
 * core rules.
 */
#ifndef KITH_DATA_NODE_H
#define KITH_DATA_NODE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"
#include "data/value.h"

struct arena;
struct diags;
struct place;

enum node_kind { NODE_NULL, NODE_SCALAR, NODE_LIST, NODE_MAP };

struct node {
	enum node_kind kind; /* NULL for ~, null and nothing at all; its text is as written */
	bool quoted; /* a scalar in quotes or a block scalar: text, whatever it looks like */
	uint32_t line, column; /* of its first character in the whole file, from 1 */
	struct str text;       /* scalar: its text (unquoted, unfolded) */
	struct node *child;    /* first item, or first value of a map */
	struct node *next;     /* next item or value */
	struct node *key;      /* in a map: the scalar before this value */
	uint32_t len;          /* items or entries */
};

/* Where a tree was read from; travels with it for messages. */
struct node_source {
	struct str path;  /* as shown to a person */
	struct str bytes; /* the whole file, for excerpts; may be empty */
};

/* The value of a key, or NULL. Linear: maps of people's files are short. */
const struct node *node_get(const struct node *map, struct str key);
/* Typed by YAML 1.2 core: null, true/false, integers, floats, else text. Lives in the arena. */
struct value node_value(const struct node *node, struct arena *arena);
/* As much of a text as a message should quote: a part of its first line. */
struct str node_brief(struct str text);
/* Where a text of the file stands that is the node's or a part of it; the file alone when the node is not known. */
struct place node_place(
        const struct node_source *source, const struct node *node, struct str shown);
/* Adds an error or warning at this node. */
void node_error(struct diags *diags, const struct node_source *source, const struct node *node,
        const char *format, ...) __attribute__((format(printf, 4, 5)));
void node_warning(struct diags *diags, const struct node_source *source, const struct node *node,
        const char *format, ...) __attribute__((format(printf, 4, 5)));

#endif
