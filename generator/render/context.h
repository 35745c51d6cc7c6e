/*
 * What the template of a route is given. Only render/ includes this.
 */
#ifndef KITH_RENDER_CONTEXT_H
#define KITH_RENDER_CONTEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "data/value.h"

struct arena;
struct render;
struct route;

/* What context_of needs of a renderer; once, before it. */
void context_prepare(struct render *render);
/*
 * An OBJECT whose keys are the names of context.def. It lives in the arena, as do its values, and is of one thread. A template
 * gives back parts of its scratch memory while it runs: the arena must be another one.
 */
struct value context_of(
        const struct render *render, const struct route *route, struct arena *arena);
/* The names in their order; empty behind the last. */
struct str context_name(size_t index);
/* Can a fact (fact.h) stand for what the route is given under that name? */
bool context_is_told(size_t index, const struct route *route);

#endif
