/*
 * From a route to the bytes of its file. render_new compiles every template that some route needs and
 * prepares the values that templates see; from then on everything is const and any worker can render
 * any route.
 */
#ifndef KITH_RENDER_RENDER_H
#define KITH_RENDER_RENDER_H

#include <stdbool.h>

#include "base/str.h"

struct arena;
struct diags;
struct highlight;
struct render;
struct page;
struct route;
struct site;
struct template_engine;
struct template_loader;
struct theme;
struct worker;

/*
 * Chooses and compiles a template for each route. Adds an error for each that is missing or wrong; the routes
 * concerned then fail to render without another word. Lives in the arena. One thread.
 */
struct render *render_new(
        struct arena *arena, int root, const struct site *site, struct diags *diags);
/* Colours the code of all pages from now on; it must live as long. */
void render_highlight(struct render *render, struct highlight *highlight);
/*
 * The bytes of a route's file, in the worker's output buffer or scratch arena until its next task. False after adding an error.
 */
bool render_route(const struct render *render, const struct route *route, struct worker *worker,
        struct str *bytes);
/* The language of a page, or for NULL of the site: a tag. */
struct str render_language(const struct render *render, const struct page *page);
/* The name of the template that it is rendered with; empty when there is none. */
struct str render_template(const struct render *render, const struct route *route);
/*
 * An engine for the templates of a theme: with kith's settings, functions and filters. What kith itself renders and
 * checks goes through this one. Lives in the arena; `theme` may be NULL and must live as long. `warns`: of blocks that never
 * show, when a template is loaded.
 */
struct template_engine *render_engine(struct arena *arena, const struct theme *theme, bool warns);
/* Looks templates up in the site, the theme and the program, in this order. `theme` may be NULL. */
struct template_loader render_loader(const struct theme *theme);

#endif
