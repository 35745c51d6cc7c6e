/* Lessons, asks and decisions, to a template; and what pages say of each other. */
#include "base/arena.h"
#include "base/buf.h"
#include "base/escape.h"
#include "render/answer.h"
#include "render/fact.h"
#include "render/view.h"
#include "render/view_kinds.h"
#include "site/feed.h"
#include "site/item.h"
#include "site/reference.h"
#include "site/site.h"

static const struct view *
page_view(const struct view *view)
{
	return &view->render->pages[view->item->page->ordinal];
}

struct str
view_item_shown(const void *self, struct arena *arena)
{
	const struct view *view = self;

	(void)arena;
	fact_read_extra(view, FACT_TEXT);
	return item_title(view->item);
}

/* The address of a page, or of a part of it. */
static struct value
address(struct str url, struct str id, struct arena *arena)
{
	if (!id.len)
		return value_text(url);
	return value_text(str_format(arena, STR_FMT "#" STR_FMT, STR_ARG(url), STR_ARG(id)));
}

/* ---- properties --------------------------------------------------------------------------------- */

struct value
view_item_context(const struct view *view, struct arena *arena)
{
	(void)arena;
	return view_text(item_context(view->render->site->items, view->item)->text);
}

struct value
view_item_context_html(const struct view *view, struct arena *arena)
{
	const struct item_context *context = item_context(view->render->site->items, view->item);

	struct value html;
	struct buf buf;

	if (context->sentence)
		return view_page_clip(page_view(view), context->sentence, false, arena);
	buf_init(&buf, SIZE_MAX / 2);
	escape_html(&buf, context->text);
	html = value_markup(str_copy(arena, buf_view(&buf)));
	buf_free(&buf);
	return html;
}

struct value
view_item_date(const struct view *view, struct arena *arena)
{
	(void)arena;
	return value_date(&view->item->page->date);
}

struct value
view_item_html(const struct view *view, struct arena *arena)
{
	const struct markdown_remark *remark = view->item->remark;

	if (!remark)
		return view_page_summary(page_view(view), arena);
	return view_page_passage(page_view(view), remark->begin, remark->end, arena);
}

struct value
view_item_text(const struct view *view, struct arena *arena)
{
	const struct markdown_remark *remark = view->item->remark;
	const struct markdown *markdown = view->item->page->markdown;

	if (remark)
		return view_page_passage_plain(page_view(view), remark->begin, remark->end, arena);
	if (!markdown)
		return value_text(STR_EMPTY);
	return view_page_passage_plain(
	        page_view(view), markdown->summary_begin, markdown->summary_end, arena);
}

struct value
view_item_id(const struct view *view, struct arena *arena)
{
	(void)arena;
	return view->item->remark ? value_text(view->item->remark->id) : value_none();
}

struct value
view_item_kind(const struct view *view, struct arena *arena)
{
	(void)arena;
	return value_text(item_kind_name(view->item->kind));
}

struct value
view_item_page(const struct view *view, struct arena *arena)
{
	(void)arena;
	return view_page(view->render, view->item->page);
}

struct value
view_item_passage(const struct view *view, struct arena *arena)
{
	(void)arena;
	return value_bool(view->item->remark != NULL);
}

struct value
view_item_permalink(const struct view *view, struct arena *arena)
{
	const struct item *item = view->item;

	return address(item->page->permalink, item->remark ? item->remark->id : STR_EMPTY, arena);
}

struct value
view_item_project(const struct view *view, struct arena *arena)
{
	return view_page_project(page_view(view), arena);
}

struct value
view_item_stands(const struct view *view, struct arena *arena)
{
	(void)arena;
	return value_bool(item_stands(view->item));
}

struct value
view_item_title(const struct view *view, struct arena *arena)
{
	(void)arena;
	return value_text(item_title(view->item));
}

struct value
view_item_url(const struct view *view, struct arena *arena)
{
	const struct item *item = view->item;

	return address(item->page->url, item->remark ? item->remark->id : STR_EMPTY, arena);
}

/* ---- lists -------------------------------------------------------------------------------------- */

struct value
view_item_list(const struct render *render, const item_list *list, struct arena *arena)
{
	struct value *items = arena_array(arena, struct value, list->len + 1);

	for (size_t i = 0; i < list->len; i++)
		items[i] = view_item(render, list->at[i]);
	return value_list(items, list->len);
}

static struct value
of_site(const struct view *view, enum item_kind kind, struct arena *arena)
{
	return view_item_list(view->render, &view->site->items->of[kind], arena);
}

struct value
view_site_asks(const struct view *view, struct arena *arena)
{
	return of_site(view, ITEM_ASK, arena);
}

static struct value
feed_of_site(const struct view *view, enum item_kind kind)
{
	const struct feed *feed = feed_of_items(view->site->feeds, kind);

	return feed ? value_text(feed->url) : value_none();
}

struct value
view_site_asks_feed_url(const struct view *view, struct arena *arena)
{
	(void)arena;
	return feed_of_site(view, ITEM_ASK);
}

struct value
view_site_lessons_feed_url(const struct view *view, struct arena *arena)
{
	(void)arena;
	return feed_of_site(view, ITEM_LESSON);
}

struct value
view_site_decisions(const struct view *view, struct arena *arena)
{
	return of_site(view, ITEM_DECISION, arena);
}

struct value
view_site_lessons(const struct view *view, struct arena *arena)
{
	return of_site(view, ITEM_LESSON, arena);
}

struct value
view_page_remarks(const struct view *view, struct arena *arena)
{
	const struct items *items = view->render->site->items;
	const struct page *page = view->page;
	size_t count = page->markdown ? page->markdown->remarks.len : 0;
	struct value *out = arena_array(arena, struct value, count + 1);

	for (size_t i = 0; i < count; i++)
		out[i] = view_item(
		        view->render, item_find(items, page, &page->markdown->remarks.at[i]));
	return value_list(out, count);
}

/* ---- what pages say of each other ------------------------------------------------------------------- */

static const struct str reference_keys[REFERENCE_KINDS] = {
#define REFERENCE(KIND, field, key, many, target) [REFERENCE_##KIND] = STR_INIT(key),
#include "site/reference.def"
#undef REFERENCE
};

/* The items that a page names under a key, or, with `back`, those whose pages name it. */
static struct value
items_named(const struct view *view, enum reference_kind kind, bool back, struct arena *arena)
{
	const struct page_refs *refs = view->page->refs;
	const struct items *items = view->render->site->items;
	size_t most = refs ? back ? refs->in.len : refs->out.len : 0, count = 0;
	struct value *out = arena_array(arena, struct value, most + 1);

	for (size_t i = 0; i < most; i++) {
		const struct reference *reference = back ? &refs->in.at[i] : &refs->out.at[i];
		const struct item *item = back ? item_find(items, reference->from, NULL)
		                               : item_find(items, reference->to, reference->remark);

		if (reference->kind == kind && item)
			out[count++] = view_item(view->render, item);
	}
	return value_list(out, count);
}

struct value
view_page_asks(const struct view *view, struct arena *arena)
{
	return items_named(view, REFERENCE_ASKS, false, arena);
}

struct value
view_page_lessons(const struct view *view, struct arena *arena)
{
	return items_named(view, REFERENCE_LESSONS, false, arena);
}

struct value
view_page_supersedes(const struct view *view, struct arena *arena)
{
	return items_named(view, REFERENCE_SUPERSEDES, false, arena);
}

struct value
view_page_superseded_by(const struct view *view, struct arena *arena)
{
	return items_named(view, REFERENCE_SUPERSEDES, true, arena);
}

/* One side of a reference: what it leads to, or where it stands. */
static struct value
side(const struct view *view, const struct reference *reference, bool back, struct arena *arena)
{
	const struct page *page = back ? reference->from : reference->to;
	const struct markdown_remark *remark = reference->remark;
	const struct item *item = item_find(view->render->site->items, reference->to, remark);
	struct str title = !back && remark ? remark->title : page->title;

	return VIEW_RECORD(arena, reference,
	        { "kind", value_text(reference_keys[reference->kind]) },
	        { "title", value_text(title) },
	        { "url", address(page->url, back ? STR_EMPTY : reference->anchor, arena) },
	        { "page", view_page(view->render, page) },
	        { "item", view_item(view->render, item) });
}

struct value
view_page_evidence(const struct view *view, struct arena *arena)
{
	const struct page_refs *refs = view->page->refs;
	size_t most = refs ? refs->out.len : 0, count = 0;
	struct value *out = arena_array(arena, struct value, most + 1);

	for (size_t i = 0; i < most; i++)
		if (refs->out.at[i].kind == REFERENCE_EVIDENCE)
			out[count++] = side(view, &refs->out.at[i], false, arena);
	return value_list(out, count);
}

/* Does a page name another one, too? */
static bool
names(const struct page *page, const struct page *other)
{
	for (size_t i = 0; i < page->refs->out.len; i++)
		if (page->refs->out.at[i].to == other)
			return true;
	return false;
}

/* What the page names itself is on it already. */
struct value
view_page_cited_by(const struct view *view, struct arena *arena)
{
	const struct page_refs *refs = view->page->refs;
	size_t most = refs ? refs->in.len : 0, count = 0;
	struct value *out = arena_array(arena, struct value, most + 1);
	const struct page *last = NULL;

	for (size_t i = 0; i < most; i++) {
		enum reference_kind kind = refs->in.at[i].kind;

		/* Those of one page stand together. */
		if (i && refs->in.at[i].from == last)
			continue;
		if (kind == REFERENCE_PROJECT || kind == REFERENCE_SUPERSEDES)
			continue;
		last = refs->in.at[i].from;
		if (!names(view->page, last))
			out[count++] = side(view, &refs->in.at[i], true, arena);
	}
	return value_list(out, count);
}

struct value
view_page_answer_to(const struct view *view, struct arena *arena)
{
	struct answer answer = answer_to(view->render->site->config, view->page, arena);

	if (!answer.text.len)
		return value_none();
	return VIEW_RECORD(arena, answer, { "text", value_text(answer.text) },
	        { "url", view_text(answer.url) });
}
