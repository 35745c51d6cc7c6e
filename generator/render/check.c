#include "render/check.h"

#include "base/arena.h"
#include "base/diag.h"
#include "render/builtin.h"
#include "render/render.h"
#include "template/inspect.h"
#include "template/template.h"

/* Compiles everything; what is wrong is in the diagnostics then. */
static void
compile(struct check *check)
{
	const theme_files *files = &check->theme->templates;

	for (size_t i = 0; i < files->len; i++)
		template_load(check->engine, files->at[i].name, check->diags);
	for (size_t i = 0; i < files->len; i++)
		inspect_add(check->inspect, files->at[i].name);
	for (unsigned long i = 0; i < builtin_files_len; i++) {
		struct str name = str_from(builtin_files[i].name);

		/* With a folder, it belongs to `kith init`. */
		if (str_find_char(name, '/') == STR_NONE && !theme_template(check->theme, name))
			inspect_add(check->inspect, name);
	}
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
