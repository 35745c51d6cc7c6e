/*
 * One link on its way to what it means. Only site/ includes this.
 */
#ifndef KITH_SITE_FOLLOW_H
#define KITH_SITE_FOLLOW_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "base/str.h"

struct arena;
struct budget;
struct markdown_target;
struct page;
struct site;
struct byname;

struct follow {
	struct arena *arena;   /* of the result */
	struct arena *scratch; /* of what only the way there takes */
	const struct site *site;
	const struct page *from; /* NULL for the configuration and templates */
	struct str href;
	const struct byname
	        *wiki;  /* for links written [[href]] or, when `image`, ![[href]]; else NULL */
	bool image;     /* a picture is wanted */
	bool whole;     /* written with the host of the site */
	bool directive; /* it is an attribute of one */
	struct str path, query,
	        fragment; /* parts of href; query and fragment with their '?' and '#' */
	struct place place;
	struct str source; /* text of the file at `place`, for the excerpt */
	struct diags *diags;
	struct markdown_target *target;
	struct budget *budget; /* for suggestions; NULL to say nothing of what leads nowhere */

	/* What was found out. */
	bool lost;                   /* it leads nowhere */
	const struct page *to;       /* the page it leads to, or NULL */
	const struct page *anchored; /* a page that has to have `anchor`, or NULL */
	struct str anchor;           /* its id; behind a wiki link its text will do */
};

/* Sets *follow->target and what was found out. Thread-safe for different ones. */
void follow_link(struct follow *follow);

#endif
