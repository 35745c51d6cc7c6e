/*
 * What a rendering takes from memory: no more the longer a loop runs, nothing from malloc once it is warm;
 * and what outlives its statement is still there when it is asked for.
 */
#include "template/vm_memory.h"

#include "template_kit.h"

enum { SLACK = 64 };

static const char *const templates[] = { "base.html", "<{% block a %}base{% endblock %}>",
	"part.html", "{% set up = row.a|upper %}[{{ up }}{{ row.list|join('+') }}]", "macros.html",
	"{% macro m(a, b='x') %}{% set c = a ~ b %}{{ c|upper }}{{ caller() if caller else '' }}"
	"{% endmacro %}{% set word = 'w' ~ 1 %}",
	NULL };

static void
open_kit(struct kit *kit)
{
	kit_open(kit, templates, NULL);
	assert_true(kit_data(kit,
	        "{\"row\": {\"a\": \"a & b\", \"b\": \"b\", \"n\": 3, \"list\": "
	        "[\"x\", \"y\", \"z\"]}, \"rows\": 10, \"many\": 3000}"));
}

/* Scratch memory that is taken when the rendering ends, which is all that it has not given back. */
static size_t
left_behind(struct kit *kit, const char *before, const char *body, const char *rows)
{
	struct buf text;
	buf_init(&text, 1 << 20);
	buf_format(&text, "%s{%% for i in range(%s) %%}%s{%% endfor %%}", before, rows, body);
	buf_char(&text, '\0');
	kit_text(kit, text.at);
	assert_int_equal(kit->diags.errors, 0);
	buf_free(&text);
	return kit->scratch.used;
}

static void
test_a_longer_loop_takes_no_more(void **state)
{
	(void)state;
	static const struct {
		const char *before, *body;
	} cases[] = {
		{ "", "{{ row.a|upper|escape }}{{ row.a ~ i }}{{ row.a|replace('a', 'b')|truncate(3) }}" },
		{ "", "{% set x = row.a|upper ~ i %}{{ x }}" },
		{ "", "{% if row.a|lower == 'b' %}x{% elif row.a ~ i is in ['y' ~ i] %}y{% endif %}" },
		{ "", "{% for l in row.list|sort(reverse=true) %}{{ l|upper }}{% endfor %}" },
		{ "", "{% for l in row.list if l|upper != 'Y' %}{{ l ~ loop.index }}{% endfor %}" },
		{ "", "{{ loop.cycle('a', row.b|upper) }}{{ row.a.split('&')|join(row.b ~ '-') }}" },
		{ "", "{% include 'part.html' %}" },
		{ "", "{% filter upper %}{{ row.a|lower }}{% endfilter %}" },
		{ "", "{% set x %}{{ row.a|lower }}{% endset %}{{ x|upper }}" },
		{ "", "{% with y = row.a|upper %}{{ y ~ y }}{% endwith %}" },
		{ "{% macro m(a) %}{{ a|upper }}{{ varargs|join }}{% endmacro %}",
		        "{{ m(row.a ~ i, i, 2) }}" },
		{ "{% from 'macros.html' import m %}", "{{ m(row.a|lower, b='y' ~ i) }}" },
		{ "{% from 'macros.html' import m %}", "{% set x = m(row.a) ~ m(i) %}{{ x }}" },
	};
	struct kit kit;
	open_kit(&kit);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		size_t few = left_behind(&kit, cases[i].before, cases[i].body, "rows");
		size_t many = left_behind(&kit, cases[i].before, cases[i].body, "many");
		/* Something may hold the number of rows as a text; nothing holds a byte of each. */
		if (many >= few + SLACK)
			print_error("%s: %zu, then %zu bytes\n", cases[i].body, few, many);
		assert_true(many < few + SLACK);
	}
	kit_close(&kit);
}

static void
test_a_warm_rendering_takes_nothing_from_malloc(void **state)
{
	(void)state;
	struct kit kit;
	open_kit(&kit);
	const char *text = "{% extends 'base.html' %}{% from 'macros.html' import m %}{% block a %}"
	                   "{% for i in range(many) %}{% set x = m(row.a, b=i) %}{{ x|upper|e }}"
	                   "{% include 'part.html' %}{% endfor %}{{ super() }}{% endblock %}";
	const struct template *template =
	        template_from_text(kit.engine, STR("main.html"), str_from(text), &kit.diags);
	for (int i = 0; i < 3; i++)
		kit_run(&kit, template);
	size_t used = kit.scratch.used, len = kit.out.len, cap = kit.out.cap;
#ifndef KITH_ARENA_MALLOC
	const struct arena_block *block = kit.scratch.block;
#endif
	for (int i = 0; i < 20; i++) {
		kit_run(&kit, template);
		assert_int_equal(kit.scratch.used, used);
		assert_int_equal(kit.out.len, len);
		assert_int_equal(kit.out.cap, cap);
#ifndef KITH_ARENA_MALLOC
		assert_ptr_equal(kit.scratch.block, block);
		assert_null(kit.scratch.large);
#endif
	}
	assert_int_equal(kit.diags.errors, 0);
	kit_close(&kit);
}

/* Under the sanitizers, where every piece is an allocation, memory given back too early is seen here. */
static void
test_what_is_kept_stays(void **state)
{
	(void)state;
	static const struct {
		const char *text, *want;
	} cases[] = {
		{ "{% set ns = namespace() %}{% for i in range(4) %}{{ i ~ 'a' }}{% if i == 1 %}"
		  "{% set ns.x = 'k' ~ i %}{% endif %}{{ 'b' ~ i }}{% endfor %}{{ 'c' ~ 1 }}{{ ns.x }}",
		        "0ab01ab12ab23ab3c1k1" },
		{ "{% set l = [] %}{% for i in range(12) %}{% set s = 'v' ~ i %}{% do l.append(s ~ 'x') %}"
		  "{{ s|upper|first }}{% endfor %}{{ 'c' ~ 1 }}{{ l|join }}",
		        "VVVVVVVVVVVVc1v0xv1xv2xv3xv4xv5xv6xv7xv8xv9xv10xv11x" },
		{ "{% set d = dict() %}{% for i in range(3) %}{{ d.update({'k' ~ i: 'v' ~ i}) or '' }}"
		  "{{ 'x' ~ i }}{% endfor %}{{ 'y' ~ 1 }}{{ d.k0 }}{{ d.k2 }}",
		        "x0x1x2y1v0v2" },
		{ "{% for i in range(5) %}{% if loop.changed('g' ~ i // 2) %}{{ 'n' ~ i }}{% endif %}"
		  "{{ 'x' ~ i }}{% endfor %}",
		        "n0x0x1n2x2x3n4x4" },
		{ "{% for c in ['a' ~ 1, 'b' ~ 2, 'c' ~ 3] %}{{ c|upper }}{{ loop.previtem|d('-') }}"
		  "{{ loop.nextitem|d('-') }}{% endfor %}",
		        "A1-b2B2a1c3C3b2-" },
		{ "{% for c in 'abc' if c|upper != 'B' %}{{ c|upper }}{{ loop.last }}{{ c ~ 1 }}{% endfor %}",
		        "AFalsea1CTruec1" },
		{ "{% set ns = namespace() %}{% for i in range(3) %}{% set x = 'x' ~ i %}{% macro m() %}{{ x }}"
		  "{% endmacro %}{% if not i %}{% set ns.m = m %}{% endif %}{{ 'z' ~ x }}{% endfor %}{{ 'y' ~ 1 }}"
		  "{{ ns.m() }}",
		        "zx0zx1zx2y1x2" },
		{ "{% macro outer(a) %}{% set b = a ~ 1 %}{{ caller(b ~ 2) }}{{ b }}{% endmacro %}"
		  "{% for i in range(2) %}{% set t = 't' ~ i %}{% call(x) outer('o' ~ i) %}{{ x|upper }}{{ t }}"
		  "{% endcall %}{{ t }}{% endfor %}",
		        "O012t0o01t0O112t1o11t1" },
		{ "{% for i in [1 ~ 'a', [2 ~ 'b', [3 ~ 'c']]] recursive %}{% if i is string %}{{ i|upper }}"
		  "{% else %}({{ loop(i) }}{{ loop.depth ~ 'd' }}){% endif %}{{ loop.index ~ '.' }}{% endfor %}",
		        "1A1.(2B1.(3C1.2d)2.1d)2." },
		{ "{% import 'macros.html' as a %}{% for i in range(2) %}{% import 'macros.html' as b %}"
		  "{{ b.m(i ~ 'q') }}{{ b.word ~ a.word }}{% endfor %}{{ a.word }}",
		        "0QXw1w11QXw1w1w1" },
		{ "{% extends 'base.html' %}{% set top = 'T' ~ 1 %}{% block a %}{% for i in range(2) %}"
		  "{{ super()|upper }}{{ top ~ i }}{% endfor %}{{ self.a|string|length > 1 }}{% endblock %}",
		        "<BASET10BASET11True>" },
		{ "{% set c = cycler('a' ~ 1, 'b' ~ 2) %}{% set j = joiner('-' ~ 1) %}{% for i in range(3) %}"
		  "{{ j() }}{{ c.next() ~ i }}{{ c.current|upper }}{% endfor %}",
		        "a10B2-1b21A1-1a12B2" },
		{ "{% set big = 'abcdefgh' * 20000 %}{% for i in range(3) %}{{ (big ~ i)|length }}{{ (big|upper)[0] }}"
		  "{% set y = big ~ 'y' %}{{ (y ~ 1)|length }}{{ y|last }}{% endfor %}{{ big|length }}",
		        "160001A160002y160001A160002y160001A160002y160000" },
		{ "{% set rows = [] %}{% for i in range(3) %}{% for k in [i ~ 'k'] %}{% do rows.append([k ~ k]) %}"
		  "{{ k }}{% endfor %}{{ 'f' ~ i }}{% endfor %}{{ 'g' ~ 1 }}{{ rows }}",
		        "0kf01kf12kf2g1[[&#39;0k0k&#39;], [&#39;1k1k&#39;], [&#39;2k2k&#39;]]" },
	};
	struct kit kit;
	open_kit(&kit);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		expect_str(kit_text(&kit, cases[i].text), cases[i].want);
	kit_close(&kit);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_longer_loop_takes_no_more),
		cmocka_unit_test(test_a_warm_rendering_takes_nothing_from_malloc),
		cmocka_unit_test(test_what_is_kept_stays),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
