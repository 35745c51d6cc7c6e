/*
 * The file in which a build keeps what it found in a repository, so that the next one need not look
 * again: commits by their id, which says for ever what they changed. repo_cache.h makes and uses it.
 *
 *	head | commits | parents | changes | files | people | paths | text
 *
 * Records are of fixed size and name each other by number; text lies at the end, each path once. The
 * file is foreign bytes: cache_file_open checks every number in it once, so that nothing else need.
 * What another version, another machine or nobody wrote is no cache at all.
 *
 * Threads: an open file is const but for cache_file_index, which belongs to one thread.
 */
#ifndef KITH_GIT_CACHE_FILE_H
#define KITH_GIT_CACHE_FILE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/map.h"
#include "base/str.h"
#include "git/object.h"
#include "git/tree_diff.h"

struct arena;

/*
 * To be raised when the format changes, and when walk.c, tree_diff.c, rename.c or change_text.c begin to
 * find something else in the same commits.
 */
enum { CACHE_FILE_VERSION = 8 };

enum { CACHE_FILE_MAX_BYTES = 256 << 20 };
#define CACHE_NONE UINT32_MAX

/* What else the findings depend on. */
struct cache_state {
	struct object_id head;
	uint32_t ignores_case; /* of the repository */
	uint64_t shallow;      /* cache_file_hash of the ids at which the clone was cut off */
	uint64_t replaced;     /* of replaced ids, in pairs */
	uint64_t config;       /* hash of the configuration file; 0: not known */
};

enum cache_file_flag {
	CACHE_PARTIAL = 1, /* something could not be read and might be there next time */
};

enum cache_change_flag {
	CACHE_COUNTED = 1,
	CACHE_DRAFT = 2,
	CACHE_DRAFT_BEFORE = 4,
	CACHE_READ = 8,
	CACHE_MISSING = 16,
};

enum cache_commit_flag {
	CACHE_SHALLOW = 1,
	CACHE_HIDDEN = 2,
	CACHE_UNSURE = 4, /* bytes were missing that decide what it changed */
};

struct cache_head {
	char magic[8];
	uint32_t version, byte_order;
	uint64_t sum;      /* of all that follows it */
	uint64_t settings; /* of the program */
	struct cache_state state;
	uint32_t flags;
	uint32_t commits, reached; /* those that HEAD reaches come first, as walk->lines has them */
	uint32_t parents, changes, files, people, paths;
	uint32_t text; /* bytes */
	uint32_t met;  /* people of reached commits, who come first */
};

struct cache_text {
	uint32_t at, len;
};

struct cache_commit {
	struct object_id id, tree;
	int64_t authored, committed;
	int32_t authored_offset, committed_offset;
	uint32_t author, committer;
	struct cache_text message;
	uint32_t parents, parent_count;
	uint32_t changes, change_count;
	uint32_t flags, unused;
};

struct cache_parent {
	struct object_id id;
	uint32_t index; /* of a reached commit: behind it; else CACHE_NONE */
};

struct cache_change {
	uint32_t path, old_path; /* the latter may be CACHE_NONE */
	uint8_t kind, class, before_mode, after_mode;
	struct object_id before, after;
	uint16_t flags, parent;
	struct diff_count lines, words;
};

/* A file of HEAD. */
struct cache_entry {
	uint32_t path, mode;
	struct object_id id;
	struct cache_text target; /* of a symbolic link */
};

struct cache_person {
	struct cache_text key; /* name, newline, address */
	uint32_t name_len;
};

struct cache_file {
	struct cache_head head;
	const char *commits, *parents, *changes, *files, *people, *paths, *text;
	uint32_t *slots; /* number + 1 of commits by their ids, made by cache_file_index */
	size_t slot_count;
};

uint64_t cache_file_hash(const struct object_id *ids, size_t count, size_t step);

/*
 * Makes the bytes, which begin with a head that says how many there are of everything, a file of this
 * program.
 */
void cache_file_seal(char *bytes, size_t len);

/* False when the bytes are no cache of this program; they have to live as long as `out`. */
bool cache_file_open(struct str bytes, struct cache_file *out);

/* Records; the number must be below that of the head. */
struct cache_commit cache_file_commit(const struct cache_file *file, uint32_t index);
struct object_id cache_file_id(const struct cache_file *file, uint32_t index); /* its own */
struct cache_parent cache_file_parent(const struct cache_file *file, uint32_t index);
struct cache_change cache_file_change(const struct cache_file *file, uint32_t index);
/* All changes of a commit, in the arena. */
void cache_file_changes(const struct cache_file *file, const struct cache_commit *commit,
        struct arena *arena, tree_changes *out);
struct cache_entry cache_file_entry(const struct cache_file *file, uint32_t index);
struct cache_person cache_file_person(const struct cache_file *file, uint32_t index);
struct str cache_file_path(const struct cache_file *file, uint32_t index);
struct str cache_file_text(const struct cache_file *file, struct cache_text text);

/* The number of a commit, or CACHE_NONE when it has none. The table for it is made in the arena. */
uint32_t cache_file_index(struct cache_file *file, struct arena *arena, const struct object_id *id);

#endif
