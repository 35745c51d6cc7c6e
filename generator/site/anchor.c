#include "site/anchor.h"

#include "base/arena.h"
#include "base/utf8.h"
#include "config/config_checks.h"
#include "content/page.h"
#include "markdown/identifier.h"
#include "site/budget.h"
#include "site/follow.h"
#include "site/missing.h"

/* Names that a help lists. */
enum { NAMES_SHOWN = 8 };

void
anchor_gather(struct arena *arena, const struct page *page, struct anchors *anchors)
{
	const struct markdown *markdown = page->markdown;

	if (!markdown)
		return;
	identifier_gather(arena, markdown, &anchors->ids);
	for (size_t i = 0; i < markdown->headings.len; i++) {
		struct markdown_heading *heading = &markdown->headings.at[i];
		struct map_entry *entry =
		        map_put(&anchors->texts, arena, utf8_fold(arena, heading->text), NULL);

		entry->value = entry->value ? entry->value : heading;
	}
}

struct str
anchor_find(const struct anchors *anchors, struct arena *arena, struct str anchor, bool wiki)
{
	struct arena mark = *arena;
	size_t hash = str_rfind_char(anchor, '#');
	const struct markdown_heading *heading = NULL;

	if (wiki && hash != STR_NONE)
		anchor = str_trim(str_skip(anchor, hash + 1));
	if (wiki)
		heading = map_get(&anchors->texts, utf8_fold(arena, anchor));
	arena_back(arena, &mark);
	if (heading)
		return heading->id;
	return map_find(&anchors->ids, anchor) ? anchor : STR_EMPTY;
}

/* The first ones, of a page that may have very many. */
static void
list_names(struct follow *link, const struct str *names, size_t count, const char *sign)
{
	size_t shown = count < NAMES_SHOWN ? count : NAMES_SHOWN;
	struct str all = STR_EMPTY;

	for (size_t i = 0; i < shown; i++)
		all = str_format(link->scratch, STR_FMT "%s%s" STR_FMT, STR_ARG(all), i ? ", " : "",
		        sign, STR_ARG(names[i]));
	if (!count)
		diag_help(link->diags, "the page has no headings");
	else if (count > shown)
		diag_help(link->diags, "the page has " STR_FMT ", and %zu more", STR_ARG(all),
		        count - shown);
	else
		diag_help(link->diags, "the page has " STR_FMT, STR_ARG(all));
}

/* Of a wiki link what people would write: headings, if there are any. */
static void
list_anchors(const struct anchors *anchors, struct follow *link)
{
	const struct markdown *markdown = link->anchored->markdown;
	size_t texts = link->wiki ? markdown->headings.len : 0;
	size_t count = texts ? texts : anchors->ids.len;
	struct str *names = arena_array(link->scratch, struct str, count + 1);

	for (size_t i = 0; i < count; i++)
		names[i] = texts ? markdown->headings.at[i].text : anchors->ids.at[i].key;
	list_names(link, names, count, texts ? "" : "#");
}

static void
suggest(const struct anchors *anchors, struct follow *link)
{
	const struct markdown *markdown = link->anchored->markdown;
	size_t count = anchors->ids.len, texts = link->wiki ? markdown->headings.len : 0;
	struct str *names;

	if (!budget_take(link->budget, count + texts))
		return;
	names = arena_array(link->scratch, struct str, count + texts + 1);
	for (size_t i = 0; i < texts; i++)
		names[i] = markdown->headings.at[i].text;
	for (size_t i = 0; i < count; i++)
		names[texts + i] = anchors->ids.at[i].key;
	if (diag_nearest(link->anchor, names, texts + count).len)
		diag_suggest(link->diags, link->anchor, names, texts + count);
	else
		list_anchors(anchors, link);
}

void
anchor_report(const struct anchors *anchors, struct follow *link)
{
	const struct page *page = link->anchored;
	struct str where = page == link->from ? STR("this page") : page->text.path;

	config_checks_say(link->diags, CONFIG_CHECK_ANCHORS, link->place, link->source,
	        STR_FMT " has no heading %s" STR_FMT "\"", STR_ARG(where),
	        link->wiki ? "\"" : "with the anchor \"#", STR_ARG(link->anchor));
	suggest(anchors, link);
}
