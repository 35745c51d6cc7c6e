/*
 * Sections are folders. A bundle's folder (one with index.md) is a page and no section, so what lies in
 * projects/quill/ beside its index.md belongs to the section "projects", and projects/quill/log/ is a
 * section below "projects".
 */
#include "site/section.h"

#include "base/path.h"
#include "base/worker.h"
#include "config/config.h"
#include "content/page.h"
#include "site/resolve.h"

static bool
is_bundle_folder(const struct map *bundles, struct str folder)
{
	return map_find(bundles, folder) != NULL;
}

static struct section *
section_make(struct resolve *r, struct str path, const struct map *bundles)
{
	struct map_entry *entry = map_find(&r->site->by_section, path);
	struct section *section;

	if (entry)
		return entry->value;
	section = arena_new(r->arena, struct section);
	section->path = path;
	map_put(&r->site->by_section, r->arena, path, NULL)->value = section;
	*array_push(r->arena, &r->site->sections) = section;
	if (path.len) {
		struct str above = path_dir(path);

		section->bundle = map_get(bundles, above);
		while (is_bundle_folder(bundles, above))
			above = path_dir(above);
		section->parent = section_make(r, above, bundles);
	}
	return section;
}

static void
find_bundles(struct resolve *r, struct map *bundles)
{
	const page_list *all = &r->site->all;

	for (size_t i = 0; i < all->len; i++)
		if (all->at[i]->role == PAGE_BUNDLE)
			map_put(bundles, r->arena, all->at[i]->folder, NULL)->value = all->at[i];
}

/* Where the section page was already given by another file of the same folder. */
static void
take_section_page(struct resolve *r, struct section *section, struct page *page)
{
	if (section->own) {
		diag_error(r->diags, diag_file(page->text.path), page->text.bytes,
		        "the folder has two pages of its own: this one and " STR_FMT,
		        STR_ARG(section->own->text.path));
		diag_help(r->diags, "keep one of them; _index.md is the text of a section's list");
		return;
	}
	section->own = page;
}

static void
place_page(struct resolve *r, struct page *page, const struct map *bundles)
{
	struct str folder = page->folder;
	struct section *section;

	if (page->role == PAGE_BUNDLE)
		folder = path_dir(folder);
	while (page->role != PAGE_SECTION && is_bundle_folder(bundles, folder))
		folder = path_dir(folder);
	section = section_make(r, folder, bundles);
	page->section = section;
	if (page->role == PAGE_SECTION || page->role == PAGE_HOME)
		take_section_page(r, section, page);
}

static int
by_path(const void *a, const void *b, void *unused)
{
	(void)unused;
	return str_cmp((*(struct section *const *)a)->path, (*(struct section *const *)b)->path);
}

void
section_build(struct resolve *r)
{
	struct map bundles = { 0 };

	find_bundles(r, &bundles);
	section_make(r, STR_EMPTY, &bundles);
	for (size_t i = 0; i < r->site->all.len; i++)
		place_page(r, r->site->all.at[i], &bundles);
	array_sort(r->site->sections.at, r->site->sections.len, sizeof *r->site->sections.at,
	        r->arena, by_path, NULL);
	for (size_t i = 0; i < r->site->sections.len; i++)
		r->site->sections.at[i]->index = i;
}

static void
read_cascade(struct resolve *r, struct section *section)
{
	const struct page *page = section->own;
	struct front *cascade;

	if (!page || !page->parsed->cascade)
		return;
	cascade = arena_new(r->arena, struct front);
	if (front_read_cascade(r->arena, &page->text, r->site->config, page->parsed->cascade,
	            cascade, r->diags))
		section->cascade = cascade;
}

/* Pages whose language their section says: their smart marks are of the site's language yet. */
struct relabelled {
	const struct config *config;
	page_list pages;
};

static void
mark_again(void *context, size_t index, struct worker *worker)
{
	const struct relabelled *relabelled = context;

	page_mark_again(&worker->arena, relabelled->pages.at[index], relabelled->config);
}

/* Takes over what the sections above say, the nearest one first. */
static void
inherit(struct resolve *r, struct page *page, struct relabelled *relabelled)
{
	const struct section *above = page->section;
	bool own_language = page->front->lang.len;

	if (above && above->own == page)
		above = above->parent;
	for (; above; above = above->parent)
		if (above->cascade)
			front_apply_defaults(page_front(r->arena, page), above->cascade, r->arena);
	if (!own_language && page->front->lang.len && page->markdown)
		*array_push(r->arena, &relabelled->pages) = page;
}

/* Sections are sorted by path, so those above have their cascades already. */
static void
chain(const struct section *section)
{
	const struct section *above = section->parent;

	while (above && !above->cascade)
		above = above->parent;
	if (section->cascade && above)
		section->cascade->above = above->cascade;
}

void
section_cascade(struct resolve *r)
{
	struct relabelled relabelled = { .config = r->site->config };

	for (size_t i = 0; i < r->site->sections.len; i++) {
		read_cascade(r, r->site->sections.at[i]);
		chain(r->site->sections.at[i]);
	}
	for (size_t i = 0; i < r->site->all.len; i++)
		inherit(r, r->site->all.at[i], &relabelled);
	if (r->site->config->markdown.smart)
		worker_run(r->workers, relabelled.pages.len, mark_again, &relabelled);
}
