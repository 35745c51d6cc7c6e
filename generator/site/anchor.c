#include "site/anchor.h"

#include "base/arena.h"
#include "content/page.h"
#include "markdown/identifier.h"
#include "site/follow.h"

void
anchor_gather(struct arena *arena, const struct page *page, struct anchors *anchors)
{
	if (page->markdown)
		identifier_gather(arena, page->markdown, &anchors->ids);
}

bool
anchor_exists(const struct anchors *anchors, struct str id)
{
	return map_find(&anchors->ids, id) != NULL;
}

static void
suggest(const struct anchors *anchors, struct follow *link)
{
	size_t count = anchors->ids.len;
	struct str *ids;

	if (!follow_may_compare(link, count))
		return;
	ids = arena_array(link->arena, struct str, count + 1);
	for (size_t i = 0; i < count; i++)
		ids[i] = anchors->ids.at[i].key;
	diag_suggest(link->diags, link->anchor, ids, count);
}

void
anchor_report(const struct anchors *anchors, struct follow *link)
{
	const struct page *page = link->anchored;
	struct str where = page == link->from ? STR("this page") : page->text.path;

	diag_error(link->diags, link->place, link->source,
	        STR_FMT " has no heading with the anchor \"#" STR_FMT "\"", STR_ARG(where),
	        STR_ARG(link->anchor));
	suggest(anchors, link);
}
