/*
 * What a FUNCTION value is: something a template can call, with all that it needs to remember.
 */
#ifndef KITH_TEMPLATE_CLOSURE_H
#define KITH_TEMPLATE_CLOSURE_H

#include "base/str.h"
#include "data/value.h"
#include "template/unit.h"

struct arena;
struct callable;
struct frame;
struct vm;
struct vm_context;
struct vm_link;

enum closure_kind {
	CLOSURE_NATIVE, /* built in, or the program's */
	CLOSURE_MACRO,  /* and the body of a call block */
	CLOSURE_BLOCK,  /* self.name, super */
};

struct value_function {
	enum closure_kind kind;
	const struct callable *native; /* NATIVE */
	void *state;                   /* NATIVE */
	struct vm_context *context;    /* MACRO, BLOCK: what it sees */
	const struct unit *unit;       /* MACRO */
	struct frame *outer;           /* MACRO: in which it was defined */
	enum escape escape;            /* MACRO */
	const struct symbol *block;    /* BLOCK */
	const struct vm_link
	        *below; /* BLOCK: behind which template of the chain to look; NULL: all */
};

/* A function value; the closure is copied into the arena. */
struct value closure_value(struct arena *arena, struct value_function closure);
struct value closure_native(struct arena *arena, const struct callable *native, void *state);
/* macro.name, macro.arguments, super.super, ...; UNDEFINED for others. */
struct value closure_attribute(
        struct vm *vm, const struct value_function *closure, struct str name);
/* The names of what it knows about a macro; a LIST of TEXT. */
struct value closure_names(struct vm *vm, const struct value_function *closure);

#endif
