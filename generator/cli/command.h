/*
 * Commands: rows of command.def, each with a function of its own, and what they share.
 */
#ifndef KITH_CLI_COMMAND_H
#define KITH_CLI_COMMAND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cli/args.h"

struct arena;
struct buf;
struct diags;
struct pipeline_options;

/* Exit statuses; the same for every command. */
enum status {
	STATUS_DONE = 0,
	STATUS_SITE_ERRORS = 1,
	STATUS_USAGE = 2,
	STATUS_ENVIRONMENT = 3,
	STATUS_WOULD_CHANGE = 10,
};

struct command {
	struct str name;
	enum status (*run)(const struct args *args, struct diags *diags);
	const char *arguments;
	size_t least, most;
	uint64_t options; /* bit per enum option */
	const char *help;
	const char *details;
};

/* Terminated by an empty name. */
extern const struct command command_table[];

#define COMMAND(function, ...) \
	enum status command_##function(const struct args *args, struct diags *diags);
#include "cli/command.def"
#undef COMMAND

/* `kith --version`: prints it and what is built in. */
enum status command_version(struct diags *diags);
/* The command with this name ("theme render" too), or NULL. */
const struct command *command_find(struct str name);
/* Does the command take the option? */
bool command_takes(const struct command *command, enum option option);
/*
 * The site's folder: --root, else the nearest folder upwards with a kith.yaml. False after adding an error. In
 * the arena.
 */
bool command_root(
        const struct args *args, struct arena *arena, struct str *root, struct diags *diags);
/* The moment of --as-of, in seconds, or PIPELINE_NO_TIME. False after adding an error. */
bool command_moment(const struct args *args, int64_t *out, struct diags *diags);
/* Writes to standard output; false (and an error) when that fails, as on a full disk. */
bool command_print(struct str text, struct diags *diags);
/* Should messages have colours? */
bool command_color(const struct args *args);
/* Is --color one of its words? False after adding an error. */
bool command_check_color(const struct args *args, struct diags *diags);
/*
 * Sorts the diagnostics and prints them to standard error, and below them how many keep a build from its end;
 * gives the status that follows from them.
 */
enum status command_finish(const struct args *args, struct diags *diags, enum status status);

#endif
