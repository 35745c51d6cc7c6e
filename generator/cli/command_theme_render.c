/*
 * kith theme render: one template with given data, for theme authors and for the specification tests. Templates
 * it names are looked for beside it, or in the folder of --templates. With --batch: theme_batch.c.
 */
#include <errno.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/fs.h"
#include "base/path.h"
#include "cli/command.h"
#include "cli/theme_batch.h"
#include "data/reader.h"
#include "render/filter_site.h"
#include "template/template.h"

/* Where the templates are that it names: beside it, or where --templates says. */
struct beside {
	struct arena *arena;
	int folder;       /* -1 when there is none: it came from standard input */
	struct str named; /* the folder as the user says it, empty for the working folder */
	bool unread;      /* a file could not be read */
};

static int
load_beside(void *context, struct str name, struct str *source, struct str *path)
{
	struct beside *beside = context;

	*path = beside->named.len ? path_join(beside->arena, beside->named, name) : name;
	if (beside->folder < 0)
		return -ENOENT;
	return fs_read(beside->folder, name, beside->arena, 4 << 20, source, NULL);
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
refuse_unread(struct beside *beside, struct str path, int error, struct diags *diags)
{
	diag_error(diags, diag_file(path), STR_EMPTY, "it cannot be read: %s", fs_explain(error));
	if (error == -ENOENT)
		diag_help(diags, "a path begins in the folder that you are in");
	beside->unread = true;
	return false;
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
	if (error)
		return refuse_unread(beside, source.path, error, diags);
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

	beside->named = folder;
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

/*
 * The template that is named on the command line, when it does not bring its folder with it: a file, or else the
 * name of one in the folder of --templates.
 */
static const struct template *
compile_alone(
        struct template_engine *engine, struct beside *beside, struct str file, struct diags *diags)
{
	struct str name = str_is(file, "-") ? STR("input.html") : file, source;
	int error = fs_read_named(file, beside->arena, 4 << 20, &source);
	struct fs_stat stat;

	if (!error)
		return template_from_text(engine, name, source, diags);
	if (error == -ENOENT && beside->folder >= 0 && fs_stat(beside->folder, file, &stat) == 0)
		return template_load(engine, file, diags);
	refuse_unread(beside, file, error, diags);
	return NULL;
}

static const struct template *
compile(struct template_engine *engine, struct beside *beside, const struct args *args,
        struct diags *diags)
{
	struct str file = args->positional[0], folder = args->values[OPTION_TEMPLATES];
	int error = 0;

	if (folder.len) {
		beside->named = folder;
		error = fs_open_root(folder, &beside->folder);
		if (!error)
			return compile_alone(engine, beside, file, diags);
		beside->folder = -1;
		refuse_unread(beside, folder, error, diags);
		return NULL;
	}
	if (str_is(file, "-"))
		return compile_alone(engine, beside, file, diags);
	error = open_beside(beside, file);
	if (!error)
		return template_load(engine, path_base(file), diags);
	refuse_unread(beside, file, error, diags);
	return NULL;
}

/* --- the command ----------------------------------------------------------------------------- */

/* Is the option's value the first (*out true) or second word, or not given? False after an error. */
static bool
choose(const struct args *args, enum option option, const char *const words[2], bool *out,
        struct diags *diags)
{
	struct str given = args->values[option];

	*out = str_eq(given, str_from(words[0]));
	if (!args->given[option] || *out || str_eq(given, str_from(words[1])))
		return true;
	diag_error(diags, diag_file(STR_EMPTY), STR_EMPTY,
	        "--" STR_FMT " is %s or %s, not " STR_FMT, STR_ARG(args_options[option].name),
	        words[0], words[1], STR_ARG(given));
	return false;
}

static bool
read_settings(const struct args *args, struct template_settings *settings, struct diags *diags)
{
	static const char *const on_off[] = { "on", "off" },
	                         *const modes[] = { "lenient", "strict" };
	bool escape, lenient;

	if (!choose(args, OPTION_AUTOESCAPE, on_off, &escape, diags) ||
	        !choose(args, OPTION_UNDEFINED, modes, &lenient, diags))
		return false;
	if (args->given[OPTION_AUTOESCAPE])
		settings->autoescape = escape ? TEMPLATE_ESCAPE_ALL : TEMPLATE_ESCAPE_NOTHING;
	settings->undefined = lenient ? TEMPLATE_LENIENT : TEMPLATE_STRICT;
	settings->filters = filter_site_table;
	settings->by_place = !lenient;
	settings->trim_blocks = args->given[OPTION_TRIM_BLOCKS];
	settings->lstrip_blocks = args->given[OPTION_LSTRIP_BLOCKS];
	settings->line_statement_prefix = args->values[OPTION_LINE_STATEMENT_PREFIX];
	settings->line_comment_prefix = args->values[OPTION_LINE_COMMENT_PREFIX];
	settings->drop_last_newline = args->given[OPTION_BATCH];
	if (args->given[OPTION_BATCH] != (args->count > 0))
		return true;
	diag_error(diags, diag_file(STR_EMPTY), STR_EMPTY, "%s",
	        args->count ? "--batch reads its templates from standard input, and takes none here"
	                    : "a template is missing");
	diag_help(diags, "usage: kith theme render TEMPLATE [options], or --batch");
	return false;
}

static enum status
render_one(const struct args *args, struct template_settings *settings, struct diags *diags)
{
	struct arena arena = ARENA_EMPTY;
	struct beside beside = { &arena, -1, STR_EMPTY, false };
	enum status status = STATUS_SITE_ERRORS;
	struct template_engine *engine;
	struct value data;
	struct buf out;

	settings->loader = (struct template_loader){ load_beside, names_beside, &beside };
	engine = template_engine_new(&arena, settings);
	buf_init(&out, 64 << 20);
	if (read_data(args, &beside, &data, diags) &&
	        render(compile(engine, &beside, args, diags), &arena, data, &out, diags))
		status = command_print(buf_view(&out), diags) ? STATUS_DONE : STATUS_ENVIRONMENT;
	if (beside.unread)
		status = STATUS_ENVIRONMENT;
	buf_free(&out);
	if (beside.folder >= 0)
		fs_close(beside.folder);
	arena_free(&arena);
	return status;
}

enum status
command_theme_render(const struct args *args, struct diags *diags)
{
	struct template_settings settings = { 0 };

	if (!read_settings(args, &settings, diags))
		return STATUS_USAGE;
	if (args->given[OPTION_BATCH])
		return theme_batch_run(&settings, diags) ? STATUS_DONE : STATUS_ENVIRONMENT;
	return render_one(args, &settings, diags);
}
