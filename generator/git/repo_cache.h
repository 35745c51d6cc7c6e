/*
 * What was found in a repository, kept from one build for the next: SITE/.kith/history/<name>.cache, a
 * file for each repository (cache_file.h says what is in it).
 *
 * What a commit changed never changes, so commits are known by their ids and HEAD is only the shortest
 * way: while it stands where it stood, nothing of git is read. Names by .mailmap, commits that do not
 * count, which dates can be believed: all that is decided anew in each build and not in the file.
 *
 * A file that is missing, damaged, of another version or machine is passed over without a word, and one
 * that cannot be written is not written.
 *
 * Threads: one cache, one thread.
 */
#ifndef KITH_GIT_REPO_CACHE_H
#define KITH_GIT_REPO_CACHE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/map.h"
#include "base/str.h"
#include "git/cache_file.h"

struct arena;
struct buf;
struct head_ref;
struct walk;

struct repo_cache {
	struct str folder; /* the site's */
	struct str path;   /* of the file, from there */
	struct cache_file file;
	bool present; /* `file` can be used */
};

/*
 * Looks into the cache of the repository whose work tree (or bare folder) is `root`, a real path. `place`
 * is the folder for caches below the site's folder (".kith/history"); empty: there is no cache. The
 * bytes live in the arena, and so must all that is taken from them.
 */
void repo_cache_load(struct repo_cache *cache, struct arena *arena, struct str folder,
        struct str place, struct str root);

/* Is all in the file as a reading of git would find it now? */
bool repo_cache_is_fresh(const struct repo_cache *cache, const struct head_ref *head);

/* Does the text lie in the file's bytes? */
bool repo_cache_has(const struct repo_cache *cache, struct str text);

/* Of a fresh cache: the walk with its changes, and the files of HEAD (head_files_read). */
struct walk *repo_cache_walk(const struct repo_cache *cache, struct arena *arena, int64_t now);
void repo_cache_files(const struct repo_cache *cache, struct arena *arena, struct map *files);

/*
 * Writes what was found when there is anything that the file did not have. Commits of other branches
 * that it had stay, up to a number. `state` says with which HEAD and settings; its hashes of shallow
 * and replaced ids are the walk's.
 */
void repo_cache_save(struct repo_cache *cache, const struct walk *walk, const struct map *files,
        const struct cache_state *state);

/* The bytes of such a file; false when the walk is none that can be kept. */
bool repo_cache_encode(struct buf *out, const struct walk *walk, const struct map *files,
        const struct cache_state *state, struct cache_file *earlier);

#endif
