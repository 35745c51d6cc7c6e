#include "content/front_own.h"

#include "base/arena.h"
#include "base/diag.h"
#include "config/config.h"
#include "config/config_type.h"
#include "content/front.h"

/* --- the declarations -------------------------------------------------------------------------- */

static bool
is_base(struct str name)
{
	return front_type_of(name) != FRONT_PAGE || str_eq(name, front_type_name(FRONT_PAGE));
}

enum front_type
front_own_base(const struct config_type *type)
{
	return front_type_of(type->base.len ? type->base : type->name);
}

static void
check_base(const struct config *config, const struct config_type *type, struct diags *diags)
{
	struct str names[FRONT_TYPES];
	if (!type->base.len)
		return;
	if (is_base(type->name)) {
		node_error(diags, &config->source, type->base_node,
		        "\"" STR_FMT "\" is a type of kith's and builds on nothing else",
		        STR_ARG(type->name));
		diag_help(diags, "give a type of your own another name");
		return;
	}
	if (is_base(type->base))
		return;
	for (int i = 0; i < FRONT_TYPES; i++)
		names[i] = front_type_name((enum front_type)i);
	node_error(diags, &config->source, type->base_node,
	        "\"" STR_FMT "\" is no type that kith has", STR_ARG(node_brief(type->base)));
	struct str near = diag_nearest(type->base, names, FRONT_TYPES);
	struct str all = str_join(&diags->arena, names, FRONT_TYPES, STR(", "));
	if (near.len)
		diag_help(diags, "did you mean \"" STR_FMT "\"?", STR_ARG(near));
	else
		diag_help(diags, "it is one of: " STR_FMT, STR_ARG(all));
}

/*
 * A key that kith knows can be declared for pages that it has no meaning for, if it is read alike: a
 * talk has a status of its own.
 */
static void
check_key(const struct config *config, const struct config_type *type, struct str key,
        struct diags *diags)
{
	const struct schema_row *row = schema_find(front_schema(), key);
	bool known = row && row->groups & (FRONT_SECTIONS | 1u << front_own_base(type));
	bool alike = row && (row->type == SCHEMA_LINE || row->type == SCHEMA_TEXT);
	if (!row || (!known && alike))
		return;
	const struct node *node = node_get(type->keys, key);
	node_error(diags, &config->source, node->key,
	        "\"" STR_FMT "\" is a key of kith's already%s", STR_ARG(key),
	        known ? "" : ", which holds something else");
	diag_help(diags, "give it another name");
}

void
front_own_check(const struct config *config, struct diags *diags)
{
	for (const struct config_type *type = config->types; type; type = type->next) {
		check_base(config, type, diags);
		for (size_t i = 0; i < type->schema.count; i++)
			check_key(config, type, type->schema.rows[i].name, diags);
	}
}

/* --- keeping ----------------------------------------------------------------------------------- */

static void
keep(struct arena *arena, struct front *front, const struct node *node,
        const struct node_source *source)
{
	for (size_t i = 0; i < front->own.len; i++) {
		if (str_eq(front->own.at[i].node->key->text, node->key->text))
			return;
	}
	*array_push(arena, &front->own) = (struct front_own){ node, source };
}

/* `params: {venue: ...}` beside a key of that name has a value of its own. */
static bool
is_param(const struct node *root, struct str key)
{
	return node_get(node_get(root, STR("params")), key) ||
	        node_get(node_get(root, STR("extra")), key);
}

const struct node *
front_own_keep(struct arena *arena, const struct node_source *source, const struct config *config,
        const struct node *root, struct front *front, schema_rest *rest)
{
	if (!config || !config->types)
		return root;
	struct node *others = arena_new(arena, struct node), **end = &others->child;
	*others = *root;
	for (const struct node *node = root->child; node; node = node->next) {
		bool known = schema_find(front_schema(), node->key->text) != NULL;
		bool declared = config_type_with_key(config, node->key->text) != NULL;
		if (!known && declared && node->kind == NODE_NULL)
			continue; /* as if it were not there: what is handed down counts */
		if (!known || (declared && node->kind != NODE_NULL))
			keep(arena, front, node, source);
		if (!known && declared && !is_param(root, node->key->text))
			*array_push(arena, rest) = node;
		if (!known && declared)
			continue;
		*end = arena_new(arena, struct node);
		**end = *node;
		end = &(*end)->next;
	}
	*end = NULL;
	return others;
}

void
front_own_inherit(struct front *front, const struct front *defaults, struct arena *arena)
{
	for (size_t i = 0; i < defaults->own.len; i++)
		keep(arena, front, defaults->own.at[i].node, defaults->own.at[i].source);
}

/* --- reading ----------------------------------------------------------------------------------- */

struct taking {
	struct arena *arena;
	const struct node_source *source; /* of the page */
	const struct config *config;
	const struct config_type *type;
	struct front *front;
	void *record;
	bool *refused; /* per row: its value was wrong, which has been said */
	struct diags *diags;
};

/* `params: {venue: ...}` is its author's wish and stays. */
static void
drop_param(const struct taking *t, const struct front_own *own)
{
	struct value *params = &t->front->params;
	array_of(struct value_entry) left = { 0 };
	if (node_get(t->front->params_node, own->node->key->text))
		return;
	for (size_t i = 0; i < params->len; i++) {
		if (!str_eq(value_str(params->entries[i].key), own->node->key->text))
			*array_push(t->arena, &left) = params->entries[i];
	}
	*params = value_map(left.at, left.len);
}

/* A key that the page's type does not know: a slip, or another type's. */
static void
doubt(const struct taking *t, const struct node *node)
{
	struct str key = node->key->text;
	struct node alone = *node;
	struct node map = { .kind = NODE_MAP, .child = &alone, .len = 1 };
	const struct config_type *owner = config_type_with_key(t->config, key);
	alone.next = NULL;
	if (owner && !schema_find(front_schema(), key)) {
		node_warning(t->diags, t->source, node->key,
		        "\"" STR_FMT "\" has no meaning for this type of page", STR_ARG(key));
		diag_help(t->diags,
		        "it is a key of \"" STR_FMT "\"; your own keys can stand in \"params\"",
		        STR_ARG(owner->name));
	} else if (!owner && t->type) {
		schema_read(&t->type->schema, t->arena, t->source, &map, SCHEMA_UNKNOWN_COLLECT,
		        t->record, NULL, t->diags);
	}
}

struct place
front_own_place(const struct front *front, const struct node_source *source, struct str key)
{
	const struct node *node = front->root ? front->root->child : NULL;

	while (node && !str_eq(node->key->text, key))
		node = node->next;
	return node ? node_place(source, node->key, node->key->text)
	            : (struct place){ source->path, 1, 1, 3 };
}

static void
want(const struct taking *t, const struct schema_row *row)
{
	struct value value = config_type_value(t->type, t->record, row->name, t->arena);
	if (!(row->groups & CONFIG_TYPE_REQUIRED) || value.kind != VALUE_UNDEFINED ||
	        t->refused[row - t->type->schema.rows])
		return;
	struct place place = front_own_place(t->front, t->source, row->name);
	bool there = place.line > 1;

	diag_error(t->diags, place, t->source->bytes,
	        "a page of type \"" STR_FMT "\" needs \"" STR_FMT "\"", STR_ARG(t->type->name),
	        STR_ARG(row->name));
	diag_help(t->diags, "%s \"" STR_FMT ":%s\" (%s)",
	        there ? "write its value behind" : "add a line", STR_ARG(row->name),
	        there ? "" : " ...", row->help ? row->help : "kith.yaml says that it is required");
}

void
front_own_read(struct arena *arena, const struct node_source *source, const struct config *config,
        const struct config_type *type, struct front *front, struct diags *diags)
{
	struct taking t = { arena, source, config, type, front, NULL, NULL, diags };
	if (type) {
		t.record = config_type_record(type, arena);
		t.refused = arena_array(arena, bool, type->schema.count + 1);
	}
	for (size_t i = 0; i < front->own.len; i++) {
		const struct front_own *own = &front->own.at[i];
		const struct schema_row *row = config_type_row(type, own->node->key->text);
		if (row) {
			t.refused[row - type->schema.rows] = !config_type_take(
			        type, t.record, arena, own->source, own->node, diags);
			drop_param(&t, own);
		} else if (own->source == source) {
			doubt(&t, own->node);
		}
	}
	for (size_t i = 0; type && front->draft <= 0 && i < type->schema.count; i++)
		want(&t, &type->schema.rows[i]);
	front->declared = type;
	front->record = t.record;
}
