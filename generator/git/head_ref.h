/*
 * Where a repository lies and what HEAD is, read from its few text files: what a build needs to know
 * that nothing has changed, without the milliseconds that libgit2 or git takes to start. Whatever is
 * unusual is left to them. Formats: gitrepository-layout(5), git-pack-refs(1), git-worktree(1).
 *
 * Threads: all functions are safe from any thread.
 */
#ifndef KITH_GIT_HEAD_REF_H
#define KITH_GIT_HEAD_REF_H

#include <stdbool.h>
#include <stdint.h>

#include "base/array.h"
#include "base/str.h"
#include "git/object.h"

struct arena;

struct head_ref {
	struct str
	        work_tree; /* real path of the folder that holds `.git`, "" for the disk's root */
	struct str git_folder; /* of this work tree: holds HEAD */
	struct str common;     /* of all work trees: holds objects and refs */
	struct str branch;     /* "main"; empty when HEAD is detached */
	struct object_id id;
	array_of(struct object_id) shallow;  /* commits at which the clone was cut off */
	array_of(struct object_id) replaced; /* at[2 * i] by at[2 * i + 1], in no order */
	uint64_t config;                     /* hash of the configuration file */
	bool long_ids;                       /* the repository's hashes are SHA-256 */
};

/*
 * Reads them for the repository that holds the folder. All is in the arena. 0, or -ENOTSUP when it
 * takes libgit2 to tell: no repository, a bare one, another format, no commit yet, damage.
 */
int head_ref_read(struct arena *arena, struct str folder, struct head_ref *out);

/*
 * Only where the repository of a folder that holds `.git` lies: the first three. 0 or -ENOTSUP; -ENOENT
 * when there is none.
 */
int head_ref_locate(struct arena *arena, struct str top, struct head_ref *out);

/* The parts that read foreign bytes; -ENOTSUP for what is not understood. */

/* What `.git` says when it is a file: "gitdir: PATH". */
int head_ref_parse_link(struct str text, struct str *out);
/* What HEAD or a ref says: the id, or the name of another ref ("refs/heads/main"; else empty). */
int head_ref_parse(struct str text, struct object_id *id, struct str *name);
/* The id of a ref in packed-refs, -ENOENT when it is not there. */
int head_ref_find_packed(struct str text, struct str name, struct object_id *out);
/* May a ref be looked for under this name? "refs/", and no part that is empty or begins with '.'. */
bool head_ref_name_is_safe(struct str name);

#endif
