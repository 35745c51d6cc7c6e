/*
 * Settings of kith.yaml that nothing on the site answers to. They do no harm and are mostly slips, which nobody would
 * notice otherwise. Rules of `history` are in doubt.c, taxonomies in taxonomy.c.
 */
#include "config/config.h"
#include "config/config_checks.h"
#include "site/resolve.h"

static void
tell_permalink(struct resolve *r, const struct config_permalink *permalink)
{
	const struct config *config = r->site->config;
	struct place place = { config->source.path, permalink->key_line, permalink->key_column,
		(uint32_t)permalink->section.len };
	struct str *known = arena_array(r->arena, struct str, r->site->sections.len);
	size_t count = 0;

	for (size_t i = 0; i < r->site->sections.len; i++)
		known[count++] = r->site->sections.at[i]->path;
	config_checks_say(r->diags, CONFIG_CHECK_IDLE_SETTINGS, place, config->source.bytes,
	        "`permalinks` has an address for \"" STR_FMT "\", but there is no such section",
	        STR_ARG(permalink->section));
	diag_help(r->diags, "a section is a folder of content/ with pages in it");
	diag_suggest(r->diags, permalink->section, known, count);
}

void
idle_report(struct resolve *r)
{
	const struct config *config = r->site->config;

	for (size_t i = 0; i < config->permalinks.len; i++)
		if (!map_find(&r->site->by_section, config->permalinks.at[i].section))
			tell_permalink(r, &config->permalinks.at[i]);
}
