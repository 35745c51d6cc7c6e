/*
 * kith init: a site that builds and looks finished, out of the files below cli/skeleton/. Nothing is
 * overwritten: a folder that holds a site already is refused, and of other files each must be new.
 */
#include <errno.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/date.h"
#include "base/diag.h"
#include "base/fs.h"
#include "cli/command.h"
#include "cli/scaffold.h"
#include "render/builtin.h"

static const struct str prefix = STR_INIT("init/");

/* The folder, made when it is not there. */
static bool
open_target(struct str folder, int *fd, struct diags *diags)
{
	int here, error = fs_open_root(folder, fd);

	if (error == -ENOENT) {
		struct str from = folder.len && folder.at[0] == '/' ? STR("/") : STR(".");

		error = fs_open_root(from, &here);
		if (!error) {
			error = fs_make_folders(
			        here, str_is(from, "/") ? str_skip(folder, 1) : folder);
			fs_close(here);
		}
		if (!error)
			error = fs_open_root(folder, fd);
	}
	if (error)
		diag_error(diags, diag_file(folder), STR_EMPTY, "the folder cannot be made: %s",
		        fs_explain(error));
	return error == 0;
}

static bool
is_free(int root, struct str folder, struct diags *diags)
{
	struct fs_stat stat;

	if (fs_stat(root, STR("kith.yaml"), &stat) != 0)
		return true;
	diag_error(diags, diag_file(folder), STR_EMPTY, "there is a site here already");
	diag_help(diags, "`kith build` builds it; `kith init DIR` makes a site elsewhere");
	return false;
}

static bool
write_all(int root, struct arena *arena, const struct scaffold_word *words, size_t count,
        struct diags *diags)
{
	bool fine = true;

	for (unsigned long i = 0; i < builtin_files_len; i++) {
		struct str name = str_from(builtin_files[i].name), path;

		if (!str_starts(name, prefix))
			continue;
		path = str_skip(name, prefix.len);
		if (str_is(path, "gitignore"))
			path = STR(".gitignore");
		fine = scaffold_write(root, path,
		               scaffold_fill(arena,
		                       str_of(builtin_files[i].bytes, builtin_files[i].len), words,
		                       count),
		               path, diags) &&
		        fine;
	}
	return fine;
}

static struct str
today(struct arena *arena)
{
	struct buf buf;
	struct str text;

	buf_init(&buf, 64);
	date_format(&buf, date_from_seconds(clock_today(), 0), STR("%Y-%m-%d"), NULL);
	text = str_copy(arena, buf_view(&buf));
	buf_free(&buf);
	return text;
}

static enum status
tell(struct str folder, struct diags *diags)
{
	struct buf out;
	bool printed;
	bool here = str_is(folder, ".");

	buf_init(&out, 1 << 16);
	buf_format(&out, "A new site is in " STR_FMT ". Next:\n\n",
	        STR_ARG(here ? STR("this folder") : folder));
	if (!here)
		buf_format(&out, "  cd " STR_FMT "\n", STR_ARG(folder));
	buf_lit(&out,
	        "  kith build                          write the site to public/\n"
	        "  kith new essay \"What I learned\"     begin an essay\n\n"
	        "To look at it, serve public/ and open http://localhost:8000/ in a browser:\n\n"
	        "  python3 -m http.server --directory public 8000\n\n"
	        "Put your name and the site's address into kith.yaml.\n");
	printed = command_print(buf_view(&out), diags);
	buf_free(&out);
	return printed ? STATUS_DONE : STATUS_ENVIRONMENT;
}

enum status
command_init(const struct args *args, struct diags *diags)
{
	struct arena arena = ARENA_EMPTY;
	struct str folder = args->count ? args->positional[0] : STR(".");
	struct scaffold_word words[] = {
		{ STR("theme"),
		        args->given[OPTION_THEME] ? args->values[OPTION_THEME] : STR("plain"),
		        false },
		{ STR("today"), today(&arena), false },
	};
	enum status status = STATUS_ENVIRONMENT;
	int root;

	if (open_target(folder, &root, diags)) {
		status = STATUS_SITE_ERRORS;
		if (is_free(root, folder, diags) &&
		        write_all(root, &arena, words, sizeof words / sizeof *words, diags))
			status = tell(folder, diags);
		fs_close(root);
	}
	arena_free(&arena);
	return status;
}
