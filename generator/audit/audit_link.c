/*
 * What finished pages link to and use. Markdown's own links have been followed by the build, which knows the line they
 * stand in; what it has told of is not told again. Here are those of templates and of HTML in pages.
 *
 * A mistake in a template is on every page, so one address is told of once, with the number of pages.
 */
#include "audit/audit.h"
#include "audit/contact.h"
#include "audit/rendered.h"
#include "base/arena.h"
#include "base/ascii.h"
#include "base/escape.h"
#include "base/path.h"
#include "config/config.h"
#include "content/page.h"
#include "site/route.h"
#include "site/site.h"

/* Where an address leads. */
enum where { WHERE_FILE, WHERE_MISSING, WHERE_OUTSIDE, WHERE_ELSEWHERE };

struct goal {
	enum where where;
	struct audit_file *file;
	struct str part; /* behind the '#', decoded */
};

/* One thing to say of an address, however many pages have it. */
struct finding {
	enum config_check check;
	const struct audit_file *first;
	struct str href;
	const char *wrong; /* of a contact */
	size_t pages;      /* besides the first */
	const struct audit_file *last;
};

struct links {
	struct audit *audit;
	struct map told;     /* addresses that the build has judged */
	struct map findings; /* "<rule> <address>" -> struct finding, in the order they were met */
	struct map outside;  /* addresses -> those in audit->outside */
	array_of(struct audit_file *) queue; /* pages that are reached */
};

/* ---- what the build has judged ---------------------------------------------------------------- */

static void
gather_told(struct links *links)
{
	const struct site *site = links->audit->site;
	struct arena *arena = links->audit->arena;

	for (size_t i = 0; i < site->all.len; i++) {
		const struct page *page = site->all.at[i];

		for (size_t k = 0; page->markdown && k < page->markdown->links.len; k++) {
			map_put(&links->told, arena, page->markdown->links.at[k].href, NULL);
			if (page->targets && page->targets[k].url.len)
				map_put(&links->told, arena, page->targets[k].url, NULL);
		}
	}
}

/* ---- addresses -------------------------------------------------------------------------------- */

static struct audit_file *
file_at(struct audit *audit, struct str path)
{
	static const struct str ends[] = { STR_INIT(""), STR_INIT("/index.html"),
		STR_INIT(".html") };
	const struct map *files = &audit->site->by_file;

	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		struct str parts[] = { path, ends[i] };
		const struct route *route = map_get(files,
		        path.len ? str_join(audit->arena, parts, 2, STR_EMPTY) : STR("index.html"));

		if (route)
			return &audit->files[route->index];
	}
	return NULL;
}

/*
 * A path of this site, from its root: false for one that is not. `*path` loses the base path, and may be relative to
 * the page it is on.
 */
static bool
is_ours(const struct audit *audit, struct str *path)
{
	const struct config *config = audit->site->config;
	struct str base = config->base_url, root = config->base_path;

	if (base.len && str_starts(*path, base)) {
		*path = str_skip(*path, base.len);
		if (!path->len)
			*path = STR("/");
		return path->at[0] == '/';
	}
	if (escape_url_is_absolute(*path))
		return false;
	if (!str_starts(*path, STR("/")))
		return true;
	if (!str_starts(*path, root))
		return false;
	*path = str_skip(*path, root.len - 1);
	return true;
}

static bool
is_web(struct str url)
{
	return str_eq_nocase(str_slice(url, 0, 7), STR("http://")) ||
	        str_eq_nocase(str_slice(url, 0, 8), STR("https://"));
}

static struct goal
follow(struct audit *audit, struct audit_file *from, struct str href)
{
	struct goal goal = { .where = WHERE_ELSEWHERE };
	struct str part = href, address = str_cut(&part, '#');
	struct str query = address, path = str_cut(&query, '?');

	if (part.at && !path_decode(audit->arena, part, &goal.part))
		goal.part = part;
	if (!address.len) {
		goal.where = WHERE_FILE;
		goal.file = from;
		return goal;
	}
	if (!is_ours(audit, &path)) {
		goal.where = is_web(path) || str_starts(path, STR("//")) ? WHERE_OUTSIDE
		                                                         : WHERE_ELSEWHERE;
		return goal;
	}
	goal.where = WHERE_MISSING;
	if (path_decode(audit->arena, path, &path) &&
	        path_resolve(audit->arena, path_dir(from->route->file), path, &path))
		goal.file = file_at(audit, path);
	if (goal.file)
		goal.where = WHERE_FILE;
	else if (query.at) /* something on the host that takes a query */
		goal.where = WHERE_ELSEWHERE;
	return goal;
}

struct audit_file *
audit_link_file(struct audit *audit, struct audit_file *on, struct str href)
{
	return follow(audit, on, href).file;
}

/* ---- parts of pages --------------------------------------------------------------------------- */

static const struct map *
ids_of(struct audit *audit, struct audit_file *file)
{
	struct str facts = buf_view(&file->facts);
	struct rendered fact;

	if (file->ids)
		return file->ids;
	file->ids = arena_new(audit->arena, struct map);
	while (rendered_next(&facts, &fact))
		if (fact.kind == RENDERED_ID)
			map_put(file->ids, audit->arena, fact.text, NULL);
	return file->ids;
}

/* A browser finds the top of every page, and looks for a text behind ":~:". */
static bool
has_part(struct audit *audit, struct audit_file *file, struct str part)
{
	if (!part.len || !file->page || !file->done || str_eq_nocase(part, STR("top")) ||
	        str_starts(part, STR(":~:")))
		return true;
	return map_find(ids_of(audit, file), part) != NULL;
}

/* ---- findings --------------------------------------------------------------------------------- */

static void
find(struct links *links, enum config_check check, const struct audit_file *on, struct str href,
        const char *wrong)
{
	struct arena *arena = links->audit->arena;
	struct str key = str_format(arena, "%d " STR_FMT, (int)check, STR_ARG(href));
	bool added;
	struct map_entry *entry = map_put(&links->findings, arena, key, &added);
	struct finding *finding = entry->value;

	if (added) {
		finding = entry->value = arena_new(arena, struct finding);
		*finding = (struct finding){ check, on, href, wrong, 0, on };
	}
	finding->pages += finding->last != on;
	finding->last = on;
}

static void
tell(struct links *links, const struct finding *finding)
{
	struct audit *audit = links->audit;
	struct str source, others = audit_others(audit, finding->pages);
	struct place place = audit_link_place(finding->first->route, finding->href, &source);
	struct str url = finding->first->route->url;

	if (finding->check == CONFIG_CHECK_CONTACTS)
		audit_say(audit, finding->check, place, source,
		        "on " STR_FMT STR_FMT " the address \"" STR_FMT "\" %s", STR_ARG(url),
		        STR_ARG(others), STR_ARG(finding->href), finding->wrong);
	else if (finding->check == CONFIG_CHECK_LINK_ANCHORS)
		audit_say(audit, finding->check, place, source,
		        "on " STR_FMT STR_FMT " a link leads to \"" STR_FMT
		        "\", and the page has no such part",
		        STR_ARG(url), STR_ARG(others), STR_ARG(finding->href));
	else
		audit_say(audit, finding->check, place, source,
		        "on " STR_FMT STR_FMT " there is \"" STR_FMT "\", where nothing answers",
		        STR_ARG(url), STR_ARG(others), STR_ARG(finding->href));
}

/* ---- one address ------------------------------------------------------------------------------ */

/* "//example.com/" is asked in the way that the site itself is. */
static struct str
scheme_of(const struct audit *audit)
{
	bool plain = str_starts(audit->site->config->base_url, STR("http://"));

	return plain ? STR("http:") : STR("https:");
}

static void
note_outside(struct links *links, const struct audit_file *on, struct str href)
{
	struct audit *audit = links->audit;
	struct str part = href, url = str_cut(&part, '#'), source;
	struct str parts[] = { scheme_of(audit), url };
	struct map_entry *entry;
	struct audit_outside *outside;
	struct place place;
	bool added;

	if (str_starts(url, STR("//")))
		url = str_join(audit->arena, parts, 2, STR_EMPTY);
	entry = map_put(&links->outside, audit->arena, url, &added);
	if (added) {
		place = audit_link_place(on->route, href, &source);
		entry->value = outside = arena_new(audit->arena, struct audit_outside);
		*outside = (struct audit_outside){ url, place, source, 0, on };
		*array_push(audit->arena, &audit->outside) = outside;
	}
	outside = entry->value;
	outside->pages += outside->last != on;
	outside->last = on;
}

/* Does a link lead to this address, or to a part of it? */
static bool
leads_to(const struct audit *audit, struct str href, struct str url)
{
	struct str address = str_cut(&href, '#'), scheme = scheme_of(audit);

	if (str_starts(address, STR("//")) && str_starts(url, scheme))
		url = str_skip(url, scheme.len);
	return str_eq(address, url);
}

size_t
audit_link_spots(const struct audit *audit, struct str url, struct audit_spot *out, size_t most)
{
	const page_list *pages = &audit->site->all;
	size_t count = 0;

	for (size_t i = 0; i < pages->len; i++) {
		const struct page *page = pages->at[i];

		if (page->left_out || !page->markdown)
			continue;
		for (size_t k = 0; k < page->markdown->links.len; k++) {
			const struct markdown_link *link = &page->markdown->links.at[k];

			if (!link->line || link->kind == MARKDOWN_IMAGE ||
			        !leads_to(audit, link->href, url))
				continue;
			if (count < most)
				out[count] = (struct audit_spot){
					{ page->text.path, link->line, link->column, 1 },
					page->text.bytes,
				};
			count++;
		}
	}
	return count;
}

static void
reach(struct links *links, struct audit_file *file)
{
	if (file->reached || !file->page)
		return;
	file->reached = true;
	*array_push(links->audit->arena, &links->queue) = file;
}

static void
look_at(struct links *links, struct audit_file *on, const struct rendered *fact)
{
	struct audit *audit = links->audit;
	struct goal goal = follow(audit, on, fact->text);
	bool told = map_find(&links->told, fact->text) != NULL;
	bool perhaps = fact->kind == RENDERED_PERHAPS;
	const char *wrong;

	if (goal.where == WHERE_FILE) {
		goal.file->used = true;
		told = told && goal.file->route->kind == ROUTE_PAGE;
		if (!told && !perhaps && !has_part(audit, goal.file, goal.part))
			find(links, CONFIG_CHECK_LINK_ANCHORS, on, fact->text, NULL);
	} else if (goal.where == WHERE_MISSING && !told && !perhaps) {
		find(links, CONFIG_CHECK_LINKS, on, fact->text, NULL);
	} else if (goal.where == WHERE_OUTSIDE && fact->kind == RENDERED_LINK) {
		note_outside(links, on, fact->text);
	} else if (goal.where == WHERE_ELSEWHERE && fact->kind == RENDERED_LINK) {
		wrong = contact_check(audit->arena, fact->text);
		if (wrong)
			find(links, CONFIG_CHECK_CONTACTS, on, fact->text, wrong);
	}
}

/* What pages read like once, and what shows them now, has links of its day. */
static bool
is_past(const struct route *route)
{
	return route->kind == ROUTE_REVISION || route->kind == ROUTE_HISTORY;
}

static void
look_at_file(struct links *links, struct audit_file *file)
{
	struct str facts = buf_view(&file->facts);
	struct rendered fact;

	if (is_past(file->route))
		return;
	while (rendered_next(&facts, &fact))
		if (fact.kind != RENDERED_HEADING && fact.kind != RENDERED_ID &&
		        fact.kind != RENDERED_BARE)
			look_at(links, file, &fact);
}

/* ---- pages that nobody finds ------------------------------------------------------------------ */

static void
walk(struct links *links)
{
	struct audit_file *home = file_at(links->audit, STR_EMPTY);

	if (home)
		reach(links, home);
	for (size_t i = 0; i < links->queue.len; i++) {
		struct audit_file *file = links->queue.at[i];
		struct str facts = buf_view(&file->facts);
		struct rendered fact;

		while (rendered_next(&facts, &fact)) {
			struct goal goal = { .file = NULL };

			if (fact.kind == RENDERED_LINK)
				goal = follow(links->audit, file, fact.text);
			if (goal.file)
				reach(links, goal.file);
		}
	}
}

static void
tell_orphans(struct links *links)
{
	struct audit *audit = links->audit;

	if (audit_off(audit, CONFIG_CHECK_ORPHANS))
		return;
	walk(links);
	for (size_t i = 0; i < audit->count; i++) {
		const struct audit_file *file = &audit->files[i];

		if (file->route->kind != ROUTE_PAGE || file->reached || !file->done)
			continue;
		audit_say(audit, CONFIG_CHECK_ORPHANS, diag_file(file->route->source), STR_EMPTY,
		        "no chain of links leads from the front page to " STR_FMT,
		        STR_ARG(file->route->url));
		diag_help(audit->diags, "link to it from a page, or from `menu` in kith.yaml");
	}
}

/* ---- files that nobody asks for --------------------------------------------------------------- */

/* Names that hosts, browsers and crawlers ask for by themselves. */
static bool
is_asked_for(struct str file)
{
	static const struct str begins[] = { STR_INIT(".well-known/"), STR_INIT("_"),
		STR_INIT("favicon"), STR_INIT("apple-touch-icon"), STR_INIT("robots.txt"),
		STR_INIT("humans.txt"), STR_INIT("security.txt"), STR_INIT("ads.txt"),
		STR_INIT("CNAME"), STR_INIT("google"), STR_INIT("404.html") };

	for (size_t i = 0; i < sizeof begins / sizeof *begins; i++)
		if (str_starts(file, begins[i]))
			return true;
	return false;
}

static void
tell_unused(struct links *links)
{
	struct audit *audit = links->audit;

	for (size_t i = 0; i < audit->count; i++) {
		const struct audit_file *file = &audit->files[i];

		if (!file->route->asset || file->used || is_asked_for(file->route->file))
			continue;
		audit_say(audit, CONFIG_CHECK_UNUSED, diag_file(file->route->source), STR_EMPTY,
		        "no page and no style sheet names the file");
	}
}

void
audit_link_run(struct audit *audit)
{
	struct links links = { .audit = audit };

	gather_told(&links);
	for (size_t i = 0; i < audit->count; i++)
		look_at_file(&links, &audit->files[i]);
	for (size_t i = 0; i < links.findings.len; i++)
		tell(&links, links.findings.at[i].value);
	tell_orphans(&links);
	if (audit->unused)
		tell_unused(&links);
}
