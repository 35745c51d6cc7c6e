#include "output/removal.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/fs.h"
#include "base/hash.h"
#include "base/map.h"
#include "base/path.h"
#include "output/claim.h"
#include "output/commit.h"
#include "output/location.h"
#include "output/manifest.h"

struct planning {
	const struct location *location;
	const struct manifest *old;
	const struct claims *claims;
	struct arena *arena;
	struct diags *diags;
	struct map obstacles; /* paths of our files that lie where a folder must be */
};

static bool
report_in_the_way(
        struct planning *planning, const struct claim *claim, struct str path, const char *what)
{
	struct str shown = path_join(planning->arena, planning->location->shown, path);
	diag_error(planning->diags, diag_file(claim->source), STR_EMPTY,
	        "it cannot be written to \"" STR_FMT "\": " STR_FMT " is a %s that is not kith's",
	        STR_ARG(claim->path), STR_ARG(shown), what);
	diag_help(planning->diags, "move it out of the output folder");
	return false;
}

/* Is this a file of ours that the site has no more, untouched since we wrote it? */
static bool
is_ours_to_clear(struct planning *planning, struct str path)
{
	const struct manifest_file *file = manifest_find(planning->old, path);
	if (!file || claim_find(planning->claims, planning->arena, path))
		return false;
	return location_compare(planning->location, path, file->size, file->hash) == 0;
}

/* Something is a file that has to be a folder: the outermost one. */
static bool
clear_file(struct planning *planning, const struct claim *claim)
{
	size_t len = str_find_char(claim->path, '/');
	while (len < claim->path.len) {
		struct str dir = str_slice(claim->path, 0, len);
		struct fs_stat stat;
		if (fs_stat(planning->location->output, dir, &stat) == 0 && !stat.is_folder) {
			if (!is_ours_to_clear(planning, dir))
				return report_in_the_way(planning, claim, dir, "file");
			map_put(&planning->obstacles, planning->arena, dir, NULL);
			return true;
		}
		size_t next = str_find_char(str_skip(claim->path, len + 1), '/');
		len = next == STR_NONE ? claim->path.len : len + 1 + next;
	}
	return true;
}

/* A folder is where a file has to be: everything in it must go. */
static bool
clear_folder(struct planning *planning, const struct claim *claim)
{
	fs_list files = { 0 };
	int error = fs_walk(planning->location->output, claim->path, true, planning->arena, &files);
	bool ours = error == 0 && files.len > 0;
	for (size_t i = 0; i < files.len && ours; i++) {
		struct str path = path_join(planning->arena, claim->path, files.at[i].path);
		ours = is_ours_to_clear(planning, path);
	}
	return ours || report_in_the_way(planning, claim, claim->path, "folder");
}

static bool
clear_way(struct planning *planning, const struct claim *claim)
{
	struct fs_stat stat;
	if (fs_stat(planning->location->output, claim->path, &stat) == 0 && stat.is_folder)
		return clear_folder(planning, claim);
	return clear_file(planning, claim);
}

/*
 * Must it go before the new files come? Besides what is in the way, a file that differs from a new one
 * in letter case only: where that is the same file, removing it later would remove the new one.
 */
static bool
goes_first(const struct planning *planning, struct str path)
{
	if (map_find(&planning->obstacles, path) ||
	        claim_find_folded(planning->claims, planning->arena, path))
		return true;
	for (struct str dir = path_dir(path); dir.len; dir = path_dir(dir)) {
		if (claim_find(planning->claims, planning->arena, dir))
			return true;
	}
	return false;
}

bool
removal_plan(struct commit_plan *plan, const struct location *location, const struct manifest *old,
        const struct claims *claims, const removal_blocked *blocked, struct arena *arena,
        struct diags *diags)
{
	struct planning planning = {
		.location = location,
		.old = old,
		.claims = claims,
		.arena = arena,
		.diags = diags,
	};
	bool fine = true;
	for (size_t i = 0; i < blocked->len; i++)
		fine &= clear_way(&planning, blocked->at[i]);
	for (size_t i = 0; i < old->files.len && fine; i++) {
		const struct manifest_file *file = &old->files.at[i];
		struct commit_removal removal = { file->path, file->size, file->hash };
		if (claim_find(claims, arena, file->path))
			continue;
		if (goes_first(&planning, file->path))
			*array_push(arena, &plan->clears) = removal;
		else
			*array_push(arena, &plan->removals) = removal;
	}
	return fine;
}
