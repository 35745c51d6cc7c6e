/*
 * Blocks, and tags that name other templates. A template that is named by literal text is loaded
 * here, so that a wrong name is found here too; a name that is made at run time only finds what is
 * loaded already, hence all templates that the literal parts of the expression allow are loaded.
 */
#include "base/arena.h"
#include "base/diag.h"
#include "template/compile.h"
#include "template/compile_spot.h"
#include "template/engine.h"
#include "template/symbol.h"

struct op_visibles
compile_visibles(struct compile *compile)
{
	array_of(struct op_visible) list = { 0 };
	for (const struct scope *scope = compile->scope; scope; scope = scope->outer) {
		for (size_t i = 0; i < scope->names.len; i++) {
			const struct symbol *symbol = scope->names.at[i].symbol;
			struct scope_place place;
			size_t known = 0;
			while (known < list.len && list.at[known].symbol != symbol)
				known++;
			if (!scope->names.at[i].stored || known < list.len)
				continue;
			scope_find(compile->scope, symbol, &place);
			*array_push(compile->arena, &list) =
			        (struct op_visible){ symbol, place.depth, place.slot };
		}
	}
	return (struct op_visibles){ list.at, (uint32_t)list.len };
}

/* --- blocks -------------------------------------------------------------------------------- */

static bool
is_defined(const struct compile *compile, const struct symbol *name)
{
	for (size_t i = 0; i < compile->template->blocks.len; i++) {
		if (compile->template->blocks.at[i].name == name)
			return true;
	}
	return false;
}

static void
declare_special(struct compile *compile, const struct ast *node, const char *word, enum op_code op)
{
	const struct symbol *name = compile_symbol(compile, word);
	if (ast_mentions(node->block.body, name)) {
		uint16_t slot = scope_declare(compile->scope, name);
		compile_emit(compile, node, op)->a = slot;
		compile->template->selves |= op == OP_SELF;
	}
}

/* A block sees nothing of what is around it but through the context. */
static void
block_unit(struct compile *compile, const struct ast *node, const struct spot *start)
{
	struct code code;
	struct scope scope;
	struct compile outside = *compile;
	size_t index = compile->template->blocks.len;
	*array_push(compile->arena, &compile->template->blocks) =
	        (struct template_block){ node->block.name, NULL, *start, node->block.required };
	struct unit *unit = compile_open(compile, &code, &scope, NULL, UNIT_BLOCK);
	unit->name = node->block.name;
	compile->toplevel = compile->extended = compile->may_extend = false;
	compile->escape_known = true;
	compile->unchecked = 0;
	unit->safe_in = compile_spot_begin_block(compile, start);
	declare_special(compile, node, "self", OP_SELF);
	declare_special(compile, node, "super", OP_SUPER);
	scope_read(&scope, node->block.body);
	compile_enter(compile, node, &scope);
	compile_statements(compile, node->block.body);
	compile_spot_end_block(compile, node, start);
	compile_close(compile, node);
	compile->toplevel = outside.toplevel;
	compile->extended = outside.extended;
	compile->may_extend = outside.may_extend;
	compile->escape_known = outside.escape_known;
	compile->unchecked = outside.unchecked;
	compile->spot = outside.spot;
	compile->template->blocks.at[index].unit = unit;
}

void
compile_block(struct compile *compile, const struct ast *node)
{
	if (is_defined(compile, node->block.name)) {
		compile_fail(compile, node->at, node->len, "block \"" STR_FMT "\" is defined twice",
		        STR_ARG(node->block.name->name));
		return;
	}
	bool stands_here = !(compile->extended && compile->toplevel);
	struct spot start;
	compile_spot_block(compile, node, &start, stands_here);
	block_unit(compile, node, &start);
	if (!stands_here)
		return;
	struct op_block *info = arena_new(compile->arena, struct op_block);
	info->name = node->block.name;
	info->scoped = node->block.scoped;
	info->required = node->block.required;
	info->start = start;
	if (info->scoped) {
		info->visibles = compile_visibles(compile);
		compile_keep_loops(compile);
	}
	bool unless_extended = compile->may_extend && compile->toplevel;
	uint32_t skip = unless_extended ? compile_jump(compile, node, OP_EXTENDED) : 0;
	compile_emit(compile, node, OP_BLOCK)->block = info;
	if (unless_extended)
		compile_land(compile, skip);
}

/* --- names of templates -------------------------------------------------------------------- */

static void
remember(struct compile *compile, struct template *other)
{
	*array_push(compile->arena, &compile->template->uses) = other;
}

/* The template of a literal name; NULL after an error, or without one if it may be missing. */
static struct template *
literal(struct compile *compile, const struct ast *node, const struct spot *start,
        bool may_be_missing)
{
	struct str name = value_str(node->value);
	struct engine_asking asking = { compile->engine->asking, compile->naming, compile->template,
		node->at };
	compile->engine->asking = &asking;
	struct template *other = engine_reference(compile->engine, name, start, compile->diags);
	compile->engine->asking = asking.outer;
	if (other) {
		remember(compile, other);
		compile->failed |= other->state == TEMPLATE_FAILED;
		if (other->state == TEMPLATE_FAILED && !other->reported && !compile->engine->quiet)
			compile_fail(compile, node->at, node->len,
			        "template \"" STR_FMT "\" has errors: " STR_FMT, STR_ARG(name),
			        STR_ARG(other->failure));
	} else if (!may_be_missing) {
		compile_fail(compile, node->at, node->len, "there is no template \"" STR_FMT "\"",
		        STR_ARG(name));
		engine_suggest_template(compile->engine, name, compile->diags);
	}
	return other;
}

/* The first template of a list of literal names that exists. */
static struct template *
first_literal(struct compile *compile, const struct ast *node, const struct spot *start,
        bool may_be_missing)
{
	const struct ast *item = node->items.first;
	for (; item && item->next; item = item->next) {
		struct template *other = literal(compile, item, start, true);
		if (other)
			return other;
	}
	return item ? literal(compile, item, start, may_be_missing) : NULL;
}

static bool
is_literal_list(const struct ast *node)
{
	if (node->kind != AST_LIST && node->kind != AST_TUPLE)
		return false;
	const struct ast *item = node->items.first;
	while (item && ast_is_text(item))
		item = item->next;
	return !item && node->items.first;
}

/* Loads what an expression may come to name: "cards/" ~ kind ~ ".html" begins and ends so. */
static void
load_candidates(struct compile *compile, const struct ast *node, const struct spot *start)
{
	struct str prefix, suffix;
	if (node->kind == AST_LIST || node->kind == AST_TUPLE) {
		for (const struct ast *item = node->items.first; item; item = item->next)
			load_candidates(compile, item, start);
		return;
	}
	if (node->kind == AST_CONDITION) {
		load_candidates(compile, node->condition.yes, start);
		if (node->condition.no)
			load_candidates(compile, node->condition.no, start);
		return;
	}
	if (ast_is_text(node)) {
		literal(compile, node, start, true);
		return;
	}
	ast_ends(node, &prefix, &suffix);
	engine_load_matching(compile->engine, compile->template, prefix, suffix, start);
}

/*
 * What a tag needs to know about the template it names. Pushes the name when only running can tell.
 * Sets *missing when there is none, which is fine.
 */
static struct op_template *
named_template(struct compile *compile, const struct ast *source, const struct spot *start,
        bool may_be_missing, bool *missing)
{
	struct op_template *info = arena_new(compile->arena, struct op_template);
	info->ignore_missing = may_be_missing;
	info->start = start;
	*missing = false;
	if (ast_is_text(source) || is_literal_list(source)) {
		info->template = ast_is_text(source)
		        ? literal(compile, source, start, may_be_missing)
		        : first_literal(compile, source, start, may_be_missing);
		*missing = !info->template;
		return info;
	}
	info->is_dynamic = true;
	load_candidates(compile, source, start);
	compile_expression(compile, source);
	return info;
}

static void
share_names(struct compile *compile, struct op_template *info)
{
	info->with_context = true;
	info->visibles = compile_visibles(compile);
	compile_keep_loops(compile);
}

/* --- tags ---------------------------------------------------------------------------------- */

void
compile_include(struct compile *compile, const struct ast *node)
{
	bool missing;
	compile->naming = "included from";
	struct spot *start = arena_new(compile->arena, struct spot);
	compile_spot_insert(compile, node, start);
	if (start->state == SPOT_TEXT || !compile->by_place)
		start = NULL;
	struct op_template *info = named_template(
	        compile, node->include.source, start, node->include.ignore_missing, &missing);
	if (missing)
		return;
	if (node->include.with_context)
		share_names(compile, info);
	compile_emit_varies(compile, node->include.source, OP_INCLUDE, -info->is_dynamic)
	        ->template = info;
}

/* Does the template extend itself, by way of others perhaps? What has failed leads nowhere. */
static bool
check_circle(struct compile *compile, const struct ast *node, const struct template *parent)
{
	struct str way = STR_EMPTY;
	const struct template *other = parent;
	for (; other && other != compile->template; other = other->parent) {
		if (other->state == TEMPLATE_FAILED)
			return false;
		way = str_format(compile->scratch, STR_FMT "%s\"" STR_FMT "\"", STR_ARG(way),
		        way.len ? ", " : ", by way of ", STR_ARG(other->name));
	}
	if (other)
		compile_fail(compile, node->unary->at, node->unary->len,
		        "this template extends itself" STR_FMT, STR_ARG(way));
	return !other;
}

void
compile_extends(struct compile *compile, const struct ast *node)
{
	bool missing;
	if (!compile->toplevel) {
		compile_fail(compile, node->at, node->len,
		        "{%% extends %%} cannot stand inside of another tag but {%% if %%}");
		return;
	}
	if (compile->extended) {
		compile_fail(compile, node->at, node->len, "a template can extend only one other");
		return;
	}
	compile->naming = "extended by";
	size_t first_use = compile->template->uses.len;
	const struct spot *start = &compile->template->start;
	struct op_template *info = named_template(
	        compile, node->unary, start->state == SPOT_TEXT ? NULL : start, false, &missing);
	if (missing)
		return;
	if (!check_circle(compile, node, info->template))
		return;
	compile_emit_varies(compile, node->unary, OP_EXTENDS, -info->is_dynamic)->template = info;
	compile->may_extend = true;
	if (compile->branches == 0) {
		compile->extended = true;
		compile->template->parent = info->template;
	}
	compile->template->unsure |= compile->branches || info->is_dynamic;
	compile_spot_extend(compile, first_use);
}

/* Where it is known what all of them have, the names of its parents' blocks. */
static bool
parents_blocks(const struct compile *compile, struct map *names)
{
	const struct template *template = compile->template;
	if (!template->parent || template->unsure || template->selves)
		return false;
	for (template = template->parent; template; template = template->parent) {
		if (template->unsure || template->selves || template->state != TEMPLATE_READY)
			return false;
		for (size_t i = 0; i < template->blocks.len; i++)
			map_put(names, compile->scratch, template->blocks.at[i].name->name, NULL);
	}
	return true;
}

void
compile_lone_blocks(struct compile *compile, const struct ast *list)
{
	const struct template *template = compile->template;
	struct map names = { 0 };
	struct str *known;
	/* What is compiled for other places is the same text again. */
	if (!compile->engine->settings.warns || compile->failed ||
	        template->start.state != SPOT_TEXT || !parents_blocks(compile, &names))
		return;
	known = arena_array(compile->scratch, struct str, names.len + 1);
	for (size_t i = 0; i < names.len; i++)
		known[i] = names.at[i].key;
	/* What stands before {% extends %} shows where it is. */
	while (list && list->kind != AST_EXTENDS)
		list = list->next;
	for (const struct ast *node = list; node; node = node->next) {
		if (node->kind != AST_BLOCK || map_find(&names, node->block.name->name))
			continue;
		diag_warning(compile->diags,
		        diag_place(template->path, template->source, node->at, node->len),
		        template->source,
		        "block \"" STR_FMT
		        "\" never shows: no template that this one extends has it",
		        STR_ARG(node->block.name->name));
		diag_suggest(compile->diags, node->block.name->name, known, names.len);
	}
}

static void
store_import(struct compile *compile, const struct ast *node, const struct symbol *symbol)
{
	struct scope_place place = { 0 };
	scope_find(compile->scope, symbol, &place);
	struct op *store = compile_emit(compile, node, OP_STORE);
	store->a = place.slot;
	store->symbol = symbol;
	if (compile->toplevel) {
		struct op *op = compile_emit(compile, node, OP_HIDE);
		op->a = place.slot;
		op->symbol = symbol;
	}
}

void
compile_import(struct compile *compile, const struct ast *node)
{
	bool missing;
	compile->naming = "imported from";
	struct op_template *info =
	        named_template(compile, node->include.source, NULL, false, &missing);
	if (missing)
		return;
	if (node->include.with_context)
		share_names(compile, info);
	compile_emit_varies(compile, node->include.source, OP_IMPORT, 1 - info->is_dynamic)
	        ->template = info;
	if (node->kind == AST_IMPORT) {
		store_import(compile, node, node->include.target);
		return;
	}
	for (const struct ast_import *name = node->include.names; name; name = name->next) {
		struct ast at = { .at = name->at, .len = name->len };
		compile_emit(compile, &at, OP_FROM)->symbol = name->name;
		store_import(compile, &at, name->alias);
	}
	compile_emit(compile, node, OP_POP);
}
