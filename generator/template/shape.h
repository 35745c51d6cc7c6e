/*
 * What a value may be, as far as that can be told without running a template:
 *
 *	ANY        nothing is known; every use of it is fine
 *	NOTHING    none, or the items of an empty list: becomes whatever it is joined with
 *	LIST       items of one shape
 *	MAP        values of one shape; any key may be there
 *	TUPLE      so many values, each of its own shape
 *	RECORD     an object of the program: these keys and no others
 *	EITHER     one of several records, it cannot be told which
 *	MACRO      a macro of a template; for inspect.c alone, as is
 *	MODULE     an imported template
 *
 * A shape never changes once it is in use, and lives in an arena. To be on the safe side means ANY: a name
 * that is a page here and a list there is ANY, not one of both.
 */
#ifndef KITH_TEMPLATE_SHAPE_H
#define KITH_TEMPLATE_SHAPE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/map.h"
#include "base/str.h"

struct arena;
struct inspect_file;
struct inspect_macro;

enum shape_kind {
	SHAPE_ANY,
	SHAPE_NOTHING,
	SHAPE_LIST,
	SHAPE_MAP,
	SHAPE_TUPLE,
	SHAPE_RECORD,
	SHAPE_EITHER,
	SHAPE_MACRO,
	SHAPE_MODULE,
};

struct shape {
	enum shape_kind kind;
	uint32_t count;                   /* TUPLE, EITHER */
	uint32_t depth;                   /* how many shapes are in one another */
	struct str name;                  /* RECORD: "page", for messages */
	struct map keys;                  /* RECORD: key -> const struct shape * */
	const struct shape *item;         /* LIST, MAP */
	const struct shape *const *parts; /* TUPLE; EITHER: records, each once */
	struct inspect_macro *macro;      /* MACRO */
	struct inspect_file *file;        /* MODULE */
};

extern const struct shape shape_any, shape_nothing;

const struct shape *shape_list(struct arena *arena, const struct shape *item);
const struct shape *shape_map(struct arena *arena, const struct shape *item);
/* `parts` must live as long. */
const struct shape *shape_tuple(
        struct arena *arena, const struct shape *const *parts, uint32_t count);
/* A record without keys, to be filled before it is used. The name must live as long. */
struct shape *shape_record(struct arena *arena, struct str name);
void shape_put(
        struct shape *record, struct arena *arena, struct str key, const struct shape *shape);

/* The shape of a record's key, or NULL. */
const struct shape *shape_key(const struct shape *record, struct str key);
/* What `for` gives of it. */
const struct shape *shape_item(struct arena *arena, const struct shape *of);
/* Of a value that is one or the other. */
const struct shape *shape_join(struct arena *arena, const struct shape *a, const struct shape *b);
/* A copy that needs nothing of where it was made but records, modules and macros. */
const struct shape *shape_keep(struct arena *arena, const struct shape *shape);
bool shape_eq(const struct shape *a, const struct shape *b);

#endif
