/*
 * A git repository as a store of raw objects. This is the only place that knows libgit2; what the
 * bytes mean is read by object.c. The repository is data: no hook, filter or helper of it ever runs,
 * and of its configuration only the format and core.ignorecase are looked at.
 *
 * All functions that can fail return 0 or a negative errno, and repo_error says what libgit2 said.
 *
 * Threads: a handle belongs to one thread at a time; repo_again makes one for another thread.
 */
#ifndef KITH_GIT_REPO_H
#define KITH_GIT_REPO_H

#include <stdbool.h>
#include <stddef.h>

#include "base/array.h"
#include "base/buf.h"
#include "base/str.h"
#include "git/object.h"

struct arena;
struct head_ref;
struct loose_object;
struct pack_object;
struct repo;

/*
 * Opens the repository that holds the folder: the folder's real path itself or the nearest one above
 * it with a `.git`, whoever owns it. -ENOENT when there is none, -EINVAL when there is one that cannot
 * be read (damaged, or of a format that nobody knows), -ENOTSUP when it is for the program git to help
 * with its format (ref_list.h), and git cannot. Closed by repo_close.
 */
int repo_open(struct arena *arena, struct str folder, struct repo **out);
/*
 * A handle for the repository that was found without libgit2, which is started when an object is read
 * that is neither in a pack nor in a file as they mostly are. It can do nothing but repo_read, tell where
 * it lies and what `head` says of shallow and replaced commits. Closed by repo_close, before `head` goes.
 */
struct repo *repo_later(struct arena *arena, const struct head_ref *head, bool ignores_case);
/* A second handle, which can do nothing but repo_read; may be called from any thread. */
int repo_again(struct arena *arena, const struct repo *repo, struct repo **out);
/*
 * The same knowing only where the objects are (repo_objects), once the repository itself is closed. May
 * be called from any thread.
 */
int repo_open_objects(struct arena *arena, struct str path, bool long_ids, struct repo **out);
/* Absolute; lives as long as the handle's arena. */
struct str repo_objects(const struct repo *repo);
/* Are its hashes SHA-256? */
bool repo_has_long_ids(const struct repo *repo);
void repo_close(struct repo *repo);
/* Why the last call on this thread failed; never empty, lives in the arena. */
struct str repo_error(struct arena *arena);

/* Real path of the work tree, without a '/' at its end; empty for a bare repository. */
struct str repo_work_tree(const struct repo *repo);
/* The same, or the folder of a bare repository; empty for the root of the disk. */
struct str repo_root(const struct repo *repo);
/* Where a folder lies in the work tree: "" for its root, "docs/site". -EXDEV when it lies elsewhere. */
int repo_locate(struct arena *arena, const struct repo *repo, struct str folder, struct str *out);
/* Does the disk take "A.md" and "a.md" for one file, as far as git noticed? */
bool repo_ignores_case(const struct repo *repo);

struct repo_head {
	struct object_id id;
	bool born;         /* false: no commit yet, or a branch that does not exist */
	struct str branch; /* "main"; empty when HEAD is detached */
};

int repo_head(struct arena *arena, const struct repo *repo, struct repo_head *out);

typedef array_of(struct object_id) repo_ids;

/* Commits at which a shallow clone was cut off; none for a whole one. */
int repo_shallow(struct arena *arena, const struct repo *repo, repo_ids *out);
/* Is there a file info/grafts, git's older way to change the parents of commits? */
bool repo_has_grafts(const struct repo *repo);
/* Objects that stand for others (git-replace(1)): at[2 * i] is replaced by at[2 * i + 1]. */
int repo_replacements(struct arena *arena, const struct repo *repo, repo_ids *out);

struct repo_tag {
	struct str name;     /* "v1.0", without "refs/tags/"; any bytes but NUL */
	struct object_id id; /* of a commit, or of an annotated tag; may be anything */
};

typedef array_of(struct repo_tag) repo_tag_list;

/* The tags, packed ones too, sorted by the bytes of their names; at most `max`. */
int repo_tags(struct arena *arena, const struct repo *repo, size_t max, repo_tag_list *out);

enum repo_type { REPO_OTHER, REPO_COMMIT, REPO_TREE, REPO_BLOB, REPO_TAG };

struct repo_object {
	struct str bytes; /* valid until repo_release */
	enum repo_type type;
	void *handle;               /* of libgit2, or */
	struct pack_object *packed; /* of pack_store.h, or */
	struct loose_object *loose; /* of loose.h, or */
	struct buf shortened;       /* of a tree with long ids */
};

/*
 * Reads an object. -ENOENT when it is not there, -EFBIG when it has more than `max` bytes, -EIO when
 * it is damaged. Released by repo_release, at the latest before repo_close.
 */
int repo_read(
        const struct repo *repo, const struct object_id *id, size_t max, struct repo_object *out);
void repo_release(struct repo_object *object);

/* The id that git would give a file of these bytes. Starts libgit2. */
void repo_hash_blob(struct str bytes, struct object_id *out);
/*
 * Does git change a file on its way between work tree and repository, by more than the ends of its
 * lines (filter, ident, working-tree-encoding in .gitattributes)? `path` is relative to the repository.
 */
bool repo_converts(const struct repo *repo, struct str path);

/*
 * Gives back what libgit2 keeps for the process. Optional, for programs that look for leaks: all
 * handles are closed and the threads that had one have ended.
 */
void repo_shutdown(void);

/* libgit2's version, "1.5.1". */
struct str repo_version(void);

#endif
