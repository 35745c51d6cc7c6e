/* The first of several pictures that will do. */
#include "site/card.h"

#include "base/arena.h"
#include "base/map.h"
#include "base/path.h"
#include "config/config.h"
#include "content/page.h"
#include "content/source.h"
#include "data/node.h"
#include "markdown/document.h"
#include "markdown/markdown.h"
#include "site/crosslink.h"
#include "site/project.h"
#include "site/reference.h"
#include "site/resolve.h"
#include "site/route.h"
#include "site/site.h"
#include "site/visibility.h"

/* Pixels each way, below which scrapers show a picture as a small mark or not at all. */
enum { CARD_LEAST = 200 };

static bool
is_vector(struct str url)
{
	struct str path = str_slice(url, 0, str_find_char(url, '?'));

	path = str_slice(path, 0, str_find_char(path, '#'));
	return str_ends(path, STR(".svg")) || str_ends(path, STR(".svgz")) ||
	        str_starts(url, STR("data:"));
}

static bool
is_large(uint32_t width, uint32_t height)
{
	return width >= CARD_LEAST && height >= CARD_LEAST;
}

/* A picture that nobody described is said to be that of what it stands for. */
static bool
take(struct card *card, const struct markdown_target *target, struct str alt, struct str title)
{
	if (!target->url.len || target->broken || is_vector(target->url))
		return false;
	*card = (struct card){ target->url, alt.len ? alt : title, target->width, target->height };
	return true;
}

static bool
take_from_text(struct card *card, const struct page *page)
{
	for (size_t i = 0; page->targets && i < page->markdown->links.len; i++) {
		const struct markdown_link *link = &page->markdown->links.at[i];
		const struct markdown_target *target = &page->targets[i];

		if (link->kind == MARKDOWN_IMAGE && is_large(target->width, target->height) &&
		        take(card, target, link->text, page->title))
			return true;
	}
	return false;
}

static bool
take_from_bundle(struct card *card, const struct page *page)
{
	for (size_t i = 0; i < page->assets.len; i++) {
		const struct asset *asset = page->assets.at[i];
		struct markdown_target target = { asset->url, asset->width, asset->height, false,
			false };

		if (!asset->left_out && is_large(asset->width, asset->height) &&
		        take(card, &target, STR_EMPTY, page->title))
			return true;
	}
	return false;
}

static bool
take_from_page(struct card *card, const struct page *page)
{
	return take(card, &page->image, page->front->image.alt, page->title) ||
	        take_from_text(card, page) || take_from_bundle(card, page);
}

/* Without anything that is drawn. */
static bool
find_picture(struct card *card, const struct site *site, const struct page *page)
{
	const struct project *project = page && page->refs ? page->refs->project : NULL;

	if (page && take_from_page(card, page))
		return true;
	if (project && project->page != page &&
	        take(card, &project->page->image, project->page->front->image.alt,
	                project->page->title))
		return true;
	if (site->card)
		*card = *site->card;
	return site->card != NULL;
}

static bool
take_drawn(struct card *card, struct arena *arena, const struct site *site, struct str file,
        struct str title)
{
	const struct route *route =
	        map_get(&site->by_file, card_file(arena, file, STR("card.png")));

	if (!route || route->kind != ROUTE_CARD_IMAGE)
		return false;
	*card = (struct card){ route->url, title, CARD_WIDTH, CARD_HEIGHT };
	return true;
}

struct card
card_of(struct arena *arena, const struct site *site, const struct page *page)
{
	const struct section *home = site->sections.at[0];
	struct card card = { .url = STR_EMPTY };

	if (!find_picture(&card, site, page) &&
	        (!page || page == home->page ||
	                !take_drawn(&card, arena, site, page->file, page->title)))
		(void)take_drawn(&card, arena, site, home->file, site->config->title);
	return card;
}

static void
resolve_site(struct resolve *r)
{
	const struct config *config = r->site->config;
	const struct node *node = node_get(config->root, STR("image"));
	struct place place = diag_file(config->source.path);
	struct card *card;

	if (!config->image.len)
		return;
	if (node)
		place = (struct place){ config->source.path, node->line, node->column, 0 };
	card = arena_new(r->arena, struct card);
	card->alt = config->title;
	card->url = crosslink_url(
	        r->arena, r->site, config->image, place, config->source.bytes, r->diags);
	for (size_t i = 0; i < r->site->assets.len; i++) {
		const struct asset *asset = r->site->assets.at[i];

		if (str_eq(asset->url, card->url)) {
			card->width = asset->width;
			card->height = asset->height;
		}
	}
	if (is_vector(card->url)) {
		diag_warning(r->diags, place, config->source.bytes,
		        "an SVG is shown by few of those who quote pages");
		diag_help(r->diags, "make it a PNG or JPEG of 1200 by 630 pixels");
	}
	if (card->url.len)
		r->site->card = card;
}

/* ---- what is drawn ---------------------------------------------------------------------------- */

static const struct str pixels_name = STR_INIT("card.png");

/* The cards of a kind on their way to the routes. */
struct drawing {
	struct resolve *r;
	enum route_kind kind;
	struct route_table cards;
	struct map named; /* addresses of cards in pixels that a page names */
};

/* Of a page that has another picture, nobody names the one in pixels, unless a link does. */
static bool
is_drawn(const struct drawing *d, const struct route *card)
{
	struct card other;

	return d->kind == ROUTE_CARD || !find_picture(&other, d->r->site, card->page) ||
	        map_find(&d->named, card->url);
}

static void
add_drawn(
        struct drawing *d, struct str file, const struct page *page, const struct section *section)
{
	struct arena *arena = d->r->arena;
	struct str name = d->kind == ROUTE_CARD ? STR("card.svg") : pixels_name;
	struct route card = {
		.kind = d->kind,
		.file = card_file(arena, file, name),
		.source = page ? page->source->path : STR("content"),
		.page = page,
		.section = section,
	};

	card.url = site_url(arena, d->r->site->config, card.file);
	if (is_drawn(d, &card))
		*array_push(arena, &d->cards.list) = card;
}

static void
add_all(struct drawing *d)
{
	const struct site *site = d->r->site;

	for (size_t i = 0; i < site->sections.len; i++) {
		const struct section *section = site->sections.at[i];

		if (!section->parent || (section->page && visibility_shows_section(section)))
			add_drawn(d, section->file, section->page, section);
	}
	for (size_t i = 0; i < site->pages.len; i++)
		add_drawn(d, site->pages.at[i]->file, site->pages.at[i], NULL);
	route_append(d->r->arena, d->r->site, &d->cards);
}

void
card_list(struct resolve *r)
{
	struct drawing d = { .r = r, .kind = ROUTE_CARD };

	if (route_wanted(r->site, ROUTE_CARD))
		add_all(&d);
}

bool
card_awaited(const struct site *site, struct arena *arena, struct str file, struct str *url)
{
	const struct route *card;

	if (site->cards_listed || !str_eq(path_base(file), pixels_name) ||
	        !route_wanted(site, ROUTE_CARD_IMAGE))
		return false;
	card = map_get(&site->by_file, path_join(arena, path_dir(file), STR("card.svg")));
	if (!card || card->kind != ROUTE_CARD)
		return false;
	*url = site_url(arena, site->config, file);
	return true;
}

static void
note_named(struct map *named, struct arena *arena, struct str url)
{
	url = str_slice(url, 0, str_find_char(url, '#'));
	url = str_slice(url, 0, str_find_char(url, '?'));
	if (str_ends(url, pixels_name))
		(void)map_put(named, arena, url, NULL);
}

static void
note_all(struct map *named, struct arena *arena, const struct site *site)
{
	if (site->card)
		note_named(named, arena, site->card->url);
	for (size_t i = 0; i < site->all.len; i++) {
		const struct page *page = site->all.at[i];

		note_named(named, arena, page->image.url);
		for (size_t k = 0; page->targets && k < page->markdown->links.len; k++)
			note_named(named, arena, page->targets[k].url);
	}
}

void
card_resolve(struct resolve *r)
{
	struct drawing d = { .r = r, .kind = ROUTE_CARD_IMAGE };
	struct arena passing = ARENA_EMPTY;

	resolve_site(r);
	r->site->cards_listed = true;
	if (!route_wanted(r->site, ROUTE_CARD) || !route_wanted(r->site, ROUTE_CARD_IMAGE))
		return;
	note_all(&d.named, &passing, r->site);
	add_all(&d);
	arena_free(&passing);
}

struct str
card_file(struct arena *arena, struct str page_file, struct str name)
{
	struct str base = page_file;

	if (str_is(path_base(base), "index.html"))
		base.len -= strlen("index.html");
	else if (str_ends(base, STR(".html")))
		return str_format(arena, STR_FMT "/" STR_FMT,
		        STR_ARG(str_slice(base, 0, base.len - strlen(".html"))), STR_ARG(name));
	return str_format(arena, STR_FMT STR_FMT, STR_ARG(base), STR_ARG(name));
}
