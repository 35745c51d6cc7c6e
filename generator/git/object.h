/*
 * Raw git objects, read as bytes that may come from anybody: nothing here trusts a length, a name or
 * a number. Formats: gitformat-pack(5), `git cat-file commit`, `git cat-file tree`.
 *
 * All results are views into the bytes they were read from. Threads: all functions are pure.
 */
#ifndef KITH_GIT_OBJECT_H
#define KITH_GIT_OBJECT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/array.h"
#include "base/str.h"

struct arena;
struct buf;

enum { OBJECT_ID_LEN = 20, OBJECT_HEX_LEN = 40 };

/* Of a repository whose hashes are SHA-256. */
enum { OBJECT_LONG_LEN = 32, OBJECT_LONG_HEX_LEN = 64 };

/*
 * SHA-1 of an object, or the first 20 bytes of its SHA-256: they name it no less safely than a SHA-1 was
 * meant to, git takes their 40 digits for the whole, and there is one length for all that keeps ids.
 */
struct object_id {
	unsigned char bytes[OBJECT_ID_LEN];
};

static inline bool
object_id_eq(const struct object_id *a, const struct object_id *b)
{
	return memcmp(a->bytes, b->bytes, OBJECT_ID_LEN) == 0;
}

/* The id as the key of a map; lives as long as the id. */
static inline struct str
object_id_key(const struct object_id *id)
{
	return str_of((const char *)id->bytes, OBJECT_ID_LEN);
}

/* Exactly 40 or 64 hexadecimal digits, of either case. */
bool object_id_parse(struct str hex, struct object_id *out);
struct str object_id_hex(struct arena *arena, const struct object_id *id);

/*
 * What people write for a hash: `least` hexadecimal digits or more of its begin, of either case, and no more
 * than there are.
 */
bool object_is_hash(struct str text, size_t least);
/* Does the hash, which object_id_hex made, begin with such a text? */
bool object_hash_begins(struct str hash, struct str text);

/* Who and when, of an `author` or `committer` line. */
struct object_person {
	struct str name, email;
	int64_t seconds; /* since 1970; may be negative or absurd */
	int offset;      /* minutes east of UTC; 0 when what stands there is no time zone */
	bool dated;      /* a number of seconds was there */
};

struct object_commit {
	struct object_id tree;
	array_of(struct object_id) parents; /* in the arena */
	struct object_person author, committer;
	struct str encoding; /* of the message; empty means UTF-8 */
	struct str message;
};

/* More parents than any real merge: whatever is behind them is not read. */
enum { OBJECT_PARENTS_MAX = 1024 };

/* False when this is no commit: it must begin with a tree. The rest may be missing. */
bool object_commit_parse(struct arena *arena, struct str bytes, struct object_commit *out);

/* What an annotated tag says of its target, which may be another tag. */
struct object_tag {
	struct object_id target;
	struct object_person tagger; /* old ones have none */
	struct str message;
};

/* False when this is no tag: it must begin with its target. The rest may be missing. */
bool object_tag_parse(struct str bytes, struct object_tag *out);

/*
 * Is a file's content text, as git tells it: no NUL among the first 8000 bytes? A pointer to a file
 * that Git LFS keeps elsewhere (git-lfs-pointer(5)) is none.
 */
bool object_is_text(struct str bytes);

/* What kind of entry a tree holds. Permissions beyond "executable" mean nothing to git. */
enum object_mode {
	OBJECT_NONE,
	OBJECT_FILE,
	OBJECT_EXECUTABLE,
	OBJECT_LINK,
	OBJECT_FOLDER,
	OBJECT_MODULE, /* a commit of another repository */
};

struct object_entry {
	struct str name; /* never empty, without '/' */
	struct object_id id;
	enum object_mode mode;
	size_t start; /* byte of the tree at which the entry begins */
};

/* Walks a tree: set `bytes`, then object_tree_next until it is false. */
struct object_tree {
	struct str bytes;
	size_t at;
	bool damaged; /* the walk ended before the bytes did */
};

bool object_tree_next(struct object_tree *tree, struct object_entry *out);

/* A tree whose ids have 32 bytes, as one of ids of 20; what is damaged stays damaged. */
void object_tree_shorten(struct str tree, struct buf *out);

/* In the order of trees: by bytes, a folder's name as if it ended with '/'. */
int object_entry_cmp(const struct object_entry *a, const struct object_entry *b);

/* False for ".", ".." and ".git" (in any case), which no checkout would write. */
bool object_name_is_safe(struct str name);

#endif
