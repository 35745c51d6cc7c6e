/*
 * From a tree to ops. Each part of a template that runs with a frame of its own becomes a unit; a
 * struct code collects the ops of the unit at hand.
 *
 *	compile.c             units, jumps, errors
 *	compile_expression.c  expressions, targets of assignments
 *	compile_call.c        filters, tests, calls, macros
 *	compile_statement.c   text, output, if, set, with, ...
 *	compile_loop.c        for, break, continue
 *	compile_template.c    blocks, extends, include, import
 *	compile_spot.c        where in the page values land
 */
#ifndef KITH_TEMPLATE_COMPILE_H
#define KITH_TEMPLATE_COMPILE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/array.h"
#include "template/ast.h"
#include "template/scope.h"
#include "template/spot.h"
#include "template/unit.h"

struct ast_argument;
struct callable;
struct diags;

/* What lies on the stack, or has been switched, between a statement and the loop around it. */
struct compile_wrap {
	struct compile_wrap *outer;
	enum op_code undo; /* what a `break` through it has to emit */
};

struct compile_loop {
	struct compile_loop *outer;
	struct op_loop *info;
	struct compile_wrap *wrap; /* the wraps outside of the loop */
	uint32_t next;             /* where its NEXT is */
	struct spot spot;          /* where its turns begin */
	array_of(uint32_t) breaks; /* jumps to its end */
	bool left;                 /* `break` or `continue` may end a turn early */
};

struct code {
	struct code *outer;
	struct unit *unit;
	struct scope_frame frame;
	array_of(struct op) ops;
	array_of(struct op_place) places;
	int depth, deepest; /* of the stack */
	uint32_t label; /* the newest place that is jumped to: ops before it are not merged with */
	struct compile_wrap *wrap;
	struct compile_loop *loop;
	struct scope *resume; /* the scope in which the unit was opened */
	uint16_t address;     /* slot of where the address at hand began, or UNIT_NO_SLOT */
};

struct compile {
	struct arena *arena;   /* of the engine: for what stays */
	struct arena *scratch; /* for what only the compiler needs */
	struct template_engine *engine;
	struct template *template;
	struct diags *diags;
	struct code *code;
	struct scope *scope;
	bool toplevel;     /* what is set here is seen by blocks and imports */
	unsigned branches; /* `if` branches around this place */
	bool extended;     /* a parent is known: what is written here goes nowhere */
	bool may_extend;   /* the same, when some branch has found one */
	bool escape_known; /* not inside of {% autoescape %} */
	bool failed;
	const char *naming; /* how the tag at work names another template: "included from" */
	/* --- compile_spot.c --- */
	bool by_place;                /* values are written as their place needs it */
	unsigned unchecked;           /* {% autoescape false %} around this place */
	struct spot spot;             /* where in the page the statement at hand stands */
	uint32_t opened;              /* byte of the source at which text was left */
	uint32_t value_at, value_len; /* bytes of the newest value */
	array_of(const struct template *) parents; /* that this one extends, or may */
};

/* Compiles the tree into template->root and ->blocks. False after adding errors. */
bool compile_template(struct compile *compile, const struct ast *tree);

/* --- between the parts of the compiler ----------------------------------------------------- */

void compile_fail(struct compile *compile, uint32_t at, uint32_t len, const char *format, ...)
        __attribute__((format(printf, 4, 5)));
/* A new op for the node; valid until the next one. VARIES ops: compile_emit_varies. */
struct op *compile_emit(struct compile *compile, const struct ast *node, enum op_code code);
struct op *compile_emit_varies(
        struct compile *compile, const struct ast *node, enum op_code code, int grows);
/* An op whose target is not known yet: its index, for compile_land, which sets it to here. */
uint32_t compile_jump(struct compile *compile, const struct ast *node, enum op_code code);
void compile_land(struct compile *compile, uint32_t jump);
/* The place to which a later jump goes back. */
uint32_t compile_label(struct compile *compile);

/* Begins a unit, with a scope of its own below `outer` (may be NULL), and ends it. */
struct unit *compile_open(struct compile *compile, struct code *code, struct scope *scope,
        struct scope *outer, enum unit_kind kind);
void compile_close(struct compile *compile, const struct ast *node);
/* Begins a scope within the unit, as read and sealed; the last one goes back to the one around it. */
void compile_enter(struct compile *compile, const struct ast *node, struct scope *scope);
void compile_leave(struct compile *compile, struct scope *scope);
/* Something may keep this frame and those outside of it; and their loops. */
void compile_keep_frames(struct compile *compile);
void compile_keep_loops(struct compile *compile);

/* A copy that lives as long as the engine, or the text itself when it is part of the source. */
struct str compile_text(struct compile *compile, struct str text);
const struct symbol *compile_symbol(struct compile *compile, const char *name);

void compile_expression(struct compile *compile, const struct ast *node);
/* A constant that nobody can change: false when the expression is none. */
bool compile_constant(struct compile *compile, const struct ast *node, struct value *value);
/* As compile_expression where the value is only looked at, so that a literal list is a constant. */
void compile_operand(struct compile *compile, const struct ast *node);
void compile_push(struct compile *compile, const struct ast *node, struct value value);
/* What is called, or has its method called, and is not remembered by that. */
void compile_receiver(struct compile *compile, const struct ast *node);
/* Pops into a target of an assignment, and shows the names at the top level to others. */
void compile_store(struct compile *compile, const struct ast *target, bool shown);

/* AST_FILTER, AST_TEST with the value on the stack; AST_CALL; `written`: into the output. */
void compile_use(struct compile *compile, const struct ast *node);
void compile_call(struct compile *compile, const struct ast *node, bool written);
void compile_macro(struct compile *compile, const struct ast *node);
void compile_call_block(struct compile *compile, const struct ast *node);

void compile_statements(struct compile *compile, const struct ast *list);
/* The same within a statement: what it sets is not at the top level. */
void compile_body(struct compile *compile, const struct ast *list);
void compile_loop(struct compile *compile, const struct ast *node);
void compile_leave_loop(struct compile *compile, const struct ast *node);

void compile_block(struct compile *compile, const struct ast *node);
void compile_extends(struct compile *compile, const struct ast *node);
/* At the end: warns of blocks among `list` that no parent has. */
void compile_lone_blocks(struct compile *compile, const struct ast *list);
void compile_include(struct compile *compile, const struct ast *node);
void compile_import(struct compile *compile, const struct ast *node);
/* Emits literal text, joined with what stands before it. */
void compile_put_text(struct compile *compile, const struct ast *node, struct str text);

/* All names that code called from here would see. */
struct op_visibles compile_visibles(struct compile *compile);

#endif
