/*
 * kith.yaml becomes a struct config in three steps:
 *
 *	the fallbacks of all rows, read as if they stood in a file
 *	the keys of kith.yaml, over them: scalars into their fields, maps into `maps`
 *	the maps, each by its read_<key> below, mostly a schema_read of its own
 *
 * A default is thus written once, in config.def, where the manual finds it too.
 */
#include "config/config.h"

#include <errno.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/escape.h"
#include "base/fs.h"
#include "base/path.h"
#include "base/utf8.h"
#include "config/config_checks.h"
#include "config/config_dates.h"
#include "config/config_feeds.h"
#include "config/config_search.h"
#include "config/config_type.h"
#include "config/config_url.h"
#include "data/reader.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* What is read: the configuration, and behind it the keys that hold maps. */
struct config_file {
	struct config config;
	struct {
#define CONFIG_MAP(field, ...) const struct node *field;
#define CONFIG_GROUP(field, ...) const struct node *field;
#define CONFIG_TREE(field, ...) const struct node *field;
#include "config/config.def"
	} maps;
};

struct reading {
	struct arena *arena;
	const struct node_source *source;
	struct config *config;
	struct diags *diags;
};

/* --- the tables ------------------------------------------------------------------------------- */

#define ROW(key, type, offset, aliases, choices, fallback, help, example) \
	{ STR_INIT(key), SCHEMA_##type, offset, aliases, choices, fallback, help, example, 0 },
#define MAP_ROW(field, help, example) \
	ROW(#field, NODE, offsetof(struct config_file, maps.field), NULL, NULL, NULL, help, example)

static const struct schema_row rows[] = {
#define CONFIG_KEY(field, key, type, ...) \
	ROW(key, type, offsetof(struct config_file, config.field), __VA_ARGS__)
#define CONFIG_MAP MAP_ROW
#define CONFIG_GROUP MAP_ROW
#define CONFIG_TREE MAP_ROW
#include "config/config.def"
};

/* The maps inside go to fields of struct config, those of which there are many to their own. */
#define IN_CONFIG(field, key, type, ...) ROW(key, type, offsetof(struct config, field), __VA_ARGS__)

static const struct schema_row author_rows[] = {
#define CONFIG_AUTHOR IN_CONFIG
#include "config/config.def"
};

static const struct schema_row security_rows[] = {
#define CONFIG_SECURITY IN_CONFIG
#include "config/config.def"
};

static const struct schema_row pagination_rows[] = {
#define CONFIG_PAGINATION IN_CONFIG
#include "config/config.def"
};

static const struct schema_row markdown_rows[] = {
#define CONFIG_MARKDOWN IN_CONFIG
#include "config/config.def"
};

static const struct schema_row dates_rows[] = {
#define CONFIG_DATES IN_CONFIG
#include "config/config.def"
};

static const struct schema_row history_rows[] = {
#define CONFIG_HISTORY IN_CONFIG
#include "config/config.def"
};

static const struct schema_row feeds_rows[] = {
#define CONFIG_FEEDS IN_CONFIG
#include "config/config.def"
};

static const struct schema_row pages_rows[] = {
#define CONFIG_PAGE(key, ...) IN_CONFIG(pages.key, #key, BOOL, NULL, NULL, __VA_ARGS__)
#include "config/pages.def"
#undef CONFIG_PAGE
};

static const struct schema_row search_rows[] = {
#define CONFIG_SEARCH IN_CONFIG
#include "config/config.def"
};

static const struct schema_row templates_rows[] = {
#define CONFIG_TEMPLATES IN_CONFIG
#include "config/config.def"
};

static const struct schema_row taxonomy_rows[] = {
#define CONFIG_TAXONOMY(field, key, type, ...) \
	ROW(key, type, offsetof(struct config_taxonomy, field), __VA_ARGS__)
#include "config/config.def"
};

static const struct schema_row menu_rows[] = {
#define CONFIG_MENU(field, key, type, ...) \
	ROW(key, type, offsetof(struct config_menu_item, field), __VA_ARGS__)
#include "config/config.def"
};

/* The first ones fill struct config, whose groups they are. */
static const struct schema schemas[] = {
	{ "author", author_rows, COUNT(author_rows) },
	{ "pagination", pagination_rows, COUNT(pagination_rows) },
	{ "markdown", markdown_rows, COUNT(markdown_rows) },
	{ "dates", dates_rows, COUNT(dates_rows) },
	{ "history", history_rows, COUNT(history_rows) },
	{ "security", security_rows, COUNT(security_rows) },
	{ "feeds", feeds_rows, COUNT(feeds_rows) },
	{ "pages", pages_rows, COUNT(pages_rows) },
	{ "search", search_rows, COUNT(search_rows) },
	{ "templates", templates_rows, COUNT(templates_rows) },
	{ "taxonomies", taxonomy_rows, COUNT(taxonomy_rows) },
	{ "menu", menu_rows, COUNT(menu_rows) },
};
enum { GROUPS = 9 };

const struct schema *
config_schema(void)
{
	static const struct schema schema = { "kith.yaml", rows, COUNT(rows) };
	return &schema;
}

const struct schema *
config_schema_of(struct str key)
{
	for (size_t i = 0; i < COUNT(schemas); i++) {
		if (str_eq(str_from(schemas[i].subject), key))
			return &schemas[i];
	}
	return NULL;
}

/* --- defaults --------------------------------------------------------------------------------- */

/* Reads the fallbacks of a table's rows into `out`. */
static void
set_fallbacks(struct reading *r, const struct schema *schema, void *out)
{
	struct node map = { .kind = NODE_MAP }, **end = &map.child;
	for (size_t i = 0; i < schema->count; i++) {
		if (!schema->rows[i].fallback)
			continue;
		struct node *pair = arena_array(r->arena, struct node, 2);
		pair[0] = (struct node){ .kind = NODE_SCALAR, .text = schema->rows[i].name };
		pair[1] = (struct node){ .kind = NODE_SCALAR,
			.text = str_from(schema->rows[i].fallback),
			.key = &pair[0] };
		*end = &pair[1];
		end = &pair[1].next;
	}
	schema_read(schema, r->arena, r->source, &map, SCHEMA_UNKNOWN_ERROR, out, NULL, r->diags);
}

static void
add_taxonomy(struct reading *r, struct str name, const struct node *node)
{
	struct config_taxonomy taxonomy = { .name = name };
	const struct schema *schema = config_schema_of(STR("taxonomies"));
	set_fallbacks(r, schema, &taxonomy);
	if (node)
		schema_read(schema, r->arena, r->source, node, SCHEMA_UNKNOWN_ERROR, &taxonomy,
		        NULL, r->diags);
	if (!taxonomy.title.len) {
		struct buf title;
		buf_init(&title, name.len * 4 + 4);
		struct str first = utf8_prefix(name, 1);
		utf8_upper(&title, first);
		buf_put(&title, str_skip(name, first.len));
		taxonomy.title = str_copy(r->arena, buf_view(&title));
		buf_free(&title);
	}
	*array_push(r->arena, &r->config->taxonomies) = taxonomy;
}

static void
set_defaults(struct reading *r, struct config_file *file)
{
	set_fallbacks(r, config_schema(), file);
	for (size_t i = 0; i < GROUPS; i++)
		set_fallbacks(r, &schemas[i], &file->config);
	file->config.checks = config_checks_new(r->arena);
	file->config.theme_options = value_map(NULL, 0);
	file->config.params = value_map(NULL, 0);
}

/* --- maps ------------------------------------------------------------------------------------- */

static bool
want_map(struct reading *r, const struct node *node)
{
	if (node->kind == NODE_MAP)
		return true;
	node_error(r->diags, r->source, node, "\"" STR_FMT "\" is a map of keys and values",
	        STR_ARG(node->key->text));
	return false;
}

static void
read_group(struct reading *r, const struct node *node)
{
	schema_read(config_schema_of(node->key->text), r->arena, r->source, node,
	        SCHEMA_UNKNOWN_ERROR, r->config, NULL, r->diags);
}

static void
read_author(struct reading *r, const struct node *node)
{
	if (node->kind == NODE_SCALAR)
		r->config->author.name = str_trim(node->text);
	else
		read_group(r, node);
	if (escape_url_lacks_scheme(r->config->author.url)) /* as has been said, once */
		r->config->author.url = STR_EMPTY;
}

static void
read_theme_options(struct reading *r, const struct node *node)
{
	if (want_map(r, node))
		r->config->theme_options = node_value(node, r->arena);
}

static void
read_params(struct reading *r, const struct node *node)
{
	if (want_map(r, node))
		r->config->params = node_value(node, r->arena);
}

static void
read_checks(struct reading *r, const struct node *node)
{
	if (want_map(r, node))
		config_checks_read(r->config, r->arena, node, r->diags);
}

/* The name is a part of URLs and of the keys of front matter. */
static bool
check_taxonomy_name(struct reading *r, const struct node *name)
{
	bool has_slash = str_find_char(name->text, '/') != STR_NONE;
	const char *wrong = has_slash ? "has a slash" : path_check(name->text);
	if (wrong)
		node_error(r->diags, r->source, name,
		        "\"" STR_FMT "\" cannot name a taxonomy: it %s",
		        STR_ARG(node_brief(name->text)), wrong);
	return !wrong;
}

static void
read_taxonomies(struct reading *r, const struct node *node)
{
	for (const struct node *item = node->child; item; item = item->next) {
		const struct node *name = node->kind == NODE_MAP ? item->key : item;
		if (name->kind != NODE_SCALAR) {
			node_error(r->diags, r->source, name,
			        "a list of taxonomies holds their names");
			diag_help(r->diags, "with settings it is a map: {tags: {title: Topics}}");
		} else if (check_taxonomy_name(r, name)) {
			add_taxonomy(r, name->text, item == name ? NULL : item);
		}
	}
	if (node->kind == NODE_SCALAR)
		node_error(
		        r->diags, r->source, node, "\"taxonomies\" is a list of names, or a map");
}

static void
read_permalink(struct reading *r, const struct node *node)
{
	struct str word, near;
	if (node->kind != NODE_SCALAR) {
		node_error(r->diags, r->source, node, "a pattern is a text");
		diag_help(r->diags, "for example: \"/:section/:year/:slug/\"");
		return;
	}
	const char *wrong = config_url_check_permalink(node->text, &word, &near);
	if (!wrong) {
		*array_push(r->arena, &r->config->permalinks) =
		        (struct config_permalink){ node->key->text, node->text, node->line,
			        node->column, node->key->line, node->key->column };
		return;
	}
	node_error(r->diags, r->source, node, "\"" STR_FMT "\" makes no permalink: %s",
	        STR_ARG(node_brief(word)), wrong);
	if (near.len)
		diag_help(r->diags, "did you mean \":" STR_FMT "\"?", STR_ARG(near));
	else
		diag_help(r->diags,
		        "a pattern is made of :section :sections :year :month :day "
		        ":slug :title :filename :name");
}

static void
read_permalinks(struct reading *r, const struct node *node)
{
	if (!want_map(r, node))
		return;
	for (const struct node *item = node->child; item; item = item->next)
		read_permalink(r, item);
}

static void
read_menu_item(struct reading *r, const struct node *node)
{
	struct config_menu_item item = { 0 };
	const struct schema *schema = config_schema_of(STR("menu"));
	set_fallbacks(r, schema, &item);
	if (!schema_read(
	            schema, r->arena, r->source, node, SCHEMA_UNKNOWN_ERROR, &item, NULL, r->diags))
		return;
	if (!item.name.len || !item.url.len) {
		node_error(r->diags, r->source, node, "an item of the menu has a name and a url");
		diag_help(r->diags, "for example: {name: Essays, url: /essays/}");
		return;
	}
	const struct node *url = node_get(node, STR("url"));
	item.line = url->line;
	item.column = url->column;
	*array_push(r->arena, &r->config->menu) = item;
}

static int
by_weight(const void *a, const void *b, void *context)
{
	const struct config_menu_item *x = a, *y = b;
	(void)context;
	return (x->weight > y->weight) - (x->weight < y->weight);
}

static void
read_menu(struct reading *r, const struct node *node)
{
	if (node->kind != NODE_LIST) {
		node_error(r->diags, r->source, node, "\"menu\" is a list");
		diag_help(r->diags, "for example: [{name: Essays, url: /essays/}]");
		return;
	}
	for (const struct node *item = node->child; item; item = item->next)
		read_menu_item(r, item);
	array_sort(r->config->menu.at, r->config->menu.len, sizeof *r->config->menu.at, r->arena,
	        by_weight, NULL);
}

static void
read_types(struct reading *r, const struct node *node)
{
	if (want_map(r, node))
		config_type_read(r->config, r->arena, node, r->diags);
}

static void
read_maps(struct reading *r, const struct config_file *file)
{
#define CONFIG_MAP(field, ...) \
	if (file->maps.field)  \
		read_##field(r, file->maps.field);
#define CONFIG_GROUP(field, ...) \
	if (file->maps.field)    \
		read_group(r, file->maps.field);
#define CONFIG_TREE(field, ...) \
	if (file->maps.field)   \
		want_map(r, file->maps.field);
#include "config/config.def"
}

/* --- single values ---------------------------------------------------------------------------- */

static void
refuse_value(
        struct reading *r, const char *key, const char *what, const char *wrong, const char *help)
{
	const struct node *root = r->config->root, *node = root->child;
	while (schema_find(config_schema(), node->key->text) !=
	        schema_find(config_schema(), str_from(key)))
		node = node->next;
	node_error(r->diags, r->source, node, "\"" STR_FMT "\" cannot be %s: %s",
	        STR_ARG(node_brief(node->text)), what, wrong);
	diag_help(r->diags, "%s", help);
}

static void
check_values(struct reading *r)
{
	struct config *config = r->config;
	const char *wrong = config->base_url.len ? config_url_check_base(config->base_url) : NULL;
	if (wrong)
		refuse_value(r, "base_url", "the site's address", wrong,
		        "for example: https://example.org/notes");
	/* Nothing is published then; with some address, what depends on one is still looked at. */
	config_url_set(config, r->arena, wrong ? STR("https://invalid.invalid") : config->base_url);
	wrong = config->domain.len ? config_url_check_domain(config->domain) : NULL;
	if (wrong)
		refuse_value(r, "domain", "a domain", wrong, "for example: notes.example.org");
	struct str named = config_language_named(config->language);
	if (named.len || !config_is_language(config->language)) {
		refuse_value(r, "language", "a language", "it is no BCP 47 tag",
		        "for example: en, de-AT, zh-Hant");
		if (named.len)
			diag_help(r->diags, "did you mean \"" STR_FMT "\"?", STR_ARG(named));
		config->language = STR("en");
	}
	bool has_slash = str_find_char(config->theme, '/') != STR_NONE;
	wrong = has_slash ? "it has a slash" : path_check(config->theme);
	if (!wrong)
		return;
	refuse_value(r, "theme", "a theme's name", wrong,
	        "a theme is named by its folder below themes/");
	config->theme = STR("plain"); /* so that the rest is still looked at */
}

static void
check_title(struct reading *r)
{
	if (r->config->title.len)
		return;
	diag_warning(r->diags, diag_file(r->source->path), STR_EMPTY, "the site has no title");
	diag_help(r->diags, "add a line such as: title: Notes from the workshop");
	r->config->title = STR("Untitled");
}

/* --- the file --------------------------------------------------------------------------------- */

struct config *
config_parse(struct arena *arena, const struct node_source *source, struct diags *diags)
{
	const struct node *root = reader_yaml(arena, source, source->bytes, 1, diags);
	if (!root)
		return NULL;
	struct config_file *file = arena_new(arena, struct config_file);
	struct config *config = &file->config;
	config->source = *source;
	config->root = root;
	config->fingerprint = hash_of(source->bytes);
	struct reading reading = { arena, &config->source, config, diags };
	set_defaults(&reading, file);
	if (root->kind != NODE_MAP && root->kind != NODE_NULL)
		config = NULL;
	schema_read(config_schema(), arena, source, root, SCHEMA_UNKNOWN_ERROR, file, NULL, diags);
	if (!config)
		return NULL;
	read_maps(&reading, file);
	config_dates_read(config, file->maps.dates, diags);
	config_feeds_read(config, file->maps.feeds, diags);
	config_search_read(config, file->maps.search, diags);
	if (!file->maps.taxonomies)
		add_taxonomy(&reading, STR("tags"), NULL);
	config->markdown.html--; /* a choice counts from 1, the enum from 0 */
	check_values(&reading);
	check_title(&reading);
	return config;
}

struct config *
config_parse_markdown(struct arena *arena, const struct node_source *source, struct diags *diags)
{
	const struct node *root = reader_yaml(arena, source, source->bytes, 1, diags);
	if (!root)
		return NULL;
	struct config_file *file = arena_new(arena, struct config_file);
	struct reading reading = { arena, source, &file->config, diags };
	set_defaults(&reading, file);
	if (!schema_read(config_schema_of(STR("markdown")), arena, source, root,
	            SCHEMA_UNKNOWN_ERROR, &file->config, NULL, diags))
		return NULL;
	file->config.markdown.html--;
	return &file->config;
}

struct config *
config_read(struct arena *arena, int root, struct diags *diags)
{
	struct node_source source = { .path = STR("kith.yaml") };
	int error = fs_read(root, source.path, arena, READER_FILE_MAX, &source.bytes, NULL);
	if (!error)
		return config_parse(arena, &source, diags);
	if (error == -ENOENT) {
		diag_error(diags, diag_file(source.path), STR_EMPTY, "there is no kith.yaml here");
		diag_help(diags, "kith init makes a new site; --root DIR names one elsewhere");
	} else {
		diag_error(diags, diag_file(source.path), STR_EMPTY, "it cannot be read: %s",
		        fs_explain(error));
	}
	return NULL;
}
