/*
 * What a link in Markdown leads to. Tried in this order:
 *
 *	https://..., mailto:...       as written, another host's as external; with a warning when the emitter
 *	                              will drop it, as javascript:; those below base_url are addresses of the site
 *	#part                         a heading of the same page
 *	@/essays/x.md#part            a source file, from content/
 *	../quill/index.md#part        a source file, from the folder of the page's own file
 *	plan.png                      a file beside the page's source, or from content/ or static/ with a leading '/'
 *	/essays/x/, ../x/             an address of the site
 *
 * A source file or an anchor of one that does not exist is an error; an address that nothing answers is a
 * warning, since a host may have pages that kith does not know of.
 */
#include "site/follow.h"

#include "base/escape.h"
#include "base/path.h"
#include "base/utf8.h"
#include "config/config.h"
#include "content/page.h"
#include "site/resolve.h"
#include "site/route.h"

static void
take_apart(struct follow *link, struct str rest)
{
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

/* Whether a page has an anchor is looked up when all links have been followed. */
static void
want_anchor(struct follow *link, const struct page *page)
{
	struct str written = str_skip(link->fragment, 1);

	if (!page->markdown || !written.len || str_is(written, "top"))
		return;
	link->anchored = page;
	if (!path_decode(link->arena, written, &link->anchor))
		link->anchor = written;
}

/* ---- kinds of targets ------------------------------------------------------------------------- */

static void
point_to(struct follow *link, struct str url)
{
	struct str parts[] = { url, link->query, link->fragment };

	link->target->url = str_join(link->arena, parts, 3, STR_EMPTY);
}

static void
to_page(struct follow *link, const struct page *page)
{
	if (page->left_out) {
		diag_warning(link->diags, link->place, link->source,
		        "the link leads to " STR_FMT ", which is not published; its text is shown "
		        "without the link",
		        STR_ARG(page->text.path));
		link->target->broken = true;
		return;
	}
	link->to = page;
	if (link->fragment.len)
		want_anchor(link, page);
	point_to(link, page->url);
}

static void
to_asset(struct follow *link, const struct asset *asset)
{
	if (asset->left_out) {
		link->target->broken = true;
		return;
	}
	point_to(link, asset->url);
	link->target->width = asset->width;
	link->target->height = asset->height;
}

bool
follow_may_compare(struct follow *link, size_t names)
{
	if (*link->comparisons < names)
		return false;
	*link->comparisons -= names;
	return true;
}

static struct str
nearest_source(struct follow *link, struct str below)
{
	const struct map *known = &link->site->by_source;
	struct str *names;
	size_t count = 0;

	if (!follow_may_compare(link, known->len))
		return STR_EMPTY;
	names = arena_array(link->arena, struct str, known->len + 1);
	for (size_t i = 0; i < known->len; i++)
		if (known->at[i].value != link->from) /* nobody meant the page they are writing */
			names[count++] = known->at[i].key;
	return diag_nearest(below, names, count);
}

static void
missing_source(struct follow *link, struct str below)
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
find_asset(struct follow *link, struct str below)
{
	return map_get(&link->site->by_asset, utf8_compose(link->arena, below));
}

static void
to_source(struct follow *link, struct str below)
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
find_route(struct follow *link, struct str path)
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
to_route(struct follow *link, struct str path)
{
	const struct route *route = find_route(link, path);

	if (!route)
		return false;
	if (route->asset) {
		to_asset(link, route->asset);
		return true;
	}
	link->to = route->section ? route->section->page : route->page;
	if (route->kind == ROUTE_PAGE && link->fragment.len)
		want_anchor(link, route->page);
	point_to(link, route->url);
	return true;
}

/* What to do about an address without a likely reading: the habits of other generators. */
static void
help_address(struct follow *link)
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
missing_address(struct follow *link)
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
	if (!follow_may_compare(link, routes->list.len))
		return;
	urls = arena_array(link->arena, struct str, routes->list.len + 1);
	for (size_t i = 0; i < routes->list.len; i++)
		urls[i] = routes->list.at[i].url;
	diag_suggest(link->diags, link->path, urls, routes->list.len);
	help_address(link);
}

static void
resolve_rooted(struct follow *link, struct str path)
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
resolve_relative(struct follow *link, struct str path)
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

/* ---- whole addresses --------------------------------------------------------------------------- */

static void
check_scheme(struct follow *link)
{
	if (escape_url_is_safe(link->href))
		return;
	diag_warning(link->diags, link->place, link->source,
	        "\"" STR_FMT "\" cannot become a link: its text is shown without it",
	        STR_ARG(utf8_prefix(link->href, 60)));
	diag_help(link->diags, "links may begin with https:, http:, mailto: and the like");
}

/* "example.org/x" of "https://example.org/x" and "//example.org/x"; empty for other schemes. */
static struct str
host_and_rest(struct str url)
{
	struct str scheme = str_slice(url, 0, str_find_char(url, ':'));
	bool web = str_eq_nocase(scheme, STR("https")) || str_eq_nocase(scheme, STR("http"));

	url = web ? str_skip(url, scheme.len + 1) : url;
	return str_starts(url, STR("//")) ? str_skip(url, 2) : STR_EMPTY;
}

static struct str
cut_host(struct str *rest)
{
	size_t len = 0;

	while (len < rest->len && rest->at[len] != '/' && rest->at[len] != '?' &&
	        rest->at[len] != '#')
		len++;
	struct str host = str_slice(*rest, 0, len);
	*rest = str_skip(*rest, len);
	return host;
}

/* An address of the site that is written in full: checked like a short one, and shown as that. */
static void
resolve_own(struct follow *link, struct str rest)
{
	struct str base = link->site->config->base_path, path;

	take_apart(link, rest);
	if (!link->path.len)
		link->path = STR("/");
	if (!path_decode(link->arena, link->path, &path))
		return;
	if (str_eq(path, str_slice(base, 0, base.len - 1))) /* "/blog" is "/blog/" */
		path = base;
	if (str_starts(path, base) && !to_route(link, str_skip(path, base.len)))
		missing_address(link);
}

static void
resolve_absolute(struct follow *link)
{
	struct str rest = host_and_rest(link->href);
	struct str own_rest = host_and_rest(link->site->config->base_url);
	struct str host = cut_host(&rest), own = cut_host(&own_rest);

	check_scheme(link);
	if (!host.len)
		return;
	if (str_eq_nocase(host, own))
		resolve_own(link, rest);
	else
		link->target->external = true;
}

void
follow_link(struct follow *link)
{
	struct str path;

	if (escape_url_is_absolute(link->href)) {
		resolve_absolute(link);
		return;
	}
	take_apart(link, link->href);
	if (!link->path.len) {
		if (link->from && link->fragment.len)
			want_anchor(link, link->from);
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
