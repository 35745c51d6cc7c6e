/*
 * The output folder. Nothing in it changes before commit; what is put meanwhile is written aside, in
 * one of two ways that are chosen once, when the sink is opened:
 *
 *	fresh      The output is missing or empty. Files are written to their places in a new tree,
 *	           which then becomes the output by one rename.
 *	otherwise  Each artifact is compared with what the manifest says was written last, and with the
 *	           file on disk; only what differs is written, under a number, and moved by commit.c.
 *
 * A file on disk counts as unchanged without being read when it looks as it did when it was written
 * (manifest_hint_holds: size, inode, and both times, of which nobody can put back that of the last
 * change), unless it is as young as the manifest itself: somebody may have changed it
 * in the same tick of the clock, after we looked. The manifest is always the last file written, so
 * whatever happens to the output later happens at or after its time.
 *
 * Workers meet only in `broken`: each fills the slots of its own indices.
 */
#include "output/sink.h"

#include <errno.h>
#include <stdatomic.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/fs.h"
#include "base/fs_folder.h"
#include "base/path.h"
#include "output/claim.h"
#include "output/commit.h"
#include "output/intact.h"
#include "output/location.h"
#include "output/manifest.h"
#include "output/removal.h"

/* Name of a fresh output in the staging folder. */
#define TREE "tree"

/* One artifact. */
struct slot {
	struct hash hash;
	uint64_t size;
	struct manifest_hint hint; /* of the staged file, or of the one that stays */
	enum sink_result result;
	int error;      /* of a staged file that met another one; claim_settle says which */
	bool staged;    /* under its index */
	bool blocked;   /* a folder is in its place, or a file in place of its folder */
	bool refreshed; /* the old hint did not hold, but the bytes are the same */
};

struct disk {
	struct sink sink;
	struct arena *arena;
	struct location location;
	struct str site;
	bool clean, durable;

	struct manifest old; /* empty for a fresh output */
	bool has_old;
	bool hinted;                 /* `old` has its hints */
	struct manifest_hint newest; /* of the manifest's file */
	struct hash now;             /* of the manifest that the output has */

	int tree; /* the new output while it is filled; -1 unless fresh */
	struct claims claims;
	struct slot *slots;
	atomic_bool refused; /* an artifact could not be taken: no commit */
	atomic_bool broken;  /* and no further one will be: the disk does not work */
};

/* --- putting ------------------------------------------------------------------------------- */

/* The first failure of the disk is reported, the many that follow from it are not. */
static enum sink_result
fail(struct disk *disk, struct str path, int error, struct diags *diags)
{
	struct str shown = disk->location.shown;
	atomic_store(&disk->refused, true);
	if (atomic_exchange(&disk->broken, true))
		return SINK_FAILED;
	diag_error(diags, diag_file(shown), STR_EMPTY, "cannot write \"" STR_FMT "\": %s",
	        STR_ARG(path), fs_explain(error));
	diag_help(diags, "nothing in " STR_FMT " was changed", STR_ARG(shown));
	return SINK_FAILED;
}

static enum sink_result
refuse(struct disk *disk, const struct artifact *artifact, const char *what, struct diags *diags)
{
	atomic_store(&disk->refused, true);
	diag_error(diags, diag_file(artifact->source), STR_EMPTY,
	        "it cannot be written to \"" STR_FMT "\": in " STR_FMT ", %s",
	        STR_ARG(artifact->path), STR_ARG(disk->location.shown), what);
	diag_help(diags, "move what is there out of the output folder");
	return SINK_FAILED;
}

/* Writes aside. Two artifacts that want one place are no failure yet. */
static enum sink_result
stage(struct disk *disk, const struct artifact *artifact, struct slot *slot,
        enum sink_result result, struct diags *diags)
{
	struct arena arena = ARENA_EMPTY;
	struct fs_stat stat;
	bool fresh = disk->tree >= 0;
	int folder = fresh ? disk->tree : disk->location.area;
	struct str path =
	        fresh ? artifact->path : commit_staged(&arena, &disk->location, artifact->index);
	int error = fs_folder_put(folder, path, artifact->bytes, &stat);
	arena_free(&arena);
	if (fresh && (error == -EEXIST || error == -ENOTDIR || error == -EISDIR))
		slot->error = error;
	else if (error)
		return fail(disk, artifact->path, error, diags);
	else
		slot->hint = manifest_hint_of(&stat);
	slot->staged = true;
	return result;
}

/* Has the file on disk the bytes of the artifact? */
static bool
has_bytes(const struct disk *disk, const struct artifact *artifact, const struct slot *slot)
{
	return location_compare(&disk->location, artifact->path, slot->size, slot->hash) == 0;
}

/* The artifact is the last build's; is the file on disk? */
static enum sink_result
compare_same(struct disk *disk, const struct artifact *artifact, struct slot *slot,
        const struct manifest_file *known, const struct fs_stat *stat)
{
	slot->hint = manifest_hint_of(stat);
	slot->refreshed = !manifest_hint_holds(&known->hint, stat);
	return has_bytes(disk, artifact, slot) ? SINK_SAME : SINK_DAMAGED;
}

/* There is a file of that path which the manifest does not know. */
static enum sink_result
compare_stranger(struct disk *disk, const struct artifact *artifact, struct slot *slot,
        const struct fs_stat *stat, struct diags *diags)
{
	slot->hint = manifest_hint_of(stat);
	if (has_bytes(disk, artifact, slot))
		return SINK_SAME;
	if (disk->old.damaged)
		return SINK_CHANGED;
	return refuse(
	        disk, artifact, "there is a file of that name that kith did not write", diags);
}

/* Something other than a regular file or nothing lies there. Ours is replaced, a stranger's not. */
static enum sink_result
compare_odd(struct disk *disk, const struct artifact *artifact, struct slot *slot,
        const struct manifest_file *known, int error, struct diags *diags)
{
	struct fs_stat stat;
	if (error == -ENOTDIR || error == -EISDIR) {
		slot->blocked = true;
		return known ? SINK_DAMAGED : SINK_NEW;
	}
	if (error != -ELOOP && error != -EINVAL)
		return fail(disk, artifact->path, error, diags);
	struct str folder = path_dir(artifact->path);
	if (folder.len && fs_folder_look(disk->location.output, folder, &stat) == -ELOOP)
		return refuse(disk, artifact, "a part of that path is a symbolic link", diags);
	if (known)
		return SINK_DAMAGED;
	return refuse(disk, artifact, "there is something of that name that is not a file", diags);
}

/* What is to become of an artifact, given the last build's and what is on disk. */
static enum sink_result
compare(struct disk *disk, const struct artifact *artifact, struct slot *slot, struct diags *diags)
{
	struct fs_stat stat;
	const struct manifest_file *known = manifest_find(&disk->old, artifact->path);
	bool same = known && hash_eq(known->hash, slot->hash) && known->size == slot->size;
	if (same && !disk->clean && intact_looks(&disk->location, known, &disk->newest)) {
		slot->hint = known->hint;
		return SINK_SAME;
	}
	int error = fs_folder_look(disk->location.output, artifact->path, &stat);
	if (error == 0 && stat.is_folder)
		error = -EISDIR;
	if (error == -ENOENT)
		return !known ? SINK_NEW : same ? SINK_DAMAGED : SINK_CHANGED;
	if (error)
		return compare_odd(disk, artifact, slot, known, error, diags);
	if (!known)
		return compare_stranger(disk, artifact, slot, &stat, diags);
	if (!same || disk->clean)
		return SINK_CHANGED;
	return compare_same(disk, artifact, slot, known, &stat);
}

static enum sink_result
disk_put(struct sink *sink, const struct artifact *artifact, struct diags *diags)
{
	struct disk *disk = (struct disk *)sink;
	if (!claim_enter(&disk->claims, artifact, diags)) {
		atomic_store(&disk->refused, true);
		return SINK_REFUSED;
	}
	if (atomic_load_explicit(&disk->broken, memory_order_relaxed))
		return SINK_FAILED;
	struct slot *slot = &disk->slots[artifact->index];
	slot->hash = hash_of(artifact->bytes);
	slot->size = artifact->bytes.len;
	slot->result = SINK_NEW;
	if (disk->tree < 0)
		slot->result = compare(disk, artifact, slot, diags);
	if (slot->result != SINK_SAME && slot->result != SINK_FAILED)
		slot->result = stage(disk, artifact, slot, slot->result, diags);
	return slot->result;
}

static bool
disk_keep(struct sink *sink, const struct artifact *artifact, struct diags *diags)
{
	struct disk *disk = (struct disk *)sink;
	const struct manifest_file *known = manifest_find(&disk->old, artifact->path);
	struct slot *slot = &disk->slots[artifact->index];
	if (disk->tree >= 0 || disk->clean || !known)
		return false;
	slot->hash = known->hash;
	slot->size = known->size;
	slot->hint = known->hint;
	if ((!intact_looks(&disk->location, known, &disk->newest) &&
	            !has_bytes(disk, artifact, slot)) ||
	        !claim_enter(&disk->claims, artifact, diags))
		return false;
	slot->result = SINK_SAME;
	return true;
}

/* --- committing ---------------------------------------------------------------------------- */

static void
count(const struct disk *disk, struct sink_report *report)
{
	for (size_t i = 0; i < disk->claims.count; i++) {
		const struct slot *slot = &disk->slots[i];
		report->same += slot->result == SINK_SAME;
		if (slot->staged) {
			report->written++;
			report->bytes += slot->size;
		}
	}
}

/* The manifest of what was put, in route order. */
static struct manifest
new_manifest(const struct disk *disk)
{
	struct manifest manifest = { .site = disk->site };
	for (size_t i = 0; i < disk->claims.count; i++) {
		const struct claim *claim = &disk->claims.at[i];
		const struct slot *slot = &disk->slots[i];
		if (!claim->path.at)
			continue;
		*array_push(disk->arena, &manifest.files) = (struct manifest_file){
			.path = claim->path,
			.source = claim->source,
			.hash = slot->hash,
			.size = slot->size,
			.hint = slot->hint,
		};
	}
	return manifest;
}

static void
save_hints(const struct disk *disk, const struct manifest *manifest)
{
	struct buf text;
	if (disk->location.state < 0)
		return;
	buf_init(&text, MANIFEST_MAX_BYTES);
	manifest_write_hints(manifest, &text);
	location_keep(disk->location.state, STR(LOCATION_HINTS), &text);
	buf_free(&text);
}

/* Writes the manifest to a staged path. */
static bool
save_manifest(struct disk *disk, int folder, struct str path, struct buf *text, struct diags *diags)
{
	struct fs_stat stat;
	int error = text->full ? -EFBIG : fs_folder_put(folder, path, buf_view(text), &stat);
	if (error)
		fail(disk, STR(MANIFEST_NAME), error, diags);
	return error == 0;
}

static bool
commit_fresh(struct disk *disk, struct manifest *manifest, struct buf *text,
        struct sink_report *report, struct diags *diags)
{
	struct str tree = commit_staged_name(disk->arena, &disk->location, STR(TREE));
	if (!save_manifest(disk, disk->tree, STR(MANIFEST_NAME), text, diags) ||
	        !commit_switch(&disk->location, tree, disk->durable, diags))
		return false;
	report->switched = true;
	save_hints(disk, manifest);
	return true;
}

/* What moves, and which new files have something in their way. */
static void
plan_moves(const struct disk *disk, struct commit_plan *plan, removal_blocked *blocked)
{
	for (size_t i = 0; i < disk->claims.count; i++) {
		const struct claim *claim = &disk->claims.at[i];
		if (disk->slots[i].staged)
			*array_push(disk->arena, &plan->moves) =
			        (struct commit_move){ .path = claim->path, .index = i };
		if (disk->slots[i].blocked)
			*array_push(disk->arena, blocked) = claim;
	}
}

static bool
needs_hints(const struct disk *disk)
{
	bool needed = !disk->hinted;
	for (size_t i = 0; i < disk->claims.count && !needed; i++)
		needed = disk->slots[i].refreshed;
	return needed;
}

/* A rename counts as a change of the file. What else differs was not our doing: then no hint is kept. */
static void
renew_hints(const struct disk *disk, struct manifest *manifest)
{
	size_t at = 0;
	for (size_t i = 0; i < disk->claims.count; i++) {
		if (!disk->claims.at[i].path.at)
			continue;
		struct manifest_file *file = &manifest->files.at[at++];
		struct fs_stat stat;
		if (!disk->slots[i].staged)
			continue;
		bool same = fs_folder_glance(disk->location.output, file->path, &stat) == 0 &&
		        stat.size == file->size && stat.inode == file->hint.inode &&
		        stat.seconds == file->hint.seconds && stat.nanos == file->hint.nanos;
		file->hint = same ? manifest_hint_of(&stat) : (struct manifest_hint){ 0 };
	}
}

static bool
commit_changes(struct disk *disk, struct manifest *manifest, struct buf *text,
        struct sink_report *report, struct diags *diags)
{
	struct commit_plan plan = { .after = manifest->hash };
	removal_blocked blocked = { 0 };
	if (disk->has_old)
		plan.before = disk->old.hash;
	plan_moves(disk, &plan, &blocked);
	if (!removal_plan(&plan, &disk->location, &disk->old, &disk->claims, &blocked, disk->arena,
	            diags))
		return false;
	bool same = disk->has_old && hash_eq(plan.before, plan.after);
	if (same && !plan.moves.len) {
		if (needs_hints(disk))
			save_hints(disk, manifest);
		return true;
	}
	struct str path = commit_staged_name(disk->arena, &disk->location, STR(COMMIT_MANIFEST));
	if (!save_manifest(disk, disk->location.area, path, text, diags) ||
	        !commit_apply(&disk->location, &plan, disk->durable, &report->removed, diags))
		return false;
	renew_hints(disk, manifest);
	save_hints(disk, manifest);
	return true;
}

/* All claims can stand together, and nothing went wrong with any. */
static bool
is_ready(struct disk *disk, struct diags *diags)
{
	if (!claim_settle(&disk->claims, disk->arena, diags) || diag_failed(diags) ||
	        atomic_load(&disk->refused))
		return false;
	for (size_t i = 0; i < disk->claims.count; i++) {
		if (disk->slots[i].error) {
			fail(disk, disk->claims.at[i].path, disk->slots[i].error, diags);
			return false;
		}
	}
	return true;
}

static bool
disk_commit(struct sink *sink, struct sink_report *report, struct diags *diags)
{
	struct disk *disk = (struct disk *)sink;
	*report = (struct sink_report){ 0 };
	if (!is_ready(disk, diags))
		return false;
	struct buf text;
	buf_init(&text, MANIFEST_MAX_BYTES);
	struct manifest manifest = new_manifest(disk);
	manifest_write(&manifest, &text);
	bool done = disk->tree >= 0 ? commit_fresh(disk, &manifest, &text, report, diags)
	                            : commit_changes(disk, &manifest, &text, report, diags);
	buf_free(&text);
	if (done)
		count(disk, report);
	if (done)
		disk->now = manifest.hash;
	return done;
}

static void
disk_close(struct sink *sink)
{
	struct disk *disk = (struct disk *)sink;
	if (disk->tree >= 0)
		fs_close(disk->tree);
	commit_clean(&disk->location);
	location_close(&disk->location);
	claim_free(&disk->claims);
}

static const struct sink_type disk_type = {
	.name = "disk",
	.put = disk_put,
	.commit = disk_commit,
	.close = disk_close,
	.keep = disk_keep,
};

/* --- opening ------------------------------------------------------------------------------- */

static bool
refuse_folder(const struct disk *disk, struct diags *diags)
{
	diag_error(diags, diag_file(disk->location.shown), STR_EMPTY,
	        "the output folder is not empty, and kith did not make what is in it");
	diag_help(diags,
	        "choose another folder with --output, or remove this one if nothing in it is needed");
	return false;
}

/* Begins a tree if the output can be switched in, and prepares for moves otherwise. */
static bool
begin_fresh(struct disk *disk, struct diags *diags)
{
	bool empty = true;
	if (location_can_switch(&disk->location, disk->arena)) {
		struct str tree = commit_staged_name(disk->arena, &disk->location, STR(TREE));
		int error = fs_make_folders(disk->location.area, tree);
		if (error == 0)
			error = fs_open_folder(disk->location.area, tree, &disk->tree);
		if (error)
			fail(disk, tree, error, diags);
		return error == 0;
	}
	int error = location_make(&disk->location);
	if (error == 0)
		error = fs_folder_is_empty(disk->location.output, &empty);
	if (error)
		fail(disk, STR(MANIFEST_NAME), error, diags);
	else if (!empty)
		return refuse_folder(disk, diags);
	return error == 0;
}

static bool
is_same_site(const struct disk *disk, bool known, struct diags *diags)
{
	const struct str *was = &disk->old.site;
	if (known || !was->len || !disk->site.len || str_eq(*was, disk->site))
		return true;
	diag_error(diags, diag_file(disk->location.shown), STR_EMPTY,
	        "the output folder holds another site, " STR_FMT, STR_ARG(*was));
	diag_help(diags, "choose another folder with --output, or remove this one first");
	return false;
}

/* Reads the manifest and its hints. */
static bool
begin_changes(struct disk *disk, struct str text, const struct fs_stat *stat, struct diags *diags)
{
	struct str hints;
	disk->has_old = true;
	disk->newest = manifest_hint_of(stat);
	manifest_read(text, disk->arena, &disk->old);
	disk->now = disk->old.hash;
	bool known = disk->location.state >= 0 &&
	        fs_read(disk->location.state, STR(LOCATION_HINTS), disk->arena, MANIFEST_MAX_BYTES,
	                &hints, NULL) == 0;
	if (!is_same_site(disk, known, diags))
		return false;
	disk->hinted =
	        disk->location.state < 0 || (known && manifest_read_hints(hints, &disk->old));
	if (disk->old.damaged)
		diag_add(diags, DIAG_NOTE, diag_file(disk->location.shown), STR_EMPTY,
		        "the list of its files was damaged: each was compared, and files that the "
		        "site has no more may be left");
	return true;
}

static bool
begin(struct disk *disk, struct diags *diags)
{
	struct str text = STR_EMPTY;
	struct fs_stat stat = { 0 };
	if (!commit_recover(&disk->location, diags))
		return false;
	if (disk->location.output < 0)
		return begin_fresh(disk, diags);
	int error = fs_read(disk->location.output, STR(MANIFEST_NAME), disk->arena,
	        MANIFEST_MAX_BYTES, &text, &stat);
	if (error == 0 || error == -EFBIG)
		return begin_changes(disk, text, &stat, diags);
	if (error == -ENOENT)
		return begin_fresh(disk, diags);
	if (error == -EISDIR || error == -EINVAL || error == -ELOOP || error == -EXDEV)
		return refuse_folder(disk, diags);
	fail(disk, STR(MANIFEST_NAME), error, diags);
	return false;
}

struct sink *
sink_disk(struct arena *arena, const struct sink_disk_options *options, struct diags *diags)
{
	struct disk *disk = arena_new(arena, struct disk);
	disk->sink.type = &disk_type;
	disk->arena = arena;
	disk->site = str_copy(arena, options->site);
	disk->clean = options->clean;
	disk->durable = options->durable;
	disk->tree = -1;
	if (!location_open(&disk->location, arena, options, diags))
		return NULL;
	disk->slots = arena_array(arena, struct slot, options->routes);
	claim_init(&disk->claims, arena, options->routes);
	if (begin(disk, diags))
		return &disk->sink;
	disk_close(&disk->sink);
	return NULL;
}

/* --- between builds ------------------------------------------------------------------------- */

bool
sink_disk_intact(struct sink *sink, struct hash manifest, struct workers *workers, size_t *files)
{
	struct disk *disk = (struct disk *)sink;
	bool refreshed = false;
	*files = disk->old.files.len;
	if (!disk->has_old || !disk->hinted || disk->old.damaged || !hash_eq(disk->now, manifest))
		return false;
	bool intact = intact_check(&disk->location, &disk->old, &disk->newest, workers, &refreshed);
	if (intact && refreshed)
		save_hints(disk, &disk->old);
	return intact;
}

struct sink_disk_state
sink_disk_state(const struct sink *sink)
{
	const struct disk *disk = (const struct disk *)sink;
	return (struct sink_disk_state){ disk->location.state, disk->now };
}
