/* The filters that ask lists, on long lists; their results are in tests/spec/template/site-filters.txt. */
#include "template_kit.h"

static void
expect(const char *text, const char *expected)
{
	struct kit kit;
	kit_open(&kit, (const char *const[]){ NULL }, NULL);
	expect_str(kit_text(&kit, text), expected);
	kit_close(&kit);
}

/* [[0], [1], ... [99999]], with steps enough left to look at each some times but not at each pair. */
#define LONG "{% set l = range(100000)|batch(1)|list %}"

static void
test_long_lists(void **state)
{
	(void)state;
	expect(LONG "{{ l|where(0, '>=', 99998) }}", "[[99998], [99999]]");
	expect(LONG "{{ l|where(0, 'in', range(50000))|length }}", "50000");
	expect(LONG "{{ l|where(0, 'not in', range(1, 100000)) }}", "[[0]]");
	expect(LONG "{{ [l]|where(0, 'intersect', l[99999:])|length }}", "0");
	expect(LONG "{{ l|where(0)|length }}", "99999");
	expect(LONG "{{ l|group_by(0)|length }}", "100000");
	expect(LONG "{{ l|sort_by('-0')|first }}", "[99999]");
	expect(LONG "{{ l|sum_by(0) }}", "4999950000");
	expect(LONG "{{ l|take(-1) }}", "[[99999]]");
}

static void
test_groups_keep_what_they_are_of(void **state)
{
	(void)state;
	expect("{% set g = [{'k': 1, 'n': 'a'}, {'k': 1.0, 'n': 'b'}, {'k': true, 'n': 'c'}]|group_by('k') %}"
	       "{{ g|length }} {{ g[0].list|map(attribute='n')|join }}",
	        "1 abc");
	expect("{{ [{'k': '1'}, {'k': 1}]|group_by('k')|length }}", "2");
	expect("{{ [{'k': none}, {'k': 'None'}]|group_by('k')|length }}", "2");
}

/* A set of functions and filters that a program brings along. */
static struct value
shout(struct template_call *call)
{
	struct value end = template_argument(call, 0);
	struct value parts[] = { template_subject(call), end };
	return template_concat(call, parts, 2);
}

static void
test_filters_of_the_program(void **state)
{
	(void)state;
	static const struct template_function filters[] = {
		{ .name = STR_INIT("shout"), .call = shout, .parameters = "end='!'" },
		{ .name = STR_INIT("") },
	};
	struct template_settings settings = { .filters = filters };
	struct kit kit;
	kit_open(&kit, (const char *const[]){ NULL }, &settings);
	expect_str(kit_text(&kit, "{{ '<'|shout }}{{ '<'|safe|shout(end='>') }}"), "&lt;!<&gt;");
	expect_str(kit_text(&kit, "{{ ['a', 'b']|map('shout', '?')|join }}"), "a?b?");
	expect_str(kit_text(&kit, "{{ 'shout' is filter }}"), "True");
	expect_str(kit_text(&kit, "{{ 'a'|shoot }}"),
	        "main.html:1:8: error: there is no filter \"shoot\"\n"
	        "    1 | {{ 'a'|shoot }}\n"
	        "      |        ^~~~~\n"
	        "    help: did you mean \"shout\"?\n");
	kit_close(&kit);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_long_lists),
		cmocka_unit_test(test_groups_keep_what_they_are_of),
		cmocka_unit_test(test_filters_of_the_program),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
