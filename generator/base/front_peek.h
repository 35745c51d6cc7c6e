/*
 * Was a version of a page a draft, and for which day was it meant? A look at its front matter that neither needs the
 * whole of it to be sound nor a reader of YAML, for the thousands of versions that a repository has.
 */
#ifndef KITH_BASE_FRONT_PEEK_H
#define KITH_BASE_FRONT_PEEK_H

#include <stdbool.h>

#include "base/date.h"
#include "base/str.h"

/*
 * Does the front matter of a whole file say `draft: true` or `published: false`? What else stands there instead of
 * "true" or "false" counts as a draft, and so does front matter that is no plain list of "key: value" lines but has
 * one of the words: a text that should have been kept back must not be shown by mistake. So what front_lost_find finds
 * is asked as well. Thread-safe.
 */
bool front_peek_draft(struct str file);
/*
 * The `date` that the front matter gives, also under its other names, as date_parse reads it; none where it has none on
 * a line of its own. Thread-safe.
 */
struct date front_peek_date(struct str file);

#endif
