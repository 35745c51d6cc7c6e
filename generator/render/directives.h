/*
 * The directives of all pages. Which templates they need is known before anything is rendered; what becomes of
 * them is made once for each page, before the routes: a page may be shown in many places.
 *
 *	directives_load      templates/directives/NAME.html of the site, the theme or the program
 *	directives_render    every page's directives, in parallel
 */
#ifndef KITH_RENDER_DIRECTIVES_H
#define KITH_RENDER_DIRECTIVES_H

#include "base/str.h"

struct diags;
struct render;
struct workers;

/* The folder of their templates, with '/'. */
#define DIRECTIVES_FOLDER "directives/"

/* What has become of the directives of one page: one text per directive, on its own pages and in feeds; or NULL. */
struct directives_page {
	const struct str *html[2];
};

/* Compiles what the pages' directives need; part of render_new. Adds errors. One thread. */
void directives_load(struct render *render, struct diags *diags);
/*
 * Renders them. Errors are in the workers' diagnostics. Where a template asks for the content of a page meanwhile, the
 * directives in it are plain elements, whichever page comes first.
 */
void directives_render(struct render *render, struct workers *workers);

#endif
