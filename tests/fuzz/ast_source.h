/*
 * A template's tree as the source of a template, with brackets around everything that could be read
 * in another way. Read again, it prints the same: that is what the tests and the fuzz target compare.
 */
#ifndef KITH_TESTS_AST_SOURCE_H
#define KITH_TESTS_AST_SOURCE_H

#include "base/buf.h"
#include "template/ast.h"
#include "template/symbol.h"

static inline void put_expression(struct buf *out, const struct ast *node);
static inline void put_statements(struct buf *out, const struct ast *list);

/* --- expressions --------------------------------------------------------------------------- */

static inline void
put_string(struct buf *out, struct str s)
{
	buf_char(out, '"');
	for (size_t i = 0; i < s.len; i++) {
		if (s.at[i] == '"' || s.at[i] == '\\')
			buf_char(out, '\\');
		buf_char(out, s.at[i]);
	}
	buf_char(out, '"');
}

static inline void
put_constant(struct buf *out, struct value v)
{
	switch (v.kind) {
	case VALUE_BOOL: buf_put(out, v.boolean ? STR("true") : STR("false")); break;
	case VALUE_INT: buf_int(out, v.integer); break;
	case VALUE_FLOAT: buf_number(out, v.number); break;
	case VALUE_TEXT: put_string(out, value_str(v)); break;
	default: buf_lit(out, "none"); break;
	}
}

/* Items with something between them; in dicts keys and values in turn. */
static inline void
put_items(struct buf *out, const struct ast *node, const char *open, const char *between,
        const char *close)
{
	size_t index = 0;
	buf_put(out, str_from(open));
	for (const struct ast *item = node->items.first; item; item = item->next, index++) {
		if (index)
			buf_put(out,
			        node->kind == AST_DICT && index % 2 ? STR(": ")
			                                            : str_from(between));
		put_expression(out, item);
	}
	if (node->kind == AST_TUPLE && index == 1)
		buf_char(out, ',');
	buf_put(out, str_from(close));
}

static inline void
put_arguments(struct buf *out, const struct ast_argument *argument)
{
	buf_char(out, '(');
	for (bool first = true; argument; argument = argument->next, first = false) {
		if (!first)
			buf_lit(out, ", ");
		if (argument->kind == AST_SPLAT)
			buf_char(out, '*');
		if (argument->kind == AST_SPLAT_MAP)
			buf_lit(out, "**");
		if (argument->name)
			buf_put(out, argument->name->name);
		if (argument->name && argument->value)
			buf_char(out, '=');
		if (argument->value)
			put_expression(out, argument->value);
	}
	buf_char(out, ')');
}

static inline struct str
operator_text(enum operation op)
{
	static const struct str texts[] = {
#define OPERATOR(name, text, function) STR_INIT(" " text " "),
#include "template/operate.def"
#undef OPERATOR
	};
	return texts[op];
}

static inline void
put_pair(struct buf *out, const struct ast *left, struct str between, const struct ast *right)
{
	buf_char(out, '(');
	put_expression(out, left);
	buf_put(out, between);
	put_expression(out, right);
	buf_char(out, ')');
}

static inline void
put_chain(struct buf *out, const struct ast *node)
{
	buf_char(out, '(');
	put_expression(out, node->chain.first);
	for (const struct ast_link *link = node->chain.links; link; link = link->next) {
		buf_put(out, operator_text(link->op));
		put_expression(out, link->operand);
	}
	buf_char(out, ')');
}

static inline void
put_condition(struct buf *out, const struct ast *node)
{
	buf_char(out, '(');
	put_expression(out, node->condition.yes);
	buf_lit(out, " if ");
	put_expression(out, node->condition.test);
	if (node->condition.no) {
		buf_lit(out, " else ");
		put_expression(out, node->condition.no);
	}
	buf_char(out, ')');
}

static inline void
put_slice(struct buf *out, const struct ast *node)
{
	put_expression(out, node->slice.of);
	buf_char(out, '[');
	if (node->slice.from)
		put_expression(out, node->slice.from);
	buf_char(out, ':');
	if (node->slice.to)
		put_expression(out, node->slice.to);
	if (node->slice.step) {
		buf_char(out, ':');
		put_expression(out, node->slice.step);
	}
	buf_char(out, ']');
}

/* A name behind a test may be a word that means something anywhere else: "x is sameas not". */
static inline bool
is_lone_name(const struct ast_argument *argument)
{
	return argument && !argument->next && argument->kind == AST_POSITIONAL && argument->value &&
	        argument->value->kind == AST_NAME;
}

static inline void
put_use(struct buf *out, const struct ast *node)
{
	const struct ast_argument *arguments = node->call.arguments;

	buf_char(out, '(');
	put_expression(out, node->call.of);
	buf_put(out, node->kind == AST_FILTER ? STR("|") : STR(" is "));
	buf_put(out, node->call.name);
	if (node->kind == AST_TEST && is_lone_name(arguments)) {
		buf_char(out, ' ');
		put_expression(out, arguments->value);
	} else {
		put_arguments(out, arguments);
	}
	buf_char(out, ')');
}

static inline void
put_unary(struct buf *out, const char *sign, const struct ast *node)
{
	buf_char(out, '(');
	buf_put(out, str_from(sign));
	put_expression(out, node->unary);
	buf_char(out, ')');
}

static inline void
put_expression(struct buf *out, const struct ast *node)
{
	switch (node->kind) {
	case AST_CONST: put_constant(out, node->value); break;
	case AST_NAME: buf_put(out, node->symbol->name); break;
	case AST_LIST: put_items(out, node, "[", ", ", "]"); break;
	case AST_TUPLE: put_items(out, node, "(", ", ", ")"); break;
	case AST_DICT: put_items(out, node, "{", ", ", "}"); break;
	case AST_CONCAT: put_items(out, node, "(", " ~ ", ")"); break;
	case AST_NOT: put_unary(out, "not ", node); break;
	case AST_NEG: put_unary(out, "-", node); break;
	case AST_POS: put_unary(out, "+", node); break;
	case AST_BINARY:
		put_pair(
		        out, node->binary.left, operator_text(node->binary.op), node->binary.right);
		break;
	case AST_AND: put_pair(out, node->binary.left, STR(" and "), node->binary.right); break;
	case AST_OR: put_pair(out, node->binary.left, STR(" or "), node->binary.right); break;
	case AST_CHAIN: put_chain(out, node); break;
	case AST_CONDITION: put_condition(out, node); break;
	case AST_ATTRIBUTE:
		put_expression(out, node->attribute.of);
		buf_format(out, "." STR_FMT, STR_ARG(node->attribute.name->name));
		break;
	case AST_ITEM:
		put_expression(out, node->item.of);
		buf_char(out, '[');
		put_expression(out, node->item.index);
		buf_char(out, ']');
		break;
	case AST_SLICE: put_slice(out, node); break;
	case AST_CALL:
		put_expression(out, node->call.of);
		put_arguments(out, node->call.arguments);
		break;
	default: put_use(out, node); break;
	}
}

/* --- statements ---------------------------------------------------------------------------- */

/* The filters of {% filter %} and {% set | %}, whose first one is applied to the body. */
static inline void
put_filters(struct buf *out, const struct ast *node, bool named)
{
	if (node->call.of)
		put_filters(out, node->call.of, named);
	if (node->call.of || !named)
		buf_char(out, '|');
	buf_put(out, node->call.name);
	put_arguments(out, node->call.arguments);
}

static inline void
put_if(struct buf *out, const struct ast *node)
{
	for (const struct ast_branch *b = node->branches; b; b = b->next) {
		if (b->test) {
			buf_put(out, b == node->branches ? STR("{% if ") : STR("{% elif "));
			put_expression(out, b->test);
			buf_lit(out, " %}");
		} else {
			buf_lit(out, "{% else %}");
		}
		put_statements(out, b->body);
	}
	buf_lit(out, "{% endif %}");
}

static inline void
put_for(struct buf *out, const struct ast *node)
{
	buf_lit(out, "{% for ");
	put_expression(out, node->loop.target);
	buf_lit(out, " in ");
	put_expression(out, node->loop.over);
	if (node->loop.test) {
		buf_lit(out, " if ");
		put_expression(out, node->loop.test);
	}
	buf_put(out, node->loop.recursive ? STR(" recursive %}") : STR(" %}"));
	put_statements(out, node->loop.body);
	if (node->loop.empty)
		buf_lit(out, "{% else %}");
	put_statements(out, node->loop.empty);
	buf_lit(out, "{% endfor %}");
}

static inline void
put_set(struct buf *out, const struct ast *node)
{
	buf_lit(out, "{% set ");
	if (node->set.target->kind == AST_TUPLE)
		put_items(out, node->set.target, "", ", ", "");
	else
		put_expression(out, node->set.target);
	if (node->kind == AST_SET) {
		buf_lit(out, " = ");
		put_expression(out, node->set.value);
		buf_lit(out, " %}");
		return;
	}
	if (node->set.value)
		put_filters(out, node->set.value, false);
	buf_lit(out, " %}");
	put_statements(out, node->set.body);
	buf_lit(out, "{% endset %}");
}

static inline void
put_with(struct buf *out, const struct ast *node)
{
	const struct ast *value = node->with.values;
	buf_lit(out, "{% with");
	for (const struct ast *t = node->with.targets; t; t = t->next, value = value->next) {
		buf_put(out, t == node->with.targets ? STR(" ") : STR(", "));
		put_expression(out, t);
		buf_lit(out, " = ");
		put_expression(out, value);
	}
	buf_lit(out, " %}");
	put_statements(out, node->with.body);
	buf_lit(out, "{% endwith %}");
}

static inline void
put_macro(struct buf *out, const struct ast *node)
{
	bool call = node->kind == AST_CALL_BLOCK;
	buf_put(out, call ? STR("{% call") : STR("{% macro "));
	if (!call)
		buf_put(out, node->macro.name->name);
	if (!call || node->macro.parameters)
		put_arguments(out, node->macro.parameters);
	if (call) {
		buf_char(out, ' ');
		put_expression(out, node->macro.call);
	}
	buf_lit(out, " %}");
	put_statements(out, node->macro.body);
	buf_put(out, call ? STR("{% endcall %}") : STR("{% endmacro %}"));
}

static inline void
put_attributes(struct buf *out, const struct ast *node)
{
	buf_lit(out, "{% attributes");
	for (const struct ast_argument *p = node->macro.parameters; p; p = p->next) {
		buf_format(out, "%s" STR_FMT, p == node->macro.parameters ? " " : ", ",
		        STR_ARG(p->name->name));
		if (p->value) {
			buf_char(out, '=');
			put_expression(out, p->value);
		}
	}
	buf_lit(out, " %}");
}

static inline void
put_include(struct buf *out, const struct ast *node)
{
	bool include = node->kind == AST_INCLUDE;
	buf_put(out,
	        include                          ? STR("{% include ")
	                : node->kind == AST_FROM ? STR("{% from ")
	                                         : STR("{% import "));
	put_expression(out, node->include.source);
	if (node->include.ignore_missing)
		buf_lit(out, " ignore missing");
	if (node->kind == AST_IMPORT)
		buf_format(out, " as " STR_FMT, STR_ARG(node->include.target->name));
	for (const struct ast_import *n = node->include.names; n; n = n->next)
		buf_format(out, "%s " STR_FMT " as " STR_FMT,
		        n == node->include.names ? " import" : ",", STR_ARG(n->name->name),
		        STR_ARG(n->alias->name));
	buf_put(out,
	        node->include.with_context ? STR(" with context %}") : STR(" without context %}"));
}

static inline void
put_tagged(struct buf *out, const char *tag, const struct ast *expression)
{
	buf_format(out, "{%% %s ", tag);
	put_expression(out, expression);
	buf_lit(out, " %}");
}

static inline void
put_block(struct buf *out, const struct ast *node)
{
	buf_format(out, "{%% block " STR_FMT "%s%s %%}", STR_ARG(node->block.name->name),
	        node->block.scoped ? " scoped" : "", node->block.required ? " required" : "");
	put_statements(out, node->block.body);
	buf_lit(out, "{% endblock %}");
}

/* What could be read as a mark, also together with what is beside it, stands in a raw section. */
static inline void
put_text(struct buf *out, struct str text)
{
	bool raw = str_find_char(text, '{') != STR_NONE;
	if (raw)
		buf_lit(out, "{% raw %}");
	buf_put(out, text);
	if (raw)
		buf_lit(out, "{% endraw %}");
}

static inline void
put_statement(struct buf *out, const struct ast *node)
{
	switch (node->kind) {
	case AST_TEXT: put_text(out, node->text); break;
	case AST_OUTPUT:
		buf_lit(out, "{{ ");
		put_expression(out, node->unary);
		buf_lit(out, " }}");
		break;
	case AST_DO: put_tagged(out, "do", node->unary); break;
	case AST_EXTENDS: put_tagged(out, "extends", node->unary); break;
	case AST_IF: put_if(out, node); break;
	case AST_FOR: put_for(out, node); break;
	case AST_BREAK: buf_lit(out, "{% break %}"); break;
	case AST_CONTINUE: buf_lit(out, "{% continue %}"); break;
	case AST_SET:
	case AST_SET_BLOCK: put_set(out, node); break;
	case AST_WITH: put_with(out, node); break;
	case AST_FILTER_BLOCK:
		buf_lit(out, "{% filter ");
		put_filters(out, node->wrap.subject, true);
		buf_lit(out, " %}");
		put_statements(out, node->wrap.body);
		buf_lit(out, "{% endfilter %}");
		break;
	case AST_AUTOESCAPE:
		put_tagged(out, "autoescape", node->wrap.subject);
		put_statements(out, node->wrap.body);
		buf_lit(out, "{% endautoescape %}");
		break;
	case AST_MACRO:
	case AST_CALL_BLOCK: put_macro(out, node); break;
	case AST_ATTRIBUTES: put_attributes(out, node); break;
	case AST_BLOCK: put_block(out, node); break;
	default: put_include(out, node); break;
	}
}

static inline void
put_statements(struct buf *out, const struct ast *list)
{
	for (; list; list = list->next)
		put_statement(out, list);
}

#endif
