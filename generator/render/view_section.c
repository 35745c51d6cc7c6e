/* What sections, taxonomies and terms are to a template. */
#include "base/arena.h"
#include "base/path.h"
#include "content/front.h"
#include "render/view.h"
#include "render/view_kinds.h"
#include "site/site.h"

/* The view of a section's _index.md, or NULL. */
static const struct view *
own_page(const struct view *view)
{
	const struct page *page = view->section->page;

	return page ? &view->render->pages[page->ordinal] : NULL;
}

struct value
view_section_content(const struct view *view, struct arena *arena)
{
	const struct view *page = own_page(view);

	return page ? view_page_content(page, arena) : value_markup(STR_EMPTY);
}

struct value
view_section_own_content(const struct view *view, struct arena *arena)
{
	const struct view *page = own_page(view);

	return page ? view_page_own_content(page, arena) : value_markup(STR_EMPTY);
}

struct value
view_section_description(const struct view *view, struct arena *arena)
{
	(void)arena;
	return view->section->page ? view_text(view->section->page->front->description)
	                           : value_none();
}

struct value
view_section_feed_url(const struct view *view, struct arena *arena)
{
	(void)arena;
	return view_text(view->section->feed_url);
}

struct value
view_section_name(const struct view *view, struct arena *arena)
{
	(void)arena;
	return value_text(path_base(view->section->path));
}

struct value
view_section_page(const struct view *view, struct arena *arena)
{
	(void)arena;
	return view_page(view->render, view->section->page);
}

struct value
view_section_pages(const struct view *view, struct arena *arena)
{
	(void)arena;
	return view->render->section_pages[view->section->index];
}

struct value
view_section_parent(const struct view *view, struct arena *arena)
{
	(void)arena;
	return view_section(view->render, view->section->parent);
}

struct value
view_section_path(const struct view *view, struct arena *arena)
{
	(void)arena;
	return value_text(view->section->path);
}

struct value
view_section_permalink(const struct view *view, struct arena *arena)
{
	(void)arena;
	return value_text(view->section->permalink);
}

struct value
view_section_sections(const struct view *view, struct arena *arena)
{
	const struct section *section = view->section;
	struct value *items = arena_array(arena, struct value, section->children.len + 1);

	for (size_t i = 0; i < section->children.len; i++)
		items[i] = view_section(view->render, section->children.at[i]);
	return value_list(items, section->children.len);
}

struct value
view_section_title(const struct view *view, struct arena *arena)
{
	(void)arena;
	return value_text(view->section->title);
}

struct value
view_section_url(const struct view *view, struct arena *arena)
{
	(void)arena;
	return value_text(view->section->url);
}

struct value
view_section_other(const struct view *view, struct str key, struct arena *arena)
{
	const struct view *page = own_page(view);

	if (!page)
		return front_knows(key) ? value_absent(key) : VALUE_UNDEFINED_INIT;
	return str_is(key, "image") ? view_page_image(page, arena)
	                            : view_page_other(page, key, arena);
}

/* ---- taxonomies and terms --------------------------------------------------------------------- */

struct value
view_taxonomy_name(const struct view *view, struct arena *arena)
{
	(void)arena;
	return value_text(view->taxonomy->name);
}

struct value
view_taxonomy_permalink(const struct view *view, struct arena *arena)
{
	(void)arena;
	return value_text(view->taxonomy->permalink);
}

struct value
view_taxonomy_terms(const struct view *view, struct arena *arena)
{
	const struct taxonomy *taxonomy = view->taxonomy;
	struct value *items = arena_array(arena, struct value, taxonomy->terms.len + 1);

	for (size_t i = 0; i < taxonomy->terms.len; i++)
		items[i] = view_term(view->render, taxonomy->terms.at[i]);
	return value_list(items, taxonomy->terms.len);
}

struct value
view_taxonomy_title(const struct view *view, struct arena *arena)
{
	(void)arena;
	return value_text(view->taxonomy->title);
}

struct value
view_taxonomy_url(const struct view *view, struct arena *arena)
{
	(void)arena;
	return value_text(view->taxonomy->url);
}

struct value
view_term_feed_url(const struct view *view, struct arena *arena)
{
	(void)arena;
	return view_text(view->term->feed_url);
}

struct value
view_term_pages(const struct view *view, struct arena *arena)
{
	(void)arena;
	return view->render->term_pages[view->term->taxonomy->index][view->term->index];
}

struct value
view_term_permalink(const struct view *view, struct arena *arena)
{
	(void)arena;
	return value_text(view->term->permalink);
}

struct value
view_term_slug(const struct view *view, struct arena *arena)
{
	(void)arena;
	return value_text(view->term->slug);
}

struct value
view_term_taxonomy(const struct view *view, struct arena *arena)
{
	(void)arena;
	return view_taxonomy(view->render, view->term->taxonomy);
}

struct value
view_term_title(const struct view *view, struct arena *arena)
{
	(void)arena;
	return value_text(view->term->title);
}

struct value
view_term_url(const struct view *view, struct arena *arena)
{
	(void)arena;
	return value_text(view->term->url);
}
