/*
 * Which page somebody means who names one at the terminal: by its file, seen from where they are or from the
 * site's root, or by its address.
 *
 *	../essays/cache.md  /srv/site/content/essays/cache.md  content/essays/cache.md  essays/cache.md  /essays/cache/
 */
#ifndef KITH_CLI_ASKED_PAGE_H
#define KITH_CLI_ASKED_PAGE_H

#include <stdbool.h>

#include "base/array.h"
#include "base/str.h"

struct arena;
struct diags;
struct page;
struct site;

struct asked_page {
	struct str text; /* as it was typed */
	struct str real; /* the file's path as the system knows it; empty when there is none */
	/* What it may be, from the site's root and below content/, the likeliest first; whether or not it is there. */
	array_of(struct str) paths;
};

/* Asks the file system, not the site. `root` is the site's folder. Everything lives in the arena. */
void asked_page_read(struct arena *arena, struct str root, struct str text, struct asked_page *out);
/* The page whose file has the path, or lies in the folder with the path; NULL when there is none. */
const struct page *asked_page_at(struct arena *arena, const struct site *site, struct str path);
/* The page that has the address, or else that links in the site's folders lead to; NULL when there is none. */
const struct page *asked_page_elsewhere(struct arena *arena, const struct site *site,
        struct str root, const struct asked_page *asked);
/* Is the text the address that a page below content/ ("essays/cache.md") has without settings? */
bool asked_page_is_at(struct arena *arena, const struct asked_page *asked, struct str below);
/* Adds the error that there is no such page, with the one that may have been meant. */
void asked_page_refuse(
        const struct site *site, const struct asked_page *asked, struct diags *diags);

#endif
