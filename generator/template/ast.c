#include "template/ast.h"

typedef void visitor(void *context, const struct ast *child);

static void
visit_list(const struct ast *list, visitor *visit, void *context)
{
	for (; list; list = list->next)
		visit(context, list);
}

/* One child that is not a list, or none. */
static void
visit_one(const struct ast *child, visitor *visit, void *context)
{
	if (child)
		visit(context, child);
}

static void
visit_arguments(const struct ast_argument *argument, visitor *visit, void *context)
{
	for (; argument; argument = argument->next)
		visit_one(argument->value, visit, context);
}

static void
visit_branches(const struct ast_branch *branch, visitor *visit, void *context)
{
	for (; branch; branch = branch->next) {
		visit_one(branch->test, visit, context);
		visit_list(branch->body, visit, context);
	}
}

static void
visit_chain(const struct ast *node, visitor *visit, void *context)
{
	visit(context, node->chain.first);
	for (const struct ast_link *link = node->chain.links; link; link = link->next)
		visit(context, link->operand);
}

static void
visit_loop(const struct ast *node, visitor *visit, void *context)
{
	visit_one(node->loop.over, visit, context);
	visit_one(node->loop.target, visit, context);
	visit_one(node->loop.test, visit, context);
	visit_list(node->loop.body, visit, context);
	visit_list(node->loop.empty, visit, context);
}

/* flat switch */
void
ast_children(const struct ast *node, visitor *visit, void *context)
{
	switch (node->kind) {
	case AST_CONST:
	case AST_NAME:
	case AST_TEXT:
	case AST_BREAK:
	case AST_CONTINUE: break;
	case AST_LIST:
	case AST_TUPLE:
	case AST_DICT:
	case AST_CONCAT: visit_list(node->items.first, visit, context); break;
	case AST_NOT:
	case AST_NEG:
	case AST_POS:
	case AST_OUTPUT:
	case AST_DO:
	case AST_EXTENDS: visit_one(node->unary, visit, context); break;
	case AST_BINARY:
	case AST_AND:
	case AST_OR:
		visit_one(node->binary.left, visit, context);
		visit_one(node->binary.right, visit, context);
		break;
	case AST_CHAIN: visit_chain(node, visit, context); break;
	case AST_CONDITION:
		visit_one(node->condition.test, visit, context);
		visit_one(node->condition.yes, visit, context);
		visit_one(node->condition.no, visit, context);
		break;
	case AST_ATTRIBUTE: visit_one(node->attribute.of, visit, context); break;
	case AST_ITEM:
		visit_one(node->item.of, visit, context);
		visit_one(node->item.index, visit, context);
		break;
	case AST_SLICE:
		visit_one(node->slice.of, visit, context);
		visit_one(node->slice.from, visit, context);
		visit_one(node->slice.to, visit, context);
		visit_one(node->slice.step, visit, context);
		break;
	case AST_CALL:
	case AST_FILTER:
	case AST_TEST:
		visit_one(node->call.of, visit, context);
		visit_arguments(node->call.arguments, visit, context);
		break;
	case AST_IF: visit_branches(node->branches, visit, context); break;
	case AST_FOR: visit_loop(node, visit, context); break;
	case AST_SET:
	case AST_SET_BLOCK:
		visit_one(node->set.value, visit, context);
		visit_one(node->set.target, visit, context);
		visit_list(node->set.body, visit, context);
		break;
	case AST_WITH:
		visit_list(node->with.values, visit, context);
		visit_list(node->with.targets, visit, context);
		visit_list(node->with.body, visit, context);
		break;
	case AST_FILTER_BLOCK:
	case AST_AUTOESCAPE:
		visit_one(node->wrap.subject, visit, context);
		visit_list(node->wrap.body, visit, context);
		break;
	case AST_MACRO:
	case AST_CALL_BLOCK:
		visit_arguments(node->macro.parameters, visit, context);
		visit_one(node->macro.call, visit, context);
		visit_list(node->macro.body, visit, context);
		break;
	case AST_ATTRIBUTES: visit_list(node->macro.body, visit, context); break;
	case AST_BLOCK: visit_list(node->block.body, visit, context); break;
	case AST_INCLUDE:
	case AST_IMPORT:
	case AST_FROM: visit_one(node->include.source, visit, context); break;
	}
}

bool
ast_is_text(const struct ast *node)
{
	return node->kind == AST_CONST && value_is_text(node->value);
}

void
ast_ends(const struct ast *node, struct str *prefix, struct str *suffix)
{
	const struct ast *first = node, *last = node;
	*prefix = *suffix = STR_EMPTY;
	if (node->kind == AST_CONCAT) {
		first = last = node->items.first;
		while (last->next)
			last = last->next;
	} else if (node->kind == AST_BINARY && node->binary.op == OPERATE_ADD) {
		last = node->binary.right;
		while (first->kind == AST_BINARY && first->binary.op == OPERATE_ADD)
			first = first->binary.left;
	}
	if (first != last && ast_is_text(first))
		*prefix = value_str(first->value);
	if (first != last && ast_is_text(last))
		*suffix = value_str(last->value);
}

struct mention {
	const struct symbol *name;
	bool found;
};

static void
look_for_mention(void *context, const struct ast *node)
{
	struct mention *mention = context;
	if (node->kind == AST_NAME && node->symbol == mention->name)
		mention->found = true;
	else if (!mention->found && node->kind != AST_BLOCK)
		ast_children(node, look_for_mention, context);
}

bool
ast_mentions(const struct ast *list, const struct symbol *name)
{
	struct mention mention = { name, false };
	visit_list(list, look_for_mention, &mention);
	return mention.found;
}
