#include "site/missing.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/path.h"
#include "base/utf8.h"
#include "config/config_checks.h"
#include "content/page.h"
#include "site/budget.h"
#include "site/follow.h"
#include "site/route.h"
#include "site/site.h"
#include "site/visibility.h"

/* Names that a link is compared with. */
struct candidates {
	struct str *at;
	size_t len;
};

struct str
missing_folder(const struct page *page)
{
	return page ? path_dir(page->source->below) : STR_EMPTY;
}

/* Room for `most` names. False when no more may be compared. */
static bool
begin(struct follow *link, size_t most, struct candidates *candidates)
{
	if (!budget_take(link->budget, most))
		return false;
	*candidates = (struct candidates){ arena_array(link->scratch, struct str, most + 1), 0 };
	return true;
}

static void
add(struct candidates *candidates, struct str name)
{
	candidates->at[candidates->len++] = name;
}

/* ---- files and addresses ---------------------------------------------------------------------- */

static struct str
nearest_source(struct follow *link, struct str below)
{
	const struct map *known = &link->site->by_source;
	struct candidates names;

	if (!begin(link, known->len, &names))
		return STR_EMPTY;
	for (size_t i = 0; i < known->len; i++)
		if (known->at[i].value != link->from) /* nobody meant the page they are writing */
			add(&names, known->at[i].key);
	return diag_nearest(below, names.at, names.len);
}

void
missing_source(struct follow *link, struct str below)
{
	struct str nearest;

	link->lost = true;
	if (!link->budget)
		return;
	config_checks_say(link->diags, CONFIG_CHECK_PAGE_LINKS, link->place, link->source,
	        "there is no page content/" STR_FMT, STR_ARG(below));
	nearest = nearest_source(link, below);
	if (nearest.len)
		diag_help(link->diags, "did you mean content/" STR_FMT "?", STR_ARG(nearest));
	else if (!str_starts(link->href, STR("@/")))
		diag_help(link->diags,
		        "a link to a page is relative to the file it stands in, or "
		        "begins with @/ for content/");
}

/* Addresses, and the files below the page's own folder as one writes them there. */
static void
suggest_address(struct follow *link)
{
	const struct route_table *routes = link->site->routes;
	const struct map *files = &link->site->by_asset;
	struct str folder = missing_folder(link->from);
	bool beside = !str_starts(link->path, STR("/"));
	struct candidates urls;

	if (!begin(link, routes->list.len + (beside ? files->len : 0), &urls))
		return;
	for (size_t i = 0; i < routes->list.len; i++)
		add(&urls, routes->list.at[i].url);
	for (size_t i = 0; beside && i < files->len; i++)
		if (path_is_below(folder, files->at[i].key))
			add(&urls, str_skip(files->at[i].key, folder.len ? folder.len + 1 : 0));
	diag_suggest(link->diags, link->path, urls.at, urls.len);
}

static bool
is_letters(struct str text)
{
	for (size_t i = 0; i < text.len; i++)
		if (!((text.at[i] | 0x20) >= 'a' && (text.at[i] | 0x20) <= 'z'))
			return false;
	return text.len > 1;
}

/* The address that has lost a part of its scheme, whole again; empty when it has lost none. */
static struct str
with_scheme(struct follow *link)
{
	static const struct {
		struct str begin, scheme;
	} slips[] = {
		{ STR_INIT("https:"), STR_INIT("https://") },
		{ STR_INIT("http:"), STR_INIT("http://") },
		{ STR_INIT("https//"), STR_INIT("https://") },
		{ STR_INIT("http//"), STR_INIT("http://") },
		{ STR_INIT("//"), STR_INIT("https://") },
		{ STR_INIT("www."), STR_INIT("https://www.") },
	};
	for (size_t i = 0; i < sizeof slips / sizeof *slips; i++) {
		struct str rest = str_skip(link->href, slips[i].begin.len);

		if (!str_eq_nocase(str_slice(link->href, 0, slips[i].begin.len), slips[i].begin))
			continue;
		while (str_starts(rest, STR("/")))
			rest = str_skip(rest, 1);
		return rest.len ? str_format(link->scratch, STR_FMT STR_FMT,
		                          STR_ARG(slips[i].scheme), STR_ARG(rest))
		                : STR_EMPTY;
	}
	return STR_EMPTY;
}

/* Does it begin like "example.org/"? */
static bool
begins_with_host(struct str href)
{
	struct str rest = href, host = str_cut(&rest, '/');
	size_t dot = str_rfind_char(host, '.');
	return rest.at && dot != STR_NONE && dot > 0 && is_letters(str_skip(host, dot + 1));
}

/* What to do about an address without a likely reading: the habits of other generators. */
static void
help_address(struct follow *link)
{
	struct str below, source, ext = path_ext(link->path);
	const struct diags *diags = link->diags;

	if (diags->silent || diags->list.at[diags->list.len - 1].help.len)
		return;
	if (begins_with_host(link->href)) {
		diag_help(link->diags, "did you mean https://" STR_FMT "?", STR_ARG(link->href));
		return;
	}
	source = str_format(link->scratch, STR_FMT ".md",
	        STR_ARG(str_slice(link->path, 0, link->path.len - ext.len)));
	if (!link->image && (!ext.len || str_is(ext, ".html") || str_is(ext, ".htm")) &&
	        path_resolve(link->scratch, missing_folder(link->from), source, &below) &&
	        map_get(&link->site->by_source, below))
		diag_help(link->diags, "link to the page's file: " STR_FMT, STR_ARG(source));
	else if (ext.len && !str_is(ext, ".html"))
		diag_help(link->diags,
		        "a file is looked for beside the page's own file; one below "
		        "static/ begins with a slash");
}

/* Has it lost a part of its scheme, or has it signs that a text processor has put there? */
static bool
help_slip(struct follow *link)
{
	struct str whole = link->whole ? STR_EMPTY : with_scheme(link);

	if (str_find(link->href, STR("\u201c")) != STR_NONE ||
	        str_find(link->href, STR("\u201d")) != STR_NONE ||
	        str_find(link->href, STR("\u201e")) != STR_NONE)
		diag_help(link->diags,
		        "its quotation marks are curly, and part of it: write straight ones, \"");
	else if (str_find_char(link->href, '\\') != STR_NONE)
		diag_help(link->diags, "write / between a folder and what is in it");
	else if (whole.len)
		diag_help(link->diags, "did you mean " STR_FMT "?", STR_ARG(whole));
	else
		return false;
	return true;
}

void
missing_address(struct follow *link)
{
	if (link->query.len) /* something on the host that takes a query: not ours to judge */
		return;
	link->lost = true;
	if (!link->budget)
		return;
	config_checks_say(link->diags, CONFIG_CHECK_ADDRESSES, link->place, link->source,
	        "nothing of this site answers at \"" STR_FMT "\"", STR_ARG(link->href));
	if (help_slip(link))
		return;
	suggest_address(link);
	help_address(link);
}

void
missing_host(struct follow *link)
{
	struct str whole;

	link->lost = true;
	if (!link->budget)
		return;
	whole = with_scheme(link);
	config_checks_say(link->diags, CONFIG_CHECK_ADDRESSES, link->place, link->source,
	        "the address \"" STR_FMT "\" names no host", STR_ARG(utf8_prefix(link->href, 60)));
	if (whole.len)
		diag_help(link->diags, "did you mean " STR_FMT "?", STR_ARG(whole));
	else
		diag_help(link->diags, "for example: https://example.org/");
}

/* ---- names in wiki links ---------------------------------------------------------------------- */

static void
add_files(const struct follow *link, struct candidates *names)
{
	for (size_t i = 0; i < link->site->assets.len; i++)
		add(names, path_base(link->site->assets.at[i]->path));
}

/* Titles, ids, and the names of files where these say something else. */
static void
suggest_name(struct follow *link)
{
	const page_list *all = &link->site->all;
	size_t files = path_ext(link->path).len ? link->site->assets.len : 0;
	size_t ids = 0;
	struct candidates names;

	for (size_t i = 0; i < all->len; i++)
		ids += all->at[i]->front->id.len > 0;
	if (!begin(link, 2 * all->len + ids + files, &names))
		return;
	for (size_t i = 0; i < all->len; i++) {
		add(&names, all->at[i]->title);
		add(&names, all->at[i]->name);
		if (all->at[i]->front->id.len)
			add(&names, all->at[i]->front->id);
	}
	if (files)
		add_files(link, &names);
	diag_suggest(link->diags, link->path, names.at, names.len);
}

void
missing_name(struct follow *link)
{
	link->lost = link->target->broken = true;
	if (!link->budget)
		return;
	config_checks_say(link->diags, CONFIG_CHECK_PAGE_LINKS, link->place, link->source,
	        "no page has the title, alias, id or path \"" STR_FMT "\"", STR_ARG(link->path));
	suggest_name(link);
}

void
missing_image(struct follow *link)
{
	struct candidates names;

	link->lost = link->target->broken = true;
	if (!link->budget)
		return;
	config_checks_say(link->diags, CONFIG_CHECK_ADDRESSES, link->place, link->source,
	        "there is no file \"" STR_FMT "\" in this site", STR_ARG(link->path));
	if (!begin(link, link->site->assets.len, &names))
		return;
	add_files(link, &names);
	diag_suggest(link->diags, link->path, names.at, names.len);
}

/* ---- what is not published -------------------------------------------------------------------- */

void
missing_left_out(struct follow *link, const struct page *page)
{
	link->target->broken = true;
	config_checks_say(link->diags, CONFIG_CHECK_HIDDEN_LINKS, link->place, link->source,
	        "the link leads to " STR_FMT ", which %s; its text is shown without the link",
	        STR_ARG(page->text.path), visibility_reason(link->site, page));
	diag_help(link->diags, "once the page is shown, the link works by itself; or take it away");
}

void
missing_asset(struct follow *link, const struct asset *asset)
{
	link->target->broken = true;
	if (!asset->owner ||
	        !asset->owner->left_out) /* an error has been said of the file itself */
		return;
	config_checks_say(link->diags, CONFIG_CHECK_HIDDEN_LINKS, link->place, link->source,
	        STR_FMT " is not published, since " STR_FMT " %s; its text is shown instead",
	        STR_ARG(asset->path), STR_ARG(asset->owner->text.path),
	        visibility_reason(link->site, asset->owner));
}
