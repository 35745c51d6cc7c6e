/*
 * A handle of one repository for each worker of a pool, opened when it is first asked for.
 */
#ifndef KITH_GIT_HANDLES_H
#define KITH_GIT_HANDLES_H

struct arena;
struct handles;
struct repo;

/* For `workers` workers; lives in the arena. `repo` must stay open, and serves worker 0, the caller. */
struct handles *handles_make(struct arena *arena, const struct repo *repo, unsigned workers);
/*
 * The worker's own, to be used by its thread alone and only for repo_read; NULL when it cannot be
 * opened, which worker 0 never meets.
 */
const struct repo *handles_get(struct handles *handles, unsigned worker);
/* Closes those that were opened; what was read through them must have been released. */
void handles_close(struct handles *handles);

#endif
