/*
 * How text is written where it lands in a page (enum spot_landing of spot.h); the ops around it are in
 * vm_place.c. The functions append to a buffer and are safe for any bytes.
 */
#ifndef KITH_TEMPLATE_LANDING_H
#define KITH_TEMPLATE_LANDING_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

struct buf;

/*
 * Markup where no tag can be, such as in quotes: entities stay, < > " ' become some. What a browser
 * shows is the same.
 */
void landing_markup(struct buf *out, struct str s);
/* What is escaped already, in <!-- -->: no "--" comes about. */
void landing_comment(struct buf *out, struct str s);
/* What is escaped already, in <![CDATA[ ]]>, which it cannot end. */
void landing_cdata(struct buf *out, struct str s);
/* In a string, template literal or comment of a script, or in a string of JSON: \u0022. */
void landing_script_string(struct buf *out, struct str s);
/* In a string or comment of a style: \22 and a space. */
void landing_style_string(struct buf *out, struct str s);
/* In url( ), in quotes or not. */
void landing_style_url(struct buf *out, struct str s);
/*
 * May a text stand in a style? Words, numbers, colours, lengths, lists of them and functions that
 * compute such may, since they end nothing and load nothing.
 */
bool landing_is_style(struct str s);

/* May it be the name of an attribute that is no script, style or address? */
bool landing_is_attribute_name(struct str s);
/* May it be the name of a tag whose content is ordinary? */
bool landing_is_tag_name(struct str s);
/*
 * Is markup a list of quoted attributes, none of them a script or style unless `any`, and no address
 * among them one that runs a script? Sets *bad to the name or scheme that is at fault, if there is one.
 */
bool landing_is_attributes(struct str s, bool xml, bool any, struct str *bad);

/*
 * The scheme of an attribute's value that browsers would run as a script, or empty: javascript,
 * vbscript, and data but for images (not SVG), sound, video and fonts. Entities are decoded, and what
 * browsers leave out is left out. `several`: addresses between spaces and commas.
 */
struct str landing_scheme(struct str value, bool several);

#endif
