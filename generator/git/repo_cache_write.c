/*
 * A walk as the bytes of a cache file. Commits are written as walk->lines has them, people and paths as
 * they are met, so the same repository gives the same bytes. Behind what HEAD reaches stands what the
 * earlier file had besides, as long as it is not too much: going back to a branch then costs nothing.
 */
#include "base/arena.h"
#include "base/buf.h"
#include "git/head_files.h"
#include "git/repo_cache.h"
#include "git/walk.h"

/* Commits that are kept for other branches, besides half as many as HEAD reaches. */
enum { OTHERS_KEPT = 1000 };

struct writer {
	struct arena arena;
	struct cache_head head;
	struct buf commits, parents, changes, files, people, paths, text;
	struct map person_numbers, path_numbers; /* text -> number + 1 */
	const struct walk *walk;
	bool unfit; /* cannot be written down */

	/* What the earlier file has goes over as it is, but for the numbers of what it names. */
	struct cache_file *earlier;               /* or NULL */
	uint32_t *earlier_people, *earlier_paths; /* its numbers -> number + 1 */
	bool *reached;                            /* of its commits, those that are written */
};

#define PUT(buf, record) buf_put((buf), str_of((const char *)&(record), sizeof(record)))

static struct cache_text
put_text(struct writer *writer, struct str text)
{
	struct cache_text at = { writer->head.text, (uint32_t)text.len };
	if (text.len > CACHE_FILE_MAX_BYTES - writer->head.text) {
		writer->unfit = true;
		return at;
	}
	buf_put(&writer->text, text);
	writer->head.text += at.len;
	return at;
}

/* The number that a text has in a table, given out in turn. */
static uint32_t
number_of(struct writer *writer, struct map *numbers, struct str key, uint32_t *count, bool *added)
{
	struct map_entry *entry = map_put(numbers, &writer->arena, key, added);
	if (*added)
		entry->value = (void *)(uintptr_t)(++*count);
	return (uint32_t)(uintptr_t)entry->value - 1;
}

static uint32_t
put_path(struct writer *writer, struct str path)
{
	bool added;
	uint32_t number =
	        number_of(writer, &writer->path_numbers, path, &writer->head.paths, &added);
	if (added) {
		struct cache_text text = put_text(writer, path);
		PUT(&writer->paths, text);
	}
	return number;
}

static uint32_t
put_person(struct writer *writer, struct str key, size_t name_len)
{
	bool added;
	uint32_t number =
	        number_of(writer, &writer->person_numbers, key, &writer->head.people, &added);
	if (added) {
		struct cache_person record = { put_text(writer, key), (uint32_t)name_len };
		PUT(&writer->people, record);
	}
	return number;
}

static uint16_t
marks_of(const struct tree_change *change)
{
	unsigned flags = change->counted ? CACHE_COUNTED : 0;
	if (change->missing)
		flags |= CACHE_MISSING;
	if (change->read)
		flags |= CACHE_READ;
	if (change->draft)
		flags |= CACHE_DRAFT;
	if (change->draft_before)
		flags |= CACHE_DRAFT_BEFORE;
	return (uint16_t)flags;
}

static void
put_change(struct writer *writer, const struct tree_change *change)
{
	struct cache_change record = {
		.path = put_path(writer, change->path),
		.old_path = change->kind == TREE_RENAMED ? put_path(writer, change->old_path)
		                                         : CACHE_NONE,
		.kind = (uint8_t)change->kind,
		.class = (uint8_t)change->class,
		.before_mode = (uint8_t)change->before_mode,
		.after_mode = (uint8_t)change->after_mode,
		.before = change->before,
		.after = change->after,
		.flags = marks_of(change),
		.lines = change->lines,
		.words = change->words,
		.parent = (uint16_t)change->parent,
	};
	PUT(&writer->changes, record);
	writer->head.changes++;
}

static void
put_parent(struct writer *writer, const struct object_id *id, uint32_t index)
{
	struct cache_parent record = { *id, index };
	PUT(&writer->parents, record);
	writer->head.parents++;
}

static uint32_t
number_of_commit(struct writer *writer, const struct walk_commit *commit)
{
	const walk_list *lines = &writer->walk->lines;
	if (commit->number >= lines->len || lines->at[commit->number] != commit)
		writer->unfit = true;
	return commit->number;
}

static uint32_t
flags_of(const struct walk_commit *commit)
{
	bool unsure = commit->unsure;
	for (size_t i = 0; i < commit->changes.len && !unsure; i++)
		unsure = commit->changes.at[i].missing;
	return (commit->shallow ? CACHE_SHALLOW : 0) | (commit->hidden ? CACHE_HIDDEN : 0) |
	        (unsure ? CACHE_UNSURE : 0);
}

static void
put_parents(struct writer *writer, const struct walk_commit *commit)
{
	for (size_t i = 0; i < commit->parents.len; i++) {
		const struct walk_commit *parent = commit->parents.at[i];
		put_parent(writer, &parent->id, number_of_commit(writer, parent));
	}
}

static void
put_commit(struct writer *writer, const struct walk_commit *commit)
{
	struct cache_commit record = {
		.id = commit->id,
		.tree = commit->tree,
		.authored = commit->authored,
		.committed = commit->committed,
		.authored_offset = commit->authored_offset,
		.committed_offset = commit->committed_offset,
		.author = put_person(writer, commit->author->key, commit->author->name.len),
		.committer =
		        put_person(writer, commit->committer->key, commit->committer->name.len),
		.message = put_text(writer, commit->message),
		.parents = writer->head.parents,
		.parent_count = (uint32_t)commit->parents.len,
		.changes = writer->head.changes,
		.change_count = (uint32_t)commit->changes.len,
		.flags = flags_of(commit),
	};
	put_parents(writer, commit);
	for (size_t i = 0; i < commit->changes.len; i++)
		put_change(writer, &commit->changes.at[i]);
	if (record.flags & (CACHE_HIDDEN | CACHE_UNSURE) && !commit->shallow)
		writer->head.flags |= CACHE_PARTIAL;
	PUT(&writer->commits, record);
	writer->head.commits++;
}

/* --- from the earlier file ----------------------------------------------------------------------- */

static uint32_t
move_person(struct writer *writer, uint32_t index)
{
	uint32_t *number = &writer->earlier_people[index];
	if (!*number) {
		struct cache_person person = cache_file_person(writer->earlier, index);
		struct str key = cache_file_text(writer->earlier, person.key);
		*number = put_person(writer, key, person.name_len) + 1;
	}
	return *number - 1;
}

static uint32_t
move_path(struct writer *writer, uint32_t index)
{
	uint32_t *number = &writer->earlier_paths[index];
	if (!*number)
		*number = put_path(writer, cache_file_path(writer->earlier, index)) + 1;
	return *number - 1;
}

/* Writes what the earlier file says of a commit, except for its parents. */
static void
move_commit(struct writer *writer, struct cache_commit *record, uint32_t parents)
{
	const struct cache_file *from = writer->earlier;
	uint32_t changes = record->changes;
	record->author = move_person(writer, record->author);
	record->committer = move_person(writer, record->committer);
	record->message = put_text(writer, cache_file_text(from, record->message));
	record->parents = parents;
	record->changes = writer->head.changes;
	for (uint32_t i = 0; i < record->change_count; i++) {
		struct cache_change change = cache_file_change(from, changes + i);
		change.path = move_path(writer, change.path);
		if (change.old_path != CACHE_NONE)
			change.old_path = move_path(writer, change.old_path);
		PUT(&writer->changes, change);
	}
	writer->head.changes += record->change_count;
	PUT(&writer->commits, *record);
	writer->head.commits++;
}

/* One that HEAD does not reach. */
static void
keep_commit(struct writer *writer, struct cache_commit *record)
{
	uint32_t parents = writer->head.parents;
	for (uint32_t i = 0; i < record->parent_count; i++) {
		struct cache_parent parent =
		        cache_file_parent(writer->earlier, record->parents + i);
		put_parent(writer, &parent.id, CACHE_NONE);
	}
	move_commit(writer, record, parents);
}

/* Those that HEAD reached last come first in the earlier file, and go last when there are too many. */
static void
keep_others(struct writer *writer)
{
	uint32_t kept = 0, most = OTHERS_KEPT + writer->head.reached / 2;
	for (uint32_t i = 0; i < writer->earlier->head.commits && kept < most; i++) {
		struct cache_commit record = cache_file_commit(writer->earlier, i);
		if (record.flags || writer->reached[i])
			continue;
		keep_commit(writer, &record);
		kept++;
	}
}

static void
look_back(struct writer *writer, struct cache_file *earlier)
{
	const walk_list *lines = &writer->walk->lines;
	if (!earlier || earlier->head.state.replaced != writer->walk->replaced)
		return;
	writer->earlier = earlier;
	writer->earlier_people = arena_array(&writer->arena, uint32_t, earlier->head.people);
	writer->earlier_paths = arena_array(&writer->arena, uint32_t, earlier->head.paths);
	writer->reached = arena_array(&writer->arena, bool, earlier->head.commits);
	for (size_t i = 0; i < lines->len; i++) {
		uint32_t index = lines->at[i]->cached - 1;
		if (writer->walk->known != earlier)
			index = cache_file_index(earlier, &writer->arena, &lines->at[i]->id);
		if (index != CACHE_NONE)
			writer->reached[index] = true;
	}
}

/* Is the commit what the earlier file has? */
static bool
is_cached(const struct writer *writer, const struct walk_commit *commit)
{
	return writer->earlier && writer->earlier == writer->walk->known && commit->known &&
	        !commit->hidden;
}

/* --- the whole ----------------------------------------------------------------------------------- */

static void
put_file(struct writer *writer, const struct head_file *file)
{
	struct cache_entry record = {
		.path = put_path(writer, file->path),
		.mode = (uint32_t)file->mode,
		.id = file->id,
		.target = put_text(writer, file->target),
	};
	PUT(&writer->files, record);
	writer->head.files++;
}

static void
put_walk(struct writer *writer, const struct walk *walk)
{
	writer->head.reached = (uint32_t)walk->lines.len;
	for (size_t i = 0; i < walk->people.len; i++) {
		const struct walk_person *person = walk->people.at[i].value;
		put_person(writer, person->key, person->name.len);
	}
	writer->head.met = writer->head.people;
	for (size_t i = 0; i < walk->lines.len; i++) {
		const struct walk_commit *commit = walk->lines.at[i];
		if (!is_cached(writer, commit)) {
			put_commit(writer, commit);
			continue;
		}
		struct cache_commit record = cache_file_commit(writer->earlier, commit->cached - 1);
		uint32_t parents = writer->head.parents;
		put_parents(writer, commit);
		move_commit(writer, &record, parents);
	}
	if (walk->missing)
		writer->head.flags |= CACHE_PARTIAL;
}

static void
each_section(struct writer *writer, struct buf *out)
{
	struct buf *sections[] = { &writer->commits, &writer->parents, &writer->changes,
		&writer->files, &writer->people, &writer->paths, &writer->text };
	for (size_t i = 0; i < sizeof sections / sizeof *sections; i++) {
		if (out) {
			buf_put(out, buf_view(sections[i]));
			writer->unfit = writer->unfit || sections[i]->full;
			buf_free(sections[i]);
		} else {
			buf_init(sections[i], CACHE_FILE_MAX_BYTES);
		}
	}
}

static size_t
whole_len(const struct writer *writer)
{
	return sizeof writer->head + writer->commits.len + writer->parents.len +
	        writer->changes.len + writer->files.len + writer->people.len + writer->paths.len +
	        writer->text.len;
}

/*
 * Memory at once for what is certainly written, which spares copies and pages. What else there is, as
 * commits that are kept for other branches, makes the sections grow.
 */
static void
make_room(struct writer *writer, const struct walk *walk, const struct map *files)
{
	size_t parents = 0, changes = 0, text = 0;
	for (size_t i = 0; i < walk->lines.len; i++) {
		parents += walk->lines.at[i]->parents.len;
		changes += walk->lines.at[i]->changes.len;
		text += walk->lines.at[i]->message.len;
	}
	size_t entry = sizeof(struct map_entry) + 2 * sizeof(uint32_t);
	arena_reserve(&writer->arena, 4 * entry * (walk->lines.len + files->len));
	buf_room(&writer->commits, walk->lines.len * sizeof(struct cache_commit));
	buf_room(&writer->parents, parents * sizeof(struct cache_parent));
	buf_room(&writer->changes, changes * sizeof(struct cache_change));
	buf_room(&writer->files, files->len * sizeof(struct cache_entry));
	buf_room(&writer->paths, files->len * sizeof(struct cache_text));
	buf_room(&writer->text, text);
}

bool
repo_cache_encode(struct buf *out, const struct walk *walk, const struct map *files,
        const struct cache_state *state, struct cache_file *earlier)
{
	struct writer writer = { .head = { .state = *state }, .walk = walk };
	if (walk->cut || walk->lines.len == 0)
		return false;
	writer.head.state.shallow = walk->shallow;
	writer.head.state.replaced = walk->replaced;
	each_section(&writer, NULL);
	make_room(&writer, walk, files);
	look_back(&writer, earlier);
	put_walk(&writer, walk);
	for (size_t i = 0; i < files->len; i++)
		put_file(&writer, files->at[i].value);
	if (writer.earlier)
		keep_others(&writer);
	buf_room(out, whole_len(&writer));
	PUT(out, writer.head);
	each_section(&writer, out);
	bool fit = !writer.unfit && !out->full;
	if (fit)
		cache_file_seal(out->at, out->len);
	arena_free(&writer.arena);
	return fit;
}
