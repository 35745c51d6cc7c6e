/*
 * The menu: what kith.yaml lists, or the top sections when it lists nothing.
 */
#include "config/config.h"
#include "site/crosslink.h"
#include "site/resolve.h"

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

void
menu_build(struct resolve *r)
{
	const struct config *config = r->site->config;

	for (size_t i = 0; i < config->menu.len; i++) {
		const struct config_menu_item *item = &config->menu.at[i];
		struct place place = { config->source.path, item->line, item->column,
			(uint32_t)item->url.len };
		struct str url = crosslink_url(
		        r->arena, r->site, item->url, place, config->source.bytes, r->diags);

		if (url.len)
			*array_push(r->arena, &r->site->menu) =
			        (struct menu_item){ item->name, url };
	}
	if (!config->menu.len)
		of_sections(r);
}
