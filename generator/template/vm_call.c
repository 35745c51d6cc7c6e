/*
 * Calls. Filters and tests come with their arguments in order; for all else the arguments are taken
 * from the stack as they were written and bound to the parameters of what is called, which may be a
 * function, a macro, a block or a recursive loop.
 *
 * What is called by {{ }} writes its output in place, without a text in between.
 */
#include "base/arena.h"
#include "base/diag.h"
#include "base/span.h"
#include "template/box.h"
#include "template/call.h"
#include "template/callable.h"
#include "template/closure.h"
#include "template/engine.h"
#include "template/loop.h"
#include "template/method.h"
#include "template/op_call.h"
#include "template/repr.h"
#include "template/sequence.h"
#include "template/subscript.h"
#include "template/symbol.h"
#include "template/vm.h"
#include "template/vm_memory.h"

/* --- arguments ----------------------------------------------------------------------------- */

/* Further positional arguments out of a *list. */
static bool
expand_list(struct vm *vm, struct value list, struct callable_arguments *arguments)
{
	const struct value *items;
	size_t len;
	if (!sequence_items(vm, list, "spread over arguments", &items, &len))
		return false;
	struct value *all = arena_array(vm->arena, struct value, arguments->count + len);
	if (arguments->count)
		memcpy(all, arguments->positional, arguments->count * sizeof *all);
	if (len)
		memcpy(all + arguments->count, items, len * sizeof *all);
	arguments->positional = all;
	arguments->count += len;
	return true;
}

/* Further keywords out of a **map. */
static bool
expand_map(struct vm *vm, struct value map, struct callable_arguments *arguments)
{
	const struct value *keys;
	size_t len;
	if (!sequence_items(vm, map, "spread over arguments", &keys, &len))
		return false;
	size_t total = arguments->named + len;
	struct str *names = arena_array(vm->arena, struct str, total);
	struct value *values = arena_array(vm->arena, struct value, total);
	if (arguments->named) {
		memcpy(names, arguments->names, arguments->named * sizeof *names);
		memcpy(values, arguments->keywords, arguments->named * sizeof *values);
	}
	for (size_t i = 0; i < len; i++) {
		if (!value_is_text(keys[i])) {
			vm_fail(vm, "the keys of **%s must be texts", repr_kind(vm, map));
			return false;
		}
		names[arguments->named] = value_str(keys[i]);
		values[arguments->named++] = subscript_item(vm, map, keys[i]);
	}
	arguments->names = names;
	arguments->keywords = values;
	return true;
}

/*
 * Reads the arguments of a call from the stack and returns where below them the value lies that is
 * called or applied to. They stay on the stack during the call: frames that begin above do not touch
 * them. NULL after vm_fail.
 */
static struct value *
read_arguments(struct vm *vm, const struct op_call *call, struct callable_arguments *arguments)
{
	size_t count = (size_t)call->positional + call->list + call->keywords + call->map;
	struct value *first = vm->top - count;
	*arguments = (struct callable_arguments){
		.positional = first,
		.count = call->positional,
		.names = call->names,
		.keywords = first + call->positional + call->list,
		.named = call->keywords,
	};
	if (call->list && !expand_list(vm, first[call->positional], arguments))
		return NULL;
	if (call->map && !expand_map(vm, first[count - 1], arguments))
		return NULL;
	return first - 1;
}

/* --- filters, tests, functions ------------------------------------------------------------- */

/* Whatever is done to a text looks at all of it. */
static bool
charge_text(struct vm *vm, struct value v)
{
	return !value_is_text(v) || v.len < VM_TEXT_STEP || vm_charge(vm, v.len / VM_TEXT_STEP);
}

static struct value
call_native(struct vm *vm, const struct callable *callable, struct value subject, void *state,
        const struct callable_arguments *arguments)
{
	struct value bound[CALLABLE_PARAMETERS_MAX];
	if (!charge_text(vm, subject) || !callable_bind(vm, callable, arguments, bound) ||
	        !undefined_allowed_in_call(vm, callable, subject, bound, callable_width(callable)))
		return VALUE_UNDEFINED_INIT;
	struct template_call call = { vm, callable, subject, bound, state };
	struct value result = callable->call(&call);
	vm_charge(vm, 0);
	return result;
}

struct value
vm_apply(struct vm *vm, const struct callable *callable, struct value subject,
        const struct callable_arguments *arguments)
{
	return call_native(vm, callable, subject, NULL, arguments);
}

/* With a *list or **map among the arguments. */
static void
apply_spread(struct vm *vm, const struct op_use *use)
{
	struct callable_arguments arguments;
	struct value *subject = read_arguments(vm, use->call, &arguments);
	if (!subject)
		return;
	*subject = vm_apply(vm, use->callable, *subject, &arguments);
	vm->top = subject + 1;
}

static void
apply(struct vm *vm, const struct op_use *use)
{
	if (use->call) {
		apply_spread(vm, use);
		return;
	}
	struct value *subject = vm->top - use->count - 1;
	if (charge_text(vm, *subject) &&
	        undefined_allowed_in_call(vm, use->callable, *subject, subject + 1, use->count)) {
		const struct value *given = use->constants ? use->constants : subject + 1;
		struct template_call call = { vm, use->callable, *subject, given, NULL };
		*subject = use->callable->call(&call);
		vm_charge(vm, 0);
	}
	vm->top = subject + 1;
}

void
vm_op_filter(struct vm *vm, struct frame *frame, const struct op *op)
{
	(void)frame;
	span_begin(vm->spans, SPAN_FILTER, op->use->callable->name, STR_EMPTY);
	apply(vm, op->use);
	span_end(vm->spans, value_str(vm->top[-1]).len);
}

void
vm_op_test(struct vm *vm, struct frame *frame, const struct op *op)
{
	(void)frame;
	apply(vm, op->use);
}

/* --- macros -------------------------------------------------------------------------------- */

/* The body of a call block has none of its own. */
static struct str
name_of(const struct unit *unit)
{
	return unit->name ? unit->name->name : STR("caller");
}

static struct value
as_set(struct value v)
{
	return vm_is_unset(v) ? vm_undefined(STR_EMPTY) : v;
}

/* The slot that a keyword goes to, or UNIT_NO_SLOT. */
static uint16_t
keyword_slot(const struct unit *unit, struct str name)
{
	for (uint16_t i = 0; i < unit->parameters; i++) {
		if (str_eq(unit->parameter_names[i]->name, name))
			return i;
	}
	return str_is(name, "caller") ? unit->caller : UNIT_NO_SLOT;
}

static void
refuse_keyword(struct vm *vm, const struct unit *unit, struct str name)
{
	struct str *names = arena_array(vm->arena, struct str, unit->parameters);
	struct str macro = name_of(unit);
	for (uint16_t i = 0; i < unit->parameters; i++)
		names[i] = unit->parameter_names[i]->name;
	struct str nearest = diag_nearest(name, names, unit->parameters);
	struct str help = STR_EMPTY;
	if (nearest.len)
		help = str_format(vm->arena, "did you mean \"" STR_FMT "\"?", STR_ARG(nearest));
	if (str_is(name, "caller"))
		vm_fail(vm, "macro \"" STR_FMT "\" has no place for a body: it never uses caller()",
		        STR_ARG(macro));
	else
		vm_fail_help(vm, help, "macro \"" STR_FMT "\" has no parameter \"" STR_FMT "\"",
		        STR_ARG(macro), STR_ARG(name));
}

static bool
bind_macro_keywords(struct vm *vm, struct frame *frame, const struct callable_arguments *arguments)
{
	const struct unit *unit = frame->unit;
	bool catches = unit->kwargs != UNIT_NO_SLOT;
	struct box *rest = catches ? box_map(vm->arena, BOX_DICT, arguments->named) : NULL;
	for (size_t i = 0; i < arguments->named; i++) {
		struct str name = arguments->names[i];
		uint16_t slot = keyword_slot(unit, name);
		if (slot != UNIT_NO_SLOT && vm_is_unset(frame->slots[slot])) {
			frame->slots[slot] = as_set(arguments->keywords[i]);
		} else if (catches) {
			box_set(vm->arena, rest, value_text(name), arguments->keywords[i]);
		} else {
			refuse_keyword(vm, unit, name);
			return false;
		}
	}
	if (catches)
		frame->slots[unit->kwargs] = box_value(rest);
	return true;
}

/* Puts the arguments into the slots of the macro's frame. */
static bool
bind_macro(struct vm *vm, struct frame *frame, const struct callable_arguments *arguments)
{
	const struct unit *unit = frame->unit;
	size_t taken = arguments->count < unit->parameters ? arguments->count : unit->parameters;
	for (size_t i = 0; i < taken; i++)
		frame->slots[i] = as_set(arguments->positional[i]);
	if (unit->varargs != UNIT_NO_SLOT) {
		frame->slots[unit->varargs] = box_tuple(
		        vm->arena, arguments->positional + taken, arguments->count - taken);
	} else if (taken < arguments->count) {
		vm_fail(vm, "macro \"" STR_FMT "\" takes at most %u argument%s, not %zu",
		        STR_ARG(name_of(unit)), unit->parameters, unit->parameters == 1 ? "" : "s",
		        arguments->count);
		return false;
	}
	return bind_macro_keywords(vm, frame, arguments);
}

/*
 * What a call has written becomes its result, unless it is not to be escaped any more and may stay where
 * it is. `escape` decides whether that is markup: for macros and blocks what is in force around the call,
 * as in Jinja, not what they ran with.
 */
static void
finish(struct vm *vm, struct vm_result *result, size_t begin, enum escape escape,
        const struct unit *unit)
{
	result->done =
	        result->written && (escape != ESCAPE_NONE || vm->frame->escape == ESCAPE_NONE);
	if (result->done)
		return;
	result->value = vm_text_end(vm, begin, escape == ESCAPE_NONE ? VALUE_TEXT : VALUE_MARKUP);
	result->value.safe_in = unit->safe_in;
}

static bool
call_macro(struct vm *vm, const struct value_function *macro,
        const struct callable_arguments *arguments, struct vm_result *result)
{
	struct frame space, like = { .context = macro->context, .escape = macro->escape };
	struct vm_mark mark;
	enum escape around = vm->frame->context->escape;
	size_t begin = vm_text_begin(vm);
	struct frame *frame = vm_enter(vm, macro->unit, &like, &space, &mark);
	if (!frame)
		return false;
	frame->outer = macro->outer;
	/* Arguments that do not fit are the caller's mistake, and reported there. */
	vm->frame = frame->caller;
	bool ran = bind_macro(vm, frame, arguments);
	vm->frame = frame;
	vm_keep(vm);
	span_begin(vm->spans, SPAN_MACRO, macro->unit->template->name, name_of(macro->unit));
	ran = ran && vm_run(vm, frame);
	span_end(vm->spans, vm->out->len - begin);
	vm_leave(vm, &mark);
	finish(vm, result, begin, around, macro->unit);
	return ran;
}

void
vm_op_macro(struct vm *vm, struct frame *frame, const struct op *op)
{
	struct value_function macro = {
		.kind = CLOSURE_MACRO,
		.unit = op->unit,
		.outer = frame,
		.context = frame->context,
		.escape = frame->escape,
	};
	*vm->top++ = closure_value(vm->arena, macro);
}

/* --- blocks and loops ---------------------------------------------------------------------- */

static bool
call_block(struct vm *vm, const struct value_function *block, struct vm_result *result)
{
	const struct template_block *found;
	const struct vm_link *level =
	        vm_find_block(block->context, block->block, block->below, &found);
	if (!level) {
		vm_fail(vm, "there is no block \"" STR_FMT "\"", STR_ARG(block->block->name));
		return false;
	}
	enum escape around = vm->frame->context->escape;
	size_t begin = vm_text_begin(vm);
	bool ran = vm_render_block(vm, found->unit, level, block->context);
	finish(vm, result, begin, around, found->unit);
	return ran;
}

static bool
call_loop(struct vm *vm, struct loop *loop, const struct callable_arguments *arguments,
        struct vm_result *result)
{
	enum escape escape = loop->frame->escape;
	size_t begin = vm_text_begin(vm);
	if (!loop->info->recursive) {
		vm_fail(vm, "only a loop that is marked `recursive` can be called");
		return false;
	}
	if (arguments->count != 1 || arguments->named) {
		vm_fail(vm, "loop() takes one argument: what to go through");
		return false;
	}
	bool ran = loop_recurse(
	        vm, loop->frame->unit, loop->frame, arguments->positional[0], loop->depth + 1);
	finish(vm, result, begin, escape, loop->frame->unit);
	return ran;
}

/* --- calls --------------------------------------------------------------------------------- */

bool
vm_is_callable(struct value v)
{
	return v.kind == VALUE_FUNCTION || loop_of(v);
}

static void
refuse_undefined(struct vm *vm, struct value callee)
{
	struct str name = undefined_name(callee), help = STR_EMPTY;
	if (str_is(name, "super"))
		vm_fail_help(vm, undefined_help_super(vm),
		        "there is no super(): no template further up has this block");
	if (callee.origin == UNDEFINED_NAME)
		help = undefined_help_name(vm, name);
	if (callee.origin != UNDEFINED_KEY || undefined_allowed(vm, callee))
		vm_fail_help(vm, help, "\"" STR_FMT "\" is undefined and cannot be called",
		        STR_ARG(name));
}

bool
vm_call(struct vm *vm, struct value callee, const struct callable_arguments *arguments,
        struct vm_result *result)
{
	struct loop *loop = loop_of(callee);
	result->done = false;
	result->value = VALUE_UNDEFINED_INIT;
	if (loop)
		return call_loop(vm, loop, arguments, result);
	if (callee.kind != VALUE_FUNCTION) {
		if (callee.kind == VALUE_UNDEFINED)
			refuse_undefined(vm, callee);
		else
			vm_fail(vm, "%s cannot be called", repr_kind(vm, callee));
		return false;
	}
	switch (callee.function->kind) {
	case CLOSURE_MACRO: return call_macro(vm, callee.function, arguments, result);
	case CLOSURE_BLOCK: return call_block(vm, callee.function, result);
	case CLOSURE_NATIVE: break;
	}
	span_begin(vm->spans, SPAN_FUNCTION, callee.function->native->name, STR_EMPTY);
	result->value = call_native(vm, callee.function->native, VALUE_UNDEFINED_INIT,
	        callee.function->state, arguments);
	span_end(vm->spans, value_str(result->value).len);
	return !vm->failed;
}

/* The result takes the place of what was called, or is written, which ends the statement. */
static void
deliver(struct vm *vm, struct frame *frame, struct value *callee, const struct vm_result *result)
{
	vm->top = callee;
	if (!result->written) {
		*vm->top++ = result->value;
		return;
	}
	if (!result->done)
		vm_write(vm, frame, result->value);
	vm_release(vm);
}

void
vm_op_call(struct vm *vm, struct frame *frame, const struct op *op)
{
	struct callable_arguments arguments;
	struct vm_result result = { .written = op->c };
	struct value *callee = read_arguments(vm, op->call, &arguments);
	if (callee && vm_call(vm, *callee, &arguments, &result))
		deliver(vm, frame, callee, &result);
}

/*
 * The method of a value, for which an attribute of its own that can be called comes first. No field of a
 * loop is called like one of its methods.
 */
void
vm_op_method(struct vm *vm, struct frame *frame, const struct op *op)
{
	const struct symbol *name = op->call->method;
	struct callable_arguments arguments;
	struct vm_result result = { .written = op->c };
	struct value *of = read_arguments(vm, op->call, &arguments);
	if (!of)
		return;
	const struct callable *method = method_of(name, *of);
	/* What a method puts into a list or dict stays there. */
	if (box_of(*of))
		vm_keep_always(vm);
	struct value own = VALUE_UNDEFINED_INIT;
	if (!method || of->kind == VALUE_MAP || (of->kind == VALUE_OBJECT && !loop_of(*of)))
		own = subscript_attribute(vm, *of, name->name);
	if (vm_is_callable(own))
		vm_call(vm, own, &arguments, &result);
	else if (method)
		result.value = call_native(vm, method, *of, NULL, &arguments);
	else
		method_missing(vm, *of, own, name);
	if (!vm->failed)
		deliver(vm, frame, of, &result);
}
