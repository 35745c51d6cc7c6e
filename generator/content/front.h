/*
 * Front matter as a struct. One row in front.def makes the field below, its reader, its accepted spellings, its
 * template name (`page.title`), its line in the manual and in the JSON Schema, and a test.
 */
#ifndef KITH_CONTENT_FRONT_H
#define KITH_CONTENT_FRONT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/date.h"
#include "base/str.h"
#include "data/schema.h"
#include "data/value.h"

struct arena;
struct diags;

/* Kinds of content that have keys of their own; the order is that of the `types` column of front.def. */
enum front_type { FRONT_PAGE, FRONT_ESSAY, FRONT_PROJECT, FRONT_LOG, FRONT_ASK, FRONT_LESSON, FRONT_TYPES };

/* The fields, in the order of the table: front->title, front->date, front->tags ... Unset ones are all zero. */
struct front {
#define FRONT_KEY(name, type, ...) SCHEMA_C_##type name;
#include "content/front.def"
#undef FRONT_KEY
	struct value params; /* MAP: `params` and every key nobody knows */
};

/* What stands before the body of a file. */
struct front_split {
	struct str yaml;     /* between the fences; at == NULL when there is no front matter */
	uint32_t yaml_line;  /* line of the file its first line is on */
	struct str body;     /* behind it */
	uint32_t body_line;
};

/*
 * Takes a file apart: "---" alone on the first line (a BOM and CRLF are accepted), up to "---" or "..." alone on a
 * line. An opened front matter that never closes is an error.
 */
bool front_split(const struct node_source *source, struct front_split *out, struct diags *diags);
/*
 * Reads front matter into `out`. `cascade`, if not NULL, receives the tree of `cascade:` for front_read on
 * pages below. False after adding an error; what could be read is there.
 */
bool front_read(struct arena *arena, const struct node_source *source,
        const struct front_split *split, struct front *out, const struct node **cascade,
        struct diags *diags);
/* Typed defaults out of a `cascade:` map. */
bool front_read_cascade(struct arena *arena, const struct node_source *source,
        const struct node *cascade, struct front *out, struct diags *diags);
/* Fills the unset fields of `front` from `defaults`; params are merged. */
void front_apply_defaults(struct front *front, const struct front *defaults, struct arena *arena);
/* Warns of keys that the page's type does not know (an ask's `effort` on an essay). */
void front_check_type(const struct node_source *source, const struct front *front,
        enum front_type type, struct diags *diags);

const struct schema *front_schema(void);
/* "essay" -> FRONT_ESSAY; FRONT_PAGE for unknown ones. */
enum front_type front_type_of(struct str name);
struct str front_type_name(enum front_type type);

#endif
