#include "site/series.h"

#include "base/map.h"
#include "base/utf8.h"
#include "site/budget.h"
#include "site/resolve.h"
#include "site/route.h"
#include "site/taxonomy.h"

/* Pages that may have one slip. */
enum { SLIP_PAGES = 2 };

static struct series *
series_make(struct resolve *r, struct str slug)
{
	struct series_table *table = r->site->series;
	const struct config *config = r->site->config;
	struct series *series = arena_new(r->arena, struct series);
	struct str path = str_format(r->arena, STR_FMT STR_FMT "/",
	        STR_ARG(route_kinds[ROUTE_SERIES_LIST].address), STR_ARG(slug));

	series->index = table->list.len;
	series->slug = slug;
	series->url = site_url(r->arena, config, path);
	series->permalink = site_permalink(r->arena, config, path);
	series->file = str_format(r->arena, STR_FMT "index.html", STR_ARG(path));
	*array_push(r->arena, &table->list) = series;
	return series;
}

static void
take_page(struct resolve *r, struct map *by_slug, struct page *page)
{
	struct str name = str_trim(page->front->series), slug;
	struct map_entry *entry;
	struct series *series;

	if (!name.len)
		return;
	slug = taxonomy_slug(r->arena, name);
	if (!slug.len) {
		diag_error(r->diags, site_place(page, STR("series")), page->text.bytes,
		        "\"" STR_FMT "\" cannot be a series: it has no letter or digit",
		        STR_ARG(name));
		return;
	}
	entry = map_put(by_slug, r->arena, slug, NULL);
	series = entry->value;
	if (!series)
		entry->value = series = series_make(r, slug);
	*array_push(r->arena, &series->pages) = page;
	page->series = series;
}

/* ---- the order of parts --------------------------------------------------------------------------- */

/* Pages that have a weight come first; a page that nobody dated is behind those that have a date. */
static int
in_reading_order(const void *a, const void *b, void *unused)
{
	const struct page *x = *(struct page *const *)a, *y = *(struct page *const *)b;
	int order = order_by_weight(x->front->weight, y->front->weight);

	(void)unused;
	if (order)
		return order;
	if (date_known(x->date) != date_known(y->date))
		return date_known(x->date) ? -1 : 1;
	order = date_cmp(x->date, y->date);
	return order ? order : str_cmp(x->source->path, y->source->path);
}

static void
number_parts(struct resolve *r, struct series *series)
{
	array_sort(series->pages.at, series->pages.len, sizeof *series->pages.at, r->arena,
	        in_reading_order, NULL);
	for (size_t i = 0; i < series->pages.len; i++)
		series->pages.at[i]->part = i + 1;
	series->title = str_trim(series->pages.at[0]->front->series);
}

/* ---- slips ---------------------------------------------------------------------------------------- */

static struct str
without_digits(struct arena *arena, struct str text)
{
	struct buf buf;
	struct str rest;

	buf_init(&buf, text.len + 1);
	for (size_t i = 0; i < text.len; i++)
		if (text.at[i] < '0' || text.at[i] > '9')
			buf_char(&buf, text.at[i]);
	rest = str_copy(arena, buf_view(&buf));
	buf_free(&buf);
	return rest;
}

/* Where a reader of the message can look at the other spelling. */
static const struct series *
titled(const struct series_table *table, struct str title)
{
	size_t i = 0;

	while (!str_eq(table->list.at[i]->title, title))
		i++;
	return table->list.at[i];
}

/*
 * Of two lone pages with nearly one name only the newer one is told of, and of the other with it; two pages may have
 * one slip. "2025" and "2026" are no slip of each other.
 */
static void
check_slip(struct resolve *r, const struct series *few)
{
	const struct series_table *table = r->site->series;
	const struct page *page = few->pages.at[few->pages.len - 1];
	struct str own = without_digits(r->arena, few->slug), near;
	struct str *known = arena_array(r->arena, struct str, table->list.len);
	struct place place;
	size_t count = 0;

	for (size_t i = 0; i < table->list.len; i++) {
		const struct series *other = table->list.at[i];
		bool more = other->pages.len > few->pages.len &&
		        other->pages.len >= few->pages.len * few->pages.len;

		if ((more ||
		            (few->pages.len == 1 && other->pages.len == 1 &&
		                    other->index > few->index)) &&
		        !str_eq(own, without_digits(r->arena, other->slug)))
			known[count++] = other->title;
	}
	near = diag_nearest(few->title, known, count);
	if (!near.len)
		return;
	place = site_place(page, STR("series"));
	if (few->pages.len == 1)
		diag_warning(r->diags, place, page->text.bytes,
		        "no other page is in the series \"" STR_FMT "\"", STR_ARG(few->title));
	else
		diag_warning(r->diags, place, page->text.bytes,
		        "only " STR_FMT " is in the series \"" STR_FMT "\" as well",
		        STR_ARG(few->pages.at[0]->text.path), STR_ARG(few->title));
	diag_help(r->diags, "did you mean \"" STR_FMT "\", as in " STR_FMT "?", STR_ARG(near),
	        STR_ARG(titled(table, near)->pages.at[0]->text.path));
}

void
series_gather(struct resolve *r)
{
	struct series_table *table = arena_new(r->arena, struct series_table);
	struct map by_slug = { 0 };
	struct budget budget = { BUDGET_FULL };

	r->site->series = table;
	for (size_t i = 0; i < r->site->pages.len; i++)
		take_page(r, &by_slug, r->site->pages.at[i]);
	for (size_t i = 0; i < table->list.len; i++)
		number_parts(r, table->list.at[i]);
	for (size_t i = 0; i < table->list.len; i++) {
		if (table->list.at[i]->pages.len > SLIP_PAGES)
			continue;
		if (!budget_take(&budget, table->list.len))
			return;
		check_slip(r, table->list.at[i]);
	}
}
