/*
 * Was a version of a page a draft? A look at its front matter that neither needs the whole of it to be sound nor a
 * reader of YAML, for the thousands of versions that a repository has.
 */
#ifndef KITH_BASE_FRONT_PEEK_H
#define KITH_BASE_FRONT_PEEK_H

#include <stdbool.h>

#include "base/str.h"

/*
 * Does the front matter of a whole file say `draft: true` or `published: false`? What else stands there instead of
 * "true" or "false" counts as a draft, and so does front matter that is no plain list of "key: value" lines but has
 * one of the words: a text that should have been kept back must not be shown by mistake. Thread-safe.
 */
bool front_peek_draft(struct str file);

#endif
