/*
 * What the type of a row alone does not say: the maps inside front matter, values with rules of
 * their own, spellings that mean more than another name, and params. For front.c alone.
 */
#ifndef KITH_CONTENT_FRONT_FIELD_H
#define KITH_CONTENT_FRONT_FIELD_H

#include "data/schema.h"

struct arena;
struct config;
struct diags;
struct front;

/* One reading of a map of front matter. */
struct front_reading {
	struct arena *arena;
	const struct node_source *source;
	const struct config *config; /* names the taxonomies; may be NULL */
	struct front *out;
	struct diags *diags;
};

/* Checks and completes what schema_read has left in reading->out, key by key. */
void front_field_settle(const struct front_reading *reading, const struct node *root);

/* Finds a place for the keys that the table does not know: other spellings, then params. */
void front_field_place(const struct front_reading *reading, const schema_rest *rest);

#endif
