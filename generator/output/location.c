#include "output/location.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/fs.h"
#include "base/fs_folder.h"
#include "base/hash.h"
#include "base/path.h"
#include "output/sink.h"

/* How long a build waits for another one of the same output, in milliseconds. */
enum { PATIENCE = 2000 };

/* Folders of a site that are no place for its output, nor for anything below them. */
static const char *const guarded[] = {
	".git",
	".kith",
	"archetypes",
	"content",
	"data",
	"static",
	"templates",
	"themes",
};

enum { GUARDED = sizeof guarded / sizeof *guarded };

static void
close_folder(int *fd)
{
	if (*fd >= 0)
		fs_close(*fd);
	*fd = -1;
}

static bool
fail(const struct location *location, struct diags *diags, const char *what, int error)
{
	diag_error(diags, diag_file(location->shown), STR_EMPTY, "%s: %s", what, fs_explain(error));
	diag_help(diags, "nothing in " STR_FMT " was changed", STR_ARG(location->shown));
	return false;
}

/* --- finding it ---------------------------------------------------------------------------- */

/* Cuts the last component off *head, which becomes "." or "/" in the end. */
static struct str
cut_last(struct str *head)
{
	while (head->len > 1 && head->at[head->len - 1] == '/')
		head->len--;
	size_t slash = str_rfind_char(*head, '/');
	struct str last = slash == STR_NONE ? *head : str_skip(*head, slash + 1);
	*head = slash == STR_NONE ? STR(".") : str_slice(*head, 0, slash ? slash : 1);
	return last;
}

/* Opens the nearest existing folder above a missing output; `name` is the rest. */
static int
find_parent(struct location *location, struct arena *arena)
{
	location->name = STR_EMPTY;
	for (;;) {
		struct str last = cut_last(&location->existing);
		if (str_is(last, ".."))
			return -ENOENT;
		if (last.len && !str_is(last, "."))
			location->name = path_join(arena, last, location->name);
		int error = fs_open_root(location->existing, &location->parent);
		if (error != -ENOENT || str_is(location->existing, ".") ||
		        str_is(location->existing, "/"))
			return error;
	}
}

/* Opens the output, or when there is none the folder above it. */
static bool
find(struct location *location, struct arena *arena, struct diags *diags)
{
	close_folder(&location->output);
	close_folder(&location->parent);
	if (!location->path.len) {
		diag_error(diags, diag_file(location->shown), STR_EMPTY, "the output has no name");
		return false;
	}
	location->existing = location->path;
	int error = fs_open_root(location->path, &location->output);
	if (error == -ENOENT)
		error = find_parent(location, arena);
	if (error == 0)
		return true;
	fail(location, diags, "cannot open the output folder", error);
	diag_help(diags, "choose another folder with --output");
	return false;
}

/* --- refusing what is no place for it ------------------------------------------------------ */

/* How many levels `folder` lies below `above`: 0 is itself, -1 not at all. */
static int
levels_below(int folder, int above)
{
	int fd, higher;
	if (folder < 0 || fs_open_folder(folder, STR_EMPTY, &fd) != 0)
		return -1;
	int levels = 0;
	bool found = fs_folder_same(fd, above), top = false;
	while (!found && !top && fs_folder_above(fd, &higher) == 0) {
		top = fs_folder_same(fd, higher);
		fs_close(fd);
		fd = higher;
		levels++;
		found = fs_folder_same(fd, above);
	}
	fs_close(fd);
	return found ? levels : -1;
}

static bool
refuse(const struct location *location, struct diags *diags, const char *what, const char *name)
{
	diag_error(diags, diag_file(location->shown), STR_EMPTY,
	        "the output cannot be written here: it is %s%s", what, name);
	diag_help(diags, "choose a folder of its own with --output, such as \"public\"");
	return false;
}

/* The nearest existing folder of the way to the output. */
static int
nearest(const struct location *location)
{
	return location->output >= 0 ? location->output : location->parent;
}

static bool
is_guarded(const struct location *location, int root, size_t i)
{
	struct str name = str_from(guarded[i]), missing = location->name;
	if (location->output < 0 && fs_folder_same(location->parent, root) &&
	        str_eq_nocase(str_cut(&missing, '/'), name))
		return true;
	int fd;
	if (fs_open_folder(root, name, &fd) != 0)
		return false;
	bool below = levels_below(nearest(location), fd) >= 0;
	close_folder(&fd);
	return below;
}

static bool
is_allowed(const struct location *location, int root, struct diags *diags)
{
	int levels = levels_below(root, location->output);
	if (levels >= 0)
		return refuse(location, diags,
		        levels ? "a folder that holds the site" : "the site's own folder", "");
	for (size_t i = 0; i < GUARDED; i++) {
		if (is_guarded(location, root, i))
			return refuse(location, diags, "in the site's folder ", guarded[i]);
	}
	return true;
}

/* --- what belongs to it -------------------------------------------------------------------- */

/* The path without symbolic links; empty when the system cannot tell. */
static struct str
real_path(struct arena *arena, struct str path)
{
	char real[PATH_MAX];
	return realpath(str_terminated(arena, path), real) ? str_copy(arena, str_from(real))
	                                                   : STR_EMPTY;
}

/* The last `levels` components. */
static struct str
last_components(struct str path, int levels)
{
	struct str head = path;
	while (levels-- > 0)
		cut_last(&head);
	struct str rest = str_skip(path, head.len);
	return str_starts(rest, STR("/")) ? str_skip(rest, 1) : rest;
}

/* Names the state folder: however an output is reached, it has one key. */
static struct str
state_path(const struct location *location, struct arena *arena, int root)
{
	char hex[HASH_HEX_LEN];
	struct str path = real_path(arena, location->existing);
	int levels = levels_below(nearest(location), root);
	if (levels >= 0)
		path = last_components(path, levels);
	hash_hex(hash_of(path_join(arena, path, location->name)), hex);
	return str_format(arena, ".kith/output/%.16s", hex);
}

struct str
location_state(struct arena *arena, int root, struct str output)
{
	struct location location = { .output = -1, .parent = -1, .existing = output };
	struct str path = STR_EMPTY;
	if (fs_open_root(output, &location.output) == 0)
		path = state_path(&location, arena, root);
	close_folder(&location.output);
	return path;
}

void
location_keep(int state, struct str name, const struct buf *text)
{
	char aside[64];
	int len = snprintf(aside, sizeof aside, "%s/" STR_FMT, LOCATION_STAGING, STR_ARG(name));
	struct str path = str_of(aside, (size_t)len);
	if (!text->full && fs_write(state, path, buf_view(text)) == 0)
		fs_rename(state, path, state, name);
}

static bool
is_read_only(int error)
{
	return error == -EROFS || error == -EACCES || error == -EPERM;
}

static bool
open_state(struct location *location, struct arena *arena, int root, struct diags *diags)
{
	struct str path = state_path(location, arena, root);
	int error = fs_make_folders(root, path);
	if (error == 0)
		error = fs_open_folder(root, path, &location->state);
	if (error == 0 || is_read_only(error))
		return true;
	return fail(location, diags, "cannot make the site's folder .kith", error);
}

/* Decides where files are staged. */
static bool
open_area(struct location *location, struct diags *diags)
{
	if (location->state >= 0 && fs_folder_same_volume(location->state, nearest(location))) {
		location->area = location->state;
		location->staging = STR(LOCATION_STAGING);
		return true;
	}
	int error = location_make(location);
	if (error)
		return fail(location, diags, "cannot make the output folder", error);
	location->area = location->output;
	location->staging = STR(LOCATION_STAGING_INSIDE);
	return true;
}

static bool
take_lock(struct location *location, struct diags *diags)
{
	long holder = 0;
	int error;
	if (location->state >= 0)
		error = lock_take(
		        location->state, STR(LOCATION_LOCK), PATIENCE, &location->lock, &holder);
	else
		error = lock_take_folder(location->area, PATIENCE, &location->lock);
	if (error == 0)
		return true;
	if (error != -EBUSY)
		return fail(location, diags, "cannot lock the output", error);
	if (holder)
		diag_error(diags, diag_file(location->shown), STR_EMPTY,
		        "another kith, process %ld, is writing this output", holder);
	else
		diag_error(diags, diag_file(location->shown), STR_EMPTY,
		        "another kith is writing this output");
	diag_help(diags, "wait until it has finished, or choose another folder with --output");
	return false;
}

/* --- all of it ----------------------------------------------------------------------------- */

bool
location_open(struct location *out, struct arena *arena, const struct sink_disk_options *options,
        struct diags *diags)
{
	*out = (struct location){
		.shown = str_copy(arena, options->shown),
		.path = str_copy(arena, options->output),
		.output = -1,
		.state = -1,
		.area = -1,
		.parent = -1,
		.lock = { -1 },
		.name = STR_EMPTY,
	};
	/* Another build may switch the output in while this one waits: it is found again. */
	if (find(out, arena, diags) && is_allowed(out, options->root, diags) &&
	        open_state(out, arena, options->root, diags) && open_area(out, diags) &&
	        take_lock(out, diags) && find(out, arena, diags) && open_area(out, diags))
		return true;
	location_close(out);
	return false;
}

void
location_close(struct location *location)
{
	lock_release(&location->lock);
	close_folder(&location->output);
	close_folder(&location->state);
	close_folder(&location->parent);
	location->area = -1;
}

bool
location_can_switch(struct location *location, struct arena *arena)
{
	int self;
	bool empty = false;
	if (location->area != location->state)
		return false;
	if (location->output < 0)
		return true;
	if (fs_folder_is_empty(location->output, &empty) != 0 || !empty)
		return false;
	struct str above = real_path(arena, location->path);
	location->name = cut_last(&above);
	if (!location->name.len || fs_open_root(above, &location->parent) != 0)
		return false;
	if (fs_open_folder(location->parent, location->name, &self) != 0)
		return false;
	bool found = fs_folder_same(self, location->output) &&
	        fs_folder_same_volume(location->state, location->parent);
	fs_close(self);
	return found;
}

int
location_compare(const struct location *location, struct str path, uint64_t size, struct hash hash)
{
	struct fs_stat stat;
	struct str bytes;
	int error = fs_folder_look(location->output, path, &stat);
	if (error == 0 && stat.is_folder)
		error = -EISDIR;
	if (error)
		return error;
	if (stat.size != size)
		return -ESTALE;
	struct arena arena = ARENA_EMPTY;
	error = fs_read(location->output, path, &arena, SIZE_MAX, &bytes, NULL);
	if (error == 0 && !hash_eq(hash_of(bytes), hash))
		error = -ESTALE;
	arena_free(&arena);
	return error;
}

int
location_make(struct location *location)
{
	if (location->output >= 0)
		return 0;
	int error = fs_make_folders(location->parent, location->name);
	if (error == 0)
		error = fs_open_folder(location->parent, location->name, &location->output);
	return error;
}
