/*
 * The design tokens of the site's style sheets. Sheets that a page links to are read together, in the page's order;
 * mostly all pages have the same ones, and then that is done once.
 */
#include "audit/audit.h"
#include "audit/contrast.h"
#include "audit/css_token.h"
#include "audit/rendered.h"
#include "base/arena.h"
#include "site/route.h"

enum { SHEETS_MAX = 16, SETS_MAX = 32 };

struct sheets {
	const struct audit_file *of[SHEETS_MAX];
	size_t count;
};

static void
add_sheet(struct sheets *sheets, const struct audit_file *sheet)
{
	for (size_t i = 0; i < sheets->count; i++)
		if (sheets->of[i] == sheet)
			return;
	if (sheets->count < SHEETS_MAX)
		sheets->of[sheets->count++] = sheet;
}

static void
gather(struct audit *audit, struct audit_file *page, struct sheets *out)
{
	struct str facts = buf_view(&page->facts);
	struct rendered fact;

	out->count = 0;
	while (rendered_next(&facts, &fact)) {
		const struct audit_file *file = NULL;

		if (fact.kind == RENDERED_USE && str_find(fact.text, STR(".css")) != STR_NONE)
			file = audit_link_file(audit, page, fact.text);
		if (file && file->done && file->bytes.len &&
		        str_ends(file->route->file, STR(".css")))
			add_sheet(out, file);
	}
}

static void
look_at(struct audit *audit, const struct sheets *sheets)
{
	struct css_tokens tokens = { .arena = audit->arena };
	contrast_list found = { 0 };

	for (size_t i = 0; i < sheets->count; i++)
		css_token_read(
		        &tokens, sheets->of[i]->route->source, buf_view(&sheets->of[i]->bytes));
	contrast_find(audit->arena, &tokens, &found);
	for (size_t i = 0; i < found.len; i++) {
		const struct css_token *token = found.at[i].text;
		struct str text = contrast_tell(audit->arena, &found.at[i]);

		audit_say(audit, CONFIG_CHECK_CONTRAST,
		        diag_place(token->path, token->source, token->at, token->name.len),
		        token->source, STR_FMT, STR_ARG(text));
		diag_help(audit->diags,
		        "let the darker one of the two be darker, or the lighter one lighter");
	}
}

void
audit_contrast_run(struct audit *audit)
{
	struct map sets = { 0 };
	struct sheets sheets;

	for (size_t i = 0; i < audit->count && sets.len < SETS_MAX; i++) {
		struct audit_file *file = &audit->files[i];
		bool added = false;

		if (!file->page || !file->done || file->route->asset)
			continue;
		gather(audit, file, &sheets);
		if (sheets.count)
			map_put(&sets, audit->arena,
			        str_copy(audit->arena,
			                str_of((const char *)sheets.of,
			                        sheets.count * sizeof *sheets.of)),
			        &added);
		if (added)
			look_at(audit, &sheets);
	}
}
