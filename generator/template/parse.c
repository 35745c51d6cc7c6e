/*
 * The frame of the parser: tokens, errors, bodies of tags. What may stand in a tag is parse_tag.c,
 * what may stand in an expression parse_expression.c and parse_operand.c.
 */
#include "template/parse.h"

#include <stdarg.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"
#include "template/symbol.h"

/* --- errors -------------------------------------------------------------------------------- */

/* A quote that is not closed takes all up to the next one, so that the mistake shows far behind it. */
static void
advise_quote(struct parse *parse)
{
	uint32_t suspect = parse->lex.suspect;
	if (suspect > parse->lex.opened)
		diag_help(parse->diags,
		        "the string that begins in line %u goes on over the end of a tag: is its "
		        "quote closed?",
		        diag_place(parse->path, parse->source, suspect - 1, 1).line);
}

void
parse_fail(struct parse *parse, uint32_t at, uint32_t len, const char *format, ...)
{
	va_list args;
	if (parse->failed)
		return;
	va_start(args, format);
	struct str text = str_vformat(parse->arena, format, args);
	va_end(args);
	diag_error(parse->diags, diag_place(parse->path, parse->source, at, len), parse->source,
	        STR_FMT, STR_ARG(text));
	parse->failed = true;
	advise_quote(parse);
	parse->stopped[0] = parse->token;
	parse->stopped[1] = parse->ahead;
	parse->token = parse->ahead = (struct lex_token){ .kind = LEX_END, .at = at };
}

/* Filters of others take arguments behind a colon: `x | truncate: 20`. */
static bool
is_filter_colon(const struct parse *parse, uint32_t at)
{
	struct str before = str_trim(str_slice(parse->source, 0, at));
	while (before.len && lex_begins_name(before.at[before.len - 1]))
		before.len--;
	return str_starts(str_skip(parse->source, at), STR(":")) &&
	        str_ends(str_trim(before), STR("|"));
}

/* Says how this language writes an operator of others, at which a mistake has just been found. */
static void
advise_operator(struct parse *parse, uint32_t at)
{
	static const struct {
		struct str written;
		const char *advice;
	} foreign[] = {
		{ STR_INIT("&&"), "write `a and b`" },
		{ STR_INIT("||"), "write `a or b`" },
		{ STR_INIT("!"), "write `not a`" },
		{ STR_INIT("?"), "write `a if condition else b`" },
		{ STR_INIT("="), "`==` compares" },
		{ STR_INIT("::"), "write `a.b()`, behind {% import \"a.html\" as a %}" },
	};
	/* The first bar of two has been taken for a filter's. */
	if (at && str_starts(str_skip(parse->source, at - 1), STR("||")))
		at--;
	if (is_filter_colon(parse, at))
		diag_help(parse->diags, "arguments of filters are in parentheses: `x | name(y)`");
	struct str rest = str_skip(parse->source, at);
	for (size_t i = 0; i < sizeof foreign / sizeof *foreign; i++)
		if (str_starts(rest, foreign[i].written)) {
			diag_help(parse->diags, "%s", foreign[i].advice);
			return;
		}
}

void
parse_fail_expected(struct parse *parse, const char *what)
{
	struct lex_token token = parse->token;
	if (parse->failed)
		return;
	if (token.kind == LEX_NAME)
		parse_fail(parse, token.at, token.len, "expected %s, found \"" STR_FMT "\"", what,
		        STR_ARG(token.text));
	else
		parse_fail(parse, token.at, token.len, "expected %s, found %s", what,
		        lex_kind_text(token.kind));
	advise_operator(parse, token.at);
}

/* --- tokens -------------------------------------------------------------------------------- */

struct lex_token
parse_advance(struct parse *parse)
{
	struct lex_token token = parse->token;
	if (parse->failed)
		return token;
	parse->token = parse->ahead;
	if (parse->token.kind == LEX_ERROR) {
		uint32_t at = parse->token.at;
		parse_fail(parse, at, parse->token.len, STR_FMT, STR_ARG(parse->token.text));
		advise_operator(parse, at);
	} else if (parse->token.kind != LEX_END)
		parse->ahead = lex_next(&parse->lex);
	return token;
}

bool
parse_skip(struct parse *parse, enum lex_kind kind)
{
	if (parse->token.kind != kind)
		return false;
	parse_advance(parse);
	return true;
}

bool
parse_at_name(const struct parse *parse, const char *name)
{
	return parse->token.kind == LEX_NAME && str_eq(parse->token.text, str_from(name));
}

bool
parse_skip_name(struct parse *parse, const char *name)
{
	if (!parse_at_name(parse, name))
		return false;
	parse_advance(parse);
	return true;
}

struct lex_token
parse_expect(struct parse *parse, enum lex_kind kind)
{
	if (parse->token.kind != kind)
		parse_fail_expected(parse, lex_kind_text(kind));
	return parse_advance(parse);
}

const struct symbol *
parse_symbol(struct parse *parse)
{
	return symbol_of(parse->symbols, parse_expect(parse, LEX_NAME).text);
}

/* --- nodes --------------------------------------------------------------------------------- */

struct ast *
parse_node(struct parse *parse, enum ast_kind kind, struct lex_token from)
{
	struct ast *node = arena_new(parse->arena, struct ast);
	node->kind = kind;
	node->at = from.at;
	node->len = from.len;
	return node;
}

/* Keeps account of the height of `node` above `child`, and of the bytes it covers. */
void
parse_cover(struct parse *parse, struct ast *node, const struct ast *child)
{
	if (!child)
		return;
	if (child->height >= node->height)
		node->height = (uint16_t)(child->height + 1);
	if (child->at < node->at) {
		node->len += node->at - child->at;
		node->at = child->at;
	}
	if (child->at + child->len > node->at + node->len)
		node->len = child->at + child->len - node->at;
	if (node->height > PARSE_DEPTH_MAX && !parse->failed)
		parse_fail(parse, node->at, node->len, "this expression is deeper than %d",
		        PARSE_DEPTH_MAX);
}

/* The node ends where the token before the current one ended. */
void
parse_close(struct ast *node, struct lex_token last)
{
	if (last.at + last.len > node->at)
		node->len = last.at + last.len - node->at;
}

void
parse_append(struct parse *parse, struct ast *node, struct ast ***end, struct ast *item)
{
	**end = item;
	*end = &item->next;
	node->items.count++;
	parse_cover(parse, node, item);
}

bool
parse_enter(struct parse *parse)
{
	if (parse->depth == PARSE_DEPTH_MAX) {
		parse_fail(parse, parse->token.at, parse->token.len, "this nests deeper than %d",
		        PARSE_DEPTH_MAX);
		return false;
	}
	parse->depth++;
	return true;
}

void
parse_leave(struct parse *parse)
{
	parse->depth--;
}

void
parse_count_arguments(struct parse *parse, size_t count, uint32_t at)
{
	if (count > PARSE_ARGUMENTS_MAX)
		parse_fail(
		        parse, at, 1, "more than %d arguments are too many", PARSE_ARGUMENTS_MAX);
}

/* --- bodies -------------------------------------------------------------------------------- */

static bool
is_end(struct str name, const char *const ends[])
{
	for (size_t i = 0; ends && ends[i]; i++) {
		if (str_eq(name, str_from(ends[i])))
			return true;
	}
	return false;
}

static struct ast *
text(struct parse *parse)
{
	struct ast *node = parse_node(parse, AST_TEXT, parse->token);
	node->text = parse_advance(parse).text;
	return node;
}

/* Goes on behind the "}}" of an output with an error, if the lexer finds it. */
static void
recover(struct parse *parse)
{
	struct lex_token token = parse->stopped[0], ahead = parse->stopped[1];
	while (token.kind != LEX_OUTPUT_END && token.kind != LEX_END && token.kind != LEX_ERROR) {
		token = ahead;
		if (token.kind != LEX_END && token.kind != LEX_ERROR)
			ahead = lex_next(&parse->lex);
	}
	if (token.kind != LEX_OUTPUT_END || ++parse->recovered == PARSE_ERRORS_MAX)
		return;
	parse->failed = false;
	parse->token = token;
	parse->ahead = ahead;
	parse_advance(parse);
}

static struct ast *
output(struct parse *parse)
{
	unsigned depth = parse->depth;
	struct ast *node = parse_node(parse, AST_OUTPUT, parse_advance(parse));
	node->unary = parse_expression_list(parse, false);
	node->at = node->unary->at;
	node->len = node->unary->len;
	parse_expect(parse, LEX_OUTPUT_END);
	if (parse->failed) {
		parse->depth = depth;
		recover(parse);
	}
	return node;
}

/*
 * One text, output or tag into *node, which may stay NULL. False at the end of the list: of the
 * template, or at a tag named by `ends`, which *end becomes.
 */
static bool
statement(struct parse *parse, const char *const ends[], struct ast **node, struct lex_token *end)
{
	switch (parse->token.kind) {
	case LEX_TEXT: *node = text(parse); return true;
	case LEX_OUTPUT: *node = output(parse); return true;
	case LEX_TAG:
		parse_advance(parse);
		if (parse->token.kind == LEX_NAME && is_end(parse->token.text, ends)) {
			*end = parse_advance(parse);
			return false;
		}
		if (parse->token.kind != LEX_NAME)
			parse_fail_expected(parse, "the name of a tag");
		*node = parse_tag(parse);
		parse_expect(parse, LEX_TAG_END);
		return true;
	default: return false;
	}
}

static struct ast *
statements(struct parse *parse, const char *const ends[], struct lex_token *end)
{
	struct ast *first = NULL, **next = &first, *node = NULL;
	while (!parse->failed && statement(parse, ends, &node, end)) {
		*next = node;
		while (*next)
			next = &(*next)->next;
		node = NULL;
	}
	return first;
}

struct ast *
parse_body(struct parse *parse, const char *const ends[], struct lex_token *end)
{
	*end = (struct lex_token){ .kind = LEX_END };
	parse_skip(parse, LEX_COLON);
	parse_expect(parse, LEX_TAG_END);
	struct ast *body = statements(parse, ends, end);
	if (end->kind == LEX_END && !parse->failed) {
		size_t last = 0;
		while (ends[last + 1])
			last++;
		uint32_t at = parse->open[parse->opens - 1].at;
		struct str name = parse->open[parse->opens - 1].name;
		parse_fail(parse, at, (uint32_t)name.len,
		        "{%% " STR_FMT " %%} is never closed by {%% %s %%}", STR_ARG(name),
		        ends[last]);
	}
	return body;
}

/* Fills both tokens of the look-ahead. */
static void
begin(struct parse *parse)
{
	parse->ahead = lex_next(&parse->lex);
	parse_advance(parse);
}

bool
parse_template(struct parse *parse, struct ast **tree)
{
	struct lex_token end;
	begin(parse);
	*tree = statements(parse, NULL, &end);
	return !parse->failed && !parse->recovered;
}

/* --- parameters of functions --------------------------------------------------------------- */

static struct ast_argument *
parameter(struct parse *parse)
{
	struct ast_argument *made = arena_new(parse->arena, struct ast_argument);
	if (parse_skip(parse, LEX_MUL))
		made->kind = AST_SPLAT;
	else if (parse_skip(parse, LEX_POW))
		made->kind = AST_SPLAT_MAP;
	made->name = parse_symbol(parse);
	if (parse_skip(parse, LEX_ASSIGN))
		made->value = parse_expression(parse);
	return made;
}

bool
parse_parameters(struct parse *parse, struct ast_argument **parameters)
{
	struct ast_argument **end = parameters;
	begin(parse);
	*parameters = NULL;
	while (parse->token.kind != LEX_END) {
		*end = parameter(parse);
		end = &(*end)->next;
		if (!parse_skip(parse, LEX_COMMA))
			break;
	}
	if (parse->token.kind != LEX_END)
		parse_fail_expected(parse, "a comma");
	return !parse->failed;
}
