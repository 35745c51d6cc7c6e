#include "output/commit.h"

#include <errno.h>
#include <stdio.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/fs.h"
#include "base/fs_folder.h"
#include "base/path.h"
#include "output/location.h"
#include "output/manifest.h"
#include "output/record.h"

static const struct str record_head = STR_INIT("kith commit 1");

/* --- the record ---------------------------------------------------------------------------- */

static void
write_removals(const char *word, const struct commit_removal *at, size_t len, struct buf *out)
{
	for (size_t i = 0; i < len; i++) {
		size_t start = out->len;
		buf_put(out, str_from(word));
		record_hash(out, at[i].hash);
		record_int(out, (int64_t)at[i].size);
		record_text(out, at[i].path);
		record_end(out, start);
	}
}

void
commit_write_record(const struct commit_plan *plan, struct buf *out)
{
	size_t start = out->len;
	buf_put(out, record_head);
	record_hash(out, plan->before);
	record_hash(out, plan->after);
	record_end(out, start);
	write_removals("clear", plan->clears.at, plan->clears.len, out);
	for (size_t i = 0; i < plan->moves.len; i++) {
		start = out->len;
		buf_lit(out, "move");
		record_int(out, (int64_t)plan->moves.at[i].index);
		record_text(out, plan->moves.at[i].path);
		record_end(out, start);
	}
	write_removals("remove", plan->removals.at, plan->removals.len, out);
	start = out->len;
	buf_lit(out, "end");
	record_int(out, (int64_t)(plan->clears.len + plan->moves.len + plan->removals.len));
	record_end(out, start);
}

static bool
read_path(struct str *fields, struct str *out)
{
	return record_take(fields, out) && !fields->at && !manifest_path_check(*out);
}

static bool
read_removal(struct str *fields, struct commit_removal *out)
{
	int64_t size;
	if (!record_take_hash(fields, &out->hash) || !record_take_int(fields, &size) || size < 0)
		return false;
	out->size = (uint64_t)size;
	return read_path(fields, &out->path);
}

static bool
read_move(struct str *fields, struct commit_move *out)
{
	int64_t index;
	if (!record_take_int(fields, &index) || index < 0 || !read_path(fields, &out->path))
		return false;
	out->index = (size_t)index;
	return true;
}

/* One line behind the head; *ended when it is the last one. */
static bool
read_step(struct str fields, struct arena *arena, struct commit_plan *plan, bool *ended)
{
	struct str word;
	int64_t count;
	if (!record_take(&fields, &word))
		return false;
	if (str_is(word, "clear"))
		return read_removal(&fields, array_push(arena, &plan->clears));
	if (str_is(word, "move"))
		return read_move(&fields, array_push(arena, &plan->moves));
	if (str_is(word, "remove"))
		return read_removal(&fields, array_push(arena, &plan->removals));
	*ended = true;
	return str_is(word, "end") && record_take_int(&fields, &count) && !fields.at &&
	        count >= 0 &&
	        (uint64_t)count == plan->clears.len + plan->moves.len + plan->removals.len;
}

bool
commit_read_record(struct str text, struct arena *arena, struct commit_plan *out)
{
	struct str rest = text, fields, word;
	*out = (struct commit_plan){ .before = { 0, 0 } };
	if (!record_next(&rest, &fields) || !record_take(&fields, &word) ||
	        !str_eq(word, record_head) || !record_take_hash(&fields, &out->before) ||
	        !record_take_hash(&fields, &out->after) || fields.at)
		return false;
	bool ended = false;
	while (rest.len && !ended) {
		if (!record_next(&rest, &fields) || !read_step(fields, arena, out, &ended))
			return false;
	}
	return ended && !rest.len;
}

struct str
commit_staged(struct arena *arena, const struct location *location, size_t index)
{
	return str_format(arena, STR_FMT "/%zu", STR_ARG(location->staging), index);
}

struct str
commit_staged_name(struct arena *arena, const struct location *location, struct str name)
{
	return path_join(arena, location->staging, name);
}

/* --- the steps ----------------------------------------------------------------------------- */

struct run {
	const struct location *location;
	const struct commit_plan *plan;
	struct diags *diags;
	struct arena arena; /* for one step */
	bool again;         /* some of it may have been done before */
	bool recorded;      /* there is a record */
	bool touched;       /* the output is no longer what it was */
	size_t removed;
	bool *missing;     /* by move: its folder is to be made first; NULL: nobody has asked */
	int staging;       /* the staging folder */
	struct str failed; /* path of the step that did not work */
};

/* Removes the folders that the removal of a file has emptied. */
static void
tidy(int output, struct str path)
{
	for (struct str dir = path_dir(path); dir.len; dir = path_dir(dir))
		fs_remove_folder(output, dir);
}

static void
warn_left(struct run *run, struct str path, const char *why)
{
	struct str shown = path_join(&run->arena, run->location->shown, path);
	diag_warning(run->diags, diag_file(shown), STR_EMPTY,
	        "the site has no such page any more, but the file is left: %s", why);
	diag_help(run->diags, "remove it yourself if it is of no use");
}

/* Removes a file if it is still the one we wrote. */
static int
remove_ours(struct run *run, const struct commit_removal *removal)
{
	const struct location *location = run->location;
	arena_reset(&run->arena);
	int error = location_compare(location, removal->path, removal->size, removal->hash);
	if (error == -ENOENT || error == -ENOTDIR || error == -EISDIR) {
		/* Gone already; maybe with the one who died before its folders went. */
		tidy(location->output, removal->path);
		return 0;
	}
	if (error) {
		warn_left(run, removal->path,
		        error == -ESTALE ? "somebody else has changed it" : fs_explain(error));
		return 0;
	}
	error = fs_remove(location->output, removal->path);
	if (error)
		return error;
	run->touched = true;
	run->removed++;
	tidy(location->output, removal->path);
	return 0;
}

static int
remove_all(struct run *run, const struct commit_removal *at, size_t len)
{
	int error = 0;
	for (size_t i = 0; i < len && !error; i++) {
		run->failed = at[i].path;
		error = remove_ours(run, &at[i]);
	}
	return error;
}

/* Before the first move, because until then everything can be taken back. */
static int
make_folders(struct run *run)
{
	int error = 0;
	for (size_t i = 0; i < run->plan->moves.len && run->missing && !error; i++) {
		struct str dir = path_dir(run->plan->moves.at[i].path);
		run->failed = dir;
		if (run->missing[i])
			error = fs_make_folders(run->location->output, dir);
	}
	return error;
}

static int
move(struct run *run, struct str staged, struct str path)
{
	run->failed = path;
	int error = fs_rename(run->staging, staged, run->location->output, path);
	if (error == -ENOENT && run->again)
		return 0; /* moved by the one who died */
	run->touched |= error == 0;
	return error;
}

static int
move_all(struct run *run)
{
	int error = 0;
	for (size_t i = 0; i < run->plan->moves.len && !error; i++) {
		const struct commit_move *it = &run->plan->moves.at[i];
		char name[32];
		int len = snprintf(name, sizeof name, "%zu", it->index);
		error = move(run, str_of(name, (size_t)len), it->path);
	}
	return error;
}

static int
take_steps(struct run *run)
{
	const struct commit_plan *plan = run->plan;
	int error = remove_all(run, plan->clears.at, plan->clears.len);
	if (!error)
		error = make_folders(run);
	if (!error)
		error = move_all(run);
	if (!error)
		error = remove_all(run, plan->removals.at, plan->removals.len);
	if (!error)
		error = move(run, STR(COMMIT_MANIFEST), STR(MANIFEST_NAME));
	return error;
}

static int
run_steps(struct run *run)
{
	const struct location *location = run->location;
	run->failed = location->staging;
	int error = fs_open_folder(location->area, location->staging, &run->staging);
	if (error)
		return error;
	error = take_steps(run);
	fs_close(run->staging);
	return error;
}

/* --- asking first -------------------------------------------------------------------------- */

/* May the folder of a path be changed, or if it is missing the nearest one above it? */
static int
ask(struct run *run, struct str path, bool *missing)
{
	int output = run->location->output;
	struct str dir = path_dir(path);
	run->failed = path;
	int error = fs_folder_can_write(output, dir);
	*missing = error == -ENOENT || error == -ENOTDIR;
	while (dir.len && (error == -ENOENT || error == -ENOTDIR)) {
		dir = path_dir(dir);
		error = fs_folder_can_write(output, dir);
	}
	return error;
}

/* What lies behind a link is left alone, so it does not matter what may be done there. */
static int
ask_removals(struct run *run, const struct commit_removal *at, size_t len)
{
	int error = 0;
	for (size_t i = 0; i < len && !error; i++) {
		struct fs_stat stat;
		bool missing;
		if (fs_folder_look(run->location->output, at[i].path, &stat) == 0)
			error = ask(run, at[i].path, &missing);
	}
	return error;
}

/*
 * Would the system let us? A commit that is stopped half way by a folder without permission could not
 * be completed by the next one either.
 */
static int
ask_all(struct run *run, bool *missing)
{
	const struct commit_plan *plan = run->plan;
	bool unused;
	int error = ask(run, STR(MANIFEST_NAME), &unused);
	for (size_t i = 0; i < plan->moves.len && !error; i++)
		error = ask(run, plan->moves.at[i].path, &missing[i]);
	if (!error)
		error = ask_removals(run, plan->clears.at, plan->clears.len);
	if (!error)
		error = ask_removals(run, plan->removals.at, plan->removals.len);
	run->missing = missing;
	return error;
}

/* --- applying it --------------------------------------------------------------------------- */

/* Waits until the disk has everything that was written so far. */
static int
settle(int folder)
{
#ifdef __linux__
	return syncfs(folder) == 0 ? 0 : -errno;
#else
	sync();
	return fsync(folder) == 0 || errno == EINVAL ? 0 : -errno;
#endif
}

static int
write_record(struct run *run, bool durable)
{
	const struct location *location = run->location;
	struct buf text;
	buf_init(&text, MANIFEST_MAX_BYTES);
	commit_write_record(run->plan, &text);
	int error = text.full ? -EFBIG : 0;
	if (!error && durable)
		error = settle(location->area);
	run->failed = commit_staged_name(&run->arena, location, STR(COMMIT_REDO));
	if (!error)
		error = fs_write_aside(location->area, run->failed, buf_view(&text));
	run->recorded = !error;
	if (!error && durable)
		error = settle(location->area);
	buf_free(&text);
	return error;
}

static int
remove_record(const struct location *location)
{
	struct arena arena = ARENA_EMPTY;
	int error =
	        fs_remove(location->area, commit_staged_name(&arena, location, STR(COMMIT_REDO)));
	arena_free(&arena);
	return error;
}

/* Nothing was moved yet: takes back the folders and the record. */
static bool
take_back(const struct run *run)
{
	if (!run->recorded)
		return true;
	for (size_t i = 0; i < run->plan->moves.len; i++)
		tidy(run->location->output, run->plan->moves.at[i].path);
	return remove_record(run->location) == 0;
}

static void
report_untouched(const struct location *location, struct str path, int error, struct diags *diags)
{
	diag_error(diags, diag_file(location->shown), STR_EMPTY, "cannot write \"" STR_FMT "\": %s",
	        STR_ARG(path), fs_explain(error));
	diag_help(diags, "nothing in " STR_FMT " was changed", STR_ARG(location->shown));
}

static void
report_half(const struct run *run, int error)
{
	diag_error(run->diags, diag_file(run->location->shown), STR_EMPTY,
	        "cannot complete the new site: \"" STR_FMT "\": %s", STR_ARG(run->failed),
	        fs_explain(error));
	diag_help(run->diags,
	        "some files are new, some still old; once the cause is gone, the next build "
	        "completes the rest");
}

bool
commit_apply(const struct location *location, const struct commit_plan *plan, bool durable,
        size_t *removed, struct diags *diags)
{
	struct run run = {
		.location = location, .plan = plan, .diags = diags, .arena = ARENA_EMPTY
	};
	struct arena arena = ARENA_EMPTY;
	int error = ask_all(&run, arena_array(&arena, bool, plan->moves.len));
	if (!error)
		error = write_record(&run, durable);
	if (!error)
		error = run_steps(&run);
	if (!error && durable)
		error = settle(location->output);
	if (error && !run.touched && take_back(&run))
		report_untouched(location, run.failed, error, diags);
	else if (error)
		report_half(&run, error);
	else
		remove_record(location);
	*removed = run.removed;
	arena_free(&run.arena);
	arena_free(&arena);
	return !error;
}

bool
commit_switch(const struct location *location, struct str tree, bool durable, struct diags *diags)
{
	int error = durable ? settle(location->area) : 0;
	if (!error)
		error = fs_rename(location->area, tree, location->parent, location->name);
	if (!error && durable)
		error = settle(location->parent);
	if (error)
		report_untouched(location, location->name, error, diags);
	return !error;
}

static void
clean(int area, struct str staging)
{
	struct arena arena = ARENA_EMPTY;
	struct fs_stat stat;
	if (fs_stat(area, path_join(&arena, staging, STR(COMMIT_REDO)), &stat) == -ENOENT)
		fs_remove_tree(area, staging);
	arena_free(&arena);
}

void
commit_clean(const struct location *location)
{
	if (location->state >= 0)
		clean(location->state, STR(LOCATION_STAGING));
	if (location->area >= 0 && location->area != location->state)
		clean(location->area, location->staging);
}

/* --- completing one that died -------------------------------------------------------------- */

/* Hash of the manifest that the output has now; zero without one. */
static struct hash
present_manifest(const struct location *location, struct arena *arena)
{
	struct str text;
	if (location->output < 0 ||
	        fs_read(location->output, STR(MANIFEST_NAME), arena, MANIFEST_MAX_BYTES, &text,
	                NULL))
		return (struct hash){ 0, 0 };
	return hash_of(text);
}

/* Is there a record to be worked off? */
static bool
read_plan(const struct location *location, struct arena *arena, struct commit_plan *plan)
{
	struct str text;
	struct str path = commit_staged_name(arena, location, STR(COMMIT_REDO));
	if (fs_read(location->area, path, arena, MANIFEST_MAX_BYTES, &text, NULL) != 0 ||
	        location->output < 0 || !commit_read_record(text, arena, plan))
		return false;
	struct hash present = present_manifest(location, arena);
	return hash_eq(present, plan->before) || hash_eq(present, plan->after);
}

static bool
recover(const struct location *location, struct diags *diags)
{
	struct run run = {
		.location = location, .diags = diags, .arena = ARENA_EMPTY, .again = true
	};
	struct commit_plan plan;
	struct arena arena = ARENA_EMPTY;
	int error = 0;
	if (read_plan(location, &arena, &plan)) {
		run.plan = &plan;
		error = run_steps(&run);
		if (!error)
			error = remove_record(location);
		if (error)
			report_half(&run, error);
		else
			diag_add(diags, DIAG_NOTE, diag_file(location->shown), STR_EMPTY,
			        "an earlier build was interrupted; its site is complete now");
	}
	if (!error)
		fs_remove_tree(location->area, location->staging);
	arena_free(&run.arena);
	arena_free(&arena);
	return !error;
}

bool
commit_recover(const struct location *location, struct diags *diags)
{
	struct location at = *location;
	at.area = location->state;
	at.staging = STR(LOCATION_STAGING);
	if (at.area >= 0 && !recover(&at, diags))
		return false;
	at.area = location->output;
	at.staging = STR(LOCATION_STAGING_INSIDE);
	return at.area < 0 || recover(&at, diags);
}
