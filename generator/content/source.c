#include "content/source.h"

#include <errno.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/diag.h"
#include "base/map.h"
#include "base/path.h"
#include "data/reader.h"

/* --- finding ---------------------------------------------------------------------------------- */

static void
report_entry(struct str path, int error, struct diags *diags)
{
	/* A pipe or a device among the pages is odd, but nothing is lost without it. */
	enum diag_level level = error == -EINVAL ? DIAG_WARNING : DIAG_ERROR;
	diag_add(diags, level, diag_file(path), STR_EMPTY, "this is left out: %s",
	        fs_explain(error));
	if (error == -EXDEV || error == -ELOOP)
		diag_help(diags, "copy the file into the site instead of linking to it");
}

/* The usable files below a folder of the site, which may be missing. */
static void
find_below(struct arena *arena, int root, struct str folder, bool hidden, fs_list *out,
        struct diags *diags)
{
	int error = fs_walk(root, folder, hidden, arena, out);
	size_t usable = 0;
	if (error && error != -ENOENT)
		report_entry(folder, error, diags);
	for (size_t i = 0; i < out->len; i++) {
		if (out->at[i].error)
			report_entry(
			        path_join(arena, folder, out->at[i].path), out->at[i].error, diags);
		else
			out->at[usable++] = out->at[i];
	}
	out->len = usable;
}

/* The file as an asset: its path is made, and what is below content/ or static/ is a part of that. */
static struct asset
asset_of(struct arena *arena, struct str folder, const struct fs_entry *entry)
{
	struct str path = path_join(arena, folder, entry->path);
	return (struct asset){
		.path = path,
		.below = str_skip(path, folder.len + 1),
		.stat = entry->stat,
	};
}

static size_t
count_pages(const fs_list *files)
{
	size_t count = 0;
	for (size_t i = 0; i < files->len; i++)
		count += path_is_markdown(files->at[i].path);
	return count;
}

void
source_find(struct arena *arena, int root, struct sources *out, struct diags *diags)
{
	struct arena walked = ARENA_EMPTY;
	fs_list content, fixed;
	*out = (struct sources){ .since = clock_today() };
	find_below(&walked, root, STR("content"), false, &content, diags);
	find_below(&walked, root, STR("static"), true, &fixed, diags);
	size_t pages = count_pages(&content);
	array_reserve(arena, &out->pages, pages);
	array_reserve(arena, &out->assets, content.len - pages + fixed.len);
	for (size_t i = 0; i < content.len; i++) {
		struct asset file = asset_of(arena, STR("content"), &content.at[i]);
		if (path_is_markdown(file.below))
			*array_push(arena, &out->pages) =
			        (struct source){ file.path, file.below, file.stat };
		else
			*array_push(arena, &out->assets) = file;
	}
	for (size_t i = 0; i < fixed.len; i++) {
		struct asset file = asset_of(arena, STR("static"), &fixed.at[i]);
		file.is_static = true;
		*array_push(arena, &out->assets) = file;
	}
	arena_free(&walked);
}

bool
source_load(struct arena *arena, int root, const struct source *source, struct str *bytes,
        struct diags *diags)
{
	int error = fs_read(root, source->path, arena, SOURCE_MAX_BYTES, bytes, NULL);
	if (!error)
		return true;
	diag_error(diags, diag_file(source->path), STR_EMPTY, "the page cannot be read: %s",
	        fs_explain(error));
	if (error == -EAGAIN)
		diag_help(diags, "build again when it has been saved");
	return false;
}

/* --- data ------------------------------------------------------------------------------------- */

/* A walk over the sorted files of data/; the files of a folder lie side by side. */
struct data_walk {
	struct arena *arena;
	int root;
	struct diags *diags;
	const fs_list *files;
	size_t next;
	struct hash fingerprint;
};

/* One map of the result. */
struct data_map {
	array_of(struct value_entry) entries;
	struct map names; /* to the path (struct str) that an entry came from */
};

static void
add_data(struct data_walk *walk, struct data_map *map, struct str name, struct str path,
        struct value value)
{
	bool added;
	struct map_entry *known = map_put(&map->names, walk->arena, name, &added);
	if (!added) {
		const struct str *first = known->value;
		diag_error(walk->diags, diag_file(path), STR_EMPTY,
		        "data." STR_FMT " is " STR_FMT " already", STR_ARG(name), STR_ARG(*first));
		diag_help(walk->diags, "rename one of the two");
		return;
	}
	struct str *first = arena_new(walk->arena, struct str);
	*first = path;
	known->value = first;
	*array_push(walk->arena, &map->entries) = (struct value_entry){ value_text(name), value };
}

static bool
is_data(struct str path)
{
	struct str ext = path_ext(path);
	return str_is(ext, ".yaml") || str_is(ext, ".yml") || str_is(ext, ".json") ||
	        str_is(ext, ".csv");
}

/* Reads one file; false after adding an error. */
static bool
read_data(struct data_walk *walk, struct str path, struct value *out)
{
	bool known;
	struct node_source source = { .path = path };
	int error = fs_read(walk->root, path, walk->arena, READER_FILE_MAX, &source.bytes, NULL);
	if (error) {
		diag_error(walk->diags, diag_file(path), STR_EMPTY, "the data cannot be read: %s",
		        fs_explain(error));
		return false;
	}
	walk->fingerprint = hash_join(walk->fingerprint, hash_of(path));
	walk->fingerprint = hash_join(walk->fingerprint, hash_of(source.bytes));
	const struct node *node = reader_file(walk->arena, &source, walk->diags, &known);
	if (node)
		*out = node_value(node, walk->arena);
	return node != NULL;
}

static struct value data_folder(struct data_walk *walk, struct str prefix);

/* Adds the next file, or the folder that begins with it. `rest` is its path below the map's own. */
static void
next_data(struct data_walk *walk, struct data_map *map, struct str below, struct str rest)
{
	struct value value;
	size_t slash = str_find_char(rest, '/');
	if (slash != STR_NONE) {
		struct str folder = str_slice(below, 0, below.len - rest.len + slash);
		value = data_folder(walk, str_slice(below, 0, folder.len + 1));
		add_data(walk, map, str_slice(rest, 0, slash),
		        path_join(walk->arena, STR("data"), folder), value);
		return;
	}
	struct str path = path_join(walk->arena, STR("data"), below);
	walk->next++;
	if (is_data(path) && read_data(walk, path, &value))
		add_data(walk, map, path_stem(path), path, value);
}

/* The map of the folder whose path and slash are `prefix`, and whose files come next. */
static struct value
data_folder(struct data_walk *walk, struct str prefix)
{
	struct data_map map = { 0 };
	while (walk->next < walk->files->len) {
		struct str below = walk->files->at[walk->next].path;
		if (!str_starts(below, prefix))
			break;
		next_data(walk, &map, below, str_skip(below, prefix.len));
	}
	return value_map(map.entries.at, map.entries.len);
}

struct value
source_data(struct arena *arena, int root, struct hash *fingerprint, struct diags *diags)
{
	fs_list files;
	find_below(arena, root, STR("data"), false, &files, diags);
	struct data_walk walk = { arena, root, diags, &files, 0, hash_of(STR("data")) };
	struct value data = data_folder(&walk, STR_EMPTY);
	*fingerprint = walk.fingerprint;
	return data;
}
