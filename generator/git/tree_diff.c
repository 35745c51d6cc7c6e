/*
 * Two trees of neighbouring commits differ in one entry out of hundreds. So nothing is parsed that is
 * equal byte for byte:
 *
 *	new   [ equal front ][ differs ][ equal tail ]
 *	old   [ equal front ][ differs a bit more ][ equal tail ]
 *
 * The front is skipped entry by entry with memcmp, the tail is found by comparing backwards; only the
 * middle is walked, both sides in step, and folders are opened only where their ids differ.
 *
 * Merges are driven by the first parent in the same way. The other parents are asked only for entries
 * that differ there. A folder equal to that of another parent is compared with the first one's only, to
 * list what was taken.
 */
#include "git/tree_diff.h"

#include <string.h>

#include "base/arena.h"
#include "base/path.h"
#include "git/tree_cache.h"

/* Deeper folders are passed over: no site has them, and the walk recurses. */
enum { DEPTH_MAX = 128 };

struct diff {
	struct arena *arena;
	struct tree_cache *cache;
	tree_changes *out;
	size_t steps;
	unsigned depth;
	unsigned
	        taken; /* the parent from which all that is compared was taken; 0: see for yourself */
	bool unknown; /* gave up */
	char path[PATH_MAX_BYTES];
};

struct cursor {
	struct object_tree tree;
	struct object_entry entry;
	bool valid;                      /* `entry` is one */
	const struct object_entry *here; /* the entry under the name that is looked at, or NULL */
};

static void compare(struct diff *diff, size_t len, const struct tree *after,
        struct tree *const *before, size_t count);

/* --- walking trees in step ----------------------------------------------------------------------- */

static struct cursor
cursor_at(const struct tree *tree)
{
	return (struct cursor){ .tree = { .bytes = tree ? tree->bytes : STR_EMPTY } };
}

static void
cursor_next(struct diff *diff, struct cursor *cursor)
{
	do
		cursor->valid = object_tree_next(&cursor->tree, &cursor->entry);
	while (cursor->valid && !object_name_is_safe(cursor->entry.name));
	if (cursor->tree.damaged)
		diff->unknown = true;
}

/* Moves both walks behind the entries with which both trees begin. */
static void
skip_front(struct object_tree *a, struct object_tree *b)
{
	const char *at_a = a->bytes.at + a->at, *at_b = b->bytes.at + b->at;
	size_t left_a = a->bytes.len - a->at, left_b = b->bytes.len - b->at;
	for (;;) {
		const char *end = left_a ? memchr(at_a, '\0', left_a) : NULL;
		if (!end)
			break;
		size_t len = (size_t)(end - at_a) + 1 + OBJECT_ID_LEN;
		if (len > left_a || len > left_b || memcmp(at_a, at_b, len) != 0)
			break;
		at_a += len;
		at_b += len;
		left_a -= len;
		left_b -= len;
	}
	a->at = a->bytes.len - left_a;
	b->at = b->bytes.len - left_b;
}

/* How many bytes, behind the front, both trees end with. A few too few do no harm. */
static size_t
common_tail(const struct object_tree *a, const struct object_tree *b)
{
	enum { PIECE = 32 };
	const char *end_a = a->bytes.at + a->bytes.len, *end_b = b->bytes.at + b->bytes.len;
	size_t left_a = a->bytes.len - a->at, left_b = b->bytes.len - b->at;
	size_t most = left_a < left_b ? left_a : left_b, tail = 0;
	while (most - tail >= PIECE &&
	        memcmp(end_a - tail - PIECE, end_b - tail - PIECE, PIECE) == 0)
		tail += PIECE;
	return tail;
}

/* Do both walks stand at the same place of the common tail? Then all that follows is equal. */
static bool
in_tail(const struct cursor *a, const struct cursor *b, size_t tail)
{
	size_t left = a->tree.bytes.len - a->entry.start;
	return a->valid && b->valid && left <= tail && left == b->tree.bytes.len - b->entry.start;
}

static int
cursor_cmp(const struct cursor *a, const struct cursor *b)
{
	if (!a->valid || !b->valid)
		return a->valid ? -1 : 1;
	return object_entry_cmp(&a->entry, &b->entry);
}

/* --- what differs -------------------------------------------------------------------------------- */

static bool
same(const struct object_entry *a, const struct object_entry *b)
{
	return a->mode == b->mode && object_id_eq(&a->id, &b->id);
}

/* Appends a name to the path of `len` bytes; the new length, or 0 when it would be too long. */
static size_t
push_name(struct diff *diff, size_t len, struct str name)
{
	if (len + 1 + name.len > sizeof diff->path)
		return 0;
	if (len)
		diff->path[len++] = '/';
	memcpy(diff->path + len, name.at, name.len);
	return len + name.len;
}

static void
count_step(struct diff *diff)
{
	if (++diff->steps > TREE_DIFF_STEPS_MAX)
		diff->unknown = true;
}

static const struct object_entry *
file_or_null(const struct object_entry *entry)
{
	return entry && entry->mode != OBJECT_MODULE ? entry : NULL;
}

static void
record(struct diff *diff, size_t len, const struct object_entry *after,
        const struct object_entry *before)
{
	after = file_or_null(after);
	before = file_or_null(before);
	if (!after && !before)
		return;
	count_step(diff);
	struct tree_change *change = array_push(diff->arena, diff->out);
	change->kind = !before ? TREE_ADDED : after ? TREE_EDITED : TREE_REMOVED;
	change->class =
	        after && before && object_id_eq(&after->id, &before->id) ? TREE_MODE : TREE_CONTENT;
	change->path = str_copy(diff->arena, str_of(diff->path, len));
	change->old_path = STR_EMPTY;
	if (after) {
		change->after = after->id;
		change->after_mode = after->mode;
	}
	if (before) {
		change->before = before->id;
		change->before_mode = before->mode;
	}
	change->parent = diff->taken;
	if (diff->taken)
		change->kind = TREE_TAKEN;
}

static struct tree *
open_folder(struct diff *diff, const struct object_entry *entry)
{
	if (!entry)
		return NULL;
	count_step(diff);
	struct tree *tree = tree_cache_get(diff->cache, &entry->id);
	if (!tree)
		diff->unknown = true;
	return tree;
}

static void
compare_folders(struct diff *diff, size_t len, const struct object_entry *after,
        const struct cursor *parents, size_t count)
{
	if (diff->depth == DEPTH_MAX)
		return;
	struct tree *one = NULL;
	struct tree **before = count == 1 ? &one : arena_array(diff->arena, struct tree *, count);
	struct tree *tree = open_folder(diff, after);
	for (size_t i = 0; i < count; i++)
		before[i] = open_folder(diff, parents[i].here);
	if (!diff->unknown) {
		diff->depth++;
		compare(diff, len, tree, before, count);
		diff->depth--;
	}
	for (size_t i = 0; i < count; i++)
		tree_cache_put(before[i]);
	tree_cache_put(tree);
}

static void
compare_named(struct diff *diff, size_t len, const struct object_entry *after,
        const struct cursor *parents, size_t count)
{
	const struct object_entry *before = NULL;
	for (size_t i = 0; i < count && !before; i++)
		before = parents[i].here;
	const struct object_entry *any = after ? after : before;
	len = push_name(diff, len, any->name);
	if (len == 0)
		return;
	if (any->mode == OBJECT_FOLDER)
		compare_folders(diff, len, after, parents, count);
	else
		record(diff, len, after, before);
}

/* The first parent that has the very same entry, or none either; `count` when all differ. */
static size_t
agreeing(const struct object_entry *after, const struct cursor *parents, size_t count)
{
	size_t i = 0;
	while (i < count &&
	        !(after && parents[i].here ? same(after, parents[i].here)
	                                   : !after && !parents[i].here))
		i++;
	return i;
}

/*
 * One name, as it is in the new tree (or NULL) and in the parents (`here`), of which the first one's
 * differs. It counts as changed when it differs from all.
 */
static void
compare_entry(struct diff *diff, size_t len, const struct object_entry *after,
        const struct cursor *parents, size_t count)
{
	size_t taken = agreeing(after, parents, count);
	if (taken == count) {
		compare_named(diff, len, after, parents, count);
		return;
	}
	diff->taken = (unsigned)taken;
	compare_named(diff, len, after, parents, 1);
	diff->taken = 0;
}

/* Finds the entry under a name in a tree whose walk has not passed it yet. */
static void
look_up(struct diff *diff, struct cursor *cursor, const struct object_entry *key)
{
	int order = 1;
	while (cursor->valid && (order = object_entry_cmp(&cursor->entry, key)) < 0)
		cursor_next(diff, cursor);
	cursor->here = cursor->valid && order == 0 ? &cursor->entry : NULL;
}

/* Everything below the folder whose path is the first `len` bytes of diff->path. */
static void
compare(struct diff *diff, size_t len, const struct tree *tree, struct tree *const *before,
        size_t count)
{
	struct cursor one, after = cursor_at(tree);
	struct cursor *parents = count == 1 ? &one : arena_array(diff->arena, struct cursor, count);
	for (size_t i = 0; i < count; i++)
		parents[i] = cursor_at(before[i]);
	skip_front(&after.tree, &parents->tree);
	size_t tail = common_tail(&after.tree, &parents->tree);
	cursor_next(diff, &after);
	for (size_t i = 0; i < count; i++)
		cursor_next(diff, &parents[i]);

	while ((after.valid || parents->valid) && !diff->unknown &&
	        !in_tail(&after, parents, tail)) {
		int order = cursor_cmp(&after, parents);
		if (order == 0 && same(&after.entry, &parents->entry)) {
			cursor_next(diff, &after);
			cursor_next(diff, parents);
			continue;
		}
		const struct object_entry *key = order <= 0 ? &after.entry : &parents->entry;
		parents->here = order >= 0 ? &parents->entry : NULL;
		for (size_t i = 1; i < count; i++)
			look_up(diff, &parents[i], key);
		compare_entry(diff, len, order <= 0 ? &after.entry : NULL, parents, count);
		if (order <= 0)
			cursor_next(diff, &after);
		if (order >= 0)
			cursor_next(diff, parents);
	}
}

bool
tree_diff_run(struct arena *arena, struct tree_cache *cache, const struct object_id *tree,
        const struct object_id *parents, size_t count, tree_changes *out, size_t *steps)
{
	struct diff *diff = arena_new(arena, struct diff);
	diff->arena = arena;
	diff->cache = cache;
	diff->out = out;
	if (count && object_id_eq(tree, &parents[0]))
		return true;

	struct object_entry after = { .id = *tree, .mode = OBJECT_FOLDER };
	struct cursor none = { .here = NULL };
	struct cursor *roots = count ? arena_array(arena, struct cursor, count) : &none;
	for (size_t i = 0; i < count; i++) {
		roots[i].entry = (struct object_entry){ .id = parents[i], .mode = OBJECT_FOLDER };
		roots[i].here = &roots[i].entry;
	}
	for (size_t i = count; i-- > 1;)
		if (object_id_eq(tree, &parents[i]))
			diff->taken = (unsigned)i;
	compare_folders(diff, 0, &after, roots, diff->taken || !count ? 1 : count);
	*steps += diff->steps;
	return !diff->unknown;
}

enum object_mode
tree_diff_mode(const struct tree_change *change)
{
	return change->after_mode == OBJECT_NONE ? change->before_mode : change->after_mode;
}

bool
tree_diff_is_page(const struct tree_change *change)
{
	return tree_diff_mode(change) != OBJECT_LINK && path_is_markdown(change->path);
}
