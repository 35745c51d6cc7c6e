#include "output/intact.h"

#include <stdatomic.h>

#include "base/fs.h"
#include "base/fs_folder.h"
#include "base/worker.h"
#include "output/location.h"
#include "output/manifest.h"

struct check {
	const struct location *location;
	struct manifest *manifest;
	const struct manifest_hint *newest;
	atomic_bool differs, refreshed;
};

static bool
is_older(const struct fs_stat *stat, const struct manifest_hint *than)
{
	int64_t seconds = stat->changed_seconds;
	return seconds < than->changed_seconds ||
	        (seconds == than->changed_seconds && stat->changed_nanos < than->changed_nanos);
}

bool
intact_looks(const struct location *location, const struct manifest_file *file,
        const struct manifest_hint *newest)
{
	struct fs_stat stat;
	return fs_folder_glance(location->output, file->path, &stat) == 0 && !stat.is_folder &&
	        stat.size == file->size && manifest_hint_holds(&file->hint, &stat) &&
	        is_older(&stat, newest);
}

/* How it looks is asked before it is read: what changes it in between is found the next time. */
static bool
is_intact(struct check *check, struct manifest_file *file)
{
	struct fs_stat stat;
	if (intact_looks(check->location, file, check->newest))
		return true;
	if (fs_folder_look(check->location->output, file->path, &stat) != 0 ||
	        location_compare(check->location, file->path, file->size, file->hash) != 0)
		return false;
	if (!manifest_hint_holds(&file->hint, &stat)) {
		file->hint = manifest_hint_of(&stat);
		atomic_store_explicit(&check->refreshed, true, memory_order_relaxed);
	}
	return true;
}

static void
check_one(void *context, size_t index, struct worker *worker)
{
	struct check *check = context;
	(void)worker;
	if (!atomic_load_explicit(&check->differs, memory_order_relaxed) &&
	        !is_intact(check, &check->manifest->files.at[index]))
		atomic_store_explicit(&check->differs, true, memory_order_relaxed);
}

bool
intact_check(const struct location *location, struct manifest *manifest,
        const struct manifest_hint *newest, struct workers *workers, bool *refreshed)
{
	struct check check = { .location = location, .manifest = manifest, .newest = newest };
	worker_run(workers, manifest->files.len, check_one, &check);
	*refreshed = atomic_load(&check.refreshed);
	return !atomic_load(&check.differs);
}
