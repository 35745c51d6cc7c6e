/*
 * What is said of links that lead nowhere, with the nearest name that leads somewhere. To look for that takes time, so
 * all links together may be compared with so many names only; see follow->budget. Only site/ includes this.
 */
#ifndef KITH_SITE_MISSING_H
#define KITH_SITE_MISSING_H

#include "base/str.h"

struct asset;
struct follow;
struct page;

/* There is no such page file below content/. */
void missing_source(struct follow *link, struct str below);
/* Nothing answers at link->path. */
void missing_address(struct follow *link);
/* A whole address on the web has no host: "https:/example.org". */
void missing_host(struct follow *link);
/* No page is called link->path, as a wiki link has it. */
void missing_name(struct follow *link);
/* No image is. */
void missing_image(struct follow *link);
/* What a link leads to is not published. These two are said at once, since they need no search. */
void missing_left_out(struct follow *link, const struct page *page);
void missing_asset(struct follow *link, const struct asset *asset);

/* The folder that relative links of a page begin in, below content/; that is where NULL begins too. */
struct str missing_folder(const struct page *page);

#endif
