/*
 * What a link in Markdown leads to. Tried in this order:
 *
 *	https://..., mailto:...       as written; with a warning when the emitter will drop it, as javascript:
 *	#part                         a heading of the same page
 *	@/essays/x.md#part            a source file, from content/
 *	../quill/index.md#part        a source file, from the folder of the page's own file
 *	plan.png                      a file beside the page's source, or from content/ or static/ with a leading '/'
 *	/essays/x/, ../x/             an address of the site
 *
 * A source file or an anchor of one that does not exist is an error; an address that nothing answers is a
 * warning, since a host may have pages that kith does not know of.
 *
 * Pages are resolved in parallel: each task writes only its own page's targets. What leads nowhere is noted
 * and told afterwards, page by page, because looking for the nearest name takes time: only so many get a
 * "did you mean", and which ones must not depend on the workers.
 */
#include "site/crosslink.h"

#include "base/escape.h"
#include "base/path.h"
#include "base/utf8.h"
#include "base/worker.h"
#include "config/config.h"
#include "content/source.h"
#include "site/resolve.h"
#include "site/route.h"

/* Names that broken links are compared with, all in all: a second or so. */
enum { COMPARISONS_MAX = 500000 };

/* One link on its way. */
struct crosslink {
	struct arena *arena; /* of the result */
	const struct site *site;
	const struct page *from; /* NULL for the configuration and templates */
	struct str href;
	struct str path, query,
	        fragment; /* parts of href; query and fragment with their '?' and '#' */
	struct place place;
	struct str source; /* text of the file at `place`, for the excerpt */
	struct diags *diags;
	struct markdown_target *target;
	size_t *comparisons; /* how many are left; NULL to say nothing of what leads nowhere */
	bool lost;           /* it leads nowhere */
};

static void
take_apart(struct crosslink *link)
{
	struct str rest = link->href;
	size_t at = str_find_char(rest, '#');

	link->fragment = at == STR_NONE ? STR_EMPTY : str_skip(rest, at);
	rest = str_slice(rest, 0, at);
	at = str_find_char(rest, '?');
	link->query = at == STR_NONE ? STR_EMPTY : str_skip(rest, at);
	link->path = str_slice(rest, 0, at);
}

static bool
names_source(struct str path)
{
	struct str ext = path_ext(path);

	return str_is(ext, ".md") || str_is(ext, ".markdown");
}

/* ---- anchors ---------------------------------------------------------------------------------- */

static bool
has_id(const struct page *page, struct str id)
{
	const struct markdown *markdown = page->markdown;
	struct str rest = page->text.bytes;

	if (!markdown)
		return true;
	for (size_t i = 0; i < markdown->headings.len; i++)
		if (str_eq(markdown->headings.at[i].id, id))
			return true;
	/* An id in raw HTML: look for it in the source, in quotes. */
	for (size_t at; (at = str_find(rest, id)) != STR_NONE; rest = str_skip(rest, at + id.len)) {
		bool before = at > 0 && (rest.at[at - 1] == '"' || rest.at[at - 1] == '\'');
		bool behind = at + id.len < rest.len &&
		        (rest.at[at + id.len] == '"' || rest.at[at + id.len] == '\'');

		if (before && behind)
			return true;
	}
	return false;
}

static void
check_anchor(struct crosslink *link, const struct page *page)
{
	struct str id, written = str_skip(link->fragment, 1), *ids;
	struct str where = page == link->from ? STR("this page") : page->text.path;
	size_t count = page->markdown ? page->markdown->headings.len : 0;

	if (written.len == 0 || str_is(written, "top"))
		return;
	if (!path_decode(link->arena, written, &id))
		id = written;
	if (has_id(page, id))
		return;
	diag_error(link->diags, link->place, link->source,
	        STR_FMT " has no heading with the anchor \"#" STR_FMT "\"", STR_ARG(where),
	        STR_ARG(id));
	ids = arena_array(link->arena, struct str, count + 1);
	for (size_t i = 0; i < count; i++)
		ids[i] = page->markdown->headings.at[i].id;
	diag_suggest(link->diags, id, ids, count);
}

/* ---- kinds of targets ------------------------------------------------------------------------- */

static void
point_to(struct crosslink *link, struct str url)
{
	struct str parts[] = { url, link->query, link->fragment };

	link->target->url = str_join(link->arena, parts, 3, STR_EMPTY);
}

static void
to_page(struct crosslink *link, const struct page *page)
{
	if (page->left_out) {
		diag_warning(link->diags, link->place, link->source,
		        "the link leads to " STR_FMT ", which is not published; its text is shown "
		        "without the link",
		        STR_ARG(page->text.path));
		link->target->broken = true;
		return;
	}
	if (link->fragment.len)
		check_anchor(link, page);
	point_to(link, page->url);
}

static void
to_asset(struct crosslink *link, const struct asset *asset)
{
	if (asset->left_out) {
		link->target->broken = true;
		return;
	}
	point_to(link, asset->url);
	link->target->width = asset->width;
	link->target->height = asset->height;
}

/* May the link be compared with that many names? */
static bool
may_compare(struct crosslink *link, size_t names)
{
	if (*link->comparisons < names)
		return false;
	*link->comparisons -= names;
	return true;
}

static struct str
nearest_source(struct crosslink *link, struct str below)
{
	const struct map *known = &link->site->by_source;
	struct str *names;
	size_t count = 0;

	if (!may_compare(link, known->len))
		return STR_EMPTY;
	names = arena_array(link->arena, struct str, known->len + 1);
	for (size_t i = 0; i < known->len; i++)
		if (known->at[i].value != link->from) /* nobody meant the page they are writing */
			names[count++] = known->at[i].key;
	return diag_nearest(below, names, count);
}

static void
missing_source(struct crosslink *link, struct str below)
{
	struct str nearest;

	link->lost = true;
	if (!link->comparisons)
		return;
	diag_error(link->diags, link->place, link->source, "there is no page content/" STR_FMT,
	        STR_ARG(below));
	nearest = nearest_source(link, below);
	if (nearest.len)
		diag_help(link->diags, "did you mean content/" STR_FMT "?", STR_ARG(nearest));
	else
		diag_help(link->diags,
		        "a link to a page is relative to the file it stands in, or "
		        "begins with @/ for content/");
}

/* Some systems take the accents of file names apart, and an author's keyboard does not. */
static struct asset *
find_asset(struct crosslink *link, struct str below)
{
	return map_get(&link->site->by_asset, utf8_compose(link->arena, below));
}

static void
to_source(struct crosslink *link, struct str below)
{
	const struct page *page = map_get(&link->site->by_source, utf8_compose(link->arena, below));

	if (page)
		to_page(link, page);
	else
		missing_source(link, below);
}

static struct str
source_folder(const struct page *page)
{
	return page ? path_dir(page->source->below) : STR_EMPTY;
}

/* ---- addresses -------------------------------------------------------------------------------- */

/* The route at a path below the base path: "essays/x/", "essays/x", "feed.xml". */
static const struct route *
find_route(struct crosslink *link, struct str path)
{
	const struct route *route;

	while (path.len && path.at[path.len - 1] == '/')
		path.len--;
	route = path.len ? map_get(&link->site->by_file, path) : NULL;
	if (!route)
		route = map_get(
		        &link->site->by_file, path_join(link->arena, path, STR("index.html")));
	return route;
}

static bool
to_route(struct crosslink *link, struct str path)
{
	const struct route *route = find_route(link, path);

	if (!route)
		return false;
	if (route->kind == ROUTE_PAGE && link->fragment.len)
		check_anchor(link, route->page);
	if (route->asset)
		to_asset(link, route->asset);
	else
		point_to(link, route->url);
	return true;
}

/* What to do about an address without a likely reading: the habits of other generators. */
static void
help_address(struct crosslink *link)
{
	struct str below, source, ext = path_ext(link->path);
	const struct diag *newest = &link->diags->list.at[link->diags->list.len - 1];

	if (newest->help.len)
		return;
	source = str_format(link->arena, STR_FMT ".md",
	        STR_ARG(str_slice(link->path, 0, link->path.len - ext.len)));
	if (path_resolve(link->arena, source_folder(link->from), source, &below) &&
	        map_get(&link->site->by_source, below))
		diag_help(link->diags, "link to the page's file: " STR_FMT, STR_ARG(source));
	else if (ext.len && !str_is(ext, ".html"))
		diag_help(link->diags,
		        "a file is looked for beside the page's own file; one below "
		        "static/ begins with a slash");
}

static void
missing_address(struct crosslink *link)
{
	const struct route_table *routes = link->site->routes;
	struct str *urls;

	if (link->query.len) /* something on the host that takes a query: not ours to judge */
		return;
	link->lost = true;
	if (!link->comparisons)
		return;
	diag_warning(link->diags, link->place, link->source,
	        "nothing of this site answers at \"" STR_FMT "\"", STR_ARG(link->href));
	if (!may_compare(link, routes->list.len))
		return;
	urls = arena_array(link->arena, struct str, routes->list.len + 1);
	for (size_t i = 0; i < routes->list.len; i++)
		urls[i] = routes->list.at[i].url;
	diag_suggest(link->diags, link->path, urls, routes->list.len);
	help_address(link);
}

static void
resolve_rooted(struct crosslink *link, struct str path)
{
	struct str base = link->site->config->base_path;
	struct str below = str_skip(path, 1);
	struct asset *asset = find_asset(link, below);

	if (asset) {
		to_asset(link, asset);
		return;
	}
	if (to_route(link, below))
		return;
	if (base.len > 1 && str_starts(path, base) && to_route(link, str_skip(path, base.len)))
		return;
	missing_address(link);
}

static void
resolve_relative(struct crosslink *link, struct str path)
{
	struct str below, beside, folder;

	if (path_resolve(link->arena, source_folder(link->from), path, &below)) {
		struct asset *asset = find_asset(link, below);

		if (asset) {
			to_asset(link, asset);
			return;
		}
		if (names_source(path)) {
			to_source(link, below);
			return;
		}
	} else if (names_source(path)) {
		missing_source(link, path);
		return;
	}
	/* As a browser would read it, from the page's own address. */
	folder = link->from ? path_dir(link->from->file) : STR_EMPTY;
	if (path_resolve(link->arena, folder, path, &beside) && to_route(link, beside))
		return;
	missing_address(link);
}

static void
check_scheme(struct crosslink *link)
{
	if (escape_url_is_safe(link->href))
		return;
	diag_warning(link->diags, link->place, link->source,
	        "\"" STR_FMT "\" cannot become a link: its text is shown without it",
	        STR_ARG(utf8_prefix(link->href, 60)));
	diag_help(link->diags, "links may begin with https:, http:, mailto: and the like");
}

static void
resolve(struct crosslink *link)
{
	struct str path;

	if (escape_url_is_absolute(link->href)) {
		check_scheme(link);
		return;
	}
	take_apart(link);
	if (!link->path.len) {
		if (link->from && link->fragment.len)
			check_anchor(link, link->from);
		return;
	}
	if (!path_decode(link->arena, link->path, &path)) {
		diag_warning(link->diags, link->place, link->source,
		        "the link \"" STR_FMT "\" has a broken %%-escape", STR_ARG(link->href));
		return;
	}
	if (str_starts(path, STR("@/")))
		to_source(link, str_skip(path, 2));
	else if (path.at[0] == '/')
		resolve_rooted(link, path);
	else
		resolve_relative(link, path);
}

/* ---- every page ------------------------------------------------------------------------------- */

/* What of one page leads nowhere. */
struct lost {
	array_of(size_t) links; /* of its Markdown */
	bool image;             /* of its front matter */
};

/* What the workers share. */
struct linking {
	struct resolve *r;
	struct lost *lost; /* by page->ordinal */
};

static struct crosslink
link_from(const struct resolve *r, const struct page *page)
{
	return (struct crosslink){ .site = r->site, .from = page, .source = page->text.bytes };
}

static void
follow_markdown(struct crosslink *link, size_t index)
{
	const struct page *page = link->from;
	const struct markdown_link *at = &page->markdown->links.at[index];

	link->href = at->href;
	link->place = (struct place){ page->text.path, at->line, at->column, 0 };
	link->lost = false;
	resolve(link);
}

/* The picture of the front matter is found as one in the text would be. */
static void
follow_image(struct crosslink *link)
{
	link->href = link->from->front.image.src;
	link->place = site_place(link->from, STR("image"));
	link->lost = false;
	resolve(link);
}

static void
resolve_links(struct crosslink *link, struct page *page, struct lost *lost)
{
	size_t count = page->markdown ? page->markdown->links.len : 0;
	struct markdown_target *targets;

	if (!count)
		return;
	targets = arena_array(link->arena, struct markdown_target, count);
	for (size_t i = 0; i < count; i++) {
		link->target = &targets[i];
		follow_markdown(link, i);
		if (link->lost)
			*array_push(link->arena, &lost->links) = i;
	}
	page->targets = targets;
}

static void
resolve_image(struct crosslink *link, struct page *page, struct lost *lost)
{
	if (!page->front.image.src.len)
		return;
	link->target = &page->image;
	follow_image(link);
	lost->image = link->lost;
	if (!page->image.url.len)
		page->image.url = link->href;
}

static void
resolve_page(void *context, size_t index, struct worker *worker)
{
	struct linking *linking = context;
	struct page *page = linking->r->site->all.at[index];
	struct crosslink link = link_from(linking->r, page);

	if (page->left_out)
		return;
	link.arena = &worker->arena;
	link.diags = &worker->diags;
	resolve_links(&link, page, &linking->lost[index]);
	resolve_image(&link, page, &linking->lost[index]);
}

/* Follows what was lost once more, now to tell of it. */
static void
report_lost(const struct linking *linking)
{
	struct resolve *r = linking->r;
	size_t comparisons = COMPARISONS_MAX;

	for (size_t i = 0; i < r->site->all.len; i++) {
		const struct lost *lost = &linking->lost[i];
		struct markdown_target nowhere = { .url = STR_EMPTY };
		struct crosslink link = link_from(r, r->site->all.at[i]);

		link.arena = r->arena;
		link.diags = r->diags;
		link.target = &nowhere;
		link.comparisons = &comparisons;
		for (size_t k = 0; k < lost->links.len; k++)
			follow_markdown(&link, lost->links.at[k]);
		if (lost->image)
			follow_image(&link);
	}
}

/* Sizes of the images that are shown somewhere; each file is looked into once. */
static void
measure_one(void *context, size_t index, struct worker *worker)
{
	struct resolve *r = context;

	(void)worker;
	asset_measure(r->input->root, r->site->assets.at[index]);
}

void
crosslink_resolve(struct resolve *r)
{
	struct linking linking = { r, arena_array(r->arena, struct lost, r->site->all.len + 1) };

	worker_run(r->workers, r->site->assets.len, measure_one, r);
	worker_run(r->workers, r->site->all.len, resolve_page, &linking);
	report_lost(&linking);
}

struct str
crosslink_url(struct arena *arena, const struct site *site, struct str href, struct place place,
        struct str source, struct diags *diags)
{
	struct markdown_target target = { .url = STR_EMPTY };
	/* A template says the same on every page, so only the configuration is worth a search. */
	size_t comparisons = source.len ? COMPARISONS_MAX / 100 : 0;
	struct crosslink link = {
		.arena = arena,
		.site = site,
		.href = href,
		.place = place,
		.source = source,
		.diags = diags,
		.target = &target,
		.comparisons = &comparisons,
	};

	resolve(&link);
	if (target.broken)
		return STR_EMPTY;
	return target.url.len ? target.url : href;
}
