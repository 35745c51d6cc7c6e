/*
 * Who contributed to a repository: authors and co-authors (`Co-authored-by:` trailers) through .mailmap.
 * People are told apart by their names, as in `git shortlog`. Bots are left out. Addresses serve to know
 * who is who and do not leave this file.
 */
#ifndef KITH_ACTIVITY_CONTRIBUTOR_H
#define KITH_ACTIVITY_CONTRIBUTOR_H

#include <stdbool.h>
#include <stddef.h>

#include "base/array.h"
#include "base/date.h"
#include "base/str.h"

struct arena;
struct mailmap;
struct walk;

struct contributor {
	struct str name;
	size_t commits;          /* written or co-written */
	struct date first, last; /* of these; not known when no clock can have shown the dates */
};

typedef array_of(struct contributor) contributor_list;

/* Who is credited for one commit; empty for one that bots made alone. */
struct contributor_credit {
	array_of(size_t) people; /* indices into the list, the author first */
	bool bot;                /* the author is a bot and nobody else took part */
};

struct contributors {
	contributor_list list;              /* in no order of use; see contributor_sort */
	struct contributor_credit *credits; /* by the commits' places in walk->newest */
};

struct contributor_options {
	const struct mailmap *mailmap;
	const struct str *bots; /* patterns for names and addresses, besides `*[bot]*` */
	size_t bots_len;
	int64_t now; /* dates later than a day behind it are not believed */
};

/* Everybody in the walk. All memory is of the arena. */
struct contributors *contributor_find(
        struct arena *arena, const struct walk *walk, const struct contributor_options *options);

/* Most commits first, then by name. */
void contributor_sort(contributor_list *list);

#endif
