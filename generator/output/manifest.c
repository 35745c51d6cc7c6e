#include "output/manifest.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/fs.h"
#include "base/path.h"
#include "output/record.h"

static const struct str manifest_head = STR_INIT("kith output 1");
static const struct str hints_head = STR_INIT("kith hints 2");

const char *
manifest_path_check(struct str path)
{
	const char *wrong = path_check(path);
	if (wrong)
		return wrong;
	struct str first = str_slice(path, 0, str_find_char(path, '/'));
	if (str_eq_nocase(str_slice(first, 0, sizeof MANIFEST_NAME - 1), STR(MANIFEST_NAME)))
		return "begins with \".kith\", which kith keeps for itself";
	return NULL;
}

static void
write_end(struct buf *out, size_t count)
{
	size_t start = out->len;
	buf_lit(out, "end");
	record_int(out, (int64_t)count);
	record_end(out, start);
}

/* Is this the last line, and does it count as many files as were read? */
static bool
is_end(struct str fields, size_t count)
{
	struct str word;
	int64_t n;
	return record_take(&fields, &word) && str_is(word, "end") && record_take_int(&fields, &n) &&
	        !fields.at && n >= 0 && (uint64_t)n == count;
}

void
manifest_write(struct manifest *manifest, struct buf *out)
{
	size_t begin = out->len;
	buf_put(out, manifest_head);
	record_text(out, manifest->site);
	record_end(out, begin);
	for (size_t i = 0; i < manifest->files.len; i++) {
		const struct manifest_file *file = &manifest->files.at[i];
		size_t start = out->len;
		buf_lit(out, "file");
		record_hash(out, file->hash);
		record_int(out, (int64_t)file->size);
		record_text(out, file->path);
		record_end(out, start);
	}
	write_end(out, manifest->files.len);
	manifest->hash = hash_of(str_skip(buf_view(out), begin));
}

static bool
read_file(struct str fields, struct manifest_file *out)
{
	struct str word;
	int64_t size;
	if (!record_take(&fields, &word) || !str_is(word, "file") ||
	        !record_take_hash(&fields, &out->hash) || !record_take_int(&fields, &size) ||
	        size < 0 || !record_take(&fields, &out->path) || fields.at)
		return false;
	out->size = (uint64_t)size;
	return !manifest_path_check(out->path);
}

/* Enters every file under its path. Of two with one path the first counts. */
static void
index_files(struct manifest *manifest, struct arena *arena)
{
	for (size_t i = 0; i < manifest->files.len; i++) {
		struct manifest_file *file = &manifest->files.at[i];
		bool added;
		struct map_entry *entry = map_put(&manifest->by_path, arena, file->path, &added);
		if (added)
			entry->value = file;
		else
			manifest->damaged = true;
	}
}

void
manifest_read(struct str text, struct arena *arena, struct manifest *out)
{
	struct str rest = text, fields, word;
	*out = (struct manifest){ .hash = hash_of(text), .damaged = true };
	if (!record_next(&rest, &fields) || !record_take(&fields, &word) ||
	        !str_eq(word, manifest_head) || !record_take(&fields, &out->site))
		return;
	bool odd = fields.at, ended = false;
	while (rest.len && !ended) {
		struct manifest_file file = { .source = STR_EMPTY };
		if (!record_next(&rest, &fields))
			odd = true;
		else if (read_file(fields, &file))
			*array_push(arena, &out->files) = file;
		else if (is_end(fields, out->files.len))
			ended = true;
		else
			odd = true;
	}
	out->damaged = odd || !ended || rest.len;
	index_files(out, arena);
}

void
manifest_write_hints(const struct manifest *manifest, struct buf *out)
{
	size_t start = out->len;
	buf_put(out, hints_head);
	record_hash(out, manifest->hash);
	record_end(out, start);
	for (size_t i = 0; i < manifest->files.len; i++) {
		const struct manifest_file *file = &manifest->files.at[i];
		start = out->len;
		buf_lit(out, "stat");
		record_int(out, file->hint.seconds);
		record_int(out, file->hint.nanos);
		record_int(out, file->hint.changed_seconds);
		record_int(out, file->hint.changed_nanos);
		record_hex(out, file->hint.inode);
		record_text(out, file->source);
		record_end(out, start);
	}
	write_end(out, manifest->files.len);
}

static bool
read_hint(struct str *rest, struct manifest_file *out)
{
	struct str fields, word;
	int64_t nanos, changed;
	if (!record_next(rest, &fields) || !record_take(&fields, &word) || !str_is(word, "stat") ||
	        !record_take_int(&fields, &out->hint.seconds) ||
	        !record_take_int(&fields, &nanos) || nanos < 0 || nanos >= 1000000000 ||
	        !record_take_int(&fields, &out->hint.changed_seconds) ||
	        !record_take_int(&fields, &changed) || changed < 0 || changed >= 1000000000 ||
	        !record_take_hex(&fields, &out->hint.inode) ||
	        !record_take(&fields, &out->source) || fields.at)
		return false;
	out->hint.nanos = (uint32_t)nanos;
	out->hint.changed_nanos = (uint32_t)changed;
	return true;
}

static bool
read_hints(struct str rest, struct manifest *manifest)
{
	struct str fields, word;
	struct hash hash;
	if (!record_next(&rest, &fields) || !record_take(&fields, &word) ||
	        !str_eq(word, hints_head) || !record_take_hash(&fields, &hash) || fields.at ||
	        !hash_eq(hash, manifest->hash))
		return false;
	for (size_t i = 0; i < manifest->files.len; i++) {
		if (!read_hint(&rest, &manifest->files.at[i]))
			return false;
	}
	return record_next(&rest, &fields) && is_end(fields, manifest->files.len) && !rest.len;
}

bool
manifest_read_hints(struct str text, struct manifest *manifest)
{
	if (!manifest->damaged && read_hints(text, manifest))
		return true;
	for (size_t i = 0; i < manifest->files.len; i++) {
		manifest->files.at[i].hint = (struct manifest_hint){ 0 };
		manifest->files.at[i].source = STR_EMPTY;
	}
	return false;
}

const struct manifest_file *
manifest_find(const struct manifest *manifest, struct str path)
{
	return map_get(&manifest->by_path, path);
}

struct manifest_hint
manifest_hint_of(const struct fs_stat *stat)
{
	return (struct manifest_hint){ stat->seconds, stat->nanos, stat->changed_seconds,
		stat->changed_nanos, stat->inode };
}

bool
manifest_hint_holds(const struct manifest_hint *hint, const struct fs_stat *stat)
{
	return hint->inode && hint->inode == stat->inode && hint->seconds == stat->seconds &&
	        hint->nanos == stat->nanos && hint->changed_seconds == stat->changed_seconds &&
	        hint->changed_nanos == stat->changed_nanos;
}
