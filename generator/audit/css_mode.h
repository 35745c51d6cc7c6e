/*
 * In which modes (css_token.h) a media query holds, and in which a selector is the root element. For css_token.c.
 */
#ifndef KITH_AUDIT_CSS_MODE_H
#define KITH_AUDIT_CSS_MODE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

/* A bit for each mode. */
enum { CSS_MODE_ALL = 0xff };

struct css_selector {
	uint8_t modes;
	uint8_t chosen;  /* those of the data-theme that it names, "light" or "dark" */
	unsigned weight; /* its specificity */
};

/* Does the reader's system ask for dark colours in this mode? */
bool css_mode_system_dark(unsigned mode);
/* Modes in which a list of media queries holds; 0 when it asks for anything that is no matter of modes. */
uint8_t css_mode_media(struct str queries);
/* Reads one selector. False when it is not the root element by itself. */
bool css_mode_selector(struct str text, struct css_selector *out);
/* Cuts up to the next comma that is in no brackets and no quotation marks, and trims. */
struct str css_mode_cut(struct str *rest);

#endif
