/*
 * When a page of the output last changed: the newest date of what readers see on it, as far as dates are known. A list
 * changes with what it lists, and one page of it with what stands there.
 */
#ifndef KITH_SITE_LATEST_H
#define KITH_SITE_LATEST_H

#include "base/date.h"

struct arena;
struct route;
struct site;

/* Not known when nothing there has a date. For a resolved site; the arena is for passing needs. Thread-safe. */
struct date latest_of_route(
        struct arena *arena, const struct site *site, const struct route *route);

#endif
