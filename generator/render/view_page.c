/*
 * What a page is to a template. Text is emitted when a template asks for it, so a list that shows only titles
 * costs no Markdown.
 */
#include "base/arena.h"
#include "base/buf.h"
#include "base/path.h"
#include "config/config.h"
#include "config/config_type.h"
#include "config/theme.h"
#include "content/front.h"
#include "data/schema.h"
#include "highlight/highlight.h"
#include "history/history.h"
#include "render/directives.h"
#include "render/fact.h"
#include "render/view.h"
#include "render/view_kinds.h"
#include "site/repo_url.h"
#include "site/site.h"

/* ---- text ------------------------------------------------------------------------------------- */

/* Does the first heading stand on the page as its title already? */
static uint32_t
body_start(const struct page *page)
{
	const struct markdown *markdown = page->markdown;

	if (markdown->title_end && str_eq(page->title, markdown->title))
		return markdown->title_end;
	return 0;
}

/* A page has one heading of level 1, its title; others in the text move down a level. */
static uint32_t
heading_shift(const struct page *page)
{
	const struct markdown *markdown = page->markdown;

	for (size_t i = body_start(page) ? 1 : 0; i < markdown->headings.len; i++)
		if (markdown->headings.at[i].level == 1)
			return 1;
	return 0;
}

/* `likely` bytes or so will come out. */
static struct value
emit_document(const struct markdown *document, const struct markdown_emit *how, size_t likely,
        struct arena *arena)
{
	struct buf buf;
	struct value html = value_markup(STR_EMPTY);

	buf_init(&buf, SIZE_MAX / 2);
	if (buf_room(&buf, likely) && markdown_emit(document, how, &buf))
		html = value_markup(str_copy(arena, buf_view(&buf)));
	buf_free(&buf);
	return html;
}

static struct value
emit(const struct view *view, const struct markdown_emit *how, struct arena *arena)
{
	size_t len = view->page->text.bytes.len;

	if (!view->page->markdown)
		return value_markup(STR_EMPTY);
	if (view->render->standing_in)
		return value_markup(
		        fact_stand_in(view, how->feed ? 'f' : 'e', how->from, how->to, arena));
	return emit_document(view->page->markdown, how, len + len / 2 + 256, arena);
}

struct str
view_word(const void *language, struct str key)
{
	return theme_message(language, key);
}

struct markdown_emit
view_emission(const struct view *view, bool feed)
{
	const struct page *page = view->page;
	const struct config *config = view->render->site->config;

	return (struct markdown_emit){
		.targets = page->targets,
		.from = body_start(page),
		.base = feed ? page->permalink : STR_EMPTY,
		.heading_shift = heading_shift(page),
		.feed = feed,
		.ids = !feed,
		.heading_anchors = !feed && view->render->heading_anchors,
		.lazy_images = !feed,
		.highlight = view->render->highlight && !feed ? highlight_code : NULL,
		.highlighter = view->render->highlight,
		.line_numbers = config->markdown.line_numbers,
		.word = view_word,
		.words = view_language(view->render, page),
		.external_rel = config->markdown.external_rel,
		.external_new_tab = config->markdown.external_new_tab,
	};
}

static struct markdown_emit
with_directives(const struct view *view, bool feed)
{
	struct markdown_emit how = view_emission(view, feed);

	if (view->render->directive_pages)
		how.rendered = view->render->directive_pages[view->page->ordinal].html[feed];
	return how;
}

/* A part that may be shown elsewhere has no ids and no anchors, and its links lead from there. */
static void
take_part(struct markdown_emit *how, const struct page *page, uint32_t from, uint32_t to)
{
	how->ids = how->heading_anchors = false;
	if (!how->feed)
		how->base = page->url;
	how->from = from;
	how->to = to;
}

struct value
view_page_own_content(const struct view *view, struct arena *arena)
{
	struct markdown_emit how;

	if (!view->page->markdown)
		return value_markup(STR_EMPTY);
	how = with_directives(view, false);
	return emit(view, &how, arena);
}

/* Several may be shown beside each other. */
struct value
view_page_content(const struct view *view, struct arena *arena)
{
	struct markdown_emit how;

	if (!view->page->markdown)
		return value_markup(STR_EMPTY);
	how = with_directives(view, false);
	take_part(&how, view->page, how.from, 0);
	return emit(view, &how, arena);
}

struct value
view_page_feed_content(const struct view *view, struct arena *arena)
{
	const struct str *texts = view->render->feed_texts;
	struct markdown_emit how;

	if (!view->page->markdown)
		return value_markup(STR_EMPTY);
	if (texts && texts[view->page->ordinal].at && !view->render->standing_in)
		return value_markup(texts[view->page->ordinal]);
	how = with_directives(view, true);
	return emit(view, &how, arena);
}

struct value
view_page_summary(const struct view *view, struct arena *arena)
{
	const struct markdown *markdown = view->page->markdown;
	struct markdown_emit how;

	if (!markdown || markdown->summary_end <= markdown->summary_begin)
		return value_markup(STR_EMPTY);
	how = with_directives(view, false);
	take_part(&how, view->page, markdown->summary_begin, markdown->summary_end);
	return emit(view, &how, arena);
}

struct value
view_page_summary_cut(const struct view *view, struct arena *arena)
{
	const struct markdown *markdown = view->page->markdown;

	(void)arena;
	return value_bool(markdown && markdown->summary_explicit);
}

static struct value
plain_text(const struct view *view, uint32_t from, uint32_t to, struct arena *arena)
{
	struct buf buf;
	struct value text;

	if (view->render->standing_in)
		return value_text(fact_stand_in(view, 'p', from, to, arena));
	buf_init(&buf, SIZE_MAX / 2);
	markdown_plain(view->page->markdown, from, to, 0, &buf);
	text = value_text(str_copy(arena, buf_view(&buf)));
	buf_free(&buf);
	return text;
}

struct value
view_page_plain(const struct view *view, struct arena *arena)
{
	const struct page *page = view->page;

	if (!page->markdown)
		return value_text(STR_EMPTY);
	return plain_text(view, body_start(page), 0, arena);
}

/* ---- parts ------------------------------------------------------------------------------------ */

struct value
view_page_passage(const struct view *view, uint32_t from, uint32_t to, struct arena *arena)
{
	struct markdown_emit how = with_directives(view, false);

	take_part(&how, view->page, from, to);
	return how.to > how.from ? emit(view, &how, arena) : value_markup(STR_EMPTY);
}

struct value
view_page_feed_passage(const struct view *view, uint32_t from, uint32_t to, struct arena *arena)
{
	struct markdown_emit how = with_directives(view, true);

	take_part(&how, view->page, from, to);
	return how.to > how.from ? emit(view, &how, arena) : value_markup(STR_EMPTY);
}

struct value
view_page_passage_plain(const struct view *view, uint32_t from, uint32_t to, struct arena *arena)
{
	return to > from ? plain_text(view, from, to, arena) : value_text(STR_EMPTY);
}

struct value
view_page_clip(
        const struct view *view, const struct markdown *sentence, bool feed, struct arena *arena)
{
	struct markdown_emit how = view_emission(view, feed);

	take_part(&how, view->page, 0, 0);
	return emit_document(sentence, &how, 512, arena);
}

/* ---- contents --------------------------------------------------------------------------------- */

struct outline {
	const struct view *view;
	const struct markdown *markdown;
	const struct markdown_emit *how;
	struct arena *arena;
	size_t at;      /* next heading */
	uint32_t depth; /* deepest level that is shown */
};

static struct value
heading_html(const struct outline *outline, const struct markdown_heading *heading)
{
	struct value html = value_markup(STR_EMPTY);
	struct buf buf;

	if (outline->view->render->standing_in)
		return value_markup(
		        fact_stand_in(outline->view, 'h', heading->event, 0, outline->arena));
	buf_init(&buf, SIZE_MAX / 2);
	if (markdown_emit_heading(outline->markdown, heading, outline->how, &buf))
		html = value_markup(str_copy(outline->arena, buf_view(&buf)));
	buf_free(&buf);
	return html;
}

/* The headings from outline->at that are deeper than `level`, as a list of trees. */
static struct value
outline_below(struct outline *outline, uint32_t level)
{
	const struct markdown *markdown = outline->markdown;
	array_of(struct value) items = { 0 };

	while (outline->at < markdown->headings.len) {
		const struct markdown_heading *heading = &markdown->headings.at[outline->at];
		struct value children;

		if (heading->level <= level)
			break;
		outline->at++;
		if (heading->level > outline->depth || heading->text.len == 0)
			continue;
		children = outline_below(outline, heading->level);
		*array_push(outline->arena, &items) = VIEW_RECORD(outline->arena, heading,
		        { "id", value_text(heading->id) }, { "text", value_text(heading->text) },
		        { "html", heading_html(outline, heading) },
		        { "level", value_int(heading->level) }, { "children", children });
	}
	return value_list(items.at, items.len);
}

struct value
view_page_headings(const struct view *view, struct arena *arena)
{
	const struct page *page = view->page;
	struct outline outline = { .view = view, .markdown = page->markdown, .arena = arena };
	struct markdown_emit how;

	if (!page->markdown)
		return value_list(NULL, 0);
	how = with_directives(view, false);
	outline.how = &how;
	outline.at = body_start(page) ? 1 : 0;
	outline.depth = (uint32_t)view->render->site->config->markdown.toc_depth;
	return outline_below(&outline, 0);
}

struct value
view_page_words(const struct view *view, struct arena *arena)
{
	const struct markdown *markdown = view->page->markdown;

	(void)arena;
	return value_int(markdown ? (int64_t)markdown->words + markdown->ideographs : 0);
}

struct value
view_page_minutes(const struct view *view, struct arena *arena)
{
	const struct markdown *markdown = view->page->markdown;

	(void)arena;
	return value_int(markdown ? markdown_minutes(markdown) : 0);
}

/* ---- names, addresses, dates ------------------------------------------------------------------ */

struct value
view_page_title(const struct view *view, struct arena *arena)
{
	(void)arena;
	return value_text(view->page->title);
}

struct value
view_page_slug(const struct view *view, struct arena *arena)
{
	(void)arena;
	return view_text(view->page->slug);
}

struct value
view_page_url(const struct view *view, struct arena *arena)
{
	(void)arena;
	return value_text(view->page->url);
}

struct value
view_page_permalink(const struct view *view, struct arena *arena)
{
	(void)arena;
	return value_text(view->page->permalink);
}

/* Atom wants an IRI: a name of the author's own becomes a fragment of the site's address. */
struct value
view_page_id(const struct view *view, struct arena *arena)
{
	(void)arena;
	return value_text(view->page->id);
}

struct value
view_page_source(const struct view *view, struct arena *arena)
{
	(void)arena;
	return value_text(view->page->source->path);
}

struct value
view_page_type(const struct view *view, struct arena *arena)
{
	(void)arena;
	return value_text(view->page->type_name);
}

struct value
view_page_base(const struct view *view, struct arena *arena)
{
	(void)arena;
	return value_text(front_type_name(view->page->type));
}

struct value
view_page_date(const struct view *view, struct arena *arena)
{
	(void)arena;
	return value_date(&view->page->date);
}

struct value
view_page_direction(const struct view *view, struct arena *arena)
{
	struct str language = view->page->front->lang;

	(void)arena;
	return view_direction(language.len ? language : view->render->site->config->language);
}

struct value
view_page_updated(const struct view *view, struct arena *arena)
{
	(void)arena;
	return value_date(&view->page->updated);
}

/* ---- neighbours ------------------------------------------------------------------------------- */

struct value
view_page_next(const struct view *view, struct arena *arena)
{
	(void)arena;
	return view_page(view->render, view->page->next);
}

struct value
view_page_previous(const struct view *view, struct arena *arena)
{
	(void)arena;
	return view_page(view->render, view->page->previous);
}

struct value
view_page_section(const struct view *view, struct arena *arena)
{
	(void)arena;
	return view_section(view->render, view->page->section);
}

struct value
view_page_ancestors(const struct view *view, struct arena *arena)
{
	size_t depth = 0;
	struct value *items;

	for (const struct section *s = view->page->section; s; s = s->parent)
		depth++;
	items = arena_array(arena, struct value, depth + 1);
	for (const struct section *s = view->page->section; s; s = s->parent)
		items[--depth] = view_section(view->render, s);
	for (const struct section *s = view->page->section; s; s = s->parent)
		depth++;
	return value_list(items, depth);
}

struct value
view_page_terms(const struct view *view, struct arena *arena)
{
	const struct site *site = view->render->site;
	const struct page *page = view->page;
	struct value_entry *entries =
	        arena_array(arena, struct value_entry, site->taxonomies.len + 1);

	for (size_t i = 0; i < site->taxonomies.len; i++) {
		struct value *items = arena_array(arena, struct value, page->terms.len + 1);
		size_t count = 0;

		for (size_t k = 0; k < page->terms.len; k++)
			if (page->terms.at[k]->taxonomy == site->taxonomies.at[i])
				items[count++] = view_term(view->render, page->terms.at[k]);
		entries[i].key = value_text(site->taxonomies.at[i]->name);
		entries[i].value = value_list(items, count);
	}
	return value_map(entries, site->taxonomies.len);
}

struct value
view_page_assets(const struct view *view, struct arena *arena)
{
	const struct page *page = view->page;
	struct value *items = arena_array(arena, struct value, page->assets.len + 1);

	for (size_t i = 0; i < page->assets.len; i++) {
		const struct asset *asset = page->assets.at[i];

		items[i] = VIEW_RECORD(arena, asset, { "name", value_text(path_base(asset->path)) },
		        { "url", value_text(asset->url) }, { "width", value_int(asset->width) },
		        { "height", value_int(asset->height) },
		        { "size", value_int((int64_t)asset->stat.size) });
	}
	return value_list(items, page->assets.len);
}

struct value
view_page_image(const struct view *view, struct arena *arena)
{
	const struct page *page = view->page;
	const struct front_image *image = &page->front->image;
	const struct markdown_target *target = &page->image;

	if (!target->url.len || target->broken)
		return value_none();
	return VIEW_RECORD(arena, image, { "src", value_text(target->url) },
	        { "permalink",
	                value_text(site_absolute(arena, view->render->site->config, target->url)) },
	        { "alt", view_text(image->alt) }, { "caption", view_text(image->caption) },
	        { "width", target->width ? value_int(target->width) : value_none() },
	        { "height", target->height ? value_int(target->height) : value_none() });
}

/* ---- links to a page ---------------------------------------------------------------------------- */

enum { SENTENCE_CHARACTERS = 240 };

/* The address of a page down to the heading that one of its links stands below. */
static struct value
address_of_link(const struct page *page, const struct markdown_link *link, struct arena *arena)
{
	const struct markdown *markdown = page->markdown;
	size_t from = body_start(page) ? 1 : 0, at = from, to = markdown->headings.len;

	while (at < to) {
		size_t middle = at + (to - at) / 2;

		if (markdown->headings.at[middle].event < link->event)
			at = middle + 1;
		else
			to = middle;
	}
	if (at == from)
		return value_text(page->url);
	return value_text(str_format(arena, STR_FMT "#" STR_FMT, STR_ARG(page->url),
	        STR_ARG(markdown->headings.at[at - 1].id)));
}

static struct value
sentence_of_link(
        const struct render *render, const struct page *page, size_t link, struct arena *arena)
{
	struct buf buf;
	struct value text;

	if (render->standing_in)
		return value_text(
		        fact_stand_in(&render->pages[page->ordinal], 's', link, 0, arena));
	buf_init(&buf, 1 << 20);
	markdown_sentence(page->markdown, link, SENTENCE_CHARACTERS, &buf);
	text = view_text(str_copy(arena, buf_view(&buf)));
	buf_free(&buf);
	return text;
}

struct value
view_page_backlinks(const struct view *view, struct arena *arena)
{
	const struct page *page = view->page;
	struct value *items = arena_array(arena, struct value, page->backlinks.len + 1);

	for (size_t i = 0; i < page->backlinks.len; i++) {
		const struct page_backlink *back = &page->backlinks.at[i];
		const struct markdown_link *link = &back->page->markdown->links.at[back->link];

		items[i] = VIEW_RECORD(arena, backlink,
		        { "page", view_page(view->render, back->page) },
		        { "url", address_of_link(back->page, link, arena) },
		        { "text", sentence_of_link(view->render, back->page, back->link, arena) },
		        { "count", value_int(back->count) });
	}
	return value_list(items, page->backlinks.len);
}

/* ---- front matter ----------------------------------------------------------------------------- */

struct value
view_page_next_step(const struct view *view, struct arena *arena)
{
	(void)arena;
	return view_text(view->page->front->next);
}

struct value
view_page_other(const struct view *view, struct str key, struct arena *arena)
{
	const struct front *front = view->page->front;
	const struct schema_row *row =
	        front->declared ? NULL : map_get(&view->render->front_rows, key);
	struct value v;

	if (row) {
		v = schema_value(row, front, arena);
		return v.kind == VALUE_UNDEFINED ? value_absent(key) : v;
	}
	if (str_is(key, "repo") && repo_url_is(front->repo))
		return value_text(repo_url_public(arena, front->repo));
	v = front_value(front, key, arena);

	/* Lists have pages of many types. */
	if (v.kind == VALUE_UNDEFINED && config_type_with_key(view->render->site->config, key))
		return value_absent(key);
	return v;
}
