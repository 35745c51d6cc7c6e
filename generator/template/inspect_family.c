/*
 * How templates belong together: which ones a tag names, whose blocks show where, who is used by nobody.
 */
#include "base/arena.h"
#include "template/inspect_walk.h"
#include "template/symbol.h"
#include "template/unit.h"

/* --- names of templates -------------------------------------------------------------------- */

static void
visit_matching(struct inspect *inspect, struct str prefix, struct str suffix,
        void (*visit)(struct inspect *inspect, struct inspect_file *file))
{
	for (size_t i = 0; i < inspect->files.len; i++) {
		struct str name = inspect->files.at[i]->template->name;
		if (name.len >= prefix.len + suffix.len && str_starts(name, prefix) &&
		        str_ends(name, suffix))
			visit(inspect, inspect->files.at[i]);
	}
}

bool
inspect_targets(struct inspect *inspect, const struct ast *name,
        void (*visit)(struct inspect *inspect, struct inspect_file *file))
{
	struct str prefix, suffix;
	bool known = true;
	if (ast_is_text(name)) {
		struct inspect_file *file = map_get(&inspect->by_name, value_str(name->value));
		if (file)
			visit(inspect, file);
		return file != NULL;
	}
	if (name->kind == AST_LIST || name->kind == AST_TUPLE) {
		for (const struct ast *item = name->items.first; item; item = item->next)
			known &= inspect_targets(inspect, item, visit);
		return known;
	}
	if (name->kind == AST_CONDITION) {
		known = inspect_targets(inspect, name->condition.yes, visit);
		return !name->condition.no ||
		        (inspect_targets(inspect, name->condition.no, visit) && known);
	}
	ast_ends(name, &prefix, &suffix);
	if (prefix.len || suffix.len)
		visit_matching(inspect, prefix, suffix, visit);
	else
		inspect->dynamic = true;
	return false;
}

/* --- who uses whom ------------------------------------------------------------------------- */

static void
add_parent(struct inspect *inspect, struct inspect_file *parent)
{
	*array_push(inspect->arena, &inspect->file->parents) = parent;
	*array_push(inspect->arena, &parent->children) = inspect->file;
	*array_push(inspect->arena, &inspect->file->uses) = parent;
	*array_push(inspect->arena, &parent->users) = inspect->file;
}

static void
add_use(struct inspect *inspect, struct inspect_file *used)
{
	*array_push(inspect->arena, &inspect->file->uses) = used;
	*array_push(inspect->arena, &used->users) = inspect->file;
}

static void
link_node(void *context, const struct ast *node)
{
	struct inspect *inspect = context;
	if (node->kind == AST_EXTENDS)
		inspect->file->blind |= !inspect_targets(inspect, node->unary, add_parent);
	else if (node->kind == AST_INCLUDE || node->kind == AST_IMPORT || node->kind == AST_FROM)
		inspect_targets(inspect, node->include.source, add_use);
	ast_children(node, link_node, context);
}

typedef array_of(struct inspect_file *) file_list;

static void
mark_used(struct inspect *inspect, file_list *list)
{
	for (size_t i = 0; i < inspect->files.len; i++)
		if (inspect->files.at[i]->used)
			*array_push(inspect->arena, list) = inspect->files.at[i];
	for (size_t next = 0; next < list->len; next++) {
		const struct inspect_file *file = list->at[next];
		for (size_t i = 0; i < file->uses.len; i++) {
			if (!file->uses.at[i]->used)
				*array_push(inspect->arena, list) = file->uses.at[i];
			file->uses.at[i]->used = true;
		}
	}
}

static void
open_file(struct inspect *inspect, file_list *list, struct inspect_file *file)
{
	if (!file->open)
		*array_push(inspect->arena, list) = file;
	file->open = true;
}

/* Nobody can tell which names such a file has; nor, then, those that get theirs from it. */
static void
mark_open(struct inspect *inspect, file_list *list)
{
	for (size_t i = 0; i < inspect->files.len; i++) {
		struct inspect_file *file = inspect->files.at[i];
		for (size_t k = 0; k < file->parents.len; k++)
			file->blind |= file->parents.at[k]->blind;
		if (file->blind || !file->used)
			open_file(inspect, list, file);
	}
	for (size_t next = 0; next < list->len; next++) {
		struct inspect_file *file = list->at[next];
		for (size_t i = 0; file->used && i < file->uses.len; i++)
			open_file(inspect, list, file->uses.at[i]);
		for (size_t i = 0; i < file->children.len; i++)
			open_file(inspect, list, file->children.at[i]);
	}
}

void
inspect_link(struct inspect *inspect)
{
	for (size_t i = 0; i < inspect->files.len; i++) {
		inspect->file = inspect->files.at[i];
		for (const struct ast *node = inspect->file->tree; node; node = node->next)
			link_node(inspect, node);
	}
	mark_used(inspect, &(file_list){ 0 });
	mark_open(inspect, &(file_list){ 0 });
}

/* --- what is never shown -------------------------------------------------------------------- */

/* What a file extends, and what that extends, each once. */
static void
find_ancestors(struct inspect *inspect, struct inspect_file *file, file_list *list)
{
	struct map seen = { 0 };
	*array_push(&inspect->scratch, list) = file;
	for (size_t next = 0; next < list->len; next++) {
		const struct inspect_file *child = list->at[next];
		for (size_t i = 0; i < child->parents.len; i++) {
			bool added;
			map_put(&seen, &inspect->scratch, child->parents.at[i]->template->name,
			        &added);
			if (added && child->parents.at[i] != file)
				*array_push(&inspect->scratch, list) = child->parents.at[i];
		}
	}
}

/* A block of a template that extends another, outside of any other block. */
static void
check_block(struct inspect *inspect, const struct ast *node)
{
	struct map known = { 0 };
	file_list ancestors = { 0 };
	struct inspect_finding *finding;
	find_ancestors(inspect, inspect->file, &ancestors);
	for (size_t i = 0; i < ancestors.len; i++) {
		const struct map *blocks = &ancestors.at[i]->blocks;
		if (ancestors.at[i]->template->selves)
			return;
		if (i && map_find(blocks, node->block.name->name))
			return;
		for (size_t k = 0; i && k < blocks->len; k++)
			map_put(&known, &inspect->scratch, blocks->at[k].key, NULL);
	}
	finding = inspect_report(inspect, INSPECT_BLOCK, node, node->block.name->name);
	inspect_tell_known(inspect, finding, &known);
}

/* What stands behind {% extends %} is shown by blocks alone. */
static void
check_child(struct inspect *inspect, struct inspect_file *file)
{
	const struct ast *node = file->tree;
	inspect->file = file;
	while (node && node->kind != AST_EXTENDS)
		node = node->next;
	if (file->blind)
		return;
	for (bool said = false; node; node = node->next) {
		bool shows = node->kind == AST_OUTPUT || node->kind == AST_INCLUDE ||
		        (node->kind == AST_TEXT && str_trim(node->text).len);
		if (node->kind == AST_BLOCK)
			check_block(inspect, node);
		else if (shows && !said)
			inspect_report(inspect, INSPECT_CONTENT, node, STR_EMPTY);
		said |= shows;
	}
}

void
inspect_check_files(struct inspect *inspect)
{
	for (size_t i = 0; i < inspect->files.len; i++) {
		struct inspect_file *file = inspect->files.at[i];
		check_child(inspect, file);
		arena_reset(&inspect->scratch);
		if (!file->used && !inspect->dynamic && !inspect->incomplete)
			inspect_report(inspect, INSPECT_TEMPLATE, NULL, file->template->name);
	}
}
