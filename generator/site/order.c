/*
 * The order of lists. Every comparison ends with the path of the source, so an order is total and the
 * same on every machine.
 */
#include "base/utf8.h"
#include "content/page.h"
#include "site/resolve.h"
#include "site/visibility.h"

int
order_by_date(const void *a, const void *b, void *unused)
{
	const struct page *x = *(struct page *const *)a, *y = *(struct page *const *)b;
	int order = date_cmp(y->date, x->date);

	(void)unused;
	if (!order)
		order = str_cmp(x->title, y->title);
	return order ? order : str_cmp(x->source->path, y->source->path);
}

/* Is the page among site->pages? */
static bool
is_listed(const struct page *page)
{
	return !page->left_out && (page->role == PAGE_REGULAR || page->role == PAGE_BUNDLE);
}

int
order_by_place(const void *a, const void *b, void *unused)
{
	const struct page *x = *(struct page *const *)a, *y = *(struct page *const *)b;

	if (!is_listed(x) || !is_listed(y))
		return order_by_date(a, b, unused);
	return (x->index > y->index) - (x->index < y->index);
}

static int
by_title(const void *a, const void *b, void *unused)
{
	const struct page *x = *(struct page *const *)a, *y = *(struct page *const *)b;
	int order = str_cmp(x->title, y->title);

	return order ? order : order_by_place(a, b, unused);
}

int
order_by_weight(int64_t x, int64_t y)
{
	if (x == y)
		return 0;
	if (!x || !y)
		return x ? -1 : 1;
	return x < y ? -1 : 1;
}

static int
by_weight(const void *a, const void *b, void *unused)
{
	const struct page *x = *(struct page *const *)a, *y = *(struct page *const *)b;
	int order = order_by_weight(x->front->weight, y->front->weight);

	return order ? order : order_by_place(a, b, unused);
}

static int
section_order(const void *a, const void *b, void *unused)
{
	const struct section *x = *(struct section *const *)a, *y = *(struct section *const *)b;
	int64_t wx = x->own ? x->own->front->weight : 0, wy = y->own ? y->own->front->weight : 0;
	int order = order_by_weight(wx, wy);

	(void)unused;
	if (!order)
		order = str_cmp(x->title, y->title);
	return order ? order : str_cmp(x->path, y->path);
}

static void
sort_pages(struct resolve *r, page_list *list, int (*compare)(const void *, const void *, void *))
{
	array_sort(list->at, list->len, sizeof *list->at, r->arena, compare, NULL);
}

static void
sort_section(struct resolve *r, struct section *section)
{
	struct str sort = section->own
	        ? schema_choice(schema_find(front_schema(), STR("sort")), section->own->front)
	        : STR_EMPTY;
	page_list *pages = &section->pages;

	sort_pages(r, pages,
	        str_is(sort, "title")          ? by_title
	                : str_is(sort, "date") ? order_by_place
	                                       : by_weight);
	/* "next" follows in reading order: the newer of two dated ones, the lower of two in a list. */
	bool read_down = pages->len && !str_is(sort, "date") &&
	        (pages->at[0]->front->weight || str_is(sort, "title"));

	for (size_t i = 0; i < pages->len; i++) {
		const struct page *above = i ? pages->at[i - 1] : NULL;
		const struct page *below = i + 1 < pages->len ? pages->at[i + 1] : NULL;

		pages->at[i]->previous = read_down ? above : below;
		pages->at[i]->next = read_down ? below : above;
	}
	array_sort(section->children.at, section->children.len, sizeof *section->children.at,
	        r->arena, section_order, NULL);
}

/* Entries of a log have a feed of their own; a page nobody dated announces nothing. */
static bool
announces(const struct page *page)
{
	return page->dated && page->type != FRONT_LOG;
}

static void
list_page(struct resolve *r, struct page *page)
{
	struct site *site = r->site;

	if (date_cmp(page_latest(page), site->updated) > 0)
		site->updated = page_latest(page);
	if (is_listed(page))
		*array_push(r->arena, &site->pages) = page;
}

/* The page's place among all, in its section, and in the feeds, which hold what has a date. */
static void
number_page(struct resolve *r, size_t index)
{
	struct site *site = r->site;
	struct page *page = site->pages.at[index];

	page->index = index;
	*array_push(r->arena, &site->sections.at[page->section->index]->pages) = page;
	if (date_known(page->date))
		*array_push(r->arena, &site->sections.at[page->section->index]->feed) = page;
	if (announces(page))
		*array_push(r->arena, &site->feed) = page;
}

void
order_lists(struct resolve *r)
{
	struct site *site = r->site;

	array_reserve(r->arena, &site->pages, site->all.len);
	for (size_t i = 0; i < site->all.len; i++)
		if (!site->all.at[i]->left_out)
			list_page(r, site->all.at[i]);
	sort_pages(r, &site->pages, order_by_date);
	for (size_t i = 0; i < site->pages.len; i++)
		number_page(r, i);
	/* What is below comes first, since it may be all that the one above has to show. */
	for (size_t i = site->sections.len; i-- > 1;) {
		struct section *section = site->sections.at[i];

		if (visibility_shows_section(section))
			*array_push(r->arena, &section->parent->children) = section;
	}
	for (size_t i = 0; i < site->sections.len; i++)
		sort_section(r, site->sections.at[i]);
}
