/*
 * Bytes as a manifest, as its hints and as the record of a commit: whatever is believed names a path
 * that an output may hold, and is the same when it is written and read again. Each input is tried as
 * it is, where hardly a line passes its check, and with every line's check put right.
 */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/buf.h"
#include "output/commit.h"
#include "output/manifest.h"
#include "output/record.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
require(bool condition)
{
	if (!condition)
		abort();
}

static void
try_manifest(struct str text, struct arena *arena, struct buf *out)
{
	struct manifest manifest, again;
	manifest_read(text, arena, &manifest);
	buf_clear(out);
	manifest_write(&manifest, out);
	manifest_read(buf_view(out), arena, &again);
	for (size_t i = 0; i < manifest.files.len; i++) {
		const struct manifest_file *file = &manifest.files.at[i];
		require(!manifest_path_check(file->path));
		const struct manifest_file *found = manifest_find(&again, file->path);
		const struct manifest_file *first = manifest_find(&manifest, file->path);
		require(found && found->size == first->size && hash_eq(found->hash, first->hash));
	}
	require(again.files.len == manifest.files.len);
	require(!again.damaged || manifest.damaged);
}

/* The input as the hints of a manifest that it may name. */
static void
try_hints(struct str text, struct arena *arena)
{
	struct manifest manifest = { .site = STR("x") };
	*array_push(arena, &manifest.files) = (struct manifest_file){ .path = STR("index.html") };
	manifest.hash = (struct hash){ 0, 0 };
	if (!manifest_read_hints(text, &manifest))
		require(manifest.files.at[0].hint.inode == 0);
}

static void
try_record(struct str text, struct arena *arena, struct buf *out)
{
	struct commit_plan plan;
	if (!commit_read_record(text, arena, &plan))
		return;
	for (size_t i = 0; i < plan.moves.len; i++)
		require(!manifest_path_check(plan.moves.at[i].path));
	for (size_t i = 0; i < plan.removals.len; i++)
		require(!manifest_path_check(plan.removals.at[i].path));
	struct commit_plan again;
	buf_clear(out);
	commit_write_record(&plan, out);
	require(commit_read_record(buf_view(out), arena, &again));
	require(again.moves.len == plan.moves.len && again.clears.len == plan.clears.len);
}

static void
try_all(struct str text, struct arena *arena)
{
	struct buf out;
	buf_init(&out, 1 << 20);
	try_manifest(text, arena, &out);
	try_hints(text, arena);
	try_record(text, arena, &out);
	buf_free(&out);
}

/* Each line with its last field replaced by the right check. */
static void
check_lines(struct str text, struct buf *out)
{
	while (text.at) {
		struct str line = str_line(&text);
		size_t tab = str_rfind_char(line, '\t'), start = out->len;
		buf_put(out, str_slice(line, 0, tab));
		record_end(out, start);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = ARENA_EMPTY;
	struct buf checked;
	struct str text = str_of((const char *)data, size);
	buf_init(&checked, 1 << 20);
	try_all(text, &arena);
	check_lines(text, &checked);
	try_all(buf_view(&checked), &arena);
	buf_free(&checked);
	arena_free(&arena);
	return 0;
}
