#include "render/check.h"

#include "base/arena.h"
#include "base/diag.h"
#include "render/render.h"
#include "template/inspect.h"
#include "template/template.h"

/* Compiles everything; what is wrong is in the diagnostics then. What kith has itself is used as well. */
static void
compile(struct check *check)
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
check_theme(struct arena *arena, const struct theme *theme, int root, const struct config *config,
        struct diags *diags)
{
	struct check check = {
		.arena = arena,
		.theme = theme,
		.root = root,
		.config = config,
		.diags = diags,
		.engine = render_engine(arena, theme),
	};

	check.inspect = inspect_new(arena, check.engine);
	compile(&check);
	check_layouts(&check);
	check_world(&check);
	inspect_run(check.inspect);
	for (const struct check_row *row = check_rows; row->name; row++)
		row->run(&check);
}
