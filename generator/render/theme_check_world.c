/*
 * What kith gives to templates, as shapes: the types of property.def, record.def, context.def, function.def
 * and front.def, taken apart.
 */
#include "base/arena.h"
#include "config/config.h"
#include "config/config_type.h"
#include "content/front.h"
#include "render/directives.h"
#include "render/function.h"
#include "render/render.h"
#include "render/theme_check.h"
#include "render/view.h"
#include "site/route.h"
#include "template/inspect.h"
#include "template/parameter.h"
#include "template/shape.h"
#include "template/template.h"

struct row {
	const char *kind;
	struct str key, type;
};

/* What messages call a kind, where that is not its name. */
static const struct {
	struct str kind, name;
} kind_names[] = {
#define RECORD_KIND(kind, name) { STR_INIT(#kind), STR_INIT(name) },
#include "render/record.def"
};

#define GLOBAL(name, type, help) { NULL, STR_INIT(#name), STR_INIT(type) },
static const struct row globals[] = {
#include "render/context.def"
};

#define NAME(name, routes, type, help) { NULL, STR_INIT(#name), STR_INIT(type) },
static const struct row names[] = {
#include "render/context.def"
};

#define DIRECTIVE(name, type, help) { NULL, STR_INIT(#name), STR_INIT(type) },
static const struct row directive_names[] = {
#include "render/context.def"
};

#define FUNCTION(name, parameters, help, example, type) { NULL, STR_INIT(#name), STR_INIT(type) },
static const struct row functions[] = {
#include "render/function.def"
};
#undef FUNCTION

static const struct str parts_of_dates[] = {
#define DATE_FIELD(name, value, help) STR_INIT(#name),
#include "template/date_field.def"
#undef DATE_FIELD
};

/* The keys of properties, and of records. */
static const struct row keys[] = {
#define PROPERTY(kind, key, type, help) { #kind, STR_INIT(#key), STR_INIT(type) },
#include "render/property.def"
#undef PROPERTY
#define RECORD(kind, key, type, help) { #kind, STR_INIT(#key), STR_INIT(type) },
#include "render/record.def"
#undef RECORD
};

/* Front matter: what a row holds; the maps in `image`, `people` and `milestones` are records. */
#define TYPE_TEXT "text"
#define TYPE_LINE "text"
#define TYPE_BOOL "bool"
#define TYPE_TRI "bool"
#define TYPE_INT "number"
#define TYPE_DATE "date"
#define TYPE_URL "text"
#define TYPE_CHOICE "text"
#define TYPE_TEXTS "list of texts"
#define TYPE_PAIRS "map"
#define TYPE_VALUE "any"
#define TYPE_NODE "any"

static const struct row front[] = {
	{ NULL, STR_INIT("image"), STR_INIT("image") },
	{ NULL, STR_INIT("people"), STR_INIT("list of persons") },
	{ NULL, STR_INIT("milestones"), STR_INIT("list of milestones") },
	{ NULL, STR_INIT("params"), STR_INIT("map") },
#define FRONT_KEY(field, key, type, ...) { NULL, STR_INIT(key), STR_INIT(TYPE_##type) },
#include "content/front.def"
};

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* --- types --------------------------------------------------------------------------------- */

struct world {
	struct arena *arena;
	struct map kinds; /* name -> struct shape, a record */
};

static struct str
name_of(struct str kind)
{
	for (size_t i = 0; i < COUNT(kind_names); i++)
		if (str_eq(kind_names[i].kind, kind))
			return kind_names[i].name;
	return kind;
}

static struct shape *
kind_of(struct world *world, struct str kind)
{
	struct map_entry *entry = map_put(&world->kinds, world->arena, kind, NULL);

	if (!entry->value)
		entry->value = shape_record(world->arena, name_of(kind));
	return entry->value;
}

/* A kind, in the singular or plural: taxonomy, taxonomies; page, pages. */
static const struct shape *
find_kind(const struct world *world, struct str name)
{
	const struct shape *found = map_get(&world->kinds, name);

	if (!found && str_ends(name, STR("ies")))
		found = map_get(&world->kinds,
		        str_format(world->arena, STR_FMT "y",
		                STR_ARG(str_slice(name, 0, name.len - 3))));
	if (!found && str_ends(name, STR("s")))
		found = map_get(&world->kinds, str_slice(name, 0, name.len - 1));
	return found;
}

static bool
cut_prefix(struct str *type, struct str one, struct str many)
{
	struct str prefix = str_starts(*type, one) ? one : many;

	if (!str_starts(*type, prefix))
		return false;
	*type = str_skip(*type, prefix.len);
	return true;
}

static const struct shape *
shape_of(struct world *world, struct str type)
{
	const struct shape *found;

	if (cut_prefix(&type, STR("list of "), STR("lists of ")))
		return shape_list(world->arena, shape_of(world, type));
	if (cut_prefix(&type, STR("map of "), STR("maps of ")))
		return shape_map(world->arena, shape_of(world, type));
	if (str_is(type, "map"))
		return shape_map(world->arena, &shape_any);
	found = find_kind(world, type);
	return found ? found : &shape_any;
}

/* A key that is there already stays as it is. */
static void
put(struct world *world, struct shape *record, const struct row *row)
{
	if (!shape_key(record, row->key))
		shape_put(record, world->arena, row->key, shape_of(world, row->type));
}

/* --- kinds --------------------------------------------------------------------------------- */

static void
put_options(struct world *world, const struct theme *theme)
{
	struct shape *options = kind_of(world, STR("options"));
	const struct node *option = theme->declared ? theme->declared->child : NULL;

	for (; option; option = option->next)
		shape_put(options, world->arena, option->key->text, &shape_any);
}

/* Values that have methods, and no keys but the parts of dates. */
static void
put_plain(struct world *world)
{
	struct shape *date = kind_of(world, STR("date"));

	kind_of(world, STR("text"));
	kind_of(world, STR("markup"))->name = STR("text");
	kind_of(world, STR("number"));
	for (size_t i = 0; i < COUNT(parts_of_dates); i++)
		shape_put(date, world->arena, parts_of_dates[i], &shape_any);
}

/* As TYPE_... above, by what a key of kith.yaml can hold. */
static struct str
type_of_row(const struct schema_row *row)
{
	switch (row->type) {
	case SCHEMA_BOOL: return STR(TYPE_BOOL);
	case SCHEMA_INT: return STR(TYPE_INT);
	case SCHEMA_DATE: return STR(TYPE_DATE);
	case SCHEMA_TEXTS: return STR(TYPE_TEXTS);
	case SCHEMA_PAIRS: return STR(TYPE_PAIRS);
	case SCHEMA_VALUE: return STR(TYPE_VALUE);
	default: return STR(TYPE_TEXT);
	}
}

/* Pages have the keys of all types that the site declares. */
static void
put_types(struct world *world, const struct config *config)
{
	const struct config_type *type = config ? config->types : NULL;
	struct shape *page = kind_of(world, STR("page"));

	for (; type; type = type->next)
		for (size_t i = 0; i < type->schema.count; i++) {
			const struct schema_row *of = &type->schema.rows[i];
			struct row row = { NULL, of->name, type_of_row(of) };

			put(world, page, &row);
		}
}

static void
put_kinds(struct world *world, const struct theme *theme, const struct config *config)
{
	struct shape *page = kind_of(world, STR("page")), *section;

	put_plain(world);
	for (size_t i = 0; i < COUNT(keys); i++)
		kind_of(world, str_from(keys[i].kind));
	put_options(world, theme);
	for (size_t i = 0; i < COUNT(keys); i++)
		put(world, kind_of(world, str_from(keys[i].kind)), &keys[i]);
	section = kind_of(world, STR("section"));
	for (size_t i = 0; i < COUNT(front); i++) {
		put(world, page, &front[i]);
		put(world, section, &front[i]);
	}
	put_types(world, config);
}

/* --- entries ------------------------------------------------------------------------------- */

static bool
is_one_of(struct str name, struct str words)
{
	while (words.at)
		if (str_eq(str_cut(&words, ' '), name))
			return true;
	return false;
}

/* Does kith look for a template of this name by itself? */
static bool
is_standard(struct theme_check *check, struct str name)
{
	const struct config_type *own = check->config ? check->config->types : NULL;

	for (size_t i = 0; i < ROUTE_KINDS; i++)
		if (is_one_of(name, str_from(route_kinds[i].templates)))
			return true;
	for (int type = 0; type < FRONT_TYPES; type++)
		if (str_eq(name,
		            str_format(check->arena, STR_FMT ".html",
		                    STR_ARG(front_type_name((enum front_type)type)))))
			return true;
	for (; own; own = own->next)
		if (str_eq(name, str_format(check->arena, STR_FMT ".html", STR_ARG(own->name))))
			return true;
	return str_starts(name, STR("section-")) && str_ends(name, STR(".html"));
}

/*
 * A whole page at the top of a theme is a layout that some site may name. The site's own templates are for
 * this site alone, which names them or does not.
 */
static bool
is_offered(const struct theme_check *check, const struct theme_file *file)
{
	bool whole = str_find(file->bytes, STR("<html")) != STR_NONE ||
	        str_find(file->bytes, STR("{% extends")) != STR_NONE ||
	        str_find(file->bytes, STR("{%- extends")) != STR_NONE;

	return whole && file->root == check->theme->root && str_ends(file->name, STR(".html")) &&
	        str_find_char(file->name, '/') == STR_NONE;
}

/* One that declares no attributes may be given any. */
static void
add_directive(struct theme_check *check, struct str name, const struct shape *given)
{
	const struct template *template = template_load(check->engine, name, check->diags);
	size_t count;

	if (template)
		inspect_entry(
		        check->inspect, name, parameter_list(template, &count) ? given : NULL);
}

static void
add_directives(struct theme_check *check, const struct shape *given)
{
	struct template_loader loader = render_loader(check->theme);
	struct value all = loader.names(loader.context, check->arena);

	for (uint32_t i = 0; i < all.len; i++)
		if (str_starts(value_str(all.items[i]), STR(DIRECTIVES_FOLDER)))
			add_directive(check, value_str(all.items[i]), given);
}

static void
add_entries(struct theme_check *check, const struct shape *given)
{
	const theme_files *files = &check->theme->templates;

	for (size_t i = 0; i < ROUTE_KINDS; i++) /* the built-in ones too */
		for (struct str rest = str_from(route_kinds[i].templates); rest.at;)
			inspect_entry(check->inspect, str_cut(&rest, ' '), given);
	for (size_t i = 0; i < files->len; i++) {
		const struct theme_file *file = &files->at[i];

		if (is_standard(check, file->name) || map_find(&check->layouts, file->name) ||
		        is_offered(check, file))
			inspect_entry(check->inspect, file->name, given);
	}
}

void
theme_check_world(struct theme_check *check)
{
	struct world world = { .arena = check->arena };
	struct shape *given = shape_record(check->arena, STR("names"));
	struct shape *to_directives = shape_record(check->arena, STR("names"));

	put_kinds(&world, check->theme, check->config);
	for (size_t i = 0; i < COUNT(globals); i++)
		inspect_global(check->inspect, globals[i].key, shape_of(&world, globals[i].type));
	for (size_t i = 0; i < COUNT(functions); i++)
		inspect_function(
		        check->inspect, functions[i].key, shape_of(&world, functions[i].type));
	for (size_t i = 0; i < COUNT(names); i++)
		put(&world, given, &names[i]);
	for (size_t i = 0; i < COUNT(directive_names); i++)
		put(&world, to_directives, &directive_names[i]);
	add_directives(check, to_directives);
	add_entries(check, given);
}
