/* kith without librsvg: cards stay what they are, and `kith --version` says so. */
#include "raster/raster.h"

bool
raster_is_there(void)
{
	return false;
}

const char *
raster_version(void)
{
	return "no cards in pixels: built without librsvg";
}

struct raster *
raster_open(struct arena *arena, const char **why)
{
	(void)arena;
	*why = "kith was built without librsvg";
	return NULL;
}

struct str
raster_draw(const struct raster *raster, struct arena *arena, struct str svg, uint32_t width,
        uint32_t height)
{
	(void)raster;
	(void)arena;
	(void)svg;
	(void)width;
	(void)height;
	return STR_EMPTY;
}
