#include "template/compile.h"

#include "template/callable.h"
#include "template/op_call.h"
#include "template/symbol.h"
#include "template_kit.h"

/* --- listings ------------------------------------------------------------------------------ */

/* What of an op is its operand; the words are those of op.def. */
enum operand {
	NONE,
	TEXT,
	VALUE,
	SLOT,
	OUTER,
	SYMBOL,
	COUNT,
	OPERATOR,
	TARGET,
	USE,
	CALL,
	UNIT,
	LOOP,
	BLOCK,
	TEMPLATE,
	PLACE,
};

static const struct {
	const char *name;
	enum operand operand;
} codes[] = {
#define OP(name, function, operand, grows, help) { #name, operand },
#include "template/op.def"
#undef OP
};

static void
put_value(struct buf *out, struct value v)
{
	if (v.kind == VALUE_INT)
		buf_int(out, v.integer);
	else if (v.kind == VALUE_TEXT)
		buf_format(out, "'" STR_FMT "'", STR_ARG(value_str(v)));
	else
		buf_put(out, str_from(value_kind_name(v)));
}

/* The arguments that are the same each time; others have been pushed. */
static void
put_constants(struct buf *out, const struct op_use *use)
{
	for (size_t i = 0; use->constants && i < use->callable->count; i++) {
		buf_put(out, i ? STR(", ") : STR(" "));
		put_value(out, use->constants[i]);
	}
}

static void
put_op(struct buf *out, const struct op *op)
{
	buf_put(out, str_from(codes[op->code].name));
	switch (codes[op->code].operand) {
	case TEXT: buf_format(out, " '" STR_FMT "'", STR_ARG(*op->text)); break;
	case VALUE:
		buf_char(out, ' ');
		put_value(out, *op->value);
		break;
	case SLOT: buf_format(out, " %u", op->a); break;
	case OUTER: buf_format(out, " %u.%u", op->c, op->a); break;
	case SYMBOL: buf_format(out, " " STR_FMT, STR_ARG(op->symbol->name)); break;
	case COUNT:
	case TARGET: buf_format(out, " %u", op->b); break;
	case USE: put_constants(out, op->use); break;
	default: break;
	}
}

static void
put_unit(struct buf *out, const struct unit *unit)
{
	for (uint32_t i = 0; i + 1 < unit->count; i++) {
		if (i)
			buf_lit(out, "; ");
		put_op(out, &unit->ops[i]);
	}
}

static const struct template *
load(struct kit *kit, const char *text)
{
	return template_from_text(kit->engine, STR("main.html"), str_from(text), &kit->diags);
}

static void
expect_ops(const char *text, const char *want)
{
	struct kit kit;
	struct buf out;
	buf_init(&out, 10000);
	kit_open(&kit, (const char *const[]){ NULL }, NULL);
	const struct template *template = load(&kit, text);
	assert_non_null(template);
	put_unit(&out, template->root);
	expect_str(buf_view(&out), want);
	buf_free(&out);
	kit_close(&kit);
}

/* --- tests --------------------------------------------------------------------------------- */

static void
test_text(void **state)
{
	(void)state;
	expect_ops("a{# b #}c", "TEXT 'ac'");
	expect_ops("a{{ '<' }}{{ 1 }}b", "TEXT 'a&lt;1b'");
	expect_ops("{{ a }}b", "NAME 0; EMIT; TEXT 'b'");
	expect_ops("{% if a %}b{% endif %}c", "NAME 0; JUMP_FALSE 3; TEXT 'b'; TEXT 'c'");
}

static void
test_expressions(void **state)
{
	(void)state;
	expect_ops("{{ a.b + -1 }}", "NAME 0; ATTRIBUTE b; CONST -1; BINARY; EMIT");
	expect_ops("{{ a and b or c }}", "NAME 0; AND 3; NAME 1; OR 5; NAME 2; EMIT");
	expect_ops("{{ a if b }}", "NAME 0; JUMP_FALSE 4; NAME 1; JUMP 5; CONST undefined; EMIT");
	expect_ops("{{ a < b < c }}", "NAME 0; NAME 1; CHAIN; NAME 2; BINARY; EMIT");
	expect_ops("{{ a in [1, 2] }}", "NAME 0; CONST list; BINARY; EMIT");
	expect_ops("{{ [a, 1] }}", "NAME 0; CONST 1; LIST 2; EMIT");
}

static void
test_filters_have_their_arguments_in_order(void **state)
{
	(void)state;
	expect_ops("{{ a|truncate(end='x', length=5) }}",
	        "NAME 0; FILTER 5, boolean, 'x', none; EMIT");
	expect_ops("{{ a|truncate(-b, 'a\\nb') }}",
	        "NAME 0; NAME 1; NEGATE; CONST 'a\nb'; CONST '...'; CONST none; FILTER; EMIT");
	expect_ops("{{ a|round(-2)|default([]) }}",
	        "NAME 0; FILTER -2, 'common'; LIST 0; CONST boolean; FILTER; EMIT");
	expect_ops("{{ a|map('replace', 'x', new='y') }}",
	        "NAME 0; CONST 'replace'; CONST none; CONST none; CONST 'x'; TUPLE 1; "
	        "CONST 'new'; CONST 'y'; DICT 1; FILTER; EMIT");
}

static void
test_names(void **state)
{
	(void)state;
	expect_ops("{% set a = 1 %}{{ a }}", "CONST 1; STORE 0; EXPORT 0; LOAD 0; EMIT");
	expect_ops("{% if a %}{% set b = 1 %}{% endif %}{{ b }}",
	        "NAME 0; JUMP_FALSE 5; CONST 1; STORE 1; EXPORT 1; NAME 1; EMIT");
	expect_ops("{{ a }}{% for b in c %}{{ a }}{% endfor %}",
	        "NAME 0; EMIT; NAME 1; LOOP; NEXT 9; STORE 2; NAME 0; EMIT; JUMP 4; LOOP_END 10");
	expect_ops("{% set a = 1 %}{% for b in c %}{% set a = 2 %}{% endfor %}",
	        "CONST 1; STORE 0; EXPORT 0; NAME 1; LOOP; NEXT 11; COPY 0.0; STORE 2; CONST 2; "
	        "STORE 3; JUMP 5; LOOP_END 12");
}

static void
test_calls_write_in_place(void **state)
{
	(void)state;
	expect_ops("{{ a(1) }}", "NAME 0; CONST 1; CALL");
	expect_ops("{{ a.b(1)|upper }}", "NAME 0; CONST 1; METHOD; FILTER; EMIT");
	expect_ops("{% for a in b %}{{ loop.index }}{% endfor %}",
	        "NAME 0; LOOP; NEXT 7; STORE 2; LOOP_FIELD index; EMIT; JUMP 2; LOOP_END 8");
}

static void
test_what_an_extending_template_keeps(void **state)
{
	(void)state;
	struct kit kit;
	struct buf out;
	buf_init(&out, 10000);
	const char *const templates[] = { "base.html", "base", NULL };
	kit_open(&kit, templates, NULL);
	const struct template *template = load(&kit,
	        "a{% extends 'base.html' %}b{{ c }}{% set d = 1 %}{% block e %}f{% endblock %}");
	assert_non_null(template);
	put_unit(&out, template->root);
	expect_str(buf_view(&out), "TEXT 'a'; EXTENDS; CONST 1; STORE 1; EXPORT 1");
	assert_int_equal(template->blocks.len, 1);
	buf_clear(&out);
	put_unit(&out, template->blocks.at[0].unit);
	expect_str(buf_view(&out), "TEXT 'f'");
	buf_free(&out);
	kit_close(&kit);
}

/* Only a frame that something can hold on to lives in the arena. */
static void
test_which_frames_are_kept(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		bool kept;
	} cases[] = {
		{ "{{ a }}{% for b in c %}{{ loop.index }}{% endfor %}", false },
		{ "{% for b in c if b %}{{ loop.last }}{{ loop.cycle(1) }}{% endfor %}", false },
		{ "{% for b in c %}{% set d = loop %}{% endfor %}", true },
		{ "{% macro m() %}{% endmacro %}", true },
		{ "{% for b in c recursive %}{{ loop(b) }}{% endfor %}", true },
		{ "{% block a %}{% endblock %}", false },
		{ "{% block a scoped %}{% endblock %}", true },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct kit kit;
		kit_open(&kit, (const char *const[]){ NULL }, NULL);
		assert_int_equal(load(&kit, cases[i].text)->root->kept, cases[i].kept);
		kit_close(&kit);
	}
}

/* The stack that a unit asks for is as deep as its deepest expression. */
static void
test_depth_of_the_stack(void **state)
{
	(void)state;
	struct kit kit;
	kit_open(&kit, (const char *const[]){ NULL }, NULL);
	assert_int_equal(load(&kit, "text")->root->stack, 0);
	assert_int_equal(load(&kit, "{{ a + (b + (c + d)) }}")->root->stack, 4);
	assert_int_equal(load(&kit, "{% for a in b %}{{ f(a, a) }}{% endfor %}")->root->stack, 4);
	assert_int_equal(load(&kit, "{% set a, (b, c) = d %}")->root->stack, 2);
	kit_close(&kit);
}

static void
expect_error(const char *text, const char *want)
{
	struct kit kit;
	kit_open(&kit, (const char *const[]){ NULL }, NULL);
	assert_null(load(&kit, text));
	assert_true(kit.diags.errors > 0);
	expect_str(kit.diags.list.at[0].text, want);
	kit_close(&kit);
}

static void
test_errors(void **state)
{
	(void)state;
	expect_error("{{ a|b }}", "there is no filter \"b\"");
	expect_error("{{ a is b }}", "there is no test \"b\"");
	expect_error("{{ a|truncate(1, 2, 3, 4, 5) }}", "\"truncate\" takes at most 4 arguments");
	expect_error("{{ a|truncate(1, length=2) }}", "\"length\" is given twice");
	expect_error("{{ a|replace('b') }}", "\"replace\" needs the argument \"new\"");
	expect_error("{{ a|select('b') }}", "there is no test \"b\"");
	expect_error("{% macro m(a, a) %}{% endmacro %}", "there are two parameters of this name");
	expect_error("{% macro m(caller) %}{{ caller() }}{% endmacro %}",
	        "a parameter \"caller\" needs a default, since not every call has a body");
	expect_error("{% block a %}{% endblock %}{% block a %}{% endblock %}",
	        "block \"a\" is defined twice");
	expect_error("{% include 'b' %}", "there is no template \"b\"");
}

/* All that is wrong with filters and the like is reported at once. */
static void
test_all_errors(void **state)
{
	(void)state;
	struct kit kit;
	kit_open(&kit, (const char *const[]){ NULL }, NULL);
	assert_null(load(&kit, "{{ a|b }}{{ c is d }}{% block e %}{{ f|g }}{% endblock %}"));
	assert_int_equal(kit.diags.errors, 3);
	kit_close(&kit);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_text),
		cmocka_unit_test(test_expressions),
		cmocka_unit_test(test_filters_have_their_arguments_in_order),
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_calls_write_in_place),
		cmocka_unit_test(test_what_an_extending_template_keeps),
		cmocka_unit_test(test_which_frames_are_kept),
		cmocka_unit_test(test_depth_of_the_stack),
		cmocka_unit_test(test_errors),
		cmocka_unit_test(test_all_errors),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
