#include "history/history_reader.h"

#include <errno.h>
#include <stdbool.h>

#include "base/arena.h"
#include "git/object.h"
#include "git/repo.h"
#include "history/history_build.h"

struct history_reader {
	struct arena *arena;
	struct str objects; /* empty without a repository */
	bool long_ids;
	struct repo *repo; /* NULL until the first read */
	bool failed;
};

struct history_reader *
history_reader_open(struct arena *arena, const struct history *history)
{
	struct history_reader *reader = arena_new(arena, struct history_reader);
	reader->arena = arena;
	reader->objects = history && history->state ? history->state->objects : STR_EMPTY;
	reader->long_ids = reader->objects.len && history->state->long_ids;
	return reader;
}

void
history_reader_close(struct history_reader *reader)
{
	if (reader && reader->repo)
		repo_close(reader->repo);
	if (reader)
		reader->repo = NULL;
}

static bool
open_objects(struct history_reader *reader)
{
	if (reader->repo)
		return true;
	if (!reader->failed && reader->objects.len)
		reader->failed = repo_open_objects(reader->arena, reader->objects, reader->long_ids,
		                         &reader->repo) < 0;
	return reader->repo != NULL;
}

enum history_read
history_reader_text(struct history_reader *reader, struct arena *arena, const struct object_id *id,
        size_t max, struct str *out)
{
	*out = STR_EMPTY;
	struct repo_object object;
	if (!open_objects(reader))
		return HISTORY_READ_FAILED;
	int error = repo_read(reader->repo, id, max, &object);
	if (error == -ENOENT)
		return HISTORY_READ_MISSING;
	if (error == -EFBIG)
		return HISTORY_READ_TOO_LARGE;
	if (error < 0)
		return HISTORY_READ_FAILED;
	enum history_read read = HISTORY_READ_DONE;
	if (object.type != REPO_BLOB)
		read = HISTORY_READ_FAILED;
	else if (!object_is_text(object.bytes))
		read = HISTORY_READ_BINARY;
	else
		*out = str_copy(arena, object.bytes);
	repo_release(&object);
	return read;
}

struct str
history_reader_explain(enum history_read read)
{
	switch (read) {
	case HISTORY_READ_DONE: break;
	case HISTORY_READ_MISSING: return STR("the clone does not have this version");
	case HISTORY_READ_TOO_LARGE: return STR("this version is too large to be compared");
	case HISTORY_READ_BINARY: return STR("this version is not text");
	case HISTORY_READ_FAILED: return STR("the repository cannot be read");
	}
	return STR_EMPTY;
}
