/*
 * The keys of front matter that a site has declared itself (config/config_type.h). They wait in
 * front->own until the page's type is known, which a cascade may set:
 *
 *	front matter, cascades above --front_own_keep--> front->own --front_own_read--> record of the type
 */
#ifndef KITH_CONTENT_FRONT_OWN_H
#define KITH_CONTENT_FRONT_OWN_H

#include "base/diag.h"
#include "content/front.h"
#include "data/schema.h"

struct config_type;
struct node_source;

/*
 * Refuses what no type can be like: a base that kith does not know, and a key that the base has
 * already. For the whole configuration, once. The errors are those of kith.yaml.
 */
void front_own_check(const struct config *config, struct diags *diags);

/* The type of kith's that one builds on. */
enum front_type front_own_base(const struct config_type *type);

/*
 * Puts what kith itself does not know, and what a type of `config` declares, into front->own. The map
 * without what only a type knows comes back, so that nobody suspects a slip in it: `root` itself where
 * there are no types, else in the arena; and that goes to `rest`. `config` may be NULL.
 */
const struct node *front_own_keep(struct arena *arena, const struct node_source *source,
        const struct config *config, const struct node *root, struct front *front,
        schema_rest *rest);
/* Adds what `front` does not have from what is passed down to it. */
void front_own_inherit(struct front *front, const struct front *defaults, struct arena *arena);

/*
 * Fills front->declared and front->record for a page of that type, NULL for none: values that are wrong
 * are errors, slips and keys of other types warnings, and a required one that is missing is an error,
 * unless the page is a draft. What the type knows is taken out of front->params.
 */
void front_own_read(struct arena *arena, const struct node_source *source,
        const struct config *config, const struct config_type *type, struct front *front,
        struct diags *diags);
/* Where a page has a key, if only without a value; else where its front matter begins. */
struct place front_own_place(
        const struct front *front, const struct node_source *source, struct str key);

#endif
