#include "cli/args.h"

#include <stdio.h>

#include "base/diag.h"
#include "cli/command.h"

const struct option_row args_options[OPTION_COUNT] = {
#define OPTION(NAME, name, value, help) { STR_INIT(name), value, help },
#include "cli/option.def"
#undef OPTION
};

static const struct habit {
	struct str word;
	const char *instead;
} habits[] = {
#define HABIT(word, instead) { STR_INIT(word), instead },
#include "cli/habit.def"
#undef HABIT
};

/* The help for a word that other generators know; false when it is none. */
static bool
help_habit(struct str word, struct diags *diags)
{
	for (size_t i = 0; i < sizeof habits / sizeof *habits; i++)
		if (str_eq(word, habits[i].word)) {
			diag_help(diags, "%s", habits[i].instead);
			return true;
		}
	return false;
}

static bool
usage_error(struct diags *diags, const struct args *args)
{
	const struct command *command = args->command;

	if (command)
		diag_help(diags, "usage: kith " STR_FMT "%s%s%s", STR_ARG(command->name),
		        command->arguments[0] ? " " : "", command->arguments,
		        command->options ? " [options]" : "");
	return false;
}

static bool
unknown_option(const struct args *args, struct str word, struct diags *diags)
{
	struct str known[OPTION_COUNT], nearest;
	size_t count = 0;

	diag_error(diags, diag_file(STR_EMPTY), STR_EMPTY,
	        "\"kith " STR_FMT "\" has no option " STR_FMT, STR_ARG(args->command->name),
	        STR_ARG(word));
	if (help_habit(word, diags))
		return false;
	for (int i = 0; i < OPTION_COUNT; i++)
		if (command_takes(args->command, (enum option)i))
			known[count++] = args_options[i].name;
	nearest = diag_nearest(str_skip(word, 2), known, count);
	if (nearest.len)
		diag_help(diags, "did you mean --" STR_FMT "?", STR_ARG(nearest));
	else
		diag_help(
		        diags, "`kith help " STR_FMT "` lists them", STR_ARG(args->command->name));
	return false;
}

/* May it stand without a value? Then a value is part of the same word. */
static bool
is_optional(const struct option_row *row)
{
	return row->value && row->value[0] == '[';
}

/* What its value is called. */
static struct str
value_name(const struct option_row *row)
{
	struct str name = str_from(row->value);

	return is_optional(row) ? str_of(name.at + 2, name.len - 3) : name;
}

/* "--name", "--name=value" or "--name value"; *next is the index of the following word. */
static bool
take_option(struct args *args, int argc, char *const *argv, int *next, struct diags *diags)
{
	struct str word = str_skip(str_from(argv[*next - 1]), 2), rest = word;
	struct str name = str_cut(&rest, '=');

	for (int i = 0; i < OPTION_COUNT; i++) {
		if (!str_eq(name, args_options[i].name) ||
		        !command_takes(args->command, (enum option)i))
			continue;
		args->given[i] = true;
		if ((!args_options[i].value || is_optional(&args_options[i])) && !rest.at)
			return true;
		if (!args_options[i].value) {
			diag_error(diags, diag_file(STR_EMPTY), STR_EMPTY,
			        "--" STR_FMT " takes no value", STR_ARG(name));
			return usage_error(diags, args);
		}
		if (!rest.at && *next < argc)
			rest = str_from(argv[(*next)++]);
		args->values[i] = rest.at ? rest : STR_EMPTY;
		if (args->values[i].len)
			return true;
		diag_error(diags, diag_file(STR_EMPTY), STR_EMPTY,
		        "--" STR_FMT " needs a value: " STR_FMT, STR_ARG(name),
		        STR_ARG(value_name(&args_options[i])));
		return usage_error(diags, args);
	}
	return unknown_option(args, str_of(word.at - 2, name.len + 2), diags);
}

/* Of commands of two words, the first that begins with this one. */
static struct str
longer_command(struct str name)
{
	for (const struct command *c = command_table; c->name.len; c++)
		if (str_starts(c->name, name) && str_starts(str_skip(c->name, name.len), STR(" ")))
			return c->name;
	return STR_EMPTY;
}

void
args_unknown_command(struct str name, struct diags *diags)
{
	struct str known[64], nearest;
	size_t count = 0;

	for (const struct command *c = command_table; c->name.len && count < 64; c++)
		known[count++] = c->name;
	diag_error(diags, diag_file(STR_EMPTY), STR_EMPTY, "kith has no command \"" STR_FMT "\"",
	        STR_ARG(name));
	if (help_habit(name, diags))
		return;
	if (str_starts(name, STR("-"))) {
		diag_help(diags, "options stand behind the command: kith build --quiet");
		return;
	}
	nearest = longer_command(name);
	if (!nearest.len)
		nearest = diag_nearest(name, known, count);
	if (nearest.len)
		diag_help(diags, "did you mean \"kith " STR_FMT "\"?", STR_ARG(nearest));
	else
		diag_help(diags, "`kith help` lists the commands");
}

/* One word ("build") or two ("theme render"); returns how many were taken, 0 after an error. */
static int
take_command(int argc, char *const *argv, struct args *out, struct diags *diags)
{
	char both[128];
	int len;

	if (argc > 2) {
		len = snprintf(both, sizeof both, "%s %s", argv[1], argv[2]);
		if (len > 0 && (size_t)len < sizeof both)
			out->command = command_find(str_of(both, (size_t)len));
		if (out->command)
			return 2;
	}
	out->command = command_find(str_from(argv[1]));
	if (out->command)
		return 1;
	args_unknown_command(str_from(argv[1]), diags);
	return 0;
}

bool
args_parse(int argc, char *const *argv, struct args *out, struct diags *diags)
{
	bool options = true;
	int next;

	*out = (struct args){ .command = NULL };
	next = 1 + take_command(argc, argv, out, diags);
	if (!out->command)
		return false;
	while (next < argc) {
		const char *word = argv[next++];

		if (options && strcmp(word, "--") == 0) {
			options = false;
		} else if (options && word[0] == '-' && word[1] == '-') {
			if (!take_option(out, argc, argv, &next, diags))
				return false;
		} else if (options && word[0] == '-' && word[1]) {
			diag_error(diags, diag_file(STR_EMPTY), STR_EMPTY, "there is no option %s",
			        word);
			if (!help_habit(str_from(word), diags))
				diag_help(diags,
				        "options are written out, as in --quiet; a file of such a "
				        "name goes behind --");
			return false;
		} else if (out->count == out->command->most || out->count == ARGS_POSITIONAL_MAX) {
			diag_error(diags, diag_file(STR_EMPTY), STR_EMPTY,
			        "\"%s\" is one argument too many", word);
			return usage_error(diags, out);
		} else {
			out->positional[out->count++] = str_from(word);
		}
	}
	if (out->count >= out->command->least || out->given[OPTION_HELP])
		return true;
	diag_error(diags, diag_file(STR_EMPTY), STR_EMPTY, "\"kith " STR_FMT "\" needs %s",
	        STR_ARG(out->command->name), out->command->arguments);
	return usage_error(diags, out);
}

bool
args_number(const struct args *args, enum option option, int64_t least, int64_t most,
        int64_t fallback, int64_t *out, struct diags *diags)
{
	*out = fallback;
	if (!args->given[option])
		return true;
	if (str_to_int(args->values[option], out) && *out >= least && *out <= most)
		return true;
	diag_error(diags, diag_file(STR_EMPTY), STR_EMPTY,
	        "--" STR_FMT " must be a number from %lld to %lld, not \"" STR_FMT "\"",
	        STR_ARG(args_options[option].name), (long long)least, (long long)most,
	        STR_ARG(args->values[option]));
	return false;
}
