/*
 * Commits fall into lines, each of which follows first parents until it meets another one:
 *
 *	line 0   o--o--o--M--o--o      a place is a commit's number in its line, from its newest
 *	line 1          \--o--o        the end of line 1 continues in line 0
 *
 * Where nothing happens at a path, its history follows the line. So a path has only its own events,
 * sorted by line and place; from one to the next leads a binary search, however many commits lie
 * between. The commits are gone through in that order to begin with, so that nothing is ever sorted.
 *
 * Only a graph that was made for it has lines that continue in each other thousands deep, and many
 * paths for which all of them have to be tried. What all searches together may do has a limit, then;
 * beyond it nothing is found.
 */
#include "history/trace_index.h"

#include "base/arena.h"
#include "base/array.h"
#include "base/map.h"
#include "git/walk.h"

struct line {
	const struct walk_commit *next; /* where it continues, NULL at a root */
	const struct walk_commit *last;
};

/* One change at one of its paths, before they are put together by path. */
struct note {
	struct trace_path *path;
	const struct walk_commit *commit;
	const struct tree_change *change;
	bool left;
};

struct trace_index {
	struct arena *arena;
	array_of(struct line) lines;
	struct map paths; /* -> struct trace_path */
	size_t work;      /* done so far, most of it from line to line */
};

enum { WORK_MAX = 1 << 27 };

/* --- lines --------------------------------------------------------------------------------------- */

static void
make_line(struct trace_index *index, struct arena *scratch, struct walk_commit *commit,
        walk_list *ordered)
{
	struct line *line = array_push(index->arena, &index->lines);
	uint32_t number = (uint32_t)index->lines.len, place = 0;
	while (commit && !commit->line) {
		commit->line = number;
		commit->place = place++;
		line->last = *array_push(scratch, ordered) = commit;
		commit = commit->parents.len ? commit->parents.at[0] : NULL;
	}
	line->next = commit;
}

/*
 * Replaced commits may make a circle. Those in it have no place in the walk and changed nothing that is
 * known, but they are parents of others, and so each has a line.
 */
static walk_list
make_lines(struct trace_index *index, struct arena *scratch, const struct walk *walk)
{
	walk_list ordered = { NULL, 0, 0 };
	for (size_t i = 0; i < walk->lines.len; i++)
		if (!walk->lines.at[i]->line)
			make_line(index, scratch, walk->lines.at[i], &ordered);
	for (size_t i = 0; i < ordered.len; i++)
		for (size_t k = 1; k < ordered.at[i]->parents.len; k++)
			if (!ordered.at[i]->parents.at[k]->line)
				make_line(index, scratch, ordered.at[i]->parents.at[k], &ordered);
	return ordered;
}

bool
trace_index_spend(struct trace_index *index, size_t work)
{
	if (index->work + work > WORK_MAX)
		return false;
	index->work += work;
	return true;
}

/* Each look at a line counts. */
static const struct line *
line_of(struct trace_index *index, const struct walk_commit *commit)
{
	return trace_index_spend(index, 1) ? &index->lines.at[commit->line - 1] : NULL;
}

/* --- paths --------------------------------------------------------------------------------------- */

static struct note
make_note(struct trace_index *index, const struct walk_commit *commit,
        const struct tree_change *change, bool left)
{
	struct str name = left ? change->old_path : change->path;
	struct map_entry *entry = map_put(&index->paths, index->arena, name, NULL);
	struct trace_path *path = entry->value;
	if (!path) {
		entry->value = path = arena_new(index->arena, struct trace_path);
		path->path = name;
	}
	path->len++;
	return (struct note){ path, commit, change, left };
}

static enum trace_fate
fate_after(const struct tree_change *change)
{
	if (!change)
		return TRACE_LEFT;
	if (change->kind == TREE_REMOVED)
		return TRACE_REMOVED;
	bool away = change->kind == TREE_TAKEN && change->after_mode == OBJECT_NONE;
	return away ? TRACE_AWAY : TRACE_ALIVE;
}

static void
add_event(const struct note *note)
{
	struct trace_path *path = note->path;
	struct trace_event *event = &path->events[path->len];
	if (path->len && event[-1].commit == note->commit)
		event--;
	else
		path->len++;
	event->commit = note->commit;
	event->line = note->commit->line;
	event->place = note->commit->place;
	if (note->left)
		event->left = note->change;
	else if (!event->change)
		event->change = note->change;
	event->fate = (uint8_t)fate_after(event->change);
	event->plain = event->change && event->change->kind == TREE_EDITED &&
	        event->commit->parents.len == 1;
}

static size_t
count_changes(const walk_list *commits)
{
	size_t count = 0;
	for (size_t i = 0; i < commits->len; i++)
		count += commits->at[i]->changes.len;
	return count;
}

struct trace_index *
trace_index_make(struct arena *arena, const struct walk *walk)
{
	struct arena scratch = ARENA_EMPTY;
	struct trace_index *index = arena_new(arena, struct trace_index);
	index->arena = arena;
	walk_list commits = make_lines(index, &scratch, walk);
	struct note *notes = arena_array(&scratch, struct note, 2 * count_changes(&commits));
	size_t count = 0;
	for (size_t i = 0; i < commits.len; i++) {
		const tree_changes *changes = &commits.at[i]->changes;
		for (size_t k = 0; k < changes->len; k++) {
			const struct tree_change *change = &changes->at[k];
			notes[count++] = make_note(index, commits.at[i], change, false);
			if (change->kind == TREE_RENAMED)
				notes[count++] = make_note(index, commits.at[i], change, true);
		}
	}
	struct trace_event *events = arena_array(arena, struct trace_event, count);
	for (size_t i = 0; i < index->paths.len; i++) {
		struct trace_path *path = index->paths.at[i].value;
		path->events = events;
		events += path->len;
		path->len = 0;
	}
	for (size_t i = 0; i < count; i++)
		add_event(&notes[i]);
	arena_free(&scratch);
	return index;
}

struct trace_path *
trace_index_path(const struct trace_index *index, struct str path)
{
	return map_get(&index->paths, path);
}

/* --- looking ------------------------------------------------------------------------------------- */

static bool
is_before(const struct trace_event *a, const struct walk_commit *b)
{
	return a->line != b->line ? a->line < b->line : a->place < b->place;
}

/* The first event at the commit or further down its own line. */
static struct trace_event *
next_in_line(const struct trace_path *path, const struct walk_commit *commit)
{
	size_t low = 0, high = path->len;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (is_before(&path->events[middle], commit))
			low = middle + 1;
		else
			high = middle;
	}
	if (low == path->len || path->events[low].line != commit->line)
		return NULL;
	return &path->events[low];
}

struct trace_event *
trace_index_next(
        struct trace_index *index, const struct trace_path *path, const struct walk_commit *commit)
{
	const struct line *line;
	while (commit && (line = line_of(index, commit))) {
		struct trace_event *event = next_in_line(path, commit);
		if (event)
			return event;
		commit = line->next;
	}
	return NULL;
}

bool
trace_index_is_cut(struct trace_index *index, const struct walk_commit *commit)
{
	const struct line *line;
	while ((line = line_of(index, commit)) && line->next)
		commit = line->next;
	return !line || line->last->hidden || line->last->shallow;
}

struct trace_event *
trace_index_below(
        struct trace_index *index, const struct trace_path *path, struct trace_event *event)
{
	bool last = event + 1 == path->events + path->len;
	if (last || event[1].line != event->line || !trace_index_spend(index, 1))
		return NULL;
	return event + 1;
}
