/*
 * site_resolve is the table of contents of this folder; what is below it are the few things that
 * several steps need.
 */
#include "site/site.h"

#include "base/escape.h"
#include "base/span.h"
#include "base/utf8.h"
#include "base/worker.h"
#include "config/config.h"
#include "history/histories.h"
#include "site/archive.h"
#include "site/card.h"
#include "site/change.h"
#include "site/feed.h"
#include "site/item.h"
#include "site/person.h"
#include "site/reference.h"
#include "site/resolve.h"
#include "site/route.h"
#include "site/searchable.h"
#include "site/series.h"
#include "site/timeline.h"
#include "site/told_commit.h"

static void
collect_pages(struct resolve *r)
{
	const struct site_input *input = r->input;
	struct site *site = r->site;

	array_reserve(r->arena, &site->all, input->sources->pages.len);
	map_reserve(&site->by_source, r->arena, input->sources->pages.len);
	for (size_t i = 0; i < input->sources->pages.len; i++) {
		struct page *page;

		if (!input->pages[i])
			continue;
		page = page_make(r->arena, input->pages[i]);
		page->ordinal = site->all.len;
		*array_push(r->arena, &site->all) = page;
		map_put(&site->by_source, r->arena, utf8_compose(r->arena, page->source->below),
		        NULL)
		        ->value = page;
	}
}

/* Is there a key of nearly this name, which no table knows? It has been told of. */
static bool
is_misspelt(const struct node *root, struct str name)
{
	for (const struct node *node = root ? root->child : NULL; node; node = node->next)
		if (!schema_find(config_schema(), node->key->text) &&
		        diag_nearest(node->key->text, &name, 1).len)
			return true;
	return false;
}

/* Feeds and the sitemap are read elsewhere, so they are nothing without whole addresses. */
static void
decide_base_url(struct resolve *r)
{
	const struct config *config = r->site->config;
	bool known = config->base_url.len > 0 || is_misspelt(config->root, STR("base_url"));

	if (known || (!config->pages.feeds && !config->pages.sitemap))
		return;
	diag_warning(r->diags, diag_file(config->source.path), STR_EMPTY,
	        "without `base_url` there are no feeds and no sitemap: they need whole addresses");
	diag_help(r->diags,
	        "add `base_url: https://...`, or `pages: {feeds: false, sitemap: false}`");
}

/* What follows is measured under this name; what came before has ended. */
static void
part(const struct resolve *r, struct str name)
{
	struct span_list *spans = r->workers->at[0].spans;

	span_end(spans, 0);
	span_begin(spans, SPAN_PART, name, STR_EMPTY);
}

struct site *
site_resolve(struct arena *arena, const struct site_input *input, struct workers *workers,
        struct diags *diags)
{
	struct site *site = arena_new(arena, struct site);
	struct resolve r = { arena, input, site, workers, diags, NULL };
	struct span_list *spans = workers->at[0].spans;

	site->config = input->config;
	site->theme = input->theme;
	site->histories = input->histories;
	site->history = input->histories ? input->histories->main : NULL;
	site->data = input->data;
	site->since = input->sources->since;
	if (input->told)
		site->today = date_from_seconds(input->now, 0);
	decide_base_url(&r);

	span_begin(spans, SPAN_PART, STR("sections"), STR_EMPTY);
	collect_pages(&r);
	section_build(&r);
	section_cascade(&r);
	part(&r, STR("what is shown"));
	visibility_decide(&r);
	doubt_report(&r);
	idle_report(&r);
	part(&r, STR("addresses"));
	address_assign(&r);
	part(&r, STR("git of projects"));
	activities_read(&r);
	part(&r, STR("order of lists"));
	order_lists(&r);
	part(&r, STR("pages that name pages"));
	reference_resolve(&r);
	told_commit_check(&r);
	part(&r, STR("items and series"));
	item_gather(&r);
	series_gather(&r);
	part(&r, STR("taxonomies"));
	taxonomy_build(&r);
	part(&r, STR("files beside pages"));
	placement_assign(&r);
	part(&r, STR("people"));
	person_resolve(&r);
	part(&r, STR("feeds, archive and timelines"));
	redirect_build(&r);
	feed_list(&r);
	feed_id_assign(&r);
	site->archive = archive_list(arena, site);
	site->changes = change_list(arena, site);
	hush_commits(&r);
	timeline_list(&r);
	part(&r, STR("words to search"));
	searchable_gather(&r);
	part(&r, STR("routes"));
	site->routes = route_list(arena, site, diags);
	card_list(&r);
	part(&r, STR("links"));
	crosslink_resolve(&r);
	part(&r, STR("titles and cards"));
	item_read_contexts(&r);
	card_resolve(&r);
	security_check(&r);
	title_marks_set(&r);
	part(&r, STR("what search shows"));
	searchable_write(&r);
	part(&r, STR("menu"));
	menu_build(&r);
	span_end(spans, 0);
	return site;
}

static struct str
url_below(struct arena *arena, struct str before, struct str base_path, struct str path)
{
	struct buf buf;
	struct str url;

	buf_init(&buf, 1 << 20);
	buf_put(&buf, before);
	buf_put(&buf, base_path);
	escape_url_path(&buf, path);
	url = str_copy(arena, buf_view(&buf));
	buf_free(&buf);
	return url;
}

struct str
site_url(struct arena *arena, const struct config *config, struct str path)
{
	return url_below(arena, STR_EMPTY, config->base_path, path);
}

struct str
site_permalink(struct arena *arena, const struct config *config, struct str path)
{
	/* base_url ends with the base path, without its last slash. */
	return url_below(
	        arena, config->base_url, config->base_url.len ? STR("/") : config->base_path, path);
}

struct str
site_absolute(struct arena *arena, const struct config *config, struct str url)
{
	if (!config->base_url.len || !str_starts(url, config->base_path) ||
	        str_starts(url, STR("//")))
		return url;
	return str_format(arena, STR_FMT "/" STR_FMT, STR_ARG(config->base_url),
	        STR_ARG(str_skip(url, config->base_path.len)));
}

/* Of "key: value"; of the key itself where the value begins on another line. */
static struct place
place_of_value(const struct node_source *text, struct str line, struct str key)
{
	struct str value = str_trim(str_skip(line, key.len + 1));
	struct str shown = value.len ? value : key;
	size_t at = (size_t)((value.len ? value.at : line.at) - text->bytes.at);

	return diag_place(text->path, text->bytes, at, utf8_length(shown));
}

struct place
site_place_in(const struct node_source *text, struct str key)
{
	struct str rest = text->bytes;

	for (bool first = true; rest.at; first = false) {
		struct str line = str_line(&rest);
		struct str said = str_trim(line);

		if (!first && (str_is(said, "---") || str_is(said, "...")))
			break;
		if (str_starts(said, key) && said.len > key.len && said.at[key.len] == ':')
			return place_of_value(text, said, key);
	}
	return diag_file(text->path);
}

struct place
site_place(const struct page *page, struct str key)
{
	return site_place_in(&page->text, key);
}

struct place
site_find_listing(void *site, struct str language)
{
	const page_list *all = &((const struct site *)site)->all;
	struct place place = diag_file(STR_EMPTY);

	for (size_t i = 0; i < all->len && !place.path.len; i++)
		if (!all->at[i]->left_out)
			place = page_find_listing(all->at[i], language);
	return place;
}
