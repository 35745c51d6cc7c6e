/*
 * The command line, read by the tables command.def and option.def.
 */
#ifndef KITH_CLI_ARGS_H
#define KITH_CLI_ARGS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

struct command;
struct diags;

enum option {
#define OPTION(NAME, ...) OPTION_##NAME,
#include "cli/option.def"
#undef OPTION
	OPTION_COUNT
};

struct option_row {
	struct str name; /* without the dashes */
	const char *
	        value; /* what its value is called, "[=FILE]" if it may be without; NULL for a switch */
	const char *help;
};

extern const struct option_row args_options[OPTION_COUNT];

enum { ARGS_POSITIONAL_MAX = 2 };

struct args {
	const struct command *command;
	bool given[OPTION_COUNT];
	struct str values[OPTION_COUNT];
	struct str positional[ARGS_POSITIONAL_MAX];
	size_t count; /* of positional ones */
};

/*
 * Reads argv[1..]. "--name value" and "--name=value" are the same; "--" ends the options. False after adding
 * an error that says what to write instead. Views point into argv.
 */
bool args_parse(int argc, char *const *argv, struct args *out, struct diags *diags);
/* Adds the error that there is no such command, with what may have been meant. */
void args_unknown_command(struct str name, struct diags *diags);
/* Number of an option's value, or `fallback` when it was not given. False after adding an error when it is no number in range. */
bool args_number(const struct args *args, enum option option, int64_t least, int64_t most,
        int64_t fallback, int64_t *out, struct diags *diags);

#endif
