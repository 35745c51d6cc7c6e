/*
 * A theme, checked without building a site: every template is compiled, what templates read is followed
 * (template/inspect.h) and compared with what kith gives them, and the theme's own files are looked for.
 */
#ifndef KITH_RENDER_THEME_CHECK_H
#define KITH_RENDER_THEME_CHECK_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "base/map.h"
#include "base/str.h"
#include "config/theme.h"
#include "template/inspect.h"

struct arena;
struct config;
struct template_engine;

/* What the checks share. */
struct theme_check {
	struct arena *arena;
	const struct theme *theme;
	int root;                    /* the site's folder, or -1 */
	const struct config *config; /* of the site, or NULL */
	struct diags *diags;
	struct template_engine *engine;
	struct inspect *inspect;
	struct map layouts; /* names of the templates that pages of the site ask for */
};

/* Rows of theme_check.def, terminated by a NULL name. */
struct theme_check_row {
	const char *name;
	void (*run)(struct theme_check *check);
	const char *help;
};
extern const struct theme_check_row theme_check_rows[];

/*
 * Runs all checks. `config` and `root` are the site's, in which the theme is used; NULL and -1 without
 * one. Adds errors for what fails when a site is built, warnings for what never shows, notes for what is
 * left over. One thread.
 */
void theme_check_run(struct arena *arena, const struct theme *theme, int root,
        const struct config *config, struct diags *diags);

/* --- between the parts --------------------------------------------------------------------- */

/* Tells the inspection what kith gives: globals, results of functions, entries with their names. */
void theme_check_world(struct theme_check *check);
/* Fills check->layouts from the front matter of the site's pages. */
void theme_check_layouts(struct theme_check *check);
/* The row of that name in theme_check.def: texts of t(), their languages, their places. */
void theme_check_messages(struct theme_check *check);

/* --- what the rows of theme_check.def share -------------------------------------------------------- */

/* So many keys are all listed. */
enum { THEME_CHECK_FEW = 12 };

/* The next finding of a kind, from *index on, which moves behind it; NULL behind the last. */
const struct inspect_finding *theme_check_next(
        const struct theme_check *check, enum inspect_kind kind, size_t *index);
/* The next call of a function with a literal text. */
const struct inspect_finding *theme_check_next_call(
        const struct theme_check *check, struct str function, size_t *index);
/* Adds a diagnostic at the place of a finding. */
void theme_check_say(struct theme_check *check, enum diag_level level,
        const struct inspect_finding *finding, const char *format, ...)
        __attribute__((format(printf, 4, 5)));
/* Adds to it: did you mean one of these? When they are few, all of them, as `what`. */
void theme_check_help(struct theme_check *check, struct str word, const struct str *known,
        size_t count, const char *what);

#endif
