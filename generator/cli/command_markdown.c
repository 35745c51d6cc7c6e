/* kith markdown: one document to HTML, for a pipe, an editor's preview, and the specification tests. */
#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/fs.h"
#include "cli/command.h"
#include "config/config.h"
#include "content/front.h"
#include "content/page.h"
#include "highlight/highlight.h"
#include "markdown/markdown.h"

static const struct markdown *
parse(const struct args *args, const struct config *config, struct arena *arena,
        const struct node_source *file, struct diags *diags)
{
	struct markdown_options options = page_markdown_options(config);
	struct front_split split = { .body = file->bytes, .body_line = 1 };
	options.commonmark = args->given[OPTION_BARE];
	if (!options.commonmark && !front_split(file, &split, diags))
		return NULL;
	if (!options.commonmark)
		front_check_lost(file, &split, diags);
	struct markdown_source source = { file->path, file->bytes, split.body };
	return markdown_parse(arena, &source, &options, diags);
}

static const struct config *
read_settings(const struct args *args, struct arena *arena, struct diags *diags)
{
	struct node_source settings = { STR("--settings"), args->values[OPTION_SETTINGS] };
	return config_parse_markdown(arena, &settings, diags);
}

static bool
convert(const struct args *args, const struct config *config, struct arena *arena,
        const struct node_source *file, struct buf *out, struct diags *diags)
{
	const struct markdown *document = parse(args, config, arena, file, diags);
	if (!document)
		return false;
	struct markdown_emit how = {
		.ids = !args->given[OPTION_BARE],
		.feed = args->given[OPTION_FEED],
		.line_numbers = config->markdown.line_numbers,
	};
	if (args->given[OPTION_HIGHLIGHT]) {
		how.highlight = highlight_code;
		how.highlighter = highlight_open(arena);
	}
	bool done = markdown_emit(document, &how, out);
	if (how.highlighter) {
		highlight_report(how.highlighter, NULL, NULL, diags);
		highlight_close(how.highlighter);
	}
	return done;
}

enum status
command_markdown(const struct args *args, struct diags *diags)
{
	struct arena arena = ARENA_EMPTY;
	struct node_source file = { args->count ? args->positional[0] : STR("-"), STR_EMPTY };
	enum status status = STATUS_SITE_ERRORS;
	struct buf out;

	const struct config *config = read_settings(args, &arena, diags);
	if (!config) {
		arena_free(&arena);
		return STATUS_USAGE;
	}
	buf_init(&out, 1 << 30);
	int error = fs_read_named(file.path, &arena, 128 << 20, &file.bytes);
	if (error) {
		diag_error(diags, diag_file(file.path), STR_EMPTY, "it cannot be read: %s",
		        fs_explain(error));
		status = STATUS_ENVIRONMENT;
	} else {
		if (str_is(file.path, "-"))
			file.path = STR("standard input");
		if (convert(args, config, &arena, &file, &out, diags))
			status = command_print(buf_view(&out), diags) ? STATUS_DONE
			                                              : STATUS_ENVIRONMENT;
	}
	buf_free(&out);
	arena_free(&arena);
	return status;
}
