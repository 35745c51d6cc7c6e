#include "render/feed_text.h"

#include "base/arena.h"
#include "base/worker.h"
#include "config/config_feeds.h"
#include "content/page.h"
#include "render/view.h"
#include "render/view_kinds.h"
#include "site/feed.h"
#include "site/item.h"
#include "site/site.h"

enum { SOURCES_MOST = 8 << 20 }; /* bytes of Markdown whose texts are kept */

/* What the workers share. */
struct making {
	const struct render *render;
	array_of(const struct page *) pages;
	struct str *texts; /* by page->ordinal */
};

static size_t
formats_of(const struct config *config)
{
	size_t count = 0;

	for (enum config_feed_format format = 0; format < CONFIG_FEED_FORMATS; format++)
		count += config_feeds_has(config, format);
	return count;
}

static bool
is_passage(const struct feed_entry *entry)
{
	return entry->item && entry->item->remark;
}

/* The pages that more than one file shows, the site's own feed first. */
static void
gather(struct making *making, struct arena *arena)
{
	const struct site *site = making->render->site;
	unsigned *files = arena_array(arena, unsigned, site->all.len + 1);
	size_t formats = formats_of(site->config), bytes = 0;

	for (size_t i = 0; i < site->feeds->list.len * formats; i++) {
		const struct feed *feed = site->feeds->list.at[i / formats];

		for (size_t k = 0; k < feed->entries.len; k++) {
			const struct page *page = feed->entries.at[k].page;

			if (is_passage(&feed->entries.at[k]) || ++files[page->ordinal] != 2 ||
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
feed_text_make(struct render *render, struct workers *workers)
{
	struct making making = { .render = render };

	gather(&making, render->arena);
	making.texts = arena_array(render->arena, struct str, render->site->all.len + 1);
	worker_run(workers, making.pages.len, make_one, &making);
	render->feed_texts = making.texts;
}
