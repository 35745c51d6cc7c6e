/*
 * Tags that are about other templates: blocks, and those that name one. What they mean is in
 * compile_template.c.
 */
#include "base/arena.h"
#include "template/parse.h"
#include "template/symbol.h"

/* A required block holds nothing: white space and comments are for the reader. */
static void
check_required(struct parse *parse, const struct ast *body)
{
	for (; body; body = body->next) {
		if (body->kind != AST_TEXT || str_trim(body->text).len)
			parse_fail(parse, body->at, body->len,
			        "a required block is filled by the templates that extend this one, so it is empty here");
	}
}

struct ast *
parse_block(struct parse *parse, struct ast *node)
{
	static const char *const ends[] = { "endblock", NULL };
	struct lex_token end;
	node->kind = AST_BLOCK;
	node->at = parse->token.at;
	node->len = parse->token.len;
	node->block.name = parse_symbol(parse);
	node->block.scoped = parse_skip_name(parse, "scoped");
	node->block.required = parse_skip_name(parse, "required");
	if (parse->token.kind == LEX_SUB)
		parse_fail(parse, parse->token.at, 1,
		        "the name of a block has no hyphen: write \"_\"");
	node->block.body = parse_body_apart(parse, ends, &end);
	if (node->block.required)
		check_required(parse, node->block.body);
	if (parse->token.kind == LEX_NAME && !str_eq(parse->token.text, node->block.name->name))
		parse_fail(parse, parse->token.at, parse->token.len,
		        "this ends block \"" STR_FMT "\", not \"" STR_FMT "\"",
		        STR_ARG(node->block.name->name), STR_ARG(parse->token.text));
	else
		parse_skip(parse, LEX_NAME);
	return node;
}

struct ast *
parse_extends(struct parse *parse, struct ast *node)
{
	node->kind = AST_EXTENDS;
	node->unary = parse_expression(parse);
	return node;
}

/* [with context | without context] */
static bool
context_clause(struct parse *parse, bool otherwise)
{
	bool with = parse_at_name(parse, "with");
	if (!with && !parse_at_name(parse, "without"))
		return otherwise;
	if (parse->ahead.kind != LEX_NAME || !str_is(parse->ahead.text, "context"))
		return otherwise;
	parse_advance(parse);
	parse_advance(parse);
	return with;
}

struct ast *
parse_include(struct parse *parse, struct ast *node)
{
	node->kind = AST_INCLUDE;
	node->include.source = parse_expression(parse);
	if (parse_at_name(parse, "ignore") && str_is(parse->ahead.text, "missing")) {
		parse_advance(parse);
		parse_advance(parse);
		node->include.ignore_missing = true;
	}
	node->include.with_context = context_clause(parse, true);
	return node;
}

struct ast *
parse_import(struct parse *parse, struct ast *node)
{
	node->kind = AST_IMPORT;
	node->include.source = parse_expression(parse);
	if (!parse_skip_name(parse, "as"))
		parse_fail_expected(parse, "\"as\"");
	node->include.target = parse_symbol(parse);
	node->include.with_context = context_clause(parse, false);
	return node;
}

static struct ast_import *
imported_name(struct parse *parse)
{
	struct ast_import *made = arena_new(parse->arena, struct ast_import);
	made->at = parse->token.at;
	made->len = parse->token.len;
	made->name = made->alias = parse_symbol(parse);
	if (str_starts(made->name->name, STR("_")))
		parse_fail(parse, made->at, made->len,
		        "a name that begins with \"_\" cannot be imported");
	if (parse_skip_name(parse, "as"))
		made->alias = parse_symbol(parse);
	return made;
}

struct ast *
parse_from(struct parse *parse, struct ast *node)
{
	struct ast_import **end = &node->include.names;
	node->kind = AST_FROM;
	node->include.source = parse_expression(parse);
	if (!parse_skip_name(parse, "import"))
		parse_fail_expected(parse, "\"import\"");
	do {
		bool context = parse->ahead.kind == LEX_NAME &&
		        str_is(parse->ahead.text, "context") &&
		        (parse_at_name(parse, "with") || parse_at_name(parse, "without"));
		if (node->include.names && (context || parse->token.kind == LEX_TAG_END))
			break;
		if (context)
			parse_fail_expected(parse, "a name to import");
		*end = imported_name(parse);
		end = &(*end)->next;
	} while (parse_skip(parse, LEX_COMMA));
	node->include.with_context = context_clause(parse, false);
	return node;
}
