/*
 * Old addresses: each of a page's `aliases` becomes a small page that leads on, and a line of _redirects.
 */
#include "base/path.h"
#include "config/config.h"
#include "site/resolve.h"

static void
add(struct resolve *r, const struct page *page, struct str alias)
{
	struct str above = path_dir(path_dir(page->file)), path;
	struct redirect *redirect;
	bool folder;

	/* Those that cannot be an address were reported when the front matter was read. */
	if (!path_resolve(r->arena, above, alias, &path))
		return;
	folder = !path_ext(path).len || str_ends(alias, STR("/"));
	path = folder ? path_join(r->arena, path, STR("index.html")) : path;
	if (str_eq(path, page->file) || path_check(path))
		return;
	redirect = array_push(r->arena, &r->site->redirects);
	redirect->file = path;
	redirect->page = page;
	redirect->from = site_url(r->arena, r->site->config,
	        folder ? str_slice(path, 0, path.len - STR("index.html").len) : path);
}

void
redirect_build(struct resolve *r)
{
	const page_list *all = &r->site->all;

	if (!r->site->config->pages.redirects)
		return;
	for (size_t i = 0; i < all->len; i++)
		for (size_t k = 0; !all->at[i]->left_out && k < all->at[i]->front->aliases.len; k++)
			add(r, all->at[i], all->at[i]->front->aliases.at[k]);
}
