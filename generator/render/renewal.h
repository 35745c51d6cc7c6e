/*
 * Which routes have to be rendered again. Every build notes the facts that each artifact was made from (fact.h) and leaves
 * them in a dossier (freshness/dossier.h). In the next one an artifact is as it was when all of its facts are: rendering
 * depends on nothing else but its head, that is, its template and all that this one includes, and its language.
 *
 *	route       facts it read last time                           now
 *	/           site { title, menu }, page 3 { title, url }       the same: kept
 *	/a/         page 3 { title, content }                         its content differs: rendered
 *
 * Each fact is hashed once for all the artifacts that show it. An artifact about which something was told is rendered again
 * each time, so that it is told again.
 */
#ifndef KITH_RENDER_RENEWAL_H
#define KITH_RENDER_RENEWAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/hash.h"
#include "base/str.h"

struct arena;
struct artifact;
struct render;
struct route;
struct sink;
struct worker;
struct workers;

/* Why a route is rendered. */
enum renewal_reason {
#define RENEWAL(NAME, text) RENEWAL_##NAME,
#include "render/renewal.def"
#undef RENEWAL
	RENEWAL_REASONS
};

struct renewal;

/*
 * Decides which routes are rendered, by what the last build left beside the output of a disk sink; NULL for other
 * sinks, for which all are. Needs the directives. With `all`, none is kept. Everything lives in the arena, which must outlive the build.
 */
struct renewal *renewal_open(struct arena *arena, struct render *render, struct workers *workers,
        const struct sink *sink, bool all);
enum renewal_reason renewal_reason(const struct renewal *renewal, const struct route *route);
/* Is anything kept? Afterwards it is known how much truly was. */
bool renewal_has_kept(const struct renewal *renewal);
/* In words: "because of content/essays/cache.md (title, url)"; empty where there is nothing to say. Lives in the arena. */
struct str renewal_explain(
        const struct renewal *renewal, const struct route *route, struct arena *arena);

/*
 * Has the sink taken the artifact of the last build for this route? If its file is not what that build wrote, the route is
 * rendered after all.
 */
bool renewal_keep(struct renewal *renewal, const struct route *route, struct sink *sink,
        const struct artifact *artifact, struct worker *worker);
/* render_route, noting what is read. */
bool renewal_render(struct renewal *renewal, const struct route *route, struct worker *worker,
        struct str *bytes);
/* Keeps what the next build has to know, when the sink has committed. Without it that one renders everything. */
void renewal_save(struct renewal *renewal, const struct sink *sink);

#endif
