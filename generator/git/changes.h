/*
 * What every commit of a walk changed, found in parallel.
 */
#ifndef KITH_GIT_CHANGES_H
#define KITH_GIT_CHANGES_H

struct changes;
struct pool;
struct repo;
struct walk;

/*
 * A history with more than this is not a site's: changes of files, and trees opened to find them. (The
 * repository of git itself has 0.3 and 1 million.)
 */
enum { CHANGES_MAX = 2 * 1000 * 1000, CHANGES_STEPS_MAX = 64 * 1000 * 1000 };

/*
 * Fills `changes` of every commit of the walk, renames paired; a commit whose trees cannot be read
 * becomes `hidden`. `pool` may be NULL; the result is the same with any number of workers. NULL when
 * the history is too large; then no commit has changes. Otherwise they live until changes_free.
 */
struct changes *changes_find(struct walk *walk, const struct repo *repo, struct pool *pool);
void changes_free(struct changes *changes);

#endif
