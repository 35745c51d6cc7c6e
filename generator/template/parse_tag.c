/*
 * Tags. Each has a function here, or in parse_template.c, found by the table tag.def. It is called
 * with the tag's name as the current token and leaves the "%}" of its last tag to the caller.
 */
#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"
#include "template/parse.h"
#include "template/symbol.h"

/* --- choices and loops --------------------------------------------------------------------- */

/* As others write it. */
static void
refuse_else_if(struct parse *parse)
{
	if (parse->failed || !parse_at_name(parse, "if"))
		return;
	parse_fail_expected(parse, "\"%}\"");
	diag_help(parse->diags, "write {%% elif %%}");
}

static struct ast *
parse_if(struct parse *parse, struct ast *node)
{
	static const char *const ends[] = { "elif", "else", "endif", NULL },
	                         *const last[] = { "endif", NULL };
	struct ast_branch **next = &node->branches;
	struct lex_token end;
	node->kind = AST_IF;
	do {
		*next = arena_new(parse->arena, struct ast_branch);
		(*next)->test = parse_expression_list(parse, true);
		(*next)->body = parse_body(parse, ends, &end);
		next = &(*next)->next;
	} while (str_is(end.text, "elif"));
	if (str_is(end.text, "else")) {
		refuse_else_if(parse);
		*next = arena_new(parse->arena, struct ast_branch);
		(*next)->body = parse_body(parse, last, &end);
	}
	return node;
}

struct ast *
parse_body_apart(struct parse *parse, const char *const ends[], struct lex_token *end)
{
	unsigned loops = parse->loops;
	parse->loops = 0;
	struct ast *body = parse_body(parse, ends, end);
	parse->loops = loops;
	return body;
}

/* Within a loop, `loop` is the loop. */
static void
check_loop_name(struct parse *parse, const struct ast *target)
{
	if (target->kind == AST_NAME && str_is(target->symbol->name, "loop"))
		parse_fail(parse, target->at, target->len,
		        "within a loop, \"loop\" cannot be assigned to");
	if (target->kind != AST_TUPLE)
		return;
	for (const struct ast *item = target->items.first; item; item = item->next)
		check_loop_name(parse, item);
}

static struct ast *
parse_for(struct parse *parse, struct ast *node)
{
	static const char *const ends[] = { "else", "endfor", NULL },
	                         *const last[] = { "endfor", NULL };
	struct lex_token end;
	node->kind = AST_FOR;
	node->loop.target = parse_target(parse, false);
	check_loop_name(parse, node->loop.target);
	if (!parse_skip_name(parse, "in"))
		parse_fail_expected(parse, "\"in\"");
	node->loop.over = parse_expression_list(parse, true);
	if (parse_skip_name(parse, "if"))
		node->loop.test = parse_expression(parse);
	node->loop.recursive = parse_skip_name(parse, "recursive");
	parse->loops++;
	node->loop.body = parse_body(parse, ends, &end);
	parse->loops--;
	if (!str_is(end.text, "else"))
		return node;
	/* A recursive loop is a thing of its own, out of which nothing leaves the loops around it. */
	node->loop.empty = node->loop.recursive ? parse_body_apart(parse, last, &end)
	                                        : parse_body(parse, last, &end);
	return node;
}

static struct ast *
leave_loop(struct parse *parse, struct ast *node, enum ast_kind kind)
{
	node->kind = kind;
	if (!parse->loops)
		parse_fail(parse, node->at, node->len, "{%% %s %%} stands outside of a loop",
		        kind == AST_BREAK ? "break" : "continue");
	return node;
}

static struct ast *
parse_break(struct parse *parse, struct ast *node)
{
	return leave_loop(parse, node, AST_BREAK);
}

static struct ast *
parse_continue(struct parse *parse, struct ast *node)
{
	return leave_loop(parse, node, AST_CONTINUE);
}

/* --- names --------------------------------------------------------------------------------- */

static struct ast *
parse_set(struct parse *parse, struct ast *node)
{
	static const char *const ends[] = { "endset", NULL };
	struct lex_token end;
	node->set.target = parse_target(parse, true);
	if (parse->loops)
		check_loop_name(parse, node->set.target);
	if (parse_skip(parse, LEX_ASSIGN)) {
		node->kind = AST_SET;
		node->set.value = parse_expression_list(parse, false);
	} else {
		node->kind = AST_SET_BLOCK;
		node->set.value = parse_filters(parse, NULL, false);
		node->set.body = parse_body(parse, ends, &end);
	}
	return node;
}

static struct ast *
parse_with(struct parse *parse, struct ast *node)
{
	static const char *const ends[] = { "endwith", NULL };
	struct ast **target = &node->with.targets, **value = &node->with.values;
	struct lex_token end;
	node->kind = AST_WITH;
	while (parse->token.kind != LEX_TAG_END && !parse->failed) {
		if (node->with.targets)
			parse_expect(parse, LEX_COMMA);
		*target = parse_target(parse, false);
		target = &(*target)->next;
		parse_expect(parse, LEX_ASSIGN);
		*value = parse_expression(parse);
		value = &(*value)->next;
	}
	node->with.body = parse_body(parse, ends, &end);
	return node;
}

/* --- output -------------------------------------------------------------------------------- */

static struct ast *
parse_do(struct parse *parse, struct ast *node)
{
	node->kind = AST_DO;
	node->unary = parse_expression_list(parse, false);
	return node;
}

static struct ast *
parse_print(struct parse *parse, struct ast *node)
{
	struct ast *first = node;
	if (parse->token.kind == LEX_TAG_END)
		return node; /* prints nothing */
	for (;;) {
		node->kind = AST_OUTPUT;
		node->unary = parse_expression(parse);
		if (!parse_skip(parse, LEX_COMMA))
			return first;
		node = node->next = parse_node(parse, AST_OUTPUT, parse->token);
	}
}

static struct ast *
parse_filter(struct parse *parse, struct ast *node)
{
	static const char *const ends[] = { "endfilter", NULL };
	struct lex_token end;
	node->kind = AST_FILTER_BLOCK;
	node->wrap.subject = parse_filters(parse, NULL, true);
	node->wrap.body = parse_body(parse, ends, &end);
	return node;
}

static struct ast *
parse_autoescape(struct parse *parse, struct ast *node)
{
	static const char *const ends[] = { "endautoescape", NULL };
	struct lex_token end;
	node->kind = AST_AUTOESCAPE;
	node->wrap.subject = parse_expression(parse);
	node->wrap.body = parse_body(parse, ends, &end);
	return node;
}

/* --- macros -------------------------------------------------------------------------------- */

static struct ast_argument *
parameter(struct parse *parse)
{
	struct ast_argument *made = arena_new(parse->arena, struct ast_argument);
	made->at = parse->token.at;
	made->len = parse->token.len;
	made->name = parse_symbol(parse);
	return made;
}

static struct ast_argument *
signature(struct parse *parse)
{
	struct ast_argument *first = NULL, **end = &first;
	bool with_default = false;
	size_t count = 0;
	parse_expect(parse, LEX_PAREN);
	while (parse->token.kind != LEX_PAREN_END && !parse->failed) {
		struct ast_argument *made = parameter(parse);
		parse_count_arguments(parse, ++count, made->at);
		if (parse_skip(parse, LEX_ASSIGN)) {
			made->value = parse_expression(parse);
			with_default = true;
		} else if (with_default) {
			parse_fail(parse, made->at, made->len,
			        "a parameter without default cannot follow one with a default");
		}
		*end = made;
		end = &made->next;
		if (!parse_skip(parse, LEX_COMMA))
			break;
	}
	parse_expect(parse, LEX_PAREN_END);
	return first;
}

static struct ast *
parse_macro(struct parse *parse, struct ast *node)
{
	static const char *const ends[] = { "endmacro", NULL };
	struct lex_token end;
	node->kind = AST_MACRO;
	node->macro.name = parse_symbol(parse);
	node->macro.parameters = signature(parse);
	node->macro.body = parse_body_apart(parse, ends, &end);
	return node;
}

static struct ast *
parse_call(struct parse *parse, struct ast *node)
{
	static const char *const ends[] = { "endcall", NULL };
	struct lex_token end;
	node->kind = AST_CALL_BLOCK;
	if (parse->token.kind == LEX_PAREN)
		node->macro.parameters = signature(parse);
	node->macro.call = parse_expression(parse);
	if (node->macro.call->kind != AST_CALL)
		parse_fail(parse, node->macro.call->at, node->macro.call->len,
		        "expected the call of a macro, as in {%% call card() %%}");
	node->macro.body = parse_body_apart(parse, ends, &end);
	return node;
}

/* --- attributes ---------------------------------------------------------------------------- */

static struct ast *
name_of(struct parse *parse, const struct ast_argument *made)
{
	struct lex_token at = { .at = made->at, .len = made->len };
	struct ast *node = parse_node(parse, AST_NAME, at);
	node->symbol = made->name;
	return node;
}

/* {% if not name is defined %}{% set name = value %}{% endif %} */
static struct ast *
default_of(struct parse *parse, const struct ast_argument *made)
{
	struct lex_token at = { .at = made->at, .len = made->len };
	struct ast *test = parse_node(parse, AST_TEST, at), *set = parse_node(parse, AST_SET, at);
	struct ast *choice = parse_node(parse, AST_IF, at),
	           *absent = parse_node(parse, AST_NOT, at);
	test->call.of = name_of(parse, made);
	test->call.name = STR("defined");
	absent->unary = test;
	set->set.target = name_of(parse, made);
	set->set.value = made->value;
	choice->branches = arena_new(parse->arena, struct ast_branch);
	choice->branches->test = absent;
	choice->branches->body = set;
	return choice;
}

static void
check_repeated(struct parse *parse, const struct ast *node, const struct ast_argument *made)
{
	for (const struct ast_argument *p = node->macro.parameters; p != made; p = p->next) {
		if (p->name == made->name)
			parse_fail(parse, made->at, made->len,
			        "there are two attributes of this name");
	}
}

static struct ast *
parse_attributes(struct parse *parse, struct ast *node)
{
	struct ast_argument **end = &node->macro.parameters;
	struct ast **body = &node->macro.body;
	size_t count = 0;
	node->kind = AST_ATTRIBUTES;
	if (parse->opens > 1)
		parse_fail(parse, node->at, node->len,
		        "{%% attributes %%} stands outside of all other tags");
	while (parse->token.kind != LEX_TAG_END && !parse->failed) {
		struct ast_argument *made = *end = parameter(parse);
		end = &made->next;
		parse_count_arguments(parse, ++count, made->at);
		check_repeated(parse, node, made);
		if (parse_skip(parse, LEX_ASSIGN)) {
			made->value = parse_expression(parse);
			*body = default_of(parse, made);
			body = &(*body)->next;
		}
		if (!parse_skip(parse, LEX_COMMA))
			break;
	}
	return node;
}

/* --- the table ----------------------------------------------------------------------------- */

static const struct tag {
	struct str name;
	struct ast *(*parse)(struct parse *parse, struct ast *node);
} tags[] = {
#define TAG(name, function, syntax, help, ...) { STR_INIT(#name), function },
#include "template/tag.def"
#undef TAG
};

enum { TAGS = sizeof tags / sizeof *tags };

/* What else can stand behind "{%". */
static const struct str inner_tags[] = {
	STR_INIT("else"),
	STR_INIT("elif"),
	STR_INIT("endif"),
	STR_INIT("endfor"),
	STR_INIT("endset"),
	STR_INIT("endwith"),
	STR_INIT("endfilter"),
	STR_INIT("endautoescape"),
	STR_INIT("endmacro"),
	STR_INIT("endcall"),
	STR_INIT("endblock"),
	STR_INIT("raw"),
	STR_INIT("endraw"),
};

enum { INNER_TAGS = sizeof inner_tags / sizeof *inner_tags };

/* Tags that authors of other engines, or of Jinja's extensions, may look for. */
static const struct {
	struct str name;
	const char *advice;
} foreign_tags[] = {
	{ STR_INIT("trans"), "texts in several languages come from the function t()" },
	{ STR_INIT("blocktrans"), "texts in several languages come from the function t()" },
	{ STR_INIT("pluralize"), "texts in several languages come from the function t()" },
	{ STR_INIT("debug"), "{{ name }} shows what a name is" },
	{ STR_INIT("elseif"), "write {% elif %}" },
	{ STR_INIT("elsif"), "write {% elif %}" },
	{ STR_INIT("unless"), "write {% if not … %}" },
	{ STR_INIT("assign"), "write {% set name = value %}" },
	{ STR_INIT("capture"), "write {% set name %} … {% endset %}" },
	{ STR_INIT("set_global"), "a namespace() carries values out of a loop" },
	{ STR_INIT("verbatim"), "write {% raw %} … {% endraw %}" },
	{ STR_INIT("comment"), "write {# … #}" },
	{ STR_INIT("render"), "write {% include %}" },
	{ STR_INIT("layout"), "write {% extends %}" },
	{ STR_INIT("cycle"), "write {{ loop.cycle(a, b) }}" },
	{ STR_INIT("ifchanged"), "write {% if loop.changed(value) %}" },
	{ STR_INIT("empty"), "write {% else %}" },
	{ STR_INIT("load"), "filters and tests are all there without it" },
};

/* Says what serves the purpose here. False for a name that is no tag anywhere. */
static bool
advise(struct parse *parse, struct str name)
{
	for (size_t i = 0; i < sizeof foreign_tags / sizeof *foreign_tags; i++) {
		if (!str_eq(foreign_tags[i].name, name))
			continue;
		diag_help(parse->diags, "%s", foreign_tags[i].advice);
		return true;
	}
	return false;
}

static struct ast *
unknown_tag(struct parse *parse, struct lex_token name)
{
	struct str names[TAGS + INNER_TAGS];
	for (size_t i = 0; i < TAGS + INNER_TAGS; i++)
		names[i] = i < TAGS ? tags[i].name : inner_tags[i - TAGS];
	if (parse->failed)
		return NULL;
	bool inner = false;
	for (size_t i = 0; i < INNER_TAGS; i++)
		inner |= str_eq(inner_tags[i], name.text);
	if (!inner) {
		parse_fail(parse, name.at, name.len, "there is no tag \"" STR_FMT "\"",
		        STR_ARG(name.text));
		if (!advise(parse, name.text))
			diag_suggest(parse->diags, name.text, names, TAGS + INNER_TAGS);
		return NULL;
	}
	parse_fail(parse, name.at, name.len,
	        "there is nothing that this {%% " STR_FMT " %%} belongs to", STR_ARG(name.text));
	if (parse->opens) {
		struct place open =
		        diag_place(parse->path, parse->source, parse->open[parse->opens - 1].at, 1);
		diag_help(parse->diags, "the innermost open tag is {%% " STR_FMT " %%} of line %u",
		        STR_ARG(parse->open[parse->opens - 1].name), open.line);
	}
	return NULL;
}

struct ast *
parse_tag(struct parse *parse)
{
	struct lex_token name = parse_advance(parse);
	const struct tag *tag = tags;
	while (tag < tags + TAGS && !str_eq(tag->name, name.text))
		tag++;
	if (tag == tags + TAGS)
		return unknown_tag(parse, name);
	if (!parse_enter(parse))
		return NULL;
	parse->open[parse->opens].name = name.text;
	parse->open[parse->opens++].at = name.at;
	struct ast *node = tag->parse(parse, parse_node(parse, AST_TEXT, name));
	parse->opens--;
	parse_leave(parse);
	return node;
}
