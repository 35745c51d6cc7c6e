/*
 * What a theme is made of, and in which order it is read:
 *
 *	theme.yaml     name, version, what it requires, the options it has   theme.def
 *	templates/     the site's own templates/ lie over them, file by file
 *	assets/        listed only; they are read when they are published
 *	i18n/          what it says, by language                             theme_message.c
 *
 * Templates are read whole and at once: a build needs nearly all of them, and compares all of them
 * with those of the last build.
 */
#include "config/theme.h"

#include <errno.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/path.h"
#include "base/program.h"
#include "config/config.h"
#include "config/theme_list.h"
#include "config/theme_message.h"
#include "config/theme_option.h"
#include "data/reader.h"
#include "data/schema.h"
#include "data/writer_json.h"

#ifndef KITH_DATADIR
#define KITH_DATADIR "/usr/local/share/kith"
#endif

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const struct schema_row rows[] = {
#define THEME_KEY(field, key, type, ...) \
	{ STR_INIT(key), SCHEMA_##type, offsetof(struct theme, field), __VA_ARGS__, 0 },
#include "config/theme.def"
};

const struct schema *
theme_schema(void)
{
	static const struct schema schema = { "theme.yaml", rows, COUNT(rows) };
	return &schema;
}

/* --- where themes are ------------------------------------------------------------------------- */

void
theme_search_path(struct arena *arena, theme_folders *out)
{
	struct str rest = str_copy(arena, str_from(getenv("KITH_THEME_PATH")));
	*out = (theme_folders){ 0 };
	while (rest.len) {
		struct str folder = str_cut(&rest, ':');
		if (folder.len)
			*array_push(arena, out) = folder;
	}
	*array_push(arena, out) = STR(KITH_DATADIR "/themes");
	struct str tree = program_tree(arena);
	if (tree.len)
		*array_push(arena, out) = path_join(arena, tree, STR("themes"));
}

/* Opens the folder of theme->name. -ENOENT when there is none anywhere. */
static int
find_theme(struct theme *theme, struct arena *arena, int root)
{
	theme_folders folders;
	theme->folder = path_join(arena, STR("themes"), theme->name);
	int error = fs_open_folder(root, theme->folder, &theme->root);
	theme_search_path(arena, &folders);
	for (size_t i = 0; error == -ENOENT && i < folders.len; i++) {
		theme->folder = path_join(arena, folders.at[i], theme->name);
		error = fs_open_root(theme->folder, &theme->root);
	}
	if (error)
		theme->root = -1;
	return error;
}

/* The place of `theme:` in kith.yaml, or of the file when it is not there. */
static void
report_theme(const struct config *config, struct diags *diags, const char *format, struct str what,
        const char *why)
{
	const struct node *node = node_get(config->root, STR("theme"));
	struct str text = str_format(&diags->arena, format, STR_ARG(what), why);
	if (node)
		node_error(diags, &config->source, node, STR_FMT, STR_ARG(text));
	else
		diag_error(
		        diags, diag_file(config->source.path), STR_EMPTY, STR_FMT, STR_ARG(text));
}

static void
report_missing(struct arena *arena, int root, const struct config *config, struct diags *diags)
{
	struct diags unused;
	theme_infos infos = { 0 };
	theme_folders folders;
	array_of(struct str) names = { 0 };
	diag_init(&unused);
	theme_list_beside(arena, root, STR_EMPTY, &infos, &unused);
	diag_free(&unused);
	for (size_t i = 0; i < infos.len; i++)
		*array_push(arena, &names) = infos.at[i].name;
	theme_search_path(arena, &folders);
	struct str looked = str_join(arena, folders.at, folders.len, STR(", "));
	report_theme(config, diags, "there is no theme \"" STR_FMT "\"%s", config->theme, "");
	diag_help(diags, "looked for in the site's themes/, " STR_FMT, STR_ARG(looked));
	diag_suggest(diags, config->theme, names.at, names.len);
}

/* --- theme.yaml ------------------------------------------------------------------------------- */

/* Reads up to three numbers of "0.1" or ">= 0.1.0"; false when it is something else. */
static bool
read_version(struct str text, int64_t out[3])
{
	text = str_trim(text);
	text = str_trim(str_skip(text, str_starts(text, STR(">=")) ? 2 : 0));
	out[0] = out[1] = out[2] = 0;
	for (size_t i = 0; i < 3 && text.at; i++) {
		if (!str_to_int(str_cut(&text, '.'), &out[i]) || out[i] < 0)
			return false;
	}
	return !text.at;
}

static void
check_requires(const struct theme *theme, struct diags *diags)
{
	int64_t wanted[3], ours[3];
	const struct node_source *source = &theme->source;
	struct place place = diag_file(source->path);
	if (!theme->requires.len)
		return;
	if (!read_version(theme->requires, wanted) || !read_version(STR(KITH_VERSION), ours)) {
		diag_error(diags, place, STR_EMPTY, "\"requires\" is no version: \"" STR_FMT "\"",
		        STR_ARG(node_brief(theme->requires)));
		diag_help(diags, "for example: requires: \">=0.1\"");
		return;
	}
	size_t i = 0;
	while (i < 2 && wanted[i] == ours[i])
		i++;
	if (wanted[i] <= ours[i])
		return;
	diag_error(diags, place, STR_EMPTY, "the theme requires kith " STR_FMT ", this is %s",
	        STR_ARG(node_brief(theme->requires)), KITH_VERSION);
	diag_help(diags, "install a newer kith, or an older version of the theme");
}

static bool
read_yaml(struct theme *theme, struct arena *arena, struct diags *diags)
{
	struct node_source *source = &theme->source;
	source->path = path_join(arena, theme->folder, STR("theme.yaml"));
	int error = fs_read(
	        theme->root, STR("theme.yaml"), arena, READER_FILE_MAX, &source->bytes, NULL);
	if (error) {
		diag_error(diags, diag_file(source->path), STR_EMPTY,
		        "the theme cannot be read: %s", fs_explain(error));
		return false;
	}
	const struct node *root = reader_yaml(arena, source, source->bytes, 1, diags);
	if (!root)
		return false;
	schema_read(theme_schema(), arena, source, root, SCHEMA_UNKNOWN_ERROR, theme, NULL, diags);
	check_requires(theme, diags);
	return true;
}

/* --- files ------------------------------------------------------------------------------------ */

/* Where a set of files is, and what is wanted of it. */
struct folder {
	int root;
	struct str shown; /* the path of the root in messages */
	struct str name;  /* of the folder below it */
	bool whole;       /* the bytes are read as well */
};

static void
add_file(theme_files *out, struct arena *arena, const struct folder *from,
        const struct fs_entry *entry, struct diags *diags)
{
	struct theme_file file = {
		.name = entry->path,
		.file = path_join(arena, from->name, entry->path),
		.root = from->root,
		.stat = entry->stat,
	};
	int error = entry->error;
	file.path = path_join(arena, from->shown, file.file);
	if (!error && from->whole)
		error = fs_read(
		        file.root, file.file, arena, THEME_TEMPLATE_MAX, &file.bytes, &file.stat);
	if (!error)
		*array_push(arena, out) = file;
	else
		diag_error(diags, diag_file(file.path), STR_EMPTY, "this is left out: %s",
		        fs_explain(error));
}

static void
add_files(theme_files *out, struct arena *arena, const struct folder *from, struct diags *diags)
{
	fs_list entries;
	if (from->root < 0)
		return;
	int error = fs_walk(from->root, from->name, false, arena, &entries);
	if (error && error != -ENOENT)
		diag_error(diags, diag_file(path_join(arena, from->shown, from->name)), STR_EMPTY,
		        "this is left out: %s", fs_explain(error));
	for (size_t i = 0; i < entries.len; i++)
		add_file(out, arena, from, &entries.at[i], diags);
}

static int
by_name(const void *a, const void *b, void *context)
{
	(void)context;
	return str_cmp(((const struct theme_file *)a)->name, ((const struct theme_file *)b)->name);
}

/* By name, and of two with the same name the one that came first. */
static void
sort_files(theme_files *files, struct arena *arena)
{
	size_t kept = 0;
	array_sort(files->at, files->len, sizeof *files->at, arena, by_name, NULL);
	for (size_t i = 0; i < files->len; i++) {
		if (!kept || !str_eq(files->at[kept - 1].name, files->at[i].name))
			files->at[kept++] = files->at[i];
	}
	files->len = kept;
}

const struct theme_file *
theme_template(const struct theme *theme, struct str name)
{
	size_t from = 0, to = theme->templates.len;
	while (from < to) {
		size_t middle = from + (to - from) / 2;
		const struct theme_file *file = &theme->templates.at[middle];
		int order = str_cmp(name, file->name);
		if (!order)
			return file;
		if (order < 0)
			to = middle;
		else
			from = middle + 1;
	}
	return NULL;
}

/* --- all of it -------------------------------------------------------------------------------- */

static struct hash
hash_of_value(struct arena *arena, struct value value)
{
	struct buf json;
	buf_init(&json, READER_FILE_MAX);
	struct writer_json w = writer_json_start(&json, 0);
	writer_json_value(&w, value, arena);
	struct hash hash = hash_of(buf_view(&json));
	buf_free(&json);
	return hash;
}

static struct hash
take_fingerprint(const struct theme *theme, struct arena *arena)
{
	struct hash hash = hash_join(hash_of(theme->source.bytes), hash_of(theme->language));
	hash = hash_join(hash, hash_of_value(arena, theme->options));
	for (size_t i = 0; i < theme->languages.len; i++)
		hash = hash_join(hash, hash_of_value(arena, theme->languages.at[i].messages));
	for (size_t i = 0; i < theme->assets.len; i++)
		hash = hash_join(hash, hash_of(theme->assets.at[i].name));
	return hash;
}

static void
read_files(struct theme *theme, struct arena *arena, int root, struct diags *diags)
{
	struct folder own = { root, STR_EMPTY, STR("templates"), true };
	struct folder templates = { theme->root, theme->folder, STR("templates"), true };
	struct folder assets = { theme->root, theme->folder, STR("assets"), false };
	add_files(&theme->templates, arena, &own, diags);
	add_files(&theme->templates, arena, &templates, diags);
	sort_files(&theme->templates, arena);
	add_files(&theme->assets, arena, &assets, diags);
}

/* What both ways of opening begin with. */
static struct theme *
new_theme(struct arena *arena, const struct config *config)
{
	struct theme *theme = arena_new(arena, struct theme);
	theme->name = config->theme;
	theme->language = config->language;
	theme->folder = STR_EMPTY;
	theme->root = -1;
	return theme;
}

static struct theme *
read_all(struct theme *theme, struct arena *arena, int root, const struct config *config,
        struct diags *diags)
{
	if (theme->root >= 0 && !read_yaml(theme, arena, diags)) {
		theme_close(theme);
		return NULL;
	}
	if (config->templates.undefined > 1)
		theme->undefined = config->templates.undefined - 1;
	theme_message_read(theme, arena, root, diags);
	read_files(theme, arena, root, diags);
	theme_option_read(theme, arena, config, diags);
	theme->fingerprint = take_fingerprint(theme, arena);
	return theme;
}

struct theme *
theme_open(struct arena *arena, int root, const struct config *config, struct diags *diags)
{
	struct theme *theme = new_theme(arena, config);
	if (!str_is(config->theme, "none")) {
		int error = find_theme(theme, arena, root);
		if (error == -ENOENT)
			report_missing(arena, root, config, diags);
		else if (error)
			report_theme(config, diags, "the theme in " STR_FMT " cannot be read: %s",
			        theme->folder, fs_explain(error));
		if (error)
			return NULL;
	}
	return read_all(theme, arena, root, config, diags);
}

struct theme *
theme_open_folder(struct arena *arena, int at, struct str folder, struct diags *diags)
{
	struct config config = { .language = STR("en"), .theme = path_base(folder) };
	struct theme *theme = new_theme(arena, &config);
	int error = at < 0 ? fs_open_root(folder, &theme->root)
	                   : fs_open_folder(at, folder, &theme->root);
	theme->folder = folder;
	if (!error)
		return read_all(theme, arena, -1, &config, diags);
	theme->root = -1;
	diag_error(diags, diag_file(folder), STR_EMPTY, "the theme cannot be read: %s",
	        fs_explain(error));
	return NULL;
}

void
theme_close(struct theme *theme)
{
	if (theme && theme->root >= 0)
		fs_close(theme->root);
}
