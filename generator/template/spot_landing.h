/*
 * How values are written where they land in a page: the compiler finds it (spot.h), the ops of
 * vm_place.c do it with the functions of landing.h.
 */
#ifndef KITH_TEMPLATE_SPOT_LANDING_H
#define KITH_TEMPLATE_SPOT_LANDING_H

enum spot_landing {
	LAND_TEXT,
	LAND_QUOTED, /* quoted attributes, title, textarea */
	LAND_COMMENT,
	LAND_CDATA,
	LAND_TAG_NAME, /* part of a tag's name, or attributes behind it */
	LAND_TAG,      /* attributes */
	LAND_APART,    /* attributes, which have to begin with a space */
	LAND_NAME,     /* part of an attribute's name */
	LAND_PAGE,     /* a page in an attribute */
	LAND_SCRIPT,
	LAND_SCRIPT_STRING,
	LAND_STYLE,
	LAND_STYLE_STRING,
	LAND_STYLE_URL,
	LAND_REFUSED, /* no value can stand here: spot_refusal */
	/* What markup may be safe in beside places. */
	LAND_JSON,              /* text and scripts: what tojson makes */
	LAND_ANY,               /* what `safe` makes */
	LAND_IN_ATTRIBUTE = 64, /* a bit: script or style that is an attribute's value */
};

#endif
