/*
 * The menu: what kith.yaml lists, as far as there is something on it, or the top sections when it lists nothing.
 */
#include "base/path.h"
#include "config/config.h"
#include "config/config_checks.h"
#include "site/crosslink.h"
#include "site/resolve.h"
#include "site/route.h"

static void
of_sections(struct resolve *r)
{
	const struct section *root = r->site->sections.at[0];

	for (size_t i = 0; i < root->children.len; i++)
		*array_push(r->arena, &r->site->menu) = (struct menu_item){
			root->children.at[i]->title,
			root->children.at[i]->url,
		};
}

/* The path below the site that an address means, with a slash at its end; empty when it is none of ours. */
static struct str
path_of(struct resolve *r, struct str url)
{
	struct str base = r->site->config->base_path, path = str_skip(url, 1);

	if (!str_starts(url, STR("/")))
		return STR_EMPTY;
	if (base.len > 1 && str_starts(url, base))
		path = str_skip(url, base.len);
	return str_ends(path, STR("/")) ? path : str_format(r->arena, STR_FMT "/", STR_ARG(path));
}

/* Is it a page of kith's own that there is nothing for yet, as /tags/ where no page has a tag? */
static bool
is_waiting(struct resolve *r, struct str url)
{
	const struct site *site = r->site;
	struct str path = path_of(r, url);

	if (!path.len || map_get(&site->by_file, path_join(r->arena, path, STR("index.html"))))
		return false;
	for (size_t kind = 0; kind < ROUTE_KINDS; kind++)
		if (route_kinds[kind].flags & ROUTE_HOSTED &&
		        str_eq(route_kinds[kind].address, path) &&
		        route_wanted(site, (enum route_kind)kind))
			return true;
	for (size_t i = 0; i < site->taxonomies.len; i++)
		if (str_starts(site->taxonomies.at[i]->file, path) &&
		        !site->taxonomies.at[i]->terms.len)
			return true;
	return false;
}

/* Is it a section of which nothing is shown, so that it has no page? Says so. */
static bool
is_hidden(struct resolve *r, const struct config_menu_item *item, struct place place)
{
	const struct site *site = r->site;
	struct str path = path_of(r, item->url);
	struct section *section;

	if (!path.len)
		return false;
	section = map_get(&site->by_section, str_slice(path, 0, path.len - 1));
	if (!section || !section->parent ||
	        map_get(&site->by_file, path_join(r->arena, path, STR("index.html"))))
		return false;
	config_checks_say(r->diags, CONFIG_CHECK_HIDDEN_LINKS, place, site->config->source.bytes,
	        "nothing is shown at \"" STR_FMT "\", so the menu goes without it",
	        STR_ARG(item->url));
	diag_help(r->diags,
	        "content/" STR_FMT " has no page that is published; with the first one it is back",
	        STR_ARG(section->path));
	return true;
}

void
menu_build(struct resolve *r)
{
	const struct config *config = r->site->config;

	for (size_t i = 0; i < config->menu.len; i++) {
		const struct config_menu_item *item = &config->menu.at[i];
		struct place place = { config->source.path, item->line, item->column,
			(uint32_t)item->url.len };
		struct str url;

		if (is_waiting(r, item->url) || is_hidden(r, item, place))
			continue;
		url = crosslink_url(
		        r->arena, r->site, item->url, place, config->source.bytes, r->diags);
		if (url.len)
			*array_push(r->arena, &r->site->menu) =
			        (struct menu_item){ item->name, url };
	}
	if (!config->menu.len)
		of_sections(r);
}
