/*
 * Maps and records out of the program's own pairs, for templates. Only render/ includes this.
 */
#ifndef KITH_RENDER_VIEW_RECORD_H
#define KITH_RENDER_VIEW_RECORD_H

#include <stddef.h>

#include "data/value.h"

struct arena;

/* A map of `count` pairs in the arena. */
struct view_field {
	const char *key;
	struct value value;
};
struct value view_map(struct arena *arena, const struct view_field *fields, size_t count);

enum view_record {
#define RECORD_KIND(kind, text) VIEW_RECORD_##kind,
#include "render/record.def"
	VIEW_RECORDS
};

/*
 * The same as an object of a kind of record.def, for what is too small for a view of its own. A key of its rows
 * that is not given, or has no value, is absent; others are unknown.
 */
struct value view_record(
        struct arena *arena, enum view_record kind, const struct view_field *fields, size_t count);
#define VIEW_RECORD(arena, kind, ...)                                                        \
	view_record((arena), VIEW_RECORD_##kind, (const struct view_field[]){ __VA_ARGS__ }, \
	        sizeof((const struct view_field[]){ __VA_ARGS__ }) / sizeof(struct view_field))
/* A map of the program's as such an object. */
struct value view_record_of(struct arena *arena, enum view_record kind, struct value map);

#endif
