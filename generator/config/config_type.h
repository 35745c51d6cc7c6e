/*
 * `types:` of kith.yaml: kinds of pages that a site has of its own, and what their front matter holds.
 *
 *	types:
 *	  talk:
 *	    section: talks
 *	    base: essay
 *	    keys:
 *	      venue: {type: line, required: true}
 *	      slides: url
 *	      format: {choices: [short, long], default: short}
 *
 * The keys become rows of a schema like those of the .def tables, with the difference that nobody has
 * written the struct that they fill: a record is laid out when kith.yaml is read.
 *
 *	record   | set? set? set? |  venue  |  slides  |  format  |
 *	           one per row       at the rows' offsets
 *
 * Threads: const once read.
 */
#ifndef KITH_CONFIG_CONFIG_TYPE_H
#define KITH_CONFIG_CONFIG_TYPE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"
#include "data/schema.h"

struct arena;
struct config;
struct diags;

/* Groups of a row. */
enum { CONFIG_TYPE_REQUIRED = 1 };

struct config_type {
	const struct config_type *next; /* as kith.yaml has them; NULL behind the last */
	struct str name;                /* "talk" */
	struct str base;                /* the type of kith's that it builds on; empty: not said */
	schema_texts sections;          /* folders, or paths of some: "talks"; never empty */
	struct schema schema;           /* its keys */
	const struct str *labels;       /* one per key: what readers see before its value */
	size_t size;                    /* of a record, in bytes */
	const void *defaults;           /* a record; zeroes where there is no default */
	const struct node *node;        /* its name in kith.yaml, for messages */
	const struct node *base_node;   /* that of its base, or NULL */
	const struct node *keys;        /* the map of its keys, or NULL */
};

/*
 * Fills config->types. `node` is the value of the key. What is wrong with a type or a key is an error,
 * and that one is left out.
 */
void config_type_read(
        struct config *config, struct arena *arena, const struct node *node, struct diags *diags);

/* The type of that name, or NULL. */
const struct config_type *config_type_find(const struct config *config, struct str name);
/* The first type that has a key of that name, or NULL; `config` may be NULL. */
const struct config_type *config_type_with_key(const struct config *config, struct str key);
/* Its row, or NULL. */
const struct schema_row *config_type_row(const struct config_type *type, struct str key);

/* A record of its defaults. In the arena. */
void *config_type_record(const struct config_type *type, struct arena *arena);
/*
 * Reads the value of one of its keys into a record; one without a value leaves it as it is. False
 * after adding an error.
 */
bool config_type_take(const struct config_type *type, void *record, struct arena *arena,
        const struct node_source *source, const struct node *node, struct diags *diags);
/* A key as templates see it: UNDEFINED when the type does not know it, or it is unset or empty. */
struct value config_type_value(
        const struct config_type *type, const void *record, struct str key, struct arena *arena);

/* What can be said of a type, and of one of its keys, for the manual and tests. */
const struct schema *config_type_schema(void);
const struct schema *config_type_key_schema(void);

#endif
