/*
 * What is true of all templates together, read before they are walked: which names and keys some template
 * asks about, and is therefore prepared to miss; which names anybody reads; whether lists are added to.
 */
#include "base/arena.h"
#include "template/inspect_walk.h"
#include "template/symbol.h"

struct str
inspect_path(struct inspect *inspect, const struct ast *node)
{
	struct str of, key;
	if (node->kind == AST_NAME)
		return node->symbol->name;
	if (node->kind == AST_ATTRIBUTE) {
		of = inspect_path(inspect, node->attribute.of);
		key = node->attribute.name->name;
	} else if (node->kind == AST_ITEM && node->item.index->kind == AST_CONST) {
		of = inspect_path(inspect, node->item.of);
		key = value_str(node->item.index->value);
	} else {
		return STR_EMPTY;
	}
	if (!of.len || !key.len)
		return STR_EMPTY;
	return str_format(&inspect->scratch, STR_FMT "." STR_FMT, STR_ARG(of), STR_ARG(key));
}

static void
mention(struct inspect *inspect, struct str name)
{
	map_put(&inspect->mentioned, inspect->arena, name, NULL);
}

/* `a.b.c is defined` is prepared for an a without b as well. */
static void
guard(struct inspect *inspect, const struct ast *node)
{
	while (node) {
		struct str path = inspect_path(inspect, node);
		if (path.len)
			map_put(&inspect->guarded, inspect->arena, str_copy(inspect->arena, path),
			        NULL);
		if (node->kind == AST_ATTRIBUTE)
			node = node->attribute.of;
		else if (node->kind == AST_ITEM)
			node = node->item.of;
		else
			node = NULL;
	}
}

static bool
is_any_of(struct str name, const char *words)
{
	struct str rest = str_from(words);
	while (rest.at)
		if (str_eq(str_cut(&rest, ' '), name))
			return true;
	return false;
}

static void survey(void *context, const struct ast *node);

/* Names that are set are not read; of `x.y = 1` and `for x, y in` only what is no name. */
static void
survey_target(struct inspect *inspect, const struct ast *target)
{
	if (target->kind == AST_TUPLE || target->kind == AST_LIST)
		for (const struct ast *item = target->items.first; item; item = item->next)
			survey_target(inspect, item);
	else if (target->kind != AST_NAME)
		survey(inspect, target);
	if (target->kind == AST_ATTRIBUTE)
		map_put(&inspect->assigned, inspect->arena, target->attribute.name->name, NULL);
}

static void
survey_list(struct inspect *inspect, const struct ast *list)
{
	for (; list; list = list->next)
		survey(inspect, list);
}

static void
survey_loop(struct inspect *inspect, const struct ast *node)
{
	survey(inspect, node->loop.over);
	survey_target(inspect, node->loop.target);
	survey_list(inspect, node->loop.test);
	survey_list(inspect, node->loop.body);
	survey_list(inspect, node->loop.empty);
}

static void
survey_set(struct inspect *inspect, const struct ast *node)
{
	survey_target(inspect, node->set.target);
	if (node->set.value)
		survey(inspect, node->set.value);
	if (node->kind == AST_SET_BLOCK)
		survey_list(inspect, node->set.body);
}

static void
survey(void *context, const struct ast *node)
{
	struct inspect *inspect = context;
	switch (node->kind) {
	case AST_SET:
	case AST_SET_BLOCK: survey_set(inspect, node); return;
	case AST_FOR: survey_loop(inspect, node); return;
	case AST_NAME: mention(inspect, node->symbol->name); break;
	case AST_ATTRIBUTE: mention(inspect, node->attribute.name->name); break;
	case AST_FROM:
		for (const struct ast_import *n = node->include.names; n; n = n->next)
			if (n->name != n->alias) /* else the name itself is looked for */
				mention(inspect, n->name->name);
		break;
	case AST_TEST:
		if (is_any_of(node->call.name, "defined undefined"))
			guard(inspect, node->call.of);
		break;
	case AST_FILTER:
		if (is_any_of(node->call.name, "default d"))
			guard(inspect, node->call.of);
		break;
	case AST_CALL:
		if (node->call.of->kind == AST_ATTRIBUTE &&
		        is_any_of(node->call.of->attribute.name->name,
		                "append extend insert update setdefault"))
			inspect->mutates = true;
		break;
	default: break;
	}
	ast_children(node, survey, context);
}

void
inspect_survey(struct inspect *inspect, const struct ast *tree)
{
	survey_list(inspect, tree);
}

/* --- what is left over --------------------------------------------------------------------- */

static void
leftover(struct inspect *inspect, enum inspect_kind kind, const struct ast *node, uint32_t at,
        uint32_t len, struct str name)
{
	struct inspect_finding *finding;
	if (str_starts(name, STR("_")) || map_find(&inspect->mentioned, name))
		return;
	finding = inspect_report(inspect, kind, node, name);
	finding->at = at;
	finding->len = len;
}

static void
find_leftovers(void *context, const struct ast *node)
{
	struct inspect *inspect = context;
	const struct ast *target =
	        node->kind == AST_SET || node->kind == AST_SET_BLOCK ? node->set.target : NULL;
	if (target && target->kind == AST_NAME)
		leftover(inspect, INSPECT_SET, target, target->at, target->len,
		        target->symbol->name);
	if (node->kind == AST_MACRO)
		leftover(inspect, INSPECT_MACRO, node, node->at, node->len, node->macro.name->name);
	if (node->kind == AST_IMPORT)
		leftover(inspect, INSPECT_IMPORT, node, node->at, node->len,
		        node->include.target->name);
	if (node->kind == AST_FROM)
		for (const struct ast_import *n = node->include.names; n; n = n->next)
			leftover(inspect, INSPECT_IMPORT, node, n->at, n->len, n->alias->name);
	ast_children(node, find_leftovers, context);
}

void
inspect_leftovers(struct inspect *inspect)
{
	for (size_t i = 0; i < inspect->files.len; i++) {
		inspect->file = inspect->files.at[i];
		for (const struct ast *node = inspect->file->tree; node; node = node->next)
			find_leftovers(inspect, node);
	}
}
