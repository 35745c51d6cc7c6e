/*
 * Written from what templates get of a feed, so that a template may put another list of entries into it. What has no
 * value has no member.
 */
#include "render/feed_json.h"

#include "base/arena.h"
#include "base/buf.h"
#include "config/config.h"
#include "data/writer_json.h"
#include "render/view.h"
#include "site/site.h"
#include "template/template.h"

enum { JSON_MAX = 1 << 28 };

struct feed_writer {
	struct writer_json json;
	const struct render *render;
	struct arena *arena;
};

static struct value
get(struct feed_writer *w, struct value from, struct str key)
{
	return value_get(from, key, w->arena);
}

/* A date that is not known is none as well. */
static bool
is_there(struct value v)
{
	return value_truth(v);
}

/* What is printed by its name, as a page or a person is, has that as its text. */
static void
put_value(struct feed_writer *w, struct str member, struct value v)
{
	if (!is_there(v))
		return;
	writer_json_key(&w->json, member);
	if (v.kind == VALUE_OBJECT && v.object->type->text)
		writer_json_text(&w->json, v.object->type->text(v.object->self, w->arena));
	else
		writer_json_value(&w->json, v, w->arena);
}

static void
put_text(struct feed_writer *w, struct str member, struct str text)
{
	put_value(w, member, value_text(text));
}

/* ---- authors ---------------------------------------------------------------------------------------------- */

/* Who wrote the site, which is its title when nobody is named, as in the other formats. */
static void
put_site_author(struct feed_writer *w)
{
	const struct config *config = w->render->site->config;
	struct str name = config->author.name.len ? config->author.name : config->title;

	writer_json_key(&w->json, STR("authors"));
	writer_json_open(&w->json, '[');
	writer_json_open(&w->json, '{');
	put_text(w, STR("name"), name);
	put_text(w, STR("url"), config->author.url);
	put_text(w, STR("avatar"), site_absolute(w->arena, config, config->author.photo));
	writer_json_close(&w->json, '}');
	writer_json_close(&w->json, ']');
}

/* A name alone, or what has an address as well. */
static void
put_author(struct feed_writer *w, struct value author)
{
	bool more = author.kind == VALUE_OBJECT || author.kind == VALUE_MAP;
	struct value url = more ? get(w, author, STR("url")) : value_none();

	writer_json_open(&w->json, '{');
	put_value(w, STR("name"), more ? get(w, author, STR("name")) : author);
	if (is_there(url))
		put_text(w, STR("url"),
		        site_absolute(w->arena, w->render->site->config, value_str(url)));
	writer_json_close(&w->json, '}');
}

static void
put_authors(struct feed_writer *w, struct value authors)
{
	if (!is_there(authors))
		return;
	writer_json_key(&w->json, STR("authors"));
	writer_json_open(&w->json, '[');
	for (size_t i = 0; i < value_len(authors); i++)
		put_author(w, value_at(authors, i, w->arena));
	writer_json_close(&w->json, ']');
}

/* ---- an entry ----------------------------------------------------------------------------------------------- */

/* The text and what stands behind it, as the other formats have it. */
static void
put_content(struct feed_writer *w, struct value entry)
{
	static const struct str keys[] = { STR_INIT("content"), STR_INIT("ask"),
		STR_INIT("reply") };
	struct str parts[3];

	for (size_t i = 0; i < 3; i++) {
		struct value part = get(w, entry, keys[i]);

		parts[i] = value_is_text(part) ? value_str(part) : STR_EMPTY;
	}
	writer_json_key(&w->json, STR("content_html"));
	writer_json_text(&w->json, str_join(w->arena, parts, 3, STR_EMPTY));
}

/* What the specification has no member for: the project that it is about, and in which state this is. */
static void
put_work(struct feed_writer *w, struct value page)
{
	struct value project = get(w, page, STR("project"));
	struct value status = get(w, page, STR("status")), stage = get(w, page, STR("stage"));

	if (!is_there(project) && !is_there(status) && !is_there(stage))
		return;
	writer_json_key(&w->json, STR("_work"));
	writer_json_open(&w->json, '{');
	put_value(w, STR("project"), project);
	put_value(w, STR("status"), status);
	put_value(w, STR("stage"), stage);
	writer_json_close(&w->json, '}');
}

static void
put_image(struct feed_writer *w, struct value page)
{
	struct value image = get(w, page, STR("image"));

	if (is_there(image))
		put_value(w, STR("image"), get(w, image, STR("permalink")));
}

static void
put_entry(struct feed_writer *w, struct value entry)
{
	struct value page = get(w, entry, STR("page"));

	writer_json_open(&w->json, '{');
	put_value(w, STR("id"), get(w, entry, STR("id")));
	put_value(w, STR("url"), get(w, entry, STR("permalink")));
	put_value(w, STR("title"), get(w, entry, STR("title")));
	put_content(w, entry);
	put_value(w, STR("summary"), get(w, entry, STR("summary")));
	put_image(w, page);
	put_value(w, STR("date_published"), get(w, entry, STR("published")));
	put_value(w, STR("date_modified"), get(w, entry, STR("updated")));
	put_authors(w, get(w, entry, STR("authors")));
	put_value(w, STR("tags"), get(w, entry, STR("categories")));
	put_value(w, STR("language"), get(w, entry, STR("language")));
	put_work(w, page);
	writer_json_close(&w->json, '}');
}

/* ---- the feed ------------------------------------------------------------------------------------------------- */

static void
put_hub(struct feed_writer *w, struct value hub)
{
	if (!is_there(hub))
		return;
	writer_json_key(&w->json, STR("hubs"));
	writer_json_open(&w->json, '[');
	writer_json_open(&w->json, '{');
	put_text(w, STR("type"), STR("WebSub"));
	put_value(w, STR("url"), hub);
	writer_json_close(&w->json, '}');
	writer_json_close(&w->json, ']');
}

static void
put_feed(struct feed_writer *w, struct value feed)
{
	struct value entries = get(w, feed, STR("entries"));

	writer_json_open(&w->json, '{');
	put_text(w, STR("version"), STR("https://jsonfeed.org/version/1.1"));
	put_value(w, STR("title"), get(w, feed, STR("title")));
	put_value(w, STR("home_page_url"), get(w, feed, STR("home")));
	put_value(w, STR("feed_url"), get(w, feed, STR("url")));
	put_value(w, STR("description"), get(w, feed, STR("description")));
	put_text(w, STR("language"), w->render->site->config->language);
	put_site_author(w);
	put_hub(w, get(w, feed, STR("hub")));
	writer_json_key(&w->json, STR("items"));
	writer_json_open(&w->json, '[');
	for (size_t i = 0; i < value_len(entries); i++)
		put_entry(w, value_at(entries, i, w->arena));
	writer_json_close(&w->json, ']');
	writer_json_close(&w->json, '}');
}

struct value
feed_json(struct template_call *call)
{
	struct feed_writer w = { .render = template_user(call), .arena = template_arena(call) };
	struct value feed = template_argument(call, 0), text;
	struct buf buf;

	if (feed.kind != VALUE_OBJECT && feed.kind != VALUE_MAP)
		return template_fail(call, "a feed was expected, not %s", value_kind_name(feed));
	buf_init(&buf, JSON_MAX);
	w.json = writer_json_start(&buf, 2);
	w.json.file = true;
	put_feed(&w, feed);
	text = value_text(str_copy(w.arena, buf_view(&buf)));
	buf_free(&buf);
	return text;
}
