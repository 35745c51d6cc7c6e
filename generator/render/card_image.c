/*
 *	SVG of the card -> key: hash of it, of what draws and of the fonts -> .kith/cards/<key>.png: there? -> read when it
 *	                                                                                          no?    -> drawn, and put there
 *
 * A file each rather than one for all: a card has 20 KB, and a site many.
 */
#include "render/card_image.h"

#include "base/arena.h"
#include "base/background.h"
#include "base/fs.h"
#include "base/hash.h"
#include "base/map.h"
#include "base/worker.h"
#include "raster/fonts.h"
#include "raster/raster.h"
#include "render/render.h"
#include "render/view.h"
#include "site/card.h"
#include "site/route.h"
#include "site/site.h"

#define FOLDER ".kith/cards"

enum {
	FORMAT = 1, /* raised when other pixels come of the same SVG */
	PNG_MAX = 64 << 20,
};

struct card_image {
	const struct route *route;
	struct hash svg;
	bool right;      /* it has an SVG */
	struct str path; /* where it is kept; empty when its SVG is wrong */
	struct str png;  /* of one that cannot be kept */
};

struct making {
	const struct render *render;
	const struct raster *raster;
	int root;
	struct hash fonts;
	array_of(struct card_image *) all, missing;
};

/* ---- what there is ---------------------------------------------------------------------------- */

static void *
look_at_fonts(void *context)
{
	struct making *making = context;

	making->fonts = fonts_hash();
	return NULL;
}

static void
look_at_card(void *context, size_t index, struct worker *worker)
{
	struct making *making = context;
	struct card_image *image = making->all.at[index];
	struct str svg;

	image->right = render_route(making->render, image->route, worker, &svg);
	if (image->right)
		image->svg = hash_of(svg);
}

static struct str
path_of(struct arena *arena, const struct making *making, struct hash svg)
{
	static const char format[] = { FORMAT };
	struct hash state =
	        hash_join(hash_of(str_of(format, 1)), hash_of(str_from(raster_version())));
	char key[HASH_HEX_LEN];

	hash_hex(hash_join(hash_join(svg, state), making->fonts), key);
	return str_format(arena, FOLDER "/" STR_FMT ".png", STR_ARG(str_of(key, sizeof key)));
}

static void
look_for(struct making *making, struct arena *arena, struct card_image *image)
{
	struct fs_stat stat;

	if (!image->right)
		return;
	image->path = path_of(arena, making, image->svg);
	if (fs_stat(making->root, image->path, &stat) != 0)
		*array_push(arena, &making->missing) = image;
}

/* What has to be drawn. The fonts are looked at meanwhile. */
static void
look_at_all(
        struct making *making, struct arena *arena, struct workers *workers, struct diags *diags)
{
	struct background background;

	background_start(&background, look_at_fonts, making);
	worker_run(workers, making->all.len, look_at_card, making);
	worker_collect(workers, diags);
	background_wait(&background);
	for (size_t i = 0; i < making->all.len; i++)
		look_for(making, arena, making->all.at[i]);
}

/* ---- drawing ---------------------------------------------------------------------------------- */

static void
draw(void *context, size_t index, struct worker *worker)
{
	struct making *making = context;
	struct card_image *image = making->missing.at[index];
	struct str svg, png = STR_EMPTY;

	if (render_route(making->render, image->route, worker, &svg))
		png = raster_draw(making->raster, &worker->scratch, svg, CARD_WIDTH, CARD_HEIGHT);
	if (!png.len) {
		image->path = STR_EMPTY;
		diag_error(&worker->diags, diag_file(image->route->source), STR_EMPTY,
		        "its card cannot be drawn in pixels");
		diag_help(&worker->diags,
		        "look at its `card.svg`, or set `pages: {card_images: false}`");
	} else if (fs_write_aside(making->root, image->path, png) != 0)
		image->png = str_copy(&worker->arena, png);
}

static void
draw_missing(
        struct making *making, struct arena *arena, struct workers *workers, struct diags *diags)
{
	const char *why = "";

	making->raster = raster_open(arena, &why);
	if (making->raster) {
		worker_run(workers, making->missing.len, draw, making);
		worker_collect(workers, diags);
		return;
	}
	for (size_t i = 0; i < making->missing.len; i++)
		making->missing.at[i]->path = STR_EMPTY;
	diag_error(diags, diag_file(STR("kith.yaml")), STR_EMPTY,
	        "cards cannot be drawn in pixels: %s", why);
	diag_help(diags, "install it, or set `pages: {card_images: false}`");
}

/* ---- keeping ---------------------------------------------------------------------------------- */

/* What no page has any more goes when it is more than what some page has. */
static void
forget_old(const struct making *making)
{
	struct arena arena = ARENA_EMPTY;
	struct map used = { 0 };
	fs_list files = { NULL, 0, 0 };
	size_t old = 0;

	for (size_t i = 0; i < making->all.len; i++)
		map_put(&used, &arena, making->all.at[i]->path, NULL);
	(void)fs_walk(making->root, STR(FOLDER), false, &arena, &files);
	for (size_t i = 0; i < files.len; i++) {
		files.at[i].path =
		        str_format(&arena, FOLDER "/" STR_FMT, STR_ARG(files.at[i].path));
		old += !map_find(&used, files.at[i].path);
	}
	for (size_t i = 0; i < files.len && old > used.len; i++)
		if (!map_find(&used, files.at[i].path))
			(void)fs_remove(making->root, files.at[i].path);
	arena_free(&arena);
}

/* ---- all of them ------------------------------------------------------------------------------ */

size_t
card_image_make(struct render *render, struct workers *workers, int root, struct diags *diags)
{
	const struct route_table *routes = render->site->routes;
	struct making making = { .render = render, .root = root };

	for (size_t i = 0; i < routes->list.len; i++)
		if (routes->list.at[i].kind == ROUTE_CARD_IMAGE) {
			struct card_image *image = arena_new(render->arena, struct card_image);

			image->route = &routes->list.at[i];
			*array_push(render->arena, &making.all) = image;
		}
	if (!making.all.len)
		return 0;
	look_at_all(&making, render->arena, workers, diags);
	if (making.missing.len) {
		draw_missing(&making, render->arena, workers, diags);
		forget_old(&making);
	}
	render->fonts = making.fonts;
	render->card_images = arena_array(render->arena, struct card_image *, routes->list.len);
	for (size_t i = 0; i < making.all.len; i++)
		render->card_images[making.all.at[i]->route->index] = making.all.at[i];
	return making.missing.len;
}

struct hash
card_image_fonts(const struct render *render)
{
	return render->fonts;
}

bool
card_image_get(const struct render *render, const struct route *route, struct worker *worker,
        struct str *png)
{
	const struct card_image *image = render->card_images[route->index];
	int error;

	*png = image->png;
	if (png->len || !image->path.len)
		return png->len > 0;
	error = fs_read(render->root, image->path, &worker->scratch, PNG_MAX, png, NULL);
	if (error)
		diag_error(&worker->diags, diag_file(image->path), STR_EMPTY,
		        "the card cannot be read: %s", fs_explain(error));
	return !error;
}
