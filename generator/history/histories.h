/*
 * The histories of a site's pages, from all repositories that they lie in: that of the content, and
 * below it those of submodules, of folders with a `.git` of their own, of folders that symbolic links
 * lead to, and of folders whose history a section says is kept elsewhere:
 *
 *	content/                the site's repository, or the one that kith.yaml names
 *	content/manual/         a submodule
 *	content/notes/          _index.md has "history: {repository: ../notes.git, path: posts}"
 *
 * A file belongs to the repository nearest to its real path, unless a section or kith.yaml says
 * otherwise. Each repository is walked once, however many folders come from it.
 *
 * Threads: histories_open and histories_add write, on one thread at a time; reading what they made is
 * safe from all threads.
 */
#ifndef KITH_HISTORY_HISTORIES_H
#define KITH_HISTORY_HISTORIES_H

#include "base/array.h"
#include "base/diag.h"
#include "base/str.h"
#include "history/history.h"

struct arena;
struct pool;

/* A folder of the site whose history is that of a folder of some repository. */
struct histories_mount {
	struct str folder;     /* of the site: "content/notes" */
	struct str repository; /* a folder, from the site's root or absolute; may be a bare one */
	struct str path;       /* where in it the files lie; empty: where they are found */
	struct place place;    /* of the setting, for messages; `source` as for diag_add */
	struct str source;
};

struct histories {
	const struct history *main;           /* of the content as a whole; never NULL */
	array_of(const struct history *) all; /* `main` first; those that could be opened */
	/* Of all of them, newest first; in each repository in the order of its own list. */
	array_of(struct history_commit *) commits;
	bool shallow; /* one of them is */
	struct histories_state *state;
};

/*
 * Opens the repository of the content, or that of `mount` (of kith.yaml, whose folder is the content;
 * NULL without one), as history_open does; all that is said there holds here. A mount without a
 * repository is an error. Everything lives in the arena.
 */
struct histories *histories_open(struct arena *arena, const struct history_options *options,
        const struct histories_mount *mount, struct pool *pool, struct diags *diags);

typedef array_of(struct histories_mount) histories_mounts;
typedef array_of(struct str) histories_paths;

/* A folder below the content ("drafts") whose section hands down that its pages are drafts, or are none. */
struct histories_draft_folder {
	struct str folder;
	bool draft;
};
typedef array_of(struct histories_draft_folder) histories_draft_folders;

/*
 * Opens all other repositories that hold one of the files, which are named as for histories_find;
 * `mounts` are those of sections, of which the deepest one decides. To be called once.
 */
void histories_add(struct histories *histories, const histories_mounts *mounts,
        const histories_paths *paths, struct pool *pool, struct diags *diags);

/*
 * Makes drafts of all revisions of files that lay in such a folder, and forgets what was removed from it. The
 * deepest folder decides. To be called once, behind histories_add.
 */
void histories_mark_drafts(struct histories *histories, const histories_draft_folders *folders);

/*
 * The history of a file named relative to the site's root ("content/essays/cache.md"); its `of` says
 * in which repository. NULL when no repository has it. Files that histories_add was not given are only
 * looked for in `main`.
 */
const struct history_page *histories_find(const struct histories *histories, struct str path);

/*
 * The repository in whose work tree a file lies; NULL when it lies in none, or in a folder whose history
 * is kept elsewhere. For files that histories_add was given.
 */
const struct history *histories_home(const struct histories *histories, struct str path);
/* Does a file of a repository belong to the content? False when only other folders of it are shown. */
bool histories_shows(
        const struct histories *histories, const struct history *history, struct str path);
/* Does any commit fit a rule of history_options.ignore? */
bool histories_have(const struct histories *histories, struct str rule);
/* Real path of the folder that holds the repository. */
struct str histories_top(const struct histories *histories, const struct history *history);

#endif
