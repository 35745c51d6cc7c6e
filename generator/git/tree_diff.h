/*
 * Which files one commit changed: its tree against those of its parents, compared as raw bytes.
 */
#ifndef KITH_GIT_TREE_DIFF_H
#define KITH_GIT_TREE_DIFF_H

#include <stdbool.h>
#include <stddef.h>

#include "base/array.h"
#include "base/str.h"
#include "diff/script.h"
#include "git/object.h"

struct arena;
struct tree_cache;

enum tree_change_kind {
	TREE_ADDED,
	TREE_EDITED,
	TREE_REMOVED,
	TREE_RENAMED,
	TREE_TAKEN, /* in a merge: unlike the first parent's, but just as in `parent` */
};

/* What a change did to the file. Only TREE_CONTENT is news to a reader. */
enum tree_change_class {
	TREE_CONTENT,
	TREE_FRONT,  /* the front matter alone */
	TREE_BLANKS, /* only white space, or where lines end */
	TREE_MOVE,   /* another name, the same bytes */
	TREE_MODE,   /* the executable bit */
};

struct tree_change {
	enum tree_change_kind kind;
	enum tree_change_class class;
	struct str path;              /* relative to the repository, any bytes but NUL */
	struct str old_path;          /* of a rename; else empty */
	enum object_mode before_mode; /* OBJECT_NONE when added */
	enum object_mode after_mode;  /* OBJECT_NONE when removed */
	struct object_id before, after;
	bool counted;      /* `lines` and `words` are known */
	bool missing;      /* a version could not be read to count them */
	bool read;         /* of a page: the text of `after` could be read, so `draft` is known */
	bool draft;        /* of a page: the front matter of `after` says so */
	bool draft_before; /* the same of `before`, or it was dated later than the commit */
	struct diff_count lines; /* of the whole file */
	struct diff_count words; /* of a page's text without front matter */
	unsigned parent;         /* of TREE_TAKEN: the first that agrees, 1 for the second parent */
};

typedef array_of(struct tree_change) tree_changes;

/* A commit that opens more trees and changes more files than this is taken for an attack. */
enum { TREE_DIFF_STEPS_MAX = 1 << 20 };

/*
 * Compares a commit's tree with those of its `count` parents (0: with nothing) and appends what differs
 * in the order of the tree. Of a merge only what differs from every parent counts, so that a clean
 * merge changes nothing; but what it took from another parent than the first is there as TREE_TAKEN,
 * which says where the history of the file goes on. Renames appear as TREE_REMOVED and TREE_ADDED;
 * modules are passed over.
 *
 * False when a tree is missing or damaged or there is too much: then nothing is known of this commit,
 * and what was appended is of no use. `steps` grows by the work done. All memory is of the arena.
 */
bool tree_diff_run(struct arena *arena, struct tree_cache *cache, const struct object_id *tree,
        const struct object_id *parents, size_t count, tree_changes *out, size_t *steps);

/* What the file is after the change, or was before it was removed. */
enum object_mode tree_diff_mode(const struct tree_change *change);
/* Is the file, or was it when it was removed, one of Markdown? Links are none. */
bool tree_diff_is_page(const struct tree_change *change);

#endif
