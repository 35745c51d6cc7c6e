#include "template/template.h"

#include "base/hash.h"
#include "base/pool.h"
#include "template_kit.h"

/* --- loading ------------------------------------------------------------------------------- */

static void
test_load_and_render(void **state)
{
	(void)state;
	struct kit kit;
	kit_open(&kit,
	        (const char *const[]){ "a.html", "{% include 'b/c.html' %}{{ x }}\n", "b/c.html",
	                "[{{ x }}]", NULL },
	        NULL);
	assert_true(kit_data(&kit, "x: <"));
	expect_str(kit_render(&kit, "a.html"), "[&lt;]&lt;\n");
	expect_str(kit_render(&kit, "a.html"), "[&lt;]&lt;\n");
	expect_str(template_name(template_load(kit.engine, STR("a.html"), &kit.diags)), "a.html");
	assert_ptr_equal(template_load(kit.engine, STR("a.html"), &kit.diags),
	        template_load(kit.engine, STR("a.html"), &kit.diags));
	assert_true(template_exists(kit.engine, STR("a.html")));
	assert_true(template_exists(kit.engine, STR("b/c.html")));
	assert_false(template_exists(kit.engine, STR("c.html")));
	assert_int_equal(kit.diags.errors, 0);
	kit_close(&kit);
}

static void
test_what_cannot_be_loaded(void **state)
{
	(void)state;
	struct kit kit;
	kit_open(&kit,
	        (const char *const[]){ "page.html", "{{ x|nope }}", "user.html",
	                "{% include 'page.html' %}", NULL },
	        NULL);
	assert_null(template_load(kit.engine, STR("pgae.html"), &kit.diags));
	assert_int_equal(kit.diags.errors, 1);
	expect_str(kit.diags.list.at[0].help, "did you mean \"page.html\"?");
	assert_null(template_load(kit.engine, STR("page.html"), &kit.diags));
	assert_int_equal(kit.diags.errors, 2);
	/* Who has heard of it is not told again; who has not, is. */
	assert_null(template_load(kit.engine, STR("page.html"), &kit.diags));
	assert_null(template_load(kit.engine, STR("user.html"), &kit.diags));
	assert_int_equal(kit.diags.errors, 2);
	struct diags later;
	diag_init(&later);
	assert_null(template_load(kit.engine, STR("page.html"), &later));
	assert_int_equal(later.errors, 1);
	expect_str(later.list.at[0].text,
	        "this template has errors: page.html:1:6: there is no filter \"nope\"");
	diag_free(&later);
	kit_close(&kit);
}

/* Blocks that no parent has are told of where it is known what parents have, once, and if that is asked for. */
static void
test_lone_blocks(void **state)
{
	(void)state;
	static const struct {
		const char *source, *wanted;
	} cases[] = {
		{ "{% extends 'base.html' %}{% block mian %}{% endblock %}", "mian" },
		{ "{% extends 'middle.html' %}{% block mian %}{% endblock %}", "mian" },
		{ "{% extends 'base.html' %}{% block main %}{% endblock %}", "" },
		{ "{% extends 'middle.html' %}{% block main %}{% endblock %}", "" },
		{ "{% extends 'middle.html' %}{% block text %}{% endblock %}", "" },
		{ "{% extends 'base.html' %}{% block main %}{% block x %}{% endblock %}{% endblock %}",
		        "" },
		{ "{% block x %}{% endblock %}{% extends 'base.html' %}", "" },
		{ "{% block x %}{% endblock %}", "" },
		{ "{% extends kind %}{% block x %}{% endblock %}", "" },
		{ "{% extends 'any.html' %}{% block x %}{% endblock %}", "" },
		{ "{% if kind %}{% extends 'base.html' %}{% endif %}{% block x %}{% endblock %}",
		        "" },
		{ "{% extends 'base.html' %}{% block x %}{% endblock %}"
		  "{% block main %}{{ self.x() }}{% endblock %}",
		        "" },
		{ "{% extends 'asks.html' %}{% block x %}{% endblock %}", "" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		for (int warns = 0; warns < 2; warns++) {
			struct kit kit;
			kit_open(&kit,
			        (const char *const[]){ "a.html", cases[i].source, "base.html",
			                "{% block main %}{% endblock %}", "middle.html",
			                "{% extends 'base.html' %}{% block main %}"
			                "{% block text %}{% endblock %}{% endblock %}",
			                "any.html", "{% extends kind %}", "asks.html",
			                "{{ self.x is defined }}", "uses.html",
			                "{% include 'a.html' ignore missing %}"
			                "<p title=\"{% include 'a.html' %}\">",
			                NULL },
			        &(struct template_settings){ .warns = warns, .by_place = true });
			assert_non_null(template_load(kit.engine, STR("uses.html"), &kit.diags));
			assert_non_null(template_load(kit.engine, STR("a.html"), &kit.diags));
			assert_int_equal(kit.diags.warnings, warns && *cases[i].wanted);
			if (kit.diags.warnings) {
				expect_str(kit.diags.list.at[0].text,
				        "block \"mian\" never shows: no template that this one "
				        "extends has it");
				assert_true(str_starts(
				        kit.diags.list.at[0].help, STR("did you mean \"main\"?")));
			}
			kit_close(&kit);
		}
	}
}

static void
expect_refused(const char *source, size_t len, const char *want)
{
	struct kit kit;
	kit_open(&kit, (const char *const[]){ NULL }, NULL);
	assert_null(template_from_text(kit.engine, STR("a.html"), str_of(source, len), &kit.diags));
	expect_str(kit.diags.list.at[0].text, want);
	kit_close(&kit);
}

static void
test_sources_that_are_no_text(void **state)
{
	(void)state;
	expect_refused("a\0b", 3, "a template cannot contain a NUL byte");
	expect_refused("a\xff", 2, "this is not valid UTF-8");
	size_t len = (4 << 20) + 1;
	char *large = malloc(len);
	memset(large, 'a', len);
	expect_refused(large, len, "a template cannot be larger than 4 MiB");
	free(large);
}

static void
test_newlines_and_byte_order_mark(void **state)
{
	(void)state;
	struct kit kit;
	kit_open(&kit, (const char *const[]){ NULL }, NULL);
	expect_str(kit_text(&kit,
	                   "\xef\xbb\xbf"
	                   "a\r\nb\rc\n"),
	        "a\nb\nc\n");
	kit_close(&kit);
}

static void
test_settings(void **state)
{
	(void)state;
	struct kit kit;
	struct template_settings settings = { .trim_blocks = true, .lstrip_blocks = true };
	kit_open(&kit, (const char *const[]){ NULL }, &settings);
	expect_str(kit_text(&kit, "a\n  {% if true %}\nb\n  {% endif %}\nc\n"), "a\nb\nc\n");
	kit_close(&kit);
	settings = (struct template_settings){ .undefined = TEMPLATE_STRICT };
	kit_open(&kit, (const char *const[]){ NULL }, &settings);
	assert_true(kit_data(&kit, "title: T"));
	expect_str(
	        kit_text(&kit, "{{ title }}{{ x|default('d') }}{% if y is defined %}{% endif %}"),
	        "Td");
	expect_str(kit_text(&kit, "{{ titel }}"),
	        "main.html:1:4: error: \"titel\" is undefined\n"
	        "    1 | {{ titel }}\n"
	        "      |    ^~~~~\n"
	        "    help: did you mean \"title\"? known names: title, cycler, dict, joiner, "
	        "lipsum, namespace, range\n");
	kit_close(&kit);
}

static void
test_escaping_goes_by_name(void **state)
{
	(void)state;
	static const char *const templates[] = { "a.html", "{{ '<' ~ x }}", "b.xml",
		"{{ '<' ~ x }}", "c.svg.jinja2", "{{ '<' ~ x }}", "d.txt", "{{ '<' ~ x }}",
		"e.html.j2", "{{ '<' ~ x }}", "f.css", "{{ '<' ~ x }}", NULL };
	struct kit kit;
	kit_open(&kit, templates, NULL);
	expect_str(kit_render(&kit, "a.html"), "&lt;");
	expect_str(kit_render(&kit, "b.xml"), "&lt;");
	expect_str(kit_render(&kit, "c.svg.jinja2"), "&lt;");
	expect_str(kit_render(&kit, "d.txt"), "<");
	expect_str(kit_render(&kit, "e.html.j2"), "&lt;");
	expect_str(kit_render(&kit, "f.css"), "<");
	kit_close(&kit);
}

/* --- names at run time --------------------------------------------------------------------- */

static void
test_names_made_at_run_time(void **state)
{
	(void)state;
	static const char *const templates[] = { "main.html",
		"{% include 'kinds/' ~ kind ~ '.html' %}", "kinds/a.html", "A", "kinds/broken.html",
		"{{ x|nope }}", "other.html", "{{ y|nope }}", NULL };
	struct kit kit;
	kit_open(&kit, templates, NULL);
	kit_data(&kit, "kind: a");
	expect_str(kit_render(&kit, "main.html"), "A");
	assert_int_equal(kit.diags.errors, 0);
	kit_data(&kit, "kind: broken");
	kit_render(&kit, "main.html");
	expect_str(kit.diags.list.at[0].text,
	        "template \"kinds/broken.html\" has errors: kinds/broken.html:1:6: there is no filter \"nope\"");
	kit_close(&kit);
}

static void
test_parents_that_have_errors(void **state)
{
	(void)state;
	static const char *const templates[] = { "main.html", "a\n{% extends 'base-' ~ kind %}",
		"base-broken", "{{ x|nope }}", NULL };
	struct kit kit;
	kit_open(&kit, templates, NULL);
	kit_data(&kit, "kind: broken");
	kit_render(&kit, "main.html");
	assert_int_equal(kit.diags.errors, 1);
	assert_int_equal(kit.diags.list.at[0].place.line, 2);
	expect_str(kit.diags.list.at[0].text,
	        "template \"base-broken\" has errors: base-broken:1:6: there is no filter \"nope\"");
	kit_close(&kit);
}

/* --- fingerprints -------------------------------------------------------------------------- */

static struct hash
fingerprint(const char *const *templates)
{
	struct kit kit;
	kit_open(&kit, templates, NULL);
	const struct template *t = template_load(kit.engine, STR("a"), &kit.diags);
	assert_non_null(t);
	struct hash hash = template_fingerprint(t);
	kit_close(&kit);
	return hash;
}

static void
test_fingerprints(void **state)
{
	(void)state;
	struct hash first = fingerprint((const char *const[]){ "a", "{% include 'b' %}", "b",
	        "{% include 'c' %}", "c", "1{% include 'a' %}", "d", "x", NULL });
	struct hash same = fingerprint((const char *const[]){ "d", "y", "c", "1{% include 'a' %}",
	        "b", "{% include 'c' %}", "a", "{% include 'b' %}", NULL });
	struct hash deep = fingerprint((const char *const[]){ "a", "{% include 'b' %}", "b",
	        "{% include 'c' %}", "c", "2{% include 'a' %}", NULL });
	struct hash made =
	        fingerprint((const char *const[]){ "a", "{% include 'b' ~ x %}", "b1", "1", NULL });
	struct hash more = fingerprint(
	        (const char *const[]){ "a", "{% include 'b' ~ x %}", "b1", "1", "b2", "2", NULL });
	assert_true(hash_eq(first, same));
	assert_false(hash_eq(first, deep));
	assert_false(hash_eq(made, more));
}

/* --- rendering ----------------------------------------------------------------------------- */

static void
test_context_and_globals(void **state)
{
	(void)state;
	struct kit kit;
	struct value_entry context[] = { { value_text(STR("a")), value_int(1) } };
	struct value_entry globals[] = {
		{ value_text(STR("a")), value_int(2) },
		{ value_text(STR("b")), value_int(3) },
	};
	kit_open(&kit,
	        (const char *const[]){ "lib", "{% macro m() %}{{ a }}{{ b }}{% endmacro %}", NULL },
	        NULL);
	struct template_run run = {
		.scratch = &kit.scratch,
		.out = &kit.out,
		.diags = &kit.diags,
		.context = value_map(context, 1),
		.globals = value_map(globals, 2),
	};
	const struct template *t = template_from_text(kit.engine, STR("t"),
	        STR("{% import 'lib' as lib %}{{ a }}{{ b }} {{ lib.m() }}"), &kit.diags);
	assert_true(template_render(t, &run));
	expect_str(buf_view(&kit.out), "13 23");
	kit_close(&kit);
}

static void
test_output_is_appended_and_limited(void **state)
{
	(void)state;
	struct kit kit;
	struct buf out;
	buf_init(&out, 20);
	kit_open(&kit, (const char *const[]){ NULL }, NULL);
	const struct template *t = template_from_text(
	        kit.engine, STR("t"), STR("12345{% set x %}capture{% endset %}"), &kit.diags);
	struct template_run run = {
		.scratch = &kit.scratch, .out = &out, .diags = &kit.diags, .subject = STR("page.md")
	};
	assert_true(template_render(t, &run));
	buf_char(&out, '-');
	assert_true(template_render(t, &run));
	expect_str(buf_view(&out), "12345-12345");
	assert_false(template_render(t, &run));
	expect_str(kit.diags.list.at[0].text, "the output is beyond its limit of 20 bytes");
	buf_free(&out);
	kit_close(&kit);
}

static void
test_errors_name_their_template(void **state)
{
	(void)state;
	static const char *const templates[] = { "page.html",
		"{% extends 'list.html' %}{% block item %}\n{% include 'card.html' %}{% endblock %}",
		"list.html",
		"{% extends 'base.html' %}{% block main %}{% block item %}{% endblock %}{% endblock %}",
		"base.html", "<main>\n{% block main %}{% endblock %}", "card.html",
		"a\nb {{ x + 123 }}", NULL };
	struct kit kit;
	kit_open(&kit, templates, NULL);
	expect_str(kit_render(&kit, "page.html"),
	        "card.html:2:6: error: \"x\" is undefined and cannot be used with \"+\"\n"
	        "    2 | b {{ x + 123 }}\n"
	        "      |      ^~~~~~~\n"
	        "    help: included from page.html:2:12, in block \"item\", rendered from list.html:1:51, "
	        "in block \"main\", rendered from base.html:2:10, extended by list.html, extended by page.html\n");
	kit_close(&kit);
}

/* What renders without making values needs no memory but for its frames, however long it runs. */
static void
test_memory_of_a_rendering(void **state)
{
	(void)state;
	struct kit kit;
	kit_open(&kit, (const char *const[]){ NULL }, NULL);
	kit_data(&kit, "{n: 1000, s: '<x>'}");
	expect_str(
	        str_slice(
	                kit_text(&kit,
	                        "{% for i in range(n) %}{{ loop.index }}{{ s }}{% if i > 3 %}{% endif %}{% for j in range(2) %}{{ j }}{% endfor %}{% endfor %}"),
	                0, 12),
	        "1&lt;x&gt;01");
	assert_true(kit.scratch.used < 200000);
	kit_text(&kit,
	        "{% macro m(x, y=2) %}{{ x }}{{ y }}{% endmacro %}{% for i in range(n) %}{{ m(i) }}{% endfor %}");
	assert_true(kit.scratch.used < 40000);
	kit_close(&kit);
}

/* --- many threads -------------------------------------------------------------------------- */

enum { TASKS = 200, WORKERS = 4 };

struct job {
	const struct template *template;
	struct value context;
	struct arena scratch[WORKERS];
	struct buf out[WORKERS];
	struct diags diags[WORKERS];
	struct hash hashes[TASKS];
};

static void
render_one(void *context, size_t index, unsigned worker)
{
	struct job *job = context;
	struct template_run run = {
		.scratch = &job->scratch[worker],
		.out = &job->out[worker],
		.diags = &job->diags[worker],
		.context = job->context,
	};
	arena_reset(run.scratch);
	buf_clear(run.out);
	if (template_render(job->template, &run))
		job->hashes[index] = hash_of(buf_view(run.out));
}

static void
test_many_threads(void **state)
{
	(void)state;
	static const char *const templates[] = { "main.html",
		"{% extends 'base.html' %}{% from 'lib.html' import m %}{% block a %}{% for x in xs|sort if x is odd %}{{ m(x) }}{{ loop.last }}{% endfor %}{% include 'inc.html' %}{% endblock %}",
		"base.html",
		"{% set l = [1] %}{% do l.append(2) %}[{% block a %}{% endblock %}]{{ l }}",
		"lib.html", "{% macro m(x) %}<{{ x }}{{ caller and caller() }}>{% endmacro %}",
		"inc.html",
		"{% set ns = namespace(n=0) %}{% for x in xs %}{% set ns.n = ns.n + x %}{% endfor %}{{ ns.n }}",
		NULL };
	static struct job job;
	struct kit kit;
	kit_open(&kit, templates, NULL);
	kit_data(&kit, "xs: [5, 3, 4, 1, 2]");
	job.template = template_load(kit.engine, STR("main.html"), &kit.diags);
	job.context = kit.data;
	assert_non_null(job.template);
	for (unsigned i = 0; i < WORKERS; i++) {
		buf_init(&job.out[i], 1 << 20);
		diag_init(&job.diags[i]);
	}
	struct pool *pool = pool_start(WORKERS);
	pool_run(pool, TASKS, render_one, &job);
	pool_stop(pool);
	for (size_t i = 0; i < TASKS; i++)
		assert_true(hash_eq(job.hashes[i], job.hashes[0]) &&
		        (job.hashes[i].low || job.hashes[i].high));
	for (unsigned i = 0; i < WORKERS; i++) {
		buf_free(&job.out[i]);
		diag_free(&job.diags[i]);
		arena_free(&job.scratch[i]);
	}
	kit_close(&kit);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_load_and_render),
		cmocka_unit_test(test_what_cannot_be_loaded),
		cmocka_unit_test(test_lone_blocks),
		cmocka_unit_test(test_sources_that_are_no_text),
		cmocka_unit_test(test_newlines_and_byte_order_mark),
		cmocka_unit_test(test_settings),
		cmocka_unit_test(test_escaping_goes_by_name),
		cmocka_unit_test(test_names_made_at_run_time),
		cmocka_unit_test(test_parents_that_have_errors),
		cmocka_unit_test(test_fingerprints),
		cmocka_unit_test(test_context_and_globals),
		cmocka_unit_test(test_output_is_appended_and_limited),
		cmocka_unit_test(test_errors_name_their_template),
		cmocka_unit_test(test_memory_of_a_rendering),
		cmocka_unit_test(test_many_threads),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
