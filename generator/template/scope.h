/*
 * Which slot a name is. Jinja decides that before a template runs, and so do we:
 *
 *	{% for x in list %}   a scope: x is a slot of its own in each loop that declares it
 *	  {% set y = x %}     y is a slot of this scope; outside, another y stays what it was
 *	  {{ y }} {{ z }}     z is nowhere stored to: one slot per frame remembers what the context says
 *	{% endfor %}
 *
 * A scope is read completely before code is made for it, because `{{ y }}` above a `set y` means the
 * scope's own y already. A name that a scope stores to begins as what it is outside (an alias), as
 * what the context says if that is where it is first read or only some branches store it, or as
 * nothing.
 */
#ifndef KITH_TEMPLATE_SCOPE_H
#define KITH_TEMPLATE_SCOPE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/array.h"

struct arena;
struct ast;
struct symbol;

/* What a slot is when its scope begins. */
enum scope_origin {
	SCOPE_PARAMETER, /* set by whoever enters the scope */
	SCOPE_CONTEXT,   /* unset: the context is asked */
	SCOPE_ALIAS,     /* what the scope outside has */
	SCOPE_NOTHING,   /* unset: undefined */
};

/* Where a name lives, seen from some scope. */
struct scope_place {
	uint16_t depth; /* frames outwards */
	uint16_t slot;
	bool from_context; /* unset means: ask the context */
};

struct scope_name {
	const struct symbol *symbol;
	enum scope_origin origin;
	bool stored;
	struct scope_place outer; /* ALIAS */
	uint16_t slot;
};

/* The slots of one unit's frame. */
struct scope_frame {
	struct arena *arena; /* for all below */
	unsigned slots;
	array_of(struct scope_name)
	        context; /* names that nothing stores to, one slot each per frame */
};

struct scope {
	struct scope *outer;       /* NULL for roots and blocks: they see only the context */
	struct scope_frame *frame; /* may be another one than the outer scope's */
	array_of(struct scope_name) names;
};

/* Begins a scope; it is read by the next calls, and then sealed. */
void scope_open(struct scope *scope, struct scope *outer, struct scope_frame *frame);
/* A name that is set before the scope's code runs; returns its slot. */
uint16_t scope_declare(struct scope *scope, const struct symbol *symbol);
/* The names of an assignment's target, declared so. */
void scope_declare_target(struct scope *scope, const struct ast *target);
/* Reads statements or expressions, but not the scopes within them. */
void scope_read(struct scope *scope, const struct ast *list);
/* Gives slots to what was read. */
void scope_seal(struct scope *scope);
/* Where a name that was read lives; false when nobody knows it (it was never read). */
bool scope_find(const struct scope *scope, const struct symbol *symbol, struct scope_place *place);

#endif
