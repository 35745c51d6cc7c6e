/*
 * Expressions. Each level of precedence is one function that calls the next tighter one. A node
 * knows the height of the tree below it, so that chains which make no recursion here ("a + b + c
 * ...") cannot exhaust the stack of those who walk the tree later.
 */
#include <stddef.h>

#include "base/arena.h"
#include "template/parse.h"
#include "template/symbol.h"

static struct ast *
binary(struct parse *parse, enum ast_kind kind, enum operation op, struct ast *left,
        struct ast *right, struct lex_token at)
{
	struct ast *node = parse_node(parse, kind, at);
	node->binary.op = op;
	node->binary.left = left;
	node->binary.right = right;
	parse_cover(parse, node, left);
	parse_cover(parse, node, right);
	return node;
}

/* --- operators, from the tightest ----------------------------------------------------------- */

static struct ast *
power(struct parse *parse)
{
	struct ast *left = parse_operand(parse);
	while (parse->token.kind == LEX_POW) {
		struct lex_token at = parse_advance(parse);
		left = binary(parse, AST_BINARY, OPERATE_POW, left, parse_operand(parse), at);
	}
	return left;
}

static struct ast *
product(struct parse *parse)
{
	struct ast *left = power(parse);
	for (;;) {
		enum operation op;
		switch (parse->token.kind) {
		case LEX_MUL: op = OPERATE_MUL; break;
		case LEX_DIV: op = OPERATE_DIV; break;
		case LEX_FLOORDIV: op = OPERATE_FLOORDIV; break;
		case LEX_MOD: op = OPERATE_MOD; break;
		default: return left;
		}
		struct lex_token at = parse_advance(parse);
		left = binary(parse, AST_BINARY, op, left, power(parse), at);
	}
}

static struct ast *
concatenation(struct parse *parse)
{
	struct lex_token from = parse->token;
	struct ast *first = product(parse);
	if (parse->token.kind != LEX_TILDE)
		return first;
	struct ast *node = parse_node(parse, AST_CONCAT, from);
	struct ast **end = &node->items.first;
	parse_append(parse, node, &end, first);
	while (parse_skip(parse, LEX_TILDE))
		parse_append(parse, node, &end, product(parse));
	return node;
}

static struct ast *
sum(struct parse *parse)
{
	struct ast *left = concatenation(parse);
	while (parse->token.kind == LEX_ADD || parse->token.kind == LEX_SUB) {
		struct lex_token at = parse_advance(parse);
		enum operation op = at.kind == LEX_ADD ? OPERATE_ADD : OPERATE_SUB;
		left = binary(parse, AST_BINARY, op, left, concatenation(parse), at);
	}
	return left;
}

/* Passes a comparison, and says which. */
static bool
comparison_operator(struct parse *parse, enum operation *op)
{
	switch (parse->token.kind) {
	case LEX_EQ: *op = OPERATE_EQ; break;
	case LEX_NE: *op = OPERATE_NE; break;
	case LEX_LT: *op = OPERATE_LT; break;
	case LEX_LE: *op = OPERATE_LE; break;
	case LEX_GT: *op = OPERATE_GT; break;
	case LEX_GE: *op = OPERATE_GE; break;
	case LEX_NAME:
		if (parse_at_name(parse, "in")) {
			*op = OPERATE_IN;
			break;
		}
		if (!parse_at_name(parse, "not") || parse->ahead.kind != LEX_NAME ||
		        !str_is(parse->ahead.text, "in"))
			return false;
		parse_advance(parse);
		*op = OPERATE_NOT_IN;
		break;
	default: return false;
	}
	parse_advance(parse);
	return true;
}

static void
append_link(struct parse *parse, struct ast *chain, struct ast_link ***end, enum operation op,
        struct ast *operand)
{
	struct ast_link *link = arena_new(parse->arena, struct ast_link);
	link->op = op;
	link->operand = operand;
	**end = link;
	*end = &link->next;
	parse_cover(parse, chain, operand);
}

/* One comparison is a binary node; `a < b < c` is a chain that evaluates b once. */
static struct ast *
comparison(struct parse *parse)
{
	struct lex_token at = parse->token;
	struct ast *left = sum(parse);
	enum operation op, next;
	if (!comparison_operator(parse, &op))
		return left;
	struct ast *right = sum(parse);
	if (!comparison_operator(parse, &next))
		return binary(parse, AST_BINARY, op, left, right, at);
	struct ast *node = parse_node(parse, AST_CHAIN, at);
	struct ast_link **end = &node->chain.links;
	node->chain.first = left;
	parse_cover(parse, node, left);
	append_link(parse, node, &end, op, right);
	do
		append_link(parse, node, &end, next, sum(parse));
	while (comparison_operator(parse, &next));
	return node;
}

static struct ast *
negation(struct parse *parse)
{
	if (!parse_at_name(parse, "not"))
		return comparison(parse);
	struct ast *node = parse_node(parse, AST_NOT, parse_advance(parse));
	if (parse_enter(parse)) {
		node->unary = negation(parse);
		parse_leave(parse);
	} else {
		node->unary = parse_node(parse, AST_CONST, parse->token);
	}
	parse_cover(parse, node, node->unary);
	return node;
}

static struct ast *
conjunction(struct parse *parse)
{
	struct ast *left = negation(parse);
	while (parse_at_name(parse, "and")) {
		struct lex_token at = parse_advance(parse);
		left = binary(parse, AST_AND, 0, left, negation(parse), at);
	}
	return left;
}

static struct ast *
disjunction(struct parse *parse)
{
	struct ast *left = conjunction(parse);
	while (parse_at_name(parse, "or")) {
		struct lex_token at = parse_advance(parse);
		left = binary(parse, AST_OR, 0, left, conjunction(parse), at);
	}
	return left;
}

/* yes `if` test [`else` no] */
static struct ast *
condition(struct parse *parse)
{
	struct ast *node = disjunction(parse);
	while (parse_at_name(parse, "if") && !parse->failed) {
		struct ast *yes = node;
		node = parse_node(parse, AST_CONDITION, parse_advance(parse));
		node->condition.yes = yes;
		node->condition.test = disjunction(parse);
		if (parse_skip_name(parse, "else") && parse_enter(parse)) {
			node->condition.no = condition(parse);
			parse_leave(parse);
		}
		parse_cover(parse, node, yes);
		parse_cover(parse, node, node->condition.test);
		parse_cover(parse, node, node->condition.no);
	}
	return node;
}

struct ast *
parse_expression(struct parse *parse)
{
	return condition(parse);
}

struct ast *
parse_expression_simple(struct parse *parse)
{
	return disjunction(parse);
}

/* --- lists ---------------------------------------------------------------------------------- */

/* Does a list of expressions end here? Only where a comma or nothing came before. */
static bool
at_list_end(const struct parse *parse)
{
	enum lex_kind kind = parse->token.kind;
	return kind == LEX_TAG_END || kind == LEX_OUTPUT_END || kind == LEX_PAREN_END ||
	        kind == LEX_END || parse_at_name(parse, "in") || parse_at_name(parse, "recursive");
}

struct ast *
parse_tuple(struct parse *parse, struct lex_token from, struct ast *first,
        struct ast *(*item)(struct parse *parse))
{
	struct ast *node = parse_node(parse, AST_TUPLE, from);
	struct ast **end = &node->items.first;
	parse_append(parse, node, &end, first);
	while (parse_skip(parse, LEX_COMMA) && !at_list_end(parse))
		parse_append(parse, node, &end, item(parse));
	return node;
}

struct ast *
parse_expression_list(struct parse *parse, bool simple)
{
	struct lex_token from = parse->token;
	struct ast *first = simple ? disjunction(parse) : condition(parse);
	if (parse->token.kind != LEX_COMMA)
		return first;
	return parse_tuple(parse, from, first, simple ? disjunction : condition);
}

/* --- targets ------------------------------------------------------------------------------- */

static struct ast *
target(struct parse *parse)
{
	struct lex_token from = parse->token;
	if (from.kind == LEX_NAME) {
		struct ast *node = parse_word(parse);
		if (node->kind != AST_NAME)
			parse_fail(parse, node->at, node->len, "this cannot be assigned to");
		return node;
	}
	struct ast *node = parse_node(parse, AST_TUPLE, from);
	if (from.kind != LEX_PAREN) {
		parse_fail_expected(parse, "a name to assign to");
	} else if (parse_enter(parse)) {
		parse_advance(parse);
		node = parse_target(parse, false);
		parse_expect(parse, LEX_PAREN_END);
		parse_leave(parse);
	}
	return node;
}

/* The same, where `name.attribute` of a namespace may stand too. */
static struct ast *
target_or_attribute(struct parse *parse)
{
	struct ast *node = target(parse);
	if (node->kind == AST_NAME && parse->token.kind == LEX_DOT && parse->ahead.kind == LEX_NAME)
		return parse_attribute(parse, node);
	return node;
}

struct ast *
parse_target(struct parse *parse, bool attributes)
{
	struct lex_token from = parse->token;
	struct ast *(*item)(struct parse *) = attributes ? target_or_attribute : target;
	struct ast *first = item(parse);
	return parse->token.kind == LEX_COMMA ? parse_tuple(parse, from, first, item) : first;
}
