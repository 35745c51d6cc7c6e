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
 *	[[Page]], ![[plan.png]]       see byname.h
 *
 * A source file or an anchor of one that does not exist is an error; an address that nothing answers is a
 * warning, since a host may have pages that kith does not know of.
 */
#include "site/follow.h"

#include "base/escape.h"
#include "base/path.h"
#include "base/utf8.h"
#include "config/config.h"
#include "config/config_checks.h"
#include "content/page.h"
#include "site/byname.h"
#include "site/card.h"
#include "site/missing.h"
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

/* Whether a page has an anchor is looked up when all links have been followed. */
static void
want_anchor(struct follow *link, const struct page *page)
{
	struct str written = str_skip(link->fragment, 1);

	if (!page->markdown || page->parsed->failed || !written.len || str_is(written, "top"))
		return;
	link->anchored = page;
	if (link->wiki)
		link->anchor = str_trim(written);
	else if (!path_decode(link->arena, written, &link->anchor))
		link->anchor = written;
}

/* ---- kinds of targets ------------------------------------------------------------------------- */

static void
point_to(struct follow *link, struct str url)
{
	struct str parts[] = { url, link->query, link->fragment };

	if (!link->query.len && !link->fragment.len) {
		link->target->url = url;
		return;
	}
	link->target->url = str_join(link->arena, parts, 3, STR_EMPTY);
}

static void
to_page(struct follow *link, const struct page *page)
{
	if (page->left_out) {
		missing_left_out(link, page);
		return;
	}
	link->to = page;
	if (link->fragment.len)
		want_anchor(link, page);
	if (link->wiki) /* its id follows when it is known */
		link->fragment = STR_EMPTY;
	point_to(link, page->url);
}

static void
to_asset(struct follow *link, const struct asset *asset)
{
	if (asset->left_out) {
		missing_asset(link, asset);
		return;
	}
	point_to(link, asset->url);
	link->target->width = asset->width;
	link->target->height = asset->height;
}

/* Some systems take the accents of file names apart, and an author's keyboard does not. */
static struct asset *
find_asset(struct follow *link, struct str below)
{
	return map_get(&link->site->by_asset, utf8_compose(link->scratch, below));
}

static void
to_source(struct follow *link, struct str below)
{
	const struct page *page =
	        map_get(&link->site->by_source, utf8_compose(link->scratch, below));

	if (page)
		to_page(link, page);
	else
		missing_source(link, below);
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
		        &link->site->by_file, path_join(link->scratch, path, STR("index.html")));
	return route;
}

/* NULL for what is no page, and for lists without a page of their own. */
static const struct page *
page_of(const struct route *route)
{
	if (route->redirect)
		return route->redirect->page;
	return route_is(route, ROUTE_TEXT) ? route->page : NULL;
}

/*
 * Of a page the anchors are known, of a list there may be any. Where a page is shown with what is gathered for
 * it, those of the theme begin with _.
 */
static bool
checks_anchor(const struct follow *link, const struct route *route)
{
	if (route->kind == ROUTE_PAGE)
		return true;
	return route_is(route, ROUTE_HOSTED) && route->page && !route->section &&
	        !str_starts(link->fragment, STR("#_"));
}

static bool
to_route(struct follow *link, struct str path)
{
	const struct route *route = find_route(link, path);
	struct str card;

	if (!route && card_awaited(link->site, link->arena, path, &card)) {
		point_to(link, card);
		link->target->width = CARD_WIDTH;
		link->target->height = CARD_HEIGHT;
		return true;
	}
	if (!route)
		return false;
	if (route->asset) {
		to_asset(link, route->asset);
		return true;
	}
	link->to = page_of(route);
	if (link->fragment.len && checks_anchor(link, route))
		want_anchor(link, route->page);
	point_to(link, route->url);
	return true;
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

	if (path_resolve(link->scratch, missing_folder(link->from), path, &below)) {
		struct asset *asset = find_asset(link, below);

		if (asset) {
			to_asset(link, asset);
			return;
		}
		if (path_is_markdown(path)) {
			to_source(link, below);
			return;
		}
	} else if (path_is_markdown(path)) {
		missing_source(link, path);
		return;
	}
	/* As a browser would read it, from the page's own address. */
	folder = link->from ? path_dir(link->from->file) : STR_EMPTY;
	if (path_resolve(link->scratch, folder, path, &beside) && to_route(link, beside))
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
	        "\"" STR_FMT "\" cannot become a link: %s", STR_ARG(utf8_prefix(link->href, 60)),
	        link->directive ? "the directive goes without it" : "its text is shown without it");
	diag_help(link->diags, "links may begin with https:, http:, mailto: and the like");
}

static bool
is_web(struct str url)
{
	struct str scheme = str_slice(url, 0, str_find_char(url, ':'));

	return scheme.len < url.len &&
	        (str_eq_nocase(scheme, STR("https")) || str_eq_nocase(scheme, STR("http")));
}

/* "example.org/x" of "https://example.org/x" and "//example.org/x"; empty for other schemes. */
static struct str
host_and_rest(struct str url)
{
	url = is_web(url) ? str_skip(url, str_find_char(url, ':') + 1) : url;
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

	link->whole = true;
	take_apart(link, rest);
	if (!link->path.len)
		link->path = STR("/");
	if (!path_decode(link->scratch, link->path, &path))
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
	if (!host.len) {
		if (is_web(link->href) || str_starts(link->href, STR("//")))
			missing_host(link);
		return;
	}
	if (str_eq_nocase(host, own))
		resolve_own(link, rest);
	else
		link->target->external = true;
}

/* ---- wiki links ------------------------------------------------------------------------------- */

/* So many '#' are tried as the end of a name, for a page called C#. */
enum { HASHES_MAX = 4 };

static void
warn_of_several(struct follow *link, const struct byname_choice *choice)
{
	struct str paths[BYNAME_SHOWN], all;
	size_t shown = choice->count < BYNAME_SHOWN ? choice->count : BYNAME_SHOWN;

	if (choice->count == 1 || link->budget) /* said at the first time */
		return;
	for (size_t i = 0; i < shown; i++)
		paths[i] = choice->at[i].path;
	all = str_join(link->scratch, paths, shown, STR(", "));
	config_checks_say(link->diags, CONFIG_CHECK_AMBIGUOUS, link->place, link->source,
	        "\"" STR_FMT "\" may mean several: " STR_FMT "%s", STR_ARG(link->path),
	        STR_ARG(all), shown < choice->count ? " and more" : "");
	diag_help(link->diags,
	        "the first one is taken; write the path below content/ of the one you mean");
}

static bool
wiki_to_page(struct follow *link)
{
	const struct byname_choice *choice =
	        byname_page(link->wiki, link->scratch, link->from, link->path);

	if (!choice)
		return false;
	warn_of_several(link, choice);
	to_page(link, choice->at[0].page);
	return true;
}

static bool
wiki_to_file(struct follow *link)
{
	const struct byname_choice *choice =
	        byname_file(link->wiki, link->scratch, link->from, link->path);

	if (!choice)
		return false;
	warn_of_several(link, choice);
	to_asset(link, choice->at[0].asset);
	return true;
}

static bool
wiki_to_part(struct follow *link)
{
	if (!link->path.len && link->fragment.len) {
		link->to = link->from;
		want_anchor(link, link->from);
		return true;
	}
	return link->path.len && (wiki_to_page(link) || wiki_to_file(link));
}

static void
follow_wiki(struct follow *link)
{
	size_t at = 0;

	link->query = link->fragment = STR_EMPTY;
	link->path = str_trim(link->href);
	if (link->image) {
		if (!wiki_to_file(link))
			missing_image(link);
		return;
	}
	if (wiki_to_part(link))
		return;
	for (int i = 0; i < HASHES_MAX; i++) {
		size_t hash = str_find_char(str_skip(link->href, at), '#');

		if (hash == STR_NONE)
			break;
		at += hash;
		link->path = str_trim(str_slice(link->href, 0, at));
		link->fragment = str_skip(link->href, at);
		if (wiki_to_part(link))
			return;
		at++;
	}
	link->path = str_trim(str_slice(link->href, 0, str_find_char(link->href, '#')));
	missing_name(link);
}

void
follow_link(struct follow *link)
{
	struct str path;

	if (link->wiki) {
		follow_wiki(link);
		return;
	}
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
	if (!path_decode(link->scratch, link->path, &path)) {
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
