#include "history/work_state.h"

#include <errno.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/map.h"
#include "git/index_file.h"
#include "git/repo.h"
#include "git/top.h"
#include "history/histories.h"
#include "history/history_build.h"
#include "history/history_reader.h"

enum {
	INDEX_MAX_BYTES = 512 << 20,
	BLOB_MAX_BYTES = 16 << 20, /* a larger page is compared by its hash alone */
};

/* A file that HEAD has, and what git's index says of it. */
struct tracked {
	struct work_file *file;
	const struct history_page *page;
	struct index_entry entry; /* without its path */
	bool indexed;
};

/* The files of one repository. */
struct checker {
	struct arena arena;
	struct str top;
	struct map tracked; /* path in the repository -> struct tracked */
	size_t id_len;      /* bytes of the ids in the index */
	struct fs_stat index;
	struct history_reader *reader;
	struct repo *repo; /* opened for the first file that may have a filter */
	bool no_repo;
};

struct str
work_state_name(enum work_state state)
{
	switch (state) {
	case WORK_CLEAN: return STR("clean");
	case WORK_MODIFIED: return STR("modified");
	case WORK_NEW: return STR("new");
	default: return STR_EMPTY;
	}
}

/* --- the index ----------------------------------------------------------------------------------- */

static void
read_entries(struct checker *checker, struct str bytes)
{
	struct index_file index;
	struct index_entry entry;
	if (!index_file_open(&index, bytes, checker->id_len))
		return;
	while (index_file_next(&index, &entry)) {
		struct tracked *tracked = map_get(&checker->tracked, entry.path);
		if (!tracked || entry.stage)
			continue;
		tracked->entry = entry;
		tracked->indexed = true;
	}
}

/* Without an index, or with one that is not understood, all files are hashed. */
static void
read_index(struct checker *checker)
{
	struct str folder, bytes;
	int root;
	if (!top_git_folder(&checker->arena, checker->top, &folder) ||
	        fs_open_root(folder, &root) < 0)
		return;
	if (fs_read(root, STR("index"), &checker->arena, INDEX_MAX_BYTES, &bytes,
	            &checker->index) == 0)
		read_entries(checker, bytes);
	fs_close(root);
}

/*
 * Has the file not been touched since git found it to be what HEAD has? One written at the very moment
 * at which the index was may have been written again in that moment, so it counts as touched.
 */
static bool
is_untouched(const struct checker *checker, const struct tracked *tracked)
{
	const struct index_entry *entry = &tracked->entry;
	const struct fs_stat *stat = &tracked->file->stat;
	if (!object_id_eq(&entry->id, &tracked->page->blob) ||
	        entry->size != (uint32_t)stat->size || entry->seconds != (uint32_t)stat->seconds ||
	        (entry->nanos && entry->nanos != stat->nanos))
		return false;
	return stat->seconds < checker->index.seconds ||
	        (stat->seconds == checker->index.seconds && stat->nanos < checker->index.nanos);
}

/* --- the bytes ----------------------------------------------------------------------------------- */

/* A copy whose lines all end in a newline alone. */
static struct str
plain_lines(struct arena *arena, struct str text)
{
	char *copy = arena_array(arena, char, text.len + 1);
	size_t len = 0;
	for (size_t i = 0; i < text.len; i++)
		if (text.at[i] != '\r' || i + 1 == text.len || text.at[i + 1] != '\n')
			copy[len++] = text.at[i];
	return str_of(copy, len);
}

/*
 * The same text with other ends of lines (core.autocrlf, "eol" of .gitattributes), or nothing that can
 * be compared: a pointer of Git LFS. Without the blob, as in a clone made without blobs, only the
 * conversion that is usual can be tried, and not even that where ids are no SHA-1, which is all that is
 * made here.
 */
static bool
is_same_text(struct checker *checker, const struct tracked *tracked)
{
	struct arena scratch = ARENA_EMPTY;
	struct object_id id;
	struct str before, after = plain_lines(&scratch, tracked->file->bytes);
	repo_hash_blob(after, &id);
	bool same = object_id_eq(&id, &tracked->page->blob);
	if (!same) {
		enum history_read read = history_reader_text(
		        checker->reader, &scratch, &tracked->page->blob, BLOB_MAX_BYTES, &before);
		same = read == HISTORY_READ_BINARY ||
		        (read == HISTORY_READ_MISSING && checker->id_len != OBJECT_ID_LEN) ||
		        (read == HISTORY_READ_DONE && str_eq(plain_lines(&scratch, before), after));
	}
	arena_free(&scratch);
	return same;
}

static bool
has_filter(struct checker *checker, struct str path)
{
	if (!checker->repo && !checker->no_repo)
		checker->no_repo = repo_open(&checker->arena, checker->top, &checker->repo) < 0;
	return checker->repo && repo_converts(checker->repo, path);
}

static enum work_state
compare(struct checker *checker, const struct tracked *tracked)
{
	struct object_id id;
	if (tracked->indexed && (tracked->entry.unwatched || is_untouched(checker, tracked)))
		return WORK_CLEAN;
	repo_hash_blob(tracked->file->bytes, &id);
	if (object_id_eq(&id, &tracked->page->blob) || is_same_text(checker, tracked) ||
	        has_filter(checker, tracked->page->path))
		return WORK_CLEAN;
	return WORK_MODIFIED;
}

/* --- all ----------------------------------------------------------------------------------------- */

/* Those of one repository; two names of one file are compared one by one, without the index. */
static void
check_repository(const struct histories *histories, const struct history *history,
        struct work_file *files, size_t count)
{
	struct checker checker = { .arena = ARENA_EMPTY };
	array_of(struct tracked *) list = { NULL, 0, 0 };
	for (size_t i = 0; i < count; i++) {
		if (histories_home(histories, files[i].path) != history)
			continue;
		files[i].state = WORK_NEW;
		struct tracked *tracked = arena_new(&checker.arena, struct tracked);
		tracked->file = &files[i];
		tracked->page = histories_find(histories, files[i].path);
		if (!tracked->page || tracked->page->removed)
			continue;
		map_put(&checker.tracked, &checker.arena, tracked->page->path, NULL)->value =
		        tracked;
		*array_push(&checker.arena, &list) = tracked;
	}
	if (list.len) {
		checker.top = histories_top(histories, history);
		checker.id_len = history->state->long_ids ? OBJECT_LONG_LEN : OBJECT_ID_LEN;
		read_index(&checker);
		checker.reader = history_reader_open(&checker.arena, history);
	}
	for (size_t i = 0; i < list.len; i++)
		list.at[i]->file->state = compare(&checker, list.at[i]);
	history_reader_close(checker.reader);
	if (checker.repo)
		repo_close(checker.repo);
	arena_free(&checker.arena);
}

void
work_state_find(const struct histories *histories, struct work_file *files, size_t count)
{
	for (size_t i = 0; i < count; i++)
		files[i].state = WORK_UNKNOWN;
	for (size_t i = 0; i < histories->all.len; i++)
		check_repository(histories, histories->all.at[i], files, count);
}
