/*
 * From a tree of nodes to the fields of a struct. A table of keys, made from a .def file, says for
 * each key its type, where in the struct it goes, which other spellings are accepted, and its
 * help; what the table does not know is an error or goes to `params`. The same table serves the
 * manual, the JSON Schema, template access and the tests.
 */
#ifndef KITH_DATA_SCHEMA_H
#define KITH_DATA_SCHEMA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/array.h"
#include "base/date.h"
#include "data/node.h"

struct arena;
struct diags;

/* The C type of the field is given behind each. */
enum schema_type {
	SCHEMA_TEXT,   /* struct str: any scalar, as it was written */
	SCHEMA_LINE,   /* struct str: one line, trimmed, not empty */
	SCHEMA_BOOL,   /* bool: true or false (yes/no/on/off get an error that says so) */
	SCHEMA_TRI,    /* int8_t: unset 0, false -1, true 1 */
	SCHEMA_INT,    /* int64_t, within the row's limits */
	SCHEMA_DATE,   /* struct date */
	SCHEMA_URL,    /* struct str: a URL whose scheme may become a link */
	SCHEMA_CHOICE, /* uint8_t: 0 unset, else 1 + index into the row's choices */
	SCHEMA_TEXTS,  /* schema_texts: a list of scalars, or one scalar for a list of one */
	SCHEMA_PAIRS,  /* schema_pairs: a map of scalar to scalar */
	SCHEMA_VALUE,  /* struct value: anything, typed by node_value */
	SCHEMA_NODE,   /* const struct node *: anything, for a reader of its own */
};

typedef array_of(struct str) schema_texts;
struct schema_pair {
	struct str name, text;
};
typedef array_of(struct schema_pair) schema_pairs;
typedef array_of(const struct node *) schema_rest;

/*
 * The C type of each, for tables that make their struct from the same rows:
 *
 *	struct front {
 *	#define FRONT_KEY(field, key, type, ...) SCHEMA_C_##type field;
 *	#include "content/front.def"
 */
#define SCHEMA_C_TEXT struct str
#define SCHEMA_C_LINE struct str
#define SCHEMA_C_BOOL bool
#define SCHEMA_C_TRI int8_t
#define SCHEMA_C_INT int64_t
#define SCHEMA_C_DATE struct date
#define SCHEMA_C_URL struct str
#define SCHEMA_C_CHOICE uint8_t
#define SCHEMA_C_TEXTS schema_texts
#define SCHEMA_C_PAIRS schema_pairs
#define SCHEMA_C_VALUE struct value
#define SCHEMA_C_NODE const struct node *

struct schema_row {
	struct str name; /* "lastmod" */
	enum schema_type type;
	size_t offset;       /* of the field in the struct */
	const char *aliases; /* other spellings, separated by blanks: "updated modified" */
	/*
	 * CHOICE: "seedling budding evergreen", between commas where a choice has a blank in it;
	 * "suspended=paused" is another spelling and no choice of its own. INT: "0 100", the least
	 * and the greatest, or the least alone.
	 */
	const char *choices;
	const char *fallback; /* the default as a person would write it, or NULL */
	const char *help;     /* one sentence */
	const char *example;  /* a value as it would stand behind "name: " */
	unsigned groups; /* kinds of page or section it belongs to, bits of the table's owner */
};

struct schema {
	const char *subject; /* "front matter", "configuration", for messages */
	const struct schema_row *rows;
	size_t count;
};

/* The row of a key or of one of its spellings, or NULL. */
const struct schema_row *schema_find(const struct schema *schema, struct str key);

enum schema_unknown {
	SCHEMA_UNKNOWN_ERROR,   /* an unknown key is an error with a suggestion */
	SCHEMA_UNKNOWN_COLLECT, /* it goes to `rest`, with a warning when it is near a known one */
};

/*
 * Reads the map `node` into `out` (zeroed or holding defaults). Two spellings of one key are an
 * error. Unknown keys go as `unknown` says; `rest`, if not NULL, receives them in order. A key
 * without a value (`title:`, or ~ or null) leaves its field as it is. Texts live in the arena or
 * in the nodes. Returns false when an error was added; the other keys have been read all the same.
 */
bool schema_read(const struct schema *schema, struct arena *arena, const struct node_source *source,
        const struct node *node, enum schema_unknown unknown, void *out, schema_rest *rest,
        struct diags *diags);
/*
 * One field as a template value, UNDEFINED for one that is unset or empty; BOOL and INT are always
 * set. A date points into `in`.
 */
struct value schema_value(const struct schema_row *row, const void *in, struct arena *arena);
/* The name of a choice field's value, or empty when unset. */
struct str schema_choice(const struct schema_row *row, const void *in);
/* Warns of the text of a node that is to be an address and begins with a host, without "https://". */
void schema_check_address(
        const struct node_source *source, const struct node *node, struct diags *diags);

#endif
