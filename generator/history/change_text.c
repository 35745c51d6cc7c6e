/*
 * Changes are taken by page and not by commit, each page's from the newest to the oldest:
 *
 *	content/a.md   d4 -> e5   c3 -> d4   b2 -> c3   ...
 *
 * What came before one change is mostly what came after the next, so each version is unpacked once; and
 * git stores older versions as differences from newer ones, so what an unpacking needs was just read.
 * Long histories are cut into pieces, so that workers have something to share.
 */
#include "history/change_text.h"

#include <errno.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/front_cut.h"
#include "base/front_peek.h"
#include "base/map.h"
#include "base/path.h"
#include "base/pool.h"
#include "diff/line_count.h"
#include "diff/word.h"
#include "git/handles.h"
#include "git/repo.h"
#include "git/walk.h"

enum { PIECE = 64 }; /* changes that one worker takes at once */

/* Some changes of one page, newest first. */
struct piece {
	struct tree_change *changes[PIECE];
	const struct walk_commit *commits[PIECE]; /* which made them */
	size_t len;
	bool done; /* a piece may be left over when a worker has no handle */
};

typedef array_of(struct piece *) pieces;

/* One version of a page; `object` is held while `held`. */
struct version {
	struct object_id id;
	struct repo_object object;
	bool held;
	bool text;    /* it could be read and is text */
	bool missing; /* it could not be read */
};

struct worker {
	struct arena scratch; /* one change */
	struct version versions[2];
	unsigned latest; /* index of the one that was asked for last */
};

struct job {
	pieces pieces;
	struct handles *handles;
	struct worker *workers;
};

/* --- versions ------------------------------------------------------------------------------------ */

static void
release(struct version *version)
{
	if (version->held)
		repo_release(&version->object);
	*version = (struct version){ .held = false };
}

static void
load(const struct repo *repo, struct version *version, const struct object_id *id)
{
	release(version);
	version->id = *id;
	int error = repo_read(repo, id, CHANGE_TEXT_MAX_BYTES, &version->object);
	version->missing = error < 0 && error != -EFBIG;
	if (error < 0)
		return;
	version->held = true;
	version->text = version->object.type == REPO_BLOB && object_is_text(version->object.bytes);
}

/*
 * In *out; false when it is no text. It stays until another two have been asked for. *missing becomes true when the
 * repository has it not, and stays what it was otherwise.
 */
static bool
find_text(struct worker *worker, const struct repo *repo, const struct object_id *id,
        enum object_mode mode, struct str *out, bool *missing)
{
	*out = STR_EMPTY;
	if (mode == OBJECT_NONE)
		return true;
	if (mode != OBJECT_FILE && mode != OBJECT_EXECUTABLE)
		return false;
	struct version *version = &worker->versions[worker->latest];
	if (!version->held || !object_id_eq(&version->id, id)) {
		worker->latest = !worker->latest;
		version = &worker->versions[worker->latest];
		if (!version->held || !object_id_eq(&version->id, id))
			load(repo, version, id);
	}
	*out = version->text ? version->object.bytes : STR_EMPTY;
	*missing = *missing || version->missing;
	return version->text;
}

/* --- changes ------------------------------------------------------------------------------------- */

static enum tree_change_class
classify(const struct front_cut *old, const struct front_cut *new)
{
	if (!word_same(old->body, new->body))
		return TREE_CONTENT;
	bool same_front = old->kind == new->kind &&word_same(old->yaml, new->yaml);
	return same_front ? TREE_BLANKS : TREE_FRONT;
}

static void
measure(struct arena *scratch, struct tree_change *change, struct str before, struct str after)
{
	struct front_cut old = front_cut(before), new = front_cut(after);
	change->lines = line_count(scratch, before, after);
	change->words = word_count(scratch, old.body, new.body);
	change->counted = true;
	if ((change->kind == TREE_EDITED || change->kind == TREE_RENAMED) &&
	        change->words.added + change->words.removed == 0)
		change->class = classify(&old, &new);
}

/* "2026-01-02-name.md", or such a folder. As content does, front matter goes first. */
static struct date
date_in_name(struct str path)
{
	struct str stem = path_stem(path);
	struct str name = str_is(stem, "index") ? path_base(path_dir(path)) : path_base(stem);
	struct date date;
	if (name.len >= 10 && !date_parse(str_slice(name, 0, 10), &date) &&
	        date.precision == DATE_DAY &&
	        (name.len == 10 || str_find(STR("-_ "), str_slice(name, 10, 11)) != STR_NONE))
		return date;
	return (struct date){ .precision = DATE_NONE };
}

/*
 * Did the version that the commit replaced or removed still wait for its date? No reader has seen it then. A day
 * begins where the author is; who set no clock could not wait.
 */
static bool
waited(const struct walk_commit *commit, struct str path, struct str before)
{
	struct date date = front_peek_date(before);
	if (!date_known(date))
		date = date_in_name(path);
	if (!date_known(date) || !walk_date_trusted(commit->authored, commit->authored))
		return false;
	if (date.precision != DATE_SECOND)
		date.seconds -= (int64_t)commit->authored_offset * 60;
	return date.seconds > commit->authored;
}

/* Each version tells for itself whether it was a draft, for often the clone has only the last. */
static void
measure_change(struct worker *worker, const struct repo *repo, const struct walk_commit *commit,
        struct tree_change *change)
{
	struct str before, after;
	bool same = change->before_mode != OBJECT_NONE && change->after_mode != OBJECT_NONE &&
	        object_id_eq(&change->before, &change->after);
	change->read = find_text(
	        worker, repo, &change->after, change->after_mode, &after, &change->missing);
	bool read_before = find_text(
	        worker, repo, &change->before, change->before_mode, &before, &change->missing);
	change->draft = change->read && front_peek_draft(after);
	change->draft_before = read_before && change->before_mode != OBJECT_NONE &&
	        (front_peek_draft(before) ||
	                waited(commit, change->old_path.len ? change->old_path : change->path,
	                        before));
	if (same) /* moved, or made executable */
		change->counted = true;
	else if (change->read && read_before)
		measure(&worker->scratch, change, before, after);
	arena_reset(&worker->scratch);
}

static void
measure_piece(void *context, size_t index, unsigned number)
{
	struct job *job = context;
	struct piece *piece = job->pieces.at[index];
	const struct repo *repo = piece->done ? NULL : handles_get(job->handles, number);
	if (!repo)
		return;
	for (size_t i = 0; i < piece->len; i++)
		measure_change(&job->workers[number], repo, piece->commits[i], piece->changes[i]);
	piece->done = true;
}

/* --- pages --------------------------------------------------------------------------------------- */

/* Adds the change to the last piece of its page. */
static void
add_change(struct arena *arena, struct map *pages, struct job *job,
        const struct walk_commit *commit, struct tree_change *change)
{
	struct map_entry *page = map_put(pages, arena, change->path, NULL);
	struct piece *piece = page->value;
	if (!piece || piece->len == PIECE) {
		piece = arena_new(arena, struct piece);
		*array_push(arena, &job->pieces) = piece;
		page->value = piece;
	}
	piece->commits[piece->len] = commit;
	piece->changes[piece->len++] = change;
}

/* False when there are too many changes. */
static bool
collect(struct arena *arena, const struct walk *walk, struct job *job)
{
	struct map pages = { .len = 0 }; /* path -> the last struct piece */
	size_t count = 0;
	for (size_t i = 0; i < walk->newest.len; i++) {
		tree_changes *changes = &walk->newest.at[i]->changes;
		for (size_t k = 0; k < changes->len; k++) {
			if (changes->at[k].kind == TREE_TAKEN ||
			        !tree_diff_is_page(&changes->at[k]))
				continue;
			if (++count > CHANGE_TEXT_MAX)
				return false;
			if (!walk->newest.at[i]->known)
				add_change(arena, &pages, job, walk->newest.at[i], &changes->at[k]);
		}
	}
	return true;
}

void
change_text_measure(struct walk *walk, const struct repo *repo, struct pool *pool)
{
	struct arena arena = ARENA_EMPTY;
	struct job job = { .pieces = { NULL, 0, 0 } };
	unsigned count = pool ? pool_workers(pool) : 1;
	if (collect(&arena, walk, &job)) {
		job.handles = handles_make(&arena, repo, count);
		job.workers = arena_array(&arena, struct worker, count);
		if (pool)
			pool_run(pool, job.pieces.len, measure_piece, &job);
		for (size_t i = 0; i < job.pieces.len; i++)
			measure_piece(&job, i, 0);
		for (unsigned i = 0; i < count; i++) {
			release(&job.workers[i].versions[0]);
			release(&job.workers[i].versions[1]);
			arena_free(&job.workers[i].scratch);
		}
		handles_close(job.handles);
	}
	arena_free(&arena);
}
