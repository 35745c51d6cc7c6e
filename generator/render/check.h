/*
 * A theme, checked without building a site: every template is compiled, what templates read is followed
 * (template/inspect.h) and compared with what kith gives them, and the theme's own files are looked for.
 */
#ifndef KITH_RENDER_CHECK_H
#define KITH_RENDER_CHECK_H

#include <stdbool.h>
#include <stddef.h>

#include "base/map.h"
#include "base/str.h"
#include "config/theme.h"

struct arena;
struct config;
struct diags;
struct inspect;
struct template_engine;

/* What the checks share. */
struct check {
	struct arena *arena;
	const struct theme *theme;
	int root;                    /* the site's folder, or -1 */
	const struct config *config; /* of the site, or NULL */
	struct diags *diags;
	struct template_engine *engine;
	struct inspect *inspect;
	struct map layouts; /* names of the templates that pages of the site ask for */
};

/* Rows of check.def, terminated by a NULL name. */
struct check_row {
	const char *name;
	void (*run)(struct check *check);
	const char *help;
};
extern const struct check_row check_rows[];

/*
 * Runs all checks. `config` and `root` are the site's, in which the theme is used; NULL and -1 without
 * one. Adds errors for what fails when a site is built, warnings for what never shows, notes for what is
 * left over. One thread.
 */
void check_theme(struct arena *arena, const struct theme *theme, int root,
        const struct config *config, struct diags *diags);

/* --- between the parts --------------------------------------------------------------------- */

/* Tells the inspection what kith gives: globals, results of functions, entries with their names. */
void check_world(struct check *check);
/* Fills check->layouts from the front matter of the site's pages. */
void check_layouts(struct check *check);

#endif
