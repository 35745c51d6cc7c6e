#include "template/scope.h"

#include <stddef.h>

#include "template/ast.h"

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

static void
store(struct scope *scope, const struct symbol *symbol)
{
	struct scope_name *name = find_own(scope, symbol);
	struct scope_place place;
	if (name) {
		name->stored = true;
	} else if (scope_find(scope, symbol, &place)) {
		add(scope, symbol, SCOPE_ALIAS, true)->outer = place;
	} else {
		add(scope, symbol, SCOPE_NOTHING, true);
	}
}

static void read_node(void *context, const struct ast *node);

static void
store_target(struct scope *scope, const struct ast *target)
{
	if (target->kind == AST_NAME) {
		store(scope, target->symbol);
	} else if (target->kind == AST_TUPLE) {
		for (const struct ast *item = target->items.first; item; item = item->next)
			store_target(scope, item);
	} else {
		ast_children(target, read_node, scope);
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
read_list(struct scope *scope, const struct ast *list)
{
	for (; list; list = list->next)
		read_node(scope, list);
}

/* --- branches ------------------------------------------------------------------------------ */

/* As Jinja counts them: the first, all elifs together, the else; the latter two may be empty. */
enum { BRANCHES = 3 };

typedef array_of(struct scope_name) name_list;

/* Takes the names that were added since the scope had `count` of them. */
static void
take_names(struct scope *scope, size_t count, name_list *names)
{
	*names = (name_list){ 0 };
	for (size_t i = count; i < scope->names.len; i++)
		*array_push(scope->frame->arena, names) = scope->names.at[i];
	scope->names.len = count;
}

static bool
stores(const name_list *names, const struct symbol *symbol)
{
	for (size_t i = 0; i < names->len; i++) {
		if (names->at[i].symbol == symbol)
			return names->at[i].stored;
	}
	return false;
}

/*
 * Names that were not there before the branches. One that only some of them store begins as what it
 * is outside of the scope, since whoever reads it afterwards may find that none of them ran.
 */
static void
join_branches(struct scope *scope, const name_list branches[BRANCHES])
{
	size_t count = scope->names.len;
	for (size_t i = 0; i < BRANCHES; i++) {
		for (size_t k = 0; k < branches[i].len; k++) {
			const struct scope_name *read = &branches[i].at[k];
			struct scope_name *name = find_own(scope, read->symbol);
			bool stored = read->stored || (name && name->stored);
			if (!name)
				name = array_push(scope->frame->arena, &scope->names);
			*name = *read;
			name->stored = stored;
		}
	}
	for (size_t i = count; i < scope->names.len; i++) {
		struct scope_name *name = &scope->names.at[i];
		unsigned storing = 0;
		for (size_t k = 0; k < BRANCHES; k++)
			storing += stores(&branches[k], name->symbol);
		/* An alias is what it is outside, whoever stores it. */
		if (storing > 0 && storing < BRANCHES && name->origin == SCOPE_NOTHING)
			name->origin = SCOPE_CONTEXT;
	}
}

/* Each branch is read as if the others were not there; each elif is an `if` within the second. */
static void
read_branches(struct scope *scope, const struct ast_branch *branch)
{
	name_list branches[BRANCHES];
	read_list(scope, branch->test);
	size_t count = scope->names.len;
	read_list(scope, branch->body);
	take_names(scope, count, &branches[0]);
	for (branch = branch->next; branch && branch->test; branch = branch->next) {
		struct ast_branch alone = *branch;
		alone.next = NULL;
		read_branches(scope, &alone);
	}
	take_names(scope, count, &branches[1]);
	if (branch)
		read_list(scope, branch->body);
	take_names(scope, count, &branches[2]);
	join_branches(scope, branches);
}

/* --- statements ---------------------------------------------------------------------------- */

/* What a statement does to the scope it stands in; its own scopes are read when they begin. */
static void
read_node(void *context, const struct ast *node)
{
	struct scope *scope = context;
	switch (node->kind) {
	case AST_NAME: load(scope, node->symbol); break;
	case AST_SET:
		read_list(scope, node->set.value);
		store_target(scope, node->set.target);
		break;
	case AST_SET_BLOCK: store_target(scope, node->set.target); break;
	case AST_IF: read_branches(scope, node->branches); break;
	case AST_FOR: read_node(scope, node->loop.over); break;
	case AST_WITH: read_list(scope, node->with.values); break;
	case AST_FILTER_BLOCK: read_node(scope, node->wrap.subject); break;
	case AST_MACRO: store(scope, node->macro.name); break;
	case AST_CALL_BLOCK: read_node(scope, node->macro.call); break;
	case AST_AUTOESCAPE:
	case AST_BLOCK: break;
	case AST_IMPORT:
		read_node(scope, node->include.source);
		store(scope, node->include.target);
		break;
	case AST_FROM:
		read_node(scope, node->include.source);
		for (const struct ast_import *name = node->include.names; name; name = name->next)
			store(scope, name->alias);
		break;
	default: ast_children(node, read_node, scope);
	}
}

void
scope_read(struct scope *scope, const struct ast *list)
{
	read_list(scope, list);
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
