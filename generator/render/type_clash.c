#include "render/type_clash.h"

#include "base/diag.h"
#include "config/config.h"
#include "config/config_type.h"
#include "content/front.h"
#include "render/view.h"
#include "site/route.h"
#include "site/site.h"

/* Is <name>.html among these? */
static bool
is_template(struct str name, const char *templates)
{
	struct str rest = str_from(templates);

	while (rest.at) {
		struct str template = str_cut(&rest, ' ');

		if (template.len == name.len + STR(".html").len && str_starts(template, name) &&
		        str_ends(template, STR(".html")))
			return true;
	}
	return false;
}

/* Pages have a template of their type's name, and page.html is meant for all of them. */
static bool
is_taken(struct str name)
{
	if (str_is(name, "base") || str_starts(name, STR("section-")))
		return true;
	for (int kind = 0; kind < ROUTE_KINDS; kind++)
		if (kind != ROUTE_PAGE && is_template(name, route_kinds[kind].templates))
			return true;
	return false;
}

static void
report_keys(const struct render *render, const struct config_type *type, struct diags *diags)
{
	const struct map *properties = &render->properties[VIEW_PAGE];

	for (size_t i = 0; i < type->schema.count; i++) {
		struct str key = type->schema.rows[i].name;
		bool said = schema_find(front_schema(), key) != NULL;

		if (!map_find(properties, key) || (said && !str_is(key, "next")))
			continue;
		node_error(diags, &render->site->config->source, node_get(type->keys, key)->key,
		        "\"" STR_FMT "\" cannot be a key: page." STR_FMT
		        " is something else already",
		        STR_ARG(key), STR_ARG(key));
		diag_help(diags, "give it another name");
	}
}

void
type_clash_report(const struct render *render, struct diags *diags)
{
	const struct config *config = render->site->config;

	for (const struct config_type *type = config->types; type; type = type->next) {
		if (is_taken(type->name)) {
			node_error(diags, &config->source, type->node,
			        "\"" STR_FMT "\" cannot name a type: " STR_FMT
			        ".html is the template of something else",
			        STR_ARG(type->name), STR_ARG(type->name));
			diag_help(diags, "give it another name");
		}
		report_keys(render, type, diags);
	}
}
