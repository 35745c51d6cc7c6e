/*
 * librsvg through its functions' addresses. Its headers say what they are, so that a wrong call does not compile. The
 * libraries it needs itself, cairo and GObject, come with it, and their functions are found through it.
 */
#include "raster/raster.h"

#include <librsvg/rsvg.h>

#include "base/arena.h"
#include "raster/library.h"
#include "raster/png.h"

#ifdef __APPLE__
#define LIBRARY "librsvg-2.2.dylib"
#else
#define LIBRARY "librsvg-2.so.2"
#endif

/* A row: what raster.c calls. */
#define FUNCTIONS(F)                      \
	F(rsvg_handle_new_from_data)      \
	F(rsvg_handle_render_document)    \
	F(cairo_image_surface_create)     \
	F(cairo_image_surface_get_data)   \
	F(cairo_image_surface_get_stride) \
	F(cairo_surface_flush)            \
	F(cairo_surface_destroy)          \
	F(cairo_create)                   \
	F(cairo_status)                   \
	F(cairo_set_source_rgb)           \
	F(cairo_paint)                    \
	F(cairo_destroy)                  \
	F(g_object_unref)

struct raster {
#define MEMBER(name) __typeof__(&name) name;
	FUNCTIONS(MEMBER)
#undef MEMBER
};

static const char *const names[] = {
#define NAME(name) #name,
	FUNCTIONS(NAME)
#undef NAME
};
enum { NAMES = sizeof names / sizeof *names };
_Static_assert(sizeof(struct raster) == NAMES * sizeof(void *), "a pointer for each name");

bool
raster_is_there(void)
{
	return true;
}

const char *
raster_version(void)
{
	return "librsvg " LIBRSVG_VERSION;
}

struct raster *
raster_open(struct arena *arena, const char **why)
{
	struct raster *raster = arena_new(arena, struct raster);
	bool whole = library_open(LIBRARY, names, NAMES, raster);

	if (!whole)
		*why = "the library " LIBRARY " cannot be opened";
	return whole ? raster : NULL;
}

/* White below, since nothing of a PNG of ours is seen through. */
static bool
paint(const struct raster *raster, RsvgHandle *handle, cairo_surface_t *surface, uint32_t width,
        uint32_t height)
{
	RsvgRectangle all = { 0, 0, width, height };
	cairo_t *cairo = raster->cairo_create(surface);
	bool done;

	raster->cairo_set_source_rgb(cairo, 1, 1, 1);
	raster->cairo_paint(cairo);
	done = raster->rsvg_handle_render_document(handle, cairo, &all, NULL) &&
	        raster->cairo_status(cairo) == CAIRO_STATUS_SUCCESS;
	raster->cairo_destroy(cairo);
	raster->cairo_surface_flush(surface);
	return done;
}

struct str
raster_draw(const struct raster *raster, struct arena *arena, struct str svg, uint32_t width,
        uint32_t height)
{
	/* Without an address of its own it may refer to nothing outside itself. */
	RsvgHandle *handle =
	        raster->rsvg_handle_new_from_data((const guint8 *)svg.at, svg.len, NULL);
	cairo_surface_t *surface;
	struct str png = STR_EMPTY;

	if (!handle)
		return png;
	surface = raster->cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)width, (int)height);
	if (paint(raster, handle, surface, width, height))
		png = png_write(arena, raster->cairo_image_surface_get_data(surface), width, height,
		        (size_t)raster->cairo_image_surface_get_stride(surface));
	raster->cairo_surface_destroy(surface);
	raster->g_object_unref(handle);
	return png;
}
