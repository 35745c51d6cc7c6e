/*
 * What templates read, found without rendering them: so that a name that nothing defines, a key that an
 * object does not have, a block that no parent shows and a template that nobody uses are known before a
 * reader meets them.
 *
 *	struct inspect *inspect = inspect_new(&arena, engine);
 *	inspect_add(inspect, STR("page.html"));          every template that there is
 *	inspect_entry(inspect, STR("page.html"), names); those that the program renders itself
 *	inspect_run(inspect);
 *
 * Names are followed as rendering would: from an entry into what it extends, includes and imports, through
 * loops, assignments, filters that keep items, and calls of macros. What cannot be told is never reported:
 * a name that some include gives and another does not, a value of two shapes, whatever any template asks
 * about with `is defined` or default().
 *
 * One thread.
 */
#ifndef KITH_TEMPLATE_INSPECT_H
#define KITH_TEMPLATE_INSPECT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

struct arena;
struct inspect;
struct shape;
struct template_engine;

enum inspect_kind {
	INSPECT_NAME,     /* `word` is a name that nothing defines */
	INSPECT_KEY,      /* the record `of` has no `word` */
	INSPECT_IMPORTED, /* the imported template `of` has no `word` */
	INSPECT_BLOCK,    /* no parent has a block `word`: it never shows */
	INSPECT_CONTENT, /* outside of the blocks of a template that extends another: it never shows */
	INSPECT_TEMPLATE, /* `word` is used by no other template, and no entry */
	INSPECT_MACRO,    /* nobody calls `word` */
	INSPECT_IMPORT,   /* nobody uses the import `word` */
	INSPECT_SET,      /* nobody reads `word` */
	INSPECT_CALL,     /* no mistake: a call of the function `of` with the literal text `word` */
};

struct inspect_finding {
	enum inspect_kind kind;
	struct str path, source; /* of the template */
	uint32_t at, len;        /* bytes of the source */
	struct str word, of;
	const struct str *
	        known; /* what there is instead; NAME, KEY, IMPORTED, BLOCK; names of arguments; CALL */
	size_t count;
	size_t places; /* CALL: arguments without a name */
	bool open;     /* CALL: there may be more of both, from a list or map */
};

/* Everything lives in the arena. */
struct inspect *inspect_new(struct arena *arena, struct template_engine *engine);
/* A template that the loader knows. False when it cannot be parsed: template_load says why. */
bool inspect_add(struct inspect *inspect, struct str name);
/* Has it been compiled for a script, an attribute or the like that it is included in? */
bool inspect_is_part(const struct inspect *inspect, struct str name);
/* What a function of the program gives. */
void inspect_function(struct inspect *inspect, struct str name, const struct shape *result);
/* A name that all templates see, imported ones too. */
void inspect_global(struct inspect *inspect, struct str name, const struct shape *shape);
/*
 * The program renders the template, with the keys of this record as names; NULL when it gives names of
 * which nothing is known.
 */
void inspect_entry(struct inspect *inspect, struct str name, const struct shape *names);
/* Follows everything. Findings are then in the order of the templates. */
void inspect_run(struct inspect *inspect);
const struct inspect_finding *inspect_findings(const struct inspect *inspect, size_t *count);

#endif
