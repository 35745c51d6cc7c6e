/*
 * Colours as style sheets write them, and how well one can be told from another.
 *
 * Colours that only the reader's system knows (Canvas, LinkText, currentColor) are none here: what cannot be known is
 * not guessed.
 */
#ifndef KITH_AUDIT_COLOUR_H
#define KITH_AUDIT_COLOUR_H

#include <stdbool.h>

#include "base/str.h"

/* In sRGB with its gamma; each from 0 to 1. */
struct colour {
	double red, green, blue;
	double alpha;
};

/*
 * Reads a name, #rgb, #rgba, #rrggbb, #rrggbbaa, rgb(), hsl(), hwb(), oklab(), oklch(), or color-mix() of two of these in
 * srgb or oklab. False for anything else. Colours outside of sRGB are brought to its edge. Thread-safe.
 * Source: CSS Color Module Level 4, sections 5 to 9, and Level 5, section 3.
 */
bool colour_read(struct str text, struct colour *out);
/* What is seen of `top` before `below`, which has to be opaque. */
struct colour colour_over(struct colour top, struct colour below);
/*
 * From 1 (the same) to 21 (black and white), whichever of the two is the text. Of opaque colours.
 * Source: WCAG 2.2, definitions of "contrast ratio" and "relative luminance".
 */
double colour_contrast(struct colour a, struct colour b);

#endif
