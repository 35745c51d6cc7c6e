/*
 * A theme, checked without building a site: every template is compiled, what templates read is followed
 * (template/inspect.h) and compared with what kith gives them, and the theme's own files are looked for.
 */
#ifndef KITH_RENDER_CHECK_H
#define KITH_RENDER_CHECK_H

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
/* The row of that name in check.def: texts of t(), their languages, their places. */
void check_messages(struct check *check);

/* --- what the rows of check.def share -------------------------------------------------------- */

/* So many keys are all listed. */
enum { CHECK_FEW = 12 };

/* The next finding of a kind, from *index on, which moves behind it; NULL behind the last. */
const struct inspect_finding *check_next(
        const struct check *check, enum inspect_kind kind, size_t *index);
/* The next call of a function with a literal text. */
const struct inspect_finding *check_next_call(
        const struct check *check, struct str function, size_t *index);
/* Adds a diagnostic at the place of a finding. */
void check_say(struct check *check, enum diag_level level, const struct inspect_finding *finding,
        const char *format, ...) __attribute__((format(printf, 4, 5)));
/* Adds to it: did you mean one of these? When they are few, all of them, as `what`. */
void check_help(struct check *check, struct str word, const struct str *known, size_t count,
        const char *what);

#endif
