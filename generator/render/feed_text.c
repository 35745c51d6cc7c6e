#include "render/feed_text.h"

#include "base/arena.h"
#include "base/worker.h"
#include "content/page.h"
#include "render/renewal.h"
#include "render/view.h"
#include "render/view_kinds.h"
#include "site/feed.h"
#include "site/item.h"
#include "site/route.h"
#include "site/site.h"

enum { SOURCES_MOST = 8 << 20 }; /* bytes of Markdown whose texts are kept */

/* What the workers share. */
struct making {
	const struct render *render;
	array_of(const struct page *) pages;
	struct str *texts; /* by page->ordinal */
};

/* In how many files each feed is rendered. */
static size_t *
files_of_feeds(const struct render *render, const struct renewal *renewal, struct arena *arena)
{
	const struct route_table *routes = render->site->routes;
	size_t *files = arena_array(arena, size_t, render->site->feeds->list.len + 1);

	for (size_t i = 0; i < routes->list.len; i++) {
		const struct route *route = &routes->list.at[i];

		if (route->feed && (!renewal || renewal_reason(renewal, route) != RENEWAL_KEPT))
			files[route->feed->index]++;
	}
	return files;
}

static bool
is_passage(const struct feed_entry *entry)
{
	return entry->item && entry->item->remark;
}

/* The pages that more than one file shows, the site's own feed first. */
static void
gather(struct making *making, const size_t *files, struct arena *arena)
{
	const struct site *site = making->render->site;
	size_t *shown = arena_array(arena, size_t, site->all.len + 1), bytes = 0;

	for (size_t i = 0; i < site->feeds->list.len; i++) {
		const struct feed *feed = site->feeds->list.at[i];

		for (size_t k = 0; files[i] && k < feed->entries.len; k++) {
			const struct page *page = feed->entries.at[k].page;
			size_t before = shown[page->ordinal];

			if (is_passage(&feed->entries.at[k]))
				continue;
			shown[page->ordinal] += files[i];
			if (before > 1 || shown[page->ordinal] < 2 ||
			        page->text.bytes.len > SOURCES_MOST - bytes)
				continue;
			bytes += page->text.bytes.len;
			*array_push(arena, &making->pages) = page;
		}
	}
}

static void
make_one(void *context, size_t index, struct worker *worker)
{
	struct making *making = context;
	const struct page *page = making->pages.at[index];
	const struct view *view = &making->render->pages[page->ordinal];

	making->texts[page->ordinal] = value_str(view_page_feed_content(view, &worker->arena));
}

void
feed_text_make(struct render *render, const struct renewal *renewal, struct workers *workers)
{
	struct making making = { .render = render };

	gather(&making, files_of_feeds(render, renewal, render->arena), render->arena);
	making.texts = arena_array(render->arena, struct str, render->site->all.len + 1);
	worker_run(workers, making.pages.len, make_one, &making);
	render->feed_texts = making.texts;
}
