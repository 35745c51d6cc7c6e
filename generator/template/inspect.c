#include "template/inspect.h"

#include "base/arena.h"
#include "base/diag.h"
#include "template/engine.h"
#include "template/inspect_walk.h"
#include "template/parse.h"
#include "template/shape.h"
#include "template/symbol.h"
#include "template/unit.h"

/* Walks, at most. What is not settled by then changes for ever, and nothing is said of names. */
enum { WALKS_MAX = 60 };

/* --- scopes and names ---------------------------------------------------------------------- */

void
inspect_enter(struct inspect *inspect)
{
	struct inspect_scope *scope = arena_new(inspect->arena, struct inspect_scope);
	scope->outer = inspect->scope;
	inspect->scope = scope;
}

void
inspect_leave(struct inspect *inspect)
{
	inspect->scope->closed = true;
	inspect->scope = inspect->scope->outer;
}

static const struct shape *
find_from(const struct inspect_scope *scope, struct str word)
{
	for (; scope; scope = scope->outer) {
		const struct inspect_name *name = map_get(&scope->names, word);
		if (name)
			return scope->closed ? name->ever : name->now;
	}
	return NULL;
}

const struct shape *
inspect_find(const struct inspect *inspect, struct str name)
{
	const struct shape *shape = find_from(inspect->scope, name);
	return shape ? shape : map_get(&inspect->globals, name);
}

void
inspect_bind(struct inspect *inspect, struct str word, const struct shape *shape)
{
	const struct shape *before = inspect->branches ? inspect_find(inspect, word) : NULL;
	struct map_entry *entry = map_put(&inspect->scope->names, inspect->arena, word, NULL);
	struct inspect_name *name = entry->value;
	if (!name) {
		entry->value = name = arena_new(inspect->arena, struct inspect_name);
		name->ever = &shape_nothing;
	}
	name->now = before ? shape_join(inspect->arena, before, shape) : shape;
	name->ever = shape_join(inspect->arena, name->ever, name->now);
}

void
inspect_bind_target(struct inspect *inspect, const struct ast *target, const struct shape *shape)
{
	uint32_t i = 0;
	if (target->kind == AST_NAME)
		inspect_bind(inspect, target->symbol->name, shape);
	else if (target->kind != AST_TUPLE && target->kind != AST_LIST)
		inspect_expression(inspect, target->attribute.of);
	else
		for (const struct ast *item = target->items.first; item; item = item->next, i++)
			inspect_bind_target(inspect, item,
			        shape->kind == SHAPE_TUPLE && i < shape->count
			                ? shape->parts[i]
			                : shape_item(inspect->arena, shape));
}

/* Joins one name into those that are passed on. */
static void
pass(struct inspect *inspect, struct map *names, struct str word, const struct shape *shape)
{
	struct map_entry *entry = map_put(names, inspect->arena, word, NULL);
	const struct shape *before = entry->value;
	shape = shape_join(inspect->arena, before ? before : &shape_nothing, shape);
	entry->value = (void *)(uintptr_t)shape;
}

void
inspect_pass_scope(struct inspect *inspect, const struct inspect_scope *scope, struct map *names)
{
	for (size_t i = 0; i < scope->names.len; i++) {
		const struct inspect_name *name = scope->names.at[i].value;
		pass(inspect, names, scope->names.at[i].key,
		        scope->closed ? name->ever : name->now);
	}
}

void
inspect_pass_map(struct inspect *inspect, const struct map *from, struct map *names)
{
	for (size_t i = 0; i < from->len; i++)
		pass(inspect, names, from->at[i].key, from->at[i].value);
}

/* Of a name that two scopes have, only the inner one is seen. */
void
inspect_pass(struct inspect *inspect, struct map *names)
{
	struct map seen = { 0 };
	for (const struct inspect_scope *s = inspect->scope; s; s = s->outer) {
		for (size_t i = 0; i < s->names.len; i++) {
			const struct inspect_name *name = s->names.at[i].value;
			bool added;
			map_put(&seen, inspect->arena, s->names.at[i].key, &added);
			if (added)
				pass(inspect, names, s->names.at[i].key,
				        s->closed ? name->ever : name->now);
		}
	}
}

/* --- templates ----------------------------------------------------------------------------- */

static const struct str of_loops[] = {
#define LOOP_FIELD(name, help) STR_INIT(#name),
#include "template/loop_field.def"
#undef LOOP_FIELD
};

struct inspect *
inspect_new(struct arena *arena, struct template_engine *engine)
{
	struct inspect *inspect = arena_new(arena, struct inspect);
	inspect->arena = arena;
	inspect->engine = engine;
	inspect->loop = shape_record(arena, STR("loop"));
	for (size_t i = 0; i < sizeof of_loops / sizeof *of_loops; i++)
		shape_put(inspect->loop, arena, of_loops[i], &shape_any);
	return inspect;
}

static void
find_blocks(void *context, const struct ast *node)
{
	struct inspect *inspect = context;
	if (node->kind == AST_BLOCK)
		map_put(&inspect->file->blocks, inspect->arena, node->block.name->name, NULL)
		        ->value = (void *)(uintptr_t)node;
	ast_children(node, find_blocks, context);
}

bool
inspect_add(struct inspect *inspect, struct str name)
{
	struct diags diags;
	struct inspect_file *file = arena_new(inspect->arena, struct inspect_file);
	diag_init(&diags);
	file->template = engine_reference(inspect->engine, name, NULL, &diags);
	bool good = file->template && file->template->state == TEMPLATE_READY &&
	        engine_parse(file->template, inspect->arena, &diags, &file->tree);
	diag_free(&diags);
	if (!good) {
		inspect->incomplete = true;
		return false;
	}
	*array_push(inspect->arena, &inspect->files) = file;
	map_put(&inspect->by_name, inspect->arena, file->template->name, NULL)->value = file;
	inspect_survey(inspect, file->tree);
	inspect->file = file;
	for (const struct ast *node = file->tree; node; node = node->next)
		find_blocks(inspect, node);
	return true;
}

void
inspect_function(struct inspect *inspect, struct str name, const struct shape *result)
{
	map_put(&inspect->functions, inspect->arena, name, NULL)->value = (void *)(uintptr_t)result;
}

void
inspect_global(struct inspect *inspect, struct str name, const struct shape *shape)
{
	map_put(&inspect->globals, inspect->arena, name, NULL)->value = (void *)(uintptr_t)shape;
}

void
inspect_entry(struct inspect *inspect, struct str name, const struct shape *names)
{
	struct inspect_file *file = map_get(&inspect->by_name, name);
	if (!file)
		return;
	file->used = true;
	file->blind |= !names;
	if (names)
		inspect_pass_map(inspect, &names->keys, &file->entry);
}

/* --- walking ------------------------------------------------------------------------------- */

static void
bind_all(struct inspect *inspect, const struct map *names)
{
	inspect_enter(inspect);
	for (size_t i = 0; i < names->len; i++)
		inspect_bind(inspect, names->at[i].key, names->at[i].value);
}

/* What a file knows is what its children's blocks see; and what they know, its root sees. */
static void
pass_to_family(struct inspect *inspect, struct inspect_file *file, const struct inspect_scope *root)
{
	for (size_t i = 0; i < file->children.len; i++) {
		struct map *names = &file->children.at[i]->beneath.next;
		inspect_pass_map(inspect, &file->input.now, names);
		inspect_pass_map(inspect, &file->beneath.now, names);
		inspect_pass_map(inspect, &file->scoped, names);
		inspect_pass_scope(inspect, root, names);
	}
	for (size_t i = 0; i < file->parents.len && file->used; i++) {
		struct map *names = &file->parents.at[i]->input.next;
		inspect_pass_map(inspect, &file->input.now, names);
		inspect_pass_scope(inspect, root, names);
	}
}

static void
walk_file(struct inspect *inspect, struct inspect_file *file)
{
	struct inspect_scope *root;
	inspect->file = file;
	inspect->scope = NULL;
	inspect->branches = 0;
	file->later.len = 0;
	file->scoped = (struct map){ 0 };
	bind_all(inspect, &file->input.now);
	inspect_bind(inspect, STR("self"), &shape_any);
	bind_all(inspect, &file->beneath.now);
	inspect_enter(inspect);
	root = inspect->scope;
	inspect_statements(inspect, file->tree);
	root->closed = true;
	for (size_t i = 0; i < file->later.len; i++) {
		struct inspect_later later = file->later.at[i];
		inspect->scope = later.scope ? later.scope : root;
		inspect->branches = 0;
		inspect_body(inspect, &later);
	}
	inspect_pass_scope(inspect, root, &file->exports.next);
	pass_to_family(inspect, file, root);
}

static bool
same(const struct map *a, const struct map *b)
{
	if (a->len != b->len)
		return false;
	for (size_t i = 0; i < a->len; i++) {
		const struct map_entry *entry = map_find(b, a->at[i].key);
		if (!entry || !shape_eq(a->at[i].value, entry->value))
			return false;
	}
	return true;
}

static void
turn_names(struct inspect *inspect, struct inspect_names *names)
{
	inspect->changed |= !same(&names->now, &names->next);
	names->now = names->next;
	names->next = (struct map){ 0 };
}

static void
turn_macro(struct inspect *inspect, struct inspect_macro *macro)
{
	for (uint32_t i = 0; i < macro->count; i++) {
		inspect->changed |= !shape_eq(macro->now[i], macro->next[i]);
		macro->now[i] = macro->next[i];
		macro->next[i] = &shape_nothing;
	}
}

/* What this walk has found is what the next one reads. */
static void
turn(struct inspect *inspect)
{
	inspect->changed = false;
	for (size_t i = 0; i < inspect->files.len; i++) {
		struct inspect_file *file = inspect->files.at[i];
		turn_names(inspect, &file->input);
		turn_names(inspect, &file->beneath);
		turn_names(inspect, &file->exports);
		for (size_t k = 0; k < file->macros.len; k++)
			turn_macro(inspect, file->macros.at[k]);
	}
}

static void
walk(struct inspect *inspect)
{
	for (size_t i = 0; i < inspect->files.len; i++)
		inspect_pass_map(
		        inspect, &inspect->files.at[i]->entry, &inspect->files.at[i]->input.next);
	for (size_t i = 0; i < inspect->files.len; i++)
		walk_file(inspect, inspect->files.at[i]);
}

/* --- what came of it ----------------------------------------------------------------------- */

struct inspect_finding *
inspect_report(
        struct inspect *inspect, enum inspect_kind kind, const struct ast *node, struct str word)
{
	struct inspect_finding *finding;
	if (!inspect->report)
		return NULL;
	finding = array_push(inspect->arena, &inspect->findings);
	finding->kind = kind;
	finding->path = inspect->file->template->path;
	finding->source = inspect->file->template->source;
	finding->word = word;
	if (node) {
		finding->at = node->at;
		finding->len = node->len;
	}
	return finding;
}

void
inspect_tell_known(
        struct inspect *inspect, struct inspect_finding *finding, const struct map *known)
{
	struct str *names = arena_array(inspect->arena, struct str, known->len + 1);
	for (size_t i = 0; i < known->len; i++)
		names[i] = known->at[i].key;
	finding->known = names;
	finding->count = known->len;
}

/* Walks until nothing changes. */
static void
settle(struct inspect *inspect)
{
	unsigned walks = 0;
	do {
		walk(inspect);
		turn(inspect);
	} while (inspect->changed && ++walks < WALKS_MAX);
}

/* Macros that got nothing may be called with anything, by whoever uses the theme. */
static void
find_uncalled(struct inspect *inspect)
{
	for (size_t i = 0; i < inspect->files.len; i++) {
		struct inspect_file *file = inspect->files.at[i];
		for (size_t k = 0; k < file->macros.len; k++) {
			struct inspect_macro *macro = file->macros.at[k];
			macro->uncalled = true;
			for (uint32_t p = 0; p < macro->count; p++)
				macro->uncalled &= macro->now[p]->kind == SHAPE_NOTHING;
		}
	}
}

void
inspect_run(struct inspect *inspect)
{
	inspect_link(inspect);
	settle(inspect);
	find_uncalled(inspect);
	settle(inspect);
	inspect->report = true;
	if (!inspect->changed)
		walk(inspect);
	inspect_check_files(inspect);
	if (!inspect->incomplete)
		inspect_leftovers(inspect);
}

const struct inspect_finding *
inspect_findings(const struct inspect *inspect, size_t *count)
{
	*count = inspect->findings.len;
	return inspect->findings.at;
}
