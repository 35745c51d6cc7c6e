/*
 * What git knows of a site's pages, from one walk over the repository. repo.c is the only file that
 * knows libgit2; history.c keeps identities of pages across renames; mailmap.c reads .mailmap.
 *
 * A history is const once opened: reading it is safe from all threads.
 */
#ifndef KITH_GIT_HISTORY_H
#define KITH_GIT_HISTORY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/array.h"
#include "base/date.h"
#include "base/str.h"

struct arena;
struct diags;
struct pool;

struct history_person {
	struct str name;
	struct str email; /* never printed; the key of mailmap */
};

struct history_commit {
	struct str hash;   /* 40 hexadecimal digits */
	struct str short_hash; /* its first 7 */
	struct date authored;  /* in the author's own offset; not known when it cannot be trusted (1970, future) */
	struct date committed;
	const struct history_person *author; /* through .mailmap */
	struct str subject;
	struct str body;   /* with trailers */
	bool boundary;     /* of a shallow clone: what it changed is unknown */
	bool ignored;      /* by .git-blame-ignore-revs or "Minor: yes": no change to a reader */
};

enum history_kind { HISTORY_CREATED, HISTORY_EDITED, HISTORY_MOVED, HISTORY_RESTORED, HISTORY_MERGED };

struct history_revision {
	const struct history_commit *commit;
	enum history_kind kind;
	struct str path;      /* at that commit, relative to the repository */
	struct str old_path;  /* before a rename; else empty */
};

struct history_page {
	array_of(struct history_revision) revisions; /* newest first */
	struct date created;   /* of the oldest revision; not known when the clone hides it */
	struct date updated;   /* of the newest that is a change to a reader */
	bool complete;         /* reaches the page's creation */
};

struct history {
	bool present;          /* there is a repository */
	bool shallow;          /* a shallow clone hides the older commits */
	struct str head;       /* hash of HEAD; empty without a commit */
	struct str branch;     /* empty when detached */
	struct date head_date;
	array_of(struct history_commit *) commits; /* newest first */
	struct history_state *state;
};

struct history_options {
	struct str folder;     /* the site's root, absolute or relative to the working directory */
	struct str content;    /* walk for pages below this folder of it ("content") */
	int64_t now;           /* later than a day behind this is "in the future" */
};

/*
 * Opens the repository that holds the folder and walks it once. Never fails: without a repository, or
 * with a damaged one, `present` is false or less is known, and a note or warning says so (once, with what to do). Lives in the arena.
 * `pool` may be NULL.
 */
struct history *history_open(struct arena *arena, const struct history_options *options,
        struct pool *pool, struct diags *diags);

/* The history of a file named relative to the site's root; NULL when git has none. */
const struct history_page *history_find(const struct history *history, struct str path);

/* libgit2's version, for --version. */
struct str history_version(void);

#endif
