/*
 * The templates that pages ask for by `layout` and `type`, in their own front matter or by what they inherit
 * from a section's `cascade`. No text is read beyond the front matter, and what is wrong with it is for a build to say.
 */
#include "base/arena.h"
#include "base/diag.h"
#include "content/front.h"
#include "content/source.h"
#include "render/theme_check.h"

static void
ask_for(struct theme_check *check, struct str name)
{
	bool html = str_ends(name, STR(".html"));

	if (name.len)
		map_put(&check->layouts, check->arena,
		        str_format(check->arena, html ? STR_FMT : STR_FMT ".html", STR_ARG(name)),
		        NULL);
}

static void
read_page(struct theme_check *check, const struct source *source, struct arena *scratch,
        struct diags *unused)
{
	struct node_source text = { .path = source->path };
	struct front *front = arena_new(scratch, struct front);
	struct front *below = arena_new(scratch, struct front);
	const struct node *cascade = NULL;
	struct front_split split;

	if (!source_load(scratch, check->root, source, &text.bytes, unused) ||
	        !front_split(&text, &split, unused))
		return;
	front_read(scratch, &text, &split, check->config, front, &cascade, unused);
	if (cascade)
		front_read_cascade(scratch, &text, check->config, cascade, below, unused);
	ask_for(check, front->layout);
	ask_for(check, front->type);
	ask_for(check, below->layout);
	ask_for(check, below->type);
}

void
theme_check_layouts(struct theme_check *check)
{
	struct sources sources = { 0 };
	struct arena scratch = ARENA_EMPTY;
	struct diags unused;

	if (check->root < 0)
		return;
	diag_init(&unused);
	source_find(check->arena, check->root, &sources, &unused);
	for (size_t i = 0; i < sources.pages.len; i++) {
		read_page(check, &sources.pages.at[i], &scratch, &unused);
		arena_reset(&scratch);
	}
	arena_free(&scratch);
	diag_free(&unused);
}
