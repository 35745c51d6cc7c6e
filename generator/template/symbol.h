/*
 * Names, interned: one struct per spelling and engine, so that names compare as pointers. A symbol
 * also knows the function that is called so, which saves the lookup at run time.
 *
 * Threads: symbols are made while templates load, on one thread; afterwards they are constant.
 */
#ifndef KITH_TEMPLATE_SYMBOL_H
#define KITH_TEMPLATE_SYMBOL_H

#include "base/map.h"
#include "base/str.h"
#include "data/value.h"

struct arena;
struct callable;

struct symbol {
	struct str name;
	uint32_t index;                 /* in the order they were made */
	struct value function;          /* built in or the program's; UNDEFINED for other names */
	const struct callable *methods; /* of this name, linked by ->next; NULL for most */
};

struct symbols {
	struct arena *arena; /* of the engine */
	struct map map;
};

/* The symbol of a spelling, made on first use. The name is copied. */
struct symbol *symbol_of(struct symbols *symbols, struct str name);

#endif
