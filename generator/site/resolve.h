/*
 * The steps of site_resolve in the order they happen, each in the file of its name, and what they share.
 * Only site/ includes this.
 */
#ifndef KITH_SITE_RESOLVE_H
#define KITH_SITE_RESOLVE_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "site/site.h"

struct byname;

struct resolve {
	struct arena *arena;
	const struct site_input *input;
	struct site *site;
	struct workers *workers;
	struct diags *diags;
	struct byname *names; /* NULL until somebody asks byname_of */
};

/* Makes a section of every folder that holds pages, its ancestors included, and finds each page's own. */
void section_build(struct resolve *r);
/* Fills unset front matter from the `cascade:` of the sections above, the nearest first. */
void section_cascade(struct resolve *r);
/* What a page is; and reads the keys of a type that kith.yaml declares. */
void typing_decide(struct resolve *r, struct page *page);
/* Types, dates, and whether a page is shown. */
void visibility_decide(struct resolve *r);
/*
 * Warns, once each, of what a clone that is not whole takes from the site, of dates of commits that cannot be true, and
 * of shown pages with edits nobody committed.
 */
void doubt_report(struct resolve *r);
/* Title, slug, address and output path of each page and section. */
void address_assign(struct resolve *r);
/* The permalink that a page would have if its file were `below` content/; its own when it could be none. */
struct str address_at(struct resolve *r, const struct page *page, struct str below);
/* What the repositories of projects tell; needs the slugs. */
void activities_read(struct resolve *r);
/* Takes from activities what commits say that the changelog, which is there by now, does not tell of. */
void hush_commits(struct resolve *r);
/* Puts the shown pages into their lists, in order, and links neighbours. */
void order_lists(struct resolve *r);
/* Tells of settings of kith.yaml that nothing on the site answers to. Needs the sections. */
void idle_report(struct resolve *r);
/* Gathers the terms of each taxonomy. */
void taxonomy_build(struct resolve *r);
/* Gives each page its id, no two the same; warns of pages in the site's feed whose id may have been another. */
void feed_id_assign(struct resolve *r);
/* Gives the files beside pages their addresses. */
void placement_assign(struct resolve *r);
/* Lists old addresses. */
void redirect_build(struct resolve *r);
/* Resolves every link and image of every page, in parallel; needs the routes. */
void crosslink_resolve(struct resolve *r);
/* With `smart`: gives the titles and descriptions of front matter the marks that texts have. */
void title_marks_set(struct resolve *r);
/* Are the contacts of security.txt addresses, and is it still in force? */
void security_check(struct resolve *r);
/* Resolves the menu of the configuration, or makes one of the top sections. */
void menu_build(struct resolve *r);

/* Order of pages in lists: newest first, then title, then path. Total. */
int order_by_date(const void *a, const void *b, void *unused);
/* The same, once order_lists has numbered the pages: a few bytes of each tell. */
int order_by_place(const void *a, const void *b, void *unused);
/* Of what may have a `weight`: those that do come first, the lightest at the top; 0 when that does not tell. */
int order_by_weight(int64_t x, int64_t y);

#endif
