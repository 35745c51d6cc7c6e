/*
 * What other template languages and site generators call things, for the help of errors. One row of a table
 * in foreign.c for each. Safe from all threads.
 */
#ifndef KITH_TEMPLATE_FOREIGN_H
#define KITH_TEMPLATE_FOREIGN_H

#include <stddef.h>

#include "base/str.h"

/* "write `none`" for null: what serves the purpose of a name or filter here; NULL for others. */
const char *foreign_name(struct str name);
const char *foreign_filter(struct str name);
/* The one of `known` that others call `key`: "previous" for prev. Empty when there is none. */
struct str foreign_key(struct str key, const struct str *known, size_t count);

#endif
