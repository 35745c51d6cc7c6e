/* kith help, and --help of every command: all of it from command.def and option.def. */
#include "base/buf.h"
#include "base/diag.h"
#include "cli/command.h"

static void
put_option(struct buf *out, enum option option)
{
	const struct option_row *row = &args_options[option];
	size_t start = out->len;

	buf_format(out, "  --" STR_FMT "%s%s", STR_ARG(row->name),
	        row->value && row->value[0] != '[' ? " " : "", row->value ? row->value : "");
	buf_repeat(out, ' ', out->len - start < 20 ? 20 - (out->len - start) : 1);
	buf_format(out, "%s\n", row->help);
}

static void
put_command(struct buf *out, const struct command *command)
{
	buf_format(out, "kith " STR_FMT "%s%s: %s\n\n%s\n\n", STR_ARG(command->name),
	        command->arguments[0] ? " " : "", command->arguments, command->help,
	        command->details);
	if (command->options)
		buf_lit(out, "Options:\n");
	for (int i = 0; i < OPTION_COUNT; i++)
		if (command->options >> i & 1)
			put_option(out, (enum option)i);
	buf_format(out, "%sOptions of every command:\n", command->options ? "\n" : "");
	for (int i = 0; i < OPTION_COUNT; i++)
		if (command_takes(command, (enum option)i) && !(command->options >> i & 1))
			put_option(out, (enum option)i);
}

static void
put_overview(struct buf *out)
{
	buf_lit(out,
	        "kith turns Markdown essays and project logs, and what git knows of them, into a\n"
	        "static site.\n\n"
	        "  kith init my-site      make a site\n"
	        "  cd my-site\n"
	        "  kith new essay \"What I learned\"\n"
	        "  kith build             write it to public/\n\n"
	        "Commands:\n");
	for (const struct command *c = command_table; c->name.len; c++)
		buf_format(out, "  %-13.*s %s\n", STR_ARG(c->name), c->help);
	buf_lit(out,
	        "\n`kith help COMMAND` tells more; `kith --version` lists what is built in.\n");
}

/* "kith help theme render" names a command in two words. */
static const struct command *
asked_for(const struct args *args, struct buf *name)
{
	if (args->command->run != command_help)
		return args->command;
	buf_put(name, args->positional[0]);
	if (args->count > 1)
		buf_char(name, ' ');
	buf_put(name, args->positional[1]);
	return command_find(buf_view(name));
}

/* "kith help theme": all commands that begin with this word. False when there is none. */
static bool
put_group(struct buf *out, struct str word)
{
	for (const struct command *c = command_table; c->name.len; c++) {
		if (!str_starts(c->name, word) ||
		        !str_starts(str_skip(c->name, word.len), STR(" ")))
			continue;
		if (out->len)
			buf_char(out, '\n');
		put_command(out, c);
	}
	return out->len > 0;
}

enum status
command_help(const struct args *args, struct diags *diags)
{
	enum status status = STATUS_DONE;
	const struct command *command;
	struct buf out, name;

	buf_init(&out, 1 << 20);
	buf_init(&name, 256);
	command = asked_for(args, &name);
	if (command && (args->count || args->given[OPTION_HELP]))
		put_command(&out, command);
	else if (!args->count)
		put_overview(&out);
	else if (!put_group(&out, buf_view(&name)))
		args_unknown_command(buf_view(&name), diags);
	if (!out.len)
		status = STATUS_USAGE;
	else if (!command_print(buf_view(&out), diags))
		status = STATUS_ENVIRONMENT;
	buf_free(&out);
	buf_free(&name);
	return status;
}
