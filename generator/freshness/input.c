#include "freshness/input.h"

#include <errno.h>
#include <stdatomic.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/fs_folder.h"
#include "base/fs_watch.h"
#include "base/path.h"
#include "base/program.h"
#include "base/worker.h"

enum {
	RACY_SECONDS = 2, /* the coarsest clock of a file system (FAT) */
	FILE_MAX_BYTES = 1 << 30,
	DESCRIPTORS_MAX = 1 << 16,
};

const char *
input_kind_name(enum input_kind kind)
{
	static const char *const names[INPUT_KINDS] = {
		[INPUT_ABSENT] = "absent",
		[INPUT_FOLDER] = "folder",
		[INPUT_LOOKED] = "looked",
		[INPUT_READ] = "read",
		[INPUT_LISTED] = "listed",
	};
	return names[kind];
}

/* --- paths --------------------------------------------------------------------------------- */

static bool
is_at_or_below(struct str path, struct str folder)
{
	return str_starts(path, folder) &&
	        (path.len == folder.len || (folder.len && path.at[folder.len] == '/'));
}

static bool
is_ours(const struct input_record *record, struct str path)
{
	if (is_at_or_below(path, record->output))
		return true;
	return is_at_or_below(path, record->state) && !is_at_or_below(path, record->repositories);
}

/* The folder that a path is seen from; empty when nobody told. */
static struct str
seen_from(const struct input_record *record, int root)
{
	if (root < 0)
		return record->here;
	return (size_t)root < record->folders.len ? record->folders.at[root] : STR_EMPTY;
}

/* The whole path, in record->path; empty when it cannot be told. */
static struct str
whole(struct input_record *record, int root, struct str path)
{
	struct str folder = str_starts(path, STR("/")) ? STR_EMPTY : seen_from(record, root);
	if (!folder.len && !str_starts(path, STR("/")))
		return STR_EMPTY;
	if (str_is(path, "."))
		path = STR_EMPTY;
	bool between = folder.len && path.len && folder.at[folder.len - 1] != '/';
	size_t len = folder.len + between + path.len;
	if (len >= sizeof record->path)
		return STR_EMPTY;
	memcpy(record->path, folder.at, folder.len);
	record->path[folder.len] = '/';
	if (path.len)
		memcpy(record->path + folder.len + between, path.at, path.len);
	while (len > 1 && record->path[len - 1] == '/')
		len--;
	return str_of(record->path, len);
}

static void
name_descriptor(struct input_record *record, int fd, struct str folder)
{
	struct arena *arena = &record->to->arena;
	if (fd >= DESCRIPTORS_MAX) {
		record->to->spoiled = true;
		return;
	}
	while (record->folders.len <= (size_t)fd)
		*array_push(arena, &record->folders) = STR_EMPTY;
	record->folders.at[fd] = str_copy(arena, folder);
}

/* --- recording ----------------------------------------------------------------------------- */

static bool
looks_same(const struct fs_stat *a, const struct fs_stat *b)
{
	return a->size == b->size && a->seconds == b->seconds && a->nanos == b->nanos &&
	        a->changed_seconds == b->changed_seconds && a->changed_nanos == b->changed_nanos &&
	        a->inode == b->inode && a->is_folder == b->is_folder;
}

/* flat switch */
static struct input
input_of(const struct fs_watch_event *event)
{
	struct input input = { .kind = INPUT_ABSENT, .hash = event->hash };
	switch (event->kind) {
	case FS_WATCH_FAILED:
		input.kind = event->error == -EISDIR ? INPUT_FOLDER : INPUT_ABSENT;
		break;
	case FS_WATCH_LOOKED:
		input.kind = event->stat->is_folder ? INPUT_FOLDER : INPUT_LOOKED;
		break;
	case FS_WATCH_READ: input.kind = INPUT_READ; break;
	case FS_WATCH_LISTED: input.kind = INPUT_LISTED; break;
	default: input.kind = INPUT_FOLDER;
	}
	if (event->stat && input.kind >= INPUT_LOOKED)
		input.stat = *event->stat;
	return input;
}

static bool
is_folder(enum input_kind kind)
{
	return kind == INPUT_FOLDER || kind == INPUT_LISTED;
}

/* Can both have been seen at one moment? A folder may look otherwise: the build itself puts files in some. */
static bool
agree(const struct input *a, const struct input *b)
{
	if (is_folder(a->kind) != is_folder(b->kind) ||
	        (a->kind == INPUT_ABSENT) != (b->kind == INPUT_ABSENT))
		return false;
	if (a->kind == b->kind && a->kind >= INPUT_READ && !hash_eq(a->hash, b->hash))
		return false;
	return a->kind == INPUT_ABSENT || is_folder(a->kind) || looks_same(&a->stat, &b->stat);
}

/* Of two sights of one path the one that knows more stays, of two that know the same the first. */
static void
add(struct input_record *record, struct str path, const struct input *seen)
{
	struct input_list *to = record->to;
	struct map_entry *entry = map_find(&record->by_path, path);
	if (entry) {
		struct input *known = &to->list.at[(uintptr_t)entry->value - 1];
		to->spoiled = to->spoiled || !agree(known, seen);
		path = known->path;
		if (seen->kind > known->kind)
			*known = *seen;
		known->path = path;
		return;
	}
	struct input *input = array_push(&to->arena, &to->list);
	*input = *seen;
	input->path = str_copy(&to->arena, path);
	entry = map_put(&record->by_path, &to->arena, input->path, NULL);
	entry->value = (void *)(uintptr_t)to->list.len; /* NOLINT: an index */
}

/* Of errors only those that say "there is nothing" can be asked again. */
static bool
is_telling(const struct fs_watch_event *event)
{
	int error = event->kind == FS_WATCH_FAILED ? event->error : 0;
	return !error || error == -ENOENT || error == -ENOTDIR || error == -EISDIR;
}

static void
see(struct input_record *record, const struct fs_watch_event *event)
{
	if (event->kind == FS_WATCH_CLOSED) {
		name_descriptor(record, event->fd, STR_EMPTY);
		return;
	}
	struct str path = whole(record, event->root, event->path);
	if (event->kind == FS_WATCH_FOLDER)
		name_descriptor(record, event->fd, path);
	if (path.len && is_ours(record, path))
		return;
	if (!path.len || event->kind == FS_WATCH_SPOILED || !is_telling(event)) {
		record->to->spoiled = true;
		return;
	}
	struct input input = input_of(event);
	add(record, path, &input);
}

static void
watch(void *context, const struct fs_watch_event *event)
{
	struct input_record *record = context;
	pthread_mutex_lock(&record->lock);
	see(record, event);
	pthread_mutex_unlock(&record->lock);
}

void
input_begin(struct input_record *record, struct input_list *to, struct str root, struct str output)
{
	char here[PATH_MAX];
	struct arena *arena = &to->arena;
	*to = (struct input_list){ .arena = ARENA_EMPTY, .since = clock_today() };
	memset(record, 0, sizeof *record);
	record->to = to;
	if (getcwd(here, sizeof here))
		record->here = str_copy(arena, str_from(here));
	root = str_copy(arena, whole(record, -1, root));
	record->state = path_join(arena, root, STR(".kith"));
	record->repositories = path_join(arena, record->state, STR("repos"));
	record->output = str_copy(arena, whole(record, -1, output));
	to->spoiled = !root.len || !record->output.len;
	pthread_mutex_init(&record->lock, NULL);
	fs_watch_begin(watch, record);
}

void
input_end(struct input_record *record)
{
	struct input_list *to = record->to;
	program_file_list files = { NULL, 0, 0 };
	fs_watch_end();
	pthread_mutex_destroy(&record->lock);
	program_files(&to->arena, &files);
	for (size_t i = 0; i < files.len; i++) {
		struct input input = { .kind = INPUT_LOOKED };
		if (fs_stat_named(files.at[i], &input.stat) != 0)
			input.kind = INPUT_ABSENT;
		add(record, files.at[i], &input);
	}
	to->spoiled = to->spoiled || !files.len;
}

void
input_free(struct input_list *inputs)
{
	arena_free(&inputs->arena);
}

/* --- checking ------------------------------------------------------------------------------ */

struct check {
	struct input_list *inputs;
	int64_t now;
	atomic_bool differs, renewed;
};

bool
input_is_racy(const struct fs_stat *stat, int64_t moment)
{
	int64_t calm = moment - RACY_SECONDS;
	return stat->seconds >= calm || stat->changed_seconds >= calm;
}

static bool
has_bytes(const struct input *input, struct arena *scratch)
{
	struct str bytes;
	return fs_read_named(input->path, scratch, FILE_MAX_BYTES, &bytes) == 0 &&
	        hash_eq(hash_of(bytes), input->hash);
}

static bool
has_names(const struct input *input)
{
	int fd;
	struct fs_stat stat;
	struct hash sum;
	if (fs_open_root(input->path, &fd) != 0)
		return false;
	int error = fs_folder_sum(fd, &stat, &sum);
	fs_close(fd);
	return !error && hash_eq(sum, input->hash);
}

/* Its looks were read before its bytes are: a change in between is found the next time. */
static bool
has_content(
        struct check *check, struct input *input, const struct fs_stat *stat, struct arena *scratch)
{
	if (input->kind == INPUT_LOOKED ||
	        !(input->kind == INPUT_READ ? has_bytes(input, scratch) : has_names(input)))
		return false;
	input->stat = *stat;
	if (!input_is_racy(stat, check->now))
		atomic_store_explicit(&check->renewed, true, memory_order_relaxed);
	return true;
}

static bool
is_same(struct check *check, struct input *input, struct arena *scratch)
{
	struct fs_stat stat;
	int error = fs_stat_named(input->path, &stat);
	if (input->kind == INPUT_ABSENT)
		return error == -ENOENT || error == -ENOTDIR;
	if (error || stat.is_folder != is_folder(input->kind))
		return false;
	if (input->kind == INPUT_FOLDER)
		return true;
	return (looks_same(&stat, &input->stat) && !input_is_racy(&stat, check->inputs->since)) ||
	        has_content(check, input, &stat, scratch);
}

static void
check_one(void *context, size_t index, struct worker *worker)
{
	struct check *check = context;
	if (!atomic_load_explicit(&check->differs, memory_order_relaxed) &&
	        !is_same(check, &check->inputs->list.at[index], &worker->scratch))
		atomic_store_explicit(&check->differs, true, memory_order_relaxed);
}

bool
input_same(struct input_list *inputs, struct workers *workers)
{
	struct check check = { .inputs = inputs, .now = clock_today() };
	if (inputs->spoiled)
		return false;
	worker_run(workers, inputs->list.len, check_one, &check);
	inputs->renewed = atomic_load(&check.renewed);
	if (inputs->renewed)
		inputs->since = check.now;
	return !atomic_load(&check.differs);
}
