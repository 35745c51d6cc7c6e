/*
 * From the captures of a query to the class of each byte.
 */
#ifndef KITH_HIGHLIGHT_CAPTURE_H
#define KITH_HIGHLIGHT_CAPTURE_H

#include <stddef.h>
#include <stdint.h>

#include "base/hash.h"
#include "base/str.h"
#include "markdown/code.h"

struct arena;

/* What a capture that says nothing has for a class. */
enum { CAPTURE_NONE = CODE_CLASSES };

/* The class of a name by capture.def: of enum code_class, or CAPTURE_NONE. */
unsigned char capture_class(struct str name);
/* What names and classes are: another program may have other tables. */
struct hash capture_state(void);

struct capture {
	uint32_t from, to; /* bytes */
	uint32_t order;    /* of its pattern in the query */
	unsigned char class;
};

/*
 * Sets the class of each byte below `len`. Captures may come in any order; they are sorted. Of two that
 * lie in one another the inner one counts. Of two for the same bytes the later one counts, but a string
 * says less than a property, and that less than anything else: some queries name the exception first,
 * others last. One that crosses the end of another is cut there.
 */
void capture_paint(struct capture *captures, size_t count, struct arena *scratch,
        unsigned char *classes, size_t len);

#endif
