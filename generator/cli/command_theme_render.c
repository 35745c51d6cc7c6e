/*
 * kith theme render: one template with given data, for theme authors and for the specification tests. Templates
 * it names are looked for beside it.
 */
#include <errno.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/fs.h"
#include "base/path.h"
#include "cli/command.h"
#include "data/reader.h"
#include "template/template.h"

/* What is beside the template. */
struct beside {
	struct arena *arena;
	int folder;  /* -1 when it came from standard input */
	bool unread; /* a file could not be read */
};

static bool
load_beside(void *context, struct str name, struct str *source, struct str *path)
{
	struct beside *beside = context;

	*path = name;
	return beside->folder >= 0 &&
	        fs_read(beside->folder, name, beside->arena, 1 << 20, source, NULL) == 0;
}

static struct value
names_beside(void *context, struct arena *arena)
{
	struct beside *beside = context;
	struct value *names;
	fs_list files = { 0 };

	if (beside->folder < 0 || fs_walk(beside->folder, STR_EMPTY, false, arena, &files) != 0)
		return value_list(NULL, 0);
	names = arena_array(arena, struct value, files.len + 1);
	for (size_t i = 0; i < files.len; i++)
		names[i] = value_text(files.at[i].path);
	return value_list(names, files.len);
}

static bool
read_data(const struct args *args, struct beside *beside, struct value *out, struct diags *diags)
{
	struct arena *arena = beside->arena;
	struct node_source source = { args->values[OPTION_DATA], STR_EMPTY };
	const struct node *node;
	bool known = true;
	int error;

	*out = value_map(NULL, 0);
	if (!args->given[OPTION_DATA])
		return true;
	error = fs_read_named(source.path, arena, 16 << 20, &source.bytes);
	if (error) {
		beside->unread = true;
		diag_error(diags, diag_file(source.path), STR_EMPTY, "it cannot be read: %s",
		        fs_explain(error));
		return false;
	}
	node = reader_file(arena, &source, diags, &known);
	if (!known) {
		diag_error(diags, diag_file(source.path), STR_EMPTY,
		        "data is read from .yaml, .yml, .json and .csv files");
		return false;
	}
	if (node && node->kind != NODE_NULL)
		*out = node_value(node, arena);
	if (!node || out->kind == VALUE_MAP)
		return node != NULL;
	diag_error(diags, diag_file(source.path), STR_EMPTY,
	        "a template's data is a map of names, not %s", value_kind_name(*out));
	return false;
}

static bool
render(const struct template *template, struct arena *arena, struct value data, struct buf *out,
        struct diags *diags)
{
	struct template_run run = {
		.scratch = arena,
		.out = out,
		.diags = diags,
		.context = data,
		.globals = VALUE_UNDEFINED_INIT,
	};

	return template && template_render(template, &run);
}

/* Opens the folder of the template, which must be in it. */
static int
open_beside(struct beside *beside, struct str file)
{
	struct str folder = path_dir(file);
	struct fs_stat stat;
	int error;

	if (!folder.len)
		folder = str_starts(file, STR("/")) ? STR("/") : STR(".");
	error = fs_open_root(folder, &beside->folder);
	if (error) {
		beside->folder = -1;
		return error;
	}
	error = fs_stat(beside->folder, path_base(file), &stat);
	return !error && stat.is_folder ? -EISDIR : error;
}

static const struct template *
compile(struct template_engine *engine, struct beside *beside, struct str file, struct diags *diags)
{
	struct str source;
	int error = 0;

	if (str_is(file, "-")) {
		error = fs_read_named(file, beside->arena, 1 << 20, &source);
		if (!error)
			return template_from_text(engine, STR("input.html"), source, diags);
	} else {
		error = open_beside(beside, file);
		if (!error)
			return template_load(engine, path_base(file), diags);
	}
	diag_error(diags, diag_file(file), STR_EMPTY, "it cannot be read: %s", fs_explain(error));
	beside->unread = true;
	return NULL;
}

enum status
command_theme_render(const struct args *args, struct diags *diags)
{
	struct arena arena = ARENA_EMPTY;
	struct beside beside = { &arena, -1, false };
	struct template_settings settings = {
		.loader = { load_beside, names_beside, &beside },
	};
	struct template_engine *engine = template_engine_new(&arena, &settings);
	enum status status = STATUS_SITE_ERRORS;
	struct value data;
	struct buf out;

	buf_init(&out, 64 << 20);
	if (read_data(args, &beside, &data, diags) &&
	        render(compile(engine, &beside, args->positional[0], diags), &arena, data, &out,
	                diags))
		status = command_print(buf_view(&out), diags) ? STATUS_DONE : STATUS_ENVIRONMENT;
	if (beside.unread)
		status = STATUS_ENVIRONMENT;
	buf_free(&out);
	if (beside.folder >= 0)
		fs_close(beside.folder);
	arena_free(&arena);
	return status;
}
