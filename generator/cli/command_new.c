/*
 * kith new: a page from an archetype, in the place that the archetype names, with what can be known of it filled in.
 */
#include <limits.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/date.h"
#include "base/diag.h"
#include "base/fs.h"
#include "base/path.h"
#include "base/utf8.h"
#include "cli/archetype.h"
#include "cli/command.h"
#include "cli/scaffold.h"
#include "cli/week_entries.h"

#define PROJECTS STR("content/projects")

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

/* --- its project ------------------------------------------------------------------------------ */

/* The project whose folder of the site the command is typed in, or empty. */
static struct str
project_here(struct arena *arena, struct str folder)
{
	char here[PATH_MAX];
	struct str inside = str_copy(arena, str_from(getcwd(here, sizeof here)));

	if (!path_is_below(folder, inside))
		return STR_EMPTY;
	inside = str_skip(inside, folder.len + 1);
	if (!path_is_below(PROJECTS, inside))
		return STR_EMPTY;
	inside = str_skip(inside, PROJECTS.len + 1);
	return str_cut(&inside, '/');
}

static bool
exists(int root, struct arena *arena, struct str folder, struct str name)
{
	struct fs_stat stat;
	struct str path = path_join(arena, folder, name);

	return !path_check(path) && fs_stat(root, path, &stat) == 0;
}

static void
unknown_project(int root, struct arena *arena, struct str name, struct diags *diags)
{
	array_of(struct str) known = { 0 };
	fs_list files = { 0 };

	if (fs_walk(root, PROJECTS, false, arena, &files) == 0)
		for (size_t i = 0; i < files.len; i++) {
			struct str path = files.at[i].path;

			if (str_starts(path, PROJECTS))
				path = str_skip(path, PROJECTS.len + 1);
			if (str_find_char(path, '/') != STR_NONE)
				*array_push(arena, &known) = str_cut(&path, '/');
		}
	diag_error(diags, diag_file(STR_EMPTY), STR_EMPTY,
	        "there is no project \"" STR_FMT "\": no folder content/projects/" STR_FMT,
	        STR_ARG(name), STR_ARG(name));
	diag_suggest(diags, name, known.at, known.len);
}

/* --project, or the one of the working directory; empty: none. False after adding an error. */
static bool
find_project(const struct args *args, int root, struct arena *arena, struct str folder,
        struct str *out, struct diags *diags)
{
	*out = args->values[OPTION_PROJECT];
	if (!args->given[OPTION_PROJECT])
		*out = project_here(arena, folder);
	else if (str_find_char(*out, '/') != STR_NONE || !exists(root, arena, PROJECTS, *out)) {
		unknown_project(root, arena, *out, diags);
		return false;
	}
	return true;
}

/* --- the page --------------------------------------------------------------------------------- */

enum word { TITLE, SLUG, DATE, YEAR, WEEK, PROJECT, ENTRIES, WORDS };

struct making {
	const struct args *args;
	int root;
	struct arena *arena;
	struct str folder; /* the site's */
	struct archetype archetype;
	struct date now;
	struct scaffold_word words[WORDS];
	struct diags *diags;
};

static struct str
fill(const struct making *m, struct str text)
{
	return scaffold_fill(m->arena, text, m->words, WORDS);
}

/* A file that the day names needs no title: the page is called after it then. */
static bool
has_day_as_name(const struct archetype *archetype)
{
	return str_find(archetype->path, STR("{{date}}-{{slug}}")) != STR_NONE;
}

/* The title as it is given, or the archetype's; and its slug. */
static bool
find_title(struct making *m)
{
	bool given = m->args->count > 1;
	struct str title = given ? m->args->positional[1] : fill(m, m->archetype.title);

	if (!given && !title.len && has_day_as_name(&m->archetype))
		return true;
	m->words[TITLE].text = title;
	if (!given && !title.len) {
		diag_error(m->diags, diag_file(STR_EMPTY), STR_EMPTY, "the page has no title");
		diag_help(m->diags, "kith new " STR_FMT " \"Title\"",
		        STR_ARG(m->args->positional[0]));
		return false;
	}
	if (utf8_invalid(title) != STR_NONE) {
		diag_error(
		        m->diags, diag_file(STR_EMPTY), STR_EMPTY, "the title is not valid UTF-8");
		return false;
	}
	m->words[SLUG].text = slug_of(m->arena, title);
	if (m->words[SLUG].text.len)
		return true;
	diag_error(m->diags, diag_file(STR_EMPTY), STR_EMPTY,
	        "the title \"" STR_FMT "\" has no letter or digit to make a file name of",
	        STR_ARG(title));
	return false;
}

/* The path with its words filled in; without the slug when there is no title. */
static struct str
filled_path(const struct making *m, struct str path)
{
	size_t at = str_find(path, STR("-{{slug}}"));
	struct str end;

	if (m->words[SLUG].text.at || at == STR_NONE)
		return fill(m, path);
	end = str_skip(path, at + STR("-{{slug}}").len);
	return fill(m,
	        str_format(
	                m->arena, STR_FMT STR_FMT, STR_ARG(str_slice(path, 0, at)), STR_ARG(end)));
}

/* In the folder of its project, where the archetype names one: then the project need not be named. */
static struct str
find_path(struct making *m)
{
	struct str inside;

	if (!m->words[PROJECT].text.at || !m->archetype.project.len)
		return filled_path(m, m->archetype.path);
	inside = filled_path(m, m->archetype.project);
	m->words[PROJECT].text = (struct str){ 0 };
	return inside;
}

static bool
prepare(struct making *m)
{
	static const struct str names[WORDS] = {
		[TITLE] = STR_INIT("title"),
		[SLUG] = STR_INIT("slug"),
		[DATE] = STR_INIT("date"),
		[YEAR] = STR_INIT("year"),
		[WEEK] = STR_INIT("week"),
		[PROJECT] = STR_INIT("project"),
		[ENTRIES] = STR_INIT("entries"),
	};
	struct str project;

	for (int i = 0; i < WORDS; i++)
		m->words[i].name = names[i];
	if (!read_now(m->args, &m->now, m->diags) ||
	        !archetype_find(
	                m->root, m->arena, m->args->positional[0], &m->archetype, m->diags) ||
	        !find_project(m->args, m->root, m->arena, m->folder, &project, m->diags))
		return false;
	m->words[DATE].text = formatted(m->arena, m->now, STR("%Y-%m-%d"));
	m->words[YEAR].text = formatted(m->arena, m->now, STR("%G"));
	m->words[WEEK].text = formatted(m->arena, m->now, STR("%-V"));
	m->words[ENTRIES].lines = true;
	if (project.len)
		m->words[PROJECT].text = project;
	if (str_find(m->archetype.text, STR("{{entries}}")) != STR_NONE) {
		struct str entries = week_entries(m->arena, m->folder, m->now.seconds);

		m->words[ENTRIES].text = entries.len ? entries : (struct str){ 0 };
	}
	return find_title(m);
}

static enum status
make(const struct args *args, int root, struct arena *arena, struct str folder, struct diags *diags)
{
	struct making m = {
		.args = args, .root = root, .arena = arena, .folder = folder, .diags = diags
	};
	struct str made;

	if (!prepare(&m))
		return STATUS_USAGE;
	made = find_path(&m);
	if (path_check(made)) {
		diag_error(diags, diag_file(made), STR_EMPTY,
		        "the archetype's path cannot be used: it %s", path_check(made));
		return STATUS_SITE_ERRORS;
	}
	if (!scaffold_write(root, made, fill(&m, m.archetype.text), made, diags))
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
		status = make(args, root, &arena, folder, diags);
		fs_close(root);
	}
	arena_free(&arena);
	return status;
}
