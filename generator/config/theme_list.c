/* Finds themes without opening them: a folder with a theme.yaml is one. */
#include "config/theme_list.h"

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

	if (is_listed(out, name)
	        || fs_read(root, file, arena, THEME_YAML_MAX, &source.bytes, NULL) != 0)
		return;
	node = reader_yaml(arena, &source, source.bytes, 1, diags);
	*array_push(arena, out) = (struct theme_info){
		.name = name,
		.version = text_of(node, STR("version")),
		.description = text_of(node, STR("description")),
		.folder = path_join(arena, folder, name),
	};
}

static void
list_folder(struct arena *arena, struct str folder, theme_infos *out, struct diags *diags)
{
	fs_list files = { 0 };
	int root;

	if (fs_open_root(folder, &root) != 0)
		return;
	if (fs_walk(root, STR_EMPTY, false, arena, &files) == 0)
		for (size_t i = 0; i < files.len; i++) {
			struct str path = files.at[i].path;

			if (str_is(path_base(path), "theme.yaml") && path_dir(path).len
			        && !path_dir(path_dir(path)).len)
				add(arena, root, folder, path, out, diags);
		}
	fs_close(root);
}

void
theme_list(struct arena *arena, struct str site_root, theme_infos *out, struct diags *diags)
{
	theme_folders folders = { 0 };

	if (site_root.len)
		list_folder(arena, path_join(arena, site_root, STR("themes")), out, diags);
	theme_search_path(arena, &folders);
	for (size_t i = 0; i < folders.len; i++)
		list_folder(arena, folders.at[i], out, diags);
}
