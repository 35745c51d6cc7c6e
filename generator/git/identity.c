/*
 * All branches share one table of paths, filled from the oldest commit to the newest:
 *
 *	path           state   identity
 *	notes/a.md     ghost      1       it moved away, to essays/a.md
 *	essays/a.md    live       1
 *	essays/b.md    dead       2       it was removed; adding it again restores it
 *
 * A ghost keeps the identity for branches that began before the move and still edit the old path. But
 * a file that is added where a ghost is, is a new one: another page took over the name.
 *
 * When both sides of a merge gave a file the same new name, but only one move was recognised as such,
 * there are two identities for one file; a move onto a live path therefore joins them.
 */
#include "git/identity.h"

#include "base/arena.h"
#include "git/tree_diff.h"
#include "git/walk.h"

enum state { UNSEEN, LIVE, DEAD, GHOST };

struct path_state {
	struct identity *identity; /* NULL only while UNSEEN or removed without ever being seen */
	enum state state;
};

struct tracer {
	struct arena *arena;
	struct identities *identities;
	const struct walk_commit *commit;
	size_t age;
};

static struct identity *
resolve(struct identity *identity)
{
	while (identity && identity->joined)
		identity = identity->joined;
	return identity;
}

static struct path_state *
state_of(struct tracer *tracer, struct str path)
{
	struct map_entry *entry = map_put(&tracer->identities->paths, tracer->arena, path, NULL);
	if (!entry->value)
		entry->value = arena_new(tracer->arena, struct path_state);
	return entry->value;
}

static void
add_step(struct tracer *tracer, struct identity *identity, const struct tree_change *change,
        enum history_kind kind)
{
	*array_push(tracer->arena, &resolve(identity)->steps) = (struct identity_step){
		.age = tracer->age,
		.commit = tracer->commit,
		.change = change,
		.kind = kind,
	};
}

static void
add_merge(struct tracer *tracer, struct identity *identity, unsigned parent)
{
	*array_push(tracer->arena, &resolve(identity)->merges) =
	        (struct identity_merge){ tracer->commit, parent };
}

/* Puts the steps of `from` among those of `into` by age; of two equal ones that of `into` first. */
static void
join(struct tracer *tracer, struct identity *into, struct identity *from)
{
	struct identity merged = { .joined = NULL };
	size_t a = 0, b = 0;
	while (a < into->steps.len || b < from->steps.len) {
		bool take_a = b == from->steps.len ||
		        (a < into->steps.len && into->steps.at[a].age <= from->steps.at[b].age);
		*array_push(tracer->arena, &merged.steps) =
		        take_a ? into->steps.at[a++] : from->steps.at[b++];
	}
	into->steps.at = merged.steps.at;
	into->steps.len = merged.steps.len;
	into->steps.cap = merged.steps.cap;
	for (size_t i = 0; i < from->merges.len; i++)
		*array_push(tracer->arena, &into->merges) = from->merges.at[i];
	from->joined = into;
}

static void
on_added(struct tracer *tracer, const struct tree_change *change)
{
	struct path_state *path = state_of(tracer, change->path);
	enum history_kind kind = path->state == DEAD ? HISTORY_RESTORED
	        : path->state == LIVE                ? HISTORY_EDITED /* on another branch */
	                                             : HISTORY_CREATED;
	if (path->state == GHOST || !path->identity)
		path->identity = arena_new(tracer->arena, struct identity);
	path->state = LIVE;
	add_step(tracer, path->identity, change, kind);
}

/*
 * Did the file have these bytes before, under another name? Then a merge only carried an edit over to
 * the new name, and nobody wrote anything.
 */
static bool
was_carried_over(const struct identity *identity, const struct tree_change *change)
{
	for (size_t i = identity->steps.len; i-- > 0;) {
		const struct tree_change *earlier = identity->steps.at[i].change;
		if (object_id_eq(&earlier->after, &change->after) &&
		        !str_eq(earlier->path, change->path))
			return true;
	}
	return false;
}

static void
on_edited(struct tracer *tracer, const struct tree_change *change)
{
	struct path_state *path = state_of(tracer, change->path);
	if (!path->identity)
		path->identity = arena_new(tracer->arena, struct identity);
	if (path->state != GHOST)
		path->state = LIVE;
	if (tracer->commit->parents.len < 2)
		add_step(tracer, path->identity, change, HISTORY_EDITED);
	else if (was_carried_over(resolve(path->identity), change))
		add_merge(tracer, path->identity, IDENTITY_ALL_PARENTS);
	else
		add_step(tracer, path->identity, change, HISTORY_MERGED);
}

/* The branch that a merge took the file from has told all; it only decides where its past is. */
static void
on_taken(struct tracer *tracer, const struct tree_change *change)
{
	struct path_state *path = state_of(tracer, change->path);
	if (path->identity)
		add_merge(tracer, path->identity, change->parent);
}

static void
on_removed(struct tracer *tracer, const struct tree_change *change)
{
	struct path_state *path = state_of(tracer, change->path);
	if (path->state != GHOST)
		path->state = DEAD;
}

/* The identity that leaves its path, which becomes a ghost. */
static struct identity *
on_left(struct tracer *tracer, const struct tree_change *change)
{
	struct path_state *path = state_of(tracer, change->old_path);
	if (!path->identity)
		path->identity = arena_new(tracer->arena, struct identity);
	path->state = GHOST;
	return path->identity;
}

static void
on_arrived(struct tracer *tracer, const struct tree_change *change, struct identity *identity)
{
	struct path_state *path = state_of(tracer, change->path);
	identity = resolve(identity);
	struct identity *there = resolve(path->identity);
	if (path->state == LIVE && there && there != identity)
		join(tracer, identity, there);
	path->identity = identity;
	path->state = LIVE;
	add_step(tracer, identity, change, HISTORY_MOVED);
}

/* First all files leave, then they arrive: two of them may have changed places. */
static void
trace_commit(struct tracer *tracer)
{
	const tree_changes *changes = &tracer->commit->changes;
	struct identity **moving = arena_array(tracer->arena, struct identity *, changes->len);
	for (size_t i = 0; i < changes->len; i++)
		if (changes->at[i].kind == TREE_RENAMED)
			moving[i] = on_left(tracer, &changes->at[i]);
	for (size_t i = 0; i < changes->len; i++) {
		const struct tree_change *change = &changes->at[i];
		switch (change->kind) {
		case TREE_ADDED: on_added(tracer, change); break;
		case TREE_EDITED: on_edited(tracer, change); break;
		case TREE_REMOVED: on_removed(tracer, change); break;
		case TREE_RENAMED: on_arrived(tracer, change, moving[i]); break;
		case TREE_TAKEN: on_taken(tracer, change); break;
		}
	}
}

struct identities *
identity_trace(struct arena *arena, const struct walk *walk)
{
	struct tracer tracer = { .arena = arena };
	tracer.identities = arena_new(arena, struct identities);
	for (size_t i = walk->newest.len; i-- > 0;) {
		tracer.commit = walk->newest.at[i];
		tracer.age++;
		trace_commit(&tracer);
	}
	return tracer.identities;
}

const struct identity *
identity_find(const struct identities *identities, struct str path)
{
	const struct path_state *state = map_get(&identities->paths, path);
	return state ? resolve(state->identity) : NULL;
}
