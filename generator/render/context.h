/*
 * What the template of a route is given. Only render/ includes this.
 */
#ifndef KITH_RENDER_CONTEXT_H
#define KITH_RENDER_CONTEXT_H

#include "data/value.h"

struct arena;
struct render;
struct route;

/* A MAP in the arena. */
struct value context_of(
        const struct render *render, const struct route *route, struct arena *arena);

#endif
