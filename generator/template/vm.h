/*
 * The machine that runs a template. Each unit at work has a frame; frames lie on a stack of values,
 * or in the arena when a macro or loop may still look into them after they have returned.
 *
 *	| slots | operands | slots | operands ...          <- vm->top
 *	  frame of the root  frame of a block
 *
 * Nothing here allocates but from the run's arena. Texts are put together at the end of run->out,
 * behind what has been written, and cut off again (vm_text_begin).
 */
#ifndef KITH_TEMPLATE_VM_H
#define KITH_TEMPLATE_VM_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "data/value.h"
#include "template/frame.h"
#include "template/template.h"
#include "template/undefined.h"

struct callable;
struct callable_arguments;
struct loop;
struct vm_module;

enum {
	VM_DEPTH_MAX = 100,              /* units within units */
	VM_STEPS_MAX = 10 * 1000 * 1000, /* ops, and items that filters look at */
	VM_TEXT_MAX = 16 << 20,          /* bytes of one text */
	VM_TEXT_STEP = 16,          /* bytes of a text that is made or looked at, for one step */
	VM_LETTERS_STEP = 4,        /* of a text whose letters are taken one by one */
	VM_ITEMS_MAX = 1000 * 1000, /* of one list that a template makes */
	VM_MEMORY_MAX = 256 << 20,  /* bytes of the arena for one rendering */
};

struct vm {
	const struct template_run *run;
	const struct template_engine *engine;
	struct arena *arena;
	struct buf *out;
	struct frame *frame;                   /* the innermost */
	struct value *top;                     /* the next free one */
	struct value *end;                     /* of the piece of stack */
	struct value *spare_piece, *spare_end; /* a piece to use again */
	struct loop *spare;                    /* a loop to use again */
	const struct vm_module *modules;       /* of imports without context */
	uint16_t *places;                      /* by symbol: where it was in the last map */
	struct arena floor;                    /* the arena behind the last thing that must last */
	unsigned kept, kept_seen;              /* calls of vm_keep_always, and up to the floor */
	size_t arena_used;                     /* when the rendering began */
	int64_t steps;                         /* left */
	uint64_t chance;                       /* of chance.c */
	struct span_list *spans;               /* NULL: nothing is measured */
	unsigned depth;
	bool failed;
};

/* What each op does: the functions that op.def names. */
typedef void vm_op(struct vm *vm, struct frame *frame, const struct op *op);
#define OP(name, function, operand, grows, help) vm_op function;
#include "template/op.def"
#undef OP

/* --- values (vm.c) ------------------------------------------------------------------------- */

/* Its truth as Python has it; false after vm_fail for what is undefined and strict. */
static inline bool
vm_truth(struct vm *vm, struct value v)
{
	return v.kind == VALUE_UNDEFINED ? undefined_allowed(vm, v) && false : value_truth(v);
}

/* --- output and text (vm_text.c) ----------------------------------------------------------- */

/* Writes a value, escaped. */
void vm_write(struct vm *vm, struct frame *frame, struct value v);
/* The end of run->out serves to put a text together: begin, append to vm->out, end. */
static inline size_t
vm_text_begin(const struct vm *vm)
{
	return vm->out->len;
}

struct value vm_text_end(struct vm *vm, size_t begin, enum value_kind kind);
/* A text in the arena out of parts; each part's kind decides: markup if one is and escaping is on. */
struct value vm_concat(struct vm *vm, enum escape escape, const struct value *parts, size_t count);
void vm_escape(struct buf *out, enum escape escape, struct str s);

/* --- calls (vm_call.c) --------------------------------------------------------------------- */

/* How the result of a call is wanted. With `written` it may have been written already: *done. */
struct vm_result {
	bool written, done;
	struct value value;
};

/* Calls a function, macro, loop, ...; false after an error. */
bool vm_call(struct vm *vm, struct value callee, const struct callable_arguments *arguments,
        struct vm_result *result);
bool vm_is_callable(struct value v);
/* A filter, test or method applied to a value. */
struct value vm_apply(struct vm *vm, const struct callable *callable, struct value subject,
        const struct callable_arguments *arguments);

/* --- templates (vm_template.c) ------------------------------------------------------------- */

/* Runs a template from its root, with all that it extends. */
bool vm_render(struct vm *vm, const struct template *template, struct vm_context *context);
/* The template of the chain, behind `below` unless NULL, that has a block of the name: *block. */
const struct vm_link *vm_find_block(const struct vm_context *context, const struct symbol *name,
        const struct vm_link *below, const struct template_block **block);
/* Is it `self`, whose keys are blocks, or an imported template, whose text is markup? */
bool vm_is_self(struct value v);
bool vm_is_module(struct value v);
bool vm_render_block(struct vm *vm, const struct unit *unit, const struct vm_link *level,
        struct vm_context *context);

/* --- limits and errors (vm_fail.c) --------------------------------------------------------- */

/* Ends the rendering with an error at the op that runs. Only the first one is reported. */
void vm_fail(struct vm *vm, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The same with a sentence of help; empty for none. */
void vm_fail_help(struct vm *vm, struct str help, const char *format, ...)
        __attribute__((format(printf, 3, 4)));
void vm_fail_list(struct vm *vm, struct str help, const char *format, va_list arguments)
        __attribute__((format(printf, 3, 0)));
/* The error of a unit that is one too deep: for a template, by way of which others it runs itself. */
void vm_fail_depth(struct vm *vm, const struct unit *unit);
/* The same for a template that would be one too many in the chain of those that extend each other. */
void vm_fail_chain(struct vm *vm, const struct template *template, const struct vm_link *chain);
void vm_warn(struct vm *vm, struct str text);
/* Says which limit has been passed, if any. False after an error. */
bool vm_fail_limits(struct vm *vm);

/* Counts work that an op does beyond itself, and looks at the memory in use. False after vm_fail. */
static inline bool
vm_charge(struct vm *vm, size_t steps)
{
	vm->steps -= (int64_t)(steps < VM_STEPS_MAX ? steps : VM_STEPS_MAX);
	if (vm->steps < 0 || vm->arena->used - vm->arena_used > VM_MEMORY_MAX)
		return vm_fail_limits(vm);
	return !vm->failed;
}

#endif
