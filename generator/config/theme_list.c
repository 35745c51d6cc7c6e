/* Finds themes without opening them: a folder with a theme.yaml is one. */
#include "config/theme_list.h"

#include <errno.h>

#include "base/arena.h"
#include "base/fs.h"
#include "base/path.h"
#include "config/theme.h"
#include "data/reader.h"

/* A theme.yaml, in bytes, at most. */
enum { THEME_YAML_MAX = 1 << 20 };

static bool
is_listed(const theme_infos *infos, struct str name)
{
	for (size_t i = 0; i < infos->len; i++)
		if (str_eq(infos->at[i].name, name))
			return true;
	return false;
}

static struct str
text_of(const struct node *root, struct str key)
{
	const struct node *node = root && root->kind == NODE_MAP ? node_get(root, key) : NULL;

	return node && node->kind == NODE_SCALAR ? node->text : STR_EMPTY;
}

static void
add(struct arena *arena, int root, struct str folder, struct str file, theme_infos *out,
        struct diags *diags)
{
	struct str name = path_dir(file);
	struct node_source source = { path_join(arena, folder, file), STR_EMPTY };
	const struct node *node;

	if (is_listed(out, name) ||
	        fs_read(root, file, arena, THEME_YAML_MAX, &source.bytes, NULL) != 0)
		return;
	node = reader_yaml(arena, &source, source.bytes, 1, diags);
	*array_push(arena, out) = (struct theme_info){
		.name = name,
		.version = text_of(node, STR("version")),
		.description = text_of(node, STR("description")),
		.folder = path_join(arena, folder, name),
	};
}

static bool
is_theme(struct str path)
{
	struct str folder = path_dir(path);
	return str_is(path_base(path), "theme.yaml") && folder.len && !path_dir(folder).len;
}

/* Lists those in a folder that has been opened, or not, and closes it. */
static void
list_folder(struct arena *arena, int error, int fd, struct str shown, theme_infos *out,
        struct diags *diags)
{
	fs_list files;
	if (error)
		return;
	fs_walk(fd, STR_EMPTY, false, arena, &files);
	for (size_t i = 0; i < files.len; i++) {
		if (is_theme(files.at[i].path))
			add(arena, fd, shown, files.at[i].path, out, diags);
	}
	fs_close(fd);
}

void
theme_list_beside(
        struct arena *arena, int site_root, struct str shown, theme_infos *out, struct diags *diags)
{
	int fd = -1, error = -ENOENT;
	theme_folders folders = { 0 };
	if (site_root >= 0)
		error = fs_open_folder(site_root, STR("themes"), &fd);
	list_folder(arena, error, fd, path_join(arena, shown, STR("themes")), out, diags);
	theme_search_path(arena, &folders);
	for (size_t i = 0; i < folders.len; i++) {
		error = fs_open_root(folders.at[i], &fd);
		list_folder(arena, error, fd, folders.at[i], out, diags);
	}
}

void
theme_list(struct arena *arena, struct str site_root, theme_infos *out, struct diags *diags)
{
	int root = -1;
	if (site_root.len && fs_open_root(site_root, &root) != 0)
		root = -1;
	theme_list_beside(arena, root, site_root, out, diags);
	if (root >= 0)
		fs_close(root);
}
