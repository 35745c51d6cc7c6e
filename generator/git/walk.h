/*
 * All commits that lead to HEAD, read once and put in order. A shallow clone ends at its boundary, and
 * a commit that is missing is a boundary of its own making: the walk goes on with what is there.
 */
#ifndef KITH_GIT_WALK_H
#define KITH_GIT_WALK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/array.h"
#include "base/map.h"
#include "base/str.h"
#include "git/object.h"
#include "git/tree_diff.h"

struct arena;
struct cache_file;
struct history_commit;
struct history_person;
struct repo;

struct walk_person {
	struct str name, email;             /* as the commit has them, made valid UTF-8 */
	struct str key;                     /* both, with a newline between */
	const struct history_person *shown; /* set by history_people.c */
};

struct walk_commit {
	struct object_id id;
	struct object_id tree;
	array_of(struct walk_commit *) parents;       /* those that could be read */
	const struct walk_person *author, *committer; /* one for each pair of name and address */
	int64_t authored, committed;                  /* seconds; 0 when there was no number */
	int authored_offset, committed_offset;        /* minutes east of UTC */
	struct str message;                           /* valid UTF-8 */
	bool shallow;                                 /* the clone was cut off here */
	bool hidden;      /* a parent is unknown, and so is what the commit changed */
	size_t waiting;   /* children that are not in order yet; of no use after the walk */
	size_t index;     /* in `newest`; 0 for one that is not there */
	uint32_t number;  /* the same in `lines` */
	uint32_t cached;  /* its number + 1 in the cache that the walk took commits from */
	int64_t position; /* what `newest` is sorted by: a date that never precedes a parent's */
	bool known;       /* its changes were found earlier */
	bool unsure;      /* bytes were missing that decide what it changed */
	tree_changes changes;               /* filled by changes.c */
	uint32_t line, place;               /* set by trace_index.c */
	const struct history_commit *shown; /* set by history_commits.c */
};

typedef array_of(struct walk_commit *) walk_list;

struct walk {
	walk_list
	        lines; /* children first, each branch in one piece: the order to compare trees in */
	walk_list newest;               /* children first, otherwise by date: the order to show */
	struct map people;              /* name, newline, address -> struct walk_person */
	size_t missing;                 /* commits that are named but cannot be read */
	bool cut;                       /* there were more than WALK_COMMITS_MAX */
	size_t read;                    /* commits that no cache had */
	uint64_t shallow, replaced;     /* cache_file_hash of what the walk respected */
	const struct cache_file *known; /* the cache that commits were taken from, or NULL */
};

enum { WALK_COMMITS_MAX = 1000000, WALK_MESSAGE_MAX = 1 << 16 };

/* The walk from `head`; `now` in seconds tells absurd dates. Everything lives in the arena. */
struct walk *walk_run(
        struct arena *arena, const struct repo *repo, const struct object_id *head, int64_t now);

/*
 * The same with the commits that a cache has taken from there, changes included; `known` may be NULL,
 * and its bytes have to live as long as the walk.
 */
struct walk *walk_resume(struct arena *arena, const struct repo *repo, const struct object_id *head,
        int64_t now, struct cache_file *known);

/* Fills `newest` of a walk that has its `lines`. */
void walk_sort(struct arena *arena, struct walk *walk, int64_t now);

/*
 * Can a date be believed? Not one before 1971, which a clock shows that was never set, whatever its zone and however
 * long it ran; nor one later than a day from now. Imported histories of the 1980s stay.
 */
bool walk_date_trusted(int64_t seconds, int64_t now);

#endif
