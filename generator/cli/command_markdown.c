/* kith markdown: one document to HTML, for a pipe, an editor's preview, and the specification tests. */
#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/fs.h"
#include "cli/command.h"
#include "content/front.h"
#include "highlight/highlight.h"
#include "markdown/markdown.h"

static bool
convert(const struct args *args, struct arena *arena, struct str path, struct str bytes,
        struct buf *out, struct diags *diags)
{
	bool bare = args->given[OPTION_BARE];
	struct markdown_options options = { .commonmark = bare, .wiki_links = !bare };
	struct markdown_emit how = { .heading_ids = !options.commonmark };
	struct node_source file = { path, bytes };
	struct front_split split = { .body = bytes, .body_line = 1 };
	struct markdown_source source = { path, bytes, bytes };
	const struct markdown *document;

	if (!options.commonmark && !front_split(&file, &split, diags))
		return false;
	source.text = split.body;
	document = markdown_parse(arena, &source, &options, diags);
	if (!document)
		return false;
	if (args->given[OPTION_HIGHLIGHT]) {
		how.highlight = highlight_code;
		how.highlighter = highlight_open(arena);
	}
	bool done = markdown_emit(document, &how, out);
	if (how.highlighter) {
		highlight_report(how.highlighter, diags);
		highlight_close(how.highlighter);
	}
	return done;
}

enum status
command_markdown(const struct args *args, struct diags *diags)
{
	struct arena arena = ARENA_EMPTY;
	struct str path = args->count ? args->positional[0] : STR("-"), bytes;
	enum status status = STATUS_SITE_ERRORS;
	struct buf out;
	int error;

	buf_init(&out, 1 << 30);
	error = fs_read_named(path, &arena, 128 << 20, &bytes);
	if (error) {
		diag_error(diags, diag_file(path), STR_EMPTY, "it cannot be read: %s",
		        fs_explain(error));
		status = STATUS_ENVIRONMENT;
	} else if (convert(args, &arena, str_is(path, "-") ? STR("standard input") : path, bytes,
	                   &out, diags)) {
		status = command_print(buf_view(&out), diags) ? STATUS_DONE : STATUS_ENVIRONMENT;
	}
	buf_free(&out);
	arena_free(&arena);
	return status;
}
