/*
 * The list of everything that is published: which kinds there are, in which order they are listed, and what
 * happens where two of them would be one file. What there is of each kind is said in
 * route_list.c and route_git.c.
 */
#include "site/route.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/path.h"
#include "base/utf8.h"
#include "config/config.h"
#include "config/theme.h"
#include "site/listing.h"
#include "site/route_index.h"
#include "site/site.h"

const struct route_kind_row route_kinds[ROUTE_KINDS] = {
#define ROUTE(NAME, name, flags, address, templates, when, help) \
	{ STR_INIT(#name), flags, STR_INIT(address), templates, help },
#include "site/route.def"
#undef ROUTE
};

bool
route_is(const struct route *route, enum route_flag flag)
{
	return (route_kinds[route->kind].flags & flag) != 0;
}

static struct route *
push(struct listing *l, const struct route *like)
{
	struct route *route = array_push(&l->passing, &l->table->list);

	*route = *like;
	route->index = l->table->list.len - 1;
	return route;
}

struct route *
route_add(
        struct listing *l, enum route_kind kind, struct str file, struct str url, struct str source)
{
	return push(l, &(struct route){ .kind = kind, .file = file, .url = url, .source = source });
}

/* Where the kind is, as route.def says. */
static struct route
fixed(struct listing *l, enum route_kind kind)
{
	struct str address = route_kinds[kind].address, file = address;

	if (str_ends(address, STR("/")))
		file = path_join(l->arena, address, STR("index.html"));
	return (struct route){ .kind = kind,
		.file = file,
		.url = site_url(l->arena, l->site->config, address),
		.source = STR("kith.yaml") };
}

struct route *
route_add_fixed(struct listing *l, enum route_kind kind)
{
	struct route route = fixed(l, kind);

	return push(l, &route);
}

struct route *
route_offer(struct listing *l, enum route_kind kind, size_t things)
{
	struct route *route;

	if (!l->on[kind])
		return NULL;
	route = arena_new(&l->passing, struct route);
	*route = fixed(l, kind);
	route->to = things;
	*array_push(&l->passing, &l->offered) = route;
	return route;
}

struct str
route_page_url(struct arena *arena, struct str url, size_t number)
{
	if (number <= 1)
		return url;
	return str_format(arena, STR_FMT "page/%zu/", STR_ARG(url), number);
}

/* "log/page/2/index.html" -> "log/index.html". */
struct str
route_list_file(struct arena *arena, const struct route *route)
{
	if (route->number <= 1)
		return route->file;
	return path_join(arena, path_dir(path_dir(path_dir(route->file))), STR("index.html"));
}

struct str
route_list_url(const struct site *site, const struct route *route)
{
	struct arena arena = ARENA_EMPTY;
	const struct route *first;

	if (route->number <= 1)
		return route->url;
	first = map_get(&site->by_file, route_list_file(&arena, route));
	arena_free(&arena);
	return first ? first->url : route->url;
}

void
route_add_list(struct listing *l, const struct route *like, size_t items, size_t size)
{
	size_t pages = size && items ? (items + size - 1) / size : 1;

	for (size_t number = 1; number <= pages; number++) {
		struct route *route = push(l, like);

		if (number > 1)
			route->file = path_join(l->arena, path_dir(like->file),
			        str_format(l->arena, "page/%zu/index.html", number));
		route->url = route_page_url(l->arena, like->url, number);
		route->number = number;
		route->pages = pages;
		route->from = size ? (number - 1) * size : 0;
		route->to = size && route->from + size < items ? route->from + size : items;
	}
}

/*
 * What a site puts itself into static/ or content/ replaces what kith would generate there: robots.txt, a
 * _redirects list, an asset of the theme.
 */
static bool
yields(const struct route *generated, const struct route *own)
{
	if (route_is(generated, ROUTE_GIT))
		return !route_is(own, ROUTE_GIT);
	return route_is(generated, ROUTE_YIELDS) &&
	        (own->kind == ROUTE_ASSET || own->kind == ROUTE_PAGE);
}

/* The page whose front matter decides the address, or NULL. */
static const struct page *
page_of(const struct route *route)
{
	return route->redirect ? route->redirect->page : route->page;
}

/* What gives a route its address: the key of front matter, or the source as a whole. */
static struct place
place_of(const struct route *route)
{
	const struct page *page = page_of(route);
	struct str key = STR("slug");

	if (!page)
		return diag_file(route->source);
	if (route->redirect)
		key = STR("aliases");
	else if (page->front->url.len)
		key = STR("url");
	return site_place(page, key);
}

/* Said of the one that an author can change most easily: a page before a file, the later of two pages. */
static void
report_collision(struct listing *l, const struct route *a, const struct route *b)
{
	bool in_order =
	        !page_of(a) != !page_of(b) ? !page_of(a) : str_cmp(a->source, b->source) <= 0;
	const struct route *first = in_order ? a : b, *second = in_order ? b : a;
	const struct page *page = page_of(second);

	diag_error(l->diags, place_of(second), page ? page->text.bytes : STR_EMPTY,
	        "two things would be " STR_FMT ": this and " STR_FMT, STR_ARG(second->url),
	        STR_ARG(first->source));
	if (page)
		diag_help(l->diags,
		        "give one of them another `slug:` or `url:`, or remove its alias");
	else
		diag_help(l->diags, "rename one of them");
}

/* Is a part of the path the file of another route? ("a" and "a/index.html") */
static void
check_parents(struct listing *l, const struct map *files, const struct route *route)
{
	for (struct str above = path_dir(route->file); above.len; above = path_dir(above)) {
		const struct route *other = map_get(files, above);

		if (other)
			report_collision(l, other, route);
	}
}

static void
check_case(struct listing *l, struct map *folded, const struct route *route)
{
	struct map_entry *entry =
	        map_put(folded, &l->passing, utf8_fold(&l->passing, route->file), NULL);
	const struct route *other = entry->value;

	if (!other) {
		entry->value = (void *)(uintptr_t)route;
		return;
	}
	diag_warning(l->diags, diag_file(route->source), STR_EMPTY,
	        STR_FMT " and " STR_FMT " (of " STR_FMT
	                ") differ only in case or in how characters "
	                "are composed: on many disks they are one file",
	        STR_ARG(route->url), STR_ARG(other->url), STR_ARG(other->source));
}

/* The pages of years are below it, and nothing else leads to them. */
static bool
has_archive(const struct map *files)
{
	const struct route *route = map_get(files, STR("archive/index.html"));

	return route && route->kind == ROUTE_ARCHIVE;
}

/* What is gathered stands on one page, or has pages of its own, so that there is nothing left for the section's other ones. */
static void
drop_other_pages(struct listing *l, struct map *files, struct route *first)
{
	for (size_t number = 2; number <= first->pages; number++) {
		struct str name = str_format(l->arena, "page/%zu/index.html", number);
		struct map_entry *entry =
		        map_find(files, path_join(l->arena, path_dir(first->file), name));
		const struct route *route = entry ? entry->value : NULL;

		if (route && route->kind == ROUTE_SECTION && route->section == first->section)
			entry->value = NULL;
	}
	first->pages = 1;
	first->to = first->section->pages.len;
}

/* Another page of a list is what the first one became: in the place of a page or section it keeps its title. False: there is none. */
static bool
follow_first(struct listing *l, const struct map *files, struct route *offered)
{
	const struct route *first = map_get(files, route_list_file(l->arena, offered));

	if (!first || first->kind != offered->kind)
		return false;
	offered->section = first->section;
	offered->page = first->page;
	return true;
}

/* The list is that of what is gathered; the section's own pages are among it. */
static void
take_numbers(struct route *own, const struct route *offered)
{
	own->number = offered->number;
	own->pages = offered->pages;
	own->from = offered->from;
	own->to = offered->to;
}

/*
 * A hosted kind at an address that the author uses: a page or a section becomes the place where it is shown, and stays
 * what it is about. A layout of the page's own is a wish to show it otherwise, and any other file goes first.
 */
static void
settle_offer(struct listing *l, struct map *files, struct route *offered)
{
	struct route *own = map_get(files, offered->file);

	if (offered->kind == ROUTE_YEAR && !has_archive(files))
		return;
	if (offered->number > 1 && !follow_first(l, files, offered))
		return;
	if (own && (own->kind == ROUTE_PAGE || own->kind == ROUTE_SECTION)) {
		if (!own->page || !own->page->front->layout.len) {
			if (own->kind == ROUTE_SECTION)
				drop_other_pages(l, files, own);
			own->kind = offered->kind;
			own->year = offered->year;
			own->series = offered->series;
			own->person = offered->person;
			if (offered->number)
				take_numbers(own, offered);
		}
		return;
	}
	if (offered->to && (!own || route_is(own, ROUTE_GIT)))
		map_put(files, l->arena, offered->file, NULL)->value = offered;
}

/* What git would tell and what is gathered gives way to a file where its folder would be, too. */
static void
drop_below_files(struct map *files)
{
	for (size_t i = 0; i < files->len; i++) {
		const struct route *route = files->at[i].value;

		if (!route)
			continue;
		if (!route_is(route, ROUTE_GIT) &&
		        (!route_is(route, ROUTE_HOSTED) || route->page || route->section))
			continue;
		for (struct str above = path_dir(route->file); above.len; above = path_dir(above))
			if (map_get(files, above))
				files->at[i].value = NULL;
	}
}

/* Drops what yields, reports what collides, and numbers the rest. */
static void
settle(struct listing *l)
{
	struct map *files = &l->site->by_file, folded = { 0 };
	struct route_table *table = arena_new(l->arena, struct route_table);
	size_t count = l->table->list.len + l->offered.len;

	map_reserve(files, l->arena, count);
	map_reserve(&folded, &l->passing, count);
	for (size_t i = 0; i < l->table->list.len; i++) {
		struct route *route = &l->table->list.at[i];
		struct map_entry *entry = map_put(files, l->arena, route->file, NULL);
		struct route *other = entry->value;

		if (other && !yields(other, route) && !yields(route, other) &&
		        !route_is(route, ROUTE_GIT))
			report_collision(l, other, route);
		if (!other || yields(other, route))
			entry->value = route;
	}
	for (size_t i = 0; i < l->offered.len; i++)
		settle_offer(l, files, l->offered.at[i]);
	drop_below_files(files);
	route_index_split(l->arena, l->site, files);
	array_reserve(l->arena, &table->list, files->len);
	for (size_t i = 0; i < files->len; i++)
		if (files->at[i].value)
			*array_push(l->arena, &table->list) = *(struct route *)files->at[i].value;
	for (size_t i = 0, number = 0; i < files->len; i++) {
		if (!files->at[i].value)
			continue;
		table->list.at[number].index = number;
		files->at[i].value = &table->list.at[number++];
	}
	for (size_t i = 0; i < table->list.len; i++) {
		check_parents(l, files, &table->list.at[i]);
		check_case(l, &folded, &table->list.at[i]);
	}
	l->table = table;
}

/* Has the theme, or the site itself, a template for the kind? The built-in ones are not asked. */
static bool
can_show(const struct theme *theme, enum route_kind kind)
{
	for (struct str rest = str_from(route_kinds[kind].templates); theme && rest.at;)
		if (theme_template(theme, str_cut(&rest, ' ')))
			return true;
	return false;
}

/* By kith.yaml: the switch of its row of route.def. */
static bool
is_switched_on(const struct config *config, enum route_kind kind)
{
	const bool always = true;
#define CONFIG_PAGE(key, ...) const bool key = config->pages.key;
#include "config/pages.def"
#undef CONFIG_PAGE
	const bool on[ROUTE_KINDS] = {
#define ROUTE(NAME, name, flags, address, templates, when, help) [ROUTE_##NAME] = when,
#include "site/route.def"
#undef ROUTE
	};

	return on[kind];
}

bool
route_wanted(const struct site *site, enum route_kind kind)
{
	unsigned flags = route_kinds[kind].flags;

	if ((flags & ROUTE_ABSOLUTE) && !site->config->base_url.len)
		return false;
	if ((flags & ROUTE_OPTIONAL) && !can_show(site->theme, kind))
		return false;
	return is_switched_on(site->config, kind);
}

struct route_table *
route_list(struct arena *arena, struct site *site, struct diags *diags)
{
	struct listing l = {
		.arena = arena,
		.site = site,
		.diags = diags,
	};

	l.table = arena_new(&l.passing, struct route_table);
	for (size_t kind = 0; kind < ROUTE_KINDS; kind++)
		l.on[kind] = route_wanted(site, (enum route_kind)kind);
	route_list_sections(&l);
	route_list_feeds(&l);
	route_list_generated(&l);
	route_list_gathered(&l);
	route_list_search(&l);
	route_git_changelog(&l);
	route_list_taxonomies(&l);
	route_list_pages(&l);
	route_git_histories(&l);
	route_list_redirects(&l);
	route_list_files(&l);
	settle(&l);
	route_git_name(&l);
	arena_free(&l.passing);
	return l.table;
}

void
route_append(struct arena *arena, struct site *site, const struct route_table *more)
{
	struct map *files = &site->by_file;
	struct route_table *table = arena_new(arena, struct route_table);
	const struct route_table *old = site->routes;

	array_reserve(arena, &table->list, old->list.len + more->list.len);
	for (size_t i = 0; i < old->list.len; i++)
		*array_push(arena, &table->list) = old->list.at[i];
	for (size_t i = 0; i < more->list.len; i++) {
		const struct route *route = &more->list.at[i];

		if (map_get(files, route->file))
			continue;
		map_put(files, arena, route->file, NULL)->value = (void *)(uintptr_t)route;
		*array_push(arena, &table->list) = *route;
	}
	for (size_t i = 0; i < table->list.len; i++) {
		table->list.at[i].index = i;
		map_find(files, table->list.at[i].file)->value = &table->list.at[i];
	}
	site->routes = table;
}

/* ---- the order of work ---------------------------------------------------------------------------- */

/* Is it made of one page or one file, however large the site is? */
static bool
is_of_one(const struct route *route)
{
	switch (route->kind) {
	case ROUTE_PAGE:
	case ROUTE_CARD:
	case ROUTE_CARD_IMAGE:
	case ROUTE_HISTORY:
	case ROUTE_REVISION:
	case ROUTE_ALIAS:
	case ROUTE_ASSET:
	case ROUTE_THEME_ASSET: return true;
	default: return false;
	}
}

size_t *
route_order(struct arena *arena, const struct route_table *table)
{
	size_t *order = arena_array(arena, size_t, table->list.len + 1), count = 0;

	for (int of_one = 0; of_one <= 1; of_one++)
		for (size_t i = 0; i < table->list.len; i++)
			if (is_of_one(&table->list.at[i]) == of_one)
				order[count++] = i;
	return order;
}
