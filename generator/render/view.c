/*
 * Views and their lists, made once. Looking a property up is one hash table access and one call.
 */
#include "render/view.h"

#include "base/arena.h"
#include "config/config.h"
#include "config/config_type.h"
#include "config/theme.h"
#include "content/front.h"
#include "data/schema.h"
#include "render/fact.h"
#include "render/view_kinds.h"
#include "site/archive.h"
#include "site/item.h"
#include "site/person.h"
#include "site/project.h"
#include "site/series.h"
#include "site/site.h"

static const struct view_property *
find_property(const struct view *view, enum view_kind kind, struct str key)
{
	return map_get(&view->render->properties[kind], key);
}

#define VIEW_TYPE(kind, KIND, other, text_function)                                           \
	static struct value kind##_get(const void *self, struct str key, struct arena *arena) \
	{                                                                                     \
		const struct view *view = self;                                               \
		const struct view_property *property = find_property(view, KIND, key);        \
                                                                                              \
		if (property) {                                                               \
			fact_read_row(view, property);                                        \
			return known(key, property->get(view, arena));                        \
		}                                                                             \
		fact_read_key(view, key);                                                     \
		return other(view, key, arena);                                               \
	}                                                                                     \
	static struct value kind##_keys(const void *self, struct arena *arena)                \
	{                                                                                     \
		const struct view *view = self;                                               \
                                                                                              \
		return keys_of(view->render, KIND, arena);                                    \
	}                                                                                     \
	static const struct value_object_type kind##_type = {                                 \
		.name = #kind, .get = kind##_get, .keys = kind##_keys, .text = text_function  \
	};

/* A property that has no value is not one that nobody knows. */
static struct value
known(struct str key, struct value v)
{
	return v.kind == VALUE_UNDEFINED ? value_absent(key) : v;
}

static void
add_keys(struct map *keys, const struct schema *schema, struct arena *arena)
{
	for (size_t i = 0; i < schema->count; i++)
		map_put(keys, arena, schema->rows[i].name, NULL);
}

/* The keys of front matter, kith's and those of kith.yaml, are a page's own behind those of property.def. */
static struct value
keys_of(const struct render *render, enum view_kind kind, struct arena *arena)
{
	const struct map *properties = &render->properties[kind];
	const struct config_type *type = kind == VIEW_PAGE ? render->site->config->types : NULL;
	struct map keys = { 0 };
	struct value *names;

	for (size_t i = 0; i < properties->len; i++)
		map_put(&keys, arena, properties->at[i].key, NULL);
	if (kind == VIEW_PAGE)
		add_keys(&keys, front_schema(), arena);
	for (; type; type = type->next)
		add_keys(&keys, &type->schema, arena);
	names = arena_array(arena, struct value, keys.len + 1);
	for (size_t i = 0; i < keys.len; i++)
		names[i] = value_text(keys.at[i].key);
	return value_list(names, keys.len);
}

static struct value
nothing_else(const struct view *view, struct str key, struct arena *arena)
{
	(void)view;
	(void)key;
	(void)arena;
	return VALUE_UNDEFINED_INIT;
}

static struct str
page_text(const void *self, struct arena *arena)
{
	const struct view *view = self;

	(void)arena;
	fact_read_extra(view, FACT_TEXT);
	return view->page->title;
}

static struct str
section_text(const void *self, struct arena *arena)
{
	const struct view *view = self;

	(void)arena;
	fact_read_extra(view, FACT_TEXT);
	return view->section->title;
}

static struct str
term_text(const void *self, struct arena *arena)
{
	const struct view *view = self;

	(void)arena;
	fact_read_extra(view, FACT_TEXT);
	return view->term->title;
}

static struct str
project_text(const void *self, struct arena *arena)
{
	const struct view *view = self;

	(void)arena;
	fact_read_extra(view, FACT_TEXT);
	return view->project->page->title;
}

static struct str
series_text(const void *self, struct arena *arena)
{
	const struct view *view = self;

	(void)arena;
	fact_read_extra(view, FACT_TEXT);
	return view->series->title;
}

VIEW_TYPE(site, VIEW_SITE, nothing_else, NULL)
VIEW_TYPE(page, VIEW_PAGE, view_page_other, page_text)
VIEW_TYPE(section, VIEW_SECTION, view_section_other, section_text)
VIEW_TYPE(taxonomy, VIEW_TAXONOMY, nothing_else, NULL)
VIEW_TYPE(term, VIEW_TERM, nothing_else, term_text)
VIEW_TYPE(project, VIEW_PROJECT, nothing_else, project_text)
VIEW_TYPE(item, VIEW_ITEM, nothing_else, view_item_shown)
VIEW_TYPE(series, VIEW_SERIES, nothing_else, series_text)
VIEW_TYPE(person, VIEW_PERSON, nothing_else, view_person_shown)

/* ---- on their own pages ------------------------------------------------------------------------ */

static struct value
own_page_get(const void *self, struct str key, struct arena *arena)
{
	if (!str_is(key, "content"))
		return page_get(self, key, arena);
	fact_read_extra(self, FACT_OWN_CONTENT);
	return view_page_own_content(self, arena);
}

static struct value
own_section_get(const void *self, struct str key, struct arena *arena)
{
	const struct view *view = self;

	if (str_is(key, "content")) {
		fact_read_extra(view, FACT_OWN_CONTENT);
		return view_section_own_content(view, arena);
	}
	if (str_is(key, "page")) {
		fact_read_extra(view, FACT_OWN_PAGE);
		return view_own_page(view->render, view->section->page);
	}
	return section_get(self, key, arena);
}

static const struct value_object_type own_page_type = {
	.name = "page", .get = own_page_get, .keys = page_keys, .text = page_text
};
static const struct value_object_type own_section_type = {
	.name = "section", .get = own_section_get, .keys = section_keys, .text = section_text
};

/* ---- values of views -------------------------------------------------------------------------- */

static struct value
value_of(const struct view *view)
{
	return (struct value){ .kind = VALUE_OBJECT, .object = &view->object };
}

static struct value
own_of(const struct view *view)
{
	return (struct value){ .kind = VALUE_OBJECT, .object = &view->own };
}

struct value
view_page(const struct render *render, const struct page *page)
{
	return page ? value_of(&render->pages[page->ordinal]) : value_none();
}

struct value
view_page_list(const struct render *render, const page_list *pages, struct arena *arena)
{
	struct value *items = arena_array(arena, struct value, pages->len + 1);

	for (size_t i = 0; i < pages->len; i++)
		items[i] = view_page(render, pages->at[i]);
	return value_list(items, pages->len);
}

struct value
view_section(const struct render *render, const struct section *section)
{
	return section ? value_of(&render->sections[section->index]) : value_none();
}

struct value
view_own_page(const struct render *render, const struct page *page)
{
	return page ? own_of(&render->pages[page->ordinal]) : value_none();
}

struct value
view_own_section(const struct render *render, const struct section *section)
{
	return section ? own_of(&render->sections[section->index]) : value_none();
}

struct value
view_taxonomy(const struct render *render, const struct taxonomy *taxonomy)
{
	return taxonomy ? value_of(&render->taxonomies[taxonomy->index]) : value_none();
}

struct value
view_term(const struct render *render, const struct term *term)
{
	return term ? value_of(&render->terms[term->taxonomy->index][term->index]) : value_none();
}

struct value
view_project(const struct render *render, const struct project *project)
{
	return project ? value_of(&render->projects[project->index]) : value_none();
}

struct value
view_item(const struct render *render, const struct item *item)
{
	return item ? value_of(&render->items[item->index]) : value_none();
}

struct value
view_series(const struct render *render, const struct series *series)
{
	return series ? value_of(&render->series[series->index]) : value_none();
}

const struct view *
view_of(struct value v, enum view_kind kind)
{
	const struct value_object_type *type = v.kind == VALUE_OBJECT ? v.object->type : NULL;
	bool is = kind == VIEW_PAGE ? type == &page_type || type == &own_page_type
	                            : type == &section_type || type == &own_section_type;

	return type && is ? v.object->self : NULL;
}

const struct view *
view_known(const struct value_object *object, bool *own)
{
	static const struct value_object_type *const types[] = {
		&page_type,
		&section_type,
		&term_type,
		&item_type,
		&person_type,
		&project_type,
		&series_type,
		&taxonomy_type,
		&site_type,
		&own_page_type,
		&own_section_type,
	};

	*own = object->type == &own_page_type || object->type == &own_section_type;
	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		if (object->type == types[i])
			return object->self;
	return NULL;
}

struct value
view_person(const struct render *render, const struct person_mention *mention)
{
	return value_of(&render->persons[mention->index]);
}

struct value
view_text(struct str s)
{
	return s.len ? value_text(s) : value_none();
}

struct value
view_map(struct arena *arena, const struct view_field *fields, size_t count)
{
	struct value_entry *entries = arena_array(arena, struct value_entry, count);

	for (size_t i = 0; i < count; i++)
		entries[i] = (struct value_entry){ value_text(str_from(fields[i].key)),
			fields[i].value };
	return value_map(entries, count);
}

const struct theme_language *
view_language(const struct render *render, const struct page *page)
{
	return theme_language(render->site->theme, page ? page->front->lang : STR_EMPTY);
}

struct str
view_said(const struct render *render, struct str key, struct str otherwise)
{
	struct str word = theme_message(view_language(render, NULL), key);

	return word.len ? word : otherwise;
}

/* ---- making them ------------------------------------------------------------------------------ */

static void
tie(struct view *view, const struct render *render, const struct value_object_type *type)
{
	view->object.type = type;
	view->object.self = view;
	view->render = render;
}

static struct value
featured_pages(const struct render *render)
{
	page_list featured = { 0 };

	for (size_t i = 0; i < render->site->pages.len; i++)
		if (render->site->pages.at[i]->front->featured > 0)
			*array_push(render->arena, &featured) = render->site->pages.at[i];
	return view_page_list(render, &featured, render->arena);
}

static void
prepare_pages(struct render *render)
{
	const struct site *site = render->site;

	render->pages = arena_array(render->arena, struct view, site->all.len + 1);
	for (size_t i = 0; i < site->all.len; i++) {
		tie(&render->pages[i], render, &page_type);
		render->pages[i].own = (struct value_object){ &own_page_type, &render->pages[i] };
		render->pages[i].page = site->all.at[i];
	}
	render->site_pages = view_page_list(render, &site->pages, render->arena);
	render->site_feed = view_page_list(render, &site->feed, render->arena);
	render->site_featured = featured_pages(render);
}

static void
prepare_sections(struct render *render)
{
	const struct site *site = render->site;

	render->sections = arena_array(render->arena, struct view, site->sections.len);
	render->section_pages = arena_array(render->arena, struct value, site->sections.len);
	for (size_t i = 0; i < site->sections.len; i++) {
		tie(&render->sections[i], render, &section_type);
		render->sections[i].own =
		        (struct value_object){ &own_section_type, &render->sections[i] };
		render->sections[i].section = site->sections.at[i];
		render->section_pages[i] =
		        view_page_list(render, &site->sections.at[i]->pages, render->arena);
	}
}

static void
prepare_terms(struct render *render, const struct taxonomy *taxonomy)
{
	size_t count = taxonomy->terms.len;
	struct view *views = arena_array(render->arena, struct view, count + 1);
	struct value *lists = arena_array(render->arena, struct value, count + 1);

	for (size_t i = 0; i < count; i++) {
		tie(&views[i], render, &term_type);
		views[i].term = taxonomy->terms.at[i];
		lists[i] = view_page_list(render, &taxonomy->terms.at[i]->pages, render->arena);
	}
	render->terms[taxonomy->index] = views;
	render->term_pages[taxonomy->index] = lists;
}

static void
prepare_taxonomies(struct render *render)
{
	size_t count = render->site->taxonomies.len;

	render->taxonomies = arena_array(render->arena, struct view, count + 1);
	render->terms = arena_array(render->arena, struct view *, count + 1);
	render->term_pages = arena_array(render->arena, struct value *, count + 1);
	for (size_t i = 0; i < count; i++) {
		tie(&render->taxonomies[i], render, &taxonomy_type);
		render->taxonomies[i].taxonomy = render->site->taxonomies.at[i];
		prepare_terms(render, render->site->taxonomies.at[i]);
	}
}

static void
prepare_projects(struct render *render)
{
	const struct projects *projects = render->site->projects;
	const struct items *items = render->site->items;

	render->projects = arena_array(render->arena, struct view, projects->list.len + 1);
	for (size_t i = 0; i < projects->list.len; i++) {
		tie(&render->projects[i], render, &project_type);
		render->projects[i].project = projects->list.at[i];
	}
	render->items = arena_array(render->arena, struct view, items->list.len + 1);
	for (size_t i = 0; i < items->list.len; i++) {
		tie(&render->items[i], render, &item_type);
		render->items[i].item = items->list.at[i];
	}
}

static void
prepare_series(struct render *render)
{
	const struct series_table *table = render->site->series;

	render->series = arena_array(render->arena, struct view, table->list.len + 1);
	render->series_pages = arena_array(render->arena, struct value, table->list.len + 1);
	for (size_t i = 0; i < table->list.len; i++) {
		tie(&render->series[i], render, &series_type);
		render->series[i].series = table->list.at[i];
		render->series_pages[i] =
		        view_page_list(render, &table->list.at[i]->pages, render->arena);
	}
}

/* What lists are gathered of from all over the site, and may be cut into many pages. */
static void
prepare_gathered(struct render *render)
{
	const struct archive *archive = render->site->archive;
	const page_list *pages = &render->site->pages;
	page_list logs = { 0 };

	render->year_pages = arena_array(render->arena, struct value, archive->years.len + 1);
	for (size_t i = 0; i < archive->years.len; i++)
		render->year_pages[i] =
		        view_page_list(render, &archive->years.at[i].pages, render->arena);
	for (size_t i = 0; i < pages->len; i++)
		if (pages->at[i]->type == FRONT_LOG)
			*array_push(render->arena, &logs) = pages->at[i];
	render->log_pages = view_page_list(render, &logs, render->arena);
}

static void
prepare_persons(struct render *render)
{
	const struct persons *persons = render->site->persons;

	render->persons = arena_array(render->arena, struct view, persons->mentions.len + 1);
	for (size_t i = 0; i < persons->mentions.len; i++) {
		tie(&render->persons[i], render, &person_type);
		render->persons[i].mention = persons->mentions.at[i];
	}
}

static void
prepare_globals(struct render *render)
{
	const struct theme *theme = render->site->theme;
	struct arena *arena = render->arena;

	const struct view_field globals[] = {
		{ "site", value_of(&render->site_view) },
		{ "theme",
		        VIEW_RECORD(arena, theme, { "name", value_text(theme->name) },
		                { "version", value_text(theme->version) },
		                { "options",
		                        view_record_of(
		                                arena, VIEW_RECORD_options, theme->options) }) },
		{ "kith",
		        VIEW_RECORD(arena, program, { "version", value_text(STR(KITH_VERSION)) }) },
	};

	render->globals = view_map(arena, globals, sizeof globals / sizeof *globals);
	render->heading_anchors =
	        value_truth(value_get(theme->options, STR("heading_anchors"), arena));
}

static void
prepare_front(struct render *render)
{
	const struct schema *schema = front_schema();

	for (size_t i = 0; i < schema->count; i++) {
		struct str key = schema->rows[i].name;

		if (!front_schema_of(key) && !str_is(key, "params") && !str_is(key, "repo"))
			map_put(&render->front_rows, render->arena, key, NULL)->value =
			        (void *)(uintptr_t)&schema->rows[i];
	}
}

void
view_prepare(struct render *render)
{
	for (int kind = 0; kind < VIEW_KINDS; kind++)
		for (const struct view_property *p = view_properties[kind]; p->key.len; p++)
			map_put(&render->properties[kind], render->arena, p->key, NULL)->value =
			        (void *)(uintptr_t)p;
	prepare_front(render);
	tie(&render->site_view, render, &site_type);
	render->site_view.site = render->site;
	view_site_prepare(render);
	prepare_pages(render);
	prepare_sections(render);
	prepare_taxonomies(render);
	prepare_projects(render);
	prepare_series(render);
	prepare_gathered(render);
	prepare_persons(render);
	prepare_globals(render);
	fact_number(render);
}
