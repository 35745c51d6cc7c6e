/*
 * The tags of a finished page, one after the other. No tree is made: what is asked of pages (links, headings, ids) can
 * be told from tags alone. As a browser reads them: comments are passed over, and what is in a script or a style is no
 * tag.
 */
#ifndef KITH_AUDIT_TAG_SCAN_H
#define KITH_AUDIT_TAG_SCAN_H

#include <stdbool.h>

#include "base/str.h"

struct tag {
	struct str name;       /* as it is written: "a", "IMG" */
	struct str attributes; /* what is between the name and the '>' */
	struct str text;       /* all that is in a script, style, title or textarea; else empty */
	bool closing;          /* "</a>" */
};

/* Takes the next tag off *html. False behind the last one. */
bool tag_scan_next(struct str *html, struct tag *tag);
/* Is it the tag of this name, given in lower case? */
bool tag_scan_is(const struct tag *tag, const char *name);
/*
 * Takes the next attribute off *attributes; the value is as it is written, with its references, and empty where there
 * is none. False behind the last one.
 */
bool tag_scan_attribute(struct str *attributes, struct str *name, struct str *value);

#endif
