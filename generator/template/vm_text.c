/*
 * Output. It goes straight into run->out; what is captured for a moment lies there too, behind what
 * has been written, until it is copied into the arena and cut off. Hence no buffers but that one.
 */
#include "base/arena.h"
#include "base/diag.h"
#include "base/escape.h"
#include "template/engine.h"
#include "template/repr.h"
#include "template/sequence.h"
#include "template/symbol.h"
#include "template/vm.h"
#include "template/vm_memory.h"

void
vm_escape(struct buf *out, enum escape escape, struct str s)
{
	switch (escape) {
	case ESCAPE_NONE: buf_put(out, s); break;
	case ESCAPE_HTML: escape_html(out, s); break;
	case ESCAPE_XML: escape_xml(out, s); break;
	}
}

/* --- texts --------------------------------------------------------------------------------- */

/* A copy of what has been written since. Most texts are short: a copy of fixed size needs no call. */
static const char *
keep_text(struct arena *arena, const struct buf *out, size_t begin)
{
	enum { SHORT = 32 };
	size_t len = out->len - begin;
	const char *made = out->at + begin;
	if (len > SHORT || out->cap - begin < SHORT)
		return memcpy(arena_raw(arena, len, 1), made, len);
	return memcpy(arena_raw(arena, SHORT, 1), made, SHORT);
}

static void
refuse_text(struct vm *vm, size_t len)
{
	if (len > VM_TEXT_MAX)
		vm_fail(vm, "a text of %zu bytes is beyond the limit of %d", len, VM_TEXT_MAX);
	else
		vm_fail(vm, "the output is beyond its limit of %zu bytes", vm->out->max);
}

struct value
vm_text_end(struct vm *vm, size_t begin, enum value_kind kind)
{
	struct buf *out = vm->out;
	size_t len = out->len - begin;
	struct value made = { .kind = (uint8_t)kind, .text = "" };
	if (len > VM_TEXT_MAX || out->full) {
		refuse_text(vm, len);
	} else if (len && !vm->failed) {
		made.len = (uint32_t)len;
		made.text = keep_text(vm->arena, out, begin);
	}
	out->len = begin;
	vm_charge(vm, made.len / VM_TEXT_STEP);
	return made;
}

struct value
vm_concat(struct vm *vm, enum escape escape, const struct value *parts, size_t count)
{
	enum value_kind kind = VALUE_TEXT;
	for (size_t i = 0; i < count && escape != ESCAPE_NONE; i++) {
		if (parts[i].kind == VALUE_MARKUP)
			kind = VALUE_MARKUP;
	}
	size_t begin = vm_text_begin(vm);
	for (size_t i = 0; i < count; i++) {
		if (kind == VALUE_MARKUP && parts[i].kind != VALUE_MARKUP)
			vm_escape(vm->out, escape, repr_str(vm, parts[i]));
		else
			repr_text(vm, vm->out, parts[i]);
	}
	return vm_text_end(vm, begin, kind);
}

/* --- output -------------------------------------------------------------------------------- */

void
vm_write(struct vm *vm, struct frame *frame, struct value v)
{
	if (value_is_text(v))
		vm->steps -= v.len / 64;
	switch (v.kind) {
	case VALUE_TEXT: vm_escape(vm->out, frame->escape, value_str(v)); break;
	case VALUE_MARKUP: buf_put(vm->out, value_str(v)); break;
	case VALUE_UNDEFINED: undefined_allowed(vm, v); break;
	case VALUE_LIST:
	case VALUE_MAP:
	case VALUE_FUNCTION:
	case VALUE_OBJECT:
		if (vm_is_module(v))
			buf_put(vm->out, repr_str(vm, v));
		else
			vm_escape(vm->out, frame->escape, repr_str(vm, v));
		break;
	default: repr_text(vm, vm->out, v); break;
	}
}

void
vm_op_text(struct vm *vm, struct frame *frame, const struct op *op)
{
	(void)frame;
	struct str text = *op->text;
	struct buf *out = vm->out;
	if (text.len <= UNIT_TEXT_ROOM && out->cap - out->len >= UNIT_TEXT_ROOM) {
		memcpy(out->at + out->len, text.at, UNIT_TEXT_ROOM);
		out->len += text.len;
	} else {
		vm->steps -= (int64_t)(text.len / 64);
		buf_put(out, text);
	}
}

void
vm_op_emit(struct vm *vm, struct frame *frame, const struct op *op)
{
	(void)op;
	struct value v = *--vm->top;
	if (v.kind == VALUE_TEXT && frame->escape == ESCAPE_HTML) {
		vm->steps -= v.len / 64;
		escape_html(vm->out, value_str(v));
	} else {
		vm_write(vm, frame, v);
	}
	vm_release(vm);
}

/* --- captures ------------------------------------------------------------------------------ */

void
vm_op_capture(struct vm *vm, struct frame *frame, const struct op *op)
{
	(void)frame, (void)op;
	*vm->top++ = value_int((int64_t)vm_text_begin(vm));
}

void
vm_op_captured(struct vm *vm, struct frame *frame, const struct op *op)
{
	enum value_kind kind = frame->escape == ESCAPE_NONE ? VALUE_TEXT : VALUE_MARKUP;
	vm->top[-1] = vm_text_end(vm, (size_t)vm->top[-1].integer, kind);
	vm->top[-1].safe_in = op->c;
}

void
vm_op_discard(struct vm *vm, struct frame *frame, const struct op *op)
{
	(void)frame, (void)op;
	vm->out->len = (size_t)(*--vm->top).integer;
}

void
vm_op_mark(struct vm *vm, struct frame *frame, const struct op *op)
{
	if (frame->escape == ESCAPE_NONE)
		return;
	vm->top[-1] = value_markup(repr_str(vm, vm->top[-1]));
	vm->top[-1].safe_in = op->c;
}

/* --- escaping ------------------------------------------------------------------------------ */

void
vm_op_escape(struct vm *vm, struct frame *frame, const struct op *op)
{
	bool on = value_truth(vm->top[-1]);
	enum escape named = frame->unit->template->escape;
	(void)op;
	vm->top[-1] = value_int(frame->escape | (int64_t)frame->context->escape << 8);
	frame->escape = !on ? ESCAPE_NONE : named == ESCAPE_NONE ? ESCAPE_HTML : named;
	frame->context->escape = frame->escape;
}

void
vm_op_escape_end(struct vm *vm, struct frame *frame, const struct op *op)
{
	(void)op;
	int64_t before = (*--vm->top).integer;
	frame->escape = (enum escape)(before & 0xff);
	frame->context->escape = (enum escape)(before >> 8);
}
