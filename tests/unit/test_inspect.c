/* What templates read, without rendering: each case is some templates, and what is found in them. */
#include "template_kit.h"

#include "template/inspect.h"
#include "template/shape.h"

static struct value
no_function(struct template_call *call)
{
	(void)call;
	return VALUE_UNDEFINED_INIT;
}

static const struct template_function functions[] = {
	{ STR_INIT("get_page"), no_function, "path", NULL, NULL },
	{ STR_INIT("t"), no_function, "key, count=none", NULL, NULL },
	{ STR_INIT(""), NULL, NULL, NULL, NULL },
};

/* page: title, tags, section, date; section: title, pages; site: title, home, by_name. */
static struct shape *
make_names(struct inspect *inspect, struct arena *arena)
{
	struct shape *page = shape_record(arena, STR("page"));
	struct shape *section = shape_record(arena, STR("section"));
	struct shape *site = shape_record(arena, STR("site"));
	struct shape *names = shape_record(arena, STR("names"));
	shape_put(page, arena, STR("title"), &shape_any);
	shape_put(page, arena, STR("date"), &shape_any);
	shape_put(page, arena, STR("tags"), shape_list(arena, &shape_any));
	shape_put(page, arena, STR("section"), section);
	shape_put(page, arena, STR("params"), shape_map(arena, &shape_any));
	shape_put(section, arena, STR("title"), &shape_any);
	shape_put(section, arena, STR("pages"), shape_list(arena, page));
	shape_put(site, arena, STR("title"), &shape_any);
	shape_put(site, arena, STR("home"), section);
	shape_put(site, arena, STR("by_name"), shape_map(arena, section));
	shape_put(names, arena, STR("page"), page);
	shape_put(names, arena, STR("section"), section);
	shape_put(names, arena, STR("kind"), &shape_any);
	inspect_global(inspect, STR("site"), site);
	inspect_function(inspect, STR("get_page"), page);
	inspect_function(inspect, STR("t"), &shape_any);
	return names;
}

static const char *const kinds[] = {
	[INSPECT_NAME] = "name",
	[INSPECT_KEY] = "key",
	[INSPECT_IMPORTED] = "imported",
	[INSPECT_BLOCK] = "block",
	[INSPECT_CONTENT] = "content",
	[INSPECT_TEMPLATE] = "template",
	[INSPECT_MACRO] = "macro",
	[INSPECT_IMPORT] = "import",
	[INSPECT_SET] = "set",
	[INSPECT_CALL] = "call",
};

/* "key tilte of page at 12 in main.html; ..." of templates whose entries are main.html and other.html. */
static struct str
found(struct kit *kit, const char *const *templates)
{
	struct template_settings settings = { .functions = functions };
	struct inspect *inspect;
	struct shape *names;
	size_t count;
	kit_open(kit, templates, &settings);
	inspect = inspect_new(&kit->arena, kit->engine);
	names = make_names(inspect, &kit->arena);
	for (const char *const *t = templates; *t; t += 2)
		inspect_add(inspect, str_from(t[0]));
	inspect_entry(inspect, STR("main.html"), names);
	inspect_entry(inspect, STR("other.html"), names);
	inspect_run(inspect);
	const struct inspect_finding *list = inspect_findings(inspect, &count);
	for (size_t i = 0; i < count; i++) {
		struct str text = str_slice(list[i].source, list[i].at, list[i].at + list[i].len);
		buf_format(&kit->out, "%s%s", i ? "; " : "", kinds[list[i].kind]);
		if (list[i].word.len)
			buf_format(&kit->out, " " STR_FMT, STR_ARG(list[i].word));
		if (list[i].of.len)
			buf_format(&kit->out, " of " STR_FMT, STR_ARG(list[i].of));
		if (text.len && !str_eq(text, list[i].word) && list[i].kind != INSPECT_BLOCK &&
		        list[i].kind != INSPECT_MACRO && list[i].kind != INSPECT_IMPORT)
			buf_format(&kit->out, " at " STR_FMT, STR_ARG(text));
		if (!str_is(list[i].path, "main.html"))
			buf_format(&kit->out, " in " STR_FMT, STR_ARG(list[i].path));
	}
	return buf_view(&kit->out);
}

/* Says all that differ, and fails at the end of the test. */
static unsigned differ;

static void
expect_found(const char *const *templates, const char *expected)
{
	struct kit kit;
	struct str got = found(&kit, templates);
	if (!str_eq(got, str_from(expected))) {
		print_error(
		        "%s\ngot:  " STR_FMT "\nwant: %s\n", templates[1], STR_ARG(got), expected);
		differ++;
	}
	kit_close(&kit);
}

/* One template, and what is found in it. */
static const char *const single[][2] = {
	{ "{{ page.title }}{{ kind }}{{ site.title }}", "" },
	{ "{{ pgae }}", "name pgae" },
	{ "{{ page.tilte }}", "key tilte of page" },
	{ "{{ page['tilte'] }}", "key tilte of page at 'tilte'" },
	{ "{{ site.home.pages[0].section.tilte }}", "key tilte of section" },
	{ "{{ page.params.anything.at.all }}", "" },
	{ "{{ page.title.whatever }}", "" },
	/* Loops. */
	{ "{% for p in section.pages %}{{ p.tilte }}{% endfor %}", "key tilte of page" },
	{ "{% for p in section.pages if p.tilte %}{{ loop.index }}{% endfor %}",
	        "key tilte of page" },
	{ "{% for p in section.pages %}{{ loop.inedx }}{% endfor %}", "key inedx of loop" },
	{ "{% for p in section.pages %}{{ loop.previtem.anything }}{% endfor %}", "" },
	{ "{% for p in [] %}{% else %}{{ p }}{% endfor %}", "name p" },
	{ "{% for p in [] %}{% set x = 1 %}{% endfor %}{{ x }}", "name x" },
	{ "{% for name, s in site.by_name.items() %}{{ name }}{{ s.titel }}{% endfor %}",
	        "key titel of section" },
	{ "{% for s in site.by_name.values() %}{{ s.titel }}{% endfor %}", "key titel of section" },
	{ "{{ site.by_name.x.titel }}{{ site.by_name.get('x').titel }}",
	        "key titel of section; key titel of section" },
	{ "{% for x in section.pages recursive %}{{ loop(x.anything) }}{{ x.tilte }}{% endfor %}",
	        "" },
	{ "{% for a, b in [[1, page], [2, page]] %}{{ b.tilte }}{% endfor %}", "" },
	{ "{% for a, b in [(1, page), (2, page)] %}{{ b.tilte }}{% endfor %}",
	        "key tilte of page" },
	/* Assignments. */
	{ "{% set p = page %}{{ p.tilte }}", "key tilte of page" },
	{ "{% set p = page if kind else none %}{{ p.tilte }}", "key tilte of page" },
	{ "{% set p = page or section %}{{ p.tilte }}{{ p.tags }}{{ p.pages }}",
	        "key tilte of page or section" },
	{ "{% set p = page if kind else section %}{{ p.section.tilte }}", "key tilte of section" },
	{ "{% set p = page if kind else kind %}{{ p.tilte }}", "" },
	{ "{% set p = [page] if kind else page %}{{ p.tilte }}", "" },
	{ "{% macro m(p) %}{{ p.tilte }}{% endmacro %}{{ m(page) }}{{ m(section) }}{{ m(site) }}",
	        "key tilte of page or section or site" },
	{ "{% set p = page %}{% if kind %}{% set p = section %}{% endif %}{{ p.tilte }}",
	        "key tilte of page or section" },
	{ "{% if kind %}{% set x = 1 %}{% endif %}{{ x }}", "" },
	{ "{% with p = page, q = 1 %}{{ p.tilte }}{{ q }}{% endwith %}{{ q }}",
	        "key tilte of page; name q" },
	{ "{% set a, b = page, section %}{{ a.title }}{{ b.date }}", "key date of section" },
	{ "{% set x %}{{ pgae }}{% endset %}{{ x.y }}", "name pgae" },
	{ "{% set n = namespace(a=1) %}{% set n.b = 2 %}{{ n.a }}{{ n.b }}{{ n.c }}",
	        "key c of namespace" },
	{ "{% set n = namespace(a=1) %}{% if n.c is defined %}{{ n.c }}{% endif %}", "" },
	{ "{% set n = namespace({'c': 1}) %}{{ n.c }}{% set n = namespace(**page.params) %}{{ n.c }}",
	        "" },
	{ "{% set l = [page] %}{% for p in l %}{{ p.tilte }}{% endfor %}", "key tilte of page" },
	{ "{% set l = [page] %}{% do l.append({'tilte': 1}) %}{% for p in l %}{{ p.tilte }}{% endfor %}",
	        "" },
	{ "{% set d = {'a': page} %}{{ d.a.tilte }}{{ d.b }}", "key tilte of page" },
	{ "{% set x = 1 %}", "set x" },
	{ "{% set _ = 1 %}", "" },
	{ "{% set x = 1 %}{% set x = x + 1 %}", "" },
	/* Filters and functions. */
	{ "{% for p in section.pages|sort(attribute='date')|reverse %}{{ p.tilte }}{% endfor %}",
	        "key tilte of page" },
	{ "{{ (section.pages|first).tilte }}{{ (section.pages|last).title }}",
	        "key tilte of page" },
	{ "{{ section.pages|sort(attribute='dat')|length }}", "key dat of page at 'dat'" },
	{ "{{ section.pages|selectattr('tilte')|list }}", "key tilte of page at 'tilte'" },
	{ "{{ section.pages|selectattr('tilte', 'defined')|list }}", "" },
	{ "{{ section.pages|map(attribute='section.titel')|list }}",
	        "key titel of section at 'section.titel'" },
	{ "{{ section.pages|map(attribute='x', default='')|list }}", "" },
	{ "{% for g in section.pages|groupby('date') %}{{ g.grouper }}{% for p in g.list %}{{ p.tilte }}{% endfor %}{% endfor %}",
	        "key tilte of page" },
	{ "{% for y, ps in section.pages|groupby('date') %}{{ y }}{{ ps[0].tilte }}{% endfor %}",
	        "key tilte of page" },
	{ "{% for row in section.pages|batch(3) %}{% for p in row %}{{ p.tilte }}{% endfor %}{% endfor %}",
	        "key tilte of page" },
	{ "{% for p in section.pages[:3] %}{{ p.tilte }}{% endfor %}", "key tilte of page" },
	{ "{% for p in section.pages + [page] %}{{ p.tilte }}{% endfor %}", "key tilte of page" },
	{ "{% for p in section.pages + [section] %}{{ p.tilte }}{% endfor %}",
	        "key tilte of page or section" },
	{ "{{ page|attr('tilte') }}", "key tilte of page at 'tilte'" },
	{ "{{ get_page('a.md').tilte }}", "call a.md of get_page at 'a.md'; key tilte of page" },
	{ "{{ range(3)|list }}{{ dict(a=1) }}{{ cycler('a').next() }}{% set j = joiner() %}{{ j() }}",
	        "" },
	{ "{{ page.items() }}{{ page.get('x') }}", "" },
	{ "{{ section.pages.length }}{{ section.pages.count(1) }}{{ section.pages.0 }}",
	        "key length of list" },
	{ "{% set l = [] %}{% do l.append(1) %}{{ l.copy() }}", "" },
	/* What is asked about may be missing. */
	{ "{% if x is defined %}{{ x }}{% endif %}", "" },
	{ "{{ x|default('') }}{{ y|d(1) }}{{ page.mood|default('calm') }}", "" },
	{ "{{ page.mood.colour is defined }}{{ page.mood }}", "" },
	{ "{{ x is undefined }}{{ z }}", "name z" },
	/* Macros. */
	{ "{% macro m(a, b=1) %}{{ a.x }}{{ b }}{{ varargs }}{{ kwargs }}{{ caller() }}{% endmacro %}{{ m(1) }}",
	        "" },
	{ "{% macro m(p) %}{{ p.tilte }}{% endmacro %}{{ m(page) }}", "key tilte of page" },
	{ "{% macro m(p) %}{{ p.tilte }}{% endmacro %}{{ m(page) }}{{ m(section) }}",
	        "key tilte of page or section" },
	{ "{% macro m(p) %}{{ p.tilte }}{% endmacro %}{{ m(page) }}{% set f = m %}{{ f(1) }}", "" },
	{ "{% macro m(p) %}{{ p.tilte }}{% endmacro %}{{ m(page) }}{{ m(*[1]) }}", "" },
	{ "{% macro m(q, p=none) %}{{ q }}{{ p.tilte }}{% endmacro %}{{ m(1, p=page) }}",
	        "key tilte of page" },
	{ "{% macro a() %}{{ b() }}{% endmacro %}{% macro b() %}{% endmacro %}{{ a() }}", "" },
	{ "{% macro a(s) %}{% for p in s.pages %}{{ a(p.section) }}{{ p.tilte }}{% endfor %}{% endmacro %}{{ a(section) }}",
	        "key tilte of page" },
	{ "{% macro m() %}{% endmacro %}", "macro m" },
	{ "{% macro m(x) %}{{ caller(x) }}{% endmacro %}{% call(y) m(1) %}{{ y }}{{ z }}{% endcall %}",
	        "name z" },
	/* Blocks of its own. */
	{ "{% for x in [1] %}{% block a scoped %}{{ x }}{% endblock %}{% endfor %}", "" },
	{ "{% for x in [1] %}{% block a %}{{ x }}{% endblock %}{% endfor %}", "name x" },
	{ "{% set x = 1 %}{% block a %}{{ x }}{{ self.a() }}{{ super() }}{% endblock %}{{ self.a() }}",
	        "" },
	{ "{{ super() }}", "name super" },
	{ "{% filter upper %}{{ pgae }}{% endfilter %}{% autoescape false %}{{ pgae }}{% endautoescape %}",
	        "name pgae; name pgae" },
};

static void
test_single(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof single / sizeof *single; i++)
		expect_found(
		        (const char *const[]){ "main.html", single[i][0], NULL }, single[i][1]);
	assert_int_equal(differ, 0);
}

/* Up to three templates; main.html and other.html are entries. */
static const struct {
	const char *templates[9], *found;
} families[] = {
	{ { "main.html", "{% include 'a.html' %}", "a.html", "{{ page.tilte }}{{ x }}" },
	        "key tilte of page in a.html; name x in a.html" },
	{ { "main.html", "{% set x = page %}{% include 'a.html' %}", "a.html", "{{ x.tilte }}" },
	        "key tilte of page in a.html" },
	{ { "main.html", "{% set x = 1 %}{% include 'a.html' %}", "other.html",
	          "{% include 'a.html' %}", "a.html", "{{ x }}" },
	        "" },
	{ { "main.html", "{% for x in section.pages %}{% include 'a.html' %}{% endfor %}",
	          "other.html", "{% set x = section %}{% include 'a.html' %}", "a.html",
	          "{{ x.tilte }}" },
	        "key tilte of page or section in a.html" },
	{ { "main.html", "{% include 'a.html' without context %}", "a.html",
	          "{{ site.title }}{{ page }}" },
	        "name page in a.html" },
	{ { "main.html", "{% if x is defined %}{% include 'a.html' %}{% endif %}", "a.html",
	          "{{ x }}" },
	        "" },
	{ { "main.html",
	          "{% include ['no.html', 'a.html'] %}{% include 'no.html' ignore missing %}",
	          "a.html", "a" },
	        "" },
	{ { "main.html", "{% include 'a-' ~ kind ~ '.html' %}", "a-b.html", "{{ pgae }}", "c.html",
	          "c" },
	        "name pgae in a-b.html; template c.html in c.html" },
	{ { "main.html", "{% include kind %}", "a.html", "{{ pgae }}{{ site.titel }}" },
	        "key titel of site in a.html" },
	{ { "main.html", "m", "a.html", "{% include 'b.html' %}", "b.html",
	          "{{ pgae }}{{ site.titel }}" },
	        "key titel of site in b.html; template a.html in a.html; template b.html in b.html" },
	{ { "main.html", "{% include 'main.html' %}" }, "" },
	{ { "main.html", "{% extends 'a.html' %}{% block b %}{% endblock %}", "a.html", "a" },
	        "block b" },
	{ { "main.html",
	          "{% extends 'a.html' %}{% block b %}{% endblock %}"
	          "{% block c %}{{ self.b() }}{% endblock %}",
	          "a.html", "{% block c %}{% endblock %}" },
	        "" },
	/* Imports. */
	{ { "main.html", "{% import 'm.html' as m %}{{ m.a(page) }}", "m.html",
	          "{% macro a(p) %}{{ p.tilte }}{{ site.title }}{{ page }}{% endmacro %}" },
	        "key tilte of page in m.html; name page in m.html" },
	{ { "main.html", "{% import 'm.html' as m with context %}{{ m.a() }}", "m.html",
	          "{% macro a() %}{{ page.title }}{% endmacro %}" },
	        "" },
	{ { "main.html", "{% import 'm.html' as m %}{{ m.b() }}{{ m.a() }}", "m.html",
	          "{% macro a() %}{% endmacro %}" },
	        "imported b of m.html" },
	{ { "main.html", "{% from 'm.html' import a as b, c %}{{ b(page) }}{{ c }}", "m.html",
	          "{% macro a(p) %}{{ p.tilte }}{% endmacro %}" },
	        "imported c of m.html; key tilte of page in m.html" },
	{ { "main.html", "{% import 'm.html' as m %}{% from 'm.html' import a %}", "m.html",
	          "{% macro a() %}{% endmacro %}" },
	        "import m; import a; macro a in m.html" },
	/* Extends. */
	{ { "main.html",
	          "{% extends 'base.html' %}{% block a %}{{ x }}{{ page.tilte }}{% endblock %}",
	          "base.html", "{% set x = 1 %}{% block a %}{% endblock %}" },
	        "key tilte of page" },
	{ { "main.html", "{% extends 'base.html' %}{% set x = 1 %}{% block a %}{% endblock %}",
	          "base.html", "{{ x }}{% block a %}{{ y }}{% endblock %}" },
	        "name y in base.html" },
	{ { "main.html",
	          "{% extends 'base.html' %}{% block a %}{% block b %}{% endblock %}{% endblock %}{% block c %}{% endblock %}",
	          "base.html", "{% block a %}{% endblock %}{% block d %}{% endblock %}" },
	        "block c" },
	{ { "main.html", "{% extends 'a.html' %}{% block c %}{{ x }}{% endblock %}", "a.html",
	          "{% extends 'base.html' %}{% block b %}{% endblock %}", "base.html",
	          "{% set x = 1 %}{% block b %}{% endblock %}{% block c %}{% endblock %}" },
	        "" },
	{ { "main.html",
	          "{% extends 'base.html' %}\n<p>lost\n{{ kind }}{% macro m() %}{% endmacro %}{% block a %}{{ m() }}{% endblock %}",
	          "base.html", "{% block a %}{% endblock %}" },
	        "content at \n<p>lost\n" },
	{ { "main.html", "{% extends kind %}{% block a %}{{ x }}{% endblock %}", "base.html", "b" },
	        "" },
	{ { "main.html",
	          "{% extends 'a.html' if kind else 'b.html' %}{% block a %}{% endblock %}{% block c %}{% endblock %}",
	          "a.html", "{% block a %}{% endblock %}", "b.html",
	          "{% block b %}{% endblock %}" },
	        "block c" },
	{ { "main.html", "{% extends 'base.html' %}{% block a %}{{ x.tilte }}{% endblock %}",
	          "base.html",
	          "{% for x in section.pages %}{% block a scoped %}{% endblock %}{% endfor %}" },
	        "key tilte of page" },
	{ { "main.html", "{% extends 'base.html' %}{% block a %}{{ x }}{% endblock %}", "base.html",
	          "{% for x in section.pages %}{% block a %}{% endblock %}{% endfor %}" },
	        "name x" },
	{ { "main.html",
	          "{% extends 'base.html' %}{% block a %}{{ m.f(page) }}{% include 'c.html' %}{% endblock %}",
	          "base.html", "{% import 'm.html' as m %}{% block a %}{% endblock %}", "m.html",
	          "{% macro f(p) %}{{ p.tilte }}{% endmacro %}", "c.html", "{{ m.g() }}" },
	        "key tilte of page in m.html; imported g of m.html in c.html" },
};

static void
test_families(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof families / sizeof *families; i++)
		expect_found(families[i].templates, families[i].found);
	assert_int_equal(differ, 0);
}

/* What cannot be compiled is left out; what it might have used is not called unused. */
static void
test_broken_templates(void **state)
{
	(void)state;
	expect_found((const char *const[]){ "main.html", "{{ pgae", "a.html",
	                     "{% macro m() %}{% endmacro %}{{ x }}{{ site.titel }}", "other.html",
	                     "{{ pgae }}", NULL },
	        "key titel of site in a.html; name pgae in other.html");
	assert_int_equal(differ, 0);
}

static void
test_what_there_is(void **state)
{
	(void)state;
	struct kit kit;
	struct template_settings settings = { .functions = functions };
	kit_open(&kit, (const char *const[]){ "main.html", "{% set x = 1 %}{{ y }}", NULL },
	        &settings);
	struct inspect *inspect = inspect_new(&kit.arena, kit.engine);
	struct shape *names = make_names(inspect, &kit.arena);
	size_t count;
	inspect_add(inspect, STR("main.html"));
	inspect_entry(inspect, STR("main.html"), names);
	inspect_run(inspect);
	const struct inspect_finding *finding = inspect_findings(inspect, &count);
	assert_int_equal(count, 2);
	struct str known = str_join(&kit.arena, finding->known, finding->count, STR(" "));
	expect_str(known, "x page section kind self site");
	kit_close(&kit);
}

/* Every list is in the next one, and a macro calls itself with more each time: the search ends all the same. */
static void
test_endless(void **state)
{
	(void)state;
	expect_found(
	        (const char *const[]){ "main.html",
	                "{% macro m(x) %}{{ m([x]) }}{{ m((x, x)) }}{% endmacro %}{{ m(page) }}",
	                NULL },
	        "");
	expect_found((const char *const[]){ "main.html",
	                     "{% set x = [x|default(page)] %}{% include 'main.html' %}", NULL },
	        "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_single),
		cmocka_unit_test(test_families),
		cmocka_unit_test(test_broken_templates),
		cmocka_unit_test(test_what_there_is),
		cmocka_unit_test(test_endless),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
