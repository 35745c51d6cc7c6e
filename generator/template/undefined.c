#include "template/undefined.h"

#include "base/arena.h"
#include "base/array.h"
#include "base/diag.h"
#include "template/box.h"
#include "template/callable.h"
#include "template/engine.h"
#include "template/filter.h"
#include "template/foreign.h"
#include "template/method.h"
#include "template/predicate.h"
#include "template/repr.h"
#include "template/sequence.h"
#include "template/subscript.h"
#include "template/symbol.h"
#include "template/vm.h"

enum {
	FEW = 12,    /* so many are all listed */
	NEAREST = 5, /* else so many of them */
	COMPARED_MAX =
	        500, /* a template may have more, and every page of a site the same mistake */
};

typedef array_of(struct str) words;

/* --- values -------------------------------------------------------------------------------- */

struct value
undefined_value(enum undefined_origin origin, struct str name)
{
	if (!name.len)
		name = STR("undefined");
	struct value v = value_absent(name);
	v.origin = (uint8_t)origin;
	return v;
}

struct str
undefined_name(struct value undefined)
{
	return undefined.len ? str_of(undefined.text, undefined.len) : STR("this value");
}

static bool
is_strict(const struct vm *vm)
{
	return vm->engine->settings.undefined == TEMPLATE_STRICT;
}

/* Is it data, in which keys come and go? */
static bool
is_free(struct value of)
{
	const struct box *box = box_of(of);
	return of.kind == VALUE_MAP || of.kind == VALUE_NONE || (box && box->kind == BOX_DICT);
}

struct value
undefined_key(struct vm *vm, struct value of, struct str key)
{
	if (!is_strict(vm) || is_free(of))
		return undefined_value(UNDEFINED_FREE, key);
	if (!key.len)
		key = STR("undefined");
	char *room = arena_items(vm->arena, sizeof of + key.len, 1, alignof(struct value));
	memcpy(room, &of, sizeof of);
	memcpy(room + sizeof of, key.at, key.len);
	return undefined_value(UNDEFINED_KEY, str_of(room + sizeof of, key.len));
}

/* What it is a key of; see undefined_key. */
static struct value
owner(struct value undefined)
{
	struct value of;
	memcpy(&of, undefined.text - sizeof of, sizeof of);
	return of;
}

struct value
undefined_attribute(struct vm *vm, struct value undefined, struct str key)
{
	if (!is_strict(vm))
		vm_fail(vm, "\"" STR_FMT "\" is undefined and has no \"" STR_FMT "\"",
		        STR_ARG(undefined_name(undefined)), STR_ARG(key));
	return undefined.len ? undefined : undefined_value(UNDEFINED_FREE, key);
}

/* --- suggestions --------------------------------------------------------------------------- */

static void
add(struct vm *vm, words *list, struct str word)
{
	for (size_t i = 0; i < list->len; i++) {
		if (str_eq(list->at[i], word))
			return;
	}
	if (word.len && list->len < COMPARED_MAX)
		*array_push(vm->arena, list) = word;
}

static void
add_all(struct vm *vm, words *list, struct value texts)
{
	for (uint32_t i = 0; texts.kind == VALUE_LIST && i < texts.len; i++)
		add(vm, list, value_str(texts.items[i]));
}

/* "did you mean "x"? its keys: a, b, c": all words when they are few; else the nearest. */
static struct str
help(struct vm *vm, struct str word, const words *list, const char *known)
{
	struct str closest[NEAREST], near = diag_nearest(word, list->at, list->len);
	const struct str *shown = list->at;
	size_t count = list->len, begin = vm->out->len;
	if (!count)
		return STR_EMPTY;
	if (near.len && count > FEW)
		return str_format(vm->arena, "did you mean \"" STR_FMT "\"?", STR_ARG(near));
	if (near.len)
		buf_format(vm->out, "did you mean \"" STR_FMT "\"? ", STR_ARG(near));
	buf_format(vm->out, "%s", known);
	if (count > FEW) {
		count = diag_closest(word, list->at, list->len, closest, NEAREST);
		shown = closest;
		buf_format(vm->out, " are %zu, the nearest", list->len);
	}
	for (size_t i = 0; i < count; i++)
		buf_format(vm->out, "%s" STR_FMT, i ? ", " : ": ", STR_ARG(shown[i]));
	struct str made = str_copy(vm->arena, str_skip(buf_view(vm->out), begin));
	vm->out->len = begin;
	return made;
}

static void
add_attributes(struct vm *vm, words *list, struct value of)
{
	const struct value_object_type *type = of.kind == VALUE_OBJECT ? of.object->type : NULL;
	if (type && type->keys)
		add_all(vm, list, type->keys(of.object->self, vm->arena));
	else if (type && type->names)
		add_all(vm, list, type->names(of.object->self, vm->arena));
	else
		add_all(vm, list, subscript_names(vm, of));
}

struct str
undefined_help_method(struct vm *vm, struct value of, struct str name)
{
	words list = { 0 };
	if (!vm_is_module(of))
		add_all(vm, &list, method_names(vm, of));
	add_attributes(vm, &list, of);
	return help(vm, name, &list,
	        vm_is_module(of)         ? "it has"
	                : vm_is_self(of) ? "its blocks"
	                                 : "its methods");
}

/* That of the block around this place, or NULL. */
static const struct frame *
block_frame(const struct vm *vm)
{
	const struct frame *frame = vm->frame;
	while (frame && frame->unit->kind != UNIT_BLOCK)
		frame = frame->outer;
	return frame;
}

struct str
undefined_help_super(struct vm *vm)
{
	words list = { 0 };
	const struct frame *frame = block_frame(vm);
	const struct vm_link *link = frame && frame->level ? frame->level->parent : NULL;
	for (; link; link = link->parent) {
		for (size_t i = 0; i < link->template->blocks.len; i++)
			add(vm, &list, link->template->blocks.at[i].name->name);
	}
	return frame ? help(vm, frame->unit->name->name, &list, "the blocks further up")
	             : STR_EMPTY;
}

/* Names of the frame and those around it that have a value: what their units store to. */
static void
add_slots(struct vm *vm, words *list)
{
	for (const struct frame *frame = vm->frame; frame; frame = frame->outer) {
		for (uint32_t i = 0; i < frame->unit->count; i++) {
			const struct op *op = &frame->unit->ops[i];
			if (op->code == OP_STORE && op->symbol &&
			        frame->slots[op->a].kind != VALUE_UNDEFINED)
				add(vm, list, op->symbol->name);
		}
		/* Loops and tests have a first slot without a name. */
		for (uint16_t i = 0; frame->unit->parameter_names && i < frame->unit->parameters;
		        i++)
			add(vm, list, frame->unit->parameter_names[i]->name);
	}
}

static void
add_keys(struct vm *vm, words *list, struct value map)
{
	struct sequence keys;
	if (map.kind == VALUE_UNDEFINED || value_is_sequence(map) || !sequence_of(vm, map, &keys))
		return;
	for (size_t i = 0; i < keys.len; i++)
		add(vm, list, value_str(sequence_at(vm, &keys, i)));
}

/* The key of x.params that is meant by x.key, the same one or `near` it; empty without. */
static struct str
free_key(struct vm *vm, struct value of, struct str key, bool near)
{
	words list = { 0 };
	struct value params = VALUE_UNDEFINED_INIT;
	if (of.kind == VALUE_OBJECT)
		params = subscript_item(vm, of, value_text(STR("params")));
	if (params.kind == VALUE_MAP)
		add_keys(vm, &list, params);
	for (size_t i = 0; i < list.len; i++) {
		if (str_eq(list.at[i], key))
			return key;
	}
	return near ? diag_nearest(key, list.at, list.len) : STR_EMPTY;
}

/* Is there a place for keys that the program does not know? */
static bool
has_params(const words *list)
{
	for (size_t i = 0; i < list->len; i++) {
		if (str_is(list->at[i], "params"))
			return true;
	}
	return false;
}

struct str
undefined_help_key(struct vm *vm, struct value of, struct str key)
{
	words list = { 0 };
	add_attributes(vm, &list, of);
	bool alone = !diag_nearest(key, list.at, list.len).len;
	struct str own = free_key(vm, of, key, alone);
	struct str ours = alone ? foreign_key(key, list.at, list.len) : STR_EMPTY;
	if (ours.len && !str_eq(own, key))
		return str_format(vm->arena, "did you mean \"" STR_FMT "\"?", STR_ARG(ours));
	if (own.len)
		return str_format(vm->arena, "did you mean \"params." STR_FMT "\"?", STR_ARG(own));
	if (alone && has_params(&list))
		return str_format(vm->arena, "keys of one's own are in params: params." STR_FMT,
		        STR_ARG(key));
	if (list.len)
		return help(vm, key, &list, vm_is_module(of) ? "it has" : "its keys");
	add_all(vm, &list, method_names(vm, of));
	return help(vm, key, &list, "its methods");
}

struct str
undefined_help_name(struct vm *vm, struct str name)
{
	words list = { 0 };
	bool isolated = false;
	if (foreign_name(name))
		return str_from(foreign_name(name));
	add_slots(vm, &list);
	if (block_frame(vm))
		add(vm, &list, STR("super"));
	const struct vm_context *context = vm->frame->context;
	for (; context; context = context->outer) {
		for (size_t i = 0; i < context->names.len; i++)
			add(vm, &list, context->names.at[i].symbol->name);
		for (uint32_t i = 0; i < context->visibles.count; i++)
			add(vm, &list, context->visibles.at[i].symbol->name);
		isolated = context->isolated;
	}
	if (!isolated)
		add_keys(vm, &list, vm->run->context);
	add_keys(vm, &list, vm->run->globals);
	for (size_t i = 0; i < vm->engine->functions.len; i++)
		add(vm, &list, vm->engine->functions.at[i].key);
	return help(vm, name, &list, "known names");
}

/* --- refusing ------------------------------------------------------------------------------ */

static void
refuse(struct vm *vm, struct value v)
{
	struct str name = undefined_name(v);
	switch ((enum undefined_origin)v.origin) {
	case UNDEFINED_KEY:
		vm_fail_help(vm, undefined_help_key(vm, owner(v), name),
		        "%s has no \"" STR_FMT "\"", repr_kind(vm, owner(v)), STR_ARG(name));
		break;
	case UNDEFINED_PARAMETER:
		vm_fail_help(vm,
		        str_format(vm->arena, "a default allows for that: " STR_FMT "=none",
		                STR_ARG(name)),
		        "parameter \"" STR_FMT "\" is not given", STR_ARG(name));
		break;
	case UNDEFINED_SLOT:
		vm_fail_help(vm,
		        STR("it is set elsewhere in this template, but not on the way to here"),
		        "\"" STR_FMT "\" is undefined", STR_ARG(name));
		break;
	default:
		vm_fail_help(vm, undefined_help_name(vm, name), "\"" STR_FMT "\" is undefined",
		        STR_ARG(name));
		break;
	}
}

bool
undefined_allowed(struct vm *vm, struct value v)
{
	if (v.kind != VALUE_UNDEFINED || v.origin == UNDEFINED_FREE || !is_strict(vm))
		return true;
	if (!vm->failed)
		refuse(vm, v);
	return false;
}

bool
undefined_allowed_key(struct vm *vm, struct value v)
{
	if (v.kind != VALUE_UNDEFINED || v.origin != UNDEFINED_KEY)
		return true;
	uint8_t of = owner(v).kind;
	return (of != VALUE_DATE && of != VALUE_OBJECT) || undefined_allowed(vm, v);
}

bool
undefined_allowed_among(struct vm *vm, const struct callable *callable, struct value subject,
        const struct value *arguments, size_t count)
{
	const struct value *wrong = subject.kind == VALUE_UNDEFINED ? &subject : NULL;
	for (size_t i = 0; i < count && (!wrong || !wrong->origin); i++) {
		if (arguments[i].kind == VALUE_UNDEFINED)
			wrong = &arguments[i];
	}
	return !wrong || callable->call == filter_default || callable->call == predicate_defined ||
	        callable->call == predicate_undefined || undefined_allowed(vm, *wrong);
}
