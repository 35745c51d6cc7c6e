/*
 * Operands of expressions: literals, names, what is in brackets, and what follows them: attributes,
 * items, calls, filters and tests.
 */
#include <stddef.h>

#include "base/arena.h"
#include "template/parse.h"
#include "template/symbol.h"

static struct ast *unary(struct parse *parse, bool with_filters);

static struct ast *
constant(struct parse *parse, struct lex_token token, struct value value)
{
	struct ast *node = parse_node(parse, AST_CONST, token);
	node->value = value;
	return node;
}

/* --- literals ------------------------------------------------------------------------------ */

/* Strings side by side are one. */
static struct ast *
string(struct parse *parse)
{
	struct lex_token token = parse_advance(parse);
	struct str text = token.text;
	while (parse->token.kind == LEX_STRING) {
		struct str parts[] = { text, parse_advance(parse).text };
		text = str_join(parse->arena, parts, 2, STR_EMPTY);
	}
	return constant(parse, token, value_text(text));
}

struct ast *
parse_word(struct parse *parse)
{
	struct lex_token token = parse_advance(parse);
	struct str text = token.text;
	if (str_is(text, "true") || str_is(text, "True"))
		return constant(parse, token, value_bool(true));
	if (str_is(text, "false") || str_is(text, "False"))
		return constant(parse, token, value_bool(false));
	if (str_is(text, "none") || str_is(text, "None"))
		return constant(parse, token, value_none());
	struct ast *node = parse_node(parse, AST_NAME, token);
	node->symbol = symbol_of(parse->symbols, text);
	return node;
}

static struct ast *
list(struct parse *parse)
{
	struct ast *node = parse_node(parse, AST_LIST, parse_advance(parse));
	struct ast **end = &node->items.first;
	while (parse->token.kind != LEX_BRACKET_END && !parse->failed) {
		parse_append(parse, node, &end, parse_expression(parse));
		if (!parse_skip(parse, LEX_COMMA))
			break;
	}
	parse_close(node, parse_expect(parse, LEX_BRACKET_END));
	return node;
}

static struct ast *
dict(struct parse *parse)
{
	struct ast *node = parse_node(parse, AST_DICT, parse_advance(parse));
	struct ast **end = &node->items.first;
	while (parse->token.kind != LEX_BRACE_END && !parse->failed) {
		parse_append(parse, node, &end, parse_expression(parse));
		parse_expect(parse, LEX_COLON);
		parse_append(parse, node, &end, parse_expression(parse));
		if (!parse_skip(parse, LEX_COMMA))
			break;
	}
	parse_close(node, parse_expect(parse, LEX_BRACE_END));
	return node;
}

static struct ast *
parentheses(struct parse *parse)
{
	struct lex_token open = parse_advance(parse);
	struct ast *node;
	if (parse->token.kind == LEX_PAREN_END) {
		node = parse_node(parse, AST_TUPLE, open);
		parse_close(node, parse_advance(parse));
		return node;
	}
	node = parse_expression_list(parse, false);
	struct lex_token close = parse_expect(parse, LEX_PAREN_END);
	if (node->kind == AST_TUPLE && close.kind == LEX_PAREN_END) {
		node->at = open.at;
		parse_close(node, close);
	}
	return node;
}

static struct ast *
number(struct parse *parse)
{
	struct lex_token token = parse_advance(parse);
	return constant(parse, token,
	        token.kind == LEX_INTEGER ? value_int(token.integer) : value_float(token.number));
}

static struct ast *
primary(struct parse *parse)
{
	switch (parse->token.kind) {
	case LEX_NAME: return parse_word(parse);
	case LEX_STRING: return string(parse);
	case LEX_INTEGER:
	case LEX_FLOAT: return number(parse);
	case LEX_PAREN: return parentheses(parse);
	case LEX_BRACKET: return list(parse);
	case LEX_BRACE: return dict(parse);
	default:
		parse_fail_expected(parse, "an expression");
		return constant(parse, parse->token, value_none());
	}
}

/* --- calls, attributes, items, filters, tests ---------------------------------------------- */

static struct ast_argument *
argument(struct parse *parse)
{
	struct ast_argument *made = arena_new(parse->arena, struct ast_argument);
	made->at = parse->token.at;
	if (parse_skip(parse, LEX_MUL)) {
		made->kind = AST_SPLAT;
	} else if (parse_skip(parse, LEX_POW)) {
		made->kind = AST_SPLAT_MAP;
	} else if (parse->token.kind == LEX_NAME && parse->ahead.kind == LEX_ASSIGN) {
		made->kind = AST_KEYWORD;
		made->name = symbol_of(parse->symbols, parse_advance(parse).text);
		parse_advance(parse);
	}
	made->value = parse_expression(parse);
	made->len = made->value->at + made->value->len - made->at;
	return made;
}

/* Positional ones first, then *list, then keywords, then **map, as in Jinja. */
static void
check_order(struct parse *parse, const struct ast_argument *before, const struct ast_argument *next)
{
	static const unsigned rank[] = {
		[AST_POSITIONAL] = 0,
		[AST_SPLAT] = 1,
		[AST_KEYWORD] = 2,
		[AST_SPLAT_MAP] = 3,
	};
	bool repeats = before->kind == next->kind &&
	        (next->kind == AST_SPLAT || next->kind == AST_SPLAT_MAP);
	bool swapped = before->kind == AST_KEYWORD && next->kind == AST_SPLAT;
	if (repeats || (rank[next->kind] < rank[before->kind] && !swapped))
		parse_fail(parse, next->at, next->len, "%s",
		        next->kind == AST_POSITIONAL
		                ? "arguments without a name come before those with one"
		                : "this kind of argument cannot stand here");
}

struct ast_argument *
parse_arguments(struct parse *parse, struct ast *node)
{
	struct ast_argument *first = NULL, **end = &first, *before = NULL;
	size_t count = 0;
	parse_expect(parse, LEX_PAREN);
	while (parse->token.kind != LEX_PAREN_END && !parse->failed) {
		struct ast_argument *next = argument(parse);
		if (before)
			check_order(parse, before, next);
		parse_count_arguments(parse, ++count, next->at);
		parse_cover(parse, node, next->value);
		*end = before = next;
		end = &next->next;
		if (!parse_skip(parse, LEX_COMMA))
			break;
	}
	parse_close(node, parse_expect(parse, LEX_PAREN_END));
	return first;
}

static struct ast *
call(struct parse *parse, struct ast *of)
{
	struct ast *node = parse_node(parse, AST_CALL, parse->token);
	node->call.of = of;
	parse_cover(parse, node, of);
	node->call.arguments = parse_arguments(parse, node);
	return node;
}

struct ast *
parse_attribute(struct parse *parse, struct ast *of)
{
	struct lex_token dot = parse_advance(parse);
	struct lex_token token = parse->token;
	struct ast *node;
	if (token.kind == LEX_INTEGER) {
		node = parse_node(parse, AST_ITEM, dot);
		node->item.of = of;
		node->item.index = number(parse);
	} else {
		node = parse_node(parse, AST_ATTRIBUTE, dot);
		node->attribute.of = of;
		node->attribute.name = parse_symbol(parse);
	}
	parse_cover(parse, node, of);
	parse_close(node, token);
	return node;
}

/* The rest of [from:to:step] behind `from`, which may be NULL. */
static struct ast *
slice(struct parse *parse, struct ast *of, struct ast *from, struct lex_token at)
{
	struct ast *node = parse_node(parse, AST_SLICE, at);
	struct ast **parts[] = { &node->slice.to, &node->slice.step };
	node->slice.of = of;
	node->slice.from = from;
	for (size_t i = 0; i < 2 && parse_skip(parse, LEX_COLON); i++) {
		if (parse->token.kind != LEX_COLON && parse->token.kind != LEX_BRACKET_END)
			*parts[i] = parse_expression(parse);
		parse_cover(parse, node, *parts[i]);
	}
	parse_cover(parse, node, from);
	return node;
}

static struct ast *
subscript(struct parse *parse, struct ast *of)
{
	struct lex_token open = parse_advance(parse);
	struct lex_token from = parse->token;
	struct ast *index = NULL, *node;
	if (from.kind == LEX_BRACKET_END)
		index = parse_node(parse, AST_TUPLE, from); /* nothing is a tuple of nothing */
	else if (from.kind != LEX_COLON)
		index = parse_expression(parse);
	if (parse->token.kind == LEX_COLON) {
		node = slice(parse, of, index, open);
	} else {
		if (parse->token.kind == LEX_COMMA)
			index = parse_tuple(parse, from, index, parse_expression);
		node = parse_node(parse, AST_ITEM, open);
		node->item.of = of;
		node->item.index = index;
		parse_cover(parse, node, index);
	}
	parse_cover(parse, node, of);
	parse_close(node, parse_expect(parse, LEX_BRACKET_END));
	return node;
}

static struct ast *
postfix(struct parse *parse, struct ast *node)
{
	while (!parse->failed) {
		if (parse->token.kind == LEX_DOT)
			node = parse_attribute(parse, node);
		else if (parse->token.kind == LEX_BRACKET)
			node = subscript(parse, node);
		else if (parse->token.kind == LEX_PAREN)
			node = call(parse, node);
		else
			break;
	}
	return node;
}

/* A filter's or test's name, which may have dots. */
static struct str
dotted_name(struct parse *parse)
{
	struct lex_token first = parse_expect(parse, LEX_NAME);
	struct str name = first.text;
	while (parse_skip(parse, LEX_DOT)) {
		struct str parts[] = { name, parse_expect(parse, LEX_NAME).text };
		name = str_join(parse->arena, parts, 2, STR("."));
	}
	return name;
}

struct ast *
parse_filters(struct parse *parse, struct ast *of, bool named)
{
	while (!parse->failed && (named || parse_skip(parse, LEX_PIPE))) {
		struct ast *node = parse_node(parse, AST_FILTER, parse->token);
		named = false;
		node->call.of = of;
		node->call.name = dotted_name(parse);
		if (parse->token.kind == LEX_PAREN)
			node->call.arguments = parse_arguments(parse, node);
		uint32_t at = node->at, len = node->len;
		parse_cover(parse, node, of);
		node->at = at;
		node->len = len;
		of = node;
	}
	return of;
}

/* May the token begin the one argument of a test that is written without parentheses? */
static bool
begins_test_argument(const struct parse *parse)
{
	switch (parse->token.kind) {
	case LEX_NAME:
		return !parse_at_name(parse, "else") && !parse_at_name(parse, "or") &&
		        !parse_at_name(parse, "and") && !parse_at_name(parse, "if") &&
		        !parse_at_name(parse, "is") && !parse_at_name(parse, "recursive");
	case LEX_STRING:
	case LEX_INTEGER:
	case LEX_FLOAT:
	case LEX_BRACKET:
	case LEX_BRACE: return true;
	default: return false;
	}
}

static struct ast *
test(struct parse *parse, struct ast *of)
{
	parse_advance(parse);
	struct lex_token from = parse->token;
	bool negated = parse_skip_name(parse, "not");
	struct ast *node = parse_node(parse, AST_TEST, parse->token);
	node->call.of = of;
	node->call.name = dotted_name(parse);
	bool bare = parse->token.kind != LEX_PAREN;
	if (!bare) {
		node->call.arguments = parse_arguments(parse, node);
	} else if (begins_test_argument(parse)) {
		struct ast_argument *only = arena_new(parse->arena, struct ast_argument);
		only->value = postfix(parse, primary(parse));
		only->at = only->value->at;
		only->len = only->value->len;
		parse_cover(parse, node, only->value);
		node->call.arguments = only;
	}
	uint32_t at = node->at, len = node->len;
	parse_cover(parse, node, of);
	node->at = at;
	node->len = len;
	if (parse_at_name(parse, "is") && bare && !node->call.arguments)
		parse_fail(parse, parse->token.at, parse->token.len,
		        "tests cannot be chained: join them by \"and\"");
	if (!negated)
		return node;
	struct ast *not = parse_node(parse, AST_NOT, from);
	not ->unary = node;
	parse_cover(parse, not, node);
	return not ;
}

static struct ast *
filters_and_tests(struct parse *parse, struct ast *node)
{
	while (!parse->failed) {
		if (parse->token.kind == LEX_PIPE)
			node = parse_filters(parse, node, false);
		else if (parse_at_name(parse, "is"))
			node = test(parse, node);
		else if (parse->token.kind == LEX_PAREN)
			node = call(parse, node);
		else
			break;
	}
	return node;
}

/* --- signs ---------------------------------------------------------------------------------- */

static struct ast *
sign(struct parse *parse)
{
	struct ast *node =
	        parse_node(parse, parse->token.kind == LEX_SUB ? AST_NEG : AST_POS, parse->token);
	parse_advance(parse);
	node->unary = unary(parse, false);
	parse_cover(parse, node, node->unary);
	return node;
}

static struct ast *
unary(struct parse *parse, bool with_filters)
{
	struct ast *node;
	if (!parse_enter(parse))
		return constant(parse, parse->token, value_none());
	if (parse->token.kind == LEX_SUB || parse->token.kind == LEX_ADD)
		node = sign(parse);
	else
		node = primary(parse);
	node = postfix(parse, node);
	if (with_filters)
		node = filters_and_tests(parse, node);
	parse_leave(parse);
	return node;
}

struct ast *
parse_operand(struct parse *parse)
{
	return unary(parse, true);
}
