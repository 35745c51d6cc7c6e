/* When the pages of a site last changed: lists with what stands on them, and with nothing else. */
#include "site_fixture.h"

#include "site/latest.h"

static void
put_site(const char *more)
{
	char config[400];

	snprintf(config, sizeof config,
	        "title: T\nbase_url: https://example.org\ntheme: thin\nhistory: off\n"
	        "checks: {ask-contact: off}\n%s",
	        more);
	put_file("kith.yaml", config);
	put_file("themes/thin/theme.yaml",
	        "name: thin\ntitle: Thin\noptions:\n  recent: {type: int, default: 2}\n");
	for (size_t i = 0; i < ROUTE_KINDS; i++)
		for (struct str rest = str_from(route_kinds[i].templates); rest.len;) {
			char path[200];
			struct str name = str_cut(&rest, ' ');

			snprintf(
			        path, sizeof path, "themes/thin/templates/" STR_FMT, STR_ARG(name));
			if (str_ends(name, STR(".html")))
				put_file(path, "x");
		}
}

/* A page of two dates; "-" for one that it has not. */
static void
put_page(const char *path, const char *date, const char *updated, const char *more)
{
	char text[400];

	snprintf(text, sizeof text, "---\n%s%s\n%s%s\n%s\n---\nText.\n",
	        *date == '-' ? "#" : "date: ", date, *updated == '-' ? "#" : "updated: ", updated,
	        more);
	put_file(path, text);
}

/* Of a file of the output: a day, or "-". */
static void
expect_latest(const char *file, const char *expected)
{
	struct date date;
	struct buf buf;

	if (!route_at(file))
		fail_msg("there is no %s\n" STR_FMT, file, STR_ARG(said()));
	date = latest_of_route(&loaded.arena, site, route_at(file));
	buf_init(&buf, 100);
	if (date_known(date))
		date_format(&buf, date, STR("%Y-%m-%d"), NULL);
	else
		buf_lit(&buf, "-");
	if (!str_eq(buf_view(&buf), str_from(expected)))
		fail_msg("%s: " STR_FMT ", not %s", file, STR_ARG(buf_view(&buf)), expected);
	buf_free(&buf);
}

static void
test_the_archive_has_no_log(void **state)
{
	(void)state;
	put_site("");
	put_page("content/essays/a.md", "2026-01-01", "2026-01-05", "");
	put_page("content/log/l.md", "2026-03-01", "-", "");
	put_page("content/undated.md", "-", "2026-04-01", "");
	load_site();
	expect_latest("archive/index.html", "2026-01-05");
	expect_latest("archive/2026/index.html", "2026-01-05");
	expect_latest("log/index.html", "2026-03-01");
	expect_latest("undated/index.html", "2026-04-01");
	expect_latest("follow/index.html", "-");
}

static void
test_the_front_page_is_what_stands_there(void **state)
{
	(void)state;
	put_site("");
	put_page("content/essays/a.md", "2026-01-01", "2026-05-05", "");
	put_page("content/essays/b.md", "2026-01-02", "2026-04-04", "");
	put_page("content/essays/c.md", "2026-01-03", "-", "");
	put_page("content/about.md", "-", "2026-05-20", "");
	load_site();
	expect_latest("index.html", "2026-04-04"); /* of `a` it says nothing */
	expect_latest("essays/index.html", "2026-05-05");
}

static void
test_featured_pages_stand_on_the_front_page(void **state)
{
	(void)state;
	put_site("");
	put_page("content/essays/a.md", "2026-01-01", "2026-05-05", "featured: true");
	put_page("content/essays/b.md", "2026-01-02", "-", "");
	put_page("content/essays/c.md", "2026-01-03", "-", "");
	load_site();
	expect_latest("index.html", "2026-05-05");
}

static void
test_asks_stand_there_while_they_are_open(void **state)
{
	(void)state;
	put_site("");
	put_page("content/asks/a.md", "2026-01-01", "2026-03-03", "seeking: review");
	put_page("content/asks/b.md", "2026-01-02", "2026-02-02", "seeking: review");
	put_page("content/asks/c.md", "2026-01-03", "-", "seeking: review");
	put_page("content/asks/d.md", "2026-01-01", "2026-05-05", "status: closed");
	load_site();
	expect_latest("index.html", "2026-02-02");
	expect_latest("asks/index.html", "2026-05-05");
}

static void
test_each_page_of_a_list_by_itself(void **state)
{
	(void)state;
	put_site("pagination: {size: 1}\n");
	put_page("content/essays/a.md", "2026-01-01", "2026-05-05", "tags: [x]");
	put_page("content/essays/b.md", "2026-01-02", "-", "tags: [x]");
	put_page("content/lessons/c.md", "2026-01-01", "2026-04-04",
	        "status: retracted\noutcome: No.");
	put_page("content/lessons/d.md", "2026-01-01", "-", "");
	load_site();
	expect_latest("essays/index.html", "2026-01-02");
	expect_latest("essays/page/2/index.html", "2026-05-05");
	expect_latest("tags/x/index.html", "2026-01-02");
	expect_latest("lessons/index.html", "2026-01-01");
	expect_latest("lessons/page/2/index.html", "2026-04-04");
	expect_latest("tags/index.html", "2026-05-05");
}

static void
test_a_list_of_projects_tells_of_their_work(void **state)
{
	(void)state;
	put_site("");
	put_page("content/projects/q/index.md", "2026-01-01", "-", "");
	put_page("content/projects/q/log/one.md", "2026-02-01", "2026-05-05", "");
	put_page("content/projects/q/log/two.md", "2026-02-02", "-", "");
	load_site();
	expect_latest("projects/q/index.html", "2026-05-05");
	expect_latest("projects/index.html", "2026-05-05");
	expect_latest("now/index.html", "2026-02-02");
	expect_latest("index.html", "2026-05-05");
}

static void
test_series_and_people(void **state)
{
	(void)state;
	put_site("");
	put_file("data/people.yaml",
	        "ada: {name: Ada Example, page: true}\nbob: {name: Bob Example, page: true}\n");
	put_page("content/essays/a.md", "2026-01-01", "2026-03-03", "series: S\nauthors: [ada]");
	put_page("content/essays/b.md", "2026-01-02", "2026-04-04", "thanks: [bob]");
	load_site();
	expect_latest("series/index.html", "2026-03-03");
	expect_latest("series/s/index.html", "2026-03-03");
	expect_latest("people/ada/index.html", "2026-03-03");
	expect_latest("people/bob/index.html", "2026-04-04");
	expect_latest("people/index.html", "2026-04-04");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_SITE(test_the_archive_has_no_log),
		WITH_SITE(test_the_front_page_is_what_stands_there),
		WITH_SITE(test_featured_pages_stand_on_the_front_page),
		WITH_SITE(test_asks_stand_there_while_they_are_open),
		WITH_SITE(test_each_page_of_a_list_by_itself),
		WITH_SITE(test_a_list_of_projects_tells_of_their_work),
		WITH_SITE(test_series_and_people),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
