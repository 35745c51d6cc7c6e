/*
 * One artifact out of one route. Every kind of page goes the same way: the route's template with a context
 * that names what the route shows; only copied files take a shorter path.
 */
#include "render/render.h"

#include <errno.h>

#include "base/arena.h"
#include "base/worker.h"
#include "config/config.h"
#include "config/theme.h"
#include "render/builtin.h"
#include "render/card_image.h"
#include "render/context.h"
#include "render/directives.h"
#include "render/filter_site.h"
#include "render/function.h"
#include "render/type_clash.h"
#include "render/view.h"
#include "render/view_kinds.h"
#include "site/route.h"
#include "site/searchable.h"
#include "site/site.h"

/* A copied file, in bytes, at most. */
enum { COPY_MAX = 1 << 30 };

/* ---- finding templates ------------------------------------------------------------------------ */

/* Other files with a folder are no templates: they belong to `kith init` and `kith new`. */
static bool
is_template(const struct builtin_file *file)
{
	struct str name = str_from(file->name);

	return str_find_char(name, '/') == STR_NONE || str_starts(name, STR(DIRECTIVES_FOLDER));
}

static const struct builtin_file *
builtin_find(struct str name)
{
	for (unsigned long i = 0; i < builtin_files_len; i++)
		if (is_template(&builtin_files[i]) && str_eq(name, str_from(builtin_files[i].name)))
			return &builtin_files[i];
	return NULL;
}

static int
load(void *context, struct str name, struct str *source, struct str *path)
{
	const struct theme *theme = context;
	const struct theme_file *file = theme ? theme_template(theme, name) : NULL;
	const struct builtin_file *builtin;

	if (file) {
		*source = file->bytes;
		*path = file->path;
		return 0;
	}
	builtin = builtin_find(name);
	if (!builtin)
		return -ENOENT;
	*source = str_of(builtin->bytes, builtin->len);
	*path = str_from(builtin->name);
	return 0;
}

static struct value
names(void *context, struct arena *arena)
{
	const struct theme *theme = context;
	size_t count = theme ? theme->templates.len : 0;
	struct value *items = arena_array(arena, struct value, count + builtin_files_len + 1);

	for (size_t i = 0; i < count; i++)
		items[i] = value_text(theme->templates.at[i].name);
	for (unsigned long i = 0; i < builtin_files_len; i++)
		if (is_template(&builtin_files[i]))
			items[count++] = value_text(str_from(builtin_files[i].name));
	return value_list(items, count);
}

struct template_loader
render_loader(const struct theme *theme)
{
	return (struct template_loader){ load, names, (void *)(uintptr_t)theme };
}

/* ---- choosing one for each route -------------------------------------------------------------- */

struct choosing {
	struct render *render;
	struct diags *diags;
	struct map done;           /* template name -> template, NULL when it failed */
	struct map known;          /* template name -> not NULL when there is one */
	bool lacking[ROUTE_KINDS]; /* said already */
};

static const struct template *
load_once(struct choosing *c, struct str name)
{
	bool added;
	struct map_entry *entry = map_put(&c->done, c->render->arena, name, &added);

	if (added)
		entry->value = (void *)(uintptr_t)template_load(c->render->engine, name, c->diags);
	return entry->value;
}

/* Most routes ask for a name that there is none of, and to find that out every file is looked at. */
static bool
exists(struct choosing *c, struct str name)
{
	bool added;
	struct map_entry *entry;

	if (map_find(&c->done, name))
		return true;
	entry = map_put(&c->known, c->render->arena, name, &added);
	if (added && template_exists(c->render->engine, name))
		entry->value = c;
	return entry->value;
}

/* `layout: wide` and `layout: wide.html` name the same template; it must exist. */
static struct str
layout_of(struct choosing *c, const struct page *page)
{
	struct str layout = page ? page->front->layout : STR_EMPTY, *known;
	struct value all;

	if (!layout.len)
		return STR_EMPTY;
	if (!str_ends(layout, STR(".html")))
		layout = str_format(c->render->arena, STR_FMT ".html", STR_ARG(layout));
	if (exists(c, layout))
		return layout;
	diag_error(c->diags, site_place(page, STR("layout")), page->text.bytes,
	        "there is no template \"" STR_FMT "\" for this layout", STR_ARG(layout));
	all = names((void *)(uintptr_t)c->render->site->theme, c->render->arena);
	known = arena_array(c->render->arena, struct str, all.len + 1);
	for (size_t i = 0; i < all.len; i++)
		known[i] = value_str(all.items[i]);
	diag_suggest(c->diags, layout, known, all.len);
	return STR_EMPTY;
}

/* The name that comes before those of route.def: <type>.html, section-<name>.html. */
static struct str
special_name(struct choosing *c, const struct route *route)
{
	struct arena *arena = c->render->arena;

	if (route->kind == ROUTE_PAGE)
		return str_format(arena, STR_FMT ".html", STR_ARG(route->page->type_name));
	if (route->section && route_is(route, ROUTE_TEXT) && route->section->parent) {
		struct str path = route->section->path;

		return str_format(arena, "section-" STR_FMT ".html",
		        STR_ARG(str_skip(path, str_rfind_char(path, '/') + 1)));
	}
	return STR_EMPTY;
}

/* The one behind it: of the type that a type of kith.yaml builds on. */
static struct str
base_name(struct choosing *c, const struct route *route)
{
	if (route->kind != ROUTE_PAGE || !route->page->front->declared)
		return STR_EMPTY;
	return str_format(
	        c->render->arena, STR_FMT ".html", STR_ARG(front_type_name(route->page->type)));
}

/* The theme cannot show what the site has. Said once for each kind of route. */
static void
report_lack(struct choosing *c, const struct route *route)
{
	const struct theme *theme = c->render->site->theme;
	struct str folder = theme->folder.len ? theme->folder : STR("templates");
	struct str rest = str_from(route_kinds[route->kind].templates), first = str_cut(&rest, ' ');

	if (c->lacking[route->kind])
		return;
	c->lacking[route->kind] = true;
	diag_error(c->diags, diag_file(folder), STR_EMPTY, "there is no template for " STR_FMT,
	        STR_ARG(route->url));
	diag_help(c->diags, "write " STR_FMT "%s" STR_FMT ", for %s", STR_ARG(first),
	        rest.len ? " or " : "", STR_ARG(rest), route_kinds[route->kind].help);
}

static const struct template *
choose(struct choosing *c, const struct route *route)
{
	struct str name = layout_of(c, route_is(route, ROUTE_TEXT) ? route->page : NULL);
	struct str special = special_name(c, route);
	struct str rest = str_from(route_kinds[route->kind].templates);

	if (!name.len && special.len && exists(c, special))
		name = special;
	special = base_name(c, route);
	if (!name.len && special.len && exists(c, special))
		name = special;
	while (rest.at && !name.len) {
		struct str wanted = str_cut(&rest, ' ');

		if (exists(c, wanted))
			name = wanted;
	}
	if (name.len)
		return load_once(c, name);
	report_lack(c, route);
	return NULL;
}

struct template_engine *
render_engine(struct arena *arena, const struct theme *theme, bool warns)
{
	struct template_settings settings = {
		.loader = render_loader(theme),
		.functions = function_table,
		.filters = filter_site_table,
		.trim_blocks = true,
		.lstrip_blocks = true,
		.undefined = theme && theme->undefined == 2 ? TEMPLATE_LENIENT : TEMPLATE_STRICT,
		.by_place = true,
		.warns = warns,
	};

	return template_engine_new(arena, &settings);
}

struct render *
render_new(struct arena *arena, int root, const struct site *site, struct diags *diags)
{
	struct render *render = arena_new(arena, struct render);
	struct choosing c = { .render = render, .diags = diags };
	const struct route_table *routes = site->routes;

	render->arena = arena;
	render->root = root;
	render->site = site;
	render->engine = render_engine(arena, site->theme, true);
	render->templates = arena_array(arena, const struct template *, routes->list.len + 1);
	for (size_t i = 0; i < routes->list.len; i++)
		if (route_kinds[routes->list.at[i].kind].templates[0])
			render->templates[i] = choose(&c, &routes->list.at[i]);
	view_sitemap_index(render);
	directives_load(render, diags);
	view_prepare(render);
	context_prepare(render);
	type_clash_report(render, diags);
	return render;
}

void
render_highlight(struct render *render, struct highlight *highlight)
{
	render->highlight = highlight;
}

/* ---- rendering -------------------------------------------------------------------------------- */

static bool
copy_file(int root, struct str path, struct str shown, struct worker *worker, struct str *bytes)
{
	int error = fs_read(root, path, &worker->scratch, COPY_MAX, bytes, NULL);

	if (!error)
		return true;
	diag_error(&worker->diags, diag_file(shown), STR_EMPTY, "the file cannot be copied: %s",
	        fs_explain(error));
	return false;
}

struct str
render_language(const struct render *render, const struct page *page)
{
	return page && page->front->lang.len ? page->front->lang : render->site->config->language;
}

struct str
render_template(const struct render *render, const struct route *route)
{
	const struct template *template = render->templates[route->index];

	return template ? template_name(template) : STR_EMPTY;
}

bool
render_route(const struct render *render, const struct route *route, struct worker *worker,
        struct str *bytes)
{
	const struct template *template = render->templates[route->index];
	struct template_run run = {
		.scratch = &worker->scratch,
		.out = &worker->out,
		.diags = &worker->diags,
		.globals = render->globals,
		.user = (void *)(uintptr_t)render,
		.subject = route->source,
		.dates = &view_language(render, route->page)->dates,
		.language = render_language(render, route->page),
		.date_long = render->site->config->dates.format,
		.today = render->site->today,
		.spans = worker->spans,
	};

	if (route->asset)
		return copy_file(render->root, route->asset->path, route->source, worker, bytes);
	if (route->searchable) {
		*bytes = route->searchable->bytes;
		return true;
	}
	if (route->theme_file)
		return copy_file(route->theme_file->root, route->theme_file->file, route->source,
		        worker, bytes);
	if (route->kind == ROUTE_CARD_IMAGE && render->card_images)
		return card_image_get(render, route, worker, bytes);
	if (!template)
		return false;
	run.context = context_of(render, route, &worker->task);
	if (!template_render(template, &run))
		return false;
	*bytes = buf_view(&worker->out);
	return true;
}
