/*
 * Releases of a repository: its tags that fit a pattern, with what lies between them.
 *
 *	v1.1  <-- v1.0..v1.1: reachable from this tag and not from the previous one, like `git log v1.0..v1.1`
 *	v1.0  <-- everything before it
 *
 * The order is that of versions, not of dates: a fix to an old line may come late. Tags that HEAD does not
 * reach belong to other branches and are left out.
 */
#ifndef KITH_ACTIVITY_RELEASE_H
#define KITH_ACTIVITY_RELEASE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/array.h"
#include "base/date.h"
#include "base/str.h"

struct arena;
struct contributors;
struct horizon;
struct repo;
struct walk;

struct release {
	struct str tag;     /* "v1.0" */
	struct str version; /* "1.0": what the pattern's `*` stands for */
	struct date date;   /* when it was tagged, else committed; may be unknown */
	bool annotated;
	struct str message; /* of an annotated tag, without signature and addresses; else empty */
	struct str text;    /* what that message tells readers in one line; see release_text */
	size_t commits;
	array_of(struct str) contributors; /* to these commits, most of them first */
	struct str previous;               /* tag of the version before; empty for the first */
};

typedef array_of(struct release) release_list;

enum { RELEASE_TAGS_MAX = 10000 };

/*
 * The releases, newest version first. Without a pattern (empty) every tag counts that is a number or a "v" and a
 * number. *unreleased gets the number of commits that HEAD has and the first release has not: all without
 * one. Texts are valid UTF-8 and live in the arena. The horizon gets to see the dates of all these tags.
 */
release_list release_find(struct arena *arena, const struct repo *repo, const struct walk *walk,
        const struct contributors *contributors, struct str pattern, struct horizon *horizon,
        size_t *unreleased);

/* Of such a message the note, or else the subject (git/message.h); in the arena or a view. */
struct str release_text(struct arena *arena, struct str message);

/* Orders versions: 1.9 < 1.10-rc1 < 1.10 < 1.10p1. Total: other texts by their bytes. */
int release_version_cmp(struct str a, struct str b);

#endif
