/* What statements set, and what they pass to other templates. */
#include "base/arena.h"
#include "template/inspect_walk.h"
#include "template/shape.h"
#include "template/symbol.h"

static const struct shape *
expression(struct inspect *inspect, const struct ast *node)
{
	return inspect_let_go(inspect, inspect_expression(inspect, node));
}

static void
bind_word(struct inspect *inspect, const char *word, const struct shape *shape)
{
	inspect_bind(inspect, str_from(word), shape);
}

/* Statements in a scope of their own. */
static void
scoped(struct inspect *inspect, const struct ast *list)
{
	inspect_enter(inspect);
	inspect_statements(inspect, list);
	inspect_leave(inspect);
}

/* --- loops, conditions, assignments -------------------------------------------------------- */

/* The items of a recursive loop are also what loop(...) is called with. */
static void
loop(struct inspect *inspect, const struct ast *node)
{
	const struct shape *over = expression(inspect, node->loop.over);
	const struct shape *item =
	        node->loop.recursive ? &shape_any : shape_item(&inspect->scratch, over);
	unsigned branches = inspect->branches;
	inspect_enter(inspect);
	inspect->branches = 0;
	inspect_bind_target(inspect, node->loop.target, item);
	bind_word(inspect, "loop", inspect->loop);
	if (node->loop.test)
		expression(inspect, node->loop.test);
	inspect_statements(inspect, node->loop.body);
	inspect_leave(inspect);
	inspect->branches = branches;
	scoped(inspect, node->loop.empty);
}

static void
branches(struct inspect *inspect, const struct ast *node)
{
	for (const struct ast_branch *b = node->branches; b; b = b->next) {
		if (b->test)
			expression(inspect, b->test);
		inspect->branches++;
		inspect_statements(inspect, b->body);
		inspect->branches--;
	}
}

static void
with(struct inspect *inspect, const struct ast *node)
{
	const struct ast *target = node->with.targets, *value = node->with.values;
	struct inspect_scope *outside = inspect->scope, *inside;
	unsigned around = inspect->branches;
	inspect_enter(inspect);
	inside = inspect->scope;
	for (; target && value; target = target->next, value = value->next) {
		inspect->scope = outside;
		const struct shape *shape = expression(inspect, value);
		inspect->scope = inside;
		inspect->branches = 0;
		inspect_bind_target(inspect, target, shape);
		inspect->branches = around;
	}
	inspect_statements(inspect, node->with.body);
	inspect_leave(inspect);
}

static void
set_block(struct inspect *inspect, const struct ast *node)
{
	scoped(inspect, node->set.body);
	if (node->set.value)
		expression(inspect, node->set.value);
	inspect_bind_target(inspect, node->set.target, &shape_any);
}

/* --- macros -------------------------------------------------------------------------------- */

static struct inspect_macro *
macro_of(struct inspect *inspect, const struct ast *node)
{
	struct inspect_file *file = inspect->file;
	struct inspect_macro *macro;
	for (size_t i = 0; i < file->macros.len; i++)
		if (file->macros.at[i]->node == node)
			return file->macros.at[i];
	macro = arena_new(inspect->arena, struct inspect_macro);
	*array_push(inspect->arena, &file->macros) = macro;
	macro->node = node;
	for (const struct ast_argument *p = node->macro.parameters; p; p = p->next)
		macro->count++;
	macro->file = file;
	macro->given = arena_array(inspect->arena, const struct shape *, macro->count + 1);
	for (uint32_t i = 0; i < macro->count; i++)
		macro->given[i] = &shape_nothing;
	return macro;
}

static void
later(struct inspect *inspect, const struct ast *node, struct inspect_macro *macro)
{
	*array_push(inspect->arena, &inspect->file->later) =
	        (struct inspect_later){ node, inspect->scope, macro };
}

static void
define(struct inspect *inspect, const struct ast *node)
{
	struct shape *shape = arena_new(&inspect->scratch, struct shape);
	shape->kind = SHAPE_MACRO;
	shape->macro = macro_of(inspect, node);
	inspect_bind(inspect, node->macro.name->name, shape);
	later(inspect, node, shape->macro);
}

/*
 * Parameters are what calls give for them; when some call is not known, anything. That nobody calls a macro
 * is known only once all calls have been followed.
 */
static void
bind_parameters(struct inspect *inspect, const struct ast *node, const struct inspect_macro *macro)
{
	bool unknown = !macro || macro->uncalled || inspect->dynamic || inspect->incomplete;
	uint32_t index = 0;
	for (const struct ast_argument *p = node->macro.parameters; p; p = p->next, index++) {
		const struct shape *otherwise =
		        p->value ? expression(inspect, p->value) : &shape_nothing;
		inspect_bind(inspect, p->name->name,
		        unknown ? &shape_any
		                : shape_join(&inspect->scratch, macro->given[index], otherwise));
	}
}

static void
macro_body(struct inspect *inspect, const struct ast *node, const struct inspect_macro *macro)
{
	unsigned around = inspect->branches;
	inspect_enter(inspect);
	inspect->branches = 0;
	bind_word(inspect, "varargs", &shape_any);
	bind_word(inspect, "kwargs", &shape_any);
	if (macro)
		bind_word(inspect, "caller", &shape_any);
	bind_parameters(inspect, node, macro);
	inspect_statements(inspect, node->macro.body);
	inspect_leave(inspect);
	inspect->branches = around;
}

static void
block(struct inspect *inspect, const struct ast *node)
{
	if (node->block.scoped)
		inspect_pass(inspect, &inspect->file->scoped);
	*array_push(inspect->arena, &inspect->file->later) =
	        (struct inspect_later){ node, node->block.scoped ? inspect->scope : NULL, NULL };
}

void
inspect_body(struct inspect *inspect, const struct inspect_later *body)
{
	if (body->macro) {
		macro_body(inspect, body->node, body->macro);
		return;
	}
	inspect_enter(inspect);
	bind_word(inspect, "self", &shape_any);
	bind_word(inspect, "super", &shape_any);
	inspect_statements(inspect, body->node->block.body);
	inspect_leave(inspect);
}

/* Whoever renders the template gives them, and may give anything. */
static void
attributes(struct inspect *inspect, const struct ast *node)
{
	for (const struct ast_argument *p = node->macro.parameters; p; p = p->next) {
		if (p->value)
			expression(inspect, p->value);
		inspect_bind(inspect, p->name->name, &shape_any);
	}
}

/* --- other templates ----------------------------------------------------------------------- */

static void
pass_all(struct inspect *inspect, struct inspect_file *file)
{
	inspect_pass(inspect, &file->input);
}

static void
pass_names(struct inspect *inspect, const struct ast *node)
{
	bool passes = node->include.with_context && inspect->file->used;
	expression(inspect, node->include.source);
	if (passes)
		inspect_targets(inspect, node->include.source, pass_all);
}

/* The template of a literal name, or NULL. */
static struct inspect_file *
literal(const struct inspect *inspect, const struct ast *name)
{
	return name->kind == AST_CONST ? map_get(&inspect->by_name, value_str(name->value)) : NULL;
}

static void
import(struct inspect *inspect, const struct ast *node)
{
	struct inspect_file *file = literal(inspect, node->include.source);
	const struct shape *shape = &shape_any; /* which is kept by its address: never a copy */
	pass_names(inspect, node);
	if (file) {
		struct shape *module = arena_new(&inspect->scratch, struct shape);
		module->kind = SHAPE_MODULE;
		module->file = file;
		shape = module;
	}
	inspect_bind(inspect, node->include.target->name, shape);
}

static void
from(struct inspect *inspect, const struct ast *node)
{
	const struct inspect_file *file = literal(inspect, node->include.source);
	struct inspect_finding *finding;
	pass_names(inspect, node);
	for (const struct ast_import *n = node->include.names; n; n = n->next) {
		const struct shape *shape =
		        file ? map_get(&file->exports.map, n->name->name) : &shape_any;
		inspect_bind(inspect, n->alias->name, shape ? shape : &shape_any);
		finding = shape ? NULL
		                : inspect_report(inspect, INSPECT_IMPORTED, node, n->name->name);
		if (!finding)
			continue;
		finding->at = n->at;
		finding->len = n->len;
		finding->of = value_str(node->include.source->value);
		inspect_tell_known(inspect, finding, &file->exports.map);
	}
}

/* --- all of them --------------------------------------------------------------------------- */

static void
statement(struct inspect *inspect, const struct ast *node)
{
	switch (node->kind) {
	case AST_IF: branches(inspect, node); break;
	case AST_FOR: loop(inspect, node); break;
	case AST_SET:
		inspect_bind_target(
		        inspect, node->set.target, expression(inspect, node->set.value));
		break;
	case AST_SET_BLOCK: set_block(inspect, node); break;
	case AST_WITH: with(inspect, node); break;
	case AST_FILTER_BLOCK:
	case AST_AUTOESCAPE:
		expression(inspect, node->wrap.subject);
		scoped(inspect, node->wrap.body);
		break;
	case AST_MACRO: define(inspect, node); break;
	case AST_CALL_BLOCK:
		expression(inspect, node->macro.call);
		macro_body(inspect, node, NULL);
		break;
	case AST_ATTRIBUTES: attributes(inspect, node); break;
	case AST_BLOCK: block(inspect, node); break;
	case AST_EXTENDS: expression(inspect, node->unary); break;
	case AST_INCLUDE: pass_names(inspect, node); break;
	case AST_IMPORT: import(inspect, node); break;
	case AST_FROM: from(inspect, node); break;
	case AST_OUTPUT:
	case AST_DO: expression(inspect, node->unary); break;
	default: break;
	}
}

void
inspect_statements(struct inspect *inspect, const struct ast *list)
{
	for (; list; list = list->next)
		statement(inspect, list);
}
