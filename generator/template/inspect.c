#include "template/inspect.h"

#include "base/arena.h"
#include "base/diag.h"
#include "template/engine.h"
#include "template/inspect_walk.h"
#include "template/parse.h"
#include "template/shape.h"
#include "template/symbol.h"
#include "template/unit.h"

/* Walks, at most, for each template. What is not settled by then is not worth it: nothing is said of names. */
enum { WALKS_MAX = 60 };

/* --- scopes and names ---------------------------------------------------------------------- */

void
inspect_enter(struct inspect *inspect)
{
	struct inspect_scope *scope = arena_new(&inspect->scratch, struct inspect_scope);
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
	struct map_entry *entry = map_put(&inspect->scope->names, &inspect->scratch, word, NULL);
	struct inspect_name *name = entry->value;
	if (!name) {
		entry->value = name = arena_new(&inspect->scratch, struct inspect_name);
		name->ever = &shape_nothing;
	}
	name->now = before ? shape_join(&inspect->scratch, before, shape) : shape;
	name->ever = shape_join(&inspect->scratch, name->ever, name->now);
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
			                : shape_item(&inspect->scratch, shape));
}

static void
wait_for(struct inspect *inspect, struct inspect_file *file)
{
	if (!file->waiting)
		*array_push(inspect->arena, &inspect->waiting) = file;
	file->waiting = true;
}

/* What has been passed on so far, and this as well; true when that is more. */
static bool
join_into(struct inspect *inspect, const struct shape **known, const struct shape *shape)
{
	const struct shape *joined = shape_join(&inspect->scratch, *known, shape);
	if (shape_eq(*known, joined))
		return false;
	*known = shape_keep(inspect->arena, joined);
	return true;
}

static void
pass(struct inspect *inspect, struct inspect_names *names, struct str word,
        const struct shape *shape)
{
	bool added;
	struct map_entry *entry = map_put(&names->map, inspect->arena, word, &added);
	const struct shape *known = added ? &shape_nothing : entry->value;
	bool more = join_into(inspect, &known, shape) || added;
	entry->value = (void *)(uintptr_t)known;
	if (!more || !names->reader)
		return;
	for (size_t i = 0; names->many && i < names->reader->users.len; i++)
		wait_for(inspect, names->reader->users.at[i]);
	wait_for(inspect, names->reader);
}

void
inspect_give(struct inspect *inspect, struct inspect_macro *macro, uint32_t index,
        const struct shape *shape)
{
	if (index < macro->count && join_into(inspect, &macro->given[index], shape))
		wait_for(inspect, macro->file);
}

void
inspect_pass_scope(
        struct inspect *inspect, const struct inspect_scope *scope, struct inspect_names *names)
{
	for (size_t i = 0; i < scope->names.len; i++) {
		const struct inspect_name *name = scope->names.at[i].value;
		pass(inspect, names, scope->names.at[i].key,
		        scope->closed ? name->ever : name->now);
	}
}

void
inspect_pass_map(struct inspect *inspect, const struct map *from, struct inspect_names *names)
{
	for (size_t i = 0; i < from->len; i++)
		pass(inspect, names, from->at[i].key, from->at[i].value);
}

/* Of a name that two scopes have, only the inner one is seen. */
void
inspect_pass(struct inspect *inspect, struct inspect_names *names)
{
	struct map seen = { 0 };
	for (const struct inspect_scope *s = inspect->scope; s; s = s->outer) {
		for (size_t i = 0; i < s->names.len; i++) {
			const struct inspect_name *name = s->names.at[i].value;
			bool added;
			map_put(&seen, &inspect->scratch, s->names.at[i].key, &added);
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
inspect_is_part(const struct inspect *inspect, struct str name)
{
	const struct template *part = map_get(&inspect->engine->variants, name);
	return part && part->state == TEMPLATE_READY;
}

bool
inspect_add(struct inspect *inspect, struct str name)
{
	struct diags diags;
	struct inspect_file *file = map_get(&inspect->by_name, name);
	if (file)
		return true;
	file = arena_new(inspect->arena, struct inspect_file);
	file->input.reader = file->beneath.reader = file->exports.reader = file;
	file->exports.many = true;
	diag_init(&diags);
	if (inspect_is_part(inspect, name))
		file->template = map_get(&inspect->engine->variants, name);
	else
		file->template = engine_reference(inspect->engine, name, NULL, &diags);
	/* One with an unknown filter or the like has a tree all the same. */
	bool good = file->template && file->template->state != TEMPLATE_LOADING &&
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
		inspect_pass_map(inspect, &names->keys, &file->input);
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
		struct inspect_names *names = &file->children.at[i]->beneath;
		inspect_pass_map(inspect, &file->input.map, names);
		inspect_pass_map(inspect, &file->beneath.map, names);
		inspect_pass_map(inspect, &file->scoped.map, names);
		inspect_pass_scope(inspect, root, names);
	}
	for (size_t i = 0; i < file->parents.len && file->used; i++) {
		struct inspect_names *names = &file->parents.at[i]->input;
		inspect_pass_map(inspect, &file->input.map, names);
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
	bind_all(inspect, &file->input.map);
	inspect_bind(inspect, STR("self"), &shape_any);
	bind_all(inspect, &file->beneath.map);
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
	inspect_pass_scope(inspect, root, &file->exports);
	pass_to_family(inspect, file, root);
	inspect->scope = NULL;
	arena_reset(&inspect->scratch);
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

/* Walks until nothing changes; false when that takes too long. */
static bool
settle(struct inspect *inspect)
{
	size_t most = inspect->files.len * WALKS_MAX, done = 0;
	while (done < inspect->waiting.len && done < most) {
		struct inspect_file *file = inspect->waiting.at[done++];
		file->waiting = false;
		walk_file(inspect, file);
	}
	bool settled = done == inspect->waiting.len;
	inspect->waiting.len = 0;
	return settled;
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
				macro->uncalled &= macro->given[p]->kind == SHAPE_NOTHING;
			if (macro->uncalled)
				wait_for(inspect, file);
		}
	}
}

void
inspect_run(struct inspect *inspect)
{
	bool settled;
	inspect_link(inspect);
	for (size_t i = 0; i < inspect->files.len; i++)
		wait_for(inspect, inspect->files.at[i]);
	settled = settle(inspect);
	find_uncalled(inspect);
	settled = settle(inspect) && settled;
	inspect->report = true;
	for (size_t i = 0; i < inspect->files.len && settled; i++)
		walk_file(inspect, inspect->files.at[i]);
	inspect_check_files(inspect);
	if (!inspect->incomplete)
		inspect_leftovers(inspect);
	arena_free(&inspect->scratch);
}

const struct inspect_finding *
inspect_findings(const struct inspect *inspect, size_t *count)
{
	*count = inspect->findings.len;
	return inspect->findings.at;
}
