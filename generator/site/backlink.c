/*
 * Pages are asked for their links in the order that lists of backlinks have, so each list comes out in order, and all
 * links of one page to another one come together.
 */
#include "site/backlink.h"

#include "content/page.h"
#include "site/resolve.h"

static void
add(struct resolve *r, const struct page *from, const struct backlink_lead *lead)
{
	struct page *to = r->site->all.at[lead->to->ordinal];
	size_t count = to->backlinks.len;
	struct page_backlink *last = count ? &to->backlinks.at[count - 1] : NULL;

	if (last && last->page == from)
		last->count++;
	else
		*array_push(r->arena, &to->backlinks) =
		        (struct page_backlink){ from, lead->link, 1 };
}

void
backlink_gather(struct resolve *r, const backlink_leads *leads)
{
	const page_list *all = &r->site->all;
	struct arena passing = ARENA_EMPTY;
	page_list ordered = { 0 };

	array_reserve(&passing, &ordered, all->len);
	for (size_t i = 0; i < all->len; i++)
		if (leads[i].len)
			*array_push(&passing, &ordered) = all->at[i];
	array_sort(ordered.at, ordered.len, sizeof *ordered.at, &passing, order_by_place, NULL);
	for (size_t i = 0; i < ordered.len; i++) {
		const struct page *from = ordered.at[i];
		const backlink_leads *own = &leads[from->ordinal];

		for (size_t k = 0; k < own->len; k++)
			add(r, from, &own->at[k]);
	}
	arena_free(&passing);
}
