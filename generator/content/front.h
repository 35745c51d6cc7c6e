/*
 * Front matter as a struct. One row in front.def makes the field below, its reader, its accepted
 * spellings, its template name (`page.title`), its line in the manual and in the JSON Schema, and a
 * test.
 */
#ifndef KITH_CONTENT_FRONT_H
#define KITH_CONTENT_FRONT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/array.h"
#include "base/date.h"
#include "base/str.h"
#include "data/schema.h"
#include "data/value.h"

struct arena;
struct config;
struct config_type;
struct diags;

/* Kinds of content that have keys of their own. */
enum front_type {
	FRONT_PAGE,
	FRONT_ESSAY,
	FRONT_PROJECT,
	FRONT_LOG,
	FRONT_ASK,
	FRONT_LESSON,
	FRONT_TYPES
};

/* The groups of a row: a bit for each type that knows the key, and what else there is to say. */
#define FRONT_IN(type) (1u << FRONT_##type)
enum {
	FRONT_ALL = (1u << FRONT_TYPES) - 1,
	FRONT_SECTIONS = 1u << FRONT_TYPES, /* known on section pages, whatever their type */
	FRONT_OWN = FRONT_SECTIONS << 1,    /* of one page alone: no place in `cascade` */
};

struct front_image {
#define FRONT_IMAGE(field, key, type, ...) SCHEMA_C_##type field;
#include "content/front.def"
};

struct front_person {
#define FRONT_PERSON(field, key, type, ...) SCHEMA_C_##type field;
#include "content/front.def"
};

struct front_history {
#define FRONT_HISTORY(field, key, type, ...) SCHEMA_C_##type field;
#include "content/front.def"
};

struct front_milestone {
#define FRONT_MILESTONE(field, key, type, ...) SCHEMA_C_##type field;
#include "content/front.def"
	bool done; /* reached, on a day that may be known */
	struct date reached;
};

/* A key that a type of the site's own may know, and where it was read. */
struct front_own {
	const struct node *node;
	const struct node_source *source;
};

/* The fields, in the order of the table: front->title, front->date ... Unset ones are all zero. */
struct front {
#define FRONT_KEY(field, key, type, ...) SCHEMA_C_##type field;
#include "content/front.def"
	/* The rows that hold maps, typed. */
	struct front_image image;
	array_of(struct front_person) people;
	array_of(struct front_milestone) milestones;
	struct front_history history;
	array_of(struct front_own) own;
	const struct config_type *declared; /* the page's type in kith.yaml, or NULL */
	const void *record;                 /* what its keys hold there; see front_own.h */
	struct value params;                /* MAP: `params` and every key nobody knows */
	const struct node *root;          /* as written, for messages; NULL without front matter */
	const struct front *above;        /* the nearest cascade; see front_place.h */
	const struct node_source *source; /* of a cascade: the file it stands in */
};

struct front_split {
	struct str yaml;    /* between the fences; at == NULL when there is no front matter */
	uint32_t yaml_line; /* line of the file its first line is on */
	struct str body;    /* behind it */
	uint32_t body_line;
};

/*
 * Takes a file apart: "---" alone on the first line (a BOM and CRLF are accepted), up to "---" or "..." alone on
 * a line. False after adding an error: it never closes, it is TOML, or the file is in UTF-16.
 */
bool front_split(const struct node_source *source, struct front_split *out, struct diags *diags);
/* Tells of settings at the begin of the body that were to be front matter: an error when they hide the page. */
void front_check_lost(
        const struct node_source *source, const struct front_split *split, struct diags *diags);

/*
 * Reads front matter into `out` (zeroed). `config` names the taxonomies whose keys are kept in params; NULL knows only
 * tags. `cascade`, if not NULL, receives the tree of `cascade:` for front_read_cascade, or NULL. False after adding an
 * error; what could be read is there. Texts live in the arena or in the file's bytes. Thread-safe.
 */
bool front_read(struct arena *arena, const struct node_source *source,
        const struct front_split *split, const struct config *config, struct front *out,
        const struct node **cascade, struct diags *diags);

/* Typed defaults out of a `cascade:` map; `config` and `out` as for front_read. */
bool front_read_cascade(struct arena *arena, const struct node_source *source,
        const struct config *config, const struct node *cascade, struct front *out,
        struct diags *diags);
/* Fills the unset fields of `front` from `defaults`; params are merged key by key. */
void front_apply_defaults(struct front *front, const struct front *defaults, struct arena *arena);
/*
 * When these are applied: warns of keys that the type does not know (an ask's `effort` on an essay) and refuses
 * words that are not on its list. True when those that are on it are written as there.
 */
bool front_check_type(const struct node_source *source, const struct front *front,
        enum front_type type, struct diags *diags);
/* Replaces words that mean another one: `status: suspended` becomes "paused". */
void front_settle_words(struct front *front, enum front_type type);

/* Warns of keys that only section pages know; for all other pages. */
void front_check_page(
        const struct node_source *source, const struct front *front, struct diags *diags);

/*
 * A key as templates see it: `image` is a map with src, `people` and `milestones` lists of maps, `params` what nobody
 * knows, a key of the page's own type what it declares; value_absent for what is unset, UNDEFINED for other spellings.
 * In the arena, and in `front`, which must live as long.
 */
struct value front_value(const struct front *front, struct str key, struct arena *arena);
/* Is it a key, by its standard name? */
bool front_knows(struct str key);

const struct schema *front_schema(void);
/* The same for the maps of `image`, `people`, `milestones`, `history`; NULL for other keys. */
const struct schema *front_schema_of(struct str key);
/* The words that a key takes on pages of a type, separated by ", ", or NULL when any will do. */
const char *front_words(enum front_type type, struct str key);

enum front_type front_type_of(struct str name); /* FRONT_PAGE for unknown ones */
struct str front_type_name(enum front_type type);

#endif
