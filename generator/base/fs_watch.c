#include "base/fs_watch.h"

#include <stdatomic.h>
#include <stddef.h>

#include "base/fs.h"
#include "base/fs_folder.h"

static _Atomic(fs_watcher *) watching;
static void *watching_context;

void
fs_watch_begin(fs_watcher *watcher, void *context)
{
	watching_context = context;
	atomic_store(&watching, watcher);
}

void
fs_watch_end(void)
{
	atomic_store(&watching, NULL);
}

bool
fs_watch_on(void)
{
	return atomic_load_explicit(&watching, memory_order_relaxed) != NULL;
}

static void
tell(struct fs_watch_event event)
{
	fs_watcher *watcher = atomic_load(&watching);
	if (watcher)
		watcher(watching_context, &event);
}

void
fs_watch_opened(int root, struct str path, int fd)
{
	if (fs_watch_on())
		tell((struct fs_watch_event){
		        .kind = FS_WATCH_FOLDER, .root = root, .path = path, .fd = fd });
}

void
fs_watch_closed(int fd)
{
	if (fs_watch_on())
		tell((struct fs_watch_event){ .kind = FS_WATCH_CLOSED, .root = -1, .fd = fd });
}

void
fs_watch_looked(int root, struct str path, int error, const struct fs_stat *stat)
{
	if (fs_watch_on())
		tell((struct fs_watch_event){ .kind = error ? FS_WATCH_FAILED : FS_WATCH_LOOKED,
		        .root = root,
		        .path = path,
		        .stat = error ? NULL : stat,
		        .error = error });
}

void
fs_watch_read(int root, struct str path, const struct fs_stat *stat, struct str bytes)
{
	if (fs_watch_on())
		tell((struct fs_watch_event){ .kind = FS_WATCH_READ,
		        .root = root,
		        .path = path,
		        .stat = stat,
		        .hash = hash_of(bytes) });
}

/* One who lists it at the same moment may see more than is told, and never less: told is what was first. */
void
fs_watch_listed(int root, struct str path, int fd)
{
	struct fs_watch_event event = { .kind = FS_WATCH_LISTED, .root = root, .path = path };
	struct fs_stat stat;
	if (!fs_watch_on())
		return;
	event.stat = &stat;
	event.error = fs_folder_sum(fd, &stat, &event.hash);
	if (event.error)
		event.kind = FS_WATCH_FAILED;
	tell(event);
}

void
fs_watch_spoil(void)
{
	if (fs_watch_on())
		tell((struct fs_watch_event){ .kind = FS_WATCH_SPOILED, .root = -1 });
}
