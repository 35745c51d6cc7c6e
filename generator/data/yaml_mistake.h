/*
 * What an author did wrong when libyaml gives up. libyaml says "mapping values are not allowed in
 * this context"; the author has to read "this text has a colon in it and must stand in quotes".
 * The reader hands over libyaml's words and places, and the line itself tells the rest.
 */
#ifndef KITH_DATA_YAML_MISTAKE_H
#define KITH_DATA_YAML_MISTAKE_H

#include <stdint.h>

#include "base/str.h"

struct diags;
struct node_source;

/* A place in the text as libyaml counts: both from 0, columns in characters. */
struct yaml_spot {
	uint32_t line, column;
};

struct yaml_mistake {
	const struct node_source *source;
	struct str text;       /* what was parsed: valid UTF-8, lines end in "\n" or "\r\n" */
	uint32_t first_line;   /* of the text in the source, from 1 */
	struct str problem;    /* libyaml's words */
	struct str context;    /* what it was doing; may be empty */
	struct yaml_spot at;   /* of the problem */
	struct yaml_spot from; /* where what the context names began */
	struct yaml_spot open; /* where the innermost open list or map began */
};

/* Adds one error with help. */
void yaml_mistake_report(const struct yaml_mistake *mistake, struct diags *diags);

#endif
