#include "git/handles.h"

#include <stdbool.h>

#include "base/arena.h"
#include "git/repo.h"

struct handle {
	struct arena arena;
	struct repo *opened;
	bool failed;
};

struct handles {
	const struct repo *repo;
	struct handle *at;
	unsigned count;
};

struct handles *
handles_make(struct arena *arena, const struct repo *repo, unsigned workers)
{
	struct handles *handles = arena_new(arena, struct handles);
	handles->repo = repo;
	handles->at = arena_array(arena, struct handle, workers);
	handles->count = workers;
	return handles;
}

const struct repo *
handles_get(struct handles *handles, unsigned worker)
{
	struct handle *handle = &handles->at[worker];
	if (worker == 0)
		return handles->repo;
	if (!handle->opened && !handle->failed)
		handle->failed = repo_again(&handle->arena, handles->repo, &handle->opened) < 0;
	return handle->opened;
}

void
handles_close(struct handles *handles)
{
	for (unsigned i = 0; i < handles->count; i++) {
		if (handles->at[i].opened)
			repo_close(handles->at[i].opened);
		handles->at[i].opened = NULL;
		arena_free(&handles->at[i].arena);
	}
}
