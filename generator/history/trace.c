/*
 * A trail is at a commit, and knows the path that the file has there. It goes from event to event of
 * that path (trace_index.h), and takes the older name where the file was renamed:
 *
 *	essays/b.md    o <-- edited <-- renamed from notes/a.md
 *	notes/a.md                                 \-- edited <-- added <-- (absent) <-- removed <-- ...
 *
 * Below an addition it goes on where no file is: a removal there makes of the addition a restoration,
 * and the file's history goes on. If a file left the path instead, the name had belonged to another
 * page, which took its past along.
 *
 * A merge that has the file as parent k has it sends the trail on to that parent alone. One that
 * differs from all parents sends one to each. A parent that has no such path may have the page under
 * another name, when one branch moved it and the other went on with the old name:
 *
 *	 b.md <-- moved from a.md          the names that the page had along the other parents are
 *	/                        \        tried, the latest first, then those that they became; it
 *	M  b.md                    a.md    is the same page if the merge has that name no more, and
 *	\                        /        the way back from there meets one that was gone
 *	 a.md <-- edited ---------
 *
 * If the merge then has the very bytes of that parent, it only carried them over to the other name.
 *
 * An event belongs to one path, so each pair of commit and path is passed once by a page: where a trail
 * comes to an event that has the page's number, it ends. What looks ahead (where additions came from,
 * old names) is not marked but counted by the index, which ends it.
 */
#include "history/trace.h"

#include "base/arena.h"
#include "git/walk.h"
#include "history/trace_index.h"

enum { NO_STEP = SIZE_MAX, NAMES_MAX = 64 };

struct trail {
	const struct walk_commit *commit;
	const struct trace_path *path;
	bool absent;  /* there is no file */
	size_t added; /* the step that made one again, or NO_STEP */
};

/* A parent of a merge that has the page under a name that is still to be found. */
struct doubt {
	const struct trace_event *merge;
	const struct trace_path *path;
	const struct walk_commit *parent;
	size_t step; /* the merge's */
};

/* Names that a page may have in a parent in doubt. */
struct names {
	const struct trace_path *at[NAMES_MAX];
	size_t len;
};

/* One file that is followed. The lists keep their memory for the next. */
struct pursuit {
	struct trace_index *index;
	uint32_t number; /* of the file */
	struct arena *lasting, *arena;
	array_of(struct trail) trails;
	array_of(struct doubt) doubts;
	struct trace_file *file;
};

struct trace {
	const struct walk_commit *head;
	struct pursuit pursuit;
};

/* --- trails -------------------------------------------------------------------------------------- */

static void
add_trail(struct pursuit *pursuit, struct trail trail)
{
	*array_push(pursuit->lasting, &pursuit->trails) = trail;
}

static size_t
add_step(struct pursuit *pursuit, const struct trace_event *event, enum history_kind kind)
{
	*array_push(pursuit->arena, &pursuit->file->steps) =
	        (struct trace_step){ event->commit, event->change, kind };
	return pursuit->file->steps.len - 1;
}

/* The file was there before the commit, under `path`. */
static void
go_on(struct pursuit *pursuit, const struct walk_commit *commit, const struct trace_path *path)
{
	if (commit->parents.len == 0)
		pursuit->file->complete = false;
	for (size_t i = 0; i < commit->parents.len; i++)
		add_trail(pursuit, (struct trail){ commit->parents.at[i], path, .added = NO_STEP });
}

static void
pass_added(struct pursuit *pursuit, const struct trail *trail, const struct trace_event *event)
{
	size_t step = add_step(pursuit, event, HISTORY_CREATED);
	/* Where bytes were missing, a file that seems new may have been moved. */
	pursuit->file->complete &= !event->commit->unsure;
	for (size_t i = 0; !event->left && i < event->commit->parents.len; i++)
		add_trail(pursuit,
		        (struct trail){ event->commit->parents.at[i], trail->path, true, step });
}

static bool
has_file(struct pursuit *pursuit, const struct walk_commit *commit, const struct trace_path *path)
{
	const struct trace_event *event = trace_index_next(pursuit->index, path, commit);
	return event && event->fate == TRACE_ALIVE;
}

static void
pass_merged(struct pursuit *pursuit, const struct trail *trail, const struct trace_event *event)
{
	size_t step = add_step(pursuit, event, HISTORY_MERGED);
	for (size_t i = 0; i < event->commit->parents.len; i++) {
		const struct walk_commit *parent = event->commit->parents.at[i];
		if (has_file(pursuit, parent, trail->path))
			add_trail(pursuit, (struct trail){ parent, trail->path, .added = NO_STEP });
		else
			*array_push(pursuit->lasting, &pursuit->doubts) =
			        (struct doubt){ event, trail->path, parent, step };
	}
}

static const struct walk_commit *
taken_from(const struct trace_event *event)
{
	size_t parent = event->change->parent;
	return parent < event->commit->parents.len ? event->commit->parents.at[parent] : NULL;
}

static void
pass_taken(struct pursuit *pursuit, const struct trail *trail, const struct trace_event *event)
{
	struct trail next = *trail;
	next.commit = taken_from(event);
	if (next.commit)
		add_trail(pursuit, next);
}

static void
pass(struct pursuit *pursuit, const struct trail *trail, const struct trace_event *event)
{
	const struct tree_change *change = event->change;
	switch (change->kind) {
	case TREE_ADDED: pass_added(pursuit, trail, event); break;
	case TREE_REMOVED: go_on(pursuit, event->commit, trail->path); break;
	case TREE_TAKEN: pass_taken(pursuit, trail, event); break;
	case TREE_RENAMED:
		add_step(pursuit, event, HISTORY_MOVED);
		go_on(pursuit, event->commit, trace_index_path(pursuit->index, change->old_path));
		break;
	case TREE_EDITED:
		if (event->commit->parents.len > 1) {
			pass_merged(pursuit, trail, event);
			break;
		}
		add_step(pursuit, event, HISTORY_EDITED);
		go_on(pursuit, event->commit, trail->path);
		break;
	}
}

/* Comes to an event, or to none. Returns the next when that is the only one to go on to. */
static struct trace_event *
come_to(struct pursuit *pursuit, struct trail *trail, struct trace_event *event)
{
	if (!event || event->fate == TRACE_LEFT) {
		pursuit->file->complete &= trail->absent;
		return NULL;
	}
	if (event->fate == TRACE_AWAY) {
		pass_taken(pursuit, trail, event);
		return NULL;
	}
	if (trail->added != NO_STEP)
		pursuit->file->steps.at[trail->added].kind = HISTORY_RESTORED;
	if (event->seen == pursuit->number)
		return NULL;
	event->seen = pursuit->number;
	trail->added = NO_STEP;
	trail->absent = false;
	struct trace_event *below =
	        event->plain ? trace_index_below(pursuit->index, trail->path, event) : NULL;
	if (below)
		add_step(pursuit, event, HISTORY_EDITED);
	else
		pass(pursuit, trail, event);
	return below;
}

static void
follow(struct pursuit *pursuit, struct trail trail)
{
	struct trace_event *event = trace_index_next(pursuit->index, trail.path, trail.commit);
	do
		event = come_to(pursuit, &trail, event);
	while (event);
}

static void
follow_all(struct pursuit *pursuit)
{
	while (pursuit->trails.len) {
		follow(pursuit, pursuit->trails.at[--pursuit->trails.len]);
	}
}

/* --- other names --------------------------------------------------------------------------------- */

/* One step back along a way on which the file lives; NULL at its end. */
static const struct walk_commit *
step_back(struct pursuit *pursuit, const struct trace_event *event, const struct trace_path **path)
{
	const struct walk_commit *commit = event->commit;
	if (event->change->kind == TREE_TAKEN)
		return taken_from(event);
	if (event->change->kind == TREE_ADDED)
		return NULL;
	if (event->change->kind == TREE_RENAMED)
		*path = trace_index_path(pursuit->index, event->change->old_path);
	for (size_t i = 0; i < commit->parents.len; i++)
		if (has_file(pursuit, commit->parents.at[i], *path))
			return commit->parents.at[i];
	return commit->parents.len ? commit->parents.at[0] : NULL;
}

/* Does the way back from where a file lives meet one that the page has gone? An unknown end may. */
static bool
is_same_page(
        struct pursuit *pursuit, const struct walk_commit *commit, const struct trace_path *path)
{
	const struct trace_event *event = trace_index_next(pursuit->index, path, commit);
	while (event && event->seen != pursuit->number) {
		commit = event->fate == TRACE_ALIVE ? step_back(pursuit, event, &path) : NULL;
		if (!commit)
			return false;
		event = trace_index_next(pursuit->index, path, commit);
	}
	return true;
}

static void
add_name(struct pursuit *pursuit, struct names *names, const struct trace_path *path)
{
	for (size_t i = 0; i < names->len; i++)
		if (names->at[i] == path)
			return;
	if (path && names->len < NAMES_MAX && trace_index_spend(pursuit->index, path->len))
		names->at[names->len++] = path;
}

/* Those that the page had on the way to the merge, the latest first. */
static void
add_former(struct pursuit *pursuit, const struct doubt *doubt, struct names *names)
{
	const struct trace_path *path = doubt->path;
	const struct trace_event *event = doubt->merge;
	while (event && event->fate == TRACE_ALIVE && names->len < NAMES_MAX) {
		add_name(pursuit, names, path);
		const struct walk_commit *commit = step_back(pursuit, event, &path);
		event = commit ? trace_index_next(pursuit->index, path, commit) : NULL;
	}
	add_name(pursuit, names, path);
}

/* What files were called that left one of the names. */
static void
add_later(struct pursuit *pursuit, const struct trace_path *path, struct names *names)
{
	for (size_t i = 0; i < path->len; i++) {
		const struct tree_change *left = path->events[i].left;
		if (left)
			add_name(pursuit, names, trace_index_path(pursuit->index, left->path));
	}
}

/* The name that the page has in the parent in doubt and no more in the merge, or NULL. */
static const struct trace_path *
find_name(struct pursuit *pursuit, const struct doubt *doubt)
{
	struct names names = { .len = 0 };
	add_former(pursuit, doubt, &names);
	for (size_t i = 0; i < names.len; i++) {
		if (has_file(pursuit, doubt->parent, names.at[i]) &&
		        !has_file(pursuit, doubt->merge->commit, names.at[i]) &&
		        is_same_page(pursuit, doubt->parent, names.at[i]))
			return names.at[i];
		add_later(pursuit, names.at[i], &names);
	}
	return NULL;
}

static void
settle(struct pursuit *pursuit, const struct doubt *doubt)
{
	const struct trace_path *name = find_name(pursuit, doubt);
	struct trace_step *step = &pursuit->file->steps.at[doubt->step];
	if (!name) {
		if (trace_index_is_cut(pursuit->index, doubt->parent))
			pursuit->file->complete = false;
		add_trail(pursuit, (struct trail){ doubt->parent, doubt->path, true, NO_STEP });
		return;
	}
	const struct trace_event *found = trace_index_next(pursuit->index, name, doubt->parent);
	if (found && object_id_eq(&found->change->after, &doubt->merge->change->after))
		step->change = NULL;
	add_trail(pursuit, (struct trail){ doubt->parent, name, .added = NO_STEP });
}

/* --- a file -------------------------------------------------------------------------------------- */

static int
by_index(const void *a, const void *b, void *context)
{
	(void)context;
	const struct trace_step *x = a, *y = b;
	return (x->commit->index > y->commit->index) - (x->commit->index < y->commit->index);
}

/* In order, each commit once, without the merges that wrote nothing. */
static void
put_in_order(struct pursuit *pursuit)
{
	struct trace_file *file = pursuit->file;
	array_sort(file->steps.at, file->steps.len, sizeof *file->steps.at, pursuit->arena,
	        by_index, NULL);
	size_t kept = 0;
	for (size_t i = 0; i < file->steps.len; i++) {
		const struct trace_step *step = &file->steps.at[i];
		if (step->change && (kept == 0 || file->steps.at[kept - 1].commit != step->commit))
			file->steps.at[kept++] = *step;
	}
	file->steps.len = kept;
}

static void
pursue(struct trace *trace, struct arena *arena, struct trail trail, struct trace_file *out)
{
	struct pursuit *pursuit = &trace->pursuit;
	pursuit->number++;
	pursuit->arena = arena;
	pursuit->file = out;
	pursuit->trails.len = pursuit->doubts.len = 0;
	out->complete = true;
	add_trail(pursuit, trail);
	follow_all(pursuit);
	for (size_t i = 0; i < pursuit->doubts.len; i++) {
		settle(pursuit, &pursuit->doubts.at[i]);
		follow_all(pursuit);
	}
	put_in_order(pursuit);
	out->complete = out->complete && out->steps.len;
}

struct trace *
trace_make(struct arena *arena, const struct walk *walk)
{
	struct trace *trace = arena_new(arena, struct trace);
	trace->pursuit.index = trace_index_make(arena, walk);
	trace->pursuit.lasting = arena;
	trace->head = walk->lines.len ? walk->lines.at[0] : NULL;
	return trace;
}

void
trace_follow(struct trace *trace, struct arena *arena, struct str path, struct trace_file *out)
{
	const struct trace_path *known = trace_index_path(trace->pursuit.index, path);
	*out = (struct trace_file){ .complete = false };
	if (known)
		pursue(trace, arena, (struct trail){ trace->head, known, .added = NO_STEP }, out);
}

/* Walks are newest first, so the smallest index is that of the newest commit. */
static const struct trace_event *
newest_event(const struct trace_path *path)
{
	const struct trace_event *newest = NULL;
	for (size_t i = 0; i < path->len; i++) {
		const struct trace_event *event = &path->events[i];
		bool taken = event->change && event->change->kind == TREE_TAKEN;
		if (!taken && (!newest || event->commit->index < newest->commit->index))
			newest = event;
	}
	return newest;
}

const struct walk_commit *
trace_removal(const struct trace *trace, struct str path)
{
	const struct trace_path *known = trace_index_path(trace->pursuit.index, path);
	const struct trace_event *newest = known ? newest_event(known) : NULL;
	return newest && newest->fate == TRACE_REMOVED ? newest->commit : NULL;
}

const struct walk_commit *
trace_follow_gone(struct trace *trace, struct arena *arena, struct str path, struct trace_file *out)
{
	const struct walk_commit *removal = trace_removal(trace, path);
	*out = (struct trace_file){ .complete = false };
	if (removal) {
		const struct trace_path *known = trace_index_path(trace->pursuit.index, path);
		pursue(trace, arena, (struct trail){ removal, known, true, NO_STEP }, out);
	}
	return removal;
}
