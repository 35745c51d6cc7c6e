/* What t() makes of messages; how their files are read is in test_theme.c. */
#include "site_fixture.h"

static void
put_site(const char *config)
{
	put_file("kith.yaml", config);
	put_file("templates/home.html", "");
	put_file("templates/section.html", "");
	put_file("templates/404.html", "");
	put_file("i18n/en.yaml",
	        "skip: Skip\n"
	        "minutes: {one: '{count} minute', other: '{count} minutes'}\n"
	        "comments: {zero: no comments, one: one comment, other: '{count} comments'}\n"
	        "by: 'by {author}, {author} & {x1}'\n"
	        "by_html: 'by <b>{author}</b>'\n"
	        "braces: '{} { {a b} {1} }{'\n"
	        "empty: ''\n");
	put_file("i18n/pl.yaml",
	        "minutes: {one: '{count} minuta', few: '{count} minuty', many: '{count} minut',"
	        " other: '{count} minuty'}\n");
	put_file("i18n/fr.yaml", "minutes: {one: '{count} minute', other: '{count} minutes'}\n");
}

/* What a template is on a page of a language. */
static struct str
shown(const char *language, const char *template)
{
	char text[200];
	put_site(PLAIN_SITE "language: en\n");
	put_file("templates/page.html", template);
	snprintf(text, sizeof text, "---\ntitle: A\nlang: %s\n---\nText.\n", language);
	put_file("content/a.md", text);
	load_site();
	return rendered("a/index.html");
}

static void
test_messages(void **state)
{
	static const struct {
		const char *language, *template, *shown;
	} cases[] = {
		{ "en", "{{ t('skip') }}|{{ t('empty') }}|{{ t(key='skip') }}", "Skip||Skip" },
		{ "en", "{{ t('minutes', count=1) }}, {{ t('minutes', 0) }}, {{ t('minutes', 1.5) }}, {{ t('minutes', 1.0) }}",
		        "1 minute, 0 minutes, 1.5 minutes, 1 minute" },
		{ "en", "{{ t('minutes', 12345) }}, {{ t('minutes', -1) }}",
		        "12,345 minutes, -1 minute" },
		{ "en", "{{ t('comments', 0) }}, {{ t('comments', 1) }}, {{ t('comments', 2) }}",
		        "no comments, one comment, 2 comments" },
		{ "en", "{{ t('skip', count=3, more='x') }}", "Skip" },
		{ "en", "{{ t('skip', default='<x>') }}, {{ t('minuts', default='<x>') }}",
		        "Skip, &lt;x&gt;" },
		{ "pl", "{% for n in [1, 2, 5, 22, 1.5] %}{{ t('minutes', n) }}; {% endfor %}",
		        "1 minuta; 2 minuty; 5 minut; 22 minuty; 1,5 minuty;" },
		{ "fr-CA", "{{ t('minutes', 0) }}, {{ t('minutes', 1.5) }}, {{ t('minutes', 2) }}",
		        "0 minute, 1,5 minute, 2 minutes" },
		{ "pl", "{{ t('skip') }}", "Skip" },
		{ "cy", "{{ t('minutes', 2) }}", "2 minutes" },
		{ "en", "{{ t('by', author='<A>', x1=2) }}", "by &lt;A&gt;, &lt;A&gt; &amp; 2" },
		{ "en", "{{ t('by', author='<i>A</i>'|safe, x1='&') }}",
		        "by <i>A</i>, <i>A</i> &amp; &amp;" },
		{ "en", "{{ t('by_html', author='<A>') }} {{ t('by_html', author='<i>'|safe) }}",
		        "by <b>&lt;A&gt;</b> by <b><i></b>" },
		{ "en", "{{ t('braces') }}", "{} { {a b} {1} }{" },
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		expect_str(shown(cases[i].language, cases[i].template), cases[i].shown);
		leave_site(state);
		enter_site(state);
	}
}

static void
test_mistakes(void **state)
{
	static const struct {
		const char *template, *said;
	} cases[] = {
		{ "{{ t('minuts', 1) }}",
		        "error: there is no message \"minuts\" in i18n/, neither in \"en\" nor in English" },
		{ "{{ t('minuts', 1) }}",
		        "help: did you mean \"minutes\"? there are: skip, minutes, comments, by, by_html, braces, empty" },
		{ "{{ t('by', author='A') }}",
		        "error: the message \"by\" of i18n/en.yaml has a place for \"x1\", which is not given: t('by', x1=...)" },
		{ "{{ t('minutes') }}",
		        "the message \"minutes\" of i18n/en.yaml has a place for \"count\"" },
		{ "{{ t('minutes', count='many') }}",
		        "error: the count of \"minutes\" must be a number, not text" },
		{ "{{ t('minutes', count=[]) }}", "must be a number, not list" },
		{ "{{ t(5) }}", "there is no message" },
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		expect_str(shown("en", cases[i].template), "(failed)");
		expect_said(cases[i].said);
		leave_site(state);
		enter_site(state);
	}
}

static void
test_language_of_numbers_and_dates(void **state)
{
	(void)state;
	expect_str(
	        shown("fr",
	                "{{ 1234.5|number }} {{ '2026-05-30'|relative }} {{ '2026-11-02'|date('long') }}"),
	        "1\u202f234,5 il y a 2 jours 2 November 2026");
}

static void
test_the_clock_is_not_asked(void **state)
{
	(void)state;
	load_options.as_of = PIPELINE_NO_TIME;
	unsetenv("SOURCE_DATE_EPOCH");
	expect_str(shown("en", "{{ '2026-05-30'|relative }}"), "(failed)");
	expect_said("\"relative\" does not know which day it is");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_SITE(test_messages),
		WITH_SITE(test_mistakes),
		WITH_SITE(test_language_of_numbers_and_dates),
		WITH_SITE(test_the_clock_is_not_asked),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
