/*
 * Templates that mean harm: each has to end in an error, by a limit that counts what it does. That it ends soon
 * enough is seen by whoever waits for this test.
 */
#include "template_kit.h"

#define TWICE "{% for i in range(60) %}{% set ns.x = [ns.x, ns.x] %}{% endfor %}"
#define LOOP(body) "{% for i in range(1000000) %}" body "{% endfor %}"

static const struct {
	const char *text, *error; /* a part of it */
} cases[] = {
	/* loops and recursion */
	{ LOOP(LOOP("")), "more than 10000000 steps" },
	{ LOOP("{{ 'x' * 1000 }}"), "the output is beyond its limit" },
	{ LOOP("{% include 'loop.html' %}"), "more than 10000000 steps" },
	{ "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "nest deeper than 100" },
	{ "{% macro a() %}{{ b() }}{% endmacro %}{% macro b() %}{{ a() }}{% endmacro %}{{ a() }}",
	        "nest deeper than 100" },
	{ "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(60) }}",
	        "more than 10000000 steps" },
	{ "{% macro m() %}{{ caller() }}{% endmacro %}"
	  "{% macro r() %}{% call m() %}{{ r() }}{% endcall %}{% endmacro %}{{ r() }}",
	        "nest deeper than 100" },
	{ "{% block a %}{{ self.a() }}{% endblock %}", "nest deeper than 100" },
	{ "{% for x in [1] recursive %}{{ loop([x]) }}{{ loop([x]) }}{% endfor %}",
	        "nest deeper than 100" },
	{ "{% include 'itself.html' %}", "includes itself without end" },
	{ "{% include 'ping.html' %}", "without end" },
	{ "{% extends 'extends.html' %}", "extends itself" },
	/* texts that grow */
	{ "{% set ns = namespace(x='ab') %}{% for i in range(100) %}{% set ns.x = ns.x ~ ns.x %}{% endfor %}",
	        "beyond the limit of 16777216" },
	{ "{{ 'x' * 10**9 }}", "beyond the limit of 16777216" },
	{ "{{ 'x' * (-9223372036854775807 - 1) }}{{ 'xy' * 9223372036854775807 }}",
	        "beyond the limit of 16777216" },
	{ "{{ ('x' * 1000000).replace('x', 'y' * 1000) }}", "beyond the limit of 16777216" },
	{ "{{ ('x' * 1000000)|replace('', 'y' * 32) }}", "beyond the limit of 16777216" },
	{ "{{ range(100000)|join('x' * 1000) }}", "beyond the limit of 16777216" },
	{ "{% filter upper %}" LOOP("xxxxxxxxxxxxxxxxxxxx") "{% endfilter %}",
	        "beyond the limit of" },
	{ "{{ ('a\n' * 1000000)|indent(1000) }}", "beyond the limit of 16777216" },
	{ "{{ ('\t' * 1000000).expandtabs(1000) }}", "beyond the limit of 16777216" },
	{ "{{ ('{0:1000}' * 1000000).format(1) }}", "beyond the limit of 16777216" },
	/* widths */
	{ "{{ '%1000000000d' % 1 }}", "at most 1000" },
	{ "{{ '%*d' % (1000000000, 1) }}", "at most 1000" },
	{ "{{ '%.1000000000f' % 1 }}", "at most 1000" },
	{ "{{ '{:1000000000}'.format(1) }}", "" },
	{ "{{ '{:{}}'.format(1, 1000000000) }}", "" },
	{ "{{ 'x'|center(100000000) }}", "at most 4194304" },
	{ "{{ 'x'.center(100000000) }}", "" },
	{ "{{ 'x'.ljust(16000000, 'é') }}", "at most 4194304" },
	{ "{{ 'x'.zfill(100000000) }}", "" },
	/* lists that grow */
	{ "{{ [1] * 10**9 }}", "at most 1000000 items" },
	{ "{{ range(10**9) }}", "at most 1000000" },
	{ "{{ range(-9223372036854775807, 9223372036854775807) }}", "at most 1000000" },
	{ "{{ [1]|batch(1000000000, 'x')|list }}", "" },
	{ "{{ [1]|slice(1000000000, 'x')|list }}", "" },
	{ "{% set l = [1] %}{% for i in range(1000) %}{% do l.extend(l) %}{% endfor %}", "" },
	{ "{% set d = {} %}" LOOP("{% do d.update({i: i}) %}"), "more than 10000000 steps" },
	{ "{% set l = [0] * 1000000 %}{% do l.append(1) %}", "at most 1000000 items" },
	{ "{{ (range(10000)|batch(1)|list)|sum(start=[]) }}", "more than" },
	{ "{% set a, l = [0] * 1000000, [] %}{% for i in range(40) %}{{ l.append(a + []) }}{% endfor %}",
	        "more than 256 MiB of memory" },
	{ "{{ ('a' * 4000000)|list }}", "" },
	{ "{{ ('a,' * 4000000).split(',') }}", "more than 1000000 items" },
	/* structures that are larger than they are */
	{ "{% set ns = namespace(x=[]) %}" TWICE "{{ ns.x }}", "more than 10000000 steps" },
	{ "{% set ns = namespace(x=[]) %}" TWICE "{{ ns.x|tojson }}", "too deep for JSON" },
	{ "{% set ns = namespace(x=[]) %}" TWICE "{% set a = ns.x %}{% set ns.x = [] %}" TWICE
	  "{{ a == ns.x }}",
	        "more than 10000000 steps" },
	{ "{% set ns = namespace(x=[]) %}" TWICE "{% set a = ns.x %}{% set ns.x = [] %}" TWICE
	  "{{ [a, ns.x]|sort }}",
	        "more than 10000000 steps" },
	{ "{% set ns = namespace(x=[]) %}" TWICE "{% set a = ns.x %}{% set ns.x = [] %}" TWICE
	  "{{ a in [ns.x] }}",
	        "more than 10000000 steps" },
	/* what looks at all of something, again and again */
	{ "{% set l = range(1000000)|list %}" LOOP("{% set x = -1 in l %}"),
	        "more than 10000000 steps" },
	{ "{% set l = range(1000000)|list %}" LOOP("{% set x = l|sort %}"),
	        "more than 10000000 steps" },
	{ "{% set l = range(1000000)|list %}" LOOP("{% do l.reverse() %}"),
	        "more than 10000000 steps" },
	{ "{% set l = range(1000000)|list %}" LOOP("{% do l.pop(0) %}"),
	        "more than 10000000 steps" },
	{ "{% set l = range(1000000)|list %}" LOOP("{% do l.remove(i) %}{% do l.append(i) %}"),
	        "more than 10000000 steps" },
	{ "{% set l = [] %}" LOOP("{% do l.insert(0, i) %}"), "more than 10000000 steps" },
	{ LOOP("{% set x = range(1000000)[:] %}"), "more than 10000000 steps" },
	{ "{{ range(1000000)|groupby(0) }}", "more than 10000000 steps" },
	{ "{% macro m() %}{% endmacro %}" LOOP("{{ m(*range(1000000)) }}"), "" },
	{ "{% macro m() %}{{ varargs }}{% endmacro %}" LOOP("{% set x = m(*range(100000)) %}"),
	        "more than 10000000 steps" },
	{ "{% set t = 'aß ' * 1000000 %}" LOOP("{% set x = t|title %}"),
	        "more than 10000000 steps" },
	{ "{% set t = 'x' * 1000000 %}" LOOP("{% set x = t|replace('x', 'y') %}"),
	        "more than 10000000 steps" },
	{ "{% set a, b = 'a' * 8000000, 'a' * 4000000 ~ 'b' %}{{ a.find(b) }}{{ a.rfind('b' ~ b) }}"
	  "{{ a.count(b) }}{{ b in a }}{{ a.replace(b, '') }}" LOOP("{{ a.rfind('b' ~ b) }}"),
	        "more than 10000000 steps" },
	{ "{% set t = 'x' * 3000000 %}" LOOP("{% set x = t[5] %}"), "more than 10000000 steps" },
	{ "{% set t = 'x' * 3000000 %}" LOOP("{% set x = {1: t} == {1: t ~ ''} %}"),
	        "more than 10000000 steps" },
	{ "{% set d = {'x' * 3000000: 1} %}{% set t = 'x' * 3000000 %}" LOOP("{% set x = d[t] %}"),
	        "more than 10000000 steps" },
	{ "{% set d = {} %}{% for i in range(3000) %}{% do d.update({i: i}) %}{% endfor %}" LOOP(
	          "{% set x = d|first %}{% set x = d|list %}"),
	        "more than 10000000 steps" },
	/* numbers */
	{ "{{ 10 ** 100 }}", "64 bits" },
	{ "{{ 2 ** 10 ** 18 }}", "64 bits" },
	{ "{{ 10.0 ** 400 }}", "not a number that can be shown" },
	/* other files */
	{ "{% include '../../etc/passwd' %}", "there is no template \"../../etc/passwd\"" },
	{ "{% include '/etc/passwd' %}", "there is no template \"/etc/passwd\"" },
	{ "{% include 'loop.html/../../etc/passwd' %}", "there is no template" },
	{ "{% set x = '../' ~ 'etc/passwd' %}{% include x %}", "there is no template" },
};

static const char *const templates[] = {
	"loop.html",
	LOOP("{% set x = i %}"),
	"itself.html",
	"{% include 'itself.html' %}",
	"ping.html",
	"{% include 'pong.html' %}",
	"pong.html",
	"{% include 'ping.html' %}",
	"extends.html",
	"{% extends 'extends.html' %}",
	NULL,
};

static void
test_each_ends_in_an_error(void **state)
{
	(void)state;
	size_t wrong = 0;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct kit kit;
		kit_open(&kit, templates, NULL);
		kit_text(&kit, cases[i].text);
		bool told = kit.diags.list.len == 1 &&
		        str_find(kit.diags.list.at[0].text, str_from(cases[i].error)) != STR_NONE;
		if (!told)
			print_error("%s\n%s\n", cases[i].text,
			        kit.diags.list.len
			                ? str_copy(&kit.arena, kit.diags.list.at[0].text).at
			                : "no error");
		wrong += !told;
		kit_close(&kit);
	}
	assert_int_equal(wrong, 0);
}

/* "{{ ", `begin` many times, `middle`, `end` as many times, " }}". */
static void
expect_too_deep(const char *begin, const char *middle, const char *end)
{
	enum { TIMES = 50000 };
	struct kit kit;
	struct buf text;
	kit_open(&kit, templates, NULL);
	buf_init(&text, 4 << 20);
	buf_lit(&text, "{{ ");
	for (unsigned i = 0; i < TIMES; i++)
		buf_format(&text, "%s", begin);
	buf_format(&text, "%s", middle);
	for (unsigned i = 0; i < TIMES; i++)
		buf_format(&text, "%s", end);
	buf_lit(&text, " }}");
	buf_char(&text, '\0');
	assert_false(text.full);
	kit_text(&kit, text.at);
	assert_int_equal(kit.diags.errors, 1);
	struct str told = kit.diags.list.at[0].text;
	if (str_find(told, STR("deeper than 200")) == STR_NONE)
		print_error("%s%s%s: " STR_FMT "\n", begin, middle, end, STR_ARG(told));
	assert_true(str_find(told, STR("deeper than 200")) != STR_NONE);
	buf_free(&text);
	kit_close(&kit);
}

static void
test_sources_that_nest(void **state)
{
	(void)state;
	expect_too_deep("(", "1", ")");
	expect_too_deep("[", "1", "]");
	expect_too_deep("{1:", "1", "}");
	expect_too_deep("not ", "1", "");
	expect_too_deep("-", "1", "");
	expect_too_deep("1 if 0 else ", "1", "");
	expect_too_deep("", "1", "|string");
	expect_too_deep("", "1", ".a");
	expect_too_deep("", "1", "[0]");
	expect_too_deep("", "1", "()");
	expect_too_deep("", "1", "+1");
	expect_too_deep("", "1", "**1");
	expect_too_deep("", "1", " and 1");
	expect_too_deep("f(", "1", ")");
}

static void
test_tags_that_nest(void **state)
{
	(void)state;
	static const char *const tags[] = { "{% if 1 %}", "{% for a in b %}", "{% macro m() %}",
		"{% set x %}", "{% with %}", "{% filter upper %}", "{% call m() %}",
		"{% autoescape true %}" };
	for (size_t i = 0; i < sizeof tags / sizeof *tags; i++) {
		struct kit kit;
		struct buf text;
		kit_open(&kit, templates, NULL);
		buf_init(&text, 4 << 20);
		for (unsigned k = 0; k < 5000; k++)
			buf_format(&text, "%s", tags[i]);
		buf_char(&text, '\0');
		kit_text(&kit, text.at);
		assert_int_equal(kit.diags.errors, 1);
		expect_str(kit.diags.list.at[0].text, "this nests deeper than 200");
		buf_free(&text);
		kit_close(&kit);
	}
}

/* What one template may have of a thing, and one more. */
static void
expect_limit(const char *begin, const char *item, size_t most, const char *end, const char *error)
{
	for (unsigned more = 0; more < 2; more++) {
		struct kit kit;
		struct buf text;
		kit_open(&kit, templates, NULL);
		buf_init(&text, 4 << 20);
		buf_format(&text, "%s", begin);
		for (size_t i = 0; i < most + more; i++)
			buf_format(&text, "%s%zu,", item, i);
		buf_format(&text, "%s", end);
		buf_char(&text, '\0');
		const struct template *made = template_from_text(
		        kit.engine, STR("main.html"), str_from(text.at), &kit.diags);
		assert_int_equal(made == NULL, more);
		if (more)
			expect_str(kit.diags.list.at[0].text, error);
		buf_free(&text);
		kit_close(&kit);
	}
}

static void
test_counts(void **state)
{
	(void)state;
	expect_limit("{{ f(", "", 250, ") }}", "more than 250 arguments are too many");
	expect_limit("{% macro m(", "a", 250, ") %}{% endmacro %}",
	        "more than 250 arguments are too many");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_each_ends_in_an_error),
		cmocka_unit_test(test_sources_that_nest),
		cmocka_unit_test(test_tags_that_nest),
		cmocka_unit_test(test_counts),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
