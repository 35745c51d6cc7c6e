/*
 * kith new: a page from an archetype. The site's archetypes/<type>.md comes before the built-in one. Where
 * the page goes is said by the archetype's first line, which is dropped:
 *
 *	path: content/essays/{{slug}}.md
 */
#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/date.h"
#include "base/diag.h"
#include "base/fs.h"
#include "base/path.h"
#include "base/utf8.h"
#include "cli/command.h"
#include "cli/scaffold.h"
#include "render/builtin.h"

struct archetype {
	struct str path; /* with words still in it */
	struct str text;
};

static const struct builtin_file *
find_builtin(struct arena *arena, struct str type)
{
	struct str name = str_format(arena, "archetypes/" STR_FMT ".md", STR_ARG(type));

	for (unsigned long i = 0; i < builtin_files_len; i++)
		if (str_eq(name, str_from(builtin_files[i].name)))
			return &builtin_files[i];
	return NULL;
}

static void
unknown_type(int root, struct arena *arena, struct str type, struct diags *diags)
{
	array_of(struct str) known = { 0 };
	fs_list own = { 0 };

	for (unsigned long i = 0; i < builtin_files_len; i++) {
		struct str name = str_from(builtin_files[i].name);

		if (str_starts(name, STR("archetypes/")))
			*array_push(arena, &known) = path_stem(name);
	}
	if (fs_walk(root, STR("archetypes"), false, arena, &own) == 0)
		for (size_t i = 0; i < own.len; i++)
			*array_push(arena, &known) = path_stem(own.at[i].path);
	diag_error(diags, diag_file(STR_EMPTY), STR_EMPTY, "there is no archetype \"" STR_FMT "\"",
	        STR_ARG(type));
	diag_suggest(diags, type, known.at, known.len);
	if (!diags->list.at[diags->list.len - 1].help.len)
		diag_help(diags, "types: " STR_FMT,
		        STR_ARG(str_join(arena, known.at, known.len, STR(", "))));
}

static bool
find_archetype(
        int root, struct arena *arena, struct str type, struct archetype *out, struct diags *diags)
{
	struct str path = str_format(arena, "archetypes/" STR_FMT ".md", STR_ARG(type));
	const struct builtin_file *builtin = find_builtin(arena, type);
	struct str first;

	if (path_check(path) || fs_read(root, path, arena, 1 << 20, &out->text, NULL) != 0) {
		if (!builtin) {
			unknown_type(root, arena, type, diags);
			return false;
		}
		out->text = str_of(builtin->bytes, builtin->len);
	}
	out->path = str_format(arena, "content/" STR_FMT "/{{slug}}.md", STR_ARG(type));
	if (str_starts(out->text, STR("path: "))) {
		first = str_line(&out->text);
		out->path = str_trim(str_skip(first, STR("path: ").len));
		out->text = out->text.at ? out->text : STR_EMPTY;
	}
	return true;
}

static struct str
slug_of(struct arena *arena, struct str title)
{
	struct buf buf;
	struct str slug;

	buf_init(&buf, PATH_COMPONENT_MAX);
	utf8_slug(&buf, title);
	slug = str_copy(arena, buf_view(&buf));
	buf_free(&buf);
	return slug;
}

static struct str
formatted(struct arena *arena, struct date date, struct str format)
{
	struct buf buf;
	struct str text;

	buf_init(&buf, 64);
	date_format(&buf, date, format, NULL);
	text = str_copy(arena, buf_view(&buf));
	buf_free(&buf);
	return text;
}

static bool
read_now(const struct args *args, struct date *out, struct diags *diags)
{
	const char *wrong;

	*out = date_from_seconds(clock_today(), 0);
	if (!args->given[OPTION_AS_OF])
		return true;
	wrong = date_parse(args->values[OPTION_AS_OF], out);
	if (wrong)
		diag_error(diags, diag_file(STR_EMPTY), STR_EMPTY, "--as-of: %s", wrong);
	return !wrong;
}

static enum status
make(const struct args *args, int root, struct arena *arena, struct diags *diags)
{
	struct archetype archetype;
	struct str title = args->positional[1], slug = slug_of(arena, title), made;
	struct date now;

	if (utf8_invalid(title) != STR_NONE) {
		diag_error(diags, diag_file(STR_EMPTY), STR_EMPTY, "the title is not valid UTF-8");
		return false;
	}
	if (!slug.len) {
		diag_error(diags, diag_file(STR_EMPTY), STR_EMPTY,
		        "the title \"" STR_FMT "\" has no letter or digit to make a file name of",
		        STR_ARG(title));
		return STATUS_USAGE;
	}
	if (!read_now(args, &now, diags) ||
	        !find_archetype(root, arena, args->positional[0], &archetype, diags))
		return STATUS_USAGE;
	const struct scaffold_word words[] = {
		{ STR("title"), title },
		{ STR("slug"), slug },
		{ STR("date"), formatted(arena, now, STR("%Y-%m-%d")) },
	};
	const size_t count = sizeof words / sizeof *words;

	made = scaffold_fill(arena, archetype.path, words, count);
	if (path_check(made)) {
		diag_error(diags, diag_file(made), STR_EMPTY,
		        "the archetype's path cannot be used: it %s", path_check(made));
		return STATUS_SITE_ERRORS;
	}
	if (!scaffold_write(
	            root, made, scaffold_fill(arena, archetype.text, words, count), made, diags))
		return STATUS_SITE_ERRORS;
	return command_print(str_format(arena, STR_FMT "\n", STR_ARG(made)), diags)
	        ? STATUS_DONE
	        : STATUS_ENVIRONMENT;
}

enum status
command_new(const struct args *args, struct diags *diags)
{
	struct arena arena = ARENA_EMPTY;
	enum status status = STATUS_USAGE;
	struct str folder;
	int root, error;

	if (!command_root(args, &arena, &folder, diags)) {
		arena_free(&arena);
		return status;
	}
	error = fs_open_root(folder, &root);
	if (error) {
		diag_error(diags, diag_file(folder), STR_EMPTY, "the folder cannot be opened: %s",
		        fs_explain(error));
		status = STATUS_ENVIRONMENT;
	} else {
		status = make(args, root, &arena, diags);
		fs_close(root);
	}
	arena_free(&arena);
	return status;
}
