#include "cli/command.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/diag.h"
#include "base/fs.h"
#include "base/path.h"
#include "pipeline.h"

#define OPT(NAME) (UINT64_C(1) << OPTION_##NAME)

const struct command command_table[] = {
#define COMMAND(function, name, arguments, least, most, options, help, details) \
	{ STR_INIT(name), command_##function, arguments, least, most, options, help, details },
#include "cli/command.def"
#undef COMMAND
	{ STR_INIT(""), NULL, NULL, 0, 0, 0, NULL, NULL },
};

/* Options that every command takes. */
static const uint64_t common = OPT(ROOT) | OPT(QUIET) | OPT(VERBOSE) | OPT(COLOR) | OPT(HELP);

const struct command *
command_find(struct str name)
{
	for (const struct command *c = command_table; c->name.len; c++)
		if (str_eq(c->name, name))
			return c;
	return NULL;
}

bool
command_takes(const struct command *command, enum option option)
{
	return ((command->options | common) >> option & 1) != 0;
}

/* A folder that cannot be opened is left to the one who opens it. */
static bool
check_root(struct str root, struct diags *diags)
{
	int fd;

	if (fs_holds(root, STR("kith.yaml")) || fs_open_root(root, &fd) != 0)
		return true;
	fs_close(fd);
	diag_error(diags, diag_file(root), STR_EMPTY, "there is no kith.yaml in this folder");
	diag_help(diags, "`kith init DIR` makes a site; --root names the folder of one");
	return false;
}

bool
command_root(const struct args *args, struct arena *arena, struct str *root, struct diags *diags)
{
	char here[PATH_MAX];

	if (args->given[OPTION_ROOT]) {
		*root = args->values[OPTION_ROOT];
		return check_root(*root, diags);
	}
	*root = str_copy(arena, str_from(getcwd(here, sizeof here)));
	for (struct str folder = *root; folder.len; folder = path_dir(folder))
		if (fs_holds(folder, STR("kith.yaml"))) {
			*root = folder;
			return true;
		}
	diag_error(diags, diag_file(STR_EMPTY), STR_EMPTY,
	        "there is no kith.yaml here or in a folder above");
	diag_help(diags, "`kith init` makes a site in this folder; --root names one elsewhere");
	return false;
}

bool
command_moment(const struct args *args, int64_t *out, struct diags *diags)
{
	struct str text = args->values[OPTION_AS_OF];
	const char *wrong;
	struct date date;

	*out = PIPELINE_NO_TIME;
	if (!args->given[OPTION_AS_OF])
		return true;
	wrong = date_parse(text, &date);
	if (!wrong) {
		*out = date.seconds;
		return true;
	}
	diag_error(diags, diag_file(STR_EMPTY), STR_EMPTY, "--as-of \"" STR_FMT "\": %s",
	        STR_ARG(text), wrong);
	return false;
}

bool
command_print(struct str text, struct diags *diags)
{
	bool failed = fwrite(text.at, 1, text.len, stdout) != text.len;

	if (fflush(stdout) == 0 && !failed)
		return true;
	diag_error(diags, diag_file(STR("standard output")), STR_EMPTY, "it cannot be written: %s",
	        fs_explain(-errno));
	return false;
}

bool
command_color(const struct args *args)
{
	const char *no_color = getenv("NO_COLOR");
	struct str when = args->values[OPTION_COLOR];

	if (str_is(when, "always") || str_is(when, "never"))
		return str_is(when, "always");
	return isatty(STDERR_FILENO) && !(no_color && *no_color);
}

bool
command_check_color(const struct args *args, struct diags *diags)
{
	struct str when = args->values[OPTION_COLOR];

	if (!args->given[OPTION_COLOR] || str_is(when, "auto") || str_is(when, "always") ||
	        str_is(when, "never"))
		return true;
	diag_error(diags, diag_file(STR_EMPTY), STR_EMPTY,
	        "--color must be auto, always or never, not \"" STR_FMT "\"", STR_ARG(when));
	return false;
}

/* What a build without a result means for the site: how much there is to mend, and that nothing is lost. */
static void
put_failure(const struct args *args, const struct diags *diags, struct buf *out)
{
	struct str folder = args->values[OPTION_OUTPUT];

	if (args->given[OPTION_QUIET] || args->given[OPTION_JSON])
		return;
	if (diags->errors)
		buf_format(out, "%zu error%s", diags->errors, diags->errors == 1 ? "" : "s");
	if (diags->warnings)
		buf_format(out, "%s%zu warning%s", diags->errors ? ", " : "", diags->warnings,
		        diags->warnings == 1 ? "" : "s");
	buf_format(out, "; nothing was changed in " STR_FMT "\n",
	        STR_ARG(folder.len ? folder : STR("public")));
}

enum status
command_finish(const struct args *args, struct diags *diags, enum status status)
{
	struct buf buf;

	diag_sort(diags);
	buf_init(&buf, 64 << 20);
	diag_print(diags, &buf, command_color(args));
	if (diags->strict && diags->warnings && !diags->errors)
		buf_lit(&buf, "--strict treats warnings as errors\n");
	if (status == STATUS_SITE_ERRORS && args->command->run == command_build)
		put_failure(args, diags, &buf);
	fwrite(buf_view(&buf).at, 1, buf.len, stderr);
	buf_free(&buf);
	if (status == STATUS_DONE && diag_failed(diags))
		return STATUS_SITE_ERRORS;
	return status;
}
