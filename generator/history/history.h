/*
 * What git knows of a site's pages, from one walk over the repository, which is read by git/. history.c
 * keeps the histories of pages, trace.c follows them across renames; histories.h is for a site whose pages
 * lie in several repositories.
 *
 * Nothing is guessed: a date that git does not know, or that no clock can have shown, is left out.
 *
 * A history is const once opened: reading it is safe from all threads.
 */
#ifndef KITH_HISTORY_HISTORY_H
#define KITH_HISTORY_HISTORY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/array.h"
#include "base/date.h"
#include "base/str.h"
#include "git/tree_diff.h"

struct arena;
struct diags;
struct pool;

/* Text from commits is valid UTF-8, and otherwise what anybody wrote: escape it. */
struct history_person {
	struct str name;  /* by .mailmap; may be empty, and never has an address in it */
	struct str email; /* never shown; it tells people apart */
	bool bot;
};

/* "Reviewed-by: Jo" in a message; which keys count is in credit.def. */
struct history_credit {
	struct str key; /* "Reviewed-by", spelled as in the table */
	const struct history_person *person;
};

struct history_commit {
	struct str hash;       /* 40 hexadecimal digits */
	struct str short_hash; /* its first 7 */
	/* In the writer's own offset; not known when it is of 1970, older, or in the future. */
	struct date authored, committed;
	struct date date; /* the one of them that counts for this site */
	const struct history_person *author, *committer;   /* never NULL */
	array_of(const struct history_person *) coauthors; /* each once, without the author */
	array_of(struct history_credit) credits;           /* in the order of the message */
	struct str subject;                                /* one line; empty when the message is */
	struct str body;                                   /* what follows it, without trailers */
	struct str note; /* one line for readers, instead of the subject; mostly empty */
	bool boundary;   /* of a shallow clone, or damaged: what it changed is unknown */
	bool content;    /* it changed files in the folder of pages, drafts and pictures as well */
	bool ignored;    /* the site says that it is no change to a reader */
	bool bot;        /* no person wrote it */
};

enum history_kind {
	HISTORY_CREATED,
	HISTORY_EDITED,
	HISTORY_MOVED,    /* and perhaps edited, see `class` */
	HISTORY_RESTORED, /* it had been removed */
	HISTORY_MERGED,   /* edited in a merge: the page equals that of no parent */
	HISTORY_PUBLISHED, /* what was before is a `draft`, and this is none; whatever else was done to it */
};

struct history_revision {
	const struct history_commit *commit;
	enum history_kind kind;
	enum tree_change_class class;
	struct str path;     /* at that commit, relative to the repository; any bytes but NUL */
	struct str old_path; /* before a rename; else empty */
	bool minor;          /* no change to a reader: by its class, or commit->ignored */
	bool unsure;     /* bytes are missing that tell whether it is one: `class` says nothing */
	bool has_before; /* false: the file was not there */
	bool draft;      /* not for readers: a draft, or perhaps one, or replaced before its date */
	bool unread;     /* the repository has not the text, or too large a one: hence `draft` */
	struct object_id before, after; /* blobs, for history_reader */
	bool counted;                   /* `lines` and `words` are known */
	struct diff_count lines, words; /* of the whole file; of its text without front matter */
};

struct history_page {
	const struct history *of;
	struct str path;                             /* of the file in HEAD, in the repository */
	struct object_id blob;                       /* its bytes there */
	array_of(struct history_revision) revisions; /* newest first */
	struct date created; /* of the oldest revision; not known when the clone hides it */
	struct date updated, revised; /* last for a reader, if it is known; but for the creation */
	bool complete, unsure;        /* reaches the page's creation; some revision is unsure */
	const struct history_commit *removed; /* of one that is gone, else NULL */
};

/* A page of the content, no draft, that a commit took away. */
struct history_removal {
	const struct history_commit *commit;
	struct str path; /* the last it had, as is `blob` */
	struct object_id blob;
	const struct history_page *back; /* what it is now, when it was brought back; else NULL */
	struct history_page *past;       /* what it was until then; NULL when it was brought back */
};

struct history {
	bool present, unread;    /* there is a repository; there is one that cannot be read */
	bool shallow;            /* a shallow clone hides the older commits */
	struct str head, branch; /* hash of HEAD, empty without a commit; empty when detached */
	struct date head_date;
	array_of(struct history_commit *) commits; /* newest first, children before parents */
	array_of(struct history_removal) removals; /* in no order */
	struct history_state *state;
};

struct history_options {
	struct str folder;   /* the site's root, absolute or relative to the working directory */
	struct str content;  /* its folder of pages ("content"); may be a repository of its own */
	struct str cache;    /* folder below `cache_in` that keeps what was found; empty: none */
	struct str cache_in; /* empty: `folder` */
	struct str name;     /* what messages call the repository; empty for the site's own */
	int64_t now;         /* later than a day behind this is "in the future" */
	bool now_is_past;    /* somebody asked for the site of another day: HEAD may be later */
	bool commit_dates;   /* what counts is when it was committed, not when it was written */
	/* Commits that are no change to a reader: hashes of 7 to 40 digits, or subjects by wildcard.h. */
	const struct str *ignore;
	const struct str *bots; /* names of authors that are none, by wildcard.h */
	size_t ignore_count, bot_count;
	struct str also; /* a file of the site that HEAD may not have any more; or empty */
};

/*
 * Opens the repository that holds the content and walks it once. Never fails: without a repository
 * `present` is false, silently; of a shallow, damaged or too large one less is known, and one warning
 * says so and what to do. Lives in the arena; only the walk itself uses `pool`. When that is NULL and
 * there is much to read, two threads of its own share it. Loading libgit2 takes some milliseconds, so this
 * may run on a thread of its own (then without the pool that others use), but not twice at the same time.
 */
struct history *history_open(struct arena *arena, const struct history_options *options,
        struct pool *pool, struct diags *diags);

/*
 * The history of a file named relative to the site's root ("content/essays/cache.md"), through symbolic
 * links; NULL when HEAD does not have it. A page may have no revision at all when the clone hides them.
 */
const struct history_page *history_find(const struct history *history, struct str path);

/* Where a file is now that once had this name, relative to the site's root; empty when unknown. */
struct str history_find_renamed(const struct history *history, struct str path);

/* As templates and programs know them: "created", "front-matter". */
struct str history_kind_name(enum history_kind kind);
struct str history_class_name(enum tree_change_class class);

#endif
