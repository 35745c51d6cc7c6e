/*
 * What the program git says of a repository whose format libgit2 does not read: with hashes that are
 * SHA-256, or with branches that are kept as a reftable. Only its references are asked for; the objects lie
 * in packs and files as ever and are read by object_store.c.
 *
 * A repository is data, and git does what a repository's configuration says. So git is asked for a list
 * alone, to which no hook, filter, pager or helper belongs; it is told where the repository lies, without
 * anything of the user's own environment; and no transport is allowed, so that nothing that is missing is
 * fetched.
 *
 * Threads: all functions are safe from any thread.
 */
#ifndef KITH_GIT_REF_LIST_H
#define KITH_GIT_REF_LIST_H

#include <stdbool.h>

#include "base/str.h"
#include "git/repo.h"

struct arena;

struct ref_list {
	struct str common; /* folder of all work trees: holds objects */
	struct repo_head head;
	repo_ids replaced;  /* at[2 * i] by at[2 * i + 1] */
	repo_tag_list tags; /* sorted by the bytes of their names */
	bool long_ids;      /* the repository's hashes are SHA-256 */
};

/*
 * `top` is the folder that holds `.git`, or a bare repository. All is in the arena. 0; -ENOTSUP when the
 * format is none of these; -EINVAL with *why when git is not there or does not know either.
 */
int ref_list_ask(
        struct arena *arena, struct str top, bool bare, struct ref_list *out, struct str *why);

/*
 * Git's list: for each reference "*" when it is where HEAD is, else " ", then the id, a space and the name.
 * False when HEAD is at none of them. What makes no sense is passed over.
 */
bool ref_list_parse(struct arena *arena, struct str text, struct ref_list *out);

#endif
