#include "git/cache_file.h"

#include "base/arena.h"
#include "base/hash.h"
#include "base/path.h"
#include "base/utf8.h"

static const char magic[8] = "kithgit";

enum { BYTE_ORDER_MARK = 0x01020304, SUMMED_FROM = offsetof(struct cache_head, settings) };

uint64_t
cache_file_hash(const struct object_id *ids, size_t count, size_t step)
{
	uint64_t sum = 0;
	for (size_t i = 0; i + step <= count; i += step)
		sum += hash_64(str_of((const char *)&ids[i], step * sizeof *ids));
	return sum;
}

/* Of the program that reads or writes. */
static uint64_t
own_settings(void)
{
	static const uint32_t sizes[] = { CACHE_FILE_VERSION, sizeof(struct cache_head),
		sizeof(struct cache_commit), sizeof(struct cache_change) };
	return hash_64(STR(KITH_VERSION)) + hash_64(str_of((const char *)sizes, sizeof sizes));
}

/* --- records ------------------------------------------------------------------------------------- */

/* Sections need not be aligned: a record is copied out. */
#define RECORD(type, section, index)                                               \
	type record;                                                               \
	memcpy(&record, (section) + (size_t)(index) * sizeof(type), sizeof(type)); \
	return record

struct cache_commit
cache_file_commit(const struct cache_file *file, uint32_t index)
{
	RECORD(struct cache_commit, file->commits, index);
}

struct object_id
cache_file_id(const struct cache_file *file, uint32_t index)
{
	struct object_id id;
	memcpy(&id, file->commits + (size_t)index * sizeof(struct cache_commit), sizeof id);
	return id;
}

struct cache_parent
cache_file_parent(const struct cache_file *file, uint32_t index)
{
	RECORD(struct cache_parent, file->parents, index);
}

struct cache_change
cache_file_change(const struct cache_file *file, uint32_t index)
{
	RECORD(struct cache_change, file->changes, index);
}

struct cache_entry
cache_file_entry(const struct cache_file *file, uint32_t index)
{
	RECORD(struct cache_entry, file->files, index);
}

struct cache_person
cache_file_person(const struct cache_file *file, uint32_t index)
{
	RECORD(struct cache_person, file->people, index);
}

static struct cache_text
path_record(const struct cache_file *file, uint32_t index)
{
	RECORD(struct cache_text, file->paths, index);
}

struct str
cache_file_text(const struct cache_file *file, struct cache_text text)
{
	return str_of(file->text + text.at, text.len);
}

struct str
cache_file_path(const struct cache_file *file, uint32_t index)
{
	return cache_file_text(file, path_record(file, index));
}

static struct tree_change
change_of(const struct cache_file *file, uint32_t index)
{
	struct cache_change record = cache_file_change(file, index);
	return (struct tree_change){
		.kind = record.kind,
		.class = record.class,
		.path = cache_file_path(file, record.path),
		.old_path = record.old_path == CACHE_NONE ? STR_EMPTY
		                                          : cache_file_path(file, record.old_path),
		.before_mode = record.before_mode,
		.after_mode = record.after_mode,
		.before = record.before,
		.after = record.after,
		.counted = record.flags & CACHE_COUNTED,
		.missing = record.flags & CACHE_MISSING,
		.read = record.flags & CACHE_READ,
		.draft = record.flags & CACHE_DRAFT,
		.draft_before = record.flags & CACHE_DRAFT_BEFORE,
		.lines = record.lines,
		.words = record.words,
		.parent = record.parent,
	};
}

void
cache_file_changes(const struct cache_file *file, const struct cache_commit *commit,
        struct arena *arena, tree_changes *out)
{
	uint32_t count = commit->change_count;
	out->at = arena_array(arena, struct tree_change, count);
	out->len = out->cap = count;
	for (uint32_t i = 0; i < count; i++)
		out->at[i] = change_of(file, commit->changes + i);
}

/* --- checking ------------------------------------------------------------------------------------ */

static bool
in_range(uint32_t from, uint32_t count, uint32_t len)
{
	return from <= len && count <= len - from;
}

/*
 * What records of one kind have to themselves stands in the order of the records, as it was written. So
 * a reader of all of them reads no more than the file has, and a short file is a quick one.
 */
static bool
is_next(uint32_t *end, uint32_t from, uint32_t count, uint32_t len)
{
	if (from < *end || !in_range(from, count, len))
		return false;
	*end = from + count;
	return true;
}

static bool
text_is_sound(const struct cache_file *file, struct cache_text text, uint32_t *end)
{
	return is_next(end, text.at, text.len, file->head.text);
}

static bool
utf8_is_sound(const struct cache_file *file, struct cache_text text, uint32_t *end)
{
	return text_is_sound(file, text, end) &&
	        utf8_invalid(cache_file_text(file, text)) == STR_NONE;
}

/* Of a commit that HEAD reaches all parents stand behind it, so there is no circle. */
static bool
parents_are_sound(const struct cache_file *file, uint32_t index, const struct cache_commit *commit)
{
	for (uint32_t i = 0; i < commit->parent_count; i++) {
		struct cache_parent parent = cache_file_parent(file, commit->parents + i);
		bool behind = parent.index > index && parent.index < file->head.reached;
		if (index < file->head.reached ? !behind : parent.index != CACHE_NONE)
			return false;
	}
	return true;
}

static bool
commits_are_sound(const struct cache_file *file)
{
	const struct cache_head *head = &file->head;
	uint32_t text = 0, parents = 0, changes = 0;
	for (uint32_t i = 0; i < head->commits; i++) {
		struct cache_commit commit = cache_file_commit(file, i);
		if (commit.author >= head->people || commit.committer >= head->people ||
		        !utf8_is_sound(file, commit.message, &text) ||
		        !is_next(&parents, commit.parents, commit.parent_count, head->parents) ||
		        !is_next(&changes, commit.changes, commit.change_count, head->changes) ||
		        !parents_are_sound(file, i, &commit))
			return false;
	}
	return true;
}

static bool
changes_are_sound(const struct cache_file *file)
{
	const struct cache_head *head = &file->head;
	for (uint32_t i = 0; i < head->changes; i++) {
		struct cache_change change = cache_file_change(file, i);
		bool moved = change.kind == TREE_RENAMED;
		if (change.kind > TREE_TAKEN || change.class > TREE_MODE ||
		        change.before_mode > OBJECT_MODULE || change.after_mode > OBJECT_MODULE ||
		        change.path >= head->paths ||
		        (moved ? change.old_path >= head->paths : change.old_path != CACHE_NONE))
			return false;
	}
	return true;
}

static bool
paths_are_sound(const struct cache_file *file)
{
	uint32_t text = 0;
	for (uint32_t i = 0; i < file->head.paths; i++) {
		struct cache_text path = path_record(file, i);
		if (path.len == 0 || path.len > PATH_MAX_BYTES || !text_is_sound(file, path, &text))
			return false;
	}
	return true;
}

static bool
people_are_sound(const struct cache_file *file)
{
	uint32_t text = 0;
	for (uint32_t i = 0; i < file->head.people; i++) {
		struct cache_person person = cache_file_person(file, i);
		if (!utf8_is_sound(file, person.key, &text) || person.name_len >= person.key.len ||
		        cache_file_text(file, person.key).at[person.name_len] != '\n')
			return false;
	}
	return true;
}

static bool
files_are_sound(const struct cache_file *file)
{
	uint32_t text = 0;
	for (uint32_t i = 0; i < file->head.files; i++) {
		struct cache_entry entry = cache_file_entry(file, i);
		if (entry.path >= file->head.paths || entry.mode > OBJECT_MODULE ||
		        !text_is_sound(file, entry.target, &text))
			return false;
	}
	return true;
}

/* --- opening ------------------------------------------------------------------------------------- */

static bool
cut_section(struct str *rest, uint32_t count, size_t size, const char **out)
{
	*out = rest->at;
	if (count > rest->len / size)
		return false;
	*rest = str_skip(*rest, count * size);
	return true;
}

static bool
cut_sections(struct cache_file *file, struct str rest)
{
	const struct cache_head *head = &file->head;
	return head->reached <= head->commits && head->met <= head->people &&
	        cut_section(&rest, head->commits, sizeof(struct cache_commit), &file->commits) &&
	        cut_section(&rest, head->parents, sizeof(struct cache_parent), &file->parents) &&
	        cut_section(&rest, head->changes, sizeof(struct cache_change), &file->changes) &&
	        cut_section(&rest, head->files, sizeof(struct cache_entry), &file->files) &&
	        cut_section(&rest, head->people, sizeof(struct cache_person), &file->people) &&
	        cut_section(&rest, head->paths, sizeof(struct cache_text), &file->paths) &&
	        cut_section(&rest, head->text, 1, &file->text) && rest.len == 0;
}

bool
cache_file_open(struct str bytes, struct cache_file *out)
{
	struct cache_head *head = &out->head;
	*out = (struct cache_file){ .slots = NULL };
	if (bytes.len < sizeof *head)
		return false;
	memcpy(head, bytes.at, sizeof *head);
	if (memcmp(head->magic, magic, sizeof magic) != 0 || head->version != CACHE_FILE_VERSION ||
	        head->byte_order != BYTE_ORDER_MARK || head->settings != own_settings() ||
	        head->sum != hash_64(str_skip(bytes, SUMMED_FROM)))
		return false;
	return cut_sections(out, str_skip(bytes, sizeof *head)) && paths_are_sound(out) &&
	        people_are_sound(out) && files_are_sound(out) && changes_are_sound(out) &&
	        commits_are_sound(out);
}

void
cache_file_seal(char *bytes, size_t len)
{
	struct cache_head head;
	memcpy(&head, bytes, sizeof head);
	memcpy(head.magic, magic, sizeof magic);
	head.version = CACHE_FILE_VERSION;
	head.byte_order = BYTE_ORDER_MARK;
	head.settings = own_settings();
	memcpy(bytes, &head, sizeof head);
	head.sum = hash_64(str_of(bytes + SUMMED_FROM, len - SUMMED_FROM));
	memcpy(bytes, &head, sizeof head);
}

/*
 * The slot of an id: that of its number, or the empty one where it would go. Of two commits with one id,
 * which only a forged file has, the first is found.
 */
static uint32_t *
slot_of(const struct cache_file *file, const struct object_id *id)
{
	size_t mask = file->slot_count - 1, i;
	for (i = (size_t)hash_64(object_id_key(id)) & mask; file->slots[i]; i = (i + 1) & mask) {
		const char *at =
		        file->commits + (size_t)(file->slots[i] - 1) * sizeof(struct cache_commit);
		if (memcmp(at, id, sizeof *id) == 0)
			break;
	}
	return &file->slots[i];
}

static void
fill_slots(struct cache_file *file, struct arena *arena)
{
	file->slot_count = 1;
	while (file->slot_count < 2 * (size_t)file->head.commits)
		file->slot_count *= 2;
	file->slots = arena_array(arena, uint32_t, file->slot_count);
	for (uint32_t i = 0; i < file->head.commits; i++) {
		struct object_id id = cache_file_id(file, i);
		uint32_t *slot = slot_of(file, &id);
		if (!*slot)
			*slot = i + 1;
	}
}

uint32_t
cache_file_index(struct cache_file *file, struct arena *arena, const struct object_id *id)
{
	if (file->head.commits == 0)
		return CACHE_NONE;
	if (!file->slots)
		fill_slots(file, arena);
	return *slot_of(file, id) - 1;
}
