#include "template/scope.h"

#include <stddef.h>

#include "template/ast.h"

/* The state of one reading. */
struct reading {
	struct scope *scope;
	unsigned branches; /* `if` branches around this place, within the scope */
};

void
scope_open(struct scope *scope, struct scope *outer, struct scope_frame *frame)
{
	*scope = (struct scope){ .outer = outer, .frame = frame };
}

static uint16_t
take_slot(struct scope_frame *frame)
{
	/* Beyond what a slot number holds the compiler refuses the template. */
	return (uint16_t)frame->slots++;
}

static struct scope_name *
find_own(const struct scope *scope, const struct symbol *symbol)
{
	for (size_t i = 0; i < scope->names.len; i++) {
		if (scope->names.at[i].symbol == symbol)
			return &scope->names.at[i];
	}
	return NULL;
}

static struct scope_name *
add(struct scope *scope, const struct symbol *symbol, enum scope_origin origin, bool stored)
{
	struct scope_name *name = array_push(scope->frame->arena, &scope->names);
	name->symbol = symbol;
	name->origin = origin;
	name->stored = stored;
	return name;
}

bool
scope_find(const struct scope *scope, const struct symbol *symbol, struct scope_place *place)
{
	uint16_t depth = 0;
	for (; scope; scope = scope->outer) {
		const struct scope_name *name = find_own(scope, symbol);
		if (name) {
			place->depth = depth;
			place->slot = name->slot;
			place->from_context = name->origin == SCOPE_CONTEXT ||
			        (name->origin == SCOPE_ALIAS && name->outer.from_context);
			return true;
		}
		if (scope->outer && scope->outer->frame != scope->frame)
			depth++;
	}
	return false;
}

/* --- reading ------------------------------------------------------------------------------- */

uint16_t
scope_declare(struct scope *scope, const struct symbol *symbol)
{
	struct scope_name *name = find_own(scope, symbol);
	if (!name || name->origin != SCOPE_PARAMETER) {
		if (!name)
			name = add(scope, symbol, SCOPE_PARAMETER, true);
		name->origin = SCOPE_PARAMETER;
		name->stored = true;
		name->slot = take_slot(scope->frame);
	}
	return name->slot;
}

static void
load(struct scope *scope, const struct symbol *symbol)
{
	struct scope_place place;
	if (!scope_find(scope, symbol, &place))
		add(scope, symbol, SCOPE_CONTEXT, false);
}

/*
 * A name that only some branches store begins as what it is outside of the scope, since whoever
 * reads it afterwards may find that none of them ran.
 */
static void
store(struct reading *reading, const struct symbol *symbol)
{
	struct scope *scope = reading->scope;
	struct scope_name *name = find_own(scope, symbol);
	struct scope_place place;
	if (name) {
		name->stored = true;
	} else if (scope_find(scope, symbol, &place)) {
		add(scope, symbol, SCOPE_ALIAS, true)->outer = place;
	} else {
		add(scope, symbol, reading->branches ? SCOPE_CONTEXT : SCOPE_NOTHING, true);
	}
}

static void read_node(void *context, const struct ast *node);

static void
store_target(struct reading *reading, const struct ast *target)
{
	if (target->kind == AST_NAME) {
		store(reading, target->symbol);
	} else if (target->kind == AST_TUPLE) {
		for (const struct ast *item = target->items.first; item; item = item->next)
			store_target(reading, item);
	} else {
		ast_children(target, read_node, reading);
	}
}

void
scope_declare_target(struct scope *scope, const struct ast *target)
{
	if (target->kind == AST_NAME) {
		scope_declare(scope, target->symbol);
	} else {
		for (const struct ast *item = target->items.first; item; item = item->next)
			scope_declare_target(scope, item);
	}
}

static void
read_list(struct reading *reading, const struct ast *list)
{
	for (; list; list = list->next)
		read_node(reading, list);
}

static void
read_branches(struct reading *reading, const struct ast_branch *branch)
{
	for (const struct ast_branch *b = branch; b; b = b->next) {
		if (b != branch)
			reading->branches++;
		read_list(reading, b->test);
		if (b != branch)
			reading->branches--;
		reading->branches++;
		read_list(reading, b->body);
		reading->branches--;
	}
}

/* What a statement does to the scope it stands in; its own scopes are read when they begin. */
static void
read_node(void *context, const struct ast *node)
{
	struct reading *reading = context;
	switch (node->kind) {
	case AST_NAME: load(reading->scope, node->symbol); break;
	case AST_SET:
		read_list(reading, node->set.value);
		store_target(reading, node->set.target);
		break;
	case AST_SET_BLOCK: store_target(reading, node->set.target); break;
	case AST_IF: read_branches(reading, node->branches); break;
	case AST_FOR: read_node(reading, node->loop.over); break;
	case AST_WITH: read_list(reading, node->with.values); break;
	case AST_FILTER_BLOCK: read_node(reading, node->wrap.subject); break;
	case AST_MACRO: store(reading, node->macro.name); break;
	case AST_CALL_BLOCK: read_node(reading, node->macro.call); break;
	case AST_AUTOESCAPE:
	case AST_BLOCK: break;
	case AST_IMPORT:
		read_node(reading, node->include.source);
		store(reading, node->include.target);
		break;
	case AST_FROM:
		read_node(reading, node->include.source);
		for (const struct ast_import *name = node->include.names; name; name = name->next)
			store(reading, name->alias);
		break;
	default: ast_children(node, read_node, reading);
	}
}

void
scope_read(struct scope *scope, const struct ast *list)
{
	struct reading reading = { scope, 0 };
	read_list(&reading, list);
}

/* --- slots --------------------------------------------------------------------------------- */

/* The slot in which this frame remembers what the context says about a name. */
static uint16_t
context_slot(struct scope_frame *frame, const struct symbol *symbol)
{
	for (size_t i = 0; i < frame->context.len; i++) {
		if (frame->context.at[i].symbol == symbol)
			return frame->context.at[i].slot;
	}
	struct scope_name *name = array_push(frame->arena, &frame->context);
	name->symbol = symbol;
	name->slot = take_slot(frame);
	return name->slot;
}

void
scope_seal(struct scope *scope)
{
	for (size_t i = 0; i < scope->names.len; i++) {
		struct scope_name *name = &scope->names.at[i];
		if (name->origin == SCOPE_PARAMETER)
			continue;
		if (name->origin == SCOPE_CONTEXT && !name->stored)
			name->slot = context_slot(scope->frame, name->symbol);
		else
			name->slot = take_slot(scope->frame);
	}
}
