/*
 * Where the files beside pages go. A file in a bundle's folder follows the bundle to its address and is left
 * out with it, and then so is a file of a section in there; any other file of content/ keeps its place below its
 * section; static/ is copied as it is.
 */
#include "base/path.h"
#include "base/utf8.h"
#include "config/config.h"
#include "content/source.h"
#include "site/resolve.h"

static struct page *
find_bundle(const struct map *bundles, struct str folder)
{
	for (;; folder = path_dir(folder)) {
		struct page *page = map_get(bundles, folder);

		if (page || !folder.len)
			return page;
	}
}

static const struct section *
find_section(const struct site *site, struct str folder)
{
	for (;; folder = path_dir(folder)) {
		const struct section *section = map_get(&site->by_section, folder);

		if (section || !folder.len)
			return section ? section : site->sections.at[0];
	}
}

static struct str
content_file(struct resolve *r, struct asset *asset, const struct map *bundles)
{
	struct str folder = path_dir(asset->below), below, base;
	struct page *owner = find_bundle(bundles, folder);
	const struct section *section = find_section(r->site, folder);

	/* A section inside a bundle (projects/quill/log/) is nearer than the bundle, unless that is left out. */
	if (owner && (owner->left_out || section->path.len <= owner->folder.len)) {
		asset->owner = owner;
		asset->left_out = owner->left_out;
		below = str_skip(asset->below, owner->folder.len + 1);
		return path_join(r->arena, path_dir(owner->file), below);
	}
	base = section->base;
	below = str_skip(asset->below, section->path.len + (section->path.len ? 1 : 0));
	return path_join(r->arena, str_slice(base, 0, base.len ? base.len - 1 : 0), below);
}

static void
place(struct resolve *r, struct asset *asset, const struct map *bundles)
{
	const char *wrong;

	asset->file = asset->is_static ? asset->below : content_file(r, asset, bundles);
	wrong = path_check(asset->file);
	if (wrong) {
		diag_error(r->diags, diag_file(asset->path), STR_EMPTY,
		        "the file cannot be published as \"" STR_FMT "\": the path %s",
		        STR_ARG(asset->file), wrong);
		asset->left_out = true;
	}
	if (!asset->is_static)
		map_put(&r->site->by_asset, r->arena, utf8_compose(r->arena, asset->below), NULL)
		        ->value = asset;
	if (asset->left_out)
		return;
	if (!asset->is_static)
		asset_check_text(r->input->root, asset, r->diags);
	asset->url = site_url(r->arena, r->site->config, asset->file);
	*array_push(r->arena, &r->site->assets) = asset;
	if (asset->owner) {
		struct page *owner = map_get(bundles, asset->owner->folder);

		*array_push(r->arena, &owner->assets) = asset;
	}
}

void
placement_assign(struct resolve *r)
{
	const struct sources *sources = r->input->sources;
	struct asset *assets = arena_array(r->arena, struct asset, sources->assets.len + 1);
	struct map bundles = { 0 };

	for (size_t i = 0; i < r->site->all.len; i++)
		if (r->site->all.at[i]->role == PAGE_BUNDLE)
			map_put(&bundles, r->arena, r->site->all.at[i]->folder, NULL)->value =
			        r->site->all.at[i];
	for (size_t i = 0; i < sources->assets.len; i++) {
		assets[i] = sources->assets.at[i];
		place(r, &assets[i], &bundles);
	}
}
