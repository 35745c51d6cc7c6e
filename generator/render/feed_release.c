#include "render/feed_release.h"

#include "activity/release.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/escape.h"
#include "config/config.h"
#include "content/page.h"
#include "render/feed_ask.h"
#include "render/view.h"
#include "render/view_kinds.h"
#include "site/feed.h"
#include "site/site.h"

enum { NOTES_MAX = 1 << 20 };

struct str
feed_release_anchor(const struct release *release, struct arena *arena)
{
	struct buf buf;
	struct str anchor;

	buf_init(&buf, NOTES_MAX);
	buf_put(&buf, STR("_release-"));
	escape_url_component(&buf, release->tag);
	anchor = str_copy(arena, buf_view(&buf));
	buf_free(&buf);
	return anchor;
}

struct str
feed_release_title(const struct feed_entry *entry, struct arena *arena)
{
	return str_format(arena, STR_FMT " " STR_FMT, STR_ARG(entry->page->title),
	        STR_ARG(entry->release->version));
}

/* Of the page with an id of its own "#id/_release-v1.0": two '#' would be no address. */
static struct value
id_of(const struct view *page, struct str anchor, struct arena *arena)
{
	struct str id = value_str(view_page_id(page, arena));

	return value_text(str_format(arena, STR_FMT "%s" STR_FMT, STR_ARG(id),
	        str_find_char(id, '#') == STR_NONE ? "#" : "/", STR_ARG(anchor)));
}

/* A message is text: its lines are kept, and an empty one begins a paragraph. */
static void
put_notes(struct buf *buf, struct str notes)
{
	bool within = false;

	while (notes.len) {
		struct str line = str_trim(str_cut(&notes, '\n'));

		if (line.len) {
			buf_put(buf, within ? STR("<br>\n") : STR("<p>"));
			escape_html(buf, line);
		} else if (within) {
			buf_put(buf, STR("</p>\n"));
		}
		within = line.len > 0;
	}
	if (within)
		buf_put(buf, STR("</p>\n"));
}

/* What its tag says; of one that says nothing, what it is a release of. */
static struct value
content_of(const struct feed_entry *entry, struct arena *arena)
{
	struct buf buf;
	struct value content;

	buf_init(&buf, NOTES_MAX);
	put_notes(&buf, entry->release->message);
	if (!buf.len) {
		buf_put(&buf, STR("<p><a href=\""));
		escape_html(&buf, entry->page->permalink);
		buf_put(&buf, STR("\">"));
		escape_html(&buf, entry->page->title);
		buf_put(&buf, STR("</a> "));
		escape_html(&buf, entry->release->version);
		buf_put(&buf, STR("</p>\n"));
	}
	content = value_markup(str_copy(arena, buf_view(&buf)));
	buf_free(&buf);
	return content;
}

struct value
feed_release(const struct render *render, const struct feed_entry *entry, struct arena *arena)
{
	const struct page *page = entry->page;
	const struct release *release = entry->release;
	struct str anchor = feed_release_anchor(release, arena), language = page->front->lang;

	return VIEW_RECORD(arena, entry,
	        { "id", id_of(&render->pages[page->ordinal], anchor, arena) },
	        { "title", value_text(feed_release_title(entry, arena)) },
	        { "permalink",
	                value_text(str_format(arena, STR_FMT "#" STR_FMT, STR_ARG(page->permalink),
	                        STR_ARG(anchor))) },
	        { "published", value_date(&release->date) },
	        { "updated", value_date(&release->date) }, { "content", content_of(entry, arena) },
	        { "ask", feed_ask(render, entry, arena) },
	        { "reply", feed_ask_reply(render, entry, arena) },
	        { "summary", view_text(release->text) }, { "authors", value_list(NULL, 0) },
	        { "categories", value_list(NULL, 0) },
	        { "language",
	                value_text(language.len ? language : render->site->config->language) },
	        { "page", view_page(render, page) }, { "item", value_none() },
	        { "release", view_release(release, arena) });
}
