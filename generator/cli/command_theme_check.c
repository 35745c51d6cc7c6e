/*
 * kith theme check: a theme without a site, or the one of a site together with the site's own templates. What is
 * found are diagnostics like any other; what is printed is how many.
 */
#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/fs.h"
#include "base/path.h"
#include "cli/command.h"
#include "cli/diag_json.h"
#include "cli/terminal.h"
#include "config/config.h"
#include "config/theme.h"
#include "config/theme_list.h"
#include "data/writer_json.h"
#include "render/theme_check.h"

/* What is checked. */
struct subject {
	struct arena arena;
	struct theme *theme;   /* NULL: it could not be opened */
	struct config *config; /* NULL without a site */
	int root;              /* of the site, or -1 */
};

/* --- finding it ----------------------------------------------------------------------------- */

static bool
is_theme(struct str folder)
{
	return fs_holds(folder, STR("theme.yaml"));
}

/* Finds a site if there is one; `required` says so otherwise. */
static bool
find_site(const struct args *args, struct arena *arena, struct str *root, bool required,
        struct diags *diags)
{
	struct diags unused;
	bool found;

	diag_init(&unused);
	found = command_root(
	        args, arena, root, required || args->given[OPTION_ROOT] ? diags : &unused);
	diag_free(&unused);
	return found;
}

static enum status
open_site(struct subject *subject, struct str root, struct diags *diags)
{
	int error = fs_open_root(root, &subject->root);

	if (error) {
		subject->root = -1;
		diag_error(diags, diag_file(root), STR_EMPTY, "the folder cannot be opened: %s",
		        fs_explain(error));
		return STATUS_ENVIRONMENT;
	}
	subject->config = config_read(&subject->arena, subject->root, diags);
	if (subject->config)
		subject->theme = theme_open(&subject->arena, subject->root, subject->config, diags);
	return subject->theme ? STATUS_DONE : STATUS_SITE_ERRORS;
}

static enum status
open_folder(struct subject *subject, struct str folder, struct diags *diags)
{
	subject->theme = theme_open_folder(&subject->arena, -1, folder, diags);
	if (subject->theme)
		return STATUS_DONE;
	if (is_theme(folder))
		return STATUS_SITE_ERRORS;
	diag_help(diags,
	        "a theme is a folder with a theme.yaml; `kith theme list` shows those that can be "
	        "found");
	return STATUS_ENVIRONMENT;
}

/* The site's own themes are listed first, and their paths are those that a build of the site shows. */
static enum status
open_listed(struct subject *subject, int site, struct str folder, struct diags *diags)
{
	struct fs_stat stat;

	if (site < 0 || !str_eq(path_dir(folder), STR("themes")) ||
	        fs_stat(site, path_join(&subject->arena, folder, STR("theme.yaml")), &stat) != 0)
		return open_folder(subject, folder, diags);
	subject->theme = theme_open_folder(&subject->arena, site, folder, diags);
	return subject->theme ? STATUS_DONE : STATUS_SITE_ERRORS;
}

/* By a name that the list of themes has. */
static enum status
open_named(struct subject *subject, struct str name, int site, struct diags *diags)
{
	struct arena *arena = &subject->arena;
	theme_infos infos = { 0 };
	struct diags unused;
	struct str *names;

	diag_init(&unused);
	theme_list_beside(arena, site, STR_EMPTY, &infos, &unused);
	diag_free(&unused);
	names = arena_array(arena, struct str, infos.len + 1);
	for (size_t i = 0; i < infos.len; i++) {
		names[i] = infos.at[i].name;
		if (str_eq(names[i], name))
			return open_listed(subject, site, infos.at[i].folder, diags);
	}
	diag_error(diags, diag_file(STR_EMPTY), STR_EMPTY, "there is no theme \"" STR_FMT "\"",
	        STR_ARG(name));
	diag_help(diags, "`kith theme list` shows those that can be found");
	diag_suggest(diags, name, names, infos.len);
	return STATUS_USAGE;
}

/* The same, where there may be a site. */
static enum status
open_name(struct subject *subject, const struct args *args, struct diags *diags)
{
	struct str root;
	enum status status;
	int site;

	if (!find_site(args, &subject->arena, &root, false, diags) ||
	        fs_open_root(root, &site) != 0)
		return open_named(subject, args->positional[0], -1, diags);
	status = open_named(subject, args->positional[0], site, diags);
	fs_close(site);
	return status;
}

static enum status
open_subject(struct subject *subject, const struct args *args, struct diags *diags)
{
	struct str named = args->count ? args->positional[0] : STR("."), root;

	if (args->count && !is_theme(named) && str_find_char(named, '/') == STR_NONE)
		return open_name(subject, args, diags);
	if (!args->count && (args->given[OPTION_ROOT] || !is_theme(named)))
		return find_site(args, &subject->arena, &root, true, diags)
		        ? open_site(subject, root, diags)
		        : STATUS_USAGE;
	while (named.len > 1 && str_ends(named, STR("/")))
		named.len--;
	return open_folder(subject, named, diags);
}

/* --- telling what came of it ---------------------------------------------------------------- */

static void
put_text(struct buf *out, const struct theme *theme, const struct diags *diags)
{
	size_t count = theme->templates.len;

	buf_format(out, "theme " STR_FMT ": %zu template%s", STR_ARG(theme->name), count,
	        count == 1 ? "" : "s");
	terminal_findings(out, diags);
	buf_char(out, '\n');
}

static void
put_json(struct buf *out, const struct theme *theme, const struct diags *diags)
{
	struct writer_json w = writer_json_start(out, 2);

	writer_json_open(&w, '{');
	writer_json_key(&w, STR("theme"));
	writer_json_text(&w, theme->name);
	writer_json_key(&w, STR("folder"));
	writer_json_text(&w, theme->folder);
	writer_json_key(&w, STR("templates"));
	writer_json_int(&w, (int64_t)theme->templates.len);
	diag_json_put(&w, diags);
	writer_json_close(&w, '}');
	buf_char(out, '\n');
}

static bool
tell(const struct args *args, const struct theme *theme, struct diags *diags)
{
	struct buf out;
	bool printed;

	diag_sort(diags);
	buf_init(&out, 64 << 20);
	if (args->given[OPTION_JSON])
		put_json(&out, theme, diags);
	else if (!args->given[OPTION_QUIET])
		put_text(&out, theme, diags);
	printed = command_print(buf_view(&out), diags);
	buf_free(&out);
	return printed;
}

enum status
command_theme_check(const struct args *args, struct diags *diags)
{
	struct subject subject = { .root = -1 };
	enum status status = open_subject(&subject, args, diags);

	if (status == STATUS_DONE) {
		theme_check_run(&subject.arena, subject.theme, subject.root, subject.config, diags);
		status = tell(args, subject.theme, diags) ? STATUS_DONE : STATUS_ENVIRONMENT;
	}
	theme_close(subject.theme);
	if (subject.root >= 0)
		fs_close(subject.root);
	arena_free(&subject.arena);
	return status;
}
