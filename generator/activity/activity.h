/*
 * What a repository tells of the work in it: how much on which day, what was released, who took part, what
 * it is written in. From the commits that HEAD reaches; nothing is a score, and nothing is guessed. It may
 * be any repository, with a work tree or bare.
 *
 * Bots are no people: what they commit counts among `commits` and in releases, as git counts, but is
 * in no calendar and nobody's contribution. No mail address is in here.
 */
#ifndef KITH_ACTIVITY_ACTIVITY_H
#define KITH_ACTIVITY_ACTIVITY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "activity/calendar.h"
#include "activity/code_language.h"
#include "activity/contributor.h"
#include "activity/release.h"
#include "base/date.h"
#include "base/str.h"

struct arena;
struct repo;

struct activity_commit {
	struct str hash; /* empty: there is no such commit, or the clone hides it */
	struct date
	        date; /* in the author's zone; not known when it is before 1971 or in the future */
	struct str subject;
	struct str note; /* for readers; empty without one */
};

struct activity {
	bool shallow;      /* older commits are cut off: the numbers are of the rest */
	struct str head;   /* hash; empty without a commit */
	struct str branch; /* empty when detached */
	size_t commits;
	struct activity_commit first, last;
	struct calendar calendar;
	release_list releases; /* newest version first */
	size_t unreleased;     /* commits since the newest release, or all */
	contributor_list contributors;
	code_language_list languages;
	repo_ids missing; /* files that a partial clone lacks; then `languages` is empty */
	int64_t from,
	        until; /* it is the same for every `now` from the one on and before the other */
};

struct activity_options {
	const struct str *patterns; /* of release tags; see release_find */
	size_t patterns_len;
	const struct str *bots; /* see contributor.h */
	size_t bots_len;
	int64_t now; /* later than a day behind this is "in the future" */
	/* Where repo_cache.h keeps commits, which are not read again then; `cache` empty: nowhere. */
	struct str folder, cache;
};

/*
 * Reads the repository once and gives an activity for each pattern, which share all but their releases.
 * NULL when its HEAD cannot be read; an empty repository has empty activities. Everything lives in the
 * arena. Threads: as for the repository.
 */
struct activity *activity_read(
        struct arena *arena, const struct repo *repo, const struct activity_options *options);

#endif
