/*
 * Errors of a rendering. Their place is the op that runs in the innermost frame; how it came to run
 * there is told as help:
 *
 *	themes/plain/templates/card.html:4:7: error: division by zero
 *	    help: in macro "card", called from list.html:12:4, included from page.html:3:12
 */
#include <stdarg.h>

#include "base/arena.h"
#include "base/diag.h"
#include "template/symbol.h"
#include "template/vm.h"

/* The chain is told so far; recursion to the depth limit need not be spelt out. */
enum { CHAIN_MAX = 8, CHILDREN_MAX = 4 };

/* Where frames were called from, as far as it has been told. */
struct told {
	const struct op *at[CHAIN_MAX];
	unsigned count;
};

static bool
is_told(const struct told *told, const struct op *op)
{
	for (unsigned i = 0; i < told->count; i++) {
		if (told->at[i] == op)
			return true;
	}
	return false;
}

static struct place
place_in(const struct frame *frame)
{
	const struct unit *unit = frame->unit;
	const struct template *template = unit->template;
	/* `next` is behind the op at work, but at the first one before any has run. */
	size_t at = frame->next > unit->ops ? (size_t)(frame->next - unit->ops) - 1 : 0;
	struct op_place where = unit->places[at];
	return diag_place(template->path, template->source, where.at, where.len);
}

/* How the unit of a frame is named before the place that it was called from. */
static void
describe(struct buf *out, const struct frame *frame)
{
	const struct unit *unit = frame->unit;
	switch (unit->kind) {
	case UNIT_ROOT:
		buf_put(out,
		        frame->caller->next[-1].code == OP_IMPORT ? STR("imported")
		                                                  : STR("included"));
		break;
	case UNIT_BLOCK:
		buf_format(out, "in block \"" STR_FMT "\", rendered", STR_ARG(unit->name->name));
		break;
	case UNIT_MACRO:
		buf_format(out, "in macro \"" STR_FMT "\", called", STR_ARG(unit->name->name));
		break;
	case UNIT_CALLER: buf_lit(out, "in the body of a call, rendered"); break;
	case UNIT_LOOP:
	case UNIT_TEST: buf_lit(out, "in a loop, run"); break;
	}
}

/* Ends what has been said since `begin`. */
static void
separate(struct buf *out, size_t begin)
{
	if (out->len > begin)
		buf_put(out, out->at[out->len - 1] == '?' ? STR(" ") : STR("; "));
}

static void
add_sentence(struct buf *out, size_t begin, struct str text)
{
	if (text.len)
		separate(out, begin);
	buf_put(out, text);
}

/* Which templates a root is run for: those that extend it, the nearest first. */
static void
add_children(struct buf *out, size_t begin, const struct frame *frame, unsigned told)
{
	const struct template *template = frame->unit->template;
	const struct vm_link *last = NULL, *first = frame->context->chain;
	if (frame->unit->kind != UNIT_ROOT)
		return;
	for (const struct vm_link *link = first; link && link->template != template;
	        link = link->parent)
		last = link;
	for (unsigned count = 0; last && count < CHILDREN_MAX; count++) {
		if (told++)
			buf_lit(out, ", ");
		else
			separate(out, begin);
		buf_format(out, "extended by " STR_FMT, STR_ARG(last->template->path));
		const struct vm_link *child = first;
		while (child != last && child->parent != last)
			child = child->parent;
		last = child == last ? NULL : child;
	}
}

/* The frames outwards, put together at the end of the output like any text. */
static void
add_chain(struct vm *vm, size_t begin)
{
	struct buf *out = vm->out;
	struct told told = { .count = 0 };
	const struct frame *frame = vm->frame;
	add_children(out, begin, frame, 0);
	for (; frame && frame->caller && told.count < CHAIN_MAX; frame = frame->caller) {
		struct place place = place_in(frame->caller);
		/* What calls itself again and again is told once. */
		if (is_told(&told, frame->caller->next))
			continue;
		told.at[told.count] = frame->caller->next;
		if (told.count++)
			buf_lit(out, ", ");
		else
			separate(out, begin);
		describe(out, frame);
		buf_format(out, " from " STR_FMT ":%u:%u", STR_ARG(place.path), place.line,
		        place.column);
		add_children(out, begin, frame->caller, told.count);
	}
	if (frame && frame->caller)
		buf_lit(out, ", ...");
	if (vm->run->subject.len) {
		add_sentence(out, begin, STR("while rendering "));
		buf_put(out, vm->run->subject);
	}
}

static void
report(struct vm *vm, enum diag_level level, struct str help, struct str text)
{
	struct place place = place_in(vm->frame);
	diag_add(vm->run->diags, level, place, vm->frame->unit->template->source, STR_FMT,
	        STR_ARG(text));
	size_t begin = vm->out->len;
	add_sentence(vm->out, begin, help);
	add_chain(vm, begin);
	struct str all = str_skip(buf_view(vm->out), begin);
	if (all.len)
		diag_help(vm->run->diags, STR_FMT, STR_ARG(all));
	vm->out->len = begin;
}

void
vm_fail_list(struct vm *vm, struct str help, const char *format, va_list args)
{
	if (vm->failed)
		return;
	vm->failed = true;
	vm->steps = -1; /* stops the run loop */
	report(vm, DIAG_ERROR, help, str_vformat(vm->arena, format, args));
}

void
vm_fail(struct vm *vm, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	vm_fail_list(vm, STR_EMPTY, format, args);
	va_end(args);
}

void
vm_fail_help(struct vm *vm, struct str help, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	vm_fail_list(vm, help, format, args);
	va_end(args);
}

void
vm_warn(struct vm *vm, struct str text)
{
	report(vm, DIAG_WARNING, STR_EMPTY, text);
}

/* --- circles ------------------------------------------------------------------------------- */

static const char *const kinds[] = {
	[UNIT_ROOT] = "templates that include each other",
	[UNIT_BLOCK] = "blocks",
	[UNIT_MACRO] = "calls of macros",
	[UNIT_CALLER] = "the bodies of calls",
	[UNIT_LOOP] = "recursive loops",
	[UNIT_TEST] = "the tests of loops",
};

/* "a.html" does something without end, by way of the last `count` names, outermost first. */
static void
fail_circle(
        struct vm *vm, const char *does, struct str name, const struct str *names, unsigned count)
{
	struct str way = STR_EMPTY;
	for (unsigned i = 0; i < count; i++)
		way = str_format(vm->arena, STR_FMT "%s\"" STR_FMT "\"", STR_ARG(way),
		        i ? ", " : ", by way of ", STR_ARG(names[i]));
	vm_fail(vm, "\"" STR_FMT "\" %s itself without end" STR_FMT, STR_ARG(name), does,
	        STR_ARG(way));
}

/* Is the frame one of a rendering of the template, or of one that extends it? */
static bool
runs_for(const struct frame *frame, const struct template *template)
{
	const struct vm_link *link = frame->context->chain;
	while (link && link->template != template)
		link = link->parent;
	return link || frame->unit->template == template;
}

/* Says so if what `frame` runs has been begun for the template itself. False if it has not. */
static bool
fail_inclusion(struct vm *vm, const struct frame *frame, const struct template *template)
{
	struct str names[VM_DEPTH_MAX + 1];
	unsigned first = VM_DEPTH_MAX + 1;
	bool imports = frame && frame->next[-1].code == OP_IMPORT;
	for (; frame && !runs_for(frame, template); frame = frame->caller) {
		struct str name = frame->unit->template->name;
		if (first > VM_DEPTH_MAX || !str_eq(names[first], name))
			names[--first] = name;
	}
	if (!frame)
		return false;
	if (frame->unit->template != template)
		names[--first] = frame->unit->template->name;
	fail_circle(vm, imports ? "imports" : "includes", template->name, names + first,
	        VM_DEPTH_MAX + 1 - first);
	return true;
}

void
vm_fail_depth(struct vm *vm, const struct unit *unit)
{
	const struct template *template = unit->template;
	const struct frame *frame = vm->frame;
	bool inclusion = unit->kind == UNIT_ROOT;
	if (unit->kind == UNIT_BLOCK) {
		while (frame && frame->unit->kind != UNIT_ROOT)
			frame = frame->caller;
		inclusion = frame != NULL;
		template = frame ? frame->context->chain->template : template;
		frame = frame ? frame->caller : NULL;
	}
	if (!inclusion || !fail_inclusion(vm, frame, template))
		vm_fail(vm, "%s nest deeper than %d", kinds[unit->kind], VM_DEPTH_MAX);
}

void
vm_fail_chain(struct vm *vm, const struct template *template, const struct vm_link *link)
{
	struct str names[VM_DEPTH_MAX];
	unsigned count = 0;
	while (link && link->template != template)
		link = link->parent;
	if (!link) {
		vm_fail(vm, "more than %d templates extend each other", VM_DEPTH_MAX);
		return;
	}
	for (link = link->parent; link && link->template != template; link = link->parent)
		names[count++] = link->template->name;
	fail_circle(vm, "extends", template->name, names, count);
}

/* --- limits -------------------------------------------------------------------------------- */

bool
vm_fail_limits(struct vm *vm)
{
	if (vm->steps < 0)
		vm_fail(vm, "this takes more than %d steps", VM_STEPS_MAX);
	else if (vm->arena->used - vm->arena_used > VM_MEMORY_MAX)
		vm_fail(vm, "this takes more than %d MiB of memory", VM_MEMORY_MAX >> 20);
	return !vm->failed;
}
