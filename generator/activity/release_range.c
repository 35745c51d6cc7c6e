/*
 * Each of up to 63 marks has a bit, and the mark before them has bit 0. Bits run down the order of commits, in which
 * children come before parents; when a commit's turn comes it has the bits of all marks that reach it:
 *
 *	mark 3   mark 2   mark 1   before
 *	  1        1        0        0       is new in mark 2
 *	  1        0        1        1       is new in mark 3, for mark 2 has it not
 *
 * The run ends when no commit is waiting that is new somewhere. Neighbours mostly have the same bits, so what they have
 * is added up before it is handed out: a long history with many marks in an order that is not its own costs no more.
 */
#include "activity/release_range.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "activity/contributor.h"
#include "base/arena.h"
#include "git/walk.h"

enum { BITS = 64, MARKS = BITS - 1 };

struct ranger {
	struct arena *arena;
	struct arena scratch, passing; /* the latter: of one pass */
	const walk_list *commits;
	const struct contributors *contributors;
	uint64_t *reached;           /* by walk_commit.index: the marks that reach it */
	size_t last;                 /* the last commit that has a bit */
	size_t waiting;              /* commits with bits that are new somewhere, still to come */
	struct release_range *range; /* of the mark with bit 1 */
	uint64_t bits;               /* where the commits that are not handed out yet are new */
	size_t count;                /* how many they are */
	size_t *shares;              /* and how many of them each contributor made */
	array_of(size_t) people;     /* those who made some */
	size_t **places;             /* by bit: where shares are, by contributor, from 1; 0: none */
};

/* The marks in which a commit is new: they reach it, and the one before does not. */
static uint64_t
new_in(uint64_t reached)
{
	return reached & ~(reached << 1) & ~(uint64_t)1;
}

static void
reach(struct ranger *ranger, const struct walk_commit *commit, uint64_t bits)
{
	uint64_t *reached = &ranger->reached[commit->index];
	bool was = new_in(*reached) != 0;
	*reached |= bits;
	ranger->waiting += (new_in(*reached) != 0);
	ranger->waiting -= was;
	if (commit->index > ranger->last)
		ranger->last = commit->index;
}

/* --- handing out ---------------------------------------------------------------------------------- */

static void
credit(struct ranger *ranger, unsigned bit, size_t contributor, size_t commits)
{
	struct release_range *range = &ranger->range[bit - 1];
	size_t people = ranger->contributors->list.len;
	if (!ranger->places[bit])
		ranger->places[bit] = arena_array(&ranger->passing, size_t, people);
	size_t *place = &ranger->places[bit][contributor];
	if (!*place) {
		*array_push(ranger->arena, &range->shares) =
		        (struct release_share){ .contributor = contributor };
		*place = range->shares.len;
	}
	range->shares.at[*place - 1].commits += commits;
}

static void
hand_out(struct ranger *ranger)
{
	for (unsigned bit = 1; bit < BITS && ranger->bits >> bit; bit++) {
		if (!(ranger->bits >> bit & 1))
			continue;
		ranger->range[bit - 1].commits += ranger->count;
		for (size_t i = 0; i < ranger->people.len; i++) {
			size_t who = ranger->people.at[i];
			credit(ranger, bit, who, ranger->shares[who]);
		}
	}
	for (size_t i = 0; i < ranger->people.len; i++)
		ranger->shares[ranger->people.at[i]] = 0;
	ranger->people.len = 0;
	ranger->count = 0;
	ranger->bits = 0; /* they are of this pass; the next one has other marks */
}

static void
take(struct ranger *ranger, const struct walk_commit *commit, uint64_t bits)
{
	const struct contributor_credit *made = &ranger->contributors->credits[commit->index];
	if (bits != ranger->bits)
		hand_out(ranger);
	ranger->bits = bits;
	ranger->count++;
	for (size_t i = 0; i < made->people.len; i++)
		if (!ranger->shares[made->people.at[i]]++)
			*array_push(&ranger->scratch, &ranger->people) = made->people.at[i];
}

/* --- passes --------------------------------------------------------------------------------------- */

static void
run(struct ranger *ranger, size_t from)
{
	for (size_t at = from; ranger->waiting && at < ranger->commits->len; at++) {
		const struct walk_commit *commit = ranger->commits->at[at];
		uint64_t reached = ranger->reached[at], bits = new_in(reached);
		if (bits) {
			ranger->waiting--;
			take(ranger, commit, bits);
		}
		for (size_t k = 0; k < commit->parents.len && reached; k++)
			if (commit->parents.at[k]->index > at)
				reach(ranger, commit->parents.at[k], reached);
	}
	hand_out(ranger);
}

/* The marks from `first` on, up to 63 of them. */
static void
pass(struct ranger *ranger, const struct walk_commit *const *marks, size_t first, size_t len)
{
	size_t from = SIZE_MAX;
	ranger->last = ranger->waiting = 0;
	ranger->places = arena_array(&ranger->passing, size_t *, BITS);
	for (unsigned bit = first ? 0 : 1; bit < BITS && first + bit <= len; bit++) {
		const struct walk_commit *mark = marks[first + bit - 1];
		reach(ranger, mark, (uint64_t)1 << bit);
		from = mark->index < from ? mark->index : from;
	}
	run(ranger, from);
	memset(ranger->reached + from, 0, (ranger->last - from + 1) * sizeof *ranger->reached);
	arena_reset(&ranger->passing);
}

struct release_range *
release_range_find(struct arena *arena, const struct walk *walk,
        const struct contributors *contributors, const struct walk_commit *const *marks, size_t len)
{
	struct release_range *ranges = arena_array(arena, struct release_range, len + 1);
	struct ranger ranger = {
		.arena = arena, .commits = &walk->newest, .contributors = contributors
	};
	ranger.reached = arena_array(&ranger.scratch, uint64_t, walk->newest.len + 1);
	ranger.shares = arena_array(&ranger.scratch, size_t, contributors->list.len + 1);
	for (size_t first = 0; first < len; first += MARKS) {
		ranger.range = ranges + first;
		pass(&ranger, marks, first, len);
	}
	arena_free(&ranger.passing);
	arena_free(&ranger.scratch);
	return ranges;
}
