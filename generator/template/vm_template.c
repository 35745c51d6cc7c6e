/*
 * Several templates in one rendering. A template that extends another runs first and is kept quiet;
 * then its parent runs in the same context, and finds the blocks of all of the chain:
 *
 *	page.html -> list.html -> base.html        chain of the context, in the order of the tags
 *	  block main   block main   block main     `main` is page.html's, its super() list.html's
 *
 * An include or import has a context and a chain of its own.
 */
#include "base/arena.h"
#include "base/diag.h"
#include "base/span.h"
#include "template/closure.h"
#include "template/engine.h"
#include "template/repr.h"
#include "template/sequence.h"
#include "template/symbol.h"
#include "template/vm.h"
#include "template/vm_memory.h"

/* --- rendering ----------------------------------------------------------------------------- */

static void
add_link(struct vm *vm, struct vm_context *context, const struct template *template)
{
	struct vm_link *link = arena_new(vm->arena, struct vm_link);
	link->template = template;
	if (context->chain_end)
		context->chain_end->parent = link;
	else
		context->chain = link;
	context->chain_end = link;
}

static bool
run_root(struct vm *vm, const struct template *template, struct vm_context *context)
{
	struct frame space, like = { .context = context, .escape = template->escape };
	struct vm_mark mark;
	size_t begin = vm->out->len;
	struct frame *frame = vm_enter(vm, template->root, &like, &space, &mark);
	if (!frame)
		return false;
	span_begin(vm->spans, SPAN_TEMPLATE, template->name, STR_EMPTY);
	bool ran = vm_run(vm, frame);
	span_end(vm->spans, vm->out->len - begin);
	vm_leave(vm, &mark);
	return ran;
}

bool
vm_render(struct vm *vm, const struct template *template, struct vm_context *context)
{
	if (!vm->places)
		vm->places = arena_array(vm->arena, uint16_t, vm->engine->symbols.map.len);
	add_link(vm, context, template);
	context->escape = template->escape;
	while (template) {
		context->parent = NULL;
		if (!run_root(vm, template, context))
			return false;
		template = context->parent;
		if (template)
			vm->out->len = context->mark;
	}
	return true;
}

/* --- names of templates -------------------------------------------------------------------- */

static const struct template *
find_first(struct vm *vm, struct value names, const struct spot *start)
{
	struct sequence sequence;
	if (value_is_text(names))
		return engine_loaded(vm->engine, value_str(names), start);
	if (names.kind == VALUE_UNDEFINED || !sequence_of(vm, names, &sequence))
		return NULL;
	for (size_t i = 0; i < sequence.len; i++) {
		struct value name = sequence_at(vm, &sequence, i);
		const struct template *found = NULL;
		if (value_is_text(name))
			found = engine_loaded(vm->engine, value_str(name), start);
		if (found)
			return found;
	}
	return NULL;
}

static void
fail_missing(struct vm *vm, struct value name)
{
	const struct map *known = &vm->engine->templates;
	struct str word = value_str(name), help = STR_EMPTY;
	struct str *names = arena_array(vm->arena, struct str, known->len);
	for (size_t i = 0; i < known->len; i++)
		names[i] = known->at[i].key;
	struct str nearest = diag_nearest(word, names, known->len);
	if (nearest.len)
		help = str_format(vm->arena, "did you mean \"" STR_FMT "\"?", STR_ARG(nearest));
	if (value_is_text(name))
		vm_fail_help(vm, help, "there is no template \"" STR_FMT "\"", STR_ARG(word));
	else
		vm_fail(vm, "%s names no template", repr_kind(vm, name));
}

/* The template of an op: known, or named by the top of the stack. NULL also when it may be missing. */
static const struct template *
named_template(struct vm *vm, const struct op_template *info)
{
	const struct template *found = info->template;
	if (info->is_dynamic) {
		struct value name = *--vm->top;
		found = find_first(vm, name, info->start);
		bool undefined = name.kind == VALUE_UNDEFINED;
		if (!found && (!info->ignore_missing || undefined))
			fail_missing(vm, name);
	}
	if (found && found->state != TEMPLATE_READY) {
		vm_fail(vm, "template \"" STR_FMT "\" has errors: " STR_FMT, STR_ARG(found->name),
		        STR_ARG(found->failure));
		return NULL;
	}
	return found;
}

/* What an import gives: the names of a template, and the text it rendered. */
struct vm_module {
	const struct template *template;
	struct vm_context *context;
	struct str text;
	const struct vm_module *next;
};

/* --- contexts and modules ------------------------------------------------------------------ */

/* The context of a template that is included here, and sees what is around it. */
static struct vm_context *
make_context(struct vm *vm, const struct frame *frame, const struct op_template *info)
{
	struct vm_context *context = arena_new(vm->arena, struct vm_context);
	context->outer = frame->context;
	context->frame = frame;
	context->visibles = info->visibles;
	return context;
}

/* The same for an import, whose macros will see the names as they are now. */
static struct vm_context *
snapshot(struct vm *vm, const struct frame *frame, const struct op_template *info)
{
	struct vm_context *context = arena_new(vm->arena, struct vm_context),
	                  *around = arena_new(vm->arena, struct vm_context);
	*around = *frame->context;
	memset(&around->names, 0, sizeof around->names);
	for (size_t i = 0; i < frame->context->names.len; i++)
		*array_push(vm->arena, &around->names) = frame->context->names.at[i];
	for (uint32_t i = 0; i < info->visibles.count; i++) {
		struct vm_name name = { .symbol = info->visibles.at[i].symbol };
		name.value = vm_visible(frame, &info->visibles.at[i]);
		if (!vm_is_unset(name.value))
			*array_push(vm->arena, &around->names) = name;
	}
	context->outer = around;
	return context;
}

static struct vm_module *
make_module(struct vm *vm, const struct template *template, struct vm_context *context)
{
	struct vm_module *module = arena_new(vm->arena, struct vm_module);
	size_t begin = vm_text_begin(vm);
	module->template = template;
	module->context = context;
	vm_render(vm, template, context);
	module->text = value_str(vm_text_end(vm, begin, VALUE_TEXT));
	return module;
}

/* A template that sees nothing of what is around it is run once, and is the same for all. */
static const struct vm_module *
default_module(struct vm *vm, const struct template *template)
{
	const struct vm_module *module = vm->modules;
	while (module && module->template != template)
		module = module->next;
	if (module)
		return module;
	struct vm_context *context = arena_new(vm->arena, struct vm_context);
	context->isolated = true;
	struct vm_module *made = make_module(vm, template, context);
	made->next = vm->modules;
	vm->modules = made;
	vm_keep_always(vm);
	return made;
}

void
vm_op_include(struct vm *vm, struct frame *frame, const struct op *op)
{
	const struct op_template *info = op->template;
	const struct template *template = named_template(vm, info);
	if (!template)
		return;
	if (!info->with_context)
		buf_put(vm->out, default_module(vm, template)->text);
	else
		vm_render(vm, template, make_context(vm, frame, info));
	vm_release(vm);
}

void
vm_op_extends(struct vm *vm, struct frame *frame, const struct op *op)
{
	struct vm_context *context = frame->context;
	const struct template *template = named_template(vm, op->template);
	if (!template)
		return;
	if (context->parent) {
		vm_fail(vm, "a template can extend only one other");
		return;
	}
	unsigned links = 0;
	for (const struct vm_link *link = context->chain; link; link = link->parent)
		links++;
	if (links == VM_DEPTH_MAX) {
		vm_fail_chain(vm, template, context->chain);
		return;
	}
	add_link(vm, context, template);
	context->parent = template;
	context->mark = vm->out->len;
	vm_keep_frame(vm, frame);
}

void
vm_op_extended(struct vm *vm, struct frame *frame, const struct op *op)
{
	(void)vm;
	if (frame->context->parent)
		frame->next = frame->unit->ops + op->b;
}

/* --- imports ------------------------------------------------------------------------------- */

static struct value
module_get(const void *self, struct str key, struct arena *arena)
{
	const struct vm_module *module = self;
	(void)arena;
	for (size_t i = 0; i < module->context->names.len; i++) {
		const struct vm_name *name = &module->context->names.at[i];
		if (!name->hidden && str_eq(name->symbol->name, key))
			return name->value;
	}
	return VALUE_UNDEFINED_INIT;
}

static struct str
module_text(const void *self, struct arena *arena)
{
	const struct vm_module *module = self;
	(void)arena;
	return module->text;
}

static struct value
module_keys(const void *self, struct arena *arena)
{
	const struct vm_module *module = self;
	size_t count = 0;
	struct value *names = arena_array(arena, struct value, module->context->names.len);
	for (size_t i = 0; i < module->context->names.len; i++) {
		if (!module->context->names.at[i].hidden)
			names[count++] = value_text(module->context->names.at[i].symbol->name);
	}
	return value_list(names, count);
}

static const struct value_object_type module_type = {
	.name = "module",
	.get = module_get,
	.keys = module_keys,
	.text = module_text,
};

bool
vm_is_module(struct value v)
{
	return v.kind == VALUE_OBJECT && v.object->type == &module_type;
}

void
vm_op_import(struct vm *vm, struct frame *frame, const struct op *op)
{
	const struct template *template = named_template(vm, op->template);
	if (!template)
		return;
	const struct vm_module *module = op->template->with_context
	        ? make_module(vm, template, snapshot(vm, frame, op->template))
	        : default_module(vm, template);
	*vm->top++ = value_object(vm->arena, &module_type, module);
}

void
vm_op_from(struct vm *vm, struct frame *frame, const struct op *op)
{
	(void)frame;
	struct value module = vm->top[-1];
	struct value v = value_get(module, op->symbol->name, vm->arena);
	*vm->top++ = vm_is_unset(v) ? undefined_key(vm, module, op->symbol->name) : v;
}

/* --- blocks -------------------------------------------------------------------------------- */

const struct vm_link *
vm_find_block(const struct vm_context *context, const struct symbol *name,
        const struct vm_link *below, const struct template_block **block)
{
	const struct vm_link *link = below ? below->parent : context->chain;
	for (; link; link = link->parent) {
		const struct template *template = link->template;
		for (size_t i = 0; i < template->blocks.len; i++) {
			if (template->blocks.at[i].name != name)
				continue;
			if (block)
				*block = &template->blocks.at[i];
			return link;
		}
	}
	return NULL;
}

bool
vm_render_block(struct vm *vm, const struct unit *unit, const struct vm_link *level,
        struct vm_context *context)
{
	struct frame space, like = { .context = context, .escape = level->template->escape };
	struct vm_mark mark;
	size_t begin = vm->out->len;
	struct frame *frame = vm_enter(vm, unit, &like, &space, &mark);
	if (!frame)
		return false;
	frame->level = level;
	span_begin(vm->spans, SPAN_BLOCK, unit->template->name, unit->name->name);
	bool ran = vm_run(vm, frame);
	span_end(vm->spans, vm->out->len - begin);
	vm_leave(vm, &mark);
	return ran;
}

void
vm_op_block(struct vm *vm, struct frame *frame, const struct op *op)
{
	const struct op_block *info = op->block;
	const struct template_block *block = NULL;
	const struct vm_link *level = vm_find_block(frame->context, info->name, NULL, &block);
	struct vm_context *context = frame->context;
	if (info->required && !vm_find_block(frame->context, info->name, level, NULL)) {
		vm_fail(vm,
		        "block \"" STR_FMT "\" is required, but nothing that extends this fills it",
		        STR_ARG(info->name->name));
		return;
	}
	if (!spot_is_same(&block->start, &info->start)) {
		vm_fail(vm,
		        "block \"" STR_FMT "\" of " STR_FMT " is for " STR_FMT
		        ", but stands in " STR_FMT " here",
		        STR_ARG(info->name->name), STR_ARG(level->template->path),
		        STR_ARG(spot_describe(&block->start, vm->arena)),
		        STR_ARG(spot_describe(&info->start, vm->arena)));
		return;
	}
	if (info->scoped) {
		context = arena_new(vm->arena, struct vm_context);
		context->escape = frame->context->escape;
		context->outer = frame->context;
		context->frame = frame;
		context->visibles = info->visibles;
		context->chain = frame->context->chain;
		context->chain_end = frame->context->chain_end;
	}
	vm_render_block(vm, block->unit, level, context);
	vm_release(vm);
}

/* `self`: the blocks of the template that was asked for, by name. */
static struct value
self_get(const void *self, struct str key, struct arena *arena)
{
	const struct vm_context *context = self;
	const struct template_engine *engine = context->chain->template->engine;
	const struct symbol *name = map_get(&engine->symbols.map, key);
	if (!name || !vm_find_block(context, name, NULL, NULL))
		return VALUE_UNDEFINED_INIT;
	struct value_function block = {
		.kind = CLOSURE_BLOCK,
		.block = name,
		.context = (struct vm_context *)(uintptr_t)context,
	};
	return closure_value(arena, block);
}

static struct str
self_text(const void *self, struct arena *arena)
{
	const struct vm_context *context = self;
	struct str name = context->chain->template->name;
	return str_format(arena, "<TemplateReference '" STR_FMT "'>", STR_ARG(name));
}

static struct value
self_names(const void *self, struct arena *arena)
{
	const struct vm_context *context = self;
	array_of(struct value) names = { 0 };
	for (const struct vm_link *link = context->chain; link; link = link->parent) {
		for (size_t i = 0; i < link->template->blocks.len; i++)
			*array_push(arena, &names) =
			        value_text(link->template->blocks.at[i].name->name);
	}
	return value_list(names.at, names.len);
}

static const struct value_object_type self_type = {
	.name = "template",
	.get = self_get,
	.text = self_text,
	.names = self_names,
};

bool
vm_is_self(struct value v)
{
	return v.kind == VALUE_OBJECT && v.object->type == &self_type;
}

void
vm_op_self(struct vm *vm, struct frame *frame, const struct op *op)
{
	frame->slots[op->a] = value_object(vm->arena, &self_type, frame->context);
	vm_keep_frame(vm, frame);
}

void
vm_op_super(struct vm *vm, struct frame *frame, const struct op *op)
{
	struct value_function block = {
		.kind = CLOSURE_BLOCK,
		.block = frame->unit->name,
		.context = frame->context,
		.below = frame->level,
	};
	bool has_parent = vm_find_block(frame->context, block.block, block.below, NULL);
	frame->slots[op->a] =
	        has_parent ? closure_value(vm->arena, block) : vm_undefined(STR("super"));
	vm_keep_frame(vm, frame);
}
