/* Series, to a template. */
#include "base/arena.h"
#include "render/view.h"
#include "render/view_kinds.h"
#include "site/series.h"
#include "site/site.h"

struct value
view_page_part(const struct view *view, struct arena *arena)
{
	(void)arena;
	return view->page->series ? value_int((int64_t)view->page->part) : value_none();
}

struct value
view_page_series(const struct view *view, struct arena *arena)
{
	(void)arena;
	return view_series(view->render, view->page->series);
}

struct value
view_site_series(const struct view *view, struct arena *arena)
{
	const struct series_table *table = view->site->series;
	struct value *items = arena_array(arena, struct value, table->list.len + 1);

	for (size_t i = 0; i < table->list.len; i++)
		items[i] = view_series(view->render, table->list.at[i]);
	return value_list(items, table->list.len);
}

struct value
view_series_pages(const struct view *view, struct arena *arena)
{
	(void)arena;
	return view->render->series_pages[view->series->index];
}

/* It may be switched off, or the theme cannot show it; and a taxonomy may be called series. */
static struct value
if_there(const struct view *view, struct str address)
{
	return map_get(&view->render->site->by_file, view->series->file) ? value_text(address)
	                                                                 : value_none();
}

struct value
view_series_permalink(const struct view *view, struct arena *arena)
{
	(void)arena;
	return if_there(view, view->series->permalink);
}

struct value
view_series_slug(const struct view *view, struct arena *arena)
{
	(void)arena;
	return value_text(view->series->slug);
}

struct value
view_series_title(const struct view *view, struct arena *arena)
{
	(void)arena;
	return value_text(view->series->title);
}

struct value
view_series_url(const struct view *view, struct arena *arena)
{
	(void)arena;
	return if_there(view, view->series->url);
}
