/*
 * argv to the command table. The one place that ends the process.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/diag.h"
#include "cli/command.h"

#undef _exit /* the one place where it is allowed */

static void
out_of_memory(void)
{
	static const char text[] = "kith: error: out of memory\n";

	if (write(STDERR_FILENO, text, sizeof text - 1) < 0)
		_exit(STATUS_ENVIRONMENT);
	_exit(STATUS_ENVIRONMENT);
}

static enum status
run(int argc, char **argv, struct diags *diags)
{
	static char *const help[] = { "kith", "help", NULL };
	struct args args;
	enum status status = STATUS_USAGE;

	if (argc < 2 || strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0)
		argc = 2, argv = (char **)(uintptr_t)help;
	if (args_parse(argc, argv, &args, diags) && command_check_color(&args, diags)) {
		diags->strict = args.given[OPTION_STRICT];
		status = args.given[OPTION_HELP] ? command_help(&args, diags)
		                                 : args.command->run(&args, diags);
	}
	return command_finish(&args, diags, status);
}

int
main(int argc, char **argv)
{
	struct diags diags;
	enum status status;

	arena_on_exhausted(out_of_memory);
	diag_init(&diags);
	if (argc == 2 && strcmp(argv[1], "--version") == 0)
		status = command_version(&diags);
	else
		status = run(argc, argv, &diags);
	diag_free(&diags);
	return (int)status;
}
