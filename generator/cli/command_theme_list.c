/* kith theme list: every folder with a theme.yaml on the search path, the site's own first. */
#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "cli/command.h"
#include "config/theme_list.h"
#include "data/writer_json.h"

static void
put_json(struct buf *out, const theme_infos *found)
{
	struct writer_json w = writer_json_start(out, 2);

	writer_json_open(&w, '[');
	for (size_t i = 0; i < found->len; i++) {
		writer_json_open(&w, '{');
		writer_json_key(&w, STR("name"));
		writer_json_text(&w, found->at[i].name);
		writer_json_key(&w, STR("version"));
		writer_json_text(&w, found->at[i].version);
		writer_json_key(&w, STR("description"));
		writer_json_text(&w, found->at[i].description);
		writer_json_key(&w, STR("folder"));
		writer_json_text(&w, found->at[i].folder);
		writer_json_close(&w, '}');
	}
	writer_json_close(&w, ']');
	buf_char(out, '\n');
}

static void
put_text(struct buf *out, const theme_infos *found)
{
	for (size_t i = 0; i < found->len; i++)
		buf_format(out, "%-12.*s %-8.*s " STR_FMT "\n%21s " STR_FMT "\n",
		        STR_ARG(found->at[i].name), STR_ARG(found->at[i].version),
		        STR_ARG(found->at[i].description), "", STR_ARG(found->at[i].folder));
	if (!found->len)
		buf_lit(out, "no theme was found\n");
}

enum status
command_theme_list(const struct args *args, struct diags *diags)
{
	struct arena arena = ARENA_EMPTY;
	struct diags unused;
	theme_infos found = { 0 };
	struct str root = STR_EMPTY;
	enum status status;
	struct buf out;

	/* Without a site the installed themes are listed all the same. */
	diag_init(&unused);
	if (!command_root(args, &arena, &root, args->given[OPTION_ROOT] ? diags : &unused))
		root = STR_EMPTY;
	diag_free(&unused);
	theme_list(&arena, root, &found, diags);
	buf_init(&out, 1 << 20);
	if (args->given[OPTION_JSON])
		put_json(&out, &found);
	else
		put_text(&out, &found);
	status = command_print(buf_view(&out), diags) ? STATUS_DONE : STATUS_ENVIRONMENT;
	buf_free(&out);
	arena_free(&arena);
	return status;
}
