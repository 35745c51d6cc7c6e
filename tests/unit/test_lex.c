#include "template/lex.h"

#include "base/arena.h"
#include "expect.h"

/* Tokens as text: kinds in order, with what they hold. */
static void
put_token(struct buf *out, struct lex_token token)
{
	switch (token.kind) {
	case LEX_TEXT: buf_format(out, "<" STR_FMT ">", STR_ARG(token.text)); break;
	case LEX_NAME: buf_put(out, token.text); break;
	case LEX_STRING: buf_format(out, "'" STR_FMT "'", STR_ARG(token.text)); break;
	case LEX_INTEGER: buf_int(out, token.integer); break;
	case LEX_FLOAT: buf_number(out, token.number); break;
	case LEX_ERROR:
		buf_format(
		        out, "error at %u+%u: " STR_FMT, token.at, token.len, STR_ARG(token.text));
		break;
	case LEX_END: buf_lit(out, "end"); break;
	default: {
		struct str text = str_from(lex_kind_text(token.kind));
		buf_put(out, str_slice(text, 1, text.len - 1));
		break;
	}
	}
}

static void
put_tokens(struct buf *out, struct lex *lex)
{
	for (;;) {
		struct lex_token token = lex_next(lex);
		put_token(out, token);
		if (token.kind == LEX_END || token.kind == LEX_ERROR)
			return;
		buf_char(out, ' ');
	}
}

static void
expect_tokens_with(const char *source, struct lex_settings settings, const char *want)
{
	struct arena arena = ARENA_EMPTY;
	struct lex *lex = arena_new(&arena, struct lex);
	struct buf out;
	buf_init(&out, 10000);
	lex_start(lex, &arena, str_from(source), &settings);
	put_tokens(&out, lex);
	expect_str(buf_view(&out), want);
	assert_int_equal(lex_next(lex).kind, LEX_END);
	buf_free(&out);
	arena_free(&arena);
}

static void
expect_tokens(const char *source, bool trim, bool lstrip, const char *want)
{
	expect_tokens_with(
	        source, (struct lex_settings){ trim, lstrip, STR_EMPTY, STR_EMPTY }, want);
}

/* Lines that begin with "#" are tags, "##" begins a comment. */
static void
expect_line_tokens(const char *source, bool trim, const char *want)
{
	struct lex_settings settings = { trim, true, STR("#"), STR("##") };
	expect_tokens_with(source, settings, want);
}

static void
expect_expression(const char *source, const char *want)
{
	struct arena arena = ARENA_EMPTY;
	struct lex *lex = arena_new(&arena, struct lex);
	struct buf out;
	buf_init(&out, 10000);
	lex_start_expression(lex, &arena, str_from(source));
	put_tokens(&out, lex);
	expect_str(buf_view(&out), want);
	buf_free(&out);
	arena_free(&arena);
}

static void
test_modes(void **state)
{
	(void)state;
	expect_tokens("", false, false, "end");
	expect_tokens("a", false, false, "<a> end");
	expect_tokens("a{{ b }}c{% d %}e", false, false, "<a> {{ b }} <c> {% d %} <e> end");
	expect_tokens("a{# b #}c", false, false, "<a> <c> end");
	expect_tokens("{ { % } {", false, false, "<{ { % } {> end");
	expect_tokens("{{{}}}", false, false, "{{ { } }} end");
	expect_tokens("{{ {'a': {}} }}", false, false, "{{ { 'a' : { } } }} end");
	expect_tokens("{{ '}}' }}", false, false, "{{ '}}' }} end");
}

static void
test_names_and_operators(void **state)
{
	(void)state;
	expect_expression("a _b c1 naïve", "a _b c1 naïve end");
	expect_expression("+ - * / // % ** ~ | . , : ; = == != < <= > >=",
	        "+ - * / // % ** ~ | . , : ; = == != < <= > >= end");
	expect_expression("a.b[c](d)", "a . b [ c ] ( d ) end");
	expect_expression("a?", "a error at 1+1: \"?\" is not part of the language");
	expect_expression("a!b", "a error at 1+1: \"!\" is not part of the language");
	expect_expression("→", "error at 0+1: this character is not part of the language");
}

static void
test_numbers(void **state)
{
	(void)state;
	expect_expression("0 12 1_000 0xfF 0b101 0o17 00", "0 12 1000 255 5 15 0 end");
	expect_expression("1.5 1e3 2.5E-2 1_0.0_1", "1.5 1000.0 0.025 10.01 end");
	expect_expression("1.x 1..2", "1 . x 1 . . 2 end");
	expect_expression("a.0.1", "a . 0 . 1 end");
	expect_expression("9223372036854775807", "9223372036854775807 end");
	expect_expression(
	        "9223372036854775808", "error at 0+19: this number does not fit into 64 bits");
	expect_expression("007", "error at 0+3: a number cannot begin with 0");
	expect_expression("1e999", "error at 0+5: this number is too large");
}

static void
test_strings(void **state)
{
	(void)state;
	expect_expression("'a' \"b\" 'it\\'s'", "'a' 'b' 'it's' end");
	expect_expression(
	        "'\\n\\t\\\\\\x41\\u00e9\\U0001F600\\101'", "'\n\t\\A\u00e9\U0001F600A' end");
	expect_expression("'\\d\\'", "error at 0+1: this string is never closed by '");
	expect_expression("'\\d'", "'\\d' end");
	expect_expression("'a\\\nb'", "'ab' end");
	expect_expression("'\\x4'", "error at 1+3: this is not an escape that a string can have");
	expect_expression(
	        "'\\ud800'", "error at 1+6: this is not an escape that a string can have");
	expect_expression("'\\0'", "error at 1+2: this is not an escape that a string can have");
}

static void
test_white_space_signs(void **state)
{
	(void)state;
	expect_tokens("a \n {{- b -}} \n c", false, false, "<a> {{ b }} <c> end");
	expect_tokens("a {%- b -%} c", false, false, "<a> {% b %} <c> end");
	expect_tokens("a {#- b -#} c", false, false, "<a> <c> end");
	expect_tokens(" {{- b -}} ", false, false, "{{ b }} end");
	expect_tokens("a\u00a0{{- b }}", false, false, "<a> {{ b }} end");
	expect_tokens("{{ -1 }}{{-1}}", false, false, "{{ - 1 }} {{ 1 }} end");
}

static void
test_trim_blocks(void **state)
{
	(void)state;
	expect_tokens("{% a %}\n\nb", true, false, "{% a %} <\nb> end");
	expect_tokens("{% a +%}\nb", true, false, "{% a %} <\nb> end");
	expect_tokens("{# a #}\nb", true, false, "<b> end");
	expect_tokens("{{ a }}\nb", true, false, "{{ a }} <\nb> end");
	expect_tokens("{% raw %}\na{% endraw %}\nb", true, false, "<\na> <b> end");
}

static void
test_lstrip_blocks(void **state)
{
	(void)state;
	expect_tokens("  {% a %}\n\t{% b %}", false, true, "{% a %} <\n> {% b %} end");
	expect_tokens("x {% a %}", false, true, "<x > {% a %} end");
	expect_tokens("  {%+ a %}", false, true, "<  > {% a %} end");
	expect_tokens("  {{ a }}", false, true, "<  > {{ a }} end");
	expect_tokens("  {# a #}b", false, true, "<b> end");
	expect_tokens("{% a %}\n  {% b %}", true, true, "{% a %} {% b %} end");
	expect_tokens("{% a %}  {% b %}", false, true, "{% a %} <  > {% b %} end");
}

static void
test_raw(void **state)
{
	(void)state;
	expect_tokens("a{% raw %}{{ b }}{% c %}{% endraw %}d", false, false,
	        "<a> <{{ b }}{% c %}> <d> end");
	expect_tokens("a {%- raw -%} b {%- endraw -%} c", false, false, "<a> <b> <c> end");
	expect_tokens("{% raw %}{% endraw %}", false, false, "end");
	expect_tokens("{%raw%}a{%endraw%}", false, false, "<a> end");
	expect_tokens("{% rawr %}", false, false, "{% rawr %} end");
}

static void
test_what_is_not_closed(void **state)
{
	(void)state;
	expect_tokens(
	        "a{{ b", false, false, "<a> {{ b error at 1+2: this is never closed by \"}}\"");
	expect_tokens("{% b }}", false, false,
	        "{% b error at 0+2: this begins with \"{%\" and must end with \"%}\"");
	expect_tokens("{{ b %}", false, false,
	        "{{ b error at 0+2: this begins with \"{{\" and must end with \"}}\"");
	expect_tokens(
	        "a{# b", false, false, "<a> error at 1+2: this comment is never closed by \"#}\"");
	expect_tokens("a{% raw %}b", false, false,
	        "<a> error at 1+9: this raw section is never closed by {% endraw %}");
	expect_tokens(
	        "{{ (a }}", false, false, "{{ ( a error at 3+1: this \"(\" is not closed by \")\"");
	expect_tokens("{{ a) }}", false, false,
	        "{{ a error at 4+1: there is no bracket that this \")\" closes");
	expect_expression("(a", "( a error at 0+1: this is not closed by \")\"");
}

static void
test_line_statements(void **state)
{
	(void)state;
	expect_line_tokens("# if x\na\n# endif", false, "{% if x %} <a\n> {% endif %} end");
	expect_line_tokens(" \t# if x:  \n a", false, "{% if x : %} < a> end");
	expect_line_tokens("a # b\n", false, "<a # b\n> end");
	/* Empty lines below go with the line, and all white space at the end. */
	expect_line_tokens("# x\n\n \n  a", false, "{% x %} <  a> end");
	expect_line_tokens("# x  \n  ", false, "{% x %} end");
	expect_line_tokens("# x = [1,\n\t2]\na", false, "{% x = [ 1 , 2 ] %} <a> end");
	expect_line_tokens("a\n\n#- x\nb", false, "<a> {% x %} <b> end");
	expect_line_tokens("a\n\n#+ x\nb", false, "<a\n\n> {% x %} <b> end");
	/* The line of a tag in braces has begun already. */
	expect_line_tokens("{% x %}# y\n", false, "{% x %} <# y\n> end");
	expect_line_tokens("{% x %}\n# y\n", true, "{% x %} {% y %} end");
	expect_line_tokens("# x %}\n", false,
	        "{% x % error at 5+1: there is no bracket that this \"}\" closes");
	expect_line_tokens("# (x\n", false, "{% ( x error at 2+1: this is not closed by \")\"");
}

static void
test_line_comments(void **state)
{
	(void)state;
	expect_line_tokens("a ## b {{ c\nd", false, "<a> <\nd> end");
	expect_line_tokens("  ## b\na", false, "<\na> end");
	expect_line_tokens("a\n ##- b", false, "<a> end");
	expect_line_tokens("##", false, "end");
	expect_line_tokens("{{ x }} ## b", false, "{{ x }} end");
	/* Where white space before it is not part of the text, it is not one. */
	expect_line_tokens("{{ x -}} ## b", false, "{{ x }} <## b> end");
	/* In a line statement there are none. */
	expect_line_tokens(
	        "# x ## b\n", false, "{% x error at 4+1: \"#\" is not part of the language");
}

static void
test_depth_of_brackets(void **state)
{
	(void)state;
	char source[LEX_NEST_MAX + 2];
	memset(source, '(', sizeof source - 1);
	source[sizeof source - 1] = '\0';
	struct arena arena = ARENA_EMPTY;
	struct lex *lex = arena_new(&arena, struct lex);
	lex_start_expression(lex, &arena, str_from(source));
	for (int i = 0; i < LEX_NEST_MAX; i++)
		assert_int_equal(lex_next(lex).kind, LEX_PAREN);
	assert_int_equal(lex_next(lex).kind, LEX_ERROR);
	arena_free(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_modes),
		cmocka_unit_test(test_names_and_operators),
		cmocka_unit_test(test_numbers),
		cmocka_unit_test(test_strings),
		cmocka_unit_test(test_white_space_signs),
		cmocka_unit_test(test_trim_blocks),
		cmocka_unit_test(test_lstrip_blocks),
		cmocka_unit_test(test_raw),
		cmocka_unit_test(test_what_is_not_closed),
		cmocka_unit_test(test_line_statements),
		cmocka_unit_test(test_line_comments),
		cmocka_unit_test(test_depth_of_brackets),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
