/*
 * Commits fall into lines, each of which follows first parents until it meets another one:
 *
 *	line 0   o--o--o--M--o--o      a place is a commit's number in its line, from its newest
 *	line 1          \--o--o        the end of line 1 continues in line 0
 *
 * Where nothing happens to a file, its history follows the line. So for each file only its own events
 * are looked at, its changes and the merges that took it from elsewhere, sorted by line and place; from
 * one to the next leads a binary search, however many commits lie between.
 */
#include "git/simplify.h"

#include "base/arena.h"
#include "base/array.h"
#include "git/identity.h"
#include "git/walk.h"

struct line {
	const struct walk_commit *next; /* where it continues, NULL at a root */
	size_t ended; /* the number of the last file that was followed beyond its end */
};

/* Something that happened to the file at a commit; of one commit there may be several. */
struct event {
	const struct walk_commit *commit;
	size_t step;     /* of the identity, or NO_STEP */
	unsigned parent; /* to go on with, or IDENTITY_ALL_PARENTS */
	bool seen;
};

enum { NO_STEP = SIZE_MAX };

struct simplify {
	struct arena *arena;
	array_of(struct line) lines;
	const struct walk_commit *head;
	size_t files; /* followed so far */
};

/* One file that is followed. */
struct pursuit {
	struct simplify *simplify;
	struct arena scratch;
	array_of(struct event) events;
	walk_list waiting;
	bool *kept;
};

static void
make_line(struct simplify *simplify, struct walk_commit *commit)
{
	struct line *line = array_push(simplify->arena, &simplify->lines);
	uint32_t number = (uint32_t)simplify->lines.len, place = 0;
	while (commit && !commit->line) {
		commit->line = number;
		commit->place = place++;
		commit = commit->parents.len ? commit->parents.at[0] : NULL;
	}
	line->next = commit;
}

struct simplify *
simplify_make(struct arena *arena, const struct walk *walk)
{
	struct simplify *simplify = arena_new(arena, struct simplify);
	simplify->arena = arena;
	simplify->head = walk->lines.len ? walk->lines.at[0] : NULL;
	for (size_t i = 0; i < walk->lines.len; i++)
		if (!walk->lines.at[i]->line)
			make_line(simplify, walk->lines.at[i]);
	return simplify;
}

/* --- the events of a file ------------------------------------------------------------------------ */

/* Children before parents within a line. */
static int
place_cmp(const struct walk_commit *a, const struct walk_commit *b)
{
	if (a->line != b->line)
		return a->line < b->line ? -1 : 1;
	return (a->place > b->place) - (a->place < b->place);
}

static int
by_place(const void *a, const void *b, void *context)
{
	(void)context;
	return place_cmp(((const struct event *)a)->commit, ((const struct event *)b)->commit);
}

static void
gather(struct pursuit *pursuit, const struct identity *identity)
{
	for (size_t i = 0; i < identity->steps.len; i++)
		*array_push(&pursuit->scratch, &pursuit->events) =
		        (struct event){ identity->steps.at[i].commit, i, IDENTITY_ALL_PARENTS,
			        false };
	for (size_t i = 0; i < identity->merges.len; i++)
		*array_push(&pursuit->scratch, &pursuit->events) =
		        (struct event){ identity->merges.at[i].commit, NO_STEP,
			        identity->merges.at[i].parent, false };
	array_sort(pursuit->events.at, pursuit->events.len, sizeof(struct event), &pursuit->scratch,
	        by_place, NULL);
}

/* The first event at the commit or further down its line; NULL when there is none. */
static struct event *
next_event(const struct pursuit *pursuit, const struct walk_commit *commit)
{
	size_t low = 0, high = pursuit->events.len;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (place_cmp(pursuit->events.at[middle].commit, commit) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == pursuit->events.len || pursuit->events.at[low].commit->line != commit->line)
		return NULL;
	return &pursuit->events.at[low];
}

/* --- following it -------------------------------------------------------------------------------- */

static void
wait_for(struct pursuit *pursuit, const struct walk_commit *commit, unsigned parent)
{
	for (size_t i = 0; i < commit->parents.len; i++)
		if (parent == IDENTITY_ALL_PARENTS || parent == i)
			*array_push(&pursuit->scratch, &pursuit->waiting) = commit->parents.at[i];
}

/* All that happened at the commit of `event`, the first of them: keeps steps, and goes on to parents. */
static void
pass(struct pursuit *pursuit, struct event *event)
{
	const struct event *end = pursuit->events.at + pursuit->events.len;
	const struct walk_commit *commit = event->commit;
	bool stepped = false;
	struct event *at = event;
	for (; at < end && at->commit == commit; at++) {
		at->seen = true;
		if (at->step == NO_STEP)
			continue;
		pursuit->kept[at->step] = stepped = true;
	}
	if (stepped) {
		wait_for(pursuit, commit, IDENTITY_ALL_PARENTS);
		return;
	}
	while (at-- > event)
		wait_for(pursuit, commit, at->parent);
}

static void
follow(struct pursuit *pursuit, const struct walk_commit *commit)
{
	struct simplify *simplify = pursuit->simplify;
	struct event *event = NULL;
	while (commit && !(event = next_event(pursuit, commit))) {
		struct line *line = &simplify->lines.at[commit->line - 1];
		bool again = line->ended == simplify->files;
		line->ended = simplify->files;
		commit = again ? NULL : line->next;
	}
	if (event && !event->seen)
		pass(pursuit, event);
}

/* Straight histories need no thought. */
static bool
is_straight(const struct simplify *simplify, const struct identity *identity)
{
	for (size_t i = 0; i < identity->steps.len; i++)
		if (identity->steps.at[i].commit->line != simplify->head->line)
			return false;
	return identity->merges.len == 0;
}

void
simplify_run(struct simplify *simplify, const struct identity *identity, bool *kept)
{
	bool straight = is_straight(simplify, identity);
	for (size_t i = 0; i < identity->steps.len; i++)
		kept[i] = straight;
	if (straight)
		return;
	struct pursuit pursuit = { .simplify = simplify, .kept = kept };
	simplify->files++;
	gather(&pursuit, identity);
	follow(&pursuit, simplify->head);
	while (pursuit.waiting.len)
		follow(&pursuit, pursuit.waiting.at[--pursuit.waiting.len]);
	arena_free(&pursuit.scratch);
}
