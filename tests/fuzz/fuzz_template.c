/*
 * Any bytes as a template: a tree that prints as a template of the same tree, or an error with a place
 * in the source; and units, or errors with places, when it is compiled.
 */
#include "ast_source.h"
#include "base/arena.h"
#include "base/diag.h"
#include "base/utf8.h"
#include "require.h"
#include "template/lex.h"
#include "template/parse.h"
#include "template/template.h"

static uint32_t
count_lines(struct str text)
{
	uint32_t lines = 1;
	for (size_t i = 0; i < text.len; i++)
		lines += text.at[i] == '\n' || text.at[i] == '\r';
	return lines;
}

static void
check_diags(const struct diags *diags, struct str source)
{
	for (size_t i = 0; i < diags->list.len; i++) {
		const struct diag *diag = &diags->list.at[i];
		require(diag->text.len && utf8_invalid(diag->text) == STR_NONE);
		require(diag->place.line >= 1 && diag->place.line <= count_lines(source));
		require(diag->place.column >= 1 && diag->place.column <= source.len + 1);
	}
}

/* Prints the tree of the source; false after an error. */
static bool
print(struct str source, struct arena *arena, struct diags *diags, struct buf *out)
{
	struct symbols symbols = { .arena = arena };
	struct parse *parse = arena_new(arena, struct parse);
	/* Line prefixes that other bytes of a template seldom are. */
	const struct lex_settings settings = {
		.line_statement = STR("@"),
		.line_comment = STR("@@"),
	};
	struct ast *tree;
	parse->arena = arena;
	parse->symbols = &symbols;
	parse->diags = diags;
	parse->path = STR("fuzz.html");
	parse->source = source;
	lex_start(&parse->lex, arena, source, &settings);
	if (!parse_template(parse, &tree))
		return false;
	put_statements(out, tree);
	return true;
}

/* What has been printed has more brackets, and may nest too deep for that reason alone. */
static bool
is_too_deep(const struct diags *diags)
{
	return str_find(diags->list.at[0].text, STR("deeper than")) != STR_NONE;
}

static void
check_tree(struct str source)
{
	struct arena arena = ARENA_EMPTY;
	struct diags diags;
	struct buf once, twice;
	diag_init(&diags);
	buf_init(&once, 64 << 20);
	buf_init(&twice, 64 << 20);
	bool good = print(source, &arena, &diags, &once);
	require(good == (diags.errors == 0) && diags.errors <= PARSE_ERRORS_MAX);
	check_diags(&diags, source);
	if (good && !once.full) {
		if (print(buf_view(&once), &arena, &diags, &twice))
			require(str_eq(buf_view(&once), buf_view(&twice)));
		else
			require(is_too_deep(&diags));
	}
	buf_free(&once);
	buf_free(&twice);
	diag_free(&diags);
	arena_free(&arena);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = ARENA_EMPTY;
	struct template_settings settings = { .trim_blocks = size % 2,
		.undefined = size % 3 ? TEMPLATE_STRICT : TEMPLATE_LENIENT,
		.lstrip_blocks = size % 3 == 0 };
	struct str source = str_of((const char *)data, size);
	struct diags diags;
	diag_init(&diags);
	struct template_engine *engine = template_engine_new(&arena, &settings);
	bool good = template_from_text(engine, STR("fuzz.html"), source, &diags) != NULL;
	require(good == (diags.errors == 0));
	check_diags(&diags, source);
	/* Beyond this point the bytes are what the engine gives the parser: text without NUL. */
	if (utf8_invalid(source) == STR_NONE && str_find_char(source, '\0') == STR_NONE)
		check_tree(source);
	diag_free(&diags);
	arena_free(&arena);
	return 0;
}
