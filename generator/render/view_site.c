/* What the site is to a template. */
#include "base/arena.h"
#include "base/path.h"
#include "config/config.h"
#include "render/view.h"
#include "render/view_kinds.h"
#include "site/route.h"
#include "site/site.h"

/* ---- what most pages ask for: made once, before the first of them ------------------------------- */

static struct value
links_of(const struct config_author *author, struct arena *arena)
{
	struct value_entry *entries = arena_array(arena, struct value_entry, author->links.len + 1);

	for (size_t i = 0; i < author->links.len; i++)
		entries[i] = (struct value_entry){ value_text(author->links.at[i].name),
			value_text(author->links.at[i].text) };
	return value_map(entries, author->links.len);
}

static struct value
make_author(const struct render *render)
{
	const struct config_author *author = &render->site->config->author;
	struct arena *arena = render->arena;

	return VIEW_RECORD(arena, author, { "name", view_text(author->name) },
	        { "email", view_text(author->email) }, { "url", view_text(author->url) },
	        { "photo", view_text(author->photo) }, { "note", view_text(author->note) },
	        { "fediverse", view_text(author->fediverse) },
	        { "links", links_of(author, arena) });
}

/* The path of a kind with an address of its own, or none: the file there may be another one. */
static struct value
path_of(const struct site *site, enum route_kind kind, struct arena *arena)
{
	struct str file = route_kinds[kind].address;
	const struct route *route;

	if (str_ends(file, STR("/")))
		file = path_join(arena, file, STR("index.html"));
	route = map_get(&site->by_file, file);

	return route && route->kind == kind ? value_text(route->url) : value_none();
}

static struct value
make_gathered(const struct render *render)
{
	const struct site *site = render->site;
	struct arena *arena = render->arena;

	return VIEW_RECORD(arena, gathered, { "log", path_of(site, ROUTE_LOG, arena) },
	        { "now", path_of(site, ROUTE_NOW, arena) },
	        { "asks", path_of(site, ROUTE_ASKS, arena) },
	        { "lessons", path_of(site, ROUTE_LESSONS, arena) },
	        { "archive", path_of(site, ROUTE_ARCHIVE, arena) },
	        { "search", path_of(site, ROUTE_SEARCH, arena) },
	        { "series", path_of(site, ROUTE_SERIES_LIST, arena) },
	        { "people", path_of(site, ROUTE_PEOPLE, arena) },
	        { "blogroll", path_of(site, ROUTE_BLOGROLL, arena) },
	        { "follow", path_of(site, ROUTE_FOLLOW, arena) });
}

static struct value
make_menu(const struct render *render)
{
	const struct site *site = render->site;
	struct arena *arena = render->arena;
	struct value *items = arena_array(arena, struct value, site->menu.len + 1);

	for (size_t i = 0; i < site->menu.len; i++)
		items[i] = VIEW_RECORD(arena, link, { "name", value_text(site->menu.at[i].name) },
		        { "url", value_text(site->menu.at[i].url) });
	return value_list(items, site->menu.len);
}

void
view_site_prepare(struct render *render)
{
	render->site_author = make_author(render);
	render->site_gathered = make_gathered(render);
	render->site_menu = make_menu(render);
}

struct value
view_site_author(const struct view *view, struct arena *arena)
{
	(void)arena;
	return view->render->site_author;
}

struct value
view_site_gathered(const struct view *view, struct arena *arena)
{
	(void)arena;
	return view->render->site_gathered;
}

struct value
view_site_menu(const struct view *view, struct arena *arena)
{
	(void)arena;
	return view->render->site_menu;
}

/* ---- the rest ------------------------------------------------------------------------------------- */

struct value
view_site_security(const struct view *view, struct arena *arena)
{
	const struct config_security *security = &view->site->config->security;
	struct value *contact = arena_array(arena, struct value, security->contact.len + 1);

	if (!security->contact.len)
		return value_none();
	for (size_t i = 0; i < security->contact.len; i++)
		contact[i] = value_text(security->contact.at[i]);
	return VIEW_RECORD(arena, security,
	        { "contact", value_list(contact, security->contact.len) },
	        { "expires", value_date(&security->expires) },
	        { "encryption", view_text(security->encryption) },
	        { "acknowledgments", view_text(security->acknowledgments) },
	        { "policy", view_text(security->policy) },
	        { "hiring", view_text(security->hiring) },
	        { "languages", view_text(security->languages) });
}

struct value
view_site_base_url(const struct view *view, struct arena *arena)
{
	(void)arena;
	return view_text(view->site->config->base_url);
}

struct value
view_site_base_path(const struct view *view, struct arena *arena)
{
	(void)arena;
	return value_text(view->site->config->base_path);
}

struct value
view_site_data(const struct view *view, struct arena *arena)
{
	(void)arena;
	return view->site->data;
}

struct value
view_site_description(const struct view *view, struct arena *arena)
{
	(void)arena;
	return view_text(view->site->config->description);
}

/* Primary language subtags that are written from right to left. */
struct value
view_direction(struct str language)
{
	static const struct str right_to_left[] = { STR_INIT("ar"), STR_INIT("ckb"), STR_INIT("dv"),
		STR_INIT("fa"), STR_INIT("he"), STR_INIT("ps"), STR_INIT("sd"), STR_INIT("ug"),
		STR_INIT("ur"), STR_INIT("yi") };

	language = str_slice(language, 0, str_find_char(language, '-'));
	for (size_t i = 0; i < sizeof right_to_left / sizeof *right_to_left; i++)
		if (str_eq_nocase(language, right_to_left[i]))
			return value_text(STR("rtl"));
	return value_text(STR("ltr"));
}

struct value
view_site_direction(const struct view *view, struct arena *arena)
{
	(void)arena;
	return view_direction(view->site->config->language);
}

struct value
view_site_featured(const struct view *view, struct arena *arena)
{
	(void)arena;
	return view->render->site_featured;
}

struct value
view_site_feed(const struct view *view, struct arena *arena)
{
	(void)arena;
	return view->render->site_feed;
}

struct value
view_site_feed_url(const struct view *view, struct arena *arena)
{
	(void)arena;
	return view_text(view->site->feed_url);
}

struct value
view_site_home(const struct view *view, struct arena *arena)
{
	(void)arena;
	return view_section(view->render, view->site->sections.at[0]);
}

struct value
view_site_language(const struct view *view, struct arena *arena)
{
	(void)arena;
	return value_text(view->site->config->language);
}

struct value
view_site_pages(const struct view *view, struct arena *arena)
{
	(void)arena;
	return view->render->site_pages;
}

struct value
view_site_params(const struct view *view, struct arena *arena)
{
	(void)arena;
	return view->site->config->params;
}

struct value
view_site_sections(const struct view *view, struct arena *arena)
{
	return view_section_sections(&view->render->sections[0], arena);
}

struct value
view_site_taxonomies(const struct view *view, struct arena *arena)
{
	const struct site *site = view->site;
	struct value_entry *entries =
	        arena_array(arena, struct value_entry, site->taxonomies.len + 1);

	for (size_t i = 0; i < site->taxonomies.len; i++) {
		entries[i].key = value_text(site->taxonomies.at[i]->name);
		entries[i].value = view_taxonomy(view->render, site->taxonomies.at[i]);
	}
	return value_map(entries, site->taxonomies.len);
}

struct value
view_site_title(const struct view *view, struct arena *arena)
{
	(void)arena;
	return value_text(view->site->config->title);
}

struct value
view_site_updated(const struct view *view, struct arena *arena)
{
	(void)arena;
	return value_date(&view->site->updated);
}
