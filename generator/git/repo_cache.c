#include "git/repo_cache.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/fs.h"
#include "base/hash.h"
#include "base/path.h"
#include "git/head_files.h"
#include "git/head_ref.h"
#include "git/walk.h"

/* --- the file ------------------------------------------------------------------------------------ */

/*
 * Where a repository lies from the site, as text: "0:" is the site's own folder, "1:notes" its
 * neighbour. So a site that is built at another place finds its cache again.
 */
static struct str
relation(struct arena *arena, struct str folder, struct str root)
{
	size_t common = 0, ups = 0;
	for (size_t i = 0; i <= folder.len && i <= root.len; i++) {
		bool a = i == folder.len || folder.at[i] == '/';
		bool b = i == root.len || root.at[i] == '/';
		if (a && b)
			common = i;
		if (i == folder.len || i == root.len || folder.at[i] != root.at[i])
			break;
	}
	for (size_t i = common; i < folder.len; i++)
		ups += folder.at[i] == '/';
	return str_format(arena, "%zu:" STR_FMT, ups, STR_ARG(str_skip(root, common)));
}

void
repo_cache_load(struct repo_cache *cache, struct arena *arena, struct str folder, struct str place,
        struct str root)
{
	struct arena scratch = ARENA_EMPTY;
	struct str bytes = STR_EMPTY, real = STR_EMPTY;
	char hex[HASH_HEX_LEN];
	int site;
	*cache = (struct repo_cache){ .folder = folder, .path = STR_EMPTY };
	if (place.len == 0 || fs_real_path(&scratch, folder, &real) < 0)
		return;
	hash_hex(hash_of(relation(&scratch, real, root)), hex);
	cache->path = str_format(arena, STR_FMT "/%.16s.cache", STR_ARG(place), hex);
	arena_free(&scratch);
	if (fs_open_root(folder, &site) < 0)
		return;
	if (fs_read(site, cache->path, arena, CACHE_FILE_MAX_BYTES, &bytes, NULL) == 0)
		cache->present = cache_file_open(bytes, &cache->file);
	fs_close(site);
}

bool
repo_cache_is_fresh(const struct repo_cache *cache, const struct head_ref *head)
{
	const struct cache_head *file = &cache->file.head;
	const struct cache_state *state = &file->state;
	return cache->present && !(file->flags & CACHE_PARTIAL) && file->reached > 0 &&
	        object_id_eq(&state->head, &head->id) && state->config == head->config &&
	        state->shallow == cache_file_hash(head->shallow.at, head->shallow.len, 1) &&
	        state->replaced == cache_file_hash(head->replaced.at, head->replaced.len, 2);
}

bool
repo_cache_has(const struct repo_cache *cache, struct str text)
{
	uintptr_t at = (uintptr_t)text.at, from = (uintptr_t)cache->file.text;
	return cache->present && at >= from && at - from <= cache->file.head.text &&
	        text.len <= cache->file.head.text - (at - from);
}

void
repo_cache_save(struct repo_cache *cache, const struct walk *walk, const struct map *files,
        const struct cache_state *state)
{
	struct buf out;
	int site;
	struct cache_head head = { .sum = 0 };
	if (cache->path.len == 0)
		return;
	buf_init(&out, CACHE_FILE_MAX_BYTES);
	bool fit =
	        repo_cache_encode(&out, walk, files, state, cache->present ? &cache->file : NULL);
	if (fit)
		memcpy(&head, out.at, sizeof head);
	bool same = cache->present && head.sum == cache->file.head.sum;
	if (fit && !same && fs_open_root(cache->folder, &site) == 0) {
		fs_write_aside(site, cache->path, buf_view(&out));
		fs_close(site);
	}
	buf_free(&out);
}

/* --- a walk out of it ---------------------------------------------------------------------------- */

struct loader {
	const struct cache_file *file;
	struct arena *arena;
	struct walk *walk;
	struct walk_commit *commits;
	struct walk_person *people;
};

static void
load_people(struct loader *loader)
{
	uint32_t count = loader->file->head.people;
	loader->people = arena_array(loader->arena, struct walk_person, count);
	for (uint32_t i = 0; i < count; i++) {
		struct cache_person record = cache_file_person(loader->file, i);
		struct str key = cache_file_text(loader->file, record.key);
		loader->people[i].key = key;
		loader->people[i].name = str_slice(key, 0, record.name_len);
		loader->people[i].email = str_skip(key, record.name_len + 1);
		if (i < loader->file->head.met)
			map_put(&loader->walk->people, loader->arena, key, NULL)->value =
			        &loader->people[i];
	}
}

static void
load_commit(struct loader *loader, uint32_t index)
{
	const struct cache_file *file = loader->file;
	struct cache_commit record = cache_file_commit(file, index);
	struct walk_commit *commit = &loader->commits[index];
	commit->id = record.id;
	commit->tree = record.tree;
	commit->author = &loader->people[record.author];
	commit->committer = &loader->people[record.committer];
	commit->authored = record.authored;
	commit->committed = record.committed;
	commit->authored_offset = record.authored_offset;
	commit->committed_offset = record.committed_offset;
	commit->message = cache_file_text(file, record.message);
	commit->shallow = record.flags & CACHE_SHALLOW;
	commit->hidden = record.flags & CACHE_HIDDEN;
	commit->known = true;
	uint32_t count = record.parent_count;
	commit->parents.at = arena_array(loader->arena, struct walk_commit *, count);
	commit->parents.len = commit->parents.cap = count;
	for (uint32_t i = 0; i < count; i++) {
		struct cache_parent parent = cache_file_parent(file, record.parents + i);
		commit->parents.at[i] = &loader->commits[parent.index];
	}
	cache_file_changes(file, &record, loader->arena, &commit->changes);
}

struct walk *
repo_cache_walk(const struct repo_cache *cache, struct arena *arena, int64_t now)
{
	struct loader loader = { .file = &cache->file, .arena = arena };
	uint32_t count = cache->file.head.reached;
	arena_reserve(arena,
	        count * (sizeof(struct walk_commit) + 4 * sizeof(void *)) +
	                cache->file.head.changes * sizeof(struct tree_change));
	struct walk *walk = loader.walk = arena_new(arena, struct walk);
	walk->shallow = cache->file.head.state.shallow;
	walk->replaced = cache->file.head.state.replaced;
	loader.commits = arena_array(arena, struct walk_commit, count);
	walk->lines.at = arena_array(arena, struct walk_commit *, count);
	walk->lines.len = walk->lines.cap = count;
	load_people(&loader);
	for (uint32_t i = 0; i < count; i++) {
		load_commit(&loader, i);
		walk->lines.at[i] = &loader.commits[i];
		loader.commits[i].number = i;
	}
	walk_sort(arena, walk, now);
	return walk;
}

void
repo_cache_files(const struct repo_cache *cache, struct arena *arena, struct map *files)
{
	const struct cache_file *from = &cache->file;
	struct head_file *at = arena_array(arena, struct head_file, from->head.files);
	for (uint32_t i = 0; i < from->head.files; i++) {
		struct cache_entry entry = cache_file_entry(from, i);
		at[i].path = cache_file_path(from, entry.path);
		at[i].mode = (enum object_mode)entry.mode;
		at[i].id = entry.id;
		at[i].target = cache_file_text(from, entry.target);
		map_put(files, arena, at[i].path, NULL)->value = &at[i];
	}
}
