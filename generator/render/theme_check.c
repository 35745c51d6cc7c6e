#include "render/theme_check.h"

#include <stdarg.h>

#include "base/arena.h"
#include "base/diag.h"
#include "render/render.h"
#include "template/inspect.h"
#include "template/template.h"

/* Compiles everything; what is wrong is in the diagnostics then. What kith has itself is used as well. */
static void
compile(struct theme_check *check)
{
	const theme_files *files = &check->theme->templates;
	struct template_loader loader = render_loader(check->theme);
	struct value all = loader.names(loader.context, check->arena);

	/* What lies in folders of its own comes last: it may be no page, but a part of some script. */
	for (size_t i = 0; i < files->len; i++) {
		if (str_find_char(files->at[i].name, '/') == STR_NONE)
			template_load(check->engine, files->at[i].name, check->diags);
	}
	for (size_t i = 0; i < files->len; i++) {
		if (!inspect_is_part(check->inspect, files->at[i].name))
			template_load(check->engine, files->at[i].name, check->diags);
	}
	for (uint32_t i = 0; i < all.len; i++)
		if (i < files->len || !theme_template(check->theme, value_str(all.items[i])))
			inspect_add(check->inspect, value_str(all.items[i]));
}

void
theme_check_run(struct arena *arena, const struct theme *theme, int root,
        const struct config *config, struct diags *diags)
{
	struct theme_check check = {
		.arena = arena,
		.theme = theme,
		.root = root,
		.config = config,
		.diags = diags,
		.engine = render_engine(arena, theme, false),
	};

	check.inspect = inspect_new(arena, check.engine);
	compile(&check);
	theme_check_layouts(&check);
	theme_check_world(&check);
	inspect_run(check.inspect);
	for (const struct theme_check_row *row = theme_check_rows; row->name; row++)
		row->run(&check);
}

/* --- what the rows share --------------------------------------------------------------------- */

const struct inspect_finding *
theme_check_next(const struct theme_check *check, enum inspect_kind kind, size_t *index)
{
	size_t count;
	const struct inspect_finding *all = inspect_findings(check->inspect, &count);

	while (*index < count)
		if (all[(*index)++].kind == kind)
			return &all[*index - 1];
	return NULL;
}

const struct inspect_finding *
theme_check_next_call(const struct theme_check *check, struct str function, size_t *index)
{
	const struct inspect_finding *found;

	while ((found = theme_check_next(check, INSPECT_CALL, index)))
		if (str_eq(found->of, function))
			return found;
	return NULL;
}

static struct place
place_of(const struct inspect_finding *finding)
{
	struct str words = str_slice(finding->source, finding->at, finding->at + finding->len);
	struct str line = str_line(&words);
	size_t width = 0;

	for (size_t i = 0; i < line.len; i++)
		width += ((unsigned char)line.at[i] & 0xc0) != 0x80;
	return diag_place(finding->path, finding->source, finding->at, width);
}

void
theme_check_say(struct theme_check *check, enum diag_level level,
        const struct inspect_finding *finding, const char *format, ...)
{
	struct str text;
	va_list args;

	va_start(args, format);
	text = str_vformat(check->arena, format, args);
	va_end(args);
	diag_add(check->diags, level, place_of(finding), finding->source, STR_FMT, STR_ARG(text));
}

void
theme_check_help(struct theme_check *check, struct str word, const struct str *known, size_t count,
        const char *what)
{
	struct str near = diag_nearest(word, known, count);
	struct str all = str_join(check->arena, known, count, STR(", "));

	if (count && count <= THEME_CHECK_FEW)
		diag_help(check->diags, "%s" STR_FMT "%s%s: " STR_FMT,
		        near.len ? "did you mean \"" : "", STR_ARG(near), near.len ? "\"? " : "",
		        what, STR_ARG(all));
	else
		diag_suggest(check->diags, word, known, count);
}
