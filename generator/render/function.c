/* The functions of function.def. */
#include "render/function.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/utf8.h"
#include "config/config.h"
#include "config/theme.h"
#include "content/page.h"
#include "render/fact.h"
#include "render/feed_json.h"
#include "render/figure_burn.h"
#include "render/figure_release.h"
#include "render/figure_spark.h"
#include "render/figure_year.h"
#include "render/json_ld.h"
#include "render/translate.h"
#include "render/view.h"
#include "site/crosslink.h"
#include "site/site.h"
#include "site/visibility.h"

static const struct render *
render_of(const struct template_call *call)
{
	return template_user(call);
}

/* Where a text leads to. Empty after failing. */
static struct str
follow(struct template_call *call, struct str text)
{
	struct arena *arena = template_arena(call);
	struct diags diags;
	struct str url;

	fact_read_address(text);
	diag_init(&diags);
	url = crosslink_url(
	        arena, render_of(call)->site, text, diag_file(STR_EMPTY), STR_EMPTY, &diags);
	if (diags.errors)
		template_fail_help(call, str_copy(arena, diags.list.at[0].help), STR_FMT,
		        STR_ARG(diags.list.at[0].text));
	else if (diags.list.len)
		template_warn(call, STR_FMT, STR_ARG(diags.list.at[0].text));
	diag_free(&diags);
	return url;
}

struct str
function_url(struct template_call *call, struct value to)
{
	struct value url = to;

	if (to.kind == VALUE_OBJECT || to.kind == VALUE_MAP)
		url = value_get(to, STR("url"), template_arena(call));
	if (value_is_text(url))
		return to.kind == VALUE_OBJECT ? value_str(url) : follow(call, value_str(url));
	template_fail(call, "a text or something with an address was expected, not %s",
	        value_kind_name(to));
	return STR_EMPTY;
}

static struct value
function_url_for(struct template_call *call)
{
	return value_text(function_url(call, template_argument(call, 0)));
}

static struct value
function_absolute_url(struct template_call *call)
{
	struct str url = function_url(call, template_argument(call, 0));

	return value_text(site_absolute(template_arena(call), render_of(call)->site->config, url));
}

static struct value
function_asset(struct template_call *call)
{
	const struct site *site = render_of(call)->site;
	struct arena *arena = template_arena(call);
	struct str name = value_str(template_argument(call, 0)), nearest;
	struct str *names = arena_array(arena, struct str, site->theme->assets.len + 1);

	for (size_t i = 0; i < site->theme->assets.len; i++) {
		names[i] = site->theme->assets.at[i].name;
		if (str_eq(names[i], name))
			return value_text(site_url(arena, site->config,
			        str_format(arena, "assets/" STR_FMT, STR_ARG(name))));
	}
	nearest = diag_nearest(name, names, site->theme->assets.len);
	return template_fail(call, "the theme has no asset \"" STR_FMT "\"%s" STR_FMT "%s",
	        STR_ARG(name), nearest.len ? "; did you mean \"" : "", STR_ARG(nearest),
	        nearest.len ? "\"?" : "");
}

/* Names that are compared with a wrong one. A template has it on every page, so it must be soon done. */
enum { COMPARISONS_MAX = 1000 };

/* Fails with the nearest of a map's keys. */
static struct value
not_found(struct template_call *call, const char *what, struct str name, const struct map *known)
{
	size_t count = known->len <= COMPARISONS_MAX ? known->len : 0;
	struct str *names = arena_array(template_arena(call), struct str, count + 1), nearest;

	for (size_t i = 0; i < count; i++)
		names[i] = known->at[i].key;
	nearest = diag_nearest(name, names, count);
	return template_fail(call, "there is no %s content/" STR_FMT "%s" STR_FMT "%s", what,
	        STR_ARG(name), nearest.len ? "; did you mean \"" : "", STR_ARG(nearest),
	        nearest.len ? "\"?" : "");
}

static struct value
function_get_page(struct template_call *call)
{
	const struct render *render = render_of(call);
	struct str path = value_str(template_argument(call, 0));
	const struct page *page =
	        map_get(&render->site->by_source, utf8_compose(template_arena(call), path));

	fact_read_page_at(path);
	if (!page)
		return not_found(call, "page", path, &render->site->by_source);
	if (page->left_out) {
		template_warn(call, STR_FMT " %s; `get_page` gives none", STR_ARG(page->text.path),
		        visibility_reason(render->site, page));
		return value_none();
	}
	return view_page(render, page);
}

static struct value
function_get_section(struct template_call *call)
{
	const struct render *render = render_of(call);
	struct str path = value_str(template_argument(call, 0));
	const struct section *section = map_get(&render->site->by_section, path);

	fact_read_section_at(path);
	if (!section)
		return not_found(call, "section", path, &render->site->by_section);
	return view_section(render, section);
}

static struct value
function_t(struct template_call *call)
{
	return translate(render_of(call)->site->theme, call);
}

static struct value
function_feed_json(struct template_call *call)
{
	return feed_json(call);
}

static struct value
function_figure_year(struct template_call *call)
{
	return figure_year(call);
}

static struct value
function_figure_spark(struct template_call *call)
{
	return figure_spark(call);
}

static struct value
function_figure_releases(struct template_call *call)
{
	return figure_release(call);
}

static struct value
function_figure_milestones(struct template_call *call)
{
	return figure_burn(call);
}

static struct value
function_json_ld(struct template_call *call)
{
	struct value of = template_argument(call, 0);
	const struct view *page = view_of(of, VIEW_PAGE), *section = view_of(of, VIEW_SECTION);

	if (page || section)
		fact_read_extra(page ? page : section, FACT_JSON_LD);
	if (page)
		return json_ld_page(page, template_arena(call));
	if (section)
		return json_ld_section(section, template_arena(call));
	return template_fail(call, "a page or a section was expected, not %s", value_kind_name(of));
}

const struct template_function function_table[] = {
#define FUNCTION(name, parameters, help, example, type) \
	{ STR_INIT(#name), function_##name, parameters, help, example },
#include "render/function.def"
#undef FUNCTION
	{ STR_INIT(""), NULL, NULL, NULL, NULL },
};
