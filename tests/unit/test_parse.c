#include "template/parse.h"

#include <stdio.h>

#include "../fuzz/ast_source.h"
#include "base/arena.h"
#include "base/diag.h"
#include "expect.h"
#include "template/symbol.h"

struct parsed {
	struct arena arena;
	struct symbols symbols;
	struct diags diags;
	struct parse *parse;
	struct ast *tree;
	bool good;
};

static void
open_parsed(struct parsed *parsed, const char *source)
{
	*parsed = (struct parsed){ 0 };
	diag_init(&parsed->diags);
	parsed->symbols.arena = &parsed->arena;
	parsed->parse = arena_new(&parsed->arena, struct parse);
	parsed->parse->arena = &parsed->arena;
	parsed->parse->symbols = &parsed->symbols;
	parsed->parse->diags = &parsed->diags;
	parsed->parse->path = STR("t");
	parsed->parse->source = str_from(source);
	lex_start(
	        &parsed->parse->lex, &parsed->arena, str_from(source), &(struct lex_settings){ 0 });
	parsed->good = parse_template(parsed->parse, &parsed->tree);
}

static void
close_parsed(struct parsed *parsed)
{
	diag_free(&parsed->diags);
	arena_free(&parsed->arena);
}

static void
expect_source(const char *source, const char *want)
{
	struct parsed parsed;
	struct buf out;
	buf_init(&out, 1 << 20);
	open_parsed(&parsed, source);
	assert_true(parsed.good);
	put_statements(&out, parsed.tree);
	expect_str(buf_view(&out), want);
	buf_free(&out);
	close_parsed(&parsed);
}

/* One expression, printed with all its brackets. */
static void
expect_expression(const char *source, const char *want)
{
	char template[400], wanted[400];
	snprintf(template, sizeof template, "{{ %s }}", source);
	snprintf(wanted, sizeof wanted, "{{ %s }}", want);
	expect_source(template, wanted);
}

static void
expect_error(const char *source, const char *want)
{
	struct parsed parsed;
	struct buf out;
	buf_init(&out, 1 << 20);
	open_parsed(&parsed, source);
	assert_false(parsed.good);
	assert_int_equal(parsed.diags.errors, 1);
	struct diag *diag = &parsed.diags.list.at[0];
	buf_format(
	        &out, "%u:%u: " STR_FMT, diag->place.line, diag->place.column, STR_ARG(diag->text));
	expect_str(buf_view(&out), want);
	buf_free(&out);
	close_parsed(&parsed);
}

static void
test_precedence(void **state)
{
	(void)state;
	expect_expression("a or b and not c == d", "(a or (b and (not (c == d))))");
	expect_expression("a + b * c ** d", "(a + (b * (c ** d)))");
	expect_expression("a ~ b + c ~ d", "((a ~ b) + (c ~ d))");
	expect_expression("a ~ b * c ~ d", "(a ~ (b * c) ~ d)");
	expect_expression("a - b - c", "((a - b) - c)");
	expect_expression("a ** b ** c", "((a ** b) ** c)");
	expect_expression("-a ** b", "((-a) ** b)");
	expect_expression("-a.b|c", "((-a.b)|c())");
	expect_expression("a + b|c is d", "(a + ((b|c()) is d()))");
	expect_expression("not a in b", "(not (a in b))");
	expect_expression("a not in b", "(a not in b)");
	expect_expression("a < b <= c in d", "(a < b <= c in d)");
	expect_expression("a if b else c if d else e", "(a if b else (c if d else e))");
	expect_expression("a if b if c", "((a if b) if c)");
	expect_expression("a or b if c", "((a or b) if c)");
	expect_expression("(a, b), (), (c,)", "((a, b), (), (c,))");
}

static void
test_postfix(void **state)
{
	(void)state;
	expect_expression("a.b['c'].0[d]", "a.b[\"c\"][0][d]");
	expect_expression(
	        "a[:], a[1:], a[:2], a[::3], a[1:2:3]", "(a[:], a[1:], a[:2], a[::3], a[1:2:3])");
	expect_expression("a[1, 2]", "a[(1, 2)]");
	expect_expression("f()(1)(x=2)", "f()(1)(x=2)");
	expect_expression("f(a, b=1, *c, **d)", "f(a, b=1, *c, **d)");
	expect_expression("a|b.c(1)|d", "((a|b.c(1))|d())");
	expect_expression("a is b 1 and c", "((a is b(1)) and c)");
	expect_expression("a is not b(1, 2)", "(not (a is b(1, 2)))");
	expect_expression("a is divisibleby b.c", "(a is divisibleby(b.c))");
	expect_expression("a is b if c else d", "((a is b()) if c else d)");
	expect_expression("'a' \"b\"", "\"ab\"");
	expect_expression("{'a': 1, b: [2]}", "{\"a\": 1, b: [2]}");
}

static void
test_statements(void **state)
{
	(void)state;
	expect_source("{% if a %}b{% elif c %}d{% else %}e{% endif %}",
	        "{% if a %}b{% elif c %}d{% else %}e{% endif %}");
	expect_source("{% if a: %}b{% endif %}", "{% if a %}b{% endif %}");
	expect_source("{% for a, (b, c) in d, e if f recursive %}g{% else %}h{% endfor %}",
	        "{% for (a, (b, c)) in (d, e) if f recursive %}g{% else %}h{% endfor %}");
	expect_source("{% set a, b.c = d %}{% set e|f|g(1) %}h{% endset %}",
	        "{% set a, b.c = d %}{% set e|f()|g(1) %}h{% endset %}");
	expect_source("{% with a = 1, b = 2 %}{% do c() %}{% endwith %}",
	        "{% with a = 1, b = 2 %}{% do c() %}{% endwith %}");
	expect_source(
	        "{% macro a(b, c=1) %}{% endmacro %}{% call(d) a() %}{% endcall %}{% call a() %}{% endcall %}",
	        "{% macro a(b, c=1) %}{% endmacro %}{% call(d) a() %}{% endcall %}{% call a() %}{% endcall %}");
	expect_source("{% block a scoped %}{% endblock a %}{% block b required %} {% endblock %}",
	        "{% block a scoped %}{% endblock %}{% block b required %} {% endblock %}");
	expect_source("{% include a ignore missing without context %}{% include b %}",
	        "{% include a ignore missing without context %}{% include b with context %}");
	expect_source(
	        "{% import a as b %}{% from a import b, c as d with context %}{% from a import b, %}",
	        "{% import a as b without context %}{% from a import b as b, c as d with context %}{% from a import b as b without context %}");
	expect_source(
	        "{% print a, b %}{% filter c|d %}{% endfilter %}{% autoescape e %}{% endautoescape %}",
	        "{{ a }}{{ b }}{% filter c()|d() %}{% endfilter %}{% autoescape e %}{% endautoescape %}");
	expect_source("{% for a in b %}{% break %}{% continue %}{% endfor %}",
	        "{% for a in b %}{% break %}{% continue %}{% endfor %}");
}

static void
test_errors(void **state)
{
	(void)state;
	expect_error("{{ }}", "1:4: expected an expression, found \"}}\"");
	expect_error("{{ a b }}", "1:6: expected \"}}\", found \"b\"");
	expect_error("{% if %}{% endif %}", "1:7: expected an expression, found \"%}\"");
	expect_error("a\n{% if b %}\nc", "2:4: {% if %} is never closed by {% endif %}");
	expect_error("{% for a in b %}{% endif %}",
	        "1:20: there is nothing that this {% endif %} belongs to");
	expect_error("{% 1 %}", "1:4: expected the name of a tag, found an integer");
	expect_error("{% froo %}", "1:4: there is no tag \"froo\"");
	expect_error("{% if a %}{% else %}{% elif b %}{% endif %}",
	        "1:24: there is nothing that this {% elif %} belongs to");
	expect_error("{% set 1 = 2 %}", "1:8: expected a name to assign to, found an integer");
	expect_error("{% set none = 2 %}", "1:8: this cannot be assigned to");
	expect_error("{% macro a(b=1, c) %}{% endmacro %}",
	        "1:17: a parameter without default cannot follow one with a default");
	expect_error("{% macro a() %}{% break %}{% endmacro %}",
	        "1:19: {% break %} stands outside of a loop");
	expect_error(
	        "{{ f(a=1, b) }}", "1:11: arguments without a name come before those with one");
	expect_error("{{ a is b is c }}", "1:11: tests cannot be chained: join them by \"and\"");
	expect_error("{% block a required %}b{% endblock %}",
	        "1:23: a required block is filled by the templates that extend this one, so it is empty here");
	expect_error(
	        "{% from a import _b %}", "1:18: a name that begins with \"_\" cannot be imported");
}

/* `middle` repeated between two ends. */
static void
expect_too_deep(const char *open, const char *middle, const char *close, const char *want)
{
	struct parsed parsed;
	struct buf source;
	buf_init(&source, 1 << 20);
	for (int i = 0; i < PARSE_DEPTH_MAX + 10; i++)
		buf_put(&source, str_from(open));
	buf_put(&source, str_from(middle));
	for (int i = 0; i < PARSE_DEPTH_MAX + 10; i++)
		buf_put(&source, str_from(close));
	buf_char(&source, '\0');
	open_parsed(&parsed, source.at);
	assert_false(parsed.good);
	expect_str(parsed.diags.list.at[0].text, want);
	close_parsed(&parsed);
	buf_free(&source);
}

static void
test_depth(void **state)
{
	(void)state;
	expect_too_deep("{{ ", "", "", "brackets nest deeper than 200");
	expect_too_deep("{% if a %}", "", "{% endif %}", "this nests deeper than 200");
	expect_too_deep("", "{{ a", " + a", "this expression is deeper than 200");
	expect_too_deep("", "{{ a", ".a", "this expression is deeper than 200");
	expect_too_deep("", "{{ a", "|a", "this expression is deeper than 200");
	expect_too_deep("", "{{ a", " if a", "this expression is deeper than 200");
	expect_too_deep("", "{{ -", "-", "this nests deeper than 200");
	expect_too_deep("", "{{ not ", "not ", "this nests deeper than 200");
}

/* Where a node lies in the source is what messages underline. */
static void
test_places(void **state)
{
	(void)state;
	struct parsed parsed;
	open_parsed(&parsed, "ab{{ cd + ef|g(1) }}");
	const struct ast *sum = parsed.tree->next->unary;
	assert_int_equal(sum->at, 5);
	assert_int_equal(sum->len, 12);
	assert_int_equal(sum->binary.right->at, 13);
	assert_int_equal(sum->binary.right->len, 4);
	close_parsed(&parsed);
}

static void
test_parameters(void **state)
{
	(void)state;
	struct parsed parsed;
	struct ast_argument *parameters;
	struct buf out;
	buf_init(&out, 1000);
	open_parsed(&parsed, "");
	lex_start_expression(&parsed.parse->lex, &parsed.arena, STR("a, b='x', *c, **d"));
	assert_true(parse_parameters(parsed.parse, &parameters));
	put_arguments(&out, parameters);
	expect_str(buf_view(&out), "(a, b=\"x\", *c, **d)");
	lex_start_expression(&parsed.parse->lex, &parsed.arena, STR("a b"));
	assert_false(parse_parameters(parsed.parse, &parameters));
	close_parsed(&parsed);
	buf_free(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_precedence),
		cmocka_unit_test(test_postfix),
		cmocka_unit_test(test_statements),
		cmocka_unit_test(test_errors),
		cmocka_unit_test(test_depth),
		cmocka_unit_test(test_places),
		cmocka_unit_test(test_parameters),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
